"""Plans: what is to happen, when, to which conjugate, by whom."""

from __future__ import annotations

import pytest

from kg.model import Milestone
from tests.extract_case import facts_of

DRUG = "lorvotuzumab mertansine"


def only(body: str) -> Milestone:
    found = facts_of(body).milestones
    assert len(found) == 1, found
    return found[0]


PLANS: dict[str, tuple[str, str, str | None, str]] = {
    "what is filed stands before": (
        "It could support a BLA for accelerated approval, which ImmunoGen plans to file in the second half of 2012.",
        "file BLA for accelerated approval",
        "2012-H2",
        "submission",
    ),
    "approval expected": (
        f"ImmunoGen expects {DRUG} to be approved in the second half of 2012.",
        f"approve {DRUG}",
        "2012-H2",
        "decision",
    ),
    "will complete": ("The study will complete in the second half of 2012.", "complete study", "2012-H2", "other"),
    "would follow": ("A second trial would follow in 2013.", "follow second trial", "2013", "other"),
    "an inset in front of the cue": (
        f"A second trial, in which {DRUG} will be compared with docetaxel, is planned to start in 2013.",
        "start second trial",
        "2013",
        "trial start",
    ),
    "patients behind a preposition": (
        f"A phase 1b trial of {DRUG} in up to 122 patients is expected to begin by the end of 2012.",
        f"begin phase 1b trial of {DRUG} in up to 122 patients",
        "2012",
        "trial start",
    ),
    "resume": (
        f"ImmunoGen plans to resume dosing of {DRUG} in 2012.",
        f"resume dosing of {DRUG}",
        "2012",
        "trial start",
    ),
    "submission": (
        f"ImmunoGen plans to submit a BLA for {DRUG} in 2013.",
        f"submit BLA for {DRUG}",
        "2013",
        "submission",
    ),
    "start": (
        "ImmunoGen expects to start a second trial by year-end.",
        "start second trial",
        "2011",
        "trial start",
    ),
    "the subject starts": (
        "A second trial is scheduled to open in early 2012.",
        "open second trial",
        "2012-early",
        "trial start",
    ),
    "looking forward": (
        f"We look forward to presenting data of {DRUG} at the ASH Annual Meeting next month.",
        f"present data of {DRUG} at the ASH Annual Meeting",
        "2011-07",
        "presentation",
    ),
    "accepted": (
        f"Data of {DRUG} have been accepted for oral presentation at the ASH Annual Meeting on December 10-13 in Ulm.",
        f"present Data of {DRUG} at the ASH Annual Meeting",
        "2011-12",
        "presentation",
    ),
    "the year of the meeting": (
        f"Data of {DRUG} will be presented at the 2012 European Hematology Congress.",
        f"present Data of {DRUG} at the 2012 European Hematology Congress",
        "2012",
        "presentation",
    ),
    "data of a study": (
        "Data from the NORTH trial are expected in mid-2012.",
        "Data from the NORTH trial",
        "2012-mid",
        "data",
    ),
    "passive": (
        "Final data will be presented at ASH in December 2011.",
        "present Final data at ASH",
        "2011-12",
        "presentation",
    ),
    "expected data": (
        "Initial data are expected in the first half of 2012.",
        "Initial data",
        "2012-H1",
        "data",
    ),
    "phase": (
        f"ImmunoGen intends to move {DRUG} into Phase III in 2013.",
        f"move {DRUG} into Phase III",
        "2013",
        "phase",
    ),
    "expected noun": (
        "ImmunoGen expects first efficacy data in the first half of 2012.",
        "first efficacy data",
        "2012-H1",
        "data",
    ),
    "gerund behind its object": (
        "They support a pivotal Phase II trial that ImmunoGen anticipates starting in 2012.",
        "start pivotal Phase II trial",
        "2012",
        "trial start",
    ),
    "apposition before the date": (
        "ImmunoGen expects to start EXAMPLE-2, a Phase III trial in lung cancer, in the first half of 2012.",
        "start EXAMPLE-2",
        "2012-H1",
        "trial start",
    ),
    "end of a month": (
        "ImmunoGen expects to complete enrollment by the end of September 2012.",
        "complete enrollment",
        "2012-09",
        "other",
    ),
    "spoken": (
        '"We expect to start the second trial in early 2012," said Jane Doe, Chief Medical Officer of ImmunoGen.',
        "start second trial",
        "2012-early",
        "trial start",
    ),
    "action date": (
        "The PDUFA target action date is March 1, 2012.",
        "regulatory decision (target action date)",
        "2012-03-01",
        "decision",
    ),
}


@pytest.mark.parametrize(("body", "event", "date", "kind"), PLANS.values(), ids=PLANS.keys())
def test_a_plan(body: str, event: str, date: str | None, kind: str) -> None:
    plan = only(body)

    assert (plan.event, plan.date, plan.kind, plan.modality) == (event, date, kind, "planned")


def test_who_plans_and_for_what() -> None:
    plan = only(f"ImmunoGen expects to report results with {DRUG} in 2012.")

    assert (plan.holder, plan.compound) == ("ImmunoGen", DRUG)


def test_the_printed_phrase_stays_beside_the_date() -> None:
    plan = only("A second trial is scheduled to open before year-end.")

    assert (plan.date, plan.date_raw) == ("2011", "before year-end")


def test_two_coordinated_plans() -> None:
    found = facts_of("ImmunoGen expects to report results in 2012 and to submit a BLA in 2013.").milestones

    assert [(plan.event, plan.date) for plan in found] == [("report results", "2012"), ("submit BLA", "2013")]


def test_a_condition_is_kept() -> None:
    plan = only("ImmunoGen expects to start a second trial in 2012, subject to approval by the ethics committee.")

    assert plan.depends_on == "approval by the ethics committee"


def test_a_plan_that_uses_results_depends_on_the_plan_that_reports_them() -> None:
    found = facts_of(
        "ImmunoGen expects to report results from the ALPHA trial in 2012 and to use these results to support a "
        "regulatory submission in 2013."
    ).milestones

    assert [plan.depends_on for plan in found] == [None, "report results from the ALPHA trial"]


@pytest.mark.parametrize(
    "body",
    [
        "Patients will receive the drug every three weeks.",
        "ImmunoGen submitted a BLA in 2010.",
        "The cancer would advance in most patients.",
        "The study will evaluate safety.",
    ],
    ids=["protocol", "past", "hypothetical", "description"],
)
def test_what_is_no_plan(body: str) -> None:
    assert facts_of(body).milestones == ()


def test_a_date_behind_two_verbs_is_that_of_both() -> None:
    found = facts_of(
        "ImmunoGen intends to file an IND and to start a Phase I trial in the second half of 2012."
    ).milestones

    assert [(plan.event, plan.date) for plan in found] == [("file IND", "2012-H2"), ("start Phase I trial", "2012-H2")]


def test_the_same_year_is_that_of_the_plan_before() -> None:
    found = facts_of("ImmunoGen expects results in 2012 and plans to file for approval in the same year.").milestones

    assert [(plan.event, plan.date) for plan in found] == [("results", "2012"), ("file for approval", "2012")]


def test_each_conjugate_of_a_list_has_its_plan() -> None:
    found = facts_of(f"ImmunoGen expects {DRUG} and SAR3419 to enter Phase II testing by mid-2012.").milestones

    assert [(plan.compound, plan.phase) for plan in found] == [(DRUG, "phase 2"), ("SAR3419", "phase 2")]


def test_a_plan_knows_the_study_it_names() -> None:
    plan = only("The EMILIA trial is ongoing; ImmunoGen expects to report results of EMILIA in 2012.")

    assert plan.trial == "EMILIA"


@pytest.mark.parametrize(
    ("words", "region"),
    [("a BLA to the FDA", "US"), ("an MAA to the EMA", "EU"), ("a global application", "worldwide")],
)
def test_where_a_submission_is_to_be(words: str, region: str) -> None:
    assert only(f"ImmunoGen plans to submit {words} in 2013.").region == region


def test_steps_towards_approval_need_no_date() -> None:
    plan = only("ImmunoGen plans to discuss the submission of an application with the FDA.")

    assert (plan.date, plan.modality) == (None, "planned")


def test_a_verb_behind_an_inset_has_its_own_date() -> None:
    body = f"ImmunoGen plans to start a trial of {DRUG} in 2012 and, on that basis, to submit a BLA in 2014."

    assert [(plan.event, plan.date) for plan in facts_of(body).milestones][1] == ("submit BLA", "2014")


def test_a_step_that_comes_first_is_a_plan() -> None:
    body = f"{DRUG} is expected to enter Phase I in 2012, following IND submission to the FDA by the end of 2011."

    assert ("IND submission to the FDA", "2011") in [(plan.event, plan.date) for plan in facts_of(body).milestones]
