"""A subject in, the stated properties of what is about it out: a row for each piece of evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from kg.query import Answerer, find, questions
from kg.query.bind import fill, resolve

Row = Mapping[str, str]

_IDENTITY = ("subject", "predicate", "object", "start", "end", "section", "modality", "rule", "release", "quote")
# the canned question looks at every statement; this one starts from the subject, which a large graph needs
_STATEMENTS = """
PREFIX adc: <https://w3id.org/adc-kg/ontology/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?subject ?subjectLabel ?predicate ?predicateLabel ?object ?objectLabel ?start ?end ?section ?modality
  ?rule ?release ?asOf ?quote
WHERE {
  {
    SELECT DISTINCT ?statement WHERE {
      { VALUES ?wanted { UNDEF } ?statement ?link ?wanted . }
      UNION
      { VALUES ?statement { UNDEF } }
    }
  }
  { ?statement adc:statedIn ?release }
  UNION
  {
    # what the head of a release prints: its title, its date, its ticker
    ?statement a adc:Release .
    BIND(?statement AS ?release)
  }
  ?statement adc:evidence ?evidence .
  FILTER NOT EXISTS { ?statement a adc:NumericDoubt }
  ?evidence oa:exact ?quote ;
    oa:start ?start ;
    oa:end ?end .
  {
    ?statement rdf:subject ?subject ;
      rdf:predicate ?predicate ;
      rdf:object ?object .
  }
  UNION
  {
    ?statement ?predicate ?object .
    FILTER NOT EXISTS { ?statement rdf:subject ?claimed }
    FILTER(?predicate NOT IN (rdf:type, adc:modality, adc:statedIn, adc:asOf, adc:evidence, adc:quote, adc:foundBy,
      adc:sourceName))
    BIND(?statement AS ?subject)
  }
  OPTIONAL { ?evidence adc:inSection/skos:notation ?section }
  OPTIONAL { ?statement adc:modality/skos:notation ?modality }
  OPTIONAL { ?statement adc:foundBy ?rule }
  OPTIONAL { ?statement adc:asOf|adc:releaseDate ?asOf }
  OPTIONAL { ?subject rdfs:label ?subjectLabel }
  OPTIONAL { ?predicate rdfs:label ?predicateLabel }
  OPTIONAL { ?object rdfs:label ?objectLabel }
}
ORDER BY ?asOf ?release ?start ?end ?subject ?predicate ?object ?section ?modality ?rule ?quote ?subjectLabel
  ?predicateLabel ?objectLabel
"""


def statements(source: Answerer, subject: str) -> list[dict[str, str]]:
    """Every stated property of what is about a subject, or is it: a row for each piece of evidence."""
    (parameter,) = (one for one in find("evidence", questions()).parameters if one.name == "subject")
    meant = resolve(parameter, subject, source)
    found = source.select(fill(_STATEMENTS, {"wanted": meant, "statement": meant})).records()
    rows = [row for row in found if row["subject"] != row["release"] or _is_printed(row)]
    return list({tuple(row.get(name, "") for name in _IDENTITY): row for row in reversed(rows)}.values())[::-1]


def _is_printed(row: Row) -> bool:
    """Whether the words print the text that is stated: a release has evidence for each part of its head."""
    if row["object"].startswith("http"):
        return False
    return re.search(rf"(?<!\w){re.escape(row['object'])}(?!\w)", " ".join(row["quote"].split())) is not None


def has_value(row: Row, value: str) -> bool:
    """Whether a row states a value: the same text or name, the same IRI, or the same number."""
    wanted = value.strip().casefold()
    if wanted in (row["object"].casefold(), row.get("objectLabel", "").casefold()):
        return True
    try:
        return Decimal(wanted) == Decimal(row["object"])
    except InvalidOperation:
        return False
