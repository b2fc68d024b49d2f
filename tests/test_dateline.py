"""Datelines: what stands between the headline and the news."""

# ruff: noqa: E501  # sentences of releases are long

from __future__ import annotations

import pytest

from kg.dateline import find

NEWS = "Example Pharma said that a trial has begun, and it said much more than fits into a line of eighty characters or so."


@pytest.mark.parametrize(
    "line",
    [
        "PRESS RELEASE: Example - the best",
        "ImmunoGen and Sanofi - a love story",
        "Thursday 8 January 2026",
        "DB-1303 and DB-1311: Potent ADC Molecules with Broad Therapeutic Potential for patients and with a future for shareholders too",
        "Phase II Trial Results",
        "On June 19, 2017 Example AG reported its results, and these were better than what anybody had dared to hope for before",
    ],
)
def test_what_is_no_dateline(line: str) -> None:
    assert find(line) is None


def test_the_news_begins_behind_the_dateline() -> None:
    line = f"WALTHAM, Mass., Sept. 24, 2011 (GLOBE NEWSWIRE) -- {NEWS}"

    found = find(line)

    assert found is not None
    assert line[found.end :] == NEWS


def test_a_day_that_does_not_exist_is_no_date() -> None:
    found = find(f"Dreieich, 45.07.2012 / 10:00 - {NEWS}")

    assert found is None or found.date is None
