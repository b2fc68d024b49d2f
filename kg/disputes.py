"""A graph in, what disputes or explains its statements out: each by the words and the property it is about.

Conflicts and explained differences cite the words of both sides; a doubt about a number cites those of its record.  A
statement is disputed where its property and its words are cited and it states one of the readings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.arithmetic import printed
from kg.query import Answerer

_FINDINGS = """
PREFIX adc: <https://w3id.org/adc-kg/ontology/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT DISTINCT ?predicate ?one ?other ?explanation ?release ?start ?end WHERE {
  {
    VALUES ?class { adc:Conflict adc:ExplainedDifference }
    ?finding a ?class ; rdf:predicate ?predicate ; adc:printed ?one ; adc:otherPrinted ?other .
  } UNION {
    ?finding a adc:NumericDoubt ; adc:printed ?one .
    BIND(adc:value AS ?predicate)
  }
  ?finding adc:explanation ?explanation ; adc:evidence ?evidence .
  ?evidence oa:hasSource ?release ; oa:start ?start ; oa:end ?end .
}
ORDER BY ?explanation ?release ?start
"""
_VALUES = {"hazardRatio", "riskReduction", "size", "enrolled", "numerator", "printed"}
_NAMESPACE = "https://w3id.org/adc-kg/ontology/"

Place = tuple[str, int, int]  # release, start, end


@dataclass(frozen=True)
class Disputes:
    """Findings by the place of the words they cite."""

    found: dict[Place, list[dict[str, str]]] = field(default_factory=dict)

    def about(self, predicate: str, values: Iterable[str], places: Iterable[Place]) -> tuple[str, ...]:
        """Sentences on what disputes a property with one of these readings on the words of these places."""
        told = [row for place in places for row in self.found.get(place, ())]
        readings = tuple(values)
        kept = (row["explanation"] for row in told if _is_about(row, predicate) and _is_reading(row, readings))
        return tuple(dict.fromkeys(kept))


def disputes(source: Answerer) -> Disputes:
    """Every conflict, explained difference and doubt of a graph."""
    found: dict[Place, list[dict[str, str]]] = {}
    for row in source.select(_FINDINGS).records():
        found.setdefault((row["release"], int(row["start"]), int(row["end"])), []).append(row)
    return Disputes(found)


def _is_about(row: dict[str, str], predicate: str) -> bool:
    """Whether a finding is about a property; of a doubt about a ratio, the ratio."""
    name = predicate.removeprefix(_NAMESPACE)
    return row["predicate"] == predicate or ("other" not in row and name in _VALUES)


def _is_reading(row: dict[str, str], values: tuple[str, ...]) -> bool:
    return any(_is_same(value, row.get(side, "")) for value in values for side in ("one", "other"))


def _is_same(value: str, reading: str) -> bool:
    if value.casefold() == reading.casefold():
        return True
    left, right = printed(value), printed(reading)
    return left is not None and right is not None and left.value == right.value
