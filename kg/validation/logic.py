"""The constraints of SHACL core that look at other shapes: a shape and a parameter in, a check out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeAlias

import pyoxigraph as ox

from kg.validation.constraints import each, whole_number
from kg.validation.finding import SH
from kg.validation.graph import Graph
from kg.validation.shape import Check, Hit, Run, Shape, apply, conforms
from kg.validation.terms import Term

# the shape that a node of the shapes graph stands for, made on demand
Lookup: TypeAlias = Callable[[Term], Shape]
ShapeBuilder: TypeAlias = Callable[[Graph, Shape, Term, Lookup], Check]

_PROPERTY = ox.NamedNode(SH + "property")
_QUALIFIED = ox.NamedNode(SH + "qualifiedValueShape")


def sh(name: str) -> ox.NamedNode:
    """A term of SHACL."""
    return ox.NamedNode(SH + name)


def is_true(term: Term | None) -> bool:
    """Whether a parameter says true; SHACL knows no other spelling (``1`` does not count)."""
    return isinstance(term, ox.Literal) and term.value == "true"


def _node(_shapes: Graph, shape: Shape, term: Term, lookup: Lookup) -> Check:
    inner = lookup(term)
    return each(shape, SH + "NodeConstraintComponent", lambda run, value: conforms(run, inner, value))


def _property(_shapes: Graph, _shape: Shape, term: Term, lookup: Lookup) -> Check:
    inner = lookup(term)

    def check(run: Run, _focus: Term, values: Collection[Term], out: list[Hit]) -> None:
        for value in values:
            apply(run, inner, value, out)

    return check


def _not(_shapes: Graph, shape: Shape, term: Term, lookup: Lookup) -> Check:
    inner = lookup(term)
    return each(shape, SH + "NotConstraintComponent", lambda run, value: not conforms(run, inner, value))


def _of_list(component: str, passes: Callable[[list[bool]], bool]) -> ShapeBuilder:
    def build(shapes: Graph, shape: Shape, head: Term, lookup: Lookup) -> Check:
        members = [lookup(member) for member in shapes.items(head)]
        return each(
            shape,
            SH + component,
            lambda run, value: passes([conforms(run, member, value) for member in members]),
        )

    return build


SHAPE_BUILDERS: dict[str, ShapeBuilder] = {
    "node": _node,
    "property": _property,
    "not": _not,
    "and": _of_list("AndConstraintComponent", all),
    "or": _of_list("OrConstraintComponent", any),
    "xone": _of_list("XoneConstraintComponent", lambda answers: sum(answers) == 1),
}
"""Parameter (without ``sh:``) -> what builds its check; one check for each value of the parameter."""


def closed(shapes: Graph, shape: Shape) -> Check:
    """``sh:closed`` with ``sh:ignoredProperties``."""
    allowed: set[Term] = set()
    for member in shapes.objects(shape.node, _PROPERTY):
        allowed.update(shapes.objects(member, sh("path")))
    for head in shapes.objects(shape.node, sh("ignoredProperties")):
        allowed.update(shapes.items(head))

    def check(run: Run, focus: Term, values: Collection[Term], out: list[Hit]) -> None:
        for node in values:
            for predicate, objects in run.graph.properties(node).items():
                if predicate in allowed:
                    continue
                for value in objects:
                    out.append(shape.hit(focus, value, SH + "ClosedConstraintComponent", path=str(predicate)))

    return check


def qualified(shapes: Graph, shape: Shape, term: Term, lookup: Lookup) -> list[Check]:
    """``sh:qualifiedValueShape`` with its counts: a check for each bound."""
    inner = lookup(term)
    siblings: list[Shape] = []
    if is_true(shapes.one(shape.node, sh("qualifiedValueShapesDisjoint"))):
        siblings = [lookup(other) for other in _siblings(shapes, shape.node) if other != term]

    def count(run: Run, values: Collection[Term]) -> int:
        matching = (value for value in values if conforms(run, inner, value))
        return sum(not any(conforms(run, other, value) for other in siblings) for value in matching)

    def bound(name: str, component: str, fails: Callable[[int, int], bool]) -> Check | None:
        parameter = shapes.one(shape.node, sh(name))
        if parameter is None:
            return None
        limit = whole_number(shape, parameter)

        def check(run: Run, focus: Term, values: Collection[Term], out: list[Hit]) -> None:
            if fails(count(run, values), limit):
                out.append(shape.hit(focus, None, SH + component))

        return check

    checks = (
        bound("qualifiedMinCount", "QualifiedMinCountConstraintComponent", lambda found, limit: found < limit),
        bound("qualifiedMaxCount", "QualifiedMaxCountConstraintComponent", lambda found, limit: found > limit),
    )
    return [check for check in checks if check is not None]


def _siblings(shapes: Graph, node: Term) -> list[Term]:
    parents = shapes.subjects(_PROPERTY, node)
    members = [member for parent in parents for member in shapes.objects(parent, _PROPERTY)]
    return [value for member in members for value in shapes.objects(member, _QUALIFIED)]
