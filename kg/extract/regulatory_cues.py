"""A sentence in, the regulatory events its words state out: kind and place.

One table says for each kind how releases print it.  A designation is a noun with a word of granting near it; an
approval, a submission, an acceptance is a verb with its object, active, passive or as a noun ("the FDA's approval of").
Sentences that explain what a designation is, and adjectives such as "FDA-approved", state no event.
"""

from __future__ import annotations

import re

from kg.extract.cues import cues, joined
from kg.extract.prefilter import lean
from kg.extract.regulatory_approvals import Cue, approvals, is_let

_GRANTED = cues(
    r"(?:grant(?:s|ed|ing)?|receiv(?:es|ed|ing)|award(?:s|ed|ing)?|assign(?:s|ed)|obtain(?:s|ed)|secur(?:es|ed)"
    r"|gain(?:s|ed|ing))\b",
    r"(?:given|gives|gave|conferred|designated|designates|won|wins|accorded|bestowed|earned|announces?|announced)\b",
    r"(?:has|have|had|holds?|held|now has|carries|with)\b",
    r"(?:recommend(?:s|ed|ation)|issued|adopted)\b",
    r"(?:led to|resulted in)\b",
    r"review(?:s|ed)\b[^.;]{0,60}\bunder\b",
)
# present tense and general subjects: what a designation is and does
_EXPLAINS = cues(
    r"(?:designation|status|program(?:me)?|review|pathway|act|scheme)s? (?:process )?(?:in the (?:EU|US) )?"
    r"(?:provides?|qualif|is (?:intended|designed|granted|given|available|awarded|a )|are (?:granted|given|intended)"
    r"|may be"
    r"|entitles?|allows?|enables?|encourages?|aims|helps|facilitat|expedit|confers?|offers?|applies|carries with)",
    r"(?:grants?|granted|given|assigned|awarded|assigns) (?:[\w-]{1,14} ){0,6}to (?:\w{1,14} )?"
    r"(?:drugs|medicines|products|therapies|treatments|compounds|companies|biologics)"
    r" (?:that|which|for|intended|with|aimed|being)",
    r"(?:is|are) (?:intended|designed) to (?:encourage|expedite|facilitate|speed)",
    r"qualif(?:y|ies) for\b",
    r"criteria for\b",
)
_APPLICATION = (
    r"(?P<form>supplemental Biologics? Licen[cs]e Applications?|Biologics? Licen[cs]e Applications?|sBLAs?\b|BLAs?\b"
    r"|(?:supplemental )?New Drug Applications?|s?NDAs?\b|Marketing Authori[sz]ation Applications?|MAAs?\b"
    r"|Investigational New Drug(?: \(IND\))?(?: applications?)?|INDs?\b(?: applications?)?"
    r"|Clinical Trial Applications?|Applications? for (?:an? )?Clinical Trials?|CTAs?\b|marketing applications?|regulatory (?:applications?|submissions?|filings?)"
    r"|(?:marketing )?applications?(?: for (?:marketing )?(?:approval|authori[sz]ation))?"
    r"|(?:regulatory |marketing )?submissions?|filings?)"
)
_FORMS = (
    (lean(r"Investigational|IND\b", re.IGNORECASE), "IND_submission"),
    (lean(r"supplemental Biologic|sBLA", re.IGNORECASE), "sBLA_submission"),
    (lean(r"Biologics? Licen|BLA", re.IGNORECASE), "BLA_submission"),
    (lean(r"New Drug App|NDA", re.IGNORECASE), "NDA_submission"),
    (lean(r"Marketing Auth|MAA", re.IGNORECASE), "MAA_submission"),
    (lean(r"Clinical Trial|CTA", re.IGNORECASE), "CTA_submission"),
    (lean(r"marketing|regulatory", re.IGNORECASE), "marketing_application_submission"),
)
_BETWEEN = r"[^.;]{0,90}?"


def _after(words: str) -> re.Pattern[str]:
    return joined(rf"\b(?:{words})\b{_BETWEEN}\b{_APPLICATION}")


def _before(words: str) -> re.Pattern[str]:
    return joined(rf"\b{_APPLICATION}{_BETWEEN}\b(?:{words})\b")


_SUBMITTED = (
    _after(
        r"(?<!to )(?:has |have )?(?:re)?submit(?:s|ted)|filed|files|submission of"
        r"|complet(?:ed|es) (?:the )?(?:rolling )?(?:submission|filing) of"
    ),
    _before(
        r"(?:was|were|has been|have been) (?:also |recently |successfully )?(?:re)?(?:submitted|filed)"
        r"|submitted to|filed with|submission completed"
    ),
    joined(
        rf"\b{_APPLICATION}(?: \([A-Za-z]{{2,5}}\))?,? (?:(?:which|that) (?:was|were) )?(?:re)?(?:submitted|filed)",
        r" (?:in|on|with|to)\b(?! be\b)",
    ),
)
# "has applied for marketing approval": a filing without the name of the application
_APPLIED = joined(
    r"\b(?:has |have )?applied (?:to (?:the )?[^.;]{2,40}? )?for (?:\w{1,12} ){0,2}?(?:marketing |regulatory )?(?:approval|authori[sz]ation|clearance to market)\b"
)
_ACCEPTED = (
    _after(r"accept(?:s|ed)|acceptance(?! no\b| number) of|validat(?:es|ed)|validation of"),
    _before(
        r"(?:was|were|has been|have been|had been|is|are) (?:also )?(?:accepted|validated)"
        r"|accepted (?:for|by)|acceptance(?! no\b| number)|validated by"
    ),
)
_FILED_BY_AGENCY = joined(
    rf"\b(?:FDA|Administration(?: \(FDA\))?|agency) (?:has |have )?(?:also )?filed\b{_BETWEEN}\b{_APPLICATION}"
)
_TRIAL_APPLICATION = (
    r"\b(?:INDs?\b|Investigational New Drug|Clinical Trial Application|Applications? for (?:an? )?Clinical Trial|CTA\b)"
)
_CLEARED = (
    joined(
        r"\b(?:clear(?:s|ed|ance)|accept(?:s|ed|ance)|allow(?:s|ed|ance)|approv(?:es|ed|al)|activat(?:ed|ion)",
        r"|no (?:obstacles?|objections?)|safe to proceed|may proceed|green light)\b",
        r"[^.;]{0,140}?",
        _TRIAL_APPLICATION,
    ),
    joined(
        _TRIAL_APPLICATION,
        _BETWEEN,
        r"\b(?:(?:was|is|has been|are|were|been|now) (?:now )?(?:cleared|accepted|approved|allowed|active|open"
        r"|effective)",
        r"|in effect|went into effect|became (?:effective|active)|clearance|safe to proceed)\b",
    ),
    joined(
        r"\b(?:received|issued|sent|granted|with)\b[^.;]{0,60}?[\"']?\b(?:study )?(?:may|can) proceed\b",
        r"|\b(?:FDA|agency)\b[^.;]{0,140}\b(?:stud(?:y|ies)|trials?) (?:may|can) (?:now )?proceed\b",
    ),
    joined(
        r"\b(?:FDA(?:'s)?|NMPA|MHRA|TGA|regulatory) clearance (?:to (?:begin|start|initiate|commence|proceed|conduct)|for)\b[^.;]{0,40}?",
        r"(?:clinical (?:trials?|testing|stud(?:y|ies)|development|evaluation)|phase (?:1|I)\b|first-in-human|humans?\b)",
        r"[^.;]{0,60}?\b(?:received|obtained|granted|given|secured|announced)\b",
    ),
    joined(
        r"\b(?:received|obtained|granted|given|secured|announced|gained|won)\b[^.;]{0,30}?\b(?:FDA|NMPA|MHRA|TGA|regulatory) clearance ",
        r"(?:to (?:begin|start|initiate|commence|proceed|conduct)|for)\b[^.;]{0,40}?",
        r"(?:clinical (?:trials?|testing|stud(?:y|ies)|development|evaluation)|phase (?:1|I)\b|first-in-human|humans?\b)",
    ),
    joined(
        r"\b(?:cleared|allowed|authori[sz]ed)\b[^.;]{1,60}?\b(?:to|for) (?:\w{1,12} ){0,3}?",
        r"(?:clinical (?:trials?|testing|stud(?:y|ies)|development|evaluation)|phase (?:1|I)\b|first-in-human|humans?\b)",
    ),
)
_UNDER_REVIEW = (
    joined(
        rf"\b{_APPLICATION}{_BETWEEN}",
        r"\b(?:under (?:active |regulatory |priority )?review|being reviewed|in review)\b",
    ),
    joined(r"\b(?:is|are) (?:currently |also )?under (?:active |regulatory )?review (?:by|in|with|at)\b"),
    joined(
        r"\b(?:FDA|EMA|NMPA|CDE|PMDA|Health Canada|agency|authorities)\b[^.;]{0,20}? ",
        rf"(?:is|are) (?:currently |now |also )?(?:reviewing|evaluating)\b[^.;]{{0,60}}?\b{_APPLICATION}",
    ),
)
_DESIGNATIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "orphan",
        joined(
            r"\borphan(?:[- ]?(?:drug|medicin(?:e|al)(?: product)?|product))?",
            r"(?:[- ](?:designations?|status)|(?= medicinal product\b)|(?=[^.;]{0,40} designation))",
        ),
    ),
    ("fast_track", joined(r"\bfast[- ]track\b(?: designation| status)?")),
    (
        "breakthrough",
        joined(
            r"\bbreakthrough (?:(?:therapy|medicine|drug) )?(?:designation|status)",
            r"|\bbreakthrough therapy\b(?! for)|\bBTD\b",
        ),
    ),
    ("prime", lean(r"\bPRIME\b|\b(?:PRIority MEdicines|Priority Medicines)\b")),
    ("SPA", lean(r"\b[Ss]pecial [Pp]rotocol [Aa]ssessment\b|\bSPA\b")),
)
_OTHERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "clinical_hold_lifted",
        joined(
            r"\b(?:lift(?:s|ed|ing)?|remov(?:ed|al)|releas(?:ed|es))\b[^.;]{0,60}(?:clinical|the|that|this|its|partial|full) hold\b",
            r"|clinical hold\b(?![^.;]{0,60}\band (?:later |then |subsequently )?(?:lift|remov))[^.;]{0,60}\b(?:lifted|removed|released)\b",
        ),
    ),
    (
        "clinical_hold",
        joined(
            r"\b(?:plac(?:es|ed)|put|impos(?:es|ed)|issued|notified|received)\b[^.;]{0,90}clinical hold",
            r"|(?:partial |full )?clinical hold\b[^.;]{0,40}\b(?:placed|imposed|issued)",
            r"|\bon (?:partial |full )?clinical hold\b",
            r"|\b(?:the|this|that) (?:partial |full )?(?:clinical )?hold (?:had been|was|has been) (?:imposed|placed|issued|initiated|put in place)\b",
        ),
    ),
    ("orphan", joined(r"\bdesignated\b[^.;]{0,60}?\b(?:an |as )orphan (?:drug|medicine|medicinal product|product)\b")),
    ("complete_response", lean(r"\b[Cc]omplete [Rr]esponse [Ll]etters?\b|\bCRLs?\b(?! ?(?:\.{2,}|\||:|\d))")),
    ("refuse_to_file", joined(r"\brefus(?:e|al|ed)[- ]to[- ]file\b|\bRTF\b")),
    (
        "positive_opinion",
        joined(r"\bpositive (?:CHMP )?opinion\b|\bCHMP (?:has )?recommend(?:s|ed)\b|\bpositive recommendation\b"),
    ),
    (
        "withdrawal",
        joined(
            r"\b(?:voluntar(?:y|ily) )?withdr(?:e|a)w(?:s|n|al)?\b[^.;]{0,60}",
            r"\b(?:BLA|MAA|NDA|application|market|approval|indication|submission)\b",
        ),
    ),
    (
        "priority_review_requested",
        joined(r"\brequest(?:ed|s|ing)?\b[^.;]{0,30}priority review|priority review\b[^.;]{0,20}\brequested"),
    ),
)


# a full stop inside a sentence: "U.S.", "Inc.", "1.5"
_INNER_STOP = lean(
    r"(?<=\w)\.(?=[\w,)])|(?<=\b[A-Z])\.|(?<=\b[A-Z][._][A-Z])\.|(?<=\bInc)\.|(?<=\bCo)\.|(?<=\bLtd)\.|(?<=\bCorp)\."
)


def events_in(text: str, start: int, end: int) -> list[Cue]:
    """The events that a sentence states, one a kind and place, in order."""
    words = _INNER_STOP.sub("_", text[start:end])
    return [Cue(cue.start + start, cue.end + start, cue.kind) for cue in _events(words, len(words))]


def _events(words: str, end: int) -> list[Cue]:
    found = [cue for kind, pattern in _DESIGNATIONS for cue in _designations(words, 0, end, kind=kind, pattern=pattern)]
    found = [cue for cue in found if not is_let(words, cue.start)]
    if not _EXPLAINS.search(words):
        found += [Cue(m.start(), m.end(), kind) for kind, pattern in _OTHERS for m in pattern.finditer(words)]
    found += _priority_review(words, 0, end, found)
    found = [cue for cue in found if cue.kind != "priority_review" or not is_let(words, cue.start)]
    found += _applications(words, 0, end)
    found += approvals(words, 0, end)
    return _distinct(words, found)


def _designations(text: str, start: int, end: int, *, kind: str, pattern: re.Pattern[str]) -> list[Cue]:
    found = []
    for match in pattern.finditer(text, start, end):
        if _EXPLAINS.search(text, max(start, match.start() - 30), min(end, match.end() + 90)):
            continue
        if _GRANTED.search(text, start, min(end, match.end() + 60)):
            found.append(Cue(match.start(), match.end(), kind))
    return found


_UNDER = lean(r"\b(?:under|accept)", re.IGNORECASE)
_PRIORITY = lean(r"\bpriority review\b(?! voucher)", re.IGNORECASE)


def _priority_review(text: str, start: int, end: int, found: list[Cue]) -> list[Cue]:
    match = _PRIORITY.search(text, start, end)
    if match is None or any(cue.kind == "priority_review_requested" for cue in found):
        return []
    granted = _GRANTED.search(text, start, min(end, match.end() + 60)) or _UNDER.search(text, start, match.start())
    if not granted or _EXPLAINS.search(text, max(start, match.start() - 30), min(end, match.end() + 60)):
        return []
    return [Cue(match.start(), match.end(), "priority_review")]


def _applications(text: str, start: int, end: int) -> list[Cue]:
    found = [Cue(m.start(), m.end(), "IND_cleared") for pattern in _CLEARED for m in pattern.finditer(text, start, end)]
    for pattern in (*_ACCEPTED, _FILED_BY_AGENCY):
        for match in pattern.finditer(text, start, end):
            kind = _form(match["form"])
            is_bare = match["form"].lower().startswith(("app", "sub", "fil"))
            if is_bare or kind not in ("IND_submission", "CTA_submission", None):
                found.append(Cue(match.start(), match.end(), "application_accepted"))
    for pattern in _UNDER_REVIEW:
        found += [Cue(m.start(), m.end(), "application_under_review") for m in pattern.finditer(text, start, end)]
    accepted = [cue for cue in found if cue.kind == "application_accepted"]
    found = [
        cue
        for cue in found
        if cue.kind != "application_under_review" or not any(c.start < cue.end and cue.start < c.end for c in accepted)
    ]
    cleared = [cue for cue in found if cue.kind == "IND_cleared"]
    found = [
        cue for cue in found if cue in cleared or not any(cue.start < c.end and c.start < cue.end for c in cleared)
    ]
    found += [Cue(m.start(), m.end(), "marketing_application_submission") for m in _APPLIED.finditer(text, start, end)]
    taken = {cue.kind for cue in found}
    if "IND_cleared" not in taken:
        for pattern in _SUBMITTED:
            for match in pattern.finditer(text, start, end):
                kind = _form(match["form"])
                is_same = any(cue.start < match.end() and match.start() < cue.end for cue in found)
                if kind is not None and not is_same:
                    found.append(Cue(match.start(), match.end(), kind))
    return found


def _form(printed: str) -> str | None:
    return next((kind for pattern, kind in _FORMS if pattern.search(printed)), None)


_FURTHER = lean(
    r"[^;]{0,60}\b(?:19|20)\d\d\b[^;]{0,140}\b(?:and|then|later|which)(?: (?:later|then|was|were|has been))?,? (?:the )?\Z"
)
_OWN_YEAR = lean(r"[^;]{0,60}\b(?:19|20)\d\d\b")


def _is_further(words: str, special: Cue, plain: Cue) -> bool:
    """Whether a plain approval follows a special one, each with its year: "... in 2011 and was approved in 2015"."""
    if plain.start < special.end or not _FURTHER.fullmatch(words, special.end, plain.start):
        return False
    return _OWN_YEAR.match(words, plain.end) is not None


def _distinct(words: str, found: list[Cue]) -> list[Cue]:
    """One event a kind, and no plain approval beside a special one of the same words."""
    kept: list[Cue] = []
    for cue in sorted(found, key=lambda c: (c.start, -c.end)):
        near = 0 if cue.kind == "application_under_review" else 25
        if any(cue.kind == other.kind and cue.start < other.end + near for other in kept):
            continue
        kept.append(cue)
    special = {"accelerated_approval", "conditional_approval"}
    named = [cue for cue in kept if cue.kind in special]
    if named:
        kept = [cue for cue in kept if cue.kind != "approval" or _is_further(words, named[0], cue)]
    lifted = next((cue for cue in kept if cue.kind == "clinical_hold_lifted"), None)
    return [cue for cue in kept if not lifted or cue.kind != "clinical_hold" or _is_then_lifted(words, cue, lifted)]


def _is_then_lifted(words: str, hold: Cue, lifted: Cue) -> bool:
    """Whether a sentence tells of a hold and then of its end: "placed it on hold in March and lifted the hold in June"."""
    return hold.end <= lifted.start and " and " in words[hold.end : lifted.start]
