"""What must not change the facts, and what must change exactly some of them."""

from __future__ import annotations

import re
import textwrap

import pytest

from kg.model import Facts, Outcome
from tests.extract_case import facts_of

TDM1 = "trastuzumab emtansine"
BODY = (
    "The EMILIA trial is a randomized Phase III trial that enrolled 991 patients. Median progression-free"
    " survival was 9.6"
    " months for trastuzumab emtansine versus 6.4 months for lapatinib plus capecitabine (HR=0.65; p<0.001)."
    " The objective"
    " response rate was 43.6 percent with trastuzumab emtansine compared with 30.8 percent with lapatinib"
    " plus capecitabine."
)

Result = tuple[object, ...]


def facts(body: str) -> Facts:
    """The facts of a release about trastuzumab emtansine."""
    return facts_of(body, compound=TDM1)


def results(body: str) -> set[Result]:
    """The asserted results, each as endpoint, value, unit, comparator's value, ratio and p-value."""
    return {_result(o) for o in facts(body).outcomes if o.modality == "asserted"}


def _result(o: Outcome) -> Result:
    return o.endpoint, o.value, o.unit, o.comparator_value, o.hr, o.p, o.p_op, o.n, o.N


def studies(body: str) -> list[Result]:
    """The studies: name, phase, size, comparator."""
    return [(t.name, t.phase, t.n, t.comparator) for t in facts(body).trials]


UNRELATED = {
    "the building": "\n\nThe company's new building has a view of the river and a roof garden.",
    "epidemiology": "\n\nAbout 226,000 women in the United States are diagnosed with breast cancer each year.",
    "a call": "\n\nA conference call starts at 8:00 a.m.; dial 555-0142 and quote code 4417203.",
    "the share": "\n\nThe share closed at $12.30 on Friday, up 4.2 percent.",
}


@pytest.mark.parametrize("paragraph", UNRELATED.values(), ids=UNRELATED.keys())
def test_an_unrelated_paragraph_changes_nothing(paragraph: str) -> None:
    assert results(BODY + paragraph) == results(BODY)
    assert studies(BODY + paragraph) == studies(BODY)


NUMBERS = [("9.6", 9.7), ("6.4", 6.5), ("0.65", 0.64), ("0.001", 0.002), ("43.6", 44.6), ("30.8", 31.8)]


@pytest.mark.parametrize(("printed", "other"), NUMBERS, ids=[printed for printed, _ in NUMBERS])
def test_another_number_changes_exactly_the_facts_that_hold_it(printed: str, other: float) -> None:
    changed = {
        tuple(other if value == float(printed) else value for value in result)
        for result in results(BODY)
        if float(printed) in result
    }
    kept = {result for result in results(BODY) if float(printed) not in result}

    assert results(BODY.replace(printed, str(other))) == kept | changed


def test_another_number_of_patients_changes_only_the_study() -> None:
    body = BODY.replace("991", "992")

    assert [study[2] for study in studies(body)] == [992]
    assert results(body) == results(BODY)


def test_swapping_the_arms_swaps_the_values() -> None:
    swapped = re.sub(
        r"9\.6 months for trastuzumab emtansine versus 6\.4 months for lapatinib plus capecitabine",
        "6.4 months for lapatinib plus capecitabine versus 9.6 months for trastuzumab emtansine",
        BODY,
    )

    assert swapped != BODY
    assert results(swapped) == results(BODY)


def test_exchanging_the_figures_exchanges_the_arms() -> None:
    exchanged = BODY.replace("9.6", "#").replace("6.4", "9.6").replace("#", "6.4")
    median = next(result for result in results(exchanged) if result[0] == "median PFS")

    assert (median[1], median[3]) == (6.4, 9.6)


def test_a_quotation_makes_results_opinion() -> None:
    body = (
        '"In this trial the objective response rate was 43.6 percent with trastuzumab emtansine,'
        ' which is encouraging to all of us," said the president.'
    )

    assert {o.modality for o in facts(body).outcomes} == {"opinion"}
    assert results(body) == set()


FUTURE = {
    "will": "The trial will show whether the objective response rate exceeds 43.6 percent.",
    "expects": "The company expects that the trial will meet its primary endpoint of overall survival.",
    "designed": "The trial was designed to detect an objective response rate of 43.6 percent.",
}


@pytest.mark.parametrize("sentence", FUTURE.values(), ids=FUTURE.keys())
def test_what_lies_ahead_is_no_result(sentence: str) -> None:
    assert results(sentence) == set()


def test_did_not_turns_the_verdict() -> None:
    met = facts("The trial met its primary endpoint of overall survival.").outcomes
    missed = facts("The trial did not meet its primary endpoint of overall survival.").outcomes

    assert ([o.value for o in met], [o.value for o in missed]) == (["met"], ["not met"])


SPELLINGS: dict[str, tuple[str, str]] = {
    "percent sign": (" percent", "%"),
    "percent sign behind a space": (" percent", " %"),
    "arabic phase": ("Phase III", "Phase 3"),
    "small letters": ("Phase III", "phase III"),
    "british spelling": ("randomized", "randomised"),
    "enrolment": ("enrolled 991 patients", "enroled 991 patients"),
    "compared to": ("compared with", "compared to"),
    "vs": (" versus ", " vs. "),
    "hazard ratio": ("HR=0.65", "hazard ratio 0.65"),
    "spaces around the sign": ("p<0.001", "p < 0.001"),
    "no leading zero": ("p<0.001", "P<.001"),
    "long dash": ("progression-free", "progression\u2010free"),
    "no-break space": ("9.6 months", "9.6\u00a0months"),
    "abbreviation": ("progression-free survival", "PFS"),
    "both": ("objective response rate", "objective response rate (ORR)"),
}


@pytest.mark.parametrize(("printed", "other"), SPELLINGS.values(), ids=SPELLINGS.keys())
def test_spelling_changes_nothing(printed: str, other: str) -> None:
    assert printed in BODY

    body = BODY.replace(printed, other)

    assert results(body) == results(BODY)
    assert studies(body) == studies(BODY)


def test_wrapped_lines_change_nothing() -> None:
    assert results(textwrap.fill(BODY, width=80)) == results(BODY)


def test_a_fact_told_twice_is_one_fact() -> None:
    assert results(BODY + "\n\n" + BODY) == results(BODY)


def test_every_figure_of_a_result_stands_in_its_words() -> None:
    for outcome in facts(BODY).outcomes:
        words = " ".join(evidence.quote for evidence in outcome.evidence)
        for value in (outcome.value, outcome.comparator_value, outcome.hr, outcome.p):
            assert value is None or str(value) in words
