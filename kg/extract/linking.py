"""A sentence in, each of its figures joined to the endpoint it measures out.

A figure measures the endpoint that stands right behind it ("a 64.2 percent objective response rate", "five (22%) had a
PR") or, failing that, the one before it ("median PFS was 14.2 months").  A figure without an endpoint of its own shares
that of the figure it is coordinated with ("24 of 25 patients ... and 21 of 22 patients ... had a complete remission").
Durations that only place a result in time ("at two years", "three-year survival", "for 21 days") measure nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract.endpoint_names import RESPONSES, TIMED
from kg.extract.endpoints import Endpoint
from kg.extract.figure_times import only_time
from kg.extract.prefilter import lean
from kg.extract.values import Figure, Statistic, figures

_ADJECTIVES = (
    r"(?:(?:cases of|confirmed|unconfirmed|objective|best|overall|investigator-assessed|IRC-assessed|BICR-assessed|centrally|independently|reviewed|"
    r"assessed|median|estimated|rate|incidence|single-agent|preliminary|durable|ongoing|additional|patient|patients|clinical|anti-?tumou?r|"
    r"RECIST|intracranial|sustained|long-term|systemic|total|of|are|were|was|with|in|a|an|the|other) ){0,4}"
)
ADJACENT = lean(rf"(?:-|\s(?:of (?:the )?)?){_ADJECTIVES}[\"']?", re.I)
_TIGHT = lean(rf"\s{_ADJECTIVES}[\"']?".replace("of|are|were|was|with|in|a|an|the|other", "additional"), re.I)
_VERB = (
    r"(?:had|have|has|having|achiev\w{1,3}|experienc\w{1,3}|attain\w{0,3}|obtain\w{0,3}|show\w{0,3}|demonstrat\w{1,3}|exhibit\w{0,3}|report\w{0,3}"
    r"|with|were|was|are|is|remain\w{0,3}|maintain\w{0,3}|in|respond\w{0,3}|develop\w{0,3}|displayed|saw|reached|evidenced|derived|for|judged|classified|as)"
)
RISK_CUT = lean(
    r"\s(?:[\w-]+\s){0,3}?(?:reductions?|decreases?|lower|improvements?|less|risk reduction)(?:,? (?:in|of|for))?\s(?:the |their |his |her )?(?:relative |overall )?(?:risk|probability|chance|likelihood|odds|hazard)?\s?(?:of |that |for )?(?:the |a |an |invasive |experiencing )?",
    re.I,
)
BY_VERB = lean(
    rf"(?:[^.;:|]|\.(?=\d)){{0,170}}?\b{_VERB}\s(?:(?:a|an|at least|at least a|either|their|in|been|best|confirmed|unconfirmed|objective|durable|ongoing|overall|response|responses|"
    r"outcome|of|as|either a|the|to have|still|some|RECIST|antitumor|anti-tumor|evidence|degree|prolonged|clinical|radiographic|investigator-assessed|partial or|complete or|"
    r"alive and|event|and) ){0,6}[\"']?",
    re.I,
)
_AT_ONCE = lean(
    r"\s?(?:rates?)?,?\s?(?:\([^()]{0,60}\)\s?)?\*?(?:(?:of|was|were|is|are|has been|:|=|- |\||at|reached|stands at|stood at|to|by|approximately|about|so far:?)\s?){1,3}|\s?\(?",
    re.I,
)
_LABEL_BEHIND = lean(r"(?: rates?)?(?: \([^()]{1,40}\))?\s?(?:[:=|]|of\b|was\b|were\b|is\b|are\b|-\s)", re.I)
VERSUS = lean(
    r"\b(?:vs?\.?|versus|compared (?:with|to)|as compared|in comparison (?:with|to)|comparison|against|relative to|as opposed to|than|whereas|while)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A stretch of text that is read as one: its endpoints, figures and statistics in order; offsets of the document."""

    text: str
    start: int
    end: int
    endpoints: tuple[Endpoint, ...]
    figures: tuple[Figure, ...]
    statistics: tuple[Statistic, ...]

    def between(self, left: int, right: int) -> str:
        """The text between two places."""
        return self.text[left:right]


@dataclass(frozen=True, slots=True)
class Link:
    """A figure and the endpoint it measures; ``side`` says where the endpoint stands, ``at_once`` that it is near."""

    figure: Figure
    endpoint: Endpoint | None
    side: str = ""  # 'behind', 'before', 'shared', or '' without an endpoint
    at_once: bool = False


def measured(text: str, start: int, end: int, endpoints: tuple[Endpoint, ...]) -> tuple[Figure, ...]:
    """The figures between two places without those inside the name of an endpoint: 'a >=50% PSA reduction'."""
    named = [(e.start, e.end) for e in endpoints if e.code not in RESPONSES | TIMED]
    return tuple(
        figure
        for figure in figures(text, start, end)
        if not any(left < figure.head_end and figure.start < right for left, right in named)
    )


def links(scene: Scene, sizes: frozenset[int] = frozenset()) -> list[Link]:
    """The figures that may measure something, each with its endpoint or none.

    ``sizes`` are the places where the size of a group begins ('of these 39 patients'), which is no result.
    """
    figures = [
        f
        for f in scene.figures
        if not only_time(scene.text, scene.start, scene.end, f)
        and not (f.start in sizes and f.kind == "count" and f.N is None)
    ]
    found = [_link(scene, figures, index) for index in range(len(figures))]
    return _two_marks(scene, _shared(scene, found))


def _two_marks(scene: Scene, found: list[Link]) -> list[Link]:
    """'One-year and two-year survival rates were 85% and 65%': the first figure is for the first time point."""
    for index in range(len(found) - 1):
        endpoint = found[index].endpoint
        if endpoint is None or endpoint.earlier_mark is None or found[index + 1].endpoint is not endpoint:
            continue
        if scene.between(found[index].figure.end, found[index + 1].figure.start).strip(" ,") == "and":
            found[index] = replace(found[index], endpoint=replace(endpoint, mark=endpoint.earlier_mark))
    return found


def _fits(figure: Figure, endpoint: Endpoint) -> bool:
    """Whether a kind of figure can measure a kind of endpoint."""
    if endpoint.code == "follow-up":
        return figure.kind == "duration"
    if figure.kind in ("duration", "not reached"):
        return (
            endpoint.code in TIMED
            and not (endpoint.weak and endpoint.code in ("PFS", "EFS", "iDFS"))
            and not endpoint.risk
        )
    if figure.kind == "count":
        return endpoint.code not in TIMED or (endpoint.code in ("EFS", "PFS", "OS") and endpoint.weak)
    return True


def _link(scene: Scene, figures: Sequence[Figure], index: int) -> Link:
    figure = figures[index]
    limit = figures[index + 1].start if index + 1 < len(figures) else scene.end
    floor = figures[index - 1].end if index else scene.start
    behind = next((e for e in scene.endpoints if e.start >= figure.end and _fits(figure, e)), None)
    before = next((e for e in reversed(scene.endpoints) if e.end <= figure.start and _fits(figure, e)), None)
    gap_before = scene.between(before.end, figure.start) if before else ""
    if before is not None and before.code == "follow-up" and re.search(r"[;)]", gap_before):
        before, gap_before = None, ""
    near = before is not None and before.end >= floor
    at_once = near and _AT_ONCE.fullmatch(gap_before) is not None
    if figure.n is not None and figure.N is None and gap_before.strip() == ":":
        at_once = False  # 'clinical response: three (13%) with VGPR'
    titled = near and _TITLED.fullmatch(gap_before) is not None
    if behind is not None and behind.start <= limit:
        found = _forward(scene, figure, behind, limit, at_once=at_once, titled=titled)
        if found is not None:
            return found
    if before is not None and (titled or _reaches_back(scene, figure, before, gap_before, floor)):
        return Link(figure, before, "before", at_once=at_once or titled)
    return Link(figure, None)


def _forward(scene: Scene, figure: Figure, behind: Endpoint, limit: int, *, at_once: bool, titled: bool) -> Link | None:
    """The link to the endpoint behind a figure, unless the one before it has the better claim."""
    gap = scene.between(figure.end, behind.start)
    if _had(gap):
        return Link(figure, behind, "behind", at_once=True)
    if behind.risk and RISK_CUT.fullmatch(gap):
        return Link(figure, behind, "behind", at_once=True)
    named_next = _LABEL_BEHIND.match(scene.text, behind.end, scene.end) is not None and limit - behind.end < 30
    named_next = named_next and limit < scene.end
    if figure.kind == "count" and gap == " " and behind.code in RESPONSES and not behind.weak and not named_next:
        return Link(figure, behind, "behind", at_once=True)  # '7 responses (2 CR, 5 PR)'
    if at_once:
        return None
    if _TIGHT.fullmatch(gap) and (not named_next or figure.kind == "count"):
        return Link(figure, behind, "behind", at_once=True)
    if _VERBAL.match(scene.text, behind.start) and _SUBJECT.fullmatch(gap) and not VERSUS.search(gap):
        return Link(figure, behind, "behind", at_once=True)
    bare = figure.kind == "count" and figure.N is None
    said = BY_VERB.fullmatch(gap) is not None and not (bare and _LOOSE.search(gap))
    loose = ADJACENT.fullmatch(gap) or (not titled and said)
    if loose and not named_next and not VERSUS.search(gap):
        return Link(figure, behind, "behind")
    return None


_VERBAL = lean(
    r"respond|shr[au]nk|did not have|benefit", re.I
)  # an endpoint that is a verb: '62% of patients responded'
_SUBJECT = lean(
    r"\s(?:of (?:the |all |these )?)?(?:evaluable |treated )?(?:patients|people|women|men|them|those|participants)?\b(?:[^.;:|]|\.(?=\d)){0,110}",
    re.I,
)


_LOOSE = lean(r",|\b(?:for|as|in|by|of|on)\s(?:an? |the |their )?$|\bevaluat|\bassess")  # too far for a bare count


def _had(gap: str) -> bool:
    """Whether only 'had a' stands between a figure and the endpoint behind it."""
    return (
        re.fullmatch(
            r"\s(?:(?:evaluable |of (?:the|these) )?(?:patients|people|women|men) )?(?:had|have had|achieved|experienced|attained) (?:a |an )?(?:confirmed |best |objective )?",
            gap,
        )
        is not None
    )


_TITLED = lean(r"[^.;]{0,60}:\s")
_LIST_GAP = lean(
    r"[\s:(=|-]{0,4}(?:\((?:[^()]{0,30})\))?[\s:(=|-]{0,4}(?:in |for |among |of |was (?:seen|observed|reported|noted) in |were (?:seen|observed|reported|noted) (?:in |\())?(?:an additional |another |a further |all )?$",
    re.I,
)
_SEEN_IN = lean(
    r"\b(?:in|by|for|among|with|of)\s(?:an? )?(?:additional |another |further |other |of the |all )?$|\($|[:=|]\s?$|\s-\s?$",
    re.I,
)


_OWN_PREDICATE = lean(
    r"\s(?:of (?:the |all |these )?)?(?:(?:evaluable |treated )?(?:patients|subjects|people|participants|women|men|them)\s)?(?:had|have|has|experienced|benefit\w*|remain\w*|received|developed|showed|proceeded|saw|doing|discontinued|completed|required|underwent|continue\w*|are (?:still|ongoing)|were (?:still|ongoing|male|female|aged))\b",
    re.I,
)
_BARRIER = lean(
    r"\b(?:adverse|side effects?|toxicit\w+|discontinu\w+|grade|neuropathy|neutropenia|TEAEs?|AEs?|SAEs?|dose reductions?|events|no|without|prior|previously)\b",
    re.I,
)


_INSERTED = lean(r" \([^()]{1,60}\)")
_PREDICATED = lean(
    r"^ (?:in|among|for|of) (?:(?!\b(?:was|were|adverse|grade|events)\b)[^.;,]){3,120} (?:was|were|is|of|reached) (?:approximately |about |over |more than )?$"
    r"|^.{0,200}\b(?:versus|vs\.?|compared (?:with|to)) (?:approximately |about )?$"
    r"|^.{0,200}[,;] (?:it|this|the rate|this rate|that rate|the figure) was (?:approximately |about )?$",
    re.S,
)  # 'in patients with prior brain metastases was'


def _reaches_back(scene: Scene, figure: Figure, endpoint: Endpoint, gap: str, floor: int) -> bool:
    """Whether an endpoint before a figure is what the figure measures."""
    if len(gap) > 260 or (";" in gap and endpoint.end < floor and figure.kind == "count"):
        return False
    if _OWN_PREDICATE.match(scene.text, figure.end, scene.end) or _BARRIER.search(
        _PREDICATED.sub("", _INSERTED.sub("", gap))
    ):
        return False
    if figure.kind == "count":
        if endpoint.end < floor:  # another figure stands between
            return False
        return len(gap) < 70 and bool(_SEEN_IN.search(gap) or _LIST_GAP.fullmatch(gap))
    return not (endpoint.weak and endpoint.code in RESPONSES and len(gap) > 60)


_NEXT_OF_LIST = lean(r"(?:,? and |, |; )(?:in |for |among )?(?:(?:in |for )?[^.;:%\d]{3,50}, )?")


def _shared(scene: Scene, found: list[Link]) -> list[Link]:
    """Figures without an endpoint take that of the next one they are coordinated with; 'n of N' that of the one before."""
    for index in range(1, len(found)):
        link, previous = found[index], found[index - 1]
        listed = (
            link.figure.kind == previous.figure.kind and link.figure.N is not None and previous.figure.N is not None
        )
        behind = previous.endpoint is not None and previous.side in ("before", "shared")
        gap = scene.between(previous.figure.end, link.figure.start)
        if link.endpoint is None and behind and listed and _NEXT_OF_LIST.fullmatch(gap):
            found[index] = Link(link.figure, previous.endpoint, "before")
    for index in range(len(found) - 2, -1, -1):
        link, following = found[index], found[index + 1]
        if link.endpoint is not None or following.side not in ("behind", "shared") or following.endpoint is None:
            continue
        gap = scene.between(link.figure.end, following.figure.start)
        same = link.figure.kind == following.figure.kind and (link.figure.N is not None) == (
            following.figure.N is not None
        )
        if (
            same
            and (link.figure.kind != "count" or link.figure.N is not None)
            and re.search(
                r"(?:\band|,|\bor|\bversus|\bvs\.?|compared with|compared to)\s(?:an? |approximately |in )?$", gap
            )
            and len(gap) < 120
        ):
            found[index] = Link(link.figure, following.endpoint, "shared")
    return found
