"""A sentence about safety in, figures whose grade stands apart from them out.

A list may say once which grades its pairs of figures are for: "(all grades; grade 3 or higher): nausea (51%; 4%)".  A
sentence on one event goes on with its grades: "occurred in 61% of patients, including grade 3-4 in 47%", "with 8
percent experiencing grade 3 events", "with four (2.2%) grade 5 events".
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.prefilter import lean
from kg.extract.safety_counts import read_figures
from kg.extract.safety_figures import LED_TO_STOP, Share
from kg.extract.safety_setting import grades_in
from kg.extract.safety_terms import Term
from kg.extract.values import Figure

_PAIR = lean(
    r"(?:\(|, |: )(?P<first>(?:any|all)[- ]grades?)(?P<joint> ?[;,/|] ?| and | vs\.? )(?P<second>(?:CTCAE )?(?:>= ?)?grades? ?[^()|.:]{1,22})(?:\)|:|$|\n)",
    re.IGNORECASE,
)
_SIDES = lean(r"\b(?:vs|versus|compared|than)\b", re.IGNORECASE)


def grade_pair(text: str, start: int, end: int) -> tuple[str, str] | None:
    """The two grades that a list says its pairs of figures are for.

    >>> words = "Adverse events (any grade/grade >=3) were nausea (66%/6%)."
    >>> grade_pair(words, 0, len(words))
    ('any', '>=3')
    """
    match = _PAIR.search(text, start, end)
    if match is None:
        return None
    first, second = (grades_in(text, *match.span(name)) for name in ("first", "second"))
    return (first[0].code, second[0].code) if first and second else None


def in_pairs(text: str, shares: list[Share], grades: tuple[str, str] | None) -> list[Share]:
    """The figures of an event with the grades of its list, when they are the two of a pair."""
    if grades is None or len(shares) != 2 or any(share.grade for share in shares):
        return shares
    if _SIDES.search(text, shares[0].figure.end, shares[1].figure.start):
        return shares
    return [replace(share, grade=grade) for share, grade in zip(shares, grades, strict=True)]


_SMALL = (
    r"(?:of|the|these|those|which|whom|patients?|cases?|events?|reactions?|experienc\w{2,3}|had|having|have|with|were|was|being|in|at|for"
    r"|occurr(?:ed|ing)|develop(?:ed|ing)|classified|considered|as|an?|and|including|includes?|reported|observed|seen|treated|due to)"
)
_BEHIND = lean(
    rf"[\s)]{{1,2}}(?:(?!and\b|includ){_SMALL}\s){{0,6}}(?=fatal\b|severe\b|(?:CTCAE )?(?:>= ?)?grades? )",
    re.IGNORECASE,
)
_BEFORE = lean(
    rf"(?:\b(?:including|with|of which|of whom|and)|[;,(])\s?(?:{_SMALL}\s){{0,4}}?"
    rf"(?P<grade>fatal|severe|(?:CTCAE )?(?:>= ?)?grades? (?:>= ?)?[1-5](?: ?[-/] ?[1-5]| (?:or|and) (?:[1-5]|higher|greater|above|worse))?)"
    rf"(?:\s?\(fatal\))?(?:\s{_SMALL}){{0,5}}[\s:(]{{1,2}}\Z",
    re.IGNORECASE,
)
_WORDS = {"fatal": "5", "severe": "severe"}


def said_again(text: str, paired: list[tuple[Term, list[Share]]], start: int, end: int) -> list[tuple[Term, Share]]:
    """Figures of the one event a sentence is about that name it no more, each with its grade."""
    named = {term.text: term for term, _ in paired if not term.is_general}
    if len(named) > 1 or not paired:
        return []
    term = next(iter(named.values()), paired[0][0])
    if not named and sum(1 for other, _ in paired if other.is_general) > 1:
        return []
    used = [share.figure for _, shares in paired for share in shares]
    found: list[tuple[Term, Share]] = []
    for figure in read_figures(text, start, end):
        if figure.start < term.end or figure.kind not in ("percent", "count"):
            continue
        if any(figure.start < other.end and other.start < figure.end for other in used):
            continue
        place = _grade_beside(text, figure, term.end, end)
        if place is not None:
            stop, grade = place
            found.append((Term(stop - 1, stop, term.text), Share(figure, grade)))
    return found


def stops(text: str, paired: list[tuple[Term, list[Share]]], start: int, end: int) -> list[tuple[Term, Share]]:
    """Figures of those whose treatment ended by the events of a sentence: "and in six patients (8%) they led to ..."."""
    if not paired:
        return []
    used = [share.figure for _, shares in paired for share in shares]
    found: list[tuple[Term, Share]] = []
    for figure in read_figures(text, start, end):
        stop = LED_TO_STOP.match(text, figure.end, end)
        is_used = any(figure.start < other.end and other.start < figure.end for other in used)
        if stop is not None and not is_used and figure.start > paired[0][0].end:
            name = paired[0][0].text
            found.append((Term(stop.end() - 1, stop.end(), name, is_stop=True), Share(figure)))
    return found


def _grade_beside(text: str, figure: Figure, start: int, end: int) -> tuple[int, str] | None:
    """Where the words of a figure's grade end, and the grade: inside the figure, right behind it or right before it."""
    if inside := grades_in(text, figure.start, figure.end):
        return figure.end, inside[0].code
    behind = _BEHIND.match(text, figure.end, end)
    if behind:
        return _grade_at(text, behind.end(), end)
    before = _BEFORE.search(text, max(start, figure.start - 80), figure.start)
    if before is None:
        return None
    grade = _grade_at(text, before.start("grade"), figure.start)
    return (figure.end, grade[1]) if grade else None


def _grade_at(text: str, at: int, end: int) -> tuple[int, str] | None:
    word = next((code for name, code in _WORDS.items() if text[at : at + 6].lower().startswith(name)), None)
    if word:
        return at + 6, word
    grades = grades_in(text, at, min(end, at + 40))
    return (grades[0].end, grades[0].code) if grades else None
