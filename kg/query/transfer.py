"""The graphs of a store in, the same graphs at an endpoint out, and back; only what differs travels.

A graph's digest is kept at the endpoint as a triple of the graph ``graph:pushed``.  The triple goes before the graph is
touched and comes back when the graph is whole, so a push that broke off is mended by pushing again.  Where the server's
default graph is not the union of its graphs, each graph's triples are copied into it there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg import vocab
from kg.query.remote import Endpoint, iri

PUSHED = vocab.GRAPH + "pushed"
_DIGEST = "http://purl.org/dc/terms/identifier"
Progress = Callable[[str, int, int], None]  # a graph, how many are done, how many there are


@dataclass(frozen=True, slots=True)
class Difference:
    """Which graphs are to be sent and which to be removed; sorted."""

    changed: tuple[str, ...]
    gone: tuple[str, ...]


def digest(triples: bytes) -> str:
    """SHA-256 of the sorted lines of N-Triples.

    >>> digest(b"<a:b> <a:c> <a:d> .\\n") == digest(b"<a:b> <a:c> <a:d> .\\n\\n")
    True
    """
    lines = sorted(line for line in triples.split(b"\n") if line)
    return hashlib.sha256(b"\n".join(lines)).hexdigest()


def compare(local: Mapping[str, str], remote: Mapping[str, str]) -> Difference:
    """Graph IRI to digest, here and there."""
    changed = tuple(sorted(graph for graph, found in local.items() if remote.get(graph) != found))
    return Difference(changed, tuple(sorted(set(remote) - set(local))))


def pushed(endpoint: Endpoint) -> dict[str, str]:
    """The graphs that were pushed whole to an endpoint, and their digests."""
    text = f"SELECT ?graph ?digest WHERE {{ GRAPH {iri(PUSHED)} {{ ?graph {iri(_DIGEST)} ?digest }} }}"
    found: dict[str, str] = {}
    for record in endpoint.select(text).records():
        # two digests for one graph: a push broke off between them, so neither holds
        found[record["graph"]] = "" if record["graph"] in found else record["digest"]
    return found


def push(endpoint: Endpoint, graphs: Mapping[str, Callable[[], bytes]], progress: Progress) -> Difference:
    """Bring the endpoint's graphs to those given (graph IRI to its N-Triples); other graphs there are left alone."""
    difference = compare({graph: digest(read()) for graph, read in graphs.items()}, pushed(endpoint))
    total = len(difference.changed) + len(difference.gone)
    for done, graph in enumerate((*difference.gone, *difference.changed)):
        progress(graph, done, total)
        _replace(endpoint, graph, graphs[graph]() if graph in graphs else b"")
    if total and not endpoint.places.dialect.is_union:
        _settle_labels(endpoint)
    return difference


def _replace(endpoint: Endpoint, graph: str, triples: bytes) -> None:
    place, pushed_graph, predicate = iri(graph), iri(PUSHED), iri(_DIGEST)
    endpoint.update(f"DELETE WHERE {{ GRAPH {pushed_graph} {{ {place} {predicate} ?digest }} }}")
    if not endpoint.places.dialect.is_union:
        endpoint.update(
            f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH {place} {{ ?s ?p ?o }} "
            f"FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other != {place}) }} }}"
        )
    endpoint.put_graph(graph, triples)
    if not triples:
        return
    if not endpoint.places.dialect.is_union:
        endpoint.update(f"INSERT {{ ?s ?p ?o }} WHERE {{ GRAPH {place} {{ ?s ?p ?o }} }}")
    endpoint.update(f'INSERT DATA {{ GRAPH {pushed_graph} {{ {place} {predicate} "{digest(triples)}" }} }}')


def _settle_labels(endpoint: Endpoint) -> None:
    """One label for each entity in the default graph, the first in order, as in the embedded store."""
    prefix = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    ours = f'FILTER(STRSTARTS(STR(?thing), "{vocab.ID}"))'
    endpoint.update(
        f"{prefix} INSERT {{ ?thing rdfs:label ?label }} WHERE {{ GRAPH ?graph {{ ?thing rdfs:label ?label }} {ours} "
        "FILTER NOT EXISTS { ?thing rdfs:label ?any } }"
    )
    endpoint.update(
        f"{prefix} DELETE {{ ?thing rdfs:label ?label }} WHERE {{ ?thing rdfs:label ?label, ?first {ours} "
        "FILTER(STR(?first) < STR(?label) || (STR(?first) = STR(?label) && LANG(?first) < LANG(?label))) }"
    )


def pull(endpoint: Endpoint, local: Mapping[str, str], progress: Progress) -> tuple[Difference, dict[str, bytes]]:
    """The graphs that the endpoint has otherwise than ``local`` (graph IRI to digest), as sorted N-Triples."""
    difference = compare(pushed(endpoint), local)
    found: dict[str, bytes] = {}
    for done, graph in enumerate(difference.changed):
        progress(graph, done, len(difference.changed))
        found[graph] = endpoint.get_graph(graph)
    return difference, found
