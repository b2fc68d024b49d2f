"""What releases call an efficacy endpoint: code, long forms, abbreviations, and the expressions made of them.

Nothing goes in; `kg.extract.endpoints` looks for what is listed here.
"""

from __future__ import annotations

import re

from kg.extract.numbers import ANY_NUMBER
from kg.extract.prefilter import Several, lean

SHRINKAGE = "tumor shrinkage"
INTERVAL = "event-free interval"
_RESPONSE = r"(?:responses?|remissions?|responders?)"
_COUNTED = r"(?:(?<=\d )|(?<=\bone )|(?<=\btwo )|(?<=\bthree )|(?<=\bfour )|(?<=\bfive )|(?<=\bsix )|(?<=\bseven )|(?<=\beight )|(?<=\bnine )|(?<=\bten ))"  # 'one complete and three partial responses'
_RATE = r"(?: rates?\b)?"
# code, its long forms (any case), its abbreviations (this case), whether only a figure makes it an endpoint
_TABLE: tuple[tuple[str, str, str, bool], ...] = (
    ("modified PFS", rf"modified (?:progression[- ]free survival|PFS\b){_RATE}", "", False),
    ("rPFS", rf"radiographic progression[- ]free survival{_RATE}", rf"rPFS\b{_RATE}", False),
    ("PFS", rf"progression[- ]free survival{_RATE}", rf"m?PFS\d?\b(?! events?\b){_RATE}", False),
    (
        "iDFS",
        r"(?:invasive )?(?:breast )?(?:disease|cancer) (?:recurrence|recurring|coming back|returning)(?:,? or (?:of )?(?:death|dying))?",
        "",
        True,
    ),
    ("iDFS", r"\b(?:did not (?:have|see)|ha(?:d|s|ve) not (?:had|seen)) their (?:\w+ )?(?:cancer|disease) (?:return|come back|recur)\b", "", True),
    ("iDFS", r"(?:\balive (?:and|or) )?\bfree (?:of|from) invasive (?:breast )?(?:disease|cancer)(?: recurrence)?|\balive and invasive disease[- ]free\b", "", True),
    ("DFS", r"\balive (?:and|or) (?:disease[- ]free|free (?:of|from) (?:the |their )?(?:disease|cancer|recurrence))\b", "", True),
    (
        "PFS",
        r"\balive (?:and|or) (?:progression[- ]free\b|(?:free (?:of|from)|without) (?:disease )?progression)|\bfree (?:of|from) (?:disease )?progression\b",
        "",
        True,
    ),
    ("distant recurrence-free interval", r"distant (?:recurrence|relapse)[- ]free interval", r"DRFI\b", False),
    ("distant recurrence-free survival", rf"distant (?:recurrence|relapse)[- ]free survival{_RATE}", r"DRFS\b", False),
    ("distant disease-free survival", rf"distant disease[- ]free survival{_RATE}", r"DDFS\b", False),
    ("brain metastasis-free interval", r"brain metastas[ie]s[- ]free interval", r"BMFI\b", False),
    ("metastasis-free survival", rf"(?:distant )?metastas[ie]s[- ]free survival{_RATE}", r"D?MFS\b", False),
    (INTERVAL, rf"\b(?:(?!treatment\b|platinum\b|chemo|disease\b|of\b|in\b|the\b|for\b|with\b|a\b|median\b|to\b|and\b)[a-z][\w]{{1,20}}[- ]){{1,3}}free interval{_RATE}", "", False),
    (
        "PFS",
        r"(?:disease |tumou?r )?(?:progression|worsening)(?: of (?:the |their )?disease)? or (?:of )?(?:death|dying)|progression/death"
        r"|(?:cancer|disease|tumou?rs?) would (?:advance|progress|worsen|grow) or (?:that )?the patient would die"
        r"|(?:cancer|disease|tumou?r) (?:getting worse|worsening|progressing|growing) or (?:death|dying)",
        "",
        True,
    ),
    ("PFS", r"progression[- ]free\b", "", True),
    ("iDFS", rf"invasive disease[- ]free survival{_RATE}", rf"[iI]DFS\b{_RATE}", False),
    ("DFS", rf"disease[- ]free survival{_RATE}", rf"DFS\b{_RATE}", False),
    ("EFS", rf"event[- ]free survival{_RATE}", rf"EFS\b{_RATE}", False),
    ("EFS", r"(?:event[- ]free|free of events)\b", "", True),
    ("failure-free survival", rf"failure[- ]free survival{_RATE}", r"FFS\b", False),
    ("relapse-free survival", rf"(?:relapse|recurrence)[- ]free survival{_RATE}", r"RFS\b", False),
    ("OS", rf"overall survival{_RATE}", rf"m?OS\b{_RATE}", False),
    ("OS", rf"\b(?:lived|survived)(?= (?:for )?an? (?:estimated )?median)|(?<!free )\bsurvival{_RATE}\b|\balive\b|\b(?:risk|probability) of (?:death|dying)\b", "", True),
    (
        "DOR",
        rf"durations? of (?:(?:the|objective|overall|clinical|complete|confirmed|partial|tumou?r|these|their) ){{0,2}}{_RESPONSE}"
        r"|(?:response|remission) durations?",
        r"m?D[oO]R\b|durations? of (?:CR|PR)s?\b",
        False,
    ),
    ("DOR", rf"\b(?:maintain(?:ed|ing)|remain(?:ed|ing)? in|(?:continued|continuing) in|still in|sustained) (?:a |an |their |the )?(?:(?:objective|complete|ongoing) )?{_RESPONSE}\b", "", True),
    ("DOR", rf"\b{_RESPONSE}(?=(?: \([^()]{{1,20}}\))?(?: (?:was|were) (?:\w+ )?durable,?)?,? (?:which |that )?(?:have |has |had )?last(?:ed|ing|s)?\b)", "", True),
    ("TTP", r"time[- ]to[- ](?:tumou?r |disease )?progression", r"m?TTP\b", False),
    ("TTR", r"time[- ]to[- ](?:(?:first|initial|objective|onset of) )?(?:response|remission)", r"m?TTR\b", False),
    ("time to next treatment", r"time[- ]to[- ](?:the )?next (?:anti-?cancer )?(?:treatment|therapy)", r"TTNT\b", False),
    ("follow-up", r"(?:duration of )?(?:study )?follow[- ]?up(?: (?:time|period|duration))?|\bobservation\b|\bfollowed (?:up )?for\b", "", True),
    (
        "CR/CRi",
        r"complete (?:response|remission) with or without ha?ematologic(?:al)? (?:remission|recovery)"
        r"|complete ha?ematologic remissions?",
        r"CR ?/ ?CRi\b|CR ?(?:\+|or|plus|and) ?CRi\b",
        False,
    ),
    ("CRi", r"complete (?:response|remission) with incomplete [a-z ]{3,40}recovery", r"CRi\b", False),
    ("sCR", rf"stringent complete {_RESPONSE}{_RATE}", r"sCRs?\b", False),
    ("pCR", rf"patholog(?:ic|ical)(?:ly)? complete {_RESPONSE}{_RATE}", rf"pCR\b{_RATE}", False),
    (
        "CR",
        rf"complete (?:(?:metabolic|ha?ematologic|clinical|radiologic|tumou?r) )?{_RESPONSE}{_RATE}|{_RESPONSE} (?:was|were) complete\b",
        rf"CRs?\b{_RATE}|CRR\b|CMR\b",
        False,
    ),
    ("CR", rf"{_COUNTED}complete\b(?=[,.;\x29]| and\b|$)", "", True),
    ("PR", rf"{_COUNTED}partial\b(?=[,.;\x29]| and\b|$)", "", True),
    ("VGPR", rf"very good partial {_RESPONSE}{_RATE}", r"VGPRs?\b", False),
    (
        "PR",
        rf"partial (?:(?:metabolic|ha?ematologic|clinical|radiologic|tumou?r) )?{_RESPONSE}{_RATE}|{_RESPONSE} (?:was|were) partial\b",
        rf"PRs?\b(?![ /-]?(?:News|contact|agency)){_RATE}|PRR\b",
        False,
    ),
    ("MR", rf"(?:minimal|minor) {_RESPONSE}{_RATE}", r"MRs?\b", False),
    ("SD", r"stable (?:disease|cancer)s?\b|disease stabili[sz]ations?", r"SDs?\b", False),
    ("PD", r"progressive disease", r"PD\b(?!-)", False),
    ("PD", rf"\b(?:disease|cancer) progressed(?= in (?:{ANY_NUMBER})\b)", "", True),
    ("NE", r"not evaluable|[iu]nevaluable|could not be (?:assessed|evaluated)", "", True),
    ("DCR", r"disease control(?: rates?)?", r"DCR\b", False),
    ("CBR", r"clinical benefit(?: response)? rates?", r"CBR\b", False),
    ("CBR", r"clinical benefit(?: response)?|\bbenefitt?ed from\b(?= (?:the |this )?(?:therapy|treatment))", "", True),
    (
        "ORR",
        rf"(?:objective|overall)(?: (?:tumou?r|clinical|or partial))? {_RESPONSE}{_RATE}|(?<!clinical )\bresponse rates?",
        r"m?ORRs?\b",
        False,
    ),
    ("clinical response", rf"clinical {_RESPONSE}{_RATE}", "", True),
    ("ORR", rf"(?<!metabolic )(?:\b(?:tumou?r|anti-?tumou?r) )?\b{_RESPONSE}\b(?!-)(?! (?:information|data|criteria|evaluations?|assessments?|status|duration|was available))|\brespond(?:ed)?\b", "", True),
    ("MRD negativity", r"(?:minimal|measurable) residual disease(?: \(MRD\))?[- ]negativ(?:ity|e)(?: rates?)?|negative for (?:minimal|measurable) residual disease", r"MRD[- ]negativ(?:ity|e)(?: (?:rates?|status))?", False),
    (
        SHRINKAGE,
        r"(?:reductions?|decreases?|shrinkage|regressions?) (?:in|of) (?:the |their )?(?:size of (?:their |the )?)?(?:target |measurable )?"
        r"(?:tumou?rs?|lesions?)(?: (?:size|volume|burden|lesions?))?"
        r"|tumou?r (?:shrinkage|reduction|regression)s?"
        r"|tumou?rs? (?:burden |size |volume )?(?:shr[aiu]nk|had become smaller|had shrunk|became smaller|got smaller|fell|decreased)\b",
        "",
        True,
    ),
)  # fmt: skip
LONG = tuple((code, lean(long, re.I), weak) for code, long, _, weak in _TABLE if long)
SHORT = tuple(
    (code, lean(rf"(?<![\w/-]){short}" if "|" not in short else rf"(?<![\w/-])(?:{short})"), weak)
    for code, _, short, weak in _TABLE
    if short
)
TRIED = Several(pattern for _, pattern, _ in LONG + SHORT)
RESPONSES = frozenset(
    ["ORR", "CR", "sCR", "CRi", "CR/CRi", "PR", "VGPR", "MR", "SD", "PD", "NE", "CBR", "DCR", "pCR"]
) | {"clinical response"}
TIMED = frozenset(
    ("PFS", "modified PFS", "rPFS", "iDFS", "DFS", "EFS", "OS", "DOR", "TTP", "TTR", "time to next treatment",
     "failure-free survival", "relapse-free survival", "follow-up",      "distant recurrence-free interval", "distant recurrence-free survival", "distant disease-free survival",
     "brain metastasis-free interval", "metastasis-free survival", INTERVAL)
)  # fmt: skip
