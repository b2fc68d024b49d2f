"""A release in, the regulatory events that have happened out, one per kind, compound, agency and indication.

What is only planned is a milestone, what is denied or explained is no event.  The agency is the one of the event's own
clause; two territories make two events, "both territories" means the two named last.  An event that a headline, the
body and the About section repeat is one event with several evidences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.agencies import Agency, agencies_in
from kg.extract.cast import Cast
from kg.extract.cues import cues
from kg.extract.dates import find_dates
from kg.extract.diseases import Disease, diseases_in
from kg.extract.document import Document
from kg.extract.modality import clause, modality_of
from kg.extract.prefilter import lean
from kg.extract.regulatory_approvals import Cue
from kg.extract.regulatory_cues import events_in
from kg.extract.regulatory_dates import dated, distance
from kg.extract.regulatory_merge import Found, merged
from kg.model import Evidence, Modality, Regulatory, ReleaseFacts, Sentence

_BOTH = lean(r"\bboth (?:territories|regions|jurisdictions|markets|places|agencies)\b", re.IGNORECASE)
_SAME_USE = cues(r"(?:the |this )same (?:use|indication|disease|cancer|purpose)\b", r"this (?:use|indication)\b")
_FOR_WHICH = lean(r"\bfor which\b", re.IGNORECASE)
_GOES_ON = lean(r"(?:It|This|The (?:approval|indication|authori[sz]ation|decision|designation|licen[cs]e|new label))\b")
_GOES_ON_TOO = lean(
    r"(?:The|This|It) (?:s?BLA|supplemental|application|submission|MAA|NDA|designation|approval|filing|drug|BTD|Marketing|Biologics|New Drug|decision|FDA|agency|had|was|has)\b"
)
_COVERS = cues(r"cover", r"(?:is|was) (?:indicated|granted|for|approved|based)", r"applies", r"includes?", r"for ")
_LIST = lean(r"(?: \([A-Za-z-]{2,9}\))?(?:,? and|, ?|,? or|,? as well as)? ?(?:for )?")
_NOT_THEN = lean(r"\b(?:action date|goal date|PDUFA|target date|expected|anticipated|deadline)\b", re.IGNORECASE)


# sentences on where an antigen stands and on how many people have a disease
_BACKGROUND = cues(
    r"pre-?clinical\b",
    r"(?:xenograft|animal|mouse|tumou?r) models?\b",
    r"mice\b",
    r"in (?:vitro|vivo)\b",
    r"(?:over)?expressed\b",
    r"antigens?\b",
    r"each year\b",
    r"(?:most|more) common form\b",
    r"(?:new )?cases of\b",
)
_APPROVALS = ("approval", "accelerated_approval", "conditional_approval")
_OPINION = cues(r"positive opinion\b", r"recommend(?:s|ed|ation)\b")
_ORPHAN = cues(r"orphan\b")


def read_regulatory(document: Document, cast: Cast, *, release: ReleaseFacts) -> tuple[Regulatory, ...]:
    """The events of the release's own conjugates, in order of the text."""
    if not cast.is_adc:
        return ()
    reader = _Reader(document, cast, release.date)
    found: list[Found] = []
    for index, sentence in enumerate(document.sentences):
        if sentence.section in ("headline", "body", "about"):
            found += reader.read(index, sentence)
    return tuple(one.event for one in merged(found))


def _only_disease(document: Document) -> list[Disease]:
    """The disease of a release that names a single one in its headline and body."""
    told = [s for s in document.sentences if s.section in ("headline", "body") and not document.search(_BACKGROUND, s)]
    found = [disease for sentence in told for disease in diseases_in(document, sentence.start, sentence.end)]
    return found[:1] if len({disease.slug for disease in found}) == 1 else []


# what concerns one application or trial, however many diseases it is for
_OF_ONE_TRIAL = ("IND_submission", "IND_cleared", "CTA_submission", "clinical_hold", "clinical_hold_lifted")


def _together(diseases: list[Disease]) -> Disease:
    """The diseases of one trial as one phrase."""
    names = [disease.text for disease in diseases]
    first, last = diseases[0], diseases[-1]
    return Disease(first.start, last.end, f"{', '.join(names[:-1])} and {names[-1]}", first.slug)


class _Reader:
    def __init__(self, document: Document, cast: Cast, today: str | None) -> None:
        self.document = document
        self.cast = cast
        self.today = today
        self.regions: list[Agency] = []  # territories in the order of their last mention
        self.disease: Disease | None = None
        self.told: tuple[int, str, Disease] | None = None  # the sentence that told an event with its use last
        self.year: str | None = None  # of the date named last
        self.only = _only_disease(document)

    def read(self, index: int, sentence: Sentence) -> list[Found]:
        text = self.document.text
        stated = events_in(text, sentence.start, sentence.end)
        diseases = diseases_in(self.document, sentence.start, sentence.end)
        found: list[Found] = []
        for cue in stated:
            modality = modality_of(self.document, index, cue.start, cue.end)
            if modality in ("asserted", "boilerplate", "claim"):
                found += self._events(index, sentence, cue, diseases=diseases, modality=modality, stated=stated)
        for agency in agencies_in(text, sentence.start, sentence.end):
            self.regions = [a for a in self.regions if a.region != agency.region] + [agency]
        self.disease = diseases[0] if diseases else self.disease
        if found and diseases and found[-1].event.compound and found[-1].event.indication:
            self.told = (index, found[-1].event.compound, diseases[0])
        dates = [d.value for d in find_dates(text, sentence.start, sentence.end, today=self.today) if d.value]
        self.year = dates[-1][:4] if dates and _PLAIN_DATE.fullmatch(dates[-1]) else self.year
        return found

    def _events(
        self,
        index: int,
        sentence: Sentence,
        cue: Cue,
        *,
        diseases: list[Disease],
        modality: Modality,
        stated: list[Cue],
    ) -> list[Found]:
        compounds = self._compounds(index, sentence, cue)
        found: list[Found] = []
        for compound in compounds:
            for agency in self._agencies(sentence, cue, alone=len(stated) == 1):
                kind = _kind(cue, agency, self.document.text[sentence.start : sentence.end])
                event = Regulatory(
                    compound=compound,
                    kind=kind,
                    agency=agency.code if agency else None,
                    region=agency.region if agency else None,
                    date=self._date(sentence, cue, stated),
                    evidence=self.document.sentence_evidence(sentence),
                    modality=modality,
                    rule=f"regulatory:{cue.kind}",
                )
                for disease in self._diseases(index, sentence, cue, diseases, compound):
                    name, slug = (disease.text, disease.slug) if disease else (None, None)
                    own = disease is None or sentence.start <= disease.start < sentence.end
                    proof = event.evidence if own or disease is None else self._with(event.evidence, disease)
                    found.append(Found(replace(event, indication=name, evidence=proof), slug))
        return found

    def _with(self, evidence: tuple[Evidence, ...], disease: Disease) -> tuple[Evidence, ...]:
        sentence = self.document.sentences[self.document.sentence_at(disease.start)]
        return tuple(sorted({*evidence, *self.document.sentence_evidence(sentence)}))

    def _compounds(self, index: int, sentence: Sentence, cue: Cue) -> list[str]:
        """The conjugate of an event: the nearest of its sentence, else the one that is carried on."""
        own = [place for place in self.cast.compounds_in(sentence.start, sentence.end) if not self._is_other(place[2])]
        others = self.cast.drugs_in(sentence.start, sentence.end)
        if self._is_of_another(cue, own, others):
            return []
        if not own:
            if _CODE_NAME.search(self.document.text, sentence.start, cue.start):
                return []
            carried = self.cast.compound_of(index)
            blocked = carried is None or any(abs(a - cue.end) < 60 or abs(b - cue.start) < 60 for a, b, _ in others)
            return [] if blocked or carried is None else [carried]
        nearest = min(own, key=lambda place: min(abs(place[0] - cue.end), abs(place[1] - cue.start)))
        return [nearest[2]]

    def _is_of_another(self, cue: Cue, own: list[tuple[int, int, str]], others: list[tuple[int, int, str]]) -> bool:
        """Whether the event stands in a relative clause about another drug: "regorafenib, which was approved"."""
        before = [place for place in others if place[1] <= cue.start]
        if not before or any(before[-1][1] <= place[0] < cue.start for place in own):
            return False
        return _RELATIVE.match(self.document.text, before[-1][1], cue.end) is not None

    def _is_other(self, name: str) -> bool:
        return self.cast.is_comparator(name)

    def _agencies(self, sentence: Sentence, cue: Cue, *, alone: bool) -> Sequence[Agency | None]:
        text = self.document.text
        if _BOTH.search(text, sentence.start, sentence.end) and len(self.regions) >= 2:
            return [replace(agency, code=agency.region) for agency in self.regions[-2:]]
        left, right = clause(text[sentence.start : sentence.end], cue.start - sentence.start, cue.end - sentence.start)
        near = agencies_in(text, sentence.start + left, sentence.start + right)
        wide = agencies_in(text, sentence.start, sentence.end)
        if cue.kind in _APPROVALS and any(agency.code == "EC" for agency in wide):  # a committee only recommends
            near, wide = ([agency for agency in found if agency.code != "CHMP"] for found in (near, wide))
        near = _listed(text, near, wide)
        beside = [agency for agency in near if 0 <= cue.start - agency.end <= 12]
        if near:
            return beside or near
        return (wide if alone else wide[:1]) or [self._unnamed(sentence, cue)]

    def _unnamed(self, sentence: Sentence, cue: Cue) -> Agency | None:
        """The agency that a sentence means without naming it: an American application's, a test's beside its drug."""
        text = self.document.text
        american = _AMERICAN_WORDS.search(text, sentence.start, sentence.end) and any(
            a.region == "US" for a in self.regions
        )
        if cue.kind == "companion_diagnostic_approval" or american:
            known = [agency for agency in self.regions if not american or agency.region == "US"]
            return known[-1] if known else None
        return None

    def _next_sentence(self, index: int) -> list[Disease]:
        """The disease of a sentence that goes on about the event: "It covers adults with ..."."""
        if index + 1 >= len(self.document.sentences):
            return []
        following = self.document.sentences[index + 1]
        words = self.document.words(following)
        if not _GOES_ON.match(words) or not _COVERS.search(words):
            return []
        return diseases_in(self.document, following.start, following.end)[:1]

    def _diseases(
        self, index: int, sentence: Sentence, cue: Cue, diseases: list[Disease], compound: str
    ) -> Sequence[Disease | None]:
        """The diseases behind an event, else those before it; a list of them makes an event each."""
        text = self.document.text
        if _SAME_USE.search(text, sentence.start, sentence.end) and self.disease and not diseases:
            return [self.disease]
        behind = [disease for disease in diseases if disease.start >= cue.start]
        if _FOR_WHICH.search(text, max(sentence.start, cue.start - 110), cue.start):
            behind = [disease for disease in diseases if disease.end <= cue.start][-1:]
        carried = [] if cue.kind == "withdrawal" else [one for one in self.only if self._is_of(one, compound)]
        before = [one for one in diseases[:1] if ";" not in text[one.end : max(one.end, cue.start)]]
        following = self._next_sentence(index)
        chosen = behind or before or following or self._event_before(index, sentence, compound) or carried
        kept: list[Disease] = []
        for disease in chosen:
            if kept and not _LIST.fullmatch(text, kept[-1].end, disease.start):
                break
            if disease.slug not in {other.slug for other in kept}:
                kept.append(disease)
        return [_together(kept)] if len(kept) > 1 and cue.kind in _OF_ONE_TRIAL else kept or [None]

    def _event_before(self, index: int, sentence: Sentence, compound: str) -> list[Disease]:
        """The use of the event that the sentence before states, when this one goes on about it."""
        if self.told is None or self.told[0] != index - 1 or self.told[1] != compound:
            return []
        is_near = self.document.sentences[index - 1].block == sentence.block
        return [self.told[2]] if is_near and _GOES_ON_TOO.match(self.document.text, sentence.start) else []

    def _is_of(self, disease: Disease, compound: str) -> bool:
        """Whether the sentence of a disease names the conjugate or none."""
        sentence = self.document.sentences[self.document.sentence_at(disease.start)]
        named = {name for _, _, name in self.cast.compounds_in(sentence.start, sentence.end)}
        return not named or compound in named

    def _date(self, sentence: Sentence, cue: Cue, stated: list[Cue]) -> str | None:
        """The date of an event: one of the past in its sentence that belongs to it."""
        text = self.document.text
        dates = find_dates(text, sentence.start, sentence.end, today=self.today)
        for date in sorted(dates, key=lambda found: distance(cue, found)):
            if date.value is None or _NOT_THEN.search(text, max(sentence.start, date.start - 50), date.start):
                continue
            if _SPAN_OF_TIME.search(text, max(sentence.start, date.start - 12), date.end):
                continue
            if cue.kind in _OF_FILED and _FILED.search(text, max(sentence.start, date.start - 20), date.start):
                continue
            if cue not in dated(text, sentence.start, date, stated):
                continue
            is_past = self.today is None or date.value <= self.today
            if is_past and _PLAIN_DATE.fullmatch(date.value) and distance(cue, date) < 200:
                return date.value
        return self.year if _SAME_YEAR.search(text, sentence.start, cue.start) else None


_AND_ALSO = lean(
    r"(?:'s)?(?: \([^()]{1,16}\))?(?:,|,? and|,? as well as|,? &|/) ?(?:also )?(?:in )?(?:the )?", re.IGNORECASE
)


def _listed(text: str, near: list[Agency], wide: list[Agency]) -> list[Agency]:
    """The agencies near an event with those that a list goes on with behind the last of them."""
    listed = list(near)
    for agency in wide:
        if listed and agency.start >= listed[-1].end and _AND_ALSO.fullmatch(text, listed[-1].end, agency.start):
            listed.append(agency)
    return listed


# a candidate that goes by a code, which is no conjugate of the release when it is not known as one
_CODE_NAME = lean(r"\b(?!(?:PD|CD|IL|HER|TROP|NCT|CA|COVID|PDUFA|EGFR|ROR|DLL|CLDN)[- ]?L?\d)[A-Z]{2,6}[- ]?\d{3,6}\b")
_RELATIVE = lean(
    r"(?:\s?\([^()]{0,40}\))?,? (?:(?:an?|the) (?:[\w-]{1,20} ){1,6})?(?:which|that|who)\b(?:(?! and )[^.;]){0,90}"
)
# what may happen to an application long after the day it was filed
_OF_FILED = ("application_under_review", "application_accepted", "IND_cleared")
_FILED = lean(r"\b(?:filed|submitted) (?:(?:in|on) (?:early |late )?)?\Z", re.IGNORECASE)
_SAME_YEAR = lean(r"\bin the same year\b", re.IGNORECASE)
_SPAN_OF_TIME = lean(r"\bwithin\b", re.IGNORECASE)
_PLAIN_DATE = lean(r"\d{4}(?:-\d\d){0,2}")


_AMERICAN_WORDS = cues(r"s?BLAs?\b", r"Biologics Licen[cs]e\b", r"PDUFA\b", r"Prescription Drug User Fee\b")
_AMERICAN = ("BLA_submission", "sBLA_submission", "NDA_submission", "marketing_application_submission")


def _kind(cue: Cue, agency: Agency | None, words: str) -> str:
    """An opinion about orphan status is no designation yet; in Europe an application is an MAA."""
    is_european = agency is None or agency.region == "EU"
    if cue.kind == "orphan" and is_european and _OPINION.search(words):
        return "orphan_positive_opinion"
    if cue.kind in _AMERICAN and agency is not None and agency.region in ("EU", "UK"):
        return "MAA_submission"
    is_orphan = (agency is not None and agency.code == "COMP") or _ORPHAN.search(words)
    return "orphan_positive_opinion" if cue.kind == "positive_opinion" and is_orphan else cue.kind
