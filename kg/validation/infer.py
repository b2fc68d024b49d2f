"""A graph and an ontology in, the triples that follow by the plainest rules of RDFS and OWL out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox

from kg.validation.graph import TYPE, Graph, Triple
from kg.validation.terms import Term

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SUBCLASS = ox.NamedNode(_RDFS + "subClassOf")
_SUBPROPERTY = ox.NamedNode(_RDFS + "subPropertyOf")
_DOMAIN = ox.NamedNode(_RDFS + "domain")
_RANGE = ox.NamedNode(_RDFS + "range")
_INVERSE = ox.NamedNode(_OWL + "inverseOf")
_SYMMETRIC = ox.NamedNode(_OWL + "SymmetricProperty")
_TRANSITIVE = ox.NamedNode(_OWL + "TransitiveProperty")


def entailed(graph: Graph) -> Iterator[Triple]:
    """What follows from a graph and its background: subclasses, subproperties, domains, ranges, inverses, symmetry,
    transitivity. Each triple once, without those that are there; blank nodes of class expressions are not followed.
    """
    known: dict[tuple[Term, Term, Term], None] = dict.fromkeys(graph.triples())
    waiting: list[Triple] = list(graph.triples())
    ahead: dict[tuple[Term, ox.NamedNode], list[Term]] = {}
    behind: dict[tuple[ox.NamedNode, Term], list[Term]] = {}
    for subject, predicate, value in waiting:
        ahead.setdefault((subject, predicate), []).append(value)
        behind.setdefault((predicate, value), []).append(subject)
    rules = _rules(graph)
    while waiting:
        subject, predicate, value = waiting.pop()
        found = list(rules(subject, predicate, value))
        if _TRANSITIVE in graph.objects(predicate, TYPE):
            found += [(subject, predicate, last) for last in ahead.get((value, predicate), ())]
            found += [(first, predicate, value) for first in behind.get((predicate, subject), ())]
        for triple in found:
            if triple not in known:
                known[triple] = None
                waiting.append(triple)
                ahead.setdefault((triple[0], triple[1]), []).append(triple[2])
                behind.setdefault((triple[1], triple[2]), []).append(triple[0])
                yield triple


def _rules(graph: Graph) -> Callable[[Term, ox.NamedNode, Term], Iterator[Triple]]:
    def follow(subject: Term, predicate: ox.NamedNode, value: Term) -> Iterator[Triple]:
        if predicate == TYPE:
            for above in _named(graph.objects(value, _SUBCLASS)):
                yield subject, TYPE, above
            return
        for above in _named(graph.objects(predicate, _SUBPROPERTY)):
            yield subject, above, value
        for kind in _named(graph.objects(predicate, _DOMAIN)):
            yield subject, TYPE, kind
        if isinstance(value, ox.Literal):
            return
        for kind in _named(graph.objects(predicate, _RANGE)):
            yield value, TYPE, kind
        for other in (*graph.objects(predicate, _INVERSE), *graph.subjects(_INVERSE, predicate)):
            if isinstance(other, ox.NamedNode):
                yield value, other, subject
        if _SYMMETRIC in graph.objects(predicate, TYPE):
            yield value, predicate, subject

    return follow


def _named(terms: Iterable[Term]) -> Iterator[ox.NamedNode]:
    return (term for term in terms if isinstance(term, ox.NamedNode))
