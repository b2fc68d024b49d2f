"""A sentence and a conjugate in, the sentence with companies and conjugates replaced by signs out, and the companies.

A company is ``@`` and its number, the conjugate at hand ``#``, any other conjugate ``%``; tickers and other brackets go,
and "it" behind "announced that" is the company that announces.
"""

from __future__ import annotations

import re

from kg.extract import role_cues as cues
from kg.extract.cast import Cast, Firm, Player
from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.model import Sentence

# "@0 is developing it": what is developed is the conjugate that the text speaks of
DEVELOPING_IT = lean(r"\b(?P<verb>(?:develop|advanc|commerciali[sz]|evaluat|investigat)(?:es|s|ing|ed|e)?) it\b", re.I)


def masked_sentence(document: Document, cast: Cast, player: Player, sentence: Sentence) -> tuple[str, list[Firm]]:
    """A sentence with companies and conjugates replaced by signs, and the companies by their number."""
    spots: list[tuple[int, int, str]] = []
    firms: list[Firm] = []
    for start, end, name in cast.companies_in(sentence.start, sentence.end):
        if not _is_parent(document, start):
            firm = cast.firm(name)
            if firm not in firms:
                firms.append(firm)
            genitive = "'s" if document.text[start:end].lower() == "our" else ""
            spots.append((start, end, f"@{firms.index(firm)}{genitive}"))
    for start, end, name in cast.compounds_in(sentence.start, sentence.end):
        spots.append((start, end, "#" if name == player.name else "%"))
    masked = _replaced(document.text, sentence, sorted(spots))
    if "#" not in masked and "%" not in masked:
        masked = DEVELOPING_IT.sub(r"\g<verb> #", cues.STAND_IN.sub("#", masked, count=1), count=1)
    return masked, firms


def _replaced(text: str, sentence: Sentence, spots: list[tuple[int, int, str]]) -> str:
    pieces = []
    at = sentence.start
    for start, end, sign in spots:
        if start >= at:
            pieces.append(text[at:start] + sign)
            at = end
    whole = "".join(pieces) + text[at : sentence.end]
    whole = re.sub(r" ?\((?![^()]{0,60}\b(?:from|by|with) @)[^()]{0,80}\)", "", whole)  # tickers, brands
    whole = re.sub(r"(@\d+)-[A-Z]\w{1,20}", r"\1", whole.replace("U.S.", "US"))  # a firm of two names
    whole = re.sub(
        r"(@\d+),? (?:an?|the) (?:wholly[- ]owned )?(?:member|subsidiary|affiliate|unit)\b[^,.;@#%]{0,40}(?:,|(?=[.;]|$))",
        r"\1",
        whole,
    )
    whole = re.sub(r"(@\d+), whose (?:parent|owner)[^,;.#%]{3,60},", r"\1", whole)
    whole = re.sub(r"(@\d+), an? (?:(?![@#%])[^,;.]){3,120},", r"\1", whole)
    told = _TOLD.search(whole)
    return re.sub(r"\bit\b(?! (?:was|is) (?:said|expected|believed))", told["who"], whole) if told else whole


# "@0 announced today that it": the pronoun means the company
_TOLD = lean(r"(?P<who>@\d+) (?:[\w,]+ ){0,2}(?:announce[sd]?|said|says|report(?:s|ed)) (?:[\w, ]{0,40}? )?that it\b")
_PARENT = lean(
    r"\b(?:formerly|previously) (?:of|at|with|from) (?:the )?$|(?:member|subsidiary|affiliate|unit|division|arm) of (?:the )?(?:\w+-based )?$"
)


def _is_parent(document: Document, start: int) -> bool:
    return bool(_PARENT.search(document.text, max(0, start - 50), start))
