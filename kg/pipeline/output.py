"""The units of a corpus in, the files of an output folder out: store, Turtle, TriG, findings, manifest.

A corpus is read from the cache one unit at a time, so memory is bounded by the largest graph that is shared between
releases and by a batch, not by the corpus.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from kg import export, files, turtle, vocab
from kg.cache import Cache
from kg.corpus import of_store
from kg.errors import InputError
from kg.pipeline import splice
from kg.pipeline.parts import Files, Part, split
from kg.store import Chunk, Store, create_store, open_store
from kg.validate import validate_store

NAMES = ["store", "graph.ttl", "graph.trig", "findings.json", "manifest.json"]


@dataclass(frozen=True)
class Corpus:
    """What a build writes: cache keys by release graph, and the graphs that belong to no single release."""

    cache: Cache
    keys: Mapping[str, str]
    shared: dict[str, bytes]

    def graph(self, name: str) -> bytes:
        """The triples of a release's graph."""
        found = self.cache.graph(self.keys[name])
        if found is None:
            raise InputError(f"{self.cache.folder}: an entry of the cache was damaged; build again with --force")
        return found

    def chunks(self) -> Iterator[Chunk]:
        """Every graph that holds anything, sorted by IRI."""
        for name in sorted((*self.keys, *self.shared), key=lambda name: f"<{name}>"):
            if data := self.chunk(name):
                yield name, data

    def chunk(self, name: str) -> bytes:
        """The triples of any graph; none of one that is not there."""
        return self.shared[name] if name in self.shared else self.graph(name) if name in self.keys else b""

    def lines(self, name: str) -> list[str]:
        """The same as sorted lines."""
        return split(self.chunk(name))

    def part(self, name: str) -> Part:
        """A graph as it stands in the files; kept for releases, the ontology and the reference data."""
        if name in self.keys:
            key = self.keys[name]
        else:
            key = hashlib.sha256(f"{name}\0".encode() + self.shared[name]).hexdigest()
        kept = Part.read(self.cache.part(key) or b"")
        if kept is not None and kept.trig:
            return kept
        made = Part.of(name, self.chunk(name), turtle.Shortener(export.all_prefixes()))
        if name in (vocab.ONTOLOGY_GRAPH, vocab.REFERENCE_GRAPH):
            self.cache.put_part(key, made.kept())
        return made

    def parts(self) -> Iterator[tuple[str, Part]]:
        """The parts of every graph that holds anything, sorted by IRI."""
        for name in sorted((*self.keys, *self.shared), key=lambda name: f"<{name}>"):
            if name in self.keys or self.shared[name]:
                yield name, self.part(name)


@dataclass(frozen=True)
class Change:
    """What differs from the old output: release graphs, and what departed units added to the graphs all share.

    ``is_shared_same`` tells that the ontology and the reference data are the old ones.
    """

    changed: Sequence[str]
    removed: Sequence[str]
    departed: Mapping[str, set[bytes]]
    is_shared_same: bool


def write_store(corpus: Corpus, place: Path, old: Path, change: Change | None) -> tuple[list[dict[str, Any]], Touched]:
    """The store of a corpus at ``place``: the old one with what changed, or, without ``change``, loaded afresh.

    What follows from several releases together is added to the graph of derived statements, in the store and in
    ``corpus.shared``.  Returns what is wrong between releases, and what of the old files is to be written again.
    """
    touched = Touched()
    try:
        if change is not None:
            open_store(old).engine.backup(str(place))
        store = create_store(place)
        if change is None:
            store.load(corpus.chunks())
            _add_together(store, corpus)
        else:
            _apply(store, corpus, change, touched)
            _update_together(store, corpus, touched)
            touched.render(store)
        findings = [asdict(finding) for finding in validate_store(store.engine)]
        store.engine.flush()
    except OSError as error:
        raise InputError(f"{place.parent.parent}: cannot be written ({error}); the old graph is as it was") from error
    return findings, touched


@dataclass
class Touched:
    """The graphs and subjects whose part of the files changed; ``blocks`` holds the new text of the subjects."""

    graphs: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    blocks: dict[str, str] = field(default_factory=dict)

    def add(self, graph: str, subjects: set[str]) -> None:
        """Note what a change of a graph was about."""
        if subjects:
            self.graphs.add(graph)
            self.subjects |= subjects

    def render(self, store: Store) -> None:
        """Write the blocks of the subjects anew, '' where one is gone."""
        shorten = turtle.Shortener(export.all_prefixes())
        self.blocks = {s: "".join(turtle.blocks(store.block(s), shorten)) for s in self.subjects}


def _apply(store: Store, corpus: Corpus, change: Change, touched: Touched) -> None:
    for graph in change.removed:
        touched.add(graph, store.replace(graph, b""))
    for graph in change.changed:
        touched.add(graph, store.replace(graph, corpus.graph(graph)))
    for graph, data in corpus.shared.items():
        if graph in (vocab.INFERRED_GRAPH, vocab.DERIVED_GRAPH):
            now = set(data.splitlines(keepends=True))
            held = set(store.triples(graph).splitlines(keepends=True))
            touched.add(graph, store.update(graph, change.departed.get(graph, set()) - now, now - held))
        elif not change.is_shared_same or graph == vocab.CURATION_GRAPH:
            touched.add(graph, store.replace(graph, data))


def _add_together(store: Store, corpus: Corpus) -> None:
    """Load what arithmetic, time and comparison say of all releases together."""
    graph = vocab.DERIVED_GRAPH
    lines = {f"{quad.triple} .\n" for quad in of_store(store.engine)}
    store.load([(graph, "".join(sorted(lines)).encode())])
    lines.update(corpus.shared.get(graph, b"").decode().splitlines(keepends=True))
    corpus.shared[graph] = "".join(sorted(lines)).encode()


def _update_together(store: Store, corpus: Corpus, touched: Touched) -> None:
    """Bring the same up to date in a store that holds what was said before."""
    graph = vocab.DERIVED_GRAPH
    alone = set(corpus.shared.get(graph, b"").splitlines(keepends=True))
    old = set(store.triples(graph).splitlines(keepends=True)) - alone
    new = {f"{quad.triple} .\n".encode() for quad in of_store(store.engine)} - alone
    touched.add(graph, store.update(graph, old - new, new - old))
    corpus.shared[graph] = b"".join(sorted(alone | new))


def write_trig(corpus: Corpus, place: Path, old: Path, touched: Touched | None) -> None:
    """All graphs as TriG; with ``touched`` only those graphs are put in again, the rest is copied from the old file."""
    prefixes = export.all_prefixes()
    if touched is None:
        shown = (text for _, part in corpus.parts() for text in ("\n", part.trig))
        files.write(place, chain([turtle.header(prefixes)], shown))
        return
    changed = {f"<{graph}>": corpus.part(graph).trig if corpus.chunk(graph) else "" for graph in touched.graphs}
    files.write(place, splice.spliced(old, turtle.Expander(prefixes), changed, end=b"\n}\n"))


def write_turtle(corpus: Corpus, place: Path, old: Path, touched: Touched | None) -> None:
    """The default graph as Turtle; with ``touched`` only those subjects are written anew, the rest is copied."""
    if touched is not None:
        expander = turtle.Expander(export.all_prefixes())
        files.write(place, splice.spliced(old, expander, touched.blocks, end=b"\n"))
        return
    with tempfile.TemporaryDirectory(dir=place.parent) as folder:
        files.write(place, Files(corpus.lines).union(corpus.parts(), Path(folder)))


def each_once(findings: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Findings in a fixed order; what several releases show is one."""
    listed = {json.dumps(finding, sort_keys=True): finding for finding in findings}
    return [finding for _, finding in sorted(listed.items())]


def write_findings(listed: list[dict[str, Any]], place: Path) -> None:
    """The findings as JSON."""
    files.write(place, [json.dumps({"findings": listed}, ensure_ascii=False, indent=1), "\n"])
