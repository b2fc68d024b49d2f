"""A SPARQL text in, its answer out, inside limits that hold."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli._answers import DEFAULT_GRAPH, DialectOption, EndpointOption, Format, GraphOption, print_table

if TYPE_CHECKING:
    from kg.query.tables import Table


class Output(StrEnum):
    """How an answer is printed; the last three are for graphs."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    MD = "md"
    TTL = "ttl"
    NT = "nt"
    RDFXML = "rdfxml"


_SUFFIXES = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".srj": "json",
    ".xml": "xml",
    ".srx": "xml",
    ".md": "md",
} | {
    ".ttl": "ttl",
    ".nt": "nt",
    ".rdf": "rdfxml",
}
_GRAPH_FORMS = frozenset({Output.TTL, Output.NT, Output.RDFXML})


def command(
    file: Annotated[str | None, typer.Argument(metavar="[FILE]", help="A query, or - for standard input.")] = None,
    text: Annotated[str | None, typer.Option("--query", "-q", metavar="TEXT", help="The query itself.")] = None,
    form: Annotated[
        Output | None, typer.Option("--format", "-f", help="How the answer is printed: rows or, for a graph, triples.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write here; the suffix chooses the format.")
    ] = None,
    seconds: Annotated[float, typer.Option("--timeout", min=0.1, max=3600, help="Seconds a query may take.")] = 10.0,
    rows: Annotated[int, typer.Option("--max-rows", min=1, help="Rows or triples an answer may have.")] = 10_000,
    megabytes: Annotated[int, typer.Option("--max-memory", min=64, help="Megabytes a query may need.")] = 1024,
    graph: GraphOption = DEFAULT_GRAPH,
    endpoint: EndpointOption = None,
    dialect: DialectOption = None,
) -> None:
    """Answer any SELECT, ASK, CONSTRUCT or DESCRIBE query; nothing is changed and nothing else is fetched.

    Examples:

    adckg sparql -q 'SELECT ?s WHERE { ?s a <https://w3id.org/adc-kg/ontology/Trial> }'

    adckg sparql question.rq --out answer.csv

    Exit codes: 0 answered, 2 no SPARQL or not allowed, 3 a limit was reached, 4 the endpoint failed.
    """
    asked = _text(file, text)
    if endpoint:
        answer = _ask_endpoint(asked, endpoint, dialect, seconds, rows)
    else:
        from kg.query.worker import Limits, Worker
        from kg.store import open_store

        with Worker(Path(open_store(graph).place), Limits(seconds, rows, megabytes)) as worker:
            answer = worker.ask(asked)
    _print(answer, _chosen(form, out), out)


def _text(file: str | None, text: str | None) -> str:
    from kg.errors import InputError

    if (file is None) == (text is None):
        raise InputError("give one query: a FILE, - for standard input, or -q TEXT")
    if text is not None:
        return text
    data = sys.stdin.buffer.read() if file == "-" else Path(str(file)).read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is not UTF-8 at byte {error.start}; save it so") from error


def _ask_endpoint(asked: str, endpoint: str, dialect: str | None, seconds: float, rows: int) -> Table | str:
    from kg.errors import LimitError
    from kg.guard import check_query
    from kg.query.remote import connect

    check_query(asked)
    answer = connect(endpoint, dialect=dialect, seconds=seconds).ask(asked)
    found = answer.count("\n") if isinstance(answer, str) else len(answer)
    if found > rows:
        raise LimitError(f"the answer has {found:,} rows, more than {rows:,}; add LIMIT or raise the row limit")
    return answer


def _chosen(form: Output | None, out: Path | None) -> Output | None:
    if form is None and out is not None and out.suffix in _SUFFIXES:
        return Output(_SUFFIXES[out.suffix])
    return form


def _print(answer: Table | str, form: Output | None, out: Path | None) -> None:
    from kg.errors import InputError

    if isinstance(answer, str) != (form in _GRAPH_FORMS) and form is not None:
        kind = "a graph: ttl, nt or rdfxml" if isinstance(answer, str) else "rows: table, csv, tsv, json, xml or md"
        raise InputError(f"the format {form.value} does not fit; the answer is {kind}")
    if isinstance(answer, str):
        _write(_triples(answer, form or Output.TTL), out)
    elif out is None:
        print_table(answer, Format((form or Output.TABLE).value))
    else:
        from kg.query.tables import WRITERS

        _write(WRITERS[form.value if form is not None and form in WRITERS else "csv"](answer), out)


def _triples(lines: str, form: Output) -> str:
    """Sorted N-Triples in the wanted form, with the prefixes of the project."""
    if form is Output.NT:
        return lines
    from pyoxigraph import RdfFormat, parse, serialize

    from kg import resources

    wanted = RdfFormat.TURTLE if form is Output.TTL else RdfFormat.RDF_XML
    triples = (quad.triple for quad in parse(lines, format=RdfFormat.N_TRIPLES))
    used = {short: iri for short, iri in resources.prefixes().items() if f"<{iri}" in lines}
    return (serialize(triples, format=wanted, prefixes=used) or b"").decode()


def _write(text: str, out: Path | None) -> None:
    if out is None:
        typer.echo(text, nl=False)
        return
    from kg.files import atomic

    with atomic(out) as file:
        file.write(text.encode())
