"""Numerals and number words in, numbers out; and the patterns that find them.

>>> number("1,334"), number("64.2"), number("Sixty-four"), number("eleven"), number("two hundred and six")
(1334, 64.2, 64, 11, 206)
"""

from __future__ import annotations

from kg.model import Bound, Number

_UNITS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS: dict[str, int] = {word: value for value, word in enumerate(_UNITS, 1)}
WORDS |= {word: 10 * value for value, word in enumerate(_TENS, 2)}

_ONES = "|".join(sorted(_UNITS, key=len, reverse=True))
_BELOW_HUNDRED = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[:9])})\b)?|{_ONES})\b"
WORD_NUMBER = rf"(?:(?:{'|'.join(_UNITS[:9])}) hundred\b(?: (?:and )?{_BELOW_HUNDRED})?|{_BELOW_HUNDRED})"
NUMERAL = r"(?:\d{1,3}(?:,\d{3}){1,2}(?!\d)|\d{1,4}(?!\d))(?:\.\d{1,6})?"
ANY_NUMBER = rf"(?:{NUMERAL}|(?<![a-z-]){WORD_NUMBER})"

BOUND = (
    r"(?P<bound>more than|greater than or equal to|greater than|over|exceeding|in excess of|above|at least"
    r"|no less than|as many as|as much as|up to|less than or equal to|less than|fewer than|below|under"
    r"|approximately|approx\.?|about|around|roughly|some|nearly|almost|just under|just over|close to"
    r"|>=|<=|>|<|~|≈)"
)
_BOUNDS: dict[str, Bound] = {
    "more than": ">", "greater than": ">", "over": ">", "exceeding": ">", "in excess of": ">", "above": ">",
    "just over": ">", "at least": ">=", "no less than": ">=", "greater than or equal to": ">=", "as many as": "<=",
    "as much as": "<=", "up to": "<=", "less than or equal to": "<=", "less than": "<", "fewer than": "<",
    "below": "<", "under": "<", "just under": "<", ">=": ">=", "<=": "<=", ">": ">", "<": "<",
}  # fmt: skip
_QUALIFIERS = {">": "over", ">=": "over", "<": "under", "<=": "under", "~": "about"}


def number(printed: str) -> Number:
    """The number that a numeral or number word stands for. Raises ValueError when it is neither."""
    text = printed.strip().lower().replace(",", "")
    if text[:1].isdigit() or text.startswith("."):
        value = float(text)
        return int(value) if value.is_integer() and "." not in text else value
    head, hundred, tail = text.replace("-", " ").partition(" hundred")
    if hundred:
        below = tail.removeprefix(" and").strip()
        return 100 * int(number(head)) + (int(number(below)) if below else 0)
    parts = head.split()
    if not parts or any(part not in WORDS for part in parts):
        raise ValueError(f"'{printed}' is no number")
    return sum(WORDS[part] for part in parts)


def bound(printed: str | None) -> Bound:
    """The bound that words such as 'more than' put on a number; '=' when there are none.

    >>> bound("More than"), bound("nearly"), bound(None)
    ('>', '~', '=')
    """
    if printed is None:
        return "="
    return _BOUNDS.get(" ".join(printed.lower().split()), "~")


def qualifier(of: Bound) -> str | None:
    """The word of the facts JSON for a bound: 'over', 'under', 'about', or None for an exact value."""
    return _QUALIFIERS.get(of)
