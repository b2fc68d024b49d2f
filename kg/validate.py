"""RDF in, findings out: form, provenance, identity and arithmetic, held against the shapes and the ontology.

``validate_release`` checks the small graph of one release, as the build does; ``kg.validation`` holds the parts, and
``kg.cli.validate`` is the command for other people's files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from itertools import chain

import pyoxigraph as ox

from kg.errors import InputError
from kg.validation.backing import unbacked
from kg.validation.compile import Shapes, compile_shapes
from kg.validation.engine import check_graph
from kg.validation.finding import CHECK, SEVERITIES, Finding, at_least
from kg.validation.graph import Graph
from kg.validation.literals import ill_typed
from kg.validation.shapecheck import without_doubles

__all__ = ["CHECK", "SEVERITIES", "Finding", "at_least", "background", "shapes", "validate_release", "validate_store"]

# constraints about two entities that may come from two releases: they are asked again of the whole store
_ACROSS = (
    "registryIdUnique",
    "digestUnique",
    "identifierUnique",
    "labelUnique",
)


def read_listing(listing: Mapping[str, Traversable]) -> Graph:
    """The triples of Turtle files that ship with the package."""
    return Graph(chain.from_iterable(_parsed(name, entry) for name, entry in listing.items()))


def _parsed(name: str, entry: Traversable) -> Iterable[ox.Quad]:
    try:
        return list(ox.parse(entry.read_bytes(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True))
    except SyntaxError as error:
        raise InputError(f"{name} of this installation cannot be read ({error}); install adc-kg again") from error


@cache
def shapes() -> Shapes:
    """The shapes that ship with the package, compiled once a process."""
    from kg.resources import shape_files

    return compile_shapes(read_listing(shape_files()))


@cache
def background() -> Graph:
    """The ontology and the reference data, read once a process."""
    from kg.resources import ontology_files, reference_files

    return read_listing({**ontology_files(), **{f"reference/{name}": f for name, f in reference_files().items()}})


def validate_release(quads: Iterable[ox.Quad]) -> list[Finding]:
    """What is wrong with the graph of one release, sorted; the ontology and the reference data are known besides.

    The graph names of the quads do not matter.  A pure function of the quads, safe in worker processes.
    """
    graph = Graph(quads, background=background())
    found = check_graph(graph, shapes(), whole_background=False)
    return without_doubles([*found, *ill_typed(graph), *unbacked(graph, shapes().graph)])


def validate_store(store: ox.Store) -> list[Finding]:
    """What is wrong between releases: an identifier, a registry number or a name that two entities share.

    Looks at the default graph of a built store, in a few queries whatever its size.
    """
    from kg.validation.across import shared

    return sorted(shared(store, shapes(), _ACROSS))
