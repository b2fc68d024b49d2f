"""How words are meant follows from where they stand and from the cue of their clause, not from cues beside it."""

from __future__ import annotations

import pytest

from kg.extract.document import Document
from kg.extract.modality import meaning, modality_of
from kg.model import Modality
from kg.read import read_text

CLAUSES: dict[str, tuple[str, str, Modality]] = {
    "plain": ("The agency approved ABC-1 in Canada.", "approved", "asserted"),
    "expects": ("Acme expects to submit the application in 2020.", "submit", "planned"),
    "passive plan": ("The trial is scheduled to open in May.", "open", "planned"),
    "will": ("Data will be presented at a congress.", "presented", "planned"),
    "plan reaches the coordinated item": ("It plans to start one trial in lung and one in colon.", "colon", "planned"),
    "plan ends at a new verb": ("It was cleared in France and will be filed in Japan.", "France", "asserted"),
    "behind the new verb": ("It was cleared in France and will be filed in Japan.", "Japan", "planned"),
    "plan ends at but": ("It will be filed in Japan, but sales began in France.", "sales", "asserted"),
    "an adjective governs only its noun": (
        "It is in a phase 1 trial and a planned phase 2 trial.",
        "phase 1",
        "asserted",
    ),
    "as planned is no plan": ("Enrolment ended as planned.", "Enrolment", "asserted"),
    "did not": ("The study did not meet its endpoint.", "endpoint", "negated"),
    "no cases of": ("No cases of colitis or nephritis were seen.", "nephritis", "negated"),
    "not mature": ("Survival data are not mature.", "Survival", "negated"),
    "a denial ends with its clause": ("Fever was common, with no deaths reported.", "Fever", "asserted"),
    "a relative clause denies nothing outside": (
        "Patients who had not responded to chemotherapy had a response rate of 20%.",
        "response rate",
        "asserted",
    ),
    "not reached is a value": ("Median survival was not reached.", "survival", "asserted"),
    "brackets do not end a clause": ("It plans to file an application (BLA) in the US.", "US", "planned"),
    "brackets are a clause of their own": ("Fever (which will be treated) was common.", "common", "asserted"),
    "reported speech asserts": ("Acme said that the agency approved ABC-1.", "approved", "asserted"),
    "belief": ("Acme believes that ABC-1 is superior.", "superior", "opinion"),
    "superlative without data": ("A best-in-class conjugate", "best-in-class", "claim"),
}


@pytest.mark.parametrize(("sentence", "words", "expected"), CLAUSES.values(), ids=CLAUSES.keys())
def test_the_clause_decides(sentence: str, words: str, expected: Modality) -> None:
    start = sentence.index(words)

    assert meaning(sentence, start, start + len(words)) == expected


TEXT = """Acme reports data on ABC-1

BOSTON, March 3, 2020 -- Acme, Inc. today announced results. The trial met its goal.

It has the "orphan drug designation for rare cancers of the skin" and was praised as "a drug that we need at once".

"We saw responses in half of the patients, which is more than we hoped for," said the chief executive.

About Acme
Acme develops conjugates in three clinical trials.

Forward-Looking Statements
This release contains forward-looking statements. Results may differ because of risks and uncertainties.
"""

VOICES: dict[str, tuple[str, Modality]] = {
    "body": ("met its goal", "asserted"),
    "quotation": ("responses in half", "opinion"),
    "defined term in quotation marks": ("rare cancers", "asserted"),
    "spoken part of a sentence": ("need at once", "opinion"),
    "about": ("three clinical trials", "boilerplate"),
    "legal": ("Results may differ", "legal"),
}


@pytest.mark.parametrize(("words", "expected"), VOICES.values(), ids=VOICES.keys())
def test_the_section_decides_first(words: str, expected: Modality) -> None:
    document = Document.of(read_text("release.txt", TEXT))
    start = document.text.index(words)

    assert modality_of(document, document.sentence_at(start), start, start + len(words)) == expected
