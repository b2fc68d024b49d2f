"""The ontology and the reference data in, their named graphs as sorted N-Triples out; and what results depend on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import pyoxigraph as ox

from kg import resources, vocab
from kg.store import Chunk

# blank nodes of the ontology's axioms get names, numbered by RDFC-1.0, so that nothing that is written holds any
_AXIOM = vocab.ID + "axiom/"


def graphs() -> list[Chunk]:
    """The graphs of the ontology and of the reference data, without blank nodes."""
    return [
        (vocab.ONTOLOGY_GRAPH, _triples(resources.ontology_files())),
        (vocab.REFERENCE_GRAPH, _triples(resources.reference_files())),
    ]


def _triples(listing: Mapping[str, Traversable]) -> bytes:
    dataset = ox.Dataset()
    for entry in listing.values():
        for quad in ox.parse(entry.read_bytes(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
            dataset.add(quad)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = {f"{_named(quad.subject)} {quad.predicate} {_named(quad.object)} .\n" for quad in dataset}
    return "".join(sorted(lines)).encode()


def _named(term: object) -> str:
    return f"<{_AXIOM}{term.value}>" if isinstance(term, ox.BlankNode) else str(term)


@cache
def state() -> str:
    """A digest of all that a release's result depends on besides its text: code, ontology, reference data, shapes."""
    running = hashlib.sha256()
    for listing in (resources.ontology_files(), resources.reference_files(), resources.shape_files()):
        running.update(resources.digest(listing).encode())
    running.update(ox.__version__.encode())
    _add_code(running, files("kg"))
    return running.hexdigest()


def decision_graph(folder: Path, applied: frozenset[str]) -> bytes:
    """The graph of a curator's decisions, sorted N-Triples; those that were not applied are marked there."""
    from kg.curation import quads_of
    from kg.pipeline.release import decisions as read

    quads = quads_of(read(folder), applied, vocab.CURATION_GRAPH)
    return "".join(sorted({f"{quad.triple} .\n" for quad in quads})).encode()


def decided(folder: Path | None) -> list[str]:
    """The IRIs of a curator's decisions."""
    from kg.pipeline.release import decisions as read

    return [decision.iri for decision in read(folder)]


def curation_state(folder: Path | None) -> str:
    """A digest of a curator's decisions; empty when there are none."""
    running = hashlib.sha256()
    for path in sorted(folder.glob("*.ttl")) if folder else ():
        running.update(f"{path.name}\0".encode())
        running.update(path.read_bytes())
    return running.hexdigest() if folder else ""


def _add_code(running: hashlib._Hash, folder: Traversable) -> None:
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.is_dir() and entry.name not in ("__pycache__", "cli", "web", "bench", "examples"):
            _add_code(running, entry)
        elif entry.name.endswith(".py"):
            running.update(f"{entry.name}\0".encode())
            running.update(entry.read_bytes())
