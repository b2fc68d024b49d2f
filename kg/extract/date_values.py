"""A matched date and the day of the release in, the value of the date in the grammar of the facts JSON out.

One reader per way of printing a date; the groups it needs are those of the patterns in `kg.extract.dates`.  None means
that the value is open: a vague phrase, or one that counts from a day nobody knows.  `NO_DATE` means that the words are
no date at all.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.extract.prefilter import lean

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
_NUMBERS = {word: value for value, word in enumerate(_NUMBER_WORDS.split(), start=1)} | {
    "a": 1,
    "an": 1,
    "twenty-four": 24,
    "thirty": 30,
    "sixty": 60,
    "ninety": 90,
}
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

NO_DATE = "no date"


def as_date(today: str | None) -> date | None:
    """The day of the release; its first day where only a month or a year is known."""
    if today is None or not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", today):
        return None
    parts = [int(part) for part in today.split("-")]
    return date(*[*parts, 1, 1][:3])


def read_month(match: re.Match[str]) -> int:
    """The number of the month."""
    return _MONTHS.index(match["month"].lower()[:3]) + 1


_TWO_DAYS = lean(r"\d(?:st|nd|rd|th)? ?(?:-|to|and|&) ?[A-Za-z. ]{0,10}\d{1,2}\D")


def day_or_range(match: re.Match[str], today: date | None) -> str:
    """A day; of two days only the month."""
    if _TWO_DAYS.search(match[0]):
        return month_of_year(match, today)
    return date(int(match["year"]), read_month(match), int(match["day"])).isoformat()


def month_of_year(match: re.Match[str], _: date | None) -> str:
    return f"{match['year']}-{read_month(match):02}"


def in_digits(match: re.Match[str], _: date | None) -> str:
    """Digits only: with full stops the day stands first; with slashes the month, unless it cannot be one."""
    first, second = int(match["first"]), int(match["second"])
    if match["mark"] == "/" and second > 12:
        first, second = second, first
    elif match["mark"] == "/" and first <= 12:
        return f"{match['year']}" if first != second else date(int(match["year"]), second, first).isoformat()
    return date(int(match["year"]), second, first).isoformat()


def read_iso(match: re.Match[str], _: date | None) -> str:
    return date.fromisoformat(match["iso"]).isoformat()


def year_of(words: str | None, today: date | None) -> int | None:
    """The year that words mean: a figure, or one counted from the release's."""
    if words and words[:4].isdigit():
        return int(words[:4])
    if today is None:
        return None
    words = (words or "").lower()
    if words.startswith("last"):
        return today.year - 1
    return today.year + 1 if words.startswith(("next", "coming", "following", "new")) else today.year


def read_part(match: re.Match[str], today: date | None) -> str | None:
    """'early 2012', 'mid-year', 'the end of the year'; the end of a year is no closer than the year."""
    year = year_of(match["year"], today)
    if year is None:
        return None
    part = match["part"].lower()
    if part in ("early", "beginning", "start", "first part"):
        return f"{year}-early"
    if part in ("mid", "middle"):
        return f"{year}-mid"
    return f"{year}-late" if part in ("late", "latter part") else str(year)


def read_half(match: re.Match[str], today: date | None) -> str | None:
    year = year_of(match["year"], today)
    number = 1 if match["half"].lower() in ("first", "1st") else 2
    return None if year is None else f"{year}-H{number}"


def read_quarter(match: re.Match[str], today: date | None) -> str | None:
    year = year_of(match["year"], today)
    return None if year is None else f"{year}-Q{_ORDINALS[match['quarter'].lower()]}"


def read_coded(match: re.Match[str], _: date | None) -> str:
    """'Q1 2012', '1H12', '3Q'07'."""
    unit = (match["unit"] or match["unit2"]).upper()
    number = int(match["code"] or match["code2"])
    year = int(match["year"])
    if number < 1 or number > (4 if unit == "Q" else 2):
        return NO_DATE
    return f"{year + 2000 if year < 100 else year}-{unit}{number}"


def read_year(match: re.Match[str], _: date | None) -> str:
    return match["year"]


def some_year(match: re.Match[str], today: date | None) -> str | None:
    year = year_of(match["year"], today)
    return None if year is None else str(year)


def end_of_year(match: re.Match[str], today: date | None) -> str | None:
    return match["figure"] or some_year(match, today)


def year_ahead(match: re.Match[str], today: date | None) -> str | None:
    del match
    return None if today is None else shift(12, today)


def named_month(match: re.Match[str], today: date | None) -> str | None:
    """A month, perhaps with a day, whose year is the one that brings it nearest to the release."""
    if today is None:
        return None
    month, day = read_month(match), match["day"]
    year = _nearest_year(today, month, int(day or 15))
    return f"{year}-{month:02}" if day is None else date(year, month, int(day)).isoformat()


def named_days(match: re.Match[str], today: date | None) -> str | None:
    """The month of two days without a year, 'May 13-17'."""
    if today is None:
        return None
    month = read_month(match)
    return f"{_nearest_year(today, month, int(match['day']))}-{month:02}"


def _nearest_year(today: date, month: int, day: int) -> int:
    years = (today.year - 1, today.year, today.year + 1)
    return min(years, key=lambda year: abs((date(year, month, day) - today).days))


def shift(months: int, today: date) -> str:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return f"{year}-{month + 1:02}"


def read_within(match: re.Match[str], today: date | None) -> str | None:
    """'within twelve months' ends in the month that many months ahead; a range of numbers stays vague."""
    number = count(match["number"])
    if number is None:
        return NO_DATE
    if today is None:
        return None
    unit = match["span"].lower()
    if unit.startswith(("day", "week", "business")):
        return (today + timedelta(days=number * (7 if unit.startswith("week") else 1))).isoformat()[:7]
    return shift(number * (12 if unit.startswith("year") else 1), today)


def count(word: str | None) -> int | None:
    if word is None:
        return 1
    return int(word) if word.isdigit() else _NUMBERS.get(word.lower())


def read_near(match: re.Match[str], today: date | None) -> str | None:
    """'this month', 'next quarter', 'last week'."""
    if today is None:
        return None
    step = {"last": -1, "next": 1}.get(match["which"].lower().split()[-1], 0)
    unit = match["span"].lower()
    if unit == "month":
        return shift(step, today)
    if unit == "quarter":
        year, quarter = divmod(today.year * 4 + (today.month - 1) // 3 + step, 4)
        return f"{year}-Q{quarter + 1}"
    return (today + timedelta(days=7 * step)).isoformat()[:7]


def read_ago(match: re.Match[str], today: date | None) -> str | None:
    number = count(match["number"])
    if number is None:
        return NO_DATE
    if today is None:
        return None
    unit = match["span"].lower()
    return str(today.year - number) if unit.startswith("year") else shift(-number, today)


def read_offset(match: re.Match[str], today: date | None, *, days: int) -> str | None:
    del match
    return None if today is None else (today + timedelta(days=days)).isoformat()


def read_vague(match: re.Match[str], today: date | None) -> None:
    del match, today
