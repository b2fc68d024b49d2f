"""The units of a corpus in, the files of an output folder out: store, Turtle, TriG, findings, manifest.

A corpus is read from the cache one unit at a time, so memory is bounded by the largest graph that is shared between
releases and by a batch, not by the corpus.
"""

from __future__ import annotations

import heapq
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kg import export, files, turtle, vocab
from kg.cache import Cache
from kg.corpus import of_store
from kg.errors import InputError
from kg.pipeline import splice
from kg.store import LABEL, Chunk, Store, create_store, is_thing, open_store
from kg.validate import validate_store

NAMES = ["store", "graph.ttl", "graph.trig", "findings.json", "manifest.json"]
_RUN = 250_000  # lines sorted in memory at once


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
    """All graphs as TriG; with ``touched`` only those graphs are worked out, the rest is copied from the old file."""
    prefixes = export.all_prefixes()
    if touched is None:
        files.write(place, export.write_trig(_decoded(corpus.chunks()), prefixes))
        return
    shorten = turtle.Shortener(prefixes)
    chunks = {graph: corpus.chunk(graph).decode().splitlines() for graph in touched.graphs}
    changed = {
        f"<{graph}>": export.trig_graph(graph, lines, shorten) if lines else "" for graph, lines in chunks.items()
    }
    files.write(place, splice.spliced(old, turtle.Expander(prefixes), changed, end=b"\n}\n"))


def _decoded(chunks: Iterable[Chunk]) -> Iterator[tuple[str, list[str]]]:
    return ((graph, data.decode().splitlines()) for graph, data in chunks)


def write_turtle(corpus: Corpus, place: Path, old: Path, touched: Touched | None) -> None:
    """The default graph as Turtle; with ``touched`` only those subjects are written anew, the rest is copied."""
    prefixes = export.all_prefixes()
    if touched is not None:
        files.write(place, splice.spliced(old, turtle.Expander(prefixes), touched.blocks, end=b"\n"))
        return
    with tempfile.TemporaryDirectory(dir=place.parent) as folder:
        lines = one_label(_merged(corpus.chunks(), Path(folder)))
        files.write(place, export.turtle_of(lines, prefixes))


def _merged(chunks: Iterable[Chunk], folder: Path) -> Iterator[str]:
    """The lines of all chunks, sorted; runs that do not fit into memory wait on disk."""
    runs: list[Iterator[str]] = []
    held: set[str] = set()
    for _, data in chunks:
        held.update(data.decode().splitlines())
        if len(held) > _RUN:
            runs.append(_spilled(held, folder / str(len(runs))))
            held = set()
    last = ""
    for line in heapq.merge(*runs, sorted(held)) if runs else sorted(held):
        if line != last:
            yield line
            last = line


def _spilled(held: set[str], place: Path) -> Iterator[str]:
    place.write_text("\n".join(sorted(held)) + "\n", encoding="utf-8", newline="\n")
    return _lines_of(place)


def _lines_of(place: Path) -> Iterator[str]:
    with place.open(encoding="utf-8", newline="\n") as run:
        for line in run:
            yield line[:-1]


def one_label(lines: Iterable[str]) -> Iterator[str]:
    """Sorted lines without the second and further labels of an entity, as in the store's default graph."""
    wanted = f" <{LABEL}> "
    last = ""
    for line in lines:
        if wanted in line and is_thing(line):
            subject = line.partition(" ")[0]
            if line.startswith(subject + wanted):
                if subject == last:
                    continue
                last = subject
        yield line


def each_once(findings: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Findings in a fixed order; what several releases show is one."""
    listed = {json.dumps(finding, sort_keys=True): finding for finding in findings}
    return [finding for _, finding in sorted(listed.items())]


def write_findings(listed: list[dict[str, Any]], place: Path) -> None:
    """The findings as JSON."""
    files.write(place, [json.dumps({"findings": listed}, ensure_ascii=False, indent=1), "\n"])
