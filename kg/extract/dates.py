"""Text in, the dates it prints out, each with its place and its value in one grammar.

The grammar is that of the facts JSON: ``YYYY-MM-DD``, ``YYYY-MM``, ``YYYY``, ``YYYY-Q1`` to ``Q4``, ``YYYY-H1`` and
``H2``, ``YYYY-early``, ``-mid``, ``-late``.  Releases print full dates ("Aug. 18, 2010", "16.07.2012"), parts of a year
("second quarter of 2012", "1H12", "mid-2012") and phrases that mean something only on the day of the release ("before
year-end", "within twelve months", "next month").  Such a phrase is resolved against the release's own date, and has
no value where that is unknown or the phrase is vague ("in the coming months").

>>> [(d.value, d.raw) for d in find_dates("It starts in mid-2012 or by the end of next year.", today="2011-06-15")]
[('2012-mid', 'in mid-2012'), ('2012', 'by the end of next year')]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from kg.extract import date_values as values
from kg.extract.prefilter import Several, lean

_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)(?!,\d{3})"
# a year as a figure or as seen from the release; without either the year of the release
_SOME_YEAR = (
    r"(?:,? ?(?:(?:of|in) )?(?:the )?(?:calendar )?(?:year )?(?P<year>(?:19|20)\d\d(?!\d)|this year|next year|last year"
    r"|(?:current|coming|following|new|same|present) year|year)\b)"
)
_BY = (
    r"(?P<by>(?:by|before|until|during|around|about|towards?|within|in|at|on|since|from|for|late|early|no later than)"
    r"\s+"
    r"(?:or around\s+|about\s+|approximately\s+|the\s+)?)?"
)
_NUMBER = r"(?P<number>\d{1,3}|[a-z]{1,11}(?:-four)?)"
_PART = r"(?P<part>early|mid|middle|late|later|beginning|start|end|close|first part|latter part|remainder|rest|balance)"
_HALF = r"(?P<half>first|second|1st|2nd|last|latter|final)"
_QUARTER = r"(?P<quarter>first|second|third|fourth|1st|2nd|3rd|4th|last|final)"


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date as printed at ``start`` to ``end``; ``raw`` are these words, ``value`` is None when it stays vague.

    ``relative`` tells that the value was worked out from the date of the release.
    """

    start: int
    end: int
    value: str | None
    raw: str
    relative: bool = False


@dataclass(frozen=True, slots=True)
class _Form:
    """One way of printing a date: its pattern, and what a match of it means on a day (None: no day is known)."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], date | None], str | None]
    relative: bool = False


def find_dates(text: str, start: int = 0, end: int | None = None, *, today: str | None = None) -> tuple[DateMatch, ...]:
    """The dates in a range of a text, in order, the longest at each place, without overlap.

    ``today`` is the date of the release (``YYYY-MM-DD``; a month alone resolves only years).
    """
    stop = len(text) if end is None else end
    likely = (_FORMS[number] for number in _TRIED.likely(text, start, stop))
    found = [match for form in likely for match in _matches(form, text, start, stop, today)]
    found.sort(key=lambda match: (match.start, -match.end))
    kept: list[DateMatch] = []
    for match in found:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return tuple(kept)


def first_date(text: str, *, today: str | None = None) -> DateMatch | None:
    """The first date of a text."""
    return next(iter(find_dates(text, today=today)), None)


def _matches(form: _Form, text: str, start: int, stop: int, today: str | None) -> Iterator[DateMatch]:
    day = values.as_date(today)
    for match in form.pattern.finditer(text, start, stop):
        try:
            value = form.read(match, day)
        except (ValueError, OverflowError):  # the thirty-first of June, year 0: no date
            continue
        if value == values.NO_DATE:
            continue
        relative = form.relative or not any(character.isdigit() for character in match[0])
        yield DateMatch(match.start(), match.end(), value, match[0], relative)


def _form(
    pattern: str,
    read: Callable[[re.Match[str], date | None], str | None],
    *,
    relative: bool = False,
    cased: bool = False,
) -> _Form:
    return _Form(lean(rf"\b{pattern}", 0 if cased else re.IGNORECASE), read, relative)


_OTHER_MONTH = _MONTH.replace("?P<month>", "?:")
_TO_DAY = r"(?:th|st|nd|rd)?"
_SOME_YEAR_BARE = _SOME_YEAR.replace(",? ?", "", 1)
_BEFORE_MONTH = (
    r"(?P<by>by|before|until|since|last|in|on|from|early|mid-?|late|later in|end of|beginning of)(?: the)?"
    r"(?: early| late| end of| beginning of| middle of| mid-?)? ?"
)
_BEFORE_YEAR = (
    r"(?P<by>by|before|until|during|around|in|since|as of|as early as|for|through|throughout|of)"
    r"(?: or before| about| approximately| calendar)?(?: year)?"
)
_AHEAD = r"(?:within|(?:in|over|during) the (?:next|coming|following))(?: the)?(?: next| coming| following)?"
_NO_YEAR = r"(?!,? ?(?:of )?(?:19|20)\d\d)(?! ?(?:-|to|and|&) ?(?:[A-Z][a-z]{2,8} )?\d{1,2}\D)"

_FORMS: tuple[_Form, ...] = (
    # full dates, with one day or two
    _form(
        rf"{_MONTH} {_DAY}(?: ?(?:-|to|and|&) ?(?:{_OTHER_MONTH} )?\d{{1,2}}{_TO_DAY})?,? ?{_YEAR}", values.day_or_range
    ),
    _form(
        rf"{_DAY}(?: ?(?:-|to|and|&) ?\d{{1,2}}{_TO_DAY})?\.?(?: of)?[ -]{_MONTH}[ ,-]{{0,2}}{_YEAR}",
        values.day_or_range,
    ),
    _form(r"(?P<first>\d{1,2})(?P<mark>[./])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)\b", values.in_digits),
    _form(r"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)\b", values.read_iso),
    # months and parts of a year
    _form(rf"{_BY}{_MONTH},? (?:of )?{_YEAR}", values.month_of_year),
    _form(rf"{_BY}{_MONTH} (?:and|or|to|-) ?{_OTHER_MONTH},? {_YEAR}", values.read_year),
    # "to start in 2013" and "to close in 2013" are verbs
    _form(
        rf"{_BY}(?:the )?{_PART}(?!(?:(?<=start)|(?<=end)|(?<=close)) in )(?: |-)?(?:in |of |to )?{_SOME_YEAR_BARE}",
        values.read_part,
    ),
    _form(rf"{_BY}(?:the )?(?P<part>mid)(?:dle)?-?(?:of )?(?:the )?(?P<year>year)\b", values.read_part),
    _form(
        rf"{_BY}(?:the )?(?:calendar )?(?P<year>year)[- ]end,? ?(?P<figure>(?:19|20)\d\d)?(?!\d)", values.end_of_year
    ),
    _form(rf"{_BY}(?:the )?(?P<year>year) (?:is|was) (?:out|over)\b", values.some_year, relative=True),
    _form(rf"{_BY}(?:the )?{_HALF}[- ]half{_SOME_YEAR}?(?!\w)", values.read_half),
    _form(rf"{_BY}(?:the )?{_QUARTER}[- ](?:calendar )?quarter{_SOME_YEAR}?(?!\w)", values.read_quarter),
    _form(
        rf"{_BY}(?:the )?(?:first|second|third|1st|2nd|3rd|Q[1-3])(?: quarter)?(?:/| or | and | to )(?:the )?"
        rf"(?:second|third|fourth|2nd|3rd|4th|Q[2-4])(?: quarter)?(?: of)?,? {_YEAR}",
        values.read_year,
    ),
    _form(
        r"(?:(?P<unit>[QH])(?P<code>[1-4])|(?P<code2>[1-4])(?P<unit2>[QH]))(?: of)?[ ,-]{0,2}'?(?P<year>(?:20)?\d\d)\b",
        values.read_coded,
    ),
    _form(
        rf"{_BY}(?:the )?(?:first|second|third|fourth|1st|2nd|3rd|4th)[- ](?:fiscal quarter|quarter|half)(?: of)?"
        r"(?: the)?(?: our| its)? fiscal(?: year)?,? ?\d{0,4}",
        values.read_vague,
    ),
    _form(rf"(?:{_BY}|in )(?:spring|summer|fall|autumn|winter)(?: of|,)? {_YEAR}", values.read_year),
    _form(rf"{_BEFORE_YEAR} {_YEAR}(?![-/.]\d)", values.read_year),
    # seen from the day of the release
    _form(
        r"(?:(?:later|early|earlier|during|in|within|before the end of|by the end of) )?"
        r"(?P<year>this year|next year|last year)\b",
        values.some_year,
    ),
    _form(r"(?:in|during) the (?P<year>(?:current|coming|following|new) (?:calendar )?year)\b", values.some_year),
    _form(
        rf"{_BEFORE_MONTH}{_MONTH}(?: {_DAY}\b)?{_NO_YEAR}(?!,? ?\d)(?![ .]?[A-Z])",
        values.named_month,
        relative=True,
        cased=True,
    ),
    _form(rf"{_DAY} {_MONTH}{_NO_YEAR}(?!\w)", values.named_month, relative=True, cased=True),
    _form(rf"{_MONTH} {_DAY}\b{_NO_YEAR}(?!\d)", values.named_month, relative=True, cased=True),
    _form(
        rf"{_MONTH} {_DAY} ?(?:-|to|and|&) ?(?:{_OTHER_MONTH} )?\d{{1,2}}{_TO_DAY}\b(?!,? ?(?:19|20)\d\d)(?![%\d])",
        values.named_days,
        relative=True,
        cased=True,
    ),
    _form(
        rf"{_AHEAD}(?: about| approximately)? {_NUMBER} (?P<span>days?|weeks?|months?|years?|business days)\b",
        values.read_within,
        relative=True,
    ),
    _form(r"(?:within|in|over|during) the (?:next|coming) year\b", values.year_ahead, relative=True),
    _form(rf"(?:{_NUMBER} )?(?P<span>weeks?|months?|years?) ago\b", values.read_ago, relative=True),
    _form(
        r"(?:(?:later|earlier|in|at) )?(?P<which>this|next|last|the current) (?P<span>week|month|quarter)\b",
        values.read_near,
        relative=True,
    ),
    _form(r"today\b", partial(values.read_offset, days=0), relative=True),
    _form(r"yesterday\b", partial(values.read_offset, days=-1), relative=True),
    _form(r"tomorrow\b", partial(values.read_offset, days=1), relative=True),
    _form(
        r"(?:in|over|within|during) the (?:coming|next (?:few|several|couple of)|following|upcoming)"
        r" (?:days|weeks|months|years|quarters)\b",
        values.read_vague,
        relative=True,
    ),
    _form(
        r"(?:(?:in the )?(?:near term|near future|not too distant future)|shortly|imminently)\b",
        values.read_vague,
        relative=True,
    ),
)
_TRIED = Several(form.pattern for form in _FORMS)
