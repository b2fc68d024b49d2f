"""Facts and rules in, everything that follows from them out, each with the rule and the facts it follows from.

Facts are triples of IRIs.  Each fact is joined with those that came before it, so a step costs what it finds, not what
there is; facts are taken in sorted order, so the same facts give the same reasons on any machine.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kg.reason.rules import TYPE, Rules, article, short

Fact: TypeAlias = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a fact holds: the rule, and the facts it was applied to; both are empty for a stated fact."""

    rule: str = ""
    premises: tuple[Fact, ...] = ()


def close(facts: Iterable[Fact], rules: Rules) -> Mapping[Fact, Reason]:
    """The facts with everything that follows from them, in the order of their derivation."""
    known: dict[Fact, Reason] = dict.fromkeys(sorted(set(facts)), Reason())
    waiting = deque(known)
    joins = _Joins(rules)
    while waiting:
        fact = waiting.popleft()
        joins.add(fact)
        for follows, reason in (*_alone(fact, rules), *joins.of(fact)):
            if follows not in known:
                known[follows] = reason
                waiting.append(follows)
    return known


def stated(fact: Fact, known: Mapping[Fact, Reason]) -> list[Fact]:
    """The stated facts that a fact rests on, in order."""
    found: dict[Fact, None] = {}
    waiting = [fact]
    while waiting:
        current = waiting.pop()
        premises = known[current].premises
        if premises:
            waiting.extend(reversed(premises))
        else:
            found[current] = None
    return list(found)


def _alone(fact: Fact, rules: Rules) -> Iterator[tuple[Fact, Reason]]:
    """What follows from one fact."""
    subject, predicate, value = fact
    if predicate == TYPE:
        for upper in sorted(rules.superclasses.get(value, ())):
            yield (subject, TYPE, upper), Reason(f"every {short(value)} is {article(upper)}", (fact,))
        return
    for upper in sorted(rules.superproperties.get(predicate, ())):
        yield (subject, upper, value), Reason(f"{short(predicate)} implies {short(upper)}", (fact,))
    for inverse in sorted(rules.inverses.get(predicate, ())):
        yield (value, inverse, subject), Reason(f"{short(inverse)} is the inverse of {short(predicate)}", (fact,))
    if predicate in rules.symmetric:
        yield (value, predicate, subject), Reason(f"{short(predicate)} is symmetric", (fact,))
    for classes in rules.domains.get(predicate, ()):
        if len(classes) == 1:
            (name,) = classes
            yield (subject, TYPE, name), Reason(f"what {short(predicate)} starts from is {article(name)}", (fact,))
    if predicate in rules.data_properties:
        return
    for classes in rules.ranges.get(predicate, ()):
        if len(classes) == 1:
            (name,) = classes
            yield (value, TYPE, name), Reason(f"what {short(predicate)} leads to is {article(name)}", (fact,))


class _Joins:
    """Facts by both their ends, and what follows from two that meet."""

    def __init__(self, rules: Rules) -> None:
        self._links: dict[str, list[tuple[str, str, str]]] = {}
        for property_ in rules.transitive:
            rule = f"{short(property_)} is transitive"
            self._links.setdefault(property_, []).append((property_, property_, rule))
        self._behind: dict[str, list[tuple[str, str, str]]] = {p: list(found) for p, found in self._links.items()}
        for first, second, implied in rules.chains:
            rule = f"{short(first)} then {short(second)} gives {short(implied)}"
            self._links.setdefault(first, []).append((second, implied, rule))
            self._behind.setdefault(second, []).append((first, implied, rule))
        self._ahead_of: dict[tuple[str, str], list[str]] = {}
        self._before: dict[tuple[str, str], list[str]] = {}

    def add(self, fact: Fact) -> None:
        """Remember a fact that may meet others."""
        subject, predicate, value = fact
        if predicate in self._links or predicate in self._behind:
            self._ahead_of.setdefault((subject, predicate), []).append(value)
            self._before.setdefault((predicate, value), []).append(subject)

    def of(self, fact: Fact) -> Iterator[tuple[Fact, Reason]]:
        """What follows from a fact and those remembered."""
        subject, predicate, value = fact
        for second, implied, rule in self._links.get(predicate, ()):
            for last in self._ahead_of.get((value, second), ()):
                yield (subject, implied, last), Reason(rule, (fact, (value, second, last)))
        for first, implied, rule in self._behind.get(predicate, ()):
            for start in self._before.get((first, subject), ()):
                yield (start, implied, value), Reason(rule, ((start, first, subject), fact))
