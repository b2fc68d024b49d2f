"""The text of a SPARQL query in, nothing or a sentence of refusal out; no parser sees a text before this module does.

A recursive parser dies on a few thousand nested braces, and engines follow SERVICE, LOAD and FROM to addresses that the
asker chooses.  One linear lexer, which cannot itself overflow, refuses such texts first.  It reads a text as a SPARQL
1.1 lexer does; where two readings are possible (``<`` as an operator or as the start of an address) and one of them
could hide a word from it, it refuses.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.errors import LimitError, QueryError

MAX_BYTES = 32 * 1024
MAX_TOKENS = 4000
MAX_DEPTH = 64
MAX_PREFIX_OPERATORS = 64

_NAME = r"\w\-\u00B7\u0300-\u036F\u203F\u2040"
_LOCAL = rf"(?:[{_NAME}:.%]|\\[_~.\-!$&'()*+,;=/?\#@%])*+"
_TOKEN = re.compile(
    rf'''(?P<space>[ \t\r\n]++)
    |(?P<comment>\#[^\r\n]*+)
    |(?P<iri><[^<>"{{}}|^`\\\x00-\x20]*+>)
    |(?P<string>"""(?>(?:"{{1,2}}(?!"))?(?:[^"\\]|\\.))*+"""|\'\'\'(?>(?:'{{1,2}}(?!'))?(?:[^'\\]|\\.))*+\'\'\'
        |"(?:[^"\\\r\n]|\\[^\r\n])*+"|'(?:[^'\\\r\n]|\\[^\r\n])*+')
    |(?P<variable>[?$][\w\u00B7\u0300-\u036F\u203F\u2040]++)
    |(?P<name>(?:[^\W\d_][{_NAME}.]{{0,255}}?)?:{_LOCAL}|_:\w++)
    |(?P<language>@[A-Za-z][A-Za-z0-9\-]*+)
    |(?P<word>[A-Za-z_]\w*+)
    |(?P<number>\d++(?:\.\d*+)?(?:[eE][+-]?\d++)?|\.\d++(?:[eE][+-]?\d++)?)
    |(?P<open>[({{\[])
    |(?P<close>[)}}\]])
    |(?P<operator>\^\^|\|\||&&|!=|<=|>=|[.;,=<>+\-*/|^!?&])''',
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\[uU]([0-9A-Fa-f]{0,4})([0-9A-Fa-f]{0,4})")
_CONTROL = re.compile(r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]")
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_NETWORK = {"SERVICE": "it would ask another server", "LOAD": "it would fetch another document"}
_UPDATES = frozenset({"INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH", "USING"})
_OPERAND_KINDS = frozenset({"variable", "number", "string", "language", "iri", "name", "close", "word"})


class Token(NamedTuple):
    """A piece of a query: its kind (a group of the lexer), its text, and the offset it starts at."""

    kind: str
    text: str
    start: int


def check_query(text: str, *, allow_update: bool = False, graphs: Collection[str] = ()) -> None:
    """Raise unless ``text`` may be given to an engine.

    ``graphs`` are the only addresses that FROM and FROM NAMED may name.  With ``allow_update`` the words of an update
    pass, LOAD and SERVICE never.  Raises LimitError for a text too long, too deep or of too many tokens, QueryError
    for everything else; a text that passes may still be bad SPARQL.

    >>> check_query("SELECT ?s WHERE { ?s ?p ?o }")
    >>> check_query("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
        ...
    kg.errors.QueryError: line 1: SERVICE is not allowed, it would ask another server; take it out
    """
    _check_text(text)
    reader = _Reader(text, allow_update=allow_update, graphs=graphs)
    for token in tokens(text):
        reader.take(token)
    reader.finish()


def form_of(text: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; the empty string for a text that has none of them, as an update."""
    for token in tokens(text):
        word = token.text.upper()
        if token.kind == "word" and word in _UPDATES | _NETWORK.keys():
            return ""
        if token.kind == "word" and word in _FORMS:
            return word
    return ""


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query in order, without spaces and comments; raises QueryError at the first that is none."""
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            place = _line(text, position)
            raise QueryError(f"{place}: {text[position]!r} does not start anything in SPARQL; check the quotes")
        position = match.end()
        kind = match.lastgroup or ""
        if kind not in ("space", "comment"):
            yield Token(kind, match.group(), match.start())
        elif kind == "comment" and _ESCAPE.search(match.group()):
            raise QueryError(f"{_line(text, match.start())}: a comment holds a \\u escape; write the character itself")


@dataclass
class _Reader:
    """What is known of a query while its tokens go by."""

    text: str
    allow_update: bool
    graphs: Collection[str]
    count: int = 0
    prefix_operators: int = 0
    form: str = ""
    open: list[str] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)
    before: tuple[Token, Token] = (Token("", "", 0), Token("", "", 0))  # the last two tokens, older first

    def take(self, token: Token) -> None:
        self.count += 1
        if self.count > MAX_TOKENS:
            raise LimitError(f"the query has more than {MAX_TOKENS} words and signs; split it")
        self._take_bracket(token)
        self._take_operator(token)
        self._take_escape(token)
        self._take_address(token)
        if token.kind == "word":
            self._take_word(token)
        self.before = (self.before[1], token)

    def finish(self) -> None:
        if self.open:
            raise QueryError(f"the query ends inside an open '{self.open[-1]}'; close it")
        if not self.form and not self.allow_update:
            raise QueryError("the query has no SELECT, ASK, CONSTRUCT or DESCRIBE; start it with one of them")

    def _take_bracket(self, token: Token) -> None:
        if token.kind == "open":
            self.open.append(token.text)
            if len(self.open) > MAX_DEPTH:
                raise LimitError(f"the query nests deeper than {MAX_DEPTH} brackets; flatten it")
        elif token.kind == "close" and (not self.open or self.open.pop() + token.text not in ("()", "[]", "{}")):
            raise QueryError(f"{_line(self.text, token.start)}: '{token.text}' closes nothing; check the brackets")

    def _take_operator(self, token: Token) -> None:
        self.prefix_operators = self.prefix_operators + 1 if token.text in ("!", "+", "-", "^", "^^") else 0
        if self.prefix_operators > MAX_PREFIX_OPERATORS:
            raise LimitError(f"the query has over {MAX_PREFIX_OPERATORS} signs '{token.text}' in a row; take them out")

    def _take_escape(self, token: Token) -> None:
        """Refuse what decodes to something else than it looks: engines decode escapes before they read the text."""
        for escape in _ESCAPE.finditer(token.text):
            code = int(escape.group(1) or "0", 16)
            if token.kind != "string" or code < 0x20 or chr(code) in "\"'\\" or 0xD800 <= code < 0xE000:
                place = _line(self.text, token.start)
                raise QueryError(f"{place}: the escape {escape.group()} could hide a word; write the character itself")

    def _take_address(self, token: Token) -> None:
        older, last = self.before
        if token.kind == "iri":
            self._refuse_two_readings(token, last)
            if older.text.upper() == "PREFIX" and last.kind == "name":
                self.prefixes[last.text] = token.text[1:-1]
        follows_from = last.text.upper() == "FROM" or (older.text.upper(), last.text.upper()) == ("FROM", "NAMED")
        if follows_from and last.kind == "word" and token.text.upper() != "NAMED":
            self._check_graph(token)

    def _refuse_two_readings(self, token: Token, last: Token) -> None:
        """``?a<'>'`` is a comparison to an engine and an address to a lexer; what follows could hide in a string."""
        operand = last.kind in _OPERAND_KINDS
        if operand and self.open[-1:] == ["("] and "://" not in token.text and re.search("[#'()]", token.text):
            place = _line(self.text, token.start)
            raise QueryError(f"{place}: '{token.text}' reads as an address and as a comparison; put a space after '<'")

    def _check_graph(self, token: Token) -> None:
        prefix, _, local = token.text.partition(":")
        named = token.text[1:-1] if token.kind == "iri" else self.prefixes.get(f"{prefix}:", "") + local
        if named not in self.graphs:
            place = _line(self.text, token.start)
            raise QueryError(f"{place}: FROM {token.text} names no graph of this store; leave it out to ask all graphs")

    def _take_word(self, token: Token) -> None:
        word = token.text.upper()
        if word in _NETWORK:
            place = _line(self.text, token.start)
            raise QueryError(f"{place}: {word} is not allowed, {_NETWORK[word]}; take it out")
        if word in _UPDATES and not self.allow_update:
            place = _line(self.text, token.start)
            raise QueryError(f"{place}: {word} would change the graph, and queries are read only; take it out")
        if word in _FORMS and not self.form:
            self.form = word


def _check_text(text: str) -> None:
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError:
        raise QueryError("the query holds half a surrogate pair, which is no character; save it as UTF-8") from None
    if size > MAX_BYTES:
        raise LimitError(f"the query has {size:,} bytes, more than {MAX_BYTES:,}; shorten it")
    control = _CONTROL.search(text)
    if control:
        raise QueryError(f"{_line(text, control.start())}: the query holds the control character {control.group()!r}")
    if re.search(r"\r(?!\n)", text):
        raise QueryError("the query ends lines with a bare carriage return; save it with Unix or Windows line ends")


def _line(text: str, position: int) -> str:
    return f"line {text.count(chr(10), 0, position) + 1}"
