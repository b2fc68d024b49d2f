"""A process in, the most memory that it and its children held together out, and their processor time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psutil

_EVERY = 0.05  # seconds between two looks


@dataclass
class Memory:
    """Peak of the sum over a process and its children, in bytes; pages that several share count once (PSS)."""

    peak: int = 0


@contextmanager
def watched(pid: int) -> Iterator[Memory]:
    """Look at the memory of a process tree while something runs."""
    memory, stop = Memory(), threading.Event()

    def look() -> None:
        root = psutil.Process(pid)
        while not stop.wait(_EVERY):
            memory.peak = max(memory.peak, sum(_held(process) for process in (root, *root.children(recursive=True))))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield memory
    finally:
        stop.set()
        watcher.join()


def _held(process: psutil.Process) -> int:
    try:
        info = process.memory_full_info()
    except psutil.Error:  # it ended between two looks
        return 0
    return int(getattr(info, "pss", info.rss))


def processor_time(pid: int) -> float:
    """Seconds that a process and its living and ended children have had of the processors."""
    found = 0.0
    with suppress(psutil.Error):
        root = psutil.Process(pid)
        for process in (root, *root.children(recursive=True)):
            with suppress(psutil.Error):
                times = process.cpu_times()
                found += times.user + times.system
                found += getattr(times, "children_user", 0.0) + getattr(times, "children_system", 0.0)
    return found
