"""Findings in, a report for people or for a CI system out; equal findings give equal bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from kg.validation.finding import CHECK, SEVERITIES, Finding, at_least, severity_iri, shown

_SHOWN_PER_SHAPE: Final = 25
_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_RESULT: Final = CHECK + "result/"


def rule_id(finding: Finding) -> str:
    """The short name of what was broken: the shape's, else the check's."""
    if finding.shape.startswith("<") and not finding.component.startswith(CHECK):
        return shown(finding.shape)
    return finding.component.removeprefix(CHECK).rpartition("#")[2]


def fingerprint(finding: Finding) -> str:
    """The same for the same finding wherever its line has moved to: 64 hexadecimal digits."""
    parts = (
        finding.file,
        finding.focus,
        finding.path,
        finding.value,
        finding.component,
        finding.shape,
        finding.message,
    )
    place = str(finding.line) if not finding.focus else ""  # a finding about a line has nothing else to go by
    return hashlib.sha256("\0".join((*parts, place)).encode()).hexdigest()


def where(finding: Finding) -> str:
    """The node, the property and the value of a finding, short."""
    parts = [shown(part) for part in (finding.focus, finding.path, finding.value) if part]
    if finding.value == finding.focus and len(parts) > 1:
        parts.pop()
    return " ".join(parts)


def sentence(finding: Finding) -> str:
    """What is wrong, and where in the graph, in one line."""
    place = where(finding)
    words = finding.message.rstrip()
    return f"{words} [{place}]" if place else words


def _grave_first(finding: Finding) -> tuple[int, str, str, int, str]:
    rank = -SEVERITIES.index(finding.severity) if finding.severity in SEVERITIES else -len(SEVERITIES)
    return rank, rule_id(finding), finding.file, finding.line, where(finding)


def text(findings: Sequence[Finding], _fail_on: str) -> str:
    """For people: grouped by what is wrong, the gravest first, each with its file and line."""
    if not findings:
        return ""
    lines: list[str] = []
    ordered = sorted(findings, key=_grave_first)
    for (severity, rule), group in groupby(ordered, key=lambda f: (f.severity, rule_id(f))):
        members = list(group)
        lines.append(f"{severity}  {rule}" + (f"  ({len(members)} times)" if len(members) > 1 else ""))
        for finding in members[:_SHOWN_PER_SHAPE]:
            lines.append(f"  {finding.file}:{finding.line}  {where(finding)}".rstrip())
            lines.append(f"      {finding.message}")
        if len(members) > _SHOWN_PER_SHAPE:
            lines.append(f"  and {len(members) - _SHOWN_PER_SHAPE} more; --format json lists all")
        lines.append("")
    return "\n".join(lines)


def as_json(findings: Sequence[Finding], fail_on: str) -> str:
    """A JSON document: whether the graph passes, and every finding."""
    return _json(
        {
            "conforms": not at_least(findings, fail_on),
            "findings": [
                {
                    "file": finding.file,
                    "line": finding.line,
                    "severity": finding.severity,
                    "message": finding.message,
                    "focus": finding.focus,
                    "path": finding.path,
                    "value": finding.value,
                    "component": finding.component,
                    "shape": finding.shape,
                    "rule": rule_id(finding),
                }
                for finding in findings
            ],
        }
    )


def _json(document: object) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=False) + "\n"


def sarif(findings: Sequence[Finding], _fail_on: str) -> str:
    """SARIF 2.1.0, for code scanning."""
    from kg import __version__

    rules = sorted({rule_id(finding) for finding in findings})
    driver = {
        "name": "adckg",
        "version": __version__,
        "informationUri": "https://w3id.org/adc-kg/",
        "rules": [{"id": rule, "shortDescription": {"text": rule}} for rule in rules],
    }
    results = [_sarif_result(finding, rules) for finding in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _sarif_result(finding: Finding, rules: list[str]) -> dict[str, Any]:
    level = {"violation": "error", "warning": "warning", "info": "note"}.get(finding.severity, "error")
    place: dict[str, Any] = {
        "artifactLocation": {"uri": _uri(finding.file)},
        "region": {"startLine": max(finding.line, 1)},
    }
    logical = [{"fullyQualifiedName": shown(finding.focus), "kind": "resource"}] if finding.focus else []
    location: dict[str, Any] = {"physicalLocation": place}
    if logical:
        location["logicalLocations"] = logical
    return {
        "ruleId": rule_id(finding),
        "ruleIndex": rules.index(rule_id(finding)),
        "level": level,
        "message": {"text": sentence(finding)},
        "locations": [location],
        "partialFingerprints": {"adckg/v1": fingerprint(finding)},
    }


def _uri(file: str) -> str:
    from urllib.parse import quote

    return quote(file.replace("\\", "/"), safe="/:~") or "stdin"


def junit(findings: Sequence[Finding], fail_on: str) -> str:
    """JUnit XML: a suite for each file, a case for each finding; a graph that conforms is one case that passes."""
    grave = set(at_least(findings, fail_on))
    suites = []
    for file, group in groupby(sorted(findings, key=lambda f: (f.file, f.line, f)), key=lambda f: f.file):
        members = list(group)
        cases = "".join(_junit_case(finding, finding in grave) for finding in members)
        failures = sum(finding in grave for finding in members)
        suites.append(_junit_suite(_attribute(file), len(members), failures, cases))
    if not suites:
        passing = '    <testcase classname="adckg.validate" name="conforms"/>\n'
        suites = [_junit_suite('"adckg validate"', 1, 0, passing)]
    total, failed = max(len(findings), 1), len(grave)
    head = f'<testsuites name="adckg validate" tests="{total}" failures="{failed}" errors="0">\n'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{"".join(suites)}</testsuites>\n'


def _junit_suite(name: str, tests: int, failures: int, cases: str) -> str:
    counts = f'tests="{tests}" failures="{failures}" errors="0" skipped="0"'
    return f"  <testsuite name={name} {counts}>\n{cases}  </testsuite>\n"


def _junit_case(finding: Finding, failed: bool) -> str:
    name = f"{rule_id(finding)} line {finding.line} {where(finding)}"
    head = f"    <testcase classname={_attribute(finding.file)} name={_attribute(name)}"
    words = _attribute(sentence(finding))
    inner = (
        f"<failure message={words} type={_attribute(finding.severity)}/>"
        if failed
        else f"<system-out>{_escaped(f'{finding.severity}: {sentence(finding)}')}</system-out>"
    )
    return f"{head}>{inner}</testcase>\n"


def _attribute(words: str) -> str:
    return quoteattr(_printable(words))


def _escaped(words: str) -> str:
    from xml.sax.saxutils import escape

    return escape(_printable(words))


def _printable(words: str) -> str:
    """The words without what XML 1.0 cannot hold."""
    return "".join(
        c if c in "\t\n" or 0x20 <= ord(c) < 0xD800 or 0xE000 <= ord(c) not in (0xFFFE, 0xFFFF) else " " for c in words
    )


def github(findings: Sequence[Finding], _fail_on: str) -> str:
    """Workflow commands of GitHub Actions: an annotation for each finding."""
    words = {"violation": "error", "warning": "warning", "info": "notice"}
    lines = []
    for finding in findings:
        place = f"file={_property(finding.file)},line={max(finding.line, 1)},title={_property(rule_id(finding))}"
        lines.append(f"::{words.get(finding.severity, 'error')} {place}::{_data(sentence(finding))}\n")
    return "".join(lines)


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


def gitlab(findings: Sequence[Finding], _fail_on: str) -> str:
    """GitLab's Code Quality report."""
    levels = {"violation": "major", "warning": "minor", "info": "info"}
    return _json(
        [
            {
                "description": sentence(finding),
                "check_name": rule_id(finding),
                "fingerprint": fingerprint(finding),
                "severity": levels.get(finding.severity, "major"),
                "location": {"path": finding.file, "lines": {"begin": max(finding.line, 1)}},
            }
            for finding in findings
        ]
    )


def turtle(findings: Sequence[Finding], _fail_on: str) -> str:
    """The validation report of SHACL; the file and line of a result stand in its ``rdfs:comment``."""
    from kg.resources import prefixes

    names = {short: prefixes()[short] for short in ("adc", "id", "rdfs", "sh", "shape", "xsd")}
    head = "".join(f"@prefix {short}: <{iri}> .\n" for short, iri in names.items())
    results = [_turtle_result(finding) for finding in sorted(findings, key=fingerprint)]
    members = ",\n        ".join(sorted(f"<{_RESULT}{fingerprint(finding)[:16]}>" for finding in findings))
    listed = f" ;\n    sh:result\n        {members}" if members else ""
    conforms = "true" if not findings else "false"
    report = f"<{CHECK}report>\n    a sh:ValidationReport ;\n    sh:conforms {conforms}{listed} .\n"
    return f"{head}\n{report}{''.join(results)}"


def _turtle_result(finding: Finding) -> str:
    import pyoxigraph as ox

    stated = ["a sh:ValidationResult"]
    if finding.focus:
        stated.append(f"sh:focusNode {finding.focus}")
    if finding.path:
        stated.append(f"sh:resultPath {_turtle_path(finding.path)}")
    if finding.value:
        stated.append(f"sh:value {finding.value}")
    stated.append(f"sh:resultSeverity <{severity_iri(finding.severity)}>")
    stated.append(f"sh:sourceConstraintComponent <{finding.component}>")
    if finding.shape:
        stated.append(f"sh:sourceShape {finding.shape}")
    stated.append(f"sh:resultMessage {ox.Literal(finding.message)}")
    if finding.file:
        stated.append(f"rdfs:comment {ox.Literal(f'{finding.file}:{finding.line}')}")
    return f"\n<{_RESULT}{fingerprint(finding)[:16]}>\n    " + " ;\n    ".join(stated) + " .\n"


def _turtle_path(path: str) -> str:
    """A path of SPARQL as SHACL writes paths in Turtle."""
    from kg.validation.pathtext import to_turtle

    return to_turtle(path)


FORMATS: Final[dict[str, Callable[[Sequence[Finding], str], str]]] = {
    "text": text,
    "ttl": turtle,
    "json": as_json,
    "sarif": sarif,
    "junit": junit,
    "github": github,
    "gitlab": gitlab,
}
"""Name of a format -> what writes it, from the findings and the severity that fails."""


def summary(findings: Iterable[Finding], *, files: int, triples: int) -> str:
    """One line: how much was checked and what was found."""
    found = list(findings)
    counts = [(name, sum(f.severity == name for f in found)) for name in reversed(SEVERITIES)]
    others = len(found) - sum(number for _, number in counts)
    named = [f"{number} {name}{'s' if number != 1 and name != 'info' else ''}" for name, number in counts if number]
    if others:
        named.append(f"{others} of other severities")
    noun = "file" if files == 1 else "files"
    return f"{files} {noun}, {triples} triples: {', '.join(named) if named else 'conforms'}"
