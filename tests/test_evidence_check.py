"""A fact passes when its numbers, signs, units, comparators and names stand in its own words, and not otherwise."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.evidence_check import failures, printed_numbers, sound
from kg.model import AdverseEvent, Compound, Deal, Dose, Evidence, Fact, Facts, Name, Outcome, Part, ReleaseFacts


def proven(fact: Fact, *quotes: str) -> tuple[Fact, str]:
    """The fact with quotes as its evidence, and the text they stand in."""
    text = " | ".join(quotes)
    places = [text.index(quote) for quote in quotes]
    evidence = tuple(Evidence(at, at + len(quote), quote) for at, quote in zip(places, quotes, strict=True))
    return replace(fact, evidence=evidence), text


def reasons(fact: Fact, *quotes: str) -> list[str]:
    return list(failures(*proven(fact, *quotes)))


MONTHS = Outcome(endpoint="median PFS", value=4.2, unit="months")
PASSING = [
    pytest.param(MONTHS, "a median of 4.2 months", id="number"),
    pytest.param(replace(MONTHS, value=4), "four months", id="word"),
    pytest.param(replace(MONTHS, value=24), "twenty-four months", id="two words"),
    pytest.param(replace(MONTHS, value=-2.2), "by -2.2 months", id="sign"),
    pytest.param(replace(MONTHS, value=None, unit=None, range=(5, 55)), "from 5-55 weeks", id="range"),
    pytest.param(replace(MONTHS, value=None, n=8, N=13), "(8/13)", id="fraction as count"),
    pytest.param(replace(MONTHS, value=None, n=1334), "1,334 patients", id="thousands"),
    pytest.param(replace(MONTHS, value=None, p=7.8e-22, p_op="="), "p = 7.8 x 10-22", id="power of ten"),
    pytest.param(replace(MONTHS, value=None, p=0.0001, p_op="<"), "p&lt;0.0001", id="comparator as entity"),
    pytest.param(replace(MONTHS, value=None, p=0.035, p_op="="), "$p = 0.035$", id="formula"),
    pytest.param(replace(MONTHS, value=None, hr=0.5), "ratio 0.50", id="trailing zero"),
    pytest.param(AdverseEvent(term="nausea", percent=20), "20 per cent", id="percent in words"),
    pytest.param(AdverseEvent(term="nausea", n=0), "no cases of nausea", id="none"),
    pytest.param(Dose(dose=60, unit="mg/m2"), "60 mg/m²", id="raised digit"),
    pytest.param(Deal(parties=("A",), upfront=20_000_000), "$20 million", id="scale"),
    pytest.param(Deal(parties=("A",), upfront=20_000_000), "$20\nmillion", id="wrapped between number and scale"),
    pytest.param(Deal(parties=("A",), upfront=1_300_000_000), "EUR1.3bn", id="currency code"),
    pytest.param(Part(role="target", name="HER2"), "HER-2 receptor", id="hyphen in a name"),
    pytest.param(
        Part(role="platform", name="Targeted Antibody Payload (TAP)"),
        "Targeted Antibody Payload, or TAP",
        id="two forms",
    ),
    pytest.param(Name(printed="IMGN901"), "IMGN901 was", id="name"),
]


@pytest.mark.parametrize(("fact", "quote"), PASSING)
def test_fact_that_is_printed_passes(fact: Fact, quote: str) -> None:
    assert reasons(fact, quote) == []


FAILING = [
    pytest.param(MONTHS, "a median of 14.2 months", id="number inside a longer one"),
    pytest.param(MONTHS, "a median of 4.25 months", id="number that goes on"),
    pytest.param(MONTHS, "a median of 4.2 weeks", id="another unit"),
    pytest.param(replace(MONTHS, value=2.2), "by -2.2 months", id="lost sign"),
    pytest.param(replace(MONTHS, value=None, n=1), "one third of patients", id="fraction in words"),
    pytest.param(replace(MONTHS, value=None, n=901), "IMGN901", id="digits of a name"),
    pytest.param(replace(MONTHS, value=None, p=0.05, p_op=">"), "p<0.05", id="turned comparator"),
    pytest.param(AdverseEvent(term="nausea", percent=20), "20 patients", id="percent of a count"),
    pytest.param(AdverseEvent(term="nausea", n=0), "nausea", id="zero out of nothing"),
    pytest.param(Deal(parties=("A",), upfront=20_000_000), "$20 billion", id="another scale"),
    pytest.param(Part(role="payload", name="DM1"), "T-DM15", id="name inside a longer one"),
    pytest.param(Name(printed="IMGN901"), "IMGN902", id="another name"),
]


@pytest.mark.parametrize(("fact", "quote"), FAILING)
def test_fact_that_is_not_printed_fails(fact: Fact, quote: str) -> None:
    assert len(reasons(fact, quote)) == 1


def test_values_may_stand_in_several_quotes() -> None:
    assert reasons(replace(MONTHS, n=7), "median, months", "4.2", "seven patients") == []


def test_quote_that_is_not_the_text_fails() -> None:
    fact, text = proven(MONTHS, "a median of 4.2 months")

    assert list(failures(fact, text.replace("4.2", "4,2"))) == [
        "the quote 'a median of 4.2 months' is not the text at 0..22"
    ]


def test_unsound_part_is_dropped_and_its_compound_stays() -> None:
    part, text = proven(Part(role="payload", name="DM1"), "a maytansinoid")
    compound = Compound(name="X", payload="DM1", parts=(part,), evidence=part.evidence)  # type: ignore[arg-type]

    kept, refused = sound(Facts(release=ReleaseFacts(), is_adc=True, compounds=(compound,)), text)

    assert kept.compounds == (replace(compound, payload=None, parts=()),)
    assert refused == ["payload (no rule): the name DM1 is not printed in 'a maytansinoid'"]


def test_decoded_part_need_not_be_printed() -> None:
    assert reasons(Part(role="payload", name="DM1", source="decoded"), "trastuzumab emtansine") == []


def test_unsound_fact_is_dropped_and_told() -> None:
    good, text = proven(MONTHS, "a median of 4.2 months")
    facts = Facts(release=ReleaseFacts(), is_adc=True, outcomes=(good, replace(good, value=5, rule="r")))  # type: ignore[arg-type, call-arg]

    kept, refused = sound(facts, text)

    assert kept.outcomes == (good,)
    assert refused == ["outcomes (r): value 5 is not printed in 'a median of 4.2 months'"]


def test_numbers_of_hostile_text_are_found_in_linear_time() -> None:
    assert len(printed_numbers("1," * 20_000 + "9" * 20_000)) >= 1


def test_decimal_comma_is_read() -> None:
    assert Decimal("14.2") in printed_numbers("14,2 Monate")
