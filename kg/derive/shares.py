"""The view of one release in, its percentages of whole patients out, each with what is stated of its group.

A bound is no figure; an estimate at a time point (Kaplan-Meier), a mean, a median and a change in size are no shares of
patients.  Denominators are taken as known only when the record itself, its population or its trial states one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.arithmetic import Printed, printed
from kg.view import RDF, View
from kg.vocab import ADC

_CLASSES = (ADC.Result, ADC.AdverseEventReport, ADC.Discontinuation, ADC.BaselineCharacteristic)
_NO_SHARES = {ADC.LandmarkRate, ADC.Median, ADC.Mean, ADC.Change}
_PERCENT = re.compile(r"\S+ {0,2}(?:%|percent\b|per cent\b)")


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage of patients: its record, its printed form, and count and group size where they are stated."""

    record: str
    percent: Printed
    text: str
    numerator: int | None
    denominator: int | None
    arm: str | None
    trial: str | None
    population: str | None


def shares(view: View) -> tuple[Share, ...]:
    """The asserted exact percentages of patients."""
    return tuple(_shares(view))


def _shares(view: View) -> Iterator[Share]:
    told = {_identity(view, record) for record in view.members(ADC.AdverseEventReport)}
    for record in view.members(*_CLASSES):
        if view.one(record, ADC.unit) != "%" or not is_asserted(view, record) or not _is_share(view, record):
            continue
        if ADC.Discontinuation in view.all(record, RDF + "type") and _identity(view, record) in told:
            continue  # the adverse event that led to it is the same fact
        text, percent = _figure(view, record)
        if percent is not None:
            yield Share(
                record,
                percent,
                text,
                integer(view.one(record, ADC.numerator)),
                group_size(view, record),
                view.one(record, ADC.ofArm),
                view.one(record, ADC.ofTrial),
                view.one(record, ADC.inPopulation),
            )


def _is_share(view: View, record: str) -> bool:
    is_exact = view.one(record, ADC.bound) in (None, ADC.Equal)
    estimated = view.one(record, ADC.timePointMonths) or _NO_SHARES.intersection(view.all(record, ADC.statistic))
    return is_exact and not estimated


def _identity(view: View, record: str) -> tuple[tuple[str, ...], ...]:
    return tuple(view.all(record, name) for name in (ADC.evidence, ADC.ofArm, ADC.ofTrial, ADC.value, ADC.numerator))


def _figure(view: View, record: str) -> tuple[str, Printed | None]:
    """How a percentage is printed; a value that a curator decided on stands in the place of what is printed."""
    value = view.one(record, ADC.value) or ""
    text = (view.one(record, ADC.printed) or value) if not view.all(record, ADC.decidedIn) else f"{value}%"
    match = _PERCENT.search(text)
    return match[0] if match else text, printed(text) or printed(value)  # "sixty-four percent" is a whole number


def is_asserted(view: View, record: str) -> bool:
    """Whether a release states a record as a fact."""
    return view.one(record, ADC.modality) == ADC.Asserted


def integer(text: str | None) -> int | None:
    """A whole number; None for anything else."""
    return int(text) if text is not None and text.isdigit() else None


def group_size(view: View, record: str) -> int | None:
    """The denominator a record states, else the size of its population, else (of traits) that of its trial."""
    own = integer(view.one(record, ADC.denominator))
    if own is not None:
        return own
    population = view.one(record, ADC.inPopulation)
    if population is not None:
        return stated_size(view, population)
    if ADC.BaselineCharacteristic in view.all(record, RDF + "type"):
        trial = view.one(record, ADC.ofTrial)
        if view.one(trial, ADC.enrolmentBound) in (None, ADC.Equal):
            return integer(view.one(trial, ADC.enrolled))
    return None


def stated_size(view: View, group: str) -> int | None:
    """The size of a group of patients, when one size alone is stated."""
    sizes = view.all(group, ADC.size)
    return integer(sizes[0]) if len(sizes) == 1 else None
