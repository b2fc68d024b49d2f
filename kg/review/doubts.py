"""A built graph in, the statements that a person should look at out, the most doubtful first.

Doubtful is what arithmetic contradicts, what another statement contradicts, what looks misprinted, what was decoded
from a name instead of read, and, last, what has little support: stated once, by one source, in words that do not name
what they are about.  A statement that a decision already speaks of is left out.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg import vocab
from kg.arithmetic import printed
from kg.view import RDF

_PREFIXES = {
    "adc": vocab.ONTOLOGY,
    "rdf": RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "oa": "http://www.w3.org/ns/oa#",
}
REASONS = ("number", "conflict", "misprint", "decoded name", "low support")
_WORDS = """
  ?statement adc:evidence ?evidence .
  ?evidence oa:exact ?words ; oa:hasSource ?release ; oa:start ?start .
  OPTIONAL { ?statement adc:asOf ?asOf }
  OPTIONAL { ?statement adc:endpoint|adc:term ?concept . ?concept rdfs:label ?topic }
  FILTER NOT EXISTS { ?statement adc:decidedIn ?decision }
  FILTER NOT EXISTS { ?known adc:ofStatement ?statement ; adc:isOrphaned false }
"""
_DOUBTS = (
    """
SELECT ?statement ?why ?explanation ?value ?predicate ?entity ?words ?release ?start ?asOf ?topic WHERE {
  {
    ?finding a adc:NumericDoubt ; adc:about ?statement ; adc:explanation ?explanation ; adc:printed ?value .
    BIND("number" AS ?why)
  } UNION {
    ?statement a adc:NameUse ; adc:nameKind adc:Misprint ; adc:printed ?value .
    OPTIONAL { ?statement adc:reason ?explanation }
    BIND("misprint" AS ?why)
    BIND(adc:name AS ?predicate)
  } UNION {
    ?statement a adc:Claim ; adc:knownFrom adc:Decoded ; rdf:predicate ?predicate ; rdf:object ?entity ;
      adc:foundBy ?explanation .
    ?entity rdfs:label ?value .
    BIND("decoded name" AS ?why)
  }
"""
    + _WORDS
    + "}"
)
_CONFLICTS = """
SELECT ?statement ?explanation ?predicate ?entity ?reading ?printed ?one ?other ?words ?release ?start ?asOf
WHERE {
  ?finding a adc:Conflict ; rdf:predicate ?predicate ; adc:printed ?one ; adc:otherPrinted ?other ;
    adc:explanation ?explanation ; adc:evidence ?evidence .
  FILTER(?predicate != adc:name)
  ?statement adc:evidence ?evidence .
  ?evidence oa:exact ?words ; oa:hasSource ?release ; oa:start ?start .
  {
    ?finding rdf:subject ?subject .
    ?statement rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?entity .
  } UNION {
    ?statement ?predicate ?entity .
    OPTIONAL { ?statement adc:printed ?printed }
  }
  OPTIONAL { ?entity skos:notation|rdfs:label ?reading }
  OPTIONAL { ?statement adc:asOf ?asOf }
  OPTIONAL { ?statement adc:endpoint|adc:term ?concept . ?concept rdfs:label ?topic }
  FILTER NOT EXISTS { ?statement adc:decidedIn ?decision }
  FILTER NOT EXISTS { ?known adc:ofStatement ?statement ; adc:isOrphaned false }
}
"""
# what a person would act on, in this order; names, opinions and contacts are none of it
_CLASSES = (
    *("Result", "Comparison", "AdverseEventReport", "DevelopmentStatus", "RegulatoryEvent", "DesignationGrant"),
    *("Milestone", "DoseRecord", "Claim"),
)
_WEAK = (
    """
SELECT ?statement ?class ?subject ?predicate ?entity ?value ?issuer ?words ?release ?start ?asOf ?topic WHERE {
  {
    VALUES ?class { """
    + " ".join(f"adc:{name}" for name in _CLASSES if name != "Claim")
    + """ }
    ?statement a ?class ; adc:ofCompound|adc:ofDrug ?subject .
    OPTIONAL { ?statement adc:printed ?figure }
    OPTIONAL { ?statement adc:status|adc:designation|adc:eventKind ?kind . ?kind rdfs:label ?name }
    OPTIONAL { ?statement adc:event ?event }
    OPTIONAL { ?statement adc:hazardRatio ?ratio }
    OPTIONAL { ?statement adc:value ?amount }
    BIND(COALESCE(?figure, ?name, ?event, STR(?ratio), STR(?amount), "") AS ?value)
  } UNION {
    BIND(adc:Claim AS ?class)
    ?subject a adc:AntibodyDrugConjugate .
    ?statement a adc:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?entity .
    FILTER NOT EXISTS { ?statement adc:knownFrom adc:Decoded }
    ?entity rdfs:label ?value .
  }
  ?statement adc:modality adc:Asserted .
  OPTIONAL { ?statement adc:statedIn/adc:issuedBy ?issuer }
"""
    + _WORDS
    + "}"
)
_NAMES = """
SELECT ?entity ?name WHERE {
  ?entity a adc:AntibodyDrugConjugate .
  { ?entity rdfs:label|skos:altLabel|skos:notation|adc:codeName|adc:brandName|adc:innName ?name }
  UNION { ?use adc:names ?entity ; adc:name|adc:printed ?name }
}
"""

Row = dict[str, str]


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
    start: int = 0
    entity: str = ""  # the entity stated, where it is one
    topic: str = ""  # the endpoint or the adverse event, where it is a figure

    @property
    def is_release(self) -> bool:
        """Whether it is the release itself, such as for its ticker: nobody rejects that."""
        return self.statement == self.release


def doubtful(store: ox.Store, decided: Container[str] = ()) -> tuple[Doubtful, ...]:
    """Every statement worth a look, once for each reason, in the order of reasons, releases and places in the text.

    ``decided`` are statements that decisions speak of which no build has applied yet.
    """
    found: dict[tuple[str, str], Doubtful] = {}
    for item in (*_doubts(store), *_conflicts(store), *_weak(store)):
        key = (item.why, item.statement)
        if item.statement in decided or (item.why == "low support" and _is_listed(item, found)):
            continue
        if key not in found or (item.start, item.words, item.explanation) < _place(found[key]):
            found[key] = item
    order = {why: place for place, why in enumerate(REASONS)}
    listed = sorted(found.values(), key=lambda i: (order[i.why], _rank(i), i.as_of, i.release, i.start, i.statement))
    return tuple(listed)


def _place(item: Doubtful) -> tuple[int, str, str]:
    return item.start, item.words, item.explanation


def _is_listed(item: Doubtful, found: Container[tuple[str, str]]) -> bool:
    return any((why, item.statement) in found for why in REASONS[:-1])


def _rank(item: Doubtful) -> int:
    """Of what has little support, figures come before stages, and stages before parts."""
    kind = (vocab.split_iri(item.statement) or ("", ""))[0]
    kinds = ("result", "comparison", "adverse-event-report", "status", "regulatory", "milestone", "dose")
    is_ranked = item.why == "low support" and kind in kinds
    return kinds.index(kind) if is_ranked else len(kinds) if item.why == "low support" else 0


def rows_of(store: ox.Store, query: str) -> Iterator[Row]:
    """The rows of a query as texts by variable."""
    solutions: Any = store.query(query, prefixes=_PREFIXES)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: solution[name].value for name in names if solution[name] is not None}


def _item(row: Row, why: str, explanation: str) -> Doubtful:
    entity = row.get("entity", "")
    return Doubtful(
        statement=row["statement"],
        why=why,
        value=row.get("value", ""),
        predicate=row.get("predicate", ""),
        explanation=explanation,
        words=row["words"],
        release=row["release"],
        as_of=row.get("asOf", ""),
        start=int(row["start"]),
        entity=entity if entity.startswith("http") else "",
        topic=row.get("topic", ""),
    )


def _doubts(store: ox.Store) -> Iterator[Doubtful]:
    for row in rows_of(store, _DOUBTS):
        yield _item(row, row["why"], row.get("explanation", ""))


def _conflicts(store: ox.Store) -> Iterator[Doubtful]:
    """Both sides of every conflict: each can be judged."""
    for row in rows_of(store, _CONFLICTS):
        readings = [row[name] for name in ("printed", "reading", "entity") if name in row]
        meant = next((text for text in (row["one"], row["other"]) if any(_is_same(text, r) for r in readings)), None)
        if meant is not None and _is_printed(meant, row):
            yield _item(row | {"value": meant}, "conflict", row["explanation"])


def _is_printed(value: str, row: Row) -> bool:
    """Of a release, which has evidence for much, only the words that print the value as words of their own."""
    whole = re.compile(rf"(?<![\w.]){re.escape(value)}(?!\w|\.\d)")
    return row["statement"] != row["release"] or whole.search(row["words"]) is not None


def _is_same(one: str, other: str) -> bool:
    left, right = printed(one), printed(other)
    return one.casefold() == other.casefold() or (
        left is not None and right is not None and left.value == right.value and one[:1].isdigit()
    )


def _weak(store: ox.Store) -> Iterator[Doubtful]:
    """Statements that one source makes once, in words that do not name the conjugate they are about."""
    names: dict[str, set[str]] = {}
    for row in rows_of(store, _NAMES):
        names.setdefault(row["entity"], set()).add(row["name"])
    patterns = {entity: _any_of(known) for entity, known in names.items()}
    told: dict[str, dict[str, Row]] = {}
    backing: dict[tuple[str, ...], set[str]] = {}
    for row in rows_of(store, _WEAK):
        told.setdefault(row["statement"], {})[f"{row['release']} {row['start']} {row['words']}"] = row
        backing.setdefault(_sense(row), set()).add(row.get("issuer", row["release"]))
    for pieces in told.values():
        row = next(iter(pieces.values()))
        pattern = patterns.get(row["subject"])
        if len(pieces) > 1 or len(backing[_sense(row)]) > 1 or pattern is None or pattern.search(row["words"]):
            continue
        yield _item(row, "low support", "one source states it once, in words that do not name the conjugate")


def _sense(row: Row) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in ("class", "subject", "predicate", "entity", "value"))


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Any of some names as words of their own, whatever the case and the marks between their parts."""
    parts = (r"[\s-]?".join(re.escape(part) for part in re.split(r"[\s-]+", name)) for name in names)
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(parts, key=lambda p: (-len(p), p)))})(?!\w)", re.IGNORECASE)
