"""The units of a corpus in, the files of an output folder out: store, Turtle, TriG, findings, manifest.

A corpus is read from the cache one unit at a time, so memory is bounded by the largest graph that is shared between
releases and by a batch, not by the corpus.
"""

from __future__ import annotations

import heapq
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg import export, files, vocab
from kg.cache import Cache
from kg.corpus import of_store
from kg.errors import InputError
from kg.store import LABEL, Chunk, Store, create_store, is_thing, open_store
from kg.validate import validate_store

NAMES = ["store", "graph.ttl", "graph.trig", "findings.json", "manifest.json"]
_RUN = 1_000_000  # lines sorted in memory at once
_FEW = 0.25  # part of the graphs that may change before loading all of them is cheaper


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
        """Every graph, sorted by IRI."""
        for name in sorted((*self.keys, *self.shared)):
            yield name, self.shared[name] if name in self.shared else self.graph(name)


def write_store(
    corpus: Corpus, place: Path, old: Path, changed: Sequence[str], removed: Sequence[str]
) -> list[dict[str, Any]]:
    """The store of a corpus at ``place``: the old one with what changed, where that is little; else loaded afresh.

    What follows from several releases together is added to the graph of derived statements, in the store and in
    ``corpus.shared``.  Returns what is wrong between releases.
    """
    reuse = _is_reusable(old, corpus, changed, removed)
    try:
        if reuse:
            open_store(old).engine.backup(str(place))
        store = create_store(place)
        if reuse:
            _apply(store, corpus, changed, removed)
        else:
            store.load(corpus.chunks())
        corpus.shared[vocab.DERIVED_GRAPH] = _together(store, corpus.shared.get(vocab.DERIVED_GRAPH, b""))
        findings = [asdict(finding) for finding in validate_store(store.engine)]
        store.engine.flush()
    except OSError as error:
        raise InputError(
            f"{place.parent.parent}: the graph cannot be written ({error}); the old one is untouched"
        ) from error
    return findings


def _apply(store: Store, corpus: Corpus, changed: Sequence[str], removed: Sequence[str]) -> None:
    for graph in removed:
        store.replace(graph, b"")
    for graph in changed:
        store.replace(graph, corpus.graph(graph))
    for graph in set(store.graphs()) - set(corpus.keys) - set(corpus.shared):
        store.replace(graph, b"")
    for graph, data in corpus.shared.items():
        store.replace(graph, data)


def _together(store: Store, derived: bytes) -> bytes:
    """Add what arithmetic, time and comparison say of all releases together; the whole graph of what is derived."""
    lines = {*derived.decode().splitlines(keepends=True), *(f"{quad.triple} .\n" for quad in of_store(store.engine))}
    whole = "".join(sorted(lines)).encode()
    store.replace(vocab.DERIVED_GRAPH, whole)
    return whole


def _is_reusable(old: Path, corpus: Corpus, changed: Sequence[str], removed: Sequence[str]) -> bool:
    return (old / "CURRENT").is_file() and len(changed) + len(removed) <= max(1, _FEW * len(corpus.keys))


def write_trig(corpus: Corpus, place: Path) -> None:
    """All graphs as TriG."""
    graphs = ((graph, data.decode().splitlines()) for graph, data in corpus.chunks())
    files.write(place, export.write_trig(graphs, export.all_prefixes()))


def write_turtle(corpus: Corpus, place: Path) -> None:
    """The default graph as Turtle."""
    with tempfile.TemporaryDirectory(dir=place.parent) as folder:
        lines = one_label(_merged(corpus.chunks(), Path(folder)))
        files.write(place, export.turtle_of(lines, export.all_prefixes()))


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


def write_findings(findings: Iterable[dict[str, Any]], place: Path) -> None:
    """The findings as JSON, sorted."""
    listed = sorted(findings, key=lambda finding: json.dumps(finding, sort_keys=True))
    files.write(place, [json.dumps({"findings": listed}, ensure_ascii=False, indent=1), "\n"])
