"""Reading a release: text cleaned, every offset kept, bad input refused in one sentence."""

# ruff: noqa: E501  # sentences of releases are long

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.read import MAX_BYTES, read_bytes, read_file, read_text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Kadcyla\u00ae and Herceptin(R)", "Kadcyla and Herceptin"),
        ("T\u2011DM1 \u2013 and T\u2013DM1", "T-DM1 - and T-DM1"),
        ("ImmunoGen&rsquo;s &ldquo;ADC&rdquo;", 'ImmunoGen\'s "ADC"'),
        ("$p = 0.035$ was seen", "p = 0.035 was seen"),
        ("75 mg/m\u00b2 per week", "75 mg/m2 per week"),
        ("P = 7.8 \u00d7 10\u207b\u00b2\u00b2 here", "P = 7.8 x 10^-22 here"),
        ("\u2265 3 and \u2264 5 days", ">= 3 and <= 5 days"),
        ("soft\u00adhyphen and\u00a0space", "softhyphen and space"),
        ("[ImmunoGen, Inc.](#) said", "ImmunoGen, Inc. said"),
        ("responses (CR).\u00b9 More", "responses (CR). More"),
        ("neutropenia ........ 40 %", "neutropenia | 40 %"),
        ("a\ttab\there", "a | tab | here"),
    ],
)
def test_typography_is_made_plain(text: str, clean: str) -> None:
    assert read_text("test", text).clean == clean


def test_a_long_line_with_wide_gaps_is_prose_and_no_row() -> None:
    text = "Seattle Genetics    today announced that its collaborator    has received an approval " * 6

    assert "|" not in read_text("test", text).clean


def test_wrapped_lines_are_joined() -> None:
    text = "The trial was conducted in patients with a disease that is\nrare, and it met its goal in the group that was\ntreated for longer than a year.\n"

    assert "disease that is rare" in read_text("test", text).clean


@settings(max_examples=80, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from('abcDE 0123.,%()\n\u00a0\u00ae\u2011\u2013&;#8217rsquo"\u00b2\u2265|*-'),
        min_size=1,
        max_size=120,
    )
)
def test_every_place_of_the_clean_text_points_into_the_text_as_read(noise: str) -> None:
    text = "words " + noise
    release = read_text("test", text)

    assert len(release.origin) == len(release.clean) + 1
    assert list(release.origin) == sorted(release.origin)
    for start in range(0, len(release.clean), 7):
        evidence = release.evidence(start, min(start + 5, len(release.clean)))
        assert text[evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no words"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"abc\x00def", "control characters"),
        (b"12 34", "no words"),
    ],
    ids=["empty", "utf-16", "binary", "digits"],
)
def test_what_is_no_release_is_refused_in_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_bytes("file.txt", content)


def test_a_file_that_is_too_long_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_bytes(b"word " * (MAX_BYTES // 5 + 1))

    with pytest.raises(InputError, match="too long"):
        read_file(file)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_file(tmp_path / "none.txt")


def test_an_address_on_its_own_line_is_not_joined_to_the_line_above() -> None:
    text = "CONTACT\n\nDirector, Investor Relations and Corporate Communications\nir@example.org\n"

    assert "Communications\nir@example.org" in read_text("release.txt", text).clean
