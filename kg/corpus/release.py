"""The quads of one release in, what its numbers imply and contradict out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pyoxigraph as ox

from kg import vocab
from kg.corpus.quads import EXACT, START, XSD, day, iri, quads, quote
from kg.derive import Finding, derive
from kg.view import RDF, TYPE, View
from kg.vocab import ADC


def of_release(release: Sequence[Any]) -> tuple[Any, ...]:
    """What the numbers of one release imply and contradict."""
    view = View.of(release)
    return tuple(quad for finding in derive(release) for quad in _finding(finding, view))


def _finding(finding: Finding, view: View) -> Iterator[Any]:
    kind = "derived" if finding.quantity else "doubt"
    words = (finding.quantity, finding.value, finding.printed, finding.computed, finding.rule)
    node = ox.NamedNode(vocab.record_iri(kind, finding.subject, *words))
    yield from quads(node, *(_derived(finding) if finding.quantity else _doubt(finding)))
    statements = [statement for source in finding.sources for statement in _statements_behind(view, source)]
    for statement in statements:
        for predicate in (ADC.evidence, ADC.statedIn):
            yield from quads(node, *((predicate, iri(value)) for value in view.all(statement, predicate)))
        yield from quads(node, *((ADC.asOf, day(value)) for value in view.all(statement, ADC.asOf)))
    evidence = {one for statement in statements for one in view.all(statement, ADC.evidence)}
    yield from quote(node, ((view.one(one, START), view.one(one, EXACT)) for one in evidence))


def _derived(finding: Finding) -> tuple[tuple[str, Any], ...]:
    return (
        (TYPE, iri(ADC.DerivedValue)),
        (RDF + "subject", iri(finding.subject)),
        (ADC.quantity, ox.Literal(finding.quantity)),
        (ADC.value, ox.Literal(finding.value, datatype=ox.NamedNode(XSD + "integer"))),
        (ADC.calculation, ox.Literal(finding.explanation)),
        (ADC.rule, ox.Literal(finding.rule)),
    )


def _doubt(finding: Finding) -> tuple[tuple[str, Any], ...]:
    return (
        (TYPE, iri(ADC.NumericDoubt)),
        (ADC.about, iri(finding.subject)),
        (ADC.printed, ox.Literal(finding.printed)),
        (ADC.computed, ox.Literal(finding.computed)),
        (ADC.rule, ox.Literal(finding.rule)),
        (ADC.explanation, ox.Literal(finding.explanation)),
    )


def _statements_behind(view: View, source: str) -> Iterator[str]:
    """A record itself; for an entity such as a population, the claims about its size and parts."""
    if view.all(source, ADC.evidence):
        yield source
        return
    for claim in view.members(ADC.Claim):
        if view.one(claim, RDF + "subject") == source and view.one(claim, RDF + "predicate") in (
            ADC.size,
            ADC.partOfPopulation,
        ):
            yield claim
