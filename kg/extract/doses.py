"""A release in, the doses and schedules it states out, of its conjugates and of the drugs beside them.

A dose is an amount ("3.6 mg/kg", "0.1 to 2.4 mg/kg"), a schedule, or both; a schedule alone counts where words of
giving stand beside it ("was infused every week for eight weeks").  Each amount belongs to the nearest drug: the one
behind "of", else the last one named before it, else the one the sentence is about.  "Maximum tolerated dose" and the
like beside an amount are its kind.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.amounts import AMOUNT, Amount, amounts_in
from kg.extract.cast import Cast
from kg.extract.cues import cues, joined
from kg.extract.document import Document
from kg.extract.dose_plans import or_plan, schedule_of
from kg.extract.modality import modality_of
from kg.extract.prefilter import lean
from kg.extract.schedules import Schedule, schedules_in
from kg.model import Dose, Sentence, Trial

_GIVEN = cues(
    r"administ(?:ered|ration|ering)\b",
    r"(?:given|dosed|dosing|infused|infusions?|injected|injections?)\b",
    r"(?:receiv(?:e|es|ed|ing)|treated|treatment)\b",
    r"(?:schedules?|regimens?)\b",
)
_ROUTE = (
    (
        "intravenous",
        lean(r"\bintravenous(?:ly)?\b|(?<![\w-])i\.?v\.?(?![\w-])|\binfus(?:ed|ions?|ing)\b", re.IGNORECASE),
    ),
    ("subcutaneous", lean(r"\bsubcutaneous(?:ly)?\b|\bunder the skin\b", re.IGNORECASE)),
    ("oral", lean(r"\boral(?:ly)?\b(?! presentation| session| abstract| mucos)|\bby mouth\b", re.IGNORECASE)),
    ("intramuscular", lean(r"\bintramuscular(?:ly)?\b", re.IGNORECASE)),
)
_KINDS = (
    (
        "RP2D",
        cues(
            r"recommended phase (?:2|ii|3|iii) dose\b",
            r"recommended dose for (?:further|phase)\b",
            r"(?:treated|dosed|enrolled) at (?:the |their )?recommended dose\b",
            r"RP2D\b",
        ),
    ),
    (
        "MTD",
        cues(
            r"maxim(?:um|al)[- ]tolerated dose\b",
            r"MTD\b",
            r"(?:highest|maximum|top|largest) (?:weekly |single )?(?:dose )?(?:that )?"
            r"[^.;]{0,90}(?:tolerat|c(?:an|ould) take)",
        ),
    ),
    ("DLT", joined(r"(?<!without )(?<!no )\b(?:dose[- ]limiting toxicit|DLTs?\b)")),
    ("starting", cues(r"(?:starting|initial) dose\b", r"start(?:ed|ing|s) (?:at|with|from)\b")),
)
_NOT_REACHED = cues(r"not (?:yet )?(?:been )?(?:reached|determined|identified|established)\b", r"(?:below|exceed|no )")
_RESULT = cues(
    r"respon(?:ses?|ded|ders?)\b",
    r"remissions?\b",
    r"ORR\b",
    r"progression\b",
    r"survival\b",
    r"stable disease\b",
    r"(?:PSA|antigen|tumou?rs?|lesions?|M-protein)(?: levels?)? (?:declin|decreas|reduc|shr[aiu]nk|regress)",
    r"(?:declin|decreas|reduc)\w{1,4} (?:of|by) (?:[a-z]{2,9} ){0,3}\d{1,3} ?(?:%|percent)",
)
_CAP = lean(
    r"\((?:up to|(?:with )?(?:an? )?max(?:imum|\.)?(?: dose)?(?: of)?|not (?:to )?exceed(?:ing)?|capped at) ?\Z",
    re.IGNORECASE,
)
_PACK = lean(r",? (?:[\w-]{1,14} ){0,2}(?:vials?|tablets?|capsules?|ampoules?|syringes?)\b|/vial", re.IGNORECASE)
# doses of animals are none of the trials
_ANIMALS = cues(r"(?:mice|mouse|monkeys?|rats?|rodents?|primates?|xenografts?|animals?|cynomolgus|NOAEL|no-observed)\b")
_DEALT = lean(r"\d\b[^.;]{0,40}\brespectively\b", re.IGNORECASE)
_HEADS_LIST = lean(r"\)?[^.;:]{0,20}:\Z|\)\Z")
_LABEL = lean(r"\s?(?:cohorts?|groups?|arms?|dose (?:levels?|groups?|cohorts?))\b", re.IGNORECASE)
_NOT_GIVEN = lean(r"[;:]|\b(?:assess|scan|evaluat|follow|call|imag)", re.IGNORECASE)
# drugs that no list knows, by the endings of their names
_OTHER_DRUG = lean(
    r"\b[A-Za-z]{3,20}(?:mab|nib|platin|taxel|rubicin|citabine|relbine|domide|zomib|sone|solone|parib|ciclib|fosfamide"
    r"|cristine|blastine|trexate|toclax|mustine|poside|stim)\b",
    re.IGNORECASE,
)


def read_doses(document: Document, cast: Cast, *, trials: tuple[Trial, ...] = ()) -> tuple[Dose, ...]:
    """The doses of the release's conjugates and, with ``drug`` set, of other drugs, in order of the text."""
    if not cast.is_adc:
        return ()
    found: list[Dose] = []
    for index, sentence in enumerate(document.sentences):
        if sentence.section in ("headline", "body", "about"):
            found += _sentence(document, cast, index, sentence, trials)
    return tuple(_merged(found))


def _sentence(document: Document, cast: Cast, index: int, sentence: Sentence, trials: tuple[Trial, ...]) -> list[Dose]:
    text = document.text
    if _ANIMALS.search(text, sentence.start, sentence.end):
        return []
    amounts = [a for a in amounts_in(text, sentence.start, sentence.end) if not _is_cap(text, a)]
    plans = list(schedules_in(text, sentence.start, sentence.end))
    drugs = _drugs(document, cast, sentence)
    owners = _owners(text, amounts, drugs)
    found: list[Dose] = []
    for number_, amount in enumerate(amounts):
        plan = schedule_of(text, sentence, amounts, number_, plans)
        dose = _dose(document, cast, index, sentence, amount=amount, plan=plan, owner=owners[number_])
        if dose.kind in (None, "range") and plan is None and _is_label(text, sentence, amount, dose.kind):
            continue
        found.append(dose)
        if plan and (other := or_plan(text, plan, plans)):
            found.append(replace(dose, schedule=other.text))
    if not amounts:
        found += _schedules_alone(document, cast, index, sentence, plans=plans, drugs=drugs)
    name = next((t.name for t in trials if t.name and t.name.lower() in document.words(sentence).lower()), None)
    return [replace(dose, trial=name) for dose in found]


def _is_cap(text: str, amount: Amount) -> bool:
    """Whether an amount in brackets only limits the dose in front of them: "3 mg/kg (up to 150 mg)"."""
    return (
        _CAP.search(text[max(0, amount.start - 40) : amount.start]) is not None
        or _PACK.match(text, amount.end) is not None
    )


def _is_label(text: str, sentence: Sentence, amount: Amount, kind: str | None) -> bool:
    """Whether an amount only says whose result a figure is: "the 2.4 mg/kg cohort", "response rate at 5 mg/kg"."""
    if kind == "range":
        if sentence.layout == "heading" or _HEADS_LIST.match(text, amount.end, sentence.end):
            return True
        return _DEALT.search(text, amount.end, sentence.end) is not None
    return bool(_LABEL.match(text, amount.end) or _RESULT.search(text, sentence.start, sentence.end))


def _drugs(document: Document, cast: Cast, sentence: Sentence) -> list[tuple[int, int, str, bool]]:
    """Drugs named in a sentence: start, end, name, whether it is a conjugate of the release."""
    own = [(a, b, name, not cast.is_comparator(name)) for a, b, name in cast.compounds_in(sentence.start, sentence.end)]
    others = [(a, b, name, False) for a, b, name in cast.drugs_in(sentence.start, sentence.end)]
    guessed = [_guess(cast, m) for m in _OTHER_DRUG.finditer(document.text, sentence.start, sentence.end)]
    kept: list[tuple[int, int, str, bool]] = []
    for drug in [*own, *others, *guessed]:
        if not any(drug[0] < b and a < drug[1] for a, b, _, _ in kept):
            kept.append(drug)
    return sorted(kept)


def _guess(cast: Cast, match: re.Match[str]) -> tuple[int, int, str, bool]:
    """A drug by the ending of its name; the first word of a conjugate's name stands for the conjugate."""
    for player in cast.compounds:
        if any(spelling.lower().startswith(match[0].lower()) for spelling in player.spellings):
            return match.start(), match.end(), player.name, True
    return match.start(), match.end(), match[0], False


def _owners(
    text: str, amounts: list[Amount], drugs: list[tuple[int, int, str, bool]]
) -> list[tuple[int, int, str, bool] | None]:
    """The drug of each amount, None when the sentence names none for it."""
    if amounts and "respectively" in text[amounts[-1].end : amounts[-1].end + 80]:
        before = [drug for drug in drugs if drug[1] <= amounts[0].start]
        if len(amounts) > 1 and len(before) >= len(amounts):
            return list(before[-len(amounts) :])
    return [_owner(text, amount, drugs) for amount in amounts]


def _owner(text: str, amount: Amount, drugs: list[tuple[int, int, str, bool]]) -> tuple[int, int, str, bool] | None:
    behind = [drug for drug in drugs if drug[0] >= amount.end]
    if behind and re.fullmatch(r"\s?(?:\([^)]{0,40}\)\s?)?(?:doses? )?of (?:the )?", text[amount.end : behind[0][0]]):
        return behind[0]
    before = [drug for drug in drugs if drug[1] <= amount.start]
    if before:
        return before[-1]
    return next((drug for drug in behind if drug[3]), None)


def _schedules_alone(
    document: Document,
    cast: Cast,
    index: int,
    sentence: Sentence,
    *,
    plans: list[Schedule],
    drugs: list[tuple[int, int, str, bool]],
) -> list[Dose]:
    """Schedules without an amount, where the words beside them speak of giving the drug."""
    text, found = document.text, []
    for plan in plans:
        if not _is_given(text, sentence, plan):
            continue
        next_drug = next((drug for drug in drugs if 0 <= drug[0] - plan.end <= 3), None)
        before = [drug for drug in drugs if drug[1] <= plan.start]
        owner = next_drug or (before[-1] if before else None)
        found.append(_dose(document, cast, index, sentence, amount=None, plan=plan, owner=owner))
    return [dose for dose in found if dose.compound or dose.drug]


def _is_given(text: str, sentence: Sentence, plan: Schedule) -> bool:
    """Whether words of giving a drug lead to a schedule, or follow it at once ("weekly dosing")."""
    if _GIVEN.match(text, plan.end + 1):
        return True
    given = list(_GIVEN.finditer(text, max(sentence.start, plan.start - 90), plan.start))
    return bool(given) and not _NOT_GIVEN.search(text, given[-1].end(), plan.start)


def _dose(
    document: Document,
    cast: Cast,
    index: int,
    sentence: Sentence,
    *,
    amount: Amount | None,
    plan: Schedule | None,
    owner: tuple[int, int, str, bool] | None,
) -> Dose:
    text = document.text
    anchor = amount or plan
    assert anchor is not None
    other = owner is not None and not owner[3]
    compound = None if other else owner[2] if owner else cast.compound_of(index)
    return Dose(
        compound=compound,
        drug=owner[2] if owner and other else None,
        dose=amount.dose if amount else None,
        unit=amount.unit if amount else None,
        schedule=plan.text if plan else None,
        route=None if other else _route(text, sentence),
        kind=_kind(text, sentence, amount) if amount and not other else None,
        printed=text[anchor.start : anchor.end],
        evidence=document.sentence_evidence(sentence),
        modality=modality_of(document, index, anchor.start, anchor.end),
        rule="doses:amount" if amount else "doses:schedule",
    )


def _route(text: str, sentence: Sentence) -> str | None:
    return next((name for name, pattern in _ROUTE if pattern.search(text, sentence.start, sentence.end)), None)


def _kind(text: str, sentence: Sentence, amount: Amount) -> str | None:
    """The kind whose words stand nearest to the amount, in the same sentence."""
    if isinstance(amount.dose, tuple):
        return "range"
    nearest: tuple[int, str] | None = None
    for name, pattern in _KINDS:
        for match in pattern.finditer(text, sentence.start, sentence.end):
            gap = (match.end(), amount.start) if match.end() <= amount.start else (amount.end, match.start())
            between = text[gap[0] : gap[1]]
            if AMOUNT.search(between) or ";" in between or _NOT_REACHED.search(between):
                continue
            if nearest is None or gap[1] - gap[0] < nearest[0]:
                nearest = (gap[1] - gap[0], name)
    return nearest[1] if nearest and nearest[0] < 120 else None


def _merged(found: list[Dose]) -> list[Dose]:
    """One record a dose: what one sentence leaves open, another may say."""
    kept: list[Dose] = []
    for one in found:
        place = next((i for i, other in enumerate(kept) if _is_same(one, other)), None)
        if place is None:
            kept.append(one)
            continue
        old = kept[place]
        filled = {name: getattr(old, name) or getattr(one, name) for name in ("schedule", "route", "kind", "trial")}
        evidence = tuple(sorted({*old.evidence, *one.evidence}))
        asserted = "asserted" in (old.modality, one.modality)
        kept[place] = replace(old, **filled, evidence=evidence, modality="asserted" if asserted else old.modality)
    return kept


def _is_same(one: Dose, other: Dose) -> bool:
    """Whether two records can be one dose: equal amounts of one drug, and nothing else that differs."""
    if (one.compound, one.drug, one.dose, one.unit) != (other.compound, other.drug, other.dose, other.unit):
        return False
    if one.dose is None and one.schedule != other.schedule:
        return False
    pairs = ((getattr(one, name), getattr(other, name)) for name in ("schedule", "route", "kind", "trial"))
    return all(a is None or b is None or a == b for a, b in pairs)
