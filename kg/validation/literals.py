"""A graph in, the values that their own datatype does not admit out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from kg.validation.finding import CHECK, Finding, shown
from kg.validation.graph import Graph
from kg.validation.terms import XSD, is_well_typed

ILL_TYPED: Final = CHECK + "ill-typed-value"
_ANY_TEXT: Final = frozenset({XSD + "string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"})


def ill_typed(graph: Graph) -> Iterator[Finding]:
    """A finding for every literal such as ``"yes"^^xsd:boolean``, which readers silently take for something else."""
    for subject, predicate, value in graph.triples():
        if not isinstance(value, ox.Literal) or value.datatype.value in _ANY_TEXT or is_well_typed(value):
            continue
        text, kind = shown(str(ox.Literal(value.value))), shown(str(value.datatype))
        words = f"{text} is no {kind}; write the value as the datatype asks"
        yield Finding(str(subject), str(predicate), str(value), ILL_TYPED, "violation", "", words)
