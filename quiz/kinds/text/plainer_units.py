"""English phrases about units that are alike and about having many of them, said in the plain way."""

from __future__ import annotations

from quiz.kinds.text.plain_rules import rule as _rule

_FUTILE = (
    r"(?:makes? no sense|doesn't make (?:any )?sense|is (?:of )?(?:no use|no point|no good|useless|pointless|futile"
    r"|meaningless|in vain|senseless)|serves no purpose|there is (?:no|little) (?:point|sense|use|reason|benefit|value)"
    r"|there isn't (?:any|much) (?:point|sense|use|benefit)|(?:isn't|is not|hardly) worth(?:while)?|doesn't pay)"
)
_HAVING = (
    r"(?:have|having|use|using|add|adding|keep|keeping|include|including|provide|providing|own|owning|possess"
    r"|possessing)"
)
_MANY = (
    r"(?:many|more(?: than (?:one|1|a single))?|several|extra|lots of|so many|multiple|a lot of|additional|further"
    r"|plenty of|dozens of|hundreds of|a hundred|a large number of)"
)

UNITS = (
    _rule(
        "unit neuron node",
        r"\b(?:can |could )?(?:only|just) (?:do|express|represent|compute|learn|achieve|manage)s? what (?:a single"
        r"|one|just one)"
        r" (unit|neuron|node)\b(?: (?:can|could|does|would|might|alone|do|express|compute|by itself|already))*(?=$"
        r"|[,;.]| and | so )",
        r"are the same as one \1",
    ),
    _rule(
        "whatever whichever which",
        r"\b(?:whatever|whichever|no matter which|regardless of the) (?:the )?(unit|neuron|weight|node)(?: it is| you"
        r" take"
        r"| you look at)?(?=$|[,;.])",
        r"for every \1",
    ),
    _rule(
        "which",
        r"\bthere(?: is|'s) (?:no|nothing)(?: clue| way| feature| mark| sign| criterion)? (?:by|with|from|through) "
        r"which (?:the )?"
        r"(units|neurons|weights) (?:could|can|might) be (?:distinguished|told apart|separated|differentiated)",
        r"\1 can't be distinguished",
    ),
    _rule(
        "symmetry",
        r"\bleaves? (?:the |this |its )?symmetry((?: (?:of|between|among) (?:the |its |all )?(?:network|net|layer"
        r"|weights|units|neurons|nodes))?)"
        r" (?:as it is|intact|untouched|unbroken|unchanged|alone)\b",
        r"keeps the symmetry\1",
    ),
    _rule(
        "worth worthwhile pay sense use point good useless pointless futile meaningless vain senseless purpose reason"
        " benefit value",
        rf"\b(?:it )?{_FUTILE}(?: any ?more| any longer| whatsoever| at all)? (?:to |in )?{_HAVING} {_MANY}"
        r" (?:hidden |extra )?(unit|neuron|node|weight|parameter)s?\b(?: (?:per|in a|in each|in the) layer)?",
        r"many \1s are pointless",
    ),
    _rule(
        "nothing",
        r"\b(?:there is )?nothing (?:to|that|which)? ?(?:makes?|lets?|sets?|tells?|distinguish(?:es)?|separates?) "
        r"(?:one|any|the"
        r"|an?) (unit|neuron|node|weight)s? (?:differ|different|apart|become different)\b(?: from (?:the|its|any"
        r"|another|every|all|each)(?: (?:rest|others?|neighbou?rs?|next|units?|neurons?|nodes?|weights?))?"
        r"(?: in (?:the|its|that) (?:same )?layer)?)?(?=$|[,;.]| and | so )",
        r"all \1s are identical",
    ),
    _rule(
        "no",
        r"\bno two (?:of the )?(?:hidden )?(unit|neuron|node|weight)s (?:ever |can |will |in (?:a|the|one|that|this"
        r"|each) (?:same )?layer )?"
        r"(?:learn|do|compute|become|get|develop|are|pick up|represent|detect)s? (?:something |anything |to be )?"
        r"(?:different|distinct)(?: (?:features?|things?|values?|functions?|weights?|roles?))?(?: from (?:the|its"
        r"|any|another|every|all|each)(?: (?:rest|others?|neighbou?rs?|next|units?|neurons?|nodes?|weights?))?"
        r"(?: in (?:the|its|that) (?:same )?layer)?)?(?=$|[,;.]| and | so )",
        r"all \1s are identical",
    ),
    _rule(
        "unit neuron node",
        r"\b(?:can |could |will )?(?:only |just )?(?:do|express|represent|compute|learn|achieve|manage)s?"
        r" (?:(?:only|just|exactly|precisely|nothing but) what|(?:no|not any|nothing) more than|just as much as)"
        r" (?:a single|one|just one|only one) (unit|neuron|node)\b(?: (?:can|could|does|would|alone)\b)*(?: do| "
        r"express)?",
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
        "units neurons nodes weights",
        r"\ball (?:the |of the )?(units|neurons|nodes|weights) (?:but|except|save|bar|apart from)(?: for)? one\b",
        r"the other \1",
    ),
    _rule(
        "whatever",
        r"\bwhatever (?:happens|is done|applies) to one (unit|neuron|node|weight) (?:also )?(?:happens|is done"
        r"|applies) to"
        r" (?:all|every|each|the)(?: (?:of|the|others?|rest|them|units?|neurons?|nodes?|weights?|ones?))*"
        r"(?: (?:in|of) (?:the|its|that|this) (?:same )?layer)?(?: as well| too)?(?=$|[,;.]| and | so )",
        r"all \1s are changed in the same way",
    ),
)
