"""What the user asks for in, the findings of all files with their lines out: the whole way of ``adckg validate``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from kg.validation.compile import compile_shapes
from kg.validation.engine import Notify, check_graph
from kg.validation.finding import Finding
from kg.validation.graph import Graph, as_quad
from kg.validation.infer import entailed
from kg.validation.lines import located
from kg.validation.literals import ill_typed
from kg.validation.load import MAX_BYTES, Source, all_quads, read_sources
from kg.validation.shapecheck import misspelt, undefined, vacuous, without_doubles

_OWN = "https://w3id.org/adc-kg/"


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
    from kg.validate import background, shapes

    sources = read_sources(request.paths, max_bytes=request.max_bytes, fetch=request.allow_network)
    given = read_sources(request.shapes, max_bytes=request.max_bytes, fetch=request.allow_network)
    known = background()
    if request.allow_network:
        known = _with_imports([*sources, *given], known, request.max_bytes)
    else:
        _tell_imports([*sources, *given], notify)
    graph = Graph(all_quads(sources), background=known)
    if request.inference:
        graph = Graph((*all_quads(sources), *(as_quad(*triple) for triple in entailed(graph))), background=known)
    findings = [finding for source in sources for finding in source.findings]
    findings += [*ill_typed(graph), *undefined(graph, known)]
    if request.default_shapes:
        findings += check_graph(graph, shapes(), notify=notify)
        if not given:
            findings += _if_vacuous(vacuous(_names(sources), shapes(), graph))
    if given:
        findings += _own_shapes(given, graph, notify)
    outcome = Outcome(files=len(sources), triples=sum(len(source.quads) for source in sources))
    outcome.findings = located(without_doubles(findings), sources)
    return outcome


def _names(sources: Sequence[Source]) -> str:
    return sources[0].name


def _if_vacuous(findings: Iterator[Finding]) -> list[Finding]:
    """Shapes of the project without a node are no news: a graph need not hold one thing of each kind."""
    return [finding for finding in findings if finding.severity == "violation"]


def _own_shapes(given: Sequence[Source], graph: Graph, notify: Notify) -> list[Finding]:
    """What the user's own shapes find, and what is wrong with those shapes."""
    joined = Graph(all_quads(given))
    compiled = compile_shapes(joined)
    about = [finding for source in given for finding in source.findings]
    about += located([*misspelt(joined), *vacuous(given[0].name, compiled, graph)], given)
    for source in given[1:]:
        if not source.quads:
            about += list(vacuous(source.name, compile_shapes(Graph()), graph))
    return [*check_graph(graph, compiled, notify=notify), *about]


def _imported(sources: Sequence[Source]) -> list[tuple[str, str]]:
    here = {quad.subject.value for source in sources for quad in source.quads if isinstance(quad.subject, ox.NamedNode)}
    return [
        (source.name, iri)
        for source in sources
        for iri in dict.fromkeys(source.imports)
        if not iri.startswith(_OWN) and iri not in here - {quad.subject.value for quad in source.quads}  # type: ignore[union-attr]
    ]


def _tell_imports(sources: Sequence[Source], notify: Notify) -> None:
    for name, iri in _imported(sources):
        notify(f"{name} imports <{iri}>, which is not fetched; give its file as well, or --allow-network")


def _with_imports(sources: Sequence[Source], known: Graph, max_bytes: int) -> Graph:
    """The background and what the files import, one step far."""
    extra = read_sources([iri for _, iri in _imported(sources)], max_bytes=max_bytes, fetch=True)
    if not extra:
        return known
    renamed = [replace(source, suffix=f"i{index}") for index, source in enumerate(extra)]
    return Graph((*known.quads(), *all_quads(renamed)))
