"""The command line as a whole: its list, its spelling, its start."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from kg.cli import COMMANDS, app


def test_every_command_of_the_table_is_listed_with_its_line() -> None:
    output = CliRunner().invoke(app, ["--help"]).output

    assert all(f"  {name} " in output for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    output = " ".join(CliRunner().invoke(app, [name, "--help"]).output.split())

    assert f"adckg {name}" in output


def test_a_misspelt_command_is_told_with_the_nearest() -> None:
    result = CliRunner().invoke(app, ["querry"])

    assert result.exit_code == 2
    assert "did you mean 'query'?" in result.output


def test_the_list_of_commands_imports_no_engine() -> None:
    code = (
        "import sys; sys.argv = ['adckg', '--help']\n"
        "import kg.cli\n"
        "try:\n kg.cli.main()\n"
        "except SystemExit: pass\n"
        "heavy = {'rdflib', 'pyoxigraph', 'pyshacl', 'owlready2', 'httpx', 'rich', 'ahocorasick'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stderr.strip() == "[]"
