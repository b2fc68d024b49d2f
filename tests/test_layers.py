"""Stages do not know one another: only the pipeline joins them, and only the faces know the pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest
from importlinter import cli

ROOT = Path(__file__).resolve().parents[1]


def test_modules_import_only_what_lies_below_them(capsys: pytest.CaptureFixture[str]) -> None:
    """The layers are drawn in pyproject.toml; a module that is missing there fails too."""
    code = cli.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)

    assert code == cli.EXIT_STATUS_SUCCESS, capsys.readouterr().out
