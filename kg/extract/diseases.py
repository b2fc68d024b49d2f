"""A range of a release in, the diseases it names out, near-literal: with stage, line and marker in front.

>>> left_edge("for relapsed or refractory multiple myeloma", 27)
4
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.extract.sites import SITE
from kg.lexicon import lexicon

# words in front of a disease that are part of it
_BEFORE = lean(
    r"(?:\b(?:relapsed|refractory|adenocarcinoma|metastatic|advanced|locally|recurrent|unresectable"
    r"|(?:platinum|hormone|castration|castrate|endocrine|androgen|steroid|taxane|rituximab)-(?:resistant|refractory|sensitive|independent)|previously[- ](?:treated|untreated)|heavily|pre-?treated|newly"
    r"|diagnosed|high-risk|early(?:-stage)?|late-stage|stage"
    r"|first-line|second-line|third-line|front-?line|aggressive|persistent|progressive|unresected|inoperable|systemic"
    r"|(?:PD-L1|[A-Za-z0-9α/+]{2,12})-(?:positive|negative|low|high|expressing|mutant|mutated|overexpressing|amplified)|positive"
    r"|(?:folate|hormone|(?:o?estrogen|androgen|progesterone)|growth factor) receptor(?:[- ](?:alpha|alfa|2))?(?: ?\([A-Za-z0-9α/]{2,8}\))?[ -]?(?:positive|negative|high|low)?"
    r"|(?:HR|ER|PR|HER2|HER3|ALK|EGFR)[+-](?:/(?:HER2|PR)[+-])?(?= )|soft[- ]tissue|non-?squamous|squamous|CD\d{2}\+|B-cell|T-cell|adult|pediatric|paediatric|childhood|hormone-receptor|HR|classical|cutaneous|epithelial"
    r"|(?:ovarian|fallopian tube|peritoneal|breast|lung|gastric|esophageal|gastro-?esophageal|junction|colorectal"
    r"|pancreatic|prostate|bladder|cervical|endometrial|head|neck|renal|tube)(?=, | or | and |/)"
    r"|triple|and/or|or|and|to|III|IV)|[/,+]|\([A-Za-z/]{1,8}\))[ ,]*\Z",
)


_JOINT = lean(r"(?:and/or|or|and)\b|/")
_SITE_BEFORE = lean(rf"\b{SITE} ?\Z")  # an organ that shares the head noun of the one behind "or"


# the end of an item before a disease: "and", a stroke, the short form of the disease before
_JOINT = lean(r"(?:(?:and/or|or|and|to)\b|[/,+]|\([A-Za-z/]{1,8}\)(?=,? (?:and|or)\b|,))[ ,]*")


@dataclass(frozen=True, slots=True)
class Disease:
    """A disease at ``start`` to ``end``; ``slug`` is that of the reference data."""

    start: int
    end: int
    text: str
    slug: str


def diseases_in(document: Document, start: int, end: int) -> list[Disease]:
    """The diseases of the reference data in a range, in order, each with the words in front that belong to it.

    An abbreviation in brackets behind the name it stands for is not counted again; one that stands alone is spelt out.
    """
    found: list[Disease] = []
    for mention in document.within(start, end, "indication"):
        entry = next(entry for entry in mention.entries if entry.kind == "indication")
        between = document.text[found[-1].end : mention.start].strip(" ,or") if found else ""
        if found and found[-1].slug == entry.slug and between in ("(", ""):
            continue
        left = max(left_edge(document.text, mention.start), start)
        printed = document.text[mention.start : mention.end]
        name = entry.label if printed.isupper() or entry.form == "notation" else printed
        found.append(Disease(left, mention.end, document.text[left : mention.start] + name, entry.slug))
    return found


def left_edge(text: str, start: int) -> int:
    """Where the words that belong to a disease begin, at most 90 characters before it."""
    edge = start - 4 if text[max(0, start - 4) : start].lower() in ("non-", "non ") else start
    while edge > max(0, start - 90):
        match = _BEFORE.search(text[max(0, edge - 40) : edge])
        if match is None and _JOINT.match(text, edge):
            match = _SITE_BEFORE.search(text[max(0, edge - 40) : edge])
        if match is None:
            break
        edge -= len(match[0])
    while edge < start and (joint := _JOINT.match(text, edge, start)):
        edge = joint.end()
    return edge


_TITLE_CASE = lean(r"(?<![^\W_])[A-Z][a-z]+(?!\w)")  # a word or the part of one behind a hyphen


def in_plain_case(words: str, slug: str) -> str:
    """The words of a headline without its capitals, but for names: 'Previously Treated Hodgkin Lymphoma'."""
    subject = lexicon().subject("indication", slug)
    names = set(re.findall(r"\w+", subject.label)) if subject else set()
    return _TITLE_CASE.sub(lambda match: match[0] if match[0] in names else match[0].lower(), words)
