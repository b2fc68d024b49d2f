"""Questions, evidence, push and pull on the command line: what is printed, what is refused, with which exit code."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store import create_store, open_store
from tests import query_cases as cases
from tests.endpoints import oxigraph_server

GRAPH = "https://w3id.org/adc-kg/graph/release/case"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of the case of efficacy."""
    place = tmp_path_factory.mktemp("graph")
    store = create_store(place / "store")
    named = b"".join(line for line in cases.triples("efficacy").splitlines(keepends=True) if b"_:" not in line)
    store.load([(GRAPH, named)])
    store.engine.flush()
    (place / "manifest.json").write_text("{}\n", encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with oxigraph_server() as address:
        yield address


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120)


def test_answer_is_printed_as_a_table(graph: Path) -> None:
    done = _run("query", "efficacy", "--graph", graph)

    assert done.returncode == 0
    assert "objective" in done.stdout


def test_answer_is_printed_as_csv(graph: Path) -> None:
    done = _run("query", "efficacy", "--graph", graph, "--format", "csv")

    header, *rows = csv.reader(io.StringIO(done.stdout))
    assert tuple(header) == cases.expected("efficacy")[0]
    assert len(rows) == len(cases.expected("efficacy")[1])


def test_answer_is_printed_as_json(graph: Path) -> None:
    done = _run("query", "efficacy", "--graph", graph, "--format", "json")

    assert len(json.loads(done.stdout)["results"]["bindings"]) == len(cases.expected("efficacy")[1])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["eficacy"], "did you mean 'efficacy'"),
        (["efficacy", "-p", "compond=x"], "has no parameter 'compond'"),
        (["efficacy", "-p", "trial=AURORRA"], "did you mean 'AURORA'"),
        (["efficacy", "-p", "trial"], "write it as key=value"),
        (["efficacy", "-p", "trial=AURORA", "-p", "trial=AURORA"], "is given twice"),
        (["efficacy", "-p", 'trial=x" } ; DROP ALL #'], "no trial is called"),
        (["efficacy", "-p", "trial=> . } SERVICE <http://127.0.0.1:1/> {"], "no trial is called"),
    ],
    ids=["question", "parameter", "name", "no value", "twice", "update", "service"],
)
def test_mistake_is_a_sentence_and_exit_code_2(graph: Path, arguments: list[str], sentence: str) -> None:
    done = _run("query", *arguments, "--graph", graph)

    assert done.returncode == 2
    assert sentence in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_graph_that_is_not_there_is_exit_code_2(tmp_path: Path) -> None:
    done = _run("query", "efficacy", "--graph", tmp_path / "none")

    assert (done.returncode, done.stdout) == (2, "")


def test_endpoint_that_is_not_there_is_exit_code_4() -> None:
    assert _run("query", "efficacy", "--endpoint", "http://127.0.0.1:1/query").returncode == 4


def test_words_behind_a_fact_are_shown(graph: Path) -> None:
    done = _run("evidence", "AURORA", "--graph", graph)

    assert done.returncode == 0
    assert "“" in done.stdout


def test_words_of_an_undated_release_are_shown(tmp_path: Path) -> None:
    store = create_store(tmp_path / "store")
    lines = cases.triples("efficacy").splitlines(keepends=True)
    store.load([(GRAPH, b"".join(line for line in lines if b"asOf>" not in line and b"_:" not in line))])
    store.engine.flush()

    done = _run("evidence", "AURORA", "--graph", tmp_path)

    assert done.returncode == 0
    assert "; undated, " in " ".join(done.stdout.split())


def test_subject_of_which_nothing_is_stated_is_exit_code_1(graph: Path) -> None:
    assert _run("evidence", "AURORA", "--value", "123456", "--graph", graph).returncode == 1


def test_what_is_pushed_comes_back(graph: Path, server: str, tmp_path: Path) -> None:
    sent = _run("push", "--endpoint", server, "--dialect", "oxigraph", "--graph", graph)
    again = _run("push", "--endpoint", server, "--dialect", "oxigraph", "--graph", graph)
    got = _run("pull", "--endpoint", server, "--dialect", "oxigraph", "--out", tmp_path / "back")

    assert [done.returncode for done in (sent, again, got)] == [0, 0, 0]
    assert again.stdout == "0 graphs sent, 0 removed, 1 unchanged\n"
    assert sorted(open_store(tmp_path / "back").triples(GRAPH).splitlines()) == sorted(
        open_store(graph).triples(GRAPH).splitlines()
    )
