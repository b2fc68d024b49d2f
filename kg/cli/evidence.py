"""A subject and a value in, the sentences behind it out, and what else states or disputes the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli._answers import DEFAULT_GRAPH, DialectOption, EndpointOption, GraphOption, open_source

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from kg.evidence import Place, Statement

_NO_TEXT = "the texts of the releases are not beside this graph, so that the words alone are shown"
_MARKS = {True: ("⟦", "⟧"), False: ("", "")}  # where there are no colours, the value stands in brackets


def command(
    subject: Annotated[str, typer.Argument(help="A name, alias, CURIE or IRI of anything in the graph.")],
    value: Annotated[str | None, typer.Option("--value", help="Only facts with this value or number.")] = None,
    graph: GraphOption = DEFAULT_GRAPH,
    endpoint: EndpointOption = None,
    dialect: DialectOption = None,
) -> None:
    """Show the sentences behind the facts of a subject: the words marked, release, date, section, modality and rule.

    The words that state a fact stand between « and », the value in them is marked. What several sources state, what
    another statement disputes, what became of a promise and what a curator decided is said. A graph holds no texts:
    sentences are shown from the copies that the build kept beside it, on the machine where it was built; elsewhere the
    words alone are shown.

    Example: adckg evidence EMILIA --value 9.6

    Exit codes: 0 shown, 1 nothing is stated of it, 2 the subject or the graph is unknown, 4 the endpoint failed.
    """
    from rich.console import Console

    from kg.evidence import evidence
    from kg.texts import NO_TEXTS, texts_of

    source = open_source(graph, endpoint, dialect)
    found = evidence(source, subject, value, NO_TEXTS if endpoint else texts_of(graph))
    if not found:
        typer.echo(f"nothing is stated of {subject}" + (f" with the value {value}" if value else ""))
        raise typer.Exit(1)
    console = Console(highlight=False)
    for statement in found:
        _print(console, statement)
    if not any(place.passage for statement in found for place in statement.places):
        console.print(_NO_TEXT, style="dim", markup=False)


def _print(console: Console, statement: Statement) -> None:
    from rich.text import Text

    console.print(Text(statement.heading, style="bold"))
    if statement.stated:
        console.print(Text(f"  {'; '.join(statement.stated)}"))
    for place in statement.places:
        console.print(Text("  “") + _sentence(place, statement.marks, colours=console.is_terminal) + Text("”"))
        console.print(Text(f"  {_told(place)}", style="dim"))
    if (releases := len({place.release for place in statement.places})) > 1:
        alike = "source" if statement.sources == 1 else "sources"
        console.print(Text(f"  stated by {releases} releases, {statement.sources} {alike}", style="green"))
    for sentence in statement.disputed:
        console.print(Text(f"  disputed: {sentence}", style="red"))
    for line in statement.outcomes:
        console.print(Text(f"  {line}", style="yellow"))
    console.print()


def _told(place: Place) -> str:
    """Release, section and place, date, modality and rule."""
    where = f"{place.release.rpartition('/')[2]}, {place.section} {place.start}-{place.end}"
    return f"{where}; {place.as_of or 'undated'}, {place.modality}, found by {place.rule or 'no rule'}"


def _sentence(place: Place, marks: tuple[str, ...], *, colours: bool) -> Text:
    """The sentence with the words between « and », else the words; the value in them is marked."""
    from rich.text import Text

    from kg.evidence import marked

    passage = place.passage
    words = Text()
    for piece, is_mark in marked(_plain(passage.words if passage else place.quote), marks):
        left, right = ("", "") if colours else _MARKS[is_mark]
        words.append(f"{left}{piece}{right}", style="reverse" if is_mark else "")
    if passage is None:
        return words
    return (
        Text(_plain(passage.before), style="dim") + Text("«") + words + Text("»") + Text(_plain(passage.behind), "dim")
    )


def _plain(text: str) -> str:
    """Text in one line, with a space at an end kept where one stood."""
    squeezed = " ".join(text.split())
    return f"{' ' if text[:1].isspace() else ''}{squeezed}{' ' if squeezed and text[-1:].isspace() else ''}"
