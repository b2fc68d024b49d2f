"""A store of releases in, what arithmetic, time and comparison add to it out, as quads of ``graph:derived``.

`of_release` looks at one release's quads and is part of its build; `of_store` asks a few questions across all
releases: what became of promises, where releases disagree, and what changed.
"""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from kg.corpus.differences import of_statements
from kg.corpus.promises import of_promises
from kg.corpus.release import of_release
from kg.corpus.statuses import of_statuses

__all__ = ["of_release", "of_store"]


def of_store(store: ox.Store) -> tuple[Any, ...]:
    """Resolutions of promises, differences between statements, and changes of status, over a store's default graph."""
    return (*of_promises(store), *of_statements(store), *of_statuses(store))
