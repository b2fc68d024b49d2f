"""What becomes of promises."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ledger import Happening, Promise, resolve

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


def stage(rank: int, as_of: str | None, **more: str | None) -> Happening:
    """A stage of the compound of PHASE."""
    found = Happening(f"h:{rank}{as_of}", f"r:{as_of}", as_of, "c:one", "stage", f"stage {rank}", rank)
    return replace(found, **more)  # type: ignore[arg-type]  # keyword values are all texts


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
