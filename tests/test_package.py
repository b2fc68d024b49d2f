"""What is shipped is what was written, and it answers wherever it is installed."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
RESOURCES = {
    "ontology": "kg/ontology",
    "shapes": "kg/shapes",
    "queries": "kg/queries",
    "kg": "kg",
}
LIMIT = 300  # seconds that any one program here may take


def run(*command: str | Path, cwd: Path, path: str = "") -> str:
    """The standard output of a program that runs in ``cwd`` and sees nothing of this checkout."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={"HOME": str(cwd), "PATH": os.environ["PATH"], "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def is_resource(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment that holds the wheel and borrows the libraries of this one."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=home)
    (library,) = (home / "lib").glob("python*/site-packages")
    # a path added by a .pth file does not bring its own .pth files along: the editable checkout stays out
    (library / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


@pytest.fixture(scope="module")
def graph(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the example releases, built by the installed copy."""
    folder = tmp_path_factory.mktemp("work")
    run(installed.with_name("adckg"), "build", "--out", folder / "graph", cwd=folder)
    return folder / "graph"


def test_wheel_holds_exactly_the_files_of_the_tree(wheel: Path) -> None:
    tree = {
        f"{target}/{path.relative_to(ROOT / source).as_posix()}": path.read_bytes()
        for source, target in RESOURCES.items()
        for path in (ROOT / source).rglob("*")
        if is_resource(path)
    }

    with zipfile.ZipFile(wheel) as archive:
        shipped = {name: archive.read(name) for name in archive.namelist() if name.startswith("kg/")}

    assert shipped.keys() - tree.keys() == set()
    assert tree.keys() - shipped.keys() == set()
    assert [name for name in tree if tree[name] != shipped[name]] == []


def test_wheel_carries_both_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {Path(name).name for name in archive.namelist() if "/licenses/" in name}

    assert names == {"LICENSE", "LICENSE-DATA"}


def test_installed_copy_does_not_use_the_checkout(installed: Path, tmp_path: Path) -> None:
    place = run(installed, "-c", "import kg; print(kg.__file__)", cwd=tmp_path)

    assert Path(place.strip()).is_relative_to(installed.parents[1])


def test_installed_copy_answers_a_question_elsewhere(installed: Path, graph: Path, tmp_path: Path) -> None:
    answer = run(installed.with_name("adckg"), "query", "compounds", "--graph", graph, "--format", "csv", cwd=tmp_path)

    assert "trastuzumab emtansine" in {row["compoundLabel"] for row in csv.DictReader(io.StringIO(answer))}


def test_zipped_copy_gives_the_same_answer(installed: Path, wheel: Path, graph: Path, tmp_path: Path) -> None:
    question = ("query", "compounds", "--graph", graph, "--format", "csv")
    place = run(sys.executable, "-c", "import kg; print(kg.__file__)", cwd=tmp_path, path=str(wheel))

    answer = run(sys.executable, "-m", "kg", *question, cwd=tmp_path, path=str(wheel))

    assert place.startswith(str(wheel))
    assert answer == run(installed.with_name("adckg"), *question, cwd=tmp_path)
