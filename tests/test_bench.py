"""The corpus to measure on, and what the extractor makes of it."""

from __future__ import annotations

import pytest

from kg.bench.corpus import Written, releases
from kg.bench.score import score
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


def test_every_kind_of_paragraph_states_a_fact(corpus: list[Written]) -> None:
    stated = {kind for written in corpus for kind, facts in written.facts.items() if facts}

    assert stated >= {
        *("release", "compounds", "trials", "outcomes", "adverse_events", "doses", "regulatory", "milestones", "deals"),
        *("statuses", "presentations", "populations", "baselines", "pipeline_counts", "is_adc"),
    }


def test_what_the_corpus_states_is_extracted(corpus: list[Written]) -> None:
    found = score(corpus)
    missed = {key: counts for key, counts in found.items() if counts[0] < 0.9 * counts[1] and key[1] != "company"}

    assert len(found) > 40
    assert not missed


def test_a_value_that_is_not_extracted_counts_against_the_score(corpus: list[Written]) -> None:
    first = corpus[0]
    changed = Written(first.name, first.text, {"doses": [{"dose": -1}]})

    assert score([changed]) == {("doses", "dose"): (0, 1)}
