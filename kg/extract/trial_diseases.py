"""The noun phrase of a study in, the words for its disease out, and whether two studies differ in it.

Words that many diseases share ("advanced", "cancer", "cell") tell no two studies apart.
"""

from __future__ import annotations

import re

from kg.extract.diseases import Disease, diseases_in
from kg.extract.document import Document
from kg.extract.trial_phases import PhaseUse, Study, is_label, letters_of
from kg.model import Sentence

ANY_DISEASE = frozenset(
    [
        *(
            "cancer",
            "cancers",
            "carcinoma",
            "tumor",
            "tumors",
            "tumour",
            "tumours",
            "disease",
            "metastatic",
            "advanced",
        ),
        *("relapsed", "refractory", "locally", "unresectable", "recurrent", "solid", "and", "or", "cell", "patients"),
        *("previously", "treated", "untreated", "malignancies", "hematologic", "stage", "positive", "negative", "the"),
    ]
)


def own_diseases(document: Document, sentence: Sentence, use: PhaseUse) -> set[str]:
    """The words of the disease named in a study's own noun phrase: "Phase II melanoma study", "trial in myeloma"."""
    if use.noun not in ("trial", "study"):
        return set()
    inside = diseases_in(document, use.end, use.reach)
    if is_label(document.text, use.end):
        inside = diseases_in(document, sentence.start, use.start)
    inside = inside or diseases_behind(document, use.reach, sentence.end)
    words = " ".join(disease.text for disease in inside) or " ".join(
        re.findall(r"\b[\w-]{2,20}(?:omas?|a?emias?)\b", document.text[use.end : use.reach])
    )
    return set(re.findall(r"[a-z]{3,}", words.lower()))


def diseases_behind(document: Document, start: int, stop: int) -> list[Disease]:
    """The diseases that a noun phrase goes on with: "... trial in patients with melanoma"."""
    behind = re.match(r"(?:(?! and an? | \(?NCT)[^.;,]){0,140}", document.text[start:stop])
    end = start + (behind.end() if behind else 0)
    is_meant = re.match(r"[^.;,]{0,120}?\b(?:in|for|with)\b", document.text[start:end])
    return diseases_in(document, start, end) if is_meant else []


def words_of(diseases: list[Disease]) -> set[str]:
    """The words of three letters and more in the names of diseases, in lower case."""
    return {word for disease in diseases for word in re.findall(r"[a-z]{3,}", disease.text.lower())}


def is_another(study: Study, use: PhaseUse, diseases: set[str]) -> bool:
    """Whether a phase belongs to another study than one of that phase: another disease, or other letters and disease."""
    if use.noun not in ("trial", "study") or not diseases or not study.diseases:
        return False
    if (diseases & study.diseases) - ANY_DISEASE:
        return False
    specific = bool(diseases - ANY_DISEASE) and bool(study.diseases - ANY_DISEASE)
    letters = letters_of(use.printed)
    return specific or bool(letters and study.letters and letters != study.letters)


def differ(one: set[str], other: set[str]) -> bool:
    """Whether the words for two diseases name different ones."""
    return bool(one - ANY_DISEASE) and bool(other - ANY_DISEASE) and not (one & other) - ANY_DISEASE
