"""What surrounds an English clause or deed so that its writer doesn't assert it, by grammatical class.

Questions without a sign, imperatives, hearsay, denied existence ("there is no way"), duties and wishes, deeds that are
given up, barely missed or wrongly credited, aims that "but" takes back. Words of thinking and saying stand in
:mod:`quiz.kinds.text.english_embeddings`; what only turns a deed into its contrary ("fails to") is grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from quiz.kinds.text.english_sayings import SAYINGS

_WORD = re.compile(r"[a-z']+")
_SOMEBODY = (
    r"(?:(?:my|his|her|our|your|the|some|one|an?|many|most|several|this|that|other|another) )?(?:\w+ )?"
    r"(?:friends?|teachers?|professors?|lecturers?|instructors?|tutors?|classmates?|colleagues?|cowork\w+|students?"
    r"|neighbou?rs?|brothers?|sisters?|boss|uncle|blogs?|posts?|articles?|websites?|internet|forums?|videos?"
    r"|tweets?|brochures?|leaflets?|adverts?|ads?|legend|people|critics|sources|others"
    r"|somebody|someone|him|her|them|you"
    r"|myth|tradition|folklore|wikipedia|chatgpt|ai|bot|chatbot)\b"
)
_ABOUT_US = r"(?:me|us|you|him|her|them(?! apart)|everyone|everybody|people|students)"
_ANY = r"(?:\w+ )?"
_TO = r"to (?!be (?:honest|fair|sure|precise|exact)\b)"
_DOING = r"(?!something\b|nothing\b|anything\b|everything\b|training\b|learning\b|overfitting\b)\w+ing\b"
_NEVER = (
    r"(?:not|never|no one|nobody|cannot|hardly|scarcely|seldom|rarely|can't|couldn't|don't|doesn't|isn't|aren't|won't"
    r"|wasn't|weren't|didn't)"
)
_WE = r"(?:we|you|one|people|they|i|somebody|someone|users|engineers|developers)"
_SUBJECT = r"(?:it|this|that|they|we|you|there|these|those|all|every|each|any|one|i|he|she)"

_QUESTIONS = (
    ("is are was were isn't aren't", rf"^(?:is|are|was|were|isn't|aren't) (?:{_SUBJECT}|the|batch|momentum)\b"),
    (
        "does do did doesn't can could would will should has have shall",
        rf"^(?:does|do|did|doesn't|can|could|would|will|should|has|have|shall) (?:{_SUBJECT}"
        r"|the|batch|momentum|adagrad"
        r"|rmsprop|training|learning)\b",
    ),
    (
        "how why what",
        r"\b(?:i wonder|don't see|can't see|cannot see|hard to see|no idea|tell me|explain"
        r"|ask\w*) (?:how|why|what)\b",
    ),
    ("what who since", r"^(?:what if|who says|since when|says who)\b"),
)
_UNTOLD = (
    (
        "picture imagine envision world universe story novel dream fantasy scenario film",
        r"^(?:just |now |please )?(?:picture|imagine|envision)\b"
        r"|\b(?:a|an|some|another|the) (?:world|universe|story|novel|dream|fantasy|scenario|film) (?:where|in which)\b",
    ),
    (
        "nothing nobody none",
        r"^(?:nothing|nobody|no one|none of (?:this|that|it)) (?:\w+ly )?(?:shows?|proves?|says?|suggests?|guarantees?"
        r"|implies|ensures?|indicates?|confirms?|demonstrates?|means?|hints?)\b",
    ),
    (
        "tells tell asks ask wonders wonder discusses discuss examines examine investigates investigate explores"
        " explore"
        " studies study analyses analyzes analyze debates debate recounts narrates",
        r"\b(?:tells?|asks?|wonders?|discuss(?:es)?|examines?|investigates?|explores?|stud(?:y|ies)|analy[sz]es?"
        r"|debates?|recounts?|narrates?) (?:how|why|whether|if|what)\b",
    ),
    ("long years ages", r"\b(?:long|years|ages|decades) before\b"),
    (
        "luck effort care skill patience miracle magic tricks",
        r"\b(?:takes?|took|requires?|needs?|costs?|demands?) (?:\w+ ){0,3}(?:luck|effort|care|skill|patience|miracle"
        r"|magic|tricks?) (?:to|so that|for|until|before)\b",
    ),
)
_IMPERATIVES = (
    (
        "show prove explain demonstrate discuss verify check confirm",
        r"^(?:please )?(?:show|prove|explain|demonstrate|discuss|verify|check|confirm) (?:that|why|how|whether|if)\b",
    ),
    (
        "try make remember consider ensure aim strive",
        r"^(?:please |always |just )?(?:try|remember|aim|strive|be sure|take care|make sure"
        rf"|ensure|see to it)(?: {_TO}| that\b)",
    ),
    ("let", r"^(?:let (?:me|us|them)|let's)\b"),
)
_HEARSAY = (
    ("according", rf"\baccording to {_SOMEBODY}"),
    (
        "tell tells told taught assured informed warned persuaded convinced reminded",
        rf"\b(?:tells?|told|taught|assured?|informed|warned|persuaded|convinced|reminded) {_ABOUT_US}\b",
    ),
    (
        "convinced persuaded impression sworn insist insists insisted fear fears feared object "
        "objects objected complain"
        " complains complained swear swears swore contend contends contended allege alleges speculate speculates"
        " speculated conjecture conjectures conjectured hypothesize hypothesized fancy presume presumes presumed"
        " surmise maintain maintains rumored rumoured credited",
        r"\b(?:convinced|persuaded|(?:under|of) the impression|insist(?:s|ed)?|fear(?:s"
        r"|ed)? that|is feared|objects? that"
        r"|objected that|complain(?:s|ed)?|swears?|swore|contend(?:s|ed)?|alleges?|speculat\w+"
        r"|conjectur\w+|hypothesi\w+"
        r"|fancy|presume[sd]?|surmise[sd]?|maintains? that)\b",
    ),
    ("wrote writes write", rf"\b{_SOMEBODY} (?:wrote|writes?|posted|tweeted|noted)\b"),
    (
        "glance sight appearances",
        r"\b(?:at first (?:glance|sight)|on the face of it|from all appearances|by all appearances)\b",
    ),
    ("ideally should", r"\bideally\b|^(?:it|this|batch \w+|bn|momentum|adagrad|rmsprop) should\b"),
    (
        "answer",
        r"\banswer (?:is|was|would be|should be|might be|may be) (?:probably|perhaps|maybe|likely|presumably)\b",
    ),
)
_NOT_THERE = (
    ("would", r"\bwould (?:only|just) \w+\b[^.;]*\b(?:with|given|under|if|when|provided)\b"),
    (
        "no little hardly never",
        r"\bthere(?:'s| is| was| are| seems to be| can be)? (?:absolutely |simply |just "
        r"|really )?(?:no|little|hardly any|never any|not any)"
        r" (?:way(?! (?:for|to)\b|(?:(?! not |n't|cannot)[^.;])*\b(?:differ\w*|distinct"
        r"|learn|train|apart|diverge|improve)\b)"
        r"|chance(?! (?:for|to))|reason(?! (?:for|to))|sign|indication"
        r"|guarantee|hope|prospect|possibility|question|evidence|proof"
        r"|support|basis|grounds?|truth|likelihood|case|circumstance|situation|study|experiment)s?\b(?! of doubt)",
    ),
    (
        "isn't not wasn't can't cannot couldn't",
        r"\bit (?:isn't|is not|wasn't|was not|can't be|cannot be|couldn't be|could not be"
        r"|can not be) (?:as (?:if|though)|like|(?:true|so|right|the case|possible)? ?that)\b"
        r"(?!\w)",
    ),
    (
        "means circumstances way account conditions event sense stretch",
        r"\b(?:by no means|under no (?:circumstances|conditions?)|in no (?:way|sense|case"
        r"|event)|on no account|not in the least|not by any (?:means|stretch)|at no (?:time"
        r"|point))\b",
    ),
    (
        "rarely seldom hardly scarcely barely never",
        r"^(?:only |very )?(?:rarely|seldom|hardly|scarcely|barely|never|hardly ever|almost never) (?:is"
        r"|are|does|do|did|has|have|can|will|would)\b",
    ),
    (
        "rarely seldom hardly scarcely",
        r"\b(?:(?:rarely|seldom)(?: ever)?|(?:hardly|scarcely) ever) (?:prevents?|stops?|keeps?|hinders?"
        r"|hampers?|hurts?|harms?|impedes?|inhibits?)\b",
    ),
    ("isn't wasn't", r"\b(?:isn't|wasn't) (?:true|so|right|correct|the case|what happens|how it works|accurate)$"),
    ("case", r"^in case\b(?! of)"),
    ("except unless but", r"\b(?:everything|anything|all) (?:but|except)\b"),
)
_WISHES = (
    (
        "would could",
        r"\b(?:would|could|might) (?:be|have been) (?:a |an )?(?:great|nice|good|better"
        r"|best|useful|helpful|ideal|desirable|wonderful|fine|perfect|lovely|welcome"
        rf"|dream|idea|miracle|surprise|surprising|relief)\b(?: idea| thing)?(?: for \w+)?(?: {_TO}| if\b|$)",
    ),
    (
        "goal aim purpose challenge difficulty dream task problem hope wish plan ambition trick art",
        rf"\b(?:goal|aim|ideal|purpose|dream|plan|ambition|hope|wish) would be {_TO}|\b(?:challenge"
        rf"|difficulty|dream|task|hope|wish|ambition|art) (?:is|was|remains|lies in) (?:{_TO}"
        r"|\w+ing\b)",
    ),
    (
        "want wants wanted like prefer need",
        r"\b(?:i|we|you|one|they|people)(?:'d| would| do)? (?:want|wanted|like|love|prefer"
        r"|need|needed) (?:it|this|them|an?|the|to)\b(?! \w+ to note)",
    ),
    (
        "must should ought have has need needs needed",
        rf"\b{_WE} (?:must|should|ought to|have to|has to|need to|needs to|needed to|had to"
        r"|had better) (?:also |first |then |therefore )?(?!be (?:less|careful)\b|not\b"
        r"|no\b|worry\b|care\b)\w+\b(?![^,;.]*\b(?:less|fewer|no longer|not)\b)",
    ),
    (
        "surprised glad amazed happy astonished",
        r"\b(?:would|'d) be (?:surprised|glad|amazed|happy|astonished|pleased|delighted|grateful)\b",
    ),
    (
        "needs need has have ought must should",
        r"(?<!n't )(?<!not )(?<!longer )(?<!never )(?<!no )(?<!little )(?<!any )\b(?:(?:needs?"
        r"|has|have|ought) to|must|should) be\b"
        r"(?![^,;.]*\b(?:less|no longer|not|fewer|never)\b)",
    ),
    (
        "prerequisite requirement precondition necessity goal aim objective assumption challenge "
        "dream wish hope ideal"
        " exception desire target must question",
        r"\b(?:is|are|remains?|becomes?|stays?) (?:(?:merely|only|just|still|really|always) )?(?:an? "
        r"|the |one's |our |my )?(?:main |first |important |big )?"
        r"(?:prerequisite|requirement|precondition|necessity|goal|aim|objective|assumption"
        r"|challenge|dream|wish|hope|ideal"
        r"|exception|desire|target|must|question)\b(?! (?:is|of))",
    ),
)

_NOT_DONE = (
    ("gives give gave giving", rf"\b(?:gives?|gave|giving) up (?:on )?(?:{_DOING}|the )"),
    (
        "falls fall fell falling comes come came",
        r"\b(?:falls?|fell|falling) short of\b|\b(?:comes?|came) (?:nowhere near|close to|near to)\b",
    ),
    (
        "bad poor hopeless terrible weak useless inept hopelessly unsuited unfit unsuitable inadequate",
        rf"\b(?:bad|poor|hopeless|terrible|awful|inept|weak) (?:at|in|when it comes to) {_DOING}"
        rf"|\b(?:unsuited|unfit|unsuitable|inadequate|useless) (?:for|to|in|at) {_DOING}",
    ),
    (
        "little nothing",
        r"\b(?:does|do|did|doing|has|have) (?:too |very |precious |almost |absolutely "
        r"|next to )?(?:little|nothing) (?:to|for|in|about|towards?)\b(?! do)",
    ),
    (
        "neglects neglect neglected omits omit omitted forgets hesitates hesitate declines decline",
        rf"\b(?:neglect(?:s|ed)?|omit(?:s|ted)?|hesitate[sd]?|declined?s?) {_TO}",
    ),
    (
        "nearly almost barely narrowly",
        r"\b(?:nearly|almost|all but|barely|narrowly|hardly) (?:manages?|managed|succeeds?"
        r"|succeeded|miss\w*|gets? there|reache[sd]|achieve[sd]?)\b",
    ),
    (
        "hopeless futile useless pointless senseless vain wrong absurd silly naive foolish mistake error illusion",
        r"\b(?:hopeless|futile|useless|senseless|in vain|no use|wrong|absurd|silly|naive"
        r"|foolish|a mistake|an error|an illusion) (?:to|trying)\b|\bpointless to (?:try"
        r"|attempt|hope|reduce|make|speed|use)\b",
    ),
    (
        "cannot can't not never nobody hardly seldom rarely couldn't don't doesn't isn't aren't "
        "won't wasn't weren't didn't no",
        rf"\b{_NEVER} (?:(?:be|really|even|actually|simply|ever|by itself|at all|quite) )*(?:used?"
        r"|uses|employ\w*|appl(?:y|ied|icable)"
        r"|suited|suitable|enough|sufficient|adequate|fit|seen|found|shown|meant|intended"
        r"|designed|made|built|helpful|helps?|useful"
        r"|succeeds?|serves?|contributes?|manages?|comes? close) (?:(?:it|this|them|by itself"
        r"|alone|that) )?(?:to|for|in|at|of|as)\b",
    ),
    (
        "credit credited credits accused accuse accuses mistaken blamed confused",
        r"\b(?:credit(?:s|ed)?|praised?|accused?|blamed?|mistaken|confused?|mixed up) (?:it "
        r"|them |this )?(?:with|of|for)\b",
    ),
    (
        "effect influence impact bearing do connection relation relevance",
        r"\b(?:no|little|hardly any|without|nothing) (?:effect|influence|impact|bearing"
        rf"|to do|connection|relation|relevance|relationship) (?:on|with|to|for|in) (?:the )?{_DOING}",
    ),
    ("about", rf"\b(?:not|n't|nothing|never) (?:really |so much )?about {_DOING}"),
    (
        "alternative substitute opposite reverse contrary replacement expense cost price",
        r"\b(?:alternatives?|substitutes?|opposite|reverse|contrary|replacements?|expense"
        rf"|cost|price) (?:of|to|for) {_DOING}",
    ),
    ("far", rf"\bfar from {_DOING}"),
    (
        "out preclude precludes undermine undermines interfere interferes prohibit prohibits forbid "
        "forbids avoid avoids"
        " exclude excludes disallow disallows block blocks oppose opposes resist resists hinder hinders discourage"
        " discourages deter deters shun shuns keep keeps kept postpone postpones delay delays "
        "abandon abandons abandoned stop stops"
        " refrain refrains cease ceases quit quits prevent prevents ruled obstruct obstructs veto vetoes ban bans"
        " from without",
        r"\b(?:rule[sd]? out|preclude[sd]?|undermine[sd]?|interfere[sd]? with|prohibit(?:s"
        r"|ed)?|forbids?|avoid(?:s|ed)?|exclude[sd]?|disallow(?:s|ed)?|block(?:s|ed)?"
        r"|oppose[sd]?|resist(?:s|ed)?|hinder(?:s|ed)?|discourage[sd]?|deter(?:s|red)?"
        r"|shun(?:s|ned)?|postpone[sd]?|delay(?:s|ed)?|abandon(?:s|ed)?|stop(?:s|ped)?"
        r"|refrains? from|ceased?s?"
        r"|quits?|prevent(?:s|ed)?|keeps? (?:us|it|you|them|the (?:network|model|optimizer"
        r"|training)) from|obstruct(?:s|ed)?|veto(?:es|ed)?|ban(?:s|ned)?|without) "
        r"(?:(?:us|it|you|them|the (?:network|model|optimizer|training)) )?(?:from )?(?:ever "
        r"|actually |really )?(?:making|letting|getting|keeping|having|allowing|enabling"
        r"|helping|giving|bringing|causing|leading)\b",
    ),
    ("see", r"\b(?:don't|doesn't|can't|cannot|couldn't|do not|fail to|fails to) see (?:how|why|that)\b"),
    (
        "tried attempted sought aimed hoped wanted promised meant supposed intended designed expected attempts tries",
        r"\b(?:tried|tries|attempted|attempts|sought|aimed|hoped|wanted|promised|promises"
        r"|(?:meant|supposed|intended|designed|expected)) to [^;.]*\b(?:but|yet|however"
        r"|though|although|fail\w*|in vain|never|without success)\b",
    ),
)
_REVERSED = (
    (
        "needed required necessary",
        r"\b(?:more|additional|extra|careful|good|better|longer|other|special|enough|plenty of) [^,;.]*\b(?:needed"
        r"|required"
        r"|necessary) (?:in order )?to\b",
    ),
    (
        "to",
        r"^(?:in order )?to (?:[^,]{3,60}, (?:please )?(?:use|take|try|choose|apply|add|employ"
        r"|pick|set|increase|raise|lower"
        r"|switch|collect|get|(?:we|you|one) (?:must|should|can|could|need|have))|[^,]{3,80}? (?:(?:is|was) "
        r"(?:not|never) (?:its|the|their|his|a|any|what|meant|possible)|(?:isn't|wasn't) (?:its|the|their|a|what"
        r"|possible)|(?:you|we|one|it|they) (?:needs?|must|should|has|have|requires?|takes?|could)))\b",
    ),
    (
        "costs cost requires require needs need demands takes presupposes remains is",
        r"^(?!training|learning|overfitting|nothing|something|everything)\w+ing (?:the )?[\w ]{2,30}? (?:costs?"
        r"|requires?|needs?"
        r"|demands?|calls for|takes|presupposes|depends on|remains|is (?:hard|difficult"
        r"|impossible|expensive|costly|another"
        r"|a matter|left))\b",
    ),
    (
        "from to by of",
        r"\b(?:comes?|came|stems?|results?|arises?|derives?|(?:is|are) (?:due to|owed to"
        r"|caused by|thanks to|the result of)) ?(?:from )?"
        r"(?:better|other|another|faster|newer|elsewhere|something|hardware|the (?:hardware"
        r"|gpu|optimizer|data)|more data)\b",
    ),
    (
        "would",
        r"\bwould (?!otherwise|normally|usually)(?:\w+ )?(?:be|become|get|have|stay|remain"
        r"|go|fall|rise|improve|decrease|increase|drop|shrink)\b"
        r"(?![^.;]*\botherwise\b)[^.;]*?(?<!well )(?<!good )(?<!better )\b(?:with|given|under|if|provided|were)\b",
    ),
    (
        "nobody one none no-one few anyone",
        r"^(?:nobody|no-one|no one(?! (?:of|unit|neuron|node|weight))|none of (?:us|them)"
        r"|hardly anyone|hardly anybody|few people)\b",
    ),
    ("no", r"^no (?:\w+ )?(?:researcher|study|studies|paper|experiment|author|expert|textbook|measurement)s?\b"),
    (
        "not isn't wasn't",
        r"\b(?:it's not|it is not|it was not|it isn't|it wasn't) (?!that\b|only\b|just\b"
        r"|merely\b)(?![^,;.]*\b(?:alone|only|by itself)\b)[\w' -]{2,40}? (?:that|which"
        r"|who)\b",
    ),
    ("takes take took", r"\b(?:takes?|took) more than (?:this|that|it)\b"),
    (
        "would",
        r"\bwould (?:have|be|need|require)[^.;]*\bif\b|\bwould (?:require|need|take|demand|presuppose|call for)\b",
    ),
    ("neither", r"^neither \w+"),
)


class Frames:
    """Patterns that are tried only where one of their words stands in a sentence."""

    def __init__(self, listed: Iterable[tuple[str, str]]) -> None:
        self._by_word: dict[str, list[re.Pattern[str]]] = {}
        for words, pattern in listed:
            compiled = re.compile(pattern)
            for word in words.split():
                self._by_word.setdefault(word, []).append(compiled)

    def begins(self, text: str) -> int:
        """Where the first of them begins that is found in a text; -1 if none is."""
        words = self._by_word.keys() & set(_WORD.findall(text))
        met = (pattern.search(text) for word in words for pattern in self._by_word[word])
        return min((found.start() for found in met if found), default=-1)


NOT_ASSERTED = Frames(
    (*SAYINGS, *_QUESTIONS, *_UNTOLD, *_IMPERATIVES, *_HEARSAY, *_NOT_THERE, *_WISHES, *_NOT_DONE, *_REVERSED)
)
