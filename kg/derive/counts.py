"""Percentages of patients in, those that no count gives and the counts that alone give one out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kg.arithmetic import decimal, fits, numerators
from kg.derive.finding import Finding
from kg.derive.shares import Share, integer, is_asserted
from kg.view import View
from kg.vocab import ADC


def against_counts(shares: Sequence[Share]) -> Iterator[Finding]:
    """A percentage with its group's size: no count gives it, the printed count does not, or one count alone does."""
    for share in shares:
        size = share.denominator
        if not size:
            continue
        if share.numerator is not None:
            if not fits(share.percent, share.numerator, size):
                yield _count_doubt(share, share.numerator, size)
            continue
        counts = numerators(share.percent, size)
        if not counts:
            yield _no_count_doubt(share, size)
        elif len(counts) == 1:
            calculation = f"{counts[0]} is the only whole number of {size} that is printed as {share.text}"
            yield count_of(share, counts[0], rule="only count", calculation=calculation)


def count_of(share: Share, count: int, *, rule: str, calculation: str) -> Finding:
    """A number of patients that follows from a percentage."""
    return Finding(share.record, (share.record,), "numerator", str(count), rule=rule, explanation=calculation)


def _count_doubt(share: Share, numerator: int, size: int) -> Finding:
    return Finding(
        share.record,
        (share.record,),
        printed=share.text,
        computed=f"{numerator}/{size} = {percent(numerator, size)}%",
        rule="count against percentage",
        explanation=f"{numerator} of {size} patients is {percent(numerator, size)}%, but {share.text} is printed.",
    )


def _no_count_doubt(share: Share, size: int) -> Finding:
    below = min(int(share.percent.value * size / 100), size)
    nearest = [n for n in (below, below + 1) if 0 <= n <= size]
    readings = " or ".join(f"{n}/{size} = {percent(n, size)}%" for n in nearest)
    return Finding(
        share.record,
        (share.record,),
        printed=share.text,
        computed=readings,
        rule="no whole number of patients",
        explanation=f"No whole number of {size} patients is {share.text}; the nearest are {readings}.",
    )


def percent(numerator: int, size: int) -> str:
    """A share as a percentage with one place, for explanations."""
    return decimal(Fraction(100 * numerator, size), 1)


def above_wholes(view: View) -> Iterator[Finding]:
    """Counts that are larger than the group they are of."""
    for record in view.members(ADC.Result, ADC.AdverseEventReport, ADC.Discontinuation):
        count, whole = integer(view.one(record, ADC.numerator)), integer(view.one(record, ADC.denominator))
        if count is not None and whole is not None and count > whole and is_asserted(view, record):
            yield Finding(
                record,
                (record,),
                printed=f"{count}/{whole}",
                computed=f"{count} > {whole}",
                rule="part above whole",
                explanation=f"{count} patients cannot be part of {whole}.",
            )
