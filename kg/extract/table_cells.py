"""A cell of a table in, what it prints out: its figure with interval and unit, a p-value, the reader of the scans."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.endpoint_names import RESPONSES, TIMED
from kg.extract.endpoints import Endpoint
from kg.extract.numbers import NUMERAL, number
from kg.extract.prefilter import lean
from kg.extract.table_rows import Cell
from kg.extract.value_patterns import UNITS
from kg.extract.values import Figure, Statistic, figures, interval_ends, statistics

PLAIN_NUMBER = lean(
    rf"(?P<bound>[<>~])?\s?(?P<number>{NUMERAL})\s?\+?(?P<percent>\s?%)?(?:\s?[\[(](?P<inside>[^()\[\]]{{1,60}})[\])])?\*?"
)
INTERVAL = lean(
    r"(?:95% CI:? ?)?(?P<low>[\d.]{1,8}|NE|NR|NA|-)\s?%?\s?(?:-|to|,|;)\s?(?P<high>[\d.]{1,8}|NE|NR|NA|-)\s?%?", re.I
)
_NOT_REACHED = lean(
    r"(?:NR|NE|not (?:yet )?reached|not estimable)\b\s?(?:[\[(](?P<inside>[^()\[\]]{1,60})[\])])?", re.I
)


def printed_p(words: str) -> Statistic | None:
    """The p-value in a cell, which may lack its letter."""
    as_printed = next((s for s in statistics(words) if s.kind == "p"), None)
    if as_printed is not None:
        return as_printed
    lettered = f"p = {words}" if words[0].isdigit() or words[0] == "." else f"p {words}"
    return next((s for s in statistics(lettered) if s.kind == "p"), None)


def without_bracket(words: str) -> str:
    return re.sub(r"\s?\([^()]{0,60}\)$", "", words)


ASSESSED = lean(
    r"\b(?:by )?(?:blinded )?(?:independent|central|local|investigator'?s?|BICR|IRC|ICR|IRF|IRR)(?:[ -](?:independent|central|review|assessed|assessment|reading|committee))*|\bassessment\b",
    re.I,
)


def assessor_in(title: str) -> str | None:
    if re.search(r"\b(?:BICR|IRC|ICR|IRF|IRR)\b|independent|central", title, re.I):
        return "IRC"
    return "investigator" if re.search(r"investigator|local", title, re.I) else None


def figure_of(cell: Cell, endpoint: Endpoint, title: str) -> Figure | None:
    """The figure of a cell: as in a sentence, or a bare number with the unit that its row or endpoint calls for."""
    if not cell.text:
        return None
    nothing = _NOT_REACHED.match(cell.text)
    if nothing is not None and endpoint.code in TIMED:
        reached = Figure(cell.start, cell.start + len(nothing[0]), cell.end, "not reached", "not reached", "months")
        return _with_inside(reached, nothing["inside"], title)
    stated = [f for f in figures(cell.text) if f.kind in ("percent", "duration") or f.N is not None]
    if stated and (stated[0].kind != "duration" or endpoint.code in TIMED):
        moved = replace(
            stated[0],
            start=cell.start + stated[0].start,
            head_end=cell.start + stated[0].head_end,
            end=cell.start + stated[0].end,
        )
        return replace(moved, ci=moved.bare) if moved.bare and moved.ci is None and "CI" in title else moved
    match = PLAIN_NUMBER.match(cell.text)
    if match is None:
        return None
    unit = _unit(endpoint, title, match)
    if unit is None:
        return None
    value = number(match["number"])
    kind = "percent" if unit == "%" else "count" if unit == "patients" else "duration"
    figure = Figure(cell.start + match.start("number"), cell.start + match.end("number"), cell.end, kind, value, unit)  # type: ignore[arg-type]  # the three kinds above
    if unit == "patients" and isinstance(value, int):
        share = re.match(r"(\d+(?:\.\d+)?)\s?%?", match["inside"] or "")
        figure = replace(figure, n=value)
        return replace(figure, kind="percent", value=number(share[1]), unit="%") if share else figure
    return _with_inside(figure, match["inside"], title)


def _with_inside(figure: Figure, inside: str | None, title: str) -> Figure:
    interval = INTERVAL.search(inside or "")
    if interval is None:
        return figure
    if "range" in title.lower() and "CI" not in title:
        return replace(figure, range=interval_ends(interval))
    return replace(figure, ci=interval_ends(interval))


def _unit(endpoint: Endpoint, title: str, match: re.Match[str]) -> str | None:
    lowered = title.lower()
    if match["percent"] or (re.search(r"\(%\)|, ?%|%$", title) and not re.search(r"\bn ?\(%\)", title)):
        return "%"
    timed = re.search(r"\b(months?|mos?|weeks?|days?|years?)\b", re.sub(r"\d+[- ](?:month|year)", "", lowered))
    if endpoint.code in TIMED:
        return UNITS[timed[1]] if timed else None
    if re.search(r"\bn ?\(%\)|\bn\b|number", title):
        return "patients"
    return "patients" if endpoint.code in RESPONSES and "." not in match["number"] and "rate" not in lowered else None
