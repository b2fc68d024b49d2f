"""The corpus to measure on, and what the extractor makes of it."""

from __future__ import annotations

import pytest

from kg.bench.corpus import Written, releases
from kg.extract import extract
from kg.model import Facts
from kg.read import read_text


@pytest.fixture(scope="module")
def corpus() -> list[Written]:
    return list(releases(60, seed=7))


@pytest.fixture(scope="module")
def found(corpus: list[Written]) -> list[Facts]:
    return [extract(read_text(written.name, written.text)) for written in corpus]


def test_the_same_seed_writes_the_same_releases() -> None:
    assert list(releases(20, seed=3)) == list(releases(20, seed=3))
    assert [written.text for written in releases(5, seed=3)] != [written.text for written in releases(5, seed=4)]


def test_every_date_of_the_corpus_is_read(corpus: list[Written], found: list[Facts]) -> None:
    assert [facts.release.date for facts in found] == [written.facts["release"]["date"] for written in corpus]


def _share(corpus: list[Written], found: list[Facts], kind: str, field: str) -> tuple[int, int]:
    """How many values of a field the corpus states, and how many of them are extracted."""
    stated = extracted = 0
    for written, facts in zip(corpus, found, strict=True):
        known = {getattr(fact, field) for fact in getattr(facts, kind)}
        for gold in written.facts.get(kind, ()):
            stated += 1
            extracted += gold[field] in known
    return stated, extracted


@pytest.mark.parametrize(
    ("kind", "field"),
    [("outcomes", "value"), ("outcomes", "N"), ("adverse_events", "percent"), ("doses", "dose"), ("trials", "n")],
    ids=["result values", "denominators", "adverse event rates", "doses", "trial sizes"],
)
def test_figures_of_the_corpus_are_extracted(corpus: list[Written], found: list[Facts], kind: str, field: str) -> None:
    golds = [w for w in corpus if any(field in gold for gold in w.facts.get(kind, ()))]
    wanted = [Written(w.name, w.text, {kind: [g for g in w.facts[kind] if field in g]}) for w in golds]
    theirs = [facts for w, facts in zip(corpus, found, strict=True) if w in golds]

    stated, extracted = _share(wanted, theirs, kind, field)

    assert stated > 5
    assert extracted >= 0.95 * stated
