"""What no fact covers is shown, and only that."""

from __future__ import annotations

from kg.model import Compound, Evidence, Facts, Name, ReleaseFacts
from kg.read import read_text
from kg.residue import coverage, gaps, share

TEXT = """Acme reports on X-101

BOSTON, June 5, 2011 -- Acme said that X-101 was active. Nausea was mild. The drug is given weekly.

About Acme
Acme makes conjugates.
"""
RELEASE = read_text("acme.txt", TEXT)


def words(quote: str) -> tuple[Evidence, ...]:
    place = TEXT.index(quote)
    return (Evidence(place, place + len(quote), quote),)


def facts(*quotes: str) -> Facts:
    covered = tuple(piece for quote in quotes for piece in words(quote))
    return Facts(release=ReleaseFacts(), is_adc=True, compounds=(Compound(name="X-101", evidence=covered),))


def test_words_between_pieces_of_evidence_are_a_gap() -> None:
    found = [gap.words for gap in gaps(RELEASE, facts("Acme said that", "was active"))]

    assert "X-101" in found


def test_gap_ends_where_its_sentence_ends() -> None:
    found = [gap.words for gap in gaps(RELEASE, facts())]

    assert {"Nausea was mild.", "The drug is given weekly."} <= set(found)


def test_gap_tells_its_place_in_the_text() -> None:
    for gap in gaps(RELEASE, facts("was active")):
        assert TEXT[gap.start : gap.end] == gap.words


def test_punctuation_alone_is_no_gap() -> None:
    found = [gap.words for gap in gaps(RELEASE, facts("Nausea was mild"))]

    assert "." not in found


def test_words_of_a_fact_inside_another_are_covered() -> None:
    name = Name(printed="X-101", evidence=words("Nausea was mild."))
    inner = Facts(release=ReleaseFacts(), is_adc=True, compounds=(Compound(name="X-101", names=(name,)),))

    assert "Nausea was mild." not in [gap.words for gap in gaps(RELEASE, inner)]


def test_coverage_counts_characters_that_are_no_spaces() -> None:
    counted = {part.section: part for part in coverage(RELEASE, facts("Acme reports on X-101"))}

    assert (counted["headline"].covered, counted["headline"].characters) == (18, 18)


def test_share_of_a_text_without_facts_is_zero() -> None:
    assert share(coverage(RELEASE, facts())) == 0.0
