"""What a release says of how a study is run: secondary endpoints, sites, crossover."""

from __future__ import annotations

import pytest

from kg.model import Trial
from tests.extract_case import facts_of


def trial(words: str) -> Trial:
    return facts_of("It is in a randomized Phase II trial of 120 patients with ovarian cancer. " + words).trials[0]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (
            "The primary endpoint of the trial is PFS. Secondary endpoints include overall survival and ORR.",
            ("OS", "ORR"),
        ),
        ("In the trial, overall survival (OS), a key secondary endpoint, is followed for five years.", ("OS",)),
        ("The primary endpoint of the trial is ORR; the key secondary endpoint is duration of response.", ("DOR",)),
        ("The primary endpoint of the trial is PFS.", ()),
    ],
)
def test_endpoints_called_secondary_are_kept_apart(words: str, codes: tuple[str, ...]) -> None:
    assert trial(words).secondary_endpoint == codes


@pytest.mark.parametrize(
    ("words", "sites"),
    [
        ("The trial is run at 120 sites in 14 countries.", "120 sites in 14 countries"),
        ("The trial enrolls at about 30 centers in the U.S. and Canada.", "about 30 centers in the U.S. and Canada"),
        ("The trial enrolls at several hospitals.", "several hospitals"),
        ("The trial enrolls patients.", None),
    ],
)
def test_the_sites_of_a_study_are_kept_as_printed(words: str, sites: str | None) -> None:
    assert trial(words).sites == sites


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            "In the trial, patients whose disease worsens on chemotherapy may cross over to IMGN901.",
            "patients whose disease worsens on chemotherapy may cross over to IMGN901",
        ),
        (
            "The trial allows patients of the control arm with progression to receive IMGN901 later.",
            "patients of the control arm with progression to receive IMGN901 later",
        ),
        ("In the trial, crossover to IMGN901 was not permitted.", "crossover to IMGN901 was not permitted"),
        ("In the trial, patients receive IMGN901 until progression.", None),
    ],
)
def test_crossover_is_kept_as_printed(words: str, says: str | None) -> None:
    assert trial(words).crossover == says
