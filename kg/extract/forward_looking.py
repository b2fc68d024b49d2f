"""A release in, its forward-looking text out: what the lawyers ask for, by statement and by named risk.

A safe-harbour paragraph claims protection, names reports filed elsewhere, and lists risks: behind "risks related to",
between semicolons or behind numbers in brackets.  All of it is legal text, never a fact about a compound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from kg.extract.cast import Cast
from kg.extract.cues import cues, joined
from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.model import ForwardLooking, Sentence

_Kind = Literal["statement", "risk factor", "safe harbor", "report"]
_HARBOR = cues(
    r"safe harbou?r\b", r"Private Securities Litigation Reform Act\b", r"forward[- ]looking (?:statement|information)"
)
_REPORT = cues(
    r"form (?:10-[KQ]|20-F|8-K|6-K|S-1)\b",
    r"annual report\b",
    r"quarterly report\b",
    r"securities and exchange commission\b",
)
_RISKS = joined(
    r"\b(?:risks?(?:,? (?:and )?uncertainties)?|uncertainties|factors)\b[^.;:]{0,120}?",
    r"\b(?:including|include|related to|relating to|such as|among other things|are|that|associated with)\b",
    r"(?:,? (?:but (?:are )?not limited to|without limitation|among others?|risks (?:related|relating) to))?[,:]?\s",
)
_NUMBERED = lean(r"\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)\s")
_ABOUT_RISK = cues(r"risks?\b", r"uncertaint", r"factors\b")
# a legal section also holds notes about trademarks, rounding and language; these look into no future
_LOOKS_AHEAD = cues(
    r"(?:may|might|could|will|would|should) ",
    r"(?:expect|anticipat|intend|believ|estimat|plan|predict|project)(?:s|ed|ing|e|es|ions?)?\b",
    r"(?:obligation|duty|obliged|warranty|undue|actual results|guarantee|assurance|forecasts?|projections?)\b",
)


def read_forward_looking(document: Document, cast: Cast) -> tuple[ForwardLooking, ...]:
    """The sentences of the legal sections and the risks they name, in order."""
    found: list[ForwardLooking] = []
    for sentence in document.sentences:
        if sentence.section == "legal" and sentence.layout != "heading" and _looks_ahead(document.words(sentence)):
            found += _sentence(document, cast, sentence)
    return tuple(found)


def _looks_ahead(words: str) -> bool:
    return len(words.split()) > 3 and any(cue.search(words) for cue in (_HARBOR, _REPORT, _ABOUT_RISK, _LOOKS_AHEAD))


def _sentence(document: Document, cast: Cast, sentence: Sentence) -> Iterator[ForwardLooking]:
    yield _fact(document, cast, sentence.start, sentence.end, _kind(document.words(sentence)))
    for start, end in _risks(document.text, sentence):
        yield _fact(document, cast, start, end, "risk factor")


def _kind(words: str) -> _Kind:
    if _REPORT.search(words):
        return "report"
    return "safe harbor" if _HARBOR.search(words) else "statement"


def _risks(text: str, sentence: Sentence) -> list[tuple[int, int]]:
    """Where the risks of a list stand: its items between semicolons or numbers, or all behind "risks related to"."""
    numbers = list(_NUMBERED.finditer(text, sentence.start, sentence.end))
    if len(numbers) > 1 and _ABOUT_RISK.search(text, sentence.start, numbers[0].start() + 400):
        edges = [*numbers[1:], None]
        spans = [(m.end(), after.start() if after else sentence.end) for m, after in zip(numbers, edges, strict=True)]
        return [span for start, end in spans if (span := _trimmed(text, start, end))]
    lead = _RISKS.search(text, sentence.start, sentence.end)
    if lead is None:
        return []
    places = [lead.end(), *(m.end() for m in re.finditer(r";\s(?:and\s)?", text[lead.end() : sentence.end]))]
    starts = [places[0], *(lead.end() + place for place in places[1:])]
    spans = list(zip(starts, [*starts[1:], sentence.end], strict=True))
    return [span for start, end in spans if (span := _trimmed(text, start, end))]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A range without the white space, commas and joining words at its ends; None when little is left."""
    words = text[start:end]
    tail = re.search(r"(?:[\s,;.]|\band)+\Z", words)
    stop = start + (tail.start() if tail else len(words))
    start += len(words) - len(words.lstrip(" ,;"))
    return (start, stop) if stop - start > 12 else None


def _fact(document: Document, cast: Cast, start: int, end: int, kind: _Kind) -> ForwardLooking:
    return ForwardLooking(
        statement=" ".join(document.text[start:end].split()),
        kind=kind,
        company=cast.issuer.name if cast.issuer else None,
        evidence=document.evidence((start, end)),
        modality="legal",
        rule=f"forward_looking:{kind.replace(' ', '-')}",
    )
