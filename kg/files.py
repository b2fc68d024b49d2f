"""A path in, a file that is either the old one or the new one, whole, out; the same for the files of a folder together.

Several files change together through a staging folder inside ``OUT``: when everything is there a journal is written,
the files are moved, and the journal is removed.  Work that dies before the journal leaves the old output; work that
dies behind it is finished by the next who looks (moving is idempotent).  One process works on a folder at a time.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, cast

from kg.errors import GraphError, InputError

STAGING, JOURNAL, LOCK = ".staging", ".commit.json", ".lock"
PATIENCE = 600.0  # seconds to wait for another build of the same folder


@contextmanager
def atomic(path: Path) -> Iterator[IO[bytes]]:
    """A binary file that takes the place of ``path`` when the block ends well, and leaves no trace when it does not.

    A name that ends in ``.gz`` is compressed without a time stamp, so that equal content gives equal bytes.
    Raises InputError when the folder cannot be written or is full.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise InputError(f"{path.parent}: cannot be written ({error.strerror}); choose another place") from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as raw:
            if path.suffix == ".gz":
                with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
                    yield cast(IO[bytes], packed)
            else:
                yield raw
            raw.flush()
            os.fsync(raw.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputError(f"{path}: cannot be written ({error.strerror}); the old content is left as it was") from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write(path: Path, chunks: Iterable[str | bytes]) -> None:
    """Write text or bytes, in pieces, as ``atomic`` does."""
    with atomic(path) as out:
        for chunk in chunks:
            out.write(chunk.encode() if isinstance(chunk, str) else chunk)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it. Raises InputError when that is not allowed, or the disk is full."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: cannot be made ({error.strerror}); choose another place") from error


def _umask() -> int:
    """The permissions that the user's shell takes away from new files; there is no way to read them but to set them."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def locked(out: Path, say: Callable[[str], None], patience: float = PATIENCE) -> Iterator[None]:
    """Hold an output folder for one build; wait for another one to end, but not for ever.

    Raises InputError when the folder cannot be made or written, GraphError when the other build does not end.
    """
    import fcntl

    try:
        out.mkdir(parents=True, exist_ok=True)
        handle = (out / LOCK).open("a")
    except OSError as error:
        raise InputError(f"{out}: cannot be written ({error.strerror}); choose another folder with --out") from error
    with handle:
        deadline = time.monotonic() + patience
        waiting = False
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise GraphError(f"{out}: another build is still writing it; try again when it has ended") from None
            if not waiting:
                say(f"waiting for another build of {out} to end")
                waiting = True
            time.sleep(0.1)
        recover(out)
        yield


def staging(out: Path) -> Path:
    """An empty staging folder."""
    place = out / STAGING
    shutil.rmtree(place, ignore_errors=True)
    try:
        place.mkdir()
    except OSError as error:
        raise InputError(f"{out}: cannot be written ({error.strerror}); choose another folder with --out") from error
    return place


def commit(out: Path, names: list[str]) -> None:
    """Put the staged files and folders of these names in place."""
    _flush_folder(out / STAGING)
    write(out / JOURNAL, [json.dumps({"names": names})])
    _flush_folder(out)
    recover(out)


def recover(out: Path) -> None:
    """Finish a commit that was interrupted, and clear what an interrupted build left behind."""
    journal = out / JOURNAL
    with suppress(FileNotFoundError, ValueError, KeyError):
        for name in json.loads(journal.read_text())["names"]:
            _move(out / STAGING / name, out / name)
    journal.unlink(missing_ok=True)
    shutil.rmtree(out / STAGING, ignore_errors=True)
    for left in (*out.glob(".*.part"), *out.glob(".old-*")):
        shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)


def is_interrupted(out: Path) -> bool:
    """Whether a commit is to be finished before the output is whole."""
    return (out / JOURNAL).is_file()


def _move(staged: Path, place: Path) -> None:
    if not staged.exists():  # moved before the accident
        return
    if place.is_dir():
        old = place.with_name(f".old-{place.name}")
        shutil.rmtree(old, ignore_errors=True)
        place.rename(old)
        staged.rename(place)
        shutil.rmtree(old, ignore_errors=True)
    else:
        staged.replace(place)


def _flush_folder(folder: Path) -> None:
    """Make the names in a folder as durable as the files."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
