"""Questions and ontology in, the page docs/questions.md out: what can be asked, and which term is asked by what.

``python -m kg.query.manual > docs/questions.md`` writes the page anew; a test says when that is due.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kg import resources
from kg.query.catalogue import Parameter, Question, questions

_ADC = "https://w3id.org/adc-kg/ontology/"
_OWL = "http://www.w3.org/2002/07/owl#"
_KINDS = {
    "Class": "Classes",
    "ObjectProperty": "Properties between things",
    "DatatypeProperty": "Properties with values",
}
_TERM = re.compile(r"(?<![\w:])adc:(\w+)")
_HEAD = """# The questions

Each question is a file `queries/<name>.rq` and is asked by `adckg query <name>`. This page is made from those files
and the ontology (`python -m kg.query.manual`).

- A column that holds an entity is its IRI; beside it stands its name in a column that ends in `Label`. The table view
  shows the name alone.
- `release`, `asOf` and `quote` say where a row comes from; of several pieces of evidence the words stand in the order
  of the text, joined by ` … `.
- A value of a closed list is printed as its code where it has one (`US`, `<=`, `phase 2`), else as its name.
- A parameter takes a name, an alias, a CURIE or an IRI; a date is written 2012-06-30. It stands in the file as
  `VALUES ?wantedCompound { UNDEF }`: put a term in the place of `UNDEF` to ask any endpoint by hand. `--show` does so.
- Your own folder of `.rq` files (`--queries DIR`) may use the same header and the same form of parameters; the kinds
  are compound, target, payload, company, platform, trial, endpoint, phase, term, drug, speaker, release, thing (any
  of them), date, number, text and value (a number or words).
- The rows are the same from rdflib, from the embedded store, from an Oxigraph server and from Virtuoso, with these
  exceptions, which are Virtuoso's own (7.2.5): it sorts texts without regard to case; `compounds` loses the IRI of a
  part that only an OPTIONAL in one branch of a UNION binds, not its name; `partners` may lack rows of a UNION of
  sub-selects, as its plan has it.
"""


def page(known: Mapping[str, Question], terms: Mapping[str, list[str]]) -> str:
    """The page for these questions and terms (kind of term to local names)."""
    return "\n".join([_HEAD, *_list(known), *_matrix(known, terms)])


def ontology_terms() -> dict[str, list[str]]:
    """Classes and properties of the ontology by kind, local names, sorted."""
    from pyoxigraph import NamedNode, RdfFormat, parse

    found: dict[str, set[str]] = {kind: set() for kind in _KINDS}
    for file in resources.ontology_files().values():
        for quad in parse(file.read_bytes(), format=RdfFormat.TURTLE):
            kind = quad.object.value.removeprefix(_OWL) if isinstance(quad.object, NamedNode) else ""
            if kind in found and isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(_ADC):
                found[kind].add(quad.subject.value.removeprefix(_ADC))
    return {kind: sorted(names) for kind, names in found.items()}


def asked_terms(question: Question) -> set[str]:
    """The local names of the ontology's terms in a question."""
    return set(_TERM.findall(question.text))


def _list(known: Mapping[str, Question]) -> Iterator[str]:
    groups: dict[str, list[Question]] = {}
    for question in known.values():
        groups.setdefault(question.tags[0], []).append(question)
    for tag in sorted(groups):
        yield f"## {tag.capitalize()}\n"
        for question in groups[tag]:
            yield f"### {question.name}\n"
            yield f"{question.description}\n"
            yield f"- parameters: {_parameters(question.parameters)}"
            yield f"- columns: {' '.join(question.columns)}\n"


def _parameters(offered: Iterable[Parameter]) -> str:
    told = [f"`{parameter.name}` ({parameter.kind}, such as {parameter.example})" for parameter in offered]
    return ", ".join(told) or "none"


def _matrix(known: Mapping[str, Question], terms: Mapping[str, list[str]]) -> Iterator[str]:
    askers: dict[str, list[str]] = {}
    for question in known.values():
        for name in asked_terms(question):
            askers.setdefault(name, []).append(question.name)
    yield "## Which term is asked by what\n"
    for kind, title in _KINDS.items():
        yield f"### {title}\n"
        yield "| term | questions |\n| --- | --- |"
        for name in terms[kind]:
            yield f"| `adc:{name}` | {', '.join(sorted(askers.get(name, [])))} |"
        yield ""


if __name__ == "__main__":
    print(page(questions(), ontology_terms()), end="")
