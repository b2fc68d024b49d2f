"""Efficacy: one result an arm, and a comparison where two arms stand side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.model import Number, Outcome
from kg.rdf import regimens, values
from kg.rdf.context import Context
from kg.rdf.endpoints import EndpointCode, endpoint, months
from kg.rdf.sink import Object
from kg.rdf.values import term

Interval = tuple[Number | None, Number | None] | None

_ASSESSORS = {"IRC": "IndependentReview", "investigator": "InvestigatorReview"}
_BY_UNIT = {"%": "Rate", "patients": "Count", "qualitative": "Verdict"}
_TIME = re.compile(r"(\d{1,3}(?:\.\d)?)[- ](month|week|year|day)s?")


@dataclass(frozen=True, slots=True)
class _Figure:
    """What one arm of an outcome shows."""

    value: Number | str | None
    n: int | None
    of: int | None
    interval: Interval
    printed: str | None
    qualifier: str | None = None

    @property
    def is_there(self) -> bool:
        return any(part is not None for part in (self.value, self.n, self.interval))


@dataclass(frozen=True, slots=True)
class _Setting:
    """What both arms of an outcome share."""

    trial: NamedNode | None
    population: NamedNode | None
    endpoint: EndpointCode


def write(context: Context) -> None:
    """All outcomes."""
    for outcome in context.facts.outcomes:
        _write_outcome(context, outcome)


def _write_outcome(context: Context, outcome: Outcome) -> None:
    trial = context.trial(outcome.trial, outcome.compound)
    population = _population(context, outcome, trial)
    setting = _Setting(trial, population, endpoint(context, outcome.endpoint))
    arm, control = (_arm(context, name, trial, outcome) for name in (outcome.arm, outcome.comparator_arm))
    shown = experimental(outcome)
    first = second = None
    if shown.is_there or outcome.range:
        pairs = (("ofCompound", context.names.compound(outcome.compound)), ("ofArm", arm), *_range(outcome))
        first = _result(context, outcome, setting, shown, pairs)
    against = comparator(outcome)
    if against.is_there:
        second = _result(context, outcome, setting, against, (("ofArm", control),))
    if is_comparison(outcome):
        sides = (("experimentalResult", first), ("controlResult", second), ("ofArm", arm), ("comparatorArm", control))
        _comparison(context, outcome, setting, sides)


def experimental(outcome: Outcome) -> _Figure:
    """The figure of the arm at hand."""
    interval = outcome.value_ci if _is_of_ratio(outcome) else outcome.ci
    return _Figure(outcome.value, outcome.n, outcome.N, interval, outcome.printed, outcome.value_qualifier)


def comparator(outcome: Outcome) -> _Figure:
    """The figure of the control arm."""
    return _Figure(
        outcome.comparator_value,
        outcome.comparator_n,
        outcome.comparator_N,
        outcome.comparator_ci,
        outcome.comparator_printed,
    )


def _is_of_ratio(outcome: Outcome) -> bool:
    """Whether ``ci`` is the interval of the hazard ratio; when nobody says so, it is if there is a ratio."""
    return outcome.ci_of == "hr" or (outcome.ci_of is None and outcome.hr is not None)


def is_comparison(outcome: Outcome) -> bool:
    """Whether anything is said of two arms together."""
    between = (outcome.hr, outcome.p, outcome.risk_reduction, outcome.significance, outcome.difference)
    return outcome.comparator_arm is not None or comparator(outcome).is_there or any(x is not None for x in between)


def _population(context: Context, outcome: Outcome, trial: NamedNode | None) -> NamedNode | None:
    node = context.population(outcome.subgroup, trial)
    if node is not None:
        parent = context.population(outcome.parent_population, trial)
        context.sink.claim(node, "populationOf", trial, outcome, said=outcome.subgroup)
        context.sink.claim(node, "partOfPopulation", parent, outcome, said=outcome.parent_population)
    return node


def _arm(context: Context, name: str | None, trial: NamedNode | None, outcome: Outcome) -> NamedNode | None:
    node = context.arm(name, trial)
    if node is None or name is None:
        return None
    context.sink.claim(node, "armOf", trial, outcome, said=name)
    if outcome.comparator_arm:
        role = "Control" if name == outcome.comparator_arm else "Experimental"
        context.sink.claim(node, "armRole", term(role), outcome, said=name)
    regimens.of_arm(context, name, outcome, node)
    return node


def _result(
    context: Context,
    outcome: Outcome,
    setting: _Setting,
    figure: _Figure,
    own: tuple[tuple[str, Object | None], ...],
) -> NamedNode:
    number, words = values.number_or_text(figure.value)
    return context.sink.record(
        "Result",
        "result",
        outcome,
        (
            *own,
            ("ofTrial", setting.trial),
            ("inPopulation", setting.population),
            ("endpoint", setting.endpoint.node),
            ("statistic", _statistic(outcome, setting.endpoint)),
            ("value", number),
            ("valueText", words),
            ("unit", None if outcome.unit == "qualitative" else values.unit(outcome.unit)),
            ("bound", values.bound(figure.qualifier) if number is not None else None),
            ("numerator", values.integer(figure.n)),
            ("denominator", values.integer(figure.of)),
            *_interval(figure.interval, outcome.ci_level),
            ("timePointMonths", values.decimal(_months(outcome, setting.endpoint))),
            ("assessor", values.pick(_ASSESSORS, outcome.assessor)),
            *_definitions(outcome, setting.endpoint),
            ("printed", values.printed(figure.value, outcome.unit, figure.printed, outcome.evidence)),
        ),
    )


def _statistic(outcome: Outcome, code: EndpointCode) -> NamedNode | None:
    if outcome.unit == "qualitative":
        return term("Verdict")
    return term(code.statistic) if code.statistic else values.pick(_BY_UNIT, outcome.unit)


def _interval(interval: Interval, level: Number | None) -> Iterator[tuple[str, Object | None]]:
    if interval is not None:
        yield "ciLow", values.decimal(interval[0])
        yield "ciHigh", values.decimal(interval[1])
        yield "ciLevel", values.decimal(level)


def _range(outcome: Outcome) -> tuple[tuple[str, Object | None], ...]:
    if outcome.range is None:
        return ()
    low, high = (values.decimal(end) for end in outcome.range)
    # '11.3+': the highest value seen was still growing
    bound = term("AtLeast") if outcome.range_open_upper and high is not None else None
    return (("rangeLow", low), ("rangeHigh", high), ("rangeHighBound", bound))


def _months(outcome: Outcome, code: EndpointCode) -> float | None:
    if code.months is None and outcome.timepoint and (match := _TIME.fullmatch(outcome.timepoint)):
        return months(match[1], match[2])
    return code.months


def _definitions(outcome: Outcome, code: EndpointCode) -> Iterator[tuple[str, Object | None]]:
    yield "definition", values.text(code.definition)
    yield "definition", values.text(outcome.definition)


def _comparison(
    context: Context, outcome: Outcome, setting: _Setting, arms: tuple[tuple[str, Object | None], ...]
) -> None:
    context.sink.record(
        "Comparison",
        "comparison",
        outcome,
        (
            *arms,
            ("ofCompound", context.names.compound(outcome.compound)),
            ("ofTrial", setting.trial),
            ("inPopulation", setting.population),
            ("endpoint", setting.endpoint.node),
            ("hazardRatio", values.decimal(outcome.hr)),
            *_interval(outcome.ci if _is_of_ratio(outcome) else None, outcome.ci_level),
            ("pValue", values.decimal(outcome.p)),
            ("pBound", values.bound(outcome.p_op) if outcome.p is not None else None),
            ("riskReduction", values.decimal(outcome.risk_reduction)),
            ("difference", values.decimal(outcome.difference)),
            ("significance", values.text(outcome.significance)),
        ),
    )
