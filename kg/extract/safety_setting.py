"""A sentence about safety in, what it says of all its events out: grade, threshold, kind, relation to the drug."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.cues import cues, joined
from kg.extract.numbers import ANY_NUMBER, number
from kg.extract.prefilter import lean
from kg.extract.safety_terms import Term

_SAFETY = cues(
    r"adverse\b",
    r"side effects?\b",
    r"toxicit",
    r"(?:TE|TR|S)?AEs?\b",
    r"safety\b",
    r"(?:well |poorly )?tolera",
    r"(?:any|all)[- ]grades?\b",
    r"(?:>=? ?)?(?:grade|gr\.) ?(?:>=? ?)?(?:[1-5]|three|four)\b",
    r"dose[- ]limiting",
    r"DLTs?\b",
    r"discontinu",
    r"(?:experienced|developed|incidence of) ",
    r"(?:occurred|arose|emerged|(?:was|were) (?:reported|observed|seen|noted|recorded|documented|identified)) ",
    r"identified with\b",
    r"off (?:study )?(?:drug|treatment|therapy)\b",
    r"(?:treatment|drug)[- ]related\b",
    r"(?:patients?|subjects?) (?:reported|had|developed|suffered) ",
    r"cases? of\b",
    r"died (?:due to|from|of) ",
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|a single) (?:(?:treatment|drug)-related |fatal )?(?:deaths?|cases? of)\b",
)
# words around an event that say that it is no event of the trial
BACKGROUND = cues(
    r"prior (?:therapy|treatment|history)\b",
    r"(?:at )?(?:study )?(?:baseline|entry)\b",
    r"history of\b",
    r"entering the (?:trial|study)\b",
    r"risk factors?\b",
    r"(?:interim|final) (?:\w{1,12} )?analys[ie]s\b",
    r"pre-?existing\b",
    r"(?:in|ex)clusion criteria\b",
    r"(?:mice|mouse|monkeys?|rats?|in vitro|xenografts?|preclinical)\b",
    r"(?:can|may|could) (?:cause|occur|result)\b",
    r"(?:monitor|withhold|premedicate|advise) ",
)
LIST_INTRO = cues(
    r"most (?:common|frequent)",
    r"common(?:ly)?\b",
    r"frequent(?:ly)?\b",
    r"(?:reported|observed|seen|noted|experienced|occurr(?:ed|ing)|developed)\b",
    r"(?:included?|consist(?:ed|s)|were|was)\b",
    r"(?:adverse|toxicit|side effects|TEAEs?|AEs?\b)",
    r"no (?:cases|events|instances|reports|evidence|episodes) of\b",
    r"(?:died|deaths?) (?:due to|from|of|because of)\b",
)
_GRADE = joined(
    r"\b(?P<any>any[- ]grades?|all[- ]grades?|of all grades|of any grade)\b",
    r"|(?P<least>>=? ?)?\b(?:CTCAE )?(?:grades?|Gr\.?|G)[- ]?(?P<least2>>=? ?)?",
    r"(?P<low>[1-5]|three|four)(?!\d|\.\d)",
    r"(?:\s?(?:-|/|or|and|to)\s?(?:grade )?(?P<high>[1-5]|four|five)\b(?!%|\.\d)",
    r"|(?P<more>\s?\+|,? (?:or|and) (?:higher|greater|above|more|worse|over)))?",
)
_WORD_GRADE = lean(r"\b(severe|serious|fatal|(?:died|deaths?) (?:due to|from|of|because of))\b(?! unmet)", re.I)
_DIGITS = {"three": "3", "four": "4", "five": "5"}
_RELATED = cues(
    r"(?:treatment|drug|study drug)[- ]related\b",
    r"(?!infusion|immune|disease|injection|age|alcohol)(?-i:[A-Z])[\w-]{2,24}-related (?:\w{1,10} ){0,2}(?:adverse|(?:TE|TR)?AEs?\b|toxicit)",
    r"related to (?:the )?(?:study )?(?:treatment|drug)\b",
)
_DLT = lean(r"\b(?:dose[- ]limiting toxicit(?:y|ies)|DLTs?)\b", re.IGNORECASE)
_DISCONTINUED = joined(
    r"\b(?:discontinu\w{1,8}|withdrawals?|withdr[ae]w|stopp(?:ed|ing)|came off|ceased)\b[^.;]{0,70}?\b(?:due to|because of|owing to|as a result of)\b",
    r"|\b(?:leading|led|lead|resulting|resulted)(?: \w{1,12}){0,2} (?:to|in)(?: \w{1,12}){0,3} ",
    r"(?:discontinuations?|withdrawals?|discontinuing)\b",
    r"|\b(?:led|caused) (?:[^.;]|\.(?=\d)){0,140}? to (?:stop|discontinue|end|leave|come off|withdraw)\b",
)
_SERIOUS = lean(r"\bserious (?:\w{1,10}[- ]){0,3}adverse|\bSA[ER]s?\b", re.IGNORECASE)
_SEVERE_MEANS = lean(r"\bsevere\b[^.;()]{0,40}\((?=[^)]{0,20}\bgrades?\b)", re.IGNORECASE)
_FIGURE_END = lean(r"\d ?(?:%|percent)|;")
_FIGURES_IN_BRACKETS = lean(r"\([^()]{0,120}\d ?(?:%|percent)[^()]{0,120}\)")
THRESHOLD = joined(
    r"(?P<op>>=|>|more than|greater than or equal to|greater than|at least|over|exceeding)\s?",
    rf"(?P<number>{ANY_NUMBER})\s?(?:%|percent)",
    rf"|(?P<number2>{ANY_NUMBER})\s?(?:%|percent) or (?:more|greater|higher)",
)


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade named at ``start`` to ``end`` in the form of the facts JSON."""

    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all events of a sentence or of its list; ``lead`` is where the line that leads the list stands."""

    grade: str | None = None
    threshold: str | None = None
    related: bool | None = None
    kind: str | None = None
    is_safety: bool = False
    lead: tuple[int, int] | None = None


def setting_of(text: str, start: int, end: int) -> Setting:
    """The setting that one line gives; its grade only when it names a single one."""
    codes = {grade.code for grade in grades_in(text, start, end)}
    return Setting(
        grade=codes.pop() if len(codes) == 1 else None,
        threshold=_threshold(text, start, end),
        related=True if _RELATED.search(text, start, end) else None,
        kind=_kind(text, start, end),
        is_safety=_SAFETY.search(text, start, end) is not None,
    )


def grades_in(text: str, start: int, end: int) -> list[Grade]:
    """The grades that a range names by number or as "any grade", in order.

    >>> [g.code for g in grades_in("Grade 3 or higher, grade 1/2, all grades, grades 3-4, G4", 0, 62)]
    ['>=3', '1-2', 'any', '3-4', '4']
    """
    return [Grade(m.start(), m.end(), _code(m)) for m in _GRADE.finditer(text, start, end)]


def grade_before(text: str, start: int, term: Term) -> str | None:
    """The grade that governs an event: the last one named before it, as far as it reaches, or in its own words."""
    if term.is_general:
        start = max(start, term.start - 60, *(m.end() for m in _FIGURE_END.finditer(text, start, term.start)))
    closed = [m.span() for m in _FIGURES_IN_BRACKETS.finditer(text, start, term.start)]
    numbered = [grade for grade in grades_in(text, start, term.end) if not any(a < grade.start < b for a, b in closed)]
    words = [m for m in _WORD_GRADE.finditer(text, start, term.end) if _reaches(text, m.end(), term)]
    numbered = [grade for grade in numbered if _reaches(text, grade.end, term)]
    if numbered:
        return numbered[-1].code
    if not words:
        return None
    word = words[-1][1].lower()
    return word if word in ("severe", "serious") else "5"


_ENDS_GENERAL = lean(r"[,;()%]")
_BRACKETS = lean(r"\([^()]{0,120}\)")
_NEXT_ITEM = lean(r"\s(?:and |or )?(?:[\w/-]{1,30} ){0,3}\Z")
# "grade 3 or higher events occurred in 58%; the most common were": those of that grade
_OF_THESE = lean(
    r"\s(?:of (?:these|which),? )?(?:the )?most (?:common|frequent)(?:ly reported)?\b(?! (?:[\w-]{1,20} ){0,4}(?:adverse|TEAEs?|TRAEs?|AEs?|side|toxicit|reactions?|events?))"
    r"(?! grade| any)(?! of any)",
    re.IGNORECASE,
)
_OPENS_CLAUSE = lean(
    r"\b(?:patients?|there|subjects?|was|were|no|incidence|rates?|had|cases?|experienced|reported|occurred|most)\b",
    re.I,
)


def _reaches(text: str, at: int, term: Term) -> bool:
    """Whether a grade that ends at a place still governs an event behind it.

    The grade of one kind of event is not that of another kind; a semicolon ends it unless the list just goes on.
    """
    between = _BRACKETS.sub("", text[at : term.start])
    if term.is_general:
        return _ENDS_GENERAL.search(between) is None
    item = between[between.rfind(";") + 1 :]
    if item == between or _OF_THESE.match(item):
        return True
    return _NEXT_ITEM.fullmatch(item) is not None and _OPENS_CLAUSE.search(item) is None


# a grade that was not passed is none that was seen
_BEYOND = lean(
    r"\b(?:above|below|beyond|exceed\w{0,3}|none|no|not|without) (?:of (?:them|these|which) )?(?:(?:was |were |exceeded |above |higher than |greater than )){0,2}\Z",
    re.IGNORECASE,
)


def grade_behind(text: str, end: int, term: Term, terms: list[Term]) -> str | None:
    """The single grade behind an event, when it is not that of an event behind it: "nausea in five, all of grade 2"."""
    grades = grades_in(text, term.end, end)
    if len({grade.code for grade in grades}) != 1:
        return None
    at = grades[0].start
    if _BEYOND.search(text, term.end, at):
        return None
    is_taken = any(other.start > at and (term.is_general or not other.is_general) for other in terms)
    return None if is_taken or ";" in text[term.end : at] else grades[0].code


def severe_means(text: str, start: int, end: int) -> str | None:
    """The grades that a range puts behind the word "severe" in brackets."""
    match = _SEVERE_MEANS.search(text, start, end)
    grades = grades_in(text, match.end(), min(end, match.end() + 40)) if match else []
    return grades[0].code if grades else None


def _code(match: re.Match[str]) -> str:
    if match["any"]:
        return "any"
    low, high = (_DIGITS.get((match[name] or "").lower(), match[name]) for name in ("low", "high"))
    if match["more"] or match["least"] or match["least2"] or (low == "3" and high == "5"):
        return f">={low}"
    return f"{low}-{high}" if high else str(low)


def _threshold(text: str, start: int, end: int) -> str | None:
    match = THRESHOLD.search(text, start, end)
    if match is None:
        return None
    least = match["op"] is None or match["op"].lower() in (">=", "greater than or equal to", "at least")
    return f"{'>=' if least else '>'}{number(match['number'] or match['number2'])}%"


def kind_of(text: str, start: int, end: int, term: Term) -> str | None:
    """DLT, SAE or discontinuation, as the words around one event of a sentence say."""
    if _DLT.search(text, start, end):
        return "DLT"
    for match in _DISCONTINUED.finditer(text, start, end):
        leads_list = match.end() <= term.start and not term.is_general
        if leads_list or -20 <= match.start() - term.end <= 3 or 0 <= term.start - match.end() <= 30:
            return "discontinuation"
    if term.is_stop:
        return "discontinuation"
    return "SAE" if _SERIOUS.search(text, max(start, term.start - 20), term.end) else None


def _kind(text: str, start: int, end: int) -> str | None:
    if _DLT.search(text, start, end):
        return "DLT"
    if _DISCONTINUED.search(text, start, end):
        return "discontinuation"
    return "SAE" if _SERIOUS.search(text, start, end) else None
