"""No pattern of the reader backtracks its way through hostile text: the work grows with the text, not with its square.

Twenty thousand characters tell the two apart: a pattern that grows with the square needs 200 million steps, which
exceeds the allowance of processor time by far, while a linear one stays below a tenth of it on any machine.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from types import FrameType

import pytest

import kg.extract
from kg.extract.prefilter import Lean

_LENGTH = 20_000  # characters
_ALLOWANCE = 3.0  # seconds of processor time
_HOSTILE = {"digits": "1", "spaces": " ", "capitals": "A", "brackets": "(", "at signs": "@", "dots": "."}
_MODULES = [
    "kg.clean",
    "kg.lexicon",
    "kg.read",
    "kg.segment",
    *sorted(f"kg.extract.{module.name}" for module in pkgutil.iter_modules(kg.extract.__path__)),
]


def _patterns(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """The patterns in a value: itself, or inside tuples, lists, dicts and records up to four levels down."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, Lean):
        yield value.inner
    elif depth < 4:
        if isinstance(value, dict):
            items = list(value.values())
        elif isinstance(value, (tuple, list, frozenset)):
            items = list(value)
        else:
            fields = [] if isinstance(value, type) else getattr(value, "__dataclass_fields__", {})
            items = [getattr(value, name, None) for name in fields]
        for item in items:
            yield from _patterns(item, depth + 1)


def _all_patterns() -> dict[str, re.Pattern[str]]:
    found: dict[str, re.Pattern[str]] = {}
    seen: set[tuple[str, int]] = set()
    for name in _MODULES:
        for constant, value in sorted(vars(importlib.import_module(name)).items()):
            for number, pattern in enumerate(_patterns(value)):
                if constant.startswith("__") or (pattern.pattern, pattern.flags) in seen:
                    continue
                seen.add((pattern.pattern, pattern.flags))
                found[f"{name}:{constant}[{number}]"] = pattern
    return found


PATTERNS = _all_patterns()


class TooSlowError(Exception):
    pass


def _stop(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise TooSlowError


def test_patterns_are_found() -> None:
    assert len(PATTERNS) > 500


@pytest.mark.skipif(not hasattr(signal, "ITIMER_VIRTUAL"), reason="processor time cannot be limited here")
@pytest.mark.parametrize("character", _HOSTILE.values(), ids=_HOSTILE.keys())
@pytest.mark.parametrize("module", _MODULES)
def test_patterns_grow_with_the_text(module: str, character: str) -> None:
    text = character * _LENGTH
    slow: list[str] = []

    previous = signal.signal(signal.SIGVTALRM, _stop)
    for name, pattern in PATTERNS.items():
        if name.startswith(f"{module}:"):
            signal.setitimer(signal.ITIMER_VIRTUAL, _ALLOWANCE)
            try:
                for _ in pattern.finditer(text):
                    pass
            except TooSlowError:
                slow.append(name)
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, previous)

    assert slow == []
