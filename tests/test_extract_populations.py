"""Groups of patients, what they had before, and what was not reported."""

from __future__ import annotations

import pytest

from tests.extract_case import facts_of

IMGN901 = "lorvotuzumab mertansine"


def test_a_group_has_its_size() -> None:
    found = facts_of("Among the 16 lenalidomide-naive patients, 14 (88%) had a partial response.").populations

    assert [(p.name, p.size) for p in found] == [("lenalidomide-naive patients", 16)]


def test_a_group_inside_another_one_of_the_line_names_it() -> None:
    found = facts_of(
        "Among the 23 patients with prior lenalidomide, 48% had a partial response. Among the five"
        " lenalidomide-refractory"
        " patients, one had a partial response."
    ).populations

    assert [(p.name, p.size, p.parent) for p in found] == [
        ("patients with prior lenalidomide", 23, None),
        ("lenalidomide-refractory patients", 5, "patients with prior lenalidomide"),
    ]


def test_a_group_listed_under_a_larger_one_is_a_part_of_it() -> None:
    found = facts_of(
        "The findings for the 39 evaluable patients included:\n\n"
        "- Among the 16 lenalidomide-naive patients, 14 (88%) had a partial response."
    ).populations

    assert [(p.name, p.size, p.parent) for p in found] == [
        ("evaluable patients", 39, None),
        ("lenalidomide-naive patients", 16, "evaluable patients"),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Most of the patients entering the trial had Grade 1 rash from earlier therapy.",
            ["Grade 1 rash from earlier therapy"],
        ),
        ("Most of the patients in the trial had Grade 1 rash.", []),
    ],
    ids=["on entry", "in the trial"],
)
def test_what_most_patients_had_on_entry_is_a_trait(body: str, expected: list[str]) -> None:
    assert [b.name for b in facts_of(body).baselines if b.kind == "trait"] == expected


PRIOR: dict[str, tuple[str, list[tuple[str, object, object]]]] = {
    "list in brackets": (
        "Most patients had previously received bortezomib (91%) and/or lenalidomide (59%).",
        [("bortezomib", 91, None), ("lenalidomide", 59, None)],
    ),
    "share in front": ("48% had received a prior PARP inhibitor.", [("PARP inhibitor", 48, None)]),
    "half": ("About half of the patients had prior stem cell transplant.", [("stem cell transplant", None, "~")]),
}


@pytest.mark.parametrize(("body", "expected"), PRIOR.values(), ids=PRIOR.keys())
def test_prior_therapies_are_shares_of_the_patients(body: str, expected: list[tuple[str, object, object]]) -> None:
    assert [(b.name, b.value, b.bound) for b in facts_of(body).baselines] == expected


def test_a_stage_is_a_trait() -> None:
    (found,) = facts_of("Ninety-four percent had stage IV disease.").baselines

    assert (found.kind, found.name, found.value, found.unit) == ("trait", "stage IV disease", 94, "%")


UNREPORTED = {
    "not mature": ("Overall survival data were not mature and thus not reported.", "OS"),
    "immature": ("Data on duration of response are immature.", "DOR"),
    "not yet available": ("Progression-free survival results are not yet available.", "PFS"),
}


@pytest.mark.parametrize(("body", "endpoint"), UNREPORTED.values(), ids=UNREPORTED.keys())
def test_what_was_not_reported_is_kept(body: str, endpoint: str) -> None:
    (found,) = facts_of(body).not_reported

    assert (found.endpoint, found.modality) == (endpoint, "negated")


def test_a_group_named_later_is_no_part_of_one_that_excludes_it() -> None:
    found = facts_of(
        "Among the 16 lenalidomide-naive patients, 88% had a partial response. Among the five lenalidomide-refractory"
        " patients, one had a partial response."
    ).populations

    assert [p.parent for p in found] == [None, None]


def test_a_list_of_prior_therapies_is_read_to_its_end() -> None:
    found = facts_of("Of these, 91% had earlier received bortezomib, 46% thalidomide and 41% anthracyclines.").baselines

    assert [(b.name, b.value) for b in found] == [("bortezomib", 91), ("thalidomide", 46), ("anthracyclines", 41)]


SHARES: dict[str, tuple[str, list[tuple[str, float | int | None]]]] = {
    "a population between": (
        "86% of patients with breast cancer had previously received HER2-targeted therapy.",
        [("HER2-targeted therapy", 86)],
    ),
    "included": (
        "Prior therapies included rituximab (90%) and CAR-T therapy (12%).",
        [("rituximab", 90), ("CAR-T therapy", 12)],
    ),
    "a count in front": ("Twenty-two of 30 patients (73%) had received prior bevacizumab.", [("bevacizumab", 73)]),
    "no therapy": ("More than 50 % of the treated, heavily pretreated patients benefited from the therapy.", []),
}


@pytest.mark.parametrize(("body", "shares"), SHARES.values(), ids=SHARES.keys())
def test_shares_with_a_prior_therapy(body: str, shares: list[tuple[str, float | int | None]]) -> None:
    assert [(b.name, b.value) for b in facts_of(body).baselines if b.kind == "prior therapy"] == shares
