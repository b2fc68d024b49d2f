"""The sentences about a study in, what has become of it out: its status code and the words behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.cast import Cast
from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.model import Sentence

_TRIAL_OR_DOSING = r"(?:trials?|stud(?:y|ies)|enrol?lment|dosing|development)"
_STATUS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("cleared", lean(r"\b(?:lift(?:s|ed|ing)?|remov(?:es|ed|al of)|released)\b[^.;]{0,30}\bclinical hold\b|\bclinical hold\b[^.;]{0,120}\b(?:(?:has been|was|is|been) (?:\w+ )?(?:lifted|removed)|may (?:resume|proceed))|\b(?:cleared|allowed|authori[sz]ed|approved)\b[^.;]{0,30}\b(?:start|initiation) of (?:a|the)\b", re.I)),
    ("stopped", lean(r"\benrol?lment in\b[^.;]{0,120}\b(?:has|have|had|was|were) (?:been )?(?:stopped|discontinued|terminated|halted|closed)|\b(?:is|are|was|were|has been|now) (?:being )?closed to (?:further |new )?(?:enrol?lment|accrual|patients)|\bdeprioriti[sz]\w+[^.;]{0,60}\b(?:trial|study)\b", re.I)),
    ("stopped", lean(rf"\b{_TRIAL_OR_DOSING}\b[^.;]{{0,40}}\b(?:is being|is to be|was|were|has been|have been|will be|be|being) (?:discontinued|terminated|halted|stopped|closed)\b(?! treatment| therapy| in \d| by \d| in \w+ patients| in \w+ of| due to (?:an |adverse|side))", re.I)),
    ("stopped", lean(r"\b(?:trials?|stud(?:y|ies))\b[^.;]{0,130}\b(?:has been|have been|is being|are being|will(?: also)? be) (?:discontinued|terminated|halted|stopped|closed|ended)\b(?! in \d| in \w+ patients)", re.I)),
    ("stopped", lean(r"\b(?:is|are) being (?:closed|terminated|wound down)\b|\bwould (?:not|be unlikely to|fail to) (?:meet|achieve|reach) (?:the|its) primary\b|\b(?:discontinu\w+|terminat\w+|stop(?:ped|s|ping)?|halt(?:ed|ing|s)?|ends|ended|closes|closed|closing) (?:the |its |this |enrol\w+ in |further |patient )*(?:[\w-]+ ){0,4}(?:trial|study)\b", re.I)),
    ("paused", lean(r"\b(?:is|are|was|were|been|remains?) (?:currently |now )?(?:placed |put )?on (?:partial |full )?(?:clinical )?hold\b|\b(?:partial )?clinical hold\b(?![^.;]{0,40}lift)|\b(?:paus|suspend)\w*\b[^.;]{0,40}\b(?:enrol|dosing|trial|study|recruit)\w*|\b(?:enrol\w*|trial|study|dosing)\b[^.;]{0,30}\b(?:paus|suspend)ed", re.I)),
    ("reported", lean(r"\b(?:met|meet|meets|meeting|achieved|failed to (?:meet|achieve)|did not (?:meet|achieve)|miss(?:ed)?)\b[^.;]{0,50}\b(?:primary|co-primary|secondary) |\b(?:results?|data|findings?|figures)\b[^.;]{0,90}\b(?:show\w*|demonstrat\w+|present\w+|report\w*|announc\w+|unveil\w+|publish\w+|featur\w+|indicat\w+|included?|include|confirm\w*)|\b(?:announc\w+|present\w+|report\w*|unveil\w*|publish\w*|highlight\w*|showed|yielded)\b[^.;]{0,90}\b(?:results?|data|findings|figures)\b", re.I)),
    ("completed", lean(r"\b(?:treatment of all|all \w+ patients (?:have )?completed|trial (?:is|was|has been) completed?|study (?:is|was|has been) completed?|completion of the (?:trial|study)|completed the (?:trial|study)|completed (?:an? |its |our )?phase [\w/]{1,6} (?:clinical )?(?:trial|study))\b", re.I)),
    ("started", lean(r"\b(?:first|initial) (?:patient|subject|participant|infusion|person)s?\b[^.;]{0,40}\b(?:dosed|treated|enroll?ed|given|randomi[sz]ed|was|has|received)|\b(?:has|have|had)? ?(?:been )?(?:initiat(?:ed|es|ion)|commenc\w+|began|begun|started|opened|opens|launched|start of|initiation of)\b|\bdosing (?:has begun|began)|\bdosing of the first", re.I)),
    ("cleared", lean(r"\b(?:IND|CTA|clinical trial (?:application|authori[sz]ation))\b[^.;]{0,80}\b(?:clear\w*|accept\w*|effect\w*|activ\w*|approv\w*|authori[sz]\w*|proceed|allow\w*|safe)|\b(?:clear\w*|accept\w*|approv\w*|authori[sz]\w*|allow\w*)\b[^.;]{0,60}\b(?:IND|CTA|start the (?:trial|study)|proceed)|\bsees no obstacle\b|\bmay be tested\b", re.I)),
    ("ongoing", lean(r"\b(?:ongoing|on-going|underway|under way|enroll?ing|recruiting|currently|(?:is|are) being (?:conducted|evaluated|studied|assessed|tested|investigated)|is evaluating|evaluates?|are being|completed enrol?lment|enrol?lment (?:(?:of|in) [^.;]{1,60} )?(?:has been|was|is|has) (?:now )?completed?|(?:fully|completely) enrol?led|reached (?:full|target|its target) enrol?lment|is in (?:a )?phase|remains? (?:under|in|open|on track)|under (?:study|evaluation|investigation)|enrol?lment (?:continues|is continuing|remains)|continues to (?:enroll?|recruit|develop|evaluate|study|treat)|(?:escalation|dosing|recruitment|study|trial) continues|being recruited|have been filled|make up|takes place)\b", re.I)),
    ("planned", lean(r"\b(?:(?:expects?|plans?|intends?|anticipates?|aims?|means) to (?:start|begin|open|initiate|launch|conduct|dose|commence|enroll?)|is (?:scheduled|planned) to|planned|will (?:start|begin|open|initiate|enroll?)|expected to (?:start|begin|open)|to be (?:initiated|started)|is designed to|will evaluate|will be (?:evaluated|tested|studied|investigated|assessed|combined|added))\b", re.I)),
)  # fmt: skip
_PRECLINICAL = lean(r"\b(?:pre-?clinical|xenograft|animal|in vivo|in vitro)\b", re.I)
_EXPECTED = lean(r"\b(?:expects?|will|plans?|intends?|anticipates?|to be|to)\b[\w ]{0,40}$", re.I)
# what an About section says of a study recurs in every release: it tells that it runs, not what is new of it
_STATUS_TOLD = {
    "stopped": ("headline", "body", "dateline", "about"),
    "ongoing": ("headline", "body", "dateline", "about", "quotation"),
}


_ENROLMENT = lean(r"\b(?:enrol?lment|recruitment|accrual) (?:in|of|for|into|to) [^.;]{0,80}\Z", re.I)


def status(
    document: Document, parts: Sequence[Sentence], own: Sequence[Sentence], reported: bool
) -> tuple[str | None, str | None]:
    """The status code of a study and the words behind it; ``reported`` says that results are given.

    Only the sentences that name the study (``own``) can say that it is planned.
    """
    for code, pattern in _STATUS:
        for sentence in own if code == "planned" else parts:
            match = document.search(pattern, sentence)
            if match is None or sentence.section not in _STATUS_TOLD.get(code, ("headline", "body", "dateline")):
                continue
            if code == "completed" and _ENROLMENT.search(document.text, sentence.start, match.start()):
                return "ongoing", " ".join(match[0].split())[:80]
            if code == "reported" and _PRECLINICAL.search(
                document.text, max(sentence.start, match.start() - 40), match.end()
            ):
                continue
            if code == "reported" and _EXPECTED.search(
                document.text, max(sentence.start, match.start() - 50), match.start()
            ):
                continue
            return code, " ".join(match[0].split())[:80]
        if code == "reported" and reported:
            return code, None
    return None, None


_END_OF_DRUG = lean(
    r"\b(?:discontinu(?:es?|ed|ing|e|ation of)|terminat(?:es?|ed|ing|ion of)|stop(?:s|ped|ping)?|halt(?:s|ed|ing)?|ceas(?:es?|ed|ing)|abandon(?:s|ed|ing)?)"
    r" (?:the |its |all |further |clinical )*(?:development|program(?:me)?)(?: of| for)? (?:the |its )?",
    re.I,
)
_NOT_ENDED = lean(
    r"\b(?:not|no|never|may|might|could|would|if|risk|previously|earlier|in (?:19|20)\d\d)\b[^.;]{0,60}$", re.I
)


def end_of_development(document: Document, cast: Cast, compound: str | None) -> str | None:
    """The words that end the development of a study's drug: "has elected to discontinue development of X"."""
    for sentence in document.sentences:
        if sentence.section not in ("headline", "dateline", "body"):
            continue
        match = document.search(_END_OF_DRUG, sentence)
        if match is None or _NOT_ENDED.search(document.text[sentence.start : match.start()]):
            continue
        if any(
            start == match.end() and name == compound
            for start, _, name in cast.compounds_in(sentence.start, sentence.end)
        ):
            return " ".join(match[0].split())
    return None
