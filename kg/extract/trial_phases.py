"""A sentence in, the phases it names out, each with the noun it belongs to; and what a study gathers from them.

"Phase II melanoma study" is a phase with the noun study; "Phase 2: ..." at the head of a bullet is a label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.model import Sentence

_ONE = r"(?:IV|I{1,3}|[1-4]|one|two|three)"


PHASE = lean(
    rf"\b[Pp](?:hase|HASE)[ -]?(?P<phase>{_ONE}(?:[abAB])?(?:\s?(?:/|-|and|or)\s?(?:[Pp]hase )?{_ONE}(?:[abAB])?)?(?:/[abAB]\b)?)(?![\w%])"
)


_NOUN = lean(
    r"(?:[,\s]{1,3}(?!which|that|who|and|but|is|was|are|were|has|have|had|will|the\b)(?:\([^()]{0,60}\)|[\w/:'αβ.-]{1,30})){0,10}?[,\s]{1,3}(?P<noun>trials?|stud(?:y|ies)|clinical testing|testing|development|program(?:me)?s?|data|results|read-?out|"
    r"findings|portion|part|cohort|expansion|evaluation|assessment|experience|dose(?![- ](?:escalation|expansion|finding|ranging|optimi[sz]ation) (?:trial|study)))\b",
    re.I,
)


PLANNED_WORDS = lean(
    r"\b(?:plans?|planned|intends?|expects?|expected|anticipates?|scheduled|will (?:begin|start|initiate|open|enter|commence|conduct|be (?:initiated|started|conducted|opened))|to (?:initiate|start|begin|open|conduct|commence|enter|advance)|"
    r"potential|proposed|future|upcoming|prepar\w{2,4}|next|additional|further|subsequent|possible|could|may|would|should|toward|towards|supports?|ahead of|prior to|before|means to|aims? to)\b",
    re.I,
)  # in front of what is only announced


@dataclass(slots=True)
class Study:
    """A study being put together; ``sentences`` are indices of the document's sentences about it, in order."""

    name: str | None = None
    aliases: list[str] = field(default_factory=list)
    nct: str | None = None
    phase: str | None = None
    phase_raw: str | None = None
    compound: str | None = None
    diseases: set[str] = field(default_factory=set)  # words for the disease in its own noun phrases
    letters: str = ""  # of its phase
    spans: list[tuple[int, int]] = field(default_factory=list)
    own: list[int] = field(default_factory=list)  # sentences that mention it
    sentences: list[int] = field(default_factory=list)  # those, and those that go on about it

    def mentioned(self, start: int, end: int, index: int) -> None:
        """Note a mention."""
        self.spans.append((start, end))
        if index not in self.own:
            self.own.append(index)


def arabic(printed: str) -> str:
    """A phase in arabic numerals without letters.

    >>> arabic("I/IIa"), arabic("Ib"), arabic("2b/3"), arabic("1a/b")
    ('1/2', '1', '2/3', '1')
    """
    digits = []
    for token in re.findall(r"IV|I{1,3}|[1-4]|one|two|three", printed):
        digit = {"I": "1", "II": "2", "III": "3", "IV": "4", "one": "1", "two": "2", "three": "3"}.get(token, token)
        if digit not in digits:
            digits.append(digit)
    return "/".join(digits)


@dataclass(frozen=True, slots=True)
class PhaseUse:
    """A phase at ``start`` to ``end`` as ``printed``; its noun phrase goes on to ``reach``."""

    start: int
    end: int
    printed: str
    noun: str | None
    plural: bool
    reach: int


def phases(document: Document, sentence: Sentence) -> list[PhaseUse]:
    """The phases a sentence names, in order."""
    found = []
    for match in PHASE.finditer(document.text, sentence.start, sentence.end):
        noun = _NOUN.match(document.text, match.end(), min(sentence.end, match.end() + 160))
        heads_bullet = is_label(document.text, match.end())
        word = noun["noun"].lower() if noun else "trial" if heads_bullet and sentence.layout == "bullet" else None
        singular = {"trials": "trial", "studies": "study"}.get(word or "", word)
        reach = noun.end() if noun else match.end()
        found.append(
            PhaseUse(match.start(), match.end(), match["phase"], singular, word in ("trials", "studies"), reach)
        )
    return found


def is_label(text: str, end: int) -> bool:
    """Whether a phase ends the label of a bullet: "Melanoma, Phase 2: ..."."""
    return text[end : end + 1] == ":"


def set_phase(study: Study, use: PhaseUse) -> None:
    """Give a study its phase, unless it has one."""
    if study.phase is None:
        study.phase = arabic(use.printed)
        raw = use.printed
        study.phase_raw = raw if re.search(r"[ab/]", raw, re.I) else None


def letters_of(printed: str) -> str:
    """The letters of a phase, 'ab' of "Ia/Ib"."""
    return "".join(sorted(set(re.findall(r"[ab]", printed))))
