"""Who develops a conjugate and who is tied to it, in the many words that releases have for it."""

# ruff: noqa: E501  # sentences of releases are long

from __future__ import annotations

import pytest

from kg.extract.cast import read_cast
from kg.extract.compounds import read_compounds
from kg.extract.document import Document
from kg.extract.roles import read_all_roles
from kg.read import read_text

OWN, OTHER = "Nordvik", "Abacus Pharma"


def roles(news: str, headline: str = "Nordvik Announces News About NVK-2201") -> tuple[set[str], set[str]]:
    """Developers and partners of the conjugate in a release of Nordvik Oncology, Inc., by the companies' first words."""
    text = (
        f"{headline}\n\nBOSTON, March 3, 2021 (GLOBE NEWSWIRE) -- Nordvik Oncology, Inc. (NASDAQ: NVKO) announced today {news}"
        " NVK-2201 is an antibody-drug conjugate.\n"
    )
    document = Document.of(read_text("test", text))
    cast = read_cast(document)
    found = next(c for c in read_compounds(document, cast, read_all_roles(document, cast)) if c.name == "NVK-2201")
    return tuple({name.removesuffix(" Oncology") for name in names} for names in (found.developers, found.partners))  # type: ignore[return-value]  # two sets


@pytest.mark.parametrize(
    "news",
    [
        "that it has granted Abacus Pharma, Inc. an exclusive worldwide license to NVK-2201.",
        "that NVK-2201, jointly developed with Abacus Pharma, Inc., has entered phase 2.",
        "that Abacus Pharma, Inc. will have the rights to NVK-2201 in Greater China.",
        "that NVK-2201, Nordvik's CD70-directed ADC, will be licensed to Abacus Pharma, Inc.",
        "that NVK-2201 is sold in Japan by Abacus Pharma, Inc.",
        "that under the agreement Abacus Pharma, Inc. is responsible for the development of NVK-2201 in Europe.",
        "that NVK-2201, which it has in-licensed from Abacus Pharma, Inc., entered the clinic.",
        "that the FDA accepted the application of Nordvik and Abacus Pharma, Inc. for NVK-2201.",
        "that Nordvik and Abacus Pharma, Inc. entered into a global collaboration in October 2020 to jointly develop NVK-2201.",
        "that it out-licensed NVK-2201 to Abacus Pharma, Inc. in 2019.",
        "that Abacus Pharma, Inc. has the right to commercialize NVK-2201 in Japan.",
        "that NVK-2201 was developed in collaboration with Abacus Pharma, Inc.",
    ],
    ids=["granted", "jointly", "territory", "apposition", "sold", "responsible", "in-licensed", "application", "global", "out-licensed", "right", "collaboration"],
)  # fmt: skip
def test_both_companies_develop(news: str) -> None:
    assert roles(news)[0] == {OWN, OTHER}


@pytest.mark.parametrize(
    "news",
    [
        "that Abacus Pharma, Inc. obtains an exclusive option on the candidate NVK-2201.",
        "that it gives Abacus Pharma, Inc. an exclusive option to NVK-2201.",
        "that it regained the worldwide rights to NVK-2201 from Abacus Pharma, Inc.",
        "that Abacus Pharma, Inc. has returned the rights to NVK-2201 to Nordvik.",
        "that Abacus Pharma, Inc. will supply pembrolizumab for a trial of NVK-2201.",
        "that NVK-2201 came to Nordvik with the acquisition of Abacus Pharma, Inc.",
        "that it obtained the rights to NVK-2201 from Abacus Pharma, Inc.",
        "that it has agreed to be acquired by Abacus Pharma, Inc.",
    ],
    ids=["option", "gives-option", "regained", "returned", "supply", "came-with", "obtained-from", "is-acquired"],
)
def test_the_other_company_is_a_partner_that_does_not_develop(news: str) -> None:
    assert roles(news) == ({OWN}, {OTHER})


@pytest.mark.parametrize(
    "news",
    [
        "that it sold its royalty rights in Zorvo to Abacus Pharma, Inc.",
        "that NVK-2201 was given with Zorvo, which is developed by Abacus Pharma, Inc.",
        "that NVK-2201 binds PTK7, a tumor antigen discovered by Abacus Pharma, Inc.",
        "that shares of Abacus Pharma, Inc. rose.",
        "that Jane Doe, formerly of Abacus Pharma, Inc., will lead the development of NVK-2201.",
        "that NVK-2201 had fewer side effects than the drug of Abacus Pharma, Inc.",
    ],
    ids=["royalties", "another drug", "antigen", "shares", "person", "comparison"],
)
def test_a_company_that_has_to_do_with_something_else_has_no_role(news: str) -> None:
    assert roles(news) == ({OWN}, set())


@pytest.mark.parametrize(
    ("news", "headline"),
    [
        ("that it is to acquire Abacus Pharma, Inc.", "Nordvik to Acquire Abacus Pharma and Its NVK-2201"),
        (
            "that its licensee Abacus Pharma, Inc. reported data. Abacus Pharma continues to investigate the compound in further trials.",
            "Nordvik Announces News About NVK-2201",
        ),
    ],
    ids=["acquisition", "licensee"],
)
def test_the_other_company_develops_and_the_issuer_is_its_partner(news: str, headline: str) -> None:
    assert roles(news, headline) == ({OTHER}, {OWN})


def test_an_institute_that_runs_a_trial_does_not_take_the_conjugate_over() -> None:
    assert OWN in roles("that NVK-2201 is being tested by the National Cancer Institute.")[0]
