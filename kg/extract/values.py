"""A stretch of text in, the figures and statistics it prints out.

A release prints a result in one of few ways: a share ("64.2 percent", "over 60%"), a count ("three", "8/13",
"24 of 25 patients"), both ("14 (88%)", "33% (7/21)", "45.5% (66/145 patients)"), a duration ("6.9 months"), or "not
reached"; behind it, mostly in brackets, a confidence interval or a range.  Hazard ratios and p-values stand apart.
`figures` joins what belongs together; `statistics` finds the rest.

>>> figure, = figures("ORR of 48.3% (70/145 patients; 95% CI: 39.9, 56.7)")
>>> figure.value, figure.unit, figure.n, figure.N, figure.ci
(48.3, '%', 70, 145, (39.9, 56.7))
>>> [(s.kind, s.value, s.op) for s in statistics("HR=0.56; p<.0001")]
[('hr', 0.56, '='), ('p', 0.0001, '<')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from kg.extract.numbers import ANY_NUMBER, BOUND, NUMERAL, WORD_NUMBER, bound, number
from kg.model import Bound, Number

Interval = tuple[Number | None, Number | None]
FigureKind = Literal["percent", "count", "duration", "not reached"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed result at ``start`` to ``end``, brackets included; ``head_end`` is where its first number ends."""

    start: int
    head_end: int
    end: int
    kind: FigureKind
    value: Number | str
    unit: str
    bound: Bound = "="
    n: int | None = None
    N: int | None = None
    ci: Interval | None = None
    ci_level: Number | None = None
    range: Interval | None = None
    open_upper: bool = False
    bare: Interval | None = None  # an interval in brackets that is not named


@dataclass(frozen=True, slots=True)
class Statistic:
    """A hazard ratio, a p-value, a reduction of a risk in percent, an interval or a range."""

    start: int
    end: int
    kind: Literal["hr", "p", "risk", "ci", "range"]
    value: Number | None = None
    op: str = "="
    interval: Interval | None = None
    level: Number | None = None
    open_upper: bool = False


UNITS = {
    "month": "months", "months": "months", "mo": "months", "mos": "months", "week": "weeks", "weeks": "weeks",
    "wk": "weeks", "wks": "weeks", "day": "days", "days": "days", "year": "years", "years": "years", "yr": "years",
    "yrs": "years",
}  # fmt: skip
_TIME = r"(?P<unit>months?|mos?\b\.?|weeks?|wks?|days?|years?|yrs?)\b"
_FREE = r"(?<![\w.$€£¥#/+,-])"  # no digit glued to a name, an amount, a longer number
_OPEN_END = r"(?:NE|NR|NA|N/E|not (?:reached|estimable|evaluable|calculable)|-|infinity)\b"
_LOW = rf"(?P<low>\d{{1,4}}(?:\.\d{{1,6}})?|\.\d{{1,6}}|{_OPEN_END})"
_HIGH = rf"(?P<high>\d{{1,4}}(?:\.\d{{1,6}})?|\.\d{{1,6}}|{_OPEN_END})"
_ENDS = rf"{_LOW}(?P<lowplus>\+)?\s?%?\s?(?:percent|{_TIME.replace('?P<unit>', '?:')})?\s?(?:-|to\b|,|;|and\b)\s?{_HIGH}(?P<highplus>\+)?\s?%?"

PERCENT = re.compile(rf"(?:{BOUND}\s?)?{_FREE}(?P<number>{ANY_NUMBER})[ -]?(?:%|percent\b|per cent\b|pct\b)", re.I)
PERCENT_SPAN = re.compile(rf"{_FREE}{NUMERAL}\s?%?\s?(?:-|to)\s?{NUMERAL}\s?(?:%|percent\b)", re.I)
DURATION = re.compile(
    rf"(?:{BOUND}\s)?(?:{_FREE}(?P<number>{ANY_NUMBER})\+?[ -]?|\((?P<inner>{NUMERAL})\)\s?){_TIME}", re.I
)
NOT_REACHED = re.compile(
    r"\b(?:(?:has|have|had|was|were|is|are)\s)?(?:(?:has|have|had)\s)?not\s(?:yet\s)?(?:been\s)?(?:yet\s)?reached\b"
    r"|(?:\bnot estimable\b)|(?<=[|(:=;,] )N[RE](?=\s?(?:$|[|(;,\])]| vs))|^N[RE]\b",
    re.I,
)
FRACTION = re.compile(
    rf"(?:\bn\s?(?:/\s?N)?\s?=\s?)?{_FREE}(?P<n>\d{{1,4}})\s?/\s?(?P<N>\d{{1,4}})(?![\w./+%-]|\s?mg)(?P<noun>{{NOUN}})?".replace(
        "{NOUN}", r"\s(?:evaluable |treated |enrolled )?(?:patients|subjects|pts)"
    ),
    re.I,
)
OF = re.compile(
    rf"(?:{BOUND}\s)?{_FREE}(?P<n>{ANY_NUMBER})\s(?:patients\s|responders\s|subjects\s)?(?:out\s)?of\s(?:the\s|a total of\s|all\s|these\s)?"
    rf"(?:first\s)?(?P<N>{ANY_NUMBER})(?![\w./%-]|\s?(?:%|percent|months|weeks|days|years))"
    r"(?P<noun>(?:\s[a-z][\w-]{2,25}){0,3}?\s(?:patients|subjects|participants|people|women|men|individuals|responders))?",
    re.I,
)
COUNT = re.compile(
    rf"{_FREE}(?P<number>\d{{1,4}}|{WORD_NUMBER})(?![\w/%-]|\.\d|,\d|\s?(?:%|percent|mg|µg|ug|mcg|months?\b|weeks?\b|days?\b|years?\b|million|billion)|\s?(?:,|-|or|and|to)\s?\d{{1,4}}(?:\.\d{{1,3}})?\s?(?:mg|µg|ug|mcg))",
    re.I,
)
NAMED_COUNT = re.compile(
    r"(?:\b[nN]\s?=\s?(?P<n>\d{1,4})\b|(?<![\w.])(?P<m>\d{1,4})\s(?:patients|responders|responses|subjects|events))"
)
PAIR = re.compile(
    rf"{_FREE}(?P<number>{NUMERAL})\s?(?:vs\.?|versus|and|compared (?:with|to))\s(?={NUMERAL}\s?(?P<unit>%|percent|months?|weeks?|days?|years?)(?!\w))",
    re.I,
)
HAZARD = re.compile(
    r"(?:\bhazard ratios?|\bHR)\b(?:\s?[\[(]HR[\])])?\s?(?:\(95% CI\)\s?)?(?:(?:=|:|,|of|was|is|at|for [\w -]{2,40}?(?:of|was|=|:))\s?){0,2}(?P<value>[01]?\.\d{1,4}|[1-9](?:\.\d{1,4})?)(?![\d%]|\s?months)",
    re.I,
)
P_VALUE = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:nominal |log-rank |stratified |[12]-sided |one-sided |two-sided ){0,2}p)(?:[- ]?values?)?\s?(?:(?:of|was|is|,|:)\s?)?"
    r"(?P<op><=|>=|=<|<|>|=|less than|greater than|\|)?\s?(?P<value>[01]?\.\d{1,8}|0|[1-9](?:\.\d{1,4})?(?=\s?[x*e]))"
    r"(?:\s?(?:[x*]\s?10\s?\^?\s?|e)(?P<exponent>-\s?\d{1,3}))?",
    re.I,
)
CONFIDENCE = re.compile(
    rf"(?:(?P<level>\d{{2}}(?:\.\d{{1,2}})?)\s?(?:%|percent|-percent)[ -]?(?:two-sided |exact )?)?(?:\bconfidence intervals?|\bC\.?I\.?)(?:\s?[\[(]CI[\])])?"
    rf"(?:\s?(?:=|:|,|of|was|is|from))?\s?[\[(]?\s?{_ENDS}",
    re.I,
)
RANGE = re.compile(
    rf"\brang(?:e|es|ed|ing)\b(?:\s?[:,=])?\s?(?:(?:has|was|is|of|between|from)\s){{0,2}}(?P<low>{ANY_NUMBER})(?P<lowplus>\+)?\s?(?:%|{_TIME.replace('unit', 'lowunit')})?"
    rf"\s?(?:-|to|and|,)\s?(?P<least>at least\s|over\s|more than\s|>=?\s?)?(?P<high>{ANY_NUMBER})(?P<highplus>\+)?",
    re.I,
)
LASTING = re.compile(
    rf"\blast(?:ed|ing|s)?\s(?:between\s|from\s)?(?P<low>{ANY_NUMBER})(?:\s{_TIME.replace('unit', 'lowunit')})?\s?(?:-|to|and)\s?(?P<least>at least\s|over\s|more than\s)?"
    rf"(?P<high>{ANY_NUMBER})(?P<highplus>\+)?\s?{_TIME}(?P<more>\s(?:or|and) (?:more|longer))?",
    re.I,
)
BARE_INTERVAL = re.compile(rf"[\[(]\s?{_ENDS}\s?[\])]", re.I)
_TAIL_WORDS = re.compile(
    r"\s?(?:of\s)?(?:the\s|all\s|these\s)?(?:(?:efficacy-|response-)?evaluable\s)?(?:patients|subjects|people|participants|responders)?(?:\swith (?:an? )?(?:\w+ ){0,2}(?:\w+))?\s?(?=[\[(])",
    re.I,
)
_CI_GAP = re.compile(r"[\s,;:]{0,3}(?:with )?(?:an? )?(?:and )?(?:the )?[\[(]?", re.I)


def figures(text: str, start: int = 0, end: int | None = None) -> tuple[Figure, ...]:
    """The figures between two places of a text, in order, each joined with what belongs to it."""
    stop = len(text) if end is None else end
    heads = _heads(text, start, stop)
    statistics_there = statistics(text, start, stop)
    found: list[Figure] = []
    for head in heads:
        if found and head.start < found[-1].end:
            continue
        if any(s.start <= head.start < s.end for s in statistics_there):
            continue
        found.append(_with_tail(text, head, stop))
    return tuple(found)


def statistics(text: str, start: int = 0, end: int | None = None) -> tuple[Statistic, ...]:
    """Hazard ratios, p-values, named intervals and ranges between two places of a text, in order."""
    stop = len(text) if end is None else end
    found = [Statistic(m.start(), m.end(), "hr", number(m["value"])) for m in HAZARD.finditer(text, start, stop)]
    found += [_p_value(m) for m in P_VALUE.finditer(text, start, stop) if _is_p_value(m)]
    found += [_confidence(m) for m in CONFIDENCE.finditer(text, start, stop)]
    found += [_range(m) for pattern in (RANGE, LASTING) for m in pattern.finditer(text, start, stop)]
    return tuple(sorted(found, key=lambda s: (s.start, s.end)))


def _is_p_value(match: re.Match[str]) -> bool:
    return match["op"] is not None or "value" in match[0].lower() or match[0].lstrip()[:1] == "P"


def _p_value(match: re.Match[str]) -> Statistic:
    op = (match["op"] or "=").replace("=<", "<=").replace("|", "=")
    op = {"less than": "<", "greater than": ">"}.get(op.lower(), op)
    mantissa = match["value"]
    if match["exponent"]:
        return Statistic(match.start(), match.end(), "p", float(f"{mantissa}e{match['exponent'].replace(' ', '')}"), op)
    return Statistic(match.start(), match.end(), "p", number(mantissa), op)


def interval_ends(match: re.Match[str]) -> Interval:
    """The two ends of an interval; an end that was not reached or not estimable is None."""

    def end(printed: str) -> Number | None:
        return number(printed) if printed[:1].isdigit() or printed.startswith(".") else None

    return end(match["low"]), end(match["high"])


def _confidence(match: re.Match[str]) -> Statistic:
    level = number(match["level"]) if match["level"] else None
    return Statistic(match.start(), match.end(), "ci", interval=interval_ends(match), level=level)


def _range(match: re.Match[str]) -> Statistic:
    parts = match.groupdict()
    upper = bool(parts.get("highplus") or parts.get("least") or parts.get("more"))
    ends = number(match["low"]), number(match["high"])
    return Statistic(match.start(), match.end(), "range", interval=ends, open_upper=upper)


def _heads(text: str, start: int, stop: int) -> list[Figure]:
    """First numbers of figures, without overlap; the more telling pattern wins."""
    spans = [m.span() for m in PERCENT_SPAN.finditer(text, start, stop)]
    found: list[Figure] = []
    for reader in (_fractions, _ofs, _percents, _durations, _pairs, _not_reached, _counts):
        for figure in reader(text, start, stop):
            if any(figure.start < end and begin < figure.end for begin, end in spans):
                continue
            found.append(figure)
            spans.append((figure.start, figure.end))
    return sorted(found, key=lambda figure: figure.start)


def _fractions(text: str, start: int, stop: int) -> list[Figure]:
    found = []
    for m in FRACTION.finditer(text, start, stop):
        n, total = int(m["n"]), int(m["N"])
        if n <= total and total > 4:  # a grade or a dose step such as 1/2 and 3/4 is no share
            found.append(Figure(m.start(), m.end(), m.end(), "count", n, "patients", n=n, N=total))
    return found


def _ofs(text: str, start: int, stop: int) -> list[Figure]:
    found = []
    for m in OF.finditer(text, start, stop):
        n, total = number(m["n"]), number(m["N"])
        if isinstance(n, int) and isinstance(total, int) and n <= total and total > 1:
            found.append(Figure(m.start(), m.end(), m.end(), "count", n, "patients", bound(m["bound"]), n=n, N=total))
    return found


def _percents(text: str, start: int, stop: int) -> list[Figure]:
    return [
        Figure(m.start(), m.end(), m.end(), "percent", number(m["number"]), "%", bound(m["bound"]))
        for m in PERCENT.finditer(text, start, stop)
    ]


def _durations(text: str, start: int, stop: int) -> list[Figure]:
    return [
        Figure(
            m.start(), m.end(), m.end(), "duration", number(m["number"] or m["inner"]),
            UNITS[m["unit"].lower().rstrip(".")], bound(m["bound"]),
        )
        for m in DURATION.finditer(text, start, stop)
    ]  # fmt: skip


def _pairs(text: str, start: int, stop: int) -> list[Figure]:
    """The first of two numbers that share the unit printed behind the second."""
    found = []
    for m in PAIR.finditer(text, start, stop):
        unit = "%" if m["unit"].lower() in ("%", "percent") else UNITS[m["unit"].lower()]
        end = m.end("number")
        found.append(Figure(m.start(), end, end, "percent" if unit == "%" else "duration", number(m["number"]), unit))
    return found


def _not_reached(text: str, start: int, stop: int) -> list[Figure]:
    return [
        Figure(m.start(), m.end(), m.end(), "not reached", "not reached", "months")
        for m in NOT_REACHED.finditer(text, start, stop)
    ]


def _counts(text: str, start: int, stop: int) -> list[Figure]:
    found = []
    for m in COUNT.finditer(text, start, stop):
        value = number(m["number"])
        shouted = m["number"].isalpha() and m["number"].isupper()  # the exchange SIX
        if isinstance(value, int) and not 1900 <= value <= 2100 and not shouted:
            found.append(Figure(m.start(), m.end(), m.end(), "count", value, "patients", n=value))
    return found


def _with_tail(text: str, head: Figure, stop: int) -> Figure:
    """A figure with the share, count, interval or range that follows it, in brackets or not."""
    figure = head
    for _ in range(3):
        tail = _TAIL_WORDS.match(text, figure.end, min(stop, figure.end + 60))
        opened = (
            tail.end()
            if tail
            else figure.end + len(text[figure.end : figure.end + 1]) - len(text[figure.end : figure.end + 1].lstrip())
        )
        closed = _closing(text, opened, stop)
        if closed is None:
            break
        grown = _absorb(text, figure, opened, closed)
        if grown is None:
            break
        figure = grown
    return _trailing_ci(text, figure, stop)


def _closing(text: str, opened: int, stop: int) -> int | None:
    """The place behind the bracket that closes the one at ``opened``, at most 200 characters on."""
    if text[opened : opened + 1] not in ("(", "["):
        return None
    depth = 0
    for place in range(opened, min(stop, opened + 200)):
        if text[place] in "([":
            depth += 1
        elif text[place] in ")]":
            depth -= 1
            if depth == 0:
                return place + 1
    return None


def _absorb(text: str, figure: Figure, opened: int, closed: int) -> Figure | None:
    """The figure with the content of a bracket; None when the bracket does not speak of this figure."""
    inside = list(_heads(text, opened + 1, closed - 1))
    stats = statistics(text, opened + 1, closed - 1)
    own = [h for h in inside if not any(s.start <= h.start < s.end for s in stats)]
    shares = [h for h in own if h.kind == "percent"]
    fractions = [h for h in own if h.kind == "count" and h.N is not None]
    if len(shares) > 1 or len(fractions) > 1 or any(s.kind == "hr" for s in stats):
        return None
    grown = figure
    if shares and figure.kind == "count":
        grown = replace(grown, kind="percent", value=shares[0].value, unit="%", bound=shares[0].bound)
    elif fractions and figure.kind == "percent":
        grown = replace(grown, n=fractions[0].n, N=fractions[0].N)
    elif figure.kind == "percent" and (few := _few(text, figure, opened, closed)):
        grown = replace(grown, n=few[0], N=few[1])
    elif figure.kind == "percent" and figure.n is None and (named := NAMED_COUNT.search(text, opened, closed)):
        grown = replace(grown, n=int(named["n"] or named["m"]))
    for s in stats:
        if s.kind == "ci" and grown.ci is None:
            grown = replace(grown, ci=s.interval, ci_level=s.level)
        elif s.kind == "range" and grown.range is None:
            grown = replace(grown, range=s.interval, open_upper=s.open_upper)
    if not stats and (bare := BARE_INTERVAL.fullmatch(text, opened, closed)) and figure.kind != "count":
        grown = replace(grown, bare=interval_ends(bare))
    elif not stats and ";" in text[opened:closed] and (last := _last_interval(text, opened, closed)):
        grown = replace(grown, bare=last)
    return replace(grown, end=closed) if grown != figure else None


def _few(text: str, figure: Figure, opened: int, closed: int) -> tuple[int, int] | None:
    """A fraction of four patients or fewer that fills a bracket and is the share in front of it: '50% (2/4)'."""
    match = FRACTION.fullmatch(text, opened + 1, closed - 1)
    if match is None or not isinstance(figure.value, int | float) or int(match["N"]) == 0:
        return None
    n, total = int(match["n"]), int(match["N"])
    return (n, total) if abs(100 * n / total - figure.value) <= 0.5 else None


_LAST_INTERVAL = re.compile(rf";\s?{_ENDS}\s?[\])]", re.I)


def _last_interval(text: str, opened: int, closed: int) -> Interval | None:
    match = _LAST_INTERVAL.search(text, opened, closed)
    return interval_ends(match) if match else None


def _trailing_ci(text: str, figure: Figure, stop: int) -> Figure:
    """The figure with a confidence interval that follows without brackets of its own."""
    if figure.ci is not None:
        return figure
    gap = _CI_GAP.match(text, figure.end, min(stop, figure.end + 20))
    if gap is None:
        return figure
    for place in (gap.end(), figure.end):
        match = CONFIDENCE.match(text, place, stop)
        if match is not None:
            end = match.end() + (text[match.end() : match.end() + 1] in (")", "]"))
            stated = _confidence(match)
            return replace(figure, end=end, ci=stated.interval, ci_level=stated.level)
    return figure
