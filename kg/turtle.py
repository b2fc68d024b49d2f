"""Sorted N-Triples lines in, readable Turtle out: the same bytes for the same triples, at the speed of a text filter.

The lines come from the engine (so escapes are right) and stay text here: a line is cut at its first two spaces, each
term is shortened once and remembered, and a subject's lines become one block with ``a`` and the names first.  Blocks
are separated by one blank line and stand in the order of their subjects' IRIs, so that a difference between two
versions of a graph reads well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

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
        self._namespaces: dict[str, list[tuple[str, str]]] = {}  # by all up to the last slash or hash
        for short, iri in sorted(prefixes.items(), key=lambda item: (-len(item[1]), item)):
            self._namespaces.setdefault(_stem(iri), []).append((iri, short))
        self._limit = 200_000  # terms; a corpus has more, and most of them stand in one release only

    def __missing__(self, term: str) -> str:
        if len(self) >= self._limit:
            self.clear()
        shown = self[term] = self._iri(term) if term[0] == "<" else self._literal(term) if term[0] == '"' else term
        return shown

    def verb(self, predicate: str) -> str:
        """A predicate; the type is ``a``."""
        return "a" if predicate == _FIRST[0] else self[predicate]

    def _iri(self, term: str) -> str:
        iri = term[1:-1]
        for namespace, short in self._namespaces.get(_stem(iri), ()):
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


def _stem(iri: str) -> str:
    """An IRI up to its last slash or hash; a local name holds neither."""
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


class Expander:
    """A shortened subject -> the IRI in angle brackets: the way back, for files that were written here."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes

    def __call__(self, line: bytes) -> str:
        """The IRI that a line begins with."""
        return self.iri(line.decode().split(" ", 1)[0])

    def iri(self, token: str) -> str:
        """The IRI of a shortened subject."""
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
    inner = f"\n{indent}{_INDENT}"
    subject = predicate = ""
    stated: list[tuple[str, list[str]]] = []  # predicates of the subject with their objects
    for line in lines:
        this, verb, rest = line.split(" ", 2)
        if this != subject:
            if stated:
                yield _block(subject, stated, shorten, inner)
            subject, predicate, stated = this, "", []
        if verb != predicate:
            predicate = verb
            objects: list[str] = []
            stated.append((verb, objects))
        objects.append(shorten[rest[:-2]])  # an object ends where ' .' begins
    if stated:
        yield _block(subject, stated, shorten, inner)


def _block(subject: str, stated: list[tuple[str, list[str]]], shorten: Shortener, inner: str) -> str:
    stated.sort(key=_rank)
    shown = f" ;{inner}".join(
        [
            f"{shorten.verb(predicate)} {objects[0]}"
            if len(objects) == 1
            else f"{shorten.verb(predicate)}{_objects(objects, inner)}"
            for predicate, objects in stated
        ]
    )
    return f"{inner[1 : -len(_INDENT)]}{shorten[subject]}{inner}{shown} .\n"


def _rank(stated: tuple[str, list[str]]) -> str:
    """``a`` and the names first, then the order of the IRIs."""
    return _RANK.get(stated[0], stated[0])


def _objects(objects: list[str], inner: str) -> str:
    if sum(map(len, objects)) < 90:
        return f" {', '.join(objects)}"
    return f",{inner}{_INDENT}".join(["", *objects])[1:]
