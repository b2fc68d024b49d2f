"""Adverse events, what they led to, and the doses and schedules of every drug."""

from __future__ import annotations

from kg.model import AdverseEvent, Dose, Number
from kg.rdf import values
from kg.rdf.context import Context
from kg.rdf.sink import Object

_EVENT_KINDS = {"DLT": "DoseLimitingToxicity", "SAE": "SeriousAdverseEvent", "discontinuation": "LedToDiscontinuation"}
_DOSE_KINDS = {
    "MTD": "MaximumToleratedDose",
    "RP2D": "RecommendedPhaseTwoDose",
    "range": "DoseRange",
    "starting": "StartingDose",
    "DLT": "DoseLimitingLevel",
}

Pair = tuple[str, Object | None]


def write(context: Context) -> None:
    """All adverse events and doses."""
    for event in context.facts.adverse_events:
        _write_event(context, event)
    for dose in context.facts.doses:
        _write_dose(context, dose)


def _write_event(context: Context, event: AdverseEvent) -> None:
    trial = context.trial(event.trial, event.compound)
    shared: tuple[Pair, ...] = (("ofTrial", trial), ("ofArm", context.arm(event.arm, trial)), *_figure(event))
    context.sink.record(
        "AdverseEventReport",
        "adverse-event-report",
        event,
        (
            ("term", context.names.entity("adverse-event-term", event.term)),
            ("grade", values.text(event.grade)),
            ("inPopulation", context.population(event.population, trial)),
            ("ofCompound", context.names.compound(event.compound)),
            ("treatmentRelated", values.boolean(event.related)),
            ("eventKind", values.pick(_EVENT_KINDS, event.kind)),
            *shared,
        ),
    )
    if event.kind == "discontinuation":
        reason: Pair = ("reason", values.text(event.term))
        context.sink.record("Discontinuation", "discontinuation", event, (reason, *shared))


def _figure(event: AdverseEvent) -> tuple[Pair, ...]:
    """The share of patients, else the frequency limit of a list, else the count."""
    amount, unit, sign = _amount(event)
    return (
        ("value", values.decimal(amount)),
        ("unit", values.unit(unit) if amount is not None else None),
        ("bound", values.bound(sign) if amount is not None else None),
        ("numerator", values.integer(event.n)),
        ("denominator", values.integer(event.N)),
        ("printed", values.text(event.printed)),
    )


def _amount(event: AdverseEvent) -> tuple[Number | None, str, str | None]:
    if event.percent is not None:
        return event.percent, "%", event.bound
    if limit := values.threshold(event.threshold):
        return limit[1], "%", limit[0]
    return event.n, "patients", event.bound


def _write_dose(context: Context, dose: Dose) -> None:
    trial = context.trial(dose.trial, dose.compound)
    low, high = dose.dose if isinstance(dose.dose, tuple) else (dose.dose, None)
    drug = context.names.drug(dose.drug or dose.compound)
    regimen = context.names.local("regimen", dose.regimen, trial.value if trial else "") if dose.regimen else None
    if regimen is not None:
        context.sink.claim(regimen, "hasIntervention", drug, dose, said=dose.drug or dose.compound)
    schedule, _, cycle = (dose.schedule or "").partition(" of a ")
    context.sink.record(
        "DoseRecord",
        "dose",
        dose,
        (
            ("ofDrug", drug),
            ("ofTrial", trial),
            ("inRegimen", regimen),
            ("value", values.decimal(low)),
            ("valueHigh", values.decimal(high)),
            ("unit", values.unit(dose.unit) if low is not None else None),
            ("schedule", values.text(schedule)),
            ("cycle", values.text(cycle)),
            ("route", values.text(dose.route)),
            ("doseKind", values.pick(_DOSE_KINDS, dose.kind)),
            ("printed", values.text(dose.printed)),
        ),
    )
