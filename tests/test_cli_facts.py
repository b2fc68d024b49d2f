"""The commands that show facts and what no fact covers: extract, residue, diff."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.errors import GraphError, InputError
from kg.store import create_store

TEXT = """Acme Reports Phase 2 Results of IMGN901

WALTHAM, Mass., June 5, 2011 - (BUSINESS WIRE) - Acme, Inc. (Nasdaq: ACME) today announced results of a Phase 2 trial of
IMGN901 in Merkel cell carcinoma. Of 23 patients, three (13%) had a complete response. The weather was fine.
"""
Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    def invoke(*words: str | Path, given: bytes | None = None) -> Result:
        monkeypatch.setattr(sys, "argv", ["adckg", str(words[0])])
        return CliRunner().invoke(app, [str(word) for word in words], input=given)

    return invoke


@pytest.fixture
def release(tmp_path: Path) -> Path:
    (tmp_path / "acme.txt").write_text(TEXT)
    return tmp_path / "acme.txt"


def test_extract_prints_facts_whose_quotes_are_the_text(run: Run, release: Path) -> None:
    printed = json.loads(run("extract", release).stdout)

    quotes = [piece for fact in printed["compounds"] for piece in fact["evidence"]]
    assert quotes
    assert all(TEXT[piece["start"] : piece["end"]] == piece["quote"] for piece in quotes)


def test_extract_reads_standard_input(run: Run, release: Path) -> None:
    assert run("extract", "-", given=TEXT.encode()).stdout == run("extract", release).stdout


def test_extract_prints_a_table(run: Run, release: Path) -> None:
    printed = run("extract", release, "--format", "table").stdout

    assert "IMGN901" in printed
    assert not printed.startswith("{")


def test_extract_of_a_file_that_is_not_there_is_one_sentence(run: Run, tmp_path: Path) -> None:
    result = run("extract", tmp_path / "none.txt")

    assert isinstance(result.exception, InputError)
    assert str(result.exception).startswith(f"{tmp_path / 'none.txt'}: cannot be read")


def test_residue_shows_the_sentence_that_no_fact_covers(run: Run, release: Path) -> None:
    assert "The weather was fine." in run("residue", release).stdout


def test_residue_of_one_kind_of_section_shows_no_other(run: Run, release: Path) -> None:
    gaps = [
        json.loads(line)
        for line in run("residue", release, "--section", "body", "--format", "json").stdout.splitlines()
    ]

    assert {gap["section"] for gap in gaps} == {"body"}


def test_residue_without_a_graph_says_what_to_do(run: Run, tmp_path: Path) -> None:
    result = run("residue", "--graph", tmp_path)

    assert isinstance(result.exception, GraphError)
    assert "name a release, or make one with: adckg build" in str(result.exception)


@pytest.fixture
def two_graphs(tmp_path: Path) -> tuple[Path, Path]:
    """Two built graphs that differ in one title."""
    graph = "https://w3id.org/adc-kg/graph/release/acme-2011-06-05"
    line = '<https://w3id.org/adc-kg/id/release/acme-2011-06-05> <https://w3id.org/adc-kg/ontology/title> "{}" .\n'
    for name in ("old", "new"):
        create_store(tmp_path / name / "store").load([(graph, line.format(name).encode())])
    return tmp_path / "old", tmp_path / "new"


def test_diff_exits_with_one_only_when_asked(run: Run, two_graphs: tuple[Path, Path]) -> None:
    codes = [run("diff", *two_graphs).exit_code, run("diff", *two_graphs, "--exit-code").exit_code]

    assert codes == [0, 1]


def test_diff_of_a_graph_with_itself_is_nothing(run: Run, two_graphs: tuple[Path, Path]) -> None:
    result = run("diff", two_graphs[0], two_graphs[0], "--exit-code")

    assert (result.exit_code, result.stdout) == (0, "No fact changed.\n")


def test_diff_prints_json_for_a_program(run: Run, two_graphs: tuple[Path, Path]) -> None:
    (change,) = json.loads(run("diff", *two_graphs, "--format", "json").stdout)

    assert (change["kind"], change["old"], change["new"]) == ("changed value", "old", "new")


def test_diff_with_something_that_is_no_graph_says_so(run: Run, two_graphs: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")

    result = run("diff", two_graphs[0], tmp_path / "notes.txt")

    assert isinstance(result.exception, GraphError)
    assert "is no built graph" in str(result.exception)
