"""The sentences of a document in, the tables they form out: rows of cells, with the header over its columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.extract import arms
from kg.extract.document import Document
from kg.extract.prefilter import lean

SIZE_IN_HEADER = lean(r"\(?\b[nN]\s?=\s?(?P<n>\d{1,4})\)?")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its text and where it stands."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Table:
    """Rows that stand together; ``lead`` is the index of the sentence in front, or -1."""

    rows: list[list[Cell]] = field(default_factory=list)
    first: int = 0
    lead: int = -1


def headed(table: Table) -> Table:
    """The table without a title row, and its header over the columns that it names.

    A title row has words in one cell only; a header that lacks the cell above the row titles stands one cell too far left.
    """
    rows = list(table.rows)
    while len(rows) > 2 and _is_title(rows[0]) and not _is_title(rows[1]):
        rows.pop(0)
    head = rows[0]
    filled = [cell for row in rows[1:] if len(row) == len(head) and (cell := row[-1]).text]
    if len(head) > 2 and head[0].text and not head[-1].text and filled and _names_columns(head[:-1]):
        rows[0] = [Cell(head[0].start, head[0].start, ""), *head[:-1]]
    return replace(table, rows=rows)


def _is_title(row: list[Cell]) -> bool:
    return sum(bool(re.search(r"\w", cell.text)) for cell in row) == 1


def _names_columns(cells: list[Cell]) -> bool:
    """Whether every cell names a dose group or a group of patients."""
    return all(arms.DOSE.search(cell.text) or SIZE_IN_HEADER.search(cell.text) for cell in cells)


def tables_of(document: Document) -> list[Table]:
    tables: list[Table] = []
    previous = -2
    for index, sentence in enumerate(document.sentences):
        if sentence.layout != "row" or sentence.section not in ("body", "headline", "about"):
            continue
        cells = _cells(document, sentence.start, sentence.end)
        if index != previous + 1:
            tables.append(Table(first=index, lead=index - 1))
        previous = index
        if any(re.search(r"\w", cell.text) for cell in cells):
            tables[-1].rows.append(cells)
    return [_by_tabs(document, table) for table in tables if len(table.rows) > 1]


def _by_tabs(document: Document, table: Table) -> Table:
    """The table with its empty cells, when all its lines are printed with the same number of tabs."""
    lines = [_printed(document, row) for row in table.rows]
    pieces = [line.split("\t") for line in lines]
    if len({len(line) for line in pieces}) > 1 or len(pieces[0]) < 2:
        return table
    rows = [_spread(row, line) for row, line in zip(table.rows, pieces, strict=True)]
    return replace(table, rows=rows)


def _printed(document: Document, row: list[Cell]) -> str:
    """The line of the untouched text that a row stands in."""
    text, place = document.release.text, document.release.origin[row[0].start]
    end = text.find("\n", place)
    return text[text.rfind("\n", 0, place) + 1 : end if end >= 0 else len(text)].strip("\r")


def _spread(row: list[Cell], pieces: list[str]) -> list[Cell]:
    """The cells of a row with an empty one wherever nothing is printed between two tabs."""
    filled = [cell for cell in row if cell.text]
    if len(filled) != sum(bool(piece.strip()) for piece in pieces):
        return row
    cells: list[Cell] = []
    place = row[0].start
    for piece in pieces:
        cells.append(filled.pop(0) if piece.strip() else Cell(place, place, ""))
        place = cells[-1].end
    return cells


def _cells(document: Document, start: int, end: int) -> list[Cell]:
    """The cells of a row; an empty one in the middle is kept, so that columns stay aligned."""
    framed = document.text[start:end].strip().startswith("|")
    edges = [start - 1, *_separators(document, start, end), end]
    cells = []
    for index, (left, right) in enumerate(pairwise(edges)):
        part = document.text[left + 1 : right]
        inner = part.strip(" |")
        at = left + 1 + (part.index(inner) if inner else 0)
        if not (framed and index in (0, len(edges) - 2)):
            cells.append(Cell(at, at + len(inner), inner))
    return cells


def _separators(document: Document, start: int, end: int) -> list[int]:
    """Where a row is cut: at the bars as printed; where none are printed, at those that stand for wide gaps."""
    bars = [place for place in range(start, end) if document.text[place] == "|"]
    release = document.release
    printed = [place for place in bars if release.text[release.origin[place]] == "|"]
    return printed or bars
