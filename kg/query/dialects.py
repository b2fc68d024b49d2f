"""The address of a SPARQL endpoint in, the addresses and habits of its kind of server out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from kg.errors import QueryError

Auth = Literal["none", "basic", "digest", "bearer"]


@dataclass(frozen=True, slots=True)
class Dialect:
    """What one kind of server is like.

    ``query``, ``update`` and ``graph_store`` are paths behind the base address; no ``graph_store``: graphs are replaced
    by updates.  ``is_union``: a query without GRAPH sees all named graphs.  ``batch``: triples one update may carry.
    """

    name: str
    query: str = ""
    update: str = ""
    graph_store: str | None = None
    auth: Auth = "basic"
    is_union: bool = False
    batch: int = 1000
    # words of our queries that the server takes otherwise, and what it is told instead
    wording: tuple[tuple[str, str], ...] = ()
    # what then joins texts in its answers, and what does elsewhere
    joint: tuple[str, str] = ("", "")

    def written(self, text: str) -> str:
        """A query as the server is to read it."""
        for ours, theirs in self.wording:
            text = text.replace(ours, theirs)
        return text

    def read(self, cell: str) -> str:
        """A cell of an answer as another server would have written it.

        >>> DIALECTS["virtuoso"].read("one |...| two")
        'one … two'
        """
        return cell.replace(*self.joint) if self.joint[0] else cell


# measured: Oxigraph 0.5.13 and Virtuoso 7.2.5; from their manuals: the others
DIALECTS: dict[str, Dialect] = {
    dialect.name: dialect
    for dialect in (
        Dialect("oxigraph", "/query", "/update", "/store"),
        Dialect("fuseki", "/query", "/update", "/data"),
        Dialect("graphdb", "", "/statements", "/rdf-graphs/service", is_union=True),
        Dialect("stardog", "/query", "/update", ""),
        Dialect("neptune", "/sparql", "/sparql", "/sparql/gsp/", auth="none", is_union=True),
        # anonymous there may only read; an update beyond about 1,000 triples overflows its compiler
        # what joins texts loses all that is not ASCII, and STRDT makes a date a time
        Dialect(
            "virtuoso",
            "/sparql",
            "/sparql-auth",
            "/sparql-graph-crud-auth",
            auth="digest",
            is_union=True,
            wording=(
                ('SEPARATOR = " … "', 'SEPARATOR = " |...| "'),
                ("STRDT(?printedDate, xsd:date)", "xsd:date(?printedDate)"),
            ),
            joint=(" |...| ", " … "),
        ),
        Dialect("generic"),
    )
}
_PORTS = {7878: "oxigraph", 3030: "fuseki", 7200: "graphdb", 5820: "stardog", 8182: "neptune", 8890: "virtuoso"}
_ENDINGS = ("/query", "/sparql-auth", "/sparql", "/update", "/statements", "/store", "/data")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where to send what; ``graph_store`` is None where graphs are replaced by updates."""

    query: str
    update: str
    graph_store: str | None
    dialect: Dialect


def addresses(url: str, name: str | None = None) -> Addresses:
    """The addresses of an endpoint; without a dialect's name its port and path tell the dialect.

    Raises QueryError for what is no http address, one with credentials in it, or an unknown dialect.

    >>> addresses("http://127.0.0.1:7878").update
    'http://127.0.0.1:7878/update'
    >>> addresses("https://example.org/ds/query", "generic").update
    'https://example.org/ds/update'
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise QueryError(f"'{_without_credentials(url)}' is no endpoint; give one such as http://127.0.0.1:7878/query")
    if parts.username or parts.password:
        raise QueryError("the endpoint's address holds credentials; set ADCKG_USER and ADCKG_PASSWORD, or use netrc")
    dialect = _dialect(url, name)
    if dialect.name == "generic":
        return _generic(url, dialect)
    base = url.split("?")[0].rstrip("/")
    ending = next((ending for ending in _ENDINGS if base.endswith(ending)), "")
    base = base[: len(base) - len(ending)]
    store = None if dialect.graph_store is None else base + dialect.graph_store
    return Addresses(base + dialect.query, base + dialect.update, store, dialect)


def _generic(url: str, dialect: Dialect) -> Addresses:
    """A server of which nothing is known: updates go to the sibling ``update`` of ``query``, else to the same place."""
    update = url.removesuffix("/query") + "/update" if url.endswith("/query") else url
    return Addresses(url, update, None, dialect)


def _dialect(url: str, name: str | None) -> Dialect:
    if name is not None:
        if name not in DIALECTS:
            raise QueryError(f"there is no dialect '{name}'; choose one of {', '.join(DIALECTS)}")
        return DIALECTS[name]
    parts = urlsplit(url)
    if "/repositories/" in parts.path:
        return DIALECTS["graphdb"]
    if parts.path.endswith("/sparql-auth"):
        return replace(DIALECTS["virtuoso"], query="/sparql-auth")
    return DIALECTS[_PORTS.get(parts.port or 0, "generic")]


def _without_credentials(url: str) -> str:
    return url.rpartition("@")[2]
