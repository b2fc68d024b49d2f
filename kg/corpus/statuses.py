"""The dated statuses of a store in, what became of each out: a pair of records where one status followed another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from kg import vocab
from kg.changes import Status, changes
from kg.corpus.quads import Row, iri, number, quads, rows
from kg.view import TYPE
from kg.vocab import ADC

_STAGES = """
SELECT ?iri ?release ?asOf ?compound ?label ?rank ?trial ?region ?indication ?setting ?issuer ?name WHERE {
  ?iri a adc:DevelopmentStatus ; adc:modality adc:Asserted ; adc:statedIn ?release ; adc:ofCompound ?compound ;
    adc:status ?stage .
  ?stage skos:notation ?label ; adc:rank ?rank .
  OPTIONAL { ?iri adc:asOf ?asOf }
  OPTIONAL { ?iri adc:ofTrial ?trial }
  OPTIONAL { ?iri adc:inRegion/skos:notation ?region }
  OPTIONAL { ?iri adc:forIndication ?indication OPTIONAL { ?indication rdfs:label ?name } }
  OPTIONAL { ?iri adc:setting ?setting }
  OPTIONAL { ?release adc:issuedBy ?issuer }
}
"""


def stages(store: ox.Store) -> list[Row]:
    """Every asserted status, a row each."""
    return rows(store, _STAGES)


def of_statuses(store: ox.Store) -> Iterator[Any]:
    """The changes, so that no query need compare every status with every other."""
    statuses = (
        Status(
            tuple(row.get(name, "") for name in ("compound", "indication", "setting")),
            row["asOf"],
            row["iri"],
            row["label"],
            row.get("region", ""),
            number(row, "rank") or 0,
        )
        for row in stages(store)
        if "asOf" in row
    )
    for earlier, later in changes(statuses):
        yield from quads(
            ox.NamedNode(vocab.record_iri("change", earlier.iri, later.iri)),
            (TYPE, iri(ADC.StatusChange)),
            (ADC.earlierStatus, iri(earlier.iri)),
            (ADC.laterStatus, iri(later.iri)),
        )
