"""A document's sentences in, what each inherits from the lines around it out.

A list takes over the endpoint, the group, the number of patients and the dose of the line that introduces it ("Cohort D
(with carboplatin, n=33)"); a sentence those of the sentence before it, as long as it does not speak of more patients.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract import arms
from kg.extract.document import Document
from kg.extract.endpoints import Endpoint
from kg.extract.groups import Group, groups
from kg.extract.linking import VERSUS
from kg.extract.numbers import ANY_NUMBER, number
from kg.extract.outcome_draft import Reader, Setting
from kg.extract.outcome_labels import label_of
from kg.extract.prefilter import lean
from kg.extract.values import figures
from kg.model import Sentence


def setting_of(
    document: Document, reader: Reader, index: int, mentions: tuple[Endpoint, ...], settings: dict[int, Setting]
) -> Setting:
    """What a sentence inherits: from the sentence before it in the same line, or from the line that leads its list."""
    found = _inherited(document, reader, index, mentions, settings)
    sentence = document.sentences[index]
    labelled = label_of(document, sentence)
    if labelled is not None:
        return replace(found, group=labelled, total=labelled.size, every=labelled.size is not None)
    evaluable = document.search(_EVALUABLE, sentence) or _OF_THE.match(document.text, sentence.start, sentence.end)
    if evaluable is not None:
        counted = _size(next(group for group in evaluable.groups() if group))
        own = (document.sentences[index].start, document.sentences[index].end)
        return replace(found, total=counted, spans=(*found.spans, own)) if counted else found
    if _WIDER.search(document.text, document.sentences[index].start, document.sentences[index].end):
        return replace(found, total=None, group=None, every=False)
    return found if found.total is not None or not index else _carried(document, reader, index, found, settings)


_WIDER = lean(
    r"\b(?:across (?:all|the)|all (?:dose levels|doses|cohorts|patients|treated)|(?:overall|entire|whole|total|full) (?:study )?population|overall,)",
    re.I,
)


def _carried(document: Document, reader: Reader, index: int, found: Setting, settings: dict[int, Setting]) -> Setting:
    """The number of patients that the sentence before gave: 'Of the 27 evaluable patients, ...', or took over itself."""
    sentence, previous = document.sentences[index], document.sentences[index - 1]
    before = settings.get(index - 1)
    if before is None or previous.block != sentence.block or previous.section != sentence.section:
        return found
    opening = _opening_group(document, index - 1)
    if (
        opening is not None
        and opening.size
        and reader.is_plain(opening.phrase)
        and opening.lead in ("of", "among", "in")
    ):
        own = ((previous.start, previous.end),)
        return replace(found, total=opening.size, spans=(*found.spans, *own))
    if before.total is not None and not (before.every and not _same_line(document, previous, sentence)):
        return replace(found, total=before.total, every=before.every, spans=found.spans + before.spans)
    return found


_OF_THE = lean(rf"[\s•*-]{{0,4}}(?:Of|Among) (?:the|these|those) ({ANY_NUMBER}),", re.I)
_EVALUABLE = lean(
    rf"({ANY_NUMBER}) (?:\w{{1,20}}[- ]){{0,4}}?(?:patients|subjects|participants|women|men) (?:were|are|have been|had|could be)[^.;]{{0,40}}\b(?:evaluable|assess\w*|evaluated|post-baseline|scans?)\b"
    rf"|({ANY_NUMBER}) (?:efficacy[- ]|response[- ])?evaluable (?:patients|subjects|participants|women|men)\b",
    re.I,
)


def _inherited(
    document: Document, reader: Reader, index: int, mentions: tuple[Endpoint, ...], settings: dict[int, Setting]
) -> Setting:
    """What a sentence takes over from its list or its line."""
    sentence = document.sentences[index]
    previous = document.sentences[index - 1] if index else None
    if previous is not None and (subset := _subset(document, previous, sentence)) is not None:
        return subset
    if previous is not None and _same_line(document, previous, sentence):
        group = _opening_group(document, index - 1)
        inherited = settings.get(index - 1, Setting())
        if group is None:
            return replace(inherited, endpoint=None)
        own = (*inherited.spans, (previous.start, previous.end))
        if not reader.is_plain(group.phrase) and _OPENS_SUBSET.match(document.text, previous.start, previous.end):
            return replace(
                inherited, group=group, endpoint=None, total=group.size, every=group.size is not None, spans=own
            )
        if not reader.is_plain(group.phrase) and _continues(document, sentence):
            return replace(inherited, group=group, endpoint=None, spans=own)
        return replace(inherited, group=None, endpoint=None)
    if sentence.lead >= 0:
        return _from_lead(document, reader, _lead_of(document, index), mentions)
    if previous is not None and previous.layout == "heading" and document.words(previous).endswith(":"):
        return _from_lead(document, reader, index - 1, mentions)
    return Setting()


def _lead_of(document: Document, index: int) -> int:
    """The line that introduces a list line: in a headline, the list line before it that ends in a colon, if any."""
    sentence = document.sentences[index]
    if sentence.section != "headline":
        return sentence.lead
    for at in range(index - 1, sentence.lead, -1):
        line = document.sentences[at]
        if line.block == sentence.block and document.words(line).endswith(":"):
            return at
    return sentence.lead


_OPENS_SUBSET = lean(
    r"[\s•*-]{0,4}(?:In|Among|For|Within|Of) (?:[\w/+-]{1,20} ){0,4}?(?:(?:subset|subgroup)\b|[\w/+-]{1,20} \([nN]\s?=)"
)


_THIS_SUBSET = lean(r"(?:In|Among|For|Within) (?:this|that) (?:\w+ )?(?:subset|subgroup|group|cohort|population)\b")
_COUNTED_CLAUSE = lean(
    rf"(?P<size>{ANY_NUMBER}) (?:of (?:the|these|those) )?(?:patients|women|men|people|participants)? ?(?P<clause>(?:had|were|with|have)\b[^,.;:()]{{4,70}})",
    re.I,
)


def _subset(document: Document, previous: Sentence, sentence: Sentence) -> Setting | None:
    """The group that 'in this subset' means: the patients that the sentence before counts."""
    if previous.block != sentence.block or document.search(_THIS_SUBSET, sentence) is None:
        return None
    counted = _COUNTED_CLAUSE.match(document.text, previous.start, previous.end)
    size = _size(counted["size"]) if counted else None
    if counted is None or size is None:
        return None
    clause = " ".join(counted["clause"].split())
    phrase = f"patients {clause}" if clause.startswith("with") else f"patients who {clause}"
    group = Group(counted.start(), counted.end(), phrase, size, None)
    return Setting(group=group, total=size, spans=((previous.start, counted.end()),), every=True)


def _same_line(document: Document, left: Sentence, right: Sentence) -> bool:
    return (
        left.block == right.block and left.layout == right.layout and "\n" not in document.text[left.end : right.start]
    )


def _continues(document: Document, sentence: Sentence) -> bool:
    """Whether a sentence goes on about the group of the one before: 'Another 10 of these patients', 'The other four'."""
    return (
        re.match(
            r"(?:Another|The other|The remaining|An additional|Of these|Of those|Among these|In (?:this|these)|These|All of these|Additionally|Median)\b|\d+ of these",
            document.words(sentence),
        )
        is not None
    )


def _opening_group(document: Document, index: int) -> Group | None:
    sentence = document.sentences[index]
    found = [g for g in groups(document.text, sentence.start, sentence.end) if g.lead]
    return next((g for g in found if g.start - sentence.start < 12), None)


_COULD = lean(
    r"\b(?P<group>[\w-]{1,20}(?: [\w-]{1,20})?) (?:patients |people |of them )?(?:could be|were) (?:assessed|evaluable|evaluated|assessable)",
    re.I,
)


def _from_lead(document: Document, reader: Reader, lead: int, mentions: tuple[Endpoint, ...]) -> Setting:
    """The endpoint, group, size and dose that the line above a list gives to its lines."""
    line = document.sentences[lead]
    first = lead
    while first and _same_line(document, document.sentences[first - 1], line):
        first -= 1
    start = document.sentences[first].start
    words = document.words(line)
    own = [m for m in mentions if line.start <= m.start < line.end and not m.weak]
    codes = {m.code for m in own}
    endpoint = own[-1] if len(codes) == 1 and not figures(document.text, line.start, line.end) else None
    found = list(groups(document.text, line.start, line.end))
    group = next(
        (g for g in reversed(found) if not reader.is_plain(g.phrase) and not reader.is_disease(g.phrase) and g.lead),
        None,
    )
    total = next((g.size for g in reversed(found) if g.size is not None), None)
    printed = _PRINTED_SIZE.search(words)
    total = int(printed["n"]) if printed else total
    if total is None and (evaluable := _EVALUABLE.search(words)):
        total = _size(next(number for number in evaluable.groups() if number))
    if line.section == "headline" and line.layout != "bullet":
        group = None  # a headline names everybody it can
    cohort = _COHORT.match(words)
    if cohort is not None:
        group = Group(line.start, line.end, cohort["name"], total, None)
    counted = _COULD.search(words)
    if counted is not None:
        total = _size(counted["group"]) or total
    dose = _dose_of(document, start, line.end) or _dose_meant(document, start, line.end)
    span = ((line.start, line.end),) if (endpoint or group or total) else ()
    compared = VERSUS.search(words) is not None and total is None
    return Setting(
        endpoint, group, total, dose[0] if dose else None, spans=span, every=printed is not None, compared=compared
    )


_PRINTED_SIZE = lean(r"\b[nN]\s?=\s?(?P<n>\d{1,4})\b(?![\d.%])")
_COHORT = lean(r"[\s*•-]{0,4}(?P<name>(?:Cohort|Arm|Part|Group) (?:[A-Z]|\d{1,2}|I{1,3}|IV)\d?)(?=\s?[(:,|-]|\s?$)")


_THAT_DOSE = lean(
    r"\b(?:that|this|the same) dose(?: level)?\b|\bat the (?:MTD|RP2D|maximum tolerated dose|recommended (?:phase \w+ )?dose)\b",
    re.I,
)


def _dose_of(document: Document, start: int, end: int) -> tuple[str, int, int] | None:
    """The dose group of a line; a range that patients received is what was explored, not a group."""
    found = arms.dose_group(document.text, start, end)
    while found is not None and "-" in found[0] and _EXPLORED.search(document.text, start, found[1]):
        found = arms.dose_group(document.text, found[2], end)
    return found


_EXPLORED = lean(
    r"\b(?:rang\w+ (?:from|between)|doses? (?:from|between)|(?:^|[.;] |: )(?-i:Patients|Participants) (?:received|were given)) ?\Z",
    re.I,
)


def _dose_meant(document: Document, start: int, end: int) -> tuple[str, int, int] | None:
    """The dose that 'that dose' or 'at the MTD' refers to: the last one printed before, or the one called the MTD."""
    if _THAT_DOSE.search(document.text, start, end) is None:
        return None
    before = list(arms.DOSE.finditer(document.text, max(0, start - 1500), start))
    if not before:
        return None
    return arms.dose_words(before[-1]), before[-1].start(), before[-1].end()


def _size(printed: str) -> int | None:
    for text in (printed, printed.split()[-1]):
        try:
            value = number(text)
        except ValueError:
            continue
        return value if isinstance(value, int) else None
    return None
