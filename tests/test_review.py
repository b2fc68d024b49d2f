"""What a curator is shown, and what becomes of the keys."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.curation import read_decisions
from kg.errors import InputError
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
<evidence/1> oa:exact "10 (44%) had stable disease" ; oa:start 1 ; oa:hasSource <release/1> .
<name/1> a adc:NameUse ; adc:nameKind adc:Misprint ; adc:printed "IMG901" ; adc:evidence <evidence/2> .
<evidence/2> oa:exact "IMG901" ; oa:start 1 ; oa:hasSource <release/1> .
<claim/1> a adc:Claim ; adc:knownFrom adc:Decoded ; rdf:predicate adc:carriesPayload ; rdf:object <payload/mmae> ;
  adc:foundBy "stem vedotin" ; adc:evidence <evidence/3> .
<payload/mmae> rdfs:label "MMAE" .
<evidence/3> oa:exact "newtuzumab vedotin" ; oa:start 1 ; oa:hasSource <release/1> .
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


def made(*turtle: str) -> ox.Store:
    """A store in memory with some Turtle."""
    store = ox.Store()
    for part in turtle:
        prefixes = "" if part.startswith(TURTLE[:20]) else TURTLE[: TURTLE.index("<doubt/1>")]
        store.load((prefixes + part).encode(), format=ox.RdfFormat.TURTLE)
    return store


def test_each_doubtful_statement_is_shown_once_and_decided_ones_are_not(graph: Path) -> None:
    store = ox.Store.read_only(str(graph / "store"))

    assert [(item.why, item.value) for item in doubtful(store)] == [
        ("number", "44%"),
        ("misprint", "IMG901"),
        ("decoded name", "MMAE"),
    ]


def test_decisions_of_a_session_are_read_back_as_made(graph: Path, tmp_path: Path) -> None:
    run(graph, tmp_path / "curation", "v\n43\nmiscounted\ns\nc\nright stem\n")

    confirmed, corrected = sorted(read_decisions(tmp_path / "curation"), key=lambda d: d.kind)
    assert (confirmed.kind, confirmed.reason, confirmed.by) == ("Confirm", "right stem", "A. Curator")
    assert (corrected.kind, corrected.predicate, corrected.value.value) == ("Correct", ADC.value, "43")


def test_stopping_keeps_what_was_decided_before(graph: Path, tmp_path: Path) -> None:
    run(graph, tmp_path / "curation", "r\nno such figure\nq\n")

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


WEAK = """
<compound/x> a adc:AntibodyDrugConjugate ; rdfs:label "x-mab vedotin", "X-101" .
<result/2> a adc:Result ; adc:modality adc:Asserted ; adc:ofCompound <compound/x> ; adc:printed "31%" ;
  adc:endpoint <endpoint/orr> ; adc:evidence <evidence/5> ; adc:statedIn <release/1> .
<endpoint/orr> rdfs:label "objective response rate" .
<evidence/5> oa:exact "31% of them responded" ; oa:start 10 ; oa:hasSource <release/1> .
<result/3> a adc:Result ; adc:modality adc:Asserted ; adc:ofCompound <compound/x> ; adc:printed "14 months" ;
  adc:evidence <evidence/6> ; adc:statedIn <release/1> .
<evidence/6> oa:exact "X 101 gave 14 months" ; oa:start 40 ; oa:hasSource <release/1> .
<result/4> a adc:Result ; adc:modality adc:Asserted ; adc:ofCompound <compound/x> ; adc:printed "7 months" ;
  adc:evidence <evidence/7> ; adc:statedIn <release/1> .
<result/5> a adc:Result ; adc:modality adc:Asserted ; adc:ofCompound <compound/x> ; adc:printed "7 months" ;
  adc:evidence <evidence/8> ; adc:statedIn <release/2> .
<evidence/7> oa:exact "it was 7 months" ; oa:start 70 ; oa:hasSource <release/1> .
<evidence/8> oa:exact "it was 7 months" ; oa:start 70 ; oa:hasSource <release/2> .
<release/1> adc:issuedBy <organisation/one> .
<release/2> adc:issuedBy <organisation/two> .
"""
CONFLICT = """
<conflict/1> a adc:Conflict ; rdf:subject <trial/one> ; rdf:predicate adc:enrolled ; adc:printed "137" ;
  adc:otherPrinted "120" ; adc:explanation "'137' against '120'" ; adc:evidence <evidence/10>, <evidence/11> .
<claim/10> a adc:Claim ; rdf:subject <trial/one> ; rdf:predicate adc:enrolled ; rdf:object 137 ;
  adc:evidence <evidence/10> .
<claim/11> a adc:Claim ; rdf:subject <trial/one> ; rdf:predicate adc:enrolled ; rdf:object 120 ;
  adc:evidence <evidence/11> .
<claim/12> a adc:Claim ; rdf:subject <trial/one> ; rdf:predicate adc:phase ; rdf:object adc:PhaseTwo ;
  adc:evidence <evidence/11> .
<evidence/10> oa:exact "a trial of 137 patients" ; oa:start 1 ; oa:hasSource <release/1> .
<evidence/11> oa:exact "a phase 2 trial of 120 patients" ; oa:start 1 ; oa:hasSource <release/2> .
"""


def test_what_one_source_states_once_without_the_name_has_little_support() -> None:
    store = made(TURTLE, WEAK)

    assert [(item.value, item.topic) for item in doubtful(store) if item.why == "low support"] == [
        ("31%", "objective response rate")
    ]


def test_the_most_doubtful_comes_first() -> None:
    reasons = [item.why for item in doubtful(made(TURTLE, WEAK, CONFLICT))]

    assert reasons == ["number", "conflict", "conflict", "misprint", "decoded name", "low support"]


def test_both_sides_of_a_conflict_are_shown_and_nothing_else_in_their_words() -> None:
    found = [item for item in doubtful(made(CONFLICT)) if item.why == "conflict"]

    assert {(item.statement.rsplit("/", 1)[-1], item.value) for item in found} == {("10", "137"), ("11", "120")}


def test_a_second_session_goes_on_where_the_first_one_stopped(graph: Path, tmp_path: Path) -> None:
    run(graph, tmp_path / "curation", "c\nso printed\nq\n")

    second = run(graph, tmp_path / "curation", "r\nno such name\nq\n")

    assert "44%" not in second
    kinds = {decision.kind for decision in read_decisions(tmp_path / "curation")}
    assert kinds == {"Confirm", "Reject"}
    assert len(list((tmp_path / "curation").glob("*.ttl"))) == 1


def test_a_second_curator_writes_another_file_and_is_not_asked_again(graph: Path, tmp_path: Path) -> None:
    run(graph, tmp_path / "curation", "c\nso printed\nq\n")

    output = run(graph, tmp_path / "curation", "r\nno such name\nq\n", "--by", "B. Curator")

    assert "44%" not in output
    assert {decision.by for decision in read_decisions(tmp_path / "curation")} == {"A. Curator", "B. Curator"}


def test_an_input_that_ends_keeps_what_was_decided(graph: Path, tmp_path: Path) -> None:
    assert "1 decision written" in run(graph, tmp_path / "curation", "c\nso printed\nr\n")
    assert len(read_decisions(tmp_path / "curation")) == 1


def test_a_wrong_entity_is_asked_for_again_until_the_graph_has_it(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    store = ox.Store(str(tmp_path / "graph" / "store"))
    store.bulk_load((TURTLE + '<payload/dm1> rdfs:label "DM1" .').encode(), format=ox.RdfFormat.TURTLE)
    store.flush()
    del store

    output = run(tmp_path / "graph", tmp_path / "c", "v\nnothing\ndm1\nread so\nq\n", "--why", "decoded name")

    assert "the graph has no payload of that name" in output
    (decision,) = read_decisions(tmp_path / "c")
    assert (decision.value.value, decision.predicate) == ("https://w3id.org/adc-kg/id/payload/dm1", ADC.carriesPayload)


def test_only_the_reason_that_is_wanted_is_walked(graph: Path, tmp_path: Path) -> None:
    output = run(graph, tmp_path / "curation", "", "--list", "--why", "misprint")

    assert "1 doubtful statements" in output


def test_a_key_that_means_nothing_is_asked_for_again(graph: Path, tmp_path: Path) -> None:
    assert "answer with one of c, r, v, s, q" in run(graph, tmp_path / "curation", "x\nq\n")


def test_nobody_decides_without_a_name(graph: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--by is missing"):
        run(graph, tmp_path / "curation", "c\nx\n", "--by", " ")


def test_a_curation_file_that_cannot_be_read_stops_the_session(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "curation").mkdir()
    (tmp_path / "curation" / "x.ttl").write_text("this is no Turtle", encoding="utf-8")

    with pytest.raises(InputError, match="not valid Turtle"):
        run(graph, tmp_path / "curation", "c\nx\n")
