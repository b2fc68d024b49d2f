"""The planned milestones and the happenings of a store in, what became of each promise out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pyoxigraph as ox

from kg import vocab
from kg.corpus.quads import Row, cited, iri, number, objects, quads, rows
from kg.corpus.statuses import stages
from kg.ledger import Happening, Promise, Resolution, Scope, resolve
from kg.ledger.scope import disease, lines, of_words, phases
from kg.view import TYPE
from kg.vocab import ADC

_OUTCOMES = {
    "supported": ADC.Supported,
    "date unproven": ADC.DateUnproven,
    "contradicted": ADC.Contradicted,
    "open": ADC.Open,
}
_KINDS = {
    ADC.TrialStart: "trial start",
    ADC.DataReadout: "data",
    ADC.Submission: "submission",
    ADC.Decision: "decision",
    ADC.PhaseEntry: "phase",
    ADC.PresentationDue: "presentation",
}
_PROMISES = """
SELECT ?iri ?release ?asOf ?compound ?kind ?event ?from ?to ?printed ?stage ?rank ?trial ?region WHERE {
  VALUES ?modality { adc:Planned adc:OpinionModality }
  ?iri a adc:Milestone ; adc:modality ?modality ; adc:statedIn ?release ; adc:event ?event ; adc:milestoneKind ?kind .
  OPTIONAL { ?iri adc:asOf ?asOf }
  OPTIONAL { ?iri adc:ofCompound ?compound }
  OPTIONAL { ?iri adc:dueFrom ?from }
  OPTIONAL { ?iri adc:dueTo ?to }
  OPTIONAL { ?iri adc:duePrinted ?printed }
  OPTIONAL { ?iri adc:promisedStatus ?stage . ?stage adc:rank ?rank }
  OPTIONAL { ?iri adc:ofTrial ?trial }
  OPTIONAL { ?iri adc:inRegion/skos:notation ?region }
}
"""
_EVENTS = """
SELECT ?iri ?release ?asOf ?compound ?label ?code ?region ?on ?indication ?name WHERE {
  ?iri a ?class ; adc:modality adc:Asserted ; adc:statedIn ?release ; adc:ofCompound ?compound ; adc:eventKind ?kind .
  VALUES ?class { adc:RegulatoryEvent adc:DesignationGrant }
  ?kind skos:notation ?code ; rdfs:label ?label .
  OPTIONAL { ?iri adc:asOf ?asOf }
  OPTIONAL { ?iri adc:inRegion/skos:notation ?region }
  OPTIONAL { ?iri adc:forIndication ?indication OPTIONAL { ?indication rdfs:label ?name } }
  OPTIONAL { ?iri adc:eventDate ?on }
}
"""
_RUNNING = """
SELECT ?iri ?release ?asOf ?compound ?label ?trial ?name WHERE {
  ?iri a adc:Claim ; rdf:predicate adc:trialStatus ; rdf:subject ?trial ; rdf:object ?status ;
    adc:modality adc:Asserted ; adc:statedIn ?release .
  VALUES ?status { adc:TrialStarted adc:TrialOngoing adc:TrialCompleted adc:TrialReported adc:TrialStopped }
  ?status rdfs:label ?label .
  ?trial adc:investigates ?compound .
  OPTIONAL { ?iri adc:asOf ?asOf }
  OPTIONAL { ?trial rdfs:label ?name }
}
"""
_RESULTS = """
SELECT ?iri ?release ?asOf ?compound ?trial ?name WHERE {
  ?iri a adc:Result ; adc:modality adc:Asserted ; adc:statedIn ?release ; adc:ofCompound ?compound ;
    adc:ofTrial ?trial .
  OPTIONAL { ?iri adc:asOf ?asOf }
  OPTIONAL { ?trial rdfs:label ?name }
}
"""
_TALKS = """
SELECT ?iri ?release ?asOf ?compound ?trial ?meeting ?name ?on WHERE {
  ?iri a adc:Presentation ; adc:modality adc:Asserted ; adc:statedIn ?release ; adc:ofCompound ?compound ;
    adc:meeting ?meeting .
  ?meeting rdfs:label ?name .
  OPTIONAL { ?iri adc:asOf ?asOf }
  OPTIONAL { ?iri adc:ofTrial ?trial }
  OPTIONAL { ?iri adc:presentationDate ?on }
}
"""
_TRIALS = """
SELECT ?trial ?phase ?indication ?line WHERE {
  ?trial a adc:Trial .
  OPTIONAL { ?trial adc:phase/rdfs:label ?phase }
  OPTIONAL { ?trial adc:forIndication ?indication }
  OPTIONAL { ?trial adc:lineOfTherapy ?line }
}
"""


def of_promises(store: ox.Store) -> Iterator[Any]:
    """A resolution for each promise, with the words that show it."""
    for resolution in resolve(_promises(store), _happenings(store)):
        yield from _resolution(resolution, store)


def _promises(store: ox.Store) -> Iterator[Promise]:
    for row in rows(store, _PROMISES):
        yield Promise(
            row["iri"],
            row["release"],
            row.get("asOf"),
            row.get("compound"),
            _KINDS.get(row["kind"], "other"),
            row["event"],
            row.get("from"),
            row.get("to"),
            row.get("printed"),
            row.get("stage"),
            number(row, "rank"),
            row.get("trial"),
            row.get("region"),
            of_words(row["event"], region=row.get("region")),
        )


def _happenings(store: ox.Store) -> Iterator[Happening]:
    for row in stages(store):
        yield _happening("stage", row, _own_scope(row))
    for row in rows(store, _EVENTS):
        yield _happening("regulatory", row, _own_scope(row))
    trials = _scopes_of_trials(store)
    for row in rows(store, _RUNNING):
        yield _happening("trial", row, trials.get(row["trial"], Scope()))
    for row in rows(store, _RESULTS):
        yield _happening("result", row | {"label": "a result"}, trials.get(row["trial"], Scope()))
    for row in rows(store, _TALKS):
        yield _happening("presentation", row | {"label": "presented"}, _of_talk(row))


def _happening(kind: Any, row: Row, scope: Scope) -> Happening:
    return Happening(
        row["iri"],
        row["release"],
        row.get("asOf"),
        row.get("compound"),
        kind,
        row["label"],
        number(row, "rank"),
        row.get("trial"),
        row.get("region"),
        row.get("code"),
        row.get("on"),
        row.get("name", ""),
        scope,
    )


def _own_scope(row: Row) -> Scope:
    """The limits that a status or a regulatory event states itself."""
    region = row.get("region")
    regions = (region,) if region and region != "worldwide" else ()
    return Scope(disease(row.get("indication")), lines(row.get("setting", "")), regions=regions)


def _of_talk(row: Row) -> Scope:
    return replace(of_words(row["name"]), diseases=(), lines=(), phases=(), regions=())


def _scopes_of_trials(store: ox.Store) -> dict[str, Scope]:
    """The disease, line and phase of each trial, as all releases together state them."""
    found: dict[str, Scope] = {}
    for row in rows(store, _TRIALS):
        known = found.get(row["trial"], Scope())
        found[row["trial"]] = Scope(
            tuple(sorted({*known.diseases, *disease(row.get("indication"))})),
            tuple(sorted({*known.lines, *lines(row.get("line", ""))})),
            tuple(sorted({*known.phases, *phases(row.get("phase", ""))})),
        )
    return found


def _resolution(resolution: Resolution, store: ox.Store) -> Iterator[Any]:
    node = ox.NamedNode(vocab.record_iri("resolution", resolution.promise))
    yield from quads(
        node,
        (TYPE, iri(ADC.MilestoneResolution)),
        (ADC.ofMilestone, iri(resolution.promise)),
        (ADC.outcome, iri(_OUTCOMES[resolution.outcome])),
        (ADC.reason, ox.Literal(resolution.reason)),
    )
    if resolution.resolved_by is not None:
        yield from quads(node, (ADC.resolvedBy, iri(resolution.resolved_by)))
    if resolution.slipped_to is not None:
        yield from quads(node, (ADC.slippedTo, iri(resolution.slipped_to)))
    evidence = {one for statement in resolution.statements for one in objects(store, statement, ADC.evidence)}
    yield from cited(node, sorted(evidence, key=str), store)
