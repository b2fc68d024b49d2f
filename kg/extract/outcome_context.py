"""A sentence's draft in, who and how added to its results: group of patients, dose group, reader of the scans, verdict."""

from __future__ import annotations

import re

from kg.extract import arms
from kg.extract.diseases import left_edge
from kg.extract.groups import Group
from kg.extract.linking import Link
from kg.extract.outcome_draft import Draft, Setting, index_of
from kg.extract.outcome_lists import Listed
from kg.extract.outcome_readers import assessor
from kg.extract.outcome_records import Record
from kg.extract.outcome_sides import clip
from kg.extract.prefilter import lean
from kg.extract.values import Figure

_INSIGNIFICANT = lean(
    r"\bnot (?:yet )?(?:been )?(?:statistically )?significant|(?:not|short of|without|no) (?:reach(?:ed)? |achiev(?:e|ed) )?(?:statistical(?:ly)? )?significan|non-?significant|did not (?:reach|achieve)[\w ]{0,20}significance",
    re.I,
)


_SIGNIFICANT = lean(
    r"\bstatistically significant(?:ly)?\b|(?<!clinically )\bsignificant (?:difference|improvement|prolongation|benefit|advantage|reduction|increase|extension)s?\b|\bsignificantly\b|\bstatistical significance\b",
    re.I,
)


def finish(draft: Draft, record: Record) -> None:
    """Complete a record with what the sentence says of its patients, dose, reader and significance."""
    figure = record.figure
    at = figure.start if figure else draft.scene.start
    record.assessor = assessor(draft, at)
    words = draft.scene.between(draft.scene.start, draft.scene.end)
    if _INSIGNIFICANT.search(words):
        record.significance = "not significant"
    elif _SIGNIFICANT.search(words) and (
        record.hr is not None or record.p is not None or record.comparator is not None
    ):
        record.significance = "significant"
    if figure is None:
        figure = next((link.figure for link in draft.links if draft.owner.get(link.figure.start) is record), None)
    if figure is not None:
        _set_group(draft, record, figure)
    else:
        _set_opening_group(draft, record)
    if record.figure is not None and record.comparator is None and record.arm is None:
        record.arm = _dose(draft, record.figure)
        if record.arm != draft.setting.dose and not any(group.size == record.total for group in draft.groups):
            record.total = None  # the number of the sentence before counts all dose groups
    if record.figure is not None and record.total is None and record.arm is not None:
        record.total = _size_of_dose(draft, record.arm)
    if record.subgroup is None and record.arm is None and figure is not None:
        record.subgroup = _cohort(draft, figure)
    if record.subgroup is None and record.disease is None and figure is not None:
        record.disease = _disease(draft, figure)
    if figure is not None and figure.start in draft.listed and record.comparator is None:
        _set_listed(draft, record, draft.listed[figure.start])
    record.spans.append((draft.scene.start, draft.scene.end))
    if _takes_over(draft.setting, record):
        record.spans += draft.setting.spans


def _set_listed(draft: Draft, record: Record, listed: Listed) -> None:
    """Give a record the dose, group and number of patients that lists of the sentence hold for its figure."""
    record.arm = listed.dose or record.arm
    if listed.size is not None:
        record.total, record.every = listed.size, record.code not in ("DOR", "TTR")
    elif (listed.group or listed.dose) and record.figure is not None and record.figure.N is None:
        record.total = None
    if listed.group is not None:
        disease = draft.reader.is_disease(listed.group)
        record.subgroup, record.disease = (None, listed.group) if disease else (listed.group, None)
    elif listed.dose:
        record.subgroup = None


_SIZE_BEHIND = lean(r"[^.;()\d]{0,30}\([nN] ?= ?(?P<n>\d{1,4})\)")


def _size_of_dose(draft: Draft, dose: str) -> int | None:
    """How many patients had a dose: 'at 1.6 mg/kg (n=14)'."""
    for match in arms.DOSE.finditer(draft.scene.text, draft.scene.start, draft.scene.end):
        sized = _SIZE_BEHIND.match(draft.scene.text, match.end(), draft.scene.end)
        if sized is not None and arms.dose_words(match) == dose:
            return int(sized["n"])
    return None


_BEHIND_RATIO = lean(r"(?: ?[(\[;,][^()\[\]]{1,60}[)\]])?,? ")


def _group_beside_ratio(draft: Draft, record: Record) -> Group | None:
    """'in patients with liver metastases (HR=0.51) and in those without (HR=0.38)', 'HR 0.53 in patients with ...'."""
    for statistic in draft.scene.statistics:
        if statistic.kind != "hr" or statistic.value != record.hr:
            continue
        for group in draft.groups:
            if group.lead and draft.scene.between(group.end, statistic.start).strip() in ("(", "[", ":"):
                return group
            if group.lead and _BEHIND_RATIO.fullmatch(draft.scene.text, statistic.end, group.start):
                return group
    return None


_OPENS = lean(r"[\s•*\"(-]{0,6}(?:In|For|Among) (?:the )?\Z")
_IN = lean(r"\s?(?:in|for|among) (?:the )?\Z")


def _disease(draft: Draft, figure: Figure) -> str | None:
    """The disease a figure is told for: 'In TNBC, ...' at the head of the sentence, '28% in TNBC' behind the figure."""
    text, scene = draft.scene.text, draft.scene
    named = list(draft.reader.document.within(scene.start, scene.end, "indication"))
    behind = [m for m in named if m.start >= figure.end and _IN.fullmatch(text[figure.end : m.start])]
    opening = [m for m in named if _OPENS.fullmatch(text[scene.start : left_edge(text, m.start)])]
    chosen = behind[:1] or opening[:1]
    return text[left_edge(text, chosen[0].start) : chosen[0].end] if chosen else None


_COHORT = lean(r"\b(?:Cohort|Part|Arm|Group) (?:[A-F]|[1-9])\b")


def _cohort(draft: Draft, figure: Figure) -> str | None:
    """The cohort that stands with a figure, in a sentence that names several: behind it, else in front of it."""
    named = list(_COHORT.finditer(draft.scene.text, draft.scene.start, draft.scene.end))
    if len({match[0] for match in named}) < 2:
        return None
    following = min(
        (link.figure.start for link in draft.links if link.figure.start > figure.start), default=draft.scene.end
    )
    behind = next((m for m in named if figure.end <= m.start() < min(following, figure.end + 25)), None)
    before = [m for m in named if m.end() <= figure.start]
    if behind is not None and re.fullmatch(
        r"\s(?:in|for|of) (?:\w+ ){0,3}", draft.scene.between(figure.end, behind.start())
    ):
        return behind[0]
    return before[-1][0] if before else None


def _takes_over(setting: Setting, record: Record) -> bool:
    """Whether a record holds something of the lines around its sentence."""
    counted = record.total is not None and record.total == setting.total
    grouped = setting.group is not None and record.subgroup == setting.group.phrase
    dosed = setting.dose is not None and record.arm == setting.dose
    return counted or grouped or dosed or (setting.endpoint is not None and setting.endpoint.code == record.code)


def _set_group(draft: Draft, record: Record, figure: Figure) -> None:
    inner = [g for g in draft.groups if figure.start < g.start < figure.end and not draft.reader.is_plain(g.phrase)]
    if inner:  # 'eleven of the 36 patients with CR (31%)'
        record.subgroup = inner[0].phrase
        return
    label = next((group for group in reversed(draft.labels) if group.end <= figure.start), None)
    if label is not None:
        record.subgroup, record.total, record.every = label.phrase, label.size, label.size is not None
        return
    index = index_of(draft, figure)
    behind = group_behind(draft, index) if index is not None else None
    group = behind or _group_in_front(draft, figure)
    if group is None or group is draft.setting.group:
        record.total, record.every = draft.setting.total, draft.setting.every
    if group is None:
        return
    if figure.N is None and not record.every:
        record.total = (
            group.size
            if group.size is not None and group.size != figure.n
            else (draft.setting.total if draft.reader.is_plain(group.phrase) else None)
        )
    if draft.reader.is_plain(group.phrase):
        if _LINES.search(group.phrase):
            record.disease = group.phrase
        return
    counted = group.size is not None and group is not draft.setting.group
    record.every = record.every or (counted and record.code not in ("DOR", "TTR"))  # these are of the responders
    treated = [a for a in draft.arms if a.start >= group.start and a.end <= group.end and a.side == "T"]
    if treated and re.match(r"-treated\b", draft.scene.text[treated[0].end : group.end]):
        return
    if (
        treated
        and not _LINE_OF_THERAPY.match(draft.scene.between(treated[0].end, group.end))
        and (
            treated[0].combined
            or re.search(
                r"(?:treated with|receiv\w+|on|in) (?:the )?$", draft.scene.between(group.start, treated[0].start)
            )
        )
    ):
        if treated[0].combined:
            record.arm = _regimen(draft.scene.between(treated[0].start, treated[0].end))
        return
    if draft.reader.is_disease(group.phrase) and group.lead != "label":
        record.disease = group.phrase
    else:
        record.subgroup = group.phrase


_LINE_OF_THERAPY = lean(
    r"\s(?:as|in|for) (?:an? |the |their )?(?:first|second|third|fourth|later|earlier|front|[1-4](?:st|nd|rd|th|L))[\w-]*[ -]?(?:line|treatment|therapy)?\b",
    re.I,
)


_LINES = lean(r"\b(?:prior|previous|earlier)\b(?!\s*$)", re.I)  # 'patients with three or more prior therapies'


def group_behind(draft: Draft, index: int) -> Group | None:
    """The group right behind a figure: '39% in patients with high expression'."""
    link = draft.links[index]
    following = draft.links[index + 1].figure.start if index + 1 < len(draft.links) else draft.scene.end
    start, stop = clip(draft, link.figure.end, following)
    if link.side == "behind" and link.endpoint is not None:
        start = max(start, link.endpoint.end)
    for group in draft.groups:
        if group.start < start - 1 or group.end > stop or group.lead is None:
            continue
        near = draft.scene.between(start, group.start)
        if _OPENS.search(near) and _GOES_ON.match(draft.scene.text, group.end, following):
            continue
        if near.strip() in (",", ", and") and _AT_ONCE.fullmatch(draft.scene.between(group.end, following)):
            continue  # '41% and in third-line patients it was 22%': the group of the next figure
        if re.search(r"(?:remaining|other)\b", draft.scene.between(group.start, group.end)[:24]):
            continue
        if len(near) <= 60 and not re.search(r"[;:]", near) and not draft.reader.is_plain(group.phrase):
            return group
        if len(near) <= 20 and group.size is not None:
            return group
    between = [
        g
        for g in draft.groups
        if link.figure.end <= g.start
        and link.side == "behind"
        and link.endpoint is not None
        and g.end <= link.endpoint.start
    ]
    return between[0] if between and (between[0].size or not draft.reader.is_plain(between[0].phrase)) else None


def _set_opening_group(draft: Draft, record: Record) -> None:
    """The group beside its hazard ratio or at the head of the sentence, for a record that has no figure."""
    beside = _group_beside_ratio(draft, record)
    for group in [beside] if beside else draft.groups:
        opens = group is beside or group.start - draft.scene.start < 6
        if group.lead and opens and not draft.reader.is_plain(group.phrase):
            if draft.reader.is_disease(group.phrase):
                record.disease = group.phrase
            else:
                record.subgroup = group.phrase
            return


_OPENS = lean(r"(?:;|,? and|,? while|,? whereas|,? but|: )\s?$")


_AT_ONCE = lean(r"(?: \([^()]{1,30}\))? (?:(?:it )?was )?(?:about |approximately )?")
_GOES_ON = lean(r"(?: \([^()]{1,30}\))?,? (?:it|this|the|they|there|[\w-]{1,12} (?:rate|response))\b")


def _group_in_front(draft: Draft, figure: Figure) -> Group | None:
    """The group that opens the sentence or clause, or stands between the endpoint and the figure, or is inherited."""
    index = index_of(draft, figure)
    link = draft.links[index] if index is not None else None
    if link is not None and link.endpoint is not None and link.endpoint.end <= figure.start:
        floor = max(
            [other.figure.end for other in draft.links if other.figure.end <= figure.start], default=draft.scene.start
        )
        inside = [
            g for g in draft.groups if g.start >= max(link.endpoint.end, floor) and g.end <= figure.start and g.lead
        ]
        if inside and not draft.reader.is_plain(inside[0].phrase):
            return inside[0]
    opening = [
        g
        for g in draft.groups
        if (g.lead or _is_subject(draft, g))
        and g.end <= figure.start
        and re.fullmatch(
            r"[\s•*\"(-]*(?:\d[.)] )?(?:(?:Notably|Importantly|Additionally|In addition|Overall|Of note|Specifically|As of [^,]{4,30}),? )?",
            draft.scene.between(draft.scene.start, g.start),
        )
    ]
    clause = [
        g
        for g in draft.groups
        if g.lead
        and g.end <= figure.start
        and _OPENS.search(draft.scene.between(max(draft.scene.start, g.start - 9), g.start))
    ]
    measured = [
        other.figure.end for other in draft.links if other.endpoint is not None and other.figure.end <= figure.start
    ]
    floor = max(measured, default=-1)
    chosen = (
        clause[-1]
        if clause
        and link is not None
        and (link.endpoint is None or link.endpoint.start > clause[-1].start or 0 <= floor <= clause[-1].start)
        else opening[-1]
        if opening
        else None
    )
    if chosen is not None and (chosen.size is not None or not draft.reader.is_plain(chosen.phrase)):
        return chosen
    return _introduced(draft, figure, link) or draft.setting.group


def _introduced(draft: Draft, figure: Figure, link: Link | None) -> Group | None:
    """The one described group in front of all results: 'Results were similar in the 209 patients with ..., in whom ...'."""
    described = [g for g in draft.groups if g.lead and g.end <= figure.start and not draft.reader.is_plain(g.phrase)]
    if len(described) != 1 or link is None or link.endpoint is None:
        return None
    group, first = described[0], min(other.figure.start for other in draft.links)
    if group.end > min(first, link.endpoint.start):
        return None
    return group if _INTRODUCES.search(draft.scene.between(draft.scene.start, group.start)) else None


_INTRODUCES = re.compile(
    r"\b(?:analys[ie]s|subset|subgroup|cohort|results? (?:was|were) (?:similar|consistent|comparable)[\w ]{0,20})\s\Z|\b(?:similar|consistent|comparable|activity|efficacy)\b[\w ,]{0,30}\Z",
    re.I,
)


def _is_subject(draft: Draft, group: Group) -> bool:
    """Whether a sentence opens with a described group: 'Patients with a rash in the first cycle had ...'."""
    described = re.match(r"(?:patients|women|men|people|those) (?:with|who|whose)\b", group.phrase, re.I)
    return described is not None and not draft.reader.is_plain(group.phrase)


def _dose(draft: Draft, figure: Figure) -> str | None:
    index = index_of(draft, figure)
    if index is None:
        return None
    start, stop = clip(
        draft, figure.end, draft.links[index + 1].figure.start if index + 1 < len(draft.links) else draft.scene.end
    )
    found = arms.dose_group(draft.scene.text, start, stop)
    if found is None:
        found = arms.dose_group(draft.scene.text, draft.scene.start, figure.start)
    return found[0] if found else draft.setting.dose


def _regimen(words: str) -> str:
    """A regimen with its drugs joined by ' + '."""
    return re.sub(r"\s(?:plus|in combination with|combined with)\s", " + ", words)
