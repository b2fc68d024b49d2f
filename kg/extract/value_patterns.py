"""The expressions for figures and statistics as releases print them; `kg.extract.values` reads their matches.

Nothing goes in.  Groups are named after what they hold: number, unit, bound, n and N, low and high, level.
"""

from __future__ import annotations

import re

from kg.extract.numbers import ANY_NUMBER, BOUND, NUMERAL, WORD_NUMBER
from kg.extract.prefilter import lean

UNITS = {
    "month": "months", "months": "months", "mo": "months", "mos": "months", "week": "weeks", "weeks": "weeks",
    "wk": "weeks", "wks": "weeks", "day": "days", "days": "days", "year": "years", "years": "years", "yr": "years",
    "yrs": "years",
}  # fmt: skip
_TIME = r"(?P<unit>months?|mos?\b\.?|weeks?|wks?|days?|years?|yrs?)\b"
_FREE = r"(?<![\w.$€£¥#/+,-])"  # no digit glued to a name, an amount, a longer number
_OPEN_END = r"(?:NE|NR|NA|N/E|not (?:reached|estimable|evaluable|calculable)|-|infinity)\b"
_LOW = rf"(?P<low>\d{{1,4}}(?:\.\d{{1,6}})?|\.\d{{1,6}}|{_OPEN_END})"
_HIGH = rf"(?P<high>\d{{1,4}}(?:\.\d{{1,6}})?|\.\d{{1,6}}|{_OPEN_END})"
ENDS = rf"{_LOW}(?P<lowplus>\+)?\s?%?\s?(?:percent|{_TIME.replace('?P<unit>', '?:')})?\s?(?:-|to\b|,|;|and\b)\s?{_HIGH}(?P<highplus>\+)?\s?%?"
PERCENT = lean(rf"(?:{BOUND}\s?)?{_FREE}(?P<number>{ANY_NUMBER})[ -]?(?:%|percent\b|per cent\b|pct\b)", re.I)
PERCENT_SPAN = lean(rf"{_FREE}{NUMERAL}\s?%?\s?(?:-|to)\s?{NUMERAL}\s?(?:%|percent\b)", re.I)
DURATION = lean(rf"(?:{BOUND}\s)?(?:{_FREE}(?P<number>{ANY_NUMBER})\+?[ -]?|\((?P<inner>{NUMERAL})\)\s?){_TIME}", re.I)
NOT_REACHED = lean(
    r"\b(?:(?:has|have|had|was|were|is|are)\s)?(?:(?:has|have|had)\s)?not\s(?:yet\s)?(?:been\s)?(?:yet\s)?reached\b"
    r"|(?:\bnot estimable\b)|(?<=[|(:=;,] )N[RE](?=\s?(?:$|[|(;,\])]| vs))|^N[RE]\b",
    re.I,
)
FRACTION = lean(
    rf"(?:\bn\s?(?:/\s?N)?\s?=\s?)?{_FREE}(?P<n>\d{{1,4}})\s?/\s?(?P<N>\d{{1,4}})(?![\w./+%-]|\s?mg)(?P<noun>{{NOUN}})?".replace(
        "{NOUN}", r"\s(?:evaluable |treated |enrolled )?(?:patients|subjects|pts)"
    ),
    re.I,
)
OF = lean(
    rf"(?:{BOUND}\s)?{_FREE}(?P<n>{ANY_NUMBER})\s(?:patients\s|responders\s|subjects\s)?(?:out\s)?of\s(?:the\s|a total of\s|all\s|these\s)?"
    rf"(?:first\s)?(?P<N>{ANY_NUMBER})(?![\w./%-]|\s?(?:%|percent|months|weeks|days|years))"
    r"(?P<noun>(?:\s[a-z][\w-]{2,25}){0,3}?\s(?:patients|subjects|participants|people|women|men|individuals|responders))?",
    re.I,
)
COUNT = lean(
    rf"{_FREE}(?P<number>\d{{1,4}}|{WORD_NUMBER})(?![\w/%-]|\.\d|,\d|\s?(?:%|percent|mg|µg|ug|mcg|months?\b|weeks?\b|days?\b|years?\b|million|billion)|\s?(?:,|-|or|and|to)\s?\d{{1,4}}(?:\.\d{{1,3}})?\s?(?:mg|µg|ug|mcg))",
    re.I,
)
NAMED_COUNT = lean(
    r"(?:\b[nN]\s?=\s?(?P<n>\d{1,4})\b|(?<![\w.])(?P<m>\d{1,4})\s(?:patients|responders|responses|subjects|events))"
)
_UNIT = r"(?:%|percent|months?|weeks?|days?|years?)(?!\w)"
PAIR = lean(
    rf"{_FREE}(?P<number>{NUMERAL})\s?(?:(?:vs\.?|versus|and|compared (?:with|to))\s(?={NUMERAL}\s?(?P<unit>{_UNIT}))"
    rf"|,\s(?=(?:{NUMERAL}, ){{0,3}}{NUMERAL},? and {NUMERAL}\s?(?P<unit2>{_UNIT})))",
    re.I,
)
HAZARD = lean(
    r"(?:\bhazard ratios?|\bHR)\b(?:\s?[\[(]HR[\])])?\s?(?:\(95% CI\)\s?)?(?:(?:=|:|,|of|was|is|at|for [\w -]{2,40}?(?:of|was|=|:))\s?){0,2}(?P<value>[01]?\.\d{1,4}|[1-9](?:\.\d{1,4})?)(?![\d%]|\s?months)",
    re.I,
)
P_VALUE = lean(
    r"(?<![A-Za-z0-9])(?:(?:nominal |log-rank |stratified |[12]-sided |one-sided |two-sided ){0,2}p)(?:[- ]?values?)?\s?(?:(?:of|was|is|,|:)\s?)?"
    r"(?P<op><=|>=|=<|<|>|=|less than|greater than|\|)?\s?(?P<value>[01]?\.\d{1,8}|0|[1-9](?:\.\d{1,4})?(?=\s?[x*e]))"
    r"(?:\s?(?:[x*]\s?10\s?\^?\s?|e)(?P<exponent>-\s?\d{1,3}))?",
    re.I,
)
CONFIDENCE = lean(
    rf"(?:(?P<level>\d{{2}}(?:\.\d{{1,2}})?)\s?(?:%|percent|-percent)[ -]?(?:two-sided |exact )?)?(?:\bconfidence intervals?|\bC\.?I\.?)(?:\s?[\[(]CI[\])])?"
    rf"(?:\s?(?:=|:|,|of|was|is|from))?\s?[\[(]?\s?{ENDS}",
    re.I,
)
RANGE = lean(
    rf"\brang(?:e|es|ed|ing)\b(?:\s?[:,=])?\s?(?:(?:has|was|is|of|between|from)\s){{0,2}}(?P<low>{ANY_NUMBER})(?P<lowplus>\+)?\s?(?:%|{_TIME.replace('unit', 'lowunit')})?"
    rf"\s?(?:-|to|and|,)\s?(?P<least>at least\s|over\s|more than\s|>=?\s?)?(?P<high>{ANY_NUMBER})(?P<highplus>\+)?",
    re.I,
)
LASTING = lean(
    rf"\blast(?:ed|ing|s)?\s(?:between\s|from\s)?(?P<low>{ANY_NUMBER})(?:\s{_TIME.replace('unit', 'lowunit')})?\s?(?:-|to|and)\s?(?P<least>at least\s|over\s|more than\s)?"
    rf"(?P<high>{ANY_NUMBER})(?P<highplus>\+)?\s?{_TIME}(?P<more>\s(?:or|and) (?:more|longer))?",
    re.I,
)
BARE_INTERVAL = lean(rf"[\[(]\s?{ENDS}\s?[\])]", re.I)
TAIL_WORDS = lean(
    r"\s?(?:of\s)?(?:the\s|all\s|these\s)?(?:(?:efficacy-|response-)?evaluable\s)?(?:patients?|subjects?|people|participants?|responders?)?(?:\swith (?:an? )?(?:\w+ ){0,2}(?:\w+))?\s?(?=[\[(])",
    re.I,
)
PARTS = lean(
    r"[;:,]\s?(?:and |including |with )?(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten) (?:confirmed |unconfirmed )?(?:s?CRs?|VGPRs?|PRs?|complete|partial|very good)\b"
)  # the parts of a response inside the bracket behind it: '(12 of 38; 4 CR and 8 PR)'
CI_GAP = lean(r"[\s,;:]{0,3}(?:with )?(?:an? )?(?:and )?(?:the )?[\[(]?", re.I)
