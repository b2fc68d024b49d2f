"""What a sentence or a table row says of one endpoint, collected field by field; and the facts made of it.

A `Record` grows while its sentence is read: value, comparator, intervals, hazard ratio, p-value.  `facts` turns the
records of a whole release into outcomes and joins those that say the same thing in several places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from kg.extract.document import Document
from kg.extract.endpoints import Endpoint
from kg.extract.numbers import NUMERAL, number, qualifier
from kg.extract.prefilter import lean
from kg.extract.value_patterns import PERCENT
from kg.extract.values import Figure, Interval
from kg.model import Evidence, Modality, Number, Outcome


@dataclass(slots=True)
class Record:
    """One endpoint in one comparison and one population, being read. Offsets count in the clean text."""

    endpoint: str  # as the facts JSON spells it
    code: str  # without median, rate and time point
    figure: Figure | None = None
    comparator: Figure | None = None
    verdict: str | None = None
    hr: Number | None = None
    hr_ci: Interval | None = None
    level: Number | None = None
    p: Number | None = None
    p_op: str | None = None
    risk_reduction: Number | None = None
    range: Interval | None = None
    open_upper: bool = False
    range_unit: str | None = None
    subgroup: str | None = None
    disease: str | None = None  # a group that names no more than a disease; a subgroup only beside another one
    arm: str | None = None
    comparator_arm: str | None = None
    total: int | None = None  # the denominator of the list or group it stands in
    comparator_total: int | None = None
    every: bool = False  # whether that holds for a median too
    assessor: str | None = None
    significance: str | None = None
    definition: str | None = None
    compound: str | None = None
    trial: str | None = None
    source: Endpoint | None = None  # the mention it was read from
    modality: Modality = "asserted"
    rule: str = ""
    spans: list[tuple[int, int]] = field(default_factory=list)


def outcome(document: Document, record: Record) -> Outcome:
    """The fact that a record amounts to."""
    figure, other = record.figure, record.comparator
    own_ci = figure.ci if figure else None
    spread = figure.range if figure and figure.range else record.range
    return Outcome(
        endpoint=record.endpoint,
        trial=record.trial,
        compound=record.compound,
        arm=record.arm,
        assessor=record.assessor,
        value=figure.value if figure else record.verdict,
        value_qualifier=qualifier(figure.bound) if figure else None,
        unit=figure.unit if figure else "qualitative" if record.verdict else record.range_unit,
        comparator_arm=record.comparator_arm if other or record.hr is not None or record.p is not None else None,
        comparator_value=other.value if other else None,
        p=record.p,
        p_op=record.p_op,
        hr=record.hr,
        risk_reduction=record.risk_reduction,
        ci=record.hr_ci or own_ci,
        ci_of="hr" if record.hr_ci else "value" if own_ci else None,
        value_ci=own_ci if record.hr_ci else None,
        comparator_ci=other.ci if other else None,
        ci_level=record.level or (figure.ci_level if figure else None),
        range=spread,
        range_open_upper=True if (figure and figure.open_upper) or record.open_upper else None,
        n=figure.n if figure else None,
        N=_total(record),
        comparator_n=other.n if other else None,
        comparator_N=(other.N or record.comparator_total) if other else None,
        subgroup=record.subgroup,
        significance=record.significance,
        definition=record.definition,
        printed=_printed(document.text, figure) if figure else None,
        comparator_printed=_printed(document.text, other) if other else None,
        modality=record.modality,
        rule=record.rule,
        evidence=document.evidence(*record.spans),
    )


def _printed(text: str, figure: Figure) -> str:
    """The value with its unit as printed: '88%' of '14 (88%)'."""
    head = text[figure.start : figure.head_end]
    if figure.kind == "percent" and figure.n is not None and not PERCENT.fullmatch(head):
        inside = [
            *PERCENT.finditer(text, figure.start, figure.end),
            *_BRACKETED.finditer(text, figure.start, figure.end),
        ]
        return next((m[0].strip(" (") for m in inside if number(m["number"]) == figure.value), head)
    return head


_BRACKETED = lean(rf"[\[(]\s?(?P<number>{NUMERAL})(?=\s?[\])])")


def _total(record: Record) -> int | None:
    """The denominator: printed with the figure, else that of its group when the count fits into it."""
    if record.figure is None:
        return None
    if record.figure.N is not None:
        return record.figure.N
    if record.figure.n is not None and record.figure.value == 100 and record.figure.unit == "%":
        return record.figure.n
    fits = (
        record.total is not None
        and (record.every or record.figure.kind in ("count", "percent"))
        and (record.figure.n or 0) <= record.total
    )
    return record.total if fits else None


def facts(document: Document, records: Iterable[Record]) -> tuple[Outcome, ...]:
    """The outcomes of a release: disease groups set where they tell two results apart, repetitions joined."""
    kept = list(records)
    _tell_apart(kept)
    found: list[Outcome] = []
    for record in kept:
        fact = outcome(document, record)
        same = next((i for i, earlier in enumerate(found) if _agree(earlier, fact)), None)
        if same is None:
            found.append(fact)
        else:
            found[same] = _joined(found[same], fact)
    found = _with_ratios(found)
    return tuple(fact for fact in found if not any(_rounds(fact, other) or _recounts(fact, other) for other in found))


def _with_ratios(found: list[Outcome]) -> list[Outcome]:
    """The outcomes with a hazard ratio that stands alone added to the one comparison of values that it belongs to."""
    kept = list(found)
    for ratio in found:
        if ratio.hr is None or ratio.value is not None or ratio.comparator_value is not None:
            continue
        compared = [fact for fact in kept if fact is not ratio and _completes(fact, ratio)]
        rivals = [fact for fact in kept if fact is not ratio and fact.hr is not None and _topic(fact) == _topic(ratio)]
        if len(compared) == 1 and not rivals:
            kept[kept.index(compared[0])] = replace(_joined(compared[0], ratio), endpoint=compared[0].endpoint)
            kept.remove(ratio)
    return kept


def _completes(fact: Outcome, ratio: Outcome) -> bool:
    """Whether a hazard ratio is that of two values: the same topic, and nothing that both print and that differs."""
    if fact.hr is not None or fact.comparator_value is None or isinstance(fact.value, str) or fact.unit == "%":
        return False
    alike = all(
        getattr(fact, name) is None or getattr(ratio, name) is None or getattr(fact, name) == getattr(ratio, name)
        for name in ("arm", "comparator_arm", "p", "assessor")
    )
    near = abs(fact.evidence[-1].end - ratio.evidence[0].start) < 400
    return alike and near and _topic(fact) == _topic(ratio)


def _topic(fact: Outcome) -> tuple[str | None, ...]:
    return (fact.endpoint.removeprefix("median "), fact.compound, fact.trial, fact.subgroup, fact.modality)


def _recounts(left: Outcome, right: Outcome) -> bool:
    """Whether a bare count repeats what another place gives with its share: 'with 66 PRs' and '66 (29.3%)'."""
    if left.unit != "patients" or left.N is not None or left.n is None or right.unit != "%" or left.n != right.n:
        return False
    same = (left.endpoint, left.compound, left.modality) == (right.endpoint, right.compound, right.modality)
    return same and left.arm in (None, right.arm) and left.subgroup in (None, right.subgroup)


def _rounds(left: Outcome, right: Outcome) -> bool:
    """Whether a headline gives in round numbers what the text gives exactly: 'more than 92%' and '92.4%'."""
    if left is right or not _only_headline(left) or left.value_qualifier is None or right.value_qualifier is not None:
        return False
    if isinstance(left.value, str) or isinstance(right.value, str) or left.value is None or right.value is None:
        return False
    same = (left.endpoint, left.compound, left.unit) == (right.endpoint, right.compound, right.unit)
    return same and left.subgroup in (None, right.subgroup) and abs(right.value - left.value) < 1


def _tell_apart(records: list[Record]) -> None:
    """A disease is a subgroup where the release gives the endpoint for more than one group."""
    for record in records:
        if record.subgroup is not None or record.disease is None:
            continue
        rivals = {r.disease for r in records if r.endpoint == record.endpoint and r.compound == record.compound}
        if len(rivals) > 1:
            record.subgroup = record.disease


_FIELDS = (
    "trial", "arm", "assessor", "comparator_arm", "comparator_value", "p", "p_op", "hr", "risk_reduction", "comparator_ci", "ci_level", "range", "n", "N", "comparator_n", "comparator_N", "subgroup", "value",
    "unit", "value_qualifier",
)  # fmt: skip


def _agree(left: Outcome, right: Outcome) -> bool:
    """Whether two outcomes are one: the same endpoint, a number in common, no field that differs."""
    if (left.endpoint.replace("confirmed ", ""), left.compound, left.modality == "opinion") != (
        right.endpoint.replace("confirmed ", ""), right.compound, right.modality == "opinion",
    ):  # fmt: skip
        return False
    if ("unconfirmed" in left.endpoint) != ("unconfirmed" in right.endpoint):
        return False
    if any(a and b and a != b for a, b in zip(_intervals(left), _intervals(right), strict=True)):
        return False
    common = False
    for name in _FIELDS:
        a, b = getattr(left, name), getattr(right, name)
        if a is None or b is None:
            continue
        if name in ("arm", "comparator_arm"):
            if name == "arm" and a != b and (re.search(r"\d", a) or re.search(r"\d", b)):
                return False
            continue
        if name == "subgroup":
            if _words(a) != _words(b) and _only_headline(left) == _only_headline(right):
                return False
            continue
        if a != b:
            return False
        common = common or name in ("value", "hr", "p", "risk_reduction", "range", "n")
    return common


def _intervals(fact: Outcome) -> tuple[Interval | None, Interval | None]:
    """The interval of the value and that of the hazard ratio."""
    return (fact.value_ci, fact.ci) if fact.ci_of == "hr" else (fact.ci, None)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", text.lower()))


def _only_headline(fact: Outcome) -> bool:
    return all(evidence.section == "headline" for evidence in fact.evidence)


def _joined(left: Outcome, right: Outcome) -> Outcome:
    """One outcome with what either states and the words of both."""
    filled: dict[str, Any] = {
        name: getattr(right, name) for name in (*_FIELDS, "significance", "definition") if getattr(left, name) is None
    }
    evidence: tuple[Evidence, ...] = tuple(sorted(set(left.evidence + right.evidence)))
    if _only_headline(left):  # a headline names everybody it can
        filled["subgroup"] = right.subgroup
    elif _only_headline(right):
        filled["subgroup"] = left.subgroup
    own, ratio = (a or b for a, b in zip(_intervals(left), _intervals(right), strict=True))
    filled |= {
        "ci": ratio or own,
        "value_ci": own if ratio else None,
        "ci_of": "hr" if ratio else "value" if own else None,
    }
    endpoint = right.endpoint if "confirmed" in right.endpoint else left.endpoint
    modality = left.modality if left.modality == "asserted" else right.modality
    return replace(left, **filled, endpoint=endpoint, evidence=evidence, modality=modality)
