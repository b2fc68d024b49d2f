"""The W3C test suite of SHACL, a folder of it in, the cases that pass through ``adckg validate`` counted out.

Run it with a copy of github.com/w3c/data-shapes:
``python tests/w3c_shacl.py data-shapes/data-shapes-test-suite/tests``.  The suite is not kept in this repository.
Exit code 1 when a case fails that is not in EXPECTED_FAILURES.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KGError
from kg.validation.check import Request, validate
from kg.validation.compile import compile_shapes
from kg.validation.engine import check_graph
from kg.validation.finding import CHECK, SH, Finding, severity_iri
from kg.validation.graph import Graph
from kg.validation.judge import judged
from kg.validation.terms import Term

_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_SHT = "http://www.w3.org/ns/shacl-test#"
_BASE = "https://w3c.test/"
# case -> why it fails; each is named by what the suite asks for
EXPECTED_FAILURES: dict[str, str] = {
    "sparql/pre-binding/shapesGraph-001": "pyshacl, to which such queries are left, does not support $shapesGraph",
}

Row = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """A test: its name, the files of data and shapes, and the results it expects (None: the shapes must be refused)."""

    name: str
    data: Path
    shapes: Path
    expected: Counter[Row] | None


def cases(folder: Path) -> Iterator[Case]:
    """Every case of the manifests below a folder, by name."""
    for file in sorted(folder.rglob("*.ttl")):
        if file.name == "manifest.ttl" or file.stem.endswith(("-data", "-shapes")):
            continue
        base = _BASE + file.relative_to(folder).as_posix()
        graph = Graph(ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=base))
        for test in graph.instances(ox.NamedNode(_SHT + "Validate")):
            action = graph.one(test, ox.NamedNode(_MF + "action")) or test
            data, shapes = (
                _place(folder, graph.one(action, ox.NamedNode(_SHT + n))) for n in ("dataGraph", "shapesGraph")
            )
            result = graph.one(test, ox.NamedNode(_MF + "result"))
            expected = None if result == ox.NamedNode(_SHT + "Failure") else _rows(graph, result)
            yield Case(file.relative_to(folder).with_suffix("").as_posix(), data, shapes, expected)


def _place(folder: Path, iri: Term | None) -> Path:
    return folder / str(iri)[1:-1].removeprefix(_BASE)


def _rows(graph: Graph, report: Term | None) -> Counter[Row]:
    from kg.validation.paths import read_path

    rows: Counter[Row] = Counter()
    for result in graph.objects(report, ox.NamedNode(SH + "result")) if report else ():
        names = ("focusNode", "value", "sourceConstraintComponent", "resultSeverity")
        focus, value, component, severity = (graph.one(result, ox.NamedNode(SH + name)) for name in names)
        path = graph.one(result, ox.NamedNode(SH + "resultPath"))
        written = "" if path is None else read_path(graph, path).text
        rows[_row(str(focus or ""), written, str(value or ""), str(component)[1:-1], str(severity)[1:-1])] += 1
    return rows


def _row(focus: str, path: str, value: str, component: str, severity: str) -> Row:
    """The result, with blank nodes without their labels, which each reader chooses anew."""
    anonymous = ["_:" if term.startswith("_:") else term for term in (focus, value)]
    return anonymous[0], path, anonymous[1], component, severity


def found(case: Case, folder: Path) -> Counter[Row]:
    """What ``adckg validate`` finds."""
    with tempfile.TemporaryDirectory() as place:
        data, shapes = (
            _with_base(file, folder, Path(place), part) for file, part in ((case.data, "d"), (case.shapes, "s"))
        )
        outcome = validate(Request(paths=[data], shapes=[shapes], default_shapes=False))
    return Counter(_of(finding) for finding in outcome.findings if not finding.component.startswith(CHECK))


def _with_base(file: Path, folder: Path, place: Path, part: str) -> str:
    base = _BASE + file.relative_to(folder).as_posix()
    copy = place / f"{part}-{file.name}"
    copy.write_text(f"@base <{base}> . {file.read_text(encoding='utf-8')}", encoding="utf-8")
    return str(copy)


def _of(finding: Finding) -> Row:
    return _row(finding.focus, finding.path, finding.value, finding.component, severity_iri(finding.severity))


def verdict(case: Case, folder: Path) -> str:
    """An empty string when the case passes, else what is different."""
    try:
        rows = found(case, folder)
    except KGError as error:
        return "" if case.expected is None else f"refused: {error}"
    if case.expected is None:
        return "the shapes are to be refused"
    if set(rows) == set(case.expected):
        return ""
    return f"missing {sorted(set(case.expected) - set(rows))}, too many {sorted(set(rows) - set(case.expected))}"


def compared(case: Case, folder: Path) -> str | None:
    """How the compiled shapes and pyshacl differ: "" when they agree, None when the case is left to pyshacl."""
    data, shapes = (_graph(file, folder) for file in (case.data, case.shapes))
    try:
        compiled = compile_shapes(shapes)
    except KGError:
        return None
    if compiled.for_judge:
        return None
    ours = {_of(finding) for finding in check_graph(data, compiled)}
    try:
        theirs = {_of(finding) for finding in judged(data, shapes)}
    except KGError as error:
        return str(error)
    return "" if ours == theirs else f"ours alone {sorted(ours - theirs)}, theirs alone {sorted(theirs - ours)}"


def _graph(file: Path, folder: Path) -> Graph:
    base = _BASE + file.relative_to(folder).as_posix()
    return Graph(ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=base))


def main() -> int:
    """Run all cases of the folder given and print the count and the failures."""
    folder = Path(sys.argv[1]).resolve()
    verdicts = {case.name: verdict(case, folder) for case in cases(folder)}
    for part in ("core", "sparql"):
        names = [name for name in verdicts if name.startswith(part)]
        print(f"{part}: {sum(not verdicts[name] for name in names)} of {len(names)} pass")
    differences = {case.name: compared(case, folder) for case in cases(folder)}
    equal = sum(difference == "" for difference in differences.values())
    known = sum(difference is not None for difference in differences.values())
    print(f"compiled without pyshacl: {known} of {len(differences)}, {equal} of them with pyshacl's own findings")
    for name, difference in differences.items():
        if difference:
            print(f"{name} differs from pyshacl: {difference}")
    failed = {name: why for name, why in verdicts.items() if why}
    for name, why in failed.items():
        print(f"{name}: {EXPECTED_FAILURES.get(name, why)}")
    return int(bool(failed.keys() - EXPECTED_FAILURES.keys()))


if __name__ == "__main__":
    sys.exit(main())
