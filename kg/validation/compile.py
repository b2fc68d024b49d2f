"""A shapes graph in, shapes with their targets out; what no part of this package knows is left to the judge by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.errors import InputError
from kg.validation.constraints import BUILDERS, pattern
from kg.validation.finding import SH, shown
from kg.validation.graph import TYPE, Graph
from kg.validation.logic import SHAPE_BUILDERS, closed, is_true, qualified, sh
from kg.validation.paths import read_path
from kg.validation.shape import Check, Shape, Target
from kg.validation.sparql import message_of, sparql_check
from kg.validation.terms import Term

_CLASSES = (
    ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#Class"),
    ox.NamedNode("http://www.w3.org/2002/07/owl#Class"),
)
_SHAPE_TYPES = (sh("NodeShape"), sh("PropertyShape"))
# they would run code, change the data or choose their nodes by a query: nobody's CI should do that unasked
_REFUSED = ("js", "rule", "target", "expression")
# constraints that may fail where a path leads to nothing
_SPEAK_OF_NOTHING = frozenset({"minCount", "hasValue", "equals", "qualifiedValueShape", "sparql"})


@dataclass(slots=True)
class Shapes:
    """Compiled shapes: where each applies, and which of them only the judge can apply."""

    graph: Graph
    targets: list[Target] = field(default_factory=list)
    for_judge: dict[Term, list[str]] = field(default_factory=dict)  # root shape -> the constructs nobody else knows


def compile_shapes(graph: Graph) -> Shapes:
    """The shapes of a graph that have targets. Raises InputError for a shape that cannot be read."""
    compiler = _Compiler(graph)
    shapes = Shapes(graph)
    for node in _roots(graph):
        shape = compiler.shape(node)
        unknown = [construct for one in _reached(shape) for construct in one.unknown]
        if unknown:
            shapes.for_judge[node] = unknown
        else:
            shapes.targets.extend(_targets(graph, shape))
    return shapes


def _roots(graph: Graph) -> list[Term]:
    roots: dict[Term, None] = {}
    for name in ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf", "target"):
        roots.update(dict.fromkeys(graph.subjects_of(sh(name))))
    for node in graph.own_subjects():
        types = graph.objects(node, TYPE)
        if any(kind in types for kind in _SHAPE_TYPES) and _is_class(graph, types):
            roots[node] = None
    return sorted(roots, key=str)


def _is_class(graph: Graph, types: Collection[Term]) -> bool:
    return any(not graph.classes_below(kind).isdisjoint(types) for kind in _CLASSES)


def _targets(graph: Graph, shape: Shape) -> Iterator[Target]:
    for node in graph.objects(shape.node, sh("targetNode")):
        yield Target(shape, lambda _data, node=node: (node,))  # type: ignore[misc]  # mypy cannot infer the default
    classes = list(graph.objects(shape.node, sh("targetClass")))
    if _is_class(graph, graph.objects(shape.node, TYPE)):
        classes.append(shape.node)
    for kind in classes:
        yield Target(shape, lambda data, kind=kind: list(data.instances(kind)))  # type: ignore[misc]
    for name in graph.objects(shape.node, sh("targetSubjectsOf")):
        yield Target(shape, lambda data, name=name: data.subjects_of(name))  # type: ignore[misc]
    for name in graph.objects(shape.node, sh("targetObjectsOf")):
        yield Target(shape, lambda data, name=name: data.objects_of(name))  # type: ignore[misc]


def _reached(shape: Shape) -> list[Shape]:
    """The shape and all that it refers to; those that come back to themselves are marked."""
    found: dict[Term, Shape] = {shape.node: shape}
    waiting = [shape]
    while waiting:
        for other in waiting.pop().refers_to:
            if other.node not in found:
                found[other.node] = other
                waiting.append(other)
    return list(found.values())


class _Compiler:
    """Makes each shape once; a shape that is being made is already there for those that refer to it."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._known: dict[Term, Shape] = {}
        self._open: list[Term] = []
        self._components = _custom_parameters(graph)

    def shape(self, node: Term) -> Shape:
        """The shape that a node stands for."""
        known = self._known.get(node)
        if known is not None:
            if node in self._open:
                known.recursive = True
            return known
        if isinstance(node, ox.Literal):
            raise InputError(f"{shown(str(node))} stands where a shape is needed; mend the shapes")
        graph = self._graph
        paths = graph.objects(node, sh("path"))
        if len(paths) > 1:
            raise InputError(f"{shown(str(node))} has more than one sh:path; a property shape has exactly one")
        path = next((read_path(graph, start) for start in paths), None)
        shape = Shape(node, path, self._severity(node), message_of(graph, node))
        shape.deactivated = is_true(graph.one(node, sh("deactivated")))
        self._known[node] = shape
        self._open.append(node)
        self._fill(shape)
        self._open.pop()
        return shape

    def _severity(self, node: Term) -> str:
        chosen = self._graph.one(node, sh("severity"))
        return chosen.value if isinstance(chosen, ox.NamedNode) else SH + "Violation"

    def _fill(self, shape: Shape) -> None:
        for predicate, values in self._graph.properties(shape.node).items():
            if predicate.value in self._components:
                shape.unknown.append(f"the constraint {shown(str(predicate))}")
            if predicate.value.startswith(SH):
                name = predicate.value.removeprefix(SH)
                shape.silent = shape.silent and name not in _SPEAK_OF_NOTHING
                shape.checks.extend(check for value in values for check in self._checks(shape, name, value))

    def _checks(self, shape: Shape, name: str, value: Term) -> list[Check]:
        """The checks of one parameter, none for what is no constraint."""
        graph = self._graph

        def lookup(node: Term) -> Shape:
            inner = self.shape(node)
            shape.refers_to.append(inner)
            return inner

        if name in _REFUSED:
            raise InputError(f"{shown(str(shape.node))}: sh:{name} is not run here; express it as a constraint")
        if name in BUILDERS:
            return [BUILDERS[name](graph, shape, value)]
        if name in SHAPE_BUILDERS:
            return [SHAPE_BUILDERS[name](graph, shape, value, lookup)]
        match name:
            case "pattern":
                return [pattern(shape, value, graph.one(shape.node, sh("flags")))]
            case "qualifiedValueShape":
                return qualified(graph, shape, value, lookup)
            case "closed" if is_true(value):
                return [closed(graph, shape)]
            case "sparql":
                check = sparql_check(graph, shape, value)
                return [check] if check else []
        return []


def _custom_parameters(graph: Graph) -> frozenset[str]:
    """The parameters of the constraint components that a shapes graph defines itself."""
    found: set[str] = set()
    for component in graph.instances(sh("ConstraintComponent")):
        for parameter in graph.objects(component, sh("parameter")):
            path = graph.one(parameter, sh("path"))
            if isinstance(path, ox.NamedNode) and not path.value.startswith(SH):
                found.add(path.value)
    return frozenset(found)
