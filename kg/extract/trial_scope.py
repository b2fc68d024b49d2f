"""A document and its cast in, the studies it speaks of out, each with the sentences that are about it.

A study is named ("the METRIC study"), or told by its phase ("a 137-patient, randomized Phase II trial").  A study that
has no name and is only planned is a milestone, not a study.  Mentions without a name belong to the named study of that
phase if there is one, else to the study of the same conjugate and phase.  A sentence that names no study is about the
study of the sentence before it in the same paragraph, else about the release's first one.
"""

from __future__ import annotations

import itertools
import re

from kg.extract.cast import Cast
from kg.extract.diseases import diseases_in
from kg.extract.document import Document
from kg.extract.endpoints import endpoints
from kg.extract.modality import modality_of
from kg.extract.prefilter import lean
from kg.extract.trial_diseases import ANY_DISEASE, differ, diseases_behind, is_another, own_diseases, words_of
from kg.extract.trial_names import TrialName, trial_names
from kg.extract.trial_phases import PHASE, PhaseUse, Study, arabic, letters_of, phases, set_phase
from kg.model import Sentence

_STUDY_NOUNS = frozenset(
    ["trial", "study", "data", "results", "readout", "read-out", "findings", "evaluation", "assessment"]
)
_PART_NOUNS = frozenset(["portion", "part", "cohort", "expansion", "dose"])
_TOLD = ("headline", "dateline", "body")
_PLANNED_WORDS = lean(
    r"\b(?:plans?|planned|intends?|expects?|expected|anticipates?|scheduled|will (?:begin|start|initiate|open|enter|commence|conduct|be (?:initiated|started|conducted|opened))|to (?:initiate|start|begin|open|conduct|commence|enter|advance)|"
    r"potential|proposed|future|upcoming|prepar\w{2,4}|next|additional|further|subsequent|possible|could|may|would|should|toward|towards|supports?|ahead of|prior to|before|means to|aims? to)\b",
    re.I,
)
_BEGUN = lean(
    r"\b(?:has|have|had) (?:been )?(?:begun|initiated|started|opened|commenced)|\b(?:initiated|began|started|opened|ongoing|underway|first patient|dosing has begun|is currently|enrolling|opens?|results|data from|enrolled|cleared|clearance)\b",
    re.I,
)


def studies(document: Document, cast: Cast) -> list[Study]:
    """The studies of a document with their sentences, in the order of their first mention."""
    names = [
        n for n in trial_names(document, cast) if document.release.section_at(n.start) in (*_TOLD, "about", "quotation")
    ]
    found = _named(document, cast, names)
    _unnamed(document, cast, found)
    _by_dosing(document, cast, found)
    if not found:
        _nameless(document, cast, found)
    _scope(document, found)
    return sorted(found, key=lambda study: study.spans[0])


def _named(document: Document, cast: Cast, names: list[TrialName]) -> list[Study]:
    """One study a name; a registry id belongs to the study named beside it; names in 'A/B' are one study."""
    found: dict[str, Study] = {}
    previous: TrialName | None = None
    for name in names:
        index = document.sentence_at(name.start)
        sentence = document.sentences[index]
        if sentence.section == "about" and not (
            name.text in found
            or cast.compounds_in(sentence.start, sentence.end)
            or _about_heading(document, index)
            or _is_akin(name.text, found)
        ):
            continue
        beside = (
            previous is not None
            and re.fullmatch(
                r"\)?\s?(?:study|trial|clinical trial)?\s?[(/;,]\s?(?:[\w.]+:?\s)?(?:ClinicalTrials\.gov[\w ]{0,20}:?\s?)?",
                document.text[previous.end : name.start],
                re.IGNORECASE,
            )
            is not None
        )
        if name.nct:
            _register(document, cast, found, name, previous)
        elif (
            beside
            and previous is not None
            and previous.text in found
            and re.match(r"\)?\s?(?:study|trial|clinical trial)?\s?[/(]", document.text[previous.end :][:20], re.I)
            and name.text not in found
        ):
            found[name.text] = found[previous.text]
            found[previous.text].aliases.append(name.text)
        elif (owner := _group_number_of(document, found, name, previous)) is not None:
            owner.aliases.append(name.text)
            found[name.text] = owner
        else:
            study = found.setdefault(name.text, Study(name=name.text, compound=_compound(cast, index)))
            study.mentioned(name.start, name.end, index)
            study.diseases |= words_of(diseases_behind(document, name.end, sentence.end))
        previous = name
    unique = list({id(study): study for study in found.values()}.values())
    return [
        study
        for study in unique
        if any(document.sentences[i].section in (*_TOLD, "quotation", "about") for i in study.own)
    ]


def _is_akin(name: str, found: dict[str, Study]) -> bool:
    """Whether a name is of a series that the release tells of: 'CARMEN-LC05' beside 'CARMEN-LC03'."""
    stem = re.match(r"[A-Za-z]{4,}(?=-)", name)
    return stem is not None and any(other.startswith(f"{stem[0]}-") for other in found)


_GROUP = lean(
    r"(?:GOG|ENGOT|NSABP|SWOG|ECOG|EORTC|AGO|GEICAM|NRG|JCOG|LYSA|GELA|NCIC|ALLIANCE|TRIO|BIG|IBCSG)\b", re.IGNORECASE
)


def _group_number_of(
    document: Document, found: dict[str, Study], name: TrialName, previous: TrialName | None
) -> Study | None:
    """The study that a cooperative group's number stands beside: 'innovaTV 301/ENGOT cx-12/GOG 3057'."""
    if previous is None or name.text in found or not _GROUP.match(name.text) or name.start - previous.end > 40:
        return None
    between = document.text[previous.end : name.start]
    return found.get(previous.text) if "/" in between or "(" in between else None


def _compound(cast: Cast, index: int) -> str | None:
    return cast.compound_of(index)


def _about_heading(document: Document, index: int) -> bool:
    """Whether a paragraph of an About section is about studies: 'About the METRIC study'."""
    at = index
    while at > 0 and document.sentences[at].section == "about" and index - at < 8:
        words = document.words(document.sentences[at])
        if re.match(
            r"about\b.{0,80}\b(?:trial|study|phase|programme?)|about (?:the )?[A-Z][A-Za-z]*[A-Z0-9][\w-]*\s?$",
            words,
            re.I,
        ):
            return True
        at -= 1
    return False


def _register(
    document: Document, cast: Cast, found: dict[str, Study], name: TrialName, previous: TrialName | None
) -> None:
    """Give a registry id to the study named shortly before it, or to the only study of its sentence."""
    index = document.sentence_at(name.start)
    owner = None
    if (
        previous is not None
        and previous.text in found
        and name.start - previous.end < 160
        and document.sentence_at(previous.start) >= index - 1
    ):
        owner = found[previous.text]
    if owner is None and _FOR_MORE.search(document.text, document.sentences[index].start, name.start):
        block = document.sentences[index].block
        told = [s for s in found.values() if s.name and any(document.sentences[i].block == block for i in s.own)]
        owner = told[0] if len(told) == 1 else None
    if owner is not None and owner.nct in (None, name.text):
        owner.nct = name.text
        return
    study = Study(nct=name.text, compound=_compound(cast, index))
    found.setdefault(name.text, study).mentioned(name.start, name.end, index)


_FOR_MORE = lean(r"\b(?:information|details|visit|found at|available (?:at|on)|clinicaltrials\.gov)\b", re.I)


def _unnamed(document: Document, cast: Cast, found: list[Study]) -> None:
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
    _joined(document, found)
    _by_short_name(document, found)
    _undecided(found)


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
        _PLANNED_WORDS.search(before) is not None
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


_OF_DISEASE = lean(
    r"\b(?:[Ii]n|from|of|for) the (?P<words>(?!phase|study|trial)(?:[A-Za-z-]{2,20} ){0,3}[A-Za-z-]{3,20}) (?:study|trial)\b"
)


def _told_of(document: Document, study: Study) -> set[str]:
    """The words for the diseases in the first sentence that mentions a study."""
    first = document.sentences[study.own[0]]
    return words_of(diseases_in(document, first.start, first.end)) - ANY_DISEASE


def _by_short_name(document: Document, found: list[Study]) -> None:
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


def _joined(document: Document, found: list[Study]) -> None:
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


def _undecided(found: list[Study]) -> None:
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


def _by_dosing(document: Document, cast: Cast, found: list[Study]) -> None:
    """A study told from the known one by its dosing alone: "the ongoing multiple ascending dose trial"."""
    told: dict[str, list[tuple[int, int, int]]] = {}
    for index, sentence in enumerate(document.sentences):
        matches = _DOSING.finditer(document.text, sentence.start, sentence.end) if sentence.section in _TOLD else ()
        for match in matches:
            before = document.text[max(sentence.start, match.start() - 60) : match.start()]
            if not PHASE.search(before) and not _PLANNED_WORDS.search(before):
                told.setdefault(match["kind"].lower(), []).append((*match.span(), index))
    if len(told) < 2 or not found or found[0].name:
        return
    for number, places in enumerate(told.values()):
        study = found[0] if number == 0 else Study(compound=_compound(cast, places[0][2]))
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


def _nameless(document: Document, cast: Cast, found: list[Study]) -> None:
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


_SAYS_MORE = lean(r": |\bn ?= ?\d")  # what makes more than a title of a heading


def _scope(document: Document, found: list[Study]) -> None:
    """Give every told sentence to the study it is about."""
    if not found:
        return
    owners: dict[int, list[Study]] = {}
    for study in found:
        for index in study.own:
            owners.setdefault(index, []).append(study)
    main = min(found, key=lambda s: (not any(document.sentences[i].section == "headline" for i in s.own), min(s.own)))
    current, block, headed = main, -1, main
    told_of = main if len(found) == 1 else None  # the study that a paragraph about a study is about
    for index, sentence in enumerate(document.sentences):
        if sentence.section not in (*_TOLD, "about", "quotation"):
            continue
        if index in owners:
            for study in owners[index]:
                if sentence.lead >= 0 and sentence.lead not in owners and sentence.lead not in study.sentences:
                    study.sentences.append(sentence.lead)
                study.sentences.append(index)
            current, block = owners[index][0], sentence.block
            told_of = current if len(owners[index]) == 1 else None
            if sentence.layout == "heading" and sentence.section == "body":
                headed = current
            continue
        if sentence.section == "about" and told_of is not None and _about_heading(document, index):
            told_of.sentences.append(index)
            continue
        if sentence.section == "about" or (
            sentence.layout == "heading"
            and sentence.section == "body"
            and not _SAYS_MORE.search(document.words(sentence))
        ):
            continue
        if sentence.section == "dateline":
            current = headed
        lead = sentence.lead
        if lead >= 0 and lead in owners and len(owners[lead]) == 1:
            current = owners[lead][0]
        elif sentence.block != block and sentence.layout == "prose" and sentence.section == "body":
            current = headed
        block = sentence.block
        current.sentences.append(index)
