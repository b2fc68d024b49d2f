"""The sentences about a study in, its secondary endpoints, where it is run and whether patients may cross over out.

Releases say "Secondary endpoints include OS and ORR", "overall survival (OS), a key secondary endpoint", "at 120 sites
in 14 countries", "patients whose disease progresses on the control arm may cross over to ...".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.document import Document
from kg.extract.endpoints import Endpoint
from kg.extract.prefilter import lean
from kg.model import Sentence

Span = tuple[int, int]

_SECONDARY = lean(
    r"\bsecondary (?:efficacy )?(?:end ?points?|objectives?|outcome measures?|outcomes|measures|goals)\b"
    r"(?: of the (?:trial|study))?(?P<said>\s?(?::|include[sd]?:?|including|are|were|is|was|will be|will include|comprise[sd]?)\s)"
    r"(?P<rest>[^;]{0,200})",
    re.I,
)
_SECONDARY_BEHIND = lean(
    r"(?:\s?\([^()]{1,12}\))?,? (?:(?:is|was|as|are|were) )?(?:an?|the|one of the|its) (?:key )?secondary (?:efficacy )?(?:end ?point|objective|outcome)",
    re.I,
)
_STOP = lean(
    r"\.\s|\.$|\bprimary\b|\bexploratory\b|(?<![\w-])\d+(?:\.\d+)?\s?%|\bversus\b|\bhazard\b|\bcompared\b", re.I
)
_NO_ENDPOINT = ("follow-up", "SD", "PD", "MR", "NE")

_COUNT = r"(?:(?:more than|over|up to|about|approximately|at least|some) )?(?:\d{1,3}(?:,\d{3})?|several|multiple|numerous|two|three|four|five|six|seven|eight|nine|ten)"
_PLACE = r"(?:(?:[A-Z]\.){2,3}|[A-Z][a-z]+\b)"
_SITES = lean(
    rf"\b(?:at|in|across|from|of) (?P<sites>{_COUNT} (?:(?:clinical|study|trial|investigational|investigative|academic|medical|cancer|treatment) ){{0,2}}"
    rf"(?:sites|cent(?:er|re)s|hospitals|institutions)(?:(?: located)? (?:in|across|throughout) (?:the )?(?:{_COUNT} countries|{_PLACE}(?:(?:, (?:and )?| and |,? and the | )(?:the )?{_PLACE}){{0,8}}))?)",
)
_CROSSED = lean(
    r"\b(?P<words>(?:patients|participants|subjects|those|women|men)\b[^.;]{0,110}?\b(?:(?:may|can|could|will|were|are|was|be) (?:\w+ ){0,3}?(?:to )?cross(?:ing|ed)?[- ]?over|crossed[- ]over|(?:to|of) cross(?:ing)?[- ]over)\b[^.;]{0,110})",
    re.I,
)
_CROSSOVER = lean(
    r"\b(?P<words>cross-?over(?! (?:study|design|trial))(?: (?:to|from|between) [^.;,]{3,60})? (?:was|is|were|will be) (?:not )?(?:allowed|permitted|possible|planned)[^.;]{0,90})",
    re.I,
)
_ALLOWED = lean(
    r"\b(?:allow(?:s|ed)?|permit(?:s|ted)?|enable[sd]?) (?P<words>(?:patients|participants|subjects|those)\b[^.;]{0,90}?\bprogress(?:ion|ed|es)?\b[^.;]{0,60}?\bto (?:\w+ ){0,2}?receive\b[^.;]{3,80})",
    re.I,
)
_OFFERED = lean(
    r"\b(?P<words>(?:patients|participants|subjects|those) (?:\w+ ){0,3}?(?:in|on|assigned to|randomi[sz]ed to|treated with|receiving) [^.;]{3,80}?\b(?:may|could|can|were (?:allowed|permitted|eligible|offered|able)(?: to)?|are (?:allowed|permitted|eligible|offered|able)(?: to)?)\b[^.;]{0,30}?\breceive\b[^.;]{3,60}?\b(?:after|upon|at|following|on|in case of) (?:\w+ ){0,2}?progression[^.;]{0,40})",
    re.I,
)


def secondary_endpoints(
    document: Document, mentions: tuple[Endpoint, ...], parts: Sequence[Sentence]
) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """The codes of the endpoints that are called secondary, and where each sentence says so."""
    codes: dict[str, None] = {}
    places: dict[Span, None] = {}
    for sentence in parts:
        inside = [m for m in mentions if sentence.start <= m.start < sentence.end and m.code not in _NO_ENDPOINT]
        for mention in _secondary(document, sentence, inside):
            codes[mention.code] = None
            places[sentence.start, sentence.end] = None
    return tuple(codes), tuple(places)


def _secondary(document: Document, sentence: Sentence, inside: list[Endpoint]) -> list[Endpoint]:
    text, found = document.text, []
    for match in _SECONDARY.finditer(text, sentence.start, sentence.end):
        stop = _STOP.search(text, match.start("rest"), match.end("rest"))
        end = stop.start() if stop else match.end("rest")
        found += [m for m in inside if match.start("rest") <= m.start < end]
    return found + [m for m in inside if _SECONDARY_BEHIND.match(text, m.end, sentence.end)]


def sites(document: Document, parts: Sequence[Sentence]) -> tuple[str, Span] | None:
    """Where a study is run, as printed: "120 sites in 14 countries"."""
    return _first(document, parts, (_SITES,), "sites")


def crossover(document: Document, parts: Sequence[Sentence]) -> tuple[str, Span] | None:
    """What the text says of patients who may change from one arm to the other."""
    return _first(document, parts, (_ALLOWED, _CROSSED, _CROSSOVER, _OFFERED), "words")


def _first(
    document: Document, parts: Sequence[Sentence], patterns: Sequence[re.Pattern[str]], group: str
) -> tuple[str, Span] | None:
    for sentence in parts:
        for pattern in patterns:
            if match := document.search(pattern, sentence):
                return " ".join(match[group].split()).rstrip(" ,"), match.span(group)
    return None
