"""A shapes graph in, findings about the shapes themselves out: what would let every graph pass."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from kg.validation.compile import Shapes
from kg.validation.engine import focus_count
from kg.validation.finding import CHECK, SH, Finding, shown
from kg.validation.graph import Graph
from kg.validation.literals import ILL_TYPED

EMPTY: Final = CHECK + "empty-shapes"
MISSPELT: Final = CHECK + "unknown-shacl-term"
UNTARGETED: Final = CHECK + "no-focus-node"
UNDEFINED: Final = CHECK + "unknown-ontology-term"
_SWITCHES: Final = frozenset(SH + name for name in ("closed", "uniqueLang", "qualifiedValueShapesDisjoint"))
_VERSION: Final = ox.NamedNode("http://www.w3.org/2002/07/owl#versionIRI")
ADC: Final = "https://w3id.org/adc-kg/ontology/"

# https://www.w3.org/TR/shacl/ and https://www.w3.org/TR/shacl-af/, every term of the namespace
TERMS: Final = frozenset(
    """AbstractResult AndConstraintComponent AndConstraintComponent-and BlankNode BlankNodeOrIRI BlankNodeOrLiteral
    ClassConstraintComponent ClassConstraintComponent-class ClosedConstraintComponent ConstraintComponent
    ClosedConstraintComponent-closed ClosedConstraintComponent-ignoredProperties DatatypeConstraintComponent
    DisjointConstraintComponent EqualsConstraintComponent ExpressionConstraintComponent Function
    HasValueConstraintComponent InConstraintComponent IRI IRIOrLiteral Info JSConstraint JSConstraintComponent
    JSExecutable JSFunction JSLibrary JSRule JSTarget JSTargetType JSValidator LanguageInConstraintComponent
    LessThanConstraintComponent LessThanOrEqualsConstraintComponent Literal MaxCountConstraintComponent
    MaxExclusiveConstraintComponent MaxInclusiveConstraintComponent MaxLengthConstraintComponent
    MinCountConstraintComponent MinExclusiveConstraintComponent MinInclusiveConstraintComponent
    MinLengthConstraintComponent NodeConstraintComponent NodeKind NodeKindConstraintComponent NodeShape
    NotConstraintComponent OrConstraintComponent Parameter Parameterizable PatternConstraintComponent PrefixDeclaration
    PropertyConstraintComponent PropertyGroup PropertyShape QualifiedMaxCountConstraintComponent
    QualifiedMinCountConstraintComponent ResultAnnotation Rule SPARQLAskExecutable SPARQLAskValidator SPARQLConstraint
    SPARQLConstraintComponent SPARQLConstructExecutable SPARQLExecutable SPARQLFunction SPARQLRule
    SPARQLSelectExecutable SPARQLSelectValidator SPARQLTarget SPARQLTargetType SPARQLUpdateExecutable Severity Shape
    Target TargetType TripleRule UniqueLangConstraintComponent ValidationReport ValidationResult Validator Violation
    Warning XoneConstraintComponent alternativePath and annotationProperty annotationValue annotationVarName ask class
    closed condition conforms construct count datatype deactivated declare defaultValue description detail disjoint
    entailment equals expression filterShape flags focusNode group hasValue if ignoredProperties in intersection
    inversePath js jsFunctionName jsLibrary jsLibraryURL labelTemplate languageIn lessThan lessThanOrEquals limit
    maxCount maxExclusive maxInclusive maxLength message min max minCount minExclusive minInclusive minLength name
    namespace node nodeKind nodeValidator nodes not object offset oneOrMorePath optional or order orderBy parameter
    path pattern predicate prefix prefixes property propertyValidator qualifiedMaxCount qualifiedMinCount
    qualifiedValueShape qualifiedValueShapesDisjoint result resultAnnotation resultMessage resultPath resultSeverity
    returnType rule select severity shapesGraph shapesGraphWellFormed sourceConstraint sourceConstraintComponent
    sourceShape sparql subject suggestedShapesGraph sum target targetClass targetNode targetObjectsOf targetSubjectsOf
    then else this union uniqueLang update validator value xone zeroOrMorePath zeroOrOnePath distinct groupConcat desc
    separator""".split()  # noqa: SIM905  # two hundred quoted words would fill four pages
)


def misspelt(shapes: Graph) -> Iterator[Finding]:
    """A finding for every term of the namespace of SHACL that SHACL does not have."""
    for subject, predicate, value in shapes.triples():
        for term in (predicate, value):
            if isinstance(term, ox.NamedNode) and term.value.startswith(SH):
                name = term.value.removeprefix(SH)
                if name and name not in TERMS:
                    words = f"SHACL has no sh:{name}, so it checks nothing{_hint(name)}"
                    path = str(predicate)
                    yield Finding(str(subject), path, str(value), MISSPELT, "violation", "", words)


def half_true(shapes: Graph) -> Iterator[Finding]:
    """A finding for a switch that is set by anything but ``true``: SHACL takes ``"1"^^xsd:boolean`` for off."""
    for subject, predicate, value in shapes.triples():
        if predicate.value in _SWITCHES and isinstance(value, ox.Literal) and value.value not in ("true", "false"):
            words = f"{shown(str(predicate))} is on with true only, so this checks nothing; write true"
            yield Finding(str(subject), str(predicate), str(value), MISSPELT, "violation", "", words)


def _hint(name: str) -> str:
    folded = {term.lower(): term for term in TERMS}
    near = difflib.get_close_matches(name.lower(), folded, n=1, cutoff=0.75)
    return f"; sh:{folded[near[0]]} is meant?" if near else ""


def vacuous(name: str, shapes: Shapes, graph: Graph) -> Iterator[Finding]:
    """A finding when a shapes file could not have found anything: no target in it, or none in the data."""
    if not shapes.targets and not shapes.for_judge:
        words = "No shape here has a target, so nothing is checked; give a shape sh:targetClass or another target."
        yield Finding("", "", "", EMPTY, "violation", "", words, name, 1)
    elif not shapes.for_judge and focus_count(graph, shapes) == 0:
        words = (
            "No node of the data is the target of a shape, so nothing was checked; look for a misspelt class or file."
        )
        yield Finding("", "", "", UNTARGETED, "violation", "", words, name, 1)
    else:
        yield from _unused(name, shapes, graph)


def _unused(name: str, shapes: Shapes, graph: Graph) -> Iterator[Finding]:
    used = {target.shape.node for target in shapes.targets if target.nodes(graph)}
    for shape in dict.fromkeys(target.shape.node for target in shapes.targets):
        if shape not in used:
            words = "This shape has no node of the data as its target, so it checked nothing."
            yield Finding(str(shape), "", "", UNTARGETED, "info", str(shape), words, name, 1)


def undefined(graph: Graph, ontology: Graph) -> Iterator[Finding]:
    """A finding for every term of the project's ontology namespace that neither the ontology nor the data defines."""
    names: dict[ox.NamedNode, tuple[str, str, str]] = {}
    for subject, predicate, value in graph.triples():
        for term in (predicate, value) if predicate != _VERSION else ():
            if isinstance(term, ox.NamedNode) and term.value.startswith(ADC):
                names.setdefault(term, (str(subject), str(predicate), str(value)))
    for term, place in names.items():
        if not ontology.properties(term) and term not in graph.own_subjects():
            words = f"The ontology has no {shown(str(term))}{_near(term, ontology)}"
            yield Finding(*place, UNDEFINED, "violation", "", words)


def _near(term: ox.NamedNode, ontology: Graph) -> str:
    known = [str(node)[1:-1].removeprefix(ADC) for node in ontology.own_subjects() if str(node).startswith(f"<{ADC}")]
    near = difflib.get_close_matches(term.value.removeprefix(ADC), known, n=1, cutoff=0.8)
    return f"; adc:{near[0]} is meant?" if near else "; mend the name or define it"


def without_doubles(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, sorted, where a value that its datatype refuses is not reported again when a shape refuses it."""
    every = set(findings)
    by_shapes = {(f.focus, f.path, f.value) for f in every if f.component.startswith(SH)}
    return sorted(f for f in every if f.component != ILL_TYPED or (f.focus, f.path, f.value) not in by_shapes)
