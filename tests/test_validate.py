"""``adckg validate`` on other people's files: what is found, where, in every format, and what is refused."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from kg.errors import InputError
from kg.validate import Finding, at_least, validate_release, validate_store
from kg.validation.check import Request, validate
from kg.validation.finding import CHECK, SH, shown
from kg.validation.lines import turtle_lines
from kg.validation.report import FORMATS, fingerprint

PREFIXES = """@prefix adc: <https://w3id.org/adc-kg/ontology/> .
@prefix e: <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
NAMED = "e:antigen a adc:Target ; rdfs:label 'CD99' .\n"
NAMELESS = "e:antigen a adc:Target .\n"


def _file(folder: Path, name: str, text: str) -> str:
    place = folder / name
    place.write_text(text, encoding="utf-8")
    return str(place)


def _findings(folder: Path, text: str, *, shapes: str | None = None, default: bool = True) -> list[Finding]:
    own = [_file(folder, "shapes.ttl", PREFIXES + shapes)] if shapes is not None else []
    data = _file(folder, "data.ttl", PREFIXES + text)
    return validate(Request(paths=[data], shapes=own, default_shapes=default)).findings


def _adckg(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "kg", "validate", *arguments], input=given, capture_output=True, timeout=120, check=False
    )


def _checks(findings: list[Finding]) -> list[str]:
    return [finding.component.removeprefix(CHECK).removeprefix(SH) for finding in findings]


# what is found, and where


def test_graph_without_errors_conforms(tmp_path: Path) -> None:
    assert _findings(tmp_path, NAMED) == []


def test_finding_stands_on_the_line_of_its_triple(tmp_path: Path) -> None:
    text = "e:drug a adc:AntibodyDrugConjugate ;\n    rdfs:label 'drug' ;\n    adc:drugToAntibodyRatio 35 ;\n"
    text += "    adc:knownFrom adc:FromReference .\n"

    found = _findings(tmp_path, text)

    assert [(f.line, f.path) for f in found] == [(8, "<https://w3id.org/adc-kg/ontology/drugToAntibodyRatio>")]


def test_finding_about_what_is_missing_stands_on_the_line_of_its_node(tmp_path: Path) -> None:
    assert [f.line for f in _findings(tmp_path, f"\n{NAMELESS}")] == [7]


def test_finding_about_an_unlabelled_blank_node_stands_on_its_line(tmp_path: Path) -> None:
    shapes = "e:S a sh:NodeShape ; sh:targetClass e:Page ; sh:property e:S-number .\n"
    shapes += "e:S-number sh:path e:number ; sh:minCount 1 .\n"

    found = _findings(tmp_path, "e:book e:page [ a e:Page ;\n e:number 1 ],\n [ a e:Page ] .\n", shapes=shapes)

    assert [f.line for f in found] == [8]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.nt", "\n<https://example.org/x> <{type}> <{adc}Target> .\n", 2),
        ("a.nq", "\n\n<https://example.org/x> <{type}> <{adc}Target> <https://example.org/g> .\n", 3),
        ("a.trig", "\n<https://example.org/g> {{\n<https://example.org/x> a <{adc}Target> .\n}}\n", 3),
        ("a.jsonld", '{{"@id": "https://example.org/x",\n "@type": "{adc}Target"}}', 1),
        (
            "a.rdf",
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="{adc}">\n'
            '<a:Target r:about="https://example.org/x"/></r:RDF>',
            2,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 9 else "",
)
def test_every_format_is_read_with_its_lines(tmp_path: Path, name: str, text: str, line: int) -> None:
    type_ = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    place = _file(tmp_path, name, text.format(adc="https://w3id.org/adc-kg/ontology/", type=type_))

    found = validate(Request(paths=[place])).findings

    assert [(f.focus, f.file, f.line) for f in found] == [("<https://example.org/x>", place, line)]


def test_packed_file_is_read(tmp_path: Path) -> None:
    place = tmp_path / "data.ttl.gz"
    place.write_bytes(gzip.compress((PREFIXES + NAMELESS).encode()))

    assert len(validate(Request(paths=[str(place)])).findings) == 1


def test_folder_stands_for_its_files_and_all_are_one_graph(tmp_path: Path) -> None:
    _file(tmp_path, "one.ttl", f"{PREFIXES}e:drug a adc:AntibodyDrugConjugate ; rdfs:label 'drug' ;\n"
        "adc:knownFrom adc:FromReference ; adc:bindsTarget e:antigen .")  # fmt: skip
    _file(tmp_path, "two.ttl", PREFIXES + NAMED)

    outcome = validate(Request(paths=[str(tmp_path)]))

    assert (outcome.files, outcome.findings) == (2, [])


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    one = _file(tmp_path, "one.ttl", f"{PREFIXES}_:x a adc:Target .")
    two = _file(tmp_path, "two.ttl", f"{PREFIXES}\n_:x rdfs:label 'CD99' .")

    found = validate(Request(paths=[one, two])).findings

    assert [(f.file, f.line) for f in found] == [(one, 6)]


def test_value_that_its_datatype_refuses_is_found_once(tmp_path: Path) -> None:
    found = _findings(tmp_path, f"{NAMED}e:antigen e:isKnown 'yes'^^xsd:boolean .")

    assert _checks(found) == ["ill-typed-value"]


def test_name_that_the_ontology_does_not_have_is_found_with_the_one_that_is_meant(tmp_path: Path) -> None:
    (found,) = _findings(tmp_path, f"{NAMED}e:antigen adc:bindsTargt e:antigen .")

    assert found.component == f"{CHECK}unknown-ontology-term"
    assert "adc:bindsTarget is meant" in found.message


KNOWN = "<https://w3id.org/adc-kg/id/compound/trastuzumab-emtansine>"


@pytest.mark.parametrize(
    ("modality", "checks"),
    [("", ["fact-without-claim"]), ("Planned", ["fact-without-claim"]), ("Asserted", [])],
    ids=["no claim", "planned claim", "asserted claim"],
)
def test_fact_about_a_known_entity_needs_an_asserted_claim(modality: str, checks: list[str]) -> None:
    rdf = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> ."
    said = f"rdf:subject {KNOWN} ; rdf:predicate adc:memberOf ; rdf:object e:x"
    claim = f"e:claim {said} ; adc:modality adc:{modality} ." if modality else ""

    found = validate_release(_quads(f"{rdf} {KNOWN} adc:memberOf e:x . {claim}"))

    assert [check for check in _checks(found) if check == "fact-without-claim"] == checks


def test_fact_that_the_reference_data_states_needs_no_claim() -> None:
    parts = "adc:hasAntibody <https://w3id.org/adc-kg/id/antibody/trastuzumab>"

    assert validate_release(_quads(f"{KNOWN} {parts} .")) == []


def test_direction_control_is_found_on_its_line(tmp_path: Path) -> None:
    found = _findings(tmp_path, "e:antigen a adc:Target ;\n rdfs:label 'CD\u202e99' .\n")

    assert [(f.line, *_checks([f])) for f in found] == [(7, "direction-control")]


def test_inference_finds_what_follows_from_the_ontology(tmp_path: Path) -> None:
    drug = "e:drug rdfs:label 'drug' ; adc:knownFrom adc:FromReference ; adc:carriesPayload e:antigen ."
    place = _file(tmp_path, "data.ttl", PREFIXES + NAMED + drug)

    without, with_it = (validate(Request(paths=[place], inference=flag)).findings for flag in (False, True))

    assert without == []
    assert with_it != []


# no vacuous pass


@pytest.mark.parametrize(
    ("shapes", "check"),
    [
        ("", "empty-shapes"),
        ("e:S a sh:NodeShape ; sh:nodeKind sh:IRI .", "empty-shapes"),
        ("e:S a sh:NodeShape ; sh:targetClass e:Nothing ; sh:nodeKind sh:IRI .", "no-focus-node"),
        ("e:S a sh:NodeShape ; sh:targetClass adc:Target ; sh:property e:P . e:P sh:path e:p ; sh:mincount 1 .",
         "unknown-shacl-term"),
        ("e:S a sh:NodeShape ; sh:targetClass adc:Target ; sh:closed 1 .", "unknown-shacl-term"),
    ],
    ids=["no shape", "no target", "target that is not there", "misspelt term", "switch that is not on"],
)  # fmt: skip
def test_shapes_that_check_nothing_are_a_violation(tmp_path: Path, shapes: str, check: str) -> None:
    found = at_least(_findings(tmp_path, NAMED, shapes=shapes), "violation")

    assert _checks(found) == [check]
    assert found[0].file.endswith("shapes.ttl")


def test_data_that_no_shape_looks_at_is_a_violation(tmp_path: Path) -> None:
    assert _checks(_findings(tmp_path, "e:a e:b e:c .")) == ["no-focus-node"]


def test_one_unused_shape_among_others_is_a_hint(tmp_path: Path) -> None:
    shapes = "e:S a sh:NodeShape ; sh:targetClass adc:Target . e:T a sh:NodeShape ; sh:targetClass e:Nothing ."

    assert [(f.severity, f.focus) for f in _findings(tmp_path, NAMED, shapes=shapes)] == [
        ("info", "<https://example.org/T>")
    ]


# shapes of one's own


def test_own_shapes_are_checked_besides_the_projects(tmp_path: Path) -> None:
    shapes = "e:S a sh:NodeShape ; sh:targetClass adc:Target ; sh:property e:S-p . e:S-p sh:path e:p ; sh:minCount 1 ."

    found = _findings(tmp_path, NAMELESS, shapes=shapes)

    assert {f.shape for f in found} == {
        "<https://example.org/S-p>",
        "<https://w3id.org/adc-kg/shape/TargetShape-label>",
    }


def test_own_shapes_alone_are_checked_when_asked(tmp_path: Path) -> None:
    shapes = "e:S a sh:NodeShape ; sh:targetClass adc:Target ; sh:nodeKind sh:IRI ."

    assert _findings(tmp_path, NAMELESS, shapes=shapes, default=False) == []


def test_query_that_cannot_be_asked_at_once_is_left_to_the_judge(tmp_path: Path) -> None:
    shapes = """e:S a sh:NodeShape ; sh:targetClass adc:Target ; sh:sparql e:Q .
        e:Q sh:select "SELECT $this WHERE { FILTER NOT EXISTS { $this <https://example.org/p> ?any } }" ."""
    place, own = _file(tmp_path, "d.ttl", PREFIXES + NAMED), _file(tmp_path, "s.ttl", PREFIXES + shapes)
    notices: list[str] = []

    found = validate(Request(paths=[place], shapes=[own]), notify=notices.append).findings

    assert [f.focus for f in found] == ["<https://example.org/antigen>"]
    assert "pyshacl" in notices[0]


@pytest.mark.parametrize(
    ("grouped", "is_judged"),
    [("$this", False), ("?any $this", True)],
    ids=["by the focus node first", "by something else first"],
)
def test_query_that_groups_by_the_focus_node_is_asked_at_once(tmp_path: Path, grouped: str, is_judged: bool) -> None:
    query = f"SELECT $this WHERE {{ $this ?p ?any }} GROUP BY {grouped} HAVING (COUNT(?p) > 0)"
    shapes = f'e:S a sh:NodeShape ; sh:targetClass adc:Target ; sh:sparql [ sh:select "{query}" ] .'
    place, own = _file(tmp_path, "d.ttl", PREFIXES + NAMED), _file(tmp_path, "s.ttl", PREFIXES + shapes)
    notices: list[str] = []

    found = validate(Request(paths=[place], shapes=[own], default_shapes=False), notify=notices.append).findings

    assert {f.focus for f in found} == {"<https://example.org/antigen>"}
    assert any("pyshacl" in notice for notice in notices) is is_judged


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ('sh:sparql [ sh:select "SELECT $this WHERE { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }" ]', "SERVICE"),
        ('sh:sparql [ sh:select "SELECT $this WHERE { S\\\\u0045RVICE <http://a/> { $this ?p ?o } }" ]', "refused"),
        ('sh:sparql [ sh:select "SELECT $this WHERE { $this ?p }" ]', "not valid SPARQL"),
        ("sh:js [ sh:jsFunctionName 'f' ]", "sh:js is not run"),
        ("sh:rule [ a sh:TripleRule ]", "sh:rule is not run"),
        ('sh:pattern "(a+)+$"', "never end"),
        ('sh:pattern "("', "cannot be read"),
        ("sh:property [ sh:path e:p ; sh:minCount 'one' ]", "whole number"),
        ("sh:property [ sh:path [ e:p e:q ] ]", "no property path"),
    ],
    ids=["service", "hidden", "broken query", "script", "rule", "slow pattern", "broken pattern", "count", "path"],
)  # fmt: skip
def test_shapes_that_are_unsafe_or_broken_are_refused(tmp_path: Path, shape: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        _findings(tmp_path, NAMED, shapes=f"e:S a sh:NodeShape ; sh:targetClass adc:Target ; {shape} .")


def test_shapes_that_refer_to_each_other_come_to_an_end(tmp_path: Path) -> None:
    shapes = "e:S a sh:NodeShape ; sh:targetClass adc:Target ; sh:property e:S-p . e:S-p sh:path e:p ; sh:node e:S ."

    found = _findings(tmp_path, f"{NAMED}e:antigen e:p e:other . e:other e:p e:antigen .", shapes=shapes)

    assert found == []


# what is refused


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.ttl", "e:a e:b ", "line 1: not well formed"),
        ("a.ttl", "<a> <b> <c> .", "a relative IRI"),
        ("a.ttl", "@prefix e: <http://e/> .\ne:a e:b " + "[ e:b " * 10_000, "line 2: nested more than 256"),
        ("a.ttl", "@prefix e: <http://e/> .\ne:a e:b " + "( " * 10_000, "line 2: nested more than 256"),
        ("a.jsonld", "[" * 10_000, "nested more than 256"),
        ("a.rdf", "<a>" * 10_000, "nested more than 256"),
        ("a.rdf", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r/>', "document types and entities"),
        ("a.jsonld", '{"@context": "http://127.0.0.1:9/context", "@id": "http://e/a"}', "context stands elsewhere"),
        ("a.nt", "<http://e/a> <http://e/b> .", "line 1: not well formed"),
        ("a.ttl", "<<<http://e/a> <http://e/b> 1>> <http://e/c> 2 .", "RDF-star"),
        ("a.ttl.gz", "not packed at all", "not well formed"),
    ],
    ids=["cut off", "relative", "nodes", "lists", "json", "xml", "entities", "context", "nt", "star", "gz"],
)  # fmt: skip
def test_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, name: str, text: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        validate(Request(paths=[_file(tmp_path, name, text)]))

    assert "\n" not in str(caught.value)


def test_missing_file_is_one_sentence() -> None:
    with pytest.raises(InputError, match=r"nowhere\.ttl: cannot be read"):
        validate(Request(paths=["nowhere.ttl"]))


def test_folder_without_rdf_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no RDF file is in this folder"):
        validate(Request(paths=[str(tmp_path)]))


def test_packed_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "data.ttl.gz"
    place.write_bytes(gzip.compress((PREFIXES + NAMED).encode())[:-12])

    with pytest.raises(InputError, match="ends too early"):
        validate(Request(paths=[str(place)]))


def test_packed_file_of_several_members_is_read_whole(tmp_path: Path) -> None:
    place = tmp_path / "data.ttl.gz"
    place.write_bytes(gzip.compress((PREFIXES + NAMED).encode()) + gzip.compress(b"e:other a adc:Target ."))

    assert validate(Request(paths=[str(place)])).triples == 3


@pytest.mark.parametrize(
    ("text", "triples"),
    [
        ("<http://e/a> <http://e/b> <http://e/c>, <http://e/d> .", 2),
        ("<http://e/a> <http://e/b> <http://e/c> .\n<http://e/a> <http://e/b> 1, 2 .\n", 3),
        ('<http://e/a> <http://e/b> "x \\" . <http://e/c>"@en <http://e/g> . # all\n', 1),
        ('_:a <http://e/b> "1"^^<http://e/c> .\n', 1),
        ('{"@id": "http://e/a", "http://e/b": 1}', 1),
        ("[] <http://e/b> 1 .", 1),
    ],
    ids=["turtle on a line", "turtle like n-triples", "n-quads", "n-triples", "json-ld", "blank turtle"],
)
def test_format_of_a_file_without_a_known_name_is_told_from_its_text(tmp_path: Path, text: str, triples: int) -> None:
    assert validate(Request(paths=[_file(tmp_path, "data", text)])).triples == triples


def test_file_above_the_limit_is_refused_packed_or_not(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.ttl", tmp_path / "b.ttl.gz"
    plain.write_bytes(b"#" * 2_000)
    packed.write_bytes(gzip.compress(b"#" * 2_000))

    for place in (plain, packed):
        with pytest.raises(InputError, match="larger than"):
            validate(Request(paths=[str(place)], max_bytes=1_000))


# the network


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, its address, and the paths it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the library's name
            asked.append(self.path)
            body = b'{"@context": {"name": "http://www.w3.org/2000/01/rdf-schema#label"}}'
            if self.path.endswith(".ttl"):
                body = b"<https://example.org/Antigen> a <http://www.w3.org/2002/07/owl#Class> ."
            self.send_response(200)
            kind = "text/turtle" if self.path.endswith(".ttl") else "application/ld+json"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # the library's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_imports_are_named_and_not_fetched(tmp_path: Path, canary: tuple[str, list[str]]) -> None:
    address, asked = canary
    place = _file(
        tmp_path, "d.ttl", f"{PREFIXES}{NAMED}e:o <http://www.w3.org/2002/07/owl#imports> <{address}/x.ttl> ."
    )
    notices: list[str] = []

    validate(Request(paths=[place]), notify=notices.append)

    assert asked == []
    assert notices == [
        f"{place} imports <{address}/x.ttl>, which is not fetched; give its file as well, or --allow-network"
    ]


def test_imports_are_fetched_when_allowed(tmp_path: Path, canary: tuple[str, list[str]]) -> None:
    address, asked = canary
    place = _file(
        tmp_path, "d.ttl", f"{PREFIXES}{NAMED}e:o <http://www.w3.org/2002/07/owl#imports> <{address}/x.ttl> ."
    )

    outcome = validate(Request(paths=[place], allow_network=True))

    assert (asked, outcome.findings) == (["/x.ttl"], [])


def test_remote_context_and_remote_shapes_are_not_fetched(tmp_path: Path, canary: tuple[str, list[str]]) -> None:
    address, asked = canary
    data = _file(tmp_path, "d.jsonld", f'{{"@context": "{address}/c", "@id": "http://e/a", "name": "x"}}')

    for request in (Request(paths=[data]), Request(paths=[data], shapes=[f"{address}/s.ttl"])):
        with pytest.raises(InputError, match="allow-network"):
            validate(request)

    assert asked == []


def test_remote_context_is_fetched_when_allowed(tmp_path: Path, canary: tuple[str, list[str]]) -> None:
    address, asked = canary
    data = _file(tmp_path, "d.jsonld", f'{{"@context": "{address}/c", "@id": "http://e/a", "name": "x"}}')

    outcome = validate(Request(paths=[data], allow_network=True))

    assert (outcome.triples, asked) == (1, ["/c"])


# reports

SAMPLE = [
    Finding("<https://example.org/a>", "<https://example.org/p>", '"x,y: 5%\\n"', SH + "InConstraintComponent",
            "violation", "<https://w3id.org/adc-kg/shape/TargetShape-label>", "Bad <value>,\n50% \u0001", "a b.ttl", 3),
    Finding("<https://example.org/b>", "", "", CHECK + "no-focus-node", "warning", "", "Nothing there", "c.ttl", 1),
    Finding("<https://example.org/c>", "", "", SH + "MinCountConstraintComponent", "info", "", "A hint", "c.ttl", 9),
]  # fmt: skip


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_report_names_each_finding_once(name: str) -> None:
    report = FORMATS[name](SAMPLE, "violation")

    for words in ("Nothing there", "A hint"):
        assert report.count(words) == 1


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_report_without_findings_is_well_formed(name: str) -> None:
    report = FORMATS[name]([], "violation")

    if name in ("json", "sarif", "gitlab"):
        json.loads(report)
    elif name == "junit":
        assert ElementTree.fromstring(report).get("failures") == "0"  # noqa: S314  # our own document
    elif name == "ttl":
        assert list(ox.parse(report.encode(), format=ox.RdfFormat.TURTLE))
    else:
        assert report == ""


def test_turtle_report_is_the_report_of_shacl() -> None:
    quads = list(ox.parse(FORMATS["ttl"](SAMPLE, "violation").encode(), format=ox.RdfFormat.TURTLE))

    results = [quad for quad in quads if quad.object == ox.NamedNode(SH + "ValidationResult")]
    values = [quad.object for quad in quads if quad.predicate == ox.NamedNode(SH + "value")]
    assert len(results) == 3
    assert values == [ox.Literal("x,y: 5%\n")]
    assert ox.Literal("false", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")) in [
        quad.object for quad in quads
    ]


def test_sarif_has_level_rule_and_place_of_each_finding() -> None:
    (run,) = json.loads(FORMATS["sarif"](SAMPLE, "violation"))["runs"]

    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    assert [run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] for result in run["results"]] == [
        result["ruleId"] for result in run["results"]
    ]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "a%20b.ttl"}, "region": {"startLine": 3}}


def test_junit_is_read_by_a_junit_reader() -> None:
    from junitparser import JUnitXml

    report = JUnitXml.fromstring(FORMATS["junit"](SAMPLE, "warning").encode())

    assert (report.tests, report.failures) == (3, 2)


def test_github_annotations_are_one_escaped_line_each() -> None:
    first, *others = FORMATS["github"](SAMPLE, "violation").splitlines()

    assert first.startswith("::error file=a b.ttl,line=3,title=shape%3ATargetShape-label::Bad <value>,%0A50%25")
    assert [line.split(" ")[0] for line in others] == ["::warning", "::notice"]


def test_gitlab_fingerprints_are_unique_and_do_not_move_with_the_line() -> None:
    from dataclasses import replace

    entries = json.loads(FORMATS["gitlab"](SAMPLE, "violation"))

    assert len({entry["fingerprint"] for entry in entries}) == 3
    assert fingerprint(SAMPLE[0]) == fingerprint(replace(SAMPLE[0], line=77))


def test_terms_are_shown_short_and_on_one_line() -> None:
    assert shown(str(ox.Literal("a\nb\u202e"))) == "'a bU+202E'"
    assert len(shown(str(ox.Literal("x" * 10_000)))) == 120


# the command


def test_exit_code_is_0_for_a_graph_that_conforms(tmp_path: Path) -> None:
    answer = _adckg(_file(tmp_path, "data.ttl", PREFIXES + NAMED))

    assert (answer.returncode, answer.stdout) == (0, b"")
    assert b"conforms" in answer.stderr


def test_exit_code_is_1_for_findings_and_they_carry_file_and_line(tmp_path: Path) -> None:
    place = _file(tmp_path, "data.ttl", PREFIXES + NAMELESS)

    answer = _adckg(place)

    assert answer.returncode == 1
    assert f"{place}:6" in answer.stdout.decode()


def test_exit_code_is_2_and_one_sentence_for_what_cannot_be_read() -> None:
    answer = _adckg("-", given=b"<a> <b> <c> .")

    assert answer.returncode == 2
    assert answer.stderr.decode().splitlines() == [
        "adckg: <stdin>, line 1: a relative IRI, which names nothing outside this file; add a base or write it in full"
    ]


@pytest.mark.parametrize(("fail_on", "code"), [("violation", 0), ("warning", 1)])
def test_fail_on_sets_the_lightest_severity_that_fails(tmp_path: Path, fail_on: str, code: int) -> None:
    doubtful = "e:company a adc:Organisation ; rdfs:label 'Company' ; adc:tickerSymbol 'not a symbol' ;\n"
    place = _file(tmp_path, "data.ttl", f"{PREFIXES}{doubtful} adc:knownFrom adc:FromReference .")

    assert _adckg(place, "--fail-on", fail_on).returncode == code


def test_standard_input_is_read_in_any_format() -> None:
    line = "<https://example.org/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    line += "<https://w3id.org/adc-kg/ontology/Target> <https://example.org/g> .\n"

    answer = _adckg("-", "--format", "json", given=line.encode())

    assert [(f["file"], f["line"]) for f in json.loads(answer.stdout)["findings"]] == [("<stdin>", 1)]


def test_report_goes_to_a_file_when_asked(tmp_path: Path) -> None:
    place, report = _file(tmp_path, "data.ttl", PREFIXES + NAMELESS), tmp_path / "findings.sarif"

    answer = _adckg(place, "--format", "sarif", "--output", str(report))

    assert (answer.returncode, answer.stdout) == (1, b"")
    assert json.loads(report.read_text())["version"] == "2.1.0"


def test_report_has_the_same_bytes_under_every_hash_seed(tmp_path: Path) -> None:
    place = _file(tmp_path, "data.ttl", f"{PREFIXES}{NAMELESS}e:b a adc:Target . e:c a adc:Trial ; adc:phase e:b .")

    def report(seed: str) -> bytes:
        return subprocess.run(
            [sys.executable, "-m", "kg", "validate", place, "--format", "ttl"],
            env={"PYTHONHASHSEED": seed, "PATH": ""}, capture_output=True, timeout=120, check=False,
        ).stdout  # fmt: skip

    assert report("1") == report("2") != b""


# the stage of the build


def _quads(text: str) -> list[ox.Quad]:
    return list(ox.parse((PREFIXES + text).encode(), format=ox.RdfFormat.TURTLE))


def test_release_is_validated_against_what_the_ontology_and_the_reference_know() -> None:
    trial = "e:x a adc:Trial ; rdfs:label 'x' ; adc:knownFrom adc:FromReference ; adc:phase"

    known, unknown = (validate_release(_quads(f"{trial} {value} .")) for value in ("adc:PhaseTwo", "e:PhaseTwo"))

    assert known == []
    assert [f.component for f in unknown] == [f"{SH}ClassConstraintComponent"]


def test_store_is_asked_for_what_two_entities_share() -> None:
    store = ox.Store()
    store.extend(_quads("e:one adc:registryId 'NCT01234567' . e:two adc:registryId 'NCT01234567' ."))

    found = validate_store(store)

    assert [f.focus for f in found] == ["<https://example.org/one>", "<https://example.org/two>"]


def test_rdflib_still_tells_the_line_of_each_statement() -> None:
    text = "@prefix e: <http://e/> .\ne:a a e:A ;\n e:p 1.50,\n 'yes'^^e:t ;\n e:q [ e:r\n 'x' ], ( 1\n2 ) .\n"
    text += "_:b e:s true .\n"

    found = [(predicate, value, line) for _, predicate, value, line in turtle_lines(text) if value[0] in '<"']

    assert found == [
        ("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<http://e/A>", 2),
        ("<http://e/p>", '"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>', 3),
        ("<http://e/p>", '"yes"^^<http://e/t>', 4),
        ("<http://e/r>", '"x"', 6),
        ("<http://e/s>", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>', 8),
    ]
