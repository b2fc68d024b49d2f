"""A subject and a value in, the words behind it out, and what else states or disputes the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli._answers import DEFAULT_GRAPH, DialectOption, EndpointOption, GraphOption, open_source

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from kg.query import Answerer

Fact = dict[str, str]


def command(
    subject: Annotated[str, typer.Argument(help="A name, alias, CURIE or IRI of anything in the graph.")],
    value: Annotated[str | None, typer.Option("--value", help="Only facts with this value or number.")] = None,
    graph: GraphOption = DEFAULT_GRAPH,
    endpoint: EndpointOption = None,
    dialect: DialectOption = None,
) -> None:
    """Show the words behind the facts of a subject: release, date, section, modality and the rule that found them.

    The printed value is marked in the words. Facts that several releases state, and facts that another statement
    disputes, say so.

    Example: adckg evidence EMILIA --value 9.6

    Exit codes: 0 shown, 1 nothing is stated of it, 2 the subject or the graph is unknown, 4 the endpoint failed.
    """
    from rich.console import Console

    from kg.query import answer

    source = open_source(graph, endpoint, dialect)
    asked = {"subject": subject} | ({} if value is None else {"value": value})
    facts = answer(source, "evidence", asked).records()
    disputes = _disputes(source)
    console = Console()
    for key, found in _grouped(facts).items():
        _print_fact(console, found, disputes.get(key[:2], []))
    if not facts:
        typer.echo(f"nothing is stated of {subject}" + (f" with the value {value}" if value else ""))
        raise typer.Exit(1)


def _grouped(facts: Iterable[Fact]) -> dict[tuple[str, str, str], list[Fact]]:
    """Facts by subject, predicate and object: what several releases state is one fact."""
    groups: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact["subject"], fact["predicate"], fact["object"]), []).append(fact)
    return groups


def _disputes(source: Answerer) -> dict[tuple[str, str], list[str]]:
    """Sentences on what disagrees, by subject and predicate; doubts about a number by its record alone."""
    from kg.query import answer

    found: dict[tuple[str, str], list[str]] = {}
    for row in answer(source, "conflicts").records():
        other = f" in {_key(row['otherRelease'])}" if "otherRelease" in row else ""
        sentence = f"{row['value']} in {_key(row['release'])}, but {row['otherValue']}{other}"
        found.setdefault((row["subject"], row["predicate"]), []).append(sentence)
    for row in answer(source, "numeric_doubts").records():
        sentence = row.get("explanation") or f"{row['printed']} does not fit {row.get('computed', 'the other numbers')}"
        found.setdefault((row["outcome"], "https://w3id.org/adc-kg/ontology/value"), []).append(sentence)
    return found


def _key(release: str) -> str:
    return release.rpartition("/")[2]


def _print_fact(console: Console, found: list[Fact], disputes: list[str]) -> None:
    from rich.text import Text

    first = found[0]
    console.print(Text(_heading(first), style="bold"))
    for fact in found:
        console.print(Text("  “") + _marked(fact) + Text("”"))
        place = f"{_key(fact['release'])}, {fact.get('section', '')} {fact['start']}-{fact['end']}"
        told = f"{fact.get('asOf', 'undated')}, {fact.get('modality', '')}, found by {fact.get('rule', 'no rule')}"
        console.print(Text(f"  {place}; {told}", style="dim"))
    releases = {fact["release"] for fact in found}
    if len(releases) > 1:
        console.print(Text(f"  stated by {len(releases)} releases", style="green"))
    for sentence in disputes:
        console.print(Text(f"  disputed: {sentence}", style="red"))
    console.print()


def _heading(fact: Fact) -> str:
    from kg.cli._answers import shorten

    parts = ("subject", "predicate", "object")
    return " · ".join(fact.get(f"{part}Label") or shorten(fact[part]) for part in parts)


def _marked(fact: Fact) -> Text:
    """The words with the value or name in them marked, where they print it."""
    from rich.text import Text

    words = Text(" ".join(fact["quote"].split()))
    printed = fact.get("objectLabel") or fact["object"]
    words.highlight_words([printed, printed.removesuffix(".0")], style="reverse", case_sensitive=False)
    return words
