"""A subject and a value in, the statements about it out: with their words, their sentences, and what says otherwise.

Claims of the same triple are one statement; so are records with the same properties, whichever release states them.
Statements of one issuer, and statements in the same words, are one source: boilerplate proves nothing twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.disputes import Disputes, disputes
from kg.evidence.rows import Row, has_value, statements
from kg.query import Answerer, answer
from kg.texts import Passage, Texts

_ADC = "https://w3id.org/adc-kg/ontology/"
_RECORD = re.compile(r"/id/(?!trial/|arm/|population/|regimen/)([a-z-]+)/[0-9a-f]{16}$")
# what tells nothing by itself, or is told beside another property
_BESIDE = {_ADC + name for name in ("printed", "knownFrom", "decidedIn", "unit", "bound", "pBound", "rangeHighBound")}
_TOPIC = (
    *("endpoint", "term", "names", "biomarker", "trait", "designation", "eventKind", "event", "status", "meeting"),
    *("brand", "speaker", "quantity", "subject", "statementKind", "contactName"),
)
_WHOSE = ("ofCompound", "ofDrug", "ofArm", "inPopulation", "ofTrial", "ofCompany", "forIndication")


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a release that state something, with their sentence where the text is kept."""

    release: str
    as_of: str
    section: str
    start: int
    end: int
    modality: str
    rule: str
    quote: str
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class Statement:
    """What is stated: a heading, the stated values as a person reads them, where, and what says otherwise."""

    heading: str
    stated: tuple[str, ...]
    marks: tuple[str, ...]  # the values to look for in the words
    places: tuple[Place, ...]
    sources: int
    disputed: tuple[str, ...]
    outcomes: tuple[str, ...]  # what became of a promise, and what a curator decided


def evidence(source: Answerer, subject: str, value: str | None, texts: Texts) -> tuple[Statement, ...]:
    """The statements about a subject (name, alias, CURIE or IRI), or those with a value; in the order of the graph.

    Raises QueryError when nothing of the graph is called ``subject``.
    """
    every = statements(source, subject)
    wanted = every if value is None else [row for row in every if has_value(row, value)]
    if not wanted:
        return ()
    reader = _Reader(every, disputes(source), _issuers(source), _outcomes(source), texts)
    groups: dict[object, list[Row]] = {}
    for row in wanted:
        if row["predicate"] not in _BESIDE:
            groups.setdefault(reader.identity(row), []).append(row)
    return tuple(reader.statement(rows) for rows in groups.values())


def _issuers(source: Answerer) -> dict[str, str]:
    rows = answer(source, "releases").records()
    return {row["release"]: row["company"] for row in rows if "company" in row}


def _outcomes(source: Answerer) -> dict[str, list[str]]:
    """What later releases tell of a promise, and what curators decided, by statement."""
    found: dict[str, list[str]] = {}
    for row in answer(source, "milestones").records():
        if "reason" in row:
            found.setdefault(row["milestone"], []).append(f"{row['outcome']}: {row['reason']}")
    for row in answer(source, "curation").records():
        if "statement" in row:
            told = f"{row['kind']} by {row.get('decidedBy', '')} on {row.get('decidedOn', '')}: {row.get('reason', '')}"
            found.setdefault(row["statement"], []).append(told)
    return found


class _Reader:
    """Rows of the question about one subject, and what is known beside them."""

    def __init__(
        self,
        rows: list[dict[str, str]],
        disputed: Disputes,
        issuers: dict[str, str],
        outcomes: dict[str, list[str]],
        texts: Texts,
    ) -> None:
        self.disputed, self.issuers, self.outcomes, self.texts = disputed, issuers, outcomes, texts
        self.records: dict[str, list[Row]] = {}
        for row in rows:
            if _RECORD.search(row["subject"]):
                self.records.setdefault(row["subject"], []).append(row)
        contents = {record: self._content(record) for record in self.records}
        self.alike: dict[object, list[str]] = {}
        for record, content in contents.items():
            self.alike.setdefault(content, []).append(record)
        self.contents = contents

    def _content(self, record: str) -> object:
        kind = _RECORD.search(record)
        pairs = {(row["predicate"], row["object"]) for row in self.records[record] if row["predicate"] not in _BESIDE}
        modalities = {row.get("modality", "") for row in self.records[record]}
        return (kind[1] if kind else "", frozenset(pairs), frozenset(modalities))

    def identity(self, row: Row) -> object:
        """What makes two rows parts of one statement."""
        if row["subject"] in self.records:
            return self.contents[row["subject"]]
        return (row["subject"], row["predicate"], row["object"])

    def statement(self, rows: list[Row]) -> Statement:
        """One statement from its rows."""
        first = rows[0]
        is_record = first["subject"] in self.records
        told = rows
        if is_record:
            told = [row for record in self.alike[self.contents[first["subject"]]] for row in self.records[record]]
        stated = tuple(dict.fromkeys(self._shown(row) for row in rows)) if is_record else ()
        places = tuple(self._places(told))
        subjects = dict.fromkeys(row["subject"] for row in told)
        return Statement(
            heading=self._title(first["subject"]) if is_record else _triple(first),
            stated=stated,
            marks=tuple(dict.fromkeys(mark for row in rows for mark in _marks(row))),
            places=places,
            sources=sources(places, self.issuers),
            disputed=tuple(dict.fromkeys(sentence for row in told for sentence in self._disputed(row, rows))),
            outcomes=tuple(line for subject in subjects for line in self.outcomes.get(subject, ())),
        )

    def _disputed(self, row: Row, shown: list[Row]) -> tuple[str, ...]:
        if row["predicate"] not in {one["predicate"] for one in shown}:
            return ()
        place = (row["release"], int(row["start"]), int(row["end"]))
        readings = [row["object"], row.get("objectLabel", "")]
        return self.disputed.about(row["predicate"], filter(None, readings), [place])

    def _places(self, rows: list[Row]) -> Iterator[Place]:
        """Each piece of text once, with every rule that found something in it."""
        rules: dict[tuple[str, int, int, str], dict[str, None]] = {}
        kept: dict[tuple[str, int, int, str], Row] = {}
        for row in rows:
            key = (row["release"], int(row["start"]), int(row["end"]), row.get("modality", ""))
            rules.setdefault(key, {}).update(dict.fromkeys(filter(None, [row.get("rule", "")])))
            kept.setdefault(key, row)
        for (release, start, end, modality), row in kept.items():
            yield Place(
                release=release,
                as_of=row.get("asOf", ""),
                section=row.get("section", ""),
                start=start,
                end=end,
                modality=modality or "asserted",
                rule=", ".join(rules[release, start, end, modality]),
                quote=row["quote"],
                passage=self.texts.passage(release, start, end),
            )

    def _title(self, record: str) -> str:
        """What a record is about: 'result: progression-free survival, T-DM1'."""
        known = {row["predicate"].removeprefix(_ADC): _object(row) for row in self.records[record]}
        kind = _RECORD.search(record)
        about = [known[name] for name in _TOPIC if name in known][:1]
        about += [known[name] for name in _WHOSE if name in known]
        return f"{kind[1].replace('-', ' ') if kind else ''}: {', '.join(dict.fromkeys(about))}".rstrip(": ")

    def _shown(self, row: Row) -> str:
        name = row.get("predicateLabel") or row["predicate"].rsplit("/", 1)[-1]
        unit = next((r["object"] for r in self.records[row["subject"]] if r["predicate"] == _ADC + "unit"), "")
        is_value = row["predicate"] == _ADC + "value"
        return f"{name} {_object(row)}{f' {unit}' if is_value and unit else ''}"


def sources(places: Iterable[Place], issuers: Mapping[str, str]) -> int:
    """How many sources state something: releases of one issuer are one, and so are those in the same words."""
    groups: list[set[str]] = []
    for place in places:
        keys = {issuers.get(place.release, place.release), " ".join(place.quote.split()).casefold()}
        joined = [group for group in groups if group & keys]
        groups = [group for group in groups if not group & keys] + [keys.union(*joined)]
    return len(groups)


def _triple(row: Row) -> str:
    name = row.get("predicateLabel") or row["predicate"].rsplit("/", 1)[-1]
    return f"{row.get('subjectLabel') or row['subject'].rsplit('/', 1)[-1]} · {name} · {_object(row)}"


def _object(row: Row) -> str:
    found = row.get("objectLabel") or row["object"]
    return found.rsplit("/", 1)[-1] if found.startswith("http") else _plain(found)


def _plain(number: str) -> str:
    """12.0 as 12, which engines write for one number."""
    return re.sub(r"^(-?\d+)\.0+$", r"\1", number)


def _marks(row: Row) -> Iterator[str]:
    """What to look for in the words: a name, or a number; an IRI without a name is in no words."""
    found = _object(row)
    if not row["object"].startswith("http") or row.get("objectLabel"):
        yield found


def marked(words: str, marks: Iterable[str]) -> list[tuple[str, bool]]:
    """Words in pieces, in order; those that print one of the marks as words of their own are told.

    >>> marked("9.6 months, not 19.6", ["9.6"])
    [('9.6', True), (' months, not 19.6', False)]
    """
    wanted = sorted((re.escape(mark) for mark in marks if mark.strip()), key=len, reverse=True)
    if not wanted:
        return [(words, False)] if words else []
    pattern = re.compile(rf"(?<![\w.])((?:{'|'.join(wanted)}))(?!\w|\.\d)", re.IGNORECASE)
    return [(piece, place % 2 == 1) for place, piece in enumerate(pattern.split(words)) if piece]
