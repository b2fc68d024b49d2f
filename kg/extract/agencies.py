"""A range of a release in, the agencies and territories it names out, as the codes of the facts JSON.

>>> [a.code for a in agencies_in("The FDA in the United States and the European Commission approved it.")]
['FDA', 'EC']
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.prefilter import lean

# code, region, how releases print it; an agency speaks for its region, so a territory beside its agency adds nothing
_AGENCIES: tuple[tuple[str, str, str], ...] = (
    ("NMPA", "CN", r"NMPA\b|National Medical Products Administration|CFDA\b|China(?:'s)? Food and Drug Administration"),
    ("FDA", "US", r"FDA\b|(?<!China )Food (?:and|&) Drug Administration"),
    ("COMP", "EU", r"COMP\b|Committee for Orphan Medicinal Products"),
    ("CHMP", "EU", r"CHMP\b|Committee for (?:Medicinal Products for Human Use|Human Medicinal Products)"),
    ("EC", "EU", r"European Commission(?:'s)?|EC\b"),
    ("EMA", "EU", r"EMA\b|EMEA\b|European Medicines (?:Evaluation )?Agency"),
    ("CDE", "CN", r"CDE\b|Center for Drug Evaluation"),
    ("MHRA", "UK", r"MHRA\b|Medicines and Healthcare products Regulatory Agency"),
    (
        "PMDA",
        "JP",
        r"PMDA\b|Pharmaceuticals and Medical Devices Agency|MHLW\b|Ministry of Health, Labou?r,? and Welfare",
    ),
    ("Health Canada", "CA", r"Health Canada"),
    ("TGA", "AU", r"TGA\b|Therapeutic Goods Administration"),
    ("Swissmedic", "CH", r"Swissmedic"),
    ("MFDS", "KR", r"MFDS\b|Ministry of Food and Drug Safety"),
    ("US", "US", r"U\.S\.A?\.?|US\b|USA\b|United States"),
    ("EU", "EU", r"EU\b|European Union|Europe\b|European (?=approval|authori[sz]ation|marketing)"),
    ("JP", "JP", r"Japan(?:ese)?\b"),
    ("CN", "CN", r"China\b|Chinese\b"),
    ("UK", "UK", r"U\.?K\.?\b|United Kingdom|Great Britain"),
    ("CA", "CA", r"Canad(?:a|ian)\b"),
    ("AU", "AU", r"Australian?\b"),
    ("CH", "CH", r"Switzerland|Swiss\b(?! franc)"),
    ("KR", "KR", r"(?:South )?Korean?\b"),
)
_PATTERN = lean(r"\b(?:" + "|".join(f"(?P<a{i}>{entry[2]})" for i, entry in enumerate(_AGENCIES)) + ")")
_REGIONS = {code: region for code, region, _ in _AGENCIES}
_NARROWER = {"COMP": "EMA", "CHMP": "EMA", "CDE": "NMPA"}


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency or a territory named at ``start`` to ``end``; ``code`` equals ``region`` for a territory."""

    start: int
    end: int
    code: str
    region: str


def region_of(code: str | None) -> str | None:
    """The territory that an agency speaks for.

    >>> region_of("CHMP"), region_of("JP"), region_of(None)
    ('EU', 'JP', None)
    """
    return None if code is None else _REGIONS.get(code, code)


def agencies_in(text: str, start: int = 0, end: int | None = None) -> list[Agency]:
    """One agency a region, in order: the agency rather than its territory, the committee rather than its agency."""
    stop = len(text) if end is None else end
    found = [_agency(match) for match in _PATTERN.finditer(text, start, stop)]
    codes = {agency.code for agency in found}
    named = {agency.region for agency in found if agency.code != agency.region}
    hidden = {wider for narrow, wider in _NARROWER.items() if narrow in codes}
    kept: list[Agency] = []
    for agency in found:
        is_covered = agency.code in hidden or (agency.code == agency.region and agency.region in named)
        if not is_covered and agency.code not in {other.code for other in kept}:
            kept.append(agency)
    return kept


def _agency(match: re.Match[str]) -> Agency:
    code, region, _ = _AGENCIES[int(str(match.lastgroup)[1:])]
    return Agency(match.start(), match.end(), code, region)
