"""What is known of one sentence while its results are put together, and what it inherits from the lines around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from kg.extract import arms as arm_reader
from kg.extract.arms import ArmMention
from kg.extract.cast import Cast
from kg.extract.diseases import diseases_in
from kg.extract.document import Document
from kg.extract.endpoints import Endpoint
from kg.extract.groups import SIZE_BEHIND, Group, groups
from kg.extract.linking import Link, Scene, links
from kg.extract.numbers import NUMERAL, WORD_NUMBER
from kg.extract.outcome_brackets import bracketed
from kg.extract.outcome_labels import labels_in
from kg.extract.outcome_lists import Listed, listed_of, with_lists, without_marks
from kg.extract.outcome_records import Record
from kg.extract.prefilter import lean
from kg.extract.values import Figure

_SELECTING = lean(
    r"(?:with|achiev\w+|having|had|experienc\w+|attain\w+) (?:an? |at least an? |confirmed |best |either an? )*$", re.I
)


_THE_RATE = lean(r"(?:The|This|These) (?:response |remission )?rates? (?:was|were)\b")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sentence inherits from the lines around it."""

    endpoint: Endpoint | None = None  # named by the line that introduces a list
    group: Group | None = None
    total: int | None = None
    dose: str | None = None
    last: Endpoint | None = None  # the last endpoint of the sentence before
    interval: str = ""  # what intervals in brackets were last called: 'ci' or 'range'
    spans: tuple[tuple[int, int], ...] = ()
    every: bool = False  # whether the number of patients is printed for the whole list, medians too: 'n=33'
    compared: bool = False  # whether the line that introduces a list compares two arms
    before: tuple[Record, ...] = ()  # the records of the sentence before


@dataclass(frozen=True)
class Reader:
    """Reads sentences of one document. ``is_plain`` and ``is_disease`` judge the words of a group."""

    document: Document
    cast: Cast
    controlled: bool  # whether the release speaks of a control arm at all
    is_plain: Callable[[str], bool]
    is_disease: Callable[[str], bool]


@dataclass(slots=True)
class Draft:
    """One scene while its results are put together: what is read from it, and the records found so far."""

    reader: Reader
    scene: Scene
    setting: Setting
    arms: list[ArmMention]
    groups: list[Group]
    links: list[Link] = field(default_factory=list)
    found: list[Record] = field(default_factory=list)
    labels: list[Group] = field(default_factory=list)  # groups that labels inside the line name
    listed: dict[int, Listed] = field(default_factory=dict)  # start of a figure -> what lists give to it
    owner: dict[int, Record] = field(default_factory=dict)  # start of a figure -> the record it went to


def draft_of(reader: Reader, scene: Scene, setting: Setting) -> Draft:
    """The draft of a scene with its arms, groups of patients and linked figures, and no record yet."""
    named = _with_diseases(reader.document, scene, groups(scene.text, scene.start, scene.end))
    scene = replace(scene, endpoints=tuple(e for e in scene.endpoints if not _selects(scene, e, named)))
    scene = without_marks(scene)
    draft = Draft(
        reader, scene, setting, arm_reader.arm_mentions(reader.document, reader.cast, scene.start, scene.end), named
    )
    scene = draft.scene = replace(scene, figures=tuple(f for f in scene.figures if not _is_limit(scene, f, named)))
    draft.links = with_lists(scene, [_led(draft, link) for link in links(scene, _sizes(scene, named))])
    draft.links, names = bracketed(scene, draft.links)
    draft.labels = labels_in(reader.document, scene.start, scene.end)
    draft.listed = listed_of(scene, draft.links, draft.arms)
    draft.listed |= {start: Listed(group=name) for start, name in names.items()}
    return draft


_IN = lean(r"\b(?P<lead>in|for|among|with)\s(?:the )?(?:treatment of )?$", re.I)


def _with_diseases(document: Document, scene: Scene, named: list[Group]) -> list[Group]:
    """The groups, and the diseases that stand for one: '42% in ovarian cancer and 25% in endometrial cancer'."""
    found = list(named)
    for disease in diseases_in(document, scene.start, scene.end):
        lead = _IN.search(scene.text, max(scene.start, disease.start - 24), disease.start)
        if lead is None or any(group.start < disease.end and lead.start() < group.end for group in named):
            continue
        words = scene.text[disease.start : disease.end]
        found.append(Group(lead.start(), disease.end, words, _size_behind(scene, disease.end), lead["lead"].lower()))
    return sorted(found, key=lambda group: group.start)


def _size_behind(scene: Scene, end: int) -> int | None:
    match = SIZE_BEHIND.match(scene.text, end, scene.end)
    return int(match["size"]) if match else None


_OR_MORE = lean(
    r"\s?(?:or (?:more|less|higher|lower|greater|above|below|fewer)|and (?:above|below|higher|lower))\b", re.I
)


def _is_limit(scene: Scene, figure: Figure, found: list[Group]) -> bool:
    """Whether a figure only tells who belongs to a group: 'tumors with an expression of 25% or more'."""
    inside = any(group.start < figure.start and figure.head_end <= group.end + 12 for group in found)
    return inside and _OR_MORE.match(scene.text, figure.head_end, scene.end) is not None


def _led(draft: Draft, link: Link) -> Link:
    """A figure of a list line takes the endpoint of the line that introduces the list."""
    lead = draft.setting.endpoint
    if lead is None and not draft.scene.endpoints and _THE_RATE.match(draft.scene.text, draft.scene.start):
        lead = draft.setting.last
    if link.endpoint is None and lead is not None and link.figure.kind in ("percent", "duration", "not reached"):
        return replace(link, endpoint=lead, side="before", at_once=False)
    return link


def own(draft: Draft, record: Record, link: Link) -> None:
    """Keep a record as that of a figure."""
    draft.found.append(record)
    draft.owner[link.figure.start] = record


def index_of(draft: Draft, figure: Figure) -> int | None:
    """Which of the linked figures a figure is."""
    return next((i for i, link in enumerate(draft.links) if link.figure.start == figure.start), None)


def _selects(scene: Scene, endpoint: Endpoint, found: list[Group]) -> bool:
    """Whether an endpoint only picks patients: 'among responders', 'in patients who achieved a CR'."""
    for group in found:
        if group.lead and group.start <= endpoint.start and endpoint.end <= group.end:
            if _is_counted(scene, group, endpoint):
                continue
            words = scene.between(endpoint.start, endpoint.end).lower()
            if words == "responders" or _SELECTING.search(scene.between(group.start, endpoint.start)):
                return True
    return False


_GOES_ON = lean(
    r"(?: rates?)?(?: \([^()]{1,20}\))?,? ?(?:(?:and|with|including|while|but|as|at|in|by|on|after)\b|[.,;:)]|$)|\s*$",
    re.I,
)


def _is_counted(scene: Scene, group: Group, endpoint: Endpoint) -> bool:
    """Whether a share is that of the patients with the endpoint: '20% of patients achieving a CR and ...'."""
    share = any(f.kind == "percent" and 0 < group.start - f.end < 3 for f in scene.figures)
    verb = re.search(r"\b(?:achiev|experienc|attain|show|hav)ing\b", scene.between(group.start, endpoint.start))
    return share and verb is not None and _GOES_ON.match(scene.text, endpoint.end, scene.end) is not None


# "one partial response was observed in 14 evaluable patients": what is counted stands in front, so 14 is all of them
_COUNTED_IN = re.compile(
    rf"(?<![\w.,-])(?:{NUMERAL}|{WORD_NUMBER}) (?:(?:un)?confirmed |complete |partial |objective |clinical |durable |minor |very |good |metabolic ){{0,4}}"
    r"(?:responses?|remissions?|CRs?|PRs?|VGPRs?) (?:(?:was|were|has been|have been) )?(?:observed|seen|reported|recorded|noted|documented|achieved|obtained|confirmed)\s\Z",
    re.I,
)


def _sizes(scene: Scene, found: list[Group]) -> frozenset[int]:
    """Where the size of a group begins that is only a denominator: 'of these 39 patients', 'Among the 16 ...'."""
    places = set()
    for group in found:
        words = scene.between(group.start, group.end).lower()
        opens = group.lead is not None and group.start - scene.start < 12
        definite = re.match(
            r"(?:of|among|from|in|for|with) (?:the|these|those|all|this|a total of|an? subset of|a subgroup of) ", words
        )
        counted = group.lead == "in" and _COUNTED_IN.search(scene.text, scene.start, group.start) is not None
        if group.size is not None and (opens or definite or counted or group.lead in ("of", "among", "from")):
            places |= {figure.start for figure in scene.figures if group.start <= figure.start < group.end}
    return frozenset(places)
