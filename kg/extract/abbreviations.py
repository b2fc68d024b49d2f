"""A text in, its abbreviations with their long forms out, after Schwartz and Hearst (PSB 2003).

The short form stands in brackets behind the long one, or the long one in brackets behind the short one; each letter of
the short form is found in the long form from right to left, and the first letter begins a word.

>>> read_abbreviations("the Targeted Antibody Payload (TAP) technology and DLBCL (diffuse large B-cell lymphoma) are")
{'Targeted Antibody Payload': 'TAP', 'diffuse large B-cell lymphoma': 'DLBCL'}
>>> read_abbreviations("with Tumor-Activated Prodrug technology (abbreviated TAP), in patients (n = 12)")
{'Tumor-Activated Prodrug': 'TAP'}
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.prefilter import lean

_BRACKET = lean(r"\((?:or |abbreviated |called |also called )?\"?(?P<inside>[^()\n]{2,70}?)\"?\)")
_SHORT = lean(r"[A-Za-z][\w&/+\u03b1\u03b2-]{1,9}")
_WORDS_BEFORE = lean(r"(?:[\w'/\u03b1\u03b2-]+ ){0,9}[\w'/\u03b1\u03b2-]+ ?$")


@lru_cache(maxsize=16)
def read_abbreviations(text: str) -> dict[str, str]:
    """Long form to short form, in the order of the text; the first pair of a short form counts."""
    found: dict[str, str] = {}
    shorts: set[str] = set()
    for match in _BRACKET.finditer(text):
        inside = match["inside"].strip()
        before = _WORDS_BEFORE.search(text, max(0, match.start() - 120), match.start())
        if before is None:
            continue
        pair = _pair(inside, before[0].strip())
        if pair and pair[1] not in shorts:
            shorts.add(pair[1])
            found[pair[0]] = pair[1]
    return found


def _pair(inside: str, before: str) -> tuple[str, str] | None:
    if _is_short(inside):
        long = _long_form(inside, before)
        return (long, inside) if long else None
    last = before.rsplit(" ", 1)[-1]
    if _is_short(last) and _long_form(last, inside) == inside:
        return inside, last
    return None


def _is_short(text: str) -> bool:
    return bool(_SHORT.fullmatch(text)) and sum(letter.isupper() for letter in text) >= 2


_GREEK = str.maketrans("\u03b1\u03b2\u03b3", "abg")


def _long_form(short: str, before: str) -> str | None:
    """The end of the words before that the letters of a short form come from."""
    before = re.sub(r" (?:technology|platform|technologies)$", "", before)
    letters = [letter for letter in short.lower().translate(_GREEK) if letter.isalnum()]
    lowered = before.lower()
    at = len(lowered)
    for index in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= 0 and (lowered[at] != letters[index] or (index == 0 and at > 0 and lowered[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
    long = before[at:]
    enough = len(long) > len(short) and len(long.split()) <= min(len(letters) + 5, len(letters) * 2)
    return long if enough else None
