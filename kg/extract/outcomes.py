"""A document and its cast in, the efficacy results the release states out.

Results stand in sentences, in list lines whose subject stands in the line above, in tables, and as verdicts without a
figure ("met its primary endpoint").  Each has a module; here the sentences are chosen, what they inherit from the lines
around them is worked out, and the records become facts.

Figures beside an endpoint that are no result of the release's compound are left out: those of an earlier or an approved
therapy, of other companies' drugs, expectations, thresholds of the statistical plan, epidemiology.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from kg.extract import arms
from kg.extract.cast import Cast
from kg.extract.document import Document
from kg.extract.endpoints import Endpoint, clinical_response_code, endpoints
from kg.extract.group_words import is_plain, is_stage_only
from kg.extract.linking import Scene, measured
from kg.extract.modality import modality_of
from kg.extract.outcome_denominators import complete_denominators, join_shares
from kg.extract.outcome_draft import Reader, Setting
from kg.extract.outcome_records import Record, facts
from kg.extract.outcome_sentences import read_scene
from kg.extract.outcome_setting import setting_of
from kg.extract.outcome_subject import about_others
from kg.extract.outcome_trials import Belongings
from kg.extract.prefilter import lean
from kg.extract.tables import read_tables
from kg.extract.values import statistics
from kg.extract.verdicts import read_verdicts
from kg.model import Outcome, Sentence, Trial

_TOLD = ("headline", "dateline", "body", "quotation", "about")
_BACKGROUND = lean(
    r"\bhistorical(?:ly)?\b|\btypically\b|\bgenerally (?:result|have|achieve|respond)\b|\bwould have led\b|\bcurrent (?:therapies|treatments|standards? of care|options)\b"
    r"|\b(?:currently )?(?:available|approved|existing) (?:therapies|treatments|agents)\b|\bstandard (?:single-agent )?(?:chemo)?therapy (?:has|typically|is|results)"
    r"|\bmedian (?:overall )?survival (?:time )?(?:is|remains) (?:only|just|less than|under|about|around|approximately)\b|\bhave an? median (?:overall )?survival of\b"
    r"|\beach year\b|\bannually\b|\bper year\b|\bnewly diagnosed cases\b|\bis (?:the )?(?:most|second|third|fourth|fifth|leading)[\w -]{0,30}(?:cancer|cause|common)"
    r"|\b(?:has|have|with) an? (?:poor|dismal|estimated|relative|overall)?\s?(?:five|5)-year (?:relative )?survival|(?:five|5)-year (?:relative )?survival rates? (?:is|are|of (?:only |less than |about )?\d+ ?(?:%|percent) for)"
    r"|\b(?:was|is|were|are) (?:designed|powered|intended|planned) to (?:detect|rule out|show|demonstrate|exclude)|\bpower to (?:detect|show|rule out|demonstrate)\b|\bnull hypothesis\b|\bassum(?:es|ed|ing)\b"
    r"|\bin (?:xenograft|animal|preclinical|vivo)\b|\b(?:mice|mouse|rats)\b|\bxenografts?\b|\bpreclinical models?\b|\bcynomolgus\b|\btumor-bearing\b",
    re.I,
)
_PLANNED = lean(
    r"\b(?:primary|secondary|key|main|other|co-primary) (?:efficacy )?(?:end ?points?|objectives?|outcome measures?|measures?)\b[^.;]{0,60}\b(?:is|are|was|were|include|includes|included|of)\b",
    re.I,
)


def read_outcomes(document: Document, cast: Cast, *, trials: tuple[Trial, ...] = ()) -> tuple[Outcome, ...]:
    """The efficacy results of a release; none for a release without a conjugate."""
    if not cast.is_adc or not cast.compounds:
        return ()
    mentions = _defined(endpoints(document.text))
    reader = Reader(document, cast, _is_controlled(document, cast), *_judges(document, cast))
    records = list(_sentences(document, cast, reader, mentions))
    records += read_tables(reader)
    primary = trials[0].primary_endpoint if len(trials) == 1 else ()
    records += read_verdicts(document, cast, mentions, primary)
    _name_headings(reader, records)
    complete_denominators(document, records)
    join_shares(records)
    belongings = Belongings(document, trials)
    for record in records:
        record.trial = record.trial or belongings.of(_place(record), record.compound)
    _name_arms(cast, records, trials)
    return facts(document, records)


def _defined(found: tuple[Endpoint, ...]) -> tuple[Endpoint, ...]:
    """Endpoints with 'clinical response' read as the release defines it."""
    defined = clinical_response_code(found)
    if defined is None:
        return found
    return tuple(
        replace(e, code=defined.code, better=True, weak=False, definition=defined.definition)
        if e.code == "clinical response"
        else e
        for e in found
    )


def _is_controlled(document: Document, cast: Cast) -> bool:
    """Whether the release speaks of a control arm."""
    if cast.comparators:
        return True
    return any(
        re.search(
            r"\brandomi[sz]ed\b[^.]{0,120}\b(?:versus|vs\.?|or|compared|against|comparing|control|placebo)\b|\b(?:control|comparator) (?:arm|group)\b",
            document.words(sentence),
            re.I,
        )
        or (
            re.search(r"\b(?:versus|vs\.?|compared (?:with|to)|against)\b", document.words(sentence), re.I)
            and arms.side_in(document, cast, sentence.start, sentence.end) is not None
            and any(arm.side == "C" for arm in arms.arm_mentions(document, cast, sentence.start, sentence.end))
        )
        for sentence in document.sentences
        if sentence.section in _TOLD
    )


def _judges(document: Document, cast: Cast):  # type: ignore[no-untyped-def]  # two closures over the words of names
    players = cast.compounds + cast.comparators
    names = {word for player in players for spelling in player.spellings for word in spelling.lower().split()}
    names |= {
        w for m in document.mentions if m.entry.kind == "trial" for w in document.text[m.start : m.end].lower().split()
    }
    disease = {
        w
        for m in document.mentions
        if m.entry.kind == "indication"
        for w in re.findall(r"[\w/'-]+", document.text[m.start : m.end].lower())
    }
    frozen_names, frozen_disease = frozenset(names), frozenset(disease | names)
    return (lambda phrase: is_plain(phrase, frozen_names)), (lambda phrase: is_stage_only(phrase, frozen_disease))


def _sentences(document: Document, cast: Cast, reader: Reader, mentions: tuple[Endpoint, ...]) -> list[Record]:
    found: list[Record] = []
    settings: dict[int, Setting] = {}
    starts = [mention.start for mention in mentions]
    last: Endpoint | None = None
    interval = ""
    before: tuple[Record, ...] = ()
    elsewhere = about_others(document, cast)
    for index, sentence in enumerate(document.sentences):
        own = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if index in elsewhere or not _is_read(document, cast, sentence):
            continue
        setting = replace(
            setting_of(document, reader, index, mentions, settings), last=last, interval=interval, before=before
        )
        settings[index] = setting
        scene = Scene(
            document.text, sentence.start, sentence.end, own,
            measured(document.text, sentence.start, sentence.end, own), statistics(document.text, sentence.start, sentence.end),
        )  # fmt: skip
        interval = next((s.kind for s in reversed(scene.statistics) if s.kind in ("ci", "range")), interval)
        last = next((e for e in reversed(own) if not e.weak), None) or (None if own else last)
        if not scene.figures and not scene.statistics:
            before = ()
            continue
        before = tuple(record for record in read_scene(reader, scene, setting) if not _completes(record, before))
        for record in before:
            record.compound = cast.compound_of(index)
            record.modality = (
                modality_of(document, index, sentence.start, sentence.end)
                if sentence.section in ("quotation", "about")
                else "asserted"
            )
            found.append(record)
    return found


def _completes(record: Record, before: tuple[Record, ...]) -> bool:
    """Whether a cut of a risk belongs to a hazard ratio of the sentence before, to whose record it is then added."""
    if record.risk_reduction is None or record.hr is not None or record.subgroup is not None:
        return False
    for earlier in before:
        if earlier.code == record.code and earlier.hr is not None and earlier.risk_reduction is None:
            earlier.risk_reduction = record.risk_reduction
            earlier.spans += record.spans
            return True
    return False


def _is_read(document: Document, cast: Cast, sentence: Sentence) -> bool:
    if sentence.section not in _TOLD or sentence.layout == "row":
        return False
    words = document.words(sentence)
    if _BACKGROUND.search(words):
        return False
    if _PLANNED.search(words) and not re.search(r"\d\s?%|percent|\d months", words):
        return False
    if sentence.section == "about" and not _names_compound(document, cast, sentence):
        return False
    return not _of_other_drug(document, cast, sentence)


def _names_compound(document: Document, cast: Cast, sentence: Sentence) -> bool:
    """Whether a sentence or what stands before it in its paragraph names a conjugate of the release."""
    start = document.text.rfind("\n", 0, sentence.start) + 1
    return bool(cast.compounds_in(start, sentence.end))


def _of_other_drug(document: Document, cast: Cast, sentence: Sentence) -> bool:
    """Whether the subject of a sentence is a drug that is no conjugate of the release."""
    if cast.compounds_in(sentence.start, sentence.end):
        return False
    drugs = cast.drugs_in(sentence.start, sentence.end)
    if any(_STUDY_OF.search(document.text, sentence.start, start) for start, _, _ in drugs):
        return True
    drugs = [drug for drug in drugs if drug[1] <= sentence.start + 40]
    return (
        bool(drugs)
        and drugs[0][0] - sentence.start < 6
        and re.search(r"\b(?:vs\.?|versus|compared|than)\b", document.words(sentence)) is None
    )


_STUDY_OF = lean(r"\b(?:trials?|study|studies) (?:of|with|evaluating|testing|investigating) (?:the )?(?:drug )?$", re.I)


def _name_arms(cast: Cast, records: list[Record], trials: tuple[Trial, ...]) -> None:
    """The experimental arm and the control arm by name, where a record compares two."""
    regimen = _regimen_of(cast, "T")
    for record in records:
        compared = record.comparator is not None or record.hr is not None or record.risk_reduction is not None
        if compared and record.arm is None:
            record.arm = regimen or record.compound
            record.comparator_arm = _control_of(cast, record, trials)


def _control_of(cast: Cast, record: Record, trials: tuple[Trial, ...]) -> str | None:
    """The control arm of a record: its trial's, else that of the one trial it may be of, else what the news compares with."""
    own = [t for t in trials if t.compound in (None, record.compound) and record.trial in (None, t.name, t.nct)]
    named = list(dict.fromkeys(trial.comparator for trial in own if trial.comparator))
    if named:
        return named[0] if len(named) == 1 else None
    return _regimen_of(cast, "C") or (cast.comparators[0].name if cast.comparators else None)


def _name_headings(reader: Reader, records: list[Record]) -> None:
    """The disease that the heading above a result names, for results that name no group themselves."""
    document = reader.document
    for record in records:
        if record.subgroup is not None or record.disease is not None:
            continue
        index = document.sentence_at(_place(record))
        heading = _run_in(document, index)
        heading = heading or next((s for s in reversed(document.sentences[:index]) if s.layout == "heading"), None)
        if heading is None or heading.section != document.sentences[index].section:
            continue
        words = document.words(heading).strip(" :*#.")
        if document.within(heading.start, heading.end, "indication") and reader.is_disease(words):
            record.disease = words


def _run_in(document: Document, index: int) -> Sentence | None:
    """The few words that open the paragraph of a sentence as its title: 'Merkel cell carcinoma. Of 16 patients ...'."""
    start = document.text.rfind("\n", 0, document.sentences[index].start) + 1
    first = document.sentences[document.sentence_at(start)] if start < document.sentences[index].start else None
    short = first is not None and first.start - start < 6 and len(document.words(first).split()) < 7
    return first if first is not None and short and document.within(first.start, first.end, "indication") else None


def _regimen_of(cast: Cast, side: arms.Side) -> str | None:
    """The abbreviation of the one regimen of a side."""
    named = [short for short, meant in cast.regimens.items() if meant == side]
    return named[0] if len(named) == 1 else None


def _place(record: Record) -> int:
    return record.figure.start if record.figure is not None else record.spans[0][0]
