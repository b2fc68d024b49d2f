"""Statements in, quads out: the collector that every kind of fact writes to, for one release.

It knows how a statement is put: a claim with the direct triple behind it when, and only when, it is asserted; a record
with its properties; evidence shared by all statements that stand on the same words.  Statements that two rules find
are one node with the evidence of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from pyoxigraph import Literal, NamedNode, Quad

from kg import vocab
from kg.model import Evidence, Fact, Modality, Release, SectionKind
from kg.rdf import values
from kg.rdf.values import term

Object = NamedNode | Literal
Pairs = Iterable[tuple[str, Object | None]]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TYPE, SUBJECT, PREDICATE, OBJECT = (NamedNode(RDF + name) for name in ("type", "subject", "predicate", "object"))
_OA = "http://www.w3.org/ns/oa#"
_EXACT, _START, _END, _SOURCE = (NamedNode(_OA + name) for name in ("exact", "start", "end", "hasSource"))

JOIN = " \u2026 "  # between the pieces of a quotation

# the About sections recur in every release of a company; what they state is stated all the same
MODALITIES: dict[Modality, str] = {
    "asserted": "Asserted",
    "boilerplate": "Asserted",
    "planned": "Planned",
    "claim": "Promotional",
    "opinion": "OpinionModality",
    "negated": "Negated",
    "legal": "Legal",
}
SECTIONS: dict[SectionKind, str] = {
    "headline": "Headline",
    "dateline": "Dateline",
    "body": "Body",
    "quotation": "Quotation",
    "about": "AboutSection",
    "legal": "LegalSection",
    "trademark": "TrademarkSection",
    "contact": "ContactSection",
    "footnote": "FootnoteSection",
}


@dataclass
class _Statement:
    """A claim or a record that is still being collected."""

    cls: str
    kind: str
    pairs: tuple[tuple[NamedNode, Object], ...]
    modality: str
    graph: NamedNode
    evidence: dict[Evidence, None] = field(default_factory=dict)
    rules: dict[str, None] = field(default_factory=dict)


class Sink:
    """The quads of one release, in the order they were stated, each once."""

    def __init__(self, release: Release, key: str, as_of: date | None) -> None:
        self.text = release.text
        self.key = key
        self.release = NamedNode(vocab.release_iri(key))
        self.graph = NamedNode(vocab.release_graph(key))
        self.derived = NamedNode(vocab.DERIVED_GRAPH)
        self.as_of = values.day(as_of)
        self._quads: dict[Quad, None] = {}
        self._claims: dict[tuple[NamedNode, NamedNode, Object, str], _Statement] = {}
        self._evidence: dict[Evidence, NamedNode] = {}
        self._places: dict[str, Evidence] = {}

    def add(
        self, subject: NamedNode, predicate: NamedNode, value: Object | None, graph: NamedNode | None = None
    ) -> None:
        """One triple in the release's graph; nothing when there is no value."""
        if value is not None:
            self._quads[Quad(subject, predicate, value, graph or self.graph)] = None

    def claim(
        self,
        subject: NamedNode,
        name: str,
        value: Object | None,
        fact: Fact,
        *,
        said: str | None = None,
        decoded: bool = False,
    ) -> None:
        """A binary fact about an entity, on the words of ``fact`` that print ``said``; nothing when there is no value.

        ``decoded``: the value follows from how a name is built; the claim stands in the graph of what is derived.
        """
        if value is None:
            return
        predicate, modality = term(name), MODALITIES[fact.modality]
        graph = self.derived if decoded else self.graph
        pairs = ((SUBJECT, subject), (PREDICATE, predicate), (OBJECT, value))
        made = _Statement("Claim", "claim", pairs, modality, graph)
        statement = self._claims.setdefault((subject, predicate, value, modality), made)
        printed = said if said is not None else value.value if isinstance(value, Literal) else ""
        statement.evidence.update(dict.fromkeys(supporting(fact.evidence, printed)))
        statement.rules[fact.rule] = None

    def record(self, cls: str, kind: str, fact: Fact, pairs: Pairs) -> NamedNode:
        """An n-ary fact as a node with its properties; properties without a value are left out."""
        filled = tuple((term(name), value) for name, value in pairs if value is not None)
        statement = _Statement(cls, kind, filled, MODALITIES[fact.modality], self.graph)
        statement.evidence.update(dict.fromkeys(fact.evidence))
        statement.rules[fact.rule] = None
        return self._write(statement)

    def cite(self, evidence: Evidence) -> NamedNode:
        """The node of a piece of text; one node for all statements on the same words in the same place."""
        known = self._evidence.get(evidence)
        return known if known is not None else self._write_evidence(evidence)

    def quads(self) -> list[Quad]:
        """Everything stated, claims last."""
        for statement in self._claims.values():
            self._write(statement)
            subject, predicate, value = (found for _, found in statement.pairs)
            if statement.modality == "Asserted":
                assert isinstance(subject, NamedNode)
                assert isinstance(predicate, NamedNode)
                self.add(subject, predicate, value, statement.graph)
        self._claims.clear()
        return list(self._quads)

    def _write(self, statement: _Statement) -> NamedNode:
        content = sorted(f"{predicate} {value}" for predicate, value in statement.pairs)
        quotes = sorted({evidence.quote for evidence in statement.evidence})
        node = NamedNode(vocab.record_iri(statement.kind, self.key, statement.modality, *content, *quotes))
        for predicate, value in (
            (TYPE, term(statement.cls)),
            *statement.pairs,
            (term("modality"), term(statement.modality)),
            (term("asOf"), self.as_of),
            (term("statedIn"), self.release),
        ):
            self.add(node, predicate, value, statement.graph)
        for evidence in statement.evidence:
            self.add(node, term("evidence"), self.cite(evidence), statement.graph)
        if statement.evidence:
            self.add(node, term("quote"), values.words(quotation(statement.evidence)), statement.graph)
        for rule in statement.rules:
            self.add(node, term("foundBy"), values.text(rule), statement.graph)
        if statement.graph == self.derived:
            self.add(node, term("knownFrom"), term("Decoded"), statement.graph)
        return node

    def _write_evidence(self, evidence: Evidence) -> NamedNode:
        # the place is told by counting equal words before it, so that text added elsewhere changes no IRI
        nth = str(self.text.count(evidence.quote, 0, evidence.start + len(evidence.quote) - 1))
        iri = vocab.record_iri("evidence", self.key, evidence.quote, nth)
        if self._places.setdefault(iri, evidence).start != evidence.start:  # 'aa' stands twice in 'aaa'
            iri = vocab.record_iri("evidence", self.key, evidence.quote, nth, str(evidence.start))
        node = self._evidence[evidence] = NamedNode(iri)
        for predicate, value in (
            (TYPE, term("Evidence")),
            (_SOURCE, self.release),
            (_EXACT, values.words(evidence.quote)),
            (_START, values.integer(evidence.start)),
            (_END, values.integer(evidence.end)),
            (term("inSection"), term(SECTIONS[evidence.section])),
        ):
            self.add(node, predicate, value)
        return node


def quotation(evidence: Iterable[Evidence]) -> str:
    """The words of several pieces of evidence, in the order of the text, each once.

    >>> quotation([Evidence(9, 12, "two"), Evidence(0, 3, "one")])
    'one … two'
    """
    return JOIN.join(dict.fromkeys(piece.quote for piece in sorted(evidence)))


def supporting(evidence: tuple[Evidence, ...], printed: str) -> tuple[Evidence, ...]:
    """The pieces of evidence that print a name or number as words of their own, where any does; else all of them."""
    if len(evidence) < 2 or not printed:
        return evidence
    whole = re.compile(rf"(?<![\w.]){re.escape(printed)}(?!\w|\.\d)", re.IGNORECASE)
    return tuple(piece for piece in evidence if whole.search(piece.quote)) or evidence
