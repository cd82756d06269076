"""English ways of putting what is said first, last or aside, said in the plain order: clefts, "the more ..., the
smaller ...", "a side effect is ...", "the danger that ... is smaller".

:mod:`quiz.kinds.text.plainer_english` does the same for the rest of how English puts a sentence together.
"""

from __future__ import annotations

from quiz.kinds.text.plain_rules import COMPARATIVE as _COMPARATIVE
from quiz.kinds.text.plain_rules import rule as _rule

_EFFECT = (
    r"(?:side[- ]effect|effect|benefit|advantage|bonus|merit|gain|plus|by-product|consequence|result|outcome|upshot"
    r"|strength|perk|payoff)"
)
_DANGER = r"(?:danger|risk|chance|probability|likelihood|tendency|threat|problem|trouble|issue|phenomenon)"
_GETS_LESS = (
    r"(?:(?:is|are|gets?|becomes?) (?:much |far |a lot |greatly |considerably |largely )?(?:smaller|lower|reduced"
    r"|lessened"
    r"|less(?: acute| severe| serious)?|decreased|diminished|gone|averted|slim|slight|mitigated|eased|alleviated|rarer"
    r"|milder|under control|kept (?:small|low|in check|at bay|down))"
    r"|(?:drops|falls|shrinks|declines|decreases|diminishes|disappears|goes down|goes away|recedes))"
)

ORDER = (
    _rule(
        "effect",
        r"\beffect (?:(?:that|which) is )?(?:very |much |rather |quite |somewhat |a bit |a little )+(like|similar"
        r"|akin|close)\b",
        r"effect \1",
    ),
    _rule(
        "merits advantages benefits effects strengths gains virtues upsides",
        r"^(?:its|the|the (?:main|two|chief)|two|its (?:main|two|chief)) (?:merits|advantages|benefits|effects"
        r"|strengths|gains"
        r"|virtues|upsides)(?: of (?:it|bn|batch [a-z]+))? (?:are|include|lie in) (?!that\b|not\b|no\b|small|unclear"
        r"|few)",
        "it brings ",
    ),
    _rule(
        "all right",
        r"\b(gets?|comes?|makes? it) (?:all the way|right) (?:down|back|through|to the bottom)\b",
        "gets through",
    ),
    _rule("on", r"\b(?:goes|go|keeps|keep|carries|carry|went|kept) on (?=[a-z]+ing\b)", "keeps "),
    _rule(
        "therefore thus hence consequently",
        r"(?<=[a-z]) (?:therefore|thus|hence|consequently) (?=(?:does|do|is|are|can|cannot|can't|has|have|don't"
        r"|doesn't|isn't"
        r"|aren't|will|won't|[a-z]+s)\b)",
        " ",
    ),
    _rule(
        "power ability capacity capability means",
        r"\b(?:no longer|doesn't|does not|never) (?:have|has) (?:the |any |enough )?(?:power|ability|capacity"
        r"|capability|means) to ",
        "cannot ",
    ),
    _rule(
        "leaves leave keeps keep lets let",
        r"(?:,)? ?\b(?:and|but|while|whereas) (?:leaves?|keeps?|lets?) (?:it|that|the rate|those|them|the others?"
        r"|others)(?: (?:of|for) (?:the )?(?:others?|rest|rare ones?|rest of them|other (?:weights|parameters)))?"
        r" (?:high|large|big|higher|larger)(?: for (?:the )?(?:others?|rest|rare ones?))?(?=$|[,;.])",
        "",
    ),
    _rule(
        "no more",
        r"\b(?:can |could )?(?:express|represent|do|learn|achieve|compute)(?:es|s)? no more than (?:an? |the "
        r")?(?:small|tiny|narrow|minimal)"
        r" (?:one|network|net|layer|model)(?: (?:could|can|would|does|do|express|with one unit per layer))*(?=$"
        r"|[,;.]| and | so )",
        "lacks expressive power",
    ),
    _rule(
        "capable able",
        r"\bwhat (?:it|the (?:network|model|net|layer)) is (?:capable of|able to (?:do|represent))\b",
        "capability",
    ),
    _rule("very", r"\bthe very same\b", "the same"),
    _rule(
        "concern importance issue problem worry relevance significance",
        r"\b(?:is|are|becomes?) (?:of |a )*(?:lesser|minor|little|small|secondary|no) (?:concern|importance|issue"
        r"|problem|worry"
        r"|relevance|significance)\b",
        "matters less",
    ),
    _rule(
        "trouble problem problems harm damage difficulties divergence instability",
        r"\b(?:don't|doesn't|do not|does not|no longer|never) (?:cause|make|create|pose|lead to|mean)s? (?:any |much "
        r")?(?:trouble"
        r"|problems?|harm|damage|difficulties|divergence|instability)\b",
        "are harmless",
    ),
    _rule(
        "careful cautious picky choosy fussy precise meticulous",
        r"\b(don't|needn't|do not|need not) (?:need to |have to )?be (?:so |that |too |very |as |particularly |overly"
        r" )?(?:careful"
        r"|cautious|picky|choosy|fussy|precise|meticulous) (?:about|with|in|when)(?: choosing| setting| picking| "
        r"selecting)? ",
        r"\1 worry about ",
    ),
    _rule(
        "level power abilities ability capacity strength performance",
        r"\b(?:reduced|lowered|brought down|limited|confined) to (?:the )?(?:level|power|abilities|ability|capacity"
        r"|strength"
        r"|performance) of ",
        "reduced to ",
    ),
    _rule("put", r"\bput to (?:good |full )?use\b", "used"),
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
        r"^(?:and |but |also |then )?(?:an? |one |another |the |its )?(?:(?:main|first|second|third|side|other"
        r"|additional"
        r"|extra|further|positive|useful|welcome|nice|pleasant|important|major|minor|secondary|biggest|chief|key"
        r"|typical"
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
        rf"(?:^|(?<=[,:] ))the ({_COMPARATIVE}) (?:is |are |gets? |becomes? )?((?:the|its|their|your|each|every) "
        rf"[a-z' -]+?)"
        r"(?: is| are| gets?| becomes?| will be)?$",
        r"\2 gets \1",
    ),
    _rule(
        "more",
        rf"\b({_COMPARATIVE}|shrink\w*|fall\w*|drop\w*)\b([^,;.]*?)(?<!all),? the more "
        r"(?:often )?(?:it|they|the (?:weight|parameter|coordinate|training|network|sum|loss|layers?)|steps|updates"
        r"|gradients?|data"
        r"|(?:squared )?slopes?|one|you|we)\b(?:(?! not | no | less | without |n't| remove| lack)[^,;.])*$",
        r"\1\2",
    ),
    _rule(
        "own separate individual",
        r"\b(?:each|every|every single) (weight|parameter|coordinate|dimension|direction|variable) (?:is|gets|has"
        r"|receives"
        r"|obtains)(?: (?:assigned|given|allotted|granted))? (?:an? |its |their )?(?:very )?(?:(?:own|separate"
        r"|individual)"
        r" (learning rate|rate|step size|step)|(learning rate|rate|step size|step) of its own)\b",
        r"the \2\3 is adapted per \1",
    ),
    _rule(
        "has have gets get carry carries",
        r"\b(?:has|have|gets?|carry|carries) (?:an? |the )?(?:much |far )?(?:stronger|greater|larger|bigger|more) "
        r"(?:effect"
        r"|influence|impact|weight|say|bearing|importance)\b",
        "counts more",
    ),
    _rule(
        "what",
        r"\b(?:just|exactly|only|precisely) what (?:its|the|every|all|any) (?:neighbors?|others?|other [a-z]+|peers?"
        r"|rest)"
        r" (?:learn|do|get|compute|receive|see)(?:s|es)?\b",
        "the same thing",
    ),
    _rule("enough", r"\benough of (?=the |its )", ""),
    _rule(
        "what",
        r"\bwhat (?:it|the (?:network|model|net|layer)|such a (?:network|model|net)) (?:can|is able to|could|may)"
        r" (?:ever |still )?(?:represent|express|model|approximate|describe)\b",
        "expressive power",
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
        "pulled dragged carried pushed propelled",
        r"\b(?:is|gets|are) (?:still )?(?:pulled|dragged|carried|pushed|propelled)(?: along| on| forward| onward)? by ",
        "follows ",
    ),
    _rule(
        "not",
        r"\bnot (?:just|only|merely) (by|on|from|in|with|at) ((?:the |its )?[a-z ]+?) but (?:also )?(?:by|on|from|in"
        r"|with|at)"
        r" ",
        r"\1 \2, and it uses ",
    ),
    _rule(
        "before",
        r"\b(?:the|a) (?:step|update|move) (?:that |which )?(?:came|was taken|was made|went|lay) (?:just |right "
        r")?before(?: it)?\b",
        "the last step",
    ),
    _rule(
        "one step update move",
        r"\bthe (?:one|step|update|move) (?:just )?before(?: it| that)?(?=$|[,;.])",
        "the last step",
    ),
    _rule(
        "exactly precisely absolutely completely just",
        r"\b(?:exactly|precisely|absolutely|completely|just|perfectly) (?=the same|identical|equal|alike)",
        "",
    ),
    _rule(
        "before",
        r"\bbefore (?:it|they) (?:can |could |ever |even )*(?:gets?|reach(?:es)?|arrives?|comes?|makes? it)\b"
        r"(?: (?:down|back|all the way))*(?: to| at| in)? ",
        "on the way to ",
    ),
    _rule("for", r", for (?=(?:the|it|they|no) (?!most part|first|sake|same|better|time))", ", because "),
    _rule(
        "as",
        r"\b(?:move|change|act|behave|learn|evolve)s? as (?:one|a single) (?:block|body|group|piece|man|lump)\b"
        r"|\b(?:move|change|evolve)s? as (?:a block|one)(?=$|[,;.])",
        "change identically",
    ),
)
