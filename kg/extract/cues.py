"""Alternatives in, one pattern out: how the cue words of this package are written down, a group a line."""

from __future__ import annotations

import re

from kg.extract.prefilter import lean


def cues(*lines: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern that finds any of the alternatives where a word begins.

    >>> cues("colou?r", "hue").findall("Colour, hues, recolor")
    ['Colour', 'hue']
    """
    return lean(rf"\b(?:{'|'.join(lines)})", flags)


def joined(*parts: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern written in several pieces."""
    return lean("".join(parts), flags)
