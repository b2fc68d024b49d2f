"""Any SPARQL against a built graph: answered or ended by a limit, and the next query is answered at once."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import GraphError, LimitError, QueryError
from kg.query.tables import Table
from kg.query.worker import Limits, Worker, ask_once

SMALL = Limits(seconds=1.0, rows=100, megabytes=256)
ASK = "ASK { ?s ?p ?o }"

DEADLY = {
    "product of all triples, counted": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "product of all triples, sorted": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i",
    "product, made distinct": "SELECT DISTINCT ?c ?f ?i { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c = ?nothing) }",
    "product, grouped": "SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a",
    "strings that double": (
        'SELECT (STRLEN(?v31) AS ?n) { BIND("aaaaaaaaaa" AS ?v0) '
        + " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(31))
        + " }"
    ),
    "all strings in one": "SELECT (GROUP_CONCAT(?c) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "long path": "SELECT * { ?s " + "/".join(["<urn:next>"] * 1900) + " ?o }",
    "chain of patterns": "SELECT * { " + " . ".join(f"?s{i} ?p{i} ?s{i + 1}" for i in range(900)) + " } LIMIT 1",
    "product of values": (
        "SELECT (COUNT(*) AS ?n) { "
        + " ".join(f"VALUES ?v{i} {{ {' '.join(str(j) for j in range(100))} }}" for i in range(6))
        + " }"
    ),
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chain of 3,000 triples in a store, as a build leaves it."""
    folder = tmp_path_factory.mktemp("graph")
    store = pyoxigraph.Store(str(folder / "store"))
    node = pyoxigraph.NamedNode
    store.bulk_extend(pyoxigraph.Quad(node(f"urn:n{i}"), node("urn:next"), node(f"urn:n{i + 1}")) for i in range(3000))
    store.add(pyoxigraph.Quad(node("urn:n0"), node("urn:label"), pyoxigraph.Literal("first", language="en")))
    store.add(pyoxigraph.Quad(node("urn:g"), node("urn:p"), pyoxigraph.Literal(1), node("urn:graph:one")))
    store.flush()
    return folder


@pytest.fixture(scope="module")
def worker(graph: Path) -> Iterator[Worker]:
    with Worker(graph, SMALL) as running:
        yield running


class Canary(http.server.BaseHTTPRequestHandler):
    """Notes who calls."""

    hits: list[str]

    def do_GET(self) -> None:
        self.hits.append(self.path)
        self.send_response(204)
        self.end_headers()

    do_POST = do_GET  # noqa: N815  # the name that http.server looks for

    def log_message(self, *_: object) -> None:
        """Nothing on standard error."""


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """An address and the list of calls it got."""
    hits: list[str] = []
    handler = type("Handler", (Canary,), {"hits": hits})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", hits
        server.shutdown()


@pytest.mark.parametrize("text", DEADLY.values(), ids=DEADLY)
def test_runaway_query_is_ended_by_a_limit_and_the_next_is_answered(worker: Worker, text: str) -> None:
    with pytest.raises(LimitError, match=r"seconds and was ended|MB of memory|rows"):
        worker.ask(text)

    assert worker.select(ASK).records() == [{"answer": "true"}]


def test_answer_with_more_rows_than_allowed_is_refused_whole(worker: Worker) -> None:
    with pytest.raises(LimitError, match="more than 100 rows; add LIMIT or raise the row limit"):
        worker.ask("SELECT * { ?s ?p ?o }")

    assert len(worker.select("SELECT * { ?s ?p ?o } LIMIT 100")) == 100


def test_graph_with_more_triples_than_allowed_is_refused(worker: Worker) -> None:
    with pytest.raises(LimitError, match="more than 100 rows"):
        worker.ask("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")


def test_construct_gives_sorted_triples(worker: Worker) -> None:
    text = "CONSTRUCT { ?s <urn:was> ?o } WHERE { ?s <urn:next> ?o . VALUES ?s { <urn:n1> <urn:n0> } }"

    assert worker.ask(text) == "<urn:n0> <urn:was> <urn:n1> .\n<urn:n1> <urn:was> <urn:n2> .\n"


def test_describe_gives_triples(worker: Worker) -> None:
    assert '<urn:n0> <urn:label> "first"@en .\n' in str(worker.ask("DESCRIBE <urn:n0>"))


def test_terms_keep_type_and_language(worker: Worker) -> None:
    table = worker.select('SELECT ?a ?b ?c ?d { <urn:n0> <urn:label> ?a BIND(1.50 AS ?b) BIND("x" AS ?c) }')

    a, b, c, d = table.rows[0]
    assert a is not None
    assert b is not None
    assert c is not None
    assert (a.language, b.is_number, str(b.number()), c.datatype, d) == ("en", True, "1.5", "", None)


def test_from_selects_a_graph_of_the_store_and_nothing_else(worker: Worker) -> None:
    assert len(worker.select("SELECT * FROM <urn:graph:one> { ?s ?p ?o }")) == 1

    with pytest.raises(QueryError, match="names no graph"):
        worker.ask("SELECT * FROM <urn:graph:two> { ?s ?p ?o }")


def test_mistake_in_the_syntax_is_told(worker: Worker) -> None:
    with pytest.raises(QueryError, match="the query is not SPARQL: error at"):
        worker.ask("SELECT ?s WHERE { ?s ?p }")


def test_rows_are_not_asked_of_construct(graph: Path) -> None:
    with pytest.raises(QueryError, match="builds a graph, not rows"):
        ask_once(graph, "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", SMALL)


def test_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="holds no built graph"):
        ask_once(tmp_path, ASK)


def test_process_behind_the_guard_reaches_neither_network_nor_files(
    graph: Path, canary: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second wall holds by itself: what the guard would refuse is sent past it."""
    import kg.query.worker as module

    address, hits = canary
    monkeypatch.setattr(module, "check_query", lambda *_, **__: None)
    attacks = [
        f"SELECT * {{ SERVICE <{address}/q> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE SILENT <{address}/q> {{ ?s ?p ?o }} }}",
        f"SELECT * FROM <{address}/data> {{ ?s ?p ?o }}",  # noqa: S608  # an attack is what is tried
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    ]

    with Worker(graph, SMALL) as running:
        for attack in attacks:
            try:
                answer = running.ask(attack)
            except QueryError:
                continue
            assert isinstance(answer, Table)
            assert not [row for row in answer.rows if any(row)]

    assert hits == []


@pytest.mark.parametrize("place", ["{}", "GRAPH <urn:g1> {{ {} }}", "GRAPH ?g {{ {} }}"])
@pytest.mark.parametrize("pattern", ["?s ?p ?o", "<urn:1:8> ?p ?o", "?s <urn:p3> ?o", "?s ?p <urn:o8>"])
def test_store_of_many_files_answers_by_every_index(tmp_path: Path, place: str, pattern: str) -> None:
    """The engine opens sixteen files by itself, the others when it reads them: then the process may open none."""
    from kg.store import create_store

    store = create_store(tmp_path / "store")
    for start in range(6):
        # each load reaches over the one before, so that none of the files is merged into another
        lines = "".join(f"<urn:{at % 7}:{at}> <urn:p{at % 5}> <urn:o{at}> .\n" for at in range(start, 90, 6))
        store.load((f"urn:g{number}", lines.encode()) for number in range(2))
    del store
    assert len(list((tmp_path / "store").glob("*.sst"))) > 16

    with Worker(tmp_path, SMALL) as running:
        found = running.select(f"ASK {{ {place.format(pattern)} }}")

    assert found.records() == [{"answer": "true"}]


def test_nested_query_past_the_guard_ends_the_process_not_the_program(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import kg.query.worker as module

    with Worker(graph, SMALL) as running:
        with monkeypatch.context() as patched:
            patched.setattr(module, "check_query", lambda *_, **__: None)
            with pytest.raises((LimitError, QueryError)):
                running.ask("SELECT * " + "{" * 20_000 + "}" * 20_000)

        assert running.select(ASK).records() == [{"answer": "true"}]


def _run(*words: str) -> tuple[int, str, str]:
    from kg.errors import KGError

    result = CliRunner().invoke(app, ["sparql", *words])
    if isinstance(result.exception, KGError):
        return result.exception.exit_code, result.stdout, str(result.exception)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("csv", "s,o\r\nurn:n0,urn:n1\r\n"),
        ("tsv", "?s\t?o\n<urn:n0>\t<urn:n1>\n"),
        ("md", "| s | o |\n| --- | --- |\n| urn:n0 | urn:n1 |\n"),
        ("xml", '<?xml version="1.0" encoding="UTF-8"?>\n<sparql'),
    ],
)
def test_rows_are_printed_in_the_wanted_format(
    graph: Path, form: str, start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["adckg", "sparql"])

    code, out, _ = _run(
        "--graph", str(graph), "-f", form, "-q", "SELECT ?s ?o { VALUES ?s { <urn:n0> } ?s <urn:next> ?o }"
    )

    assert code == 0
    assert out.replace("\r\n", "\n").startswith(start.replace("\r\n", "\n"))


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["-q", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"], 2, "SERVICE is not allowed"),
        (["-q", "DROP ALL"], 2, "DROP would change the graph"),
        (["--timeout", "0.5", "-q", DEADLY["product of all triples, counted"]], 3, "took more than 0.5 seconds"),
        (["--max-rows", "5", "-q", "SELECT * { ?s ?p ?o }"], 3, "more than 5 rows"),
        (["-f", "ttl", "-q", ASK], 2, "the format ttl does not fit; the answer is rows"),
        (["-f", "csv", "-q", "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1"], 2, "the format csv does not fit"),
        ([], 2, "give one query"),
    ],
    ids=["service", "drop", "time", "rows", "rows-as-turtle", "graph-as-csv", "nothing"],
)
def test_command_ends_with_its_code_and_sentence(
    graph: Path, words: list[str], code: int, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["adckg", "sparql"])

    found, out, error = _run("--graph", str(graph), *words)

    assert (found, out) == (code, "")
    assert sentence in error


def test_file_is_read_and_the_suffix_chooses_the_format(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["adckg", "sparql"])
    (tmp_path / "q.rq").write_text("SELECT ?o { <urn:n0> <urn:next> ?o }", encoding="utf-8")

    code, out, _ = _run(str(tmp_path / "q.rq"), "--graph", str(graph), "--out", str(tmp_path / "a.json"))

    assert (code, out) == (0, "")
    found = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert found["results"]["bindings"] == [{"o": {"type": "uri", "value": "urn:n1"}}]
