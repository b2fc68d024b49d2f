"""What arithmetic finds: a derived value with its calculation, or a doubt with both readings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A derived value or a doubt about ``subject``, drawn from the statements ``sources``."""

    subject: str
    sources: tuple[str, ...]
    quantity: str = ""  # set for a derived value
    value: str = ""
    printed: str = ""  # set for a doubt
    computed: str = ""
    rule: str = ""
    explanation: str = ""
