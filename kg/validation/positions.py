"""The text of a Turtle or TriG file in, each statement with its line out.

Rests on the reader inside rdflib, which counts lines as it goes; nothing is stored and no literal is interpreted.
"""

from __future__ import annotations

from collections.abc import MutableSequence
from decimal import Decimal
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Dataset, Graph, URIRef
from rdflib.plugins.parsers.notation3 import RDFSink, SinkParser
from rdflib.plugins.parsers.trig import TrigSinkParser

from kg.validation.terms import XSD

Statement = tuple[str, str, str, int]

_NIL = URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil")


def statements(text: str, *, trig: bool = False) -> list[Statement]:
    """Subject, predicate and object as N-Triples writes them, and the line of the object; cells of lists are left out.

    The text is one that pyoxigraph has read without complaint.  Raises whatever rdflib does when it disagrees.
    """
    reader = (_TrigWithLines if trig else _TurtleWithLines)(_Sink(Dataset() if trig else Graph()))
    reader.loadBuf(text)
    return reader.found


class _Sink(RDFSink):
    """Makes terms as they are written, and no graph."""

    def newLiteral(self, s: str, dt: URIRef | None, lang: str | None) -> Any:  # noqa: N802  # rdflib's name
        if lang:
            return ox.Literal(s, language=lang)
        return ox.Literal(s, datatype=ox.NamedNode(str(dt))) if dt else ox.Literal(s)

    def newList(self, n: list[Any], f: Any) -> Any:  # noqa: ARG002, N802  # rdflib's names
        return BNode() if n else _NIL


class _WithLines(SinkParser):
    """Notes the line on which each object of a list of objects begins, and what is stated."""

    def __init__(self, sink: RDFSink) -> None:
        super().__init__(sink, baseURI="urn:base:", turtle=True)
        self.found: list[Statement] = []
        # the lines of the lists of objects that are being read, the innermost last, and of the list just read
        self._open: list[list[int]] = [[]]
        self._read: list[int] = []

    def objectList(self, argstr: str, i: int, res: MutableSequence[Any]) -> int:  # noqa: N802  # rdflib's name
        self._open.append([])
        end = super().objectList(argstr, i, res)
        self._read = self._open.pop()
        return end

    def object(self, argstr: str, i: int, res: MutableSequence[Any]) -> int:
        start = max(self.skipSpace(argstr, i), i)
        self._open[-1].append(self.lines + 1)
        return super().object(argstr, start, res)

    def makeStatement(self, quadruple: Any) -> None:  # noqa: N802  # rdflib's name
        _, predicate, subject, value = quadruple
        line = self._read.pop(0) if self._read else self.lines + 1
        self.found.append((_spelt(subject), _spelt(predicate), _spelt(value), line))

    def anonymousNode(self, ln: str) -> BNode:  # noqa: N802  # rdflib's name
        return BNode(ln)


class _TurtleWithLines(_WithLines):
    """The reader of Turtle."""


class _TrigWithLines(_WithLines, TrigSinkParser):
    """The reader of TriG."""


def _spelt(node: Any) -> str:
    """A term of the reader as N-Triples writes it; ``a`` comes as a pair, bare numbers and booleans as Python's."""
    if isinstance(node, tuple):
        return f"<{node[1]}>"
    if isinstance(node, URIRef):
        return f"<{node}>"
    if isinstance(node, BNode):
        return f"_:{node}"
    if isinstance(node, ox.Literal):
        return str(node)
    kind = {bool: "boolean", int: "integer", Decimal: "decimal"}.get(type(node), "double")
    words = str(node).lower() if isinstance(node, bool) else str(node)
    return str(ox.Literal(words, datatype=ox.NamedNode(XSD + kind)))
