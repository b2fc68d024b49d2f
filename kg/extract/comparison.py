"""A conjugate in, whether the release only compares with it or names it as the patients' earlier treatment out."""

from __future__ import annotations

import re

from kg.extract.document import Document
from kg.extract.players import Player
from kg.extract.prefilter import lean

_AGAINST = lean(
    r"\b(?:vs\b\.?|versus|(?<!antibody )(?<!conjugate )(?<!ADC )(?<!directed )(?<!active )(?<!activity )against|compared (?:with|to)|comparison (?:with|to)|relative to|superior(?:ity)? (?:to|over)|(?:non-?)?inferior(?:ity)? to|than"
    r"|outdoes|outperform\w*|beats?|randomi[sz]ed to(?: either)?|comparator|control arm|compar(?:e|es|ing)\b[^.;]{3,60} (?:with|to))\b\.?(?:[^.;()]|\.(?=\d)){0,60}$",
    re.IGNORECASE,
)


_CONTROL = lean(
    r"\b(?:control arm|by way of context|historical|another trial|other trials?|elsewhere)\b[^.;]{0,120}$",
    re.IGNORECASE,
)


# right in front of a drug: what is told of it afterwards is told of the control arm
_AT_ONCE = lean(
    r"\b(?:vs\b\.?|versus|over|superior(?:ity)? to|superiority over|compared (?:with|to)|than(?: with)?|beats|outperforms|as (?:opposed|against) to) (?:the )?(?:active comparator )?\Z"
    r"|\b(?:vs\b\.?|versus|over) (?:[\w-]+ ){1,3}\(\Z",
    re.IGNORECASE,
)


def is_comparator(document: Document, player: Player) -> bool:
    """Whether a drug stands behind "versus", "compared with" in at least a third of its places."""
    starts = [start for start, _ in player.spans if document.release.section_at(start) != "about"]
    behind = sum(
        bool(
            _AGAINST.search(document.text, max(0, start - 90), start)
            or _CONTROL.search(document.text, max(0, start - 140), start)
        )
        for start in starts
    )
    at_once = [start for start in starts if _AT_ONCE.search(document.text, max(0, start - 60), start)]
    headed = any(document.release.section_at(start) == "headline" for start in at_once)
    return behind > 0 and (3 * behind >= len(starts) or headed or len(at_once) > 1)


_BEFOREHAND = lean(
    r"\b(?:prior|previous(?:ly)?|after|received|receiving|treated with|refractory to|resistan(?:t|ce) to|progress(?:ed|ion|ing)|fail(?:ed|ing|ure)|following|relapsed"
    r"|exposure to|intoleran(?:t|ce)|combin(?:ation|ed|ing) with|in addition to|plus|unlike)\b[^.;]{0,70}$",
    re.IGNORECASE,
)


_EARLIER = lean(
    r"\b(?:prior|previous(?:ly)?|received|treated with|refractory to|resistan(?:t|ce) to|progress(?:ed|ion|ing)|fail(?:ed|ing|ure)|relapsed|intoleran(?:t|ce))\b"
    r"[^.;]{0,70}$",
    re.IGNORECASE,
)


_REFRACTORY_TO = lean(
    r"\b(?:prior|previous(?:ly)?|refractory to|resistan(?:t|ce) to|progress(?:ed|ion) (?:on|after)|fail(?:ed|ure)|intoleran(?:t|ce)|alternative to|superior to)\b"
    r"(?: (?!(?:were|was|are|is|(?:had|have|has) been)\b)[\w/-]{1,25},?| \([^()]{1,30}\),?){0,9} \(?$",
    re.IGNORECASE,
)


# "examplamab vedotin-naive", "T-DM1-refractory": patients told apart by what they had before
_KIND_OF_PATIENT = lean(
    r"(?: ?\([^()]{1,20}\))?[- ](?:na[i\u00ef]ve|refractory|resistant|experienced|exposed|pre-?treated|intolerant|ineligible|failures?)\b",
    re.IGNORECASE,
)


_AFTER = lean(r"\b(?:after|following) (?:prior |previous )?(?:(?:treatment|therapy) with )?$", re.IGNORECASE)
_NO_CLAUSE = lean(r"[-\w]*(?: ?\([^()]{1,20}\))?(?:[,.;)\n]|$| and | or )")


def tells_patients_apart(document: Document, end: int) -> bool:
    """Whether a drug whose name ends at ``end`` only says what kind of patients are meant."""
    return bool(_KIND_OF_PATIENT.match(document.text, end))


_RECEIVED_BEFORE = lean(
    r"(?: ?\([^()]{1,20}\))? (?:before|previously|earlier|beforehand|in the past)\b(?! (?:surgery|an?\b))"
)


def is_only_earlier_treatment(document: Document, player: Player) -> bool:
    """Whether every place of a drug calls it what patients had, or had not, before."""
    return all(
        tells_patients_apart(document, end)
        or bool(_RECEIVED_BEFORE.match(document.text, end))
        or is_earlier_treatment(document, max(0, start - 140), start)
        or bool(_AFTER.search(document.text, max(0, start - 40), start) and _NO_CLAUSE.match(document.text, end))
        for start, end in player.spans
    )


def is_earlier_treatment(document: Document, left: int, start: int) -> bool:
    """Whether a drug that stands at ``start`` is what patients had before, or is compared with; looks back to ``left``."""
    return bool(_REFRACTORY_TO.search(document.text, max(left, start - 140), start))


def is_passing(document: Document, player: Player, *, beside_another: bool = False) -> bool:
    """Whether a drug is only the patients' earlier treatment or a drug beside the conjugate.

    ``beside_another`` says that the release is about another drug: then a conjugate is no mere partner of its own kind.
    """
    cue = _EARLIER if beside_another else _BEFOREHAND
    told = [span for span in player.spans if document.release.section_at(span[0]) in ("headline", "body", "quotation")]
    starts = [start for start, _ in told]
    behind = sum(
        bool(cue.search(document.text, max(0, start - 90), start))
        or is_earlier_treatment(document, 0, start)
        or tells_patients_apart(document, end)
        for start, end in told
    )
    return (
        bool(starts)
        and 2 * behind >= len(starts)
        and not any(document.release.section_at(start) == "headline" for start in starts)
    )
