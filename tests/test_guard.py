"""What the guard lets through and what it refuses, with the reason a reader gets; always in linear time."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KGError, LimitError, QueryError
from kg.guard import check_query, form_of, tokens

FINE = {
    "keyword as variable, in an address, a string and a comment": (
        'SELECT ?service WHERE { ?s <http://x/SERVICE#a> "SERVICE <x>" } # SERVICE'
    ),
    "keyword as prefix and local name": (
        "PREFIX service: <http://x/> SELECT * { ?s service:load ?o FILTER(?o < 3 && ?o > 1) }"
    ),
    "long strings with quotes in them": 'SELECT * { ?s ?p """a"b""c""" , \'\'\'it\'s\'\'\' }',
    "escaped quotes": r'SELECT * { ?s ?p "say \"SERVICE\" \\" }',
    "address with a fragment and an apostrophe": "SELECT * { ?s <urn:x#y> <http://x/Hodgkin's#lymphoma> }",
    "property paths": "SELECT * { ?s (<urn:a>|^<urn:b>)+/<urn:c>* ?o }",
    "comparisons": "SELECT * { ?s ?p ?o FILTER(?o<3&&?o>=1||?o!=<urn:a>) }",
    "letters by escape in a string": r'SELECT * { ?s ?p "\u00e9" }',
    "signs of numbers": "SELECT (-1.5e-3 + +2 - .5 AS ?x) {}",
    "language tags": 'SELECT * { ?s ?p "a"@en-GB }',
    "blank nodes": "SELECT * { _:a ?p [ ?q ( 1 2 ) ] }",
    "names with dots, hyphens and escapes": r"PREFIX a.b: <urn:x> SELECT * { ?s a.b:c-d.e\,f%20 ?o }",
    "Windows line ends": "SELECT *\r\n{ ?s ?p ?o }\r\n",
    "any script": "SELECT ?größe WHERE { ?größe ?p '漢字' }",
    "construct": "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "ask": "ASK { ?s ?p ?o }",
    "describe": "DESCRIBE <urn:a>",
    "at the limit of nesting": "SELECT * " + "{" * 64 + "}" * 64,
}

# what only a guard that reads as an engine reads can see
HOSTILE = {
    "SERVICE": ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE is not allowed"),
    "SERVICE in any case": ("select * { sErViCe silent <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
    "SERVICE by prefix": ("PREFIX a: <http://127.0.0.1:1/> SELECT * { SERVICE a: { ?s ?p ?o } }", "SERVICE"),
    "SERVICE by variable": ("SELECT * { BIND(<http://127.0.0.1:1/> AS ?e) SERVICE ?e { ?s ?p ?o } }", "SERVICE"),
    "SERVICE then a comment": ("SELECT * { SERVICE#z\n<http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
    "SERVICE behind a fragment": ("SELECT * { FILTER(<urn:x#y> != ?t) SERVICE <http://x> {?s ?p ?o} }", "SERVICE"),
    "SERVICE in a subquery": ("SELECT * { { SELECT * { SERVICE <http://x> { ?s ?p ?o } } } }", "SERVICE"),
    "SERVICE in EXISTS": ("SELECT * { FILTER EXISTS { SERVICE <http://x> { ?s ?p ?o } } }", "SERVICE"),
    "SERVICE in OPTIONAL": ("SELECT * { OPTIONAL { SERVICE <http://x> { ?s ?p ?o } } }", "SERVICE"),
    "SERVICE in MINUS": ("SELECT * { MINUS { SERVICE <http://x> { ?s ?p ?o } } }", "SERVICE"),
    "SERVICE without spaces": ("SELECT*{SERVICE<http://x>{?s?p?o}}", "SERVICE"),
    "SERVICE after a long string": ("SELECT * { ?s ?p '''it's''' . SERVICE <http://x> { } }", "SERVICE"),
    "SERVICE after an escaped quote": (r'SELECT * { ?s ?p "a\\" . SERVICE <http://x> { } #" }', "SERVICE"),
    "SERVICE after a comment with a quote": ("SELECT * { #'\nSERVICE <http://x> { } #'\n }", "SERVICE"),
    "SERVICE after a Windows line end": ("SELECT * { # c\r\nSERVICE <http://x> { } }", "SERVICE"),
    "SERVICE by escape": (r"SELECT * { S\u0045RVICE <http://x> { ?s ?p ?o } }", "does not start"),
    "SERVICE by long escape": (r"SELECT * { S\U00000045RVICE <http://x> { ?s ?p ?o } }", "does not start"),
    "quote by escape in a string": (r'SELECT * { ?s ?p "\u0022 . SERVICE <http://x> {} #" }', "could hide"),
    "quote by long escape": (r'SELECT * { ?s ?p "\U00000022 . SERVICE <http://x> {} #" }', "could hide"),
    "backslash by escape": (r'SELECT * { ?s ?p "\u005C" }', "could hide"),
    "apostrophe by escape": (r"SELECT * { ?s ?p '\u0027 }' }", "could hide"),
    "line end by escape in a comment": (r"SELECT * { # \u000A SERVICE <http://x> {}" + "\n}", "comment holds"),
    "line end by escape in a string": (r'SELECT * { ?s ?p "\u000A" }', "could hide"),
    "escape in an address": (r"SELECT * { <\u0068ttp://x> ?p ?o }", "does not start"),
    "escape of a surrogate": (r'SELECT * { ?s ?p "\uD800" }', "could hide"),
    "escape without digits": (r'SELECT * { ?s ?p "\u" }', "could hide"),
    "comparison that looks like an address": (
        "SELECT * { FILTER(?a<?b)SERVICE#>\n<http://x>{?s ?p ?o} }",
        "reads as an address and as a comparison",
    ),
    "comparison with a string that looks like an address": (
        "SELECT * { FILTER(?a<'>') SERVICE <http://x> {?s ?p '1'} } #'",
        "reads as an address",
    ),
    "comparison with a comment that looks like an address": (
        "SELECT * { FILTER(?a<#>'''\n?b) SERVICE <http://x> {?s ?p ?o}} #'''",
        "reads as an address",
    ),
    "comparison after a number": (
        "SELECT * { FILTER(1<'>') SERVICE <http://x> { ?s ?p '1' } } #'",
        "reads as an address",
    ),
    "comparison after a bracket": ("SELECT * { FILTER((1)<'>') SERVICE <http://x> {?s ?p '1'} } #'", "reads as"),
    "comparison after a name": ("PREFIX a: <urn:> SELECT * { FILTER(a:b<'>') SERVICE <http://x> { } } #'", "reads as"),
    "bare carriage return": ("SELECT * { #\rSERVICE <http://x> { }\n }", "bare carriage return"),
    "NUL": ("SELECT * { ?s ?p '\0' }", "control character"),
    "vertical tab": ("SELECT *\v{ ?s ?p ?o }", "control character"),
    "no-break space": ("SELECT *\u00a0{ ?s ?p ?o }", "does not start"),
    "line separator": ("SELECT *\u2028{ ?s ?p ?o }", "does not start"),
    "half a surrogate pair": ("SELECT * { ?s ?p '\ud800' }", "surrogate"),
    "LOAD": ("LOAD <http://127.0.0.1:1/>", "LOAD is not allowed"),
    "LOAD of a file": ("LOAD <file:///etc/passwd>", "LOAD is not allowed"),
    "LOAD after a query": ("SELECT * { } ; LOAD <http://127.0.0.1:1/>", "LOAD is not allowed"),
    "INSERT DATA": ("INSERT DATA { <a:b> <a:c> <a:d> }", "INSERT would change"),
    "DELETE WHERE": ("DELETE WHERE { ?s ?p ?o }", "DELETE would change"),
    "WITH": ("WITH <a:b> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH would change"),
    "DROP behind a comment": ("# SELECT\nDROP ALL", "DROP would change"),
    "DROP after a query": ("SELECT * { ?s ?p ?o } ; DROP ALL", "DROP would change"),
    "CLEAR": ("CLEAR ALL", "CLEAR would change"),
    "CREATE": ("CREATE GRAPH <a:b>", "CREATE would change"),
    "COPY": ("COPY DEFAULT TO <a:b>", "COPY would change"),
    "MOVE": ("MOVE <a:b> TO <a:c>", "MOVE would change"),
    "ADD": ("ADD <a:b> TO <a:c>", "ADD would change"),
    "FROM of an address": ("SELECT * FROM <http://127.0.0.1:1/> { ?s ?p ?o }", "names no graph"),
    "FROM of a file": ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "names no graph"),
    "FROM NAMED": ("SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }", "names no graph"),
    "FROM by prefix": ("PREFIX f: <file:///etc/> SELECT * FROM f:passwd { ?s ?p ?o }", "names no graph"),
    "FROM by a prefix declared twice": (
        "PREFIX g: <urn:graph:> PREFIX g: <file:///etc/> SELECT * FROM g:one { ?s ?p ?o }",
        "names no graph",
    ),
    "FROM relative to a base": ("BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }", "names no graph"),
    "FROM behind a comment": ("SELECT * FROM#\n<file:///etc/passwd> { ?s ?p ?o }", "names no graph"),
    "no form at all": ("PREFIX a: <urn:a>", "no SELECT, ASK, CONSTRUCT or DESCRIBE"),
    "nothing": ("", "no SELECT, ASK, CONSTRUCT or DESCRIBE"),
    "unclosed string": ('SELECT * { ?s ?p "abc }', "does not start anything"),
    "unclosed bracket": ("SELECT * { ?s ?p ?o", "ends inside an open '{'"),
    "bracket closed by another": ("SELECT * { ?s ?p ( ?o } )", "closes nothing"),
    "bracket that closes nothing": ("SELECT * } {", "closes nothing"),
}

TOO_MUCH = {
    "braces": "SELECT * WHERE " + "{" * 2300 + "?s ?p ?o" + "}" * 2300,
    "parentheses": "SELECT * { FILTER(" + "(" * 5000 + "1=1" + ")" * 5000 + ") }",
    "blank nodes": "SELECT * { ?s <urn:p> " + "[ <urn:p> " * 1000 + "1" + "]" * 1000 + " }",
    "collections": "SELECT * { ?s <urn:p> " + "(" * 1000 + ")" * 1000 + " }",
    "subqueries": "SELECT * " + "{ SELECT * " * 300 + "{}" + "}" * 300,
    "negations": "SELECT * { FILTER(" + "!" * 9500 + "true) }",
    "signs": "SELECT (" + "- " * 5000 + "1 AS ?x) {}",
    "inverse paths": "SELECT * { ?s " + "^" * 3000 + "<urn:p> ?o }",
    "disjunctions": "SELECT * { FILTER(" + " || ".join(["1=1"] * 9500) + ") }",
    "unions": "SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 6700) + " }",
    "optionals": "SELECT * { " + " OPTIONAL { ?s ?p ?o }" * 2700 + " }",
    "sums": "SELECT (" + "+".join(["1"] * 7000) + " AS ?x) {}",
    "paths": "SELECT * { ?s " + "/".join(["<urn:p>"] * 4100) + " ?o }",
    "a comment": "SELECT * { } #" + "x" * 100_000,
    "a string": "SELECT * { ?s ?p '" + "x" * 100_000 + "' }",
    "values": "SELECT * { VALUES ?x { " + "1 " * 5000 + "} }",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_plain_query_passes(text: str) -> None:
    check_query(text)


@pytest.mark.parametrize(("text", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_query_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        check_query(text, graphs={"urn:graph:one"})


@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=TOO_MUCH)
def test_query_too_large_for_a_parser_is_refused(text: str) -> None:
    with pytest.raises(LimitError):
        check_query(text)


@pytest.mark.parametrize("text", ["FROM <urn:graph:one>", "FROM NAMED <urn:graph:one>", "FROM g:one"])
def test_graph_of_the_store_may_be_asked(text: str) -> None:
    check_query(f"PREFIX g: <urn:graph:> SELECT * {text} {{ ?s ?p ?o }}", graphs={"urn:graph:one"})


def test_update_passes_where_it_is_allowed_but_load_and_service_do_not() -> None:
    check_query("DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", allow_update=True)

    for text in ("LOAD <http://127.0.0.1:1/>", "INSERT { ?s ?p ?o } WHERE { SERVICE <http://x> { ?s ?p ?o } }"):
        with pytest.raises(QueryError, match="is not allowed"):
            check_query(text, allow_update=True)


def test_refusal_names_the_line() -> None:
    with pytest.raises(QueryError, match=r"^line 3: SERVICE"):
        check_query("SELECT *\n{\nSERVICE <http://x> { ?s ?p ?o } }")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("# DROP ALL\nSELECT * { ?s ?p 'INSERT' }", "SELECT"),
        ("PREFIX select: <urn:x> ASK { }", "ASK"),
        ("DELETE WHERE { ?s ?p ?o }", ""),
        ("INSERT { ?s ?p ?o } WHERE { SELECT * { ?s ?p ?o } }", ""),
    ],
)
def test_form_is_read_not_guessed(text: str, form: str) -> None:
    assert form_of(text) == form


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("SERVICE<>{}()[]'\"\\#?:. \n\ruU0045a^!|&=@-_")), max_size=400))
def test_any_text_is_passed_or_refused_and_nothing_else(text: str) -> None:
    with contextlib.suppress(KGError):
        check_query(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_tokens_stand_in_the_text_where_they_say(text: str) -> None:
    try:
        found = list(tokens(text))
    except KGError:
        return

    assert all(text[token.start : token.start + len(token.text)] == token.text for token in found)
