"""A release in, how many compounds a company has of a kind out: in the clinic, wholly owned, in early testing.

The number stands before its noun ("ten ADCs are now in clinical testing"), with a bound in front where the company does
not know or say exactly ("as many as seven other ADCs"); "of which three are wholly owned" counts a part of it.
"""

from __future__ import annotations

import re

from kg.extract.cast import Cast
from kg.extract.cues import joined
from kg.extract.document import Document
from kg.extract.modality import modality_of
from kg.extract.numbers import ANY_NUMBER, BOUND, bound, number
from kg.extract.prefilter import lean
from kg.model import PipelineCount, Sentence

_NOUN = (
    r"(?:compounds|product candidates|candidates|ADCs|antibody[- ]drug conjugates|conjugates|programs|programmes|agents"
    r"|products|molecules|therapies)"
)
_STATE = (
    r"(?:in (?:(?:early|late|mid|advanced)[- ]?(?:stage)? )?(?:clinical (?:testing|development|trials|studies)"
    r"|the clinic"
    r"|human testing|development|(?:pre-?clinical|Phase [I1-3]+)[a-z ]{0,12}(?:testing|development|trials|studies))"
    r"|wholly[- ]owned|fully owned|partnered|(?:advancing|moving) (?:in|through|toward|into) the clinic)"
)
_COUNT = joined(
    rf"(?:\b{BOUND}\s)?(?<![\w.$-])(?P<number>{ANY_NUMBER})\s(?P<noun>(?:(?!of\b|to\b"
    rf"|in\b)[A-Za-z][\w-]{{0,20}}\s){{0,4}}?{_NOUN})\b",
    rf"(?P<between>[^.;,]{{0,70}}?)\b(?P<state>{_STATE})\b",
)
_PART = joined(
    rf",? (?:of which|including|with) (?:{BOUND}\s)?(?P<number>{ANY_NUMBER})(?P<noun> (?:of which|of them|that))?",
    r" (?:are |is |being )?(?P<state>wholly[- ]owned|fully owned|partnered|in [^.;,]{4,50}?(?:testing|development"
    r"|trials|clinic))\b",
)


# "four of our eleven conjugates are": the number is that of all
_OF_ALL = lean(r"\bof (?:our|its|the|their) ?\Z")


def read_pipeline_counts(document: Document, cast: Cast) -> tuple[PipelineCount, ...]:
    """The counts of a release about conjugates, in order of the text, each once."""
    if not cast.is_adc:
        return ()
    found: dict[tuple[str, int], PipelineCount] = {}
    for index, sentence in enumerate(document.sentences):
        if sentence.section in ("headline", "body", "about"):
            for count in _sentence(document, cast, index, sentence):
                found.setdefault((count.quantity, count.value), count)
    return tuple(found.values())


def _sentence(document: Document, cast: Cast, index: int, sentence: Sentence) -> list[PipelineCount]:
    found: list[PipelineCount] = []
    for match in _COUNT.finditer(document.text, sentence.start, sentence.end):
        if _OF_ALL.search(document.text, max(sentence.start, match.start() - 12), match.start()):
            continue
        noun = re.sub(r"^(?:other|additional|further|more) ", "", " ".join(match["noun"].split()))
        found += _count(document, cast, index, sentence, match=match, noun=noun)
        part = _PART.search(document.text, match.end(), min(sentence.end, match.end() + 60))
        if part is not None:
            found += _count(document, cast, index, sentence, match=part, noun=noun)
    return found


def _count(
    document: Document, cast: Cast, index: int, sentence: Sentence, *, match: re.Match[str], noun: str
) -> list[PipelineCount]:
    value = number(match["number"])
    modality = modality_of(document, index, match.start("number"), match.end("state"))
    if not isinstance(value, int) or not 0 < value < 500 or modality in ("negated", "opinion", "legal"):
        return []
    firms = cast.companies_in(sentence.start, sentence.end)
    issuer = cast.issuer.name if cast.issuer else None
    return [
        PipelineCount(
            quantity=f"{noun} {' '.join(match['state'].split())}",
            value=value,
            bound=bound(match["bound"]),
            company=firms[0][2] if firms else issuer,
            printed=" ".join(document.text[match.start() : match.end()].strip(" ,").split()),
            evidence=document.sentence_evidence(sentence),
            modality=modality,
            rule="pipeline_counts:number",
        )
    ]
