"""Studies: names, phases, sizes, design, comparator, endpoints, status; and which mentions are one study."""

from __future__ import annotations

import pytest

from kg.extract.trial_names import shaped
from kg.extract.trial_phases import arabic
from kg.extract.trial_size import sizes
from kg.model import Trial
from tests.extract_case import facts_of

TDM1 = "trastuzumab emtansine"


def trials(body: str) -> list[Trial]:
    """The studies of a release about trastuzumab emtansine."""
    return list(facts_of(body, compound=TDM1).trials)


def trial(body: str) -> Trial:
    """The one study of such a release."""
    (found,) = trials(body)
    return found


NAMES = {
    "the EMILIA trial": ["EMILIA"],
    "a Phase 3 study, called CASCADE, of the drug": ["CASCADE"],
    "the DESTINY-Breast03 study": ["DESTINY-Breast03"],
    "the phase 2 innovaTV 204 trial": ["innovaTV 204"],
    "EV-301 enrolled": ["EV-301"],
    "study No. 983 opens": ["study 983"],
    "the GO29365 study": ["GO29365"],
    "registered as NCT01419197": ["NCT01419197"],
    "the Phase 3 innovaTV 301 and waveLINE-010 trials": ["innovaTV 301", "waveLINE-010"],
    "the monarchE trial": ["monarchE"],
    "the beamION LUNG-1 trial": ["beamION LUNG-1"],
    "an ASCO24 study update": [],
    "results of RC48-C006, a Phase III study": ["RC48-C006"],
    "in the Phase 1/2 trial, BT8009 5 mg/m2 weekly was given": [],
    "the antiCD30 2 cohort and an mRNA study": [],
    "the CD33 study": [],
    "an ASCO trial update": [],
    "the RECIST study criteria": [],
}


@pytest.mark.parametrize(("text", "names"), NAMES.items(), ids=NAMES.keys())
def test_a_study_is_known_by_its_shape(text: str, names: list[str]) -> None:
    assert [name.text for name in shaped(text)] == names


PHASES = {
    "I": "1",
    "Ib": "1",
    "I/II": "1/2",
    "I/IIa": "1/2",
    "1b/2": "1/2",
    "II/III": "2/3",
    "IIb": "2",
    "3": "3",
    "1a/b": "1",
}


@pytest.mark.parametrize(("printed", "phase"), PHASES.items(), ids=PHASES.keys())
def test_a_phase_is_arabic_without_letters(printed: str, phase: str) -> None:
    assert arabic(printed) == phase


SIZES: dict[str, tuple[str, tuple[int, tuple[str, ...]]]] = {
    "enrolled": ("A total of 44 patients with myeloma were enrolled.", (44, ("enrolled",))),
    "adjective": ("in a 137-patient, randomized Phase II trial", (137, ())),
    "thousands": ("The trial randomized 1,334 patients.", (1334, ("enrolled",))),
    "planned": ("The trial will enroll approximately 300 patients.", (300, ("about", "planned"))),
    "up to": ("The trial plans to enroll up to 60 patients.", (60, ("up to", "planned"))),
    "words": ("Thirty-six patients were enrolled.", (36, ("enrolled",))),
    "hundreds in words": ("Eight hundred and seventy-nine patients were randomized.", (879, ("enrolled",))),
    "adjective of patients": ("The article covers 69 enrolled patients.", (69, ("enrolled",))),
    "treated": ("treatment of all 32 patients is complete", (32, ("treated",))),
    "one of several doses": ("In NORTH, a Phase 2 trial, 36 patients received one of three doses.", (36, ("treated",))),
    "in a study": ("Sixteen patients received the combination in a completed phase I study.", (16, ("treated",))),
    "a range of doses": ("By May, 65 patients had received it at doses from 0.3 to 2.9 mg/kg.", (65, ("treated",))),
    "evaluable": ("Evaluable: 145.", (145, ("evaluable",))),
}


@pytest.mark.parametrize(("text", "expected"), SIZES.values(), ids=SIZES.keys())
def test_a_size_is_kept_with_how_it_is_meant(text: str, expected: tuple[int, tuple[str, ...]]) -> None:
    found = sizes(text, 0, len(text))[0]

    assert (found.n, found.qualifier) == expected


@pytest.mark.parametrize(
    "text",
    [
        "More than 200,000 people are diagnosed with the disease each year.",
        "The expansion cohort enrolled 20 patients.",
        "Among 36 evaluable patients with gastric cancer, eight responded.",
        "Twelve patients received the 2.4 mg/kg dose in the trial.",
        "Of the others, 20 patients had received prior trastuzumab in the study.",
        "In Part 2, 60 patients will be randomized to the combination and 30 patients to chemotherapy.",
    ],
    ids=["epidemiology", "cohort", "evaluable subset", "one dose", "pretreatment", "arms"],
)
def test_other_numbers_of_people_are_no_size_of_the_study(text: str) -> None:
    assert sizes(text, 0, len(text)) == []


def test_a_named_study_has_the_phase_beside_its_name() -> None:
    found = trial("Results come from EMILIA, a randomized, open-label Phase III trial of trastuzumab emtansine.")

    assert (found.name, found.phase) == ("EMILIA", "3")


def test_names_in_a_list_share_the_phase() -> None:
    found = trials("It is in Phase III testing (the MARIANNE, EMILIA, and TH3RESA trials).")

    assert [(t.name, t.phase) for t in found] == [("MARIANNE", "3"), ("EMILIA", "3"), ("TH3RESA", "3")]


def test_mentions_of_one_phase_are_one_study() -> None:
    body = (
        "The results are from a 137-patient, randomized Phase II trial of trastuzumab emtansine. This Phase"
        " II study met"
        " its primary endpoint of progression-free survival."
    )

    assert [(t.name, t.phase, t.n) for t in trials(body)] == [(None, "2", 137)]


@pytest.mark.parametrize(
    "body",
    [
        "The company plans to initiate a Phase II trial of trastuzumab emtansine in 2012.",
        "An application was submitted for a phase I trial of trastuzumab emtansine.",
        "Several Phase III trials of trastuzumab emtansine are under way.",
    ],
    ids=["planned", "applied for", "several"],
)
def test_a_study_that_is_only_announced_is_no_study(body: str) -> None:
    assert trials(body) == []


def test_a_study_under_way_is_told_by_its_phase() -> None:
    found = trial("The first patient has been dosed in a Phase I trial of trastuzumab emtansine in gastric cancer.")

    assert (found.phase, found.status, found.indication) == ("1", "started", "gastric cancer")


COMPARATORS = {
    "against": (
        "The EMILIA trial tested trastuzumab emtansine against lapatinib plus capecitabine.",
        "lapatinib + capecitabine",
    ),
    "randomized or": (
        "In the EMILIA trial patients were randomized to receive trastuzumab emtansine or lapatinib plus capecitabine.",
        "lapatinib + capecitabine",
    ),
    "choice": (
        "The TH3RESA trial compared trastuzumab emtansine with treatment of physician's choice.",
        "treatment of physician's choice",
    ),
    "single arm": ("The Phase II trial of trastuzumab emtansine enrolled patients after chemotherapy.", None),
}


@pytest.mark.parametrize(("body", "comparator"), COMPARATORS.values(), ids=COMPARATORS.keys())
def test_the_control_treatment_is_the_comparator(body: str, comparator: str | None) -> None:
    assert trial(body).comparator == comparator


PRIMARY = {
    "is": ("The primary endpoint of the EMILIA trial was progression-free survival.", ("PFS",)),
    "two": ("The co-primary endpoints of the EMILIA trial are PFS and overall survival.", ("PFS", "OS")),
    "behind": ("In the EMILIA trial, progression-free survival was the primary endpoint.", ("PFS",)),
    "not the secondary one": (
        "The primary endpoint of the EMILIA trial is PFS and secondary endpoints include overall survival.",
        ("PFS",),
    ),
}


@pytest.mark.parametrize(("body", "codes"), PRIMARY.values(), ids=PRIMARY.keys())
def test_primary_endpoints_are_those_named_as_such(body: str, codes: tuple[str, ...]) -> None:
    assert trial(body).primary_endpoint == codes


def test_design_words_are_kept_in_order() -> None:
    found = trial("EMILIA is a randomized (2:1), open-label, multicenter Phase III trial.")

    assert found.design == "randomized 2:1, open-label, multicenter"


def test_who_conducts_a_study_is_its_sponsor() -> None:
    found = trial("The Phase II trial of trastuzumab emtansine is conducted by Roche.")

    assert found.sponsor == "Roche"


def test_arms_keep_their_size() -> None:
    found = trial("In the EMILIA trial 495 patients were treated with trastuzumab emtansine and 496 with chemotherapy.")

    assert [(arm.name, arm.n, arm.role) for arm in found.arms] == [
        (TDM1, 495, "experimental"),
        ("chemotherapy", 496, "control"),
    ]


def test_a_registry_id_belongs_to_the_study_beside_it() -> None:
    found = trial("The EMILIA study (NCT00829166) is a Phase III trial.")

    assert (found.name, found.nct) == ("EMILIA", "NCT00829166")


STATUS = {
    "reported": "Results from the EMILIA trial were presented.",
    "stopped": "The EMILIA trial has been discontinued.",
    "started": "Dosing has begun in the EMILIA trial.",
    "completed": "The EMILIA trial has been completed.",
    "ongoing": "The EMILIA trial is ongoing.",
}


@pytest.mark.parametrize(("status", "body"), STATUS.items(), ids=STATUS.keys())
def test_the_status_is_what_the_words_say(status: str, body: str) -> None:
    assert trial(body).status == status


LINES = {
    "respectively": "It is being studied in Phase III for first-, second- and third-line treatment of breast cancer"
    " (the MARIANNE, EMILIA and TH3RESA trials, respectively).",
    "one by one": "Phase III trials are under way: MARIANNE in first-line, EMILIA in second-line and TH3RESA in "
    "third-line treatment of breast cancer.",
}


@pytest.mark.parametrize("body", LINES.values(), ids=LINES.keys())
def test_each_study_of_a_list_has_its_own_line_of_therapy(body: str) -> None:
    found = {study.name: (study.line_of_therapy or "").split(" ")[0] for study in trials(body)}

    assert found == {"MARIANNE": "first-line", "EMILIA": "second-line", "TH3RESA": "third-line"}


def test_a_phase_before_a_colon_is_that_of_all_studies_behind_it() -> None:
    assert {study.phase for study in trials(LINES["one by one"])} == {"3"}


def test_studies_of_one_phase_in_different_diseases_are_two() -> None:
    found = trials(
        "The Phase II trial in breast cancer enrolled 120 patients. In the Phase II melanoma trial 62 patients were"
        " enrolled."
    )

    assert [study.n for study in found] == [120, 62]


def test_a_size_belongs_to_the_study_of_its_sentence() -> None:
    found = trials(
        "The METRIC trial in breast cancer is a Phase II study. In the Phase II melanoma trial 62 patients were"
        " enrolled."
    )

    assert [(study.name, study.n) for study in found] == [("METRIC", None), (None, 62)]


def test_numbers_of_cooperative_groups_are_other_names_of_a_study() -> None:
    found = trial("The innovaTV 301/GOG 3057 study enrolled 502 patients with cervical cancer.")

    assert (found.name, found.aliases) == ("innovaTV 301", ("GOG 3057",))


def test_of_two_studies_in_a_sentence_each_has_its_own_status() -> None:
    found = trials("The EMILIA trial has been stopped, and the TH3RESA trial is enrolling patients.")

    assert [(study.name, study.status) for study in found] == [("EMILIA", "stopped"), ("TH3RESA", "ongoing")]


def test_results_that_are_only_expected_are_not_reported() -> None:
    assert trial("Roche expects to report results of the EMILIA trial in 2012.").status is None


def test_a_study_that_cannot_reach_its_goal_is_stopped() -> None:
    found = trial("A committee concluded that the EMILIA trial would not meet its primary endpoint.")

    assert found.status == "stopped"


def test_design_words_of_earlier_trials_are_not_those_of_the_study() -> None:
    found = trial("NORTH is a Phase II trial. In earlier trials the drug was given as a single agent.")

    assert found.design is None


def test_parts_of_a_study_have_their_sizes() -> None:
    found = trial(
        "In the Phase I trial up to 36 patients will be enrolled in the first part and up to 30 in the second."
    )

    assert [(arm.name, arm.n) for arm in found.arms] == [("first part", 36), ("second part", 30)]


def test_the_control_arm_is_told_in_brackets() -> None:
    found = trial("The EMILIA trial used an active comparator (lapatinib plus capecitabine).")

    assert found.comparator == "lapatinib + capecitabine"


def test_two_studies_without_names_are_told_apart_by_their_disease() -> None:
    found = trials(
        "Two single-arm trials were submitted. In 102 patients with Hodgkin lymphoma the objective response rate was"
        " 73%. In 58 patients with breast cancer the objective response rate was 86%."
    )

    assert [study.indication for study in found] == ["Hodgkin lymphoma", "breast cancer"]


def test_a_named_study_takes_no_phase_of_a_study_in_another_disease() -> None:
    found = trials(
        "A Phase II trial in melanoma was terminated, while the METRIC trial in breast cancer continues to enroll"
        " patients."
    )

    assert [(study.name, study.phase, study.status) for study in found] == [
        (None, "2", "stopped"),
        ("METRIC", None, "ongoing"),
    ]


def test_a_study_takes_no_meeting_of_another_study() -> None:
    found = trials(
        "The Phase 3 EMILIA trial builds on results from the Phase 2 METRIC trial presented at ASH 2010 in Orlando."
    )

    assert [(study.name, study.conference) for study in found] == [("EMILIA", None), ("METRIC", "ASH 2010, Orlando")]


def test_the_abstract_is_that_of_the_study_s_own_meeting() -> None:
    found = trial(
        "Data of the EMILIA trial were presented in an oral session (OA06.03) at the 2010 World Conference on Lung"
        " Cancer. An analysis of EMILIA (2760MO) will be presented at the 2011 European Multidisciplinary Cancer"
        " Congress."
    )

    assert (found.conference, found.abstract) == ("2010 World Conference on Lung Cancer", "OA06.03")


def test_a_study_ends_with_the_development_of_its_drug() -> None:
    found = trial(
        f"ImmunoGen has elected to discontinue development of {TDM1}. Results of the Phase 1 trial showed an objective"
        " response rate of 10%."
    )

    assert found.status == "stopped"


def test_a_registry_id_alone_has_the_drug_of_its_paragraph() -> None:
    found = trial(f"Patients receive {TDM1} in a trial (NCT01419197).")

    assert (found.nct, found.compound) == ("NCT01419197", TDM1)


def test_a_study_without_phase_is_told_by_its_dosing() -> None:
    found = trials(
        f"Results of a Phase I trial of {TDM1} in breast cancer were presented. In this single ascending dose trial the"
        " drug was well tolerated. Interim data from the ongoing multiple ascending dose trial have been accepted for"
        " presentation at the ASCO Annual Meeting."
    )

    assert [(study.phase, study.design) for study in found] == [
        ("1", "single ascending dose"),
        (None, "multiple ascending dose"),
    ]


def test_a_study_named_in_passing_takes_no_disease_of_the_main_study() -> None:
    found = trials(
        f"A Phase II trial of {TDM1} in gastric cancer has begun; breast cancer is another aim. The dose was found in a"
        " completed Phase I study."
    )

    assert [(study.phase, study.indication, study.status) for study in found] == [
        ("2", "gastric cancer", "started"),
        ("1", None, "completed"),
    ]
