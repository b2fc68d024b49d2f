"""A folder of ``.rq`` files in, questions with their summaries, tags and parameters out.

A file opens with a header that grlc reads too: lines ``#+ summary:``, ``#+ description:``, ``#+ tags:`` and
``#+ parameters:``, lists in JSON, which is YAML.  A parameter ``as_of`` is the variable ``?wantedAsOf`` and stands in
the query as ``VALUES ?wantedAsOf { UNDEF }``; whoever asks puts a term in the place of UNDEF.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import InputError, QueryError

_FIELD = re.compile(r"#\+ (\w+):\s*(.*)")
_ITEM = re.compile(r"#\+\s+- (.*)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A filter that a question offers; ``kind`` says what it takes (a class of entity, a date, a number, a value)."""

    name: str
    kind: str
    example: str

    @property
    def variable(self) -> str:
        """The variable that stands for it: ``as_of`` is ``wantedAsOf``."""
        return "wanted" + "".join(part.capitalize() for part in self.name.split("_"))


@dataclass(frozen=True, slots=True)
class Question:
    """A canned question: its text is valid SPARQL as it stands and answers for the whole graph."""

    name: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the answer, in order.

        >>> question("q", "SELECT ?a (MIN(STR(?n)) AS ?b) WHERE { ?a ?p ?n } GROUP BY ?a").columns
        ('a', 'b')
        """
        head = re.split(r"^SELECT(?: DISTINCT)?\b|\bSELECT\b", self.text, maxsplit=1, flags=re.MULTILINE)[-1]
        return tuple(_top_level_variables(head.partition("WHERE")[0]))


def questions(folder: Path | None = None) -> dict[str, Question]:
    """The questions of a folder by name, those of this package by default; sorted.

    Raises InputError for a folder that is none or holds no question, QueryError for a header that cannot be read.
    """
    files = resources.query_files() if folder is None else _listing(folder)
    return {name.removesuffix(".rq"): question(name.removesuffix(".rq"), _read(file)) for name, file in files.items()}


def question(name: str, text: str) -> Question:
    """A question from the text of its file; without a header its name is its summary."""
    header: dict[str, Any] = {"summary": name.replace("_", " "), "description": "", "tags": [], "parameters": []}
    for field, value in _header(name, text):
        header[field] = value
    try:
        parameters = tuple(
            Parameter(item["name"], item["kind"], item.get("example", "")) for item in header["parameters"]
        )
    except (KeyError, TypeError) as error:
        raise QueryError(
            f"{name}.rq: a parameter needs a name and a kind; write {{'name': ..., 'kind': ...}}"
        ) from error
    return Question(name, header["summary"], header["description"], tuple(header["tags"]), parameters, text)


def _header(name: str, text: str) -> Iterable[tuple[str, Any]]:
    field, items = "", []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#+"):
            break
        if item := _ITEM.fullmatch(line):
            items.append(_json(item[1], f"{name}.rq, line {number}"))
            yield field, list(items)
        elif found := _FIELD.fullmatch(line):
            field, items = found[1], []
            yield field, _json(found[2], f"{name}.rq, line {number}") if found[2].startswith("[") else found[2]


def _json(text: str, place: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise QueryError(f"{place}: the header's list is not JSON ({error.msg}); quote its words with \"") from error


def _listing(folder: Path) -> Mapping[str, Traversable]:
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder; give one that holds .rq files")
    found = {path.name: path for path in sorted(folder.glob("*.rq"))}
    if not found:
        raise InputError(f"{folder} holds no .rq file; put one query in each")
    return found


def _read(file: Traversable) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{file.name} is not UTF-8; save it so") from error


def _top_level_variables(head: str) -> Iterable[str]:
    """Variables of a SELECT clause; of an expression in brackets only the name behind AS."""
    depth, last = 0, ""
    for piece in re.findall(r"[()]|\?\w+", head):
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if piece == ")" and depth == 0:
            yield last
        elif piece.startswith("?"):
            last = piece[1:]
            if depth == 0:
                yield last
