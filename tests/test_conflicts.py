"""Where releases disagree, and where they only seem to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.conflicts import Stated, differences

PFS = Stated("result", ("trial", "pfs", "median"), "r:1", "value", "14.2 months", "rel:1", "2011-09-24", "r:1", "i:one")
SIZE = Stated("size", ("trial",), "t:1", "enrolled", "44", "rel:1", "2012-12-10", "c:1", "i:one")
TICKER = Stated("ticker", ("i:one",), "i:one", "tickerPrinted", "IMGN", "rel:1", "2011-09-24", "rel:1", "i:one")
STAGE = Stated("stage", ("c", "sclc"), "c", "status", "phase 2", "rel:1", "2012-12-10", "s:1", "i:one", rank=30)


def explained(one: Stated, **changes: object) -> list[str]:
    """The explanations of what differs between a statement and a changed copy in another release."""
    other = replace(one, **{"release": "rel:2", "iri": one.iri + "b", **changes})  # type: ignore[arg-type]
    return [difference.explained for difference in differences([one, other])]


def test_two_tickers_of_one_company_conflict() -> None:
    assert explained(TICKER, text="IMG9", as_of="2012-12-10") == [""]


def test_two_values_of_one_result_on_one_day_conflict() -> None:
    assert explained(PFS, text="14.5 months") == [""]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"text": "14 months"}, "rounding"),
        ({"text": "15.1 months", "as_of": "2012-06-01"}, "another data cut"),
        ({"text": "12.0 months", "denominator": 40}, ""),
    ],
    ids=["rounding", "later data cut", "one denominator unknown"],
)
def test_what_explains_a_difference_is_said(changes: dict[str, object], reason: str) -> None:
    assert explained(PFS, **changes) == [reason]


def test_another_denominator_explains() -> None:
    one = replace(PFS, text="48%", denominator=23)

    assert explained(one, text="64%", denominator=39) == ["another denominator"]


def test_the_same_number_printed_with_another_precision_is_no_difference() -> None:
    assert explained(PFS, text="14.20 months") == []


@pytest.mark.parametrize(
    ("planned", "reason"), [("60", "a bound, not a figure"), ("40", "")], ids=["allowed", "exceeded"]
)
def test_a_size_below_an_upper_bound_is_no_conflict(planned: str, reason: str) -> None:
    bound = replace(SIZE, text=planned, bound="<=", release="rel:2")

    assert [d.explained for d in differences([SIZE, bound])] == [reason]


def test_a_stage_that_goes_back_conflicts_and_one_that_advances_does_not() -> None:
    assert explained(STAGE, text="phase 1", rank=20, as_of="2013-03-01") == [""]
    assert explained(STAGE, text="phase 3", rank=40, as_of="2013-03-01") == []
    assert explained(STAGE, text="discontinued", rank=-1, as_of="2013-03-01") == []


def test_other_topics_are_never_compared() -> None:
    assert differences([PFS, replace(PFS, topic=("trial", "os", "median"), text="30 months")]) == ()


def test_repetition_by_the_same_issuer_counts_once() -> None:
    repeated = [replace(PFS, text="15.0 months", release=f"rel:{n}", iri=f"r:{n}") for n in range(2, 6)]

    assert len(differences([PFS, *repeated])) == 1


@given(st.permutations([TICKER, PFS, SIZE, replace(PFS, text="15 months", iri="x"), replace(SIZE, text="45", iri="y")]))
def test_the_order_of_statements_changes_nothing(statements: list[Stated]) -> None:
    assert differences(statements) == differences(sorted(statements, key=str))


def test_figures_of_two_groups_of_patients_are_told_apart() -> None:
    assert explained(PFS, text="9.2 months", population="p:refractory", as_of="2012-06-01") == ["another population"]


def test_subgroups_of_one_release_are_not_compared() -> None:
    other = replace(PFS, text="9.2 months", population="p:refractory", iri="r:2")

    assert differences([PFS, other]) == ()


def test_another_definition_explains() -> None:
    assert explained(PFS, text="one", value="1", definition="unconfirmed") == ["another definition"]


def test_a_number_in_words_is_the_number() -> None:
    assert explained(replace(PFS, text="three", value="3"), text="3", value="3") == []


def test_what_has_no_date_is_no_conflict() -> None:
    assert explained(PFS, text="12 months", as_of="") == ["one of the two has no date"]


OWNER = Stated("party", ("owner", "c"), "c", "ownedBy", "Acme", "rel:1", "2011-01-01", parties=frozenset({"o:acme"}))


@pytest.mark.parametrize(
    ("parties", "reasons"),
    [
        ({"o:other"}, [""]),
        ({"o:acme"}, ["companies of one group"]),
        ({"o:acme", "o:other"}, ["companies of one group"]),
    ],
    ids=["another company", "one group", "one of two named"],
)
def test_two_owners_conflict_unless_they_are_of_one_group(parties: set[str], reasons: list[str]) -> None:
    assert explained(OWNER, text="Other", parties=frozenset(parties)) == reasons


def test_a_programme_that_was_taken_up_again_is_told_and_is_no_conflict() -> None:
    ended = replace(STAGE, text="discontinued", rank=60)

    assert explained(ended, text="phase 2", rank=30, as_of="2015-01-01") == ["taken up again"]


def test_a_stage_without_a_phase_is_no_step_back() -> None:
    assert explained(STAGE, text="clinical", rank=10, as_of="2013-01-01") == []


def test_two_figures_of_one_sentence_contradict_nothing() -> None:
    one = replace(PFS, quote="14.2 months and 9.2 months")

    assert differences([one, replace(one, text="9.2 months", iri="r:2")]) == ()
