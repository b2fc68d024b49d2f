"""A SHACL property path in; the nodes it leads to, and its spelling in SPARQL, out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import InputError
from kg.validation.finding import SH, shown
from kg.validation.graph import FIRST, Graph
from kg.validation.terms import Term

_MAX_DEPTH = 64


@dataclass(frozen=True, slots=True)
class Path:
    """Where a property shape looks: ``values(graph, focus)`` are its value nodes, ``text`` is its spelling in SPARQL.

    ``predicate`` is set when the path is one predicate.
    """

    text: str
    values: Callable[[Graph, Term], Collection[Term]]
    predicate: ox.NamedNode | None = None


def read_path(shapes: Graph, node: Term, depth: int = 0) -> Path:
    """The path that a node of a shapes graph stands for. Raises InputError when it stands for none."""
    if depth > _MAX_DEPTH:
        raise InputError(f"the path {shown(str(node))} is nested more than {_MAX_DEPTH} deep; make it simpler")
    if isinstance(node, ox.NamedNode):
        return Path(str(node), lambda graph, focus: graph.objects(focus, node), node)
    if shapes.objects(node, FIRST):
        parts = [read_path(shapes, part, depth + 1) for part in shapes.items(node)]
        return Path(f"({'/'.join(part.text for part in parts)})", _sequence(parts))
    for name, build in _FORMS.items():
        inner = shapes.one(node, ox.NamedNode(SH + name))
        if inner is not None:
            return build(shapes, inner, depth)
    raise InputError(
        f"{shown(str(node))} is no property path; sh:path takes a predicate, a list or one of SHACL's forms"
    )


def _alternative(shapes: Graph, node: Term, depth: int) -> Path:
    parts = [read_path(shapes, part, depth + 1) for part in shapes.items(node)]

    def values(graph: Graph, focus: Term) -> Collection[Term]:
        return dict.fromkeys(value for part in parts for value in part.values(graph, focus))

    return Path(f"({'|'.join(part.text for part in parts)})", values)


def _sequence(parts: list[Path]) -> Callable[[Graph, Term], Collection[Term]]:
    def values(graph: Graph, focus: Term) -> Collection[Term]:
        reached: Iterable[Term] = (focus,)
        for part in parts:
            reached = dict.fromkeys(value for node in reached for value in part.values(graph, node))
        return list(reached)

    return values


def _inverse(shapes: Graph, node: Term, depth: int) -> Path:
    if isinstance(node, ox.NamedNode):
        return Path(f"^{node}", lambda graph, focus: graph.subjects(node, focus))
    return _inverted(shapes, node, depth)


def _inverted(shapes: Graph, node: Term, depth: int) -> Path:
    """The inverse of a longer path: its parts inverted, a sequence backwards."""
    if shapes.objects(node, FIRST):
        parts = [_inverse(shapes, part, depth + 1) for part in reversed(shapes.items(node))]
        return Path(f"({'/'.join(part.text for part in parts)})", _sequence(parts))
    inner = shapes.one(node, ox.NamedNode(SH + "inversePath"))
    if inner is not None:
        return read_path(shapes, inner, depth + 1)
    raise InputError(f"{shown(str(node))}: the inverse of such a path is not supported; write it as a sequence")


def _repeated(sign: str, *, itself: bool, again: bool) -> Callable[[Graph, Term, int], Path]:
    def build(shapes: Graph, node: Term, depth: int) -> Path:
        step = read_path(shapes, node, depth + 1)

        def values(graph: Graph, focus: Term) -> Collection[Term]:
            found: dict[Term, None] = {focus: None} if itself else {}
            waiting = [focus]
            while waiting:
                for value in step.values(graph, waiting.pop(0)):
                    if value not in found:
                        found[value] = None
                        if again:
                            waiting.append(value)
            return found

        return Path(f"({step.text}){sign}", values)

    return build


_FORMS: dict[str, Callable[[Graph, Term, int], Path]] = {
    "inversePath": _inverse,
    "alternativePath": _alternative,
    "zeroOrMorePath": _repeated("*", itself=True, again=True),
    "oneOrMorePath": _repeated("+", itself=False, again=True),
    "zeroOrOnePath": _repeated("?", itself=True, again=False),
}
