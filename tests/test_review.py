"""What a curator is shown, and what becomes of the keys."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.curation import read_decisions
from kg.review import Doubtful, as_turtle, decided, doubtful
from kg.vocab import ADC

TURTLE = """
@base <https://w3id.org/adc-kg/id/> .
@prefix adc: <https://w3id.org/adc-kg/ontology/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<doubt/1> a adc:NumericDoubt ; adc:about <result/1> ; adc:printed "44%" ; adc:explanation "10 of 23 is 43.5%" .
<result/1> a adc:Result ; adc:evidence <evidence/1> ; adc:statedIn <release/1> ; adc:asOf "2012-12-10"^^xsd:date .
<evidence/1> oa:exact "10 (44%) had stable disease" ; oa:hasSource <release/1> .
<name/1> a adc:NameUse ; adc:nameKind adc:Misprint ; adc:printed "IMG901" ; adc:evidence <evidence/2> .
<evidence/2> oa:exact "IMG901" ; oa:hasSource <release/1> .
<claim/1> a adc:Claim ; adc:knownFrom adc:Decoded ; rdf:object <payload/mmae> ;
  adc:foundBy "stem vedotin" ; adc:evidence <evidence/3> .
<payload/mmae> rdfs:label "MMAE" .
<evidence/3> oa:exact "newtuzumab vedotin" ; oa:hasSource <release/1> .
<name/2> a adc:NameUse ; adc:nameKind adc:Misprint ; adc:printed "IMGN9O1" ; adc:evidence <evidence/2> ;
  adc:decidedIn <decision/1> .
"""


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A built graph's folder with one doubtful statement of each kind, and one that is decided."""
    (tmp_path / "graph").mkdir()
    store = ox.Store(str(tmp_path / "graph" / "store"))
    store.bulk_load(TURTLE.encode(), format=ox.RdfFormat.TURTLE)
    store.flush()
    return tmp_path / "graph"


def run(graph: Path, folder: Path, keys: str, *more: str) -> str:
    """What ``adckg review`` prints when these keys are typed."""
    arguments = ["review", "--graph", str(graph), "--curation", str(folder), "--by", "A. Curator", *more]
    return CliRunner().invoke(app, arguments, input=keys, catch_exceptions=False).output


def test_each_doubtful_statement_is_shown_once_and_decided_ones_are_not(graph: Path) -> None:
    store = ox.Store.read_only(str(graph / "store"))

    assert [(item.why, item.value) for item in doubtful(store)] == [
        ("decoded name", "MMAE"),
        ("misprint", "IMG901"),
        ("number", "44%"),
    ]


def test_decisions_of_a_session_are_read_back_as_made(graph: Path, tmp_path: Path) -> None:
    run(graph, tmp_path / "curation", "c\nright stem\ns\nv\n43\nmiscounted\n")

    confirmed, corrected = sorted(read_decisions(tmp_path / "curation"), key=lambda d: d.kind)
    assert (confirmed.kind, confirmed.reason, confirmed.by) == ("Confirm", "right stem", "A. Curator")
    assert (corrected.kind, corrected.predicate, corrected.value.value) == ("Correct", ADC.value, "43")


def test_stopping_keeps_what_was_decided_before(graph: Path, tmp_path: Path) -> None:
    run(graph, tmp_path / "curation", "r\nno such payload\nq\n")

    assert [decision.kind for decision in read_decisions(tmp_path / "curation")] == ["Reject"]


def test_deciding_nothing_writes_nothing(graph: Path, tmp_path: Path) -> None:
    assert "nothing written" in run(graph, tmp_path / "curation", "q\n")
    assert not (tmp_path / "curation").exists()


def test_listing_asks_nothing(graph: Path, tmp_path: Path) -> None:
    assert "3 doubtful statements" in run(graph, tmp_path / "curation", "", "--list")


def test_a_curation_file_declares_only_the_prefixes_it_uses() -> None:
    item = Doubtful("https://w3id.org/adc-kg/id/result/1", "number", "44%", "", "", "10 (44%)", "", "")

    turtle = as_turtle([decided(item, "Confirm", by="A. Curator", on="2026-11-20", reason="so printed")])

    assert "@prefix mesh:" not in turtle
    assert "adc:decision adc:Confirm" in turtle
