"""A line of clean text in, its dateline out: place, date and wire service, and where the news begins.

Datelines come in a dozen forms.  They agree in this: a place stands first, and a date, a wire service or both stand
before the dash (bar, slash) that opens the news.

>>> found = find("WALTHAM, Mass., Sept. 24, 2011 (GLOBE NEWSWIRE) -- A company said today")
>>> found.city, found.date, found.wire
('Waltham, Mass.', '2011-09-24', 'GlobeNewswire')
>>> found = find("BOTHELL, WA, USA & SANTA MONICA, CA, USA | June 9, 2011 | A company said today")
>>> found.city, found.date
('Bothell, WA, USA & Santa Monica, CA, USA', '2011-06-09')
>>> found = find("WALTHAM, Mass.--(BUSINESS WIRE)--May 23, 2008--A company said today")
>>> found.city, found.date, found.wire
('Waltham, Mass.', '2008-05-23', 'Business Wire')
>>> find("Ladenburg, Germany, 4 February 2021 - A company said today").date
'2021-02-04'
>>> find("Issued: 20 December 2023, London UK").city, find("Siena (Italy) and Mumbai (India), June 4, 2024 - News").date
('London UK', '2024-06-04')
>>> find("A company announced on June 5, 2011 - to nobody's surprise - that it") is None
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}  # noqa: SIM905  # a row of a table
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DATE = re.compile(
    rf"(?<![\w/.])(?<!\d-)(?:(?P<m1>{_MONTH}) (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,? ?(?P<y1>(?:19|20)\d\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?(?P<m2>{_MONTH}),? (?P<y2>(?:19|20)\d\d)"
    r"|(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)"
    r"|(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>(?:19|20)\d\d)"
    r"|(?P<a5>\d{1,2})/(?P<b5>\d{1,2})/(?P<y5>(?:19|20)\d\d)"
    rf"|(?P<d7>\d{{1,2}})-(?P<m7>{_MONTH})-(?P<y7>(?:19|20)\d\d)"
    rf"|(?P<m6>{_MONTH}),? (?P<y6>(?:19|20)\d\d))(?!\w|/\d)",
    re.IGNORECASE,
)
TIME_ZONE = r"(?:Eastern|Central|Mountain|Pacific|European)(?: European)? (?:Daylight|Standard|Summer) Time"
_DAY_ONLY = rf"{_MONTH} \d{{1,2}}"
WIRES: tuple[tuple[str, str], ...] = (
    ("GlobeNewswire", r"globe ?newswire"),
    ("Business Wire", r"business ?wire|bw ?healthwire|bw(?=\))"),
    ("PRNewswire", r"pr ?newswire(?:-firstcall|-asianet|-usnewswire| europe)?"),
    ("PrimeNewswire", r"prime ?newswire|primezone"),
    ("Marketwired", r"market ?wired?"),
    ("ACCESSWIRE", r"access ?(?:newswire|wire)"),
    ("Newsfile", r"newsfile(?: corp\.?)?"),
    ("JCN Newswire", r"jcn ?newswire|jcn(?=\))"),
    ("CNW", r"cnw(?: group| telbec)?|canada newswire"),
    ("DGAP", r"dgap(?:-[a-z]{2,12}(?:-[a-z]{2,8})?)?"),
    ("EQS", r"eqs(?:-news|-adhoc)?"),
    ("RTTNews", r"rttnews"),
    ("dpa-AFX", r"dpa-afx"),
    ("Reuters", r"reuters"),
    ("HSMN NewsFeed", r"hsmn newsfeed"),
    ("Dow Jones", r"dow jones(?: newswires)?"),
    ("AP", r"ap(?=\))"),
)
WIRE = re.compile("|".join(rf"(?P<w{i}>\b(?:{pattern}))" for i, (_, pattern) in enumerate(WIRES)), re.IGNORECASE)

_WORD = rf"(?!{_MONTH}[ ,.])[A-Z\u00c0-\u00dd][A-Za-z\u00c0-\u00ff']{{0,20}}(?:[.-][A-Za-z\u00c0-\u00ff']{{1,12}}){{0,3}}\.?"
_PLACE = rf"{_WORD}(?: (?:de |am |upon |of )?{_WORD}){{0,3}}(?: \([A-Z][A-Za-z]{{1,14}}\))?(?:, ?(?:the )?{_WORD}(?: {_WORD}){{0,2}}){{0,2}}"
_PLACES = re.compile(rf"(?P<city>{_PLACE}(?:(?:,? and |,? ?& ?| ?/ ?|; )(?:in )?{_PLACE}){{0,3}})")
_REGION = re.compile(
    r", ?(?:[A-Z]{2}|[A-Z]\.[A-Z]\.|Mass|Calif|Conn|Wash|Pa|Md|Va|Ill|Mich|Minn|Colo|Tex|Del|Ore|Wis|Massachusetts|California"
    r"|Washington|New Jersey|Maryland|New York|Pennsylvania|Germany|Switzerland|Denmark|Sweden|Japan|China|France|UK|England"
    r"|Netherlands|The Netherlands|Belgium|Israel|Canada|Australia|Korea|South Korea|Austria|Ireland|Spain|Italy|USA)\b",
    re.IGNORECASE,
)
_PUNCTUATION = re.compile(r"[\s,;:.()|/\[\]*#\u2014-]*")
_FILLER = re.compile(
    rf"(?:I(?= [A-Z])|{_DAY_ONLY}(?!\d|(?:st|nd|rd|th)?,? ?(?:19|20)\d\d)|via COMTEX|\(?[A-Z]{{3,4}}\)|(?:at )?\d\d?[:.]\d\d ?(?:[AP]M|a\.m\.|p\.m\.|h)?(?: [A-Z]{{2,4}})?(?![\w%])"
    r"|News Release|Media Release|Press Release)",
    re.IGNORECASE,
)
_OPENING = re.compile(r"[\s,;:.()|/\[\]*_\u2014-]*")
_BARE_DASH = re.compile(r"(?: (?:-{1,2}|\u2014|_) |-- ?(?:\(\) ?-{1,2} ?)?)(?=\S)")
_COLON = re.compile(r": (?=[A-Z])")
_OCCASION = re.compile(r" ?[/|] ?[^.\u2014]{3,90} (?:\u2014|--?) (?=[A-Z])")  # a meeting in place of a date
# "May 4 (Reuters) - ": no place, no year
_BRIEF = re.compile(rf"{_DAY_ONLY} \((?:Reuters|AP|RTTNews|dpa-AFX)\) ?(?:-{{1,2}}|\u2014|_) ?")
_BEHIND_DATE = re.compile(r"(?: (?:-{1,2}|\u2014) |: |-- ?)(?=[A-Z\"])")
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, ", re.IGNORECASE)
_NO_PLACE = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|News|Press|Media|Release|Published|Posted|Updated|Issued|Issue|Date|Note|About|Contact|Source|Form"
    r"|In|By|On|As|At|Since|Until|From|During|After|Before|For|With|This|These|Our|We|It)\b",
    re.IGNORECASE,
)


# "Issued: 20 December 2023, London UK" on a line of its own
_ISSUED = re.compile(
    rf"(?:Issued|Released)(?: on)?:? (?P<date>{re.sub('[?]P<[^>]*>', '?:', DATE.pattern)}),? (?:at |in )?(?P<city>{_PLACE})\s*$"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the news: ``start`` to ``end`` of the line given; city in normal capitals, date in ISO form."""

    start: int
    end: int
    city: str | None
    date: str | None
    wire: str | None


def find(line: str) -> Dateline | None:
    """The dateline a line opens with, if there is one."""
    start = len(line) - len(line.lstrip("-*# ("))
    brief = _BRIEF.match(line, start)
    if brief is not None:
        wire = WIRE.search(brief[0])
        return Dateline(start, brief.end(), None, None, wire_name(wire) if wire else None)
    weekday = _WEEKDAY.match(line, start)
    dated = DATE.match(line, weekday.end() if weekday else start)
    if dated is not None:
        dash = _BEHIND_DATE.match(line, dated.end())
        return Dateline(start, dash.end(), None, iso(dated), None) if dash and len(line) > 100 else None
    issued = _ISSUED.match(line, start)
    if issued is not None:
        date = DATE.search(issued["date"])
        city = normal_capitals(issued["city"])
        return Dateline(start, issued.end(), city, iso(date) if date else None, None)
    place = _PLACES.match(line, start)
    if place is None or _NO_PLACE.match(place["city"]):
        return None
    return _behind(line, start, place["city"].removesuffix(" I"))  # a bar that a font printed as a letter


def _behind(line: str, start: int, city: str) -> Dateline | None:
    """Read date and wire behind a place; None when neither stands there."""
    at = start + len(city)
    date = wire = None
    for _ in range(6):
        following = _punctuation(line, at)
        dated, wired = DATE.match(line, following), WIRE.match(line, following)
        filler = _FILLER.match(line, following)
        if dated and date is None:
            date, at = iso(dated), dated.end()
        elif wired and wire is None:
            wire, at = wire_name(wired), wired.end()
        elif filler and at - start < 120:
            at = filler.end()
        else:
            break
    if date is None and wire is None:
        occasion = _OCCASION.match(line, start + len(city))
        if occasion and len(line) > 140:
            return Dateline(start, occasion.end(), normal_capitals(city), None, None)
        dash = _BARE_DASH.match(line, start + len(city))
        if dash is None:
            dash = _COLON.match(line, start + len(city)) if _REGION.search(city) else None
        if dash is None or not (_REGION.search(city) or city.isupper()) or len(line) < 100:
            return None
        return Dateline(start, dash.end(), normal_capitals(city), None, None)
    opening = _OPENING.match(line, at)
    end = opening.end() if opening else at
    return Dateline(start, end, normal_capitals(city), date, wire)


def _punctuation(line: str, at: int) -> int:
    found = _PUNCTUATION.match(line, at)
    return found.end() if found else at


def month_and_day(month: str, day: str) -> str:
    """A month's name and a day as MM-DD.

    >>> month_and_day("Sept", "4")
    '09-04'
    """
    return f"{_month(month):02d}-{int(day):02d}"


def iso(match: re.Match[str]) -> str | None:
    """A match of `DATE` as YYYY-MM-DD or YYYY-MM; None when there is no such day."""
    parts = match.groupdict()
    if parts["y6"]:
        return f"{parts['y6']}-{_month(parts['m6']):02d}"
    if parts["y5"]:
        month, day, year = int(parts["a5"]), int(parts["b5"]), parts["y5"]
        if month > 12:
            month, day = day, month
    else:
        key = next(k for k in "12347" if parts["y" + k])
        year, day = parts["y" + key], int(parts["d" + key])
        month = int(parts["m" + key]) if parts["m" + key].isdigit() else _month(parts["m" + key])
    return f"{year}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _month(name: str) -> int:
    return _MONTHS[name[:3].lower()]


def wire_name(match: re.Match[str]) -> str:
    """The usual spelling of a wire service that `WIRE` matched."""
    return next(WIRES[int(name[1:])][0] for name, text in match.groupdict().items() if text is not None)


_KEPT = re.compile(r"^(?:[A-Z]{2}|USA|U\.S\.A?\.?|(?:[A-Z]\.){2,})[.,;]?$")


def normal_capitals(city: str) -> str:
    """A place without shouting: only words of three letters and more are changed.

    >>> normal_capitals("SOUTH SAN FRANCISCO, CA and MORRIS PLAINS, N.J.")
    'South San Francisco, CA and Morris Plains, N.J.'
    >>> normal_capitals("LA JOLLA, CA")
    'La Jolla, CA'
    """
    first, *rest = city.strip(" ,;").split(" ")
    if rest and first.isalpha():  # no abbreviation of a state stands before the place
        first = first.title() if first.isupper() else first
    words = [first, *rest]
    return " ".join(word if _KEPT.match(word) or not word.isupper() else word.title() for word in words)
