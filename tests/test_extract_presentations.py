"""Meetings: name, place, abstract, date, kind; and what is no scientific meeting."""

from __future__ import annotations

import pytest

from kg.model import Presentation
from tests.extract_case import facts_of


def presentation(body: str) -> Presentation:
    """The one presentation of a release."""
    (found,) = facts_of(body).presentations
    return found


MEETINGS = {
    "The data were presented at the 57th American Society of Hematology (ASH) Annual Meeting and Exposition in Orlando,"
    " Florida.": ("57th American Society of Hematology (ASH) Annual Meeting and Exposition", "Orlando", None),
    "Findings are being presented at the 2011 European Multidisciplinary Cancer Congress held this week in Stockholm,"
    " Sweden.": ("2011 European Multidisciplinary Cancer Congress", "Stockholm", "Sweden"),
    "Results were unveiled at ASCO 2011 in Chicago.": ("ASCO 2011", "Chicago", None),
    "Data were shown at the 21st Congress of the European Hematology Association (EHA).": (
        "21st Congress of the European Hematology Association (EHA)",
        None,
        None,
    ),
}


@pytest.mark.parametrize(("body", "expected"), MEETINGS.items(), ids=[name for name, _, _ in MEETINGS.values()])
def test_a_meeting_has_its_place(body: str, expected: tuple[str, str | None, str | None]) -> None:
    found = presentation(body)

    assert (found.meeting, found.city, found.country) == expected


ABSTRACTS = {
    "abstract #728": "728",
    "Abstract No. 5001": "5001",
    "Abstract# LBA17": "LBA17",
    "#B97": "B97",
    "LBA15": "LBA15",
    "OA06.03": "OA06.03",
    "abstract number: 434420": "434420",
}


@pytest.mark.parametrize(("printed", "number"), ABSTRACTS.items(), ids=ABSTRACTS.keys())
def test_an_abstract_keeps_only_its_number(printed: str, number: str) -> None:
    assert presentation(f"The data were presented at ESMO 2012 ({printed}).").abstract == number


@pytest.mark.parametrize(
    ("words", "kind"),
    [("in an oral presentation", "oral presentation"), ("in a poster", "poster")],
    ids=["oral", "poster"],
)
def test_the_kind_of_presentation_is_kept(words: str, kind: str) -> None:
    assert presentation(f"The data were presented {words} at ESMO 2012.").kind == kind


def test_a_presentation_to_come_is_planned() -> None:
    assert presentation("The data will be presented at ESMO 2012.").modality == "planned"


@pytest.mark.parametrize(
    "body",
    [
        "Management will hold a conference call at 8 a.m.",
        "The company will speak at an investor conference in New York.",
        "Responses followed the criteria of the American Society of Hematology.",
    ],
    ids=["call", "investors", "criteria"],
)
def test_other_gatherings_are_no_meetings(body: str) -> None:
    assert facts_of(body).presentations == ()
