"""A path in, a file that is either the old one or the new one, whole, out."""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from kg.errors import InputError


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
