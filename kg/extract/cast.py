"""A document in, its cast out: which conjugates, other drugs and companies the release speaks of, and where.

A conjugate is found by its names (`kg.extract.names`); two names are one conjugate because the reference data says so
or because the text does (a name in brackets behind a name, "also known as").  The first conjugate of the headline, else
the one named most often, is the main one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from kg.extract import names
from kg.extract.document import Document
from kg.lexicon import fold, lexicon
from kg.model import SectionKind

TOLD: tuple[SectionKind, ...] = ("headline", "dateline", "body", "quotation")
_LAWYERS: tuple[SectionKind, ...] = ("legal", "trademark", "contact", "footnote")


@dataclass(frozen=True, slots=True)
class Player:
    """A drug of the release: the name it is mostly called by, its key, every spelling and every place."""

    name: str
    key: str
    listed: bool
    spellings: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Firm:
    """A company of the release: short name (no legal form), the fullest name printed, slug if listed, places."""

    name: str
    full: str
    slug: str | None
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Cast:
    """Who and what a release speaks of. Offsets count in the document's clean text."""

    document: Document
    compounds: tuple[Player, ...]
    comparators: tuple[Player, ...]
    other_drugs: tuple[Player, ...]
    companies: tuple[Firm, ...]
    issuer: Firm | None = None
    is_adc: bool = True
    _by_key: dict[str, Player] = field(default_factory=dict, repr=False, compare=False)

    @property
    def main(self) -> str | None:
        """The name of the conjugate that the release is about, if there is one."""
        return self.compounds[0].name if self.compounds else None

    @cached_property
    def _places(self) -> list[tuple[int, int, str]]:
        return sorted((start, end, player.name) for player in self.compounds for start, end in player.spans)

    @cached_property
    def _starts(self) -> list[int]:
        return [place[0] for place in self._places]

    def compounds_in(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """The conjugates named inside a range: start, end, the conjugate's main name."""
        at = bisect_right(self._starts, start - 1)
        found = []
        while at < len(self._places) and self._places[at][0] < end:
            if self._places[at][1] <= end:
                found.append(self._places[at])
            at += 1
        return found

    def compound_of(self, index: int) -> str | None:
        """The conjugate that a sentence is about: named in it, or carried on in its section, or the main one."""
        return self._carried[index] if index < len(self._carried) else self.main

    @cached_property
    def _carried(self) -> list[str | None]:
        carried: list[str | None] = []
        current, section = self.main, ""
        for sentence in self.document.sentences:
            if sentence.section != section and "quotation" not in (sentence.section, section):
                current = self.main
            section = sentence.section
            named = self.compounds_in(sentence.start, sentence.end)
            if named:
                current = named[0][2]
            elif sentence.layout == "heading":
                current = self.main
            carried.append(current)
        return carried

    def is_comparator(self, name: str) -> bool:
        """Whether a name means a drug that the release's conjugate is compared with."""
        key = names.plain_key(name)
        return any(key == names.plain_key(spelling) for player in self.comparators for spelling in player.spellings)

    def player(self, name: str) -> Player | None:
        """The conjugate of that name or spelling."""
        key = names.plain_key(name)
        for player in self.compounds:
            if any(names.plain_key(spelling) == key for spelling in player.spellings):
                return player
        return None

    @cached_property
    def _firm_places(self) -> list[tuple[int, int, str]]:
        return sorted((start, end, firm.name) for firm in self.companies for start, end in firm.spans)

    def companies_in(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """The companies named inside a range: start, end, short name; "the Company" and "we" mean the issuer."""
        return [place for place in self._firm_places if place[0] >= start and place[1] <= end]

    def drugs_in(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """Other drugs (comparators, partners of a combination) named inside a range."""
        players = self.other_drugs + self.comparators
        return sorted(
            (left, right, player.name)
            for player in players
            for left, right in player.spans
            if left >= start and right <= end
        )

    def company_short(self, name: str) -> str:
        """A company's name without its legal form."""
        return short_company(name)


_FORMS = (
    r"(?:,? (?:Inc|Incorporated|Ltd|Limited|Corp|Corporation|Company|Co|AG|SE|SA|S\.A|S\.p\.A|plc|PLC|GmbH|LLC|L\.L\.C|N\.V|NV|B\.V|BV|A/S|AS|KGaA"
    r"|K\.K|KK|Oyj|AB|S\.r\.l|LP|L\.P|Pty|S\.L|Group|Holdings?)\b\.?)"
)
_LEGAL_FORM = re.compile(rf"{_FORMS}+$")
# a name in capitals that ends in a legal form
FIRM = re.compile(
    rf"\b(?:[A-Z][\w&'.-]{{0,24}} (?:(?:of|and|&|for|the|de|la) )?){{0,4}}[A-Z][\w&'-]{{1,24}}(?:{_FORMS})+"
)
_COMPANY_SELF = re.compile(r"\b(?:the [Cc]ompany|[Oo]ur [Cc]ompany|[Ww]e)\b")


def short_company(name: str) -> str:
    """A company's name without its legal form.

    >>> short_company("ImmunoGen, Inc."), short_company("Daiichi Sankyo Company, Limited"), short_company("Genmab A/S")
    ('ImmunoGen', 'Daiichi Sankyo', 'Genmab')
    """
    cut = _LEGAL_FORM.sub("", name.strip()).strip(" ,")
    return cut or name


def read_cast(document: Document) -> Cast:
    """Everyone and everything a document speaks of."""
    players = _conjugates(document)
    comparators = tuple(player for player in players[1:] if _is_comparator(document, player))
    compounds = tuple(player for player in players if player not in comparators)
    companies, issuer = _companies(document)
    others = _other_drugs(document, players)
    return Cast(document, compounds, comparators, others, companies, issuer, _is_adc(document, compounds))


# --- conjugates


@dataclass(frozen=True, slots=True)
class _Use:
    start: int
    end: int
    printed: str
    key: str
    listed: bool


def _conjugates(document: Document) -> list[Player]:
    """The conjugates, the main one first, the others in the order of their first mention."""
    uses = _uses(document)
    root = _joined(document, uses)
    groups: dict[str, list[_Use]] = {}
    for use in uses:
        groups.setdefault(root.get(use.key, use.key), []).append(use)
    players = [_player(group) for group in groups.values()]
    return sorted(players, key=lambda player: (-_weight(document, player), player.spans[0]))


def _player(group: list[_Use]) -> Player:
    spellings = tuple(dict.fromkeys(use.printed for use in group))
    counts = {spelling: sum(use.printed == spelling for use in group) for spelling in spellings}
    name = max(spellings, key=lambda spelling: counts[spelling])
    listed = [use.key for use in group if use.listed]
    key = listed[0] if listed else names.slug(name)
    return Player(name, key, bool(listed), spellings, tuple((use.start, use.end) for use in group))


def _weight(document: Document, player: Player) -> int:
    """How much a release speaks of a drug: headline above all, boilerplate nearly nothing."""
    weight = 0
    for start, _ in player.spans:
        section = document.release.section_at(start)
        weight += {"headline": 100, "body": 3, "quotation": 2}.get(section, 0)
    return weight


def _uses(document: Document) -> list[_Use]:
    """Every use of a conjugate's name, without overlap, in order."""
    found: list[_Use] = []
    for mention in document.mentions:
        entry = next((e for e in mention.entries if e.kind == "compound" and e.form != "ambiguous"), None)
        if entry is not None:
            found.append(_Use(mention.start, mention.end, document.text[mention.start : mention.end], entry.slug, True))
    fresh = names.decoded(document.text) + names.formulas(document.text)
    codes = {name for _, _, name in names.called(document.text)}
    fresh += [hit for code in sorted(codes) for hit in _everywhere(document.text, code)]
    for start, end, printed in fresh:
        overlap = next((use for use in found if use.start < end and start < use.end), None)
        if overlap is None:
            found.append(_Use(start, end, printed, "?" + names.plain_key(printed), False))
        elif overlap.listed and start <= overlap.start and end >= overlap.end:
            found[found.index(overlap)] = _Use(start, end, printed, overlap.key, True)
    found.sort(key=lambda use: use.start)
    return found


def _everywhere(text: str, name: str) -> list[names.Hit]:
    """Every place of a code, with or without its hyphen or space."""
    parts = re.split(r"[- ]", name)
    pattern = re.compile(r"(?<![\w-])" + "[- ]?".join(map(re.escape, parts)) + r"(?![\w-])")
    return [(match.start(), match.end(), match[0]) for match in pattern.finditer(text)]


def _joined(document: Document, uses: list[_Use]) -> dict[str, str]:
    """Key to the key of its group: names that the text binds to one another are one conjugate."""
    root: dict[str, str] = {}
    for left, right in zip(uses, uses[1:], strict=False):
        between = document.text[left.end : right.start]
        bound = between == " (" or names.ALIAS_WORDS.fullmatch(between) and between not in (" or ", "/", " / ")
        a, b = root.get(left.key, left.key), root.get(right.key, right.key)
        if bound and a != b and not (left.listed and right.listed):
            keep, drop = (a, b) if not a.startswith("?") else (b, a)
            for key in [k for k, v in root.items() if v == drop] + [drop]:
                root[key] = keep
    return root


_AGAINST = re.compile(
    r"(?:\bvs?\.?|versus|against|(?:compared|comparison|relative|superior|inferior|non-inferior|randomi[sz]ed) (?:with|to|against)|than|or)"
    r" (?:the |treatment with |those (?:receiving|treated with|on|in) )?(?:ADC )?$",
    re.IGNORECASE,
)


def _is_comparator(document: Document, player: Player) -> bool:
    """Whether a drug stands behind "versus", "compared with" in at least a third of its places."""
    behind = sum(bool(_AGAINST.search(document.text, max(0, start - 60), start)) for start, _ in player.spans)
    return behind > 0 and 3 * behind >= len(player.spans)


# --- other drugs

_DRUG_WORD = re.compile(
    r"\b[A-Za-z]{3,20}(?:mab|tinib|ciclib|taxel|platin|parib|rubicin|zomib|lidomide|degib|limus|tabine|siran|cel|bicin|clax|trexed|etoposide)\b"
)


def _other_drugs(document: Document, players: list[Player]) -> tuple[Player, ...]:
    taken = [span for player in players for span in player.spans]
    spots: dict[str, list[tuple[int, int]]] = {}
    for mention in document.mentions:
        if any(entry.kind in ("medicine", "antibody") for entry in mention.entries) and not _inside(
            taken, mention.start
        ):
            slug = next(entry.slug for entry in mention.entries if entry.kind in ("medicine", "antibody"))
            spots.setdefault(slug, []).append((mention.start, mention.end))
    seen = {span[0] for spans in spots.values() for span in spans}
    for match in _DRUG_WORD.finditer(document.text):
        if match.start() not in seen and not _inside(taken, match.start()):
            spots.setdefault("?" + match[0].lower(), []).append(match.span())
    found = []
    for slug, spans in spots.items():
        printed = tuple(dict.fromkeys(document.text[start:end] for start, end in spans))
        found.append(Player(printed[0], slug.lstrip("?"), not slug.startswith("?"), printed, tuple(spans)))
    return tuple(sorted(found, key=lambda player: player.spans[0]))


def _inside(spans: list[tuple[int, int]], position: int) -> bool:
    return any(start <= position < end for start, end in spans)


# --- companies


def _companies(document: Document) -> tuple[tuple[Firm, ...], Firm | None]:
    """The companies, and which of them issues the release."""
    spots: dict[str, list[tuple[int, int]]] = {}
    slugs: dict[str, str] = {}
    taken: list[tuple[int, int]] = []
    for match in FIRM.finditer(document.text):
        listed = [m for m in document.within(*match.span(), "organisation")]
        key = listed[0].entry.slug if listed else fold(short_company(match[0]))
        if listed:
            slugs[key] = listed[0].entry.slug
        spots.setdefault(key, []).append(match.span())
        taken.append(match.span())
    for mention in document.mentions:
        entry = next((e for e in mention.entries if e.kind == "organisation" and e.form != "ambiguous"), None)
        if entry is not None and not _inside(taken, mention.start):
            slugs[entry.slug] = entry.slug
            spots.setdefault(entry.slug, []).append((mention.start, mention.end))
    for key in list(spots):  # later mentions of an unlisted company by its short name
        if key not in slugs and len(key) > 3:
            for start, end, _ in _everywhere(document.text, short_company(document.text[slice(*spots[key][0])])):
                if not any(left <= start < right for spans in spots.values() for left, right in spans):
                    spots[key].append((start, end))
    issuer_key = _issuer(document, spots)
    if issuer_key is not None:
        for match in _COMPANY_SELF.finditer(document.text):
            spots[issuer_key].append(match.span())
    firms = {key: _firm(document, sorted(spans), slugs.get(key)) for key, spans in spots.items()}
    ordered = tuple(sorted(firms.values(), key=lambda firm: firm.spans[0]))
    return ordered, firms.get(issuer_key) if issuer_key is not None else None


def _firm(document: Document, spans: list[tuple[int, int]], slug: str | None) -> Firm:
    printed = [document.text[start:end] for start, end in spans]
    printed = [name for name in printed if not _COMPANY_SELF.fullmatch(name)] or printed
    full = next((name for name in printed if _LEGAL_FORM.search(name)), printed[0])
    short = min((short_company(name) for name in printed), key=len)
    return Firm(short, full, slug, tuple(spans))


_TICKER = re.compile(
    r" ?\((?:[^()]{0,30}[ :])?(?:NASDAQ|Nasdaq|NYSE|LSE|TSE|FSE|SIX|HKEX|TSX|Euronext|SSE|OTC|AMEX|Xetra|XETRA|FWB)\b"
)


def _issuer(document: Document, spots: dict[str, list[tuple[int, int]]]) -> str | None:
    """The company that announces: the first with a ticker in the text told, else the first named behind the dateline."""
    first: list[tuple[int, str]] = []
    for key, spans in spots.items():
        for start, end in spans:
            if document.release.section_at(start) not in _LAWYERS:
                first.append((start - 2000 * bool(_TICKER.match(document.text, end)), key))
    return min(first)[1] if first else None


# --- is it about conjugates at all

ADC_WORDS = re.compile(
    r"antibody[- ]drug[- ]conjugate|\bADCs?\b|immunoconjugate|\bTAP (?:technology|compound)|Tumor-Activated Prodrug|Targeted Antibody Payload"
    r"|antibody[- ]conjugated|Antibody Targeted Amanitin Conjugate"
)


def _is_adc(document: Document, compounds: tuple[Player, ...]) -> bool:
    """Whether a release is about a conjugate or about conjugates' technology, not only issued by a firm that has some."""
    told = [sentence for sentence in document.sentences if sentence.section in TOLD]
    named = any(document.release.section_at(start) in TOLD for player in compounds for start, _ in player.spans)
    return named or any(document.search(ADC_WORDS, sentence) for sentence in told)
