"""Claims are flat, complete and readable: every stated property is one, with its words."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kg.build import build
from kg.claims import Claim, claims
from kg.cli import app
from kg.errors import QueryError
from kg.model import Compound, Deal, Evidence, Facts, Milestone, Name, Outcome, Part, ReleaseFacts, Trial
from kg.pipeline import build as build_graph
from kg.pipeline.release import by_graph
from kg.pipeline.shared import graphs
from kg.read import read_text
from kg.store import Store, create_store, memory_store, open_store
from kg.tables import cell
from kg.texts import texts_of

TEXT = """Acme reports ALPHA results

BOSTON, June 5, 2011 -- Acme, Inc. said that X-101, which carries DM1, was active. In the ALPHA trial of 137 patients
median PFS was more than 14.2 months with X-101. Acme expects to start a trial in mid-2012 and pays Beta $20 million.
"""
SHARED = graphs()


def words(quote: str) -> tuple[Evidence, ...]:
    place = TEXT.index(quote)
    return (Evidence(place, place + len(quote), quote),)


FACTS = Facts(
    release=ReleaseFacts(
        company="Acme, Inc.",
        date="2011-06-05",
        title="Acme reports ALPHA results",
        evidence=(*words("Acme reports ALPHA results"), *words("Acme, Inc.")),
    ),
    is_adc=True,
    compounds=(
        Compound(
            name="X-101",
            parts=(Part(role="payload", name="DM1", evidence=words("carries DM1")),),
            evidence=words("X-101"),
        ),
    ),
    trials=(Trial(name="ALPHA", n=137, compound="X-101", evidence=words("ALPHA trial of 137 patients")),),
    outcomes=(
        Outcome(
            trial="ALPHA",
            compound="X-101",
            endpoint="median PFS",
            value=14.2,
            value_qualifier="over",
            unit="months",
            evidence=words("median PFS was more than 14.2 months"),
        ),
    ),
    milestones=(
        Milestone(
            event="start a trial", date="2012-mid", modality="planned", evidence=words("start a trial in mid-2012")
        ),
    ),
    deals=(Deal(parties=("Acme", "Beta"), upfront=20_000_000, currency="USD", evidence=words("$20 million")),),
)


class Silent:
    """A report that says nothing."""

    def say(self, line: str) -> None: ...

    def start(self, total: int) -> None: ...

    def advance(self, problem: str | None) -> None: ...


def adckg_build(source: Path, out: Path) -> None:
    build_graph([source], out, Silent())


def chunks(facts: Facts) -> list[tuple[str, bytes]]:
    quads = build(facts, read_text("acme.txt", TEXT), lookup=lambda *_: None, label=lambda *_: None)
    return [*SHARED, *by_graph(quads).items()]


@pytest.fixture(scope="module")
def store() -> Store:
    return memory_store(chunks(FACTS))


def find(found: Store, **wanted: Any) -> Claim:
    (claim,) = [c for c in claims(found) if all(getattr(c, name) == value for name, value in wanted.items())]
    return claim


def test_claim_of_a_part_names_both_ends_and_cites_its_words(store: Store) -> None:
    claim = find(store, subject_label="X-101", object_label="DM1")

    assert claim.predicate_label == "carries payload"
    assert claim.evidence == [
        {"start": TEXT.index("carries"), "end": TEXT.index("carries") + 11, "quote": "carries DM1", "section": "body"}
    ]
    assert (claim.modality, claim.as_of) == ("asserted", "2011-06-05")


def test_property_of_a_record_is_a_claim_with_unit_and_bound(store: Store) -> None:
    claim = find(store, value=14.2)

    assert (claim.unit, claim.bound) == ("mo", "above")
    assert claim.subject_label == "result: median of PFS, X-101, ALPHA"


def test_amount_of_money_has_its_currency_for_a_unit(store: Store) -> None:
    assert find(store, value=20_000_000).unit == "USD"


def test_property_of_a_release_is_a_claim_on_the_words_that_print_it(store: Store) -> None:
    claim = find(store, predicate_label="title")

    assert claim.value == "Acme reports ALPHA results"
    assert [piece["quote"] for piece in claim.evidence] == ["Acme reports ALPHA results"]


def test_name_is_stated_as_it_is_printed() -> None:
    name = Name(printed="X101", kind="misprint", reason="a hyphen is missing", evidence=words("X-101"))
    named = replace(FACTS, compounds=(replace(FACTS.compounds[0], names=(name,)),))

    assert find(memory_store(chunks(named)), value="X101").predicate.endswith("/printed")


def test_planned_record_is_planned_in_all_its_claims(store: Store) -> None:
    found = {claim.modality for claim in claims(store) if claim.subject.split("/")[-2] == "milestone"}

    assert found == {"planned"}


def test_each_claim_has_an_identity_of_its_own(store: Store) -> None:
    found = [claim.id for claim in claims(store)]

    assert len(found) == len(set(found))


def test_what_is_about_the_text_alone_is_no_claim(store: Store) -> None:
    labels = {claim.predicate.rsplit("/", 1)[-1] for claim in claims(store)}

    assert not labels & {"textDigest", "textLength", "sourceName", "foundBy", "evidence"}


def test_claims_come_in_the_same_order_from_any_store(store: Store) -> None:
    other = memory_store(reversed(chunks(FACTS)))

    assert list(claims(other)) == list(claims(store))


@pytest.mark.parametrize("name", ["acme-2011-06-05", "acme.txt", "https://w3id.org/adc-kg/id/release/acme-2011-06-05"])
def test_release_is_chosen_by_key_file_or_iri(store: Store, name: str) -> None:
    assert {claim.release for claim in claims(store, name)} == {"https://w3id.org/adc-kg/id/release/acme-2011-06-05"}


def test_release_that_is_not_there_is_told_with_the_nearest(store: Store) -> None:
    with pytest.raises(QueryError, match=r"there is no release 'acme-2012' .* did you mean 'acme-2011-06-05'"):
        list(claims(store, "acme-2012"))


def test_decoded_part_is_a_claim_of_the_release() -> None:
    part = replace(FACTS.compounds[0].parts[0], source="decoded", rule="stem")
    decoded = replace(FACTS, compounds=(replace(FACTS.compounds[0], parts=(part,)),))

    claim = find(memory_store(chunks(decoded)), object_label="DM1")

    assert claim.release.endswith("acme-2011-06-05")


def test_command_prints_one_object_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_store(tmp_path / "store").load(chunks(FACTS))
    monkeypatch.setattr(sys, "argv", ["adckg", "claims"])

    result = CliRunner().invoke(app, ["claims", "--graph", str(tmp_path)])

    keys = {"id", "release", "subject", "subject_label", "predicate", "object", "object_label", "value", "unit"}
    records = [json.loads(line) for line in result.output.splitlines()]
    assert all(keys | {"modality", "as_of", "evidence"} <= set(record) for record in records)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@SUM", "'@SUM"),
        ("+cmd", "'+cmd"),
        ("-x", "'-x"),
        ("|x", "'|x"),
        (-2.2, "-2.2"),
        ("two\nlines", "two lines"),
        (None, ""),
    ],
)
def test_cell_of_a_table_runs_nothing(value: object, shown: str) -> None:
    assert cell(value) == shown


def test_claim_names_the_rules_that_found_it_and_what_disputes_it() -> None:
    doubt = """<https://w3id.org/adc-kg/id/conflict/1> a adc:Conflict ; rdf:predicate adc:enrolled ;
      adc:printed "137" ; adc:otherPrinted "140" ; adc:explanation "137 against 140" ; adc:evidence ?evidence"""
    made = memory_store(chunks(replace(FACTS, trials=(replace(FACTS.trials[0], rule="trials:named"),))))
    made.engine.update(
        f"INSERT {{ {doubt} }} WHERE {{ ?claim rdf:predicate adc:enrolled ; adc:evidence ?evidence }}",
        prefixes={"adc": "https://w3id.org/adc-kg/ontology/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    )

    (found,) = [claim for claim in claims(made) if claim.predicate.endswith("/enrolled")]

    assert (found.rules, found.disputed) == (["trials:named"], ["137 against 140"])


def test_claim_has_its_sentence_where_the_text_is_kept(tmp_path: Path) -> None:
    (tmp_path / "acme.txt").write_text(TEXT, encoding="utf-8")
    adckg_build(tmp_path / "acme.txt", tmp_path / "graph")

    kept = list(claims(open_store(tmp_path / "graph"), texts=texts_of(tmp_path / "graph")))

    size = next(claim for claim in kept if claim.predicate.endswith("/enrolled"))
    assert "median PFS was more than 14.2 months with X-101." in " ".join(size.evidence[0]["sentence"].split())


def test_rejected_statement_is_a_claim_of_that_modality(store: Store) -> None:
    rejected = memory_store([*((graph, store.triples(graph)) for graph in store.graphs())])
    rejected.engine.update(
        "DELETE { GRAPH ?g { ?s adc:modality ?old } } INSERT { GRAPH ?g { ?s adc:modality adc:Rejected } } "
        "WHERE { GRAPH ?g { ?s a adc:Milestone ; adc:modality ?old } }",
        prefixes={"adc": "https://w3id.org/adc-kg/ontology/"},
    )

    assert {claim.modality for claim in claims(rejected) if "/milestone/" in claim.subject} == {"rejected"}
