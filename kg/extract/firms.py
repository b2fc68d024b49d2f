"""A document in, its companies out: every place each is named, its short and its full name, and which one issues.

A company is known from the reference data, or by a legal form behind capitals ("Example Pharma, Inc.").  Once named in
full, it is found by its short name too; "the Company", "our company" and "we" mean the issuer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.extract.document import Document
from kg.extract.firm_names import TICKER, add_short, settled_names, slug_meant, without_capitals
from kg.extract.prefilter import lean
from kg.extract.spans import Span, Taken
from kg.lexicon import fold, lexicon
from kg.model import SectionKind

LAWYERS: frozenset[SectionKind] = frozenset(("legal", "trademark", "contact", "footnote"))


@dataclass(frozen=True, slots=True)
class Firm:
    """A company of the release: short name (no legal form), the fullest name printed, slug if listed, places."""

    name: str
    full: str
    slug: str | None
    spans: tuple[Span, ...]


_FORM = (
    r"(?:(?:Inc|Ltd|Corp|Co|S\.A|S\.p\.A|L\.L\.C|N\.V|B\.V|K\.K|S\.r\.l|L\.P|S\.L)\b\.?|(?:Incorporated|Limited|Corporation|Company|AG|SE|SA|ASA|ApS|Oy|SAS|plc|PLC"
    r"|GmbH|LLC|NV|BV|A/S|AS|KGaA|KK|Oyj|AB|Sarl|LP|Pty)\b)"
)
_FORMS = rf"(?:(?:, ?| ){_FORM}(?:,? ?{_FORM}){{0,2}})"
LEGAL_FORM = lean(rf"{_FORMS}$")
_CAPITAL = r"[A-Z][A-Za-z0-9&'\u00c0-\u00ff-]{1,24}"
_TRADE = (
    r" (?:Pharmaceuticals?|Therapeutics|Biopharma(?:ceuticals?)?|Biosciences?|Biotech(?:nology)?|Biologics|Oncology|Pharma|Genetics|Biotherapeutics"
    r"|Laboratories|Medicines|Biomedical|Bio|BioPharma)"
)
FIRM = lean(rf"\b(?:{_CAPITAL} (?:(?:of|&) )?){{0,4}}{_CAPITAL}(?:{_FORMS}|{_TRADE}(?:{_FORMS})?)(?![\w-])")
# a name without legal form in front of a ticker: "Example (NASDAQ: EXPH)"
_TICKED = lean(
    rf"\b(?:{_CAPITAL} (?:& )?){{0,2}}{_CAPITAL}(?<!'s)(?= ?\((?:(?:the )?\"[^\"()]{{2,30}},?\",? ?)?(?:NASDAQ|Nasdaq|NYSE|AMEX|LSE|AIM|SIX|TSE|TSX|FSE|HKEX|SEHK|EURONEXT|Euronext|OMX|ASX|KOSDAQ|OTC\w*)\b[^()]{{0,20}}:)"
)
_LEADING = lean(
    r"(?:(?:(?:[\w-]{1,20} ){0,3}(?:CEO|CFO|COO|CMO|CSO|President|Chairman|Officer|Head|Director|Founder|Executive|Professor|VP) of|The|In|On|At|By|With|For|And"
    r"|From|Its|Our|Today|Partner|About|Source|SOURCE|Contact|Contacts|Both|Under|While|When|As|Affiliate of|Subsidiary of|Member of|Unit of|Shares"
    r"|Meanwhile|However|Also|[A-Z][\w-]{0,20}-(?:based|headquartered)|US|U\.S|German|Swiss|Danish|Japanese|Subsidiary|Company|Firm|Biotech|Drugmaker) )+"
)
SELF = lean(r"\b(?:[Tt]he [Cc]ompany(?!-)|[Oo]ur [Cc]ompany|[Ww]e|[Oo]ur)\b")


_SEATED = lean(r"(?<=\w|[.]), (?:[A-Z][a-z]+, )?(?:[A-Z]{2}, )?(?:USA|U\.S\.A?\.?|Germany)$")  # ", Rahway, NJ, USA"


def short_company(name: str) -> str:
    """A company's name without its legal form.

    >>> short_company("ImmunoGen, Inc."), short_company("Daiichi Sankyo Company, Limited"), short_company("Genmab A/S")
    ('ImmunoGen', 'Daiichi Sankyo', 'Genmab')
    """
    seated = _SEATED.sub("", name.strip().split(":")[0])
    cut = LEGAL_FORM.sub("", seated).strip(" ,&")
    meant = lexicon().named(cut, "organisation")
    if seated.endswith("KGaA") and len({entry.slug for entry in meant}) > 1:
        return seated  # the form tells two companies of one name apart
    return cut or name


def read_firms(document: Document) -> tuple[tuple[Firm, ...], Firm | None, tuple[Firm, ...]]:
    """The companies in the order of their first mention, the one that issues the release, and those that issue it too."""
    spots, slugs, taken = _spots(document)
    issuer = _issuer(document, spots)
    if issuer is not None:
        opened = _opened(document, spots)
        for match in SELF.finditer(document.text):
            if match.start() not in taken:
                speaker = _speaker(document, spots, match.start())
                if speaker is None and match[0] == "the company":
                    speaker = opened.get(document.sentences[document.sentence_at(match.start())].block)
                spots[speaker or issuer].append(match.span())
    firms = {key: _firm(document, sorted(spans), slugs.get(key)) for key, spans in spots.items()}
    ordered = tuple(sorted(firms.values(), key=lambda firm: firm.spans[0]))
    if issuer is None:
        return ordered, None, ()
    return ordered, firms[issuer], _co_issuers(document, ordered, firms[issuer])


def _opened(document: Document, spots: dict[str, list[Span]]) -> dict[int, str]:
    """The company whose name opens a paragraph of the news: "the company" in it is that one."""
    starts: dict[int, int] = {}
    for sentence in document.sentences:
        if sentence.section == "body" and sentence.layout == "prose":
            starts.setdefault(sentence.block, sentence.start)
    places = {start: key for key, spans in spots.items() for start, _ in spans}
    return {block: places[start] for block, start in starts.items() if start in places}


def _speaker(document: Document, spots: dict[str, list[Span]], position: int) -> str | None:
    """The company of whoever speaks a quotation: "we" in it is not always the issuer."""
    if document.release.section_at(position) != "quotation":
        return None
    close = document.text.find('"', position)
    line = document.text.find("\n", position)
    stop = min(close + 220, line if line > close else len(document.text)) if close > 0 else 0
    reopened = document.text.find('"', close + 1, stop)
    named = [
        (start, key)
        for key, spans in spots.items()
        for start, _ in spans
        if close < start < (reopened if reopened > 0 else stop)
    ]
    return min(named)[1] if named else None


_SAID = lean(r"\b(?:announced?|announces|reported|reports|said|says|today|presented|unveiled)\b")
_OWNER = lean(
    r"(?:,? (?:an?|the)(?: wholly[- ]owned)?(?: indirect)?(?: [a-z][\w-]{2,20}){0,2} (?:member|subsidiary|affiliate|unit|division|part|arm)(?: company)? of (?:the )?(?:[\w-]+ )?|partner )$"
)


def _co_issuers(document: Document, firms: tuple[Firm, ...], issuer: Firm) -> tuple[Firm, ...]:
    """Companies named beside the issuer before the verb of announcing, or on the line that opens the news."""
    opening = next(
        (
            s
            for s in document.sentences
            if any(s.start <= a < s.end for a, _ in issuer.spans)
            and (s.section == "body" or (s.section == "headline" and document.search(_SAID, s)))
        ),
        None,
    )
    if opening is None:
        return ()
    said = _SAID.search(document.text, opening.start, opening.end)
    end = said.start() if said else (opening.end if opening.layout == "heading" else opening.start)
    return tuple(
        firm
        for firm in firms
        if firm is not issuer
        and any(
            opening.start <= a < end
            and not _OWNER.search(document.text, max(0, a - 70), a)
            and not re.match(r"'s?\b", document.text[b : b + 3])
            for a, b in firm.spans
        )
    )


def _spots(document: Document) -> tuple[dict[str, list[Span]], dict[str, str], Taken]:
    """Places by key, the slugs of the listed ones, and what they cover; the key is the slug or the folded short name."""
    taken = Taken(len(document.text))
    spots: dict[str, list[Span]] = {}
    slugs: dict[str, str] = {}
    shorts: dict[str, str] = {}
    for match in (*FIRM.finditer(document.text), *_TICKED.finditer(document.text)):
        if match.start() in taken:
            continue
        if any(
            m.start < match.start() < m.end or m.start == match.start() < match.end() < m.end
            for m in document.within(match.start() - 40, match.end() + 40, "organisation")
        ):
            continue
        lead = _LEADING.match(match[0])
        start = match.start() + (lead.end() if lead else 0)
        name = document.text[start : match.end()]
        if _OF_SOCIETY.search(document.text, max(0, start - 60), start):
            continue
        if (
            _IS_SOCIETY.search(name)
            or re.fullmatch(_FORM, name)
            or name.startswith(("Eastern ", "Pacific ", "Central "))
        ):
            continue
        headline = document.release.section_at(start) == "headline"
        listed = document.within(start, match.end(), "organisation")
        if headline and listed:  # what stands before the name in a headline may be a word with a capital
            start = listed[0].start
            name = document.text[start : match.end()]
        if (headline and not LEGAL_FORM.search(name)) or document.text.startswith(" Group", match.end()):
            continue
        key = listed[0].entry.slug if listed else fold(short_company(name))
        if listed:
            slugs[key] = key
        if not listed or not lexicon().named(short_company(name).split(" ")[0]):
            shorts[key] = short_company(name)
        spots.setdefault(key, []).append((start, match.end()))
        taken.add(start, match.end())
    settled = settled_names(document)
    known = {entry.slug for mention in document.mentions for entry in mention.entries if entry.kind == "organisation"}
    for mention in document.mentions:
        meant = settled.get(document.text[mention.start : mention.end]) or slug_meant(document, mention)
        if meant is not None and mention.start not in taken:
            if meant in known:
                slugs[meant] = meant
            spots.setdefault(meant, []).append((mention.start, mention.end))
            taken.add(mention.start, mention.end)
    for key, short in list(shorts.items())[:_MOST]:
        quoted = [m["short"] for _, end in spots[key][:3] if (m := _QUOTED.match(document.text, end))]
        namesakes = any(other != key and name.split(" ")[0] == short.split(" ")[0] for other, name in shorts.items())
        initials = [
            m["short"]
            for a, b in spots[key][:3]
            if (m := _INITIALS.match(document.text, b)) and _are_initials(m["short"], document.text[a:b])
        ]
        for name in (short, *quoted, *initials):
            add_short(document.text, spots[key], name, taken, alone=not namesakes)
    return spots, slugs, taken


# "the European Society for Medical Oncology": what a society or a journal is for is no company
_OF_SOCIETY = lean(
    r"\b(?:Society|Association|College|Journal|Academy|Congress|Institute|Meeting|Conference|Symposium|Department|Center|Centre|School|Division|Annals|Organi[sz]ation)"
    r" (?:of|for|on|in) (?:the )?(?:[A-Z][\w-]{1,20} (?:and |of )?){0,2}$"
)
_IS_SOCIETY = lean(
    r"\b(?:Journal|Annals|Archives|Society|Association|College|Academy|Congress|Institute|Symposium) (?:of|for|on) "
)
# a company's own short name for itself: (Nasdaq: EXPH, "Example")
_QUOTED = lean(r" ?\((?:[^()\"]{0,40}[ ,])?\"(?P<short>(?!(?:the )?Company)[A-Z][\w.& -]{3,24}),?\"")
_INITIALS = lean(r" ?\((?P<short>[A-Z]{2,5})\)")


def _are_initials(short: str, name: str) -> bool:
    """Whether capitals are the first letters of a name's words: "PSMA Development Company" and "PDC"."""
    return "".join(word[0] for word in re.findall(r"[A-Za-z][\w-]*", name)).startswith(short)


_MOST = 60  # companies that nobody lists, looked for again by their short names; a release has a few


def _firm(document: Document, spans: list[Span], slug: str | None) -> Firm:
    printed = [document.text[start:end] for start, end in spans]
    printed = [name for name in printed if not SELF.fullmatch(name)] or printed
    full = next(
        (name for name in sorted(printed, key=str.isupper) if LEGAL_FORM.search(name)),
        max(printed, key=len) if slug is None else printed[0],
    )
    return Firm(_short(printed), full, slug, tuple(spans))


def _short(printed: Iterable[str]) -> str:
    """The shortest form of the name used most; a ticker-like abbreviation only when there is nothing else.

    A company that was renamed stands under the name that the release uses more often.
    """
    shorts = without_capitals([short_company(name) for name in printed])
    words = [name for name in shorts if not (name.isupper() and len(name) < 5)] or shorts
    most = max(words, key=words.count)
    kin = [name for name in words if name in most or most in name or name.split(" ")[0] == most.split(" ")[0]]
    return min(kin, key=len)


_ANNOUNCES = lean(
    r"(?:[^.]|\.(?=\w)){0,260}?\b(?:announce[sd]?|report(?:s|ed)|said|says|reveal(?:s|ed)|presented|disclosed|showed|published|unveiled|confirmed|today)\b"
)
_SOURCE = lean(r"(?:SOURCE|Source):? ")


def _issuer(document: Document, spots: dict[str, list[Span]]) -> str | None:
    """The company that announces.

    In order: the one named behind "Source:"; the first with a ticker among those told of; the first whose sentence
    says that it announces; the one a headline opens with; the first named in the news, then in the headline, then anywhere.
    """
    ranked: list[tuple[int, int, str]] = []
    for key, spans in spots.items():
        for start, end in spans:
            rank = _rank(document, start, end)
            if rank is not None:
                ranked.append((rank, start, key))
    return min(ranked)[2] if ranked else None


_INSTITUTION = lean(
    r"\b(?:Society|Association|Congress|University|Institutes?|Hospital|Foundation|Agency|Administration|Ministry)\b"
)


def _rank(document: Document, start: int, end: int) -> int | None:
    section = document.release.section_at(start)
    if _SOURCE.search(document.text, max(0, start - 8), start) and start > len(document.text) // 3:
        return 0
    if section in LAWYERS or _INSTITUTION.search(document.text, start, end):
        return 7
    sentence = document.sentences[document.sentence_at(start)]
    early = section in ("body", "dateline", "quotation") and start < 2500
    if early and (TICKER.match(document.text, end) or _ANNOUNCES.match(document.text, end, sentence.end)):
        return 1
    if section == "headline" and start == sentence.start:
        return 2
    return {"body": 3, "quotation": 4, "headline": 4, "about": 5}.get(section, 6)
