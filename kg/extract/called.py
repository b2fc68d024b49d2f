"""A document in, the codes that its words call an antibody-drug conjugate out.

A code is called one by the class behind it or before it, alone or in a list ("the ADCs XYZ-1, XYZ-2 and XYZ-3"), by a
bracket ("XYZ-1 (BCMA-ADC)"), or by what it is said to be made of ("XYZ-1 is composed of an antibody ... linked to").
The words of a sentence are read with every code and every conjugate's name replaced by the sign ``#`` and a number.

>>> [m["one"] for m in APPOSED.finditer("#0 and #1, a first-in-class ADC, were compared with #2, a bispecific antibody")]
['#1']
>>> [m["many"] for m in APPOSED.finditer("#0 and #1, two ADCs")], [m["many"] for m in ANNOUNCED.finditer("ADCs such as #0 and #1")]
(['#0 and #1'], ['#0 and #1'])
>>> bool(MADE_OF.search("#0 is composed of an antibody conjugated through a linker to ABC, a cytotoxin"))
True
"""

from __future__ import annotations

import re

from kg.extract import names
from kg.extract.document import Document
from kg.extract.prefilter import lean
from kg.model import Sentence

_ONE = (
    r"(?:(?i:antibody[- ]?drug[- ]?conjugate)|(?:[\w-]{1,12}-)?ADC|[Ii]mmuno-?conjugate|[Aa]ntibody[- ]conjugate|ATAC|Tumor-Activated Prodrug"
    r"|(?:TAP|ATAC|PDC|Dolaflexin|Dolasynthen|Immunosynthen|DXd) (?:compound|candidate|product)|THIOMAB drug conjugate|armed antibody"
    r"|[Aa]ntibody[- ](?:targeted amanitin|maytansinoid) conjugate|(?:Probody|[Mm]asked antibody) drug[- ]conjugate"
    r"|drug conjugate of an? (?:[\w-]{2,24} ){0,4}antibody)"
)
_MANY = (
    r"(?:(?i:antibody[- ]?drug[- ]?conjugates)|ADCs|[Ii]mmuno-?conjugates|[Aa]ntibody[- ]conjugates|ATACs|Tumor-Activated Prodrugs"
    r"|(?:TAP|ATAC|PDC|Dolaflexin|Dolasynthen|Immunosynthen|DXd|ADC) (?:compounds|candidates|products|programm?e?s|assets|therapies)|armed antibodies"
    r"|[Aa]ntibody[- ](?:targeted amanitin|maytansinoid) conjugates|(?i:antibody[- ]drug[- ]conjugate) (?:candidates|programm?e?s))"
)
_BRACKET = r"(?: \([^()]{1,60}\))?"
_AND = r"(?:,? and (?:the )?|,? or |,? as well as |, |/| & )"
_SAID = r"(?:,? (?:which|that|whose|an?|in|for|meant|designed|intended|directed|targeting|now|currently|both) [^,;.#]{3,60})?"  # what a list says of one of its items
_LIST = rf"#\d+{_BRACKET}(?:{_AND}#\d+{_BRACKET}){{0,7}}"
_TOLD_LIST = rf"#\d+{_BRACKET}{_SAID}(?:{_AND}#\d+{_BRACKET}{_SAID}){{0,7}}"
# adjectives before the class; words that would begin another thing stand in no apposition
_FILL = (
    r"(?:(?!(?:with|in|for|to|by|after|than|from|versus|being|combination|company|using|via|through|and an?|and the|that|which|not|no|unlike)\b)"
    r"(?:[\w/'\"+.-]{1,30},?|\([\w/+ -]{1,30}\)-?[\w-]{0,12}) ){0,10}?"
)
_TIE = r"(?:,| is| was| are| were| becomes| represents|:| -+) (?:(?:the|our|its|his|another|both|two|three|four|all|one of|each) ){0,2}(?:[Cc]ompany's )?"
APPOSED = lean(
    rf"(?:(?P<many>{_LIST}){_TIE}{_FILL}{_MANY}|(?P<one>#\d+){_BRACKET}(?:,? (?:formerly|previously|also|now)\b[^,;.]{{0,60}}(?=,))?{_TIE}{_FILL}{_ONE})(?![\w-])(?! technolog| platform| compan| develop)"
)
ANNOUNCED = lean(
    rf"(?<![\w-])(?:{_MANY}{_BRACKET}(?: candidates| products| programm?e?s| compounds| therapies)?(?:,| -+|:)?"
    rf" (?:(?:such as|like|including|includes?|comprise|are|namely|called|named|known as|designated) )?(?P<many>{_TOLD_LIST})"
    rf"|{_ONE}{_BRACKET}(?: (?:candidate|product|programm?e?|compound|therapy|drug|asset))?,?(?: called| named| known as| designated| code-named)?"
    rf" \(?(?P<one>#\d+)|[Cc]onjugate \((?P<bracket>#\d+)\))(?!\d)"
)
BRACKETED = lean(rf"(?P<one>#\d+) \((?:[^()#]{{0,60}}[ ,;-])?{_ONE}(?![\w-])")
BEFORE_CLASS = lean(r"(?P<one>#\d+) (?:ADC|antibody[- ]drug conjugate)\b(?! technology| platform)")
_SUBJECT = r"(?P<one>#\d+)(?:,? which| that)?(?: \w{2,9}ly| also| itself)?"
MADE_OF = lean(
    rf"{_SUBJECT} (?:is |was |has been )?(?:an? (?:[\w/-]+ ){{0,5}}antibody\b|composed|consist|compris|made (?:up )?(?:of|from)|built|combin|join|link|coupl|contain|us(?:es|ing)|conjugat|fus)"
    r"\w*[^.;]{0,160}?\b(?:link(?:ed|ing|er)|conjugated|attached|coupled|joined|bound|armed|loaded|payload|warhead|cytotox\w+|toxin|cell-killing)\b"
)
CARRIES = lean(
    rf"{_SUBJECT} (?:carr(?:ies|ying)|delivers?|releases?|bears?|is (?:armed|loaded|linked|conjugated|attached)|(?:armed|loaded|linked|conjugated)) (?P<what>[^.;#]{{0,80}})"
)
_ANTIBODY = lean(r"\b(?:antibod(?:y|ies)|mAb|IgG\d?)\b")
_POISON = lean(
    r"\b(?:cytotoxi\w+|toxin|chemotherap\w+|cell-killing|maytansin\w*|auristatin|inhibitor|payload|warhead|[Pp]otent drug|anticancer agent)\b"
)
_TOXIN = lean(
    r"\b(?:PBDs?|pyrrolobenzodiazepines?|maytansin\w*|auristatins?|calicheamicin|camptothecin|duocarmycin|am[ao]nitin|tubulysin|hemiasterlin|exatecan|deruxtecan|MMA[EF]"
    r"|DM[1-4]|anthracycline|topoisomerase (?:I|1) inhibitor (?:payload|toxin)|(?:tubulin|microtubule) inhibitor (?:payload|toxin))\b"
)
# what an antibody may be joined to without being an antibody-drug conjugate
_OTHER_CARGO = lean(
    r"\b(?:radio\w*|isotopes?|yttrium|iodine|lutetium|actinium|siRNAs?|RNA|oligonucleotides?|interleukin|cytokine|enzyme|exotoxin|CAR|T[- ]cells?|bispecific antibody"
    r"|PEG\w*|pegylated|albumin|fluoresc\w+|nanoparticles?|lipid|vaccine|\w+-?13[17]|\w+-90)\b"
)
_ANYTHING = lean(
    rf"{_ONE}|{_MANY}|[Cc]onjugate|\b(?:link|conjugated|attached|coupled|payload|warhead|cytotox|toxin|armed|loaded|carr(?:y|ies)|delivers?|releases?)"
)


def called(document: Document) -> list[str]:
    """The codes that a document calls a conjugate, each once as first printed, in order."""
    found: list[str] = []
    for sentence in document.sentences:
        if sentence.section not in ("legal", "contact") and document.search(_ANYTHING, sentence):
            found += _in_sentence(document, sentence)
    shorts = {short for long, short in document.abbreviations.items() if " " in long and not names.inn(long)}
    return [code for code in dict.fromkeys(found) if not names.is_no_code(code) and code not in shorts]


def _in_sentence(document: Document, sentence: Sentence) -> list[str]:
    masked, codes = _masked(document.words(sentence))
    if not codes:
        return []
    numbers: list[str] = []
    for pattern in (APPOSED, ANNOUNCED, BRACKETED):
        for match in pattern.finditer(masked):
            numbers += re.findall(r"#(\d+)", match[match.lastgroup or 0])
    for match in BEFORE_CLASS.finditer(masked):
        if _is_no_antigen(codes[int(match["one"][1:])]):
            numbers.append(match["one"][1:])
    numbers += _composed(document, sentence, masked)
    numbers += _siblings(masked, codes, numbers)
    return [codes[int(number)] for number in numbers]


_TOGETHER = lean(
    rf"\b(?:candidates|programm?e?s|compounds|products|assets|molecules|[Ll]icen[sc]e (?:agreement )?for|rights to|option on|[Oo]ptions for) (?P<many>{_TOLD_LIST})"
)


def _siblings(masked: str, codes: list[str], called: list[str]) -> list[str]:
    """The codes that stand in one list with one that is called a conjugate and begin with the same letters."""
    letters = {re.split(r"[^A-Za-z]", codes[int(number)])[0] for number in called}
    return [
        number
        for match in _TOGETHER.finditer(masked)
        if any(number in called for number in re.findall(r"#(\d+)", match["many"]))
        for number in re.findall(r"#(\d+)", match["many"])
        if re.split(r"[^A-Za-z]", codes[int(number)])[0] in letters
    ]


def _composed(document: Document, sentence: Sentence, masked: str) -> list[str]:
    """The codes that a sentence says are an antibody joined to a cytotoxic drug, or to carry one."""
    if _OTHER_CARGO.search(masked):
        return []
    found: list[str] = []
    poison = _POISON.search(masked) or document.within(sentence.start, sentence.end, "payload")
    if poison and _ANTIBODY.search(masked):
        found += [match["one"][1:] for match in MADE_OF.finditer(masked)]
    found += [match["one"][1:] for match in CARRIES.finditer(masked) if _TOXIN.search(match["what"])]
    return found


def _is_no_antigen(code: str) -> bool:
    """Whether a code in front of the bare class is a company's: antigens are capitals with one or two figures."""
    return re.fullmatch(r"[A-Z]{3,6}\d{1,2}", code) is None


def _masked(words: str) -> tuple[str, list[str]]:
    """A sentence with every code and every name of two words as a sign, and what stood there by number."""
    places = [
        (m.start(), m.end())
        for m in names.CODE_NAME.finditer(words)
        if not names.is_no_code(m[0].removesuffix("-ADC")) and not names.is_no_code(m[0])
    ]
    places += [(start, end) for start, end, _ in names.decoded(words)]
    codes: list[str] = []
    pieces: list[str] = []
    at = 0
    for start, end in sorted(places):
        if start >= at:
            pieces += [words[at:start], f"#{len(codes)}"]
            codes.append(words[start:end])
            at = end
    return "".join(pieces) + words[at:], codes


_THE_CLASS = lean(
    r"\b[Tt]h(?:e|is) (?:investigational |novel |experimental )?(?:ADC|antibody[- ]drug conjugate|immunoconjugate|conjugate)\b"
    r"(?! technolog| platform| field| space| pipeline| landscape| compan| market| program| portfolio| franchise|-)"
)


def titled(document: Document) -> list[names.Hit]:
    """The places of the one code of the headlines, for texts that call nothing a conjugate.

    The headlines, or the text with "the ADC", must then speak of an antibody-drug conjugate.
    """
    words = "\n".join(document.words(s) for _, s in document.in_sections("headline"))
    codes = {match[0] for match in names.CODE_NAME.finditer(words) if not names.is_no_code(match[0])}
    told = any(document.search(_THE_CLASS, s) for _, s in document.in_sections("body", "quotation"))
    if len(codes) != 1 or not (told or re.search(rf"{_ONE}|{_MANY}", words)):
        return []
    return names.everywhere(document.text, codes.pop())
