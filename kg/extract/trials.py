"""A document and its cast in, the studies the release speaks of out.

`kg.extract.trial_scope` finds the studies and the sentences about each; here their fields are read from these sentences
and put together: number of patients, design, line, comparator, endpoints, sponsor, status, meeting and abstract.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract import trial_conduct as conduct
from kg.extract import trial_control
from kg.extract import trial_fields as fields
from kg.extract import trial_patients as patients
from kg.extract import trial_states as states
from kg.extract.cast import Cast
from kg.extract.diseases import diseases_in
from kg.extract.document import Document
from kg.extract.endpoints import Endpoint, endpoints
from kg.extract.prefilter import lean
from kg.extract.presentations import MEETING, Meeting, abstracts, distinct, meetings, society
from kg.extract.trial_arms import arms_of, control_arm, equal_arms
from kg.extract.trial_parts import distributed_line, parts_of
from kg.extract.trial_phases import Study
from kg.extract.trial_scope import studies
from kg.extract.trial_size import Size, sizes
from kg.model import Modality, Sentence, Trial

_JOURNAL = lean(
    r"\b(?:The )?(?:New England Journal of Medicine|Lancet(?: Oncology| Haematology)?|Journal of Clinical Oncology|Blood(?= journal|,? the journal)|JAMA(?: Oncology)?|Nature(?: Medicine| Cancer| Reviews)?(?= journal|,|\.| and)|Annals of Oncology|Clinical Cancer Research|Cancer Discovery)\b"
)
# an abstract that is only handed in, or data of animals
_NOT_OF_A_STUDY = lean(
    r"\bpre-?clinical (?:data|results|studies|findings)\b(?![^.;]{0,60}\bclinical (?:data|results))|\babstracts?[^.;]{0,40}\bsubmitted\b|\bsubmit\w*\b[^.;]{0,40}\b(?:abstract|presentation)\b",
    re.I,
)


def read_trials(document: Document, cast: Cast) -> tuple[Trial, ...]:
    """The studies of a release, in the order of their first mention."""
    found = studies(document, cast)
    mentions = endpoints(document.text)
    shown = [m for m in meetings(document) if not _of_animals(document, m)]
    held = sorted(distinct(shown), key=lambda meeting: _is_past(document, meeting))
    return tuple(
        _trial(document, cast, study, found, mentions, _held_for(document, mentions, held, study, found))
        for study in found
    )


_ANIMALS = lean(r"\b(?:mice|mouse|xenografts?|in vivo|in vitro|patient[- ]derived models|animal models?)\b", re.I)


def _of_animals(document: Document, meeting: Meeting) -> bool:
    """Whether what is shown at a meeting was found in animals or is only handed in, in its sentence or the two before."""
    sentence = document.sentences[meeting.sentence]
    if _NOT_OF_A_STUDY.search(document.words(sentence)):
        return True
    before = [
        s for s in document.sentences[max(0, meeting.sentence - 2) : meeting.sentence + 1] if s.block == sentence.block
    ]
    words = " ".join(document.words(s) for s in before)
    return _ANIMALS.search(words) is not None and re.search(r"\bpatients\b|\bphase\b", words, re.I) is None


def _is_past(document: Document, meeting: Meeting) -> bool:
    """Whether a meeting is one at which earlier data were shown."""
    words = document.words(document.sentences[meeting.sentence])
    return (
        re.search(
            r"\b(?:previously|earlier) (?:reported|presented|announced)|\b(?:were|was) (?:previously|first) ",
            words,
            re.I,
        )
        is not None
    )


def _held_for(
    document: Document, mentions: tuple[Endpoint, ...], held: list[Meeting], study: Study, found: list[Study]
) -> list[Meeting]:
    """The meetings of a study: those its sentences name, and those that no study's own sentence names."""
    if len(found) == 1:
        return held
    own = [meeting for meeting in held if _is_of(document, meeting, study, found)]
    if own or all(document.sentences[i].section == "about" for i in study.own):
        return own
    early = [meeting for meeting in held if not any(meeting.sentence in other.own for other in found)]
    told = parts_of(document, study.sentences, study, found)
    own_parts = parts_of(document, study.own, study, found)
    shown = _has_results(document, mentions, told) or _abstract(document, own_parts, []) is not None
    return early if shown else []


def _is_of(document: Document, meeting: Meeting, study: Study, found: list[Study]) -> bool:
    """Whether a meeting stands in what a sentence says of a study, or in front of all the studies it names."""
    if meeting.sentence not in study.sentences:
        return False
    parts = parts_of(document, [meeting.sentence], study, found)
    sentence = document.sentences[meeting.sentence]
    named = [start for one in found for start, _ in one.spans if sentence.start <= start < sentence.end]
    return all(meeting.start < start for start in named) or any(
        part.start <= meeting.start < part.end for part in parts
    )


def _trial(
    document: Document,
    cast: Cast,
    study: Study,
    found: list[Study],
    mentions: tuple[Endpoint, ...],
    held: list[Meeting],
) -> Trial:
    indices = [i for i in study.sentences if document.sentences[i].section in _TOLD] or study.sentences
    told = parts_of(document, indices, study, found)
    own = [i for i in study.own if document.sentences[i].section in _TOLD] or study.own
    alone = sorted(own, key=lambda i: _is_shared(document, i, study, found))
    first = parts_of(document, alone + [i for i in indices if i not in own], study, found)
    handed_out, line = distributed_line(document, study, found)
    size = _size(document, told) or _size_behind_name(document, study)
    listed = arms_of(document, cast, told)
    sized = [arm.n for arm in listed if arm.n]
    if size is not None and len(sized) > 1 and size.n in sized and (size.rank > 0 or size.qualifier):
        size = None  # the number of one part
    control = trial_control.comparator(document, cast, told) or control_arm(document, cast, told, listed)
    if not listed and control and study.compound:
        listed = equal_arms(document, told, study.compound, control[0])
    reported = _has_results(document, mentions, told)
    status, raw = states.status(document, told, parts_of(document, own, study, found), reported)
    if status in ("paused", "stopped") and len(found) > 1 and study.name:  # perhaps said of another study
        said = states.status(document, parts_of(document, own, study, found), (), False)
        status, raw = said if said[0] in ("ongoing", "started", "reported") else (status, raw)
    number_found = _abstract(document, told, held)
    ended = states.end_of_development(document, cast, study.compound) if len(found) == 1 else None
    status, raw = ("stopped", ended) if ended else (status, raw)
    primary = fields.primary_endpoints(document, mentions, told)
    secondary, second_spans = conduct.secondary_endpoints(document, mentions, told)
    sites, crossover = conduct.sites(document, told), conduct.crossover(document, told)
    spans = [(document.sentences[i].start, document.sentences[i].end) for i in study.own[:3]]
    spans += [(size.start, size.end)] if size else []
    spans += [control[1]] if control else []
    spans += [*second_spans, *(place[1] for place in (sites, crossover) if place)]
    spans += (
        [(m.start, m.end) for m in held[:1]] + [number_found[:2]]
        if number_found
        else [(m.start, m.end) for m in held[:1]]
    )
    return Trial(
        name=study.name,
        aliases=tuple(study.aliases),
        nct=study.nct,
        phase=study.phase,
        phase_raw=study.phase_raw,
        indication=patients.indication(document, first) or _indication_of_all(document, is_main=_is_main(study, found)),
        n=size.n if size else None,
        n_qualifier=size.qualifier if size else (),
        arms=listed,
        design=fields.design(document, told),
        comparator=control[0] if control else None,
        status=status,
        status_raw=raw,
        sponsor=fields.sponsor(document, cast, told),
        line_of_therapy=line if handed_out else fields.line_of_therapy(document, first),
        primary_endpoint=primary,
        secondary_endpoint=tuple(code for code in secondary if code not in primary),
        crossover=crossover[0] if crossover else None,
        sites=sites[0] if sites else None,
        compound=study.compound,
        conference=_conference(held[0]) if held else None,
        other_conferences=tuple(_conference(meeting) for meeting in held[1:]),
        abstract=number_found[2] if number_found else None,
        publication=_publication(document, told),
        modality=_modality(status),
        rule="trials:named" if study.name else "trials:phase",
        evidence=document.evidence(*spans),
    )


_TOLD = ("headline", "dateline", "body", "about")


def _all_told(document: Document) -> list[Sentence]:
    return [sentence for sentence in document.sentences if sentence.section in ("headline", "body")]


def _is_main(study: Study, found: list[Study]) -> bool:
    """Whether a study is the one, or one of the names, that the release is about."""
    return study.compound == found[0].compound and (study is found[0] or study.name is not None)


def _indication_of_all(document: Document, *, is_main: bool) -> str | None:
    """The disease of the release as a whole: for studies of its main drug, and for any where it names only one."""
    told = _all_told(document)
    slugs = {disease.slug for part in told for disease in diseases_in(document, part.start, part.end)}
    return patients.indication(document, told) if is_main or len(slugs) == 1 else None


def _is_shared(document: Document, index: int, study: Study, found: list[Study]) -> bool:
    """Whether a sentence names other studies too."""
    sentence = document.sentences[index]
    return any(
        sentence.start <= start < sentence.end for other in found if other is not study for start, _ in other.spans
    )


def _modality(status: str | None) -> Modality:
    return "planned" if status == "planned" else "asserted"


def _size(document: Document, told: Sequence[Sentence]) -> Size | None:
    """The size of the study: the most telling number, the first of its kind."""
    found = [size for part in told for size in sizes(document.text, part.start, part.end)]
    if found:
        return min(found, key=lambda size: (size.rank, size.start))
    return _size_in_head(document, told)


_BEHIND_NAME = lean(r"(?: (?:trial|study))? ?\([nN] ?= ?(?P<n>\d{2,5})\)")


def _size_behind_name(document: Document, study: Study) -> Size | None:
    """The size in brackets right behind a name: "HARBOUR (n=260)"."""
    for _, end in study.spans:
        if match := _BEHIND_NAME.match(document.text, end):
            return Size(int(match["n"]), (), *match.span("n"), 0)
    return None


_HEAD_SIZE = lean(r"\bN ?= ?(?P<n>\d{2,4})\b")


def _size_in_head(document: Document, told: Sequence[Sentence]) -> Size | None:
    """The size that every column of a table repeats in its head."""
    rows = [part for part in told if part.layout == "row"]
    found = [match for row in rows for match in _HEAD_SIZE.finditer(document.text, row.start, row.end)]
    if len(found) < 2 or len({match["n"] for match in found}) != 1:
        return None
    return Size(int(found[0]["n"]), (), found[0].start(), found[0].end(), 0)


def _has_results(document: Document, mentions: tuple[Endpoint, ...], told: Sequence[Sentence]) -> bool:
    for sentence in told:
        named = any(sentence.start <= m.start < sentence.end and not m.weak for m in mentions)
        shown = (
            r"\d"
            if sentence.layout == "row"
            else r"\d\s?%|percent|(?<!at \d)(?<!at \d\d)\s(?<!at )\d{1,2}(?:\.\d)? months|\d/\d"
        )
        if named and re.search(shown, document.words(sentence)):
            return True
    return False


def _conference(meeting: Meeting) -> str:
    """A meeting with its place."""
    return ", ".join(part for part in (meeting.name, meeting.city, meeting.country) if part)


def _abstract(document: Document, told: Sequence[Sentence], held: list[Meeting]) -> tuple[int, int, str] | None:
    """The number of the abstract, not one of another meeting than the study's own."""
    for sentence in told:
        found = abstracts(document, sentence.start, sentence.end)
        if not found or len({number for _, _, number in found}) != 1:
            continue
        named = {society(match[0]) for match in MEETING.finditer(document.text, sentence.start, sentence.end)}
        if not held or not named or society(held[0].name) in named:
            return found[0]
    return None


def _publication(document: Document, told: Sequence[Sentence]) -> str | None:
    for sentence in told:
        match = document.search(_JOURNAL, sentence)
        if match is not None:
            return match[0]
    return None
