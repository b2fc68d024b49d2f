"""Companies: links, trademarks, contacts, owners of parts."""

# ruff: noqa: E501  # sentences of releases are long

from __future__ import annotations

import pytest

from kg.extract.cast import Cast, read_cast
from kg.extract.companies import read_company_links, read_contacts, read_roles, read_trademarks
from kg.extract.document import Document
from kg.extract.roles import read_all_roles
from kg.read import read_text
from tests.extract_case import facts_of


def staged(text: str) -> tuple[Document, Cast]:
    """Document and cast of a text."""
    document = Document.of(read_text("test", text))
    return document, read_cast(document)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Genentech, a member of the Roche Group (SIX: RO), said so.", ("Genentech", "member of", "Roche Group")),
        (
            "Takeda, through its wholly owned subsidiary Millennium Pharmaceuticals, Inc., signed.",
            ("Millennium Pharmaceuticals", "subsidiary of", "Takeda"),
        ),
        (
            "Agensys, Inc., an affiliate of Tokyo-based Astellas Pharma Inc., said so.",
            ("Agensys", "subsidiary of", "Astellas Pharma"),
        ),
        ("Heidelberg Pharma AG, formerly Wilex AG, said so.", ("Heidelberg Pharma", "formerly", "Wilex")),
    ],
    ids=["member", "its-subsidiary", "affiliate", "formerly"],
)
def test_corporate_links(text: str, link: tuple[str, str, str]) -> None:
    links = read_company_links(*staged(text))

    assert [(found.company, found.relation, found.other) for found in links] == [link]


def test_partners_that_a_company_lists() -> None:
    links = read_company_links(
        *staged(
            "ImmunoGen, Inc. said so.\n\nAbout ImmunoGen\nImmunoGen's collaborative partners include Amgen, Biotest and Sanofi."
        )
    )

    assert [found.other for found in links] == ["Amgen", "Biotest", "Sanofi"]
    assert {found.relation for found in links} == {"partner of"}


def test_a_trademark_has_its_drug_and_its_owner() -> None:
    marks = read_trademarks(
        *staged(
            "Patients received lenalidomide (Revlimid\u00ae).\n\nRevlimid\u00ae is a registered trademark of Celgene Corporation."
        )
    )

    assert [(mark.brand, mark.drug, mark.owner) for mark in marks] == [("Revlimid", "lenalidomide", "Celgene")]


@pytest.mark.parametrize(
    "block",
    [
        "For Investors:\n\nJane Q. Doe\n\nExecutive Director, Investor Relations\n\nExample Pharma, Inc.\n\n(781) 555-0100\n\ninfo@example.com",
        "For Investors:\n\nExample Pharma, Inc.\n\nJane Q. Doe, 781-555-0100\n\nExecutive Director, Investor Relations\n\ninfo@example.com",
    ],
    ids=["a-line-each", "name-and-number"],
)
def test_a_contact_is_put_together_from_its_lines(block: str) -> None:
    contacts = read_contacts(
        *staged(f"Example Pharma, Inc. said so.\n\n{block}\n\nFor Media:\n\nJohn Roe, 781-555-0199")
    )

    first = contacts[0]
    assert (first.name, first.company, first.email) == ("Jane Q. Doe", "Example Pharma", "info@example.com")
    assert first.role == "Executive Director, Investor Relations"
    assert first.phone is not None
    assert first.phone.endswith("555-0100")
    assert contacts[1].name == "John Roe"


@pytest.mark.parametrize(
    ("sentence", "owner"),
    [
        ("T-DM1 consists of ImmunoGen's DM1 agent and an antibody.", ("ImmunoGen", "DM1", "owner")),
        (
            "T-DM1 is attached to the antibody trastuzumab, developed by Genentech.",
            ("Genentech", "trastuzumab", "developer"),
        ),
    ],
)
def test_who_owns_or_developed_a_part(sentence: str, owner: tuple[str, str, str]) -> None:
    document, cast = staged(f"ImmunoGen, Inc. said so. {sentence}")
    roles = read_roles(document, cast, read_all_roles(document, cast))

    assert owner in [(role.company, role.component, role.role) for role in roles]


def test_an_owner_is_told_from_a_developer() -> None:
    document, cast = staged("ImmunoGen, Inc. said so. IMGN901 is wholly owned by ImmunoGen.")
    roles = read_roles(document, cast, read_all_roles(document, cast))

    assert ("ImmunoGen", "IMGN901", "owner") in [(role.company, role.compound, role.role) for role in roles]


SIDE_BY_SIDE = """Investor Contact:                      Media Contact:
Jane Roe                               John Doe
ImmunoGen, Inc.                        Press Partners
617-555-0100                           212-555-0199"""
ON_LABELLED_LINES = """Contacts:
Investors: Jane Roe, ImmunoGen, Inc., 617-555-0100, jroe@immunogen.example.org
Media: John Doe, Press Partners, 212-555-0199, jdoe@partners.example.org"""
FIRM_FIRST = """Investor Relations:
Jane Roe
ImmunoGen, Inc.
617-555-0100

Media Relations:
Press Partners LLC
John Doe
212-555-0199"""


@pytest.mark.parametrize("block", [SIDE_BY_SIDE, ON_LABELLED_LINES, FIRM_FIRST], ids=["columns", "lines", "firm first"])
def test_two_contacts_are_told_apart(block: str) -> None:
    found = facts_of(f"Forward-looking statements follow.\n\nContact\n{block}").contacts

    assert [(c.name, c.phone) for c in found] == [("Jane Roe", "617-555-0100"), ("John Doe", "212-555-0199")]


def test_words_on_a_line_with_an_address_are_kept() -> None:
    block = "Contact:\nJane Roe, 617-555-0100\nDirector, Investor Relations and Media ir@immunogen.example.org"

    assert [contact.role for contact in facts_of(block).contacts] == ["Director, Investor Relations and Media"]
