"""A sentence about a conjugate in, the antigens that it calls the conjugate's target out.

An antigen is the target as an adjective ("HER2-directed", "anti-CD70") before a word for the conjugate or its antibody,
behind a verb ("binds to", "is aimed at", "seeks out cells that carry"), or where it is called so ("the target of").

>>> [m["head"] for m in TARGETED.finditer("a CD70-directed antibody after HER2-targeted therapy")]
['antibody']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract import names
from kg.extract.cast import Cast, Player
from kg.extract.components import ELSEWHERE, free
from kg.extract.document import Document
from kg.extract.found import Found
from kg.extract.prefilter import lean
from kg.lexicon import lexicon
from kg.model import Sentence

_CONJUGATE = (
    r"(?:antibody[- ]drug[- ]conjugate|ADC|immunoconjugate|immuno-conjugate|conjugate|TAP compound|TAP product|anticancer compound|compound"
    r"|product candidate|candidate|antibody|mAb|monoclonal antibody|ATAC|ADCs? (?:program|candidate)|agent|PDC|Probody|molecule|TAP)"
)
_ADJECTIVES = r"(?:(?!therap|treatment|regimen|positive|inhibitor|and\b|or\b|with\b|plus\b)[\w/'+()-]{1,24},? ){0,5}?"
TARGETED = lean(
    rf"(?:-|[ ]|\)-?)?(?:targeting|targeted|directed|binding|specific)[,]? {_ADJECTIVES}(?P<head>{_CONJUGATE}|properties of)(?![\w-])",
    re.IGNORECASE,
)
_HEAD_BEHIND = lean(
    rf"(?:\)|[- ]antigen)?(?:[ ]|-(?=ADC|ATAC)){_ADJECTIVES}(?P<head>{_CONJUGATE})(?![\w-])", re.IGNORECASE
)
_ANTI = lean(r"\b[Aa]nti-?(?:human )?$")
_VERB = lean(
    r"\b(?:(?:(?:seeks? out|attacks?|kills?|destroys?|binds? to|into|inside|to) (?:[\w-]+ ){0,4}cells (?:that |which )?(?:carry|express|display|bear|carrying|expressing|displaying|bearing)"
    r"|targets?|targeting|recogni[sz]es|seeks? out|(?:hones?|homes?) in on|attacks?|interacts? with|engages?|whose target is|target (?:antigen )?is|targeted (?:to|at|against)|aimed at"
    r"|directed (?:against|at|to|towards?)|binds?(?: (?:specifically|selectively|with high affinity))? ?(?:to)?|binding to|bound to"
    r"|specific (?:for|to)|against|reactive with|antibody to)|(?:that|which) targets?)"
    r"(?: the| a| an)?(?P<gap> [^.;:|\"()]{0,75})?[ (]$",
    re.IGNORECASE,
)
_VERB_GAP = lean(r"(?: (?:the|a|an|cell[- ]surface|surface|tumou?r|cancer|antigen|protein|receptor|called|known|as|named|transmembrane|glycoprotein|proteins?"
    r"|target|extracellular|domain|portion|of|on|found|many|cells?|human|novel|which|is|highly|expressed|enzyme|marker|molecule|both|oncofetal|tumou?r-associated"
    r"|cell|specific|specifically|selectively|to|type|I|II|membrane|integrin|folate|receptor|epitope|associated|antigens|forms?|version|variant|cleaved|intact|activated|active|overexpressed|unique|distinct|new|region|member|family|[\w-]{2,20}-(?:associated|specific|stem|bound|anchored|linked|restricted))\b,?| (?:[\w-]+ ){1,4}(?:protein|receptor|antigen|transporter|glycoprotein))*\s*")  # fmt: skip
_POPULATION = lean(
    r"(?:\)|[ -])?[- ]?(?:positive|negative|express|overexpress|over-express|high\b|low\b|mutant|amplified|\+|naive|enriched|bearing|mutated|status|testing|driven)",
    re.IGNORECASE,
)
_PLURAL = lean(r"s\b|ies\b")


def targets_in(document: Document, cast: Cast, player: Player, sentence: Sentence) -> Iterator[Found]:
    for mention in free(document, cast, sentence, "target"):
        if _NUMBERED.match(document.text, mention.end):
            continue
        long = _long_form(document, document.text[mention.start : mention.end])
        start = (
            mention.start - len(long) - 2
            if long and document.text.endswith(f"{long} (", 0, mention.start)
            else mention.start
        )
        strength = _target_strength(document, cast, player, sentence, start, mention.end)
        if strength:
            yield Found(
                "target", document.text[mention.start : mention.end], mention.start, mention.end, sentence, strength
            )
    for start, end, _ in cast.compounds_in(sentence.start, sentence.end):
        own = _ANTIGEN_NAME.fullmatch(document.text, start, end)
        if own and lexicon().named(own["antigen"], "target"):
            yield Found("target", own["antigen"], *own.span("antigen"), sentence)
    for match in _SYMBOL.finditer(document.text, sentence.start, sentence.end):
        if (
            document.within(*match.span())
            or _NO_SYMBOL.fullmatch(match[0])
            or (match[0] in document.abbreviations.values() and not _long_antigen(document, match[0]))
        ):
            continue
        if any(start <= match.start() < end for start, end, _ in cast.compounds_in(sentence.start, sentence.end)):
            continue
        long = _long_antigen(document, match[0])
        start = (
            match.start() - len(long) - 2
            if long and document.text.endswith(f"{long} (", 0, match.start())
            else match.start()
        )
        if _target_strength(document, cast, player, sentence, start, match.end()) == 2:
            yield Found("target", match[0], *match.span(), sentence, 2)


_NUMBERED = lean(r" \d\b(?=[ ]?[(),.;]|$)")  # "... receptor 3": the name of another antigen


def _long_form(document: Document, short: str) -> str:
    """The long form that the text gives for an abbreviation, if it gives one; else nothing."""
    return next((long for long, other in document.abbreviations.items() if other == short), "")


def _long_antigen(document: Document, short: str) -> str:
    """The long form of an abbreviation, if it is the name of an antigen; else nothing."""
    long = _long_form(document, short)
    return long if _ANTIGEN_WORD.search(long) else ""


_ANTIGEN_WORD = lean(
    r"(?:antigen|receptor|protein|molecule|ligand|integrin|cadherin|transporter|mucin|claudin|nectin|syndecan|glypican|cyclase)\b[\w -]{0,12}$",
    re.IGNORECASE,
)
_ANTIGEN_NAME = lean(r"(?P<antigen>[A-Z][A-Z0-9]{2,8})[- ]ADC")  # a conjugate named after its antigen

# an antigen that the reference data does not list: capitals and digits where only an antigen can stand
_SYMBOL = lean(
    r"(?<![\w/-])(?:[A-Z]{2,6}[0-9]{1,3}[A-Z]{0,2}[0-9]?[A-Z]?[0-9]?|[A-Z]{3,6}-\d{1,2}|[A-Z]{4,6})(?![\w/])"
)
_NO_SYMBOL = lean(
    r"(?:ADCS?|DNA|RNA|MRNA|NCT\d+|FDA|EMA|CHMP|NSCLC|SCLC|TNBC|DLBCL|ASCO|ESMO|AACR|ASH|EHA|SABCS|GLOBE|NEWSWIRE|BUSINESS|WIRE|MMA[EF]|DM\d+|IV|II"
    r"|III|NHL|AML|CLL|ALL|ATACS?|SOC|NYSE|COVID-19|HRPC|CRPC|IGG\d?)"
)


def _target_strength(document: Document, cast: Cast, player: Player, sentence: Sentence, start: int, end: int) -> int:
    """How clearly a sentence calls an antigen the conjugate's target: 0 not at all, 2 in so many words."""
    text = document.text
    before = text[max(sentence.start, start - 110) : start]
    close = end + (2 if text[end : end + 2] == ")-" else 0)
    if _POPULATION.match(text, end):
        return 0
    if _is_called_target(document, cast, sentence, start, end):
        return 2
    targeted = TARGETED.match(text, close)
    anti = _ANTI.search(before)
    if targeted or anti:
        head = targeted or _HEAD_BEHIND.match(text, end)
        return 2 if head and _is_own(document, cast, player, head, before) else 0
    verb = _last_verb(before)
    if verb and not ELSEWHERE.search(before[: verb.start()]):
        return (
            2 if verb[0].lower().startswith(("target", "directed", "binds", "whose", "that", "seeks", "recogni")) else 1
        )
    head = _HEAD_BEHIND.match(text, end)
    if (
        head
        and head["head"].lower() not in ("agent", "compound", "molecule")
        and _is_own(document, cast, player, head, before)
    ):
        return 1
    return 0


# "the target of # is X", "its target, X"; "X, the target of #"
_TARGET_IS = lean(
    r"\btarget(?: antigen)?(?: (?:of|for)(?: (?:the )?[\w-]+){1,3})?(?:,| is| was|:)(?: the)? $", re.IGNORECASE
)
_IS_TARGET = lean(
    r"(?: \([^()]{1,30}\))?,? (?:which is |is )?the (?:molecular |cell[- ]surface |tumou?r |biological )?(?:target|antigen (?:targeted|recogni[sz]ed)) (?:of|for|by) "
)


def _is_called_target(document: Document, cast: Cast, sentence: Sentence, start: int, end: int) -> bool:
    """Whether an antigen is called the target, of the conjugate and of no other drug."""
    before = _TARGET_IS.search(document.text, max(sentence.start, start - 90), start)
    if before:
        return not cast.drugs_in(before.start(), start)
    behind = _IS_TARGET.match(document.text, end, sentence.end)
    return bool(behind and any(place[0] < behind.end() + 30 for place in cast.compounds_in(behind.end(), sentence.end)))


def _last_verb(before: str) -> re.Match[str] | None:
    """The verb of targeting nearest to an antigen, with nothing between them but words for an antigen."""
    at = 0
    while verb := _VERB.search(before, at):
        if _VERB_GAP.fullmatch(verb["gap"] or ""):
            return verb
        at = verb.start() + 1
    return None


_MADE_OF = lean(
    r"\b(?:consists? of|composed of|compris\w+|links?|couples?|made (?:up )?of|built (?:from|on)|combines?|joins?)\b[^,;]{0,40}$"
)


def _is_own(document: Document, cast: Cast, player: Player, head: re.Match[str], before: str) -> bool:
    """Whether the thing called X-targeting is the conjugate or its antibody, not another drug beside it."""
    if _PLURAL.match(document.text, head.end("head")) or ELSEWHERE.search(before):
        return False
    if "antibod" in head["head"].lower() and _MADE_OF.search(before):
        return True
    following = cast.drugs_in(head.end("head"), head.end("head") + 30)
    if following and document.text[head.end("head") : following[0][0]].strip(" ,(") == "":
        plain = names.plain_key(following[0][2])
        return (
            any(names.plain_key(spelling).startswith(plain) for spelling in player.spellings)
            or player.name in document.text[head.end("head") - 200 : head.start()]
        )
    return True
