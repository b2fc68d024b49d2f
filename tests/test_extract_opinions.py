"""Quotations with their speakers."""

# ruff: noqa: E501  # sentences of releases are long

from __future__ import annotations

import pytest

from kg.extract.cast import read_cast
from kg.extract.document import Document
from kg.extract.opinions import read_opinions
from kg.model import Opinion
from kg.read import read_text
from tests.extract_case import facts_of

HEAD = "Example Pharma, Inc. (Nasdaq: EXPH) today announced data.\n\n"


def opinions(text: str) -> tuple[Opinion, ...]:
    """The opinions of a text."""
    document = Document.of(read_text("test", HEAD + text))
    return read_opinions(document, read_cast(document))


@pytest.mark.parametrize(
    ("text", "speaker", "role", "company"),
    [
        ('"We are very pleased with this," said Jane Q. Doe, M.D., Ph.D., Chief Medical Officer of Example Pharma.', "Jane Q. Doe", "Chief Medical Officer of Example Pharma", "Example Pharma"),
        ('"We are very pleased with this," commented James O\'Neill, President and CEO.', "James O'Neill", "President and CEO", "Example Pharma"),
        ('Jane Doe, CEO of Example Pharma, commented, "We are very pleased with this."', "Jane Doe", "CEO of Example Pharma", "Example Pharma"),
        ('"We are very pleased with this," an Example Pharma executive said.', None, "an Example Pharma executive", "Example Pharma"),
        ('Dr. John Roe of Other University, the Principal Investigator, said: "It is a large step for patients."', "John Roe", "of Other University, the Principal Investigator", None),
        ('"It is a large step for science and for patients," said John Roe, Professor of Medicine at Other University.', "John Roe", "Professor of Medicine at Other University", None),
    ],
    ids=["behind", "title", "before", "unnamed", "of-house", "outsider"],
)  # fmt: skip
def test_the_speaker_is_named_beside_the_quotation(
    text: str, speaker: str | None, role: str | None, company: str | None
) -> None:
    (found,) = opinions(text)

    assert (found.speaker, found.role, found.company) == (speaker, role, company)
    assert found.modality == "opinion"


def test_the_halves_of_a_quotation_are_one_opinion() -> None:
    (found,) = opinions('"We are very pleased with this," said Jane Doe, CEO. "It is a very large step for us."')

    assert found.claim == "We are very pleased with this. It is a very large step for us."


def test_what_a_speaker_adds_is_part_of_the_opinion() -> None:
    (found,) = opinions('"We are very much convinced," said Jane Doe, CEO, adding: "It is a large step for us."')

    assert (found.speaker, found.claim) == ("Jane Doe", "We are very much convinced. It is a large step for us.")


def test_a_sentence_that_the_speakers_name_interrupts_goes_on() -> None:
    (found,) = opinions('"We are very much convinced," said Jane Doe, CEO, "that it is a large step for us."')

    assert found.claim == "We are very much convinced that it is a large step for us."


@pytest.mark.parametrize(
    "text",
    [
        'The abstract, "A phase 1 study of a medicine in patients" (abstract #3066), was shown.',
        'Words like "anticipate" and "intend" are forward-looking.',
    ],
)
def test_quoted_titles_and_words_are_no_opinions(text: str) -> None:
    assert opinions(text) == ()


SPEAKERS: dict[str, tuple[str, str | None, str | None]] = {
    "company and title in front of the name": (
        '"We are very pleased with it," said ImmunoGen Chief Medical Officer Jan Doe, M.D., Ph.D.',
        "Jan Doe",
        "ImmunoGen Chief Medical Officer",
    ),
    "a role of many words in front": (
        'EVP and Head of the Oncology Strategic Business Unit Robert Roe says, "We had hoped for a better outcome."',
        "Robert Roe",
        "EVP and Head of the Oncology Strategic Business Unit",
    ),
    "name and role in front of a colon": (
        'Bertrand Doe, CEO of ImmunoGen: "I am extremely proud of our team."',
        "Bertrand Doe",
        "CEO of ImmunoGen",
    ),
    "an occasion in front": (
        'Commenting on the news, Jane Roe, Chief Executive Officer, said: "We are one step closer now."',
        "Jane Roe",
        "Chief Executive Officer",
    ),
    "a headline in front of a colon": (
        'ImmunoGen Starts Trial of Its Drug: "It has started a trial today."',
        None,
        None,
    ),
    "a short first half": (
        '"Yes," said Jane Roe, Chief Executive Officer. "We are one step closer now."',
        "Jane Roe",
        "Chief Executive Officer",
    ),
}


@pytest.mark.parametrize(("body", "name", "role"), SPEAKERS.values(), ids=SPEAKERS.keys())
def test_who_speaks(body: str, name: str | None, role: str | None) -> None:
    assert [(opinion.speaker, opinion.role) for opinion in facts_of(body).opinions] == [(name, role)]


def test_he_is_the_speaker_before() -> None:
    body = '"It is a fine thing to see," said Jane Roe of ImmunoGen. "We go on with it," she added.'

    assert {opinion.speaker for opinion in facts_of(body).opinions} == {"Jane Roe"}
