"""When one status of a compound is a change from another."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from kg.changes import Status, changes

Told = tuple[str, str, str]


def _found(*told: Told, seed: int = 0) -> list[str]:
    """Changes as "from > to" of statuses (day, stage, region) of one compound."""
    statuses = [Status(("x",), day, f"{day}/{stage}/{region}", stage, region) for day, stage, region in told]
    random.Random(seed).shuffle(statuses)  # noqa: S311  # an order, not a secret
    return [
        f"{before.as_of} {before.stage} > {after.as_of} {after.stage}"
        for before, after in changes((*statuses, *statuses))
    ]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param([("2011", "one", "")], [], id="a first status changes nothing"),
        pytest.param([("2011", "one", ""), ("2012", "two", "")], ["2011 one > 2012 two"], id="another stage"),
        pytest.param([("2011", "one", ""), ("2012", "one", "")], [], id="the same stage"),
        pytest.param(
            [("2011", "one", ""), ("2012", "two", ""), ("2013", "three", "")],
            ["2011 one > 2012 two", "2012 two > 2013 three"],
            id="no status is jumped over",
        ),
        pytest.param(
            [("2011", "two", ""), ("2012", "one", "")], ["2011 two > 2012 one"], id="a step back is a change too"
        ),
        pytest.param([("2011", "review", "EU"), ("2012", "approved", "US")], [], id="another region"),
        pytest.param(
            [("2011", "review", "US"), ("2012", "review", "EU"), ("2013", "approved", "US")],
            ["2011 review > 2013 approved"],
            id="another region does not stand between",
        ),
        pytest.param(
            [("2011", "three", ""), ("2012", "approved", "US")], ["2011 three > 2012 approved"], id="no region named"
        ),
        pytest.param(
            [("2011", "one", ""), ("2011", "two", ""), ("2012", "two", "")], [], id="told together on the earlier day"
        ),
        pytest.param(
            [("2011", "one", ""), ("2012", "one", ""), ("2012", "two", "")], [], id="told together on the later day"
        ),
        pytest.param(
            [("2011", "one", ""), ("2011", "two", ""), ("2012", "three", "")],
            ["2011 one > 2012 three", "2011 two > 2012 three"],
            id="from each of two stages",
        ),
    ],
)
def test_changes_of_one_compound(told: list[Told], expected: list[str]) -> None:
    assert _found(*told) == expected


def test_no_other_compound_indication_or_setting_is_compared() -> None:
    one, other = Status(("x", "lung"), "2011", "a", "one"), Status(("x", "breast"), "2012", "b", "two")

    assert list(changes([one, other])) == []


@pytest.mark.parametrize("seed", range(5))
def test_order_of_what_is_told_does_not_matter(seed: int) -> None:
    told = [
        ("2011", "one", "US"),
        ("2011", "one", ""),
        ("2012", "two", "US"),
        ("2012", "two", "EU"),
        ("2013", "three", ""),
    ]

    assert _found(*told, seed=seed) == _found(*told)


REVIEW = Status(("c:one", "", ""), "2012-12-10", "s:review", "under review", "US", 40)
APPROVED = Status(("c:one", "i:breast", ""), "2013-02-22", "s:approved", "approved", "US", 50)


def test_an_approval_for_an_indication_follows_a_review_that_named_none() -> None:
    assert list(changes([APPROVED, REVIEW])) == [(REVIEW, APPROVED)]


def test_a_review_in_another_region_or_for_another_indication_is_not_what_an_approval_followed() -> None:
    assert list(changes([APPROVED, replace(REVIEW, region="EU")])) == []
    assert list(changes([APPROVED, replace(REVIEW, topic=("c:one", "i:lung", ""))])) == []


def test_a_review_that_names_no_indication_is_no_step_back_from_an_approval() -> None:
    assert list(changes([APPROVED, replace(REVIEW, as_of="2014-01-01")])) == []
