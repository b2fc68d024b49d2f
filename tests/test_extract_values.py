"""Figures as releases print them: shares, counts, durations, intervals, hazard ratios, p-values."""

from __future__ import annotations

import pytest

from kg.extract.numbers import bound, number
from kg.extract.values import Figure, figures, statistics

Shown = tuple[object, ...]


def shown(figure: Figure) -> Shown:
    """What a figure says, without its place."""
    return figure.value, figure.unit, figure.bound, figure.n, figure.N


def figure(text: str) -> Figure:
    """The first figure of a text that is more than a bare number, if there is one."""
    found = figures(text)
    return next((f for f in found if f.kind != "count" or f.N is not None), found[0])


FIGURES: dict[str, tuple[str, Shown]] = {
    "percent sign": ("an ORR of 32.7%", (32.7, "%", "=", None, None)),
    "percent sign behind a space": ("an ORR of 32.7 %", (32.7, "%", "=", None, None)),
    "the word percent": ("64.2 percent of patients", (64.2, "%", "=", None, None)),
    "a number word": ("Sixty-four percent of patients", (64, "%", "=", None, None)),
    "a lower bound": ("more than 60% responded", (60, "%", ">", None, None)),
    "an approximate share": ("approximately 45 percent", (45, "%", "~", None, None)),
    "share with fraction": ("33% (7/21)", (33, "%", "=", 7, 21)),
    "share with named fraction": ("33% (n/N = 7/21)", (33, "%", "=", 7, 21)),
    "share with patients": ("45.5% (66/145 patients)", (45.5, "%", "=", 66, 145)),
    "share with of": ("48.3 % (70 of 145)", (48.3, "%", "=", 70, 145)),
    "share with a count": ("24% (n=10)", (24, "%", "=", 10, None)),
    "count with share": ("three (13%) had a VGPR", (13, "%", "=", 3, None)),
    "count with noun and share": ("24 of 25 patients (96 percent) had", (96, "%", "=", 24, 25)),
    "fraction with share": ("1/18 (6%)", (6, "%", "=", 1, 18)),
    "bounded share with fraction": ("Over 60% (8/13)", (60, "%", ">", 8, 13)),
    "words on both sides": ("eight of thirteen patients", (8, "patients", "=", 8, 13)),
    "duration": ("a median of 6.9 months", (6.9, "months", "=", None, None)),
    "duration in words and figures": ("four and a half (4.5) months", (4.5, "months", "=", None, None)),
    "abbreviated unit": ("stands at 7.3 mo", (7.3, "months", "=", None, None)),
    "not reached": ("median OS was not reached", ("not reached", "months", "=", None, None)),
    "unit behind the second number": ("(12.4 vs. 4.7 months)", (12.4, "months", "=", None, None)),
}


@pytest.mark.parametrize(("text", "expected"), FIGURES.values(), ids=FIGURES.keys())
def test_a_figure_is_read_with_what_belongs_to_it(text: str, expected: Shown) -> None:
    assert shown(figure(text)) == expected


INTERVALS = {
    "dash": "31.7% (95% CI: 22.9-41.6)",
    "comma": "31.7% (95% CI: 22.9, 41.6)",
    "semicolon": "31.7% (95% CI 22.9; 41.6)",
    "to": "31.7% [95% CI, 22.9 to 41.6]",
    "signs inside": "31.7% (95% CI: 22.9%-41.6%)",
    "long form": "31.7% (95% confidence interval [CI]: 22.9, 41.6)",
    "without brackets": "31.7%, with a 95% confidence interval of 22.9-41.6%",
    "beside a count": "31.7% (32/101 patients; 95% CI: 22.9, 41.6)",
}


@pytest.mark.parametrize("text", INTERVALS.values(), ids=INTERVALS.keys())
def test_a_confidence_interval_belongs_to_its_figure(text: str) -> None:
    assert figure(text).ci == (22.9, 41.6)


@pytest.mark.parametrize("end", ["NE", "NR", "not reached", "not estimable"])
def test_an_open_end_of_an_interval_is_unknown(end: str) -> None:
    assert figure(f"18.5 months (95% CI: 14.1-{end})").ci == (14.1, None)


def test_a_range_is_no_confidence_interval() -> None:
    read = figure("41.0 days (range 35-247)")

    assert (read.range, read.ci) == ((35, 247), None)


STATISTICS: dict[str, tuple[str, list[tuple[str, object, str]]]] = {
    "hazard ratio spelt out": ("The hazard ratio was 0.59", [("hr", 0.59, "=")]),
    "hazard ratio with its abbreviation": ("hazard ratio [HR] = 0.28", [("hr", 0.28, "=")]),
    "short hazard ratio": ("(HR: 0.70)", [("hr", 0.7, "=")]),
    "p below": ("p<0.0001", [("p", 0.0001, "<")]),
    "p without a leading zero": ("P < .0001", [("p", 0.0001, "<")]),
    "p-value equal": ("p-value=0.0110", [("p", 0.011, "=")]),
    "one-sided p": ("1-sided P = .0105", [("p", 0.0105, "=")]),
    "p as a power of ten": ("p=7.8x10^-22", [("p", 7.8e-22, "=")]),
    "p at most": ("p <= 0.05", [("p", 0.05, "<=")]),
}


@pytest.mark.parametrize(("text", "expected"), STATISTICS.values(), ids=STATISTICS.keys())
def test_a_statistic_keeps_its_operator(text: str, expected: list[tuple[str, object, str]]) -> None:
    assert [(s.kind, s.value, s.op) for s in statistics(text)] == expected


NOTHING = {
    "a phone number": "call (781) 895-0600",
    "a date": "on December 10, 2012",
    "a compound": "IMGN901 and SAR3419",
    "an amount of money": "a payment of $20 million",
    "a grade": "Grade 3/4 events",
    "an exchange": "(SIX: RO)",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_other_numbers_are_no_shares_and_no_durations(text: str) -> None:
    assert [f for f in figures(text) if f.kind in ("percent", "duration", "not reached") or f.N is not None] == []


def test_a_percentage_range_is_no_figure() -> None:
    assert [f for f in figures("a rate of 70 to 80 percent") if f.kind == "percent"] == []


@pytest.mark.parametrize(
    ("printed", "value"), [("1,334", 1334), ("thirty-six", 36), ("Ninety", 90), (".035", 0.035), ("12.30", 12.3)]
)
def test_numerals_and_number_words_are_numbers(printed: str, value: float) -> None:
    assert number(printed) == value


def test_a_word_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="dozen"):
        number("dozen")


@pytest.mark.parametrize(("printed", "sign"), [("at least", ">="), ("up to", "<="), ("over", ">"), ("about", "~")])
def test_bounds_are_signs(printed: str, sign: str) -> None:
    assert bound(printed) == sign
