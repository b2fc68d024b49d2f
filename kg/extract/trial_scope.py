"""A document and its cast in, the studies it speaks of out, each with the sentences that are about it.

A study is named ("the METRIC study"), or told by its phase ("a 137-patient, randomized Phase II trial").  A study that
has no name and is only planned is a milestone, not a study.  Mentions without a name belong to the named study of that
phase if there is one, else to the study of the same conjugate and phase.  A sentence that names no study is about the
study of the sentence before it in the same paragraph, else about the release's first one.
"""

from __future__ import annotations

import re

from kg.extract.cast import Cast
from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.extract.trial_by_phase import add_by_phase
from kg.extract.trial_diseases import diseases_behind, words_of
from kg.extract.trial_merging import by_dosing, nameless
from kg.extract.trial_names import TrialName, trial_names
from kg.extract.trial_phases import Study

_TOLD = ("headline", "dateline", "body")


def studies(document: Document, cast: Cast) -> list[Study]:
    """The studies of a document with their sentences, in the order of their first mention."""
    names = [
        n for n in trial_names(document, cast) if document.release.section_at(n.start) in (*_TOLD, "about", "quotation")
    ]
    found = _named(document, cast, names)
    add_by_phase(document, cast, found)
    by_dosing(document, cast, found)
    if not found:
        nameless(document, cast, found)
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
