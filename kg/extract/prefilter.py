"""A regular expression in, words of which every match holds at least one out: a cheap test before a dear search.

Looking for a word in a text is some hundred times faster than trying an expression at every place of it, and most
expressions find nothing in most sentences.  The words are worked out from the expression's own text, so they cannot
fall behind it.

>>> sorted(needed(r"(?:objective|overall) rate|tumou?r shrinkage"))
['objective', 'overall', 'r shrinkage']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LEAST = 3  # letters; a shorter word stands in nearly every sentence
_SPECIAL = frozenset(".^$*+?{}[]\\|()")


@dataclass(frozen=True)
class Gated:
    """A compiled expression with the words it needs, in lower case; without words it is always tried."""

    pattern: re.Pattern[str]
    words: tuple[str, ...]

    def finditer(self, text: str, lowered: str) -> Iterator[re.Match[str]]:
        """Every match in a text, whose lower case the caller gives."""
        if self.words and not any(word in lowered for word in self.words):
            return iter(())
        return self.pattern.finditer(text)


def gated(pattern: re.Pattern[str]) -> Gated:
    """An expression with its words."""
    return Gated(pattern, tuple(sorted(needed(pattern.pattern), key=len, reverse=True)))


def needed(expression: str) -> frozenset[str]:
    """Words in lower case of which each match holds one; empty when none can be told."""
    return _alternatives(_Reader(expression)) or frozenset()


class _Reader:
    """A place in an expression."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def take(self) -> str:
        self.at += 1
        return self.text[self.at - 1]


def _alternatives(reader: _Reader) -> frozenset[str] | None:
    """The words of an alternation up to its bracket or the end: those of every alternative, or None."""
    found: set[str] | None = set()
    while True:
        words = _sequence(reader)
        found = found | words if found is not None and words is not None else None
        if reader.peek() != "|":
            return frozenset(found) if found else None
        reader.take()


def _sequence(reader: _Reader) -> frozenset[str] | None:
    """The best words of one alternative: those whose shortest is longest."""
    best: frozenset[str] | None = None
    run = ""
    while reader.peek() not in ("", "|", ")"):
        piece, words = _item(reader)
        optional = _quantifier(reader)
        if piece and not optional:
            run += piece
            if reader.text[reader.at - 1] in "+}":  # repeated: what follows is not its neighbour
                best, run = _better(best, run), ""
            continue
        best, run = _better(best, run), ""
        if words and not optional:
            best = max(filter(None, (best, words)), key=_worth)
    return _better(best, run)


def _better(best: frozenset[str] | None, run: str) -> frozenset[str] | None:
    word = run.lower()
    if len(word.strip()) < _LEAST:
        return best
    return max(filter(None, (best, frozenset([word]))), key=_worth)


def _worth(words: frozenset[str]) -> tuple[int, int]:
    return min(len(word) for word in words), -len(words)


def _item(reader: _Reader) -> tuple[str, frozenset[str] | None]:
    """One item: the plain character it is, if it is one, and the words it needs, if it is a group."""
    character = reader.take()
    if character == "(":
        return "", _group(reader)
    if character == "[":
        _skip_class(reader)
        return "", None
    if character == "\\":
        escaped = reader.take()
        return ("" if escaped.isalnum() else escaped), None
    return ("" if character in _SPECIAL else character), None


def _group(reader: _Reader) -> frozenset[str] | None:
    """The words inside a group; a look-around needs nothing of the match itself."""
    looks = False
    if reader.peek() == "?":
        reader.take()
        kind = reader.take()
        if kind == "P":
            looks = reader.peek() == "="  # the same words again: their letters are not written here
            while reader.take() not in (">", "="):
                pass
        elif kind != ":":
            looks = True
    words = _alternatives(reader)
    reader.take()
    return None if looks else words


def _skip_class(reader: _Reader) -> None:
    if reader.peek() == "^":
        reader.take()
    if reader.peek() == "]":
        reader.take()
    while (character := reader.take()) != "]":
        if character == "\\":
            reader.take()


_COUNTED = re.compile(r"\{(\d*)(?:,\d*)?\}")


def _quantifier(reader: _Reader) -> bool:
    """Step over a quantifier; whether it allows the item to be left out."""
    optional = False
    counted = _COUNTED.match(reader.text, reader.at)
    if reader.peek() in ("?", "*", "+"):
        optional = reader.take() in "?*"
    elif counted is not None:
        optional = counted[1] in ("", "0")
        reader.at = counted.end()
    else:
        return False
    if reader.peek() in ("?", "+"):  # lazy or possessive
        reader.take()
    return optional
