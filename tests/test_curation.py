"""What a curator decides, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.curation import Decision, decide, quads_of, read_decisions
from kg.errors import InputError
from kg.view import RDF, View
from kg.vocab import ADC, CURATION_GRAPH, ID

PREFIXES = """
@base <https://w3id.org/adc-kg/id/> .
@prefix adc: <https://w3id.org/adc-kg/ontology/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
RELEASE = """
<compound/x> adc:bindsTarget <target/cd56> .
<claim/1> a adc:Claim ; rdf:subject <compound/x> ; rdf:predicate adc:bindsTarget ; rdf:object <target/cd56> ;
  adc:modality adc:Asserted ; adc:evidence <evidence/1> .
<evidence/1> oa:exact "its CD56-binding antibody" .
<result/1> a adc:Result ; adc:modality adc:Asserted ; adc:value 44 ; adc:evidence <evidence/2> .
<evidence/2> oa:exact "10 of 23 (44%)" .
"""
WHO = 'adc:decidedBy "A. Curator" ; adc:decidedOn "2026-11-20"^^xsd:date ; adc:reason "read beside the text"'
REJECT = f"<decision/1> a adc:CurationDecision ; adc:decision adc:Reject ; {WHO} ; adc:ofStatement <claim/1> ;"
CORRECT = f"<decision/2> a adc:CurationDecision ; adc:decision adc:Correct ; {WHO} ; adc:ofStatement <result/1> ;"


def release() -> tuple[ox.Quad, ...]:
    graph = ox.NamedNode("https://w3id.org/adc-kg/graph/release/one")
    triples = ox.parse((PREFIXES + RELEASE).encode(), format=ox.RdfFormat.TURTLE)
    return tuple(ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)


def decisions(folder: Path, *turtle: str) -> tuple[Decision, ...]:
    """The decisions in a file of the given stanzas."""
    (folder / "decisions.ttl").write_text(PREFIXES + "\n".join(turtle), encoding="utf-8")
    return read_decisions(folder)


def test_a_rejected_claim_loses_its_direct_triple_and_keeps_its_words(tmp_path: Path) -> None:
    quads, applied = decide(release(), decisions(tmp_path, REJECT + ' adc:words "its CD56-binding antibody" .'))

    view = View.of(quads)
    assert view.one(ID + "claim/1", ADC.modality) == ADC.Rejected
    assert view.one(ID + "compound/x", ADC.bindsTarget) is None
    assert view.one(ID + "claim/1", ADC.evidence) == ID + "evidence/1"
    assert applied == {ID + "decision/1"}


def test_a_corrected_value_stands_in_the_record_with_its_decision(tmp_path: Path) -> None:
    correction = CORRECT + ' adc:words "10 of 23 (44%)" ; rdf:predicate adc:value ; adc:correctedValue 43 .'

    view = View.of(decide(release(), decisions(tmp_path, correction))[0])

    assert view.all(ID + "result/1", ADC.value) == ("43",)
    assert view.one(ID + "result/1", ADC.decidedIn) == ID + "decision/2"


def test_a_decision_follows_its_words_when_the_statement_has_another_iri(tmp_path: Path) -> None:
    renamed = REJECT.replace("<claim/1>", "<claim/of-last-year>") + ' adc:words "its CD56-binding antibody" .'

    quads, applied = decide(release(), decisions(tmp_path, renamed))

    assert applied == {ID + "decision/1"}
    assert View.of(quads).one(ID + "claim/1", ADC.modality) == ADC.Rejected


def test_a_decision_whose_words_are_gone_changes_nothing_and_is_kept_as_orphaned(tmp_path: Path) -> None:
    found = decisions(tmp_path, REJECT + ' adc:words "words of an older version" .')

    quads, applied = decide(release(), found)

    assert set(quads) == set(release())
    kept = View.of(quads_of(found, applied, CURATION_GRAPH))
    assert kept.one(ID + "decision/1", ADC.isOrphaned) == "true"


def test_two_entities_declared_the_same_become_one(tmp_path: Path) -> None:
    same = f"<decision/3> a adc:CurationDecision ; adc:decision adc:SameAs ; {WHO} ;"
    found = decisions(tmp_path, same + " rdf:subject <compound/x> ; rdf:object <compound/y> .")

    view = View.of(decide(release(), found)[0])

    assert view.one(ID + "compound/y", ADC.bindsTarget) == ID + "target/cd56"
    assert view.one(ID + "claim/1", RDF + "subject") == ID + "compound/y"


def test_applying_decisions_twice_is_applying_them_once(tmp_path: Path) -> None:
    found = decisions(tmp_path, REJECT + ' adc:words "its CD56-binding antibody" .')
    once, _ = decide(release(), found)

    assert set(decide(once, found)[0]) == set(once)


@pytest.mark.parametrize(
    ("turtle", "sentence"),
    [
        ("this is no Turtle", "not valid Turtle"),
        (REJECT + ' adc:reason "twice" .', "needs adc:ofStatement and adc:words"),
        (REJECT.replace("adc:Reject", "adc:Maybe") + ' adc:words "x" .', "needs adc:decision with one of"),
        (REJECT.replace('adc:decidedBy "A. Curator" ;', "") + ' adc:words "x" .', "needs adc:decidedBy"),
        (REJECT.replace("2026-11-20", "last week") + ' adc:words "x" .', "write a day as YYYY-MM-DD"),
    ],
    ids=["syntax", "no words", "unknown kind", "no author", "no day"],
)
def test_a_decision_that_cannot_be_applied_is_one_sentence(tmp_path: Path, turtle: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        decisions(tmp_path, turtle)
