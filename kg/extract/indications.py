"""A document, its cast and one conjugate in, the diseases it is meant for out, as printed with their qualifiers.

>>> QUALIFIED.search("relapsed or refractory ")[0]
'relapsed or refractory '
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.cast import Cast, Player
from kg.extract.diseases import in_plain_case
from kg.extract.document import Document
from kg.extract.parts import owners_of, sentences_about
from kg.extract.prefilter import lean
from kg.extract.sites import shared_head
from kg.lexicon import Mention, fold, lexicon
from kg.model import Sentence

_WORD = (
    r"(?:relapsed|refractory|recurrent|progressive|aggressive|adenocarcinoma|squamous|non-?squamous|high-grade|serous|multiple|HR\+/HER2-|HR\+, HER2-|[A-Z][A-Z0-9]{1,7}\+|advanced|metastatic|unresectable|locally|persistent|previously|pre-?treated|treated|untreated|newly|diagnosed|malignant"
    r"|[a-z]{5,12}-(?:resistant|refractory|sensitive|ineligible|naive)(?:/(?:resistant|refractory|sensitive))?|hormone[- ]receptor[- ]positive|extensive[- ]stage|limited[- ]stage|early[- ]stage|early|stage (?:I{1,3}|IV)"
    r"|high-risk|adult|CD\d+-positive|CD\d+-expressing|HER2[- ](?:positive|negative|low|expressing|mutant)|HER2\+|[\w\u03b1]{2,8}[- ](?:positive|expressing|high)"
    r"|solid|hematologic(?:al)?|haematological|B-cell|T-cell|triple-negative|first-line|front-line|second-line|severe)"
)
QUALIFIED = lean(rf"(?<![\w-])(?:{_WORD}(?:,| and/or| or| and|/)? ?){{1,6}}$", re.IGNORECASE)
_MEANT = lean(
    r"(?:\b|(?<=\)))(?:for|in|of|with|against|focus(?:es|ed)? on|treat(?:s|ing)?|as|who have|have|having|adults?|into|or|and|,|:|had|including|is|\()(?!\w)(?: the)?(?: treatment of| patients? with| people with| adults? with| women with| men with)?"
    r"(?: the)?(?: an?\b)?[ (]*(?P<gap>(?:(?!\b(?:risk|cells?|models?|diagnosis|history)\b)[\w/+-]{2,20} ){0,2})$",
    re.IGNORECASE,
)


def read_indications(document: Document, cast: Cast, player: Player) -> tuple[str, ...]:
    """The diseases that sentences about the conjugate name it for, each once, the fullest wording."""
    found: dict[str, list[str]] = {}

    def several(sentence: Sentence) -> bool:
        return len({name for _, _, name in cast.compounds_in(sentence.start, sentence.end)}) > 1

    for sentence in _sentences(document, cast, player):
        for mention in document.within(sentence.start, sentence.end, "indication"):
            owners = owners_of(document, cast, sentence, mention.start)
            if _PRECLINICAL.match(document.text, mention.end) or (
                len(owners) == 1 and player.name not in owners and several(sentence)
            ):
                continue
            shared = shared_head(document.text[max(sentence.start, mention.start - 110) : mention.end], mention.end)
            start = _start(document, sentence.start, shared.start if shared else mention.start)
            meant = _MEANT.search(document.text, max(sentence.start, start - 45), start)
            if meant is None and sentence.section != "headline":
                continue
            if (
                meant is not None
                and meant["gap"]
                and not (_NO_KIND.search(meant["gap"]) or _OWN_NAME.search(meant["gap"]))
            ):
                start = meant.start("gap")
            if shared:
                qualifiers = document.text[start : shared.start]
                for name in shared.names:
                    found[fold(name)] = _with(found.get(fold(name), []), qualifiers + name)
                continue
            slug = next(entry.slug for entry in mention.entries if entry.kind == "indication")
            behind = _BEHIND.match(document.text, mention.end)
            words = _spelt(document, mention, document.text[start : mention.end]) + (behind[0] if behind else "")
            if sentence.section == "headline":
                words = in_plain_case(words, slug)
            found[slug] = _with(found.get(slug, []), words)
    return _without_general([words for known in found.values() for words in known])


_OWN_NAME = lean(r"\b[A-Z][a-z]{3,}|\bproprietary\b")
_PRECLINICAL = lean(r" (?:xenografts?|cell lines?|models?|cells|mice|mouse|tumou?r[- ]bearing)\b")
# words in front of a disease that say nothing of its kind
_NO_KIND = lean(
    r"\b(?:other|some|several|selected|certain|most|many|various|two|three|new|different|their|his|her|its|this|that|these|such|all|any|our|with|and|or|of|in|for|to|the|a|an"
    r"|rare|deadly|lethal|hard-to-treat|difficult-to-treat|phase|pivotal|indication|disease|trials?|stud(?:y|ies)|adjuvant|neoadjuvant|I{1,3}|IV|patients?|women|men|people|adults?|first|common|lead|standard|current|available|novel|approved|treated|heavily|pretreated|pre-treated|eligible|on|by|from|including|as|treating|human|multiple|undisclosed|unnamed|additional|further|potential|active|activity|against|effective|effects?|respon\w+|between|among|within|across|over|under|after|before|during|without|versus|target\w*|both|is|was|has|had|have|are|who|only|then|into|also|\d+)\b",
    re.IGNORECASE,
)


def _without_general(wordings: list[str]) -> tuple[str, ...]:
    """The wordings, each once, without those all of whose words stand in a fuller one."""
    words = {wording: frozenset(re.split(r"[ ,/]+", wording.lower().removesuffix("s"))) for wording in wordings}
    first = {key: wording for wording, key in reversed(words.items())}  # of two that differ in number only the first
    return tuple(
        wording
        for wording, key in words.items()
        if first[key] == wording and not any(key < other for other in words.values())
    )


# settings that exclude one another: two wordings of a disease that differ here are two indications
_AXES = (
    lean(r"(?P<first>untreated|newly diagnosed|first-line|front-?line)|relapsed|refractory|recurrent|previously treated", re.IGNORECASE),
    lean(r"(?P<first>\bearly\b)|metastatic|advanced", re.IGNORECASE),
    lean(r"(?P<first>\b\w{1,24}-sensitive)|\b\w{1,24}-resistant", re.IGNORECASE),
    lean(r"(?P<first>HER2[- ]positive|HER2\+)|HER2[- ](?:low|mutant|mutated|negative)|HER2-(?= )", re.IGNORECASE),
)  # fmt: skip


def _with(known: list[str], words: str) -> list[str]:
    """The wordings of one disease with one more: the fullest of those that do not exclude one another."""
    for place, other in enumerate(known):
        if not _excludes(other, words):
            return [*known[:place], max(other, words, key=len), *known[place + 1 :]]
    return [*known, words]


def _excludes(one: str, other: str) -> bool:
    """Whether two wordings name settings of a disease that no patient is in at once.

    >>> _excludes("untreated lymphoma", "relapsed lymphoma"), _excludes("lymphoma", "relapsed lymphoma")
    (True, False)
    """
    for axis in _AXES:
        a = {bool(match["first"]) for match in axis.finditer(one)}
        b = {bool(match["first"]) for match in axis.finditer(other)}
        if a and b and not a & b:
            return True
    return False


_BEHIND = lean(
    r" (?:of stage (?:I{1,3}|IV)(?: or (?:I{1,3}|IV))?|that (?:is|was) (?:[\w-]+ ){0,2}(?:advanced|metastatic|unresectable)(?: (?:or|and/or) (?:[\w]+ ){0,2}?(?:metastatic|advanced))?)"
)
_POPULATION = lean(
    r"\b(?:patients?|people|participants|women|men|adults|treatment|trials?|study|studies|disease|indication|all had|intended|meant|development|approv(?:al|ed)|granted|designation|it)\b",
    re.IGNORECASE,
)


def _sentences(document: Document, cast: Cast, player: Player) -> Iterator[Sentence]:
    """Sentences about the conjugate; when the release has only this one, also those about its trial's patients."""
    told = (sentence for _, sentence in sentences_about(document, cast, player))
    about = {sentence.start: sentence for sentence in told if sentence.section != "quotation"}  # opinion is no fact
    if len(cast.compounds) == 1 and player in cast.compounds:
        for _, sentence in document.in_sections("headline", "body"):
            if document.search(_POPULATION, sentence):
                about.setdefault(sentence.start, sentence)
    elif player in cast.compounds:
        for index, sentence in document.in_sections("body"):
            if document.search(_POPULATION, sentence) and _is_carried_on(document, cast, player, index):
                about.setdefault(sentence.start, sentence)
    yield from (about[start] for start in sorted(about))


def _is_carried_on(document: Document, cast: Cast, player: Player, index: int) -> bool:
    """Whether a sentence without a drug stands in a paragraph, or under its list, that speaks of this conjugate alone."""
    sentence = document.sentences[index]
    if index in cast.about_others or cast.compound_of(index) != player.name:
        return False
    lead = document.sentences[sentence.lead] if sentence.layout == "bullet" and sentence.lead >= 0 else sentence
    block = [other for other in document.sentences[max(0, index - 15) : index] if other.block == lead.block]
    named = {name for other in (*block, sentence) for _, _, name in cast.compounds_in(other.start, other.end)}
    return named == {player.name}


def _start(document: Document, left: int, start: int) -> int:
    bracket = _BRACKET_BEFORE.search(document.text, max(left, start - 60), start)
    at = bracket.start() if bracket else start
    match = QUALIFIED.search(document.text, max(left, at - 90), at)
    return match.start() if match else start


_BRACKET_BEFORE = lean(r"(?<= )\([^()]{2,45}\) $")  # "HER2-low (IHC 1+ or IHC 2+/ISH-) breast cancer"


def _spelt(document: Document, mention: Mention, words: str) -> str:
    """The words with an abbreviation spelt out as the text or the reference data does."""
    printed = document.text[mention.start : mention.end]
    if not (printed.isupper() and len(printed) < 8):
        return words
    short_to_long = {short: long for long, short in document.abbreviations.items()}
    entry = next(entry for entry in mention.entries if entry.kind == "indication")
    subject = lexicon().subject("indication", entry.slug)
    return words[: len(words) - len(printed)] + short_to_long.get(printed, subject.label if subject else printed)
