"""A graph and compiled shapes in, findings out; what the compiler does not know goes to the judge, with a notice."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from kg.validation.compile import Shapes
from kg.validation.finding import Finding, filled, severity_name, shown
from kg.validation.graph import Graph
from kg.validation.shape import Hit, Run, apply

Notify = Callable[[str], None]


def check_graph(
    graph: Graph, shapes: Shapes, *, whole_background: bool = True, notify: Notify = lambda _words: None
) -> list[Finding]:
    """What the shapes find in a graph, sorted, each finding once.

    ``whole_background=False`` lets constraints written in SPARQL see only what the graph mentions of its background:
    for the small graph of one release, where loading everything known would cost more than the check.
    """
    run = Run(graph, whole_background)
    hits: list[Hit] = []
    for target in shapes.targets:
        for focus in target.nodes(graph):
            apply(run, target.shape, focus, hits)
    findings = {to_finding(hit) for hit in hits}
    if shapes.for_judge:
        from kg.validation.judge import judged

        for root, constructs in shapes.for_judge.items():
            notify(f"{shown(str(root))} is checked by pyshacl, more slowly, because of {', '.join(constructs)}")
        findings.update(judged(graph, shapes.graph, roots=list(shapes.for_judge)))
    return sorted(findings)


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
