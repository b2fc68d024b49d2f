"""A stretch of text in, the groups of patients it names out: their words, their size, and whether they say anything.

A group is "the 39 efficacy-evaluable patients", "patients with high FRa expression", "the lenalidomide-naive subgroup",
"women whose disease ...".  A group that is no more than everybody who was treated or could be assessed is plain: it
gives a denominator but no subgroup.

>>> [(g.phrase, g.size) for g in groups("Among the 16 lenalidomide-naive patients, 14 (88%) had a response.")]
[('lenalidomide-naive patients', 16)]
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.numbers import ANY_NUMBER, number
from kg.extract.prefilter import lean

_NOUN = r"(?:those(?=\s(?:who|with|whose|without)\s)|patients?|people|persons|women|men|subjects|participants|individuals|adults|children|responders|(?<=line )setting|population|subgroup|subset|cohort|group|tumou?rs)\b"
_STOP = (
    r"(?<!\swho)(?<!\sthat)(?<!\swhose)(?<!\swhose tumors)(?<!\swhose tumours)(?<!\swhose disease)(?<!\swhose cancers)(?<!\swhose cancer)(?<!\swhose tumor)(?<!\swhose tumour)(?<!\swhose cells)(?=[,;:()|]|\.(?:\s|$)|$| -|\s(?:had|achieved|experienced|was|were|showed|demonstrated|have|has|compared|versus|vs|did|remain\w*|include\w?"
    r"|the (?:(?-i:[A-Z]{2,5}s?\b)|confirmed|overall|objective|median|response|complete|investigator|most)|at (?:the|a) data|as of|by (?:independent|BICR|IRC|investigator)|treatment with|responded|there|it|they|obtained|attained)\b"
    r"|\s(?:in (?:the|this|these|both) (?!\w+ (?:arm|group|cohort|subgroup))|from the )"
    rf"|\samong\s|\s(?:and|with) (?:{ANY_NUMBER}|the|a median|an)\b)"
)
_OPEN = r"(?:(?!achieved|experienced|showed|responded|demonstrated|obtained|attained|remained|enrolled|received|developed|reported|continued|having)[\w-]+(?:ed|ing)\s(?=with|by|to|for|at|on|in|after|[\w])|who(?:se)?\s[\w'/-]+\s|that\s\w+\s|with\s|having\s|receiving\s|treated\s|previously\s|achieving\s|aged\s|expressing\s|of\s|without\s|refractory\s|at\s|given\s|taking\s|randomi[sz]ed\s|enrolled\s|evaluable\s)"
GROUP = lean(
    rf"\b(?:(?P<lead>in|among|for|of|from|within|with|across|to|on)\s)?(?:(?P<article>the|those|these|all|all of the|a|an|another|both|other|each|remaining|the other|the remaining|the first|a total of)\s){{0,3}}(?:(?:broad )?(?:subset|subgroup|cohort|population|total|group) of (?:the )?)?"
    rf"(?:(?P<size>{ANY_NUMBER})[\s-](?!of\b|percent\b))?(?P<phrase>(?:(?!(?:of|in|with|for|percent|had|was|were|to|the|these|those|that|who|a|an|by|on|as|among|from|across|within|recorded|observed|seen|reported|noted|documented|and \d{{1,4}})\b)[\w/+<>=≥≤%'αβ-]+(?:\.\d[\w/+%-]*)?\s){{0,7}}?{_NOUN}(?:\s{_OPEN}(?:[^,;:()|.]|\.(?=\d)){{1,130}}?(?:, [\w-]{{1,20}},? (?:and|or) [^,;:()|.]{{1,60}}?| \((?!\d[\d.]*\s?%)[^()]{{1,20}}\) (?!had|achieved|was|were|have|has|experienced|showed|demonstrated|obtained|attained|responded)[^,;:()|.]{{1,60}}?)?)?){_STOP}",
    re.I,
)
_SIZED = lean(
    rf"\b(?P<lead>in|among|for|of|from|within|across)\s(?:(?:the|an?|another|this|that)\s)?(?:(?:pre-?specified|exploratory|further|small|separate)\s)?"
    rf"(?:(?:subset|subgroup|cohort|group) of (?:the )?)?(?P<phrase>(?:(?!(?:of|in|with|for|had|was|were|to|the|who|an?|by|on|as)\b)[\w/+<>=%'αβ-]+(?:\.\d[\w/+%-]*)?\s){{0,5}}{_NOUN})"
    rf" \([nN]\s?=\s?(?P<size>\d{{1,4}})\)(?P<clause>\s{_OPEN}(?:[^,;:()|.]|\.(?=\d)){{1,100}}?)?{_STOP}",
    re.I,
)
_THOSE = lean(
    rf"\b(?P<lead>in|among|for|of)\s(?P<phrase>those(?: patients| women| men)? (?:without(?: \w[^,;:()|.]{{1,60}}?)?|(?:with|who(?:se)?|aged)\s[^,;:()|.]{{2,90}}?))\s?{_STOP}",
    re.I,
)
_IF = lean(
    r"\b(?:if|for those with|in those with|in those achieving|among those with|for)\s(?:an? )?(?P<phrase>(?:complete|partial) (?:response|remission)s?|CRs?|PRs?)\b"
)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of patients at ``start`` to ``end``; ``lead`` is the preposition in front."""

    start: int
    end: int
    phrase: str
    size: int | None
    lead: str | None


def groups(text: str, start: int = 0, end: int | None = None) -> list[Group]:
    """The groups named between two places, in order."""
    stop = len(text) if end is None else end
    found = [_sized(match) for match in _SIZED.finditer(text, start, stop)]
    sized = [(group.start, group.end) for group in found]
    found += [
        _group(match)
        for match in GROUP.finditer(text, start, stop)
        if not any(left < match.end() and match.start() < right for left, right in sized)
    ]
    for match in _THOSE.finditer(text, start, stop):
        if not any(group.start < match.end() and match.start() < group.end for group in found):
            found.append(Group(match.start(), match.end(), match["phrase"], None, match["lead"].lower()))
    for match in _IF.finditer(text, start, stop):
        if not any(group.start < match.end() and match.start() < group.end for group in found):
            found.append(Group(match.start(), match.end(), f"patients with {match['phrase']}", None, "if"))
    return sorted(found, key=lambda group: group.start)


SIZE_BEHIND = lean(r"\s?\([nN]\s?=\s?(?P<size>\d{1,4})\)")


def _sized(match: re.Match[str]) -> Group:
    """A group whose size stands in brackets: 'in a subset of patients (n=32) with brain metastases'."""
    phrase = " ".join((match["phrase"] + (match["clause"] or "")).split())
    return Group(match.start(), match.end(), phrase, int(match["size"]), match["lead"].lower())


_RELATIVE = lean(r"\s(?:in|of|for|to|on) (?:which|whom|whose)\b.{0,130}$")


# ", with the remaining two patients having stable disease": what they had is their result, not who they are
_RESULT_OF = lean(
    r"\Awith\s[^,;]{0,60}?\b(?:patients?|people|subjects|participants|women|men)(?P<result>\s(?:having|achieving|experiencing|showing)\s)",
    re.I,
)


def _group(match: re.Match[str]) -> Group:
    told = _RESULT_OF.match(match[0]) if match["size"] else None
    if told is not None:
        end = match.start() + told.start("result")
        return Group(match.start(), end, match.string[match.start("phrase") : end], None, None)
    size = None
    phrase = _RELATIVE.sub("", " ".join(match["phrase"].split()))
    behind = SIZE_BEHIND.match(match.string, match.end())
    if match["size"] is None and behind is not None:
        size = int(behind["size"])
    elif match["size"]:
        value = number(match["size"])
        size = value if isinstance(value, int) else None
    return Group(match.start(), match.end(), phrase, size, (match["lead"] or "").lower() or None)
