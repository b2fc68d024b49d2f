"""A stretch of text in, the parts that a number of patients is divided into out.

"130 patients had been enrolled: 44 with TNBC, 77 with ovarian cancer and nine with melanoma" divides all of them: the
parts add up.  Numbers that do not are something else.

>>> [(part.n, part.name) for part in partitions("15 patients were treated, six at 1 mg/kg and nine at 2 mg/kg.")]
[(6, '1 mg/kg'), (9, '2 mg/kg')]
>>> [(part.n, part.name) for part in randomised("were randomized to X (5 mg/kg; n=20) or to docetaxel (n=19).")]
[(20, 'X'), (19, 'docetaxel')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from kg.extract.numbers import WORD_NUMBER, number
from kg.extract.prefilter import lean

_NUMBER = rf"(?:\d{{1,4}}|{WORD_NUMBER})"
_WHOLE = lean(
    rf"(?<![\w.,/-])(?P<n>{_NUMBER}) (?:(?!of\b|\d)[\w/+-]{{1,24}},? ){{0,4}}?(?:patients|people|women|men|subjects|participants|adults)\b",
    re.I,
)
_ITEM = lean(
    rf"(?<![\w.,/=<>-])(?<!grade )(?<!phase )(?<!cycle )(?<!day )(?P<n>{_NUMBER})(?: (?:of (?:them|these|whom|the patients)|patients|women|men|others|more))?"
    r" (?P<how>(?:(?:were|was|had|have been|had been) )?(?:with|in|on|at|received|receiving|given|treated (?:with|at|on)|randomi[sz]ed to(?: receive)?|assigned to(?: receive)?|to(?: receive)?|from|for|the)\b|(?<=and \d\d )|(?<=and \d\d\d )) ?(?P<the>the )?(?=[\w>=<≥≤(])",
    re.I,
)
_RANDOMISED = lean(
    r"\b(?:(?:randomi[sz]ed|assigned|allocated)\b[^.;()]{0,60}? to (?:receive )?(?:either )?|(?:received|treated with|given) either )(?P<a>(?!\d ?:)(?:[^;()]|\((?![nN] ?=)[^()]{1,40}\) (?!\()){2,110}?) ?\((?:[^()]{1,90}[;,] ?)?[nN] ?= ?(?P<n1>\d{1,4})\),?"
    r" (?:or|and|versus|vs\.?)(?: to)?(?: receive)? (?P<b>[^;()]{2,110}?) ?\((?:[^()]{1,90}[;,] ?)?[nN] ?= ?(?P<n2>\d{1,4})\)",
    re.I,
)
_DRUGS = lean(r"receiv|given|treated|randomi|assigned|to\b|the\b", re.I)
_TRIM = lean(r"^(?:the|an?|either|receive) |[\s,;:]+(?:and|or|while)?\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of ``n`` patients; its words stand at ``start`` to ``end``, the whole division at ``span``."""

    n: int
    name: str
    start: int
    end: int
    span: tuple[int, int]
    given: bool  # whether the words say what the patients were given


def partitions(text: str, start: int = 0, end: int | None = None) -> list[Part]:
    """The parts of the first number of patients that is divided between two places."""
    stop = len(text) if end is None else end
    for whole in _WHOLE.finditer(text, start, stop):
        size = number(whole["n"])
        if not isinstance(size, int) or size < 4:
            continue
        found = _parts(text, whole.start(), whole.end(), stop)
        while len(found) > 2 and sum(part.n for part in found) > size:
            found = found[:-1]
        if len(found) > 1 and sum(part.n for part in found) == size:
            return found
    return []


def _parts(text: str, whole: int, start: int, stop: int) -> list[Part]:
    items = list(_ITEM.finditer(text, start, stop))
    edges = [item.start() for item in items] + [stop]
    found = []
    for item, (_, right) in zip(items, pairwise(edges), strict=True):
        value = number(item["n"])
        cut = re.search(r"[.;:](?:\s|$)|\)?\.$", text[item.end() : right])
        finish = item.end() + cut.start() if cut else right
        name = _named(text[item.end() : finish])
        if isinstance(value, int) and len(name) > 1:
            given = _DRUGS.search(item["how"]) is not None
            found.append(Part(value, name, item.end(), finish, (whole, finish), given))
    return found


def randomised(text: str, start: int = 0, end: int | None = None) -> list[Part]:
    """The two arms that patients are randomised to, each with its size in brackets."""
    stop = len(text) if end is None else end
    match = _RANDOMISED.search(text, start, stop)
    if match is None:
        return []
    return [
        Part(int(match[n]), _named(match[name]), *match.span(name), match.span(), given=True)
        for name, n in (("a", "n1"), ("b", "n2"))
    ]


def _named(words: str) -> str:
    """The words of a part without article, joint and what follows a bracket left open."""
    plain = " ".join(words.split())
    if plain.count("(") > plain.count(")"):
        plain = plain[: plain.rindex("(")]
    for _ in range(2):
        plain = _TRIM.sub("", plain)
    return plain[:90].strip()
