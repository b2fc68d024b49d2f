"""Parts of a graph, and the same facts in other people's forms: tables, KGX, nanopublications."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from kg import export, kgx, nanopublications, selection, vocab
from kg.build import build
from kg.claims import claims
from kg.cli import app
from kg.errors import QueryError
from kg.model import AdverseEvent, Compound, Evidence, Facts, Name, Part, ReleaseFacts
from kg.pipeline.release import by_graph
from kg.pipeline.shared import graphs
from kg.read import read_text
from kg.store import Store, create_store, memory_store
from kg.tables import write_tables
from kg.vocab import ADC

TEXT = "Acme said that X-101, or =XBRAND, carries DM1 and Y-202 carries MMAE. Nausea was seen with X-101."


def words(quote: str) -> tuple[Evidence, ...]:
    place = TEXT.index(quote)
    return (Evidence(place, place + len(quote), quote),)


def compound(name: str, payload: str, *names: str) -> Compound:
    return Compound(
        name=name,
        names=tuple(Name(printed=printed, kind="brand", evidence=words(printed)) for printed in names),
        parts=(Part(role="payload", name=payload, evidence=words(f"carries {payload}")),),
        evidence=words(name),
    )


FACTS = Facts(
    release=ReleaseFacts(company="Acme", date="2011-06-05", title="Acme said", evidence=words("Acme said")),
    is_adc=True,
    compounds=(compound("X-101", "DM1", "X-101", "=XBRAND"), compound("Y-202", "MMAE")),
    adverse_events=(AdverseEvent(term="nausea", compound="X-101", evidence=words("Nausea was seen")),),
)
CHUNKS = [
    *graphs(),
    *by_graph(build(FACTS, read_text("acme.txt", TEXT), lookup=lambda *_: None, label=lambda *_: None)).items(),
]
KEY = "acme-2011-06-05"
X101, Y202 = (vocab.entity_iri("compound", name) for name in ("X-101", "Y-202"))


@pytest.fixture(scope="module")
def store() -> Store:
    return memory_store(CHUNKS)


def subjects(selected: list[tuple[str, export.Lines]]) -> set[str]:
    return {line.split(" ", 1)[0].strip("<>") for _, lines in selected for line in lines}


def test_release_is_its_own_graph(store: Store) -> None:
    assert [graph for graph, _ in selection.release(store, KEY)] == [vocab.release_graph(KEY)]


def test_release_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(QueryError, match="there is no release 'none'"):
        selection.release(store, "none")


@pytest.mark.parametrize("name", ["X-101", "x-101", "=XBRAND", X101])
def test_compound_is_found_by_any_of_its_names(store: Store, name: str) -> None:
    assert X101 in subjects(selection.compound(store, name))


def test_compound_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(QueryError, match="no single compound is called 'X-1'"):
        selection.compound(store, "X-1")


def test_neighbourhood_holds_records_and_their_words_and_no_other_compound(store: Store) -> None:
    selected = selection.compound(store, "X-101")

    printed = "".join(line for _, lines in selected for line in lines)
    assert '"Nausea was seen"' in printed
    assert Y202 not in subjects(selected)


def test_nanopublication_ties_assertion_provenance_and_publication(store: Store) -> None:
    made = dict(nanopublications.graphs(store))

    heads = [lines for graph, lines in made.items() if graph.endswith("-head")]
    asserted = [lines for graph, lines in made.items() if graph.endswith("-assertion")]
    payload = f"<{X101}> <{ADC.carriesPayload}> <{vocab.entity_iri('payload', 'DM1')}> ."
    assert len(made) == 4 * len(heads)
    assert [payload] in asserted


def test_nanopublications_can_be_read_back(store: Store) -> None:
    text = "".join(export.write_trig(nanopublications.graphs(store), export.all_prefixes() | nanopublications.PREFIXES))

    kinds = [q for q in ox.parse(text, format=ox.RdfFormat.TRIG) if q.object.value.endswith("#Nanopublication")]
    assert len(kinds) == len([c for c in claims(store) if "/claim/" in c.id])


def test_kgx_has_a_node_for_both_ends_of_every_edge(store: Store, tmp_path: Path) -> None:
    kgx.write(store, tmp_path)

    nodes = {row["id"] for row in rows(tmp_path / "nodes.tsv")}
    edges = rows(tmp_path / "edges.tsv")
    assert {end for edge in edges for end in (edge["subject"], edge["object"])} == nodes


def test_kgx_tells_who_states_an_edge(store: Store, tmp_path: Path) -> None:
    kgx.write(store, tmp_path)

    (edge,) = [
        row
        for row in rows(tmp_path / "edges.tsv")
        if row["subject"] == "compound:x-101" and "adc:carriesPayload" in row.values()
    ]
    assert (edge["predicate"], edge["object"], edge["publications"]) == (
        "biolink:has_part",
        "payload:dm1",
        f"release:{KEY}",
    )


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t"))


def test_tables_have_a_file_for_each_kind_and_run_no_formula(store: Store, tmp_path: Path) -> None:
    written = write_tables(claims(store), tmp_path)

    assert {"compound.csv", "name.csv", "adverse-event-report.csv"} <= {path.name for path in written}
    assert "'=XBRAND" in (tmp_path / "name.csv").read_text()


@pytest.mark.parametrize("suffix", [".ttl", ".trig", ".nt", ".nq", ".jsonld", ".rdf", ".ttl.gz"])
def test_command_writes_the_same_bytes_each_time(suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_store(tmp_path / "store").load(CHUNKS)
    monkeypatch.setattr(sys, "argv", ["adckg", "export"])

    for name in ("a", "b"):
        result = CliRunner().invoke(app, ["export", str(tmp_path / f"{name}{suffix}"), "--graph", str(tmp_path)])
        assert result.exit_code == 0, result.output

    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def test_every_kind_of_thing_has_a_prefix(store: Store) -> None:
    text = "".join(export.turtle_of(export.lines(store.triples()), export.all_prefixes()))

    assert f"<{vocab.ID}" not in text.split("\n\n", 1)[1]
