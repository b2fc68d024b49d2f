"""A range of a sentence about safety in, the figures out that count patients or events.

A number in a grade counts nothing, a threshold leads a list, and the count of all patients belongs to the count in
front of it ("two events in 51 patients").
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.cues import joined
from kg.extract.prefilter import lean
from kg.extract.safety_setting import THRESHOLD, grades_in
from kg.extract.safety_terms import Term
from kg.extract.values import Figure, figures

# words that let a bare number count events: "two grade 3 drug-related adverse events"
_EVENTS = joined(
    r"(?:\s(?:new|additional|fatal|serious|severe|treatment|drug|related|emergent|[=>]{1,2}|grades? [1-5]|[a-z]{4,12}ible)|-){1,6}\s"
)
# words in front of the number of all patients
_WHOLE = lean(
    r"(?<!consisted )(?<!consists )(?<!consisting )(?<!composed )\b(?:among|amongst|of|from)(?: the| all| all the| these)?(?: approximately| about| nearly| first)? \Z",
    re.IGNORECASE,
)
_NOUN = joined(
    r"\s?(?:\([^)]{0,20}\)\s?)?(?:(?:of|fatal|treatment-related|drug-related|new|additional) )?",
    r"(?:patients?|subjects?|participants?|cases?|events?|deaths?|people|DLTs?|women|men|occurrences?)\b",
)
_COUNT_AND_SHARE = joined(
    r"(?: (?:grades? [1-5]|fatal|serious|severe|(?:treatment|drug)[- ]related)){0,3}",
    r"(?: (?:cases?|events?|patients?))?(?: (?:in|on|at) the [^.;%(),]{2,40}? (?:group|arm|cohort|dose level)s?)?\s?[;,(]\s?",
)


def read_figures(text: str, start: int, end: int) -> list[Figure]:
    """The figures of a range without the numbers of grades: in "two grade 5 events (0.2%)" 5 counts nothing."""
    found: list[Figure] = []
    for figure in figures(text, start, end):
        found += figures(text, figure.start + 1, figure.end) if _is_grade(text, figure) else [figure]
    return _merged(text, found)


def _merged(text: str, shown: list[Figure]) -> list[Figure]:
    """A count and a share side by side, "n=12; 22%" or "12 cases (9.6%)", are one figure."""
    found: list[Figure] = []
    for figure in shown:
        last = found[-1] if found else None
        counted = last is not None and last.kind == "count" and last.N is None
        if (
            last
            and counted
            and figure.kind == "percent"
            and figure.n is None
            and _COUNT_AND_SHARE.fullmatch(text, last.end, figure.start)
        ):
            found[-1] = replace(figure, start=last.start, n=last.n)
        else:
            found.append(figure)
    return found


_IN_ALL = lean(r"\b(?:in|among|of) (?:the |all |all the )?\Z", re.IGNORECASE)
_OTHER_CLAUSE = lean(r"[.;,%]")


def with_whole(text: str, shown: list[Figure]) -> list[Figure]:
    """A count with the count of all behind it, "two events of grade 3 were seen in 51 patients", is one figure."""
    kept: list[Figure] = []
    for figure in shown:
        last = kept[-1] if kept else None
        if last and _is_part(text, last, figure):
            kept[-1] = replace(last, N=figure.n)
        else:
            kept.append(figure)
    return kept


def _is_part(text: str, part: Figure, whole: Figure) -> bool:
    is_less = is_bare(part) and is_bare(whole) and (part.n or 0) < (whole.n or 0)
    between = text[part.end : whole.start]
    return is_less and len(between) < 150 and bool(_IN_ALL.search(between)) and not _OTHER_CLAUSE.search(between)


# a count of events whose name stands in the brackets behind
_NAMED_BEHIND = lean(
    r"\s(?:CTCAE )?(?:grade [1-5]|fatal|serious) (?:events?|cases?|toxicit(?:y|ies)|deaths?) \(", re.IGNORECASE
)
_IN_LAST = lean(r"\bin \Z")
_LAST_COUNT = lean(r"(?:[.;]|,(?! \d))(?:\s|$)|$")


def is_bare(figure: Figure) -> bool:
    """Whether a figure is a count without the count of all."""
    return figure.kind == "count" and figure.N is None


def is_share(text: str, figure: Figure, terms: list[Term]) -> bool:
    """Whether a figure counts patients or events: no threshold before a list, no bare number."""
    if figure.kind == "percent":
        threshold = THRESHOLD.match(text, figure.start)
        leads = threshold is not None and _opens_list(figure, terms)
        return not leads and isinstance(figure.value, int | float) and figure.value <= 100
    if figure.kind != "count":
        return False
    if _is_whole(text, figure):
        return False
    if _NAMED_BEHIND.match(text, figure.end):
        return True
    if _LAST_COUNT.match(text, figure.end) and _IN_LAST.search(text, max(0, figure.start - 4), figure.start):
        return True
    counted = text[max(0, figure.start - 5) : figure.start].endswith(("(n=", "(n = ", "(n ="))
    if figure.N is not None or counted or _NOUN.match(text, figure.end) is not None:
        return True
    behind = next((term for term in terms if figure.end <= term.start <= figure.end + 60), None)
    if behind is None or _EVENTS.fullmatch(text, figure.end, behind.start) is not None:
        return behind is not None
    is_word = behind.is_general or text[figure.start : figure.end].isalpha()
    return is_word and text[figure.end : behind.start] in (" ", " of ", " from ", " due to ")


def _is_whole(text: str, figure: Figure) -> bool:
    """Whether a bare count is that of all patients: "among the 40", "of 51"."""
    return figure.N is None and _WHOLE.search(text[max(0, figure.start - 40) : figure.start]) is not None


def _is_grade(text: str, figure: Figure) -> bool:
    """Whether the number is part of a grade: "Grade 5 events"."""
    near = grades_in(text, max(0, figure.start - 16), figure.end + 12)
    return any(grade.start < figure.start < grade.end for grade in near)


def _opens_list(figure: Figure, terms: list[Term]) -> bool:
    """Whether a bounded figure stands before the first named event, or behind the words for all events."""
    named = [term for term in terms if not term.is_general]
    return not named or figure.start < named[0].start or all(term.end <= figure.start for term in named)
