"""A curator's decisions and the quads of a release in, the quads as decided out.

A decision names the statement by its IRI and by its words.  The IRI serves as long as the words stand; when the
extraction has changed the statement, the words still find it among those of the same predicate.  What a decision no
longer finds is reported by the caller, never dropped.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import pyoxigraph as ox

from kg.errors import InputError
from kg.view import RDF, TYPE, View
from kg.vocab import ADC

DecisionKind = Literal["Confirm", "Reject", "Correct", "SameAs", "DifferentFrom"]
Term = Any  # a pyoxigraph NamedNode or Literal; the library exports no common type

_OA_EXACT = "http://www.w3.org/ns/oa#exact"
_SAME_AS = "http://www.w3.org/2002/07/owl#sameAs"
_DIFFERENT_FROM = "http://www.w3.org/2002/07/owl#differentFrom"


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


def read_decisions(folder: Path) -> tuple[Decision, ...]:
    """The decisions of every Turtle file in a folder, in order of their IRIs.

    Raises InputError when a file is no Turtle or a decision lacks its kind, subject, author, day or reason.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no folder of curation files; make it or leave --curation out")
    found: dict[str, Decision] = {}
    for path in sorted(folder.glob("*.ttl")):
        for decision in _read(path):
            if decision.iri in found:
                raise InputError(
                    f"{path}: the decision {decision.iri} also stands in {found[decision.iri].source}; keep one"
                )
            found[decision.iri] = decision
    return tuple(found[iri] for iri in sorted(found))


def _read(path: Path) -> list[Decision]:
    try:
        triples = list(ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE))
    except (SyntaxError, ValueError) as error:
        raise InputError(f"{path}: not valid Turtle ({error}); mend the file") from error
    view = View.of(triples)
    values = {t.subject.value: t.object for t in triples if t.predicate.value == ADC.correctedValue}
    return [_decision(view, iri, path, values.get(iri)) for iri in view.members(ADC.CurationDecision)]


def _decision(view: View, iri: str, path: Path, value: Term) -> Decision:
    kind = (view.one(iri, ADC.decision) or "").removeprefix(ADC.base)
    decision = Decision(
        iri,
        kind,  # type: ignore[arg-type]  # checked below
        view.one(iri, ADC.decidedBy) or "",
        view.one(iri, ADC.decidedOn) or "",
        view.one(iri, ADC.reason) or "",
        str(path),
        view.one(iri, ADC.ofStatement),
        view.one(iri, ADC.words),
        view.one(iri, RDF + "predicate"),
        value,
        view.one(iri, RDF + "subject"),
        view.one(iri, RDF + "object"),
    )
    wrong = _fault(decision)
    if wrong:
        raise InputError(f"{path}: the decision {iri} {wrong}")
    return decision


def _fault(decision: Decision) -> str:
    """What is wrong with a decision, as the end of a sentence; empty when nothing is."""
    if decision.kind not in get_args(DecisionKind):
        return f"needs adc:decision with one of {', '.join(get_args(DecisionKind))}"
    for name, given in (
        ("adc:decidedBy", decision.by),
        ("adc:decidedOn", decision.on),
        ("adc:reason", decision.reason),
    ):
        if not given:
            return f"needs {name}"
    try:
        datetime.date.fromisoformat(decision.on)
    except ValueError:
        return f"has '{decision.on}' as adc:decidedOn; write a day as YYYY-MM-DD"
    if decision.kind in ("SameAs", "DifferentFrom"):
        return "" if decision.subject and decision.other else "needs rdf:subject and rdf:object, the two entities"
    if not decision.statement or not decision.words:
        return "needs adc:ofStatement and adc:words, the words the statement rests on"
    if decision.kind == "Correct" and (decision.predicate is None or decision.value is None):
        return "needs rdf:predicate and adc:correctedValue"
    return ""


def decide(quads: Sequence[Any], decisions: Iterable[Decision]) -> tuple[tuple[Any, ...], frozenset[str]]:
    """The quads of one release as decided, and the IRIs of the decisions that found their statement or entity there."""
    state: dict[Any, None] = dict.fromkeys(quads)
    applied: set[str] = set()
    for decision in decisions:
        view = View.of(state)
        if decision.kind in ("SameAs", "DifferentFrom"):
            if decision.subject in view.subjects or any(q.object.value == decision.subject for q in state):
                applied.add(decision.iri)
                if decision.kind == "SameAs":
                    state = _rename(state, decision.subject or "", decision.other or "")
            continue
        statement = _statement(view, decision)
        if statement is not None:
            applied.add(decision.iri)
            state = _apply(state, view, statement, decision)
    return tuple(state), frozenset(applied)


def _statement(view: View, decision: Decision) -> str | None:
    """The statement meant: by IRI, else the only one of the same words (and predicate) in the release."""
    if decision.statement in view.subjects and decision.words in _words(view, decision.statement or ""):
        return decision.statement
    same = [
        subject
        for subject in view.subjects
        if view.all(subject, ADC.evidence)
        and decision.words in _words(view, subject)
        and (
            decision.predicate is None
            or decision.predicate in (view.one(subject, RDF + "predicate"), *view.subjects[subject])
        )
    ]
    return same[0] if len(same) == 1 else None


def _words(view: View, statement: str) -> tuple[str, ...]:
    return tuple(words for evidence in view.all(statement, ADC.evidence) for words in view.all(evidence, _OA_EXACT))


def _rename(state: dict[Any, None], old: str, new: str) -> dict[Any, None]:
    """Every quad with one entity's IRI in the place of the other's."""

    def swap(term: Any) -> Any:
        return ox.NamedNode(new) if isinstance(term, ox.NamedNode) and term.value == old else term

    return dict.fromkeys(ox.Quad(swap(q.subject), q.predicate, swap(q.object), q.graph_name) for q in state)


def _apply(state: dict[Any, None], view: View, statement: str, decision: Decision) -> dict[Any, None]:
    graph = next(q.graph_name for q in state if q.subject.value == statement)
    state = dict(state)
    state[ox.Quad(ox.NamedNode(statement), ox.NamedNode(ADC.decidedIn), ox.NamedNode(decision.iri), graph)] = None
    if decision.kind == "Confirm":
        return state
    if decision.kind == "Reject":
        return _without_direct(
            _replaced(state, statement, ADC.modality, ox.NamedNode(ADC.Rejected), graph), view, statement
        )
    if ADC.Claim in view.all(statement, TYPE):
        state = _without_direct(state, view, statement)
        state = _replaced(state, statement, RDF + "object", decision.value, graph)
        if view.one(statement, ADC.modality) == ADC.Asserted:
            subject, predicate = (
                view.one(statement, RDF + "subject") or "",
                view.one(statement, RDF + "predicate") or "",
            )
            state[ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), decision.value, graph)] = None
        return state
    return _replaced(state, statement, decision.predicate or "", decision.value, graph)


def _replaced(state: dict[Any, None], subject: str, predicate: str, value: Any, graph: Any) -> dict[Any, None]:
    kept = {q: None for q in state if not (q.subject.value == subject and q.predicate.value == predicate)}
    kept[ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value, graph)] = None
    return kept


def _without_direct(state: dict[Any, None], view: View, statement: str) -> dict[Any, None]:
    """The quads without the direct triple of a claim, unless another asserted claim of the release says the same."""
    key = tuple(view.one(statement, RDF + part) for part in ("subject", "predicate", "object"))
    if None in key:
        return state
    others = [
        claim
        for claim in view.members(ADC.Claim)
        if claim != statement
        and view.one(claim, ADC.modality) == ADC.Asserted
        and tuple(view.one(claim, RDF + part) for part in ("subject", "predicate", "object")) == key
    ]
    if others:
        return state
    return {q: None for q in state if (q.subject.value, q.predicate.value, q.object.value) != key}


def quads_of(decisions: Iterable[Decision], applied: frozenset[str], graph: str) -> tuple[Any, ...]:
    """The decisions themselves as quads of the curation graph; those that found nothing are marked as orphaned."""
    name = ox.NamedNode(graph)
    found: list[Any] = []
    for decision in decisions:
        about = ox.NamedNode(decision.iri)
        pairs: list[tuple[str, Any]] = [
            (TYPE, ox.NamedNode(ADC.CurationDecision)),
            (ADC.decision, ox.NamedNode(ADC[decision.kind])),
            (ADC.decidedBy, ox.Literal(decision.by)),
            (ADC.decidedOn, ox.Literal(decision.on, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))),
            (ADC.reason, ox.Literal(decision.reason)),
            (ADC.isOrphaned, ox.Literal(decision.iri not in applied)),
        ]
        pairs += [(p, ox.NamedNode(v)) for p, v in _links(decision) if v is not None]
        pairs += [(ADC.words, ox.Literal(decision.words))] if decision.words else []
        pairs += [(ADC.correctedValue, decision.value)] if decision.value is not None else []
        found += [ox.Quad(about, ox.NamedNode(predicate), value, name) for predicate, value in pairs]
        if decision.subject and decision.other and decision.kind in ("SameAs", "DifferentFrom"):
            relation = _SAME_AS if decision.kind == "SameAs" else _DIFFERENT_FROM
            found.append(
                ox.Quad(ox.NamedNode(decision.subject), ox.NamedNode(relation), ox.NamedNode(decision.other), name)
            )
    return tuple(found)


def _links(decision: Decision) -> tuple[tuple[str, str | None], ...]:
    return (
        (ADC.ofStatement, decision.statement),
        (RDF + "predicate", decision.predicate),
        (RDF + "subject", decision.subject),
        (RDF + "object", decision.other),
    )
