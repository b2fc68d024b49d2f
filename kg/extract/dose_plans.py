"""The amounts and schedules of a sentence in, the schedule of an amount out.

A schedule stands behind its amount, up to the next one; amounts that are listed or compared share the one behind the
last; "on the weekly regimen at 1.0 or 1.25 mg/kg" leads with it.
"""

from __future__ import annotations

import re

from kg.extract.amounts import Amount
from kg.extract.prefilter import lean
from kg.extract.schedules import Schedule
from kg.model import Sentence

# the other of two doses that are compared, with its drug
_OR_OTHER = lean(
    r",? (?:with|and|or|against|vs\.?|versus) |,? (?:or|vs\.?|versus|compared (?:with|to)) [^.;,%]{2,40}? ?",
    re.IGNORECASE,
)
# between two amounts of a list
_LIST_GAP = lean(r"(?:\s?(?:mg|µg|mcg)(?:/kg|/m\^?2)?)?[\s,(]{0,2}(?:and|or|,)?[\s,]{0,2}")


def schedule_of(
    text: str, sentence: Sentence, amounts: list[Amount], at: int, plans: list[Schedule]
) -> Schedule | None:
    """The schedule behind an amount up to the next one, or that of the ones it is listed with, or the one before it."""
    amount = amounts[at]
    if amount.schedule:
        return Schedule(amount.start, amount.end, amount.schedule)
    if leading := _leading(text, sentence, amounts, at, plans):
        return leading
    for number_ in range(at, len(amounts)):
        limit = amounts[number_ + 1].start if number_ + 1 < len(amounts) else sentence.end
        for plan in plans:
            if amounts[number_].end <= plan.start < limit and ";" not in text[amounts[number_].end : plan.start]:
                return plan
        between = text[amounts[number_].end : limit]
        is_alternative = number_ + 1 < len(amounts) and _OR_OTHER.fullmatch(between) and _is_alike(amounts, number_)
        if not is_alternative and not _LIST_GAP.fullmatch(between):
            break
    opening = _first_listed(text, amounts, at)
    first = amounts[opening - 1].end if opening else sentence.start
    before = [plan for plan in plans if first <= plan.start and plan.end <= amount.start]
    return before[-1] if before and amount.start - before[-1].end < 90 else None


_OR_PLAN = lean(r"(?: cycles?)?(?: ?\([^()]{1,20}\))?,? or (?:on |at )?", re.IGNORECASE)


def or_plan(text: str, plan: Schedule, plans: list[Schedule]) -> Schedule | None:
    """The schedule that is an alternative to one: "on days 1 and 15 of a cycle or on days 1 and 8"."""
    return next((p for p in plans if p.start >= plan.end and _OR_PLAN.fullmatch(text, plan.end, p.start)), None)


_LEADS = lean(
    r" (?:regimens?|schedules?|dosing)(?: (?:cohorts?|arms?|groups?))?,? (?:at|of|with)(?: doses? of)? ", re.IGNORECASE
)
_ALTERNATIVE = lean(r"(?:\s?(?:mg|µg|mcg)(?:/kg|/m\^?2)?)?(?:, (?:or |and )?| or | and )", re.IGNORECASE)


def _first_listed(text: str, amounts: list[Amount], at: int) -> int:
    """The number of the first amount of the list that an amount stands in."""
    while at and _ALTERNATIVE.fullmatch(text, amounts[at - 1].end, amounts[at].start):
        at -= 1
    return at


def _leading(text: str, sentence: Sentence, amounts: list[Amount], at: int, plans: list[Schedule]) -> Schedule | None:
    """The schedule of a regimen whose amounts stand behind it: "on the weekly regimen at 1.0 or 1.25 mg/kg"."""
    stop = _list_start(text, sentence, amounts[_first_listed(text, amounts, at)])
    return next((plan for plan in plans if _LEADS.fullmatch(text, plan.end, stop)), None)


_LISTED_BEFORE = lean(r"(?:(?<![\d.])\d[\d.]{0,9}(?:, (?:and |or )?| and | or )){1,6}\Z")


def _list_start(text: str, sentence: Sentence, amount: Amount) -> int:
    """Where the list of numbers begins that shares the unit of an amount."""
    before = _LISTED_BEFORE.search(text, max(sentence.start, amount.start - 60), amount.start)
    return before.start() if before else amount.start


def _is_alike(amounts: list[Amount], at: int) -> bool:
    return amounts[at].unit == amounts[at + 1].unit
