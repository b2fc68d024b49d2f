"""Quads in, what follows from them and what contradicts itself out.

A build asks for the consequences and contradictions of one release at a time: the rules are compiled once from the
ontology, and a release is closed with no more than the reference data of what it mentions, so that the cost of a
release does not grow with the corpus.  ``check`` asks the same of whole graphs, and HermiT besides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

import pyoxigraph as ox

from kg import resources, vocab
from kg.errors import ReasonerError
from kg.reason.clash import Clash, Value, find
from kg.reason.closure import Fact, Reason, close
from kg.reason.hermit import DEADLINE, consistent, java
from kg.reason.narrow import narrowed
from kg.reason.rules import RDF, TYPE, Rules, article, compile_rules
from kg.vocab import ADC

Reasoner = Literal["auto", "hermit", "rl"]
Statement = ox.Quad | ox.Triple

__all__ = ["Clash", "Entailment", "Reasoner", "Verdict", "check", "clashes", "entail", "entailments", "rules"]

# classes that only order others, as the topmost do: that a payload is a substance tells nobody anything
_ORDERING = frozenset((ADC.Record, ADC.Substance, ADC.NameStem))


class Entailment(NamedTuple):
    """A triple that follows, with the rule it follows by; all are IRIs but the rule, which is a sentence."""

    subject: str
    predicate: str
    object: str
    rule: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a graph is consistent, who says so, and what follows from it."""

    consistent: bool
    reasoner: str
    note: str
    clashes: tuple[Clash, ...]
    entailments: tuple[Entailment, ...]


@cache
def rules() -> Rules:
    """The rules of the project's ontology, compiled once per process."""
    return compile_rules(ontology())


@cache
def ontology() -> tuple[ox.Quad, ...]:
    """The triples of the project's ontology."""
    return tuple(_read(resources.ontology_files()["adc.ttl"].read_bytes()))


@cache
def background() -> Mapping[str, tuple[ox.Quad, ...]]:
    """The triples of the reference data and of the closed lists, by subject."""
    found: dict[str, list[ox.Quad]] = {}
    for file in resources.reference_files().values():
        for quad in _read(file.read_bytes()):
            found.setdefault(_key(quad.subject), []).append(quad)
    for quad in _listed():
        found.setdefault(_key(quad.subject), []).append(quad)
    return {subject: tuple(quads) for subject, quads in found.items()}


@cache
def _listed() -> tuple[ox.Quad, ...]:
    """The types of the individuals of the closed lists."""
    compiled = rules()
    return tuple(
        quad
        for quad in ontology()
        if quad.predicate.value == TYPE
        and _key(quad.object) in compiled.classes
        and not isinstance(quad.object, ox.Literal)
    )


def entail(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """What follows from the quads of one release, as quads of the graph of what is inferred: each triple, and the
    ``adc:Entailment`` that names its rule.
    """
    graph = ox.NamedNode(vocab.INFERRED_GRAPH)
    return [quad for found in entailments(quads) for quad in _described(found, graph)]


def entailments(quads: Iterable[ox.Quad]) -> list[Entailment]:
    """What follows from the quads of one release and the reference data of what it mentions, sorted.

    What follows from the reference data alone is left out, and so are types that say nothing.
    """
    stated = list(quads)
    beside = _mentioned(stated)
    compiled = rules()
    known = close(_facts((*stated, *beside)), compiled)
    already = close(_facts(beside), compiled) if beside else {}
    return _new(known, already, compiled)


def clashes(quads: Iterable[ox.Quad]) -> list[Clash]:
    """The contradictions in the quads of one release together with the reference data of what it mentions."""
    stated = list(quads)
    return _clashes((*stated, *_mentioned(stated)), rules())


def check(quads: Iterable[Statement], *, reasoner: Reasoner = "auto", deadline: float = DEADLINE) -> Verdict:
    """Check any graph, with the ontology, the reference data of what it mentions, and axioms of its own if it has any.

    ``auto`` asks HermiT where there is Java, else the rules alone; ``deadline`` bounds HermiT in seconds.  Raises
    ReasonerError when the reasoner asked for cannot be run.
    """
    given = list(quads)
    beside = _mentioned(given)
    stated: list[Statement] = [*given, *beside]
    compiled = compile_rules((*ontology(), *given))
    known = close(_facts(stated), compiled)
    found = tuple(find(known, _values(stated), compiled))
    follows = tuple(_new(known, close(_facts(beside), compiled), compiled))
    if reasoner == "rl" or (reasoner == "auto" and java() is None):
        note = "consistency was checked by OWL 2 RL rules alone"
        note += "; install Java for a full check" if reasoner == "auto" else ""
        return Verdict(not found, "OWL 2 RL rules", note, found, follows)
    answer = consistent((*ontology(), *stated), compiled, deadline=deadline)
    follows = tuple(sorted({*follows, *_classified(answer.types, known, given)}))
    notes = [f"nothing can be {article(name)}" for name in answer.empty]
    if answer.left_out:
        notes.append(f"left out, for OWL 2 has no datatype for them: {answer.left_out} of the values")
    if not answer.consistent and not found:
        notes.append("HermiT finds a contradiction that the rules cannot name; " + _placed(stated, compiled, deadline))
    return Verdict(answer.consistent and not found, "HermiT", "; ".join(notes), found, follows)


def _classified(
    types: Iterable[tuple[str, str]], known: Mapping[Fact, Reason], given: Iterable[Statement]
) -> Iterator[Entailment]:
    """The classes that HermiT alone finds for the individuals of the graph that was given."""
    own = {_key(statement.subject) for statement in given}
    for individual, concept in types:
        if individual in own and (individual, TYPE, concept) not in known and concept not in _ORDERING:
            yield Entailment(individual, TYPE, concept, "classified by HermiT")


def _placed(stated: Sequence[Statement], compiled: Rules, deadline: float) -> str:
    def fails(kept: Collection[str]) -> bool:
        trial = [statement for statement in stated if _key(statement.subject) in kept]
        try:
            return not consistent((*ontology(), *trial), compiled, deadline=deadline).consistent
        except ReasonerError:
            return False

    subjects = narrowed({_key(statement.subject) for statement in stated}, fails)
    named = [name for name in subjects if not name.startswith("_:")]
    more = f" and {len(subjects) - len(named[:10])} more" if len(subjects) > len(named[:10]) else ""
    return "it rests on " + ", ".join(named[:10]) + more


def _clashes(stated: Iterable[Statement], compiled: Rules) -> list[Clash]:
    statements = list(stated)
    return find(close(_facts(statements), compiled), _values(statements), compiled)


def _new(known: Mapping[Fact, Reason], already: Mapping[Fact, Reason], compiled: Rules) -> list[Entailment]:
    plain = compiled.roots() | _ORDERING
    return sorted(
        Entailment(subject, predicate, value, reason.rule)
        for (subject, predicate, value), reason in known.items()
        if reason.rule
        and (subject, predicate, value) not in already
        and not (predicate == TYPE and value in plain)
        and not subject.startswith("_:")
        and not value.startswith("_:")
    )


def _described(found: Entailment, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    subject, predicate, value = (ox.NamedNode(iri) for iri in found[:3])
    node = ox.NamedNode(vocab.record_iri("entailment", *found))
    yield ox.Quad(subject, predicate, value, graph)
    yield ox.Quad(node, ox.NamedNode(TYPE), ox.NamedNode(ADC.Entailment), graph)
    yield ox.Quad(node, ox.NamedNode(RDF + "subject"), subject, graph)
    yield ox.Quad(node, ox.NamedNode(RDF + "predicate"), predicate, graph)
    yield ox.Quad(node, ox.NamedNode(RDF + "object"), value, graph)
    yield ox.Quad(node, ox.NamedNode(ADC.rule), ox.Literal(found.rule), graph)


def _mentioned(quads: Iterable[Statement]) -> list[ox.Quad]:
    """What is known beforehand of everything that the quads name, without what they say themselves."""
    said = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    named = {node.value for triple in said for node in triple if isinstance(node, ox.NamedNode)}
    found = (quad for name in sorted(named) for quad in background().get(name, ()))
    return [quad for quad in found if (quad.subject, quad.predicate, quad.object) not in said]


def _facts(statements: Iterable[Statement]) -> Iterator[Fact]:
    for statement in statements:
        if not isinstance(statement.object, ox.Literal):
            yield _key(statement.subject), statement.predicate.value, _key(statement.object)


def _values(statements: Iterable[Statement]) -> Iterator[Value]:
    for statement in statements:
        if isinstance(statement.object, ox.Literal):
            yield _key(statement.subject), statement.predicate.value, statement.object


def _read(data: bytes) -> Iterator[ox.Quad]:
    return iter(ox.parse(data, format=ox.RdfFormat.TURTLE))


def _key(node: object) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)
