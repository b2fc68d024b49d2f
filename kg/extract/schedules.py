"""A range of a release in, the dosing schedules it prints out, each in one normal form.

The form is that of the facts JSON: 'weekly', 'every 3 weeks', 'days 1, 8 and 15 of a 4-week cycle', 'weekly for 3 weeks
in a 4-week cycle', 'every 3 weeks for 2 cycles'.  Releases say the same in many ways: "q3w", "once every three weeks",
"every third week", "three weeks on, one week off".

>>> [s.text for s in schedules_in("given q3w, once a week for eight weeks, or on days 1 and 8 of each 21-day cycle")]
['every 3 weeks', 'weekly for 8 weeks', 'days 1 and 8 of a 21-day cycle']
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.cues import joined
from kg.extract.numbers import ANY_NUMBER, number

_ORDINALS = {"other": 2, "second": 2, "third": 3, "fourth": 4, "sixth": 6}
_ONCE_A = {"week": "weekly", "day": "daily", "month": "every month", "quarter": "every 3 months"}
_N = ANY_NUMBER
_CYCLE = (
    rf"(?P<length>{_N})[- ](?P<unit>week|day|month)s?(?: treatment| dosing)? (?:cycles?|schedule|period|intervals?)"
)
_EVERY = joined(
    r"\b(?:once |(?P<twice>twice )|one (?:dose|infusion|injection) |given )?",
    rf"(?:every|each|per)[- ](?:(?P<n>{_N})[- ])?(?P<unit>week|month|day|quarter)s?\b",
    r"(?! cycle|-cycle| treatment cycle)",
    r"|\b(?:once )?every (?P<ordinal>other|second|third|fourth|sixth) (?P<ounit>week|month|day)\b",
    r"|\bq ?(?P<q>\d{1,2})[- ]?(?P<qunit>w|d|m|wk|weeks?)\b",
    r"|\b(?P<word>once[- ]weekly|once[- ]daily|twice[- ](?:weekly|daily)|(?<![a-z]-)weekly|monthly|quarterly|(?<!-)daily|qw|bi-?weekly)\b",
    r"|\b(?P<once>once|twice) (?:a|per) (?P<aunit>week|month|day|quarter)\b",
    r"|/ ?(?P<slash>week|wk|day)\b",
    rf"|\bat (?P<gap>{_N})[- ](?P<gunit>week|month|day)s?'? intervals?\b",
    rf"|\bat intervals of (?P<gap2>{_N}) (?P<gunit2>week|month|day)s\b",
)
_LIST = r"\d{1,2}(?:(?:, ?(?:and )?| and | & |/)(?:day )?\d{1,2})"
_DAYS = joined(
    rf"\bdays? (?P<days>{_LIST}{{0,5}}),? (?:of|in|every|during)(?: a| an| the| each| every| repeated| repeating)? {_CYCLE}",
    rf"|\bdays? (?P<days2>{_LIST}{{0,5}}),? every (?P<length2>{_N}) (?P<unit2>week|day)s\b",
    rf"|\bdays? (?P<days3>{_LIST}{{1,5}})(?= and (?:then )?every| of every cycle| of each cycle|[.;)]| in combination| followed by| plus )",
)
_FOR = joined(
    rf",? (?:for|x) (?:the )?(?:first |up to |a total of |at least )?(?P<count>{_N})(?: consecutive| weekly)?",
    r" (?P<what>weeks?|cycles|doses|months|days|infusions)\b",
)
_IN_CYCLE = joined(
    rf",? (?:of|in|out of|within|per|every|on) (?:a |an |the |each |every )?{_CYCLE}",
    rf"|,? (?:(?:of|out of) (?:every |each )?|every )(?P<length3>{_N}) (?P<unit3>weeks|days)\b",
    rf"|,? followed by (?:a |an )?(?P<off>{_N})[- ]weeks? (?:off|rest|break|without)",
)
_THREE_OF_FOUR = joined(
    rf"\b(?:(?:once[- ])?weekly,? (?:for )?)?(?P<on>{_N})[- ]weeks?[- ]on,?(?: and| followed by)?[ /](?P<off>{_N})[- ]weeks?[- ]off\b",
    rf"|\b(?:(?:once[- ])?weekly,? (?:for )?)?(?P<on2>{_N}) (?:out )?of (?:every )?(?P<length>{_N}) weeks\b",
)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule printed at ``start`` to ``end``, in normal form."""

    start: int
    end: int
    text: str


def schedules_in(text: str, start: int = 0, end: int | None = None) -> tuple[Schedule, ...]:
    """The schedules of a range, in order, without overlap; the more precise reading wins."""
    stop = len(text) if end is None else end
    found = [_days(m) for m in _DAYS.finditer(text, start, stop)]
    found += [_on_off(m) for m in _THREE_OF_FOUR.finditer(text, start, stop)]
    for match in _EVERY.finditer(text, start, stop):
        if not any(known.start < match.end() and match.start() < known.end for known in found):
            found.append(_with_tail(text, Schedule(match.start(), match.end(), _base(match)), stop))
    return tuple(_without_repetition(text, sorted(_without_overlap(found), key=lambda schedule: schedule.start)))


def _without_repetition(text: str, found: list[Schedule]) -> list[Schedule]:
    """A schedule in brackets behind another one says the same in other words."""
    kept: list[Schedule] = []
    for schedule in found:
        if not kept or not re.fullmatch(r"\s?\([^()]{0,20}", text[kept[-1].end : schedule.start]):
            kept.append(schedule)
    return kept


def _without_overlap(found: list[Schedule]) -> list[Schedule]:
    kept: list[Schedule] = []
    for schedule in sorted(found, key=lambda s: s.start - s.end):
        if not any(schedule.start < other.end and other.start < schedule.end for other in kept):
            kept.append(schedule)
    return kept


def _base(match: re.Match[str]) -> str:
    if match["word"]:
        word = match["word"].lower().replace("-", " ")
        return {"once weekly": "weekly", "qw": "weekly", "once daily": "daily", "monthly": "every month",
                "quarterly": "every 3 months", "biweekly": "every 2 weeks", "bi weekly": "every 2 weeks"}.get(word, word)  # fmt: skip
    if match["once"]:
        plain = {"week": "weekly", "day": "daily", "month": "every month", "quarter": "every 3 months"}[
            match["aunit"].lower()
        ]
        return plain if match["once"].lower() == "once" else f"twice {plain}"
    if match["slash"]:
        return "daily" if match["slash"].lower() == "day" else "weekly"
    count, unit = _interval(match)
    if unit == "quarter":
        return "every 3 months"
    if count == 1:
        return _ONCE_A[unit]
    return f"{'twice ' if match['twice'] else ''}every {count} {unit}s"


def _interval(match: re.Match[str]) -> tuple[int, str]:
    if match["ordinal"]:
        return _ORDINALS[match["ordinal"].lower()], match["ounit"].lower()
    if match["q"]:
        return int(match["q"]), {"w": "week", "d": "day", "m": "month"}[match["qunit"].lower()[0]]
    if gap := match["gap"] or match["gap2"]:
        return int(number(gap)), (match["gunit"] or match["gunit2"]).lower()
    return int(number(match["n"])) if match["n"] else 1, match["unit"].lower()


def _days(match: re.Match[str]) -> Schedule:
    printed = match["days"] or match["days2"] or match["days3"]
    days = re.findall(r"\d{1,2}", printed)
    listed = days[0] if len(days) == 1 else f"{', '.join(days[:-1])} and {days[-1]}"
    text = f"day{'s' if len(days) > 1 else ''} {listed}"
    length, unit = match["length"] or match["length2"], match["unit"] or match["unit2"]
    if length:
        text += f" of a {_weeks(length, unit)} cycle"
    return Schedule(match.start(), match.end(), text)


def _on_off(match: re.Match[str]) -> Schedule:
    on = int(number(match["on"] or match["on2"]))
    length = on + int(number(match["off"])) if match["off"] else int(number(match["length"]))
    return Schedule(match.start(), match.end(), f"weekly for {on} weeks in a {length}-week cycle")


def _with_tail(text: str, base: Schedule, stop: int) -> Schedule:
    """A schedule with "for three weeks", "of a 4-week cycle" or "first two cycles" behind it."""
    count = _FOR.match(text, base.end, stop)
    if count is None:
        cycle = _IN_CYCLE.match(text, base.end, stop)
        if cycle is None or cycle["off"] or cycle["length3"]:
            return base
        return Schedule(base.start, cycle.end(), f"{base.text} of a {_length(cycle)} cycle")
    many = int(number(count["count"]))
    shown = f"{base.text} for {many} {count['what'].lower().rstrip('s')}{'s' if many > 1 else ''}"
    cycle = _IN_CYCLE.match(text, count.end(), stop)
    if cycle is None:
        return Schedule(base.start, count.end(), shown)
    if cycle["off"]:
        return Schedule(base.start, cycle.end(), f"{shown} in a {many + int(number(cycle['off']))}-week cycle")
    return Schedule(base.start, cycle.end(), f"{shown} in a {_length(cycle)} cycle")


def _length(match: re.Match[str]) -> str:
    return _weeks(match["length"] or match["length3"], match["unit"] or match["unit3"])


def _weeks(length: str, unit: str) -> str:
    """The length of a cycle in digits, in the unit that is printed.

    >>> _weeks("21", "days"), _weeks("four", "week"), _weeks("10", "day")
    ('21-day', '4-week', '10-day')
    """
    return f"{int(number(length))}-{unit.lower().rstrip('s')}"
