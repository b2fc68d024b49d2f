"""Facts and rules in, contradictions out, each with the things, the axiom and the stated facts that make it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import combinations
from typing import Literal, TypeAlias

import pyoxigraph as ox

from kg.reason.closure import Fact, Reason, stated
from kg.reason.rules import TYPE, XSD, Rules, article, short

Value: TypeAlias = tuple[str, str, ox.Literal]  # subject, predicate, literal
Kind = Literal["disjoint", "functional", "domain", "range", "datatype"]

_INTEGERS = frozenset(
    XSD + name
    for name in (
        *("integer", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
        *("long", "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
)
_NUMBERS = _INTEGERS | {XSD + "decimal"}


@dataclass(frozen=True, slots=True, order=True)
class Clash:
    """A contradiction: the thing it is about, the axiom that is broken, and the stated facts that break it."""

    kind: Kind
    subject: str
    message: str
    axiom: str
    facts: tuple[str, ...] = ()


def find(known: Mapping[Fact, Reason], values: Iterable[Value], rules: Rules) -> list[Clash]:
    """Every contradiction among closed facts and literal values, sorted, each once."""
    by_subject: dict[str, set[str]] = {}
    objects: dict[tuple[str, str], set[str]] = {}
    for subject, predicate, value in known:
        if predicate == TYPE:
            by_subject.setdefault(subject, set()).add(value)
        elif predicate in rules.functional:
            objects.setdefault((subject, predicate), set()).add(value)
    literals: dict[tuple[str, str], dict[ox.Literal, None]] = {}
    for subject, predicate, literal in values:
        literals.setdefault((subject, predicate), {})[literal] = None
    found = [
        *_disjoint(by_subject, known, rules),
        *_two_objects(objects, by_subject, known, rules),
        *_two_literals(literals, rules),
        *_misplaced(known, by_subject, rules),
        *_wrong_datatype(literals, rules),
    ]
    return sorted(set(found))


def told(fact: Fact) -> str:
    """A fact in short words."""
    subject, predicate, value = fact
    if predicate == TYPE:
        return f"{_thing(subject)} is {article(value)}"
    return f"{_thing(subject)} {short(predicate)} {_thing(value)}"


def _thing(iri: str) -> str:
    return "/".join(iri.rstrip("/").rsplit("/", 2)[-2:]) if "/id/" in iri else short(iri)


def _proof(facts: Iterable[Fact], known: Mapping[Fact, Reason]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(told(ground) for fact in facts for ground in stated(fact, known)))


def _disjoint(types: Mapping[str, set[str]], known: Mapping[Fact, Reason], rules: Rules) -> Iterator[Clash]:
    for subject, names in types.items():
        for one in names:
            for other in rules.disjoint.get(one, frozenset()) & names:
                if one < other:
                    facts = _proof([(subject, TYPE, one), (subject, TYPE, other)], known)
                    message = f"{_thing(subject)} is both {article(one)} and {article(other)}, which nothing can be"
                    yield Clash("disjoint", subject, message, f"{short(one)} and {short(other)} are disjoint", facts)


def _two_objects(
    objects: Mapping[tuple[str, str], set[str]],
    types: Mapping[str, set[str]],
    known: Mapping[Fact, Reason],
    rules: Rules,
) -> Iterator[Clash]:
    for (subject, predicate), values in objects.items():
        for one, other in combinations(sorted(values), 2):
            # two names may mean one thing, unless it is known that they do not
            if other in rules.different.get(one, ()) or _cannot_be_one(types.get(one, ()), types.get(other, ()), rules):
                facts = _proof([(subject, predicate, one), (subject, predicate, other)], known)
                message = f"{_thing(subject)} has two values of {short(predicate)}: {_thing(one)} and {_thing(other)}"
                yield Clash("functional", subject, message, f"{short(predicate)} is functional", facts)


def _cannot_be_one(one: Iterable[str], other: Iterable[str], rules: Rules) -> bool:
    return any(upper in rules.disjoint.get(lower, ()) for lower in one for upper in other)


def _two_literals(literals: Mapping[tuple[str, str], dict[ox.Literal, None]], rules: Rules) -> Iterator[Clash]:
    for (subject, predicate), values in literals.items():
        if predicate in rules.functional and len({_meaning(value) for value in values}) > 1:
            printed = sorted(value.value for value in values)
            message = f"{_thing(subject)} has {len(values)} values of {short(predicate)}: {' and '.join(printed)}"
            facts = tuple(f"{_thing(subject)} {short(predicate)} {words}" for words in printed)
            yield Clash("functional", subject, message, f"{short(predicate)} is functional", facts)


def _misplaced(known: Mapping[Fact, Reason], types: Mapping[str, set[str]], rules: Rules) -> Iterator[Clash]:
    """Domains and ranges that are unions, of which the types leave no member open."""
    for fact in known:
        subject, predicate, value = fact
        sides: tuple[tuple[Kind, str, tuple[frozenset[str], ...]], ...] = (
            ("domain", subject, rules.domains.get(predicate, ())),
            ("range", value, rules.ranges.get(predicate, ())),
        )
        for side, node, unions in sides:
            for union in unions:
                names = types.get(node, set())
                if len(union) > 1 and all(any(rules.exclude_each_other(n, m) for n in names) for m in union):
                    wanted = " or ".join(article(name) for name in sorted(union))
                    message = f"{_thing(node)} stands where {short(predicate)} asks for {wanted}"
                    grounds = [fact, *((node, TYPE, name) for name in sorted(names))]
                    axiom = f"the {side} of {short(predicate)} is {wanted}"
                    yield Clash(side, node, message, axiom, _proof(grounds, known))


def _wrong_datatype(literals: Mapping[tuple[str, str], dict[ox.Literal, None]], rules: Rules) -> Iterator[Clash]:
    for (subject, predicate), values in literals.items():
        for value in values:
            wanted = {name for union in rules.ranges.get(predicate, ()) for name in union}
            if predicate in rules.object_properties:
                wanted = {"thing"}
            elif not is_well_formed(value):
                wanted = {value.datatype.value}
            elif all(_fits(value, name) for name in wanted):
                continue
            asked = " and ".join(short(name) for name in sorted(wanted))
            message = f"{_thing(subject)} has {short(predicate)} '{value.value}', which is no {asked}"
            fact = f"{_thing(subject)} {short(predicate)} '{value.value}' ({short(value.datatype.value)})"
            yield Clash("datatype", subject, message, f"the range of {short(predicate)} is {asked}", (fact,))


def is_well_formed(literal: ox.Literal) -> bool:
    """Whether the characters of a literal are a value of its datatype; unknown datatypes are not judged."""
    kind = literal.datatype.value
    if kind in _NUMBERS:
        number = _number(literal)
        return number is not None and (kind not in _INTEGERS or number == number.to_integral_value())
    if kind == XSD + "boolean":
        return literal.value in ("true", "false", "1", "0")
    return True


def _fits(literal: ox.Literal, wanted: str) -> bool:
    kind = literal.datatype.value
    if kind == wanted or not wanted.startswith(XSD):
        return True
    if kind in _NUMBERS and wanted in (XSD + "decimal", XSD + "integer"):
        number = _number(literal)
        return number is not None and (wanted != XSD + "integer" or number == number.to_integral_value())
    return False


def _meaning(literal: ox.Literal) -> object:
    number = _number(literal) if literal.datatype.value in _NUMBERS else None
    if number is not None:
        return number.normalize() + 0
    if literal.datatype.value == XSD + "boolean":
        return literal.value in ("true", "1")
    return literal


def _number(literal: ox.Literal) -> Decimal | None:
    try:
        number = Decimal(literal.value)
    except InvalidOperation:
        return None
    return number if number.is_finite() and "e" not in literal.value.lower() else None
