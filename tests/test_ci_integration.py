"""What other projects' CI runs: the steps of the GitHub Action and the entry of the pre-commit hook, run here."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
GOOD = """@prefix adc: <https://w3id.org/adc-kg/ontology/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://example.org/antigen> a adc:Target ; rdfs:label "CD99" .
"""
BAD = GOOD.replace(' ; rdfs:label "CD99"', "")
SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://example.org/S> a sh:NodeShape ; sh:targetClass <https://w3id.org/adc-kg/ontology/Target> ;
    sh:property <https://example.org/S-p> .
<https://example.org/S-p> sh:path <https://example.org/p> ; sh:minCount 1 ; sh:severity sh:Warning .
"""


def _environment(**inputs: str) -> dict[str, str]:
    """The variables of the step, and a PATH on which `adckg` is this checkout's."""
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", **inputs}


def _step() -> str:
    """The script of the action's step that validates."""
    script = re.search(r"- name: Validate\n.*?run: \|\n(.*)\Z", (ROOT / "action.yml").read_text(), re.DOTALL)
    assert script is not None
    return textwrap.dedent(script[1])


def _action(
    folder: Path, files: str, *, shapes: str = "", fail_on: str = "violation"
) -> subprocess.CompletedProcess[str]:
    inputs = {"FILES": files, "SHAPES": shapes, "FAIL_ON": fail_on, "SARIF_FILE": "adckg.sarif"}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", _step()],
        cwd=folder, env=_environment(**inputs), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.ttl").write_text(GOOD)
    (tmp_path / "bad one.ttl").write_text(BAD)
    (tmp_path / "shapes.ttl").write_text(SHAPES)
    return tmp_path


def test_action_passes_a_graph_that_conforms(folder: Path) -> None:
    answer = _action(folder, "good.ttl\n")

    assert (answer.returncode, answer.stdout) == (0, "")
    assert json.loads((folder / "adckg.sarif").read_text())["runs"][0]["results"] == []


def test_action_fails_and_annotates_a_graph_that_does_not(folder: Path) -> None:
    answer = _action(folder, "bad one.ttl\n")

    assert answer.returncode == 1
    assert answer.stdout.startswith("::error file=bad one.ttl,line=3,")
    (result,) = json.loads((folder / "adckg.sarif").read_text())["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "bad%20one.ttl"


def test_action_expands_patterns(folder: Path) -> None:
    assert "bad one.ttl" in _action(folder, "b*.ttl").stdout


@pytest.mark.parametrize(("fail_on", "code"), [("violation", 0), ("warning", 1)])
def test_action_takes_shapes_and_the_severity_that_fails(folder: Path, fail_on: str, code: int) -> None:
    answer = _action(folder, "good.ttl", shapes="shapes.ttl", fail_on=fail_on)

    assert answer.returncode == code
    assert answer.stdout.startswith("::warning file=good.ttl,line=3,")


def test_action_says_in_one_sentence_what_it_cannot_read(folder: Path) -> None:
    answer = _action(folder, "nowhere.ttl")

    assert answer.returncode == 2
    assert answer.stderr.strip() == "adckg: nowhere.ttl: cannot be read (No such file or directory)"


def test_every_input_of_the_action_reaches_its_step() -> None:
    text = (ROOT / "action.yml").read_text()
    inputs = re.findall(r"^  ([a-z-]+):$", text.split("outputs:")[0].split("inputs:")[1], re.MULTILINE)

    assert inputs == ["files", "shapes", "fail-on", "sarif-file"]
    assert all(f"${{{{ inputs.{name} }}}}" in text.split("- name: Validate")[1] for name in inputs)


def test_hook_takes_the_files_that_pre_commit_hands_it(folder: Path) -> None:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text()
    entry, pattern = (re.search(rf"^  {key}: (.*)$", text, re.MULTILINE) for key in ("entry", "files"))
    assert entry is not None and pattern is not None  # noqa: PT018  # one form for both

    files = [name for name in ("bad one.ttl", "notes.md") if re.search(pattern[1], name)]
    answer = subprocess.run(
        [*shlex.split(entry[1]), *files], cwd=folder, env=_environment(), capture_output=True, timeout=120, check=False
    )

    assert (files, answer.returncode) == (["bad one.ttl"], 1)
