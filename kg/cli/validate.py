"""``adckg validate``: any RDF graph against the shapes and the ontology, for people and for CI."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.errors import InputError


class Format(StrEnum):
    """Formats of the report."""

    TEXT = "text"
    TTL = "ttl"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    GITLAB = "gitlab"


class Severity(StrEnum):
    """The lightest severity that makes the exit code 1."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


def command(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE...",
            help="RDF files or folders of them, - for standard input; without any, the built graph is checked. "
            "Turtle, TriG, N-Triples, N-Quads, JSON-LD and RDF/XML, also packed (.gz).",
        ),
    ] = None,
    shapes: Annotated[
        list[str] | None,
        typer.Option("--shapes", "-s", metavar="FILE", help="SHACL shapes of your own, besides the project's."),
    ] = None,
    default_shapes: Annotated[
        bool, typer.Option("--default-shapes/--no-default-shapes", help="Check the project's own shapes.")
    ] = True,
    graph: Annotated[Path, typer.Option("--graph", metavar="DIR", help="Folder of the built graph.")] = Path("graph"),
    inference: Annotated[
        bool,
        typer.Option(
            "--inference/--no-inference",
            help="Check what follows from the ontology as well (superclasses of a class always count).",
        ),
    ] = False,
    format_: Annotated[Format, typer.Option("--format", "-f", help="Format of the report.")] = Format.TEXT,
    fail_on: Annotated[
        Severity, typer.Option("--fail-on", help="The lightest severity that makes the exit code 1.")
    ] = Severity.VIOLATION,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the report here, not to the screen.")
    ] = None,
    allow_network: Annotated[
        bool, typer.Option("--allow-network", help="Fetch imports, JSON-LD contexts and addresses.")
    ] = False,
    max_megabytes: Annotated[int, typer.Option(min=1, metavar="N", help="Refuse larger files.")] = 256,
) -> None:
    """Check any graph against the shapes and the ontology.

    Exit code: 0 conforms, 1 findings of --fail-on or graver, 2 something cannot be read or run. Nothing is fetched
    from the network unless you allow it.

    Example: adckg validate graph.ttl more/ --format sarif --output findings.sarif --fail-on warning
    """
    from kg.validate import at_least
    from kg.validation.check import Request, validate
    from kg.validation.report import FORMATS, summary

    request = Request(
        paths=files or [_built(graph)],
        shapes=shapes or (),
        default_shapes=default_shapes,
        inference=inference,
        allow_network=allow_network,
        max_bytes=max_megabytes * 1024 * 1024,
    )
    if not default_shapes and not shapes:
        raise InputError("there is nothing to check against; drop --no-default-shapes or give --shapes")
    outcome = validate(request, notify=lambda words: typer.echo(f"adckg: {words}", err=True))
    _deliver(FORMATS[format_.value](outcome.findings, fail_on.value), output)
    typer.echo(summary(outcome.findings, files=outcome.files, triples=outcome.triples), err=True)
    if at_least(outcome.findings, fail_on.value):
        raise typer.Exit(1)


def _built(folder: Path) -> str:
    """The file of a built graph. Raises InputError when there is none."""
    for name in ("graph.trig", "graph.ttl"):
        if (folder / name).is_file():
            return str(folder / name)
    raise InputError(f"{folder}: no built graph is here; give files to check, or run: adckg build --out {folder}")


def _deliver(report: str, output: Path | None) -> None:
    if output is not None:
        from kg.files import write

        write(output, [report])
    elif report:
        typer.echo(report, nl=False)
