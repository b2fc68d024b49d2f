"""Sorted N-Triples lines in, readable Turtle out: the same bytes for the same triples, at the speed of a text filter.

The lines come from the engine (so escapes are right) and stay text here: a line is cut at its first two spaces, each
term is shortened once and remembered, and a subject's lines become one block with ``a`` and the names first.  Blocks
are separated by one blank line and stand in the order of their subjects' IRIs, so that a difference between two
versions of a graph reads well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby

# what `a` and the names are called in N-Triples; they lead a block
_FIRST = (
    "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>",
    "<http://www.w3.org/2000/01/rdf-schema#label>",
    "<http://www.w3.org/2004/02/skos/core#prefLabel>",
    "<http://www.w3.org/2004/02/skos/core#altLabel>",
    "<http://www.w3.org/2004/02/skos/core#definition>",
)
_RANK = {predicate: str(rank) for rank, predicate in enumerate(_FIRST)}
_XSD = "http://www.w3.org/2001/XMLSchema#"
# a local name that needs no escape in Turtle, SPARQL and every reader known
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_TYPED = re.compile(r'("(?:[^"\\]|\\.)*")\^\^<([^>]*)>', re.DOTALL)
_BARE = {
    f"{_XSD}integer": re.compile(r'"[+-]?[0-9]+"'),
    f"{_XSD}decimal": re.compile(r'"[+-]?[0-9]*\.[0-9]+"'),
    f"{_XSD}boolean": re.compile(r'"(?:true|false)"'),
}
_INDENT = "    "


class Shortener(dict[str, str]):
    """A term of N-Triples -> the same term in Turtle; each is worked out once, IRIs by the longest namespace."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._namespaces = sorted(((iri, short) for short, iri in prefixes.items()), key=lambda x: (-len(x[0]), x))
        self._limit = 200_000  # terms; a corpus has more, and most of them stand in one release only

    def __missing__(self, term: str) -> str:
        if len(self) >= self._limit:
            self.clear()
        shown = self[term] = self._iri(term) if term[0] == "<" else self._literal(term) if term[0] == '"' else term
        return shown

    def _iri(self, term: str) -> str:
        iri = term[1:-1]
        for namespace, short in self._namespaces:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                return f"{short}:{iri[len(namespace) :]}"
        return term

    def _literal(self, term: str) -> str:
        typed = _TYPED.fullmatch(term)
        if typed is None:
            return term
        bare = _BARE.get(typed[2])
        if bare is not None and bare.fullmatch(typed[1]):
            return typed[1][1:-1]
        return f"{typed[1]}^^{self[f'<{typed[2]}>']}"


class Expander:
    """A shortened subject -> the IRI in angle brackets: the way back, for files that were written here."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes

    def __call__(self, line: bytes) -> str:
        """The IRI that a line begins with."""
        token = line.decode().split(" ", 1)[0]
        if token.startswith("<"):
            return token
        short, _, local = token.partition(":")
        return f"<{self._prefixes[short]}{local}>"


def header(prefixes: Mapping[str, str]) -> str:
    """The prefix declarations, sorted."""
    return "".join(f"@prefix {short}: <{iri}> .\n" for short, iri in sorted(prefixes.items()))


def blocks(lines: Iterable[str], shorten: Shortener, *, indent: str = "") -> Iterator[str]:
    """One block of Turtle per subject, each with its line end, from sorted lines of N-Triples.

    ``indent`` stands before each line, as inside a graph of TriG.
    """
    for subject, group in groupby((line.split(" ", 2) for line in lines), key=_subject):
        yield _block(subject, group, shorten, indent)


def _subject(parts: list[str]) -> str:
    return parts[0]


def _block(subject: str, group: Iterable[list[str]], shorten: Shortener, indent: str) -> str:
    properties: dict[str, list[str]] = {}
    for _, predicate, rest in group:
        # an object ends where ' .' begins
        properties.setdefault(predicate, []).append(shorten[rest[:-2]])
    inner = f"\n{indent}{_INDENT}"
    stated = [
        f"{_verb(predicate, shorten)}{_objects(properties[predicate], inner)}" for predicate in _ordered(properties)
    ]
    return f"{indent}{shorten[subject]}{inner}{f' ;{inner}'.join(stated)} .\n"


def _ordered(properties: Mapping[str, object]) -> list[str]:
    return sorted(properties, key=_rank) if len(properties) > 1 else list(properties)


@cache
def _rank(predicate: str) -> str:
    return _RANK.get(predicate, predicate)


def _verb(predicate: str, shorten: Shortener) -> str:
    return "a" if predicate == _FIRST[0] else shorten[predicate]


def _objects(objects: list[str], inner: str) -> str:
    if len(objects) == 1:
        return f" {objects[0]}"
    if sum(map(len, objects)) < 90:
        return f" {', '.join(objects)}"
    return f",{inner}{_INDENT}".join(["", *objects])[1:]
