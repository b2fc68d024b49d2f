"""A release in, its announced plans out: what is to happen, when, to which conjugate, who holds it, what it depends on.

What a plan is, `kg.extract.milestone_plans` says.  Its date is the first one behind its cue that is not of the past; a
plan without a date counts only for verbs that name a step (submit, start, present).  Plans of the company's own affairs
(results of a quarter, calls, offerings) are no milestones of a medicine.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.cast import Cast
from kg.extract.cues import cues, joined
from kg.extract.dates import DateMatch, find_dates
from kg.extract.document import Document
from kg.extract.milestone_plans import WEAK, Plan, find_plans
from kg.extract.statuses import phase_code
from kg.model import Milestone, Modality, ReleaseFacts, Sentence

# plans of the company and not of its medicines
_CORPORATE = cues(
    r"(?:financial|quarterly|full[- ]year) (?:results|report)",
    r"(?:conference calls?|webcasts?|fireside|investors?|shareholders?|stockholders?|annual general|board of directors)\b",
    r"(?:offering|warrants?|common (?:stock|shares)|underwriters?|trading|gross proceeds|dividends?|repurchase)\b",
    r"(?:business update|healthcare conference|serve as|growth|headquarters|hiring)\b",
)
_DEPENDS = joined(
    r"\b(?:pending|subject to|depending on|contingent (?:up)?on|conditional on|assuming|provided that|if"
    r"|following|once|upon|after)\b (?P<what>[^.;,()]{4,110})",
)


def read_milestones(document: Document, cast: Cast, *, release: ReleaseFacts) -> tuple[Milestone, ...]:
    """The plans of a release about conjugates, in order of the text."""
    if not cast.is_adc:
        return ()
    found: list[Milestone] = []
    for index, sentence in enumerate(document.sentences):
        if sentence.section in ("headline", "body", "quotation", "about"):
            found += _sentence(document, cast, index, sentence, release.date)
    return tuple(_distinct(found))


def _sentence(document: Document, cast: Cast, index: int, sentence: Sentence, today: str | None) -> list[Milestone]:
    text = document.text
    modality: Modality = "opinion" if sentence.section == "quotation" else "planned"
    found: list[Milestone] = []
    for plan in find_plans(text, sentence.start, sentence.end, is_headline=sentence.section == "headline"):
        date = _due(text, plan, today)
        if _CORPORATE.search(plan.event):
            continue
        if date is None and (plan.needs_date or re.fullmatch(WEAK, plan.verb)):
            continue
        depends = _DEPENDS.search(text, plan.cue, sentence.end)
        base = Milestone(
            event=plan.event,
            date=date.value if date else None,
            date_raw=date.raw if date else None,
            holder=_holder(cast, sentence, plan),
            depends_on=_condition(depends) if depends else None,
            kind=_kind(plan),
            phase=phase_code(plan.event) if plan.verb in ("enter", "advance", "move", "be", "progress") else None,
            evidence=document.sentence_evidence(sentence),
            modality=modality,
            rule="milestones:plan",
        )
        for name in _compounds(cast, index, sentence, plan):
            event = re.sub(r"\bit\b", name, plan.event, count=1) if name else plan.event
            found.append(replace(base, compound=name, event=event))
    return found


def _condition(match: re.Match[str]) -> str | None:
    """What a plan depends on, when words say it; a date alone is no condition."""
    words = match["what"].split()
    return " ".join(words) if len(words) > 2 and not find_dates(match[0]) else None


def _due(text: str, plan: Plan, today: str | None) -> DateMatch | None:
    """The date of a plan: the first behind its cue, else the first of its words; never one of the past."""
    dates = [date for date in find_dates(text, plan.start, plan.end + 1, today=today) if _is_ahead(date, today)]
    if not dates:
        dates = [date for date in find_dates(text, plan.end, plan.end + 60, today=today) if _is_ahead(date, today)]
        dates = [date for date in dates if date.start - plan.end < 8]
    behind = [date for date in dates if date.start >= plan.cue]
    chosen = behind or dates
    return chosen[0] if chosen else None


def _is_ahead(date: DateMatch, today: str | None) -> bool:
    if today is None or date.value is None:
        return date.raw.lower() not in ("today", "yesterday")
    return date.value[:4] >= today[:4] and not (len(date.value) == 10 and date.value <= today)


_PASSIVE_CUE = joined(
    r"(?:is|are|was|were) (?:expected|planned|anticipated|scheduled|intended|set|due|slated|to)\b|expected|planned"
)


def _holder(cast: Cast, sentence: Sentence, plan: Plan) -> str | None:
    """The company that plans: the last one named in front of the cue."""
    text = cast.document.text
    if _PASSIVE_CUE.match(text, plan.cue):
        return None
    before = [place for place in cast.companies_in(sentence.start, plan.cue) if text[place[1] : place[1] + 1] != "'"]
    return before[-1][2] if before else None


def _compounds(cast: Cast, index: int, sentence: Sentence, plan: Plan) -> list[str | None]:
    """The conjugates of a plan: those listed in its words, else in its sentence, else the one carried on."""
    own = [p for p in cast.compounds_in(plan.start, plan.end) if not cast.is_comparator(p[2])]
    own = own or [p for p in cast.compounds_in(sentence.start, sentence.end) if not cast.is_comparator(p[2])]
    names = list(dict.fromkeys(place[2] for place in own))
    if not names:
        return [cast.compound_of(index)]
    return list(names) if plan.verb == "be" else [names[0]]


_KINDS = (
    ("decision", cues(r"decision\b", r"decide\b", r"opinion\b", r"approval decision\b")),
    ("submission", cues(r"(?:re)?submi(?:t|ssion)", r"fil(?:e|ing)\b", r"seek (?:approval|authori)", r"(?:BLA|IND)\b")),
    ("phase", cues(r"(?:enter|advance|move|be in|progress)\b[^.;]{0,80}\b(?:phase|clinic|pivotal|human)")),
    ("trial start", cues(r"(?:start|begin|initiate|open|launch|commence|dose)\b", r"initiation\b")),
    (
        "presentation",
        cues(
            r"present\b[^.;]{0,120}\b(?:meeting|congress|symposium|conference|ASCO|ASH|ESMO|EHA|AACR|SABCS)",
            r"talk\b",
            r"poster\b",
        ),
    ),
    ("data", cues(r"(?:report|present|announce|release|publish|disclose|data|results|read)")),
)  # fmt: skip


def _kind(plan: Plan) -> str:
    return next((name for name, pattern in _KINDS if pattern.search(plan.event)), "other")


def _distinct(found: list[Milestone]) -> list[Milestone]:
    """One record a plan: the same event of the same conjugate with the same date, with all its places."""
    kept: dict[tuple[str | None, str, str | None], Milestone] = {}
    for one in found:
        key = (one.compound, one.event.lower(), one.date)
        old = kept.get(key)
        kept[key] = one if old is None else replace(old, evidence=tuple(sorted({*old.evidence, *one.evidence})))
    return list(kept.values())
