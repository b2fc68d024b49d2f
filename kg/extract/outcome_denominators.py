"""The records of a release in, those with a count and its share completed with the denominator that fits both.

"In the study 36 patients were treated ... Five partial responses (14%) were seen": of the numbers of patients in the
same paragraph, 36 is the only one of which five are 14%.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.document import Document
from kg.extract.numbers import ANY_NUMBER, number
from kg.extract.outcome_records import Record
from kg.extract.prefilter import lean

_PATIENTS = lean(
    rf"(?<![\w.,-])(?P<n>{ANY_NUMBER}) (?:[\w/-]{{1,24}} ){{0,3}}?(?:patients|women|men|subjects|participants|people)\b",
    re.I,
)


def complete_denominators(document: Document, records: Iterable[Record]) -> None:
    """Set the denominator of records with a count and a share, where one number of patients in front fits both."""
    for record in records:
        figure = record.figure
        if (
            figure is None
            or figure.kind != "percent"
            or figure.n is None
            or figure.N is not None
            or record.total is not None
        ):
            continue
        sentence = document.sentences[document.sentence_at(figure.start)]
        start = max(_paragraph(document, sentence.start), figure.start - 600)
        fitting = {}
        for match in _PATIENTS.finditer(document.text, start, figure.start):
            size = number(match["n"])
            if isinstance(size, int) and size >= max(figure.n, 2) and _fits(figure.n, size, figure.value):
                fitting[size] = match.span()
        if len(fitting) == 1:
            record.total, span = next(iter(fitting.items()))
            record.spans.append(span)


def _paragraph(document: Document, place: int) -> int:
    """Where the paragraph that holds a place begins."""
    return document.text.rfind("\n", 0, place) + 1


def _fits(count: int, size: int, share: object) -> bool:
    """Whether a count of a size is the printed share, as exactly as it is printed."""
    if not isinstance(share, int | float):
        return False
    decimals = len(str(share).partition(".")[2])
    return abs(100 * count / size - share) <= 0.5 * float(10**-decimals) + 1e-9
