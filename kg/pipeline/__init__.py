"""Files of releases in, a built graph out: incremental, in parallel, and whole or not at all.

Releases flow through read, extract, build, reason and validate in worker processes; what comes out of one release is
kept in a cache under a digest of its text, the code, the ontology and the shapes, so that an unchanged release is not
done again.  Then the corpus is written from the cache and takes the place of the old output in one step.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kg import __version__, files, vocab
from kg.cache import Cache
from kg.errors import GraphError, InputError
from kg.pipeline import output, shared
from kg.pipeline.inventory import Entry, Inventory, Report, Taker
from kg.store import open_store

__all__ = ["Report", "Summary", "build"]

Manifest = dict[str, Any]
_FEW = 0.25  # part of the releases that may change before writing all of them is cheaper


@dataclass(frozen=True)
class Summary:
    """What a build did and what the graph now holds."""

    out: Path
    releases: int
    done: int
    removed: int
    is_written: bool
    counts: Mapping[str, int]
    findings: Mapping[str, int]  # severity -> number
    failed: Mapping[str, str]  # source -> why it could not be read
    twins: Mapping[str, str]  # source -> the source with the same text
    refused: Mapping[str, Sequence[str]] = field(default_factory=dict)  # source -> facts not in their words
    orphaned: Sequence[str] = ()  # decisions of a curator that found nothing

    @property
    def unchanged(self) -> int:
        """Releases that were not done again."""
        return self.releases - self.done


def build(
    sources: Sequence[Path],
    out: Path,
    report: Report,
    *,
    jobs: int = 1,
    force: bool = False,
    curation: Path | None = None,
    read_on: date | None = None,
) -> Summary:
    """Build the graph of the releases in ``sources`` into the folder ``out``; ``read_on`` is kept with each of them.

    A release that cannot be read is reported and left out.  Raises InputError when none can be read or ``out`` cannot
    be written, GraphError when another build holds it; the old output is then as it was.
    """
    if curation is not None:
        from kg.pipeline.release import decisions

        decisions(curation)  # a fault in them is told before any work
    with files.locked(out, report.say):
        taker = Taker(Cache(out / "cache"), report, jobs, force, curation, read_on)
        found = taker.take(sources)
        if not found.entries:
            first = next(iter(found.failed.values()), "there was none")
            raise InputError(f"no release could be read ({len(sources)} given); the first: {first}")
        return _settle(found, out, report, taker)


def _settle(found: Inventory, out: Path, report: Report, taker: Taker) -> Summary:
    old, new = read_manifest(out), _manifest(found, taker.curation)
    removed = len(set(old.get("graphs", {})) - set(new["graphs"]))
    if taker.curation is None and " " in str(old.get("state", "")):
        report.say("the last build applied a curator's decisions; this one has no --curation and leaves them out")
    if _is_whole(out) and old.get("state") == new["state"] and old["graphs"] == new["graphs"] and not taker.force:
        return _summary(found, out, new | {"findings": old["findings"]}, taker, removed=0, is_written=False)
    report.say(f"writing {out}")
    new["findings"] = _write(found, out, old, new, taker)
    taker.cache.prune(entry.key for entry in found.entries.values())
    return _summary(found, out, new, taker, removed=removed, is_written=True)


def _manifest(found: Inventory, curation: Path | None) -> Manifest:
    """What the output is made of; equal manifests are equal outputs."""
    return {
        "adckg": __version__,
        "state": f"{shared.state()} {shared.curation_state(curation)}".strip(),
        "graphs": {graph: entry.key for graph, entry in found.entries.items()},
        "sources": {graph: str(entry.source) for graph, entry in found.entries.items()},
        "failed": dict(sorted(found.failed.items())),
        "counts": _counts(found.entries.values()),
        "findings": {},
    }


def read_manifest(out: Path) -> Manifest:
    """The manifest of a built graph; empty when there is none."""
    try:
        found: Manifest = json.loads((out / "manifest.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_whole(out: Path) -> bool:
    """Whether an old output is complete and its store can be opened; a damaged one is written anew."""
    if not all((out / name).exists() for name in output.NAMES):
        return False
    try:
        open_store(out)
    except GraphError:
        return False
    return True


def _write(found: Inventory, out: Path, old: Manifest, new: Manifest, taker: Taker) -> dict[str, int]:
    """Write everything beside the old output and put it in place; how many findings of each severity there are."""
    place = files.staging(out)
    try:
        corpus = output.Corpus(taker.cache, new["graphs"], _shared(found, taker.curation))
        change = None if taker.force or not _is_whole(out) else _change(corpus, old, new)
        findings = [finding for entry in found.entries.values() for finding in entry.unit.findings]
        between, touched = output.write_store(corpus, place / "store", out / "store", change)
        again = touched if change is not None else None
        output.write_trig(corpus, place / "graph.trig", out / "graph.trig", again)
        output.write_turtle(corpus, place / "graph.ttl", out / "graph.ttl", again)
        listed = output.each_once([*findings, *between])
        counted = dict(sorted(Counter(finding["severity"] for finding in listed).items()))
        output.write_findings(listed, place / "findings.json")
        files.write(
            place / "manifest.json", [json.dumps(new | {"findings": counted}, ensure_ascii=False, indent=1), "\n"]
        )
        files.commit(out, output.NAMES)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return counted


def _change(corpus: output.Corpus, old: Manifest, new: Manifest) -> output.Change | None:
    """What changed since the old output; None where that cannot be told, or is so much that all is written faster."""
    before, after = old.get("graphs", {}), new["graphs"]
    if old.get("adckg") != new["adckg"]:
        return None
    changed = [graph for graph, key in after.items() if before.get(graph) != key]
    removed = sorted(set(before) - set(after))
    if len(changed) + len(removed) > max(1, _FEW * len(after)):
        return None
    departed: dict[str, set[bytes]] = {}
    for graph in (*removed, *(graph for graph in changed if graph in before)):
        unit = corpus.cache.unit(before[graph])
        if unit is None:
            return None
        for shared_graph, data in unit.additions.items():
            departed.setdefault(shared_graph, set()).update(data.encode().splitlines(keepends=True))
    return output.Change(changed, removed, departed, old["state"] == new["state"])


def _shared(found: Inventory, curation: Path | None) -> dict[str, bytes]:
    """The graphs that belong to no single release: ontology, reference data, and what releases add to the others."""
    graphs = dict(shared.graphs())
    lines: dict[str, set[str]] = {vocab.DERIVED_GRAPH: set(), vocab.INFERRED_GRAPH: set()}
    for entry in found.entries.values():
        for graph, data in entry.unit.additions.items():
            lines.setdefault(graph, set()).update(data.splitlines(keepends=True))
    graphs |= {graph: "".join(sorted(held)).encode() for graph, held in lines.items()}
    if curation is not None:
        graphs[vocab.CURATION_GRAPH] = shared.decision_graph(curation, _applied(found))
    return graphs


def _applied(found: Inventory) -> frozenset[str]:
    return frozenset(iri for entry in found.entries.values() for iri in entry.unit.decisions)


def _counts(entries: Iterable[Entry]) -> dict[str, int]:
    """Sums over releases; compounds and trials that several releases speak of count once."""
    totals: Counter[str] = Counter()
    things: dict[str, set[str]] = {"compounds": set(), "trials": set()}
    for entry in entries:
        totals.update(entry.unit.counts)
        for kind, iris in entry.unit.entities.items():
            things[kind].update(iris)
    return {kind: len(iris) for kind, iris in things.items()} | dict(totals)


def _summary(found: Inventory, out: Path, made: Manifest, taker: Taker, *, removed: int, is_written: bool) -> Summary:
    return Summary(
        out=out,
        releases=len(found.entries),
        done=len(found.done),
        removed=removed,
        is_written=is_written,
        counts=made["counts"],
        findings=made["findings"],
        failed=found.failed,
        twins=found.twins,
        refused={str(e.source): e.unit.refused for e in found.entries.values() if e.unit.refused},
        orphaned=sorted(set(shared.decided(taker.curation)) - _applied(found)),
    )
