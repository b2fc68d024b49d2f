"""The clean text of a release in, its sections and its sentences out.

A release speaks in several voices: headline, body, quotations, what a company always says about itself, what its
lawyers ask for, whom to call.  A section is found by its heading or by the words such a paragraph must contain by
law or custom; everything else is body.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from kg import dateline
from kg.model import Section, SectionKind, Sentence

_BULLET = re.compile(r"\s{0,40}(?:[-*•·▪●○◦‣—]|\(?\d{1,2}[.)](?!\d)|\(?[a-z]\)) +(?=\S)")
_RULE = re.compile(r"[\s|:=_-]*")

_HEADINGS: tuple[tuple[SectionKind, re.Pattern[str]], ...] = (
    (
        "legal",
        re.compile(
            r"(?:(?:cautionary|important|special|risk|legal)\s{1,3}(?:note|statement|notice"
            r"|information regarding forward|language)"
            r"|(?:note|notice|statement|caution|information)s?\s{1,3}(?:regarding|concerning|on|about|to investors)"
            r"|(?:safe harbou?r|forward[- ]looking|risk (?:factors|statement)|disclaimers?|legal notice"
            r"|caution(?:ary)?\b)"
            r"|notes? to (?:the )?editors?)",
            re.IGNORECASE,
        ),
    ),
    (
        "contact",
        re.compile(
            r"(?:(?:media|investors?|press|company|corporate|ir|pr|for|further|editorial|for more|for further)?\s{0,3}"
            r"(?:&|and|/)?\s{0,3}(?:media|investor|press|public)?\s{0,3}(?:relations?|information|inquir\w+"
            r"|enquir\w+)?\s{0,3}"
            r"contacts?\b|for (?:more|further) information|contacts?:|source:?\s|for investors\b|for media\b"
            r"|for the media\b"
            r"|investor relations\b|media relations\b|news provided by)",
            re.IGNORECASE,
        ),
    ),
    ("trademark", re.compile(r"trademarks?\b", re.IGNORECASE)),
    ("about", re.compile(r"(?:about|who we are|corporate profile|company profile|u\.?s\.? important safety"
                         r"|important safety|"
                         r"(?:u\.?s\.? )?indications? (?:and|&) (?:important )?"
                         r"|select(?:ed)? safety)\b", re.IGNORECASE)),
    ("footnote", re.compile(r"(?:references?|footnotes?|sources?)\s{0,3}:?\s{0,3}$", re.IGNORECASE)),
)  # fmt: skip

_LEGAL = re.compile(
    r"forward[- ]looking (?:statement|information)|private securities litigation reform|safe harbou?r"
    r"|risks and uncertainties|(?:no|any|not) (?:obligation|duty) to (?:publicly )?(?:update|revise)|obliged to update",
    re.IGNORECASE,
)
_TRADEMARK = re.compile(
    r"\b(?:is|are) (?:a |an )?(?:registered |pending )*(?:trade ?marks?|service ?marks?)\b", re.IGNORECASE
)
_CONTACT = re.compile(
    r"\S@\S{1,80}\.\w|\(?\+?\d{1,3}\)?[ .-]?\(?\d{2,4}\)?[ .-]\d{3}[ .-]?\d{2,4}\b|^source:? ", re.IGNORECASE
)
_FOOTNOTE = re.compile(
    r"(?:\[?\d{1,2}\]?[.)]? ?)?[A-Z][\w-]{1,40}(?: [A-Z]{1,3})?,? et al\b|^\(?\d\)? ?[A-Z].{0,200}\b(?:19|20)\d\d[;:]"
)
_NEUTRAL = re.compile(
    r"(?:key|main|top|trial|study|clinical|efficacy|safety|results?|highlights?|conference|the (?!company))\b",
    re.IGNORECASE,
)

# a full stop behind these ends no sentence
_ABBREVIATIONS = frozenset(
    """
    inc ltd corp co plc s.a n.v b.v dr mr mrs ms prof ph.d m.d b.s m.s sr jr st no nos vs e.g i.e cf al approx
    ca u.s u.k e.u jan feb mar apr jun jul aug sept sep oct nov dec mass calif conn wash pa n.j n.y md fig ref
    abs a.m p.m min max gr incl resp est llc h.c dept univ assn bros mt vol pp d.c fla ill mich minn tex va
    ariz colo
    """.split()  # noqa: SIM905  # a word list reads better in rows
)
# a note's number may stand at the stop: "6.4 months.2 In this subset"
_END = re.compile(r"[.!?][\"')\]]*(?:(?<=[a-z)]\.)\d{1,2}(?:,\d{1,2})?)?(?=\s+[\"'(\[]?[A-Z0-9>~<]|\s*$)|[.!?]\"(?=\s)")
_LAST_WORD = re.compile(r"[A-Za-z.]+\Z")
# every quoted run, short ones too, so that a closing mark is never taken for an opening one
_QUOTE = re.compile(r'(?<![\w.,;!?)\]])"(?!\s)[^"\n]{0,4000}(?:"|$)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    block: int
    layout: str


def segment(clean: str) -> tuple[tuple[Section, ...], tuple[Sentence, ...]]:
    """Sections and sentences of a clean text, both in order and without overlap."""
    lines = _with_dateline(_lines(clean))
    sections = _sections(clean, lines)
    return sections, _sentences(clean, lines, sections)


# collections of texts put "date 2011-06-15" before a text; it is no part of the release
_PREFIX = re.compile(r"\s{0,20}date \d{4}(?:-\d\d){0,2}(?=\s)[ \t]*")


def _lines(clean: str) -> list[_Line]:
    """The lines that hold text, with the number of their paragraph and their layout."""
    found: list[_Line] = []
    prefix = _PREFIX.match(clean)
    position = prefix.end() if prefix else 0
    block = 0
    blank = True
    for raw in clean[position:].split("\n"):
        text = raw.strip()
        if not text or _RULE.fullmatch(text):
            blank = True
        else:
            if blank:
                block += 1
            blank = False
            start = position + raw.index(text)
            found.append(_Line(start, start + len(text), text, block, _layout(text)))
        position += len(raw) + 1
    return found


_HEADER = 30  # lines in which a dateline is looked for
_SHOUTED = re.compile(r"-- |(?<=[a-z]) (?=[A-Z]{4,}(?: [A-Z]{3,}){0,2}, [A-Z])")  # a place in capitals amid a paragraph
_NEXT_SENTENCE = re.compile(r"[.!?] +(?=[A-Z])")


def _with_dateline(lines: list[_Line]) -> list[_Line]:
    """The lines, the one with the dateline cut into what stands before it, the dateline itself and the news."""
    for index, line in enumerate(lines[:_HEADER]):
        for at in _openings(line):
            found = dateline.find(line.text[at:])
            if found is not None and (at == 0 or found.date or found.wire):
                return [*lines[:index], *_cut(line, at + found.start, at + found.end), *lines[index + 1 :]]
        if line.layout == "prose" and len(line.text) > 900:
            break
    return lines


def _openings(line: _Line) -> Iterator[int]:
    """Where a dateline may begin: at the line, and at each of its first sentences when it is a paragraph."""
    yield 0
    if len(line.text) > 200:
        yield from (match.end() for match in _SHOUTED.finditer(line.text, 0, 700))
        yield from (match.end() for match in _NEXT_SENTENCE.finditer(line.text, 0, 700))


def _cut(line: _Line, start: int, end: int) -> list[_Line]:
    pieces = ((0, start, line.layout), (start, end, "dateline"), (end, len(line.text), _layout(line.text[end:])))
    return [
        _Line(
            line.start + a + len(text) - len(text.lstrip()),
            line.start + a + len(text.rstrip()),
            text.strip(),
            line.block,
            layout,
        )
        for a, b, layout in pieces
        if (text := line.text[a:b]).strip()
    ]


def _layout(text: str) -> str:
    if "|" in text and text.count("|") < 40:
        return "row"
    if _BULLET.match(text):
        return "bullet"
    words = text.count(" ") + 1
    if (words <= 14 and len(text) <= 110 and not text.endswith((".", ",", ";"))) or text.startswith("#"):
        return "heading"
    return "prose"


def _sections(clean: str, lines: list[_Line]) -> tuple[Section, ...]:
    """Sections by heading and by content, then quotations cut out of headline and body."""
    if not lines:
        return ()
    kinds = _kinds(clean, lines)
    runs: list[Section] = []
    for line, kind in zip(lines, kinds, strict=True):
        if runs and runs[-1].kind == kind:
            runs[-1] = Section(kind, runs[-1].start, line.end)
        else:
            runs.append(Section(kind, line.start, line.end))
    return tuple(part for run in runs for part in _cut_quotations(clean, run))


def _kinds(clean: str, lines: list[_Line]) -> list[SectionKind]:
    """One kind a line: what its heading opened, unless the line itself says otherwise."""
    kinds: list[SectionKind] = []
    current: SectionKind = "headline"
    news = next((index for index, line in enumerate(lines) if line.layout == "dateline"), 0)
    for index, line in enumerate(lines):
        opened = _opened(line, index)
        if line.layout == "dateline":
            kinds.append("dateline")
            current = "headline" if _leads_headline(clean, lines, index) else "body"
            continue
        if index < news and opened in ("contact", "about", "legal"):
            kinds.append(opened if opened == "contact" else "headline")  # an address block above the headline
            continue
        if opened is not None:
            current = opened
        elif (current == "headline" and _is_body(line, index, before_news=index < news)) or (
            current in ("about", "legal", "footnote", "trademark") and _neutral_heading(line)
        ):
            current = "body"
        kinds.append(_own_kind(line, current))
    return kinds


_NO_HEADLINE = re.compile(r"release|announcement|news|immediate|media|investors|issued", re.IGNORECASE)


def _leads_headline(clean: str, lines: list[_Line], index: int) -> bool:
    """Whether a dateline has a line for itself above the headline: no headline stands before it, and one behind it."""
    if index + 1 >= len(lines) or "\n" not in clean[lines[index].end : lines[index + 1].start]:
        return False
    above = [line.text for line in lines[:index] if not _NO_HEADLINE.search(line.text)]
    following = lines[index + 1]
    ends = following.text.endswith(".") or len(following.text) > 260
    return all(text.count(" ") < 3 for text in above) and (following.layout == "heading" or not ends)


def _opened(line: _Line, index: int) -> SectionKind | None:
    """The section that a line opens as its heading; a heading in the line's first words counts too."""
    text = line.text.lstrip("#*-_ ").rstrip("*_ ")
    head = re.split(r"[.:](?:\s|$)", text, maxsplit=1)[0]
    if index == 0 or len(head) > 90 or head.count(" ") > 11:
        return None
    standalone = line.layout == "heading" or head != text
    for kind, pattern in _HEADINGS:
        if pattern.match(text) and (standalone or kind == "contact"):
            if kind == "about" and not standalone:
                return None
            if kind == "about" and re.match(r"about (?:half|one|two|three|four|a |\d)", text, re.IGNORECASE):
                return None
            return kind
    return None


def _is_body(line: _Line, index: int, *, before_news: bool) -> bool:
    """Whether a line ends the headlines: a sentence or a long line; what stands above a dateline seldom does."""
    ends = line.text.endswith((".", '."', ".'"))
    if index == 0 or before_news:
        return line.layout == "prose" and (len(line.text) > 300 or (ends and len(line.text) > 120))
    return line.layout == "prose" and (len(line.text) > 260 or ends)


def _neutral_heading(line: _Line) -> bool:
    return line.layout == "heading" and len(line.text) < 70 and bool(_NEUTRAL.match(line.text.lstrip("#* ")))


def _own_kind(line: _Line, current: SectionKind) -> SectionKind:
    if _TRADEMARK.search(line.text) and len(line.text) < 600:
        return "trademark"
    if current in ("contact", "legal"):
        return current
    if _LEGAL.search(line.text) and current != "headline":
        return "legal"
    if _CONTACT.search(line.text) and len(line.text) < 200:
        return "contact"
    if _FOOTNOTE.match(line.text) and len(line.text) < 200:
        return "footnote"
    return current


def _cut_quotations(clean: str, section: Section) -> list[Section]:
    """Spoken words are a section of their own: a quotation of five words or more in the body."""
    if section.kind not in ("body", "about"):
        return [section]
    parts: list[Section] = []
    at = section.start
    for match in _QUOTE.finditer(clean, section.start, section.end):
        if match[0].count(" ") < 5:
            continue
        if match.start() > at:
            parts.append(Section(section.kind, at, match.start()))
        parts.append(Section("quotation", match.start(), match.end()))
        at = match.end()
    if at < section.end:
        parts.append(Section(section.kind, at, section.end))
    return parts


def _sentences(clean: str, lines: list[_Line], sections: tuple[Section, ...]) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    lead, lead_block, previous = -1, -1, "prose"
    for line in lines:
        inside = line.layout in ("bullet", "row")
        if not inside:
            lead = -1
        elif previous not in ("bullet", "row") or (line.block != lead_block and previous != line.layout):
            lead = len(found) - 1
        lead_block, previous = line.block, line.layout
        layout = "heading" if line.layout == "dateline" else line.layout
        for start, end in _split(clean, line.start, line.end) if layout != "heading" else [(line.start, line.end)]:
            found.append(
                Sentence(start, end, _section_of(sections, start), line.block, layout, lead if inside else -1)  # type: ignore[arg-type]
            )
    return tuple(found)


def _section_of(sections: tuple[Section, ...], position: int) -> SectionKind:
    index = bisect_right(sections, position, key=lambda section: section.start) - 1
    return sections[index].kind if index >= 0 and position < sections[index].end else "body"


def _split(clean: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a line at the ends of its sentences."""
    cuts: list[tuple[int, int]] = []
    at = start
    for match in _END.finditer(clean, start, end):
        if clean[match.start()] == "." and _is_abbreviation(clean, at, match.start()):
            continue
        cuts.append((at, match.end()))
        at = match.end()
        while at < end and clean[at].isspace():
            at += 1
    if at < end:
        cuts.append((at, end))
    return [piece for cut in cuts for piece in _bounded(clean, *cut)]


# no sentence is longer; what has no full stop for so long (a dump of data) is cut, so that rules stay linear
_LONGEST = 3000


def _bounded(clean: str, start: int, end: int) -> list[tuple[int, int]]:
    """A range in pieces of at most ``_LONGEST`` characters, cut at a space where there is one."""
    pieces: list[tuple[int, int]] = []
    while end - start > _LONGEST:
        space = clean.rfind(" ", start + 1, start + _LONGEST)
        cut = space if space > 0 else start + _LONGEST
        pieces.append((start, cut))
        start = cut + 1 if space > 0 else cut
    pieces.append((start, end))
    return pieces


def _is_abbreviation(clean: str, start: int, stop: int) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation, an initial or a list number."""
    word = _LAST_WORD.search(clean, max(start, stop - 12), stop)
    if word is None:
        return clean[start:stop].isdigit()
    text = word[0].lower().strip(".")
    return (
        text in _ABBREVIATIONS
        or (len(text) == 1 and text != "i" and word[0].isupper())
        or bool(re.fullmatch(r"(?:[a-z]\.)+[a-z]", text))
    )
