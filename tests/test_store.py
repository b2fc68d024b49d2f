"""The default graph is the union of the named graphs, whatever is replaced, in memory and on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import GraphError
from kg.store import Store, create_store, memory_store, open_store

ID = "https://w3id.org/adc-kg/id/"
ONE, TWO = "https://example.org/graph/1", "https://example.org/graph/2"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


def line(subject: str, value: str, predicate: str = "<https://example.org/says>") -> str:
    return f'<{ID}{subject}> {predicate} "{value}" .\n'


def data(*lines: str) -> bytes:
    return "".join(sorted(lines)).encode()


def triples(store: Store, graph: str | None = None) -> set[str]:
    return set(store.triples(graph).decode().splitlines(keepends=True))


A, B, C = line("compound/a", "1"), line("compound/b", "2"), line("compound/c", "3")


def test_default_graph_holds_the_triples_of_all_graphs() -> None:
    store = memory_store([(ONE, data(A, B)), (TWO, data(B, C))])

    assert triples(store) == {A, B, C}


def test_named_graph_holds_its_own_triples() -> None:
    store = memory_store([(ONE, data(A, B)), (TWO, data(B, C))])

    assert triples(store, TWO) == {B, C}


def test_replaced_graph_leaves_nothing_of_its_old_content() -> None:
    store = memory_store([(ONE, data(A))])

    store.replace(ONE, data(C))

    assert (triples(store), triples(store, ONE)) == ({C}, {C})


def test_triple_that_another_graph_still_holds_stays() -> None:
    store = memory_store([(ONE, data(A, B)), (TWO, data(B))])

    store.replace(ONE, b"")

    assert triples(store) == {B}


def test_graph_without_triples_is_gone() -> None:
    store = memory_store([(ONE, data(A)), (TWO, data(B))])

    store.replace(ONE, b"")

    assert store.graphs() == [TWO]


def test_entity_spelt_in_two_ways_has_one_label() -> None:
    first, second = line("term/x", "Nausea", LABEL), line("term/x", "nausea", LABEL)

    store = memory_store([(ONE, data(second)), (TWO, data(first))])

    assert triples(store) == {first}


def test_other_label_returns_when_the_first_one_leaves() -> None:
    first, second = line("term/x", "Nausea", LABEL), line("term/x", "nausea", LABEL)
    store = memory_store([(ONE, data(second)), (TWO, data(first))])

    store.replace(TWO, b"")

    assert triples(store) == {second}


def test_replacing_gives_what_loading_gives() -> None:
    first, second = line("term/x", "Nausea", LABEL), line("term/x", "nausea", LABEL)
    loaded = memory_store([(ONE, data(A, first)), (TWO, data(A, B, second))])
    replaced = memory_store([(ONE, data(B, C)), (TWO, data(A, first))])

    replaced.replace(ONE, data(A, first))
    replaced.replace(TWO, data(A, B, second))

    assert triples(replaced) == triples(loaded)


def test_data_larger_than_a_batch_is_loaded_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store._BATCH", 100)
    lines = {line(f"compound/{number}", "x") for number in range(50)}

    store = memory_store([(ONE, data(*lines)), (TWO, data(*lines))])

    assert (triples(store), triples(store, ONE), triples(store, TWO)) == (lines, lines, lines)


def test_store_on_disk_is_read_by_the_folder_it_was_built_in(tmp_path: Path) -> None:
    create_store(tmp_path / "store").load([(ONE, data(A))])

    assert triples(open_store(tmp_path)) == {A}


def test_folder_without_a_graph_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="holds no built graph; make one with: adckg build"):
        open_store(tmp_path)


def test_store_that_another_writer_holds_is_refused(tmp_path: Path) -> None:
    held = create_store(tmp_path / "store")

    with pytest.raises(GraphError, match="another process is writing it"):
        create_store(tmp_path / "store")

    assert held.graphs() == []
