"""A built graph and a curator's keys in, a file of decisions out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli._answers import DEFAULT_GRAPH, GraphOption

if TYPE_CHECKING:
    from kg.curation import Decision
    from kg.review import Doubtful

_KEYS = {"c": "Confirm", "r": "Reject", "v": "Correct"}


def command(
    folder: Annotated[
        Path, typer.Option("--curation", metavar="DIR", help="Folder of curation files; the decisions are added there.")
    ] = Path("curation"),
    by: Annotated[str, typer.Option("--by", metavar="NAME", envvar="ADCKG_CURATOR", help="Who decides.")] = "",
    listing: Annotated[bool, typer.Option("--list", help="Only list what is doubtful; ask nothing.")] = False,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Walk the doubtful statements and write a curator's decisions, one small Turtle file a session.

    Each statement is shown with its words and the reason to look at it: a number that cannot be, a conflict, a likely
    misprint, a decoded name. Answer c (confirm), r (reject), v (correct the value), s (skip) or q (stop and save).
    The next build applies them: adckg build RELEASES --curation DIR

    Example: adckg review --by "A. Curator" --curation curation

    Exit codes: 0 done, 2 no graph or the file cannot be written.
    """
    from kg.errors import InputError
    from kg.review import doubtful
    from kg.store import open_store

    found = doubtful(open_store(graph).engine)
    if not found:
        typer.echo("nothing is doubtful")
        return
    if listing:
        for item in found:
            typer.echo(_shown(item))
        typer.echo(f"{len(found)} doubtful statements; leave --list out to decide")
        return
    if not by:
        raise InputError('--by is missing: say who decides, for example --by "A. Curator"')
    made = _walk(found, by, datetime.now(UTC).date().isoformat())
    _save(made, folder)


def _walk(found: tuple[Doubtful, ...], by: str, on: str) -> list[Decision]:
    """The decisions of one session; an end of input stops it as q does."""
    from kg.review import decided

    made: list[Decision] = []
    for number, item in enumerate(found, 1):
        typer.echo(f"\n{number} of {len(found)}\n{_shown(item)}")
        try:
            key = _asked(item)
            if key == "q":
                break
            if key == "s":
                continue
            value = typer.prompt("the right value") if key == "v" else None
            reason = typer.prompt("why")
        except typer.Abort:
            break
        made.append(decided(item, _KEYS[key], by=by, on=on, reason=reason, value=value))
    return made


def _asked(item: Doubtful) -> str:
    """The key that was pressed; what conflicts is confirmed or corrected, for a whole release cannot be rejected."""
    keys = {"c": "confirm", "r": "reject", "v": "correct", "s": "skip", "q": "stop"}
    if item.why == "conflict":
        del keys["r"]
    question = ", ".join(f"{key} {meaning}" for key, meaning in keys.items())
    while True:
        key = str(typer.prompt(question)).strip().lower()[:1]
        if key in keys:
            return key
        typer.echo(f"answer with one of {', '.join(keys)}")


def _shown(item: Doubtful) -> str:
    lines = [
        f"{item.why}: {item.value}",
        f'  words    "{item.words}"',
        f"  release  {item.release} {item.as_of}".rstrip(),
    ]
    if item.explanation:
        lines.insert(1, f"  because  {item.explanation}")
    return "\n".join(lines)


def _save(made: list[Decision], folder: Path) -> None:
    from kg import files, vocab
    from kg.review import as_turtle

    if not made:
        typer.echo("nothing decided, nothing written")
        return
    files.make_folder(folder)
    name = vocab.record_iri("session", *(decision.iri for decision in made)).rsplit("/", 1)[-1]
    path = folder / f"{made[0].on}-{name}.ttl"
    files.write(path, [as_turtle(made)])
    typer.echo(f"{len(made)} decisions written to {path}; apply them with: adckg build RELEASES --curation {folder}")
