"""A constraint written in SPARQL in, a check out that asks its question once for a whole graph.

SHACL binds ``$this`` to one focus node after another.  A query whose every group either holds a pattern about ``$this``
or is an OPTIONAL or EXISTS inside such a group gives the same rows when it is asked once with ``$this`` free, and so
does one that groups its rows by ``$this`` first; any other query is left to the judge.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import InputError, KGError
from kg.validation.finding import shown
from kg.validation.graph import Graph
from kg.validation.logic import is_true, sh
from kg.validation.shape import Check, Hit, Run, Shape, Solution
from kg.validation.terms import Term, compare

_IMPORTS = ox.NamedNode("http://www.w3.org/2002/07/owl#imports")
_STARTS_WITH_THIS = re.compile(r"\bWHERE\s*\{\s*[$?]this\s", re.IGNORECASE)
# words after which a free $this means something else than a bound one
_FOREIGN = re.compile(r"\b(?:MINUS|VALUES|SERVICE|GRAPH|LIMIT|OFFSET|UNION)\b|[$?](?:shapesGraph|currentShape)\b", re.I)
_INNER_GROUP = re.compile(r"(?:\bOPTIONAL|\bEXISTS)\s*\{", re.IGNORECASE)
_GROUPS = re.compile(
    r"\bGROUP\s+BY\b|(?<![?$])\b(?:HAVING|COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT)\s*\(", re.IGNORECASE
)
_GROUPS_BY_THIS = re.compile(r"\bGROUP\s+BY\s+[$?]this\b", re.IGNORECASE)
# what a query without a name hangs on
_HOLDERS = ("sparql", "validator", "nodeValidator", "propertyValidator", "property")
_BIND_THIS = re.compile(r"\bAS\s+[$?]this\b", re.IGNORECASE)
_NOT_CODE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\s]*>|#[^\n]*', re.DOTALL
)


def query_text(shapes: Graph, node: Term, kind: str = "select") -> str:
    """The query of a constraint with its prefixes in front. Raises InputError when there is none."""
    query = shapes.one(node, sh(kind))
    if not isinstance(query, ox.Literal):
        raise InputError(f"{owner_of(shapes, node)} has no sh:{kind}; a constraint in SPARQL needs its query")
    return _prefixes(shapes, node) + query.value


def _prefixes(shapes: Graph, node: Term) -> str:
    lines: dict[str, None] = {}
    for holder in _holders(shapes, node):
        for declaration in shapes.objects(holder, sh("declare")):
            name, space = shapes.one(declaration, sh("prefix")), shapes.one(declaration, sh("namespace"))
            if isinstance(name, ox.Literal) and isinstance(space, ox.Literal):
                lines[f"PREFIX {name.value}: <{space.value}>\n"] = None
    return "".join(sorted(lines))


def _holders(shapes: Graph, node: Term) -> list[Term]:
    """What declares prefixes for a query: the values of sh:prefixes and what they import within the shapes graph."""
    holders = list(shapes.objects(node, sh("prefixes")))
    for holder in holders:
        holders.extend(other for other in shapes.objects(holder, _IMPORTS) if other not in holders)
    return holders


def is_simple(query: str) -> bool:
    """Whether a query may be asked once with ``$this`` free instead of once for each focus node."""
    code = _NOT_CODE.sub(" x ", query)
    groups = code.count("{") - len(_INNER_GROUP.findall(code))
    return (
        groups == 1
        and len(re.findall(r"\bSELECT\b", code, re.IGNORECASE)) == 1
        and _STARTS_WITH_THIS.search(code) is not None
        and _FOREIGN.search(code) is None
        and _BIND_THIS.search(code) is None
        and (_GROUPS.search(code) is None or _GROUPS_BY_THIS.search(code) is not None)
        and not _binds_inside(code)
    )


def _binds_inside(code: str) -> bool:
    """Whether an inner group computes with ``$this``, which is not in scope there unless it is bound."""
    for start in _INNER_GROUP.finditer(code):
        inner = code[start.end() : code.find("}", start.end())]
        if re.search(r"\bBIND\b", inner, re.IGNORECASE) and re.search(r"[$?]this\b", inner):
            return True
    return False


@dataclass(frozen=True, slots=True)
class Constraint:
    """A query, complete with prefixes, and the message for each of its rows."""

    query: str
    message: str


def read_constraint(shapes: Graph, node: Term, path: str = "") -> Constraint:
    """The constraint that a node stands for, with ``$PATH`` replaced. Raises InputError when it has no query."""
    query = query_text(shapes, node)
    return Constraint(re.sub(r"[$?]PATH\b", lambda _: path, query) if path else query, message_of(shapes, node))


def sparql_check(shapes: Graph, shape: Shape, node: Term) -> Check | None:
    """The check of a ``sh:sparql`` constraint, None when it is switched off; the judge's part is noted on the shape."""
    if is_true(shapes.one(node, sh("deactivated"))):
        return None
    constraint = read_constraint(shapes, node, shape.path.text if shape.path else "")
    query = constraint.query
    if not is_simple(query):
        shape.unknown.append(f"the query of {owner_of(shapes, node)}")
        return None
    _parse(query, owner_of(shapes, node))

    def check(run: Run, focus: Term, _values: Collection[Term], out: list[Hit]) -> None:
        rows = run.rows.get(query)
        if rows is None:
            rows = run.rows[query] = _by_focus(run, query)
        for row in rows.get(focus, ()):
            out.append(_as_written(run.graph, shape, shape.sparql_hit(focus, row, constraint.message)))

    return check


def _parse(query: str, owner: str) -> None:
    from kg.guard import check_query

    try:
        check_query(query)
        ox.Store().query(query)
    except KGError as error:
        raise InputError(f"the query of {owner} is refused: {error}") from error
    except SyntaxError as error:
        words = str(error).splitlines()[0]
        raise InputError(f"the query of {owner} is not valid SPARQL: {words}") from error


def owner_of(shapes: Graph, node: Term) -> str:
    """How people know a constraint: by its name, or that of the shape or component it belongs to."""
    for _ in range(8):  # blank nodes may refer to each other in a circle
        above = (one for name in _HOLDERS for one in shapes.subjects(sh(name), node))
        holder = next(above, None) if isinstance(node, ox.BlankNode) else None
        if holder is None:
            break
        node = holder
    return shown(str(node))


def message_of(shapes: Graph, node: Term) -> str:
    """The message of a shape or a constraint, in English where it has one."""
    words = [value for value in shapes.objects(node, sh("message")) if isinstance(value, ox.Literal)]
    words.sort(key=lambda literal: (literal.language != "en", str(literal)))
    return words[0].value if words else ""


def answers(store: ox.Store, query: str) -> Iterator[Solution]:
    """The rows of a SELECT, without unbound variables and without rows that are about nothing."""
    solutions = store.query(query)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        row = {name: solution[name] for name in names if solution[name] is not None}
        if "this" in row:
            yield row


def _by_focus(run: Run, query: str) -> dict[Term, list[Solution]]:
    found: dict[Term, list[Solution]] = {}
    for row in answers(run.store(), query):
        found.setdefault(row["this"], []).append(row)
    return found


def _as_written(graph: Graph, shape: Shape, hit: Hit) -> Hit:
    """The result with its value as the graph spells it: a store writes 12.30 as 12.3."""
    predicate = shape.path.predicate if shape.path else None
    if not isinstance(hit.value, ox.Literal) or predicate is None:
        return hit
    written = graph.objects(hit.focus, predicate)
    if hit.value in written:
        return hit
    return hit._replace(value=next((own for own in written if compare(own, hit.value or own) == 0), hit.value))
