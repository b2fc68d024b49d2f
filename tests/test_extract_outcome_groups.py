"""Whose results they are: subsets, labels of lists, one dose beside another; falls of a marker by a set share."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.extract.endpoint_depths import depths
from kg.model import Outcome
from tests.extract_case import facts_of

ADC = "tisotumab vedotin"

Row = tuple[str, object, int | None, int | None]


def results(body: str, title: str = "News from the laboratory") -> tuple[Outcome, ...]:
    return facts_of(body, compound=ADC, title=title).outcomes


def rows(body: str) -> list[Row]:
    """Endpoint, value, count and denominator of each result."""
    return [(o.endpoint, o.value, o.n, o.N) for o in results(body)]


FALLS: dict[str, tuple[str, list[Row]]] = {
    "by name": (
        "PSA50 responses were seen in 31% (5/16) of men and PSA90 responses in 13% (2/16).",
        [("PSA50", 31, 5, 16), ("PSA90", 13, 2, 16)],
    ),
    "share behind the marker": (
        "Four of 15 patients had a PSA decline of more than 50 percent.",
        [("PSA decline of more than 50 percent", 4, 4, 15)],
    ),
    "share in front of the marker": (
        "Of the 20 patients, 45% (9/20) achieved a ≥50% reduction in PSA.",
        [(">=50% reduction in PSA", 45, 9, 20)],
    ),
    "lesions": (
        "Seven of ten patients had a reduction of more than 30% in target lesions.",
        [("reduction of more than 30% in target lesions", 7, 7, 10)],
    ),
    "few patients in brackets": (
        "- 50% (2/4) had a >30% reduction in target lesions\n- 60% (6/10) had stable disease\n",
        [(">30% reduction in target lesions", 50, 2, 4), ("SD", 60, 6, 10)],
    ),
    "molecular response": (
        "The ctDNA molecular response rate was 58% (11/19).",
        [("ctDNA molecular response", 58, 11, 19)],
    ),
}


@pytest.mark.parametrize(("body", "expected"), FALLS.values(), ids=FALLS.keys())
def test_the_share_of_a_definition_is_no_result(body: str, expected: list[Row]) -> None:
    assert rows(body) == expected


def test_a_fall_without_a_bound_defines_no_endpoint() -> None:
    assert depths("The median PSA reduction was 63%; PSA declined by 40%.") == ()


def test_a_text_that_says_psa50_means_it_by_a_fall_of_at_least_half() -> None:
    assert [d.code for d in depths("PSA50 was 52%. A decline in PSA was seen; at least 50% PSA declines in nine.")] == [
        "PSA50",
        "PSA50",
    ]


DENOMINATORS: dict[str, tuple[str, list[Row]]] = {
    "the whole trial": (
        "In 60 patients, an ORR of 35% was seen. There were four complete responses and 21 cases of stable disease.",
        [("ORR", 35, None, 60), ("CR", 4, 4, 60), ("SD", 21, 21, 60)],
    ),
    "a median in a counted group": (
        "In the 57 nectin-4-positive patients, median progression-free survival was 5.9 months.",
        [("median PFS", 5.9, None, 57)],
    ),
    "one dose of several": (
        "Among 41 evaluable patients, the ORR was 34%. In the 2.0 mg/kg group, the ORR was 50%.",
        [("ORR", 34, None, 41), ("ORR", 50, None, None)],
    ),
    "not of a duration of response, which is that of the responders": (
        "In 62 patients with checkpoint-refractory disease, the ORR was 11% and the median DOR 6.0 months.",
        [("ORR", 11, None, 62), ("median DOR", 6.0, None, None)],
    ),
    "a group with decimals in its words": (
        "Among 36 evaluable patients with claudin 18.2 in at least 20% of tumor cells, the ORR was 22%.",
        [("ORR", 22, None, 36)],
    ),
}


@pytest.mark.parametrize(("body", "expected"), DENOMINATORS.values(), ids=DENOMINATORS.keys())
def test_denominator_is_that_of(body: str, expected: list[Row]) -> None:
    assert rows(body) == expected


SUBSET = "In a subgroup of patients (n=24) with brain metastases, the ORR was 42%. "


def test_a_subset_with_its_size_goes_on_in_the_next_sentences() -> None:
    found = results(SUBSET + "Median PFS was 6.1 months. Nine partial responses were seen.")
    assert {(o.subgroup, o.N) for o in found} == {("patients with brain metastases", 24)}
    assert len(found) == 3


def test_a_subset_ends_where_all_patients_are_meant() -> None:
    found = results(SUBSET + "Across all patients, median PFS was 7.3 months.")
    assert [(o.endpoint, o.subgroup, o.N) for o in found][1] == ("median PFS", None, None)


def test_a_subset_ends_where_another_group_opens() -> None:
    found = results(
        SUBSET + "Among the 30 patients with bone metastases, the ORR was 30%. A median DOR of 5.0 months was seen."
    )
    assert found[-1].subgroup != "patients with brain metastases"


def test_one_sentence_with_several_doses_gives_a_result_for_each() -> None:
    found = results("The ORR was 25% (3/12) at 1.2 mg/kg, 40.0% (8/20) at 1.8 mg/kg and 25% (5/20) at 2.4 mg/kg.")
    assert [(o.arm, o.value, o.n, o.N) for o in found] == [
        ("1.2 mg/kg", 25, 3, 12),
        ("1.8 mg/kg", 40.0, 8, 20),
        ("2.4 mg/kg", 25, 5, 20),
    ]


@pytest.mark.parametrize(
    ("printed", "arm"), [("doses of 1.8 to 2.4 mg/kg", "1.8-2.4 mg/kg"), ("1.8 or 2.4 mg/kg", "1.8 or 2.4 mg/kg")]
)
def test_a_range_of_doses_is_one_arm(printed: str, arm: str) -> None:
    found = results(f"Patients treated at {printed} had an ORR of 44%.")
    assert [(o.arm, o.value) for o in found] == [(arm, 44)]


LIST = """Among 30 evaluable patients, responses were seen in several tumors.
- Ovarian: ORR 50% (6 of 12), DCR 83%
- Endometrial (n=9): ORR 33%
- Cervical: DCR 100% (n=3)
- Cohort B (n=14): ORR 50%, median PFS 5.5 months
"""


def test_the_label_of_a_list_line_is_the_group_of_its_results() -> None:
    assert [(o.subgroup, *row) for o, row in zip(results(LIST), rows(LIST), strict=True)] == [
        ("Ovarian", "ORR", 50, 6, 12),
        ("Ovarian", "DCR", 83, None, None),
        ("Endometrial", "ORR", 33, None, 9),
        ("Cervical", "DCR", 100, 3, 3),
        ("Cohort B", "ORR", 50, None, 14),
        ("Cohort B", "median PFS", 5.5, None, 14),
    ]


@pytest.mark.parametrize("label", ["Efficacy", "Objective response rate", "Phase 2 data", "All patients"])
def test_a_label_that_names_nobody_is_no_group(label: str) -> None:
    found = results(f"Results at the data cutoff:\n- {label}: ORR 44% (4 of 9)\n- Another line: nothing\n")
    assert {o.subgroup for o in found} <= {None}


def test_the_trial_of_another_drug_gives_no_result() -> None:
    body = "In a study of docetaxel in prostate cancer, 30 percent of patients had a partial response."
    assert results(body) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "In patients with relapsed disease, the median survival is only 8 months.",
        "Patients with advanced disease have a median survival of about 11 months.",
        "The trial excluded men with a PSA response of more than 50% to abiraterone.",
    ],
)
def test_what_is_known_of_the_disease_is_no_result(sentence: str) -> None:
    assert results(sentence) == ()


def test_two_labels_in_one_line_name_no_common_group() -> None:
    found = results("HER2-positive: ORR 61% (11/18); HER2-low: ORR 35% (7/20).")
    assert [o.subgroup for o in found] != ["HER2-positive", "HER2-positive"]


TOLD_TWICE = {
    "list": LIST,
    "subset": SUBSET + "Median PFS was 6.1 months in this subgroup. The ORR was 42%.",
    "headline": "Among 36 evaluable patients with high expression of tissue factor, the ORR was 42%.",
    "doses": "The ORR was 42% (5/12) at 1.2 mg/kg and 42% (8/19) at 1.8 mg/kg.",
}


@pytest.mark.parametrize("body", TOLD_TWICE.values(), ids=TOLD_TWICE.keys())
def test_no_value_is_printed_twice_unless_the_patients_differ(body: str) -> None:
    found = results(body, title="Tisotumab Vedotin Shows a 42% Objective Response Rate in Biomarker-Selected Patients")
    told = Counter((o.endpoint, o.value, o.arm, o.subgroup) for o in found)
    assert [key for key, times in told.items() if times > 1] == []


TOLD_IN_FRONT = {
    "analysis": (
        "In an analysis of 30 patients with brain metastases, an ORR of 33.3% was seen.",
        33.3,
        30,
        "patients with brain metastases",
    ),
    "similar": (
        "Results were similar in the 20 patients with visceral disease, in whom the ORR was 35%.",
        35,
        20,
        "patients with visceral disease",
    ),
    "relative clause": (
        "Among 40 patients who had not received a taxane, the ORR was 32.5%.",
        32.5,
        40,
        "patients who had not received a taxane",
    ),
    "line of therapy": ("In the second-line setting (n=33) the ORR was 67%.", 67, 33, "second-line setting"),
    "those who": (
        "The ORR was 43% in those who had progressed on a taxane.",
        43,
        None,
        "those who had progressed on a taxane",
    ),
}


@pytest.mark.parametrize(("sentence", "value", "size", "group"), TOLD_IN_FRONT.values(), ids=TOLD_IN_FRONT.keys())
def test_a_group_told_in_front_is_that_of_the_result(sentence: str, value: float, size: int | None, group: str) -> None:
    (found,) = results(sentence)

    assert (found.value, found.N, found.subgroup) == (value, size, group)


def test_all_patients_in_whom_a_count_was_observed_are_no_count() -> None:
    (found,) = results("One partial response was observed in 14 evaluable patients.")

    assert (found.endpoint, found.n, found.N) == ("PR", 1, 14)


def test_what_the_rest_had_is_a_result() -> None:
    found = results(
        "Of the 16 patients, 14 (88%) had a partial response, with the remaining two having stable disease."
    )

    assert [(o.endpoint, o.n, o.N) for o in found] == [("PR", 14, 16), ("SD", 2, 16)]


def test_the_number_behind_a_dose_is_that_of_its_patients() -> None:
    (found,) = results("At 1.6 mg/kg (n=14) the ORR was 79%.")

    assert (found.value, found.N, found.arm) == (79, 14, "1.6 mg/kg")


def test_a_maximum_dose_is_no_dose_group() -> None:
    (found,) = results("At the recommended dose (maximum of 200 mg per cycle) the ORR was 29%.")

    assert found.arm is None
