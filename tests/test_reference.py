"""The reference data is sourced, clean, free of clashes, and says of a conjugate what its name says."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

import pyoxigraph as ox
import pytest

from kg import reason, resources, vocab
from kg.vocab import ADC

RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SOURCE = "http://purl.org/dc/terms/source"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
NAMES = (
    RDFS_LABEL,
    SKOS + "altLabel",
    SKOS + "notation",
    *(ADC[name] for name in ("innName", "codeName", "brandName", "ambiguousName")),
)
FILES = sorted(resources.reference_files())
Rows = dict[str, dict[str, list[str]]]


@cache
def table() -> Rows:
    rows: Rows = defaultdict(lambda: defaultdict(list))
    for file in resources.reference_files().values():
        for quad in ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE):
            assert not isinstance(quad.object, ox.Triple | ox.BlankNode)
            assert isinstance(quad.subject, ox.NamedNode)
            rows[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return rows


def things() -> Rows:
    """The entities; names of closed-list values stand in the reference data as well."""
    return {iri: row for iri, row in table().items() if iri.startswith(vocab.ID)}


def names(row: dict[str, list[str]], *, clear: bool = True) -> set[str]:
    """All names of an entity, without the ambiguous ones."""
    return {name for key in NAMES if key != ADC.ambiguousName or not clear for name in row.get(key, ())}


def label(iri: str) -> str:
    return table()[iri][RDFS_LABEL][0]


def of_kind(kind: str) -> Rows:
    return {iri: row for iri, row in things().items() if iri.startswith(f"{vocab.ID}{kind}/")}


def named(kind: str, name: str) -> dict[str, list[str]]:
    return table()[vocab.entity_iri(kind, name)]


def test_every_row_has_a_source() -> None:
    assert [iri for iri, row in table().items() if not row.get(SOURCE)] == []


def test_no_source_is_memory_or_a_place_on_somebodys_machine() -> None:
    bad = re.compile(r"from.memory|\bfile id\b|^/|\\|\bseed\b", re.IGNORECASE)

    assert [source for row in table().values() for source in row[SOURCE] if bad.search(source)] == []


def test_the_slug_is_that_of_the_label() -> None:
    exceptions = {"stem"}  # '-dotin' the ending and 'dotin' the word would be one

    wrong = []
    for iri, row in things().items():
        kind, slug = vocab.split_iri(iri) or ("", "")
        if kind not in exceptions and [slug] != [vocab.slug(name) for name in row[RDFS_LABEL]]:
            wrong.append(iri)

    assert wrong == []


def test_no_two_entities_share_an_identifier() -> None:
    holders = defaultdict(set)
    for iri, row in table().items():
        for match in row.get(SKOS + "exactMatch", ()):
            holders[match].add(iri)

    assert {match: found for match, found in holders.items() if len(found) > 1} == {}


def test_identifiers_are_spelt_as_their_registry_spells_them() -> None:
    forms = (
        r"http://purl\.uniprot\.org/uniprot/[A-Z0-9]{6,10}(-\d+)?",
        r"https://identifiers\.org/hgnc:\d+",
        r"http://purl\.obolibrary\.org/obo/(NCIT_C\d+|CHEBI_\d+|MONDO_\d{7}|DOID_\d+|HP_\d{7}|OBI_\d{7}|STATO_\d{7})",
        r"http://id\.nlm\.nih\.gov/mesh/[CD]\d+",
        r"http://www\.wikidata\.org/entity/Q\d+",
        r"http://rdf\.ebi\.ac\.uk/resource/chembl/molecule/CHEMBL\d+",
        r"http://www\.ebi\.ac\.uk/efo/EFO_\d{7}",
        r"https://www\.clinicaltrials\.gov/study/NCT\d{8}",
        r"https://ror\.org/0[a-z0-9]{6}\d{2}",
        r"https://bioregistry\.io/(drugbank:DB\d{5}|unii:[A-Z0-9]{10}|rxnorm:\d+|pubchem\.compound:\d+)",
        r"https://bioregistry\.io/inchikey:[A-Z]{14}-[A-Z]{10}-[A-Z]",
    )
    known = re.compile("|".join(forms))
    keys = [SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "relatedMatch")]

    wrong = [m for row in table().values() for key in keys for m in row.get(key, ()) if not known.fullmatch(m)]

    assert wrong == []


def test_parts_of_conjugates_and_conjugates_share_no_name() -> None:
    holders = defaultdict(set)
    for kind in ("compound", "antibody", "payload", "linker"):
        for iri, row in of_kind(kind).items():
            for name in names(row, clear=False):
                holders[name.casefold()].add(iri)

    assert {name: found for name, found in holders.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    "kind", ["organisation", "target", "trial", "indication", "endpoint", "adverse-event-term", "meeting"]
)
def test_a_clear_name_means_one_entity_of_its_kind(kind: str) -> None:
    holders = defaultdict(set)
    for iri, row in of_kind(kind).items():
        for name in names(row):
            holders[name.casefold()].add(iri)

    assert {name: found for name, found in holders.items() if len(found) > 1} == {}


def test_a_name_is_a_name_and_no_note() -> None:
    note = re.compile(r"\((?:narrower|related|until|before|from|EU|median|ambiguous|loose)|\||^\s|\s$|;|\[")

    assert [name for row in table().values() for name in names(row, clear=False) if note.search(name) or not name] == []


def test_every_entity_has_one_label() -> None:
    assert [iri for iri, row in things().items() if len(row[RDFS_LABEL]) != 1] == []


def test_everything_that_is_linked_to_is_there() -> None:
    linked = {value for row in table().values() for values in row.values() for value in values}

    missing = {value for value in linked if value.startswith(vocab.ID)} - table().keys()
    unknown = {value for value in linked if value.startswith(vocab.ONTOLOGY) and value not in ADC}

    assert (missing, unknown) == (set(), set())


def test_every_entity_is_marked_as_known_beforehand() -> None:
    assert [iri for iri, row in things().items() if row[ADC.knownFrom] != [ADC.FromReference]] == []


def test_what_is_broader_is_not_in_a_circle() -> None:
    broader = {iri: row.get(SKOS + "broader", []) for iri, row in table().items()}

    for start in broader:
        seen, waiting = set(), list(broader[start])
        while waiting:
            current = waiting.pop()
            assert current != start
            if current not in seen:
                seen.add(current)
                waiting += broader.get(current, [])


def test_a_conjugate_carries_what_its_second_word_says() -> None:
    words = {label(iri): row for iri, row in of_kind("stem").items() if row[TYPE] == [ADC.ConjugateWord]}
    wrong = []
    for iri, row in of_kind("compound").items():
        word = words.get(label(iri).rsplit(" ", 1)[-1], {})
        for part, said in ((ADC.carriesPayload, ADC.namesPayload), (ADC.hasLinker, ADC.namesLinker)):
            stated, implied = row.get(part, []), word.get(said, [])
            if stated and implied and stated != implied:
                wrong.append((label(iri), stated, implied))

    assert wrong == []


def test_a_conjugate_has_the_antibody_of_its_first_word() -> None:
    wrong = []
    for iri, row in of_kind("compound").items():
        first = label(iri).split(" ")[0]
        antibody = vocab.entity_iri("antibody", first)
        if antibody in table() and " " in label(iri) and row.get(ADC.hasAntibody) != [antibody]:
            wrong.append(label(iri))

    assert wrong == []


def test_a_conjugate_binds_what_its_antibody_binds() -> None:
    wrong = []
    for iri, row in of_kind("compound").items():
        bound = {
            target for antibody in row.get(ADC.hasAntibody, ()) for target in table()[antibody].get(ADC.bindsTarget, ())
        }
        if bound and bound != set(row.get(ADC.bindsTarget, ())):
            wrong.append((label(iri), bound, row.get(ADC.bindsTarget)))

    assert wrong == []


def test_patterns_of_stems_find_their_own_word() -> None:
    wrong = []
    for iri, row in of_kind("stem").items():
        if row[TYPE][0] in (ADC.ConjugateWord, ADC.NonConjugateWord):
            (pattern,) = row[ADC.pattern]
            if not re.search(pattern, f"somemab {label(iri)}"):
                wrong.append(iri)

    assert wrong == []


@pytest.mark.parametrize(
    ("word", "payload", "linker"),
    [
        ("emtansine", "DM1", "SMCC"),
        ("mertansine", "DM1", "SPP"),
        ("ravtansine", "DM4", "SPDB"),
        ("soravtansine", "DM4", "sulfo-SPDB"),
        ("vedotin", "MMAE", "mc-vc-PABC"),
        ("mafodotin", "MMAF", "maleimidocaproyl"),
        ("deruxtecan", "DXd", "mc-GGFG"),
        ("govitecan", "SN-38", "CL2A"),
        ("ozogamicin", "calicheamicin", "AcBut-DMH"),
        ("tesirine", "SG3199", "mal-PEG8-va-PABC"),
    ],
)
def test_a_second_word_says_payload_and_linker(word: str, payload: str, linker: str) -> None:
    row = named("stem", word)

    assert row[ADC.namesPayload] == [vocab.entity_iri("payload", payload)]
    assert row[ADC.namesLinker] == [vocab.entity_iri("linker", linker)]


@pytest.mark.parametrize(
    ("compound", "names_it_must_not_have"),
    [
        ("brentuximab vedotin", {"SGN-30"}),
        ("lorvotuzumab mertansine", {"IMG901"}),
        ("bivatuzumab mertansine", {"BIW1-1", "BIWA 4"}),
        ("trastuzumab emtansine", {"trastuzumab", "Herceptin"}),
        ("indatuximab ravtansine", {"nBT-062", "nBT062"}),
    ],
)
def test_neither_misprints_nor_naked_antibodies_are_names_of_a_conjugate(
    compound: str, names_it_must_not_have: set[str]
) -> None:
    assert names(named("compound", compound), clear=False) & names_it_must_not_have == set()


@pytest.mark.parametrize(
    ("compound", "part", "expected"),
    [
        ("SAR566658", ADC.bindsTarget, "target/ca6"),
        ("cantuzumab ravtansine", ADC.bindsTarget, "target/canag"),
        ("coltuximab ravtansine", ADC.hasAntibody, "antibody/coltuximab"),
        ("IMGN779", ADC.carriesPayload, "payload/dgn462"),
        ("pivekimab sunirine", ADC.carriesPayload, "payload/dgn549"),
        ("lorvotuzumab mertansine", ADC.bindsTarget, "target/cd56"),
        ("AMG 595", ADC.bindsTarget, "target/egfrviii"),
    ],
)
def test_facts_that_are_often_told_wrong(compound: str, part: str, expected: str) -> None:
    assert named("compound", compound)[part] == [vocab.ID + expected]


def test_glycan_targets_are_not_mapped_as_if_they_were_the_protein() -> None:
    for name in ("CanAg", "CA6", "Globo H", "EGFRvIII"):
        assert SKOS + "exactMatch" not in named("target", name)


def test_one_name_of_the_platform_is_the_older_reading_of_its_letters() -> None:
    platform = named("platform", "Targeted Antibody Payload")

    assert platform[SKOS + "notation"] == ["TAP"]
    assert "Tumor-Activated Prodrug" in platform[SKOS + "altLabel"]


@pytest.mark.parametrize("name", ["ALL", "OS", "PR", "EC", "MCC", "Merck", "Context", "MET", "SG", "EV"])
def test_names_that_need_their_context_are_marked(name: str) -> None:
    clear = [iri for iri, row in things().items() if name in names(row)]
    marked = [iri for iri, row in things().items() if name in row.get(ADC.ambiguousName, ())]

    assert (clear, bool(marked)) == ([], True)


@pytest.mark.parametrize("file", FILES)
def test_files_are_sorted_with_one_blank_line_between_subjects(file: str) -> None:
    text = resources.reference_files()[file].read_text(encoding="utf-8")
    head, *blocks = text.rstrip("\n").split("\n\n")
    subjects = [block.split(" ", 1)[0] for block in blocks if not block.startswith("@prefix")]

    assert head.startswith("#")
    assert "\n\n\n" not in text
    assert subjects == sorted(subjects)
    assert all(" a " in block.splitlines()[0] for block in blocks if not block.startswith("@prefix"))


@pytest.mark.parametrize("file", FILES)
def test_files_use_the_prefixes_of_the_project(file: str) -> None:
    text = resources.reference_files()[file].read_text(encoding="utf-8")
    used = dict(re.findall(r"^@prefix ([\w.-]+): <([^>]+)> \.$", text, re.MULTILINE))

    assert used.items() <= resources.prefixes().items()
    assert list(used) == sorted(used)


def test_the_reference_data_does_not_contradict_the_ontology() -> None:
    quads = [quad for found in reason.background().values() for quad in found]

    assert reason.clashes(quads) == []
