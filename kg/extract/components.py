"""A sentence about a conjugate in, its components out: payload, linker and antibody, named or described.

Releases name the components in a sentence that says how the conjugate is made ("consists of", "joins", "linked to",
"based on") or in apposition to their class ("the cytotoxic agent auristatin F", "DXd payload").

>>> PAYLOAD_CLASS.search("carries a proprietary auristatin payload")["payload"]
'auristatin'
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract import names
from kg.extract.cast import Cast, Player
from kg.extract.document import Document
from kg.extract.found import Found
from kg.extract.linkers import linkers_in
from kg.extract.prefilter import lean
from kg.lexicon import Mention, lexicon
from kg.model import Sentence

COMPOSITION = lean(
    r"\b(?:consist|compris|compos|attach|conjugat|link|coupl|contain|deliver|carr(?:y|ies)|releas|arm(?:s|ed)\b|load|combin|incorporat|utili[sz]"
    r"|payload|warhead|toxin|cytotoxi|cell[- ]kill|cancer[- ]kill|made up|bound to|joins?\b|brings? together|fus(?:es|ed)|us(?:es|ing)|armed|agent\b"
    r"|includ|agonist|inhibitor|derived|chemotherap|binds|target|built|based on|drug|antibody|linker)\w*",
    re.IGNORECASE,
)
ELSEWHERE = lean(
    r"\b(?:combin\w+ (?:[\w-]+ )?with|plus|following|after|prior|previous(?:ly)?|fail\w*|refractory to|treated with|received|resistan\w+ to|intolera\w+ to|compared with|versus|vs\.?"
    r"|alternative to|unlike|eligible for|therapy with|including)[^.;]{0,50}$",
    re.IGNORECASE,
)
PAYLOAD_CLASS = lean(
    r"\b(?P<payload>(?:DNA[- ](?:damaging|alkylating) )?(?:maytansinoid|auristatin|pyrrolobenzodiazepine(?: \(PBD\))?(?: dimer)?|PBD(?: dimer)?|calicheamicin"
    r"|camptothecin(?: derivative)?|duocarmycin|amanitin|amatoxin|indolinobenzodiazepine(?: pseudodimer)?|IGN|hemiasterlin|anthracycline|doxorubicin"
    r"|(?:DNA )?topoisomerase(?:[- ](?:I|1|II))? inhibitor|(?:DNA )?topoisomerase[- ](?:I|1|II)|exatecan(?: derivative)?|tubulin inhibitor|microtubule inhibitor|SN-38|eribulin"
    r"|STING agonist|TLR\d?(?:/\d)? agonist|DNA[- ]alkylating agent|tubulysin|toxin|(?:(?!(?:novel|potent|proprietary|highly|an?|the|and|of|with|or|by|to|its|their|using|carries|carrying|has|unique|new)\b)[A-Za-z][\w-]{1,20} ){1,3}inhibitor))"
    r"(?: (?:\([A-Z0-9-]{2,8}\) )?(?:[\w-]+ ){0,2}?(?:payload|prodrug|warhead|toxin|agent|drug|derivative|molecule|cytotoxin))(?![\w-])",
    re.IGNORECASE,
)
_TOXIN_NAME = r"[a-z]{3,14}(?:tansine|mycin|statin|nitin|tecan|cin|asterlin|bulin|lysin|zelesin)(?: [A-Z]\b)?"
_TOXIN_CLASS = (
    r"(?:maytansinoid|auristatin|pyrrolobenzodiazepine(?: \(PBD\))?|PBD|calicheamicin|camptothecin|duocarmycin|amanitin|amatoxin|indolinobenzodiazepine|hemiasterlin|anthracycline"
    r"|tubulysin|exatecan|(?:DNA )?topoisomerase(?:[- ](?:I|1))?[- ]inhibitor|(?:tubulin|microtubule) inhibitor|(?:STING|TLR\d?(?:/\d)?)[- ]agonist|DNA[- ]alkylat(?:or|ing agent))"
)
# "armed with a proprietary auristatin", "carrying a potent topoisomerase 1 inhibitor", "delivers a PBD dimer"
CARRIED = lean(
    r"\b(?:(?:armed|loaded|conjugated|linked|attached|coupled|joined|fused|bound) (?:\w+ly )?(?:with|to|by [^.;,]{3,40} to)|carr(?:y|ies|ying)|deliver(?:s|ing)?|releas(?:es?|ing)|bear(?:s|ing)|(?:antibody|linker)[^.;,]{0,40}? (?:and|with|to)|(?:agent|drug|toxin|payload|component) called)"
    rf" (?:an? |the |its )?(?:(?!antibod|linker)[\w-]{{2,20}},? ){{0,3}}?(?P<payload>{_TOXIN_CLASS}(?:[- ](?:derivative|analogue?|dimer))?)(?![\w-])",
    re.IGNORECASE,
)
# "a STING-agonist ADC", "the exatecan-based antibody-drug conjugate"
CLASS_ADC = lean(
    rf"\b(?P<payload>{_TOXIN_CLASS})(?:[- ](?:based|containing|payload|bearing))?[ -](?:ADC|antibody[- ]drug conjugate)\b(?!s\b| tech| plat)",
    re.IGNORECASE,
)
TOXIN_IS = lean(
    rf"\b(?:toxin|payload|warhead|drug component|cytotoxic (?:agent|component|drug)|(?:topoisomerase[- ](?:I|1)|TOPO?1|tubulin|microtubule) inhibitor)"
    rf"(?:(?: is|,| called|:| known as| payload| named| payload,) (?:an? |the )?(?P<payload>[A-Z][\w-]{{2,20}}|{_TOXIN_NAME})\b| (?P<named>{_TOXIN_NAME})\b)"
)


def components_in(document: Document, cast: Cast, player: Player, sentence: Sentence) -> Iterator[Found]:
    """Payload, linker and antibody that a sentence states for the conjugate it is about."""
    if COMPOSITION.search(document.text, sentence.start, sentence.end):
        yield from _payloads(document, cast, sentence)
        yield from linkers_in(document, sentence)
        yield from _antibodies(document, cast, player, sentence)


def free(document: Document, cast: Cast, sentence: Sentence, *kinds: str) -> list[Mention]:
    """Mentions of a kind in a sentence that are no piece of a conjugate's name."""
    named = cast.compounds_in(sentence.start, sentence.end)
    return [
        mention
        for mention in document.within(sentence.start, sentence.end, *kinds)
        if not any(start <= mention.start < end for start, end, _ in named)
    ]


_GENERAL = lean(r"(?:e\.g\.,?|for example|such as|including|\blike\b|called auristatins)[^.;]{0,40}$", re.IGNORECASE)
_ADCS_ARE = lean(r"(?:[-*] )?(?:ADCs|Antibody[- ]drug conjugates|TAP compounds|ATACs) ", re.IGNORECASE)


# a chemotherapy that patients get beside the conjugate, or instead of it
_OF_REGIMEN = lean(
    r"\b(?:in combination with|plus|versus|vs\.?|compared with|followed by|(?:combination|regimen|treatment|chemotherapy|therapy) (?:of|with|consisting of|comprising))"
    r"(?: [\w-]{1,24},?){0,7} $",
    re.IGNORECASE,
)
_IN_REGIMEN = lean(
    r",? (?:and |or |plus )?(?:[a-z]{3,20}(?:stine|nisone|solone|platin|taxel|tabine|phosphamide|mab|rubicin)\b|[\w, -]{0,40}\((?:R-)?[A-Z]{3,6}\))"
)


_OF_CLASS = lean(r" (?:ADCs?|antibody[- ]drug conjugates?|technolog|platform)\b")  # "a DXd ADC" says how, not with what
# "belotecan-derivative topoisomerase I inhibitor"
_DERIVED = lean(
    r"[- ](?:derivative|derived)(?: (?:topoisomerase(?:[- ](?:I|1))?|tubulin|microtubule)[- ]inhibitor)?(?![\w-])"
)


def _payloads(document: Document, cast: Cast, sentence: Sentence) -> Iterator[Found]:
    if _ADCS_ARE.match(document.text, sentence.start):
        return
    seen: list[int] = []
    for mention in free(document, cast, sentence, "payload"):
        if _GENERAL.search(document.text, max(sentence.start, mention.start - 60), mention.start):
            continue
        if mention.entry.kind != "payload" and not any(entry.kind == "payload" for entry in mention.entries):
            continue
        if any(entry.kind == "medicine" for entry in mention.entries) and (
            _OF_REGIMEN.search(document.text, max(sentence.start, mention.start - 90), mention.start)
            or _IN_REGIMEN.match(document.text, mention.end, sentence.end)
        ):
            continue
        if any(entry.kind == "medicine" for entry in mention.entries) and not re.search(
            r"payload|conjugat|attach|link|warhead|toxin", document.text[sentence.start : sentence.end]
        ):
            continue
        seen.append(mention.start)
        derived = _DERIVED.match(document.text, mention.end, sentence.end)
        end = derived.end() if derived else mention.end
        if document.text[mention.start : mention.end].lower() == "dxd" and _OF_CLASS.match(document.text, mention.end):
            continue  # the name of a platform too
        yield Found("payload", document.text[mention.start : end], mention.start, end, sentence, 2)
    for pattern in (PAYLOAD_CLASS, TOXIN_IS, CARRIED, CLASS_ADC):
        for match in pattern.finditer(document.text, sentence.start, sentence.end):
            group = "named" if pattern is TOXIN_IS and not match["payload"] else "payload"
            near = any(match.start() - 5 <= start < match.end() for start in seen)
            if not near and not _GENERAL.search(document.text, max(sentence.start, match.start() - 60), match.start()):
                derived = _DERIVED.match(document.text, match.end(group), sentence.end)
                start, end = match.start(group), derived.end() if derived else match.end(group)
                yield Found("payload", document.text[start:end], start, end, sentence, 2 if group == "named" else 1)
    yield from formula_payloads(document, sentence)


# "linked to AB269, a potent tubulin inhibitor"
_JOINED_TO = lean(
    rf"\b(?:linked|conjugated|attached|coupled|joined|bound|fused)(?: \w+ly)?(?:,? (?:via|through|by|using) [^,;.]{{3,70}}?)? (?:to|with) (?:the |its )?(?:(?:[\w-]+ ){{0,3}}(?:payload|toxin|drug|agent),? )?(?P<payload>{names.CODE}),? \(?an? "
    r"(?:[\w-]{2,24},? ){0,5}?(?:inhibitor|toxin|payload|cytotoxi[cn]\w*|agent|derivative|analogue?|poison|warhead|maytansinoid|auristatin)\b"
)


def formula_payloads(document: Document, sentence: Sentence) -> Iterator[Found]:
    """Payloads that a formula of antibody, hyphen, payload and "conjugate" names, or codes that an antibody is joined to."""
    for pattern in (_CONJUGATE_OF, _JOINED_TO):
        for match in pattern.finditer(document.text, sentence.start, sentence.end):
            yield Found("payload", match["payload"], *match.span("payload"), sentence, 2)


# "anti-HER2 monoclonal antibody-AS269 conjugate"
_CONJUGATE_OF = lean(
    r"(?:[Aa]ntibody|\b[Mm][Aa][Bb])-(?P<payload>[A-Z]{1,6}-?\d[\w-]{0,8}|[A-Z]{4,6}|[a-z]{4,20}(?:mycin|statin|nitin|tecan|sine|cin))[- ][Cc]onjugate"
)


_JOINS = lean(
    r"\b(?:attach|conjugat(?!es?\b)|link(?:ed|s|ing)\b|consist|compris|compos|combin(?:es|ing|ed)\b|join(?:s|ed|ing)?\b|coupl|utili[sz]|incorporat|arm(?:s|ed)\b|bound to|based on"
    r"|connects?\b|made (?:up )?(?:of|from)|its (?:own )?antibody|antibody-[A-Z]+\d)\w*"
)
_PHRASE = lean(
    r"(?<![\w-])(?<!\d\.)(?P<phrase>(?:(?!the\b|each\b|every\b|[TE](?:he|ach)\b|its\b|of\b|and\b|a\b|an\b|with\b|by\b|to\b|that\b|is\b|are\b|uses?\b|using\b|our\b|conjugated\b|combines?\b|from\b|for\b|comprising\b|comprises\b"
    r"|joins\b|joined\b|couples\b|links?\b|containing\b|linked\b|linking\b|attached\b|attaches\b|incorporates\b|in\b|which\b|company's\b|novel\b|proprietary\b|this\b|between\b|,)[\w'()/+-]{1,24}(?:\.\d{1,2})? ){0,6}"
    r"(?:antibody|mAb)\b(?![- ](?:drug|conjugates?\b|based|targeted|maytans|technolog|platform|develop|disc|expert|therap|cancer|portion|component))"
    r"(?P<aim>(?: \(mAb\))?,? (?:directed (?:to|at|against)|against|to|targeting|targeted (?:to|at|against)|that (?:specifically |selectively )?(?:targets|recogni[sz]es|binds(?: to)?)|binding(?: to)?|specific (?:for|to)) (?:the )?)?)"
)
_NAMED_ANTIBODY = lean(
    r"antibody,? (?:called |named |known as )?(?P<name>[a-z]{0,3}[A-Z][\w-]*\d[\w-]*|hu\d{1,3}[A-Z]\d{1,3}|HuMax-[A-Z]\w+|[a-z]{4,}(?:mab|tug|bart))\b"
)
_ANTIBODY_NAMED = lean(
    r"(?P<name>[a-z]{2,3}[A-Z]\w*\d[\w-]*|HuMax-[A-Z]\w+|[a-z]{4,}(?:mab|tug|bart))"
    r"(?: (?:[\w-]+ ){0,3}|(?: \([^()]{1,30}\))?, an? (?:[\w/-]+ ){0,6}?)antibody(?![- ]drug| conj)"
)
# "a deimmunized antibody (AB123)": a code in brackets directly behind the class
_ANTIBODY_CODE = lean(rf"\b(?:antibody|mAb)(?: \(mAb\))? \((?P<name>{names.CODE}|[a-z]{{3,20}}(?:mab|tug|bart))\)")


_CLASS = lean(r"antibody[- ]drug[- ]conjugates?", re.IGNORECASE)


def _antibodies(document: Document, cast: Cast, player: Player, sentence: Sentence) -> Iterator[Found]:
    """Antibodies named or described as a component."""
    text = document.text
    named = False
    for mention in free(document, cast, sentence, "antibody"):
        name = text[mention.start : mention.end]
        around = _CLASS.sub("", text[max(sentence.start, mention.start - 45) : min(sentence.end, mention.end + 35)])
        plain = names.plain_key(name)
        own = any(names.plain_key(spelling).startswith(plain) for spelling in player.spellings)
        joined = re.search(r"antibod|attach|conjugat|link|consist|compris|combin(?:es|ing)|based on", around)
        before = text[max(sentence.start, mention.start - 60) : mention.start]
        if (
            joined
            and (own or "antibod" in around or re.search(r"\bbased on (?:the )?(?:\w+ )?$", before))
            and not ELSEWHERE.search(before)
            and not re.search(r"\(\s*$", before)
        ):
            named = True
            yield Found("antibody", name, mention.start, mention.end, sentence, 3 if own else 2)
    for pattern in (_NAMED_ANTIBODY, _ANTIBODY_NAMED, _ANTIBODY_CODE):
        for match in pattern.finditer(text, sentence.start, sentence.end):
            if pattern is _ANTIBODY_CODE and _is_other_thing(match["name"]):
                continue
            inside = any(a <= match.start("name") < b for a, b, _ in cast.compounds_in(sentence.start, sentence.end))
            if not inside and not ELSEWHERE.search(text, max(sentence.start, match.start() - 60), match.start()):
                named = True
                yield Found("antibody", match["name"], match.start("name"), match.end("name"), sentence, 2)
    if named or not _JOINS.search(text, sentence.start, sentence.end):
        return
    for match in _PHRASE.finditer(text, sentence.start, sentence.end):
        end = _aim_end(document, match, sentence)
        phrase = text[match.start() : end]
        if " " in phrase and not ELSEWHERE.search(text, max(sentence.start, match.start() - 60), match.start()):
            yield Found("antibody", phrase, match.start(), end, sentence, 1 if _is_telling(phrase) else 0)


def _is_other_thing(code: str) -> bool:
    """Whether a code in brackets is an antigen, a payload or the like."""
    kinds = {entry.kind for entry in lexicon().named(code)}
    return names.is_no_code(code) if "antibody" not in kinds else False


_WORD = lean(r"[\w/-]{2,25}")
_SYMBOL = lean(r" \([A-Za-z0-9-]{2,8}\)")
_BARE = lean(r"(?:the |this |an? )?(?:monoclonal |whole )?antibody", re.IGNORECASE)


def _aim_end(document: Document, match: re.Match[str], sentence: Sentence) -> int:
    """Where a described antibody ends: behind the antigen that it is said to be against, with its symbol in brackets."""
    if not match["aim"]:
        return match.end()
    target = next(iter(document.within(match.end(), match.end() + 90, "target")), None)
    word = _WORD.match(document.text, match.end(), sentence.end)
    if target is not None and target.start - match.end() < 40:
        end = target.end
    elif word is not None and not word[0].islower() and match["aim"].strip() not in ("to", "to the"):
        end = word.end()
    else:
        return match.start("aim")
    symbol = _SYMBOL.match(document.text, end, sentence.end)
    return symbol.end() if symbol else end


def _is_telling(phrase: str) -> bool:
    """Whether a description says more than that it is an antibody."""
    return _BARE.fullmatch(phrase) is None
