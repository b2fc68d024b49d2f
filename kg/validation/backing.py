"""A graph in, the facts about known entities out that neither the reference data nor an asserted claim makes.

The shapes cannot tell which facts about an entity of the reference data are the reference's own: in one graph, all
triples look alike.  Here the reference data is at hand, so a release cannot add to a known entity without a claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from kg.validation.finding import CHECK, Finding
from kg.validation.graph import Graph, Triple
from kg.validation.logic import sh
from kg.validation.terms import Term

UNBACKED: Final = CHECK + "fact-without-claim"
_ADC: Final = "https://w3id.org/adc-kg/ontology/"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SUBJECT, _PREDICATE, _OBJECT = (ox.NamedNode(_RDF + name) for name in ("subject", "predicate", "object"))
_MODALITY, _ASSERTED = ox.NamedNode(_ADC + "modality"), ox.NamedNode(_ADC + "Asserted")
_DIRECT: Final = ox.NamedNode("https://w3id.org/adc-kg/shape/DirectTripleShape")


def unbacked(graph: Graph, shapes: Graph) -> Iterator[Finding]:
    """A finding for each such fact; which properties state facts about entities, the shapes say."""
    background = graph.background()
    direct = {term for term in shapes.objects(_DIRECT, sh("targetSubjectsOf")) if isinstance(term, ox.NamedNode)}
    claims = _claims(graph)
    for subject, predicate, value in graph.triples():
        if predicate not in direct or background is None or not background.properties(subject):
            continue
        modalities = claims.get((subject, predicate, value))
        backed = modalities is not None and (not modalities or _ASSERTED in modalities)
        if not backed and value not in background.objects(subject, predicate):
            words = "No claim says so" if modalities is None else "No asserted claim says so"
            text = f"{words}, and the reference data does not either; add the claim or remove the triple"
            yield Finding(str(subject), str(predicate), str(value), UNBACKED, "violation", "", text)


def _claims(graph: Graph) -> dict[Triple, set[Term]]:
    """What claims and entailments say -> their modalities; an entailment has none."""
    said: dict[Triple, set[Term]] = {}
    for node in graph.subjects_of(_PREDICATE):
        for subject in graph.objects(node, _SUBJECT):
            for predicate in graph.objects(node, _PREDICATE):
                for value in graph.objects(node, _OBJECT):
                    if isinstance(predicate, ox.NamedNode):
                        said.setdefault((subject, predicate, value), set()).update(graph.objects(node, _MODALITY))
    return said
