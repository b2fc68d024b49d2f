"""A document, its cast and one conjugate in, the companies' roles for it out: who develops it, who is tied to it how.

Developing is said of the conjugate ("is being developed by", "wholly owned by", a company's name in the genitive) or
of the company ("is developing", "initiated a Phase 2 trial of").  A partner is tied by a licence, an option, a
collaboration or by what it supplies.  When nobody is said to develop it, the issuer does, unless it only supplies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg import vocab
from kg.extract import role_cues as cues
from kg.extract.cast import Cast, Firm, Player
from kg.extract.document import Document
from kg.extract.parts import refers, under_its_heading
from kg.extract.prefilter import lean
from kg.extract.role_issuers import keeps_developing
from kg.extract.role_masks import DEVELOPING_IT, masked_sentence
from kg.extract.role_readers import roles_told
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
        for kind, name in list(shown):
            if kind == "licensor" and ("licensee", name) in shown:
                del shown[kind, name]  # nobody holds what he gave away: who is told to have rights was not the giver
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
            refers(document, cast, index)
            or under_its_heading(document, cast, player, index)
            or document.search(DEVELOPING_IT, sentence) is not None
        )
    if len(cast.compounds) == 1:
        return True
    if player in cast.compounds[:1] and (sentence.section == "headline" or index == _opening(document)):
        return True
    if document.search(_SHARED, sentence) and sentence.section in ("body", "headline"):
        return True
    if cast.compound_of(index) != player.name:
        return False
    return refers(document, cast, index) or (
        _in_its_paragraph(document, cast, player, index) and bool(document.search(_RUN, sentence))
    )


_RUN = lean(
    r"\b(?:trials?|stud(?:y|ies)|phase|IND\b|Investigational New Drug|application|dos(?:ed|ing)|approval|licen[sc]\w*|rights|option|collaborat\w*|partner\w*|agreement)\b",
    re.IGNORECASE,
)


def _in_its_paragraph(document: Document, cast: Cast, player: Player, index: int) -> bool:
    """Whether the sentences before in the same paragraph speak of this conjugate and of no other drug."""
    block = document.sentences[index].block
    named: set[str] = set()
    for before in range(index - 1, max(-1, index - 8), -1):
        sentence = document.sentences[before]
        if sentence.block != block:
            break
        named |= {name for _, _, name in cast.compounds_in(sentence.start, sentence.end)}
        named |= {name for _, _, name in cast.drugs_in(sentence.start, sentence.end) if sentence.layout == "heading"}
    return named == {player.name}


def _opening(document: Document) -> int:
    """The index of the first sentence of the news."""
    return next((i for i, s in enumerate(document.sentences) if s.section == "body" and s.layout == "prose"), -1)


_SHARED = lean(
    r"\b(?:both|these|the two|the three|all three) (?:\w+ ){0,2}(?:programm?e?s?|compounds|products|ADCs|candidates)\b|\bTwo (?:\w+ ){0,2}(?:programm?e?s|compounds|ADCs)\b",
)


def _read_sentence(document: Document, cast: Cast, player: Player, sentence: Sentence, roles: Roles) -> None:
    masked, firms = masked_sentence(document, cast, player, sentence)
    if not firms:
        return
    named = "#" in masked
    index = document.sentence_at(sentence.start)
    alone = len(cast.compounds) == 1 or (not named and _in_its_paragraph(document, cast, player, index))
    own = sentence.section == "about" and under_its_heading(document, cast, player, index)
    for role, number in roles_told(masked, named=named, alone=alone, own=own):
        if role == "co-developing issuer":
            _co_issuer(cast, sentence, roles)
            continue
        firm = firms[number]
        roles.note(
            {"partner": "collaborator", "earner": "licensor", "giver": "licensor", "exerciser": "licensee"}.get(
                role, role
            ),
            firm.name,
            sentence,
        )
        role = {"owner": "developer", "originator": "developer", "earner": "partner", "giver": "partner"}.get(
            role, role
        )
        if role == "licensee":
            roles.add("partner", firm.name, sentence)
            if firm.name not in roles.optionees:
                roles.add("developer", firm.name, sentence)
        elif role == "exerciser":
            roles.optionees.discard(firm.name)
            roles.add("developer", firm.name, sentence)
            roles.add("partner", firm.name, sentence)
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


def _from_issuers(document: Document, cast: Cast, player: Player, roles: Roles) -> None:
    """Roles that the issuers have because the release is theirs."""
    issuer = cast.issuer
    if issuer is None:
        return
    sentence = document.sentences[document.sentence_at(player.spans[0][0])]
    main = _is_main(document, cast, player)
    sale = _sale(document, cast, player) if main else None
    if sale:
        others = {name: places for name, places in roles.developers.items() if name not in sale}
        roles.developers = {sale[1]: [sentence], **others}
        roles.partners.pop(sale[1], None)
        roles.add("partner", sale[0], sentence)
    elif not roles.developers and issuer.name in roles.optionees:
        other_side = next((firm.name for firm in (*cast.co_issuers, *cast.companies) if firm is not issuer), None)
        if other_side:
            roles.developers = {other_side: [sentence]}
    elif main and roles.developers and issuer.name not in roles.developers | roles.partners:
        if keeps_developing(document, roles.kinds, roles.developers):
            for name, places in roles.developers.items():
                roles.partners.setdefault(name, list(places))
            roles.developers = {issuer.name: [sentence], **roles.developers}
        elif _is_deal(document):
            roles.add("partner", issuer.name, sentence)
        elif not _only_supplies(document, issuer):
            _beside_others(document, cast, roles, sentence)
    elif main and not _only_supplies(document, issuer):
        _beside_others(document, cast, roles, sentence)


def _sale(document: Document, cast: Cast, player: Player) -> tuple[str, str] | None:
    """Buyer and company bought, when the headline or the opening tells that one company buys another."""
    opening = _opening(document)
    for index, sentence in enumerate(document.sentences[: opening + 1]):
        if sentence.section == "headline" or index == opening:
            masked, firms = masked_sentence(document, cast, player, sentence)
            match = cues.BUYS.search(masked) or cues.BOUGHT_BY.search(masked)
            if match:
                return firms[int(match["who"][1:])].name, firms[int(match["who2"][1:])].name
    return None


def _beside_others(document: Document, cast: Cast, roles: Roles, sentence: Sentence) -> None:
    """The issuers as developers: where nobody else is, or where the issuer calls the others its collaborators."""
    issuer = cast.issuer
    if issuer is None:
        return
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
    """Whether the news opens with an agreement."""
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
