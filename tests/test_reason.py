"""What follows is found with its rule, what contradicts itself is found with its culprit, by rules and by HermiT."""

from __future__ import annotations

import json
import os
import select
import stat
from collections.abc import Collection
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
import typer
from typer.testing import CliRunner

from kg import reason, resources, vocab
from kg.cli import reason as command_module
from kg.errors import GraphError, ReasonerError
from kg.reason import check, clashes, entail, entailments, hermit
from kg.reason.closure import close, stated
from kg.reason.narrow import narrowed
from kg.reason.rules import TYPE, compile_rules
from kg.store import create_store
from kg.vocab import ADC

needs_java = pytest.mark.skipif(hermit.java() is None, reason="HermiT needs Java")

PREFIXES = """
@prefix adc: <https://w3id.org/adc-kg/ontology/> .
@prefix antibody: <https://w3id.org/adc-kg/id/antibody/> .
@prefix compound: <https://w3id.org/adc-kg/id/compound/> .
@prefix ex: <https://example.org/> .
@prefix linker: <https://w3id.org/adc-kg/id/linker/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix payload: <https://w3id.org/adc-kg/id/payload/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CONTRADICTIONS = {
    "a payload that is also an antibody": (
        "ex:c a adc:AntibodyDrugConjugate ; adc:carriesPayload antibody:trastuzumab .",
        "antibody/trastuzumab is both an Antibody and a Payload",
        "Antibody and Payload are disjoint",
    ),
    "a linker that is also a regimen": (
        "ex:l a adc:Linker, adc:Regimen .",
        "l is both a Linker and a Regimen",
        "Linker and Regimen are disjoint",
    ),
    "two modalities": (
        "ex:r a adc:Result ; adc:modality adc:Asserted, adc:Planned .",
        "r has two values of modality: Asserted and Planned",
        "modality is functional",
    ),
    "two numbers where one is allowed": (
        "ex:r a adc:Result ; adc:value 14.2, 9.2 .",
        "r has 2 values of value: 14.2 and 9.2",
        "value is functional",
    ),
    "two dates where one is allowed": (
        'ex:r a adc:Release ; adc:releaseDate "2011-09-24"^^xsd:date, "2011-09-25"^^xsd:date .',
        "r has 2 values of releaseDate: 2011-09-24 and 2011-09-25",
        "releaseDate is functional",
    ),
    "a value of another list": (
        "ex:r a adc:Result ; adc:modality adc:Median .",
        "Median is both a Modality and a StatisticKind",
        "Modality and StatisticKind are disjoint",
    ),
    "words where a number is asked for": (
        'ex:a a adc:Arm ; adc:size "many" .',
        "a has size 'many', which is no integer",
        "the range of size is integer",
    ),
    "a thing outside a domain of several classes": (
        "ex:t a adc:Trial ; adc:evidence ex:e .",
        "t stands where evidence asks for a Finding or a Release or a Statement",
        "the domain of evidence is a Finding or a Release or a Statement",
    ),
    "a thing outside a range of several classes": (
        "ex:r a adc:RegulatoryEvent ; adc:eventKind adc:Median .",
        "Median stands where eventKind asks for an AdverseEventKind or an EventKind",
        "the range of eventKind is an AdverseEventKind or an EventKind",
    ),
}
SOUND = """
ex:c a adc:AntibodyDrugConjugate ; adc:hasAntibody antibody:trastuzumab ; adc:carriesPayload payload:dm1 ;
    adc:drugToAntibodyRatio 3.5 .
ex:r a adc:Result ; adc:ofCompound ex:c ; adc:modality adc:Asserted ; adc:value 14.2, 14.20 ;
    adc:asOf "2011-09-24"^^xsd:date .
"""


def quads(turtle: str) -> list[ox.Quad]:
    return list(ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE))


def follow(turtle: str) -> list[tuple[str, str, str]]:
    short = {"https://example.org/": "", vocab.ONTOLOGY: "", vocab.ID: "", TYPE: "a"}

    def cut(iri: str) -> str:
        return next((to + iri[len(base) :] for base, to in short.items() if iri.startswith(base)), iri)

    return [(cut(e.subject), cut(e.predicate), cut(e.object)) for e in entailments(quads(turtle))]


# --- what follows


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        ("ex:d a adc:DesignationGrant .", [("d", "a", "RegulatoryEvent")]),
        ("ex:c adc:developedBy ex:o . ex:o a adc:Organisation .", [("c", "hasCompanyRole", "o")]),
        ("ex:t a adc:Trial ; adc:hasArm ex:a . ex:a a adc:Arm .", [("a", "armOf", "t")]),
        ("ex:a a adc:Arm ; adc:armOf ex:t . ex:t a adc:Trial .", [("t", "hasArm", "a")]),
        (
            "ex:a a adc:Organisation ; adc:partnerOf ex:b . ex:b a adc:Organisation .",
            [("b", "partnerOf", "a")],
        ),
        (
            "ex:a a adc:Population ; adc:partOfPopulation ex:b . ex:b a adc:Population ; adc:partOfPopulation ex:c . "
            "ex:c a adc:Population .",
            [("a", "partOfPopulation", "c")],
        ),
        ("ex:a adc:memberOf ex:b .", [("a", "a", "Organisation"), ("b", "a", "Organisation")]),
    ],
    ids=["subclass", "subproperty", "inverse", "inverse, other way", "symmetry", "transitivity", "domain and range"],
)
def test_each_kind_of_axiom_is_a_rule(turtle: str, expected: list[tuple[str, str, str]]) -> None:
    assert follow(turtle) == expected


def test_a_new_conjugate_binds_what_its_known_antibody_binds() -> None:
    turtle = "ex:c a adc:AntibodyDrugConjugate ; adc:hasAntibody antibody:trastuzumab ."

    assert follow(turtle) == [("c", "bindsTarget", "target/her2")]


def test_each_entailment_names_its_rule() -> None:
    found = entailments(quads("ex:c a adc:AntibodyDrugConjugate ; adc:hasAntibody antibody:trastuzumab ."))

    assert [entailment.rule for entailment in found] == ["hasAntibody then bindsTarget gives bindsTarget"]


def test_what_follows_from_the_reference_data_alone_is_not_said_again() -> None:
    assert follow("ex:r a adc:Result ; adc:ofCompound compound:trastuzumab-emtansine .") == []


def test_facts_do_not_follow_from_claims_about_them() -> None:
    turtle = """
    ex:claim a adc:Claim ; <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> ex:a ;
        <http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> adc:partnerOf ;
        <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> ex:b ; adc:modality adc:Planned .
    """

    assert follow(turtle) == []


def test_entailments_do_not_depend_on_the_order_of_the_facts() -> None:
    facts = quads(
        "ex:a adc:subsidiaryOf ex:b . ex:b adc:subsidiaryOf ex:c . ex:c adc:subsidiaryOf ex:d ; adc:partnerOf ex:a ."
    )

    assert entailments(facts) == entailments(reversed(facts))


def test_entailments_become_quads_of_their_own_graph() -> None:
    found = entail(quads("ex:a a adc:Organisation ; adc:partnerOf ex:b . ex:b a adc:Organisation ."))

    assert {quad.graph_name for quad in found} == {ox.NamedNode(vocab.INFERRED_GRAPH)}
    node = ox.NamedNode(
        vocab.record_iri(
            "entailment", "https://example.org/b", ADC.partnerOf, "https://example.org/a", "partnerOf is symmetric"
        )
    )
    told = {quad.predicate.value.rsplit("/", 1)[-1]: quad.object.value for quad in found if quad.subject == node}  # type: ignore[union-attr]  # no triple terms
    assert told["rule"] == "partnerOf is symmetric"
    assert len(found) == 6


def test_rules_agree_with_an_owl_2_rl_reasoner() -> None:
    turtle = """
    ex:c a adc:AntibodyDrugConjugate ; adc:hasAntibody ex:m ; adc:developedBy ex:o ; adc:ownedBy ex:p .
    ex:m adc:bindsTarget ex:t . ex:o adc:partnerOf ex:p . ex:p adc:subsidiaryOf ex:q . ex:q adc:subsidiaryOf ex:s .
    ex:n a adc:Trial ; adc:hasArm ex:a ; adc:investigates ex:c .
    ex:i adc:populationOf ex:n ; adc:partOfPopulation ex:j .
    ex:j adc:partOfPopulation ex:k . ex:d a adc:DesignationGrant ; adc:designation adc:Orphan ; adc:agency ex:f .
    """
    rules = compile_rules(reason.ontology())
    facts = [(str(q.subject)[1:-1], q.predicate.value, str(q.object)[1:-1]) for q in quads(turtle)]
    ours = close(facts, rules)

    graph = rdflib.Graph().parse(data=PREFIXES + turtle, format="turtle")
    graph.parse(data=resources.ontology_files()["adc.ttl"].read_text(encoding="utf-8"), format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    theirs = {
        (str(s), str(p), str(o))
        for s, p, o in graph
        if str(s).startswith("https://example.org/")
        and (str(p) == TYPE or str(p).startswith(vocab.ONTOLOGY))
        and (str(o).startswith(("https://example.org/", vocab.ONTOLOGY)))
    }

    assert {fact for fact in ours if fact[0].startswith("https://example.org/")} == theirs


def test_a_derived_fact_leads_back_to_the_stated_ones() -> None:
    rules = compile_rules(reason.ontology())
    known = close([("a", ADC.subsidiaryOf, "b"), ("b", ADC.subsidiaryOf, "c"), ("c", ADC.subsidiaryOf, "d")], rules)

    grounds = stated(("a", ADC.subsidiaryOf, "d"), known)

    assert {fact[::2] for fact in grounds} == {("a", "b"), ("b", "c"), ("c", "d")}


# --- what contradicts itself


@pytest.mark.parametrize(("turtle", "message", "axiom"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_rules_name_the_culprit(turtle: str, message: str, axiom: str) -> None:
    found = [clash for clash in clashes(quads(turtle)) if clash.axiom == axiom]

    assert [clash.message.startswith(message) for clash in found] == [True]
    assert found[0].facts


@needs_java
@pytest.mark.parametrize("turtle", [turtle for turtle, _, _ in CONTRADICTIONS.values()], ids=CONTRADICTIONS)
def test_hermit_finds_what_the_rules_find(turtle: str) -> None:
    beside = [quad for row in reason.background().values() for quad in row if "trastuzumab>" in str(quad.subject)]
    stated_quads = [*quads(turtle), *beside]
    well_typed = [quad for quad in stated_quads if "many" not in str(quad.object)]

    answer = hermit.consistent((*reason.ontology(), *well_typed), reason.rules())

    assert answer.consistent is (len(well_typed) < len(stated_quads))


def test_a_sound_graph_has_no_contradiction() -> None:
    assert clashes(quads(SOUND)) == []


@needs_java
def test_hermit_agrees_that_a_sound_graph_is_sound_dates_and_all() -> None:
    verdict = check(quads(SOUND), reasoner="hermit")

    assert (verdict.consistent, verdict.reasoner, verdict.note) == (True, "HermiT", "")


def test_one_number_in_two_spellings_is_no_contradiction() -> None:
    assert clashes(quads("ex:r a adc:Result ; adc:value 12.30, 12.3, 12.300 .")) == []


def test_two_names_may_mean_one_thing() -> None:
    turtle = "ex:c a adc:Comparison ; adc:controlResult ex:a, ex:b . ex:a a adc:Result . ex:b a adc:Result ."

    assert clashes(quads(turtle)) == []


def test_a_contradiction_shows_the_facts_it_rests_on() -> None:
    (clash,) = clashes(quads("ex:c a adc:AntibodyDrugConjugate ; adc:carriesPayload antibody:trastuzumab ."))

    assert clash.facts == (
        "antibody/trastuzumab is an Antibody",
        "c carriesPayload antibody/trastuzumab",
    )


# --- reasoners


def test_without_java_hermit_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_java(monkeypatch, tmp_path)

    with pytest.raises(ReasonerError, match="HermiT needs Java, and none was found"):
        check(quads(SOUND), reasoner="hermit")


def test_without_java_the_rules_check_alone_and_say_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_java(monkeypatch, tmp_path)

    verdict = check(quads(SOUND))

    assert verdict.consistent
    assert verdict.reasoner == "OWL 2 RL rules"
    assert "by OWL 2 RL rules alone" in verdict.note


def without_java(monkeypatch: pytest.MonkeyPatch, empty: Path) -> None:
    monkeypatch.setenv("PATH", str(empty))
    monkeypatch.delenv("JAVA_HOME", raising=False)


def fake_java(tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "java"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.delenv("JAVA_HOME", raising=False)


@pytest.mark.skipif(os.name != "posix", reason="shell scripts and process groups")
def test_a_reasoner_that_does_not_end_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    fake_java(tmp_path, f"sleep 60 > {pipe} & wait", monkeypatch)

    with pytest.raises(ReasonerError, match="did not finish within 1 seconds"):
        hermit.consistent(quads(SOUND), reason.rules(), deadline=1)

    # the pipe ends when the last process that could write to it has ended
    poll = select.poll()
    poll.register(reader, select.POLLIN)
    (event,) = poll.poll(10_000)
    os.close(reader)
    assert event[1] & select.POLLHUP


@pytest.mark.skipif(os.name != "posix", reason="shell scripts")
@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo 'java.lang.OutOfMemoryError: Java heap space'; exit 1", "ran out of memory"),
        ("echo 'Unrecognized option'; exit 1", "gave up .Unrecognized option."),
    ],
    ids=["memory", "anything else"],
)
def test_a_reasoner_that_fails_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, message: str
) -> None:
    fake_java(tmp_path, script, monkeypatch)

    with pytest.raises(ReasonerError, match=message):
        hermit.consistent(quads(SOUND), reason.rules())


@needs_java
def test_axioms_beyond_the_rules_are_checked_and_the_culprit_is_narrowed_down() -> None:
    turtle = """
    ex:NoAntibody a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:complementOf adc:Antibody ] .
    ex:m a adc:Antibody, ex:NoAntibody . ex:c1 a adc:AntibodyDrugConjugate . ex:c2 a adc:AntibodyDrugConjugate .
    """

    verdict = check(quads(turtle), reasoner="hermit")

    assert not verdict.consistent
    assert "it rests on https://example.org/NoAntibody, https://example.org/m" in verdict.note


@needs_java
def test_a_class_that_can_have_no_instance_is_told() -> None:
    verdict = check(quads("ex:Both a owl:Class ; rdfs:subClassOf adc:Payload, adc:Linker ."), reasoner="hermit")

    assert (verdict.consistent, verdict.note) == (True, "nothing can be a Both")


@needs_java
def test_imports_and_foreign_annotations_never_reach_the_reasoner() -> None:
    turtle = """
    ex:o a owl:Ontology ; owl:imports <http://127.0.0.1:9/none> .
    <http://www.lesfleursdunormal.fr/static/_downloads/owlready_ontology.owl#python_module> a owl:AnnotationProperty .
    ex:o <http://www.lesfleursdunormal.fr/static/_downloads/owlready_ontology.owl#python_module> "evil" .
    """

    assert check(quads(turtle), reasoner="hermit").consistent


@needs_java
def test_values_without_a_datatype_in_owl_are_left_out_and_counted() -> None:
    verdict = check(quads('ex:r a adc:Release ; adc:title "x"^^xsd:gYear .'), reasoner="hermit")

    assert "left out, for OWL 2 has no datatype for them: 1 of the values" in verdict.note


@pytest.mark.parametrize(
    ("culprits", "size"), [({"a"}, 8), ({"a", "h"}, 8), ({"c", "d", "e"}, 9)], ids=["one", "two apart", "three"]
)
def test_narrowing_keeps_exactly_what_is_needed(culprits: set[str], size: int) -> None:
    subjects = [chr(ord("a") + n) for n in range(size)]

    assert narrowed(subjects, lambda kept: culprits <= set(kept), tries=100) == sorted(culprits)


def test_narrowing_stops_after_so_many_tries() -> None:
    asked: list[int] = []

    def never(kept: Collection[str]) -> bool:
        asked.append(len(kept))
        return False

    narrowed([str(n) for n in range(100)], never, tries=5)

    assert len(asked) == 5


# --- the command


def run(*arguments: str) -> tuple[int, str]:
    app = typer.Typer(add_completion=False)
    app.command()(command_module.command)
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_the_command_says_consistent_and_returns_0(tmp_path: Path) -> None:
    file = tmp_path / "sound.ttl"
    file.write_text(PREFIXES + SOUND, encoding="utf-8")

    code, output = run(str(file), "--reasoner", "rl", "--entailments")

    assert code == 0
    assert output.startswith("consistent (OWL 2 RL rules)")
    assert "adc:bindsTarget target:her2  (hasAntibody then bindsTarget gives bindsTarget)" in output


def test_the_command_says_inconsistent_with_the_culprit_and_returns_1(tmp_path: Path) -> None:
    file = tmp_path / "broken.ttl"
    file.write_text(PREFIXES + CONTRADICTIONS["a payload that is also an antibody"][0], encoding="utf-8")

    code, output = run(str(file), "--reasoner", "rl")

    assert code == 1
    assert "contradiction: antibody/trastuzumab is both an Antibody and a Payload, which nothing can be" in output
    assert "  axiom: Antibody and Payload are disjoint" in output


def test_the_command_prints_json(tmp_path: Path) -> None:
    file = tmp_path / "broken.ttl"
    file.write_text(PREFIXES + CONTRADICTIONS["two modalities"][0], encoding="utf-8")

    code, output = run(str(file), "--reasoner", "rl", "--format", "json")

    answer = json.loads(output)
    assert (code, answer["consistent"], answer["contradictions"][0]["kind"]) == (1, False, "functional")


def test_the_command_checks_a_built_graph_without_what_was_inferred_before(tmp_path: Path) -> None:
    stated = quads("ex:a a adc:Organisation ; adc:partnerOf ex:b . ex:b a adc:Organisation .")
    store = create_store(tmp_path / "store")
    for graph, content in ((vocab.release_graph("r"), stated), (vocab.INFERRED_GRAPH, entail(stated))):
        store.load([(graph, "".join(f"{quad.triple} .\n" for quad in content).encode())])
    del store

    code, output = run("--graph", str(tmp_path), "--reasoner", "rl")

    assert code == 0
    assert "1 triple follows\n  1 by: partnerOf is symmetric" in output


def test_without_a_built_graph_the_command_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="adckg build"):
        command_module.command(graph=tmp_path)
