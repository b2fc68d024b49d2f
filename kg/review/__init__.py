"""A built graph in, the statements that a person should look at out; a verdict in, its decision as Turtle out."""

from __future__ import annotations

from kg.review.decided import as_turtle, decided, entity_named
from kg.review.doubts import REASONS, Doubtful, doubtful

__all__ = ["REASONS", "Doubtful", "as_turtle", "decided", "doubtful", "entity_named"]
