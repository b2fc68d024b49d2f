"""Tables of results: endpoints as rows, endpoints as columns, and what a label says for its cells."""

from __future__ import annotations

import pytest

from kg.model import Outcome
from tests.extract_case import facts_of

Shown = tuple[object, ...]


def results(body: str) -> list[Outcome]:
    """The results in a table about trastuzumab emtansine."""
    return [o for o in facts_of(body, compound="trastuzumab emtansine").outcomes if o.unit != "qualitative"]


def test_endpoints_as_rows_compare_the_arms_of_the_header() -> None:
    (found,) = results(
        "| | trastuzumab emtansine | Physician's choice |\n|---|---|---|\n"
        "| Median progression-free survival, months | 6.2 | 3.3 |\n| Hazard ratio (95% CI) | 0.528 (0.42-0.66) | |\n"
        "| p-value | <0.0001 | |\n"
    )

    assert (found.endpoint, found.value, found.unit, found.comparator_value) == ("median PFS", 6.2, "months", 3.3)
    assert (found.hr, found.ci, found.p, found.p_op) == (0.528, (0.42, 0.66), 0.0001, "<")


def test_endpoints_as_columns_give_one_result_a_group() -> None:
    found = results(
        "Population | ORR | CBR\nAll patients | 32.7% | 44.5%\nHER2-positive | 39.5% | 52.6%\nHER2-normal |"
        " 20.0% | 26.7%\n"
    )

    assert [(o.endpoint, o.value, o.subgroup) for o in found] == [
        ("ORR", 32.7, None),
        ("CBR", 44.5, None),
        ("ORR", 39.5, "HER2-positive"),
        ("CBR", 52.6, "HER2-positive"),
        ("ORR", 20.0, "HER2-normal"),
        ("CBR", 26.7, "HER2-normal"),
    ]


def test_a_column_of_hazard_ratios_belongs_to_its_rows() -> None:
    found = results(
        "| | trastuzumab emtansine (n=301) | Chemotherapy (n=307) | HR (95% CI) |\n|---|---|---|---|\n"
        "| Median overall survival | 12.9 months | 9.0 months | 0.70 (0.56, 0.89) |\n"
        "| Median progression-free survival | 5.6 months | 3.7 months | 0.62 (0.51, 0.75) |\n"
    )

    assert [(o.endpoint, o.value, o.comparator_value, o.hr) for o in found] == [
        ("median OS", 12.9, 9.0, 0.7),
        ("median PFS", 5.6, 3.7, 0.62),
    ]


def test_dose_groups_in_the_header_are_arms() -> None:
    found = results("| | 2.4 mg/kg | 3.6 mg/kg |\n|---|---|---|\n| ORR (%) | 12 | 40 |\n")

    assert [(o.arm, o.value, o.unit) for o in found] == [("2.4 mg/kg", 12, "%"), ("3.6 mg/kg", 40, "%")]


CELLS: dict[str, tuple[str, Shown]] = {
    "unit in the label": ("ORR (%) | 43.6 | 30.8", ("ORR", 43.6, "%", None, None)),
    "count and share": ("ORR, n (%) | 173 (43.6) | 120 (30.8)", ("ORR", 43.6, "%", 173, None)),
    "interval in the cell": (
        "ORR, % (95% CI) | 43.6 (38.6, 48.6) | 30.8 (26.3, 35.7)",
        ("ORR", 43.6, "%", None, (38.6, 48.6)),
    ),
    "not reached": ("Median OS (months) | NR | 25.1", ("median OS", "not reached", "months", None, None)),
}


@pytest.mark.parametrize(("row", "expected"), CELLS.values(), ids=CELLS.keys())
def test_a_cell_is_read_with_its_label(row: str, expected: Shown) -> None:
    (found,) = results(f"| | trastuzumab emtansine | Chemotherapy |\n|---|---|---|\n| {row} |\n| Age | 53 | 54 |\n")

    assert (found.endpoint, found.value, found.unit, found.n, found.ci) == expected


def test_rows_without_an_endpoint_are_no_results() -> None:
    assert (
        results(
            "| | trastuzumab emtansine | Chemotherapy |\n|---|---|---|\n| Nausea | 39% | 44% |\n| Fatigue |"
            " 35% | 28% |\n"
        )
        == []
    )


def test_two_rows_of_heads_give_groups_over_dose_groups() -> None:
    found = results(
        "\tHER2-positive\t\tAll evaluable\n\t2.4 mg/kg (n=10)\tTotal (n=30)\tTotal (n=40)\n"
        "ORR, n (%)\t4 (40.0%)\t9 (30.0%)\t10 (25.0%)\n[95% CI]\t[12.2, 73.8]\t[14.7, 49.4]\t[12.7, 41.2]\n"
    )

    assert [(o.value, o.n, o.N, o.arm, o.subgroup, o.ci) for o in found] == [
        (40.0, 4, 10, "2.4 mg/kg", "HER2-positive", (12.2, 73.8)),
        (30.0, 9, 30, None, "HER2-positive", (14.7, 49.4)),
        (25.0, 10, 40, None, None, (12.7, 41.2)),
    ]


def test_the_lines_above_a_single_column_tell_its_patients() -> None:
    found = results(
        "Response at 3.6 mg/kg (n=20)\nBest response, n (%)\nComplete response    1 (5)\nPartial response    7 (35)\n"
    )

    assert [(o.endpoint, o.value, o.unit, o.n, o.N, o.arm) for o in found] == [
        ("CR", 5, "%", 1, 20, "3.6 mg/kg"),
        ("PR", 35, "%", 7, 20, "3.6 mg/kg"),
    ]


@pytest.mark.parametrize("mark", ["•\t", "-\t", "o\t", "1.\t", "a)\t"])
def test_a_tab_behind_the_mark_of_an_item_makes_no_table(mark: str) -> None:
    found = results(f"{mark}The ORR was 40% (8/20).\n{mark}Median PFS was 6.1 months.\n")

    assert [(o.endpoint, o.value, o.rule.partition(":")[0]) for o in found] == [
        ("ORR", 40, "outcomes"),
        ("median PFS", 6.1, "outcomes"),
    ]


def test_a_column_of_sizes_and_the_units_of_the_heads_hold_for_the_rows() -> None:
    found = results(
        "Tumor type | N | ORR, % (95% CI) | Median PFS, months\n"
        "Breast cancer | 72 | 63.9 (51.7-74.9) | 6.3\nGastric cancer | 26 | 54.2 (32.8-74.4) | NR\n"
    )

    assert [(o.endpoint, o.value, o.N, o.ci, o.subgroup) for o in found] == [
        ("ORR", 63.9, 72, (51.7, 74.9), "Breast cancer"),
        ("median PFS", 6.3, 72, None, "Breast cancer"),
        ("ORR", 54.2, 26, (32.8, 74.4), "Gastric cancer"),
        ("median PFS", "not reached", 26, None, "Gastric cancer"),
    ]
