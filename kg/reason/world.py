"""A file of N-Triples in, what owlready2 and HermiT make of it out: one World, in a process of its own.

Run as ``python -m kg.reason.world FACTS.nt JAVA MEGABYTES``; one JSON object on standard output says whether the
triples are consistent, which classes can have no instance, and which class each individual turns out to belong to.
The file holds nothing but axioms and facts: imports and the annotations that make owlready2 run code were left out by
the caller.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

_OWL = "http://www.w3.org/2002/07/owl#"


def reason(facts: Path, java: str, megabytes: int) -> dict[str, Any]:
    """What the reasoner says of a file; ``error`` is set when it gave up."""
    import owlready2
    import owlready2.reasoning

    owlready2.JAVA_EXE = java
    owlready2.reasoning.JAVA_MEMORY = megabytes
    world = owlready2.World()
    with facts.open("rb") as stream:
        loaded = world.get_ontology("https://w3id.org/adc-kg/check").load(fileobj=stream)
    stated = _types(world)
    try:
        with loaded:
            owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    except owlready2.OwlReadyInconsistentOntologyError:
        return {"consistent": False, "empty": [], "types": []}
    except owlready2.OwlReadyJavaError as error:
        return {"error": str(error)}
    return {
        "consistent": True,
        "empty": sorted(concept.iri for concept in world.inconsistent_classes() if concept.iri != _OWL + "Nothing"),
        "types": sorted(_types(world) - stated),
    }


def _types(world: Any) -> set[tuple[str, str]]:
    """Each individual with every named class it belongs to."""
    return {
        (individual.iri, concept.iri)
        for individual in world.individuals()
        for concept in individual.INDIRECT_is_a
        if hasattr(concept, "iri") and not concept.iri.startswith(_OWL)
    }


if __name__ == "__main__":
    print(json.dumps(reason(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))))
