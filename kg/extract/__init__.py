"""A release in, every fact it states out: recognise the names, then read one kind of fact after another."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
from typing import Any

from kg.extract.cast import Cast, read_cast
from kg.extract.document import Document
from kg.extract.roles import read_all_roles
from kg.model import Facts, Release, ReleaseFacts

# field of Facts -> module and function that reads it; called with (document, cast) and, by name, release= and trials=
READERS: dict[str, tuple[str, str]] = {
    "compounds": ("compounds", "read_compounds"),
    "technologies": ("compounds", "read_technologies"),
    "trials": ("trials", "read_trials"),
    "outcomes": ("outcomes", "read_outcomes"),
    "adverse_events": ("safety", "read_adverse_events"),
    "doses": ("doses", "read_doses"),
    "regulatory": ("regulatory", "read_regulatory"),
    "milestones": ("milestones", "read_milestones"),
    "deals": ("deals", "read_deals"),
    "statuses": ("statuses", "read_statuses"),
    "roles": ("companies", "read_roles"),
    "company_links": ("companies", "read_company_links"),
    "trademarks": ("companies", "read_trademarks"),
    "pipeline_counts": ("pipeline_counts", "read_pipeline_counts"),
    "populations": ("populations", "read_populations"),
    "baselines": ("populations", "read_baselines"),
    "not_reported": ("populations", "read_not_reported"),
    "presentations": ("presentations", "read_presentations"),
    "biomarkers": ("biomarkers", "read_biomarkers"),
    "opinions": ("opinions", "read_opinions"),
    "forward_looking": ("forward_looking", "read_forward_looking"),
    "contacts": ("companies", "read_contacts"),
}


def extract(release: Release) -> Facts:
    """Everything a release states."""
    document = Document.of(release)
    cast = read_cast(document)
    head = _read("release_facts", "read_release", document, cast, {}) or ReleaseFacts()
    found: dict[str, Any] = {"release": head, "roles_of": read_all_roles(document, cast)}
    for slot, (module, function) in READERS.items():
        found[slot] = _read(module, function, document, cast, found) or ()
    others = tuple(name for player in cast.other_drugs + cast.comparators + cast.passing for name in player.spellings)
    del found["roles_of"]
    return Facts(**found, is_adc=cast.is_adc, other_drugs=others)


def _read(module: str, function: str, document: Document, cast: Cast, found: dict[str, Any]) -> Any:
    if importlib.util.find_spec(f"kg.extract.{module}") is None:
        return None
    reader = getattr(importlib.import_module(f"kg.extract.{module}"), function, None)
    if reader is None:
        return None
    wanted = inspect.signature(reader).parameters
    return reader(
        document,
        cast,
        **{name: found[name] for name in ("release", "trials", "outcomes") if name in wanted},
        **({"roles": found["roles_of"]} if "roles" in wanted else {}),
    )
