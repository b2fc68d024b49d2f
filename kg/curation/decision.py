"""A curator's decision, as a value; and where decisions contradict one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from kg import vocab
from kg.errors import InputError

DecisionKind = Literal["Confirm", "Reject", "Correct", "SameAs", "DifferentFrom"]
Term = Any  # a pyoxigraph NamedNode or Literal; the library exports no common type


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision with its author, day and reason; ``source`` is the file that holds it."""

    iri: str
    kind: DecisionKind
    by: str
    on: str
    reason: str
    source: str
    statement: str | None = None
    words: str | None = None
    predicate: str | None = None
    value: Term = None
    subject: str | None = None
    other: str | None = None
    release: str | None = None  # where the statement stands
    printed: str | None = None  # what it prints, where several statements stand on the same words

    @property
    def is_of_entities(self) -> bool:
        """Whether it is about two entities, not about a statement."""
        return self.kind in ("SameAs", "DifferentFrom")


def described(decision: Decision) -> str:
    """A decision in a line, for people.

    >>> described(Decision("d:1", "Reject", "A. Curator", "2026-11-20", "", "x.ttl", "id:claim/1", "of no one"))
    "reject of id:claim/1 by A. Curator on 2026-11-20 (x.ttl): no release states it in the words 'of no one'"
    """
    if decision.is_of_entities:
        what = f"{decision.kind} of {decision.subject} and {decision.other}"
        lost = f"no release speaks of {decision.subject}"
    else:
        words = " ".join((decision.words or "").split())
        what = f"{decision.kind.lower()} of {decision.statement}"
        lost = f"no release states it in the words '{words if len(words) <= 80 else words[:77] + '...'}'"
    return f"{what} by {decision.by} on {decision.on} ({decision.source}): {lost}"


def check_together(decisions: Sequence[Decision]) -> None:
    """Raise InputError for two decisions that cannot both hold; which of them does, a person has to say."""
    by_statement: dict[str | None, list[Decision]] = {}
    for decision in decisions:
        if not decision.is_of_entities:
            by_statement.setdefault(decision.statement, []).append(decision)
    for told in by_statement.values():
        for one, other in combinations(told, 2):
            if _contradict(one, other):
                raise _contradiction(one, other)
    same = representatives(decisions)
    for decision in decisions:
        if decision.kind == "DifferentFrom":
            left, right = (same.get(iri or "", iri) for iri in (decision.subject, decision.other))
            if left == right:
                joining = next(
                    d for d in decisions if d.kind == "SameAs" and same.get(d.subject or "", d.subject) == left
                )
                raise _contradiction(joining, decision)


def _contradict(one: Decision, other: Decision) -> bool:
    """Two verdicts on one statement, or two values for one property of it."""
    if one.kind == other.kind == "Correct":
        return one.predicate == other.predicate and one.value != other.value
    return one.kind != other.kind


def _contradiction(one: Decision, other: Decision) -> InputError:
    sides = " and ".join(
        f"{decision.kind} by {decision.by} on {decision.on} ({decision.source}, {decision.iri})"
        for decision in (one, other)
    )
    about = one.statement or f"{other.subject} and {other.other}"
    return InputError(f"two decisions on {about} contradict each other: {sides}; keep the one that holds")


def representatives(decisions: Iterable[Decision]) -> Mapping[str, str]:
    """Each entity that is the same as another one, with the entity that stands for both.

    Chains are followed to their end; where they have several ends, or none, the first of these IRIs stands for all.
    """
    onward: dict[str, set[str]] = {}
    groups: dict[str, set[str]] = {}
    for decision in decisions:
        if decision.kind == "SameAs" and decision.subject and decision.other:
            onward.setdefault(decision.subject, set()).add(decision.other)
            pair = (decision.subject, decision.other)
            merged = set().union(*(groups.get(iri, {iri}) for iri in pair))
            groups.update(dict.fromkeys(merged, merged))
    ends = {
        id(group): min((iri for iri in group if iri not in onward), default=min(group)) for group in groups.values()
    }
    return {iri: ends[id(group)] for iri, group in groups.items() if iri != ends[id(group)]}


def kind_of(iri: str | None) -> str | None:
    """The kind of thing that an IRI of the project names."""
    parts = vocab.split_iri(iri or "")
    return parts[0] if parts else None
