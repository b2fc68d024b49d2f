"""The studies of a document in, the stretches of text that are about each of them out.

A sentence that names several studies is divided: "METRIC enrolls 300 patients, and the Phase II trial in melanoma has
been stopped" says two things of two studies.  Studies that are listed together ("the EMILIA and TH3RESA trials") share
their stretch; what stands before a colon, or speaks of trials at large, belongs to all of them.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.extract.trial_phases import Study
from kg.model import Sentence

_LISTED = lean(r"\)?(?: \([^()]{1,60}\))?,? ?(?:and|or|/|&)? ?(?:the |its )?")
_BREAK = lean(r"; |, (?:while |whereas |and |but )?| and | while | but |\. ")
_SHARED = lean(r":|\b(?:trials|studies)\b", re.IGNORECASE)

Span = tuple[int, int]


def parts_of(document: Document, indices: list[int], study: Study, found: list[Study]) -> list[Sentence]:
    """The sentences of some indices, each cut to what it says of one study."""
    parts: list[Sentence] = []
    for index in indices:
        parts += _parts(document, index, study, found)
    return parts


def _parts(document: Document, index: int, study: Study, found: list[Study]) -> list[Sentence]:
    sentence = document.sentences[index]
    groups = _groups(document.text, sentence, found)
    if len(groups) < 2 or not any(study in owners for _, owners in groups):
        return [sentence]
    edges = [sentence.start]
    for (left, _), (right, _) in itertools.pairwise(groups):
        edges.append(_edge(document.text, left[1], right[0]))
    edges.append(sentence.end)
    kept = [
        replace(sentence, start=edges[number], end=edges[number + 1])
        for number, (_, owners) in enumerate(groups)
        if study in owners
    ]
    before = replace(sentence, end=groups[0][0][0])
    if study not in groups[0][1] and _SHARED.search(document.words(before)):
        kept.insert(0, before)
    return kept


def _groups(text: str, sentence: Sentence, found: list[Study]) -> list[tuple[Span, list[Study]]]:
    """Where studies are named in a sentence, in order; names of one list, or of one study, are one group."""
    named = sorted(
        (
            (start, end, number)
            for number, one in enumerate(found)
            for start, end in one.spans
            if _is_in(start, sentence)
        ),
    )
    groups: list[tuple[Span, list[Study]]] = []
    for start, end, number in named:
        one = found[number]
        if groups and (one in groups[-1][1] or _LISTED.fullmatch(text, groups[-1][0][1], start)):
            (left, right), owners = groups[-1]
            groups[-1] = (left, max(right, end)), [*owners, one]
        else:
            groups.append(((start, end), [one]))
    return groups


def _is_in(place: int, sentence: Sentence) -> bool:
    return sentence.start <= place < sentence.end


def _edge(text: str, left: int, right: int) -> int:
    """The last break between two mentions, else where the second one begins."""
    breaks = [match.start() for match in _BREAK.finditer(text, left, right)]
    return breaks[-1] if breaks else right


_ORDINAL = r"(?:first|second|third|fourth)"
_LINES = lean(rf"\b{_ORDINAL}(?:[- ]line)?-?(?:(?:, and |, | and ){_ORDINAL}(?:[- ]line)?-?){{1,3}}", re.IGNORECASE)


def distributed_line(document: Document, study: Study, found: list[Study]) -> tuple[bool, str | None]:
    """Whether a sentence hands out lines of therapy to listed studies "respectively", and the one of this study."""
    for index in study.own:
        sentence = document.sentences[index]
        if "respectively" not in document.words(sentence):
            continue
        lines = document.search(_LINES, sentence)
        group = next((owners for _, owners in _groups(document.text, sentence, found) if study in owners), [])
        names = list({id(one): one for one in group}.values())
        ordinals = re.findall(_ORDINAL, lines[0], re.IGNORECASE) if lines else []
        if lines is not None and len(names) > 1:
            place = next(number for number, one in enumerate(names) if one is study)
            return True, f"{ordinals[place].lower()}-line" if len(ordinals) == len(names) else None
    return False, None
