"""Efficacy results: every way releases say them, and the numbers beside endpoints that are no results."""

from __future__ import annotations

import pytest

from kg.model import Outcome
from tests.extract_case import facts_of

Shown = tuple[object, ...]
TDM1 = "trastuzumab emtansine"


def results(body: str, compound: str = TDM1) -> list[Outcome]:
    """The results with a figure or statistic."""
    return [o for o in facts_of(body, compound=compound).outcomes if o.unit != "qualitative"]


def shown(outcome: Outcome) -> Shown:
    """Endpoint, value, comparator's value, count and denominator of a result."""
    return outcome.endpoint, outcome.value, outcome.comparator_value, outcome.n, outcome.N


SAID: dict[str, tuple[str, list[Shown]]] = {
    "rate behind its endpoint": (
        "The objective response rate (ORR) was 31.7% (95% CI: 22.9, 41.6).",
        [("ORR", 31.7, None, None, None)],
    ),
    "rate in front of its endpoint": (
        "Treatment led to a 43.6 percent objective response rate.",
        [("ORR", 43.6, None, None, None)],
    ),
    "patients had a response": (
        "Forty-four percent of patients had a partial response.",
        [("PR", 44, None, None, None)],
    ),
    "a list of categories": (
        "Of these patients, two (10%) had a CR, five (25%) had a PR and nine (45%) had SD.",
        [("CR", 10, None, 2, None), ("PR", 25, None, 5, None), ("SD", 45, None, 9, None)],
    ),
    "bare counts": (
        "There were three complete responses and eight partial responses, and nine patients had stable disease.",
        [("CR", 3, None, 3, None), ("PR", 8, None, 8, None), ("SD", 9, None, 9, None)],
    ),
    "count with its share at a distance": (
        "Ten complete responses were observed (4%).",
        [("CR", 4, None, 10, None)],
    ),
    "including": (
        "The overall response rate was 45.5% (66/145 patients), including 20% complete responses.",
        [("ORR", 45.5, None, 66, 145), ("CR", 20, None, None, None)],
    ),
    "verb": ("Sixty percent of evaluable patients responded.", [("ORR", 60, None, None, None)]),
    "median": ("The median duration of response was 6.9 months.", [("median DOR", 6.9, None, None, None)]),
    "median not reached": (
        "Median overall survival has not been reached.",
        [("median OS", "not reached", None, None, None)],
    ),
    "rate at a time point": (
        "The estimated overall survival rate at 12 months was 86.0%.",
        [("12-month OS rate", 86.0, None, None, None)],
    ),
    "alive": (
        "An estimated 77.4% of patients were alive at two years.",
        [("24-month OS rate", 77.4, None, None, None)],
    ),
    "two time points": (
        "Estimated one-year and two-year survival rates were 84.7% and 65.4%, respectively.",
        [("12-month OS rate", 84.7, None, None, None), ("24-month OS rate", 65.4, None, None, None)],
    ),
    "coordinated patients": (
        "Nine of 10 patients (90 percent) given the low dose and 11 of 12 patients (92 percent) given the"
        " high dose had a"
        " complete remission.",
        [("CR", 90, None, 9, 10), ("CR", 92, None, 11, 12)],
    ),
    "titled line": ("Partial response, not yet confirmed: one", [("unconfirmed PR", 1, None, 1, None)]),
}


@pytest.mark.parametrize(("body", "expected"), SAID.values(), ids=SAID.keys())
def test_a_result_is_read(body: str, expected: list[Shown]) -> None:
    assert [shown(o) for o in results(body)] == expected


COMPARED: dict[str, tuple[str, Shown]] = {
    "versus": (
        "Median PFS was 9.6 months for trastuzumab emtansine versus 6.4 months for lapatinib plus capecitabine.",
        ("median PFS", 9.6, 6.4, None, None),
    ),
    "respectively": (
        "Median PFS was longer with trastuzumab emtansine than with lapatinib plus capecitabine (median PFS"
        " of 9.6 months vs."
        " 6.4 months, respectively).",
        ("median PFS", 9.6, 6.4, None, None),
    ),
    "compared with": (
        "Trastuzumab emtansine achieved a 43.6 percent objective response rate, compared with 30.8 percent"
        " for lapatinib plus"
        " capecitabine.",
        ("ORR", 43.6, 30.8, None, None),
    ),
    "with and with": (
        "The objective response rate was 43.6% with trastuzumab emtansine and 30.8% with chemotherapy.",
        ("ORR", 43.6, 30.8, None, None),
    ),
    "control arm first": (
        "Median overall survival was 25.1 months in the control arm compared with 30.9 months in patients"
        " given trastuzumab"
        " emtansine.",
        ("median OS", 30.9, 25.1, None, None),
    ),
    "from to": (
        "Compared with chemotherapy alone, adding trastuzumab emtansine increased the complete response rate"
        " from 15 percent"
        " to 40 percent.",
        ("CR", 40, 15, None, None),
    ),
    "unit said once": (
        "Trastuzumab emtansine improved median overall survival compared with chemotherapy (12.4 vs. 4.7 months).",
        ("median OS", 12.4, 4.7, None, None),
    ),
}


@pytest.mark.parametrize(("body", "expected"), COMPARED.values(), ids=COMPARED.keys())
def test_the_figure_of_the_other_arm_is_the_comparator(body: str, expected: Shown) -> None:
    assert [shown(o) for o in results(body)] == [expected]


def test_a_list_after_versus_is_mapped_one_by_one() -> None:
    found = results(
        "Trastuzumab emtansine improved ORR (35%) and CBR (45%) compared with chemotherapy (5% and 9%, respectively)."
    )

    assert [shown(o) for o in found] == [("ORR", 35, 5, None, None), ("CBR", 45, 9, None, None)]


def test_ratio_interval_and_p_value_join_their_result() -> None:
    (found,) = results(
        "Median PFS was 9.6 months for trastuzumab emtansine versus 6.4 months for chemotherapy (HR=0.65; 95% CI:"
        " 0.55-0.77; p<0.001)."
    )

    assert (found.hr, found.ci, found.ci_of, found.p, found.p_op) == (0.65, (0.55, 0.77), "hr", 0.001, "<")


def test_both_arms_keep_their_own_interval() -> None:
    (found,) = results(
        "Median OS was 12.1 months (95% CI, 10.7-14.0) for trastuzumab emtansine versus 6.7 months (95% CI,"
        " 5.8-7.7) for"
        " chemotherapy, with a hazard ratio of 0.48 (95% CI, 0.38-0.59)."
    )

    assert (found.value_ci, found.comparator_ci, found.ci) == ((10.7, 14.0), (5.8, 7.7), (0.38, 0.59))


@pytest.mark.parametrize(
    "body",
    [
        "Trastuzumab emtansine reduced the risk of disease progression or death by 35 percent versus chemotherapy"
        " (HR=0.65).",
        "Trastuzumab emtansine showed a 35% reduction in the risk of disease progression or death versus chemotherapy"
        " (HR=0.65).",
    ],
    ids=["reduced by", "reduction in"],
)
def test_a_risk_reduction_is_no_rate(body: str) -> None:
    (found,) = results(body)

    assert (found.endpoint, found.value, found.risk_reduction, found.hr) == ("PFS", None, 35, 0.65)


def test_a_range_keeps_its_open_end() -> None:
    (found,) = results("The duration of responses has ranged from five weeks to at least 55 weeks.")

    assert (found.endpoint, found.range, found.range_open_upper) == ("DOR", (5, 55), True)


GROUPED: dict[str, tuple[str, str, int | None]] = {
    "opening group": (
        "Among the 16 lenalidomide-naive patients, 14 (88%) had a partial response.",
        "lenalidomide-naive patients",
        16,
    ),
    "group behind the figure": (
        "The ORR was 39% in patients with high HER2 expression.",
        "patients with high HER2 expression",
        None,
    ),
    "responders of a kind": ("The median DOR was 9.1 months in patients with a CR.", "patients with a CR", None),
}


@pytest.mark.parametrize(("body", "group", "total"), GROUPED.values(), ids=GROUPED.keys())
def test_a_group_of_patients_goes_with_its_result(body: str, group: str, total: int | None) -> None:
    (found,) = results(body)

    assert (found.subgroup, found.N) == (group, total)


def test_everybody_who_could_be_assessed_is_no_subgroup() -> None:
    (found,) = results("Among the 39 evaluable patients, 13 (33%) had a partial response.")

    assert (found.subgroup, found.N) == (None, 39)


def test_list_lines_take_the_size_from_the_line_above() -> None:
    found = results("The findings in the 40 efficacy-evaluable patients were:\n\n- CR: 2\n- PR: 8\n")

    assert [shown(o) for o in found] == [("CR", 2, None, 2, 40), ("PR", 8, None, 8, 40)]


def test_the_dose_group_is_the_arm() -> None:
    (found,) = results("At the dose of 3.6 mg/kg, 12 of 30 patients (40%) had an objective response.")

    assert found.arm == "3.6 mg/kg"


@pytest.mark.parametrize(
    ("words", "assessor"),
    [("independent central review", "IRC"), ("BICR", "IRC"), ("investigator assessment", "investigator")],
)
def test_who_read_the_scans_is_kept(words: str, assessor: str) -> None:
    (found,) = results(f"The ORR by {words} was 31.6%.")

    assert found.assessor == assessor


NO_RESULT = {
    "historical expectation": "Historically, a median PFS of 1.7 months would have led nobody to hope.",
    "other therapies": "Current therapies generally result in response rates of less than 15 percent.",
    "epidemiology": "The disease has a five-year survival rate of 5% once it has spread.",
    "incidence": "Each year about 40,000 women die of the disease; overall survival is poor in 80%.",
    "earlier therapy": "Patients had received prior bortezomib (91%) and lenalidomide (59%).",
    "response to an earlier therapy": "Fifty percent of patients had a response to prior platinum.",
    "statistical plan": "The study was designed to rule out an ORR of 12%.",
    "adverse events": "PFS was longer and adverse events were fewer (41 percent vs. 57 percent).",
    "a share of tumor cells": "An ORR was sought where staining of 75% of tumor cells was seen.",
    "a difference": "Median OS was prolonged by 5.8 months.",
    "a gain": "There was an improvement of 3.2 months in OS.",
    "mice": "Complete responses were seen in 8 of 10 mice.",
    "a possibility": "The median DOR could be as long as 7 months.",
    "a proportion in words": "One patient in two responded.",
    "follow-up call": "Dial 555-0142 for the call about overall survival and quote code 4417203.",
    "share price": "Shares rose 43% after the response rate was published.",
}


@pytest.mark.parametrize("body", NO_RESULT.values(), ids=NO_RESULT.keys())
def test_a_number_beside_an_endpoint_is_not_always_a_result(body: str) -> None:
    assert [shown(o) for o in results(body)] == []


def test_spoken_words_are_opinion() -> None:
    (found,) = results(
        '"We saw that the ORR was 43.6% in this trial, which is a result to build upon," said the president.'
    )

    assert found.modality == "opinion"


def test_a_release_without_a_conjugate_has_no_results() -> None:
    assert results("The ORR was 43.6%.", compound="paracetamol") == []


VERDICTS: dict[str, tuple[str, tuple[str, object]]] = {
    "met": ("The EMILIA trial met its primary endpoint of progression-free survival.", ("PFS", "met")),
    "missed": ("The trial did not meet its primary endpoint of overall survival.", ("OS", "not met")),
    "significant": ("There was a statistically significant improvement in overall survival.", ("OS", "significant")),
    "no benefit": ("There was no significant advantage in overall survival.", ("OS", "not significant")),
}


@pytest.mark.parametrize(("body", "expected"), VERDICTS.values(), ids=VERDICTS.keys())
def test_a_verdict_needs_no_figure(body: str, expected: tuple[str, object]) -> None:
    found = facts_of(body, compound=TDM1).outcomes

    assert [(o.endpoint, o.value) for o in found] == [expected]


@pytest.mark.parametrize(
    "body",
    [
        "The company expects that the trial will meet its primary endpoint of overall survival.",
        "If the trial met its primary endpoint of overall survival, it would be filed.",
    ],
    ids=["expected", "supposed"],
)
def test_a_hope_is_no_verdict(body: str) -> None:
    assert facts_of(body, compound=TDM1).outcomes == ()


def test_what_is_not_mature_is_denied() -> None:
    (found,) = facts_of("Overall survival data were not mature.", compound=TDM1).outcomes

    assert (found.endpoint, found.modality) == ("OS", "negated")


def test_a_follow_up_takes_no_hazard_ratio() -> None:
    found = facts_of(
        "At a median follow-up of 48 months, IMGN901 improved overall survival (hazard ratio 0.66)."
    ).outcomes

    assert {o.endpoint: o.hr for o in found} == {"median follow-up": None, "OS": 0.66}
