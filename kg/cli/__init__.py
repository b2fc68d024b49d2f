"""Words typed at a terminal in, answers and an exit code out.

Each command is a module of this package whose function ``command`` typer turns into a command line; nothing heavy is
imported before the command runs, so that ``adckg --help`` answers at once.
"""

from __future__ import annotations

import difflib
import importlib
import importlib.util
import os
import sys
from typing import Annotated

import typer
from typer.core import TyperGroup

from kg import __version__
from kg.errors import KGError

# command -> one line for the list; the order is the order of the help page
COMMANDS: dict[str, str] = {
    "build": "Read releases and build, reason over, validate and store their graph.",
    "extract": "Print the facts of one release.",
    "claims": "Print every claim of a built graph, one JSON object a line.",
    "query": "Answer a canned question.",
    "sparql": "Answer any read-only SPARQL query, bounded in time and rows.",
    "evidence": "Show the sentences behind a subject or a number.",
    "export": "Write the graph as Turtle, TriG, N-Quads, JSON-LD, RDF/XML or tables.",
    "validate": "Check any graph against the shapes and the ontology.",
    "reason": "Check consistency and list entailments.",
    "diff": "Say in facts what changed between two graphs.",
    "residue": "Show the text that no fact covers.",
    "review": "Walk the doubtful claims and record a curator's decisions.",
    "push": "Send the graph to a remote store.",
    "pull": "Fetch a graph from a remote store.",
}


class LazyGroup(TyperGroup):
    """A group that imports a command's module only when that command is used."""

    _is_listing = False

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # noqa: ARG002
        """The commands that are there, in the order of the table."""
        return [name for name in COMMANDS if importlib.util.find_spec(f"kg.cli.{name}") is not None]

    def get_command(self, ctx: typer.Context, cmd_name: str):  # type: ignore[no-untyped-def,override]  # noqa: ARG002
        """The command of that name; a stub that holds its one line while the list is printed."""
        if cmd_name not in COMMANDS:
            return None
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        if self._is_listing:
            single.command(cmd_name, help=COMMANDS[cmd_name])(lambda: None)
        else:
            single.command(cmd_name)(importlib.import_module(f"kg.cli.{cmd_name}").command)
        return typer.main.get_command(single)

    def resolve_command(self, ctx, args):  # type: ignore[no-untyped-def]  # vendored classes
        """The command that the words name; a misspelt one is told with the nearest there is."""
        name = args[0] if args else ""
        if name not in COMMANDS and not name.startswith("-"):
            near = difflib.get_close_matches(name, COMMANDS, n=1)
            ctx.fail(f"there is no command '{name}'" + (f"; did you mean '{near[0]}'?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx, formatter) -> None:  # type: ignore[no-untyped-def]  # vendored classes
        """Print the list of commands without importing any."""
        self._is_listing = True
        try:
            super().format_commands(ctx, formatter)
        finally:
            self._is_listing = False


app = typer.Typer(
    cls=LazyGroup,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"adckg {__version__}")
        raise typer.Exit


@app.callback(
    epilog="Start with: adckg build RELEASES... --out graph, then adckg query. Every command has --help, with examples."
)
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn press releases about antibody-drug conjugates into a knowledge graph that proves itself."""


def main() -> None:
    """Run the command line; an error that a user can mend is one sentence and an exit code, never a traceback."""
    try:
        app()
    except KGError as error:
        typer.echo(f"adckg: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # the reader of a pipe went away (`adckg claims | head`): not an error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        place = f" '{error.filename}'" if error.filename else ""
        typer.echo(f"adckg: the system refused{place}: {error.strerror or error}", err=True)
        sys.exit(2)
