"""The sentences about a study in, the disease of its patients out, as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.diseases import Disease, diseases_in, in_plain_case
from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.model import Sentence


def indication(document: Document, parts: Sequence[Sentence]) -> str | None:
    """The disease of a study's patients: the fullest wording among the first sentences that name one."""
    best: str | None = None
    slug = None
    titled = False  # whether the wording is that of a headline, which the text may tell more closely
    for sentence in parts:
        if best is not None and sentence.section == "about":
            break
        found = diseases_in(document, sentence.start, sentence.end)
        chosen = [d for d in found if slug in (None, d.slug) or (titled and best and _is_kind_of(d.text, best))]
        if titled:
            chosen += [
                d
                for d in found
                if d not in chosen
                and any(other.slug == slug for other in _listed(document, d, found))
                and _OF_STUDY.search(document.text, sentence.start, d.start)
            ]
        if chosen and (slug is None or any(d.slug != slug for d in chosen)):
            meant = [d for d in chosen if d.slug != slug and _is_treated(document, sentence, d)]
            slug = (meant or chosen)[0].slug
            chosen = [d for d in chosen if d.slug == slug]
        for disease in chosen:
            words = _without_phase(document, disease.start, disease.text) + _coordinated(document, disease, found)
            if sentence.section == "headline":
                words = in_plain_case(words, disease.slug)
            if best is None or len(words) > len(best):
                best, titled = words, sentence.section == "headline"
    return best


_OF_STUDY = lean(r"\b(?:trial|study|phase)\b", re.I)


def _is_treated(document: Document, sentence: Sentence, disease: Disease) -> bool:
    before = document.text[max(sentence.start, disease.start - 50) : disease.start]
    return re.search(r"\b(?:in|of|with|for|treat\w*)\b[^,.;]{0,40}$", before) is not None


def _is_kind_of(words: str, general: str) -> bool:
    """Whether a disease is a kind of another by its name: 'malignant pleural mesothelioma', 'mesothelioma'."""
    return len(words) > len(general) and words.lower().endswith(" " + general.lower())


_JOINT = lean(r"(?: \([^()]{1,12}\))?,? (?P<word>or) (?:[a-z][\w/-]{2,24} ){0,2}")
_AND_OTHER = lean(
    r"(?: \([^()]{1,12}\))?(?P<words> and other (?:forms of |types of )?(?:[\w'/-]+ ){0,4}?(?:tumou?rs|cancers|malignancies|lymphomas?|leuka?emias?|carcinomas))\b"
)
_NEXT = lean(r"(?: \([^()]{1,40}\))?(?:,? and|,)(?: [a-z][\w/-]{2,24}){0,2} ?")


def _listed(document: Document, disease: Disease, found: list[Disease]) -> list[Disease]:
    """The diseases of a list that goes on behind one and ends in "and": "A, B and C"."""
    chosen: list[Disease] = []
    edge = disease.end
    for other in found:
        if other.start <= edge:
            continue
        gap = document.text[edge : other.start]
        if re.fullmatch(r" \([\w-]*", gap):
            continue  # its abbreviation
        if _NEXT.fullmatch(gap) is None:
            break
        chosen.append(other)
        edge = other.end
        if " and" in gap:
            return chosen
    return []


def _coordinated(document: Document, disease: Disease, found: list[Disease]) -> str:
    """The disease that "or" joins to another, or "and other" to its kind: "ovarian cancer and other solid tumors"."""
    if others := _AND_OTHER.match(document.text, disease.end):
        return others["words"]
    listed = _listed(document, disease, found)
    if len(listed) > 1:
        return document.text[disease.end : listed[-1].end]
    behind = next((other for other in found if other.start > disease.end), None)
    joint = _JOINT.fullmatch(document.text, disease.end, behind.start) if behind else None
    return f" {joint['word']} {behind.text}" if behind and joint and behind.slug != disease.slug else ""


def _without_phase(document: Document, start: int, words: str) -> str:
    """A disease without the number of a phase in front: 'Phase III breast cancer'."""
    lead = re.match(r"(?:I{1,3}|IV)\s", words)
    after_phase = re.search(r"[Pp]hase\s$", document.text[max(0, start - 6) : start]) is not None
    return words[lead.end() :] if lead and after_phase else words
