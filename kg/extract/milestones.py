"""A release in, its announced plans out: what is to happen, when, to which conjugate, who holds it, what it depends on.

A plan is a cue ("expects to", "will", "is scheduled to", "on track to") with a verb of doing something by a date:
open, start, enter, report, present, submit, decide.  In the active voice the event is the verb with its object
("submit BLA"); in the passive, and for verbs such as "open" or "follow", the subject is what happens ("start first-line
trial").  "Data are expected in 2024" has no verb of its own; its event is the subject.  What the protocol says of
patients ("will receive", "will be randomized") is no plan.

>>> plans_in("Acme expects to report results in 2012 and to submit a BLA; its trial should open soon.")
['report results', 'submit BLA', 'open trial']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.cast import Cast
from kg.extract.cues import cues, joined
from kg.extract.dates import DateMatch, find_dates
from kg.extract.document import Document
from kg.extract.statuses import phase_code
from kg.model import Milestone, Modality, ReleaseFacts, Sentence

# verbs whose event needs no date, and those that need one to be more than a description
_STRONG = (
    r"start|begin|initiate|open|launch|commence|enter|advance|move|progress|report|present|announce|release|publish"
    r"|submit"
    r"|file|resubmit|seek|complete|disclose|decide|dose|expand|follow|unveil|conclude|finalize|transition"
)
_WEAK = (
    r"provide|share|conduct|evaluate|test|assess|study|select|discuss|meet|use|bring|treat|introduce|add|nominate|apply"
    r"|determine|choose|establish|receive|obtain|request|enroll|recruit|support|continue|make|take|become|have|identify"
    r"|deliver|generate|achieve|exercise|update"
)
_PARTICIPLES = {
    "begun": "begin", "presented": "present", "given": "give", "made": "make",
    "initiated": "initiate", "reported": "report", "submitted": "submit", "filed": "file", "opened": "open",
    "started": "start", "launched": "launch", "announced": "announce", "released": "release", "published": "publish",
    "completed": "complete", "disclosed": "disclose", "conducted": "conduct", "evaluated": "evaluate",
    "commenced": "commence", "enrolled": "enroll", "featured": "present", "discussed": "discuss", "dosed": "dose",
    "expanded": "expand", "advanced": "advance", "moved": "move", "decided": "decide", "added": "add",
    "unveiled": "unveil", "available": "release", "shared": "share", "selected": "select", "tested": "test",
}  # fmt: skip
_ACTIVE = f"{_STRONG}|{_WEAK}"
_PASSIVE = "|".join(_PARTICIPLES)
_SUBJECT_ACTS = frozenset(["open", "begin", "start", "commence", "follow", "enter", "advance", "move"])
# the words that make a plan, up to the verb of the event
_CUE = joined(
    r"\b(?:(?:(?:also|now|currently|still|further|both|each) )?(?:expects?|plans?|intends?|anticipates?|aims?|hopes?"
    r"|means|is expected|are expected|was expected",
    r"|is planned|are planned|is scheduled|are scheduled|is anticipated|are anticipated|is intended|are intended"
    r"|is set|are set|is due|are due|is slated|are slated",
    r"|is on track|are on track|remains? on track|on track|is preparing|are preparing|expected|anticipated|planned"
    r"|scheduled|seeks?|is poised|is planning|are planning|planning|intending)",
    r"(?: by the end of (?:the|this) year| later this year| currently| in \d{4})? to",
    r"|will|shall|(?P<should>should)|is to|are to|and to|or to|and)",
    r"(?: (?:also|then|soon|subsequently|now|next|initially|jointly|shortly|likely|later|further))?",
    rf" (?:(?P<passive>be (?:(?:also|then|first) )?)(?P<participle>{_PASSIVE})|(?P<verb>{_ACTIVE}|be in|be ready))\b",
)
# a plan that is still being told, to which "and" adds another verb
_GOES_ON = joined(
    r"\b(?:will|(?:expects?|plans?|intends?|anticipates?|aims?|expected|planned|scheduled|on track|planning"
    r"|intending) to)",
    r" [^.;]{1,160}\Z",
)
# "data are expected in 2024": the subject is the event
_NOUN_PLAN = joined(
    r"\b(?:(?:is|are|was|were|remains?) )?(?:currently |now |also )?(?:expected|anticipated|planned|scheduled|due"
    r"|slated|on track|targeted)",
    r"(?: (?:to be available|to follow))?(?= (?:in|by|for|during|before|around|at|later|early|mid|on|within|toward"
    r"|this|next|the)\b)",
)
_ACTION_DATE = joined(
    r"\b(?:PDUFA|Prescription Drug User Fee Act(?: \(PDUFA\))?)(?: (?:target|goal))?(?: action)?(?: goal)? date"
    r"|\btarget action date|\baction due date",
)
_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_TODAY = cues(r"today\b", r"earlier today\b")
_NO_OBJECT = re.compile(r"(?:(?:at|with|on|soon|shortly|thereafter|immediately)\b|\Z)", re.IGNORECASE)
_PATIENTS = cues(
    r"(?:patients?|subjects|participants|investigators|physicians|doctors|women|men|people|shareholders|stockholders)\b"
)
_END = joined(
    r"[;()]|(?<![A-Z])\. |, and (?:the|its|a) |, (?:which|who|where|while|with|but|pending|subject|depending|assuming"
    r"|following"
    r"|based"
    r"|and (?=[a-z]+ (?:is|are|has|will)\b)|a |an |the )| (?:which|that) (?:is|are|will|has)\b"
    r"|\b(?:pending|subject to|depending on|assuming|provided|if|based on|because|as part of|so that|in order to)\b"
    r"|,? and (?:to|will|expects|plans|intends|is|are|has)\b| - ",
)
_DEPENDS = joined(
    r"\b(?:pending|subject to|depending on|contingent (?:up)?on|conditional on|assuming|provided that|if"
    r"|following|once|upon|after)\b (?P<what>[^.;,()]{4,110})",
)
_LEAD_IN = joined(
    r"(?:[-*•]|and|but|while|also|in addition|additionally|furthermore|moreover|however|as a result|the company|that|,"
    r"|an?|the|its|our|their|these|this|with|of|for|in|at)\s+"
)
_SUBJECT_EDGE = joined(
    r"; |(?<![A-Z])\. |: |, (?:and |but |while |with )?",
    r"|\b(?:announced|said|reported|stated|noted|confirmed|indicated)(?: today)?,? that ",
    r"| and (?=the |its |data |results |a )|\bwith (?=[a-z ]{0,40}(?:data|results))",
)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A plan of a sentence: its words for the event, and the range that its date and conjugate stand in."""

    event: str
    verb: str
    start: int
    end: int
    cue: int
    needs_date: bool = False


def read_milestones(document: Document, cast: Cast, *, release: ReleaseFacts) -> tuple[Milestone, ...]:
    """The plans of a release about conjugates, in order of the text."""
    if not cast.is_adc:
        return ()
    found: list[Milestone] = []
    for index, sentence in enumerate(document.sentences):
        if sentence.section in ("headline", "body", "quotation", "about"):
            found += _sentence(document, cast, index, sentence, release.date)
    return tuple(_distinct(found))


def plans_in(text: str) -> list[str]:
    """The events of the plans in a sentence."""
    return [plan.event for plan in _plans(text, 0, len(text))]


def _sentence(document: Document, cast: Cast, index: int, sentence: Sentence, today: str | None) -> list[Milestone]:
    text = document.text
    modality: Modality = "opinion" if sentence.section == "quotation" else "planned"
    found: list[Milestone] = []
    for plan in _plans(text, sentence.start, sentence.end):
        date = _due(text, plan, today)
        if date is None and (plan.needs_date or re.fullmatch(_WEAK, plan.verb)):
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


def _plans(text: str, start: int, end: int) -> Iterator[_Plan]:
    """The plans of a sentence, by verb, by noun and by the date of a decision, in order."""
    for match in _CUE.finditer(text, start, end):
        if match[0].lower().startswith(("and ", "or ")) and not _GOES_ON.search(text[start : match.start()]):
            continue
        plan = _verb_plan(text, start, end, match)
        if plan is not None:
            yield plan
    for match in _NOUN_PLAN.finditer(text, start, end):
        subject = _subject(text, start, match.start())
        if subject and not _PATIENTS.search(subject):
            yield _Plan(subject, "data", start, min(end, match.end() + 80), match.start())
    for match in _ACTION_DATE.finditer(text, start, end):
        yield _Plan("regulatory decision (target action date)", "decide", match.start(), end, match.start())


def _verb_plan(text: str, start: int, end: int, match: re.Match[str]) -> _Plan | None:
    subject = _subject(text, start, match.start())
    plain = _BRACKETS.sub(lambda brackets: " " * len(brackets[0]), text[match.end() : end])
    stop = _END.search(plain)
    tail_end = match.end() + (stop.start() if stop else len(plain))
    tail = plain[: stop.start() if stop else None]
    begin = match.start()
    if _PATIENTS.search(subject[-40:]) and not match["passive"]:
        return None
    if _TODAY.search(tail):
        return None
    tail = _without_date(tail)
    if match["passive"]:
        verb = _PARTICIPLES[match["participle"].lower()]
        if _PATIENTS.fullmatch(subject):
            return None
        event, begin = f"{verb} {subject} {_short(tail, 8)}", start
    else:
        verb = match["verb"].lower().split()[0]
        transitive = _short(tail, 16)
        event = f"{match['verb']} {transitive}"
        if verb in _SUBJECT_ACTS and (
            not transitive or transitive.split()[0] in ("at", "with", "on", "enrollment", "soon")
        ):
            event, begin = f"{verb} {subject} {transitive}", start
    event = re.sub(r"\s+", " ", event).strip(" ,.:-")
    return _Plan(event, verb, begin, tail_end, match.start(), match["should"] is not None) if " " in event else None


def _subject(text: str, start: int, cue: int) -> str:
    """The words in front of a cue that name what it speaks of."""
    words = re.sub(r"\([^()]{0,120}\)", "", text[start:cue])
    edges = [match.end() for match in _SUBJECT_EDGE.finditer(words)]
    subject = words[edges[-1] if edges else 0 :]
    while (lead := _LEAD_IN.match(subject)) is not None:
        subject = subject[lead.end() :]
    return " ".join(_without_date(subject).split()[-18:])


def _without_date(words: str) -> str:
    """The words without the dates among them."""
    kept, at = [], 0
    for date in find_dates(words, today="2000-06-15"):
        kept.append(words[at : date.start])
        at = date.end
    return " ".join("".join([*kept, words[at:]]).split())


def _short(words: str, most: int) -> str:
    """A phrase without its leading article, cut after so many words."""
    words = re.sub(r"^\s*(?:an?|the|its|their|our)\s+|\b(?:soon|shortly)\b", "", words.strip(" ,.:"))
    return " ".join(words.split()[:most]).strip(" ,.:")


def _due(text: str, plan: _Plan, today: str | None) -> DateMatch | None:
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


def _holder(cast: Cast, sentence: Sentence, plan: _Plan) -> str | None:
    """The company that plans: the last one named in front of the cue."""
    text = cast.document.text
    if _PASSIVE_CUE.match(text, plan.cue):
        return None
    before = [place for place in cast.companies_in(sentence.start, plan.cue) if text[place[1] : place[1] + 1] != "'"]
    return before[-1][2] if before else None


def _compounds(cast: Cast, index: int, sentence: Sentence, plan: _Plan) -> list[str | None]:
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


def _kind(plan: _Plan) -> str:
    return next((name for name, pattern in _KINDS if pattern.search(plan.event)), "other")


def _distinct(found: list[Milestone]) -> list[Milestone]:
    """One record a plan: the same event of the same conjugate with the same date, with all its places."""
    kept: dict[tuple[str | None, str, str | None], Milestone] = {}
    for one in found:
        key = (one.compound, one.event.lower(), one.date)
        old = kept.get(key)
        kept[key] = one if old is None else replace(old, evidence=tuple(sorted({*old.evidence, *one.evidence})))
    return list(kept.values())
