"""The graph of one release in, what its numbers imply and which of them cannot be true out.

Everything goes to ``graph:derived`` as `adc:DerivedValue` (always with its calculation, never asserted) or
`adc:NumericDoubt` (with the printed and the computed reading).  Denominators are taken as known only when the record
itself, its population or its arm states one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kg import vocab
from kg.arithmetic import (
    Printed,
    agree,
    decimal,
    fits,
    joint_denominators,
    numerators,
    only,
    printed,
    reduction_of,
)
from kg.view import RDF, View
from kg.vocab import ADC

_EXACT = "http://www.w3.org/ns/oa#exact"
_MAX_GROUP = 5000  # no arm of a conjugate's trial is larger; bounds the search for group sizes
_ENOUGH = 3  # percentages an arm must have before a size is sought: fewer fit almost any size


@dataclass(frozen=True, slots=True)
class Finding:
    """A derived value or a doubt about ``subject``, drawn from the statements ``sources``."""

    subject: str
    sources: tuple[str, ...]
    quantity: str = ""  # set for a derived value
    value: str = ""
    printed: str = ""  # set for a doubt
    computed: str = ""
    rule: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage of patients: its record, its printed form, and count and group size where they are stated."""

    record: str
    percent: Printed
    text: str
    numerator: int | None
    denominator: int | None
    arm: str | None
    trial: str | None
    population: str | None


def derive(quads: Iterable[Any]) -> tuple[Finding, ...]:
    """Everything that arithmetic says about one release's quads, in an order that depends on content alone."""
    view = View.of(quads)
    shares = tuple(_shares(view))
    found = [
        *_shares_against_counts(shares),
        *_counts_above_wholes(view),
        *_group_sizes(view, shares),
        *_ratios(view),
        *_claimed_ratios(view, shares),
        *_nested_populations(view),
        *_outcomes_of_everybody(view, shares),
    ]
    return tuple(sorted(set(found), key=lambda f: (f.subject, f.rule, f.quantity, f.value, f.computed)))


def _is_asserted(view: View, record: str) -> bool:
    return view.one(record, ADC.modality) == ADC.Asserted


def _shares(view: View) -> Iterator[Share]:
    """The asserted exact percentages of patients, with what is stated of their group."""
    classes = (ADC.Result, ADC.AdverseEventReport, ADC.Discontinuation, ADC.BaselineCharacteristic)
    for record in view.members(*classes):
        if view.one(record, ADC.unit) != "%" or not _is_asserted(view, record):
            continue
        if view.one(record, ADC.bound) not in (None, ADC.Equal) or view.one(record, ADC.timePointMonths):
            continue  # a bound is no figure, and a Kaplan-Meier estimate at a time point is no share of whole patients
        text = view.one(record, ADC.printed) or view.one(record, ADC.value) or ""
        percent = printed(text) or printed(view.one(record, ADC.value) or "")  # "sixty-four percent" is a whole number
        if percent is not None:
            yield Share(
                record,
                percent,
                text,
                _integer(view.one(record, ADC.numerator)),
                _group_size(view, record),
                view.one(record, ADC.ofArm),
                view.one(record, ADC.ofTrial),
                view.one(record, ADC.inPopulation),
            )


def _integer(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdigit() else None


def _group_size(view: View, record: str) -> int | None:
    """The denominator a record states, else the stated size of its population, else of all patients of its trial."""
    own = _integer(view.one(record, ADC.denominator))
    if own is not None:
        return own
    population = view.one(record, ADC.inPopulation)
    if population is not None:
        return _integer(view.one(population, ADC.size))
    if ADC.BaselineCharacteristic in view.all(record, RDF + "type"):
        trial = view.one(record, ADC.ofTrial)
        if view.one(trial, ADC.enrolmentBound) in (None, ADC.Equal):
            return _integer(view.one(trial, ADC.enrolled))
    return None


def _shares_against_counts(shares: Sequence[Share]) -> Iterator[Finding]:
    """A percentage with its group's size: no count gives it, the printed count does not, or one count alone does."""
    for share in shares:
        size = share.denominator
        if not size:
            continue
        if share.numerator is not None:
            if not fits(share.percent, share.numerator, size):
                yield _count_doubt(share, share.numerator, size)
            continue
        counts = numerators(share.percent, size)
        if not counts:
            yield _no_count_doubt(share, size)
        elif len(counts) == 1:
            calculation = f"{counts[0]} is the only whole number of {size} that is printed as {share.text}"
            yield Finding(
                share.record, (share.record,), "numerator", str(counts[0]), rule="only count", explanation=calculation
            )


def _count_doubt(share: Share, numerator: int, size: int) -> Finding:
    computed = f"{numerator}/{size} = {_percent(numerator, size)}%"
    return Finding(
        share.record,
        (share.record,),
        printed=share.text,
        computed=computed,
        rule="count against percentage",
        explanation=f"{numerator} of {size} patients is {_percent(numerator, size)}%, but {share.text} is printed.",
    )


def _no_count_doubt(share: Share, size: int) -> Finding:
    below = min(int(share.percent.value * size / 100), size)
    nearest = [n for n in (below, below + 1) if 0 <= n <= size]
    readings = " or ".join(f"{n}/{size} = {_percent(n, size)}%" for n in nearest)
    return Finding(
        share.record,
        (share.record,),
        printed=share.text,
        computed=readings,
        rule="no whole number of patients",
        explanation=f"No whole number of {size} patients is {share.text}; the nearest are {readings}.",
    )


def _percent(numerator: int, size: int) -> str:
    return decimal(Fraction(100 * numerator, size), 1)


def _counts_above_wholes(view: View) -> Iterator[Finding]:
    for record in view.members(ADC.Result, ADC.AdverseEventReport, ADC.Discontinuation):
        count, whole = _integer(view.one(record, ADC.numerator)), _integer(view.one(record, ADC.denominator))
        if count is not None and whole is not None and count > whole and _is_asserted(view, record):
            yield Finding(
                record,
                (record,),
                printed=f"{count}/{whole}",
                computed=f"{count} > {whole}",
                rule="part above whole",
                explanation=f"{count} patients cannot be part of {whole}.",
            )


def _group_sizes(view: View, shares: Sequence[Share]) -> Iterator[Finding]:
    """Sizes of the arms of a trial that state none, from the percentages printed for each."""
    safety = {ADC.AdverseEventReport, ADC.Discontinuation}
    for trial in sorted({share.trial for share in shares if share.trial}):
        total = _integer(view.one(trial, ADC.enrolled))
        if total is None or total > _MAX_GROUP or view.one(trial, ADC.enrolmentBound) not in (None, ADC.Equal):
            continue
        of_trial = [s for s in shares if s.trial == trial and s.arm and not s.population and s.denominator is None]
        for label, wanted in (("safety denominator", True), ("response denominator", False)):
            chosen = [s for s in of_trial if bool(safety & set(view.all(s.record, RDF + "type"))) is wanted]
            yield from _sizes_of_arms(view, chosen, total=total, label=label)


def _sizes_of_arms(view: View, shares: Sequence[Share], *, total: int, label: str) -> Iterator[Finding]:
    groups: dict[str, list[Share]] = {}
    for share in shares:
        if share.arm is not None and not _integer(view.one(share.arm, ADC.size)):
            groups.setdefault(share.arm, []).append(share)
    arms = sorted(groups)
    if not arms:
        return
    percents = [[share.percent for share in groups[arm]] for arm in arms]
    combinations = joint_denominators(percents, total=total)
    for index, arm in enumerate(arms):
        yield from _size_of_arm(groups[arm], index, combinations, total=total, label=label)


def _size_of_arm(
    shares: Sequence[Share], index: int, combinations: Sequence[tuple[int, ...]], *, total: int, label: str
) -> Iterator[Finding]:
    """The size of one arm when one alone fits; else how many do."""
    arm, sources = shares[0].arm or "", tuple(share.record for share in shares)
    texts = ", ".join(dict.fromkeys(share.text for share in shares))
    sizes = sorted({combination[index] for combination in combinations})
    size = only(sizes)
    if size is None or len({share.percent.value for share in shares}) < _ENOUGH:
        if sizes:
            count = (
                f"{len(combinations)} combinations of arm sizes within {total} patients fit {texts}; none is offered"
            )
            yield Finding(
                arm,
                sources,
                f"number of fits for the {label}",
                str(len(combinations)),
                rule="ambiguous size",
                explanation=count,
            )
        return
    reason = f"{size} is the only number of patients, all arms together at most {total}, that gives {texts}"
    yield Finding(arm, sources, label, str(size), rule="only size", explanation=reason)
    for share in shares:
        patients = only(numerators(share.percent, size))
        if patients is not None:
            words = (
                f"{patients}/{size} = {_percent(patients, size)}%, printed as {share.text}; the size is itself derived"
            )
            yield Finding(
                share.record,
                (share.record,),
                "numerator",
                str(patients),
                rule="count of derived size",
                explanation=words,
            )


def _ratios(view: View) -> Iterator[Finding]:
    """A hazard ratio and the risk reduction printed beside it."""
    for record in view.members(ADC.Comparison):
        ratio, reduction = view.one(record, ADC.hazardRatio), view.one(record, ADC.riskReduction)
        if ratio is None or reduction is None or not _is_asserted(view, record):
            continue
        one, other = printed(ratio), printed(reduction)
        if one is None or other is None or agree(reduction_of(one), other):
            continue
        expected = decimal(reduction_of(one).value)
        yield Finding(
            record,
            (record,),
            printed=f"{reduction}% at a hazard ratio of {ratio}",
            computed=f"1 - {ratio} = {expected}%",
            rule="hazard ratio against risk reduction",
            explanation=f"A hazard ratio of {ratio} is a risk reduction of {expected}%, not of {reduction}%.",
        )


# "approximately half the incidence", "twice as often", "a three-fold increase": the smaller part of the larger
_RATIOS = (
    (re.compile(r"\bhalf\b|\btwice\b|\bdoubl(?:e|ed|ing)\b|\btwo(?:-fold| times)\b", re.IGNORECASE), Fraction(1, 2)),
    (
        re.compile(r"\b(?:one|a)[- ]third\b|\btripl(?:e|ed|ing)\b|\bthree(?:-fold| times)\b", re.IGNORECASE),
        Fraction(1, 3),
    ),
    (re.compile(r"\btwo[- ]thirds\b", re.IGNORECASE), Fraction(2, 3)),
    (re.compile(r"\b(?:one|a)[- ]quarter\b|\bfour(?:-fold| times)\b", re.IGNORECASE), Fraction(1, 4)),
)
_SLACK = Fraction(1, 4)  # "about half" is anything from three eighths to five eighths


def _claimed_ratios(view: View, shares: Sequence[Share]) -> Iterator[Finding]:
    """Two shares of two arms that one piece of text compares as "half", "twice" or the like."""
    by_words: dict[str, list[Share]] = {}
    for share in shares:
        for words in {words for one in view.all(share.record, ADC.evidence) for words in view.all(one, _EXACT)}:
            by_words.setdefault(words, []).append(share)
    for words, told in sorted(by_words.items()):
        claims = [ratio for pattern, ratio in _RATIOS if pattern.search(words)]
        arms = {share.arm for share in told}
        if len(claims) != 1 or len(told) != 2 or len(arms) != 2 or not all(share.percent.value for share in told):
            continue
        small, large = sorted(told, key=lambda share: share.percent.value)
        found = small.percent.value / large.percent.value
        if abs(found - claims[0]) > _SLACK * claims[0]:
            yield _ratio_doubt(small, large, found, claims[0])


def _ratio_doubt(small: Share, large: Share, found: Fraction, claimed: Fraction) -> Finding:
    computed = f"{small.text} / {large.text} = {decimal(found, 2)}"
    return Finding(
        small.record,
        (small.record, large.record),
        printed=f"a ratio of {claimed}",
        computed=computed,
        rule="claimed ratio",
        explanation=f"The text compares them as {claimed} to 1, but {computed}.",
    )


def _nested_populations(view: View) -> Iterator[Finding]:
    for population in view.members(ADC.Population):
        size = _integer(view.one(population, ADC.size))
        for parent in view.all(population, ADC.partOfPopulation):
            whole = _integer(view.one(parent, ADC.size))
            if size is not None and whole is not None and size > whole:
                yield Finding(
                    population,
                    (population,),
                    printed=str(size),
                    computed=f"{size} > {whole}",
                    rule="part above whole",
                    explanation=f"A group of {size} patients cannot be part of a group of {whole}.",
                )


# slugs of endpoints in the reference data: responses that exclude each other, and what sums several of them up
_CATEGORIES = (
    "stringent-complete-response",
    "complete-response",
    "very-good-partial-response",
    "partial-response",
    "minimal-response",
)
_WHOLES = ("clinical-response-rate", "objective-response-rate")
_OTHERS = ("stable-disease", "progressive-disease", "not-evaluable")


def _outcomes_of_everybody(view: View, shares: Sequence[Share]) -> Iterator[Finding]:
    """Best responses exclude each other: their counts cannot exceed the population, and what is left has no outcome."""
    groups: dict[tuple[str | None, str | None, str | None, int], dict[str, tuple[int, str]]] = {}
    for record in view.members(ADC.Result):
        counted = _counted(view, record, shares)
        if counted is not None:
            group, slug, count = counted
            groups.setdefault(group, {}).setdefault(slug, (count, record))
    for (_, _, population, size), counts in sorted(groups.items(), key=lambda item: str(item[0])):
        yield from _remainder(population, size, counts)


def _counted(
    view: View, record: str, shares: Sequence[Share]
) -> tuple[tuple[str | None, str | None, str | None, int], str, int] | None:
    """Group, endpoint and count of an asserted response result whose count is printed or the only one that fits."""
    endpoint = view.one(record, ADC.endpoint)
    slug = (endpoint or "").removeprefix(vocab.ID + "endpoint/")
    size = _group_size(view, record)
    if slug not in _CATEGORIES + _WHOLES + _OTHERS or size is None or not _is_asserted(view, record):
        return None
    count = _integer(view.one(record, ADC.numerator))
    if count is None:
        share = next((s for s in shares if s.record == record), None)
        count = only(numerators(share.percent, size)) if share is not None else None
    if count is None:
        return None
    return (
        (view.one(record, ADC.ofTrial), view.one(record, ADC.ofArm), view.one(record, ADC.inPopulation), size),
        slug,
        count,
    )


def _remainder(population: str | None, size: int, counts: dict[str, tuple[int, str]]) -> Iterator[Finding]:
    whole = next((counts[slug] for slug in _WHOLES if slug in counts), None)
    parts = [whole] if whole is not None else [counts[slug] for slug in _CATEGORIES if slug in counts]
    others = [counts[slug] for slug in _OTHERS if slug in counts]
    if not parts or not others:
        return
    sources = tuple(sorted(record for _, record in (*parts, *others)))
    total = sum(count for count, _ in (*parts, *others))
    terms = " + ".join(str(count) for count, _ in (*parts, *others))
    subject = population or sources[0]
    if total > size:
        yield Finding(
            subject,
            sources,
            printed=str(size),
            computed=f"{terms} = {total}",
            rule="categories above the population",
            explanation=f"Responses that exclude each other add up to {total} of {size} patients.",
        )
    elif total < size:
        left = size - total
        yield Finding(
            subject,
            sources,
            "patients without a stated outcome",
            str(left),
            rule="remainder",
            explanation=f"{size} - ({terms}) = {left}",
        )
