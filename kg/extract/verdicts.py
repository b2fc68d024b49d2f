"""A document in, what it says of an endpoint without a figure out: met, missed, significant, improved, not mature.

"The trial met its primary endpoint of progression-free survival", "failed to meet", "a statistically significant
improvement in overall survival", "no significant benefit in ...", "overall survival data were not mature".  A sentence
that hopes, plans or supposes gives no verdict.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from dataclasses import replace

from kg.extract.cast import Cast
from kg.extract.document import Document
from kg.extract.endpoint_names import TIMED
from kg.extract.endpoints import Endpoint, label
from kg.extract.outcome_records import Record
from kg.extract.prefilter import lean

_GOAL = r"(?:its |the |their |both |all |each of (?:its|the) |one of (?:its|the) )?(?:of its |of the )?(?:\w+ )?(?:trial's |study's )?(?:(?:dual|two|key|main|composite|pre-?specified|interim|final) ){0,3}(?:co-)?(?:primary|secondary)(?: and (?:key )?secondary)? (?:efficacy )?(?:end ?points?|objectives?|goals?|measures?)"
_MET = lean(
    rf"\b(?:met|meets|meeting|achieved|achieves|reached|satisfied) {_GOAL}|\b(?:primary|secondary) (?:efficacy )?end ?points?(?: of [^.;]{{3,60}}?)? (?:was|were|has been|have been) (?:also )?(?:met|achieved|reached)",
    re.I,
)
_MISSED = lean(
    rf"\b(?:did not|does not|would not|failed to|not) (?:meet|achieve|reach) {_GOAL}|\b(?:missed|failed) {_GOAL}|\b(?:primary|secondary) (?:efficacy )?end ?points?(?: of [^.;]{{3,60}}?)? (?:was|were|has|have) not (?:been )?(?:met|achieved|reached)",
    re.I,
)
_BETTER = lean(
    r"\b(?:statistically )?significant(?:ly)?,? (?:and (?:also )?clinically (?:meaningful|relevant|significant) )?(?:improv\w*|prolong\w*|increas\w*|extend\w*|longer|greater|better|superior\w*|benefit|reduction|advantage|delay\w*|higher)\b",
    re.I,
)
_CHANGED = lean(
    r"\b(?:improv\w*|prolong\w*|extend\w*) [^.;]{3,70}\b(?:statistically )?significantly\b|\bstatistically significant(?:ly)? (?:prolonged|improved|results)|\bwere statistically significant\b|\b(?:was|were) (?:statistically )?significantly (?:prolonged|improved|longer|higher|better)\b",
    re.I,
)
_SUPERIOR = lean(r"\b(?:demonstrated|showed|showing|demonstrating|was|is|achieved) (?:a )?superior\w*\b", re.I)
_NO_BETTER = lean(
    r"\bno (?:statistically )?(?:significant )?(?:advantage|treatment benefit|benefit|improvement|difference)\b|\b(?:was|were|did) not (?:statistically )?(?:significantly )?(?:significant|improv\w*|prolong\w*|differ\w*)\b|\bno significant (?:\w+ )?(?:advantage|benefit|improvement|difference)\b|\bdid not (?:demonstrate|show|reach|achieve)[\w ]{0,40}(?:significan|improvement|benefit)\w*",
    re.I,
)
_IMMATURE = lean(r"\b(?:not (?:yet )?(?:been )?(?:fully )?mature|immature|not mature)\b", re.I)
_UNSHOWN = lean(
    r"\b(?:has|have) (?:not )?been (?:shown|established|demonstrated|seen)\b|\bno data\b|\bnot been (?:established|shown|demonstrated)\b",
    re.I,
)
_SUPPOSED = lean(
    r"\b(?:will|would|if|expected to|expects?|designed to|goal|could|may|might|should|potential to|powered|hope\w*|believe|to (?:show|demonstrate|detect|meet|achieve)|whether|plans?|until|once)\b",
    re.I,
)


def read_verdicts(
    document: Document, cast: Cast, mentions: tuple[Endpoint, ...], primary: tuple[str, ...] = ()
) -> list[Record]:
    """The verdicts of a release, as records without a figure; ``primary`` are the codes that 'primary endpoint' means."""
    found: list[Record] = []
    starts = [mention.start for mention in mentions]
    for index, sentence in enumerate(document.sentences):
        if sentence.section not in ("headline", "body", "dateline") or sentence.layout == "row":
            continue
        own = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        named = [m for m in own if (not m.weak or m.code in ("OS", "PFS")) and not m.risk and m.code != "follow-up"]
        for verdict, place in _verdicts(document.text, sentence.start, sentence.end):
            if verdict == "not significant" and _UNSHOWN.search(document.text, sentence.start, sentence.end):
                continue
            if verdict != "not mature" and _supposed(document.text, sentence.start, place):
                continue
            meant = _meant(document.text, named, place)
            if not meant and verdict in ("met", "not met") and "primary" in document.text[slice(*place)]:
                called = _called_primary(document.text, mentions)
                meant = [called] if called is not None else [Endpoint(*place, code) for code in primary]
            for mention in meant:
                found.append(_record(document, cast, index, mention, verdict))
    return found


_IS_PRIMARY = lean(
    r"[^.;]{0,70}?(?:,|\b(?:is|was|as|being))\s(?:the )?(?:study's |trial's |sole )?primary (?:efficacy )?end ?point\b",
    re.I,
)
_PRIMARY_IS = lean(
    r"\bprimary (?:efficacy )?end ?point (?:is |was |of )(?:the (?:study|trial) (?:is |was ))?(?:[\w-]{1,20} ){0,5}$",
    re.I,
)


def _called_primary(text: str, mentions: tuple[Endpoint, ...]) -> Endpoint | None:
    """The one endpoint that the text calls primary: 'ORR among ..., the primary endpoint, was'."""
    found: dict[str, Endpoint] = {}
    for mention, following in itertools.zip_longest(mentions, mentions[1:]):
        limit = min(len(text), mention.end + 110, following.start if following else len(text))
        if mention.weak or mention.code == "follow-up":
            continue
        if _IS_PRIMARY.match(text, mention.end, limit) or _PRIMARY_IS.search(
            text, max(0, mention.start - 120), mention.start
        ):
            found.setdefault(mention.code, replace(mention, median=False, mark=None))
    return next(iter(found.values())) if len(found) == 1 else None


def _verdicts(text: str, start: int, end: int) -> list[tuple[str, tuple[int, int]]]:
    """The verdicts of a stretch of text with the place of their words, at most one a kind."""
    found: list[tuple[str, tuple[int, int]]] = []
    for verdict, patterns in (
        ("not met", (_MISSED,)),
        ("met", (_MET,)),
        ("not significant", (_NO_BETTER,)),
        ("significant", (_BETTER, _CHANGED)),
        ("improved", (_SUPERIOR,)),
        ("not mature", (_IMMATURE,)),
    ):
        match = next((m for pattern in patterns if (m := pattern.search(text, start, end))), None)
        if match is not None and not any(left < match.end() and match.start() < right for _, (left, right) in found):
            found.append((verdict, match.span()))
    return found


def _supposed(text: str, start: int, place: tuple[int, int]) -> bool:
    return _SUPPOSED.search(text, max(start, place[0] - 60), place[0]) is not None


def _meant(text: str, named: list[Endpoint], place: tuple[int, int]) -> list[Endpoint]:
    """The endpoints that a verdict is about: those behind it as far as a list goes, else the last one before it."""
    behind = [m for m in named if m.start >= place[0] and m.start - place[1] < 130]
    if behind:
        chosen = [behind[0]]
        for left, right in itertools.pairwise(behind):
            if (
                re.fullmatch(
                    r"(?:,| and|, and| as well as| or|,? including)*\s?(?:the |an? |also )?(?:confirmed |overall |median |key )?",
                    text[left.end : right.start],
                    re.I,
                )
                is None
            ):
                break
            chosen.append(right)
        return [m for m in chosen if not re.search(r"[;]|\. ", text[place[1] : m.start])]
    before = [m for m in named if m.end <= place[0] and place[0] - m.end < 90]
    return before[-1:]


def _record(document: Document, cast: Cast, index: int, mention: Endpoint, verdict: str) -> Record:
    sentence = document.sentences[index]
    record = Record(label(mention, unit=None), mention.code, verdict=verdict, rule=f"verdicts:{verdict}")
    if mention.code in TIMED:
        record.endpoint = mention.code
    record.compound = cast.compound_of(index)
    record.modality = "negated" if verdict == "not mature" else "asserted"
    record.spans = [(sentence.start, sentence.end)]
    if not sentence.start <= mention.start < sentence.end:
        named = document.sentences[document.sentence_at(mention.start)]
        record.spans.append((named.start, named.end))
    return record
