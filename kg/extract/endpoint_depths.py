"""A text in, the endpoints that count patients whose tumour marker or lesions fell by a set share out.

"PSA50", "a >=50% PSA reduction", "a PSA decline of more than 50 percent", "a >30% reduction in target lesions", "PSA
response", "molecular response".  The share belongs to the definition: it is part of the endpoint and never a result.  A
fall without a bound ("a 63% reduction in PSA") is a result and defines nothing.

>>> [found.code for found in depths("PSA50 in 25%, at least 50% PSA declines in 9, a >30% reduction in lesions, PSA fell by 63%")]
['PSA50', 'PSA50', '>30% reduction in lesions']
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.prefilter import lean

_MARKER = (
    r"(?:(?P<{psa}>PSA|prostate[- ]specific antigen(?: \(PSA\))?)|ctDNA|circulating tumou?r DNA(?: \(ctDNA\))?|CA[- ]?125|CA[- ]?19-9|CEA|AFP"
    r"|(?:serum )?M[- ]protein)(?: levels?| concentrations?)?"
)
_SIZE = (
    r"(?:target |measurable |index |tumou?r )?(?:lesion(?:s\b|\(s\)|\b)|tumou?rs?\b)(?: (?:size|volume|burden|diameters?|lesions?))?"
    r"|(?:the )?sum of (?:the )?(?:target lesion |longest )?diameters"
)
_FALL = r"(?:reductions?|declines?|decreases?|drops?|falls?)"
_BOUND = r"(?P<bound>>=|>|at least|no less than|more than|greater than(?: or equal to)?|over|exceeding|in excess of)"
_SHARE = r"(?P<share>\d{1,3}) ?(?:%|percent\b)"
_BEHIND = r"(?: or (?:more|greater|better|higher))"
_FROM = r"(?: from baseline)?"


def _marker(name: str) -> str:
    return _MARKER.replace("{psa}", name)


_NAMED = lean(
    r"(?<![\w/-])PSA[- ]?(?P<share>30|50|80|90)\b(?: (?:response|decline|reduction)s?\b)?(?: rates?\b)?"
    rf"(?i: ?\((?:a )?(?:>=?|at least |more than |greater than )? ?\d{{2}} ?(?:%|percent)(?: or (?:more|greater))? (?:PSA )?{_FALL}{_FROM}(?: in PSA)?\))?"
)
_BEFORE = lean(
    rf"(?:{_BOUND} ?(?:an? )?{_SHARE}|(?<![\w.,]){_SHARE.replace('share', 'share2')}{_BEHIND}) (?:confirmed |maximum |best )?"
    rf"(?:{_marker('psa')} {_FALL}\b{_FROM}|{_FALL}{_FROM} (?:in|of) (?:the |their |serum )?(?:{_marker('psa2')}|{_SIZE}){_FROM})",
    re.I,
)
_AFTER = lean(
    rf"(?<![\w/-]){_marker('psa')} (?:{_FALL}{_FROM} (?:of|by)|{_FALL}|responses? of|declined{_FROM} by|decreased{_FROM} by|fell{_FROM} by) ?\(?(?:{_BOUND} ?{_SHARE}|{_SHARE.replace('share', 'share2')}{_BEHIND}){_FROM}",
    re.I,
)
_WITHIN = lean(
    rf"\b{_FALL}{_FROM} of {_BOUND} ?{_SHARE}{_FROM} (?:in|of) (?:the |their |serum )?(?:{_marker('psa')}|{_SIZE})",
    re.I,
)
_MOLECULAR = lean(
    r"(?<![\w/-])(?P<name>(?:(?:major |complete |early |deep |ctDNA ){0,2}molecular|PSA|ctDNA|CA[- ]?125|CA[- ]?19-9|biochemical) responses?)\b(?: rates?\b)?"
)


@dataclass(frozen=True, slots=True)
class Depth:
    """An endpoint of this kind at ``start`` to ``end``; ``code`` is its name in the facts."""

    start: int
    end: int
    code: str


def depths(text: str) -> tuple[Depth, ...]:
    """The endpoints of this kind that a text names, in order and without overlap."""
    hits = [Depth(*match.span(), f"PSA{match['share']}") for match in _NAMED.finditer(text)]
    customary = frozenset(hit.code for hit in hits)
    for pattern in (_BEFORE, _AFTER, _WITHIN):
        hits += [Depth(*match.span(), _code(match, customary)) for match in pattern.finditer(text)]
    hits += [Depth(*m.span(), _singular(m["name"])) for m in _MOLECULAR.finditer(text)]
    kept: list[Depth] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(kept)


_AT_LEAST = frozenset((">=", "at least", "no less than", "greater than or equal to"))


def _code(match: re.Match[str], customary: frozenset[str]) -> str:
    """'PSA50' for a fall of PSA by at least a half where the text uses that name, else the words of the text."""
    parts = match.groupdict()
    share = parts["share"] or parts.get("share2")
    at_least = parts.get("share2") is not None or (parts["bound"] or "").lower() in _AT_LEAST
    if (parts.get("psa") or parts.get("psa2")) and at_least and f"PSA{share}" in customary:
        return f"PSA{share}"
    return _VERB.sub("decline of", " ".join(match[0].split()))


_VERB = lean(r"(?:declined|decreased|fell)(?: from baseline)? by")


def _singular(words: str) -> str:
    return " ".join(words.split()).removesuffix("s")
