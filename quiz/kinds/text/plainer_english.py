"""English phrases that are said in one plain way before a sentence is read: contractions, clefts, relative clauses.

Each stands for a whole family of wordings that no list could name: "samples that the model has never come across" is
"unseen data", "how the weights were drawn" is "initialization". What comes out is what rubrics name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern and what it is said as; it is tried only where one of its ``triggers`` is a word of the sentence."""

    triggers: frozenset[str]
    pattern: re.Pattern[str]
    plain: str


def _rule(triggers: str, pattern: str, plain: str) -> _Rule:
    return _Rule(frozenset(triggers.split()), re.compile(pattern), plain)


_PIECE = re.compile(r"[a-z']+|->|=>")
_IT = r"(?:it|they|you|we|one|i|the (?:model|network|net|classifier|system|learner))"
_SMALLER = r"(?:smaller|shorter|tinier)"

# -- how English puts a sentence together ------------------------------------------------------------------------------

_MEASURED = (
    r"(?:the )?(?:lr|learning rate|step size|overfitting|speed|stability|accuracy|test accuracy|test error|loss"
    r"|generalization|training time|training speed|dependence|sensitivity|convergence|robustness|epochs|instability)"
)
_INTENSIFIED = (
    r"(?:much|far|a lot|a good deal|a great deal|considerably|significantly|substantially|noticeably|clearly|even|way"
    r"|somewhat|slightly|a bit|a little|markedly|dramatically|greatly|vastly)"
)
_SENTENCES = (
    _rule(
        "it's that's there's here's what's he's she's which's",
        r"\b(it|that|there|here|what|he|she|which)'s\b",
        r"\1 is",
    ),
    _rule(
        "like as",
        r"\b(works?|acts?|behaves?) (?:a little|a bit|somewhat|much|rather|kind of|sort of) (like|as)\b",
        r"\1 \2",
    ),
    _rule(
        "keep keeps kept hold holds held",
        r"\b(keeps?|kept|holds?|held) ([\w ]{1,40}?) (down|in check|at bay)\b",
        r"\1 \3 \2",
    ),
    _rule("they're you're we're", r"\b(they|you|we)'re\b", r"\1 are"),
    _rule(
        "up down out apart",
        r"\b((?:turn|crank|push|ramp|bump|scale|jack|step|bring|cut|tone|slow|speed|calm|cancel|smooth|tell|set|keep)"
        r"(?:s|ed|ing)?) ((?:the |its |your |our |each )?(?!up|down|out|by|in|of)[a-z'-]+"
        r"(?: (?!up|down|out|goes|is)[a-z-]+)?) (up|down|out|apart)\b",
        r"\1 \3 \2",
    ),
    _rule("e.g i.e e i example instance", r"\b(?:e\.g\.?|i\.e\.?|for example|for instance),? ", ""),
    _rule(
        "times",
        r"\b(?:\d+|two|three|four|five|ten|several|many|a few|a hundred) times (?=\w+er\b|more\b)",
        "",
    ),
    _rule(
        "does do work works act acts behave behaves proceed proceeds",
        r"\b(?:does|do|works?|acts?|behaves?|proceeds?) (?:just |exactly |much )?(?:as|like) \w+(?: does| do)?,? but ",
        "",
    ),
    _rule(
        "longer more further later",
        rf",? the (?:longer|more|further|later) (?:the )?(?:training|learning|{_IT}) ?(?:lasts?|goes on|runs?|trains?"
        r"|proceeds?|continues?|goes|learns?)?(?=$|[,;.])",
        " over time",
    ),
    _rule(
        "longer more further",
        rf"\bthe (?:longer|more|further) (?:training|learning|{_IT}) \w+(?: on)?, the (smaller|larger|slower|lower"
        r"|tinier"
        r"|shorter) (?:the |its |are the |are its |is the )?((?:learning )?rate|steps?|updates?)"
        r"(?: gets?| becomes?| are| is)?",
        r"the \2 gets \1 over time",
    ),
    _rule(
        "more larger bigger greater",
        r"(?<=\w) the (?:more|larger|bigger|greater) (?:\w+ )?(?:it|they|that weight|the weight|a weight) [^,;.]*",
        "",
    ),
    _rule(
        "smaller shorter tinier",
        rf"\b(makes?|takes?|gives?|yields?|produces?) (?:ever |increasingly |much |always )?({_SMALLER})"
        rf"(?: and {_SMALLER})? (steps?|updates?|strides?)(?= |$)",
        r"\1 \3 \2",
    ),
    _rule(
        "so",
        r"\bso (?=(?:easily|heavily|strongly|often|quickly|badly|severely|carefully|readily)\b)",
        "",
    ),
    _rule("effective actual real", r"\b(?:effective|actual|real) (?=units?\b|neurons?\b)", ""),
    _rule(
        "much far lot deal considerably significantly substantially noticeably clearly even way somewhat slightly bit"
        " little markedly dramatically greatly vastly",
        rf"\b{_INTENSIFIED} (?=(?:more|less|fewer|(?!other|either|over|ever|under)\w+er)\b)",
        "",
    ),
    _rule(
        "cure cures rid rids relieve relieves free frees",
        r"\b(?:cures?|rids?|relieves?|frees?) (\w+) of (?:its|the|that) [^,;.]*",
        r"improves \1",
    ),
    _rule("and", r"\b(\w+) and \1\b", r"\1"),
    _rule(
        "look looks feel feels sound sounds prove proves turn turns",
        r"\b(?:looks?|feels?|sounds?|proves?|turns? out)(?! at| for| like| only| up| to\b(?! be))(?: to be)?\b",
        "is",
    ),
    _rule("up", rf"(?:^|(?<=[,;&] )|(?<=and ))({_MEASURED}) up(?=$|[,;.]| and)", r"\1 increases"),
    _rule("down", rf"(?:^|(?<=[,;&] )|(?<=and ))({_MEASURED}) down(?=$|[,;.]| and)", r"\1 decreases"),
    _rule("one", r"\bone and the same\b", "the same"),
    _rule(
        "respect regard w.r.t w r t comes concerning regarding regards",
        r"\b(?:w\.r\.t\.?|with (?:respect|regard) to|when it comes to|concerning|regarding|as regards)(?= )",
        "about",
    ),
    _rule("so", r"\b(is|are) (\w+),? and so (?:is|are) ([^,.;]+)", r"\1 \2, and \3 is \2"),
    _rule("nothing", r"\bthere(?: is|'s) nothing (?:that|to|which)\b", "nothing"),
    _rule("does", r"\bwhat (.{1,20}?) does is (?:to )?", r"\1 "),
    _rule("sets makes", r"\bwhat (?:sets|makes) (.{1,20}?) (?:apart|special|different) is that it\b", r"\1"),
    _rule(
        "thing point idea",
        r"\bthe (?:thing|point|idea) (?:about|of|with|behind) (.{1,20}?) is (?:that it|to)\b",
        r"\1",
    ),
    _rule(
        "as",
        r"\bas (?:it|they) (?:should|ought to|must)\b|\bas (?:intended|expected|planned|desired|hoped|wanted)\b",
        "properly",
    ),
)
_TAKEN = (
    _rule(
        "that",
        r"^(?:(?:and|so|hence|thus),? )?(?:it (?:follows|turns out|is (?:well |widely |generally )?known|is clear"
        r"|can be said)|(?:this|which) (?:means|implies)|we (?:can )?(?:see|know|find|conclude|say)"
        r"|i (?:think|believe|would say)|note|(?:it|this) (?:ensures|guarantees)"
        r"|(?:the|one|another|its) (?:main |chief )?(?:reason|result|effect|consequence|point|upshot|answer) is) that ",
        "",
    ),
    _rule("means implies", r", which (?:means|implies) (?:that )?(?=[a-z]+ )", ", and so "),
    _rule(
        "comes come",
        r"\bcomes? (?:along )?(?:as an? (?:bonus|extra|by-product|side benefit)|for free|on top|built in)\b",
        "acts",
    ),
)
"""What a clause is taken by that is asserted, and what comes besides."""
_ABBREVIATIONS = (
    _rule(
        "init",
        r"\b(?:weight |parameter )?init\b(?! (?:scheme|method|strateg|recipe|choice|detail|scale|procedure|value))",
        "initialization",
    ),
    _rule("avg", r"\bavg\b\.?", "average"),
    _rule("exp", r"\bexp(?:\.|\b)(?= |-)", "exponential"),
    _rule("grad grads", r"\bgrads?\b", "gradient"),
    _rule("squared", r"\bgradients? squared\b", "squared gradient"),
    _rule("param params", r"\bparams?\b", "parameter"),
    _rule("acc", r"\bacc\b", "accuracy"),
    _rule("reg", r"\breg\b", "regularization"),
    _rule("g grad gradient", r"\bg(?:rad(?:ient)?)?(?: ?\^ ?2| ?\*\* ?2|²)", "squared gradient"),
)

# -- what questions about learning speak of ----------------------------------------------------------------------------

_SAMPLES = (
    r"(?:data(?: points?)?|datasets?|examples?|images?|inputs?|samples?|cases?|things|points|pictures|anything|items?"
    r"|instances?|photos?|stuff|ones)"
)
_SAMPLE_WORDS = (
    "data datasets dataset examples example images image inputs input samples sample cases case things points pictures"
    " anything items item instances instance photos photo stuff ones"
)
_NEVER = r"(?:(?:has|have|had|did|do|does|was|were|is|are)(?:n't| not| never)|never)"
_KNOWN = (
    r"(?:seen|see|saw|met|meet|encountered|encounter|come across|came across|train(?:ed)? on|shown|learn(?:ed|t) from"
    r"|known|know|used|fitted|exposed to)"
)
_BEFORE = r"(?: before| yet| until now| so far| (?:in|during|for|at) training(?: time)?| while training)*"
_UNSEEN = (
    _rule(
        _SAMPLE_WORDS,
        rf"\b{_SAMPLES},? (?:that |which )?{_IT} {_NEVER} (?:yet )?(?:been )?{_KNOWN}\b{_BEFORE}",
        "unseen data",
    ),
    _rule(
        "before yet training",
        rf"\b{_SAMPLES},? (?:(?:that|which) (?:was|were|is|are|has|have)(?:n't)? )?(?:not|never) (?:been )?{_KNOWN}"
        r" (?:before|yet|(?:in|during|for|at) (?:the )?training(?: time| set)?)",
        "unseen data",
    ),
    _rule(
        "training",
        rf"\b{_SAMPLES} (?:outside|other than|beyond|not in|not from|not part of) (?:of )?(?:the )?training (?:set"
        r"|data)\b",
        "unseen data",
    ),
    _rule(
        _SAMPLE_WORDS,
        r"\b(?:new|novel|(?:previously |hitherto )?unseen|unfamiliar|unknown|fresh|never-before-seen|held-out)"
        rf" {_SAMPLES}\b",
        "unseen data",
    ),
)

_WEIGHTS = (
    r"(?:(?:the |your |its |all |our )?(?:initial |starting |first |network's )?"
    r"(?:weights?|parameters?|values|network|model|net|numbers))"
)
_CHOSEN = r"(?:initialized?|set(?: up)?|chosen|chose|choose|picked|pick|drawn|draw|drew|selected|select|scaled|scale)"
_AT_FIRST = r"(?: at the start| at first| in the beginning| at the beginning| initially| beforehand| at the outset)?"
_BEGINS = r"(?:started|starts?|begins?|began|sets? out)(?: out| off)?(?: with| from| at)?\b"
_INITIAL = r"(?:initial|starting|start|first) (?:weights?|values?|parameters?|conditions?|settings?|points?)"
_INIT = rf"(?:{_INITIAL}|(?:weight |parameter )?initialization|(?:weight )?init)"
_BEGINNERS = rf"(?:{_IT}|training|learning|the weights|the optimizer)"
_LITTLE = (
    r"(?:little|less|hardly any|almost no|barely any|scarcely any|not much|a small|a smaller|a minor|a lesser|limited"
    r"|minor|a weaker|a reduced|only a small|only a minor|no big|no great|no real)"
)
_START = (
    _rule("how", rf"\bhow (?:\w+ly |well )?{_IT} {_CHOSEN} {_WEIGHTS}{_AT_FIRST}", "initialization"),
    _rule(
        "how",
        rf"\bhow (?:\w+ly |well )?{_WEIGHTS} (?:is|are|was|were|get|got) (?:\w+ly )?{_CHOSEN}{_AT_FIRST}",
        "initialization",
    ),
    _rule(
        "which what",
        r"\b(?:with |from |at )?(?:which|what) (?:initial |starting |random )?(?:weights|values|point|parameters"
        r"|numbers)"
        rf" {_BEGINNERS} {_BEGINS}",
        "initialization",
    ),
    _rule(
        "weights values parameters point numbers",
        rf"\b(?:the )?(?:weights|values|parameters|point|numbers) (?:that |which )?(?:{_IT}|training"
        rf"|learning) {_BEGINS}",
        "the initial weights",
    ),
    _rule("where", rf"\bwhere {_BEGINNERS} {_BEGINS}", "initialization"),
    _rule(
        "of for",
        r"\b(?:choice|choosing|selection|scale|size|spread|variance|range|distribution|quality|details|setting|values?"
        rf"|magnitudes?|picking|exact choice|exact values?) (?:of|for) (?:the |your )?{_INIT}",
        "initialization",
    ),
    _rule(
        "initialization init",
        r"\b(?:weight |parameter )?(?:initialization|init) (?:schemes?|methods?|strateg(?:y|ies)|recipes?|choices?"
        r"|details|scales?|procedures?|values?)\b",
        "initialization",
    ),
    _rule(
        "influence effect impact bearing role say part importance",
        rf"\b(?:has|have|had|plays?|played|exerts?) (?:only |just )?{_LITTLE} (?:influence|effect|impact|bearing"
        r"|role|say"
        r"|part|importance)\b(?: (?:on|in|for|over) (?:the )?(?:final |end )?(?:results?|outcome|training|learning"
        r"|accuracy|performance|it))?",
        "matters little",
    ),
)

_QUIRKS = (
    r"(?:quirks|noise|(?:accidental )?details?|peculiarities|accidents|coincidences|(?:individual|single) examples"
    r"|(?:individual|single) samples|idiosyncrasies|oddities)"
)
_TRAINING_SET = r"(?:the |its )?training (?:data|set|images|examples|samples)"
_FITTING = (
    _rule(
        "quirks noise detail details peculiarities accidents coincidences examples samples idiosyncrasies oddities",
        r"\b(?:latch(?:es|ed|ing)?|lock(?:s|ing)?|cling(?:s|ing)?|hang(?:s|ing)?|hold(?:s|ing)?|pick(?:s|ing)? up"
        r"|fit(?:s|ting)?|learn(?:s|ing)?|memoriz(?:es?|ing)|fixat(?:es?|ing))"
        rf" ?(?:on ?to |to |on |in to |up on )?(?:the |its |every |each |all the )?{_QUIRKS}(?: (?:in|of"
        rf"|from) {_TRAINING_SET})?\b",
        "overfit",
    ),
    _rule(
        "less",
        r"\bless (?:tuned|tied|attached|bound|adapted|tailored|fitted|glued|specialized) to"
        rf" (?:(?:the |its )?{_QUIRKS} of )?{_TRAINING_SET}\b",
        "less overfitted",
    ),
    _rule(
        "closer",
        r"\b(?:train|training) and (test|validation) (error|accuracy|loss|score|performance|curve)s? (?:lie|are"
        r"|come|move|stay|get|end up)"
        r" closer(?: together)?",
        r"gap between training and \1 \2 is smaller",
    ),
    _rule(
        "train trains training trained",
        r"\btrain(s|ing|ed)? (?:a |the |your |our |even |very )*(?:deep|deeper|big|bigger|large|larger|huge|wide)"
        r" (?:neural )?(?:networks?|models?|nets?)\b",
        r"train\1",
    ),
)

_KINDS = r"(features|weights|parameters|directions|ones)"
_THAT_HAVE = r"(?:with|that have|that had|that have had)"
_RECEIVE = (
    r"(?:keep|get|receive|have|are given|take|retain) (?:a |their )?"
    r"(?:comparatively |relatively |rather |fairly |still )?"
)
_OPTIMIZERS = (
    _rule(
        "rarely seldom little hardly scarcely infrequently",
        r"\b(?:rarely|seldom|little|hardly|scarcely|infrequently) (?:touched|used|updated|seen|changed|occurring"
        r"|activated)"
        rf" {_KINDS}\b",
        r"rare \1",
    ),
    _rule(
        "with have had",
        rf"\b{_KINDS} {_THAT_HAVE} (?:large|big|steep|high|strong|many|frequent) (?:gradients|slopes|updates)\b",
        r"frequent \1",
    ),
    _rule(
        "with have had",
        rf"\b{_KINDS} {_THAT_HAVE} (?:small|tiny|weak|low|few|rare) (?:gradients|slopes|updates)\b",
        r"rare \1",
    ),
    _rule(
        "often frequently",
        rf"\b(?:often|frequently|much|regularly) (?:touched|used|updated|seen|changed|occurring|activated) {_KINDS}\b",
        r"frequent \1",
    ),
    _rule(
        "theirs",
        rf"\bfrequent {_KINDS} (?:see|get|have) theirs (?:cut|reduced|lowered|shrunk|decreased)(?: down)?\b",
        r"smaller steps for frequent \1",
    ),
    _rule(
        "frequent",
        rf"\bfrequent {_KINDS} {_RECEIVE}(?:cautious|small|smaller|tiny|short|shorter|lower|careful) (?:learning )?"
        r"(?:updates?|steps?|rates?)\b",
        r"smaller steps for frequent \1",
    ),
    _rule(
        "rare",
        rf"\brare {_KINDS} {_RECEIVE}(?:big|bigger|large|larger|higher|long|longer) (?:learning )?"
        r"(?:updates?|steps?|rates?)\b",
        r"larger steps for rare \1",
    ),
    _rule(
        "gradients",
        r"\b(?:big|large|high|strong|steep) gradients (?:so far |in the past |earlier |before |up to now )?"
        r"(?:mean|lead to"
        r"|give|imply|cause|->|=>|result in) (?:a )?(?:smaller|lower|shorter) (learning rate|rate|steps?|updates?)\b",
        r"\1 is reduced",
    ),
)
_ONE_UNIT = (
    _rule(
        "having using adding",
        r"\b(having|using|adding) more than (?:one|1|a single) (unit|neuron|node)s?(?: (?:per|in a|in each) layer)?",
        r"\1 many \2s",
    ),
    _rule(
        "replace replaced substitute substituted swap swapped exchange exchanged",
        r"\b(?:replaced?|substituted?|swap(?:ped)?|exchanged?) (?:the |all )?(?:whole |entire )?(?:"
        r"(?:hidden )?layer|network"
        r"|units|neurons|them)? ?(?:by|with|for) (?:just |only )?(?:one|a single)(?: single)? (unit|neuron|node)\b",
        r"same as one \1",
    ),
)
_ENGLISH = (*_TAKEN, *_SENTENCES, *_ABBREVIATIONS, *_UNSEEN, *_START, *_FITTING, *_OPTIMIZERS, *_ONE_UNIT)


def plainer_en(sentence: str) -> str:
    """Return a sentence with its phrases said in the plain way.

    >>> plainer_en("it does well on pictures the model has never come across before")
    'it does well on unseen data'
    >>> plainer_en("how the weights were drawn matters less")
    'initialization matters less'
    """
    pieces = frozenset(_PIECE.findall(sentence))
    for rule in _ENGLISH:
        if not rule.triggers.isdisjoint(pieces):
            said = rule.pattern.sub(rule.plain, sentence)
            if said != sentence:
                sentence = said
                pieces = frozenset(_PIECE.findall(sentence))
    return sentence
