"""A difference is told in facts: what was added, removed, changed, and what has new words."""

from __future__ import annotations

from dataclasses import replace

from kg.claims import Claim
from kg.diff import Change, changes, markdown
from kg.vocab import ADC

RELEASE = "https://w3id.org/adc-kg/id/release/acme-2011-06-05"


def claim(subject: str, name: str, value: object, *, quote: str = "words", **more: str) -> Claim:
    made = Claim(
        id=f"https://w3id.org/adc-kg/id/claim/{subject}-{name}-{value}",
        release=RELEASE,
        subject=f"https://w3id.org/adc-kg/id/compound/{subject}",
        subject_label=subject,
        predicate=f"{ADC.base}{name}",
        predicate_label=name,
        object=None,
        object_label=None,
        value=value,
        unit=None,
        bound=None,
        modality="asserted",
        as_of="2011-06-05",
        evidence=[{"start": 0, "end": len(quote), "quote": quote}],
    )
    return replace(made, **more)  # type: ignore[arg-type]  # strings of the test's choice


def record(node: str, **values: object) -> list[Claim]:
    """A result with several properties."""
    iri = f"https://w3id.org/adc-kg/id/result/{node}"
    label = f"result: {values['endpoint']}"
    return [
        replace(claim("x", name, value), id=f"{iri}#{name}", subject=iri, subject_label=label)
        for name, value in values.items()
    ]


def kinds(found: list[Change]) -> list[tuple[str, str, str | None, str | None]]:
    return [(change.kind, change.property, change.old, change.new) for change in found]


SIZE = claim("X-101", "size", 40)
RESULT = record("1", endpoint="PFS", value=14.2, arm="X-101")


def test_equal_graphs_differ_in_nothing() -> None:
    assert changes([SIZE, *RESULT], [*RESULT, SIZE]) == []


def test_new_claim_is_added() -> None:
    assert kinds(changes([], [SIZE])) == [("added", "size", None, "40")]


def test_lost_claim_is_removed() -> None:
    assert kinds(changes([SIZE], [])) == [("removed", "size", "40", None)]


def test_new_record_is_one_change() -> None:
    assert kinds(changes([], RESULT)) == [("added", "result", None, "arm X-101; endpoint PFS; value 14.2")]


def test_other_number_in_a_record_is_a_changed_value() -> None:
    new = record("2", endpoint="PFS", value=15.2, arm="X-101")

    assert kinds(changes(RESULT, new)) == [("changed value", "value", "14.2", "15.2")]


def test_record_about_something_else_is_no_change_of_the_old_one() -> None:
    new = record("2", endpoint="OS", value=15.2, arm="docetaxel")

    assert [change.kind for change in changes(RESULT, new)] == ["added", "removed"]


def test_status_is_told_apart_from_a_value() -> None:
    old = claim("ALPHA", "trialStatus", "ongoing")
    new = claim("ALPHA", "trialStatus", "completed")

    assert kinds(changes([old], [new])) == [("changed status", "trialStatus", "ongoing", "completed")]


def test_plan_that_became_a_fact_is_a_changed_status() -> None:
    planned = replace(SIZE, modality="planned")

    assert kinds(changes([planned], [SIZE])) == [("changed status", "modality", "planned", "asserted")]


def test_same_fact_on_more_words_is_new_evidence() -> None:
    more = replace(SIZE, evidence=[*SIZE.evidence, {"start": 9, "end": 14, "quote": "again"}])

    (change,) = changes([SIZE], [more])

    assert (change.kind, change.quotes) == ("new evidence", ("again",))


def test_markdown_escapes_what_would_end_a_cell() -> None:
    text = markdown(changes([], [claim("X-101", "name", "a|b *c*", quote="<img>")]))

    assert "| a\\|b \\*c\\* | \\<img\\> |" in text


def test_markdown_of_nothing_says_so() -> None:
    assert markdown([]) == "No fact changed.\n"
