"""A release in, every fact it states out: recognise the names, then read one kind of fact after another."""

from __future__ import annotations

from functools import partial

from kg.extract.assemble import merged
from kg.extract.biomarkers import read_biomarkers
from kg.extract.cast import read_cast
from kg.extract.companies import read_company_links, read_roles, read_trademarks
from kg.extract.compounds import read_compounds, read_technologies
from kg.extract.contacts import read_contacts
from kg.extract.deals import read_deals
from kg.extract.document import Document
from kg.extract.doses import read_doses
from kg.extract.forward_looking import read_forward_looking
from kg.extract.milestones import read_milestones
from kg.extract.opinions import read_opinions
from kg.extract.outcomes import read_outcomes
from kg.extract.pipeline_counts import read_pipeline_counts
from kg.extract.populations import read_baselines, read_not_reported, read_populations
from kg.extract.prefilter import prepare
from kg.extract.presentations import read_presentations
from kg.extract.regulatory import read_regulatory
from kg.extract.release_facts import read_release
from kg.extract.roles import read_all_roles
from kg.extract.safety import read_adverse_events
from kg.extract.statuses import read_statuses
from kg.extract.subjects import without_others
from kg.extract.trials import read_trials
from kg.model import Facts, Release


def extract(release: Release) -> Facts:
    """Everything a release states, each fact once with all its words, in the order of the kinds."""
    prepare()
    document = Document.of(release)
    cast = read_cast(document)
    head = read_release(document, cast)
    roles = read_all_roles(document, cast)
    trials = read_trials(document, cast)
    own = partial(without_others, document, cast.about_others)
    outcomes = own(read_outcomes(document, cast, trials=trials))
    others = (*cast.other_drugs, *cast.comparators, *cast.passing)
    return merged(
        Facts(
            release=head,
            is_adc=cast.is_adc,
            compounds=read_compounds(document, cast, roles),
            technologies=read_technologies(document, cast),
            trials=trials,
            outcomes=outcomes,
            adverse_events=own(read_adverse_events(document, cast, trials=trials)),
            doses=own(read_doses(document, cast, trials=trials)),
            regulatory=own(read_regulatory(document, cast, release=head)),
            milestones=read_milestones(document, cast, release=head, trials=trials),
            deals=read_deals(document, cast, release=head),
            other_drugs=tuple(dict.fromkeys(spelling for player in others for spelling in player.spellings)),
            statuses=read_statuses(document, cast, release=head),
            roles=read_roles(document, cast, roles),
            company_links=read_company_links(document, cast),
            trademarks=read_trademarks(document, cast),
            pipeline_counts=read_pipeline_counts(document, cast),
            populations=read_populations(document, cast, trials=trials, outcomes=outcomes),
            baselines=read_baselines(document, cast, trials=trials),
            not_reported=read_not_reported(document, cast, trials=trials),
            presentations=read_presentations(document, cast, release=head),
            biomarkers=read_biomarkers(document, cast),
            opinions=read_opinions(document, cast),
            forward_looking=read_forward_looking(document, cast),
            contacts=read_contacts(document, cast),
        )
    )
