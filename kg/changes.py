"""Dated statuses of compounds in, the pairs of statuses that follow one another and differ out.

A change is told once, by the later status: against the last day before it with a status of the same compound,
indication and setting, in the same region or where one of the two names none.  Neither status may stand on the other's
day too, for then the two were told together and nothing changed.  A status that names neither indication nor setting
("applications are under review in the US") and one that does follow each other where both name the region and the later
one is further.
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
    rank: int = 0

    @property
    def is_general(self) -> bool:
        """Whether it names neither an indication nor a setting."""
        return not any(self.topic[1:])

    def is_beside(self, other: Status) -> bool:
        """Whether the two are of one region, or may be."""
        return not self.region or not other.region or self.region == other.region


def changes(statuses: Iterable[Status]) -> Iterator[tuple[Status, Status]]:
    """The earlier and the later status of each change, in an order of content alone."""
    topics: dict[tuple[str, ...], dict[str, list[Status]]] = {}
    regions: dict[tuple[str, str], list[Status]] = {}
    for status in sorted(set(statuses)):
        topics.setdefault(status.topic, {}).setdefault(status.as_of, []).append(status)
        if status.region:
            regions.setdefault((status.topic[0], status.region), []).append(status)
    for days in topics.values():
        yield from _of_topic(days)
    for _, told in sorted(regions.items()):
        yield from _of_region(sorted(told, key=lambda one: (one.as_of, one)))


def _of_region(told: list[Status]) -> Iterator[tuple[Status, Status]]:
    """What the first status of a topic in a region followed, where one of the two names no indication."""
    for place, later in enumerate(told):
        past = [one for one in told[:place] if one.as_of < later.as_of]
        if not past or any(one.topic == later.topic for one in past):
            continue
        last = [one for one in past if one.as_of == past[-1].as_of]
        for earlier in _stages([one for one in last if one.is_general != later.is_general]):
            if earlier.rank < later.rank:
                yield earlier, later


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
