"""An old file in order and the blocks that changed in, the new file out: what did not change is copied as bytes.

Turtle and TriG are written as blocks in the order of a key, one blank line between them.  When few blocks change, the
rest of a large file need not be worked out again: a changed block is found by bisection and the stretches between
changed blocks are copied as they are.
"""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

Key = Callable[[bytes], str]  # the first line of a block -> what the blocks are sorted by

_BLANK = b"\n"


class Blocks:
    """The blocks of a file that is sorted by ``key``, with ``gap`` between them, behind the prefixes."""

    def __init__(self, data: mmap.mmap, key: Key, gap: bytes) -> None:
        self.data, self.key, self.gap = data, key, gap
        first = data.find(b"\n\n")
        self.first = len(data) if first < 0 else first + 2

    def place(self, wanted: str) -> tuple[int, int]:
        """Where the block of that key starts and ends (with its blank line); start == end where it would stand."""
        low, high = self.first, len(self.data)
        while low < high:
            middle = self._start(low, (low + high) // 2)
            end = self._end(middle)
            found = self.key(self._line(middle))
            if found == wanted:
                return middle, end
            low, high = (end, high) if found < wanted else (low, middle)
        return low, low

    def _start(self, low: int, position: int) -> int:
        """The start of the block that a position lies in."""
        gap = self.data.rfind(self.gap, low, position)
        return low if gap < 0 else gap + len(self.gap)

    def _end(self, start: int) -> int:
        gap = self.data.find(self.gap, start)
        return len(self.data) if gap < 0 else gap + len(self.gap)

    def _line(self, start: int) -> bytes:
        end = self.data.find(b"\n", start)
        return self.data[start : end if end >= 0 else len(self.data)]


def spliced(old: Path, key: Key, changed: Mapping[str, str], *, end: bytes) -> Iterator[bytes]:
    """The new content of a file, in pieces.

    ``changed`` maps keys to new blocks without a blank line, '' where a block goes; ``end`` is how a block ends.
    """
    with old.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as data:
        blocks = Blocks(data, key, end + _BLANK)
        pieces = _pieces(data, blocks, changed)
        # a block ends with its line end, and a blank line stands before each but the first
        yield data[: blocks.first].rstrip(b"\n") + b"\n"
        for piece in pieces:
            yield b"\n"
            yield piece


def _pieces(data: mmap.mmap, blocks: Blocks, changed: Mapping[str, str]) -> Iterator[bytes]:
    """Stretches of old blocks and new blocks in order, each with one line end."""
    position = blocks.first
    for wanted in sorted(changed):
        start, end = blocks.place(wanted)
        yield from _stretch(data, position, start)
        if changed[wanted]:
            yield changed[wanted].encode()
        position = max(position, end)
    yield from _stretch(data, position, len(data))


def _stretch(data: mmap.mmap, start: int, end: int) -> Iterator[bytes]:
    """Old blocks without the blank line behind the last of them."""
    if start < end:
        yield data[start:end].rstrip(b"\n") + b"\n"
