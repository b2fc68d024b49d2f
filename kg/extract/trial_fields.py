"""The sentences about a study in, its design, line, comparator, endpoints, sponsor, status and disease out.

Each reader looks at the sentences in order and takes the first that says something; words are kept near-literal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.cast import Cast
from kg.extract.document import Document
from kg.extract.endpoints import Endpoint
from kg.extract.prefilter import lean
from kg.extract.trial_phases import PHASE
from kg.model import Sentence

_DESIGN = lean(
    r"\brandomi[sz]ed(?:,? ?\(?(?:\d ?(?::|to) ?\d(?: ?: ?\d)?)\)?)?|\b(?:open|double)[- ]label\b|\bopen-labeled\b|\bdouble[- ]blind(?:ed)?\b|\bplacebo[- ]controlled\b|\b(?:single|one|two|three|multi)[- ]arm\b|\bwith a single arm\b"
    r"|\bmulti[- ]?cent(?:er|re|ric)\b|\bat several cent(?:er|re)s\b|\bmulti[- ]?national\b|\bmulti[- ]?cohort\b|\b(?-i:international)\b|\bglobal(?= |,)(?=[^.;]{0,60}(?:trial|study|phase))|\bpivotal\b|\bregistrational\b|\bregistration-enabling\b|\bconfirmatory\b"
    r"|\bdose[- ](?:escalation|escalating|finding|ranging|expansion|optimi[sz]ation)\b|\b(?:single|multiple)[- ](?:ascending|rising)[- ]dose\b|\bhead-to-head\b|\bfirst-in-human\b|\bnon-randomi[sz]ed\b|\bcontrolled\b(?= (?:clinical )?(?:trial|study))|\bbasket\b(?= (?:trial|study))|\bmonotherapy\b|\bsingle[- ]agent\b"
    r"|\bgiven alone\b|\bexpansion (?:phase|cohort|part|stage)s?\b|\bcombination with (?!the\b)(?:[^,.;():]|\([A-Z][\w-]{2,20}[®™]?\)){3,80}?(?= (?:in|for|to|as|at|is|was|were|and (?:is|was|the|a|evaluat\w+))\b|[,.;:)]| ?\((?![A-Z][\w-]{2,20}[®™]?\) and)|$)|\b(?:drug )?combination\b(?! with)|\bcombination therapy\b|\bMTD\b(?= expansion)",
    re.I,
)
_RATIO = lean(
    r"\b(?:randomi[sz]ed|ratio|assigned)\b[^.;]{0,40}?\b(?P<a>[1-4]) ?(?::|to) ?(?P<b>[1-4])\b|\b(?P<two>Two) were assigned to [^.;]{0,60}? for every one\b",
    re.I,
)
_LINE = lean(
    r"\b(?:first[- ]?line )?maintenance(?: therapy| treatment)?,? (?:after|following) [^,.;()]{3,70}|\b(?:first|second|third|fourth|front|1st|2nd|3rd)[- ]?line(?:(?:,? (?:and|or|to)|,|/) ?(?:second|third|fourth|later)[- ]?line)?(?: (?:treatment|therapy|setting|chemotherapy must have failed))?"
    r"|\bpreviously[- ]untreated\b|\btreatment[- ]na[iï]ve\b|\bnewly diagnosed\b"
    r"|\b(?:at least|up to|more than|>=|no more than) (?:one|two|three|four|\d)(?: or (?:more|two|three))? (?:prior|previous)[^,.;()]{0,70}"
    r"|\b(?:one|two|three|four|\d)(?: (?:or|to) (?:more|two|three|four|\d))? (?:or more )?(?:prior|previous)(?: lines? of)? [^,.;()]{3,70}|\b(?:one|two|three|four|\d)(?: (?:or|to) (?:more|two|three|four|\d))? lines of [^,.;()]{3,50}|\b(?:two|three|one) or more [\w-]*(?:directed|targeted|based)[^,.;()]{3,50}"
    r"|>= ?\d (?:prior |systemic )[\w ]{0,30}(?:therap|treatment|line)\w*(?: behind)?"
    r"|\b(?:progress(?:ed|ion)|relapsed?) (?:on or )?(?:after|following|on) (?:(?:prior|previous|initial|first-line|at least|one|two|a|treatment with) )?[^,.;()]{3,90}|\bonce a [^.;]{5,90} have been used"
    r"|\b(?:previously|who (?:have|had|has) (?:been )?(?:previously )?)(?:treated with|received) (?!an? (?:median|mean))[^,.;()]{3,80}|\bmust have (?:received|failed|progressed (?:on|after)) [^,.;]{3,90}|\b(?:have|had|has) (?:failed|exhausted)(?:,? or (?:be|are|were|is) intolerant to,?| or)? [^,.;()]{3,100}"
    r"|\b(?:after|following) (?:(?:failure of|progression on|treatment with|prior|previous|front-?line|at least (?:one|two|\d)|both) ){0,3}(?:an? |the )?(?:(?!cycle|dose|week|month|median|day)[\w/()-]{1,24} ){0,5}?(?:TKIs?|inhibitors?|chemotherapy|platinum[\w/-]*|taxanes?|immunotherapy|chemo-?immunotherapy|trastuzumab|ASCT|transplant\w*)(?: (?:and|or|plus) (?:an? )?(?:[\w/()-]{1,24} ){0,5}?(?:TKIs?|inhibitors?|chemotherapy|therapy|taxanes?|immunotherapy|regimens?|antibod(?:y|ies)))?\b|\bheavily pre-?treated\b|\bfirst-line chemotherapy must have failed\b|\b(?:neo)?adjuvant\b",
    re.I,
)
_PRIMARY = lean(
    r"\b(?:co-)?primary (?:efficacy )?(?:end ?points?|objectives?|outcome measures?|outcomes?|measures?|goals?|aims?)\b(?P<rest>[^.;]{0,160})",
    re.I,
)
_PRIMARY_BEHIND = lean(
    r"(?:[^.;]|\.(?! (?-i:[A-Z]))){0,110}?(?:,? (?:was|is|as|were|are)|,|\() ?(?:the |its |a )?(?:(?:trial|study)'s )?(?P<other>other )?(?:dual |co-)?primary (?:efficacy )?(?:end ?points?|measures?|outcomes?|objectives?)",
    re.I,
)
_OTHER = lean(r"\b(?:key )?secondary\b|\bexploratory\b|\bassess(?:ed|ment)\b|\bsafety\b", re.I)
_SPONSOR = lean(
    r"\b(?:sponsored|conducted|run|led|carried out|undertaken) (?:and funded )?by (?:the )?(?:[^.;,]{3,40}'s? parent(?: company)?,? )?$|\b(?:sponsor|sponsors)(?: is|:| of the (?:trial|study) is)? $",
    re.I,
)
_IS_SPONSOR = lean(
    r"(?:\s(?:conducts|sponsors|runs|conducted|sponsored|ran)\b(?= (?:in|with|at|to) |,|\.| (?:this|the|a|an|its) (?:[\w/,-]+ ){0,6}(?:trial|study)\b))|\s?,? (?:which|who) (?:sponsored|sponsors|conducted|conducts|runs|ran) (?:it|the (?:trial|study))\b|\s?(?:\([^()]{1,40}\)\s?)?(?:,? which )?(?:is|are|was|acts as) (?:the )?sponsor|\s?-sponsored\b|\s?(?:is|are) (?:conducting|running|sponsoring)\b",
    re.I,
)


def design(document: Document, parts: Sequence[Sentence]) -> str | None:
    """The words of design, in the order of the text, joined by commas."""
    found: dict[str, str] = {}
    for sentence in parts:
        for match in _DESIGN.finditer(document.text, sentence.start, sentence.end):
            if _is_of_another(document.text, sentence, match):
                continue
            words = re.sub(r"\s?\([A-Z][\w-]+[®™]?\)", "", " ".join(match[0].split())).lower()
            words = words.replace("(", "").replace(")", "")
            found.setdefault(re.sub(r"\W+", "", words.replace("re", "er"))[:12], words)
        for match in _COMBINED.finditer(document.text, sentence.start, sentence.end):
            drug = " ".join((match["drug"] or match["inset"]).split())
            found.setdefault(f"with{drug[:8]}", f"combination with {drug}")
    ratio = next((m for s in parts if (m := document.search(_RATIO, s))), None)
    if ratio is not None:
        printed = "2:1" if ratio["two"] else f"{ratio['a']}:{ratio['b']}"
        key = next(
            (key for key, words in found.items() if words.startswith("randomi") and not re.search(r"\d", words)), None
        )
        if key is not None:
            found[key] = f"randomized {printed}"
        elif not any(printed in words for words in found.values()):
            found["ratio"] = f"randomized {printed}"
    return ", ".join(dict.fromkeys(found.values())) or None


_COMBINED = lean(
    r"\bcombin(?:ing|es|ed) (?:[\w()/-]+ ){0,4}?with (?:the )?(?P<drug>[^,.;()]{3,60}?)(?= (?:in|for|as|is|was)\b|[,.;()]|$)|\((?:in combination )?with (?P<inset>[a-z][^()]{3,40})\)"
)
# 'among the 23 patients who had received ...' tells of a group within the study
_OF_A_PART = lean(
    r"\b(?:among(?: the)?|of the|in the) (?:\d{1,4}|[a-z-]{3,12}) (?:[\w-]{1,20} )?(?:patients|participants|people|subjects)\s?\Z",
    re.I,
)
_OTHER_TRIALS = lean(r"\b(?:earlier|previous|prior|other|past) (?:clinical )?(?:trials?|stud(?:y|ies))\b", re.I)
_ONE_PATIENT = lean(r"\b(?:one|a|1|two|2) (?:of the )?patients?\b[^.;]{0,90}$", re.I)
_TO_COME = lean(
    r"\b(?:design|plan(?:s|ned|ning)?|start|initiate|consider(?:ed|ing)?|future|potential|upcoming|prepar\w{2,4}|possible)\b[^.;]{0,40}$",
    re.I,
)


def _is_of_another(text: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a word of design speaks of earlier trials, of one patient, of the control drug or of a trial to come."""
    words = match[0].lower()
    before = text[max(sentence.start, match.start() - 110) : match.start()]
    if words.startswith(("pivotal", "registration", "confirmatory")):
        return _TO_COME.search(before) is not None
    if words.startswith(("monotherapy", "single", "given alone")):
        return (
            _OTHER_TRIALS.search(text, sentence.start, sentence.end) is not None
            or _ONE_PATIENT.search(before) is not None
            or (
                not words.endswith("arm")
                and re.match(r" chemotherapy", text[match.end() : match.end() + 14]) is not None
            )
        )
    if words.endswith("combination"):
        return re.search(r"\b(?:the|that|with|against|versus|on) $", before, re.I) is not None
    return False


_LEFT_OUT = lean(r"\b(?:excluded|ineligible|not eligible|not allowed)\b", re.I)


def line_of_therapy(document: Document, parts: Sequence[Sentence]) -> str | None:
    """The line of therapy or the pretreatment, as printed: the first that says which, else that there was some."""
    vague: str | None = None
    for sentence in parts:
        for match in _LINE.finditer(document.text, sentence.start, sentence.end):
            if _LEFT_OUT.search(match[0]) or _OF_A_PART.search(document.text, sentence.start, match.start()):
                continue
            if _ANOTHER.search(document.text, sentence.start, match.start()):
                continue
            words = _END_OF_LINE.sub("", " ".join(_whole_words(document.text, match).split()))
            short = sentence.section == "headline" and _UNTREATED.fullmatch(words)  # the text may give the line
            if not short and not _VAGUE_LINE.fullmatch(words):
                return words
            vague = vague or words
    return vague


def _whole_words(text: str, match: re.Match[str]) -> str:
    """The words of a match without one that its length cuts in two."""
    cut = match[0][-1:].isalnum() and text[match.end() : match.end() + 1].isalnum()
    return match[0].rpartition(" ")[0] if cut else match[0]


_ANOTHER = lean(
    r"\b(?:second|another|further|separate|additional) (?:[Pp]hase [\w/]{1,5} )?(?:clinical )?(?:trial|study)\b[^.;]{0,60}\Z"
)
_END_OF_LINE = lean(r"(?<=.{14}) (?:were|was|are|is|will|can|may) (?!not\b).*")  # where the patients' history ends
_UNTREATED = lean(r"previously[- ]untreated|treatment[- ]na[iï]ve", re.I)
_VAGUE_LINE = lean(r"heavily pre-?treated|newly diagnosed", re.I)


def primary_endpoints(document: Document, mentions: tuple[Endpoint, ...], parts: Sequence[Sentence]) -> tuple[str, ...]:
    """The codes of the primary endpoints that the release names as such."""
    best: tuple[str, ...] = ()
    for sentence in parts:
        codes = tuple(dict.fromkeys(_primary_codes(document, mentions, sentence)))
        if not best or (set(best) < set(codes) and _DUAL.search(document.words(sentence))):
            best = codes
    return best


_DUAL = lean(
    r"\bprimary (?:efficacy )?(?:end ?points|objectives|outcomes)\b", re.I
)  # the first sentence may name but one


def _primary_codes(document: Document, mentions: tuple[Endpoint, ...], sentence: Sentence) -> list[str]:
    inside = [
        m
        for m in mentions
        if sentence.start <= m.start < sentence.end and m.code not in ("follow-up", "SD", "PD", "MR", "NE")
    ]
    codes = []
    for match in _PRIMARY.finditer(document.text, sentence.start, sentence.end):
        stop = _OTHER.search(document.text, match.start("rest"), match.end("rest"))
        end = stop.start() if stop and stop[0].lower().startswith(("key", "second", "explor")) else match.end("rest")
        rest = [m for m in inside if match.start("rest") <= m.start < end]
        near = [
            m for m in rest if m.start - match.end() < 0 and _is_named(document.text[match.start("rest") : m.start])
        ]
        codes += [m.code for m in near]
    for mention in inside:
        behind = _PRIMARY_BEHIND.match(document.text, mention.end, sentence.end)
        if behind is not None and behind["other"]:
            return []  # one of several, of which this sentence names only some
        if behind is not None and not re.search(r"\bsecondary\b|(?<![\w-])\d", behind[0]):
            codes.append(mention.code)
    leading = [code for code in codes if code not in ("CR", "PR", "VGPR", "DOR")]
    return leading or codes


def _is_named(between: str) -> bool:
    """Whether only words of naming stand between 'primary endpoint' and the endpoint."""
    between = PHASE.sub("", between)
    return (
        re.search(
            r"\b(?:compared|versus|resulted|which|results|with a|showed|demonstrat\w*|increased|reduc\w*|in the|\d+(?![- ](?:month|year)))\b",
            between,
            re.I,
        )
        is None
    )


_ITS_TRIAL = lean(
    r"\bplans? to (?:include|add|evaluate|test|study|use)\b[^.;]{0,120}\bin its (?:own )?(?:[\w/-]+ ){0,4}(?:trial|study)\b",
    re.I,
)  # another company's trial that takes the drug up
_PARENT = lean(r"'s? (?:parent|subsidiary|affiliate|partner)\b", re.I)


def sponsor(document: Document, cast: Cast, parts: Sequence[Sentence]) -> str | None:
    """The company that a study is said to be sponsored, conducted or run by."""
    for sentence in parts:
        companies = cast.companies_in(sentence.start, sentence.end)
        if its := document.search(_ITS_TRIAL, sentence):
            before = [name for start, _, name in companies if start < its.start()]
            if before and its.start() - sentence.start < 260:
                return before[-1]
        for start, end, name in companies:
            if _PARENT.match(document.text, end, sentence.end):
                continue
            if _SPONSOR.search(document.text, max(sentence.start, start - 80), start) or _IS_SPONSOR.match(
                document.text, end, sentence.end
            ):
                return name
    return None
