"""The clause in which a company says of itself what it does in general, between its name and the verb of the news.

>>> SELF_DESCRIPTION.match(", a company that develops medicines with its X technology, today announced data")[0]
', a company that develops medicines with its X technology'
"""

from __future__ import annotations

from kg.extract.prefilter import lean

SELF_DESCRIPTION = lean(
    r",? (?:an?|the(?! two| both| compan)|is an?) (?:[^,.;]{0,40}?)?\b(?:compan(?:y|ies)|leader|firm|pioneer|developer|specialist|group|maker)\b(?:[^.;]{0,260}?)"
    r"(?=, (?:today|announced|reported|said|has|will)|\.|;|$)"
)
