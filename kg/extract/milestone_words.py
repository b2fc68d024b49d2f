"""Words around the cue of a plan in, the words for its event out: its subject, its object, both without dates."""

from __future__ import annotations

import re

from kg.extract.cues import joined
from kg.extract.dates import find_dates
from kg.extract.prefilter import lean

_DANGLING = joined(
    r"(?:[\s,]{1,3}(?:by|in|on|at|before|during|until|around|through|of|for|to|from|the|and|or|end|beginning|middle|with"
    r"|as|both|then|there|early|late|mid|its)){1,6}\s?\Z"
)
SAME = joined(r"\b(?:in|within|during) (?:that|the same) (?:year|half|quarter|month|period)\b")
_LEAD_IN = joined(
    r"(?:[-*•]|and|but|while|which|also|in addition|additionally|furthermore|moreover|however|as a result|the company|that|,"
    r"|an?|the|its|our|their|these|this|with|of|for|in|at)\s+"
)
_SUBJECT_EDGE = joined(
    r"\b(?:expects?|anticipates?|expecting|anticipating) (?!to\b)|; |(?<![A-Z])\. |: |, (?:and |but |while |with )?",
    r"|\bAnnounces |\b(?:announced|said|reported|stated|noted|confirmed|indicated)(?: today)?,? that ",
    r"| and (?=the |its |data |results |a )|\bwith (?=[a-z ]{0,40}(?:data|results))",
)
# the first of two plans of one subject: "the trial is expected to enroll 120 patients and to be completed"
_FIRST_PLAN = lean(r"\b(?:is|are) (?:also )?(?:expected|planned|scheduled|anticipated) to [^.;]{3,80}$")
_RELATIVE = lean(r"(?:in |with |for |of |to )?(?:which|who|whom|whose|that|where)\b", re.IGNORECASE)
_PREPOSITION = lean(r"\s(?:in|of|for|with|as|from|at|on|against|versus)\s")


def subject_of(text: str, start: int, cue: int) -> str:
    """The words in front of a cue that name what it speaks of."""
    words = re.sub(r" ?\([^()]{0,120}\)", "", text[start:cue])
    if words.endswith(", "):
        words = _in_front_of_inset(words)
    words = _FIRST_PLAN.split(words, maxsplit=1)[0] if _FIRST_PLAN.search(words) else words
    edges = [match.end() for match in _SUBJECT_EDGE.finditer(words)]
    subject = words[edges[-1] if edges else 0 :]
    while (lead := _LEAD_IN.match(subject)) is not None:
        subject = subject[lead.end() :]
    return " ".join(without_date(subject).split()[-18:]).strip(" -")


def head_of(subject: str) -> str:
    """The words of a subject in front of its first preposition, unless they are no more than an article."""
    return _PREPOSITION.split(subject, maxsplit=1)[0]


def _in_front_of_inset(words: str) -> str:
    """The subject of a sentence whose cue follows a comma: "a study, in which A is compared with B, is planned to"."""
    parts = words.rstrip(" ,").split(", ")
    told = [part for part in parts if not _RELATIVE.match(part)]
    return told[-1] if told else ""


def without_date(words: str) -> str:
    """The words without the dates among them."""
    kept, at = [], 0
    spans = [(date.start, date.end) for date in find_dates(words, today="2000-06-15")]
    for start, end in spans + [match.span() for match in SAME.finditer(words)]:
        kept.append(words[at:start])
        at = max(at, end)
    return " ".join("".join([*kept, words[at:]]).split())


def shortened(words: str, most: int) -> str:
    """A phrase without its leading article, cut after so many words."""
    words = re.sub(
        r"^\s*(?:an?|the|its|their|our)\s+|\b(?:as soon as possible|soon|shortly)\b", "", words.strip(" ,.:")
    )
    return _DANGLING.sub("", " " + " ".join(words.split()[:most])).strip(" ,.:-\"'")
