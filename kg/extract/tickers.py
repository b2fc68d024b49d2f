"""A document, its cast and a company in, the stock exchange and symbol printed with the company's name out.

They stand in brackets behind the name, or in a sentence on the company's shares.

>>> TICKER.search("ImmunoGen, Inc. (Nasdaq: IMGN)").groupdict()
{'exchange': 'Nasdaq', 'symbol': 'IMGN'}
>>> TICKER.search("Seagen (NASDAQ:SGEN - News)")["symbol"], TICKER.search("Roche (SIX: RO, ROG; OTCQX: RHHBY)")["symbol"]
('SGEN', 'RO')
"""

from __future__ import annotations

import re

from kg.extract.cast import Cast, Firm
from kg.extract.document import Document
from kg.extract.firms import LEGAL_FORM
from kg.extract.prefilter import lean
from kg.extract.spans import Span
from kg.lexicon import lexicon

_EXCHANGES = (
    r"NASDAQ(?: ?(?:GS|GM|CM|Global (?:Select )?Market))?|Nasdaq(?: ?(?:GS|GM|CM|Global (?:Select )?Market|Copenhagen|Stockholm|NM))?"
    r"|NYSE(?: ?MKT| American)?|AMEX|LSE|SIX|TSE|TYO|Tokyo|FSE|FWB|Frankfurt|XETRA|Xetra|TSX|HKEX|HKSE|SEHK|HKG|HK|SSE|SHA|SHSE|SZSE|SHE"
    r"|OMX|Copenhagen|CPH|(?:Euronext|EURONEXT)(?: [A-Z][A-Za-z]+)?|OTC(?: ?(?:QB|QX|PK|BB|Markets|Pink))?|OSE|Oslo Børs|AIM|ASX|KOSDAQ|KRX|STO|EPA|BIT|SWX|VTX|ISE|Prime Standard"
)


TICKER = lean(
    rf"\([^()]{{0,40}}?\b(?P<exchange>(?:{_EXCHANGES})(?: ?[/,] ?(?:and )?(?:{_EXCHANGES})){{0,3}}) ?: ?"
    r"(?P<symbol>[A-Z][A-Z0-9.]{0,5}|\d{3,6}|[A-Z][A-Z0-9.]{0,5}[a-z]?)(?![\w])"
)


_BARE = lean(r" ?\((?P<symbol>[A-Z]{3,5})(?: [+-]\d[\d.]*% ?)?\)")


_DOTTED = lean(r"(?:[^()]{0,60}?[ ,(])?(?P<symbol>\d{3,6}|[A-Z]{2,5})\.(?P<exchange>HK|SZ|SH|SS|KS|KQ|TW|T|DE|L|PA)\b")


_REVERSED = lean(
    r" ?\((?:ISIN:? ?[A-Z]{2}\w{8,12} ?/ ?)?(?P<symbol>[A-Z0-9]{2,5}) ?[/:] ?(?P<exchange>FSE|LSE|XETRA|NYSE|NASDAQ|DE|GR|LN)\)"
)


def ticker_of(
    document: Document, cast: Cast, issuer: Firm | None
) -> tuple[str | None, str | None, tuple[str, ...], list[Span]]:
    """Exchange and symbol behind a company\'s name, further symbols in the same brackets."""
    if issuer is None:
        return None, None, (), []
    for start, end in issuer.spans:
        if _PARENT.search(document.text, max(0, start - 60), start):
            continue
        term = _DEFINED.match(document.text, end)
        behind = term.end() if term else end
        close = document.text.find(")", behind, behind + 90)
        if close < 0 or not _BRACKET_BEHIND.match(document.text, behind):
            continue
        bracket = document.text[behind : close + 1]
        match = TICKER.search(bracket)
        if match:
            return _exchange(match["exchange"]), match["symbol"], _further(bracket[match.end() :]), [(start, close + 1)]
        match = _DOTTED.search(bracket) or _REVERSED.match(bracket) or _BARE.match(bracket)
        named = LEGAL_FORM.search(document.text[start:end]) is not None
        if match and (match.re.pattern != _BARE.pattern or (named and not _is_abbreviation(document, match["symbol"]))):
            return match.groupdict().get("exchange"), match["symbol"], (), [(start, close + 1)]
    return _listed(document, cast, issuer)


_LISTED = lean(
    rf"\b(?:listed|traded?s?|trading|quoted)\b[^.;]{{0,60}}?\b(?P<exchange>{_EXCHANGES}|EURONEXT)\b"
    r"(?: ?: ?|[^.;:]{0,50}? (?:under|with) (?:the )?(?:stock |trading )?(?:ticker )?(?:symbol|ticker)s?:? )[\"']?(?P<symbol>[A-Z]{2,5}|\d{4,6})\b"
    r"(?: and (?:on )?(?P<second>[\w ]{2,20}?): ?(?P<other>[A-Z]{2,5})\b)?"
)


def _listed(document: Document, cast: Cast, issuer: Firm) -> tuple[str | None, str | None, tuple[str, ...], list[Span]]:
    """Exchange and symbol in a sentence on the issuer's shares: "is listed on NASDAQ: SNY"."""
    for match in _LISTED.finditer(document.text):
        before = cast.companies_in(max(0, match.start() - 1500), match.start())
        if before and before[-1][2] == issuer.name:
            further = (f"{_exchange(match['second'])}: {match['other']}",) if match["other"] else ()
            return _exchange(match["exchange"]), match["symbol"], further, [match.span()]
    return None, None, (), []


def _is_abbreviation(document: Document, symbol: str) -> bool:
    """Whether capitals in brackets are a short name: a listed one, or one that the text uses elsewhere too."""
    if any(entry.kind == "organisation" for entry in lexicon().named(symbol)):
        return True
    return len(re.findall(rf"(?<![(\w]){re.escape(symbol)}\b(?!\))", document.text)) > 0


def _exchange(printed: str) -> str:
    parts = [part.strip().removeprefix("and ") for part in re.split(r"[/,]", printed)]
    return "/".join(part.upper() if part.lower() in ("nasdaq", "euronext") else part for part in parts)


# a short name in brackets before the ticker: ("Example") (NASDAQ: EXPH), (hereafter, Example) (TSE: 1234)
_DEFINED = lean(r" ?\([^()\d:]{2,80}\)(?= ?\()")
_PARENT = lean(r"\b(?:subsidiary|member|affiliate|unit|part|arm|subgroup|division) of (?:the )?(?:[\w-]+-based )?$")
_BRACKET_BEHIND = lean(r"(?:'s?)?[\s\].,]{0,4}\(")


_FURTHER = lean(rf"(?<![\w-])(?:(?P<exchange>{_EXCHANGES}) ?: ?)?(?P<symbol>[A-Z]{{2,5}}(?! ?:)|\d{{4,6}})\b")


def _further(text: str) -> tuple[str, ...]:
    found = []
    for match in _FURTHER.finditer(text.split("-")[0]):
        found.append(f"{_exchange(match['exchange'])}: {match['symbol']}" if match["exchange"] else match["symbol"])
    return tuple(found)


def tickers_of(document: Document, cast: Cast, firms: tuple[Firm, ...]) -> tuple[str, ...]:
    found = []
    for firm in firms:
        exchange, symbol, _, _ = ticker_of(document, cast, firm)
        if symbol:
            found.append(f"{exchange}: {symbol}" if exchange else symbol)
    return tuple(found)
