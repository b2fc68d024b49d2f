"""A promise and a happening in, whether the one is what the other announced, or breaks it, out.

Where both name a study, a disease, a line, a phase, a region or a kind of application, these must agree; a study that
a promise does not name is taken for the promised one only where both print the disease or the line.
"""

from __future__ import annotations

import re

from kg.ledger.said import Happening, Promise

DISCONTINUED = "discontinued"
_REPORTED = "reported trial"  # label of the status of a study whose results are out
_DONE = (_REPORTED, "completed trial")
_TRIAL_APPLICATIONS = ("IND_submission", "IND_cleared", "CTA_submission")
_SUPPLEMENTS = ("sBLA_submission",)
APPROVALS = ("approval", "accelerated_approval", "conditional_approval")
_UNDER_REVIEW = ("application_accepted", "application_under_review", "priority_review", "priority_review_requested")
_REFUSED = ("complete_response", "refuse_to_file")
_MARKETING = (
    *("BLA_submission", "NDA_submission", "MAA_submission", "marketing_application_submission", "positive_opinion"),
    *(*APPROVALS, *_UNDER_REVIEW, *_REFUSED),
)
_CLINICAL_RANK, _UNDER_REVIEW_RANK, _APPROVED_RANK = 10, 40, 50  # adc:rank of these stages in the ontology
_ANY_DECISION = re.compile(r"\b(?:decision|action date|PDUFA)\b", re.IGNORECASE)
_OPINION = re.compile(r"\bopinion\b", re.IGNORECASE)
_ENROLMENT = re.compile(r"\b(?:complet\w+|finish\w*|conclud\w+)\b.*\b(?:enrol\w*|accrual|recruit\w*)", re.IGNORECASE)


def fulfils(promise: Promise, happening: Happening) -> bool:
    """Whether a happening is what the promise announced."""
    if not _may_be_meant(promise, happening):
        return False
    test = _TESTS.get(promise.kind)
    return test is not None and test(promise, happening)


def breaks(promise: Promise, happening: Happening) -> bool:
    """Whether a happening says that what was promised will not be."""
    if not _may_be_meant(promise, happening):
        return False
    if happening.kind == "stage" and happening.label == DISCONTINUED:
        # an end after the window says nothing of whether the promise had been kept
        return promise.due_to is None or (happening.as_of or "") <= promise.due_to
    return promise.kind == "decision" and happening.kind == "regulatory" and happening.code in (*_REFUSED, "withdrawal")


def _may_be_meant(promise: Promise, happening: Happening) -> bool:
    if promise.trial is not None and happening.trial is not None and promise.trial != happening.trial:
        return False
    return promise.scope.fits(happening.scope)


def is_same_study(promise: Promise, happening: Happening) -> bool:
    """Whether a happening is about the promised study: by its name, else by its disease or line."""
    if promise.trial is not None:
        return promise.trial == happening.trial
    return happening.trial is not None and promise.scope.shares(happening.scope)


def has_reached(happening: Happening, rank: int) -> bool:
    """Whether a stage is at least so far; an ended programme has the highest rank and reached nothing."""
    return happening.kind == "stage" and happening.label != DISCONTINUED and (happening.rank or 0) >= rank


def _phase(promise: Promise, happening: Happening) -> bool:
    if promise.rank is None:
        return False
    under_way = happening.kind == "trial" and max(happening.scope.phases, default=0) * 10 >= promise.rank
    return under_way or has_reached(happening, promise.rank)


def _submission(promise: Promise, happening: Happening) -> bool:
    if promise.region not in (None, "worldwide") and promise.region != happening.region:
        return False
    code = happening.code or ""
    if promise.scope.application == "trial":
        return code in _TRIAL_APPLICATIONS or has_reached(happening, _CLINICAL_RANK)
    if promise.scope.application == "supplement":  # what is approved or under review already tells nothing of it
        return code in (*_SUPPLEMENTS, "approval")
    shown = _MARKETING if promise.scope.application == "marketing" else (*_MARKETING, *_SUPPLEMENTS)
    return code in shown or has_reached(happening, _UNDER_REVIEW_RANK)


def _decision(promise: Promise, happening: Happening) -> bool:
    if happening.kind != "regulatory":
        return has_reached(happening, _APPROVED_RANK)
    if _OPINION.search(promise.event):
        return happening.code in ("positive_opinion", *APPROVALS)
    refused = happening.code in _REFUSED and _ANY_DECISION.search(promise.event) is not None
    return refused or happening.code in APPROVALS


def _data(promise: Promise, happening: Happening) -> bool:
    is_told = happening.kind == "result" or (happening.kind == "trial" and happening.label == _REPORTED)
    return is_told and is_same_study(promise, happening)


def _trial_start(promise: Promise, happening: Happening) -> bool:
    return happening.kind == "trial" and is_same_study(promise, happening)


def _presentation(promise: Promise, happening: Happening) -> bool:
    """Whether a talk was given at the promised meeting, which is held again each year."""
    met = bool(set(promise.scope.meetings) & set(happening.scope.meetings))
    named = happening.about != "" and happening.about.lower() in promise.event.lower()
    year, _, rest = (promise.due_to or promise.as_of or "9998-").partition("-")
    is_next = (happening.as_of or "") < f"{int(year) + 1}-{rest}"
    return happening.kind == "presentation" and (met or named) and is_next


def _other(promise: Promise, happening: Happening) -> bool:
    """A study that has reported had enrolled its patients before."""
    is_done = happening.kind == "trial" and happening.label in _DONE
    return is_done and promise.trial is not None and _ENROLMENT.search(promise.event) is not None


_TESTS = {
    "phase": _phase,
    "submission": _submission,
    "decision": _decision,
    "data": _data,
    "trial start": _trial_start,
    "presentation": _presentation,
    "other": _other,
}
