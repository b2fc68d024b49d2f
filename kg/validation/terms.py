"""A literal in, whether its datatype admits it, and how it compares with another, out."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias

import pyoxigraph as ox

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal

XSD: Final = "http://www.w3.org/2001/XMLSchema#"

_INTEGERS: Final[dict[str, tuple[int | None, int | None]]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
_ZONE = r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_YEAR = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_PATTERNS: Final = {
    name: re.compile(pattern, re.ASCII)
    for name, pattern in {
        "decimal": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)",
        "float": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN",
        "double": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN",
        "boolean": r"true|false|1|0",
        "date": rf"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}",
        "dateTime": rf"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
        "dateTimeStamp": rf"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}(?:Z|[+-][0-9:]+)",
        "time": rf"{_TIME}{_ZONE}",
        "gYear": rf"{_YEAR}{_ZONE}",
        "gYearMonth": rf"{_YEAR}-{_MONTH}{_ZONE}",
        "gMonth": rf"--{_MONTH}{_ZONE}",
        "gMonthDay": rf"--{_MONTH}-{_DAY}{_ZONE}",
        "gDay": rf"---{_DAY}{_ZONE}",
        "duration": r"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?",
        "dayTimeDuration": r"-?P(?=.)(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?",
        "yearMonthDuration": r"-?P(?=.)(?:\d+Y)?(?:\d+M)?",
        "hexBinary": r"(?:[0-9A-Fa-f]{2})*",
        "base64Binary": r"(?:[A-Za-z0-9+/]\s*){0,}(?:=\s*){0,2}",
        "language": r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
    }.items()
}
_INTEGER = re.compile(r"[+-]?[0-9]+", re.ASCII)
_DAY_START = re.compile(r"(-?[0-9]{4,})-([0-9]{2})-([0-9]{2})", re.ASCII)
_WIDEST_ZONE = timedelta(hours=14)


def is_well_typed(literal: ox.Literal) -> bool:
    """Whether the datatype admits the words; a datatype that XML Schema does not define admits all."""
    kind = literal.datatype.value
    if not kind.startswith(XSD):
        return True
    name, text = kind.removeprefix(XSD), literal.value
    if name in _INTEGERS:
        return _is_integer(text, _INTEGERS[name])
    pattern = _PATTERNS.get(name)
    return pattern is None or (pattern.fullmatch(text) is not None and _is_real_day(text))


def _is_integer(text: str, limits: tuple[int | None, int | None]) -> bool:
    if _INTEGER.fullmatch(text) is None:
        return False
    low, high = limits
    if low is None and high is None:
        return True
    if len(text) > 40:  # longer than any bound of XML Schema, so the sign alone decides
        return (low is None) if text.startswith("-") else (high is None)
    return (low is None or int(text) >= low) and (high is None or int(text) <= high)


def _is_real_day(text: str) -> bool:
    day = _DAY_START.match(text)
    if day is None:
        return True
    year, month, number = (int(part) for part in day.groups())
    longest = (31, 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28)
    return number <= (*longest, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def compare(left: Term, right: Term) -> int | None:
    """-1, 0 or 1 as SPARQL orders the two, or None when it does not."""
    if not (isinstance(left, ox.Literal) and isinstance(right, ox.Literal)):
        return None
    if not (is_well_typed(left) and is_well_typed(right)):
        return None
    ours, theirs = _number(left), _number(right)
    if ours is not None and theirs is not None:
        return _order(ours, theirs)
    if left.datatype != right.datatype:
        return None
    kind = left.datatype.value.removeprefix(XSD)
    if kind in ("date", "dateTime"):
        return _order_in_time(left.value, right.value)
    if kind == "boolean":
        return _order(left.value in ("true", "1"), right.value in ("true", "1"))
    return _order(left.value, right.value) if kind in ("string", "gYear", "gYearMonth", "time") else None


def _number(literal: ox.Literal) -> Decimal | float | None:
    kind = literal.datatype.value.removeprefix(XSD)
    try:
        if kind in _INTEGERS or kind == "decimal":
            return Decimal(literal.value)
        return float(literal.value.replace("INF", "inf")) if kind in ("double", "float") else None
    except (InvalidOperation, ValueError):
        return None


def _order(left: object, right: object) -> int | None:
    if left == right:
        return 0
    if left < right:  # type: ignore[operator]  # the callers pass two values of one kind
        return -1
    return 1 if left > right else None  # type: ignore[operator]  # not a number is neither


def _order_in_time(left: str, right: str) -> int | None:
    try:
        ours, theirs = datetime.fromisoformat(left), datetime.fromisoformat(right)
    except ValueError:
        return _order(left, right)  # a year outside 1..9999
    if (ours.tzinfo is None) == (theirs.tzinfo is None):
        return _order(ours, theirs)
    # XML Schema: without a zone the moment is known to 14 hours only
    distance = ours.replace(tzinfo=None) - theirs.replace(tzinfo=None)
    return None if abs(distance) <= _WIDEST_ZONE else _order(distance, timedelta())
