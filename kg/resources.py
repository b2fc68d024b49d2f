"""The name of a resource folder in, the files in it out: in a checkout, an editable install, a wheel and a zip.

Ontology, shapes and queries stand beside the package in a checkout and inside it once installed; everything is read
through ``Traversable``, never through a path, so that a wheel on ``sys.path`` works unpacked or not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path

from kg.errors import KGError


def folder(name: str) -> Traversable:
    """The resource folder of that name, inside the installed package or beside it in a checkout.

    Raises KGError when the folder is in neither place: the installation is damaged.
    """
    package = files("kg")
    inside = package / name
    if inside.is_dir():
        return inside
    with as_file(package) as place:
        beside = Path(place).parent / name
    if beside.is_dir():
        return beside
    raise KGError(f"the folder '{name}' of this installation is missing; install adc-kg again")


def _listing(name: str, *suffixes: str) -> dict[str, Traversable]:
    found = {entry.name: entry for entry in folder(name).iterdir() if entry.is_file() and entry.name.endswith(suffixes)}
    return dict(sorted(found.items()))


def ontology_files() -> dict[str, Traversable]:
    """Turtle files of the ontology itself, by file name, sorted: the terms and the prefixes."""
    return _listing("ontology", ".ttl")


def reference_files() -> dict[str, Traversable]:
    """Turtle files of the reference data, by file name, sorted: one file for each kind of entity."""
    return _listing("ontology/reference", ".ttl")


def shape_files() -> dict[str, Traversable]:
    """Turtle files of the SHACL shapes, by file name, sorted."""
    return _listing("shapes", ".ttl")


def query_files() -> dict[str, Traversable]:
    """Canned SPARQL queries, by file name, sorted."""
    return _listing("queries", ".rq")


def example_files() -> dict[str, Traversable]:
    """The example releases that ship with the package, by file name, sorted."""
    return _listing("examples", ".txt", ".md", ".html")


def digest(listing: Mapping[str, Traversable]) -> str:
    """SHA-256 (64 hex digits) over names and contents of files: a cache key that changes with any byte of them."""
    running = hashlib.sha256()
    for name, entry in sorted(listing.items()):
        data = entry.read_bytes()
        running.update(f"{name}\0{len(data)}\0".encode())
        running.update(data)
    return running.hexdigest()


@cache
def prefixes() -> dict[str, str]:
    """Prefix -> namespace, as ``ontology/prefixes.ttl`` declares them: the one list that queries and exports use."""
    declared: dict[str, str] = {}
    for line in ontology_files()["prefixes.ttl"].read_text(encoding="utf-8").splitlines():
        if line.startswith("@prefix "):
            _, short, iri, *_ = line.split()
            declared[short.rstrip(":")] = iri.strip("<>")
    return declared
