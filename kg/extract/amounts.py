"""A range of a release in, the amounts of drugs it prints out, with their units in one form.

An amount is a number with its unit ("3.6 mg/kg", "150 mcg per kilogram"), a range ("0.3 to 2.4 mg/kg"), or one of a list
that shares a unit ("1.2 and 1.8 mg/kg"); a list of many dose levels is the range that was explored.

>>> [(a.dose, a.unit) for a in amounts_in("1.2 or 1.8 mg/kg; 4, 8, 16 and 24 mg/m2 weekly", 0, 45)]
[(1.2, 'mg/kg'), (1.8, 'mg/kg'), ((4, 24), 'mg/m2')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.extract.cues import joined
from kg.extract.numbers import number
from kg.extract.prefilter import lean
from kg.model import Number

_AMOUNT = r"\d{1,4}(?:,\d{3})?(?:\.\d{1,3})?"
_UNIT = (
    r"(?P<mass>mg|milligrams?|µg|ug|mcg|micrograms?|g|grams?)"
    r"(?:(?:\s?/\s?|\s(?:per|a)\s)(?P<per>kg|kilogram|m\^?2|m\(2\)|square met(?:er|re)|m(?=[ ,.;)])))?"
    r"(?!\w|\s?/\s?(?:m[Ll]|d[Ll]|L\b|mm3))(?:\s?(?:/|per)\s?(?P<time>week|wk|day|dose|cycle|infusion))?"
)
AMOUNT = joined(
    rf"(?<![\w.,/-])(?P<low>{_AMOUNT})",
    rf"(?:\s?(?:mg(?:/kg|/m\^?2)?|µg/kg|milligrams? per kilogram)?(?: \(mg/kg\))?\s?(?:-|to|up to|through|(?P<both>and))\s?(?P<high>{_AMOUNT}))?[\s-]?{_UNIT}",
)
# more amounts of the same unit in front: "1.2, 1.8 and 2.4 mg/kg"
_LISTED = lean(rf"(?:(?<![\w.,/-]){_AMOUNT}(?:, (?:and |or )?| and | or )){{1,5}}\Z")
_DAY_BEFORE = lean(r"\bdays? \Z", re.IGNORECASE)
_BETWEEN = lean(r"\bbetween \Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount printed at ``start`` to ``end``; a pair is a range; ``schedule`` is the time in its unit."""

    start: int
    end: int
    dose: Number | tuple[Number, Number]
    unit: str
    schedule: str | None


def amounts_in(text: str, start: int, end: int) -> list[Amount]:
    """The amounts of a range, in order."""
    found: list[Amount] = []
    for match in AMOUNT.finditer(text, start, end):
        if match["per"] is None and match["mass"].lower() in ("g", "gram", "grams"):
            continue
        found += _amounts(text, start, match)
    return found


def _amounts(text: str, start: int, match: re.Match[str]) -> list[Amount]:
    """The amounts of one match: a range, or each amount of a list that shares a unit."""
    amount = _amount(match)
    if match["high"] and _DAY_BEFORE.search(text, max(start, match.start() - 6), match.start()):
        return [replace(amount, start=match.start("high"), dose=number(match["high"]))]
    left = max(start, match.start() - 60)
    listed = _LISTED.search(text, left, match.start())
    found = list(re.finditer(_AMOUNT, listed[0])) if listed else []
    offset = listed.start() if listed else 0
    places = [(offset + one.start(), offset + one.end(), number(one[0])) for one in found]
    is_pair = match["both"] and not _BETWEEN.search(text[max(start, match.start() - 9) : match.start()])
    if match["high"] and not is_pair:
        return [amount]
    if match["high"]:
        places.append((*match.span("low"), number(match["low"])))
    places.append(
        (match.start("high") if match["high"] else amount.start, amount.end, number(match["high"] or match["low"]))
    )
    doses = [dose for _, _, dose in places]
    if len(doses) > 3 and not (listed and listed[0].endswith(" or ")):
        return [replace(amount, start=places[0][0], dose=(min(doses), max(doses)))]
    return [replace(amount, start=begin, end=end, dose=dose) for begin, end, dose in places]


def _amount(match: re.Match[str]) -> Amount:
    mass = {"milligram": "mg", "ug": "µg", "mcg": "µg", "microgram": "µg", "gram": "g"}
    unit = mass.get(match["mass"].lower().rstrip("s"), match["mass"].lower())
    if match["per"]:
        unit += "/kg" if match["per"].lower().startswith("k") else "/m2"
    low = number(match["low"])
    dose: Number | tuple[Number, Number] = (low, number(match["high"])) if match["high"] else low
    time = {"week": "weekly", "wk": "weekly", "day": "daily"}.get((match["time"] or "").lower())
    return Amount(match.start(), match.end(), dose, unit, time)
