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
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
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

SAME = f"<decision/3> a adc:CurationDecision ; adc:decision adc:SameAs ; {WHO} ;"


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
        (REJECT + " rdfs:label 'x' .", "needs adc:ofStatement and adc:words"),
        (REJECT + ' adc:words "x" ; adc:reason "twice" .', "says adc:reason 2 times"),
        (REJECT + ' adc:word "x" .', "did you mean adc:words"),
        (REJECT.replace("<claim/1>", '"claim/1"') + ' adc:words "x" .', "has text for adc:ofStatement; write an IRI"),
        (REJECT.replace("a adc:CurationDecision ;", "") + ' adc:words "x" .', "write 'a adc:CurationDecision'"),
        (REJECT.replace("<decision/1>", "[]") + ' adc:words "x" .', "has no IRI"),
        (CORRECT + ' adc:words "x" .', "needs rdf:predicate and adc:correctedValue"),
        (
            CORRECT + ' adc:words "x" ; rdf:predicate adc:valu ; adc:correctedValue 1 .',
            "is no property of the ontology",
        ),
        (SAME + " rdf:subject <compound/x> ; rdf:object <compound/x> .", "names one entity twice"),
        (SAME + " rdf:subject <compound/x> ; rdf:object <target/y> .", "makes one of two kinds, compound and target"),
        (REJECT.replace("adc:Reject", "adc:Maybe") + ' adc:words "x" .', "needs adc:decision with one of"),
        (REJECT.replace('adc:decidedBy "A. Curator" ;', "") + ' adc:words "x" .', "needs adc:decidedBy"),
        (REJECT.replace("2026-11-20", "last week") + ' adc:words "x" .', "write a day as YYYY-MM-DD"),
    ],
    ids=[
        *("syntax", "no words", "said twice", "misspelt property", "text for an IRI", "no class", "no IRI"),
        *("no value", "no such property", "one entity", "two kinds", "unknown kind", "no author", "no day"),
    ],
)
def test_a_decision_that_cannot_be_applied_is_one_sentence(tmp_path: Path, turtle: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        decisions(tmp_path, turtle)


WORDS = ' adc:words "its CD56-binding antibody" .'
CONFIRM = (
    REJECT.replace("adc:Reject", "adc:Confirm").replace("decision/1", "decision/9").replace("A. Curator", "B. Curator")
)
DIFFERENT = SAME.replace("adc:SameAs", "adc:DifferentFrom").replace("decision/3", "decision/8")


@pytest.mark.parametrize(
    "stanzas",
    [
        (REJECT + WORDS, CONFIRM + WORDS),
        (
            CORRECT + ' adc:words "x" ; rdf:predicate adc:value ; adc:correctedValue 1 .',
            CORRECT.replace("decision/2", "decision/7")
            + ' adc:words "x" ; rdf:predicate adc:value ; adc:correctedValue 2 .',
        ),
        (
            SAME + " rdf:subject <compound/x> ; rdf:object <compound/y> .",
            DIFFERENT + " rdf:subject <compound/y> ; rdf:object <compound/x> .",
        ),
        (
            SAME + " rdf:subject <compound/x> ; rdf:object <compound/y> .",
            SAME.replace("decision/3", "decision/4") + " rdf:subject <compound/y> ; rdf:object <compound/z> .",
            DIFFERENT + " rdf:subject <compound/x> ; rdf:object <compound/z> .",
        ),
    ],
    ids=["two verdicts", "two values", "same and different", "different through a third"],
)
def test_decisions_that_contradict_each_other_are_refused_with_both_authors(
    tmp_path: Path, stanzas: tuple[str, ...]
) -> None:
    with pytest.raises(InputError, match=r"contradict each other: .* by A\. Curator on .* and .* by [AB]\. Curator on"):
        decisions(tmp_path, *stanzas)


def test_two_curators_who_agree_both_stand(tmp_path: Path) -> None:
    again = CONFIRM.replace("adc:Confirm", "adc:Reject")

    _, applied = decide(release(), decisions(tmp_path, REJECT + WORDS, again + WORDS))

    assert applied == {ID + "decision/1", ID + "decision/9"}


@pytest.mark.parametrize("first", ["3", "5"], ids=["the chain's end first", "the chain's end last"])
def test_a_chain_of_same_entities_ends_in_one_whatever_the_order(tmp_path: Path, first: str) -> None:
    to_y = SAME.replace("decision/3", f"decision/{first}") + " rdf:subject <compound/x> ; rdf:object <compound/y> ."
    to_z = SAME.replace("decision/3", "decision/4") + " rdf:subject <compound/y> ; rdf:object <compound/z> ."

    view = View.of(decide(release(), decisions(tmp_path, to_y, to_z))[0])

    assert view.one(ID + "claim/1", RDF + "subject") == ID + "compound/z"


def test_entities_made_the_same_in_both_directions_are_one(tmp_path: Path) -> None:
    there = SAME + " rdf:subject <compound/x> ; rdf:object <compound/y> ."
    back = SAME.replace("decision/3", "decision/4") + " rdf:subject <compound/y> ; rdf:object <compound/x> ."

    view = View.of(decide(release(), decisions(tmp_path, there, back))[0])

    assert view.one(ID + "claim/1", RDF + "subject") == ID + "compound/x"


def test_a_decision_on_a_release_does_not_follow_its_words_into_another(tmp_path: Path) -> None:
    elsewhere = REJECT.replace("<claim/1>", "<claim/of-last-year>") + " adc:statedIn <release/other> ;" + WORDS

    assert decide(release(), decisions(tmp_path, elsewhere))[1] == frozenset()


@pytest.mark.parametrize(
    ("words", "value"),
    [("its CD56-binding antibody", '"CD33"'), ("10 of 23 (44%)", "<target/cd33>")],
    ids=["text for an entity", "an entity for a number"],
)
def test_a_value_of_another_sort_corrects_nothing(tmp_path: Path, words: str, value: str) -> None:
    about = "claim/1" if "CD56" in words else "result/1"
    predicate = "adc:bindsTarget" if "CD56" in words else "adc:value"
    wrong = CORRECT.replace("<result/1>", f"<{about}>")
    made = decisions(
        tmp_path, f'{wrong} adc:words "{words}" ; rdf:predicate {predicate} ; adc:correctedValue {value} .'
    )

    assert decide(release(), made)[1] == frozenset()


def test_a_corrected_claim_states_the_right_entity_in_its_place(tmp_path: Path) -> None:
    right = CORRECT.replace("<result/1>", "<claim/1>") + (
        ' adc:words "its CD56-binding antibody" ; rdf:predicate adc:bindsTarget ; adc:correctedValue <target/cd33> .'
    )

    view = View.of(decide(release(), decisions(tmp_path, right))[0])

    assert view.all(ID + "compound/x", ADC.bindsTarget) == (ID + "target/cd33",)


def test_among_statements_of_the_same_words_the_printed_value_finds_the_one_meant(tmp_path: Path) -> None:
    twin = """<result/2> a adc:Result ; adc:modality adc:Asserted ; adc:value 10 ; adc:evidence <evidence/2> ."""
    graph = ox.NamedNode("https://w3id.org/adc-kg/graph/release/one")
    more = [
        ox.Quad(t.subject, t.predicate, t.object, graph)
        for t in ox.parse((PREFIXES + twin).encode(), format=ox.RdfFormat.TURTLE)
    ]
    moved = REJECT.replace("<claim/1>", "<result/of-last-year>") + ' adc:words "10 of 23 (44%)" ; adc:printed "10" .'

    view = View.of(decide((*release(), *more), decisions(tmp_path, moved))[0])

    assert (view.one(ID + "result/1", ADC.modality), view.one(ID + "result/2", ADC.modality)) == (
        ADC.Asserted,
        ADC.Rejected,
    )


def test_a_file_that_is_no_text_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(InputError, match="not valid Turtle"):
        read_decisions(tmp_path)


def test_the_curation_graph_of_a_build_can_be_used_as_a_file_of_decisions(tmp_path: Path) -> None:
    same = SAME + " rdf:subject <compound/x> ; rdf:object <compound/y> ."
    exported = same + "<compound/x> <http://www.w3.org/2002/07/owl#sameAs> <compound/y> ."

    assert decisions(tmp_path, exported) == decisions(tmp_path, same)
