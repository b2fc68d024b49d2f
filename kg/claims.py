"""A built graph in, every claim of it out: one flat value each, with labels that a person can read.

A claim of the graph is one value here; so is every stated property of a record (a result's hazard ratio, a deal's
upfront payment) and of a release (its title).  What only qualifies another property (its unit, its bound, its printed
form) stands beside that property.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from kg import vocab
from kg.disputes import Disputes, disputes
from kg.errors import QueryError
from kg.query import answerer
from kg.store import LABEL, Store
from kg.texts import NO_TEXTS, Texts
from kg.vocab import ADC

Node = dict[str, list[Any]]  # predicate IRI -> terms

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_OA = "http://www.w3.org/ns/oa#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = _RDF + "type"
_MODALITIES = {
    ADC.Asserted: "asserted",
    ADC.Planned: "planned",
    ADC.Promotional: "claim",
    ADC.OpinionModality: "opinion",
    ADC.Negated: "negated",
    ADC.Legal: "legal",
    ADC.Rejected: "rejected",
}
# how a statement is proven, not what it states
_PROOF = {_TYPE, ADC.modality, ADC.asOf, ADC.statedIn, ADC.evidence, ADC.quote, ADC.foundBy, ADC.decidedIn, LABEL}
# what qualifies other properties, and about the text as such
_BESIDE = {ADC.unit, ADC.bound, ADC.pBound, ADC.printed, ADC.currency, ADC.rangeHighBound}
_OF_THE_TEXT = {ADC.textDigest, ADC.textLength, ADC.sourceName}
_IN_UNIT = {ADC.value, ADC.valueHigh, ADC.ciLow, ADC.ciHigh, ADC.rangeLow, ADC.rangeHigh, ADC.difference}
_OWN_UNITS = {
    ADC.ciLevel: "%",
    ADC.riskReduction: "%",
    ADC.timePointMonths: "mo",
    ADC.numerator: "{patients}",
    ADC.denominator: "{patients}",
    ADC.size: "{patients}",
    ADC.enrolled: "{patients}",
}
_MONEY = {
    *(ADC.upfrontPayment, ADC.milestonePayments, ADC.milestoneReceived, ADC.licenceFee, ADC.developmentFunding),
    *(ADC.researchSupport, ADC.equity, ADC.totalValue),
}
_BOUNDS = {ADC.value: ADC.bound, ADC.pValue: ADC.pBound, ADC.rangeHigh: ADC.rangeHighBound}
# what a record is called by, in this order
_TOPIC = (
    *(ADC.endpoint, ADC.term, ADC.names, ADC.biomarker, ADC.trait, ADC.designation, ADC.eventKind, ADC.event),
    *(ADC.status, ADC.meeting, ADC.brand, ADC.speaker, ADC.quantity, ADC.subject, ADC.statementKind, ADC.contactName),
)
_WHOSE = (ADC.ofCompound, ADC.ofDrug, ADC.ofArm, ADC.inPopulation, ADC.ofTrial, ADC.ofCompany, ADC.forIndication)


@dataclass(frozen=True, slots=True)
class Claim:
    """One stated value: ``object`` is an entity's IRI, or None when ``value`` is a number, a date or words."""

    id: str
    release: str
    subject: str
    subject_label: str
    predicate: str
    predicate_label: str
    object: str | None
    object_label: str | None
    value: Any
    unit: str | None
    bound: str | None
    modality: str
    as_of: str | None
    evidence: list[dict[str, Any]] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    disputed: list[str] = field(default_factory=list)  # sentences on what says otherwise


def claims(store: Store, release: str | None = None, *, texts: Texts = NO_TEXTS) -> Iterator[Claim]:
    """Every claim of a built graph, or of the release of that key, IRI or file name, in a fixed order.

    Evidence has the whole sentence where ``texts`` keep it.  Raises QueryError when there is no such release.
    """
    graphs = [graph for graph in store.graphs() if graph.startswith(vocab.release_graph(""))]
    chosen = [_chosen(store, graphs, release)] if release else graphs
    reader = _Reader(store, texts)
    for graph in chosen:
        yield from reader.read(graph)


def _chosen(store: Store, graphs: list[str], release: str) -> str:
    for graph in graphs:
        key = graph.removeprefix(vocab.release_graph(""))
        if release in (key, graph, vocab.release_iri(key)) or release == _source_name(store, key):
            return graph
    from difflib import get_close_matches

    keys = [graph.removeprefix(vocab.release_graph("")) for graph in graphs]
    near = get_close_matches(release, keys, n=1, cutoff=0.3)
    hint = f"; did you mean '{near[0]}'?" if near else ""
    raise QueryError(f"there is no release '{release}' in this graph of {len(graphs)} releases{hint}")


def _source_name(store: Store, key: str) -> str | None:
    found = store.engine.quads_for_pattern(
        ox.NamedNode(vocab.release_iri(key)), ox.NamedNode(ADC.sourceName), None, ox.DefaultGraph()
    )
    return next((quad.object.value for quad in found), None)  # type: ignore[union-attr]  # a literal


class _Reader:
    """Reads one release's graph after the other; labels are looked up once."""

    def __init__(self, store: Store, texts: Texts) -> None:
        self.store = store
        self.texts = texts
        self._labels: dict[str, str] = {}
        self.nodes: dict[str, Node] = {}

    @cached_property
    def disputes(self) -> Disputes:
        """What disputes the claims of all releases."""
        return disputes(answerer(self.store.engine))

    @cached_property
    def derived(self) -> dict[str, dict[str, Node]]:
        """Decoded claims by release: they stand in the graph of derived statements."""
        found: dict[str, dict[str, Node]] = {}
        for subject, node in self._nodes(vocab.DERIVED_GRAPH).items():
            if any(term.value == ADC.Claim for term in node.get(_TYPE, ())):
                found.setdefault(node[ADC.statedIn][0].value, {})[subject] = node
        return found

    def read(self, graph: str) -> Iterator[Claim]:
        release = vocab.release_iri(graph.removeprefix(vocab.release_graph("")))
        self.nodes = self._nodes(graph)
        decoded = self.derived.get(release, {})
        for subject, node in sorted({**self.nodes, **decoded}.items()):
            if subject == release:
                yield from self._properties(subject, node, release, _PROOF | _BESIDE | _OF_THE_TEXT)
            elif ADC.statedIn in node and _RDF + "predicate" in node:
                yield self._claim(subject, node, release)
            elif ADC.statedIn in node:
                yield from self._properties(subject, node, release, _PROOF | _beside(node))

    def _nodes(self, graph: str) -> dict[str, Node]:
        nodes: dict[str, Node] = {}
        for quad in self.store.engine.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
            subject: Any = quad.subject
            nodes.setdefault(subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
        return nodes

    def _claim(self, iri: str, node: Node, release: str) -> Claim:
        subject, predicate, value = (node[_RDF + part][0] for part in ("subject", "predicate", "object"))
        return self._made(iri, node, release, (subject.value, predicate.value, value), self.label(subject.value))

    def _properties(self, iri: str, node: Node, release: str, hidden: set[str]) -> Iterator[Claim]:
        name = self.label(iri) if iri == release else self._topic(node)
        for predicate in sorted(set(node) - hidden):
            for place, value in enumerate(sorted(node[predicate], key=str)):
                identity = f"{iri}#{predicate.rsplit('/', 1)[-1]}" + (f"-{place + 1}" if place else "")
                yield self._made(identity, node, release, (iri, predicate, value), name)

    def _made(self, identity: str, node: Node, release: str, triple: tuple[str, str, Any], name: str) -> Claim:
        subject, predicate, value = triple
        is_entity = isinstance(value, ox.NamedNode)
        days = node.get(ADC.asOf) or node.get(ADC.releaseDate) or [None]
        modality = node.get(ADC.modality)
        shown = self._evidence(node, value, release)
        return Claim(
            id=identity,
            release=release,
            subject=subject,
            subject_label=name,
            predicate=predicate,
            predicate_label=self.label(predicate),
            object=value.value if is_entity else None,
            object_label=self.label(value.value) if is_entity else None,
            value=None if is_entity else plain(value),
            unit=_unit(predicate, node),
            bound=self._bound(predicate, node),
            modality=_MODALITIES[modality[0].value] if modality else "asserted",
            as_of=days[0].value if days[0] is not None else None,
            evidence=shown,
            rules=sorted(term.value for term in node.get(ADC.foundBy, ())),
            disputed=self._disputed(predicate, value, release, shown),
        )

    def _disputed(self, predicate: str, value: Any, release: str, shown: list[dict[str, Any]]) -> list[str]:
        readings = [self.label(value.value)] if isinstance(value, ox.NamedNode) else [value.value]
        places = [(release, piece["start"], piece["end"]) for piece in shown]
        return list(self.disputes.about(predicate, readings, places))

    def _bound(self, predicate: str, node: Node) -> str | None:
        found = node.get(_BOUNDS.get(predicate, ""))
        return self.label(found[0].value) if found else None

    def _evidence(self, node: Node, value: Any, release: str) -> list[dict[str, Any]]:
        """The words behind a statement; of a release's evidence, those that print the value."""
        pieces = [self.nodes[term.value] for term in node.get(ADC.evidence, ()) if term.value in self.nodes]
        shown = [self._piece(piece, release) for piece in pieces]
        if ADC.modality not in node:
            shown = [piece for piece in shown if value.value in piece["quote"]] or shown
        return sorted(shown, key=lambda piece: (piece["start"], piece["end"]))

    def _piece(self, piece: Node, release: str) -> dict[str, Any]:
        """Words with their place and section, and the sentence they stand in where its text is kept."""
        start, end = (int(piece[_OA + name][0].value) for name in ("start", "end"))
        shown: dict[str, Any] = {"start": start, "end": end, "quote": piece[_OA + "exact"][0].value}
        if ADC.inSection in piece:
            shown["section"] = self.label(piece[ADC.inSection][0].value)
        passage = self.texts.passage(release, start, end)
        if passage is not None:
            shown["sentence"] = f"{passage.before}{passage.words}{passage.behind}"
        return shown

    def _topic(self, node: Node) -> str:
        """What a record is about: 'result: median of PFS, X-101, ALPHA'."""
        kind = next(self.label(term.value) for term in node[_TYPE])
        about = [self._shown(node[p][0]) for p in _TOPIC if p in node][:1]
        if about and ADC.statistic in node:
            about[0] = f"{self._shown(node[ADC.statistic][0])} of {about[0]}"
        about += [self._shown(node[predicate][0]) for predicate in _WHOSE if predicate in node]
        return f"{kind}: {', '.join(dict.fromkeys(about))}" if about else kind

    def _shown(self, term: Any) -> str:
        return self.label(term.value) if isinstance(term, ox.NamedNode) else str(term.value)

    def label(self, iri: str) -> str:
        """The name of a thing or a term; a release is called by its title; the end of the IRI when it has no name."""
        if iri not in self._labels:
            self._labels[iri] = self._look_up(iri, LABEL) or self._look_up(iri, ADC.title) or iri.rsplit("/", 1)[-1]
        return self._labels[iri]

    def _look_up(self, iri: str, predicate: str) -> str | None:
        quads = self.store.engine.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None, ox.DefaultGraph())
        return min((quad.object.value for quad in quads), default=None)  # type: ignore[union-attr]  # literals


def plain(literal: Any) -> Any:
    """A literal as JSON shows it: numbers and truth values as such, everything else as text."""
    kind = literal.datatype.value.removeprefix(_XSD)
    if kind == "integer":
        return int(literal.value)
    if kind == "decimal":
        number = float(literal.value)
        return int(number) if number.is_integer() and abs(number) < 2**53 else number
    return literal.value == "true" if kind == "boolean" else literal.value


def _beside(node: Mapping[str, list[Any]]) -> set[str]:
    """What stands beside the values of a record; of a name its printed form is what is stated."""
    return _BESIDE if ADC.nameKind not in node else _BESIDE - {ADC.printed}


def _unit(predicate: str, node: Mapping[str, list[Any]]) -> str | None:
    if predicate in _IN_UNIT and ADC.unit in node:
        return str(node[ADC.unit][0].value)
    if predicate in _MONEY and ADC.currency in node:
        return str(node[ADC.currency][0].value)
    return _OWN_UNITS.get(predicate)
