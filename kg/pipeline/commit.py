"""New files in a staging folder in, the same files in their places out: all of them, or, after any accident, none.

A build writes into ``OUT/.staging``.  When everything is there a journal is written, the files are moved, and the
journal is removed.  A build that dies before the journal leaves the old output; one that dies behind it is finished by
the next command that looks (moving is idempotent).  One build works on an output folder at a time.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg import files
from kg.errors import GraphError, InputError

STAGING, JOURNAL, LOCK = ".staging", ".commit.json", ".lock"
PATIENCE = 600.0  # seconds to wait for another build of the same folder


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
    files.write(out / JOURNAL, [json.dumps({"names": names})])
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
