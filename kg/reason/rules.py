"""An ontology's triples in, the rules that follow from its axioms out; compiled once, applied to any facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

import pyoxigraph as ox

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
TYPE: Final = RDF + "type"

Pairs = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Rules:
    """What the axioms of an ontology allow to conclude; every name is a full IRI.

    ``superclasses`` and ``superproperties`` hold only what is stated directly.  A domain or range is a set of classes:
    one for a named class, several for a union.  ``disjoint`` and ``different`` hold both directions.
    """

    superclasses: Pairs = field(default_factory=dict)
    superproperties: Pairs = field(default_factory=dict)
    inverses: Pairs = field(default_factory=dict)
    symmetric: frozenset[str] = frozenset()
    transitive: frozenset[str] = frozenset()
    functional: frozenset[str] = frozenset()
    chains: tuple[tuple[str, str, str], ...] = ()  # first, second, what both together imply
    domains: Mapping[str, tuple[frozenset[str], ...]] = field(default_factory=dict)
    ranges: Mapping[str, tuple[frozenset[str], ...]] = field(default_factory=dict)
    disjoint: Pairs = field(default_factory=dict)
    different: Pairs = field(default_factory=dict)
    classes: frozenset[str] = frozenset()
    object_properties: frozenset[str] = frozenset()
    data_properties: frozenset[str] = frozenset()

    def above(self, name: str) -> frozenset[str]:
        """A class with everything above it."""
        found = {name}
        waiting = [name]
        while waiting:
            for upper in self.superclasses.get(waiting.pop(), ()):
                if upper not in found:
                    found.add(upper)
                    waiting.append(upper)
        return frozenset(found)

    def exclude_each_other(self, one: str, other: str) -> bool:
        """Whether two classes can share no instance."""
        return any(upper in self.disjoint.get(lower, ()) for lower in self.above(one) for upper in self.above(other))

    def roots(self) -> frozenset[str]:
        """The classes that have nothing above them."""
        return frozenset(name for name in self.classes if not self.superclasses.get(name))


def compile_rules(statements: Iterable[ox.Quad | ox.Triple]) -> Rules:
    """The rules that the axioms among some triples stand for; triples that are no axioms are passed over."""
    axioms = _Axioms(statements)
    return Rules(
        superclasses=axioms.pairs(RDFS + "subClassOf"),
        superproperties=axioms.pairs(RDFS + "subPropertyOf"),
        inverses=_both_ways(axioms.edges(OWL + "inverseOf")),
        symmetric=axioms.instances("SymmetricProperty"),
        transitive=axioms.instances("TransitiveProperty"),
        functional=axioms.instances("FunctionalProperty"),
        chains=tuple(sorted(axioms.chains())),
        domains=axioms.unions(RDFS + "domain"),
        ranges=axioms.unions(RDFS + "range"),
        disjoint=_both_ways(axioms.exclusions(OWL + "disjointWith", "AllDisjointClasses", "members")),
        different=_both_ways(axioms.exclusions(OWL + "differentFrom", "AllDifferent", "distinctMembers")),
        classes=axioms.instances("Class"),
        object_properties=axioms.instances("ObjectProperty"),
        data_properties=axioms.instances("DatatypeProperty"),
    )


class _Axioms:
    """Triples by predicate and subject, with lists unrolled; blank nodes are kept under their label."""

    def __init__(self, statements: Iterable[ox.Quad | ox.Triple]) -> None:
        self._objects: dict[str, dict[str, list[str]]] = {}
        for statement in statements:
            if isinstance(statement.object, ox.Literal) or not isinstance(statement.predicate, ox.NamedNode):
                continue
            by_subject = self._objects.setdefault(statement.predicate.value, {})
            by_subject.setdefault(_key(statement.subject), []).append(_key(statement.object))

    def edges(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Subject and object of a predicate, both named."""
        for subject, values in self._objects.get(predicate, {}).items():
            for value in values:
                if _is_named(subject) and _is_named(value):
                    yield subject, value

    def pairs(self, predicate: str) -> Pairs:
        """The same, by subject."""
        return _grouped(self.edges(predicate))

    def instances(self, name: str) -> frozenset[str]:
        """The named things of a class of OWL."""
        return frozenset(
            s for s, values in self._objects.get(TYPE, {}).items() if OWL + name in values and _is_named(s)
        )

    def unions(self, predicate: str) -> Mapping[str, tuple[frozenset[str], ...]]:
        """The classes a predicate names for each subject: one by one, or as the members of a union."""
        found: dict[str, tuple[frozenset[str], ...]] = {}
        for subject, values in self._objects.get(predicate, {}).items():
            members = [frozenset(self._members(value)) for value in values]
            found[subject] = tuple(sorted((m for m in members if m), key=sorted))
        return found

    def chains(self) -> Iterator[tuple[str, str, str]]:
        """Property chains of two links."""
        for implied, heads in self._objects.get(OWL + "propertyChainAxiom", {}).items():
            for head in heads:
                links = list(self._items(head))
                if len(links) == 2:
                    yield links[0], links[1], implied

    def exclusions(self, predicate: str, group: str, members: str) -> Iterator[tuple[str, str]]:
        """Pairs that a predicate states one by one, or a group of OWL for all its members."""
        yield from self.edges(predicate)
        for node, values in self._objects.get(TYPE, {}).items():
            if OWL + group in values:
                for key in {members, "members"}:
                    for head in self._objects.get(OWL + key, {}).get(node, ()):
                        yield from combinations(self._items(head), 2)

    def _members(self, node: str) -> Iterator[str]:
        if _is_named(node):
            yield node
        for head in self._objects.get(OWL + "unionOf", {}).get(node, ()):
            yield from self._items(head)

    def _items(self, head: str) -> Iterator[str]:
        seen: set[str] = set()
        while head != RDF + "nil" and head not in seen:
            seen.add(head)
            yield from self._objects.get(RDF + "first", {}).get(head, ())[:1]
            head = next(iter(self._objects.get(RDF + "rest", {}).get(head, ())), RDF + "nil")


def _key(node: object) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _is_named(key: str) -> bool:
    return not key.startswith("_:")


def _grouped(edges: Iterable[tuple[str, str]]) -> Pairs:
    found: dict[str, set[str]] = {}
    for subject, value in edges:
        found.setdefault(subject, set()).add(value)
    return {subject: frozenset(values) for subject, values in found.items()}


def _both_ways(edges: Iterable[tuple[str, str]]) -> Pairs:
    stated = list(edges)
    return _grouped(stated + [(value, subject) for subject, value in stated])


def short(iri: str) -> str:
    """The last part of an IRI, for sentences."""
    return iri.rstrip("/").rsplit("#", 1)[-1].rsplit("/", 1)[-1] or iri


def article(iri: str) -> str:
    """The last part of an IRI behind its article.

    >>> article("https://w3id.org/adc-kg/ontology/Antibody")
    'an Antibody'
    """
    name = short(iri)
    return f"an {name}" if name[:1] in "AEIOU" else f"a {name}"
