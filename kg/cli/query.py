"""The name of a question and its parameters in, an answer out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli._answers import DEFAULT_GRAPH, DialectOption, EndpointOption, Format, GraphOption, open_source, print_table

if TYPE_CHECKING:
    from kg.query import Question, Table


def command(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="The question; none lists them all.")] = None,
    given: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="KEY=VALUE", help="A filter: a name, alias, CURIE, IRI, date or number."),
    ] = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="How the answer is printed.")] = Format.TABLE,
    show: Annotated[
        bool, typer.Option("--show", help="Print the SPARQL with the parameters in it, ready for any endpoint.")
    ] = False,
    graph: GraphOption = DEFAULT_GRAPH,
    endpoint: EndpointOption = None,
    dialect: DialectOption = None,
    queries: Annotated[
        Path | None, typer.Option("--queries", metavar="DIR", help="A folder of your own .rq files to ask instead.")
    ] = None,
) -> None:
    """Answer a canned question; without a name, list the questions.

    Examples:

    adckg query pipeline -p as_of=2012-12-31

    adckg query adverse_events -p compound=T-DM1 -p at_least=10 --format csv

    Exit codes: 0 answered, 2 unknown question, parameter or graph, 3 a limit was reached, 4 the endpoint failed.
    """
    from kg.query import find, questions

    known = questions(queries)
    if name is None:
        _print_list(known)
        return
    question = find(name, known)
    parameters = _parameters(given or [])
    if show and not parameters:
        typer.echo(question.text, nl=False)
    elif show:
        from kg.query.bind import bind

        typer.echo(bind(question, parameters, open_source(graph, endpoint, dialect)), nl=False)
    else:
        print_table(_answer(question, parameters, graph, endpoint, dialect, own=queries is not None), form)


def _answer(
    question: Question,
    parameters: Mapping[str, str],
    graph: Path,
    endpoint: str | None,
    dialect: str | None,
    *,
    own: bool,
) -> Table:
    """The rows; a user's own file is guarded and, on a built graph, evaluated in a worker."""
    from kg.query.bind import bind

    source = open_source(graph, endpoint, dialect)
    text = bind(question, parameters, source)
    if own:
        from kg.guard import check_query
        from kg.query.worker import ask_once
        from kg.store import open_store

        check_query(text)
        if endpoint is None:
            return ask_once(Path(open_store(graph).place), text)
    return source.select(text)


def _parameters(given: list[str]) -> dict[str, str]:
    from kg.errors import QueryError

    found: dict[str, str] = {}
    for item in given:
        key, equals, value = item.partition("=")
        if not equals or not key or not value:
            raise QueryError(f"'{item}' is no parameter; write it as key=value")
        if key in found:
            raise QueryError(f"the parameter '{key}' is given twice; give it once")
        found[key] = value
    return found


def _print_list(known: Mapping[str, Question]) -> None:
    """Questions under their first tag, each with its parameters."""
    from rich.console import Console
    from rich.table import Table as Grid

    grid = Grid(box=None, show_header=False, pad_edge=False)
    grid.add_column(no_wrap=True)
    grid.add_column()
    grid.add_column(style="dim")
    groups: dict[str, list[Question]] = {}
    for question in known.values():
        groups.setdefault(question.tags[0] if question.tags else "other", []).append(question)
    for tag in sorted(groups):
        grid.add_row(f"[bold]{tag}[/bold]")
        for question in groups[tag]:
            grid.add_row(f"  {question.name}", question.summary, " ".join(item.name for item in question.parameters))
    Console().print(grid)
    typer.echo("\nAsk one: adckg query pipeline -p as_of=2012-12-31. See one: adckg query pipeline --show")
