"""Quads in, the properties of each subject out: what arithmetic and the ledger read.

Values are the texts of IRIs and literals; their order is by content, so whatever is computed from a view does not
depend on the order in which quads arrive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TYPE = RDF + "type"


@dataclass(frozen=True)
class View:
    """Subject IRI to predicate IRI to values, each tuple sorted and without repetition."""

    subjects: dict[str, dict[str, tuple[str, ...]]]
    by_class: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, quads: Iterable[Any]) -> View:
        """The view of pyoxigraph quads (or triples); named graphs do not matter."""
        gathered: dict[str, dict[str, set[str]]] = {}
        for quad in quads:
            gathered.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, set()).add(quad.object.value)
        subjects = {s: {p: tuple(sorted(v)) for p, v in ps.items()} for s, ps in sorted(gathered.items())}
        classes: dict[str, list[str]] = {}
        for subject, properties in subjects.items():
            for name in properties.get(TYPE, ()):
                classes.setdefault(name, []).append(subject)
        return cls(subjects, {name: tuple(members) for name, members in classes.items()})

    def members(self, *classes: str) -> Iterator[str]:
        """The subjects of the given classes, in order of their IRIs within each class."""
        for name in classes:
            yield from self.by_class.get(name, ())

    def all(self, subject: str | None, predicate: str) -> tuple[str, ...]:
        """The values of a property; empty for an unknown subject or property."""
        return self.subjects.get(subject or "", {}).get(predicate, ())

    def one(self, subject: str | None, predicate: str) -> str | None:
        """The first value of a property, None when there is none."""
        return next(iter(self.all(subject, predicate)), None)
