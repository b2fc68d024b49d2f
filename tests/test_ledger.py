"""What becomes of promises."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ledger import Happening, Promise, Scope, resolve
from kg.ledger.scope import of_words

PHASE = Promise(
    "m:phase", "r:2011", "2011-09-24", "c:one", "phase", "phase 2", "2012-05-01", "2012-08-31", "mid-2012", "s:2", 30
)
SUBMISSION = Promise(
    "m:file", "r:2011", "2011-09-24", "c:two", "submission", "submit BLA", "2012-01-01", "2012-12-31", "2012",
    region="worldwide",
)  # fmt: skip
READOUT = Promise(
    "m:data", "r:2011", "2011-09-24", "c:two", "data", "results", "2012-01-01", "2012-12-31", "2012", trial="t:emilia"
)


def stage(rank: int, as_of: str | None, **more: str | Scope | None) -> Happening:
    """A stage of the compound of PHASE."""
    found = Happening(f"h:{rank}{as_of}", f"r:{as_of}", as_of, "c:one", "stage", f"stage {rank}", rank)
    return replace(found, **more)  # type: ignore[arg-type]  # keyword values fit their fields


def outcome(promise: Promise, *happenings: Happening) -> str:
    return resolve([promise], happenings)[0].outcome


def test_a_stage_reported_inside_the_window_supports_the_promise() -> None:
    assert outcome(PHASE, stage(30, "2012-07-01")) == "supported"


def test_a_stage_reported_after_the_window_leaves_the_date_unproven() -> None:
    resolved = resolve([PHASE], [stage(30, "2012-12-10")])[0]

    assert (resolved.outcome, resolved.resolved_by) == ("date unproven", "r:2012-12-10")
    assert "2012-08-31" in resolved.reason


def test_a_lower_stage_resolves_nothing() -> None:
    assert outcome(PHASE, stage(20, "2012-12-10")) == "open"


def test_a_discontinued_programme_contradicts() -> None:
    ended = stage(60, "2012-03-01", label="discontinued")

    assert outcome(PHASE, ended) == "contradicted"


def test_a_programme_that_ended_after_the_window_says_nothing_of_the_promise() -> None:
    ended = stage(60, "2013-11-05", label="discontinued")

    assert outcome(PHASE, ended) == "open"


@pytest.mark.parametrize("as_of", ["2011-09-24", "2010-01-01", None], ids=["same day", "earlier", "undated"])
def test_only_a_release_dated_later_resolves(as_of: str | None) -> None:
    assert outcome(PHASE, stage(30, as_of)) == "open"


def test_a_promise_without_a_date_of_its_own_stays_open() -> None:
    assert outcome(replace(PHASE, as_of=None), stage(30, "2012-12-10")) == "open"


def test_a_global_submission_shown_in_two_regions_is_supported_with_global_unproven() -> None:
    reviews = [
        Happening(f"h:{region}", "r:2012", "2012-12-10", "c:two", "stage", "under review", 40, region=region)
        for region in ("US", "EU")
    ]

    resolved = resolve([SUBMISSION], reviews)[0]

    assert resolved.outcome == "supported"
    assert "global is unproven" in resolved.reason
    assert resolved.statements == ("h:EU", "h:US")


def test_results_of_another_trial_do_not_resolve_a_readout() -> None:
    other = Happening("h:1", "r:2012", "2012-12-10", "c:two", "result", "a result", trial="t:other")

    assert outcome(READOUT, other) == "open"
    assert outcome(READOUT, replace(other, trial="t:emilia")) == "supported"


def test_a_milestone_promised_again_for_a_later_window_has_slipped() -> None:
    again = replace(
        PHASE, iri="m:again", release="r:2012", as_of="2012-09-30", due_from="2013-01-01", due_to="2013-06-30",
        due_printed="the first half of 2013",
    )  # fmt: skip

    first = next(r for r in resolve([PHASE, again], []) if r.promise == "m:phase")

    assert (first.outcome, first.slipped_to) == ("contradicted", "m:again")


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2012-08", "supported"), ("2012", "date unproven"), ("2012-10", "contradicted")],
    ids=["inside", "could be either", "after"],
)
def test_the_events_own_date_decides_when_the_release_is_late(on: str, expected: str) -> None:
    assert outcome(PHASE, stage(30, "2012-12-10", on=on)) == expected


@given(st.permutations([stage(20, "2012-01-01"), stage(30, "2012-07-01"), stage(40, "2013-01-01"), stage(30, None)]))
def test_the_order_of_arrival_changes_nothing(happenings: list[Happening]) -> None:
    assert resolve([PHASE, SUBMISSION], happenings) == resolve([SUBMISSION, PHASE], sorted(happenings, key=str))


def test_an_approval_after_the_window_shows_no_late_submission() -> None:
    approved = Happening(
        "h:a", "r:2013", "2013-02-22", "c:two", "regulatory", "approval", region="US", code="approval", on="2013-02-22"
    )

    assert outcome(replace(SUBMISSION, region=None), approved) == "date unproven"


def test_a_study_that_has_reported_resolves_a_readout() -> None:
    told = Happening("h:t", "r:2012", "2012-03-30", "c:two", "trial", "reported trial", trial="t:emilia")

    assert outcome(READOUT, told) == "supported"


LUNG, BREAST = Scope(diseases=("small-cell-lung-cancer",)), Scope(diseases=("breast-cancer",))
START = Promise(
    "m:start", "r:2010", "2010-08-18", "c:one", "trial start", "open a first-line SCLC trial", "2010-01-01",
    "2010-12-31", "before the year is out", scope=of_words("open a first-line SCLC trial"),
)  # fmt: skip


def under_way(trial: str, scope: Scope, as_of: str = "2010-11-01") -> Happening:
    """A trial of the compound of START."""
    iri, release = f"h:{trial}{as_of}", f"r:{as_of}"
    return Happening(iri, release, as_of, "c:one", "trial", "ongoing trial", trial=trial, scope=scope)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(("small-cell-lung-cancer",), ("first-line",)), "supported"),
        (Scope(("extensive-stage-small-cell-lung-cancer",)), "supported"),
        (Scope(("small-cell-lung-cancer",), ("second-line",)), "open"),
        (Scope(("non-small-cell-lung-cancer",)), "open"),
        (BREAST, "open"),
        (Scope(), "open"),
    ],
    ids=["same", "narrower disease", "other line", "other disease of like name", "other disease", "nothing printed"],
)
def test_a_trial_without_a_name_is_found_by_what_both_sides_print(scope: Scope, expected: str) -> None:
    assert outcome(START, under_way("t:one", scope)) == expected


def test_a_trial_without_a_name_is_said_to_be_taken_for_the_promised_one() -> None:
    assert "has no name, is unproven" in resolve([START], [under_way("t:one", LUNG)])[0].reason


def test_a_trial_that_was_under_way_before_is_not_the_promised_one() -> None:
    assert outcome(START, under_way("t:one", LUNG, "2010-01-01"), under_way("t:one", LUNG)) == "open"


def test_a_stage_in_another_disease_resolves_nothing() -> None:
    promise = replace(PHASE, scope=of_words("enter Phase II testing in SCLC"))

    assert outcome(promise, stage(30, "2012-07-01", scope=BREAST)) == "open"
    assert outcome(promise, stage(30, "2012-07-01", scope=LUNG)) == "supported"


def test_the_end_of_a_programme_in_another_disease_breaks_nothing() -> None:
    promise = replace(PHASE, scope=LUNG)

    assert outcome(promise, stage(60, "2012-03-01", label="discontinued", scope=BREAST)) == "open"


def event(code: str, as_of: str = "2012-06-01", **more: object) -> Happening:
    """A regulatory event of the compound of SUBMISSION."""
    found = Happening(f"h:{code}", f"r:{as_of}", as_of, "c:two", "regulatory", code, code=code)
    return replace(found, **more)  # type: ignore[arg-type]  # keyword values fit their fields


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        ("submit a BLA", "BLA_submission", "supported"),
        ("submit a BLA", "IND_submission", "open"),
        ("submit an IND", "IND_submission", "supported"),
        ("submit an IND", "orphan", "open"),
        ("submit an sBLA for full approval", "accelerated_approval", "open"),
        ("submit an sBLA for full approval", "sBLA_submission", "supported"),
        ("submit an MAA in Europe and an sBLA in the US", "MAA_submission", "supported"),
    ],
)
def test_an_application_is_resolved_by_one_of_its_kind(words: str, code: str, expected: str) -> None:
    promise = replace(SUBMISSION, event=words, region=None, scope=of_words(words))

    assert outcome(promise, event(code)) == expected


def test_an_application_in_another_region_resolves_nothing_and_a_missing_region_is_said() -> None:
    words = "submit applications in the US and in Europe"
    promise = replace(SUBMISSION, event=words, region=None, scope=of_words(words))

    japan = event("BLA_submission", region="JP", scope=Scope(regions=("JP",)))
    europe = event("MAA_submission", region="EU", scope=Scope(regions=("EU",)))

    assert outcome(promise, japan) == "open"
    assert "that it is in the US is unproven" in resolve([promise], [europe])[0].reason


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        ("FDA decision", "approval", "supported"),
        ("FDA decision", "complete_response", "supported"),
        ("FDA approval", "complete_response", "contradicted"),
        ("FDA approval", "orphan_positive_opinion", "open"),
        ("FDA approval", "companion_diagnostic_approval", "open"),
    ],
)
def test_a_decision_is_resolved_by_a_decision_on_the_medicine(words: str, code: str, expected: str) -> None:
    promise = replace(SUBMISSION, kind="decision", event=words, region="US", scope=of_words(words))

    assert outcome(promise, event(code, region="US")) == expected


def test_a_talk_at_the_promised_meeting_supports_and_one_of_a_later_year_does_not() -> None:
    words = "present data at the ASH annual meeting"
    promise = replace(READOUT, kind="presentation", event=words, trial=None, scope=of_words(words))
    talk = Happening("h:t", "r:t", "2012-12-10", "c:two", "presentation", "presented", about="ASH annual meeting")

    assert outcome(promise, talk) == "supported"
    assert outcome(promise, replace(talk, as_of="2014-12-10")) == "open"


def test_a_chain_of_slips_ends_in_the_promise_that_was_not_repeated() -> None:
    chain = [
        replace(
            READOUT, iri=f"m:{year}", as_of=f"{year}-01-10", due_from=f"{year}-02-01", due_to=f"{year}-06-30",
        )
        for year in (2012, 2013, 2014)
    ]  # fmt: skip
    told = Happening("h:t", "r:2014", "2014-05-01", "c:two", "trial", "reported trial", trial="t:emilia")

    found = resolve(chain, [told])

    assert [(r.outcome, r.slipped_to) for r in found] == [
        ("contradicted", "m:2013"),
        ("contradicted", "m:2014"),
        ("supported", None),
    ]


def test_a_study_that_has_reported_had_completed_its_enrolment() -> None:
    promise = replace(READOUT, kind="other", event="complete enrollment in EMILIA")
    told = Happening("h:t", "r:2012", "2012-03-30", "c:two", "trial", "reported trial", trial="t:emilia")

    assert outcome(promise, told) == "supported"
    assert outcome(replace(promise, event="discuss EMILIA with the agency"), told) == "open"
