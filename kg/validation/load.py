"""Paths in, RDF sources out, read safely: nothing is fetched, nests without end, or is guessed in silence."""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import InputError
from kg.validation.finding import CHECK, Finding

MAX_BYTES: Final = 256 * 1024 * 1024
MAX_DEPTH: Final = 256
_MAX_LITERAL: Final = 1024 * 1024
FORMATS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".turtle": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
}
BY_LINE: Final = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
TURTLES: Final = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG)
BIDI: Final = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_IMPORTS = ox.NamedNode("http://www.w3.org/2002/07/owl#imports")
_PACKED = b"\x1f\x8b"
_NODE = r"(?:<[^<>\s]*>|_:[^\s<>\"]+)"
_STATEMENT = re.compile(
    rf'\s*{_NODE}\s*<[^<>\s]*>\s*(?:{_NODE}|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^<>\s]*>)?)'
    rf"\s*(?P<graph>{_NODE})?\s*\.\s*(?:#.*\n?)?"
)


@dataclass(slots=True)
class Source:
    """One file as read: its name for messages, its bytes, and what is wrong with its characters.

    Files of one statement a line are not kept as statements: they may be large, and are read again when asked for.
    """

    name: str
    format: ox.RdfFormat
    data: bytes
    suffix: str = ""  # what its blank nodes get behind their label, so that two files do not share them
    fetch: bool = False
    findings: list[Finding] = field(default_factory=list)
    count: int = 0  # of statements, once they were read
    imports: dict[str, None] = field(default_factory=dict)
    _kept: list[ox.Quad] | None = None

    def quads(self) -> Iterator[ox.Quad]:
        """The statements. Raises InputError with name, place and remedy for what is not well formed."""
        if self._kept is not None:
            return iter(self._kept)
        if self.format in BY_LINE:
            return self._read()
        self._kept = list(self._read())
        return iter(self._kept)

    def _read(self) -> Iterator[ox.Quad]:
        self.count = 0
        for quad in _parsed(self):
            if isinstance(quad.object, ox.Literal) and len(quad.object.value) > _MAX_LITERAL:
                size = len(quad.object.value)
                raise InputError(f"{self.name}: a literal of {size} characters; keep such text in a file of its own")
            if isinstance(quad.object, ox.Triple):
                raise InputError(
                    f"{self.name}: a triple inside a triple (RDF-star), which is not read; use rdf:subject"
                )
            if quad.predicate == _IMPORTS and isinstance(quad.object, ox.NamedNode):
                self.imports[quad.object.value] = None
            self.count += 1
            yield _own(quad, self.suffix) if self.suffix else quad


def read_sources(paths: Sequence[str], *, max_bytes: int = MAX_BYTES, fetch: bool = False) -> list[Source]:
    """Every file of the paths, in the order given; a folder stands for the RDF files below it, ``-`` for the input.

    Raises InputError for what is not there, too large, no RDF, or would have to be fetched (unless ``fetch``).
    """
    names = list(dict.fromkeys(name for path in paths for name in _expanded(path)))
    sources = []
    for index, name in enumerate(names):
        source = _opened(name, max_bytes, fetch=fetch)
        source.suffix, source.fetch = (f"f{index}" if index else ""), fetch
        _check(source)
        sources.append(source)
    return sources


def _expanded(path: str) -> list[str]:
    if path == "-" or is_address(path):
        return [path]
    place = Path(path)
    if not place.is_dir():
        return [path]
    found = sorted(str(file) for file in place.rglob("*") if file.is_file() and _format_of(file.name) is not None)
    if not found:
        known = " ".join(FORMATS)
        raise InputError(f"{path}: no RDF file is in this folder; files are known by {known}, packed or not (.gz)")
    return found


def is_address(path: str) -> bool:
    """Whether a path is an address on the network."""
    return re.match(r"[a-z][a-z0-9+.-]+://", path, re.IGNORECASE) is not None


def _format_of(name: str) -> ox.RdfFormat | None:
    return FORMATS.get(Path(name.lower().removesuffix(".gz")).suffix)


def _opened(name: str, max_bytes: int, *, fetch: bool) -> Source:
    if name == "-":
        data = sys.stdin.buffer.read(max_bytes + 1)
        _capped("<stdin>", len(data), max_bytes)
        return _sniffed("<stdin>", _unpacked("<stdin>", data, max_bytes) if data[:2] == _PACKED else data)
    if is_address(name):
        if not fetch:
            raise InputError(f"{name}: nothing is fetched from the network; save it to a file or give --allow-network")
        from kg.validation.network import fetched

        return _sniffed(name, fetched(name, max_bytes=max_bytes))
    try:
        with Path(name).open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({error.strerror or error})") from error
    _capped(name, len(data), max_bytes)
    if data[:2] == _PACKED:
        data = _unpacked(name, data, max_bytes)
    kind = _format_of(name)
    return _sniffed(name, data) if kind is None else Source(name, kind, data)


def _capped(name: str, size: int, max_bytes: int) -> None:
    if size > max_bytes:
        limit = max_bytes // (1024 * 1024)
        raise InputError(f"{name}: larger than {limit} MB; split the file or allow more with --max-megabytes")


def _unpacked(name: str, data: bytes, max_bytes: int) -> bytes:
    """What is packed, all members of it, without unpacking more than the limit."""
    pieces: list[bytes] = []
    while data:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            pieces.append(unpacker.decompress(data, max_bytes + 1))
        except zlib.error as error:
            raise InputError(f"{name}: the packed file is damaged ({error}); pack it again") from error
        _capped(name, sum(map(len, pieces)), max_bytes)
        if not unpacker.eof:
            raise InputError(f"{name}: the packed file ends too early; pack it again")
        data = unpacker.unused_data.lstrip(b"\0")  # some tools pad
    return b"".join(pieces)


def _sniffed(name: str, data: bytes) -> Source:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:1] in (b"{", b"["):
        is_json = head[:1] == b"{" or re.match(rb"\[\s*\{", head) is not None
        return Source(name, ox.RdfFormat.JSON_LD if is_json else ox.RdfFormat.TRIG, data)
    if re.match(rb"<\?xml|<!DOCTYPE|<rdf:|<!--", head):
        return Source(name, ox.RdfFormat.RDF_XML, data)
    return Source(name, _sniffed_line(head.decode("utf-8", "replace")), data)


def _sniffed_line(head: str) -> ox.RdfFormat:
    """N-Triples or N-Quads when every whole line at the start is a statement of these; else TriG, which is Turtle."""
    lines = [line for line in head.splitlines(keepends=True) if line.strip() and not line.lstrip().startswith("#")]
    found = [_STATEMENT.fullmatch(line) for line in lines if line.endswith("\n") or len(lines) == 1]
    if not found or not all(found):
        return ox.RdfFormat.TRIG
    return ox.RdfFormat.N_QUADS if any(match and match["graph"] for match in found) else ox.RdfFormat.N_TRIPLES


def _check(source: Source) -> None:
    """Refuse what no reader should see, and note what turns the direction of the text."""
    if source.data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise InputError(f"{source.name}: the file is UTF-16; save it as UTF-8")
    source.data = source.data.removeprefix(b"\xef\xbb\xbf")
    if source.format not in BY_LINE:
        _check_text(source)
    source.findings.extend(_bidi(source))


def _own(quad: ox.Quad, suffix: str) -> ox.Quad:
    subject, value = quad.subject, quad.object
    if isinstance(subject, ox.BlankNode):
        subject = ox.BlankNode(subject.value + suffix)
    if isinstance(value, ox.BlankNode):
        value = ox.BlankNode(value.value + suffix)
    return ox.Quad(subject, quad.predicate, value, quad.graph_name)


def _parsed(source: Source) -> Iterator[ox.Quad]:
    try:
        yield from ox.parse(source.data, format=source.format)
    except SyntaxError as error:
        if source.fetch and "LoadDocumentCallback" in str(error):
            from kg.validation.network import json_ld

            yield from json_ld(source.name, source.data)
            return
        raise InputError(f"{source.name}{_place(error)}: {_explained(str(error))}") from error
    except (ValueError, OSError) as error:
        raise InputError(f"{source.name}: cannot be read as {source.format.name} ({error})") from error


def _place(error: SyntaxError) -> str:
    return f", line {error.lineno}" if error.lineno else ""


def _explained(words: str) -> str:
    if "LoadDocumentCallback" in words or "remote context" in words.lower():
        return "the JSON-LD context stands elsewhere and is not fetched; write it into the file or give --allow-network"
    if "No scheme found" in words or "elative IRI" in words:
        return "a relative IRI, which names nothing outside this file; add a base or write it in full"
    plain = re.sub(r"^.*?[Pp]arser error at line \d+[^:]*: |\s*\(line \d+\)$", "", words)
    return f"not well formed: {plain.strip() or words}; the file is damaged or of another format"


def _check_text(source: Source) -> None:
    try:
        text = source.data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = source.data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{source.name}, line {line}: not UTF-8; save the file as UTF-8") from error
    if source.format == ox.RdfFormat.RDF_XML:
        forbidden = re.search(r"<!(?:DOCTYPE|ENTITY)", text)
        if forbidden is not None:
            line = text.count("\n", 0, forbidden.start()) + 1
            raise InputError(
                f"{source.name}, line {line}: document types and entities are not read, they can hide files and "
                "addresses; write the values out"
            )
    deepest, offset = _depth(text, source.format)
    if deepest > MAX_DEPTH:
        line = text.count("\n", 0, offset) + 1
        raise InputError(f"{source.name}, line {line}: nested more than {MAX_DEPTH} deep; give the inner nodes names")


# what may hold brackets without opening anything, then the brackets themselves
_TURTLE = re.compile(
    r'<[^<>"{}|^`\\\s]*+>|"""(?:[^"\\]|\\.|"(?!""))*+"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*+\'\'\''
    r'|"(?:[^"\\\n]|\\.)*+"|\'(?:[^\'\\\n]|\\.)*+\'|#[^\n]*+|(?P<open>[\[({])|(?P<close>[\])}])',
    re.DOTALL,
)
_JSON = re.compile(r'"(?:[^"\\]|\\.)*+"|(?P<open>[\[{])|(?P<close>[\]}])', re.DOTALL)
_XML = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|(?P<close></[^>]*>)"
    r"|(?P<open><[A-Za-z_](?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(?P<empty>/)?>)",
    re.DOTALL,
)


def _depth(text: str, kind: ox.RdfFormat) -> tuple[int, int]:
    """How deep a text nests at most before it passes the limit, and where that is."""
    lexer = _JSON if kind == ox.RdfFormat.JSON_LD else _XML if kind == ox.RdfFormat.RDF_XML else _TURTLE
    depth = deepest = place = 0
    for token in lexer.finditer(text):
        groups = token.groupdict()
        if groups["open"] and not groups.get("empty"):
            depth += 1
            if depth > deepest:
                deepest, place = depth, token.start()
                if deepest > MAX_DEPTH:
                    break
        elif groups["close"]:
            depth -= 1
    return deepest, place


def _bidi(source: Source) -> Iterator[Finding]:
    """A finding for each line that holds a character which turns the direction of what readers see."""
    if not any(mark in source.data for mark in (b"\xe2\x80", b"\xe2\x81", b"\xd8\x9c")):
        return
    for number, raw in enumerate(source.data.split(b"\n"), start=1):
        found = BIDI.search(raw.decode("utf-8", "replace"))
        if found is not None:
            code = f"U+{ord(found[0]):04X}"
            words = (
                f"{code} turns the direction of the text, so that readers see something else than programs; remove it"
            )
            shown_value = str(ox.Literal(code))
            yield Finding("", "", shown_value, CHECK + "direction-control", "violation", "", words, source.name, number)


def all_quads(sources: Iterable[Source]) -> Iterator[ox.Quad]:
    """The statements of all sources, one after another."""
    for source in sources:
        yield from source.quads()
