"""A document, its cast and one conjugate in, the companies' roles for it out: who develops it, who is tied to it how.

Developing is said of the conjugate ("is being developed by", "wholly owned by", a company's name in the genitive) or
of the company ("is developing", "initiated a Phase 2 trial of").  A partner is tied by a licence, an option, a
collaboration or by the technology, antibody or payload it supplies.  When nobody is said to develop it, the issuer
does, unless the issuer is only such a supplier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg import vocab
from kg.extract import role_cues as cues
from kg.extract.cast import Cast, Firm, Player
from kg.extract.document import Document
from kg.extract.parts import refers, under_its_heading
from kg.extract.prefilter import lean
from kg.lexicon import lexicon
from kg.model import Sentence


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


def read_all_roles(document: Document, cast: Cast) -> dict[str, Roles]:
    """The roles for every conjugate, by its key."""
    found = {player.key: read_roles_of(document, cast, player) for player in (*cast.compounds, *cast.passing)}
    for player in cast.compounds:
        _from_company(document, cast, player, found)
    return found


def _from_company(document: Document, cast: Cast, player: Player, found: dict[str, Roles]) -> None:
    """The issuer develops what its news tells of, when it develops the main conjugate alone and nobody else is named."""
    issuer, roles = cast.issuer, found[player.key]
    lead = found[cast.compounds[0].key].developers
    if issuer is None or roles.developers or list(lead) != [issuer.name] or _is_anothers(player, issuer):
        return
    held = {document.sentence_at(start) for start, _ in player.spans}
    named = {
        name for i in held for _, _, name in cast.companies_in(document.sentences[i].start, document.sentences[i].end)
    }
    if named <= {issuer.name, *roles.partners}:
        roles.add("developer", issuer.name, document.sentences[min(held)])


def _is_anothers(player: Player, issuer: Firm) -> bool:
    """Whether the reference data names developers of a conjugate and the issuer is none of them."""
    subject = lexicon().subject("compound", player.key)
    known = subject.all(vocab.ADC.developedBy) if subject else ()
    return bool(known) and not any(iri.endswith(f"/{issuer.slug}") for iri in known)


def read_roles_of(document: Document, cast: Cast, player: Player) -> Roles:
    """Developers and partners of a conjugate, as far as the text states or its issuer implies them."""
    roles = Roles({}, {}, set(), set())
    for index, sentence in enumerate(document.sentences):
        if sentence.section in ("legal", "contact", "footnote", "trademark"):
            continue
        if index not in cast.about_others and _concerns(document, cast, player, index):
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
        return cast.compound_of(index) == player.name and (
            refers(document, cast, index) or under_its_heading(document, cast, player, index)
        )
    if len(cast.compounds) == 1:
        return True
    if player in cast.compounds[:1] and (sentence.section == "headline" or index == _opening(document)):
        return True
    if document.search(_SHARED, sentence) and sentence.section in ("body", "headline"):
        return True
    return refers(document, cast, index) and cast.compound_of(index) == player.name


def _opening(document: Document) -> int:
    """The index of the first sentence of the news."""
    return next((i for i, s in enumerate(document.sentences) if s.section == "body" and s.layout == "prose"), -1)


_SHARED = lean(
    r"\b(?:both|these|the two|the three|all three) (?:\w+ ){0,2}(?:programm?e?s?|compounds|products|ADCs|candidates)\b|\bTwo (?:\w+ ){0,2}(?:programm?e?s|compounds|ADCs)\b",
)


def _masked(document: Document, cast: Cast, player: Player, sentence: Sentence) -> tuple[str, list[Firm]]:
    """A sentence with companies and conjugates replaced by signs, and the companies by their number."""
    spots: list[tuple[int, int, str]] = []
    firms: list[Firm] = []
    for start, end, name in cast.companies_in(sentence.start, sentence.end):
        if not _is_parent(document, start):
            firm = cast.firm(name)
            if firm not in firms:
                firms.append(firm)
            genitive = "'s" if document.text[start:end].lower() == "our" else ""
            spots.append((start, end, f"@{firms.index(firm)}{genitive}"))
    for start, end, name in cast.compounds_in(sentence.start, sentence.end):
        spots.append((start, end, "#" if name == player.name else "%"))
    masked = _replaced(document.text, sentence, sorted(spots))
    if "#" not in masked and "%" not in masked:
        masked = cues.STAND_IN.sub("#", masked, count=1)
    return masked, firms


def _replaced(text: str, sentence: Sentence, spots: list[tuple[int, int, str]]) -> str:
    pieces = []
    at = sentence.start
    for start, end, sign in spots:
        if start >= at:
            pieces.append(text[at:start] + sign)
            at = end
    whole = "".join(pieces) + text[at : sentence.end]
    whole = re.sub(r" ?\([^()]{0,80}\)", "", whole)  # tickers, brands
    whole = re.sub(r"(@\d+)-[A-Z]\w{1,20}", r"\1", whole.replace("U.S.", "US"))  # a firm of two names
    whole = re.sub(
        r"(@\d+),? (?:an?|the) (?:wholly[- ]owned )?(?:member|subsidiary|affiliate|unit)\b[^,.;@#%]{0,40}(?:,|(?=[.;]|$))",
        r"\1",
        whole,
    )
    return re.sub(r"(@\d+), an? (?:(?![@#%])[^,;.]){3,120},", r"\1", whole)


_PARENT = lean(r"(?:member|subsidiary|affiliate|unit|division|arm) of (?:the )?(?:\w+-based )?$")


def _is_parent(document: Document, start: int) -> bool:
    return bool(_PARENT.search(document.text, max(0, start - 50), start))


def _read_sentence(document: Document, cast: Cast, player: Player, sentence: Sentence, roles: Roles) -> None:
    masked, firms = _masked(document, cast, player, sentence)
    if not firms:
        return
    named = "#" in masked
    alone = len(cast.compounds) == 1
    own = sentence.section == "about" and under_its_heading(
        document, cast, player, document.sentence_at(sentence.start)
    )
    for role, number in _roles(masked, named=named, alone=alone, own=own):
        if role == "co-developing issuer":
            _co_issuer(cast, sentence, roles)
            continue
        firm = firms[number]
        roles.note(
            {"partner": "collaborator", "earner": "licensor", "giver": "licensor"}.get(role, role), firm.name, sentence
        )
        role = {"owner": "developer", "originator": "developer", "earner": "partner", "giver": "partner"}.get(
            role, role
        )
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


def _co_issuer(cast: Cast, sentence: Sentence, roles: Roles) -> None:
    """ "Is being co-developed with X" makes the subject, else the issuer, a developer before X."""
    if not roles.developers and cast.issuer is not None:
        roles.add("developer", cast.issuer.name, sentence)


def _roles(masked: str, *, named: bool, alone: bool, own: bool = False) -> Iterator[tuple[str, int]]:
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
    for role, pattern in (("supplier", cues.SUPPLY), ("earner", cues.EARNS), ("partner", cues.TIED)):
        for match in pattern.finditer(masked):
            if _near(masked, match):
                yield from ((role, n) for n in cues.numbers(match))


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


_TECHNOLOGY_BEFORE = lean(r"\b(?:technolog(?:y|ies)|platforms?|know-how|patents?)\b[^#.;]{0,60}$")
_TECHNOLOGY_BEHIND = lean(r"[^#.;]{0,60}?\b(?:technolog(?:y|ies)|platforms?)\b")


def _is_of_technology(masked: str, match: re.Match[str]) -> bool:
    """Whether what is licensed is a technology and not the conjugate."""
    before, behind = masked[: match.start()], masked[match.end() :]
    return "#" not in before + match[0] and bool(_TECHNOLOGY_BEFORE.search(before) or _TECHNOLOGY_BEHIND.match(behind))


def _developing(masked: str, *, named: bool, alone: bool) -> Iterator[tuple[str, int]]:
    for match in cues.BY.finditer(masked):
        before = masked[max(0, match.start() - 110) : match.start()]
        if "%" in before[before.rfind("#") + 1 :]:
            continue
        role = "supplier" if cues.SUPPLY_OF_ANTIBODY.search(before) else _by_role(match[0])
        yield from ((role, n) for n in cues.numbers(match))
    for pattern in (cues.ACTIVE, cues.OWN, cues.OWN_EVENT):
        for match in pattern.finditer(masked):
            told = not named or "#" in masked[: match.start()]
            if match["drug"] == "#" or (match["drug"] == "" and told and alone and "%" not in masked):
                yield from (("developer", n) for n in cues.numbers(match))
    for pattern in (cues.RELATIVE, cues.OF, cues.LISTED, cues.ITS):
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


def _near(masked: str, match: re.Match[str]) -> bool:
    """Whether nothing between the words and the conjugate says that they speak of something else."""
    at = masked.find("#")
    if at < 0:
        return True
    between = masked[match.end() : at] if at > match.end() else masked[at : match.start()]
    listed = re.sub(r"%|,|\band\b|\bor\b|-|\s", "", between) == ""
    return listed or (not cues.APART.search(between) and "%" not in between)


def _by_role(words: str) -> str:
    """Owner, originator or developer, after the participle."""
    if words.startswith("owned"):
        return "owner"
    return "originator" if re.match(r"created|discovered|invented|designed|conceived", words) else "developer"


def _from_issuers(document: Document, cast: Cast, player: Player, roles: Roles) -> None:
    """Roles that the issuers have because the release is theirs."""
    issuer = cast.issuer
    if issuer is None:
        return
    sentence = document.sentences[document.sentence_at(player.spans[0][0])]
    if not roles.developers and issuer.name in roles.optionees:
        other_side = next((firm.name for firm in (*cast.co_issuers, *cast.companies) if firm is not issuer), None)
        if other_side:
            roles.developers = {other_side: [sentence]}
    elif (
        _is_main(document, cast, player)
        and roles.developers
        and issuer.name not in roles.developers | roles.partners
        and _is_deal(document)
    ):
        roles.add("partner", issuer.name, sentence)
    elif _is_main(document, cast, player) and not _only_supplies(document, issuer):
        issuers = [issuer.name, *(firm.name for firm in cast.co_issuers)]
        if not roles.developers:
            roles.developers = {issuer.name: [sentence]}
        elif issuer.name not in roles.developers | dict.fromkeys(roles.suppliers) and _has_collaborator(document):
            roles.developers = {issuer.name: [sentence], **roles.developers}
        if set(roles.developers) <= set(issuers):
            for name in issuers[1:]:
                if name not in roles.suppliers | roles.optionees | set(roles.developers):
                    roles.add("developer", name, sentence)
                    roles.add("partner", name, sentence)


def _is_main(document: Document, cast: Cast, player: Player) -> bool:
    """Whether a conjugate is what the release is about: the main one, or one that its headline or opening names."""
    early = {"headline", "dateline"}
    return player in cast.compounds[:1] or any(document.release.section_at(start) in early for start, _ in player.spans)


_DEAL = lean(r"\b(?:collaborat|licen[sc]|agreement|option|partner|alliance)\w*", re.IGNORECASE)


def _is_deal(document: Document) -> bool:
    """Whether the opening of the news speaks of an agreement."""
    opening = _opening(document)
    return opening >= 0 and bool(document.search(_DEAL, document.sentences[opening]))


_COLLABORATOR = lean(r"\bits (?:development )?(?:collaborator|partner)\b")
_TECHNOLOGY_DEAL = lean(
    r"(?:\bADCs?|[Cc]onjugates?)\)?(?: \(ADCs?\))? (?:collaboration|technology|licen[sc]e|research)"
)


def _has_collaborator(document: Document) -> bool:
    """Whether the issuer calls a developer its collaborator on a product, not on the use of its technology."""
    told = [document.words(s) for s in document.sentences if s.section in ("headline", "body")]
    return any(_COLLABORATOR.search(words) for words in told) and not any(
        _TECHNOLOGY_DEAL.search(words) for words in told
    )


_SUPPLIES = lean(
    r" (?:suppl(?:ies|ied)|provid(?:es|ed)|contribut(?:es|ed)) (?:the |its )?(?:\w+ ){0,2}(?:technology|antibody|linker|payload)|'s? partner(?:'s)? (?:programm?e|compound|product)"
)


def _only_supplies(document: Document, issuer: Firm) -> bool:
    """Whether the release says that the issuer supplies a part and nowhere that it develops."""
    return any(_SUPPLIES.match(document.text, end) for _, end in issuer.spans)
