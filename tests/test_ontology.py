"""The ontology is complete, readable by three libraries, within OWL 2 DL, and the only source of terms."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import owlready2
import pyoxigraph
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg import resources, vocab
from kg.reason import hermit, ontology, rules

ROOT = Path(__file__).resolve().parents[1]
ADC = vocab.ONTOLOGY
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual)
# section 4 of OWL 2 Structural Specification: the datatype map; xsd:date is not in it
DATATYPES = {
    *(XSD.string, XSD.boolean, XSD.decimal, XSD.integer, XSD.nonNegativeInteger, XSD.positiveInteger, XSD.double),
    *(XSD.float, XSD.dateTime, XSD.dateTimeStamp, XSD.anyURI, XSD.hexBinary, XSD.base64Binary),
}
RESERVED = tuple(str(namespace) for namespace in (RDF, RDFS, OWL, XSD))
ACRONYMS = {"IND", "CTA", "BLA", "NDA", "MAA", "PRIME", "FDA", "EMA"}
PROPER = {
    "Australia",
    "United",
    "States",
    "European",
    "Union",
    "Japan",
    "China",
    "Kingdom",
    "Canada",
    "Switzerland",
    "South",
    "Korea",
}


@cache
def graph() -> Graph:
    return Graph().parse(data=resources.ontology_files()["adc.ttl"].read_text(encoding="utf-8"), format="turtle")


def terms() -> list[URIRef]:
    return [URIRef(ADC + name) for name in sorted(vocab.TERMS)]


def named(subject: Node, predicate: Node) -> list[URIRef]:
    return [value for value in graph().objects(subject, predicate) if isinstance(value, URIRef)]


def declared(kind: URIRef) -> set[Node]:
    return set(graph().subjects(RDF.type, kind))


def parents(term: URIRef) -> list[URIRef]:
    if (term, RDF.type, OWL.NamedIndividual) in graph():
        return [kind for kind in named(term, RDF.type) if str(kind).startswith(ADC)]
    return named(term, RDFS.subClassOf)


def label(term: Node) -> str:
    return str(graph().value(term, RDFS.label))


def repeated(values: list[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


def test_every_term_has_one_label_in_english() -> None:
    wrong = [
        t for t in terms() if [x.language for x in graph().objects(t, RDFS.label) if isinstance(x, Literal)] != ["en"]
    ]

    assert wrong == []


def test_every_term_has_one_definition_in_english() -> None:
    wrong = [
        t
        for t in terms()
        if [x.language for x in graph().objects(t, SKOS.definition) if isinstance(x, Literal)] != ["en"]
    ]

    assert wrong == []


def test_labels_are_unique() -> None:
    assert repeated([label(term) for term in terms()]) == []


def test_definitions_are_unique() -> None:
    assert repeated([str(graph().value(term, SKOS.definition)) for term in terms()]) == []


def test_labels_are_lower_case_but_for_acronyms_and_countries() -> None:
    words = {word for term in terms() for word in re.findall(r"[A-Za-z]+", label(term))}

    capitals = {word for word in words if word[:1].isupper()}

    assert capitals - ACRONYMS - PROPER == set()


def test_definitions_name_the_parent_and_the_difference() -> None:
    wrong = []
    for term in terms():
        for parent in parents(term):
            words = str(graph().value(term, SKOS.definition))
            if not re.match(rf"An? {re.escape(label(parent))} (that|of) ", words):
                wrong.append(f"{term}: {words}")

    assert wrong == []


def test_definitions_of_properties_say_what_they_link_or_give() -> None:
    form = re.compile(r"(A relation that links|An attribute that (gives|says|names|shows)|An annotation that gives) ")
    properties = declared(OWL.ObjectProperty) | declared(OWL.DatatypeProperty) | declared(OWL.AnnotationProperty)

    wrong = [t for t in terms() if t in properties and not form.match(str(graph().value(t, SKOS.definition)))]

    assert wrong == []


def test_mappings_are_iris_of_other_vocabularies() -> None:
    predicates = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch)

    wrong = [
        o for p in predicates for o in graph().objects(None, p) if not isinstance(o, URIRef) or str(o).startswith(ADC)
    ]

    assert wrong == []


def test_the_ontology_says_its_version_licence_creator_and_dates() -> None:
    about = {str(predicate).rsplit("/", 1)[-1] for predicate in graph().predicates(URIRef(ADC))}

    assert {"owl#versionIRI", "license", "creator", "created", "modified", "title"} <= {
        name.replace("07/", "") for name in about
    }


def test_the_namespace_has_no_version() -> None:
    assert not re.search(r"/v?\d", ADC)


# --- OWL 2 DL


def test_each_term_is_one_kind_of_thing() -> None:
    wrong = [t for t in terms() if len({k for k in KINDS if (t, RDF.type, k) in graph()}) != 1]

    assert wrong == []


def test_no_reserved_name_is_declared() -> None:
    wrong = [s for kind in KINDS for s in declared(kind) if str(s).startswith(RESERVED)]

    assert wrong == []


def test_every_predicate_is_declared_or_belongs_to_owl() -> None:
    known = declared(OWL.ObjectProperty) | declared(OWL.DatatypeProperty) | declared(OWL.AnnotationProperty)

    wrong = {p for p in graph().predicates() if p not in known and not str(p).startswith(RESERVED)}

    assert wrong == set()


def test_only_object_properties_are_transitive_symmetric_inverse_or_chained() -> None:
    objects = declared(OWL.ObjectProperty)
    used = declared(OWL.TransitiveProperty) | declared(OWL.SymmetricProperty)
    used |= {node for pair in graph().subject_objects(OWL.inverseOf) for node in pair}
    for implied, head in graph().subject_objects(OWL.propertyChainAxiom):
        used |= {implied, *Collection(graph(), head)}

    assert used <= objects


def test_classes_in_axioms_are_declared() -> None:
    used = set(graph().objects(None, RDFS.subClassOf)) | set(graph().objects(None, RDFS.domain))
    used |= {o for s, o in graph().subject_objects(RDFS.range) if s in declared(OWL.ObjectProperty)}
    used |= {node for pair in graph().subject_objects(OWL.disjointWith) for node in pair}
    for key in (OWL.unionOf, OWL.members):
        used |= {item for head in graph().objects(None, key) for item in Collection(graph(), head)}

    assert {node for node in used if isinstance(node, URIRef)} <= declared(OWL.Class)


def test_ranges_of_attributes_are_in_the_datatype_map() -> None:
    used = {o for s, o in graph().subject_objects(RDFS.range) if s in declared(OWL.DatatypeProperty)}

    assert used <= DATATYPES


def test_properties_that_follow_from_chains_are_not_functional() -> None:
    composite = declared(OWL.TransitiveProperty) | set(graph().subjects(OWL.propertyChainAxiom))
    composite |= {
        upper for term in composite for upper in graph().transitive_objects(term, RDFS.subPropertyOf) if upper
    }

    assert composite & (declared(OWL.FunctionalProperty) | declared(OWL.InverseFunctionalProperty)) == set()


def test_chains_are_regular() -> None:
    for implied, head in graph().subject_objects(OWL.propertyChainAxiom):
        links = list(Collection(graph(), head))

        assert implied not in links[1:-1]
        assert links.count(implied) <= 1


def test_subproperties_are_of_the_same_kind() -> None:
    pairs = list(graph().subject_objects(RDFS.subPropertyOf))

    assert pairs
    assert all({s, o} <= declared(OWL.ObjectProperty) for s, o in pairs)


def test_class_expressions_are_trees() -> None:
    uses = Counter(o for o in graph().objects() if isinstance(o, BNode))

    assert [node for node, times in uses.items() if times > 1] == []


def test_every_value_of_a_closed_list_is_told_apart_from_the_others() -> None:
    together = [frozenset(Collection(graph(), head)) for head in graph().objects(None, OWL.distinctMembers)]
    lists = {parents(t)[0] for t in terms() if (t, RDF.type, OWL.NamedIndividual) in graph()}
    lists -= {URIRef(vocab.ADC.DesignationKind)}
    for kind in lists:
        members = {t for t in graph().subjects(RDF.type, kind) if t != kind}

        assert any(members <= group for group in together), kind


# --- three libraries


def test_rdflib_and_pyoxigraph_read_the_same_triples() -> None:
    assert len(ontology()) == len(graph())


def test_owlready2_reads_every_class_and_property() -> None:
    triples = graph().serialize(format="nt", encoding="utf-8")
    world = owlready2.World()
    loaded = world.get_ontology(ADC).load(fileobj=io.BytesIO(triples))

    classes = {c.iri for c in loaded.classes()}
    properties = {p.iri for p in loaded.object_properties()} | {p.iri for p in loaded.data_properties()}

    assert classes == {str(c) for c in declared(OWL.Class) if isinstance(c, URIRef)}
    assert properties == {str(p) for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for p in declared(kind)}


@pytest.mark.skipif(hermit.java() is None, reason="HermiT needs Java")
def test_every_class_can_have_an_instance() -> None:
    answer = hermit.consistent(ontology(), rules())

    assert (answer.consistent, answer.empty, answer.left_out) == (True, (), 0)


# --- the only source of terms


def sources() -> Iterator[Path]:
    for folder, suffixes in (
        ("ontology", (".ttl",)),
        ("shapes", (".ttl",)),
        ("queries", (".rq",)),
        ("kg", (".py",)),
        ("docs", (".md",)),
    ):
        yield from (path for path in sorted((ROOT / folder).rglob("*")) if path.suffix in suffixes)


@pytest.mark.skipif(not (ROOT / "ontology").is_dir(), reason="the sources are not beside the tests")
def test_no_undeclared_term_is_written_anywhere() -> None:
    written = re.compile(r"\badc:([A-Za-z]\w*)|\bADC\.([A-Za-z]\w*)|<https://w3id\.org/adc-kg/ontology/([A-Za-z]\w*)>")
    wrong = {}
    for path in sources():
        names = {
            name for match in written.finditer(path.read_text(encoding="utf-8")) for name in match.groups() if name
        }
        if unknown := names - vocab.TERMS - {"base", "terms"}:
            wrong[path.name] = sorted(unknown)

    assert wrong == {}


def test_prefixes_are_unique_and_cover_every_kind_of_entity() -> None:
    prefixes = resources.prefixes()

    assert len(set(prefixes.values())) == len(prefixes)
    assert {prefixes[name] for name in ("adc", "id", "graph", "shape")} == {
        vocab.ONTOLOGY,
        vocab.ID,
        vocab.GRAPH,
        vocab.SHAPE,
    }


def test_pyoxigraph_takes_the_prefixes() -> None:
    text = resources.ontology_files()["prefixes.ttl"].read_text(encoding="utf-8")

    assert list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)) == []
