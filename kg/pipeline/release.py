"""One release's file in, everything that the stages make of it out: the join of the stages for a single release.

A pure function of the text, the code, the ontology and the shapes; it runs in worker processes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import vocab
from kg.cache import Unit
from kg.pipeline import shared

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.curation import Decision
    from kg.model import Facts, Release

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_CONTRADICTION = "https://w3id.org/adc-kg/check/contradiction/"
_COUNTED = {"results": "Result", "claims": "Claim", "milestones": "Milestone", "adverse events": "AdverseEventReport"}


def process(
    source: Path, key: str | None = None, curation: Path | None = None, read_on: date | None = None
) -> tuple[Unit, bytes]:
    """Read, extract, check the evidence, build, reason over and validate one release: its unit and its graph.

    ``key`` replaces the release key; ``curation`` is a folder of a curator's decisions, ``read_on`` the day the
    release was read.  Raises InputError when the file cannot be read as a release.
    """
    from kg.read import read_file

    return work_out(read_file(source), key, decisions(curation), read_on)


def decisions(curation: Path | None) -> tuple[Decision, ...]:
    """The decisions in a folder, read once per process as long as they stay the same."""
    return _decisions(curation, shared.curation_state(curation)) if curation else ()


@lru_cache(maxsize=4)
def _decisions(curation: Path, _state: str) -> tuple[Decision, ...]:
    from kg.curation import read_decisions

    return read_decisions(curation)


def work_out(
    release: Release, key: str | None = None, decided: Sequence[Decision] = (), read_on: date | None = None
) -> tuple[Unit, bytes]:
    """The same for a release that is already read."""
    from kg import build, corpus, lexicon
    from kg.curation import decide
    from kg.evidence_check import sound
    from kg.extract import extract
    from kg.reason import entail
    from kg.residue import coverage

    facts, refused = sound(extract(release), release.text)
    key = key or build.release_key(facts, release)
    quads = build.build(facts, release, lookup=lexicon.lookup, label=label, key=key, read_on=read_on)
    quads += build.coverage_quads(coverage(release, facts), key, facts)
    curated, applied = decide(quads, decided)
    quads = [*curated, *corpus.of_release(curated)]
    quads += entail(quads)
    graphs = by_graph(quads)
    own = graphs.pop(vocab.release_graph(key))
    unit = Unit(
        source=Path(release.name).name,
        digest=release.digest,
        release=key,
        additions={graph: data.decode() for graph, data in graphs.items()},
        findings=_findings(quads),
        counts=counts(facts, quads),
        entities=entities(quads),
        refused=refused,
        decisions=sorted(applied),
    )
    return unit, own


def label(kind: str, slug: str) -> str | None:
    """The reference data's name of an entity."""
    from kg.lexicon import lexicon

    found = lexicon().subject(kind, slug)
    return found.label if found else None


def _findings(quads: list[Quad]) -> list[dict[str, Any]]:
    """What the shapes and the ontology find wrong, as plain values."""
    from kg.reason import clashes
    from kg.validate import validate_release

    contradictions = [
        {
            "focus": f"<{clash.subject}>",
            "path": "",
            "value": "",
            "component": f"{_CONTRADICTION}{clash.kind}",
            "severity": "violation",
            "shape": clash.axiom,
            "message": clash.message,
        }
        for clash in clashes(quads)
    ]
    return [*(asdict(finding) for finding in validate_release(quads)), *contradictions]


def by_graph(quads: Iterable[Quad]) -> dict[str, bytes]:
    """Sorted N-Triples of each graph."""
    lines: dict[str, set[str]] = {}
    for quad in quads:
        lines.setdefault(quad.graph_name.value, set()).add(f"{quad.triple} .\n")  # type: ignore[union-attr]  # named
    return {graph: "".join(sorted(found)).encode() for graph, found in sorted(lines.items())}


def counts(facts: Facts, quads: Iterable[Quad]) -> dict[str, int]:
    """What the summary of a build adds up over releases."""
    kinds = Counter(quad.object.value for quad in quads if quad.predicate.value == _TYPE)  # type: ignore[union-attr]
    return {"facts": len(facts.all())} | {shown: kinds[getattr(vocab.ADC, name)] for shown, name in _COUNTED.items()}


def entities(quads: Iterable[Quad]) -> dict[str, list[str]]:
    """Compounds and trials, which several releases may share."""
    wanted = {vocab.ADC.AntibodyDrugConjugate: "compounds", vocab.ADC.Trial: "trials"}
    found: dict[str, set[str]] = {"compounds": set(), "trials": set()}
    for quad in quads:
        if quad.predicate.value == _TYPE and (kind := wanted.get(quad.object.value)):  # type: ignore[union-attr]
            found[kind].add(quad.subject.value)  # type: ignore[union-attr]
    return {kind: sorted(iris) for kind, iris in found.items()}
