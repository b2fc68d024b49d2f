"""Words that every match of an expression holds, and expressions that are only tried where they stand."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import kg.extract
from kg.bench import corpus
from kg.extract.literals import FIGURE, folds, needed
from kg.extract.prefilter import Lean, Several
from kg.resources import example_files


@pytest.mark.parametrize(
    ("expression", "groups"),
    [
        (r"survival", [{"survival"}]),
        (r"\bPhase (?:I|II)\b", [{"phase i"}]),
        (r"colou?r", [{"color", "colour"}]),
        (r"(?:very )?good", [{"good"}]),
        (r"one|two", [{"one", "two"}]),
        (r"one|\w+", []),
        (r"(?<!free )survival(?! data)", [{"survival"}]),
        (r"[abc]{3} months?", [{" month"}]),
        (r"(?P<number>\d+)\s+patients", [{"patients"}, {FIGURE}]),
        (r"a\.b\.c", [{"a.b.c"}]),
        (r"x{0,2}yes", [{"yes"}]),
        (r"\d", [{FIGURE}]),
        (r"(?:in|of) \w+ or \w+", []),
        (r"(?#said) \w+ (?=only)", []),
    ],
)
def test_words_are_those_of_every_match(expression: str, groups: list[set[str]]) -> None:
    assert [set(group) for group in needed(expression, re.IGNORECASE)] == groups


@pytest.mark.parametrize(
    ("expression", "flags", "words"),
    [
        ("ORR", 0, {"ORR"}),
        ("ORR", re.IGNORECASE, {"orr"}),
        ("(?i:rate) of", 0, {"rate of"}),
        ("(?-i:ORR)", re.IGNORECASE, {"orr"}),
        ("a b c  # spaces\n", re.VERBOSE, {"abc"}),
        ("5 \u00b5g of", re.IGNORECASE, {"g of"}),
    ],
)
def test_words_mind_the_case_as_the_expression_does(expression: str, flags: int, words: set[str]) -> None:
    assert words in needed(expression, flags)


def _expressions() -> Iterator[re.Pattern[str]]:
    for module in pkgutil.iter_modules(kg.extract.__path__):
        held = vars(importlib.import_module(f"kg.extract.{module.name}"))
        yield from (found._pattern for found in held.values() if isinstance(found, Lean))


def _texts() -> list[str]:
    written = [release.text for release in corpus.releases(12)]
    return [*written, *(entry.read_text(encoding="utf-8") for entry in example_files().values())]


def test_every_match_of_every_expression_holds_its_words() -> None:
    texts = _texts()
    for pattern in set(_expressions()):
        groups = needed(pattern.pattern, pattern.flags)
        folded = folds(pattern.pattern, pattern.flags)
        for match in (found for text in texts for found in pattern.finditer(text)):
            held = match[0].lower() if folded else match[0]
            for group in groups:
                assert any(re.search("[0-9]", held) if word == FIGURE else word in held for word in group), match


def _gated(expression: str, flags: int = 0) -> Lean:
    made = Lean(re.compile(expression, flags))
    made.gate()
    return made


_TEXT = "A hazard ratio of 0.5 (95% CI, 0.4 to 0.6) was seen; Tumour shrinkage, TUMOR SHRINKAGE."


@pytest.mark.parametrize("place", [(0,), (40,), (10, 30), (0, 20), (53, 90), (0, 200), (89, 89)], ids=str)
@pytest.mark.parametrize(
    "expression", ["hazard", r"ratio of \d", "tumou?r shrinkage", "absent", "CI,", r"\d", r"\w+", "seen|shrinkage"]
)
def test_a_gated_expression_finds_what_it_found_before(expression: str, place: tuple[int, ...]) -> None:
    for flags in (0, re.IGNORECASE):
        plain, gated = re.compile(expression, flags), _gated(expression, flags)

        assert [m.span() for m in gated.finditer(_TEXT, *place)] == [m.span() for m in plain.finditer(_TEXT, *place)]
        assert bool(gated.search(_TEXT, *place)) is bool(plain.search(_TEXT, *place))
        assert gated.findall(_TEXT, *place) == plain.findall(_TEXT, *place)


@pytest.mark.parametrize("text", ["\u017furvival", "SURV\u0130VAL survival", "\u0661 month"])
def test_letters_with_odd_forms_are_found(text: str) -> None:
    for expression in ("survival", r"\d month"):
        found = re.compile(expression, re.IGNORECASE).findall(text)

        assert _gated(expression, re.IGNORECASE).findall(text) == found


def test_an_expression_that_is_gated_later_is_found_in_a_text_that_was_read_before() -> None:
    text = "Patients received the medicine."
    _gated("medicine").search(text)

    assert _gated("received").search(text)


def test_of_several_expressions_the_likely_ones_are_those_whose_words_stand_there() -> None:
    several = Several([_gated(e) for e in ("hazard", "absent", r"\w+", "shrinkage")])  # type: ignore[misc]  # as patterns

    assert several.likely(_TEXT) == [0, 2, 3]
    assert several.likely(_TEXT, 0, 20) == [0, 2]
