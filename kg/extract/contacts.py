"""A document and its cast in, the contacts printed in it out: name, role, company, telephone, e-mail.

A contact is a run of lines: a label ("For Media:"), a name, a role, a company, numbers, in any order, several on one line
with commas, bars or wide spaces, or one a line.  A label or a second name begins the next contact; contacts side by side
under two labels are read column by column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from kg.extract.cast import Cast
from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.model import Contact, Sentence

PHONE = lean(r"(?<![\w.])(?:\+ ?\d{1,3}[ .-]?)?(?:\(\d{1,4}\)[ .-]?)?\d{1,4}(?:[ ./-]\d{2,4}){1,5}(?![\w@])")
EMAIL = lean(r"[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{2,20}){1,3}")
_WHOM = (
    r"(?:(?:the )?(?:media|investors?|press|company|corporate|ir|pr|analysts?|public|business|financial|trade|patients?|u\.?s\.?a?|united states|uk|eu|europe"
    r"|european|japan|china|asia|canada|germany|switzerland|international|global|ex-us|rest of world|local|source)"
    r"(?: ?(?:&|and|/|,) ?(?:media|investors?|press|pr|ir|communications|corporate))?(?: (?:\([^()]{1,20}\)|only))?)"
)
_LABEL = lean(
    rf"(?:for )?(?:{_WHOM}(?: (?:&|and) (?:investors?|media))?(?: relations| communications| affairs| contacts?| inquiries| enquiries| information){{0,3}}"
    r"|contacts?|(?:for )?(?:further|more) information)\s*:?\s*$|source:",
    re.IGNORECASE,
)
# a label in front of its contact on one line
_INLINE = lean(
    r"(?:(?:for )?(?:further|more|additional) information,?:?(?: please)?(?: contact)?:?|for more|source)\s*:?\s+"
    rf"|(?:for )?(?:{_WHOM}|contacts?)(?: relations| communications| affairs| contacts?| inquiries| enquiries){{0,3}}\s*:\s*",
    re.IGNORECASE,
)
_PERSON = lean(
    r"(?:(?:Dr|Prof|Mr|Ms|Mrs)\.? )?[A-Z][a-z\u00c0-\u00ff'-]+(?: [A-Z]\.)?(?: (?:[A-Z][a-z\u00c0-\u00ff]+|[A-Z]\.|van|de|von|der|Mc[A-Z][a-z]+|O'[A-Z][a-z]+)(?:-[A-Z][a-z]+)?){1,3}"
    r"(?:,? (?:Ph\.?D\.?|M\.?D\.?|MBA|CFA))?$"
)
_NO_PERSON = lean(
    r"\b(?:Partners|Communications?|Group|Associates|Network|Links?|Consulting|Consultants|Advisors|Advisory|Strateg\w+|Public|Media|Press|Relations|Inquiries"
    r"|Pharma\w*|Therapeutics|Biotech\w*|Biosciences?|Biologics|Sciences|Medicines?|Oncology|Street|Avenue|Road|Drive|Center|Centre|Company|Agency|Newsroom"
    r"|Website|Email|Phone|Mobile|Office|Massachusetts|Washington|Contacts?|Related|Global|International|Corporate|Investors?|Services|Healthcare|Health)\b"
)
_SIDE = lean(r"\s?\((?:media|investors?|press|ir|pr)\)$", re.IGNORECASE)
_ROLE = lean(
    r"\b(?:director|president|officer|manager|relations|communications|head|vice|VP|SVP|EVP|chief|CEO|CFO|COO|specialist|associate|lead|affairs|spokes\w+|secretary|media|investor)\b",
    re.IGNORECASE,
)
Piece = tuple[int, int, str]


@dataclass
class _Entry:
    name: str | None = None
    role: list[str] = field(default_factory=list)
    company: str | None = None
    phone: str | None = None
    email: str | None = None
    start: int = -1
    end: int = -1

    def is_full(self) -> bool:
        return any((self.name, self.phone, self.email))


def read_contacts(document: Document, cast: Cast) -> tuple[Contact, ...]:
    """The contacts in the order of the text; lines that name nobody and no number give none."""
    entries: list[_Entry] = []
    current = _Entry()
    for start, end in _lines(document):
        words = document.text[start:end]
        if _LABEL.match(words):
            entries, current = _closed(entries, current)
            continue
        inline = _INLINE.match(words)
        if inline:
            entries, current = _closed(entries, current)
        first = start + (inline.end() if inline else 0)
        for number, piece in enumerate(_pieces(document, first, end)):
            if _begins_next(cast, current, piece, opens_line=number == 0):
                entries, current = _closed(entries, current)
            _take(cast, current, piece)
    entries, _ = _closed(entries, current)
    news = next((s.start for s in document.sentences if s.section == "dateline"), 0)
    # what stands above the news without a name is the letterhead
    entries = [entry for entry in entries if entry.name or entry.start > news]
    return tuple(_contact(document, entry) for entry in entries)


def _begins_next(cast: Cast, current: _Entry, piece: Piece, *, opens_line: bool) -> bool:
    """Whether a part of a line is the name of the next contact, or the company of the next when all is known of this one."""
    if EMAIL.search(piece[2]) or PHONE.search(piece[2]):
        return False
    firm = _firm(cast, piece)
    if _is_person(piece[2]) and firm is None:
        return current.name is not None or current.phone is not None
    named = firm is not None or _is_firm(piece[2])
    return (
        opens_line and named and current.name is not None and current.company is not None and current.phone is not None
    )


def _lines(document: Document) -> Iterator[tuple[int, int]]:
    """The lines of contacts in reading order: those of a column one after the other."""
    for is_table, lines in groupby(_sentences(document), lambda s: _has_labels(document, s) or s.layout == "row"):
        rows = [_cells(document, line) for line in lines]
        if (
            is_table
            and len({len(row) for row in rows}) == 1
            and all(_LABEL.match(document.text[a:b]) for a, b in rows[0])
        ):
            yield from (row[column] for column in range(len(rows[0])) for row in rows)
        else:
            yield from ((row[0][0], row[-1][1]) for row in rows)


def _has_labels(document: Document, line: Sentence) -> bool:
    return line.layout == "row" and all(_LABEL.match(document.text[a:b]) for a, b in _cells(document, line))


def _cells(document: Document, line: Sentence) -> list[tuple[int, int]]:
    """Where the cells of a line stand, without the blanks around them; a line without bars is one cell."""
    found = []
    for match in re.finditer(r"[^|]+", document.text[line.start : line.end]):
        words = match[0]
        start = line.start + match.start() + len(words) - len(words.lstrip())
        if words.strip():
            found.append((start, start + len(words.strip())))
    return found or [(line.start, line.end)]


def _sentences(document: Document) -> list[Sentence]:
    """The sentences of contacts; above the news those between a label and a number are contacts too."""
    found: list[Sentence] = []
    waiting: list[Sentence] = []
    labelled = False
    for sentence in document.sentences:
        if sentence.section == "contact":
            found += [*waiting, sentence] if labelled else [sentence]
            labelled, waiting = _LABEL.match(document.words(sentence)) is not None, []
        elif labelled and sentence.section == "headline" and len(waiting) < _MOST_LINES:
            waiting.append(sentence)
        else:
            labelled, waiting = False, []
    return found


_MOST_LINES = 5  # between a label above the news and the first number under it


def _closed(entries: list[_Entry], current: _Entry) -> tuple[list[_Entry], _Entry]:
    return ([*entries, current] if current.is_full() else entries), _Entry()


def _pieces(document: Document, start: int, end: int) -> list[Piece]:
    """The parts of a line between commas, bars, wide spaces and addresses, with their places."""
    found = []
    for match in re.finditer(r"[^,|;\n]+", document.text[start:end]):
        for begin, stop in _around(document, start + match.start(), start + match.end()):
            printed = document.text[begin:stop]
            piece = printed.strip()
            if piece and piece.lower() not in ("or", "and"):
                left = begin + len(printed) - len(printed.lstrip())
                found.append((left, left + len(piece), piece))
    return found


def _around(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a range in front of, at and behind its e-mail addresses and wide spaces."""
    origin, words = document.release.origin, document.text[start:end]
    wide = [at for at in range(start, end - 1) if document.text[at] == " " and origin[at + 1] - origin[at] > 1]
    spans = (span for match in EMAIL.finditer(words) for span in match.span())
    edges = sorted({start, end, *wide, *(start + edge for edge in spans)})
    return list(pairwise(edges))


def _take(cast: Cast, entry: _Entry, piece: Piece) -> None:
    """Put a part of a line where it belongs in the entry."""
    start, end, words = piece
    email, phone = EMAIL.search(words), PHONE.search(words)
    words = _SIDE.sub("", words)
    firm = _firm(cast, piece)
    if email or phone:
        entry.email = entry.email or (email[0] if email else None)
        entry.phone = entry.phone or (phone[0].strip() if phone and sum(c.isdigit() for c in phone[0]) >= 7 else None)
    elif firm or re.fullmatch(r"(?:Inc|Ltd|Corp|LLC)\.?", words):
        entry.company = entry.company or firm
    elif _is_person(words) and entry.name is None:
        entry.name = words
    elif _is_firm(words) and entry.company is None:
        entry.company = words
    elif _ROLE.search(words) and not re.match(r"(?:Inc|Ltd)\b", words):
        entry.role.append(words.rstrip(":"))
    elif entry.name and entry.company is None and words[:1].isupper() and " " in words and not _is_person(words):
        entry.company = words
    else:
        return
    entry.start = start if entry.start < 0 else entry.start
    entry.end = end


def _is_person(words: str) -> bool:
    return bool(_PERSON.match(words)) and not _ROLE.search(words) and not _NO_PERSON.search(words)


_FIRM_WORD = lean(
    r"\b(?:Partners|Group|Associates|Network|Consulting|Advisors|LLC|LLP|Inc\.?|Ltd\.?|GmbH|AG|Agency|Strateg\w+|Communications (?:LLC|Inc\.?|Group|Ltd\.?))$"
)


def _is_firm(words: str) -> bool:
    """Whether words are the name of a firm that nobody lists, by the last of them."""
    return words[:1].isupper() and _FIRM_WORD.search(words) is not None


def _firm(cast: Cast, piece: Piece) -> str | None:
    """The company whose name begins in a piece of a line; its legal form may stand behind a comma."""
    start, end, _ = piece
    firms = [firm for firm in cast.companies_in(start, end + 14) if firm[0] < end]
    return firms[0][2] if firms else None


def _contact(document: Document, entry: _Entry) -> Contact:
    return Contact(
        name=entry.name,
        role=", ".join(entry.role) or None,
        company=entry.company,
        phone=entry.phone,
        email=entry.email,
        evidence=document.evidence((entry.start, entry.end)),
        rule="contacts:lines",
    )
