"""Trials with their arms and populations, what describes the patients, and where data are presented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pyoxigraph import NamedNode

from kg.model import Arm, Baseline, Biomarker, NotReported, Population, Presentation, Trial
from kg.rdf import regimens, values
from kg.rdf.context import Context
from kg.rdf.endpoints import endpoint
from kg.rdf.sink import Object

_STATUSES = {
    "planned": "TrialPlanned",
    "cleared": "TrialCleared",
    "started": "TrialStarted",
    "ongoing": "TrialOngoing",
    "paused": "TrialPaused",
    "stopped": "TrialStopped",
    "completed": "TrialCompleted",
    "reported": "TrialReported",
}
_QUALIFIERS = ("about", "up to", "at least")
_ROLES = {"experimental": "Experimental", "control": "Control"}
_BASELINES = {"prior therapy": "PriorTherapy", "trait": "Trait"}


def write(context: Context) -> None:
    """All trials and what hangs on them."""
    facts = context.facts
    for trial in facts.trials:
        context.trial_node(trial)  # names first: an arm or a result may come before its trial
    for trial in facts.trials:
        _write_trial(context, trial)
    for population in facts.populations:
        _write_population(context, population)
    for baseline in facts.baselines:
        _write_baseline(context, baseline)
    for missing in facts.not_reported:
        _write_not_reported(context, missing)
    for presentation in facts.presentations or tuple(_presentations(facts.trials)):
        _write_presentation(context, presentation)
    for biomarker in facts.biomarkers:
        _write_biomarker(context, biomarker)


def _write_trial(context: Context, trial: Trial) -> None:
    node = context.trial_node(trial)
    for alias in trial.aliases:
        context.names.also_called(node, alias)
    for name, value, said in _properties(context, trial):
        context.sink.claim(node, name, value, trial, said=said)
    # that a study is planned is itself stated, whatever of it is still a plan
    status = replace(trial, modality="asserted") if trial.status == "planned" else trial
    context.sink.claim(node, "trialStatus", values.pick(_STATUSES, trial.status), status, said=trial.status_raw)
    for arm in trial.arms:
        _write_arm(context, arm, node, trial)
    regimens.write(context, trial, node)
    if trial.comparator and (control := context.arm(trial.comparator, node)) is not None:
        context.sink.claim(node, "hasArm", control, trial, said=trial.comparator)
        context.sink.claim(control, "armOf", node, trial, said=trial.comparator)
        context.sink.claim(control, "armRole", values.pick(_ROLES, "control"), trial, said=trial.comparator)
        regimens.of_arm(context, trial.comparator, trial, control)


def _properties(context: Context, trial: Trial) -> Iterator[tuple[str, Object | None, str | None]]:
    names = context.names
    yield "registryId", values.text(trial.nct), trial.nct
    yield "phase", values.phase(trial.phase), trial.phase_raw
    yield "design", values.text(trial.design), None
    yield "enrolled", values.integer(trial.n), None
    if trial.n is not None:
        sign = next((word for word in trial.n_qualifier if word in _QUALIFIERS), None)
        yield "enrolmentBound", values.bound(sign), str(trial.n)
    yield "forIndication", names.entity("indication", trial.indication), trial.indication
    yield "lineOfTherapy", values.text(trial.line_of_therapy), None
    yield "sponsoredBy", names.company(trial.sponsor), trial.sponsor
    yield "investigates", names.drug(trial.compound), trial.compound
    for code in trial.primary_endpoint:
        yield "primaryEndpoint", endpoint(context, code).node, None
    for code in trial.secondary_endpoint:
        yield "secondaryEndpoint", endpoint(context, code).node, None
    yield "comparatorRegimen", values.text(trial.comparator), None
    yield "crossover", values.text(trial.crossover), None
    yield "selectedBy", names.entity("biomarker", trial.biomarker), trial.biomarker
    yield "conductedAt", values.text(trial.sites), None


def _write_arm(context: Context, arm: Arm, trial: NamedNode, stated: Trial) -> None:
    node = context.arm(arm.name, trial)
    fact = arm if arm.evidence else replace(arm, evidence=stated.evidence, modality=stated.modality, rule=stated.rule)
    if node is None:
        return
    context.sink.claim(trial, "hasArm", node, fact, said=arm.name)
    context.sink.claim(node, "armOf", trial, fact, said=arm.name)
    context.sink.claim(node, "armRole", values.pick(_ROLES, arm.role), fact, said=arm.name)
    context.sink.claim(node, "size", values.integer(arm.n), fact)
    for drug in arm.interventions:
        context.sink.claim(node, "hasIntervention", context.names.drug(drug), fact, said=drug)


def _write_population(context: Context, population: Population) -> None:
    trial = context.trial(population.trial)
    node, parent = context.population(population.name, trial), context.population(population.parent, trial)
    if node is None:
        return
    context.sink.claim(node, "populationOf", trial, population, said=population.trial)
    if trial is not None:
        context.sink.claim(trial, "hasPopulation", node, population, said=population.name)
    context.sink.claim(node, "partOfPopulation", parent, population, said=population.parent)
    context.sink.claim(node, "size", values.integer(population.size), population)
    context.sink.claim(node, "description", values.text(population.description), population)


def _write_baseline(context: Context, baseline: Baseline) -> None:
    trial = context.trial(baseline.trial)
    context.sink.record(
        "BaselineCharacteristic",
        "baseline",
        baseline,
        (
            ("inPopulation", context.population(baseline.population, trial)),
            ("ofTrial", trial),
            ("trait", values.text(baseline.name)),
            ("baselineKind", values.pick(_BASELINES, baseline.kind)),
            ("value", values.decimal(baseline.value)),
            ("unit", values.unit(baseline.unit)),
            ("bound", values.bound(baseline.bound) if baseline.value is not None else None),
            ("printed", values.printed(baseline.value, baseline.unit, baseline.printed, baseline.evidence)),
        ),
    )


def _write_not_reported(context: Context, missing: NotReported) -> None:
    context.sink.record(
        "UnreportedOutcome",
        "unreported",
        missing,
        (
            ("ofTrial", context.trial(missing.trial, missing.compound)),
            ("ofCompound", context.names.compound(missing.compound)),
            ("endpoint", endpoint(context, missing.endpoint).node),
            ("reason", values.text(missing.reason)),
        ),
    )


def _presentations(trials: tuple[Trial, ...]) -> Iterator[Presentation]:
    """The meetings that trials name, where no fact of their own tells of them."""
    for trial in trials:
        for meeting in (trial.conference, *trial.other_conferences):
            if meeting:
                yield Presentation(
                    meeting=meeting,
                    abstract=trial.abstract if meeting == trial.conference else None,
                    trial=trial.name,
                    compound=trial.compound,
                    evidence=trial.evidence,
                    modality=trial.modality,
                    rule=trial.rule,
                )


def _write_presentation(context: Context, presentation: Presentation) -> None:
    context.sink.record(
        "Presentation",
        "presentation",
        presentation,
        (
            ("meeting", context.names.entity("meeting", presentation.meeting)),
            ("city", values.text(presentation.city)),
            ("country", values.text(presentation.country)),
            ("abstractNumber", values.text(presentation.abstract)),
            ("presentationDate", values.text(presentation.date)),
            ("presentationKind", values.text(presentation.kind)),
            ("ofTrial", context.trial(presentation.trial, presentation.compound)),
            ("ofCompound", context.names.compound(presentation.compound)),
        ),
    )


def _write_biomarker(context: Context, biomarker: Biomarker) -> None:
    context.sink.record(
        "BiomarkerUse",
        "biomarker-use",
        biomarker,
        (
            ("biomarker", context.names.entity("biomarker", biomarker.biomarker)),
            ("forIndication", context.names.entity("indication", biomarker.indication)),
            ("biomarkerRole", values.text(biomarker.role)),
            ("ofCompound", context.names.compound(biomarker.compound)),
        ),
    )
