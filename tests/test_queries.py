"""Every canned question has a case and gives exactly its rows, on every engine; parameters filter and cannot inject."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import resources
from kg.errors import QueryError
from kg.guard import check_query
from kg.query import Question, answer, questions
from kg.query.manual import asked_terms, ontology_terms, page
from kg.query.remote import connect
from tests import query_cases as cases
from tests.endpoints import load, oxigraph_server

QUESTIONS = questions()
CONTRACT = Path(__file__).parent / "queries" / "contract.csv"
PARAMETERS = Path(__file__).parent / "queries" / "parameters.csv"
PROVENANCE = ("release", "asOf", "quote")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with oxigraph_server() as address:
        yield address


def _contract() -> list[tuple[str, list[str], list[str]]]:
    """Name, parameters and columns that users rely on."""
    with CONTRACT.open(encoding="utf-8", newline="") as file:
        return [(row["name"], row["parameters"].split(), row["columns"].split()) for row in csv.DictReader(file)]


def _parameters() -> list[tuple[str, str, str, int]]:
    """Question, parameter, what a user types, and how many rows of the case remain."""
    with PARAMETERS.open(encoding="utf-8", newline="") as file:
        found = csv.DictReader(file)
        return [(row["question"], row["parameter"], row["value"], int(row["rows"])) for row in found]


def test_questions_and_cases_are_the_same_set() -> None:
    assert cases.names(".ttl") == set(QUESTIONS)
    assert cases.names(".csv") - {CONTRACT.stem, PARAMETERS.stem} == set(QUESTIONS)


@pytest.mark.parametrize(("name", "parameters", "columns"), _contract(), ids=[row[0] for row in _contract()])
def test_question_keeps_the_public_contract(name: str, parameters: list[str], columns: list[str]) -> None:
    """Columns may be added, none may go or change its name."""
    question = QUESTIONS[name]

    assert [parameter.name for parameter in question.parameters] == parameters
    assert [column for column in columns if column not in question.columns] == []


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_question_answers_from_the_embedded_store(name: str) -> None:
    columns, rows = cases.expected(name)

    table = answer(cases.oxigraph(name), name)

    assert (table.columns, cases.typed_rows(table)) == (columns, rows)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_question_answers_from_an_rdflib_graph(name: str) -> None:
    columns, rows = cases.expected(name)

    table = answer(cases.rdflib_graph(name), name)

    assert (table.columns, cases.typed_rows(table)) == (columns, rows)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_question_answers_from_a_remote_endpoint(name: str, server: str) -> None:
    columns, rows = cases.expected(name)
    load(server, cases.triples(name))

    table = answer(connect(f"{server}/query"), name)

    assert (table.columns, cases.typed_rows(table)) == (columns, rows)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_case_gives_rows_and_fills_every_column(name: str) -> None:
    """A question that can only ever be empty, or a column that never holds anything, proves nothing."""
    columns, rows = cases.expected(name)

    empty = [column for at, column in enumerate(columns) if not any(row[at][0] for row in rows)]

    assert rows
    assert empty == EMPTY_BY_DESIGN.get(name, [])


# no release states the antibody of the case: only a plan does, and a plan is no fact
EMPTY_BY_DESIGN = {"compounds": ["antibody", "antibodyLabel"]}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_file_stands_alone(question: Question) -> None:
    """Header complete, prefixes declared, an order that leaves nothing to chance, and nothing the guard refuses."""
    check_query(question.text)

    used = set(re.findall(r"(?<![\w:])([a-z]+):\w", question.text.partition("\n\n")[2]))

    assert question.summary
    assert question.description.strip().endswith(("?", "."))
    assert question.tags
    assert "ORDER BY" in question.text
    assert "GRAPH" not in question.text
    assert used - {"http", "https"} == set(re.findall(r"PREFIX (\w+):", question.text))


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_entity_column_stands_beside_its_name(question: Question) -> None:
    columns = question.columns

    labels = [column for column in columns if column.endswith("Label")]

    assert all(columns[columns.index(label) - 1] == label.removesuffix("Label") for label in labels)


def test_every_parameter_is_tried() -> None:
    offered = {(name, parameter.name) for name, question in QUESTIONS.items() for parameter in question.parameters}

    assert {(name, parameter) for name, parameter, _, _ in _parameters()} == offered


@pytest.mark.parametrize(
    ("name", "parameter", "value", "left"), _parameters(), ids=[f"{row[0]}-{row[1]}-{row[2]}" for row in _parameters()]
)
def test_parameter_filters(name: str, parameter: str, value: str, left: int) -> None:
    everything = cases.expected(name)[1]

    rows = cases.typed_rows(answer(cases.oxigraph(name), name, {parameter: value}))

    assert len(rows) == left
    assert all(row in everything for row in rows) or parameter == "as_of"


@pytest.mark.parametrize(
    ("name", "parameter", "value", "left"), _parameters(), ids=[f"{row[0]}-{row[1]}-{row[2]}" for row in _parameters()]
)
def test_parameter_filters_alike_on_rdflib(name: str, parameter: str, value: str, left: int) -> None:
    assert len(answer(cases.rdflib_graph(name), name, {parameter: value})) == left


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_graph_without_facts_gives_no_rows(name: str) -> None:
    import pyoxigraph
    import rdflib

    assert answer(pyoxigraph.Store(), name).rows == ()
    assert answer(rdflib.Graph(), name).rows == () or name == "coverage"  # rdflib counts nothing as a group of none


RECORD_QUESTIONS = sorted(
    set(QUESTIONS) - {"status_changes", "coverage", "curation", "releases", "conflicts", "explained_differences"}
)


@pytest.mark.parametrize("name", RECORD_QUESTIONS)
def test_undated_statements_answer_too(name: str) -> None:
    """A release without a date states as much as any other, with nothing in asOf."""
    store = cases.oxigraph(name)
    store.update("PREFIX adc: <https://w3id.org/adc-kg/ontology/> DELETE WHERE { ?s adc:asOf ?day }")

    table = answer(store, name)

    assert table.rows
    assert not [row for row in table.records() if "asOf" in row] or name in ("misprints",)


def test_undated_status_is_shown_only_where_no_dated_one_stands() -> None:
    store = cases.oxigraph("pipeline")
    prefixes = (
        "PREFIX adc: <https://w3id.org/adc-kg/ontology/> PREFIX record: <https://w3id.org/adc-kg/id/record/> "
        "PREFIX compound: <https://w3id.org/adc-kg/id/compound/> PREFIX release: <https://w3id.org/adc-kg/id/release/>"
        "PREFIX indication: <https://w3id.org/adc-kg/id/indication/>"
    )
    store.update(
        f"{prefixes} INSERT DATA {{"
        " record:u1 a adc:DevelopmentStatus ; adc:modality adc:Asserted ; adc:statedIn release:undated ;"
        " adc:ofCompound compound:zentatamab-mertansine ; adc:status adc:PhaseThreeStage ;"
        " adc:forIndication indication:small-cell-lung-cancer ."
        " record:u2 a adc:DevelopmentStatus ; adc:modality adc:Asserted ; adc:statedIn release:undated ;"
        " adc:ofCompound compound:quortamab-vedotin ; adc:status adc:PhaseOneStage ;"
        " adc:forIndication indication:multiple-myeloma }"
    )

    undated = [row for row in answer(store, "pipeline").records() if "asOf" not in row]

    assert [(row["compoundLabel"], row["status"]) for row in undated] == [("quortamab vedotin", "phase 1")]
    assert all("asOf" in row for row in answer(store, "pipeline", {"as_of": "2030-01-01"}).records())


def test_later_further_status_replaces_one_without_indication() -> None:
    """The review in the EU, of no indication, gives way to the approval there for myeloma, not to one elsewhere."""
    store = cases.oxigraph("pipeline")
    store.update(
        "PREFIX adc: <https://w3id.org/adc-kg/ontology/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
        "INSERT DATA { <urn:new> a adc:DevelopmentStatus ; adc:modality adc:Asserted ; adc:statedIn <urn:later> ;"
        ' adc:asOf "2014-01-01"^^xsd:date ; adc:status adc:ApprovedStage ; adc:inRegion adc:EuropeanUnion ;'
        " adc:ofCompound <https://w3id.org/adc-kg/id/compound/quortamab-vedotin> ;"
        " adc:forIndication <https://w3id.org/adc-kg/id/indication/multiple-myeloma> }"
    )

    found = [row for row in answer(store, "pipeline").records() if row["compoundLabel"] == "quortamab vedotin"]

    assert [(row["status"], row["region"]) for row in found] == [("approved", "US"), ("approved", "EU")]


def test_abbreviation_is_understood() -> None:
    store = cases.oxigraph("efficacy")
    store.update(
        "INSERT DATA { <https://w3id.org/adc-kg/id/endpoint/objective-response-rate> "
        '<https://w3id.org/adc-kg/ontology/ambiguousName> "RR" }'
    )

    assert len(answer(store, "efficacy", {"endpoint": "RR"})) == 2


def test_status_as_of_a_day_is_the_one_that_held_then() -> None:
    table = answer(cases.oxigraph("pipeline"), "pipeline", {"as_of": "2012-06-30"})

    assert [row["status"] for row in table.records()] == ["phase 1"]


def test_words_of_several_pieces_of_evidence_stand_in_the_order_of_the_text() -> None:
    table = answer(cases.oxigraph("deals"), "deals")

    assert table.records()[0]["quote"] == "a licence for $5 million … milestones of $160 million per target"


@pytest.mark.parametrize(
    "value",
    [
        'x" || true) } #',
        "zentatamab mertansine> . } ; DROP ALL ; INSERT DATA { <a:b> <a:c> <a:d>",
        "> . DROP ALL",
        "{ UNDEF }",
        "<https://w3id.org/adc-kg/id/compound/zentatamab-mertansine> } #",
        "' OR '1'='1",
        '""" } SERVICE <http://127.0.0.1:1/> { ?s ?p ?o }',
        "zentatamab\tmertansine\nUNION",
        "\\u0022 } #",
        "?compound",
    ],
)
def test_value_that_would_be_code_is_a_name_that_does_not_exist(value: str) -> None:
    store = cases.oxigraph("names")
    before = len(store)

    if value == "zentatamab\tmertansine\nUNION":
        value = value.replace("\n", " ")
    with pytest.raises(QueryError, match="no compound is called"):
        answer(store, "names", {"compound": value})

    assert len(store) == before


@pytest.mark.parametrize("value", ['9.6" } #', "9.6 . } ; DROP ALL", "\\", '"', "'''", "a\nb\tc", "UNDEF"])
def test_free_value_is_a_literal_and_nothing_else(value: str) -> None:
    assert len(answer(cases.oxigraph("evidence"), "evidence", {"value": value})) == 0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zentatamab mertansine", 2),
        ("Zentatamab  Mertansine", 2),
        ("zn-901", 2),
        ("ZN‑901", 2),
        ("compound:zentatamab-mertansine", 2),
        ("id:compound/zentatamab-mertansine", 2),
        ("https://w3id.org/adc-kg/id/compound/zentatamab-mertansine", 2),
        ("<https://w3id.org/adc-kg/id/compound/zentatamab-mertansine>", 2),
        ("QV-1", 1),
    ],
)
def test_entity_is_found_by_label_alias_curie_or_iri(typed: str, meant: int) -> None:
    assert len(answer(cases.oxigraph("names"), "names", {"compound": typed})) == meant


@pytest.mark.parametrize(
    ("name", "given", "sentence"),
    [
        ("names", {"compound": "zentatamab mertansin"}, "did you mean 'zentatamab mertansine'"),
        ("names", {"compound": "ZN902"}, "no compound is called 'ZN902'; did you mean 'ZN901'"),
        ("names", {"compound": "Acme"}, "no compound is called 'Acme'"),
        ("names", {"compond": "x"}, "has no parameter 'compond'; it takes compound"),
        ("brands", {"compound": "x"}, "it takes none"),
        ("pipelin", {}, "there is no question 'pipelin'; did you mean 'pipeline'"),
        ("pipeline", {"as_of": "2012"}, "as_of is a date such as 2012-06-30, not '2012'"),
        ("pipeline", {"as_of": "2012-02-30"}, "as_of is a date"),
        ("adverse_events", {"at_least": "many"}, "at_least is a number such as 10 or 9.6, not 'many'"),
        ("adverse_events", {"at_least": "NaN"}, "at_least is a number"),
        ("adverse_events", {"at_least": "1e400000000"}, "at_least is a number"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_mistake_is_told_in_a_sentence(name: str, given: dict[str, str], sentence: str) -> None:
    store = cases.oxigraph(name if name in QUESTIONS else "names")

    with pytest.raises(QueryError, match=re.escape(sentence)):
        answer(store, name, given)


def test_name_of_two_things_is_told_with_both() -> None:
    store = cases.oxigraph("names")
    store.update(
        "PREFIX adc: <https://w3id.org/adc-kg/ontology/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        'INSERT DATA { <https://w3id.org/adc-kg/id/compound/x> a adc:AntibodyDrugConjugate ; skos:altLabel "ZN901" }'
    )

    with pytest.raises(QueryError, match=r"'ZN901' names 2 things; give <.*compound/x> or <.*zentatamab-mertansine>"):
        answer(store, "names", {"compound": "ZN901"})


def test_modules_that_a_question_needs_are_light() -> None:
    """Listing the questions loads no engine."""
    import subprocess

    heavy = "{'rdflib', 'pyoxigraph', 'httpx', 'rich'} & set(sys.modules)"
    program = f"import sys, kg.query; kg.query.questions(); print(sorted({heavy}))"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout.strip() == "[]"


def test_every_term_of_the_ontology_is_asked_by_some_question() -> None:
    asked = set().union(*(asked_terms(question) for question in QUESTIONS.values()))

    assert [name for names in ontology_terms().values() for name in names if name not in asked] == []


def test_no_question_asks_for_a_term_that_the_ontology_lacks() -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in resources.ontology_files().values())

    asked = set().union(*(asked_terms(question) for question in QUESTIONS.values()))

    assert [name for name in sorted(asked) if not re.search(rf"^adc:{name}\b", text, re.MULTILINE)] == []


def test_page_of_the_questions_is_current() -> None:
    """Write it anew with: python -m kg.query.manual > docs/questions.md"""
    made = page(QUESTIONS, ontology_terms())

    assert (Path(__file__).parents[1] / "docs" / "questions.md").read_text(encoding="utf-8") == made
