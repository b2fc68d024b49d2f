"""A release and the names the lexicon finds in it: what every reader of facts looks at.

Offsets here and in all modules of this package count in ``Release.clean``; only `Document.evidence` turns them into
places of the text as read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.extract.abbreviations import read_abbreviations
from kg.extract.prefilter import lean
from kg.extract.sites import site_diseases
from kg.lexicon import Entry, Mention, fold, lexicon
from kg.model import Evidence, Release, SectionKind, Sentence


@dataclass(frozen=True)
class Document:
    """A release with its lexicon mentions, in order and without overlap."""

    release: Release
    mentions: tuple[Mention, ...]

    @classmethod
    def of(cls, release: Release) -> Document:
        """The document of a release."""
        mentions = lexicon().find(release.clean)
        return cls(release, tuple(site_diseases(release.clean, list(_disambiguated(release.clean, mentions)))))

    @property
    def text(self) -> str:
        """The clean text."""
        return self.release.clean

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the clean text."""
        return self.release.sentences

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    def sentence_at(self, position: int) -> int:
        """The index of the sentence that holds a position, or of the last one before it."""
        return max(bisect_right(self._starts, position) - 1, 0)

    def words(self, sentence: Sentence) -> str:
        """The clean text of a sentence."""
        return self.text[sentence.start : sentence.end]

    def within(self, start: int, end: int, *kinds: str) -> list[Mention]:
        """The mentions inside a range, of the given kinds of entity (all kinds when none is given)."""
        found: list[Mention] = []
        for index in range(bisect_right(self._mention_starts, start - 1), len(self.mentions)):
            mention = self.mentions[index]
            if mention.start >= end:
                break
            if mention.end <= end and (not kinds or any(entry.kind in kinds for entry in mention.entries)):
                found.append(mention)
        return found

    def in_sections(self, *kinds: SectionKind) -> Iterator[tuple[int, Sentence]]:
        """Index and sentence of every sentence in sections of the given kinds."""
        for index, sentence in enumerate(self.sentences):
            if sentence.section in kinds:
                yield index, sentence

    def search(self, pattern: re.Pattern[str], sentence: Sentence) -> re.Match[str] | None:
        """The first match of a pattern inside a sentence; offsets of the match count in the document."""
        return pattern.search(self.text, sentence.start, sentence.end)

    def evidence(self, *ranges: tuple[int, int]) -> tuple[Evidence, ...]:
        """Evidence for ranges of the clean text, without repetition, in order."""
        return tuple(sorted({self.release.evidence(start, end) for start, end in ranges if start < end}))

    @cached_property
    def abbreviations(self) -> dict[str, str]:
        """Long form to short form of every "long form (SHORT)" of the text; see `kg.extract.abbreviations`."""
        return read_abbreviations(self.text)

    def is_branded(self, end: int) -> bool:
        """Whether a mark of a brand, which the clean text does not show, stood behind a name in the text as read."""
        origin = self.release.origin
        dropped = self.release.text[origin[end - 1] + 1 : origin[end]]
        return any(
            mark in dropped for mark in ("\u00ae", "\u2122", "(R)", "(r)", "(TM)", "(tm)", "&reg;", "&trade;", "&#174;")
        )

    def sentence_evidence(self, sentence: Sentence) -> tuple[Evidence, ...]:
        """The whole sentence as evidence."""
        return self.evidence((sentence.start, sentence.end))


_LONGER_NAME = lean(r"-(?:related|like)\b")  # behind an antigen it makes the name of another one


def _is_akin(long: str, entry: Entry) -> bool:
    """Whether the long form that a text gives for an abbreviation shares a word's beginning with a listed entity.

    Only then may the abbreviation mean that entity: "Bicycle Toxin Conjugate (BTC)" is no biliary tract cancer.
    """
    if entry.kind not in ("indication", "endpoint", "linker", "adverse-event-term"):
        return True  # antigens, meetings and companies go by short names that no longer spell anything
    stems = {word[:4] for word in re.findall(r"[a-z]{4,}", fold(f"{entry.label} {entry.name}"))}
    return any(word[:4] in stems for word in re.findall(r"[a-z]{4,}", fold(long)))


def _disambiguated(text: str, mentions: list[Mention]) -> Iterator[Mention]:
    """The mentions without what the text's own abbreviations rule out: "Merkel cell carcinoma (MCC)" is no linker."""
    long_forms = {short: long for long, short in read_abbreviations(text).items()}
    for mention in mentions:
        if mention.entry.kind == "target" and _LONGER_NAME.match(text, mention.end):
            continue
        long = long_forms.get(text[mention.start : mention.end])
        meant = {(entry.kind, entry.slug) for entry in lexicon().named(long)} if long else set()
        if long and not meant and not any(_is_akin(long, entry) for entry in mention.entries):
            continue
        if not meant or all((entry.kind, entry.slug) in meant for entry in mention.entries):
            yield mention
            continue
        kept = tuple(entry for entry in mention.entries if (entry.kind, entry.slug) in meant)
        yield Mention(mention.start, mention.end, kept or lexicon().named(long or ""))
