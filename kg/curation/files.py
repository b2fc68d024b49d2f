"""A folder of Turtle files in, a curator's decisions out, each checked; a fault is told with its file and remedy."""

from __future__ import annotations

import datetime
import difflib
from pathlib import Path
from typing import Any, get_args

import pyoxigraph as ox

from kg.curation.decision import Decision, DecisionKind, check_together, kind_of
from kg.errors import InputError
from kg.view import RDF, TYPE
from kg.vocab import ADC

_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_KNOWN = {
    **{ADC[name]: f"adc:{name}" for name in ("decision", "ofStatement", "words", "correctedValue", "reason")},
    **{ADC[name]: f"adc:{name}" for name in ("decidedBy", "decidedOn", "statedIn", "printed", "isOrphaned")},
    **{RDF + name: f"rdf:{name}" for name in ("subject", "predicate", "object")},
    TYPE: "a",
    _LABEL: "rdfs:label",
}
_NODES = {ADC.decision, ADC.ofStatement, ADC.statedIn, RDF + "subject", RDF + "predicate", RDF + "object"}

# what the curation graph says besides, so that its Turtle can be used as a file of decisions
_BESIDE = {f"http://www.w3.org/2002/07/owl#{name}" for name in ("sameAs", "differentFrom")}

Stanza = dict[str, list[Any]]  # predicate -> terms


def read_decisions(folder: Path) -> tuple[Decision, ...]:
    """The decisions of every Turtle file in a folder, in order of their IRIs.

    Raises InputError when a file is no Turtle, when a decision lacks something or says it twice, and when two decisions
    contradict each other.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no folder of curation files; make it or leave --curation out")
    found: dict[str, Decision] = {}
    for path in sorted(path for path in folder.glob("*.ttl") if path.is_file()):
        for decision in _read(path):
            if decision.iri in found:
                first = found[decision.iri].source
                raise InputError(f"{path}: the decision {decision.iri} also stands in {first}; keep one")
            found[decision.iri] = decision
    decisions = tuple(found[iri] for iri in sorted(found))
    check_together(decisions)
    return decisions


def _read(path: Path) -> list[Decision]:
    try:
        triples = list(ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the permissions") from error
    except (SyntaxError, ValueError) as error:
        raise InputError(f"{path}: not valid Turtle ({error}); mend the file") from error
    stanzas: dict[Any, Stanza] = {}
    for triple in triples:
        if triple.predicate.value in _BESIDE:
            continue
        stanzas.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
    return [_decision(subject, stanza, path) for subject, stanza in sorted(stanzas.items(), key=lambda s: str(s[0]))]


def _decision(subject: Any, stanza: Stanza, path: Path) -> Decision:
    iri = subject.value
    if not isinstance(subject, ox.NamedNode):
        raise InputError(f"{path}: a decision has no IRI; write one in the place of [ ] or _:{iri}")
    wrong = _fault_of_stanza(stanza)
    if wrong:
        raise InputError(f"{path}: the decision {iri} {wrong}")

    def one(predicate: str) -> str | None:
        return stanza[predicate][0].value if predicate in stanza else None

    decision = Decision(
        iri,
        (one(ADC.decision) or "").removeprefix(ADC.base),  # type: ignore[arg-type]  # checked below
        one(ADC.decidedBy) or "",
        one(ADC.decidedOn) or "",
        one(ADC.reason) or "",
        str(path),
        one(ADC.ofStatement),
        one(ADC.words),
        one(RDF + "predicate"),
        stanza.get(ADC.correctedValue, [None])[0],
        one(RDF + "subject"),
        one(RDF + "object"),
        one(ADC.statedIn),
        one(ADC.printed),
    )
    wrong = _fault(decision)
    if wrong:
        raise InputError(f"{path}: the decision {iri} {wrong}")
    return decision


def _fault_of_stanza(stanza: Stanza) -> str:
    """What is wrong with a decision as it is written, as the end of a sentence; empty when nothing is."""
    if not any(term.value == ADC.CurationDecision for term in stanza.get(TYPE, ())):
        return "is none; write 'a adc:CurationDecision', or take it out of the folder of curation files"
    for predicate, terms in stanza.items():
        if predicate not in _KNOWN:
            near = difflib.get_close_matches(predicate, _KNOWN, n=1, cutoff=0.5)
            offer = f"; did you mean {_KNOWN[near[0]]}?" if near else ""
            return f"has a property that decisions do not have, <{predicate}>{offer}"
        if len(terms) > 1 and predicate not in (TYPE, _LABEL):
            return f"says {_KNOWN[predicate]} {len(terms)} times; make it several decisions"
        if predicate in _NODES and not isinstance(terms[0], ox.NamedNode):
            return f"has text for {_KNOWN[predicate]}; write an IRI in <> or with a prefix"
        if predicate == ADC.correctedValue and isinstance(terms[0], ox.BlankNode):
            return "has [ ] for adc:correctedValue; write a value or an IRI"
    return ""


def _fault(decision: Decision) -> str:
    """What is wrong with what a decision says, as the end of a sentence; empty when nothing is."""
    if decision.kind not in get_args(DecisionKind):
        return f"needs adc:decision with one of {', '.join(get_args(DecisionKind))}"
    for name, given in (
        ("adc:decidedBy", decision.by),
        ("adc:decidedOn", decision.on),
        ("adc:reason", decision.reason),
    ):
        if not given.strip():
            return f"needs {name}"
    try:
        datetime.date.fromisoformat(decision.on)
    except ValueError:
        return f"has '{decision.on}' as adc:decidedOn; write a day as YYYY-MM-DD"
    return _fault_of_entities(decision) if decision.is_of_entities else _fault_of_statement(decision)


def _fault_of_entities(decision: Decision) -> str:
    if not decision.subject or not decision.other:
        return "needs rdf:subject and rdf:object, the two entities"
    if decision.subject == decision.other:
        return "names one entity twice"
    kinds = kind_of(decision.subject), kind_of(decision.other)
    if decision.kind == "SameAs" and kinds[0] != kinds[1]:
        return f"makes one of two kinds, {kinds[0] or 'another thing'} and {kinds[1] or 'another thing'}"
    return ""


def _fault_of_statement(decision: Decision) -> str:
    if not decision.statement or not decision.words:
        return "needs adc:ofStatement and adc:words, the words the statement rests on"
    if decision.kind != "Correct":
        return ""
    if decision.predicate is None or decision.value is None:
        return "needs rdf:predicate and adc:correctedValue"
    if decision.predicate.startswith(ADC.base) and decision.predicate not in ADC:
        return f"corrects <{decision.predicate}>, which is no property of the ontology; see docs/model.md"
    return ""
