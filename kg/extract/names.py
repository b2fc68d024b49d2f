"""A document in, the names of conjugates that stand in it out: listed names, decoded names, codes called a conjugate.

Releases name a conjugate in four ways: by a name the reference data lists; by an International Nonproprietary Name of
two words, an antibody and the stem of its payload (``tusamitamab ravtansine``); by a formula of antibody and payload
(``huN901-DM1``); or by a company code that the sentence calls a conjugate (``XYZ-101, an antibody-drug conjugate``; `kg.extract.called`).

>>> [hit[2] for hit in decoded("Both examplamab vedotin and fam-otherumab deruxtecan-abcd are conjugates.")]
['examplamab vedotin', 'fam-otherumab deruxtecan-abcd']
>>> decoded("She took trastuzumab and topotecan to her advantage.")
[]
>>> [hit[2] for hit in formulas("huX12-DM4 and anti-CD22-vcMMAE differ from SMCC-DM1.")]
['huX12-DM4', 'anti-CD22-vcMMAE']
"""

from __future__ import annotations

import re
from functools import cache

from kg import vocab
from kg.extract.prefilter import lean
from kg.lexicon import fold, lexicon
from kg.model import Part

Hit = tuple[int, int, str]

_ENDING = lean(
    r"[a-z]{0,10}(?:dotin|tansine|tecan|tirine|irine|micin|mazine|bulin|toclax|manitin|monatox|pasudotox)",
    re.IGNORECASE,
)
_NO_CYTOTOXIC = lean(
    r"xetan$|^pegol$|^doxorubicin$"
)  # chelators, polymers, and a drug that lists name beside antibodies
_FREE_DRUGS = frozenset(
    "irinotecan topotecan belotecan rubitecan exatecan lucanthone lurtotecan gimatecan plevitrexed dactinomicin".split()  # noqa: SIM905  # a row of a table
)
# an antibody's name and a second word; `decoded` asks whether that word is a payload's stem
DECODED = lean(
    r"\b(?:(?:ado|fam|vic)-)?[A-Za-z]{3,22}(?:mab|tug|bart|ment|mig)[ -](?P<stem>[A-Za-z]{5,18})(?:-[a-z]{4})?\b",
    re.IGNORECASE,
)
PAYLOADS = r"(?:DM1|DM3|DM4|DM21|MMAE|MMAF|DXd|Dxd|SN-?38|PBD|auristatin|calicheamicin|doxorubicin|dox|amanitin)"
FORMULA = lean(
    rf"(?<![\w-])(?:anti-)?[A-Za-z][A-Za-z0-9./]{{0,14}}(?:-(?:vc|mc|val-cit|SPDB|SPP|SMCC|MCC|sulfo-SPDB))?-(?:vc|mc)?{PAYLOADS}\b",
    re.IGNORECASE,
)
_LINKER_FIRST = lean(
    r"(?:vc|mc|smcc|mcc|spp|spdb|sspdb|cit|sulfo|free|maytansinoid|non|novel|the|mab|antibody)\b", re.IGNORECASE
)

# a code as companies write it: letters and digits with at most one space or two hyphens
CODE = (
    r"(?:[A-Z]{2,6}[- ]?[A-Z]?\d{2,8}[A-Za-z]{0,3}(?:-[A-Z]{1,3}\d?)?|[A-Z]{2,5}-\d{1,3}[A-Z]{1,3}\d{0,2}[A-Z]?|[A-Z]\d{1,2}-\d{3,5}[a-z]?"
    r"|[A-Z]{2,4}-[A-Z]{1,5}\d{1,4}[A-Z]?|[A-Z]{2}\d{3}[a-z]?|[A-Z]{3} \d{2}-\d{3,5}|[A-Z]{3,4}-?\d[A-Z]?|[A-Z]{2,6}-?\d{1,3}[A-Z]{1,3}\d?[A-Z]?"
    r"|\d[A-Z]{2}\d{4}|[A-Z]{2,4}'\d{3,4}|[A-Z]{2,4}-[A-Z]\d{1,3}[A-Z]\d{1,2}|[A-Z]{3,5}-(?:\d|[A-Z]{2})-\d{2,4}|[A-Z]\d{4})"
)
CODE_NAME = lean(rf"(?<![\w-]){CODE}(?![\w-])")


@cache
def _stems() -> frozenset[str]:
    """The second words of conjugates' names that the reference data lists."""
    listed = frozenset(fold(entry.name) for entry in lexicon().entries("stem"))
    return frozenset(word for word in listed if word.isalpha() and not _NO_CYTOTOXIC.search(word))


def decoded(text: str) -> list[Hit]:
    """Names of an antibody and a payload's stem: start, end and the words."""
    found: list[Hit] = []
    at = 0
    while match := DECODED.search(text, at):
        if _is_stem(match["stem"]):
            found.append((match.start(), match.end(), match[0]))
            at = match.end()
        else:
            at = match.start("stem")  # the second word may be the antibody of the name that follows
    return found


def inn(name: str) -> re.Match[str] | None:
    """The match of `DECODED` when a name is an antibody's name and a payload's stem, and nothing else."""
    match = DECODED.fullmatch(name)
    return match if match and _is_stem(match["stem"]) else None


def _is_stem(word: str) -> bool:
    """Whether the reference data lists a second word, or it ends as such words do and is no drug of its own."""
    lowered = word.lower()
    return lowered in _stems() or (bool(_ENDING.fullmatch(lowered)) and lowered not in _FREE_DRUGS)


def formulas(text: str) -> list[Hit]:
    """Names made of an antibody and a payload joined by a hyphen."""
    return [
        (match.start(), match.end(), match[0]) for match in FORMULA.finditer(text) if not _LINKER_FIRST.match(match[0])
    ]


_NO_CODE = lean(
    r"(?:CD|HER|IL|FGFR|EGFR|TROP|MUC|BCMA|PD|VEGF|CCR|CA|IGF|TNF|KIT|DLL|CLDN|CEACAM|ASCO|ASH|ESMO|AACR|EHA|SABCS|COVID|NCT|Q|H|FY"
    r"|CYP|GD|BRCA|KRAS|AXL|TF|GCC|UGT|PSMA|ROR|LIV|PTK|SLC|NECTIN|DM|IGN|SN|PBD|GPRC|FR|IHC|NASDAQ|OTC|SEC|FORM|US|USD|EUR|CHF|RMB|ISO|GMP|B|K|T"
    r"|STEAP|FAP|PIK|MET|LAG|TIM|GPC|CDH|TOPO?|ROS|NKG|SSTR|ENPP|ITGB|ADAM|FLT|FOLR|CLDN|EPHA|NRG|EV|ICML|WCLC|IASLC|SGO|SITC|ESGO|ECCO|HIV|HPV|HBV)[- ]?\d+[A-Za-z]{0,2}(?:-\d+)?"
    r"|[A-Z][a-z]{2,8} \d+|[A-Z]{2} \d{5}"
)


# "PSMA ADC combines ...", a heading "About PSMA ADC": an antigen and the class as a product's own name
_ANTIGEN_ADC = lean(
    r"(?:^|(?<=[.!?\"\n] )|(?<=\n))(?:About )?(?P<name>(?!TOPO|PBD|MMA|DM\d|TAP |US |FDA )[A-Z][A-Z0-9]{2,8}[- ]ADC)(?= (?:is|was|combines|consists|comprises|has|uses|targets)\b|:|[ \t]*\n|[ \t]*$)"
    r"|\b(?:IV|mg/kg|mg/m2|study of|trial of|doses? of|treated with) (?P<given>[A-Z][A-Z0-9]{2,8}[- ]ADC)(?=[,.;]|$| (?:was|is|died|for|in|at|given|every|to)\b)",
    re.MULTILINE,
)


def antigen_names(text: str) -> list[Hit]:
    """Names made of an antigen and "ADC", where the text uses one as a name of its own.

    >>> antigen_names("PSMA ADC combines an antibody and a drug. It is the first HER2 ADC.")
    [(0, 8, 'PSMA ADC')]
    """
    found = {match["name"] or match["given"] for match in _ANTIGEN_ADC.finditer(text)}
    return sorted(hit for name in found for hit in everywhere(text, name))


def is_no_code(name: str) -> bool:
    """Whether what looks like a company's code is an antigen, a meeting's year, a payload or the like."""
    if _NO_CODE.fullmatch(name):
        return True
    kinds = {entry.kind for entry in lexicon().named(name)}
    return bool(kinds) and "compound" not in kinds


def plain_key(name: str) -> str:
    """Letters and digits of a name, without the prefixes and suffixes that only the United States print.

    >>> plain_key("ado-trastuzumab emtansine"), plain_key("loncastuximab tesirine-lpyl"), plain_key("BT-062")
    ('trastuzumabemtansine', 'loncastuximabtesirine', 'bt062')
    """
    lowered = re.sub(r"^(?:ado|fam|vic)-", "", fold(name).replace(" ", "-"))
    lowered = re.sub(r"([a-z]{5})-[a-z]{4}$", r"\1", lowered)
    return re.sub(r"[^a-z0-9]", "", lowered)


def slug(name: str) -> str:
    """The slug of a name that the reference data does not list.

    >>> slug("Examplamab vedotin"), slug("BAY 94-9343")
    ('examplamab-vedotin', 'bay-94-9343')
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def decode(match: re.Match[str]) -> tuple[Part, ...]:
    """Antibody, payload and linker that a match of `DECODED` names; payload and linker as the stem's entry says."""
    words = re.sub(r"^(?:ado|fam|vic)-", "", match[0].lower())
    parts = [Part(role="antibody", name=re.split(r"[ -]", words)[0], source="decoded", rule="names:inn-first-word")]
    stem = next((s for s in lexicon().subjects.values() if s.kind == "stem" and s.label == match["stem"].lower()), None)
    if stem is None:
        return tuple(parts)
    for role, predicate in (("payload", vocab.ADC.namesPayload), ("linker", vocab.ADC.namesLinker)):
        for iri in stem.all(predicate):
            known = lexicon().subjects.get(iri)
            if known is not None:
                rule = f"names:inn-second-word {stem.label}"
                parts.append(Part(role=role, name=known.label, source="decoded", rule=rule))  # type: ignore[arg-type]  # two of the five words
    return tuple(parts)


@cache
def listed_by_plain_key() -> dict[str, str]:
    """Letters and digits of every listed conjugate's name to its slug; names that mean two conjugates are left out."""
    found: dict[str, set[str]] = {}
    for entry in lexicon().entries("compound"):
        if entry.form != "ambiguous":
            found.setdefault(plain_key(entry.name), set()).add(entry.slug)
    return {key: slugs.pop() for key, slugs in found.items() if len(slugs) == 1 and len(key) > 4}


_BOUNDARY = lean(r"^([A-Z]{2,6})(\d)")


@cache
def listed_codes() -> tuple[str, ...]:
    """The code names of the reference data that mean one conjugate."""
    known = listed_by_plain_key()
    return tuple(
        sorted(
            {
                e.name
                for e in lexicon().entries("compound")
                if CODE_NAME.fullmatch(e.name) and plain_key(e.name) in known
            }
        )
    )


@cache
def listed_inns() -> tuple[str, ...]:
    """The names of two words of the reference data that mean one conjugate."""
    known = listed_by_plain_key()
    return tuple(sorted({e.name for e in lexicon().entries("compound") if inn(e.name) and plain_key(e.name) in known}))


def everywhere(text: str, name: str) -> list[Hit]:
    """Every place of a name; hyphens and spaces may be left out or exchanged, also between a code's letters and digits."""
    parts = [part for piece in re.split(r"[- ]", name) for part in _BOUNDARY.sub(r"\1 \2", piece, count=1).split(" ")]
    pattern = re.compile(r"(?<![\w-])" + "[- ]?".join(map(re.escape, parts)) + r"(?![\w]|-\d)")
    return [(match.start(), match.end(), match[0]) for match in pattern.finditer(text)]


# short forms that companies make of a conjugate's name: T-DM1, Dato-DXd, I-DXd, sac-TMT, Rova-T, Depatux-M
SHORT_CONJUGATE = lean(r"[A-Za-z]{1,8}[0-9]?-(?:DM1|DM4|DXd|TMT|T|V|M|S|[A-Z]{1,2}|MMAE|bren)")


def is_short_for(short: str, name: str) -> bool:
    """Whether an abbreviation's letters stand in a name of two words in order, the first letters of both agreeing.

    >>> is_short_for("EV", "enfortumab vedotin"), is_short_for("MIRV", "mirvetuximab soravtansine")
    (True, True)
    >>> is_short_for("ADC", "enfortumab vedotin"), is_short_for("SCLC", "lorvotuzumab mertansine")
    (False, False)
    """
    letters = short.lower()
    if not (2 <= len(letters) <= 8 and letters.isalpha() and short[0].lower() == name[0].lower() and " " in name):
        return False
    if not short.isupper() and not name.lower().startswith(letters):
        return False
    at = 0
    for letter in letters:
        at = name.lower().find(letter, at) + 1
        if at == 0:
            return False
    return True


_BINDING = lean(
    r"(?:\)?,? ?\(?(?:which is |is )?(?:also|now|formerly|previously|earlier|then|otherwise|commonly|hereafter|originally)?(?: and)?"
    r" ?(?:known|called|referred to|named|designated|termed|coded|marketed)(?: previously| formerly| also)?"
    r"(?: as| under(?: the)?(?: brand| trade)? name| in [A-Z][a-z]+ as)? (?:the )?\"?"
    r"|\)?,? \(?(?:formerly|previously|earlier(?: code)?:?|also|aka|a\.k\.a\.|(?:(?:generic|brand|trade|code|company|proposed|development|internal|international nonproprietary) ?){1,2}(?:name|code):?|code:?|INN:?|i\.e\.,?)"
    r" \"?)"
)


def binds(between: str, behind: str) -> bool:
    """Whether the words between two names make them names of one thing; ``behind`` is what follows the second.

    >>> binds(" (", ")"), binds(", also known as ", ","), binds(" and ", " "), binds(" (formerly ", ")")
    (True, True, False, True)
    """
    return (
        between == "/"
        or (between == " (" and behind in ("", ")", ",", ";", "/", " "))
        or bool(_BINDING.fullmatch(between))
    )
