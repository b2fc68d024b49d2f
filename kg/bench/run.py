"""One measurement, in a process of its own so that a limit can end it: its name, a number of releases and a folder in,
one JSON object on standard output out."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from kg.bench import stages


class Silent:
    """Watches a build and says nothing."""

    def say(self, line: str) -> None:
        """Leave a line unsaid."""

    def start(self, total: int) -> None:
        """Take no notice."""

    def advance(self, problem: str | None) -> None:
        """Take no notice."""


def ours(folder: Path) -> dict[str, Any]:
    """The program's stages one by one, and its questions."""
    from kg.query import questions

    clock = stages.Clock()
    quads, findings = stages.ours(folder, clock)
    whole = [*quads, *stages.shared_quads()]
    store = stages.our_store(whole, clock)
    turtle = stages.our_turtle(whole, clock)
    asked = stages.questions(store.engine, sorted(questions()))
    return {
        "seconds": clock.seconds,
        "findings": findings,
        "turtle": len(turtle),
        "questions": asked,
        "quads": len(whole),
    }


def plain(folder: Path) -> dict[str, Any]:
    """The plain stack's stages; each is told as soon as it is done, so that a limit loses only what is unfinished."""
    clock = stages.Clock()
    quads, _ = stages.ours(folder, stages.Clock())
    whole = [*quads, *stages.shared_quads()]
    graph = stages.plain_graph(whole, clock)
    done: dict[str, Any] = {"seconds": clock.seconds, "quads": len(whole)}
    _tell(done)
    stages.plain_turtle(graph, clock)
    _tell(done)
    stages.plain_reason(graph, clock)
    _tell(done)
    done["findings"] = stages.plain_shacl(graph, clock)
    return done


def asked(folder: Path) -> dict[str, Any]:
    """The canned questions on rdflib's own engine, told one by one."""
    from kg.query import questions

    quads, _ = stages.ours(folder, stages.Clock())
    graph = stages.plain_graph([*quads, *stages.shared_quads()], stages.Clock())
    done: dict[str, Any] = {"seconds": {}, "questions": {}}
    for name in sorted(questions()):
        done["questions"] |= stages.questions(graph, [name])
        _tell(done)
    return done


def build(folder: Path, jobs: int = 2) -> dict[str, Any]:
    """The whole build from text to files, then the same with nothing changed, then with one release changed."""
    import os
    import tempfile

    from kg.bench.memory import watched
    from kg.pipeline import build

    with tempfile.TemporaryDirectory() as out:
        times: dict[str, float] = {}
        peak = 0
        changed = sorted(folder.glob("*.txt"))[0]
        before = changed.read_bytes()
        try:
            for name in ("build", "unchanged", "one changed"):
                if name == "one changed":
                    changed.write_bytes(before + b"\nIt was first given in January 2010.\n")
                start = time.perf_counter()
                with watched(os.getpid()) as memory:
                    build(sorted(folder.glob("*.txt")), Path(out), Silent(), jobs=jobs)
                times[name] = time.perf_counter() - start
                peak = max(peak, memory.peak)
        finally:
            changed.write_bytes(before)
    return {"seconds": times, "peak": peak}


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
    start = time.perf_counter()
    for text in texts:
        nlp(text)
    theirs = time.perf_counter() - start
    start = time.perf_counter()
    for path in sorted(folder.glob("*.txt")):
        extract(read_file(path))
    return {"seconds": {"spacy": theirs, "extract": time.perf_counter() - start}}


def _tell(done: dict[str, Any]) -> None:
    print(json.dumps(done), flush=True)


if __name__ == "__main__":
    _tell(
        {"ours": ours, "plain": plain, "asked": asked, "build": build, "names": names}[sys.argv[1]](Path(sys.argv[2]))
    )
