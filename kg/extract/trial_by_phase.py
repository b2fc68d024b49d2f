"""A document, its cast and the studies found by name in, the studies that it tells by their phase added out.

A phase belongs to the named study beside it ("Phase 3 METRIC study"), else to the study of the same conjugate, phase and
disease, else it is a study of its own, unless that is only planned.
"""

from __future__ import annotations

import itertools
import re

from kg.extract.cast import Cast
from kg.extract.document import Document
from kg.extract.modality import modality_of
from kg.extract.prefilter import lean
from kg.extract.trial_diseases import is_another, own_diseases
from kg.extract.trial_merging import by_short_name, joined, undecided
from kg.extract.trial_phases import PHASE, PLANNED_WORDS, PhaseUse, Study, arabic, letters_of, phases, set_phase
from kg.model import Sentence

_TOLD = ("headline", "dateline", "body")

_STUDY_NOUNS = frozenset(
    ["trial", "study", "data", "results", "readout", "read-out", "findings", "evaluation", "assessment"]
)
_PART_NOUNS = frozenset(["portion", "part", "cohort", "expansion", "dose"])
_BEGUN = lean(
    r"\b(?:has|have|had) (?:been )?(?:begun|initiated|started|opened|commenced)|\b(?:initiated|began|started|opened|ongoing|underway|first patient|dosing has begun|is currently|enrolling|opens?|results|data from|enrolled|cleared|clearance)\b",
    re.I,
)


def add_by_phase(document: Document, cast: Cast, found: list[Study]) -> None:
    """Phases: bound to the named study beside them, else a study of their own."""
    loose: list[tuple[int, PhaseUse]] = []
    for index, sentence in enumerate(document.sentences):
        if sentence.section not in (*_TOLD, "quotation", "about"):
            continue
        for use in phases(document, sentence):
            bound = _bound(document, found, sentence, use)
            for study in bound:
                set_phase(study, use)
                if len(bound) == 1:
                    study.diseases |= own_diseases(document, sentence, use)
            if not bound and sentence.section in _TOLD:
                loose.append((index, use))
    for index, use in loose:
        _place(document, cast, found, index, use)
    joined(document, found)
    by_short_name(document, found)
    undecided(found)


def _bound(document: Document, found: list[Study], sentence: Sentence, use: PhaseUse) -> list[Study]:
    """The named studies that a phase is said of: 'Phase 3 METRIC study', 'METRIC, a randomized Phase 3 trial'."""
    inside = sorted(
        (start, end, study)
        for study in found
        if study.name or study.nct
        for start, end in study.spans
        if sentence.start <= start < sentence.end
    )
    if not inside:
        return []
    behind = [(s, e, study) for s, e, study in inside if s >= use.end]
    if behind:
        gap = document.text[use.end : behind[0][0]]
        others = PHASE.search(gap)
        if (
            others is None
            and len(gap) < 260
            and gap.endswith("(")
            and not re.search(r"[.;]\s", gap)
            and document.text[behind[0][1]] == ")"
        ):
            return [behind[0][2]]
        if others is None and len(gap) < 260 and _LISTED_IN.search(gap) and not re.search(r"[.;]\s", gap):
            listed = _coordinated(document, behind)
            if len(listed) > 1:
                return listed
        if (
            others is None
            and len(gap) < 110
            and not re.search(r"[.;]| and (?:the|a) | was | were |, and (?:the|a|in) ", gap)
        ):
            if use.plural and ":" in gap:
                return list({id(study): study for _, _, study in behind}.values())
            return _coordinated(document, behind)
    before = [(s, e, study) for s, e, study in inside if e <= use.start]
    if before:
        gap = _BRACKET.sub("", document.text[before[-1][1] : use.start])
        if (
            PHASE.search(gap) is None
            and len(gap) < 140
            and re.match(
                r"\)?(?: (?:clinical )?(?:trial|study))?(?: (?:[a-z][\w-]+,? ){0,4}$|,| \(| is| was|:| -| \)|\)| will be| are| were| trials?| stud(?:y|ies))",
                gap,
            )
            and not re.search(r"[;.]\s|, and (?:a|the|in)\b", gap)
        ):
            return [before[-1][2]]
    return []


_BRACKET = lean(r" \([^()]{1,60}\)")
_LISTED_IN = lean(r" \((?:in )?(?:the )?\Z")  # 'Phase 3 testing ... (the A, B and C trials, respectively)'


def _coordinated(document: Document, names: list[tuple[int, int, Study]]) -> list[Study]:
    """The names of a list: 'the MARIANNE, EMILIA, and TH3RESA trials'."""
    chosen = [names[0][2]]
    for left, right in itertools.pairwise(names):
        if (
            re.fullmatch(r"(?: \([^()]{1,60}\))?,? ?(?:and|or|&)? ?(?:the )?", document.text[left[1] : right[0]])
            is None
        ):
            break
        chosen.append(right[2])
    return chosen


def _place(document: Document, cast: Cast, found: list[Study], index: int, use: PhaseUse) -> None:
    """A phase without a name: a mention of a known study, or a new study."""
    sentence = document.sentences[index]
    phase = arabic(use.printed)
    compound = _near_compound(cast, sentence, use) or cast.compound_of(index)
    diseases = own_diseases(document, sentence, use)
    named = [
        s
        for s in found
        if s.name and s.phase in (None, phase) and s.compound in (None, compound) and not is_another(s, use, diseases)
    ]
    same = [
        s for s in found if s.phase == phase and s.compound in (None, compound) and not is_another(s, use, diseases)
    ]
    if same and use.noun in ("testing", "clinical testing", "development") and index - max(same[0].own) > 3:
        return  # tells where the drug stands, not what the study found
    if same:
        same[0].mentioned(use.start, use.end, index)
        same[0].diseases |= diseases
        return
    before = use.noun in _PART_NOUNS or sentence.section not in ("headline", "dateline")
    fitting = [
        s
        for s in found
        if s.phase
        and (before or min(s.own) <= index)
        and phase in s.phase.split("/")
        and "/" in s.phase
        and s.compound in (None, compound)
        and not is_another(s, use, diseases)
    ]
    if fitting or use.noun is None or use.plural:
        return
    if _RECOMMENDED.search(document.text, max(sentence.start, use.start - 14), use.start):
        return
    if use.noun not in _STUDY_NOUNS and not (use.noun in _PART_NOUNS and _reports(document, sentence)):
        return
    early = bool(named) and index < 8 and min(named[0].own) < 10
    if early and len(named) == 1 and named[0].phase is None and len([s for s in found if s.name]) == 1:
        set_phase(named[0], use)
        named[0].mentioned(use.start, use.end, index)
        return
    if _is_planned(document, index, use) or (compound is None and cast.is_adc):
        return
    study = Study(compound=compound, diseases=set(diseases), letters=letters_of(use.printed))
    set_phase(study, use)
    study.mentioned(use.start, use.end, index)
    found.append(study)


_RECOMMENDED = lean(r"\brecommended \Z", re.I)  # the dose for a phase is no study of it


def _near_compound(cast: Cast, sentence: Sentence, use: PhaseUse) -> str | None:
    """The conjugate named nearest to a phase, by preference behind it: 'Phase I trial of X'."""
    inside = cast.compounds_in(sentence.start, sentence.end)
    if not inside:
        return None
    text = cast.document.text

    def distance(place: tuple[int, int, str]) -> int:
        if place[0] < use.end:
            return 2 * (use.start - place[1])
        between = text[use.end : place[0]]
        return place[0] - use.end + (200 if re.search(r"[,;:] |\band\b", between) else 0)

    return min(inside, key=distance)[2]


def _reports(document: Document, sentence: Sentence) -> bool:
    return re.search(r"\d\s?%|percent|enrolled|\d patients", document.words(sentence)) is not None


def _is_planned(document: Document, index: int, use: PhaseUse) -> bool:
    """Whether a study is only announced: 'plans to initiate a Phase II trial'."""
    sentence = document.sentences[index]
    before = document.text[max(sentence.start, use.start - 90) : use.start]
    around = document.text[max(sentence.start, use.start - 90) : min(sentence.end, use.reach + 60)]
    if _APPLIED.search(before):
        return True
    if re.match(
        r"(?:Also |Still |Currently )?(?:ongoing|underway|under way|enrolling) (?:is|are)\b",
        document.words(sentence),
        re.I,
    ):
        return False
    if re.search(r"\b(?:results?|data|findings) (?:from|of|in) (?:an? |the |its |our )?[\w ,-]{0,40}$", before, re.I):
        return False
    if _BEGUN.search(around) and not re.search(
        r"\b(?:plans?|expects?|intends?|anticipates?|scheduled|will|to be|planned)\b", before, re.I
    ):
        return False
    if modality_of(document, index, use.start, use.end) == "planned":
        return True
    return (
        PLANNED_WORDS.search(before) is not None
        or re.match(
            r"[^.;]{0,60}\b(?:is|are) (?:planned|expected|scheduled|anticipated)",
            document.text[use.reach : min(sentence.end, use.reach + 80)],
        )
        is not None
    )


_APPLIED = lean(
    r"\b(?:(?:submit\w*|fil(?:ed|ing))\b[^.;]{0,60}\b(?:IND|application)|(?:IND|application)\b[^.;]{0,40}\b(?:submitted|filed))\b[^.;]{0,70}\bfor (?:a |an |the )?$",
    re.I,
)
