"""What time and comparison add across releases."""

from __future__ import annotations

import itertools

import pyoxigraph as ox
import pytest

from kg.corpus import of_release, of_store
from kg.view import TYPE, View
from kg.vocab import ADC, ID, REFERENCE_GRAPH

PREFIXES = """
@prefix adc: <https://w3id.org/adc-kg/ontology/> .
@base <https://w3id.org/adc-kg/id/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
TERMS = """
adc:PhaseTwoStage skos:notation "phase 2" ; adc:rank 20 .
adc:PhaseOneStage skos:notation "phase 1" ; adc:rank 10 .
"""
PROMISE = """
<milestone/1> a adc:Milestone ; adc:modality adc:Planned ; adc:statedIn <release/2011> ;
  adc:asOf "2011-09-24"^^xsd:date ; adc:ofCompound <compound/x> ; adc:milestoneKind adc:PhaseEntry ;
  adc:event "enter phase 2" ; adc:dueFrom "2012-05-01"^^xsd:date ; adc:dueTo "2012-08-31"^^xsd:date ;
  adc:promisedStatus adc:PhaseTwoStage .
<release/2011> a adc:Release ; adc:issuedBy <organisation/y> ; adc:tickerPrinted "IMGN" ;
  adc:releaseDate "2011-09-24"^^xsd:date .
"""
REACHED = """
<status/1> a adc:DevelopmentStatus ; adc:modality adc:Asserted ; adc:statedIn <release/2012> ;
  adc:asOf "2012-12-10"^^xsd:date ; adc:ofCompound <compound/x> ; adc:status adc:PhaseTwoStage ;
  adc:evidence <evidence/1> .
<release/2012> a adc:Release ; adc:issuedBy <organisation/y> ; adc:tickerPrinted "IMG9" ;
  adc:releaseDate "2012-12-10"^^xsd:date .
<evidence/1> oa:exact "is in Phase II testing" .
"""


def store(*parts: str) -> ox.Store:
    """A store whose default graph holds the given Turtle."""
    made = ox.Store()
    for part in parts:
        made.load((PREFIXES + part).encode(), format=ox.RdfFormat.TURTLE)
    return made


def test_a_promise_is_resolved_with_the_words_that_resolve_it() -> None:
    view = View.of(of_store(store(TERMS, PROMISE, REACHED)))

    (resolution,) = view.members(ADC.MilestoneResolution)
    assert view.one(resolution, ADC.outcome) == ADC.DateUnproven
    assert view.all(resolution, ADC.evidence) == ("https://w3id.org/adc-kg/id/evidence/1",)


def test_a_status_that_follows_another_is_a_change() -> None:
    before = REACHED.replace("2012-12-10", "2011-09-24").replace("/1>", "/0>").replace("PhaseTwo", "PhaseOne")

    view = View.of(of_store(store(TERMS, before, REACHED)))

    (change,) = view.members(ADC.StatusChange)
    assert view.all(change, ADC.earlierStatus) == (ID + "status/0",)
    assert view.all(change, ADC.laterStatus) == (ID + "status/1",)


def test_a_promise_without_a_later_release_is_open() -> None:
    view = View.of(of_store(store(TERMS, PROMISE)))

    assert [view.one(r, ADC.outcome) for r in view.members(ADC.MilestoneResolution)] == [ADC.Open]


def test_two_tickers_of_one_issuer_are_a_conflict() -> None:
    view = View.of(of_store(store(TERMS, PROMISE, REACHED)))

    (conflict,) = view.members(ADC.Conflict)
    assert (view.one(conflict, ADC.printed), view.one(conflict, ADC.otherPrinted)) == ("IMGN", "IMG9")


def test_two_tickers_that_the_reference_data_knows_are_no_conflict() -> None:
    made = store(TERMS, PROMISE, REACHED)
    company, ticker = (ox.NamedNode(iri) for iri in (ID + "organisation/y", ADC.tickerSymbol))
    for text in ("IMGN", "IMG9"):
        made.add(ox.Quad(company, ticker, ox.Literal(text), ox.NamedNode(REFERENCE_GRAPH)))

    assert list(View.of(of_store(made)).members(ADC.Conflict)) == []


@pytest.mark.parametrize("parts", list(itertools.permutations([TERMS, PROMISE, REACHED])))
def test_the_order_in_which_releases_arrive_changes_nothing(parts: tuple[str, ...]) -> None:
    assert set(of_store(store(*parts))) == set(of_store(store(TERMS, PROMISE, REACHED)))


def test_a_doubt_carries_the_evidence_and_the_date_of_its_record() -> None:
    turtle = (
        PREFIXES
        + """
<ae/1> a adc:AdverseEventReport ; adc:modality adc:Asserted ; adc:unit "%" ; adc:value 44 ; adc:printed "44%" ;
  adc:numerator 10 ; adc:denominator 23 ; adc:evidence <evidence/1> ; adc:statedIn <release/1> ;
  adc:asOf "2012-12-10"^^xsd:date .
"""
    )
    view = View.of(of_release(list(ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE))))

    (doubt,) = view.members(ADC.NumericDoubt)
    assert view.all(doubt, ADC.evidence) == ("https://w3id.org/adc-kg/id/evidence/1",)
    assert view.one(doubt, ADC.asOf) == "2012-12-10"
    assert view.one(doubt, TYPE) == ADC.NumericDoubt


def conflicts(*parts: str) -> set[tuple[str | None, str | None]]:
    """The readings of every conflict of a store with the given Turtle."""
    view = View.of(of_store(store(*parts)))
    return {(view.one(one, ADC.printed), view.one(one, ADC.otherPrinted)) for one in view.members(ADC.Conflict)}


OWNERS = """
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<claim/1> a adc:Claim ; rdf:subject <compound/x> ; rdf:predicate adc:ownedBy ; rdf:object <organisation/y> ;
  adc:modality adc:Asserted ; adc:statedIn <release/2011> ; adc:asOf "2011-09-24"^^xsd:date .
<claim/2> a adc:Claim ; rdf:subject <compound/x> ; rdf:predicate adc:ownedBy ; rdf:object <organisation/z> ;
  adc:modality adc:Asserted ; adc:statedIn <release/2012> ; adc:asOf "2012-12-10"^^xsd:date .
<organisation/y> rdfs:label "Y" .
<organisation/z> rdfs:label "Z" .
"""


def test_two_owners_are_a_conflict_unless_they_are_of_one_group() -> None:
    assert conflicts(TERMS, OWNERS) == {("Y", "Z")}
    assert conflicts(TERMS, OWNERS + "<organisation/y> adc:memberOf <organisation/z> .") == set()


EVENTS = """
<ae/1> a adc:AdverseEventReport ; adc:modality adc:Asserted ; adc:statedIn <release/2011> ; adc:ofTrial <trial/one> ;
  adc:term <adverse-event-term/nausea> ; adc:printed "44%" ; adc:value 44 ; adc:asOf "2011-09-24"^^xsd:date .
<ae/2> a adc:AdverseEventReport ; adc:modality adc:Asserted ; adc:statedIn <release/2012> ; adc:ofTrial <trial/one> ;
  adc:term <adverse-event-term/nausea> ; adc:printed "46%" ; adc:value 46 ; adc:asOf "DAY"^^xsd:date .
"""


@pytest.mark.parametrize(
    ("day", "expected"), [("2011-09-24", {("44%", "46%")}), ("2012-12-10", set())], ids=["one day", "a later data cut"]
)
def test_two_shares_of_one_event_conflict_on_one_day(day: str, expected: set[tuple[str, str]]) -> None:
    assert conflicts(TERMS, EVENTS.replace("DAY", day)) == expected


NAMES = """
<name/1> a adc:NameUse ; adc:nameKind adc:Misprint ; adc:names <compound/x> ; adc:printed "X1O1" ; adc:name "X101" ;
  adc:statedIn <release/2012> ; adc:reason "one letter from X101, which names the same conjugate" ;
  adc:evidence <evidence/2> .
<name/2> a adc:NameUse ; adc:nameKind adc:CodeName ; adc:names <compound/x> ; adc:printed "X101" ; adc:name "X101" ;
  adc:statedIn <release/2011> .
<evidence/2> oa:exact "X1O1" .
"""


def test_a_misprinted_name_is_a_conflict_with_the_name_it_is_taken_for() -> None:
    assert conflicts(TERMS, NAMES) == {("X1O1", "X101")}
