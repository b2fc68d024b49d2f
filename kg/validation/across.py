"""A built store in, what no release alone could show out: names and identifiers that two entities share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from kg.validation.compile import Shapes
from kg.validation.engine import to_finding
from kg.validation.finding import SH, Finding
from kg.validation.graph import Graph
from kg.validation.logic import sh
from kg.validation.paths import read_path
from kg.validation.shape import Shape
from kg.validation.sparql import Constraint, answers, read_constraint
from kg.validation.terms import Term


def shared(store: ox.Store, shapes: Shapes, names: Sequence[str]) -> Iterator[Finding]:
    """The findings of the property shapes with those names (what stands behind ``-``) over the default graph."""
    for node, constraint in _constraints(shapes.graph, names):
        shape = _shape(shapes.graph, node)
        for row in answers(store, constraint.query):
            yield to_finding(shape.sparql_hit(row["this"], row, constraint.message))


def _constraints(graph: Graph, names: Sequence[str]) -> Iterator[tuple[Term, Constraint]]:
    for node in graph.subjects_of(sh("sparql")):
        if str(node)[1:-1].endswith(tuple(f"-{name}" for name in names)):
            for constraint in graph.objects(node, sh("sparql")):
                yield node, read_constraint(graph, constraint)


def _shape(graph: Graph, node: Term) -> Shape:
    severity = graph.one(node, sh("severity"))
    path = graph.one(node, sh("path"))
    chosen = severity.value if isinstance(severity, ox.NamedNode) else SH + "Violation"
    return Shape(node, read_path(graph, path) if path else None, chosen, "")
