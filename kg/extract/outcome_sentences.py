"""A sentence in, the efficacy results it states out, as records.

First every figure gets its endpoint (`kg.extract.linking`), then what stands on the other side of "versus" becomes the
comparator, then intervals, hazard ratios and p-values join the result they follow, and last the group of patients, the
dose group and the reader of the scans are added.  The first value is the experimental arm's unless the words say
otherwise ("9.2 months for the control arm versus 14.2 months for ...").
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.endpoint_names import TIMED
from kg.extract.endpoints import Endpoint, label
from kg.extract.linking import Link, Scene
from kg.extract.outcome_context import finish
from kg.extract.outcome_draft import Draft, Reader, Setting, draft_of, own
from kg.extract.outcome_pairs import before_experimental, behind_versus, fill_comparator, placed_as_comparator
from kg.extract.outcome_parts import complete_parts
from kg.extract.outcome_records import Record
from kg.extract.outcome_sides import side
from kg.extract.outcome_statistics import attach_all
from kg.extract.outcome_subject import in_clause_of_other
from kg.extract.prefilter import lean
from kg.extract.values import Figure

_HEDGED = lean(r"\b(?:could|may|might|expected to|projected|is estimated to|are estimated to|would)\b", re.I)


_THRESHOLD = lean(
    r"(?:TPS|score|staining|cut-?off|threshold|boundary|rule out (?:an? )?\w{0,12}|exclud\w{1,4} (?:an? )?|assum\w{2,4}[\w ]{0,30}|null hypothesis[\w ]{0,20}|expected[\w ]{0,30}|historical[\w ,]{0,60}|benchmark[\w ]{0,20}|target(?:ed)? (?:an? )?(?:\w+ )?) ?(?:of |at |>=? ?)?(?:an? )?(?:ORR |response rate )?(?:of )?$",
    re.I,
)


_OTHER_SHARE = lean(
    r"\s?(?:of (?:the |all )?(?:tumou?r )?(?:cells?|cases|cancers|tumou?rs (?:are|over|express)|women diagnosed|breast cancers)|staining|positiv|or (?:more|greater) of (?:tumou?r )?cells|expression|confidence|power|probability|chance|shares?\b|stake|interest)",
    re.I,
)


_PRIOR_RESPONSE = lean(
    r"\s?(?:\([^()]{0,20}\)\s?)?(?:to|on|with|from|after|following) (?:their |the |its )?(?:prior|previous|last|most recent|initial|first-line|front-line|induction|platinum|standard|earlier)",
    re.I,
)


_CONVERTED = lean(
    r"\s(?:that |which |later |subsequently )?(?:convert\w*|deepen\w*|improv\w+|evolv\w+) (?:in)?to\b", re.I
)


_REDUCED = lean(
    r"\b(?:reduc\w{1,6}|lower\w{0,3}|decreas\w{1,3}|less likely|fell|cut|cuts|drop\w{0,4}|declin\w{1,3}|diminish\w{0,3}|improv\w{1,6})\b",
    re.I,
)


def read_scene(reader: Reader, scene: Scene, setting: Setting) -> list[Record]:
    """The records of one scene."""
    draft = draft_of(reader, scene, setting)
    for index in range(len(draft.links)):
        _place(draft, index)
    attach_all(draft)
    kept = [record for record in draft.found if _says_something(record)]
    for record in kept:
        finish(draft, record)
    complete_parts(draft, kept)
    return kept


def _place(draft: Draft, index: int) -> None:
    link = draft.links[index]
    if placed_as_comparator(draft, index):
        return
    if link.endpoint is None or _is_excluded(draft.scene, link):
        return
    if in_clause_of_other(draft.reader.document, draft.reader.cast, draft.scene.start, link.figure.start):
        return
    if behind_versus(draft, index):
        return
    if link.endpoint.risk or _is_risk_cut(draft, link):
        _risk(draft, link)
        return
    if link.figure.kind == "percent" and not _is_share(draft.scene, link.endpoint):
        return
    if _is_same_group_share(draft, index):
        return
    if side(draft, index) == "C" and not before_experimental(draft, index):
        fill_comparator(draft, link)
        return
    unit = link.figure.unit
    if link.figure.kind == "not reached":
        unit = "months"
    elif link.figure.kind == "count" and link.endpoint.code in TIMED:
        return
    record = Record(
        label(link.endpoint, unit=unit, median=_median(draft, link)),
        link.endpoint.code,
        figure=replace(link.figure, unit=unit),
    )
    record.definition, record.source = link.endpoint.definition, link.endpoint
    record.rule = f"outcomes:figure-{link.side}"
    if link.figure.kind == "not reached" and _EITHER_ARM.match(draft.scene.text, link.figure.end, draft.scene.end):
        record.comparator = record.figure
    own(draft, record, link)


def _median(draft: Draft, link: Link) -> bool:
    """Whether 'median' stands between an endpoint and its figure, or right before the figure."""
    assert link.endpoint is not None
    left, right = sorted((link.endpoint.end, link.figure.start))
    return (
        link.figure.kind in ("duration", "not reached")
        and bool(re.search(r"\bmedian\b", draft.scene.between(left, right), re.I))
    ) or link.figure.kind == "not reached"


def _risk(draft: Draft, link: Link) -> None:
    assert link.endpoint is not None
    if link.figure.kind != "percent":
        return
    near = draft.scene.between(
        max(draft.scene.start, min(link.endpoint.start, link.figure.start) - 200),
        min(draft.scene.end, max(link.endpoint.end, link.figure.end) + 50),
    )
    if _REDUCED.search(near) is None:
        return
    record = Record(
        label(link.endpoint, unit=None),
        link.endpoint.code,
        risk_reduction=link.figure.value if not isinstance(link.figure.value, str) else None,
    )
    record.rule = "outcomes:risk-reduction"
    own(draft, record, link)


def _is_risk_cut(draft: Draft, link: Link) -> bool:
    """'reduced the risk of recurrence (iDFS) by 50%': a share of a risk although the endpoint is named."""
    assert link.endpoint is not None
    if link.figure.kind != "percent" or link.endpoint.code not in TIMED or link.endpoint.mark:
        return False
    before = draft.scene.between(max(draft.scene.start, link.figure.start - 160), link.figure.start)
    behind = draft.scene.text[link.figure.end : min(draft.scene.end, link.figure.end + 12)]
    by = re.search(r"\bby (?:approximately |about |nearly )?$", before) or re.match(r"\s(?:lower|less)\b", behind)
    return re.search(r"\brisk\b", before, re.I) is not None and by is not None


def _is_same_group_share(draft: Draft, index: int) -> bool:
    """'Ten complete responses were observed (4%)': the share of the count before it."""
    link = draft.links[index]
    if index == 0 or link.figure.kind != "percent" or link.side != "before" or link.figure.n is not None:
        return False
    previous = draft.links[index - 1]
    record = draft.owner.get(previous.figure.start)
    gap = draft.scene.between(previous.figure.end, link.figure.start)
    same = previous.endpoint is link.endpoint and previous.figure.kind == "count" and previous.figure.N is None
    if record is None or record.figure is None or not same or not gap.rstrip().endswith("(") or len(gap) > 80:
        return False
    record.figure = replace(
        link.figure, n=previous.figure.n, start=previous.figure.start, head_end=link.figure.head_end
    )
    return True


def _is_share(scene: Scene, endpoint: Endpoint) -> bool:
    """Whether a percentage can measure an endpoint: a response always, a time to an event only as a rate."""
    if endpoint.code not in TIMED or endpoint.mark or (endpoint.weak and endpoint.code != "DOR"):
        return True
    return "rate" in scene.between(endpoint.start, endpoint.end + 6).lower()


def _says_something(record: Record) -> bool:
    return record.figure is not None or any(
        value is not None for value in (record.hr, record.p, record.risk_reduction, record.range, record.verdict)
    )


_OPEN_QUESTION = lean(
    r"\bwhether\b|\bwill (?:show|determine|demonstrate|need|assess|evaluate)\b|\b(?:if|unless|until) the\b", re.I
)


_EITHER_ARM = lean(r"\s(?:in|for) (?:either|both)(?: of the)?(?: \w+)? (?:arms?|groups?)\b", re.I)
_STILL = lean(r"\s(?:(?:still )?continu(?:e|ed|ing)|(?:are|were|remain\w*) (?:still )?(?:ongoing|continuing))\b", re.I)
_OF_RESPONDERS = lean(
    r"[^.;(]{0,24}\bof (?:the |all |these |those )?(?:[\w-]{1,12} )?(?:confirmed |initial )?(?:responders|responses|responding patients)\b",
    re.I,
)


def _of_responses(scene: Scene, figure: Figure, endpoint: Endpoint) -> bool:
    """Whether a figure counts among the responses: '13 of the 21 responders', '12 responses continue'."""
    if figure.N is not None and _OF_RESPONDERS.match(scene.text, figure.start, scene.end):
        return True
    return endpoint.start >= figure.end and _STILL.match(scene.text, endpoint.end, scene.end) is not None


def _is_excluded(scene: Scene, link: Link) -> bool:
    """Whether a figure beside an endpoint is no result: a response to an earlier therapy, a threshold, a share of cells."""
    figure, endpoint = link.figure, link.endpoint
    assert endpoint is not None
    if _PRIOR_RESPONSE.match(scene.text, endpoint.end, min(scene.end, endpoint.end + 60)) and endpoint.code in (
        "ORR",
        "CR",
        "PR",
    ):
        return True
    if _CONVERTED.match(scene.text, endpoint.end, min(scene.end, endpoint.end + 40)):
        return True
    if _HEDGED.search(scene.between(min(endpoint.end, figure.start), max(endpoint.start, figure.start))):
        return True
    if _OPEN_QUESTION.search(scene.text, scene.start, figure.start):
        return True
    if _OTHER_SHARE.match(scene.text, figure.end, min(scene.end, figure.end + 40)):
        return True
    if endpoint.code == "ORR" and _of_responses(scene, figure, endpoint):
        return True
    return _THRESHOLD.search(scene.text, max(scene.start, figure.start - 80), figure.start) is not None
