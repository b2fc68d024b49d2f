"""Claims in, tables for people without RDF out: one CSV file for each kind, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from kg import files
from kg.claims import Claim
from kg.vocab import split_iri

COLUMNS = (
    *("id", "subject", "subject_label", "predicate", "object", "object_label", "value", "unit", "bound"),
    *("modality", "as_of", "release", "quote"),
)
# what a spreadsheet runs as a formula when it opens a file
_FORMULA = re.compile(r"[=+@\t\r-]|\|")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def cell(value: object) -> str:
    """A value in one line; an apostrophe stands before what a spreadsheet would take for a formula."""
    text = "" if value is None else " ".join(str(value).split())
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def write_tables(found: Iterable[Claim], folder: Path) -> list[Path]:
    """One file for each kind of subject: ``compound.csv``, ``result.csv`` ... Raises InputError when it cannot."""
    files.make_folder(folder)
    rows: dict[str, list[list[str]]] = {}
    for claim in found:
        kind = (split_iri(claim.subject) or ("other", ""))[0]
        rows.setdefault(kind, []).append(_row(claim))
    written = []
    for kind, listed in sorted(rows.items()):
        written.append(folder / f"{kind}.csv")
        files.write(written[-1], [_csv(listed)])
    return written


def _row(claim: Claim) -> list[str]:
    quote = " / ".join(piece["quote"] for piece in claim.evidence)
    values = {name: getattr(claim, name) for name in COLUMNS[:-1]} | {
        "predicate": claim.predicate_label,
        "quote": quote,
    }
    return [cell(values[name]) for name in COLUMNS]


def _csv(rows: list[list[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(sorted(rows))
    return out.getvalue()
