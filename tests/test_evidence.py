"""A sentence is shown with its words marked, with all that states or disputes the same."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.evidence import Place, marked, sources

RELEASE = """{company} reports results of ALPHA

BOSTON, {day} -- {company} (Nasdaq: {ticker}) said that trastuzumab emtansine was active in the ALPHA trial. A total of
{size} patients with HER2-positive metastatic breast cancer were enrolled in the phase 2 ALPHA trial of trastuzumab
emtansine. In the ALPHA trial, median progression-free survival was {months} months with trastuzumab emtansine, which
carries the payload DM1. Nobody in the hall had expected anything like it.

About {company}
{company} develops trastuzumab emtansine, an antibody-drug conjugate that targets HER2.
"""
FIRST = {"company": "Acme, Inc.", "day": "June 5, 2011", "ticker": "ACME", "size": "137", "months": "14.2"}
AGAIN = FIRST | {"day": "August 9, 2012"}
LATER = FIRST | {"day": "July 2, 2012", "size": "120"}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evidence")
    for number, release in enumerate((FIRST, AGAIN, LATER)):
        (folder / f"{number}.txt").write_text(RELEASE.format(**release), encoding="utf-8")
    done = CliRunner().invoke(app, ["build", str(folder), "--out", str(folder / "graph")])
    assert done.exit_code == 0, done.output
    for source in folder.glob("*.txt"):
        source.unlink()
    return folder / "graph"


def shown(graph: Path, *words: str) -> str:
    """What ``adckg evidence`` prints, in one line."""
    done = CliRunner().invoke(app, ["evidence", *words, "--graph", str(graph)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


def test_the_whole_sentence_is_shown_with_the_words_and_the_value_marked(graph: Path) -> None:
    text = shown(graph, "ALPHA", "--value", "14.2")

    assert re.search(r"“.*«.*median progression-free survival was ⟦14\.2⟧ months.*».*”", text)


def test_words_inside_a_sentence_are_marked_in_it(graph: Path) -> None:
    text = shown(graph, "trastuzumab emtansine", "--value", "trastuzumab emtansine")

    assert re.search(r"“[^“«]+«⟦trastuzumab emtansine⟧»[^“»]+”", text)


def test_release_date_section_modality_and_rule_are_named(graph: Path) -> None:
    text = shown(graph, "ALPHA", "--value", "14.2")

    assert re.search(r"acme-2011-06-05, body \d+-\d+; 2011-06-05, asserted, found by outcomes:", text)


def test_a_release_that_states_the_same_is_shown_and_one_issuer_is_one_source(graph: Path) -> None:
    text = shown(graph, "ALPHA", "--value", "14.2")

    assert "stated by 3 releases, 1 source" in text


def test_what_disputes_a_fact_is_shown_with_its_reason(graph: Path) -> None:
    text = shown(graph, "ALPHA", "--value", "137")

    assert "disputed: '137' on 2011-06-05 against '120' on 2012-07-02" in text


def test_what_the_head_of_a_release_prints_is_shown_with_its_words(graph: Path) -> None:
    text = shown(graph, "Acme", "--value", "ACME")

    assert "printed ticker · ACME" in text
    assert "(Nasdaq: ⟦ACME⟧)»" in text


def test_a_graph_without_texts_shows_the_words_and_says_so_once(graph: Path, tmp_path: Path) -> None:
    shutil.copytree(graph, tmp_path / "copy", ignore=shutil.ignore_patterns("cache"))

    text = shown(tmp_path / "copy", "ALPHA", "--value", "14.2")

    assert text.count("the words alone are shown") == 1
    assert "«" not in text
    assert "⟦14.2⟧ months" in text


def test_a_text_that_was_changed_since_is_not_shown(graph: Path, tmp_path: Path) -> None:
    shutil.copytree(graph, tmp_path / "copy")
    for kept in (tmp_path / "copy" / "cache").glob("*/*.text"):
        kept.write_bytes(b"something else")

    assert "the words alone are shown" in shown(tmp_path / "copy", "ALPHA", "--value", "14.2")


def test_no_graph_that_is_exported_holds_a_text(graph: Path) -> None:
    written = (graph / "graph.trig").read_text(encoding="utf-8")

    assert "Nobody in the hall" not in written


def place(release: str, quote: str) -> Place:
    return Place(release, "", "body", 0, len(quote), "asserted", "", quote, None)


@pytest.mark.parametrize(
    ("places", "number"),
    [
        ([place("r:1", "a"), place("r:2", "b")], 1),
        ([place("r:1", "a"), place("r:3", "b")], 2),
        ([place("r:1", "the same  words"), place("r:3", "The same words")], 1),
        ([place("r:4", "a"), place("r:5", "b")], 2),
    ],
    ids=["one issuer", "two issuers", "two issuers, the same words", "no issuers"],
)
def test_repetition_is_one_source(places: list[Place], number: int) -> None:
    assert sources(places, {"r:1": "Acme", "r:2": "Acme", "r:3": "Beta"}) == number


@pytest.mark.parametrize(
    ("words", "marks", "told"),
    [("19.6 and 9.6", ["9.6"], ["9.6"]), ("9.62", ["9.6"], []), ("DM1 and T-DM1s", ["dm1"], ["DM1"])],
)
def test_only_words_of_their_own_are_marked(words: str, marks: list[str], told: list[str]) -> None:
    assert [piece for piece, is_mark in marked(words, marks) if is_mark] == told
