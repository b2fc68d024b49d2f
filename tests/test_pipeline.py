"""A build is whole or not at all, does nothing twice, and tells in one sentence what is wrong with its input."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg import files, vocab
from kg.cache import Cache, Unit
from kg.claims import claims
from kg.cli import app
from kg.errors import GraphError, InputError
from kg.pipeline import Summary, build, read_manifest
from kg.pipeline.inputs import releases
from kg.store import open_store

ALPHA = """Acme Reports Phase 2 Results of IMGN901

WALTHAM, Mass., June 5, 2011 - (BUSINESS WIRE) - Acme, Inc. (Nasdaq: ACME) today announced results of a Phase 2 trial of
IMGN901 in Merkel cell carcinoma. Of 23 patients, three (13%) had a complete response.
"""
BETA = """Beta Licenses a Target

BOSTON, July 7, 2012 - (BUSINESS WIRE) - Beta Corp. (Nasdaq: BETA) today announced a license of its technology to Gamma.
Beta receives an upfront payment of $20 million.
"""
NAMES = ["store", "graph.ttl", "graph.trig", "findings.json", "manifest.json"]


class Watcher:
    """A report that remembers."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.totals: list[int] = []
        self.problems: list[str] = []

    def say(self, line: str) -> None:
        self.lines.append(line)

    def start(self, total: int) -> None:
        self.totals.append(total)

    def advance(self, problem: str | None) -> None:
        if problem:
            self.problems.append(problem)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / "alpha.txt").write_text(ALPHA)
    (folder / "beta.md").write_text(BETA)
    return folder


def run(folder: Path, out: Path, *, jobs: int = 1, force: bool = False) -> Summary:
    return build(releases([folder]), out, Watcher(), jobs=jobs, force=force)


def contents(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in NAMES if (out / name).is_file()}


def named_graphs(out: Path) -> list[str]:
    return [graph for graph in open_store(out).graphs() if graph.startswith(vocab.GRAPH + "release/")]


@pytest.fixture
def built(corpus: Path, tmp_path: Path) -> Path:
    run(corpus, tmp_path / "out")
    return tmp_path / "out"


def test_output_holds_store_turtle_trig_findings_and_manifest(built: Path) -> None:
    assert {path.name for path in built.iterdir() if not path.name.startswith(".")} == {*NAMES, "cache"}


def test_each_release_has_its_own_graph(built: Path) -> None:
    assert len(named_graphs(built)) == 2


def test_turtle_holds_the_default_graph(built: Path) -> None:
    import pyoxigraph as ox

    read = {quad.triple for quad in ox.parse((built / "graph.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)}
    held = {quad.triple for quad in ox.parse(open_store(built).triples(), format=ox.RdfFormat.N_TRIPLES, lenient=True)}
    assert read == held


def test_trig_holds_the_named_graphs(built: Path) -> None:
    import pyoxigraph as ox

    store = open_store(built).engine
    read = set(ox.parse((built / "graph.trig").read_bytes(), format=ox.RdfFormat.TRIG))
    assert read == {quad for graph in store.named_graphs() for quad in store.quads_for_pattern(None, None, None, graph)}


def test_nothing_written_is_blank(built: Path) -> None:
    nodes = {term for line in open_store(built).triples().split(b"\n") for term in line.split(b" ", 2)[:1]}

    assert not [node for node in nodes if node.startswith(b"_:")]


def test_unchanged_releases_are_not_done_again(corpus: Path, built: Path) -> None:
    before = contents(built)

    summary = run(corpus, built)

    assert (summary.done, summary.unchanged, summary.is_written) == (0, 2, False)
    assert contents(built) == before


def test_day_of_reading_is_kept_when_it_is_given(corpus: Path, tmp_path: Path) -> None:
    build(releases([corpus]), tmp_path / "read", Watcher(), read_on=date(2012, 12, 31))

    assert (tmp_path / "read" / "graph.ttl").read_text().count('adc:readOn "2012-12-31"^^xsd:date') == 2


def test_day_of_reading_is_no_part_of_a_graph_without_it(built: Path) -> None:
    assert 'adc:readOn "' not in (built / "graph.ttl").read_text()


def test_release_dated_after_it_was_read_is_a_violation(corpus: Path, tmp_path: Path) -> None:
    summary = build(releases([corpus]), tmp_path / "early", Watcher(), read_on=date(2001, 1, 1))

    assert summary.findings["violation"] == 2


def test_another_day_of_reading_is_built_anew(corpus: Path, built: Path) -> None:
    again = build(releases([corpus]), built, Watcher(), read_on=date(2012, 12, 31))

    assert again.done == 2


def test_forced_build_does_everything_again(corpus: Path, built: Path) -> None:
    before = contents(built)

    summary = run(corpus, built, force=True)

    assert (summary.done, contents(built)) == (2, before)


def test_changed_release_replaces_its_graph(corpus: Path, built: Path) -> None:
    (corpus / "beta.md").write_text(BETA.replace("$20 million", "$30 million"))

    summary = run(corpus, built)

    assert (summary.done, summary.unchanged) == (1, 1)
    assert len(named_graphs(built)) == 2
    assert b"$20 million" not in open_store(built).triples()


def test_changed_build_equals_a_fresh_one(corpus: Path, built: Path, tmp_path: Path) -> None:
    (corpus / "beta.md").write_text(BETA.replace("$20 million", "$30 million"))
    run(corpus, built)

    run(corpus, tmp_path / "fresh")

    assert contents(built) == contents(tmp_path / "fresh")
    stored = [sorted(open_store(out).triples().splitlines()) for out in (built, tmp_path / "fresh")]
    assert stored[0] == stored[1]


def test_removed_release_leaves(corpus: Path, built: Path) -> None:
    (corpus / "beta.md").unlink()

    summary = run(corpus, built)

    assert (summary.removed, len(named_graphs(built))) == (1, 1)
    assert b"organisation/beta>" not in open_store(built).triples()


def test_release_that_cannot_be_read_does_not_stop_the_others(corpus: Path, tmp_path: Path) -> None:
    (corpus / "noise.txt").write_bytes(bytes(range(256)))

    summary = run(corpus, tmp_path / "out")

    assert (summary.releases, list(summary.failed)) == (2, [str(corpus / "noise.txt")])


def test_same_text_twice_is_one_release(corpus: Path, tmp_path: Path) -> None:
    (corpus / "copy.txt").write_text(ALPHA)

    summary = run(corpus, tmp_path / "out")

    assert (summary.releases, list(summary.twins)) == (2, [str(corpus / "copy.txt")])


def test_two_releases_of_one_issuer_on_one_day_are_two_graphs(corpus: Path, tmp_path: Path) -> None:
    (corpus / "more.txt").write_text(ALPHA.replace("three (13%)", "four (17%)"))

    summary = run(corpus, tmp_path / "out")

    assert (summary.releases, len(named_graphs(tmp_path / "out"))) == (3, 3)


def test_worker_processes_give_what_one_process_gives(corpus: Path, tmp_path: Path) -> None:
    for number in range(6):
        (corpus / f"{number}.txt").write_text(ALPHA.replace("June 5", f"June {number + 10}"))
    run(corpus, tmp_path / "one", jobs=1)

    run(corpus, tmp_path / "two", jobs=2)

    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_progress_counts_the_releases_that_are_to_be_done(corpus: Path, tmp_path: Path) -> None:
    watcher = Watcher()

    build(releases([corpus]), tmp_path / "out", watcher, jobs=1)

    assert watcher.totals == [2]


DECISION = """
@prefix adc: <https://w3id.org/adc-kg/ontology/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://w3id.org/adc-kg/id/decision/1> a adc:CurationDecision ; adc:decision adc:Reject ; adc:decidedBy "A. Curator" ;
    adc:decidedOn "2026-01-01"^^xsd:date ; adc:reason "not so" ; adc:ofStatement <%s> ; adc:words "%s" .
"""


def decided(corpus: Path, built: Path, words: str | None = None) -> Summary:
    """A build with one decision: on a claim of the built graph, or on words that stand nowhere."""
    claim = next(c for c in claims(open_store(built)) if "/claim/" in c.id and '"' not in c.evidence[0]["quote"])
    shown = " ".join((words or claim.evidence[0]["quote"]).split("\n"))
    folder = corpus.parent / "curation"
    folder.mkdir()
    (folder / "decisions.ttl").write_text(DECISION % (claim.id if words is None else "urn:none", shown))
    return build(releases([corpus]), built, Watcher(), curation=folder)


def test_decision_of_a_curator_is_applied_and_kept(corpus: Path, built: Path) -> None:
    summary = decided(corpus, built)

    assert summary.orphaned == []
    assert vocab.CURATION_GRAPH in open_store(built).graphs()


def test_decision_that_finds_nothing_is_told(corpus: Path, built: Path) -> None:
    assert decided(corpus, built, "words of nobody").orphaned == ["https://w3id.org/adc-kg/id/decision/1"]


# accidents


def test_failure_while_writing_leaves_the_old_output(
    corpus: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(built)
    (corpus / "beta.md").write_text(BETA.replace("$20", "$30"))

    def fail(*_: object) -> None:
        raise InputError("the disk is full")

    monkeypatch.setattr("kg.pipeline.output.write_turtle", fail)
    with pytest.raises(InputError, match="the disk is full"):
        run(corpus, built)

    assert contents(built) == before
    assert not (built / files.STAGING).exists()
    assert len(named_graphs(built)) == 2


def test_commit_that_was_cut_short_is_finished(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).write_text("old")
    place = files.staging(tmp_path)
    (tmp_path / "first").write_text("new")  # moved before the accident
    (place / "second").write_text("new")
    (tmp_path / files.JOURNAL).write_text(json.dumps({"names": ["first", "second"]}))

    files.recover(tmp_path)

    assert [(tmp_path / name).read_text() for name in ("first", "second")] == ["new", "new"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first", "second"]


def test_reader_of_a_commit_that_was_cut_short_finishes_it(built: Path) -> None:
    place = files.staging(built)
    (built / "store").rename(place / "store")
    (built / files.JOURNAL).write_text(json.dumps({"names": ["store"]}))

    assert len(named_graphs(built)) == 2
    assert not (built / files.JOURNAL).exists()


def test_staging_without_a_journal_is_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "first").write_text("old")
    (files.staging(tmp_path) / "first").write_text("half")

    files.recover(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["first"]
    assert (tmp_path / "first").read_text() == "old"


def test_second_build_waits_and_gives_up_with_a_sentence(tmp_path: Path) -> None:
    watcher = Watcher()

    with (
        files.locked(tmp_path, watcher.say),
        pytest.raises(GraphError, match="another build is still writing it"),
        files.locked(tmp_path, watcher.say, patience=0.05),
    ):
        pass

    assert watcher.lines == [f"waiting for another build of {tmp_path} to end"]


def test_damaged_store_is_told_and_written_anew(corpus: Path, built: Path) -> None:
    for path in (built / "store").glob("*.sst"):
        path.unlink()
    with pytest.raises(GraphError, match="the graph cannot be opened"):
        open_store(built)

    summary = run(corpus, built)

    assert (summary.done, summary.is_written, len(named_graphs(built))) == (0, True, 2)


def test_damaged_cache_entry_is_worked_out_again(corpus: Path, built: Path) -> None:
    for path in (built / "cache").glob("*/*.unit"):
        path.write_bytes(path.read_bytes()[:20])

    assert run(corpus, built).done == 2


def test_cache_forgets_the_oldest_entries_that_nobody_uses(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for number, key in enumerate(("aa1", "bb2", "cc3")):
        cache.put(key, Unit("x.txt", key, key), b"x")
        for path in tmp_path.glob(f"{key[:2]}/*"):
            os.utime(path, (number, number))
    size = sum(path.stat().st_size for path in tmp_path.glob("cc/*"))

    cache.prune(["aa1"], limit=size)

    assert [key for key in ("aa1", "bb2", "cc3") if cache.unit(key)] == ["aa1", "cc3"]


# the command, and bad input: one sentence, the right exit code, nothing half-written


def command(*words: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["build", *map(str, words)])
    if isinstance(result.exception, InputError | GraphError):
        return result.exception.exit_code, result.output, str(result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output, ""


@pytest.fixture(autouse=True)
def _build_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line loads the one command that its words name."""
    monkeypatch.setattr(sys, "argv", ["adckg", "build"])


def test_command_says_what_was_done_and_what_to_do_next(corpus: Path, tmp_path: Path) -> None:
    code, printed, _ = command(corpus, "--out", tmp_path / "out")

    assert code == 0
    assert "releases          2 (2 done, 0 unchanged)" in printed
    assert f"next: adckg query --graph {tmp_path / 'out'}" in printed


def test_command_exits_with_one_when_a_release_was_left_out(corpus: Path, tmp_path: Path) -> None:
    (corpus / "empty.txt").write_text("")

    code, printed, _ = command(corpus, "--out", tmp_path / "out")

    assert code == 1
    assert f"left out: {corpus / 'empty.txt'}: holds no words" in printed


BAD = {
    "empty": b"",
    "binary": bytes(range(256)) * 10,
    "no UTF-8": "Größe und Wirkung".encode("latin-1"),
    "20 MB of noise": b"x7" * 10_000_000,
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_file_that_is_no_release_is_one_sentence(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(content)

    code, _, sentence = command(tmp_path / "bad.txt", "--out", tmp_path / "out")

    assert code == 2
    assert str(tmp_path / "bad.txt") in sentence
    assert "\n" not in sentence
    assert contents(tmp_path / "out") == {}


def test_folder_without_releases_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes.pdf").write_text("x")

    code, _, sentence = command(tmp_path, "--out", tmp_path / "out")

    assert (code, sentence.startswith(f"{tmp_path}: no release was found")) == (2, True)
    assert not (tmp_path / "out").exists()


def test_path_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    code, _, sentence = command(tmp_path / "none", "--out", tmp_path / "out")

    assert (code, sentence.startswith(f"{tmp_path / 'none'}: there is no such file")) == (2, True)


def test_output_that_is_a_file_is_one_sentence(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")

    code, _, sentence = command(corpus, "--out", tmp_path / "out")

    assert (code, "cannot be written" in sentence) == (2, True)
    assert (tmp_path / "out").read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_output_that_may_not_be_written_is_one_sentence(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o500)

    code, _, sentence = command(corpus, "--out", tmp_path / "out")

    assert (code, "cannot be written" in sentence) == (2, True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)  # a failed store lets go of its files late


def test_full_disk_is_one_sentence_and_leaves_nothing_half_written(corpus: Path, small_disk: Path) -> None:
    code, _, sentence = command(corpus, "--out", small_disk / "out")

    assert (code, "cannot be written" in sentence) == (2, True)
    assert contents(small_disk / "out") == {}
    assert not (small_disk / "out" / files.STAGING).exists()


def test_manifest_of_a_folder_without_a_graph_is_empty(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == {}
