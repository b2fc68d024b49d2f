"""Endpoints: their codes, time points and qualifiers."""

from __future__ import annotations

import pytest

from kg.extract.endpoints import endpoints, label

CODES = {
    "objective response rate (ORR)": "ORR",
    "overall response rate": "ORR",
    "complete remission": "CR",
    "complete response with or without hematologic recovery": "CR/CRi",
    "very good partial response": "VGPR",
    "stable disease (SD)": "SD",
    "progression-free survival": "PFS",
    "modified progression-free survival (PFS)": "modified PFS",
    "radiographic progression-free survival (rPFS)": "rPFS",
    "invasive disease-free survival": "iDFS",
    "duration of response": "DOR",
    "time-to-progression": "TTP",
    "time to first response": "TTR",
    "clinical benefit rate": "CBR",
    "disease control rate (DCR)": "DCR",
    "pathological complete response": "pCR",
}


@pytest.mark.parametrize(("text", "code"), CODES.items(), ids=CODES.keys())
def test_a_name_has_its_code(text: str, code: str) -> None:
    assert [mention.code for mention in endpoints(text)] == [code]


MARKS = {
    "12-month overall survival rate": "12-month OS rate",
    "two-year overall survival": "24-month OS rate",
    "PFS rate at 12 months": "12-month PFS rate",
    "overall survival at one year": "12-month OS rate",
    "6-week TTP rate": "6-week TTP rate",
    "estimated 24-month PFS rate": "24-month PFS rate",
}


@pytest.mark.parametrize(("text", "expected"), MARKS.items(), ids=MARKS.keys())
def test_a_time_point_is_counted_in_months(text: str, expected: str) -> None:
    (mention,) = endpoints(text)

    assert label(mention, unit="%") == expected


QUALIFIED = {
    "confirmed ORR": "confirmed ORR",
    "unconfirmed partial response": "unconfirmed PR",
    "partial response, not yet confirmed": "unconfirmed PR",
    "partial response or better": "PR or better",
    "at least a partial response": "PR or better",
    "VGPR (very good partial response) or better": "VGPR or better",
}


@pytest.mark.parametrize(("text", "expected"), QUALIFIED.items(), ids=QUALIFIED.keys())
def test_a_qualifier_is_part_of_the_endpoint(text: str, expected: str) -> None:
    assert label(endpoints(text)[0], unit="%") == expected


def test_a_response_that_the_text_defines_is_read_as_defined() -> None:
    (mention,) = endpoints("a clinical response (minimal response, MR, or better)")

    assert (label(mention, unit="%"), mention.definition) == ("MR or better", "minimal response, MR, or better")


@pytest.mark.parametrize("text", ["PD-1 inhibitor", "/PRNewswire/", "Mr. Brown", "the response information"])
def test_look_alikes_are_no_endpoints(text: str) -> None:
    assert endpoints(text) == ()
