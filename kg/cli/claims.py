"""A built graph in, its claims as JSON lines out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How claims are printed."""

    JSONL = "jsonl"
    TSV = "tsv"


def command(
    graph: Annotated[Path, typer.Option("--graph", "-g", metavar="DIR", help="The built graph.")] = Path("graph"),
    release: Annotated[
        str | None, typer.Option("--release", "-r", metavar="R", help="Only this one: its key, IRI or file name.")
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", "-f", help="jsonl: one object a line; tsv: a table.")
    ] = Format.JSONL,
) -> None:
    """Print every claim of a built graph: who says what, how, as of when, in which words.

    Every stated property of a result, trial, dose, deal and so on is a claim of its own. JSON says besides which rules
    found it, what disputes it, and, where the build kept the release's text, the whole sentence.

    Example: adckg claims --release acme-2011-06-05 | jq .subject_label

    Exit codes: 0 printed, 2 there is no such graph or release.
    """
    import json
    from dataclasses import asdict

    from kg.claims import claims
    from kg.store import open_store
    from kg.texts import texts_of

    found = claims(open_store(graph), release, texts=texts_of(graph))
    if form is Format.TSV:
        typer.echo("\t".join(_COLUMNS))
    for claim in found:
        record = asdict(claim)
        typer.echo(json.dumps(record, ensure_ascii=False) if form is Format.JSONL else _row(record))


_COLUMNS = (
    "release",
    "subject_label",
    "predicate_label",
    "object_label",
    "value",
    "unit",
    "modality",
    "as_of",
    "quote",
)


def _row(record: dict[str, object]) -> str:
    """A line of the table; what a spreadsheet would take for a formula is made plain text."""
    from kg.tables import cell

    evidence = record["evidence"]
    assert isinstance(evidence, list)
    shown = record | {"quote": " / ".join(piece["quote"] for piece in evidence)}
    return "\t".join(cell(shown[name]) for name in _COLUMNS)
