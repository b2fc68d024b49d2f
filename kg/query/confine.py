"""What a process gives up before it evaluates queries: an open store in, every right that it could abuse out.

The engine opens some files of a store only when it first reads them, so each index is read once before no file may be
opened any more; where a store is so large that files are left, their number is what may still be opened.
"""

from __future__ import annotations

import contextlib
import itertools
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import Store

_DESCRIPTORS = Path("/proc/self/fd")


def end_with_parent() -> None:
    """On Linux the kernel ends this process when its parent dies."""
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def touch(store: Store) -> None:
    """Read a line by each index of a store."""
    import pyoxigraph as ox

    quad = next(iter(store), None)
    if quad is None:
        return
    for graph in (ox.DefaultGraph(), quad.graph_name, None):
        for wanted in itertools.product((quad.subject, None), (quad.predicate, None), (quad.object, None)):
            next(iter(store.quads_for_pattern(*wanted, graph)), None)


def unopened(store: Path) -> int:
    """How many data files of a store this process has not opened yet."""
    return len({file.name for file in store.glob("*.sst")} - set(_opened()))


def _opened() -> Iterator[str]:
    """Names of the files that are open, where the system tells."""
    for link in list(_DESCRIPTORS.glob("*")):
        with contextlib.suppress(OSError):  # the listing's own descriptor is gone
            yield link.readlink().name


def renounce(megabytes: int, files: int) -> None:
    """No network, no descriptor but for ``files`` more, no core file, and a ceiling on memory."""
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).unshare(0x10000000 | 0x40000000)  # CLONE_NEWUSER | CLONE_NEWNET
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        ceiling = used + megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        # a descriptor is bounded by its number, not by how many there are
        numbers = [int(link.name) for link in _DESCRIPTORS.glob("*")]
        most = max(numbers, default=255) + 1 + files if files else 0
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
