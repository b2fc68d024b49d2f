"""A SPARQL text and limits in, rows or triples out, from a process that can be killed and cannot open anything.

No engine at hand can stop a query, and some queries end the process that parses them; so a text from outside is
evaluated in a process of its own.  Once its store is open, that process may open no file and no socket any more
(no descriptors, and where the system allows it no network), has a ceiling on memory, and ends with its parent.  What
outlives the deadline is killed; the next query gets a new process.

Run as a program (``python -m kg.query.worker STORE``) this module is that process.  Requests and replies are JSON, each
behind its length in eight bytes.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kg.errors import GraphError, LimitError, QueryError
from kg.guard import check_query
from kg.query.confine import end_with_parent, renounce, touch, unopened
from kg.query.tables import Table, from_json

if TYPE_CHECKING:
    from pyoxigraph import Store

_LARGEST_REPLY = 256 * 1024 * 1024
_START_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take: seconds, rows or triples, and megabytes beyond those of the open store."""

    seconds: float = 10.0
    rows: int = 10_000
    megabytes: int = 1024


class Worker:
    """A process that answers one query at a time; ``ask`` starts it, and starts it again after it was killed."""

    def __init__(self, directory: Path, limits: Limits | None = None) -> None:
        """``directory`` is a built graph, or its store."""
        self.limits = limits or Limits()
        self._store = directory / "store" if (directory / "store").is_dir() else directory
        self._process: subprocess.Popen[bytes] | None = None
        self._graphs: frozenset[str] = frozenset()

    def ask(self, text: str, *, seconds: float | None = None) -> Table | str:
        """The answer to a query: a table, or N-Triples for CONSTRUCT and DESCRIBE.

        Raises QueryError for a text that is refused or no SPARQL, LimitError when a limit ends it; the worker stays
        usable either way.
        """
        process = self._started()
        check_query(text, graphs=self._graphs)
        limits = self.limits if seconds is None else replace(self.limits, seconds=seconds)
        _send(_pipe(process.stdin), {"query": text, "rows": limits.rows})
        try:
            reply = _receive(_pipe(process.stdout), limits.seconds)
        except TimeoutError:
            self.close()
            raise LimitError(
                f"the query took more than {limits.seconds:g} seconds and was ended; narrow it or raise the time limit"
            ) from None
        except EOFError:
            raise self._epitaph(limits) from None
        return _read_reply(reply, limits)

    def select(self, text: str) -> Table:
        """The rows of a SELECT or ASK query."""
        found = self.ask(text)
        if isinstance(found, str):
            raise QueryError("the query builds a graph, not rows; use adckg sparql")
        return found

    def close(self) -> None:
        """End the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    _pipe(stream).close()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = self._start()
        return self._process

    def _start(self) -> subprocess.Popen[bytes]:
        if not (self._store / "CURRENT").is_file():
            raise GraphError(f"{self._store.parent} holds no built graph; make one with: adckg build")
        program = [sys.executable, "-P", "-m", "kg.query.worker", str(self._store), str(self.limits.megabytes)]
        process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            greeting = _receive(_pipe(process.stdout), _START_SECONDS)
        except (TimeoutError, EOFError):
            process.kill()
            process.wait()
            raise GraphError(f"{self._store}: no process could be started to read it; build the graph again") from None
        if "error" in greeting:
            raise GraphError(f"{self._store}: the graph cannot be opened ({greeting['error']}); build it again")
        self._graphs = frozenset(greeting["graphs"])
        return process

    def _epitaph(self, limits: Limits) -> LimitError:
        """Why the process ended by itself."""
        code = self._process.wait() if self._process is not None else 0
        self.close()
        if -code == signal.SIGSEGV:
            return LimitError("the query nests too deep for the engine and ended its process; flatten it")
        return LimitError(f"the query needed more than {limits.megabytes} MB of memory and was ended; narrow it")


def ask_once(directory: Path, text: str, limits: Limits | None = None) -> Table:
    """The rows of one query, from a worker that lives as long as the query."""
    with Worker(directory, limits) as worker:
        return worker.select(text)


def _read_reply(reply: dict[str, Any], limits: Limits) -> Table | str:
    match reply:
        case {"table": document}:
            return from_json(document)
        case {"triples": str(lines)}:
            return lines
        case {"limit": "rows"}:
            raise LimitError(f"the answer has more than {limits.rows:,} rows; add LIMIT or raise the row limit")
        case {"limit": "memory"}:
            raise LimitError(f"the query needed more than {limits.megabytes} MB of memory and was ended; narrow it")
        case {"error": str(message)}:
            raise QueryError(f"the query is not SPARQL: {message}")
    raise QueryError("the query could not be evaluated")


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream


def _send(stream: IO[bytes], message: dict[str, Any]) -> None:
    data = json.dumps(message).encode()
    with contextlib.suppress(BrokenPipeError):
        stream.write(len(data).to_bytes(8, "big") + data)
        stream.flush()


def _receive(stream: IO[bytes], seconds: float) -> dict[str, Any]:
    """One message; raises TimeoutError at the deadline and EOFError when the other side is gone."""
    deadline = time.monotonic() + seconds
    size = int.from_bytes(_read_exactly(stream.fileno(), 8, deadline), "big")
    if size > _LARGEST_REPLY:
        return {"limit": "memory"}
    message = json.loads(_read_exactly(stream.fileno(), size, deadline))
    assert isinstance(message, dict)
    return message


def _read_exactly(descriptor: int, size: int, deadline: float) -> bytes:
    parts: list[bytes] = []
    missing = size
    with selectors.DefaultSelector() as waiting:
        waiting.register(descriptor, selectors.EVENT_READ)
        while missing:
            if not waiting.select(max(0.0, deadline - time.monotonic())):
                raise TimeoutError
            part = os.read(descriptor, min(missing, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            missing -= len(part)
    return b"".join(parts)


# ---- inside the process ----


def main(store: str, megabytes: str) -> None:
    """Open the store, give up every right that a query could abuse, and answer until the parent is gone."""
    import pyoxigraph

    end_with_parent()
    try:
        opened = pyoxigraph.Store.read_only(store)
        graphs = sorted(graph.value for graph in opened.named_graphs())
    except (OSError, ValueError) as error:
        _send(sys.stdout.buffer, {"error": str(error)})
        return
    touch(opened)
    renounce(int(megabytes), unopened(Path(store)))
    _send(sys.stdout.buffer, {"graphs": graphs})
    while header := sys.stdin.buffer.read(8):
        request = json.loads(sys.stdin.buffer.read(int.from_bytes(header, "big")))
        _send(sys.stdout.buffer, _answer(opened, request["query"], request["rows"]))


def _answer(store: Store, text: str, rows: int) -> dict[str, Any]:
    import pyoxigraph

    try:
        found = store.query(text)
        if isinstance(found, pyoxigraph.QueryTriples):
            return _triples(found, rows)
        if isinstance(found, pyoxigraph.QuerySolutions):
            return _rows(found, rows)
        return {"table": json.dumps({"head": {}, "boolean": bool(found)})}
    except MemoryError:
        return {"limit": "memory"}
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        return {"error": " ".join(str(error).split())[:500]}


def _triples(found: Any, limit: int) -> dict[str, Any]:
    lines: set[str] = set()
    for triple in found:
        if len(lines) == limit:
            return {"limit": "rows"}
        lines.add(f"{triple} .\n")
    return {"triples": "".join(sorted(lines))}


def _rows(found: Any, limit: int) -> dict[str, Any]:
    names = [variable.value for variable in found.variables]
    bindings: list[dict[str, Any]] = []
    for solution in found:
        if len(bindings) == limit:
            return {"limit": "rows"}
        cells = ((name, solution[at]) for at, name in enumerate(names))
        bindings.append({name: _cell(term) for name, term in cells if term is not None})
    return {"table": json.dumps({"head": {"vars": names}, "results": {"bindings": bindings}})}


def _cell(term: Any) -> dict[str, str]:
    import pyoxigraph

    if isinstance(term, pyoxigraph.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, pyoxigraph.BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, pyoxigraph.Literal):
        return {"type": "literal", "value": str(term)}
    tag = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value} | tag


if __name__ == "__main__":
    main(*sys.argv[1:])
