"""A built graph in, files of it out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.export import Graphs
    from kg.store import Store


def command(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="Written by its suffix: .ttl .trig .nt .nq .jsonld .rdf, each also with .gz."
        ),
    ] = None,
    graph: Annotated[Path, typer.Option("--graph", "-g", metavar="DIR", help="The built graph.")] = Path("graph"),
    release: Annotated[
        str | None, typer.Option("--release", "-r", metavar="R", help="Only this release's graph.")
    ] = None,
    compound: Annotated[
        str | None, typer.Option("--compound", "-c", metavar="NAME", help="Only this compound and what is said of it.")
    ] = None,
    nanopublications: Annotated[
        bool, typer.Option("--nanopublications", help="Each claim as a nanopublication (.trig or .nq).")
    ] = False,
    tables: Annotated[
        Path | None, typer.Option("--tables", metavar="DIR", help="Also CSV tables, one file for each kind.")
    ] = None,
    kgx: Annotated[
        Path | None, typer.Option("--kgx", metavar="DIR", help="Also KGX nodes and edges (Biolink).")
    ] = None,
) -> None:
    """Write the graph as Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML, or as tables; always the same bytes.

    TriG, N-Quads and JSON-LD keep the named graphs; the others hold the union of their triples.

    Example: adckg export lorvotuzumab.ttl --compound IMGN901

    Exit codes: 0 written, 2 the graph or the file cannot be used.
    """
    from kg.errors import InputError
    from kg.store import open_store

    if file is None and tables is None and kgx is None:
        raise InputError("nothing to write; give a file such as graph.ttl, or --tables DIR, or --kgx DIR")
    store = open_store(graph)
    if file is not None:
        _write(store, file, release, compound, nanopublications)
    if tables is not None:
        from kg.claims import claims
        from kg.tables import write_tables

        typer.echo(f"written: {len(write_tables(claims(store, release), tables))} tables in {tables}")
    if kgx is not None:
        from kg.kgx import write

        typer.echo(f"written: {', '.join(str(path) for path in write(store, kgx))}")


def _write(store: Store, file: Path, release: str | None, compound: str | None, nanopublications: bool) -> None:
    from kg import export
    from kg.errors import InputError
    from kg.nanopublications import PREFIXES, graphs

    export.writer_for(file.name)
    if not nanopublications:
        export.write_file(file, _selected(store, file, release, compound), export.all_prefixes())
    elif export.suffix_of(file.name) in export.WITH_GRAPHS:
        export.write_file(file, graphs(store), export.all_prefixes() | PREFIXES)
    else:
        raise InputError(f"{file}: nanopublications are graphs; give a file that ends in .trig, .nq or .jsonld")
    typer.echo(f"written: {file}")


def _selected(store: Store, file: Path, release: str | None, compound: str | None) -> Graphs:
    from kg import export, selection
    from kg.errors import InputError

    if release and compound:
        raise InputError("give --release or --compound, not both")
    if release:
        return selection.release(store, release)
    if compound:
        return selection.compound(store, compound)
    return selection.whole(store, graphs=export.suffix_of(file.name) in export.WITH_GRAPHS)
