"""Questions in English -> the sentence that they make with their answer: "Is Lasso the L1 penalty?" "Yes." """

from __future__ import annotations

import re
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.asked.japanese_questions import Place

_NAMES: Final = (
    r"batch norm(?:ali[sz]ation)?|weight decay|learning rates?|max(?:imum)? pooling|average pooling|pooling layers?|"
    r"data augmentation|early stopping|gradient descent|initial values?|all weights|filter size|batch size|"
    r"bias correction|weight initiali[sz]ation|zero padding|training error|test error|dropout|(?:the )?slopes?|"
    r"(?:the )?(?:vanishing|exploding) gradients?"
)
_NOUN: Final = (
    rf"(?:(?:the|a|an|its|your|my|our|every|each|larger?|smaller?|deep|too (?:large|small)) ){{0,4}}"
    rf"(?:(?:effective|first|second|L[12]) )?(?:{_NAMES}|[\w'()-]+)"
)
_SUBJECT: Final = rf"(?P<subject>{_NOUN}(?: (?:of|and|in|with) {_NOUN}){{0,3}})"
_YES_NO: Final = late(rf"(?P<verb>is|are|does|do|can|will|should|must|has|have|was|were) {_SUBJECT} (?P<rest>.+)", re.I)
_AGREES: Final = late(r"(?:yes|yeah|yep|right|correct|true)\b[,.!;\s]*", re.I)
_DENIES: Final = late(r"(?:no|nope|not really)\b[,.!;\s]*", re.I)
_ADVERB: Final = late(r"(?:always|never|often|usually|sometimes|completely|only)\Z", re.I)
_IT: Final = late(r"(?:it|they|he|this|that)(?='s|\b)\s*", re.I)
_GIVENS: Final = late(
    r"(?P<givens>[^?]{3,160}?)[,:;.] (?:and )?(?:what is|what's|what are) (?P<what>[^?]{3,100})", re.I
)
_NOUN_ASKED: Final = late(r"(?P<givens>[^?]{3,160}?)[:,.] (?P<what>(?:the |its )?[\w -]{3,40})", re.I)
_LISTED: Final = late(r"[\w-]{1,16},? (?:or|and|vs\.?) [\w-]{1,16}\s*[:,.-]+ ", re.I)
_OBJECT: Final = late(
    rf"what(?P<sort>(?: [\w-]+){{0,3}}?) (?P<verb>does|do|did|can|will|should) {_SUBJECT} (?P<does>[a-z]+)(?P<rest>.*)",
    re.I,
)
_OF_WHICH: Final = late(
    r"(?:which|what)(?: (?:of these|one|[\w-]+)(?: [\w-]+){0,2}?)? "
    r"(?P<does>(?:is|are|has|have|goes|go|fits?|suits?|works?|gives?|makes?|"
    r"leads?|sets?|uses?|adds?|keeps?|divides?|produces?|forgets?|prevents?|shrinks?|drives?|belongs?) .+)",
    re.I,
)
_HOW_MANY: Final = late(
    rf"how many (?P<what>[\w -]{{3,40}}?) (?:does|do|did) {_SUBJECT} (?P<does>have|use|learn|need|get)(?P<rest>.*)",
    re.I,
)
_ARE_THERE: Final = late(r"how many (?P<what>[\w -]{3,40}?) are (?:there )?(?P<rest>in .+)", re.I)
_BARE: Final = late(r"what (?P<verb>is|are|was) (?P<what>.+)", re.I)
_WORD: Final = late(r"what(?: is|'s| are) (?:an? )?(?P<name>(?!the\b)[a-z]{3,20}(?:[ -][a-z]{3,20})?)\?", re.I)
_VALUE: Final = late(r"what(?: is|'s) (?P<what>the [^?()\[\]]{3,40}?) of (?P<vector>[(\[][-\d., ]+[)\]])\?", re.I)
_BEGINS: Final = frozenset("0123456789-+(√s")
_IS: Final = late(r"(?:it|they)(?: is| are|'s|'re) (?P<what>[\w ,-]{2,60})", re.I)
_SHORT: Final = late(r"[\w-]{2,16}(?: [\w-]{2,16})?")
_CONDITION: Final = late(r" (?:for|at|when|if|with|in|during) .+\Z")
_WHY_NOT: Final = late(
    r"why (?:can'?t|cannot|can not|shouldn'?t|should not|mustn'?t|(?P<one>not|is it (?:bad|wrong) to)) "
    r"(?P<done>.{3,100})\?",
    re.I,
)
_BECAUSE: Final = late(r"\A(?:because|since) ", re.I)
_OF_NAME: Final = late(
    r"(?P<name>[\w' -]{1,24}) with (?P<givens>[^,:;?]{2,60})[,:;] (?:what is |what's )?(?P<what>the [^?]{3,60})", re.I
)
_PREPOSITION: Final = late(r"(?:between|from|of|in|above|below|up to)\b", re.I)
_WHICH_IS: Final = late(r"(?:which|what)(?: (?:one|of these|of them))? (?P<verb>is|are) (?P<what>[A-Z][\w ]{1,30})")
_THIRD: Final = {"have": "has", "do": "does", "go": "goes"}


def place_of(asked: str, given: str) -> Place | None:
    """Return where an answer goes in an English question; None where that can't be told.

    >>> place_of("What does AdaGrad divide the step by?", "sqrt(h)")
    Place(before='AdaGrad divides the step by ', after='', given='sqrt(h)')
    >>> place_of("L1 or L2: which gives sparse weights?", "L2")
    Place(before='', after=' gives sparse weights', given='L2')
    """
    text = asked.strip(' *_"').rstrip("? ")
    if re.search(r"\bwhy\b", text, re.I):
        return None
    many = _HOW_MANY.fullmatch(text)
    if many is not None:
        number = "no" if re.fullmatch(r"none|zero|0|no", given, re.I) else given
        return Place(
            f"{many['subject']} {_third(many['does'], many['subject'])} ", f" {many['what']}{many['rest']}", number
        )
    there = _ARE_THERE.fullmatch(text)
    if there is not None:
        return Place("There are ", f" {there['what']} {there['rest']}", given)
    thing = _OBJECT.fullmatch(text)
    if thing is not None:
        if thing["does"] == "do":
            return None
        verb = thing["does"] if thing["verb"] in ("can", "will", "should") else _third(thing["does"], thing["subject"])
        helper = f" {thing['verb']}" if thing["verb"] in ("can", "will", "should") else ""
        rest = thing["rest"]
        if rest.endswith((" by", " over", " with", " to", " of", " for", " from", " on", " in", " at")):
            return Place(f"{thing['subject']}{helper} {verb}{rest} ", given=given)
        sort = f"{thing['sort'].strip()} " if thing["sort"] and _PREPOSITION.match(given) else ""
        return Place(f"{thing['subject']}{helper} {verb} {sort}", rest, given)
    choice = _LISTED.sub("", text, count=1)
    is_it = _WHICH_IS.fullmatch(choice)
    if is_it is not None:
        return Place(f"{is_it['what']} {is_it['verb']} ", given=given)
    which = _OF_WHICH.fullmatch(choice)
    if which is not None and not which["does"].lower().startswith(("is the", "are the")):
        first, *others = which["does"].split(" ")
        one = given.removesuffix("'s")
        return Place("", " " + " ".join((first if first in ("is", "are") else _third(first, one), *others)), one)
    named = _OF_NAME.fullmatch(text)
    if named is not None:
        return Place(f"With {named['givens']}, {named['what']} of {named['name']} is ", given=given)
    for form in (_GIVENS, _NOUN_ASKED):
        found = form.fullmatch(text)
        if found is not None:
            return Place(f"{found['givens']}, {found['what']} is ", given=given)
    is_what = _BARE.fullmatch(text)
    if is_what is not None:
        return Place(f"{is_what['what']} {is_what['verb']} ", given=given)
    return None


def defined(asked: str, given: str) -> Place | None:
    """Where the answer goes if a question asks what a word means, and the answer is no value.

    >>> defined("What is an epoch?", "one pass over the data")
    Place(before='epoch means ', after='', given=None)
    """
    name = _WORD.fullmatch(asked.strip(' *_"'))
    return Place(f"{name['name']} means ") if name is not None and not re.search(r"\d", given) else None


def of_vector(asked: str, given: str) -> Place | None:
    """Where the answer goes if a question asks for a value of a vector that has no name.

    >>> of_vector("What is the L1 norm of (1, -2)?", "3")
    Place(before='x = (1, -2): the L1 norm is ', after='', given=None)
    """
    value = _VALUE.fullmatch(asked.strip(' *_"'))
    return Place(f"x = {value['vector']}: {value['what']} is ") if value is not None and given[:1] in _BEGINS else None


def of_asked_subject(asked: str, given: str) -> str | None:
    """An answer that begins with "it", said of what its question asks of.

    >>> of_asked_subject("What does a larger stride do to the output?", "It shrinks the map")
    'a larger stride shrinks the map'
    """
    asking = _OBJECT.fullmatch(asked.strip(' *_"').rstrip("? "))
    return _of_subject(asking["subject"], given) if asking is not None else None


def proposition(asked: str, given: str) -> str | None:
    """Return the sentence that "yes", "no" or what takes up a question's subject makes of it.

    >>> proposition("Are gamma and beta fixed?", "No"), proposition("Does Adam always win?", "Yes")
    ('gamma and beta are not fixed', 'Adam always wins')
    """
    asking = _YES_NO.fullmatch(asked.strip(' *_"').rstrip("? "))
    if asking is None:
        return None
    subject, verb, rest = asking["subject"], asking["verb"].lower(), asking["rest"]
    agrees, denies = _AGREES.match(given), _DENIES.match(given)
    answered = agrees or denies
    if answered is None:
        return _of_subject(subject, given)
    beside = given[answered.end() :].strip(" .,")
    is_what = verb in ("is", "are", "was", "were")
    if denies is not None and beside and is_what:
        instead = _IS.fullmatch(beside) or (_SHORT.fullmatch(beside) and re.fullmatch(r"(?P<what>.+)", beside))
        if instead:
            condition = _CONDITION.search(rest)
            return f"{subject} {verb} {instead['what']}{condition[0] if condition is not None else ''}"
    adverb = f"{beside.lower()} " if _ADVERB.match(beside) and beside.lower() not in rest.lower() else ""
    if agrees is None:
        whole = f"{subject} {verb} not {rest}"
    elif verb in ("does", "do"):
        whole = f"{subject} {adverb}{_inflected(rest, subject)}"
    else:
        whole = f"{subject} {verb} {adverb}{rest}"
    more = beside and not _ADVERB.match(beside) and not _IT.match(beside) and " " in beside
    return f"{whole}. {beside[:1].upper()}{beside[1:]}" if more else whole


def _inflected(rest: str, subject: str) -> str:
    """What somebody does, with the ending of its verb; an adverb before that has none."""
    first, *others = rest.split(" ")
    if _ADVERB.match(first) and others:
        return f"{first} {_inflected(' '.join(others), subject)}"
    return " ".join((_third(first, subject), *others))


def why(asked: str, given: str) -> str | None:
    """A reason, said of what would be wrong without it: "Why not start at zero?" "They would stay equal."

    >>> why("Why can't all weights start at zero?", "Because they stay equal")
    'if all weights start at zero, they stay equal'
    """
    forbidden = _WHY_NOT.fullmatch(asked.strip(' *_"'))
    if forbidden is None:
        return None
    done = forbidden["done"] if forbidden["one"] is None else f"we {forbidden['done']}"
    reason = _BECAUSE.sub("", given)
    return f"if {done}, {reason}"


def _of_subject(subject: str, given: str) -> str | None:
    """An answer that begins with "it", said of the question's subject."""
    pronoun = _IT.match(given)
    if pronoun is None:
        return None
    rest = given[pronoun.end() :]
    return f"{subject}{rest}" if rest.startswith("'") else f"{subject} {rest}"


def _third(verb: str, subject: str) -> str:
    if " and " in subject or verb.endswith("s"):
        return verb
    return _THIRD.get(verb, f"{verb}s")
