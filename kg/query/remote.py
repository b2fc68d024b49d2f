"""A SPARQL endpoint in, answers out, and graphs to and fro; never a credential in an address or a message.

Queries and updates go through SPARQLWrapper, whole graphs through the Graph Store Protocol where the server has it.
Every request has a deadline for the whole of it, a cap on bytes, follows no redirect, and is repeated with a growing
pause when the server is busy (429, 5xx) or the connection breaks.
"""

from __future__ import annotations

import netrc
import os
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from kg.errors import EndpointError, LimitError, QueryError
from kg.guard import form_of
from kg.query.dialects import Addresses, Auth, addresses
from kg.query.tables import Table, from_json

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")

_PAUSES = (0.2, 0.8, 3.0)  # seconds before the second, third and fourth attempt
_LARGEST_PAUSE = 30.0
_BUSY = frozenset({429, 500, 502, 503, 504})
_AGENT = "adckg"


@dataclass(frozen=True, slots=True)
class Credentials:
    """How to prove who asks; the secret is never shown."""

    kind: Auth = "none"
    user: str = ""
    secret: str = field(default="", repr=False)


@dataclass(frozen=True)
class Endpoint:
    """A remote store; ``seconds`` and ``megabytes`` bound each request as a whole."""

    places: Addresses
    credentials: Credentials = Credentials()
    seconds: float = 60.0
    megabytes: int = 512

    def select(self, text: str) -> Table:
        """The rows of a SELECT or ASK query."""
        found = self.ask(text)
        if isinstance(found, str):
            raise QueryError("the query builds a graph, not rows; use adckg sparql")
        return found

    def ask(self, text: str) -> Table | str:
        """The answer to a query: a table, or sorted N-Triples for CONSTRUCT and DESCRIBE."""
        from SPARQLWrapper import JSON, TURTLE

        form = form_of(text)
        if not form:
            raise QueryError("the text has no SELECT, ASK, CONSTRUCT or DESCRIBE; queries are read only")
        dialect = self.places.dialect
        client = _client(self, dialect.written(text), form)
        builds = form in ("CONSTRUCT", "DESCRIBE")
        client.setReturnFormat(TURTLE if builds else JSON)
        data = self._read(client)
        return _sorted_triples(data) if builds else from_json(data, read=dialect.read)

    def update(self, text: str) -> None:
        """Change the store."""
        self._read(_client(self, text, "INSERT"))

    def put_graph(self, graph: str, triples: bytes) -> None:
        """Make N-Triples the whole content of a named graph; none remove it."""
        if self.places.graph_store is None:
            self._put_by_updates(graph, triples)
        elif triples:
            # N-Triples are Turtle, which every server reads
            self._graph_store("PUT", graph, triples)
        else:
            self.update(f"DROP SILENT GRAPH {iri(graph)}")

    def get_graph(self, graph: str) -> bytes:
        """The triples of a named graph as sorted N-Triples."""
        if self.places.graph_store is None:
            found = self.ask(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {iri(graph)} {{ ?s ?p ?o }} }}")
            return str(found).encode()
        return _sorted_triples(self._graph_store("GET", graph)).encode()

    def _put_by_updates(self, graph: str, triples: bytes) -> None:
        self.update(f"DROP SILENT GRAPH {iri(graph)}")
        lines = triples.decode().splitlines()
        for start in range(0, len(lines), self.places.dialect.batch):
            body = "\n".join(lines[start : start + self.places.dialect.batch])
            self.update(f"INSERT DATA {{ GRAPH {iri(graph)} {{\n{body}\n}} }}")

    def _read(self, client: Any) -> bytes:
        def fetch() -> bytes:
            with client.query().response as response:
                return self._bounded(iter(lambda: response.read1(65536), b""))

        return self._persist(fetch)

    def _graph_store(self, method: str, graph: str, body: bytes | None = None) -> bytes:
        import httpx

        # Virtuoso reports a replaced graph in HTML and refuses whoever does not take that
        accept = "application/n-triples, text/turtle;q=0.9" if method == "GET" else "*/*"
        headers = {"Accept": accept, "User-Agent": _AGENT}
        if body is not None:
            headers["Content-Type"] = "text/turtle"

        def send() -> bytes:
            with (
                httpx.Client(auth=_http_auth(self.credentials), timeout=self.seconds, trust_env=False) as client,
                client.stream(
                    method, str(self.places.graph_store), params={"graph": graph}, content=body, headers=headers
                ) as response,
            ):
                data = self._bounded(response.iter_bytes())
                if method == "GET" and response.status_code == httpx.codes.NOT_FOUND:
                    return b""  # a graph that is not there is empty
                if response.is_error or response.is_redirect:
                    raise _Refused(response.status_code, data, response.headers.get("retry-after"))
                return data

        return self._persist(send)

    def _bounded(self, pieces: Iterable[bytes]) -> bytes:
        found = bytearray()
        for piece in pieces:
            found += piece
            if len(found) > self.megabytes * 1024 * 1024:
                raise LimitError(f"the endpoint sent more than {self.megabytes} MB; narrow the query")
        return bytes(found)

    def _persist(self, attempt: Callable[[], T]) -> T:
        """The result of an attempt, made again after a pause while the server is busy, all inside the deadline."""
        deadline = time.monotonic() + self.seconds
        for pause in (*_PAUSES, None):
            try:
                return _within(deadline - time.monotonic(), attempt)
            except _Refused as refusal:
                if refusal.code not in _BUSY or pause is None:
                    raise self._explained(refusal) from None
                wait = refusal.pause or pause
            except (OSError, _transport_error()) as error:
                if pause is None or isinstance(error, TimeoutError):
                    raise self._unreachable(error) from None
                wait = pause
            if time.monotonic() + wait > deadline:
                break
            time.sleep(wait)
        raise self._unreachable(TimeoutError())

    def _explained(self, refusal: _Refused) -> Exception:
        host = urlsplit(self.places.query).netloc
        said = " ".join(refusal.body.decode("utf-8", "replace").split())[:300]
        if refusal.code in (401, 403):
            return EndpointError(f"{host} refuses the credentials ({refusal.code}); set ADCKG_USER and ADCKG_PASSWORD")
        if 300 <= refusal.code < 400:
            return EndpointError(f"{host} sends the request elsewhere ({refusal.code}); give the final address")
        if refusal.code == 400:
            return QueryError(f"{host} refuses the text: {said or 'no reason given'}")
        return EndpointError(f"{host} answers {refusal.code}{': ' + said if said else ''}; try again or ask its keeper")

    def _unreachable(self, error: BaseException) -> EndpointError:
        host = urlsplit(self.places.query).netloc
        if isinstance(error, TimeoutError):
            return EndpointError(
                f"{host} did not answer within {self.seconds:g} seconds; narrow the query or wait longer"
            )
        reason = getattr(error, "reason", error)
        return EndpointError(f"{host} cannot be reached ({reason}); check the address")


class _Refused(Exception):  # noqa: N818  # an answer, not an error of ours
    """A status that is no success."""

    def __init__(self, code: int, body: bytes, retry_after: str | None = None) -> None:
        super().__init__(code)
        self.code, self.body = code, body
        asked = float(retry_after) if retry_after and retry_after.isdigit() else None
        self.pause = None if asked is None else min(asked, _LARGEST_PAUSE)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """An endpoint that sends a query elsewhere is not followed there."""

    def redirect_request(self, *_: Any) -> None:
        return None


def connect(
    url: str, *, dialect: str | None = None, seconds: float = 60.0, credentials: Credentials | None = None
) -> Endpoint:
    """The endpoint at an address, with the credentials of the environment or of netrc; nothing is sent yet."""
    places = addresses(url, dialect)
    found = credentials or from_environment(urlsplit(url).hostname or "", places.dialect.auth)
    return Endpoint(places, found, seconds)


def from_environment(host: str, default: Auth = "basic") -> Credentials:
    """ADCKG_TOKEN, else ADCKG_USER and ADCKG_PASSWORD (with ADCKG_AUTH basic or digest), else netrc, else none."""
    if secret := os.environ.get("ADCKG_TOKEN"):
        return Credentials("bearer", "", secret)
    kind: Auth = "digest" if os.environ.get("ADCKG_AUTH", default) == "digest" else "basic"
    if user := os.environ.get("ADCKG_USER"):
        return Credentials(kind, user, os.environ.get("ADCKG_PASSWORD", ""))
    try:
        found = netrc.netrc(os.environ.get("NETRC")).authenticators(host)
    except (OSError, netrc.NetrcParseError):
        return Credentials()
    return Credentials(kind, found[0], found[2] or "") if found and found[0] else Credentials()


def _client(endpoint: Endpoint, text: str, form: str) -> Any:
    """SPARQLWrapper with the text, sent urlencoded: a direct POST hangs on Virtuoso.

    ``form`` is what the text is: SPARQLWrapper guesses it from words that may stand in a comment.
    """
    from SPARQLWrapper import BASIC, POST, URLENCODED, SPARQLWrapper

    class Client(SPARQLWrapper):
        """Requests as SPARQLWrapper makes them, sent without its redirects and its global openers."""

        def _query(self) -> tuple[Any, str]:
            try:
                return _opener(endpoint).open(self._createRequest(), timeout=endpoint.seconds), self.returnFormat
            except urllib.error.HTTPError as error:
                with error:
                    raise _Refused(error.code, error.read(4096), error.headers.get("Retry-After")) from None

    client = Client(endpoint.places.query, endpoint.places.update, agent=_AGENT)
    client.setMethod(POST)
    client.setRequestMethod(URLENCODED)
    client.setOnlyConneg(True)
    if endpoint.credentials.kind == "basic":
        client.setHTTPAuth(BASIC)
        client.setCredentials(endpoint.credentials.user, endpoint.credentials.secret)
    elif endpoint.credentials.kind == "bearer":
        client.addCustomHttpHeader("Authorization", f"Bearer {endpoint.credentials.secret}")
    client.setQuery(text)
    client.queryType = form
    return client


def _opener(endpoint: Endpoint) -> urllib.request.OpenerDirector:
    handlers: list[urllib.request.BaseHandler] = [_NoRedirect(), urllib.request.ProxyHandler({})]
    if endpoint.credentials.kind == "digest":
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        place = urlsplit(endpoint.places.query)._replace(path="/", query="").geturl()
        passwords.add_password(None, place, endpoint.credentials.user, endpoint.credentials.secret)
        handlers.append(urllib.request.HTTPDigestAuthHandler(passwords))
    return urllib.request.build_opener(*handlers)


def _http_auth(credentials: Credentials) -> httpx.Auth | None:
    import httpx

    match credentials.kind:
        case "basic":
            return httpx.BasicAuth(credentials.user, credentials.secret)
        case "digest":
            return httpx.DigestAuth(credentials.user, credentials.secret)
        case "bearer":
            return _bearer(credentials.secret)
    return None


def _bearer(secret: str) -> httpx.Auth:
    import httpx

    class Bearer(httpx.Auth):
        def auth_flow(self, request: httpx.Request) -> Any:
            request.headers["Authorization"] = f"Bearer {secret}"
            yield request

    return Bearer()


def _transport_error() -> type[Exception]:
    import httpx

    return httpx.TransportError


def _within(seconds: float, attempt: Callable[[], T]) -> T:
    """The result of ``attempt``; TimeoutError at the deadline, even when the other side drips a byte at a time."""
    outcome: list[T] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(attempt())
        except BaseException as error:  # handed to the caller below
            failure.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(max(0.0, seconds))
    if failure:
        raise failure[0]
    if not outcome:
        raise TimeoutError
    return outcome[0]


def iri(address: str) -> str:
    from kg.query.tables import Term

    return Term("uri", address).sparql()


def _sorted_triples(turtle: bytes) -> str:
    from pyoxigraph import RdfFormat, parse

    try:
        return "".join(sorted({f"{quad.triple} .\n" for quad in parse(turtle, format=RdfFormat.TURTLE, lenient=True)}))
    except SyntaxError as error:
        raise EndpointError(f"the endpoint's answer is not Turtle ({error}); check the address") from error
