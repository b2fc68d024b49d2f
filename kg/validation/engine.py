"""A graph and compiled shapes in, findings out; what the compiler does not know goes to the judge, with a notice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache

from kg.validation.compile import Shapes
from kg.validation.finding import Finding, filled, severity_name, shown
from kg.validation.graph import Graph
from kg.validation.shape import Hit, Run, apply
from kg.validation.terms import Term

Notify = Callable[[str], None]


def check_graph(
    graph: Graph,
    shapes: Shapes,
    *,
    whole_background: bool = True,
    limit: int | None = None,
    notify: Notify = lambda _words: None,
) -> list[Finding]:
    """What the shapes find in a graph, sorted, each finding once.

    ``whole_background=False`` lets constraints written in SPARQL see only what the graph mentions of its background:
    for the small graph of one release, where loading everything known would cost more than the check.  ``limit`` is
    how many findings of one shape are kept; a notice says how many more there were.
    """
    run, kept = Run(graph, whole_background), _Kept(limit)
    for target in shapes.targets:
        for focus in target.nodes(graph):
            hits: list[Hit] = []
            apply(run, target.shape, focus, hits)
            kept.add(hits)
    for shape, number in kept.dropped.items():
        notify(f"{number} more findings of {shown(str(shape))} are not listed")
    if shapes.for_judge:
        kept.findings.update(_judged(graph, shapes, notify))
    return sorted(kept.findings)


class _Kept:
    """The findings so far, no more of one shape than the limit."""

    def __init__(self, limit: int | None) -> None:
        self.findings: set[Finding] = set()
        self.dropped: Counter[Term] = Counter()
        self._limit = limit
        self._counts: Counter[Term] = Counter()

    def add(self, hits: list[Hit]) -> None:
        for hit in hits:
            if self._limit is not None and self._counts[hit.shape] >= self._limit:
                self.dropped[hit.shape] += 1
            else:
                self._counts[hit.shape] += 1
                self.findings.add(to_finding(hit))


def _judged(graph: Graph, shapes: Shapes, notify: Notify) -> set[Finding]:
    from kg.validation.judge import judged

    for root, constructs in shapes.for_judge.items():
        notify(f"{shown(str(root))} is checked by pyshacl, more slowly, because of {', '.join(constructs)}")
    return judged(graph, shapes.graph, roots=list(shapes.for_judge))


def focus_count(graph: Graph, shapes: Shapes) -> int:
    """How many nodes of the graph some shape looks at; a node counts once for each shape."""
    return sum(len(target.nodes(graph)) for target in shapes.targets)


def to_finding(hit: Hit) -> Finding:
    """A result with its terms written out and its message filled in."""
    value = "" if hit.value is None else str(hit.value)
    bindings = {"this": hit.focus, **hit.bindings}
    if hit.value is not None:
        bindings.setdefault("value", hit.value)
    message = filled(hit.message, bindings) if hit.message else _default_message(hit.component)
    severity = severity_name(hit.severity)
    return Finding(str(hit.focus), hit.path, value, hit.component, severity, str(hit.shape), message)


@cache
def _default_message(component: str) -> str:
    name = component.rpartition("#")[2].removesuffix("ConstraintComponent")
    return f"This does not satisfy the shape's {name[:1].lower()}{name[1:]} constraint."
