"""Names, sizes, arms, lines, statuses and sponsors of trials in wordings that releases vary."""

from __future__ import annotations

import pytest

from kg.model import Trial
from tests.extract_case import facts_of

_LATE = "lorvotuzumab mertansine (IMGN901)"


def trial_of(body: str) -> Trial:
    """The one trial of a body about a drug with a code."""
    (trial,) = facts_of(body, compound=_LATE).trials
    return trial


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("The IMGN901-004 study (NCT03748186) enrolled 44 patients with myeloma.", "IMGN901-004"),
        ("The Phase 2 trial IMGN901.002 enrolled 44 patients with myeloma.", "IMGN901.002"),
        ("The Phase 2 trial GLOWRaM-L1 enrolled 44 patients with myeloma.", "GLOWRaM-L1"),
        ("A Phase 2 study, which goes by the name of HARBOUR, enrolled 44 patients.", "HARBOUR"),
    ],
    ids=["code and number", "code and number behind a dot", "letter and number", "named in words"],
)
def test_a_trial_has_a_name(body: str, name: str) -> None:
    assert trial_of(body).name == name


def test_a_target_with_its_binder_is_no_trial() -> None:
    names = [t.name for t in facts_of("In the CAB-CTLA-4 study 40 patients were enrolled.").trials]

    assert "CAB-CTLA-4" not in names


@pytest.mark.parametrize(
    ("body", "n"),
    [
        ("Enrolled in the trial were 44 patients with myeloma; the Phase 2 trial is open-label.", 44),
        (
            "A total of 376 patients with lung cancer (NSCLC) whose disease had progressed on a kinase inhibitor"
            " (TKI) and on platinum-based chemotherapy were randomized in the Phase 3 trial.",
            376,
        ),
        ("In the Phase 2 trial a total of 248 patients with mesothelioma were assigned in a 2:1 ratio.", 248),
        ("The Phase 1 trial is recruiting up to 100 patients with solid tumors.", 100),
        ("The Phase 1 trial is open. Up to 126 patients may take part.", 126),
        ("The Phase 3 trial is closed to accrual. Enrollment of 586 patients has been completed.", 586),
        ("A Phase 3 trial compares the drug with docetaxel in approximately 530 patients with lung cancer.", 530),
    ],
    ids=["inverted", "long description", "assigned", "recruiting", "may take part", "enrollment of", "compares"],
)
def test_the_size_of_a_trial(body: str, n: int) -> None:
    assert facts_of(body).trials[0].n == n


@pytest.mark.parametrize(
    ("body", "arms"),
    [
        (
            "In the Phase 1 trial 130 patients had been enrolled: 44 with breast cancer, 77 with ovarian cancer"
            " and nine with melanoma.",
            {("breast cancer", 44), ("ovarian cancer", 77), ("melanoma", 9)},
        ),
        (
            "In the Phase 1 trial 64 patients were treated, 22 with 100 mg/m2 and 42 with 120 mg/m2.",
            {("100 mg/m2", 22), ("120 mg/m2", 42)},
        ),
        (
            "In the Phase 3 trial they were randomized 1:1 to 5.6 mg/kg (n=225) or an uptitration regimen (n=50).",
            {("5.6 mg/kg", 225), ("uptitration regimen", 50)},
        ),
        (
            "The Phase 3 trial treated 386 patients: 191 received lorvotuzumab mertansine (2 mg/kg) and 195 docetaxel.",
            {("lorvotuzumab mertansine", 191), ("docetaxel", 195)},
        ),
    ],
    ids=["diseases", "doses", "sizes in brackets", "drugs"],
)
def test_the_parts_of_a_trial_add_up(body: str, arms: set[tuple[str, int]]) -> None:
    found = {(arm.name, arm.n) for trial in facts_of(body).trials for arm in trial.arms}

    assert {(name, n) for name, n in found if any(name.startswith(arm) and n == m for arm, m in arms)} == found
    assert {n for _, n in found} == {n for _, n in arms}


def test_numbers_that_do_not_add_up_are_no_parts() -> None:
    (trial,) = facts_of(
        "In the Phase 1 trial 130 patients were enrolled, 44 with breast cancer and 12 with melanoma."
    ).trials

    assert trial.arms == ()


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (
            "The Phase 3 trial is of maintenance therapy following first-line platinum-based chemotherapy.",
            "maintenance therapy following first-line platinum-based chemotherapy",
        ),
        (
            "The Phase 2 trial of heavily pretreated patients is open. All had progressed after an EGFR inhibitor.",
            "progressed after an EGFR inhibitor",
        ),
        ("The Phase 3 trial tests the drug after a third-generation EGFR TKI.", "after a third-generation EGFR TKI"),
    ],
    ids=["maintenance", "which treatment rather than that there was some", "after a drug"],
)
def test_the_line_of_therapy(body: str, line: str) -> None:
    assert facts_of(body).trials[0].line_of_therapy == line


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("The agency has lifted the clinical hold on the Phase 1 trial in myeloma.", "cleared"),
        ("The Phase 2/3 trial in myeloma is closed to further enrollment.", "stopped"),
        ("Enrollment in the Phase 3 trial in myeloma has been completed.", "ongoing"),
        ("It is being tested in a Phase 1 trial in myeloma.", "ongoing"),
    ],
)
def test_the_status_of_a_trial(body: str, status: str) -> None:
    assert facts_of(body).trials[0].status == status


def test_a_study_with_an_article_is_the_one_told_of_before() -> None:
    trial = trial_of("A Phase 2 trial in mesothelioma met its goal. The study (NCT02610140) enrolled 248 patients.")

    assert (trial.phase, trial.nct, trial.n) == ("2", "NCT02610140", 248)


def test_a_recommended_dose_is_no_study() -> None:
    phases = [
        t.phase
        for t in facts_of(
            "In the Phase 1 trial 86 patients were enrolled at the recommended Phase 2 dose of 3 mg/kg."
        ).trials
    ]

    assert phases == ["1"]


def test_who_conducted_a_trial_is_its_sponsor() -> None:
    trial = trial_of("Sanofi conducted this randomized Phase 2 trial in 44 patients with myeloma.")

    assert trial.sponsor == "Sanofi"


def test_phases_of_listed_trials_stand_in_front_of_their_bracket() -> None:
    found = facts_of(
        "Phase III testing of lorvotuzumab mertansine is underway in first-, second- and third-line treatment of"
        " myeloma (the MARIANNE, EMILIA and TH3RESA trials, respectively)."
    ).trials

    assert {(t.name, t.phase, t.line_of_therapy) for t in found} == {
        ("MARIANNE", "3", "first-line"),
        ("EMILIA", "3", "second-line"),
        ("TH3RESA", "3", "third-line"),
    }


def test_a_comparator_behind_how_the_drug_was_given() -> None:
    trial = trial_of(
        "The randomized Phase 2 trial compared the drug, lorvotuzumab mertansine, given as a single agent, with"
        " Herceptin (trastuzumab) plus chemotherapy (docetaxel)."
    )

    assert trial.comparator == "Herceptin (trastuzumab) + chemotherapy (docetaxel)"


def test_a_meeting_of_mouse_data_is_none_of_the_trial() -> None:
    trial = trial_of(
        "The Phase 1 trial is open.\n\nIt cured 8 of 8 mice. This was shown at the 2017 AACR Annual Meeting."
    )

    assert trial.conference is None


def test_a_headline_lends_its_disease_without_capitals() -> None:
    (trial,) = facts_of("The Phase 2 trial met its goal.", title="Phase 2 Trial in Metastatic Breast Cancer").trials

    assert trial.indication == "metastatic breast cancer"


def test_a_study_is_called_after_its_disease() -> None:
    found = facts_of(
        "A Phase 2 trial in patients with melanoma (NCT04681131) and a Phase 2 trial in patients with sarcoma"
        " (NCT03425279) are under way. In the sarcoma study, 87 patients were enrolled."
    ).trials

    assert {(t.nct, t.n) for t in found} == {("NCT04681131", None), ("NCT03425279", 87)}


def test_trials_of_a_series_are_found_in_the_section_on_the_drug() -> None:
    found = facts_of(
        "The Phase 3 HARBOR-L03 trial met its goal.\n\nAbout lorvotuzumab mertansine\nIt is an ADC. The Phase 2 studies"
        " HARBOR-L05 (with pembrolizumab) and HARBOR-L04 (with ramucirumab) will also be closed."
    ).trials

    assert {(t.name, t.phase, t.status) for t in found if t.name != "HARBOR-L03"} == {
        ("HARBOR-L05", "2", "stopped"),
        ("HARBOR-L04", "2", "stopped"),
    }


def test_parts_of_a_phase_have_their_numbers() -> None:
    (trial,) = facts_of(
        "The Phase 1 trial is open. Phase 1a will take in up to 30 patients; Phase 1b plans for around 100 more."
    ).trials

    assert {(arm.name, arm.n) for arm in trial.arms} == {("Phase 1a", 30), ("Phase 1b", 100)}


@pytest.mark.parametrize(
    ("body", "indication"),
    [
        (
            "The Phase 1 trial is in patients with ovarian cancer and other advanced solid tumors.",
            "ovarian cancer and other advanced solid tumors",
        ),
        (
            "The Phase 1 trial is in patients with ovarian cancer, endometrial cancer and melanoma.",
            "ovarian cancer, endometrial cancer and melanoma",
        ),
    ],
    ids=["and other", "list"],
)
def test_the_diseases_of_a_trial_are_a_list(body: str, indication: str) -> None:
    (trial,) = facts_of(body).trials

    assert trial.indication == indication


def test_one_number_for_each_arm() -> None:
    (trial,) = facts_of(
        "The Phase 3 study compared lorvotuzumab mertansine with docetaxel in 1,486 people, 743 in each arm."
    ).trials

    assert trial.n == 1486
    assert {(arm.name, arm.n) for arm in trial.arms} == {("lorvotuzumab mertansine", 743), ("docetaxel", 743)}


def test_patients_of_all_trials_are_no_size_of_one() -> None:
    (trial,) = facts_of(
        "More than 300 patients have been treated in clinical trials. The Phase 3 trial is open."
    ).trials

    assert trial.n is None


@pytest.mark.parametrize(
    ("body", "n"),
    [
        ("The Phase III trial pits the drug against docetaxel in 420 women with breast cancer.", 420),
        ("Patients (n=84) with lymphoma were treated in this open-label Phase II study.", 84),
        ("In all, 62 patients received the drug in the Phase 1 study.", 62),
        ("Sixty-three patients took part in the Phase 1 study: 20 in part A and 43 in part B.", 63),
        ("Some 280 patients at 75 hospitals are expected to join the Phase 3 study, which opened in March.", 280),
        ("The Phase 1 study was conducted by the National Cancer Institute in 36 patients with lymphoma.", 36),
    ],
    ids=["pits", "in brackets", "in all", "parts behind a colon", "expected to join", "conducted by"],
)
def test_the_size_of_a_trial_in_other_words(body: str, n: int) -> None:
    assert facts_of(body).trials[0].n == n


def test_a_trial_is_not_complete_when_its_enrollment_is() -> None:
    assert trial_of("Enrollment in the Phase 2 SORBET trial is complete.").status == "ongoing"


def test_a_primary_endpoint_behind_the_phase() -> None:
    assert trial_of("The primary endpoint of the Phase 3 trial is overall survival.").primary_endpoint == ("OS",)


def test_a_number_of_women_names_no_trial() -> None:
    found = facts_of("In the Phase 3 ARROW trial 511 women received lorvotuzumab mertansine or capecitabine.").trials

    assert [(t.name, t.n, t.comparator) for t in found] == [("ARROW", 511, "capecitabine")]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("The Phase 2 GLORIA trial in gastric cancer is on hold.", "paused"),
        ("Regulators cleared the start of the Phase 1 trial in solid tumors.", "cleared"),
        ("The Phase 3 study has reached full enrollment of 453 women.", "ongoing"),
    ],
)
def test_the_status_of_a_trial_in_other_words(body: str, status: str) -> None:
    assert facts_of(body).trials[0].status == status


def test_two_arms_behind_either_are_arms() -> None:
    (trial,) = facts_of(
        "In the Phase 2 study, 80 patients received either lorvotuzumab mertansine with rituximab (n=41) or rituximab"
        " alone (n=39)."
    ).trials

    assert {(arm.n, arm.role) for arm in trial.arms} == {(41, "experimental"), (39, "control")}


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ('The Phase 3 "301" study enrolled 200 patients.', "study 301"),
        ('In the Phase 2 trial "0103", 44 patients were enrolled.', "trial 0103"),
    ],
    ids=["in front", "behind"],
)
def test_a_quoted_number_names_a_trial(body: str, name: str) -> None:
    assert trial_of(body).name == name
