"""English phrases that are said in one plain way before a sentence is read: contractions, clefts, relative clauses.

Each stands for a whole family of wordings that no list could name: "samples that the model has never come across" is
"unseen data", "how the weights were drawn" is "initialization". What comes out is what rubrics name.
"""

from __future__ import annotations

import re

from quiz.kinds.text.plain_rules import IT as _IT
from quiz.kinds.text.plain_rules import Rule
from quiz.kinds.text.plain_rules import rule as _rule
from quiz.kinds.text.plainer_effects import EFFECTS
from quiz.kinds.text.plainer_first import FIRST
from quiz.kinds.text.plainer_learning import LEARNING
from quiz.kinds.text.plainer_methods import METHODS
from quiz.kinds.text.plainer_order import ORDER
from quiz.kinds.text.plainer_units import UNITS

_PIECE = re.compile(r"[a-z']+|->|=>")
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
        "gain gains get gets obtain win",
        r"^what (?:you|we|one) (?:can )?(?:gain|get|obtain|win)s? (?:from (?:it|this|batch \w+) )?(?:is|are) ",
        "",
    ),
    _rule(
        "characterized marked distinguished defined",
        r"\b(?:is|are) (?:mainly |chiefly |best |above all )?(?:characterized|marked|distinguished|defined) by ",
        "uses ",
    ),
    _rule("known", r"\b(?:is|are) (?:well |best |mainly )?known for ", "uses "),
    _rule(
        "based built founded",
        r"\b(?:is|are) (?:based|built|founded) (?:up)?on ",
        "uses ",
    ),
    _rule(
        "effect effects influence",
        r"\b(?:an? |some |the )?(stabili[sz]|regulari[sz]|accelerat|smooth|calm|steady|damp)ing"
        r" (?:effect|influence) on ",
        r"\1ing ",
    ),
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
        r"\b(?:does|do|works?|acts?|behaves?|proceeds?) (?:just |exactly |much )?(?:as"
        r"|like) \w+(?: does| do)?,? but ",
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
    _rule(
        "effective actual real",
        r"\b(?:effective|actual|real) (?=units?\b|neurons?\b|(?:learning )?rates?\b|step sizes?\b"
        r"|steps?\b|updates?\b)",
        "",
    ),
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
    _rule(
        "as like",
        r",? ?\b(?:just |exactly |much )?(?:as|like) (?:in|with) (?:momentum|adagrad|rmsprop|adam|sgd)\b,?",
        "",
    ),
    _rule(
        "only just merely simply solely",
        r"\b(?:doesn't|does not|don't|do not|won't|will not) (?:only|just|merely|simply"
        r"|solely) (?=\w+[^.;]*\b(?:but|also|too|as well)\b)",
        "",
    ),
    _rule(
        "nothing zero naught nil insignificance 0",
        r"\b(shrink|fade|dwindle|decay|drop|fall|die|go|shrivel|wither|diminish|sink)(s"
        r"|ing|)(?: down| away)? (?:in)?to (?:almost |nearly |practically |virtually |next to "
        r"|close to )?"
        r"(?:nothing(?:ness)?|zero|naught|nil|insignificance)\b(?=.*\b(?:nor|or)\b)",
        r"vanish\2",
    ),
    _rule(
        "problem issue concern worry trouble threat danger obstacle nuisance bother headache",
        r"\b(is|are|becomes?|gets?|poses?|remains?) (?:(?:much|far|a lot|somewhat|no) )?(?:longer"
        r"|not|less(?: of)?|hardly|rarely|seldom|scarcely|barely|never)"
        r" (?:really |quite |even )?(?:such |that |as |so |nearly )?(?:a |an )?(?:much of "
        r"|big of )?(?:a |an )?(?:big|great|serious|major|real|severe|large|grave|bad)? ?"
        r"(?:a |an )?(?:problem|issue|concern|worry|trouble|threat|danger|obstacle|nuisance|bother|headache)s?\b(?! "
        r"of| that)",
        r"\1 reduced",
    ),
    _rule(
        "need reason",
        r"\bthere(?: is|'s)? (?:no|little|hardly any|less) (?:longer )?(?:any )?(?:need"
        r"|reason|call|cause) (?:for \w+ )?to (?:be (?:so |too |very )?(?:careful|cautious"
        r"|picky|choosy|fussy) (?:about|with|in choosing|when choosing|in setting)"
        r"|worry (?:so much )?about|fuss (?:so much )?over|care (?:so much )?about|agonize over|think hard about)",
        "you don't worry about",
    ),
    _rule(
        "small low tiny",
        r"\b(?:need|reason|have|has|forced|obliged|compelled|necessary) to (?:keep|choose"
        r"|use|set|pick|make|have) (?:the |a |its |your )?(?:learning rate|step size|lr"
        r"|rate)(?: (?:so|very|that|too))? (?:small|low|tiny)\b",
        "need to use small learning rates",
    ),
    _rule("as", r"(?<!same )(?<!such )(?<!well )(?<!just )(?<!much )\bas (?=(?:all|every|each|both) )", "because "),
    _rule(
        "half third quarter tenth fraction",
        r"\b(in|after|within|with) (?:about|roughly|only|around|nearly|almost|less than"
        r"|just|approximately) (half|a third|a quarter|a tenth|a fraction)\b",
        r"\1 \2",
    ),
    _rule(
        "well",
        r"(?<!just )(?<!do )(?<!does )\bas well as (?=(?:an?|the|less|fewer|more|better|faster|lower|higher|greater"
        r"|\w+ing)\b)",
        "and ",
    ),
    _rule("alone", r",? ?\blet alone (?=\w)", ", and not "),
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
        "opinion view mind know remember think believe say argue understanding understand",
        r"\b(?:in my (?:humble |own )?(?:opinion|view|understanding)|to my mind"
        r"|as far as i (?:know|remember|can see|understand)|if i remember (?:correctly|right|rightly|well)"
        r"|i (?:also |do |strongly |firmly |would |'d )?(?:think|believe|say|argue)(?! (?:so|not)\b)"
        r"(?: that)?),? ?",
        "",
    ),
    _rule(
        "that",
        r"^(?:many |several |most |the |our )?(?:experiments?|studies|study|papers?|results?|measurements?|experience"
        r"|practice|research) (?:have |has )?(?:clearly |repeatedly )?(?:shown?|shows|confirm(?:s"
        r"|ed)?|demonstrate[sd]?"
        r"|proves?|proved|indicates?) that ",
        "",
    ),
    _rule("why", r"\b(?:that|this|which)(?: is|'s)(?: the reason)? why ", "so "),
    _rule(
        "reason this that", r"\b(?:for (?:this|that) reason|because of (?:this|that)|due to (?:this|that)),? ", "so "
    ),
    _rule(
        "that",
        r"^(?:(?:and|so|hence|thus),? )?(?:it (?:follows|turns out|is (?:well |widely |generally )?known|is clear"
        r"|can be said|has been (?:shown|proved|proven|demonstrated|observed|found|established|confirmed)"
        r"|is easy to see|(?:can't|cannot) be (?:denied|doubted))|(?:this|which) (?:means|implies)|we (?:can )?(?:see"
        r"|know|find|conclude|say)"
        r"|i (?:think|believe|would say)|note|(?:it|this) (?:ensures|guarantees)"
        r"|(?:the|one|another|its) (?:main |chief )?(?:reason|result|effect|consequence"
        r"|point|upshot|answer) is) that ",
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

_ENGLISH = (*UNITS, *METHODS, *EFFECTS, *ORDER, *_TAKEN, *_SENTENCES, *_ABBREVIATIONS, *LEARNING)


def said_first(sentence: str) -> str:
    """Return a sentence with that said plainly which would hide what its writer asserts.

    >>> said_first("i'm not sure about momentum, but rmsprop averages"), said_first("it works")
    ('rmsprop averages', 'it works')
    """
    return _said_by(FIRST, sentence)


def plainer_en(sentence: str) -> str:
    """Return a sentence with its phrases said in the plain way.

    >>> plainer_en("it does well on pictures the model has never come across before")
    'it does well on unseen data'
    >>> plainer_en("how the weights were drawn matters less")
    'initialization matters less'
    """
    return _said_by(_ENGLISH, sentence)


def _said_by(rules: tuple[Rule, ...], sentence: str) -> str:
    pieces = frozenset(_PIECE.findall(sentence))
    for rule in rules:
        if not rule.triggers.isdisjoint(pieces):
            said = rule.pattern.sub(rule.plain, sentence)
            if said != sentence:
                sentence = said
                pieces = frozenset(_PIECE.findall(sentence))
    return sentence
