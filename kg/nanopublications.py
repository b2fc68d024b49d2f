"""Claims in, nanopublications out: each claim as four small graphs that can be cited on their own.

The assertion is the claim's triple; the provenance says in which release, in which words and with what modality it
stands; the publication info names the program and the licence; the head ties the three together.  Times are the
release's date, so that the same graph gives the same nanopublications.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from kg import __version__, vocab
from kg.store import Store
from kg.vocab import ADC

NP = "http://www.nanopub.org/nschema#"
PROV = "http://www.w3.org/ns/prov#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DCTERMS = "http://purl.org/dc/terms/"
_LICENSE = "https://creativecommons.org/licenses/by/4.0/"
_PARTS = ("assertion", "head", "provenance", "pubinfo")
PREFIXES = {"np": NP, "nanopub": f"{vocab.ID}nanopub/"}

Graph = tuple[str, list[str]]


@dataclass
class _Claim:
    """The parts of a claim as terms of N-Triples."""

    terms: dict[str, str] = field(default_factory=dict)
    evidence: list[str] = field(default_factory=list)


def graphs(store: Store) -> Iterator[Graph]:
    """The graphs of every claim of a built graph, in the order of the claims' IRIs."""
    for iri, claim in sorted(_claims(store).items()):
        yield from _nanopublication(iri, claim)


def _claims(store: Store) -> dict[str, _Claim]:
    kind = ox.NamedNode(ADC.Claim)
    typed = store.engine.quads_for_pattern(None, ox.NamedNode(f"{_RDF}type"), kind, ox.DefaultGraph())
    found: dict[str, _Claim] = {}
    for quad in typed:
        claim = found[_value(quad.subject)] = _Claim()
        for stated in store.engine.quads_for_pattern(quad.subject, None, None, ox.DefaultGraph()):
            if stated.predicate.value == ADC.evidence:
                claim.evidence.append(str(stated.object))
            else:
                claim.terms[stated.predicate.value] = str(stated.object)
    return found


def _value(term: Any) -> str:
    return str(term.value)


def _nanopublication(iri: str, claim: _Claim) -> Iterator[Graph]:
    terms = claim.terms
    name = f"{vocab.ID}nanopub/{iri.rsplit('/', 1)[-1]}"
    assertion, head, provenance, pubinfo = (f"{name}-{part}" for part in _PARTS)
    yield assertion, [" ".join((*(terms[_RDF + part] for part in ("subject", "predicate", "object")), "."))]
    tied = (("hasAssertion", assertion), ("hasProvenance", provenance), ("hasPublicationInfo", pubinfo))
    yield (
        head,
        sorted(
            [
                _line(name, f"{_RDF}type", f"<{NP}Nanopublication>"),
                *(_line(name, f"{NP}{predicate}", f"<{graph}>") for predicate, graph in tied),
            ]
        ),
    )
    yield (
        provenance,
        sorted(
            [
                _line(assertion, f"{PROV}wasDerivedFrom", terms[ADC.statedIn]),
                _line(assertion, f"{PROV}wasDerivedFrom", f"<{iri}>"),
                _line(assertion, ADC.modality, terms[ADC.modality]),
                *(_line(assertion, ADC.evidence, evidence) for evidence in claim.evidence),
            ]
        ),
    )
    yield pubinfo, sorted(_info(name, terms.get(ADC.asOf)))


def _info(name: str, day: str | None) -> Iterator[str]:
    yield _line(name, f"{_DCTERMS}license", f"<{_LICENSE}>")
    yield _line(name, f"{_DCTERMS}creator", f"<{vocab.BASE}>")
    yield _line(name, f"{PROV}wasGeneratedBy", f"<{vocab.BASE}software/{__version__}>")
    if day is not None:
        yield _line(name, f"{_DCTERMS}date", day)


def _line(subject: str, predicate: str, value: str) -> str:
    return f"<{subject}> <{predicate}> {value} ."
