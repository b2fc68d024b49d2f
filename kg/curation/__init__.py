"""A curator's decisions: read from small Turtle files, applied to a release's quads, kept in a graph of their own."""

from __future__ import annotations

from kg.curation.apply import decide
from kg.curation.decision import Decision, DecisionKind, Term, described
from kg.curation.files import read_decisions
from kg.curation.graph import quads_of

__all__ = ["Decision", "DecisionKind", "Term", "decide", "described", "quads_of", "read_decisions"]
