"""Paths from a command line in, the files of releases out, each once, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import InputError

SUFFIXES = (".txt", ".md", ".markdown", ".text")


def releases(paths: Iterable[Path]) -> list[Path]:
    """The files to read: a file as it is named, a folder's files of text and Markdown with all folders below it.

    Hidden files are passed over.  Raises InputError for a path that is not there and for folders without a release.
    """
    given = list(paths)
    found: dict[Path, None] = {}
    for path in given:
        if not path.exists():
            raise InputError(f"{path}: there is no such file or folder; give releases (.txt, .md) or folders of them")
        found.update(dict.fromkeys(_below(path) if path.is_dir() else [path]))
    if not found:
        places = ", ".join(str(path) for path in given)
        raise InputError(f"{places}: no release was found; releases are files that end in {', '.join(SUFFIXES)}")
    return sorted(found)


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in SUFFIXES and not hidden and path.is_file():
            yield path
