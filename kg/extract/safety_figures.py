"""The events of a sentence in, each with its figures out.

A figure belongs to an event when nothing but words of the trade stands between them: behind the event ("nausea
(45%)", "nausea occurred in 45% of patients"), or before it ("45% of patients had nausea", "one case of sepsis").
"Each" and "both" give a figure to all events of its list, "respectively" deals figures out in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.extract.cues import joined
from kg.extract.prefilter import lean
from kg.extract.safety_counts import is_bare, is_share, read_figures, with_whole
from kg.extract.safety_setting import grades_in
from kg.extract.safety_terms import Term
from kg.extract.values import Figure

_FILLER = joined(
    r"\b(?:grades?|gr\.?|CTCAE|any|all|or|higher|greater|above|more|worse|in|of|was|were|is|at|by|has|had|been"
    r"|occurred",
    r"|occurring|for|reported|observed|seen|noted|experienced|the|an?|incidence|rates?|patients?|severe|serious"
    r"|treatment",
    r"|drug|related|with|emergent|approximately|about|each|both|events?|cases?|frequency|levels?|only|n|affected"
    r"|overall",
    r"|total|being|most|commonest|common|frequent|subjects|developed|adverse|elevations?|low|to|which|that|symptomatic|mild|moderate|led|caused|considered|judged|deemed)\b",
    r"|>=?|[-\s(\[:,|=+/1-5~]",
)
_VERB_GAP = joined(
    r"[^.;%()]{0,110}",
    r"\b(?:occurred|arose|emerged|reported|recorded|observed|seen|noted|experienced|developed|affected|was|were|led to|had|of|namely)\b",
    r"[^.;%()]{0,40}",
)
# an abbreviation or a grade in brackets behind an event
_ASIDE = lean(r"^\s?\([A-Za-z0-9 >=+-]{2,30}\)")
# words of comparing two arms between an event and the bracket with both figures
_MORE_GAP = joined(r"[^.;%()]{0,60}\b(?:more|less) (?:frequent|common)(?:ly)?\b[^.;%()]{0,90}\(")
_BEFORE = joined(
    r"\s?\)?\s?(?:of (?:all |the |treated |evaluable )?)?(?:patients?|subjects?|participants?|people|women|men)?",
    r"(?: (?:in|on|at|with|receiving|given|treated (?:with|at)|dosed (?:with|at)) [\w +'./-]{2,60}?)?",
    r"(?:\s?\))?(?:,? (?:and|but) (?:none|no patients?) (?:in|on|of|at|receiving) [^.;%()]{2,40})?",
    r"(?:\b(?:each|who|had|has|have|been|identified|diagnosed|suffered|experienced|experiencing|developed|reported|reporting|showed|suffered|with|from|of",
    r"|an?|the|any|at least one|one or more|cases?|fatal|treatment|drug|related|emergent|grades?|severe|serious|or",
    r"|higher|greater|above|events?|more|discontinued|stopped|due to|because of|therapy|and|reversible|transient|new",
    r"|asymptomatic)\b|[-/>=1-5+ ,:()]){0,40}",
)
_CHAIN = joined(
    r"\s?\)?(?: of (?:the |all )?(?:\d{1,4} )?(?:patients|those|subjects|participants))?,?\s?",
    r"(?:(?:in|on|for|of|with|receiving|treated with) [^.;%()]{2,70}?(?: |(?=,)))?,?",
    r"(?:vs\.?|versus|compared (?:with|to)|and|against|;|/|,|than)(?: (?:in|at|of|for|to|of which))?",
)
_SHARED = lean(r"\b(?:each|both)\b", re.IGNORECASE)
# what adverse events may lead to besides the end of treatment
_OTHER_EFFECT = lean(
    r"\bdos(?:e|ing) (?:reduction|delay|interruption|modification|hold|adjustment)|\b(?:led|leading) to hospitali[sz]ation",
    re.IGNORECASE,
)
_WORD_GRADE = lean(r"\b(severe|serious|fatal)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Share:
    """A figure of an event, with the grade that stands beside it."""

    figure: Figure
    grade: str | None = None


def pair(text: str, start: int, end: int, terms: list[Term]) -> list[tuple[Term, list[Share]]]:
    """The events of a sentence, each with its figures, none where it has none."""
    shown = [figure for figure in read_figures(text, start, end) if is_share(text, figure, terms)]
    dealt = _respectively(text, end, terms, shown)
    if dealt is not None:
        return dealt
    shown = with_whole(text, shown)
    owned = _behind(text, terms, shown)
    used = {share.figure for shares in owned.values() for share in shares}
    _in_front(text, terms, [figure for figure in shown if figure not in used], owned)
    _shared(text, terms, owned)
    return _alternatives(text, [(term, owned.get(term, [])) for term in terms])


_OR = lean(r"\s?(?:/|or)\s?", re.IGNORECASE)


def _alternatives(text: str, paired: list[tuple[Term, list[Share]]]) -> list[tuple[Term, list[Share]]]:
    """Two names with one figure, "ILD/pneumonitis (9%)" or two with "or", are one event; a list of three is not."""
    kept: list[tuple[Term, list[Share]]] = []
    for term, shares in paired:
        last = kept[-1] if kept else None
        if last and shares and _is_alternative(text, last, term):
            kept[-1] = (Term(last[0].start, term.end, f"{last[0].text} or {term.text}"), shares)
        else:
            kept.append((term, shares))
    return kept


def row_cells(text: str, start: int, end: int) -> list[tuple[int, Share]]:
    """The figures of a table row with the numbers of their columns; counts stand alone in their cell."""
    found: list[tuple[int, Share]] = []
    at = start
    for column, cell in enumerate(text[start:end].split("|")):
        inside = [f for f in read_figures(text, at, at + len(cell)) if f.kind in ("percent", "count")] if column else []
        if inside:
            grades = grades_in(text, at, at + len(cell))
            is_pair = len(inside) == 2 and not grades and "/" in text[inside[0].end : inside[1].start]
            grade = grades[0].code if grades else None
            found += [(column, Share(figure, grade)) for figure in (inside if is_pair else inside[:1])]
        at += len(cell) + 1
    is_percent = any(share.figure.kind == "percent" for _, share in found)
    return [(column, _as_percent(share) if is_percent else share) for column, share in found]


def _as_percent(share: Share) -> Share:
    """A bare nought among percentages is one too."""
    is_nought = share.figure.kind == "count" and share.figure.n == 0 and share.figure.N is None
    return (
        replace(share, figure=replace(share.figure, kind="percent", value=0, unit="%", n=None)) if is_nought else share
    )


def _is_alternative(text: str, last: tuple[Term, list[Share]], term: Term) -> bool:
    name, shares = last
    if shares or name.is_general or text[max(0, name.start - 3) : name.start].rstrip().endswith(","):
        return False
    return _OR.fullmatch(text, name.end, term.start) is not None


def _respectively(text: str, end: int, terms: list[Term], shown: list[Figure]) -> list[tuple[Term, list[Share]]] | None:
    if "respectively" not in text[shown[-1].end : end].lower() if shown else True:
        return None
    named = [term for term in terms if not term.is_general]
    if len(named) < 2 or len(named) != len(shown) or named[-1].end > shown[0].start:
        return None
    return [(term, [Share(figure)]) for term, figure in zip(named, shown, strict=True)]


def _behind(text: str, terms: list[Term], shown: list[Figure]) -> dict[Term, list[Share]]:
    """Figures behind their event, up to the next event."""
    owned: dict[Term, list[Share]] = {}
    for number, term in enumerate(terms):
        limit = terms[number + 1].start if number + 1 < len(terms) else len(text)
        run: list[Share] = []
        at = term.end
        for figure in shown:
            if not at <= figure.start < limit:
                continue
            if _FATAL_EVENTS.match(text, figure.end):
                break
            if run and LED_TO_STOP.match(text, figure.end):
                break
            if _leads_next(text, at, figure, terms[number + 1] if number + 1 < len(terms) else None):
                break
            if not (_follows(text, term, figure) if not run else _CHAIN.fullmatch(text, at, _first(text, at, figure))):
                break
            run.append(Share(figure, _own_grade(text, at, figure)))
            at = figure.end
        if run:
            owned[term] = run
    return owned


# those whose treatment the events ended
LED_TO_STOP = lean(
    r"\)?(?: of (?:the )?patients)?,? (?:(?:they|these|which|it) )?(?:led|leading) to (?:[\w-]{1,14} ){0,3}?(?:discontinuations?|withdrawal)\b"
    r"|\)?(?: of (?:the )?patients)? to (?:discontinue|stop|withdraw)\b",
    re.IGNORECASE,
)
_FATAL_EVENTS = lean(r"\s(?:of (?:them|these|which) )?(?:fatal|deadly)\b", re.IGNORECASE)
# "..., and one case of", "...; 2% of patients experienced": a figure that opens the words for the next event
_NEXT_CLAUSE = lean(r"(?:;|\band)(?: (?:only|there (?:was|were)))? \Z")
_OWN_VERB = lean(
    r"\s?\)?(?: of (?:the |all )?(?:patients|those))? (?:discontinued|stopped|withdrew|died|went|came off)\b",
    re.IGNORECASE,
)
_OPENS_EVENT = lean(
    r"\s?\)?(?: of (?:the |all )?patients)?(?: (?:patients?|cases?|events?|episodes?|instances?))? (?:of|with|had|experienced|developed|reported) "
    r"(?:(?:CTCAE )?grades? [1-5][\w ,/-]{0,14} |(?:a |serious |severe |fatal |new ){1,3})?",
    re.IGNORECASE,
)


def _leads_next(text: str, at: int, figure: Figure, following: Term | None) -> bool:
    """Whether a figure behind an event opens the words for the next one."""
    if _OWN_VERB.match(text, figure.end) and _NEXT_CLAUSE.search(text, at, figure.start):
        return True
    opens = _OPENS_EVENT.fullmatch(text, figure.end, following.start) if following else None
    return opens is not None and _NEXT_CLAUSE.search(text, at, figure.start) is not None


def _own_grade(text: str, at: int, figure: Figure) -> str | None:
    """The grade between an event and its figure, or right behind the figure in the same brackets."""
    grades = grades_in(text, at, figure.start) or [
        g
        for g in grades_in(text, figure.end, figure.end + 24)
        if g.start < figure.end + 3 and not text[figure.end : g.start].strip(" (")
    ]
    if grades:
        return grades[-1].code
    word = _WORD_GRADE.search(text, at, figure.start)
    if word is None:
        return None
    return "5" if word[1].lower() == "fatal" else word[1].lower()


def _first(text: str, at: int, figure: Figure) -> int:
    """Where the words that join two figures end: before a grade or an arm that leads the second."""
    grades = grades_in(text, at, figure.start)
    place = grades[0].start if grades else figure.start
    while place > at and text[place - 1] in " (":
        place -= 1
    return place


def _follows(text: str, term: Term, figure: Figure) -> bool:
    gap = text[term.end : figure.start]
    if len(gap) > 160 or _OTHER_EFFECT.search(gap):
        return False
    if not _FILLER.sub("", _ASIDE.sub("", gap)).strip():
        return True
    gap = _ASIDE.sub("", gap)
    if _VERB_GAP.fullmatch(gap) or _MORE_GAP.fullmatch(gap):
        return True
    return term.is_general and gap.rstrip().endswith("(") and ";" not in gap


def _in_front(text: str, terms: list[Term], shown: list[Figure], owned: dict[Term, list[Share]]) -> None:
    """Figures in front of their event: the first event behind the figure that has none yet."""
    for figure in shown:
        behind = [term for term in terms if term.start >= figure.end]
        if not behind or behind[0].start - figure.end > 160:
            continue
        if behind[0] in owned:
            owned[behind[0]] = _counted(text, figure, behind[0], owned[behind[0]])
        elif _BEFORE.fullmatch(text, figure.end, behind[0].start):
            owned[behind[0]] = [Share(figure)]


_COUNT_GAP = lean(
    r" (?:(?:cases?|events?|episodes?|instances?) of )?(?:(?:CTCAE )?grades? [1-5](?: ?[-/] ?[1-5]| or [1-5])? )?",
    re.IGNORECASE,
)


def _counted(text: str, figure: Figure, term: Term, shares: list[Share]) -> list[Share]:
    """The share behind an event with the count in front of it: "one stroke (0.4%)"."""
    is_single = len(shares) == 1 and shares[0].figure.n is None and is_bare(figure)
    if not is_single or not _COUNT_GAP.fullmatch(text, figure.end, term.start):
        return shares
    return [replace(shares[0], figure=replace(shares[0].figure, n=figure.n))]


def _shared(text: str, terms: list[Term], owned: dict[Term, list[Share]]) -> None:
    """ "Each" and "both": the figure is also that of the events listed before its own."""
    for number, term in enumerate(terms):
        shares = owned.get(term)
        if shares and shares[0].figure.end <= term.start and _EACH_OF.match(text, shares[0].figure.end):
            _give_on(text, terms[number:], shares, owned)
        if not shares or not _SHARED.search(text, term.end, shares[-1].figure.end + 12):
            continue
        for earlier in reversed(terms[:number]):
            if earlier.is_general:
                break
            known = owned.get(earlier)
            if known is None:
                owned[earlier] = shares
            elif len(known) == len(shares) == 1 and is_bare(known[0].figure) and shares[0].figure.kind == "percent":
                owned[earlier] = [replace(shares[0], figure=replace(shares[0].figure, n=known[0].figure.n))]
            else:
                break


# "one case each of grade 3 rash and grade 3 cough"
_EACH_OF = lean(r"\s(?:patients?|cases?|events?) each (?:of|with|had|experienced|developed)\b", re.IGNORECASE)
_NEXT_OF = lean(
    r"(?:\s?\([^()]{0,30}\))?(?:,? and |, )(?:(?:a )?(?:CTCAE )?grade [1-5] )?(?:serious |severe )?", re.IGNORECASE
)


def _give_on(text: str, terms: list[Term], shares: list[Share], owned: dict[Term, list[Share]]) -> None:
    """The figure in front of a list is that of each event listed behind."""
    for left, right in pairwise(terms):
        if right in owned or not _NEXT_OF.fullmatch(text, left.end, right.start):
            break
        owned[right] = shares


_LOOKED_AT = lean(r"\b(?:across|among|in|of)(?: all| the| any of the)? \Z", re.IGNORECASE)


def is_whole(text: str, share: Share) -> bool:
    """Whether a count is that of the patients looked at: "none was seen in 40 patients"."""
    before = text[max(0, share.figure.start - 24) : share.figure.start]
    return bool(share.figure.n) and share.figure.kind == "count" and _LOOKED_AT.search(before) is not None
