"""The sentences about a study in, its arms, parts and cohorts with their sizes out.

Sizes are told arm by arm ("191 received X and 195 docetaxel"), in brackets ("X (n = 453)", "5.6 mg/kg (n=225) or an
uptitration regimen (n=50)"), for parts and lettered cohorts ("Part 1, 30 patients"), or as the parts of a number of
patients ("130 patients had been enrolled: 44 with ..., 86 with ...") that add up to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.arms import arm_mentions
from kg.extract.cast import Cast
from kg.extract.document import Document
from kg.extract.numbers import ANY_NUMBER, number
from kg.extract.prefilter import lean
from kg.extract.trial_control import regimen
from kg.extract.trial_partitions import Part, partitions, randomised
from kg.model import Arm, Sentence

_SPLIT = lean(
    rf"(?P<n1>{ANY_NUMBER}) (?:patients |participants )?(?:(?:were|will be) (?:treated with|given|randomi[sz]ed to(?: receive)?|(?:randomly )?(?:assigned|allocated) to(?: receive)?|assigned at random to)|received|to receive|to) (?P<a1>[^.;]{{3,80}}?),? and (?P<n2>{ANY_NUMBER}) (?:patients |were |will be |to |with |received |receive |given |assigned to |treated with |randomi[sz]ed to ){{0,5}}(?P<a2>[^.;,]{{3,70}})",
    re.I,
)
_PART = lean(
    rf"\b(?P<name>(?:Part|Arm|Cohort|Stage|Group) (?:\d|[A-Z]\d?)\b(?: \([^()]{{2,30}}\))?)(?:, [a-z -]{{3,30}})?[,:]? (?:up to |approximately |about |with |of |enrolled |included |a (?:further|total of) |another |an additional )*(?P<n>{ANY_NUMBER}) (?:patients|participants|people)",
    re.I,
)
# a lettered cohort whose size stands in brackets behind it
_LETTERED = lean(
    r"\b(?P<name>(?:Part|Arm|Cohort|Stage|Group) (?:\d|[A-Z]))\b ?\((?:[^()]{1,80}[,;] ?)?n ?= ?(?P<n>\d{1,4})\)", re.I
)
_PORTION = r"(?:(?:cohort|dose)[- ]expansion|(?:first|second|third|dose[- ](?:escalation|finding|expansion)|expansion|phase \w{1,4}) (?:part|portion|stage|cohort|phase))"
# "up to 36 patients in the first part and up to 30 in the second", "in the dose-finding part, 33 patients"
_PORTIONS = (
    lean(
        rf"\b(?P<n>{ANY_NUMBER}) [\w -]{{0,40}}?(?:patients|participants|people|subjects) [\w ]{{0,40}}?\b(?:in|into|entered) (?:the )?(?P<name>{_PORTION})\b"
        rf"(?: and (?:up to |about |approximately )?(?P<n2>{ANY_NUMBER}) (?:patients |more |others )?(?:in|into) the (?P<name2>second|third|expansion)\b)?",
        re.I,
    ),
    lean(
        rf"\b(?:in|of) the (?P<name>{_PORTION})[^.;\d]{{0,60}}?,? (?P<n>{ANY_NUMBER}) (?:[\w-]{{2,20}} ){{0,3}}?(?:patients|participants|people|subjects)\b",
        re.I,
    ),
)
_TWO_PARTS = lean(
    r"\b(?P<a>(?:dose[- ])?[a-z]+(?:[- ][a-z]+)?) \([nN] ?= ?(?P<n1>\d{1,4})\),? and (?:the )?(?P<b>(?:dose[- ])?[a-z]+(?:[- ][a-z]+)?) \([nN] ?= ?(?P<n2>\d{1,4})\) (?P<noun>portions|parts|cohorts|phases|stages)\b",
    re.I,
)
_PHASE_PART = lean(
    r"\b(?P<name>[Pp]hase (?:[1-3]|I{1,3})[ab])\b(?! ?/)[^.;]{0,200}?\b(?:up to|around|about|approximately|some) (?P<n>\d{1,4}) (?:patients|participants|subjects|people|more|additional|further)\b"
)
_IN_BRACKETS = lean(r"\(n ?=", re.I)
_HEADED = lean(r"(?P<name>[\w /+()-]{3,60}?) \(n ?= ?(?P<n>\d{1,4})\)", re.I)


def arms_of(document: Document, cast: Cast, told: Sequence[Sentence]) -> tuple[Arm, ...]:
    """The arms or parts whose size the text gives."""
    found: dict[str, Arm] = {}
    for sentence in told:
        two = randomised(document.text, sentence.start, sentence.end)
        for match in _SPLIT.finditer(document.text, sentence.start, sentence.end):
            for name, n in (("a1", "n1"), ("a2", "n2")):
                arm = _arm(document, cast, match.start(name), match.end(name), match[n])
                if arm is not None:
                    found.setdefault(arm.name, arm)
        for match in _PART.finditer(document.text, sentence.start, sentence.end):
            value = number(match["n"])
            found.setdefault(
                match["name"],
                Arm(
                    name=match["name"],
                    n=value if isinstance(value, int) else None,
                    rule="trials:part",
                    evidence=document.evidence(match.span()),
                ),
            )
        for arm in _portions(document, sentence):
            found.setdefault(arm.name, arm)
        known = list(found.values())
        for part in (*two, *partitions(document.text, sentence.start, sentence.end)):
            arm = _of_part(document, cast, part)
            if not any(arm.n == other.n and _alike(arm.name, other.name) for other in known):
                found.setdefault(arm.name, arm)
        if two or not _IN_BRACKETS.search(document.text, sentence.start, sentence.end):
            continue
        if sentence.layout == "row" and len(_sides(document, cast, sentence)) < 2:
            continue
        for match in _HEADED.finditer(document.text, sentence.start, sentence.end):
            arm = _arm(document, cast, match.start("name"), match.end("name"), match["n"], adjacent=True)
            if arm is not None:
                found.setdefault(arm.name, arm)
    return tuple(found.values())


def _sides(document: Document, cast: Cast, row: Sentence) -> set[str]:
    """The sides of a comparison that the head of a table gives a number of patients to."""
    heads = _HEADED.finditer(document.text, row.start, row.end)
    return {arm.role for match in heads if (arm := _arm(document, cast, *match.span("name"), match["n"])) and arm.role}


def _portions(document: Document, sentence: Sentence) -> list[Arm]:
    """The lettered cohorts and the parts of a study that a sentence gives a size to."""
    sized = [
        (match["name"], match["n"], match.span())
        for match in _LETTERED.finditer(document.text, sentence.start, sentence.end)
    ]
    for match in _TWO_PARTS.finditer(document.text, sentence.start, sentence.end):
        noun = match["noun"].removesuffix("s")
        sized += [
            (f"{match['a']} {noun}", match["n1"], match.span()),
            (f"{match['b']} {noun}", match["n2"], match.span()),
        ]
    parted = list(_PHASE_PART.finditer(document.text, sentence.start, sentence.end))
    if len({match["name"].lower() for match in parted}) > 1:
        sized += [(match["name"], match["n"], match.span()) for match in parted]
    for pattern in _PORTIONS:
        for match in pattern.finditer(document.text, sentence.start, sentence.end):
            sized.append((match["name"], match["n"], match.span()))
            if match.groupdict().get("n2"):
                sized.append((f"{match['name2']} part", match["n2"], match.span()))
    arms = []
    for name, printed, span in sized:
        value = number(printed)
        if isinstance(value, int) and value > 2:
            arms.append(Arm(name=name, n=value, rule="trials:part", evidence=document.evidence(span)))
    return arms


def _arm(document: Document, cast: Cast, start: int, end: int, printed: str, *, adjacent: bool = False) -> Arm | None:
    named = arm_mentions(document, cast, start, end)
    value = number(printed)
    if named and adjacent and end - named[-1].end > 6:
        return None
    if not named or not isinstance(value, int):
        return None
    words = regimen(document.text[named[-1].start : named[-1].end])
    role = "experimental" if named[-1].side == "T" else "control"
    return Arm(name=words, n=value, role=role, rule="trials:arm", evidence=document.evidence((start, end)))  # type: ignore[arg-type]  # one of the two roles


def _of_part(document: Document, cast: Cast, part: Part) -> Arm:
    """An arm by its drugs where its words open with them, else by its words."""
    named = arm_mentions(document, cast, part.start, part.end)
    if named and named[0].start - part.start < 12 and part.given:
        words = regimen(document.text[named[0].start : named[0].end])
        if named[0].side == "C":
            words = regimen(part.name)
        role = "experimental" if named[0].side == "T" else "control"
        return Arm(name=words, n=part.n, role=role, rule="trials:arm", evidence=document.evidence(part.span))  # type: ignore[arg-type]  # one of the two roles
    return Arm(name=part.name, n=part.n, rule="trials:part", evidence=document.evidence(part.span))


def _alike(left: str, right: str) -> bool:
    return left.lower() in right.lower() or right.lower() in left.lower()


def control_arm(
    document: Document, cast: Cast, told: Sequence[Sentence], listed: tuple[Arm, ...]
) -> tuple[str, tuple[int, int]] | None:
    """The control treatment as the list of arms or the head of a table names it."""
    for arm in listed:
        if arm.role == "control" and any(other.role == "experimental" for other in listed):
            sentence = next(s for s in told if arm.name.split(" ")[0] in document.words(s))
            return arm.name, (sentence.start, sentence.end)
    for sentence in told:
        if sentence.layout == "row":
            named = arm_mentions(document, cast, sentence.start, sentence.end)
            if len(named) == 2 and {arm.side for arm in named} == {"T", "C"}:
                control = next(arm for arm in named if arm.side == "C")
                return regimen(document.text[control.start : control.end]), (sentence.start, sentence.end)
    return None


_EACH = lean(
    r"\b(?P<n>\d{1,3}(?:,\d{3})?|\d{1,4}) (?:patients |people |participants )?(?:in each|per) (?:arm|group)\b", re.I
)


def equal_arms(document: Document, told: Sequence[Sentence], compound: str, control: str) -> tuple[Arm, ...]:
    """The two arms of a study that gives one number for each: "1,486 people, 743 in each arm"."""
    for sentence in told:
        match = document.search(_EACH, sentence)
        value = number(match["n"]) if match else None
        if match is not None and isinstance(value, int):
            evidence = document.evidence((sentence.start, sentence.end))
            return (
                Arm(name=compound, n=value, role="experimental", rule="trials:each-arm", evidence=evidence),
                Arm(name=control, n=value, role="control", rule="trials:each-arm", evidence=evidence),
            )
    return ()
