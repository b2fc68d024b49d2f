"""A built graph and a wish in, the part of it that is wanted out: all of it, one release, one compound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox

from kg import export, vocab
from kg.errors import QueryError
from kg.store import LABEL, Store
from kg.vocab import ADC

_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_NAMES = (
    LABEL,
    "http://www.w3.org/2004/02/skos/core#altLabel",
    *(ADC.codeName, ADC.brandName, ADC.innName),
)


def whole(store: Store, *, graphs: bool) -> Iterator[tuple[str, export.Lines]]:
    """Every named graph; without ``graphs`` the default graph, under no name."""
    for graph in store.graphs() if graphs else ():
        yield graph, export.lines(store.triples(graph))
    if not graphs:
        yield "", export.lines(store.triples())


def release(store: Store, key: str) -> list[tuple[str, export.Lines]]:
    """The graph of one release, by its key or its IRI."""
    name = key.removeprefix(vocab.release_iri("")).removeprefix(vocab.release_graph(""))
    graph = vocab.release_graph(name)
    if graph not in store.graphs():
        raise QueryError(f"there is no release '{key}' in this graph; adckg query releases lists them")
    return [(graph, export.lines(store.triples(graph)))]


def compound(store: Store, name: str) -> list[tuple[str, export.Lines]]:
    """The neighbourhood of a compound: what is stated of it, the records about it, and the words that prove them.

    ``name`` is any name of it, its slug or its IRI.
    """
    start = _compound(store, name)
    seen: set[Any] = {start}
    quads = set(_about(store, start))
    for record in _pointing_at(store, start):
        quads |= set(_about(store, record))
        seen.add(record)
    for wanted in {quad.object for quad in quads} - seen:
        if isinstance(wanted, ox.NamedNode) and wanted.value.startswith(vocab.ID):
            quads |= set(_described(store, wanted))
    return export.graphs_of(quads)


def _compound(store: Store, name: str) -> ox.NamedNode:
    """The conjugate of that name. Raises QueryError when there is none, or more than one."""
    found = {node for node in _conjugates(store) if name == node.value or _is_called(store, node, name)}
    if len(found) != 1:
        several = f"; {len(found)} are: " + ", ".join(sorted(node.value for node in found)) if found else ""
        raise QueryError(f"no single compound is called '{name}'{several}; adckg query compounds lists them")
    return found.pop()


def _conjugates(store: Store) -> set[ox.NamedNode]:
    kind = ox.NamedNode(ADC.AntibodyDrugConjugate)
    typed = store.engine.quads_for_pattern(None, _TYPE, kind, ox.DefaultGraph())
    return {quad.subject for quad in typed if isinstance(quad.subject, ox.NamedNode)}


def _is_called(store: Store, node: ox.NamedNode, name: str) -> bool:
    wanted = name.casefold()
    if vocab.split_iri(node.value) == ("compound", wanted):
        return True
    quads = store.engine.quads_for_pattern(node, None, None, ox.DefaultGraph())
    return any(quad.predicate.value in _NAMES and _text(quad).casefold() == wanted for quad in quads)


def _text(quad: ox.Quad) -> str:
    value: Any = quad.object
    return str(value.value)


def _about(store: Store, node: Any) -> Iterator[ox.Quad]:
    """The quads of a node in named graphs."""
    for quad in store.engine.quads_for_pattern(node, None, None, None):
        if not isinstance(quad.graph_name, ox.DefaultGraph):
            yield quad


def _pointing_at(store: Store, node: ox.NamedNode) -> set[Any]:
    """The statements and records that have the node in some place."""
    quads = store.engine.quads_for_pattern(None, None, node, ox.DefaultGraph())
    return {quad.subject for quad in quads if quad.predicate.value != "http://www.w3.org/2002/07/owl#sameAs"}


def _described(store: Store, node: ox.NamedNode) -> Iterable[ox.Quad]:
    """Evidence whole; of any other thing what it is and what it is called."""
    quads = list(_about(store, node))
    is_evidence = any(quad.object == ox.NamedNode(ADC.Evidence) for quad in quads)
    shown = (_TYPE.value, *_NAMES, ADC.title, ADC.releaseDate)
    return quads if is_evidence else [quad for quad in quads if quad.predicate.value in shown]
