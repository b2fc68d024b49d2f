"""The records of a sentence in, the parts of a response completed with what is said of the whole.

"The objective response rate was 30% (21 of 69), made up of two complete and 19 partial responses": the complete and the
partial responses were counted among the same 69 patients, read by the same reviewer and in the same group.
"""

from __future__ import annotations

import re

from kg.extract.endpoint_names import RESPONSES
from kg.extract.outcome_draft import Draft
from kg.extract.outcome_records import Record
from kg.extract.prefilter import lean

_WHOLES = frozenset(("ORR", "clinical response", "CBR", "DCR", "PR", "VGPR", "CR/CRi", "MR"))
_CONSISTS = lean(
    r"[)\s,;:-]{0,4}(?:\w+ ){0,2}?(?:with|including|includes?d?|made up of|compris\w{1,5}|consist\w{1,4} of|of which|of whom|composed of|among them|comprised of)\b[^.%]{0,60}$|^; $",
    re.I,
)
_JOINED = lean(r"[^.;%]{0,60}\b(?:and|plus)\b[^.;%\d]{0,30}$|[^.;%]{0,60},\s?[^.;%\d]{0,20}$", re.I)


def complete_parts(draft: Draft, records: list[Record]) -> None:
    """Give each part of a response the denominator and the group of the response it is a part of."""
    whole: Record | None = None
    end = draft.scene.start
    for record in sorted((r for r in records if r.figure is not None), key=lambda r: r.figure.start if r.figure else 0):
        assert record.figure is not None
        gap = draft.scene.between(end, record.figure.start)
        joined = (
            _CONSISTS.search(gap)
            if whole is not None and whole.figure is not None and end == whole.figure.end
            else _JOINED.fullmatch(gap)
        )
        if whole is not None and joined and _is_part(whole, record):
            _inherit(whole, record)
        elif record.code in _WHOLES and _denominator(record):
            whole = record
        else:
            whole = None
        end = record.figure.end


def _denominator(record: Record) -> int | None:
    assert record.figure is not None
    return record.figure.N or record.total


def _is_part(whole: Record, record: Record) -> bool:
    assert record.figure is not None
    assert whole.figure is not None
    fits = record.figure.n is not None and (whole.figure.n is None or record.figure.n <= whole.figure.n)
    return (
        record.figure.kind == "count"
        and record.figure.N is None
        and fits
        and record.code in RESPONSES
        and record.code != whole.code
    )


def _inherit(whole: Record, record: Record) -> None:
    record.total = _denominator(whole)
    record.subgroup = record.subgroup or whole.subgroup
    record.disease = record.disease or whole.disease
    record.arm = record.arm or whole.arm
    record.assessor = record.assessor or whole.assessor
