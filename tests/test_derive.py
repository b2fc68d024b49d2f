"""What the numbers of one release imply, and which of them cannot be true."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox
import pytest

from kg.derive import Finding, derive
from kg.derive.ratios import claims
from kg.view import TYPE
from kg.vocab import ADC, ID

Properties = Mapping[str, str | int]


def node(kind: str, name: str, /, **properties: str | int) -> list[ox.Quad]:
    """An asserted record with its properties: names of the ontology's terms to IRIs (with a colon) or literals."""
    subject = ox.NamedNode(ID + name)
    quads = [
        ox.Quad(subject, ox.NamedNode(TYPE), ox.NamedNode(ADC[kind])),
        ox.Quad(subject, ox.NamedNode(ADC.modality), ox.NamedNode(ADC.Asserted)),
    ]
    for name_of_term, value in properties.items():
        is_iri = isinstance(value, str) and value.startswith("https://")
        term = ox.NamedNode(str(value)) if is_iri else ox.Literal(str(value))
        quads.append(ox.Quad(subject, ox.NamedNode(ADC[name_of_term]), term))
    return quads


TRIAL, ALL = ID + "trial/one", ID + "population/all"
FIRST, SECOND = ID + "arm/first", ID + "arm/second"


def share(name: str, printed: str, /, **properties: str | int) -> list[ox.Quad]:
    """A percentage of patients with an adverse event."""
    return node("AdverseEventReport", name, printed=printed, value=printed.split("%")[0], unit="%", **properties)


def response(name: str, endpoint: str, /, **properties: str | int) -> list[ox.Quad]:
    """A response result in the population of all evaluable patients."""
    return node("Result", name, endpoint=ID + f"endpoint/{endpoint}", inPopulation=ALL, unit="%", **properties)


def rules(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.rule for finding in findings}


@pytest.mark.parametrize(
    ("printed", "properties", "rule", "computed"),
    [
        ("44%", {"numerator": 10, "denominator": 23}, "count against percentage", "10/23 = 43.5%"),
        ("46%", {"denominator": 44}, "no whole number of patients", "20/44 = 45.5% or 21/44 = 47.7%"),
        ("10%", {"numerator": 9, "denominator": 8}, "part above whole", "9 > 8"),
    ],
    ids=["count", "no count", "part above whole"],
)
def test_an_impossible_share_is_doubted_with_both_readings(
    printed: str, properties: dict[str, int], rule: str, computed: str
) -> None:
    doubts = {f.rule: f.computed for f in derive(share("ae/1", printed, **properties)) if f.computed}

    assert doubts[rule] == computed


def test_a_share_with_one_possible_count_gives_the_count_as_derived() -> None:
    found = derive(share("ae/1", "31%", denominator=39))

    assert [(f.quantity, f.value) for f in found] == [("numerator", "12")]


def test_a_bound_is_no_figure() -> None:
    assert derive(share("ae/1", "25%", denominator=39, bound=ADC.Above)) == ()


def test_an_estimate_at_a_time_point_is_no_share_of_whole_patients() -> None:
    quads = node("Result", "result/1", printed="46%", value="46", unit="%", denominator=44, timePointMonths=12)

    assert derive(quads) == ()


def test_a_quoted_share_is_not_judged() -> None:
    quads = share("ae/1", "46%", denominator=44)
    quoted = [
        ox.Quad(q.subject, q.predicate, ox.NamedNode(ADC.OpinionModality)) if q.predicate.value == ADC.modality else q
        for q in quads
    ]

    assert derive(quoted) == ()


def arms(first: tuple[str, ...], second: tuple[str, ...]) -> list[ox.Quad]:
    """A trial of 137 patients whose two arms state percentages but no size."""
    quads = node("Trial", "trial/one", enrolled=137)
    for arm, texts in ((FIRST, first), (SECOND, second)):
        for number, text in enumerate(texts):
            quads += share(f"ae/{arm[-5:]}{number}", text, ofTrial=TRIAL, ofArm=arm)
    return quads


def test_sizes_of_arms_are_derived_when_one_pair_alone_fits() -> None:
    found = derive(arms(("46.4%", "7.2%", "8.7%"), ("89.4%", "28.8%", "60.6%", "25.8%", "13.6%")))

    sizes = {f.subject: f.value for f in found if f.quantity == "safety denominator"}
    assert sizes == {FIRST: "69", SECOND: "66"}


def test_ambiguous_sizes_stay_unknown_and_say_how_many_fit() -> None:
    found = derive(arms(("64.2%",), ("58.0%",)))

    assert rules(found) == {"ambiguous size"}
    assert {f.value for f in found} == {"6"}


def test_a_hazard_ratio_that_contradicts_its_risk_reduction_is_doubted() -> None:
    agreeing = node("Comparison", "comparison/1", hazardRatio="0.59", riskReduction="41")
    clashing = node("Comparison", "comparison/2", hazardRatio="0.59", riskReduction="49")

    assert derive(agreeing) == ()
    assert [f.computed for f in derive(clashing)] == ["1 - 0.59 = 41%"]


@pytest.mark.parametrize(
    ("words", "second", "doubted"),
    [
        ("about half the incidence", "89.4%", False),
        ("about half the incidence", "58.0%", True),
        ("fewer events", "58.0%", False),
    ],
    ids=["fits", "does not fit", "no ratio claimed"],
)
def test_a_claimed_ratio_is_held_to_the_two_shares(words: str, second: str, doubted: bool) -> None:
    evidence = ID + "evidence/1"
    quads = share("ae/1", "46.4%", ofArm=FIRST, evidence=evidence) + share(
        "ae/2", second, ofArm=SECOND, evidence=evidence
    )
    quads.append(ox.Quad(ox.NamedNode(evidence), ox.NamedNode("http://www.w3.org/ns/oa#exact"), ox.Literal(words)))

    assert ("claimed ratio" in rules(derive(quads))) is doubted


def test_a_group_larger_than_the_group_it_is_part_of_is_doubted() -> None:
    quads = node("Population", "population/all", size=39)
    quads += node("Population", "population/part", size=44, partOfPopulation=ALL)

    assert rules(derive(quads)) == {"part above whole"}


def evaluable(response_percent: str, stable_percent: str) -> list[ox.Quad]:
    """39 patients with a share of responders and a share of stable disease."""
    return [
        *node("Population", "population/all", size=39),
        *response("result/1", "clinical-response-rate", printed=response_percent, value=response_percent[:-1]),
        *response("result/2", "stable-disease", printed=stable_percent, value=stable_percent[:-1]),
    ]


def test_patients_without_a_stated_outcome_are_noticed() -> None:
    found = derive(evaluable("64%", "31%"))

    assert [(f.value, f.explanation) for f in found if f.rule == "remainder"] == [("2", "39 - (25 + 12) = 2")]


def test_responses_that_exclude_each_other_cannot_exceed_the_population() -> None:
    assert "categories above the population" in rules(derive(evaluable("64%", "41%")))


def test_an_event_that_led_to_discontinuation_is_counted_once() -> None:
    event = share("ae/1", "7%", denominator=69, ofArm=FIRST)
    record = node(
        "Discontinuation", "discontinuation/1", printed="7%", value="7", unit="%", denominator=69, ofArm=FIRST
    )

    assert [f.subject for f in derive(event + record)] == [ID + "ae/1"]


def test_a_change_in_size_is_no_share_of_patients() -> None:
    change = node("Result", "result/1", printed="46%", value="46", unit="%", denominator=44, statistic=ADC.Change)

    assert derive(change) == ()


def test_responses_counted_in_two_ways_leave_no_remainder() -> None:
    unconfirmed = response("result/3", "clinical-response-rate", printed="67%", value="67")

    assert "remainder" not in rules(derive(evaluable("64%", "31%") + unconfirmed))


def test_a_value_that_a_curator_corrected_is_judged_in_the_place_of_the_printed_one() -> None:
    corrected = share("ae/1", "44%", numerator=10, denominator=23, decidedIn=ID + "decision/1")
    value = next(quad for quad in corrected if quad.predicate.value == ADC.value)
    mended = ox.Quad(value.subject, value.predicate, ox.Literal("43"))

    assert rules(derive([mended if quad is value else quad for quad in corrected])) == set()


@pytest.mark.parametrize(
    "words",
    [
        "in the second half of 2012",
        "given twice daily",
        "a double-blind trial in triple-negative breast cancer",
        "a third-line trial",
        "half of the patients",
        "three times a week",
    ],
)
def test_words_that_compare_nothing_claim_no_ratio(words: str) -> None:
    assert claims(words) == []


@pytest.mark.parametrize(
    ("words", "ratio"),
    [
        ("about half the incidence", "1/2"),
        ("half as many patients", "1/2"),
        ("twice that of the control arm", "1/2"),
        ("a three-fold increase", "1/3"),
        ("two-thirds the rate", "2/3"),
    ],
)
def test_words_that_compare_two_shares_claim_their_ratio(words: str, ratio: str) -> None:
    assert [str(found) for found in claims(words)] == [ratio]
