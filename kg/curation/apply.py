"""A curator's decisions and the quads of a release in, the quads as decided out.

A decision names the statement by its IRI and by its words.  The IRI serves as long as the words stand; when the
extraction has given the statement another IRI, the words still find it among the statements of its kind.  What a
decision no longer finds is reported by the caller, never dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pyoxigraph as ox

from kg.curation.decision import Decision, Term, kind_of, representatives
from kg.view import RDF, TYPE, View
from kg.vocab import ADC

_EXACT = "http://www.w3.org/ns/oa#exact"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TRIPLE = (RDF + "subject", RDF + "predicate", RDF + "object")

State = dict[Any, None]  # quads, in order


def decide(quads: Sequence[Any], decisions: Iterable[Decision]) -> tuple[tuple[Any, ...], frozenset[str]]:
    """The quads of one release as decided, and the IRIs of the decisions that found their statement or entity there."""
    made = tuple(decisions)
    if not made:
        return tuple(quads), frozenset()
    state: State = dict.fromkeys(quads)
    applied: set[str] = set()
    view = View.of(state)
    for decision in made:
        statement = None if decision.is_of_entities else _statement(view, decision)
        if statement is not None:
            applied.add(decision.iri)
            state = _apply(state, view, statement, decision)
            view = View.of(state)
    named = {term.value for quad in state for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode)}
    applied.update(decision.iri for decision in made if decision.is_of_entities and decision.subject in named)
    return tuple(_rename(state, {old: new for old, new in representatives(made).items() if old in named})), frozenset(
        applied
    )


def _statement(view: View, decision: Decision) -> str | None:
    """The statement meant: by IRI, else the only one of its kind in the release that stands on the same words."""
    if decision.statement in view.subjects and _fits(view, decision.statement or "", decision):
        return decision.statement
    if decision.release is not None and decision.release not in view.subjects:
        return None
    kind = kind_of(decision.statement)
    same = [
        subject
        for subject in view.subjects
        if kind_of(subject) == kind
        and view.all(subject, ADC.evidence)
        and _fits(view, subject, decision)
        and (decision.printed is None or decision.printed in _printed(view, subject))
    ]
    return same[0] if len(same) == 1 else None


def _fits(view: View, statement: str, decision: Decision) -> bool:
    """Whether a statement stands on the words of a decision, and has what is to be corrected."""
    if decision.words not in _words(view, statement):
        return False
    if decision.kind != "Correct":
        return True
    is_claim = ADC.Claim in view.all(statement, TYPE)
    if is_claim and decision.predicate not in (view.one(statement, RDF + "predicate"), RDF + "object"):
        return False
    old = view.one(statement, RDF + "object" if is_claim else decision.predicate or "")
    return old is not None and old.startswith("http") == isinstance(decision.value, ox.NamedNode)


def _words(view: View, statement: str) -> tuple[str, ...]:
    return tuple(words for evidence in view.all(statement, ADC.evidence) for words in view.all(evidence, _EXACT))


def _printed(view: View, statement: str) -> set[str]:
    """What a statement prints: its printed form, else its value, its name, or the name of what it states."""
    found = {view.one(statement, name) for name in (ADC.printed, ADC.value, ADC.name, RDF + "object")}
    label = view.one(view.one(statement, RDF + "object"), "http://www.w3.org/2000/01/rdf-schema#label")
    return {text for text in (*found, label) if text}


def _rename(state: State, names: dict[str, str]) -> Iterable[Any]:
    """Every quad with one entity's IRI in the place of the other's."""
    if not names:
        return state

    def swap(term: Any) -> Any:
        return ox.NamedNode(names[term.value]) if isinstance(term, ox.NamedNode) and term.value in names else term

    return dict.fromkeys(ox.Quad(swap(q.subject), q.predicate, swap(q.object), q.graph_name) for q in state)


def _apply(state: State, view: View, statement: str, decision: Decision) -> State:
    graph = next(q.graph_name for q in state if q.subject.value == statement)
    decided = ox.Quad(ox.NamedNode(statement), ox.NamedNode(ADC.decidedIn), ox.NamedNode(decision.iri), graph)
    state = {**state, decided: None}
    if decision.kind == "Confirm":
        return state
    if decision.kind == "Reject":
        rejected = _replaced(state, statement, ADC.modality, ox.NamedNode(ADC.Rejected), graph)
        return _without_direct(rejected, view, statement)
    if ADC.Claim not in view.all(statement, TYPE):
        return _replaced(state, statement, decision.predicate or "", decision.value, graph)
    state = _without_direct(state, view, statement)
    value = _alike(state, statement, RDF + "object", decision.value)
    state = _replaced(state, statement, RDF + "object", value, graph)
    if view.one(statement, ADC.modality) == ADC.Asserted:
        subject, predicate = (ox.NamedNode(view.one(statement, part) or "") for part in _TRIPLE[:2])
        state[ox.Quad(subject, predicate, value, graph)] = None
    return state


def _replaced(state: State, subject: str, predicate: str, value: Term, graph: Any) -> State:
    value = _alike(state, subject, predicate, value)
    kept = {q: None for q in state if not (q.subject.value == subject and q.predicate.value == predicate)}
    kept[ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value, graph)] = None
    return kept


def _alike(state: State, subject: str, predicate: str, value: Term) -> Term:
    """A number in the type of the one it replaces: 43 as a decimal where 44 was one."""
    olds = (q.object for q in state if q.subject.value == subject and q.predicate.value == predicate)
    old = next(olds, None)
    if not isinstance(old, ox.Literal) or not isinstance(value, ox.Literal):
        return value
    is_decimal = old.datatype.value == _XSD + "decimal"
    is_whole = value.datatype.value == _XSD + "integer"
    return ox.Literal(value.value, datatype=old.datatype) if is_decimal and is_whole else value


def _without_direct(state: State, view: View, statement: str) -> State:
    """The quads without the direct triple of a claim, unless another asserted claim of the release says the same."""
    key = tuple(view.one(statement, part) for part in _TRIPLE)
    if None in key:
        return state
    others = [
        claim
        for claim in view.members(ADC.Claim)
        if claim != statement
        and view.one(claim, ADC.modality) == ADC.Asserted
        and tuple(view.one(claim, part) for part in _TRIPLE) == key
    ]
    if others:
        return state
    return {q: None for q in state if (q.subject.value, q.predicate.value, q.object.value) != key}
