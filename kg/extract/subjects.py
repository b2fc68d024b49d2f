"""A document and the places of its drugs in, the sentences that speak of a drug that is no conjugate of the release out.

Releases explain other drugs in passing ("regorafenib, a drug that was approved on the basis of ...") and give each
project of a company its own paragraph under the drug's name ("Lacutamab (anti-KIR3DL2 antibody):").  What such a
sentence reports is no fact about the conjugate.
"""

from __future__ import annotations

from typing import TypeVar

from kg.extract import names
from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.extract.spans import Places
from kg.model import Evidence, Fact, Sentence

T = TypeVar("T", bound=Fact)

_EXPLAINED = lean(
    r"(?: ?\([^()]{1,40}\))?,? (?:an?|the|another) (?:[\w/-]{1,20} ){0,5}(?:drug|antibody|inhibitor|medicine|agent|chemotherapy|treatment|therapy)"
    r" (?:that (?:is|was|has|had|showed|gave|received)|which (?:is|was|has|had)|approved|marketed|used)\b"
)
_BESIDE = lean(r"\b(?:combin\w+ with|plus|with|and|versus|vs\.?|to|than)\s(?:[\w-]{1,20} ){0,2}$")
_ALLOWED = lean(r"(?: ?\([^()]{1,40}\))? (?:is|was|has been|had been) (?:currently |already |also )?(?:approved|indicated|authori[sz]ed|marketed)\b")  # fmt: skip
_OF_ITS_OWN = lean(r"(?: ?\([^()]{1,60}\))?(?:,[^:.]{0,60})?:?\s*$")


def without_others(document: Document, indexes: frozenset[int], facts: tuple[T, ...]) -> tuple[T, ...]:
    """The facts without those whose every place lies in sentences about other drugs, given by their indexes."""
    if not indexes:
        return facts
    quoted = document.evidence(*((document.sentences[i].start, document.sentences[i].end) for i in sorted(indexes)))

    def is_inside(place: Evidence) -> bool:
        return any(whole.start <= place.start and place.end <= whole.end for whole in quoted)

    return tuple(fact for fact in facts if not fact.evidence or not all(map(is_inside, fact.evidence)))


def about_others(document: Document, conjugates: Places, drugs: Places) -> frozenset[int]:
    """The indexes of the sentences whose subject is another drug."""
    found: set[int] = set()
    under_other, section = False, ""
    for index, sentence in enumerate(document.sentences):
        if sentence.section != section:
            under_other, section = False, sentence.section
        named = conjugates.within(sentence.start, sentence.end)
        heads = _is_heading_of(document, sentence, drugs)
        under_other = not named and (heads or (under_other and not _is_heading(document, sentence)))
        if under_other or (not named and _speaks_of(document, sentence, drugs)):
            found.add(index)
    return frozenset(found)


_CODE_OF_OTHER_CLASS = lean(
    rf"[-*\u2022 ]{{0,3}}{names.CODE} ?[(,-][^:\n]{{0,60}}?\b(?:antibody(?![- ]drug)|bispecific|inhibitor|radioligand|agonist|antagonist|vaccine|CAR[- ]T)\b"
)


def _is_heading(document: Document, sentence: Sentence) -> bool:
    return sentence.layout == "heading" or document.text.startswith(":", sentence.end - 1)


def _is_heading_of(document: Document, sentence: Sentence, drugs: Places) -> bool:
    """Whether a heading consists of another drug's name, perhaps with a bracket and an apposition behind it."""
    if not _is_heading(document, sentence):
        return False
    first = next(iter(drugs.within(sentence.start, sentence.end)), None)
    if first is None:
        return bool(_CODE_OF_OTHER_CLASS.match(document.text, sentence.start, sentence.end))
    before = document.text[sentence.start : first[0]].strip(" -*\u2022")
    return before in ("", "About") and bool(_OF_ITS_OWN.match(document.text, first[1], sentence.end))


def _speaks_of(document: Document, sentence: Sentence, drugs: Places) -> bool:
    """Whether a sentence without a conjugate explains another drug, or opens with what it is approved for."""
    for start, end, _ in drugs.within(sentence.start, sentence.end):
        before = document.text[sentence.start : start]
        if _EXPLAINED.match(document.text, end, sentence.end) and not _BESIDE.search(before[-60:]):
            return True
        if not before.strip() and _ALLOWED.match(document.text, end, sentence.end):
            return True
    return False
