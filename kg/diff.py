"""The claims of two graphs in, what changed in facts out: added, removed, changed value, changed status, new evidence.

A fact is a binary claim or a whole record.  Facts are paired by what they say, not by their IRIs: first those that say
the same, then, of one release and one kind, those that agree in at least half of what they say.  Such a pair is a
changed fact; what has no partner was added or removed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from kg.claims import Claim
from kg.vocab import ADC

Kind = Literal["added", "removed", "changed value", "changed status", "new evidence"]
KINDS: tuple[Kind, ...] = ("added", "removed", "changed value", "changed status", "new evidence")

_STATUSES = (ADC.status, ADC.trialStatus)
Content = dict[str, tuple[str, ...]]  # property as people call it -> values as people write them


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, with values as people write them; ``quotes`` are the new words, or those that are gone."""

    kind: Kind
    release: str
    subject: str
    property: str
    old: str | None
    new: str | None
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Fact:
    """A binary claim or a record: ``group`` is what a partner must share."""

    group: tuple[str, ...]
    subject: str
    content: Content
    modality: str
    quotes: tuple[str, ...]
    statuses: frozenset[str]  # the properties that tell a status

    def likeness(self, other: _Fact) -> float:
        """The part of what both say that is the same."""
        same = sum(self.content.get(name) == values for name, values in other.content.items())
        return same / max(len(self.content), len(other.content))


def changes(old: Iterable[Claim], new: Iterable[Claim]) -> list[Change]:
    """What changed, by kind, release, subject and property."""
    before, after = _by_group(old), _by_group(new)
    groups = {*before, *after}
    found = [change for group in groups for change in _compare(before.get(group, []), after.get(group, []))]
    return sorted(found, key=lambda c: (KINDS.index(c.kind), c.release, c.subject, c.property, str(c.old), str(c.new)))


def _by_group(claims: Iterable[Claim]) -> dict[tuple[str, ...], list[_Fact]]:
    records: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        records[claim.id.partition("#")[0]].append(claim)
    found: dict[tuple[str, ...], list[_Fact]] = defaultdict(list)
    for parts in records.values():
        fact = _fact(parts)
        found[fact.group].append(fact)
    for facts in found.values():
        facts.sort(key=lambda fact: (sorted(fact.content.items()), fact.quotes))
    return found


def _fact(parts: list[Claim]) -> _Fact:
    first = parts[0]
    is_record = "#" in first.id
    content: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        content[part.predicate_label].append(shown(part))
    kind = (first.subject.rsplit("/", 2)[-2],) if is_record else (first.subject_label, first.predicate_label)
    return _Fact(
        group=(first.release, *kind),
        subject=first.subject_label,
        content={name: tuple(sorted(values)) for name, values in sorted(content.items())},
        modality=first.modality,
        quotes=tuple(dict.fromkeys(" ".join(p["quote"].split()) for part in parts for p in part.evidence)),
        statuses=frozenset(part.predicate_label for part in parts if part.predicate in _STATUSES),
    )


def _compare(old: list[_Fact], new: list[_Fact]) -> Iterator[Change]:
    """Pair equal facts, then the likest, and tell of the rest."""
    pairs, gone, come = _paired(old, new)
    for one, other in pairs:
        yield from _changed(one, other)
    for fact in gone:
        yield Change("removed", fact.group[0], fact.subject, _what(fact), _all(fact), None, fact.quotes)
    for fact in come:
        yield Change("added", fact.group[0], fact.subject, _what(fact), None, _all(fact), fact.quotes)


def _paired(old: list[_Fact], new: list[_Fact]) -> tuple[list[tuple[_Fact, _Fact]], list[_Fact], list[_Fact]]:
    pairs: list[tuple[_Fact, _Fact]] = []
    gone, come = list(old), list(new)
    for same_modality in (True, False):
        for one in tuple(gone):
            for other in come:
                if one.content == other.content and (one.modality == other.modality or not same_modality):
                    pairs.append((one, other))
                    gone.remove(one)
                    come.remove(other)
                    break
    # a claim is paired by subject and property alone; of a release there is one
    group = (old or new)[0].group
    is_certain = len(group) == 3 or group[1] == "release"
    ranked = sorted(
        ((-one.likeness(other), i, j) for i, one in enumerate(gone) for j, other in enumerate(come)),
    )
    used: set[tuple[str, int]] = set()
    for likeness, i, j in ranked:
        if (is_certain or -likeness >= 0.5) and not {("old", i), ("new", j)} & used:
            used |= {("old", i), ("new", j)}
            pairs.append((gone[i], come[j]))
    left = [fact for i, fact in enumerate(gone) if ("old", i) not in used]
    right = [fact for j, fact in enumerate(come) if ("new", j) not in used]
    return pairs, left, right


def _changed(one: _Fact, other: _Fact) -> Iterator[Change]:
    release = other.group[0]
    for name in sorted({*one.content, *other.content}):
        old, new = (", ".join(fact.content.get(name, ())) or None for fact in (one, other))
        if old != new:
            kind: Kind = "changed status" if name in one.statuses | other.statuses else "changed value"
            yield Change(kind, release, other.subject, name, old, new, other.quotes)
    if one.modality != other.modality:
        yield Change("changed status", release, other.subject, "modality", one.modality, other.modality, other.quotes)
    fresh = tuple(quote for quote in other.quotes if quote not in one.quotes)
    if fresh and one.content == other.content:
        yield Change("new evidence", release, other.subject, _what(other), None, _all(other), fresh)


def _what(fact: _Fact) -> str:
    """The property of a claim, the kind of a record."""
    return fact.group[2] if len(fact.group) == 3 else fact.group[1].replace("-", " ")


def _all(fact: _Fact) -> str:
    if len(fact.content) == 1:
        return ", ".join(next(iter(fact.content.values())))
    return "; ".join(f"{name} {', '.join(values)}" for name, values in fact.content.items())


def shown(claim: Claim) -> str:
    """A claim's value as people write it: '14.2 mo', 'above 60 %'."""
    value: Any = claim.object_label if claim.object is not None else claim.value
    unit = f" {claim.unit}" if claim.unit else ""
    bound = f"{claim.bound} " if claim.bound and claim.bound != "equal to" else ""
    return f"{bound}{value}{unit}"


def markdown(found: Iterable[Change]) -> str:
    """The changes as a comment for a pull request."""
    listed = list(found)
    if not listed:
        return "No fact changed.\n"
    counted = {kind: sum(change.kind == kind for change in listed) for kind in KINDS}
    total = ", ".join(f"{number} {kind}" for kind, number in counted.items() if number)
    parts = [f"**{len(listed)} changes**: {total}\n"]
    for kind in KINDS:
        if counted[kind]:
            parts.append(f"\n### {kind.capitalize()}\n\n| release | subject | property | before | now | words |\n")
            parts.append("|---|---|---|---|---|---|\n")
            parts.extend(_row(change) for change in listed if change.kind == kind)
    return "".join(parts)


def _row(change: Change) -> str:
    release = change.release.rsplit("/", 1)[-1]
    cells = (release, change.subject, change.property, change.old or "", change.new or "", " … ".join(change.quotes))
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |\n"


def _cell(text: str) -> str:
    """A cell of a Markdown table: cut to 200 characters; what would end it or be read as mark-up is escaped."""
    line = " ".join(text.split())
    line = line if len(line) <= 200 else f"{line[:199]}…"
    return "".join(f"\\{character}" if character in "\\|`*_[]<>" else character for character in line)
