"""A document and its cast in, what it says of companies out: links between them, roles, owners of parts and brands.

>>> LINK.search("Genentech, a member of the Roche Group")["other"]
'Roche Group'
>>> [m["brand"] for m in TRADEMARK.finditer("Exbrand is a registered trademark of Example Pharma, Inc.")]
['Exbrand']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.cast import Cast, short_company
from kg.extract.contacts import read_contacts
from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.extract.roles import Roles
from kg.model import CompanyLink, Role, Trademark

__all__ = ["read_company_links", "read_contacts", "read_roles", "read_trademarks"]

_NAME = r"[A-Z][\w&'.-]*(?: (?:[A-Z][\w&'-]*|of|&)){0,4}(?:,? (?:Inc|Ltd|Co|Corp)\.?|,? (?:AG|plc|PLC|GmbH|SE|SA|A/S|LLC|Limited|Corporation))?"
LINK = lean(
    rf"(?:,|\(| is|,? now)? ?(?:an?|the)(?: wholly[- ]owned)?(?: indirect)?(?: independent)? (?P<word>member|subsidiary|affiliate|unit|division)(?: company)? of (?:the )?(?:[\w-]+-based )?(?P<other>{_NAME})"
)
_ITS = lean(r"(?P<word>(?:wholly[- ]owned )?(?:subsidiary|affiliate|unit))(?: company)?,? $")
_ACQUIRED = lean(rf" (?:was|has been|is being|will be) acquired by (?P<other>{_NAME})")
_FORMERLY = lean(rf",? ?\(?(?:formerly|previously)(?: known as| called)? (?P<other>{_NAME})")
_PARTNERS = lean(
    r"\b(?:collaborat\w+ )?(?:partners|collaborators|licensees)(?: \w+)? (?:include|including|are|comprise|such as)\b"
)
TRADEMARK = lean(
    rf"(?P<brand>[A-Z][\w-]{{2,24}}(?: [A-Z][\w-]+)?)(?:,? and (?P<second>[A-Z][\w-]{{2,24}}))? (?:is|are)(?: a| an)? ?(?:registered |pending |U\.S\. )*(?:trade ?marks?|service ?marks?)(?: owned by)? (?:of |by )?(?P<owner>{_NAME})"
)


def read_company_links(document: Document, cast: Cast) -> tuple[CompanyLink, ...]:
    """Members, subsidiaries, former names, acquirers, and the partners that a company lists as its own."""
    found: dict[tuple[str, str, str], CompanyLink] = {}
    for link in (*_corporate(document, cast), *_listed(document, cast)):
        key = (link.company, link.relation, link.other)
        if key not in found:
            found[key] = link
    return tuple(found.values())


_RELATION = {
    "member": "member of",
    "subsidiary": "subsidiary of",
    "affiliate": "subsidiary of",
    "unit": "subsidiary of",
    "division": "subsidiary of",
}


def _corporate(document: Document, cast: Cast) -> Iterator[CompanyLink]:
    for firm in cast.companies:
        for start, end in firm.spans:
            behind = _skip_bracket(document.text, end)
            match = LINK.match(document.text, behind)
            if match and firm.name not in match["other"]:
                yield _link(document, firm.name, _RELATION[match["word"]], match["other"], start, match.end())
            for pattern, relation in ((_ACQUIRED, "acquired by"), (_FORMERLY, "formerly")):
                match = pattern.match(document.text, behind)
                if match:
                    yield _link(
                        document, short_company(document.text[start:end]), relation, match["other"], start, match.end()
                    )
            owner = _owner(document, cast, start)
            if owner:
                yield _link(document, firm.name, "subsidiary of", owner[1], owner[0], end)


def _owner(document: Document, cast: Cast, start: int) -> tuple[int, str] | None:
    """The company in "Takeda, through its wholly owned subsidiary Millennium"."""
    match = _ITS.search(document.text, max(0, start - 60), start)
    if match is None:
        return None
    before = cast.companies_in(document.sentences[document.sentence_at(start)].start, match.start())
    return (before[-1][0], before[-1][2]) if before else None


def _skip_bracket(text: str, end: int) -> int:
    if text[end : end + 2] == " (":
        close = text.find(")", end, end + 70)
        return close + 1 if close > 0 else end
    return end


def _link(document: Document, company: str, relation: str, other: str, start: int, end: int) -> CompanyLink:
    name = short_company(other.rstrip(".,")) if relation != "member of" else other.rstrip(".,")
    return CompanyLink(
        company=company,
        relation=relation,  # type: ignore[arg-type]  # one of the five relations
        other=name,
        evidence=document.evidence((start, end)),
        rule=f"companies:{relation}",
    )


def _listed(document: Document, cast: Cast) -> Iterator[CompanyLink]:
    """ "Our partners include A, B and C"."""
    issuer = cast.issuer
    if issuer is None:
        return
    for sentence in document.sentences:
        match = document.search(_PARTNERS, sentence) if sentence.section not in ("legal", "contact") else None
        if match is None:
            continue
        holder = cast.companies_in(sentence.start, match.start())
        company = holder[-1][2] if holder else issuer.name
        for _, _, name in cast.companies_in(match.end(), sentence.end):
            if name != company:
                evidence = document.evidence((sentence.start, sentence.end))
                yield CompanyLink(
                    company=company, relation="partner of", other=name, evidence=evidence, rule="companies:partners"
                )


def read_trademarks(document: Document, cast: Cast) -> tuple[Trademark, ...]:
    """Brands that the text calls trademarks of somebody, with the drug a brand names where the text says so."""
    found: dict[str, Trademark] = {}
    for match in TRADEMARK.finditer(document.text):
        for brand in (match["brand"], match["second"]):
            if brand and brand not in found:
                found[brand] = Trademark(
                    brand=brand,
                    drug=_drug(document, cast, brand),
                    owner=short_company(match["owner"].rstrip(".,")),
                    evidence=document.evidence(match.span()),
                    rule="companies:trademark",
                )
    return tuple(found.values())


def _drug(document: Document, cast: Cast, brand: str) -> str | None:
    """The generic name beside a brand: "Exbrand (examplamab)" or "examplamab (Exbrand)"."""
    for match in re.finditer(rf"(?<![\w-]){re.escape(brand)}(?![\w-])", document.text):
        near = [
            *cast.drugs_in(match.start() - 45, match.end() + 45),
            *cast.compounds_in(match.start() - 45, match.end() + 45),
        ]
        for start, end, _ in near:
            if (end < match.start() and document.text[end : match.start()] == " (") or document.text[
                match.end() : start
            ] == " (":
                return document.text[start:end]
    return None


# --- roles

_KINDS = ("antibody", "payload", "linker", "platform")
_OWNS = lean(r"(?:'s|'|s')? (?:(?!who\b|that\b|which\b|to\b|is\b|in\b|and\b|,)[\w/()-]+ ){0,4}$")
_APPOSED = lean(
    r",? (?:an?|the|its) (?:[\w-]+ ){0,6}(?:antibody|agent|payload|toxin|linker|technology|platform|molecule)"
)
_DEVELOPED = lean(r",? (?:which was |is |was )?(?P<verb>developed|created|discovered|owned) by (?:the )?$")


def read_roles(document: Document, cast: Cast, roles: dict[str, Roles]) -> tuple[Role, ...]:
    """Companies' roles for conjugates and for parts of conjugates."""
    found: list[Role] = []
    for player in (*cast.compounds, *cast.passing) if cast.is_adc else ():
        found += [
            Role(
                company=name,
                compound=player.name,
                role=kind,  # type: ignore[arg-type]  # one of the words of the field
                evidence=document.evidence(*places[:3]),
                rule=f"roles:{kind}",
            )
            for kind, name, places in roles[player.key].all()
        ]
    return (*found, *_owners(document, cast))


def _owners(document: Document, cast: Cast) -> tuple[Role, ...]:
    """Who owns or developed a part: "ImmunoGen's DM1", "the antibody trastuzumab, developed by Genentech"."""
    found: dict[tuple[str, str], Role] = {}
    for mention in document.mentions:
        kind = next((entry.kind for entry in mention.entries if entry.kind in _KINDS), None)
        if kind is None or document.release.section_at(mention.start) in ("legal", "contact", "trademark"):
            continue
        if any(a <= mention.start < b for player in (*cast.compounds, *cast.passing) for a, b in player.spans):
            continue
        for company, role, start, end in _around(document, cast, mention.start, mention.end):
            name = document.text[mention.start : mention.end]
            found.setdefault(
                (company, name),
                Role(
                    company=company,
                    role=role,  # type: ignore[arg-type]  # owner or developer
                    component=name,
                    component_kind=kind,  # type: ignore[arg-type]  # one of the four kinds above
                    evidence=document.evidence((start, end)),
                    rule="companies:component-owner",
                ),
            )
    return tuple(found.values())


def _around(document: Document, cast: Cast, start: int, end: int) -> Iterator[tuple[str, str, int, int]]:
    sentence = document.sentences[document.sentence_at(start)]
    for a, b, name in cast.companies_in(max(sentence.start, start - 80), start):
        gap = document.text[b:start]
        if gap.startswith(("'", "s'")) and _OWNS.fullmatch(gap):
            yield name, "owner", a, end
    for a, b, name in cast.companies_in(end, min(sentence.end, end + 70)):
        match = _DEVELOPED.search(document.text, end, a)
        if match and (match.start() - end < 25 or _APPOSED.fullmatch(document.text, end, match.start())):
            yield name, "owner" if match["verb"] == "owned" else "developer", start, b
