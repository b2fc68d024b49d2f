"""A release's file in, its facts as JSON or as a table out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.model import Facts, Release


class Format(StrEnum):
    """How facts are printed."""

    JSON = "json"
    TABLE = "table"


def command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A press release (.txt or .md), or - for standard input.")
    ],
    form: Annotated[
        Format, typer.Option("--format", "-f", help="json: facts with evidence; table: to read.")
    ] = Format.JSON,
) -> None:
    """Print the facts of one release, each with the exact words it stands on.

    A fact whose numbers, units or names do not stand in its words is left out, and told on standard error.

    Example: adckg extract release.txt --format table

    Exit codes: 0 facts printed, 2 the file cannot be read.
    """
    from kg.evidence_check import sound
    from kg.extract import extract

    release = _read(file)
    facts, refused = sound(extract(release), release.text)
    for reason in refused:
        typer.echo(f"left out: {reason}", err=True)
    if form is Format.JSON:
        _print_json(facts)
    else:
        _print_table(facts)


def _read(file: Path) -> Release:
    from kg.read import read_bytes, read_file

    if str(file) != "-":
        return read_file(file)
    return read_bytes("standard input", typer.get_binary_stream("stdin").read())


def _print_json(facts: Facts) -> None:
    import json

    from kg.facts_json import to_json

    typer.echo(json.dumps(to_json(facts), ensure_ascii=False, indent=1))


def _print_table(facts: Facts) -> None:
    from rich.console import Console
    from rich.table import Table

    from kg.facts_json import to_json

    table = Table("kind", "fact", "modality", "words", show_lines=False, header_style="bold")
    for kind, items in to_json(facts).items():
        for item in items if isinstance(items, list) else [items]:
            if isinstance(item, dict) and kind != "legal":
                table.add_row(kind.replace("_", " "), _summary(item), item.get("modality", ""), _words(item))
    Console().print(table)


def _summary(item: dict[str, object]) -> str:
    hidden = {"evidence", "modality", "rule", "key", "names", "parts"}
    return ", ".join(f"{key} {_shown(value)}" for key, value in item.items() if key not in hidden)


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(_shown(item) for item in value)
    if isinstance(value, dict):
        return _summary(value)
    return str(value)


def _words(item: dict[str, object]) -> str:
    evidence = item.get("evidence", [])
    assert isinstance(evidence, list)
    return " … ".join(" ".join(entry["quote"].split()) for entry in evidence)
