"""A release and its facts in; the words that no fact's evidence covers, and how much of each section it does, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kg.model import Fact, Facts, Release, SectionKind


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Words that no fact covers: ``start`` to ``end`` in the text as read, half open."""

    start: int
    end: int
    section: SectionKind
    words: str


class Coverage(NamedTuple):
    """How many characters (spaces do not count) of a kind of section stand inside evidence, of how many."""

    section: SectionKind
    characters: int
    covered: int


def gaps(release: Release, facts: Facts) -> Iterator[Gap]:
    """The text between pieces of evidence, cut at the ends of sentences; what holds no letter or digit is left out."""
    marks = covered(release, facts)
    for sentence in release.sentences:
        start, end = _in_text(release, sentence.start, sentence.end)
        for left, right in _runs(marks, start, end):
            words = release.text[left:right]
            if any(character.isalnum() for character in words):
                yield _trimmed(left, words, sentence.section)


def coverage(release: Release, facts: Facts) -> tuple[Coverage, ...]:
    """One count for each kind of section, in the order they first come."""
    marks = covered(release, facts)
    counted: dict[SectionKind, list[int]] = {}
    for section in release.sections:
        if section.start < section.end:
            count = counted.setdefault(section.kind, [0, 0])
            start, end = _in_text(release, section.start, section.end)
            for position in range(start, end):
                if not release.text[position].isspace():
                    count[0] += 1
                    count[1] += marks[position]
    return tuple(Coverage(kind, all_, inside) for kind, (all_, inside) in counted.items())


def covered(release: Release, facts: Facts) -> bytearray:
    """For each character of the text, 1 when it stands inside some evidence, else 0."""
    marks = bytearray(len(release.text))
    for fact in _every(facts):
        for piece in fact.evidence:
            marks[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
    return marks


def _every(facts: Facts) -> Iterator[Fact]:
    """Every fact with those that stand inside it, such as the names of a compound and the arms of a trial."""
    for fact in facts.all():
        yield fact
        for inner in ("names", "parts", "arms"):
            yield from getattr(fact, inner, ())


def _in_text(release: Release, start: int, end: int) -> tuple[int, int]:
    return release.origin[start], release.origin[end - 1] + 1


def _runs(marks: bytearray, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of zeros between two positions."""
    position = start
    while position < end:
        left = marks.find(0, position, end)
        if left < 0:
            return
        right = marks.find(1, left, end)
        position = end if right < 0 else right
        yield left, position


def _trimmed(start: int, words: str, section: SectionKind) -> Gap:
    lead = len(words) - len(words.lstrip())
    kept = words.strip()
    return Gap(start + lead, start + lead + len(kept), section, kept)


def share(coverages: Iterable[Coverage]) -> float:
    """The covered part of all sections together, from 0 to 1."""
    listed = list(coverages)
    total = sum(c.characters for c in listed)
    return sum(c.covered for c in listed) / total if total else 0.0
