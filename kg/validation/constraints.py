"""The constraints of SHACL core that look at values: a shape and a parameter in, a check out."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import InputError
from kg.validation.finding import SH, shown
from kg.validation.graph import Graph
from kg.validation.paths import Path
from kg.validation.shape import Check, Hit, Run, Shape
from kg.validation.terms import Term, compare, is_well_typed

Test: TypeAlias = Callable[[Run, Term], bool]
Builder: TypeAlias = Callable[[Graph, Shape, Term], Check]

_KINDS: dict[str, tuple[type, ...]] = {
    "IRI": (ox.NamedNode,),
    "BlankNode": (ox.BlankNode,),
    "Literal": (ox.Literal,),
    "BlankNodeOrIRI": (ox.BlankNode, ox.NamedNode),
    "BlankNodeOrLiteral": (ox.BlankNode, ox.Literal),
    "IRIOrLiteral": (ox.NamedNode, ox.Literal),
}


def each(shape: Shape, component: str, test: Test) -> Check:
    """A check that reports every value that fails a test."""

    def check(run: Run, focus: Term, values: Collection[Term], out: list[Hit]) -> None:
        for value in values:
            if not test(run, value):
                out.append(shape.hit(focus, value, component))

    return check


def _class(_shapes: Graph, shape: Shape, kind: Term) -> Check:
    return each(shape, SH + "ClassConstraintComponent", lambda run, value: run.graph.is_a(value, kind))


def _datatype(_shapes: Graph, shape: Shape, kind: Term) -> Check:
    def test(_run: Run, value: Term) -> bool:
        return isinstance(value, ox.Literal) and value.datatype == kind and is_well_typed(value)

    return each(shape, SH + "DatatypeConstraintComponent", test)


def _node_kind(_shapes: Graph, shape: Shape, kind: Term) -> Check:
    name = str(kind)[1:-1].removeprefix(SH)
    if name not in _KINDS:
        raise InputError(
            f"{shown(str(shape.node))}: {shown(str(kind))} is no node kind; take one of {', '.join(_KINDS)}"
        )
    wanted = _KINDS[name]
    return each(shape, SH + "NodeKindConstraintComponent", lambda _run, value: isinstance(value, wanted))


def whole_number(shape: Shape, term: Term) -> int:
    """The whole number that a parameter gives. Raises InputError when it gives none."""
    if isinstance(term, ox.Literal) and re.fullmatch(r"[+-]?[0-9]{1,18}", term.value):
        return int(term.value)
    raise InputError(
        f"{shown(str(shape.node))}: {shown(str(term))} stands where a whole number is needed; mend the shape"
    )


def _path(shape: Shape, parameter: str) -> Path:
    if shape.path is None:
        raise InputError(
            f"{shown(str(shape.node))}: sh:{parameter} works in property shapes only; give the shape a path"
        )
    return shape.path


def _min_count(_shapes: Graph, shape: Shape, term: Term) -> Check:
    least = whole_number(shape, term)
    _path(shape, "minCount")

    def check(_run: Run, focus: Term, values: Collection[Term], out: list[Hit]) -> None:
        if len(values) < least:
            out.append(shape.hit(focus, None, SH + "MinCountConstraintComponent"))

    return check


def _max_count(_shapes: Graph, shape: Shape, term: Term) -> Check:
    most = whole_number(shape, term)
    _path(shape, "maxCount")

    def check(_run: Run, focus: Term, values: Collection[Term], out: list[Hit]) -> None:
        if len(values) > most:
            out.append(shape.hit(focus, None, SH + "MaxCountConstraintComponent"))

    return check


def _bounded(component: str, allowed: tuple[int, ...]) -> Builder:
    def build(_shapes: Graph, shape: Shape, limit: Term) -> Check:
        return each(shape, SH + component, lambda _run, value: compare(value, limit) in allowed)

    return build


def _length(component: str, *, least: bool) -> Builder:
    def build(_shapes: Graph, shape: Shape, term: Term) -> Check:
        limit = whole_number(shape, term)

        def test(_run: Run, value: Term) -> bool:
            if isinstance(value, ox.BlankNode):
                return False
            return len(value.value) >= limit if least else len(value.value) <= limit

        return each(shape, SH + component, test)

    return build


def pattern(shape: Shape, expression: Term, flags: Term | None) -> Check:
    """``sh:pattern`` with ``sh:flags``. Raises InputError for a pattern that cannot be read or may never end."""
    text = expression.value if isinstance(expression, ox.Literal) else ""
    options = flags.value if isinstance(flags, ox.Literal) else ""
    chosen = 0
    for letter in options:
        chosen |= {"i": re.IGNORECASE, "s": re.DOTALL, "m": re.MULTILINE, "x": re.VERBOSE}.get(letter, 0)
    try:
        found = re.compile(re.escape(text) if "q" in options else text, chosen)
    except re.error as error:
        place = shown(str(shape.node))
        raise InputError(
            f"{place}: the pattern '{text}' cannot be read ({error}); write it as SPARQL's REGEX"
        ) from error
    if _may_explode(text):
        raise InputError(
            f"{shown(str(shape.node))}: the pattern '{text}' repeats a repetition and may never end; unfold it"
        )

    def test(_run: Run, value: Term) -> bool:
        return not isinstance(value, ox.BlankNode) and found.search(value.value) is not None

    return each(shape, SH + "PatternConstraintComponent", test)


# a group that ends in an unbounded repetition and is itself repeated without bound: (a+)+, (\d*,?)*
_NESTED = re.compile(r"\((?:\?:)?(?:[^()\\]|\\.)*(?:[+*]|\{\d+,\})[^()]?\)(?:[+*]|\{\d+,\})")
_FIXED_HEAD = re.compile(r"\((?:\?:)?(?:\[[^]]*\]|\\.|[^()\[\]\\*+?{}|])(?![+*?{])")


def _may_explode(text: str) -> bool:
    """Whether a group that repeats holds a repetition and nothing fixed that would tell its rounds apart."""
    return any(_FIXED_HEAD.match(text, found.start()) is None for found in _NESTED.finditer(text))


def _language_in(shapes: Graph, shape: Shape, head: Term) -> Check:
    ranges = [item.value.lower() for item in shapes.items(head) if isinstance(item, ox.Literal)]

    def test(_run: Run, value: Term) -> bool:
        tag = (value.language or "").lower() if isinstance(value, ox.Literal) else ""
        return bool(tag) and any(wanted in ("*", tag) or tag.startswith(wanted + "-") for wanted in ranges)

    return each(shape, SH + "LanguageInConstraintComponent", test)


def _unique_lang(_shapes: Graph, shape: Shape, wanted: Term) -> Check:
    path = _path(shape, "uniqueLang")

    def check(_run: Run, focus: Term, values: Collection[Term], out: list[Hit]) -> None:
        tags = [value.language.lower() for value in values if isinstance(value, ox.Literal) and value.language]
        for tag in sorted({tag for tag in tags if tags.count(tag) > 1}):
            found = {"language": ox.Literal(tag)}
            out.append(shape.hit(focus, None, SH + "UniqueLangConstraintComponent", path=path.text, bindings=found))

    return check if isinstance(wanted, ox.Literal) and wanted.value == "true" else _nothing


def _nothing(_run: Run, _focus: Term, _values: Collection[Term], _out: list[Hit]) -> None:
    return


def _predicate(shape: Shape, term: Term) -> ox.NamedNode:
    if isinstance(term, ox.NamedNode):
        return term
    raise InputError(f"{shown(str(shape.node))}: {shown(str(term))} stands where a property is needed; mend the shape")


def _equals(_shapes: Graph, shape: Shape, term: Term) -> Check:
    other = _predicate(shape, term)

    def check(run: Run, focus: Term, values: Collection[Term], out: list[Hit]) -> None:
        theirs = run.graph.objects(focus, other)
        for value in (*(v for v in values if v not in theirs), *(v for v in theirs if v not in values)):
            out.append(shape.hit(focus, value, SH + "EqualsConstraintComponent"))

    return check


def _disjoint(_shapes: Graph, shape: Shape, term: Term) -> Check:
    other = _predicate(shape, term)

    def check(run: Run, focus: Term, values: Collection[Term], out: list[Hit]) -> None:
        theirs = run.graph.objects(focus, other)
        for value in values:
            if value in theirs:
                out.append(shape.hit(focus, value, SH + "DisjointConstraintComponent"))

    return check


def _less_than(component: str, allowed: tuple[int, ...]) -> Builder:
    def build(_shapes: Graph, shape: Shape, term: Term) -> Check:
        other = _predicate(shape, term)
        _path(shape, "lessThan")

        def check(run: Run, focus: Term, values: Collection[Term], out: list[Hit]) -> None:
            if not values:
                return
            for bound in run.graph.objects(focus, other):
                for value in values:
                    if compare(value, bound) not in allowed:
                        out.append(shape.hit(focus, value, SH + component))

        return check

    return build


def _has_value(_shapes: Graph, shape: Shape, wanted: Term) -> Check:
    def check(_run: Run, focus: Term, values: Collection[Term], out: list[Hit]) -> None:
        if wanted not in values:
            out.append(shape.hit(focus, None, SH + "HasValueConstraintComponent"))

    return check


def _in(shapes: Graph, shape: Shape, head: Term) -> Check:
    allowed = frozenset(shapes.items(head))
    return each(shape, SH + "InConstraintComponent", lambda _run, value: value in allowed)


BUILDERS: dict[str, Builder] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "minCount": _min_count,
    "maxCount": _max_count,
    "minExclusive": _bounded("MinExclusiveConstraintComponent", (1,)),
    "minInclusive": _bounded("MinInclusiveConstraintComponent", (0, 1)),
    "maxExclusive": _bounded("MaxExclusiveConstraintComponent", (-1,)),
    "maxInclusive": _bounded("MaxInclusiveConstraintComponent", (-1, 0)),
    "minLength": _length("MinLengthConstraintComponent", least=True),
    "maxLength": _length("MaxLengthConstraintComponent", least=False),
    "languageIn": _language_in,
    "uniqueLang": _unique_lang,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _less_than("LessThanConstraintComponent", (-1,)),
    "lessThanOrEquals": _less_than("LessThanOrEqualsConstraintComponent", (-1, 0)),
    "hasValue": _has_value,
    "in": _in,
}
"""Parameter (without ``sh:``) -> what builds its check; one check for each value of the parameter."""
