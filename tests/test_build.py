"""Facts become quads as docs/model.md says: claims, records, evidence, and direct triples for what is asserted only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

import pyoxigraph as ox
import pytest

from kg import vocab
from kg.build import build, coverage_quads
from kg.model import (
    AdverseEvent,
    Arm,
    Baseline,
    Biomarker,
    CompanyLink,
    Compound,
    Contact,
    Deal,
    Dose,
    Evidence,
    Facts,
    ForwardLooking,
    Milestone,
    Name,
    NotReported,
    Opinion,
    Outcome,
    Part,
    PipelineCount,
    Population,
    Presentation,
    Regulatory,
    Release,
    ReleaseFacts,
    Role,
    Status,
    Trademark,
    Trial,
)
from kg.read import read_text
from kg.resources import ontology_files

TEXT = """Acme reports ALPHA results

BOSTON, June 5, 2011 -- Acme, Inc. (Nasdaq: ACME) said that X-101, made of oxumab and DM1, was active. In the phase 2
ALPHA trial of 137 patients median PFS was 14.2 months with X-101 compared with 9.2 months with docetaxel. Nausea
occurred in 20% of patients. Nausea occurred in 20% of patients at the higher dose. A phase 3 trial is planned.
"""
NAMES = {
    ("payload", "DM1"): "dm1",
    ("endpoint", "PFS"): "progression-free-survival",
    ("medicine", "docetaxel"): "taxotere",
}
LABELS = {("payload", "dm1"): "DM1", ("medicine", "taxotere"): "docetaxel"}
HEAD = ReleaseFacts(company="Acme, Inc.", date="2011-06-05")
ADC = vocab.ADC

Triple = tuple[str, str, str]


def words(quote: str, start: int = 0) -> tuple[Evidence, ...]:
    place = TEXT.index(quote, start)
    return (Evidence(place, place + len(quote), quote),)


def quads(head: ReleaseFacts = HEAD, text: str = TEXT, **kinds: Any) -> list[ox.Quad]:
    source: Release = read_text("folder/acme.txt", text)
    facts = Facts(release=head, is_adc=True, **kinds)
    return build(
        facts,
        source,
        lookup=lambda kind, name: NAMES.get((kind, name)),
        label=lambda kind, slug: LABELS.get((kind, slug)),
    )


def triples(made: Iterable[ox.Quad]) -> set[Triple]:
    return {(q.subject.value, q.predicate.value, q.object.value) for q in made}  # type: ignore[union-attr]  # no nesting


def members(made: Iterable[ox.Quad], name: str) -> list[dict[str, set[str]]]:
    """The nodes of a class, each as local name of a property -> values."""
    listed = triples(made)
    found = [s for s, p, o in listed if p.endswith("#type") and o == getattr(ADC, name)]
    return [_node(listed, subject) for subject in sorted(found)]


def _node(listed: set[Triple], subject: str) -> dict[str, set[str]]:
    node: dict[str, set[str]] = {"": {subject}}
    for s, p, o in listed:
        if s == subject:
            node.setdefault(p.rsplit("/", 1)[-1].rsplit("#", 1)[-1], set()).add(o)
    return node


def only(made: Iterable[ox.Quad], name: str) -> dict[str, set[str]]:
    (found,) = members(made, name)
    return found


COMPOUND = Compound(
    name="X-101",
    parts=(Part(role="payload", name="DM1", evidence=words("made of oxumab and DM1"), rule="parts"),),
    evidence=words("X-101"),
    rule="compounds",
)
OUTCOME = Outcome(
    trial="ALPHA",
    compound="X-101",
    arm="X-101",
    endpoint="median PFS",
    value=14.2,
    unit="months",
    comparator_arm="docetaxel",
    comparator_value=9.2,
    hr=0.59,
    ci=(0.36, 0.97),
    ci_of="hr",
    ci_level=95,
    printed="14.2 months",
    comparator_printed="9.2 months",
    evidence=words("14.2 months with X-101 compared with 9.2 months with docetaxel"),
)
TRIAL = Trial(name="ALPHA", phase="2", n=137, compound="X-101", evidence=words("137 patients"))
X101 = vocab.entity_iri("compound", "X-101")
DM1 = vocab.entity_iri("payload", "dm1")


def test_asserted_claim_has_its_direct_triple() -> None:
    made = quads(compounds=(COMPOUND,))

    assert (X101, ADC.carriesPayload, DM1) in triples(made)


@pytest.mark.parametrize("modality", ["planned", "claim", "opinion", "negated", "legal"])
def test_claim_that_is_not_asserted_has_no_direct_triple(modality: Any) -> None:
    part = replace(COMPOUND.parts[0], modality=modality)

    made = quads(compounds=(replace(COMPOUND, parts=(part,)),))

    claim = next(c for c in members(made, "Claim") if c["predicate"] == {ADC.carriesPayload})
    assert claim["object"] == {DM1}
    assert (X101, ADC.carriesPayload, DM1) not in triples(made)


def test_about_section_is_asserted_and_its_evidence_says_so() -> None:
    evidence = (replace(COMPOUND.parts[0].evidence[0], section="about"),)
    part = replace(COMPOUND.parts[0], modality="boilerplate", evidence=evidence)

    made = quads(compounds=(replace(COMPOUND, parts=(part,)),))

    claim = next(c for c in members(made, "Claim") if c["predicate"] == {ADC.carriesPayload})
    assert claim["modality"] == {ADC.Asserted}
    assert (next(iter(claim["evidence"])), ADC.inSection, ADC.AboutSection) in triples(made)


def test_decoded_part_stands_in_the_graph_of_derived_statements() -> None:
    part = replace(COMPOUND.parts[0], source="decoded", rule="stem emtansine")

    made = quads(compounds=(replace(COMPOUND, parts=(part,)),))

    graphs = {q.graph_name.value for q in made if q.predicate.value == ADC.carriesPayload}  # type: ignore[union-attr]
    assert graphs == {vocab.DERIVED_GRAPH}


def test_part_of_the_reference_data_is_not_stated_by_the_release() -> None:
    part = replace(COMPOUND.parts[0], source="reference")

    made = quads(compounds=(replace(COMPOUND, parts=(part,)),))

    assert not [claim for claim in members(made, "Claim") if claim["predicate"] == {ADC.carriesPayload}]


def test_evidence_is_source_words_and_place() -> None:
    made = quads(compounds=(COMPOUND,))

    evidence = next(e for e in members(made, "Evidence") if e["exact"] == {"made of oxumab and DM1"})
    start = TEXT.index("made of")
    assert (evidence["start"], evidence["end"]) == ({str(start)}, {str(start + 22)})
    assert evidence["hasSource"] == {vocab.release_iri("acme-2011-06-05")}


def test_statements_on_the_same_words_share_their_evidence() -> None:
    twice = (
        AdverseEvent(term="nausea", evidence=words("20%")),
        AdverseEvent(term="nausea", n=3, evidence=words("20%")),
    )

    made = quads(adverse_events=twice)

    assert len(members(made, "Evidence")) == 1


def test_same_words_in_two_places_are_two_pieces_of_evidence() -> None:
    first, second = words("Nausea\noccurred"), words("Nausea occurred")
    again = Evidence(TEXT.rindex("20%"), TEXT.rindex("20%") + 3, "20%")

    made = quads(adverse_events=(AdverseEvent(term="nausea", evidence=(*first, *second, *words("20%"), again)),))

    assert len(members(made, "Evidence")) == 4


def test_names_stay_when_text_is_added_before_them() -> None:
    moved = "A line before.\n\n" + TEXT

    def shifted(piece: Evidence) -> Evidence:
        return replace(piece, start=piece.start + 16, end=piece.end + 16)

    part = replace(COMPOUND.parts[0], evidence=tuple(shifted(e) for e in COMPOUND.parts[0].evidence))
    later = replace(COMPOUND, parts=(part,), evidence=tuple(shifted(e) for e in COMPOUND.evidence))

    before, after = quads(compounds=(COMPOUND,)), quads(text=moved, compounds=(later,))

    assert {s for s, _, _ in triples(before)} == {s for s, _, _ in triples(after)}


def test_fact_that_two_rules_find_is_one_claim_with_the_evidence_of_both() -> None:
    again = replace(COMPOUND.parts[0], evidence=words("DM1"), rule="table")

    made = quads(compounds=(replace(COMPOUND, parts=(*COMPOUND.parts, again)),))

    claim = next(c for c in members(made, "Claim") if c["predicate"] == {ADC.carriesPayload})
    assert (claim["foundBy"], len(claim["evidence"])) == ({"parts", "table"}, 2)


def test_entity_of_the_reference_data_has_its_slug_and_its_label() -> None:
    made = quads(doses=(Dose(drug="docetaxel", dose=75, unit="mg/m²", evidence=words("docetaxel")),))

    taxotere = vocab.entity_iri("medicine", "taxotere")
    assert _node(triples(made), taxotere)["label"] == {"docetaxel"}
    assert _node(triples(made), taxotere)["knownFrom"] == {ADC.FromReference}


def test_company_is_one_with_and_without_its_legal_form() -> None:
    made = quads(deals=(Deal(parties=("Acme", "Beta Therapeutics, Inc."), evidence=words("Acme")),))

    assert only(made, "Agreement")["party"] == {
        vocab.entity_iri("organisation", "acme"),
        vocab.entity_iri("organisation", "beta-therapeutics"),
    }


def test_outcome_is_a_result_an_arm_and_their_comparison() -> None:
    made = quads(compounds=(COMPOUND,), trials=(TRIAL,), outcomes=(OUTCOME,))

    values = {next(iter(result["value"])): result for result in members(made, "Result")}
    comparison = only(made, "Comparison")
    assert set(values) == {"14.2", "9.2"}
    assert comparison["experimentalResult"] == values["14.2"][""]
    assert comparison["controlResult"] == values["9.2"][""]
    assert (comparison["hazardRatio"], comparison["ciLow"], comparison["ciHigh"]) == ({"0.59"}, {"0.36"}, {"0.97"})


def test_result_of_the_control_arm_is_not_one_of_the_compound() -> None:
    made = quads(compounds=(COMPOUND,), trials=(TRIAL,), outcomes=(OUTCOME,))

    control = next(result for result in members(made, "Result") if result["value"] == {"9.2"})
    assert "ofCompound" not in control


def test_median_is_the_statistic_of_its_endpoint() -> None:
    made = quads(outcomes=(replace(OUTCOME, comparator_value=None, comparator_arm=None),))

    (result,) = members(made, "Result")
    assert result["statistic"] == {ADC.Median}
    assert result["endpoint"] == {vocab.entity_iri("endpoint", "progression-free-survival")}


def test_number_keeps_its_printed_form_beside_it() -> None:
    made = quads(outcomes=(Outcome(endpoint="ORR", value=12.3, unit="%", printed="12.30%", evidence=words("20%")),))

    result = only(made, "Result")
    assert (result["value"], result["printed"], result["unit"]) == ({"12.3"}, {"12.30%"}, {"%"})


def test_interval_of_the_value_stays_with_the_result() -> None:
    outcome = replace(OUTCOME, hr=None, ci_of="value", ci=(11.3, None))

    made = quads(outcomes=(outcome,))

    result = next(r for r in members(made, "Result") if r["value"] == {"14.2"})
    assert (result["ciLow"], result.get("ciHigh")) == ({"11.3"}, None)
    assert "ciLow" not in only(made, "Comparison")


def test_value_in_words_is_no_number() -> None:
    made = quads(outcomes=(Outcome(endpoint="median OS", value="not reached", evidence=words("active")),))

    result = only(made, "Result")
    assert (result.get("value"), result["valueText"]) == (None, {"not reached"})


def test_result_belongs_to_the_only_trial_that_has_no_name() -> None:
    trial = Trial(phase="2", compound="X-101", evidence=words("phase 2"))
    outcome = Outcome(compound="X-101", endpoint="ORR", value=20, unit="%", evidence=words("20%"))

    made = quads(trials=(trial,), outcomes=(outcome,))

    assert only(made, "Result")["ofTrial"] == only(made, "Trial")[""]


def test_result_of_unknown_trial_is_not_given_to_a_named_one() -> None:
    outcome = Outcome(compound="X-101", endpoint="ORR", value=20, unit="%", evidence=words("20%"))

    made = quads(trials=(TRIAL,), outcomes=(outcome,))

    assert "ofTrial" not in only(made, "Result")


def test_planned_trial_is_stated_to_be_planned_and_no_more() -> None:
    trial = Trial(
        name="BETA", phase="3", status="planned", modality="planned", evidence=words("A phase 3 trial is planned")
    )

    made = quads(trials=(trial,))

    node = only(made, "Trial")
    assert (node["trialStatus"], node.get("phase")) == ({ADC.TrialPlanned}, None)


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("2012", "2012-01-01", "2012-12-31"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2012-Q3", "2012-07-01", "2012-09-30"),
        ("2012-H1", "2012-01-01", "2012-06-30"),
        ("2012-early", "2012-01-01", "2012-04-30"),
        ("2012-mid", "2012-05-01", "2012-08-31"),
        ("2012-late", "2012-09-01", "2012-12-31"),
        ("2012-06-15", "2012-06-15", "2012-06-15"),
    ],
)
def test_due_date_is_a_window(printed: str, first: str, last: str) -> None:
    made = quads(milestones=(Milestone(event="start", date=printed, modality="planned", evidence=words("planned")),))

    node = only(made, "Milestone")
    assert (node["dueFrom"], node["dueTo"]) == ({first}, {last})


def test_due_date_outside_the_grammar_is_kept_as_printed_only() -> None:
    milestone = Milestone(event="start", date_raw="before long", modality="planned", evidence=words("planned"))

    made = quads(milestones=(milestone,))

    node = only(made, "Milestone")
    assert (node["duePrinted"], node.get("dueFrom")) == ({"before long"}, None)


def test_words_that_count_from_the_release_are_a_window_that_begins_on_its_day() -> None:
    milestone = Milestone(event="start", date_raw="in the coming weeks", modality="planned", evidence=words("planned"))

    made = quads(milestones=(milestone,))

    node = only(made, "Milestone")
    assert (node["dueFrom"], node["dueTo"]) == ({"2011-06-05"}, {"2011-07-31"})


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("months", "mo"),
        ("weeks", "wk"),
        ("days", "d"),
        ("years", "a"),
        ("%", "%"),
        ("patients", "{patients}"),
        ("mg/m²", "mg/m2"),
        ("mg/kg", "mg/kg"),
        ("µg/kg", "ug/kg"),
    ],
)
def test_unit_is_a_ucum_code(printed: str, code: str) -> None:
    made = quads(doses=(Dose(compound="X-101", dose=3.6, unit=printed, evidence=words("X-101")),))

    assert only(made, "DoseRecord")["unit"] == {code}


def test_threshold_of_a_list_is_a_bound() -> None:
    made = quads(adverse_events=(AdverseEvent(term="nausea", threshold=">=20%", evidence=words("20%")),))

    report = only(made, "AdverseEventReport")
    assert (report["value"], report["bound"], report["unit"]) == ({"20"}, {ADC.AtLeast}, {"%"})


def test_tiny_p_value_is_written_out() -> None:
    made = quads(outcomes=(Outcome(endpoint="PFS", p=7.8e-22, p_op="=", evidence=words("active")),))

    assert only(made, "Comparison")["pValue"] == {"0.00000000000000000000078"}


def test_territory_in_the_place_of_an_agency_is_a_region() -> None:
    made = quads(regulatory=(Regulatory(compound="X-101", kind="orphan", agency="EU", evidence=words("X-101")),))

    grant = only(made, "DesignationGrant")
    assert (grant["inRegion"], grant["designation"], grant.get("agency")) == ({ADC.EuropeanUnion}, {ADC.Orphan}, None)


def test_misprint_names_the_compound_and_is_no_label() -> None:
    name = Name(printed="X-11", kind="misprint", reason="one letter from X-101", evidence=words("X-101"))

    made = quads(compounds=(replace(COMPOUND, names=(name,)),))

    use = only(made, "NameUse")
    assert (use["name"], use["printed"], use["nameKind"]) == ({"X-101"}, {"X-11"}, {ADC.Misprint})
    assert "altLabel" not in _node(triples(made), X101)


def test_release_without_a_day_has_no_release_date_but_speaks_from_that_month() -> None:
    made = quads(replace(HEAD, date="2011-06"), compounds=(COMPOUND,))

    assert "releaseDate" not in only(made, "Release")
    assert {d for claim in members(made, "Claim") for d in claim["asOf"]} == {"2011-06-01"}


def test_release_without_a_date_is_named_by_its_text() -> None:
    made = quads(replace(HEAD, date=None))

    digest = read_text("x", TEXT).digest
    assert only(made, "Release")[""] == {vocab.release_iri(digest[:16])}


def test_source_is_told_without_the_folder() -> None:
    assert only(quads(), "Release")["sourceName"] == {"acme.txt"}


def test_coverage_counts_characters_by_section() -> None:
    made = coverage_quads([("body", 100, 42)], "acme-2011-06-05", Facts(release=HEAD, is_adc=True))

    node = only(made, "SectionCoverage")
    assert (node["characters"], node["covered"], node["inSection"]) == ({"100"}, {"42"}, {ADC.Body})


EVERYTHING: dict[str, Any] = {
    "compounds": (replace(COMPOUND, dar=3.5, indications=("myeloma",), developers=("Acme",), partners=("Beta",)),),
    "technologies": ("Acme linker",),
    "trials": (
        replace(
            TRIAL,
            nct="NCT01234567",
            aliases=("study 5",),
            n_qualifier=("about",),
            design="randomized",
            indication="myeloma",
            comparator="docetaxel",
            status="ongoing",
            sponsor="Acme",
            line_of_therapy="first-line",
            primary_endpoint=("PFS",),
            secondary_endpoint=("OS",),
            conference="ASCO",
            abstract="8013",
            biomarker="CD56",
            crossover="allowed",
            sites="12 sites",
            arms=(Arm(name="X-101", n=67, role="experimental", interventions=("X-101",)),),
        ),
    ),
    "outcomes": (
        replace(
            OUTCOME,
            assessor="IRC",
            p=0.035,
            p_op="=",
            risk_reduction=41,
            difference=5,
            significance="significant",
            range=(1, 20),
            range_open_upper=True,
            n=7,
            N=21,
            subgroup="older patients",
            parent_population="all patients",
            definition="minimal response or better",
            timepoint="12 months",
        ),
    ),
    "adverse_events": (
        AdverseEvent(
            term="nausea",
            percent=20,
            grade="3-4",
            arm="X-101",
            n=2,
            N=10,
            related=True,
            kind="discontinuation",
            trial="ALPHA",
            compound="X-101",
            population="all patients",
            evidence=words("20%"),
        ),
    ),
    "doses": (
        Dose(
            compound="X-101",
            dose=(1, 3),
            unit="mg/kg",
            schedule="days 1 and 8 of a 3-week cycle",
            route="intravenous",
            kind="MTD",
            trial="ALPHA",
            regimen="X-101 + docetaxel",
            evidence=words("X-101"),
        ),
    ),
    "regulatory": (
        Regulatory(
            compound="X-101",
            kind="approval",
            agency="FDA",
            region="US",
            indication="myeloma",
            date="2011",
            evidence=words("X-101"),
        ),
    ),
    "milestones": (
        Milestone(
            event="start",
            date="2012",
            compound="X-101",
            holder="Acme",
            depends_on="funds",
            trial="ALPHA",
            kind="phase",
            phase="phase 3",
            region="US",
            modality="planned",
            evidence=words("planned"),
        ),
    ),
    "deals": (
        Deal(
            parties=("Acme", "Beta"),
            licensor="Acme",
            licensee="Beta",
            upfront=20_000_000,
            milestones=100_000_000,
            milestones_per="target",
            milestone_received=1,
            license_fee=2,
            development_funding=3,
            development_funding_period="two years",
            research_support=4,
            equity=5,
            total=6,
            royalties="tiered",
            currency="USD",
            subject="a licence",
            date="2011",
            exclusivity="exclusive",
            territory="worldwide",
            evidence=words("Acme"),
        ),
    ),
    "statuses": (
        Status(
            compound="X-101",
            status="phase 2",
            indication="myeloma",
            setting="first-line",
            region="US",
            trial="ALPHA",
            due="2012",
            evidence=words("phase 2"),
        ),
    ),
    "roles": (Role(company="Gamma", compound="X-101", role="licensee", evidence=words("X-101")),),
    "company_links": (CompanyLink(company="Acme", relation="member of", other="Omega", evidence=words("Acme")),),
    "trademarks": (Trademark(brand="Xerion", drug="X-101", owner="Acme", evidence=words("X-101")),),
    "pipeline_counts": (
        PipelineCount(quantity="compounds in the clinic", value=3, bound=">=", evidence=words("active")),
    ),
    "populations": (
        Population(
            name="older patients",
            parent="all patients",
            size=12,
            description="over 65",
            trial="ALPHA",
            evidence=words("patients"),
        ),
    ),
    "baselines": (
        Baseline(
            kind="prior therapy",
            name="docetaxel",
            population="all patients",
            value=40,
            unit="%",
            bound="<",
            trial="ALPHA",
            evidence=words("docetaxel"),
        ),
    ),
    "not_reported": (NotReported(endpoint="OS", reason="not mature", trial="ALPHA", evidence=words("active")),),
    "presentations": (
        Presentation(
            meeting="ASCO",
            city="Chicago",
            country="USA",
            abstract="8013",
            date="2011-06-05",
            kind="poster",
            trial="ALPHA",
            compound="X-101",
            evidence=words("reports"),
        ),
    ),
    "biomarkers": (Biomarker(biomarker="CD56", indication="myeloma", compound="X-101", evidence=words("active")),),
    "opinions": (Opinion(claim="active", speaker="A. Person", role="CEO", company="Acme", evidence=words("active")),),
    "forward_looking": (ForwardLooking(statement="planned", kind="statement", evidence=words("planned")),),
    "contacts": (
        Contact(name="A. Person", role="Media", company="Acme", phone="5", email="a@b.c", evidence=words("Acme")),
    ),
    "other_drugs": ("docetaxel",),
}
FULL_HEAD = replace(
    HEAD,
    ticker="ACME",
    exchange="NASDAQ",
    other_tickers=("LSE: ACM",),
    city="Boston",
    wire="Wire",
    title="Acme reports ALPHA results",
    subtitles=("more",),
    parent="Omega",
    fiscal_report="Form 10-K",
    evidence=words("Acme reports ALPHA results"),
)


def test_sample_holds_every_kind_of_fact() -> None:
    """A guard of the two tests below: a new kind of fact must be added to the sample."""
    assert {slot.name for slot in fields(Facts)} == {"release", "is_adc", *EVERYTHING}


def test_every_class_of_record_and_entity_is_written() -> None:
    made = triples(quads(FULL_HEAD, **EVERYTHING))

    classes = {o.removeprefix(vocab.ONTOLOGY) for _, p, o in made if p.endswith("#type")}
    records = {
        *("Result", "Comparison", "AdverseEventReport", "Discontinuation", "DoseRecord", "DevelopmentStatus"),
        *("Milestone", "RegulatoryEvent", "Agreement", "Presentation", "PipelineCount", "BaselineCharacteristic"),
        *("UnreportedOutcome", "BiomarkerUse", "NameUse", "TrademarkNotice", "Opinion", "ForwardLookingStatement"),
        *("ContactPoint", "Claim", "Evidence", "Release", "Trial", "Arm", "Population", "Regimen", "Organisation"),
        *("AntibodyDrugConjugate", "Payload", "Medicine", "Indication", "Endpoint", "AdverseEventTerm", "Meeting"),
        *("Person", "Platform", "RegulatoryAgency", "Biomarker"),
    }
    assert classes == records


def test_properties_hold_what_the_ontology_says_they_hold() -> None:
    ontology = {
        (q.subject.value, q.object.value)
        for q in ox.parse(ontology_files()["adc.ttl"].read_bytes(), format=ox.RdfFormat.TURTLE)
        if q.predicate.value.endswith("22-rdf-syntax-ns#type") and isinstance(q.subject, ox.NamedNode)
    }

    wrong = {
        quad.predicate.value
        for quad in quads(FULL_HEAD, **EVERYTHING)
        for kind in ("ObjectProperty" if isinstance(quad.object, ox.Literal) else "DatatypeProperty",)
        if (quad.predicate.value, f"http://www.w3.org/2002/07/owl#{kind}") in ontology
    }

    assert wrong == set()


def test_no_node_is_blank_and_no_name_counts_or_tells_the_time() -> None:
    first, second = quads(FULL_HEAD, **EVERYTHING), quads(FULL_HEAD, **EVERYTHING)

    assert first == second
    assert not [q for q in first if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]


def test_order_of_facts_does_not_matter_to_the_graph() -> None:
    two = (COMPOUND, replace(COMPOUND, name="Y-202", evidence=words("oxumab")))

    assert set(quads(compounds=two)) == set(quads(compounds=two[::-1]))
