r"""A regular expression in, groups of words out, of each of which every match holds one.

The words are worked out from what Python's own parser makes of the expression, so they cannot fall behind it; where
nothing can be told, there is no group.  Strings that an expression spells out in few ways are written out whole
("tumou?r" gives both spellings), as RE2 does for its filters.

>>> [sorted(words) for words in needed(r"(?:objective|overall) rate|tumou?r shrinkage", re.IGNORECASE)]
[['objective rate', 'overall rate', 'tumor shrinkage', 'tumour shrinkage']]
>>> [sorted(words) for words in needed(r"[0-9]+ ?(?:mg|grams) \w+ daily", re.IGNORECASE)]
[[' daily'], ['0-9']]
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Words = frozenset[str]

FIGURE = "0-9"  # stands for any of the ten figures
_FIGURES = frozenset("0123456789")
_WAYS = 24  # in which a piece of an expression may be spelled for its strings to be written out
_ALTERNATIVES = 400  # words in a group; more are no quick test
_COMMON = frozenset(".,-()/+:;'\"")  # stand in nearly every sentence

# the parser of the standard library; there is no public way to it
_PARSER: Any = importlib.import_module("re._parser")
_LITERAL = _PARSER.LITERAL


def needed(expression: str, flags: int = 0) -> tuple[Words, ...]:
    """The groups of an expression, the most telling first; in lower case where it does not mind the case (`folds`)."""
    try:
        parsed = _PARSER.parse(expression, flags)
    except re.error:
        return ()
    groups = _read(parsed, _Reading(folds(expression, flags))).as_groups()
    return tuple(sorted(dict.fromkeys(groups), key=lambda group: (group == {FIGURE}, len(group), sorted(group))))


def folds(expression: str, flags: int = 0) -> bool:
    """Whether the words are in lower case: an expression that minds the case in one part only counts as not minding."""
    return bool(flags & re.IGNORECASE) or re.search(r"\(\?[a-zA-Z]*-?[a-zA-Z]*i", expression) is not None


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the characters of an expression are read."""

    folded: bool

    def character(self, code: int) -> str | None:
        """A character; None for one that has more than one form in the case that is asked for."""
        if code < 128:
            return chr(code).lower() if self.folded else chr(code)
        return None if self.folded or chr(code).lower() != chr(code) else chr(code)


@dataclass(slots=True)
class _Piece:
    """A part of an expression: all strings it can match, or None, and groups of words that its matches hold."""

    strings: frozenset[str] | None = frozenset({""})
    groups: list[Words] = field(default_factory=list)

    def as_groups(self) -> list[Words]:
        """The groups, its strings being one."""
        spelled = _group(self.strings) if self.strings is not None else None
        return [*self.groups, spelled] if spelled else self.groups

    def best(self) -> Words | None:
        """The group that tells most."""
        return max(self.as_groups(), key=_worth, default=None)


_ANYTHING = frozenset({""})


def _group(strings: Iterable[str]) -> Words | None:
    """Strings as a group of words; None when one of them is so short that it stands nearly everywhere."""
    words = {FIGURE if word in _FIGURES else word for word in strings}
    if not words or len(words) > _ALTERNATIVES or not all(map(_is_telling, words)):
        return None
    if FIGURE in words:  # a word with a figure in it says no more
        words = {word for word in words if word == FIGURE or _FIGURES.isdisjoint(word)}
    kept: list[str] = []
    for word in sorted(words, key=len):  # nor does a longer word that holds a shorter one
        if word == FIGURE or not any(shorter in word for shorter in kept if shorter != FIGURE):
            kept.append(word)
    return frozenset(kept)


def _is_telling(word: str) -> bool:
    bare = word.strip()
    return len(bare) > 2 or (len(bare) == 2 and bare != bare.lower()) or (not bare.isalpha() and not {*bare} <= _COMMON)


def _worth(group: Words) -> tuple[int, int]:
    return min(map(len, group)), -len(group)


def _read(items: Iterable[tuple[Any, Any]], reading: _Reading) -> _Piece:
    """Items that follow one another."""
    groups: list[Words] = []
    run: frozenset[str] = _ANYTHING  # what the last items spell
    is_whole = True
    for kind, value in getattr(items, "data", items):  # the parser's own sequence is slow to walk
        letter = reading.character(value) if kind is _LITERAL else None
        if letter is not None:  # most items are letters
            run = frozenset([word + letter for word in run])
            continue
        piece = _item(str(kind), value, reading)
        joined = _product(run, piece.strings)
        if joined is not None:
            run = joined
            continue
        spelled = _group(run)
        groups += [spelled] if spelled else []
        is_short = piece.strings is not None and len(piece.strings) <= _WAYS
        groups += [] if is_short else piece.as_groups()
        run = piece.strings if is_short and piece.strings is not None else _ANYTHING
        is_whole = False
    if is_whole:
        return _Piece(run)
    spelled = _group(run)
    return _Piece(None, [*groups, spelled] if spelled else groups)


def _product(left: frozenset[str], right: frozenset[str] | None) -> frozenset[str] | None:
    """All strings that two pieces in a row can spell; None when they are too many."""
    if right is None or (left != _ANYTHING and len(left) * len(right) > _WAYS):
        return None
    if len(left) == len(right) == 1:
        (before,), (behind,) = left, right
        return frozenset({before + behind})
    return right if left == _ANYTHING else frozenset(before + behind for before in left for behind in right)


def _item(kind: str, value: Any, reading: _Reading) -> _Piece:
    if kind in ("AT", "ASSERT", "ASSERT_NOT"):
        return _Piece()
    if kind in ("LITERAL", "IN"):
        return _Piece(_characters([(kind, value)] if kind == "LITERAL" else value, reading))
    if kind == "SUBPATTERN":
        return _read(value[3], reading)
    if kind == "ATOMIC_GROUP":
        return _read(value, reading)
    if kind == "BRANCH":
        return _branch([_read(branch, reading) for branch in value[1]])
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _repeated(int(value[0]), int(value[1]), _read(value[2], reading))
    return _Piece(None)


def _characters(members: Iterable[tuple[Any, Any]], reading: _Reading) -> frozenset[str] | None:
    """The characters of a class, if they are few."""
    found: set[str | None] = set()
    for kind, value in members:
        if str(kind) == "LITERAL":
            found.add(reading.character(value))
        elif str(kind) == "RANGE" and value[1] - value[0] < 10:
            found.update(map(reading.character, range(value[0], value[1] + 1)))
        elif str(kind) == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            found |= _FIGURES
        else:
            return None
    return None if None in found else frozenset(filter(None, found))


def _branch(branches: Sequence[_Piece]) -> _Piece:
    if all(branch.strings is not None for branch in branches):
        strings = frozenset(string for branch in branches for string in branch.strings or ())
        if len(strings) <= _ALTERNATIVES:
            return _Piece(strings)
    best = [branch.best() for branch in branches]
    if any(group is None for group in best):
        return _Piece(None)
    union = _group(word for group in best for word in group or ())
    return _Piece(None, [union] if union else [])


def _repeated(least: int, most: int, piece: _Piece) -> _Piece:
    if least == most == 1:
        return piece
    if least:
        return _Piece(None, piece.as_groups())
    if most == 1 and piece.strings is not None:
        return _Piece(piece.strings | _ANYTHING)
    return _Piece(None)
