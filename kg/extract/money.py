"""A sentence in, the amounts of money it prints out, each with what it is paid for.

An amount is what the words beside it say, the nearest first: behind it ("$20 million upfront", "up to $330 million in
regulatory milestones"), else in front of it ("upfront payment of $4 million", "Upfront: $75 million").  Amounts of
other matters (share offerings, cash positions, revenues, sales) have no such words and are left out.

>>> found = amounts_in("It gets $20 million upfront and up to EUR 1.2 billion in milestones.")
>>> [(amount.value, amount.currency, amount.slot) for amount in found]
[(20000000, 'USD', 'upfront'), (1200000000, 'EUR', 'milestones')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg.extract.cues import cues, joined
from kg.extract.numbers import WORD_NUMBER, number
from kg.extract.prefilter import lean
from kg.model import Number

Slot = Literal[
    "upfront",
    "milestones",
    "milestone_received",
    "license_fee",
    "development_funding",
    "research_support",
    "equity",
    "total",
]
_CURRENCIES = {
    "us$": "USD", "$": "USD", "usd": "USD", "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP",
    "gbp": "GBP", "chf": "CHF", "dkk": "DKK", "¥": "JPY", "jpy": "JPY", "yen": "JPY", "rmb": "CNY", "cny": "CNY",
    "dollars": "USD", "us dollars": "USD", "u.s. dollars": "USD", "pounds": "GBP", "swiss francs": "CHF", "aud": "AUD",
    "a$": "AUD", "c$": "CAD", "cad": "CAD", "krw": "KRW",
}  # fmt: skip
_SIGN = r"(?:US\$|A\$|C\$|\$|€|£|¥|(?:USD|EUR|GBP|CHF|DKK|JPY|RMB|CNY|AUD|CAD|KRW|euros?)\b)"
_SCALE = r"(?P<scale>millions?|billions?|thousand|mn|bn|[MmBb](?![\w/]))"
MONEY = joined(
    rf"(?<![\w])(?:(?P<sign>{_SIGN})\s?(?P<number>\d{{1,3}}(?:,\d{{3}}){{1,3}}"
    rf"|\d{{1,4}}(?:\.\d{{1,3}})?)(?:[ -]?{_SCALE})?(?:\s(?:U\.S\.\s|US\s)?dollars\b)?",
    rf"|(?P<number2>\d{{1,4}}(?:\.\d{{1,3}})?|{WORD_NUMBER})[ -]{_SCALE.replace('scale', 'scale2')}\s",
    r"(?P<word>US dollars|U\.S\. dollars|dollars|euros?|pounds|yen|Swiss francs|EUR|USD|RMB|CHF|DKK)\b)",
)
_SCALES = {"m": 10**6, "b": 10**9, "t": 10**3}
_UP_TO = cues(
    r"(?:up to|as much as|more than|over|exceed\w{0,3}|potential(?:ly)?|eligible|entitled|could|(?-i:may)|might|aggregate"
    r"|total(?:ing)?)\b",
    r"in excess of\b",
)
_NEGLECTED = cues(
    r"(?:public )?offerings?\b",
    r"(?:common|ordinary) (?:stock|shares)\b",
    r"net (?:loss|income|proceeds)\b",
    r"revenues?\b",
    r"cash(?:,| and) cash equivalents\b",
    r"market (?:cap\w{0,12}|value|size|of)\b",
    r"per share\b",
    r"(?:has|have) (?:now )?(?:generated|earned|raised)\b",
    r"(?:annual|global|peak|product|quarterly) sales\b",
    r"(?:operating|research and development) expenses?\b",
    r"(?:loan|financing|private placement|monetization|grant funding|notes)\b",
    r"market\b[^.;]{0,50}(?:valued|worth)\b",
    r"(?:was|were) sold to\b",
    r"sale of\b",
)
_UPFRONT = r"up-?[ ]?front|initial (?:cash )?(?:payment|fee)|(?:payment |fee )?(?:at|upon|on) signing|sign(?:ing|ature) (?:fee|payment)|down[- ]payment"
_KINDS: tuple[tuple[Slot, re.Pattern[str]], ...] = (
    ("upfront", cues(_UPFRONT, r"technology access fee\b")),
    ("milestones", cues(r"milestones?\b", r"contingent (?:[\w-]{1,14} ){0,2}payments?\b")),
    (
        "license_fee",
        cues(
            r"licen[cs](?:e|ing) fees?\b",
            r"(?:(?:option|opt-in)(?: exercise| extension)?|exercise) (?:fees?|payments?)\b(?! and (?:[\w-]{1,14},? ){0,4}milestone)",
        ),
    ),
    (
        "development_funding",
        cues(
            r"development (?:and \w{1,15} )?(?:funding|support|costs|money)\b",
            r"(?:fund|funding|finance) (?:of |for )?(?:the |its )?(?:clinical )?development\b",
            r"R&D (?:funding|support)\b",
        ),
    ),
    ("research_support", cues(r"research (?:and development )?(?:funding|support|payments?)\b")),
    (
        "equity",
        cues(
            r"equity (?:investment|stake|purchase)\b", r"(?:invest|investment) in\b", r"purchase of (?:its )?shares\b"
        ),
    ),
    (
        "total",
        cues(
            r"(?:deal|agreement|collaboration|transaction|pact|alliance)?\s?(?:is |potentially )?(?:worth|valued at)\b",
            r"(?:total|aggregate|overall) (?:potential )?(?:deal |transaction )?(?:value|consideration|payments?)\b",
            r"(?:potential|future|total) payments\b",
            r"in payments\b",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in full units of its currency at ``start`` to ``end``; ``per`` is the unit the amount is counted by."""

    start: int
    end: int
    value: Number
    currency: str
    slot: Slot
    per: str | None = None
    period: str | None = None


def amounts_in(text: str, start: int = 0, end: int | None = None) -> list[Amount]:
    """The amounts of agreements in a range, in order."""
    stop = len(text) if end is None else end
    matches = _without_conversions(text, list(MONEY.finditer(text, start, stop)))
    found: list[Amount] = []
    for number_, match in enumerate(matches):
        before = text[matches[number_ - 1].end() if number_ else start : match.start()]
        behind = text[match.end() : matches[number_ + 1].start() if number_ + 1 < len(matches) else stop]
        before, behind = _CONVERTED.sub("", before), _CONVERTED.sub("", behind)
        slot = _slot(before, behind)
        if slot is None or _NEGLECTED.search(before[-60:] + "|" + behind[:60]):
            continue
        value, currency = _value(match)
        found.append(
            Amount(match.start(), match.end(), value, currency, slot, _per(slot, before, behind), _period(behind))
        )
    return found


_CONVERTED = joined(rf"\s?\([^()]{{0,16}}{_SIGN}[^()]{{1,24}}\)")


def _without_conversions(text: str, matches: list[re.Match[str]]) -> list[re.Match[str]]:
    """The amounts without those that only say in brackets what the one before is in another currency."""
    kept: list[re.Match[str]] = []
    for match in matches:
        is_same = kept and re.fullmatch(
            r" ?\((?:about |approximately |around |approx\. ?|or )?", text[kept[-1].end() : match.start()]
        )
        if not is_same:
            kept.append(match)
    return kept


def _value(match: re.Match[str]) -> tuple[Number, str]:
    printed = match["number"] or match["number2"]
    scale = (match["scale"] or match["scale2"] or " ").lower()[0]
    plain = printed.replace(",", "") if printed[0].isdigit() else str(number(printed))
    value = Decimal(plain) * _SCALES.get(scale, 1)
    sign = (match["sign"] or match["word"]).lower()
    return int(value) if value == int(value) else float(value), _CURRENCIES[sign]


# what a payment under an agreement falls due with
_STEP = r"(?:dosing|initiation|start|first|achiev\w{2,5}|accept\w{2,4}|approval|clearance|filing|submission|IND\b|completion)"
# whole phrases around an amount that name no kind of payment
_ANYTHING = lean("")
_PHRASES: tuple[tuple[Slot, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "milestone_received",
        joined(r"\btrigger(?:s|ed|ing)?(?: an?| the)?(?: payment| fee)?(?: of)? \Z"),
        joined(r" (?:payment|fee|from|to)\b"),
    ),
    (
        "license_fee",
        joined(r"\b(?:pays?|paid|receives?|received)\b[^.;]{0,60}\ban? (?:one-time |single )?fee of \Z"),
        _ANYTHING,
    ),
    (
        "upfront",
        joined(r"\b(?:made|makes?|making|make) an? (?:cash |single )?payment\b[^.;]{0,60}\bof \Z"),
        joined(r" for (?:the|those|these|an?|its) (?:[\w-]{1,15} ){0,3}(?:rights|licen[cs]e)\b"),
    ),
    (
        "upfront",
        joined(
            r"\b(?:acquired|acquires|bought|purchased) (?:the |all |its |full |worldwide ){0,3}(?:[\w-]{1,20} ){0,3}"
            r"(?:program(?:me)?|rights|compound|candidate|antibody|asset|product|technology)\b[^.;]{0,80} for \Z"
        ),
        _ANYTHING,
    ),
    (
        "milestone_received",
        joined(rf"\b(?:upon|following|after|with|on) (?:the )?{_STEP}[^.;]{{0,90}}\b(?:earned|earns|receives?d?) \Z"),
        joined(r" from\b"),
    ),
    (
        "milestone_received",
        joined(r"\b(?:earned|earns|received) \Z"),
        joined(rf" from [^.;]{{2,40}}? (?:upon|following|for|after) (?:the )?{_STEP}"),
    ),
    ("equity", joined(r"\bstake in [^.;]{2,40} for \Z"), _ANYTHING),
    (
        "milestones",
        joined(r"\bup to \Z"),
        joined(
            r" (?:up)?on (?:the )?(?:entry|entering|approval|initiation|start|completion|acceptance|first|achievement|achieving|reaching)\b"
        ),
    ),
    (
        "upfront",
        joined(r"\b(?:pays?|paid|paying) [^.;]{0,40}\Z"),
        joined(r" for (?:the |an? )?(?:[\w-]{1,15} ){0,3}(?:rights|licen[cs]e)\b"),
    ),
    (
        "total",
        joined(
            r"\b(?:acqui(?:red?|res|sition)|takeover|buyout)\b[^.;]{0,60} for (?:up to |about |approximately |nearly )?\Z"
        ),
        _ANYTHING,
    ),
)
# another payment begins between the words and the amount
_NEW_ITEM = cues(r"(?:and|plus) (?:up to|as much as|an? |additional|another|[$€£]|a further)")


def _slot(before: str, behind: str) -> Slot | None:
    """What an amount is for, by the nearest words: close behind it, in front of it, farther behind it."""
    close = behind[:170]
    first = _nearest(close, from_start=True)
    leading = _nearest(before[-90:], from_start=False)
    chosen: Slot | None
    if first and (first[0] <= 12 or leading is None or first[0] <= leading[0] + 8):
        chosen = first[1]
    elif leading:
        chosen = leading[1]
    else:
        chosen = None
    if chosen is None:
        return next((slot for slot, front, back in _PHRASES if front.search(before) and back.match(behind)), None)
    if chosen == "milestones" and _is_received(before, behind):
        return "milestone_received"
    return chosen


_CLOSE = 70  # characters behind an amount within which words still say what it is for


def _nearest(words: str, *, from_start: bool) -> tuple[int, Slot] | None:
    """The kind whose words stand nearest to the amount, with the distance; nothing behind a full stop counts."""
    edge = re.search(r"(?:(?<![A-Z])\.|;)(?:\s|$)", words) if from_start else None
    words = words[: edge.start()] if edge else words
    if not from_start and (stops := list(re.finditer(r"(?:(?<![A-Z])\.|;)\s", words))):
        words = words[stops[-1].end() :]
    best: tuple[int, Slot] | None = None
    for slot, pattern in _KINDS:
        for match in pattern.finditer(words):
            distance = match.start() if from_start else len(words) - match.end()
            if from_start and distance > _CLOSE:
                continue
            if not from_start and _NEW_ITEM.search(words[match.end() :]):
                continue
            if best is None or distance < best[0]:
                best = (distance, slot)
    return best


_RECEIVED = cues(
    r"(?:receiv|earn|trigger|achiev|pay|paid|result(?:s|ed|ing) in|invoic|recogni[sz])\w{0,5}\b", r"milestone\b"
)
# "will receive two milestone payments totaling": a known number of them falls due
_COUNTED = cues(r"receiv\w{0,3} (?:two|three|four|both) milestone payments\b")
_EVENTUAL = cues(r"(?:up to|potential(?:ly)?|eligible|entitled|could|(?-i:may)|might)\b")
_SEVERAL = cues(r"milestones\b", r"milestone payments\b")


def _is_received(before: str, behind: str) -> bool:
    """Whether a milestone is one payment that falls due now, not a sum that may be reached."""
    near = before[-110:] + " # " + behind[:110]
    if _COUNTED.search(before) and not _EVENTUAL.search(before[-110:]):
        return True
    if _UP_TO.search(before[-45:]) or _SEVERAL.search(near):
        return False
    return _RECEIVED.search(near) is not None


_PER = joined(
    r"\b(?:per|for each|for every|each|on each)(?: of the)? (?:(?:licensed|resulting|ADC|approved|individual|selected"
    r"|collaboration|single|drug) ){0,2}",
    r"(?P<unit>products?|targets?|licen[cs]es?|compounds?|program(?:me)?s?|antibod(?:y|ies)|antigens?|candidates?)",
)


def _per(slot: Slot, before: str, behind: str) -> str | None:
    if slot != "milestones":
        return None
    match = _PER.search(behind[:110]) or _PER.search(before[-60:])
    return re.sub(r"(?<=[a-z])s$", "", match["unit"].lower()).replace("antibodie", "antibody") if match else None


_PERIOD = lean(r"\b(?:over|during|spread over|for)(?: the)?(?: next)? (?P<period>[a-z0-9]{1,9} years)\b", re.IGNORECASE)


def _period(behind: str) -> str | None:
    match = _PERIOD.search(behind[:60])
    return match["period"] if match else None
