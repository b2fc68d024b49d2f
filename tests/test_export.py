"""Every format can be read back to the same graph, and the same graph gives the same bytes."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg import export, turtle
from kg.errors import InputError

EX = "https://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
PREFIXES = {"ex": EX, "xsd": XSD, "one": f"{EX}one/"}


def node(local: str) -> ox.NamedNode:
    return ox.NamedNode(EX + local)


def typed(text: str, kind: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


ODD_LITERALS = [
    ox.Literal('say "so"\n\ttwice\\'),
    ox.Literal("naïve \u2028 ® \U0001f9ec"),
    ox.Literal(""),
    ox.Literal("it's . a ; trap , <iri> ."),
    ox.Literal("colour", language="en-gb"),
    typed("12.3", "decimal"),
    typed("6", "decimal"),
    typed("-7", "integer"),
    typed("true", "boolean"),
    typed("2011-06-05", "date"),
    typed("not a number", "integer"),
]
ODD_NODES = ["one/a", "one/b.c", "one/ends.", "one/a/b", "one/%41", "one/", "plain-one", "1st", "a~b"]


@pytest.fixture
def quads() -> list[ox.Quad]:
    first, second = node("graph/1"), node("graph/2")
    made = [ox.Quad(node(name), RDF_TYPE, node("Thing"), first) for name in ODD_NODES]
    made += [ox.Quad(node("one/a"), node("says"), literal, first) for literal in ODD_LITERALS]
    made += [ox.Quad(node("one/a"), node("knows"), node(name), second) for name in ODD_NODES]
    made += [ox.Quad(node("one/a"), RDF_TYPE, node("Thing"), second)]
    return made


def text(suffix: str, quads: list[ox.Quad]) -> str:
    return "".join(export.writer_for(suffix)(export.graphs_of(quads), PREFIXES))


def triples(quads: list[ox.Quad]) -> set[ox.Triple]:
    return {quad.triple for quad in quads}


ENGINE_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".rdf"])
def test_format_of_triples_reads_back_as_the_union_of_the_graphs(suffix: str, quads: list[ox.Quad]) -> None:
    read = {quad.triple for quad in ox.parse(text(suffix, quads), format=ENGINE_FORMATS[suffix])}

    assert read == triples(quads)


@pytest.mark.parametrize("suffix", [".trig", ".nq", ".jsonld"])
def test_format_of_graphs_reads_back_with_every_graph(suffix: str, quads: list[ox.Quad]) -> None:
    read = set(ox.parse(text(suffix, quads), format=ENGINE_FORMATS[suffix]))

    assert read == set(quads)


@pytest.mark.parametrize(("suffix", "name"), [(".ttl", "turtle"), (".rdf", "xml"), (".nt", "nt")])
def test_another_reader_finds_the_same_triples(suffix: str, name: str, quads: list[ox.Quad]) -> None:
    plain = [quad for quad in quads if quad.object != typed("not a number", "integer")]
    expected = rdflib.Graph().parse(data=text(".nt", plain), format="nt")

    read = rdflib.Graph().parse(data=text(suffix, plain), format=name)

    assert isomorphic(read, expected)


@pytest.mark.parametrize("suffix", sorted(export.FORMATS))
def test_order_of_quads_does_not_matter(suffix: str, quads: list[ox.Quad]) -> None:
    other = [*reversed(quads), *quads]

    assert text(suffix, other) == text(suffix, quads)


def test_turtle_puts_type_and_names_first_and_groups_the_rest() -> None:
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    graph = node("graph/1")
    made = [
        ox.Quad(node("x"), node("about"), node("y"), graph),
        ox.Quad(node("x"), label, ox.Literal("an x", language="en"), graph),
        ox.Quad(node("x"), node("value"), typed("14.2", "decimal"), graph),
        ox.Quad(node("x"), node("about"), node("z"), graph),
        ox.Quad(node("x"), RDF_TYPE, node("Thing"), graph),
    ]
    prefixes = {"ex": EX, "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}

    body = "".join(export.write_turtle(export.graphs_of(made), prefixes)).split("\n\n")[1]

    assert body == (
        'ex:x\n    a ex:Thing ;\n    rdfs:label "an x"@en ;\n    ex:about ex:y, ex:z ;\n    ex:value 14.2 .\n'
    )


def test_longest_namespace_shortens_an_iri() -> None:
    assert turtle.Shortener(PREFIXES)[f"<{EX}one/a>"] == "one:a"


def test_compressed_file_carries_no_time(tmp_path: Path, quads: list[ox.Quad]) -> None:
    first, second = tmp_path / "a.nt.gz", tmp_path / "b.nt.gz"

    export.write_file(first, export.graphs_of(quads), PREFIXES)
    export.write_file(second, export.graphs_of(quads), PREFIXES)

    assert first.read_bytes() == second.read_bytes()
    assert gzip.decompress(first.read_bytes()).decode() == text(".nt", quads)


def test_suffix_that_means_no_format_is_refused(tmp_path: Path, quads: list[ox.Quad]) -> None:
    with pytest.raises(InputError, match=r"'graph\.doc' names no format"):
        export.write_file(tmp_path / "graph.doc", export.graphs_of(quads), PREFIXES)

    assert list(tmp_path.iterdir()) == []


def test_file_in_a_folder_that_is_not_there_is_refused(tmp_path: Path, quads: list[ox.Quad]) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        export.write_file(tmp_path / "none" / "graph.ttl", export.graphs_of(quads), PREFIXES)
