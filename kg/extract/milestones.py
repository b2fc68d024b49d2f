"""A release in, its announced plans out: what is to happen, when, to which conjugate, who holds it, what it depends on.

What a plan is, `kg.extract.milestone_plans` says.  Its date is the first one behind its cue that is not of the past; a
plan without a date counts only for verbs that name a step (submit, start, present).  Plans of the company's own affairs
(results of a quarter, calls, offerings) are no milestones of a medicine.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.cast import Cast
from kg.extract.cues import cues, joined
from kg.extract.dates import DateMatch, find_dates
from kg.extract.document import Document
from kg.extract.milestone_plans import WEAK, Plan, find_plans
from kg.extract.milestone_words import SAME
from kg.extract.prefilter import lean
from kg.extract.regions import region_of
from kg.extract.spans import Place
from kg.extract.statuses import listed_last, phase_code
from kg.model import Evidence, Milestone, ReleaseFacts, Sentence, Trial

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

_THESE_RESULTS = re.compile(r"use (?:these|those|the|its|their) (?:results|data|findings)\b", re.IGNORECASE)


def read_milestones(
    document: Document, cast: Cast, *, release: ReleaseFacts, trials: Sequence[Trial] = ()
) -> tuple[Milestone, ...]:
    """The plans of a release about conjugates, in order of the text."""
    if not cast.is_adc:
        return ()
    found: list[Milestone] = []
    names = _trial_names(trials)
    for index, sentence in enumerate(document.sentences):
        if sentence.section in ("headline", "body", "quotation", "about"):
            found += _sentence(document, cast, index, sentence, release.date, names)
    return tuple(_distinct(found))


def _trial_names(trials: Sequence[Trial]) -> dict[str, str]:
    """Every spelling of the release's studies, with the name that the facts give to the study."""
    return {
        word: trial.name or trial.nct or word
        for trial in trials
        for word in (trial.name, trial.nct, *trial.aliases)
        if word
    }


def _sentence(
    document: Document, cast: Cast, index: int, sentence: Sentence, today: str | None, names: dict[str, str]
) -> list[Milestone]:
    text = document.text
    found: list[Milestone] = []
    told = find_plans(text, sentence.start, sentence.end, is_headline=sentence.section == "headline")
    plans = sorted(told, key=lambda plan: plan.cue)
    for number, plan in enumerate(plans):
        following = plans[number + 1] if number + 1 < len(plans) else None
        value, raw, end = _when(text, plan, following, found, sentence, today)
        if _CORPORATE.search(plan.event):
            continue
        if value is None and raw is None and (plan.needs_date or _is_weak(plan)):
            continue
        depends = _DEPENDS.search(text, plan.cue, sentence.end)
        holder = _holder(cast, sentence, plan)
        kind = _kind(plan)
        base = Milestone(
            event=plan.event,
            date=value,
            date_raw=raw,
            holder=holder[2] if holder else None,
            depends_on=(_condition(depends) if depends else None) or _results_used(plan, found),
            kind=kind,
            phase=phase_code(plan.event) if kind == "phase" else None,
            trial=_trial(document, names, index, plan, end),
            region=region_of(plan.event) if kind in ("submission", "decision") else None,
            evidence=_evidence(document, sentence, plan, holder, end=end, first=number == 0),
            modality="opinion" if sentence.section == "quotation" and value is None and raw is None else "planned",
            rule="milestones:headline" if sentence.section == "headline" else "milestones:plan",
        )
        for name in _compounds(cast, index, sentence, plan):
            event = re.sub(r"\bit\b", name, plan.event, count=1) if name else plan.event
            event = " ".join(event.replace("|", " ").split())
            found.append(replace(base, compound=name, event=event))
    return found


def _is_weak(plan: Plan) -> bool:
    """Whether a plan's verb names no step by itself and its object is none towards approval."""
    return re.fullmatch(WEAK, plan.verb) is not None and not plan.regulatory


_ALSO = lean(r"[, ]{0,3}and (?:also )?(?:to|will|plans?|expects?|intends?)\b", re.IGNORECASE)
_HARD_END = joined(
    r"; |(?<![A-Z])\. |, (?:while|whereas|but) |,? and(?:, [a-z ]{3,30},)? (?:to|will|expects?|plans?|intends?|is|are|has)\b"
)


# the year in a meeting's name: "at the 2025 European Society for Medical Oncology Congress", "at ASCO 2025"
_MEETING_YEAR = lean(
    r"(?<=\bat the )20\d\d(?= (?:[A-Z][\w'-]+ (?:(?:for|of|on|and) )?(?:\([A-Z]+\) )?){1,9})|(?<=[A-Z] )20\d\d\b"
)


def _when(
    text: str, plan: Plan, following: Plan | None, found: list[Milestone], sentence: Sentence, today: str | None
) -> tuple[str | None, str | None, int]:
    """The date of a plan as value and words, and where the words of the plan end.

    A date behind the last of several verbs holds for all of them: "to file an IND and to start a trial in 2024".
    """
    date = _due(text, plan, today, sentence.end)
    if date is not None:
        return date.value, date.raw, max(plan.end, date.end)
    same = SAME.search(text, plan.cue, plan.end + 40)
    if same is not None and found and found[-1].date is not None:
        return found[-1].date, same[0], max(plan.end, same.end())
    if following is not None and _ALSO.match(text, plan.end, sentence.end) and following.cue - plan.end < 12:
        later = _due(text, following, today, sentence.end)
        if later is not None:
            return later.value, later.raw, later.end
    year = _MEETING_YEAR.search(text, plan.cue, plan.end + 12) if plan.verb == "present" else None
    if year is not None and (today is None or year[0][:4] >= today[:4]):
        return year[0], year[0], max(plan.end, year.end())
    return None, None, plan.end


def _evidence(
    document: Document, sentence: Sentence, plan: Plan, holder: Place | None, *, end: int, first: bool
) -> tuple[Evidence, ...]:
    """The words of a plan: from its sentence's beginning for the first one, with its holder for those that go on."""
    start = sentence.start if first else min(plan.start, plan.cue)
    spans = [(start, min(end, sentence.end))]
    if holder is not None and holder[0] < start:
        spans.append(holder[:2])
    return document.evidence(*spans)


def _trial(document: Document, names: dict[str, str], index: int, plan: Plan, end: int) -> str | None:
    """The study that a plan's words name; for data, else the one that its paragraph named last."""
    found = _named(names, document.text[plan.start : end])
    if found or plan.verb not in ("data", "report", "present"):
        return found[0] if len(found) == 1 else None
    block = document.sentences[index].block
    while index > 0 and document.sentences[index - 1].block == block:
        index -= 1
        found = _named(names, document.words(document.sentences[index]))
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _named(names: dict[str, str], words: str) -> list[str]:
    """The studies named in some words, each once."""
    found = (names[name] for name in names if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", words))
    return list(dict.fromkeys(found))


def _condition(match: re.Match[str]) -> str | None:
    """What a plan depends on, when words say it; a date alone is no condition."""
    words = match["what"].split()
    return " ".join(words) if len(words) > 2 and not find_dates(match[0]) else None


def _results_used(plan: Plan, found: list[Milestone]) -> str | None:
    """The plan that another one of the sentence rests on: "to report results and to use these results to support ..."."""
    before = [one for one in found if one.kind == "data"]
    return before[-1].event if before and _THESE_RESULTS.match(plan.event) else None


def _due(text: str, plan: Plan, today: str | None, end: int) -> DateMatch | None:
    """The date of a plan: the first behind its cue, else the first of its words; never one of the past."""
    stop = _HARD_END.search(text, max(plan.end - 1, plan.cue), end)
    reach = stop.start() + 1 if stop else end
    dates = [date for date in find_dates(text, plan.start, max(reach, plan.end), today=today) if _is_ahead(date, today)]
    own = [date for date in dates if plan.cue <= date.start <= plan.end + 7]
    chosen = own or [date for date in dates if date.start >= plan.cue] or dates
    return chosen[0] if chosen else None


def _is_ahead(date: DateMatch, today: str | None) -> bool:
    if today is None or date.value is None:
        return date.raw.lower() not in ("today", "yesterday")
    return date.value[:4] >= today[:4] and not (len(date.value) == 10 and date.value <= today)


_PASSIVE_CUE = joined(
    r"(?:is|are|was|were) (?:expected|planned|anticipated|scheduled|intended|set|due|slated|to)\b|expected|planned"
)


def _holder(cast: Cast, sentence: Sentence, plan: Plan) -> Place | None:
    """The company that plans: the last one named in front of the cue."""
    text = cast.document.text
    if _PASSIVE_CUE.match(text, plan.cue) or _kind(plan) == "decision":
        return None
    before = [place for place in cast.companies_in(sentence.start, plan.cue) if text[place[1] : place[1] + 1] != "'"]
    return before[-1] if before else None


def _compounds(cast: Cast, index: int, sentence: Sentence, plan: Plan) -> list[str | None]:
    """The conjugates of a plan: those listed in its words, else in its sentence, else the one carried on."""
    own = [p for p in cast.compounds_in(plan.start, plan.end) if not cast.is_comparator(p[2])]
    everyone = [p for p in cast.compounds_in(sentence.start, sentence.end) if not cast.is_comparator(p[2])]
    before = [p for p in everyone if p[1] <= plan.cue]
    if plan.verb in ("be", "enter", "advance", "move", "progress") and (listed := listed_last(cast, before)):
        return list(listed)
    names = list(dict.fromkeys(place[2] for place in own or everyone))
    return [names[0]] if names else [cast.compound_of(index)]


_VERB_KINDS = {
    "submission": "submit file resubmit seek",
    "decision": "decide approve grant",
    "trial start": "start begin initiate open launch commence dose conduct enroll resume",
    "phase": "enter advance move be progress transition",
    "data": "report announce release publish disclose unveil read data share present",
}
_KIND_OF = {verb: kind for kind, verbs in _VERB_KINDS.items() for verb in verbs.split()}
_SUBMISSION = cues(r"(?:re)?submissions?\b", r"filings?\b", r"applications?\b", r"s?BLA\b", r"MAA\b", r"NDA\b")
_DECISION = cues(r"(?:decision|opinion|approvals?)\b")
_STUDY = cues(
    r"(?:trials?|stud(?:y|ies)|testing|development|enrol\w{0,6}|patients?|phases?|dosing|sites?|cohorts?|evaluation)\b"
)
_PHASE = cues(r"(?:phase|clinic|clinical|pivotal|human)\b")
_MEETING = cues(
    r"(?:meeting|congress|symposium|conference|ASCO|ASH|ESMO|EHA|AACR|SABCS|talk|poster|oral)\b",
)


def _kind(plan: Plan) -> str:
    """What sort of step a plan is: its verb says it, or the noun that is expected."""
    kind = _KIND_OF.get(plan.verb, "other")
    if kind == "submission" and re.search(r"\b(?:presentation|publication)\b", plan.event, re.IGNORECASE):
        return "other"
    if kind in ("trial start", "data") and plan.verb not in ("present", "report") and _SUBMISSION.search(plan.event):
        return "submission"
    if plan.verb in ("make", "complete", "support", "use") and _SUBMISSION.search(plan.event):
        return "submission"
    if plan.verb == "data" and _DECISION.search(plan.event):
        return "decision"
    if kind == "trial start" and not _STUDY.search(plan.event) and not re.search(r"[A-Z]{2}", plan.event):
        return "other"
    if kind == "phase" and not _PHASE.search(plan.event):
        return "other"
    return "presentation" if kind == "data" and _MEETING.search(plan.event) else kind


def _distinct(found: list[Milestone]) -> list[Milestone]:
    """One record a plan: the same event of the same conjugate with the same date, with all its places.

    A plan of a headline without its date, or with no more than the year, is told again with it below.
    """
    dates: dict[tuple[str | None, str], list[str]] = {}
    for one in found:
        if one.date and one.kind in ("data", "presentation"):
            dates.setdefault((one.compound, one.kind), []).append(one.date)
    found = [one for one in found if "headline" not in one.rule or not _is_fuller(one, dates)]
    kept: dict[tuple[str | None, str, str | None], Milestone] = {}
    for one in found:
        key = (one.compound, one.event.lower(), one.date)
        old = kept.get(key)
        kept[key] = one if old is None else replace(old, evidence=tuple(sorted({*old.evidence, *one.evidence})))
    return list(kept.values())


def _is_fuller(one: Milestone, dates: dict[tuple[str | None, str], list[str]]) -> bool:
    """Whether a plan of the same kind has a date where this one has none, or a year alone."""
    known = dates.get((one.compound, one.kind), [])
    return any(date != one.date and date.startswith(one.date or "") for date in known)
