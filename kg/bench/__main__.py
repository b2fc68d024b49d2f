"""Numbers of releases in, a table of ratios out: ours beside the plain stack, measured in one run on one machine.

``python -m kg.bench --ours 100,1000 --plain 30,100`` prints the table; ``--write FILE`` also puts it into a document.
Only ratios and growth exponents are printed as results: seconds depend on the machine.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg.bench import corpus

Runs = list[dict[str, Any]]
STAGES = ("read", "extract", "build", "reason", "validate", "graph", "turtle")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(Path(place), options.limit, options.repeat)
        lines = [*bench.beside(options.plain), "", *bench.growth(options.ours), "", *bench.whole(options.ours)]
        if options.names:
            lines += ["", *bench.names(options.names)]
    text = "\n".join(lines)
    print(text)
    if options.write:
        options.write.write_text(text + "\n", encoding="utf-8")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m kg.bench", description=__doc__)
    sizes = lambda text: [int(part) for part in text.split(",")]  # noqa: E731  # argparse wants a callable
    parser.add_argument("--ours", type=sizes, default=[100, 1000, 10000])
    parser.add_argument("--plain", type=sizes, default=[30, 100, 300])
    parser.add_argument(
        "--names", type=int, default=100, help="releases for the comparison with spaCy; 0 leaves it out"
    )
    parser.add_argument("--limit", type=float, default=600, help="seconds after which a measurement is given up")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--write", type=Path)
    return parser.parse_args(arguments)


class Bench:
    """Measurements over corpora of several sizes; each corpus is written once."""

    def __init__(self, place: Path, limit: float, repeat: int) -> None:
        self.place, self.limit, self.repeat = place, limit, repeat
        self.known: dict[tuple[str, int], Runs] = {}

    def folder(self, count: int) -> Path:
        """A folder with that many releases."""
        folder = self.place / str(count)
        if not folder.exists():
            corpus.main([str(count), str(folder)])
        return folder

    def measure(self, what: str, count: int) -> Runs:
        """Up to ``repeat`` runs of one measurement; a run that reaches the limit ends the series."""
        if (what, count) in self.known:
            return self.known[what, count]
        runs: Runs = []
        spent = 0.0
        for number in range(self.repeat):
            print(f"{what}, {count} releases, run {number + 1}", file=sys.stderr, flush=True)
            done, finished = self._run(what, count)
            runs.append(done)
            spent += sum(done.get("seconds", {}).values())
            if not finished or spent > self.limit:
                break
        self.known[what, count] = runs
        return runs

    def _run(self, what: str, count: int) -> tuple[dict[str, Any], bool]:
        command = [sys.executable, "-m", "kg.bench.run", what, str(self.folder(count))]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                output, _ = process.communicate(timeout=self.limit)
                finished = process.returncode == 0
            except subprocess.TimeoutExpired:
                process.kill()
                output, _ = process.communicate()
                finished = False
        told = [line for line in output.splitlines() if line.startswith("{")]
        return (json.loads(told[-1]) if told else {}), finished

    def beside(self, counts: Sequence[int]) -> list[str]:
        """How many times faster each stage is than the plain way."""
        rows = ["| times faster than the plain stack | " + " | ".join(f"{n} releases" for n in counts) + " |"]
        rows.append("|---|" + "---|" * len(counts))
        pairs = [(self.measure("ours", n), self.measure("plain", n)) for n in counts]
        for stage in ("graph", "turtle", "reason", "validate"):
            cells = [_ratio(_median(plain, stage), _median(ours, stage)) for ours, plain in pairs]
            rows.append(f"| {stage} | " + " | ".join(cells) + " |")
        answered = [_questions(self.measure("ours", n), self.measure("asked", n)) for n in counts]
        rows.append("| canned questions, geometric mean | " + " | ".join(answered) + " |")
        rows.append(
            "| text to validated graph and Turtle, one process | " + " | ".join(_whole(*pair) for pair in pairs) + " |"
        )
        return rows

    def growth(self, counts: Sequence[int]) -> list[str]:
        """The exponent with which each stage grows between two sizes: 1 is linear."""
        steps = list(pairwise(counts))
        rows = [
            "| growth exponent | " + " | ".join(f"{a} to {b}" for a, b in steps) + " |",
            "|---|" + "---|" * len(steps),
        ]
        for stage in STAGES:
            cells = [
                _exponent(_median(self.measure("ours", a), stage), _median(self.measure("ours", b), stage), b / a)
                for a, b in steps
            ]
            rows.append(f"| {stage} | " + " | ".join(cells) + " |")
        cells = [
            _exponent(_median(self.measure("build", a), "build"), _median(self.measure("build", b), "build"), b / a)
            for a, b in steps
        ]
        rows.append("| `adckg build`, all stages | " + " | ".join(cells) + " |")
        return rows

    def whole(self, counts: Sequence[int]) -> list[str]:
        """What an unchanged and a slightly changed corpus cost, and the memory of a build."""
        rows = [
            "| `adckg build` | " + " | ".join(f"{n} releases" for n in counts) + " |",
            "|---|" + "---|" * len(counts),
        ]
        for name in ("unchanged", "one changed"):
            cells = []
            for n in counts:
                runs = self.measure("build", n)
                part, all_of_it = _median(runs, name), _median(runs, "build")
                cells.append(f"{100 * part / all_of_it:.1f} %" if part and all_of_it else "not finished")
            rows.append(f"| {name}, part of the full build | " + " | ".join(cells) + " |")
        peaks = [max((run.get("peak", 0) for run in self.measure("build", n)), default=0) for n in counts]
        rows.append("| peak memory, all processes | " + " | ".join(f"{peak / 2**30:.2f} GiB" for peak in peaks) + " |")
        return rows

    def names(self, count: int) -> list[str]:
        """Every fact beside the names alone."""
        runs = self.measure("names", count)
        ratio = _ratio(_median(runs, "extract"), _median(runs, "spacy"))
        return [
            f"Extraction of every fact takes {ratio} times what spaCy's blank pipeline takes with an EntityRuler of "
            f"the same dictionary, which finds names only ({count} releases)."
        ]


def _median(runs: Runs, stage: str) -> float | None:
    found = [run["seconds"][stage] for run in runs if stage in run.get("seconds", {})]
    return statistics.median(found) if found else None


def _ratio(slow: float | None, fast: float | None) -> str:
    if slow is None or not fast:
        return "not finished"
    return f"{slow / fast:.3g}"


def _exponent(small: float | None, large: float | None, factor: float) -> str:
    return f"{math.log(large / small) / math.log(factor):.2f}" if small and large else "not finished"


def _questions(ours: Runs, plain: Runs) -> str:
    mine, theirs = ours[0].get("questions"), plain[0].get("questions")
    if not mine or not theirs:
        return "not finished"
    mean = statistics.geometric_mean(theirs[name] / mine[name] for name in theirs)
    return f"{mean:.3g}" + ("" if len(theirs) == len(mine) else f" (of the {len(theirs)} of {len(mine)} that finished)")


def _whole(ours: Runs, plain: Runs) -> str:
    """Both ways read and extract alike; then each does its own graph, reasoning, validation and Turtle."""
    shared = [_median(ours, stage) for stage in ("read", "extract")]
    theirs = _sum([*shared, *(_median(plain, stage) for stage in ("graph", "turtle", "reason", "validate"))])
    mine = _sum([*shared, *(_median(ours, stage) for stage in ("build", "graph", "turtle", "reason", "validate"))])
    return _ratio(theirs, mine)


def _sum(parts: Sequence[float | None]) -> float | None:
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


if __name__ == "__main__":
    main()
