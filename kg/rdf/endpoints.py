"""An endpoint as the facts JSON codes it in, the endpoint itself and what the code says of the figure out.

'median PFS' is the median of PFS; '12-month OS rate' is OS at a landmark of 12 months; 'confirmed ORR' is ORR under
the stricter definition that responses were confirmed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode

from kg.rdf.context import Context

_STATISTIC = re.compile(r"(median|mean) (.+)", re.IGNORECASE)
_CHANGE = re.compile(r"(?:mean )?change (?:in|of|from) .+", re.IGNORECASE)
_LANDMARK = re.compile(r"(\d{1,3}(?:\.\d)?)-(month|week|year|day) (.+?)(?: rate)?", re.IGNORECASE)
_CONFIRMED = re.compile(r"(confirmed|unconfirmed) (.+)", re.IGNORECASE)
_YEAR = Decimal("365.25")  # days
_MONTHS = {"day": 12 / _YEAR, "week": 84 / _YEAR, "month": Decimal(1), "year": Decimal(12)}


@dataclass(frozen=True, slots=True)
class EndpointCode:
    """An endpoint with its statistic, the months of its landmark and the definition that its name carries."""

    node: NamedNode | None
    statistic: str | None = None
    months: float | None = None
    definition: str | None = None


def endpoint(context: Context, code: str) -> EndpointCode:
    """The parts of an endpoint's code."""
    base, statistic, months, definition = split(code)
    return EndpointCode(context.names.entity("endpoint", base), statistic, months, definition)


def split(code: str) -> tuple[str, str | None, float | None, str | None]:
    """Name, statistic, months of the landmark, definition.

    >>> split("median PFS"), split("12-month OS rate"), split("confirmed ORR")
    (('PFS', 'Median', None, None), ('OS', 'LandmarkRate', 12.0, None), ('ORR', None, None, 'confirmed'))
    """
    if _CHANGE.fullmatch(code):
        return code, "Change", None, None
    if match := _STATISTIC.fullmatch(code):
        return match[2], match[1].capitalize(), None, None
    if match := _LANDMARK.fullmatch(code):
        return match[3], "LandmarkRate", months(match[1], match[2].lower()), None
    if match := _CONFIRMED.fullmatch(code):
        return match[2], None, None, match[1].lower()
    return code, None, None, None


def months(amount: str, unit: str) -> float:
    """A time in months, to two places: '2' and 'year' are 24."""
    return round(float(Decimal(amount) * _MONTHS[unit]), 2)
