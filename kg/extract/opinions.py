"""A document and its cast in, its quotations with speaker, role and company out.

A quotation and the words about who says it share a paragraph: the name stands behind the quotation ("...," said A. B.,
Chief Medical Officer of C), before it (A. B., of C, commented: "...") or between its halves.

>>> match = _SAID_BEHIND.match(" said Jane Q. Doe, M.D., Ph.D., Chief Medical Officer of Example Pharma.")
>>> match["name"], _role(match["rest"])
('Jane Q. Doe', 'Chief Medical Officer of Example Pharma')
>>> match = _SAID_LAST.match(" the chief medical officer of Example Pharma said.")
>>> match["role"].strip()
'the chief medical officer of Example Pharma'
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.cast import Cast
from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.model import Opinion

_SAYS = (
    r"(?:said|says|commented|comments|stated|states|added|adds|explained|explains|noted|notes|remarked|concluded|continued|observed|declared|admitted|pointed out"
    r"|emphasi[sz]ed|believes|according to|reported|remarks|announced)"
)
_DEGREE = r"(?:,? (?:M\.?D\.?|Ph\.?D\.?|Pharm\.?D\.?|MBA|M\.?B\.?A\.?|M\.?Sc\.?|M\.?S\.?|MPH|FACP|F\.A\.C\.P\.|FRCP|DVM|D\.V\.M\.|Sc\.?D\.?|MRCP|MB|ChB|J\.?D\.?|R\.?N\.?|B\.?S\.?)(?=[,. ;:]|$))"
_TITLE = r"(?:(?:Dr|Prof|Professor|Mr|Ms|Mrs)\.? (?:Dr\.? )?)?"
# words with a capital that belong to a role and not to a name
_NO_NAME = (
    r"(?!(?:Officer|President|Director|Unit|Business|Oncology|Group|Division|Development|Research|Chief|Head|Medical|Scientific|Executive|Strategic|Vice|Senior"
    r"|Global|CEO|CFO|CMO|CSO|COO|EVP|SVP|Chairman|Chairwoman|Professor of|University|Center|Centre|Institute|Hospital|Company|Pharmaceuticals?|Therapeutics|Biopharma)\b)"
)
_PART = _NO_NAME + r"(?:[A-Z][\w'\u00c0-\u00ff-]{1,24}|[A-Z]\.(?:-?[A-Z]\.)?|van|de|der|den|von|la|le|ten)"
NAME = rf"{_TITLE}(?P<name>{_NO_NAME}[A-Z][\w'\u00c0-\u00ff-]{{0,24}}\.?(?: {_PART}){{1,4}}){_DEGREE}{{0,4}}"
_REST = r"(?P<rest>(?:,| \(| (?:of|from|at) )[^\"\n;:]{2,230}?)?"
_SAID_BEHIND = lean(
    rf",? ?{_SAYS} {NAME}{_REST}(?=[.:] |[.:]?\n|\.$|[.:]?$|, adding| and (?:add|continu)|\. ?\"|[:,] ?\")"
)
_SAID_TITLE = lean(
    rf",? ?{_SAYS} (?P<role>(?:[\w'&-]{{1,24}},? ){{1,9}}?(?:CEO|CFO|CMO|CSO|COO|Officer|President|Director|Chairman|Chair|Chairwoman|Head|Founder|investigator|author)),? {NAME}"
    r"(?=[.,:;]? |[.,]?$|[.,]?\n)"
)
_SAID_ROLE = lean(
    rf",? ?{_SAYS} (?P<role>(?:(?:the|an?|one|our|its) |[A-Z][\w&-]{{1,24}}(?: [A-Z][\w&-]{{1,24}})?(?:'s|') )(?:[\w'&-]{{1,24}}+ ?){{1,10}})(?=[.,:])"
)
_SAID_LAST = lean(
    rf",? ?(?:{NAME}(?P<rest>,[^\"\n.;:]{{2,160}}?)?|(?P<role>(?:the|an?|one|our|its|[A-Z][\w&-]{{1,24}}(?: [A-Z][\w&-]{{1,24}})?(?:'s|'))? ?(?:(?!said\b)[\w'&-]{{1,24}} ){{1,10}}?)),? ?{_SAYS}\b"
)
_SAID_BEFORE = lean(rf"(?:^|[.\n] ?|\" ?){NAME}{_REST},? (?:\w+ )?{_SAYS}[.,:]? ?(?:that )?[:,]? ?$")
_ROLE_FIRST = lean(
    rf"(?:^|[.\n] ?)(?P<role>(?:[\w'&-]{{1,24}} ){{1,14}}?){NAME},? (?:\w+ )?{_SAYS}[,:]? ?$|(?:^|[.\n] ?)(?P<bare>[^.\n\"]{{3,90}}?)(?: {_SAYS})?: ?$"
)
# every quoted run, short ones too, so that a closing mark is never taken for an opening one
_QUOTE = lean(r'(?<![\w.,;!?)\]])"(?!\s)[^"\n]{0,3000}(?:"|(?=\n)|$)')


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as far as the words around the quotation say: name, role, place of the words."""

    name: str | None
    role: str | None
    start: int
    end: int


def read_opinions(document: Document, cast: Cast) -> tuple[Opinion, ...]:
    """One opinion a quotation; the halves around the words that name the speaker are one."""
    found: list[Opinion] = []
    last: tuple[int, Speaker | None, int] | None = None
    for match in _quotes(document):
        block = document.sentences[document.sentence_at(match.start())].block
        speaker = _speaker(document, match)
        if speaker and speaker.role in ("he", "she") and found:
            speaker = Speaker(found[-1].speaker, found[-1].role, speaker.start, speaker.end)
        if last and last[0] == block and last[1] is not None and (speaker is None or speaker.start < last[1].end):
            found[-1] = _joined(document, found[-1], match, document.text[last[2] : match.start()])
            last = (block, last[1], match.end())
            continue
        last = (block, speaker, match.end())
        found.append(_opinion(document, cast, match, speaker))
    return tuple(found)


def _quotes(document: Document) -> list[re.Match[str]]:
    """Quotations of at least four words in what the release tells, not the quoted titles of talks and trials."""
    found = []
    for match in _QUOTE.finditer(document.text):
        section = document.release.section_at(match.start())
        if section in ("body", "quotation", "headline") and match[0].count(" ") >= 4 and not _is_title(document, match):
            found.append(match)
    return found


_TITLE_BEHIND = lean(r"[ ,.]{0,6}\(?(?:abstract|poster|#|presentation)", re.IGNORECASE)
_TITLE_BEFORE = lean(
    r"(?:entitled|titled|called|the (?:terms|words)|abstract|article|words like|presentation:?|study,?)[ ,:]{0,6}$",
    re.IGNORECASE,
)


def _is_title(document: Document, match: re.Match[str]) -> bool:
    before = _TITLE_BEFORE.search(document.text, max(0, match.start() - 40), match.start())
    return bool(before or _TITLE_BEHIND.match(document.text, match.end()))


def _speaker(document: Document, match: re.Match[str]) -> Speaker | None:
    """The speaker named behind a quotation, or before it on the same line."""
    text = document.text
    line_end = text.find("\n", match.end())
    line_end = len(text) if line_end < 0 else line_end
    if text[match.end() - 2 : match.end() - 1] in ",?!-" or text[match.end() : match.end() + 1] == ",":
        for pattern in (_SAID_BEHIND, _SAID_TITLE, _SAID_ROLE, _SAID_LAST):
            behind = pattern.match(text, match.end(), line_end)
            if behind:
                return _made(behind)
    behind = _SAID_BEHIND.match(text, match.end(), line_end)
    if behind:
        return _made(behind)
    line_start = text.rfind("\n", 0, match.start()) + 1
    before_start = max(line_start, match.start() - 320)
    quote_before = text.rfind('"', before_start, match.start())
    before_start = max(before_start, quote_before + 1)
    for pattern in (_SAID_BEFORE, _ROLE_FIRST):
        before = pattern.search(text[before_start : match.start()])
        if before:
            return _made(before, before_start)
    return _of_half_before(document, quote_before + 1, match.start()) if quote_before >= 0 else None


def _of_half_before(document: Document, start: int, end: int) -> Speaker | None:
    """The speaker named between a short first half of a quotation and the second: '"Yes," said A. B. "We go on."'."""
    for pattern in (_SAID_BEHIND, _SAID_TITLE, _SAID_ROLE):
        behind = pattern.match(document.text, start, end)
        if behind and not document.text[behind.end() : end].strip(" .,"):
            return _made(behind)
    return None


def _made(match: re.Match[str], offset: int = 0) -> Speaker | None:
    groups = match.groupdict()
    if groups.get("bare"):
        return _bare(match, offset)
    role = groups.get("role") or groups.get("bare") or groups.get("rest")
    return Speaker(groups.get("name"), _role(role), offset + match.start(), offset + match.end())


_OCCASION = lean(r"^(?:Commenting|Speaking|Reflecting|Remarking|Looking)\b[^,]{0,60}, ")
_NAMED = lean(rf"{NAME}(?:, (?P<rest>.{{2,160}}))?$")


def _bare(match: re.Match[str], offset: int) -> Speaker | None:
    """The speaker of the words in front of a colon: a name, a role, or both; a headline names nobody who speaks."""
    words = re.sub(rf",? {_SAYS}$", "", match["bare"]).rstrip(", ")
    words = _OCCASION.sub("", words)
    start, end = offset + match.start("bare"), offset + match.end()
    named = _NAMED.match(words)
    if named:
        return Speaker(named["name"], _role(named["rest"]), start, end)
    return Speaker(None, _role(words), start, end) if _is_officer(words) and len(words) < 90 else None


def _role(words: str | None) -> str | None:
    """The role as printed, without the stops around it."""
    if not words:
        return None
    cut = re.sub(rf"^(?:{_DEGREE})+", "", words).strip(" ,;:.()\n")
    return cut or None


def _opinion(document: Document, cast: Cast, match: re.Match[str], speaker: Speaker | None) -> Opinion:
    spans = [match.span()]
    company = None
    if speaker:
        spans.append((speaker.start, speaker.end))
        firms = [
            firm
            for firm in cast.companies_in(speaker.start, speaker.end)
            if not _SUBJECT_OF.search(document.text, max(0, firm[0] - 30), firm[0])
        ]
        company = (
            firms[-1][2]
            if firms
            else (cast.issuer.name if cast.issuer and speaker.role and _is_officer(speaker.role) else None)
        )
    return Opinion(
        claim=_words(match[0]),
        speaker=speaker.name if speaker else None,
        role=speaker.role if speaker else None,
        company=company,
        modality="opinion",
        evidence=document.evidence(*(_trim(document.text, *span) for span in spans)),
        rule="opinions:quotation",
    )


# what somebody teaches or heads is no company
_SUBJECT_OF = lean(
    r"\b(?:[Pp]rofessor|[Dd]epartment|[Dd]ivision|[Cc]hair|[Ss]ection|[Ii]nstitute|[Ss]chool) (?:of|for) (?:\w+ )?\Z"
)


def _is_officer(role: str) -> bool:
    return bool(
        re.search(r"\b(?:chief|president|vice|officer|chairman|CEO|head|director|our|board)\b", role, re.IGNORECASE)
    )


def _joined(document: Document, opinion: Opinion, match: re.Match[str], between: str) -> Opinion:
    """An opinion with its next half; a full stop behind the speaker's name ended the sentence of the half before."""
    more = document.evidence(match.span())
    goes_on = opinion.claim.endswith((".", "?", "!")) or between.rstrip().endswith(",")
    return Opinion(
        claim=f"{opinion.claim}{' ' if goes_on else '. '}{_words(match[0])}",
        speaker=opinion.speaker,
        role=opinion.role,
        company=opinion.company,
        modality="opinion",
        evidence=tuple(sorted({*opinion.evidence, *more})),
        rule=opinion.rule,
    )


def _words(quote: str) -> str:
    return " ".join(quote.strip('" ').split()).rstrip(",")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while text[start].isspace() or text[start] in ".,":
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end
