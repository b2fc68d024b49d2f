"""A seed in, any number of press releases with the facts they state out.

Releases are put together from our own sentences and from names of the reference data, in several layouts and with all
kinds of facts; about one in a hundred prints a misspelt code name and one in a hundred a percentage that no count
gives.  The same seed and number give the same bytes on any machine.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from kg.lexicon import Subject, lexicon
from kg.vocab import ADC

Fact = dict[str, Any]

_CITIES = ("Cambridge, Mass.", "San Diego", "Seattle", "Basel, Switzerland", "Tokyo", "Mainz, Germany", "Boston")
_WIRES = (("GLOBE NEWSWIRE", "GlobeNewswire"), ("BUSINESS WIRE", "Business Wire"), ("PRNewswire", "PRNewswire"))
_ACRONYMS = ("AURORA", "BEACON", "CEDAR", "DELTA", "EMBER", "FALCON", "GRANITE", "HARBOR", "INDIGO", "JUNIPER")
_EVENTS = ("fatigue", "nausea", "neutropenia", "thrombocytopenia", "diarrhea", "peripheral neuropathy", "vomiting")
_INDICATIONS = (
    "metastatic breast cancer",
    "relapsed or refractory multiple myeloma",
    "small cell lung cancer",
    "platinum-resistant ovarian cancer",
    "diffuse large B-cell lymphoma",
    "acute myeloid leukemia",
    "advanced urothelial cancer",
)
_CONTROLS = ("docetaxel", "capecitabine", "paclitaxel", "bendamustine")


@dataclass
class Story:
    """One release while it is written: its paragraphs and, beside them, the facts they state."""

    random: Random
    compound: Subject
    code: str
    company: str
    ticker: str
    day: date
    indication: str
    number: int
    paragraphs: list[str] = field(default_factory=list)
    facts: dict[str, list[Fact]] = field(default_factory=dict)

    def say(self, text: str) -> None:
        """Add a paragraph."""
        self.paragraphs.append(text)

    def fact(self, kind: str, /, **values: Any) -> None:
        """Note a fact that a paragraph states."""
        self.facts.setdefault(kind, []).append(values)


@dataclass(frozen=True, slots=True)
class Written:
    """A release with its gold facts: ``facts`` has the form of the facts JSON, with the scored keys only."""

    name: str
    text: str
    facts: dict[str, Any]


def releases(count: int, *, seed: int = 1) -> Iterator[Written]:
    """``count`` releases, one after another."""
    cast = _conjugates()
    for number in range(count):
        yield _write(Random(seed * 1_000_003 + number), cast, number)  # noqa: S311  # a corpus, not a secret


def _conjugates() -> list[Subject]:
    """The conjugates of the reference data that have a target, a payload and a developer."""
    subjects = lexicon().subjects.values()
    wanted = (ADC.bindsTarget, ADC.carriesPayload, ADC.developedBy)
    return [s for s in subjects if s.kind == "compound" and all(s.first(p) for p in wanted)]


def _label(iri: str) -> str:
    subject = lexicon().subjects.get(iri)
    return subject.label if subject else iri.rsplit("/", 1)[-1]


def _write(random: Random, cast: list[Subject], number: int) -> Written:
    compound = cast[number % len(cast)]
    company = _label(compound.first(ADC.developedBy) or "")
    story = Story(
        random,
        compound,
        compound.first(ADC.codeName) or compound.label,
        company,
        "".join(random.choice("ABCDEFGHKLMNPRST") for _ in range(4)),
        date(2008, 1, 2) + timedelta(days=number % 5800),
        random.choice(_INDICATIONS),
        number,
    )
    kinds: list[Callable[[Story], None]] = random.choice(_KINDS)
    _open(story)
    for paragraph in kinds:
        paragraph(story)
    _close(story)
    text = random.choice((_plain, _crlf, _wrapped))("\n\n".join(story.paragraphs) + "\n", random)
    return Written(f"{number:05d}-{compound.slug}.txt", text, _gold(story))


def _open(story: Story) -> None:
    random, day = story.random, story.day
    city, (printed, wire) = random.choice(_CITIES), random.choice(_WIRES)
    label = story.compound.label
    title = f"{story.company} Reports Progress With {label} in {story.indication.title()}"
    story.say(title)
    long, short = day.strftime("%B ") + f"{day.day}, {day.year}", day.strftime("%b. ") + f"{day.day}, {day.year}"
    dateline = random.choice(
        (
            f"{city.upper()}, {short} ({printed}) --",
            f"{city}--({printed})--{long}--",
            f"{city}, {day.day} {day.strftime('%B')} {day.year} /{printed}/ --",
        )
    )
    misprint = random.random() < 0.01 and story.code != label
    code = story.code[:-1] + random.choice("0123456789") if misprint else story.code
    alias = f" ({code})" if code != label else ""
    story.say(
        f"{dateline} {story.company} (NASDAQ: {story.ticker}) today announced news of {label}{alias}, "
        f"an antibody-drug conjugate that targets {_label(story.compound.first(ADC.bindsTarget) or '')} "
        f"and carries the payload {_label(story.compound.first(ADC.carriesPayload) or '')}."
    )
    story.fact(
        "release", company=story.company, ticker=story.ticker, date=day.isoformat(), city=city, wire=wire, title=title
    )
    story.fact("compounds", name=label, target=_label(story.compound.first(ADC.bindsTarget) or ""))


def _trial(story: Story) -> tuple[str, int]:
    random = story.random
    name = f"{random.choice(_ACRONYMS)}-{story.number + 1}"
    phase, size = random.choice(("1", "2", "3")), random.randint(20, 600)
    roman = {"1": "I", "2": "II", "3": "III"}[phase]
    story.say(
        f"The {name} study is a randomized, open-label Phase {random.choice((roman, phase))} trial of "
        f"{story.compound.label} "
        f"that enrolled {size} patients with {story.indication}."
    )
    story.fact("trials", name=name, phase=phase, n=size, indication=story.indication)
    return name, size


def _results(story: Story) -> None:
    random = story.random
    name, size = _trial(story)
    evaluable = random.randint(size // 2 + 1, size)
    responders = random.randint(1, evaluable - 1)
    share = round(100 * responders / evaluable, 1)
    if random.random() < 0.01:
        share = round(share + 0.7, 1)
    experimental, control = random.randint(50, 150) / 10, random.randint(20, 60) / 10
    ratio, p = random.randint(30, 90) / 100, random.choice(("0.001", "0.012", "0.035"))
    drug = random.choice(_CONTROLS)
    lines = (
        f"The objective response rate was {share}% ({responders} of {evaluable} evaluable patients).",
        f"Median progression-free survival was {experimental} months with {story.compound.label} "
        f"compared with {control} months "
        f"with {drug} (hazard ratio {ratio}; p = {p}).",
    )
    _list_or_prose(story, f"Key results of {name} include:", lines)
    story.fact("outcomes", trial=name, endpoint="ORR", value=share, unit="%", n=responders, N=evaluable)
    story.fact(
        "outcomes",
        trial=name,
        endpoint="median PFS",
        value=experimental,
        comparator_value=control,
        unit="months",
        hr=ratio,
        p=float(p),
    )


def _safety(story: Story) -> None:
    events = story.random.sample(_EVENTS, 3)
    shares = [story.random.randint(5, 60) for _ in events]
    listed = ", ".join(f"{event} ({share}%)" for event, share in zip(events[:-1], shares, strict=False))
    story.say(f"The most common adverse events of any grade were {listed} and {events[-1]} ({shares[-1]}%).")
    for event, share in zip(events, shares, strict=True):
        story.fact("adverse_events", term=event, percent=share)


def _dose(story: Story) -> None:
    amount = story.random.randint(10, 80) / 10
    story.say(f"{story.compound.label} was given intravenously at a dose of {amount} mg/kg every three weeks.")
    story.fact("doses", dose=amount, unit="mg/kg", schedule="every 3 weeks")


def _orphan(story: Story) -> None:
    story.say(
        f"The U.S. Food and Drug Administration (FDA) has granted {story.compound.label} orphan drug "
        f"designation for {story.indication}."
    )
    story.fact("regulatory", kind="orphan", agency="FDA", indication=story.indication)


def _milestone(story: Story) -> None:
    year = story.day.year + 1
    story.say(
        f"{story.company} expects to submit a Biologics License Application for {story.compound.label} "
        f"in the first half of {year}."
    )
    story.fact("milestones", event="submit BLA", date=f"{year}-H1")


def _deal(story: Story) -> None:
    others = ("Northgate Oncology", "Lakeside Biologics", "Summit Therapeutics")
    upfront, total = story.random.randint(5, 90), story.random.randint(100, 900)
    partner = story.random.choice(others)
    story.say(
        f"Under the license agreement, {partner} will pay {story.company} an upfront payment of "
        f"${upfront} million and up to "
        f"${total} million in milestone payments, plus royalties on net sales of {story.compound.label}."
    )
    story.fact("deals", parties=[story.company, partner], upfront=upfront * 1_000_000, milestones=total * 1_000_000)


_KINDS: tuple[list[Callable[[Story], None]], ...] = (
    [_results, _safety, _dose, _milestone],
    [_results, _safety],
    [_orphan, _milestone],
    [_deal, _milestone],
    [_dose, _results, _orphan, _safety],
)


def _list_or_prose(story: Story, lead: str, lines: tuple[str, ...]) -> None:
    if story.random.random() < 0.5:
        story.say("\n".join([lead, "", *(f"- {line}" for line in lines)]))
    else:
        story.say(" ".join(lines))


def _close(story: Story) -> None:
    story.say(f'"We are pleased with these data," said the Chief Medical Officer of {story.company}.')
    story.say(f"About {story.company}\n\n{story.company} develops medicines for people with cancer.")
    story.say("This press release contains forward-looking statements that involve risks and uncertainties.")
    story.say(f"Contact: Investor Relations, {story.company}, 617-555-01{story.random.randint(10, 99)}, ir@example.org")


def _plain(text: str, _random: Random) -> str:
    return text


def _crlf(text: str, _random: Random) -> str:
    return "\ufeff" + text.replace("\n", "\r\n")


def _wrapped(text: str, random: Random) -> str:
    """Long paragraphs broken at a right margin, as mail programs do."""
    import textwrap

    width = random.choice((72, 78, 90))
    return "\n".join(
        textwrap.fill(line, width, break_on_hyphens=False) if len(line) > 140 else line for line in text.split("\n")
    )


def _gold(story: Story) -> dict[str, Any]:
    facts: dict[str, Any] = {kind: list(values) for kind, values in story.facts.items()}
    facts["release"] = facts["release"][0]
    facts["is_adc"] = True
    return facts


def main(arguments: list[str] | None = None) -> None:
    """Write releases and their gold facts into a folder: ``python -m kg.bench.corpus 100 FOLDER``."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    for written in releases(options.count, seed=options.seed):
        place = options.folder / written.name
        place.write_bytes(written.text.encode())
        place.with_suffix(".json").write_text(
            json.dumps(written.facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
