"""A sentence about an agreement in, its parties and who gives rights to whom out, as the words between companies say.

"Between A and B" names both parties whoever else stands in the sentence; "licensed to A and B" makes an agreement of
each with the owner; "licences to X from A and to Y from B" are two agreements.  Who licenses, keeps rights or is paid
gives; who obtains rights or pays gets.
"""

from __future__ import annotations

import re
from itertools import pairwise

from kg.extract.cast import Cast
from kg.extract.cues import cues, joined
from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.extract.spans import Place
from kg.model import Sentence

# words between two companies that tell who gives rights and who gets them
_GIVES = (
    joined(
        r"\b(?:will |shall )?(?:(?:sub|out-?)?licensed|(?<!exclusive )(?<!ADC )(?<!for )(?<!more )licenses|grants?|granted|granting",
        r"|out-licens\w{2,3})\b[^.;]{0,80}\bto\b",
        r"|\bgives?\b|\bto receive\b|(?<!that )(?<!which )\bgrant(?:s|ed|ing)? \Z",
    ),
    joined(
        r"\b(?:will |is eligible to |is entitled to |may |could )?(?:receive[sd]?|earns?|earned|gets?|obtains)\b",
        r"[^.;]{0,100}\bfrom\b",
    ),
)
_GETS = (
    joined(r"\b(?:will |shall |has |have )?(?:pay|pays|paid|paying)\b"),
    joined(
        r"\b(?:in-?licens\w{2,3}|licensed|obtain(?:s|ed)?|acquir(?:es|ed)|gains?|gained|receiv(?:es|ed))\b",
        r"[^.;]{0,80}\b(?:from|to use)\b",
    ),
    joined(r"\b(?:rights?|licen[cs]es?|access) to (?:use |utili[sz]e )?"),
)
# whatever the rights are to: "licensed the rights to the antibody from"
_TAKES = lean(r"\b(?:in-?)?licensed\b[^.;]{0,160}\bfrom \Z", re.IGNORECASE)
_BETWEEN = lean(r"\bbetween \Z", re.IGNORECASE)
_AND = lean(r"(?:, Inc\.?|\s?\([^()]{0,40}\))?,? and ")
_FROM = lean(r"\bfrom \Z")
_RIGHTS = cues(r"licen[cs]es?\b", r"rights\b", r"in-?licensed\b")
_LICENSED_TO = lean(r"\b(?:sub|out-?)?licensed to ", re.IGNORECASE)
_LISTED = lean(r"(?:, Inc\.?)?(?:,? and|,|,? as well as) ")
_OWN = lean(r"(?:Its|Our|We|The [Cc]ompany|The technology)\b")
_KEEPS = lean(r" (?:will )?(?:keep|retain)s?(?: [\w-]{1,15}){0,5} rights\b", re.IGNORECASE)
_MAY = r"(?:(?:will|is|are|eligible|entitled|to|may|could|has|have|also|further|then|would) ){0,5}"
_IS_PAID = lean(
    rf" {_MAY}(?:receives?|received|gets?|earns?|earned)\b[^.;]{{0,160}}?\b(?:up-?front|milestones?|royalt)",
    re.IGNORECASE,
)
_PAYS = lean(
    rf" {_MAY}(?:(?:pays?|paid)\b[^.;]{{0,160}}?\b(?:up-?front|milestones?|royalt)|(?:made|makes?) an? [^.;]{{0,40}}?payment to\b)",
    re.IGNORECASE,
)
_IS_GIVEN = lean(
    r" (?:will )?(?:receives?d?|obtain(?:s|ed)?|gain(?:s|ed)?|gets?|acquire[sd]?)(?: [\w-]{1,15}){0,5} (?:rights|licen[cs]e)\b",
    re.IGNORECASE,
)


# who a company belongs to or was founded by: "X, a joint venture of A and B, ..."
_BELONGS = lean(
    r", (?:an?|the|its) (?:[\w-]{1,20} ){0,4}(?:joint venture|subsidiary|affiliate|spin-?(?:off|out)|unit|member|division|arm)"
    r"\b[^;]{0,200}?,(?= (?!Inc|Ltd|LLC|Co\b))",
    re.IGNORECASE,
)


def principals(document: Document, cast: Cast, sentence: Sentence) -> list[Place]:
    """The companies of a sentence, without those that another one of them only belongs to."""
    places = cast.companies_in(sentence.start, sentence.end)
    insets = [match.span() for match in _BELONGS.finditer(document.text, sentence.start, sentence.end)]
    return [place for place in places if not any(a < place[0] and place[1] < b for a, b in insets)]


def stated_parties(document: Document, cast: Cast, sentence: Sentence) -> list[tuple[str, ...]] | None:
    """The pairs that the words between the companies state; None where they leave it open."""
    text = document.text
    places = principals(document, cast, sentence)
    for left, right in pairwise(places):
        before = text[max(sentence.start, left[0] - 14) : left[0]]
        if _BETWEEN.search(before) and _AND.fullmatch(text, left[1], right[0]) and left[2] != right[2]:
            return [(left[2], right[2])]
    licensees = _licensees(document, cast, sentence, places)
    if licensees is not None:
        return licensees
    givers = [p for p in places if _FROM.search(text[max(sentence.start, p[0] - 6) : p[0]])]
    if len(givers) > 1 and places[0] not in givers and _RIGHTS.search(text, places[0][1], givers[0][0]):
        return [(places[0][2], name) for name in dict.fromkeys(p[2] for p in givers) if name != places[0][2]]
    return None


def _licensees(document: Document, cast: Cast, sentence: Sentence, places: list[Place]) -> list[tuple[str, ...]] | None:
    """Of "its technology has been licensed to A, B and C" a pair for each, with the one whose technology it is."""
    text = document.text
    match = _LICENSED_TO.search(text, sentence.start, sentence.end)
    listed: list[Place] = []
    for place in places:
        gap = text[listed[-1][1] if listed else match.end() : place[0]] if match and place[0] >= match.end() else None
        if gap is not None and (_LISTED.fullmatch(gap) if listed else not gap.strip()):
            listed.append(place)
    if match is None or len(listed) < (1 if len({place[2] for place in places}) > 2 else 2):
        return None
    before = [place[2] for place in places if place[1] <= match.start()]
    owner = before[0] if before else _speaker(document, cast, sentence)
    return [(owner, place[2]) for place in listed if place[2] != owner] if owner else []


def _speaker(document: Document, cast: Cast, sentence: Sentence) -> str | None:
    """The company that "its" or "the Company" stands for at the beginning of a sentence."""
    is_own = _OWN.match(document.text, sentence.start) is not None
    return cast.issuer.name if is_own and cast.issuer else None


def roles_of(
    document: Document, cast: Cast, sentence: Sentence, parties: tuple[str, ...]
) -> tuple[str | None, str | None]:
    """Licensor and licensee, from the words between the two parties."""
    text = document.text
    every = cast.companies_in(sentence.start, sentence.end)
    if stated := _stated_roles(document, cast, sentence, every, parties):
        return stated
    places = [p for p in every if p[2] in parties]
    for left, right in pairwise(places):
        between = text[left[1] : right[0]]
        if left[2] == right[2]:
            continue
        if _TAKES.search(between):
            return right[2], left[2]
        if any(pattern.search(between) for pattern in _GIVES):
            return left[2], right[2]
        if any(pattern.search(between) for pattern in _GETS):
            return right[2], left[2]
    return _roles_by_rights(document, sentence, places, parties)


def _roles_by_rights(
    document: Document, sentence: Sentence, places: list[Place], parties: tuple[str, ...]
) -> tuple[str | None, str | None]:
    """Roles where a sentence names one party only: who keeps rights gives the others, who receives rights gets."""
    text = document.text
    if len(parties) != 2 or len({place[2] for place in places}) != 1:
        return None, None
    name, at = places[0][2], places[0][1]
    other = parties[1] if parties[0] == name else parties[0]
    if _KEEPS.match(text, at, sentence.end) or _IS_PAID.match(text, at, sentence.end):
        return name, other
    is_given = _IS_GIVEN.match(text, at, sentence.end) or _PAYS.match(text, at, sentence.end)
    return (other, name) if is_given else (None, None)


def _stated_roles(
    document: Document, cast: Cast, sentence: Sentence, places: list[Place], parties: tuple[str, ...]
) -> tuple[str, str] | None:
    """Roles of one of several pairs of a sentence: who stands behind "licensed to" gets, behind "from" gives."""
    text = document.text
    if len(parties) != 2 or len({place[2] for place in places}) < 3:
        return None
    if _LICENSED_TO.search(text, sentence.start, sentence.end) and (
        parties in (_licensees(document, cast, sentence, places) or [])
    ):
        return parties[0], parties[1]
    gives = any(p[2] == parties[1] and _FROM.search(text[max(sentence.start, p[0] - 6) : p[0]]) for p in places)
    return (parties[1], parties[0]) if gives and _RIGHTS.search(text, sentence.start, sentence.end) else None
