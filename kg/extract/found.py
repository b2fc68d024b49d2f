"""What readers of a conjugate's parts give one another: a part, where its name stands, how clearly it is stated."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Sentence

Role = str


@dataclass(frozen=True, slots=True)
class Found:
    """A part found: where its name stands, and the name as it is to be printed."""

    role: Role
    name: str
    start: int
    end: int
    sentence: Sentence
    strength: int = 1
