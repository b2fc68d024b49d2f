"""What the tests of queries share: cases as pairs of files, the graphs they run on, typed expected rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyoxigraph
import rdflib

from kg import resources
from kg.query.tables import XSD, Table, Term

CASES = Path(__file__).parent / "queries"
ALONE = "# Without the ontology"
Value = tuple[str, str | Decimal]
_TYPES = {"date": XSD + "date", "boolean": XSD + "boolean"}


def names(suffix: str) -> set[str]:
    """The cases that have a file with that suffix."""
    return {path.stem for path in CASES.glob(f"*{suffix}")}


def data(name: str) -> str:
    """The Turtle of a case."""
    return (CASES / f"{name}.ttl").read_text(encoding="utf-8")


@cache
def _ontology() -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in resources.ontology_files().values())


def documents(name: str) -> Iterator[str]:
    """What a case runs on: the ontology, for its labels, and the case's own triples."""
    if not data(name).startswith(ALONE):
        yield _ontology()
    yield data(name)


def oxigraph(name: str) -> pyoxigraph.Store:
    """The case in an embedded store."""
    store = pyoxigraph.Store()
    for document in documents(name):
        store.load(document, format=pyoxigraph.RdfFormat.TURTLE)
    return store


def triples(name: str) -> bytes:
    """The case as N-Triples."""
    return oxigraph(name).dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph()) or b""


@cache
def _rdflib_ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(data=_ontology(), format="turtle")


def rdflib_graph(name: str) -> rdflib.Graph:
    """The case in an rdflib graph."""
    graph = rdflib.Graph()
    if not data(name).startswith(ALONE):
        graph += _rdflib_ontology()
    return graph.parse(data=data(name), format="turtle")


def expected(name: str) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    """Columns and typed rows; a column's type stands behind a colon in the header, strings have none."""
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    columns = [column.partition(":") for column in header]
    kinds = [kind or "string" for _, _, kind in columns]
    typed = [tuple(_expected(cell, kind) for cell, kind in zip(row, kinds, strict=True)) for row in rows]
    return tuple(column for column, _, _ in columns), typed


def _expected(cell: str, kind: str) -> Value:
    if not cell:
        return ("", "")
    if kind == "number":
        return ("number", Decimal(cell))
    return _mixed(cell) if kind == "mixed" else (kind, cell)


def _mixed(cell: str) -> Value:
    """The type that a cell reads as, for a column that holds several."""
    if cell.replace(".", "", 1).isdigit():
        return ("number", Decimal(cell))
    if cell in ("true", "false"):
        return ("boolean", cell)
    return ("iri" if cell.startswith("https://") else "string", cell)


def typed_rows(table: Table) -> list[tuple[Value, ...]]:
    """The rows of an answer in the form of the expected ones: numbers by value, strings without language."""
    return [tuple(_found(term) for term in row) for row in table.rows]


def _found(term: Term | None) -> Value:
    if term is None:
        return ("", "")
    if term.is_number:
        return ("number", term.number() or Decimal(0))
    if term.kind != "literal":
        return ({"uri": "iri"}.get(term.kind, term.kind), term.value)
    return (next((kind for kind, datatype in _TYPES.items() if datatype == term.datatype), "string"), term.value)
