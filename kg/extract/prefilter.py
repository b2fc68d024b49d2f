"""A regular expression in, one that does not search where it cannot match out: a cheap test before a dear search.

Looking for words in a text is some hundred times faster than trying an expression at every place of it, and most
expressions find nothing in most sentences.  All words that expressions need (`kg.extract.literals`) are looked for at
once, by one Aho-Corasick pass over a text; what was found is kept, so that each of the several hundred expressions asks
with an operation on bits.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Any, cast

import ahocorasick

from kg.extract.literals import FIGURE, folds, needed

_FEW = 12  # releases that are read before the words are worked out, which takes as long as some thirty releases
_KEPT = 2_000  # texts whose words are remembered: documents, their sentences and parts of them
_FIGURE = re.compile("[0-9]+")
# letters that a search without regard to case takes for another one, and figures of other scripts
_ODD = re.compile("[\u0130\u0131\u017f\u212a]|[^\\D0-9]")


def lean(expression: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, for expressions that belong to a module; it finds the same (``match.re`` is another object)."""
    made = Lean(re.compile(expression, flags))
    _ALL.append(made)
    return cast("re.Pattern[str]", made)


def prepare() -> None:
    """Note that one more release is read; behind the first few, working out the words of all expressions pays."""
    global _releases  # a count for the whole process, as the expressions are
    _releases += 1
    if _releases >= _FEW and _ALL:
        for made in _ALL:
            made.gate()
        _ALL.clear()


class _Words:
    """The words of all expressions, each with a bit, and the texts that were looked through for them."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, bool], int] = {}  # by word and whether it stands in lower case
        self.texts: dict[str, _Text] = {}
        self._automata: tuple[Any, Any] | None = None

    def bits(self, words: Iterable[str], *, folded: bool) -> int:
        """The bits of words; a new word gets a new bit."""
        found = 0
        for word in words:
            key = (word, folded or word == FIGURE)
            if key not in self.numbers:
                self.numbers[key] = len(self.numbers)
                self._automata = None
                self.texts.clear()
            found |= 1 << self.numbers[key]
        return found

    def read(self, text: str) -> _Text:
        """Look a text through."""
        if len(self.texts) >= _KEPT:
            self.texts.clear()
        found = self.texts[text] = _Text(text)
        return found

    def present(self, text: str) -> int:
        """The bits of the words that stand in a text."""
        folded, cased = self._made()
        numbers = {number for _, (_, number) in folded.iter(text.lower())}
        numbers.update([number for _, (_, number) in cased.iter(text)])
        return _bits(numbers) | (self._figure() if _FIGURE.search(text) else 0)

    def places(self, text: str) -> list[tuple[int, int, int]]:
        """Where the words stand, in order: start, last character and bit of each."""
        folded, cased = self._made()
        found = [(last - before, last, 1 << number) for last, (before, number) in folded.iter(text.lower())]
        found += [(last - before, last, 1 << number) for last, (before, number) in cased.iter(text)]
        found += [(match.start(), match.start(), self._figure()) for match in _FIGURE.finditer(text)]
        found.sort()
        return found

    def _made(self) -> tuple[Any, Any]:
        if self._automata is None:
            self._automata = _automaton(self.numbers, folded=True), _automaton(self.numbers, folded=False)
        return self._automata

    def _figure(self) -> int:
        return self.bits([FIGURE], folded=True)


def _automaton(numbers: dict[tuple[str, bool], int], *, folded: bool) -> Any:
    automaton = ahocorasick.Automaton()
    for (word, is_folded), number in numbers.items():
        if is_folded is folded and word != FIGURE:
            automaton.add_word(word, (len(word) - 1, number))
    automaton.add_word("\0", (0, len(numbers)))  # an automaton without words cannot be asked; no text holds this one
    automaton.make_automaton()
    return automaton


class _Text:
    """Where the words stand in a text: ``whole`` has the bits of all of them, ``ranges`` those of ranges."""

    __slots__ = ("_places", "_starts", "_text", "ranges", "whole")

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: list[tuple[int, int, int]] = []
        self._starts: list[int] = []
        self.ranges: dict[tuple[int, int], int] = {}
        # where letters have odd forms all bits are set: every expression is tried
        self.whole = -1 if not text.isascii() and _ODD.search(text) else _WORDS.present(text)

    def within(self, start: int, end: int) -> int:
        """The bits of the words in a range."""
        if self.whole < 0 or (start == 0 and end >= len(self._text)):
            return self.whole
        found = self.ranges.get((start, end))
        if found is None:
            found = self.ranges[start, end] = self._collected(start, end)
        return found

    def _collected(self, start: int, end: int) -> int:
        if not self._starts:
            self._places = _WORDS.places(self._text)
            self._starts = [place[0] for place in self._places]
        found = 0
        for place in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            if self._places[place][1] < end:
                found |= self._places[place][2]
        return found


def _bits(numbers: Iterable[int]) -> int:
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


_WORDS = _Words()
_ALL: list[Lean] = []  # expressions that are not gated yet
_releases = 0


class Lean:
    """A compiled expression that, once gated, is only tried where its words stand; to its users an `re.Pattern`."""

    __slots__ = (
        *("_pattern", "findall", "finditer", "flags", "fullmatch", "groupindex", "groups", "match", "needs"),
        *("pattern", "search", "split", "sub", "subn"),
    )

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        self.needs: tuple[int, ...] = ()  # bits of words, of each of which a match holds one
        for name in self.__slots__:
            if name not in ("_pattern", "needs"):
                setattr(self, name, getattr(pattern, name))

    @property
    def inner(self) -> re.Pattern[str]:
        """The expression as compiled, without its gate."""
        return self._pattern

    def gate(self) -> None:
        """Work out the words; an expression without any stays as it is."""
        expression, flags = self._pattern.pattern, self._pattern.flags
        folded = folds(expression, flags)
        self.needs = tuple(_WORDS.bits(words, folded=folded) for words in needed(expression, flags))
        if self.needs:
            self.search = _gated(self._pattern.search, self.needs, lambda: None)
            self.finditer = _gated(self._pattern.finditer, self.needs, lambda: iter(()))
            self.findall = _gated(self._pattern.findall, self.needs, list)


def _gated(tried: Callable[..., Any], needs: tuple[int, ...], nothing: Callable[[], Any]) -> Callable[..., Any]:
    """A method of an expression behind its test; written out, for it is run some thousand times a release."""
    texts, read = _WORDS.texts, _WORDS.read

    def method(text: str, start: int = 0, end: int = sys.maxsize) -> Any:
        known = texts.get(text) or read(text)
        held = known.whole if start == 0 and end == sys.maxsize else known.ranges.get((start, end))
        if held is None:
            held = known.within(start, end)
        for words in needs:
            if not words & held:
                return nothing()
        return tried(text, start, end)

    return method


class Several:
    """Expressions that are tried one after another on the same texts."""

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        self._patterns = tuple(cast("tuple[Lean, ...]", tuple(patterns)))

    def likely(self, text: str, start: int = 0, end: int = sys.maxsize) -> list[int]:
        """The numbers of those that may match in a range of a text."""
        held = (_WORDS.texts.get(text) or _WORDS.read(text)).within(start, end)
        found = []
        for number, pattern in enumerate(self._patterns):
            for words in pattern.needs:
                if not words & held:
                    break
            else:
                found.append(number)
        return found
