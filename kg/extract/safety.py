"""A release in, the adverse events it reports out: event, grade, share or count, arm.

Releases report safety in five ways: a list with figures ("neutropenia (22%), leukopenia (17%)"), a sentence per event
("Grade 3 or higher nausea occurred in 5% of patients"), patients first ("three patients had grade 4 neutropenia"), a
table or bullets under a heading that gives grade or threshold, and a list without figures behind "the most common
adverse events were".  A grade holds for all events behind it until another one comes; two figures joined by "versus"
are those of two arms; a figure with a bound before the list ("in more than 25% of patients") is the list's threshold.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from kg.extract.cast import Cast
from kg.extract.document import Document
from kg.extract.modality import meaning, modality_of
from kg.extract.prefilter import lean
from kg.extract.safety_arms import ArmPlace, arm_places, arms_for
from kg.extract.safety_figures import Share, is_whole, pair, row_cells
from kg.extract.safety_grades import grade_pair, in_pairs, said_again, stops
from kg.extract.safety_places import Places
from kg.extract.safety_rows import Table
from kg.extract.safety_setting import (
    BACKGROUND,
    LIST_INTRO,
    Setting,
    grade_before,
    grade_behind,
    kind_of,
    setting_of,
    severe_means,
)
from kg.extract.safety_terms import ANY_EVENT, Term, terms_in
from kg.extract.values import Figure
from kg.model import AdverseEvent, Evidence, Modality, Sentence, Trial

_COMPARED = lean(r"\b(?:vs|versus|compared|than|against)\b", re.IGNORECASE)
_MAY_CAUSE = lean(r"\b(?:can|may|could) (?:cause|lead to|result in)\b", re.IGNORECASE)
_NONE_ELSEWHERE = lean(r"\b(?:and|but) (?:none|no patients?) (?:in|on|of|at|receiving) [^.;,()]{2,40}")
_CAUSE = lean(
    r"(?: \(| (?:(?:was|were) )?(?:of|from|due to|because of|caused by) (?:(?:a|an|suspected|severe|fatal) )?)"
)
_OTHER_DOSE = lean(
    r"\)?,? (?:at|with|in|on) the (?:lower|higher|other|lowest|highest) (?:dose|level|cohort)", re.IGNORECASE
)
_THESE = lean(r"\b(?:these|they|which) (?:\w+ ){0,2}(?:were|included?|consisted)\b", re.IGNORECASE)


def read_adverse_events(document: Document, cast: Cast, *, trials: tuple[Trial, ...] = ()) -> tuple[AdverseEvent, ...]:
    """The adverse events of the release's conjugates and of the arms they are compared with, in order of the text."""
    if not cast.is_adc:
        return ()
    reader = _Reader(document, cast, trials)
    places = Places(document, cast, reader.named)
    found: list[AdverseEvent] = []
    for index, sentence in enumerate(document.sentences):
        if places.holds(sentence):
            found += reader.read(index, sentence)
    return tuple(found)


class _Reader:
    """One pass over the sentences of a release; remembers the table it is in."""

    def __init__(self, document: Document, cast: Cast, trials: tuple[Trial, ...]) -> None:
        self.document = document
        self.cast = cast
        self.controls = tuple(sorted({trial.comparator for trial in trials if trial.comparator}))
        self.named = named = [trial.name for trial in trials if trial.name]
        self.trial = named[0] if len(trials) == len(named) == 1 else None
        self.table = Table(document, cast)
        self.told = -2  # the sentence that reported events last, with the grade and relation of all of them together
        self.grade: str | None = None
        self.related: bool | None = None
        self.severe: str | None = None  # the grades that the release calls severe, once it has said so

    @cached_property
    def other_side(self) -> ArmPlace | None:
        """The arm that the release compares with, when it names a single one."""
        if len(self.controls) == 1:
            return ArmPlace(0, 0, self.controls[0], True)
        text = self.document.text
        places = [
            p for s in self.document.sentences for p in arm_places(self.cast, text, s.start, s.end) if p.is_control
        ]
        return ArmPlace(0, 0, places[0].name, True) if places else None

    def read(self, index: int, sentence: Sentence) -> list[AdverseEvent]:
        text = self.document.text
        if sentence.layout != "row":
            self.table = Table(self.document, self.cast)
        known = [(m.start, m.end) for m in self.document.within(sentence.start, sentence.end, "adverse-event")]
        terms = terms_in(text, sentence.start, sentence.end, known=known)
        if sentence.layout == "row" and not row_cells(text, sentence.start, sentence.end):
            self.table.head(sentence)
            return []
        setting = self._setting(sentence)
        if means := severe_means(text, sentence.start, sentence.end):
            self.severe = means
        if not setting.is_safety and not self._goes_on(index, sentence, terms):
            return []
        if sentence.layout == "row":
            return self._row(index, sentence, terms, setting)
        if not setting.is_safety:
            setting = replace(setting, grade=self.grade, related=self.related)
        found = self._prose(index, sentence, terms, setting)
        general = [event for event in found if event.term == ANY_EVENT]
        self.told = index if found else self.told
        self.grade, self.related = (general[-1].grade, general[-1].related) if general else (None, None)
        return found

    def _goes_on(self, index: int, sentence: Sentence, terms: list[Term]) -> bool:
        """Whether a sentence breaks down the events of the one before: "these were anemia (42%) and fatigue (30%)"."""
        follows = self.told == index - 1 and sentence.layout == "prose"
        named = [term for term in terms if not term.is_general]
        return follows and len(named) > 1 and _THESE.search(self.document.words(sentence)) is not None

    def _setting(self, sentence: Sentence) -> Setting:
        """What the sentence says of its events, completed by the line that leads its list or table."""
        text = self.document.text
        own = setting_of(text, sentence.start, sentence.end)
        if self.table.header is not None:
            head = setting_of(text, self.table.header.start, self.table.header.end)
            own = replace(own, is_safety=own.is_safety or head.is_safety, related=own.related or head.related)
        if sentence.lead < 0:
            return replace(own, kind=None, grade=None)
        lead = self.document.sentences[sentence.lead]
        above = setting_of(text, lead.start, lead.end)
        return Setting(
            grade=above.grade,
            threshold=own.threshold or above.threshold,
            related=own.related or above.related,
            kind=above.kind,
            is_safety=own.is_safety or above.is_safety,
            lead=(lead.start, lead.end),
        )

    def _prose(self, index: int, sentence: Sentence, terms: list[Term], setting: Setting) -> list[AdverseEvent]:
        text = self.document.text
        paired = _by_cause(text, pair(text, sentence.start, sentence.end, terms))
        places = arm_places(self.cast, text, sentence.start, sentence.end)
        again = said_again(text, paired, sentence.start, sentence.end)
        grades = grade_pair(text, *(setting.lead or (sentence.start, sentence.end)))
        found: list[AdverseEvent] = []
        shown = {term.text for term, shares in paired if shares}
        for number, (term, shares) in enumerate(paired):
            if not shares and term.text in shown:
                continue
            if not shares and number + 1 < len(paired) and _is_broken_down(text, term, paired[number + 1]):
                continue
            if BACKGROUND.search(text, max(sentence.start, term.start - 80), min(sentence.end, term.end + 40)):
                continue
            if not shares and _MAY_CAUSE.search(text, sentence.start, term.start):
                continue
            told = again or (len(shares) > 1 and any(share.grade for share in shares))
            grade = (None if told else grade_behind(text, sentence.end, term, terms)) or setting.grade
            own = replace(setting, grade=grade)
            if shares:
                shares = in_pairs(text, shares, grades)
                found += self._figured(index, sentence, term, shares, own, places)
            elif not term.is_general and self._is_listed(sentence, term, own):
                found += self._listed(index, sentence, term, own, places)
        for term, share in (*again, *stops(text, paired, sentence.start, sentence.end)):
            found += self._figured(index, sentence, term, [share], replace(setting, grade=None), places)
        return found

    def _is_listed(self, sentence: Sentence, term: Term, setting: Setting) -> bool:
        """Whether an event without a figure stands in a list of events, or alone in a bullet of such a list."""
        if sentence.layout == "bullet" and setting.lead is not None:
            return True
        is_dlt = kind_of(self.document.text, sentence.start, sentence.end, term) == "DLT"
        return is_dlt or LIST_INTRO.search(self.document.text, sentence.start, term.start) is not None

    def _figured(
        self, index: int, sentence: Sentence, term: Term, shares: list[Share], setting: Setting, places: list[ArmPlace]
    ) -> list[AdverseEvent]:
        text = self.document.text
        if len(shares) == 4 and _are_compared(text, shares[:2]) and _are_compared(text, shares[2:]):
            halves = [
                [replace(one, grade=one.grade or half[0].grade) for one in half] for half in (shares[:2], shares[2:])
            ]
            return [event for half in halves for event in self._figured(index, sentence, term, half, setting, places)]
        grades = [share.grade for share in shares]
        by_grade = len(shares) > 1 and len(set(grades)) == len(shares)
        if None in grades and _COMPARED.search(text, shares[0].figure.end, shares[-1].figure.start):
            by_grade = False
        arms: list[ArmPlace | None] = arms_for([share.figure for share in shares], places, text)
        if None in grades and all(arms) and len({arm.name for arm in arms if arm}) == len(shares) > 1:
            by_grade, shares = False, [replace(share, grade=share.grade or shares[0].grade) for share in shares]
        if by_grade:
            arms = [arms_for([shares[0].figure], places, text)[0]] * len(shares)
        else:
            if len(shares) == 2 and _OTHER_DOSE.match(text, shares[1].figure.end):
                arms = [arms[0], None]
            elif len(shares) == 2 and arms[1] is None and not (arms[0] and arms[0].is_control):
                # two figures joined by "versus": the conjugate's first, then the other side's
                other = next((place for place in places if place.is_control), self.other_side)
                arms = [arms[0], other] if other else [arms[0]]
        events = [
            (self._event(index, sentence, term, setting, share=share, arm=arm), share)
            for share, arm in zip(shares, arms, strict=False)
        ]
        return [event for event, share in events if event.modality != "negated" or not is_whole(text, share)]

    def _listed(
        self, index: int, sentence: Sentence, term: Term, setting: Setting, places: list[ArmPlace]
    ) -> list[AdverseEvent]:
        before = [place for place in places if place.end <= term.start]
        return [self._event(index, sentence, term, setting, share=None, arm=before[-1] if before else None)]

    def _row(self, index: int, sentence: Sentence, terms: list[Term], setting: Setting) -> list[AdverseEvent]:
        found: list[AdverseEvent] = []
        for cell in self.table.cells(sentence, terms, setting):
            event = self._event(index, sentence, cell.term, setting, share=cell.share, arm=cell.arm)
            heads = self.document.evidence(*cell.heads)
            found.append(replace(event, evidence=tuple(sorted({*event.evidence, *heads}))))
        return found

    def _event(
        self, index: int, sentence: Sentence, term: Term, setting: Setting, *, share: Share | None, arm: ArmPlace | None
    ) -> AdverseEvent:
        text, figure = self.document.text, share.figure if share else None
        grade = (share.grade if share else None) or grade_before(text, sentence.start, term) or setting.grade
        if grade == "severe" and self.severe:
            grade = self.severe
        kind = kind_of(text, sentence.start, sentence.end, term) or setting.kind
        if term.text == "death" or (grade is None and kind == "SAE"):
            grade = "5" if term.text == "death" else "serious"
        is_percent = figure is not None and figure.kind == "percent"
        name, defined = self._full_name(term)
        return AdverseEvent(
            term=name,
            percent=figure.value if figure and is_percent and not isinstance(figure.value, str) else None,
            grade=grade,
            arm=self._arm(arm),
            n=figure.n if figure else None,
            N=figure.N if figure else None,
            threshold=setting.threshold if figure is None else None,
            related=setting.related,
            kind=kind,
            compound=None if arm and arm.is_control else self.cast.compound_of(index),
            trial=self.trial,
            bound=figure.bound if figure and figure.bound != "=" else None,
            printed=text[figure.start : figure.end] if figure else None,
            evidence=tuple(sorted({*self._evidence(sentence, setting), *defined})),
            modality=self._modality(index, sentence, term, figure),
            rule="safety:figure" if figure else "safety:list",
        )

    def _modality(self, index: int, sentence: Sentence, term: Term, figure: Figure | None) -> Modality:
        """How an event is meant; what is denied behind the figure of an event that was seen is something else."""
        found = modality_of(self.document, index, term.start, term.end)
        if found != "negated" or figure is None or not (figure.value or figure.n):
            return found
        if is_whole(self.document.text, Share(figure)):
            return found
        stop = max(term.start, figure.end)
        words = _NONE_ELSEWHERE.sub(lambda match: " " * len(match[0]), self.document.text[sentence.start : stop])
        before = meaning(words, term.start - sentence.start, stop - sentence.start)
        return found if before == "negated" else before

    def _full_name(self, term: Term) -> tuple[str, tuple[Evidence, ...]]:
        """The event's name, in full where the release defines it as an abbreviation, and the place that does."""
        long = next((long for long, short in self.document.abbreviations.items() if short == term.text), None)
        if long is None or not terms_in(long):
            return term.text, ()
        at = self.document.text.find(f"{long} ({term.text})")
        return terms_in(long)[-1].text, self.document.evidence((at, at + len(long))) if at >= 0 else ()

    def _arm(self, arm: ArmPlace | None) -> str | None:
        """The arm's name; the only arm there is needs none."""
        is_told = arm is not None and (" + " in arm.name or arm.name[0].isdigit() or arm.name[-2] == " ")
        if arm is None or (not arm.is_control and not self.controls and not is_told):
            return None
        return self.controls[0] if arm.is_control and len(self.controls) == 1 else arm.name

    def _evidence(self, sentence: Sentence, setting: Setting) -> tuple[Evidence, ...]:
        ranges = [(sentence.start, sentence.end)]
        return self.document.evidence(*ranges, *([setting.lead] if setting.lead else []))


def _are_compared(text: str, pair_of: list[Share]) -> bool:
    """Whether two figures are those of two arms: "64% vs. 22%"."""
    return _COMPARED.search(text, pair_of[0].figure.end, pair_of[1].figure.start) is not None


def _by_cause(text: str, paired: list[tuple[Term, list[Share]]]) -> list[tuple[Term, list[Share]]]:
    """Deaths whose cause is named are events of that cause: "one patient died of pneumonitis"."""
    kept: list[tuple[Term, list[Share]]] = []
    for term, shares in paired:
        last = kept[-1] if kept else None
        if (
            last
            and last[0].text == "death"
            and not shares
            and not term.is_general
            and _CAUSE.fullmatch(text, last[0].end, term.start)
        ):
            kept[-1] = (term, [replace(share, grade="5") for share in last[1]])
        else:
            kept.append((term, shares))
    return kept


def _is_broken_down(text: str, term: Term, following: tuple[Term, list[Share]]) -> bool:
    """Whether brackets behind an event take it apart: "raised liver enzymes (ALT, 8%; AST, 6%)"."""
    return bool(following[1]) and text[term.end : following[0].start].strip() == "("
