"""A graph and a shapes graph in, the findings of pyshacl out: the reference that the compiled way is held to."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import InputError, QueryError
from kg.validation.finding import SH, Finding, severity_name
from kg.validation.graph import TYPE, Graph, Triple
from kg.validation.logic import sh
from kg.validation.terms import Term

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

_TARGETS = frozenset(sh(name) for name in ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf"))
# rdflib reads markup as soon as it meets it, in time that grows with the square of its depth
_MARKUP = frozenset({f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}" for name in ("HTML", "XMLLiteral")})
_MARKUP_LIMIT = 10_000
_QUERIES = ("select", "ask", "construct", "update")


def judged(graph: Graph, shapes: Graph, *, roots: Collection[Term] | None = None) -> set[Finding]:
    """What pyshacl finds in a graph with its background; with ``roots``, by those shapes alone.

    Only nodes that the graph itself has count, as everywhere in this package.  Raises InputError for a query that the
    guard refuses and for shapes that pyshacl cannot read.
    """
    import pyshacl
    import rdflib.plugins.sparql

    _refuse_unsafe(shapes)
    rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False
    background = graph.background()
    with quiet():
        data = _to_rdflib([*graph.triples(), *(background.triples() if background else ())])
        wanted = _to_rdflib(_only(shapes, roots) if roots is not None else shapes.triples())
    try:
        with quiet(), _queries_read_once():
            _, report, text = pyshacl.validate(data, shacl_graph=wanted, advanced=False, inference="none", js=False)
    except Exception as error:  # pyshacl raises its own, rdflib's and pyparsing's errors, and lets them through
        raise InputError(f"pyshacl cannot run these shapes: {str(error).strip().splitlines()[0]}") from error
    if not hasattr(report, "subjects"):
        raise InputError(f"pyshacl cannot run these shapes: {str(text).strip().splitlines()[0]}")
    return {finding for finding in _findings(report) if _is_own(graph, finding)}


@contextmanager
def quiet() -> Iterator[None]:
    """Keeps rdflib and pyshacl from printing about literals that are findings here."""
    loggers = [logging.getLogger(name) for name in ("rdflib.term", "pyshacl-validate")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


@contextmanager
def _queries_read_once() -> Iterator[None]:
    """Lets rdflib keep a query it has read: pyshacl asks the same of every focus node, and reading takes longest."""
    import rdflib.plugins.sparql.processor

    processor: Any = rdflib.plugins.sparql.processor
    read, translate = processor.parseQuery, processor.translateQuery
    known: dict[tuple[object, ...], object] = {}

    def remembered(text: str, base: str | None = None, names: dict[str, object] | None = None) -> object:
        key = (text, base, tuple(sorted((short, str(iri)) for short, iri in (names or {}).items())))
        if key not in known:
            known[key] = translate(read(text), base, names)
        return known[key]

    processor.parseQuery, processor.translateQuery = str, remembered
    try:
        yield
    finally:
        processor.parseQuery, processor.translateQuery = read, translate


def _is_own(graph: Graph, finding: Finding) -> bool:
    background = graph.background()
    if background is None:
        return True
    node = _term(finding.focus)
    return node in graph.own_subjects() or not background.properties(node)


def _term(text: str) -> Term:
    if text.startswith("_:"):
        return ox.BlankNode(text[2:])
    return ox.NamedNode(text[1:-1]) if text.startswith("<") else ox.Literal(text)


def _refuse_unsafe(shapes: Graph) -> None:
    from kg.guard import check_query
    from kg.validation.sparql import owner_of

    for subject, predicate, value in shapes.triples():
        if predicate.value in {SH + name for name in _QUERIES} and isinstance(value, ox.Literal):
            try:
                check_query(value.value)
            except QueryError as error:
                raise InputError(f"the query of {owner_of(shapes, subject)} is refused: {error}") from error


def _only(shapes: Graph, roots: Collection[Term]) -> Iterable[Triple]:
    """The shapes graph with the targets of other shapes taken out; only a wanted shape stays a class."""
    for subject, predicate, value in shapes.triples():
        if subject not in roots and (predicate in _TARGETS or (predicate == TYPE and _names_class(value))):
            continue
        yield subject, predicate, value


def _names_class(value: Term) -> bool:
    return str(value)[1:-1].endswith(("rdf-schema#Class", "owl#Class"))


def _to_rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for subject, predicate, value in triples:
        graph.add((_node(subject), _node(predicate), _node(value)))
    return graph


def _node(term: Term) -> Node:
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    kind = term.datatype.value
    if kind in _MARKUP and len(term.value) > _MARKUP_LIMIT:
        raise InputError(f"a literal of {len(term.value)} characters of markup is too much for pyshacl; shorten it")
    if kind == "http://www.w3.org/2001/XMLSchema#string":
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(kind), normalize=False)


def _findings(report: rdflib.Graph) -> Iterable[Finding]:
    from rdflib.namespace import SH as SHACL

    plain = cache(lambda: Graph(ox.Quad(*_triple(*triple)) for triple in report))
    # nested results (sh:detail) are results as well, but not of the report
    for result in report.objects(None, SHACL.result):
        words = sorted(str(message) for message in report.objects(result, SHACL.resultMessage))
        path = report.value(result, SHACL.resultPath)
        yield Finding(
            focus=spelt(report.value(result, SHACL.focusNode)),
            path="" if path is None else _path(path, plain),
            value=spelt(report.value(result, SHACL.value)),
            component=str(report.value(result, SHACL.sourceConstraintComponent)),
            severity=severity_name(str(report.value(result, SHACL.resultSeverity))),
            shape=spelt(report.value(result, SHACL.sourceShape)),
            message=words[0] if words else "",
        )


def spelt(node: Node | None) -> str:
    """A node of rdflib as pyoxigraph writes it."""
    import rdflib

    if node is None:
        return ""
    if isinstance(node, rdflib.URIRef):
        return f"<{node}>"
    if isinstance(node, rdflib.BNode):
        return f"_:{node}"
    if not isinstance(node, rdflib.Literal):
        return str(node)
    if node.language:
        return str(ox.Literal(str(node), language=node.language))
    kind = str(node.datatype) if node.datatype else "http://www.w3.org/2001/XMLSchema#string"
    return str(ox.Literal(str(node), datatype=ox.NamedNode(kind)))


def _path(node: Node, report: Callable[[], Graph]) -> str:
    import rdflib

    from kg.validation.paths import read_path

    return f"<{node}>" if isinstance(node, rdflib.URIRef) else read_path(report(), _from_rdflib(node)).text


def _triple(subject: Node, predicate: Node, value: Node) -> tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, Term]:
    return _from_rdflib(subject), _from_rdflib(predicate), _from_rdflib(value)  # type: ignore[return-value]


def _from_rdflib(node: Node) -> Term:
    import rdflib

    if isinstance(node, rdflib.URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return ox.BlankNode(str(node))
    if isinstance(node, rdflib.Literal) and node.language:
        return ox.Literal(str(node), language=node.language)
    kind = getattr(node, "datatype", None) or "http://www.w3.org/2001/XMLSchema#string"
    return ox.Literal(str(node), datatype=ox.NamedNode(str(kind)))
