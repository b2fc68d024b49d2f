"""A file with some blocks changed is the file that writing everything anew would give."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.pipeline.splice import spliced

HEAD = "@prefix a: <b> .\n"
NAMES = ["a", "b", "c", "d", "e"]


def written(blocks: dict[str, str]) -> str:
    return HEAD + "".join(f"\n{block}" for _, block in sorted(blocks.items()))


def block(name: str, words: str = "old") -> str:
    return f"{name} says\n    {words} .\n"


OLD = {name: block(name) for name in NAMES}

CASES: dict[str, dict[str, str]] = {
    "nothing": {},
    "first changed": {"a": block("a", "new")},
    "last changed": {"e": block("e", "new and longer")},
    "middle gone": {"c": ""},
    "first and last gone": {"a": "", "e": ""},
    "all gone": dict.fromkeys(NAMES, ""),
    "new before, between and behind": {"A": block("A"), "bb": block("bb"), "z": block("z")},
    "neighbours": {"b": block("b", "new"), "bb": block("bb"), "c": ""},
    "gone that was not there": {"x": ""},
}


@pytest.mark.parametrize("changed", CASES.values(), ids=CASES.keys())
def test_spliced_file_is_the_file_written_anew(changed: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "old").write_text(written(OLD))
    expected = {name: text for name, text in {**OLD, **changed}.items() if text}

    made = b"".join(spliced(tmp_path / "old", lambda line: line.decode().split(" ")[0], changed, end=b"\n"))

    assert made.decode() == written(expected)


def test_block_may_hold_blank_lines_when_its_end_is_known(tmp_path: Path) -> None:
    old = {name: f"{name} {{\n    x .\n\n    y .\n}}\n" for name in NAMES}
    (tmp_path / "old").write_text(written(old))
    changed = {"c": "c {\n    z .\n}\n"}

    made = b"".join(spliced(tmp_path / "old", lambda line: line.decode().split(" ")[0], changed, end=b"\n}\n"))

    assert made.decode() == written(old | changed)
