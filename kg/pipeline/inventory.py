"""Files in, the cache entry of each release out: found there, or worked out now."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from kg import vocab
from kg.cache import Cache, Unit
from kg.pipeline import shared
from kg.pipeline.pool import Job, run_jobs


class Report(Protocol):
    """Whoever watches a build: a progress bar, lines in a log, a test."""

    def say(self, line: str) -> None:
        """A line of text."""

    def start(self, total: int) -> None:
        """So many releases are to be done."""

    def advance(self, problem: str | None) -> None:
        """One more is done, or could not be."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A release of the corpus: its file, its key in the cache, and its unit."""

    source: Path
    key: str
    unit: Unit

    @property
    def graph(self) -> str:
        """The release's named graph."""
        return vocab.release_graph(self.unit.release)


@dataclass
class Inventory:
    """The releases of a corpus: ``entries`` by graph, what could not be read and why, and texts that stand twice."""

    entries: dict[str, Entry] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    twins: dict[str, str] = field(default_factory=dict)
    done: set[Path] = field(default_factory=set)


@dataclass(frozen=True)
class Taker:
    """How to come by entries: from the cache, or by working them out in ``jobs`` processes."""

    cache: Cache
    report: Report
    jobs: int
    force: bool = False
    curation: Path | None = None
    read_on: date | None = None

    def take(self, sources: Sequence[Path]) -> Inventory:
        """Look at every file; work out the releases that the cache does not hold, or all of them with ``force``."""
        found = Inventory()
        entries = self._settle(list(self._jobs(sources, found)), found)
        taken = Counter(entry.unit.release for entry in entries)
        again = [self._apart(entry) for entry in entries if taken[entry.unit.release] > 1]
        if again:
            entries = [entry for entry in entries if taken[entry.unit.release] == 1] + self._settle(again, found)
        found.entries = {entry.graph: entry for entry in sorted(entries, key=lambda entry: entry.graph)}
        return found

    def _jobs(self, sources: Iterable[Path], found: Inventory) -> Iterator[Job]:
        """A job for each text; a file with the text of another one adds nothing."""
        by_text: dict[str, Path] = {}
        for source in sources:
            try:
                with source.open("rb") as handle:
                    digest = hashlib.file_digest(handle, "sha256").hexdigest()
            except OSError as error:
                found.failed[str(source)] = f"{source}: cannot be read ({error.strerror}); check the permissions"
                continue
            if (twin := by_text.setdefault(digest, source)) is not source:
                found.twins[str(source)] = str(twin)
            else:
                yield Job(source, self._key(source, digest), curation=self.curation, read_on=self.read_on)

    def _apart(self, entry: Entry) -> Job:
        """A job for one of several releases of one issuer on one day: it is named by its text as well."""
        name = f"{entry.unit.release}-{entry.unit.digest[:8]}"
        return Job(entry.source, self._key(entry.source, f"{entry.key} apart"), name, self.curation, self.read_on)

    def _settle(self, wanted: Sequence[Job], found: Inventory) -> list[Entry]:
        entries, todo = [], []
        for job in wanted:
            unit = None if self.force else self.cache.unit(job.key)
            if unit is None:
                todo.append(job)
            else:
                entries.append(Entry(job.source, job.key, unit))
        self.report.start(len(todo))
        for job, problem in run_jobs(todo, self.cache.folder, jobs=self.jobs):
            unit = self.cache.unit(job.key) if problem is None else None
            if unit is None:
                found.failed[str(job.source)] = problem or f"{job.source}: its result could not be kept"
            else:
                entries.append(Entry(job.source, job.key, unit))
                found.done.add(job.source)
            self.report.advance(problem)
        return entries

    def _key(self, source: Path, digest: str) -> str:
        """What a release's result depends on: text, file name and day of reading (the graph tells them), code."""
        read_on = (str(self.read_on),) if self.read_on else ()
        parts = (digest, source.name, shared.state(), shared.curation_state(self.curation), *read_on)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()
