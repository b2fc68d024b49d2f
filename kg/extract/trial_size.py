"""The sentences about a study in, how many patients it has and how that number is meant out.

Releases say "a 137-patient trial", "44 patients were enrolled", "will enroll approximately 300 patients", "Of its 608
participants", "Evaluable: 145".  The number of patients enrolled or randomised comes before that of those treated, this
before those who could be assessed, and a planned number counts only where there is no other.  Sizes of arms, parts and
groups are no size of the study.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.numbers import WORD_NUMBER, number
from kg.extract.prefilter import lean

_PEOPLE = (
    r"(?:patients|people|women|men|men and women|women and men|subjects|participants|adults|individuals|volunteers)\b"
)
_MODS = r"(?:(?!\d+\b|in\b|of\b|from\b|with\b|to\b|who\b)[\w/+-]++(?:, )?\s?){0,7}?"
_ABOUT = r"(?<![\w,])(?P<about>(?:a total of|up to|approximately|about|roughly|around|nearly|almost|at least|more than|over|some|an estimated|as many as|~|all|additional|an additional)\s){0,3}"
_N = rf"(?<!hase )(?P<n>\d{{1,3}},\d{{3}}|\d{{1,4}}|{WORD_NUMBER})(?![\w%]|\.\d|,\d|\s?(?:%|percent|mg|months|weeks))"
_DONE = r"(?:enroll?ed|randomi[sz]ed|recruited|accrued|included)"
# what only some of the patients get, or had before
_A_GROUP = r"(?:no|prior|previous|at least (?!one dose)|placebo|chemotherapy|(?:two|three|four|five|six|\d+) or more|the (?:high|low|same|recommended|\d|next|first|second|third|control|maximum)|a (?:dose|median|mean)|\d)"
# doses as all patients of a study together get them
_ALL_DOSES = r"(?:one of (?:the )?\w+ (?:different )?doses?|at least one dose|one or more doses|at (?:escalating |ascending |various |different )?doses? (?:ranging )?(?:from|between|of \d[\d.]*(?: mg/kg| mg/m2)? (?:to|-))|doses ranging|(?:escalating|ascending|increasing) doses)\b"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("enrolled", lean(rf"\b(?:has |have |had )?(?:{_DONE}|included|involved|involving|comprised|took in|enrols?|enrolling|recruit(?:s|ing)?|enrol?ling|comprises|comprising)\s{_ABOUT}{_N}\s{_MODS}{_PEOPLE}", re.I)),
    ("enrolled", lean(rf"{_ABOUT}{_N}\s{_MODS}{_PEOPLE}(?:\s(?:with|who|whose|aged|in|from|having)\s[^.;]{{1,260}}?)?\s(?:were|was|have been|had been|are|has been)\s(?:then |subsequently |initially )?{_DONE}\b(?! in (?:the )?(?:expansion|cohort|part))", re.I)),
    ("enrolled", lean(rf"\ba total of {_N}\s{_MODS}{_PEOPLE}[^.;]{{0,280}}?\s(?:were|was|have been|had been)\s(?:then )?(?:assigned|allocated)\b", re.I)),
    ("enrolled", lean(rf"\b(?:enrol?led|randomi[sz]ed|treated|included) (?:in|into) (?:the|this) (?:[\w-]+ ){{0,3}}?(?:trial|study) were {_ABOUT}{_N}\s{_MODS}{_PEOPLE}", re.I)),
    ("enrolled", lean(rf"\benrol?lment of {_ABOUT}{_N}\s{_MODS}{_PEOPLE}", re.I)),
    ("enrolled", lean(rf"{_ABOUT}{_N}[- ]patients?\b(?=,?\s(?:(?!had\b|have\b|were\b|was\b|receiv)[\w/-]+[, ]+){{0,6}}?(?:trial|study|phase))", re.I)),
    ("enrolled", lean(rf"\b(?:study|trial) (?:of|in|with) {_ABOUT}{_N}\s{_MODS}{_PEOPLE}", re.I)),
    ("enrolled", lean(rf"\bof (?:its|the|all) {_N}\s{_MODS}{_PEOPLE}\s?(?:,|(?:who were |that were )?(?:{_DONE}|in the (?:trial|study)|on study))", re.I)),
    ("enrolled", lean(rf"\b(?:\w+|{WORD_NUMBER}) of (?:the |its )?{_N}\s(?:patients|participants|people|subjects)\sin (?:the|this) (?:[\w-]+ ){{0,3}}(?:study|trial)", re.I)),
    ("enrolled", lean(rf"{_ABOUT}{_N}\s{_MODS}{_PEOPLE}(?:\s(?:with|who|of)\s[^.;]{{1,120}}?)?,?\s(?:took part|participated|make up (?:this|the)|entered (?:the|this) (?:study|trial))", re.I)),
    ("enrolled", lean(rf"\b(?:compared with|compared to|versus|evaluat\w+|compares|comparing|pits|test(?:s|ed|ing)|examin\w+|investigat\w+|conducted|run by)\s(?:[^.;]|\.(?=\d)){{3,90}}? in {_ABOUT}{_N}\s{_MODS}{_PEOPLE}", re.I)),
    ("planned", lean(rf"\b(?:will|is expected to|are expected to|is designed to|plans? to|planned to|is planned to|aims? to|intends? to|expects? to|to) (?:enroll?|include|recruit|randomi[sz]e|evaluate|accrue|be (?:{_DONE}|conducted in))\s{_ABOUT}{_N}\s{_MODS}{_PEOPLE}", re.I)),
    ("planned", lean(rf"\b{_ABOUT}{_N}\s{_MODS}{_PEOPLE}(?:\s(?:with|who)\s[^.;]{{1,120}}?)?\s(?:will|are expected to|are planned to|are to) be (?:{_DONE}|treated|dosed)", re.I)),
    ("planned", lean(rf"\b{_ABOUT}{_N}\s{_MODS}{_PEOPLE}(?:\s(?:at|in|from|with)\s[^.;]{{1,80}}?)?\s(?:are|is) expected to (?:join|enter|take part|participate|enrol?l)\b", re.I)),
    ("planned", lean(rf"\b{_ABOUT}{_N}\s{_MODS}{_PEOPLE}\s(?:(?:are|is)\s(?:planned|expected|foreseen|to be {_DONE})|to be {_DONE}|(?:may|can|could|will) (?:take part|participate))\b", re.I)),
    ("enrolled", lean(rf"\b(?:trial|study|phase [\w/]{{1,5}})\b(?:[^.;]|\.(?=\d)){{0,220}}?\b(?:with|in)\s{_ABOUT}{_N}\s{_PEOPLE}(?!\s(?:who|with|had|were|receiv))", re.I)),
    ("enrolled", lean(rf"\b(?:trial|study)\b[^.;]{{0,220}}?\bin (?P<about>approximately |about |up to |an estimated |around ){_N}\s{_MODS}{_PEOPLE}", re.I)),
    ("enrolled", lean(rf"{_ABOUT}{_N}\s{_DONE}\s{_PEOPLE}", re.I)),
    ("treated", lean(rf"\bin (?:the|this|a|our) (?:[\w/-]+ ){{0,5}}?(?:trial|study),?\s{_ABOUT}{_N}\s{_MODS}{_PEOPLE}(?:\s(?:with|who)\s[^.;]{{1,120}}?)?\sreceived\b(?! (?:at least|no|prior))", re.I)),
    ("planned", lean(rf"\b(?:planned (?:size|enrol?lment)|target enrol?lment|(?:^|\n)?size)\s?(?:of|:|is)?\s?{_ABOUT}{_N}", re.I)),
    ("treated", lean(rf"\b(?:in all|in total|altogether|overall),? {_N}\s{_MODS}{_PEOPLE}\s(?:have |had |has )?(?:received|been treated|been dosed|been enrolled)\b", re.I)),
    ("treated", lean(rf"(?:\b(?:study|trial),? )?\bpatients \([nN] ?= ?{_N}\)(?:(?<=\))[^.;]{{0,140}}?\b(?:were|was|have been) (?:treated|enrol?led|randomi[sz]ed)\b)", re.I)),
    ("treated", lean(rf"\b(?:study|trial),? patients \([nN] ?= ?{_N}\) received\b", re.I)),
    ("treated", lean(rf"\b(?:treated|dosed|administered to|received by|treatment of)\s{_ABOUT}{_N}\s{_MODS}{_PEOPLE}", re.I)),
    ("treated", lean(rf"{_ABOUT}{_N}\s{_MODS}{_PEOPLE}(?: in total| overall)?(?:\s(?:with|who|whose)\s[^.;]{{1,240}}?)?\s(?:were|have been|had been|was)\s(?:treated|dosed|given)\b(?! (?:with|at) (?:the|a) (?:dose|MTD))", re.I)),
    ("treated", lean(rf"{_ABOUT}{_N}\s{_MODS}{_PEOPLE}(?:\s(?:with|who)\s[^.;]{{1,120}}?)?\s(?:have |had |has )?received (?!{_A_GROUP})[^.;]{{0,80}}?\b{_ALL_DOSES}", re.I)),
    ("treated", lean(rf"{_ABOUT}{_N}\s{_MODS}{_PEOPLE}\s(?:have |had |has )?received (?!{_A_GROUP})[^.;]{{3,90}}? in (?:a|an|the|this|our) (?:[\w/-]+ ){{0,5}}?(?:trial|study)\b", re.I)),
    ("evaluable", lean(rf"\bevaluable(?: patients| population)?\s?:\s?{_ABOUT}{_N}", re.I)),
    ("evaluable", lean(rf"{_ABOUT}{_N}\s{_MODS}{_PEOPLE}\s(?:were|have been|are)\s(?:evaluable|evaluated|assessed|assessable)", re.I)),
)  # fmt: skip
_RANK = {"enrolled": 0, "treated": 1, "evaluable": 2, "planned": 3}
_PART = lean(
    r"\b(?:expansion (?:cohort|phase|part)|cohorts?|(?<!\d )per arm|(?<!\d in )each arm|arm of|in (?:part|arm) \w|(?:part|arm|stage) (?:\d|[A-C]\b)|each (?:site|group|cohort)|subset|subgroup|portion|(?:finding|escalation|expansion|first|second|third|phase \w{1,4}) part|in the (?:[\w+ ]{2,40}) arm"
    r"|every year|each year|annually|worldwide|diagnosed|people (?:in|die)|affects?|affected|more than \d+,\d+ (?:people|women)|in clinical (?:trials|studies)|across (?:multiple|several|various) |respond(?:ed|ers?)|discontinu\w+|remain\w*|previously (?:presented|reported)|safety database)\b",
    re.I,
)
_IN_SEVERAL = lean(
    r"[^.;]{0,70}\bin (?:all |our |several |multiple |various |ongoing |completed |clinical )*(?:trials|studies)\b",
    re.I,
)
_ROUGH = {"about": "about", "approximately": "about", "roughly": "about", "around": "about", "nearly": "about", "almost": "about", "some": "about",
          "an estimated": "about", "~": "about", "up to": "up to", "as many as": "up to", "at least": "at least", "more than": "at least", "over": "at least"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """A number of patients at ``start`` to ``end``, with the words of the facts JSON for how it is meant."""

    n: int
    qualifier: tuple[str, ...]
    start: int
    end: int
    rank: int


_SEVERAL = lean(
    rf"{_N}\s{_PEOPLE} (?:will be|were|are) (?:randomi[sz]ed|assigned|allocated) to [^.;]{{3,90}}?\b(?:and|while) {_N.replace('?P<n>', '?:')}",
    re.I,
)


# what every wording of a size holds
_COUNTED = lean(rf"{_PEOPLE}|\bpatient\b|\bevaluable\b|\b(?:size|enrol?lment)\b", re.I)


def sizes(text: str, start: int, end: int) -> list[Size]:
    """The numbers of patients a stretch of text gives for a whole study, the most telling first."""
    if _COUNTED.search(text, start, end) is None:
        return []
    found: list[Size] = []
    split = [match.span() for match in _SEVERAL.finditer(text, start, end)]  # the arms one by one
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text, start, end):
            if any(left - 5 <= match.start() < right for left, right in split):
                continue
            size = _size(text, kind, match, start, end)
            if size is not None and not any(size.start < other.end and other.start < size.end for other in found):
                found.append(size)
    return sorted(found, key=lambda size: (size.rank, size.start))


def _size(text: str, kind: str, match: re.Match[str], start: int, end: int) -> Size | None:
    value = number(match["n"])
    if not isinstance(value, int) or not 3 <= value <= 20000 or (1990 <= value <= 2035 and "," not in match["n"]):
        return None
    left = max(start, match.start() - 45)
    left = max(left, text.rfind("; ", left, match.start()))
    right = min(end, match.end() + 45)
    colon = text.find(": ", match.end(), right)
    around = text[left : colon if colon >= 0 else right]
    if _PART.search(around) or _IN_SEVERAL.match(text, match.end(), end):
        return None
    printed = (match.groupdict().get("about") or "").strip().lower()
    words = [_ROUGH[word] for word in _ROUGH if re.search(rf"(?:^|\s){re.escape(word)}(?:\s|$)", printed)]
    if kind == "enrolled" and re.search(
        r"\b(?:will|plan\w*|expected|designed|to be|target\w*|to (?:start|initiate|begin|open|launch|conduct))\s[^.;]{0,40}$",
        text[max(start, match.start() - 60) : match.start() + 12],
        re.I,
    ):
        kind = "planned"
    plain = kind == "enrolled" and not re.search(_DONE, match[0], re.I)
    qualifier = tuple(dict.fromkeys([*words, *([] if plain else [kind])]))
    if kind == "planned" and "evaluable" in around:
        qualifier += ("evaluable",)
    return Size(value, qualifier, match.start(), match.end(), _RANK[kind])
