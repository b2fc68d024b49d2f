"""A release around one paragraph, so that a case says only what it is about."""

from __future__ import annotations

from kg.extract import extract
from kg.model import Facts
from kg.read import read_text

_FRAME = """{title}

WALTHAM, Mass., June 15, 2011 -- ImmunoGen, Inc. (Nasdaq: IMGN) spoke of {compound}, an antibody-drug conjugate.

{body}

About ImmunoGen
ImmunoGen, Inc. develops antibody-drug conjugates.
"""


def facts_of(body: str, *, compound: str = "lorvotuzumab mertansine", title: str = "News from the laboratory") -> Facts:
    """The facts of a release of 15 June 2011 by ImmunoGen with one paragraph (or list, or table) of its own."""
    return extract(read_text("release.txt", _FRAME.format(title=title, compound=compound, body=body)))
