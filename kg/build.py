"""Facts of one release in, quads out, as docs/model.md describes them; nothing else is read.

Everything a release says stands in its own named graph; what only follows from how a name is built (a decoded payload)
stands in the graph of derived statements.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pyoxigraph import NamedNode, Quad

from kg import vocab
from kg.model import Facts, Release, SectionKind
from kg.rdf import compounds, events, release, results, safety, trials, values, words
from kg.rdf.context import Context
from kg.rdf.dates import as_of
from kg.rdf.names import Label, Lookup, Names, short_company
from kg.rdf.sink import SECTIONS, TYPE, Sink
from kg.rdf.values import term


def build(
    facts: Facts,
    source: Release,
    *,
    lookup: Lookup,
    label: Label,
    key: str | None = None,
    read_on: date | None = None,
) -> list[Quad]:
    """The quads of a release, in a fixed order, each once.

    ``lookup(kind, name)`` gives the slug of the reference data's entity of that name, ``label(kind, slug)`` its name;
    both may give None.
    ``key`` replaces the release key, for two releases of one issuer on one day;
    ``read_on`` is the day the release was read, if that is to be kept.
    """
    sink = Sink(source, key or release_key(facts, source), as_of(facts.release.date))
    context = Context(facts, sink, Names(sink, lookup, label))
    context.names.adopt(facts.compounds)
    release.write(context, source)
    sink.add(sink.release, term("readOn"), values.day(read_on))
    for kind in (compounds, trials, results, safety, events, words):
        kind.write(context)
    return sink.quads()


def coverage_quads(counted: Iterable[tuple[SectionKind, int, int]], key: str, facts: Facts) -> list[Quad]:
    """How much of a release its facts cover, for ``graph:derived``: kind of section, characters, of them covered."""
    graph, release = NamedNode(vocab.DERIVED_GRAPH), NamedNode(vocab.release_iri(key))
    quads = []
    for section, characters, covered in counted:
        node = NamedNode(vocab.record_iri("coverage", key, section))
        for predicate, value in (
            (TYPE, term("SectionCoverage")),
            (term("ofRelease"), release),
            (term("inSection"), term(SECTIONS[section])),
            (term("characters"), values.integer(characters)),
            (term("covered"), values.integer(covered)),
            (term("asOf"), values.day(as_of(facts.release.date))),
        ):
            if value is not None:
                quads.append(Quad(node, predicate, value, graph))
    return quads


def release_key(facts: Facts, source: Release) -> str:
    """The issuer's slug and the date; the start of the text's digest when either is missing."""
    company, day = facts.release.company, facts.release.date
    return vocab.release_key(short_company(company) if company else None, day, source.digest)
