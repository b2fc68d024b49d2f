"""Words that every match of an expression holds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import endpoint_names
from kg.extract.prefilter import gated, needed


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (r"survival", {"survival"}),
        (r"\bPhase (?:I|II)\b", {"phase "}),
        (r"colou?r", {"colo"}),
        (r"(?:very )?good", {"good"}),
        (r"one|two", {"one", "two"}),
        (r"one|\d+", set()),
        (r"(?<!free )survival(?! data)", {"survival"}),
        (r"[abc]{3} months?", {" month"}),
        (r"(?P<number>\d+)\s+patients", {"patients"}),
        (r"a\.b\.c", {"a.b.c"}),
        (r"x{0,2}yes", {"yes"}),
        (r"\d", set()),
    ],
)
def test_words_are_those_of_every_match(expression: str, words: set[str]) -> None:
    assert needed(expression) == words


@given(st.data(), st.sampled_from([p for _, p, _ in endpoint_names.LONG + endpoint_names.SHORT]))
def test_every_match_holds_one_of_the_words(data: st.DataObject, pattern: re.Pattern[str]) -> None:
    plain = re.compile(re.sub(r"\(\?<?[=!][^()]*\)", "", pattern.pattern), pattern.flags)
    text = data.draw(st.from_regex(plain, fullmatch=True))
    words = gated(pattern).words

    assert not words or any(word in text.lower() for word in words)


def test_a_text_without_the_words_is_not_searched() -> None:
    found = gated(re.compile("survival")).finditer("Survival", "nothing")

    assert list(found) == []
