"""Legal text stays legal text: statements, reports named, and each risk by itself."""

from __future__ import annotations

from kg.extract import extract
from kg.model import ForwardLooking
from kg.read import read_text

LEGAL = """ImmunoGen reports on lorvotuzumab mertansine

WALTHAM, Mass., June 15, 2011 -- ImmunoGen, Inc. (Nasdaq: IMGN) develops lorvotuzumab mertansine, a conjugate.

Forward-Looking Statements
{words}
"""


def found(words: str) -> list[ForwardLooking]:
    return list(extract(read_text("release.txt", LEGAL.format(words=words))).forward_looking)


def test_protection_and_report_are_told_apart() -> None:
    words = (
        "Acme relies on the safe harbor for forward-looking statements."
        " More on risks stands in the Annual Report on Form 10-K."
    )

    assert [fact.kind for fact in found(words)][:2] == ["safe harbor", "report"]


def test_each_risk_of_a_numbered_list_is_a_fact() -> None:
    words = "There are risks: (1) trials may be slow to enrol; (2) later results may differ from early ones."

    risks = [fact.statement for fact in found(words) if fact.kind == "risk factor"]

    assert risks == ["trials may be slow to enrol", "later results may differ from early ones"]


def test_each_risk_between_semicolons_is_a_fact() -> None:
    words = "Risks and uncertainties include, but are not limited to: delays of clinical trials; and loss of partners."

    risks = [fact.statement for fact in found(words) if fact.kind == "risk factor"]

    assert risks == ["delays of clinical trials", "loss of partners"]


def test_legal_text_is_marked_as_such() -> None:
    assert {fact.modality for fact in found("Actual results may differ because of risks and uncertainties.")} == {
        "legal"
    }


def test_nothing_legal_becomes_a_plan_or_a_status() -> None:
    facts = extract(read_text("release.txt", LEGAL.format(words="The company may submit a BLA in 2012.")))

    assert facts.milestones == ()
