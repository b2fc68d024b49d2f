"""A sentence about an agreement in, the day of its making or of a payment under it out."""

from __future__ import annotations

import re

from kg.extract.cues import cues
from kg.extract.dates import DateMatch, find_dates
from kg.extract.prefilter import lean
from kg.model import Sentence

# an agreement is being made, not only carried out
NEW = cues(
    r"(?:enter\w{0,3}|sign\w{0,3}|ink\w{0,3}|form(?:s|ed)?|establish\w{0,3}|expand\w{0,3}|agree[sd]?|made|struck)\b",
    r"announc\w{2,4} (?:today )?(?:an?|the|their|its) [^.;]{0,60}(?:agreement|collaboration|alliance|partnership"
    r"|licen[cs]e)\b",
    r"exercis\w{1,3} (?:its |an? |the )?(?:exclusive )?option",
    r"(?:agreement|collaboration|licen[cs]e)s? (?:since|of|dated) (?:[a-z]{3,9} )?(?:\d{1,2}, )?(?:19|20)\d\d",
    r"(?:agreement|collaboration|licen[cs]e)s? with (?-i:[A-Z])[\w&'-]{1,20}(?: [\w&'-]{1,20}){0,3} (?:since|of|dated) (?:[a-z]{3,9} )?(?:\d{1,2}, )?(?:19|20)\d\d",
    r"(?:out-?|in-?|sub)?licensed\b",
    r"(?:acquired|obtained|secured|gained)\b[^.;]{0,60}\b(?:rights|program(?:me)?|compound|candidate|licen[cs]e|asset)\b",
    r"grant(?:s|ed)\b(?:[^.;]|(?<=Inc|Ltd)\.|(?<=Co)\.){0,80}\b(?:licen[cs]e|rights)\b",
)
# the agreement of a date: "under its May 2013 licence from", "the companies' 2019 collaboration"
_OF_DATE = lean(
    r" (?:(?:exclusive|worldwide|global|strategic|research|licen[cs]e|option|and|co-?development) ){0,4}"
    r"(?:agreements?|collaborations?|alliances?|partnerships?|licen[cs]es?)\b",
    re.IGNORECASE,
)


# an agreement on other things than the one that is told of
_ELSE = cues(r"(?:two|three|four|several|\d) other (?:targets?|antigens?|programs?|compounds?|licen[cs]es?)\b")


def made_on(text: str, sentence: Sentence, today: str | None) -> str | None:
    """When an agreement was made: the date nearest to its making, or the release's for what is announced today."""
    if _ELSE.search(text, sentence.start, sentence.end):
        return None
    past = _past(text, sentence, today)
    named = [date for date in past if _OF_DATE.match(text, date.end)]
    made = NEW.search(text, sentence.start, sentence.end)
    if named or made is None:
        return named[0].value if named else None
    nearest = sorted(past, key=lambda date: max(date.start - made.end(), made.start() - date.end))
    return nearest[0].value if nearest else None


def paid_on(text: str, sentence: Sentence, today: str | None) -> str | None:
    """When a payment was made that a release looks back on."""
    past = [date.value for date in _past(text, sentence, today) if not date.relative]
    return past[0] if len(past) == 1 and past[0] != today else None


def same_date(one: str | None, other: str | None) -> bool:
    """Whether two dates can be one, the shorter of which leaves the day open."""
    return one is None or other is None or one.startswith(other) or other.startswith(one)


def _past(text: str, sentence: Sentence, today: str | None) -> list[DateMatch]:
    """The plain dates of a sentence that do not lie behind the release."""
    dates = find_dates(text, sentence.start, sentence.end, today=today)
    plain = [d for d in dates if re.fullmatch(r"\d{4}(?:-\d\d){0,2}", d.value or "")]
    return [d for d in plain if today is None or (d.value or "") <= today]
