"""Agreements: between whom, for what money, with which rights; and what money is none of an agreement."""

from __future__ import annotations

import pytest

from kg.extract.money import amounts_in
from kg.model import Deal
from tests.extract_case import facts_of

AMOUNTS: dict[str, tuple[str, list[tuple[str, float]]]] = {
    "behind": ("a $20 million upfront payment", [("upfront", 20_000_000)]),
    "in front": ("an upfront payment of $20 million", [("upfront", 20_000_000)]),
    "label": ("Upfront: $20 million", [("upfront", 20_000_000)]),
    "without scale": ("an upfront fee of $1,500,000", [("upfront", 1_500_000)]),
    "words": ("an upfront fee of five million dollars", [("upfront", 5_000_000)]),
    "decimal billions": ("up to $1.2 billion in milestone payments", [("milestones", 1_200_000_000)]),
    "two payments": (
        "a $4 million upfront fee and up to $200 million in milestones",
        [("upfront", 4_000_000), ("milestones", 200_000_000)],
    ),
    "payment that falls due": ("it received a $3 million milestone payment", [("milestone_received", 3_000_000)]),
    "payment that fell due in May": (
        "in May it received a $3 million milestone payment",
        [("milestone_received", 3_000_000)],
    ),
    "licence fee": ("a license fee of $2 million", [("license_fee", 2_000_000)]),
    "development": ("as much as $50 million of development funding", [("development_funding", 50_000_000)]),
    "whole deal": ("a deal worth up to $900 million", [("total", 900_000_000)]),
    "share offering": ("a public offering of common stock worth $100 million", []),
    "cash": ("cash and cash equivalents of $190 million", []),
    "revenues": ("revenues of $12 million from milestones", []),
    "earned over years": ("it has generated $65 million in upfront and milestone payments", []),
    "option fee": ("an option exercise fee of $30 million", [("license_fee", 30000000)]),
    "a fee that is paid": ("a licensee that has paid a fee of $2.0 million", [("license_fee", 2000000)]),
    "converted in brackets": (
        "USD 20 million (EUR 17.5 million) upfront and up to USD 449 million (EUR 400 million) in milestones",
        [("upfront", 20000000), ("milestones", 449000000)],
    ),
    "exercise fees and milestones": (
        "up to $1.7 billion in exercise fees and milestone payments",
        [("milestones", 1700000000)],
    ),
    "signature fee": ("a signature fee of $3.5 million", [("upfront", 3500000)]),
    "payment for rights": (
        "a licensee that has made a payment of $1.5 million for those rights",
        [("upfront", 1500000)],
    ),
    "programme bought": (
        "a company that acquired the programme from its owner for $25 million",
        [("upfront", 25000000)],
    ),
    "upon entry": ("up to $25 million upon entry into Phase 3", [("milestones", 25000000)]),
    "royalty sold": ("a royalty that was sold to a fund for $140 million upfront", []),
}


@pytest.mark.parametrize(("words", "expected"), AMOUNTS.values(), ids=AMOUNTS.keys())
def test_what_an_amount_is_for(words: str, expected: list[tuple[str, float]]) -> None:
    assert [(amount.slot, amount.value) for amount in amounts_in(f"There is {words}.")] == expected


CURRENCIES = {"$": "USD", "US$": "USD", "USD ": "USD", "€": "EUR", "EUR ": "EUR", "£": "GBP", "CHF ": "CHF"}


@pytest.mark.parametrize(("sign", "code"), CURRENCIES.items(), ids=[sign.strip() for sign in CURRENCIES])
def test_a_sign_is_a_currency(sign: str, code: str) -> None:
    assert [amount.currency for amount in amounts_in(f"an upfront payment of {sign}20 million")] == [code]


TERMS = (
    "ImmunoGen today announced that it has entered into an exclusive, worldwide license agreement with Amgen, Inc."
    " Under the terms of the agreement, Amgen will pay ImmunoGen $5 million upfront. ImmunoGen may receive up to"
    " $34 million in milestone payments for each target, as well as mid-single digit royalties on net sales."
)


def deal(body: str) -> Deal:
    found = facts_of(body).deals
    assert len(found) == 1, found
    return found[0]


def test_the_terms_of_several_sentences_are_one_agreement() -> None:
    found = deal(TERMS)

    assert set(found.parties) == {"ImmunoGen", "Amgen"}
    assert (found.upfront, found.milestones, found.milestones_per) == (5_000_000, 34_000_000, "target")
    assert (found.currency, found.exclusivity, found.territory, found.date) == (
        "USD",
        "exclusive",
        "worldwide",
        "2011-06-15",
    )
    assert found.royalties is not None
    assert "mid-single digit royalties" in found.royalties


def test_who_pays_is_the_licensee() -> None:
    found = deal("Amgen, Inc. paid ImmunoGen a license fee of $2 million.")

    assert (found.licensor, found.licensee) == ("ImmunoGen", "Amgen")


def test_a_total_that_is_split_is_not_told_again() -> None:
    body = (
        "ImmunoGen signed a collaboration with Amgen, Inc. worth up to $39 million."
        " Amgen pays $5 million upfront and up to $34 million in milestones."
    )

    found = deal(body)

    assert (found.upfront, found.milestones, found.total) == (5_000_000, 34_000_000, None)


def test_a_payment_under_an_agreement() -> None:
    found = deal("Progress triggered a $3 million milestone payment from Amgen, Inc. to ImmunoGen.")

    assert (set(found.parties), found.milestone_received) == ({"ImmunoGen", "Amgen"}, 3_000_000)


@pytest.mark.parametrize(
    "body",
    [
        "ImmunoGen sold shares of common stock for $80 million.",
        "ImmunoGen had $190 million in cash and cash equivalents.",
        "The company will hold a call at 8 a.m.",
        "It is developed under a collaboration with Amgen, Inc.",
    ],
)
def test_what_is_no_agreement(body: str) -> None:
    assert facts_of(body).deals == ()


def pairs(body: str) -> set[tuple[str, ...]]:
    return {found.parties for found in facts_of(body).deals}


def test_an_agreement_between_two_others_is_theirs() -> None:
    assert pairs("Roche develops it under an agreement between ImmunoGen and Genentech.") == {
        ("ImmunoGen", "Genentech")
    }


def test_licensees_of_one_company_have_no_agreement_with_one_another() -> None:
    found = facts_of("Its technology has also been licensed to Amgen, Bayer and Novartis.").deals

    assert {(d.licensor, d.licensee) for d in found} == {
        ("ImmunoGen", "Amgen"),
        ("ImmunoGen", "Bayer"),
        ("ImmunoGen", "Novartis"),
    }


def test_licences_from_two_companies_are_two_agreements() -> None:
    body = "Bayer holds an exclusive license to one antibody from ImmunoGen and to another one from MorphoSys."

    assert {(d.licensor, d.licensee) for d in facts_of(body).deals} == {("ImmunoGen", "Bayer"), ("MorphoSys", "Bayer")}


def test_what_is_taken_out_of_a_territory_belongs_to_it() -> None:
    found = deal("ImmunoGen and Amgen, Inc. signed a license agreement on rights worldwide, except Japan and Korea.")

    assert found.territory == "worldwide, except Japan and Korea"


def test_terms_in_bullets_belong_to_the_agreement_above() -> None:
    body = (
        "ImmunoGen and Amgen, Inc. have agreed to develop the compound together.\n\nTerms of the agreement\n\n"
        "- ImmunoGen keeps all rights in the United States.\n- ImmunoGen receives an upfront payment of $7 million.\n"
        "- Milestone payments could exceed $90 million.\n- Royalties on net sales start in the mid-teens."
    )
    found = deal(body)

    assert (found.upfront, found.milestones, found.licensor) == (7_000_000, 90_000_000, "ImmunoGen")
    assert found.royalties == "Royalties on net sales start in the mid-teens"


def test_dollars_may_be_called_by_their_land_behind_the_scale() -> None:
    found = amounts_in("It may get up to $1.35 billion U.S. dollars in later development and commercial milestones.")

    assert [(amount.slot, amount.value) for amount in found] == [("milestones", 1_350_000_000)]


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ("ImmunoGen licensed the antibody (also known as AB-7) from MorphoSys in 2004.", "2004"),
        ("ImmunoGen granted Amgen, Inc. an exclusive license in May 2009.", "2009-05"),
        ("ImmunoGen holds the rights under its May 2004 license agreement with MorphoSys.", "2004-05"),
        ("In 2001 work began; Bayer and ImmunoGen entered into an agreement in October 2008.", "2008-10"),
    ],
)
def test_an_older_agreement_has_its_date(body: str, date: str) -> None:
    assert deal(body).date == date


def test_who_founded_a_party_is_none() -> None:
    body = (
        "In May 2010, Amgen, Inc., a joint venture founded by units of Bayer and Novartis,"
        " entered into a license agreement with ImmunoGen."
    )

    assert [set(parties) for parties in pairs(body)] == [{"Amgen", "ImmunoGen"}]


def test_payments_of_an_older_agreement_are_told_apart() -> None:
    found = facts_of(
        "In April 2006, ImmunoGen and Amgen, Inc. entered into a collaboration agreement. ImmunoGen received an"
        " upfront payment of $30 million and is eligible to receive up to $470 million in milestone payments."
        " In June 2007, ImmunoGen received a $15 million milestone payment."
    ).deals

    assert [(d.date, d.upfront, d.milestones, d.milestone_received) for d in found] == [
        ("2006-04", 30_000_000, 470_000_000, None),
        ("2007-06", None, None, 15_000_000),
    ]


def test_who_licenses_rights_from_another_gets_them() -> None:
    found = deal("ImmunoGen licensed the rights to the antibody from Bayer for $5 million upfront.")

    assert (found.licensor, found.licensee) == ("Bayer", "ImmunoGen")


def test_a_record_has_one_currency() -> None:
    body = "ImmunoGen licensed it from Bayer for $5 million upfront and up to 100 million euros in milestones."
    found = facts_of(body).deals

    assert [(d.upfront, d.milestones, d.currency) for d in found] == [
        (5_000_000, None, "USD"),
        (None, 100_000_000, "EUR"),
    ]


def test_money_of_other_companies_in_a_block_about_them_is_no_matter_of_the_release() -> None:
    body = "It goes on.\n\nAbout Bayer\n\nBayer and Amgen, Inc. signed an agreement worth $3 billion in 2006."

    assert [found for found in facts_of(body).deals if found.total] == []


ROLES: dict[str, tuple[str, str, str]] = {
    "grants a party": ("ImmunoGen has granted Amgen an exclusive licence to its antibodies.", "ImmunoGen", "Amgen"),
    "sublicensed": ("ImmunoGen has sublicensed its rights in Japan to Amgen.", "ImmunoGen", "Amgen"),
    "is paid": (
        "ImmunoGen and Amgen entered into an agreement. ImmunoGen will receive an upfront payment of $5 million.",
        "ImmunoGen",
        "Amgen",
    ),
    "pays": (
        "ImmunoGen and Amgen entered into an agreement. Amgen will pay an upfront fee of $5 million.",
        "ImmunoGen",
        "Amgen",
    ),
}


@pytest.mark.parametrize(("body", "licensor", "licensee"), ROLES.values(), ids=ROLES.keys())
def test_who_gives_rights_and_who_gets_them(body: str, licensor: str, licensee: str) -> None:
    assert [(deal.licensor, deal.licensee) for deal in facts_of(body).deals] == [(licensor, licensee)]


def test_the_other_party_of_a_payment_is_named_before_it() -> None:
    body = (
        "Amgen has started a trial of its conjugate. The start triggers a milestone payment of $2 million to ImmunoGen."
    )

    assert [(deal.parties, deal.milestone_received) for deal in facts_of(body).deals] == [
        (("Amgen", "ImmunoGen"), 2000000)
    ]


def test_the_company_is_the_one_that_opens_its_paragraph() -> None:
    body = "Amgen is old. In 2010 the company signed a licence agreement with Exelixis for $25 million upfront."

    assert [deal.parties for deal in facts_of(body).deals] == [("Amgen", "Exelixis")]


def test_a_company_goes_by_its_initials() -> None:
    body = (
        "Norwick Development Company LLC (NDC) was granted a licence to the technology of Amgen;"
        " NDC paid a technology access fee of $2 million."
    )

    assert [(deal.parties, deal.upfront) for deal in facts_of(body).deals] == [
        (("Norwick Development", "Amgen"), 2000000)
    ]


def test_royalty_words_begin_behind_the_verb() -> None:
    body = "ImmunoGen licensed it to Amgen and gets mid-single to low double-digit tiered royalties on sales."

    assert [deal.royalties for deal in facts_of(body).deals] == [
        "mid-single to low double-digit tiered royalties on sales"
    ]


def test_global_development_is_no_territory() -> None:
    body = "The drug is in global development by Roche under a licence agreement between ImmunoGen and Roche."

    assert [deal.territory for deal in facts_of(body).deals] == [None]


def test_rights_obtained_from_another_are_an_agreement() -> None:
    found = facts_of("ImmunoGen obtained exclusive rights to the antibody from Amgen in June 2010.").deals

    assert [(deal.parties, deal.date, deal.exclusivity) for deal in found] == [
        (("ImmunoGen", "Amgen"), "2010-06", "exclusive")
    ]


def test_an_upfront_payment_of_the_past_dates_its_agreement() -> None:
    body = (
        "The collaboration with Amgen, under which ImmunoGen received $30 million upfront in January 2010, has ended."
    )

    assert [(deal.upfront, deal.date) for deal in facts_of(body).deals] == [(30000000, "2010-01")]
