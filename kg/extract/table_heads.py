"""The header of a table in, what its columns stand for out: arms, dose groups, groups of patients, endpoints, statistics.

A second row below the header may name dose groups or sizes for the groups above; figures in a head are sizes or limits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.extract import arms
from kg.extract.endpoints import Endpoint, endpoints
from kg.extract.outcome_draft import Reader
from kg.extract.prefilter import lean
from kg.extract.table_cells import ASSESSED, assessor_in
from kg.extract.table_rows import SIZE_IN_HEADER, Cell, Table
from kg.extract.values import figures

HAZARD = lean(r"(?:stratified )?(?:hazard ratio|HR)\b", re.I)
P_VALUE = lean(r"(?:[12]-sided |one-sided |two-sided |nominal |stratified )?p(?:[- ]?value)?\b(?!\w)", re.I)
SIZE = lean(
    r"(?:n|N|number (?:of )?(?:evaluable )?patients|(?:evaluable |treated )?patients(?:,? \(?n\)?)?|no\. of patients)\s?(?:=|\(n\))?\s?",
    re.I,
)
STATISTIC_HEAD = lean(
    r"(?:stratified )?(?:hazard ratio|HR)\b|(?:(?:[12]|one|two)-sided |nominal |stratified )?p(?:[- ]?value)?(?=\W|$)|odds ratio|difference|95% CI",
    re.I,
)
EVERYBODY = lean(
    r"(?:all|overall|total|itt|evaluable|efficacy|all evaluable|all treated|all dosed)?\s?(?:patients|population|subjects|participants)?(?: \(.{0,30}\))?",
    re.I,
)
INTERVALS = lean(r"[(\[]?(?:two-sided )?\d{2} ?% (?:CI|confidence intervals?)(?:,? ?%| \(%\))?[)\]]?", re.I)
_LIMIT = lean(
    r"(?:[<>~]=?|at least|up to)\s?\d[\d.,]{0,9}\s?%?|(?<![\d.,])\d[\d.,]{0,9}\s?%? or (?:more|less|higher|lower)", re.I
)
SHARES = lean(r"\bn ?\(%\)", re.I)
UNIT_TOLD = lean(r"%|\bn\b|\bmonths?\b|\bCI\b", re.I)
ONLY_STATISTIC = lean(r"(?:median|\(?95% CI\)?|range|rate|\d{1,3}[- ](?:month|year)s?(?: rate)?|n ?\(%\))\b", re.I)


@dataclass(slots=True)
class Column:
    """What a column stands for: a side of a comparison, a dose group, or a group of patients, and how many there are."""

    side: arms.Side | None
    arm: str | None = None
    group: str | None = None
    size: int | None = None
    endpoint: Endpoint | None = None
    statistic: str = ""  # 'hr', 'p' or 'size' for a column of these
    assessor: str | None = None
    label: str = ""  # what the header says besides the arm: 'HR positive', 'all patients'
    title: str = ""  # the header as printed, which tells the unit of an endpoint's column


def group_of_title(words: str) -> str | None:
    """The group that a row's title names behind its endpoint: 'Median PFS, PD-L1 positive'."""
    match = _TITLE_GROUP.match(_TITLE_UNIT.sub("", words))
    group = match["group"].strip() if match else ""
    return group if group and not EVERYBODY.fullmatch(group) and not ONLY_STATISTIC.match(group) else None


_TITLE_UNIT = lean(
    r"\s?[(\[][^()\[\]]{0,40}[)\]]|,?\s(?:n|N|%|months?|mos?|weeks?|years?|days?|95% CI)(?=\s?(?:$|,|%))|,?\s?%", re.I
)
_TITLE_GROUP = lean(
    r"(?: rate)?(?:\s?[,:-]\s|\sin\s)(?P<group>(?!by\b|per\b|as\b|according\b|based\b|assessed\b|median\b|best\b|confirmed\b|unconfirmed\b|BICR|IRC|investigator)[\w][^,;]{2,50})$",
    re.I,
)


def header_of(table: Table, width: int) -> list[Cell] | None:
    """The first row, with an empty first cell where it has one cell less than the others."""
    first = table.rows[0]
    if len(first) == width - 1:
        first = [Cell(first[0].start, first[0].start, ""), *first]
    cells = [cell for cell in first[1:] if not STATISTIC_HEAD.match(cell.text)]
    if len(first) != width or any(
        figures(_LIMIT.sub("", cell.text)) and not SIZE_IN_HEADER.search(cell.text) and not endpoints(cell.text)
        for cell in cells
    ):
        return None
    return first


def is_second_header(header: list[Cell], row: list[Cell]) -> bool:
    """Whether the row below the header names columns of its own: '| Cohort A | | | All |' over dose groups."""
    named = [cell for cell in row[1:] if cell.text]
    return (
        len(row) == len(header)
        and not row[0].text
        and len(named) > 1
        and all(SIZE_IN_HEADER.search(cell.text) or arms.DOSE.search(cell.text) for cell in named)
    )


def columns_below(reader: Reader, columns: list[Column], header: list[Cell], row: list[Cell]) -> list[Column]:
    """The columns of a second header, each with the group that the first one gives to it and its neighbours."""
    above, found = columns[0], []
    for column, top, cell in zip(columns, header[1:], row[1:], strict=True):
        above = column if top.text else above
        own = column_of(reader, cell)
        found.append(
            replace(own, group=own.group or above.group, side=own.side or above.side, arm=own.arm or above.arm)
        )
    return found


def column_of(reader: Reader, cell: Cell) -> Column:
    """What the head of a column says."""
    named = [e for e in endpoints(cell.text) if not e.weak]
    size = SIZE_IN_HEADER.search(cell.text)
    column = Column(
        arms.side_in(reader.document, reader.cast, cell.start, cell.end), size=int(size["n"]) if size else None
    )
    if STATISTIC_HEAD.match(cell.text):
        column.statistic = "p" if P_VALUE.match(cell.text) else "hr" if HAZARD.match(cell.text) else "other"
        return column
    if named:
        column.endpoint, column.title = named[0], cell.text
        return column
    if SIZE.fullmatch(cell.text):
        column.statistic = "size"
        return column
    dose = arms.DOSE.search(cell.text)
    column.assessor = assessor_in(cell.text)
    words = ASSESSED.sub("", SIZE_IN_HEADER.sub("", cell.text)).strip(" ,;*") if column.assessor else cell.text
    words = " ".join(SIZE_IN_HEADER.sub("", words).split()).strip(" ,;*")
    column.label = _besides_arm(reader, cell)
    if dose is not None:
        column.arm, column.label = arms.dose_words(dose), ""
    elif column.side is None and words and not EVERYBODY.fullmatch(words):
        column.group = None if reader.is_disease(words) and column.assessor else words
    return column


def _besides_arm(reader: Reader, cell: Cell) -> str:
    words = cell.text
    for arm in reversed(arms.arm_mentions(reader.document, reader.cast, cell.start, cell.end)):
        words = words[: arm.start - cell.start] + words[arm.end - cell.start :]
    return " ".join(SIZE_IN_HEADER.sub("", words).split()).strip(" ,;*()-")
