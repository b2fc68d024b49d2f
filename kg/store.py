"""Sorted triples of named graphs in, a store with one materialised default graph out, on disk or in memory.

The default graph holds the triples of all named graphs, so that queries need no ``GRAPH``; a union computed for each
query would be sixty times slower.  It differs from the plain union in one point: an entity that releases spell
differently ("Nausea", "nausea") has one ``rdfs:label`` there, the first in code point order, so that no answer has a
row twice.  A store on disk is never changed in place: a build works on a copy (hard links) and swaps it in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kg import files
from kg.errors import GraphError

if TYPE_CHECKING:
    import pyoxigraph as ox

    Subject = ox.NamedNode | ox.BlankNode | ox.Triple

Chunk = tuple[str, bytes]  # a graph's IRI and triples of it: N-Triples, sorted, each line with its end

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_BATCH = 16_000_000  # bytes of N-Quads in one bulk load: more is no faster and takes memory without bound


class Store:
    """Named graphs and their union; ``engine`` answers queries."""

    def __init__(self, engine: ox.Store, place: str) -> None:
        self.engine = engine
        self.place = place

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        return sorted(graph.value for graph in self.engine.named_graphs())

    def triples(self, graph: str | None = None) -> bytes:
        """The triples of a named graph, or of the default graph, as N-Triples in no order."""
        import pyoxigraph as ox

        place = ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
        dumped = self.engine.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=place)
        assert dumped is not None
        return dumped

    def load(self, chunks: Iterable[Chunk]) -> None:
        """Add triples to graphs, in bulk; memory is bounded by a batch, not by what comes."""
        for batch in _batches(chunks):
            self._load_batch(batch)
        self._elect()

    def _load_batch(self, batch: Sequence[Chunk]) -> None:
        import pyoxigraph as ox

        quads = b"".join(data.replace(b" .\n", f" <{graph}> .\n".encode()) for graph, data in batch)
        self.engine.bulk_load(quads, format=ox.RdfFormat.N_QUADS, lenient=True)
        self.engine.bulk_load(b"".join(data for _, data in batch), format=ox.RdfFormat.N_TRIPLES, lenient=True)

    def replace(self, graph: str, data: bytes) -> set[str]:
        """Make ``data`` the whole content of a graph; empty data removes it. Returns as ``update``."""
        old, new = set(self.triples(graph).splitlines(keepends=True)), set(data.splitlines(keepends=True))
        touched = self.update(graph, old - new, new - old)
        if not new:
            import pyoxigraph as ox

            self.engine.remove_graph(ox.NamedNode(graph))
        return touched

    def update(self, graph: str, gone: set[bytes], come: set[bytes]) -> set[str]:
        """Take lines of N-Triples out of a graph and put others in; the subjects (as N-Triples) this was about.

        A triple that leaves stays in the default graph as long as another named graph holds it.
        """
        lost, new = _parsed(gone, graph), _parsed(come, graph)
        for quad in lost:
            self.engine.remove(quad)
        self.engine.extend(new)
        self._settle(lost, new)
        return {str(quad.subject) for quad in (*lost, *new)}

    def block(self, subject: str) -> list[str]:
        """The lines of a subject (as N-Triples) in the default graph, sorted."""
        import pyoxigraph as ox

        node = ox.NamedNode(subject[1:-1])
        quads = self.engine.quads_for_pattern(node, None, None, ox.DefaultGraph())
        return sorted(f"{quad.triple} ." for quad in quads)

    def _settle(self, gone: list[ox.Quad], come: list[ox.Quad]) -> None:
        """Bring the default graph up to what named graphs hold after a change."""
        import pyoxigraph as ox

        for quad in gone:
            if not any(self._holders(quad)):
                self.engine.remove(ox.Quad(quad.subject, quad.predicate, quad.object))
        self.engine.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in come)
        self._elect({quad.subject for quad in (*gone, *come) if quad.predicate.value == LABEL})

    def _holders(self, quad: ox.Quad) -> Iterator[ox.Quad]:
        import pyoxigraph as ox

        found = self.engine.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return (other for other in found if not isinstance(other.graph_name, ox.DefaultGraph))

    def _elect(self, subjects: set[Subject] | None = None) -> None:
        """Leave one label for each entity in the default graph; ``subjects`` limits the work to those that changed."""
        import pyoxigraph as ox

        label, default = ox.NamedNode(LABEL), ox.DefaultGraph()
        labels: dict[Subject, set[ox.Quad]] = {}
        for wanted in subjects if subjects is not None else [None]:
            for quad in self.engine.quads_for_pattern(wanted, label, None, default if wanted is None else None):
                made = ox.Quad(quad.subject, label, quad.object)
                labels.setdefault(quad.subject, set()).add(made)
        for subject, found in labels.items():
            kept, *lost = sorted(found, key=str)
            if subjects is not None:
                self.engine.add(kept)
            for quad in lost if is_thing(subject) else ():
                self.engine.remove(quad)


def is_thing(subject: object) -> bool:
    """Whether a subject is an entity of the graph, not a term of a vocabulary, which may have a label a language."""
    from kg import vocab

    return str(subject).startswith(f"<{vocab.ID}")


def _parsed(lines: set[bytes], graph: str) -> list[ox.Quad]:
    import pyoxigraph as ox

    place = ox.NamedNode(graph)
    read = ox.parse(b"".join(sorted(lines)), format=ox.RdfFormat.N_TRIPLES)
    return [ox.Quad(quad.subject, quad.predicate, quad.object, place) for quad in read]


def _batches(chunks: Iterable[Chunk]) -> Iterator[list[Chunk]]:
    batch: list[Chunk] = []
    size = 0
    for graph, data in chunks:
        for start in range(0, len(data), _BATCH):
            end = _line_end(data, start + _BATCH)
            piece = data[_line_end(data, start) if start else 0 : end]
            batch.append((graph, piece))
            size += len(piece)
            if size >= _BATCH:
                yield batch
                batch, size = [], 0
    if batch:
        yield batch


def _line_end(data: bytes, position: int) -> int:
    return len(data) if position >= len(data) else data.index(b"\n", position) + 1


def memory_store(chunks: Iterable[Chunk] = ()) -> Store:
    """A store in memory with the given graphs."""
    import pyoxigraph as ox

    store = Store(ox.Store(), "memory")
    store.load(chunks)
    return store


def create_store(directory: Path) -> Store:
    """A store on disk that may be written; the folder is made when it is not there."""
    import pyoxigraph as ox

    try:
        directory.mkdir(parents=True, exist_ok=True)
        return Store(ox.Store(directory), str(directory))
    except (OSError, RuntimeError) as error:
        raise GraphError(f"{directory}: the store cannot be opened ({_reason(error)})") from error


def open_store(directory: Path) -> Store:
    """The store of a built graph, to read: ``directory`` is the build's output folder (or the store itself).

    A build that was killed while it put its files in place is finished first.  Raises GraphError when there is no
    graph, or when it is broken.
    """
    import pyoxigraph as ox

    if files.is_interrupted(directory):
        with files.locked(directory, lambda _: None, patience=30):
            pass
    place = directory / "store" if (directory / "store").is_dir() else directory
    if not (place / "CURRENT").is_file():
        raise GraphError(f"{directory}: holds no built graph; make one with: adckg build RELEASES... --out {directory}")
    try:
        return Store(ox.Store.read_only(str(place)), str(place))
    except (OSError, RuntimeError) as error:  # RuntimeError is how the engine tells of damaged files
        raise GraphError(f"{directory}: the graph cannot be opened ({_reason(error)}); build it again") from error


def read_store(place: Path) -> Store:
    """A built graph in a folder, or in a TriG or N-Quads file (then in memory). Raises GraphError as ``open_store``."""
    import pyoxigraph as ox

    formats = {".trig": ox.RdfFormat.TRIG, ".nq": ox.RdfFormat.N_QUADS}
    if not place.is_file():
        return open_store(place)
    if place.suffix not in formats:
        raise GraphError(f"{place}: is no built graph; give the folder of a build, or a .trig or .nq file")
    graphs: dict[str, list[str]] = {}
    try:
        for quad in ox.parse(path=place, format=formats[place.suffix]):
            graphs.setdefault(getattr(quad.graph_name, "value", ""), []).append(f"{quad.triple} .\n")
    except (OSError, SyntaxError) as error:
        raise GraphError(f"{place}: cannot be read as a graph ({error})") from error
    return memory_store((graph, "".join(lines).encode()) for graph, lines in graphs.items() if graph)


def _reason(error: Exception) -> str:
    text = str(error)
    if "LOCK" in text or "lock" in text:
        return "another process is writing it"
    with suppress(ValueError):
        return text[: text.index(": While")]
    return text
