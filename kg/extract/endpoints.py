"""A text in, the efficacy endpoints it names out, each with its code, its time point and how the text qualifies it.

Endpoints are named in full, by an abbreviation or both ("objective response rate (ORR)"); a mention in brackets behind
its equal belongs to it.  "Confirmed", "unconfirmed", "median", "12-month ..." stand in front, "or better", "at two
years" behind.  Words that name an endpoint only when a figure points at them ("responded", "clinical benefit",
"survival") are weak.

>>> [(e.code, e.mark, e.confirmed) for e in endpoints("a confirmed objective response rate (ORR), 24-month PFS rate")]
[('ORR', None, 'confirmed'), ('PFS', 24, '')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.extract.endpoint_depths import depths
from kg.extract.endpoint_names import INTERVAL, LONG, RESPONSES, SHORT, SHRINKAGE, TIMED, TRIED
from kg.extract.numbers import ANY_NUMBER, number
from kg.extract.prefilter import lean

_CONFIRMED = lean(r"\b(?P<word>unconfirmed|not yet confirmed|confirmed)\b[\w ,/-]{0,14}$", re.I)
_INTRACRANIAL = lean(r"\b(?P<word>intracranial|CNS)\b[\w ,/-]{0,14}$", re.I)
_UNCONFIRMED_BEHIND = lean(r",? ?\(?(?:not yet confirmed|unconfirmed|yet to be confirmed|pending confirmation)\b", re.I)
_MEDIAN = lean(r"\bmedian\b[^.;,()0-9]{0,30}$", re.I)
_MARK_BEFORE = lean(
    rf"(?<![\w.])(?P<number>{ANY_NUMBER})[ -](?P<unit>month|year|week)s?'?,? (?:(?:estimated|median|landmark|Kaplan-Meier|rate of|overall|actuarial) ){{0,2}}$",
    re.I,
)
_MARK_BEHIND = lean(
    rf"[^.;%]{{0,60}}?\b(?:at(?: the)?|(?:for|after|beyond)(?: at least)?)(?: >=?)? ?(?:(?P<unit>month|year|week) (?P<number>\d{{1,3}})|(?P<number2>{ANY_NUMBER})[- ](?P<unit2>month|year|week)s?)\b",
    re.I,
)
_TWO_MARKS = lean(
    rf"(?<![\w.])(?P<number>{ANY_NUMBER})[ -](?P<unit>month|year|week)s?,? and (?:{ANY_NUMBER})[ -](?:month|year|week)s? (?:(?:estimated|overall) )?$",
    re.I,
)
_MARK_OPENING = lean(
    rf"(?:^|[.;:\n]\s?|[-•*] )(?:At|After) (?:the )?(?P<number>{ANY_NUMBER})[- ](?P<unit>month|year|week)s?(?: of follow-up)?,? (?=(?:[^.;]|\.\d){{0,150}}$)",
    re.M,
)
_BETTER = lean(r"(?: ?\([^()]{1,45}\))?,? ?(?:or|and) (?:better|greater|above)\b", re.I)
_AT_LEAST = lean(r"\bat least (?:an? )?(?:confirmed |unconfirmed )?$", re.I)
_INNER_BETTER = lean(r" ?\((?P<inner>[^()]{2,60}),? or (?:better|greater)\)", re.I)
_BRACKETED = lean(r"[\s*]{0,2}[(\[]\s?$")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A mention of an endpoint at ``start`` to ``end``; ``mark`` is a time point in months, or weeks as '6-week'."""

    start: int
    end: int
    code: str
    weak: bool = False
    median: bool = False
    confirmed: str = ""
    better: bool = False
    mark: int | str | None = None
    definition: str | None = None
    earlier_mark: int | str | None = None  # of two: 'one-year and two-year survival rates'
    noun: str | None = None  # the words of an endpoint that has no code
    risk: bool = False  # a risk is named, not the time or the share: 'disease progression or death'


def endpoints(text: str) -> tuple[Endpoint, ...]:
    """The endpoints a text names, in order and without overlap."""
    likely = ((LONG + SHORT)[number] for number in TRIED.likely(text))
    hits = [(m.start(), -m.end(), code, weak) for code, pattern, weak in likely for m in pattern.finditer(text)]
    hits += [(depth.start, -depth.end, depth.code, False) for depth in depths(text)]
    hits.sort(key=lambda hit: (*hit[:2], hit[3]))
    found: list[Endpoint] = []
    for start, minus_end, code, weak in hits:
        if (found and start < found[-1].end) or (
            code == "ORR" and weak and _PURPOSE.search(text, max(0, start - 30), start)
        ):
            continue
        mention = Endpoint(start, -minus_end, code, weak, risk=_is_risk(text, start, -minus_end))
        if found and (merged := _merged(text, found[-1], mention)):
            found[-1] = merged
        else:
            found.append(mention)
    limits = [mention.start for mention in found[1:]] + [len(text)] * bool(found)
    qualified = [_qualified(text, mention, limit) for mention, limit in zip(found, limits, strict=True)]
    return tuple(_without_content(text, qualified))


_PURPOSE = lean(
    r"\b(?:evalua\w{2,5}|assess\w{1,5}|analy[sz]ed|not available) for (?:an? |the |their |clinical |tumou?r |objective ){0,2}$",
    re.I,
)  # 'patients evaluable for response' name no result
_RISK = lean(r"(?:risk|probability|chance|likelihood|odds) (?:of|that) [\w ]{0,20}$", re.I)
_RISK_WORDS = lean(
    r"\b(?:or (?:of )?(?:death|dying)|risk|probability|would|recurrence|recurring|returning|coming back)\b|/death", re.I
)


def _is_risk(text: str, start: int, end: int) -> bool:
    named = "free" not in text[start:end].lower() and _RISK_WORDS.search(text, start, end)
    return bool(named or _RISK.search(text, max(0, start - 40), start))


def _without_content(text: str, mentions: list[Endpoint]) -> list[Endpoint]:
    """The mentions without those that only spell out the one before: 'objective response (CR/PR)'."""
    kept: list[Endpoint] = []
    for mention in mentions:
        if kept and mention.start < kept[-1].end:
            continue
        if kept and mention.end <= (defined := _definition_end(text, kept[-1])):
            kept[-1] = replace(kept[-1], end=defined)
            continue
        if kept and kept[-1].code in RESPONSES and (closed := _content_end(text, kept[-1].end, mention)):
            kept[-1] = replace(kept[-1], end=closed)
            continue
        if kept and kept[-1].code == "follow-up" and _OF_ENDPOINT.fullmatch(text[kept[-1].end : mention.start]):
            continue
        if kept and kept[-1].code in ("ORR", "CBR", "DCR") and mention.code in RESPONSES:
            between = text[kept[-1].end : mention.start]
            if _SPELT_OUT.fullmatch(between) or (kept[-1].code == "ORR" and _INSIDE.fullmatch(between)):
                kept[-1] = replace(kept[-1], end=max(kept[-1].end, _bracket_end(text, mention.end)))
                continue
        kept.append(mention)
    return kept


_DEFINITION = lean(
    r"(?: rates?)?(?: \([^()]{1,20}\))?,? ?(?:\(|which (?:is|was) )?defined as [^.;:()%]{1,160}?(?=,? (?:was|were|is|are|of|at)\b|\))"
)


def _definition_end(text: str, mention: Endpoint) -> int:
    """Where the definition behind an endpoint ends: 'clinical benefit, defined as CR, PR or stable disease, was'."""
    match = _DEFINITION.match(text, mention.end) if mention.code in RESPONSES else None
    return match.end() if match else -1


_CONTENT = lean(
    r"\s?[(\[](?P<inside>[^()\[\]%]{1,160})[)\]]"
)  # 'clinical benefit rate (complete response + partial response + stable disease)'
_SUM = lean(r"\+|\bplus\b|/|\band\b|\bor\b|\bdefined as\b|\bsum of\b")


def _content_end(text: str, end: int, mention: Endpoint) -> int | None:
    """Behind the bracket at ``end`` that says what the endpoint before it counts, when it holds ``mention``."""
    match = _CONTENT.match(text, end)
    if match is None or mention.end > match.end() or not _SUM.search(match["inside"]):
        return None
    return None if _FIGURE_INSIDE.search(match["inside"]) else match.end()


_FIGURE_INSIDE = lean(r"\d\s?(?:%|/)|\bn\s?=|\b\d{1,3} (?:patients|of|CRs?|PRs?|complete|partial|stable)|^\d", re.I)
_OF_ENDPOINT = lean(r"\s(?:for|of|on)\s(?:the )?")  # 'median follow-up for OS'
_SPELT_OUT = lean(
    r"\s?[(\[](?:i\.e\.,? )?(?:defined as )?(?:(?:confirmed|unconfirmed|complete|and|or|plus|the sum of|combined|all) ){0,4}"
)
_INSIDE = lean(r"\s?(?:/|\+|or|plus)\s?")


def _bracket_end(text: str, at: int) -> int:
    """Behind the bracket that closes within twenty characters without a digit, else ``at``."""
    match = re.compile(r"[^()\[\]\d]{0,40}[)\]]").match(text, at)
    return match.end() if match else at


def _merged(text: str, left: Endpoint, right: Endpoint) -> Endpoint | None:
    """One mention of an endpoint and its own name in brackets behind it."""
    between = text[left.end : right.start]
    same = left.code == right.code or (left.code, right.code) in (
        ("CR", "CR/CRi"),
        ("ORR", "CR/CRi"),
        ("OS", "PFS"),
        ("modified PFS", "PFS"),
        ("rPFS", "PFS"),
        ("iDFS", "DFS"),
    )
    if _BRACKETED.fullmatch(between) is None or not same:
        return None
    code = left.code if left.code.endswith(("PFS", "DFS")) and left.code.endswith(right.code) else right.code
    closing = _CLOSING.match(text, right.end)
    closed = closing.end() if closing else right.end
    return replace(left, end=closed, code=code, weak=left.weak and right.weak)


_CLOSING = lean(r"(?:[,;]? ?[A-Za-z]{2,6})?[)\]]")  # the bracket's end, an abbreviation before it


def _qualified(text: str, mention: Endpoint, limit: int) -> Endpoint:
    before = text[max(0, mention.start - 60) : mention.start]
    confirmed = _CONFIRMED.search(before)
    word = ("confirmed" if confirmed["word"].lower() == "confirmed" else "unconfirmed") if confirmed else ""
    if not word and _UNCONFIRMED_BEHIND.match(text, mention.end, limit):
        word = "unconfirmed"
    if mention.code in RESPONSES | TIMED and (inside := _INTRACRANIAL.search(before)):
        place = "CNS" if inside["word"] == "CNS" else "intracranial"
        word = f"{word} {place}".strip()
    if mention.code == SHRINKAGE:
        words = " ".join(text[mention.start : mention.end].lower().split())
        return replace(mention, noun=None if re.search(r"shr[au]nk|become|became|got|fell|decreased", words) else words)
    median = bool(_MEDIAN.search(before)) or text[mention.start : mention.end][:2] in ("mP", "mO", "mD", "mT")
    mention = replace(mention, confirmed=word, median=median)
    if mention.code == INTERVAL:
        return replace(mention, noun=" ".join(text[mention.start : mention.end].lower().split()))
    inner = _INNER_BETTER.match(text, mention.end)
    if inner is not None and mention.code in ("clinical response", "ORR"):
        return _defined(mention, inner)
    if mention.code in RESPONSES and _AT_LEAST.search(before):
        return replace(mention, better=True)
    better = _BETTER.match(text, mention.end)
    if better is not None and mention.code in RESPONSES:
        return replace(mention, end=better.end(), better=True)
    if mention.code not in TIMED | {"CBR", "DCR"}:
        return mention
    two = _TWO_MARKS.search(text, max(0, mention.start - 60), mention.start)
    earlier = months(two["number"], two["unit"]) if two else None
    return replace(mention, mark=_mark(text, mention, limit), earlier_mark=earlier)


def _defined(mention: Endpoint, inner: re.Match[str]) -> Endpoint:
    """A response category whose own definition stands behind it: 'clinical response (minimal response or better)'."""
    codes = [code for code, pattern, weak in LONG + SHORT if not weak and pattern.search(inner["inner"])]
    if not codes:
        return mention
    return replace(mention, code=codes[0], end=inner.end(), better=True, weak=False, definition=inner[0].strip(" ()"))


def _mark(text: str, mention: Endpoint, limit: int) -> int | str | None:
    before = _MARK_BEFORE.search(text, max(0, mention.start - 45), mention.start)
    if before is not None:
        return months(before["number"], before["unit"])
    opening = _MARK_OPENING.search(text, max(0, mention.start - 170), mention.start)
    if opening is not None:
        return months(opening["number"], opening["unit"])
    behind = _MARK_BEHIND.match(text, mention.end, min(limit, mention.end + 90))
    if behind is None:
        return None
    return months(behind["number"] or behind["number2"], behind["unit"] or behind["unit2"])


def months(printed: str, unit: str) -> int | str:
    """A time point in months; one in weeks stays in weeks: '6-week'."""
    value = number(printed)
    if unit.lower().startswith("week"):
        return f"{value}-week"
    return int(value * 12) if unit.lower().startswith("year") else int(value)


def label(mention: Endpoint, *, unit: str | None, median: bool = False) -> str:
    """The endpoint as the facts JSON spells it, for a figure in that unit (None: only a verdict or a ratio).

    >>> mention, = endpoints("two-year overall survival")
    >>> label(mention, unit="%"), label(mention, unit=None)
    ('24-month OS rate', 'OS')
    """
    name = f"{mention.code} or better" if mention.better else mention.code
    name = mention.noun or name if mention.code == INTERVAL else name
    if mention.confirmed:
        name = f"{mention.confirmed} {name}"
    if mention.code in TIMED and unit == "%":
        mark = mention.mark if isinstance(mention.mark, str) else f"{mention.mark}-month" if mention.mark else ""
        return f"{mark} {name} rate".strip()
    if mention.mark and mention.code in ("CBR", "DCR"):
        mark = mention.mark if isinstance(mention.mark, str) else f"{mention.mark}-month"
        return f"{mark} {name}"
    if mention.code == SHRINKAGE:
        return name if mention.noun is None else mention.noun
    timed = mention.code in TIMED and unit in ("months", "weeks", "days", "years")
    return f"median {name}" if timed and (median or mention.median or mention.code == "follow-up") else name


def clinical_response_code(mentions: Iterable[Endpoint]) -> Endpoint | None:
    """The mention that defines what 'clinical response' means in a text, if one does."""
    return next((mention for mention in mentions if mention.definition is not None), None)
