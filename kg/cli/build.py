"""Paths of releases in, a built graph in a folder and a summary on the screen out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.pipeline import Report, Summary

_SHOWN = 10  # problems that are listed by name


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...", help="Releases (.txt, .md) or folders of them. None: the shipped examples."
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where the graph is written.")] = Path(
        "graph"
    ),
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Worker processes; 0: one for each processor.")] = 0,
    force: Annotated[bool, typer.Option("--force", help="Do unchanged releases again as well.")] = False,
    curation: Annotated[
        Path | None, typer.Option("--curation", metavar="DIR", help="A curator's decisions (.ttl) to apply.")
    ] = None,
    read_on: Annotated[
        datetime | None,
        typer.Option(
            "--read-on",
            metavar="DATE",
            formats=["%Y-%m-%d"],
            help="Keep the day the releases were read; one dated later is a finding.",
        ),
    ] = None,
) -> None:
    """Read releases and build, reason over, validate and store their graph.

    The folder then holds store/ (for query, claims, export), graph.ttl, graph.trig, findings.json and manifest.json.
    It describes exactly the releases given: a changed one is done again, an unchanged one is not, and one that is no
    longer given leaves. An interrupted build leaves the last good output whole.

    Example: adckg build releases/ --out graph

    Exit codes: 0 all releases are in the graph, 1 some could not be read (the others are in it), 2 nothing was built.
    """
    from kg.pipeline import build
    from kg.pipeline.inputs import releases

    with ExitStack() as stack:
        sources = releases(paths) if paths else stack.enter_context(_examples())
        report = stack.enter_context(_reporter())
        day = read_on.date() if read_on else None
        summary = build(sources, out, report, jobs=jobs or _processors(), force=force, curation=curation, read_on=day)
    _print(summary, curation)
    if summary.failed:
        raise typer.Exit(1)


@contextmanager
def _examples() -> Iterator[list[Path]]:
    """The example releases as files, wherever the package is installed."""
    from importlib.resources import as_file

    from kg.resources import example_files

    with ExitStack() as stack:
        yield [stack.enter_context(as_file(entry)) for entry in example_files().values()]


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Lines:
    """Plain lines, for a log: one for each tenth of the work, and one for each problem."""

    def __init__(self) -> None:
        self.total = self.ended = 0

    def say(self, line: str) -> None:
        typer.echo(line, err=True)

    def start(self, total: int) -> None:
        self.total, self.ended = total, 0

    def advance(self, problem: str | None) -> None:
        self.ended += 1
        if problem:
            self.say(f"left out: {problem}")
        if self.ended * 10 // self.total > (self.ended - 1) * 10 // self.total:
            self.say(f"{self.ended} of {self.total} releases")


@contextmanager
def _reporter() -> Iterator[Report]:
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Lines()
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        yield _Bar(progress)


class _Bar:
    """A progress bar on a terminal."""

    def __init__(self, progress: object) -> None:
        from rich.progress import Progress

        assert isinstance(progress, Progress)
        self.progress = progress
        self.task = progress.add_task("reading releases", total=None)

    def say(self, line: str) -> None:
        self.progress.update(self.task, description=line)

    def start(self, total: int) -> None:
        self.progress.reset(self.task, total=total, description="reading releases")

    def advance(self, problem: str | None) -> None:
        if problem:
            self.progress.console.print(f"left out: {problem}", markup=False, highlight=False, soft_wrap=True)
        self.progress.advance(self.task)


def _print(summary: Summary, curation: Path | None) -> None:
    for line in _lines(summary, _lost(summary, curation)):
        typer.echo(line)


def _lost(summary: Summary, curation: Path | None) -> dict[str, str]:
    """The decisions that found nothing, each in a line."""
    from kg.curation import described, read_decisions

    if curation is None or not summary.orphaned:
        return {}
    return {made.iri: described(made) for made in read_decisions(curation) if made.iri in set(summary.orphaned)}


def _lines(summary: Summary, lost: Mapping[str, str]) -> Iterator[str]:
    yield f"releases          {summary.releases} ({summary.done} done, {summary.unchanged} unchanged{_gone(summary)})"
    for kind, number in summary.counts.items():
        yield f"{kind:<17} {number}"
    yield f"findings          {_findings(summary.findings)}"
    yield from _listed("left out", summary.failed)
    yield from _listed("same text as", {source: f"{source} = {twin}" for source, twin in summary.twins.items()})
    refused = {
        f"{source}/{n}": f"{source}: {line}"
        for source, lines in summary.refused.items()
        for n, line in enumerate(lines)
    }
    yield from _listed("fact not in its words", refused)
    yield from _listed("decision without a statement", lost)
    done = "written to" if summary.is_written else "nothing changed in"
    yield f"{done} {summary.out}: store, graph.ttl, graph.trig, findings.json"
    option = "" if str(summary.out) == "graph" else f" --graph {summary.out}"
    yield "next: " + " | ".join(
        f"adckg {what}{option}" for what in ("query", "query compounds", "claims", "export g.nt")
    )


def _gone(summary: Summary) -> str:
    return f", {summary.removed} removed" if summary.removed else ""


def _findings(counted: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {severity}" for severity, number in counted.items()) or "none"


def _listed(what: str, lines: Mapping[str, str]) -> Iterator[str]:
    for line in list(lines.values())[:_SHOWN]:
        yield f"{what}: {line}"
    if len(lines) > _SHOWN:
        yield f"{what}: and {len(lines) - _SHOWN} more"
