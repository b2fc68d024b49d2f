"""A document, its cast and one conjugate in, the companies' roles for it out: who develops it, who is tied to it how.

Developing is said of the conjugate ("is being developed by", "wholly owned by", a company's name in the genitive) or
of the company ("is developing", "initiated a Phase 2 trial of").  A partner is tied by a licence, an option, a
collaboration or by the technology, antibody or payload it supplies.  When nobody is said to develop it, the issuer
does, unless the issuer is only such a supplier.

>>> [m["who"] for m in BY.finditer("was created by @1 and is in global development by @2")]
['@1', '@2']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.cast import Cast, Firm, Player
from kg.extract.document import Document
from kg.extract.parts import refers
from kg.model import Sentence

# in the patterns a company is @ and its number, the conjugate at hand #, any other conjugate %
_WHO = r"(?P<who>@\d+)"
_ALSO = (
    r"(?:(?:,| and| &|/|, and| or|, Inc\.| with) ?(?:its (?:partner|collaborator)s? |partner |the )?(?P<also>@\d+))?"
)
_FILL = r"(?:(?!@|#|%|;|\bwhile\b|\bwhereas\b)[^.]){0,60}?"
BY = re.compile(
    r"\b(?:co-?)?(?:develop(?:ed|ment)|created|discovered|invented|designed|conceived|advanced|marketed|commerciali[sz]ed|owned|conducted|sponsored|run|testing|tested"
    r"|evaluated|studied|clinical trials|investigated|in-licensed|progress(?:ed)?|candidate|programs?) "
    rf"(?:\w+ly )?(?:jointly )?(?:by|at) (?:the )?(?:our |its )?(?:(?:partner|collaborator|licensee)s?,? )?{_WHO}{_ALSO}"
)
_ACTIVE = re.compile(
    rf"{_WHO}{_ALSO},?(?: which| who)?(?: (?:are|is|has been|have been|was|has|have|had|plans? to|expects? to|intends? to|will|today|also|now|currently|jointly|actively|recently|initially)){{0,4}}"
    r" (?:co-?|jointly )?(?:develop(?:s|ing|ed)?|conduct(?:s|ing|ed)?|evaluat(?:es?|ing|ed)|test(?:s|ing)?|run(?:s|ning)?|sponsor(?:s|ing|ed)?|initiat(?:e[sd]?|ing)|start(?:s|ed|ing)?|open(?:s|ed)"
    r"|launch(?:es|ed)|creat(?:ed|es)|own(?:s|ed)|advanc(?:es?|ed|ing)|dosed|submit(?:s|ted)?|filed|stop(?:s|ped|ping)|discontinu(?:ed|es|ing)|halt(?:s|ed)|mov(?:es?|ed|ing)|market(?:s|ing)|began|begin(?:s|ning)?"
    r"|commerciali[sz](?:es?|ing)|retains?|holds?|begun|proposed|is responsible for|be responsible for|responsible for|lead(?:s|ing)?|means to|had proposed|complet(?:ed|es)|treat(?:ed|s)|enrol(?:l)?(?:ed|s|ing))\b"
    rf"(?P<rest>{_FILL}[^.;]{{0,90}}?)(?P<drug>#|%|$)"
)
_OWN = re.compile(
    rf"{_WHO}(?: and (?P<also>@\d+))?(?:'s|'|s') (?:(?!antibod|technolog|platform|linker|payload|DM\d|agent|initiation|submission|IND\b|partner|TAP\b|collab|announce|shares|stock|expertise|head|chief|president|ADC tech|proprietary ADC tech)[\w/,-]+ ){{0,7}}?(?P<drug>#|%)"
)
_OWN_EVENT = re.compile(
    rf"{_WHO}'s?s? (?:(?:planned|successful|recent) )?(?:initiation|submission|start|dosing|advancement|development|filing|clinical trial|trial|study|evaluation|Investigational|IND|decision)\b[^.;@]{{0,120}}?(?P<drug>#|%)"
)
_OF = re.compile(
    rf"\b(?P<class>ADC|conjugate|compound|product|drug|programmes?|antibody-drug conjugate) of (?:the )?{_WHO}{_ALSO}"
)
_JOINT = re.compile(
    rf"{_WHO}(?:,| and|/| &) ?(?P<also>@\d+)[^.;]{{0,50}}\b(?:joint(?:ly)?|together|co-?develop\w*|co-?promot\w*|equally|both companies|50:50)\b"
)
_CO_WITH = re.compile(
    rf"\bco-?(?:develop(?:ed|ing|ment)|commerciali[sz]\w+)\b[^.;@]{{0,40}}? with (?:its partner |partner )?{_WHO}"
)
_RIGHTS = re.compile(
    rf"(?:licen[sc]ed|out-licen[sc]ed|sub-?licen[sc]ed|handed|transferred|assigned|granted|pass|passes|rights? (?:\w+ ){{0,4}})(?: [^.;@]{{0,40}})? to {_WHO}"
    rf"|{_WHO.replace('who', 'who2')} (?:has|have|had|holds?|acquired|obtained|received|gets|gained|took|licen[sc]ed|in-licen[sc]ed)(?: the| an?)?[^.;@]{{0,60}}?(?:rights|licen[sc]e)\b"
)
_OPTION = re.compile(
    rf"{_WHO} (?:has|have|holds?|had|exercis\w+|secures?|took|takes|obtained|acquired|may)[^.;@]{{0,50}}?\b(?:option|opt)\b|(?:option|opts?)\b[^.;@]{{0,60}}?(?:to|by|with) {_WHO.replace('who', 'who2')}"
    rf"|pass to {_WHO.replace('who', 'who3')}|{_WHO.replace('who', 'who4')} opts? in"
)
_SUPPLY = re.compile(
    rf"(?:using|us(?:es|ed)|utili[sz](?:es|ing|ed)|with|applies|incorporat\w+|based on|employ\w+|of|and|plus|includ\w+|through|via)(?: the)?(?: use of)?(?: proprietary)? {_WHO}(?:'s|'|s')?"
    r" (?:[\w/()+-]+ ){0,6}?(?:technolog(?:y|ies)|platform|antibody|linkers?|agent|payload|cell[- ]killing|warhead|DM1|DM4|DXd|MMAE|drug-linker)\b"
    rf"|(?:technolog(?:y|ies)|platform|antibody|payload|linker)[^.;@]{{0,40}}? (?:from|of|by|in-?licensed from|licensed from|developed by|supplied by|provided by) (?:partner )?{_WHO.replace('who', 'who2')}"
    rf"|{_WHO.replace('who', 'who3')} (?:suppl(?:ies|ied|y)|provid(?:es|ed)|manufactur(?:es|ed)|contribut(?:es|ed))\b"
)
_EARNS = re.compile(
    rf"{_WHO}(?: \w+){{0,3}} (?:earns?|earned|receiv(?:es?|ed)|achiev(?:es?|ed)|entitled|eligible|is due|gets?|collects?)\b[^.;@]{{0,90}}?\b(?:milestone|payment|royalt|fees?)"
    rf"|(?:milestone|payment|royalt\w+)[^.;@]{{0,60}}? to (?:its )?(?:partner )?{_WHO.replace('who', 'who2')}"
)
_TIED = re.compile(
    r"\b(?:collaborat\w+|partner(?:ship|ed)?|alliance|agreement|licen[sc]e|deal|co-?develop\w*|licensing)\b[^.;@]{0,50}? (?:with|between|from) (?:the )?(?:our |its )?(?:\w+ ){0,2}?"
    rf"{_WHO}{_ALSO}|\b(?:partner|collaborator|licensee|licensor)s?,? (?:\w+ )?{_WHO.replace('who', 'who2')}|{_WHO.replace('who', 'who3')},? (?:its|our|the company's|a)(?: \w+)? (?:partner|collaborator|licensee)\b"
    r"|\bthrough (?:our|its|the company's) collaboration with (?P<who4>@\d+)"
)


@dataclass
class Roles:
    """Short names of the companies with a role, each with its places."""

    developers: dict[str, list[Sentence]]
    partners: dict[str, list[Sentence]]
    suppliers: set[str]
    optionees: set[str]
    kinds: dict[tuple[str, str], list[Sentence]] = field(default_factory=dict)

    def add(self, role: str, name: str, sentence: Sentence) -> None:
        """Note a company's role once more."""
        places = self.developers if role == "developer" else self.partners
        places.setdefault(name, []).append(sentence)

    def note(self, kind: str, name: str, sentence: Sentence) -> None:
        """Note exactly how a company is tied, once more."""
        self.kinds.setdefault((kind, name), []).append(sentence)

    def all(self) -> list[tuple[str, str, list[tuple[int, int]]]]:
        """Every role: kind, company, places of the sentences that state it."""
        shown = {
            (kind, name): places
            for (kind, name), places in self.kinds.items()
            if name in (self.developers if kind in ("developer", "owner", "originator") else self.partners)
        }
        for name, places in self.developers.items():
            if not any(key[1] == name and key[0] in ("developer", "owner", "originator") for key in shown):
                shown["developer", name] = places
        for name, places in self.partners.items():
            if not any(key[1] == name and key[0] not in ("developer", "owner", "originator") for key in shown):
                shown["collaborator", name] = places
        return [(kind, name, [(s.start, s.end) for s in places]) for (kind, name), places in shown.items()]


def read_roles_of(document: Document, cast: Cast, player: Player) -> Roles:
    """Developers and partners of a conjugate, as far as the text states or its issuer implies them."""
    roles = Roles({}, {}, set(), set())
    for index, sentence in enumerate(document.sentences):
        if sentence.section in ("legal", "contact", "footnote", "trademark"):
            continue
        if _concerns(document, cast, player, index):
            _read_sentence(document, cast, player, sentence, roles)
    _from_issuers(document, cast, player, roles)
    lead = next(iter(roles.developers), None)
    roles.partners.pop(lead or "", None)
    return roles


def _concerns(document: Document, cast: Cast, player: Player, index: int) -> bool:
    """Whether a sentence may state roles for a conjugate: it names it, stands for it, or the release has no other."""
    sentence = document.sentences[index]
    named = [name for _, _, name in cast.compounds_in(sentence.start, sentence.end)]
    if named:
        return player.name in named
    if sentence.section == "about":
        return cast.compound_of(index) == player.name and refers(document, cast, index)
    if len(cast.compounds) == 1:
        return True
    shared = re.compile(
        r"\b(?:both|two|three|these|the) (?:\w+ ){0,2}(?:programm?e?s?|compounds|products|ADCs|candidates)\b",
        re.IGNORECASE,
    )
    if document.search(shared, sentence) and sentence.section in ("body", "headline"):
        return True
    return refers(document, cast, index) and cast.compound_of(index) == player.name


def _masked(document: Document, cast: Cast, player: Player, sentence: Sentence) -> tuple[str, list[Firm]]:
    """A sentence with companies and conjugates replaced by signs, and the companies by their number."""
    spots: list[tuple[int, int, str]] = []
    firms: list[Firm] = []
    for firm in cast.companies:
        for start, end in firm.spans:
            if sentence.start <= start and end <= sentence.end and not _is_parent(document, start):
                if firm not in firms:
                    firms.append(firm)
                spots.append((start, end, f"@{firms.index(firm)}"))
    for start, end, name in cast.compounds_in(sentence.start, sentence.end):
        spots.append((start, end, "#" if name == player.name else "%"))
    masked = _replaced(document.text, sentence, sorted(spots))
    if "#" not in masked and "%" not in masked:
        masked = _STAND_IN.sub("#", masked, count=1)
    return masked, firms


_STAND_IN = re.compile(
    r"\b[Tt]h(?:e|is) (?:compound|conjugate|ADC|antibody-drug conjugate|drug|agent|product candidate|product|treatment|molecule)\b(?!s)"
)


def _replaced(text: str, sentence: Sentence, spots: list[tuple[int, int, str]]) -> str:
    pieces = []
    at = sentence.start
    for start, end, sign in spots:
        if start >= at:
            pieces.append(text[at:start] + sign)
            at = end
    whole = "".join(pieces) + text[at : sentence.end]
    whole = re.sub(r" ?\([^()]{0,80}\)", "", whole)  # tickers, brands
    whole = re.sub(
        r"(@\d+),? (?:an?|the) (?:wholly[- ]owned )?(?:member|subsidiary|affiliate|unit)\b[^,.;@#%]{0,40}(?:,|(?=[.;]|$))",
        r"\1",
        whole,
    )
    return re.sub(r"(@\d+), an? (?:(?![@#%])[^,;.]){3,120},", r"\1", whole)


_PARENT = re.compile(r"(?:member|subsidiary|affiliate|unit|division) of (?:the )?(?:\w+-based )?$")


def _is_parent(document: Document, start: int) -> bool:
    return bool(_PARENT.search(document.text, max(0, start - 50), start))


def _read_sentence(document: Document, cast: Cast, player: Player, sentence: Sentence, roles: Roles) -> None:
    masked, firms = _masked(document, cast, player, sentence)
    if not firms:
        return
    named = "#" in masked
    for role, number in _roles(masked, named=named, alone=len(cast.compounds) == 1):
        firm = firms[number]
        roles.note({"partner": "collaborator"}.get(role, role), firm.name, sentence)
        role = "developer" if role in ("owner", "originator") else role
        if role == "licensee":
            roles.add("partner", firm.name, sentence)
            if firm.name not in roles.optionees:
                roles.add("developer", firm.name, sentence)
        elif role == "option holder":
            roles.optionees.add(firm.name)
            roles.add("partner", firm.name, sentence)
            roles.developers.pop(firm.name, None)
        elif role == "supplier":
            roles.suppliers.add(firm.name)
            roles.add("partner", firm.name, sentence)
        else:
            roles.add(role, firm.name, sentence)


def _roles(masked: str, *, named: bool, alone: bool) -> Iterator[tuple[str, int]]:
    """Roles with the number of the company, from a masked sentence."""
    for match in BY.finditer(masked):
        before = masked[max(0, match.start() - 110) : match.start()]
        if "%" in before[before.rfind("#") + 1 :] or re.search(
            r"(?:antibody|technolog\w+|platform|linker|payload|agent),? (?:\w+ ){0,3}$", before
        ):
            if "%" not in before:
                yield from (("supplier", n) for n in _numbers(match))
            continue
        yield from ((_by_role(match[0]), n) for n in _numbers(match))
    for pattern in (_ACTIVE, _OWN, _OWN_EVENT):
        for match in pattern.finditer(masked):
            if match["drug"] == "#" or (match["drug"] == "" and not named and alone and "%" not in masked):
                yield from (("developer", n) for n in _numbers(match))
    for match in _OF.finditer(masked):
        yield from (("developer", n) for n in _numbers(match))
    for match in _JOINT.finditer(masked):
        if named or alone:
            first, *rest = _numbers(match)
            yield "developer", first
            yield from (pair for n in rest for pair in (("developer", n), ("partner", n)))
    for match in _CO_WITH.finditer(masked):
        yield from (pair for n in _numbers(match) for pair in (("developer", n), ("partner", n)))
    for match in _RIGHTS.finditer(masked):
        if _OPTION.search(masked):
            continue
        yield from (("licensee", n) for n in _numbers(match))
    for role, pattern in (("option holder", _OPTION), ("supplier", _SUPPLY), ("supplier", _EARNS), ("partner", _TIED)):
        for match in pattern.finditer(masked):
            yield from ((role, n) for n in _numbers(match))


def _by_role(words: str) -> str:
    """Owner, originator or developer, after the participle."""
    if words.startswith("owned"):
        return "owner"
    return "originator" if re.match(r"created|discovered|invented|designed|conceived", words) else "developer"


def _numbers(match: re.Match[str]) -> list[int]:
    return [int(value[1:]) for key, value in match.groupdict().items() if value and value.startswith("@")]


def _from_issuers(document: Document, cast: Cast, player: Player, roles: Roles) -> None:
    """Roles that the issuers have because the release is theirs."""
    issuer = cast.issuer
    if issuer is None:
        return
    others = [name for name in roles.developers if name != issuer.name]
    sentence = document.sentences[document.sentence_at(player.spans[0][0])]
    if others and issuer.name in roles.suppliers and not _owns(document, cast, player):
        roles.developers.pop(issuer.name, None)
    elif not roles.developers and issuer.name in roles.optionees:
        other_side = next((firm.name for firm in (*cast.co_issuers, *cast.companies) if firm is not issuer), None)
        if other_side:
            roles.developers = {other_side: [sentence]}
    elif not roles.developers and _is_main(document, cast, player) and not _only_supplies(document, cast, issuer):
        roles.developers = {issuer.name: [sentence]}
        for firm in cast.co_issuers:
            roles.add("developer", firm.name, sentence)
            roles.add("partner", firm.name, sentence)


def _is_main(document: Document, cast: Cast, player: Player) -> bool:
    """Whether a conjugate is what the release is about: the main one, or one that its headline or opening names."""
    early = {"headline", "dateline"}
    return player is cast.compounds[0] or any(document.release.section_at(start) in early for start, _ in player.spans)


_SUPPLIES = re.compile(
    r" (?:suppl(?:ies|ied)|provid(?:es|ed)|contribut(?:es|ed)) (?:the |its )?(?:\w+ ){0,2}(?:technology|antibody|linker|payload)|'s? partner(?:'s)? (?:programm?e|compound|product)"
)


def _only_supplies(document: Document, cast: Cast, issuer: Firm) -> bool:
    """Whether the release says that the issuer supplies a part and nowhere that it develops."""
    return any(_SUPPLIES.match(document.text, end) for _, end in issuer.spans)


def _owns(document: Document, cast: Cast, player: Player) -> bool:
    """Whether the issuer calls the conjugate its own or says that it develops it."""
    issuer = cast.issuer
    assert issuer is not None
    for sentence in document.sentences:
        masked, firms = _masked(document, cast, player, sentence)
        if issuer not in firms or "#" not in masked:
            continue
        number = firms.index(issuer)
        for pattern in (_OWN, _ACTIVE, BY):
            for match in pattern.finditer(masked):
                if number in _numbers(match) and match.groupdict().get("drug", "#") == "#":
                    return True
    return False
