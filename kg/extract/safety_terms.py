"""A range of a release in, the adverse events it names out, each as printed.

An event is named by a word of the reference data, by a word whose ending says that it is a disorder (-penia, -itis,
-algia, -rrhea), by a common word for a complaint (fatigue, rash, cough) or by a laboratory value with a direction
("increased ALT", "low platelet count", "lipase elevations").  Words that say where or of what kind belong to the name:
"peripheral sensory neuropathy", "upper respiratory tract infection".

>>> [t.text for t in terms_in("Febrile neutropenia, low platelet counts and increased lipase were seen.")]
['febrile neutropenia', 'low platelet counts', 'increased lipase']
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.extract.prefilter import lean

ANY_EVENT = "any adverse event"

_MODIFIER = (
    r"(?:peripheral|sensory|motor|febrile|upper|lower|respiratory|urinary|tract|abdominal|back|muscle|muscular"
    r"|musculoskeletal|bone|chest|joint|dry|blurred|blurry|ocular|corneal|retinal|eye|interstitial|lung|liver|hepatic"
    r"|pulmonary|pleural|renal|kidney|cardiac|heart|oral|nasal|skin|maculo-?papular|acneiform|palmar-plantar|hand-foot"
    r"|pericardial|deep|vein|venous|arterial|cerebral|gastrointestinal|GI|intestinal|intracranial|infusion-related"
    r"|infusion|injection|site|tumou?r|cytokine|release|lysis|capillary|leak|acute|chronic|left|ventricular|autoimmune"
    r"|immune-mediated|mucosal|opportunistic|viral|bacterial|fungal|allergic|anaphylactic|nodular|regenerative"
    r"|progressive|multifocal|veno-occlusive|h(?:a)?emorrhagic|epithelial|visual|vision|bile|duct|hair|weight|general"
    r"|physical|health|sleep|taste|voice|neurological|neurologic|hematologic(?:al)?|haematologic(?:al)?|metabolic"
    r"|septic|neutropenic|isch(?:a)?emic|ulcerative|perianal|sensorimotor|bowel|esophageal"
    r"|multi-?organ|multiple|organ)"
)
_ENDING = (
    r"(?!(?:leuk(?:a)?emia|diagnosis|prognosis|apoptosis|amyloidosis|metastasis|mycosis|endocytosis|phagocytosis"
    r"|mitosis|hypothesis|academia|neoplasia|pathology)\b)"
    r"[a-z]{2,18}(?:penias?|a?emia|itis|algia|opath(?:y|ies)|o?edema|rrho?ea|rrhages?|rrhagia|osis|uria|pno?ea|plegia"
    r"|phobia|phylaxis|toxicit(?:y|ies)|paresis|esthesia|sthenia)"
)
_COMPLAINT = (
    r"(?:fatigue|tiredness|nausea|vomiting|constipation|alopecia|rash(?:es)?|pruritus|itching|headaches?"
    r"|dizziness|fever|pyrexia|chills|cough|pneumonia|sepsis|anorexia|insomnia|dehydration|hypertension"
    r"|hypotension|bleeding|epistaxis|nosebleeds?|embolism|stroke|seizures?|hypersensitivity|malaise|syncope"
    r"|tachycardia|arrhythmia|dysgeusia|dyspepsia|ascites|o?edema|asthenia|weakness|anxiety|depression"
    r"|photosensitivity reactions?|hypersensitivity reactions?|photophobia|photosensitivity|cataracts?|pneumonitis|(?-i:ILD|VOD|CRS|PML)|cytopenias?|myelosuppression|keratopathy"
    r"|lacrimation|mucositis|erythema|(?-i:[A-Z][a-z]{2,12}-[A-Z][a-z]{2,12}) syndrome|hyperpigmentation"
    r"|QT(?:c)? prolongation|loss of appetite|hair loss|weight loss|weight gain|decreased appetite"
    r"|shortness of breath|swelling|blurr(?:ed|y) vision|dry (?:eyes?|mouth|skin)|loss of vision"
    r"|muscle cramps?)"
)
# words that name an event only behind a modifier
_GENERIC = (
    r"(?:reactions?|disorders?|syndrome|failure|injury|dysfunction|impairment|infections?|pain|events|effects|effusion"
    r"|spasms?|thrombosis|hyperplasia|leukoencephalopathy|arrest|shock|disease|neuropathy|hemorrhage|haemorrhage"
    r"|perforation|obstruction|ulcer|changes|symptoms|deterioration|toxicit(?:y|ies))"
)
_LAB = (
    r"(?:(?:alanine|aspartate) (?:amino)?transferases?|(?:liver |hepatic )?transaminases?|amino ?transferases?"
    r"|(?:liver|hepatic) enzymes?|liver function tests?"
    r"|ALT|AST|SGOT|SGPT|GGT|gamma[- ]?glutamyl[- ]?transferase"
    r"|(?:blood )?alkaline phosphatase|ALP|(?:blood |total )?bilirubin|lipase|amylase|(?:blood |serum )?creatinine"
    r"|lactate dehydrogenase|LDH"
    r"|(?:(?:blood )?platelet|neutrophil|lymphocyte|white (?:blood )?cell|WBC|leu[ck]ocyte|red (?:blood )?cell)s?"
    r"(?: counts?)?|blood (?:cell )?counts?|h(?:a)?emoglobin|appetite|weight|(?:left ventricular )?ejection fraction|LVEF|(?:blood )?glucose"
    r"|potassium|sodium|magnesium|calcium|phosphate|albumin|visual acuity|lacrimation|creatine (?:phospho)?kinase)"
)
_DIRECTION = (
    r"(?:increased|decreased|elevated|low|reduced|raised|lowered|abnormal|(?:elevations?|increases?|decreases?"
    r"|reductions?|drops?) (?:of|in)|increase|decrease|elevation)"
)
_DIRECTED = r"(?:increased|decreased|elevat(?:ed|ions?)|increases?|decreases?|reductions?|reduced|abnormalit(?:y|ies))"
_TERM = lean(
    rf"\b(?:{_DIRECTION} (?:levels? (?:of|in) )?(?:two |the )?(?:different )?{_LAB}(?: levels?| counts?)?"
    rf"|{_LAB}(?: levels?| counts?)? {_DIRECTED}"
    rf"|(?:{_MODIFIER}(?:[ /]|-(?=[a-z]))){{0,4}}(?:{_ENDING}|{_COMPLAINT})"
    rf"|(?!(?:multiple|general|chronic|acute|health|progressive|physical)\b)(?:{_MODIFIER} ){{1,3}}adverse (?:drug )?(?:events|reactions)"
    rf"|(?:{_MODIFIER} ){{1,4}}{_GENERIC}|pain|infections?|neuropathy|h(?:a)?emorrhages?)\b",
    re.IGNORECASE,
)
# a bare laboratory value takes the direction of the words before it
_BARE_LAB = lean(r"\b(?:ALT|AST|GGT|ALP|LDH|SGOT|SGPT|lipase|amylase|bilirubin|creatinine)\b")
_CLAUSE_DIRECTION = lean(r"\b(increase[ds]?|raised|elevat(?:ed|ions?)|decrease[ds]?|reduced|low)\b", re.IGNORECASE)
_GENERAL = lean(
    r"\b(?:(?:treatment|drug|study|ADC)[- ](?:emergent|related|associated) |serious |severe ){0,3}"
    r"(?:(?:common )?adverse (?:drug )?(?:events?|reactions?|effects?|experiences?)|(?-i:(?:TE|TR|S)?AEs?|SARs?)|side effects"
    r"|(?<!limiting )toxicities|(?<=related )toxicity)\b(?! of special)",
    re.IGNORECASE,
)
_DEATH = lean(
    r"\b(?<!risk of )(?<!or )(?:(?:treatment|drug|study drug)[- ]related |fatal |toxic )?deaths?\b"
    r"(?! or| and (?:disease )?progress|-ligand| ligand| receptor)|\bdied\b(?! (?:of|from) (?:disease|progress))",
    re.IGNORECASE,
)
_STOPPED = lean(r"\bdiscontinu(?:ations?|ed)\b(?: of treatment| of therapy| treatment| therapy)?", re.IGNORECASE)
# an end of treatment that is said to come from the drug needs no event beside it
_STOPPED_BY_DRUG = lean(
    r"\b(?:treatment|drug|(?:TE|TR)?AE|adverse event|toxicity)[- ]related (?:treatment )?discontinuations?\b"
    r"|\b(?:went|came|was taken|were taken|discontinued|stopped) (?:off )?(?:the )?(?:study )?(?:drug|treatment|therapy|study) (?:for|due to|because of|owing to) toxicity\b",
    re.IGNORECASE,
)
_DOSE_LIMITING = lean(r"\bdose[- ]limiting toxicit(?:y|ies)\b", re.IGNORECASE)
_SHORT_FORM = lean(r"\s?\([A-Z]{2,6}s?\)")


@dataclass(frozen=True, slots=True)
class Term:
    """An event named at ``start`` to ``end``; ``text`` is its name in lower case, abbreviations kept."""

    start: int
    end: int
    text: str
    is_stop: bool = False  # named by the end of treatment that all events together led to

    @property
    def is_general(self) -> bool:
        """Whether all events together are meant."""
        return self.text == ANY_EVENT


def terms_in(text: str, start: int = 0, end: int | None = None, *, known: Iterable[tuple[int, int]] = ()) -> list[Term]:
    """The events named in a range of a text, in order, the longest at each place.

    ``known`` are places of events that the reference data names; a longer name found here takes precedence.
    """
    stop = len(text) if end is None else end
    spans = [m.span() for m in _TERM.finditer(text, start, stop)] + [s for s in known if start <= s[0] and s[1] <= stop]
    found = [Term(a, b, _name(text[a:b])) for a, b in _longest(spans) if not _DOSE_LIMITING.match(text, a)]
    found = _with_unknown(text, stop, found)
    taken = [(t.start, t.end) for t in found]
    found += [
        Term(m.start(), m.end(), _directed(text, start, m))
        for m in _BARE_LAB.finditer(text, start, stop)
        if not _inside(m.start(), taken)
    ]
    general = (m for m in _GENERAL.finditer(text, start, stop) if not _inside(m.start(), taken))
    found += [Term(m.start(), m.end(), ANY_EVENT) for m in general]
    stopped = _STOPPED if any(term.is_general for term in found) else _STOPPED_BY_DRUG
    found += [Term(m.start(), m.end(), ANY_EVENT, is_stop=True) for m in stopped.finditer(text, start, stop)]
    found += [Term(m.start(), m.end(), "death") for m in _DEATH.finditer(text, start, stop)]
    found.sort(key=lambda term: (term.start, term.end))
    return _without_short_forms(text, found)


# the end of one item of a list and the beginning of the next
_SEPARATOR = lean(r"(?:\s?\([^()]{0,60}\))?(?:[,;] (?:and |or )?| and | or | & )")
# an item that no list knows: a few plain words, none of them a verb or a word of another matter
_ITEM = lean(
    r"(?!(?:(?:predominant|most|main|primari|large|usual|general)ly\b|(?:the|an?|with|in|no|any|other|which|were|was|that|most|all|each|both|one|two|three|grade|patients?|as|to|feet|hands?|legs?|face|eyes?|head"
    r"|for)\b))"
    r"[a-z][a-z-]{2,20}(?: (?!(?:were|was|had|has|have|in|with|that|which|occurred|and|or|who|are|is|by|at|from|to)\b)"
    r"[a-z][a-z-]{1,20}){0,3}(?=\s?(?:[,;.(]| and | or |$))"
)


def _with_unknown(text: str, stop: int, found: list[Term]) -> list[Term]:
    """The events of a list of three or more, with the items between and behind them that no list knows."""
    if len(found) < 2:
        return found
    named = list(found)
    for term, following in zip(found, [*found[1:], None], strict=True):
        limit = following.start if following else stop
        at = term.end
        while (gap := _SEPARATOR.match(text, at, limit)) is not None:
            item = _ITEM.match(text, gap.end(), limit)
            if item is None or (following is None and not _is_chain(text, named, term)):
                break
            named.append(Term(item.start(), item.end(), item[0]))
            at = item.end()
    return sorted(named, key=lambda term: term.start)


def _is_chain(text: str, found: list[Term], last: Term) -> bool:
    """Whether the last event follows another one in a list, so that the list may go on behind it."""
    before = [term for term in found if term.end <= last.start]
    return bool(before) and _SEPARATOR.fullmatch(text, before[-1].end, last.start) is not None


def _without_short_forms(text: str, terms: list[Term]) -> list[Term]:
    """ "Interstitial lung disease (ILD)" is one event: its abbreviation in brackets names no other."""
    kept: list[Term] = []
    for term in terms:
        short = _SHORT_FORM.match(text, kept[-1].end) if kept else None
        if short and short.start() < term.start < short.end():
            kept[-1] = Term(kept[-1].start, short.end(), kept[-1].text)
        else:
            kept.append(term)
    return kept


def _longest(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for a, b in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if kept and a < kept[-1][1]:
            if b - a > kept[-1][1] - kept[-1][0]:
                kept[-1] = (a, b)
            continue
        kept.append((a, b))
    return kept


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(a <= place < b for a, b in spans)


def _name(printed: str) -> str:
    """Lower case, but for abbreviations.

    >>> _name("Increased ALT"), _name("Peripheral Neuropathy")
    ('increased ALT', 'peripheral neuropathy')
    """
    words = printed.split()
    shouted = printed.isupper() and len(words) > 1
    return " ".join(
        word if word.isupper() and len(word) in range(2, 5) and not shouted else word.lower() for word in words
    )


# where the item of a list begins that opens a bracket, else the list itself
_LAST_ITEM = lean(r"(?:,|\band\b|\bor\b|;)(?=[^;,()]{0,80}\((?:[^()]|\([^()]*\)){0,80}\Z)", re.IGNORECASE)


def _directed(text: str, start: int, match: re.Match[str]) -> str:
    item = _LAST_ITEM.search(text, start, match.start())
    before = [m[1].lower() for m in _CLAUSE_DIRECTION.finditer(text, item.start() if item else start, match.start())]
    if not before:
        return match[0]
    way = "decreased" if before[-1].startswith(("decrease", "reduced", "low")) else "increased"
    return f"{way} {match[0]}"
