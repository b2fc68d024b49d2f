"""Names of conjugates: found where a sentence uses them, and nowhere else."""

# ruff: noqa: E501  # sentences of releases are long

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import names
from kg.extract.cast import read_cast
from kg.extract.document import Document
from kg.extract.misprints import is_misprint
from kg.lexicon import lexicon
from kg.read import read_text

STEMS = sorted(names._stems())
SYLLABLES = st.sampled_from(["ba", "co", "du", "fe", "gi", "lo", "ma", "ni", "po", "ra", "su", "ta", "ve", "zi"])
ANTIBODIES = st.builds(
    lambda parts, end: "".join(parts) + end,
    st.lists(SYLLABLES, min_size=2, max_size=4),
    st.sampled_from(["tumab", "zumab", "ximab", "tug", "tabart"]),
)
SENTENCES = st.sampled_from(
    [
        "Results with {} were shown today.",
        "The first patient received {}, an investigational medicine.",
        "In the trial, {} (given every three weeks) was well tolerated.",
        "{} is being studied in lymphoma.",
    ]
)  # fmt: skip


def conjugates(text: str) -> list[str]:
    """The spellings of every conjugate that a text names."""
    cast = read_cast(Document.of(read_text("test", text)))
    return [spelling for player in (*cast.compounds, *cast.passing) for spelling in player.spellings]


@settings(max_examples=60, deadline=None)
@given(
    antibody=ANTIBODIES,
    stem=st.sampled_from(STEMS),
    sentence=SENTENCES,
    suffix=st.sampled_from(["", "-abcd"]),
    prefix=st.sampled_from(["", "ado-", "fam-"]),
)
def test_a_name_of_antibody_and_payload_stem_is_found_in_any_sentence(
    antibody: str, stem: str, sentence: str, suffix: str, prefix: str
) -> None:
    name = f"{prefix}{antibody} {stem}{suffix}"

    found = names.decoded(sentence.format(name))

    assert [hit[2] for hit in found] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "The advantage of trastuzumab over pertuzumab was small.",
        "Roche began a phase 3 trial with atezolizumab and cobimetinib.",
        "Patients received rituximab, topotecan and irinotecan in this treatment segment.",
        "Certolizumab pegol and ibritumomab tiuxetan are no cytotoxic conjugates.",
        "Genmab, Novimmune and MorphoSys announced an agreement.",
        "The document was sent in phase with the development of tucatinib.",
        "CD30, HER2 and PD-1 were measured at ASH 2012; NCT01234567 is open.",
        "BNT162b2 and COVID-19 played no role.",
        "SAR650984, an antibody against CD38, and MOR208 were tested.",
    ],
    ids=[
        "antibodies",
        "tinib",
        "free-camptothecins",
        "polymers",
        "companies",
        "ordinary",
        "antigens",
        "vaccine",
        "naked",
    ],
)
def test_ordinary_words_and_other_drugs_are_no_conjugates(text: str) -> None:
    assert conjugates(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("XYZ-101, an antibody-drug conjugate against CD99, entered the clinic.", "XYZ-101"),
        ("Its lead Antibody-Drug Conjugate QBC1234 is in phase 1.", "QBC1234"),
        ("The ADC, called ABQ-17ME, targets SLITRK6.", "ABQ-17ME"),
        ("DB-9913 is a third-generation HER3 ADC built with linkers.", "DB-9913"),
        ("The TAP compound, QAY 94-9999, was dosed.", "QAY 94-9999"),
        ("Data with huZ12-DM4 were positive.", "huZ12-DM4"),
        ("PF-09999999 (an ADC) is in phase 2.", "PF-09999999"),
        ("PF-09999999 (BCMA-ADC, for myeloma) is in phase 2.", "PF-09999999"),
        ("QBC-6: integrin beta-6 (ITGB6) ADC with an exatecan payload.", "QBC-6"),
        ("QBC-6 is composed of an antibody to ROR1 conjugated to MMAE through a linker.", "QBC-6"),
        ("QBC 193 also carries calicheamicin; its antibody binds Lewis Y.", "QBC 193"),
        ("Results for the topoisomerase I (TOPO1) ADC QBC-9 are due.", "QBC-9"),
        ("QBC-6 is tested in combination with the first ADC of the class.", None),
        ("QBC-6 is composed of an antibody linked to a radioactive isotope, a toxin of tumors.", None),
        ("HER3 ADC programs differ from ROR9 ADC programs.", None),
    ],
    ids=[
        "apposition",
        "capitals",
        "called",
        "is-a",
        "class-first",
        "formula",
        "brackets",
        "antigen-in-brackets",
        "colon",
        "made-of",
        "carries",
        "abbreviation",
        "beside",
        "radioactive",
        "antigens",
    ],
)
def test_a_code_is_a_conjugate_where_the_sentence_says_so(text: str, name: str | None) -> None:
    assert conjugates(text) == ([name] if name else [])


@pytest.mark.parametrize(
    "text",
    [
        "The licence covers the ADCs QBC-1, QBC-2 and QBC-3; QBC-4, a bispecific antibody, is not part of it.",
        "Its ADC candidates include QBC-1, which targets CD70, QBC-2 and QBC-3.",
        "QBC-1, QBC-2 and QBC-3, three antibody-drug conjugates, entered the clinic with QBC-4.",
    ],
    ids=["before", "with clauses", "behind"],
)
def test_a_list_of_codes_is_called_conjugates_as_a_whole(text: str) -> None:
    assert conjugates(text) == ["QBC-1", "QBC-2", "QBC-3"]


@pytest.mark.parametrize(
    ("text", "spellings"),
    [
        ("IMGN901, also known as lorvotuzumab mertansine, is an ADC. IMGN-901 binds CD56.", {"IMGN901", "lorvotuzumab mertansine", "IMGN-901"}),
        ("XYZ-101 (examplamab vedotin; formerly QQ-7001) is an ADC. QQ-7001 was safe.", {"XYZ-101", "examplamab vedotin", "QQ-7001"}),
        ("Enfortumab vedotin (EV) is an ADC. EV was given weekly.", {"enfortumab vedotin", "EV"}),
        ("EXBRANDO\u2122 (examplamab vedotin) was approved. Exbrando helps.", {"EXBRANDO", "examplamab vedotin"}),
        ("Zarvexa (examplamab vedotin-abcd), also known as QBC-7, is an ADC. QBC-7 was safe.", {"Zarvexa", "examplamab vedotin-abcd", "QBC-7"}),
        ("QBC-7/ABX-77 (examplamab vedotin; brand name Zarvexa) is an ADC.", {"QBC-7", "ABX-77", "examplamab vedotin", "Zarvexa"}),
        ("QBC-7, formerly ABX-77, is an ADC. ABX-77 was renamed when Abx was bought.", {"QBC-7", "ABX-77"}),
        ("Examplamab vedotin is marketed in Japan under the trade name Zarvexa. Zarvexa is an ADC.", {"examplamab vedotin", "Zarvexa"}),
    ],
    ids=["known-as", "brackets", "abbreviation", "brand", "suffix", "stroke", "formerly", "trade name"],
)  # fmt: skip
def test_names_that_the_text_binds_are_one_conjugate(text: str, spellings: set[str]) -> None:
    cast = read_cast(Document.of(read_text("test", text)))

    assert len(cast.compounds) == 1
    assert set(cast.compounds[0].spellings) == spellings


def test_antibody_and_conjugate_are_never_one() -> None:
    cast = read_cast(
        Document.of(read_text("test", "Trastuzumab emtansine joins trastuzumab and DM1. T-DM1 is an ADC."))
    )

    assert cast.compounds[0].spellings == ("trastuzumab emtansine", "T-DM1")
    assert [player.name for player in cast.other_drugs] == ["trastuzumab"]


@pytest.mark.parametrize(
    ("printed", "name", "expected"),
    [
        ("IMG901", "IMGN901", True),
        ("IMNG901", "IMGN901", True),
        ("SGN-30", "SGN-35", False),
        ("IMGN853", "IMGN529", False),
        ("DM1", "DM4", False),
        ("trastuzumab", "trastuzumab emtansine", False),
        ("mirvetuximab soravtansin", "mirvetuximab soravtansine", True),
    ],
)
def test_a_misprint_is_one_edit_away_and_keeps_its_digits(printed: str, name: str, expected: bool) -> None:
    assert is_misprint(printed, name) is expected


def test_a_misprint_is_linked_and_kept_as_printed() -> None:
    cast = read_cast(Document.of(read_text("test", "IMG901 was well tolerated, the company said. IMGN901 binds CD56.")))

    assert cast.compounds[0].name == "IMGN901"
    assert cast.compounds[0].misprints == {"IMG901": "IMGN901"}


def test_an_unknown_name_is_decoded_by_its_stem() -> None:
    match = names.inn("examplamab vedotin")

    assert match is not None
    parts = {part.role: part for part in names.decode(match)}
    assert parts["antibody"].name == "examplamab"
    assert parts["payload"].name == "MMAE"
    assert {part.source for part in parts.values()} == {"decoded"}
    assert "vedotin" in parts["payload"].rule


def test_every_listed_conjugate_is_found_by_its_name() -> None:
    labels = sorted({entry.label for entry in lexicon().entries("compound")})

    missed = [label for label in labels if not conjugates(f"Results with {label} were shown.")]

    assert missed == []


def test_a_sibling_in_a_list_of_candidates_is_a_conjugate_too() -> None:
    text = "It has an option on the research candidates QBC-2 (CD37-ADC), meant for lymphoma, and QBC-4, whose target is secret. QBX-9 is not for sale."

    assert conjugates(text) == ["QBC-2", "QBC-4"]


@pytest.mark.parametrize(
    "text",
    [
        "Example starts trial of QBC-1\n\nBOSTON, May 3, 2018 - Example Pharma, Inc. announced a trial of QBC-1, a naked antibody. Patients who received brentuximab vedotin before may take part.",
        "Example starts trial of QBC-1\n\nBOSTON, May 3, 2018 - Example Pharma, Inc. announced that QBC-1, a PD-1 inhibitor, is combined with enfortumab vedotin.",
        "Example starts trial of QBC-1\n\nBOSTON, May 3, 2018 - Example Pharma, Inc. announced a trial of QBC-1, a radioimmunoconjugate of an antibody linked to lutetium-177.",
    ],
    ids=["received before", "beside", "radioactive"],
)
def test_news_about_another_drug_is_not_about_conjugates(text: str) -> None:
    cast = read_cast(Document.of(read_text("test", text)))

    assert (cast.is_adc, cast.compounds) == (False, ())


def test_a_code_that_a_standing_paragraph_describes_as_a_conjugate_is_one() -> None:
    cast = read_cast(
        Document.of(
            read_text(
                "test",
                "Example doses first patient with QBC-1\n\nBOSTON, May 3, 2018 - Example Pharma, Inc. announced a trial of QBC-1, an ADC.\n\n"
                "About Example\nThe pipeline further includes QBC-2, a HER3-targeted ADC. Partners develop brentuximab vedotin and QBC-3.",
            )
        )
    )

    assert [player.name for player in cast.compounds] == ["QBC-1", "QBC-2"]
