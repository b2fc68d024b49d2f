"""A built graph in, the same graphs at an endpoint out."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from kg.cli._answers import DEFAULT_GRAPH, DialectOption, GraphOption


def command(
    endpoint: Annotated[
        str,
        typer.Option(
            "--endpoint",
            metavar="URL",
            help="Where to push. Credentials: ADCKG_USER and ADCKG_PASSWORD, ADCKG_TOKEN, or netrc.",
        ),
    ],
    graph: GraphOption = DEFAULT_GRAPH,
    dialect: DialectOption = None,
    seconds: Annotated[float, typer.Option("--timeout", min=1, help="Seconds one request may take.")] = 300.0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say which graphs would be sent or removed.")] = False,
) -> None:
    """Send the graph to a remote store; only the named graphs that changed travel.

    The graph <https://w3id.org/adc-kg/graph/pushed> there notes what arrived whole, so a push that broke off is mended
    by pushing again. Graphs that were not pushed from here are left alone.

    Example: adckg push --endpoint http://127.0.0.1:7878 --graph graph

    Exit codes: 0 the endpoint holds the graph, 2 no graph or a bad address, 4 the endpoint failed.
    """
    from kg.query.remote import connect
    from kg.query.transfer import compare, digest, push, pushed
    from kg.store import open_store

    target = connect(endpoint, dialect=dialect, seconds=seconds)
    store = open_store(graph)
    graphs = {name: partial(store.triples, name) for name in store.graphs()}
    if dry_run:
        difference = compare({name: digest(read()) for name, read in graphs.items()}, pushed(target))
        for name in (*difference.changed, *difference.gone):
            typer.echo(f"{'send' if name in graphs else 'remove'} {name}")
    else:
        difference = push(target, graphs, lambda name, done, total: typer.echo(f"{done + 1}/{total} {name}", err=True))
    same = len(graphs) - len(difference.changed)
    verb = "to send" if dry_run else "sent"
    typer.echo(f"{len(difference.changed)} graphs {verb}, {len(difference.gone)} removed, {same} unchanged")
