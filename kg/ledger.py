"""Dated promises and dated happenings in, what became of each promise out.

A promise is a planned milestone with a window.  It can only be resolved by a release that is dated after it; an
undated release resolves nothing.  The outcomes:

``supported``      a later release states what was promised, and its date or the event's shows that it was in time;
``date unproven``  a later release states it, but only after the window had closed, so it may have been late;
``contradicted``   a later release says that it will not be, or promises the same again for a later window;
``open``           no later release of the corpus speaks of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["supported", "date unproven", "contradicted", "open"]
Kind = Literal["trial start", "data", "submission", "decision", "phase", "presentation", "other"]


@dataclass(frozen=True, slots=True, order=True)
class Promise:
    """A planned milestone. Dates are ISO days; ``rank`` is that of the promised development stage (phase promises)."""

    iri: str
    release: str
    as_of: str | None
    compound: str | None
    kind: str
    event: str = ""
    due_from: str | None = None
    due_to: str | None = None
    due_printed: str | None = None
    stage: str | None = None
    rank: int | None = None
    trial: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Happening:
    """Something that a release asserts: a stage reached, a regulatory event, a trial under way, a result."""

    iri: str
    release: str
    as_of: str | None
    compound: str | None
    kind: Literal["stage", "regulatory", "trial", "result", "presentation"]
    label: str
    rank: int | None = None
    trial: str | None = None
    phase: str | None = None
    region: str | None = None
    code: str | None = None
    on: str | None = None  # the event's own date: YYYY, YYYY-MM or YYYY-MM-DD


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of a promise, the release that says so, the statements that show it, and why."""

    promise: str
    outcome: Outcome
    resolved_by: str | None
    statements: tuple[str, ...]
    reason: str
    slipped_to: str | None = None


DISCONTINUED = "discontinued"
_REPORTED = "reported trial"  # label of the status of a study whose results are out
_SUBMITTED = (
    "_submission",
    "application_accepted",
    "application_under_review",
    "approval",
    "refuse_to_file",
    "complete_response",
)
_DECIDED = ("approval", "positive_opinion")
_REFUSED = ("complete_response", "refuse_to_file", "withdrawal")
_UNDER_REVIEW_RANK = 40  # adc:rank of the stage "under review" in the ontology
_REGIONS = {
    "US": "the US",
    "EU": "Europe",
    "JP": "Japan",
    "CN": "China",
    "UK": "the United Kingdom",
    "worldwide": "the world",
}


def resolve(promises: Iterable[Promise], happenings: Iterable[Happening]) -> tuple[Resolution, ...]:
    """One resolution a promise, whatever the order in which promises and happenings come."""
    asked = sorted(set(promises))
    by_compound: dict[str | None, list[Happening]] = {}
    for happening in sorted(set(happenings), key=lambda h: (h.as_of or "", h.iri)):
        by_compound.setdefault(happening.compound, []).append(happening)
    again: dict[tuple[str | None, str, str | None], list[Promise]] = {}
    for promise in asked:
        again.setdefault(_subject(promise), []).append(promise)
    return tuple(_resolve_one(p, by_compound.get(p.compound, ()), again[_subject(p)]) for p in asked)


def _subject(promise: Promise) -> tuple[str | None, str, str | None]:
    """What two promises must share to be the same one: compound, kind, and trial, stage or words of the event."""
    return promise.compound, promise.kind, promise.trial or promise.stage or " ".join(promise.event.lower().split())


def _resolve_one(promise: Promise, happenings: Sequence[Happening], same: Sequence[Promise]) -> Resolution:
    if promise.as_of is None:
        return Resolution(promise.iri, "open", None, (), "The release that promises it has no date.")
    later = [h for h in happenings if h.as_of is not None and h.as_of > promise.as_of]
    for happening in later:
        if _fulfils(promise, happening):
            return _fulfilled(promise, happening, [h for h in later if _fulfils(promise, h)])
        if _breaks(promise, happening):
            reason = f"A release of {happening.as_of} states: {happening.label}."
            return Resolution(promise.iri, "contradicted", happening.release, (happening.iri,), reason)
    return _slipped(promise, same) or Resolution(
        promise.iri, "open", None, (), "No later release of this corpus speaks of it."
    )


def _slipped(promise: Promise, same: Sequence[Promise]) -> Resolution | None:
    """The same milestone promised again for a window that opens after the first one closed."""
    if promise.due_to is None or promise.as_of is None:
        return None
    for other in sorted(same, key=lambda p: (p.as_of or "", p.iri)):
        if (other.as_of or "") > promise.as_of and (other.due_from or "") > promise.due_to:
            reason = f"Promised again on {other.as_of} for {other.due_printed or other.due_from}."
            return Resolution(promise.iri, "contradicted", other.release, (other.iri,), reason, other.iri)
    return None


def _fulfils(promise: Promise, happening: Happening) -> bool:
    """Whether a happening is what the promise announced; a trial, where named, must be the same."""
    if promise.trial is not None and happening.trial is not None and promise.trial != happening.trial:
        return False
    if promise.kind == "phase":
        return promise.rank is not None and _has_reached(happening, promise.rank)
    if promise.kind == "submission":
        return _is_submitted(happening) and (
            promise.region in (None, "worldwide") or promise.region == happening.region
        )
    if promise.kind == "decision":
        return happening.kind == "regulatory" and (happening.code or "").endswith(_DECIDED)
    if promise.kind == "data":
        is_told = happening.kind == "result" or (happening.kind == "trial" and happening.label == _REPORTED)
        return is_told and promise.trial is not None and promise.trial == happening.trial
    if promise.kind == "trial start":
        return happening.kind == "trial" and promise.trial is not None and promise.trial == happening.trial
    return False


def _is_submitted(happening: Happening) -> bool:
    if happening.kind == "stage":
        return _has_reached(happening, _UNDER_REVIEW_RANK)
    return happening.kind == "regulatory" and (happening.code or "").endswith(_SUBMITTED)


def _has_reached(happening: Happening, rank: int) -> bool:
    """Whether a stage is at least so far; an ended programme has the highest rank and reached nothing."""
    return happening.kind == "stage" and happening.label != DISCONTINUED and (happening.rank or 0) >= rank


def _breaks(promise: Promise, happening: Happening) -> bool:
    if happening.kind == "stage" and happening.label == DISCONTINUED:
        # an end after the window says nothing of whether the promise had been kept
        return promise.due_to is None or (happening.as_of or "") <= promise.due_to
    return promise.kind == "decision" and happening.kind == "regulatory" and (happening.code or "").endswith(_REFUSED)


def _fulfilled(promise: Promise, first: Happening, showing: Sequence[Happening]) -> Resolution:
    """In time when the event's own date, or the first release that states it, lies before the window's end."""
    statements = tuple(sorted({h.iri for h in showing if h.release == first.release}))
    regions = sorted({_REGIONS.get(h.region, h.region) for h in showing if h.release == first.release and h.region})
    where = f" in {' and '.join(regions)}" if regions else ""
    told = f"A release of {first.as_of} states: {first.label}{where}"
    unproven = (
        "; that it is global is unproven" if promise.region == "worldwide" and first.region != "worldwide" else ""
    )
    if promise.due_to is None or (first.as_of or "") <= promise.due_to or _last_day(first.on) <= promise.due_to:
        return Resolution(promise.iri, "supported", first.release, statements, f"{told}{unproven}.")
    if first.on is not None and first.on > promise.due_to and not _is_later_step(promise, first):
        reason = f"{told} on {first.on}, after the window closed on {promise.due_to}{unproven}."
        return Resolution(promise.iri, "contradicted", first.release, statements, reason)
    reason = f"{told}, but the release is later than {promise.due_to}, the end of the window{unproven}."
    return Resolution(promise.iri, "date unproven", first.release, statements, reason)


def _is_later_step(promise: Promise, happening: Happening) -> bool:
    """Whether a happening only shows that the promised step came before it, as an approval does of a submission."""
    return promise.kind == "submission" and not (happening.code or "").endswith("_submission")


def _last_day(date: str | None) -> str:
    """The last day that a year, a month or a day can mean, so that ISO texts compare; unknown is after everything."""
    if date is None:
        return "9999"
    return date + {4: "-12-31", 7: "-31"}.get(len(date), "")
