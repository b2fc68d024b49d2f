"""Ranges of a text in, quick answers about them out: is this place taken, which named places lie in here."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

Span = tuple[int, int]
Place = tuple[int, int, str]


class Taken:
    """Which characters of a text somebody's name already covers; each question costs the same in any text.

    >>> taken = Taken(20, [(3, 5)])
    >>> 4 in taken, 5 in taken, taken.overlaps(0, 3), taken.overlaps(0, 4)
    (True, False, False, True)
    """

    def __init__(self, length: int, spans: Iterable[Span] = ()) -> None:
        self._marks = bytearray(length + 1)
        for start, end in spans:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Cover a range."""
        self._marks[start:end] = b"\x01" * (end - start)

    def __contains__(self, position: int) -> bool:
        return self._marks[position] == 1

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any character of a range is covered."""
        return self._marks.find(1, start, end) >= 0


class Places:
    """Named places in order, asked for by range."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = sorted(places)
        self._starts = [place[0] for place in self._places]

    def within(self, start: int, end: int) -> list[Place]:
        """The places that lie inside a range.

        >>> Places([(5, 9, "b"), (0, 3, "a")]).within(0, 8)
        [(0, 3, 'a')]
        """
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [place for place in self._places[first:last] if place[1] <= end]
