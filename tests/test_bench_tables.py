"""Tables of ratios from measurements."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.bench import __main__ as bench
from kg.bench import stages, tables

OURS = {"read": 1, "extract": 2, "build": 1, "reason": 1, "validate": 2, "keep": 1, "graph": 1, "turtle": 1}
RUNS: dict[tuple[str, int], list[dict[str, Any]]] = {
    ("ours", 10): [
        {"seconds": OURS | {"turtle": t, "turtle anew": 4}, "questions": {"a": 1, "b": 2}, "finished": True}
        for t in (1, 2, 9)
    ],
    ("ours", 100): [{"seconds": {stage: 10 * taken for stage, taken in OURS.items()}, "finished": True}],
    ("plain turtle", 10): [{"seconds": {"graph": 3, "turtle": 40}, "finished": True}],
    ("plain reason", 10): [{"seconds": {"graph": 3, "reason": 5}, "finished": True}],
    ("plain validate", 10): [{"seconds": {"graph": 3}, "limit": 60}],
    ("plain questions", 10): [{"seconds": {}, "questions": {"a": 4, "b": 50}, "given up": ["b"], "finished": True}],
    ("build", 10): [
        {"seconds": {"build": 20, "unchanged": 1, "one changed": 2}, "peak": 2**30, "finished": True},
    ],
}


def runs(what: str, count: int) -> list[dict[str, Any]]:
    return RUNS.get((what, count), [])


def cells(lines: Any, title: str) -> list[str]:
    row = next(line for line in lines if line.startswith(f"| {title}"))
    return [cell.strip() for cell in row.strip("|").split("|")[1:]]


@pytest.mark.parametrize(
    ("title", "ratio"),
    [
        ("stable Turtle, put together", "20"),
        ("stable Turtle, from nothing", "10"),
        ("reasoning", "5"),
        ("SHACL", "> 30"),
        ("canned questions", "> 10"),
        ("text to validated", "> 10.1"),
    ],
)
def test_ratio_is_that_of_the_medians(title: str, ratio: str) -> None:
    assert cells(tables.beside(runs, [10]), title) == [ratio]


def test_what_was_not_measured_has_no_ratio() -> None:
    assert cells(tables.beside(runs, [10, 30]), "SHACL") == ["> 30", "–"]


def test_linear_growth_has_the_exponent_one() -> None:
    assert cells(tables.growth(runs, [10, 100]), "extract") == ["1.00"]


def test_a_build_tells_its_parts_and_its_memory() -> None:
    lines = list(tables.builds(runs, [10]))

    assert [cells(lines, title) for title in ("unchanged", "one changed", "peak")] == [
        ["5.0 %"],
        ["10.0 %"],
        ["1.00 GiB"],
    ]


def test_what_did_not_finish_is_told() -> None:
    assert list(tables.unfinished(runs, ["plain reason", "plain validate"], [10])) == [
        "- plain validate, 10 releases: not finished in 60 seconds of processor time"
    ]


def test_tables_stand_between_the_marks_of_the_document(tmp_path: Path) -> None:
    document = tmp_path / "benchmarks.md"
    document.write_text(f"before\n{bench._MARKS[0]}\nold\n{bench._MARKS[1]}\nbehind\n")

    bench._put(document, "new")

    assert document.read_text() == f"before\n{bench._MARKS[0]}\n\nnew\n\n{bench._MARKS[1]}\nbehind\n"


def test_results_of_another_version_do_not_count(tmp_path: Path) -> None:
    known = bench.Bench(tmp_path, limit=1, total=1).state
    kept = [{"state": state, "what": "ours", "count": 1, "seconds": {}} for state in (known, "other")]
    (tmp_path / "results.jsonl").write_text("".join(json.dumps(run) + "\n" for run in kept))

    assert bench.Bench(tmp_path, limit=1, total=1).runs("ours", 1) == kept[:1]


def test_a_measurement_is_kept_and_not_made_again(tmp_path: Path) -> None:
    first = bench.Bench(tmp_path, limit=60, total=60)
    first.measure("score", 1, 1, 60)

    again = bench.Bench(tmp_path, limit=60, total=0)
    again.measure("score", 1, 1, 60)

    assert again.runs("score", 1) == first.runs("score", 1)
    assert first.runs("score", 1)[0]["finished"]


def test_a_measurement_that_reaches_its_limit_did_not_finish(tmp_path: Path) -> None:
    measured = bench.Bench(tmp_path, limit=0.2, total=60)
    measured.measure("ours", 1, 3, 0.2)

    assert [run.get("finished") for run in measured.runs("ours", 1)] == [None]


def test_what_did_not_finish_is_not_tried_with_more_releases(tmp_path: Path) -> None:
    measured = bench.Bench(tmp_path, limit=0.2, total=60)
    measured.measure("ours", 1, 3, 0.2)

    measured.measure("ours", 2, 3, 60)

    assert measured.runs("ours", 2) == measured.runs("ours", 1)
    assert not any(folder.name == "2" for folder in tmp_path.glob("*/*"))


def test_a_question_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(_engine: object, names: list[str]) -> dict[str, float]:
        while names == ["slow"]:
            pass
        return dict.fromkeys(names, 0.5)

    monkeypatch.setattr(stages, "questions", asked)

    assert list(stages.bounded_questions(None, ["slow", "quick"], 0.05)) == [
        ("slow", 0.05, False),
        ("quick", 0.5, True),
    ]
