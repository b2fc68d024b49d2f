"""A corpus put together from the texts of its graphs is what writing all its triples gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import export, turtle
from kg.pipeline import parts
from kg.pipeline.parts import Files, Part, one_label, split

ID = "https://w3id.org/adc-kg/id"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
SAYS = "<https://w3id.org/adc-kg/ontology#says>"


def triples(*lines: str) -> bytes:
    return "".join(f"{line} .\n" for line in sorted(lines)).encode()


GRAPHS = {
    "https://w3id.org/adc-kg/graph/release/a": triples(
        f'<{ID}/compound/x> {LABEL} "Example"',
        f'<{ID}/compound/x> {SAYS} "one; two, three ."',
        f'<{ID}/claim/0123456789abcdef> {SAYS} "first\\nsecond"',
        f'<{ID}/claim/0123456789abcdef> {SAYS} "a long text that is too long to stand on one line with others"',
        f'<{ID}/claim/0123456789abcdef> {SAYS} "another text that is too long to stand on one line with others"',
        f'<{ID}/arm/00000000000000aa> {SAYS} "2"^^<http://www.w3.org/2001/XMLSchema#integer>',
    ),
    "https://w3id.org/adc-kg/graph/release/b": triples(
        f'<{ID}/compound/x> {LABEL} "EXAMPLE"',
        f'<{ID}/compound/y> {LABEL} "Y"',
        f'<{ID}/compound/y> {LABEL} "y"',
        f'<{ID}/arm/00000000000000aa> {SAYS} "3"^^<http://www.w3.org/2001/XMLSchema#integer>',
        f'<https://example.org/elsewhere> {SAYS} "\\u2028"@en',
    ),
    "https://w3id.org/adc-kg/graph/release/empty": b"",
}


def made() -> list[tuple[str, Part]]:
    shorten = turtle.Shortener(export.all_prefixes())
    return [(graph, Part.of(graph, data, shorten)) for graph, data in GRAPHS.items()]


def expected() -> str:
    lines = one_label(export.union((graph, split(data)) for graph, data in GRAPHS.items()))
    return "".join(export.turtle_of(lines, export.all_prefixes()))


def test_turtle_is_that_of_all_triples() -> None:
    assert "".join(Files(lambda graph: split(GRAPHS[graph])).union(made())) == expected()


@pytest.mark.parametrize("run", [1, 2, 3])
def test_turtle_is_the_same_when_blocks_wait_on_disk(run: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_RUN", run)

    assert "".join(Files(lambda graph: split(GRAPHS[graph])).union(made(), tmp_path)) == expected()


def test_trig_is_that_of_all_graphs() -> None:
    graphs = [(graph, split(data)) for graph, data in GRAPHS.items()]

    shown = turtle.header(export.all_prefixes()) + "".join(f"\n{part.trig}" for _, part in made())

    assert shown == "".join(export.write_trig(graphs, export.all_prefixes()))


def test_part_can_be_kept() -> None:
    for _, part in made():
        assert Part.read(part.kept()) == part


def test_what_is_no_kept_part_is_none() -> None:
    assert Part.read(b"") is None
