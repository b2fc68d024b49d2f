"""Dated statuses of compounds in, the pairs of statuses that follow one another and differ out.

A change is told once, by the later status: against the last day before it with a status of the same compound,
indication and setting, in the same region or where one of the two names none.  Neither status may stand on the other's
day too, for then the two were told together and nothing changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Status:
    """A stage of development as of a day (ISO); ``topic`` is the compound, its indication and its setting."""

    topic: tuple[str, ...]
    as_of: str
    iri: str
    stage: str
    region: str = ""

    def is_beside(self, other: Status) -> bool:
        """Whether the two are of one region, or may be."""
        return not self.region or not other.region or self.region == other.region


def changes(statuses: Iterable[Status]) -> Iterator[tuple[Status, Status]]:
    """The earlier and the later status of each change, in an order of content alone."""
    topics: dict[tuple[str, ...], dict[str, list[Status]]] = {}
    for status in sorted(set(statuses)):
        topics.setdefault(status.topic, {}).setdefault(status.as_of, []).append(status)
    for days in topics.values():
        yield from _of_topic(days)


def _of_topic(days: dict[str, list[Status]]) -> Iterator[tuple[Status, Status]]:
    """``days`` are in the order of time."""
    past: list[list[Status]] = []
    for told in days.values():
        senses = _senses(told)
        for later in told:
            before = next((found for day in reversed(past) if (found := _beside(day, later))), [])
            for earlier in _stages(before) if later.stage not in {one.stage for one in before} else ():
                if not any(one.stage == earlier.stage for one in _beside(senses, later)):
                    yield earlier, later
        past.append(senses)


def _senses(told: list[Status]) -> list[Status]:
    """One status for each stage and region."""
    return list({(status.stage, status.region): status for status in reversed(told)}.values())


def _stages(told: list[Status]) -> list[Status]:
    """One status for each stage: the first in the order of their IRIs."""
    return sorted({status.stage: status for status in sorted(told, reverse=True)}.values())


def _beside(told: list[Status], other: Status) -> list[Status]:
    return [status for status in told if status.is_beside(other)]
