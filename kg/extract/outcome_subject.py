"""A document and its cast in, the sentences and figures that are about another drug out.

A heading gives its subject to what follows ("Lacutamab (anti-KIR3DL2 antibody):"); a relative clause or an apposition is
about the drug in front of it ("regorafenib, which was approved on the basis of a median PFS of 2.0 months").
"""

from __future__ import annotations

import re

from kg.extract.cast import Cast
from kg.extract.document import Document
from kg.extract.prefilter import lean

_INN = lean(
    r"\b[A-Za-z]{2,16}(?:mab|tinib|afenib|ciclib|parib|zomib|lisib|platin|taxel|rubicin|domide|tecan|citabine|limus)\b"
)
_KIND = lean(
    r"\(?(?:an? )?(?:anti-[\w-]{2,12}|[\w-]{2,15}-(?:targeted|directed)|[A-Z][\w-]{1,12}) (?:antibody|inhibitor|agonist|antagonist|bispecific|vaccine)\b"
)
_CLAUSE = lean(
    r"(?:\s?\([^()]{1,60}\))?,?\s(?:(?:which|that|whose)\s|(?:an?|the) (?:[\w-]{1,20} ){0,4}(?:drug|agent|therapy|treatment|medicine|antibody|inhibitor|chemotherapy)\b|approved\b|a standard\b)",
    re.I,
)


def about_others(document: Document, cast: Cast) -> frozenset[int]:
    """The sentences under a heading that names another drug, as far as they name no conjugate of the release."""
    found: set[int] = set()
    other = False
    for index, sentence in enumerate(document.sentences):
        named = bool(cast.compounds_in(sentence.start, sentence.end))
        if sentence.layout == "heading":
            other = not named and _names_other(document, cast, sentence.start, sentence.end)
        elif other and not named:
            found.add(index)
    return frozenset(found)


def _names_other(document: Document, cast: Cast, start: int, end: int) -> bool:
    """Whether a heading opens with a drug that is none of the release's conjugates."""
    words = document.text[start:end].lstrip(" *•-")
    opening = words[:45]
    if len(words.split()) > 12 or re.search(r"\b(?:vs\.?|versus|with|plus|compared)\b", words):
        return False
    drugs = cast.drugs_in(start, min(end, start + 30))
    leads = (drugs and drugs[0][0] - start < 4) or _INN.match(opening)
    return bool(leads) or (_KIND.search(opening) is not None and opening[:1].isupper() and "(" in opening)


def in_clause_of_other(document: Document, cast: Cast, start: int, place: int) -> bool:
    """Whether a place stands in a relative clause or apposition of another drug that the sentence names before it."""
    drugs = [end for _, end, _ in cast.drugs_in(start, place)]
    drugs += [mention.end for mention in document.within(start, place, "medicine")]
    drugs += [m.end() for m in _INN.finditer(document.text, start, place)]
    for end in sorted(drugs, reverse=True):
        if cast.compounds_in(end, place):
            return False
        if _CLAUSE.match(document.text, end, place):
            return True
    return False
