"""A document in, the conjugates it speaks of out, each with all its names and places.

Two names are one conjugate because the reference data says so, because they differ in hyphens and spaces only, or
because the text binds them: one stands in brackets behind the other, or behind "also known as", "formerly".  A brand
that nobody lists is bound the same way.  Nothing else joins two names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from kg.extract import misprints, names
from kg.extract.aliases import MOST, Use, by_alias
from kg.extract.called import called, titled
from kg.extract.document import Document
from kg.extract.spans import Span, Taken
from kg.lexicon import Mention


@dataclass(frozen=True, slots=True)
class Player:
    """A drug of the release: the name it is mostly called by, its key, every spelling and every place."""

    name: str
    key: str
    listed: bool
    spellings: tuple[str, ...]
    spans: tuple[Span, ...]
    misprints: dict[str, str] = field(default_factory=dict, hash=False)


def read_conjugates(document: Document) -> list[Player]:
    """The conjugates, the main one first, the others by how much the release speaks of them."""
    uses = _uses(document)
    for _ in range(2):  # an alias may have an alias
        uses = sorted([*uses, *by_alias(document, uses)], key=lambda use: use.start)
    uses = _with_misprints(document, uses)
    root = _joined(document, uses)
    groups: dict[str, list[Use]] = {}
    for use in uses:
        groups.setdefault(root.get(use.key, use.key), []).append(use)
    players = [_player(group) for group in groups.values()]
    leading = _first_in_headline(document, players)
    return sorted(players, key=lambda player: (player is not leading, -_weight(document, player), player.spans[0]))


def _first_in_headline(document: Document, players: list[Player]) -> Player | None:
    """The drug that the headlines name first: what the release is about."""
    named = [
        (start, player)
        for player in players
        for start, _ in player.spans
        if document.release.section_at(start) == "headline"
    ]
    return min(named, key=lambda place: place[0])[1] if named else None


def _player(group: list[Use]) -> Player:
    spellings: dict[str, str] = {}
    printed = [use.printed for use in group]
    for name in sorted(printed, key=lambda name: (-printed.count(name), sum(map(str.isupper, name)))):
        spellings.setdefault(name.lower(), name)  # spellings that differ in capitals only are one
    order = [name.lower() for name in printed]
    shown = tuple(dict.fromkeys(_unshouted(spellings[lowered]) for lowered in order))
    counts = {
        spelling: sum((use.meant or use.printed).lower() == spelling.lower() for use in group) for spelling in shown
    }
    name = max(shown, key=lambda spelling: counts[spelling])
    listed = [use.key for use in group if use.listed]
    return Player(
        name,
        listed[0] if listed else names.slug(name),
        bool(listed),
        shown,
        tuple((use.start, use.end) for use in group),
        {use.printed: use.meant for use in group if use.meant},
    )


def _unshouted(name: str) -> str:
    """A name of two words without the capitals that only a headline or the beginning of a sentence gave it."""
    return name.lower() if re.fullmatch(r"[A-Z][a-z]{5,} [A-Za-z][a-z]{5,}(?:-[a-z]{4})?", name) else name


def _weight(document: Document, player: Player) -> int:
    """How much a release speaks of a drug: headline above all, boilerplate nearly nothing."""
    places = [document.release.section_at(start) for start, _ in player.spans]
    return sum({"headline": 40, "body": 3, "quotation": 2}.get(section, 0) for section in places)


# --- where they are named


def _uses(document: Document) -> list[Use]:
    """Every use of a conjugate's own name, without overlap, in order."""
    listed = [use for mention in document.mentions if (use := _listed(document, mention))]
    known = {names.plain_key(use.printed): use.key for use in listed}
    fresh = names.decoded(document.text) + names.formulas(document.text) + names.antigen_names(document.text)
    codes = {names.plain_key(name): name for name in called(document)}
    fresh += [hit for code in sorted(codes.values())[:MOST] for hit in names.everywhere(document.text, code)]
    found = {use.start: use for use in listed}
    if not listed and not fresh and any(document.in_sections("body")):
        fresh = titled(document)
    taken = Taken(len(document.text), [(use.start, use.end) for use in listed])
    for start, end, printed in sorted(fresh, key=lambda hit: (hit[0], -hit[1])):
        inner = next((found[place] for place in range(start, end) if place in found), None)
        if not taken.overlaps(start, end):
            plain = names.plain_key(printed)
            found[start] = Use(start, end, printed, known.get(plain) or _by_plain_key(plain) or "?" + plain)
        elif inner is not None and inner.listed and inner.end <= end:  # a listed name inside a longer one
            del found[inner.start]
            found[start] = Use(start, end, printed, inner.key)
        else:
            continue
        taken.add(start, end)
    return [found[start] for start in sorted(found)]


def _listed(document: Document, mention: Mention) -> Use | None:
    entry = next((e for e in mention.entries if e.kind == "compound" and e.form != "ambiguous"), None)
    if entry is None:
        return None
    return Use(mention.start, mention.end, document.text[mention.start : mention.end], entry.slug)


def _by_plain_key(plain: str) -> str | None:
    """The slug of the listed conjugate whose name has these letters and digits."""
    return names.listed_by_plain_key().get(plain)


def _with_misprints(document: Document, uses: list[Use]) -> list[Use]:
    """The uses, with those of misprinted names: one edit from a name of this release or of the reference data."""
    printed = {use.printed: use.key for use in uses if use.listed or not names.inn(use.printed)}
    found = [_corrected(use, printed) for use in uses]
    taken = Taken(len(document.text), [(use.start, use.end) for use in uses])
    seen: dict[str, tuple[str, str] | None] = {}
    for match in names.CODE_NAME.finditer(document.text):
        name = match[0]
        if match.start() in taken or names.is_no_code(name):
            continue
        if name not in seen:
            seen[name] = _meant(name, printed)
        meaning = seen[name]
        if meaning:
            found.append(Use(match.start(), match.end(), name, meaning[1], meaning[0]))
    return sorted(found, key=lambda use: use.start)


def _corrected(use: Use, printed: dict[str, str]) -> Use:
    """A use of an unlisted name that is a misprint of a listed one, as a use of that one; any other use as it is."""
    if use.listed:
        return _misprinted_alias(use)
    if names.inn(use.printed):
        meaning = misprints.meant(use.printed, names.listed_inns(), shortest=12)
        key = names.listed_by_plain_key()[names.plain_key(meaning)] if meaning else ""
    else:
        meaning = misprints.meant(use.printed, [name for name in printed if name != use.printed], shortest=5)
        key = printed[meaning] if meaning else ""
    if meaning is None or key.startswith("?") or not (names.inn(use.printed) or names.CODE_NAME.fullmatch(use.printed)):
        return use
    return Use(use.start, use.end, use.printed, key, meaning)


def _misprinted_alias(use: Use) -> Use:
    """A code that the text binds to a listed conjugate, as the misprint of that conjugate's own code if it is one."""
    known = names.listed_by_plain_key()
    if names.plain_key(use.printed) in known or not names.CODE_NAME.fullmatch(use.printed):
        return use
    own = (code for code in names.listed_codes() if known.get(names.plain_key(code)) == use.key)
    spelt = {names.plain_key(code): code for code in sorted(own, key=lambda code: (-len(code), code))}
    meaning = misprints.meant(use.printed, spelt.values())
    return Use(use.start, use.end, use.printed, use.key, meaning) if meaning else use


def _meant(name: str, printed: dict[str, str]) -> tuple[str, str] | None:
    """The conjugate's name that a code is a misprint of, with its key; the release's own names first."""
    own = misprints.meant(name, printed, shortest=5)
    if own:
        return own, printed[own]
    if len(re.sub(r"\D", "", name)) < 3 or len(re.sub(r"[^A-Za-z]", "", name)) < 3:
        return None
    listed = misprints.meant(name, names.listed_codes())
    return (listed, names.listed_by_plain_key()[names.plain_key(listed)]) if listed else None


# --- names of one conjugate


def _joined(document: Document, uses: list[Use]) -> dict[str, str]:
    """Key to the key of its group: names that the text binds to one another are one conjugate."""
    root: dict[str, str] = {}
    for left, right in pairwise(uses):
        between = document.text[left.end : right.start]
        a, b = root.get(left.key, left.key), root.get(right.key, right.key)
        if (
            a != b
            and names.binds(between, document.text[right.end : right.end + 1])
            and not (left.listed and right.listed)
        ):
            keep, drop = (b, a) if a.startswith("?") and not b.startswith("?") else (a, b)
            for key in [key for key, value in root.items() if value == drop] + [drop]:
                root[key] = keep
    return root
