"""One measurement, in a process of its own so that a limit can end it: its name and a folder of releases in, one JSON
object a line on standard output out; the last line counts, so that a limit loses only what is unfinished."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.bench import stages

_PATIENCE = 10  # seconds for a question to rdflib
_ANEW = 1_000  # releases up to which Turtle is also written from nothing but the triples, in memory


class Silent:
    """Watches a build and says nothing."""

    def say(self, line: str) -> None:
        """Leave a line unsaid."""

    def start(self, total: int) -> None:
        """Take no notice."""

    def advance(self, problem: str | None) -> None:
        """Take no notice."""


def ours(folder: Path) -> dict[str, Any]:
    """The program's stages one by one in one process, and its questions; the triples are left for the plain way."""
    from kg.cache import Cache
    from kg.query import questions

    clock = stages.Clock()
    with tempfile.TemporaryDirectory(dir=folder) as place:
        cache = Cache(Path(place) / "cache")
        keys, additions, findings = stages.releases(folder, cache, clock)
        corpus = stages.whole(cache, keys, additions)
        store = stages.our_store(corpus, Path(place) / "store", clock)
        list(corpus.parts())  # the ontology and the reference data are written once for all builds
        length = stages.our_turtle(corpus, Path(place) / "graph.ttl", clock)
        if len(keys) <= _ANEW:
            stages.turtle_anew(corpus, clock)
            _triples(folder).write_bytes(store.triples())
        done = {"seconds": clock.seconds, "findings": findings, "turtle": length}
        _tell(done)
        asked = stages.questions(store.engine, sorted(questions()))
    return done | {"questions": asked}


def plain_turtle(folder: Path) -> dict[str, Any]:
    """An rdflib graph and its Turtle."""
    return _plain(folder, stages.plain_turtle)


def plain_reason(folder: Path) -> dict[str, Any]:
    """HermiT over all facts."""
    return _plain(folder, stages.plain_reason)


def plain_validate(folder: Path) -> dict[str, Any]:
    """pyshacl over the whole graph."""
    return _plain(folder, stages.plain_shacl)


def _plain(folder: Path, stage: Callable[[Any, stages.Clock], Any]) -> dict[str, Any]:
    clock = stages.Clock()
    graph = stages.plain_graph(_triples(folder), clock)
    _tell({"seconds": clock.seconds})
    return {"result": stage(graph, clock), "seconds": clock.seconds}


def plain_questions(folder: Path) -> dict[str, Any]:
    """The canned questions on rdflib's own engine, told one by one."""
    from kg.query import questions

    graph = stages.plain_graph(_triples(folder), stages.Clock())
    done: dict[str, Any] = {"seconds": {}, "questions": {}, "given up": []}
    for name, seconds, ended in stages.bounded_questions(graph, sorted(questions()), _PATIENCE):
        done["questions"][name] = seconds
        done["given up"] += [] if ended else [name]
        _tell(done)
    return done


def _triples(folder: Path) -> Path:
    return folder.with_suffix(".nt")


def build(folder: Path, jobs: int = 2) -> dict[str, Any]:
    """The whole build from text to files, then the same with nothing changed, then with one release changed."""
    import os

    from kg.bench.memory import watched
    from kg.pipeline import build

    changed = sorted(folder.glob("*.txt"))[0]
    before = changed.read_bytes()
    done: dict[str, Any] = {"seconds": {}, "peak": 0}
    with tempfile.TemporaryDirectory(dir=folder) as out:
        try:
            for name in ("build", "unchanged", "one changed"):
                if name == "one changed":
                    changed.write_bytes(before + b"\nIt was first given in January 2010.\n")
                start = time.perf_counter()
                with watched(os.getpid()) as memory:
                    build(sorted(folder.glob("*.txt")), Path(out), Silent(), jobs=jobs)
                done["seconds"][name] = time.perf_counter() - start
                done["peak"] = max(done["peak"], memory.peak)
                _tell(done)
        finally:
            changed.write_bytes(before)
    return done


def names(folder: Path) -> dict[str, Any]:
    """Extraction of every fact beside spaCy's EntityRuler, which finds the names of the same dictionary."""
    import spacy

    from kg.extract import extract
    from kg.lexicon import lexicon
    from kg.read import read_file

    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    nlp: Any = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    entries = {
        (entry.kind, entry.name) for subject in lexicon().subjects.values() for entry in lexicon().named(subject.label)
    }
    ruler.add_patterns([{"label": kind, "pattern": name} for kind, name in sorted(entries)])
    clock = stages.Clock()
    with clock.stage("spacy"):
        for text in texts:
            nlp(text)
    for name in ("first", "extract"):  # the second time nothing is worked out for the first time
        with clock.stage(name):
            for path in sorted(folder.glob("*.txt")):
                extract(read_file(path))
    return {"seconds": clock.seconds}


def start(folder: Path) -> dict[str, Any]:
    """How long commands take to answer, beside a Python that does nothing."""
    import subprocess

    def taken(*arguments: str) -> float:
        begun = time.perf_counter()
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - begun

    release = str(min(folder.glob("*.txt")))
    commands = {
        "nothing": ("-c", "pass"),
        "help": ("-m", "kg", "--help"),
        "extract": ("-m", "kg", "extract", release),
    }
    return {"seconds": {name: min(taken(*words) for _ in range(3)) for name, words in commands.items()}}


def scored(folder: Path) -> dict[str, Any]:
    """How many of the values that a corpus of this size states are extracted."""
    from kg.bench.corpus import releases
    from kg.bench.score import score

    found = score(releases(sum(1 for _ in folder.glob("*.txt"))))
    counted = {f"{kind} {key}": counts for (kind, key), counts in found.items() if key != "company"}
    return {"seconds": {}, "score": counted}


MEASUREMENTS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "ours": ours,
    "plain turtle": plain_turtle,
    "plain reason": plain_reason,
    "plain validate": plain_validate,
    "plain questions": plain_questions,
    "build": build,
    "names": names,
    "start": start,
    "score": scored,
}


def _tell(done: dict[str, Any]) -> None:
    print(json.dumps(done), flush=True)


if __name__ == "__main__":
    _tell(MEASUREMENTS[sys.argv[1]](Path(sys.argv[2])) | {"finished": True})
