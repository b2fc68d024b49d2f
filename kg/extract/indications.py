"""A document, its cast and one conjugate in, the diseases it is meant for out, as printed with their qualifiers.

>>> QUALIFIED.search("relapsed or refractory ")[0]
'relapsed or refractory '
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.cast import Cast, Player
from kg.extract.document import Document
from kg.extract.parts import sentences_about
from kg.lexicon import Mention, lexicon
from kg.model import Sentence

_WORD = (
    r"(?:relapsed|refractory|recurrent|advanced|metastatic|unresectable|locally|persistent|previously|treated|untreated|newly|diagnosed|malignant"
    r"|platinum-resistant|platinum-sensitive|extensive[- ]stage|limited[- ]stage|early[- ]stage|castration-resistant|hormone-refractory|stage (?:I{1,3}|IV)"
    r"|high-risk|adult|CD\d+-positive|CD\d+-expressing|HER2[- ](?:positive|low|expressing|mutant)|HER2\+|[\w\u03b1]{2,8}[- ](?:positive|expressing|high)"
    r"|solid|hematologic(?:al)?|haematological|B-cell|T-cell|triple-negative|first-line|front-line|second-line|severe)"
)
QUALIFIED = re.compile(rf"(?:{_WORD}(?:,| and/or| or| and|/)? ?){{1,6}}$", re.IGNORECASE)
_MEANT = re.compile(
    r"\b(?:for|in|of|with|against|treat(?:s|ing)?|as|who have|have|having|adults?|into|or|and|,|:|had|including|is|\()(?: the)?(?: treatment of| patients? with| people with| adults? with| women with| men with)?"
    r"(?: the)?(?: an?)?[ (]*$",
    re.IGNORECASE,
)


def read_indications(document: Document, cast: Cast, player: Player) -> tuple[str, ...]:
    """The diseases that sentences about the conjugate name it for, each once, the fullest wording."""
    found: dict[str, str] = {}
    for sentence in _sentences(document, cast, player):
        for mention in document.within(sentence.start, sentence.end, "indication"):
            start = _start(document, sentence.start, mention)
            if (
                not _MEANT.search(document.text, max(sentence.start, start - 45), start)
                and sentence.section != "headline"
            ):
                continue
            slug = next(entry.slug for entry in mention.entries if entry.kind == "indication")
            behind = _BEHIND.match(document.text, mention.end)
            words = _spelt(document, mention, document.text[start : mention.end]) + (behind[0] if behind else "")
            if len(words) > len(found.get(slug, "")):
                found[slug] = words
    return tuple(found.values())


_BEHIND = re.compile(
    r" (?:of stage (?:I{1,3}|IV)(?: or (?:I{1,3}|IV))?|that (?:is|was) (?:[\w-]+ ){0,2}(?:advanced|metastatic|unresectable)(?: (?:or|and/or) (?:[\w]+ ){0,2}?(?:metastatic|advanced))?)"
)
_POPULATION = re.compile(
    r"\b(?:patients?|people|participants|women|men|adults|treatment|trial|study|disease|indication|all had|intended|meant|development)\b",
    re.IGNORECASE,
)


def _sentences(document: Document, cast: Cast, player: Player) -> Iterator[Sentence]:
    """Sentences about the conjugate; when the release has only this one, also those about its trial's patients."""
    about = {sentence.start: sentence for _, sentence in sentences_about(document, cast, player)}
    if len(cast.compounds) == 1 and player in cast.compounds:
        for _, sentence in document.in_sections("headline", "body"):
            if document.search(_POPULATION, sentence):
                about.setdefault(sentence.start, sentence)
    yield from (about[start] for start in sorted(about))


def _start(document: Document, left: int, mention: Mention) -> int:
    match = QUALIFIED.search(document.text, max(left, mention.start - 90), mention.start)
    return match.start() if match else mention.start


def _spelt(document: Document, mention: Mention, words: str) -> str:
    """The words with an abbreviation spelt out as the text or the reference data does."""
    printed = document.text[mention.start : mention.end]
    if not (printed.isupper() and len(printed) < 8):
        return words
    short_to_long = {short: long for long, short in document.abbreviations.items()}
    entry = next(entry for entry in mention.entries if entry.kind == "indication")
    subject = lexicon().subject("indication", entry.slug)
    return words[: len(words) - len(printed)] + short_to_long.get(printed, subject.label if subject else printed)
