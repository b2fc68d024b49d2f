"""The index of the reference data's names."""

from __future__ import annotations

import pytest

from kg.lexicon import lexicon


def found(text: str) -> list[tuple[str, str]]:
    """Kind and words of every mention in a text."""
    return [(mention.entry.kind, text[mention.start : mention.end]) for mention in lexicon().find(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("BT-062 and BT062 and BT 062", ["BT-062", "BT062", "BT 062"]),
        ("IMGN901", ["IMGN901"]),
        ("Trastuzumab Emtansine", ["Trastuzumab Emtansine"]),
        ("T-DM1", ["T-DM1"]),
    ],
)
def test_a_name_is_found_whatever_its_hyphens_and_capitals(text: str, words: list[str]) -> None:
    assert [text[m.start : m.end] for m in lexicon().find(text) if m.entry.kind == "compound"] == words


@pytest.mark.parametrize(
    "text", ["advantage", "her2positive", "DM10", "xIMGN901", "all patients", "The met criteria", "it was a fat year"]
)
def test_a_name_inside_a_word_or_in_other_letters_is_none(text: str) -> None:
    assert [pair for pair in found(text) if pair[0] in ("compound", "payload", "target", "organisation")] == []


def test_the_longest_name_wins() -> None:
    assert [words for kind, words in found("febrile neutropenia") if kind == "adverse-event-term"] == [
        "febrile neutropenia"
    ]


def test_a_name_is_found_with_its_entity() -> None:
    entries = lexicon().named("lorvotuzumab mertansine", "compound")

    assert {entry.slug for entry in entries} == {"lorvotuzumab-mertansine"}
