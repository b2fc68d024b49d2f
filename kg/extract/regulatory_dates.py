"""A date and the events of its sentence in, the events it is the date of out.

A date belongs to the event in front of it and to those that are listed with that one; a date that leads its words
("and, in May 2010, orphan designation", "In 2009 the agency granted ...") belongs to what comes behind.
"""

from __future__ import annotations

import re

from kg.extract.dates import DateMatch
from kg.extract.prefilter import lean
from kg.extract.regulatory_approvals import Cue

_EARLIER = lean(r"\b(?:after|before|following|since|when|until)\b", re.IGNORECASE)
_OPENS = lean(r"(?:\band|;),?(?: (?:in|on))? \Z")
_JOINED = lean(
    r"(?:,? (?:and|as well as|with) |, )(?:an? |the |its )?(?:[\w-]{1,14} ){0,2}| (?:designations?|status)(?:,? and |, )(?:an? )?",
    re.IGNORECASE,
)


def dated(text: str, start: int, date: DateMatch, stated: list[Cue]) -> list[Cue]:
    """The events a date belongs to: the nearest before it with those it is listed with, else the ones it leads."""
    before = [cue for cue in stated if cue.start < date.start]
    behind = [cue for cue in stated if cue.start >= date.end]
    if behind and _is_lead(text, start, date, behind[0]):
        return behind[:1]
    if not before:
        return [cue for cue in behind if not _EARLIER.search(text, date.end, cue.start)]
    owners = before[-1:]
    for cue in reversed(before[:-1]):
        if not _JOINED.fullmatch(text, cue.end, owners[0].start):
            break
        owners.insert(0, cue)
    return owners


def _is_lead(text: str, start: int, date: DateMatch, cue: Cue) -> bool:
    """Whether a date opens the words of the event behind it: "and, in May 2010, orphan designation"."""
    words = text[max(start, date.start - 12) : date.start]
    opens = _OPENS.search(words) is not None
    return opens and len(text[date.end : cue.start].strip(" ,")) < 40


def distance(cue: Cue, date: DateMatch) -> int:
    """Characters between an event and a date."""
    return max(date.start - cue.end, cue.start - date.end, 0)
