"""Releases in, the seconds of each stage out: the program's own way and the plain way with the named packages.

The plain way is what one writes first: an rdflib graph filled triple by triple, rdflib's Turtle, pyshacl over the whole
graph, HermiT over all facts, rdflib's SPARQL.  Both ways start from the same quads, so that only the engines differ.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg import vocab

Seconds = dict[str, float]


class Clock:
    """Seconds by name of stage."""

    def __init__(self) -> None:
        self.seconds: Seconds = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add what runs inside to a stage."""
        start = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


def ours(folder: Path, clock: Clock) -> tuple[list[Any], int]:
    """Every stage in one process, one release after another: the quads of all releases and the number of findings."""
    from kg import build, corpus, lexicon
    from kg.evidence_check import sound
    from kg.extract import extract
    from kg.pipeline.release import label
    from kg.read import read_file
    from kg.reason import clashes, entail
    from kg.validate import background, shapes, validate_release

    lexicon.lexicon()
    background()
    shapes()
    everything: list[Any] = []
    findings = 0
    for path in sorted(folder.glob("*.txt")):
        with clock.stage("read"):
            release = read_file(path)
        with clock.stage("extract"):
            facts, _ = sound(extract(release), release.text)
        with clock.stage("build"):
            quads = build.build(facts, release, lookup=lexicon.lookup, label=label)
            quads += corpus.of_release(quads)
        with clock.stage("reason"):
            clashes(quads)
            inferred = entail(quads)
        with clock.stage("validate"):
            findings += len(validate_release(quads))
        everything += [*quads, *inferred]
    return everything, findings


def shared_quads() -> list[Any]:
    """The ontology and the reference data, which both ways load beside the releases."""
    import pyoxigraph as ox

    from kg.pipeline import shared

    found: list[Any] = []
    for graph, data in shared.graphs():
        name = ox.NamedNode(graph)
        found += [
            ox.Quad(t.subject, t.predicate, t.object, name) for t in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)
        ]
    return found


def our_store(quads: Sequence[Any], clock: Clock) -> Any:
    """One store with the materialised default graph, in memory."""
    from kg.pipeline.release import by_graph
    from kg.store import memory_store

    with clock.stage("graph"):
        return memory_store(by_graph(quads).items())


def our_turtle(quads: Sequence[Any], clock: Clock) -> bytes:
    """The stable Turtle of the quads' union."""
    from kg import export

    with clock.stage("turtle"):
        return "".join(export.write_turtle(export.graphs_of(quads), export.all_prefixes())).encode()


def questions(engine: Any, names: Sequence[str]) -> dict[str, float]:
    """Seconds of each canned question on a pyoxigraph store or an rdflib graph."""
    from kg.query import answer

    taken: dict[str, float] = {}
    for name in names:
        start = time.perf_counter()
        answer(engine, name)
        taken[name] = time.perf_counter() - start
    return taken


def plain_graph(quads: Sequence[Any], clock: Clock) -> Any:
    """An rdflib graph filled triple by triple."""
    import pyoxigraph as ox
    import rdflib

    def term(value: Any) -> Any:
        if isinstance(value, ox.NamedNode):
            return rdflib.URIRef(value.value)
        if isinstance(value, ox.BlankNode):
            return rdflib.BNode(value.value)
        if value.language:
            return rdflib.Literal(value.value, lang=value.language)
        return rdflib.Literal(value.value, datatype=rdflib.URIRef(value.datatype.value))

    graph = rdflib.Graph()
    with clock.stage("graph"):
        for quad in quads:
            graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return graph


def plain_turtle(graph: Any, clock: Clock) -> str:
    """rdflib's Turtle."""
    with clock.stage("turtle"):
        text: str = graph.serialize(format="turtle")
    return text


def plain_shacl(graph: Any, clock: Clock) -> int:
    """pyshacl over the whole graph; the number of results."""
    import pyshacl
    import rdflib

    from kg.resources import shape_files
    from kg.validation.judge import quiet

    shapes = rdflib.Graph()
    for file in shape_files().values():
        shapes.parse(data=file.read_text(encoding="utf-8"), format="turtle")
    with clock.stage("validate"), quiet():
        _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, advanced=False, inference="none")
    results = rdflib.URIRef("http://www.w3.org/ns/shacl#result")
    return len(list(report.objects(None, results)))


def plain_reason(graph: Any, clock: Clock) -> bool:
    """HermiT over all facts; whether they are consistent."""
    import io

    import owlready2

    with clock.stage("reason"):
        world = owlready2.World()
        loaded = world.get_ontology(vocab.ONTOLOGY).load(fileobj=io.BytesIO(graph.serialize(format="nt").encode()))
        try:
            with loaded:
                owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
        except owlready2.OwlReadyInconsistentOntologyError:
            return False
    return True
