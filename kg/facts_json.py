"""Facts in, the facts JSON that ``adckg extract`` prints out; and back.

The printer is a plain walk over the dataclasses of ``kg.model``: a field is a key of the same name, a tuple is a list,
what is not stated (None, an empty tuple, an empty string) is left out.  Five rules stand beside the walk:

* the lists of the contract are always there, empty or not;
* a dose of a drug that is not the conjugate is printed under ``combination_doses``;
* a conjugate that is only mentioned in passing is printed under ``passing_compounds``;
* a fact of legal text never stands in a list of the contract: it is printed under ``legal``, by kind;
* a tuple of two numbers of which one may be open (an interval) keeps its null.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from kg.errors import InputError
from kg.model import Fact, Facts

Json = dict[str, Any]
T = TypeVar("T")

# the lists that facts JSON promises; everything else Facts holds is printed as an additional key when it is not empty
CONTRACT = (
    "compounds",
    "trials",
    "outcomes",
    "adverse_events",
    "doses",
    "regulatory",
    "milestones",
    "deals",
    "other_drugs",
)


def to_json(facts: Facts) -> Json:
    """The facts of one release as plain dicts, lists, strings and numbers, keys in the order of the contract."""
    printed: Json = {"release": _plain(facts.release), "is_adc": facts.is_adc}
    legal: Json = {}
    for slot in fields(facts):
        if slot.name in ("release", "is_adc"):
            continue
        items = getattr(facts, slot.name)
        if slot.name in CONTRACT:
            _split_contract(printed, legal, slot.name, items)
        elif items:
            printed[slot.name] = [_plain(item) for item in items]
    if legal:
        printed["legal"] = legal
    return printed


def from_json(document: Mapping[str, Any]) -> Facts:
    """The facts that ``to_json`` printed; doses of other drugs and legal facts stand behind the others of their kind.

    Raises InputError when the document is not of that form.
    """
    merged = dict(document)
    merged["compounds"] = [*document.get("compounds", ()), *document.get("passing_compounds", ())]
    merged["doses"] = [*document.get("doses", ()), *document.get("combination_doses", ())]
    for kind, items in document.get("legal", {}).items():
        merged[kind] = [*merged.get(kind, ()), *items]
    try:
        return _record(merged, Facts)
    except (TypeError, ValueError, AttributeError) as error:
        raise InputError(
            f"the facts JSON does not have the form that 'adckg extract --format json' prints: {error}"
        ) from error


def _split_contract(printed: Json, legal: Json, name: str, items: tuple[Any, ...]) -> None:
    plain = [item for item in items if getattr(item, "modality", "") != "legal"]
    if name == "compounds" and (passing := [item for item in plain if item.modality == "boilerplate"]):
        plain = [item for item in plain if item.modality != "boilerplate"]
        printed["passing_compounds"] = [_plain(item) for item in passing]
    printed[name] = [_plain(item) for item in plain if name != "doses" or item.drug is None]
    if name == "doses" and (others := [_plain(item) for item in plain if item.drug is not None]):
        printed["combination_doses"] = others
    if hidden := [_plain(item) for item in items if getattr(item, "modality", "") == "legal"]:
        legal[name] = hidden


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if not is_dataclass(value):
        return value
    shown = {name: _plain(found) for name in _names(value.__class__) if _is_stated(found := getattr(value, name))}
    if isinstance(value, Fact):
        # the proof stands behind the content, as in the schema
        for name in ("evidence", "modality", "rule"):
            if name in shown:
                shown[name] = shown.pop(name)
    return shown


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(slot.name for slot in fields(kind))


def _is_stated(value: Any) -> bool:
    return value is not None and value != () and value != ""


def _value(value: Any, kind: Any) -> Any:
    """``value`` of a JSON document as the annotated type ``kind`` wants it."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(value, kind)
    if get_origin(kind) in (typing.Union, types.UnionType):
        return _one_of(value, get_args(kind))
    if get_origin(kind) is tuple and isinstance(value, list):
        return _tuple(value, get_args(kind))
    return value


def _record(value: Any, kind: type[T]) -> T:
    if isinstance(value, kind):
        return value
    described: Any = kind  # a class is hashable; the type checker does not know it of a type variable
    hints = _hints(described)
    return kind(**{name: _value(found, hints[name]) for name, found in value.items() if name in hints})


def _one_of(value: Any, kinds: tuple[Any, ...]) -> Any:
    if isinstance(value, list):
        return _value(value, next(kind for kind in kinds if get_origin(kind) is tuple))
    return value


def _tuple(value: list[Any], kinds: tuple[Any, ...]) -> tuple[Any, ...]:
    repeated = len(kinds) == 2 and kinds[1] is Ellipsis
    return tuple(_value(item, kinds[0] if repeated else kinds[i]) for i, item in enumerate(value))


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
