"""Facts JSON is a plain walk over the facts, and the walk can be undone."""

from __future__ import annotations

import json

import pytest

from kg.errors import InputError
from kg.facts_json import CONTRACT, from_json, to_json
from kg.model import Compound, Dose, Evidence, Facts, Name, Outcome, ReleaseFacts, Trademark, Trial

WORDS = Evidence(3, 13, "X-101 rose", "headline")


def facts(**kinds: object) -> Facts:
    return Facts(release=ReleaseFacts(company="Acme, Inc."), is_adc=True, **kinds)  # type: ignore[arg-type]  # per test


def test_lists_of_the_contract_are_there_when_nothing_was_found() -> None:
    printed = to_json(facts())

    assert {name: printed[name] for name in CONTRACT} == {name: [] for name in CONTRACT}


def test_evidence_is_printed_as_start_end_and_quote() -> None:
    printed = to_json(facts(trials=(Trial(name="ALPHA", evidence=(WORDS,)),)))

    entry = printed["trials"][0]["evidence"][0]
    assert (entry["start"], entry["end"], entry["quote"]) == (3, 13, "X-101 rose")


def test_what_is_not_stated_is_left_out() -> None:
    printed = to_json(facts(trials=(Trial(name="ALPHA"),)))

    assert printed["trials"] == [{"name": "ALPHA", "modality": "asserted"}]


def test_open_end_of_an_interval_is_null() -> None:
    printed = to_json(facts(outcomes=(Outcome(endpoint="OS", value=14.2, ci=(11.3, None)),)))

    assert printed["outcomes"][0]["ci"] == [11.3, None]


def test_zero_is_a_stated_value() -> None:
    printed = to_json(facts(outcomes=(Outcome(endpoint="CR", value=0, n=0),)))

    assert (printed["outcomes"][0]["value"], printed["outcomes"][0]["n"]) == (0, 0)


def test_dose_of_another_drug_stands_apart() -> None:
    printed = to_json(facts(doses=(Dose(compound="X-101", dose=3.6), Dose(drug="carboplatin", dose=5))))

    assert [dose["dose"] for dose in printed["doses"]] == [3.6]
    assert [dose["drug"] for dose in printed["combination_doses"]] == ["carboplatin"]


def test_legal_text_gives_nothing_to_the_contract() -> None:
    printed = to_json(facts(trials=(Trial(name="ALPHA", modality="legal"),)))

    assert printed["trials"] == []
    assert printed["legal"]["trials"][0]["name"] == "ALPHA"


def test_printed_facts_can_be_read_back() -> None:
    given = facts(
        compounds=(Compound(name="X-101", aliases=("X101",), names=(Name(printed="X101", kind="misprint"),)),),
        outcomes=(Outcome(endpoint="PFS", ci=(1.0, None), evidence=(WORDS,), rule="table"),),
        doses=(Dose(compound="X-101", dose=(1, 3)), Dose(drug="carboplatin", dose=5)),
        trademarks=(Trademark(brand="Xerion", modality="legal"),),
        other_drugs=("carboplatin",),
    )

    assert from_json(json.loads(json.dumps(to_json(given)))) == given


def test_document_of_another_form_is_refused() -> None:
    with pytest.raises(InputError, match="does not have the form"):
        from_json({"release": {}, "is_adc": True, "outcomes": [{"value": 3}]})
