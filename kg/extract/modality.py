"""A place in a release in, how it is meant there out: asserted, planned, negated, opinion, claim, boilerplate or legal.

Where words stand decides first: spoken words are opinion, a safe-harbour paragraph is legal, an About section is
boilerplate.  Inside a sentence the clause decides.  A cue ("expects to", "did not", "believes that") governs its own
clause, with everything coordinated in it, and nothing beyond: not the clause behind "but" or a semicolon, not a
relative clause ("who had not responded"), not the verb that "and" starts anew ("was approved and will be launched").

>>> text = "It was approved in the US and is expected to be filed in Japan; it did not reach Europe."
>>> [meaning(text, text.index(word), text.index(word) + len(word)) for word in ("US", "Japan", "Europe")]
['asserted', 'planned', 'negated']
"""

from __future__ import annotations

import re

from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.model import Modality, SectionKind

_BY_SECTION: dict[SectionKind, Modality] = {
    "quotation": "opinion",
    "legal": "legal",
    "trademark": "legal",
    "contact": "legal",
    "about": "boilerplate",
}

_VERB = (
    r"(?:is|are|was|were|has|have|had|will|would|may|might|could|should|can|did|does|do|expects?|plans?|intends?"
    r"|anticipates?|aims?|continues?|began|started|completed|received|reported|announced|showed|demonstrated|became"
    r"|remains?|achieved|experienced|responded)"
)


def _cues(*lines: str) -> re.Pattern[str]:
    """One pattern of all alternatives, which are whole words in any case."""
    return lean(rf"\b(?:{'|'.join(lines)})", re.IGNORECASE)


# where one clause ends and the next begins
_BREAK = lean(
    r";|:(?=\s)| - | -- "
    r"|,? (?:but|while|whilst|whereas|although|though|however|yet|unless|because|even though|despite)\b"
    rf"|,? (?:and|or|,) (?:then |also |now |subsequently |it |they |we |there |(?:the"
    rf"|its) [A-Za-z]{{1,20}} )?(?={_VERB} )"
    rf"|, and (?:an?|the|its) (?:[\w'-]{{1,20}} ){{1,5}}?(?={_VERB} )"
    r"|, and (?=(?:only|just) )|, and (?=(?:one|two|three|four|five|\d{1,3}) (?:patients?|cases?|events?) )"
    r"|,? and (?:enrol\w{3,6}|dosing|recruitment) (?:[\w'-]{1,20} ){0,8}?(?=(?:may|can|will|is|has) )"
    r"|,? (?:who|which|whose|where|when|after|once|if)\b"
    r"|,? that (?=(?:is|are|was|were|has|have|had|will|would|did|does|could|can|failed|met|showed)\b)"
    r"|, (?=(?:the |its )?(?-i:[A-Z])[\w'-]{1,20}(?: (?-i:[A-Z])[\w'-]{1,20}){0,3} +(?:has|have|had|is|are|was|were"
    r"|will)\b)"
    r"|,? (?:following|based on|due to|as|since|with the exception of)\b|, with\b|, (?:a|an|the) (?=[A-Za-z-]{2,30} )"
)
_BRACKETS = lean(r"\([^()]{0,200}\)")
_RELATIVE = lean(rf"\b(?:who|which|that) {_VERB} [^,;.]{{1,80}}?(?<!and)(?<!or) (?={_VERB} )")

_PLANNED = _cues(
    r"(?:expect(?:s|ed|ing)?|anticipat(?:es?|ed|ing)|plans?|planned|planning|intends?|intended|intending)\b",
    r"(?:aims?|hopes?|hoped|means|seeks?|seeking|preparing|prepares|set|poised) to\b",
    r"(?:scheduled|slated|on track|projected|pending|forthcoming|upcoming|subject to|goal is|in order to)\b",
    r"due to (?:start|begin|open|be|report|enter)\b",
    r"(?:preparing for|look(?:s|ing)? forward)\b",
    r"(?:will|shall|would|should|may|might|could)\b(?! not be offered)",
    r"(?:is|are) to (?!date)[a-z]",
    r"(?:is|are) eligible to\b",
    r"targeting (?=[A-Za-z0-9 -]{0,30}20\d\d)",
    r"to be (?:presented|initiated|submitted|filed|opened|started|announced|reported|held|conducted|evaluated)\b",
)
# words that look like a plan and are none
_NO_PLAN = _cues(
    r"(?:as|than) (?:planned|expected|anticipated|scheduled|intended)\b",
    r"planned (?:interim|analysis|enrol\w{3,6})\b",
    r"the intended\b",
    r"(?:stud(?:y|ies)|trials?) may (?:now )?proceed\b",
    r"intended (?:dose|for)\b",
    r"may\s+\d",
    r"expected (?:survival|life|safety)\b",
    r"consistent with (?:what )?(?:was )?expected\b",
    r"(?:first|only|latest) [a-z -]{0,20}to be (?:reported|presented|announced)\b",
)
# a plan that is an adjective speaks only of the noun behind it
_ADJECTIVE = lean(r"\b(?:an?|the|its|our|their|and|or|of|for)\s+\Z", re.IGNORECASE)
_NEGATED = _cues(
    r"(?:is|are|was|were|has|have|had|did|does|do|will|would|could|can|may|might|should|been) ?(?:not|never)\b",
    r"cannot\b",
    r"(?:no longer|none (?:of|was|were|had)|neither|nor|without|absence of|lack of|free of)\b",
    r"no (?!later|more than|fewer than|less than|doubt|obligation|prior)[a-z-]{2,30}",
    r"fail(?:s|ed|ure)? to\b",
    r"not (?:been|yet|being|reported|mature|observed|seen|met|approved|significant)\b",
)
# a negative word that denies nothing of what stands beside it
_NO_NEGATION = _cues(
    r"not (?:yet )?(?:been )?(?:reached|estimable|evaluable|only|limited|previously|candidates?|eligible|amenable)\b",
    r"not (?:suitable|unexpected|just|inferior|include)\b",
    r"no (?:obstacles?|objections?|later|more|fewer|less|doubt|obligation|prior|previous|other approved|longer than)\b",
    r"without (?:prior|regard|limitation|a|progress\w+|an? event|disease|further|additional|interruption)\b",
)
_OPINION = _cues(
    r"(?:believes?|thinks?|feels?|hopes?|considers?|opines?|(?:is|are) (?:convinced|confident))\b",
    r"in (?:our|my|his|her|their) (?:view|opinion)\b",
)
_CLAIM = _cues(
    r"(?:first|best)[- ]in[- ]class\b",
    r"(?:ground-?breaking|revolutionary|promising|encouraging|impressive|exciting|unprecedented|remarkable)\b",
    r"(?:unparalleled|superior|leading|outstanding|compelling|transformative|most advanced)\b",
    r"(?:practice[- ]changing|paradigm[- ]shifting|world[- ]leading)\b",
)


def modality_of(document: Document, sentence_index: int, start: int, end: int) -> Modality:
    """How the words at ``start`` to ``end`` of the clean text are meant; they stand in the sentence of that index."""
    sentence = document.sentences[sentence_index]
    section = document.release.section_at(start)
    voice = _BY_SECTION.get(section)
    if section == "quotation" and _is_quoted_name(document, start):
        voice = None
    if voice in ("opinion", "legal"):
        return voice
    found = meaning(document.words(sentence), max(start - sentence.start, 0), end - sentence.start)
    return voice if voice is not None and found == "asserted" else found


# words that lead to a name or title in quotation marks, and words that only a speaker says
_NAMES = lean(
    r"(?:\b(?:called|named|termed|dubbed|titled|entitled|defined as|known as|referred to as|the|an?|of|under|with|for) |\()\Z"
)
_SPOKEN = lean(rf"\b(?:{_VERB}|we|our|us|I|my|it|they|this|these)\b|[.,!?]\"?\Z", re.IGNORECASE)


def _is_quoted_name(document: Document, position: int) -> bool:
    """Whether the quotation marks around a place hold a defined term or a title and no spoken words."""
    section = next(s for s in document.release.sections if s.start <= position < s.end)
    before = document.text[max(0, section.start - 24) : section.start]
    return _NAMES.search(before) is not None and not _SPOKEN.search(document.text[section.start : section.end])


def meaning(sentence: str, start: int, end: int) -> Modality:
    """How the words at ``start`` to ``end`` of one sentence are meant, by the cues of their clause."""
    left, right = clause(sentence, start, end)
    words = _without_brackets(sentence, start, end)[left:right]
    if _has(_NEGATED, _NO_NEGATION, words):
        return "negated"
    if any(not _ADJECTIVE.search(words[:cue]) or left + cue < end for cue, _ in plan_cues(words)):
        return "planned"
    if _OPINION.search(words):
        return "opinion"
    if _CLAIM.search(sentence, start, end) and not any(character.isdigit() for character in sentence[left:right]):
        return "claim"
    return "asserted"


def clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The clause that holds ``start`` to ``end``: from the break before it to the break behind it.

    Brackets are a clause of their own for what stands inside them, and are not there for what stands outside.
    """
    left, right = 0, len(sentence)
    for match in _BRACKETS.finditer(sentence):
        if match.start() < start and end < match.end():
            left, right = match.start() + 1, match.end() - 1
    sentence = _without_brackets(sentence, start, end)
    breaks = [match.span() for match in _BREAK.finditer(sentence)]
    # a relative clause without commas ends before its second finite verb
    breaks += [(match.end(), match.end()) for match in _RELATIVE.finditer(sentence)]
    left = max((stop for _, stop in breaks if stop <= start), default=left) if left == 0 else left
    right = min((begin for begin, _ in breaks if begin >= end), default=right)
    return left, right


def _without_brackets(sentence: str, start: int, end: int) -> str:
    """A sentence of the same length with blanks for the brackets that do not hold ``start`` to ``end``."""
    for match in _BRACKETS.finditer(sentence):
        if match.end() <= start or end <= match.start():
            sentence = f"{sentence[: match.start()]}{' ' * len(match[0])}{sentence[match.end() :]}"
    return sentence


def plan_cues(words: str) -> list[tuple[int, int]]:
    """Where the words stand that make a plan of a sentence."""
    excused = [match.span() for match in _NO_PLAN.finditer(words)]
    return [match.span() for match in _PLANNED.finditer(words) if not _overlaps(match.span(), excused)]


def _has(cue: re.Pattern[str], excuse: re.Pattern[str], words: str) -> bool:
    excused = [match.span() for match in excuse.finditer(words)]
    return any(not _overlaps(match.span(), excused) for match in cue.finditer(words))


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
