"""Adverse events: which event, in whom, how often, how severe."""

from __future__ import annotations

import pytest

from kg.model import AdverseEvent
from tests.extract_case import facts_of

Shown = tuple[str, float | None, int | None, str | None]


def events(body: str) -> list[Shown]:
    """Term, percent, count and grade of the events that are not denied."""
    found = facts_of(body).adverse_events
    return [(e.term, e.percent, e.n, e.grade) for e in found if e.modality != "negated"]


CASES: dict[str, tuple[str, list[Shown]]] = {
    "of which": (
        "Adverse events were neuropathy (41%, of which 5% Grade 3) and rash (10%).",
        [("neuropathy", 41, None, None), ("neuropathy", 5, None, "3"), ("rash", 10, None, None)],
    ),
    "an event named in brackets": (
        "One Grade 5 event (respiratory failure in the first cohort) was considered related.",
        [("respiratory failure", None, 1, "5")],
    ),
    "a death with its cause in brackets": (
        "Four patients died of adverse events; one death (tumour lysis syndrome) was related to treatment.",
        [("death", None, 4, "5"), ("tumour lysis syndrome", None, 1, "5")],
    ),
    "off the drug": ("Seven patients (7%) went off study drug for toxicity.", [("any adverse event", 7, 7, None)]),
    "identified with": ("Six patients have been identified with hepatotoxicity.", [("hepatotoxicity", None, 6, None)]),
    "a grade in brackets with all patients": (
        "Neutropenia (54 % of all 100 patients; grade 3-4: 52 %) was the most frequent adverse event.",
        [("neutropenia", 54, None, None), ("neutropenia", 52, None, "3-4")],
    ),
    "pairs in the cells of rows": (
        "Adverse events, any grade / Grade >=3\n Anemia ........ 4 (17%) / 3 (13%)\n Fatigue ....... 3 (13%) / 1 (4%)",
        [("anemia", 17, 4, "any"), ("anemia", 13, 3, ">=3"), ("fatigue", 13, 3, "any"), ("fatigue", 4, 1, ">=3")],
    ),
    "two grades in one bracket": (
        "The most frequent adverse events were rash (47%; Grade 3 or higher, 10%) and cough (34%; Grade >=3, 2%).",
        [("rash", 47, None, None), ("rash", 10, None, ">=3"), ("cough", 34, None, None), ("cough", 2, None, ">=3")],
    ),
    "those of a grade": (
        "Adverse events occurred in 98% of patients, those of Grade 3 or higher in 47%.",
        [("any adverse event", 98, None, None), ("any adverse event", 47, None, ">=3")],
    ),
    "the most common of a grade": (
        "Grade 3 or higher adverse events occurred in 58%; the most common were anemia (12%) and cough (9%).",
        [("any adverse event", 58, None, ">=3"), ("anemia", 12, None, ">=3"), ("cough", 9, None, ">=3")],
    ),
    "events of the sentence before": (
        "Grade 3 or higher adverse events occurred in 58%. These were mainly mild: anemia (12%) and cough (9%).",
        [("any adverse event", 58, None, ">=3"), ("anemia", 12, None, ">=3"), ("cough", 9, None, ">=3")],
    ),
    "treatment ended by the events": (
        "Grade 3 or higher adverse events occurred in 9%, and in six patients (8%) they led to discontinuation.",
        [("any adverse event", 9, None, ">=3"), ("any adverse event", 8, 6, None)],
    ),
    "one of each": (
        "There were two Grade 5 events, one of septic shock and one of pneumonia.",
        [("septic shock", None, 1, "5"), ("pneumonia", None, 1, "5")],
    ),
    "a death with its cause": (
        "One patient with lung cancer died of pneumonitis.",
        [("pneumonitis", None, 1, "5")],
    ),
    "the other event of two": (
        "Neuropathy was not noted, and one case of Grade 2 interstitial lung disease was reported.",
        [("interstitial lung disease", None, 1, "2")],
    ),
    "a clause of its own": (
        "Neuropathy occurred in 36% of patients across trials; 2% of patients experienced Grade 3 neuropathy.",
        [("neuropathy", 36, None, None), ("neuropathy", 2, None, "3")],
    ),
    "a direction only inside its item": (
        "Low platelet count (9%) and raised liver enzymes (ALT, 8%; AST, 6%) were the adverse events.",
        [("low platelet count", 9, None, None), ("increased ALT", 8, None, None), ("increased AST", 6, None, None)],
    ),
    "a grade in brackets behind severe": (
        "Severe adverse events (Grade 3 or greater) were seen in 46% of patients.",
        [("any adverse event", 46, None, ">=3")],
    ),
    "pairs of grades": (
        "The most frequent adverse events (all grades; grade 3 or higher) were nausea (51%; 4%) and rash (20%; 1%).",
        [("nausea", 51, None, "any"), ("nausea", 4, None, ">=3"), ("rash", 20, None, "any"), ("rash", 1, None, ">=3")],
    ),
    "a part of one event by grade": (
        "Neutropenia occurred in 61% of patients, including grade 3-4 in 47%.",
        [("neutropenia", 61, None, None), ("neutropenia", 47, None, "3-4")],
    ),
    "a share that experiences a grade": (
        "Peripheral neuropathy of any grade was seen in 44 percent, with 8 percent experiencing Grade 3 events.",
        [("peripheral neuropathy", 44, None, "any"), ("peripheral neuropathy", 8, None, "3")],
    ),
    "the events of an organ": (
        "Ocular adverse events occurred in 52% of patients (31% grade 1 and 4% grade 3).",
        [
            ("ocular adverse events", 52, None, None),
            ("ocular adverse events", 31, None, "1"),
            ("ocular adverse events", 4, None, "3"),
        ],
    ),
    "one case each": (
        "One case each of Grade 3 hyponatremia and Grade 3 hypokalemia was noted.",
        [("hyponatremia", None, 1, "3"), ("hypokalemia", None, 1, "3")],
    ),
    "a grade of all events is not that of others": (
        "Any TEAE was reported in 98% of patients, and grade 3 or higher TEAEs in 56%.",
        [("any adverse event", 98, None, None), ("any adverse event", 56, None, ">=3")],
    ),
    "severe in brackets behind the grade": (
        "Grade 3 or greater (severe) adverse events occurred in 41% of patients.",
        [("any adverse event", 41, None, ">=3")],
    ),
    "what is denied of a higher grade": (
        "Interstitial lung disease occurred in 9% of patients, with two grade 3 events and no grade 5 events.",
        [("interstitial lung disease", 9, None, None), ("interstitial lung disease", None, 2, "3")],
    ),
    "number words before deaths": (
        "There were four deaths considered related to treatment.",
        [("death", None, 4, "5")],
    ),
    "list with figures in brackets": (
        "The most common adverse events were fatigue (31%), nausea (22.5 percent) and febrile neutropenia (4%).",
        [("fatigue", 31, None, None), ("nausea", 22.5, None, None), ("febrile neutropenia", 4, None, None)],
    ),
    "a grade holds for the list behind it": (
        "Grade 3 or higher adverse events included anemia (7%) and low platelet count (9%).",
        [("anemia", 7, None, ">=3"), ("low platelet count", 9, None, ">=3")],
    ),
    "a grade in brackets with its figure": (
        "Adverse events included diarrhea (any grade: 40%; grade 3 or higher: 6%) and rash (11%).",
        [("diarrhea", 40, None, "any"), ("diarrhea", 6, None, ">=3"), ("rash", 11, None, None)],
    ),
    "laboratory values take the direction in front of the bracket": (
        "Severe adverse events were increased levels of liver enzymes (ALT, 8%; AST, 6%).",
        [("increased ALT", 8, None, "severe"), ("increased AST", 6, None, "severe")],
    ),
    "event first, patients behind": (
        "Grade 4 thrombocytopenia was observed in 3 of 30 patients (10%).",
        [("thrombocytopenia", 10, 3, "4")],
    ),
    "patients first": ("Six patients (15%) had grade 3/4 neutropenia.", [("neutropenia", 15, 6, "3-4")]),
    "share first": ("25% of patients reported headache.", [("headache", 25, None, None)]),
    "a fatal case": ("There was one fatal case of pneumonitis.", [("pneumonitis", None, 1, "5")]),
    "each": (
        "Adverse events were fatigue and cough (18% each).",
        [("fatigue", 18, None, None), ("cough", 18, None, None)],
    ),
    "respectively": (
        "Nausea and vomiting occurred in 40% and 25% of patients, respectively.",
        [("nausea", 40, None, None), ("vomiting", 25, None, None)],
    ),
    "all events together": (
        "Serious adverse events were reported in 12% of patients.",
        [("any adverse event", 12, None, "serious")],
    ),
    "an abbreviation in brackets is the same event": (
        "Interstitial lung disease (ILD) occurred in 5% of patients.",
        [("interstitial lung disease", 5, None, None)],
    ),
    "bullets under a heading": (
        "Adverse events of any grade\n- fatigue: 44%\n- back pain, severe, 3%",
        [("fatigue", 44, None, "any"), ("back pain", 3, None, "severe")],
    ),
    "British spelling": ("Anaemia and diarrhoea were seen in 20% and 10% of patients, respectively.",
        [("anaemia", 20, None, None), ("diarrhoea", 10, None, None)]),
    "a number in a grade counts nothing": (
        "There were two grade 5 events (0.3%) of pneumonitis.",
        [("pneumonitis", 0.3, 2, "5")],
    ),
    "number words count events": (
        "Serious adverse events included one acute kidney injury and one stroke (0.6% each).",
        [("acute kidney injury", 0.6, 1, "serious"), ("stroke", 0.6, 1, "serious")],
    ),
    "a grade does not reach over a semicolon": (
        "The most common adverse events were headache and cough; two patients had grade 4 neutropenia.",
        [("headache", None, None, None), ("cough", None, None, None), ("neutropenia", None, 2, "4")],
    ),
    "a semicolon in brackets ends no grade": (
        "Adverse events of grade 3 or higher were anemia (9%; 4%) and rash (5%; 2%).",
        [("anemia", 9, None, ">=3"), ("rash", 5, None, ">=3")],
    ),
    "patients of one dose": (
        "One patient at 2.2 mg/kg had grade 4 neutropenia.",
        [("neutropenia", None, 1, "4")],
    ),
    "serious is not severe": (
        "Adverse events of grade 3 or higher occurred in 41% of patients, serious adverse events in 20%.",
        [("any adverse event", 41, None, ">=3"), ("any adverse event", 20, None, "serious")],
    ),
    "the same event once more": (
        "Pneumonitis occurred in 8% of patients, and there was one fatal case.",
        [("pneumonitis", 8, None, None), ("pneumonitis", None, 1, "5")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES.keys())
def test_events_of_a_wording(body: str, expected: list[Shown]) -> None:
    assert events(body) == expected


def only(body: str) -> AdverseEvent:
    found = facts_of(body).adverse_events
    assert len(found) == 1, found
    return found[0]


def test_a_list_without_figures_keeps_its_threshold() -> None:
    found = facts_of(
        "The most common adverse events (in more than 20% of patients) were chills and dry eye."
    ).adverse_events

    assert [(e.term, e.percent, e.threshold) for e in found] == [("chills", None, ">20%"), ("dry eye", None, ">20%")]


def test_two_figures_belong_to_two_arms() -> None:
    body = (
        "The phase 3 trial compared lorvotuzumab mertansine with docetaxel. Neutropenia of grade 3 or higher occurred"
        " in 12% of patients on lorvotuzumab mertansine compared to 48% of those on docetaxel."
    )

    found = facts_of(body).adverse_events

    assert [(e.percent, e.arm == "docetaxel") for e in found] == [(12, False), (48, True)]


def test_the_end_of_treatment_is_a_discontinuation() -> None:
    event = only("Adverse events leading to discontinuation occurred in 7% of patients.")

    assert (event.term, event.percent, event.kind) == ("any adverse event", 7, "discontinuation")


def test_a_dose_limiting_toxicity_is_named_as_one() -> None:
    found = facts_of("Dose-limiting toxicities were grade 3 hyperglycemia and grade 4 neutropenia.").adverse_events

    assert [(e.term, e.grade, e.kind) for e in found] == [("hyperglycemia", "3", "DLT"), ("neutropenia", "4", "DLT")]


def test_what_did_not_occur_is_negated() -> None:
    event = only("No cases of pancreatitis were reported.")

    assert (event.term, event.modality) == ("pancreatitis", "negated")


def test_an_unlisted_event_in_a_list_is_an_event() -> None:
    found = facts_of(
        "The most common adverse events were nausea, hearing loss, fatigue and brittle nails."
    ).adverse_events

    assert [event.term for event in found] == ["nausea", "hearing loss", "fatigue", "brittle nails"]


def test_two_names_with_one_figure_are_one_event() -> None:
    assert only("Interstitial lung disease/pneumonitis occurred in 9% of patients.").percent == 9


def test_treatment_related_events_say_so() -> None:
    assert only("Treatment-related peripheral neuropathy occurred in 9% of patients.").related is True


@pytest.mark.parametrize(
    "body",
    [
        "Of the patients, 40% had grade 1 neuropathy from prior therapy.",
        "Each year pneumonia kills 40,000 people.",
        "The objective response rate was 45% (18/40).",
        "Four patients had complete responses (CRs) and the disease progressed in 20%.",
        "Acute myeloid leukemia has a 5-year survival of 30%.",
    ],
    ids=["prior therapy", "epidemiology", "response", "complete responses", "disease"],
)
def test_what_is_no_adverse_event(body: str) -> None:
    assert facts_of(body).adverse_events == ()


def test_every_figure_stands_in_the_evidence() -> None:
    for event in facts_of("Adverse events were fatigue (31%) and nausea in 4 of 20 patients (20%).").adverse_events:
        assert str(event.percent) in " ".join(evidence.quote for evidence in event.evidence)


def test_a_count_with_all_patients_behind_it() -> None:
    event = only("Only three adverse events of grade 3 or higher were seen in 44 patients.")
    assert (event.n, event.N, event.grade) == (3, 44, ">=3")


@pytest.mark.parametrize(
    "body",
    [
        "12.5% of patients stopped treatment because of adverse events.",
        "Adverse events led 12.5% of patients to discontinue treatment.",
    ],
    ids=["stopped because of", "led to discontinue"],
)
def test_adverse_events_that_end_treatment(body: str) -> None:
    event = only(body)
    assert (event.term, event.percent, event.kind) == ("any adverse event", 12.5, "discontinuation")


def test_columns_of_a_table_are_arms() -> None:
    head = "| Adverse events, grade 3 or higher | IMGN901 | Docetaxel |\n|---|---|---|\n"
    found = facts_of(f"{head}| Any | 40% | 62% |\n| Anemia | - | 9% |").adverse_events
    assert [(e.term, e.percent, e.grade, e.arm, e.compound is None) for e in found] == [
        ("any adverse event", 40, ">=3", None, False),
        ("any adverse event", 62, ">=3", "Docetaxel", True),
        ("anemia", 9, ">=3", "Docetaxel", True),
    ]


def test_an_abbreviation_stands_for_its_event() -> None:
    body = "A boxed warning names veno-occlusive disease (VOD). VOD occurred in 11% of patients."
    assert [(e.term, e.percent) for e in facts_of(body).adverse_events if e.percent] == [("veno-occlusive disease", 11)]


def test_a_second_row_of_heads_tells_the_columns_of_an_arm_apart() -> None:
    table = (
        "| Adverse event | IMGN901 | | Docetaxel | |\n|---|---|---|---|---|\n"
        "| | Any grade | Grade >=3 | Any grade | Grade >=3 |\n| Nausea | 42% | 6% | 31% | 3% |"
    )
    assert [(e.percent, e.grade, e.arm) for e in facts_of(table).adverse_events] == [
        (42, "any", None),
        (6, ">=3", None),
        (31, "any", "Docetaxel"),
        (3, ">=3", "Docetaxel"),
    ]


def test_the_block_about_a_trial_tells_its_events() -> None:
    body = (
        "It goes on.\n\nAbout the NORTH-1 trial\n\nGrade 3 or 4 treatment-related adverse events occurred in 58% of"
        " patients (n=21). The most common adverse events were neutropenia and nausea.\n\nAbout the drug\n\n"
        "Adverse events were fatigue (31%) and rash (8%)."
    )
    found = facts_of(body).adverse_events

    assert [(e.term, e.percent, e.grade, e.n) for e in found] == [
        ("any adverse event", 58, "3-4", 21),
        ("neutropenia", None, None, None),
        ("nausea", None, None, None),
    ]


def test_a_rate_of_discontinuation_that_is_related_to_the_drug() -> None:
    found = only("The drug-related discontinuation rate was 3%.")

    assert (found.term, found.percent, found.kind, found.related) == ("any adverse event", 3, "discontinuation", True)


def test_a_count_of_cases_stands_before_the_share() -> None:
    found = only("Two cases of grade 1-2 peripheral neuropathy (4.7%) were reported.")

    assert (found.n, found.percent, found.grade) == (2, 4.7, "1-2")


def test_who_was_looked_at_for_nothing_is_no_count_of_events() -> None:
    assert facts_of("No treatment-related SAEs or DLTs were observed across 65 patients.").adverse_events == ()


_LABEL = """About {drug}
{drug} is an antibody-drug conjugate.

Important Safety Information for {of}
{of} can cause severe skin reactions, including rash.
Hyperglycemia occurred in 14% of patients.

Please see the full prescribing information.
Nausea occurred in 9% of patients of another study.
"""


def test_safety_information_of_the_conjugate_counts_up_to_its_end() -> None:
    drug = "Lorvotuzumab mertansine"

    assert events(_LABEL.format(drug=drug, of=drug)) == [("hyperglycemia", 14, None, None)]


def test_safety_information_of_another_drug_does_not_count() -> None:
    assert events(_LABEL.format(drug="Lorvotuzumab mertansine", of="pembrolizumab")) == []


def test_the_arm_of_a_combination_is_named_in_full() -> None:
    body = "Nausea was seen in 54% on the lorvotuzumab mertansine plus XYZ arm compared to 39% on the XYZ arm."

    assert [e.arm for e in facts_of(body).adverse_events] == ["lorvotuzumab mertansine + XYZ", "XYZ"]


def test_events_related_to_a_named_drug_are_related() -> None:
    body = "The most common IMGN901-related adverse events were fatigue (31%) and nausea (22%)."

    assert [e.related for e in facts_of(body, compound="IMGN901").adverse_events] == [True, True]


def test_deaths_that_start_an_analysis_are_no_events() -> None:
    assert events("After 346 deaths, a pre-specified interim analysis of safety was done.") == []


def test_the_group_at_one_dose_is_an_arm() -> None:
    body = (
        "Three patients in the 120 mg/m2 group (7%) and none in the 100 mg/m2 group discontinued due to adverse events."
    )

    assert [(e.arm, e.n, e.percent) for e in facts_of(body).adverse_events] == [("120 mg/m2", 3, 7)]


PRECISE: dict[str, tuple[str, list[Shown]]] = {
    "none above a grade": (
        "Eleven percent of the patients had infusion reactions, none of them above grade 2.",
        [("infusion reactions", 11, None, None)],
    ),
    "changes of dose": ("Peripheral neuropathy led to dose modification in 21% of patients.", []),
    "a denial in the clause before": (
        "No patient had a grade 5 adverse event, and only 3% discontinued because of adverse events.",
        [("any adverse event", 3, None, None)],
    ),
    "parts of the body": (
        "Side effects included hair loss, rash and numbness of the hands and feet.",
        [("hair loss", None, None, None), ("rash", None, None, None), ("numbness of the hands", None, None, None)],
    ),
    "a toxicity related to treatment": (
        "12 of 40 patients (30%) experienced a grade 3 or 4 treatment-related toxicity.",
        [("any adverse event", 30, 12, "3-4")],
    ),
}


@pytest.mark.parametrize(("body", "expected"), PRECISE.values(), ids=PRECISE.keys())
def test_what_a_figure_is_of(body: str, expected: list[Shown]) -> None:
    assert events(body) == expected


def test_two_grades_in_two_arms() -> None:
    body = (
        "Nausea (all grades, 64% vs. 22%; grade >=3, 4% vs. 1%) was more common with lorvotuzumab mertansine"
        " than with docetaxel."
    )

    assert [(e.percent, e.grade, e.arm) for e in facts_of(body).adverse_events] == [
        (64, "any", None),
        (22, "any", "docetaxel"),
        (4, ">=3", None),
        (1, ">=3", "docetaxel"),
    ]
