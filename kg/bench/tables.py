"""Measurements in, Markdown out: ratios and growth exponents only, for seconds depend on the machine."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, product
from typing import Any

Run = dict[str, Any]  # what one run told: seconds by stage, and whether it finished within its limit
Runs = Callable[[str, int], list[Run]]  # name of a measurement, number of releases -> its runs

# stage of ours -> the measurement of the plain way that has it, and the stage there
_BESIDE = {
    "graph": ("plain turtle", "graph"),
    "turtle": ("plain turtle", "turtle"),
    "turtle anew": ("plain turtle", "turtle"),
    "reason": ("plain reason", "reason"),
    "validate": ("plain validate", "validate"),
}
_SHOWN = {
    "graph": "graph, ours on disk and with what releases say together",
    "turtle": "stable Turtle, put together from what the build keeps of each release",
    "turtle anew": "stable Turtle, from nothing but the triples",
    "reason": "reasoning, HermiT over all facts",
    "validate": "SHACL, pyshacl over the whole graph",
}
GROWING = ("read", "extract", "build", "reason", "validate", "keep", "graph", "turtle")
_MISSING = "–"


def beside(runs: Runs, counts: Sequence[int]) -> Iterator[str]:
    """How many times faster each stage is than the plain way; '>' where that did not finish."""
    yield from _head("times faster than the plain stack", counts)
    for stage, (what, theirs) in _BESIDE.items():
        cells = [_ratio(_plain(runs(what, n), theirs), median(runs("ours", n), stage)) for n in counts]
        yield _row(_SHOWN[stage], cells)
    yield _row("canned questions, geometric mean", [_questions(runs, n) for n in counts])
    yield _row("text to validated graph and Turtle, one process", [_whole(runs, n) for n in counts])


def growth(runs: Runs, counts: Sequence[int]) -> Iterator[str]:
    """The exponent with which each stage grows between two sizes: 1 is linear."""
    steps = list(pairwise(counts))
    yield from _head("growth exponent", [f"{a} to {b}" for a, b in steps])
    for stage in GROWING:
        yield _row(stage, [_exponent(runs, "ours", stage, a, b) for a, b in steps])
    yield _row("`adckg build`, all stages", [_exponent(runs, "build", "build", a, b) for a, b in steps])


def builds(runs: Runs, counts: Sequence[int]) -> Iterator[str]:
    """What an unchanged and a slightly changed corpus cost, and the memory of a build."""
    yield from _head("`adckg build`, two processes", counts)
    for name in ("unchanged", "one changed"):
        cells = []
        for n in counts:
            part, all_of_it = median(runs("build", n), name), median(runs("build", n), "build")
            cells.append(f"{100 * part / all_of_it:.1f} %" if part and all_of_it else _MISSING)
        yield _row(f"{name}, part of the full build", cells)
    peaks = [max((run.get("peak", 0) for run in runs("build", n)), default=0) for n in counts]
    yield _row("peak memory, all processes", [f"{peak / 2**30:.2f} GiB" if peak else _MISSING for peak in peaks])


def single(runs: Runs, count: int) -> Iterator[str]:
    """What is measured at one size: names alone, starting, and what the extraction finds."""
    yield from ("| measure | result |", "|---|---|")
    names, start = runs("names", count), runs("start", count)
    yield _row(
        f"extraction of every fact beside spaCy's EntityRuler, which finds names only ({count} releases), times slower",
        [_ratio(median(names, "extract"), median(names, "spacy"))],
    )
    for command, shown in (("help", "--help"), ("extract", "extract RELEASE")):
        ratio = _ratio(median(start, command), median(start, "nothing"))
        yield _row(f"`adckg {shown}` beside `python -c pass`, times slower", [ratio])
    counted = [counts for run in runs("score", count) for counts in run.get("score", {}).values()]
    extracted, stated = sum(c[0] for c in counted), sum(c[1] for c in counted)
    share = f"{100 * extracted / stated:.1f} % of {stated}" if stated else _MISSING
    yield _row(f"values that the synthetic releases state and the extraction finds ({count} releases)", [share])


def unfinished(runs: Runs, whats: Sequence[str], counts: Sequence[int]) -> Iterator[str]:
    """What did not finish within its limit."""
    for what, n in product(whats, counts):
        for run in runs(what, n)[:1]:
            if not run.get("finished"):
                yield f"- {what}, {n} releases: not finished in {run.get('limit', 0):.0f} seconds of processor time"
            elif run.get("given up"):
                yield f"- {what}, {n} releases: {len(run['given up'])} given up after 10 seconds each"


def median(runs: Sequence[Run], stage: str) -> float | None:
    """The median of a stage over the runs that have it."""
    found = [run["seconds"][stage] for run in runs if stage in run.get("seconds", {})]
    return statistics.median(found) if found else None


Bound = tuple[float, bool]  # seconds, and whether it took longer


def _plain(runs: Sequence[Run], stage: str) -> Bound | None:
    found = median(runs, stage)
    if found is not None:
        return found, False
    limits = [float(run["limit"]) for run in runs if not run.get("finished")]
    return (max(limits), True) if limits else None


def _ratio(slow: Bound | float | None, fast: float | None) -> str:
    if slow is None or not fast:
        return _MISSING
    seconds, is_more = slow if isinstance(slow, tuple) else (slow, False)
    return f"{'> ' if is_more else ''}{seconds / fast:.3g}"


def _exponent(runs: Runs, what: str, stage: str, small: int, large: int) -> str:
    few, many = median(runs(what, small), stage), median(runs(what, large), stage)
    return f"{math.log(many / few) / math.log(large / small):.2f}" if few and many else _MISSING


def _questions(runs: Runs, count: int) -> str:
    ours = next((run["questions"] for run in runs("ours", count) if "questions" in run), None)
    plain = next((run for run in runs("plain questions", count) if run.get("questions")), None)
    if not ours or not plain:
        return _MISSING
    theirs = plain["questions"]
    mean = statistics.geometric_mean(theirs[name] / ours[name] for name in theirs)
    is_more = bool(plain.get("given up"))
    part = "" if len(theirs) == len(ours) else f" (of {len(theirs)} of {len(ours)})"
    return f"{'> ' if is_more else ''}{mean:.3g}{part}"


def _whole(runs: Runs, count: int) -> str:
    """Both ways read and extract alike; then each does its own graph, reasoning, validation and Turtle."""
    ours = runs("ours", count)
    shared = [median(ours, stage) for stage in ("read", "extract")]
    mine = [*shared, *(median(ours, stage) for stage in GROWING[2:])]
    plain = [_plain(runs(what, count), stage) for what, stage in dict.fromkeys(_BESIDE.values())]
    if None in mine or None in plain:
        return _MISSING
    bounds = [bound for bound in plain if bound is not None]
    slow = sum(filter(None, shared)) + sum(seconds for seconds, _ in bounds)
    return _ratio((slow, any(is_more for _, is_more in bounds)), sum(filter(None, mine)))


def _head(title: str, columns: Sequence[int | str]) -> Iterator[str]:
    shown = [column if isinstance(column, str) else f"{column:,} releases" for column in columns]
    yield _row(title, shown)
    yield "|---|" + "---|" * len(shown)


def _row(title: str, cells: Sequence[str]) -> str:
    return f"| {title} | " + " | ".join(cells) + " |"
