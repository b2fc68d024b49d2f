"""The graph of one release in, what its numbers imply and which of them cannot be true out.

Everything goes to ``graph:derived`` as `adc:DerivedValue` (always with its calculation, never asserted) or
`adc:NumericDoubt` (with the printed and the computed reading).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.derive.counts import above_wholes, against_counts
from kg.derive.finding import Finding
from kg.derive.groups import nested, outcomes_of_everybody
from kg.derive.ratios import claimed_ratios, hazard_ratios
from kg.derive.shares import shares
from kg.derive.sizes import of_arms
from kg.view import View

__all__ = ["Finding", "derive"]


def derive(quads: Iterable[Any]) -> tuple[Finding, ...]:
    """Everything that arithmetic says about one release's quads, in an order that depends on content alone."""
    view = View.of(quads)
    told = shares(view)
    found = [
        *against_counts(told),
        *above_wholes(view),
        *of_arms(view, told),
        *hazard_ratios(view),
        *claimed_ratios(view, told),
        *nested(view),
        *outcomes_of_everybody(view, told),
    ]
    return tuple(sorted(set(found), key=lambda f: (f.subject, f.rule, f.quantity, f.value, f.computed)))
