"""Quads in, the lookups that shapes need out: values of a property, instances of a class, targets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TypeAlias

import pyoxigraph as ox

from kg.validation.terms import Term

Triple: TypeAlias = tuple[Term, ox.NamedNode, Term]
# the values of one property: few in a tuple, which is small, many in a dictionary, which is fast
Row: TypeAlias = tuple[Term, ...] | dict[Term, None]

TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
FIRST = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#first")
REST = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest")
NIL = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil")
SUBCLASS = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")

_EMPTY: Row = ()
_FEW = 8


class Graph:
    """Triples in memory, in the order they came, without regard to the named graph they stood in.

    A graph may have a ``background``: triples that are looked up as if they were its own (the ontology, the reference
    data), while only its own subjects are ever the focus of a shape.
    """

    def __init__(self, quads: Iterable[ox.Quad] = (), *, background: Graph | None = None) -> None:
        self._rows: dict[Term, dict[ox.NamedNode, Row]] = {}
        self._inverse: dict[ox.NamedNode, dict[Term, Row]] | None = None
        self._instances: dict[Term, list[Term]] | None = None
        self._users: dict[ox.NamedNode, list[Term]] | None = None
        self._about: dict[Term, list[ox.Quad]] = {}
        self._below: dict[Term, frozenset[Term]] = {}
        self._background = background
        self._known = background._rows if background else {}
        names: dict[ox.NamedNode, ox.NamedNode] = {}
        for quad in quads:
            predicate = names.setdefault(quad.predicate, quad.predicate)
            # the stub says Triple as well: a term of RDF-star, which no reader here lets through
            row = self._rows.setdefault(quad.subject, {})  # type: ignore[arg-type]
            row[predicate] = _with(row.get(predicate, _EMPTY), quad.object)  # type: ignore[arg-type]
        self._has_classes = SUBCLASS in names

    def __len__(self) -> int:
        return sum(len(objects) for row in self._rows.values() for objects in row.values())

    def triples(self) -> Iterator[Triple]:
        """Its own triples, without the background's."""
        for subject, row in self._rows.items():
            for predicate, objects in row.items():
                for value in objects:
                    yield subject, predicate, value

    def quads(self) -> Iterator[ox.Quad]:
        """Its own triples as quads of the default graph."""
        for subject, predicate, value in self.triples():
            yield as_quad(subject, predicate, value)

    def own_subjects(self) -> Collection[Term]:
        """The subjects of its own triples."""
        return self._rows.keys()

    def background(self) -> Graph | None:
        """The triples that are looked up but never in focus."""
        return self._background

    def objects(self, subject: Term, predicate: ox.NamedNode) -> Collection[Term]:
        """The values of a property."""
        row = self._rows.get(subject)
        own = _EMPTY if row is None else row.get(predicate, _EMPTY)
        known = self._known.get(subject)
        behind = known.get(predicate) if known else None
        if not behind:
            return own
        return dict.fromkeys((*own, *behind)) if own else behind

    def one(self, subject: Term, predicate: ox.NamedNode) -> Term | None:
        """Some value of a property, or None."""
        return next(iter(self.objects(subject, predicate)), None)

    def subjects(self, predicate: ox.NamedNode, value: Term) -> Collection[Term]:
        """What has that value."""
        if self._inverse is None:
            self._inverse = self._inverted()
        own = self._inverse.get(predicate, {}).get(value, _EMPTY)
        behind = self._background.subjects(predicate, value) if self._background else ()
        return dict.fromkeys((*own, *behind)) if behind else own

    def _inverted(self) -> dict[ox.NamedNode, dict[Term, Row]]:
        inverse: dict[ox.NamedNode, dict[Term, Row]] = {}
        for subject, predicate, value in self.triples():
            users = inverse.setdefault(predicate, {})
            users[value] = _with(users.get(value, _EMPTY), subject)
        return inverse

    def properties(self, subject: Term) -> dict[ox.NamedNode, Collection[Term]]:
        """Every property of a subject with its values."""
        found: dict[ox.NamedNode, Collection[Term]] = dict(self._rows.get(subject, {}))
        if self._background is not None:
            for predicate in self._background.properties(subject):
                found[predicate] = self.objects(subject, predicate)
        return found

    def about(self, subject: Term) -> list[ox.Quad]:
        """A subject's own triples as quads, made once: releases mention the same few things again and again."""
        known = self._about.get(subject)
        if known is None:
            row = self._rows.get(subject, {})
            known = [as_quad(subject, predicate, value) for predicate, values in row.items() for value in values]
            self._about[subject] = known
        return known

    def items(self, head: Term) -> list[Term]:
        """The members of an RDF list; it ends where it is broken or comes back to itself."""
        members: list[Term] = []
        seen: set[Term] = set()
        while head != NIL and head not in seen:
            seen.add(head)
            members.extend(self.objects(head, FIRST))
            head = self.one(head, REST) or NIL
        return members

    def classes_below(self, kind: Term) -> frozenset[Term]:
        """The class itself and all its subclasses."""
        if not self._has_classes and self._background is not None:
            return self._background.classes_below(kind)
        known = self._below.get(kind)
        if known is None:
            known = self._below[kind] = frozenset(self._closure(kind))
        return known

    def _closure(self, kind: Term) -> set[Term]:
        found, waiting = {kind}, [kind]
        while waiting:
            fresh = [below for below in self.subjects(SUBCLASS, waiting.pop()) if below not in found]
            found.update(fresh)
            waiting.extend(fresh)
        return found

    def is_a(self, node: Term, kind: Term) -> bool:
        """Whether a node is an instance of a class or of a subclass of it."""
        types = self.objects(node, TYPE)
        if not types:
            return False
        return kind in types or not self.classes_below(kind).isdisjoint(types)

    def instances(self, kind: Term) -> Iterator[Term]:
        """Its own subjects that are instances of a class; what the class is called may stand in the background."""
        if self._instances is None:
            self._instances = {}
            for subject in self._rows:
                for type_ in self.objects(subject, TYPE):
                    self._instances.setdefault(type_, []).append(subject)
        seen: set[Term] = set()
        for below in sorted(self.classes_below(kind), key=str):
            for subject in self._instances.get(below, ()):
                if subject not in seen:
                    seen.add(subject)
                    yield subject

    def subjects_of(self, predicate: ox.NamedNode) -> list[Term]:
        """Its own subjects that have that property."""
        if self._users is None:
            self._users = {}
            for subject, row in self._rows.items():
                for used in dict.fromkeys((*row, *self._known.get(subject, ()))):
                    self._users.setdefault(used, []).append(subject)
        return self._users.get(predicate, [])

    def objects_of(self, predicate: ox.NamedNode) -> list[Term]:
        """The values of that property in its own triples, each once."""
        return list(dict.fromkeys(value for row in self._rows.values() for value in row.get(predicate, ())))


def _with(row: Row, value: Term) -> Row:
    """The row and the value, which it may have already."""
    if value in row:
        return row
    if isinstance(row, dict):
        row[value] = None
        return row
    return (*row, value) if len(row) < _FEW else dict.fromkeys((*row, value))


def as_quad(subject: Term, predicate: ox.NamedNode, value: Term) -> ox.Quad:
    """A triple as a quad of the default graph; what rules derive never has a literal as its subject."""
    assert not isinstance(subject, ox.Literal)
    return ox.Quad(subject, predicate, value)


def mentioned(graph: Graph, background: Graph) -> Iterator[ox.Quad]:
    """The triples of the background about the subjects and objects of a graph: what its queries may need to see."""
    seen: set[Term] = set()
    for subject, _, value in graph.triples():
        for node in (subject, value):
            if isinstance(node, ox.NamedNode) and node not in seen:
                seen.add(node)
                yield from background.about(node)
