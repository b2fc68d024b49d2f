"""What printed percentages allow and forbid."""

from __future__ import annotations

from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.arithmetic import (
    Printed,
    agree,
    decimal,
    denominators,
    fits,
    joint_denominators,
    numerators,
    printed,
    reduction_of,
)


def share(numerator: int, denominator: int, *, places: int, rounding: str) -> str:
    """A percentage as a release prints it."""
    exact = Decimal(100 * numerator) / Decimal(denominator)
    return str(exact.quantize(Decimal(1).scaleb(-places), rounding=rounding))


def number(text: str) -> Printed:
    found = printed(text)
    assert found is not None
    return found


groups = st.integers(1, 400).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
roundings = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN])


@given(groups, st.integers(0, 2), roundings)
def test_a_percentage_printed_from_whole_patients_is_never_doubted(
    group: tuple[int, int], places: int, rounding: str
) -> None:
    numerator, denominator = group

    text = share(numerator, denominator, places=places, rounding=rounding)

    assert fits(number(text), numerator, denominator)
    assert numerator in numerators(number(text), denominator)


@given(st.integers(1, 400), st.integers(0, 1000))
def test_a_percentage_is_doubted_exactly_when_no_whole_number_rounds_to_it(denominator: int, tenths: int) -> None:
    percent = number(f"{tenths // 10}.{tenths % 10}")

    possible = {
        n for n in range(denominator + 1) if abs(Fraction(100 * n, denominator) - percent.value) <= percent.half
    }

    assert set(numerators(percent, denominator)) == possible


@given(st.lists(st.integers(0, 60), min_size=1, max_size=5), st.integers(60, 150))
def test_the_true_size_is_among_the_denominators(counts: list[int], size: int) -> None:
    percents = [number(share(count, size, places=1, rounding=ROUND_HALF_UP)) for count in counts]

    assert size in denominators(percents, most=200)


@given(st.integers(20, 70), st.integers(20, 70), st.data())
def test_the_true_sizes_are_among_the_joint_denominators(first: int, second: int, data: st.DataObject) -> None:
    def percents(size: int) -> list[Printed]:
        counts = data.draw(st.lists(st.integers(0, size), min_size=3, max_size=4))
        return [number(share(count, size, places=1, rounding=ROUND_HALF_EVEN)) for count in counts]

    found = joint_denominators([percents(first), percents(second)], total=first + second)

    assert (first, second) in found


def test_denominators_that_only_fit_alone_are_ruled_out_by_the_total() -> None:
    experimental = [number(text) for text in ("46.4", "7.2", "8.7")]
    control = [number(text) for text in ("89.4", "28.8", "60.6", "25.8", "13.6")]

    assert denominators(control, most=137) == (66, 132)
    assert joint_denominators([experimental, control], total=137) == ((69, 66),)


@pytest.mark.parametrize(
    ("ratio", "reduction", "expected"),
    [("0.59", "41", True), ("0.59", "40", True), ("0.59", "39", False), ("0.28", "72", True), ("0.6", "35", True)],
)
def test_risk_reduction_agrees_with_the_hazard_ratio_within_both_roundings(
    ratio: str, reduction: str, expected: bool
) -> None:
    assert agree(reduction_of(number(ratio)), number(reduction)) is expected


@pytest.mark.parametrize(
    ("text", "value", "half"),
    [
        ("64.2 percent", Fraction("64.2"), Fraction(1, 20)),
        ("> 25%", Fraction(25), Fraction(1, 2)),
        ("1,334 patients", Fraction(1334), Fraction(1, 2)),
        (".05", Fraction(1, 20), Fraction(1, 200)),
    ],
    ids=["decimal", "bound", "thousands", "bare point"],
)
def test_a_printed_number_keeps_its_precision(text: str, value: Fraction, half: Fraction) -> None:
    assert printed(text) == Printed(value, half)


def test_a_text_without_digits_is_no_number() -> None:
    assert printed("not reached") is None


@pytest.mark.parametrize(("value", "text"), [(Fraction(1, 3), "0.3"), (Fraction(-5, 2), "-2.5"), (Fraction(7), "7")])
def test_decimals_in_explanations_are_short(value: Fraction, text: str) -> None:
    assert decimal(value) == text
