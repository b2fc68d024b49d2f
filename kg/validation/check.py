"""What the user asks for in, the findings of all files with their lines out: the whole way of ``adckg validate``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from kg.validation.backing import unbacked
from kg.validation.compile import compile_shapes
from kg.validation.engine import Notify, check_graph
from kg.validation.finding import Finding
from kg.validation.graph import Graph, as_quad
from kg.validation.infer import entailed
from kg.validation.lines import located
from kg.validation.literals import ill_typed
from kg.validation.load import MAX_BYTES, Source, all_quads, read_sources
from kg.validation.shapecheck import half_true, misspelt, undefined, vacuous, without_doubles

_OWN = "https://w3id.org/adc-kg/"
# findings of one shape that are listed; a broken export has hundreds of thousands, which nobody reads
LISTED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to validate and how: paths of data and of shapes of one's own (both: files, folders, ``-``)."""

    paths: Sequence[str]
    shapes: Sequence[str] = ()
    default_shapes: bool = True
    inference: bool = False
    allow_network: bool = False
    max_bytes: int = MAX_BYTES


@dataclass(slots=True)
class Outcome:
    """The findings, sorted by place, and how much was looked at."""

    findings: list[Finding] = field(default_factory=list)
    files: int = 0
    triples: int = 0


def validate(request: Request, *, notify: Notify = lambda _words: None) -> Outcome:
    """Everything that is wrong with the files. Raises InputError for what cannot be read or run.

    All files count as one graph: a claim in one may be about an entity in another.
    """
    from kg.validate import background

    data, given = _read(request, request.paths), _read(request, request.shapes)
    graph = _graph(request, data, background(), notify)
    findings = [finding for source in data for finding in source.findings]
    findings += [*islice(ill_typed(graph), LISTED), *undefined(graph, background())]
    if request.default_shapes:
        findings += _by_own_shapes(graph, data[0].name if not given else "", notify)
    if given:
        findings += _by_given_shapes(request, given, graph, notify)
    findings = located(without_doubles(findings), data)
    return Outcome(findings, len(data), sum(source.count for source in data))


def _read(request: Request, paths: Sequence[str]) -> list[Source]:
    return read_sources(paths, max_bytes=request.max_bytes, fetch=request.allow_network)


def _graph(request: Request, data: Sequence[Source], known: Graph, notify: Notify) -> Graph:
    """The statements of all files with what is known besides, what is imported, and what follows."""
    graph = Graph(all_quads(data), background=known)
    imported = _imported(request, data, notify)
    if imported:
        known = Graph((*known.quads(), *all_quads(imported)))
        graph = Graph(graph.quads(), background=known)
    if request.inference:
        graph = Graph((*graph.quads(), *(as_quad(*triple) for triple in entailed(graph))), background=known)
    return graph


def _imported(request: Request, sources: Sequence[Source], notify: Notify) -> list[Source]:
    """What files import, fetched if that is allowed, else named in a notice; their own imports are left alone."""
    wanted = [(source.name, iri) for source in sources for iri in source.imports if not iri.startswith(_OWN)]
    if request.allow_network:
        found = _read(request, list(dict.fromkeys(iri for _, iri in wanted)))
        for index, source in enumerate(found):
            source.suffix = f"i{index}"
        return found
    for name, iri in wanted:
        notify(f"{name} imports <{iri}>, which is not fetched; give its file as well, or --allow-network")
    return []


def _by_own_shapes(graph: Graph, name: str, notify: Notify) -> Iterator[Finding]:
    """What the project's shapes find; with a name, a finding as well when they had nothing to look at."""
    from kg.validate import shapes

    yield from check_graph(graph, shapes(), limit=LISTED, notify=notify)
    yield from islice(unbacked(graph, shapes().graph), LISTED)
    if name:
        # one shape without a node is no news: a graph need not hold one thing of each kind
        yield from (finding for finding in vacuous(name, shapes(), graph) if finding.severity == "violation")


def _by_given_shapes(request: Request, given: Sequence[Source], graph: Graph, notify: Notify) -> Iterator[Finding]:
    """What the user's own shapes find, and what is wrong with those shapes."""
    joined = Graph(all_quads(given))
    more = _imported(request, given, notify)
    if more:
        joined = Graph((*joined.quads(), *all_quads(more)))
    compiled = compile_shapes(joined)
    yield from check_graph(graph, compiled, limit=LISTED, notify=notify)
    yield from (finding for source in given for finding in source.findings)
    yield from located([*misspelt(joined), *half_true(joined), *vacuous(given[0].name, compiled, graph)], given)
    for source in given[1:]:
        if not source.count:
            yield from vacuous(source.name, compile_shapes(Graph()), graph)
