"""Percentages printed for the arms of a trial in, the arms' sizes out where the percentages leave one alone.

Arms are disjoint, so their sizes together cannot exceed the trial.  A size that the percentages leave open stays
unknown: the finding says how many fit, and offers none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.arithmetic import joint_denominators, numerators, only
from kg.derive.counts import count_of, percent
from kg.derive.finding import Finding
from kg.derive.shares import Share, integer
from kg.view import RDF, View
from kg.vocab import ADC

_MAX_GROUP = 5000  # no arm of a conjugate's trial is larger; bounds the search for group sizes
_ENOUGH = 3  # percentages an arm must have before a size is sought: fewer fit almost any size
_SAFETY = {ADC.AdverseEventReport, ADC.Discontinuation}

Arms = dict[str, list[Share]]


def of_arms(view: View, shares: Sequence[Share]) -> Iterator[Finding]:
    """Sizes of the arms of a trial that state none: of the patients treated, and of those assessed for a response."""
    for trial in sorted({share.trial for share in shares if share.trial}):
        total = integer(view.one(trial, ADC.enrolled))
        if total is None or total > _MAX_GROUP or view.one(trial, ADC.enrolmentBound) not in (None, ADC.Equal):
            continue
        of_trial = [s for s in shares if s.trial == trial and s.arm and not s.population and s.denominator is None]
        for label, wanted in (("safety denominator", True), ("response denominator", False)):
            chosen = [s for s in of_trial if bool(_SAFETY & set(view.all(s.record, RDF + "type"))) is wanted]
            yield from _together(_by_arm(view, chosen), total=total, label=label)


def _by_arm(view: View, shares: Sequence[Share]) -> Arms:
    groups: Arms = {}
    for share in shares:
        if share.arm is not None and not integer(view.one(share.arm, ADC.size)):
            groups.setdefault(share.arm, []).append(share)
    return {arm: groups[arm] for arm in sorted(groups)}


def _together(groups: Arms, *, total: int, label: str) -> Iterator[Finding]:
    if not groups:
        return
    combinations = joint_denominators([[share.percent for share in told] for told in groups.values()], total=total)
    for index, (arm, told) in enumerate(groups.items()):
        sizes = {combination[index] for combination in combinations}
        size = only(sizes)
        if size is not None and len({share.percent.value for share in told}) >= _ENOUGH:
            yield from _offered(arm, told, size, total=total, label=label)
        elif sizes:
            yield _ambiguous(arm, groups, len(combinations), total=total, label=label)


def _printed(shares: Sequence[Share]) -> str:
    return ", ".join(dict.fromkeys(share.text for share in shares))


def _ambiguous(arm: str, groups: Arms, count: int, *, total: int, label: str) -> Finding:
    others = "; ".join(_printed(told) for other, told in groups.items() if other != arm)
    beside = f" (beside {others} in the other arms)" if others else ""
    fitting = f"{count} combinations of arm sizes fit" if others else f"{count} sizes fit"
    return Finding(
        arm,
        tuple(share.record for share in groups[arm]),
        f"number of fits for the {label}",
        str(count),
        rule="ambiguous size",
        explanation=f"{fitting} {_printed(groups[arm])}{beside} within {total} patients; none is offered",
    )


def _offered(arm: str, shares: Sequence[Share], size: int, *, total: int, label: str) -> Iterator[Finding]:
    """The size of an arm, and the counts that it gives."""
    reason = f"{size} is the only number of patients, all arms together at most {total}, that gives {_printed(shares)}"
    yield Finding(arm, tuple(share.record for share in shares), label, str(size), rule="only size", explanation=reason)
    for share in shares:
        patients = only(numerators(share.percent, size))
        if patients is not None:
            share_of = f"{patients}/{size} = {percent(patients, size)}%"
            words = f"{share_of}, printed as {share.text}; the size is itself derived"
            yield count_of(share, patients, rule="count of derived size", calculation=words)
