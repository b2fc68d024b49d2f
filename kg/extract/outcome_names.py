"""The items of a list of groups in, each spelt out with the words that belong to all of them out.

>>> spelt_out(["patients with HER2-positive", "HER2-low disease"])
('patients with HER2-positive disease', 'patients with HER2-low disease')
>>> spelt_out(["cohorts A", "B"]), spelt_out(["second-", "third-line patients"])
(('Cohort A', 'Cohort B'), ('second-line patients', 'third-line patients'))
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.prefilter import lean

_SHARED_NOUN = lean(
    r"(?:patients?|cohorts?|sub-?groups?|groups|populations?|arms?|tumou?rs|cancers?|carcinomas?|lymphomas?|disease|expression|status|settings?|(?:prior |previous )?(?:lines?|therapies|treatments|regimens)(?: of (?:prior )?(?:therapy|treatment))?)(?: patients)?",
    re.I,
)
_SHARED_HEAD = lean(
    r"(?:(?:patients|women|men|those|people|subjects|participants|tumou?rs) (?:with|who had|having|receiving|treated with|whose tumou?rs (?:are|were)) |cohorts? |parts? |arms? |groups? )",
    re.I,
)
_LABELS = lean(r"(?:cohort|part|arm|group)s?\s", re.I)


def spelt_out(items: Sequence[str]) -> tuple[str, ...]:
    """Items of a list, each with the noun behind the last and the words in front of the first that belong to all."""
    head = _SHARED_HEAD.match(items[0])
    words = head[0] if head else ""
    rest = [items[0][len(words) :], *items[1:]]
    noun = _SHARED_NOUN.search(rest[-1])
    tail = noun[0] if noun and noun.end() == len(rest[-1]) and noun.start() else ""
    last = rest[-1][: len(rest[-1]) - len(tail)].strip() if tail else rest[-1]
    named = [*rest[:-1], last]
    if _LABELS.fullmatch(words):
        return tuple(f"{words.strip().rstrip('s').capitalize()} {item}" for item in named)
    if rest[0].endswith("-") and "-" in rest[-1]:  # 'second- and third-line patients'
        spelt = [item + rest[-1].partition("-")[2] if item.endswith("-") else item for item in rest]
        return tuple(item if _SHARED_HEAD.match(item) else f"{words}{item}" for item in spelt)
    spelt = [item if tail and _SHARED_NOUN.search(item) else f"{item} {tail}".strip() for item in named]
    return tuple(item if _SHARED_HEAD.match(item) else f"{words}{item}" for item in spelt)
