"""Names in, IRIs out: the terms of the ontology, the named graphs, and every IRI that the program mints.

``TERMS`` is the list of the ontology's terms; a test keeps it equal to ``ontology/adc.ttl``, so that nothing has to
read Turtle to know whether a term exists.  No IRI of a thing is made anywhere but here.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date
from typing import Final

BASE: Final = "https://w3id.org/adc-kg/"
ONTOLOGY: Final = BASE + "ontology/"
ID: Final = BASE + "id/"
GRAPH: Final = BASE + "graph/"
SHAPE: Final = BASE + "shape/"

REFERENCE_GRAPH: Final = GRAPH + "reference"
ONTOLOGY_GRAPH: Final = GRAPH + "ontology"
INFERRED_GRAPH: Final = GRAPH + "inferred"
DERIVED_GRAPH: Final = GRAPH + "derived"
CURATION_GRAPH: Final = GRAPH + "curation"

TERMS: Final = frozenset(
    """
    About AboutSection Above AcceleratedApproval AdverseEventKind AdverseEventReport AdverseEventTerm Agreement
    Antibody AntibodyDrugConjugate AntibodyStem AntibodySubstem ApplicationAccepted ApplicationUnderReview Approval
    ApprovedStage Arm ArmRole Asserted Assessor AtLeast AtMost Australia BLASubmission BaselineCharacteristic
    BaselineKind Below Biomarker BiomarkerUse Body Bound BrandName Breakthrough CTASubmission Canada Change China
    Claim ClinicalHold ClinicalHoldLifted ClinicalStage CodeName CompanionDiagnosticApproval Comparison
    CompleteResponse ConditionalApproval Confirm Conflict ConjugateWord ContactPoint ContactSection Contradicted
    Control Correct Count CurationDecision DataReadout DateUnproven Dateline Decision DecisionKind Decoded
    DerivedValue DesignationGrant DesignationKind DevelopmentStatus DifferentFrom Discontinuation DiscontinuedStage
    Discrepancy DoseKind DoseLimitingLevel DoseLimitingToxicity DoseRange DoseRecord Endpoint Entailment Entity
    Equal EuropeanUnion EventKind Evidence Experimental ExplainedDifference FastTrack FiledReport Finding
    FootnoteSection ForwardLookingStatement ForwardStatement FromReference FromRelease Headline INDCleared
    INDSubmission INNName IndependentReview Indication InvestigatorReview Japan LandmarkRate LedToDiscontinuation
    Legal LegalSection Linker ListValue MAASubmission MarketingApplicationSubmission MaximumToleratedDose Mean
    Median Medicine Meeting Milestone MilestoneKind MilestoneOutcome MilestoneResolution Misprint Modality
    NDASubmission NameDecoration NameKind NameStem NameUse Negated NonConjugateWord NumericDoubt Open Opinion
    OpinionModality Organisation Orphan OrphanPositiveOpinion OtherMilestone Payload Person Phase PhaseEntry
    PhaseFour PhaseOne PhaseOneStage PhaseOneTwo PhaseOneTwoStage PhaseThree PhaseThreeStage PhaseTwo PhaseTwoStage
    PhaseTwoThree PhaseTwoThreeStage PipelineCount Planned Platform Population PositiveOpinion PreclinicalPhase
    PreclinicalStage PreferredName Presentation PresentationDue Prime PriorTherapy PriorityReview
    PriorityReviewRequested Promotional Provenance Quotation Rate RecommendedPhaseTwoDose Record RefuseToFile
    Regimen Region RegulatoryAgency RegulatoryEvent Reject Rejected Release Result RiskFactor SBLASubmission SPA
    SafeHarbor SameAs SectionCoverage SectionKind SeriousAdverseEvent SouthKorea Stage StartingDose Statement
    StatementKind StatisticKind StatusChange StockExchange Submission Substance Supported Switzerland Synonym
    Target TrademarkNotice TrademarkSection Trait Trial TrialCleared TrialCompleted TrialOngoing TrialPaused
    TrialPlanned TrialReported TrialStart TrialStarted TrialStatus TrialStopped UnderReviewStage UnitedKingdom
    UnitedStates UnreportedOutcome Verdict WireService Withdrawal WordEnding Worldwide about abstractNumber
    acquiredBy agency agreementDate ambiguousName antibodyFormat armOf armRole asOf assessor baselineKind
    bindsTarget biomarker biomarkerRole bodySystem bound brand brandName builtOnPlatform calculation carriesPayload
    characters ciHigh ciLevel ciLow city cleavable coIssuedBy codeName collaborationWith comparatorArm
    comparatorRegimen computed conductedAt contactName contactRole controlResult correctedValue country covered
    crossover currency cycle datelineCity decidedBy decidedIn decidedOn decision definition denominator dependsOn
    description design designation developedBy developmentFunding developmentFundingPeriod difference doseKind
    drugToAntibodyRatio dueFrom duePrinted dueTo earlierStatus email endpoint enrolled enrolmentBound equity event
    eventDate eventKind evidence exchangePrinted exclusivity experimentalResult explanation forIndication formerly
    foundBy geneSymbol grade hasAntibody hasArm hasCompanyRole hasIntervention hasLinker hasPopulation hazardRatio
    holder inPopulation inRegimen inRegion inSection innName investigates isOrphaned isotype issuedBy knownFrom
    laterStatus licenceFee licensedFrom licensedTo licensee licensor lineOfTherapy linkerChemistry listedOn
    mechanism meeting memberOf milestoneKind milestonePayments milestoneReceived milestonesPer modality name
    nameKind names namesLinker namesPayload namesReport numerator ofArm ofCompany ofCompound ofDrug ofMilestone
    ofRelease ofStatement ofTrial optionedTo originatedBy otherPrinted otherRelease outcome ownedBy pBound pValue
    partOfPopulation partnerOf party pattern payloadFamily phase phone populationOf presentationDate
    presentationKind primaryEndpoint printed promisedStatus pursuedFor quantity quote rangeHigh rangeHighBound
    rangeLow rank readOn reason registryId releaseDate researchSupport resolvedBy riskReduction route royalties rule
    schedule secondaryEndpoint selectedBy setting significance size slippedTo sourceName speaker speakerRole
    sponsoredBy statedIn statementKind statistic status subject subsidiaryOf subtitle suppliedBy term territory
    text textDigest textLength tickerPrinted tickerSymbol timePointMonths title totalValue trait treatmentRelated
    trialStatus unit upfrontPayment value valueHigh valueText wire words
    """.split()  # noqa: SIM905  # four hundred quoted words would be harder to read
)


class Vocabulary:
    """A closed namespace: an attribute is a term's IRI, and a name that is no term raises at once.

    >>> ADC.hasAntibody
    'https://w3id.org/adc-kg/ontology/hasAntibody'
    """

    def __init__(self, base: str, terms: frozenset[str]) -> None:
        self.base = base
        self.terms = terms

    def __getattr__(self, name: str) -> str:
        if name.startswith("__") or name not in self.__dict__.get("terms", ()):
            raise AttributeError(f"the ontology has no term '{name}'; see docs/model.md for those it has")
        return self.base + name

    def __getitem__(self, name: str) -> str:
        """The same for a name that is not known when the program is written; KeyError when it is no term."""
        if name not in self.terms:
            raise KeyError(f"the ontology has no term '{name}'")
        return self.base + name

    def __contains__(self, iri: object) -> bool:
        return isinstance(iri, str) and iri.startswith(self.base) and iri[len(self.base) :] in self.terms


ADC: Final = Vocabulary(ONTOLOGY, TERMS)

_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu "
    "nu xi omicron pi rho sigma tau upsilon phi chi psi omega"
)
_LETTERS = dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _GREEK.split(), strict=True)) | {
    "ß": "ss",
    "ø": "o",
    "æ": "ae",
    "ł": "l",
}
_MINUS = re.compile(r"(?<=\w)[-\u2212](?=[\s/,;)]|$)")
_SEPARATORS = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """A name as it stands in an IRI: lower-case letters and digits of ASCII, one hyphen between words.

    Greek letters are spelled out, accents dropped; a plus and a closing minus are words, since 'HER2+' and 'HER2-'
    differ in nothing else.  Letters that ASCII cannot show are told apart by a digest.  Empty for a text without a
    letter or a digit.  The slug of a slug is itself.

    >>> slug("FRα"), slug("Seattle Genetics, Inc."), slug("HR+/HER2- breast cancer")
    ('fralpha', 'seattle-genetics-inc', 'hr-plus-her2-minus-breast-cancer')
    """
    marked = _MINUS.sub(" minus", text)
    folded = unicodedata.normalize("NFKD", marked.replace("+", " plus ").casefold())
    plain = "".join(_LETTERS.get(character, character) for character in folded if not unicodedata.combining(character))
    words = _SEPARATORS.sub("-", plain).strip("-")
    lost = "".join(character for character in plain if character.isalnum() and not character.isascii())
    return f"{words}-{_digest(lost)[:8]}".strip("-") if lost else words


def entity_iri(kind: str, name: str) -> str:
    """The IRI of an entity that has a name of its own: ``id:<kind>/<slug>``.

    Raises ValueError for a name without a letter or a digit.
    """
    made = slug(name)
    if not made:
        raise ValueError(f"'{name}' cannot name a {kind}: it has no letter and no digit")
    return f"{ID}{kind}/{made}"


def record_iri(kind: str, *parts: str) -> str:
    """The IRI of a record: its kind and 16 hex digits of a SHA-256 over its parts, in their order."""
    return f"{ID}{kind}/{_digest(*parts)[:16]}"


def release_key(issuer: str | None, day: date | str | None, digest: str) -> str:
    """What names a release: the slug of its issuer and its date, else 16 digits of the text's digest."""
    if issuer and day and slug(issuer):
        return f"{slug(issuer)}-{day}"
    return digest[:16]


def release_iri(key: str) -> str:
    """The IRI of a release by its key."""
    return f"{ID}release/{key}"


def release_graph(key: str) -> str:
    """The named graph that holds what a release states."""
    return f"{GRAPH}release/{key}"


def split_iri(iri: str) -> tuple[str, str] | None:
    """Kind and slug of an IRI of a thing; None for any other IRI."""
    kind, _, rest = iri.removeprefix(ID).partition("/")
    return (kind, rest) if iri.startswith(ID) and rest else None


def _digest(*parts: str) -> str:
    # lengths keep ("a", "bc") and ("ab", "c") apart
    content = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(content.encode()).hexdigest()
