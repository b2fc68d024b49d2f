"""Each shape beside its cases: the valid pass, the invalid fail for their reason alone, and none is missing."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.validate import read_listing, shapes
from kg.validation.compile import compile_shapes
from kg.validation.engine import check_graph
from kg.validation.finding import SH, Finding, severity_iri
from kg.validation.graph import SUBCLASS, TYPE, Graph
from kg.validation.judge import judged
from kg.validation.terms import Term, compare

CASES = Path(__file__).parent / "shapes"
ID = "https://w3id.org/adc-kg/id/"
SHAPE = "https://w3id.org/adc-kg/shape/"
Row = tuple[str, str, str, str, str, str]


def _names(pattern: str) -> list[str]:
    return sorted(file.relative_to(CASES).with_suffix("").as_posix() for file in CASES.glob(pattern))


VALID = _names("*/valid.ttl")
INVALID = _names("*/invalid_*.ttl")


@cache
def _background() -> Graph:
    """The ontology's classes and lists, what the cases refer to, and nothing that would only slow the judge down."""
    from kg.resources import ontology_files

    ontology = read_listing(ontology_files())
    labels = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    kept = (ox.Quad(s, p, o) for s, p, o in ontology.triples() if p in (TYPE, SUBCLASS, labels))  # type: ignore[arg-type]
    return Graph((*kept, *ox.parse((CASES / "world.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)))


def _read(name: str) -> tuple[list[ox.Quad], set[Row]]:
    """The data of a case and the results it expects."""
    quads = list(ox.parse((CASES / f"{name}.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))
    graph = Graph(quads)
    results = list(graph.instances(ox.NamedNode(SH + "ValidationResult")))
    return [quad for quad in quads if quad.subject not in results], {_expected(graph, result) for result in results}


def _expected(graph: Graph, result: Term) -> Row:
    names = ("focusNode", "resultPath", "value", "sourceConstraintComponent", "resultSeverity", "sourceShape")
    focus, path, value, component, severity, shape = (
        str(graph.one(result, ox.NamedNode(SH + name)) or "") for name in names
    )
    return focus, path, value, component[1:-1], severity[1:-1], shape


def _row(finding: Finding) -> Row:
    severity = severity_iri(finding.severity)
    return finding.focus, finding.path, finding.value, finding.component, severity, finding.shape


def _rows(findings: Iterable[Finding]) -> set[Row]:
    return {_row(finding) for finding in findings}


def _found(quads: Iterable[ox.Quad]) -> set[Row]:
    return _rows(check_graph(Graph(quads, background=_background()), shapes()))


@pytest.mark.parametrize("name", VALID)
def test_valid_case_passes(name: str) -> None:
    data, expected = _read(name)

    assert expected == set()
    assert _found(data) == set()


@pytest.mark.parametrize("name", INVALID)
def test_invalid_case_fails_for_its_reason_alone(name: str) -> None:
    data, expected = _read(name)

    assert len(expected) == 1
    assert _found(data) == expected


def test_what_the_cases_refer_to_is_valid_itself() -> None:
    world = ox.parse((CASES / "world.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)

    assert _found(world) == set()


def test_every_shape_with_a_target_looks_at_a_valid_case() -> None:
    seen: set[str] = set()
    for name in VALID:
        graph = Graph(_read(name)[0], background=_background())
        seen.update(str(target.shape.node) for target in shapes().targets if target.nodes(graph))

    assert seen == {str(target.shape.node) for target in shapes().targets}


def test_every_property_shape_and_query_has_an_invalid_case_and_every_case_its_shape() -> None:
    cited = {row[5] for name in INVALID for row in _read(name)[1]}

    assert cited == _checking_shapes()


def _checking_shapes() -> set[str]:
    graph = shapes().graph
    properties = {str(node) for node in graph.instances(ox.NamedNode(SH + "PropertyShape"))}
    return properties | {str(node) for node in graph.subjects_of(ox.NamedNode(SH + "sparql"))}


def test_every_folder_of_cases_belongs_to_a_file_of_shapes() -> None:
    from kg.resources import shape_files

    # values.ttl holds what other shapes refer to and has no target of its own
    assert {folder.name for folder in CASES.iterdir() if folder.is_dir()} == {
        name.removesuffix(".ttl") for name in shape_files() if name != "values.ttl"
    }


def test_every_shape_is_named() -> None:
    graph = shapes().graph
    nodes = [*graph.instances(ox.NamedNode(SH + "NodeShape")), *graph.instances(ox.NamedNode(SH + "PropertyShape"))]

    assert all(str(node).startswith(f"<{SHAPE}") for node in nodes)


def test_every_property_shape_is_named_after_its_node_shape() -> None:
    graph, wrong = shapes().graph, []
    for node in graph.subjects_of(ox.NamedNode(SH + "property")):
        members = graph.objects(node, ox.NamedNode(SH + "property"))
        wrong += [str(member) for member in members if not str(member).startswith(f"{str(node)[:-1]}-")]

    assert wrong == []


def test_every_shape_and_query_has_a_message_in_english() -> None:
    graph = shapes().graph
    nodes = [
        *graph.instances(ox.NamedNode(SH + "PropertyShape")),
        *graph.instances(ox.NamedNode(SH + "SPARQLConstraint")),
    ]

    without = [node for node in nodes if not _speaks_english(graph, node)]

    assert without == []


def _speaks_english(graph: Graph, node: Term) -> bool:
    messages = graph.objects(node, ox.NamedNode(SH + "message"))
    return any(isinstance(words, ox.Literal) and words.language == "en" for words in messages)


def test_no_shape_needs_the_judge() -> None:
    assert shapes().for_judge == {}


def _apart(quads: Iterable[ox.Quad], label: str) -> Iterator[ox.Quad]:
    """The quads with the IRIs of the case's own things made unlike those of every other case."""

    def renamed(term: Term) -> Term:
        if isinstance(term, ox.NamedNode) and term.value.startswith(ID) and not term.value.startswith(f"{ID}world/"):
            return ox.NamedNode(f"{ID}{label}/{term.value.removeprefix(ID)}")
        return term

    for quad in quads:
        yield ox.Quad(renamed(quad.subject), quad.predicate, renamed(quad.object))  # type: ignore[arg-type]


def _spelt_alike(findings: Iterable[Finding]) -> set[Row]:
    """Rows whose numbers are written in one way: rdflib spells what a query computes unlike Oxigraph."""
    rows = set()
    for focus, path, value, component, severity, shape in _rows(findings):
        literal = (
            next(ox.parse(f"<a:> <a:> {value} .".encode(), format=ox.RdfFormat.N_TRIPLES)).object if value else None
        )
        plain = isinstance(literal, ox.Literal) and compare(literal, literal) == 0 and literal.value[:1].isdigit()
        rows.add(
            (
                focus,
                path,
                _number(literal) if plain and isinstance(literal, ox.Literal) else value,
                component,
                severity,
                shape,
            )
        )
    return rows


def _number(literal: ox.Literal) -> str:
    try:
        return f"{float(literal.value):g}"
    except ValueError:
        return literal.value


def test_the_judge_finds_the_same_in_all_cases() -> None:
    quads = [quad for number, name in enumerate([*VALID, *INVALID]) for quad in _apart(_read(name)[0], f"case{number}")]
    graph = Graph(quads, background=_background())

    assert _spelt_alike(check_graph(graph, shapes())) == _spelt_alike(judged(graph, shapes().graph))


def _mutants(seed: int, count: int) -> Iterator[list[ox.Quad]]:
    """Valid cases with one triple taken away, doubled with another value, or given another value."""
    chance = random.Random(seed)  # noqa: S311  # the same mutants every time
    pool = [_read(name)[0] for name in VALID if not name.startswith("ontology_hygiene")]
    values = [quad.object for quads in pool for quad in quads]
    for number in range(count):
        quads = list(chance.choice(pool))
        index = chance.randrange(len(quads))
        old = quads[index]
        changed = ox.Quad(old.subject, old.predicate, chance.choice(values))
        kind = chance.choice(("drop", "change", "add"))
        quads[index : index + 1] = {"drop": [], "change": [changed], "add": [old, changed]}[kind]
        yield list(_apart(quads, f"mutant{number}"))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_judge_finds_the_same_in_random_mutants(seed: int) -> None:
    graph = Graph((quad for quads in _mutants(seed, 100) for quad in quads), background=_background())

    ours, theirs = check_graph(graph, shapes()), judged(graph, shapes().graph)

    assert ours
    assert _spelt_alike(ours) == _spelt_alike(theirs)


def _required() -> dict[Term, list[ox.NamedNode]]:
    """Class -> the properties that its shapes demand."""
    graph = shapes().graph
    demanded: dict[Term, list[ox.NamedNode]] = {}
    for shape in graph.subjects_of(ox.NamedNode(SH + "targetClass")):
        for kind in graph.objects(shape, ox.NamedNode(SH + "targetClass")):
            for member in graph.objects(shape, ox.NamedNode(SH + "property")):
                path = graph.one(member, ox.NamedNode(SH + "path"))
                if isinstance(path, ox.NamedNode) and graph.objects(member, ox.NamedNode(SH + "minCount")):
                    demanded.setdefault(kind, []).append(path)
    return demanded


def test_shapes_notice_nearly_every_mutation_of_a_required_fact(capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(7)  # noqa: S311  # the same mutants every time
    noticed = total = 0
    for name in VALID:
        data, _ = _read(name)
        for index, quad in enumerate(data):
            graph = Graph(data, background=_background())
            subject = quad.subject
            assert isinstance(subject, ox.NamedNode)
            if not any(graph.is_a(subject, kind) and quad.predicate in paths for kind, paths in _required().items()):
                continue
            other = chance.choice([q.object for q in data if q.object != quad.object])
            for replacement in ([], [ox.Quad(quad.subject, quad.predicate, other)]):
                if not replacement and len(graph.objects(subject, quad.predicate)) > 1:
                    continue  # what is demanded is still there
                total += 1
                noticed += bool(_found([*data[:index], *replacement, *data[index + 1 :]]))

    with capsys.disabled():
        print(f"\nmutations of required facts noticed: {noticed} of {total} ({noticed / total:.1%})")
    assert noticed / total >= 0.95


def test_the_compiler_reads_a_single_file_of_shapes_with_its_values() -> None:
    from kg.resources import shape_files

    files = {name: file for name, file in shape_files().items() if name in ("evidence.ttl", "values.ttl")}

    assert compile_shapes(read_listing(files)).targets
