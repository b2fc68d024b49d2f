"""Facts and the text they were found in: in; the facts that stand in their own words, and why the others do not: out.

What is checked, by exact characters and whole tokens (``4.2`` is not inside ``14.2``, ``<`` is not ``>``):

* each quote is exactly the text between its offsets;
* each number of the fact is printed in one of its quotes, with its sign; words count ("three"), fractions do not
  ("one third"); an amount of money may be printed with its scale ("$20 million");
* the unit of a value and the comparator of a p value are printed too;
* the name of a part and the spelling of a name are printed, whatever stands between letters and digits ("HER-2").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from kg.clean import plain
from kg.model import AdverseEvent, Compound, Dose, Fact, Facts, Name, Outcome, Part, Trademark

# a number begins where no letter or digit stands before it ('IMGN901' holds none), but for a currency code ('EUR20m')
_NUMBER = re.compile(
    r"(?:(?P<sign>(?<![\w.,%)\]])[-+])|(?<![\w.,])|(?<=EUR)|(?<=USD)|(?<=GBP)|(?<=CHF)|(?<=JPY)|(?<=CNY))"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+[.,·]\d+|\d+|\.\d+)"
    r"(?:(?:e| ?[x×] ?10\^?)(?P<power>[-+]?\d{1,3}))?"
    r"(?: ?(?P<scale>thousand|million|billion|mn|bn|m|b|k)\b)?"
    r"(?!\d)",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SCALES = {"thousand": 3, "k": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "b": 9}
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_PART = r"(?:first|second|half|halves|(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s?)"
_WORD = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS[2:])})(?:[- ](?P<ones>{'|'.join(_ONES[1:10])})(?!\w))?"
    rf"|(?P<alone>{'|'.join(_ONES)}))\b(?![- ]{_PART}\b)",
    re.IGNORECASE,
)
_HUNDREDS = re.compile(rf"\b({'|'.join(_ONES[1:10])}) hundred (?:and )?\Z", re.IGNORECASE)
_NOTHING = re.compile(r"\b(?:no|none|not any|without|never)\b", re.IGNORECASE)
_UNITS = {
    "%": re.compile(r"%|\bper ?cent|percentage", re.IGNORECASE),
    "months": re.compile(r"\bmonths?\b|\d[- ]?mo?s?\b", re.IGNORECASE),
    "weeks": re.compile(r"\bweeks?\b|\bwks?\b", re.IGNORECASE),
    "days": re.compile(r"\bdays?\b", re.IGNORECASE),
    "years": re.compile(r"\byears?\b", re.IGNORECASE),
}
_COMPARATORS = {
    "<": re.compile(r"<(?!=)|\b(?:less|lower|smaller|fewer) than\b|\bbelow\b|\bunder\b|&lt;", re.IGNORECASE),
    ">": re.compile(r">(?!=)|\b(?:more|greater|higher|larger) than\b|\babove\b|\bover\b|&gt;", re.IGNORECASE),
    "<=": re.compile(r"<=|≤|\bat most\b|\bup to\b|\bor (?:less|lower|fewer)\b", re.IGNORECASE),
    "=": re.compile(r"=|\bof\b|\bwas\b|\bis\b|:|\||\bvalue\b|\bp\b|\bequal", re.IGNORECASE),
}
# numbers that are printed as such; what other fields hold is normalised (dates, phases, grades, schedules)
_NUMERIC = (
    *("value", "comparator_value", "difference", "p", "hr", "risk_reduction", "ci", "value_ci", "comparator_ci"),
    *("range", "n", "N", "comparator_n", "comparator_N", "percent", "dose", "dar", "size"),
    *("upfront", "milestones", "milestone_received", "license_fee", "development_funding", "research_support"),
    *("equity", "total"),
)


@dataclass(frozen=True, slots=True)
class Quotes:
    """The words of a fact, cleaned of marks and entities, with the numbers printed in them."""

    texts: tuple[str, ...]
    numbers: frozenset[Decimal]

    @classmethod
    def of(cls, fact: Fact) -> Quotes:
        """The quotes of a fact."""
        texts = tuple(_clean(piece.quote) for piece in fact.evidence)
        return cls(texts, frozenset().union(*(printed_numbers(text) for text in texts)))

    def print(self, pattern: re.Pattern[str]) -> bool:
        """Whether one of the quotes holds the pattern."""
        return any(pattern.search(text) for text in self.texts)


def sound(facts: Facts, text: str) -> tuple[Facts, list[str]]:
    """The facts without those that fail the check, and a sentence for each of these."""
    kept: dict[str, Any] = {}
    refused: list[str] = []
    for slot in fields(facts):
        items = getattr(facts, slot.name)
        if isinstance(items, tuple):
            whole = (_without_unsound(item, text, refused) for item in items)
            kept[slot.name] = tuple(item for item in whole if _passes(item, slot.name, text, refused))
    return replace(facts, **kept), refused


def _without_unsound(item: Any, text: str, refused: list[str]) -> Any:
    """A compound without the names and parts that fail; a part that fails is no part in its own field either."""
    if not isinstance(item, Compound):
        return item
    names = tuple(name for name in item.names if _passes(name, "name", text, refused))
    parts = tuple(part for part in item.parts if _passes(part, part.role, text, refused))
    lost = {part.role for part in item.parts} - {part.role for part in parts}
    fields_ = {"technology" if role == "platform" else role: None for role in lost}
    return replace(item, names=names, parts=parts, **fields_)  # type: ignore[arg-type]  # all of them may be None


def _passes(item: Any, kind: str, text: str, refused: list[str]) -> bool:
    if not isinstance(item, Fact):
        return True
    reason = next(failures(item, text), None)
    if reason is not None:
        refused.append(f"{kind.replace('_', ' ')} ({item.rule or 'no rule'}): {reason}")
    return reason is None


def failures(fact: Fact, text: str) -> Iterator[str]:
    """What of a fact does not stand in its quotes, one sentence each."""
    for piece in fact.evidence:
        if text[piece.start : piece.end] != piece.quote:
            yield f"the quote {_short(piece.quote)} is not the text at {piece.start}..{piece.end}"
            return
    if not fact.evidence:
        return  # nothing is claimed to be proven; the shapes ask for evidence
    quotes = Quotes.of(fact)
    yield from _numbers(fact, quotes)
    yield from _unit(fact, quotes)
    yield from _comparator(fact, quotes)
    yield from _names(fact, quotes)


def _numbers(fact: Fact, quotes: Quotes) -> Iterator[str]:
    for name in _NUMERIC:
        for value in _flat(getattr(fact, name, None)):
            if not _is_printed(value, quotes):
                yield f"{name.replace('_', ' ')} {value} is not printed in {_shown(quotes)}"


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for item in value:
            yield from _flat(item)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value


def _is_printed(value: float, quotes: Quotes) -> bool:
    wanted = Decimal(repr(value))
    return wanted in quotes.numbers or (wanted == 0 and quotes.print(_NOTHING))


def _unit(fact: Fact, quotes: Quotes) -> Iterator[str]:
    if isinstance(fact, Outcome) and isinstance(fact.value, int | float) and fact.unit in _UNITS:
        wanted = fact.unit
    elif isinstance(fact, AdverseEvent) and fact.percent is not None:
        wanted = "%"
    elif isinstance(fact, Dose) and fact.dose is not None and fact.unit:
        if not any(fact.unit in _plain_unit(text) for text in quotes.texts):
            yield f"the unit {fact.unit} is not printed in {_shown(quotes)}"
        return
    else:
        return
    if not quotes.print(_UNITS[wanted]):
        yield f"the unit {wanted} is not printed in {_shown(quotes)}"


_MICROGRAM = re.compile(r"\b(?:mcg|ug|micrograms?)\b|μg", re.IGNORECASE)
_MILLIGRAM = re.compile(r"\bmilligrams?\b", re.IGNORECASE)
_PER = re.compile(r"\s?(?:/|\bper\b)\s?(?=kg|kilogram|m2|m\(2\)|square met)", re.IGNORECASE)


def _plain_unit(text: str) -> str:
    """A text with the units of doses in the form of the facts: mg/kg, mg/m2, µg/kg."""
    text = text.replace("²", "2").replace("m^2", "m2").replace("m(2)", "m2")
    text = _PER.sub("/", _MILLIGRAM.sub("mg", _MICROGRAM.sub("µg", text)))
    return re.sub(r"(?<=/)kilogram", "kg", re.sub(r"(?<=/)square met(?:re|er)", "m2", text))


def _comparator(fact: Fact, quotes: Quotes) -> Iterator[str]:
    sign = getattr(fact, "p_op", None)
    if sign in _COMPARATORS and getattr(fact, "p", None) is not None and not quotes.print(_COMPARATORS[sign]):
        yield f"the comparator {sign} is not printed in {_shown(quotes)}"


def _names(fact: Fact, quotes: Quotes) -> Iterator[str]:
    for name in _own_names(fact):
        if not quotes.print(spelling(name)):
            yield f"the name {name} is not printed in {_shown(quotes)}"


def _own_names(fact: Fact) -> tuple[str, ...]:
    if isinstance(fact, Name):
        return (fact.printed,)
    if isinstance(fact, Trademark):
        return (fact.brand,)
    if isinstance(fact, Part) and fact.source == "release":
        return tuple(part for part in re.split(r"\s*[()]\s*", fact.name) if part)
    return ()


@lru_cache(maxsize=4096)
def spelling(name: str) -> re.Pattern[str]:
    """A name as whole words, whatever hyphen or space stands between its words, letters and digits.

    >>> bool(spelling("HER2").search("a HER-2 positive tumour")), bool(spelling("DM1").search("T-DM15"))
    (True, False)
    """
    parts = re.findall(r"[^\W\d_]+|\d+|[^\w\s-]", name)
    return re.compile(r"(?<!\w)" + r"[-\s]{0,3}".join(map(re.escape, parts)) + r"(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def printed_numbers(text: str) -> frozenset[Decimal]:
    """Every number that a text prints, in digits, in words, and with its scale.

    >>> sorted(map(int, printed_numbers("three (13%) of 23 patients, $20 million, one third")))
    [3, 13, 20, 23, 20000000]
    >>> sorted(map(int, printed_numbers("two hundred and sixty-one patients")))
    [2, 61, 261]
    """
    found = {reading for match in _NUMBER.finditer(text) for reading in _readings(match)}
    for match in _WORD.finditer(text):
        tens, ones = (match["tens"] or "").lower(), (match["ones"] or match["alone"] or "").lower()
        value = 10 * _TENS.index(tens) + (_ONES.index(ones) if ones else 0)
        found.add(Decimal(value))
        hundreds = _HUNDREDS.search(text, max(0, match.start() - 20), match.start())
        if hundreds is not None:
            found.add(Decimal(100 * _ONES.index(hundreds[1].lower()) + value))
    return frozenset(found)


def _readings(match: re.Match[str]) -> Iterator[Decimal]:
    """A printed number with its sign and power, and with its scale where it has one."""
    digits = match["digits"]
    value = Decimal(digits.replace(",", "") if _THOUSANDS.fullmatch(digits) else re.sub("[,·]", ".", digits))
    if match["power"]:
        value = value.scaleb(int(match["power"]))
    if match["sign"] == "-":
        value = -value
    yield value
    if match["scale"]:
        yield value.scaleb(_SCALES[match["scale"].lower()])


def _clean(quote: str) -> str:
    """A quote without marks and in one line: text is wrapped anywhere, also between a number and its scale."""
    return " ".join(plain(quote)[0].split())


def _shown(quotes: Quotes) -> str:
    return " / ".join(_short(text) for text in quotes.texts)


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return f"'{one_line}'" if len(one_line) <= 80 else f"'{one_line[:77]}...'"
