"""A question and its parameters in, rows out: from an embedded store, a graph in memory or a remote endpoint.

Canned questions are trusted; a text from outside goes through ``kg.guard`` and ``kg.query.worker``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.query.bind import Answerer, bind
from kg.query.catalogue import Question, questions
from kg.query.tables import Table, from_json

__all__ = ["Answerer", "Question", "Table", "answer", "answerer", "find", "questions"]

if TYPE_CHECKING:
    from pyoxigraph import Store
    from rdflib import Graph


@dataclass(frozen=True)
class StoreAnswerer:
    """An Oxigraph store, on disk or in memory."""

    store: Store

    def select(self, text: str) -> Table:
        """The rows of a query that is trusted."""
        from pyoxigraph import QueryResultsFormat, QueryTriples

        try:
            found = self.store.query(text)
            if isinstance(found, QueryTriples):
                raise QueryError("the query builds a graph, not rows; use adckg sparql")
            return from_json(found.serialize(format=QueryResultsFormat.JSON) or b"")
        except SyntaxError as error:
            raise QueryError(f"the query is not SPARQL: {error}") from error


@dataclass(frozen=True)
class GraphAnswerer:
    """An rdflib graph."""

    graph: Graph

    def select(self, text: str) -> Table:
        """The rows of a query that is trusted."""
        found = from_json(self.graph.query(text).serialize(format="json") or b"")
        # rdflib gives one empty row for GROUP BY over nothing, where there is none
        return Table(found.columns, tuple(row for row in found.rows if any(row)))


def answerer(source: Store | Graph | Answerer) -> Answerer:
    """Whatever is given, as something that answers SELECT queries."""
    if hasattr(source, "select"):
        return source
    module = type(source).__module__
    return StoreAnswerer(source) if module.startswith("pyoxigraph") else GraphAnswerer(source)  # type: ignore[arg-type]


def answer(
    source: Store | Graph | Answerer,
    name: str,
    parameters: Mapping[str, str] | None = None,
    *,
    known: Mapping[str, Question] | None = None,
) -> Table:
    """The rows that answer the question of that name; ``known`` are the questions to look in, ours by default.

    Parameters are what a user types: a label, an alias, a CURIE, an IRI, a date, a number.  Raises QueryError for an
    unknown question, parameter or name.
    """
    asked = find(name, questions() if known is None else known)
    reader = answerer(source)
    return reader.select(bind(asked, parameters or {}, reader))


def find(name: str, known: Mapping[str, Question]) -> Question:
    """The question of that name; raises QueryError with the nearest one."""
    if name not in known:
        from rapidfuzz import process

        near = process.extractOne(name.replace("-", "_").lower(), list(known))
        offer = f"did you mean '{near[0]}'?" if near and near[1] >= 60 else "adckg query lists them"
        raise QueryError(f"there is no question '{name}'; {offer}")
    return known[name]
