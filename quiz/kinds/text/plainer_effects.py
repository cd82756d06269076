"""English phrases about what training, its rates, its start and its fitting are like, said in the plain way."""

from __future__ import annotations

from quiz.kinds.text.plain_rules import IT as _IT
from quiz.kinds.text.plain_rules import rule as _rule

_TRAINS = r"(?:works?|succeeds?|converges?|learns?|trains?|proceeds?|goes well|runs?|is possible|gets? there)"
_QUALITY = r"(?:stability|speed|robustness|regularization|generalization|steadiness|smoothness)"
_PACE = r"(?:stride|pace|rhythm|gait|course|tempo)"

EFFECTS = (
    _rule(
        "speed",
        r"\bspeed (?:never|doesn't|does not|hardly|barely|no longer|rarely) (?:ever )?(?:build|pick|grow|rise"
        r"|increase)s?(?: up)?\b",
        "it is slow",
    ),
    _rule(
        "rates",
        r"\b(?:even )?(?:learning )?rates (?:at|with|for) which [^,;]{0,40}?\b(?:diverge[sd]?|diverging|explode[sd]?"
        r"|fail(?:s|ed)?"
        r"|blow up|blew up|blows up|break down|broke down|be too (?:large|high|big)|unstable)[^,;]{0,20}?"
        r" (?:can|could|may) (?:now |still )?be used\b",
        "larger learning rates can be used",
    ),
    _rule(
        "needed required necessary suffice enough",
        r"\bfewer (steps|epochs|iterations|updates|repetitions) (?:are (?:needed|required|necessary|enough)|suffice)"
        r"(?! (?:for|in) inference)",
        r"it converges in fewer \1",
    ),
    _rule(
        "still",
        r"\b(gradients?|signals?) (?:is|are) still (?:there|present|alive|around|left|usable)\b",
        r"\1 survive",
    ),
    _rule(
        "from",
        r"\bfrom (?:(?:getting|becoming|coming|going|shrinking|falling|dropping) (?:too )?(?:close|near|down) to "
        r"(?:zero|nothing)"
        r"|(?:becoming|getting) (?:too )?(?:small|tiny)|(?:approaching|nearing|reaching) (?:zero|nothing))",
        "from vanishing",
    ),
    _rule(
        "contribute contributes add adds",
        rf"\b(?:contribut|add)(?:es?|s)? to (?:the |a )?(?:(?:better|greater|more|higher|improved|increased|overall"
        rf"|training) )?"
        rf"(?={_QUALITY})",
        "improves the ",
    ),
    _rule(
        "well",
        r"\b(?:does|do|performs?|scores?) well (?:in|on|at|during) (?:the )?training(?: data| set)? (?:and|but) "
        r"(?:badly|poorly|bad)"
        r" (?:on|in|at) (?:the )?(?:test|unseen|new|validation)(?: data| set)?",
        "overfits",
    ),
    _rule(
        "days hours weeks minutes time",
        r"\b(?:the )?(?:number of )?(?:days|hours|weeks|minutes|time|computing time) (?:needed|required|necessary|it "
        r"takes|spent)"
        r" (?:for|to|by|in|on) (?:training|train|converge|learning|reach convergence)\b",
        "training time",
    ),
    _rule(
        "stride pace rhythm gait course tempo",
        rf"\b(?:gets?|gains?|takes on|has|acquires) an? (steadier|quicker|faster|smoother|calmer|stabler) {_PACE}\b",
        r"gets \1",
    ),
    _rule(
        "attached tied bound glued wedded fitted adapted tailored close tuned specialized devoted",
        r"\b(doesn't|does not|don't|do not|can't|cannot|won't|no longer|never|not) (?:get|gets|become|becomes|be"
        r"|grow)?"
        r" ?(?:too|so|overly|excessively|that) (?:much |closely |strongly )?(?:attached|tied|bound|glued|wedded"
        r"|fitted|adapted"
        r"|tailored|close|tuned|specialized|devoted) to (?:the |its )?(?:training (?:data|set|examples|images)"
        r"|individual"
        r" (?:examples|samples))",
        r"\1 overfit",
    ),
    _rule(
        "becoming getting being growing",
        r"\bfrom (?:becoming|getting|being|growing) (?:too|so|overly|excessively) (?:much |closely |strongly "
        r")?(?:attached|tied|bound"
        r"|glued|wedded|fitted|adapted|tailored|close|tuned|specialized|devoted) to (?:the |its )?(?:training (?:data"
        r"|set"
        r"|examples|images)|individual (?:examples|samples))",
        "from overfitting",
    ),
    _rule(
        "first initially beginning",
        r"\b(?:(?:takes?|makes?|uses?) )?(?:big|large|long|larger|bigger) (?:steps|strides|updates|rates?) (?:at "
        r"first|initially|in the"
        r" beginning|to begin with|at the start)(?:,| but| and|;)* (?:and )?(?:then )?",
        "",
    ),
    _rule(
        "wide broad large many most any all",
        rf"\b{_TRAINS}(?: well| fine)? (?:for|with|from) (?:a (?:wide|broad|large) (?:range|variety) of|many(?: "
        rf"different)?|most"
        r"|(?:almost |nearly )?any|(?:almost |nearly )?all) ((?:initial|starting) (?:weights?|values?)"
        r"|initializations?)",
        r"works, and it doesn't depend on \1",
    ),
    _rule("through", r"\bgo(?:es)? through (?:life|training) as ", "remain "),
    _rule(
        "nothing",
        r"\b(?:have|has) nothing (?:to|that) (?:distinguish(?:es)?|separates?|sets?|tells?)(?: them| one another|"
        r" each other"
        r"| one)?(?: (?:unit|neuron|node|weight)s?)?(?: apart)?(?: from (?:one another|each other|another|the"
        r" (?:next|rest"
        r"|others?)|its neighbors?))?(?=$|[,;.]| and | so )",
        "are identical",
    ),
    _rule(
        "regardless irrespective independently independent",
        rf"\b{_TRAINS}(?: well| fine| properly| smoothly| nicely| anyway)?,? (?:regardless|irrespective|independently"
        r"|independent) of ([^,;.]+)",
        r"works, and it doesn't depend on \1",
    ),
    _rule(
        "trained",
        r"\b(?:networks?|models?|nets?|it|they) can be trained (?:with|at|using) (?=[a-z ]{0,20}(?:rates?|steps?"
        r"|sizes?)\b)",
        "you can use ",
    ),
    _rule(
        "saves save spares spare rescues rescue protects protect shields shield guards guard",
        r"\b(?:saves?|spares?|rescues?|protects?|shields?|guards?) ([a-z ]{1,40}?) from (?=[a-z]+ing\b|overfit|diverg)",
        r"keeps \1 from ",
    ),
    _rule(
        "fit fits fitting match matches matching follow follows following learn learns learning",
        r"\b(?:fit|match|follow|learn)(?:s|es)? (?:the |its )?training (?:data|set|examples|images|samples)"
        r" (?:too |so |very |overly |all too )?(?:much|closely|tightly|well|exactly|perfectly|excessively|slavishly"
        r"|snugly"
        r"|strongly|unduly|to excess)",
        "overfit",
    ),
    _rule(
        "fitting matching following learning",
        r"\b(?:fitting|matching|following|learning) (?:the |its )?training (?:data|set|examples|images|samples)"
        r" (?:too |so |very |overly |all too )?(?:much|closely|tightly|well|exactly|perfectly|excessively|slavishly"
        r"|snugly"
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
        "influence effect impact bearing role say part importance",
        r"\b(?:doesn't|does not|don't|do not|no longer) (?:really )?(?:have|has|play|plays|exert|exerts) (?:much|any"
        r"|an?"
        r" (?:big|great|large|major|strong|significant|huge|decisive))(?: of an?)? (?:influence|effect|impact|bearing"
        r"|role"
        r"|say|part|importance)\b(?: (?:on|in|for|over) (?:the )?(?:final |end )?(?:results?|outcome|training|learning"
        r"|accuracy|performance|it))?",
        "matters little",
    ),
    _rule(
        "keep keeps",
        r"\bkeeps? (?:the |its )?(gradients?|signals?|error signals?) (alive|large|healthy|big|strong|intact"
        r"|usable)(?: enough)?\b",
        r"\1 stay \2",
    ),
    _rule(
        "still",
        rf"\b{_IT} still (?:learns?|trains?|converges?)(?: well| fine| properly| okay)?(?=$|[,;.])",
        "training proceeds",
    ),
)
