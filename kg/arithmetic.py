"""Printed numbers in, what they allow and what they forbid out: exact integer arithmetic, nothing applied in silence.

A percentage printed with d decimals stands for every share within half a unit of its last place, both ends included,
so that rounding half up, half even and half down all pass (the GRIM test of Brown and Heathers, 2017, for shares of
whole patients).  A figure is doubted only when no whole number of patients gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import ceil, floor

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed: its exact value and half a unit of its last printed place."""

    value: Fraction
    half: Fraction

    @property
    def low(self) -> Fraction:
        """The smallest number that is printed so."""
        return self.value - self.half

    @property
    def high(self) -> Fraction:
        """The largest number that is printed so."""
        return self.value + self.half


def printed(text: str) -> Printed | None:
    """The first number in a printed form such as ``64.2 percent``; None when there is none.

    >>> printed("64.2 percent").low
    Fraction(1283, 20)
    """
    match = _NUMBER.search(text)
    if match is None:
        return None
    digits = match[0].replace(",", "")
    places = len(digits.partition(".")[2])
    return Printed(Fraction(digits if digits[0] != "." else "0" + digits), Fraction(1, 2 * 10**places))


def numerators(percent: Printed, denominator: int) -> range:
    """The whole numbers of patients out of ``denominator`` that are printed as this percentage; empty when none is.

    >>> list(numerators(printed("31%"), 39)), list(numerators(printed("46%"), 44))
    ([12], [])
    """
    least = max(0, ceil(percent.low * denominator / 100))
    most = min(denominator, floor(percent.high * denominator / 100))
    return range(least, most + 1)


def fits(percent: Printed, numerator: int, denominator: int) -> bool:
    """Whether ``numerator`` of ``denominator`` is printed as this percentage.

    >>> fits(printed("44%"), 10, 23), fits(printed("43%"), 10, 23)
    (False, True)
    """
    return denominator > 0 and percent.low <= Fraction(100 * numerator, denominator) <= percent.high


def denominators(percents: Sequence[Printed], *, most: int, least: int = 1) -> tuple[int, ...]:
    """Every group size from ``least`` to ``most`` in which each percentage is a whole number of patients.

    >>> denominators([printed(p) for p in ("46.4", "7.2", "8.7")], most=137)
    (69,)
    """
    return tuple(size for size in range(least, most + 1) if all(numerators(percent, size) for percent in percents))


def joint_denominators(groups: Sequence[Sequence[Printed]], *, total: int) -> tuple[tuple[int, ...], ...]:
    """The sizes of disjoint groups that reproduce every group's percentages and together do not exceed ``total``.

    A group must have percentages; sizes come in the order of the groups.
    """
    choices = [denominators(group, most=total) for group in groups]
    if not all(choices) or _combinations(choices) > 100_000:
        return ()
    return tuple(sizes for sizes in product(*choices) if sum(sizes) <= total)


def _combinations(choices: Iterable[Sequence[int]]) -> int:
    count = 1
    for choice in choices:
        count *= len(choice)
    return count


def only(values: Iterable[int]) -> int | None:
    """The value when all are one and the same; None when there is none or they differ."""
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None


def reduction_of(hazard_ratio: Printed) -> Printed:
    """The risk reduction in percent, one minus the hazard ratio, with the doubt that the ratio's rounding leaves."""
    return Printed(100 * (1 - hazard_ratio.value), 100 * hazard_ratio.half)


def agree(one: Printed, other: Printed) -> bool:
    """Whether some number is printed as both.

    >>> agree(reduction_of(printed("0.59")), printed("41 percent"))
    True
    """
    return one.low <= other.high and other.low <= one.high


def decimal(value: Fraction, places: int = 1) -> str:
    """A fraction as a decimal text for explanations, rounded half up, without trailing zeros.

    >>> decimal(Fraction(1000, 23))
    '43.5'
    """
    scaled = floor(value * 10**places + Fraction(1, 2))
    whole, rest = divmod(abs(scaled), 10**places)
    sign = "-" if scaled < 0 else ""
    tail = f"{rest:0{places}d}".rstrip("0") if places else ""
    return f"{sign}{whole}.{tail}" if tail else f"{sign}{whole}"
