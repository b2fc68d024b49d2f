"""A sentence in, the plans it announces out: what is to happen, and where its words stand.

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
from dataclasses import dataclass

from kg.extract.cues import cues, joined
from kg.extract.milestone_words import head_of, shortened, subject_of, without_date
from kg.extract.prefilter import lean

# verbs whose event needs no date, and those that need one to be more than a description
_STRONG = (
    r"start|begin|initiate|open|launch|commence|enter|advance|move|progress|report|present|announce|release|publish"
    r"|submit"
    r"|file|resubmit|seek|complete|disclose|decide|dose|expand|follow|unveil|conclude|finalize|transition|resume"
)
WEAK = (
    r"provide|share|conduct|evaluate|test|assess|study|select|discuss|meet|use|bring|treat|introduce|add|nominate|apply"
    r"|determine|choose|establish|receive|obtain|request|enroll|recruit|support|continue|make|take|become|have|identify"
    r"|deliver|generate|achieve|exercise|update|include"
)
_PARTICIPLES = {
    "begun": "begin", "presented": "present", "given": "give", "made": "make",
    "initiated": "initiate", "reported": "report", "submitted": "submit", "filed": "file", "opened": "open",
    "started": "start", "launched": "launch", "announced": "announce", "released": "release", "published": "publish",
    "completed": "complete", "disclosed": "disclose", "conducted": "conduct", "evaluated": "evaluate",
    "commenced": "commence", "enrolled": "enroll", "featured": "present", "discussed": "discuss", "dosed": "dose",
    "expanded": "expand", "advanced": "advance", "moved": "move", "decided": "decide", "added": "add",
    "unveiled": "unveil", "available": "release", "shared": "share", "selected": "select", "tested": "test",
    "shown": "present", "highlighted": "present", "dispatched": "submit", "sent": "submit",
    "approved": "approve", "granted": "grant", "performed": "conduct", "carried out": "conduct",
}  # fmt: skip
_ACTIVE = f"{_STRONG}|{WEAK}"
_PASSIVE = "|".join(_PARTICIPLES)
_SUBJECT_ACTS = frozenset(
    ["complete", "conclude", "open", "begin", "start", "commence", "follow", "enter", "advance", "move"]
)
# the words that make a plan, up to the verb of the event
_CUE = joined(
    r"\b(?:(?:(?:also|now|currently|still|further|both|each) )?(?:expects?|plans?|intends?|anticipates?|aims?|hopes?"
    r"|means|is expected|are expected|was expected",
    r"|is planned|are planned|is scheduled|are scheduled|is anticipated|are anticipated|is intended|are intended"
    r"|is set|are set|is due|are due|is slated|are slated",
    r"|is on track|are on track|remains? on track|on track|is preparing|are preparing|expected|anticipated|planned"
    r"|scheduled|seeks?|is poised|is planning|are planning|planning|intending)",
    r"(?: by the end of (?:the|this) year| later this year| currently| in \d{4})? to",
    r"|will|shall|(?P<should>should|would)|is to|are to|and(?:, [a-z ]{3,30},)? to|or to|and|to)",
    r"(?: (?:also|then|soon|subsequently|now|next|initially|jointly|shortly|likely|later|further))?",
    rf" (?:(?P<passive>be (?:(?:also|then|first) )?)(?P<participle>{_PASSIVE})|(?P<verb>{_ACTIVE}|go(?= to (?:the |global |health |regulatory )*(?:authorities|agencies|regulators))|be in(?= (?:a |the |pivotal )?(?:phase|clinic))))\b",
)
# a plan that is still being told, to which "and" adds another verb
_GOES_ON = joined(
    r"\b(?:will|(?:expects?|plans?|intends?|anticipates?|aims?|expected|planned|scheduled|on track|planning"
    r"|intending) to)",
    r" [^.;]{1,160}\Z",
)
# "expects X and Y to enter Phase II": what is expected stands before its verb
_EXPECTS = joined(r"\b(?:expects?|anticipates?|expecting|anticipating) (?!to\b|that\b)(?P<what>[^.;:]{2,120}) \Z")
# "expects EMILIA results in 2012": what is expected is a noun, and dated
_EXPECTED_NOUN = joined(
    r"\b(?:expects?|anticipates?|expecting|anticipating|targets|targeting|plans|projects) (?!to\b|that\b)(?P<what>(?:[\w/'-]{1,30} ){0,9}?",
    r"(?:data|trials?|stud(?:y|ies)|results?|read-?outs?|findings|decision|approvals?|opinion|submissions?|filings?|initiation|launch",
    r"|completion)\b(?: (?:of|from|for|on) (?!the (?:first|second|third|fourth|end|middle)\b)(?:[\w/'-]{1,30} ){0,8}?)?)",
    r"(?=(?: there| then)? ?(?:in|by|during|before|around|later|early|within|on|(?:next|this) (?:year|month|week|quarter|half))\b)",
)
# "a pivotal trial that Acme anticipates starting in 2019"
_GERUND = joined(
    r"\b(?:anticipates?|expects?|plans? on|envisages?|foresees?|(?:looks?|looking) forward to) (?P<gerund>starting|initiating|beginning|opening",
    r"|launching|submitting|filing|reporting|presenting|announcing|releasing|publishing|completing|commencing"
    r"|dosing|entering|advancing)\b",
)
# a step that has to come first: "following IND submission to the FDA in the fourth quarter"
_BEFOREHAND = joined(
    r"\b(?:following|after|upon|pending) (?P<what>(?:an? |the |its )?(?:planned )?(?:IND|BLA|NDA|MAA|CTA)(?: application)? (?:submission|filing)(?: (?:to|with) (?:the )?(?:FDA|EMA|NMPA|agency))?)",
    r"(?= (?:in|by|during|before|around|later|early|at)\b)",
)
_GERUNDS = {
    "starting": "start", "initiating": "initiate", "beginning": "begin", "opening": "open", "launching": "launch",
    "submitting": "submit", "filing": "file", "reporting": "report", "presenting": "present",
    "announcing": "announce", "releasing": "release", "publishing": "publish", "completing": "complete",
    "commencing": "commence", "dosing": "dose", "entering": "enter", "advancing": "advance",
}  # fmt: skip
_ANTECEDENT = joined(
    r"(?:\b(?:for|in|of|on|from|with|to|and|is|are|as|into|an?|the|its|our) |^|, )",
    r"(?P<what>(?:(?!for |in |of |on |from |with |to |is |are |was |were |an? |the |its |our )[\w/-]{1,30} ){0,9}[\w/-]{1,30}),? (?:that|which) [^,;.]{1,40}\Z",
)
_APPLICATION = joined(
    r"\b(?P<what>(?:s?BLA|IND|NDA|MAA|CTA|(?:[\w-]{1,20} ){0,3}application)(?: for [^,;.]{3,60})?),? (?:that|which) [^,;.]{1,40}\Z"
)
# a weak verb whose object is a step towards approval needs no date
_REGULATORY = joined(
    r"\b(?:submissions?|applications?|approvals?|filings?|[sB]?BLA|NDA|MAA|marketing authori[sz]ation"
    r"|regulatory (?:path\w*|authorit\w+))\b"
)
# "the first data to be reported" have been
_ALREADY = lean(r"\b(?:first|only|latest)\b[^.;]{0,40}\Z", re.IGNORECASE)
# "interim data have been accepted for presentation at ASCO"
_ACCEPTED = joined(
    r"\b(?:has|have|had) (?:also )?been (?:accepted|selected|chosen) (?:for|as) (?:an? )?(?:[\w-]{4,14} ){0,3}?",
    r"(?:presentations?|posters?|talks?)\b(?P<tail>(?: (?:at|during) [^,;.]{3,120}?(?=[,;.]| on | in | scheduled | taking | held | to be |\Z))?)",
)
# a headline needs no cue but "to": "Acme to submit application"
_HEADLINE = joined(rf"\bto (?P<verb>{_STRONG})\b")
# "data are expected in 2024": the subject is the event
_NOUN_PLAN = joined(
    r"\b(?:(?:is|are|was|were|remains?) )?(?:currently |now |also )?(?:expected|anticipated|planned|scheduled|due"
    r"|slated|on track|targeted)",
    r"(?: (?:to be available|to follow))?(?= (?:in|by|for|during|before|around|at|later|early|mid|on|within|toward"
    r"|this|next|the)\b)",
)
# nouns that name a step by themselves, so that it counts without a date
_NAMED_STEP = cues(
    r"(?:data|results?|read-?outs?|findings|submissions?|filings?|applications?|decisions?|approvals?|opinion|launch)\b"
)
_TRIAL_NOUN = lean(r"(?:[\w/-]{1,30} ){0,5}(?:trials?|stud(?:y|ies))\b(?! (?:data|results|read))", re.IGNORECASE)
_TRIALS = joined(r"\b(?:trials?|stud(?:y|ies)|testing)\Z")
_DUE = lean(r"\b(?:due|slated|targeted)\b", re.IGNORECASE)
_ACTION_DATE = joined(
    r"\b(?:PDUFA|Prescription Drug User Fee Act(?: \(PDUFA\))?)(?: (?:target|goal))?(?: action)?(?: goal)? date"
    r"|\b(?:(?:target|goal) )?action (?:goal )?date|\baction due date",
)
_BRACKETS = lean(r"\([^()]{0,80}\)")
# how a study is carried out is no plan of its own
_PROTOCOL = cues(r"(?:intravenous|subcutaneous|oral)ly\b", r"on days? \d", r"every (?:\w+ )?weeks?\b")
_TODAY = cues(r"today\b", r"earlier today\b")
_PATIENTS = cues(
    r"(?:patients?|subjects|participants|investigators|physicians|doctors|women|men|people|shareholders|stockholders)\b"
)
_END = joined(
    r"[;()]|[,.]\"|(?-i:(?<![A-Z])(?<!Inc)(?<!Ltd)(?<!vs)(?<!Dr)(?<!Corp)\.\s(?=\s?['\"A-Z]))|, and (?:the|its|a) |, (?:which|who|where|while|with|but|pending|subject|depending|assuming"
    r"|following"
    r"|based"
    r"|and (?=[a-z]+ (?:is|are|has|will)\b)|a |an |the )| (?:which|that) (?:is|are|will|has)\b"
    r"|\b(?:pending|subject to|depending on|assuming|provided|if|based on|because|as part of|so that|in order to)\b"
    r"|,? and(?:, [a-z ]{3,30},)? (?:to|will|expects|plans|intends|anticipates|aims|is|are|has)\b| - ",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan of a sentence: its words for the event, and the range that its date and conjugate stand in."""

    event: str
    verb: str
    start: int
    end: int
    cue: int
    needs_date: bool = False
    regulatory: bool = False  # a step towards approval, which counts without a date


def plans_in(text: str) -> list[str]:
    """The events of the plans in a sentence."""
    return [plan.event for plan in find_plans(text, 0, len(text))]


def find_plans(text: str, start: int, end: int, *, is_headline: bool = False) -> Iterator[Plan]:
    """The plans of a sentence, by verb, by noun and by the date of a decision, in order."""
    if is_headline and _CUE.search(text, start, end) is None and (match := _HEADLINE.search(text, start, end)):
        event = f"{match['verb'].lower()} {shortened(text[match.end() : end], 16)}"
        yield Plan(event, match["verb"].lower(), match.start(), end, match.start())
    for match in _CUE.finditer(text, start, end):
        if match[0].lower().startswith("to be ") and _ALREADY.search(text[start : match.start()]):
            continue
        if match[0].lower().startswith(("and ", "and,", "or ")) and not _GOES_ON.search(text[start : match.start()]):
            continue
        if _is_bare(match) and not _EXPECTS.search(text[start : match.start()]):
            continue
        plan = _verb_plan(text, start, end, match)
        if plan is not None:
            yield plan
    for match in _NOUN_PLAN.finditer(text, start, end):
        subject = subject_of(text, start, match.start())
        if subject and not _PATIENTS.search(subject):
            is_due = _DUE.search(match[0]) is not None
            if _TRIALS.search(subject) and not _NAMED_STEP.search(subject):
                yield Plan(f"start {subject}", "start", start, min(end, match.end() + 80), match.start(), is_due)
                continue
            vague = is_due or _NAMED_STEP.search(subject) is None
            yield Plan(subject, "data", start, min(end, match.end() + 80), match.start(), needs_date=vague)
    for match in _ACCEPTED.finditer(text, start, end):
        if subject := subject_of(text, start, match.start()):
            event = f"present {subject} {shortened(without_date(match['tail']), 20)}".strip()
            yield Plan(event, "present", start, match.end(), match.start())
    yield from _nouns(text, start, end)
    for match in _ACTION_DATE.finditer(text, start, end):
        yield Plan("regulatory decision (target action date)", "decide", match.start(), end, match.start())


def _is_bare(match: re.Match[str]) -> bool:
    """Whether a cue is 'to' alone before an active verb, which is a plan only behind 'expects X'."""
    return match[0].lower().startswith("to ") and not match["passive"]


def _nouns(text: str, start: int, end: int) -> Iterator[Plan]:
    """What is expected as a noun ('expects results in 2012') or as a gerund ('anticipates starting it in 2013')."""
    for match in _EXPECTED_NOUN.finditer(text, start, end):
        stop = _END.search(text, match.end(), end)
        reach = stop.start() if stop else end
        what = shortened(match["what"], 16)
        verb = "start" if _TRIAL_NOUN.match(what) else "data"
        event = f"start {what}" if verb == "start" else what
        yield Plan(event, verb, match.start(), reach, match.start(), needs_date=True)
    for match in _BEFOREHAND.finditer(text, start, end):
        yield Plan(
            shortened(match["what"], 12),
            "submit",
            match.start(),
            min(end, match.end() + 60),
            match.start(),
            needs_date=True,
        )
    for match in _GERUND.finditer(text, start, end):
        stop = _END.search(text, match.end(), end)
        reach = stop.start() if stop else end
        words = shortened(without_date(text[match.end() : reach]), 16)
        before = _ANTECEDENT.search(text[max(start, match.start() - 160) : match.start()])
        if not words and before is not None:
            words = shortened(before["what"], 12)
        verb = _GERUNDS[match["gerund"].lower()]
        if words:
            yield Plan(f"{verb} {words}", verb, match.start(), reach, match.start(), needs_date=True)


def _verb_plan(text: str, start: int, end: int, match: re.Match[str]) -> Plan | None:
    subject = subject_of(text, start, match.start())
    plain = _BRACKETS.sub(lambda brackets: " " * len(brackets[0]), text[match.end() : end])
    stop = _END.search(plain)
    tail_end = match.end() + (stop.start() if stop else len(plain))
    tail = _BRACKETS.sub(lambda brackets: brackets[0] if len(brackets[0]) < 8 else "", text[match.end() : tail_end])
    begin = match.start()
    if _PATIENTS.search(head_of(subject)) and not match["passive"]:
        return None
    if _TODAY.search(tail):
        return None
    tail = without_date(tail)
    if _PROTOCOL.search(tail):
        return None
    if match["passive"]:
        verb = _PARTICIPLES[match["participle"].lower()]
        if _PATIENTS.fullmatch(subject):
            return None
        event, begin = f"{verb} {subject} {shortened(tail, 20)}", start
    else:
        verb = match["verb"].lower().split()[0]
        transitive = shortened(tail, 16)
        if not transitive and verb not in _SUBJECT_ACTS:
            ahead = text[max(start, match.start() - 160) : match.start()]
            before = _APPLICATION.search(ahead) or _ANTECEDENT.search(ahead)
            transitive = shortened(before["what"], 12) if before else ""
        event = f"{match['verb']} {transitive}"
        if verb == "go":
            event, verb, begin = f"submit {subject} {transitive}", "submit", start
        elif verb in _SUBJECT_ACTS and (
            not transitive
            or (
                verb not in ("complete", "conclude")
                and transitive.split()[0] in ("at", "with", "on", "enrollment", "soon")
            )
        ):
            event, begin = f"{verb} {subject} {transitive}", start
    event = re.sub(r"\s+", " ", event).strip(" ,.:-")
    if " " not in event:
        return None
    step = _REGULATORY.search(event) is not None
    return Plan(event, verb, begin, tail_end, match.start(), match["should"] is not None, regulatory=step)
