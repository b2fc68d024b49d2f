"""A store of releases in, what arithmetic, time and comparison add to it out, as quads of ``graph:derived``.

`of_release` looks at one release's quads and is part of its build; `of_store` asks a few questions across all
releases: what became of promises, and where releases disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyoxigraph as ox

from kg import vocab
from kg.changes import Status, changes
from kg.conflicts import Difference, Stated, differences
from kg.derive import Finding, derive
from kg.ledger import Happening, Promise, Resolution, resolve
from kg.view import RDF, TYPE, View
from kg.vocab import ADC

_GRAPH = ox.NamedNode(vocab.DERIVED_GRAPH)
_XSD = "http://www.w3.org/2001/XMLSchema#"
_EXACT, _START = "http://www.w3.org/ns/oa#exact", "http://www.w3.org/ns/oa#start"
_JOIN = " … "  # between the pieces of a quotation, as in the build of a release
_PREFIXES = {"adc": vocab.ONTOLOGY, "rdf": RDF, "rdfs": "http://www.w3.org/2000/01/rdf-schema#"} | {
    "skos": "http://www.w3.org/2004/02/skos/core#"
}
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


def of_release(quads: Sequence[Any]) -> tuple[Any, ...]:
    """What the numbers of one release imply and contradict."""
    view = View.of(quads)
    return tuple(quad for finding in derive(quads) for quad in _finding(finding, view))


def of_store(store: ox.Store) -> tuple[Any, ...]:
    """Resolutions of promises and differences between statements, over the default graph of a store."""
    resolutions = resolve(_promises(store), _happenings(store))
    found = [quad for resolution in resolutions for quad in _resolution(resolution, store)]
    known = _known_tickers(store)
    for difference in differences(_statements(store)):
        if not {(side.subject, side.text) for side in (difference.one, difference.other)} <= known:
            found.extend(_difference(difference, store))
    found.extend(_changes(store))
    return tuple(found)


# one release


def _finding(finding: Finding, view: View) -> Iterator[Any]:
    kind = "derived" if finding.quantity else "doubt"
    words = (finding.quantity, finding.value, finding.printed, finding.computed, finding.rule)
    node = ox.NamedNode(vocab.record_iri(kind, finding.subject, *words))
    if finding.quantity:
        yield from _quads(
            node,
            (TYPE, _iri(ADC.DerivedValue)),
            (RDF + "subject", _iri(finding.subject)),
            (ADC.quantity, ox.Literal(finding.quantity)),
            (ADC.value, ox.Literal(finding.value, datatype=ox.NamedNode(_XSD + "integer"))),
            (ADC.calculation, ox.Literal(finding.explanation)),
            (ADC.rule, ox.Literal(finding.rule)),
        )
    else:
        yield from _quads(
            node,
            (TYPE, _iri(ADC.NumericDoubt)),
            (ADC.about, _iri(finding.subject)),
            (ADC.printed, ox.Literal(finding.printed)),
            (ADC.computed, ox.Literal(finding.computed)),
            (ADC.rule, ox.Literal(finding.rule)),
            (ADC.explanation, ox.Literal(finding.explanation)),
        )
    statements = [statement for source in finding.sources for statement in _statements_behind(view, source)]
    for statement in statements:
        for predicate in (ADC.evidence, ADC.statedIn):
            yield from _quads(node, *((predicate, _iri(value)) for value in view.all(statement, predicate)))
        yield from _quads(node, *((ADC.asOf, _day(value)) for value in view.all(statement, ADC.asOf)))
    cited = {evidence for statement in statements for evidence in view.all(statement, ADC.evidence)}
    yield from _quote(node, ((view.one(one, _START), view.one(one, _EXACT)) for one in cited))


def _statements_behind(view: View, source: str) -> Iterator[str]:
    """A record itself; for an entity such as a population, the claims about its size and parts."""
    if view.all(source, ADC.evidence):
        yield source
        return
    for claim in view.members(ADC.Claim):
        if view.one(claim, RDF + "subject") == source and view.one(claim, RDF + "predicate") in (
            ADC.size,
            ADC.partOfPopulation,
        ):
            yield claim


# all releases

_PROMISES = """
SELECT ?iri ?release ?asOf ?compound ?kind ?event ?from ?to ?printed ?stage ?rank ?trial ?region WHERE {
  ?iri a adc:Milestone ; adc:modality adc:Planned ; adc:statedIn ?release ; adc:event ?event ; adc:milestoneKind ?kind .
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
_STAGES = """
SELECT ?iri ?release ?asOf ?compound ?label ?rank ?trial ?region ?indication ?setting ?issuer WHERE {
  ?iri a adc:DevelopmentStatus ; adc:modality adc:Asserted ; adc:statedIn ?release ; adc:ofCompound ?compound ;
    adc:status ?stage .
  ?stage skos:notation ?label ; adc:rank ?rank .
  OPTIONAL { ?iri adc:asOf ?asOf }
  OPTIONAL { ?iri adc:ofTrial ?trial }
  OPTIONAL { ?iri adc:inRegion/skos:notation ?region }
  OPTIONAL { ?iri adc:forIndication ?indication }
  OPTIONAL { ?iri adc:setting ?setting }
  OPTIONAL { ?release adc:issuedBy ?issuer }
}
"""
_EVENTS = """
SELECT ?iri ?release ?asOf ?compound ?label ?code ?region ?on WHERE {
  ?iri a ?class ; adc:modality adc:Asserted ; adc:statedIn ?release ; adc:ofCompound ?compound ; adc:eventKind ?kind .
  VALUES ?class { adc:RegulatoryEvent adc:DesignationGrant }
  ?kind skos:notation ?code ; rdfs:label ?label .
  OPTIONAL { ?iri adc:asOf ?asOf }
  OPTIONAL { ?iri adc:inRegion/skos:notation ?region }
  OPTIONAL { ?iri adc:eventDate ?on }
}
"""
_RUNNING = """
SELECT ?iri ?release ?asOf ?compound ?label ?trial WHERE {
  ?iri a adc:Claim ; rdf:predicate adc:trialStatus ; rdf:subject ?trial ; rdf:object ?status ;
    adc:modality adc:Asserted ; adc:statedIn ?release .
  VALUES ?status { adc:TrialStarted adc:TrialOngoing adc:TrialCompleted adc:TrialReported adc:TrialStopped }
  ?status rdfs:label ?label .
  ?trial adc:investigates ?compound .
  OPTIONAL { ?iri adc:asOf ?asOf }
}
"""
_RESULTS = """
SELECT ?iri ?release ?asOf ?compound ?trial ?endpoint ?statistic ?arm ?population ?month ?assessor ?printed
  ?size ?bound ?issuer WHERE {
  ?iri a adc:Result ; adc:modality adc:Asserted ; adc:statedIn ?release ; adc:endpoint ?endpoint ;
    adc:printed ?printed .
  OPTIONAL { ?iri adc:asOf ?asOf }
  OPTIONAL { ?iri adc:ofCompound ?compound }
  OPTIONAL { ?iri adc:ofTrial ?trial }
  OPTIONAL { ?iri adc:statistic ?statistic }
  OPTIONAL { ?iri adc:ofArm ?arm }
  OPTIONAL { ?iri adc:inPopulation ?population }
  OPTIONAL { ?iri adc:timePointMonths ?month }
  OPTIONAL { ?iri adc:assessor ?assessor }
  OPTIONAL { ?iri adc:denominator ?size }
  OPTIONAL { ?iri adc:bound/skos:notation ?bound }
  OPTIONAL { ?release adc:issuedBy ?issuer }
}
"""
_TICKERS = """
SELECT ?iri ?issuer ?text ?asOf ?exchange WHERE {
  ?iri a adc:Release ; adc:issuedBy ?issuer ; adc:tickerPrinted ?text .
  OPTIONAL { ?iri adc:releaseDate ?asOf }
  OPTIONAL { ?iri adc:exchangePrinted ?exchange }
  FILTER NOT EXISTS { ?iri adc:tickerPrinted ?more . FILTER(?more != ?text) }
  FILTER NOT EXISTS { ?iri adc:coIssuedBy ?partner }
}
"""
_SIZES = """
SELECT ?iri ?trial ?text ?release ?asOf ?issuer ?bound WHERE {
  ?iri a adc:Claim ; rdf:predicate adc:enrolled ; rdf:subject ?trial ; rdf:object ?text ; adc:modality adc:Asserted ;
    adc:statedIn ?release .
  OPTIONAL { ?iri adc:asOf ?asOf }
  OPTIONAL { ?release adc:issuedBy ?issuer }
  OPTIONAL { ?trial adc:enrolmentBound/skos:notation ?bound }
}
"""

_SENSE_OF_RESULT = ("trial", "endpoint", "statistic", "arm", "population", "month", "assessor")
_SENSE_OF_STAGE = ("compound", "indication", "setting", "region", "trial")


def _rows(store: ox.Store, query: str) -> list[dict[str, str]]:
    """The rows of a query as texts by variable, sorted, so that nothing depends on the store's order."""
    solutions: Any = store.query(query, prefixes=_PREFIXES)
    names = [variable.value for variable in solutions.variables]
    rows = [{name: solution[name].value for name in names if solution[name] is not None} for solution in solutions]
    return sorted(rows, key=lambda row: [row.get(name, "") for name in names])


def _number(row: dict[str, str], name: str) -> int | None:
    return int(row[name]) if row.get(name, "").isdigit() else None


def _known_tickers(store: ox.Store) -> set[tuple[str, str]]:
    """Company and ticker as the reference data has them: two symbols of one company are no conflict."""
    reference = ox.NamedNode(vocab.REFERENCE_GRAPH)
    found = store.quads_for_pattern(None, _iri(ADC.tickerSymbol), None, reference)
    return {(quad.subject.value, quad.object.value) for quad in found}  # type: ignore[union-attr]  # IRIs and literals


def _promises(store: ox.Store) -> Iterator[Promise]:
    for row in _rows(store, _PROMISES):
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
            _number(row, "rank"),
            row.get("trial"),
            row.get("region"),
        )


def _happenings(store: ox.Store) -> Iterator[Happening]:
    for kind, query in (("stage", _STAGES), ("regulatory", _EVENTS), ("trial", _RUNNING), ("result", _RESULTS)):
        for row in _rows(store, query):
            yield Happening(
                row["iri"],
                row["release"],
                row.get("asOf"),
                row.get("compound"),
                kind,  # type: ignore[arg-type]  # one of the four literals above
                row.get("label", "a result"),
                _number(row, "rank"),
                row.get("trial"),
                region=row.get("region"),
                code=row.get("code"),
                on=row.get("on"),
            )


def _statements(store: ox.Store) -> Iterator[Stated]:
    for row in _rows(store, _RESULTS):
        if row.get("trial"):
            yield _stated("result", row, row["iri"], ADC.value, row["printed"], _SENSE_OF_RESULT)
    for row in _rows(store, _TICKERS):
        sense = ("issuer", "exchange")
        yield _stated("ticker", row | {"release": row["iri"]}, row["issuer"], ADC.tickerPrinted, row["text"], sense)
    for row in _rows(store, _SIZES):
        yield _stated("size", row, row["trial"], ADC.enrolled, row["text"], ("trial",))
    for row in _rows(store, _STAGES):
        if row.get("asOf") and row["label"] != "discontinued":
            yield _stated("stage", row, row["compound"], ADC.status, row["label"], _SENSE_OF_STAGE)


def _stated(aspect: Any, row: dict[str, str], subject: str, predicate: str, text: str, sense: Sequence[str]) -> Stated:
    return Stated(
        aspect,
        tuple(row.get(name, "") for name in sense),
        subject,
        predicate,
        text,
        row["release"],
        row.get("asOf", ""),
        row["iri"],
        row.get("issuer", ""),
        _number(row, "size"),
        row.get("bound", "="),
        _number(row, "rank"),
    )


def _changes(store: ox.Store) -> Iterator[Any]:
    """What became of a status: a pair of records, so that no query need compare every status with every other."""
    statuses = (
        Status(
            tuple(row.get(name, "") for name in ("compound", "indication", "setting")),
            row["asOf"],
            row["iri"],
            row["label"],
            row.get("region", ""),
        )
        for row in _rows(store, _STAGES)
        if "asOf" in row
    )
    for earlier, later in changes(statuses):
        yield from _quads(
            ox.NamedNode(vocab.record_iri("change", earlier.iri, later.iri)),
            (TYPE, _iri(ADC.StatusChange)),
            (ADC.earlierStatus, _iri(earlier.iri)),
            (ADC.laterStatus, _iri(later.iri)),
        )


def _resolution(resolution: Resolution, store: ox.Store) -> Iterator[Any]:
    node = ox.NamedNode(vocab.record_iri("resolution", resolution.promise))
    yield from _quads(
        node,
        (TYPE, _iri(ADC.MilestoneResolution)),
        (ADC.ofMilestone, _iri(resolution.promise)),
        (ADC.outcome, _iri(_OUTCOMES[resolution.outcome])),
        (ADC.reason, ox.Literal(resolution.reason)),
    )
    if resolution.resolved_by is not None:
        yield from _quads(node, (ADC.resolvedBy, _iri(resolution.resolved_by)))
    if resolution.slipped_to is not None:
        yield from _quads(node, (ADC.slippedTo, _iri(resolution.slipped_to)))
    cited = [evidence for statement in resolution.statements for evidence in _objects(store, statement, ADC.evidence)]
    yield from _cited(node, cited, store)


def _difference(difference: Difference, store: ox.Store) -> Iterator[Any]:
    one, other = difference.one, difference.other
    key = (one.subject, one.predicate, one.text, other.text, one.release, other.release)
    node = ox.NamedNode(vocab.record_iri("conflict" if difference.is_conflict else "difference", *key))
    yield from _quads(
        node,
        (TYPE, _iri(ADC.Conflict if difference.is_conflict else ADC.ExplainedDifference)),
        (RDF + "subject", _iri(one.subject)),
        (RDF + "predicate", _iri(one.predicate)),
        (ADC.printed, ox.Literal(one.text)),
        (ADC.otherPrinted, ox.Literal(other.text)),
        (ADC.statedIn, _iri(one.release)),
        (ADC.otherRelease, _iri(other.release)),
        (ADC.explanation, ox.Literal(difference.explanation)),
    )
    if one.as_of:
        yield from _quads(node, (ADC.asOf, _day(one.as_of)))
    yield from _cited(node, [evidence for stated in (one, other) for evidence in _evidence_of(store, stated)], store)


def _cited(node: Any, evidence: Sequence[Any], store: ox.Store) -> Iterator[Any]:
    """The evidence of a finding, and its words."""
    yield from _quads(node, *((ADC.evidence, one) for one in evidence))
    places = ((_first(store, one.value, _START), _first(store, one.value, _EXACT)) for one in evidence)
    yield from _quote(node, places)


def _quote(node: Any, pieces: Iterable[tuple[str | None, str | None]]) -> Iterator[Any]:
    """The words of pieces of text (start and words), in the order of their places, each once."""
    known = sorted((int(start or 0), words) for start, words in pieces if words)
    if known:
        words = _JOIN.join(dict.fromkeys(words for _, words in known))
        yield from _quads(node, (ADC.quote, ox.Literal(words)))


def _first(store: ox.Store, subject: str, predicate: str) -> str | None:
    return next((term.value for term in _objects(store, subject, predicate)), None)


def _evidence_of(store: ox.Store, stated: Stated) -> list[Any]:
    """The evidence that holds what is printed; a release has evidence for much else."""
    every = _objects(store, stated.iri, ADC.evidence)
    holding = [one for one in every if any(stated.text in words.value for words in _objects(store, one.value, _EXACT))]
    return holding or every


def _objects(store: ox.Store, subject: str, predicate: str) -> list[Any]:
    found = store.quads_for_pattern(_iri(subject), _iri(predicate), None, ox.DefaultGraph())
    return sorted((quad.object for quad in found), key=lambda term: str(term))


def _iri(text: str) -> Any:
    return ox.NamedNode(text)


def _day(text: str) -> Any:
    return ox.Literal(text, datatype=ox.NamedNode(_XSD + "date"))


def _quads(node: Any, *pairs: tuple[str, Any]) -> Iterator[Any]:
    for predicate, value in pairs:
        yield ox.Quad(node, _iri(predicate), value, _GRAPH)
