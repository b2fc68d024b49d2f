"""The sentences of a release in, in order, those that report adverse events of its conjugates out.

They stand in the headline and the news, in an "About" block on a trial, and under the safety information that is
printed behind the news of an approved drug; what that says of another drug is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.cast import Cast
from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.model import Sentence

_ABOUT_TRIAL = lean(r"About (?:[^\s.]{1,24} ){0,8}?(?:trial|study|Phase [1-4I])\b", re.IGNORECASE)
_SAFETY_INFORMATION = lean(r"\bSafety Information\b", re.IGNORECASE)
_OPENS_ANOTHER = lean(
    r"(?:About|Indications?|Please|Forward|Contacts?|Drug Interactions|Use in Specific|Dos(?:age|ing))\b", re.IGNORECASE
)
_CLOSES = lean(
    r"(?:Please (?:see|refer|click|read)|Click here|For (?:further|more|full|complete|additional))\b", re.IGNORECASE
)


class Places:
    """Which sentences count, asked in the order of the text."""

    def __init__(self, document: Document, cast: Cast, trials: Sequence[str]) -> None:
        self.document = document
        self.cast = cast
        self.heads = tuple(f"About {name}" for name in trials)
        self.is_open = False  # whether the "About" block that is read counts

    def holds(self, sentence: Sentence) -> bool:
        """Whether a sentence may report adverse events of the release's conjugates."""
        words = self.document.words(sentence)
        if sentence.section in ("headline", "body"):
            self.is_open = False
            return True
        if sentence.section != "about":
            self.is_open = False
        elif _SAFETY_INFORMATION.search(words[:70]) and not _CLOSES.match(words):
            self.is_open = self._is_own(sentence)
        elif words.startswith("About "):
            self.is_open = _ABOUT_TRIAL.match(words) is not None or words.startswith(self.heads)
        elif _CLOSES.match(words) or (sentence.layout == "heading" and _OPENS_ANOTHER.match(words)):
            self.is_open = False
        return self.is_open

    def _is_own(self, sentence: Sentence) -> bool:
        """Whether a heading names no other drug than the release's conjugates."""
        own = self.cast.compounds_in(sentence.start, sentence.end)
        others = [place for place in self.cast.drugs_in(sentence.start, sentence.end) if place not in own]
        return bool(own) or not others
