"""The sentences about a study in, its control treatment out, its drugs joined by ' + '.

Releases compare ("versus docetaxel", "X given alone, with Y plus Z", "than in the topotecan control arm"), name the drugs of
the control arm in brackets, or call the study placebo-controlled.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract import arms
from kg.extract.cast import Cast
from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.model import Sentence

_AGAINST = lean(
    r"\b(?:versus|vs\.?|against|relative to|compared (?:with|to)|comparing|in comparison (?:with|to)|comparison (?:with|to)|or(?: to)?(?: receive)?|control (?:group|arm))\s(?:those (?:receiving|treated with|on|in) |treatment with |patients (?:treated with|receiving) |the |either |its |standard[- ]of[- ]care |standard treatment,? )?",
    re.I,
)


def comparator(document: Document, cast: Cast, parts: Sequence[Sentence]) -> tuple[str, tuple[int, int]] | None:
    """The control treatment, its drugs joined by ' + ', and the sentence that names it."""
    best: tuple[str, tuple[int, int]] | None = None
    for sentence in parts:
        if sentence.section not in ("headline", "body", "dateline", "about", "quotation"):
            continue
        found = arms.arm_mentions(document, cast, sentence.start, sentence.end)
        for arm in found:
            if len(parts) > 1 and _ANOTHER_TO_COME.search(document.text, sentence.start, arm.start):
                continue
            if arm.side != "C" or not _is_control(document, sentence, arm, found):
                continue
            words = _spelt(document, regimen(_with_bracket(document.text, arm.start, arm.end)))
            if best is None or _telling(words) > _telling(best[0]):
                best = words, (sentence.start, sentence.end)
    if best is None or _is_vague(best[0]):
        named = _named_control(document, cast, parts) or _adc_comparator(document, cast, parts)
        return named or _placebo(document, parts)
    return best


_CONTROLLED = lean(r"\bplacebo[- ]controlled\b", re.I)


def _placebo(document: Document, parts: Sequence[Sentence]) -> tuple[str, tuple[int, int]] | None:
    """The placebo of a placebo-controlled study that names no other control."""
    told = next((sentence for sentence in parts if document.search(_CONTROLLED, sentence)), None)
    return ("placebo", (told.start, told.end)) if told else None


# the control arm with its drugs in brackets or in apposition
_CONTROL = r"\b(?:comparator|control)(?: (?:arm|group|treatment|regimen|drugs?|therapy|therapies))?s?"
_NAMED_CONTROL = (
    lean(rf"{_CONTROL} \((?P<what>(?!n ?=)[^()]{{4,120}})\)", re.I),
    lean(
        rf"{_CONTROL}(?:, (?:which (?:is|was) )?| of | consisting of | being )(?P<what>[^.;,()]{{4,90}}?)(?=[.;,()]| in | for | after |$)",
        re.I,
    ),
)


def _named_control(document: Document, cast: Cast, parts: Sequence[Sentence]) -> tuple[str, tuple[int, int]] | None:
    """The drugs that stand in brackets or in apposition behind the words for the control arm."""
    for sentence in parts:
        for pattern in _NAMED_CONTROL:
            match = document.search(pattern, sentence)
            if match is None:
                continue
            named = arms.arm_mentions(document, cast, *match.span("what"))
            if named and all(arm.side == "C" for arm in named):
                return regimen(match["what"]), (sentence.start, sentence.end)
    return None


def _spelt(document: Document, words: str) -> str:
    """An abbreviation that the text itself explains, with its long form: "physician's choice (PC)"."""
    long = next((long for long, short in document.abbreviations.items() if short == words), None)
    return f"{long} ({words})" if long else words


def _with_bracket(text: str, start: int, end: int) -> str:
    """The words of a regimen, with the bracket that closes what it opened."""
    words = text[start:end]
    return words + ")" if words.count("(") > words.count(")") else words


def _adc_comparator(document: Document, cast: Cast, parts: Sequence[Sentence]) -> tuple[str, tuple[int, int]] | None:
    """A conjugate that the release's own is compared with."""
    for sentence in parts:
        for player in cast.comparators:
            against = re.search(
                r"\b(?:versus|vs\.?|against|compar(?:ed|es?|ing|ison)|head-to-head|than)\b",
                document.words(sentence),
                re.I,
            )
            if against and any(sentence.start <= start < sentence.end for start, _ in player.spans):
                return player.name, (sentence.start, sentence.end)
    return None


_BETWEEN = lean(
    r"(?:[~\d.]{1,6}\s?(?:%|percent|months?|weeks)?\s?(?:\([^()]{0,60}\)\s?)?(?:for|with|in|on|among)\s)?(?:those |patients )?(?:receiving |treated with |given |the |in |on )*[\w-]{0,12}\s?",
    re.I,
)
_ANOTHER_TO_COME = lean(
    r"\b(?:plans?|intends?|expects?|proposes?) to (?:initiate|start|begin|conduct|open|launch) an? (?:[\w/-]+ ){0,6}?(?:trial|study)\b",
    re.I,
)
_ITS_ARM = lean(r" (?:control|comparator) (?:arm|group)\b", re.I)


def _is_control(document: Document, sentence: Sentence, arm: arms.ArmMention, found: list[arms.ArmMention]) -> bool:
    before = document.text[max(sentence.start, arm.start - 60) : arm.start]
    if _ITS_ARM.match(document.text, arm.end, sentence.end):
        return True
    match = max(_AGAINST.finditer(before), key=lambda found: found.start(), default=None)
    if match is None or _BETWEEN.fullmatch(before, match.end()) is None:
        return _is_compared_with(document, sentence, arm, found)
    if match[0].lower().startswith("or"):
        head = document.text[sentence.start : arm.start]
        return re.search(r"\brandomi[sz]|\bassigned|\breceive", head, re.I) is not None and any(
            a.side == "T" and a.end < arm.start for a in found
        )
    return not re.search(r"\b(?:historical|previously reported|published)\b", document.words(sentence), re.I)


def _telling(words: str) -> int:
    """How much the words for a control treatment say: its drugs or who chose it, chemotherapy at large, just a role."""
    if _is_vague(words):
        return 0
    return 1 if re.fullmatch(r"(?:standard |single-agent )*chemo(?:therapy)?", words, re.I) else 2


_WITH = lean(
    r"(?: ?\([^()]{1,40}\))?(?:,? (?:(?:given|used|administered|taken|dosed) )?(?:as (?:an? )?(?:single agent|monotherapy|[\w-]+ therapy|[\w-]+ treatment)|alone|weekly|every [\w ]{3,16})(?: \([^()]{1,40}\))?)?,? (?:with|to|with that of|against) (?:the |either )?",
    re.I,
)


def _is_compared_with(
    document: Document, sentence: Sentence, arm: arms.ArmMention, found: list[arms.ArmMention]
) -> bool:
    """'The trial compared X plus Y with Y alone'."""
    left = next((a for a in reversed(found) if a.end <= arm.start and a.side == "T"), None)
    if left is None or _WITH.fullmatch(document.text, left.end, arm.start) is None:
        return False
    return re.search(r"\bcompar\w+\b", document.text[sentence.start : left.start], re.I) is not None


def _is_vague(words: str) -> bool:
    return (
        re.fullmatch(
            r"(?:the )?(?:control|comparator|reference|standard)(?:[ -](?:arm|group|regimen|of care|treatment).*)?|soc",
            words,
            re.I,
        )
        is not None
    )


def regimen(words: str) -> str:
    """A regimen with its drugs joined by ' + '.

    >>> regimen("Herceptin plus chemotherapy (docetaxel)")
    'Herceptin + chemotherapy (docetaxel)'
    """
    plain = re.sub(r"\s?\b(?:plus|in combination with|combined with)\b\s?|\s?\+\s?", " + ", " ".join(words.split()))
    plain = re.sub(r"^(?:the |an? )|\s(?:arm|group|alone)$", "", plain, flags=re.I)
    return plain + ")" * (plain.count("(") - plain.count(")"))
