"""Remote stores: what travels, what survives a broken connection, and what never leaves the machine."""

from __future__ import annotations

import base64
import contextlib
import http.server
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pytest

from kg.errors import EndpointError, KGError, LimitError, QueryError
from kg.query import remote, transfer
from kg.query.dialects import DIALECTS, addresses
from kg.query.remote import Credentials, Endpoint, connect
from tests.endpoints import oxigraph_server

ONE = b"<urn:a> <urn:p> <urn:b> .\n<urn:a> <urn:p> <urn:c> .\n"
TWO = b"<urn:a> <urn:p> <urn:c> .\n<urn:d> <urn:p> <urn:e> .\n"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with oxigraph_server() as address:
        yield address


@pytest.fixture(params=["oxigraph", "generic"])
def endpoint(server: str, request: pytest.FixtureRequest) -> Endpoint:
    """An empty server, spoken to with its Graph Store Protocol and with updates alone."""
    found = connect(f"{server}/query", dialect=request.param, seconds=20)
    found.update("DROP ALL")
    return found


def _push(endpoint: Endpoint, graphs: Mapping[str, bytes]) -> transfer.Difference:
    return transfer.push(endpoint, {name: partial(bytes, data) for name, data in graphs.items()}, lambda *_: None)


def _default(endpoint: Endpoint) -> str:
    return str(endpoint.ask("CONSTRUCT WHERE { ?s ?p ?o }"))


def test_push_puts_each_graph_and_the_union_in_place(endpoint: Endpoint) -> None:
    _push(endpoint, {"urn:g1": ONE, "urn:g2": TWO})

    assert endpoint.get_graph("urn:g1") == ONE
    assert endpoint.get_graph("urn:g2") == TWO
    assert _default(endpoint).encode() == b"".join(sorted({*ONE.splitlines(True), *TWO.splitlines(True)}))


def test_push_again_sends_nothing(endpoint: Endpoint) -> None:
    _push(endpoint, {"urn:g1": ONE, "urn:g2": TWO})

    assert _push(endpoint, {"urn:g1": ONE, "urn:g2": TWO}) == transfer.Difference((), ())


def test_push_sends_only_what_changed_and_removes_what_is_gone(endpoint: Endpoint) -> None:
    _push(endpoint, {"urn:g1": ONE, "urn:g2": TWO, "urn:g3": b"<urn:x> <urn:p> <urn:y> .\n"})

    done = _push(endpoint, {"urn:g1": ONE, "urn:g2": b"<urn:d> <urn:p> <urn:e> .\n"})

    assert done == transfer.Difference(("urn:g2",), ("urn:g3",))
    assert endpoint.get_graph("urn:g3") == b""
    assert _default(endpoint).encode() == ONE + b"<urn:d> <urn:p> <urn:e> .\n"


def test_push_leaves_the_graphs_of_others_alone(endpoint: Endpoint) -> None:
    endpoint.update("INSERT DATA { GRAPH <urn:theirs> { <urn:t> <urn:p> 1 } <urn:own> <urn:p> 2 }")

    _push(endpoint, {"urn:g1": ONE})
    _push(endpoint, {"urn:g2": TWO})

    assert endpoint.get_graph("urn:theirs").startswith(b"<urn:t>")
    assert "<urn:own>" in _default(endpoint)


@pytest.mark.parametrize("broken_at", range(1, 7))
def test_push_that_broke_off_is_mended_by_pushing_again(
    server: str, broken_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection breaks at each request in turn; the digest tells a whole graph from half of one."""
    endpoint = connect(f"{server}/query", dialect="generic", seconds=20)
    endpoint.update("DROP ALL")
    _push(endpoint, {"urn:g1": ONE, "urn:g2": TWO})
    sent = Endpoint.update
    left = iter(range(broken_at - 1, -1, -1))

    def breaking(self: Endpoint, text: str) -> None:
        if next(left, None) == 0:
            raise EndpointError("the connection broke")
        sent(self, text)

    monkeypatch.setattr(Endpoint, "update", breaking)
    with contextlib.suppress(EndpointError):
        _push(endpoint, {"urn:g1": TWO, "urn:g2": TWO})
    monkeypatch.undo()

    _push(endpoint, {"urn:g1": TWO, "urn:g2": TWO})

    assert endpoint.get_graph("urn:g1") == TWO
    assert _default(endpoint).encode() == TWO
    assert set(transfer.pushed(endpoint)) == {"urn:g1", "urn:g2"}


def test_entity_has_one_label_in_the_default_graph(endpoint: Endpoint) -> None:
    thing = "<https://w3id.org/adc-kg/id/endpoint/nausea>"
    lower, upper = (f'{thing} {LABEL} "{name}"@en .\n'.encode() for name in ("nausea", "Nausea"))

    _push(endpoint, {"urn:g1": lower, "urn:g2": upper})
    first = _default(endpoint)
    _push(endpoint, {"urn:g1": lower})

    assert first.encode() == upper
    assert _default(endpoint).encode() == lower


def test_large_graph_travels_in_batches(server: str) -> None:
    endpoint = connect(f"{server}/query", dialect="generic", seconds=20)
    endpoint.update("DROP ALL")
    triples = "".join(sorted(f"<urn:s{i}> <urn:p> <urn:o> .\n" for i in range(2500))).encode()

    endpoint.put_graph("urn:big", triples)

    assert endpoint.get_graph("urn:big") == triples


def test_pull_fetches_what_differs_and_names_what_is_gone(endpoint: Endpoint) -> None:
    _push(endpoint, {"urn:g1": ONE, "urn:g2": TWO})
    local = {"urn:g1": transfer.digest(ONE), "urn:g2": "another", "urn:g0": "gone"}

    difference, found = transfer.pull(endpoint, local, lambda *_: None)

    assert difference == transfer.Difference(("urn:g2",), ("urn:g0",))
    assert found == {"urn:g2": TWO}


def test_words_of_an_update_in_a_comment_do_not_make_a_query_one(endpoint: Endpoint) -> None:
    assert endpoint.select("# DROP and INSERT are in a comment\nSELECT (1 AS ?x) {}").records() == [{"x": "1"}]


@pytest.mark.parametrize("text", ["DROP ALL", "# SELECT\nDROP ALL", "DELETE WHERE { ?s ?p ?o }"])
def test_update_is_never_sent_as_a_query(endpoint: Endpoint, text: str) -> None:
    _push(endpoint, {"urn:g1": ONE})

    with pytest.raises(QueryError, match="read only"):
        endpoint.ask(text)

    assert endpoint.get_graph("urn:g1") == ONE


def test_syntax_error_is_told_in_the_words_of_the_server(endpoint: Endpoint) -> None:
    with pytest.raises(QueryError, match="refuses the text: error at"):
        endpoint.ask("SELECT ?s WHERE { ?s ?p }")


# ---- a server that misbehaves ----


@dataclass
class Script:
    """What a scripted server answers, one entry a request, the last one for ever; and what it was sent."""

    answers: list[tuple[int, dict[str, str], bytes]]
    seen: list[dict[str, str]] = field(default_factory=list)


@contextlib.contextmanager
def scripted(script: Script) -> Iterator[str]:
    """A server on 127.0.0.1 that plays a script."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            script.seen.append(dict(self.headers))
            code, headers, body = script.answers.pop(0) if len(script.answers) > 1 else script.answers[0]
            self.send_response(code)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(body)

        do_GET = do_PUT = do_POST  # noqa: N815  # the names that http.server looks for

        def log_message(self, *_: object) -> None:
            """Nothing on standard error."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/query"
        server.shutdown()


YES = (200, {"Content-Type": "application/sparql-results+json"}, b'{"head": {}, "boolean": true}')


@pytest.mark.parametrize("code", [429, 500, 502, 503, 504])
def test_busy_server_is_asked_again(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_PAUSES", (0.01, 0.01, 0.01))
    script = Script([(code, {}, b"busy"), (code, {"Retry-After": "0"}, b"busy"), YES])

    with scripted(script) as url:
        assert connect(url).select("ASK {}").records() == [{"answer": "true"}]

    assert len(script.seen) == 3


def test_server_that_stays_busy_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_PAUSES", (0.01, 0.01, 0.01))
    script = Script([(503, {}, b"closed for repair")])

    with scripted(script) as url, pytest.raises(EndpointError, match="answers 503: closed for repair"):
        connect(url).select("ASK {}")

    assert len(script.seen) == 4


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_redirect_is_not_followed(code: int) -> None:
    target = Script([YES])

    with scripted(target) as there, scripted(Script([(code, {"Location": there}, b"")])) as here:
        with pytest.raises(EndpointError, match="sends the request elsewhere"):
            connect(here).select("ASK {}")
        endpoint = connect(here)
        with_graphs = replace(endpoint, places=replace(endpoint.places, graph_store=here))
        with pytest.raises(EndpointError, match="sends the request elsewhere"):
            with_graphs.get_graph("urn:g")

    assert target.seen == []


def test_endless_answer_is_cut_off() -> None:
    body = (200, {"Content-Type": "application/sparql-results+json"}, b"x" * 3_000_000)

    with scripted(Script([body])) as url, pytest.raises(LimitError, match="sent more than 1 MB"):
        replace(connect(url), megabytes=1).select("ASK {}")


def test_answer_that_drips_is_given_up_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def drip() -> None:
            with contextlib.suppress(OSError):
                connection, _ = listener.accept()
                with connection:
                    connection.sendall(b"HTTP/1.1 200 OK\r\n")
                    while True:
                        connection.sendall(b"x")
                        threading.Event().wait(0.05)

        threading.Thread(target=drip, daemon=True).start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/query"

        with pytest.raises(EndpointError, match=r"did not answer within 0.5 seconds"):
            connect(url, seconds=0.5).select("ASK {}")


def test_nobody_there_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_PAUSES", (0.01,))

    with pytest.raises(EndpointError, match=r"127.0.0.1:1 cannot be reached"):
        connect("http://127.0.0.1:1/query", seconds=5).select("ASK {}")


def test_answer_that_is_no_result_is_told() -> None:
    with scripted(Script([(200, {}, b"<html>")])) as url, pytest.raises(QueryError, match="SPARQL JSON results format"):
        connect(url).select("ASK {}")


@pytest.mark.parametrize(
    ("environment", "header"),
    [
        ({}, None),
        ({"ADCKG_USER": "kim", "ADCKG_PASSWORD": "s3cret"}, "Basic " + base64.b64encode(b"kim:s3cret").decode()),
        ({"ADCKG_TOKEN": "t0ken"}, "Bearer t0ken"),
    ],
    ids=["none", "basic", "bearer"],
)
def test_credentials_come_from_the_environment(
    environment: dict[str, str], header: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _only(monkeypatch, tmp_path, environment)
    script = Script([YES])

    with scripted(script) as url:
        endpoint = connect(url)
        endpoint.select("ASK {}")
        replace(endpoint, places=replace(endpoint.places, graph_store=url)).put_graph("urn:g", ONE)

    assert [seen.get("Authorization") for seen in script.seen] == [header, header]


def test_credentials_come_from_netrc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _only(monkeypatch, tmp_path, {})
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login kim password s3cret\n", encoding="utf-8")
    (tmp_path / "netrc").chmod(0o600)

    assert connect("http://127.0.0.1:1/query").credentials == Credentials("basic", "kim", "s3cret")


def test_digest_answers_the_challenge(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _only(monkeypatch, tmp_path, {"ADCKG_USER": "kim", "ADCKG_PASSWORD": "s3cret", "ADCKG_AUTH": "digest"})
    challenge = (401, {"WWW-Authenticate": 'Digest realm="r", nonce="n", algorithm=MD5, qop="auth"'}, b"")
    script = Script([challenge, YES])

    with scripted(script) as url:
        connect(url).select("ASK {}")

    assert script.seen[1]["Authorization"].startswith('Digest username="kim"')


@pytest.mark.parametrize("code", [401, 403])
def test_refused_credentials_are_not_shown(code: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _only(monkeypatch, tmp_path, {"ADCKG_USER": "kim", "ADCKG_PASSWORD": "s3cret"})

    with scripted(Script([(code, {}, b"no, kim:s3cret")])) as url:
        endpoint = connect(url)
        with pytest.raises(KGError, match="refuses the credentials") as refusal:
            endpoint.select("ASK {}")

    assert "s3cret" not in str(refusal.value) + repr(endpoint)


def test_credentials_in_an_address_are_refused_and_not_repeated() -> None:
    with pytest.raises(QueryError, match="holds credentials") as refusal:
        connect("http://kim:s3cret@127.0.0.1:1/query")

    assert "s3cret" not in str(refusal.value)


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/query", "127.0.0.1:7878", "file:///etc/passwd", ""])
def test_address_that_is_no_endpoint_is_refused(url: str) -> None:
    with pytest.raises(QueryError, match="is no endpoint"):
        connect(url)


@pytest.mark.parametrize(
    ("url", "name", "query", "update", "store"),
    [
        ("http://h:7878/query", None, "http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ("http://h:3030/ds", None, "http://h:3030/ds/query", "http://h:3030/ds/update", "http://h:3030/ds/data"),
        ("http://h:3030/ds/sparql", None, "http://h:3030/ds/query", "http://h:3030/ds/update", "http://h:3030/ds/data"),
        ("http://h/repositories/r", None, "http://h/repositories/r", "http://h/repositories/r/statements", None),
        ("http://h:5820/db/query", None, "http://h:5820/db/query", "http://h:5820/db/update", "http://h:5820/db"),
        ("https://h:8182/sparql", None, "https://h:8182/sparql", "https://h:8182/sparql", "https://h:8182/sparql/gsp/"),
        ("http://h:8890/sparql", None, "http://h:8890/sparql", "http://h:8890/sparql-auth", None),
        ("http://h/sparql-auth", None, "http://h/sparql-auth", "http://h/sparql-auth", None),
        ("https://h/x", None, "https://h/x", "https://h/x", ""),
        ("https://h/x", "oxigraph", "https://h/x/query", "https://h/x/update", "https://h/x/store"),
    ],
)
def test_dialect_is_told_by_the_address(url: str, name: str | None, query: str, update: str, store: str | None) -> None:
    """``store`` None: not compared; empty: there is none."""
    found = addresses(url, name)

    assert (found.query, found.update) == (query, update)
    assert store is None or (found.graph_store or "") == store


def test_unknown_dialect_is_told_with_those_there_are() -> None:
    with pytest.raises(QueryError, match="there is no dialect 'acme'; choose one of oxigraph"):
        connect("http://127.0.0.1:1/", dialect="acme")


def test_every_dialect_keeps_to_what_servers_take() -> None:
    assert all(dialect.batch <= 1000 for dialect in DIALECTS.values())


def _only(monkeypatch: pytest.MonkeyPatch, folder: Path, environment: Mapping[str, str]) -> None:
    """These variables and no others that tell credentials."""
    for name in ("ADCKG_USER", "ADCKG_PASSWORD", "ADCKG_TOKEN", "ADCKG_AUTH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(folder / "netrc"))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
