"""A place to ask in, an answerer out; a table in, lines on the terminal out: what the asking commands share."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as Grid

    from kg.query import Answerer
    from kg.query.tables import Row, Table


class Format(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    MD = "md"


GraphOption = Annotated[Path, typer.Option("--graph", metavar="DIR", help="The built graph.")]
EndpointOption = Annotated[
    str | None,
    typer.Option(
        "--endpoint",
        metavar="URL",
        help="Ask this SPARQL endpoint instead. Credentials: ADCKG_USER and ADCKG_PASSWORD, ADCKG_TOKEN, or netrc.",
    ),
]
DialectOption = Annotated[
    str | None,
    typer.Option(help="Kind of endpoint: oxigraph, fuseki, graphdb, stardog, neptune, virtuoso, generic."),
]
DEFAULT_GRAPH = Path("graph")


def open_source(graph: Path, endpoint: str | None = None, dialect: str | None = None) -> Answerer:
    """A remote endpoint when one is named, else the store of a built graph."""
    if endpoint:
        from kg.query.remote import connect

        return connect(endpoint, dialect=dialect)
    from kg.query import answerer
    from kg.store import open_store

    return answerer(open_store(graph).engine)


def print_table(table: Table, form: Format) -> None:
    """A table on standard output; for people, names stand in the place of IRIs and long quotes are folded."""
    from kg.query.tables import WRITERS

    if form is not Format.TABLE:
        typer.echo(WRITERS[form.value](table), nl=False)
        return
    from rich.console import Console

    _print_for_people(Console(), table)


def _print_for_people(console: Console, table: Table) -> None:
    from kg.query.tables import for_people

    shown = for_people(table, shorten)
    if not shown.rows:
        console.print("no rows")
        return
    if _fits(shown, console.width):
        console.print(_grid(shown))
    else:
        for number, row in enumerate(shown.rows, 1):
            console.print(_card(shown, row, number))
    console.print(f"{len(shown)} row{'s' if len(shown) != 1 else ''}", style="dim")


def shorten(iri: str) -> str:
    """An IRI with the longest prefix of the project in the place of its namespace; a release by its key alone.

    >>> shorten("https://w3id.org/adc-kg/id/compound/t-dm1"), shorten("https://w3id.org/adc-kg/id/release/x-2012-06-02")
    ('compound:t-dm1', 'x-2012-06-02')
    """
    from kg import resources

    best = max(resources.prefixes().items(), key=lambda item: len(item[1]) if iri.startswith(item[1]) else 0)
    if not iri.startswith(best[1]):
        return iri
    local = iri[len(best[1]) :]
    return local.removeprefix("release/") if best[0] == "id" and local.startswith("release/") else f"{best[0]}:{local}"


def _fits(table: Table, width: int) -> bool:
    """Whether a row stays readable side by side: the longest word of each column, and room for the long texts."""
    needed = 0
    for at, column in enumerate(table.columns):
        texts = [term.value for row in table.rows if (term := row[at]) is not None]
        longest = max(len(text) for text in texts)
        word = max(len(part) for text in texts for part in text.split() or [""])
        needed += max(len(column), min(word, 30), min(longest, 24)) + 3
    return needed <= width


def _grid(table: Table) -> Grid:
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for at, column in enumerate(table.columns):
        numeric = all(row[at] is None or row[at].is_number for row in table.rows)  # type: ignore[union-attr]  # not None
        grid.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in table.rows:
        grid.add_row(*(Text("" if term is None else _folded(term.value)) for term in row))
    return grid


def _card(table: Table, row: Row, number: int) -> Grid:
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=None, show_header=False, title=f"{number}", title_justify="left", title_style="dim", pad_edge=False)
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, text in _filled(table, row):
        grid.add_row(name, Text(text))
    grid.add_row("", "")
    return grid


def _filled(table: Table, row: Row) -> Iterator[tuple[str, str]]:
    for column, term in zip(table.columns, row, strict=True):
        if term is not None:
            yield column, _folded(term.value)


def _folded(text: str, limit: int = 300) -> str:
    """A text in one paragraph; of a long one the start and the end."""
    plain = " ".join(text.split())
    return plain if len(plain) <= limit else f"{plain[: limit - 80]} [...] {plain[-60:]}"
