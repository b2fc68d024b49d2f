"""A built graph in, KGX tables out: nodes.tsv and edges.tsv in the Biolink model, for biomedical graph tools.

An edge is an asserted direct fact between two entities, with the releases that state it as its publications.  What the
Biolink model has no predicate for is ``biolink:related_to`` with our own property as ``original_predicate``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import export, files, turtle, vocab
from kg.store import LABEL, Store
from kg.tables import cell
from kg.vocab import ADC, split_iri

_CATEGORIES = {
    "compound": "Drug",
    "antibody": "Drug",
    "medicine": "Drug",
    "payload": "SmallMolecule",
    "linker": "ChemicalEntity",
    "target": "Protein",
    "indication": "Disease",
    "adverse-event-term": "PhenotypicFeature",
    "organisation": "Agent",
    "agency": "Agent",
    "person": "Agent",
    "trial": "ClinicalTrial",
    "arm": "StudyPopulation",
    "population": "StudyPopulation",
    "biomarker": "Biomarker",
    "platform": "MaterialSample",
}
_PREDICATES = {
    ADC.bindsTarget: "directly_physically_interacts_with",
    ADC.hasAntibody: "has_part",
    ADC.carriesPayload: "has_part",
    ADC.hasLinker: "has_part",
    ADC.pursuedFor: "in_clinical_trials_for",
    ADC.investigates: "related_to",
    ADC.forIndication: "related_to",
    ADC.ownedBy: "related_to",
}
_SAME = "http://www.w3.org/2004/02/skos/core#exactMatch"
_NODE_COLUMNS = ("id", "category", "name", "xref", "provided_by")
_EDGE_COLUMNS = (
    *("id", "subject", "predicate", "object", "original_predicate", "publications"),
    *("primary_knowledge_source", "knowledge_level", "agent_type"),
)
_SOURCE = "infores:adc-kg"


def write(store: Store, folder: Path) -> list[Path]:
    """Write ``nodes.tsv`` and ``edges.tsv``. Raises InputError when the folder cannot be written."""
    files.make_folder(folder)
    short = turtle.Shortener(export.all_prefixes())
    edges = sorted(set(_edges(store, short)))
    used = {end for edge in edges for end in (edge[1], edge[3])}
    nodes = [row for row in sorted(set(_nodes(store, short))) if row[0] in used]
    tables = {"nodes.tsv": (_NODE_COLUMNS, nodes), "edges.tsv": (_EDGE_COLUMNS, edges)}
    for name, (columns, rows) in tables.items():
        files.write(folder / name, _lines(columns, rows))
    return [folder / name for name in tables]


def _lines(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "\t".join(columns) + "\n"
    for row in rows:
        yield "\t".join(cell(value) for value in row) + "\n"


def _nodes(store: Store, short: turtle.Shortener) -> Iterator[tuple[str, ...]]:
    matches: dict[str, list[str]] = defaultdict(list)
    for quad in _asserted(store, _SAME):
        matches[_iri(quad.subject)].append(_curie(_iri(quad.object), short))
    for quad in _asserted(store, LABEL):
        kind = (split_iri(_iri(quad.subject)) or ("", ""))[0]
        if kind:
            category = f"biolink:{_CATEGORIES.get(kind, 'NamedThing')}"
            xref = "|".join(sorted(matches.get(_iri(quad.subject), ())))
            yield _curie(_iri(quad.subject), short), category, _iri(quad.object), xref, _SOURCE


def _edges(store: Store, short: turtle.Shortener) -> Iterator[tuple[str, ...]]:
    """Asserted claims between entities, and what the reference data states without a claim."""
    publications = _publications(store)
    for triple, releases in publications.items():
        yield _edge(triple, releases, short, "automated_agent")
    for quad in store.engine.quads_for_pattern(None, None, None, ox.NamedNode(vocab.REFERENCE_GRAPH)):
        triple = (_iri(quad.subject), quad.predicate.value, _iri(quad.object))
        if triple[1].startswith(vocab.ONTOLOGY) and triple not in publications and _is_between(triple):
            yield _edge(triple, (), short, "manual_agent")


def _publications(store: Store) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """Each asserted triple between two entities with the releases that state it."""
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    names = {f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{part}" for part in ("subject", "predicate", "object")}
    for predicate in (*names, ADC.modality, ADC.statedIn):
        for quad in _asserted(store, predicate):
            parts[_iri(quad.subject)][predicate.rsplit("#", 1)[-1].rsplit("/", 1)[-1]] = _iri(quad.object)
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for claim in parts.values():
        if claim.get("modality") == ADC.Asserted and "predicate" in claim:
            triple = (claim["subject"], claim["predicate"], claim["object"])
            if _is_between(triple):
                found[triple].add(claim["statedIn"])
    return {triple: tuple(sorted(releases)) for triple, releases in found.items()}


def _edge(
    triple: tuple[str, str, str], releases: Iterable[str], short: turtle.Shortener, agent: str
) -> tuple[str, ...]:
    subject, predicate, value = triple
    return (
        vocab.record_iri("edge", *triple).rsplit("/", 1)[-1],
        _curie(subject, short),
        f"biolink:{_PREDICATES.get(predicate, 'related_to')}",
        _curie(value, short),
        _curie(predicate, short),
        "|".join(_curie(release, short) for release in releases),
        _SOURCE,
        "knowledge_assertion",
        agent,
    )


def _asserted(store: Store, predicate: str) -> Iterator[ox.Quad]:
    return store.engine.quads_for_pattern(None, ox.NamedNode(predicate), None, ox.DefaultGraph())


def _is_between(triple: tuple[str, str, str]) -> bool:
    return split_iri(triple[0]) is not None and split_iri(triple[2]) is not None


def _curie(iri: str, short: turtle.Shortener) -> str:
    return short[f"<{iri}>"].strip("<>")


def _iri(term: Any) -> str:
    return str(term.value)
