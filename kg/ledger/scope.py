"""The words of a promise or a happening in, what they are limited to out: disease, line, phase, region, application.

Two scopes fit unless both print the same kind of limit and the limits exclude each other.  A disease fits itself, the
diseases above and below it in the reference data, and a disease whose name holds all its words ("breast cancer" and
"HER2-positive breast cancer", but not "Hodgkin" and "non-Hodgkin lymphoma").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg import vocab
from kg.lexicon import lexicon

_BROADER = "http://www.w3.org/2004/02/skos/core#broader"
_KIND = vocab.ID + "indication/"
_LINES = (
    ("first-line", re.compile(r"\b(?:first|front)[- ]line\b|\bpreviously untreated\b|\bnewly diagnosed\b", re.I)),
    ("second-line", re.compile(r"\bsecond[- ]line\b", re.I)),
    ("third-line", re.compile(r"\bthird[- ]line\b", re.I)),
    ("neoadjuvant", re.compile(r"\bneo-?adjuvant\b", re.I)),
    ("adjuvant", re.compile(r"(?<!neo)(?<!neo-)\badjuvant\b", re.I)),
    ("maintenance", re.compile(r"\bmaintenance\b", re.I)),
)
_PHASE = re.compile(
    r"\bphase (?P<first>IV|I{1,3}|[1-4])[ab]?(?: ?[/-] ?(?P<second>I{2,3}|[23])[ab]?)?\b|\bpivotal\b", re.I
)
_PHASES = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PIVOTAL = frozenset((2, 3))
_REGIONS = (
    ("US", re.compile(r"\b(?:US|U\.S\.|USA|United States|FDA)(?!\w)")),
    ("EU", re.compile(r"\b(?:EU|E\.U\.|Europe|European|EMA|EMEA|CHMP|MAA)(?!\w)")),
    ("JP", re.compile(r"\b(?:Japan|Japanese|PMDA|MHLW)\b")),
    ("CN", re.compile(r"\b(?:China|Chinese|NMPA|CFDA)\b")),
)
_MEETINGS = re.compile(r"\b(?:European (?=Multidisciplinary|Hematology|Haematology|Society|Cancer|Congress|School))")
_TRIAL_APPLICATION = re.compile(r"\b(?:IND|CTA|investigational new drug|clinical trial application)\b", re.I)
_SUPPLEMENT = re.compile(r"\b(?:sBLA|sNDA|supplemental|full approval|regular approval|label expansion)\b", re.I)
_OTHER_APPLICATION = re.compile(r"\b(?:MAA|marketing authori[sz]ation|(?-i:BLA|NDA))\b", re.I)


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """What is printed of each limit; an empty one limits nothing. Diseases are slugs, regions codes such as 'US'."""

    diseases: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    phases: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()
    application: str = ""  # 'trial', 'supplement', 'marketing'; empty for several at once
    meetings: tuple[str, ...] = ()

    def fits(self, other: Scope) -> bool:
        """Whether nothing that both print excludes that they speak of the same."""
        return (
            _overlap(self.lines, other.lines)
            and _overlap(self.phases, other.phases)
            and _overlap(self.regions, other.regions)
            and _same_disease(self.diseases, other.diseases)
        )

    def shares(self, other: Scope) -> bool:
        """Whether both print the disease or the line, so that fitting means something."""
        return bool((self.diseases and other.diseases) or (self.lines and other.lines))


EVERYTHING = Scope()


def of_words(words: str, *, region: str | None = None) -> Scope:
    """What some words of a release are limited to.

    >>> of_words("begin a pivotal trial for first-line SCLC in Europe").lines
    ('first-line',)
    """
    found = [entry for mention in lexicon().find(words) for entry in mention.entries]
    plain = _MEETINGS.sub(" ", words)
    printed = {code for code, pattern in _REGIONS if pattern.search(plain)}
    return Scope(
        diseases=tuple(sorted({entry.slug for entry in found if entry.kind == "indication"})),
        lines=lines(words),
        phases=phases(words),
        regions=tuple(sorted(printed | ({region} if region not in (None, "worldwide") else set()))),
        application=_application(words),
        meetings=tuple(sorted({entry.slug for entry in found if entry.kind == "meeting"})),
    )


def lines(words: str) -> tuple[str, ...]:
    """The lines of therapy that some words name."""
    return tuple(line for line, pattern in _LINES if pattern.search(words))


def phases(words: str) -> tuple[int, ...]:
    """The phases that some words name; a pivotal trial is of phase 2 or 3."""
    found: set[int] = set()
    for match in _PHASE.finditer(words):
        named = {_PHASES[part.lower()] for part in match.groups() if part}
        found |= named or _PIVOTAL
    return tuple(sorted(found))


def _application(words: str) -> str:
    if _TRIAL_APPLICATION.search(words):
        return "trial"
    if _SUPPLEMENT.search(words):
        return "" if _OTHER_APPLICATION.search(words) else "supplement"
    return "marketing"


def disease(iri: str | None) -> tuple[str, ...]:
    """The disease of an indication's IRI, as scopes hold it."""
    return (iri.removeprefix(_KIND),) if iri else ()


def _overlap(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return not one or not other or bool(set(one) & set(other))


def _same_disease(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or not other or any(_is_one_disease(left, right) for left in one for right in other)


@cache
def _is_one_disease(one: str, other: str) -> bool:
    if one in _above(other) or other in _above(one):
        return True
    left, right = set(one.split("-")), set(other.split("-"))
    return (left <= right or right <= left) and not {"non", "minus"} & (left ^ right)


@cache
def _above(slug: str) -> frozenset[str]:
    """A disease and those above it in the reference data."""
    found, todo = {slug}, [slug]
    while todo:
        known = lexicon().subject("indication", todo.pop())
        for iri in known.all(_BROADER) if known else ():
            above = iri.removeprefix(_KIND)
            if above not in found:
                found.add(above)
                todo.append(above)
    return frozenset(found)
