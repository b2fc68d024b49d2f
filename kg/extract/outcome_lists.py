"""A sentence's draft in, what each figure of a row of figures answers to in a list of the sentence out.

"At doses of 2.4, 3.2 and 3.6 mg/kg, ORR was 10%, 33% and 50%, respectively": the second figure is that of the second
dose.  Lists are of doses, of time points ("PFS rates at 6, 12 and 18 months"), of endpoints ("median PFS and OS"), of
groups of patients ("in cohorts A and B", "PD-L1-positive and PD-L1-negative patients") and of their sizes ("(n = 44 and
61, respectively)").  A list and a row belong together when they are equally long; all but the lists of time points and
of endpoints need the word "respectively".

>>> match, = MARKS.finditer("PFS rates at 6, 12 and 18 months were 70%, 52% and 41%")
>>> match["list"], match["unit"]
('6, 12 and 18', 'month')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.extract.arms import ArmMention
from kg.extract.endpoint_names import TIMED
from kg.extract.endpoints import Endpoint, months
from kg.extract.linking import Link, Scene
from kg.extract.numbers import WORD_NUMBER
from kg.extract.outcome_names import spelt_out
from kg.extract.prefilter import lean

_MARK = rf"(?:\d{{1,3}}|{WORD_NUMBER})"
_HALF = r"(?:-|[- ](?:months?|years?|weeks?))?"
MARKS = lean(
    rf"(?<![\w.%$/-])(?P<list>{_MARK}{_HALF}(?:, {_MARK}{_HALF}){{0,3}},? (?:and|or) {_MARK})[- ](?P<unit>month|year|week)s?\b",
    re.I,
)
_AT_MARKS = lean(r"\b(?:at|after|for|of|the)\s(?:the )?$", re.I)
_DOSES = lean(
    r"(?P<doses>\d{1,4}(?:\.\d{1,3})?(?: ?(?:mg/kg|mg/m2|µg/kg|mcg/kg|mg))?(?:, ?\d{1,4}(?:\.\d{1,3})?(?: ?(?:mg/kg|mg/m2|µg/kg|mcg/kg|mg))?){0,5},? (?:and|or) \d{1,4}(?:\.\d{1,3})?) ?(?P<unit>mg/kg|mg/m2|µg/kg|mcg/kg|mg)\b"
)
_SIZES = lean(
    r"\(\s?[nN]\s?=\s?\d{1,4}(?:(?:,|,? and|;|/)\s?(?:[nN]\s?=\s?)?\d{1,4}){1,4}(?:, respectively)?\s?\)"
    r"|\b(?:[Oo]f|[Aa]mong|[Ii]n|[Ff]or|[Gg]roups of|[Cc]ohorts of) (?:the )?\d{1,4}(?:, \d{1,4}){0,3},? and \d{1,4} (?=(?:(?!of\b)[\w-]{1,20} ){0,3}(?:patients|subjects|women|men|participants)\b)"
)
_GROUPS = lean(
    r"\b(?i:in|among|for|across|on) (?:the )?(?P<items>(?!the\b)[A-Za-z>=<≥≤\d][^.;:()%]{2,140}?)(?= ?\((?:[nN]\s?=|\d)|,? respectively\b|,? (?:was|were|had|showed|achieved|experienced)\b|, (?:the|ORR|PFS|OS|median|objective|overall|confirmed|response|\d)|\.(?:\s|$))"
)
_JOINT = lean(r",? and |, ")
_ROW_GAP = lean(r"[\s,/]{1,3}(?:and |or )?(?:in )?")
RESPECTIVELY = lean(r"\brespectively\b|in that order", re.I)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a figure answers to: a dose, a group of patients, their number."""

    dose: str | None = None
    group: str | None = None
    size: int | None = None


def without_marks(scene: Scene) -> Scene:
    """A scene without the figures that are numbers in a list of time points or of sizes."""
    spans = [match.span() for match in _marks(scene)]
    if RESPECTIVELY.search(scene.text, scene.start, scene.end):
        spans += [match.span() for match in _SIZES.finditer(scene.text, scene.start, scene.end)]
    kept = [f for f in scene.figures if not any(left <= f.start < right for left, right in spans)]
    return replace(scene, figures=tuple(kept)) if spans else scene


def _marks(scene: Scene) -> list[re.Match[str]]:
    """Lists of time points: behind "at", or in front of the endpoint they belong to."""
    found = []
    for match in MARKS.finditer(scene.text, scene.start, scene.end):
        before = scene.text[max(scene.start, match.start() - 12) : match.start()]
        followed = any(0 <= e.start - match.end() <= 25 and e.code in TIMED for e in scene.endpoints)
        if _AT_MARKS.search(before) or (followed and match[0][-1] not in "sS"):
            found.append(match)
    return found


_MARK_NEAR = lean(rf"\b(?:at|after) (?:the )?(?P<number>{_MARK})[- ](?P<unit>month|year|week)s?\b", re.I)


def _own_marks(scene: Scene, links: list[Link]) -> list[Link]:
    """The links, each figure with the time point in front of it or right behind it: '64% at 6 months and 41% at 12'."""
    found = list(links)
    for index, link in enumerate(links):
        endpoint = link.endpoint
        if endpoint is None or endpoint.code not in TIMED or link.figure.kind != "percent" or endpoint.risk:
            continue
        floor = links[index - 1].figure.end if index else scene.start
        before = list(_MARK_NEAR.finditer(scene.text, max(floor, endpoint.end), link.figure.start)) if index else []
        behind = _MARK_NEAR.match(scene.text, link.figure.end + 1, scene.end)
        match = behind or (before[-1] if before and floor > endpoint.end else None)
        if match is not None:
            mark = replace(endpoint, mark=months(match["number"], match["unit"]), earlier_mark=None)
            found[index] = replace(link, endpoint=mark)
    return found


def rows(scene: Scene, links: Sequence[Link]) -> list[list[int]]:
    """Runs of two or more like figures with no more than "and" between them, as places in ``links``."""
    found: list[list[int]] = []
    for index in range(1, len(links)):
        left, right = links[index - 1].figure, links[index].figure
        gap = scene.between(left.end, right.start)
        if left.kind != right.kind or not _ROW_GAP.fullmatch(gap):
            continue
        if found and found[-1][-1] == index - 1:
            found[-1].append(index)
        else:
            found.append([index - 1, index])
    return found


def with_lists(scene: Scene, links: list[Link]) -> list[Link]:
    """The links, with the endpoints and time points that lists give to rows of figures."""
    found = list(links)
    for row in rows(scene, links):
        first = links[row[0]]
        if first.endpoint is not None and first.side == "before" and first.figure.kind != "count":
            for place in row[1:]:
                found[place] = replace(found[place], endpoint=links[place].endpoint or first.endpoint, side="before")
        for place, listed in zip(row, _endpoints_of(scene, links, row), strict=False):
            found[place] = replace(found[place], endpoint=listed, side="before")
        if first.figure.kind == "percent":
            _give_marks(scene, found, row)
    return _own_marks(scene, found)


def _give_marks(scene: Scene, found: list[Link], row: list[int]) -> None:
    """Give the time points of a list to the figures of a row that is as long."""
    for match in _marks(scene):
        listed = re.findall(_MARK, match["list"], re.I)
        if len(listed) != len(row):
            continue
        for place, printed in zip(row, listed, strict=True):
            endpoint = found[place].endpoint
            if endpoint is not None and endpoint.code in TIMED:
                mark = replace(endpoint, mark=months(printed, match["unit"]), earlier_mark=None)
                found[place] = replace(found[place], endpoint=mark)


def _endpoints_of(scene: Scene, links: list[Link], row: list[int]) -> tuple[Endpoint, ...]:
    """As many endpoints as a row has figures, listed right in front of it: 'median PFS and OS were 7.3 and 18.1 months'."""
    start = links[row[0]].figure.start
    before = [e for e in scene.endpoints if e.end <= start]
    listed = before[-len(row) :]
    if len(listed) < len(row) or len({e.code for e in listed}) < len(row):
        return ()
    gaps = [scene.between(left.end, right.start) for left, right in pairwise(listed)]
    behind = scene.between(listed[-1].end, start)
    if not all(re.fullmatch(r"(?:,? and|,| rates? and| rate,|/)\s?(?:the |median )?", gap) for gap in gaps):
        return ()
    if re.fullmatch(r"(?: rates?)?[^.;:%\d()]{0,60}", behind) is None:
        return ()
    median = listed[0].median
    return tuple(replace(e, median=e.median or median) for e in listed)


def listed_of(scene: Scene, links: list[Link], arms: list[ArmMention]) -> dict[int, Listed]:
    """Start of a figure to what it answers to in the lists of a sentence with 'respectively'."""
    if RESPECTIVELY.search(scene.text, scene.start, scene.end) is None:
        return {}
    found: dict[int, Listed] = {}
    for row in rows(scene, links):
        starts = [links[place].figure.start for place in row]
        for place, dose in zip(starts, _doses(scene, len(row)), strict=False):
            found[place] = replace(found.get(place, Listed()), dose=dose)
        for place, size in zip(starts, _sizes(scene, len(row)), strict=False):
            found[place] = replace(found.get(place, Listed()), size=size)
        if (len({arm.side for arm in arms}) < 2 and not found) or (
            len({arm.side for arm in arms}) < 2 and not any(listed.dose for listed in found.values())
        ):
            names = _groups(scene, len(row), links[row[0]].figure.start, links[row[-1]].figure.end)
        else:
            names = ()
        for place, name in zip(starts, names, strict=False):
            found[place] = replace(found.get(place, Listed()), group=name)
    return found


def _doses(scene: Scene, length: int) -> tuple[str, ...]:
    for match in _DOSES.finditer(scene.text, scene.start, scene.end):
        amounts = re.findall(r"\d[\d.]*(?![\d.]|/|2)", re.sub(r"mg/m2|[mµ]c?g/kg|mg", "", match["doses"]))
        if len(amounts) == length:
            return tuple(f"{amount} {match['unit']}" for amount in amounts)
    return ()


def _sizes(scene: Scene, length: int) -> tuple[int, ...]:
    for match in _SIZES.finditer(scene.text, scene.start, scene.end):
        printed = re.findall(r"\d{1,4}", match[0])
        if len(printed) == length:
            return tuple(int(size) for size in printed)
    return ()


def _groups(scene: Scene, length: int, start: int, end: int) -> tuple[str, ...]:
    """The groups of a list that stands in front of a row of figures or right behind it."""
    for match in _GROUPS.finditer(scene.text, scene.start, scene.end):
        if match.start() < end and match.end() > start:
            continue
        if match.start() >= end and match.start() - end > 30:
            continue
        items = [item.strip() for item in _JOINT.split(match["items"])]
        if len(items) == length and all(len(item) <= 60 for item in items[1:]):
            return spelt_out(items)
    return ()
