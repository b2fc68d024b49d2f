"""Studies found by name and by phase in, those that are one joined out; and studies told by dosing or by disease alone."""

from __future__ import annotations

import re

from kg.extract.cast import Cast
from kg.extract.diseases import diseases_in
from kg.extract.document import Document
from kg.extract.endpoints import endpoints
from kg.extract.prefilter import lean
from kg.extract.trial_diseases import ANY_DISEASE, differ, words_of
from kg.extract.trial_phases import PHASE, PLANNED_WORDS, Study

_TOLD = ("headline", "dateline", "body")
_OF_DISEASE = lean(
    r"\b(?:[Ii]n|from|of|for) the (?P<words>(?!phase|study|trial)(?:[A-Za-z-]{2,20} ){0,3}[A-Za-z-]{3,20}) (?:study|trial)\b"
)


def _told_of(document: Document, study: Study) -> set[str]:
    """The words for the diseases in the first sentence that mentions a study."""
    first = document.sentences[study.own[0]]
    return words_of(diseases_in(document, first.start, first.end)) - ANY_DISEASE


def by_short_name(document: Document, found: list[Study]) -> None:
    """'In the sarcoma study': the one study whose disease the words name."""
    if len(found) < 2:
        return
    for index, sentence in enumerate(document.sentences):
        if sentence.section not in _TOLD or any(index in study.own for study in found):
            continue
        match = document.search(_OF_DISEASE, sentence)
        if match is None or PHASE.search(match[0]):
            continue
        words = set(re.findall(r"[a-z]{3,}", match["words"].lower())) - ANY_DISEASE
        meant = [study for study in found if words & (study.diseases or _told_of(document, study))]
        if len(meant) == 1:
            meant[0].mentioned(*match.span(), index)


_THE_STUDY = lean(
    r"\b(?:the|this) (?:[\w-]+ ){0,3}?(?:trial|study)\s?\((?:ClinicalTrials\.gov[,:]? ?(?:(?:identifier|number|no\.)[,:]? ?)?)?\Z",
    re.I,
)


def joined(document: Document, found: list[Study]) -> None:
    """'The study (NCT01234567)' is the one without a name that the text has told of last."""
    for study in [s for s in found if s.nct and not s.name and s.phase is None]:
        place = study.spans[0][0]
        if _THE_STUDY.search(document.text, max(0, place - 80), place) is None:
            continue
        told = [s for s in found if s is not study and not s.nct and s.phase and min(s.spans)[0] < place]
        if told:
            other = max(told, key=lambda s: max(span for span in s.spans if span[0] < place))
            other.nct = study.nct
            for (start, end), index in zip(study.spans, study.own, strict=False):
                other.mentioned(start, end, index)
            found.remove(study)


def _is_after(name: str, compound: str | None) -> bool:
    """Whether a study is called after the code of a drug: 'ABC123.001'."""
    return re.search(r"\d[A-Z\d]*[-.][A-Z]{0,3}\d{1,4}$", name) is not None and compound is not None


def undecided(found: list[Study]) -> None:
    """The only named study takes the only phase that the release gives to a study without a name."""
    nameless = [s for s in found if not s.name and not s.nct]
    own = [s for s in found if s.name and s.phase is None and _is_after(s.name, s.compound)]
    named = own if len(own) == 1 and len(nameless) == 1 else [s for s in found if s.name or s.nct]
    early = bool(own) or (bool(named) and bool(nameless) and min(nameless[0].own) < 8 and min(named[0].own) < 10)
    if (
        early
        and len(named) == 1
        and named[0].phase is None
        and len(nameless) == 1
        and nameless[0].compound in (None, named[0].compound)
        and not differ(named[0].diseases, nameless[0].diseases)
    ):
        study, other = named[0], nameless[0]
        study.phase, study.phase_raw = other.phase, other.phase_raw
        for (start, end), index in zip(other.spans, other.own, strict=False):
            study.mentioned(start, end, index)
        found.remove(other)


_DOSING = lean(
    r"\b(?P<kind>single|multiple)[- ](?:ascending|rising|escalating)[- ]doses? (?:[\w-]+ ){0,2}?(?:trial|study)\b", re.I
)


def by_dosing(document: Document, cast: Cast, found: list[Study]) -> None:
    """A study told from the known one by its dosing alone: "the ongoing multiple ascending dose trial"."""
    told: dict[str, list[tuple[int, int, int]]] = {}
    for index, sentence in enumerate(document.sentences):
        matches = _DOSING.finditer(document.text, sentence.start, sentence.end) if sentence.section in _TOLD else ()
        for match in matches:
            before = document.text[max(sentence.start, match.start() - 60) : match.start()]
            if not PHASE.search(before) and not PLANNED_WORDS.search(before):
                told.setdefault(match["kind"].lower(), []).append((*match.span(), index))
    if len(told) < 2 or not found or found[0].name:
        return
    for number, places in enumerate(told.values()):
        study = found[0] if number == 0 else Study(compound=cast.compound_of(places[0][2]))
        for place in places:
            study.mentioned(*place)
        if number:
            found.append(study)


_A_STUDY = lean(
    r"\b(?:in|from|of|the|this|a|an|our|its)\s(?:[\w/-]+\s){0,4}?(?:clinical )?(?:trial|study)\b(?! (?:drug|medication|sites?))",
    re.I,
)
_RESULTS = lean(
    r"\b(?:ORR|response|responses|PFS|survival|patients (?:received|were|had)|MTD|maximum tolerated|clinical data|findings|adverse events)\b",
    re.I,
)


def nameless(document: Document, cast: Cast, found: list[Study]) -> None:
    """A study without name and phase, where the release reports results of one."""
    if cast.main is None:
        return
    reported = [
        i
        for i, s in enumerate(document.sentences)
        if s.section in _TOLD and _RESULTS.search(document.words(s)) and re.search(r"\d", document.words(s))
    ]
    told = [i for i, s in enumerate(document.sentences) if s.section in _TOLD]
    if (
        len(reported) < 2
        or not told
        or re.search(
            r"\b(?:mice|xenograft|preclinical)\b", " ".join(document.words(document.sentences[i]) for i in reported)
        )
    ):
        return
    shown = endpoints(document.text)
    proved = any(
        document.sentences[i].start <= mention.start < document.sentences[i].end and not mention.weak
        for i in reported
        for mention in shown
    )
    if not proved and not any(_A_STUDY.search(document.words(document.sentences[i])) for i in told):
        return
    several = _by_disease(document, cast, told, reported)
    if several:
        found += several
        return
    at = next((i for i in told if _A_STUDY.search(document.words(document.sentences[i]))), reported[0])
    sentence = document.sentences[at]
    study = Study(compound=cast.main)
    study.mentioned(sentence.start, sentence.end, at)
    study.own += [i for i in reported if i != at]
    found.append(study)


_SEVERAL = lean(r"\b(?:two|three|four|both) (?:[\w-]{2,20} ){0,3}?(?:trials|studies)\b", re.I)


def _by_disease(document: Document, cast: Cast, told: list[int], reported: list[int]) -> list[Study]:
    """The studies of a release that speaks of two or more and gives the results of each by its disease."""
    if not any(document.search(_SEVERAL, document.sentences[i]) for i in told):
        return []
    studies: dict[str, Study] = {}
    for index in reported:
        sentence = document.sentences[index]
        diseases = diseases_in(document, sentence.start, sentence.end)
        if len({disease.slug for disease in diseases}) == 1:
            study = studies.setdefault(diseases[0].slug, Study(compound=cast.main))
            study.mentioned(sentence.start, sentence.end, index)
    return list(studies.values()) if len(studies) > 1 else []
