"""The sentences about a study in, its design, line, comparator, endpoints, sponsor, status and disease out.

Each reader looks at the sentences in order and takes the first that says something; words are kept near-literal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract import arms
from kg.extract.cast import Cast
from kg.extract.diseases import Disease, diseases_in, in_plain_case
from kg.extract.document import Document
from kg.extract.endpoints import Endpoint
from kg.extract.prefilter import lean
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
    r"|\b(?:one|two|three|four|\d)(?: (?:or|to) (?:more|two|three|four|\d))? (?:or more )?(?:prior|previous)(?: lines? of)? [^,.;()]{3,70}|\b(?:two|three|one) or more [\w-]*(?:directed|targeted|based)[^,.;()]{3,50}"
    r"|>= ?\d (?:prior |systemic )[\w ]{0,30}(?:therap|treatment|line)\w*(?: behind)?"
    r"|\b(?:progress(?:ed|ion)|relapsed?) (?:on or )?(?:after|following|on) (?:(?:prior|previous|initial|first-line|at least|one|two|a|treatment with) )?[^,.;()]{3,90}|\bonce a [^.;]{5,90} have been used"
    r"|\b(?:previously|who (?:have|had|has) (?:been )?(?:previously )?)(?:treated with|received) (?!an? (?:median|mean))[^,.;()]{3,80}|\bmust have (?:received|failed|progressed (?:on|after)) [^,.;]{3,90}|\b(?:have|had|has) (?:failed|exhausted)(?:,? or (?:be|are|were|is) intolerant to,?| or)? [^,.;()]{3,60}"
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

_TRIAL_OR_DOSING = r"(?:trials?|stud(?:y|ies)|enrol?lment|dosing|development)"
_STATUS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("cleared", lean(r"\b(?:lift(?:s|ed|ing)?|remov(?:es|ed|al of)|released)\b[^.;]{0,30}\bclinical hold\b|\bclinical hold\b[^.;]{0,120}\b(?:(?:has been|was|is|been) (?:\w+ )?(?:lifted|removed)|may (?:resume|proceed))", re.I)),
    ("stopped", lean(r"\benrol?lment in\b[^.;]{0,120}\b(?:has|have|had|was|were) (?:been )?(?:stopped|discontinued|terminated|halted|closed)|\b(?:is|are|was|were|has been|now) (?:being )?closed to (?:further |new )?(?:enrol?lment|accrual|patients)|\bdeprioriti[sz]\w+[^.;]{0,60}\b(?:trial|study)\b", re.I)),
    ("stopped", lean(rf"\b{_TRIAL_OR_DOSING}\b[^.;]{{0,40}}\b(?:is being|is to be|was|were|has been|have been|will be|be|being) (?:discontinued|terminated|halted|stopped|closed)\b(?! treatment| therapy| in \d| by \d| in \w+ patients| in \w+ of| due to (?:an |adverse|side))", re.I)),
    ("stopped", lean(r"\b(?:trials?|stud(?:y|ies))\b[^.;]{0,130}\b(?:has been|have been|is being|are being|will(?: also)? be) (?:discontinued|terminated|halted|stopped|closed|ended)\b(?! in \d| in \w+ patients)", re.I)),
    ("stopped", lean(r"\b(?:is|are) being (?:closed|terminated|wound down)\b|\bwould (?:not|be unlikely to|fail to) (?:meet|achieve|reach) (?:the|its) primary\b|\b(?:discontinu\w+|terminat\w+|stop(?:ped|s|ping)?|halt(?:ed|ing|s)?|ends|ended|closes|closed|closing) (?:the |its |this |enrol\w+ in |further |patient )*(?:[\w-]+ ){0,4}(?:trial|study)\b", re.I)),
    ("paused", lean(r"\b(?:partial )?clinical hold\b(?![^.;]{0,40}lift)|\b(?:paus|suspend)\w*\b[^.;]{0,40}\b(?:enrol|dosing|trial|study|recruit)\w*|\b(?:enrol\w*|trial|study|dosing)\b[^.;]{0,30}\b(?:paus|suspend)ed", re.I)),
    ("reported", lean(r"\b(?:met|meet|meets|meeting|achieved|failed to (?:meet|achieve)|did not (?:meet|achieve)|miss(?:ed)?)\b[^.;]{0,50}\b(?:primary|co-primary|secondary) |\b(?:results?|data|findings?|figures)\b[^.;]{0,90}\b(?:show\w*|demonstrat\w+|present\w+|report\w*|announc\w+|unveil\w+|publish\w+|featur\w+|indicat\w+|included?|include|confirm\w*)|\b(?:announc\w+|present\w+|report\w*|unveil\w*|publish\w*|highlight\w*|showed|yielded)\b[^.;]{0,90}\b(?:results?|data|findings|figures)\b", re.I)),
    ("completed", lean(r"\b(?:treatment of all|all \w+ patients (?:have )?completed|trial (?:is|was|has been) completed?|study (?:is|was|has been) completed?|completion of the (?:trial|study)|completed the (?:trial|study)|completed (?:an? |its |our )?phase [\w/]{1,6} (?:clinical )?(?:trial|study))\b", re.I)),
    ("started", lean(r"\b(?:first|initial) (?:patient|subject|participant|infusion|person)s?\b[^.;]{0,40}\b(?:dosed|treated|enroll?ed|given|randomi[sz]ed|was|has|received)|\b(?:has|have|had)? ?(?:been )?(?:initiat(?:ed|es|ion)|commenc\w+|began|begun|started|opened|opens|launched|start of|initiation of)\b|\bdosing (?:has begun|began)|\bdosing of the first", re.I)),
    ("cleared", lean(r"\b(?:IND|CTA|clinical trial (?:application|authori[sz]ation))\b[^.;]{0,80}\b(?:clear\w*|accept\w*|effect\w*|activ\w*|approv\w*|authori[sz]\w*|proceed|allow\w*|safe)|\b(?:clear\w*|accept\w*|approv\w*|authori[sz]\w*|allow\w*)\b[^.;]{0,60}\b(?:IND|CTA|start the (?:trial|study)|proceed)|\bsees no obstacle\b|\bmay be tested\b", re.I)),
    ("ongoing", lean(r"\b(?:ongoing|on-going|underway|under way|enroll?ing|recruiting|currently|(?:is|are) being (?:conducted|evaluated|studied|assessed|tested|investigated)|is evaluating|evaluates?|are being|completed enrol?lment|enrol?lment (?:(?:of|in) [^.;]{1,60} )?(?:has been|was|is|has) (?:now )?completed?|(?:fully|completely) enrol?led|is in (?:a )?phase|remains? (?:under|in|open|on track)|under (?:study|evaluation|investigation)|enrol?lment (?:continues|is continuing|remains)|continues to (?:enroll?|recruit|develop|evaluate|study|treat)|(?:escalation|dosing|recruitment|study|trial) continues|being recruited|have been filled|make up|takes place)\b", re.I)),
    ("planned", lean(r"\b(?:(?:expects?|plans?|intends?|anticipates?|aims?|means) to (?:start|begin|open|initiate|launch|conduct|dose|commence|enroll?)|is (?:scheduled|planned) to|planned|will (?:start|begin|open|initiate|enroll?)|expected to (?:start|begin|open)|to be (?:initiated|started)|is designed to|will evaluate|will be (?:evaluated|tested|studied|investigated|assessed|combined|added))\b", re.I)),
)  # fmt: skip


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
    r"\bcombin(?:ing|es) (?:[\w()/-]+ ){1,4}?with (?:the )?(?P<drug>[^,.;()]{3,60}?)(?= (?:in|for|as|is|was)\b|[,.;()]|$)|\((?:in combination )?with (?P<inset>[a-z][^()]{3,40})\)"
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
            words = _END_OF_LINE.sub("", " ".join(match[0].split()))
            if not _VAGUE_LINE.fullmatch(words):
                return words
            vague = vague or words
    return vague


_ANOTHER = lean(
    r"\b(?:second|another|further|separate|additional) (?:[Pp]hase [\w/]{1,5} )?(?:clinical )?(?:trial|study)\b[^.;]{0,60}\Z"
)
_END_OF_LINE = lean(r"(?<=.{14}) (?:were|was|are|is|will|can|may) (?!not\b).*")  # where the patients' history ends
_VAGUE_LINE = lean(r"heavily pre-?treated|newly diagnosed", re.I)


def indication(document: Document, parts: Sequence[Sentence]) -> str | None:
    """The disease of a study's patients: the fullest wording among the first sentences that name one."""
    best: str | None = None
    slug = None
    titled = False  # whether the wording is that of a headline, which the text may tell more closely
    for sentence in parts:
        if best is not None and sentence.section == "about":
            break
        found = diseases_in(document, sentence.start, sentence.end)
        chosen = [d for d in found if slug in (None, d.slug) or (titled and best and _is_kind_of(d.text, best))]
        if titled:
            chosen += [
                d
                for d in found
                if d not in chosen
                and any(other.slug == slug for other in _listed(document, d, found))
                and _OF_STUDY.search(document.text, sentence.start, d.start)
            ]
        if chosen and (slug is None or any(d.slug != slug for d in chosen)):
            meant = [d for d in chosen if d.slug != slug and _is_treated(document, sentence, d)]
            slug = (meant or chosen)[0].slug
            chosen = [d for d in chosen if d.slug == slug]
        for disease in chosen:
            words = _without_phase(document, disease.start, disease.text) + _coordinated(document, disease, found)
            if sentence.section == "headline":
                words = in_plain_case(words, disease.slug)
            if best is None or len(words) > len(best):
                best, titled = words, sentence.section == "headline"
    return best


_OF_STUDY = lean(r"\b(?:trial|study|phase)\b", re.I)


def _is_treated(document: Document, sentence: Sentence, disease: Disease) -> bool:
    before = document.text[max(sentence.start, disease.start - 50) : disease.start]
    return re.search(r"\b(?:in|of|with|for|treat\w*)\b[^,.;]{0,40}$", before) is not None


def _is_kind_of(words: str, general: str) -> bool:
    """Whether a disease is a kind of another by its name: 'malignant pleural mesothelioma', 'mesothelioma'."""
    return len(words) > len(general) and words.lower().endswith(" " + general.lower())


_JOINT = lean(r"(?: \([^()]{1,12}\))?,? (?P<word>or) (?:[a-z][\w/-]{2,24} ){0,2}")
_AND_OTHER = lean(
    r"(?: \([^()]{1,12}\))?(?P<words> and other (?:forms of |types of )?(?:[\w'/-]+ ){0,4}?(?:tumou?rs|cancers|malignancies|lymphomas?|leuka?emias?|carcinomas))\b"
)


_NEXT = lean(r"(?: \([^()]{1,40}\))?(?:,? and|,)(?: [a-z][\w/-]{2,24}){0,2} ?")


def _listed(document: Document, disease: Disease, found: list[Disease]) -> list[Disease]:
    """The diseases of a list that goes on behind one and ends in "and": "A, B and C"."""
    chosen: list[Disease] = []
    edge = disease.end
    for other in found:
        if other.start <= edge:
            continue
        gap = document.text[edge : other.start]
        if re.fullmatch(r" \([\w-]*", gap):
            continue  # its abbreviation
        if _NEXT.fullmatch(gap) is None:
            break
        chosen.append(other)
        edge = other.end
        if " and" in gap:
            return chosen
    return []


def _coordinated(document: Document, disease: Disease, found: list[Disease]) -> str:
    """The disease that "or" joins to another, or "and other" to its kind: "ovarian cancer and other solid tumors"."""
    if others := _AND_OTHER.match(document.text, disease.end):
        return others["words"]
    listed = _listed(document, disease, found)
    if len(listed) > 1:
        return document.text[disease.end : listed[-1].end]
    behind = next((other for other in found if other.start > disease.end), None)
    joint = _JOINT.fullmatch(document.text, disease.end, behind.start) if behind else None
    return f" {joint['word']} {behind.text}" if behind and joint and behind.slug != disease.slug else ""


def _without_phase(document: Document, start: int, words: str) -> str:
    """A disease without the number of a phase in front: 'Phase III breast cancer'."""
    lead = re.match(r"(?:I{1,3}|IV)\s", words)
    after_phase = re.search(r"[Pp]hase\s$", document.text[max(0, start - 6) : start]) is not None
    return words[lead.end() :] if lead and after_phase else words


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


_PRECLINICAL = lean(r"\b(?:pre-?clinical|xenograft|animal|in vivo|in vitro)\b", re.I)
_EXPECTED = lean(r"\b(?:expects?|will|plans?|intends?|anticipates?|to be|to)\b[\w ]{0,40}$", re.I)


# what an About section says of a study recurs in every release: it tells that it runs, not what is new of it
_STATUS_TOLD = {
    "stopped": ("headline", "body", "dateline", "about"),
    "ongoing": ("headline", "body", "dateline", "about", "quotation"),
}


def status(
    document: Document, parts: Sequence[Sentence], own: Sequence[Sentence], reported: bool
) -> tuple[str | None, str | None]:
    """The status code of a study and the words behind it; ``reported`` says that results are given.

    Only the sentences that name the study (``own``) can say that it is planned.
    """
    for code, pattern in _STATUS:
        for sentence in own if code == "planned" else parts:
            match = document.search(pattern, sentence)
            if match is None or sentence.section not in _STATUS_TOLD.get(code, ("headline", "body", "dateline")):
                continue
            if code == "reported" and _PRECLINICAL.search(
                document.text, max(sentence.start, match.start() - 40), match.end()
            ):
                continue
            if code == "reported" and _EXPECTED.search(
                document.text, max(sentence.start, match.start() - 50), match.start()
            ):
                continue
            return code, " ".join(match[0].split())[:80]
        if code == "reported" and reported:
            return code, None
    return None, None


_AGAINST = lean(
    r"\b(?:versus|vs\.?|against|relative to|compared (?:with|to)|comparing|in comparison (?:with|to)|comparison (?:with|to)|or(?: to)?(?: receive)?|control (?:group|arm))\s(?:those (?:receiving|treated with|on|in) |treatment with |patients (?:treated with|receiving) |the |either |its |standard[- ]of[- ]care |standard treatment,? )?",
    re.I,
)


def comparator(document: Document, cast: Cast, parts: Sequence[Sentence]) -> tuple[str, tuple[int, int]] | None:
    """The control treatment, its drugs joined by ' + ', and the sentence that names it."""
    best: tuple[str, tuple[int, int]] | None = None
    for sentence in parts:
        if sentence.section not in ("headline", "body", "dateline", "about", "quotation"):
            continue
        found = arms.arm_mentions(document, cast, sentence.start, sentence.end)
        for arm in found:
            if len(parts) > 1 and _ANOTHER_TO_COME.search(document.text, sentence.start, arm.start):
                continue
            if arm.side != "C" or not _is_control(document, sentence, arm, found):
                continue
            words = _spelt(document, regimen(_with_bracket(document.text, arm.start, arm.end)))
            if best is None or _telling(words) > _telling(best[0]):
                best = words, (sentence.start, sentence.end)
    if best is None or _is_vague(best[0]):
        named = _named_control(document, cast, parts) or _adc_comparator(document, cast, parts)
        return named or _placebo(document, parts)
    return best


_CONTROLLED = lean(r"\bplacebo[- ]controlled\b", re.I)


def _placebo(document: Document, parts: Sequence[Sentence]) -> tuple[str, tuple[int, int]] | None:
    """The placebo of a placebo-controlled study that names no other control."""
    told = next((sentence for sentence in parts if document.search(_CONTROLLED, sentence)), None)
    return ("placebo", (told.start, told.end)) if told else None


# the control arm with its drugs in brackets or in apposition
_CONTROL = r"\b(?:comparator|control)(?: (?:arm|group|treatment|regimen|drugs?|therapy|therapies))?s?"
_NAMED_CONTROL = (
    lean(rf"{_CONTROL} \((?P<what>(?!n ?=)[^()]{{4,120}})\)", re.I),
    lean(
        rf"{_CONTROL}(?:, (?:which (?:is|was) )?| of | consisting of | being )(?P<what>[^.;,()]{{4,90}}?)(?=[.;,()]| in | for | after |$)",
        re.I,
    ),
)


def _named_control(document: Document, cast: Cast, parts: Sequence[Sentence]) -> tuple[str, tuple[int, int]] | None:
    """The drugs that stand in brackets or in apposition behind the words for the control arm."""
    for sentence in parts:
        for pattern in _NAMED_CONTROL:
            match = document.search(pattern, sentence)
            if match is None:
                continue
            named = arms.arm_mentions(document, cast, *match.span("what"))
            if named and all(arm.side == "C" for arm in named):
                return regimen(match["what"]), (sentence.start, sentence.end)
    return None


def _spelt(document: Document, words: str) -> str:
    """An abbreviation that the text itself explains, with its long form: "physician's choice (PC)"."""
    long = next((long for long, short in document.abbreviations.items() if short == words), None)
    return f"{long} ({words})" if long else words


def _with_bracket(text: str, start: int, end: int) -> str:
    """The words of a regimen, with the bracket that closes what it opened."""
    words = text[start:end]
    return words + ")" if words.count("(") > words.count(")") else words


def _adc_comparator(document: Document, cast: Cast, parts: Sequence[Sentence]) -> tuple[str, tuple[int, int]] | None:
    """A conjugate that the release's own is compared with."""
    for sentence in parts:
        for player in cast.comparators:
            against = re.search(
                r"\b(?:versus|vs\.?|against|compar(?:ed|es?|ing|ison)|head-to-head|than)\b",
                document.words(sentence),
                re.I,
            )
            if against and any(sentence.start <= start < sentence.end for start, _ in player.spans):
                return player.name, (sentence.start, sentence.end)
    return None


_BETWEEN = lean(
    r"(?:[~\d.]{1,6}\s?(?:%|percent|months?|weeks)?\s?(?:\([^()]{0,60}\)\s?)?(?:for|with|in|on|among)\s)?(?:those |patients )?(?:receiving |treated with |given |the |in |on )*[\w-]{0,12}\s?",
    re.I,
)


_ANOTHER_TO_COME = lean(
    r"\b(?:plans?|intends?|expects?|proposes?) to (?:initiate|start|begin|conduct|open|launch) an? (?:[\w/-]+ ){0,6}?(?:trial|study)\b",
    re.I,
)
_ITS_ARM = lean(r" (?:control|comparator) (?:arm|group)\b", re.I)


def _is_control(document: Document, sentence: Sentence, arm: arms.ArmMention, found: list[arms.ArmMention]) -> bool:
    before = document.text[max(sentence.start, arm.start - 60) : arm.start]
    if _ITS_ARM.match(document.text, arm.end, sentence.end):
        return True
    match = max(_AGAINST.finditer(before), key=lambda found: found.start(), default=None)
    if match is None or _BETWEEN.fullmatch(before, match.end()) is None:
        return _is_compared_with(document, sentence, arm, found)
    if match[0].lower().startswith("or"):
        head = document.text[sentence.start : arm.start]
        return re.search(r"\brandomi[sz]|\bassigned|\breceive", head, re.I) is not None and any(
            a.side == "T" and a.end < arm.start for a in found
        )
    return not re.search(r"\b(?:historical|previously reported|published)\b", document.words(sentence), re.I)


def _telling(words: str) -> int:
    """How much the words for a control treatment say: its drugs or who chose it, chemotherapy at large, just a role."""
    if _is_vague(words):
        return 0
    return 1 if re.fullmatch(r"(?:standard |single-agent )*chemo(?:therapy)?", words, re.I) else 2


_WITH = lean(
    r"(?: ?\([^()]{1,40}\))?(?:,? (?:(?:given|used|administered|taken|dosed) )?(?:as (?:an? )?(?:single agent|monotherapy|[\w-]+ therapy|[\w-]+ treatment)|alone|weekly|every [\w ]{3,16})(?: \([^()]{1,40}\))?)?,? (?:with|to|with that of|against) (?:the |either )?",
    re.I,
)


def _is_compared_with(
    document: Document, sentence: Sentence, arm: arms.ArmMention, found: list[arms.ArmMention]
) -> bool:
    """'The trial compared X plus Y with Y alone'."""
    left = next((a for a in reversed(found) if a.end <= arm.start and a.side == "T"), None)
    if left is None or _WITH.fullmatch(document.text, left.end, arm.start) is None:
        return False
    return re.search(r"\bcompar\w+\b", document.text[sentence.start : left.start], re.I) is not None


def _is_vague(words: str) -> bool:
    return (
        re.fullmatch(
            r"(?:the )?(?:control|comparator|reference|standard)(?:[ -](?:arm|group|regimen|of care|treatment).*)?|soc",
            words,
            re.I,
        )
        is not None
    )


def regimen(words: str) -> str:
    """A regimen with its drugs joined by ' + '.

    >>> regimen("Herceptin plus chemotherapy (docetaxel)")
    'Herceptin + chemotherapy (docetaxel)'
    """
    plain = re.sub(r"\s?\b(?:plus|in combination with|combined with)\b\s?|\s?\+\s?", " + ", " ".join(words.split()))
    plain = re.sub(r"^(?:the |an? )|\s(?:arm|group|alone)$", "", plain, flags=re.I)
    return plain + ")" * (plain.count("(") - plain.count(")"))


_END_OF_DRUG = lean(
    r"\b(?:discontinu(?:es?|ed|ing|e|ation of)|terminat(?:es?|ed|ing|ion of)|stop(?:s|ped|ping)?|halt(?:s|ed|ing)?|ceas(?:es?|ed|ing)|abandon(?:s|ed|ing)?)"
    r" (?:the |its |all |further |clinical )*(?:development|program(?:me)?)(?: of| for)? (?:the |its )?",
    re.I,
)
_NOT_ENDED = lean(
    r"\b(?:not|no|never|may|might|could|would|if|risk|previously|earlier|in (?:19|20)\d\d)\b[^.;]{0,60}$", re.I
)


def end_of_development(document: Document, cast: Cast, compound: str | None) -> str | None:
    """The words that end the development of a study's drug: "has elected to discontinue development of X"."""
    for sentence in document.sentences:
        if sentence.section not in ("headline", "dateline", "body"):
            continue
        match = document.search(_END_OF_DRUG, sentence)
        if match is None or _NOT_ENDED.search(document.text[sentence.start : match.start()]):
            continue
        if any(
            start == match.end() and name == compound
            for start, _, name in cast.compounds_in(sentence.start, sentence.end)
        ):
            return " ".join(match[0].split())
    return None
