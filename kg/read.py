"""A file in, a release out: decoded, cleaned with every offset kept, cut into sections and sentences."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from kg.clean import plain, unwrap
from kg.errors import InputError
from kg.model import Release
from kg.segment import segment

SUFFIXES = (".txt", ".md", ".markdown", ".text")
MAX_BYTES = 2 * 1024 * 1024  # a long release has 60 kB; what is longer than 2 MiB is no press release
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_WORD = re.compile(r"[A-Za-z]{3,}")


def read_file(path: Path) -> Release:
    """The release in a file of plain text or Markdown in UTF-8.

    Raises InputError when the file cannot be opened, is empty, is larger than ``MAX_BYTES`` or is no UTF-8 text.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(
                f"{path}: {size:,} bytes is too long for a press release; the limit is {MAX_BYTES:,} bytes"
            )
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the name and the permissions") from error
    return read_bytes(str(path), content)


def read_bytes(name: str, content: bytes) -> Release:
    """The release in a byte string of UTF-8; ``name`` is for messages. Raises InputError as `read_file`."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name}: not UTF-8 text (byte {error.start} is {content[error.start]:#04x}); save the release as UTF-8"
        ) from error
    return read_text(name, text)


def read_text(name: str, text: str) -> Release:
    """The release in a string. Raises InputError when it holds no words or control characters."""
    if _CONTROL.search(text):
        raise InputError(
            f"{name}: holds control characters, so it is no text; give a release as plain text or Markdown"
        )
    if not _WORD.search(text):
        raise InputError(f"{name}: holds no words; give a release as plain text or Markdown")
    clean, origin = unwrap(*plain(text))
    sections, sentences = segment(clean)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Release(name, text, clean, origin, digest, sections, sentences)
