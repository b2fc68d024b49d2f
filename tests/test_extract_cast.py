"""The cast: which conjugate a sentence is about, who is a comparator, what the release is about."""

# ruff: noqa: E501  # sentences of releases are long

from __future__ import annotations

import pytest

from kg.extract.cast import Cast, read_cast, short_company
from kg.extract.document import Document
from kg.read import read_text


def cast_of(text: str) -> Cast:
    """The cast of a text."""
    return read_cast(Document.of(read_text("test", text)))


def test_a_sentence_without_a_name_is_about_the_conjugate_before_it() -> None:
    cast = cast_of("IMGN779 targets CD33. It is in phase 1. IMGN632 targets CD123. It will open soon.")

    assert [cast.compound_of(index) for index in range(4)] == ["IMGN779", "IMGN779", "IMGN632", "IMGN632"]


def test_the_conjugate_of_the_headline_is_the_main_one() -> None:
    cast = cast_of(
        "Enhertu beats T-DM1\n\nT-DM1 was the control. T-DM1 was given every three weeks. Patients on Enhertu did better."
    )

    assert cast.main == "Enhertu"


@pytest.mark.parametrize(
    "sentence",
    [
        "Patients on Enhertu lived longer compared with those on T-DM1.",
        "Enhertu was superior to T-DM1 in this trial.",
        "PFS was 25.1 months with Enhertu vs. 7.2 months with T-DM1.",
        "Patients were randomized to Enhertu versus T-DM1.",
    ],
)
def test_a_conjugate_behind_versus_is_a_comparator(sentence: str) -> None:
    cast = cast_of(f"Enhertu data\n\n{sentence}")

    assert [player.name for player in cast.compounds] == ["Enhertu"]
    assert cast.is_comparator("T-DM1")


def test_a_conjugate_that_only_the_standing_paragraphs_name_is_passing() -> None:
    cast = cast_of(
        "Example Pharma, Inc. today announced data with SAR3419, an antibody-drug conjugate.\n\nAbout Example Pharma\nThe company also develops IMGN901."
    )

    assert [player.name for player in cast.compounds] == ["SAR3419"]
    assert [player.name for player in cast.passing] == ["IMGN901"]


def test_an_earlier_treatment_is_passing() -> None:
    cast = cast_of("Enhertu data\n\nEnhertu shrank tumours in patients previously treated with T-DM1.")

    assert [player.name for player in cast.passing] == ["T-DM1"]


def test_a_conjugate_that_only_a_quotation_names_takes_no_news_of_another_code() -> None:
    cast = cast_of(
        "Example Pharma Doses First Patient With XYZ-7\n\nBOSTON, May 3, 2018 - Example Pharma, Inc. today announced a trial of XYZ-7.\n\n"
        '"We learned a lot from Enhertu," said Jane Doe, president of Example Pharma.'
    )

    assert [player.name for player in cast.compounds] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Example Pharma, Inc. today announced data with its antibody-drug conjugate XYZ-101.", True),
        (
            "Example and Other enter ADC collaboration\n\nExample Pharma, Inc. licensed its ADC technology to Other Bio, Inc.",
            True,
        ),
        (
            "Example Pharma, Inc., a leader in antibody-drug conjugates, today announced the appointment of Jane Doe as Chief Financial Officer.",
            False,
        ),
        (
            "Example Pharma, Inc., a leader in antibody-drug conjugates (ADCs), today announced a new office building.",
            False,
        ),
        ("Example Pharma, Inc. said that the siRNA conjugate exmersiran met its endpoint.", False),
        (
            "Example Pharma, Inc. today reported results with the antibody examplamab.\n\nAbout Example\nExample also makes antibody-drug conjugates.",
            False,
        ),
        ("The FDA approved Example's RNAi medicine. It does not use antibodies.", False),
        (
            "Perjeta extends survival\n\nPerjeta (pertuzumab) met its endpoint. Patients who had received trastuzumab emtansine were left out.",
            False,
        ),
        ("A partner pays for the development of conjugated antibody treatments for cancer.", True),
        ("Example Pharma, Inc. today announced data with XYZ-101, a CD71-directed Probody drug conjugate.", True),
        ("Example Pharma, Inc. today announced data with XYZ-101, a drug conjugate of a human antibody.", True),
        (
            "Example Pharma, Inc. today announced that the peptide conjugate XYZ-7 works in T-DM1-refractory patients.",
            False,
        ),
        (
            "Example Pharma, Inc. today announced that XYZ-7, a Bicycle Toxin Conjugate (BTC), works after enfortumab vedotin.",
            False,
        ),
    ],
    ids=[
        "conjugate",
        "technology",
        "people",
        "self-description",
        "sirna",
        "naked-antibody",
        "rnai",
        "earlier",
        "pact",
        "probody",
        "class-words",
        "refractory",
        "peptide",
    ],
)
def test_what_a_release_is_about(text: str, expected: bool) -> None:
    assert cast_of(text).is_adc is expected


def test_the_company_and_we_mean_the_issuer() -> None:
    cast = cast_of(
        "Example Pharma, Inc. (Nasdaq: EXPH) today announced a trial. The Company and Other Bio, Inc. will share costs."
    )

    assert cast.issuer is not None
    assert cast.issuer.full == "Example Pharma, Inc."
    text = cast.document.text
    start = text.index("The Company")
    assert cast.companies_in(start, start + 11) == [(start, start + 11, cast.issuer.name)]


def test_we_in_a_partners_quotation_means_the_partner() -> None:
    cast = cast_of(
        'Example Pharma, Inc. (Nasdaq: EXPH) today announced a deal.\n\n"Now we have found what we wanted for so long," said Jane Doe, CEO of Other Bio, Inc.'
    )
    start = cast.document.text.index("we have")

    assert [name for _, _, name in cast.companies_in(start, start + 2)] == ["Other Bio"]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        (
            "Merck (NYSE: MRK), known as MSD outside the United States, today announced data with XYZ-101, an ADC.",
            "merck-co-inc",
        ),
        ("Merck today announced data with XYZ-101, an ADC. Merck KGaA is known for it.", "merck-kgaa"),
        ("Merck (NYSE: MRK) today announced data with XYZ-101, an ADC.", None),
    ],
    ids=["other-short-name", "full-name", "as-printed"],
)
def test_a_short_name_of_two_companies_means_the_one_that_the_release_tells_apart(text: str, slug: str | None) -> None:
    issuer = cast_of(text).issuer

    assert issuer is not None
    assert (issuer.name, issuer.slug) == ("Merck", slug)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("ImmunoGen, Inc.", "ImmunoGen"),
        ("Bayer HealthCare Pharmaceuticals", "Bayer HealthCare Pharmaceuticals"),
        ("Astellas Pharma Inc.", "Astellas Pharma"),
        ("Heidelberg Pharma AG", "Heidelberg Pharma"),
        ("Eli Lilly and Company", "Eli Lilly and"),
        ("Genmab A/S", "Genmab"),
    ],
)
def test_short_names_lose_the_legal_form(name: str, short: str) -> None:
    assert short_company(name) == short


@pytest.mark.parametrize(
    "sentence",
    [
        "Ten patients had also had regorafenib, a drug that was approved on the basis of a median survival of 6.4 months.",
        "Regorafenib was approved on the basis of a median survival of 6.4 months.",
    ],
    ids=["explained", "approved"],
)
def test_a_sentence_that_explains_another_drug_is_about_no_conjugate(sentence: str) -> None:
    text = f"Example Pharma today announced data with XYZ-101, an antibody-drug conjugate. {sentence} It helped."
    cast = read_cast(Document.of(read_text("test", text)))

    assert [cast.compound_of(index) for index in range(3)] == ["XYZ-101", None, "XYZ-101"]


@pytest.mark.parametrize("heading", ["Lacutamab (anti-KIR3DL2 antibody):", "QB-101 (bispecific antibody):"])
def test_what_stands_under_another_drugs_heading_is_about_no_conjugate(heading: str) -> None:
    text = (
        "Example Pharma today announced data with XYZ-101, an antibody-drug conjugate.\n\n"
        "The company reported on its pipeline. It grows.\n\n"
        f"{heading}\nThe response rate was 16.8%.\n\n"
        "XYZ-101:\nThe response rate was 30%.\n"
    )
    document = Document.of(read_text("test", text))
    cast = read_cast(document)

    about = {document.words(s): cast.compound_of(index) for index, s in enumerate(document.sentences)}
    assert about["The response rate was 16.8%."] is None
    assert about["The response rate was 30%."] == "XYZ-101"


def test_an_earlier_treatment_is_not_what_the_next_sentence_is_about() -> None:
    text = (
        "Example Pharma today announced data with XYZ-101, an antibody-drug conjugate. "
        "The patients' cancers were refractory to targeted drugs, including trastuzumab and trastuzumab emtansine. "
        "The response rate was 30%."
    )
    cast = read_cast(Document.of(read_text("test", text)))

    assert [player.name for player in cast.compounds] == ["XYZ-101"]
    assert cast.compound_of(2) == "XYZ-101"


@pytest.mark.parametrize(
    "text",
    [
        "First Patient Treated With XYZ-101\nTrial of a CD22-targeting antibody drug conjugate\n\nBOSTON, May 3, 2018 - Example Pharma reported on XYZ-101.",
        "BOSTON, May 3, 2018 - Example Pharma reported on an anti-TROP2 Mab-SN38 Conjugate (XYZ-101). XYZ-101 is new.",
        "BOSTON, May 3, 2018 - The HER2 ADC (XYZ-101) was developed by Example Pharma. XYZ-101 is new.",
    ],
    ids=["headline", "bracket", "class"],
)
def test_a_code_beside_the_word_conjugate_is_one(text: str) -> None:
    cast = read_cast(Document.of(read_text("test", text)))

    assert [player.name for player in cast.compounds] == ["XYZ-101"]
