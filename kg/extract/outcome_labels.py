"""A list line in, the group of patients that its label names out: "HNSCC: ORR 57%", "Cohort B (n=12): ORR 25%".

A label is a group when it names a disease, the site of a tumour, a cohort, or patients by what they have or had; other
labels ("Efficacy:", "Median PFS:") are none.
"""

from __future__ import annotations

import re

from kg.extract.document import Document
from kg.extract.groups import Group
from kg.extract.prefilter import lean
from kg.model import Sentence

_LABEL = lean(
    r"[\s•*-]{0,4}(?P<label>(?:[A-Z]|(?:HER|PD-L|FR|c-?M)\w)[\w+/.-]{0,24}(?: (?:and |or |with |to )?[\w+/.>=%-]{1,20}){0,6}?(?: \([A-Z][\w-]{1,10}\))?)"
    r"(?:,? ?\([nN] ?= ?(?P<size>\d{1,4})\))?:\s"
)
_INNER = lean(
    r"[;:.] (?:and )?(?:in |for )?(?P<label>(?!in |for )[A-Za-z][\w+/.-]{0,24}(?: (?:and |or |with |to )?[\w+/.>=%-]{1,20}){0,6}?(?: \([A-Z][\w-]{1,10}\))?)(?:,? ?\([nN] ?= ?(?P<size>\d{1,4})\))?:\s"
)
_COHORT = lean(r"(?:Cohort|Arm|Part|Group) (?:[A-Z]\d?|\d{1,2}|I{1,3}|IV)")
_SITES = lean(
    r"(?:(?:cervical|ovarian|urothelial|bladder|breast|lung|gastric|colorectal|pancreatic|prostate|endometrial|esophageal|biliary|thyroid|renal|uterine|head|neck|skin|liver"
    r"|cancers?|carcinomas?|tumou?rs?|lymphomas?|leuka?emias?|sarcomas?|melanomas?|and|or|/) ?){1,5}",
    re.I,
)
_QUALITY = lean(
    r"^(?:after|with|without|prior|previous(?:ly)?|at least|two or more|bulky|no)\b|\b(?:patients|subgroup|cohort|population|na[iï]ve|refractory|relapsed|resistant|sensitive|untreated|pretreated|positive|negative|high|medium|moderate|intermediate|low|mutant|mutated|wild-type"
    r"|(?:first|second|third|1|2|3)[\w-]{0,3}[- ]?line)\b|\w-(?:positive|negative|high|low|na[iï]ve|mutant)\b",
    re.I,
)
_MEASURE = lean(
    r"\b(?:rates?|responses?|survival|PFS|OS|ORR|DCR|DOR|DoR|CRR?|PRR?|efficacy|safety|events?|results?|data|median|duration|grade|study|trial|phase|enrol\w+|doses?|all)\b",
    re.I,
)


_ANOTHER = lean(r"; [\w+/.-]{1,25}(?: [\w+/.-]{1,20}){0,4}(?: ?\([^()]{1,20}\))?: ")  # the label of other patients


def label_of(document: Document, sentence: Sentence) -> Group | None:
    """The group that a line's label names, with its size where that is printed."""
    match = _LABEL.match(document.text, sentence.start, sentence.end)
    if match is None or _ANOTHER.search(document.text, match.end(), sentence.end):
        return None
    return _group(document, match)


def labels_in(document: Document, start: int, end: int) -> list[Group]:
    """The groups that labels inside a line name, each for what follows it: 'second line: ORR 50%; third line: ORR 29%'."""
    matches = list(_INNER.finditer(document.text, start, end))
    opening = _LABEL.match(document.text, start, end)
    if opening is not None and not any(match.start("label") == opening.start("label") for match in matches):
        matches.insert(0, opening)
    found = [group for match in matches if (group := _group(document, match)) is not None]
    return found if len(found) > 1 else []


def _group(document: Document, match: re.Match[str]) -> Group | None:
    """The group that a label is, if it is one."""
    label = match["label"]
    if _MEASURE.search(label):
        return None
    start, end = match.span("label")
    named = _COHORT.fullmatch(label) or _SITES.fullmatch(label) or _QUALITY.search(label)
    if not named and not document.within(start, end, "indication"):
        return None
    size = int(match["size"]) if match["size"] else None
    return Group(start, end, label, size, "label")
