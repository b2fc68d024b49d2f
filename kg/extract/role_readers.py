"""A sentence with signs for companies and conjugates in, the roles that it tells out, each with the company's number.

The signs are those of `kg.extract.role_masks`, the patterns those of `kg.extract.role_cues`.

>>> sorted(set(roles_told("@0 has granted @1 an exclusive licence to #", named=True, alone=True)))
[('licensee', 1), ('originator', 0), ('partner', 1)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract import role_cues as cues
from kg.extract.prefilter import lean


def roles_told(masked: str, *, named: bool, alone: bool, own: bool = False) -> Iterator[tuple[str, int]]:
    """Roles with the number of the company, from a masked sentence; ``own`` when it stands in "About" the conjugate."""
    yield from _developing(masked, named=named, alone=alone)
    yield from _together(masked, named=named, alone=alone)
    option = cues.OPTION.search(masked)
    for match in cues.RIGHTS.finditer(masked) if option is None else ():
        if not _is_of_technology(masked, match):
            yield from (("licensee", n) for n in cues.numbers(match))
    for match in cues.LICENSOR.finditer(masked):
        yield from (("originator", n) for n in cues.numbers(match))
    if option is not None:
        joint = bool(option["co"])
        yield from (
            pair
            for n in cues.numbers(option)
            for pair in ((("developer", n), ("partner", n)) if joint else (("option holder", n),))
        )
    yield from _in_licences(masked, told=named or alone, own=named or own)
    if named or alone:
        for role, pattern in _HANDED:
            yield from ((role, n) for match in pattern.finditer(masked) for n in cues.numbers(match))
    for role, pattern in (("supplier", cues.SUPPLY), ("earner", cues.EARNS), ("partner", cues.TIED)):
        for match in pattern.finditer(masked):
            if _near(masked, match):
                yield from ((role, n) for n in cues.numbers(match))


_HANDED = (
    ("originator", cues.GRANTOR),
    ("licensee", cues.GRANTEE),
    ("exerciser", cues.EXERCISED),
    ("licensee", cues.LICENSEE),
    ("partner", cues.RETURNED),
    ("giver", cues.GIVEN_BY),
    ("partner", cues.CAME_WITH),
    ("partner", cues.ENTITLED),
)


def _in_licences(masked: str, *, told: bool, own: bool) -> Iterator[tuple[str, int]]:
    """Companies that gave or got rights, that pay for the trials, or that own the company behind the conjugate."""
    for match in cues.GAVE_RIGHTS.finditer(masked):
        if (own and _near(masked, match)) or cues.PART.search(masked, 0, match.end()):
            yield from (("giver", n) for n in cues.numbers(match))
    if not told:
        return
    for role, pattern in (("partner", cues.GRANTED), ("developer", cues.JOINT_VENTURE)):
        for match in pattern.finditer(masked):
            if "%" not in match[0] and not _is_of_technology(masked, match):
                yield from ((role, n) for n in cues.numbers(match))


_TECHNOLOGY_BEFORE = lean(r"\b(?:technolog(?:y|ies)|platforms?|know-how|patents?|antibodies)\b[^#.;]{0,60}$")
_TECHNOLOGY_BEHIND = lean(
    r"[^#.;]{0,80}?\b(?:technolog(?:y|ies)|platforms?|antibodies (?:targeting|against|to|that|directed))\b"
)


def _is_of_technology(masked: str, match: re.Match[str]) -> bool:
    """Whether what is licensed is a technology and not the conjugate."""
    before, behind = masked[: match.start()], masked[match.end() :]
    return "#" not in before + match[0] and bool(_TECHNOLOGY_BEFORE.search(before) or _TECHNOLOGY_BEHIND.match(behind))


# "with Zorvo, which is developed by": a relative clause about what has another name
_OF_ANOTHER = lean(
    r"(?<![#@\d])\b(?!The |This |It )[A-Z][A-Za-z]{3,20}(?:, )(?:which|that) (?:is|was|has been|had been) (?:being |currently |also )*$"
)


# "@0, which develops anticancer products, reported today how # did": what it develops is told before the comma
_REPORTED = lean(r",(?: today)? (?:announced|reported|said|says|presented|stated|today)\b")


def _developing(masked: str, *, named: bool, alone: bool) -> Iterator[tuple[str, int]]:
    for match in cues.BY.finditer(masked):
        before = masked[max(0, match.start() - 110) : match.start()]
        if "%" in before[before.rfind("#") + 1 :] or _OF_ANOTHER.search(before):
            continue
        if cues.OF_ANTIGEN.search(before):
            continue
        role = "supplier" if cues.SUPPLY_OF_ANTIBODY.search(before) else _by_role(match[0])
        yield from ((role, n) for n in cues.numbers(match))
    for pattern in (cues.ACTIVE, cues.OWN, cues.OWN_EVENT):
        for match in pattern.finditer(masked):
            if "rest" in match.groupdict() and _REPORTED.search(match["rest"]):
                continue
            told = not named or "#" in masked[: match.start()]
            if match["drug"] == "#" or (match["drug"] == "" and told and alone and "%" not in masked):
                yield from (("developer", n) for n in cues.numbers(match))
    for pattern in (cues.RELATIVE, cues.OF, cues.LISTED, cues.ITS, cues.APPOSED, cues.FILED):
        for match in pattern.finditer(masked):
            yield from (("developer", n) for n in cues.numbers(match))


def _together(masked: str, *, named: bool, alone: bool) -> Iterator[tuple[str, int]]:
    """Companies that develop it together; the one named first leads."""
    for match in cues.JOINT.finditer(masked):
        if named or alone:
            first, *rest = cues.numbers(match)
            yield "developer", first
            yield from (pair for n in rest for pair in (("developer", n), ("partner", n)))
    for match in cues.CO_WITH.finditer(masked):
        if not _near(masked, match):
            continue
        yield "co-developing issuer", -1
        yield from (pair for n in cues.numbers(match) for pair in (("developer", n), ("partner", n)))


# "#, % and %, three other compounds utilizing ...": what is said of all in the list
_LISTED = lean(
    r"[#%,-]|\s|\b(?:and|or|two|three|four|five|six|seven|all|both|several|other|more|further|clinical|compounds|conjugates|ADCs|candidates|programs|products)\b"
)


def _near(masked: str, match: re.Match[str]) -> bool:
    """Whether nothing between the words and the conjugate says that they speak of something else."""
    at = masked.find("#")
    if at < 0:
        return True
    between = masked[match.end() : at] if at > match.end() else masked[at : match.start()]
    listed = _LISTED.sub("", between) == ""
    return listed or (not cues.APART.search(between) and "%" not in between)


def _by_role(words: str) -> str:
    """Owner, originator or developer, after the participle."""
    if words.startswith("owned"):
        return "owner"
    return "originator" if re.match(r"created|discovered|invented|designed|conceived", words) else "developer"
