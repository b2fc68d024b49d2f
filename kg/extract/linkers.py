"""A sentence about a conjugate in, its linker out: named, or described by how it is cut or made.

>>> LINKER.search("attached using one of the Company's engineered linkers")["linker"]
"one of the Company's engineered linkers"
>>> QUALIFIED_LINKER.search("an antibody, a protease-cleavable linker and a toxin")["linker"]
'protease-cleavable linker'
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.document import Document
from kg.extract.found import Found
from kg.extract.prefilter import lean
from kg.model import Sentence

_LINKER_KIND = (
    r"(?:[\w-]{0,24}(?:cleavable|degradable)|stable|stabili[sz]ed|hydrophilic|thioether|[\w-]{0,6}glucuronide|disul(?:f|ph)ide|[\w-]{0,4}peptide|valine-citrulline|valine-alanine|maleimide"
    r"|[\w-]{1,12}-(?:sensitive|labile|based)|short|cleavable)"
)
QUALIFIED_LINKER = lean(
    rf"(?<![\w-])(?P<linker>(?:(?:highly|enzymatically|(?:tumou?r|cancer)-selective|selectively|proprietary|novel),? )?{_LINKER_KIND}(?:,? (?:and )?(?:{_LINKER_KIND}|proprietary|novel|enzyme|chemical|synthetic)){{0,3}}(?: [a-z]{{1,4}}-?[A-Z]{{2,4}})? linker)(?!s\b|[- ]tech| (?:technolog|system|platform|design))",
    re.IGNORECASE,
)
LINKER = lean(
    r"\b(?:using|via|by|through|with|and|by (?:means|way) of|employing|of)(?: the| its)? (?P<linker>(?:(?:an?|one of) (?:[\w'-]+ ){0,5}?linkers?"
    r"|(?:(?!(?:with|by|via|and|to|through|its|antibody)\b)[\w'/-]+ ){1,5}?linkers?))(?![\w-])(?! (?:technolog|system|platform|design))",
    re.IGNORECASE,
)
# "a linker cleaved by legumain", "joined by a disulphide bond"
CLEAVED_LINKER = lean(
    r"\b(?P<linker>(?:linker (?:that is |which is )?(?:cleaved|cleavable|degraded) (?:[\w-]+ ){0,3}?(?:by|in|inside) [\w-]{3,20}|disul(?:f|ph)ide (?:link|bond)))(?![\w-])",
    re.IGNORECASE,
)
_LINKER_WORD = lean(
    r"(?:an? )?(?:stable|engineered|novel|proprietary|synthetic|cleavable|unique|the|its|that|and|linkers?|via|[a-z]+ly|an?|of|one|[Cc]ompany's|our)+$"
)
_BARE_LINKER = lean(r"(?:(?:the|its|that|this|and|linkers?|via|an?|our|of|drug|payload|antibody|cytotoxic|both) ?)+")
_CHAIN = lean(r"(?:-[a-z][\w]{1,20}){1,3}(?: linker)?\b")  # the rest of a linker's name of several pieces


def linkers_in(document: Document, sentence: Sentence) -> Iterator[Found]:
    for match in QUALIFIED_LINKER.finditer(document.text, sentence.start, sentence.end):
        yield Found("linker", match["linker"], *match.span("linker"), sentence)
    for match in LINKER.finditer(document.text, sentence.start, sentence.end):
        if not (_LINKER_WORD.fullmatch(match["linker"]) or _BARE_LINKER.fullmatch(match["linker"])):
            yield Found("linker", match["linker"], match.start("linker"), match.end("linker"), sentence)
    for match in CLEAVED_LINKER.finditer(document.text, sentence.start, sentence.end):
        yield Found("linker", match["linker"], *match.span("linker"), sentence)
    for mention in document.within(sentence.start, sentence.end, "linker"):
        name = document.text[mention.start : mention.end]
        if not any(entry.kind == "platform" for entry in mention.entries) and not (name.islower() and len(name) < 4):
            chain = _CHAIN.match(document.text, mention.end, sentence.end)
            end = chain.end() if chain else mention.end
            yield Found("linker", document.text[mention.start : end], mention.start, end, sentence, 2)
