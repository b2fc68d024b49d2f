"""Every fact of two real releases, as rows of answers: all of them are in the graph, and nothing else is.

``releases/facts.tsv`` was read off the releases of ImmunoGen of 24 September 2011 (T-DM1 in first-line breast cancer)
and 10 December 2012 (IMGN901 in multiple myeloma): a line is the date, a question and what a row of its answer says;
what is known to be missed has its reason behind it.  The releases themselves are not ours to publish; the texts
beside the list state the same facts in words of our own.  Set ``ADCKG_RELEASES`` to a folder with the two releases as
printed to hold those against the list too.
"""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "releases"
PRINTED = os.environ.get("ADCKG_RELEASES")
Row = tuple[str, tuple[str, ...]]  # the date, and what stands in the columns


def lines() -> list[dict[str, str]]:
    with (HERE / "facts.tsv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened, delimiter="\t"))


def listed() -> dict[str, tuple[tuple[str, ...], set[Row]]]:
    """By question: the columns that are compared, and the rows."""
    rows: dict[str, set[Row]] = defaultdict(set)
    columns: dict[str, tuple[str, ...]] = {}
    for line in lines():
        said = dict(part.split("=", 1) for part in line["says"].split(" & "))
        columns[line["question"]] = tuple(said)
        if not line["missed"]:
            rows[line["question"]].add((line["asOf"], tuple(said.values())))
    return {question: (columns[question], found) for question, found in rows.items()}


LISTED = listed()


def adckg(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kg", *words], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


SOURCES = {"in our words": str(HERE)} | ({"as printed": PRINTED} if PRINTED else {})


@pytest.fixture(scope="module", params=list(SOURCES.values()), ids=list(SOURCES))
def graph(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = tmp_path_factory.mktemp("texts")
    for path in Path(request.param).glob("*.txt"):
        (texts / path.name).write_bytes(path.read_bytes())
    made = tmp_path_factory.mktemp("two") / "graph"
    adckg("build", str(texts), "--out", str(made))
    return made


def answered(graph: Path, question: str, columns: tuple[str, ...]) -> set[Row]:
    rows = csv.DictReader(io.StringIO(adckg("query", question, "--graph", str(graph), "--format", "csv")))
    return {(row.get("asOf") or row.get("date") or "", tuple(row[name] for name in columns)) for row in rows}


def test_the_list_is_long_and_little_of_it_is_missed() -> None:
    told = lines()

    missed = [line for line in told if line["missed"]]
    assert len(told) > 200
    assert len(missed) <= 0.03 * len(told)


@pytest.mark.parametrize("question", sorted(LISTED))
def test_every_fact_of_the_releases_is_in_the_graph(question: str, graph: Path) -> None:
    columns, rows = LISTED[question]

    assert rows - answered(graph, question, columns) == set()


@pytest.mark.parametrize("question", sorted(LISTED))
def test_nothing_is_in_the_graph_that_the_releases_do_not_state(question: str, graph: Path) -> None:
    columns, rows = LISTED[question]

    assert answered(graph, question, columns) - rows == set()
