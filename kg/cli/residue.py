"""Releases in, the words that no fact covers out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.model import Facts, Release


class Format(StrEnum):
    """How the residue is printed."""

    TEXT = "text"
    JSON = "json"


def command(
    release: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[RELEASE]...", help="Releases or folders of them. None: those of the built graph."),
    ] = None,
    graph: Annotated[Path, typer.Option("--graph", "-g", metavar="DIR", help="The built graph.")] = Path("graph"),
    section: Annotated[
        str | None, typer.Option("--section", "-s", metavar="KIND", help="Only this kind of section, such as body.")
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", "-f", help="text: to read; json: one object a line.")
    ] = Format.TEXT,
) -> None:
    """Show the text that no fact covers, so that a missed fact is found in a minute.

    Example: adckg residue release.txt --section body

    Exit codes: 0 printed, 2 a release cannot be read.
    """
    from kg.evidence_check import sound
    from kg.extract import extract
    from kg.pipeline.inputs import releases
    from kg.read import read_file

    for path in releases(release or _of_graph(graph)):
        text = read_file(path)
        facts, _ = sound(extract(text), text.text)
        if form is Format.JSON:
            _print_json(path, text, facts, section)
        else:
            _print_text(path, text, facts, section)


def _of_graph(graph: Path) -> list[Path]:
    """The files that a graph was built from."""
    from kg.errors import GraphError
    from kg.pipeline import read_manifest

    sources = read_manifest(graph).get("sources")
    if not sources:
        raise GraphError(f"{graph}: holds no built graph; name a release, or make one with: adckg build RELEASES...")
    return [Path(source) for source in sources.values()]


def _print_json(path: Path, text: Release, facts: Facts, section: str | None) -> None:
    import json
    from dataclasses import asdict

    from kg.residue import gaps

    for gap in gaps(text, facts):
        if section in (None, gap.section):
            typer.echo(json.dumps({"release": str(path), **asdict(gap)}, ensure_ascii=False))


def _print_text(path: Path, text: Release, facts: Facts, section: str | None) -> None:
    from kg.residue import coverage, gaps, share

    counted = coverage(text, facts)
    typer.echo(f"{path}: {share(counted):.0%} of the text is covered")
    found = list(gaps(text, facts))
    for part in counted:
        if section in (None, part.section):
            typer.echo(f"\n{part.section} ({part.covered} of {part.characters} characters covered)")
            for gap in found:
                if gap.section == part.section:
                    typer.echo(f"  {gap.start:>6}  {' '.join(gap.words.split())}")
    typer.echo()
