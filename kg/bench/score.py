"""Releases of the corpus in, how many of the values that they state are extracted out, by kind and field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from kg.bench.corpus import Written
from kg.extract import extract
from kg.model import Facts
from kg.read import read_text

Score = dict[tuple[str, str], tuple[int, int]]  # (kind, field) -> values extracted, values stated


def score(corpus: Iterable[Written]) -> Score:
    """Every value of the gold facts beside those that the extractor reads in the same release."""
    stated: Counter[tuple[str, str]] = Counter()
    extracted: Counter[tuple[str, str]] = Counter()
    for written in corpus:
        facts = extract(read_text(written.name, written.text))
        for kind, golds in written.facts.items():
            for key, count, held in _compared(facts, kind, golds):
                stated[kind, key] += count
                extracted[kind, key] += held
    return {key: (extracted[key], count) for key, count in sorted(stated.items())}


def _compared(facts: Facts, kind: str, golds: Any) -> Iterable[tuple[str, int, bool]]:
    if isinstance(golds, bool):
        yield "", 1, getattr(facts, kind) is golds
        return
    found = getattr(facts, kind)
    for gold in golds if isinstance(golds, list) else [golds]:
        for key, value in gold.items():
            yield key, 1, value in [getattr(fact, key) for fact in (found if isinstance(found, tuple) else [found])]
