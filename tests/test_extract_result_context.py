"""What results take over from the lines around them, and what stands beside them that is no result."""

from __future__ import annotations

import pytest

from kg.model import Outcome
from tests.extract_case import facts_of

ADC = "tisotumab vedotin"


def results(body: str, compound: str = ADC) -> list[Outcome]:
    """The results with a figure or statistic."""
    return [o for o in facts_of(body, compound=compound).outcomes if o.unit != "qualitative"]


def counted(found: list[Outcome]) -> list[tuple[object, ...]]:
    """Endpoint, count and denominator."""
    return [(o.endpoint, o.n, o.N) for o in found]


DENOMINATORS: dict[str, tuple[str, list[tuple[object, ...]]]] = {
    "a heading prints the size of its cohort": (
        "Cohort B (with carboplatin, n=41)\n- ORR: 54%\n- Median progression-free survival: 9.1 months\n",
        [("ORR", None, 41), ("median PFS", None, 41)],
    ),
    "the line above a list counts the patients": (
        "The results for the 39 efficacy-evaluable patients included:\n- 64% had a partial response.\n",
        [("PR", None, 39)],
    ),
    "parts of a response share its denominator": (
        "The ORR was 40% (20 of 50), made up of four complete responses and 16 partial responses.",
        [("ORR", 20, 50), ("CR", 4, 50), ("PR", 16, 50)],
    ),
    "the group of the sentence before": (
        "Of the 30 patients evaluable for response, 12 had an objective response. Nine patients had stable disease.",
        [("ORR", 12, 30), ("SD", 9, 30)],
    ),
    "a count that the sentence opens with": (
        "A total of 27 patients were treated. Of the 27, nine had a partial response.",
        [("PR", 9, 27)],
    ),
    "the number of patients that fits count and share": (
        "In the study 36 patients were treated. Five partial responses (14%) were seen.",
        [("PR", 5, 36)],
    ),
}


@pytest.mark.parametrize(("body", "expected"), DENOMINATORS.values(), ids=DENOMINATORS.keys())
def test_number_of_patients_is_taken_from(body: str, expected: list[tuple[object, ...]]) -> None:
    assert counted(results(body)) == expected


def test_a_result_across_all_doses_has_not_the_number_of_one_group() -> None:
    found = results(
        "Among the 20 patients at the top dose, nine had a partial response. Tumors shrank in 81% of patients across"
        " all dose levels."
    )

    assert counted(found) == [("PR", 9, 20), ("tumor shrinkage", None, None)]


NO_RESULTS = {
    "share of the responders": "Of the 21 confirmed responders, 13 of the 21 confirmed responders responded early.",
    "responses that go on": "So far 12 responses continue.",
    "patients evaluable for response": "Forty-four patients were evaluable for response: 41 had lymphoma.",
    "share at a follow-up": "At a median follow-up, 14.8% of patients had stopped treatment.",
    "a rate that was not excluded": "The lower bound did not exclude a 12% ORR.",
    "another drug's clause": "Patients had had regorafenib, a drug that was approved on a median PFS of 2.0 months.",
}


@pytest.mark.parametrize("body", NO_RESULTS.values(), ids=NO_RESULTS.keys())
def test_no_result_is(body: str) -> None:
    assert [o for o in results(body) if o.endpoint != "median follow-up"] == []


def test_a_heading_with_another_drug_takes_the_results_below_it() -> None:
    found = results("Lacutamab (anti-KIR3DL2 antibody):\nThe objective response rate was 16.8%.\n")

    assert found == []


ENDPOINTS = {
    "sum in a bracket": ("The clinical benefit rate (CR + PR + stable disease) was 46%.", "CBR"),
    "free of invasive disease": (
        "At three years, 92.4% of patients were alive and free of invasive disease.",
        "36-month iDFS rate",
    ),
    "an interval of its own": (
        "The median locoregional recurrence-free interval was 30 months.",
        "median locoregional recurrence-free interval",
    ),
}


@pytest.mark.parametrize(("body", "endpoint"), ENDPOINTS.values(), ids=ENDPOINTS.keys())
def test_endpoint_is_named_by(body: str, endpoint: str) -> None:
    assert [o.endpoint for o in results(body)] == [endpoint]


def test_two_readers_are_two_results() -> None:
    found = results("The ORR was 39 percent by investigator assessment, compared to 41 percent by independent review.")

    assert [(o.value, o.assessor, o.comparator_value) for o in found] == [(39, "investigator", None), (41, "IRC", None)]


def test_regimens_are_arms_by_their_abbreviations() -> None:
    found = results(
        "Belantamab mafodotin plus bortezomib and dexamethasone (BVd) was compared with daratumumab plus bortezomib and"
        " dexamethasone (DVd) in a randomized trial. The ORR was 74% in the BVd arm and 60% in the DVd arm.",
        "belantamab mafodotin",
    )

    assert [(o.arm, o.value, o.comparator_value) for o in found] == [("BVd", 74, 60)]


def test_listed_doses_answer_to_listed_results() -> None:
    found = results("Cohorts at 0.8, 1.1 and 1.3 mg/kg had response rates of 14%, 36% and 56%, respectively.")

    assert [(o.arm, o.value) for o in found] == [("0.8 mg/kg", 14), ("1.1 mg/kg", 36), ("1.3 mg/kg", 56)]


def test_a_round_figure_of_the_headline_gives_way_to_the_exact_one() -> None:
    found = facts_of(
        "The objective response rate was 62.4%.", compound=ADC, title="More than 62% objective response rate seen"
    ).outcomes

    assert [(o.value, o.value_qualifier) for o in found] == [(62.4, None)]


def test_value_is_printed_with_its_unit() -> None:
    found = results("Of these patients, 14 (88%) had a partial response. The median DOR was 7.7 months.")

    assert [o.printed for o in found] == ["88%", "7.7 months"]


def test_an_endpoint_met_is_the_one_called_primary_elsewhere() -> None:
    found = facts_of(
        "The trial did not meet its primary endpoint. PFS, the primary endpoint, was 4.1 months.", compound=ADC
    ).outcomes

    assert ("PFS", "not met") in [(o.endpoint, o.value) for o in found]


TRIALS = {
    "the sentence": (
        "In the Phase 3 ALPHA-01 trial the ORR was 31%. In the Phase 2 BETA-02 trial the ORR was 44%.",
        ["ALPHA-01", "BETA-02"],
    ),
    "the sentence before": (
        "In the Phase 3 ALPHA-01 trial the ORR was 31%. Results of the Phase 2 BETA-02 trial were reported, too. The CR"
        " rate was 12%.",
        ["ALPHA-01", "BETA-02"],
    ),
}


@pytest.mark.parametrize(("body", "expected"), TRIALS.values(), ids=TRIALS.keys())
def test_trial_of_a_result_is_named_by(body: str, expected: list[str]) -> None:
    assert [o.trial for o in results(body)] == expected


def test_results_are_not_of_a_planned_trial() -> None:
    found = results(
        "In a Phase 2 study of tisotumab vedotin in 60 patients the ORR was 31%. The company plans to start the Phase 3"
        " ALPHA-01 trial."
    )

    assert [o.trial for o in found] == [None]


def test_columns_of_doses_stay_apart_under_a_title_row() -> None:
    found = results(
        "| Dose of tisotumab vedotin | | |\n| 8 mg/kg once-weekly | 10 mg/kg once-weekly | |\n"
        "| Number of patients | 21 | 22 |\n| Median PFS (months) | 4.6 | 3.6 |\n"
    )

    assert [(o.arm, o.value, o.N) for o in found] == [
        ("8 mg/kg once-weekly", 4.6, 21),
        ("10 mg/kg once-weekly", 3.6, 22),
    ]


def test_columns_of_two_readers_name_them() -> None:
    found = results("| | Local assessment (N=108) | BICR assessment (N=108) |\n|---|---|---|\n| ORR (%) | 33 | 34 |\n")

    assert [(o.value, o.assessor, o.N) for o in found] == [(33, "investigator", 108), (34, "IRC", 108)]


def test_headings_with_diseases_tell_results_apart() -> None:
    found = results(
        "Breast Cancer\n\nThe objective response rate in the study was 14%.\n\nMelanoma\n\nThe objective response rate"
        " in the study was 30%.\n"
    )

    assert [(o.value, o.subgroup) for o in found] == [(14, "Breast Cancer"), (30, "Melanoma")]


def test_a_cut_of_the_risk_joins_the_hazard_ratio_before_it() -> None:
    (found,) = results(
        "Median progression-free survival was 5.6 months versus 1.7 months, with a hazard ratio of 0.41. The risk of"
        " progression or death fell by 59%."
    )

    assert (found.endpoint, found.hr, found.risk_reduction) == ("median PFS", 0.41, 59)


def test_results_of_two_trials_with_the_same_figure_stay_apart() -> None:
    found = results("In the Phase 3 ALPHA-01 trial the ORR was 31%. In the Phase 2 BETA-02 trial the ORR was 31%.")

    assert [o.trial for o in found] == ["ALPHA-01", "BETA-02"]


def test_the_combination_is_the_other_arm_of_a_single_drug() -> None:
    (found,) = facts_of(
        "In a randomized trial T-DM1 was compared with trastuzumab plus docetaxel. The ORR was 64.2% with trastuzumab"
        " emtansine and 58.0% with the combination.",
        compound="trastuzumab emtansine (T-DM1)",
    ).outcomes

    assert (found.value, found.comparator_value) == (64.2, 58.0)


COHORTS = {
    "headings": "Cohort A:\n- ORR: 45%\n\nCohort B:\n- ORR: 20%\n",
    "clauses": "Patients in Cohort A had an ORR of 45%; patients in Cohort B had an ORR of 20%.",
    "words behind": "The ORR was 45% in Cohort A and 20% in Cohort B.",
}


@pytest.mark.parametrize("body", COHORTS.values(), ids=COHORTS.keys())
def test_two_cohorts_are_told_apart_by(body: str) -> None:
    assert [(o.value, o.subgroup) for o in results(body)] == [(45, "Cohort A"), (20, "Cohort B")]
