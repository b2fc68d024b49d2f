"""What has happened and what is to come: development statuses, regulatory events, milestones, pipeline counts."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg import vocab
from kg.model import Milestone, PipelineCount, Regulatory, Status
from kg.rdf import values
from kg.rdf.context import Context
from kg.rdf.dates import as_of, coming, window
from kg.rdf.sink import Object
from kg.rdf.values import term

_STAGES = {
    "preclinical": "PreclinicalStage",
    "phase 1": "PhaseOneStage",
    "phase 1/2": "PhaseOneTwoStage",
    "phase 2": "PhaseTwoStage",
    "phase 2/3": "PhaseTwoThreeStage",
    "phase 3": "PhaseThreeStage",
    "clinical": "ClinicalStage",
    "under review": "UnderReviewStage",
    "approved": "ApprovedStage",
    "discontinued": "DiscontinuedStage",
}
_MILESTONES = {
    "trial start": "TrialStart",
    "data": "DataReadout",
    "submission": "Submission",
    "decision": "Decision",
    "phase": "PhaseEntry",
    "presentation": "PresentationDue",
}
_DESIGNATIONS = ("orphan", "fast_track", "breakthrough", "prime")
_REGIONS = {
    "US": "UnitedStates",
    "EU": "EuropeanUnion",
    "JP": "Japan",
    "CN": "China",
    "UK": "UnitedKingdom",
    "CA": "Canada",
    "CH": "Switzerland",
    "KR": "SouthKorea",
    "worldwide": "Worldwide",
}
_STAGE_OF = {
    "application_under_review": "under review",
    "application_accepted": "under review",
    "approval": "approved",
    "accelerated_approval": "approved",
    "conditional_approval": "approved",
}
_SEAT = {"FDA": "US", "EC": "EU", "EMA": "EU", "CHMP": "EU", "PMDA": "JP", "MHLW": "JP", "NMPA": "CN", "MHRA": "UK"}

Pair = tuple[str, Object | None]


def write(context: Context) -> None:
    """All statuses, regulatory events, milestones and counts."""
    facts = context.facts
    for status in facts.statuses:
        _write_status(context, status)
    for compound in facts.compounds:
        if compound.status and not any(status.compound == compound.name for status in facts.statuses):
            proof = Status(
                compound=compound.name,
                status=compound.status,
                evidence=compound.evidence,
                modality=compound.modality,
                rule=compound.rule,
            )
            _write_status(context, proof)
    for event in facts.regulatory:
        _write_regulatory(context, event)
        _write_stage_of(context, event)
    for milestone in facts.milestones:
        _write_milestone(context, milestone)
    for count in facts.pipeline_counts:
        _write_count(context, count)


def region(code: str | None) -> NamedNode | None:
    """The region of a code such as 'US'."""
    return values.pick(_REGIONS, code)


def due(text: str | None, words: str | None = None, told: str | None = None) -> tuple[Pair, ...]:
    """The first and the last day of a due date; of words such as "in the coming weeks", from the day they are told."""
    days = window(text) if text else coming(words, as_of(told))
    return (("dueFrom", values.day(days[0])), ("dueTo", values.day(days[1]))) if days else ()


def _write_status(context: Context, status: Status) -> None:
    context.sink.record(
        "DevelopmentStatus",
        "status",
        status,
        (
            ("ofCompound", context.names.compound(status.compound)),
            ("status", values.pick(_STAGES, status.status)),
            ("forIndication", context.names.entity("indication", status.indication)),
            ("setting", values.text(status.setting)),
            ("inRegion", region(status.region)),
            ("ofTrial", context.trial(status.trial) if status.trial else None),
            *due(status.due),
        ),
    )


def _write_regulatory(context: Context, event: Regulatory) -> None:
    designation = _designation(event.kind)
    by_territory = region(event.agency)  # 'EU' in the place of an agency names only the territory
    context.sink.record(
        "DesignationGrant" if designation is not None else "RegulatoryEvent",
        "regulatory",
        event,
        (
            ("ofCompound", context.names.drug(event.compound)),
            ("eventKind", event_kind(event.kind)),
            ("designation", designation),
            ("agency", None if by_territory is not None else context.names.entity("agency", event.agency)),
            ("inRegion", region(event.region) or by_territory),
            ("forIndication", context.names.entity("indication", event.indication)),
            ("eventDate", values.text(event.date)),
        ),
    )


def _write_stage_of(context: Context, event: Regulatory) -> None:
    """An application under review and an approval are development stages too, in the words of the same sentence."""
    stage = _STAGE_OF.get(event.kind)
    if stage is None or event.compound is None:
        return
    status = Status(
        compound=event.compound,
        status=stage,
        indication=event.indication,
        region=event.region or _SEAT.get(event.agency or "", event.agency),
        evidence=event.evidence,
        modality=event.modality,
        rule=event.rule,
    )
    _write_status(context, status)


def event_kind(code: str) -> NamedNode | None:
    """The individual of a regulatory event's code: 'BLA_submission' is adc:BLASubmission; None for any other code."""
    name = "".join(part[:1].upper() + part[1:] for part in code.split("_"))
    return term(name) if name in vocab.TERMS else None


def _designation(code: str) -> NamedNode | None:
    return event_kind(code) if code in _DESIGNATIONS else None


def _write_milestone(context: Context, milestone: Milestone) -> None:
    context.sink.record(
        "Milestone",
        "milestone",
        milestone,
        (
            ("ofCompound", context.names.drug(milestone.compound)),
            ("event", values.text(milestone.event)),
            ("milestoneKind", values.pick(_MILESTONES, milestone.kind) or term("OtherMilestone")),
            ("holder", context.names.company(milestone.holder)),
            *due(milestone.date, milestone.date_raw, context.facts.release.date),
            ("duePrinted", values.text(milestone.date_raw or milestone.date)),
            ("dependsOn", values.text(milestone.depends_on)),
            ("promisedStatus", values.pick(_STAGES, milestone.phase)),
            ("ofTrial", context.trial(milestone.trial) if milestone.trial else None),
            ("inRegion", region(milestone.region)),
        ),
    )


def _write_count(context: Context, count: PipelineCount) -> None:
    context.sink.record(
        "PipelineCount",
        "pipeline-count",
        count,
        (
            ("ofCompany", context.names.company(count.company or context.facts.release.company)),
            ("quantity", values.text(count.quantity)),
            ("bound", values.bound(count.bound)),
            ("value", values.decimal(count.value)),
            ("printed", values.text(count.printed)),
        ),
    )
