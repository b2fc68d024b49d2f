"""A release in, the development status of its conjugates out, each with indication, setting and how it is meant.

"X is in Phase III testing", "a Phase II trial of X", "X is approved" state where a conjugate stands; "X is expected to
be in Phase II by mid-2012" states a planned status with its date; "discontinue the development of X" ends it.  A list
of lines of therapy ("first-, second- and third-line treatment") is one status each.

>>> phase_code("Phase I/IIa"), phase_code("pivotal Phase 3"), phase_code("phase 1b/2"), phase_code("preclinical")
('phase 1/2', 'phase 3', 'phase 1/2', 'preclinical')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.cast import Cast
from kg.extract.cues import cues, joined
from kg.extract.dates import find_dates
from kg.extract.diseases import Disease, diseases_in
from kg.extract.document import Document
from kg.extract.modality import modality_of
from kg.extract.prefilter import lean
from kg.extract.regions import region_of
from kg.extract.spans import Place
from kg.model import ReleaseFacts, Sentence, Status

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "one": 1, "two": 2, "three": 3}
PHASE = joined(
    r"\bphases? ?(?P<first>iv|iii|ii|i|[1-4]|one|two|three)(?:[ab]\b)?",
    r"(?: ?(?:/|-|and) ?(?:phase )?(?P<second>iii|ii|[2-3])[ab]?)?\b",
)
_PRECLINICAL = lean(r"\b(?:pre-?clinical|IND-enabling)\b", re.IGNORECASE)
# what must lead to a phase: words of being or getting there, with adjectives between
_THERE = joined(
    r"\b(?:(?:is|are|be|being|currently|now|remains?)\b[^.;()]{0,50}\b(?:in|under|undergoing)",
    r"|(?:into|enter(?:s|ed|ing)?|begun|began|begins?|initiat(?:ed|es|ing)|initiation of|start(?:s|ed|ing)?|start of"
    r"|opens?|opened",
    r"|commenc(?:es|ed|ing)|ongoing|on-going|underway in|advanc(?:es|ed|ing) to))",
    r"(?: (?:an?|the|its|this|two|three|several|multiple|and|of|for|in|global|international|pivotal|registrational"
    r"|randomi[sz]ed|open-label",
    r"|first|ongoing|planned|multicenter|single-arm|potentially|company-sponsored|clinical|testing|patient"
    r"|[a-z]{1,12}-[a-z]{1,12})){0,6},? ?\Z",
)
# "cleared the application to begin Phase 1 trials": what was allowed has not begun
_PURPOSE = joined(
    r"\b(?:clear(?:s|ed|ance)|allow(?:s|ed)|approv(?:ed|al)|authori[sz](?:ed|ation)|permission|application|IND|able|agreement|enough|need(?:ed)?)\b",
    r"[^.;]{0,80}\b(?:to|for) (?:the )?(?:begin|start|initiat(?:e|ion of)|commence|open|enter|advance)\b[^.;]{0,50}\Z",
)
# "in the Phase II trial NORTH it is under study"
_STUDIED_THERE = joined(
    r"[^.;,]{0,60}\b(?:is|are) (?:now |currently |also )?(?:under (?:study|evaluation|investigation)",
    r"|being (?:studied|tested|evaluated|investigated))\b",
)
# "Phase III testing of it is underway"
_UNDERWAY = joined(
    r"[^.;,]{0,90}?\b(?:is|are|continues? to be|remains?) (?:now |currently |also |already |still )?",
    r"(?:underway|under way|ongoing|on-going|in progress|being conducted|being carried out)\b",
)
_ONGOING = lean(r"\b(?:ongoing|on-going) (?:[\w-]{1,20} ){0,3}\Z", re.IGNORECASE)
_AND_IN = lean(r"\band (?:also )?in (?:an? )?\Z", re.IGNORECASE)
_TESTING = cues(
    r"(?:clinical )?(?:trials?|stud(?:y|ies)|testing|development|evaluation|investigation|program(?:me)?|clinic)\b"
)
_ENDED = joined(
    r"\b(?:discontinu(?:es?|ed|ing|ation of)|terminat(?:es?|ed|ing|ion of)|halt(?:s|ed|ing)?|stop(?:s|ped|ping)?",
    r"|ceas(?:es?|ed|ing)|abandon(?:s|ed|ing)?|end(?:s|ed|ing)?|shelv(?:es|ed|ing))\b",
    r"[^.;]{0,60}\b(?:development|program(?:me)?)\b(?! (?:and (?:commerciali[sz]ation|licen[cs]e|supply) )?",
    r"(?:agreements?|collaboration|partnership|alliance|deal|contract)\b)",
    r"|\b(?:development|program(?:me)?)\b[^.;]{0,80}",
    r"\b(?:has been|was|is being|will be|were|to be|has|have) (?:discontinued|terminated|halted|stopped|ended)\b",
)
_APPROVED = joined(
    r"\b(?:is|was|are|has been|been) (?:now |also |currently )?(?:approved|marketed)\b",
    r"(?=[^.;]{0,60}\b(?:by|in|for|under|as)\b)",
)
_SETTINGS = (
    (
        "first-line",
        cues(
            r"first(?=-,|-line| line|- and)",
            r"front-?line\b",
            r"(?:previously untreated|newly diagnosed|1L)\b",
        ),
    ),
    ("second-line", cues(r"second(?=-,|-line| line|- and)", r"2L\b")),
    ("third-line", cues(r"third(?=-,|-line| line|- and)", r"3L\b")),
    ("adjuvant/neoadjuvant", cues(r"adjuvant/neo-?adjuvant\b", r"neo-?adjuvant/adjuvant\b")),
    ("neoadjuvant", cues(r"(?<!/)neo-?adjuvant\b(?!/)")),
    ("adjuvant", cues(r"(?<!neo)(?<!neo-)(?<!/)adjuvant\b(?!/)")),
)


# the name of a drug in development, which is no target ("CD138") and no marker
_CODE = lean(r"\b(?!CD-?\d|HER|PD|NCT|CA|IL|COVID)[A-Z]{2,6}-?\d{3,6}\b")


def phase_code(words: str) -> str | None:
    """The status that words name: 'preclinical', 'phase 1', 'phase 1/2' and so on."""
    match = PHASE.search(words)
    if match is None:
        return "preclinical" if _PRECLINICAL.search(words) else None
    return _code(match)


def _code(match: re.Match[str]) -> str:
    first = _ROMAN[match["first"].lower()]
    if match["second"]:
        second = _ROMAN[match["second"].lower()]
        if second == first + 1:
            return f"phase {first}/{second}"
    return f"phase {first}"


def read_statuses(document: Document, cast: Cast, *, release: ReleaseFacts) -> tuple[Status, ...]:
    """The statuses of the release's conjugates, in order of the text, each once."""
    if not cast.is_adc:
        return ()
    found: list[Status] = []
    for index, sentence in enumerate(document.sentences):
        if sentence.section in ("headline", "body", "about"):
            found += _phases(document, cast, index, sentence, release.date)
            found += _other_stages(document, cast, index, sentence)
    return tuple(_distinct(found))


def _phases(document: Document, cast: Cast, index: int, sentence: Sentence, today: str | None) -> list[Status]:
    text = document.text
    found: list[Status] = []
    matches = list(PHASE.finditer(text, sentence.start, sentence.end))
    for number, match in enumerate(matches):
        goes_on = bool(found) and _AND_IN.search(text, matches[number - 1].end(), match.start()) is not None
        if not goes_on and not _is_stage(text, sentence, match):
            continue
        limit = matches[number + 1].start() if number + 1 < len(matches) else sentence.end
        modality = modality_of(document, index, match.start(), match.end())
        if modality in ("negated", "opinion", "legal"):
            continue
        if modality == "planned" and _ONGOING.search(text, sentence.start, match.start()):
            modality = "asserted"
        due = next(iter(find_dates(text, match.end(), limit, today=today)), None) if modality == "planned" else None
        diseases = diseases_in(document, match.start(), limit)
        base = Status(
            compound="",
            status=_code(match),
            indication=diseases[0].text if diseases else None,
            due=due.value if due else None,
            evidence=document.sentence_evidence(sentence),
            modality=modality,
            rule="statuses:phase",
        )
        settings: Sequence[str | None] = _settings(text, match.start(), limit) or [None]
        for compound in _compounds(cast, index, sentence, match):
            meant = base if _is_its_disease(cast, match, compound, diseases) else replace(base, indication=None)
            found += [replace(meant, compound=compound, setting=setting) for setting in settings]
    return found


def _is_its_disease(cast: Cast, match: re.Match[str], compound: str, diseases: Sequence[Disease]) -> bool:
    """Whether no other drug is named between a conjugate listed behind its phase and the disease."""
    if not diseases:
        return True
    places = cast.compounds_in(match.end(), diseases[0].start)
    own = next((place for place in places if place[2] == compound), None)
    if own is None:
        return True
    others = [place for place in places if place[2] != compound]
    return not others and _CODE.search(cast.document.text, own[1], diseases[0].start) is None


def _settings(text: str, start: int, end: int) -> list[str]:
    return [name for name, pattern in _SETTINGS if pattern.search(text, start, end)]


def _is_stage(text: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a phase says where a conjugate stands now, and does not only name a trial."""
    if _TESTING.search(text, match.end(), min(sentence.end, match.end() + 40)) is None:
        return False
    if _STUDIED_THERE.match(text, match.end(), sentence.end) or _UNDERWAY.match(text, match.end(), sentence.end):
        return True
    before = text[max(sentence.start, match.start() - 110) : match.start()]
    return _THERE.search(before) is not None and _PURPOSE.search(before) is None


def _compounds(cast: Cast, index: int, sentence: Sentence, match: re.Match[str]) -> list[str]:
    """The conjugates that a phase belongs to: the list in front of it, else the nearest, else the one carried on."""
    own = [place for place in cast.compounds_in(sentence.start, sentence.end) if not cast.is_comparator(place[2])]
    if not own:
        carried = cast.compound_of(index)
        is_other = cast.drugs_in(sentence.start, match.start()) or _CODE.search(
            cast.document.text, sentence.start, match.start()
        )
        return [carried] if carried and not is_other else []
    before = [place for place in own if place[1] <= match.start()]
    return listed_last(cast, before) or [own[0][2]]


def listed_last(cast: Cast, places: Sequence[Place]) -> list[str]:
    """The last of several conjugates with those listed in front of it: "X, Y and Z"."""
    if not places:
        return []
    listed = [places[-1][2]]
    for left, right in zip(reversed(places[:-1]), reversed(places), strict=False):
        between = cast.document.text[left[1] : right[0]]
        if not re.fullmatch(r"(?: \([^)]{1,30}\))?,?(?: and| or)? ?", between):
            break
        listed.append(left[2])
    return list(dict.fromkeys(reversed(listed)))


def _other_stages(document: Document, cast: Cast, index: int, sentence: Sentence) -> list[Status]:
    """Statuses that are no phase: approved, ended, preclinical."""
    found: list[Status] = []
    for status, pattern in (
        ("discontinued", _ENDED),
        ("approved", _APPROVED),
        ("under review", _UNDER_REVIEW),
        ("preclinical", _PRECLINICAL_STAGE),
    ):
        match = pattern.search(document.text, sentence.start, sentence.end)
        if match is None or (status == "approved" and _is_history(document, match)):
            continue
        modality = modality_of(document, index, match.start(), match.end())
        if modality in ("negated", "opinion", "legal"):
            continue
        for compound in _compounds(cast, index, sentence, match)[:1]:
            found.append(
                Status(
                    compound=compound,
                    status=status,
                    indication=_ended_in(document, sentence, match) if status == "discontinued" else None,
                    region=region_of(document.words(sentence)) if status == "under review" else None,
                    evidence=document.sentence_evidence(sentence),
                    modality=modality,
                    rule=f"statuses:{status}",
                )
            )
    return found


_IN_USE = lean(r"[^.;,]{0,60}?\b(?:in|for|as a treatment of) ")


def _ended_in(document: Document, sentence: Sentence, match: re.Match[str]) -> str | None:
    """The use in which a development ends, when the words name one behind it."""
    found = diseases_in(document, match.end(), min(sentence.end, match.end() + 110))
    is_near = bool(found) and _IN_USE.match(document.text, match.end(), found[0].start + 1) is not None
    return found[0].text if is_near else None


_WITHDRAWN = cues(
    r"withdr(?:ew|awn|awal)\b[^;]{0,60}?\bmarket\b", r"withdr(?:ew|awn|awal)\b[^;]{0,40}?\b(?:indication|approval)\b"
)


def _is_history(document: Document, match: re.Match[str]) -> bool:
    """Whether an approval of the past was taken back, as the release tells."""
    return match[0].lower().startswith("was ") and _WITHDRAWN.search(document.text) is not None


_UNDER_REVIEW = joined(
    r"\b(?:application|filing|submission|s?BLA|MAA|NDA)\b[^.;]{0,80}\b(?:is|are|remains?)",
    r" (?:currently |now |also |still )?(?:under (?:priority |regulatory |active )?review|being reviewed)\b",
)
_PRECLINICAL_STAGE = joined(
    r"\b(?:is|are|remains?) (?:currently |now |still )?in (?:late(?:-stage)? |early )?(?:pre-?clinical|IND-enabling)",
    r" (?:development|stud(?:y|ies)|testing|stage)",
)


def _distinct(found: list[Status]) -> list[Status]:
    """One record a status; one that says no use is the same as one that does."""
    kept: list[Status] = []
    for one in sorted(found, key=lambda status: (status.indication is None) + (status.setting is None)):
        place = next((i for i, other in enumerate(kept) if _covers(other, one)), None)
        if place is None:
            kept.append(one)
        else:
            evidence = tuple(sorted({*kept[place].evidence, *one.evidence}))
            kept[place] = replace(kept[place], evidence=evidence)
    return sorted(kept, key=lambda status: status.evidence[0].start)


def _covers(full: Status, part: Status) -> bool:
    if (full.compound, full.status, full.modality) != (part.compound, part.status, part.modality):
        return False
    pairs = ((getattr(full, name), getattr(part, name)) for name in ("indication", "setting", "due"))
    return all(b is None or a == b for a, b in pairs)
