"""A text in, the diseases that it names by organ and head noun out, where the reference data lists no such name.

"Cervical and urothelial tumors", "gastric or gastroesophageal junction (G/GEJ) adenocarcinoma": the head noun stands
once for all organs; the mention found holds the last organ and the head noun, the readers look for the others before it.

>>> [(text[a:b]) for text in ["for gastric or gastroesophageal junction (G/GEJ) adenocarcinoma"] for a, b in places(text)]
['gastroesophageal junction (G/GEJ) adenocarcinoma']
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.prefilter import lean
from kg.lexicon import Entry, Mention, fold, lexicon

SITE = (
    r"(?:(?:gastro-?o?esophageal|GE) junction|GEJ|fallopian tube|head and neck|small intestine|bile duct|gastric|stomach|o?esophageal|ovarian|peritoneal|breast|lung"
    r"|colorectal|colon|rectal|pancreatic|prostate|urothelial|bladder|cervical|endometrial|uterine|renal|kidney|thyroid|biliary|liver|testicular|anal|vulvar|vaginal)"
)
HEAD = r"(?:cancers?|carcinomas?|adenocarcinomas?|tumou?rs?|malignanc(?:y|ies)|neoplasms?)"
_KIND = (
    r"(?:B-cell|T-cell|[Ss]olid|[Hh]a?ematologic(?:al)?|[Bb]lood|[Gg]yna?ecologic(?:al)?|[Gg]astrointestinal|[Tt]hymic|[Aa]drenocortical|[Nn]euroendocrine|[Ss]oft[- ]tissue|Ewing"
    r"|[Pp]enile|[Mm]yeloid|[Ll]ymphoid|[Pp]lasma cell)"
)
_DISEASE = lean(
    rf"(?<![\w-])(?:(?P<site>{SITE})(?: \([A-Za-z/]{{1,8}}\))? (?:(?:squamous cell|serous|clear cell) )?{HEAD}|[Ll]ymphomas"
    rf"|(?:(?<=[A-Za-z0-9]-expressing )|(?<=[A-Z0-9]-overexpressing )|(?<=[A-Z0-9]-positive )){HEAD}"
    rf"|{_KIND} (?:{HEAD}|sarcomas?|leuka?emias?|lymphomas?)|[Hh]ead and neck (?:squamous cell )?{HEAD}"
    r"|(?:[Ll]eiomyo|[Ll]ipo|[Aa]ngio|[Oo]steo|[Cc]arcino|[Rr]habdomyo|[Ff]ibro|[Cc]hondro)sarcomas?|[Cc]hordomas?)(?![\w-])"
)


def places(text: str) -> list[tuple[int, int]]:
    """Where a text names a disease by an organ and a head noun."""
    return [match.span() for match in _DISEASE.finditer(text)]


def site_diseases(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions, and between them those of diseases that only organ and head noun name; in order, without overlap."""
    taken = bytearray(len(text))
    for mention in mentions:
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    found = [
        Mention(match.start(), match.end(), _entries(match))
        for match in _DISEASE.finditer(text)
        if not any(taken[match.start() : match.end()])
    ]
    return sorted([*mentions, *found], key=lambda mention: mention.start)


def _entries(match: re.Match[str]) -> tuple[Entry, ...]:
    """What the reference data lists under "<organ> cancer", else an entry of the words' own."""
    words = re.sub(r" \([^()]*\)", "", match[0])
    site = re.sub(r"^.*junction$", "GEJ", match["site"] or "")
    listed = next(
        (e for e in lexicon().named(f"{site} cancer") if e.kind == "indication" and e.form != "ambiguous"), None
    )
    slug = listed.slug if listed else re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")
    return (Entry(kind="indication", slug=slug, name=words, form="synonym", label=words),)


# organs whose cancers are one indication when a release names them together
_KIN = (
    frozenset(("gastric", "stomach", "esophageal", "oesophageal", "junction")),
    frozenset(("ovarian", "tube", "peritoneal")),
    frozenset(("colon", "rectal", "colorectal")),
    frozenset(("urothelial", "bladder")),
)
_ORGAN = rf"{SITE}(?: \([A-Za-z/]{{1,8}}\))?"
_SHARED = lean(
    rf"(?<![\w-])(?P<sites>(?:{_ORGAN}(?:,? and/or |,? and |,? or |/|, ))+)(?:primary )?(?P<last>{_ORGAN})"
    rf"(?P<head> (?:\([A-Za-z/]{{1,8}}\) )?{HEAD})$"
)
_BRACKET = lean(r" \([^()]*\)")


@dataclass(frozen=True, slots=True)
class Shared:
    """Diseases that share a head noun: where the first organ stands, and the name of each disease."""

    start: int
    names: tuple[str, ...]


def shared_head(text: str, end: int) -> Shared | None:
    """The diseases of a list of organs with one head noun that ends a text; ``end`` is the place of the text's end.

    >>> shared_head("in breast, ovarian and lung cancers", 35)
    Shared(start=3, names=('breast cancers', 'ovarian cancers', 'lung cancers'))
    >>> shared_head("in gastric and gastroesophageal junction (GEJ) cancer", 53)
    Shared(start=3, names=('gastric and gastroesophageal junction cancer',))
    """
    match = _SHARED.search(text)
    if match is None:
        return None
    start = end - len(text) + match.start()
    organs = [organ[0] for organ in re.finditer(SITE, _BRACKET.sub("", match["sites"] + match["last"]))]
    if any({organ.split(" ")[-1] for organ in organs} <= kin for kin in _KIN):
        return Shared(start, (_BRACKET.sub("", match[0]),))
    return Shared(start, tuple(f"{organ}{_BRACKET.sub('', match['head'])}" for organ in organs))
