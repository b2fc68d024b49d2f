"""What a user typed for a parameter in, an RDF term out, and a question's text with that term in it.

A word that names an entity becomes its IRI by looking the names of the graph up; nothing that a user typed is ever
pasted into a query: a term is written by the serialiser, in the one place that the question keeps for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol

from kg import resources
from kg.errors import QueryError
from kg.guard import Token, tokens
from kg.query.catalogue import Parameter, Question
from kg.query.tables import XSD, Table, Term

_ADC = "https://w3id.org/adc-kg/ontology/"
# kind of parameter -> the classes whose names it may be; a kind that is not here takes any named thing
_CLASSES: dict[str, tuple[str, ...]] = {
    "compound": ("AntibodyDrugConjugate",),
    "target": ("Target",),
    "payload": ("Payload",),
    "company": ("Organisation", "RegulatoryAgency"),
    "platform": ("Platform",),
    "trial": ("Trial",),
    "endpoint": ("Endpoint",),
    "phase": ("Phase",),
    "term": ("AdverseEventTerm",),
    "drug": ("AntibodyDrugConjugate", "Antibody", "Payload", "Linker", "Medicine"),
    "speaker": ("Person",),
    "release": ("Release",),
    "thing": (),
}
_NAMES = """
PREFIX adc: <https://w3id.org/adc-kg/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?entity ?name WHERE {
  VALUES ?class { UNDEF }
  {
    ?entity a ?class .
    ?entity rdfs:label|skos:altLabel|skos:notation|adc:title|adc:sourceName|adc:releaseDate|adc:registryId ?name .
  }
  UNION
  {
    ?use adc:names ?entity .
    ?entity a ?class .
    ?use adc:name|adc:printed ?name .
  }
}
ORDER BY ?entity ?name
"""
# what an abbreviation such as OS means when a user types it; it names nothing in running text
_ABBREVIATIONS = """
PREFIX adc: <https://w3id.org/adc-kg/ontology/>
SELECT DISTINCT ?entity ?name WHERE {
  VALUES ?class { UNDEF }
  ?entity a ?class ;
    adc:ambiguousName ?name .
}
ORDER BY ?entity ?name
"""
_LOCAL = re.compile(r"/id/(?:arm|population|regimen)/")
_NUMBER = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?")


class Answerer(Protocol):
    """Whatever evaluates a SELECT query: an embedded store, a graph in memory, a remote endpoint."""

    def select(self, text: str) -> Table:
        """The rows of a query that the caller vouches for."""
        ...


def bind(question: Question, given: Mapping[str, str], source: Answerer) -> str:
    """The text of a question with the terms of the given parameters in it.

    Raises QueryError for a parameter that the question does not take, or a value that names nothing.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in given:
        if name not in known:
            offer = f"it takes {', '.join(known)}" if known else "it takes none"
            raise QueryError(f"the question '{question.name}' has no parameter '{name}'; {offer}")
    terms = {known[name].variable: resolve(known[name], value, source) for name, value in given.items()}
    return fill(question.text, terms)


def fill(text: str, terms: Mapping[str, Term], *more: Term) -> str:
    """A query with terms in the place of UNDEF in ``VALUES ?variable { UNDEF }``; further terms follow the last one.

    >>> print(fill("SELECT * { VALUES ?x { UNDEF } ?x ?p ?o }", {"x": Term("uri", "http://example.org/")}))
    SELECT * { VALUES ?x { <http://example.org/> } ?x ?p ?o }
    """
    pieces, position = [], 0
    for variable, place in _places(text):
        if variable in terms:
            written = " ".join(term.sparql() for term in (terms[variable], *more))
            pieces += [text[position : place.start], written]
            position = place.start + len(place.text)
    missing = set(terms) - {variable for variable, _ in _places(text)}
    if missing:
        raise QueryError(f"the query does not say 'VALUES ?{min(missing)} {{ UNDEF }}', so nothing can be put there")
    return "".join([*pieces, text[position:]])


def _places(text: str) -> list[tuple[str, Token]]:
    """Variable and place of each UNDEF that stands alone in its VALUES."""
    read = list(tokens(text))
    return [
        (variable.text[1:], value)
        for word, variable, left, value, right in zip(read, read[1:], read[2:], read[3:], read[4:], strict=False)
        if (word.text.upper(), left.text, value.text.upper(), right.text) == ("VALUES", "{", "UNDEF", "}")
    ]


def resolve(parameter: Parameter, value: str, source: Answerer) -> Term:
    """The term that a value means, by the kind of the parameter: a date, a number, any value, or a named thing."""
    match parameter.kind:
        case "date":
            return _date(parameter.name, value)
        case "number":
            return _number(parameter.name, value)
        case "value":
            return _value(value)
        case "text":
            return Term("literal", value)
        case kind if kind in _CLASSES:
            return _entity(kind, value, source)
    raise QueryError(f"the parameter '{parameter.name}' has the unknown kind '{parameter.kind}'; see docs/questions.md")


def _date(name: str, value: str) -> Term:
    try:
        day = date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        day = None
    if day is None:
        raise QueryError(f"{name} is a date such as 2012-06-30, not '{value}'")
    return Term("literal", value, XSD + "date")


def _number(name: str, value: str) -> Term:
    if not _NUMBER.fullmatch(value):
        raise QueryError(f"{name} is a number such as 10 or 9.6, not '{value}'")
    return Term("literal", format(Decimal(value), "f"), XSD + "decimal")


def _value(value: str) -> Term:
    """A number where it reads as one, else the words."""
    try:
        return _number("value", value)
    except QueryError:
        return Term("literal", value)


def _entity(kind: str, value: str, source: Answerer) -> Term:
    names = _names(kind, source)
    address = _address(value)
    if address and any(term.value == address for term, _ in names):
        return Term("uri", address)
    wanted = _folded(value)
    found = _called(wanted, names) or _called(wanted, _names(kind, source, _ABBREVIATIONS))
    if kind == "thing" and len(found) > 1:
        # an arm or a group is often called as the drug it got; whoever means the arm gives its IRI
        found = {iri: name for iri, name in found.items() if not _LOCAL.search(iri)} or found
    if len(found) > 1:
        meant = " or ".join(f"<{iri}>" for iri in sorted(found)[:4])
        raise QueryError(f"'{value}' names {len(found)} things; give {meant}")
    if not found:
        raise QueryError(f"no {_spoken(kind)} is called '{value}'; {_suggestion(wanted, names)}")
    return Term("uri", min(found))


def _called(wanted: str, names: list[tuple[Term, str]]) -> dict[str, str]:
    """IRI and name of what is called so; ``wanted`` is folded."""
    return {term.value: name for term, name in reversed(names) if _folded(name) == wanted}


def _names(kind: str, source: Answerer, text: str = _NAMES) -> list[tuple[Term, str]]:
    classes = [Term("uri", _ADC + name) for name in _CLASSES[kind]]
    text = fill(text, {"class": classes[0]}, *classes[1:]) if classes else text
    return [(entity, name.value) for entity, name in source.select(text).rows if entity and name]


def _address(value: str) -> str | None:
    """The IRI that a value spells: in angle brackets, in full, or by a prefix of the project."""
    if re.match(r"<.*>$|https?://", value):
        return value.strip("<>")
    prefix, colon, local = value.partition(":")
    return resources.prefixes()[prefix] + local if colon and prefix in resources.prefixes() else None


def _folded(name: str) -> str:
    """A name without case, spacing and the kinds of hyphen."""
    return " ".join(re.sub("[\u2010-\u2015\u2212]", "-", name).casefold().split())


def _spoken(kind: str) -> str:
    return {"term": "adverse event", "thing": "thing of the graph"}.get(kind, kind)


def _suggestion(wanted: str, names: list[tuple[Term, str]]) -> str:
    from rapidfuzz import fuzz, process

    spelt = {_folded(name): name for _, name in names}
    close = process.extract(wanted, spelt.keys(), scorer=fuzz.ratio, limit=3, score_cutoff=60)
    if close:
        return f"did you mean {' or '.join(repr(spelt[name]) for name, _, _ in close)}?"
    return "the graph knows none; build it first" if not names else "give a name, an alias or an IRI of the graph"
