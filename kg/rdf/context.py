"""What the modules of this package share while one release is written: the collector, the names, the trials."""

from __future__ import annotations

from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from kg import vocab
from kg.model import Facts, Trial
from kg.rdf.names import LABEL, Names
from kg.rdf.sink import TYPE, Sink
from kg.rdf.values import term, text


@dataclass
class Context:
    """The release under work."""

    facts: Facts
    sink: Sink
    names: Names
    _trials: dict[str, NamedNode] = field(default_factory=dict)

    def trial(self, name: str | None, compound: str | None = None) -> NamedNode | None:
        """The trial of that name.

        Without a name: the one trial without a name that the release reports on, or has at all, of that compound;
        such a trial cannot be referred to in any other way.
        """
        if name:
            return self._trials.get(_folded(name)) or self.names.entity("trial", name)
        found = self._unnamed(compound)
        return self.trial_node(found) if found is not None else None

    def _unnamed(self, compound: str | None) -> Trial | None:
        """What a fact without a trial's name is about, when no other trial of the release is reported on."""
        reported = [trial for trial in self.facts.trials if trial.status == "reported"] or list(self.facts.trials)
        if len(reported) != 1 or reported[0].name or reported[0].nct:
            return None
        return reported[0] if compound in (None, reported[0].compound) else None

    def trial_node(self, trial: Trial) -> NamedNode:
        """The node of a trial: by its name, else its registry number, else what the release says of it."""
        if node := self.names.entity("trial", trial.name or trial.nct):
            for name in (trial.name, trial.nct, *trial.aliases):
                if name:
                    self._trials.setdefault(_folded(name), node)
            return node
        content = (trial.compound, trial.phase, trial.indication, trial.design, trial.line_of_therapy)
        node = NamedNode(vocab.record_iri("trial", self.sink.key, *(part or "" for part in content)))
        self.sink.add(node, TYPE, term("Trial"))
        self.sink.add(node, LABEL, text(unnamed(trial)))
        self.sink.add(node, term("knownFrom"), term("FromRelease"))
        return node

    def arm(self, name: str | None, trial: NamedNode | None) -> NamedNode | None:
        """An arm, inside its trial where one is known."""
        return self.names.local("arm", name, trial.value if trial else "") if name else None

    def population(self, name: str | None, trial: NamedNode | None) -> NamedNode | None:
        """A group of patients, inside its trial where one is known."""
        return self.names.local("population", name, trial.value if trial else "") if name else None


def unnamed(trial: Trial) -> str:
    """What to call a trial that has no name: 'phase 2 trial of IMGN901 in Merkel cell carcinoma'."""
    phase = f"phase {trial.phase} trial" if trial.phase and trial.phase != "preclinical" else "trial"
    of = f" of {trial.compound}" if trial.compound else ""
    within = f" in {trial.indication}" if trial.indication else ""
    return f"{phase}{of}{within}"


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
