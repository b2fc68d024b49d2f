"""Numbers of releases in, tables of ratios out: ours beside the plain stack, measured in one run on one machine.

``python -m kg.bench`` measures everything and puts the tables between the marks in ``--write``.  What was measured is
kept in ``--place``, so that a run that was stopped goes on where it was; a change of the program measures anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

from kg.bench import corpus, tables
from kg.bench.memory import processor_time
from kg.bench.tables import Run

_PLAIN = ("plain turtle", "plain reason", "plain validate", "plain questions")
_MARKS = ("<!-- measured -->", "<!-- end of what was measured -->")
_IDLE = 4  # times the limit, on the clock, for a machine with other work
_LONG = 0.2  # part of the limit; what takes longer is measured once


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    options = _options(arguments)
    bench = Bench(options.place, options.limit, options.total)
    plan = _plan(options)
    with _progress(len(plan)) as tell:
        for what, count, limit in plan:
            tell(f"{what}, {count:,} releases")
            bench.measure(what, count, options.repeat, limit)
    text = "\n".join(_lines(bench, options))
    print(text)
    if options.write is not None and options.write.is_file():
        _put(options.write, text)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m kg.bench", description=__doc__)
    sizes = lambda text: [int(part) for part in text.split(",") if part]  # noqa: E731  # argparse wants a callable
    parser.add_argument("--ours", type=sizes, default=[100, 1000, 10000], help="numbers of releases for the program")
    parser.add_argument("--plain", type=sizes, default=[30, 100, 300], help="numbers of releases for the plain stack")
    parser.add_argument("--limit", type=float, default=600, help="seconds of processor time for the plain stack")
    parser.add_argument("--total", type=float, default=7200, help="seconds after which nothing more is begun")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--place", type=Path, default=Path(".bench"), help="where corpora and results are kept")
    parser.add_argument("--write", type=Path, default=Path("docs/benchmarks.md"), help="the document with the tables")
    return parser.parse_args(arguments)


def _plan(options: argparse.Namespace) -> list[tuple[str, int, float]]:
    """Measurements in the order in which they are made: small before large, ours before the plain way."""
    ample = 10 * options.limit
    single = min(options.ours, default=0)
    plan = [(what, single, ample) for what in ("start", "names", "score") if single]
    for count in sorted({*options.ours, *options.plain}):
        plan.append(("ours", count, ample))
        plan += [("build", count, ample)] * (count in options.ours)
        plan += [(what, count, options.limit) for what in _PLAIN if count in options.plain]
    return plan


def _lines(bench: Bench, options: argparse.Namespace) -> Iterator[str]:
    single = min(options.ours, default=0)
    yield (
        f"Processor time, medians of {options.repeat} runs, of one where a run took more than "
        f"{_LONG * options.limit:.0f} seconds; the plain way was given up after {options.limit:.0f} seconds "
        "('>': at least so many times)."
    )
    yield ""
    yield from tables.beside(bench.runs, options.plain)
    yield ""
    yield from tables.growth(bench.runs, options.ours)
    yield ""
    yield from tables.builds(bench.runs, options.ours)
    yield ""
    yield from tables.single(bench.runs, single)
    missing = list(tables.unfinished(bench.runs, _PLAIN, options.plain))
    yield from ("", *missing) if missing else ()


@contextmanager
def _progress(total: int) -> Iterator[Any]:
    """How far the measurements are: a bar on a terminal, else a line for each."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda words: print(words, file=sys.stderr, flush=True)
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=total, completed=-1)
        yield lambda words: progress.update(task, description=words, advance=1)


def _put(document: Path, text: str) -> None:
    """Replace what stands between the marks of a document."""
    before, first, rest = document.read_text(encoding="utf-8").partition(_MARKS[0])
    _, last, behind = rest.partition(_MARKS[1])
    if first and last:
        document.write_text(f"{before}{first}\n\n{text}\n\n{last}{behind}", encoding="utf-8")


def _state() -> str:
    """A digest of the program and of these measurements: results of other versions do not count."""
    from kg.pipeline import shared

    running = hashlib.sha256(shared.state().encode())
    for entry in sorted((files("kg") / "bench").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".py"):
            running.update(entry.read_bytes())
    return running.hexdigest()


def _ended(process: subprocess.Popen[str], limit: float) -> tuple[str, float]:
    """What a process told until it ended or had its ``limit`` of processor time, and how much it had."""
    begun, cost = time.monotonic(), 0.0
    while True:
        with suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=1)[0], cost
        cost = processor_time(process.pid)
        if cost > limit or time.monotonic() > begun + _IDLE * limit:
            os.killpg(process.pid, signal.SIGKILL)  # with its workers, and with Java
            return process.communicate()[0], cost


class Bench:
    """Measurements over corpora of several sizes; corpora and results are kept in a folder."""

    def __init__(self, place: Path, limit: float, total: float) -> None:
        self.place, self.limit = place, limit
        self.ends = time.monotonic() + total
        self.state = _state()
        self._kept: dict[tuple[str, int], list[Run]] = {}
        place.mkdir(parents=True, exist_ok=True)
        results = place / "results.jsonl"
        for line in results.read_text(encoding="utf-8").splitlines() if results.is_file() else ():
            run = json.loads(line)
            if run["state"] == self.state:
                self.runs(run["what"], run["count"]).append(run)

    def runs(self, what: str, count: int) -> list[Run]:
        """What was measured."""
        return self._kept.setdefault((what, count), [])

    def measure(self, what: str, count: int, repeat: int, limit: float) -> None:
        """Run one measurement ``repeat`` times, once if it takes long or does not finish, and keep what it tells."""
        runs = self.runs(what, count)
        if not runs:
            runs += self._lost(what, count)
        while len(runs) < repeat and not any(self._is_long(run) for run in runs):
            allowed = min(limit, self.ends - time.monotonic())
            if allowed < min(limit, self.limit) / 2:
                return
            run = {"state": self.state, "what": what, "count": count, **self._run(what, count, allowed)}
            runs.append(run)
            with (self.place / "results.jsonl").open("a", encoding="utf-8") as results:
                results.write(json.dumps(run) + "\n")

    def _lost(self, what: str, count: int) -> list[Run]:
        """What did not finish with fewer releases does not with more: the same limit holds."""
        smaller = [runs for (known, size), runs in self._kept.items() if known == what and size < count]
        return [run for runs in smaller for run in runs if not run.get("finished")][:1]

    def _is_long(self, run: Run) -> bool:
        return not run.get("finished") or run["limit"] > _LONG * self.limit

    def _run(self, what: str, count: int, limit: float) -> Run:
        folder = self._folder(count)
        begun = time.monotonic()
        command = [sys.executable, "-m", "kg.bench.run", what, str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
            try:
                output, cost = _ended(process, limit)
            except BaseException:
                os.killpg(process.pid, signal.SIGKILL)
                raise
        told = [line for line in output.splitlines() if line.startswith("{")]
        return (json.loads(told[-1]) if told else {}) | {"limit": cost, "took": time.monotonic() - begun}

    def _folder(self, count: int) -> Path:
        """A folder with that many releases, written once for each version."""
        folder = self.place / self.state[:8] / str(count)
        if not folder.exists():
            corpus.main([str(count), str(folder)])
        return folder


if __name__ == "__main__":
    main()
