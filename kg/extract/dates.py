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
from datetime import date, timedelta
from functools import partial

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {
    word: value
    for value, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty".split(),
        start=1,
    )
} | {"a": 1, "an": 1, "twenty-four": 24, "thirty": 30, "sixty": 60, "ninety": 90}
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "final": 4,
    "last": 4,
}

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
_BY = r"(?P<by>(?:by|before|until|during|around|about|towards?|within|in|at|on|since|from|for|late|early|no later than)\s+(?:or around\s+|about\s+|approximately\s+|the\s+)?)?"
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
    found = [match for form in _FORMS for match in _matches(form, text, start, stop, today)]
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
    day = _as_date(today)
    for match in form.pattern.finditer(text, start, stop):
        try:
            value = form.read(match, day)
        except (ValueError, OverflowError):  # the thirty-first of June, year 0: no date
            continue
        if value == _NO_DATE:
            continue
        relative = form.relative or not any(character.isdigit() for character in match[0])
        yield DateMatch(match.start(), match.end(), value, match[0], relative)


_NO_DATE = "no date"


def _as_date(today: str | None) -> date | None:
    if today is None or not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", today):
        return None
    parts = [int(part) for part in today.split("-")]
    return date(*(parts + [1, 1])[:3])


def _month(match: re.Match[str]) -> int:
    return _MONTHS.index(match["month"].lower()[:3]) + 1


def _day(match: re.Match[str], _: date | None) -> str:
    return date(int(match["year"]), _month(match), int(match["day"])).isoformat()


def _month_of_year(match: re.Match[str], _: date | None) -> str:
    return f"{match['year']}-{_month(match):02}"


def _day_first(match: re.Match[str], _: date | None) -> str:
    """Digits only: with full stops the day stands first; with slashes the month, unless it cannot be one."""
    first, second = int(match["first"]), int(match["second"])
    if match["mark"] == "/" and second > 12:
        first, second = second, first
    elif match["mark"] == "/" and first <= 12:
        return f"{match['year']}" if first != second else date(int(match["year"]), second, first).isoformat()
    return date(int(match["year"]), second, first).isoformat()


def _iso(match: re.Match[str], _: date | None) -> str:
    return date.fromisoformat(match["iso"]).isoformat()


def _year_of(words: str | None, today: date | None) -> int | None:
    """The year that words mean: a figure, or one counted from the release's."""
    if words and words[:4].isdigit():
        return int(words[:4])
    if today is None:
        return None
    words = (words or "").lower()
    if words.startswith("last"):
        return today.year - 1
    return today.year + 1 if words.startswith(("next", "coming", "following", "new")) else today.year


def _part(match: re.Match[str], today: date | None) -> str | None:
    """'early 2012', 'mid-year', 'the end of the year'; the end of a year is no closer than the year."""
    year = _year_of(match["year"], today)
    if year is None:
        return None
    part = match["part"].lower()
    if part in ("early", "beginning", "start", "first part"):
        return f"{year}-early"
    if part in ("mid", "middle"):
        return f"{year}-mid"
    return f"{year}-late" if part in ("late", "latter part") else str(year)


def _half(match: re.Match[str], today: date | None) -> str | None:
    year = _year_of(match["year"], today)
    number = 1 if match["half"].lower() in ("first", "1st") else 2
    return None if year is None else f"{year}-H{number}"


def _quarter(match: re.Match[str], today: date | None) -> str | None:
    year = _year_of(match["year"], today)
    return None if year is None else f"{year}-Q{_ORDINALS[match['quarter'].lower()]}"


def _coded(match: re.Match[str], _: date | None) -> str:
    """'Q1 2012', '1H12', '3Q'07'."""
    unit = (match["unit"] or match["unit2"]).upper()
    number = int(match["code"] or match["code2"])
    year = int(match["coded_year"])
    if number < 1 or number > (4 if unit == "Q" else 2):
        return _NO_DATE
    return f"{year + 2000 if year < 100 else year}-{unit}{number}"


def _span_of_year(match: re.Match[str], _: date | None) -> str:
    """'second or third quarter of 2014': no closer than the year."""
    return match["year"]


def _year(match: re.Match[str], _: date | None) -> str:
    return match["year"]


def _some_year(match: re.Match[str], today: date | None) -> str | None:
    year = _year_of(match["year"], today)
    return None if year is None else str(year)


def _named_month(match: re.Match[str], today: date | None) -> str | None:
    """A month, perhaps with a day, whose year is the one that brings it nearest to the release."""
    if today is None:
        return None
    month, day = _month(match), match["day"]
    years = (today.year - 1, today.year, today.year + 1)
    year = min(years, key=lambda y: abs((date(y, month, int(day or 15)) - today).days))
    return f"{year}-{month:02}" if day is None else date(year, month, int(day)).isoformat()


def _shift(months: int, today: date) -> str:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return f"{year}-{month + 1:02}"


def _within(match: re.Match[str], today: date | None) -> str | None:
    """'within twelve months' ends in the month that many months ahead; a range of numbers stays vague."""
    number = _count(match["number"])
    if number is None:
        return _NO_DATE
    if today is None:
        return None
    unit = match["span"].lower()
    if unit.startswith(("day", "week", "business")):
        return (today + timedelta(days=number * (7 if unit.startswith("week") else 1))).isoformat()[:7]
    return _shift(number * (12 if unit.startswith("year") else 1), today)


def _count(word: str | None) -> int | None:
    if word is None:
        return 1
    return int(word) if word.isdigit() else _NUMBERS.get(word.lower())


def _near(match: re.Match[str], today: date | None) -> str | None:
    """'this month', 'next quarter', 'last week'."""
    if today is None:
        return None
    step = {"last": -1, "next": 1}.get(match["which"].lower().split()[-1], 0)
    unit = match["span"].lower()
    if unit == "month":
        return _shift(step, today)
    if unit == "quarter":
        year, quarter = divmod(today.year * 4 + (today.month - 1) // 3 + step, 4)
        return f"{year}-Q{quarter + 1}"
    return (today + timedelta(days=7 * step)).isoformat()[:7]


def _ago(match: re.Match[str], today: date | None) -> str | None:
    number = _count(match["number"])
    if number is None:
        return _NO_DATE
    if today is None:
        return None
    unit = match["span"].lower()
    return str(today.year - number) if unit.startswith("year") else _shift(-number, today)


def _offset(match: re.Match[str], today: date | None, *, days: int) -> str | None:
    del match
    return None if today is None else (today + timedelta(days=days)).isoformat()


def _vague(match: re.Match[str], today: date | None) -> None:
    del match, today


def _form(
    pattern: str,
    read: Callable[[re.Match[str], date | None], str | None],
    *,
    relative: bool = False,
    cased: bool = False,
) -> _Form:
    return _Form(re.compile(rf"\b{pattern}", 0 if cased else re.IGNORECASE), read, relative)


_FORMS: tuple[_Form, ...] = (
    _form(rf"{_MONTH} {_DAY}(?: ?(?:-|to|and|&) ?{_MONTH.replace('?P<month>', '?:')}? ?\d{{1,2}}(?:th|st|nd|rd)?)?,? ?{_YEAR}",
          lambda match, today: _month_of_year(match, today) if _is_range(match) else _day(match, today)),
    _form(rf"{_DAY}(?: ?(?:-|to|and|&) ?\d{{1,2}}(?:th|st|nd|rd)?)?\.?(?: of)?[ -]{_MONTH}[ ,-]{{0,2}}{_YEAR}",
          lambda match, today: _month_of_year(match, today) if _is_range(match) else _day(match, today)),
    _form(r"(?P<first>\d{1,2})(?P<mark>[./])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)\b", _day_first),
    _form(r"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)\b", _iso),
    _form(rf"{_BY}{_MONTH},? (?:of )?{_YEAR}", _month_of_year),
    _form(rf"{_BY}{_MONTH} (?:and|or|to|-) ?{_MONTH.replace('?P<month>', '?:')},? {_YEAR}", _span_of_year),
    _form(rf"{_BY}(?:the )?{_PART}(?: |-)?(?:in |of |to )?{_SOME_YEAR.replace(',? ?', '', 1)}", _part),
    _form(rf"{_BY}(?:the )?(?P<part>mid)(?:dle)?-?(?:of )?(?:the )?(?P<year>year)\b", _part),
    _form(rf"{_BY}(?:the )?(?:calendar )?(?P<year>year)[- ]end,? ?(?P<figure>(?:19|20)\d\d)?(?!\d)", lambda m, d: m["figure"] or _some_year(m, d)),
    _form(rf"{_BY}(?:the )?(?P<year>year) (?:is|was) (?:out|over)\b", _some_year, relative=True),
    _form(rf"{_BY}(?:the )?{_HALF}[- ]half{_SOME_YEAR}?(?!\w)", _half),
    _form(rf"{_BY}(?:the )?{_QUARTER}[- ](?:calendar )?quarter{_SOME_YEAR}?(?!\w)", _quarter),
    _form(rf"{_BY}(?:the )?(?:early |late |end of )?(?:first|second|third|1st|2nd|3rd|Q[1-3])(?: quarter)?(?:/| or | and | to )(?:the )?(?:second|third|fourth|2nd|3rd|4th|Q[2-4])(?: quarter)?(?: of)?,? {_YEAR}",
          _span_of_year),
    _form(r"(?:(?P<unit>[QH])(?P<code>[1-4])|(?P<code2>[1-4])(?P<unit2>[QH]))(?: of)?[ ,-]{0,2}'?(?P<coded_year>(?:20)?\d\d)\b", _coded),
    _form(rf"{_BY}(?:the )?(?:first|second|third|fourth|1st|2nd|3rd|4th)[- ](?:fiscal quarter|quarter|half)(?: of)?(?: the)?(?: our| its)? fiscal(?: year)?,? ?\d{{0,4}}", _vague),
    _form(rf"(?:{_BY}|in )(?:spring|summer|fall|autumn|winter)(?: of|,)? {_YEAR}", _span_of_year),
    _form(rf"(?P<by>by|before|until|during|around|in|since|as of|as early as|for|through|throughout|of)(?: or before| about| approximately| calendar)?(?: year)? {_YEAR}(?![-/.]\d)", _year),
    _form(r"(?:(?:later|early|earlier|during|in|within|before the end of|by the end of) )?(?P<year>this year|next year|last year)\b", _some_year),
    _form(r"(?:in|during) the (?P<year>(?:current|coming|following|new) (?:calendar )?year)\b", _some_year, relative=True),
    _form(rf"(?P<by>by|before|until|since|in|on|from|early|mid-?|late|later in|end of|beginning of)(?: the)?(?: early| late| end of| beginning of| middle of| mid-?)? ?{_MONTH}(?: {_DAY}\b)?(?!,? ?(?:of )?(?:19|20)\d\d)(?![ .]?[A-Z])",
          _named_month, relative=True, cased=True),
    _form(rf"{_MONTH} {_DAY}\b(?!,? ?(?:19|20)\d\d)(?!\d)", _named_month, relative=True, cased=True),
    _form(rf"(?:within|in|over|during)(?: about| approximately| roughly| around)?(?: the)?(?: next| coming| following)?(?: about| approximately)? {_NUMBER} (?P<span>days?|weeks?|months?|years?|business days)\b", _within, relative=True),
    _form(r"(?:within|in|over|during) the (?:next|coming)(?P<number>) (?P<span>year)\b", lambda m, d: None if d is None else _shift(12, d), relative=True),
    _form(rf"(?:{_NUMBER} )?(?P<span>weeks?|months?|years?) ago\b", _ago, relative=True),
    _form(r"(?:(?:later|earlier|in|at) )?(?P<which>this|next|last|the current) (?P<span>week|month|quarter)\b", _near, relative=True),
    _form(r"today\b", partial(_offset, days=0), relative=True),
    _form(r"yesterday\b", partial(_offset, days=-1), relative=True),
    _form(r"tomorrow\b", partial(_offset, days=1), relative=True),
    _form(r"(?:(?:in|over|within|during) the (?:coming|next (?:few|several|couple of)|following|upcoming) (?:days|weeks|months|years|quarters)"
          r"|(?:in the )?(?:near term|near future|not too distant future)|shortly|imminently)\b", _vague, relative=True),
)  # fmt: skip


def _is_range(match: re.Match[str]) -> bool:
    """Whether two days stand before the year."""
    return re.search(r"\d(?:st|nd|rd|th)? ?(?:-|to|and|&) ?[A-Za-z. ]{0,10}\d{1,2}\D", match[0]) is not None
