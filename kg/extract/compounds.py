"""A document and its cast in, the conjugates with what the release states of them out; and the technologies.

Joins what `kg.extract.parts` and `kg.extract.roles` found for each conjugate: the clearest statement of a part wins,
a name wins over a description, the earlier place over the later.

A conjugate whose name nobody lists is decoded: the second word of its International Nonproprietary Name names payload
and linker, the first is its antibody.  Decoded parts are marked so and never printed as stated.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract import names
from kg.extract.cast import Cast, Player
from kg.extract.document import Document
from kg.extract.found import Found
from kg.extract.indications import read_indications
from kg.extract.parts import DAR, as_part, owners_of, platform_in_name, platforms_in, read_parts, sentences_about
from kg.extract.prefilter import lean
from kg.extract.roles import Roles
from kg.lexicon import lexicon
from kg.model import Compound, Evidence, Name, Part, Sentence

_NUMBERS = {"two": 2, "four": 4, "eight": 8}


def read_compounds(document: Document, cast: Cast, roles: dict[str, Roles]) -> tuple[Compound, ...]:
    """One entry a conjugate, ``roles`` by its key; the main one first, those mentioned in passing last and marked as boilerplate."""
    if not cast.is_adc:
        return ()
    found = [_compound(document, cast, player, roles[player.key]) for player in (*cast.compounds, *cast.passing)]
    return tuple(_with_shared_roles(document, cast, compound, found[0]) for compound in found)


def _with_shared_roles(document: Document, cast: Cast, compound: Compound, main: Compound) -> Compound:
    """A conjugate without developers that the text lists beside the main one is the same companies' business."""
    if compound.developers or compound is main:
        return compound
    for sentence in document.sentences:
        if sentence.section in ("headline", "body"):
            for start, _, name in cast.compounds_in(sentence.start, sentence.end):
                if name == main.name and compound.name in owners_of(document, cast, sentence, start):
                    partners = tuple(dict.fromkeys((*compound.partners, *main.partners)))
                    return replace(compound, developers=main.developers, partners=partners)
    return compound


def read_technologies(document: Document, cast: Cast) -> tuple[str, ...]:
    """The named platforms of a release that speaks of conjugates' technology and of no conjugate."""
    if cast.compounds or not cast.is_adc:
        return ()
    found = []
    for sentence in document.sentences:
        if sentence.section in ("headline", "body"):
            found += [name for _, _, name in platforms_in(document, sentence.start, sentence.end)]
    return tuple(dict.fromkeys(_with_abbreviation(document, name) for name in found))


def _compound(document: Document, cast: Cast, player: Player, roles: Roles) -> Compound:
    parts = read_parts(document, cast, player)
    chosen = {role: _best([part for part in parts if part.role == role]) for role in _ROLES}
    ratio, counted = _ratio(document, cast, player)
    stated = tuple(as_part(document, part) for part in parts if _is_kept(part, chosen[part.role]))
    return Compound(
        name=player.name,
        aliases=tuple(spelling for spelling in player.spellings if spelling != player.name),
        antibody=_name(document, chosen["antibody"]),
        payload=_name(document, chosen["payload"]),
        linker=_name(document, chosen["linker"]),
        target=_name(document, chosen["target"], short=True),
        target_aliases=_aliases(document, chosen["target"], parts),
        technology=_name(document, chosen["platform"]) or platform_in_name(document, player),
        developers=tuple(roles.developers),
        partners=tuple(roles.partners),
        indications=read_indications(document, cast, player),
        status=_status(document, cast, player),
        dar=ratio,
        key=player.key,
        names=_names(document, player),
        parts=(*stated, *_decoded(document, player)),
        evidence=_evidence(document, player, [part.sentence for part in chosen.values() if part], roles, counted),
        modality="asserted" if player in cast.compounds else "boilerplate",
        rule="compounds:named",
    )


_ROLES = ("antibody", "payload", "linker", "target", "platform")


def _best(parts: list[Found]) -> Found | None:
    """The clearest statement of a part; the earliest of equals; a name before a description."""
    return max(parts, key=lambda part: (part.strength, -part.start)) if parts else None


def _is_kept(part: Found, best: Found | None) -> bool:
    return best is not None and (part is best or _same(part.name, best.name))


def _same(a: str, b: str) -> bool:
    return {(e.kind, e.slug) for e in lexicon().named(a)} & {(e.kind, e.slug) for e in lexicon().named(b)} != set() or (
        names.plain_key(a) == names.plain_key(b)
    )


def _name(document: Document, part: Found | None, *, short: bool = False) -> str | None:
    """A part's name, the long form with its abbreviation where the text has both; antigens by their short symbol."""
    if part is None:
        return None
    if short:
        pair = _pair(document, part)
        return pair[1] if pair else part.name
    return _with_abbreviation(document, part.name)


_BRACKETED = lean(
    r"(?:[- ](?:antigen|receptor))? \((?:or |abbreviated )?\"?(?P<short>[A-Za-z0-9\u03b1\u03b2-]{2,10})\"?\)"
)


def _pair(document: Document, part: Found) -> tuple[str, str] | None:
    """Long and short form of a name when the text gives the short one in brackets behind it."""
    match = _BRACKETED.match(document.text, part.end)
    if match and document.abbreviations.get(part.name) == match["short"]:
        return part.name, match["short"]
    if (
        match
        and len(match["short"]) < len(part.name)
        and {e.slug for e in lexicon().named(match["short"], "target")}
        & {e.slug for e in lexicon().named(part.name, "target")}
    ):
        return part.name, match["short"]
    return None


def _with_abbreviation(document: Document, name: str) -> str:
    """A name with the abbreviation that the text gives for it, or the long form for an abbreviation.

    "Targeted Antibody Payload" and "TAP" both become "Targeted Antibody Payload (TAP)" in a text that has both.
    """
    bare = re.sub(r" (?:technology|platform)$", "", name, flags=re.IGNORECASE)
    for long, short in document.abbreviations.items():
        if bare in (long, short) or bare == f"{long} ({short})":
            return f"{long} ({short})"
    return bare


def _aliases(document: Document, chosen: Found | None, parts: list[Found]) -> tuple[str, ...]:
    if chosen is None:
        return ()
    same = [part.name for part in parts if part.role == "target" and _same(part.name, chosen.name)]
    shown = _name(document, chosen, short=True)
    return tuple(name for name in dict.fromkeys([chosen.name, *same]) if name != shown)


# --- names


def _names(document: Document, player: Player) -> tuple[Name, ...]:
    """Every spelling with what kind of name it is and where it stands."""
    found = []
    for spelling in player.spellings:
        places = [span for span in player.spans if document.text[slice(*span)].lower() == spelling.lower()]
        kind, reason = _kind(document, player, spelling, places[0] if places else player.spans[0])
        found.append(
            Name(
                printed=spelling,
                kind=kind,  # type: ignore[arg-type]  # one of the six words of the field
                reason=reason,
                evidence=document.evidence(*places[:3]),
                rule="compounds:names",
            )
        )
    return tuple(found)


def _kind(document: Document, player: Player, spelling: str, place: tuple[int, int]) -> tuple[str, str | None]:
    if spelling in player.misprints:
        return "misprint", f"one letter from {player.misprints[spelling]}, which names the same conjugate"
    forms = {entry.form for entry in lexicon().named(spelling, "compound") if entry.slug == player.key}
    if "brand" in forms or document.is_branded(place[1]):
        return "brand", None
    if names.inn(spelling):
        return "INN", None
    if "code" in forms or names.CODE_NAME.fullmatch(spelling):
        return "code", None
    return "synonym", None


# --- decoded parts


def _decoded(document: Document, player: Player) -> tuple[Part, ...]:
    """What the two words of a name that nobody lists say of the parts, on the words of the name."""
    if player.listed:
        return ()
    for spelling in player.spellings:
        match = names.inn(spelling)
        if match is not None:
            told = [span for span in player.spans if document.text[slice(*span)].lower() == spelling.lower()]
            proof = document.evidence(*(told or player.spans)[:1])
            return tuple(replace(part, evidence=proof) for part in names.decode(match))
    return ()


# --- the rest

_ENDED = lean(
    r"\b(?:discontinu(?:e[sd]?|ing)|w(?:ind(?:s|ing)?|ound) down|terminat(?:e[sd]?|ing)|end(?:s|ed|ing)?|halt(?:s|ed|ing)?|stop(?:s|ped|ping)?|ceas(?:e[sd]?|ing))(?: the| its| all| further| clinical){0,3}"
    r" (?:[\w-]+ ){0,4}?(?:development|programm?e?)\b(?! (?:agreement|collaboration|partnership|deal|alliance|and licen))|\b(?:development|programm?e?) (?:of [^.;]{0,60} )?(?:has been|was|is being|will be|had been|to be) (?:discontinued|terminated|halted|stopped|ended)",
    re.IGNORECASE,
)


def _status(document: Document, cast: Cast, player: Player) -> str | None:
    """'discontinued' when the whole programme is said to end."""
    for _, sentence in sentences_about(document, cast, player):
        if sentence.section in ("headline", "body") and document.search(_ENDED, sentence):
            return "discontinued"
    return None


_MOLECULES = lean(
    r"(?:approximately|about|around)? ?(\d{1,2}|two|four|eight) (?:drug )?molecules per antibody", re.IGNORECASE
)


def _ratio(document: Document, cast: Cast, player: Player) -> tuple[int | float | None, Sentence | None]:
    """The number of drug molecules on an antibody, and the sentence that states it."""
    for _, sentence in sentences_about(document, cast, player):
        match = document.search(DAR, sentence) or document.search(_MOLECULES, sentence)
        if match:
            word = (match.groupdict().get("dar") or match[match.lastindex or 0]).lower()
            number = float(_NUMBERS.get(word, word))
            return (int(number) if number.is_integer() else number), sentence
    return None, None


def _evidence(
    document: Document, player: Player, parts: list[Sentence], roles: Roles, counted: Sentence | None
) -> tuple[Evidence, ...]:
    """The first place of each spelling, and the sentences of parts and roles."""
    first: dict[str, tuple[int, int]] = {}
    for span in player.spans:
        first.setdefault(document.text[slice(*span)], span)
    sentences = [*parts, counted] if counted else parts
    sentences += [places[0] for places in (*roles.developers.values(), *roles.partners.values())]
    spans = [document.sentences[document.sentence_at(start)] for start, _ in first.values()]
    return document.evidence(*((s.start, s.end) for s in [*spans, *sentences]))
