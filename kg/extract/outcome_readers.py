"""A sentence's draft in, who read the scans for each of its results out: an independent committee or the investigator."""

from __future__ import annotations

import re

from kg.extract.outcome_draft import Draft
from kg.extract.prefilter import lean

_INVESTIGATOR = lean(
    r"\b(?:investigators?'?s?'?[- ](?:assess|review|determin|evaluat|reading|analysis)\w*|(?:by|per|assessed by|according to)(?: the| study| an?)? investigators?|local(?:ly)? (?:review|assess)\w*)",
    re.I,
)
_INDEPENDENT = lean(
    r"\b(?:blinded |an )?independent(?:ly)?,? (?:central(?:ly)?|review|radiolog\w{1,5}|assess\w{1,5}|data|facility)|\b(?:BICR|IRC|ICR|IRF|IRR|BIRC)\b"
    r"|\bcentral(?:ly)? (?:independent )?(?:review|reading|radiolog|assess|confirmed)",
    re.I,
)


def assessor(draft: Draft, at: int) -> str | None:
    independent = [m.start() for m in _INDEPENDENT.finditer(draft.scene.text, draft.scene.start, draft.scene.end)]
    investigator = [m.start() for m in _INVESTIGATOR.finditer(draft.scene.text, draft.scene.start, draft.scene.end)]
    if independent and not investigator:
        return "IRC"
    if investigator and not independent:
        return "investigator"
    if not independent:
        return None
    return _nearest_assessor(draft, at, independent, investigator)


def reader_named(text: str, start: int, end: int) -> str | None:
    """Who read the scans, as named between two places: 'IRC', 'investigator' or nobody."""
    if _INDEPENDENT.search(text, start, end):
        return "IRC"
    return "investigator" if _INVESTIGATOR.search(text, start, end) else None


_READ_BY = lean(
    r"\s?(?:\([^()]{0,40}\)\s?)?(?:by|per|on|according to|as (?:assessed|determined|read|evaluated) by)\b", re.I
)


def _nearest_assessor(draft: Draft, at: int, independent: list[int], investigator: list[int]) -> str | None:
    """Of two readers in one sentence, the one that stands with this figure: after the one before, before the next."""
    end = next((link.figure.end for link in draft.links if link.figure.start == at), at)
    following = min([link.figure.start for link in draft.links if link.figure.start > at], default=draft.scene.end)
    if _READ_BY.match(draft.scene.text, end, following) and (
        named := reader_named(draft.scene.text, end, min(following, end + 70))
    ):
        return named
    floor = max([link.figure.end for link in draft.links if link.figure.end <= at], default=draft.scene.start)
    before = [("IRC", p) for p in independent if floor <= p < at] + [
        ("investigator", p) for p in investigator if floor <= p < at
    ]
    if before:
        return max(before, key=lambda found: found[1])[0]
    ceiling = min([link.figure.start for link in draft.links if link.figure.start > at], default=draft.scene.end)
    behind = [("IRC", p) for p in independent if at < p < ceiling] + [
        ("investigator", p) for p in investigator if at < p < ceiling
    ]
    return min(behind, key=lambda found: found[1])[0] if behind else None
