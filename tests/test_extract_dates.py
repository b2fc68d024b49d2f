"""Every printed form of a date has one value; what counts from the day of the release needs that day."""

from __future__ import annotations

import pytest

from kg.extract.dates import find_dates, first_date

DAY = "2011-06-15"

ABSOLUTE = {
    "month first": ("March 9, 2017", "2017-03-09"),
    "short month with full stop": ("Sept. 3, 2014", "2014-09-03"),
    "day first": ("9 March 2017", "2017-03-09"),
    "day first with ordinal": ("9th of March 2017", "2017-03-09"),
    "full stops": ("09.03.2017", "2017-03-09"),
    "slashes, day cannot be a month": ("03/29/2017", "2017-03-29"),
    "slashes, unclear": ("03/09/2017", "2017"),
    "ISO": ("2017-03-09", "2017-03-09"),
    "two days": ("March 9-12, 2017", "2017-03"),
    "month of a year": ("in March 2017", "2017-03"),
    "two months": ("April and June 2017", "2017"),
    "quarter in words": ("the third quarter of 2017", "2017-Q3"),
    "quarter as code": ("Q3 2017", "2017-Q3"),
    "quarter, number first": ("3Q17", "2017-Q3"),
    "half in words": ("the second half of 2017", "2017-H2"),
    "half as code": ("2H 2017", "2017-H2"),
    "two quarters": ("second or third quarter of 2017", "2017"),
    "early": ("early 2017", "2017-early"),
    "middle": ("mid-2017", "2017-mid"),
    "late": ("late in 2017", "2017-late"),
    "end of a year": ("by the end of 2017", "2017"),
    "year-end": ("year-end 2017", "2017"),
    "season": ("in the spring of 2017", "2017"),
    "year": ("by 2017", "2017"),
    "calendar year": ("during calendar year 2017", "2017"),
}
RELATIVE = {
    "today": ("today", "2011-06-15"),
    "two days": ("on September 13-17 in Ulm", "2011-09"),
    "yesterday": ("yesterday", "2011-06-14"),
    "this year": ("later this year", "2011"),
    "end of the year": ("by the end of the year", "2011"),
    "before year-end": ("before year-end", "2011"),
    "until the year is out": ("before the year is out", "2011"),
    "next year": ("early next year", "2012-early"),
    "half of next year": ("in the first half of next year", "2012-H1"),
    "middle of the year": ("by the middle of the year", "2011-mid"),
    "quarter without year": ("in the fourth quarter", "2011-Q4"),
    "next quarter": ("next quarter", "2011-Q3"),
    "next month": ("next month", "2011-07"),
    "within months": ("within twelve months", "2012-06"),
    "next months": ("over the next 18 months", "2012-12"),
    "month without year": ("in September", "2011-09"),
    "day without year": ("on June 20", "2011-06-20"),
    "years ago": ("two years ago", "2009"),
}


@pytest.mark.parametrize(("printed", "value"), ABSOLUTE.values(), ids=ABSOLUTE.keys())
def test_a_printed_date_has_one_value(printed: str, value: str) -> None:
    assert [date.value for date in find_dates(f"It was made public {printed}.")] == [value]


@pytest.mark.parametrize(("printed", "value"), RELATIVE.values(), ids=RELATIVE.keys())
def test_a_relative_phrase_counts_from_the_release(printed: str, value: str) -> None:
    assert [date.value for date in find_dates(f"A trial starts {printed}.", today=DAY)] == [value]


@pytest.mark.parametrize(("printed", "value"), RELATIVE.values(), ids=RELATIVE.keys())
def test_a_relative_phrase_stays_open_without_a_release_date(printed: str, value: str) -> None:
    del value
    assert [date.value for date in find_dates(f"A trial starts {printed}.")] == [None]


@pytest.mark.parametrize("phrase", ["in the coming months", "in the near future", "over the next few weeks"])
def test_a_vague_phrase_has_words_but_no_value(phrase: str) -> None:
    date = first_date(f"Data follow {phrase}.", today=DAY)

    assert date is not None
    assert (date.value, date.raw) == (None, phrase)


def test_a_fiscal_quarter_is_no_calendar_quarter() -> None:
    date = first_date("in the third quarter of fiscal 2012", today=DAY)

    assert date is not None
    assert date.value is None


@pytest.mark.parametrize(
    "words", ["31 patients in 2,012 sites", "It may 5 times", "9 months of follow-up", "call 781-895-0600", "3/4"]
)
def test_other_numbers_are_no_dates(words: str) -> None:
    assert find_dates(words, today=DAY) == ()


def test_a_day_that_no_calendar_has_is_no_day() -> None:
    assert "2011-06-31" not in [date.value for date in find_dates("June 31, 2011")]


def test_the_span_holds_the_words() -> None:
    text = "Phase 2 starts in mid-2012, data follow in Q1 2014."

    assert [text[date.start : date.end] for date in find_dates(text)] == ["in mid-2012", "Q1 2014"]
