"""The frozen values that every stage speaks: a release, where words stand in it, and one type per kind of fact.

Field names of the facts are those of the facts JSON that ``adckg extract`` prints, so that the printer is a
plain walk over the dataclasses; what the JSON does not know stands behind them and is printed as an additional
key.  Nothing here reads a file, a clock or a random number.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field, fields
from typing import Literal

Modality = Literal["asserted", "planned", "claim", "opinion", "negated", "boilerplate", "legal"]
SectionKind = Literal["headline", "dateline", "body", "quotation", "about", "legal", "trademark", "contact", "footnote"]
Bound = Literal["=", "<", "<=", ">", ">=", "~"]
Number = int | float


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters, ``start < end``; which text it counts in, its holder says."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}..{self.end}")


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Words of a release: code points ``start`` to ``end`` (half open) of the text as read, and exactly those words."""

    start: int
    end: int
    quote: str
    section: SectionKind = "body"

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.quote):
            raise ValueError(
                f"evidence {self.start}..{self.end} does not fit its quote of {len(self.quote)} characters"
            )


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a release that speaks in one voice: ``start`` to ``end`` count in ``Release.clean``."""

    kind: SectionKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, a bullet, a table row or a headline; offsets count in ``Release.clean``.

    ``block`` numbers the paragraph, list or table the sentence stands in; ``lead`` is the index (in
    ``Release.sentences``) of the line that introduces the list or table this line belongs to, or -1.
    """

    start: int
    end: int
    section: SectionKind
    block: int
    layout: Literal["prose", "bullet", "row", "heading"] = "prose"
    lead: int = -1


@dataclass(frozen=True, slots=True)
class Release:
    """A press release as read.

    ``text`` is the decoded file, untouched.  ``clean`` is what rules read: entities decoded, soft hyphens, byte order
    mark, (R), ® and Markdown emphasis removed, quotes, dashes and spaces made plain, wrapped lines joined.
    ``origin[i]`` is the offset in ``text`` of ``clean[i]``; it has ``len(clean) + 1`` entries.
    """

    name: str
    text: str
    clean: str
    origin: array[int] = field(repr=False, compare=False)
    digest: str  # SHA-256 of the text in UTF-8, 64 hex digits
    sections: tuple[Section, ...] = ()
    sentences: tuple[Sentence, ...] = ()

    def evidence(self, start: int, end: int) -> Evidence:
        """The words of ``text`` that ``clean[start:end]`` came from."""
        left, right = self.origin[start], self.origin[end - 1] + 1
        if self.text[right - 1] != self.clean[end - 1]:
            # an entity or another form of several characters: take it whole
            right = self.origin[end]
            while right > left + 1 and self.text[right - 1].isspace():
                right -= 1
        return Evidence(left, right, self.text[left:right], self.section_at(start))

    def section_at(self, position: int) -> SectionKind:
        """The kind of section that a position of ``clean`` lies in."""
        index = bisect_right(self.sections, position, key=lambda section: section.start) - 1
        return self.sections[index].kind if index >= 0 and position < self.sections[index].end else "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact carries: its words, how they are meant, and the rule that found it."""

    evidence: tuple[Evidence, ...] = ()
    modality: Modality = "asserted"
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFacts(Fact):
    """The document itself."""

    company: str | None = None
    ticker: str | None = None
    exchange: str | None = None
    other_tickers: tuple[str, ...] = ()
    date: str | None = None
    city: str | None = None
    wire: str | None = None
    title: str | None = None
    subtitles: tuple[str, ...] = ()
    other_companies: tuple[str, ...] = ()
    parent: str | None = None
    fiscal_report: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Fact):
    """One spelling of an entity's name in the text. ``printed`` is cleaned of marks, not corrected."""

    printed: str
    kind: Literal["preferred", "synonym", "code", "brand", "INN", "misprint"] = "synonym"
    reason: str | None = None  # why it is taken for a misprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Fact):
    """A part of a conjugate as stated: its antibody, payload, linker, target or platform."""

    role: Literal["antibody", "payload", "linker", "target", "platform"]
    name: str
    source: Literal["release", "reference", "decoded"] = "release"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Fact):
    """What a company does for a compound, or for a part of one when ``component`` is given."""

    company: str
    compound: str | None = None
    role: Literal[
        "developer",
        "originator",
        "owner",
        "licensor",
        "licensee",
        "sponsor",
        "collaborator",
        "supplier",
        "option holder",
    ]
    component: str | None = None
    component_kind: Literal["antibody", "payload", "linker", "platform", "target", ""] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status(Fact):
    """Development status of a compound as the release states it."""

    compound: str
    status: (
        str  # 'preclinical', 'phase 1', 'phase 1/2', 'phase 2', 'phase 3', 'under review', 'approved', 'discontinued'
    )
    indication: str | None = None
    setting: str | None = None  # 'first-line', 'adjuvant/neoadjuvant'
    region: str | None = None  # 'US', 'EU'
    trial: str | None = None
    due: str | None = None  # for planned ones, in the grammar of Milestone.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Compound(Fact):
    """One antibody-drug conjugate and what the release states of it."""

    name: str
    aliases: tuple[str, ...] = ()
    drug_class: str | None = None
    antibody: str | None = None
    payload: str | None = None
    linker: str | None = None
    target: str | None = None
    target_aliases: tuple[str, ...] = ()
    technology: str | None = None
    developers: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    indications: tuple[str, ...] = ()
    status: str | None = None
    dar: Number | None = None
    key: str = ""  # slug of the entity: the reference data's, else made from the name
    names: tuple[Name, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm(Fact):
    """An arm, part or cohort of a trial."""

    name: str
    n: int | None = None
    role: Literal["experimental", "control", ""] = ""
    interventions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial(Fact):
    """One clinical study."""

    name: str | None = None
    aliases: tuple[str, ...] = ()
    nct: str | None = None
    phase: str | None = None
    phase_raw: str | None = None
    indication: str | None = None
    n: int | None = None
    n_qualifier: tuple[str, ...] = ()
    arms: tuple[Arm, ...] = ()
    design: str | None = None
    comparator: str | None = None
    status: str | None = None
    status_raw: str | None = None
    sponsor: str | None = None
    line_of_therapy: str | None = None
    primary_endpoint: tuple[str, ...] = ()
    secondary_endpoint: tuple[str, ...] = ()
    compound: str | None = None
    conference: str | None = None
    other_conferences: tuple[str, ...] = ()
    abstract: str | None = None
    publication: str | None = None
    start: str | None = None
    biomarker: str | None = None
    crossover: str | None = None  # the words that allow or forbid crossover
    sites: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Fact):
    """One efficacy result: one endpoint in one comparison and one population."""

    trial: str | None = None
    compound: str | None = None
    arm: str | None = None
    endpoint: str
    assessor: str | None = None
    value: Number | str | None = None
    value_qualifier: str | None = None
    unit: str | None = None
    comparator_arm: str | None = None
    comparator_value: Number | str | None = None
    difference: Number | None = None
    p: Number | None = None
    p_op: str | None = None
    hr: Number | None = None
    risk_reduction: Number | None = None
    ci: tuple[Number | None, Number | None] | None = None
    ci_of: str | None = None
    value_ci: tuple[Number | None, Number | None] | None = None
    comparator_ci: tuple[Number | None, Number | None] | None = None
    ci_level: Number | None = None
    range: tuple[Number | None, Number | None] | None = None
    range_open_upper: bool | None = None
    n: int | None = None
    N: int | None = None
    comparator_n: int | None = None
    comparator_N: int | None = None
    subgroup: str | None = None
    parent_population: str | None = None
    significance: str | None = None
    definition: str | None = None  # what a response category means here, when the text says so
    timepoint: str | None = None
    printed: str | None = None  # the value as printed: '14.2 months', '64.2 percent'
    comparator_printed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdverseEvent(Fact):
    """One adverse event in one arm."""

    term: str
    percent: Number | None = None
    grade: str | None = None
    arm: str | None = None
    n: int | None = None
    N: int | None = None
    threshold: str | None = None
    related: bool | None = None
    kind: str | None = None  # 'DLT', 'SAE', 'discontinuation'
    trial: str | None = None
    compound: str | None = None
    population: str | None = None
    bound: Bound | None = None
    printed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose(Fact):
    """One dose and / or schedule. ``drug`` is set for a drug that is not the conjugate; those are printed apart."""

    compound: str | None = None
    drug: str | None = None
    dose: Number | tuple[Number, Number] | None = None
    unit: str | None = None
    schedule: str | None = None
    route: str | None = None
    kind: str | None = None
    trial: str | None = None
    regimen: str | None = None
    printed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulatory(Fact):
    """One regulatory event that has happened, per agency."""

    compound: str | None = None
    kind: str
    agency: str | None = None
    region: str | None = None
    indication: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Fact):
    """One announced plan or expectation."""

    event: str
    date: str | None = None
    date_raw: str | None = None
    compound: str | None = None
    holder: str | None = None
    depends_on: str | None = None
    trial: str | None = None
    kind: str = ""  # 'trial start', 'data', 'submission', 'decision', 'phase', 'presentation', 'other'
    phase: str | None = None  # for kind 'phase': the status that is promised
    region: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal(Fact):
    """One agreement, or one payment under an agreement."""

    parties: tuple[str, ...]
    licensor: str | None = None
    licensee: str | None = None
    upfront: Number | None = None
    milestones: Number | None = None
    milestones_per: str | None = None
    milestone_received: Number | None = None
    license_fee: Number | None = None
    development_funding: Number | None = None
    development_funding_period: str | None = None
    research_support: Number | None = None
    equity: Number | None = None
    total: Number | None = None
    royalties: str | None = None
    currency: str | None = None
    subject: str | None = None
    date: str | None = None
    exclusivity: str | None = None
    territory: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyLink(Fact):
    """A link between two companies: member of, subsidiary of, partner of, acquired by, formerly."""

    company: str
    relation: Literal["member of", "subsidiary of", "partner of", "acquired by", "formerly"]
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trademark(Fact):
    """A brand name, the drug it names where the text says so, and its owner."""

    brand: str
    drug: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineCount(Fact):
    """How many compounds a company has of a kind: 'ten TAP compounds in clinical testing'."""

    quantity: str
    value: int
    bound: Bound = "="
    company: str | None = None
    printed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Population(Fact):
    """A group of patients, the group it is part of, and its size."""

    name: str
    parent: str | None = None
    size: int | None = None
    description: str | None = None
    trial: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline(Fact):
    """A share of the patients with a prior therapy or a baseline trait."""

    kind: Literal["prior therapy", "trait"]
    name: str
    population: str | None = None
    value: Number | None = None
    unit: str | None = None  # '%', 'patients', 'years'
    bound: Bound | None = None
    trial: str | None = None
    printed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotReported(Fact):
    """What a release says was not reported, not mature or not reached yet."""

    endpoint: str
    reason: str
    trial: str | None = None
    compound: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation(Fact):
    """Where, when and how data were or will be presented."""

    meeting: str
    city: str | None = None
    country: str | None = None
    abstract: str | None = None
    date: str | None = None
    kind: str | None = None  # 'oral presentation', 'poster', 'press programme'
    trial: str | None = None
    compound: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Biomarker(Fact):
    """A biomarker or antigen that selects patients."""

    biomarker: str
    indication: str | None = None
    role: str = "selects patients"
    compound: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion(Fact):
    """A quotation with its speaker; ``claim`` is its words."""

    claim: str
    speaker: str | None = None
    role: str | None = None
    company: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardLooking(Fact):
    """A forward-looking statement or a named risk factor."""

    statement: str
    kind: Literal["statement", "risk factor", "safe harbor", "report"]
    company: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Fact):
    """A contact printed in a release."""

    name: str | None = None
    role: str | None = None
    company: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything one release states: what ``extract`` returns and ``build`` takes."""

    release: ReleaseFacts
    is_adc: bool
    compounds: tuple[Compound, ...] = ()
    technologies: tuple[str, ...] = ()
    trials: tuple[Trial, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    adverse_events: tuple[AdverseEvent, ...] = ()
    doses: tuple[Dose, ...] = ()
    regulatory: tuple[Regulatory, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    deals: tuple[Deal, ...] = ()
    other_drugs: tuple[str, ...] = ()
    # additional kinds, beyond the facts JSON's contract
    statuses: tuple[Status, ...] = ()
    roles: tuple[Role, ...] = ()
    company_links: tuple[CompanyLink, ...] = ()
    trademarks: tuple[Trademark, ...] = ()
    pipeline_counts: tuple[PipelineCount, ...] = ()
    populations: tuple[Population, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    not_reported: tuple[NotReported, ...] = ()
    presentations: tuple[Presentation, ...] = ()
    biomarkers: tuple[Biomarker, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    forward_looking: tuple[ForwardLooking, ...] = ()
    contacts: tuple[Contact, ...] = ()

    def all(self) -> tuple[Fact, ...]:
        """Every fact, in the order of the fields."""
        found: list[Fact] = []
        for slot in fields(self):
            value = getattr(self, slot.name)
            if isinstance(value, Fact):
                found.append(value)
            elif isinstance(value, tuple):
                found.extend(item for item in value if isinstance(item, Fact))
        return tuple(found)
