"""A graph in, its text as it stands in the files out; those texts in, the files of a corpus out.

What a release looks like in Turtle does not depend on other releases but where several speak of one thing.  So each
graph is written once, where it is built, and kept; a corpus is then put together from the texts of its graphs, and
only the things that several graphs speak of are written anew.
"""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from kg import export, turtle
from kg.store import LABEL, is_thing

Lines = list[str]  # N-Triples, sorted
Block = tuple[str, str, str]  # a subject as N-Triples, its graph, its text in Turtle without the last line end

_RECORD = re.compile(r"/[0-9a-f]{16}>")  # how the name of a record ends; few graphs speak of the same one
_RUN = 40_000  # blocks sorted in memory at once, some 20 MB
_OPEN = 64  # graphs whose lines are held at once
_BETWEEN = "\0"


@dataclass(frozen=True, slots=True)
class Part:
    """A graph as a block of TriG, the lines of what other graphs may speak of too, and what has several labels."""

    trig: str
    common: str
    labelled: frozenset[str] = frozenset()

    @classmethod
    def of(cls, graph: str, data: bytes, shorten: turtle.Shortener) -> Part:
        """The part of a graph, given as sorted N-Triples."""
        lines = split(data)
        subjects = [(subject, list(found)) for subject, found in groupby(lines, key=subject_of)]
        common = "\n".join(line for subject, found in subjects if not _is_record(subject) for line in found)
        labelled = frozenset(subject for subject, found in subjects if len(list(one_label(found))) < len(found))
        return cls(export.trig_graph(graph, lines, shorten), common, labelled)

    @classmethod
    def read(cls, data: bytes) -> Part | None:
        """The part that ``data`` is the kept form of; None when it is not."""
        pieces = data.decode().split(_BETWEEN)
        return cls(pieces[0], pieces[1], frozenset(pieces[2].split())) if len(pieces) == 3 else None

    def kept(self) -> bytes:
        """The form in which a part is kept."""
        return _BETWEEN.join((self.trig, self.common, " ".join(sorted(self.labelled)))).encode()

    def blocks(self) -> list[str]:
        """The blocks of the subjects in Turtle, without their last line end."""
        body = self.trig[self.trig.index("{\n") + 6 : -3]
        return body.replace("\n    ", "\n").split("\n\n") if body else []


def split(data: bytes) -> Lines:
    """The lines of sorted N-Triples, without their ends."""
    found = data.decode().split("\n")
    found.pop()
    return found


def subject_of(line: str) -> str:
    """What a line is about."""
    return line[: line.index(" ")]


def _is_record(subject: str) -> bool:
    return _RECORD.fullmatch(subject, len(subject) - 18) is not None


class Files:
    """The Turtle of a corpus, from the parts of its graphs; ``lines`` gives the sorted lines of a graph."""

    def __init__(self, lines: Callable[[str], Lines]) -> None:
        self._lines = lru_cache(maxsize=_OPEN)(lines)
        self._prefixes = export.all_prefixes()
        self._expand = turtle.Expander(self._prefixes).iri
        self._common: dict[str, str] = {}
        self._split: dict[str, Lines] = {}
        self._labelled: set[str] = set()

    def union(self, parts: Iterable[tuple[str, Part]], folder: Path | None = None) -> Iterator[str]:
        """The union of the graphs; with a ``folder``, what does not fit into memory waits there."""
        yield turtle.header(self._prefixes)
        shorten = turtle.Shortener(self._prefixes)
        waiting: list[Block] = []
        last = ""
        for block in self._sorted(parts, folder):
            if block[0] != last:
                if waiting:
                    yield self._shown(waiting, shorten)
                waiting = []
                last = block[0]
            waiting.append(block)
        if waiting:
            yield self._shown(waiting, shorten)

    def _sorted(self, parts: Iterable[tuple[str, Part]], folder: Path | None) -> Iterable[Block]:
        runs = self._runs(parts, folder)
        return heapq.merge(*runs) if len(runs) > 1 else runs[0]

    def _runs(self, parts: Iterable[tuple[str, Part]], folder: Path | None) -> list[Iterable[Block]]:
        runs: list[Iterable[Block]] = []
        held: list[Block] = []
        for graph, part in parts:
            self._common[graph] = part.common
            self._labelled |= part.labelled
            held += [(self._expand(block[: block.index("\n")]), graph, block) for block in part.blocks()]
            if folder is not None and len(held) >= _RUN:
                runs.append(_spilled(sorted(held), folder / str(len(runs))))
                held = []
        return [*runs, sorted(held)]

    def _shown(self, blocks: list[Block], shorten: turtle.Shortener) -> str:
        subject, _, text = blocks[0]
        if len(blocks) == 1 and subject not in self._labelled:
            return f"\n{text}\n"
        lines = sorted({line for _, graph, _ in blocks for line in self._about(subject, graph)})
        return "\n" + "".join(turtle.blocks(one_label(lines), shorten))

    def _about(self, subject: str, graph: str) -> Lines:
        """The lines of a subject in a graph."""
        if graph not in self._split:
            self._split[graph] = self._common[graph].split("\n")
        return _lines_about(subject, self._split[graph]) or _lines_about(subject, self._lines(graph))


def _lines_about(subject: str, lines: Lines) -> Lines:
    first = bisect_left(lines, f"{subject} ")
    return lines[first : bisect_left(lines, f"{subject}!", first)]  # '!' follows the blank in the order of characters


def _spilled(blocks: list[Block], place: Path) -> Iterator[Block]:
    with place.open("w", encoding="utf-8", newline="\n") as run:
        run.writelines(f"{subject} {graph}\n{text}\n\n" for subject, graph, text in blocks)
    return _read_run(place)


def _read_run(place: Path) -> Iterator[Block]:
    with place.open(encoding="utf-8", newline="\n") as run:
        for head in run:
            subject, graph = head.split()
            yield subject, graph, "".join(iter(run.readline, "\n"))[:-1]


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
