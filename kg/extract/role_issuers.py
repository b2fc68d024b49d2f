"""What others are said to do with a conjugate in, whether the issuer of the release develops it beside them out.

Others do not take the conjugate from the issuer when they only made it ("in-licensed from", "discovered by"), when they
are an institute that runs a trial, or when their rights end at a border ("in Greater China").

>>> bool(BORDERED.search("for development in Greater China")), bool(BORDERED.search("a trial in patients in China"))
(True, False)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.model import Sentence

_INSTITUTE = lean(
    r"\b(?:Institutes?|University|Foundation|Hospital|Cent(?:er|re)|College|Cancer Research UK|Group for|Consortium|NCI)\b"
)
_LAND = r"(?:(?:Greater |mainland |the )?(?:China|Asia|Japan|Korea|Europe|European Union|EU|North America|United States|U\.?S\.?|Asia[- ]Pacific|Taiwan|India|Latin America|Israel|Canada)\b)"
BORDERED = lean(
    rf"\b(?:rights?|licen[sc]e\w*|development|commerciali[sz]\w+|sold|market\w*|develop(?:s|ed|ing)?|responsib\w+|territor\w+|option\w*)\b[^.;]{{0,80}}? (?:in|for|outside|across|within) (?:of )?{_LAND}"
)


def keeps_developing(
    document: Document,
    kinds: Mapping[tuple[str, str], Sequence[Sentence]],
    developers: Mapping[str, Sequence[Sentence]],
) -> bool:
    """Whether none of the ``developers`` has taken the conjugate over; ``kinds`` say how each company is tied to it."""
    return all(
        _INSTITUTE.search(name)
        or _made_it_only(kinds, name)
        or any(document.search(BORDERED, sentence) for sentence in sentences)
        for name, sentences in developers.items()
    )


def _made_it_only(kinds: Mapping[tuple[str, str], Sequence[Sentence]], name: str) -> bool:
    own = {kind for kind, other in kinds if other == name}
    return "originator" in own and not own & {"developer", "owner", "licensee"}
