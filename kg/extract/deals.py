"""A release in, its agreements and the payments under them out, one record a pair of parties.

An agreement is announced ("have entered into a collaboration"), mentioned ("under an agreement between A and B", "was
licensed to B") or known by its payments ("B will pay A $4 million").  Sentences that go on about the terms name the
parties no more: they belong to the agreement named last.  Who gives rights and who gets them follows from the verbs of
licensing and paying.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kg.extract.cast import Cast
from kg.extract.cues import cues, joined
from kg.extract.deal_dates import NEW, made_on, paid_on, same_date
from kg.extract.deal_parties import principals, roles_of, stated_parties
from kg.extract.document import Document
from kg.extract.money import Amount, amounts_in
from kg.extract.prefilter import lean
from kg.model import Deal, Evidence, Modality, ReleaseFacts, Sentence

_AGREEMENT = cues(
    r"(?:(?:exclusive|worldwide|global|strategic|research|option|co-?development|development|licen[cs](?:e|ing)"
    r"|collaboration"
    r"|multi-?target|definitive|new|ADC|technology|supply|commerciali[sz]ation|and) ){0,6}"
    r"(?:agreements?|collaborations?|alliances?|partnerships?|pact|deal|licen[cs]es?)\b(?! applications?)",
    r"(?:licensed|out-?licensed|in-?licensed|sublicensed) (?:to|from|by)\b",
    r"(?:out-?|in-?|sub)?licensed [^.;]{1,80}? (?:from|to) (?:the |its )?(?-i:[A-Z])",
    r"under (?:an? )?licen[cs]e\b",
    r"(?:have |has )?agree(?:d|s) (?:to|on)\b",
    r"(?:co-?develop\w{0,4}|opt(?:ed|s) in|acqui(?:red?|res|sition))\b",
    r"from (?:which|whom) [^.;]{2,60}\blicensed\b",
    r"g(?:ave|ives|iving) [^.;]{2,60}\brights\b",
    r"(?:obtain|acquir|secur|gain|receiv)\w{1,3} (?:the |an? )?(?:(?:exclusive|worldwide|global|full|all|development|commercial) ){0,4}(?:rights|licen[cs]e)\b",
)
# words that tell of terms, or of more than working together
_FIRM = cues(r"agree", r"(?:sub)?licen[cs]", r"option\b", r"opt(?:ed|s) in\b", r"acqui", r"rights\b")
_TERMS = cues(
    r"(?:royalt|milestone|up-?front|exclusive|territor)",
    r"(?:option|rights|scope)\b",
    r"under the (?:terms of the )?(?:agreement|deal|collaboration|licen[cs]e)\b",
)
_ROYALTIES = lean(r"\broyalt(?:y|ies)\b", re.IGNORECASE)
_ROYALTY_EDGE = lean(
    r"[;:()]|, (?:along with |as well as |plus )?|\.\s|\b(?:and|plus|as well as|along with|receives?|gets?|earns?|pays?|for|(?:entitled|eligible|addition|subject) to) "
    r"(?=(?:[\w-]+ ){0,6}\Z)"
)
_NON_EXCLUSIVE = lean(r"\bnon-?exclusive", re.IGNORECASE)
_EXCLUSIVE = lean(r"(?<!non-)(?<!non)\bexclusiv(?:e|ely)\b(?! of\b)", re.IGNORECASE)
_TERRITORY = joined(
    r"\b(?P<world>worldwide|world-wide|global(?:ly)?)\b(?= (?:(?:exclusive|collaboration|licen[cs]e|rights|agreement"
    r"|development(?= (?:and|rights)\b|,))\b|,))",
    r"|(?<=, )(?P<world2>worldwide)\b|\bexclusive,? (?P<world3>worldwide|global)\b",
    r"|\b(?:rights|licen[cs]e|commerciali[sz]e|commerciali[sz]ation)\b[^.;]{0,120}?\b(?P<place>(?:in"
    r"|outside(?: of)?) (?:the )?",
    r"(?:Greater China|mainland China|China|Japan|Europe|European Union|EU|U\.S\.|US|United States|North America|Asia",
    r"|rest of the world)",
    r"(?:(?:, (?:and )?| and | or )(?:the )?(?:Greater China|China|Japan|Europe|U\.S\.|US|United States|Canada"
    r"|Singapore|Australia|New Zealand|Hong Kong|Macau|Taiwan|South Korea|Korea|Israel|Turkey|Russia)){0,6})",
)
# a territory is told with what is taken out of it
_EXCEPT = r"(?:except(?:ing)?(?: for| in)?|excluding|outside(?: of)?|other than|with the exception of)"
_CARVED = joined(
    rf"\b(?:worldwide|globally|global(?: rights)?|world)\b[^.;,]{{0,40}},? {_EXCEPT} [^.;]{{2,240}}",
    rf"|\b(?:in|outside)(?: of)? (?:Asia|Europe|North America|the Americas|Greater China)(?:-Pacific)?,? {_EXCEPT} [^.;]{{2,120}}",
)
_CARVED_END = lean(
    r",? (?:in (?:exchange|return)|for (?:an?|up|\$)|while|which|under|to (?:develop|market|sell)|in an?\b|and (?:will|has|is|receives?"
    r"|pays?|gets?|keeps?))\b"
)


def read_deals(document: Document, cast: Cast, *, release: ReleaseFacts) -> tuple[Deal, ...]:
    """The agreements of a release about conjugates, in order of the text."""
    if not cast.is_adc:
        return ()
    reader = _Reader(document, cast, release.date)
    for index, sentence in enumerate(document.sentences):
        if sentence.section in ("headline", "body", "about"):
            reader.read(index, sentence)
    return tuple(_without_sum(deal, reader.deals.values()) for deal in reader.deals.values() if deal.parties)


# a company that is only named as the parent of a party
_KEPT = lean(r"\b(?:keep|retain)(?:s|ed|ing)?\b", re.IGNORECASE)
_PARENT = joined(r"\b(?:subsidiary|unit|member|affiliate|division|part|arm) of(?: the)? \Z")


def _without_sum(deal: Deal, deals: Iterable[Deal]) -> Deal:
    """An agreement whose payments are told apart needs no total."""
    same = [other for other in deals if set(other.parties) == set(deal.parties)]
    is_split = any(other.upfront for other in same) and any(other.milestones for other in same)
    return replace(deal, total=None) if is_split and deal.total else deal


def _fits(old: Deal, paid: Deal, slot: str) -> bool:
    """Whether a payment can stand in a record: no other amount of its kind, currency or day."""
    is_bare = not any(getattr(old, name) for name in _FIELDS if name not in ("licensor", "licensee", "subject"))
    is_same_day = is_bare or paid.date in (None, old.date)
    is_same_currency = old.currency in (None, paid.currency)
    return getattr(old, slot) in (None, getattr(paid, slot)) and is_same_day and is_same_currency


class _Reader:
    """One pass over the sentences; remembers the agreement that is spoken of."""

    def __init__(self, document: Document, cast: Cast, today: str | None) -> None:
        self.document = document
        self.cast = cast
        self.today = today
        self.deals: dict[tuple[frozenset[str], int], Deal] = {}
        self.parties: tuple[str, ...] = ()
        self.dated: tuple[int, int] = (-2, 0)  # the sentence that told a date last, with the number of its record

    def read(self, index: int, sentence: Sentence) -> None:
        text = self.document.text
        amounts = amounts_in(text, sentence.start, sentence.end)
        agreed = _AGREEMENT.search(text, sentence.start, sentence.end)
        goes_on = bool(self.parties) and _TERMS.search(text, sentence.start, sentence.end) is not None
        if not (agreed or amounts or goes_on):
            return
        if agreed and not amounts and not goes_on and self._is_in_passing(sentence):
            return
        for parties in self._pairs(sentence, amounts, is_agreement=agreed is not None or bool(amounts)):
            if len(parties) > 1:
                self.parties = parties
            self._note(index, sentence, parties, amounts if self._concerns_release(sentence, parties) else [])

    def _concerns_release(self, sentence: Sentence, parties: tuple[str, ...]) -> bool:
        """Whether money told in an "About" block is the issuer's, or told beside a conjugate of the release."""
        issuer = self.cast.issuer.name if self.cast.issuer else None
        if sentence.section != "about" or issuer in parties:
            return True
        paragraph = self.document.text.rfind("\n", 0, sentence.start) + 1
        return bool(self.cast.compounds_in(paragraph, sentence.end))

    def _is_in_passing(self, sentence: Sentence) -> bool:
        """Whether a sentence only mentions a collaboration, without terms and without saying that it is new."""
        text = self.document.text
        return not any(cue.search(text, sentence.start, sentence.end) for cue in (_FIRM, NEW, _TERMS))

    def _pairs(self, sentence: Sentence, amounts: list[Amount], *, is_agreement: bool) -> list[tuple[str, ...]]:
        """The parties of each agreement a sentence speaks of."""
        if is_agreement and (stated := stated_parties(self.document, self.cast, sentence)) is not None:
            return stated
        parties = self._parties(sentence, is_agreement=is_agreement)
        return [parties] if len(parties) >= (1 if amounts else 2) else []

    def _parties(self, sentence: Sentence, *, is_agreement: bool) -> tuple[str, ...]:
        """Two companies of the sentence, or the one beside the issuer, or those of the agreement spoken of."""
        text = self.document.text
        places = principals(self.document, self.cast, sentence)
        told = [name for start, _, name in places if not _PARENT.search(text[max(sentence.start, start - 40) : start])]
        named = list(dict.fromkeys(told))
        issuer = self.cast.issuer.name if self.cast.issuer else None
        if len(named) >= 2 and is_agreement:
            return tuple(self._pair(named, issuer))
        if self.parties and (not named or set(named) <= set(self.parties)):
            return self.parties
        if len(named) == 1 and issuer and named[0] != issuer and is_agreement:
            return (issuer, named[0])
        if len(named) == 1 and is_agreement and (other := self._told_before(sentence, named[0])):
            return (other, named[0])
        return tuple(named[:1]) if is_agreement else ()

    def _told_before(self, sentence: Sentence, name: str) -> str | None:
        """The other company that the paragraph of a payment named last: "Wyeth has started a trial. This triggers ..."."""
        index = self.document.sentence_at(sentence.start)
        while index > 0 and self.document.sentences[index - 1].block == sentence.block:
            index -= 1
            before = self.document.sentences[index]
            others = [p[2] for p in principals(self.document, self.cast, before) if p[2] != name]
            if others:
                return others[-1]
        return None

    def _pair(self, named: list[str], issuer: str | None) -> list[str]:
        """Of several companies the issuer and the one beside it, unless the agreement is between the others."""
        if len(named) == 2:
            return named
        if self.parties and set(self.parties) <= set(named):
            return list(self.parties)
        if issuer in named:
            others = [name for name in named if name != issuer]
            return [issuer, others[0]] if issuer else others[:2]
        return named[:2]

    def _note(self, index: int, sentence: Sentence, parties: tuple[str, ...], amounts: list[Amount]) -> None:
        """Add what a sentence says to the record of its parties; another date or amount of a kind opens another one."""
        key = frozenset(parties)
        modality: Modality = "boilerplate" if sentence.section == "about" else "asserted"
        described = self._described(sentence, parties, modality)
        first = self._number(index, key, described)
        self._merge((key, first), described)
        for amount in amounts:
            paid = self._paid(sentence, parties, amount, modality)
            number = first
            while (old := self.deals.get((key, number))) is not None and not _fits(old, paid, amount.slot):
                number += 1
            self._merge((key, number), paid)

    def _number(self, index: int, key: frozenset[str], described: Deal) -> int:
        """Which record of its parties a sentence is about: that of its date, or of the date told just before it."""
        number = 0
        if described.date is None:
            return self.dated[1] if self.dated[0] == index - 1 and (key, self.dated[1]) in self.deals else 0
        while (old := self.deals.get((key, number))) is not None and not same_date(old.date, described.date):
            number += 1
        self.dated = (index, number)
        return number

    def _described(self, sentence: Sentence, parties: tuple[str, ...], modality: Modality) -> Deal:
        text = self.document.text
        licensor, licensee = roles_of(self.document, self.cast, sentence, parties)
        royalties = _ROYALTIES.search(text, sentence.start, sentence.end)
        return Deal(
            parties=parties,
            licensor=licensor,
            licensee=licensee,
            royalties=_royalty_words(text, sentence, royalties) if royalties else None,
            exclusivity=self._exclusivity(sentence),
            territory=self._territory(sentence),
            subject=self._subject(sentence),
            date=made_on(self.document.text, sentence, self.today),
            evidence=self.document.sentence_evidence(sentence),
            modality=modality,
            rule="deals:agreement",
        )

    def _paid(self, sentence: Sentence, parties: tuple[str, ...], amount: Amount, modality: Modality) -> Deal:
        base = Deal(
            parties=parties,
            currency=amount.currency,
            milestones_per=amount.per,
            development_funding_period=amount.period if amount.slot == "development_funding" else None,
            date=self._day(sentence, amount),
            evidence=self.document.sentence_evidence(sentence),
            modality=modality,
            rule="deals:payment",
        )
        paid: dict[str, Any] = {amount.slot: amount.value}
        return replace(base, **paid)

    def _day(self, sentence: Sentence, amount: Amount) -> str | None:
        """When an amount was paid, for a milestone and for an upfront payment that lies in the past."""
        is_past = _PAID.search(self.document.text, sentence.start, amount.start) is not None
        told = amount.slot == "milestone_received" or (amount.slot == "upfront" and is_past)
        return paid_on(self.document.text, sentence, self.today) if told else None

    def _merge(self, key: tuple[frozenset[str], int], new: Deal) -> None:
        old = self.deals.get(key)
        if old is None:
            self.deals[key] = new
            return
        changed = {
            name: getattr(new, name)
            for name in _FIELDS
            if getattr(old, name) is None and getattr(new, name) is not None
        }
        evidence: set[Evidence] = {*old.evidence, *new.evidence}
        modality = "asserted" if "asserted" in (old.modality, new.modality) else old.modality
        self.deals[key] = replace(old, evidence=tuple(sorted(evidence)), modality=modality, **changed)

    def _exclusivity(self, sentence: Sentence) -> str | None:
        text = self.document.text
        if _NON_EXCLUSIVE.search(text, sentence.start, sentence.end):
            return "non-exclusive"
        return "exclusive" if _EXCLUSIVE.search(text, sentence.start, sentence.end) else None

    def _territory(self, sentence: Sentence) -> str | None:
        text = self.document.text
        if carved := _CARVED.search(text, sentence.start, sentence.end):
            return _CARVED_END.split(carved[0], maxsplit=1)[0].strip(" ,")
        match = _TERRITORY.search(text, sentence.start, sentence.end)
        if match is None or _KEPT.search(text, max(sentence.start, match.start() - 40), match.end()):
            return None
        return match["place"] or "worldwide"

    def _subject(self, sentence: Sentence) -> str | None:
        names = dict.fromkeys(name for _, _, name in self.cast.compounds_in(sentence.start, sentence.end))
        return ", ".join(names) or None


def _royalty_words(text: str, sentence: Sentence, match: re.Match[str]) -> str:
    """The words around "royalties" in their clause, at most eight in front and sixteen behind."""
    before = text[sentence.start : match.start()]
    edges = [edge.end() for edge in _ROYALTY_EDGE.finditer(before)]
    lead = before[edges[-1] if edges else 0 :].split()[-8:]
    behind = re.split(r"[;()]|\.(?:\s|$)", text[match.end() : sentence.end], maxsplit=1)[0].split()[:16]
    return " ".join([*lead, match[0], *behind]).strip(" ,.-*")


_PAID = cues(r"(?:received|paid)\b")
_FIELDS = (
    "licensor", "licensee", "upfront", "milestones", "milestones_per", "milestone_received", "license_fee",
    "development_funding", "development_funding_period", "research_support", "equity", "total", "royalties", "currency",
    "subject", "date", "exclusivity", "territory",
)  # fmt: skip
