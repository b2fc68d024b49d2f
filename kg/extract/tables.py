"""The rows of a document's tables in, the efficacy results they hold out, as records.

Two layouts are usual.  Endpoints as rows: the header names arms, dose groups or groups of patients, the first cell of a
row the endpoint ("Median OS (months) | 12.9 | 9.0"), and rows without an endpoint of their own ("Hazard ratio (95% CI)",
"p", "Median (months)") belong to the endpoint above.  Endpoints as columns: the header names them, the first cell of a
row the group ("HER2-positive | 39.5% | 52.6%").  A unit or "(95% CI)" in a label holds for the cells.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract import arms
from kg.extract.endpoint_names import TIMED
from kg.extract.endpoints import Endpoint, endpoints, label
from kg.extract.numbers import number
from kg.extract.outcome_draft import Reader
from kg.extract.outcome_records import Record
from kg.extract.table_cells import INTERVAL, PLAIN_NUMBER, assessor_in, figure_of, printed_p, without_bracket
from kg.extract.table_heads import (
    EVERYBODY,
    HAZARD,
    INTERVALS,
    ONLY_STATISTIC,
    P_VALUE,
    SHARES,
    SIZE,
    UNIT_TOLD,
    Column,
    column_of,
    columns_below,
    group_of_title,
    header_of,
    is_second_header,
)
from kg.extract.table_rows import SIZE_IN_HEADER, Cell, Table, headed, tables_of
from kg.extract.values import interval_ends


def read_tables(reader: Reader) -> list[Record]:
    """The results in the tables of a release."""
    found: list[Record] = []
    for table in tables_of(reader.document):
        found += _Reader(reader, headed(table)).records()
    return found


class _Reader:
    """Reads one table."""

    def __init__(self, reader: Reader, table: Table) -> None:
        self.reader, self.document, self.cast, self.table = reader, reader.document, reader.cast, table
        self.width = max(len(row) for row in table.rows)
        self.found: list[Record] = []
        self.current: Endpoint | None = None
        self.group: str | None = None
        self.assessor: str | None = None  # of the section of the table
        self.by_column: dict[int, Record] = {}  # of the row last read
        self.sizes: list[tuple[int, int]] = []  # the row that gives the number of patients
        self.heads: list[tuple[int, int]] = []  # a second row of the header

    def records(self) -> list[Record]:
        header = header_of(self.table, self.width)
        if header is None:
            return self._single_column()
        columns = [column_of(self.reader, cell) for cell in header[1:]]
        rows = self.table.rows[1:]
        if len(rows) > 1 and is_second_header(header, rows[0]):
            second = rows.pop(0)
            self.heads.append((second[1].start, second[-1].end))
            columns = columns_below(self.reader, columns, header, second)
        if any(column.endpoint is not None for column in columns):
            for row in rows:
                self._row_of_group(row, columns)
        else:
            for row in rows:
                self._row_of_endpoint(row, columns)
        return self._filled()

    def _filled(self) -> list[Record]:
        return [
            record
            for record in self.found
            if record.figure is not None or record.hr is not None or record.p is not None
        ]

    def _single_column(self) -> list[Record]:
        """A table of titles and one figure each, whose patients the lines above it tell: 'Efficacy at 2.5 mg/kg (n=29)'."""
        above = [self.document.sentences[i] for i in (self.table.lead - 1, self.table.lead) if i >= 0]
        lines = [Cell(line.start, line.end, self.document.words(line)) for line in above if line.end - line.start < 130]
        sized = next((line for line in lines if SIZE_IN_HEADER.search(line.text)), None)
        if sized is None or any(len(row) != 2 for row in self.table.rows):
            return []
        column = column_of(self.reader, sized)
        self.heads.append((sized.start, sized.end))
        shares = [(line.start, line.end) for line in lines if SHARES.search(line.text)]
        self.heads += shares
        for title, cell in self.table.rows:
            words = f"{title.text}, n (%)" if shares and not UNIT_TOLD.search(title.text) else title.text
            self._row_of_endpoint([replace(title, text=words), cell], [replace(column, group=None, side=None)])
        return self._filled()

    # --- endpoints as columns

    def _row_of_group(self, row: list[Cell], columns: list[Column]) -> None:
        if len(row) < 2:
            return
        title = row[0]
        dose = arms.DOSE.search(title.text)
        size = SIZE_IN_HEADER.search(title.text)
        words = SIZE_IN_HEADER.sub("", title.text).strip(" ,;*()")
        group = None if dose or EVERYBODY.fullmatch(words) or self._is_compound(title) else without_bracket(words)
        if arms.side_in(self.document, self.cast, title.start, title.end) == "C" and not dose:
            self._control_row(row, columns)
            return
        for cell, column in zip(row[1:], columns, strict=False):
            if column.endpoint is None:
                continue
            record = self._value(cell, column.endpoint, column.title)
            if record is None:
                continue
            record.subgroup, record.arm = group, arms.dose_words(dose) if dose else None
            counted = self._counted(row, columns)
            record.total, record.every = int(size["n"]) if size else counted, counted is not None
            self._keep(record, row)

    def _counted(self, row: list[Cell], columns: list[Column]) -> int | None:
        """The number of patients in a row's column of sizes, where the table has one."""
        for cell, column in zip(row[1:], columns, strict=False):
            if column.statistic == "size" and cell.text.isdigit():
                return int(cell.text)
        return None

    def _is_compound(self, cell: Cell) -> bool:
        return bool(self.cast.compounds_in(cell.start, cell.end))

    def _control_row(self, row: list[Cell], columns: list[Column]) -> None:
        for cell, column in zip(row[1:], columns, strict=False):
            if column.endpoint is None:
                continue
            record = next(
                (
                    r
                    for r in self.found
                    if r.code == column.endpoint.code and r.comparator is None and r.subgroup is None
                ),
                None,
            )
            value = self._value(cell, column.endpoint, "")
            if record is not None and value is not None:
                record.comparator = value.figure
                record.spans.append((row[0].start, row[-1].end))

    # --- endpoints as rows

    def _row_of_endpoint(self, row: list[Cell], columns: list[Column]) -> None:
        title = row[0]
        named = [e for e in endpoints(title.text) if not e.weak or e.code in TIMED]
        filled = [cell for cell in row[1:] if cell.text]
        if HAZARD.match(title.text):
            self._hazard(row, columns)
        elif P_VALUE.match(title.text) and len(title.text) < 30:
            self._p_value(row, columns)
        elif INTERVALS.fullmatch(title.text):
            self._intervals(row, columns)
        elif SIZE.fullmatch(title.text):
            for cell, column in zip(row[1:], columns, strict=False):
                column.size = int(cell.text) if cell.text.isdigit() else column.size
            self.sizes = [(row[0].start, row[-1].end)]
        elif named:
            if self.current is None or named[0].code != self.current.code or not filled:
                self.assessor = assessor_in(title.text)
            self.current, section = named[0], self.group
            if filled:
                self.group = group_of_title(title.text[named[0].end :]) or section
                self._values(row, columns, named[0])
            self.group = section
        elif filled and self.current is not None and ONLY_STATISTIC.match(title.text):
            self._values(row, columns, self._continued(title.text))
        elif filled:
            self.current = None
        elif title.text:
            plain = EVERYBODY.fullmatch(title.text) or endpoints(title.text) or self.reader.is_plain(title.text)
            self.group = None if plain else title.text

    def _continued(self, title: str) -> Endpoint:
        assert self.current is not None
        mark = re.match(r"(\d+)[- ](month|year)", title, re.I)
        months = int(mark[1]) * (12 if mark[2].lower() == "year" else 1) if mark else self.current.mark
        return replace(self.current, median="median" in title.lower(), mark=months)

    def _values(self, row: list[Cell], columns: list[Column], endpoint: Endpoint) -> None:
        """One result a column of the experimental arm, each with the control column of the same group."""
        read: list[tuple[Column, Record]] = []
        for cell, column in zip(row[1:], columns, strict=False):
            record = None if column.statistic else self._value(cell, endpoint, row[0].text)
            if record is not None:
                read.append((column, record))
        controls = [(column, record) for column, record in read if column.side == "C"]
        made = [(column, record) for column, record in read if column.side != "C"]
        for column, record in made:
            same = [other for control, other in controls if control.label.lower() == column.label.lower()]
            if same or (len(made) == 1 and controls):
                record.comparator = (same or [controls[0][1]])[0].figure
                record.comparator_total = next(
                    (c.size for c, other in controls if other.figure is record.comparator), None
                )
            group = (
                column.label if len(made) > 1 and column.side == "T" and not EVERYBODY.fullmatch(column.label) else None
            )
            record.subgroup, record.arm, record.total = column.group or group or self.group, column.arm, column.size
            record.every = column.size is not None
            record.assessor = record.assessor or column.assessor or self.assessor
            self._keep(record, row)
        self.by_column = {id(column): record for column, record in made}
        if not made and any(column.statistic for column in columns):
            self.found.append(self._of_ratio(endpoint))
        self._statistic_cells(row, columns)

    def _of_ratio(self, endpoint: Endpoint) -> Record:
        """The record of a row that prints only a hazard ratio or a p-value."""
        record = Record(label(endpoint, unit=None), endpoint.code, rule="tables:hazard-ratio", compound=self.cast.main)
        record.subgroup = self.group
        return record

    def _statistic_cells(self, row: list[Cell], columns: list[Column]) -> None:
        """Hazard ratios and p-values in columns of their own."""
        for cell, column in zip(row[1:], columns, strict=False):
            if column.statistic == "hr" and cell.text:
                self._hazard([Cell(row[0].start, row[0].start, ""), cell], columns)
            elif column.statistic == "p" and cell.text:
                self._p_value([Cell(row[0].start, row[0].start, ""), cell], columns)

    def _value(self, cell: Cell, endpoint: Endpoint, title: str) -> Record | None:
        figure = figure_of(cell, endpoint, title)
        if figure is None:
            return None
        record = Record(
            label(endpoint, unit=figure.unit, median="median" in title.lower()), endpoint.code, figure=figure
        )
        record.rule = "tables:cell"
        record.assessor = assessor_in(title)
        return record

    def _hazard(self, row: list[Cell], columns: list[Column]) -> None:
        for index, cell in enumerate(row[1:]):
            match = PLAIN_NUMBER.match(cell.text) if cell.text else None
            if match is None or self.current is None:
                continue
            record = self._of_column(columns, index)
            record.hr = number(match["number"])
            title = row[0].text
            inside = INTERVAL.search(match["inside"] or "") or INTERVAL.search(title[title.find("CI") :])
            record.hr_ci = interval_ends(inside) if inside else None
            record.spans.append((row[0].start, row[-1].end))

    def _intervals(self, row: list[Cell], columns: list[Column]) -> None:
        """A row of confidence intervals: those of the figures in the row above."""
        for cell, column in zip(row[1:], columns, strict=False):
            record, inside = self.by_column.get(id(column)), INTERVAL.search(cell.text)
            if record is not None and record.figure is not None and inside is not None and record.figure.ci is None:
                record.figure = replace(record.figure, ci=interval_ends(inside))
                record.spans.append((row[0].start, row[-1].end))

    def _p_value(self, row: list[Cell], columns: list[Column]) -> None:
        for index, cell in enumerate(row[1:]):
            stated = printed_p(cell.text) if cell.text else None
            if stated is None or self.current is None:
                continue
            record = self._of_column(columns, index)
            record.p, record.p_op = stated.value, stated.op
            record.spans.append((row[0].start, row[-1].end))

    def _of_column(self, columns: list[Column], index: int) -> Record:
        """The record of a column of the row above, else the last one of the endpoint."""
        column = columns[index] if index < len(columns) else None
        known = self.by_column.get(id(column)) if column is not None and len(self.by_column) > 1 else None
        return known or self._last()

    def _last(self) -> Record:
        """The record of the endpoint above, made if its row held no figure."""
        assert self.current is not None
        for record in reversed(self.found):
            if record.code == self.current.code:
                return record
        record = self._of_ratio(self.current)
        self.found.append(record)
        return record

    def _keep(self, record: Record, row: list[Cell]) -> None:
        header = self.table.rows[0]
        record.compound = record.compound or self.cast.main
        record.spans += [(row[0].start, row[-1].end), (header[0].start, header[-1].end), *self.sizes, *self.heads]
        self.found.append(record)
