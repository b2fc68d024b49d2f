"""``adckg reason``: whether a graph contradicts itself, and what follows from it."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from kg.reason import Verdict


class Choice(StrEnum):
    """Who reasons."""

    AUTO = "auto"
    HERMIT = "hermit"
    RL = "rl"


class Format(StrEnum):
    """How the answer is printed."""

    TEXT = "text"
    JSON = "json"


def command(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE...",
            help="RDF files or folders of them, - for standard input; without any, the built graph is checked.",
        ),
    ] = None,
    graph: Annotated[Path, typer.Option("--graph", metavar="DIR", help="Folder of the built graph.")] = Path("graph"),
    reasoner: Annotated[
        Choice,
        typer.Option(
            help="hermit: description logic, needs Java. rl: OWL 2 RL rules, needs nothing. "
            "auto: hermit where there is Java, else rl."
        ),
    ] = Choice.AUTO,
    format_: Annotated[Format, typer.Option("--format", "-f", help="How the answer is printed.")] = Format.TEXT,
    entailments: Annotated[
        bool, typer.Option("--entailments", "-e", help="List every triple that follows; JSON always does.")
    ] = False,
    timeout: Annotated[float, typer.Option(min=1, metavar="SECONDS", help="How long HermiT may take.")] = 300.0,
) -> None:
    """Check a graph for contradictions, together with the ontology and what is known, and say what follows from it.

    Exit code: 0 consistent, 1 inconsistent, 2 no reasoner could be run or a file cannot be read.

    Example: adckg reason graph.ttl --reasoner rl --entailments
    """
    from kg.reason import check

    verdict = check(_quads(files or [], graph), reasoner=reasoner.value, deadline=timeout)
    typer.echo(_as_json(verdict) if format_ is Format.JSON else _as_text(verdict, listed=entailments))
    raise typer.Exit(0 if verdict.consistent else 1)


def _quads(files: list[str], graph: Path) -> Iterator[Quad]:
    if files:
        from kg.validation.load import all_quads, read_sources

        yield from all_quads(read_sources(files))
        return
    import pyoxigraph

    from kg.store import open_store
    from kg.vocab import INFERRED_GRAPH

    store = open_store(graph)
    for name in store.graphs():
        if name != INFERRED_GRAPH:
            yield from pyoxigraph.parse(store.triples(name), format=pyoxigraph.RdfFormat.N_TRIPLES)


def _as_json(verdict: Verdict) -> str:
    import json
    from dataclasses import asdict

    answer = {
        "consistent": verdict.consistent,
        "reasoner": verdict.reasoner,
        "note": verdict.note,
        "contradictions": [asdict(clash) for clash in verdict.clashes],
        "entailments": [entailment._asdict() for entailment in verdict.entailments],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _as_text(verdict: Verdict, *, listed: bool) -> str:
    return "\n".join(_lines(verdict, listed=listed))


def _lines(verdict: Verdict, *, listed: bool) -> Iterator[str]:
    word = "consistent" if verdict.consistent else "inconsistent"
    yield f"{word} ({verdict.reasoner})" + (f"; {verdict.note}" if verdict.note else "")
    for clash in verdict.clashes:
        yield f"contradiction: {clash.message}"
        yield f"  axiom: {clash.axiom}"
        yield from (f"  fact: {fact}" for fact in clash.facts)
    number = len(verdict.entailments)
    yield "1 triple follows" if number == 1 else f"{number} triples follow"
    if listed:
        for found in verdict.entailments:
            yield f"  {_short(found.subject)} {_short(found.predicate)} {_short(found.object)}  ({found.rule})"
        return
    for rule, number in sorted(Counter(found.rule for found in verdict.entailments).items()):
        yield f"  {number} by: {rule}"


def _short(iri: str) -> str:
    from kg.resources import prefixes

    fitting = [(len(base), name) for name, base in prefixes().items() if iri.startswith(base)]
    if not fitting:
        return f"<{iri}>"
    length, name = max(fitting)
    return "a" if iri.endswith("#type") and name == "rdf" else f"{name}:{iri[length:]}"
