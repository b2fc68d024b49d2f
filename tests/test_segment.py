"""Sections and sentences of a release."""

# ruff: noqa: E501  # sentences of releases are long

from __future__ import annotations

import pytest

from kg.model import Release
from kg.read import read_text


def sentences(release: Release, section: str) -> list[str]:
    """The sentences of a section."""
    return [release.clean[s.start : s.end] for s in release.sentences if s.section == section]


TEXT = """Example doses first patient

WALTHAM, Mass., June 5, 2011 (GLOBE NEWSWIRE) -- Example Pharma, Inc. said that a trial has begun. It is small.

"We have waited for this moment for long," said Jane Doe.

About Example Pharma
Example makes medicines.

This release contains forward-looking statements. They may be wrong.

Exbrand is a registered trademark of Example Pharma, Inc.

Contact:
Jane Doe
(617) 555-0100
"""


@pytest.mark.parametrize(
    ("section", "first"),
    [
        ("headline", "Example doses first patient"),
        ("dateline", "WALTHAM, Mass., June 5, 2011 (GLOBE NEWSWIRE) --"),
        ("body", "Example Pharma, Inc. said that a trial has begun."),
        ("quotation", '"We have waited for this moment for long," said Jane Doe.'),
        ("about", "About Example Pharma"),
        ("legal", "This release contains forward-looking statements."),
        ("trademark", "Exbrand is a registered trademark of Example Pharma, Inc."),
        ("contact", "Contact:"),
    ],
)
def test_each_voice_has_its_section(section: str, first: str) -> None:
    assert sentences(read_text("test", TEXT), section)[0] == first


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Example Pharma, Inc. said so. It is true.", 2),
        ("Dr. J. Q. Doe, M.D., agrees with the U.S. Food and Drug Administration.", 1),
        ("The p value was 0.035. The hazard ratio was 0.59.", 2),
        ("Compared with lapatinib vs. capecitabine it is safe.", 1),
    ],
)
def test_a_full_stop_behind_an_abbreviation_ends_no_sentence(text: str, count: int) -> None:
    assert len(read_text("test", text).sentences) == count


def test_bullets_know_the_line_that_introduces_them() -> None:
    release = read_text(
        "test",
        "Example trial\n\nThe results of the trial of the new medicine include:\n- one response\n- two responses\n",
    )

    bullets = [s for s in release.sentences if s.layout == "bullet"]

    assert [release.clean[release.sentences[s.lead].start :][:11] for s in bullets] == ["The results", "The results"]


def test_a_dateline_amid_a_paragraph_is_cut_out() -> None:
    release = read_text("test", "Summary: A deal was made by two companies that are named here. Copenhagen, Denmark; September 14, 2010 - Genmab A/S announced today that it has entered a deal with a company of which more is to be said, namely that it is large.")  # fmt: skip

    assert sentences(release, "dateline") == ["Copenhagen, Denmark; September 14, 2010 -"]
