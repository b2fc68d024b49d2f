"""Decisions in, quads of the curation graph out; those that found nothing are marked as orphaned."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from kg.curation.decision import Decision
from kg.view import RDF, TYPE
from kg.vocab import ADC

_OWL = "http://www.w3.org/2002/07/owl#"
_DATE = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")


def quads_of(decisions: Iterable[Decision], applied: frozenset[str], graph: str) -> tuple[Any, ...]:
    """The decisions themselves; ``applied`` are the IRIs of those that found what they judge."""
    name = ox.NamedNode(graph)
    found: list[Any] = []
    for decision in decisions:
        about = ox.NamedNode(decision.iri)
        for predicate, value in _properties(decision, is_orphaned=decision.iri not in applied):
            found.append(ox.Quad(about, ox.NamedNode(predicate), value, name))
        if decision.subject and decision.other and decision.is_of_entities:
            relation = ox.NamedNode(_OWL + ("sameAs" if decision.kind == "SameAs" else "differentFrom"))
            found.append(ox.Quad(ox.NamedNode(decision.subject), relation, ox.NamedNode(decision.other), name))
    return tuple(found)


def _properties(decision: Decision, *, is_orphaned: bool) -> list[tuple[str, Any]]:
    links = (
        (ADC.ofStatement, decision.statement),
        (ADC.statedIn, decision.release),
        (RDF + "predicate", decision.predicate),
        (RDF + "subject", decision.subject),
        (RDF + "object", decision.other),
    )
    texts = ((ADC.words, decision.words), (ADC.printed, decision.printed))
    return [
        (TYPE, ox.NamedNode(ADC.CurationDecision)),
        (ADC.decision, ox.NamedNode(ADC[decision.kind])),
        (ADC.decidedBy, ox.Literal(decision.by)),
        (ADC.decidedOn, ox.Literal(decision.on, datatype=_DATE)),
        (ADC.reason, ox.Literal(decision.reason)),
        (ADC.isOrphaned, ox.Literal(is_orphaned)),
        *((predicate, ox.NamedNode(value)) for predicate, value in links if value is not None),
        *((predicate, ox.Literal(text)) for predicate, text in texts if text),
        *([(ADC.correctedValue, decision.value)] if decision.value is not None else []),
    ]
