"""A built graph and a curator's keys in, a file of decisions out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli._answers import DEFAULT_GRAPH, GraphOption, shorten

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.curation import Decision
    from kg.review import Doubtful

_KEYS = {"c": "Confirm", "r": "Reject", "v": "Correct"}


class Why(StrEnum):
    """A reason to look at a statement."""

    NUMBER = "number"
    CONFLICT = "conflict"
    MISPRINT = "misprint"
    DECODED = "decoded name"
    SUPPORT = "low support"


def command(
    folder: Annotated[
        Path, typer.Option("--curation", metavar="DIR", help="Folder of curation files; the decisions are added there.")
    ] = Path("curation"),
    by: Annotated[str, typer.Option("--by", metavar="NAME", envvar="ADCKG_CURATOR", help="Who decides.")] = "",
    why: Annotated[list[Why] | None, typer.Option("--why", help="Only this reason; may be given again.")] = None,
    listing: Annotated[bool, typer.Option("--list", help="Only list what is doubtful; ask nothing.")] = False,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Walk the doubtful statements and write a curator's decisions as small Turtle files.

    The most doubtful come first: numbers that cannot be, conflicts, likely misprints, decoded names, and what has
    little support. Each is shown with its words and the reason. Answer c (confirm), r (reject), v (correct the value),
    s (skip) or q (stop). Every decision is saved at once, in one file for each curator and day; the next session goes
    on with what no file decides. The next build applies them: adckg build RELEASES --curation DIR

    Example: adckg review --by "A. Curator" --curation curation

    Exit codes: 0 done, 2 no graph, or a curation file cannot be read or written.
    """
    from kg.errors import InputError
    from kg.review import doubtful
    from kg.store import open_store

    engine = open_store(graph).engine
    known = _known(folder)
    wanted = {reason.value for reason in why or Why}
    settled = {made.statement for made in known if made.statement}
    found = [item for item in doubtful(engine, settled) if item.why in wanted]
    if not found:
        typer.echo("nothing is doubtful" if not known else f"nothing is doubtful that {folder} does not decide")
    elif listing:
        for item in found:
            typer.echo(_shown(item))
        typer.echo(f"{len(found)} doubtful statements; leave --list out to decide")
    elif not by.strip():
        raise InputError('--by is missing: say who decides, for example --by "A. Curator"')
    else:
        _walk(found, engine, _Session(folder, by.strip(), datetime.now(UTC).date().isoformat(), known))


def _known(folder: Path) -> tuple[Decision, ...]:
    """The decisions that are in the folder already."""
    from kg.curation import read_decisions

    return read_decisions(folder) if folder.exists() else ()


class _Session:
    """The file of one curator and day; every decision is written at once."""

    def __init__(self, folder: Path, by: str, on: str, known: tuple[Decision, ...]) -> None:
        from kg import vocab

        self.by, self.on = by, on
        self.folder = folder
        self.path = folder / f"{on}-{vocab.slug(by) or 'curator'}.ttl"
        self.kept = [made for made in known if made.source == str(self.path)]
        self.made = 0

    def keep(self, decision: Decision) -> None:
        from kg import files
        from kg.review import as_turtle

        self.kept.append(replace(decision, source=str(self.path)))
        self.made += 1
        files.make_folder(self.folder)
        files.write(self.path, [as_turtle(self.kept)])


def _walk(found: list[Doubtful], store: Store, session: _Session) -> None:
    """Ask about one statement after the other; an end of input stops it as q does."""
    seen: set[str] = set()
    for number, item in enumerate(found, 1):
        if item.statement in seen:  # doubtful for another reason too, and decided
            continue
        typer.echo(f"\n{number} of {len(found)}\n{_shown(item)}")
        try:
            decision = _decision(item, store, session)
        except typer.Abort:
            break
        if decision == "stop":
            break
        if not isinstance(decision, str):
            session.keep(decision)
            seen.add(item.statement)
    _tell(session)


def _tell(session: _Session) -> None:
    if not session.made:
        typer.echo("nothing decided, nothing written")
        return
    number = f"{session.made} decision{'s' if session.made != 1 else ''}"
    typer.echo(f"{number} written to {session.path}; apply with: adckg build RELEASES --curation {session.folder}")


def _decision(item: Doubtful, store: Store, session: _Session) -> Decision | Literal["skip", "stop"]:
    """What is decided on a statement, if anything is."""
    from kg.review import decided

    key = _asked(item)
    if key == "q":
        return "stop"
    if key == "s":
        return "skip"
    value = _right_value(item, store) if key == "v" else None
    reason = str(typer.prompt("why")).strip() or "no reason given"
    return decided(item, _KEYS[key], by=session.by, on=session.on, reason=reason, value=value)


def _asked(item: Doubtful) -> str:
    """The key that was pressed; of a release only what it prints can be judged, not the release."""
    keys = {"c": "confirm", "r": "reject", "v": "correct", "s": "skip", "q": "stop"}
    if item.is_release:
        del keys["r"]
    question = ", ".join(f"{key} {meaning}" for key, meaning in keys.items())
    while True:
        key = str(typer.prompt(question)).strip().lower()[:1]
        if key in keys:
            return key
        typer.echo(f"answer with one of {', '.join(keys)}")


def _right_value(item: Doubtful, store: Store) -> str:
    """The value that is right; where an entity is stated, the IRI of the one that was named."""
    from kg.review import entity_named

    while True:
        text = str(typer.prompt("the right value")).strip()
        if not item.entity:
            return text
        found = entity_named(store, item.entity, text)
        if found is not None:
            return found
        typer.echo(f"the graph has no {shorten(item.entity).partition(':')[0]} of that name; give its name or its IRI")


def _shown(item: Doubtful) -> str:
    told = f" ({item.topic})" if item.topic else f" ({shorten(item.predicate)})" if item.predicate else ""
    lines = [
        f"{item.why}: {item.value}{told}",
        f'  words    "{" ".join(item.words.split())}"',
        f"  release  {shorten(item.release)} {item.as_of}".rstrip(),
        f"  about    {shorten(item.statement)}",
    ]
    if item.explanation:
        lines.insert(1, f"  because  {item.explanation}")
    return "\n".join(lines)
