"""A document in, its cast out: which conjugates, other drugs and companies the release speaks of, and where.

The parts are read by `kg.extract.players` and `kg.extract.firms`; here they answer the questions that every reader of
facts asks: which conjugates stand in this range, which one is this sentence about, is this name a comparator's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from kg.extract import names
from kg.extract.comparison import (
    is_comparator,
    is_earlier_treatment,
    is_only_earlier_treatment,
    is_passing,
    tells_patients_apart,
)
from kg.extract.document import Document
from kg.extract.firms import Firm, read_firms, short_company
from kg.extract.other_drugs import read_other_drugs
from kg.extract.players import Player, read_conjugates
from kg.extract.prefilter import lean
from kg.extract.regimens import read_regimens
from kg.extract.spans import Place, Places
from kg.extract.subjects import about_others
from kg.extract.topic import is_about_conjugates, is_called_otherwise
from kg.model import SectionKind

__all__ = ["Cast", "Firm", "Player", "read_cast", "short_company"]

TOLD: tuple[SectionKind, ...] = ("headline", "dateline", "body", "quotation")  # the sections that tell the news


@dataclass(frozen=True)
class Cast:
    """Who and what a release speaks of. Offsets count in the document's clean text.

    ``compounds`` are the conjugates of the news, the main one first; ``passing`` those that only the standing paragraphs
    or the patients' earlier treatments name; ``comparators`` those that the news compares with.
    """

    document: Document
    compounds: tuple[Player, ...]
    passing: tuple[Player, ...]
    comparators: tuple[Player, ...]
    other_drugs: tuple[Player, ...]
    companies: tuple[Firm, ...]
    issuer: Firm | None = None
    co_issuers: tuple[Firm, ...] = ()
    is_adc: bool = True

    @property
    def main(self) -> str | None:
        """The name of the conjugate that the release is about, if there is one."""
        return self.compounds[0].name if self.compounds else None

    @cached_property
    def _places(self) -> Places:
        players = (*self.compounds, *self.passing)
        return Places((start, end, player.name) for player in players for start, end in player.spans)

    def compounds_in(self, start: int, end: int) -> list[Place]:
        """The conjugates named inside a range: start, end, the conjugate's main name."""
        return self._places.within(start, end)

    def compound_of(self, index: int) -> str | None:
        """The conjugate that a sentence is about: named in it, or carried on in its section, or the main one.

        None when the sentence is about another drug.
        """
        if index in self.about_others:
            return None
        return self._carried[index] if index < len(self._carried) else self.main

    @cached_property
    def about_others(self) -> frozenset[int]:
        """The indexes of the sentences whose subject is a drug that is no conjugate of the release."""
        drugs = Places((start, end, drug.name) for drug in self.other_drugs for start, end in drug.spans)
        return about_others(self.document, self._places, drugs)

    @cached_property
    def _carried(self) -> list[str | None]:
        carried: list[str | None] = []
        current, section = self.main, ""
        for sentence in self.document.sentences:
            if sentence.section != section and "quotation" not in (sentence.section, section):
                current = self.main
            section = sentence.section
            named = [
                name
                for start, end, name in self.compounds_in(sentence.start, sentence.end)
                if not is_earlier_treatment(self.document, sentence.start, start)
                and not tells_patients_apart(self.document, end)
            ]
            if named:
                current = named[0]
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
        for player in (*self.compounds, *self.passing):
            if any(names.plain_key(spelling) == key for spelling in player.spellings):
                return player
        return None

    @cached_property
    def _firm_places(self) -> Places:
        return Places((start, end, firm.name) for firm in self.companies for start, end in firm.spans)

    def companies_in(self, start: int, end: int) -> list[Place]:
        """The companies named inside a range: start, end, short name; "the Company" and "we" mean the issuer."""
        return self._firm_places.within(start, end)

    @cached_property
    def _firms(self) -> dict[str, Firm]:
        return {firm.name: firm for firm in self.companies}

    def firm(self, name: str) -> Firm:
        """The company of a short name that `companies_in` gave."""
        return self._firms[name]

    @cached_property
    def _drug_places(self) -> Places:
        players = self.other_drugs + self.comparators
        return Places((start, end, player.name) for player in players for start, end in player.spans)

    def drugs_in(self, start: int, end: int) -> list[Place]:
        """Other drugs (comparators, partners of a combination) named inside a range."""
        return self._drug_places.within(start, end)

    @cached_property
    def regimens(self) -> dict[str, Literal["T", "C"]]:
        """Abbreviations of regimens: T for those with a conjugate of the release, C for those compared with."""
        return read_regimens(self.document.text, lambda start, end: bool(self.compounds_in(start, end)))

    def company_short(self, name: str) -> str:
        """A company's name without its legal form."""
        return short_company(name)


def read_cast(document: Document) -> Cast:
    """Everyone and everything a document speaks of."""
    players = [player for player in read_conjugates(document) if not is_called_otherwise(document, player)]
    companies, issuer, co_issuers = read_firms(document)
    other_drugs = read_other_drugs(document, players)
    lead = next((player for player in players[:1] if not is_only_earlier_treatment(document, player)), None)
    beside_code = lead is not None and _is_beside_another_code(document, players, lead)
    main = lead if lead and not beside_code and not _is_led_by(document, other_drugs, lead) else None
    comparators = tuple(player for player in players if player is not main and is_comparator(document, player))
    rest = [player for player in players if player not in comparators]
    told = tuple(
        player
        for player in rest
        if player is main or not is_passing(document, player, beside_another=main is None and not beside_code)
    )
    told = tuple(
        player
        for player in told
        if (_is_told(document, player) or _is_described(document, player))
        and not is_only_earlier_treatment(document, player)
        and not (player is main and _is_only_quoted(document, player))
    )
    return Cast(
        document,
        compounds=told,
        passing=tuple(player for player in rest if player not in told),
        comparators=comparators,
        other_drugs=other_drugs,
        companies=companies,
        issuer=issuer,
        co_issuers=co_issuers,
        is_adc=is_about_conjugates(document, told, issuer),
    )


def _is_led_by(document: Document, other_drugs: tuple[Player, ...], main: Player) -> bool:
    """Whether the headline names other drugs and not the conjugate that the text speaks of most."""

    def leads(player: Player) -> bool:
        return any(document.release.section_at(start) == "headline" for start, _ in player.spans)

    return not leads(main) and any(leads(drug) for drug in other_drugs)


def _is_beside_another_code(document: Document, players: list[Player], main: Player) -> bool:
    """Whether the headline names a code that is no conjugate, and the text its conjugate only as a drug beside it."""
    headlines = "\n".join(document.words(sentence) for _, sentence in document.in_sections("headline"))
    own = {names.plain_key(spelling) for player in players for spelling in player.spellings}
    codes = [match[0] for match in names.CODE_NAME.finditer(headlines) if not names.is_no_code(match[0])]
    return any(names.plain_key(code) not in own for code in codes) and is_passing(document, main)


def _is_told(document: Document, player: Player) -> bool:
    """Whether the news speaks of a drug, not only the paragraphs that recur in every release."""
    return any(document.release.section_at(start) in TOLD for start, _ in player.spans)


_APPOSED = lean(
    r"(?: \([^()]{1,40}\))?(?:,| is) (?:an?|its|the|our) (?:[\w/+-]+,? ){0,8}?(?:ADC|antibody[- ]drug conjugate)\b(?! tech| plat)",
    re.IGNORECASE,
)


def _is_described(document: Document, player: Player) -> bool:
    """Whether a standing paragraph describes a code of the company's pipeline as a conjugate of its own kind."""
    if not names.CODE_NAME.fullmatch(player.name):
        return False
    for start, end in player.spans:
        sentence = document.sentences[document.sentence_at(start)]
        if sentence.section == "about" and _APPOSED.match(document.text, end, sentence.end):
            return True
    return False


def _is_only_quoted(document: Document, player: Player) -> bool:
    """Whether the news names a drug in quotations only, while its headline names another code."""
    told = [section for start, _ in player.spans if (section := document.release.section_at(start)) in TOLD]
    headlines = " ".join(document.words(sentence) for _, sentence in document.in_sections("headline"))
    codes = [match[0] for match in names.CODE_NAME.finditer(headlines) if not names.is_no_code(match[0])]
    return bool(codes) and set(told) == {"quotation"}
