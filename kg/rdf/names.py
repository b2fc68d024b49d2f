"""A printed name in, the entity it means out.

A name that this release gives to one of its compounds means that compound; a name of the reference data means that
entity; any other name is an entity of its own, by its slug.  Nothing is merged because two names look alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pyoxigraph import NamedNode

from kg import vocab
from kg.model import Compound
from kg.rdf import values
from kg.rdf.sink import TYPE, Sink
from kg.rdf.values import term

Lookup = Callable[[str, str], str | None]  # kind and name -> slug of the reference data's entity
Label = Callable[[str, str], str | None]  # kind and slug -> the reference data's name for it

LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
ALT_LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")

CLASSES = {
    "compound": "AntibodyDrugConjugate",
    "antibody": "Antibody",
    "payload": "Payload",
    "linker": "Linker",
    "medicine": "Medicine",
    "target": "Target",
    "platform": "Platform",
    "indication": "Indication",
    "biomarker": "Biomarker",
    "endpoint": "Endpoint",
    "adverse-event-term": "AdverseEventTerm",
    "meeting": "Meeting",
    "person": "Person",
    "organisation": "Organisation",
    "agency": "RegulatoryAgency",
    "trial": "Trial",
    "arm": "Arm",
    "population": "Population",
    "regimen": "Regimen",
}
_LEGAL_FORM = re.compile(
    r",?\s+(?:incorporated|inc|corporation|corp|company|co|limited|ltd|llc|plc|ag|se|sa|s\.a|nv|n\.v|bv|b\.v|gmbh|kgaa"
    r"|a/s|ab|oyj?|k\.k|kk|l\.p|lp|s\.p\.a|spa|pty)\.?$",
    re.IGNORECASE,
)
# where a drug may be found, the likeliest first
_DRUG_KINDS = ("compound", "medicine", "antibody", "payload")


def short_company(name: str) -> str:
    """A company's name without its legal form.

    >>> short_company("Eisai Co., Ltd."), short_company("ImmunoGen, Inc."), short_company("Coty")
    ('Eisai', 'ImmunoGen', 'Coty')
    """
    short = name.strip()
    while (cut := _LEGAL_FORM.sub("", short).rstrip(" ,&")) and cut != short:
        short = cut
    return short


class Names:
    """The entities of one release; each is described in the release's graph when it is first named."""

    def __init__(self, sink: Sink, lookup: Lookup, label: Label) -> None:
        self._sink, self._lookup, self._label = sink, lookup, label
        self._compounds: dict[str, str] = {}
        self._described: dict[NamedNode, str] = {}  # with the label of each

    def adopt(self, compounds: tuple[Compound, ...]) -> None:
        """Take the names of the release's own compounds before anything refers to them."""
        for compound in compounds:
            key = compound.key or self._slug("compound", compound.name)
            printed = (compound.name, *compound.aliases, *(name.printed for name in compound.names))
            for name in printed:
                self._compounds.setdefault(_folded(name), key)

    def compound(self, name: str | None) -> NamedNode | None:
        """A conjugate."""
        if not name:
            return None
        slug = self._compounds.get(_folded(name)) or self._slug("compound", name)
        return self._describe("compound", slug, name)

    def drug(self, name: str | None) -> NamedNode | None:
        """Any drug: a conjugate of this release, else what the reference data knows by that name, else a medicine."""
        if not name:
            return None
        if _folded(name) in self._compounds:
            return self.compound(name)
        return self.known_drug(name) or self.entity("medicine", name)

    def known_drug(self, name: str) -> NamedNode | None:
        """A drug that this release or the reference data knows; None for any other words."""
        if _folded(name) in self._compounds:
            return self.compound(name)
        for kind in _DRUG_KINDS:
            if slug := self._lookup(kind, name):
                return self._describe(kind, slug, name)
        return None

    def company(self, name: str | None) -> NamedNode | None:
        """A company or another organisation."""
        if not name:
            return None
        slug = self._lookup("organisation", name)
        return self._describe("organisation", slug, name) if slug else self.entity("organisation", short_company(name))

    def entity(self, kind: str, name: str | None) -> NamedNode | None:
        """An entity of a kind of ``CLASSES``; None for no name, or one without a letter or a digit."""
        if not name or not (slug := self._slug(kind, name)):
            return None
        return self._describe(kind, slug, name)

    def local(self, kind: str, name: str, *within: str) -> NamedNode:
        """An entity that has its name only inside something else, as an arm inside its trial."""
        node = NamedNode(vocab.record_iri(kind, self._sink.key, *within, vocab.slug(name) or name))
        return self._name(node, kind, name, "FromRelease")

    def _slug(self, kind: str, name: str) -> str:
        return self._lookup(kind, name) or vocab.slug(name)

    def _describe(self, kind: str, slug: str, name: str) -> NamedNode:
        node = NamedNode(vocab.entity_iri(kind, slug))
        known = self._label(kind, slug)
        return self._name(node, kind, known or name, "FromReference" if known else "FromRelease")

    def _name(self, node: NamedNode, kind: str, name: str, source: str) -> NamedNode:
        if node not in self._described:
            self._described[node] = name
            self._sink.add(node, TYPE, term(CLASSES[kind]))
            self._sink.add(node, LABEL, values.text(name))
            self._sink.add(node, term("knownFrom"), term(source))
        return node

    def is_known(self, node: NamedNode) -> bool:
        """Whether the reference data has an entity."""
        place = vocab.split_iri(node.value)
        return place is not None and self._label(*place) is not None

    def also_called(self, node: NamedNode, name: str) -> None:
        """Another name of an entity, as a label; its main name is none."""
        if name != self._described.get(node):
            self._sink.add(node, ALT_LABEL, values.text(name))


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
