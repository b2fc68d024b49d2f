"""A sentence about two arms in, the places where it names them out.

An arm is named by its drugs ("patients receiving docetaxel plus trastuzumab") or by a word for the other side
("physician's choice", "the control arm").  Drugs joined by "plus", "and" or "with" are one regimen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.cast import Cast
from kg.extract.cues import cues, joined
from kg.extract.prefilter import lean
from kg.extract.values import Figure

_CONTROL = cues(
    r"(?:(?:treatment|therapy) of )?(?:the )?(?:treating )?(?:physician|investigator|doctor)(?:'s|s')? choice"
    r"(?: of \w{4,14})?",
    r"(?:placebo|control|comparator|TPC)\b",
    r"standard(?:[- ]of[- ]care)?(?: (?:therapy|treatment|chemotherapy))?\b",
    r"(?:single[- ]agent |platinum[- ]based |investigator's choice )?chemotherapy\b",
)
_JOIN = joined(
    r"\s?(?:\([^)]{0,60}\))?\s?",
    r"(?:plus|and|or|in combination with|combined with|together with|with|\+|/|,)\s",
    r"(?:(?:either|separate|single-agent)\s)?",
)
_NAMED_ARM = lean(r"\b(?:on|in|for|with) the (?P<name>[\w+/' -]{2,50}?)(?: treatment)? (?:arms?|groups?|cohorts?)\b")
# the patients at one dose: "the 120 mg/m2 group"
_DOSE_GROUP = lean(
    r"\b(?P<name>\d[\d.]{0,5} ?(?:mg|µg)/(?:kg|m2)(?: (?:[Qq]\d?[Ww]|weekly|every (?:two|three|four|\d) weeks))?)(?= (?:dose )?(?:groups?|arms?|cohorts?)\b)"
)
_COHORT = lean(r"\b(?:Cohort|Arm|Part|Group) (?:[A-D]|[1-4])\b(?![.-]\d)")
_PLUS = lean(r" ?\+ ?| plus ")
_ARM_WORD = lean(r"(?:'s)?[- ](?:treatment |containing )?(?:arms?|groups?|cohorts?|recipients|treated|regimen)\b", re.I)
_LEADS = joined(
    r"(?:\b(?:with|on|receiv\w{2,4}|given|taking|for|in|to|than|vs\.?|versus|of|from)",
    r"(?: the| those on| those receiving| a| patients| patients receiving| patients treated with| patients in the",
    r"| patients on",
    r"| single[- ]agent)?|[|(])\s?\Z",
)


# an arm named by its drugs in short: capitals, no dose and no word for all patients
_OTHER_SIDE = lean(r"[A-Z][\w/-]{1,20}(?:(?: ?\+ ?| plus | and |, )[A-Z]?[\w/-]{2,20}){0,4}")


@dataclass(frozen=True, slots=True)
class ArmPlace:
    """A regimen named at ``start`` to ``end``; ``is_control`` when no conjugate of the release is part of it."""

    start: int
    end: int
    name: str
    is_control: bool


def arm_places(cast: Cast, text: str, start: int, end: int, *, loose: bool = False) -> list[ArmPlace]:
    """The regimens of arms that a range of the text names, in order.

    A drug counts when words such as "receiving" or "arm" stand beside it; with ``loose`` (a table's header) always.
    """
    merged: list[ArmPlace] = []
    for place in _drugs(cast, text, start, end):
        last = merged[-1] if merged else None
        if last and _JOIN.fullmatch(text, last.end, place.start) and not _are_two(text, last, place, end):
            name = f"{last.name} + {place.name}" if place.name not in last.name else last.name
            merged[-1] = ArmPlace(last.start, place.end, name, last.is_control and place.is_control)
        else:
            merged.append(place)
    kept: list[ArmPlace] = []
    for place in merged:
        is_led = _ARM_WORD.match(text, place.end) or _LEADS.search(text[max(start, place.start - 40) : place.start])
        is_second = bool(kept) and _JOIN.fullmatch(text, kept[-1].end, place.start) is not None
        if loose or is_led or is_second:
            kept.append(place)
    return kept


_TWO = joined(r"[^.;]{0,12}?(?:,? respectively\b|[- ](?:treatment )?(?:groups|arms|cohorts)\b)")


def _are_two(text: str, last: ArmPlace, place: ArmPlace, end: int) -> bool:
    """Whether "and" joins two arms and not two drugs: "for A and B, respectively", "the A and control groups"."""
    if last.is_control == place.is_control or " and " not in text[last.end : place.start]:
        return False
    return _TWO.match(text, place.end, end) is not None


def _drugs(cast: Cast, text: str, start: int, end: int) -> list[ArmPlace]:
    own = [ArmPlace(a, b, name, cast.is_comparator(name)) for a, b, name in cast.compounds_in(start, end)]
    taken = [(place.start, place.end) for place in own]
    found = own + [
        ArmPlace(a, b, name, True)
        for a, b, name in cast.drugs_in(start, end)
        if not any(a < right and left < b for left, right in taken)
    ]
    found += [ArmPlace(m.start(), m.end(), _plain(m[0]), True) for m in _CONTROL.finditer(text, start, end)]
    for name, short in _short_forms(text):
        found += [ArmPlace(a, a + len(short), name, True) for a in _words(text, short, start, end)]
    found += [
        ArmPlace(*m.span("name"), m["name"], True)
        for m in _NAMED_ARM.finditer(text, start, end)
        if _OTHER_SIDE.fullmatch(m["name"]) and not any(a < m.end() and m.start() < b for a, b in taken)
    ]
    found += [ArmPlace(*m.span(), m[0], False) for m in _COHORT.finditer(text, start, end)]
    found += [ArmPlace(*m.span("name"), m["name"], False) for m in _DOSE_GROUP.finditer(text, start, end)]
    found += [
        ArmPlace(*m.span("name"), " + ".join(parts), False)
        for m in _NAMED_ARM.finditer(text, start, end)
        if len(parts := _PLUS.split(m["name"])) > 1 and any(a == m.start("name") for a, _ in taken)
    ]
    kept: list[ArmPlace] = []
    for place in sorted(found, key=lambda p: (p.start, -p.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept


_DEFINED = lean(r"\s?\((?P<short>[A-Z][A-Za-z]{0,2}[A-Z])\)")


@lru_cache(maxsize=4)
def _short_forms(text: str) -> list[tuple[str, str]]:
    """What the release calls the other side in short: "physician's choice (PC)"."""
    found = {
        (_plain(match[0]), short["short"])
        for match in _CONTROL.finditer(text)
        if (short := _DEFINED.match(text, match.end())) is not None
    }
    return sorted(found)


def _words(text: str, word: str, start: int, end: int) -> list[int]:
    """Where a word stands by itself in a range."""
    places, at = [], text.find(word, start, end)
    while at >= 0:
        if not text[at - 1 : at].isalnum() and not text[at + len(word) : at + len(word) + 1].isalnum():
            places.append(at)
        at = text.find(word, at + 1, end)
    return places


def _plain(words: str) -> str:
    words = re.sub(r"^(?:the|treatment of|therapy of)\s", "", words.strip())
    return words if len(words) < 4 or words.isupper() else words[0].lower() + words[1:]


def arms_for(shown: Sequence[Figure], places: Sequence[ArmPlace], text: str) -> list[ArmPlace | None]:
    """The arm of each of the figures that one event has.

    An arm named between a figure and the next one is that figure's; else two figures follow two arms in their order;
    else all figures are those of the one arm that is named.
    """
    inside = [next((p for p in places if figure.start < p.start and p.end <= figure.end), None) for figure in shown]
    if any(inside):
        return inside
    limits = [figure.start for figure in shown[1:]] + [shown[-1].end + 90]
    behind = [_behind(figure, limit, places, text) for figure, limit in zip(shown, limits, strict=True)]
    if all(behind):
        return behind
    distinct = list({place.name: place for place in reversed(places)}.values())[::-1]
    distinct.sort(key=lambda place: place.start)
    if len(shown) == 2 and len(distinct) == 2:
        return list(distinct)
    before = [place for place in places if place.end <= shown[0].start]
    if len(shown) == 1 and before:
        return [before[-1]]
    if len(shown) == 1 and behind[0] is None and len(distinct) == 1:
        return [distinct[0]]
    return behind


_NOT_BETWEEN = lean(r"[.,;]|\d ?%|percent")


def _behind(figure: Figure, limit: int, places: Sequence[ArmPlace], text: str) -> ArmPlace | None:
    for place in places:
        if figure.end <= place.start < limit:
            far = text.find(")", figure.end, place.start) >= 0 and place.start - figure.end > 40
            return None if far or _NOT_BETWEEN.search(text, figure.end, place.start) else place
    return None
