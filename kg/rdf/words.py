"""Agreements, trade marks, opinions, forward-looking statements and contacts: what parties agree, own and say."""

from __future__ import annotations

from kg.model import Contact, Deal, ForwardLooking, Opinion, Trademark
from kg.rdf import values
from kg.rdf.context import Context

_STATEMENTS = {
    "statement": "ForwardStatement",
    "risk factor": "RiskFactor",
    "safe harbor": "SafeHarbor",
    "report": "FiledReport",
}


def write(context: Context) -> None:
    """All of them."""
    facts = context.facts
    for deal in facts.deals:
        _write_deal(context, deal)
    for mark in facts.trademarks:
        _write_mark(context, mark)
    for opinion in facts.opinions:
        _write_opinion(context, opinion)
    for statement in facts.forward_looking:
        _write_statement(context, statement)
    for contact in facts.contacts:
        _write_contact(context, contact)


def _write_deal(context: Context, deal: Deal) -> None:
    names = context.names
    context.sink.record(
        "Agreement",
        "agreement",
        deal,
        (
            *(("party", names.company(party)) for party in deal.parties),
            ("licensor", names.company(deal.licensor)),
            ("licensee", names.company(deal.licensee)),
            ("subject", values.text(deal.subject)),
            ("upfrontPayment", values.decimal(deal.upfront)),
            ("milestonePayments", values.decimal(deal.milestones)),
            ("milestonesPer", values.text(deal.milestones_per)),
            ("milestoneReceived", values.decimal(deal.milestone_received)),
            ("licenceFee", values.decimal(deal.license_fee)),
            ("developmentFunding", values.decimal(deal.development_funding)),
            ("developmentFundingPeriod", values.text(deal.development_funding_period)),
            ("researchSupport", values.decimal(deal.research_support)),
            ("equity", values.decimal(deal.equity)),
            ("totalValue", values.decimal(deal.total)),
            ("royalties", values.text(deal.royalties)),
            ("currency", values.text(deal.currency)),
            ("exclusivity", values.text(deal.exclusivity)),
            ("territory", values.text(deal.territory)),
            ("agreementDate", values.text(deal.date)),
        ),
    )


def _write_mark(context: Context, mark: Trademark) -> None:
    context.sink.record(
        "TrademarkNotice",
        "trademark",
        mark,
        (
            ("brand", values.text(mark.brand)),
            ("ofDrug", context.names.drug(mark.drug)),
            ("ownedBy", context.names.company(mark.owner)),
        ),
    )


def _write_opinion(context: Context, opinion: Opinion) -> None:
    context.sink.record(
        "Opinion",
        "opinion",
        opinion,
        (
            ("speaker", context.names.entity("person", opinion.speaker)),
            ("speakerRole", values.text(opinion.role)),
            ("ofCompany", context.names.company(opinion.company)),
            ("text", values.text(opinion.claim)),
        ),
    )


def _write_statement(context: Context, statement: ForwardLooking) -> None:
    context.sink.record(
        "ForwardLookingStatement",
        "forward-looking",
        statement,
        (
            ("ofCompany", context.names.company(statement.company or context.facts.release.company)),
            ("text", values.text(statement.statement)),
            ("statementKind", values.pick(_STATEMENTS, statement.kind)),
        ),
    )


def _write_contact(context: Context, contact: Contact) -> None:
    context.sink.record(
        "ContactPoint",
        "contact",
        contact,
        (
            ("contactName", values.text(contact.name)),
            ("contactRole", values.text(contact.role)),
            ("ofCompany", context.names.company(contact.company)),
            ("phone", values.text(contact.phone)),
            ("email", values.text(contact.email)),
        ),
    )
