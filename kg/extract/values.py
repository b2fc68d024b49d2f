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

from kg.extract.numbers import bound, number
from kg.extract.prefilter import lean
from kg.extract.value_patterns import (
    BARE_INTERVAL,
    CI_GAP,
    CONFIDENCE,
    COUNT,
    DURATION,
    ENDS,
    FRACTION,
    HAZARD,
    LASTING,
    NAMED_COUNT,
    NOT_REACHED,
    OF,
    P_VALUE,
    PAIR,
    PARTS,
    PERCENT,
    PERCENT_SPAN,
    RANGE,
    TAIL_WORDS,
    UNITS,
)
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
        printed = (m["unit"] or m["unit2"]).lower()
        unit = "%" if printed in ("%", "percent") else UNITS[printed]
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
        tail = TAIL_WORDS.match(text, figure.end, min(stop, figure.end + 60))
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
    parts = PARTS.search(text, opened, closed)
    closed = parts.start() if parts and parts.start() > opened + 2 else closed
    inside = list(_heads(text, opened + 1, closed - 1 if parts is None else closed))
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


_LAST_INTERVAL = lean(rf";\s?{ENDS}\s?[\])]", re.I)


def _last_interval(text: str, opened: int, closed: int) -> Interval | None:
    match = _LAST_INTERVAL.search(text, opened, closed)
    return interval_ends(match) if match else None


def _trailing_ci(text: str, figure: Figure, stop: int) -> Figure:
    """The figure with a confidence interval that follows without brackets of its own."""
    if figure.ci is not None:
        return figure
    gap = CI_GAP.match(text, figure.end, min(stop, figure.end + 20))
    if gap is None:
        return figure
    for place in (gap.end(), figure.end):
        match = CONFIDENCE.match(text, place, stop)
        if match is not None:
            end = match.end() + (text[match.end() : match.end() + 1] in (")", "]"))
            stated = _confidence(match)
            return replace(figure, end=end, ci=stated.interval, ci_level=stated.level)
    return figure
