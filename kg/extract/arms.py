"""A stretch of a document in, the treatment arms it names out: which side of a comparison, and the dose group.

An arm is a drug or regimen ("ADCETRIS plus AVD", "bendamustine and Rituxan alone"), a role ("the control arm",
"physician's choice", "placebo") or a dose group ("at the MTD (55 mg/m2/week)").  A regimen that holds the release's
conjugate is the experimental side, another one the control side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from kg.extract.cast import Cast
from kg.extract.document import Document
from kg.extract.numbers import number
from kg.extract.prefilter import lean

Side = Literal["T", "C"]

CONTROL = lean(
    r"\b(?:(?:the )?(?:(?<!disease )(?:control|comparator|reference|standard) (?:arms?|groups?|regimen)|standard[- ]of[- ]care(?: (?:arm|chemotherapy|therapy))?|SOC|SoC)"
    r"|standard (?:first-line |single-agent |systemic )?(?:chemo)?therapy|placebo"
    r"|(?:treatment of )?(?:physicians?'?s?'?|investigators?'?s?'?|doctor's)[- ]choice(?: of (?:single-agent |standard )?(?:chemotherapy|treatment|therapy))?|TPC|treatment of choice"
    r"|(?:single-agent |conventional |intensive |combination |platinum |platinum-based )?chemo(?:therapy)?(?: alone| arm| group)?(?!-| cycle)|best supportive care"
    r"|R-CHOP|CHOP|ABVD|BR(?= alone)|docetaxel|capecitabine|paclitaxel)\b",
    re.I,
)
_BEFORE_PRIOR = lean(
    r"(?:prior|previous|previously|after|following|failed|on or after|lines? of|received|pretreated with|progressed on|course of|cycles of)[\w ,-]{0,30}$",
    re.I,
)
_EXPERIMENTAL = lean(
    r"\b(?:treatment|experimental|active|investigational|combination|study) (?:arm|group|treatment group)\b", re.I
)
_ACROSS = lean(
    r"\)?\s?(?:\([^()]{0,40}\)\s?)?(?:plus|\+|in combination with|combined with|with|/|followed by|given with|and an?)\s?(?:the )?",
    re.I,
)
_ALONG = lean(
    r"\)?\s?(?:\([^()]{0,60}\)\s?)?(?:,|plus|\+|and|or|/|,? and|,? or|\(|of|in combination with|with)?\s?\(?(?:the combination of |standard )?",
    re.I,
)

_DOSE_UNIT = r"(?:mg/kg|milligrams? per kilogram(?: \(mg/kg\))?|mg/m2|mg/m²|µg/kg|ug/kg|mcg/kg|mg)"
DOSE = lean(
    rf"(?P<bound>>=?|<=?|at least |up to |≥ ?)?\s?(?:(?P<low>(?<![\d.,])\d{{1,4}}(?:\.\d{{1,3}})?)(?:\s?{_DOSE_UNIT}(?=\s?(?:-|to)\s))?(?P<join>\s?-\s?|\s(?:to|or)\s))?(?P<amount>\d{{1,4}}(?:\.\d{{1,3}})?)\s?(?P<unit>{_DOSE_UNIT})(?:/(?P<per>week|day|dose))?"
    r"(?P<schedule>,? (?:(?:once|twice)[- ])?(?:weekly|a week|every (?:\w+ )?(?:weeks?|other week)|every \d weeks|q\dw|daily))?(?P<more> (?:or (?:more|higher|greater|above)|and (?:above|higher)))?(?![\w/])",
    re.I,
)
_DOSE_GROUP = lean(r"\s(?:q\dw\s)?(?:dose )?(?:arms?|cohorts?|groups?|dose|regimen|level)\b", re.I)
_AT_DOSE = lean(
    r"(?:\bat|\brange (?:of|from)|dos(?:e|es|ed|ing|age)(?: levels?)?(?: of| at)?|MTD|RP2D|received|receiving|treated (?:at|with)|cohorts?)[\w\s,-]{0,50}\(?\s?$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class ArmMention:
    """An arm at ``start`` to ``end``: the experimental side (T) or the control side (C)."""

    start: int
    end: int
    side: Side
    combined: bool = False


def arm_mentions(document: Document, cast: Cast, start: int, end: int) -> list[ArmMention]:
    """The arms named between two places, in order; drugs joined by 'plus' or 'with' are one arm."""
    pieces = _pieces(document, cast, start, end)
    found: list[ArmMention] = []
    for piece in pieces:
        if found and piece.start < found[-1].end:
            continue
        joined = _join(document.text, found[-1], piece) if found else None
        if joined is None:
            found.append(piece)
        else:
            found[-1] = joined
    return found


def _pieces(document: Document, cast: Cast, start: int, end: int) -> list[ArmMention]:
    pieces = [ArmMention(s, e, "T") for s, e, _ in cast.compounds_in(start, end)]
    pieces += [ArmMention(s, e, "C") for s, e, _ in cast.drugs_in(start, end)]
    for match in CONTROL.finditer(document.text, start, end):
        pieces.append(ArmMention(match.start(), match.end(), "C"))
    for short in _control_abbreviations(document):
        for match in re.finditer(rf"\b{re.escape(short)}\b", document.text[start:end]):
            pieces.append(ArmMention(start + match.start(), start + match.end(), "C"))
    for short, side in cast.regimens.items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w-])", document.text[start:end]):
            pieces.append(ArmMention(start + match.start(), start + match.end(), side, combined=side == "T"))
    for match in _EXPERIMENTAL.finditer(document.text, start, end):
        pieces.append(ArmMention(match.start(), match.end(), "T"))
    kept = [p for p in pieces if p.side == "T" or not _is_prior(document.text, start, p, pieces)]
    return sorted(kept, key=lambda p: (p.start, -p.end))


def _is_prior(text: str, start: int, piece: ArmMention, pieces: list[ArmMention]) -> bool:
    """Whether a drug is one that patients had before; 'received X or docetaxel' speaks of arms."""
    match = _BEFORE_PRIOR.search(text, max(start, piece.start - 60), piece.start)
    return match is not None and not any(p.side == "T" and match.start() < p.start < piece.start for p in pieces)


def _control_abbreviations(document: Document) -> list[str]:
    """Abbreviations that the text itself gives to its control treatment: 'physician's choice (PC)'."""
    return [short for long, short in document.abbreviations.items() if CONTROL.search(long) and 1 < len(short) < 8]


def _join(text: str, left: ArmMention, right: ArmMention) -> ArmMention | None:
    between = text[left.end : right.start]
    if left.side == "T" and re.search(r"\bor\b", between):
        return None
    if between.strip() == "with" and (
        re.match(r"[\w ,+-]{0,30} alone\b", text[right.end :][:40])
        or re.search(r"\bcompar", text[max(0, left.start - 60) : left.start], re.I)
    ):
        return None
    if left.side == right.side:
        return replace(left, end=right.end) if _ALONG.fullmatch(between) else None
    if left.side == "C":
        across = _ACROSS.fullmatch(between) is not None and "with" not in between.split()[:1]
        return ArmMention(left.start, right.end, "T", combined=True) if across else None
    if _ACROSS.fullmatch(between) or (left.combined and _ALONG.fullmatch(between)):
        return replace(left, end=right.end, combined=True)
    return None


def side_in(document: Document, cast: Cast, start: int, end: int) -> Side | None:
    """The side of the first arm named between two places."""
    found = arm_mentions(document, cast, start, end) if start < end else []
    return found[0].side if found else None


_LIMIT = lean(
    r"\b(?:maximum|max\.?|maximal)(?: (?:single |total |daily )?dose)?(?: of)? ?\Z|\bcap(?:ped)? (?:of|at) ?\Z", re.I
)


def dose_group(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    """The dose group named between two places, as 'at 1.2 mg/kg weekly', and where it stands."""
    for match in DOSE.finditer(text, start, end):
        if _LIMIT.search(text, max(start, match.start() - 30), match.start()):
            continue
        grouped = _DOSE_GROUP.match(text, match.end(), end) is not None
        if grouped or _AT_DOSE.search(text, max(start, match.start() - 70), match.start()):
            return dose_words(match), match.start(), match.end()
    return None


_EVERY = lean(r"every (?P<n>\w{1,6}) weeks|q(?P<q>\d)w", re.I)


def dose_words(match: re.Match[str]) -> str:
    """A dose as the facts JSON spells it: '1.2 mg/kg weekly', '>=120 mg/m2'."""
    schedule = (match["schedule"] or "").strip(" ,")
    if weeks := _EVERY.fullmatch(schedule):
        schedule = f"every {number(weeks['n'] or weeks['q'])} weeks"
    if match["per"]:
        schedule = {"week": "weekly", "day": "daily"}.get(match["per"].lower(), schedule)
    sign = ">=" if match["more"] or (match["bound"] or "").strip().lower() in (">=", "at least", "≥", ">") else ""
    unit = "mg/kg" if match["unit"].lower().startswith("milligram") else match["unit"]
    amount = match["amount"]
    if match["low"]:
        amount = f"{match['low']} or {amount}" if "or" in match["join"] else f"{match['low']}-{amount}"
    return f"{sign}{amount} {unit} {schedule}".strip()
