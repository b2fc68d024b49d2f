"""The README's walk from text to answer is true: its blocks are looked up or run, and their output compared."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from pathlib import Path
from typing import NamedTuple

import pytest
from markdown_it import MarkdownIt
from rdflib import Graph

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


class Block(NamedTuple):
    """A fenced block: the words behind its fence and what it holds."""

    info: str
    content: str


def blocks(info: str) -> list[Block]:
    """The blocks of the README whose fence begins with ``info``."""
    tokens = MarkdownIt().parse((ROOT / "README.md").read_text(encoding="utf-8"))
    found = [Block(token.info, token.content) for token in tokens if token.type == "fence"]
    return [block for block in found if block.info.split()[0] == info]


def dialogue() -> list[tuple[str, str]]:
    """Each command of the console blocks with the output that is printed below it."""
    sessions = [re.split(r"^\$ ", block.content, flags=re.MULTILINE)[1:] for block in blocks("console")]
    return [(entry.split("\n", 1)[0], entry.split("\n", 1)[1]) for session in sessions for entry in session]


def shell(command: str, cwd: Path) -> str:
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=cwd,
        env={"HOME": str(cwd), "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "120", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the graph of the example releases."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "examples").symlink_to(ROOT / "kg" / "examples")
    shell("adckg build", folder)
    return folder


def test_the_walk_shows_every_step() -> None:
    assert [bool(blocks(kind)) for kind in ("text", "console", "turtle")] == [True, True, True]


@pytest.mark.parametrize(("command", "output"), dialogue(), ids=[command for command, _ in dialogue()])
def test_command_prints_what_the_readme_shows(command: str, output: str, work: Path) -> None:
    printed = shell(command, work)

    assert OutputChecker().check_output(output, printed, ELLIPSIS | NORMALIZE_WHITESPACE), printed


@pytest.mark.parametrize("block", blocks("turtle"), ids=lambda block: block.info)
def test_turtle_stands_in_the_graph(block: Block, work: Path) -> None:
    """Some node has all that is shown; its name may differ, for it is made from everything that the node says."""
    turtle = (work / "graph" / "graph.ttl").read_text(encoding="utf-8")
    declared = "\n".join(line for line in turtle.splitlines() if line.startswith("@prefix"))
    shown = Graph().parse(data=f"{declared}\n{block.content}", format="turtle")

    built = Graph().parse(data=turtle, format="turtle")

    for node in set(shown.subjects()):
        said = set(shown.predicate_objects(node))
        assert any(said <= set(built.predicate_objects(other)) for other in built.subjects(*max(said)))


def test_recipes_of_the_readme_exist() -> None:
    recipes = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    named = set(re.findall(r"(?:`|^)make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))

    assert {"demo", "test"} <= named <= recipes
