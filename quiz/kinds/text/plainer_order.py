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
    r"|there isn't (?:any|much) (?:point|sense|use|benefit))"
)
_HAVING = (
    r"(?:have|having|use|using|add|adding|keep|keeping|include|including|provide|providing|own|owning|possess|possessing)"
)
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

ORDER = (
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
        rf"(?:^|(?<=, ))the ({_COMPARATIVE}) (?:is |are |gets? |becomes? )?((?:the|its|their|each|every) [a-z' -]+?)"
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
        "sense use point good useless pointless futile meaningless vain senseless purpose reason benefit value",
        rf"\b(?:it )?{_FUTILE}(?: any ?more| any longer| whatsoever| at all)? (?:to |in )?{_HAVING} {_MANY}"
        r" (?:hidden |extra )?(unit|neuron|node|weight|parameter)s?\b(?: (?:per|in a|in each|in the) layer)?",
        r"many \1s are pointless",
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
