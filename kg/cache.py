"""A key in, what was worked out under that key before, out; or nothing, and then the new result is kept.

A key is a digest over everything that the result depends on, so an entry is never stale.  An entry is four files: the
small one (counts, findings, what is shared with other releases), the large one (the release's own graph), that graph as
it stands in the files of a corpus, and the text that the release was read from, which stays on this machine and is in
no graph.  Each is written beside its place and renamed, the small one last, so that two builds at once, or one that is
killed, leave an entry whole or absent.  An entry that cannot be read (a damaged disk) counts as absent.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kg import files

UNUSED_LIMIT = 64 * 1024 * 1024  # bytes of entries that no present release uses; older ones are removed
_FORM = 5  # raised when the form of an entry changes
_DAMAGE = (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error)


@dataclass(frozen=True, slots=True)
class Unit:
    """What the stages make of one release, but for its graph.

    ``release`` is the release key.  ``additions`` maps the IRI of a graph that all releases share (derived, inferred)
    to the sorted N-Triples that this release adds to it; ``refused`` are facts that did not stand in their words.
    """

    source: str
    digest: str
    release: str
    additions: dict[str, str] = field(default_factory=dict)
    findings: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    entities: dict[str, list[str]] = field(default_factory=dict)  # kind -> IRIs, for counts over a corpus
    refused: list[str] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)  # IRIs of the curator's decisions that were applied


class Cache:
    """Units and graphs by key, in a folder; the folder is made with the first entry."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def unit(self, key: str) -> Unit | None:
        """The unit of a key; None when there is none that can be read, or its graph is gone."""
        try:
            content = json.loads(gzip.decompress(self._small(key).read_bytes()))
            whole = content["form"] == _FORM and self._large(key).is_file()
            return Unit(**content["unit"]) if whole else None
        except _DAMAGE:
            return None

    def graph(self, key: str) -> bytes | None:
        """The release's graph, sorted N-Triples; None when it cannot be read."""
        try:
            return gzip.decompress(self._large(key).read_bytes())
        except _DAMAGE:
            return None

    def text(self, key: str) -> bytes | None:
        """The file that the release was read from, as it was then; None when it is not kept or was changed since."""
        try:
            kept = json.loads(gzip.decompress(self._small(key).read_bytes()))["unit"]["digest"]  # of any form
            data = gzip.decompress(self._text(key).read_bytes())
        except _DAMAGE:
            return None
        return data if hashlib.sha256(data).hexdigest() == kept else None

    def part(self, key: str) -> bytes | None:
        """The graph as it stands in the files; None when it is not kept."""
        try:
            return gzip.decompress(self._part(key).read_bytes())
        except _DAMAGE:
            return None

    def put(self, key: str, unit: Unit, graph: bytes, text: bytes = b"", part: bytes = b"") -> None:
        """Keep an entry, with the file the release was read from. Raises InputError when that cannot be written."""
        content = json.dumps({"form": _FORM, "unit": asdict(unit)}, ensure_ascii=False)
        self._keep(self._text(key), text)
        self.put_part(key, part)
        self._keep(self._large(key), graph)
        self._keep(self._small(key), content.encode())

    def put_part(self, key: str, part: bytes) -> None:
        """Keep a graph as it stands in the files."""
        self._keep(self._part(key), part)

    def _keep(self, place: Path, data: bytes) -> None:
        files.make_folder(place.parent)
        files.write(place, [gzip.compress(data, compresslevel=1, mtime=0)])

    def prune(self, used: Iterable[str], limit: int = UNUSED_LIMIT) -> int:
        """Remove the oldest files that are not ``used`` until the others fit ``limit`` bytes; how many that were."""
        places = (self._small, self._large, self._text, self._part)
        kept = {place(key) for key in used for place in places}
        unused = sorted((*_age(path), path) for path in self.folder.glob("*/*") if path not in kept)
        excess = sum(size for _, size, _ in unused) - limit
        removed = 0
        for _, size, path in unused:
            if excess <= 0:
                break
            path.unlink(missing_ok=True)
            excess -= size
            removed += 1
        return removed

    def _small(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.unit"

    def _large(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.graph"

    def _part(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.shown"

    def _text(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.text"


def _age(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:  # another build removed it
        return 0, 0
    return found.st_mtime_ns, found.st_size
