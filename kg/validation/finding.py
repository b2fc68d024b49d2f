"""The value that every check yields, and the words in which terms are shown to people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

SH: Final = "http://www.w3.org/ns/shacl#"
# checks that SHACL has no component for: they look at files, literals, names and the shapes themselves
CHECK: Final = "https://w3id.org/adc-kg/check/"
SEVERITIES: Final = ("info", "warning", "violation")
_SHOWN_LENGTH: Final = 120


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong, and where.

    ``focus``, ``path``, ``value`` and ``shape`` are terms as N-Triples writes them (a path that is more than one
    predicate is written as in SPARQL), or empty.  ``component`` is an IRI: SHACL's, or one of this project's checks.
    ``severity`` is 'violation', 'warning' or 'info', or the IRI of a severity that foreign shapes define.
    ``line`` counts from 1; 0 with an empty ``file`` means that the finding is about a graph that was not read from one.
    """

    focus: str
    path: str
    value: str
    component: str
    severity: str
    shape: str
    message: str
    file: str = ""
    line: int = 0


def severity_name(iri: str) -> str:
    """The short name of one of SHACL's severities; another IRI stays as it is."""
    name = iri.removeprefix(SH).lower()
    return name if name in SEVERITIES else iri


def severity_iri(name: str) -> str:
    """The IRI of a severity."""
    return SH + name.capitalize() if name in SEVERITIES else name


def at_least(findings: Iterable[Finding], severity: str) -> list[Finding]:
    """The findings of that severity or a graver one; a severity of one's own counts as a violation."""
    floor = SEVERITIES.index(severity)
    return [f for f in findings if f.severity not in SEVERITIES or SEVERITIES.index(f.severity) >= floor]


@cache
def _longest_first() -> tuple[tuple[str, str], ...]:
    from kg.resources import prefixes

    return tuple(sorted(((iri, short) for short, iri in prefixes().items()), key=lambda pair: (-len(pair[0]), pair)))


_IRI = re.compile(r"<([^<>\s]*)>")
_LOCAL = re.compile(r"[\w.\-]*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def shown(term: str) -> str:
    """A term as people write it: prefixed names, quoted words without their datatype, at most 120 characters.

    >>> shown('<http://www.w3.org/ns/shacl#minCount>')
    'sh:minCount'
    >>> shown('"12"^^<http://www.w3.org/2001/XMLSchema#integer>')
    '12'
    """
    if term.startswith('"'):
        text, _, kind = term.rpartition('"')
        words = _plain(text[1:])
        return _cut(words if kind.endswith(("#integer>", "#decimal>", "#date>", "#boolean>")) else f"'{words}'")
    return _cut(_IRI.sub(lambda match: _short(match[1]), term))


def _short(iri: str) -> str:
    for namespace, prefix in _longest_first():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return _plain(f"<{iri}>")


def _plain(text: str) -> str:
    escapes = {"n": " ", "r": " ", "t": " "}
    words = re.sub(r"\\(.)", lambda match: escapes.get(match[1], match[1]), text)
    return _CONTROL.sub(lambda match: f"U+{ord(match[0]):04X}", words)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 3] + "..."


_SLOT = re.compile(r"\{[$?](\w+)\}")


def filled(template: str, bindings: Mapping[str, object]) -> str:
    """A message with its ``{$name}`` and ``{?name}`` filled in; what is not bound stays as it is written."""
    return _SLOT.sub(lambda match: _value(bindings.get(match[1]), match[0]), template)


def _value(term: object, otherwise: str) -> str:
    return otherwise if term is None else shown(str(term)).strip("'")
