"""Releases in, processor time of each stage out: the program's own way and the plain way with the named packages.

The plain way is what one writes first: an rdflib graph filled triple by triple, rdflib's Turtle, pyshacl over the whole
graph, HermiT over all facts, rdflib's SPARQL.  Both ways start from the same triples, so that only the engines differ.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg import vocab

Seconds = dict[str, float]


def spent() -> float:
    """Seconds of processor time of this process and of those it has waited for (HermiT is one)."""
    return sum(os.times()[:4])


class Clock:
    """Seconds of processor time by name of stage: other work on the machine disturbs them least."""

    def __init__(self) -> None:
        self.seconds: Seconds = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add what runs inside to a stage."""
        start = spent()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + spent() - start


def releases(folder: Path, cache: Any, clock: Clock) -> tuple[dict[str, str], dict[str, set[str]], int]:
    """Every stage of a release, one release after another, into a cache: keys by graph, what they add to the graphs
    that all share, and the number of findings."""
    from kg import build, corpus, lexicon
    from kg.evidence_check import sound
    from kg.extract import extract
    from kg.pipeline.release import by_graph, label
    from kg.read import read_file
    from kg.reason import clashes, entail
    from kg.validate import background, shapes, validate_release

    lexicon.lexicon()
    background()
    shapes()
    keys: dict[str, str] = {}
    additions: dict[str, set[str]] = {}
    findings = 0
    for path in sorted(folder.glob("*.txt")):
        with clock.stage("read"):
            release = read_file(path)
        with clock.stage("extract"):
            facts, _ = sound(extract(release), release.text)
        with clock.stage("build"):
            key = build.release_key(facts, release) + f"-{release.digest[:8]}"
            quads = build.build(facts, release, lookup=lexicon.lookup, label=label, key=key)
            quads += corpus.of_release(quads)
        with clock.stage("reason"):
            clashes(quads)
            quads += entail(quads)
        with clock.stage("validate"):
            findings += len(validate_release(quads))
        with clock.stage("keep"):
            graphs = by_graph(quads)
            keys[vocab.release_graph(key)] = _kept(cache, key, release, graphs.pop(vocab.release_graph(key)))
        for graph, data in graphs.items():
            additions.setdefault(graph, set()).update(data.decode().splitlines(keepends=True))
    return keys, additions, findings


def _kept(cache: Any, key: str, release: Any, graph: bytes) -> str:
    """Keep a release as a build does, with its text in Turtle; its key in the cache."""
    from kg import export, turtle
    from kg.cache import Unit
    from kg.pipeline.parts import Part

    part = Part.of(vocab.release_graph(key), graph, turtle.Shortener(export.all_prefixes()))
    cache.put(release.digest, Unit(release.name, release.digest, key), graph, part=part.kept())
    digest: str = release.digest
    return digest


def whole(cache: Any, keys: dict[str, str], additions: dict[str, set[str]]) -> Any:
    """The corpus that a build would write."""
    from kg.pipeline import output, shared

    graphs = dict(shared.graphs())
    for graph in (vocab.DERIVED_GRAPH, vocab.INFERRED_GRAPH):
        graphs[graph] = "".join(sorted(additions.get(graph, ()))).encode()
    return output.Corpus(cache, dict(sorted(keys.items())), graphs)


def our_store(corpus: Any, place: Path, clock: Clock) -> Any:
    """The store on disk with its default graph and with what several releases say together."""
    from kg.pipeline import output
    from kg.store import open_store
    from kg.validate import validate_store

    with clock.stage("graph"):
        output.write_store(corpus, place, place, None)
    store = open_store(place)
    with clock.stage("validate"):
        [asdict(finding) for finding in validate_store(store.engine)]
    return store


def our_turtle(corpus: Any, place: Path, clock: Clock) -> int:
    """The stable Turtle, put together from the parts that a build keeps; its length."""
    from kg.pipeline import output

    with clock.stage("turtle"):
        output.write_turtle(corpus, place, place, None)
    return place.stat().st_size


def turtle_anew(corpus: Any, clock: Clock) -> int:
    """The same from nothing but the triples; its length."""
    from kg import export
    from kg.pipeline.parts import one_label, split

    graphs = [(name, split(data)) for name, data in corpus.chunks()]
    with clock.stage("turtle anew"):
        written = "".join(export.turtle_of(one_label(export.union(graphs)), export.all_prefixes())).encode()
    return len(written)


def questions(engine: Any, names: Sequence[str]) -> dict[str, float]:
    """Seconds of each canned question on a pyoxigraph store or an rdflib graph."""
    from kg.query import answer

    taken: dict[str, float] = {}
    for name in names:
        start = time.process_time()
        answer(engine, name)
        taken[name] = time.process_time() - start
    return taken


class _TooLongError(BaseException):  # no `except Exception` of the engine may catch it
    """A question took longer than it may."""


def bounded_questions(engine: Any, names: Sequence[str], limit: float) -> Iterator[tuple[str, float, bool]]:
    """The same one by one, each given up after ``limit`` seconds of processor time: name, seconds, whether it ended."""
    import signal

    def stop(_number: int, _frame: Any) -> None:
        raise _TooLongError

    signal.signal(signal.SIGPROF, stop)
    for name in names:
        signal.setitimer(signal.ITIMER_PROF, limit)
        try:
            yield name, questions(engine, [name])[name], True
        except _TooLongError:
            yield name, limit, False
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)


def plain_graph(triples: Path, clock: Clock) -> Any:
    """An rdflib graph filled triple by triple from a file of N-Triples."""
    import pyoxigraph as ox
    import rdflib

    def term(value: Any) -> Any:
        if isinstance(value, ox.NamedNode):
            return rdflib.URIRef(value.value)
        if value.language:
            return rdflib.Literal(value.value, lang=value.language)
        return rdflib.Literal(value.value, datatype=rdflib.URIRef(value.datatype.value))

    read: Any = list(ox.parse(path=triples, format=ox.RdfFormat.N_TRIPLES))
    graph = rdflib.Graph()
    with clock.stage("graph"):
        for quad in read:
            graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return graph


def plain_turtle(graph: Any, clock: Clock) -> int:
    """rdflib's Turtle; its length."""
    with clock.stage("turtle"):
        text: str = graph.serialize(format="turtle")
    return len(text)


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
