"""A document and its cast in, where, when and how data were or will be presented out.

A release names a meeting ("the 57th Annual Meeting of the American Society of Hematology (ASH) in Orlando,
Florida", "ASCO 2011 in Chicago"), perhaps with its place and dates, the kind of presentation and the abstract's number
("abstract #728", "LBA15").  A society that says something or sets a standard is no meeting: the words around must speak
of presenting, or the name must hold a year, an ordinal or a word such as "Congress".

>>> [m[0].strip() for m in MEETING.finditer("at the 2011 European Multidisciplinary Cancer Congress in Stockholm")]
['2011 European Multidisciplinary Cancer Congress']
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.extract.cast import Cast
from kg.extract.dates import find_dates
from kg.extract.document import Document
from kg.extract.modality import modality_of
from kg.extract.prefilter import lean
from kg.model import Modality, Presentation, ReleaseFacts

_KIND_WORD = r"(?:Congress|Annual Meeting|Annual Conference|Symposi(?:um|a)|Conference|Meeting|Congres|Summit|Forum|Plenary Series|annual meeting|annual congress|symposium|congress|conference)"
_EDITION = r"(?:(?:\d{1,2}(?:st|nd|rd|th)|[12]\d{3}|20\d\d|Annual|\d{4}'s) ){0,3}"
MEETING = lean(
    rf"(?:{_EDITION}(?:(?!Data|Results|Poster|Oral|Plenary|Today)i?[A-Z][\w&'./-]{{1,20}}(?:'s)? (?:\(#?[A-Z][\w®-]{{1,12}}\)(?:'s)? )?(?:(?:of|for|on|and|in|the|de|&) ){{0,2}}(?:20\d\d )?(?:hybrid |virtual |annual |scientific )?){{1,9}}{_KIND_WORD}\b"
    r"(?: of (?:the )?(?:[A-Z][\w'-]{1,20} (?:of |for |on |and |in )?){1,6}[A-Z][\w'-]{2,20}(?: \([A-Z]{2,6}\))?)?"
    r"(?: (?:and|&) Exposition| on [A-Z][\w' -]{3,60}?(?=[,.;(]| in | being| under| held| tak))?(?: \([A-Z][\w-]{1,12}\))?(?:,? (?:20\d\d)\b)?"
    r"|(?:\d{1,2}(?:st|nd|rd|th) )?(?:20\d\d )?(?:[Aa]nnual )?(?:[Mm]eeting|[Cc]onference|[Cc]ongress|[Ss]ymposium) of the (?:[A-Z][\w'-]{1,20} (?:of |for |on |and |in )?){1,6}[A-Z][\w'-]{2,20}(?: \([A-Z]{2,6}\))?"
    r"|#?\b(?:\d{1,2}-)?(?:ASCO|ESMO|ASH|AACR|EHA|SABCS|SGO|ICML|WCLC|SITC|IASLC|ECCO|ENA|SNO|IGCS|ELCC|EMCC|SOHO|AAIC)(?: GU| GI| Breast| Asia)?(?:'s)?(?: ?'?(?:20)?\d\d\b| Annual Meeting|(?: (?:Hybrid|Virtual))? Congress| annual meeting)(?: Annual Meeting| Congress| Virtual Congress| annual meeting)?)"
)
_SOCIETY = lean(
    r"\b((?:\d{1,2}-)?(?:ASCO|ESMO|ASH|AACR|EHA|SABCS|SGO|ICML|WCLC|SITC))\b(?![ -]?(?:guideline|criteria|-))"
)
_PRESENTED = lean(
    r"\b(?:present\w{0,7}|unveil\w{0,3}|featur\w{1,4}|report\w{0,3}|announc\w{2,4}|poster|oral|session|abstract|programme?|highlight\w{0,3}|show(?:n|ed|cas\w{1,4})?|at|data|talk|symposium|late-breaking|disclos\w{1,3}|findings?)\b",
    re.I,
)
_NO_MEETING = lean(
    r"conference call|\bwebcast|investor (?:conference|meeting)|healthcare conference|shareholders?|earnings|advisory committee|pre-BLA|guidance meeting|analyst|board meeting|type [ABC] meeting|town hall|annual general|press conference|R&D day",
    re.I,
)
_STATE = (
    r"(?:[A-Z]{2}\b|Georgia|Illinois|Texas|California|Florida|Louisiana|Pennsylvania|Massachusetts|Washington|New York|Colorado|Hawaii|Maryland"
    r"|Mass\.|Calif\.|Fla\.|Ill\.|Ga\.|La\.|Pa\.|Wash\.|Sweden|Germany|Spain|France|Italy|Switzerland|Austria|Denmark|Netherlands|The Netherlands"
    r"|Belgium|UK|United Kingdom|England|Ireland|Scotland|Portugal|Greece|Czech Republic|Hungary|Poland|Finland|Norway|Japan|China|Singapore|Korea"
    r"|South Korea|Taiwan|Australia|Canada|Ontario|Quebec|Puerto Rico|U\.S\.A?\.?|USA|United States)"
)
_US_STATE = lean(
    r"(?!UK)[A-Z]{2}|Georgia|Illinois|Texas|California|Florida|Louisiana|Pennsylvania|Massachusetts|Washington|New York"
    r"|Colorado|Hawaii|Maryland|(?:Mass|Calif|Fla|Ill|Ga|La|Pa|Wash)\."
)
_PLACE = lean(
    r"(?:[^.;()]|\([^()]{0,80}\)){0,50}?\b(?:(?:taking place|held|being held|to be held|underway|happening|is being held)[^.;]{0,40}? )?(?:in|at)\s(?P<city>(?:[A-Z][a-zA-Zéö'.-]+)(?: [A-Z][a-zA-Zé'.-]+){0,2})(?:,\s(?P<country>"
    + _STATE
    + r"))?"
)
_BRACKET_PLACE = lean(r"\s?\((?P<city>[A-Z][a-zé]+(?: [A-Z][a-z]+)?)(?:,\s(?P<country>" + _STATE + r"))?[,;)]")
_NO_CITY = lean(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Phase|Patients|The|This|Cancer|Oncology|Hematology|Blood|Abstract|Hall|Poster|Session|Room)\b"
)
_ABSTRACT = lean(
    r"(?:\babstracts?,?\s?(?:#|no\.?|number|nos?\.?|:)?\s?[:#]?\s?|\(\s?(?=LBA|TPS|#|(?:OA|MA|PL|PS)\d{2}\.\d|(?:GS|PD|PS|RF)\d{1,2}-\d{2})|#\s?(?=\d|LBA))(?P<number>#?(?:LBA|LB|OR|PS|PD|GS|RF|P|S|TPS|CT|B|A|C|PO|PL|OAB|OA|MO|MA)?[- ]?#?\d{1,6}(?:-\d{1,2}|\.\d{1,2})?(?:[A-Z]{1,3}\b)?)(?![\d%/]|\s?(?:patients|mg|months))"
    r"|\b(?P<poster>\d{2,4}(?:P|O|MO|TiP|PD|eP))\b(?=[;:,)])|\b(?P<late>LBA[- ]?#?\d{1,5})\b",
    re.I,
)
_HOW = (
    ("oral presentation", lean(r"\b(?:oral(?:ly)?|talk|proffered paper|plenary|presidential|lecture)\b", re.I)),
    ("poster", lean(r"\bposters?\b", re.I)),
    ("press programme", lean(r"\bpress (?:program|briefing)", re.I)),
)  # fmt: skip
_TOLD = ("headline", "dateline", "body")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting named at ``start`` to ``end`` of the clean text, with the words after it that tell its place."""

    start: int
    end: int
    name: str
    city: str | None
    country: str | None
    sentence: int


def meetings(document: Document) -> list[Meeting]:
    """The scientific meetings that the release speaks of, in order."""
    found: list[Meeting] = []
    for index, sentence in enumerate(document.sentences):
        if sentence.section not in _TOLD:
            continue
        spans = _spans(document, sentence.start, sentence.end)
        for start, end in spans:
            found.append(_meeting(document, start, end, sentence.end, index))
    return found


_SOCIETIES = (
    ("ASCO", r"\bASCO|Clinical Oncology|Gastrointestinal Cancers Symposium|Genitourinary Cancers Symposium"), ("ESMO", r"\bESMO|European Society for Medical Oncology"),
    ("ASH", r"\bASH\b|American Society of H(?:a)?ematology"), ("AACR", r"\bAACR|American Association (?:for|of) Cancer Research"),
    ("EHA", r"\bEHA|European H(?:a)?ematology Association"), ("SABCS", r"\bSABCS|San Antonio Breast"), ("SGO", r"\bSGO|Gyn(?:a)?ecologic Oncology"),
    ("ICML", r"\bICML|Malignant Lymphoma"), ("SITC", r"\bSITC\b|Immunotherapy of Cancer"), ("WCLC", r"\bWCLC|World Conference on Lung"),
)  # fmt: skip


def society(name: str) -> str:
    """The society that holds a meeting, or the meeting's own name in plain letters."""
    return next(
        (short for short, pattern in _SOCIETIES if re.search(pattern, name)),
        re.sub(r"[\W\d]+", " ", name.lower()).strip(),
    )


def distinct(found: list[Meeting]) -> list[Meeting]:
    """One entry a meeting: its fullest name, with the place that any mention gives, in the order of first mention."""
    best: dict[str, Meeting] = {}
    for meeting in found:
        key = society(meeting.name)
        known = best.get(key)
        if known is None:
            best[key] = meeting
        elif _years(known.name) and _years(meeting.name) and _years(known.name) != _years(meeting.name):
            best.setdefault(meeting.name, meeting)
        else:
            fuller = max(known, meeting, key=lambda m: (bool(_years(m.name)), m.city is not None, len(m.name)))
            best[key] = replace(
                fuller,
                city=fuller.city or known.city or meeting.city,
                country=fuller.country or known.country or meeting.country,
            )
    return list(best.values())


def _years(name: str) -> set[str]:
    return set(re.findall(r"\b(?:19|20)\d\d\b", name)) | {
        f"20{two}" for two in re.findall(r"[A-Z]{3,5}'?(\d\d)\b", name)
    }


def _spans(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """Meetings by pattern and by the reference data, the longer one where they overlap."""
    words = document.text[start:end]
    if (_NO_MEETING.search(words) and not re.search(r"\babstract\b", words, re.I)) or not _PRESENTED.search(words):
        return []
    spans = [_trimmed(document, m.start(), m.end()) for m in MEETING.finditer(document.text, start, end)]
    for mention in document.within(start, end, "meeting"):
        entry = next(entry for entry in mention.entries if entry.kind == "meeting")
        if entry.form != "ambiguous" or _at_society(document, mention.start):
            spans.append((mention.start, mention.end))
    spans += [m.span() for m in _SOCIETY.finditer(document.text, start, end) if _at_society(document, m.start())]
    spans = [span for span in spans if not _NO_NAME.fullmatch(document.text[slice(*span)])]
    kept: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s)):
        if not any(span[0] < right and left < span[1] for left, right in kept):
            kept.append(span)
    return sorted(kept)


_NO_NAME = lean(
    r"(?:(?:\d{4}|Virtual|Presidential|Science|Research|Education|Trials|Oral|Mini|International|Annual|Scientific|Plenary|Medical|Clinical|Poster|Late-Breaking|This|Our) ){1,4}\w+",
    re.I,
)


def _at_society(document: Document, start: int) -> bool:
    return (
        re.search(
            r"\b(?:at|during|for|to) (?:the )?(?:upcoming )?(?:20\d\d )?$", document.text[max(0, start - 30) : start]
        )
        is not None
    )


_LEAD = lean(
    r"(?:(?:The|At|In|During|From|Data|Results|Today|Presented)\s(?:the\s)?)+"
    r"|(?:(?:Presidential|Plenary|Clinical|Science|Late-Breaking|Oral|Poster|Proffered|Paper|Mini|Education) ){1,4}"
    r"(?:Symposium|Session)\s(?:of|at|during)\s(?:the\s)?(?=.{10})"
)


def _trimmed(document: Document, start: int, end: int) -> tuple[int, int]:
    """Without words of the sentence before the name."""
    words = document.text[start:end]
    lead = _LEAD.match(words)
    return (start + lead.end(), end) if lead else (start, end)


def _meeting(document: Document, start: int, end: int, stop: int, index: int) -> Meeting:
    city = country = None
    bracket = _BRACKET_PLACE.match(document.text, end, stop)
    match = bracket or _PLACE.match(document.text, end, min(stop, end + 110))
    if match is not None and not _NO_CITY.match(match["city"]):
        city, country = match["city"].strip(" ,."), match["country"]
    return Meeting(start, end, document.text[start:end].strip("# "), city, country, index)


def abstracts(document: Document, start: int, end: int) -> list[tuple[int, int, str]]:
    """The abstract numbers between two places: start, end, the number as printed without 'abstract' and '#'."""
    found = []
    for match in _ABSTRACT.finditer(document.text, start, end):
        number = (match["number"] or match["late"] or match["poster"]).replace("#", "").strip()
        bare = number.isdigit() and not re.match(r"\s?abstract|#|\(#", match[0], re.I)
        year = number.isdigit() and 1990 <= int(number) <= 2030 and "#" not in match[0]
        if not bare and not year:
            found.append((match.start(), match.end(), number.replace("LBA ", "LBA").replace("LBA-", "LBA")))
    return found


def read_presentations(document: Document, cast: Cast, *, release: ReleaseFacts) -> tuple[Presentation, ...]:
    """Where, when and how data were or will be presented, one fact a meeting and abstract."""
    found: dict[tuple[str, str | None], Presentation] = {}
    for meeting in distinct(meetings(document)):
        sentence = document.sentences[meeting.sentence]
        numbers = abstracts(document, sentence.start, sentence.end)
        fact = Presentation(
            meeting=meeting.name,
            city=meeting.city,
            country=None if meeting.country and _US_STATE.fullmatch(meeting.country) else meeting.country,
            abstract=numbers[0][2] if len(numbers) == 1 else None,
            date=_date(document, sentence.start, sentence.end, meeting, release.date),
            kind=_how(document.text[sentence.start : sentence.end]),
            compound=cast.compound_of(meeting.sentence),
            modality=_modality(document, meeting),
            rule="presentations:meeting",
            evidence=document.sentence_evidence(sentence),
        )
        found.setdefault((_key(meeting.name), fact.abstract), fact)
    return tuple(found.values())


def _key(name: str) -> str:
    return re.sub(r"\W+", " ", name.lower()).strip()


def _modality(document: Document, meeting: Meeting) -> Modality:
    meant = modality_of(document, meeting.sentence, meeting.start, meeting.end)
    return meant if meant in ("planned", "asserted", "negated") else "asserted"


def _date(document: Document, start: int, end: int, meeting: Meeting, today: str | None) -> str | None:
    """The date of the presentation: a full date in the same sentence, behind the meeting's name if there is one."""
    dates = [
        d
        for d in find_dates(document.text, start, end, today=today)
        if d.value is not None and len(d.value) == 10 and any(character.isdigit() for character in d.raw)
    ]
    behind = [d for d in dates if d.start >= meeting.end]
    chosen = behind or dates
    return chosen[0].value if chosen else None


def _how(words: str) -> str | None:
    return next((kind for kind, pattern in _HOW if pattern.search(words)), None)
