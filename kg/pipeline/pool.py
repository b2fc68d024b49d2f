"""Jobs in, their ends out as they come: one release each, in worker processes, a bounded number in flight.

A worker keeps what it makes in the cache and hands back only whether it could, so that the memory of the parent does
not grow with the corpus.  A worker that dies takes only its own release with it.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg import vocab
from kg.cache import Cache, Unit
from kg.errors import KGError
from kg.pipeline.release import process

_ALONE = 4  # so few releases are done before worker processes have started
_IN_FLIGHT = 4  # jobs waiting for each worker


@dataclass(frozen=True, slots=True)
class Job:
    """A release to be worked out: its file, its key in the cache, and a release key if the usual one is taken."""

    source: Path
    key: str
    release: str | None = None
    curation: Path | None = None
    read_on: date | None = None


End = tuple[Job, str | None]  # a job and why it could not be done


def run_jobs(todo: Sequence[Job], folder: Path, *, jobs: int) -> Iterator[End]:
    """Work out releases into the cache at ``folder``; each job ends once, in the order they end.

    Raises InputError when the cache cannot be written: then no release can be kept.
    """
    if jobs == 1 or len(todo) <= _ALONE:
        for job in todo:
            yield job, work(job, folder)
        return
    broken: list[Job] = []
    yield from _in_pool(todo, folder, jobs, broken)
    for job in broken:  # one of them ended its worker: alone, only that one fails
        lost: list[Job] = []
        yield from _in_pool([job], folder, 1, lost)
        yield from ((job, f"{job.source}: reading it ended the worker process") for job in lost)


def _in_pool(todo: Sequence[Job], folder: Path, jobs: int, broken: list[Job]) -> Iterator[End]:
    # not fork: the parent has threads (the progress bar, the store) whose locks a fork would copy
    context = multiprocessing.get_context("spawn")
    waiting = list(reversed(todo))
    running: dict[Future[str | None], Job] = {}
    with ProcessPoolExecutor(min(jobs, len(todo)), mp_context=context) as pool:
        try:
            while waiting or running:
                while waiting and len(running) < jobs * _IN_FLIGHT:
                    job = waiting.pop()
                    running[pool.submit(work, job, folder)] = job
                ended, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in ended:
                    yield running[future], future.result()
                    del running[future]
        except BrokenProcessPool:
            broken.extend([*running.values(), *reversed(waiting)])
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def work(job: Job, folder: Path) -> str | None:
    """Work out one release and keep it; why it could not be read, if so."""
    try:
        unit, graph = process(job.source, job.release, job.curation, job.read_on)
    except KGError as error:
        return str(error)
    except Exception as error:  # a fault in a rule costs the release that shows it, not the others
        return f"{job.source}: the program failed on it ({type(error).__name__}: {error}); please report this"
    Cache(folder).put(job.key, unit, graph, _text(job.source), _part(unit, graph))
    return None


def _part(unit: Unit, graph: bytes) -> bytes:
    """The release's graph as it stands in the files of a corpus."""
    from kg import export, turtle
    from kg.pipeline.parts import Part

    return Part.of(vocab.release_graph(unit.release), graph, turtle.Shortener(export.all_prefixes())).kept()


def _text(source: Path) -> bytes:
    """The file as it was read; what was taken away meanwhile leaves no text."""
    try:
        return source.read_bytes()
    except OSError:
        return b""
