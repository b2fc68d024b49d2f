"""Nodes with properties in, quads of ``graph:derived`` out; evidence with its words; rows of a question to a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyoxigraph as ox

from kg import vocab
from kg.view import RDF
from kg.vocab import ADC

GRAPH = ox.NamedNode(vocab.DERIVED_GRAPH)
XSD = "http://www.w3.org/2001/XMLSchema#"
EXACT, START = "http://www.w3.org/ns/oa#exact", "http://www.w3.org/ns/oa#start"
_JOIN = " … "  # between the pieces of a quotation, as in the build of a release
_PREFIXES = {
    "adc": vocab.ONTOLOGY,
    "rdf": RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}

Row = dict[str, str]


def rows(store: ox.Store, query: str) -> list[Row]:
    """The rows of a query as texts by variable, sorted, so that nothing depends on the store's order."""
    solutions: Any = store.query(query, prefixes=_PREFIXES)
    names = [variable.value for variable in solutions.variables]
    found = [{name: solution[name].value for name in names if solution[name] is not None} for solution in solutions]
    return sorted(found, key=lambda row: [row.get(name, "") for name in names])


def number(row: Row, name: str) -> int | None:
    """A whole number of a row."""
    return int(row[name]) if row.get(name, "").isdigit() else None


def iri(text: str) -> Any:
    """A node."""
    return ox.NamedNode(text)


def day(text: str) -> Any:
    """A date."""
    return ox.Literal(text, datatype=ox.NamedNode(XSD + "date"))


def quads(node: Any, *pairs: tuple[str, Any]) -> Iterator[Any]:
    """The properties of a node."""
    for predicate, value in pairs:
        yield ox.Quad(node, iri(predicate), value, GRAPH)


def quote(node: Any, pieces: Iterable[tuple[str | None, str | None]]) -> Iterator[Any]:
    """The words of pieces of text (start and words), in the order of their places, each once."""
    known = sorted((int(start or 0), words) for start, words in pieces if words)
    if known:
        words = _JOIN.join(dict.fromkeys(words for _, words in known))
        yield from quads(node, (ADC.quote, ox.Literal(words)))


def cited(node: Any, evidence: Sequence[Any], store: ox.Store) -> Iterator[Any]:
    """The evidence of a finding, and its words."""
    yield from quads(node, *((ADC.evidence, one) for one in evidence))
    places = ((_first(store, one.value, START), _first(store, one.value, EXACT)) for one in evidence)
    yield from quote(node, places)


def objects(store: ox.Store, subject: str, predicate: str) -> list[Any]:
    """The values of a property in the default graph, in a fixed order."""
    found = store.quads_for_pattern(iri(subject), iri(predicate), None, ox.DefaultGraph())
    return sorted((quad.object for quad in found), key=lambda term: str(term))


def _first(store: ox.Store, subject: str, predicate: str) -> str | None:
    return next((term.value for term in objects(store, subject, predicate)), None)
