"""A text and the places of its drugs in, the abbreviations of regimens out, with the side of a comparison they mean.

Releases shorten a combination behind its first mention: "X in combination with bortezomib plus dexamethasone (BVd)" is
a regimen with the release's conjugate, "daratumumab plus bortezomib and dexamethasone (DVd)" the one it is compared with.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from kg.extract.prefilter import lean

_SHORT = lean(r"\s\((?P<short>[A-Z][A-Za-z0-9]{0,6}(?:[+-][A-Za-z0-9]{1,5}){0,3})(?: (?:arm|regimen|group))?\)")
_JOINED = lean(r"\b(?:plus|with|and)\b|\+|/")
_OPENING = lean(
    r"[.;:,(]\s|\b(?:versus|vs\.?|compared (?:with|to)|against|or|to receive|either|than|over|of|was|were)\s", re.I
)
_CHEMISTRY = lean(
    r"\b\w{3,18}(?:mab|mib|nib|zomib|domide|platin|taxel|rubicin|tecan|citabine|sone|lone|mide|tansine|dotin|statin|tin|ine|bine)\b",
    re.I,
)


def read_regimens(text: str, holds_conjugate: Callable[[int, int], bool]) -> dict[str, Literal["T", "C"]]:
    """Abbreviation to side; empty unless one regimen holds a conjugate of the release and another one does not."""
    found: dict[str, Literal["T", "C"]] = {}
    for match in _SHORT.finditer(text):
        start = _start(text, match.start())
        words = text[start : match.start()]
        if not _JOINED.search(words) or _is_trial_or_disease(words):
            continue
        if holds_conjugate(start, match.start()):
            found.setdefault(match["short"], "T")
        elif len(_CHEMISTRY.findall(words)) > 1:
            found.setdefault(match["short"], "C")
    return found if len(set(found.values())) == 2 else {}


def _start(text: str, end: int) -> int:
    """Where the regimen in front of a bracket begins: behind the last comma, 'versus' or 'with' a comparison opens."""
    floor = max(0, end - 130)
    openings = [m.end() for m in _OPENING.finditer(text, floor, end)]
    return openings[-1] if openings else floor


def _is_trial_or_disease(words: str) -> bool:
    return (
        re.search(r"\b(?:trial|study|cancer|disease|lymphoma|leukemia|survival|rate|response|patients)\b", words, re.I)
        is not None
    )
