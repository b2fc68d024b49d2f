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
