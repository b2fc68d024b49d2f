"""A built graph in, the statements that a person should look at out; a decision in, its file as Turtle out.

Doubtful is what arithmetic contradicts, what another release contradicts, what looks misprinted, and what was decoded
from a name instead of read.  A statement that a decision already speaks of is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg import export, vocab
from kg.curation import Decision, quads_of
from kg.view import RDF
from kg.vocab import ADC

_PREFIXES = {
    "adc": vocab.ONTOLOGY,
    "rdf": RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "oa": "http://www.w3.org/ns/oa#",
}
_QUERY = """
SELECT ?statement ?why ?explanation ?value ?predicate ?words ?release ?asOf WHERE {
  {
    ?finding a adc:NumericDoubt ; adc:about ?statement ; adc:explanation ?explanation ; adc:printed ?value .
    BIND("number" AS ?why)
  } UNION {
    ?finding a adc:Conflict ; rdf:subject ?subject ; rdf:predicate ?predicate ; adc:statedIn ?where ;
      adc:explanation ?explanation ; adc:printed ?value .
    BIND(IF(EXISTS { ?subject adc:evidence ?any }, ?subject, ?where) AS ?statement)
    BIND("conflict" AS ?why)
  } UNION {
    ?statement a adc:NameUse ; adc:nameKind adc:Misprint ; adc:printed ?value .
    OPTIONAL { ?statement adc:reason ?explanation }
    BIND("misprint" AS ?why)
  } UNION {
    ?statement a adc:Claim ; adc:knownFrom adc:Decoded ; rdf:object ?part ; adc:foundBy ?explanation .
    ?part rdfs:label ?value .
    BIND("decoded name" AS ?why)
  }
  ?statement adc:evidence ?evidence .
  ?evidence oa:exact ?words ; oa:hasSource ?release .
  FILTER(?why != "conflict" || CONTAINS(?words, ?value))
  OPTIONAL { ?statement adc:asOf ?asOf }
  FILTER NOT EXISTS { ?statement adc:decidedIn ?decision }
  FILTER NOT EXISTS { ?known adc:ofStatement ?statement ; adc:isOrphaned false }
}
"""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A statement with the reason to look at it; ``value`` is what it prints, ``words`` its first quote."""

    statement: str
    why: str
    value: str
    predicate: str
    explanation: str
    words: str
    release: str
    as_of: str


def doubtful(store: ox.Store) -> tuple[Doubtful, ...]:
    """Every statement worth a look, each once, in an order that depends on content alone."""
    found: dict[tuple[str, str], Doubtful] = {}
    solutions: Any = store.query(_QUERY, prefixes=_PREFIXES)
    names = ("statement", "why", "value", "predicate", "explanation", "words", "release", "asOf")
    for solution in solutions:
        item = Doubtful(*(term.value if (term := solution[name]) is not None else "" for name in names))
        key = (item.why, item.statement)
        if key not in found or (item.words, item.explanation) < (found[key].words, found[key].explanation):
            found[key] = item
    return tuple(found[key] for key in sorted(found))


def decided(item: Doubtful, kind: Any, *, by: str, on: str, reason: str, value: str | None = None) -> Decision:
    """The decision of a curator about a doubtful statement; ``value`` is the corrected one, where it is corrected."""
    literal = None if value is None else _literal(value)
    key = (item.statement, str(kind), item.words, value or "")
    return Decision(
        iri=vocab.record_iri("decision", *key),
        kind=kind,
        by=by,
        on=on,
        reason=reason,
        source="review",
        statement=item.statement,
        words=item.words,
        predicate=_predicate(item) if value is not None else None,
        value=literal,
    )


def _predicate(item: Doubtful) -> str:
    """The property that a correction changes: what the conflict is about, the spelling of a name, else the value."""
    return item.predicate or (ADC.name if item.why == "misprint" else ADC.value)


def _literal(value: str) -> Any:
    """A number as xsd:decimal, any other text as a string."""
    digits = value.replace(".", "", 1)
    if digits.isdigit():
        return ox.Literal(value, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
    return ox.Literal(value)


def as_turtle(decisions: Iterable[Decision]) -> str:
    """A curation file: the decisions as Turtle, sorted, without what only a build can know."""
    made = tuple(decisions)
    quads = quads_of(made, frozenset(decision.iri for decision in made), vocab.CURATION_GRAPH)
    kept = [quad for quad in quads if quad.predicate.value != ADC.isOrphaned]
    iris = {term.value for q in kept for term in (q.subject, q.predicate, q.object) if isinstance(term, ox.NamedNode)}
    used = {short: iri for short, iri in export.all_prefixes().items() if any(i.startswith(iri) for i in iris)}
    xsd = {short: iri for short, iri in export.all_prefixes().items() if short == "xsd"}
    return "".join(export.write_turtle(export.graphs_of(kept), used | xsd))
