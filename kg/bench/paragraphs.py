"""A story in, its paragraphs and the facts that they state out: the sentences of the corpus to measure on.

Each function here says one kind of thing and notes the facts it has said, as an expert would read them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from kg.lexicon import Subject

Fact = dict[str, Any]

_ACRONYMS = ("AURORA", "BEACON", "CEDAR", "DELTA", "EMBER", "FALCON", "GRANITE", "HARBOR", "INDIGO", "JUNIPER")
_EVENTS = ("fatigue", "nausea", "neutropenia", "thrombocytopenia", "diarrhea", "peripheral neuropathy", "vomiting")
INDICATIONS = (
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


def results(story: Story) -> None:
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


def safety(story: Story) -> None:
    events = story.random.sample(_EVENTS, 3)
    shares = [story.random.randint(5, 60) for _ in events]
    listed = ", ".join(f"{event} ({share}%)" for event, share in zip(events[:-1], shares, strict=False))
    story.say(f"The most common adverse events of any grade were {listed} and {events[-1]} ({shares[-1]}%).")
    for event, share in zip(events, shares, strict=True):
        story.fact("adverse_events", term=event, percent=share)


def dose(story: Story) -> None:
    amount = story.random.randint(10, 80) / 10
    story.say(f"{story.compound.label} was given intravenously at a dose of {amount} mg/kg every three weeks.")
    story.fact("doses", dose=amount, unit="mg/kg", schedule="every 3 weeks")


def orphan(story: Story) -> None:
    story.say(
        f"The U.S. Food and Drug Administration (FDA) has granted {story.compound.label} orphan drug "
        f"designation for {story.indication}."
    )
    story.fact("regulatory", kind="orphan", agency="FDA", indication=story.indication)


def milestone(story: Story) -> None:
    year = story.day.year + 1
    story.say(
        f"{story.company} expects to submit a Biologics License Application for {story.compound.label} "
        f"in the first half of {year}."
    )
    story.fact("milestones", kind="submission", date=f"{year}-H1")


def deal(story: Story) -> None:
    others = ("Northgate Oncology", "Lakeside Biologics", "Summit Therapeutics")
    upfront, total = story.random.randint(5, 90), story.random.randint(100, 900)
    partner = story.random.choice(others)
    story.say(
        f"Under the license agreement, {partner} will pay {story.company} an upfront payment of "
        f"${upfront} million and up to "
        f"${total} million in milestone payments, plus royalties on net sales of {story.compound.label}."
    )
    story.fact("deals", upfront=upfront * 1_000_000, milestones=total * 1_000_000)


_STAGES = (
    ("{drug} is in Phase 1 clinical development for {disease}.", "phase 1"),
    ("{drug} is in Phase 2 clinical development for {disease}.", "phase 2"),
    ("{company} has advanced {drug} into Phase 3 development for {disease}.", "phase 3"),
    ("{company} has discontinued the development of {drug}.", "discontinued"),
)
_FDA, _EMA = "The U.S. Food and Drug Administration (FDA)", "The European Medicines Agency (EMA)"
_STEPS = (  # words, kind, agency, whether a disease is named
    (f"{_FDA} has cleared the Investigational New Drug (IND) application for {{drug}}.", "IND_cleared", "FDA", False),
    (f"{_FDA} has granted {{drug}} Fast Track designation for {{disease}}.", "fast_track", "FDA", True),
    (
        f"{_FDA} has accepted the Biologics License Application (BLA) for {{drug}} in {{disease}}.",
        "application_accepted",
        "FDA",
        True,
    ),
    (
        f"{_EMA} has validated the Marketing Authorisation Application for {{drug}} in {{disease}}.",
        "application_accepted",
        "EMA",
        True,
    ),
    (
        f"{_FDA} has granted accelerated approval to {{drug}} for the treatment of adults with {{disease}}.",
        "accelerated_approval",
        "FDA",
        True,
    ),
    (f"{_FDA} has placed a clinical hold on the trials of {{drug}}.", "clinical_hold", "FDA", False),
)
_MEETINGS = (
    ("Annual Meeting of the American Society of Clinical Oncology (ASCO)", "Chicago"),
    ("Annual Meeting of the American Society of Hematology (ASH)", "San Diego"),
    ("Annual Meeting of the American Association for Cancer Research (AACR)", "Washington"),
)


def stage(story: Story) -> None:
    """How far the development of the compound has come."""
    words, status = story.random.choice(_STAGES)
    story.say(words.format(drug=story.compound.label, company=story.company, disease=story.indication))
    story.fact("statuses", compound=story.compound.label, status=status)


def step(story: Story) -> None:
    """What an agency has done."""
    words, kind, agency, names_disease = story.random.choice(_STEPS)
    story.say(words.format(drug=story.compound.label, disease=story.indication))
    named = {"indication": story.indication} if names_disease else {}
    story.fact("regulatory", kind=kind, agency=agency, **named)


def presentation(story: Story) -> None:
    """Where data were shown."""
    meeting, city = story.random.choice(_MEETINGS)
    abstract = str(story.random.randint(100, 9999))
    story.say(
        f"Data on {story.compound.label} were presented at the {story.day.year} {meeting} in {city} "
        f"(abstract {abstract})."
    )
    story.fact("presentations", meeting=f"{story.day.year} {meeting}", city=city, abstract=abstract)


def patients(story: Story) -> None:
    """A group of patients and its answers, what patients had had before, and what is not known yet."""
    size = story.random.randint(20, 90)
    responders = story.random.randint(1, size - 1)
    share, prior = round(100 * responders / size), story.random.randint(11, 98)
    before = story.random.choice(("bevacizumab", "rituximab", "trastuzumab"))
    story.say(
        f"Of the {size} patients with liver metastases, {responders} had an objective response ({share}%). "
        f"Of all patients, {prior}% had received prior {before}. Median overall survival had not been reached."
    )
    story.fact("populations", size=size)
    story.fact("outcomes", endpoint="ORR", value=share, unit="%", n=responders, N=size)
    story.fact("outcomes", endpoint="median OS", value="not reached")
    story.fact("baselines", name=before, value=prior, unit="%")


def severe(story: Story) -> None:
    """A severe event with its count, and who stopped treatment."""
    treated = story.random.randint(40, 300)
    affected, stopped = story.random.randint(2, treated // 3), story.random.randint(2, 19)
    event, share = story.random.choice(_EVENTS), round(100 * affected / treated)
    story.say(
        f"Grade 3 or higher {event} occurred in {share}% of patients ({affected} of {treated}). "
        f"{stopped}% of patients discontinued treatment because of adverse events."
    )
    story.fact("adverse_events", term=event, percent=share, grade=">=3", n=affected, N=treated)
    story.fact("adverse_events", percent=stopped, kind="discontinuation")


def portfolio(story: Story) -> None:
    """How many conjugates the company has."""
    number, word = story.random.choice(((3, "three"), (4, "four"), (5, "five"), (6, "six")))
    story.say(f"{story.company} has {word} antibody-drug conjugates in clinical trials.")
    story.fact("pipeline_counts", value=number)


KINDS: tuple[list[Callable[[Story], None]], ...] = (
    [results, safety, dose, milestone],
    [results, severe, patients],
    [orphan, milestone, step],
    [deal, milestone, portfolio],
    [dose, results, orphan, safety],
    [stage, step, presentation],
    [results, patients, presentation, stage],
    [safety, severe, step, milestone],
)


def _list_or_prose(story: Story, lead: str, lines: tuple[str, ...]) -> None:
    if story.random.random() < 0.5:
        story.say("\n".join([lead, "", *(f"- {line}" for line in lines)]))
    else:
        story.say(" ".join(lines))
