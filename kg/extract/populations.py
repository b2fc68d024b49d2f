"""A document and its cast in, its groups of patients out: their sizes, what they had before, what was not reported.

Groups stand in phrases such as "the 39 efficacy-evaluable patients" or "patients with high FRa expression".  What
patients had before the trial is told as a list of shares ("had previously received bortezomib (91%) and lenalidomide
(59%)") or clause by clause ("48% received a prior PARP inhibitor"); such shares are no results.  A release says that an
endpoint is not mature, not reported or not available yet; that is kept apart from an endpoint nobody mentions.

>>> [m["value"] for m in LISTED.finditer("had previously received bortezomib (91%) and/or lenalidomide (59%)")]
['91', '59']
"""

from __future__ import annotations

import re

from kg.extract.cast import Cast
from kg.extract.document import Document
from kg.extract.endpoints import Endpoint, endpoints
from kg.extract.group_words import is_plain
from kg.extract.groups import Group, groups
from kg.extract.numbers import NUMERAL, WORD_NUMBER, bound, number
from kg.extract.prefilter import lean
from kg.model import Baseline, NotReported, Outcome, Population, Sentence, Trial

_TOLD = ("headline", "dateline", "body")
_PRIOR = lean(
    r"\b(?:previously|earlier|prior|before(?:hand)?|pre-?treated|previous)\b[^.;]{0,40}\b(?:receiv\w+|treated|therap\w+|treatments?|taking|exposed|had)\b"
    r"|\b(?:receiv\w+|treated with|had|have had|having)\b[^.;]{0,60}\b(?:prior|previous|earlier|previously)\b|\bprior (?:stem cell|therap|treatment|line|[a-z-]{4,20})",
    re.I,
)
_OUTCOME = lean(r"\b(?:ORR|response rate|responded|PFS|overall survival|adverse|toxicit\w+|grade \d)\b", re.I)
LISTED = lean(
    rf"(?P<name>[A-Za-z][\w/-]{{2,30}}(?: (?!and\b|or\b|received\b|had\b|with\b)[\w/-]{{2,20}}){{0,4}}?)(?: \([A-Z][a-z]+\))? \((?P<value>{NUMERAL})\s?(?:%|percent)\)",
    re.I,
)
_TREATED = (
    r"(?:(?:had|have|having|were|was|who)\s){0,2}(?:also\s|previously\s|earlier\s|already\s|all\s)?"
    r"(?:(?:received|receiving|undergone|had|taking|been (?:previously )?treated with|treated with|been exposed to|exposed to|failed(?: (?:prior )?(?:therapy|treatment) with)?)\s"
    r"|(?=prior\s))"
)
CLAUSE = lean(
    rf"(?P<bound>more than|at least|about|approximately|over|nearly|almost)?\s?\b(?P<value>{NUMERAL}|{WORD_NUMBER})\s?(?:%\)?|percent)\s"
    rf"(?:of (?:the |all |those )?[^.;,()%]{{2,50}}?\s)??{_TREATED}(?:an? |the |at least )?(?P<name>(?:(?!\s(?:and|or) \d)[^.;,()]){{3,70}})",
    re.I,
)
_PART = lean(
    r"(?P<bound>about |approximately |nearly |almost |more than |over )?half of (?:the |all )?(?:patients|those enrolled|women|participants)[^.;]{0,30}?(?:had|received|were) (?P<name>[^.;,()]{3,60})",
    re.I,
)
_STAGE = lean(
    rf"(?P<value>{NUMERAL}|{WORD_NUMBER})\s?(?:%|percent)\s(?:of (?:the |all )?(?:patients|women|participants)\s)?(?:had|with|were)\s(?P<name>stage (?:I{{1,3}}|IV)[\w ]{{0,20}}|brain metastases|visceral metastases|ECOG[^.;,]{{0,30}}|male|female|high-risk[\w ]{{0,30}})",
    re.I,
)
_MOST = lean(
    r"\b(?:the (?:vast )?majority|most) of (?:the )?(?:patients|those|women|participants)(?: (?:entering|enrolled|enrolling|in|who entered)[^.;,]{0,30}?)? (?:had|entered with) (?P<name>(?!an? (?:\w+ ){0,3}(?:response|remission)|previously|already|prior|received|been|stable|partial|complete|no )[^.;,()]{3,60})",
    re.I,
)
_NAME_END = lean(
    r"\s(?:and|or|with|but|while|including)?\s?(?:\d|another|the remaining|one|two|many|most|also)\b.*|\s(?:and|or|with|by|at|in the|before|who|as well as)$",
    re.I,
)
_UNREPORTED = lean(
    r"\b(?:(?:not|never) (?:yet )?(?:been )?(?:sufficiently |fully )?(?:mature|reported|available|evaluable|calculated|estimable)(?: (?:and|thus|so|yet)[\w ]{0,30})?|immature|too early to \w+|cannot (?:yet )?be (?:stated|calculated|estimated|assessed)(?: yet)?|not mature yet)\b",
    re.I,
)


def read_populations(
    document: Document, cast: Cast, *, trials: tuple[Trial, ...] = (), outcomes: tuple[Outcome, ...] = ()
) -> tuple[Population, ...]:
    """The groups of patients that have a size or a result, each once."""
    wanted = {outcome.subgroup for outcome in outcomes if outcome.subgroup}
    names = frozenset(
        word for player in cast.compounds for spelling in player.spellings for word in spelling.lower().split()
    )
    trial = trials[0].name if len(trials) == 1 else None
    found: dict[str, Population] = {}
    parent: Group | None = None
    end = -1
    for sentence in document.sentences:
        if sentence.section not in _TOLD:
            continue
        if end < 0 or "\n" in document.text[end : sentence.start]:
            parent = None
        end = sentence.end
        for group in groups(document.text, sentence.start, sentence.end):
            plain = is_plain(group.phrase, names)
            if group.phrase not in wanted and (
                group.size is None
                or group.size < 2
                or group.lead is None
                or (plain and not _is_whole(group))
                or _REST.search(document.text[group.start : group.end])
            ):
                continue
            larger = (
                parent
                if parent is not None and _is_inside(document, group, parent)
                else _listed_under(document, sentence, group)
            )
            inside = larger.phrase if larger is not None and group.phrase != larger.phrase else None
            found.setdefault(group.phrase, _population(document, group, inside, trial, sentence))
            if found[group.phrase].size is None and group.size is not None:
                found[group.phrase] = _population(document, group, inside, trial, sentence)
            if not plain and (
                parent is None or (group.size or 0) >= (parent.size or 0) or group.start == sentence.start
            ):
                parent = group
    return tuple(found.values())


_REST = lean(r"\b(?:remaining|other|another|at the time)\b", re.I)


def _is_whole(group: Group) -> bool:
    return re.search(r"evaluable|treated|enrolled|assess", group.phrase, re.I) is not None


_HAD = lean(r"\b(?:prior|previous\w*|received|pre-?treated|exposed)\b", re.I)
_OF_THEM = lean(r"\b(?:of|among) (?:these|those|them)\b|\bthese \w+ (?:patients|women|men|people)\b", re.I)


def _is_inside(document: Document, group: Group, parent: Group) -> bool:
    """Whether the text says that a group is a part of one named before: '(including ...)', 'of these 39 patients'."""
    if group.size is None or parent.size is None or group.size >= parent.size:
        return False
    behind = document.text[parent.end : min(parent.end + 90, group.start)]
    included = re.match(r"[^.;]{0,10}\bincluding ([^.;)]{3,70})", behind)
    if included is not None and group.phrase.lower() in included[1].lower():
        return True
    refractory = re.match(r"(\w{3,30})-(?:refractory|resistant)\b", group.phrase, re.I)
    if refractory is not None and _HAD.search(parent.phrase) and refractory[1].lower() in parent.phrase.lower():
        return True  # who is refractory to a drug has had it
    between = document.text[parent.end : group.start]
    return len(between) < 200 and _OF_THEM.search(between) is not None


def _listed_under(document: Document, item: Sentence, group: Group) -> Group | None:
    """The larger group whose findings a list gives: 'The findings for the 39 evaluable patients:' above the item."""
    if item.lead < 0 or item.layout != "bullet" or group.size is None or group.lead is None:
        return None
    above = document.sentences[item.lead]
    sized = [found for found in groups(document.text, above.start, above.end) if found.size and found.size > group.size]
    return sized[0] if len(sized) == 1 else None


def _population(
    document: Document, group: Group, parent: str | None, trial: str | None, sentence: Sentence
) -> Population:
    return Population(
        name=group.phrase,
        parent=parent,
        size=group.size,
        trial=trial,
        rule="populations:group",
        evidence=document.evidence((sentence.start, sentence.end)),
    )


def read_baselines(document: Document, _: Cast, *, trials: tuple[Trial, ...] = ()) -> tuple[Baseline, ...]:
    """Shares of the patients with a prior therapy or a trait."""
    trial = trials[0].name if len(trials) == 1 else None
    found: dict[tuple[str, object], Baseline] = {}
    results = [mention.start for mention in endpoints(document.text) if not mention.weak]
    for sentence in document.sentences:
        words = document.words(sentence)
        if sentence.section not in _TOLD or sentence.layout == "row":
            continue
        if _OUTCOME.search(words) and not (_ENTRY.search(words) and _MOST.search(words)):
            continue
        if any(sentence.start <= start < sentence.end for start in results):
            continue
        for fact in _baselines(document, sentence, trial):
            found.setdefault((fact.name.lower(), fact.value), fact)
    return tuple(found.values())


_ENTRY = lean(
    r"\b(?:entering|entry|baseline|enrol(?:l?ed|ment|ling)|at study start|from (?:prior|previous) (?:therap|treatment))",
    re.I,
)


def _baselines(document: Document, sentence: Sentence, trial: str | None) -> list[Baseline]:
    matches = [("trait", m) for m in _STAGE.finditer(document.text, sentence.start, sentence.end)]
    if _ENTRY.search(document.text, sentence.start, sentence.end):
        matches += [("trait", m) for m in _MOST.finditer(document.text, sentence.start, sentence.end)]
    if document.search(_PRIOR, sentence):
        listed = [("prior therapy", m) for m in LISTED.finditer(document.text, sentence.start, sentence.end)]
        clauses = [("prior therapy", m) for m in CLAUSE.finditer(document.text, sentence.start, sentence.end)]
        listed = [(kind, match) for kind, match in listed if not _NO_NAME.search(match["name"])]
        matches += listed or [*clauses, *_elided(document.text, sentence, clauses)]
        matches += [("prior therapy", m) for m in _PART.finditer(document.text, sentence.start, sentence.end)]
    facts = []
    taken: list[tuple[int, int]] = []
    for kind, match in matches:
        fact = _baseline(document, sentence, kind, match, trial)
        if fact is not None and not any(left < match.end() and match.start() < right for left, right in taken):
            facts.append(fact)
            taken.append(match.span())
    return facts


# the items that follow without their verb: "91% had received bortezomib, 46% thalidomide and 41% anthracyclines"
_ELIDED = lean(
    rf"(?: ?\([^()]{{1,40}}\))?(?:,? and|,) (?P<value>{NUMERAL})\s?(?:%|percent) (?P<name>(?:(?!and\b|or\b|of\b|were\b|had\b|respon)[\w/-]{{2,24}} ?){{1,5}}(?=,| and|[.;]|$))",
    re.I,
)


def _elided(text: str, sentence: Sentence, clauses: list[tuple[str, re.Match[str]]]) -> list[tuple[str, re.Match[str]]]:
    """The further items of a list whose first one has its verb."""
    found: list[tuple[str, re.Match[str]]] = []
    for _, clause in clauses:
        at = clause.start("name") + len(_NAME_END.sub("", clause["name"]))
        while (item := _ELIDED.match(text, at, sentence.end)) is not None:
            found.append(("prior therapy", item))
            at = item.end()
    return found


_NO_NAME = lean(
    rf"\d\s?%|percent|confidence|^(?:{WORD_NUMBER}|\d+|another.*|patients.*)$|\b(?:patients|participants|women|subjects|respon\w+|nearly|about|two-thirds|half|of the)\b",
    re.I,
)


def _baseline(
    document: Document, sentence: Sentence, kind: str, match: re.Match[str], trial: str | None
) -> Baseline | None:
    name = match["name"].strip() if match.re.pattern == _MOST.pattern else _NAME_END.sub("", match["name"]).strip()
    name = re.sub(
        r"^(?:(?:and/or|and|or|previously|prior|received|undergone|also|had|who|many|(?:prior )?(?:therap(?:y|ies)|treatments?) included?|included?|including|were|a|an)\s)+",
        "",
        name,
        flags=re.I,
    )
    if len(name) < 3 or _NO_NAME.search(name):
        return None
    parts = match.groupdict()
    value = number(match["value"]) if parts.get("value") else None
    return Baseline(
        kind="trait" if kind == "trait" else "prior therapy",
        name=re.sub(r"^(?:prior|previous)\s", "", name),
        value=value,
        unit="%" if value is not None else None,
        bound=bound(parts["bound"]) if parts.get("bound") else None,
        trial=trial,
        printed=" ".join(match[0].split()),
        rule="populations:baseline",
        evidence=document.evidence((sentence.start, sentence.end)),
    )


def read_not_reported(document: Document, cast: Cast, *, trials: tuple[Trial, ...] = ()) -> tuple[NotReported, ...]:
    """What the release says was not mature, not reported or not available yet."""
    mentions = endpoints(document.text)
    trial = trials[0].name if len(trials) == 1 else None
    found: dict[str, NotReported] = {}
    for index, sentence in enumerate(document.sentences):
        if sentence.section not in _TOLD:
            continue
        for match in _UNREPORTED.finditer(document.text, sentence.start, sentence.end):
            endpoint = _endpoint_of(mentions, sentence, match)
            if endpoint is not None:
                found.setdefault(
                    endpoint.code,
                    NotReported(
                        endpoint=endpoint.code,
                        reason=" ".join(match[0].split()),
                        trial=trial,
                        compound=cast.compound_of(index),
                        modality="negated",
                        rule="populations:not-reported",
                        evidence=document.sentence_evidence(sentence),
                    ),
                )
    return tuple(found.values())


def _endpoint_of(mentions: tuple[Endpoint, ...], sentence: Sentence, match: re.Match[str]) -> Endpoint | None:
    """The endpoint named before the words, at most 120 characters away, else behind them."""
    inside = [
        m
        for m in mentions
        if sentence.start <= m.start < sentence.end and not m.risk and (not m.weak or m.code == "OS")
    ]
    before = [m for m in inside if m.end <= match.start() and match.start() - m.end < 120]
    behind = [m for m in inside if m.start >= match.end() and m.start - match.end() < 60]
    return before[-1] if before else behind[0] if behind else None
