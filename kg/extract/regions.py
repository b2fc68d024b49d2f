"""Words in, the one region of the world that they speak of out: 'US', 'EU', 'JP', 'CN' or 'worldwide'.

>>> region_of("submit a BLA to the FDA"), region_of("a global regulatory submission"), region_of("in Europe and Japan")
('US', 'worldwide', None)
"""

from __future__ import annotations

import re

from kg.extract.cues import cues
from kg.extract.prefilter import lean

_PLACES = (
    ("worldwide", cues(r"(?:global|worldwide|world-wide)(?:ly)?\b")),
    ("EU", cues(r"(?:EMA|MAA|CHMP|EU|Europe|European|Marketing Authori[sz]ation Application)\b")),
    ("US", cues(r"(?:FDA|US|USA|United States|NDA)\b", r"U\.S\.", flags=re.NOFLAG)),
    ("JP", cues(r"(?:Japan|Japanese|PMDA|MHLW)\b")),
    ("CN", cues(r"(?:China|Chinese|NMPA|CDE)\b")),
)
_BLA = lean(r"\bs?BLA\b|Biologics License Application")


def region_of(words: str) -> str | None:
    """The region, when the words say exactly one; an application for a biologic goes to the US unless they differ."""
    found = [code for code, pattern in _PLACES if pattern.search(words)]
    if not found and _BLA.search(words):
        return "US"
    return found[0] if len(found) == 1 else None
