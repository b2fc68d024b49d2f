"""A document and its conjugates in, the medicines that are no conjugates out: comparators, partners, earlier treatments.

A medicine is known by the reference data or by the stem of its international name; a brand stands in front of its bracket.

>>> bool(_DRUG_WORD.search("with carboplatin")), bool(_DRUG_WORD.search("an advantage in phase 3"))
(True, False)
"""

from __future__ import annotations

from kg.extract.document import Document
from kg.extract.players import Player
from kg.extract.prefilter import lean
from kg.extract.spans import Span, Taken
from kg.lexicon import lexicon

_DRUG_WORD = lean(
    r"\b[A-Za-z]{3,20}(?:mab|tinib|ciclib|taxel|platin|parib|rubicin|zomib|lidomide|degib|limus|tabine|siran|leucel|clax|trexed|poside|bulin|tecan"
    r"|fusp|statin|lisib|rafenib|metinib|cept|tug|bart)\b"
)


_BRAND = lean(r"(?<![\w-])(?P<brand>[A-Z][A-Za-z]{3,15}) \($")


_NO_DRUG = frozenset("auristatin calicheamicin amanitin concept except accept intercept precept tecan".split())  # noqa: SIM905  # a row of a table


def read_other_drugs(document: Document, players: list[Player]) -> tuple[Player, ...]:
    """Every drug that is no conjugate, in the order of its first mention, brands beside their generic names."""
    taken = Taken(len(document.text), [span for player in players for span in player.spans])
    spots: dict[str, list[Span]] = {}
    for mention in document.mentions:
        entry = next((e for e in mention.entries if e.kind in ("medicine", "antibody")), None)
        if entry is not None and mention.start not in taken:
            spots.setdefault(entry.slug, []).append((mention.start, mention.end))
            taken.add(mention.start, mention.end)
    for match in _DRUG_WORD.finditer(document.text):
        word = match[0].lower()
        if match.start() not in taken and word not in _NO_DRUG and not _other_thing(match[0]):
            spots.setdefault("?" + word, []).append(match.span())
    for key, spans in list(spots.items()):
        spots[key] = sorted({*spans, *_brands(document, spans)})
    found = [
        Player(printed[0], key.lstrip("?"), not key.startswith("?"), printed, tuple(spans))
        for key, spans in spots.items()
        if (printed := tuple(dict.fromkeys(document.text[start:end] for start, end in spans)))
    ]
    return tuple(sorted(found, key=lambda player: player.spans[0]))


def _other_thing(word: str) -> bool:
    """Whether a word that ends like a drug's name is a company or a payload."""
    return any(entry.kind in ("payload", "organisation") for entry in lexicon().named(word))


def _brands(document: Document, spans: list[Span]) -> list[Span]:
    """The brand names in front of a generic name's bracket."""
    found = []
    for start, _ in spans:
        match = _BRAND.search(document.text, max(0, start - 20), start)
        if match and document.is_branded(match.end("brand")):
            found.append(match.span("brand"))
    return found
