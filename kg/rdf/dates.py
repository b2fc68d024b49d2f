"""A due date in the grammar of the facts JSON in, the first and the last day it can mean out.

This is the one place that says how long an imprecise date is:

==============  =======================================
``2012-06-15``  that day
``2012-06``     1 to 30 June
``2012``        1 January to 31 December
``2012-Q3``     1 July to 30 September
``2012-H1``     1 January to 30 June
``2012-early``  1 January to 30 April   (the year's first third)
``2012-mid``    1 May to 31 August      (its second third)
``2012-late``   1 September to 31 December (its last third)
==============  =======================================

Words that count from the day of the release are intervals that begin on that day: "in the coming days" reach two weeks,
"in the coming weeks" eight weeks, "in the coming months" half a year.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_GRAMMAR = re.compile(r"(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|(Q[1-4]|H[12]|early|mid|late)))?")
_PARTS = {
    "Q1": (1, 3),
    "Q2": (4, 6),
    "Q3": (7, 9),
    "Q4": (10, 12),
    "H1": (1, 6),
    "H2": (7, 12),
    "early": (1, 4),
    "mid": (5, 8),
    "late": (9, 12),
}
_COMING = re.compile(
    r"\b(?:coming|next|following) (?:(?:few|several|couple of) )?(?P<unit>days|weeks|months)\b"
    r"|\bwithin (?P<bare>days|weeks|months)\b",
    re.IGNORECASE,
)
_REACH = {"days": 14, "weeks": 56, "months": 183}


def window(text: str) -> tuple[date, date] | None:
    """The first and last day of a due date; None when the text is outside the grammar or no such day exists.

    >>> [str(day) for day in window("2012-mid")]
    ['2012-05-01', '2012-08-31']
    """
    match = _GRAMMAR.fullmatch(text)
    if match is None or match[1] == "0000":
        return None
    year = int(match[1])
    try:
        if match[3]:
            day = date(year, int(match[2]), int(match[3]))
            return day, day
        first, last = (int(match[2]),) * 2 if match[2] else _PARTS.get(match[4] or "", (1, 12))
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    except ValueError:  # the 31st of February, a 13th month
        return None


def as_of(text: str | None) -> date | None:
    """The day a release of that date speaks from: its day; the first of the month when no day is printed."""
    days = window(text) if text else None
    return days[0] if days else None


def coming(words: str | None, today: date | None) -> tuple[date, date] | None:
    """The interval of words that count from the day of the release; None for other words and without that day.

    >>> [str(day) for day in coming("in the coming weeks", date(2012, 8, 18))]
    ['2012-08-18', '2012-10-13']
    """
    match = _COMING.search(words) if words else None
    if match is None or today is None:
        return None
    unit = match["unit"] or match["bare"]
    return today, today + timedelta(days=_REACH[unit.lower()])
