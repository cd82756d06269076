"""English ways of putting what is said first, last or aside, said in the plain order: clefts, "the more ..., the
smaller ...", "a side effect is ...", "the danger that ... is smaller".

:mod:`quiz.kinds.text.plainer_english` does the same for the rest of how English puts a sentence together.
"""

from __future__ import annotations

from quiz.kinds.text.plain_rules import IT as _IT
from quiz.kinds.text.plain_rules import rule as _rule

_LESSER = r"(?:smaller|lower|shorter|tinier|slower|weaker|fewer|less|narrower)"
_COMPARATIVE = (
    r"(?:smaller|lower|shorter|tinier|slower|weaker|larger|bigger|higher|longer|greater|stronger|faster|quicker|steadier"
    r"|smoother|stabler|calmer|easier|harder|better|worse|richer|poorer|(?:more|less) \w+)"
)
_EFFECT = (
    r"(?:side[- ]effect|effect|benefit|advantage|bonus|merit|gain|plus|by-product|consequence|result|outcome|upshot"
    r"|strength|perk|payoff)"
)
_DANGER = r"(?:danger|risk|chance|probability|likelihood|tendency|threat|problem|trouble|issue|phenomenon)"
_GETS_LESS = (
    r"(?:(?:is|are|gets?|becomes?) (?:much |far |a lot |greatly |considerably |largely )?(?:smaller|lower|reduced|lessened"
    r"|less(?: acute| severe| serious)?|decreased|diminished|gone|averted|slim|slight|mitigated|eased|alleviated|rarer"
    r"|milder|under control|kept (?:small|low|in check|at bay|down))"
    r"|(?:drops|falls|shrinks|declines|decreases|diminishes|disappears|goes down|goes away|recedes))"
)
_TRAINS = r"(?:works?|succeeds?|converges?|learns?|trains?|proceeds?|goes well|runs?|is possible|gets? there)"
_FUTILE = (
    r"(?:makes? no sense|doesn't make (?:any )?sense|is (?:of )?(?:no use|no point|no good|useless|pointless|futile"
    r"|meaningless|in vain|senseless)|serves no purpose|there is (?:no|little) (?:point|sense|use|reason|benefit|value)"
    r"|there isn't (?:any|much) (?:point|sense|use|benefit)|(?:isn't|is not|hardly) worth(?:while)?|doesn't pay)"
)
_HAVING = r"(?:have|having|use|using|add|adding|keep|keeping|include|including|provide|providing|own|owning|possess|possessing)"
_MANY = (
    r"(?:many|more(?: than (?:one|1|a single))?|several|extra|lots of|so many|multiple|a lot of|additional|further"
    r"|plenty of|dozens of|hundreds of|a hundred|a large number of)"
)
_FIXES = (
    r"(?:fix(?:es)?|solves?|cures?|remed(?:y|ies)|avoids?|prevents?|repairs?|overcomes?|addresse?s?|corrects?|mends?"
    r"|gets? rid of|removes?|tackles?|resolves?|counters?|counteracts?|circumvents?|alleviates?|mitigates?|eliminates?)"
)
_FLAW = r"(?:problem|weakness|flaw|drawback|defect|trouble|issue|shortcoming|disadvantage|downside)"

_LATER = r"(?=$|[,;.]| by | with | using | through | via | because )"

_FORGOT = (
    r"(?:not (?:so |quite |really |entirely )?sure|unsure|don't (?:really )?(?:know|remember|recall)|do not (?:know|remember"
    r"|recall)|can't (?:really )?(?:remember|recall|say|explain)|forgot|have forgotten|no longer (?:know|remember))"
)
_SAME_WEIGHTS = (
    r"(?:all (?:of )?(?:the )?|the )?(?:initial |starting )?weights (?:(?:all |are |start (?:out |off )?|begin |have )+)"
    r"(?:equal|identical|the same|zero|at zero|at 0|0|set to zero|with the same)(?: values?)?"
)
FIRST = (
    _rule(
        "sure unsure know remember recall say explain forgot forgotten",
        rf"^(?:well,? )?i(?:'m| am|'ve)? ?{_FORGOT}(?: much| anything| a lot)?(?: about| of| what| how)? ?(?:the )?[a-z]+"
        r"(?: (?:and|or) [a-z]+)?(?: is| does| works| was)?(?: any ?more)?,? but ",
        "",
    ),
    _rule(
        "whether",
        r"^whether (?:or not )?([a-z' ]{3,40}?) (?:is|are|was|were) (?:well |badly )?[a-z]+ or [a-z]+"
        r" (?=(?:doesn't|does not|hardly|barely|scarcely|no longer|matters (?:little|less)|(?:makes|has) (?:little|no|less)))",
        r"\1 ",
    ),
    _rule(
        "happens occurs",
        r"^it (?:happens|occurs) (?:less often|less frequently|more rarely|rarely|seldom|hardly ever) that ",
        "it is rarer that ",
    ),
    _rule("that", r"\bthat of (?=(?:a single|one|just one|only one) )", ""),
    _rule(
        "effort work time trouble computation labor",
        r"\b(?:takes?|needs?|requires?|costs?) (?:a lot |much |far )?(?:less|little|not so much|not as much)"
        r" (?:effort|work|time|trouble|labor) (?:to|until it|before it) (?:converges?|trains?|learns?)\b",
        "makes training faster",
    ),
    _rule(
        "matters matter difference",
        r"\bit (?:hardly|doesn't|does not|no longer|barely|scarcely|makes no|makes little)(?: really| even)?"
        r" (?:matters?|makes? (?:a|any|much) difference|difference)(?: any ?more)? (?:whether|if) (?:you|we|it|there|one"
        r"|the (?:layer|network)) (?:have|has|are|is|uses?) (?:[a-z0-9]+ ){0,2}(unit|neuron|node)s?"
        r"(?: or (?:just |only )?[a-z0-9]+(?: one)?)?",
        r"many \1s are the same as one",
    ),
    _rule(
        "however whichever whatever matter",
        r"\b(?:however|whichever way|in whatever way|no matter how) (?:(?:you|we|one|they) (?:initialize|choose|set|pick|draw"
        r"|select) (?:the |its |your )?(?:initial |starting )?(?:weights?|values|parameters|network|it|them)|(?:the |its )?"
        r"(?:initial |starting )?weights (?:are|were|get) (?:initialized|chosen|set|picked|drawn))(?: at the start)?, ",
        "whatever the initialization, ",
    ),
    _rule(
        "whether",
        r"\bwhether (?:you|it|training|one|we) (?:started?|starts?|begins?|began) (?:out )?(?:from|at|with) (?:an? )?(?:good|bad"
        r"|lucky|poor|favorable)[a-z ]*? (?:point|weights|values|place|position)(?: or not)?",
        "initialization",
    ),
    _rule(
        "rarer likely common frequent unlikely",
        r"^it(?: is|'s) (?:then |therefore )?(?:rarer|less likely|less common|less frequent|unlikely) that ([a-z' ]+?)"
        r" (hinges?|depends?|vanish(?:es)?|overfits?|diverges?|gets? stuck|fails?|saturates?|blows? up|explodes?|fades?|dies?"
        r"|oscillates?|wobbles?)\b",
        r"\1 rarely \2",
    ),
    _rule(
        "need",
        r"\bthere(?: is|'s) no (?:longer any )?need to (?:insist on|stick to|bother with|pay (?:much )?attention to|take pains"
        r" over|fine-tune|search for|look for|hunt for|be careful with) ",
        "you don't worry about ",
    ),
    _rule(
        "fewer",
        r"\bfewer (units|neurons|activations|values|sigmoids) (get stuck|end up|saturate|land|fall|sit)\b",
        r"\1 don't \2",
    ),
    _rule(
        "rare rarer likely common unlikely harder unusual hard difficult",
        r"\bit(?: is|'s) (?:then )?(?:rarer?|less likely|less common|unlikely|harder|unusual|hard|difficult) for ([a-z' ]+?) to"
        r" ([a-z]+)",
        r"\1 rarely \2",
    ),
    _rule(
        "if",
        r"^if (?:you|one|we) (?:fail to |don't |do not )?(?:choose|pick|set|initialize|get|have)[a-z ]*? (?:bad |poor |good |the )?"
        r"((?:initial|starting) (?:weights|values)|initialization)[a-z ]*, (?:it|that|this) (?:doesn't|does not|hardly|won't"
        r"|no longer) (?:really )?(?:hurts?|matters?|harms?|do (?:much )?harm)",
        r"the \1 matter less",
    ),
    _rule(
        "might may",
        r"\b(?:might|may) (?:just )?as well be (?:just |only )?(?:one|a single) (unit|neuron|node)\b",
        r"is the same as one \1",
    ),
    _rule(
        "regarded seen viewed treated considered thought",
        r"\b(?:might|may|can|could) (?:just )?(?:as well )?be (?:regarded|seen|viewed|treated|considered|thought of) as (?:just"
        r" |only )?(?:one|a single) (unit|neuron|node)\b",
        r"is the same as one \1",
    ),
    _rule("if when once", rf"\b(?:if|when|once|as long as) {_SAME_WEIGHTS},? (?:then )?", ""),
)
"""What is said plainly before it is asked what of a sentence is asserted."""

_QUALITY = r"(?:stability|speed|robustness|regularization|generalization|steadiness|smoothness)"
_PACE = r"(?:stride|pace|rhythm|gait|course|tempo)"
ORDER = (
    _rule(
        "rates",
        r"\b(?:even )?(?:learning )?rates (?:at|with|for) which [^,;]*? (?:can|could|may) (?:now |still )?be used\b",
        "larger learning rates can be used",
    ),
    _rule(
        "needed required necessary suffice enough",
        r"\bfewer (steps|epochs|iterations|updates|repetitions) (?:are (?:needed|required|necessary|enough)|suffice)"
        r"(?! (?:for|in) inference)",
        r"it converges in fewer \1",
    ),
    _rule(
        "still", r"\b(gradients?|signals?) (?:is|are) still (?:there|present|alive|around|left|usable)\b", r"\1 survive"
    ),
    _rule(
        "from",
        r"\bfrom (?:(?:getting|becoming|coming|going|shrinking|falling|dropping) (?:too )?(?:close|near|down) to (?:zero|nothing)"
        r"|(?:becoming|getting) (?:too )?(?:small|tiny)|(?:approaching|nearing|reaching) (?:zero|nothing))",
        "from vanishing",
    ),
    _rule(
        "contribute contributes add adds",
        rf"\b(?:contribut|add)(?:es?|s)? to (?:the |a )?(?:[a-z]+ )?(?={_QUALITY})",
        "improves the ",
    ),
    _rule(
        "effect",
        r"\beffect (?:(?:that|which) is )?(?:very |much |rather |quite |somewhat |a bit |a little )+(like|similar|akin|close)\b",
        r"effect \1",
    ),
    _rule(
        "well",
        r"\b(?:does|do|performs?|scores?) well (?:in|on|at|during) (?:the )?training(?: data| set)? (?:and|but) (?:badly|poorly|bad)"
        r" (?:on|in|at) (?:the )?(?:test|unseen|new|validation)(?: data| set)?",
        "overfits",
    ),
    _rule(
        "merits advantages benefits effects strengths gains virtues upsides",
        r"^(?:its|the|the (?:main|two|chief)|two|its (?:main|two|chief)) (?:merits|advantages|benefits|effects|strengths|gains"
        r"|virtues|upsides)(?: of (?:it|bn|batch [a-z]+))? (?:are|include|lie in) (?!that\b|not\b|no\b|small|unclear|few)",
        "it brings ",
    ),
    _rule(
        "days hours weeks minutes time",
        r"\b(?:the )?(?:number of )?(?:days|hours|weeks|minutes|time|computing time) (?:needed|required|necessary|it takes|spent)"
        r" (?:for|to|by|in|on) (?:training|train|converge|learning|reach convergence)\b",
        "training time",
    ),
    _rule(
        "all right",
        r"\b(gets?|comes?|makes? it) (?:all the way|right) (?:down|back|through|to the bottom)\b",
        "gets through",
    ),
    _rule(
        "stride pace rhythm gait course tempo",
        rf"\b(?:gets?|gains?|takes on|has|acquires) an? (steadier|quicker|faster|smoother|calmer|stabler) {_PACE}\b",
        r"gets \1",
    ),
    _rule("on", r"\b(?:goes|go|keeps|keep|carries|carry|went|kept) on (?=[a-z]+ing\b)", "keeps "),
    _rule(
        "adding using introducing applying including",
        r"\b(?:adding|using|introducing|applying|including) (momentum|adagrad|rmsprop)\b(?= [a-z]+s\b)",
        r"\1",
    ),
    _rule(
        "adagrad",
        r"\badagrad (?:whose|in which the|where the|with its|with the) sum (?:of [a-z ]+? )?(?:has been |is |was |being )?"
        r"(?:replaced|swapped|exchanged|substituted|turned|changed)(?: out)? (?:by|with|for|into) ",
        "adagrad with ",
    ),
    _rule(
        "adagrad",
        r"\bis (?:just |basically |simply )?(?:an? |the )?(?:improved|refined|better|modified|enhanced|extended|mended)"
        r"(?: version of| variant of| form of)? adagrad\b",
        "improves adagrad",
    ),
    _rule(
        "therefore thus hence consequently",
        r"(?<=[a-z]) (?:therefore|thus|hence|consequently) (?=(?:does|do|is|are|can|cannot|can't|has|have|don't|doesn't|isn't"
        r"|aren't|will|won't|[a-z]+s)\b)",
        " ",
    ),
    _rule(
        "power ability capacity capability means",
        r"\b(?:no longer|doesn't|does not|never) (?:have|has) (?:the |any |enough )?(?:power|ability|capacity|capability|means) to ",
        "cannot ",
    ),
    _rule(
        "attached tied bound glued wedded fitted adapted tailored close tuned specialized devoted",
        r"\b(doesn't|does not|don't|do not|can't|cannot|won't|no longer|never|not) (?:get|gets|become|becomes|be|grow)?"
        r" ?(?:too|so|overly|excessively|that) (?:much |closely |strongly )?(?:attached|tied|bound|glued|wedded|fitted|adapted"
        r"|tailored|close|tuned|specialized|devoted) to (?:the |its )?(?:training (?:data|set|examples|images)|individual"
        r" (?:examples|samples))",
        r"\1 overfit",
    ),
    _rule(
        "becoming getting being growing",
        r"\bfrom (?:becoming|getting|being|growing) (?:too|so|overly|excessively) (?:much |closely |strongly )?(?:attached|tied|bound"
        r"|glued|wedded|fitted|adapted|tailored|close|tuned|specialized|devoted) to (?:the |its )?(?:training (?:data|set"
        r"|examples|images)|individual (?:examples|samples))",
        "from overfitting",
    ),
    _rule(
        "first initially beginning",
        r"\b(?:(?:takes?|makes?|uses?) )?(?:big|large|long|larger|bigger) (?:steps|strides|updates|rates?) (?:at first|initially|in the"
        r" beginning|to begin with|at the start)(?:,| but| and|;)* (?:and )?(?:then )?",
        "",
    ),
    _rule(
        "leaves leave keeps keep lets let",
        r"(?:,)? ?\b(?:and|but|while|whereas) (?:leaves?|keeps?|lets?) (?:it|that|the rate|those|them|the others?|others)[a-z ]*?"
        r" (?:high|large|big|higher|larger)\b[^,;.]*",
        "",
    ),
    _rule(
        "no more",
        r"\b(?:can |could )?(?:express|represent|do|learn|achieve|compute)(?:es|s)? no more than (?:an? |the )?(?:small|tiny|narrow|minimal)"
        r" (?:one|network|net|layer|model)\b[^,;.]*",
        "lacks expressive power",
    ),
    _rule(
        "capable able",
        r"\bwhat (?:it|the (?:network|model|net|layer)) is (?:capable of|able to (?:do|represent))\b",
        "capability",
    ),
    _rule("very", r"\bthe very same\b", "the same"),
    _rule(
        "wide broad large many most any all",
        rf"\b{_TRAINS}(?: well| fine)? (?:for|with|from) (?:a (?:wide|broad|large) (?:range|variety) of|many(?: different)?|most"
        r"|(?:almost |nearly )?any|(?:almost |nearly )?all) ((?:initial|starting) (?:weights?|values?)|initializations?)",
        r"works, and it doesn't depend on \1",
    ),
    _rule(
        "concern importance issue problem worry relevance significance",
        r"\b(?:is|are|becomes?) (?:of |a )*(?:lesser|minor|little|small|secondary|no) (?:concern|importance|issue|problem|worry"
        r"|relevance|significance)\b",
        "matters less",
    ),
    _rule(
        "trouble problem problems harm damage difficulties divergence instability",
        r"\b(?:don't|doesn't|do not|does not|no longer|never) (?:cause|make|create|pose|lead to|mean)s? (?:any |much )?(?:trouble"
        r"|problems?|harm|damage|difficulties|divergence|instability)\b",
        "are harmless",
    ),
    _rule(
        "careful cautious picky choosy fussy precise meticulous",
        r"\b(don't|needn't|do not|need not) (?:need to |have to )?be (?:so |that |too |very |as |particularly |overly )?(?:careful"
        r"|cautious|picky|choosy|fussy|precise|meticulous) (?:about|with|in|when)(?: choosing| setting| picking| selecting)? ",
        r"\1 worry about ",
    ),
    _rule(
        "level power abilities ability capacity strength performance",
        r"\b(?:reduced|lowered|brought down|limited|confined) to (?:the )?(?:level|power|abilities|ability|capacity|strength"
        r"|performance) of ",
        "reduced to ",
    ),
    _rule("through", r"\bgo(?:es)? through (?:life|training) as ", "remain "),
    _rule(
        "nothing",
        r"\b(?:have|has) nothing (?:to|that) (?:distinguish(?:es)?|separates?|sets?|tells?)[a-z ]*",
        "are identical",
    ),
    _rule(
        "unit neuron node",
        r"\b(?:can |could )?(?:only|just) (?:do|express|represent|compute|learn|achieve|manage)s? what (?:a single|one|just one)"
        r" (unit|neuron|node)\b[a-z ]*",
        r"are the same as one \1",
    ),
    _rule("put", r"\bput to (?:good |full )?use\b", "used"),
    _rule(
        "whatever whichever which",
        r"\b(?:whatever|whichever|no matter which|regardless of the) (?:the )?(unit|neuron|weight|node)(?: it is| you take"
        r"| you look at)?(?=$|[,;.])",
        r"for every \1",
    ),
    _rule(
        "which",
        r"\bthere(?: is|'s) (?:no|nothing)(?: clue| way| feature| mark| sign| criterion)? (?:by|with|from|through) which (?:the )?"
        r"(units|neurons|weights) (?:could|can|might) be (?:distinguished|told apart|separated|differentiated)",
        r"\1 can't be distinguished",
    ),
    _rule(
        "symmetry",
        r"\bleaves? (?:the |this |its )?symmetry([a-z ]*?) (?:as it is|intact|untouched|unbroken|unchanged|alone)\b",
        r"keeps the symmetry\1",
    ),
    _rule(
        "what",
        rf"\bwhat (?:gets|becomes|is|grows) ({_COMPARATIVE}) (?:here |then |now )?(?:is|are) (?!that\b|not\b|no\b)"
        r"(?:the |its |a )?([a-z][a-z' -]*?)(?=$|[,;.])",
        r"the \2 gets \1",
    ),
    _rule(
        "what",
        r"\bwhat (shrinks|vanishes|suffers|improves|disappears|drops|falls|decreases|increases|rises|grows|weakens"
        r"|is lost|gets lost|is reduced|is damaged|goes down|goes up|speeds up|is gained|fails|breaks down)"
        r" (?:here |most |then )?(?:is|are) (?!that\b|not\b|no\b)(?:the |its |a )?([a-z][a-z' -]*?)(?=$|[,;.])",
        r"the \2 \1",
    ),
    _rule(
        "effect effects benefit advantage bonus merit gain plus by-product consequence result outcome upshot strength"
        " perk payoff side-effect",
        r"^(?:and |but |also |then )?(?:an? |one |another |the |its )?(?:(?:main|first|second|third|side|other|additional"
        r"|extra|further|positive|useful|welcome|nice|pleasant|important|major|minor|secondary|biggest|chief|key|typical"
        r"|common|direct|added|big|good|known|practical) ){0,2}"
        rf"{_EFFECT}(?: of (?:it|this|bn|batch norm|batch normali[sz]ation|using (?:it|bn)))? (?:is|are|would be)"
        r" (?:also |therefore |simply )?(?!that\b|to\b|not\b|no\b|hardly\b|never\b)",
        "it brings ",
    ),
    _rule(
        "danger risk chance probability likelihood tendency threat problem trouble issue phenomenon",
        rf"\b(?:the |any |its )?{_DANGER} that ([a-z][a-z' -]{{2,60}}?) {_GETS_LESS}(?=$|[,;.]| and )",
        r"\1 less",
    ),
    _rule(
        "the",
        rf"\bthe ({_COMPARATIVE}) (adagrad|rmsprop|momentum|it|the method) (makes|keeps|sets|chooses|takes)"
        r" (its|the|that weight's|their|each|every) ([a-z]+(?: [a-z]+)?)(?=$|[,;.])",
        r"\2 \3 \4 \5 \1",
    ),
    _rule(
        "the",
        rf"(?:^|(?<=[,:] ))the ({_COMPARATIVE}) (?:is |are |gets? |becomes? )?((?:the|its|their|your|each|every) [a-z' -]+?)"
        r"(?: is| are| gets?| becomes?| will be)?$",
        r"\2 gets \1",
    ),
    _rule("more", rf"\b({_COMPARATIVE}|shrink\w*|fall\w*|drop\w*)\b([^,;.]*?)(?<!all),? the more [^,;.]+$", r"\1\2"),
    _rule(
        "regardless irrespective independently independent",
        rf"\b{_TRAINS}(?: well| fine| properly| smoothly| nicely| anyway)?,? (?:regardless|irrespective|independently"
        r"|independent) of ([^,;.]+)",
        r"works, and it doesn't depend on \1",
    ),
    _rule(
        "worth worthwhile pay sense use point good useless pointless futile meaningless vain senseless purpose reason benefit value",
        rf"\b(?:it )?{_FUTILE}(?: any ?more| any longer| whatsoever| at all)? (?:to |in )?{_HAVING} {_MANY}"
        r" (?:hidden |extra )?(unit|neuron|node|weight|parameter)s?\b(?: (?:per|in a|in each|in the) layer)?",
        r"many \1s are pointless",
    ),
    _rule(
        "cure remedy fix answer solution antidote response correction",
        r"\b(?:is|was|acts as|serves as|came as)(?: (?:devised|invented|designed|conceived|introduced|proposed|meant) as)?"
        r" (?:an?|the) (?:cure|remedy|fix|answer|solution|antidote|response|correction) (?:for|to|of) adagrad's [^,;.]*",
        "improves adagrad",
    ),
    _rule(
        "own separate individual",
        r"\b(?:each|every|every single) (weight|parameter|coordinate|dimension|direction|variable) (?:is|gets|has|receives"
        r"|obtains)(?: (?:assigned|given|allotted|granted))? (?:an? |its |their )?(?:very )?(?:(?:own|separate|individual)"
        r" (learning rate|rate|step size|step)|(learning rate|rate|step size|step) of its own)\b",
        r"the \2\3 is adapted per \1",
    ),
    _rule(
        "has have gets get carry carries",
        r"\b(?:has|have|gets?|carry|carries) (?:an? |the )?(?:much |far )?(?:stronger|greater|larger|bigger|more) (?:effect"
        r"|influence|impact|weight|say|bearing|importance)\b",
        "counts more",
    ),
    _rule(
        "what",
        r"\b(?:just|exactly|only|precisely) what (?:its|the|every|all|any) (?:neighbors?|others?|other [a-z]+|peers?|rest)"
        r" (?:learn|do|get|compute|receive|see)(?:s|es)?\b",
        "the same thing",
    ),
    _rule(
        "nothing",
        r"\b(?:there is )?nothing (?:to|that|which)? ?(?:makes?|lets?|sets?|tells?|distinguish(?:es)?|separates?) (?:one|any|the"
        r"|an?) (unit|neuron|node|weight)s? (?:differ|different|apart|from|become different)\b[^,;.]*",
        r"all \1s are identical",
    ),
    _rule(
        "no",
        r"\bno two (?:of the )?(?:hidden )?(unit|neuron|node|weight)s (?:ever |can |will |in [a-z ]{3,12} )?"
        r"(?:learn|do|compute|become|get|develop|are|pick up|represent|detect)s? (?:something |anything |to be )?"
        r"(?:different|distinct)\b[^,;.]*",
        r"all \1s are identical",
    ),
    _rule("enough", r"\benough of (?=the |its )", ""),
    _rule(
        "trained",
        r"\b(?:networks?|models?|nets?|it|they) can be trained (?:with|at|using) (?=[a-z ]{0,20}(?:rates?|steps?|sizes?)\b)",
        "you can use ",
    ),
    _rule("adagrad's", rf"\b{_FIXES} (?:just |exactly )?adagrad's [^,;.]*?{_LATER}", "improves adagrad"),
    _rule(
        "adagrad adagrad's",
        rf"\b{_FIXES} (?:the|that|this|a) {_FLAW} (?:that|where|whereby|in which) adagrad(?:'s)?\b[^,;.]*?{_LATER}",
        "improves adagrad",
    ),
    _rule(
        "what",
        r"\bwhat (?:it|the (?:network|model|net|layer)|such a (?:network|model|net)) (?:can|is able to|could|may)"
        r" (?:ever |still )?(?:represent|express|model|approximate|describe)\b",
        "expressive power",
    ),
    _rule(
        "saves save spares spare rescues rescue protects protect shields shield guards guard",
        r"\b(?:saves?|spares?|rescues?|protects?|shields?|guards?) ([a-z ]{1,40}?) from (?=[a-z]+ing\b|overfit|diverg)",
        r"keeps \1 from ",
    ),
    _rule("without", r"\bwithout (?:any |the |much )?(?:fear|risk|danger|worry|threat) (?:of|that) ", "without "),
    _rule("stop stops", r"\b(you|we|it|one|they) stops? being ", r"\1 is no longer "),
    _rule(
        "need",
        r"\bthere(?: is|'s) (less|no|little|hardly any)(?: longer any| more)? (?:real |great )?need (?:for|of|to use)"
        r" ([a-z][a-z ]*?)(?: or [a-z ]+)?(?=$|[,;.])",
        r"\2 is less needed",
    ),
    _rule(
        "fit fits fitting match matches matching follow follows following learn learns learning",
        r"\b(?:fit|match|follow|learn)(?:s|es)? (?:the |its )?training (?:data|set|examples|images|samples)"
        r" (?:too |so |very |overly |all too )?(?:much|closely|tightly|well|exactly|perfectly|excessively|slavishly|snugly"
        r"|strongly|unduly|to excess)",
        "overfit",
    ),
    _rule(
        "fitting matching following learning",
        r"\b(?:fitting|matching|following|learning) (?:the |its )?training (?:data|set|examples|images|samples)"
        r" (?:too |so |very |overly |all too )?(?:much|closely|tightly|well|exactly|perfectly|excessively|slavishly|snugly"
        r"|strongly|unduly|to excess)",
        "overfitting",
    ),
    _rule(
        "closer nearer heads tends",
        r"\b(?:(?:gets?|comes?|moves?|draws?|creeps?) (?:ever |always )?(?:closer|nearer)(?: and (?:closer|nearer))?"
        r"|heads?|tends?) (?:to|towards?) (?:zero|0|nothing)",
        "approaches zero",
    ),
    _rule(
        "almost nearly practically virtually close next",
        r"\b((?:learning )?rates?|steps?|step sizes?|updates?) (?:becomes?|gets?|is|are|ends? up|turns?)"
        r" (?:almost|nearly|practically|virtually|close to|next to) (?:nothing|zero|0|nil)",
        r"\1 shrinks",
    ),
    _rule(
        "pulled dragged carried pushed propelled",
        r"\b(?:is|gets|are) (?:still )?(?:pulled|dragged|carried|pushed|propelled)(?: along| on| forward| onward)? by ",
        "follows ",
    ),
    _rule(
        "onward onwards along on forward ahead further",
        r"\b(?:carries|pulls|pushes|drives|takes|bears|drags) (?:it|us|you|the (?:search|optimizer|update|ball|point|weights))"
        r" (?:on|onwards?|forward|along|ahead|further)\b",
        "acts",
    ),
    _rule(
        "not",
        r"\bnot (?:just|only|merely) (by|on|from|in|with|at) ((?:the |its )?[a-z ]+?) but (?:also )?(?:by|on|from|in|with|at)"
        r" ",
        r"\1 \2, and it uses ",
    ),
    _rule(
        "how which where",
        r"\b(?:how far|which way|in which direction|where|how) (?:it|the optimizer|the search|the weights?|they) (?:has |had"
        r" |was )?(?:just )?(?:moved?|went|gone|stepped|travel+ed|headed|heading|going|moving|changed)"
        r"(?: (?:last time|before|previously|last|in the last step|in the step before|so far))?\b",
        "the last step",
    ),
    _rule(
        "what",
        r"\bwhat (?:(?:it|one|the optimizer|the search) (?:did|had done)|was done|has been done|happened) (?:last time|last|before"
        r"|previously|in the (?:last|previous) step)\b",
        "the last step",
    ),
    _rule(
        "sgd descent",
        r"\b(momentum|adagrad|rmsprop) (?:is|means|amounts to|equals) (?:just |simply |basically |ordinary |plain )?"
        r"(?:sgd|(?:stochastic )?gradient descent) (?:with|plus) (?:an? |the )?",
        r"\1 uses ",
    ),
    _rule(
        "influence effect impact bearing role say part importance",
        r"\b(?:doesn't|does not|don't|do not|no longer) (?:really )?(?:have|has|play|plays|exert|exerts) (?:much|any|an?"
        r" (?:big|great|large|major|strong|significant|huge|decisive))(?: of an?)? (?:influence|effect|impact|bearing|role"
        r"|say|part|importance)\b(?: (?:on|in|for|over) (?:the )?(?:final |end )?(?:results?|outcome|training|learning"
        r"|accuracy|performance|it))?",
        "matters little",
    ),
    _rule(
        "keep keeps",
        r"\bkeeps? (?:the |its )?(gradients?|signals?|error signals?) (alive|large|healthy|big|strong|intact|usable)(?: enough)?\b",
        r"\1 stay \2",
    ),
    _rule(
        "before",
        r"\b(?:the|a) (?:step|update|move) (?:that |which )?(?:came|was taken|was made|went|lay) (?:just |right )?before(?: it)?\b",
        "the last step",
    ),
    _rule(
        "one step update move",
        r"\bthe (?:one|step|update|move) (?:just )?before(?: it| that)?(?=$|[,;.])",
        "the last step",
    ),
    _rule(
        "unit neuron node",
        r"\b(?:can |could |will )?(?:only |just )?(?:do|express|represent|compute|learn|achieve|manage)s?"
        r" (?:(?:only|just|exactly|precisely|nothing but) what|(?:no|not any|nothing) more than|just as much as)"
        r" (?:a single|one|just one|only one) (unit|neuron|node)\b(?: (?:can|could|does|would|alone)\b)*(?: do| express)?",
        r"are the same as one \1",
    ),
    _rule(
        "like as",
        r"\b(?:exactly |just |precisely |much )?(?<!same )(?:like|as) (?:all |each of |every one of )?"
        r"(?:the (?:rest|others|other (?:units|neurons|weights|ones|nodes))|its (?:neighbors?|peers|siblings|fellows)"
        r"|(?:any|every) other(?: unit| neuron| one)?)(?: do(?:es)?)?(?=$|[,;.]| and| in)",
        "identically",
    ),
    _rule(
        "exactly precisely absolutely completely just",
        r"\b(?:exactly|precisely|absolutely|completely|just|perfectly) (?=the same|identical|equal|alike)",
        "",
    ),
    _rule(
        "units neurons nodes weights",
        r"\ball (?:the |of the )?(units|neurons|nodes|weights) (?:but|except|save|bar|apart from)(?: for)? one\b",
        r"the other \1",
    ),
    _rule(
        "before",
        r"\bbefore (?:it|they) (?:can |could |ever |even )*(?:gets?|reach(?:es)?|arrives?|comes?|makes? it)\b"
        r"(?: (?:down|back|all the way))*(?: to| at| in)? ",
        "on the way to ",
    ),
    _rule("for", r", for (?=(?:the|it|they|no) (?!most part|first|sake|same|better|time))", ", because "),
    _rule(
        "still",
        rf"\b{_IT} still (?:learns?|trains?|converges?)(?: well| fine| properly| okay)?(?=$|[,;.])",
        "training proceeds",
    ),
    _rule(
        "whatever",
        r"\bwhatever (?:happens|is done|applies) to one (unit|neuron|node|weight) (?:also )?(?:happens|is done|applies) to"
        r" (?:all|every|each|the)\b[^,;.]*",
        r"all \1s are changed in the same way",
    ),
    _rule(
        "as",
        r"\b(?:move|change|act|behave|learn|evolve)s? as (?:one|a single) (?:block|body|group|piece|man|lump)\b"
        r"|\b(?:move|change|evolve)s? as (?:a block|one)(?=$|[,;.])",
        "change identically",
    ),
)
