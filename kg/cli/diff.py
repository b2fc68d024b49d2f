"""Two built graphs in, what changed between them in facts out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How changes are printed."""

    MD = "md"
    JSON = "json"


def command(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A built graph, or a TriG or N-Quads file of one.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Another one.")],
    form: Annotated[
        Format, typer.Option("--format", "-f", help="md: for a pull request; json: for a program.")
    ] = Format.MD,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 when anything changed.")] = False,
) -> None:
    """Say in facts, not in lines, what changed between two graphs.

    Example: adckg diff graph.old graph --exit-code

    Exit codes: 0 compared, 1 they differ (with --exit-code), 2 a graph cannot be read.
    """
    import json
    from dataclasses import asdict

    from kg.claims import claims
    from kg.diff import changes, markdown
    from kg.store import read_store

    found = changes(claims(read_store(old)), claims(read_store(new)))
    if form is Format.JSON:
        typer.echo(json.dumps([asdict(change) for change in found], ensure_ascii=False, indent=1))
    else:
        typer.echo(markdown(found), nl=False)
    if exit_code and found:
        raise typer.Exit(1)
