"""A release in, the markers that select patients out: "HER2-positive breast cancer", "tumours that express CD56".

The marker stands before a disease with a word for its presence or absence, or behind "express".  A marker without a
disease or patients beside it selects nobody and is left out.
"""

from __future__ import annotations

import re

from kg.extract.cast import Cast
from kg.extract.cues import joined
from kg.extract.diseases import diseases_in
from kg.extract.document import Document
from kg.extract.modality import modality_of
from kg.extract.prefilter import lean
from kg.model import Biomarker, Sentence

# a short symbol holds a digit or two capitals
_NAME = (
    r"(?<![\w-])(?P<name>PD-L?1|FR(?:α|alpha)|folate receptor alpha|[Mm]esothelin|[Nn]ectin-4|c-Met|c-MET|EpCAM|TROP-?2|Trop-?2"
    r"|(?=[A-Za-z]{0,5}(?:\d|[A-Z]{2}))[A-Z][A-Za-z]{0,6}(?:-?\d{1,3})?[A-Z]?\d?)"
)
_BEFORE = joined(
    rf"\b(?-i:{_NAME})[- ]",
    r"(?P<way>positive|expressing|overexpressing|over-expressing|amplified|mutated|mutant|high|low|negative)\b",
    r"|\b(?P<name2>(?-i:CD\d{1,3}))\+",
)
_EXPRESS = joined(
    rf"\b(?:over-?)?express(?:es|ed|ing)? (?:the )?(?:high levels of )?(?-i:{_NAME})\b",
)
_LABORATORY = joined(r"\b(?:pre-?clinical|in vitro|in vivo|xenografts?|models?|mice|cell lines?)\b")
_PATIENTS = lean(r"\b(?:patients|tumou?rs?|cancers?|cancer|disease|population)\b", re.IGNORECASE)


def read_biomarkers(document: Document, cast: Cast) -> tuple[Biomarker, ...]:
    """The markers of a release about conjugates, in order of the text, each once for a disease."""
    if not cast.is_adc:
        return ()
    found: dict[tuple[str, str | None, str], Biomarker] = {}
    for index, sentence in enumerate(document.sentences):
        if sentence.section in ("headline", "body", "about"):
            for marker in _sentence(document, cast, index, sentence):
                found.setdefault((marker.biomarker, marker.indication, marker.role), marker)
    return tuple(found.values())


def _sentence(document: Document, cast: Cast, index: int, sentence: Sentence) -> list[Biomarker]:
    if _LABORATORY.search(document.text, sentence.start, sentence.end):
        return []
    diseases = diseases_in(document, sentence.start, sentence.end)
    found: list[Biomarker] = []
    for match in _BEFORE.finditer(document.text, sentence.start, sentence.end):
        behind = [disease for disease in diseases if match.end() <= disease.end <= match.end() + 90]
        if behind or _PATIENTS.search(document.text, match.end(), min(sentence.end, match.end() + 40)):
            way = (match["way"] or "positive").lower()
            found += _marker(
                document, cast, index, sentence, match=match, disease=behind[0].text if behind else None, way=way
            )
    for match in _EXPRESS.finditer(document.text, sentence.start, sentence.end):
        if _PATIENTS.search(document.text, max(sentence.start, match.start() - 50), match.start()):
            found += _marker(document, cast, index, sentence, match=match, disease=None, way="positive")
    return found


def _marker(
    document: Document,
    cast: Cast,
    index: int,
    sentence: Sentence,
    *,
    match: re.Match[str],
    disease: str | None,
    way: str,
) -> list[Biomarker]:
    name = match.groupdict().get("name2") or match["name"]
    modality = modality_of(document, index, match.start(), match.end())
    if modality in ("opinion", "legal"):
        return []
    return [
        Biomarker(
            biomarker=name,
            indication=disease,
            role="absence selects patients" if way == "negative" else "selects patients",
            compound=cast.compound_of(index),
            evidence=document.sentence_evidence(sentence),
            modality="asserted" if modality in ("planned", "negated", "claim") else modality,
            rule="biomarkers:marker",
        )
    ]
