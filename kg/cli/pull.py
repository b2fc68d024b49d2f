"""An endpoint in, a graph folder or a file with its graphs out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli._answers import DEFAULT_GRAPH, DialectOption

if TYPE_CHECKING:
    from kg.store import Store


def command(
    endpoint: Annotated[
        str,
        typer.Option(
            "--endpoint",
            metavar="URL",
            help="Where to pull from. Credentials: ADCKG_USER and ADCKG_PASSWORD, ADCKG_TOKEN, or netrc.",
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR|FILE", help="A graph folder, or a file (.trig, .nq, .ttl ...).")
    ] = DEFAULT_GRAPH,
    dialect: DialectOption = None,
    seconds: Annotated[float, typer.Option("--timeout", min=1, help="Seconds one request may take.")] = 300.0,
) -> None:
    """Fetch the graphs that were pushed to a remote store; only those that differ from the folder's travel.

    The folder then answers queries as a built one does; the next build into it starts anew.

    Example: adckg pull --endpoint http://127.0.0.1:7878 --out graph

    Exit codes: 0 fetched, 2 nothing was pushed there or the folder cannot be used, 4 the endpoint failed.
    """
    from kg.errors import InputError
    from kg.query.remote import connect
    from kg.query.transfer import digest, pull

    source = connect(endpoint, dialect=dialect, seconds=seconds)
    old = None if out.suffix else _opened(out)
    local = {} if old is None else {name: digest(old.triples(name)) for name in old.graphs()}
    difference, found = pull(
        source, local, lambda name, done, total: typer.echo(f"{done + 1}/{total} {name}", err=True)
    )
    if not found and not local:
        raise InputError(f"{endpoint} holds no graph that adckg pushed; push one first")
    if out.suffix:
        _write_file(found, out)
    elif found or difference.gone:
        _write_folder(old, found | dict.fromkeys(difference.gone, b""), out)
    same = len(local) - len(difference.gone) - len(set(found) & set(local))
    typer.echo(f"{len(found)} graphs fetched, {len(difference.gone)} removed, {same} unchanged")


def _opened(out: Path) -> Store | None:
    from kg.errors import GraphError
    from kg.store import open_store

    try:
        return open_store(out)
    except GraphError:
        if (out / "store").is_dir():
            raise
        return None


def _write_file(found: Mapping[str, bytes], out: Path) -> None:
    from kg import export

    export.write_file(out, [(name, export.lines(data)) for name, data in sorted(found.items())], export.all_prefixes())


def _write_folder(old: Store | None, changes: Mapping[str, bytes], out: Path) -> None:
    """The store with the changes and its Turtle and TriG, put in place together."""
    from kg import export, files
    from kg.store import create_store

    with files.locked(out, lambda text: typer.echo(text, err=True)):
        place = files.staging(out)
        if old is not None:
            old.engine.backup(str(place / "store"))
        store = create_store(place / "store")
        if old is None:
            store.load(sorted(changes.items()))
        else:
            for name, data in changes.items():
                store.replace(name, data)
        store.engine.flush()
        graphs = [(name, export.lines(store.triples(name))) for name in store.graphs()]
        export.write_file(place / "graph.trig", graphs, export.all_prefixes())
        export.write_file(place / "graph.ttl", graphs, export.all_prefixes())
        files.write(place / "manifest.json", ["{}\n"])  # what is there comes from no release: a build starts anew
        del store
        files.commit(out, ["store", "graph.ttl", "graph.trig", "manifest.json"])
