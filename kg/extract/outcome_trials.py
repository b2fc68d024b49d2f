"""A document and its trials in, the trial that a sentence's results belong to out.

A sentence that names a trial is about it, else the sentences before it in the paragraph decide, else the heading above.
Without such a cue the results are of the only trial that the release reports on; of several, of none in particular.  A
trial that is only planned has no results.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.model import Trial

_NO_RESULTS = frozenset(("planned", "cleared", "started"))
_PHASE = lean(
    r"\bphase (?P<phase>[1-4]|I{1,3}|IV)(?P<part>[ab])?(?:\s?/\s?(?P<second>[1-4]|I{1,3}|IV)[ab]?)? (?:\w+[ -]){0,4}?(?:trial|study)\b",
    re.I,
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


@dataclass(frozen=True)
class Belongings:
    """To which trial the results of each sentence belong."""

    document: Document
    trials: tuple[Trial, ...]

    @cached_property
    def with_results(self) -> tuple[Trial, ...]:
        """The trials that the release reports on; failing these, those that have begun."""
        reported = tuple(trial for trial in self.trials if trial.status == "reported")
        return reported or tuple(trial for trial in self.trials if trial.status not in _NO_RESULTS)

    @cached_property
    def _places(self) -> list[tuple[int, int, Trial]]:
        """Where the trials are named, in order."""
        found = []
        for trial in self.with_results:
            for name in {trial.name, trial.nct, *trial.aliases} - {None, ""}:
                pattern = re.compile(rf"(?<![\w-]){re.escape(str(name))}(?![\w-])", re.I)
                found += [(m.start(), m.end(), trial) for m in pattern.finditer(self.document.text)]
        return sorted(found, key=lambda place: place[:2])

    def of(self, place: int, compound: str | None = None) -> str | None:
        """The name or registry number of the trial that a result at a place of the text belongs to, if that is told.

        A trial of another compound than the result's is none.
        """
        trial = self._of(place)
        if trial is None or (compound is not None and trial.compound not in (None, compound)):
            return None
        return trial.name or trial.nct

    def _of(self, place: int) -> Trial | None:
        if len(self.with_results) < 2:
            return self.with_results[0] if self.with_results else None
        index = self.document.sentence_at(place)
        block = self.document.sentences[index].block
        for at in range(index, -1, -1):
            sentence = self.document.sentences[at]
            heading = sentence.layout == "heading"
            if sentence.block != block and not heading:
                continue
            told = self._told(sentence.start, sentence.end, place)
            if told is not None:
                return told
            if heading:
                return None
        return None

    def _told(self, start: int, end: int, place: int) -> Trial | None:
        """The trial that a sentence names, the one in front of the place if there are two; else the one of its phase."""
        named = [found for found in self._places if start <= found[0] and found[1] <= end]
        if named:
            before = [found for found in named if found[1] <= place]
            return (before[-1] if before else named[0])[2]
        phases = {_phase(match) for match in _PHASE.finditer(self.document.text, start, end)}
        fitting = [trial for trial in self.with_results if trial.phase in phases]
        return fitting[0] if len(fitting) == 1 else None


def _phase(match: re.Match[str]) -> str:
    first, second = (_ROMAN.get((part or "").lower(), part) for part in (match["phase"], match["second"]))
    return f"{first}/{second}" if second else str(first)
