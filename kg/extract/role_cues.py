"""What ties a company to a conjugate, as patterns over masked sentences.

In a masked sentence a company is ``@`` and its number, the conjugate at hand ``#``, any other conjugate ``%``; tickers and
other brackets are gone.  Each pattern names the companies it ties in groups ``who``, ``who2`` ... and ``also``.

>>> [m["who"] for m in BY.finditer("# was created by @1 and is in global development by @2")]
['@1', '@2']
>>> ACTIVE.search("@0 and @1 are co-developing # together")["also"]
'@1'
>>> SUPPLY.search("# utilizes @0's targeting technology")["who"]
'@0'
"""

from __future__ import annotations

import re

from kg.extract.prefilter import lean


def _who(number: str = "") -> str:
    return rf"(?P<who{number}>@\d+)"


_ALSO = (
    r"(?:(?:,| and| &|/|, and| or|, Inc\.| with) ?(?:its (?:partner|collaborator)s? |partner |the )?(?P<also>@\d+))?"
)
_FILL = r"(?:(?!@|#|%|;|\bwhile\b|\bwhereas\b)[^.]){0,60}?"

# "is being developed by", "wholly owned by", "a trial conducted by"
BY = lean(
    r"\b(?:co-?)?(?:develop(?:ed|ment)|created|discovered|invented|designed|conceived|advanced|marketed|commerciali[sz]ed|owned"
    r"|conducted|(?<!co-)sponsored|run|testing|tested|evaluated|studied|clinical trials|investigated|in-licensed|progress(?:ed)?|candidate|programs?|sold|distributed|promoted|sponsorship) "
    rf"(?:(?:in|outside|across|for) (?:the )?[A-Z][\w ]{{1,30}} )?(?:\w+ly |world-?wide )?(?:jointly )?(?:by|at) (?:the )?(?:our |its )?(?:(?:partner|collaborator|licensee)s?,? )?{_who()}{_ALSO}"
)
# "is developing", "initiated a Phase 2 trial of"
ACTIVE = lean(
    rf"{_who()}{_ALSO},?(?: which| who)?(?: (?:are|is|has been|have been|was|has|have|had|plans? to|expects? to|intends? to|will|today"
    r"|also|now|currently|jointly|actively|recently|initially|successfully|continues? to|keeps? on|agreed to)){0,4}"
    r" (?:co-?|jointly )?(?:develop(?:s|ing|ed)?|conduct(?:s|ing|ed)?|evaluat(?:es?|ing|ed)|investigat(?:es?|ing|ed)|stud(?:ies|ying|ied)|test(?:s|ing)?|run(?:s|ning)?|sponsor(?:s|ing|ed)?"
    r"|initiat(?:e[sd]?|ing)|start(?:s|ed|ing)?|open(?:s|ed)|launch(?:es|ed)|creat(?:ed|es)|own(?:s|ed)|advanc(?:es?|ed|ing)|dosed|submit(?:s|ted)?"
    r"|filed|stop(?:s|ped|ping)|discontinu(?:ed|es|ing)|halt(?:s|ed)|mov(?:es?|ed|ing)|market(?:s|ing)|began|begin(?:s|ning)?"
    r"|commerciali[sz](?:es?|ing)|retains?|keeps?|holds?|begun|proposed|(?:is |be |remains )?responsible for|lead(?:s|ing)?|means to"
    r"|receiv(?:es?|ed) (?:\w+ ){0,3}(?:approval|authori[sz]ation|clearance)|complet(?:ed|es)|treat(?:ed|s)|enrol(?:l)?(?:ed|s|ing))\b"
    rf"(?P<rest>{_FILL}[^.;]{{0,90}}?)(?P<drug>#|%|$)"
)
# "# is the second ADC that @0 is developing"
RELATIVE = lean(
    rf"# (?:is|was) (?:an?|the) [^.;@%]{{0,70}}?(?:that |which )?{_who()}(?: (?:is|are|has|have|was|were|plans to|jointly|currently|also)){{0,3}} (?:co-?)?(?:develop|advanc|evaluat|test)\w+"
)
# "@0's #", with words for the thing between
OWN = lean(
    rf"{_who()}(?: and (?P<also>@\d+))?(?:'s|'|s')"
    r" (?:(?!antibod(?!y[- ]drug)|technolog|platform|linker|payload|DM\d|agent|initiation|submission|IND\b|partner|TAP\b|collab|announce|shares|stock|expertise"
    r"|head|chief|president|ADC tech|proprietary ADC tech)[\w/,'.-]+ ){0,7}?(?P<drug>#|%)"
)
APPOSED = lean(
    rf"#(?: \([^()]{{0,40}}\))?, {_who()}(?:'s|'|s') (?:[\w/,'-]+ ){{0,6}}?(?:ADCs?|antibody[- ]drug conjugates?|conjugate|candidate|compound|product|drug|programm?e|medicine)\b(?! tech| plat)"
)
# "the application of @0 and @1 for #", "the BLA of @0"
FILED = lean(
    rf"\b(?:[Aa]pplications?|[Ss]ubmissions?|[Ff]ilings?|BLA|s?NDA|MAA|IND)\)? (?:of|from|by) {_who()}(?:,? and (?P<also>@\d+))?[^.;%@]{{0,160}}#"
)
# "@0 grants @1 an exclusive licence to #": the giver made it; "@0 has out-licensed # to @1"
GRANTOR = lean(
    rf"{_who()} (?:has |have |had |will )?(?:grant(?:s|ed)?|gives?|gave|award(?:s|ed)?) @\d+(?: (?:(?!technolog|platform|linker|payload|@|%)[^.;]){{0,80}}?) #"
    rf"|{_who('2')} (?:has |have |had |will )?(?:out-?|sub-?)?licen[sc]e[sd]? #[^.;@%]{{0,60}} to @\d+"
    rf"|@\d+ (?:has |have |had |will )?(?:pays?|paid) {_who('3')} [^.;@%]{{0,80}} for (?:the )?(?:[\w-]+ ){{0,3}}?rights to [^.;@]{{0,60}}#"
)
GRANTEE = lean(
    rf"@\d+ (?:has |have |had |will )?(?:grant(?:s|ed)?|gives?|gave|award(?:s|ed)?) {_who()}(?: (?:(?!technolog|platform|linker|payload|option|@|%)[^.;]){{0,80}}?) #"
)
# rights that come back: regained from one company, returned by another
# a company that another one buys, and one whose purchase brought the conjugate
BUYS = lean(
    rf"{_who()},?(?: (?:has|have|will|is|are|to|today|completes?|completed|agreed|agrees|announced|that|it|the|definitive|agreement|entered|into|a|plans?)){{0,8}} (?i:acquir(?:e[sd]?|ing)|acquisition of|buy(?:s|ing)?|bought|purchased?)(?: all(?: of)?(?: the)?(?: outstanding)? (?:shares|stock|equity)(?: of| in))? {_who('2')}(?!'s|'| interest| stake| shares)"
)
BOUGHT_BY = lean(rf"{_who('2')}[^.;@#]{{0,60}} (?:be|been|was|is) (?:acquired|bought|purchased|taken over) by {_who()}")
CAME_WITH = lean(
    rf"#[^.;%@]{{0,90}}(?:@\d+[^.;%@]{{0,60}})?(?:acquisition of|acquired(?: with)?|bought|takeover of|purchase of) {_who()}"
)
RETURNED = lean(
    rf"\b(?:regain\w*|re-?acquir\w*|recover\w*|reclaim\w*|reversion|return) [^.;@%]{{0,80}} (?:from|by) {_who()}"
    rf"|{_who('2')} (?:has |have |had |will )?(?:returned|return|handed back|gives? back|gave back|terminated|relinquish\w*) [^.;@%]{{0,60}}(?:rights|licen[sc]e|#|agreement|collaboration)"
)
ENTITLED = lean(rf"{_who()} (?:is|are|was|were|will be) entitled to (?:co-?)?(?:promot|market|commerciali|develop)\w*")
EXERCISED = lean(rf"{_who()} (?:has |have )?exercised (?:its|an?|the)[^.;@%]{{0,40}}? option (?!to co-)")
LICENSEE = lean(rf"\b(?:its|our|the company's) licen[sc]ees?,? {_who()}|{_who('2')},? (?:its|our|a) licen[sc]ee\b")
OWN_EVENT = lean(
    rf"{_who()}'s?s? (?:(?:planned|successful|recent) )?(?:initiation|submission|start|dosing|advancement|development|filing|clinical trial|trial|study"
    r"|evaluation|Investigational|IND|decision)\b[^.;@]{0,120}?(?P<drug>#|%)"
)
OF = lean(
    rf"(?<!than the )(?<!versus the )(?<!against the )\b(?:ADC|conjugate|compound|product|drug|programmes?|antibody-drug conjugate) of (?:the )?{_who()}{_ALSO}"
    rf"|{_who('2')}(?:'s|')? and (?P<also2>@\d+)(?:'s|')? (?:[\w-]+ ){{0,4}}(?:ADC|antibody[- ]drug conjugate)\b(?! tech| coll)"
)
# two companies together
JOINT = lean(
    rf"{_who()}(?:,| and|/| &) ?(?P<also>@\d+)[^.;@%]{{0,90}}\b(?:joint(?:ly)?|together|co-?develop\w*|co-?promot\w*|equally|both companies|50:50)\b"
)
CO_WITH = lean(
    rf"\b(?:co-?(?:develop(?:ed|ing|ment)?|commerciali[sz]\w+)|jointly develop\w*|developed (?:jointly|together|(?=in (?:collaboration|partnership))))\b[^.;@]{{0,60}}? (?:jointly with|in (?:collaboration|partnership) with|with|together with) (?:its partner |partner )?{_who()}"
    rf"|\bco-?develop(?:ed|ing|ment)?\b[^.;@]{{0,40}}? (?:by|between) {_who('2')} and (?P<also>@\d+)"
)
# "licensed to", "has exclusive rights"
RIGHTS = lean(
    r"(?:licen[sc]ed|out-licen[sc]ed|sub-?licen[sc]ed|handed|transferred|assigned|granted|(?<!royalty )rights? (?:\w+ ){0,4})(?: (?:(?!royalt)[^.;@]){0,40})?"
    rf" to {_who()}"
    rf"|{_who('3')} (?:[Ii]n-?[Ll]icen[sc]es\b|(?:will |is to |has agreed to )?(?:mak(?:es?|ing)|pays?|paid) (?:@\d+ )?[^.;@]{{0,80}}? for (?:the )?(?:[\w-]+ ){{0,3}}?rights)"
    rf"|{_who('2')} (?:will |would |is to |shall )?(?:has|have|had|holds?|acquires?|acquired|obtains?|obtained|receives?|received|gets|gained|gains|bags|is gaining|took|secures?|secured|licen[sc]ed|in-licen[sc]ed)(?: the| an?)?"
    r"(?:(?!grant|return|terminat|relinquish|transferr|royalt|\bsold|out-licen)[^.;@]){0,60}?(?<!royalty )(?:rights|right(?= to (?:co-)?(?:develop|commerciali|market|promot|sell))|licen[sc]e)\b(?! fees?| pay| to @| agreement)"
)
LICENSOR = lean(
    rf"licen[sc]ed (?:[^.;@]{{0,40}} )?to @\d+ by {_who()}"
    rf"|\b[Ii]n-?[Ll]icen[sc](?:es|ed|ing) (?:(?!technolog|antibody (?!#)|linker|payload)[^.;@]){{0,60}}?from {_who('2')}"
)
# who gave the right to the conjugate, a part of it or the technology behind it: never "licensed to us by"
GAVE_RIGHTS = lean(
    rf"\b(?:in-)?licen[sc](?:es|ed|ing)(?! to\b)(?: (?:(?!@|%|;|\band\b)[^.]){{0,70}}?)? from {_who()}"
    rf"|\bunder (?:an? |the )?(?:[\w-]+ ){{0,3}}?licen[sc]e from {_who('2')}"
)
# what a conjugate is made of, so that a licence of it is one for the conjugate
PART = lean(
    r"\b(?:payload|linker|toxin|DM[134]|MMA[EF]|DXd|PBD|SN-38|amanitin|auristatin|maytansin\w*|calicheamicin|(?:ADC|conjugat\w+) technolog\w+|the antibody)\b"
)
# "@0 granted @1 a licence", "@1 is co-funding the trial"
GRANTED = lean(
    r"@\d+ (?:has |had )?(?:grant(?:s|ed|ing)|gave|gives|awarded) "
    rf"{_who()}(?: (?:an?|the|its))? (?:(?!@|%)[^.;]){{0,70}}?(?:licen[sc]e|rights)\b"
    rf"|{_who('2')}(?:,[^,@.;]{{0,60}},)? (?:is |are |was |will |has been )?(?:be )?(?:co-?fund(?:s|ed|ing)?|jointly fund(?:s|ed|ing)?)\b"
    rf"|\b(?:co-?funded|jointly funded) by (?:the )?{_who('3')}"
)
# "@1, a joint venture of @2 and @3": who owns a company develops with it
JOINT_VENTURE = lean(
    rf"{_who()}(?:,| is)? (?:(?:is|was) )?an? (?:[\w:/-]+ ){{0,3}}joint venture[^.;@#%]{{0,60}}? (?:of|by|between|with|from) (?:affiliates of |subsidiaries of )?{_who('2')}(?:,| and) (?:affiliates of )?(?P<also>@\d+)"
)
# "@0 announced that the first patient was dosed in its trial of #"
ITS = lean(
    rf"{_who()}(?=[ ,])[^@%#;]{{0,220}}?\bits(?: own)? (?:(?!partner|collaborat|licen|technolog|platform|antibody )[\w/'-]{{1,20}} ){{0,8}}#"
)
# a company develops one conjugate and, in the same list, the one at hand
LISTED = lean(
    rf"{_who()}(?: (?:is|are|has|also|currently|now|continues? to|plans? to|will)){{0,3}} (?:co-?)?develop(?:s|ing|ed)? [^.;@#]{{0,20}}%[^.;@#]{{0,160}}[,;]? and #"
)
OPTION = lean(
    rf"{_who()} (?:has|have|holds?|had|exercis\w+|secure[sd]?|took|takes|obtain(?:s|ed)|acquire[sd]?|receive[sd]?|gain(?:s|ed)|gets|got|was granted|(?:will|is to) (?:have|get|receive|obtain)|may)(?! grant)[^.;@]{{0,50}}?\b(?:option|opt)\b(?! (?:purchase|exercise|fee|payment))(?P<co>[^.;@]{{0,20}}co-?develop)?"
    rf"|(?:option|opts?)\b[^.;@]{{0,60}}?(?:to|by|with) {_who('2')}|pass to {_who('3')}|{_who('4')} opts? in|\b(?:gives?|gave|grant(?:s|ed)) {_who('5')} (?:an?|the) [^.;@]{{0,30}}?option\b"
)
# technology, antibody or payload of a company
SUPPLY = lean(
    r"(?:using|us(?:es|ed)|utili[sz](?:es|ing|ed)|with|applies|incorporat\w+|based on|employ\w+|of|and|plus|includ\w+|through|via|pairs|combin(?:es|ing)|coupl(?:es|ing)|joins|unites)(?: the)?(?: use of)?"
    rf"(?: proprietary)? {_who()}(?:'s|'|s')?"
    r" (?:[\w/()+-]+ ){0,6}?(?:technolog(?:y|ies)|platform|antibody|linkers?|agent|payload|cell[- ]killing|warhead|DM1|DM4|DXd|MMAE|drug-linker)\b"
    r"|(?:technolog(?:y|ies)|platform|antibody(?![- ]drug| conj)|payload|linker)[^.;@]{0,40}? (?:from|of|by|in-?licensed from|licensed from|developed by|supplied by"
    rf"|provided by) (?:partner )?{_who('2')}"
    rf"|{_who('3')} (?:(?:will|would|is to|agreed to) (?:supply|provide|contribute)|suppl(?:ies|ied|y)|provid(?:es|ed)|manufactur(?:es|ed)|contribut(?:es|ed))\b"
)
EARNS = lean(
    rf"{_who()}(?: \w+){{0,5}} (?:earns?|earned|receiv(?:es?|ed)|achiev(?:es?|ed)|entitled|eligible|is due|gets?|collects?)\b[^.;@]{{0,90}}?"
    r"\b(?:milestone|payment|royalt|fees?)"
    rf"|(?:milestone|payment|royalt\w+)(?! rights)(?:(?!\bsold\b|\bsale\b|rights)[^.;@]){{0,60}}? to (?:its )?(?:partner )?{_who('2')}"
)
TIED = lean(
    r"\b(?:collaborat\w+|partner(?:ship|ed)?|alliance|agreement|licen[sc]e|deal|co-?develop\w*|licensing)\b[^.;@]{0,50}? (?:with|between|from)"
    rf" (?:the )?(?:our |its )?(?:\w+ ){{0,2}}?{_who()}(?:(?:,| and| &|, and) ?(?P<also>@\d+))?"
    rf"|\b(?:partner|collaborator|licensee|licensor)s?,? (?:\w+ )?{_who('2')}"
    rf"|{_who('3')},? (?:its|our|the company's|a)(?: \w+)? (?:partner|collaborator|licensee)\b"
)
# "a tumour antigen discovered by": no role for the conjugate
OF_ANTIGEN = lean(
    r"\b(?:antigen|target|protein|gene|receptor|biomarker|test|assay|diagnostic)s?(?:,? (?:(?:that|which) (?:was|is|were) )?(?:originally |first )?|\b[^#;@%]{0,110}(?:,| and) )$"
)
# rights "obtained from @1", the programme "acquired from @1"
GIVEN_BY = lean(
    rf"\b(?:obtain|acquir|receiv|secur|gain|purchas|bought|buy)\w*(?: (?:(?!technolog|platform|antibod|linker|@|%)[^.;]){{0,90}}?) from {_who()}"
)
SUPPLY_OF_ANTIBODY = lean(
    r"\b(?:antibody(?![- ]drug| \(?conj)|technolog\w+|platform|linker|payload|agent)\b(?![^#%;@]{0,30}, (?:was|is|has been|were)\b)[^#%;@]{0,40}$"
)
APART = lean(r"\b(?:as well as|coupled with|in addition to|while|whereas|other|another)\b")
STAND_IN = lean(
    r"\b[Tt]h(?:e|is) (?:compound|conjugate|ADC|antibody-drug conjugate|drug|agent|product candidate|product|treatment(?! (?:of|with|for|in|arms?|groups?|options?|setting|effect)\b)|molecule)\b(?!s)"
)


def numbers(match: re.Match[str]) -> list[int]:
    """The numbers of the companies that a match names."""
    return [int(value[1:]) for value in match.groupdict().values() if value and value.startswith("@")]
