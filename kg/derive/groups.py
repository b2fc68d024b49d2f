"""Groups of patients in, parts that exceed their wholes and patients without a stated outcome out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import vocab
from kg.arithmetic import numerators, only
from kg.derive.finding import Finding
from kg.derive.shares import Share, group_size, integer, is_asserted, stated_size
from kg.view import View
from kg.vocab import ADC

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

Group = tuple[str | None, str | None, str | None, int]  # trial, arm, population, size
Counts = dict[str, set[tuple[int, str]]]  # endpoint -> counts with their records


def nested(view: View) -> Iterator[Finding]:
    """Groups that are larger than the group they are part of."""
    for population in view.members(ADC.Population):
        size = stated_size(view, population)
        for parent in view.all(population, ADC.partOfPopulation):
            whole = stated_size(view, parent)
            if size is not None and whole is not None and size > whole:
                yield Finding(
                    population,
                    (population,),
                    printed=str(size),
                    computed=f"{size} > {whole}",
                    rule="part above whole",
                    explanation=f"A group of {size} patients cannot be part of a group of {whole}.",
                )


def outcomes_of_everybody(view: View, shares: Sequence[Share]) -> Iterator[Finding]:
    """Best responses exclude each other: their counts cannot exceed the population, and what is left has no outcome."""
    groups: dict[Group, Counts] = {}
    by_record = {share.record: share for share in shares}
    for record in view.members(ADC.Result):
        counted = _counted(view, record, by_record)
        if counted is not None:
            group, slug, count = counted
            groups.setdefault(group, {}).setdefault(slug, set()).add((count, record))
    for (_, _, population, size), counts in sorted(groups.items(), key=lambda item: str(item[0])):
        yield from _remainder(population, size, counts)


def _counted(view: View, record: str, shares: dict[str, Share]) -> tuple[Group, str, int] | None:
    """Group, endpoint and count of an asserted response result whose count is printed or the only one that fits."""
    slug = (view.one(record, ADC.endpoint) or "").removeprefix(vocab.ID + "endpoint/")
    size = group_size(view, record)
    if slug not in _CATEGORIES + _WHOLES + _OTHERS or size is None or not is_asserted(view, record):
        return None
    count = integer(view.one(record, ADC.numerator))
    if count is None and view.one(record, ADC.unit) == "{patients}":
        count = integer(view.one(record, ADC.value))
    if count is None and record in shares:
        count = only(numerators(shares[record].percent, size))
    if count is None:
        return None
    group = (view.one(record, ADC.ofTrial), view.one(record, ADC.ofArm), view.one(record, ADC.inPopulation), size)
    return group, slug, count


def _remainder(population: str | None, size: int, counts: Counts) -> Iterator[Finding]:
    """One finding when the counts do not make up the group; none when an endpoint was counted in two ways."""
    if any(len({count for count, _ in told}) > 1 for told in counts.values()):
        return  # confirmed and unconfirmed responses, two assessors: which of them add up is not said
    single = {slug: min(told) for slug, told in counts.items()}
    whole = next((single[slug] for slug in _WHOLES if slug in single), None)
    parts = [whole] if whole is not None else [single[slug] for slug in _CATEGORIES if slug in single]
    others = [single[slug] for slug in _OTHERS if slug in single]
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
        yield Finding(
            subject,
            sources,
            "patients without a stated outcome",
            str(size - total),
            rule="remainder",
            explanation=f"{size} - ({terms}) = {size - total}",
        )
