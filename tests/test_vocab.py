"""IRIs are minted in one place, from content alone, and a misspelt term raises at once."""

from __future__ import annotations

import pytest
import rdflib

from kg import resources, vocab
from kg.vocab import ADC


def test_the_vocabulary_is_the_ontology() -> None:
    graph = rdflib.Graph().parse(data=resources.ontology_files()["adc.ttl"].read_text(encoding="utf-8"))

    declared = {str(s).removeprefix(vocab.ONTOLOGY) for s in graph.subjects() if str(s).startswith(vocab.ONTOLOGY)}

    assert declared - {""} == vocab.TERMS


def test_a_term_is_its_iri() -> None:
    assert ADC.hasAntibody == ADC["hasAntibody"] == "https://w3id.org/adc-kg/ontology/hasAntibody"


def test_a_misspelt_term_raises() -> None:
    with pytest.raises(AttributeError, match="no term 'hasAntibodies'"):
        ADC.hasAntibodies  # noqa: B018  # the access itself is what is tested


def test_a_name_that_is_no_term_is_not_looked_up() -> None:
    with pytest.raises(KeyError, match="no term 'antibodie'"):
        ADC["antibodie"]


@pytest.mark.parametrize(
    ("iri", "known"),
    [
        ("https://w3id.org/adc-kg/ontology/Trial", True),
        ("https://w3id.org/adc-kg/ontology/Trails", False),
        ("Trial", False),
    ],
    ids=["term", "misspelt", "bare name"],
)
def test_membership_asks_for_the_whole_iri(iri: str, known: bool) -> None:
    assert (iri in ADC) is known


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("trastuzumab emtansine", "trastuzumab-emtansine"),
        ("Seattle Genetics, Inc.", "seattle-genetics-inc"),
        ("Lurçat Böhm", "lurcat-bohm"),
        ("N-acetyl-γ-calicheamicin", "n-acetyl-gamma-calicheamicin"),
        ("FRα", "fralpha"),
        ("HER2+", "her2-plus"),
        ("HER2-", "her2-minus"),
        ("HR+/HER2- breast cancer", "hr-plus-her2-minus-breast-cancer"),
        ("T-DM1", "t-dm1"),
        ("5T4", "5t4"),
        ("  ... ", ""),
        ("", ""),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert vocab.slug(name) == expected


def test_the_slug_of_a_slug_is_itself() -> None:
    names = ["HR+/HER2- breast cancer", "FRα", "第一三共株式会社", "Ærø ß", "a--b-", "Δ-9"]

    assert [vocab.slug(vocab.slug(name)) for name in names] == [vocab.slug(name) for name in names]


def test_names_in_other_scripts_are_told_apart() -> None:
    assert vocab.slug("武田薬品工業") != vocab.slug("第一三共株式会社") != ""


def test_an_entity_needs_a_name() -> None:
    with pytest.raises(ValueError, match="no letter and no digit"):
        vocab.entity_iri("compound", "---")


def test_an_entity_iri_is_kind_and_slug() -> None:
    assert vocab.entity_iri("trial", "EMILIA") == "https://w3id.org/adc-kg/id/trial/emilia"


def test_a_record_iri_has_sixteen_digits_of_its_content() -> None:
    assert (
        vocab.record_iri("result", "a", "b")
        == "https://w3id.org/adc-kg/id/result/" + vocab.record_iri("x", "a", "b")[-16:]
    )


def test_parts_of_a_record_do_not_run_together() -> None:
    assert vocab.record_iri("result", "a", "bc") != vocab.record_iri("result", "ab", "c")


@pytest.mark.parametrize(
    ("issuer", "day", "expected"),
    [
        ("ImmunoGen, Inc.", "2011-09-24", "immunogen-inc-2011-09-24"),
        (None, "2011-09-24", "0123456789abcdef"),
        ("ImmunoGen, Inc.", None, "0123456789abcdef"),
        ("...", "2011-09-24", "0123456789abcdef"),
    ],
    ids=["both", "no issuer", "no date", "issuer without letters"],
)
def test_a_release_is_named_by_issuer_and_date_or_by_its_text(
    issuer: str | None, day: str | None, expected: str
) -> None:
    assert vocab.release_key(issuer, day, "0123456789abcdef0123") == expected


def test_an_iri_is_split_into_kind_and_slug() -> None:
    assert vocab.split_iri("https://w3id.org/adc-kg/id/trial/emilia") == ("trial", "emilia")


def test_an_iri_of_another_place_is_not_split() -> None:
    assert vocab.split_iri("http://purl.uniprot.org/uniprot/P04626") is None
