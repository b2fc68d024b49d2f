"""A figure of a scene in, whether it measures nothing out: a time point, a difference, a proportion or part of a name."""

from __future__ import annotations

import re

from kg.extract.prefilter import lean
from kg.extract.values import Figure

_NOTHING = lean(
    r"(?:\bat|\bafter|\bfor|\bwithin|\bbeyond|\bover|\bevery|\baged?|\bpast|\blast|\bfirst|\bnext|\bprevious|\bevery|\bin|\bthrough|\bpre-?specified|\bunder|\b"
    r"in the|\bfor at least|\bfor more than|\bfor over|\bby|\bmonth|\bweek|\bolder than|\bmore than every|\bof the|\bgreater than|\bup to)\s(?:the\s)?$",
    re.I,
)
_TIMING_BEHIND = lean(
    r"\s(?:of (?:follow-?up|treatment|therapy|age|enrol|study)|old\b|apart|after\b|prior\b|before\b|ago\b|from\b|following|intervals?|cycles?|improvement|benefit|longer|difference|gain|increase|or older|later)",
    re.I,
)
_DIFFERENCE = lean(
    r"\b(?:longer|improv\w{1,6}|prolong\w{0,3}|extend\w{0,3}|increas\w{1,3}|gain\w{0,3}|differ\w{0,5}|rose|fell|exceed\w{0,3})\b[^,;.]{0,40}\bby (?:a |an )?(?:median (?:of )?|mean of )?(?:approximately |about |almost |nearly |more than )?$",
    re.I,
)
_RAISED = lean(
    r"\b(?:improv\w{1,4}|increas\w{1,3}|extend\w{0,3}|prolong\w{0,3}|rose|rising|lengthen\w{0,3})\b[^.;,]{0,40} to (?:a median of )?$",
    re.I,
)
_MEDIAN_AT = lean(r"\bmedian (?:of )?(?:an? )?$", re.I)
_GAIN = lean(
    r"\b(?:improvement|increase|gain|difference|benefit|extension|prolongation) of (?:approximately |about |almost |nearly )?$",
    re.I,
)
_CATEGORY = lean(r"\s(?:confirmed |unconfirmed )?(?:s?CR|VGPR|PR|MR|SD|PD)s?\b")
_PROPORTION = lean(r"[ -](?:thirds?|half|halves|quarters?|fifths?|in (?:\w+)|(?:patient|woman|person|man) in)\b", re.I)


def only_time(text: str, start: int, end: int, figure: Figure) -> bool:
    """Whether a duration places a result in time, is a difference, or is part of a name."""
    before = text[max(start, figure.start - 70) : figure.start]
    behind = text[figure.end : min(end, figure.end + 24)]
    if figure.kind == "duration" and (_GAIN.search(before) or _DIFFERENCE.search(before)):
        return True
    if figure.kind == "duration":
        if _RAISED.search(before):  # 'increased to 30.9 months from 25.1 months'
            return False
        head = text[figure.start : figure.head_end]
        if re.search(r"[\w)]-(?:month|week|day|year)", head, re.I):
            return _MEDIAN_AT.search(before) is None and re.match(r"\s(?:estimated )?median\b", behind, re.I) is None
        if _NOTHING.search(before):
            return (
                not re.search(r"\b(?:median|ranged?) .{0,40}$", before[-45:], re.I)
                or _TIMING_BEHIND.match(behind) is not None
            )
        return _TIMING_BEHIND.match(behind) is not None or bool(_DIFFERENCE.search(before))
    if figure.kind == "count" and figure.N is None:
        if _CATEGORY.match(behind):
            return False
        return _PROPORTION.match(behind) is not None or bool(
            re.search(
                r"(?:\b(?:phase|month|week|day|grade|grades|part|cohort|study|stage|cycle|line|level|abstract|type|arm|lines of|median of|CD|at least|up to|older|aged?|one (?:\w+ )?in|January|February|March|April|May|June|July|August|September|October|November|December)|[#(=])\s?(?:the\s)?$",
                before,
                re.I,
            )
        )
    if figure.kind == "percent":
        return (
            bool(
                re.search(
                    r"\b(?:longer|improv\w{1,6}|prolong\w{0,3}|increas\w{1,3}|rose)\b[^,;.]{0,40}\bby (?:approximately |about |almost |nearly |more than )?$",
                    before,
                    re.I,
                )
            )
            or re.match(r"\s(?:improvement|increase|longer|relative|greater than)", behind, re.I) is not None
        )
    return False
