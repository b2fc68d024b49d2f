"""A sentence's draft in, the side of a comparison that each of its figures belongs to out.

The words right behind a figure decide ("6.8 months for T-DM1"), else those between its endpoint and it, else an arm that
opens the clause ("In the control arm, ...").  "A and B, respectively" takes the arms in the order in which they are listed.
"""

from __future__ import annotations

import re

from kg.extract.arms import Side
from kg.extract.linking import VERSUS
from kg.extract.outcome_draft import Draft
from kg.extract.prefilter import lean
from kg.extract.values import Figure

_AFTER_ARM = lean(r"(?:-treated patients)?[^,;]{0,30},|\s(?:arm|group|alone|patients|achieved|showed|had)")


_OPENS_CLAUSE = lean(
    r"(?:^[\s•*-]*|[;,:.]\s|\band\s|\bwhile\s|\bwhereas\s)(?:in|for|with|among|on)\s(?:the )?"
    r"(?:(?:patients|those|people|women) (?:who (?:were )?)?(?:in|on|receiving|received|treated with|given|randomi[sz]ed to|assigned to) )?(?:the )?$",
    re.I,
)


RESPECTIVELY = lean(r"\brespectively\b|in that order", re.I)


_THE_OTHER = lean(
    r"\s(?:with|for|on|in|among)(?: (?:those|patients|people))?(?: (?:receiving|on|given|treated with))? the (?:combination\b(?! (?:arm|group|of|with))|other\b|comparator|comparison|second\b)",
    re.I,
)


def names_other(draft: Draft, place: int) -> bool:
    """Whether 'with the combination', 'in the other arm' stands at a place of a sentence that names the conjugate's arm."""
    named = any(arm.side == "T" and not arm.combined and arm.end <= place for arm in draft.arms)
    return named and draft.reader.controlled and _THE_OTHER.match(draft.scene.text, place, draft.scene.end) is not None


def side(draft: Draft, index: int) -> Side | None:
    """The arm a figure belongs to, by the words right behind it, else between its endpoint and it, else in front."""
    link = draft.links[index]
    figure = link.figure
    following = draft.links[index + 1].figure.start if index + 1 < len(draft.links) else draft.scene.end
    behind = clip(draft, figure.end, min(following, figure.end + 150))
    named = next((arm for arm in draft.arms if arm.start >= behind[0] and arm.end <= behind[1]), None)
    if named is not None and (not VERSUS.search(draft.scene.between(figure.end, named.start))):
        return named.side
    if named is None and names_other(draft, figure.end):
        return "C"
    floor = draft.links[index - 1].figure.end if index else draft.scene.start
    if _opens_pair(draft, index):
        own = link.endpoint.end if link.endpoint is not None and link.endpoint.end <= figure.start else figure.start
        between = [a for a in draft.arms if a.start >= max(own, floor) and a.end <= figure.start]
        if between and not VERSUS.search(draft.scene.between(own, figure.start)):
            return between[-1].side
        return _side_in_front(draft, figure)
    if link.endpoint is not None and link.side == "before":
        floor = max(floor, link.endpoint.end)
    versus = [match.end() for match in VERSUS.finditer(draft.scene.text, floor, figure.start)]
    if versus:
        inside = [arm for arm in draft.arms if arm.start >= versus[-1] and arm.end <= figure.start]
        return inside[0].side if inside else None
    left = link.endpoint.end if link.endpoint is not None and link.endpoint.end <= figure.start else figure.start
    inside = [arm for arm in draft.arms if arm.start >= max(left, floor) and arm.end <= figure.start]
    if inside:
        return inside[-1].side
    return _side_in_front(draft, figure)


def _opens_pair(draft: Draft, index: int) -> bool:
    """Whether 'versus' and the figure of the other arm follow at once."""
    if index + 1 >= len(draft.links):
        return False
    gap = draft.scene.between(draft.links[index].figure.end, draft.links[index + 1].figure.start)
    return (
        re.fullmatch(r"\s?(?:,\s?)?(?:vs?\.?|versus|compared (?:with|to)|and|against)\s(?:[A-Z]\w+\s)?", gap)
        is not None
    )


def _side_in_front(draft: Draft, figure: Figure) -> Side | None:
    """'In the control arm, median PFS was ...': the last arm that opens a clause before the figure."""
    for arm in reversed(draft.arms):
        if arm.end > figure.start:
            continue
        before = draft.scene.between(max(draft.scene.start, arm.start - 90), arm.start)
        behind = draft.scene.text[arm.end : arm.end + 40]
        if _OPENS_CLAUSE.search(before) and _AFTER_ARM.match(behind):
            return arm.side
    return None


def clip(draft: Draft, start: int, end: int) -> tuple[int, int]:
    """A window that ends at a semicolon, at 'versus' or where the next endpoint speaks."""
    match = VERSUS.search(draft.scene.text, start, end)
    stop = match.start() if match else end
    semicolon = draft.scene.text.find(";", start, stop)
    stop = semicolon if semicolon >= 0 else stop
    coordinated = re.search(r",? (?:and|while|whereas|with an?|with the) ", draft.scene.text[start:stop])
    endpoint = next(
        (e.start for e in draft.scene.endpoints if e.start >= start and e.start < stop and not e.weak), None
    )
    if endpoint is not None and coordinated is not None and start + coordinated.start() < endpoint:
        stop = start + coordinated.start()
    return start, stop


def both_sides(draft: Draft) -> bool:
    """Whether arms of both sides are named."""
    return len({arm.side for arm in draft.arms}) == 2


def is_swapped(draft: Draft, mine: Side | None, other: Side | None) -> bool:
    """Whether the first of two compared figures is the control arm's."""
    if other == "T" or (mine == "C" and other is None):
        return True
    if other == "C" or mine == "T":
        return False
    sides = list(dict.fromkeys(arm.side for arm in draft.arms))
    return sides == ["C", "T"] and not _subject_first(draft)


def _subject_first(draft: Draft) -> bool:
    """'compared with chemotherapy, X improved ...': the control arm stands first but does not lead."""
    first = draft.arms[0]
    return VERSUS.search(draft.scene.between(max(draft.scene.start, first.start - 30), first.start)) is not None


_SAME_ORDER = lean(r"\bin (?:the same|that|this) order\b", re.I)


def respectively(draft: Draft, index: int) -> tuple[Side, ...] | None:
    """The two arms listed between a figure and 'respectively', () when none are, None without the word."""
    end = draft.links[index].figure.end
    match = RESPECTIVELY.search(draft.scene.text, end, min(draft.scene.end, end + 130))
    if match is None and _SAME_ORDER.search(draft.scene.text, draft.scene.start, end):
        return ()
    if match is None or any(end < other.figure.start < match.start() for other in draft.links):
        return None
    named = [arm.side for arm in draft.arms if end <= arm.start and arm.end <= match.start()]
    return (named[0], named[1]) if len(named) == 2 else ()
