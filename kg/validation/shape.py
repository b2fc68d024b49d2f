"""The values a shapes graph compiles to: shapes, their checks, and what one run of them needs and finds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import pyoxigraph as ox

from kg.validation.finding import SH
from kg.validation.graph import Graph, mentioned
from kg.validation.paths import Path
from kg.validation.terms import Term

Solution: TypeAlias = Mapping[str, Term]


class Hit(NamedTuple):
    """One result of a shape, still in terms of RDF."""

    focus: Term
    path: str
    value: Term | None
    component: str
    severity: str
    shape: Term
    message: str
    bindings: Solution


Check: TypeAlias = Callable[["Run", Term, Collection[Term], list[Hit]], None]


@dataclass(slots=True)
class Shape:
    """A node shape or, with a path, a property shape. ``checks`` are filled in while shapes refer to each other."""

    node: Term
    path: Path | None
    severity: str
    message: str
    deactivated: bool = False
    checks: list[Check] = field(default_factory=list)
    refers_to: list[Shape] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # constructs that only the judge knows
    recursive: bool = False
    silent: bool = True  # whether it can find nothing where its path leads to nothing

    def hit(
        self,
        focus: Term,
        value: Term | None,
        component: str,
        *,
        path: str | None = None,
        message: str = "",
        bindings: Solution | None = None,
    ) -> Hit:
        """A result of this shape."""
        place = path if path is not None else self.path.text if self.path else ""
        words = message or self.message
        return Hit(focus, place, value, component, self.severity, self.node, words, bindings or {})

    def sparql_hit(self, focus: Term, row: Solution, message: str) -> Hit:
        """The result of a row of a constraint in SPARQL: it may name its own path, value and message."""
        place, words, value = row.get("path"), row.get("message"), row.get("value")
        return self.hit(
            focus,
            focus if value is None and self.path is None else value,
            SH + "SPARQLConstraintComponent",
            path=str(place) if isinstance(place, ox.NamedNode) else None,
            message=words.value if isinstance(words, ox.Literal) else message,
            bindings={**row, "this": focus},
        )


@dataclass(frozen=True, slots=True)
class Target:
    """A shape and the nodes it looks at: ``nodes(graph)``."""

    shape: Shape
    nodes: Callable[[Graph], Collection[Term]]


@dataclass(slots=True)
class Run:
    """One graph under validation: its lookups, a store for the constraints written in SPARQL, their rows."""

    graph: Graph
    whole_background: bool = True
    active: set[tuple[Term, Term]] = field(default_factory=set)
    rows: dict[str, dict[Term, list[Solution]]] = field(default_factory=dict)
    _store: ox.Store | None = None

    def store(self) -> ox.Store:
        """The graph in a store, with the whole background or with what the graph mentions of it; made once."""
        if self._store is None:
            self._store = ox.Store()
            self._store.extend(self.graph.quads())
            background = self.graph.background()
            if background is not None:
                self._store.extend(background.quads() if self.whole_background else mentioned(self.graph, background))
        return self._store


def apply(run: Run, shape: Shape, focus: Term, out: list[Hit]) -> None:
    """Add what a shape finds at a node."""
    values = (focus,) if shape.path is None else shape.path.values(run.graph, focus)
    if shape.deactivated or (not values and shape.silent):
        return
    if shape.recursive:
        _apply_once(run, shape, focus, values, out)
        return
    for check in shape.checks:
        check(run, focus, values, out)


def _apply_once(run: Run, shape: Shape, focus: Term, values: Collection[Term], out: list[Hit]) -> None:
    """The same for a shape that comes back to itself: a question that is being answered further up is left out."""
    if (shape.node, focus) in run.active:
        return
    run.active.add((shape.node, focus))
    for check in shape.checks:
        check(run, focus, values, out)
    run.active.discard((shape.node, focus))


def conforms(run: Run, shape: Shape, node: Term) -> bool:
    """Whether a shape finds nothing at a node."""
    out: list[Hit] = []
    apply(run, shape, node, out)
    return not out
