"""A sentence in, the approvals its words state out: plain, accelerated, conditional, or of a companion diagnostic.

An approval is a verb with its authority ("the FDA approved"), a noun that is granted or held ("has accelerated approval
since 2009"), or a conversion into a full one.  What a designation only makes possible has not happened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.cues import cues, joined
from kg.extract.prefilter import lean

# what a designation lets happen has not happened
_LETS = cues(
    r"(?:allows?|enables?|permits?|offers?|entitles?|provides?|benefits?|(?-i:may)|might|can|could|would)\b",
    r"(?:eligib|if (?:\w{1,12} ){0,3}criteria\b)",
    r"(?:designed|intended|meant|aims?|aimed) (?:to|for)\b",
)
_HAPPENED = cues(
    r"(?:grants|granted|awarded|received|receives|assigned|obtained|secured|gained|accepted|submitted|approved"
    r"|has|have|holds|carries|was|were)\b"
)
_TEST = lean(r"\b(?:companion diagnostic|CDx|assay|diagnostic|test kit|RxDx)\b", re.IGNORECASE)
_AUTHORITY = r"(?:FDA|Administration|Commission|EC|NMPA|MHRA|MHLW|Health Canada|agency|authorities|ministry|PMDA|TGA)"
_APPROVED = (
    joined(rf"\b{_AUTHORITY}\b[^.;]{{0,40}}?\b(?:has |have |today )?(?:also )?(?:approved|approves)\b"),
    joined(
        r"\b(?:granted|grants|received|receives|receiving|won|wins|gained|gains|obtained|obtains|secured|secures"
        r"|issued",
        r"|given)\b(?: \w{1,12}| (?:US|U[._]S[._]|EU)){0,4}? (?:(?:accelerated|conditional|full|regular|traditional|FDA"
        r"|European",
        r"|EU|US|U[._]S[._]|regulatory|marketing|Commission|manufacturing) ){0,4}",
        r"(?:approval|(?:marketing )?authori[sz]ation|(?:marketing|product|biologics|manufacturing|import) licen[cs]e)\b(?! applications?| letter)",
    ),
    joined(
        r"\b(?:granted|issued|received|receives|obtained|given)\b[^.;]{0,40}?\bNotices? of Compliance\b(?: with conditions)?",
        r"|\b(?:granted|issued|received|receives|obtained|given)\b (?:an? )?temporary authori[sz]ation",
    ),
    joined(
        r"\b(?:has|have|had|holds|held)(?: had| held)? (?:an? )?(?:accelerated|conditional|full|regular|marketing) ",
        r"(?:approval|authori[sz]ation)\b(?= (?:in|for|since|from|as)\b)",
    ),
    joined(
        r"\b(?:is|was|were|has been|been|are|became|and)",
        r"(?: also| now| currently| first| recently| already| subsequently| fully| conditionally)?",
        r" (?:approved\b(?=[^.;]{0,60}\b(?:by|in|for|under|as)\b)|cleared for marketing\b",
        r"|(?:licen[cs]ed|authori[sz]ed)\b",
        r"(?=[^.;]{0,60}\b(?:FDA|EMA|EC|EU|European Commission|Administration|Agency)\b))",
    ),
    joined(
        r"\bconvert(?:s|ed)\b[^.;]{0,260}\b(?:to|into) (?:an? )?(?:full|regular|standard"
        r"|traditional) approval",
    ),
    joined(r"\bapproval in (?:the )?(?-i:[A-Z])[\w. ]{1,24}? (?:followed|came)\b"),
    joined(r"\b(?:accelerated |full |regular |conditional )?approval\b[^.;]{0,80}?\bdates? (?:from|back to)\b"),
    joined(r"\bauthori[sz]ed? (?:its|the|their) (?:sale|marketing|use)\b"),
    joined(
        r"\b(?:approval|(?:marketing )?authori[sz]ation)\b[^.;]{0,50}\b(?:has|have|was) (?:also )?(?:been )?",
        r"(?:granted|issued|given|received|obtained)\b",
    ),
    joined(
        r"\b(?:accelerated |full )?approval (?:of|for) [^.;]{2,50}\bby (?:the )?(?:US |U[._]S[._] )?",
        r"(?:FDA|European|EC|NMPA|MHRA)",
    ),
)
_NO_APPROVAL = cues(
    r"(?:pending|if|upon|until|prior to|before|towards?|support(?:s|ing)?|seek(?:s|ing)?|potential|possible|supporting"
    r"|unless|once|for|no|without|not)(?: \w{1,12}){0,3} (?:approv|authori|licen)",
    r"first (?:[\w-]{1,14} ){0,3}?approved (?:therap|drug|treatment|product|agent|medicine|option|ADC|antibody)",
    r"approved (?:therap|drug|treatment|product|agent|indication|medicine|option|ADC|antibody|use|for sale)\w{0,8}"
    r" (?!by|in|on)",
    r"(?:FDA|EMA|EU|US|previously)-approved\b",
    r"(?:orphan|fast track|breakthrough|prime)\b[^.;]{0,40}(?:approval|status)\b",
    r"(?:IND|Investigational New Drug|CTA|clinical trial application|protocol|board|shareholders|stockholders)\b",
)


@dataclass(frozen=True, slots=True)
class Cue:
    """The words at ``start`` to ``end`` that state a regulatory event of one kind."""

    start: int
    end: int
    kind: str


def is_let(words: str, at: int) -> bool:
    """Whether a sentence says before a place what may follow, and nothing in between that it did."""
    lets = [match.end() for match in _LETS.finditer(words, 0, at)]
    return bool(lets) and not _HAPPENED.search(words, lets[-1], at)


def approvals(text: str, start: int, end: int) -> list[Cue]:
    """The approvals that a range states, each with its kind."""
    found = []
    for pattern in _APPROVED:
        for match in pattern.finditer(text, start, end):
            near = text[max(start, match.start() - 30) : min(end, match.end() + 40)]
            if _NO_APPROVAL.search(near) or is_let(text, match.start()):
                continue
            kind = _approval_kind(text[match.start() : min(end, match.end() + 110)])
            found.append(Cue(match.start(), match.end(), kind))
    return found


def _approval_kind(words: str) -> str:
    if words.lower().startswith("convert"):
        return "approval"
    if _TEST.search(words[:90]):
        return "companion_diagnostic_approval"
    if re.search(r"\baccelerated\b", words, re.IGNORECASE):
        return "accelerated_approval"
    return "conditional_approval" if re.search(r"\bconditional|with conditions\b", words, re.IGNORECASE) else "approval"
