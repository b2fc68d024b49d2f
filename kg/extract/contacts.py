"""A document and its cast in, the contacts printed at its end out: name, role, company, telephone, e-mail.

A contact is a run of lines: a label ("For Media:"), a name, a role, a company, numbers, in any order, several on one line
with commas or one a line.  A label or a second name begins the next contact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.extract.cast import Cast
from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.model import Contact, Sentence

PHONE = lean(r"(?<![\w.])(?:\+ ?\d{1,3}[ .-]?)?(?:\(\d{1,4}\)[ .-]?)?\d{1,4}(?:[ ./-]\d{2,4}){1,5}(?![\w@])")
EMAIL = lean(r"[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{2,20}){1,3}")
_LABEL = lean(
    r"(?:for )?(?:(?:the )?(?:media|investors?|press|company|corporate|ir|pr|analysts?|public|business)(?: ?(?:&|and|/) ?(?:media|investors?|press|pr))?"
    r"(?: relations| contacts?| inquiries| enquiries| information)*|contacts?|source|investor relations|media relations)\s*:?\s*$|source:",
    re.IGNORECASE,
)
_INLINE = lean(
    r"(?:(?:for )?(?:further|more) information,?:?(?: please)?(?: contact)?|(?:media|investors?|press|ir)?(?:/pr)? ?contacts?|for more|source):\s*",
    re.IGNORECASE,
)
_PERSON = lean(
    r"(?:(?:Dr|Prof|Mr|Ms|Mrs)\.? )?[A-Z][a-z\u00c0-\u00ff'-]+(?: [A-Z]\.)?(?: (?:[A-Z][a-z\u00c0-\u00ff]+|[A-Z]\.|van|de|von|der|Mc[A-Z][a-z]+|O'[A-Z][a-z]+)(?:-[A-Z][a-z]+)?){1,3}(?:,? (?:Ph\.?D\.?|M\.?D\.?|MBA))?$"
)
_ROLE = lean(
    r"\b(?:director|president|officer|manager|relations|communications|head|vice|VP|SVP|chief|CEO|CFO|specialist|associate|lead|affairs|spokes\w+|secretary|media|investor)\b",
    re.IGNORECASE,
)


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
    for sentence in _lines(document):
        words = document.words(sentence)
        if _LABEL.match(words):
            entries, current = _closed(entries, current)
            continue
        offset = (_INLINE.match(words) or re.match("", words)).end()  # type: ignore[union-attr]  # the empty pattern always matches
        for start, end, piece in _pieces(words, offset):
            if _is_person(piece) and current.name and not _firm(cast, sentence.start + start, sentence.start + end):
                entries, current = _closed(entries, current)
            _take(cast, current, sentence, start, end, piece)
    entries, _ = _closed(entries, current)
    return tuple(_contact(document, entry) for entry in entries)


def _lines(document: Document) -> list[Sentence]:
    return [sentence for sentence in document.sentences if sentence.section == "contact"]


def _closed(entries: list[_Entry], current: _Entry) -> tuple[list[_Entry], _Entry]:
    return ([*entries, current] if current.is_full() else entries), _Entry()


def _pieces(words: str, offset: int) -> list[tuple[int, int, str]]:
    """The parts of a line between commas and bars, with their places."""
    found = []
    for match in re.finditer(r"[^,|;\n]+", words[offset:]):
        piece = match[0].strip()
        if piece and piece.lower() != "or":
            start = offset + match.start() + len(match[0]) - len(match[0].lstrip())
            found.append((start, start + len(piece), piece))
    return found


def _take(cast: Cast, entry: _Entry, sentence: Sentence, start: int, end: int, piece: str) -> None:
    """Put a part of a line where it belongs in the entry."""
    email, phone = EMAIL.search(piece), PHONE.search(piece)
    firm = _firm(cast, sentence.start + start, sentence.start + end)
    if email or phone:
        entry.email = entry.email or (email[0] if email else None)
        entry.phone = entry.phone or (phone[0].strip() if phone and sum(c.isdigit() for c in phone[0]) >= 7 else None)
    elif firm or re.fullmatch(r"(?:Inc|Ltd|Corp|LLC)\.?", piece):
        entry.company = entry.company or firm
    elif _ROLE.search(piece):
        entry.role.append(piece)
    elif _is_person(piece) and entry.name is None:
        entry.name = piece
    elif entry.name and entry.company is None and piece[:1].isupper() and " " in piece:
        entry.company = piece
    else:
        return
    entry.start = sentence.start + start if entry.start < 0 else entry.start
    entry.end = sentence.start + end


def _is_person(piece: str) -> bool:
    return bool(_PERSON.match(piece)) and not _ROLE.search(piece)


def _firm(cast: Cast, start: int, end: int) -> str | None:
    """The company whose name begins in a piece of a line; its legal form may stand behind a comma."""
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
