"""Numbers, units, bounds and codes of facts in, RDF literals and individuals of the closed lists out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.model import Evidence
from kg.vocab import ADC

_XSD = "http://www.w3.org/2001/XMLSchema#"
_DECIMAL, _INTEGER, _DATE, _BOOLEAN = (NamedNode(_XSD + name) for name in ("decimal", "integer", "date", "boolean"))

# units of the facts JSON as UCUM codes; what a count counts is an annotation in braces
_UCUM = {
    "%": "%",
    "percent": "%",
    "patients": "{patients}",
    "points": "{points}",
    "months": "mo",
    "weeks": "wk",
    "days": "d",
    "years": "a",
    "hours": "h",
    "µg": "ug",
    "μg": "ug",
    "mcg": "ug",
    "AUC": "{AUC}",
}
_PLAIN_UNIT = re.compile(r"[a-zA-Z]{1,6}(?:/[a-zA-Z]{1,4}2?)?")
_BOUNDS = {
    "=": "Equal",
    "<": "Below",
    "<=": "AtMost",
    ">": "Above",
    ">=": "AtLeast",
    "~": "About",
    "about": "About",
    "over": "Above",
    "under": "Below",
    "up to": "AtMost",
    "at least": "AtLeast",
}
_PHASES = {
    "1": "PhaseOne",
    "1/2": "PhaseOneTwo",
    "2": "PhaseTwo",
    "2/3": "PhaseTwoThree",
    "3": "PhaseThree",
    "4": "PhaseFour",
    "preclinical": "PreclinicalPhase",
}
_THRESHOLD = re.compile(r"(>=|<=|>|<|~)?\s*(\d+(?:\.\d+)?)\s*%")


@cache
def term(name: str) -> NamedNode:
    """A term of the ontology; AttributeError when there is none of that name."""
    return NamedNode(getattr(ADC, name))


def text(value: str | None) -> Literal | None:
    """A plain string in one line; None for nothing."""
    squeezed = " ".join(value.split()) if value else ""
    return Literal(squeezed) if squeezed else None


def words(value: str) -> Literal:
    """A string exactly as it stands."""
    return Literal(value)


def decimal(value: float | None) -> Literal | None:
    """An exact decimal in its shortest form: 6.20 and 6.2 are one literal, 7.8e-22 is written out."""
    if value is None:
        return None
    number = Decimal(repr(value)).normalize()
    shown = format(number + 0, "f")  # + 0 makes -0 plain
    return Literal(shown, datatype=_DECIMAL)


def integer(value: int | None) -> Literal | None:
    """A whole number."""
    return None if value is None else Literal(str(int(value)), datatype=_INTEGER)


def day(value: date | None) -> Literal | None:
    """A date."""
    return None if value is None else Literal(value.isoformat(), datatype=_DATE)


def boolean(value: bool | None) -> Literal | None:
    """A truth value."""
    return None if value is None else Literal("true" if value else "false", datatype=_BOOLEAN)


def unit(name: str | None) -> Literal | None:
    """A unit as UCUM code; one that UCUM does not know becomes an annotation in braces.

    >>> unit("months").value, unit("mg/m²").value, unit("µg/kg").value, unit("target lesions").value
    ('mo', 'mg/m2', 'ug/kg', '{target_lesions}')
    """
    if not name:
        return None
    plain = name.strip().replace("²", "2")
    over = plain.split("/")
    code = "/".join(_UCUM.get(part, part) for part in over)
    known = code in _UCUM.values() or _PLAIN_UNIT.fullmatch(code)
    return Literal(code if known else "{" + re.sub(r"[^!-z|~]+", "_", plain) + "}")


def bound(sign: str | None, *, default: str | None = "=") -> NamedNode | None:
    """How a printed number bounds the true one; a bare number is equal to it."""
    name = _BOUNDS.get(sign or default or "")
    return term(name) if name else None


def phase(code: str | None) -> NamedNode | None:
    """A phase of the facts JSON."""
    return term(_PHASES[code]) if code in _PHASES else None


def threshold(printed: str | None) -> tuple[str, float] | None:
    """Sign and percentage of a frequency limit such as '>=40%'; None when it has another form."""
    match = _THRESHOLD.fullmatch(printed.strip()) if printed else None
    return (match[1] or ">=", float(match[2])) if match else None


def pick(table: dict[str, str], code: str | None) -> NamedNode | None:
    """The individual that a code means; None for a code that is not in the table."""
    return term(table[code]) if code in table else None


def number_or_text(value: Any) -> tuple[Literal | None, Literal | None]:
    """A value as number and as text: one of the two, or neither."""
    if isinstance(value, str):
        return None, text(value)
    return decimal(value), None


_SHARE = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{1,4})?) {0,2}(?:%|percent\b|per cent\b)")


def printed(value: object, unit: str | None, words: str | None, evidence: Iterable[Evidence]) -> Literal | None:
    """A value as it is printed; a percentage is what stands before the percent sign, not the count beside it.

    >>> printed(88, "%", "14", [Evidence(0, 8, "14 (88%)")]).value
    '88%'
    """
    if unit == "%" and isinstance(value, int | float):
        for quote in (words or "", *(one.quote for one in evidence)):
            for match in _SHARE.finditer(quote):
                if float(match[1]) == value:
                    return Literal(match[0])
    return text(words)
