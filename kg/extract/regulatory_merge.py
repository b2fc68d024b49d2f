"""The regulatory events of a release as found in, each event once out: what one place leaves open, another may say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.extract.agencies import region_of
from kg.extract.cues import cues
from kg.model import Evidence, Regulatory


@dataclass(frozen=True, slots=True)
class Found:
    """An event with the disease it is for, as a slug of the reference data."""

    event: Regulatory
    slug: str | None


def merged(found: list[Found]) -> list[Found]:
    """One record an event: what one place leaves open, another may say."""
    kept: list[Found] = []
    for one in found:
        place = next((i for i, other in enumerate(kept) if _is_same(one, other)), None)
        if place is None:
            kept.append(one)
        else:
            kept[place] = _joined(kept[place], one)
    return kept


def _is_same(one: Found, other: Found) -> bool:
    a, b = one.event, other.event
    if a.compound != b.compound or not _same_kind(a, b):
        return False
    if a.region and b.region and a.region != b.region:
        return False
    if a.date and b.date and a.date[:4] != b.date[:4]:
        return False
    if one.slug is None or other.slug is None:
        return True
    if _is_opposed(a.indication, b.indication):
        return False
    return one.slug == other.slug or _is_narrower(a.indication, b.indication)


_EARLY = cues(r"(?:untreated|newly|first-line|front-?line|adjuvant|early)\b")
_LATE = cues(r"(?:relapsed|refractory|recurrent|metastatic|second-line|third-line|previously treated|pre-?treated)\b")


def _is_opposed(one: str | None, other: str | None) -> bool:
    """Whether two uses of a drug are for different stages of a disease."""
    a, b = one or "", other or ""
    return any(x.search(a) and y.search(b) and not y.search(a) for x, y in ((_EARLY, _LATE), (_LATE, _EARLY)))


def _is_narrower(one: str | None, other: str | None) -> bool:
    """Whether one use is the other with more words: "ovarian cancer" in a headline, its stage and line in the body."""
    a, b = (set(re.findall(r"[\w/-]+", (words or "").lower())) for words in (one, other))
    return a <= b or b <= a


_APPROVALS = frozenset({"approval", "accelerated_approval", "conditional_approval"})


def _same_kind(a: Regulatory, b: Regulatory) -> bool:
    """Whether two events are of one kind: in short, an accelerated approval may be called an approval."""
    if a.kind == b.kind:
        return True
    if not {a.kind, b.kind} <= _APPROVALS:
        return False
    plain = [event for event in (a, b) if event.kind == "approval"]
    told_before = plain and (plain[0].region, plain[0].date) == (None, None)
    return bool(plain) and (told_before or all(evidence.section == "headline" for evidence in plain[0].evidence))


def _joined(first: Found, second: Found) -> Found:
    a, b = first.event, second.event
    named = [code for code in (a.agency, b.agency) if code]
    agency = max(named, key=lambda code: (code != region_of(code), code == a.agency), default=None)
    evidence: set[Evidence] = {*a.evidence, *b.evidence}
    longest = max((x for x in (a.indication, b.indication) if x), key=len, default=None)
    event = replace(
        a,
        kind=a.kind if a.kind != "approval" else b.kind,
        agency=agency,
        region=region_of(agency),
        indication=longest,
        date=max((x for x in (a.date, b.date) if x), key=len, default=None),
        evidence=tuple(sorted(evidence)),
        modality="asserted" if "asserted" in (a.modality, b.modality) else a.modality,
    )
    return Found(event, first.slug or second.slug)
