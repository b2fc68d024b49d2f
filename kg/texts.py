"""The folder of a built graph in, the sentences of its releases out, as long as their texts are kept beside the graph.

A graph holds the words of its facts and no text: releases may be under copyright.  The build keeps each text in its
cache, under the digest of what was read, on this machine alone; a graph that came from elsewhere has none, and what is
there is shown only when it is the very text that the graph was made from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg import vocab
from kg.cache import Cache
from kg.errors import InputError
from kg.model import Release
from kg.read import read_bytes


@dataclass(frozen=True, slots=True)
class Passage:
    """The whole sentences that some words stand in: what is before the words, the words, and what is behind them."""

    before: str
    words: str
    behind: str


class Texts:
    """The texts of a graph's releases; each is read once."""

    def __init__(self, cache: Cache | None, keys: Mapping[str, str]) -> None:
        self._cache = cache
        self._keys = keys  # IRI of a release's graph -> key in the cache
        self._read = lru_cache(maxsize=64)(self._release)

    def passage(self, release: str, start: int, end: int) -> Passage | None:
        """The sentences around ``start`` to ``end`` of the text of a release (IRI); None where its text is not kept."""
        text = self._read(release)
        if text is None or not 0 <= start < end <= len(text.text):
            return None
        left, right = _sentences(text, start, end)
        return Passage(text.text[left:start], text.text[start:end], text.text[end:right])

    def _release(self, release: str) -> Release | None:
        key = self._keys.get(vocab.release_graph(release.removeprefix(vocab.release_iri(""))))
        data = self._cache.text(key) if self._cache is not None and key else None
        try:
            return read_bytes(release, data) if data else None
        except InputError:
            return None


def texts_of(folder: Path) -> Texts:
    """The texts that the build of the graph in a folder kept; none for a folder that no build made."""
    try:
        keys = json.loads((folder / "manifest.json").read_bytes())["graphs"]
    except (OSError, ValueError, KeyError, TypeError):
        return NO_TEXTS
    return Texts(Cache(folder / "cache"), keys) if isinstance(keys, dict) else NO_TEXTS


NO_TEXTS = Texts(None, {})


def _sentences(text: Release, start: int, end: int) -> tuple[int, int]:
    """Where the sentences that some words touch start and end; the words themselves where they are in none."""
    left, right = start, end
    for sentence in text.sentences:
        first, last = text.origin[sentence.start], text.origin[sentence.end - 1] + 1
        if first < end and start < last:
            left, right = min(left, first), max(right, last)
    return left, right
