"""A document and the uses of conjugates' names in, the uses of other names that the text binds to them out.

A name is bound by a bracket ("examplamab vedotin (XYZ-1; formerly AB-7)"), by words ("also known as", "marketed as"),
or as the brand or code in front of the bracket that holds the name.

>>> _KNOWN_AS.match(", formerly AB-7, is")["name"], _NOW_KNOWN_AS.search("XYZ-1, now known as ")["name"]
('AB-7', 'XYZ-1')
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract import names
from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.extract.spans import Taken
from kg.lexicon import lexicon

MOST = 100  # codes and aliases that one release can make known; a list of thousands is no release


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a conjugate is named. ``key`` is the slug of the reference data, or the plain letters after '?'."""

    start: int
    end: int
    printed: str
    key: str

    meant: str | None = None  # the name that a misprint stands for

    @property
    def listed(self) -> bool:
        """Whether the reference data knows the name."""
        return not self.key.startswith("?")


_IN_BRACKETS = lean(r" ?\(([^()]{2,90})\)")
_LEAD_IN = lean(
    r"(?:(?:also|formerly|previously|now|earlier|originally|(?:(?:generic|brand|trade|code|company|proposed|development|internal|international nonproprietary) ?)*(?:name|code)|code|INN|or)\b:? ?(?:known |called |referred to |named )?(?:as )?"
    r"|known as |called |hereafter |the )+",
    re.IGNORECASE,
)
_BRANDED = lean(r"(?:proposed )?(?:brand|trade) ?name\b", re.IGNORECASE)
_SPLIT = lean(r"[,;/]| or | and ")
_KNOWN_AS = lean(
    r"\)?,? ?\(?(?:which (?:is|was|has been) |is |was )?(?:(?:also|formerly|previously|now|earlier|originally|initially|commonly|internationally)?(?: and)? ?"
    r"(?:known|called|referred to|designated|named|marketed|sold|re-?named|code-named|coded)(?: previously| formerly| earlier| also)?|(?:formerly|previously|earlier|originally|then))"
    r"(?: as)?(?: under)?(?: the)?(?: (?:brand|trade|generic|code) ?name)? \"?(?P<name>[A-Z][\w.'-]{2,20}(?: \d{2}-\d{3,5})?)"
)
# a brand behind "is marketed in Japan under the brand name"
_SOLD_AS = lean(
    r"\)?,? ?\(?(?:which )?(?:is |was |has been )?(?:(?:marketed|sold|available|approved|launched|commerciali[sz]ed)(?: by [A-Z][\w ]{2,25})?(?: (?:in|outside) (?:the )?[A-Z][\w .]{1,25}?)?"
    r" (?:as|under the (?:brand|trade) ?name(?: of)?)|(?:under (?:the|its) )?(?:brand|trade) ?name:?(?: of)?) \"?(?P<name>[A-Z][A-Za-z]{3,15})(?![\w'-])(?! [A-Z])"
)
# "X, now known as" in front of a conjugate's name
_NOW_KNOWN_AS = lean(
    rf"(?<![\w-])(?P<name>{names.CODE}),? \(?(?:which (?:is|was) |is |was )?(?:now |also |since |later |subsequently |then )?(?:known as|called|re-?named|named|designated) $"
)
_TWIN = lean(rf"(?<![\w-])(?P<name>{names.CODE})/$")  # "X/Y (" in front of a conjugate's name
_SUFFIXED = lean(r"[a-z]-[a-z]{4}$")  # the suffix of an international name that the United States add at approval
_BEFORE_BRACKET = lean(r"(?<![\w-])(?P<name>[A-Z][\w-]{2,20}) \($")


def by_alias(document: Document, uses: list[Use]) -> list[Use]:
    """Uses of names that the text binds to a conjugate's name: codes, short forms, brands."""
    taken = Taken(len(document.text), [(use.start, use.end) for use in uses])
    known = {names.plain_key(use.printed) for use in uses}
    aliases: dict[str, str] = {}
    for use in uses:
        for name in (*_behind(document, use), *_before(document, use)):
            if names.plain_key(name) not in known:
                aliases.setdefault(name, use.key)
    found = []
    for name, key in list(aliases.items())[:MOST]:
        for start, end, printed in names.everywhere(document.text, name):
            if not taken.overlaps(start, end):
                taken.add(start, end)
                found.append(Use(start, end, printed, key))
    return found


def _behind(document: Document, use: Use) -> list[str]:
    """Names in brackets or behind "also known as" directly behind a use."""
    found: list[str] = []
    bracket = _IN_BRACKETS.match(document.text, use.end)
    if bracket:
        for part in _SPLIT.split(bracket[1]):
            name = _LEAD_IN.sub("", part.strip(" \"'"), count=1).strip(" \"'")
            branded = (
                _BRANDED.match(part.strip()) and re.fullmatch(r"[A-Z][A-Za-z]{3,15}", name) and not _other_kind(name)
            )
            tail = bool(found) and re.fullmatch(r"\d{2,4}[A-Z]", name) and found[-1].endswith(name)
            if branded or tail or _is_alias(name, use.printed):
                found.append(name)
    known = _KNOWN_AS.match(document.text, use.end)
    if known and _is_alias(known["name"], use.printed):
        found.append(known["name"])
    sold = _SOLD_AS.match(document.text, use.end)
    if sold and not _other_kind(sold["name"]):
        found.append(sold["name"])
    return found


def _before(document: Document, use: Use) -> list[str]:
    """A brand or code in front of the bracket that holds a use."""
    match = _BEFORE_BRACKET.search(document.text, max(0, use.start - 30), use.start)
    if match is None:
        renamed = _NOW_KNOWN_AS.search(document.text, max(0, use.start - 60), use.start)
        return [renamed["name"]] if renamed and not names.is_no_code(renamed["name"]) else []
    name, end = match["name"], match.end("name")
    code = bool(names.CODE_NAME.fullmatch(name)) and not names.is_no_code(name)
    branded = document.is_branded(end) or (
        name.isalpha() and (_SUFFIXED.search(use.printed) or (name.isupper() and len(name) > 4))
    )
    if not (code or branded) or _other_kind(name):
        return []
    twin = _TWIN.search(document.text, max(0, match.start() - 20), match.start())
    return [name, twin["name"]] if code and twin and not names.is_no_code(twin["name"]) else [name]


def _is_alias(name: str, of: str) -> bool:
    if not name or _other_kind(name):
        return False
    if names.CODE_NAME.fullmatch(name):
        return not (names.is_no_code(name) or names.is_no_code(name.removesuffix("-ADC")))
    return names.is_short_for(name, of) or bool(names.SHORT_CONJUGATE.fullmatch(name))


def _other_kind(name: str) -> bool:
    """Whether the reference data lists a name as something that is no conjugate."""
    kinds = {entry.kind for entry in lexicon().named(name)}
    return bool(kinds) and "compound" not in kinds
