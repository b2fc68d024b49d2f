"""Documentation and program name the same things: commands, terms, files, recipes."""

from __future__ import annotations

import importlib.util
import itertools
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg import __version__, resources
from kg.cli import COMMANDS, app

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
LOCKS = ("requirements.txt", "requirements-build.txt", "requirements-bench.txt")
PRESENT = [command for command in COMMANDS if importlib.util.find_spec(f"kg.cli.{command}") is not None]


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def tracked() -> list[Path]:
    """Every file of the project: what git knows, or the whole tree where there is no git."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = [name for name in listing.stdout.split("\0") if name]
    paths = (
        [ROOT / name for name in names] if names else [path for path in ROOT.rglob("*") if ".venv" not in path.parts]
    )
    return [path for path in paths if path.is_file()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text_of(page))

    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_main_commands_are_there() -> None:
    assert {"build", "claims", "export", "extract", "query", "validate"} <= set(PRESENT)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_block_that_names_a_file_stands_in_it(page: Path) -> None:
    for _, source, content in re.findall(r"^```(\w+) (\S+/\S+)\n(.*?)^```$", text_of(page), re.MULTILINE | re.DOTALL):
        assert content in text_of(ROOT / source)


@pytest.mark.parametrize("command", PRESENT)
def test_command_is_documented(command: str) -> None:
    assert any(f"adckg {command}" in text_of(page) for page in PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_documentation_names_no_command_that_is_not_there(page: Path) -> None:
    named = set(re.findall(r"(?:`|^\$ )adckg ([a-z]+)", text_of(page), re.MULTILINE))

    assert named - set(PRESENT) == set()


@pytest.mark.parametrize("command", PRESENT)
def test_help_of_a_command_shows_an_example(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["adckg", command, "--help"])

    answer = CliRunner().invoke(app, [command, "--help"])

    assert answer.exit_code == 0
    assert f"adckg {command}" in answer.output.replace(f"Usage: root {command}", "")
    assert "Example" in answer.output


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_terms_in_the_documentation_are_terms_of_the_ontology(page: Path) -> None:
    ontology = "\n".join(entry.read_text(encoding="utf-8") for entry in resources.ontology_files().values())
    declared = set(re.findall(r"^adc:(\w+)", ontology, re.MULTILINE))

    named = set(re.findall(r"\badc:(\w+)", text_of(page)))

    assert named - declared == set()


def test_changelog_begins_with_what_is_not_released_or_with_this_version() -> None:
    newest = re.search(r"^## \[(.+?)\]", text_of(ROOT / "CHANGELOG.md"), re.MULTILINE)

    assert newest is not None
    assert newest[1] in {"Unreleased", __version__}


def test_requirements_name_no_address() -> None:
    for name in LOCKS:
        pinned = [line for line in text_of(ROOT / name).splitlines() if line and not line.startswith((" ", "#"))]

        assert [line for line in pinned if "==" not in line or "//" in line or " @ " in line] == []


def test_every_requirement_of_the_project_is_pinned() -> None:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    wanted = {
        re.split(r"[<>=\[;~! ]", requirement)[0].lower().replace("_", "-")
        for requirement in [*project["dependencies"], *itertools.chain(*project["optional-dependencies"].values())]
    }

    pinned = {name for lock in LOCKS for name in re.findall(r"^([\w.-]+)==", text_of(ROOT / lock), re.MULTILINE)}

    assert wanted - pinned == set()


def test_no_file_names_a_place_of_one_machine() -> None:
    local = re.compile(r"(?<![\w.-])/(?:home|Users|root|work)/[A-Za-z]")
    offenders = {
        path.relative_to(ROOT).as_posix(): found[0]
        for path in tracked()
        if (found := local.search(path.read_bytes().decode("utf-8", "replace")))
    }

    assert {name for name in offenders if name != "tests/test_docs.py"} == set()
