"""A seed in, any number of press releases with the facts they state out.

Releases are put together from our own sentences and from names of the reference data, in several layouts and with all
kinds of facts; about one in a hundred prints a misspelt code name and one in a hundred a percentage that no count
gives.  The same seed and number give the same bytes on any machine.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from kg.bench.paragraphs import INDICATIONS, KINDS, Story
from kg.lexicon import Subject, lexicon
from kg.vocab import ADC

_CITIES = ("Cambridge, Mass.", "San Diego", "Seattle", "Basel, Switzerland", "Tokyo", "Mainz, Germany", "Boston")
_WIRES = (("GLOBE NEWSWIRE", "GlobeNewswire"), ("BUSINESS WIRE", "Business Wire"), ("PRNewswire", "PRNewswire"))


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
        random.choice(INDICATIONS),
        number,
    )
    kinds: list[Callable[[Story], None]] = random.choice(KINDS)
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
