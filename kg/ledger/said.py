"""What the ledger reads and writes: promises, happenings, and what became of a promise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.ledger.scope import EVERYTHING, Scope

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
    scope: Scope = EVERYTHING


@dataclass(frozen=True, slots=True, order=True)
class Happening:
    """Something that a release asserts: a stage reached, a regulatory event, a trial under way, a result, a talk."""

    iri: str
    release: str
    as_of: str | None
    compound: str | None
    kind: Literal["stage", "regulatory", "trial", "result", "presentation"]
    label: str
    rank: int | None = None
    trial: str | None = None
    region: str | None = None
    code: str | None = None
    on: str | None = None  # the event's own date: YYYY, YYYY-MM or YYYY-MM-DD
    about: str = ""  # what it happened to, for the reason: 'EMILIA', 'small-cell lung cancer'
    scope: Scope = EVERYTHING


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of a promise, the release that says so, the statements that show it, and why."""

    promise: str
    outcome: Outcome
    resolved_by: str | None
    statements: tuple[str, ...]
    reason: str
    slipped_to: str | None = None
