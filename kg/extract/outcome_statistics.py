"""A sentence's draft in, its hazard ratios, p-values, intervals and ranges joined to the results they belong to.

Each belongs to the result or endpoint that stands nearest before it.  An interval in brackets that has no name means
what the last named one meant; one right behind a hazard ratio is the ratio's.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.endpoint_names import TIMED
from kg.extract.endpoints import label
from kg.extract.outcome_draft import Draft
from kg.extract.outcome_records import Record
from kg.extract.prefilter import lean
from kg.extract.value_patterns import BARE_INTERVAL
from kg.extract.values import Figure, Interval, Statistic, interval_ends


def attach_all(draft: Draft) -> None:
    """Give every statistic that no figure has taken up to its result."""
    for statistic in draft.scene.statistics:
        if not _absorbed(draft, statistic):
            _attach(draft, statistic)
    _bare_intervals(draft)


def _absorbed(draft: Draft, statistic: Statistic) -> bool:
    return any(figure.head_end <= statistic.start < figure.end for figure in draft.scene.figures)


def _attach(draft: Draft, statistic: Statistic) -> None:
    if statistic.kind == "ci":
        _attach_interval(draft, statistic)
        return
    if statistic.kind == "range":
        _attach_range(draft, statistic)
        return
    place = statistic.end if statistic.kind == "hr" else statistic.start  # 'the HR for OS was 0.51'
    record = _nearest(draft, place, allow_new=True)
    if record is None:
        return
    if statistic.kind == "hr":
        if record.hr is not None:
            record = _new(draft, record)
        record.hr = statistic.value
    elif statistic.kind == "p" and record.p is None:
        record.p, record.p_op = statistic.value, statistic.op


def _new(draft: Draft, like: Record) -> Record:
    record = Record(like.code, like.code, rule="outcomes:hazard-ratio")
    draft.found.append(record)
    return record


def _nearest(draft: Draft, place: int, *, allow_new: bool) -> Record | None:
    """The record that a hazard ratio or p-value belongs to: that of the last figure or endpoint before it.

    A follow-up only tells when; nothing is compared by it.
    """
    endpoint = next((e for e in reversed(draft.scene.endpoints) if e.end <= place and e.code != "follow-up"), None)
    figures = [start for start, owner in draft.owner.items() if start < place and owner.code != "follow-up"]
    record = draft.owner[max(figures)] if figures else None
    if endpoint is None and record is None:
        endpoint = (
            next((e for e in draft.scene.endpoints if e.start >= place), None)
            or draft.setting.endpoint
            or draft.setting.last
        )
    if (
        endpoint is not None
        and (record is None or record.code != endpoint.code)
        and not (record and max(figures) > endpoint.end)
    ):
        matching = [r for r in draft.found if r.code == endpoint.code]
        record = matching[-1] if matching else None
        if record is None and allow_new:
            record = Record(label(replace(endpoint, mark=None), unit=None), endpoint.code, rule="outcomes:hazard-ratio")
            draft.found.append(record)
    return record


def _attach_interval(draft: Draft, statistic: Statistic) -> None:
    hazards = [s for s in draft.scene.statistics if s.kind == "hr" and s.end <= statistic.start]
    figures = [f for f in draft.scene.figures if f.end <= statistic.start and f.start in draft.owner]
    shares = [f for f in figures if f.kind != "count" or f.N is not None]
    figures = shares or figures  # 'ORR was 30%, with two CRs and 19 PRs (95% CI 20-43%)'
    if hazards and (not figures or hazards[-1].end > figures[-1].start):
        if statistic.start - hazards[-1].end < 60:
            record = next((r for r in reversed(draft.found) if r.hr == hazards[-1].value and r.hr_ci is None), None)
            if record is not None:
                record.hr_ci, record.level = statistic.interval, statistic.level
        return
    if figures and _DIFFERENCE.search(draft.scene.text, figures[-1].end, statistic.start):
        return
    if figures and statistic.start - figures[-1].end < 120:
        _give_interval(draft, figures[-1], statistic)


_DIFFERENCE = lean(r"\bdifference\b|\bpercentage points?\b", re.I)  # its interval is that of no result


def _give_interval(draft: Draft, figure: Figure, statistic: Statistic) -> None:
    record = draft.owner[figure.start]
    if record.figure is not None and record.figure.start == figure.start and record.figure.ci is None:
        record.figure = replace(record.figure, ci=statistic.interval, ci_level=statistic.level)
    elif record.comparator is not None and record.comparator.start == figure.start and record.comparator.ci is None:
        record.comparator = replace(record.comparator, ci=statistic.interval)


def _attach_range(draft: Draft, statistic: Statistic) -> None:
    endpoint = next(
        (e for e in reversed(draft.scene.endpoints) if e.end <= statistic.start + 5 and e.code in TIMED), None
    )
    figures = [f for f in draft.scene.figures if f.end <= statistic.start and f.start in draft.owner]
    if figures and statistic.start - figures[-1].end < 60 and figures[-1].kind == "duration":
        record = draft.owner[figures[-1].start]
        if record.range is None:
            record.range, record.open_upper = statistic.interval, statistic.open_upper
        return
    unit = re.search(
        r"(months?|weeks?|days?|years?)\b",
        draft.scene.text[statistic.start : min(draft.scene.end, statistic.end + 12)],
        re.I,
    )
    if (
        endpoint is None
        or unit is None
        or endpoint.code not in ("DOR", "PFS", "TTP", "TTR", "OS")
        or statistic.start - endpoint.end > 60
    ):
        return
    if re.search(
        r"\b(?:could|may|might|expected|projected|estimated to)\b", draft.scene.between(endpoint.end, statistic.end)
    ):
        return
    record = Record(
        endpoint.code,
        endpoint.code,
        range=statistic.interval,
        open_upper=statistic.open_upper,
        rule="outcomes:range",
    )
    record.range_unit = unit[1].lower().rstrip("s") + "s"
    draft.found.append(record)


def _bare_intervals(draft: Draft) -> None:
    """Intervals in brackets without a name mean what the last named one meant."""
    named = (
        "ci"
        if any(s.kind == "ci" for s in draft.scene.statistics)
        else "range"
        if any(s.kind == "range" for s in draft.scene.statistics)
        else draft.setting.interval
    )
    if not named:
        return
    for record in draft.found:
        for slot in ("figure", "comparator"):
            figure: Figure | None = getattr(record, slot)
            if figure is None or figure.bare is None or figure.ci is not None:
                continue
            if named == "ci":
                setattr(record, slot, replace(figure, ci=figure.bare))
            elif figure.range is None and slot == "figure":
                record.figure = replace(figure, range=figure.bare)
        if named == "ci" and record.hr is not None and record.hr_ci is None:
            record.hr_ci = _interval_behind_hazard(draft, record)


def _interval_behind_hazard(draft: Draft, record: Record) -> Interval | None:
    for statistic in draft.scene.statistics:
        if statistic.kind == "hr" and statistic.value == record.hr:
            match = BARE_INTERVAL.match(
                draft.scene.text,
                statistic.end + (draft.scene.text[statistic.end : statistic.end + 1] == " "),
                draft.scene.end,
            )
            if match is not None:
                return interval_ends(match)
    return None
