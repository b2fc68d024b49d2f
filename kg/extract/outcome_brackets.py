"""A scene and its linked figures in, the groups that brackets tie to the figures of a row out.

"57% (IHC 3+), 42% (IHC 2+) and 28% (IHC 1+)" names each group in brackets behind its figure; "patients with ovarian
(6/21), endometrial (4/12) and lung cancer (3/19)" gives each figure in brackets behind its group.  One bracket alone
says nothing: two or more in a row make a list.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from kg.extract.linking import Link, Scene
from kg.extract.outcome_names import spelt_out
from kg.extract.prefilter import lean

_BEHIND = lean(r" \((?P<name>(?!n ?=|N ?=|p ?[=<]|95|HR|CI\b|rang)[A-Za-z>=<≥≤][^()%;]{1,40})\)")
_JOINT = lean(r"[\s,]{1,3}(?:and |or )?(?:in )?")
_IN_FRONT = lean(r"\)?,? ?(?:and )?(?:in |with )?(?P<name>[A-Za-z][^()%;:.,]{1,60}) \((?:n ?= ?)?$")
_FIRST = lean(
    r"(?:^|[:;,] |\b(?:in|with|for|among|including|of) (?:the )?)(?P<name>(?:patients with )?(?!in |with |for )[A-Za-z][^()%;:.,]{1,50}) \((?:n ?= ?)?$"
)
_MEASURED = lean(
    r"\b(?:responses?|rate|survival|remissions?|CRs?|PRs?|SD|ORR|PFS|OS|disease stabili\w+|patients)\s*$", re.I
)


def bracketed(scene: Scene, links: list[Link]) -> tuple[list[Link], dict[int, str]]:
    """The links, with the endpoint of a row for all its figures, and start of a figure to the group its bracket names."""
    found = list(links)
    names: dict[int, str] = {}
    for row, spelt in [*_behind(scene, links), *_in_front(scene, links)]:
        endpoint = links[row[0]].endpoint
        for place, name in zip(row, spelt, strict=True):
            names[links[place].figure.start] = name
            if found[place].endpoint is None and endpoint is not None:
                found[place] = replace(found[place], endpoint=endpoint, side="before")
    return found, names


def _behind(scene: Scene, links: list[Link]) -> list[tuple[list[int], tuple[str, ...]]]:
    """Rows of figures with a group in brackets behind each."""
    matches = {i: _BEHIND.match(scene.text, link.figure.end, scene.end) for i, link in enumerate(links)}
    named = {
        i: match
        for i, match in matches.items()
        if match is not None and not any(e.start < match.end() and match.start() < e.end for e in scene.endpoints)
    }
    found: list[list[int]] = []
    for left, right in pairwise(sorted(named)):
        gap = scene.between(named[left].end(), links[right].figure.start)
        if links[left].figure.kind == links[right].figure.kind and _JOINT.fullmatch(gap):
            if found and found[-1][-1] == left:
                found[-1].append(right)
            else:
                found.append([left, right])
    return [(row, tuple(" ".join(named[i]["name"].split()) for i in row)) for row in found]


def _in_front(scene: Scene, links: list[Link]) -> list[tuple[list[int], tuple[str, ...]]]:
    """Rows of shares in brackets, each behind its group."""
    inside = [
        i
        for i, link in enumerate(links)
        if (link.figure.N is not None or link.figure.kind == "percent")
        and re.search(r"\((?:n ?= ?)?$", scene.text[max(scene.start, link.figure.start - 6) : link.figure.start])
        and scene.text[link.figure.end : link.figure.end + 1] == ")"
    ]
    found: list[tuple[list[int], list[str]]] = []
    for left, right in pairwise(inside):
        match = _IN_FRONT.fullmatch(scene.text, links[left].figure.end, links[right].figure.start)
        if right != left + 1 or match is None or _MEASURED.search(match["name"]):
            continue
        if found and found[-1][0][-1] == left:
            found[-1][0].append(right)
            found[-1][1].append(match["name"])
            continue
        floor = links[left - 1].figure.end if left else scene.start
        start = links[left].figure.start
        opening = next(reversed(list(_FIRST.finditer(scene.text, max(floor, start - 90), start))), None)
        if opening is not None and not _MEASURED.search(opening["name"]):
            found.append(([left, right], [opening["name"], match["name"]]))
    return [(row, spelt_out(names)) for row, names in found]
