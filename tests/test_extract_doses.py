"""Doses: how much of what, how often, by which route, and which kind of dose it is."""

from __future__ import annotations

import pytest

from kg.extract.schedules import schedules_in
from kg.model import Dose
from tests.extract_case import facts_of

SCHEDULES = {
    "every N weeks": ("every three weeks", "every 3 weeks"),
    "short": ("q3w", "every 3 weeks"),
    "once every": ("once every 21 days", "every 21 days"),
    "ordinal": ("every other week", "every 2 weeks"),
    "once a week": ("once a week", "weekly"),
    "once weekly": ("once weekly", "weekly"),
    "monthly": ("monthly", "every month"),
    "quarterly": ("once a quarter", "every 3 months"),
    "weekly for a while": ("weekly for eight weeks", "weekly for 8 weeks"),
    "weeks of a cycle": ("weekly for three weeks of each 4-week cycle", "weekly for 3 weeks in a 4-week cycle"),
    "on and off": ("three weeks on, one week off", "weekly for 3 weeks in a 4-week cycle"),
    "days of a cycle": ("on days 1, 8 and 15 of a 28-day cycle", "days 1, 8 and 15 of a 28-day cycle"),
    "days, spelt out": ("day 1, day 8 and day 15 of each four-week cycle", "days 1, 8 and 15 of a 4-week cycle"),
    "intervals": ("doses at four-week intervals", "every 4 weeks"),
    "intervals of weeks": ("at intervals of 3 weeks", "every 3 weeks"),
    "two weeks in a word": ("on a bi-weekly schedule", "every 2 weeks"),
    "days of a cycle, repeated": ("daily for five days every 21 days", "daily for 5 days in a 21-day cycle"),
    "out of": ("weekly for 3 out of 4 weeks", "weekly for 3 weeks in a 4-week cycle"),
    "for cycles": ("every 3 weeks for two cycles", "every 3 weeks for 2 cycles"),
}


@pytest.mark.parametrize(("printed", "normal"), SCHEDULES.values(), ids=SCHEDULES.keys())
def test_a_schedule_has_one_form(printed: str, normal: str) -> None:
    assert [schedule.text for schedule in schedules_in(f"It was given {printed}.")] == [normal]


def only(body: str) -> Dose:
    found = facts_of(body).doses
    assert len(found) == 1, found
    return found[0]


def test_amount_schedule_and_route_of_one_dose() -> None:
    dose = only("Patients received lorvotuzumab mertansine 60 mg/m² intravenously every three weeks.")

    assert (dose.compound, dose.dose, dose.unit) == ("lorvotuzumab mertansine", 60, "mg/m2")
    assert (dose.schedule, dose.route, dose.kind) == ("every 3 weeks", "intravenous", None)


def test_the_time_in_a_unit_is_a_schedule() -> None:
    dose = only("Lorvotuzumab mertansine was dosed at 75 mg/m2/week.")

    assert (dose.dose, dose.unit, dose.schedule) == (75, "mg/m2", "weekly")


KINDS = {
    "maximum tolerated": ("The maximum tolerated dose (MTD) was 2.4 mg/kg.", "MTD"),
    "maximum tolerated, behind": ("A dose of 2.4 mg/kg was established as the MTD.", "MTD"),
    "recommended": ("The recommended Phase 2 dose is 2.4 mg/kg.", "RP2D"),
    "starting": ("The starting dose was 2.4 mg/kg.", "starting"),
    "range": ("Doses ranged from 0.3 to 2.4 mg/kg.", "range"),
    "toxic": ("Dose-limiting toxicity was seen at 2.4 mg/kg.", "DLT"),
    "not reached": ("The MTD has not been reached at 2.4 mg/kg.", None),
}


@pytest.mark.parametrize(("body", "kind"), KINDS.values(), ids=KINDS.keys())
def test_the_kind_of_a_dose(body: str, kind: str | None) -> None:
    assert only(body).kind == kind


def test_a_range_has_two_ends() -> None:
    assert only("Doses ranged from 0.3 to 2.4 mg/kg.").dose == (0.3, 2.4)


def test_a_dose_of_another_drug_names_that_drug() -> None:
    body = "Patients were given lorvotuzumab mertansine 90 mg/m2 every 3 weeks and carboplatin 400 mg/m2 monthly."

    found = facts_of(body).doses

    assert [(dose.compound, dose.drug) for dose in found] == [("lorvotuzumab mertansine", None), (None, "carboplatin")]


def test_respectively_deals_doses_out_to_drugs() -> None:
    body = "They took lenalidomide and dexamethasone (25 mg daily and 40 mg weekly, respectively)."

    assert [(dose.drug, dose.dose) for dose in facts_of(body).doses] == [("lenalidomide", 25), ("dexamethasone", 40)]


def test_a_list_of_dose_levels_is_a_range() -> None:
    dose = only("Dose levels of 4, 8, 16 and 24 mg/m2 were tested.")

    assert (dose.dose, dose.kind) == ((4, 24), "range")


def test_two_listed_doses_share_the_unit() -> None:
    assert [dose.dose for dose in facts_of("Patients were treated at 1.2 or 1.8 mg/kg.").doses] == [1.2, 1.8]


def test_one_dose_of_two_sentences_is_one_fact() -> None:
    dose = only("The dose is 2.4 mg/kg every 3 weeks. It is infused at 2.4 mg/kg.")

    assert (dose.schedule, dose.route, len(dose.evidence)) == ("every 3 weeks", "intravenous", 2)


def test_a_schedule_alone_is_a_dose_where_something_is_given() -> None:
    dose = only("Lorvotuzumab mertansine was infused every week for six weeks.")

    assert (dose.dose, dose.schedule, dose.route) == (None, "weekly for 6 weeks", "intravenous")


@pytest.mark.parametrize(
    "body",
    [
        "Tumours were measured every six weeks.",
        "The 2.4 mg/kg cohort had two responses.",
        "Response rates at 0.9, 1.2 and 1.5 mg/kg were 10%, 20% and 40%, respectively.",
        "Platelets below 50 mg/dL were rare.",
        "Three patients treated at 120 or 160 mg/m2 had a PSA decline of over 30 percent.",
        "Scans were taken at six-week intervals.",
        "The company holds a call every quarter.",
    ],
)
def test_what_is_no_dose(body: str) -> None:
    assert facts_of(body).doses == ()


def test_a_schedule_behind_a_cap_in_brackets_is_that_of_the_dose() -> None:
    dose = only("Lorvotuzumab mertansine was given at 1.7 mg/kg (up to 170 mg) every 2 weeks.")

    assert (dose.dose, dose.unit, dose.schedule) == (1.7, "mg/kg", "every 2 weeks")


def test_two_doses_that_are_compared_share_their_schedule() -> None:
    found = facts_of("Patients received lorvotuzumab mertansine 2.2 mg/kg or docetaxel 3 mg/kg every 3 weeks.").doses

    assert [dose.schedule for dose in found] == ["every 3 weeks", "every 3 weeks"]


def test_the_dose_of_a_label_has_no_kind() -> None:
    assert only("The recommended dose is 2.2 mg/kg every 3 weeks.").kind is None


def test_a_range_in_long_units() -> None:
    dose = only("Doses ranged from 0.2 milligrams per kilogram (mg/kg) to 3.1 mg/kg.")

    assert (dose.dose, dose.kind) == ((0.2, 3.1), "range")


def test_two_doses_with_their_own_units_share_the_schedule() -> None:
    found = facts_of("Patients are dosed at 2.7 mg/kg and 3.6 mg/kg Q3W.").doses

    assert [(dose.dose, dose.schedule) for dose in found] == [(2.7, "every 3 weeks"), (3.6, "every 3 weeks")]


REGIMENS = {
    "a word in front of a list": (
        "The study tested weekly doses of 0.3, 0.6 and 1.0 mg/kg.",
        [(0.3, "weekly"), (0.6, "weekly"), (1.0, "weekly")],
    ),
    "a regimen leads its amounts": (
        "Patients were treated on the weekly regimen at 1.0, 1.25, 1.5 or 1.75 mg/kg.",
        [(1.0, "weekly"), (1.25, "weekly"), (1.5, "weekly"), (1.75, "weekly")],
    ),
    "two schedules of one amount": (
        "Patients received 1.8 mg/kg either on days 1 and 15 of a 28-day cycle or on days 1 and 8 of a 21-day cycle.",
        [(1.8, "days 1 and 15 of a 28-day cycle"), (1.8, "days 1 and 8 of a 21-day cycle")],
    ),
    "per square metre": ("They received 30 milligrams per square metre weekly.", [(30, "weekly")]),
}


@pytest.mark.parametrize(("body", "doses"), REGIMENS.values(), ids=REGIMENS.keys())
def test_regimens_with_their_amounts(body: str, doses: list[tuple[float, str]]) -> None:
    assert [(dose.dose, dose.schedule) for dose in facts_of(body).doses] == doses


NO_DOSE = {
    "a pack": "Lorvotuzumab mertansine is available in 50 mg single-use vials.",
    "animals": "In mice bearing tumors, 1 mg/kg of lorvotuzumab mertansine led to regression.",
}


@pytest.mark.parametrize("body", NO_DOSE.values(), ids=NO_DOSE.keys())
def test_amounts_that_are_no_dose_of_patients(body: str) -> None:
    assert facts_of(body).doses == ()


def test_each_amount_of_a_list_is_printed_as_its_own() -> None:
    found = facts_of("Cohorts received 5, 10 or 20 mg/m2 of lorvotuzumab mertansine.").doses

    assert [(dose.dose, dose.printed) for dose in found] == [(5, "5"), (10, "10"), (20, "20 mg/m2")]
