"""A printed name and the names it may have been meant as in, the one it is a misprint of out.

A likely misprint is one edit (a letter too few, too many or wrong, or two swapped) from a name of the same kind that the
release or the reference data prints.  The digits of a code must agree: IMGN901 and IMG901 may be one, SGN-35 and SGN-30
never are.  Short names have too many neighbours and are left alone.

>>> meant("IMG901", ["IMGN901", "SAR3419"]), meant("SGN-30", ["SGN-35"]), meant("ABT-414", ["ABBV-414"])
('IMGN901', None, None)
>>> meant("lorvotuzmab mertansine", ["lorvotuzumab mertansine"])
'lorvotuzumab mertansine'
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.lexicon import fold


def meant(printed: str, known: Iterable[str], *, shortest: int = 6) -> str | None:
    """The one known name that a printed one is a misprint of; None when there is none or more than one."""
    found = {name for name in known if is_misprint(printed, name, shortest=shortest)}
    return found.pop() if len(found) == 1 else None


def is_misprint(printed: str, name: str, *, shortest: int = 6) -> bool:
    """Whether two names differ by exactly one edit of a letter, hyphens, spaces and capitals aside."""
    a, b = _letters(printed), _letters(name)
    if a == b or min(len(a), len(b)) < shortest or re.sub(r"\D", "", a) != re.sub(r"\D", "", b):
        return False
    if re.search(r"\d", a) and len(re.sub(r"\d", "", a)) < 2:
        return False
    return one_edit(a, b)


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(name))


def one_edit(a: str, b: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours turns one text into the other."""
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1 or a == b:
        return False
    at = next((i for i in range(len(a)) if a[i] != b[i]), len(a))
    if len(a) < len(b):
        return a[at:] == b[at + 1 :]
    return a[at + 1 :] == b[at + 1 :] or (a[at + 2 :] == b[at + 2 :] and a[at : at + 2] == b[at : at + 2][::-1])
