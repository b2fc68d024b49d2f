"""A property path as SPARQL spells it in, as SHACL writes it in Turtle out."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"<[^<>\s]*>|[()/|^*+?]")
_REPEATED = {"*": "sh:zeroOrMorePath", "+": "sh:oneOrMorePath", "?": "sh:zeroOrOnePath"}


def to_turtle(path: str) -> str:
    """The path in Turtle, with the prefix ``sh:``.

    >>> to_turtle("<http://e/p>")
    '<http://e/p>'
    >>> to_turtle("(^<http://e/p>/(<http://e/q>)*)")
    '( [ sh:inversePath <http://e/p> ] [ sh:zeroOrMorePath <http://e/q> ] )'
    """
    tokens = _TOKEN.findall(path)
    written, rest = _alternatives(tokens)
    return written if not rest else path


def _alternatives(tokens: list[str]) -> tuple[str, list[str]]:
    parts, rest = _list(tokens, "|")
    return (parts[0] if len(parts) == 1 else f"[ sh:alternativePath ( {' '.join(parts)} ) ]"), rest


def _list(tokens: list[str], sign: str) -> tuple[list[str], list[str]]:
    first, rest = _sequence(tokens) if sign == "|" else _step(tokens)
    parts = [first]
    while rest and rest[0] == sign:
        following, rest = _sequence(rest[1:]) if sign == "|" else _step(rest[1:])
        parts.append(following)
    return parts, rest


def _sequence(tokens: list[str]) -> tuple[str, list[str]]:
    parts, rest = _list(tokens, "/")
    return (parts[0] if len(parts) == 1 else f"( {' '.join(parts)} )"), rest


def _step(tokens: list[str]) -> tuple[str, list[str]]:
    if tokens[0] == "^":
        inner, rest = _step(tokens[1:])
        return f"[ sh:inversePath {inner} ]", rest
    if tokens[0] == "(":
        written, rest = _alternatives(tokens[1:])
        rest = rest[1:]
    else:
        written, rest = tokens[0], tokens[1:]
    while rest and rest[0] in _REPEATED:
        written, rest = f"[ {_REPEATED[rest[0]]} {written} ]", rest[1:]
    return written, rest
