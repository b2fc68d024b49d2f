"""A document and its cast in, the places where a study is named by an acronym, a number or a registry id out.

Names are those of the reference data ("EMILIA"), acronyms with a number ("DESTINY-Breast03", "EV-301", "innovaTV 204"),
acronyms in capitals that stand beside the word trial or study ("the METRIC study", "a Phase 3 trial, SORAYA"), study
numbers ("study 983", "GO29365") and registry ids ("NCT01419197").  A word in capitals that names a drug, a company, a
target, a meeting or an agency is no study.

>>> [name.text for name in shaped("the DESTINY-Breast03 trial and Study No. 983; in the METRIC study (NCT01997333)")]
['DESTINY-Breast03', 'study 983', 'METRIC', 'NCT01997333']
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.cast import Cast
from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.extract.trial_name_shapes import ACRONYM, NO_NAME, NUMBERED, PATTERNS, SOCIETIES


@dataclass(frozen=True, slots=True)
class TrialName:
    """A study's name at ``start`` to ``end``; ``text`` as the facts JSON spells it, ``nct`` for a registry id."""

    start: int
    end: int
    text: str
    listed: bool = False
    nct: bool = False


def shaped(text: str, start: int = 0, end: int | None = None) -> list[TrialName]:
    """Names recognised by their shape and the words beside them, in order, without overlap."""
    stop = len(text) if end is None else end
    found: list[TrialName] = []
    for pattern in PATTERNS:
        for match in pattern.finditer(text, start, stop):
            name = _name(match)
            if name is not None and not any(name.start < other.end and other.start < name.end for other in found):
                found.append(name)
    return sorted(found, key=lambda name: name.start)


def _name(match: re.Match[str]) -> TrialName | None:
    parts = match.groupdict()
    if parts.get("nct"):
        return TrialName(*match.span("nct"), match["nct"].replace(" ", ""), nct=True)
    printed = parts.get("number") or parts.get("number2")
    if printed:
        noun = str(parts.get("study") or parts.get("study2")).lower().replace("protocol", "study")
        return TrialName(match.start(), match.end(), f"{noun} {printed}")
    printed = match["name"]
    if re.match(r"(?:Chi)?CTR\d|EUDRA", printed):
        return None
    if (
        printed.split()[0] in NO_NAME
        or printed in NO_NAME
        or re.sub(r"'?\d{2,4}$", "", printed) in SOCIETIES
        or re.fullmatch(r"(?:IL|PD|CD|HER|PSA|CA|COVID|SARS)-?[A-Z]?-?\d+\w*", printed)
    ):
        return None
    return TrialName(*match.span("name"), printed)


_SUFFIX = r"[-.](?:[A-Z]{1,3}\d{1,3}|\d{2,4})(?![\w-]|\.\d| ?mg)"


def _coded(document: Document, cast: Cast) -> list[TrialName]:
    """The studies named after the code of a conjugate: 'ABC123.001', 'ABC-12-301', 'ABC12-301'."""
    codes = {
        s
        for player in cast.compounds
        for s in player.spellings
        if re.search(r"\d", s) and re.fullmatch(r"\S+|[A-Z][a-z]+ \d+", s)
    }
    codes -= {long for long in codes if any(long != short and long.startswith(short) for short in codes)}
    found: dict[int, TrialName] = {}
    for code in sorted(codes):
        if code not in document.text and code.replace("-", "") not in document.text:
            continue
        loose = "-?".join(re.escape(part) for part in code.split("-"))
        for match in re.finditer(rf"(?<![\w-]){loose}{_SUFFIX}", document.text):
            if not any(s == match[0] for player in cast.compounds for s in player.spellings):
                found[match.start()] = TrialName(*match.span(), match[0], listed=True)
    return list(found.values())


def trial_names(document: Document, cast: Cast) -> list[TrialName]:
    """The studies named in a document, in order; what the reference data knows as something else is left out."""
    coded = _coded(document, cast)
    listed = coded + [
        TrialName(m.start, m.end, document.text[m.start : m.end], listed=True, nct=m.entry.name.startswith("NCT"))
        for m in document.mentions
        if (entry := next((e for e in m.entries if e.kind == "trial"), None)) is not None
        and entry.form != "ambiguous"
        and not any(m.start < name.end and name.start < m.end for name in coded)
        and document.release.section_at(m.start) != "dateline"
    ]
    taken = [
        (m.start, m.end)
        for m in document.mentions
        if not any(e.kind in ("trial", "adverse-event-term") for e in m.entries)
    ]
    taken += [span for player in cast.compounds + cast.comparators + cast.other_drugs for span in player.spans]
    taken += [span for firm in cast.companies for span in firm.spans]
    fresh = [
        name
        for name in shaped(document.text)
        if not any(left < name.end and name.start < right and not _holds(name, left, right) for left, right in taken)
        and not any(name.start < other.end and other.start < name.end for other in listed)
        and not _shouting(document, name)
        and not _is_drug(document, name)
    ]
    return sorted(_with_lists(document, listed + fresh, taken), key=lambda name: name.start)


_TESTED = lean(
    r"\b(?:(?:trial|study|dose|doses|safety|activity|efficacy|development|combination|evaluation|antibody) (?:of|with)|evaluat\w+|treated with|receiv\w+|received|administ\w+|testing)(?: the)? \Z"
)
_IS_DRUG = lean(
    r",? (?:is |was )?(?:an? |the )?(?:[\w-]+ ){0,4}(?:targeting|antibody|conjugate|ADC|molecule|inhibitor)\b"
)


def _is_drug(document: Document, name: TrialName) -> bool:
    """Whether a name by its shape is given to patients, or said to target something: a drug that the text tests."""
    if re.search(r"(?:CTLA|PD|PD-L|LAG|TIM|CD|IL)-?\d{1,3}$", name.text):
        return True  # a target with what binds it: 'CAB-CTLA-4'
    if name.nct or not re.fullmatch(r"[A-Z]{4,}-\d{1,3}|[A-Z]{2,}[A-Za-z]?-[A-Z]{2,}-?\d{1,3}", name.text):
        return False
    places = [m.span() for m in re.finditer(rf"(?<![\w-]){re.escape(name.text)}(?![\w-])", document.text)]
    return any(
        _TESTED.search(document.text, max(0, start - 40), start) or _IS_DRUG.match(document.text, end)
        for start, end in places
    )


_LISTED_NEXT = lean(rf"(?:,? and |, |/)(?P<name>{ACRONYM}|{NUMBERED})\b(?=,| \(|\)| and | trials| studies|\.|;)")


_LISTED_BEFORE = lean(rf"(?<![\w-])(?P<name>[A-Z]{{2,}}-[A-Z]{{3,}}|{ACRONYM}|{NUMBERED})(?:,? and |, )$")


def _before_lists(document: Document, found: list[TrialName], taken: list[tuple[int, int]]) -> list[TrialName]:
    """Names in front of a name in a list: 'UP-NEXT and UPGRADE-A, two ongoing trials'."""
    more = []
    for name in found:
        match = None if name.nct else _LISTED_BEFORE.search(document.text, max(0, name.start - 30), name.start)
        if match is None or match["name"].split()[0] in NO_NAME:
            continue
        start, end = match.span("name")
        if not any(left < end and start < right for left, right in [*taken, *((n.start, n.end) for n in found)]):
            more.append(TrialName(start, end, match["name"]))
    return more


def _with_lists(document: Document, found: list[TrialName], taken: list[tuple[int, int]]) -> list[TrialName]:
    """The names, and those listed with them: 'the MERU and TAHOE studies'."""
    more = [*found, *_before_lists(document, found, taken)]
    for name in found:
        match = None if name.nct else _LISTED_NEXT.match(document.text, name.end)
        if match is None or match["name"].split()[0] in NO_NAME:
            continue
        start, end = match.span("name")
        if not any(left < end and start < right for left, right in [*taken, *((n.start, n.end) for n in more)]):
            more.append(TrialName(start, end, match["name"]))
    return more


def _holds(name: TrialName, left: int, right: int) -> bool:
    """Whether a numbered study name holds the name of a drug or disease: "ABC123.001", "TeliMET NSCLC-01"."""
    inside = name.start <= left and right <= name.end and right - left < name.end - name.start - 2
    return inside and re.search(r"[.-][A-Z]{0,2}\d{2,4}$", name.text) is not None


def _shouting(document: Document, name: TrialName) -> bool:
    """Whether a plain acronym stands in a headline that is printed in capitals."""
    sentence = document.sentences[document.sentence_at(name.start)]
    letters = [c for c in document.words(sentence) if c.isalpha()]
    return not name.nct and sum(c.isupper() for c in letters) > 0.6 * len(letters)
