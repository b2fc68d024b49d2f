"""Dated promises and dated happenings in, what became of each promise out.

A promise is a planned milestone with a window.  It can only be resolved by a release that is dated after it; an
undated release resolves nothing.  The outcomes:

``supported``      a later release states what was promised, and its date or the event's shows that it was in time;
``date unproven``  a later release states it, but only after the window had closed, so it may have been late;
``contradicted``   a later release says that it will not be, or promises the same again for a later window;
``open``           no later release of the corpus speaks of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.ledger.fulfil import breaks, fulfils, is_same_study
from kg.ledger.said import Happening, Promise, Resolution
from kg.ledger.scope import Scope

__all__ = ["Happening", "Promise", "Resolution", "Scope", "resolve"]

_REGIONS = {
    "US": "the US",
    "EU": "Europe",
    "JP": "Japan",
    "CN": "China",
    "UK": "the United Kingdom",
    "CA": "Canada",
    "CH": "Switzerland",
    "AU": "Australia",
    "KR": "South Korea",
    "worldwide": "the world",
}


def resolve(promises: Iterable[Promise], happenings: Iterable[Happening]) -> tuple[Resolution, ...]:
    """One resolution a promise, whatever the order in which promises and happenings come."""
    asked = sorted(set(promises))
    by_compound: dict[str | None, list[Happening]] = {}
    for happening in sorted(set(happenings), key=lambda h: (h.as_of or "", h.kind, h.iri)):
        by_compound.setdefault(happening.compound, []).append(happening)
    again: dict[tuple[str | None, str], list[Promise]] = {}
    for promise in sorted(asked, key=lambda p: (p.as_of or "", p.iri)):
        again.setdefault((promise.compound, promise.kind), []).append(promise)
    return tuple(_resolve_one(p, by_compound.get(p.compound, ()), again[p.compound, p.kind]) for p in asked)


def _resolve_one(promise: Promise, happenings: Sequence[Happening], promised: Sequence[Promise]) -> Resolution:
    if promise.as_of is None:
        return Resolution(promise.iri, "open", None, (), "The release that promises it has no date.")
    later = [h for h in happenings if h.as_of is not None and h.as_of > promise.as_of]
    known = {h.trial for h in happenings if h.kind in ("trial", "result") and (h.as_of or "") <= promise.as_of}
    slip = _slipped(promise, promised)
    for happening in later:
        if promise.trial is None and promise.kind in ("trial start", "data", "phase") and happening.trial in known:
            continue  # a study that was under way, or had reported, when the promise was made
        if fulfils(promise, happening):
            found = _fulfilled(promise, happening, [h for h in later if fulfils(promise, h)])
            is_late = found.outcome != "supported" and slip is not None
            return slip if is_late and slip is not None else found
        if breaks(promise, happening):
            reason = f"A release of {happening.as_of} states: {_told(happening)}."
            return Resolution(promise.iri, "contradicted", happening.release, (happening.iri,), reason)
    return slip or Resolution(promise.iri, "open", None, (), "No later release of this corpus speaks of it.")


def _slipped(promise: Promise, promised: Sequence[Promise]) -> Resolution | None:
    """The same milestone promised again for a window that opens after the first one closed."""
    if promise.due_to is None or promise.as_of is None:
        return None
    for other in promised:
        is_later = (other.as_of or "") > promise.as_of and (other.due_from or "") > promise.due_to
        if is_later and _is_again(promise, other):
            reason = f"Promised again on {other.as_of}: {other.due_printed or other.due_from}."
            return Resolution(promise.iri, "contradicted", other.release, (other.iri,), reason, other.iri)
    return None


def _is_again(promise: Promise, other: Promise) -> bool:
    """Whether two promises of one compound and kind are the same milestone."""
    if promise.trial is not None or other.trial is not None or promise.kind == "other":
        return promise.trial == other.trial and (promise.kind != "other" or _words(promise) == _words(other))
    if promise.stage != other.stage or promise.scope.application != other.scope.application:
        return False
    if not promise.scope.fits(other.scope) or promise.scope.meetings != other.scope.meetings:
        return False
    if promise.kind in ("phase", "submission", "decision"):
        return True
    return _words(promise) == _words(other) or promise.scope.shares(other.scope)


def _words(promise: Promise) -> str:
    return " ".join(promise.event.lower().split())


def _told(happening: Happening, beside: Sequence[Happening] = ()) -> str:
    """What a release states, with what other statements of the same kind it makes beside it."""
    same = {h.label for h in beside if h.kind == happening.kind and h.about == happening.about}
    labels = " and ".join(sorted(same | {happening.label}))
    return f"{labels}{', ' if happening.about else ''}{happening.about}"


def _fulfilled(promise: Promise, first: Happening, showing: Sequence[Happening]) -> Resolution:
    """In time when the event's own date, or the first release that states it, lies before the window's end."""
    same = [h for h in showing if h.release == first.release]
    statements = tuple(sorted({h.iri for h in same}))
    regions = sorted({_REGIONS.get(h.region, h.region) for h in same if h.region})
    where = f" in {' and '.join(regions)}" if regions else ""
    told = f"A release of {first.as_of} states: {_told(first, same)}{where}"
    unproven = _unproven(promise, same)
    if promise.due_to is None or (first.as_of or "") <= promise.due_to or _last_day(first.on) <= promise.due_to:
        return Resolution(promise.iri, "supported", first.release, statements, f"{told}{unproven}.")
    if first.on is not None and first.on > promise.due_to and not _is_later_step(promise, first):
        reason = f"{told} on {first.on}, after the window closed on {promise.due_to}{unproven}."
        return Resolution(promise.iri, "contradicted", first.release, statements, reason)
    reason = f"{told}, but the release is later than {promise.due_to}, the end of the window{unproven}."
    return Resolution(promise.iri, "date unproven", first.release, statements, reason)


def _unproven(promise: Promise, showing: Sequence[Happening]) -> str:
    """What the words that resolve a promise leave open of it."""
    shown = {h.region for h in showing if h.region}
    if promise.region == "worldwide":
        return "" if "worldwide" in shown else "; that it is global is unproven"
    left = [_REGIONS.get(code, code) for code in promise.scope.regions if code not in shown]
    if left and promise.kind in ("submission", "decision"):
        return f"; that it is in {' and '.join(left)} is unproven"
    if (
        promise.kind in ("trial start", "data")
        and promise.trial is None
        and any(is_same_study(promise, h) for h in showing)
    ):
        return "; that it is the promised trial, which has no name, is unproven"
    return ""


def _is_later_step(promise: Promise, happening: Happening) -> bool:
    """Whether a happening only shows that the promised step came before it, as an approval does of a submission."""
    return promise.kind == "submission" and not (happening.code or "").endswith("_submission")


def _last_day(date: str | None) -> str:
    """The last day that a year, a month or a day can mean, so that ISO texts compare; unknown is after everything."""
    if date is None:
        return "9999"
    return date + {4: "-12-31", 7: "-31"}.get(len(date), "")
