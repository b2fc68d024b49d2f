"""Regulatory events: which kind, by whom, for which use, when; and what is none."""

from __future__ import annotations

import pytest

from kg.extract.agencies import agencies_in, region_of
from tests.extract_case import facts_of

DRUG = "Lorvotuzumab mertansine"

EVENTS: dict[str, tuple[str, str, str | None]] = {
    "a hold that was imposed": (
        f"The hold was imposed in March after the company had told the FDA of a death on {DRUG}.",
        "clinical_hold",
        "FDA",
    ),
    "held": (f"{DRUG} held orphan drug status in the United States.", "orphan", "US"),
    "study may proceed": (
        f"The company received a 'study may proceed' letter from the FDA for {DRUG}.",
        "IND_cleared",
        "FDA",
    ),
    "clearance to begin": (
        f"FDA clearance to begin a Phase 1 trial of {DRUG} was received in February.",
        "IND_cleared",
        "FDA",
    ),
    "filed by the agency": (
        f"The FDA has filed the BLA for {DRUG} for standard review.",
        "application_accepted",
        "FDA",
    ),
    "accepted and reviewed in one sentence": (
        f"The BLA for {DRUG} was accepted by the FDA under standard review.",
        "application_accepted",
        "FDA",
    ),
    "under review, decision ahead": (
        f"The MAA for {DRUG} is under review by the EMA, and a decision is expected in 2012.",
        "application_under_review",
        "EMA",
    ),
    "hold removed, enrolment ahead": (
        f"The FDA removed the clinical hold and enrollment of patients on {DRUG} may resume.",
        "clinical_hold_lifted",
        "FDA",
    ),
    "notice of compliance": (
        f"Health Canada has issued a Notice of Compliance with conditions for {DRUG}.",
        "conditional_approval",
        "Health Canada",
    ),
    "orphan": (
        f"The FDA granted orphan drug designation to {DRUG}.",
        "orphan",
        "FDA",
    ),
    "orphan status held": (
        f"{DRUG} has orphan status in the European Union.",
        "orphan",
        "EU",
    ),
    "orphan opinion": (
        f"COMP issued a positive opinion on orphan designation for {DRUG}.",
        "orphan_positive_opinion",
        "COMP",
    ),
    "fast track": (
        f"{DRUG} received fast track designation from the FDA.",
        "fast_track",
        "FDA",
    ),
    "breakthrough": (
        f"The FDA has awarded Breakthrough Therapy designation to {DRUG}.",
        "breakthrough",
        "FDA",
    ),
    "prime": (
        f"The EMA granted PRIME status to {DRUG}.",
        "prime",
        "EMA",
    ),
    "priority review": (
        f"The FDA granted priority review for {DRUG}.",
        "priority_review",
        "FDA",
    ),
    "special protocol": (
        f"The FDA agreed, and a Special Protocol Assessment was granted for {DRUG}.",
        "SPA",
        "FDA",
    ),
    "approval": (
        f"The FDA approved {DRUG} for small-cell lung cancer.",
        "approval",
        "FDA",
    ),
    "approval, passive": (
        f"{DRUG} was approved by the European Commission.",
        "approval",
        "EC",
    ),
    "approval, noun": (
        f"{DRUG} received marketing authorisation from the European Commission.",
        "approval",
        "EC",
    ),
    "accelerated": (
        f"The FDA granted accelerated approval to {DRUG}.",
        "accelerated_approval",
        "FDA",
    ),
    "conditional": (
        f"The EC granted conditional marketing authorization for {DRUG}.",
        "conditional_approval",
        "EC",
    ),
    "diagnostic": (
        f"The FDA approved the assay as a companion diagnostic for {DRUG}.",
        "companion_diagnostic_approval",
        "FDA",
    ),
    "opinion": (
        f"The CHMP adopted a positive opinion for {DRUG}.",
        "positive_opinion",
        "CHMP",
    ),
    "licence application": (
        f"A Biologics License Application for {DRUG} was submitted to the FDA.",
        "BLA_submission",
        "FDA",
    ),
    "supplement": (
        f"The company submitted an sBLA for {DRUG} to the FDA.",
        "sBLA_submission",
        "FDA",
    ),
    "European application": (
        f"The company filed a Marketing Authorisation Application for {DRUG} with the EMA.",
        "MAA_submission",
        "EMA",
    ),
    "accepted": (
        f"The FDA accepted the BLA for {DRUG}.",
        "application_accepted",
        "FDA",
    ),
    "under review": (
        f"A marketing application for {DRUG} is under review in Japan.",
        "application_under_review",
        "JP",
    ),
    "trial application": (
        f"An Investigational New Drug application for {DRUG} was submitted to the FDA.",
        "IND_submission",
        "FDA",
    ),
    "trial cleared": (
        f"The FDA cleared the IND application for {DRUG}.",
        "IND_cleared",
        "FDA",
    ),
    "trial application active": (
        f"The IND for {DRUG} is now active.",
        "IND_cleared",
        None,
    ),
    "cleared for trials": (
        f"The FDA has cleared {DRUG} to begin clinical trials.",
        "IND_cleared",
        "FDA",
    ),
    "approval letter for trials": (
        f"The company was sent an approval letter by the CDE for its clinical trial application for {DRUG}.",
        "IND_cleared",
        "CDE",
    ),
    "approval held": (
        f"{DRUG} has had accelerated approval in the US since November 2009.",
        "accelerated_approval",
        "US",
    ),
    "held by a drug that is meant for something": (
        f"{DRUG}, designed to treat cancers with CD56, has orphan drug status in the US.",
        "orphan",
        "US",
    ),
    "being reviewed": (
        f"The FDA is reviewing the BLA for {DRUG}.",
        "application_under_review",
        "FDA",
    ),
    "hold": (
        f"The FDA placed a clinical hold on the trial of {DRUG}.",
        "clinical_hold",
        "FDA",
    ),
    "hold lifted": (
        f"The FDA lifted the clinical hold on {DRUG}.",
        "clinical_hold_lifted",
        "FDA",
    ),
    "refusal": (
        f"The FDA issued a refuse to file letter for {DRUG}.",
        "refuse_to_file",
        "FDA",
    ),
    "complete response": (
        f"A Complete Response Letter for {DRUG} came from the FDA.",
        "complete_response",
        "FDA",
    ),
    "withdrawal": (
        f"The company withdrew the MAA for {DRUG} in Europe.",
        "withdrawal",
        "EU",
    ),
}


@pytest.mark.parametrize(("body", "kind", "agency"), EVENTS.values(), ids=EVENTS.keys())
def test_an_event_and_its_agency(body: str, kind: str, agency: str | None) -> None:
    assert [(event.kind, event.agency) for event in facts_of(body).regulatory] == [(kind, agency)]


NO_EVENTS = {
    "planned": f"The company intends to submit a BLA for {DRUG} to the FDA.",
    "hoped for": f"If approved by the FDA, {DRUG} would be the first of its class.",
    "denied": f"{DRUG} is not approved by the FDA.",
    "explained": "Orphan drug designation provides seven years of exclusivity.",
    "given to drugs in general": "The FDA grants fast track designation to drugs that treat serious conditions.",
    "adjective": f"{DRUG} was tested after FDA-approved drugs had failed.",
    "licence of technology": f"{DRUG} was licensed to Sanofi.",
    "board": "The plan was approved by the board.",
    "let happen": "Fast track allows more meetings and, if criteria are met, accelerated approval and priority review.",
    "another drug's": f"{DRUG} was compared with lenalidomide, which the FDA approved in 2006.",
    "action date": f"The PDUFA target action date for {DRUG} is June 30, 2012.",
}


@pytest.mark.parametrize("body", NO_EVENTS.values(), ids=NO_EVENTS.keys())
def test_what_is_no_event(body: str) -> None:
    assert facts_of(body).regulatory == ()


def test_two_territories_make_two_events() -> None:
    found = facts_of(f"{DRUG} was granted orphan drug designation in the US and Europe.").regulatory

    assert sorted(str(event.agency) for event in found) == ["EU", "US"]


def test_a_list_of_diseases_makes_an_event_each() -> None:
    body = f"The FDA granted {DRUG} orphan drug designation for multiple myeloma and Merkel cell carcinoma."

    found = facts_of(body).regulatory

    assert [event.indication for event in found] == ["multiple myeloma", "Merkel cell carcinoma"]


def test_the_date_of_an_event_is_the_one_beside_it() -> None:
    found = facts_of(f"In March 2010 the FDA granted orphan drug designation to {DRUG}.").regulatory

    assert [event.date for event in found] == ["2010-03"]


def test_today_is_the_day_of_the_release() -> None:
    found = facts_of(f"The FDA today approved {DRUG}.").regulatory

    assert [event.date for event in found] == ["2011-06-15"]


def test_headline_and_body_tell_of_one_event() -> None:
    body = f"The FDA granted orphan drug designation to {DRUG} for small-cell lung cancer."

    found = facts_of(body, title=f"{DRUG} receives orphan drug designation").regulatory

    assert [(event.kind, event.agency, event.indication, len(event.evidence)) for event in found] == [
        ("orphan", "FDA", "small-cell lung cancer", 2)
    ]


def test_a_full_approval_behind_a_conditional_one_is_an_event_of_its_own() -> None:
    body = (
        f"The EC granted conditional marketing authorization for {DRUG} for relapsed multiple myeloma. In 2010 the EC"
        f" converted the conditional authorization of {DRUG} for newly diagnosed multiple myeloma to a full approval."
    )

    assert [event.kind for event in facts_of(body).regulatory] == ["conditional_approval", "approval"]


def test_each_designation_has_the_agency_beside_it() -> None:
    found = facts_of(f"{DRUG} received FDA fast track and EMA PRIME designations.").regulatory

    assert [(event.kind, event.agency) for event in found] == [("fast_track", "FDA"), ("prime", "EMA")]


def test_another_company_s_drug_has_no_event_here() -> None:
    assert facts_of("The FDA approved docetaxel for lung cancer.").regulatory == ()


def test_a_committee_speaks_for_its_agency() -> None:
    words = "the European Medicines Agency's Committee for Orphan Medicinal Products in the EU"

    assert [agency.code for agency in agencies_in(words)] == ["COMP"]
    assert region_of("COMP") == "EU"


def test_each_designation_has_the_date_behind_it() -> None:
    body = f"{DRUG} received fast track designation from the FDA in January 2010 and orphan drug status in March 2010."
    assert {(e.kind, e.date) for e in facts_of(body).regulatory} == {("fast_track", "2010-01"), ("orphan", "2010-03")}


def test_a_date_in_front_of_a_designation_is_its_own() -> None:
    body = f"The FDA has granted {DRUG} priority review and, in May 2010, breakthrough therapy designation."
    dates = {e.kind: e.date for e in facts_of(body).regulatory}
    assert dates == {"priority_review": None, "breakthrough": "2010-05"}


def test_an_application_in_europe_is_no_licence_application() -> None:
    body = f"A BLA for {DRUG} was submitted to the FDA and an application to the EMA."
    assert {(e.kind, e.region) for e in facts_of(body).regulatory} == {
        ("BLA_submission", "US"),
        ("MAA_submission", "EU"),
    }


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("ImmunoGen announced the allowance of an IND filed with the FDA for {drug}.", [("IND_cleared", None)]),
        (
            "The FDA today placed on clinical hold the IND filed in May 2011 for {drug} in acute myeloid leukemia"
            " (AML) and multiple myeloma.",
            [("clinical_hold", "2011-06-15"), ("IND_submission", "2011-05")],
        ),
        (
            "{drug} received conditional approval in June 2008 for multiple myeloma and was approved in China on"
            " December 31, 2010 for Merkel cell carcinoma.",
            [("conditional_approval", "2008-06"), ("approval", "2010-12-31")],
        ),
    ],
    ids=["allowance", "hold of an application", "second approval"],
)
def test_events_of_one_sentence_have_their_dates(body: str, expected: list[tuple[str, str | None]]) -> None:
    found = facts_of(body.format(drug=DRUG)).regulatory

    assert [(event.kind, event.date) for event in found] == expected


def test_the_diseases_of_one_application_are_one_phrase() -> None:
    body = f"The FDA placed {DRUG} on clinical hold in acute myeloid leukemia (AML) and myelodysplastic syndrome (MDS)."

    found = facts_of(body).regulatory

    assert [event.indication for event in found] == ["acute myeloid leukemia and myelodysplastic syndrome"]


def test_an_application_is_not_under_review_on_the_day_of_its_filing() -> None:
    found = facts_of(f"The BLA filed in May 2011 for {DRUG} is under review by the FDA.").regulatory

    assert [(event.kind, event.date) for event in found] == [("application_under_review", None)]


def test_a_list_of_territories_makes_an_event_each() -> None:
    found = facts_of(
        f"{DRUG} received marketing approval in the United States, the European Union and Japan."
    ).regulatory

    assert [(event.kind, event.agency) for event in found] == [
        ("approval", "US"),
        ("approval", "EU"),
        ("approval", "JP"),
    ]


def test_an_application_for_approval_is_filed_in_each_territory() -> None:
    found = facts_of(f"The company has applied for marketing approval of {DRUG} in the US and Europe.").regulatory

    assert [event.kind for event in found] == ["marketing_application_submission", "MAA_submission"]


def test_a_disease_that_an_antigen_is_found_on_is_no_use() -> None:
    body = f"Its antigen is expressed on bladder cancer. The company has submitted an IND for {DRUG} to the FDA."

    assert [event.indication for event in facts_of(body).regulatory] == [None]


def test_a_span_of_time_is_no_date() -> None:
    found = facts_of(f"{DRUG} was approved by the FDA within two weeks of submission.").regulatory

    assert [event.date for event in found] == [None]


NONE = {
    "a licence to a technology": f"{DRUG} is based on an exclusive licence that was granted to the technology.",
    "another candidate": "The company also develops PRO 140, which the FDA designated a fast track product.",
}


@pytest.mark.parametrize("body", NONE.values(), ids=NONE.keys())
def test_what_is_no_event_of_the_conjugate(body: str) -> None:
    assert facts_of(body).regulatory == ()


def test_an_american_application_goes_to_the_fda() -> None:
    body = f"The FDA spoke of {DRUG}. The BLA had been accepted with Priority Review in May 2011."

    found = facts_of(body).regulatory

    assert {(event.kind, event.agency, event.date) for event in found} == {
        ("application_accepted", "FDA", "2011-05"),
        ("priority_review", "FDA", "2011-05"),
    }


def test_a_disease_that_is_not_keeps_its_word() -> None:
    found = facts_of(f"The FDA approved {DRUG} for non-squamous non-small cell lung cancer.").regulatory

    assert [event.indication for event in found] == ["non-squamous non-small cell lung cancer"]


def test_approvals_of_one_sentence_each_have_their_date() -> None:
    body = (
        f"{DRUG} was first granted accelerated approval by the FDA in April 2008 for multiple myeloma;"
        " accelerated approval in small-cell lung cancer dates from April 2010."
    )

    found = facts_of(body).regulatory

    assert [(event.kind, event.indication, event.date) for event in found] == [
        ("accelerated_approval", "multiple myeloma", "2008-04"),
        ("accelerated_approval", "small-cell lung cancer", "2010-04"),
    ]


def test_a_sentence_that_goes_on_is_about_the_same_use() -> None:
    body = f"The FDA approved {DRUG} for multiple myeloma. The BLA had been granted Priority Review by the FDA."

    assert [event.indication for event in facts_of(body).regulatory] == ["multiple myeloma", "multiple myeloma"]


def test_a_row_of_responses_is_no_letter() -> None:
    assert facts_of(f"Responses to {DRUG}:\n CRL ....... 1 (12.5%)\n CRi ....... 2 (25%)").regulatory == ()


def test_a_hold_and_its_end_in_one_sentence() -> None:
    body = f"The FDA placed the IND of {DRUG} on clinical hold in March 2011 and lifted the hold in May 2011."

    assert [(event.kind, event.date) for event in facts_of(body).regulatory][:1] == [("clinical_hold", "2011-03")]
    assert [event.kind for event in facts_of(body).regulatory] == ["clinical_hold", "clinical_hold_lifted"]


def test_a_first_approval_and_a_second() -> None:
    body = (
        f"{DRUG} received its first approval in May 2008 in the United States and was approved in Europe in May 2009."
    )

    assert [(event.agency, event.date) for event in facts_of(body).regulatory] == [("US", "2008-05"), ("EU", "2009-05")]


def test_the_commission_approves_and_its_committee_recommends() -> None:
    body = f"The European Commission followed the recommendation of the CHMP and approved {DRUG} in May 2010."

    assert [(event.kind, event.agency) for event in facts_of(body).regulatory] == [("approval", "EC")]
