"""The document itself: issuer, date, place, headline, and the text its evidence counts in."""

from __future__ import annotations

from pathlib import PurePath

from pyoxigraph import NamedNode

from kg.model import Release
from kg.rdf import values
from kg.rdf.context import Context
from kg.rdf.dates import window
from kg.rdf.sink import TYPE
from kg.rdf.values import term


def write(context: Context, release: Release) -> None:
    """The release's node; a date without a day is no date of it."""
    stated, sink, names = context.facts.release, context.sink, context.names
    days = window(stated.date) if stated.date else None
    issuer = names.company(stated.company)
    sink.add(sink.release, TYPE, term("Release"))
    for name, value in (
        ("title", values.text(stated.title)),
        *(("subtitle", values.text(line)) for line in stated.subtitles),
        ("issuedBy", issuer),
        *(("coIssuedBy", names.company(other)) for other in co_issuers(context, release)),
        ("releaseDate", values.day(days[0]) if days and days[0] == days[1] else None),
        ("datelineCity", values.text(stated.city)),
        ("wire", values.text(stated.wire)),
        ("tickerPrinted", values.text(stated.ticker)),
        *(("tickerPrinted", values.text(ticker)) for ticker in stated.other_tickers),
        ("exchangePrinted", values.text(stated.exchange)),
        ("namesReport", values.text(stated.fiscal_report)),
        ("textDigest", values.text(release.digest)),
        ("textLength", values.integer(len(release.text))),
        ("sourceName", values.text(PurePath(release.name).name)),
        *(("evidence", sink.cite(evidence)) for evidence in stated.evidence),
    ):
        sink.add(sink.release, term(name), value)
    _write_issuer(context, issuer)


def co_issuers(context: Context, release: Release) -> tuple[str, ...]:
    """The other companies that the dateline names: they issue the release too; the rest is what it is about."""
    dateline = " ".join(release.clean[s.start : s.end] for s in release.sections if s.kind == "dateline")
    return tuple(other for other in context.facts.release.other_companies if other in dateline)


def _write_issuer(context: Context, issuer: NamedNode | None) -> None:
    stated, sink = context.facts.release, context.sink
    if issuer is None:
        return
    if stated.company:
        context.names.also_called(issuer, stated.company)
    if not context.names.is_known(issuer):  # the reference data knows its ticker; what is printed may be a misprint
        sink.claim(issuer, "tickerSymbol", values.text(stated.ticker), stated)
    sink.claim(issuer, "memberOf", context.names.company(stated.parent), stated, said=stated.parent)
