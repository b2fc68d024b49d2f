"""A document and its cast in, the facts about the release itself out: title, issuer, ticker, date, place, wire.

Releases say these in their first lines: a headline, sub-headlines, a dateline, then the issuer with its ticker in
brackets.  The date stands in the dateline, else alone on a line above the news, else behind "On" at the opening of a
report.  A date with a weekday is the calendar of the page that reprints, and loses against one without.
"""

from __future__ import annotations

import re

from kg import dateline
from kg.extract.cast import Cast, Firm
from kg.extract.document import Document
from kg.extract.firms import LEGAL_FORM
from kg.extract.names import CODE_NAME
from kg.extract.prefilter import lean
from kg.extract.tickers import ticker_of, tickers_of
from kg.model import Evidence, ReleaseFacts, Sentence


def read_release(document: Document, cast: Cast) -> ReleaseFacts:
    """What the release says of itself. Nothing is guessed: what does not stand in the text is None."""
    title, subtitles = _titles(document)
    line = next((s for s in document.sentences if s.section == "dateline"), None)
    # the dateline's form shows only beside the news that follows it
    opening = dateline.find(document.text[line.start :].split("\n", 1)[0]) if line else None
    date, dated = _date(document, opening, line)
    wire, wired = _wire(document, opening, line)
    issuer = cast.issuer
    exchange, ticker, symbols, ticked = ticker_of(document, cast, issuer)
    others = _others(document, cast, title)
    spans = [*dated, *wired, *ticked]
    if line:
        spans.append((line.start, line.end))
    if title:
        spans.append((title.start, title.end))
    if issuer:
        spans.append(next(s for s in issuer.spans if document.text[slice(*s)] == issuer.full))
    return ReleaseFacts(
        company=issuer.full if issuer else None,
        ticker=ticker,
        exchange=exchange,
        other_tickers=(*symbols, *tickers_of(document, cast, others)),
        date=date,
        city=opening.city if opening else None,
        wire=wire,
        title=_shown(document, title) if title else None,
        subtitles=tuple(_shown(document, s) for s in subtitles),
        other_companies=tuple(firm.full for firm in others),
        parent=_parent(document, issuer),
        fiscal_report=_report(document),
        evidence=_distinct(document, spans),
        rule="release_facts:header",
    )


def _distinct(document: Document, spans: list[tuple[int, int]]) -> tuple[Evidence, ...]:
    return document.evidence(*sorted(set(spans)))


# --- headlines

_NO_TITLE = lean(
    r"(?:for immediate release|for (?:[\w]+ ){1,4}only\b|not (?:intended )?for (?:release|distribution)|(?:company|stock exchange|regulatory|corporate) (?:announcement|release)\b(?!.{40})|(?:investors?|company) (?:news|information)\b(?!.{40})|.{3,90}/ key ?words?\(s\)|(?:press|media|news) release(?!: ?\S.{20})|news\b|release\b|summary\b|home\b|(?:biotechnology|pharmaceuticals?|pharma|oncology)\b(?!.{12})"
    r"|inside information|ad[- ]hoc|corporate news|\(firmenpresse|published|posted|updated(?=:| on\b| at\b| \d| (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d|$)|(?:the )?securities (?:and )?exchange|pursuant to|(?:current|annual|quarterly) report\b(?!.{60})|and exchange commission|(?:share|print|email)\b(?!.{40})|contact|source|by [A-Z]|page \d|\d+ \w+ (?:street|drive|road|avenue|way)|exhibit \d|form \d|to: |[\w, .]{1,60} form 8-k|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d"
    r"|press release details|healthcare industry news|view (?:original|printer)|download|\(?marketwire|pdf\b|version\b|back\b|\d[\d,.]* ?\w{2,3}$)",
    re.IGNORECASE,
)
_ENTITY_END = lean(r"(?:News|Details|Newsroom|Releases?|Contacts?)$")


def _titles(document: Document) -> tuple[Sentence | None, list[Sentence]]:
    """The headline and the lines below it that are headlines too.

    The headline is the first line that names somebody or something known, else the first that can be one.
    """
    lines = [s for s in document.sentences if s.section == "headline" and _is_title(document.words(s))]
    telling = [
        index
        for index, line in enumerate(lines)
        if line.layout != "bullet" and document.within(line.start, line.end, *_TELLING)
    ]
    long = [index for index in telling if document.words(lines[index]).count(" ") >= 3]
    lead = next(
        iter(
            (
                *long,
                *telling,
                *(index for index, line in enumerate(lines) if line.layout != "bullet"),
                *(index for index, line in enumerate(lines) if not document.text.startswith("\u2022", line.start)),
            )
        ),
        None,
    )
    if lead is None:
        return None, []
    title = lines[lead]
    words = document.words(title)
    below = [s for s in lines[lead + 1 :] if document.words(s) != words]
    return title, below


_TELLING = ("compound", "organisation", "target", "indication", "trial", "payload", "platform", "agency", "endpoint")


def _is_title(words: str) -> bool:
    bare = words.strip("-*# ")
    if len(bare) < 15 or bare.count(" ") < 2 or _NO_TITLE.match(bare) or _ENTITY_END.search(bare):
        return False
    if LEGAL_FORM.search(bare) and bare.count(" ") < 4:
        return False  # a company's name alone
    rest = re.sub(dateline.TIME_ZONE, "", dateline.WIRE.sub("", dateline.DATE.sub("", bare)))
    return len(re.findall(r"[A-Za-z]{3,}", rest)) >= (2 if CODE_NAME.search(rest) else 3)


def _shown(document: Document, line: Sentence) -> str:
    return re.sub(
        r"^(?:(?:DGAP|EQS)-[\w-]+|(?:[Pp]ress|[Mm]edia|[Nn]ews) [Rr]elease): ?",
        "",
        " ".join(document.words(line).strip("-*# ").split()),
    )


# --- date and wire

Spans = list[tuple[int, int]]
_WEEKDAY = lean(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", re.IGNORECASE)
_REPRINT = lean(r"posted|published|updated|accessed|retrieved|copyright|print|\bby\b", re.IGNORECASE)
_REPORTED = lean(rf"On (?P<date>{dateline.DATE.pattern})[^.]{{0,160}}\b(?:reported|announced|said)\b", re.IGNORECASE)
_STAMP = lean(rf"\((?:Press release|Filing)[^()]{{0,60}}?, (?P<date>{dateline.DATE.pattern})", re.IGNORECASE)


def _date(document: Document, opening: dateline.Dateline | None, line: Sentence | None) -> tuple[str | None, Spans]:
    if opening and opening.date and line:
        return opening.date, [(line.start, line.end)]
    completed = _completed(document, line) if line else None
    if completed:
        return completed
    best: tuple[int, str, tuple[int, int]] | None = None
    for sentence in document.sentences[:25]:
        found = _own_line(document, sentence)
        if found and (best is None or found[0] < best[0]):
            best = found
    if best:
        return best[1], [best[2]]
    for sentence in document.sentences[:25]:
        for pattern in (_REPORTED, _STAMP):
            match = document.search(pattern, sentence)
            date = dateline.DATE.search(match["date"]) if match else None
            if match and date:
                return dateline.iso(date), [match.span("date")]
    return None, []


_DAY = lean(r"(?P<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\.? (?P<day>\d{1,2})\b")


def _completed(document: Document, line: Sentence) -> tuple[str, Spans] | None:
    """The date of a dateline that has no year, when a full date of the same day stands in the text's first lines."""
    day = _DAY.search(document.text, line.start, line.end)
    if day is None:
        return None
    for match in dateline.DATE.finditer(document.text, 0, min(len(document.text), line.start + 1500)):
        date = dateline.iso(match)
        if date and date[5:] == dateline.month_and_day(day["month"], day["day"]):
            return date, [(line.start, line.end), match.span()]
    return None


def _own_line(document: Document, sentence: Sentence) -> tuple[int, str, tuple[int, int]] | None:
    """A date that has a line for itself, with its rank: a weekday or a mark of a reprint ranks last."""
    words = document.words(sentence)
    match = dateline.DATE.search(words)
    if match is None or sentence.section not in ("headline", "dateline", "body") or len(words) > 90:
        return None
    rest = words[: match.start()] + words[match.end() :]
    rest = re.sub(r"\(?Date of earliest event reported\)?|Date of Report|\bReport\b|\b(?:from|by) [A-Z].*$", "", rest)
    if _REPRINT.search(rest):
        return None
    left = re.sub(
        rf"{dateline.TIME_ZONE}|\d\d?[:.]\d\d ?(?:[ap]m\b)?|[AP]M\b|[ap]\.m\.|\b[A-Z]{{2,4}}\b"
        r"|(?:News|Press|Media) Release|Source|Date",
        "",
        dateline.WIRE.sub("", rest),
    )
    weekday = bool(_WEEKDAY.search(left))
    if len(re.findall(r"[A-Za-z]{2,}", _WEEKDAY.sub("", left))) > (0 if weekday else 1):
        return None
    date = dateline.iso(match)
    start = sentence.start + match.start()
    return (weekday + (len(date or "") < 10), date, (start, start + len(match[0]))) if date else None


_DISTRIBUTED = lean(
    r"(?:distributed|provided|issued|released|transmitted|news) (?:by|through|via) (?:the )?", re.IGNORECASE
)


def _wire(document: Document, opening: dateline.Dateline | None, line: Sentence | None) -> tuple[str | None, Spans]:
    """The wire of the dateline, else one on a line of its own, else one named as the distributor."""
    if opening and opening.wire and line:
        return opening.wire, [(line.start, line.end)]
    for sentence in document.sentences:
        match = document.search(dateline.WIRE, sentence)
        if match is None:
            continue
        alone = len(document.words(sentence)) < len(match[0]) + 25 and sentence.section in (
            "headline",
            "dateline",
            "body",
            "contact",
        )
        named = _DISTRIBUTED.search(document.text, max(sentence.start, match.start() - 40), match.start())
        leads = match.start() == sentence.start and document.text[match.end() : match.end() + 1] in (":", "-")
        slashed = (
            document.text[match.start() - 1 : match.start()] in "/("
            and document.text[match.end() : match.end() + 1] in "/)"
        )
        if alone or leads or (named and named.end() == match.start()) or (slashed and document.text[match.start() - 1]):
            return dateline.wire_name(match), [match.span()]
    return None, []


# --- other parties, parent, reports


def _others(document: Document, cast: Cast, title: Sentence | None) -> tuple[Firm, ...]:
    """Companies of the headline and of the opening sentence up to "announced", besides the issuer."""
    first = next((s for s in document.sentences if s.section == "body" and s.layout == "prose"), None)
    spots: Spans = []
    if title:
        spots.append((title.start, title.end))
    if first:
        said = re.compile(r"\b(?:announced?|reported|said|today)\b").search(document.text, first.start, first.end)
        if said:
            spots.append((first.start, said.start()))
    found = []
    for firm in cast.companies:
        near = any(a <= start and end <= b for start, end in firm.spans for a, b in spots)
        if firm is not cast.issuer and near and not _is_parent(document, firm):
            found.append(firm)
    return tuple(found)


_PARENT = lean(
    r"\b(?:member|subsidiary|sub-?group|affiliate|unit|division|part|arm)(?: company)? of (?:the )?(?:[\w-]+-based |German |Swiss |Japanese )?$"
)
_PARENT_BEHIND = lean(
    r"(?:,| is|, is| \()? ?(?:an?|the)(?: [\w.&-]{2,20}){0,4}? (?:member|subsidiary|sub-?group|affiliate|unit|division|arm)(?: company)? of (?:the )?"
    r"(?:[\w-]+-based |German |Swiss |Japanese )?(?P<name>[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,3}(?:, (?:Ltd|Inc|Corp|Limited|Incorporated)\b\.?)?)"
)


def _is_parent(document: Document, firm: Firm) -> bool:
    return any(_PARENT.search(document.text, max(0, start - 70), start) for start, _ in firm.spans)


def _parent(document: Document, issuer: Firm | None) -> str | None:
    """The group that the issuer is said to be a member of."""
    if issuer is None:
        return None
    for _, end in issuer.spans:
        close = document.text.find(")", end, end + 60) + 1 if document.text[end : end + 2] == " (" else end
        match = _PARENT_BEHIND.match(document.text, close or end)
        if match:
            name = match["name"].rstrip(",")
            return name if LEGAL_FORM.search(name) else name.rstrip(".")
    return None


_REPORT = lean(
    r"(?:Annual Report|Quarterly Report|Transition Report)s? on Form \d\d-[KQ](?:/A)?(?: for the (?:fiscal )?(?:year|quarter)[^.,;]{0,40}?(?:19|20)\d\d|"
    r" for the (?:fiscal )?(?:year|quarter) ended [A-Z][a-z]+ \d\d?, (?:19|20)\d\d)?|Form \d\d-[KQ]\b"
)


def _report(document: Document) -> str | None:
    """The report to the stock-exchange authority that the legal text names."""
    match = _REPORT.search(document.text)
    return match[0] if match else None
