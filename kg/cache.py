"""A key in, what was worked out under that key before, out; or nothing, and then the new result is kept.

A key is a digest over everything that the result depends on, so an entry is never stale; entries are written beside
their place and renamed, so that two builds at once, or one that is killed, leave each entry whole or absent.  An entry
that cannot be read (a damaged disk) counts as absent.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kg import files

UNUSED_LIMIT = 64 * 1024 * 1024  # bytes of entries that no present release uses; older ones are removed
_FORM = 1  # raised when the form of an entry changes


@dataclass(frozen=True, slots=True)
class Unit:
    """What the stages make of one release.

    ``graphs`` maps the IRI of a named graph to sorted N-Triples that this release gives to it; ``refused`` are facts
    that did not stand in their words, as sentences.
    """

    source: str
    digest: str
    key: str
    graphs: dict[str, str]
    findings: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


class Cache:
    """Units by key, in a folder; the folder is made with the first entry."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> Unit | None:
        """The unit of a key; None when there is none that can be read."""
        try:
            content = json.loads(gzip.decompress(self._place(key).read_bytes()))
            return Unit(**content["unit"]) if content["form"] == _FORM else None
        except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error):
            return None

    def has(self, key: str) -> bool:
        """Whether there is an entry, without reading it."""
        return self._place(key).is_file()

    def put(self, key: str, unit: Unit) -> None:
        """Keep a unit. Raises InputError when the folder cannot be written."""
        place = self._place(key)
        with suppress(FileExistsError):
            place.parent.mkdir(parents=True)
        content = json.dumps({"form": _FORM, "unit": asdict(unit)}, ensure_ascii=False)
        files.write(place, [gzip.compress(content.encode(), compresslevel=1, mtime=0)])

    def prune(self, used: Iterable[str], limit: int = UNUSED_LIMIT) -> int:
        """Remove the oldest entries that are not ``used`` until the others fit ``limit`` bytes; how many that were."""
        kept = {self._place(key) for key in used}
        unused = sorted((_age(path), path) for path in self.folder.glob("*/*") if path not in kept)
        excess = sum(size for (_, size), _ in unused) - limit
        removed = 0
        for (_, size), path in unused:
            if excess <= 0:
                break
            path.unlink(missing_ok=True)
            excess -= size
            removed += 1
        return removed

    def _place(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.gz.unit"


def _age(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:  # another build removed it
        return 0, 0
    return found.st_mtime_ns, found.st_size
