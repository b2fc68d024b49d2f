"""Facts in, the same facts out with each stated once: equal content merged, its places together.

Two rules that find the same content, or one rule in two sentences, give one fact with both pieces of evidence.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, TypeVar

from kg.model import Fact, Facts

_PROOF = frozenset(("evidence", "rule"))
T = TypeVar("T", bound=Fact)


def merged(facts: Facts) -> Facts:
    """The facts of a release with repetitions joined; order of first mention is kept."""
    changes: dict[str, Any] = {}
    for slot in fields(facts):
        value = getattr(facts, slot.name)
        if isinstance(value, tuple) and value and isinstance(value[0], Fact):
            changes[slot.name] = _once(value)
    return replace(facts, **changes)


def _once(items: tuple[T, ...]) -> tuple[T, ...]:
    """Facts of one kind, equal ones joined."""
    found: dict[tuple[Any, ...], T] = {}
    for item in items:
        content = (item.__class__, *(getattr(item, slot.name) for slot in fields(item) if slot.name not in _PROOF))
        known = found.get(content)
        if known is None:
            found[content] = item
        else:
            found[content] = replace(known, evidence=tuple(sorted({*known.evidence, *item.evidence})))
    return tuple(found.values())
