"""English phrases of those who speak of learning, said in the plain way: data, starts, fitting, optimizers, units.

:mod:`quiz.kinds.text.plainer_english` does the same for how English puts any sentence together.
"""

from __future__ import annotations

from quiz.kinds.text.plain_rules import IT as _IT
from quiz.kinds.text.plain_rules import rule as _rule

_SAMPLES = (
    r"(?:data(?: points?)?|datasets?|examples?|images?|inputs?|samples?|cases?|things|points|pictures|anything|items?"
    r"|instances?|photos?|stuff|ones)"
)
_SAMPLE_WORDS = (
    "data datasets dataset examples example images image inputs input samples sample cases "
    "case things points pictures"
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
        r"\b(?:choice|choosing|selection|scale|size|spread|variance|range|distribution"
        r"|quality|details|setting|values?"
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
        "trained built equipped fitted",
        r"\b(?:the |a )?(?:models?|networks?|nets?) (?:that (?:is|are|was|were) )?(?:trained"
        r"|built|equipped|fitted) (?:with|using)"
        r" (?:it|bn|batch ?norm(?:ali[sz]ation)?)\b",
        "it",
    ),
    _rule(
        "quirks noise detail details peculiarities accidents coincidences examples samples idiosyncrasies oddities",
        r"\b(?:latch(?:es|ed|ing)?|lock(?:s|ing)?|cling(?:s|ing)?|hang(?:s|ing)?|hold(?:s|ing)?|pick(?:s|ing)? up"
        r"|fit(?:s|ting)?|learn(?:s|ing)?|memoriz(?:es?|ing)|fixat(?:es?|ing))"
        rf" ?(?:on ?to |to |on |in to |up on )?(?:the |its |every |each |all the )?{_QUIRKS}(?: (?:in|of"
        rf"|from) {_TRAINING_SET})?\b",
        "overfit",
    ),
    _rule(
        "fewer less",
        rf"\b(?:learn|pick|fit|memoriz)(?:e?s)?(?: up)? (?:fewer|less)(?: of)?(?: the| its)?(?: accidental| random)* "
        rf"{_QUIRKS}"
        rf"(?: (?:in|of|from) {_TRAINING_SET})?\b",
        "overfits less",
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
        rf"\b{_KINDS} {_THAT_HAVE} (?:large|big|steep|high|strong|many|frequent) (?:past |previous |earlier |squared "
        rf")*(?:gradients|slopes|updates)\b",
        r"frequent \1",
    ),
    _rule(
        "with have had",
        rf"\b{_KINDS} {_THAT_HAVE} (?:small|tiny|weak|low|few|rare) (?:past |previous |earlier |squared "
        rf")*(?:gradients|slopes|updates)\b",
        r"rare \1",
    ),
    _rule(
        "often frequently",
        r"\b(?:often|frequently|much|regularly) (?:touched|used|updated|seen|changed|occurring"
        rf"|activated) {_KINDS}\b",
        r"frequent \1",
    ),
    _rule(
        "that which",
        rf"\b{_KINDS} (?:that|which) (?:(?:have|had) (?:already |so far )?(?:been )?|are |get )?(?:changed?|moved?"
        rf"|updated"
        r"|touched|used) (?:a lot|often|much|frequently|strongly|far|the most)(?: already| so far| before)?",
        r"frequent \1",
    ),
    _rule(
        "that which",
        rf"\b{_KINDS} (?:that|which) (?:have |are |get )?(?:rarely|seldom|hardly|barely|scarcely|not often)(?: ever)?"
        r" (?:been )?(?:changed?|moved?|updated|touched|used)(?: so far| before)?",
        r"rare \1",
    ),
    _rule(
        "that which",
        rf"\b{_KINDS} (?:a lot )?(?:that|which) (?:haven't|have not|aren't|are not|weren't) (?:yet )?(?:been "
        rf")?(?:updated|moved"
        r"|changed|used) (?:much|often|a lot)",
        r"rare \1",
    ),
    _rule(
        "rare",
        rf"\b(?:moves|updates|changes) rare {_KINDS}(?: a lot| strongly| more| boldly| by large steps| by big steps"
        rf"|(?=$|[,;.]))",
        r"larger steps for rare \1",
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
        rf"\brare(?:ly updated)? {_KINDS} {_RECEIVE}(?:small|smaller|tiny|low|lower|short|shorter) (?:learning )?"
        r"(?:updates?|steps?|rates?)\b",
        r"smaller steps for rare \1",
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
_GIVEN = (
    _rule(
        "own individual separate",
        r"\b(?:gives?|grants?|assigns?|allots?|offers?|provides?) (?:each|every|all|individual"
        r"|the)(?: single| individual)? (parameter|weight|variable|coordinate|dimension"
        r"|direction)s?"
        r"(?: with)? (?:its|their|an|a)?(?: very)? ?(?:own|individual|separate|specific"
        r"|personal|tailored)(?: and separate)?"
        r" (learning rate|step size|rate|step)s?\b",
        r"adapts the \2 per \1",
    ),
    _rule(
        "weight importance influence emphasis attention say",
        r"\b(gives?|lends?|grants?|assigns?|pays?)(?: the)? ((?:newer|newest|recent|more recent"
        r"|most recent|latest|new|fresh|older|old|oldest|past|distant|earlier)"
        r" (?:squared )?(?:gradients?|ones|values?|information|squares|steps?)) (more|less"
        r"|greater|smaller|higher|lower|little|much more|far less)"
        r" (?:weight|importance|influence|emphasis|attention|say)\b(?: than [^,;.]*)?",
        r"\1 \3 weight to \2",
    ),
    _rule(
        "gives give lends lend",
        r"\b(gives?|lends?|grants?) (?:the |each |every |all |its )?(?:parameters?|weights?"
        r"|updates?|steps?|optimizer|optimization|search|descent|it|them|walker|point|gradient descent"
        r"|sgd)"
        r" (an? (?:kind of |sort of )?(?:velocity|inertia|momentum|speed|memory|mass|drive|push))\b",
        r"\1 \2",
    ),
)
_ONE_UNIT = (
    _rule(
        "many",
        r"(?:\b(?:no matter how|however)|^ ?how) many ((?:hidden )?(?:units|neurons|nodes"
        r"|filters))\b[^,;.]{0,30}, (?=\w+ (?:might|may|could) )",
        r"with many \1 ",
    ),
    _rule(
        "all",
        r"\ball (?:of )?(?:the |these )?\d+(?: of them)?(?= (?!units|neurons|nodes|weights"
        r"|hidden|layers|epochs|samples|parameters)[a-z])",
        "all of them",
    ),
    _rule("them these", r"\b(?:the other |the remaining )?\d+ of (?:them|these)\b", "all of them"),
    _rule(
        "another other next",
        r"\bone (?:hidden )?(unit|neuron|node|weight) (from|and|with|to) (?:another|the (?:other"
        r"|next))(?: one| unit| neuron| node| weight)?\b",
        r"\1s \2 each other",
    ),
    _rule("one", r"\b(of|in|within|inside) one (?:hidden )?layer\b", r"\1 a layer"),
    _rule(
        "start starts started begin begins began starting",
        r"\b(?:start|begin|began)(?:s|ed|ing)?(?: out| off)? (?:all |exactly |completely "
        r"|out )?(?:equal|equally|identical|identically|alike|the same"
        r"|(?:with|from|at) (?:the same|equal|identical) (?:values?|weights?|point|state|number))\b",
        "start",
    ),
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
LEARNING = (*_UNSEEN, *_START, *_FITTING, *_OPTIMIZERS, *_GIVEN, *_ONE_UNIT)
