"""What a release says of itself: headline, dateline, issuer, ticker, wire."""

# ruff: noqa: E501  # sentences of releases are long

from __future__ import annotations

import pytest

from kg.extract.cast import read_cast
from kg.extract.document import Document
from kg.extract.release_facts import read_release
from kg.model import ReleaseFacts
from kg.read import read_text

BODY = "Example Pharma, Inc. (Nasdaq: EXPH) today announced that the first patient has been dosed in a phase 1 trial of XYZ-101, an antibody-drug conjugate."


def release(text: str) -> ReleaseFacts:
    """The release facts of a text."""
    document = Document.of(read_text("test", text))
    return read_release(document, read_cast(document))


@pytest.mark.parametrize(
    ("dateline", "city", "date", "wire"),
    [
        ("WALTHAM, Mass., Sept. 24, 2011 (GLOBE NEWSWIRE) -- ", "Waltham, Mass.", "2011-09-24", "GlobeNewswire"),
        ("WALTHAM, Mass.--(BUSINESS WIRE)--", "Waltham, Mass.", None, "Business Wire"),
        ("WALTHAM, Mass.--(BUSINESS WIRE)--May 23, 2008--", "Waltham, Mass.", "2008-05-23", "Business Wire"),
        ("TOKYO and BOTHELL, Wash. \u2013 April 13, 2022 /PRNewswire/ \u2013 ", "Tokyo and Bothell, Wash.", "2022-04-13", "PRNewswire"),
        ("BRANFORD, Conn., Nov. 3, 2008 /PRNewswire-FirstCall/ -- ", "Branford, Conn.", "2008-11-03", "PRNewswire"),
        ("WALTHAM, MA, USA | June 5, 2011 | ", "Waltham, MA, USA", "2011-06-05", None),
        ("Ladenburg, Germany, 4 February 2021 \u2013 ", "Ladenburg, Germany", "2021-02-04", None),
        ("Dreieich, 16.07.2012 / 10:00 (CEST) ", "Dreieich", "2012-07-16", None),
        ("LAUSANNE \u2014 June 9, 2023 \u2014 ", "Lausanne", "2023-06-09", None),
        ("11 February 2019 - ", None, "2019-02-11", None),
        ("COPENHAGEN (dpa-AFX) - ", "Copenhagen", None, "dpa-AFX"),
        ("Tokyo and Munich - (September 18, 2021) - ", "Tokyo and Munich", "2021-09-18", None),
        ("DUBLIN \u2013 ", "Dublin", None, None),
        ("Nijmegen, the Netherlands, May 19, 2016 - ", "Nijmegen, the Netherlands", "2016-05-19", None),
        ("Monday, May 20, 2013 - ", None, "2013-05-20", None),
        ("BOTHELL, Wash.--()--", "Bothell, Wash.", None, None),
        ("TOKYO, Jun 18, 2021 - (JCN Newswire) - ", "Tokyo", "2021-06-18", "JCN Newswire"),
        ("Siena (Italy) and Pune (India), June 4, 2024 \u2013 ", "Siena (Italy) and Pune (India)", "2024-06-04", None),
        ("(BOSTON, MA) \u2013 October 12, 2005 \u2013 ", "Boston, MA", "2005-10-12", None),
        ("Slough, UK: ", "Slough, UK", None, None),
        ("", None, None, None),
    ],
    ids=["globe", "bw", "bw-date", "prn", "firstcall", "bars", "day-first", "dotted", "em-dash", "date-only", "dpa", "bracketed-date", "bare", "article", "weekday", "empty-wire", "jcn", "lands", "brackets", "colon", "none"],
)  # fmt: skip
def test_every_form_of_dateline_is_read(dateline: str, city: str | None, date: str | None, wire: str | None) -> None:
    facts = release(f"Example Pharma doses first patient with XYZ-101\n\n{dateline}{BODY}")

    assert (facts.city, facts.date, facts.wire) == (city, date, wire)
    assert facts.company == "Example Pharma, Inc."
    assert facts.title == "Example Pharma doses first patient with XYZ-101"


def test_the_prefix_of_a_collection_is_no_date_of_the_release() -> None:
    assert release(f" date 2019-10-30 {BODY}").date is None


def test_the_date_of_the_text_stands_against_the_prefix_of_a_collection() -> None:
    assert release(f" date 2019-10-30 WALTHAM, Mass., June 5, 2011 (GLOBE NEWSWIRE) -- {BODY}").date == "2011-06-05"


def test_a_dateline_without_a_year_takes_it_from_the_header() -> None:
    facts = release(
        f"Example doses first patient in trial\n\nApr 17, 2001, 01:00 ET\n\nCAMBRIDGE, Mass., April 17 /PRNewswire/ -- {BODY}"
    )

    assert facts.date == "2001-04-17"


def test_a_date_on_its_own_line_is_the_date() -> None:
    assert (
        release(
            f"December 10, 2012\n\nExample doses first patient in trial\n\nWALTHAM, Mass.--(BUSINESS WIRE)-- {BODY}"
        ).date
        == "2012-12-10"
    )


def test_the_calendar_of_a_page_loses_against_the_date_of_the_report() -> None:
    facts = release(f"Thursday 8 January 2026\n\nExample doses first patient in trial\n\n28 June 2013\n\n{BODY}")

    assert facts.date == "2013-06-28"


def test_a_date_of_an_event_is_no_date_of_the_release() -> None:
    assert release(f"Example doses first patient in trial\n\n{BODY} The data cut-off was March 11, 2020.").date is None


@pytest.mark.parametrize(
    ("name", "ticker", "exchange", "others"),
    [
        ("Example Pharma, Inc. (NASDAQ:EXPH - News)", "EXPH", "NASDAQ", ()),
        ("Example Pharma AG (SIX: EXO, EXOG; OTCQX: EXPHY)", "EXO", "SIX", ("EXOG", "OTCQX: EXPHY")),
        ("Example Pharma plc (LSE/NYSE: EXP)", "EXP", "LSE/NYSE", ()),
        ("Example Pharma Inc. (TSE: 4503)", "4503", "TSE", ()),
        ("Example Pharma Co., Ltd. (\u201cExample\u201d or the \u201cCompany,\u201d 6990.HK)", "6990", "HK", ()),
        ('Example Pharma, Inc. ("Example") (NASDAQ: EXPH)', "EXPH", "NASDAQ", ()),
        ('Example Pharma, Inc. (the "Company" or "Example") (NASDAQ: EXPH)', "EXPH", "NASDAQ", ()),
        ("Example Pharma, Inc. (EXPH)", "EXPH", None, ()),
        ("Example Pharma, Inc.", None, None, ()),
    ],
    ids=["news", "two-exchanges", "joined", "tokyo", "hong-kong", "defined-term", "two-terms", "symbol-only", "none"],
)
def test_the_ticker_behind_the_issuers_name(
    name: str, ticker: str | None, exchange: str | None, others: tuple[str, ...]
) -> None:
    facts = release(f"{name} today announced data with XYZ-101, an antibody-drug conjugate.")

    assert (facts.ticker, facts.exchange, facts.other_tickers) == (ticker, exchange, others)


def test_the_company_that_a_headline_opens_with_issues_the_release() -> None:
    facts = release(
        "ADC Therapeutics Moves Its Conjugate XYZ-101 into Trials\n\nXYZ-101 is an antibody-drug conjugate. It was made with Genmab. It is new."
    )

    assert facts.company == "ADC Therapeutics"


def test_a_society_and_its_abbreviation_are_no_issuer_and_no_ticker() -> None:
    facts = release(
        "Results with XYZ-101, an antibody-drug conjugate, were shown at the European Society for Medical Oncology (ESMO) Congress."
    )

    assert (facts.company, facts.ticker) == (None, None)


@pytest.mark.parametrize(
    "title", ["Updated Phase 2 Results With XYZ-101 in Breast Cancer", "Updated Results Confirm Benefit of XYZ-101"]
)
def test_a_headline_may_begin_with_the_word_updated(title: str) -> None:
    assert release(f"{title}\n\nWALTHAM, Mass., June 5, 2011 (GLOBE NEWSWIRE) -- {BODY}").title == title


def test_a_short_name_in_brackets_is_no_ticker() -> None:
    assert (
        release(
            "Example Smith Kline (ESK) plc today announced data. ESK said that the antibody-drug conjugate works."
        ).ticker
        is None
    )


def test_an_address_block_above_the_headline_is_not_the_headline() -> None:
    facts = release(f"Exhibit 99.1\n|\n128 Sidney Street, Cambridge, MA 02139\n|\nTEL: (617) 555-0100\n|\ninfo@example.com\n|\nExample Pharma, Inc. Doses First Patient\nCAMBRIDGE, MA, October 25, 2004 \u2013 {BODY}")  # fmt: skip

    assert facts.title == "Example Pharma, Inc. Doses First Patient"


def test_the_other_party_of_the_headline_is_an_other_company() -> None:
    facts = release(f"Example Pharma and Other Bio, Inc. join forces\n\n{BODY}")

    assert facts.other_companies == ("Other Bio, Inc.",)


def test_the_parent_of_the_issuer_is_no_other_company() -> None:
    facts = release("Genentech, a member of the Roche Group (SIX: RO, ROG), today announced data with Kadcyla.")

    assert (facts.parent, facts.other_companies) == ("Roche Group", ())


def test_every_quote_stands_at_its_offsets() -> None:
    text = f"Example doses\u00a0first patient with XYZ\u2011101\n\nWALTHAM, Mass. &mdash; Aug. 18, 2010 &mdash; {BODY}"

    for evidence in release(text).evidence:
        assert text[evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize(
    "headline",
    ["Press Release: Example Pharma ends the trial of XYZ-101", "Updated results of XYZ-101 show a longer survival"],
    ids=["labelled", "updated"],
)
def test_a_headline_behind_a_label_is_the_title(headline: str) -> None:
    facts = release(f"{headline}\n\nPARIS, December 21, 2023. {BODY}")

    assert facts.title == headline.removeprefix("Press Release: ")
    assert (facts.city, facts.date) == ("Paris", "2023-12-21")


def test_the_ticker_of_a_sentence_on_the_shares_is_the_company_s_own() -> None:
    facts = release(
        "Example Pharma reports data with XYZ-101\n\n"
        "PARIS, December 21, 2023. Example Pharma, Inc. today announced data with XYZ-101, an antibody-drug conjugate of Other Bio, Inc.\n\n"
        "About Other Bio\nOther Bio, Inc. is listed on NASDAQ: OTHR.\n\n"
        "About Example Pharma\nExample Pharma is listed on EURONEXT: EXA and NASDAQ: EXPH."
    )

    assert (facts.exchange, facts.ticker, facts.other_tickers) == ("EURONEXT", "EXA", ("NASDAQ: EXPH",))


def test_a_society_issues_nothing_in_front_of_its_meeting() -> None:
    facts = release(
        "Detailed results of XYZ-101, the antibody-drug conjugate being jointly developed by Genmab and AstraZeneca, were presented"
        " today at the American Society of Clinical Oncology (#ASCO22) Annual Meeting and published in a journal."
    )

    assert facts.company == "Genmab"


def test_a_listed_short_name_in_brackets_is_no_ticker() -> None:
    assert release("Merck & Co (MSD) today announced a trial of XYZ-101, an antibody-drug conjugate.").ticker is None


@pytest.mark.parametrize(
    "above",
    [
        "Basel, 4 June 2012\n\n",
        "For media and investors only\n\nIssued: 4 June 2012, Basel\n\n",
        "Investor News\nBasel, June 4, 2012\n",
    ],
    ids=["alone", "issued", "label"],
)
def test_a_dateline_may_stand_above_the_headline(above: str) -> None:
    facts = release(f"{above}Example Pharma doses first patient with XYZ-101\n\n{BODY}")

    assert (facts.city, facts.date) == ("Basel", "2012-06-04")
    assert facts.title == "Example Pharma doses first patient with XYZ-101"


@pytest.mark.parametrize(
    "above",
    ["EXAMPLE GROUP PLC\n\n", "DGAP-Ad-hoc: Example AG / Key word(s): Alliance\n", "For media and investors only\n\n"],
    ids=["company", "key words", "readers"],
)
def test_what_stands_above_the_headline_is_no_headline(above: str) -> None:
    assert release(f"{above}ONCOLOGY PIPELINE UPDATE\n\n{BODY}").title == "ONCOLOGY PIPELINE UPDATE"


@pytest.mark.parametrize(
    ("opening", "company", "exchange", "ticker", "more"),
    [
        ("Example Bio, Inc. (Example or the Company) (NASDAQ: EXPH)", "Example Bio, Inc.", "NASDAQ", "EXPH", ()),
        ("Example Co., Ltd. (hereafter, Example) (TSE: 1234)", "Example Co., Ltd.", "TSE", "1234", ()),
        ("Zandolor (SIX: ZA, ZAN; OTCQX: ZANDY)", "Zandolor", "SIX", "ZA", ("ZAN", "OTCQX: ZANDY")),
        ("Example AG (FSE: EXA; Prime Standard Segment, TecDAX; OTC: EXAMY)", "Example AG", "FSE", "EXA", ("OTC: EXAMY",)),
        ("Example Bio Co., Ltd. (HKEX: 09606; SSE: 688331)", "Example Bio Co., Ltd.", "HKEX", "09606", ("SSE: 688331",)),
        ("Zandolor Inc., a subsidiary of Tokyo-based Zandolor Co., Ltd. (TSE: 4523),", "Zandolor Inc.", None, None, ()),
    ],
    ids=["defined", "hereafter", "no legal form", "index", "figures", "parent"],
)  # fmt: skip
def test_a_ticker_belongs_to_the_issuer(
    opening: str, company: str, exchange: str | None, ticker: str | None, more: tuple[str, ...]
) -> None:
    facts = release(
        f"First patient dosed with XYZ-101\n\nBOSTON, May 3, 2018 - {opening} announced a trial of XYZ-101."
    )

    assert (facts.company, facts.exchange, facts.ticker, facts.other_tickers) == (company, exchange, ticker, more)
