"""Ratios that a release claims in, those that its numbers contradict out.

A hazard ratio against the risk reduction beside it; two shares that one piece of text compares as "half the incidence",
"twice as often" or "a three-fold increase".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from kg.arithmetic import agree, decimal, printed, reduction_of
from kg.derive.finding import Finding
from kg.derive.shares import Share, is_asserted
from kg.view import View
from kg.vocab import ADC

_EXACT = "http://www.w3.org/ns/oa#exact"
# what makes a fraction or a multiple a comparison: "half the incidence", "half as many", "twice that of"
_OF = r"(?: the (?!year|time of)\w+| as (?:\w+)| that (?:of|in|with|seen)| (?:higher|lower|more|less)\b)"


def _words(*forms: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(forms) + r")", re.IGNORECASE)


# the smaller part of the larger
_RATIOS = (
    (
        _words(
            rf"(?<!first )(?<!second )half{_OF}",
            rf"twice{_OF}",
            r"two[- ]?fold\b",
            r"2-fold\b",
            rf"two times{_OF}",
            r"doubl(?:ed|ing)\b",
            r"double the\b",
            r"halved\b",
        ),
        Fraction(1, 2),
    ),
    (
        _words(
            rf"(?:one|a)[- ]third{_OF}", r"three[- ]?fold\b", r"3-fold\b", rf"three times{_OF}", r"tripl(?:ed|ing)\b"
        ),
        Fraction(1, 3),
    ),
    (_words(rf"two[- ]thirds{_OF}"), Fraction(2, 3)),
    (_words(rf"(?:one|a)[- ]quarter{_OF}", r"four[- ]?fold\b", r"4-fold\b", rf"four times{_OF}"), Fraction(1, 4)),
)
_SLACK = Fraction(1, 4)  # "about half" is anything from three eighths to five eighths


def hazard_ratios(view: View) -> Iterator[Finding]:
    """A hazard ratio and the risk reduction printed beside it."""
    for record in view.members(ADC.Comparison):
        ratio, reduction = view.one(record, ADC.hazardRatio), view.one(record, ADC.riskReduction)
        if ratio is None or reduction is None or not is_asserted(view, record):
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


def claimed_ratios(view: View, shares: Sequence[Share]) -> Iterator[Finding]:
    """Two shares of two arms that one piece of text compares."""
    by_words: dict[str, list[Share]] = {}
    for share in shares:
        for words in {words for one in view.all(share.record, ADC.evidence) for words in view.all(one, _EXACT)}:
            by_words.setdefault(words, []).append(share)
    for words, told in sorted(by_words.items()):
        claimed = claims(words)
        arms = {share.arm for share in told}
        if len(claimed) != 1 or len(told) != 2 or len(arms) != 2 or not all(share.percent.value for share in told):
            continue
        small, large = sorted(told, key=lambda share: share.percent.value)
        found = small.percent.value / large.percent.value
        if abs(found - claimed[0]) > _SLACK * claimed[0]:
            yield _doubt(small, large, found, claimed[0])


def claims(words: str) -> list[Fraction]:
    """The ratios that some words claim between two figures, the smaller to the larger.

    >>> claims("approximately half the incidence"), claims("in the second half of 2012, twice daily, double-blind")
    ([Fraction(1, 2)], [])
    """
    return [ratio for pattern, ratio in _RATIOS if pattern.search(words)]


def _doubt(small: Share, large: Share, found: Fraction, claimed: Fraction) -> Finding:
    computed = f"{small.text} / {large.text} = {decimal(found, 2)}"
    return Finding(
        small.record,
        (small.record, large.record),
        printed=f"a ratio of {claimed}",
        computed=computed,
        rule="claimed ratio",
        explanation=f"The text compares them as {claimed} to 1, but {computed}.",
    )
