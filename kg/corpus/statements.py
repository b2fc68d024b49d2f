"""A store in, what its releases state of things that can have one value only, out: ready to be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pyoxigraph as ox

from kg.conflicts import Stated
from kg.corpus.quads import Row, number, rows
from kg.corpus.statuses import stages
from kg.vocab import ADC

_RESULTS = """
SELECT ?iri ?release ?asOf ?trial ?endpoint ?statistic ?arm ?population ?month ?assessor ?printed ?value ?size ?bound
  ?definition ?issuer ?quote WHERE {
  ?iri a adc:Result ; adc:modality adc:Asserted ; adc:statedIn ?release ; adc:endpoint ?endpoint ;
    adc:printed ?printed ; adc:ofTrial ?trial .
  OPTIONAL { ?iri adc:asOf ?asOf }
  OPTIONAL { ?iri adc:statistic ?statistic }
  OPTIONAL { ?iri adc:ofArm ?arm }
  OPTIONAL { ?iri adc:inPopulation ?population }
  OPTIONAL { ?iri adc:timePointMonths ?month }
  OPTIONAL { ?iri adc:assessor ?assessor }
  OPTIONAL { ?iri adc:value ?value }
  OPTIONAL { ?iri adc:denominator ?size }
  OPTIONAL { ?iri adc:bound/skos:notation ?bound }
  OPTIONAL { ?iri adc:definition ?definition }
  OPTIONAL { ?release adc:issuedBy ?issuer }
  OPTIONAL { ?iri adc:quote ?quote }
}
"""
_RATIOS = """
SELECT ?iri ?release ?asOf ?trial ?endpoint ?arm ?comparator ?population ?assessor ?ratio ?issuer ?quote WHERE {
  ?iri a adc:Comparison ; adc:modality adc:Asserted ; adc:statedIn ?release ; adc:endpoint ?endpoint ;
    adc:hazardRatio ?ratio ; adc:ofTrial ?trial .
  OPTIONAL { ?iri adc:asOf ?asOf }
  OPTIONAL { ?iri adc:ofArm ?arm }
  OPTIONAL { ?iri adc:comparatorArm ?comparator }
  OPTIONAL { ?iri adc:experimentalResult/adc:assessor ?assessor }
  OPTIONAL { ?iri adc:inPopulation ?population }
  OPTIONAL { ?release adc:issuedBy ?issuer }
  OPTIONAL { ?iri adc:quote ?quote }
}
"""
_EVENTS = """
SELECT ?iri ?release ?asOf ?trial ?term ?grade ?arm ?population ?related ?kind ?printed ?value ?size ?bound ?issuer
  ?quote WHERE {
  ?iri a adc:AdverseEventReport ; adc:modality adc:Asserted ; adc:statedIn ?release ; adc:term ?term ;
    adc:printed ?printed ; adc:ofTrial ?trial .
  OPTIONAL { ?iri adc:asOf ?asOf }
  OPTIONAL { ?iri adc:grade ?grade }
  OPTIONAL { ?iri adc:ofArm ?arm }
  OPTIONAL { ?iri adc:inPopulation ?population }
  OPTIONAL { ?iri adc:treatmentRelated ?related }
  OPTIONAL { ?iri adc:eventKind ?kind }
  OPTIONAL { ?iri adc:value ?value }
  OPTIONAL { ?iri adc:denominator ?size }
  OPTIONAL { ?iri adc:bound/skos:notation ?bound }
  OPTIONAL { ?release adc:issuedBy ?issuer }
  OPTIONAL { ?iri adc:quote ?quote }
}
"""
_TICKERS = """
SELECT ?iri ?issuer ?text ?asOf ?exchange WHERE {
  ?iri a adc:Release ; adc:issuedBy ?issuer ; adc:tickerPrinted ?text .
  OPTIONAL { ?iri adc:releaseDate ?asOf }
  OPTIONAL { ?iri adc:exchangePrinted ?exchange }
  FILTER NOT EXISTS { ?iri adc:tickerPrinted ?more . FILTER(?more != ?text) }
  FILTER NOT EXISTS { ?iri adc:coIssuedBy ?partner }
}
"""
_SIZES = """
SELECT ?iri ?group ?predicate ?text ?release ?asOf ?issuer ?bound WHERE {
  VALUES ?predicate { adc:enrolled adc:size }
  ?iri a adc:Claim ; rdf:predicate ?predicate ; rdf:subject ?group ; rdf:object ?text ; adc:modality adc:Asserted ;
    adc:statedIn ?release .
  OPTIONAL { ?iri adc:asOf ?asOf }
  OPTIONAL { ?release adc:issuedBy ?issuer }
  OPTIONAL {
    ?claim a adc:Claim ; rdf:subject ?group ; rdf:predicate adc:enrolmentBound ; adc:statedIn ?release ;
      rdf:object/skos:notation ?bound .
    FILTER(?predicate = adc:enrolled)
  }
}
"""
_OWNERS = """
SELECT ?iri ?thing ?predicate ?party ?name ?release ?asOf ?issuer WHERE {
  {
    VALUES ?predicate { adc:ownedBy adc:sponsoredBy }
    ?iri a adc:Claim ; rdf:predicate ?predicate ; rdf:subject ?thing ; rdf:object ?party .
  } UNION {
    ?iri a adc:TrademarkNotice ; adc:brand ?thing ; adc:ownedBy ?party .
    BIND(adc:ownedBy AS ?predicate)
  }
  ?iri adc:modality adc:Asserted ; adc:statedIn ?release .
  ?party rdfs:label ?name .
  OPTIONAL { ?iri adc:asOf ?asOf }
  OPTIONAL { ?release adc:issuedBy ?issuer }
}
"""
_LICENCES = """
SELECT ?iri ?subject ?from ?fromName ?to ?release ?asOf ?issuer WHERE {
  ?iri a adc:Agreement ; adc:modality adc:Asserted ; adc:statedIn ?release ; adc:licensor ?from ; adc:licensee ?to ;
    adc:subject ?subject .
  ?from rdfs:label ?fromName .
  OPTIONAL { ?iri adc:asOf ?asOf }
  OPTIONAL { ?release adc:issuedBy ?issuer }
}
"""
_GROUPS = """
SELECT ?one ?other WHERE { ?one adc:memberOf|adc:subsidiaryOf|adc:acquiredBy|adc:formerly ?other }
"""
_NAMES = """
SELECT ?iri ?thing ?text ?right ?rightName ?release ?rightRelease ?asOf ?issuer WHERE {
  ?iri a adc:NameUse ; adc:nameKind adc:Misprint ; adc:names ?thing ; adc:printed ?text ; adc:statedIn ?release ;
    adc:reason ?reason .
  ?right a adc:NameUse ; adc:names ?thing ; adc:printed ?rightName ; adc:statedIn ?rightRelease ; adc:nameKind ?kind .
  FILTER(?kind != adc:Misprint)
  FILTER(CONTAINS(?reason, CONCAT(?rightName, ",")))
  OPTIONAL { ?iri adc:asOf ?asOf }
  OPTIONAL { ?release adc:issuedBy ?issuer }
}
"""
_SENSE_OF_RESULT = ("trial", "endpoint", "statistic", "arm", "month", "assessor")
_SENSE_OF_RATIO = ("trial", "endpoint", "arm", "comparator", "assessor")
_SENSE_OF_EVENT = ("trial", "term", "grade", "arm", "related", "kind")
_SENSE_OF_STAGE = ("compound", "indication", "setting", "region", "trial")


def statements(store: ox.Store) -> Iterator[Stated]:
    """Results, adverse events, tickers, sizes, stages and parties."""
    for row in rows(store, _RESULTS):
        yield _stated("result", row, row["iri"], ADC.value, row["printed"], _SENSE_OF_RESULT)
    for row in rows(store, _EVENTS):
        yield _stated("result", row, row["iri"], ADC.value, row["printed"], _SENSE_OF_EVENT)
    for row in rows(store, _RATIOS):
        yield _stated("result", row, row["iri"], ADC.hazardRatio, row["ratio"], _SENSE_OF_RATIO)
    for row in rows(store, _TICKERS):
        told = row | {"release": row["iri"]}
        yield _stated("ticker", told, row["issuer"], ADC.tickerPrinted, row["text"], ("issuer", "exchange"))
    for row in rows(store, _SIZES):
        yield _stated("size", row, row["group"], row["predicate"], row["text"], ("group",))
    for row in stages(store):
        if row.get("asOf"):
            yield _stated("stage", row, row["compound"], ADC.status, row["label"], _SENSE_OF_STAGE)
    yield from _parties(store)


def names(store: ox.Store) -> Iterator[tuple[Stated, Stated]]:
    """A name that looks misprinted beside the one it is taken for: of the same release where that prints it."""
    found: dict[str, Row] = {}
    for row in rows(store, _NAMES):
        known = found.get(row["iri"])
        if known is None or (row["rightRelease"] == row["release"]) > (known["rightRelease"] == known["release"]):
            found[row["iri"]] = row
    for row in found.values():
        one = _stated("name", row, row["thing"], ADC.name, row["text"], ("thing",))
        right = row | {"iri": row["right"], "release": row["rightRelease"]}
        yield one, _stated("name", right, row["thing"], ADC.name, row["rightName"], ("thing",))


def _stated(
    aspect: Any, row: Row, subject: str, predicate: str, text: str, sense: Sequence[str], **more: Any
) -> Stated:
    return Stated(
        aspect,
        (predicate, *(row.get(name, "") for name in sense)) if aspect != "stage" else _topic(row, sense),
        subject,
        predicate,
        text,
        row["release"],
        row.get("asOf", ""),
        row["iri"],
        row.get("issuer", ""),
        number(row, "size"),
        row.get("bound", "="),
        number(row, "rank"),
        row.get("population", ""),
        row.get("definition", ""),
        row.get("value", ""),
        quote=row.get("quote", ""),
        **more,
    )


def _topic(row: Row, sense: Sequence[str]) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in sense)


def _parties(store: ox.Store) -> Iterator[Stated]:
    """Who owns or sponsors a thing, all that a release names together; and who grants a licence to whom."""
    groups = _groups(store)
    together: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows(store, _OWNERS):
        together.setdefault((row["thing"], row["predicate"], row["release"]), []).append(row)
    for told in together.values():
        row = told[0]
        text = " and ".join(sorted({one["name"] for one in told}))
        parties = frozenset(groups.get(one["party"], one["party"]) for one in told)
        subject = row["thing"] if row["thing"].startswith("http") else row["iri"]
        yield _stated("party", row, subject, row["predicate"], text, ("thing",), parties=parties)
    for row in rows(store, _LICENCES):
        pair = " ".join(sorted((row["from"], row["to"])))
        parties = frozenset((groups.get(row["from"], row["from"]),))
        told_of = row | {"pair": pair}
        yield _stated("party", told_of, row["iri"], ADC.licensor, row["fromName"], ("subject", "pair"), parties=parties)


def _groups(store: ox.Store) -> dict[str, str]:
    """Each company of a group with the first of its members, which stands for the group."""
    found: dict[str, set[str]] = {}
    for row in rows(store, _GROUPS):
        merged = found.get(row["one"], {row["one"]}) | found.get(row["other"], {row["other"]})
        found.update(dict.fromkeys(merged, merged))
    return {company: min(members) for company, members in found.items()}
