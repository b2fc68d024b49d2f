"""What a release states of a conjugate: parts, roles, indications; and what it does not."""

# ruff: noqa: E501  # sentences of releases are long

from __future__ import annotations

import pytest

from kg.extract.cast import read_cast
from kg.extract.compounds import read_compounds, read_technologies
from kg.extract.document import Document
from kg.extract.roles import read_all_roles
from kg.model import Compound
from kg.read import read_text


def compounds(text: str) -> tuple[Compound, ...]:
    """The conjugates of a text."""
    document = Document.of(read_text("test", text))
    cast = read_cast(document)
    return read_compounds(document, cast, read_all_roles(document, cast))


def compound(text: str) -> Compound:
    """The main conjugate of a text."""
    return compounds(text)[0]


HEAD = "Example Pharma, Inc. (Nasdaq: EXPH) today announced data with XYZ-101, an antibody-drug conjugate. "


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("XYZ-101 targets CD56.", "CD56"),
        ("XYZ-101 is an ADC directed against mesothelin.", "mesothelin"),
        ("XYZ-101 is a HER2-directed antibody-drug conjugate.", "HER2"),
        ("XYZ-101 is an anti-CD70 ADC.", "CD70"),
        ("The ADC, called XYZ-101, targets the tumor antigen SLITRK6.", "SLITRK6"),
        ("XYZ-101 is a folate receptor alpha (FR\u03b1)-targeting ADC.", "FR\u03b1"),
        ("XYZ-101 is an ADC whose target is SLC44A4.", "SLC44A4"),
        ("XYZ-101 consists of DM1 attached to a CD56-binding antibody.", "CD56"),
        ("It binds BCMA.", "BCMA"),
        ('XYZ-101 targets Human Epidermal Growth Factor Receptor 2 ("HER2").', "HER2"),
        ("XYZ-101 targets the sodium-dependent phosphate transport protein NaPi2b.", "NaPi2b"),
        (
            "XYZ-101 binds carcinoembryonic antigen-related cell adhesion molecule 5 (CEACAM5).",
            "CEACAM5",
        ),
        ("The target of XYZ-101 is PTK7.", "PTK7"),
        ("ROR1, the target of XYZ-101, is found on many tumours.", "ROR1"),
        ("XYZ-101's target, SLC44A4, is found in pancreatic cancer.", "SLC44A4"),
        ("XYZ-101 homes in on mesothelin.", "mesothelin"),
        ("XYZ-101 is made to seek out tumor cells that carry the B7-H3 protein.", "B7-H3"),
        ("XYZ-101 consists of an antibody to guanylyl cyclase C (GCC) and MMAE.", "GCC"),
        ("XYZ-101 targets kidney-associated antigen 1 (KAAG1).", "KAAG1"),
        ("XYZ-101 was made to target human epidermal growth factor receptor 3 (HER3).", "HER3"),
        ("XYZ-101 consists of an anti-FolR\u03b1 human IgG1 antibody, SP8166, and a toxin.", "FolR\u03b1"),
        ("XYZ-101 targets the cancer-stem cell-associated delta-like protein 3 (DLL3).", "DLL3"),
    ],
)
def test_the_target_is_read_where_the_sentence_calls_it_one(sentence: str, target: str) -> None:
    assert compound(HEAD + sentence).target == target


@pytest.mark.parametrize(
    "sentence",
    [
        "XYZ-101 was given to patients with HER2-positive breast cancer.",
        "Patients on XYZ-101 had received prior HER2-targeted therapy.",
        "XYZ-101 was combined with the anti-PD-1 antibody pembrolizumab.",
        "XYZ-101 was tested after failure of an anti-CD20 antibody.",
        "CD56-expressing tumours shrank on XYZ-101.",
        "The FDA sees no obstacle against XYZ-101.",
        "XYZ-101 was given with pembrolizumab, and the target of pembrolizumab is PD-1.",
    ],
    ids=["biomarker", "prior", "combination", "after", "expressing", "agency", "of-another"],
)
def test_a_population_or_another_drug_gives_no_target(sentence: str) -> None:
    assert compound(HEAD + sentence).target is None


@pytest.mark.parametrize(
    ("sentence", "payload"),
    [
        ("XYZ-101 consists of Example's DM4 cell-killing agent attached to an antibody.", "DM4"),
        ("Its toxin is Amanitin.", "Amanitin"),
        (
            "XYZ-101 delivers the payload monomethyl auristatin E (MMAE) to tumour cells.",
            "monomethyl auristatin E (MMAE)",
        ),
        ("XYZ-101 carries a proprietary auristatin payload.", "auristatin"),
        ("XYZ-101 joins an antibody to the cytotoxic agent auristatin F.", "auristatin F"),
        ("XYZ-101 consists of an antibody and the topoisomerase I inhibitor zetatecan.", "zetatecan"),
        ("XYZ-101 is the anti-CD70 antibody-XY12 conjugate.", "XY12"),
        ("The trial of this recombinant anti-CD70 Mab-SN38 Conjugate may begin.", "SN38"),
        ("ADCs are antibodies that deliver payloads such as MMAE.", None),
        ("About the technology. Example joins toxins, for example MMAE, to antibodies.", None),
        ("XYZ-101 was compared with doxorubicin, a chemotherapy drug.", None),
        ("XYZ-101 is made of an antibody linked to AS269, a potent microtubule inhibitor.", "AS269"),
        ("XYZ-101, an ADC attached by a linker, was given with cyclophosphamide, doxorubicin and prednisone.", None),
        ("XYZ-101 is an antibody conjugated to doxorubicin.", "doxorubicin"),
        ("XYZ-101 is armed with a proprietary auristatin.", "auristatin"),
        ("The conjugate delivers a PBD dimer to cells.", "PBD dimer"),
        ("XYZ-101 comprises an antibody, a stable linker and a cytotoxic payload, hemiasterlin.", "hemiasterlin"),
        (
            "XYZ-101 has a linker and a payload, a belotecan-derivative topoisomerase I inhibitor.",
            "belotecan-derivative topoisomerase I inhibitor",
        ),
        ("XYZ-101 is an Exampla STING-agonist ADC.", "STING-agonist"),
        ("XYZ-101 is composed of the antibody B12 and a maytansinoid.", "maytansinoid"),
        ("XYZ-101 uses a topoisomerase inhibitor (TOPOi) payload.", "topoisomerase inhibitor (TOPOi)"),
    ],
    ids=[
        "agent",
        "toxin-is",
        "long-and-short",
        "class",
        "agent-named",
        "inhibitor-named",
        "hyphenated",
        "formula",
        "general",
        "technology",
        "comparator",
        "linked-to-a-code",
        "regimen",
        "doxorubicin",
        "armed",
        "delivers",
        "apposition",
        "derivative",
        "agonist",
        "composed",
        "abbreviation",
    ],
)
def test_the_payload_is_read_from_sentences_about_the_conjugate(sentence: str, payload: str | None) -> None:
    assert compound(HEAD + sentence).payload == payload


@pytest.mark.parametrize(
    ("sentence", "linker"),
    [
        (
            "XYZ-101 has DM1 attached using one of the Company's engineered linkers.",
            "one of the Company's engineered linkers",
        ),
        ("XYZ-101 joins MMAE to an antibody through a protease-cleavable linker.", "a protease-cleavable linker"),
        ("XYZ-101 joins DM1 to an antibody by SMCC.", "SMCC"),
        ("XYZ-101 is made of an antibody, a cleavable linker and a toxin.", "cleavable linker"),
        (
            "With its stable, hydrophilic linker the conjugate XYZ-101 lost little payload.",
            "stable, hydrophilic linker",
        ),
        ("XYZ-101 helped in Merkel cell carcinoma (MCC), where the antibody binds.", None),
        ("XYZ-101 uses linker technology of the antibody field.", None),
        ("The drug and the linker of XYZ-101 are used under an agreement.", None),
        ("XYZ-101 links the drug to its antibody with a non-cleavable linker.", "a non-cleavable linker"),
    ],
)
def test_the_linker_is_read_as_named_or_described(sentence: str, linker: str | None) -> None:
    assert compound(HEAD + sentence).linker == linker


@pytest.mark.parametrize(
    ("sentence", "technology"),
    [
        ("XYZ-101 uses the Targeted Antibody Payload (TAP) technology.", "Targeted Antibody Payload (TAP)"),
        ("XYZ-101 was made with the TAP (Targeted Antibody Payload) technology.", "Targeted Antibody Payload (TAP)"),
        ("XYZ-101 is conjugated with Example's Dolaflexin platform.", "Dolaflexin"),
        ("XYZ-101 is an Antibody Targeted Amanitin Conjugate (ATAC).", "Antibody Targeted Amanitin Conjugate (ATAC)"),
        ("XYZ-101 is a Dolasynthen ADC.", "Dolasynthen"),
        ("XYZ-101 was built on Example's proprietary P7 technology.", "P7"),
        ("XYZ-101 uses Seattle Genetics' ADC technology.", None),
        ("XYZ-101 uses antibody-drug conjugate (ADC) technology.", None),
    ],
)
def test_a_platform_is_named_and_bare_conjugate_technology_is_none(sentence: str, technology: str | None) -> None:
    assert compound(HEAD + sentence).technology == technology


def test_what_a_company_says_of_itself_is_no_part_of_the_conjugate() -> None:
    text = "Example Pharma, Inc., a company that develops medicines with its Probody technology and MMAE payloads, today announced data with XYZ-101, an ADC."

    assert compound(text).technology is None


@pytest.mark.parametrize(
    ("sentence", "antibody"),
    [
        ("XYZ-101 consists of DM1 attached to the HER2-targeting antibody, trastuzumab.", "trastuzumab"),
        ("XYZ-101 brings together Example's antibody huZ12 and a toxin.", "huZ12"),
        (
            "XYZ-101 is an ADC composed of a fully human antibody directed to SLITRK6.",
            "fully human antibody directed to SLITRK6",
        ),
        ("XYZ-101 links a monoclonal antibody (mAb) against CD70 to MMAE.", "monoclonal antibody (mAb) against CD70"),
        ("In XYZ-101 an antibody against CD70 is combined with MMAE.", "antibody against CD70"),
        ("XYZ-101 comprises a humanised CD70 antibody conjugated to MMAE.", "humanised CD70 antibody"),
        ("XYZ-101 is an ADC based on trastuzumab and MMAE.", "trastuzumab"),
        ("XYZ-101 is the anti-CD70 antibody-XY12 conjugate.", "anti-CD70 antibody"),
        ("XYZ-101 was given in combination with the antibody rituximab.", None),
        ("XYZ-101, an antibody-drug conjugate, was tested with rituximab plus doxorubicin.", None),
        (
            "XYZ-101 consists of an anti-Claudin 18.2 monoclonal antibody, a linker and MMAE.",
            "anti-Claudin 18.2 monoclonal antibody",
        ),
        ("XYZ-101 consists of a mouse antibody (ABC591) directed at PSMA and conjugated to DM1.", "ABC591"),
        ("XYZ-101 consists of a humanized antibody (IgG1) conjugated to DM1.", "humanized antibody"),
        ("XYZ-101 is made of seribantumab, a human anti-HER3 antibody, bound to MMAE.", "seribantumab"),
    ],
)
def test_the_antibody_is_a_component_and_not_a_partner(sentence: str, antibody: str | None) -> None:
    assert compound(HEAD + sentence).antibody == antibody


@pytest.mark.parametrize(
    ("text", "developers", "partners"),
    [
        (HEAD, ["Example Pharma"], []),
        (HEAD + "XYZ-101 is being developed by Roche using Example Pharma's technology.", ["Roche"], ["Example Pharma"]),
        (HEAD + "XYZ-101 was licensed to Sanofi by Example Pharma.", ["Sanofi", "Example Pharma"], None),
        (HEAD + "XYZ-101 is being co-developed with Takeda.", ["Example Pharma", "Takeda"], ["Takeda"]),
        (HEAD + "Jazz Pharmaceuticals has an option on XYZ-101.", ["Example Pharma"], ["Jazz Pharmaceuticals"]),
        (HEAD + "Example Pharma earned a milestone payment with Bayer's initiation of a trial of XYZ-101, which uses Example Pharma's technology.", ["Bayer"], ["Example Pharma"]),
        ("Astellas Pharma Inc. and Seagen Inc. today announced data with PADCEV, an antibody-drug conjugate.", ["Astellas Pharma", "Seagen"], ["Seagen"]),
        (HEAD + "XYZ-101 was created at Example Pharma with the antibody trastuzumab, developed by Genentech, and is in global development by Roche.", ["Example Pharma", "Roche"], ["Genentech"]),
        (HEAD + "Genentech, a member of the Roche Group, is developing XYZ-101.", ["Genentech"], []),
        (HEAD + "Pfizer and UCB are co-developing XYZ-101.", ["Pfizer", "UCB"], None),
        (HEAD + "Example Pharma in-licenses XYZ-101 from RemeGen.", ["Example Pharma", "RemeGen"], None),
        (HEAD + "Its ADC technology has also been licensed to Bayer, CuraGen and Genentech.", ["Example Pharma"], None),
        (HEAD + "Example Pharma licensed XYZ-101 from Bayer AG in 2020.", ["Example Pharma"], ["Bayer"]),
        (HEAD + "The payload is used under a license from ImmunoGen, Inc.", ["Example Pharma"], ["ImmunoGen"]),
        (HEAD + "Example Pharma also licensed an oral kinase inhibitor from Bayer AG.", ["Example Pharma"], []),
        (HEAD + "Example Pharma granted Takeda a license to XYZ-101.", ["Example Pharma", "Takeda"], ["Takeda"]),
        (HEAD + "Example Pharma granted Takeda a license to its screening technology.", ["Example Pharma"], []),
        (HEAD + "Takeda is co-funding the trial of XYZ-101.", ["Example Pharma"], ["Takeda"]),
        (HEAD + "XYZ-101 was developed jointly by Example Pharma and Bayer AG.", ["Example Pharma", "Bayer"], None),
        (HEAD + "XYZ-101 is owned by Orion Biosciences Inc., a joint venture of Bayer AG and Takeda.", ["Orion Biosciences", "Bayer", "Takeda"], None),
        (HEAD + "Example Pharma is the oncology division of Bayer AG.", ["Example Pharma"], []),
        (HEAD + "XYZ-101 was in-licensed from RemeGen. Example Pharma has dosed a patient in its trial of XYZ-101.", ["Example Pharma", "RemeGen"], None),
    ],
    ids=["issuer", "licensee-develops", "licensed", "co-developed", "option", "milestone", "two-issuers", "component", "group", "two-subjects", "in-licensed", "technology", "licensed-from", "part-licensed", "other-licence", "granted", "granted-technology", "co-funding", "jointly", "joint-venture", "parent", "its-trial"],
)  # fmt: skip
def test_companies_and_their_roles(text: str, developers: list[str], partners: list[str] | None) -> None:
    found = compound(text)

    assert sorted(found.developers) == sorted(developers)
    if partners is not None:
        assert sorted(found.partners) == sorted(partners)


def test_the_issuer_develops_what_its_news_tells_of_beside_the_main_conjugate() -> None:
    found = compounds(
        HEAD + "Example Pharma develops XYZ-101, an ADC, and XYZ-102, an ADC. A further ADC, XYZ-103, targets CD70."
    )

    assert [(c.name, c.developers) for c in found] == [
        (name, ("Example Pharma",)) for name in ("XYZ-101", "XYZ-102", "XYZ-103")
    ]


def test_the_issuer_does_not_develop_a_conjugate_that_is_known_as_anothers() -> None:
    found = compounds(HEAD + "XYZ-101 was safe. Kadcyla, an ADC, is on the market.")

    assert [c.developers for c in found if c.name == "Kadcyla"] == [()]


def test_a_fusion_protein_is_a_conjugate_only_where_the_text_says_so() -> None:
    text = "Example Pharma, Inc. today announced data with Vicinium. Vicinium is a fusion protein against EpCAM."

    assert compounds(text) == ()


def test_a_conjugate_named_after_its_antigen_has_it_as_target() -> None:
    assert compound(HEAD.replace("XYZ-101", "PSMA ADC") + "\n\nPSMA ADC\nPSMA ADC is infused.").target == "PSMA"


def test_a_company_with_a_short_name_of_its_own_has_one_role() -> None:
    text = 'Example Biologics (Suzhou) Co., Ltd. ("ExBio") today announced data with XYZ-101, an ADC. XYZ-101 is being developed by ExBio.'

    assert len(compound(text).developers) == 1


def test_parts_belong_to_the_nearest_of_two_conjugates() -> None:
    found = {
        c.name: c.target
        for c in compounds("Example trial\n\nIMGN779 targets CD33 and IMGN632 targets CD123; both are ADCs.")
    }

    assert found == {"IMGN779": "CD33", "IMGN632": "CD123"}


def test_a_part_said_of_a_list_belongs_to_each() -> None:
    found = compounds(
        HEAD
        + "Three other compounds using the Targeted Antibody Payload technology - IMGN901, SAR3419, and BT-062 - are in trials."
    )

    assert [c.technology for c in found[1:]] == ["Targeted Antibody Payload"] * 3


def test_a_release_that_is_not_about_conjugates_has_none() -> None:
    text = "Example Pharma, Inc. today announced the appointment of Jane Doe as Chief Financial Officer. She worked on Kadcyla."

    assert compounds(text) == ()


def test_decoded_parts_are_marked_and_not_printed_as_stated() -> None:
    found = compound("Example Pharma, Inc. today announced data with examplamab vedotin.")

    assert found.payload is None
    assert {(p.role, p.name, p.source) for p in found.parts} >= {
        ("payload", "MMAE", "decoded"),
        ("antibody", "examplamab", "decoded"),
    }


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The company has decided to discontinue the XYZ-101 program across all indications.", "discontinued"),
        ("Example Pharma has terminated development of XYZ-101.", "discontinued"),
        ("Example Pharma will wind down XYZ-101 development.", "discontinued"),
        ("A patient discontinued XYZ-101 because of nausea.", None),
        ("Development of XYZ-101 continues.", None),
    ],
)
def test_only_the_end_of_the_programme_is_a_status(sentence: str, status: str | None) -> None:
    assert compound(HEAD + sentence).status == status


def test_the_drug_to_antibody_ratio_is_read() -> None:
    assert compound(HEAD + "XYZ-101 has a drug-to-antibody ratio (DAR) of approximately 8.").dar == 8


def test_indications_carry_their_qualifiers_and_are_spelt_out() -> None:
    found = compound(
        HEAD
        + "XYZ-101 is being studied in relapsed or refractory multiple myeloma and in acute myeloid leukemia (AML)."
    )

    assert found.indications == ("relapsed or refractory multiple myeloma", "acute myeloid leukemia")


@pytest.mark.parametrize(
    ("sentence", "indications"),
    [
        ("XYZ-101 is meant for gastric cancer and Burkitt lymphoma.", ("gastric cancer", "Burkitt lymphoma")),
        ("XYZ-101 is tested in hormone-refractory prostate cancer.", ("hormone-refractory prostate cancer",)),
        ("Trials of XYZ-101 focus on prostate cancer.", ("prostate cancer",)),
        ("XYZ-101 is tested in angioimmunoblastic T-cell lymphoma.", ("angioimmunoblastic T-cell lymphoma",)),
        (
            "XYZ-101 is tested in adults with relapsed CD22+ acute lymphoblastic leukemia.",
            ("relapsed CD22+ acute lymphoblastic leukemia",),
        ),
        (
            "XYZ-101 is tested in advanced gastric and gastroesophageal junction (GEJ) cancers.",
            ("advanced gastric and gastroesophageal junction cancers",),
        ),
        (
            "XYZ-101 is tested in advanced breast or colorectal carcinoma.",
            ("advanced breast carcinoma", "advanced colorectal carcinoma"),
        ),
        ("XYZ-101 is tested head-to-head in breast cancer.", ("breast cancer",)),
        ("XYZ-101, a Bispecific Toxin Conjugate (BTC), is for BTC patients with lymphomas.", ("lymphomas",)),
        (
            "XYZ-101 is approved for lung cancer. It is tested in non-small cell lung cancer.",
            ("non-small cell lung cancer",),
        ),
        (
            "XYZ-101 is approved for relapsed multiple myeloma and tested in untreated multiple myeloma.",
            ("relapsed multiple myeloma", "untreated multiple myeloma"),
        ),
        (
            "XYZ-101 is tested in leiomyosarcoma, soft tissue sarcoma and other HER2-expressing cancers.",
            ("leiomyosarcoma", "soft tissue sarcoma", "HER2-expressing cancers"),
        ),
        (
            "XYZ-101 is tested in platinum-refractory/resistant ovarian cancer.",
            ("platinum-refractory/resistant ovarian cancer",),
        ),
        (
            "XYZ-101 is for unresectable HER2-low (IHC 1+ or IHC 2+/ISH-) breast cancer.",
            ("unresectable HER2-low (IHC 1+ or IHC 2+/ISH-) breast cancer",),
        ),
        (
            "XYZ-101 is tested in esophageal squamous cell carcinoma and in thymic carcinoma.",
            ("esophageal squamous cell carcinoma", "thymic carcinoma"),
        ),
        ("XYZ-101 is active against colorectal cancer xenografts in mice.", ()),
    ],
    ids=[
        "list",
        "hyphen",
        "focus",
        "kind",
        "marker",
        "one-entity",
        "shared-head",
        "head-to-head",
        "abbreviation",
        "general",
        "settings",
        "not-listed",
        "stroke",
        "bracket",
        "squamous",
        "mice",
    ],
)
def test_every_disease_is_read_in_its_fullest_wording(sentence: str, indications: tuple[str, ...]) -> None:
    assert compound(HEAD + sentence).indications == indications


def test_the_names_have_kinds() -> None:
    found = compound("IMG901 data\n\nIMG901, also known as lorvotuzumab mertansine, is an ADC. IMGN901 was safe.")

    assert {name.printed: name.kind for name in found.names} == {
        "IMG901": "misprint",
        "lorvotuzumab mertansine": "INN",
        "IMGN901": "code",
    }


def test_a_platform_release_lists_the_platform() -> None:
    document = Document.of(
        read_text(
            "test",
            "ImmunoGen, Inc. today announced that Amgen licensed the Targeted Antibody Payload (TAP) technology.",
        )
    )

    assert read_technologies(document, read_cast(document)) == ("Targeted Antibody Payload (TAP)",)


def test_a_disease_of_a_paragraph_or_its_list_belongs_to_the_conjugate_that_it_is_about() -> None:
    found = compounds(
        HEAD + "It is tested in lung cancer (NSCLC), cholangiocarcinoma and melanoma.\n\n"
        "Pipeline\n\nXYZ-102: an ADC for which the Company will stop all trials. Affected are:\n\n"
        "- EXAMPLE-1, the Phase 2 trial in ovarian cancer; and\n- EXAMPLE-2, the Phase 2 trial in mesothelioma.\n"
    )

    assert {c.name: set(c.indications) for c in found} == {
        "XYZ-101": {"lung cancer", "cholangiocarcinoma", "melanoma"},
        "XYZ-102": {"ovarian cancer", "mesothelioma"},
    }


def test_decoded_parts_stand_on_the_words_of_the_name() -> None:
    found = compound(
        "Acme Reports Data\n\nBOSTON, May 3, 2018 -- Acme's examplamab vedotin is an antibody-drug conjugate."
    )

    decoded = [part for part in found.parts if part.source == "decoded"]
    assert decoded
    assert all([piece.quote for piece in part.evidence] == ["examplamab vedotin"] for part in decoded)
