"""Statements and a test that fails on them in, the subjects that the failure cannot do without out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence


def narrowed(subjects: Collection[str], fails: Callable[[Collection[str]], bool], *, tries: int = 24) -> list[str]:
    """Leave out halves, then quarters, and so on, as long as the rest still fails; sorted.

    ``fails`` is asked at most ``tries`` times, so what comes back may be larger than it must be.
    """
    kept = sorted(subjects)
    size = (len(kept) + 1) // 2
    while size and tries:
        for rest in _without_a_part(kept, size):
            tries -= 1
            if fails(rest):
                kept = rest
                break
            if not tries:
                return kept
        else:
            size //= 2
        size = min(size, len(kept))
    return kept


def _without_a_part(subjects: Sequence[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(subjects), size):
        yield [*subjects[:start], *subjects[start + size :]]
