"""A sentence's draft in, its figures of the other arm joined to those they are compared with.

"14.2 months versus 9.2 months", "43.8% with X and 12.8% with chemotherapy", "from 15 percent to 40 percent", lists that
"respectively" maps one by one, and a figure of the control arm alone, which completes a result or is none.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.arms import Side
from kg.extract.endpoints import Endpoint
from kg.extract.linking import VERSUS, Link
from kg.extract.outcome_context import group_behind
from kg.extract.outcome_draft import Draft
from kg.extract.outcome_readers import reader_named
from kg.extract.outcome_records import Record
from kg.extract.outcome_sides import RESPECTIVELY, both_sides, is_swapped, names_other, respectively, side
from kg.extract.prefilter import lean

_RAISED = lean(
    r"\b(?:improv\w{1,4}|increas\w{1,3}|extend\w{0,3}|prolong\w{0,3}|rose|lengthen\w{0,3})\b[^.;,\d]{0,40}\bfrom\s?$",
    re.I,
)
_COORDINATED = lean(r"[\s,]{0,4}(?:\([^()]{0,60}\)\s?)?(?:patients )?(?:,|and|, and|or)\s[^.;]{0,60}$", re.I)


def placed_as_comparator(draft: Draft, index: int) -> bool:
    """Whether a figure is the other arm's; if so, it is joined to the figure before it."""
    if index == 0:
        return False
    link, previous = draft.links[index], draft.links[index - 1]
    gap = draft.scene.between(previous.figure.end, link.figure.start)
    if _list_pair(draft, index, gap):
        return True
    record = draft.owner.get(previous.figure.start)
    if record is None or record.figure is None or record.comparator is not None or not _may_pair(record, link):
        return False
    if record.figure.start != previous.figure.start:
        return False
    if _from_to(draft, previous.figure.start, gap):
        swapped = True
    else:
        listed = respectively(draft, index)
        mine, other = (listed[0], listed[1]) if listed else (side(draft, index - 1), side(draft, index))
        if not _is_other_arm(draft, index, gap, mine, other, in_order=listed is not None):
            return False
        swapped = is_swapped(draft, mine, other)
    if swapped:
        record.figure, record.comparator = replace(link.figure, unit=record.figure.unit), record.figure
    else:
        record.comparator = link.figure
    draft.owner[link.figure.start] = record
    return True


def _from_to(draft: Draft, start: int, gap: str) -> bool:
    """'The addition of X to Y increased the rate from 15 percent to 40 percent': the second is X's."""
    before = draft.scene.text[max(draft.scene.start, start - 6) : start]
    to = re.fullmatch(r"\s(?:percent )?to\s(?:\w+\s)?", gap)
    told = draft.reader.controlled or _RAISED.search(draft.scene.text, max(draft.scene.start, start - 60), start)
    return bool(told) and re.search(r"\bfrom\s?$", before) is not None and to is not None


def _is_other_arm(draft: Draft, index: int, gap: str, mine: Side | None, other: Side | None, *, in_order: bool) -> bool:
    """Whether a figure behind another one is that of the arm it is compared with."""
    if _read_twice(draft, index):
        return False
    if _listed_as_compared(draft, index, gap):
        return True
    if VERSUS.search(gap) is not None:
        if mine == "T" and other == "T":
            return False
        if other is None and _apart(draft, index):
            return False
        return (
            draft.reader.controlled or other is not None or group_behind(draft, index) is None or _tested(draft, index)
        )
    if _turns_to_other(draft, index, gap) and mine == "T":
        return True
    if _COORDINATED.fullmatch(gap[-64:]) is None or len(gap) >= 130:
        return False
    record = draft.owner[draft.links[index - 1].figure.start]
    turned = mine == "C" and other == "T"

    return record.code == "follow-up" or other == "C" or turned or (in_order and _compares(draft))


_DESCRIBED = re.compile(
    r"(?:patients|women|men|people|those)(?: patients)? (?:with|without|who|whose)\b(?! (?:received|were (?:given|treated|randomi[sz]ed|assigned)))",
    re.I,
)


def _tested(draft: Draft, index: int) -> bool:
    """Whether a p-value or hazard ratio right behind a figure tests it against the one before."""
    end = draft.links[index].figure.end
    return any(s.kind in ("p", "hr") and 0 <= s.start - end < 60 for s in draft.scene.statistics)


def _apart(draft: Draft, index: int) -> bool:
    """Whether two figures are those of two groups described by their disease: '44% in patients with ..., 51% in those without'."""
    first, second = group_behind(draft, index - 1), group_behind(draft, index)
    first = first or next((g for g in draft.groups if g.lead and g.end <= draft.links[index - 1].figure.start), None)
    if _tested(draft, index):
        return False
    both = first is not None and second is not None and first.phrase.lower() != second.phrase.lower()
    return both and second is not None and _DESCRIBED.match(second.phrase) is not None


def _compares(draft: Draft) -> bool:
    """Whether the sentence names both arms, or it or the one before has compared two figures already."""
    known = (*draft.found, *(() if draft.arms or draft.groups else draft.setting.before))
    return both_sides(draft) or any(record.comparator is not None or record.hr is not None for record in known)


def _turns_to_other(draft: Draft, index: int, gap: str) -> bool:
    """'64.2% with X and 58.0% with the combination'."""
    coordinated = re.search(r"(?:,|\band)\s$", gap) is not None and len(gap) < 60
    return coordinated and names_other(draft, draft.links[index].figure.end)


def _read_twice(draft: Draft, index: int) -> bool:
    """Whether two readers of the scans stand behind two figures: '39% by investigators, compared to 41% by the IRC'."""
    figure, earlier = draft.links[index].figure, draft.links[index - 1].figure
    end = draft.links[index + 1].figure.start if index + 1 < len(draft.links) else draft.scene.end
    first = reader_named(draft.scene.text, earlier.end, figure.start)
    second = reader_named(draft.scene.text, figure.end, min(end, figure.end + 90))
    return first is not None and second is not None and first != second


def _listed_as_compared(draft: Draft, index: int, gap: str) -> bool:
    """'75.9% and 58.2%' in a list of results that are compared."""
    link, previous = draft.links[index], draft.links[index - 1]
    alike = link.endpoint is previous.endpoint and link.figure.kind == previous.figure.kind and not draft.groups
    return draft.setting.compared and alike and gap.strip() == "and"


def _is_open(record: Record, link: Link) -> bool:
    """Whether a record has a figure of the same kind and no comparator yet."""
    return record.figure is not None and record.comparator is None and record.figure.kind == link.figure.kind


def before_experimental(draft: Draft, index: int) -> bool:
    """Whether the experimental arm's figure follows a control arm's at once: '6.4 months with Y versus 9.6 with X'."""
    if index + 1 >= len(draft.links) or side(draft, index + 1) != "T":
        return False
    link, following = draft.links[index], draft.links[index + 1]
    gap = draft.scene.between(link.figure.end, following.figure.start)
    same = link.figure.kind == following.figure.kind and following.endpoint in (None, link.endpoint)
    return same and VERSUS.search(gap) is not None


def _may_pair(record: Record, link: Link, *, counts: bool = False) -> bool:
    assert record.figure is not None
    kinds = {record.figure.kind, link.figure.kind}
    if len(kinds) > 1 and not kinds <= {"duration", "not reached"}:
        return False
    if link.figure.kind == "duration" and record.figure.kind == "duration" and link.figure.unit != record.figure.unit:
        return False
    if link.endpoint is None:
        return True
    source = record.source
    if source is not None and _other_measure(source, link.endpoint):
        return False
    return link.endpoint.code == record.code and (counts or link.figure.kind != "count" or link.figure.N is not None)


def _other_measure(left: Endpoint, right: Endpoint) -> bool:
    return left.better != right.better or bool(left.confirmed and right.confirmed and left.confirmed != right.confirmed)


def _list_pair(draft: Draft, index: int, gap: str) -> bool:
    """'ORR (35%) and CBR (45%) compared to chemotherapy (5% and 9%, respectively)'."""
    if VERSUS.search(gap) is None or index < 2:
        return False
    size = 0
    while index + size < len(draft.links) and draft.links[index + size].figure.kind == draft.links[index].figure.kind:
        size += 1
    tail = draft.scene.text[draft.links[index + size - 1].figure.end : draft.scene.end]
    if size < 2 or index < size or RESPECTIVELY.search(tail[:40]) is None:
        return False
    owners = [draft.owner.get(draft.links[index - size + k].figure.start) for k in range(size)]
    if len({id(owner) for owner in owners}) < size or any(owner is None or owner.comparator for owner in owners):
        return False
    for k, owner in enumerate(owners):
        assert owner is not None
        owner.comparator = draft.links[index + k].figure
        draft.owner[draft.links[index + k].figure.start] = owner
    draft.links[index : index + size] = [replace(link, endpoint=None) for link in draft.links[index : index + size]]
    return True


def fill_comparator(draft: Draft, link: Link) -> None:
    """A figure of the control arm completes the result of the same endpoint, here or one sentence before."""
    assert link.endpoint is not None
    for record in [*reversed(draft.found), *reversed(draft.setting.before)]:
        same_mark = record.source is None or record.source.mark == link.endpoint.mark
        if same_mark and record.comparator is None and record.figure is not None and _may_pair(record, link):
            if record.code != link.endpoint.code:
                continue
            record.comparator = link.figure
            record.spans.append((draft.scene.start, draft.scene.end))
            draft.owner[link.figure.start] = record
            return


def behind_versus(draft: Draft, index: int) -> bool:
    """'ORR of 44% with 7 CRs versus an ORR of 29% with 3 CRs': what follows 'versus' is the control arm's."""
    link = draft.links[index]
    assert link.endpoint is not None
    if not draft.reader.controlled or index == 0 or not draft.owner or _apart(draft, index):
        return False
    first = min(draft.owner)
    versus = next(
        (
            m
            for m in VERSUS.finditer(draft.scene.text, first, link.figure.start)
            if m[0].lower() not in ("while", "whereas", "than")
        ),
        None,
    )
    if versus is None or ";" in draft.scene.between(versus.end(), link.figure.start) or side(draft, index) == "T":
        return False
    if not link.at_once and link.side == "before":  # 'ORR was 42% ..., including 12 CRs, compared with 16%'
        alike = [
            r for r in draft.found if _is_open(r, link) and r.figure is not None and r.figure.start < versus.start()
        ]
        if alike and alike[-1].code != link.endpoint.code:
            alike[-1].comparator = link.figure
            draft.owner[link.figure.start] = alike[-1]
            return True
    earlier = [
        r
        for r in draft.found
        if r.code == link.endpoint.code and r.figure is not None and r.figure.start < versus.start()
    ]
    if not earlier:
        return False
    free = next((r for r in earlier if r.comparator is None and _may_pair(r, link, counts=True)), None)
    if free is not None:
        free.comparator = link.figure
        draft.owner[link.figure.start] = free
    return True
