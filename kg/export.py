"""Graphs in, files out: Turtle, TriG, N-Triples, N-Quads, JSON-LD, RDF/XML, the same bytes for the same graph.

The common form is a line of N-Triples, sorted: ``Graphs`` is an iterable of a graph's IRI and its lines.  Formats that
know graphs (TriG, N-Quads, JSON-LD) write each graph; the others write the union of the triples.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import files, turtle
from kg.errors import InputError

if TYPE_CHECKING:
    from pyoxigraph import Quad

# kinds of things whose IRIs get a prefix of their own in readable formats, so that `compound:imgn901` needs no escape
KINDS = (
    *("compound", "antibody", "payload", "linker", "medicine", "target", "platform", "indication", "biomarker"),
    *("endpoint", "adverse-event-term", "meeting", "person", "organisation", "agency", "trial", "arm", "population"),
    *("regimen", "release", "evidence", "claim", "name", "result", "comparison", "adverse-event-report"),
    *("discontinuation", "dose", "status", "milestone", "regulatory", "agreement", "presentation", "pipeline-count"),
    *("baseline", "unreported", "biomarker-use", "trademark", "opinion", "forward-looking", "contact", "coverage"),
    *("exchange", "wire", "designation", "stem", "axiom"),
)

Lines = list[str]  # N-Triples, sorted, each once, without line ends
Graphs = Iterable[tuple[str, Lines]]  # by graph IRI, sorted
Prefixes = Mapping[str, str]
Writer = Callable[[Graphs, Prefixes], Iterator[str]]


def all_prefixes() -> dict[str, str]:
    """The project's prefixes, and one for each kind of thing: always the same list, so files differ in facts only."""
    from kg import resources, vocab

    kinds = {kind: f"{vocab.ID}{kind}/" for kind in KINDS}
    return kinds | {"release-graph": f"{vocab.GRAPH}release/"} | resources.prefixes()


def lines(data: bytes) -> Lines:
    """The sorted lines of a dump in N-Triples."""
    found = data.decode().split("\n")
    found.pop()
    found.sort()
    return found


def graphs_of(quads: Iterable[Quad]) -> list[tuple[str, Lines]]:
    """Quads by graph, in the common form."""
    by_graph: dict[str, set[str]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name.value, set()).add(f"{quad.triple} .")  # type: ignore[union-attr]  # named
    return [(graph, sorted(found)) for graph, found in sorted(by_graph.items())]


def union(graphs: Graphs) -> Iterator[str]:
    """The triples of all graphs, sorted, each once."""
    last = ""
    for line in heapq.merge(*(found for _, found in graphs)):
        if line != last:
            yield line
            last = line


def write_turtle(graphs: Graphs, prefixes: Prefixes) -> Iterator[str]:
    """Turtle, a block for each subject."""
    return turtle_of(union(graphs), prefixes)


def turtle_of(merged: Iterable[str], prefixes: Prefixes) -> Iterator[str]:
    """Turtle of sorted lines."""
    yield turtle.header(prefixes)
    for block in turtle.blocks(merged, turtle.Shortener(prefixes)):
        yield "\n"
        yield block


def write_trig(graphs: Graphs, prefixes: Prefixes) -> Iterator[str]:
    """TriG, a graph after the other."""
    shorten = turtle.Shortener(prefixes)
    yield turtle.header(prefixes)
    for graph, found in graphs:
        yield "\n"
        yield trig_graph(graph, found, shorten)


def trig_graph(graph: str, found: Lines, shorten: turtle.Shortener) -> str:
    """One graph of TriG."""
    blocks = "\n".join(turtle.blocks(found, shorten, indent="    "))
    return f"{shorten[f'<{graph}>']} {{\n{blocks}}}\n"


def write_ntriples(graphs: Graphs, _prefixes: Prefixes) -> Iterator[str]:
    """N-Triples, sorted."""
    for line in union(graphs):
        yield f"{line}\n"


def write_nquads(graphs: Graphs, _prefixes: Prefixes) -> Iterator[str]:
    """N-Quads, sorted by graph, then by triple."""
    for graph, found in graphs:
        for line in found:
            yield f"{line[:-1]}<{graph}> .\n"


def write_jsonld(graphs: Graphs, prefixes: Prefixes) -> Iterator[str]:
    """JSON-LD 1.1 with the prefixes as its context; it needs no other document to be read."""
    import pyoxigraph as ox

    data = "".join(write_nquads(graphs, prefixes)).encode()
    expanded = ox.serialize(ox.parse(data, format=ox.RdfFormat.N_QUADS), format=ox.RdfFormat.JSON_LD)
    assert expanded is not None
    short = turtle.Shortener(prefixes)
    document = {"@context": dict(sorted(prefixes.items())), "@graph": _compact(json.loads(expanded), short)}
    yield json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _compact(node: Any, short: turtle.Shortener) -> Any:
    """Expanded JSON-LD with short IRIs, plain strings and single values out of their lists."""
    if isinstance(node, list):
        return [_compact(item, short) for item in node]
    if not isinstance(node, dict):
        return node
    if list(node) == ["@value"]:
        return node["@value"]
    return {_name(key, short): _entry(key, value, short) for key, value in node.items()}


def _entry(key: str, value: Any, short: turtle.Shortener) -> Any:
    if key == "@id":
        return _name(value, short)
    if key == "@type":
        return [_name(item, short) for item in value] if isinstance(value, list) else _name(value, short)
    shown = _compact(value, short)
    return shown[0] if isinstance(shown, list) and len(shown) == 1 and key != "@graph" else shown


def _name(iri: str, short: turtle.Shortener) -> str:
    return iri if iri.startswith("@") else short[f"<{iri}>"].removeprefix("<").removesuffix(">")


def write_rdfxml(graphs: Graphs, prefixes: Prefixes) -> Iterator[str]:
    """RDF/XML, a description for each subject."""
    import pyoxigraph as ox

    data = "".join(write_ntriples(graphs, prefixes)).encode()
    triples = (quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES))
    written = ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=dict(sorted(prefixes.items())))
    assert written is not None
    yield written.decode()


FORMATS: dict[str, Writer] = {
    ".ttl": write_turtle,
    ".trig": write_trig,
    ".nt": write_ntriples,
    ".nq": write_nquads,
    ".jsonld": write_jsonld,
    ".rdf": write_rdfxml,
    ".xml": write_rdfxml,
    ".owl": write_rdfxml,
}


# formats that keep named graphs
WITH_GRAPHS = (".trig", ".nq", ".jsonld")


def suffix_of(name: str) -> str:
    """The suffix that tells a file's format, without ``.gz``."""
    return Path(name.lower().removesuffix(".gz")).suffix


def writer_for(name: str) -> Writer:
    """The writer for a file's name, with or without ``.gz``. Raises InputError for a suffix that means no format."""
    suffix = suffix_of(name) or name
    if suffix not in FORMATS:
        raise InputError(f"'{name}' names no format; use a suffix of {', '.join(FORMATS)}, each also with .gz")
    return FORMATS[suffix]


def write_file(path: Path, graphs: Graphs, prefixes: Prefixes) -> None:
    """Write graphs in the format of the suffix; the file is the old or the new one, whole."""
    files.write(path, writer_for(path.name)(graphs, prefixes))
