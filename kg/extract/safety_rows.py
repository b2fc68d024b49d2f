"""A row of a table of adverse events in, its figures out, each with its event, grade, arm and heads.

The event stands in the first cell, figures in the others, arms or grades in the heads of the columns; a second row of
heads tells the columns of an arm apart.  A cell may hold the two figures of a pair of grades: "4 (17%) / 3 (13%)".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.extract.cast import Cast
from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.extract.safety_arms import ArmPlace, arm_places
from kg.extract.safety_figures import Share, row_cells
from kg.extract.safety_grades import grade_pair
from kg.extract.safety_setting import Setting, grades_in
from kg.extract.safety_terms import ANY_EVENT, Term
from kg.extract.spans import Span
from kg.model import Sentence

# what a table of adverse events calls all of them together
_ANY = lean(r"(?:any|all|total|overall|any event|all events)(?: \(.{0,30}\))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a row with its event, its arm and the places of the heads above it."""

    term: Term
    share: Share
    arm: ArmPlace | None
    heads: tuple[Span, ...]


class Table:
    """The table that is read, with its rows of heads."""

    def __init__(self, document: Document, cast: Cast) -> None:
        self.document = document
        self.cast = cast
        self.header: Sentence | None = None
        self.second: Sentence | None = None  # the row under the header that tells the columns of an arm apart

    def head(self, sentence: Sentence) -> None:
        """Note a row without figures as one of heads."""
        if self.header is not None and self.second is None:
            self.second = sentence
        self.header = self.header or sentence

    def cells(self, sentence: Sentence, terms: list[Term], setting: Setting) -> list[Cell]:
        """The figures of a row; none when its first cell names no event."""
        text = self.document.text
        term = self._term(sentence, terms)
        if term is None:
            return []
        shown = row_cells(text, sentence.start, sentence.end)
        above = setting.lead or ((self.header.start, self.header.end) if self.header else None)
        grades = grade_pair(text, *above) if above else None
        found: list[Cell] = []
        for number, (column, share) in enumerate(shown):
            second = number > 0 and shown[number - 1][0] == column
            if grades and (second or (number + 1 < len(shown) and shown[number + 1][0] == column)):
                share = replace(share, grade=grades[second])
            head, under = self._header_cell(column), self._cell(self.second, column)
            places = (self._label(sentence), under, head, self._label(self.header))
            grade = share.grade or next((code for place in places if (code := self._grade_of(place))), None)
            heads = tuple(cell for cell in (head, under) if cell)
            found.append(Cell(term, replace(share, grade=grade), self._arm(head), heads))
        return found

    def _term(self, sentence: Sentence, terms: list[Term]) -> Term | None:
        """The event of a row's first cell; "Any" in a table of events means all of them."""
        label = self._label(sentence)
        if label is None:
            return None
        named = [term for term in terms if label[0] <= term.start and term.end <= label[1]]
        inside = named[0] if named else None
        if len(named) == 2 and self.document.text[named[0].end : named[1].start].strip() in ("/", "or"):
            inside = Term(named[0].start, named[1].end, f"{named[0].text} or {named[1].text}")
        if inside or not _ANY.fullmatch(self.document.text[label[0] : label[1]]):
            return inside
        return Term(*label, ANY_EVENT)

    def _arm(self, head: Span | None) -> ArmPlace | None:
        """The arm of a column: the regimen its head names, or the words for the other side."""
        places = arm_places(self.cast, self.document.text, *head, loose=True) if head else []
        return places[0] if places else None

    def _grade_of(self, cell: Span | None) -> str | None:
        grades = grades_in(self.document.text, *cell) if cell else []
        return grades[-1].code if grades else None

    def _cells(self, sentence: Sentence) -> list[Span]:
        """Where the cells of a row stand, without the blanks around their words."""
        found: list[Span] = []
        at = sentence.start
        for cell in self.document.words(sentence).split("|"):
            begin = at + len(cell) - len(cell.lstrip())
            found.append((begin, begin + len(cell.strip())))
            at += len(cell) + 1
        return found

    def _label(self, sentence: Sentence | None) -> Span | None:
        """The first cell of a row that holds words."""
        return next((cell for cell in self._cells(sentence) if cell[0] < cell[1]), None) if sentence else None

    def _header_cell(self, column: int) -> Span | None:
        """The head of a column; over a second row of heads that of the columns it spans."""
        label = self._label(self.header)
        for left in range(column, 0, -1):
            cell = self._cell(self.header, left)
            if cell or self.second is None:
                return None if cell == label else cell
        return None

    def _cell(self, row: Sentence | None, column: int) -> Span | None:
        cells = self._cells(row) if row else []
        return cells[column] if column < len(cells) and cells[column][0] < cells[column][1] else None
