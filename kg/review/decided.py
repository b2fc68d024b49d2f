"""A doubtful statement and a curator's verdict in, a decision out; decisions in, the Turtle of a curation file out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from kg import export, vocab
from kg.curation import Decision, quads_of
from kg.review.doubts import Doubtful, rows_of
from kg.view import RDF
from kg.vocab import ADC

_WRITTEN = {
    *(ADC[name] for name in ("decision", "ofStatement", "statedIn", "words", "printed", "correctedValue")),
    *(ADC[name] for name in ("decidedBy", "decidedOn", "reason")),
    *(RDF + name for name in ("type", "subject", "predicate", "object")),
}


def entity_named(store: ox.Store, like: str, text: str) -> str | None:
    """The entity of the same kind as another one that a text names, or whose IRI it is; None when there is none."""
    kind = (vocab.split_iri(like) or ("", ""))[0]
    if text.startswith("http"):
        return text if (vocab.split_iri(text) or ("", ""))[0] == kind else None
    found = {
        row["entity"]
        for row in rows_of(store, "SELECT ?entity ?name WHERE { ?entity rdfs:label|skos:altLabel|skos:notation ?name }")
        if row["entity"].startswith(f"{vocab.ID}{kind}/") and row["name"].casefold() == text.strip().casefold()
    }
    return min(found, default=None)


def decided(item: Doubtful, kind: Any, *, by: str, on: str, reason: str, value: str | None = None) -> Decision:
    """The decision of a curator about a doubtful statement; ``value`` is the corrected one, or its entity's IRI."""
    key = (item.statement, str(kind), item.words, value or "", by, on)
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
        value=None if value is None else ox.NamedNode(value) if item.entity else _literal(value),
        release=item.release or None,
        printed=item.value or None,
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
    kept = [quad for quad in quads if quad.predicate.value in _WRITTEN]
    iris = {term.value for q in kept for term in (q.subject, q.predicate, q.object) if isinstance(term, ox.NamedNode)}
    used = {short: iri for short, iri in export.all_prefixes().items() if any(i.startswith(iri) for i in iris)}
    xsd = {short: iri for short, iri in export.all_prefixes().items() if short == "xsd"}
    return "".join(export.write_turtle(export.graphs_of(kept), used | xsd))
