"""A document in, the companies that short names with several meanings stand for in it out.

"Merck", "Magenta" or "BMS" say nothing on their own.  A release settles them by the full name of one company, by a ticker
behind the short name, or by another company beside it.

>>> TICKER.match(" (NYSE: EXPH)") is not None
True
"""

from __future__ import annotations

import re

from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.extract.spans import Span, Taken
from kg.lexicon import Mention, fold

TICKER = lean(
    r" ?\((?:[^()]{0,30}[ :/])?(?:NASDAQ|Nasdaq|NYSE|LSE|TSE|TYO|FSE|FWB|SIX|HKEX|SEHK|HK|TSX|Euronext|SSE|SHA|OTC\w*|AMEX|Xetra|XETRA"
    r"|Tokyo|Copenhagen|OMX|KOSDAQ|AIM|ASX|STO)\b| ?\([A-Z]{3,4}\)| ?\([^()]{0,60}?\b\d{3,6}\.[A-Z]{2}\b"
)
_BESIDE_FIRM = lean(r"\b(?:and|with|by|from|between|now|partners?|to) $")
_DOES = lean(r"(?:'s?)? (?:and|is|are|has|have|will|holds|announced|retains)\b|'s ")


def slug_meant(document: Document, mention: Mention) -> str | None:
    """The company that a listed name means where it stands, if it means one."""
    entry = next((e for e in mention.entries if e.kind == "organisation"), None)
    if entry is None or (entry.form == "ambiguous" and not _is_meant(document, mention)):
        return None
    return entry.slug


def settled_names(document: Document) -> dict[str, str]:
    """Printed names that mean several things, to the company that this release means by each.

    The release says so by the full name of one company, or by a ticker behind the name; then other short names that
    only one of the companies has tell them apart, and if none does, the company stands under its printed name.
    """
    full: set[str] = set()
    short: dict[str, set[str]] = {}
    listed: set[str] = set()
    for mention in document.mentions:
        slugs = {e.slug for e in mention.entries if e.kind == "organisation"}
        if not slugs:
            continue
        if mention.entry.form != "ambiguous":
            full |= slugs
            continue
        printed = document.text[mention.start : mention.end]
        short[printed] = slugs
        if TICKER.match(document.text, mention.end):
            listed.add(printed)
    found: dict[str, str] = {}
    for printed, slugs in short.items():
        named = slugs & full
        others = [more for name, more in short.items() if name != printed and slugs & more]
        if len(named) == 1 and (not printed.isupper() or _is_explained(document, printed)):
            found[printed] = min(named)
        elif not printed.isupper() and len(slugs.intersection(*others)) == 1 and others:
            found[printed] = min(slugs.intersection(*others))
        elif printed in listed:
            left = slugs.intersection(*others)
            found[printed] = min(left) if len(left) == 1 else fold(printed)
    return found


def _is_explained(document: Document, printed: str) -> bool:
    """Whether a bracket tells what capitals stand for: "MSD (the tradename of Example", "(known as MSD"."""
    words = rf"\b{re.escape(printed)}\"? ?\([^()]{{0,30}}(?:name|Inc|Co|Corp)\b|\bknown as \"?{re.escape(printed)}\b"
    return re.search(words, document.text) is not None


def _is_meant(document: Document, mention: Mention) -> bool:
    """Whether capitals that mean other things too mean the company here: beside another company, as who does something."""
    if not document.text[mention.start : mention.end].isupper():
        return False
    sentence = document.sentences[document.sentence_at(mention.start)]
    others = document.within(sentence.start, sentence.end, "organisation")
    beside = _BESIDE_FIRM.search(document.text, max(sentence.start, mention.start - 12), mention.start)
    return any(other.entry.form != "ambiguous" for other in others) and bool(
        beside or _DOES.match(document.text, mention.end, sentence.end)
    )


def add_short(text: str, spans: list[Span], short: str, taken: Taken, *, alone: bool) -> None:
    """The places where a company that is not listed goes by its short name, or by its first word if it ``alone`` has it."""
    first = short.split(" ")[0]
    names = [short]
    if alone and len(first) > 4 and first != short and first.lower() not in _COMMON:
        names.append(first)
    for name in names:
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
            if (len(name) > 3 or name.isupper()) and match.start() not in taken:
                spans.append(match.span())
                taken.add(*match.span())


# first words of companies' names that mean nothing alone
_COMMON = frozenset(
    "american advanced applied antibody first global general genetic innovative international national medical molecular north precision united cancer clinical"  # noqa: SIM905  # a row of a table
    " health healthcare human immune oncology pharma therapeutic targeted tumor tissue university western eastern southern northern center research science oxford cambridge london boston paris berlin munich basel zurich geneva heidelberg vienna nordic pacific atlantic shanghai suzhou hangzhou sichuan beijing shenzhen"
    " jiangsu zhejiang seattle california texas york jersey chicago houston diego francisco tokyo osaka seoul daejeon israel danish swiss german".split()
)


def without_capitals(names: list[str]) -> list[str]:
    """The names, those that only a headline prints in capitals as the text prints them elsewhere.

    >>> without_capitals(["PROGENICS", "Progenics Pharmaceuticals", "ADCT"])
    ['Progenics', 'Progenics Pharmaceuticals', 'ADCT']
    """
    usual = [name for name in names if not name.isupper()]
    return [
        next((other[: len(name)] for other in usual if name.isupper() and other.lower().startswith(name.lower())), name)
        for name in names
    ]
