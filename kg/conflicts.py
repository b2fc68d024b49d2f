"""What releases state of the same thing in, where they disagree out, and where they only seem to.

Statements are compared only when they are about the same thing in the same sense: a result of the same trial, arm,
population, endpoint, statistic and time point; the ticker of one company; the size of one group; the stage of one
compound in one indication and setting; the owner of one thing.  What explains a difference (rounding, a later data cut,
another population, another denominator, another definition, a bound that was not reached, companies of one group) is
said, and is no conflict.  Statements of the same words by the same issuer count once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from kg.arithmetic import Printed, agree, printed

Aspect = Literal["result", "ticker", "size", "stage", "party", "name"]
Explanation = Literal[
    "",
    "rounding",
    "another data cut",
    "another population",
    "another denominator",
    "another definition",
    "a bound, not a figure",
    "a later count",
    "companies of one group",
    "taken up again",
    "one of the two has no date",
]


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement: ``topic`` is everything two statements must share to be about the same thing."""

    aspect: Aspect
    topic: tuple[str, ...]
    subject: str
    predicate: str
    text: str
    release: str
    as_of: str = ""
    iri: str = ""
    issuer: str = ""
    denominator: int | None = None
    bound: str = "="
    rank: int | None = None
    population: str = ""
    definition: str = ""
    value: str = ""  # the number that a text in words means
    parties: frozenset[str] = frozenset()  # each company by its group
    quote: str = ""  # the words of its evidence


@dataclass(frozen=True, slots=True)
class Difference:
    """Two statements that differ; a conflict when nothing explains it."""

    one: Stated
    other: Stated
    explained: Explanation
    explanation: str

    @property
    def is_conflict(self) -> bool:
        """Whether nothing explains the difference."""
        return not self.explained


def differences(statements: Iterable[Stated]) -> tuple[Difference, ...]:
    """Where a statement differs from the one before it about the same thing, in an order of content alone."""
    topics: dict[tuple[str, ...], set[Stated]] = {}
    senses: dict[tuple[str, ...], set[Stated]] = {}
    for statement in statements:
        topics.setdefault((statement.aspect, *statement.topic, statement.population), set()).add(statement)
        senses.setdefault((statement.aspect, *statement.topic), set()).add(statement)
    found: set[Difference] = set()
    for same in topics.values():
        found.update(_compare(_in_order(_once(same))))
    for sense in senses.values():
        found.update(_across_populations(_in_order(_once(sense))))
    return tuple(sorted(found, key=lambda d: (d.one.aspect, d.one.topic, d.one.iri, d.other.iri, d.explanation)))


def _in_order(statements: Iterable[Stated]) -> list[Stated]:
    return sorted(statements, key=lambda s: (s.as_of, s.text, s.release, s.iri))


def _once(statements: Iterable[Stated]) -> Iterator[Stated]:
    """One statement for each text, issuer and denominator: the earliest; repetition is one source."""
    seen: set[tuple[object, ...]] = set()
    for statement in sorted(statements, key=lambda s: (s.as_of, s.release, s.iri)):
        key = (statement.text, statement.issuer, statement.denominator, statement.bound, statement.population)
        if key not in seen:
            seen.add(key)
            yield statement


def _compare(statements: list[Stated]) -> Iterator[Difference]:
    """Each statement beside the one before it in time: what a reader follows, and no more of them than statements."""
    for one, other in pairwise(statements):
        if one.aspect == "stage":
            yield from _backwards(one, other)
        elif one.aspect == "party":
            yield from _other_party(one, other)
        elif one.text != other.text and not _same_number(one, other) and not _is_one_sentence(one, other):
            explained = _explained(one, other)
            yield Difference(one, other, explained, _sentence(one, other, explained))


def _across_populations(statements: list[Stated]) -> Iterator[Difference]:
    """Figures of one endpoint in two releases that are of two groups of patients."""
    for one, other in pairwise(statements):
        if one.release == other.release or one.population == other.population or _same_number(one, other):
            continue
        if one.text != other.text:
            yield Difference(one, other, "another population", _sentence(one, other, "another population"))


def _is_one_sentence(one: Stated, other: Stated) -> bool:
    """Whether the same words print both: they compare two groups that they do not name, and contradict nothing."""
    return one.release == other.release and one.quote == other.quote != ""


def _number(stated: Stated) -> Printed | None:
    return printed(stated.text) or printed(stated.value)


def _same_number(one: Stated, other: Stated) -> bool:
    """14.2 months and 14.20 months, three and 3: the same value, printed twice."""
    left, right = _number(one), _number(other)
    return left is not None and right is not None and left.value == right.value and one.bound == other.bound


def _backwards(one: Stated, other: Stated) -> Iterator[Difference]:
    """A stage that is lower than an earlier one; "clinical" names no phase, and a programme that ended is no step."""
    if one.rank is None or other.rank is None or other.rank < 0 or not one.as_of < other.as_of:
        return
    if other.rank >= one.rank or other.text == "clinical":
        return
    if one.text == "discontinued":
        sentence = f"{other.text} on {other.as_of} after {one.text} on {one.as_of}: taken up again."
        yield Difference(one, other, "taken up again", sentence)
        return
    unnamed = "" if any(one.topic[1:]) else " Neither names an indication, so that two may be meant."
    sentence = f"{other.text} on {other.as_of} is a step back from {one.text} on {one.as_of}.{unnamed}"
    yield Difference(one, other, "", sentence)


def _other_party(one: Stated, other: Stated) -> Iterator[Difference]:
    """Two companies where one is expected; a statement that names more of them than the other contradicts nothing."""
    if one.text == other.text:
        return
    explained: Explanation = "companies of one group" if one.parties & other.parties else ""
    yield Difference(one, other, explained, _sentence(one, other, explained))


def _explained(one: Stated, other: Stated) -> Explanation:
    if one.aspect in ("ticker", "name"):
        return ""
    if one.bound != other.bound and _bound_allows(one, other):
        return "a bound, not a figure"
    left, right = _number(one), _number(other)
    if left is not None and right is not None and agree(left, right) and left.half != right.half:
        return "rounding"
    if one.aspect == "size":
        return "a later count" if one.as_of != other.as_of and _grew(left, right) else ""
    if one.denominator is not None and other.denominator is not None and one.denominator != other.denominator:
        return "another denominator"
    if one.definition != other.definition:
        return "another definition"
    if one.as_of and other.as_of:
        return "another data cut" if one.as_of != other.as_of else ""
    return "one of the two has no date" if one.release != other.release else ""


def _bound_allows(one: Stated, other: Stated) -> bool:
    """Whether the figure lies on the right side of the bound: 'up to 60' allows 49."""
    limit, figure = (one, other) if one.bound != "=" else (other, one)
    left, right = _number(limit), _number(figure)
    if left is None or right is None:
        return True
    if limit.bound in ("<", "<="):
        return right.value <= left.value
    if limit.bound in (">", ">="):
        return right.value >= left.value
    return abs(right.value - left.value) <= left.value / 10  # "about": within a tenth


def _grew(left: Printed | None, right: Printed | None) -> bool:
    return left is not None and right is not None and right.value >= left.value


def _sentence(one: Stated, other: Stated, explained: Explanation) -> str:
    first = f"'{one.text}'" + (f" on {one.as_of}" if one.as_of else "")
    second = f"'{other.text}'" + (f" on {other.as_of}" if other.as_of else "")
    reason = f": {explained}" if explained else "; nothing in the releases explains it"
    return f"{first} against {second}{reason}."
