"""A sentence in, the efficacy results it states out, as records.

First every figure gets its endpoint (`kg.extract.linking`), then what stands on the other side of "versus" becomes the
comparator, then intervals, hazard ratios and p-values join the result they follow, and last the group of patients, the
dose group and the reader of the scans are added.  The first value is the experimental arm's unless the words say
otherwise ("9.2 months for the control arm versus 14.2 months for ...").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.extract import arms
from kg.extract.cast import Cast
from kg.extract.document import Document
from kg.extract.endpoints import TIMED, Endpoint, label
from kg.extract.groups import Group, groups
from kg.extract.linking import VERSUS, Link, Scene, links
from kg.extract.outcome_records import Record
from kg.extract.values import BARE_INTERVAL, Figure, Statistic

_REDUCED = re.compile(
    r"\b(?:reduc\w{1,6}|lower\w{0,3}|decreas\w{1,3}|less likely|fell|cut|cuts|drop\w{0,4}|declin\w{1,3}|diminish\w{0,3}|improv\w{1,6})\b",
    re.I,
)
_RESPECTIVELY = re.compile(r"\brespectively\b|in that order", re.I)
_COORDINATED = re.compile(r"[\s,]*(?:\([^()]{0,60}\)\s?)?(?:patients )?(?:,|and|, and|or)\s[^.;]{0,60}$", re.I)
_INDEPENDENT = re.compile(
    r"\b(?:blinded |an )?independent(?:ly)?,? (?:central(?:ly)?|review|radiolog\w{1,5}|assess\w{1,5}|data|facility)|\b(?:BICR|IRC|ICR|IRF|IRR|BIRC)\b"
    r"|\bcentral(?:ly)? (?:independent )?(?:review|reading|radiolog|assess|confirmed)",
    re.I,
)
_INVESTIGATOR = re.compile(
    r"\b(?:investigators?'?s?'?[- ](?:assess|review|determin|evaluat|reading|analysis)\w*|(?:by|per|assessed by|according to)(?: the| study| an?)? investigators?|local(?:ly)? (?:review|assess)\w*)",
    re.I,
)
_SIGNIFICANT = re.compile(r"\bstatistically significant(?:ly)?\b|\bsignificantly\b|\bstatistical significance\b", re.I)
_INSIGNIFICANT = re.compile(
    r"\bnot (?:yet )?(?:been )?(?:statistically )?significant|(?:not|short of|without|no) (?:reach(?:ed)? |achiev(?:e|ed) )?(?:statistical(?:ly)? )?significan|non-?significant|did not (?:reach|achieve)[\w ]{0,20}significance",
    re.I,
)
_THE_RATE = re.compile(r"(?:The|This|These) (?:response |remission )?rates? (?:was|were)\b")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sentence inherits from the lines around it."""

    endpoint: Endpoint | None = None  # named by the line that introduces a list
    group: Group | None = None
    total: int | None = None
    dose: str | None = None
    last: Endpoint | None = None  # the last endpoint of the sentence before
    interval: str = ""  # what intervals in brackets were last called: 'ci' or 'range'
    spans: tuple[tuple[int, int], ...] = ()
    before: tuple[Record, ...] = ()  # the records of the sentence before


@dataclass(frozen=True)
class Reader:
    """Reads sentences of one document. ``is_plain`` and ``is_disease`` judge the words of a group."""

    document: Document
    cast: Cast
    controlled: bool  # whether the release speaks of a control arm at all
    is_plain: Callable[[str], bool]
    is_disease: Callable[[str], bool]

    def read(self, scene: Scene, setting: Setting) -> list[Record]:
        """The records of one scene."""
        found = _Sentence(self, scene, setting)
        return found.records()


_OPENS_CLAUSE = re.compile(
    r"(?:^[\s•*-]*|[;,:.]\s|\band\s|\bwhile\s|\bwhereas\s)(?:in|for|with|among|on)\s(?:the )?"
    r"(?:(?:patients|those|people|women) (?:who (?:were )?)?(?:in|on|receiving|received|treated with|given|randomi[sz]ed to|assigned to) )?(?:the )?$",
    re.I,
)
_AFTER_ARM = re.compile(r"(?:-treated patients)?[^,;]{0,30},|\s(?:arm|group|alone|patients|achieved|showed|had)")


class _Sentence:
    """The results of one scene while they are put together."""

    def __init__(self, reader: Reader, scene: Scene, setting: Setting) -> None:
        self.reader, self.scene, self.setting = reader, scene, setting
        self.arms = arms.arm_mentions(reader.document, reader.cast, scene.start, scene.end)
        self.groups = groups(scene.text, scene.start, scene.end)
        scene = replace(scene, endpoints=tuple(e for e in scene.endpoints if not _selects(scene, e, self.groups)))
        self.scene = scene
        self.links = [self._led(link) for link in links(scene, _sizes(scene, self.groups))]
        self.found: list[Record] = []
        self.owner: dict[int, Record] = {}  # start of a figure -> the record it went to

    def records(self) -> list[Record]:
        for index in range(len(self.links)):
            self._place(index)
        for statistic in self.scene.statistics:
            if not self._absorbed(statistic):
                self._attach(statistic)
        self._bare_intervals()
        kept = [record for record in self.found if _says_something(record)]
        for record in kept:
            self._finish(record)
        return kept

    # --- figures

    def _led(self, link: Link) -> Link:
        """A figure of a list line takes the endpoint of the line that introduces the list."""
        lead = self.setting.endpoint
        if lead is None and not self.scene.endpoints and _THE_RATE.match(self.scene.text, self.scene.start):
            lead = self.setting.last
        if link.endpoint is None and lead is not None and link.figure.kind in ("percent", "duration", "not reached"):
            return replace(link, endpoint=lead, side="before", at_once=False)
        return link

    def _place(self, index: int) -> None:
        link = self.links[index]
        if self._placed_as_comparator(index):
            return
        if link.endpoint is None or _is_excluded(self.scene, link):
            return
        if self._behind_versus(index):
            return
        if link.endpoint.risk or self._is_risk_cut(link):
            self._risk(link)
            return
        if link.figure.kind == "percent" and not _is_share(self.scene, link.endpoint):
            return
        if self._is_same_group_share(index):
            return
        side = self._side(index)
        if side == "C":
            self._fill_comparator(link)
            return
        unit = link.figure.unit
        if link.figure.kind == "not reached":
            unit = "months"
        elif link.figure.kind == "count" and link.endpoint.code in TIMED:
            return
        record = Record(
            label(link.endpoint, unit=unit, median=self._median(link)),
            link.endpoint.code,
            figure=replace(link.figure, unit=unit),
        )
        record.definition, record.source = link.endpoint.definition, link.endpoint
        record.rule = f"outcomes:figure-{link.side}"
        self._own(record, link)

    def _own(self, record: Record, link: Link) -> None:
        self.found.append(record)
        self.owner[link.figure.start] = record

    def _behind_versus(self, index: int) -> bool:
        """'ORR of 44% with 7 CRs versus an ORR of 29% with 3 CRs': what follows 'versus' is the control arm's."""
        link = self.links[index]
        assert link.endpoint is not None
        if not self.reader.controlled or index == 0 or not self.owner:
            return False
        first = min(self.owner)
        versus = next(
            (
                m
                for m in VERSUS.finditer(self.scene.text, first, link.figure.start)
                if m[0].lower() not in ("while", "whereas", "than")
            ),
            None,
        )
        if versus is None or ";" in self.scene.between(versus.end(), link.figure.start) or self._side(index) == "T":
            return False
        earlier = [
            r
            for r in self.found
            if r.code == link.endpoint.code and r.figure is not None and r.figure.start < versus.start()
        ]
        if not earlier:
            return False
        free = next((r for r in earlier if r.comparator is None and self._may_pair(r, link, counts=True)), None)
        if free is not None:
            free.comparator = link.figure
            self.owner[link.figure.start] = free
        return True

    def _median(self, link: Link) -> bool:
        """Whether 'median' stands between an endpoint and its figure, or right before the figure."""
        assert link.endpoint is not None
        left, right = sorted((link.endpoint.end, link.figure.start))
        return (
            link.figure.kind in ("duration", "not reached")
            and bool(re.search(r"\bmedian\b", self.scene.between(left, right), re.I))
            or link.figure.kind == "not reached"
        )

    def _risk(self, link: Link) -> None:
        assert link.endpoint is not None
        if link.figure.kind != "percent":
            return
        near = self.scene.between(
            max(self.scene.start, min(link.endpoint.start, link.figure.start) - 80),
            min(self.scene.end, max(link.endpoint.end, link.figure.end) + 50),
        )
        if _REDUCED.search(near) is None:
            return
        record = Record(
            label(link.endpoint, unit=None),
            link.endpoint.code,
            risk_reduction=link.figure.value if not isinstance(link.figure.value, str) else None,
        )
        record.rule = "outcomes:risk-reduction"
        self._own(record, link)

    def _is_risk_cut(self, link: Link) -> bool:
        """'reduced the risk of recurrence (iDFS) by 50%': a share of a risk although the endpoint is named."""
        assert link.endpoint is not None
        if link.figure.kind != "percent" or link.endpoint.code not in TIMED or link.endpoint.mark:
            return False
        before = self.scene.between(max(self.scene.start, link.figure.start - 160), link.figure.start)
        return re.search(r"\brisk\b", before, re.I) is not None and re.search(r"\bby (?:approximately |about |nearly )?$", before) is not None

    def _is_same_group_share(self, index: int) -> bool:
        """'Ten complete responses were observed (4%)': the share of the count before it."""
        link = self.links[index]
        if index == 0 or link.figure.kind != "percent" or link.side != "before" or link.figure.n is not None:
            return False
        previous = self.links[index - 1]
        record = self.owner.get(previous.figure.start)
        gap = self.scene.between(previous.figure.end, link.figure.start)
        same = previous.endpoint is link.endpoint and previous.figure.kind == "count" and previous.figure.N is None
        if record is None or record.figure is None or not same or not gap.rstrip().endswith("(") or len(gap) > 80:
            return False
        record.figure = replace(
            link.figure, n=previous.figure.n, start=previous.figure.start, head_end=link.figure.head_end
        )
        return True

    # --- the other arm

    def _placed_as_comparator(self, index: int) -> bool:
        if index == 0:
            return False
        link, previous = self.links[index], self.links[index - 1]
        gap = self.scene.between(previous.figure.end, link.figure.start)
        if self._list_pair(index, gap):
            return True
        record = self.owner.get(previous.figure.start)
        if record is None or record.figure is None or record.comparator is not None or not self._may_pair(record, link):
            return False
        if record.figure.start != previous.figure.start:
            return False
        versus = VERSUS.search(gap) is not None
        coordinated = _COORDINATED.fullmatch(gap[-64:]) is not None and len(gap) < 130
        mine, other = self._side(index - 1), self._side(index)
        from_to = re.search(
            r"\bfrom\s?$", self.scene.text[max(self.scene.start, previous.figure.start - 6) : previous.figure.start]
        ) and re.fullmatch(r"\s(?:percent )?to\s(?:\w+\s)?", gap)
        if from_to and self.reader.controlled:
            record.figure, record.comparator = link.figure, record.figure
            self.owner[link.figure.start] = record
            return True
        tail = self._respectively(index)
        respectively = tail is not None
        if tail:
            mine, other = tail
        followed = record.code == "follow-up" and coordinated
        if (
            not versus
            and not followed
            and not (
                coordinated
                and (other == "C" or (mine == "C" and other == "T") or (respectively and self._sides_in_order()))
            )
        ):
            return False
        if versus and other == "T" and mine == "T":
            return False
        if versus and not self.reader.controlled and other is None and (self._group_behind(index) is not None):
            return False
        if self._is_swapped(mine, other):
            record.figure, record.comparator = replace(link.figure, unit=record.figure.unit), record.figure
        else:
            record.comparator = link.figure
        self.owner[link.figure.start] = record
        return True

    def _respectively(self, index: int) -> tuple[arms.Side, ...] | None:
        """The two arms listed between a figure and 'respectively', () when none are, None without the word."""
        end = self.links[index].figure.end
        match = _RESPECTIVELY.search(self.scene.text, end, min(self.scene.end, end + 130))
        if match is None or any(end < other.figure.start < match.start() for other in self.links):
            return None
        named = [arm.side for arm in self.arms if end <= arm.start and arm.end <= match.start()]
        return (named[0], named[1]) if len(named) == 2 else ()

    def _may_pair(self, record: Record, link: Link, *, counts: bool = False) -> bool:
        assert record.figure is not None
        kinds = {record.figure.kind, link.figure.kind}
        if len(kinds) > 1 and not kinds <= {"duration", "not reached"}:
            return False
        if (
            link.figure.kind == "duration"
            and record.figure.kind == "duration"
            and link.figure.unit != record.figure.unit
        ):
            return False
        if link.endpoint is None:
            return True
        source = record.source
        if source is not None and _other_measure(source, link.endpoint):
            return False
        return link.endpoint.code == record.code and (
            counts or link.figure.kind != "count" or link.figure.N is not None
        )

    def _list_pair(self, index: int, gap: str) -> bool:
        """'ORR (35%) and CBR (45%) compared to chemotherapy (5% and 9%, respectively)'."""
        if VERSUS.search(gap) is None or index < 2:
            return False
        size = 0
        while index + size < len(self.links) and self.links[index + size].figure.kind == self.links[index].figure.kind:
            size += 1
        tail = self.scene.text[self.links[index + size - 1].figure.end : self.scene.end]
        if size < 2 or index < size or _RESPECTIVELY.search(tail[:40]) is None:
            return False
        owners = [self.owner.get(self.links[index - size + k].figure.start) for k in range(size)]
        if len({id(owner) for owner in owners}) < size or any(owner is None or owner.comparator for owner in owners):
            return False
        for k, owner in enumerate(owners):
            assert owner is not None
            owner.comparator = self.links[index + k].figure
            self.owner[self.links[index + k].figure.start] = owner
        self.links[index : index + size] = [replace(link, endpoint=None) for link in self.links[index : index + size]]
        return True

    def _fill_comparator(self, link: Link) -> None:
        """A figure of the control arm completes the result of the same endpoint, here or one sentence before."""
        assert link.endpoint is not None
        for record in [*reversed(self.found), *reversed(self.setting.before)]:
            same_mark = record.source is None or record.source.mark == link.endpoint.mark
            if same_mark and record.comparator is None and record.figure is not None and self._may_pair(record, link):
                if record.code != link.endpoint.code:
                    continue
                record.comparator = link.figure
                record.spans.append((self.scene.start, self.scene.end))
                self.owner[link.figure.start] = record
                return

    def _side(self, index: int) -> arms.Side | None:
        """The arm a figure belongs to, by the words right behind it, else between its endpoint and it, else in front."""
        link = self.links[index]
        figure = link.figure
        following = self.links[index + 1].figure.start if index + 1 < len(self.links) else self.scene.end
        behind = self._clip(figure.end, min(following, figure.end + 150))
        named = next((arm for arm in self.arms if arm.start >= behind[0] and arm.end <= behind[1]), None)
        if named is not None and (not VERSUS.search(self.scene.between(figure.end, named.start))):
            return named.side
        floor = self.links[index - 1].figure.end if index else self.scene.start
        if self._opens_pair(index):
            own = link.endpoint.end if link.endpoint is not None and link.endpoint.end <= figure.start else figure.start
            between = [a for a in self.arms if a.start >= max(own, floor) and a.end <= figure.start]
            if between and not VERSUS.search(self.scene.between(own, figure.start)):
                return between[-1].side
            return self._side_in_front(figure)
        if link.endpoint is not None and link.at_once and link.side == "before":
            floor = max(floor, link.endpoint.end)
        versus = [match.end() for match in VERSUS.finditer(self.scene.text, floor, figure.start)]
        if versus:
            inside = [arm for arm in self.arms if arm.start >= versus[-1] and arm.end <= figure.start]
            return inside[0].side if inside else None
        left = link.endpoint.end if link.endpoint is not None and link.endpoint.end <= figure.start else figure.start
        inside = [arm for arm in self.arms if arm.start >= max(left, floor) and arm.end <= figure.start]
        if inside:
            return inside[-1].side
        return self._side_in_front(figure)

    def _opens_pair(self, index: int) -> bool:
        """Whether 'versus' and the figure of the other arm follow at once."""
        if index + 1 >= len(self.links):
            return False
        gap = self.scene.between(self.links[index].figure.end, self.links[index + 1].figure.start)
        return (
            re.fullmatch(r"\s?(?:,\s?)?(?:vs?\.?|versus|compared (?:with|to)|and|against)\s(?:[A-Z]\w+\s)?", gap)
            is not None
        )

    def _side_in_front(self, figure: Figure) -> arms.Side | None:
        """'In the control arm, median PFS was ...': the last arm that opens a clause before the figure."""
        for arm in reversed(self.arms):
            if arm.end > figure.start:
                continue
            before = self.scene.between(max(self.scene.start, arm.start - 90), arm.start)
            behind = self.scene.text[arm.end : arm.end + 40]
            if _OPENS_CLAUSE.search(before) and _AFTER_ARM.match(behind):
                return arm.side
        return None

    def _clip(self, start: int, end: int) -> tuple[int, int]:
        """A window that ends at a semicolon, at 'versus' or where the next endpoint speaks."""
        match = VERSUS.search(self.scene.text, start, end)
        stop = match.start() if match else end
        semicolon = self.scene.text.find(";", start, stop)
        stop = semicolon if semicolon >= 0 else stop
        coordinated = re.search(r",? (?:and|while|whereas|with an?|with the) ", self.scene.text[start:stop])
        endpoint = next(
            (e.start for e in self.scene.endpoints if e.start >= start and e.start < stop and not e.weak), None
        )
        if endpoint is not None and coordinated is not None and start + coordinated.start() < endpoint:
            stop = start + coordinated.start()
        return start, stop

    def _sides_in_order(self) -> bool:
        return len({arm.side for arm in self.arms}) == 2

    def _is_swapped(self, mine: arms.Side | None, other: arms.Side | None) -> bool:
        if other == "T" or (mine == "C" and other is None):
            return True
        if other == "C" or mine == "T":
            return False
        sides = list(dict.fromkeys(arm.side for arm in self.arms))
        return sides == ["C", "T"] and not self._subject_first()

    def _subject_first(self) -> bool:
        """'compared with chemotherapy, X improved ...': the control arm stands first but does not lead."""
        first = self.arms[0]
        return VERSUS.search(self.scene.between(max(self.scene.start, first.start - 30), first.start)) is not None

    # --- statistics

    def _absorbed(self, statistic: Statistic) -> bool:
        return any(figure.head_end <= statistic.start < figure.end for figure in self.scene.figures)

    def _attach(self, statistic: Statistic) -> None:
        if statistic.kind == "ci":
            self._attach_interval(statistic)
            return
        if statistic.kind == "range":
            self._attach_range(statistic)
            return
        record = self._nearest(statistic.start, allow_new=True)
        if record is None:
            return
        if statistic.kind == "hr":
            if record.hr is not None:
                record = self._new(record)
            record.hr = statistic.value
        elif statistic.kind == "p" and record.p is None:
            record.p, record.p_op = statistic.value, statistic.op

    def _new(self, like: Record) -> Record:
        record = Record(like.code, like.code, rule="outcomes:hazard-ratio")
        self.found.append(record)
        return record

    def _nearest(self, place: int, *, allow_new: bool) -> Record | None:
        """The record that a hazard ratio or p-value belongs to: that of the last figure or endpoint before it."""
        endpoint = next((e for e in reversed(self.scene.endpoints) if e.end <= place), None)
        figures = [start for start in self.owner if start < place]
        record = self.owner[max(figures)] if figures else None
        if endpoint is None and record is None:
            endpoint = (
                next((e for e in self.scene.endpoints if e.start >= place), None)
                or self.setting.endpoint
                or self.setting.last
            )
        if (
            endpoint is not None
            and (record is None or record.code != endpoint.code)
            and not (record and max(figures) > endpoint.end)
        ):
            matching = [r for r in self.found if r.code == endpoint.code]
            record = matching[-1] if matching else None
            if record is None and allow_new:
                record = Record(
                    label(replace(endpoint, mark=None), unit=None), endpoint.code, rule="outcomes:hazard-ratio"
                )
                self.found.append(record)
        return record

    def _attach_interval(self, statistic: Statistic) -> None:
        hazards = [s for s in self.scene.statistics if s.kind == "hr" and s.end <= statistic.start]
        figures = [f for f in self.scene.figures if f.end <= statistic.start and f.start in self.owner]
        if hazards and (not figures or hazards[-1].end > figures[-1].start):
            if statistic.start - hazards[-1].end < 60:
                record = next((r for r in reversed(self.found) if r.hr == hazards[-1].value and r.hr_ci is None), None)
                if record is not None:
                    record.hr_ci, record.level = statistic.interval, statistic.level
            return
        if figures and statistic.start - figures[-1].end < 120:
            self._give_interval(figures[-1], statistic)

    def _give_interval(self, figure: Figure, statistic: Statistic) -> None:
        record = self.owner[figure.start]
        if record.figure is not None and record.figure.start == figure.start and record.figure.ci is None:
            record.figure = replace(record.figure, ci=statistic.interval, ci_level=statistic.level)
        elif record.comparator is not None and record.comparator.start == figure.start and record.comparator.ci is None:
            record.comparator = replace(record.comparator, ci=statistic.interval)

    def _attach_range(self, statistic: Statistic) -> None:
        endpoint = next(
            (e for e in reversed(self.scene.endpoints) if e.end <= statistic.start + 5 and e.code in TIMED), None
        )
        figures = [f for f in self.scene.figures if f.end <= statistic.start and f.start in self.owner]
        if figures and statistic.start - figures[-1].end < 60 and figures[-1].kind == "duration":
            record = self.owner[figures[-1].start]
            if record.range is None:
                record.range, record.open_upper = statistic.interval, statistic.open_upper
            return
        unit = re.search(
            r"(months?|weeks?|days?|years?)\b",
            self.scene.text[statistic.start : min(self.scene.end, statistic.end + 12)],
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
            r"\b(?:could|may|might|expected|projected|estimated to)\b", self.scene.between(endpoint.end, statistic.end)
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
        self.found.append(record)

    def _bare_intervals(self) -> None:
        """Intervals in brackets without a name mean what the last named one meant."""
        named = (
            "ci"
            if any(s.kind == "ci" for s in self.scene.statistics)
            else "range"
            if any(s.kind == "range" for s in self.scene.statistics)
            else self.setting.interval
        )
        if not named:
            return
        for record in self.found:
            for slot in ("figure", "comparator"):
                figure: Figure | None = getattr(record, slot)
                if figure is None or figure.bare is None or figure.ci is not None:
                    continue
                if named == "ci":
                    setattr(record, slot, replace(figure, ci=figure.bare))
                elif figure.range is None and slot == "figure":
                    record.figure = replace(figure, range=figure.bare)
            if named == "ci" and record.hr is not None and record.hr_ci is None:
                record.hr_ci = self._interval_behind_hazard(record)

    def _interval_behind_hazard(self, record: Record) -> tuple[float | int | None, float | int | None] | None:
        from kg.extract.values import interval_ends

        for statistic in self.scene.statistics:
            if statistic.kind == "hr" and statistic.value == record.hr:
                match = BARE_INTERVAL.match(
                    self.scene.text,
                    statistic.end + (self.scene.text[statistic.end : statistic.end + 1] == " "),
                    self.scene.end,
                )
                if match is not None:
                    return interval_ends(match)
        return None

    # --- who and how

    def _finish(self, record: Record) -> None:
        figure = record.figure
        at = figure.start if figure else self.scene.start
        record.assessor = self._assessor(at)
        words = self.scene.between(self.scene.start, self.scene.end)
        if _INSIGNIFICANT.search(words):
            record.significance = "not significant"
        elif _SIGNIFICANT.search(words) and (
            record.hr is not None or record.p is not None or record.comparator is not None
        ):
            record.significance = "significant"
        if figure is not None:
            self._set_group(record, figure)
        record.spans += [(self.scene.start, self.scene.end), *self.setting.spans]
        if record.figure is not None and record.comparator is None and record.arm is None:
            record.arm = self._dose(record.figure)

    def _assessor(self, at: int) -> str | None:
        independent = [m.start() for m in _INDEPENDENT.finditer(self.scene.text, self.scene.start, self.scene.end)]
        investigator = [m.start() for m in _INVESTIGATOR.finditer(self.scene.text, self.scene.start, self.scene.end)]
        if independent and not investigator:
            return "IRC"
        if investigator and not independent:
            return "investigator"
        if not independent:
            return None
        return self._nearest_assessor(at, independent, investigator)

    def _nearest_assessor(self, at: int, independent: list[int], investigator: list[int]) -> str | None:
        """Of two readers in one sentence, the one that stands with this figure: after the one before, before the next."""
        floor = max([link.figure.end for link in self.links if link.figure.end <= at], default=self.scene.start)
        before = [("IRC", p) for p in independent if floor <= p < at] + [("investigator", p) for p in investigator if floor <= p < at]
        if before:
            return max(before, key=lambda found: found[1])[0]
        ceiling = min([link.figure.start for link in self.links if link.figure.start > at], default=self.scene.end)
        behind = [("IRC", p) for p in independent if at < p < ceiling] + [("investigator", p) for p in investigator if at < p < ceiling]
        return min(behind, key=lambda found: found[1])[0] if behind else None

    def _index_of(self, figure: Figure) -> int | None:
        return next((i for i, link in enumerate(self.links) if link.figure.start == figure.start), None)

    def _set_group(self, record: Record, figure: Figure) -> None:
        inner = [g for g in self.groups if figure.start <= g.start < figure.end and not self.reader.is_plain(g.phrase)]
        if inner:  # 'eleven of the 36 patients with CR (31%)'
            record.subgroup = inner[0].phrase
            return
        index = self._index_of(figure)
        behind = self._group_behind(index) if index is not None else None
        group = behind or self._group_in_front(figure)
        if group is None:
            record.total = self.setting.total
            return
        if figure.N is None:
            record.total = (
                group.size
                if group.size is not None and group.size != figure.n
                else (self.setting.total if self.reader.is_plain(group.phrase) else None)
            )
        if self.reader.is_plain(group.phrase):
            return
        treated = [a for a in self.arms if a.start >= group.start and a.end <= group.end and a.side == "T"]
        if treated and re.match(r"-treated\b", self.scene.text[treated[0].end : group.end]):
            return
        if treated and (
            treated[0].combined
            or re.search(
                r"(?:treated with|receiv\w+|on|in) (?:the )?$", self.scene.between(group.start, treated[0].start)
            )
        ):
            if treated[0].combined:
                record.arm = _regimen(self.scene.between(treated[0].start, treated[0].end))
            return
        if self.reader.is_disease(group.phrase):
            record.disease = group.phrase
        else:
            record.subgroup = group.phrase

    def _group_behind(self, index: int) -> Group | None:
        """The group right behind a figure: '39% in patients with high expression'."""
        link = self.links[index]
        following = self.links[index + 1].figure.start if index + 1 < len(self.links) else self.scene.end
        start, stop = self._clip(link.figure.end, following)
        if link.side == "behind" and link.endpoint is not None:
            start = max(start, link.endpoint.end)
        for group in self.groups:
            if group.start < start - 1 or group.end > stop or group.lead is None:
                continue
            near = self.scene.between(start, group.start)
            if re.search(r"(?:remaining|other)\b", self.scene.between(group.start, group.end)[:24]):
                continue
            if len(near) <= 60 and not re.search(r"[;:]", near) and not self.reader.is_plain(group.phrase):
                return group
            if len(near) <= 20 and group.size is not None:
                return group
        between = [
            g
            for g in self.groups
            if link.figure.end <= g.start
            and link.side == "behind"
            and link.endpoint is not None
            and g.end <= link.endpoint.start
        ]
        return between[0] if between and (between[0].size or not self.reader.is_plain(between[0].phrase)) else None

    def _group_in_front(self, figure: Figure) -> Group | None:
        """The group that opens the sentence or clause, or stands between the endpoint and the figure, or is inherited."""
        index = self._index_of(figure)
        link = self.links[index] if index is not None else None
        if link is not None and link.endpoint is not None and link.endpoint.end <= figure.start:
            floor = max(
                [other.figure.end for other in self.links if other.figure.end <= figure.start], default=self.scene.start
            )
            inside = [
                g for g in self.groups if g.start >= max(link.endpoint.end, floor) and g.end <= figure.start and g.lead
            ]
            if inside and not self.reader.is_plain(inside[0].phrase):
                return inside[0]
        opening = [
            g
            for g in self.groups
            if g.lead
            and g.end <= figure.start
            and re.fullmatch(
                r"[\s•*\"(-]*(?:\d[.)] )?(?:(?:Notably|Importantly|Additionally|In addition|Overall|Of note|Specifically|As of [^,]{4,30}),? )?",
                self.scene.between(self.scene.start, g.start),
            )
        ]
        clause = [
            g
            for g in self.groups
            if g.lead
            and g.end <= figure.start
            and re.search(
                r"(?:;|, and|, while|: )\s?$", self.scene.between(max(self.scene.start, g.start - 8), g.start)
            )
        ]
        chosen = (
            clause[-1]
            if clause and link is not None and (link.endpoint is None or link.endpoint.start > clause[-1].start)
            else opening[-1]
            if opening
            else None
        )
        if chosen is not None and (chosen.size is not None or not self.reader.is_plain(chosen.phrase)):
            return chosen
        return self.setting.group

    def _dose(self, figure: Figure) -> str | None:
        index = self._index_of(figure)
        if index is None:
            return None
        start, stop = self._clip(
            figure.end, self.links[index + 1].figure.start if index + 1 < len(self.links) else self.scene.end
        )
        found = arms.dose_group(self.scene.text, start, stop)
        if found is None:
            found = arms.dose_group(self.scene.text, self.scene.start, figure.start)
        return found[0] if found else self.setting.dose


def _regimen(words: str) -> str:
    """A regimen with its drugs joined by ' + '."""
    return re.sub(r"\s(?:plus|in combination with|combined with)\s", " + ", words)


_SELECTING = re.compile(r"(?:with|achiev\w+|having|had|experienc\w+|attain\w+) (?:an? |at least an? |confirmed |best |either an? )*$", re.I)


def _selects(scene: Scene, endpoint: Endpoint, found: list[Group]) -> bool:
    """Whether an endpoint only picks patients: 'among responders', 'in patients who achieved a CR'."""
    for group in found:
        if group.lead and group.start <= endpoint.start and endpoint.end <= group.end:
            words = scene.between(endpoint.start, endpoint.end).lower()
            if words == "responders" or _SELECTING.search(scene.between(group.start, endpoint.start)):
                return True
    return False


def _sizes(scene: Scene, found: list[Group]) -> frozenset[int]:
    """Where the size of a group begins that is only a denominator: 'of these 39 patients', 'Among the 16 ...'."""
    places = set()
    for group in found:
        words = scene.between(group.start, group.end).lower()
        opens = group.lead is not None and group.start - scene.start < 12
        definite = re.match(
            r"(?:of|among|from|in|for|with) (?:the|these|those|all|this|a total of|an? subset of|a subgroup of) ", words
        )
        if group.size is not None and (opens or definite or group.lead in ("of", "among", "from")):
            places |= {figure.start for figure in scene.figures if group.start <= figure.start < group.end}
    return frozenset(places)


def _other_measure(left: Endpoint, right: Endpoint) -> bool:
    return left.better != right.better or bool(left.confirmed and right.confirmed and left.confirmed != right.confirmed)


def _is_share(scene: Scene, endpoint: Endpoint) -> bool:
    """Whether a percentage can measure an endpoint: a response always, a time to an event only as a rate."""
    if endpoint.code not in TIMED or endpoint.mark or endpoint.weak and endpoint.code != "DOR":
        return True
    return "rate" in scene.between(endpoint.start, endpoint.end + 6).lower()


def _says_something(record: Record) -> bool:
    return record.figure is not None or any(
        value is not None for value in (record.hr, record.p, record.risk_reduction, record.range, record.verdict)
    )


_PRIOR_RESPONSE = re.compile(
    r"\s?(?:\([^()]{0,20}\)\s?)?(?:to|on|with|from|after|following) (?:their |the |its )?(?:prior|previous|last|most recent|initial|first-line|front-line|induction|platinum|standard|earlier)",
    re.I,
)
_OTHER_SHARE = re.compile(
    r"\s?(?:of (?:the |all )?(?:tumou?r )?(?:cells?|cases|cancers|tumou?rs (?:are|over|express)|women diagnosed|breast cancers)|staining|positiv|or (?:more|greater) of (?:tumou?r )?cells|expression|confidence|power|probability|chance|shares?\b|stake|interest)",
    re.I,
)
_THRESHOLD = re.compile(
    r"(?:TPS|score|staining|cut-?off|threshold|boundary|rule out (?:an? )?\w{0,12}|exclud\w{2,4} (?:an? )?|assum\w{2,4}[\w ]{0,30}|null hypothesis[\w ]{0,20}|expected[\w ]{0,30}|historical[\w ,]{0,60}|benchmark[\w ]{0,20}|target(?:ed)? (?:an? )?(?:\w+ )?) ?(?:of |at |>=? ?)?(?:an? )?(?:ORR |response rate )?(?:of )?$",
    re.I,
)


_HEDGED = re.compile(r"\b(?:could|may|might|expected to|projected|is estimated to|are estimated to|would)\b", re.I)


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
    if _HEDGED.search(scene.between(min(endpoint.end, figure.start), max(endpoint.start, figure.start))):
        return True
    if _OTHER_SHARE.match(scene.text, figure.end, min(scene.end, figure.end + 40)):
        return True
    return _THRESHOLD.search(scene.text, max(scene.start, figure.start - 80), figure.start) is not None
