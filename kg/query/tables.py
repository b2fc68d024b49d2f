"""Results of SPARQL queries in, rows out, and rows as CSV, TSV, JSON, XML or Markdown.

A table holds terms, so that the same answer can be read by people (labels), by spreadsheets (CSV) and by programs (the
W3C result formats, which any SPARQL client reads).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal
from xml.sax.saxutils import escape, quoteattr

from kg.errors import QueryError

XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMERIC = frozenset(
    XSD + name for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")
)
_RESULTS = "http://www.w3.org/2005/sparql-results#"
_NOT_XML = re.compile(r"[\x00-\x08\x0B\x0C\x0E-\x1F\uD800-\uDFFF\uFFFE\uFFFF]")


@dataclass(frozen=True, slots=True)
class Term:
    """An RDF term of a result; ``datatype`` is empty for plain and tagged strings."""

    kind: Literal["uri", "literal", "bnode"]
    value: str
    datatype: str = ""
    language: str = ""

    @property
    def is_number(self) -> bool:
        return self.datatype in _NUMERIC

    def number(self) -> Decimal | None:
        """The value as a number; None when it is none."""
        try:
            return Decimal(self.value) if self.is_number else None
        except InvalidOperation:
            return None

    def sparql(self) -> str:
        """The term as SPARQL, Turtle and N-Triples write it; raises QueryError for an IRI that is none.

        >>> print(Term("literal", 'say "a"').sparql(), Term("literal", "3", XSD + "integer").sparql())
        "say \\"a\\"" "3"^^<http://www.w3.org/2001/XMLSchema#integer>
        """
        if self.kind == "bnode":
            return f"_:{self.value}"
        if self.kind == "uri":
            if re.search(r'[\x00-\x20<>"{}|^`\\]', self.value):
                raise QueryError(f"'{self.value}' is no IRI; take out its spaces, quotes and brackets")
            return f"<{self.value}>"
        if _NOT_XML.search(self.value):
            raise QueryError(f"{self.value!r} holds a control character; take it out")
        suffix = f"@{self.language}" if self.language else f"^^<{self.datatype}>" if self.datatype else ""
        return f'"{_escaped(self.value)}"{suffix}'


def _escaped(text: str) -> str:
    for raw, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(raw, written)
    return text


Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a query: column names and rows of terms, None where a column is unbound."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def records(self) -> list[dict[str, str]]:
        """One mapping a row, of the bound columns to their text."""
        pairs = ((zip(self.columns, row, strict=True)) for row in self.rows)
        return [{column: term.value for column, term in row if term is not None} for row in pairs]


def from_json(data: bytes | str, *, read: Callable[[str], str] = str) -> Table:
    """A table from the SPARQL JSON results of any engine; the answer to ASK is one column ``answer``.

    ``read`` undoes what an engine does to the words of its answers.

    Raises QueryError for anything else.
    """
    try:
        document = json.loads(data)
        if "boolean" in document:
            told = str(document["boolean"]).lower()
            return Table(("answer",), ((Term("literal", told, XSD + "boolean"),),))
        columns = tuple(document["head"]["vars"])
        bindings = document["results"]["bindings"]
        return Table(columns, tuple(tuple(_term(row.get(column), read) for column in columns) for row in bindings))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise QueryError("the answer is not in the SPARQL JSON results format; check the endpoint's address") from error


def _term(binding: Mapping[str, str] | None, read: Callable[[str], str]) -> Term | None:
    if binding is None:
        return None
    datatype = binding.get("datatype", "")
    datatype = "" if datatype == XSD + "string" else datatype
    # Virtuoso still says typed-literal
    kind: Any = "literal" if binding["type"] == "typed-literal" else binding["type"]
    return Term(kind, read(binding["value"]), datatype, binding.get("xml:lang", ""))


def to_csv(table: Table) -> str:
    """SPARQL 1.1 CSV results; a string that a spreadsheet would run as a formula gets a leading apostrophe."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_cell(term) for term in row] for row in table.rows)
    return buffer.getvalue()


def _cell(term: Term | None) -> str:
    if term is None:
        return ""
    # a sign alone, as in the column of bounds, is no formula
    risky = len(term.value) > 2 and term.value[0] in "=+-@\t\r" and term.kind == "literal" and not term.is_number
    return "'" + term.value if risky else term.value


def to_tsv(table: Table) -> str:
    """SPARQL 1.1 TSV results: terms as Turtle writes them."""
    lines = ["\t".join(f"?{column}" for column in table.columns)]
    lines += ["\t".join("" if term is None else term.sparql() for term in row) for row in table.rows]
    return "\n".join(lines) + "\n"


def to_json(table: Table) -> str:
    """SPARQL 1.1 JSON results."""
    bindings = [
        {column: _binding(term) for column, term in zip(table.columns, row, strict=True) if term is not None}
        for row in table.rows
    ]
    document = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _binding(term: Term) -> dict[str, str]:
    found = {"type": term.kind, "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype:
        found["datatype"] = term.datatype
    return found


def to_xml(table: Table) -> str:
    """SPARQL 1.1 XML results; a character that XML cannot hold becomes U+FFFD."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<sparql xmlns="{_RESULTS}">', "  <head>"]
    lines += [f"    <variable name={quoteattr(column)}/>" for column in table.columns]
    lines += ["  </head>", "  <results>"]
    for row in table.rows:
        lines.append("    <result>")
        lines += [
            f"      <binding name={quoteattr(column)}>{_element(term)}</binding>"
            for column, term in zip(table.columns, row, strict=True)
            if term is not None
        ]
        lines.append("    </result>")
    return "\n".join([*lines, "  </results>", "</sparql>"]) + "\n"


def _element(term: Term) -> str:
    value = escape(_NOT_XML.sub("\ufffd", term.value))
    if term.kind != "literal":
        return f"<{term.kind}>{value}</{term.kind}>"
    mark = f" xml:lang={quoteattr(term.language)}" if term.language else ""
    mark = f" datatype={quoteattr(term.datatype)}" if term.datatype else mark
    return f"<literal{mark}>{value}</literal>"


def to_markdown(table: Table) -> str:
    """A pipe table for people: names in the place of IRIs."""
    shown = for_people(table)
    lines = [
        _pipes(shown.columns),
        _pipes("---:" if _is_numeric(shown, at) else "---" for at in range(len(shown.columns))),
    ]
    lines += [_pipes("" if term is None else term.value for term in row) for row in shown.rows]
    return "\n".join(lines) + "\n"


def _pipes(cells: Any) -> str:
    plain = (
        str(cell).replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ").replace("<", "&lt;") for cell in cells
    )
    return "| " + " | ".join(plain) + " |"


def _is_numeric(table: Table, at: int) -> bool:
    found = [row[at] for row in table.rows if row[at] is not None]
    return bool(found) and all(term is not None and term.is_number for term in found)


def for_people(table: Table, shorten: Callable[[str], str] = str) -> Table:
    """The table with the name of an entity in the place of its IRI, and without columns that are empty throughout."""
    keep = [at for at, column in enumerate(table.columns) if not _is_label(table, column)]
    rows = [tuple(_readable(table, row, at, shorten) for at in keep) for row in table.rows]
    filled = [at for at in range(len(keep)) if not rows or any(row[at] is not None for row in rows)]
    columns = tuple(table.columns[keep[at]] for at in filled)
    return Table(columns, tuple(tuple(row[at] for at in filled) for row in rows))


def _is_label(table: Table, column: str) -> bool:
    return column.endswith("Label") and column.removesuffix("Label") in table.columns


def _readable(table: Table, row: Row, at: int, shorten: Callable[[str], str]) -> Term | None:
    label = f"{table.columns[at]}Label"
    named = row[table.columns.index(label)] if label in table.columns else None
    term = named or row[at]
    return Term("literal", shorten(term.value)) if term is not None and term.kind == "uri" else term


WRITERS: dict[str, Callable[[Table], str]] = {
    "csv": to_csv,
    "tsv": to_tsv,
    "json": to_json,
    "xml": to_xml,
    "md": to_markdown,
}
