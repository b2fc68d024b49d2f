"""A document and its conjugates in, whether the release is about a conjugate or conjugates' technology out.

A company that makes conjugates says so in every release ("X, a leader in antibody-drug conjugates, today announced");
that is no topic.  News of people, shares and conferences is none of conjugates, whatever the standing paragraphs say.

>>> bool(PEOPLE.search("Example Pharma Appoints Jane Doe as Chief Financial Officer"))
True
>>> bool(PEOPLE.search("Example Pharma announces that the FDA names no new risk"))
False
"""

from __future__ import annotations

import re

from kg.extract.document import Document
from kg.extract.firms import Firm
from kg.extract.players import Player
from kg.extract.prefilter import lean
from kg.extract.self_description import SELF_DESCRIPTION
from kg.model import SectionKind, Sentence

NEWS: tuple[SectionKind, ...] = ("headline", "body")
ADC_WORDS = lean(
    r"antibody[- ]drug[- ]conjugate|\bi?ADCs?\b|conjugated antibod(?:y|ies) (?:drug|treatment|therap|medicine)|(?<!radio)(?<!radio-)immuno-?conjugate|\bTAP (?:technology|compound|product|platform)|Tumou?r[- ]Activated Prodrug"
    r"|Targeted Antibody Payload|antibody[- ](?:maytansinoid|toxin|cytotoxic|cytotoxin|payload)[- ]conjugate|Antibody Targeted Amanitin Conjugate|\bATACs?\b"
    r"|antibody[- ]conjugate technology|armed antibod|\bProbody drug[- ]conjugate|drug conjugates? of an? (?:[\w-]{2,24} ){0,4}antibod",
    re.IGNORECASE,
)
PEOPLE = lean(
    r"\b(?:appoint(?:s|ed|ment)?|promot(?:es|ed)|elect(?:s|ed|ion)|hires?|joins|join|resign(?:s|ed|ation)?|depart(?:s|ure)|retire(?:s|ment)?|names|named|addition|adds|expands|welcomes"
    r"|executive change|succe(?:ed|ssion))\b[^;:\n]{0,140}?\b(?:chief|president|officer|director|board|vice|chairman|CEO|CFO|CMO|head of|executive|management|leadership|advisory)\b"
    r"|\b(?:announces|announced)(?: the)? (?:new )?(?:vice president|chief \w+ officer|executive change|leadership|management|board)\b",
    re.IGNORECASE,
)
FINANCE = lean(
    r"\b(?:conference call|webcast|to present at|public offering|private placement|stock option|inducement|annual meeting of|earnings snapshot|reverse split"
    r"|convertible notes|class action|investigat(?:es|ing) claims|shareholder alert|inventory|rights offering|investor conference)\b",
    re.IGNORECASE,
)


def is_about_conjugates(document: Document, compounds: tuple[Player, ...], issuer: Firm | None) -> bool:
    """The decision; see the module's first lines."""
    opening = " ".join(document.words(sentence) for sentence in _opening(document))
    if PEOPLE.search(opening):
        return False
    if any(document.release.section_at(start) in NEWS for player in compounds for start, _ in player.spans):
        return True
    if FINANCE.search(opening):
        return False
    if any(ADC_WORDS.search(_without_self(document.words(s), issuer)) for s in document.sentences if s.section in NEWS):
        return True
    quoted = [s for s in document.sentences if s.section == "quotation"]
    return bool(compounds) or any(document.search(ADC_WORDS, sentence) for sentence in quoted)


_OTHER_CLASS = lean(
    r"\b(?:fusion protein|immunotoxin|radioimmuno\w+|radioconjugate|radioligand|siRNA|bispecific (?:antibody|T[- ]cell)|CAR[- ]T|cell therapy)\b",
    re.IGNORECASE,
)


def is_called_otherwise(document: Document, player: Player) -> bool:
    """Whether a text that never speaks of antibody-drug conjugates calls a drug a member of another class."""
    if ADC_WORDS.search(document.text):
        return False
    held = {document.sentence_at(start) for start, _ in player.spans}
    return any(document.search(_OTHER_CLASS, document.sentences[index]) for index in held)


def _opening(document: Document) -> list[Sentence]:
    """The headlines and the first sentence of the news."""
    news = [sentence for sentence in document.sentences if sentence.section in NEWS]
    first = next(
        (index for index, sentence in enumerate(news) if sentence.section == "body" and sentence.layout == "prose"),
        len(news),
    )
    return news[: min(first + 1, 8)]


def _without_self(words: str, issuer: Firm | None) -> str:
    """A sentence without what the issuer says of itself between its name and its verb."""
    if issuer is None or issuer.name not in words:
        return words
    at = words.index(issuer.name)
    return words[:at] + SELF_DESCRIPTION.sub("", words[at:], count=1)
