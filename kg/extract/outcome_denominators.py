"""The records of a release in, counts and shares of the same patients joined out.

"In the study 36 patients were treated ... Five partial responses (14%) were seen": of the numbers of patients in the
same paragraph, 36 is the only one of which five are 14%.  "Responses were reported in 4 of 15 patients, for an ORR of
27%" states one result twice, as a count and as its share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kg.extract.document import Document
from kg.extract.numbers import ANY_NUMBER, number
from kg.extract.outcome_records import Record
from kg.extract.prefilter import lean

_PATIENTS = lean(
    rf"(?<![\w.,-])(?P<n>{ANY_NUMBER}) (?:(?!of\b|\d)[\w/-]{{1,24}} ){{0,3}}?(?:patients|women|men|subjects|participants|people)\b",
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


_NEAR = 400  # characters between a count and its share


def join_shares(records: list[Record]) -> None:
    """Join the count of an endpoint with the share it amounts to, when both are stated as results of their own."""
    for record in list(records):
        count = record.figure
        if count is None or count.kind != "count" or count.n is None or record.comparator is not None:
            continue
        total = count.N or record.total
        share = next((r for r in records if total and _is_share_of(record, count.n, total, r)), None)
        if share is None or share.figure is None:
            continue
        share.figure = replace(share.figure, n=count.n, N=total)
        share.endpoint = record.endpoint if "confirmed" in record.endpoint else share.endpoint
        share.subgroup, share.disease = share.subgroup or record.subgroup, share.disease or record.disease
        share.arm, share.assessor = share.arm or record.arm, share.assessor or record.assessor
        share.spans += record.spans
        records.remove(record)


def _is_share_of(record: Record, count: int, total: int, share: Record) -> bool:
    """Whether a record gives the share that a count of a total is, of the same endpoint and patients."""
    figure = share.figure
    assert record.figure is not None
    if figure is None or figure.kind != "percent" or figure.n is not None or figure.N not in (None, total):
        return False
    if share.code != record.code or share.compound != record.compound or share.comparator is not None:
        return False
    if share.total not in (None, total) or abs(figure.start - record.figure.start) > _NEAR:
        return False
    pairs = ((record.subgroup, share.subgroup), (record.arm, share.arm), (record.disease, share.disease))
    return all(left is None or right is None or left == right for left, right in pairs) and _fits(
        count, total, figure.value
    )
