"""The example releases: what they are, how varied they are, and the errors that stand in them on purpose."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.extract import extract
from kg.model import Outcome
from kg.read import read_file

EXAMPLES = Path(__file__).resolve().parents[1] / "kg" / "examples"
CASES = Path(__file__).parent / "examples"


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table beside this file, tab-separated, with a head."""
    with (CASES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


HEADS = table("heads.tsv")
ERRORS = table(
    "errors.tsv"
)  # words that are wrong on purpose, what is wrong with them, and the question that finds them
RESULTS = table("results.tsv")  # every efficacy result of the examples that is a number, as an expert reads it
NEVER = table("never.tsv")  # what a hasty reader would take from an example, and why it is wrong
MILESTONES = table("milestones.tsv")  # promises, and the date of the release that shows what became of them
CONFLICTS = table("conflicts.tsv")  # what the examples state in two ways that nothing explains
FOLLOWED = ("trastuzumab emtansine", "lorvotuzumab mertansine", "glembatumumab vedotin")
LAYOUTS = {
    "CRLF": "\r\n",
    "byte order mark": "\ufeff",
    "no-break space": "\u00a0",
    "HTML entity": "&ndash;",
    "registered sign": "®",
    "registered in ASCII": "(R)",
    "Markdown heading": "\n## ",
    "Markdown bullet": "\n- ",
    "typographic bullet": "\n• ",
    "table in pipes": "\n| ",
    "curly quote": "\u201c",
    "day before month": "30 March 2012",
    "GlobeNewswire": "(GLOBE NEWSWIRE) --",
    "Business Wire": "--(BUSINESS WIRE)--",
    "PRNewswire": "/PRNewswire/ --",
    "wrapped line": "developed by Wyeth in collaboration with\nCelltech",
}


class Answers:
    """The questions over the graph of all examples, each asked once, as rows of text."""

    def __init__(self, graph: Path) -> None:
        self.graph = graph
        self.asked: dict[str, list[dict[str, str]]] = {}

    def ask(self, question: str) -> csv.DictReader[str]:
        return csv.DictReader(io.StringIO(adckg("query", question, "--graph", str(self.graph), "--format", "csv")))

    def rows(self, question: str) -> list[dict[str, str]]:
        if question not in self.asked:
            self.asked[question] = list(self.ask(question))
        return self.asked[question]

    def columns(self, question: str) -> list[str]:
        return list(self.ask(question).fieldnames or [])

    def date_of(self, release: str) -> str:
        return next((row["date"] for row in self.rows("releases") if row["release"] == release), "")


def adckg(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kg", *words], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    graph = tmp_path_factory.mktemp("examples") / "graph"
    adckg("build", str(EXAMPLES), "--out", str(graph))
    return Answers(graph)


def text_of(name: str) -> str:
    return (EXAMPLES / name).read_bytes().decode("utf-8")


def all_texts() -> dict[str, str]:
    return {path.name: text_of(path.name) for path in EXAMPLES.iterdir()}


def test_every_example_is_described_here() -> None:
    assert {head["file"] for head in HEADS} == set(all_texts())
    assert len(HEADS) >= 14


@pytest.mark.parametrize("compound", FOLLOWED)
def test_compound_is_followed_over_years(compound: str) -> None:
    years = {head["date"][:4] for head in HEADS if head["compound"] == compound}

    assert len(years) >= 3


@pytest.mark.parametrize("mark", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_layout_of_real_releases_is_among_the_examples(mark: str) -> None:
    assert any(mark in text for text in all_texts().values())


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: f"{error['words']} in {error['file']}")
def test_deliberate_error_stands_in_its_example(error: dict[str, str]) -> None:
    assert error["words"] in text_of(error["file"]), error["why"]


def test_contacts_reach_nobody() -> None:
    for name, text in all_texts().items():
        plain = text.replace("&#8209;", "-").replace("\u2011", "-")
        numbers = re.findall(r"\(?\d{3}\)?[ -]\d{3}-\d{4}|\+\d\d[ \d]{8,}", plain)
        hosts = re.findall(r"@([\w.-]+)|https?://([\w.-]+)|www\.([\w.-]+)", plain)

        assert all("555" in number for number in numbers), name
        assert all("".join(host).endswith("example.org") for host in hosts), name


@pytest.mark.parametrize("head", HEADS, ids=lambda head: str(head["file"]))
def test_head_of_an_example_is_read(head: dict[str, str]) -> None:
    facts = extract(read_file(EXAMPLES / head["file"]))

    release = facts.release
    read = {slot: getattr(release, slot) or "" for slot in ("company", "date", "city", "wire", "ticker")}
    assert read == {slot: head[slot] for slot in read}
    assert head["compound"].replace(" ", "-") in {compound.key for compound in facts.compounds}


def numbers_of(outcome: Outcome) -> dict[str, str]:
    """The figures of a result, as text; what it does not hold is empty."""
    held = {
        "endpoint": outcome.endpoint,
        "value": outcome.value,
        "unit": outcome.unit,
        "comparator": outcome.comparator_value,
        "hr": outcome.hr,
        "n": outcome.n,
        "N": outcome.N,
    }
    return {name: "" if value is None else str(value) for name, value in held.items()}


def agrees(read: dict[str, str], row: dict[str, str]) -> bool:
    """Whether all that was read stands in the row; figures compare as numbers."""
    return all(value == "" or value == row[name] or same_number(value, row[name]) for name, value in read.items())


def same_number(one: str, other: str) -> bool:
    try:
        return float(one) == float(other)
    except ValueError:
        return False


@pytest.mark.parametrize("head", HEADS, ids=lambda head: str(head["file"]))
def test_no_result_is_read_that_the_example_does_not_state(head: dict[str, str]) -> None:
    stated = [row for row in RESULTS if row["date"] == head["date"]]

    read = [numbers_of(item) for item in extract(read_file(EXAMPLES / head["file"])).outcomes]

    figures = [item for item in read if item["value"][:1].isdigit()]
    assert [item for item in figures if not any(agrees(item, row) for row in stated)] == []


def test_graph_of_the_examples_is_valid(answers: Answers) -> None:
    adckg("validate", str(answers.graph / "graph.trig"))


@pytest.mark.parametrize("question", ["misprints", "numeric_doubts"])
def test_deliberate_errors_are_found_and_nothing_else(question: str, answers: Answers) -> None:
    expected = {(error["file"][:10], error["printed"]) for error in ERRORS if error["found_by"] == question}

    found = {(row["asOf"], row["printed"]) for row in answers.rows(question)}

    assert found == expected


def test_conflicts_are_found_and_nothing_else(answers: Answers) -> None:
    found = {(row["subjectLabel"], row["value"], row["otherValue"]) for row in answers.rows("conflicts")}

    assert found == {(conflict["subject"], conflict["value"], conflict["other"]) for conflict in CONFLICTS}


@pytest.mark.parametrize("milestone", MILESTONES, ids=lambda row: f"{row['as_of']} {row['compound']} {row['words']}")
def test_promise_is_resolved_by_a_later_release(milestone: dict[str, str], answers: Answers) -> None:
    found = {
        (row["outcome"], answers.date_of(row["resolvedBy"]))
        for row in answers.rows("milestones")
        if row["asOf"] == milestone["as_of"]
        and row["compoundLabel"] == milestone["compound"]
        and milestone["words"] in row["quote"]
    }

    assert found == {(milestone["outcome"], milestone["resolved_by"])}


@pytest.mark.parametrize("wrong", NEVER, ids=lambda row: f"{row['question']} {row['as_of']} {row['says']}")
def test_hasty_reading_is_not_in_the_answer(wrong: dict[str, str], answers: Answers) -> None:
    said = dict(part.split("=", 1) for part in wrong["says"].split(" & "))

    rows = [row for row in answers.rows(wrong["question"]) if row["asOf"] == wrong["as_of"]]

    assert [row for row in rows if all(row[column] == value for column, value in said.items())] == [], wrong["why"]


@pytest.mark.parametrize("question", sorted({wrong["question"] for wrong in NEVER}))
def test_question_has_the_columns_that_hasty_readings_name(question: str, answers: Answers) -> None:
    named = {
        part.split("=", 1)[0] for wrong in NEVER if wrong["question"] == question for part in wrong["says"].split(" & ")
    }

    assert named <= set(answers.columns(question))
