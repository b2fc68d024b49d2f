"""Findings in, the same findings with the file and line of the triple they are about, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

import pyoxigraph as ox

from kg.validation.finding import Finding
from kg.validation.load import BY_LINE, TURTLES, Source

# rdflib reads some 25,000 triples a second: beyond this a subject's first mention has to do
_MAX_TURTLE = 16 * 1024 * 1024


# subject, predicate and object as N-Triples writes them, and the line
Statement: TypeAlias = tuple[str, str, str, int]


class Spot(NamedTuple):
    """How well a line fits (3 the triple, 2 subject and predicate, 1 the subject, 0 nothing) and its number."""

    fit: int
    line: int


class _Wanted:
    """What to look for in one file: triples, pairs and subjects of the findings, and the lines they were seen on."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.subjects = {finding.focus for finding in findings}
        self._seen: dict[tuple[str, ...], int] = {}

    def note(self, subject: str, predicate: str, value: str, line: int) -> None:
        if subject in self.subjects:
            for key in ((subject, predicate, value), (subject, predicate), (subject,)):
                self._seen.setdefault(key, line)

    def spot(self, finding: Finding) -> Spot:
        keys = ((finding.focus, finding.path, finding.value), (finding.focus, finding.path), (finding.focus,))
        for fit, key in zip((3, 2, 1), keys, strict=True):
            if key in self._seen:
                return Spot(fit, self._seen[key])
        return Spot(0, 1)


def located(findings: Sequence[Finding], sources: Sequence[Source]) -> list[Finding]:
    """The findings, each with the file and line of its triple; else of its property or node, else line 1."""
    open_ones = [finding for finding in findings if not finding.file]
    spots: dict[Finding, tuple[Spot, str]] = {}
    for source in sources if open_ones else ():
        inside = {finding: _as_in(source, finding) for finding in open_ones}
        wanted = _Wanted(inside.values())
        for triple in _named_as(source, wanted.subjects, list(_statements(source, wanted.subjects))):
            wanted.note(*triple)
        for finding, own in inside.items():
            spot = wanted.spot(own)
            if finding not in spots or spot.fit > spots[finding][0].fit:
                spots[finding] = (spot, source.name)
    placed = (_placed(finding, spots) for finding in findings)
    return sorted(placed, key=lambda finding: (finding.file, finding.line, finding))


def _named_as(source: Source, subjects: set[str], statements: list[Statement]) -> Iterator[Statement]:
    """The statements, with unlabelled blank nodes called what the other reader called them: known by what they say."""
    unnamed = {subject for subject in subjects if subject.startswith("_:")} - {row[0] for row in statements}
    if not unnamed:
        yield from statements
        return
    said: dict[str, set[tuple[str, str]]] = {}
    for quad in source.quads():
        subject = _label(str(quad.subject), source.suffix)
        if subject in unnamed and not isinstance(quad.object, ox.BlankNode):
            said.setdefault(subject, set()).add((str(quad.predicate), str(quad.object)))
    read: dict[str, set[tuple[str, str]]] = {}
    for subject, predicate, value, _ in statements:
        if subject.startswith("_:") and not value.startswith("_:"):
            read.setdefault(subject, set()).add((predicate, value))
    names = {frozenset(pairs): subject for subject, pairs in said.items()}
    for subject, predicate, value, line in statements:
        yield names.get(frozenset(read.get(subject, ())), subject), predicate, value, line


def _placed(finding: Finding, spots: dict[Finding, tuple[Spot, str]]) -> Finding:
    if finding.file or finding not in spots:
        return finding
    spot, name = spots[finding]
    return replace(finding, file=name, line=spot.line)


def _as_in(source: Source, finding: Finding) -> Finding:
    """The finding with its blank nodes labelled as the file labels them."""
    return replace(finding, focus=_label(finding.focus, source.suffix), value=_label(finding.value, source.suffix))


def _label(term: str, suffix: str) -> str:
    if not suffix or not term.startswith("_:"):
        return term
    # another file's blank node has no place in this one
    return term.removesuffix(suffix) if term.endswith(suffix) else ""


def _statements(source: Source, subjects: set[str]) -> Iterator[Statement]:
    if source.format in BY_LINE:
        yield from _by_line(source, subjects)
    elif source.format in TURTLES and len(source.data) <= _MAX_TURTLE:
        yield from turtle_lines(source.data.decode("utf-8"), trig=source.format == ox.RdfFormat.TRIG)
    else:
        yield from _mentions(source, subjects)


def _by_line(source: Source, subjects: set[str]) -> Iterator[Statement]:
    """The statements of the wanted subjects; the others are not even parsed."""
    heads = {subject.encode() for subject in subjects}
    start = number = 0
    while start < len(source.data):
        end = source.data.find(b"\n", start)
        end = len(source.data) if end < 0 else end
        number += 1
        line = source.data[start:end]
        start = end + 1
        if line.split(None, 1)[:1] and line.split(None, 1)[0] in heads:
            for quad in ox.parse(line, format=source.format):
                yield str(quad.subject), str(quad.predicate), str(quad.object), number


def _mentions(source: Source, subjects: set[str]) -> Iterator[Statement]:
    """The line on which a subject's IRI, or else the end of it, is mentioned first."""
    for subject in subjects:
        if subject.startswith("<"):
            iri = subject[1:-1]
            local = re.split(r"[/#]", iri)[-1]
            for words in (iri, local):
                offset = source.data.find(words.encode()) if words else -1
                if offset >= 0:
                    yield subject, "", "", source.data.count(b"\n", 0, offset) + 1
                    break


def turtle_lines(text: str, *, trig: bool = False) -> list[Statement]:
    """Subject, predicate, object (as N-Triples writes them) and line of every statement of a Turtle or TriG text.

    Should a later rdflib have another reader inside, the answer is empty and findings fall back to line 1; a test
    would notice.
    """
    from kg.validation.positions import statements

    try:
        return statements(text, trig=trig)
    except Exception:  # the text was read before by another reader, so this is rdflib's affair: only lines are missing
        return []
