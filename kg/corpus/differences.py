"""The statements of a store in, conflicts and explained differences out, with the words of both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from kg import vocab
from kg.conflicts import Difference, Stated, differences
from kg.corpus.quads import EXACT, cited, day, iri, objects, quads
from kg.corpus.statements import names, statements
from kg.view import RDF, TYPE
from kg.vocab import ADC


def of_statements(store: ox.Store) -> Iterator[Any]:
    """Every difference between statements about the same thing, and every name that looks misprinted."""
    known = _known_tickers(store)
    for difference in differences(statements(store)):
        if not {(side.subject, side.text) for side in (difference.one, difference.other)} <= known:
            yield from _difference(difference, store)
    for one, right in names(store):
        sentence = f"'{one.text}' against '{right.text}', which names the same; one of the two looks misprinted."
        yield from _difference(Difference(one, right, "", sentence), store)


def _known_tickers(store: ox.Store) -> set[tuple[str, str]]:
    """Company and ticker as the reference data has them: two symbols of one company are no conflict."""
    reference = ox.NamedNode(vocab.REFERENCE_GRAPH)
    found = store.quads_for_pattern(None, iri(ADC.tickerSymbol), None, reference)
    return {(quad.subject.value, quad.object.value) for quad in found}  # type: ignore[union-attr]  # IRIs and literals


def _difference(difference: Difference, store: ox.Store) -> Iterator[Any]:
    one, other = difference.one, difference.other
    key = (one.subject, one.predicate, one.text, other.text, one.release, other.release)
    node = ox.NamedNode(vocab.record_iri("conflict" if difference.is_conflict else "difference", *key))
    yield from quads(
        node,
        (TYPE, iri(ADC.Conflict if difference.is_conflict else ADC.ExplainedDifference)),
        (RDF + "subject", iri(one.subject)),
        (RDF + "predicate", iri(one.predicate)),
        (ADC.printed, ox.Literal(one.text)),
        (ADC.otherPrinted, ox.Literal(other.text)),
        (ADC.statedIn, iri(one.release)),
        (ADC.otherRelease, iri(other.release)),
        (ADC.explanation, ox.Literal(difference.explanation)),
    )
    if one.as_of:
        yield from quads(node, (ADC.asOf, day(one.as_of)))
    evidence = {found for stated in (one, other) for found in _evidence_of(store, stated)}
    yield from cited(node, sorted(evidence, key=str), store)


def _evidence_of(store: ox.Store, stated: Stated) -> list[Any]:
    """The evidence that holds what is printed as words of their own; a release has evidence for much else."""
    every = objects(store, stated.iri, ADC.evidence)
    whole = re.compile(rf"(?<![\w.]){re.escape(stated.text)}(?!\w|\.\d)")
    holding = [one for one in every if any(whole.search(words.value) for words in objects(store, one.value, EXACT))]
    return holding or every
