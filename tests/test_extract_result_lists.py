"""A row of figures and a list that it answers to: doses, time points, endpoints, groups, labels, brackets."""

from __future__ import annotations

import pytest

from tests.extract_case import facts_of


def results(body: str) -> set[tuple[object, ...]]:
    """Endpoint, value, arm, subgroup and denominator of each result."""
    return {(o.endpoint, o.value, o.arm, o.subgroup, o.N) for o in facts_of(body).outcomes}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "Response rates of 20%, 36% and 53% were seen in patients given 1.2, 1.8 and 2.4 mg/kg, respectively.",
            {
                ("ORR", 20, "1.2 mg/kg", None, None),
                ("ORR", 36, "1.8 mg/kg", None, None),
                ("ORR", 53, "2.4 mg/kg", None, None),
            },
            id="doses",
        ),
        pytest.param(
            "PFS rates at 6, 12 and 18 months were 70%, 52% and 41%.",
            {
                ("6-month PFS rate", 70, None, None, None),
                ("12-month PFS rate", 52, None, None, None),
                ("18-month PFS rate", 41, None, None, None),
            },
            id="time points",
        ),
        pytest.param(
            "OS was 64% at 6 months and 41% at 12 months.",
            {("6-month OS rate", 64, None, None, None), ("12-month OS rate", 41, None, None, None)},
            id="a time point behind each figure",
        ),
        pytest.param(
            "Median PFS and OS were 7.3 and 18.1 months, respectively.",
            {("median PFS", 7.3, None, None, None), ("median OS", 18.1, None, None, None)},
            id="endpoints",
        ),
        pytest.param(
            "ORR was 42%, 25% and 10% in ovarian, endometrial and lung cancer, respectively.",
            {
                ("ORR", 42, None, "ovarian cancer", None),
                ("ORR", 25, None, "endometrial cancer", None),
                ("ORR", 10, None, "lung cancer", None),
            },
            id="diseases that share a noun",
        ),
        pytest.param(
            "Of 45 and 52 patients in the 6 mg/kg and 8 mg/kg arms, respectively, 49% and 52% had a response.",
            {("ORR", 49, "6 mg/kg", None, 45), ("ORR", 52, "8 mg/kg", None, 52)},
            id="sizes of two groups",
        ),
        pytest.param(
            "In cohorts A and B (n=20 and n=24), the ORR was 30% and 42%, respectively.",
            {("ORR", 30, None, "Cohort A", 20), ("ORR", 42, None, "Cohort B", 24)},
            id="cohorts with sizes",
        ),
        pytest.param(
            "By line of therapy: second line (n=24): ORR 50%; third line or later (n=31): ORR 29%.",
            {("ORR", 50, None, "second line", 24), ("ORR", 29, None, "third line or later", 31)},
            id="labels in one line",
        ),
        pytest.param(
            "Responses were seen at all expression levels: 57% (IHC 3+) and 42% (IHC 2+).",
            {("ORR", 57, None, "IHC 3+", None), ("ORR", 42, None, "IHC 2+", None)},
            id="groups in brackets",
        ),
        pytest.param(
            "Responses were seen in patients with ovarian (6/21), endometrial (4/12) and lung cancer (3/19).",
            {
                ("ORR", 6, None, "patients with ovarian cancer", 21),
                ("ORR", 4, None, "patients with endometrial cancer", 12),
                ("ORR", 3, None, "patients with lung cancer", 19),
            },
            id="shares in brackets",
        ),
    ],
)
def test_a_row_of_figures_answers_to_a_list(body: str, expected: set[tuple[object, ...]]) -> None:
    assert results(body) == expected


@pytest.mark.parametrize(
    ("body", "endpoint", "value", "n", "total"),
    [
        ("Responses were reported in 4 of 15 patients, for an ORR of 27%.", "ORR", 27, 4, 15),
        ("The drug showed a 57.1% ORR (n=12/21).", "ORR", 57.1, 12, 21),
        ("One patient (6%) of 18 patients had a CR.", "CR", 6, 1, 18),
    ],
    ids=["a count and its share", "a share and its count", "one patient"],
)
def test_a_count_and_its_share_are_one_result(body: str, endpoint: str, value: float, n: int, total: int) -> None:
    found = [(o.endpoint, o.value, o.n, o.N) for o in facts_of(body).outcomes]

    assert found == [(endpoint, value, n, total)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("There were nine responses: two complete and seven partial.", {("ORR", 9), ("CR", 2), ("PR", 7)}),
        ("The ORR was 32% (12 of 38; 4 CR and 8 PR).", {("ORR", 32), ("CR", 4), ("PR", 8)}),
        ("Eleven patients responded (3 CRs, 8 PRs).", {("ORR", 11), ("CR", 3), ("PR", 8)}),
    ],
    ids=["words", "in the bracket of the rate", "in brackets"],
)
def test_the_parts_of_a_response_are_results(body: str, expected: set[tuple[str, object]]) -> None:
    assert {(o.endpoint, o.value) for o in facts_of(body).outcomes} == expected


def test_two_groups_are_no_two_arms() -> None:
    found = facts_of(
        "It was tested against docetaxel. Among EGFR-mutant patients, ORR was 38%, compared with 31% in those without."
    ).outcomes

    assert [(o.value, o.comparator_value) for o in found] == [(38, None), (31, None)]


def test_the_interval_of_a_difference_is_that_of_no_arm() -> None:
    (found,) = facts_of(
        "The pCR rate was 67.3% with lorvotuzumab mertansine versus 56.3% with docetaxel, a difference of 11.2 points"
        " (95% CI 4.0-18.3)."
    ).outcomes

    assert (found.ci, found.comparator_ci) == (None, None)


def test_a_time_point_behind_the_follow_up_is_no_figure_of_a_control_arm() -> None:
    found = facts_of(
        "It was compared with docetaxel. After a median follow-up of 15.3 months, the 12-month OS rate was 75.5%."
    ).outcomes

    assert {(o.endpoint, o.value, o.comparator_value) for o in found} == {
        ("median follow-up", 15.3, None),
        ("12-month OS rate", 75.5, None),
    }


def test_a_rise_names_the_control_arm_first() -> None:
    (found,) = facts_of("Median overall survival improved from 25.1 months to 30.9 months.").outcomes

    assert (found.value, found.comparator_value) == (30.9, 25.1)


def test_a_definition_holds_no_results() -> None:
    (found,) = facts_of(
        "Clinical benefit, defined as CR, PR or stable disease of at least six months, was seen in 46% of patients."
    ).outcomes

    assert (found.endpoint, found.value) == ("CBR", 46)


def test_responses_that_turn_into_deeper_ones_are_no_count_of_their_own() -> None:
    assert facts_of("Responses deepened over time, with 3 PRs converting to CRs.").outcomes == ()


def test_a_share_with_a_verb_of_its_own_is_no_share_of_the_endpoint_before() -> None:
    found = facts_of("The stable disease rate was 31%, so that 69% of patients benefited.").outcomes

    assert [(o.endpoint, o.value) for o in found] == [("SD", 31)]


def test_a_time_point_opens_the_sentence() -> None:
    (found,) = facts_of("After 24 weeks, 58% of patients were free of progression.").outcomes

    assert (found.endpoint, found.value) == ("24-week PFS rate", 58)


def test_each_hazard_ratio_is_that_of_the_group_beside_it() -> None:
    found = facts_of(
        "PFS was longer in patients with liver metastases (HR=0.51; 95% CI: 0.33-0.79) and in those without (HR=0.38)."
    ).outcomes

    assert {(o.hr, o.subgroup) for o in found} == {(0.51, "patients with liver metastases"), (0.38, "those without")}


def test_two_groups_that_are_tested_against_one_another_are_one_result() -> None:
    found = facts_of(
        "Patients with a rash had a median PFS of 4.0 months versus 1.2 months in those without (p=0.001)."
    ).outcomes

    assert [(o.value, o.comparator_value, o.p) for o in found] == [(4.0, 1.2, 0.001)]
