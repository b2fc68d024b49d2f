"""The reference graph in, an index of its names out: which entity a name means, and where names stand in a text.

The index is compiled from ``ontology/reference/*.ttl`` once per process, so it can never be stale.  Names are found
by one Aho-Corasick pass over the text, whatever the number of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import ahocorasick
import pyoxigraph

from kg import resources, vocab

NameForm = Literal["label", "synonym", "code", "brand", "inn", "notation", "ambiguous"]

_FORMS: dict[str, NameForm] = {
    "http://www.w3.org/2000/01/rdf-schema#label": "label",
    "http://www.w3.org/2004/02/skos/core#altLabel": "synonym",
    "http://www.w3.org/2004/02/skos/core#notation": "notation",
    vocab.ONTOLOGY + "codeName": "code",
    vocab.ONTOLOGY + "brandName": "brand",
    vocab.ONTOLOGY + "innName": "inn",
    vocab.ONTOLOGY + "ambiguousName": "ambiguous",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of one entity of the reference data. ``kind`` and ``slug`` are the two parts of its IRI."""

    kind: str
    slug: str
    name: str
    form: NameForm
    label: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found at ``start`` to ``end`` (half open) of a text; several entities may share it."""

    start: int
    end: int
    entries: tuple[Entry, ...]

    @property
    def entry(self) -> Entry:
        """The first entity of that name."""
        return self.entries[0]


@dataclass(frozen=True, slots=True)
class Subject:
    """An entity of the reference data with its properties: predicate IRI to IRIs or literal texts, in order."""

    iri: str
    kind: str
    slug: str
    label: str
    properties: dict[str, tuple[str, ...]]

    def all(self, predicate: str) -> tuple[str, ...]:
        """The values of a property; empty when there are none."""
        return self.properties.get(predicate, ())

    def first(self, predicate: str) -> str | None:
        """The first value of a property."""
        return next(iter(self.all(predicate)), None)


class Lexicon:
    """Names of the reference data, looked up one by one or found all at once in a text."""

    def __init__(self, subjects: dict[str, Subject]) -> None:
        self.subjects = subjects
        self._by_fold: dict[str, list[Entry]] = {}
        for entry in _entries(subjects):
            for spelling in _spellings(entry.name):
                self._by_fold.setdefault(spelling, []).append(entry)
        self._automaton: Any = ahocorasick.Automaton()
        for spelling in self._by_fold:
            self._automaton.add_word(spelling, spelling)
        self._automaton.make_automaton()

    def named(self, name: str, kind: str | None = None) -> tuple[Entry, ...]:
        """The entities of that name, whatever its case, hyphens and marks; unambiguous forms first."""
        found = self._by_fold.get(fold(name.strip()), ())
        return tuple(entry for entry in found if kind is None or entry.kind == kind)

    def entries(self, kind: str) -> Iterator[Entry]:
        """Every name of every entity of a kind."""
        for found in self._by_fold.values():
            yield from (entry for entry in found if entry.kind == kind)

    def subject(self, kind: str, slug: str) -> Subject | None:
        """An entity by the two parts of its IRI."""
        return self.subjects.get(vocab.entity_iri(kind, slug))

    def find(self, text: str) -> list[Mention]:
        """Every name in a text: whole words, the longest at each place, without overlap, in order.

        A name of capitals or with fewer than five letters must be printed in its own case.
        """
        folded = fold(text)
        hits: list[tuple[int, int, str]] = []
        for last, spelling in self._automaton.iter(folded):
            start, end = last - len(spelling) + 1, last + 1
            if _is_word(folded, start, end):
                hits.append((start, end, spelling))
        hits.sort(key=lambda hit: (hit[0], -hit[1]))
        mentions: list[Mention] = []
        reach = -1
        for start, end, spelling in hits:
            if start < reach:
                continue
            entries = tuple(e for e in self._by_fold[spelling] if _case_fits(e, text[start:end]))
            if entries:
                mentions.append(Mention(start, end, entries))
                reach = end
        return mentions


@cache
def lexicon() -> Lexicon:
    """The lexicon of the reference data that ships with the program."""
    return Lexicon(_subjects())


def lookup(kind: str, name: str) -> str | None:
    """The slug of the one entity of a kind that a name means; None when there is none or more than one."""
    slugs = {entry.slug for entry in lexicon().named(name, kind)}
    return slugs.pop() if len(slugs) == 1 else None


_FOLD = str.maketrans({"-": " ", "/": " ", "\u00a0": " ", "\n": " ", "\u2019": "'", "\u03b1": "a", "\u03b2": "b"})


def fold(text: str) -> str:
    """Lower case, hyphens and slashes as spaces; the length stays, so offsets do."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter whose lower case is longer, as in Turkish
        lowered = "".join(character.lower() if len(character.lower()) == 1 else character for character in text)
    return lowered.translate(_FOLD)


_CODE = re.compile(r"([a-z]{1,6})[ ]?(\d{1,7}[a-z]{0,3})")


def _spellings(name: str) -> tuple[str, ...]:
    """The folded spellings a name is found by: a code name with and without the space before its digits."""
    folded = fold(name)
    code = _CODE.fullmatch(folded)
    if code is None:
        return (folded,)
    return tuple(dict.fromkeys((folded, f"{code[1]} {code[2]}", f"{code[1]}{code[2]}")))


def _is_word(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    behind = text[end] if end < len(text) else " "
    return not before.isalnum() and not (
        behind.isalnum() and not (behind == "s" and not text[end + 1 : end + 2].isalnum())
    )


def _case_fits(entry: Entry, printed: str) -> bool:
    """Short names and names in capitals count only in their own case; a capital first letter is always fine."""
    name = entry.name
    letters = [c for c in name if c.isalpha()]
    if len(letters) > 5 and not name.isupper():
        return True
    plain_name, plain_printed = re.sub(r"[-/ ]", "", name), re.sub(r"[-/ ]", "", printed)
    if plain_name == plain_printed or plain_printed == plain_name[:1].upper() + plain_name[1:]:
        return True
    return len(letters) > 3 and plain_printed.isupper() and len(name.split()) == 1


def _entries(subjects: dict[str, Subject]) -> Iterator[Entry]:
    for subject in subjects.values():
        for predicate, form in _FORMS.items():
            for name in subject.all(predicate):
                yield Entry(subject.kind, subject.slug, name, form, subject.label)


def _subjects() -> dict[str, Subject]:
    """The entities of the reference graph by IRI."""
    properties: dict[str, dict[str, list[str]]] = {}
    for _, file in sorted(resources.reference_files().items()):
        for quad in pyoxigraph.parse(file.read_text(encoding="utf-8"), format=pyoxigraph.RdfFormat.TURTLE):
            subject: Any = quad.subject
            value: Any = quad.object
            properties.setdefault(subject.value, {}).setdefault(quad.predicate.value, []).append(value.value)
    found: dict[str, Subject] = {}
    for iri, values in sorted(properties.items()):
        if not iri.startswith(vocab.ID):
            continue
        kind, _, slug = iri[len(vocab.ID) :].partition("/")
        label = values.get("http://www.w3.org/2000/01/rdf-schema#label", [slug])[0]
        found[iri] = Subject(iri, kind, slug, label, {p: tuple(sorted(v)) for p, v in values.items()})
    return found
