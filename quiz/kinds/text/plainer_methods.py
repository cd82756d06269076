"""English phrases about optimizers, said in the plain way: whose weakness is mended, where the last step went, how a
step fares.
"""

from __future__ import annotations

from quiz.kinds.text.plain_rules import COMPARATIVE as _COMPARATIVE
from quiz.kinds.text.plain_rules import rule as _rule

_FIXES = (
    r"(?:fix(?:es)?|solves?|cures?|remed(?:y|ies)|avoids?|prevents?|repairs?|overcomes?|addresse?s?|corrects?|mends?"
    r"|gets? rid of|removes?|tackles?|resolves?|counters?|counteracts?|circumvents?|alleviates?|mitigates?|eliminates?)"
)
_FLAW = r"(?:problem|weakness|flaw|drawback|defect|trouble|issue|shortcoming|disadvantage|downside)"
_ITS_FLAW = (
    r"[^,;.]*?\b(?:rates?|steps?|step sizes?|sums?|accumulat\w+|shrink\w*|decay\w*|vanish\w*|stall\w*|slow\w*|grow\w*"
    rf"|dying|{_FLAW}|weaknesses|memory|past)\b"
)
_LATER = r"(?=$|[,;.]| by | with | using | through | via | because )"

METHODS = (
    _rule(
        "exponentially",
        r"\bexponentially[- ](?:decaying|decayed|weighted|moving|fading)(?: moving| running)? (average|mean)(s?)\b",
        r"exponential moving \1\2",
    ),
    _rule(
        "adding using introducing applying including",
        r"\b(?:adding|using|introducing|applying|including) (momentum|adagrad|rmsprop)\b(?= [a-z]+s\b)",
        r"\1",
    ),
    _rule(
        "adagrad",
        r"\badagrad (?:whose|in which the|where the|with its|with the) sum (?:of (?:the |all |past |previous "
        r"|squared )*"
        r"(?:squares|gradients|slopes) )?(?:has been |is |was "
        r"|being )?"
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
        "the",
        rf"\bthe ({_COMPARATIVE}) (adagrad|rmsprop|momentum|it|the method) (makes|keeps|sets|chooses|takes)"
        r" (its|the|that weight's|their|each|every) ([a-z]+(?: [a-z]+)?)(?=$|[,;.])",
        r"\2 \3 \4 \5 \1",
    ),
    _rule(
        "cure remedy fix answer solution antidote response correction",
        r"\b(?:is|was|acts as|serves as|came as)(?: (?:devised|invented|designed|conceived|introduced|proposed|meant)"
        r" as)?"
        r" (?:an?|the) (?:cure|remedy|fix|answer|solution|antidote|response|correction) (?:for|to|of) adagrad's "
        rf"{_ITS_FLAW}(?: [a-z]+)?(?=$|[,;.])",
        "improves adagrad",
    ),
    _rule("adagrad's", rf"\b{_FIXES} (?:just |exactly )?adagrad's {_ITS_FLAW}[^,;.]*?{_LATER}", "improves adagrad"),
    _rule(
        "adagrad adagrad's",
        rf"\b{_FIXES} (?:the|that|this|a) {_FLAW} (?:that|where|whereby|in which) adagrad(?:'s)?\b[^,;.]*?{_LATER}",
        "improves adagrad",
    ),
    _rule(
        "onward onwards along on forward ahead further",
        r"\b(?:carries|pulls|pushes|drives|takes|bears|drags) (?:it|us|you|the (?:search|optimizer|update|ball|point"
        r"|weights))"
        r" (?:on|onwards?|forward|along|ahead|further)\b",
        "acts",
    ),
    _rule(
        "how which where",
        r"\b(?:how far|which way|in which direction|where|how) (?:it|the optimizer|the search|the weights?|they) "
        r"(?:has |had"
        r" |was )?(?:just )?(?:moved?|went|gone|stepped|travel+ed|headed|heading|going|moving|changed)"
        r"(?: (?:last time|before|previously|last|in the last step|in the step before|so far))?\b",
        "the last step",
    ),
    _rule(
        "what",
        r"\bwhat (?:(?:it|one|the optimizer|the search) (?:did|had done)|was done|has been done|happened) (?:last "
        r"time|last|before"
        r"|previously|in the (?:last|previous) step)\b",
        "the last step",
    ),
    _rule(
        "sgd descent",
        r"\b(momentum|adagrad|rmsprop) (?:is|means|amounts to|equals) (?:just |simply |basically |ordinary |plain )?"
        r"(?:sgd|(?:stochastic )?gradient descent) (?:with|plus) (?:an? |the )?",
        r"\1 uses ",
    ),
)
