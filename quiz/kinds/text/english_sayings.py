"""Set phrases with which an English sentence disowns what it says, by kind.

Disbelief ("..., my foot"), times and places that never come ("when pigs fly"), what was so once ("used to"), what is
said to be somebody else's business or out of reach, comparisons with what does nothing ("as little as a stone").
:mod:`quiz.kinds.text.english_frames` tries each only where one of its words stands.
"""

from __future__ import annotations

_OTHER = r"(?:an?other|others?|different|some(?:thing|one|body)?|any(?:thing|one|body)?|quite another)"
_BARE = r"(?:a|an|any|the|my|your|some|no) (?:\w+ )?\w+|any(?:thing|one|body)|nothing|before"
_NAMED = (
    r"(?:it|they|this|that|we|you|one|people|batch norm\w*|batch normali[sz]ation|bn|momentum|adagrad|rmsprop"
    r"|training|learning|convergence|overfitting)"
)
_NO_LONGER_SO = (
    r"(?:be|get|stay|become|remain|have|lose|fail|look|seem|behave|learn|receive|share|compute|change|act|converge"
    r"|overfit|generali[sz]e|drop|diverge|oscillate|vanish)"
)

_DISBELIEF = (
    ("foot ass eye", r", (?:my|your) (?:foot|ass|eye)\b"),
    ("if", r"(?:^|[-–—,.;:!] ?)(?:yeah, |oh, |ha, )?as if$"),
    ("not so hardly", r"[-–—,;] (?:i|we) (?:think|guess|believe|fear|suppose) not$|[-–—;] hardly$"),
    ("right sure yeah", r"[,;] (?:yeah|sure|oh),? (?:right|sure)$"),
)
_NEVER = (
    ("pigs cows hell", r"\bwhen (?:pigs|cows|hell|the cows) (?:fly|flies|can fly|freezes?|come home)\b"),
    (
        "universe world life planet reality galaxy dimension",
        r"\bin (?:an?other|some|some other|an? \w+|a different|a parallel) (?:\w+ )?(?:universe|life|planet|reality"
        r"|galaxy)\b"
        r"|\bin (?:another|some other|a different|a parallel|an imaginary|an alternative) (?:world|dimension)\b",
    ),
    ("paper theory appearance name", r"\b(?:on paper|in theory|in appearance|in name) (?:only|alone|at most)\b"),
    ("day", r"\bthe day that never comes\b|\bany day now\b"),
)
_ONCE = (
    (
        "used",
        rf"(?:^|[,;:(] ?|\b(?:but|and|that|although|while|because|so) ){_NAMED}(?: \w+ly| always| often)? used to \w+"
        rf"|(?<!be )(?<!is )(?<!are )(?<!was )(?<!were )(?<!been )(?<!being )(?<!that )(?<!which )(?<!, )"
        r"(?<!often )(?<!commonly )(?<!usually )(?<!typically )(?<!sometimes )\bused to (?:\w+ly )?"
        rf"{_NO_LONGER_SO}\b",
    ),
    (
        "past formerly times days then past previously recently historically ago",
        r"^(?:in the past|formerly|previously|historically|back then|until recently|in (?:former|earlier|olden) times"
        r"|(?:long|years|decades) ago|in (?:those|the old|the early) days)\b(?! (?:gradients?|updates?|steps?|"
        r"directions?|inputs?|values?)\b"
        r"| (?:slow|fast|large|small|dead|unstable|difficult|hard|seen|learned|trained) [a-z])",
    ),
)
_HARDLY_THERE = (
    (
        "there",
        r"^there (?:is|are|was|were) (?:hardly|scarcely|barely|rarely|seldom|never|almost never) (?:an?|any) "
        r"(?:single |real )?"
        r"(?:case|example|instance|situation|reason|evidence|sign|indication|chance|way)\b",
    ),
    ("there", r"^there (?:was|were) (?:once )?(?:an? |some )?times?\b"),
    ("least", r"^least of all\b"),
    ("idea thought notion", r"^the (?:very |mere )?(?:idea|thought|notion) that\b"),
    ("fact", r"\bis (?:not|no) (?:a |an )?(?:\w+ )?fact\b"),
    ("how", r"^how to\b[^.]*\b(?:is|remains|was)(?: \w+ly)? (?:not |un)(?:known|clear|solved|understood)\b"),
)
_NOT_BY = (
    (
        "work do operate function",
        r"\b(?:doesn't|does not|don't|do not|didn't|did not) (?:work|do (?:so|this|that|it)|operate|function)"
        r" (?:by|through|via|with)\b",
    ),
    (
        "good great strong effective useful helpful suited suitable capable",
        r"\b(?:not|isn't|aren't|wasn't|never|no) (?:\w+ly |very |too |so |any )?(?:good|great|strong|effective|useful"
        r"|helpful|suited|suitable)"
        r" (?:at|in|for|when it comes to) (?!training\b|learning\b|overfitting\b)\w+ing\b",
    ),
    ("aims aim aimed", r"\baim(?:s|ed)? at \w+ing\b[^;.]*\bbut\b"),
    (
        "effect purpose aim role job point benefit advantage trait result consequence",
        r"^\w+ing [^,;.]*?\b(?:is not|isn't|was not|wasn't|is never|is no) (?:its |the |an? |one of its |one of the )?"
        r"(?:(?!only|main|sole|primary|chief|single)\w+ )?"
        r"(?:effects?|purpose|aim|role|job|point|benefits?|advantages?|traits?|result|consequence)\b",
    ),
    (
        "except",
        r"\bexcept (?:that|for the fact that) (?:it|they|this|that) (?:doesn't|don't|does not|do not|isn't|aren't"
        r"|is not|are not)\b",
    ),
    (
        "which",
        r", which (?:never|hardly ever|doesn't|does not|won't|isn't|is not) (?:happens?|occurs?|be|the case|true|so)\b",
    ),
    ("no wrong nope", r"[-–—] (?:no|nope|wrong|false|not true)(?:,[^,;.]*)?$"),
)
_IMPOSSIBLE = (
    (
        "possible achieved achievable unheard",
        r"^(?:reducing|preventing|speeding|accelerating|stabili[sz]ing|improving|mitigating|lowering|using|adding|damping"
        r"|accumulating|dividing|adapting|shrinking|giving|forgetting|emphasi[sz]ing|discounting)\b[^,;.]*?"
        r"\b(?:(?:isn't|wasn't|is not|was not|is never|was never) (?:possible|achieved|achievable)|is unheard of)\b",
    ),
)
_ELSEWHERE = (
    (
        "job task role business work domain responsibility duty affair",
        rf"\b(?:job|task|role|business|work|domain|responsibility|duty|affair) of {_OTHER}\b",
    ),
    (
        "what",
        r"\b(?:is|are|was|were)(?: \w+ly)? (?:not|never|hardly) what\b|\b(?:isn't|aren't|wasn't|weren't) what\b"
        r"|\b(?:is|are) (?:\w+ly )?what (?:\w+ ){1,4}?(?:doesn't|does not|don't|do not|never|can't|cannot|won't"
        r"|will not|fails?|avoids?)\b",
    ),
    (
        "only just",
        r"^(?:only|just) (?:an?other|other|different|some other|newer|older|better) \w+ "
        r"(?:can|could|may|will|would|does|do|is|are|has|have|\w+s)\b",
    ),
    (
        "reach question beyond",
        r"^(?!training\b|learning\b|overfitting\b)\w+ing [^,;.]*?\b(?:is|was|remains?|stays?|lies)"
        r"(?: \w+ly| far| well)? (?:out of|beyond) (?:the |its |their |our "
        r"|my |all |any )?(?:reach|question|scope|power|powers|abilit\w+|capabilit\w+|means|grasp)\b",
    ),
)
_AS_LITTLE = (
    ("little", rf"\b(?:just|exactly|about|precisely)? ?as little as (?:{_BARE})\b"),
    (
        "much well",
        r"\b(?:about|just|exactly|roughly) as (?:much|well|often|fast) as (?:a|an|my|your) (?:\w+ )?\w+(?: does| do"
        r"| did| would| can| could|$)",
    ),
    ("no any", rf"\bno (?:more|better|faster) than (?:{_BARE})(?: else)?(?: does| do| would|$)"),
)
_AGAINST_US = (
    (
        "prevents prevent prevented stops stop keeps keep kept hinders bars",
        r"\b(?:prevent(?:s|ed)?|stop(?:s|ped)?|keeps?|kept|hinders?|bars?) (?:us|you|one|people|anyone|everybody|them) "
        r"from "
        r"(?:ever )?(?:reducing|lowering|decreasing|improving|speeding|stabili[sz]ing|accelerating|preventing|avoiding"
        r"|mitigating|adapting|adjusting|using|making|reaching)\b",
    ),
    (
        "moment second minute once",
        r"^not (?:for (?:a|one|a single) (?:moment|second|minute)|once"
        r"|in (?:a|one) (?:million|thousand|hundred) \w+)\b",
    ),
    ("point time stage moment", r"\bat no (?:point|time|stage|moment)\b"),
)

SAYINGS = (*_DISBELIEF, *_NEVER, *_ONCE, *_HARDLY_THERE, *_NOT_BY, *_IMPOSSIBLE, *_ELSEWHERE, *_AS_LITTLE, *_AGAINST_US)
"""Each with the words of which one must stand in the sentence."""
