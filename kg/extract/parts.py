"""Sentences about a conjugate in, its parts as stated out: antibody, payload, linker, target, platform, drug load.

Releases name the parts in a sentence about the conjugate ("consists of", "comprises", "attached to", "its toxin is"),
and the target also as an adjective ("HER2-directed", "anti-CD70") before a word for the conjugate or its antibody.  A
sentence about conjugates, a technology or a company in general says nothing of a conjugate; neither does the biomarker
of a population ("HER2-positive") nor the target of other drugs ("after anti-PD-1 therapy").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.cast import Cast, Player
from kg.extract.components import components_in, formula_payloads
from kg.extract.document import Document
from kg.extract.found import Found
from kg.extract.prefilter import lean
from kg.extract.self_description import SELF_DESCRIPTION
from kg.extract.targets import targets_in
from kg.lexicon import lexicon
from kg.model import Evidence, Part, Sentence

DAR = lean(
    r"(?:drug-to-antibody ratio|drug[- ]antibody ratio|DAR|drug load(?:ing)?)\)?(?: \(DAR\))?(?: of| is|:| being)?(?: about| approximately| around| roughly| up to)? (?:\(DAR\) )?"
    r"(?:of )?(?P<dar>\d{1,2}(?:\.\d)?|four|eight|two)\b",
    re.IGNORECASE,
)
PLATFORM = lean(
    r"(?P<name>(?<![\w-])(?:(?:[a-z]-?)?[A-Z][\w+-]{2,24}|[A-Z]{2,8}|[A-Z]\d{1,2})(?: (?:[A-Z][\w+-]{1,20}|\([A-Z]{2,8}\))){0,4})(?: \((?P<short>[A-Z]{2,8})\))?"
    r"(?: (?:ADC|antibody-drug conjugate|conjugation|drug conjugate|linker|payload|proprietary|prodrug|platform)){0,3} (?:technolog(?:y|ies)|platform)s?(?! compan)"
)
# "designed using Zetalin, an ADC technology platform of Example"; "GlycoX, HydraX and ToxX technologies"
_APPOSED = lean(
    r"\b(?:us(?:es|ing)|employs|utili[sz]es|applies|with|from|on|by|its|of|through|makes use of)(?: the)? (?P<name>[A-Z][\w+-]{3,20}), (?:an?|the|its|our) (?:[\w-]+ ){0,5}?(?:technology|platform)\b"
)
# a brand that the conjugate is built with: "makes use of ZetaConnect(TM)"
_MARKED = lean(
    r"\b(?:makes? use of|us(?:es|ing)|utili[sz](?:es|ing)|built (?:with|on|using)|based on|employ(?:s|ing)|made (?:with|using)|created (?:with|using)|generated (?:with|using)|designed (?:with|using)"
    r"|developed (?:with|using)|applies)(?: the| its| proprietary| [A-Z][\w-]{1,20}(?:'s?|'))* (?P<name>[a-z]{0,3}[A-Z][\w-]{3,20})"
)
_NO_PLATFORM = lean(
    r"(?:ADCs?|Antibody[- ]Drug[- ]Conjugates?|The|This|Our|Its|These|Such|Company|Drug|Phase|Novel|Proprietary|Antibody|PBD|Linker|Next|In|Using|With|Both|New|PD|US|We)$"
)


def sentences_about(document: Document, cast: Cast, player: Player) -> Iterator[tuple[int, Sentence]]:
    """The sentences that speak of a conjugate: they name it, or begin with a word that stands for it."""
    for index, sentence in enumerate(document.sentences):
        if sentence.section in ("legal", "contact", "footnote", "trademark"):
            continue
        named = {name for _, _, name in cast.compounds_in(sentence.start, sentence.end)}
        if player.name in named or (
            not named
            and cast.compound_of(index) == player.name
            and (refers(document, cast, index) or under_its_heading(document, cast, player, index))
        ):
            yield index, sentence


def under_its_heading(document: Document, cast: Cast, player: Player, index: int) -> bool:
    """Whether a sentence stands in a paragraph "About" the conjugate."""
    for before in range(index - 1, max(-1, index - 12), -1):
        sentence = document.sentences[before]
        if sentence.section != "about":
            return False
        if document.text.startswith("About ", sentence.start):
            return any(name == player.name for _, _, name in cast.compounds_in(sentence.start, sentence.end))
    return False


_STANDS_FOR = lean(
    r"(?:[-*\u2022] )?(?:(?:After|Once|Upon|When|Following)[^,;.]{2,70}, it\b|It|Its|The (?:[\w-]+-(?:directed|targeting|targeted) )?(?:drug|compound|ADC|agent|product|conjugate|antibody|payload|therapy|candidate|molecule|product candidate|treatment|medicine|linker"
    r"|antibody[- ]drug conjugate|experimental|investigational|potent|cytotoxic|experimental drug|TAP compound)\b|This (?:drug|compound|ADC|agent|antibody[- ]drug|product|novel)"
    r"|Both (?:drug|compound|product)s|Who owns it)|The (?:[\w-]{1,20} ){1,5}?(?:payload|linker|antibody|toxin|warhead)\b|[^;]{0,240}?\b(?:the|this) (?:[\w()-]+ ){0,3}?(?:compound|conjugate|ADC|antibody-drug conjugate|drug)\b"
)


def refers(document: Document, cast: Cast, index: int) -> bool:
    """Whether a sentence that names no conjugate begins with a word that stands for one named shortly before."""
    sentence = document.sentences[index]
    if not _STANDS_FOR.match(document.text, sentence.start, sentence.end):
        return False
    return (
        any(
            document.sentences[i].section == sentence.section
            and cast.compounds_in(document.sentences[i].start, document.sentences[i].end)
            for i in range(max(0, index - 3), index)
        )
        or len(cast.compounds) == 1
    )


def read_parts(document: Document, cast: Cast, player: Player) -> list[Found]:
    """Every part that a sentence about a conjugate states, in order of the text."""
    found: list[Found] = []
    for _, sentence in sentences_about(document, cast, player):
        for part in _in_sentence(document, cast, player, sentence):
            owners = owners_of(document, cast, sentence, part.start)
            if not owners or player.name in owners:
                found.append(part)
    if cast.compounds == (player,) and not any(part.role == "payload" for part in found):
        for _, sentence in document.in_sections("headline", "body"):
            found += formula_payloads(document, sentence)
    return found


_LIST = lean(r"(?:,|;|/| and| or| &|, and|, or| plus)(?: the| its| our)? ?|\)? \(|, |\), (?:and )?|\) and ")


def owners_of(document: Document, cast: Cast, sentence: Sentence, position: int) -> set[str]:
    """Of several conjugates in a sentence those a position belongs to: the last list of them before it, else the first behind."""
    runs: list[list[tuple[int, int, str]]] = []
    for place in cast.compounds_in(sentence.start, sentence.end):
        if runs and _LIST.fullmatch(document.text, runs[-1][-1][1], place[0]):
            runs[-1].append(place)
        else:
            runs.append([place])
    before = [run for run in runs if run[0][0] <= position]
    run = before[-1] if before else (runs[0] if runs else [])
    return {name for _, _, name in run}


def _in_sentence(document: Document, cast: Cast, player: Player, sentence: Sentence) -> Iterator[Found]:
    yield from targets_in(document, cast, player, sentence)
    yield from _platforms(document, cast, player, sentence)
    yield from components_in(document, cast, player, sentence)


# --- platform


def _platforms(document: Document, cast: Cast, player: Player, sentence: Sentence) -> Iterator[Found]:
    """Platforms of a sentence; one behind the conjugate's name says more than one in the company's own description."""
    named = [start for start, _, name in cast.compounds_in(sentence.start, sentence.end) if name == player.name]
    described = _self_description(document, cast, sentence)
    for start, end, name in platforms_in(document, sentence.start, sentence.end):
        if not described[0] <= start < described[1]:
            yield Found("platform", name, start, end, sentence, 2 if not named or named[0] < start else 1)


def platform_in_name(document: Document, player: Player) -> str | None:
    """The platform whose abbreviation a conjugate's name begins with, when the text speaks of it as one."""
    for spelling in player.spellings:
        short = spelling.split("-")[0]
        long = next((long for long, other in document.abbreviations.items() if other == short and " " in long), None)
        if long and re.search(rf"\b{re.escape(short)}\)? (?:proprietary )?(?:platform|technolog)", document.text):
            return f"{long} ({short})"
    return None


def _self_description(document: Document, cast: Cast, sentence: Sentence) -> tuple[int, int]:
    """Where a company says of itself in a sentence what it does in general."""
    for _, end, _ in cast.companies_in(sentence.start, sentence.end):
        bracket = re.compile(r" ?\([^()]{0,60}\)").match(document.text, end)
        match = SELF_DESCRIPTION.match(document.text, bracket.end() if bracket else end, sentence.end)
        if match:
            return match.span()
    return (0, 0)


# "is an Antibody Targeted Amanitin Conjugate (ATAC)": a class of one company's own, written as a name
_CLASS_NAME = lean(
    r"\b(?:is|are|,|as) (?:an? |the |proprietary |novel )*(?P<name>(?:[A-Z][\w-]+ ){2,5}\((?P<short>[A-Z]{3,6})s?\))"
)


def platforms_in(document: Document, start: int, end: int) -> list[tuple[int, int, str]]:
    """Named platforms in a range: start, end, the name with its abbreviation; "ADC technology" is no name."""
    found: list[tuple[int, int, str]] = []
    for mention in document.within(start, end, "platform"):
        if mention.entry.label not in ("IGN technology",):
            found.append((mention.start, mention.end, document.text[mention.start : mention.end]))
    marked = [m for m in _MARKED.finditer(document.text, start, end) if _is_marked(document, m)]
    for match in (*_APPOSED.finditer(document.text, start, end), *marked):
        if not any(a < match.end("name") and match.start("name") < b for a, b, _ in found):
            found.append((*match.span("name"), match["name"]))
    for match in PLATFORM.finditer(document.text, start, end):
        name = re.sub(r"^(?:The|Our|Its) ", "", match["name"])
        if _is_no_platform(document, match, name):
            continue
        if not any(a < match.end("name") and match.start("name") < b for a, b, _ in found):
            found.append((*match.span("name"), name))
    for match in _CLASS_NAME.finditer(document.text, start, end):
        listed = document.within(
            *match.span("name"), "target", "indication", "agency", "meeting", "endpoint", "organisation"
        )
        if match["short"] != "ADC" and not listed:
            found.append((*match.span("name"), match["name"]))
    return found


def _is_marked(document: Document, match: re.Match[str]) -> bool:
    """Whether a name bears the mark of a brand and the reference data knows it as nothing else."""
    return document.is_branded(match.end("name")) and not lexicon().named(match["name"])


def _is_no_platform(document: Document, match: re.Match[str], name: str) -> bool:
    """Whether what stands before "technology" is a company, an antigen or a bare class, and no name."""
    words = name
    for mention in document.within(match.start() - 20, match.end(), "organisation", "compound", "target", "agency"):
        if mention.start < match.end("name") and match.start("name") < mention.end:
            words = words.replace(document.text[max(mention.start, match.start("name")) : mention.end], " ")
    return all(_NO_PLATFORM.match(word) for word in words.split())


def as_part(document: Document, found: Found) -> Part:
    """A found part as a fact, with the sentence as its evidence."""
    evidence: tuple[Evidence, ...] = document.sentence_evidence(found.sentence)
    return Part(role=found.role, name=found.name, evidence=evidence, rule=f"parts:{found.role}")  # type: ignore[arg-type]  # one of five words
