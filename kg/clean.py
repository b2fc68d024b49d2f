"""Text as printed in, text as rules read it out, with the offset of every character kept.

One linear scan replaces what differs only in typography (entities, marks, dashes, quotes, spaces, superscripts,
Markdown emphasis); a second one joins the lines that were wrapped.  ``origin[i]`` says where character ``i`` of the
result stood in the input.
"""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Callable

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_PLAIN = {
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2212": "-", "\ufe63": "-", "\uff0d": "-",
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u2032": "'", "`": "'", "\u00b4": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2033": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2265": ">=", "\u2a7e": ">=", "\u2264": "<=", "\u2a7d": "<=", "\u00d7": "x", "\u03bc": "\u00b5", "\u2026": "...",
}  # fmt: skip

_SPECIAL = re.compile(
    r"""
      (?P<entity>&(?:[A-Za-z]{2,8}|\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6});)
    | (?P<tag></?(?:p|br|b|i|u|em|strong|sup|sub|span|div|a|li|ul|ol|h[1-6])(?:[ ][^<>\n]{0,200})?/?>)
    | (?P<leader>[ \t]*(?:\.[ ]?){4,}[ \t]*|[ \t]*…{2,}[ \t]*|[ \t]\.\.\.[ \t]*(?=[\d<>~≥≤]))
    | (?P<column>(?<=\S)(?:[ ]{3,}|[ ]*\t[\t ]*)(?=\S))
    | (?P<space>[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x0b\x0c]+)
    | (?P<newline>\r\n?|\u2028|\u2029|\u0085)
    | (?P<drop>[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff®™℠]|(?<=[\w\])])\((?:R|TM|SM|r|tm)\)
        |\*{2,3}|(?<!\w)__(?=\w)|(?<=\w)__(?!\w))
    | (?P<link>\[(?P<label>[^\[\]\n]{1,200})\]\([^()\s]{0,300}\))
    | (?P<math>\$(?P<formula>[A-Za-z\\][^$\n]{0,60}[=<>][^$\n]{0,40})\$)
    | (?P<super>(?P<base>[A-Za-z0-9]?)(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+))
    | (?P<dot>(?<=\d)·(?=\d))
    | (?P<plain>[‐-–−﹣－‘’‚′`´“”„″«»≥⩾≤⩽×μ…])
    """,
    re.VERBOSE,
)


def _raised(match: re.Match[str]) -> str:
    """A power of ten keeps its exponent, a unit its digit; any other raised digit is a footnote mark and goes."""
    base, digits = match["base"], match["raised"].translate(_SUPERSCRIPTS)
    if base == "m" and digits in ("2", "3", "-2"):
        return base + digits
    if base == "0":
        return f"{base}^{digits}"
    return base


_REPLACE: dict[str, Callable[[re.Match[str]], str]] = {
    "entity": lambda match: _entity(match[0]),
    "tag": lambda match: "\n" if match[0].lower().startswith(("<br", "<p", "</p", "<li", "</li", "<h", "</h")) else "",
    "leader": lambda _: " | ",
    "column": lambda _: " | ",
    "space": lambda _: " ",
    "newline": lambda _: "\n",
    "drop": lambda _: "",
    "link": lambda match: match["label"],
    "math": lambda match: match["formula"].replace("\\", ""),
    "super": _raised,
    "dot": lambda _: ".",
    "plain": lambda match: _PLAIN[match[0]],
}


def _entity(text: str) -> str:
    """The character an entity stands for, made plain; what is no entity stays as it is."""
    decoded = html.unescape(text)
    if decoded in "®™\u00ad\u200b\ufeff":
        return ""
    if decoded.isspace():
        return " "
    return _PLAIN.get(decoded, decoded)


_MARK = re.compile(
    r"\s{0,12}(?:[-\u2013\u2014\u2212*•·▪●○◦‣o\u2022]|\(?\d{1,2}[.)]|\(?[a-z][.)])"
)  # in front of an item of a list
_TABLE_WIDTH = 300  # characters; a longer line with wide gaps is prose that was set in columns, no row of a table


def plain(text: str) -> tuple[str, array[int]]:
    """Typography made plain; see the module's first lines for the second value."""
    pieces: list[str] = []
    origin: array[int] = array("I")
    at = line_end = 0
    wide = False
    for match in _SPECIAL.finditer(text):
        start, end = match.span()
        if start >= line_end:
            line_end = text.find("\n", start) + 1 or len(text) + 1
            wide = line_end - text.rfind("\n", 0, start) > _TABLE_WIDTH
        pieces.append(text[at:start])
        origin.extend(range(at, start))
        kind = match.lastgroup or ""
        if kind == "column" and (wide or _MARK.fullmatch(text, text.rfind("\n", 0, start) + 1, start)):
            kind = "space"
        replacement = _REPLACE[kind](match)  # the outer group is the last to close
        pieces.append(replacement)
        _align(origin, text, replacement, start, end)
        at = end
    pieces.append(text[at:])
    origin.extend(range(at, len(text) + 1))
    return "".join(pieces), origin


def _align(origin: array[int], text: str, replacement: str, start: int, end: int) -> None:
    """Give each character of a replacement the place of its equal in the original, else the nearest one before."""
    if len(replacement) == end - start:
        origin.extend(range(start, end))
        return
    place = start
    for character in replacement:
        found = text.find(character, place, end)
        place = found if found >= 0 else min(place, end - 1)
        origin.append(place)


_BULLET = re.compile(r"(?:[-*•·▪●○◦‣–—]|\(?\d{1,2}[.)]|\(?[a-z]\)) +(?=\S)")
_ADDRESS = re.compile(r"(?:\S{1,64}@|www\.|https?:)")  # stands on a line of its own in a block of contacts
_SHORT = 50  # characters; a wrapped line is longer than this, a line of a list or address block shorter


def unwrap(text: str, origin: array[int]) -> tuple[str, array[int]]:
    """Join wrapped lines: a line break becomes a space, or nothing after a hyphen; other breaks stay."""
    lines = text.split("\n")
    breaks = [_joins(lines, index) for index in range(len(lines) - 1)]
    for index in range(len(lines) - 2):
        if _is_torn(lines[index], lines[index + 1], lines[index + 2]):
            breaks[index], breaks[index + 1] = " ", ""
    pieces: list[str] = []
    kept: array[int] = array("I")
    at = 0
    for index, line in enumerate(lines):
        pieces.append(line)
        kept.extend(origin[at : at + len(line)])
        at += len(line)
        if index < len(breaks):
            joint = breaks[index]
            glue = "\n" if joint is None else joint
            pieces.append(glue)
            kept.extend(origin[at : at + len(glue)])
            at += 1
    kept.append(origin[-1])
    return "".join(pieces), kept


def _is_torn(above: str, between: str, below: str) -> bool:
    """Whether a blank line tears a sentence: a long line without a full stop above, a small letter below."""
    above, below = above.rstrip(), below.lstrip()
    if between.strip() or len(above) <= _SHORT or "|" in above + below or _BULLET.match(below):
        return False
    return (above[-1].isalpha() or above[-1] in ",-") and below[:1].islower()


def _joins(lines: list[str], index: int) -> str | None:
    """What replaces the break behind a line: a space, nothing, or None when the break stays."""
    here, below = lines[index].rstrip(), lines[index + 1].lstrip()
    if not here or not below or "|" in here or "|" in below or _BULLET.match(below) or below.startswith("["):
        return None
    if here.endswith("-") and len(here) > 1 and here[-2].isalpha() and below[0].isalpha():
        return ""
    if here.endswith((" and", " of", " for", " the", " &", " with", " to", " by")) and len(here) > 12:
        return " "
    if _ADDRESS.match(below):
        return None
    if below[0].islower() and not here.endswith((".", ":", "!", "?")):
        return " "
    if below[0] == "(" and len(here) > _SHORT and here[-1].isalnum():
        return " "
    return " " if _is_filled(_paragraph(lines, index)) else None


def _is_filled(paragraph: list[str]) -> bool:
    """Whether every line but the last reaches the same right margin, as an editor or mail program wraps them."""
    lengths = [len(line) for line in paragraph]
    wide = max(lengths)
    return _SHORT < wide <= 130 and all(wide - length <= 20 for length in lengths[:-1])


def _paragraph(lines: list[str], index: int) -> list[str]:
    """The lines around a place up to the nearest blank lines, at most twenty each way."""
    first = index
    while first > 0 and lines[first - 1].strip() and index - first < 20:
        first -= 1
    last = index
    while last + 1 < len(lines) and lines[last + 1].strip() and last - index < 20:
        last += 1
    return [line.strip() for line in lines[first : last + 1]]
