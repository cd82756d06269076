"""English sentences whose outside hides what their writer asserts: "I'm not sure about momentum, but RMSProp averages",
"whether the start is good or bad hardly matters". They are said plainly before it is asked what is asserted.
"""

from __future__ import annotations

from quiz.kinds.text.plain_rules import rule as _rule

_FORGOT = (
    r"(?:not (?:so |quite |really |entirely )?sure|unsure|don't (?:really )?(?:know|remember|recall)|do not (?:know"
    r"|remember"
    r"|recall)|can't (?:really )?(?:remember|recall|say|explain)|forgot|have forgotten|no longer (?:know|remember))"
)
_SAME_WEIGHTS = (
    r"(?:all (?:of )?(?:the )?|the )?(?:initial |starting )?weights (?:(?:all |are |start (?:out |off )?|begin |have "
    r")+)"
    r"(?:equal|identical|the same|zero|at zero|at 0|0|set to zero|with the same)(?: values?)?"
)
_SIZED = "(?:large|small|high|low|big|tiny|fast|slow|strong|weak)"

FIRST = (
    _rule("fastr fster", r"\bf(?:astr|ster)\b", "faster"),
    _rule("les lss", r"\b(?:les|lss)\b", "less"),
    _rule("movment movemnt", r"\bmov(?:ment|emnt)\b", "movement"),
    _rule("learing lerning", r"\bl(?:earing|erning)(?= rates?\b)", "learning"),
    _rule("sqared squard", r"\bsq(?:ared|uard)\b", "squared"),
    _rule("preceding foregoing", r"\b(?:preceding|foregoing) (?=update|step|move)", "previous "),
    _rule(
        "seldom rarely often frequently",
        r"\b(parameters|weights|features|ones) that (seldom|rarely|often|frequently) (?:get|see|receive)s? (?:a "
        r"|any |large )?"
        r"gradients?\b",
        r"\2 updated \1",
    ),
    _rule(
        "whatever whichever",
        r"\b(?:whatever|whichever) (?:initial |starting )?(?:weights|values|parameters|point) (?:you|it|training|we"
        r"|one)"
        r" (?:starts?|begins?)(?: out)?(?: from| with| at)?, (?:learning|training|it) (?:still )?(?:goes well|works"
        r"|succeeds"
        r"|learns|converges|trains|proceeds|gets there)(?: well| fine)?",
        "it doesn't depend on the initial weights",
    ),
    _rule(
        "sure unsure know remember recall say explain forgot forgotten",
        rf"^(?:well,? )?i(?:'m| am|'ve)? ?{_FORGOT}(?: much| anything| a lot)?(?: about| of| what| how)? ?(?:the "
        rf")?[a-z]+"
        r"(?: (?:and|or) [a-z]+)?(?: is| does| works| was)?(?: any ?more)?,? but ",
        "",
    ),
    _rule(
        "whether",
        r"^whether (?:or not )?([a-z' ]{3,40}?) (?:is|are|was|were) (?:well |badly )?[a-z]+ or [a-z]+"
        r" (?=(?:doesn't|does not|hardly|barely|scarcely|no longer|matters (?:little|less)|(?:makes|has) (?:little|no"
        r"|less)))",
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
        r" (?:matters?|makes? (?:a|any|much) difference|difference)(?: any ?more)? (?:whether|if) (?:you|we|it|there"
        r"|one"
        r"|the (?:layer|network)) (?:have|has|are|is|uses?) (?:[a-z0-9]+ ){0,2}(unit|neuron|node)s?"
        r"(?: or (?:just |only )?[a-z0-9]+(?: one)?)?",
        r"many \1s are the same as one",
    ),
    _rule(
        "however whichever whatever matter",
        r"\b(?:however|whichever way|in whatever way|no matter how) (?:(?:you|we|one|they) (?:initialize|choose|set"
        r"|pick|draw"
        r"|select) (?:the |its |your )?(?:initial |starting )?(?:weights?|values|parameters|network|it|them)|(?:the "
        r"|its )?"
        r"(?:initial |starting )?weights (?:are|were|get) (?:initialized|chosen|set|picked|drawn))(?: at the start)?, "
        r"(?:learning|training|it) (?:mostly |still |usually |always )?(?:goes|works|learns|trains|converges"
        r"|proceeds)(?: well| fine)?"
        r"(?=$|[,;.])",
        "it doesn't depend on the initial weights",
    ),
    _rule(
        "however whichever whatever matter",
        r"\b(?:however|whichever way|in whatever way|no matter how) (?:(?:you|we|one|they) (?:initialize|choose|set"
        r"|pick|draw"
        r"|select) (?:the |its |your )?(?:initial |starting )?(?:weights?|values|parameters|network|it|them)|(?:the "
        r"|its )?"
        r"(?:initial |starting )?weights (?:are|were|get) (?:initialized|chosen|set|picked|drawn))(?: at the start)?, ",
        "whatever the initialization, ",
    ),
    _rule(
        "whether",
        r"\bwhether (?:you|it|training|one|we) (?:started?|starts?|begins?|began) (?:out )?(?:from|at|with) (?:an? "
        r")?(?:good|bad"
        r"|lucky|poor|favorable)[a-z ]*? (?:point|weights|values|place|position)(?: or not)?",
        "initialization",
    ),
    _rule(
        "rarer likely common frequent unlikely",
        r"^it(?: is|'s) (?:then |therefore )?(?:rarer|less likely|less common|less frequent|unlikely) that "
        r"(?![^,;]*\b(?:and|but|or)\b)([a-z' ]+?)"
        r" (hinges?|depends?|vanish(?:es)?|overfits?|diverges?|gets? stuck|fails?|saturates?|blows? up|explodes?"
        r"|fades?|dies?"
        r"|oscillates?|wobbles?)\b(?! to\b)",  # "fails to improve" is said of improving, not of failing
        r"\1 rarely \2",
    ),
    _rule(
        "need",
        r"\bthere(?: is|'s) no (?:longer any )?need to (?:insist on|stick to|bother with|pay (?:much )?attention to"
        r"|take pains"
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
        r"\bit(?: is|'s) (?:then )?(?:rarer?|less likely|less common|unlikely|harder|unusual|hard|difficult) for "
        r"([a-z' ]+?) to"
        r" ([a-z]+)",
        r"\1 rarely \2",
    ),
    _rule(
        "if",
        r"^if (?:you|one|we) (?:fail to |don't |do not )?(?:choose|pick|set|initialize|get|have)(?: a| an| some|"
        r" somewhat"
        r"| slightly| rather| very| really| the| good| right| best| perfect| ideal| bad| poor| wrong| unlucky|"
        r" unsuitable)*"
        r" ((?:initial|starting) (?:weights|values)|initialization)(?: badly| poorly| wrongly| well| carefully| right"
        r"| perfectly)?, (?:it|that|this) (?:doesn't|does not"
        r"|hardly|won't"
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
        r"\b(?:might|may|can|could) (?:just )?(?:as well )?be (?:regarded|seen|viewed|treated|considered|thought of) "
        r"as (?:just"
        r" |only )?(?:one|a single) (unit|neuron|node)\b",
        r"is the same as one \1",
    ),
    _rule("if when once", rf"\b(?:if|when|once|as long as) {_SAME_WEIGHTS},? (?:then )?", ""),
    _rule(
        "first initially beginning start starts begins",
        rf"\b(?:(?:is|are) {_SIZED} (?:at first|initially|in the beginning|at the start)"
        rf"|(?:starts?|begins?) (?:out |off )?{_SIZED}),? (?:and|but)(?: then)? "
        r"(?=(?:gradually|slowly|then|steadily|later|keeps?|becomes?|gets?|shrinks?|grows?|falls?|rises?|drops?)\b)",
        "",
    ),
)
