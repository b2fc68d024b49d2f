"""Development statuses: where a conjugate stands, for what, in which setting; planned ones with their date."""

from __future__ import annotations

import pytest

from kg.extract.statuses import phase_code
from tests.extract_case import facts_of

DRUG = "Lorvotuzumab mertansine"
PHASES = {
    "Phase I": "phase 1",
    "phase 1b": "phase 1",
    "Phase I/IIa": "phase 1/2",
    "Phase 1b/2": "phase 1/2",
    "Phase II": "phase 2",
    "phase 2b": "phase 2",
    "Phase II/III": "phase 2/3",
    "Phase 3": "phase 3",
    "preclinical": "preclinical",
}


@pytest.mark.parametrize(("printed", "code"), PHASES.items(), ids=PHASES.keys())
def test_a_phase_has_one_code(printed: str, code: str) -> None:
    assert phase_code(f"{printed} testing") == code


STATED = {
    "is in": (f"{DRUG} is in Phase II testing.", "phase 2"),
    "is being tested in": (f"{DRUG} is being evaluated in a phase 1 trial.", "phase 1"),
    "entered": (f"{DRUG} has entered a Phase III trial.", "phase 3"),
    "started": (f"The company has initiated a pivotal Phase 3 trial of {DRUG}.", "phase 3"),
    "preclinical": (f"{DRUG} is in preclinical development.", "preclinical"),
    "approved": (f"{DRUG} is approved in Japan.", "approved"),
    "ended": (f"The company discontinued development of {DRUG}.", "discontinued"),
}


@pytest.mark.parametrize(("body", "status"), STATED.values(), ids=STATED.keys())
def test_a_stated_status(body: str, status: str) -> None:
    assert [(s.status, s.modality) for s in facts_of(body).statuses] == [(status, "asserted")]


def test_indication_and_lines_of_therapy() -> None:
    body = f"{DRUG} is in Phase III testing for first- and second-line treatment of small-cell lung cancer."

    found = facts_of(body).statuses

    assert [(s.setting, s.indication) for s in found] == [
        ("first-line", "small-cell lung cancer"),
        ("second-line", "small-cell lung cancer"),
    ]


def test_two_phases_of_one_sentence() -> None:
    body = f"{DRUG} is in Phase III testing for small-cell lung cancer and in Phase II testing for adjuvant use."

    assert [(s.status, s.setting) for s in facts_of(body).statuses] == [("phase 3", None), ("phase 2", "adjuvant")]


def test_an_expected_status_is_planned_and_has_its_date() -> None:
    found = facts_of(f"{DRUG} is expected to be in Phase II testing by mid-2012.").statuses

    assert [(s.status, s.modality, s.due) for s in found] == [("phase 2", "planned", "2012-mid")]


@pytest.mark.parametrize(
    "body",
    [f"Results of a Phase I trial of {DRUG} were shown.", f"{DRUG} is not in Phase III testing."],
    ids=["results of a trial", "denied"],
)
def test_what_is_no_status(body: str) -> None:
    assert facts_of(body).statuses == ()


def test_a_stage_of_another_drug_is_not_that_of_the_conjugate() -> None:
    assert facts_of("ABC-1140 is in preclinical development.").statuses == ()


def test_a_disease_behind_another_drug_is_not_that_of_the_conjugate() -> None:
    (status,) = facts_of(f"Two drugs are in Phase I testing: {DRUG} and ABC-529 for melanoma.").statuses

    assert status.indication is None


def test_an_application_under_review_is_a_stage_with_its_region() -> None:
    (status,) = facts_of("In the European Union the marketing application is under review.").statuses

    assert (status.status, status.region) == ("under review", "EU")


NO_STATUS = {
    "an agreement ended": f"The companies have ended their development agreement for {DRUG}.",
    "cleared to begin": f"The FDA cleared the application to begin Phase 1 clinical trials of {DRUG}.",
    "approved and withdrawn": f"{DRUG} was approved by the FDA in 2000. It was withdrawn from the U.S. market later.",
}


@pytest.mark.parametrize("body", NO_STATUS.values(), ids=NO_STATUS.keys())
def test_what_states_no_stage(body: str) -> None:
    assert facts_of(body).statuses == ()


def test_an_ongoing_trial_has_begun() -> None:
    found = facts_of(f"Ongoing Phase 3 trials will continue to evaluate {DRUG}.").statuses

    assert [(s.status, s.modality) for s in found] == [("phase 3", "asserted")]


def test_a_development_ends_in_the_use_that_is_named() -> None:
    found = facts_of(f"Development of {DRUG} will be stopped in breast cancer but continues in lung cancer.").statuses

    assert [(s.status, s.indication) for s in found] == [("discontinued", "breast cancer")]
