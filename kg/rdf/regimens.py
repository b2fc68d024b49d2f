"""The words of a treatment in, the drugs that the release or the reference data knows in them out.

A regimen is printed as its drugs joined by 'plus', 'and' or a stroke, a drug as brand and generic name or as a class
with the drug in brackets behind it: "Herceptin (trastuzumab) + chemotherapy (docetaxel)" holds two drugs.
"""

from __future__ import annotations

import re

from pyoxigraph import NamedNode

from kg.model import Outcome, Trial
from kg.rdf.context import Context

_JOINT = re.compile(r"\s+\+\s+|\s+(?:plus|and|with)\s+|/|,\s+|[()]|\s+alone\b")
_COMBINED = re.compile(r"\bcombination with (?P<partners>[^,;]+)")


def drugs(context: Context, words: str) -> dict[str, NamedNode]:
    """The drugs named in the words of a treatment, by the first wording of each; words that name none are left out."""
    found: dict[str, NamedNode] = {}
    for part in (words, *_JOINT.split(words)):
        node = context.names.known_drug(part.strip()) if part and part.strip() else None
        if node is not None and node not in found.values():
            found[part.strip()] = node
    return found


def write(context: Context, trial: Trial, node: NamedNode) -> None:
    """The regimens that a trial tells of: the conjugate with its partners, and the treatment it is compared with."""
    partners = _COMBINED.search(trial.design or "")
    if partners is not None and trial.compound:
        _write(context, f"{trial.compound} + {_joined(partners['partners'])}", trial, node)
    if trial.comparator:
        _write(context, trial.comparator, trial, node)


def of_arm(context: Context, words: str, fact: Outcome | Trial, arm: NamedNode) -> None:
    """The drugs that an arm's words name."""
    for printed, drug in drugs(context, words).items():
        context.sink.claim(arm, "hasIntervention", drug, fact, said=printed)


def _write(context: Context, words: str, trial: Trial, node: NamedNode) -> None:
    named = drugs(context, words)
    if len(named) < 2:
        return
    regimen = context.names.local("regimen", words, node.value)
    for printed, drug in named.items():
        context.sink.claim(regimen, "hasIntervention", drug, trial, said=printed)


def _joined(partners: str) -> str:
    return " + ".join(part for part in re.split(r"\s+(?:and|plus)\s+|\s+\+\s+", partners.strip()) if part)
