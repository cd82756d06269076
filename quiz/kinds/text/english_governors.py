"""Who governs an English phrase: "leads to faster training" says that it is so, "dreads faster training" doesn't.

A phrase without a finite verb of its own ("faster training", "reducing overfitting", "to stabilize it") is asserted
only if what governs it is known to carry it: a verb of the closed lists here, a copula, a noun that names an effect.
Any other governor, an unknown word above all, leaves the phrase undecided.
"""

from __future__ import annotations

from functools import cache

from quiz.kinds.text.directions import DENYING
from quiz.kinds.text.english_phrases import BE, Phrases
from quiz.kinds.text.inflection import forms_en
from quiz.kinds.text.lexicon import Word
from quiz.kinds.text.stated import Statement

_CARRIERS = (
    "make let get give bring provide offer yield produce deliver show achieve ensure guarantee add mean imply"
    " use employ"
    " apply keep improve promote encourage facilitate boost support help allow enable permit cause induce create"
    " generate introduce entail bring_about lead lead_to result result_in contribute serve act work function"
    " tend start"
    " begin continue come go see observe obtain reach gain enjoy experience exhibit display increase raise enhance"
    " strengthen foster favour favor accelerate speed_up have receive possess contain include involve manage succeed"
    " render trigger spur drive push force attain secure leave end_up turn_out prove remain stay appear occur happen"
    " arise emerge exist take_place make_possible grant confer feature pave_the_way set choose pick can tolerate"
    " play fulfil undergo follow withstand train learn converge proceed run move do take adapt adjust share hand send"
    " pass behave"
    " behave_like act_like"
    " come_with bring_with_it entail act_as work_as work_like serve_as function_as function_like"
)
"""Verbs that say that what they take is so."""
_UNDOING = frozenset(("forgets", "needless", "worse", "zero", "unstable"))
"""What said of a phrase, as "forgotten" is, doesn't let it stand."""
_WITHHOLDING = frozenset(
    "seek seeks sought seeking try tries tried trying want wants wanted attempt attempts"
    " attempted strive strives".split()
)
"""Verbs that count as known elsewhere, and yet don't say that what they take is so."""
_JOINTS = frozenset(("and", "or", "as well as", ",", "&", "+", "plus", "/"))
_ADJUNCT = frozenset(("by", "using", "through", "via", "with", "because of", "due to", "thanks to", "thereby"))
"""What opens a phrase that only adds how: asserted as the clause is that it belongs to."""
_BENIGN = frozenset(
    "another other main chief major key big biggest important typical useful further extra additional welcome nice"
    " marked noticeable clear visible obvious natural direct immediate remarkable considerable respective usual"
    " result results consequence upshot outcome advantages advantage benefits merit merits".split()
)
"""Modifiers and nouns of an effect that change nothing about whether it is there."""


@cache
def _carrying() -> frozenset[str]:
    return frozenset(form for verb in _CARRIERS.split() for form in forms_en(verb.replace("_", " ")))


def leave_ungoverned(phrases: Phrases, made: list[Statement]) -> None:
    """Take the sign from every statement whose phrase is governed by something that isn't known to carry it."""
    for statement in made:
        if statement.sign is not None and statement.place >= 0 and not _carried(phrases, statement):
            statement.sign = None


def _carried(phrases: Phrases, statement: Statement) -> bool:
    place = statement.place
    if not _is_nominal(phrases, place):
        return True
    affirmed = statement.sign is True
    if _tells_how(phrases, place) or _is_bare(phrases, place):
        carried = _from_left(phrases, place, affirmed=affirmed, how=True)
        if carried and _opens_with_gerund(phrases, place) and _is_subject(phrases, place):
            return _subject_carried(phrases, place, affirmed=affirmed)  # "making training faster is postponed"
        return carried
    if _is_subject(phrases, place):
        return _subject_carried(phrases, place, affirmed=affirmed)
    return _from_left(phrases, place, affirmed=affirmed)


def _tells_how(phrases: Phrases, place: int) -> bool:
    """Whether this is said of what stands before it: "makes training faster", "changes all of them equally"."""
    word = phrases.at(place)
    return word.is_("adjective") and not phrases.nominal(place) and not phrases.skipped(place + 1)[1].terms


def _is_nominal(phrases: Phrases, place: int) -> bool:
    """Whether a predicate stands here without being finite: as a noun, before one, as a gerund or an infinitive."""
    word = phrases.at(place)
    if word.is_("not"):
        thing = phrases.skipped(place + 1)[1]
        return bool(thing.terms) and not (word.text == "without" and thing.text.endswith("ing"))
    if phrases.nominal(place) or (word.is_("adjective") and phrases.skipped(place + 1)[1].terms):
        return not phrases.after_be(place)
    if word.is_("verb") and not word.is_("adjective"):
        return _is_infinite(phrases, place) or _is_bare(phrases, place)
    return not phrases.after_be(place)  # "makes training faster"


def _is_infinite(phrases: Phrases, place: int) -> bool:
    """Whether a verb is a gerund or an infinitive."""
    if phrases.at(place).text.partition(" ")[0].endswith("ing"):
        return not phrases.after_be(place)
    return _before(phrases, place).text == "to"


def _is_bare(phrases: Phrases, place: int) -> bool:
    """Whether a verb is an infinitive without "to": "makes the weights matter less"."""
    word = phrases.at(place)
    if not word.is_("verb") or word.is_("adjective") or word.text.partition(" ")[0].endswith(("s", "ed", "ing")):
        return False
    back = place - 1
    while back >= 0 and not phrases.at(back).is_("break") and phrases.at(back).text not in BE:
        if phrases.at(back).text in _MAKING:
            return True
        back -= 1
    return False


_MAKING = frozenset("make makes made making let lets letting help helps helped helping".split())


def _opens_with_gerund(phrases: Phrases, place: int) -> bool:
    """Whether the clause of a place begins with a gerund."""
    while place > 0 and not phrases.at(place - 1).is_("break"):
        place -= 1
    word = phrases.at(place)
    return word.text.partition(" ")[0].endswith("ing") and (word.is_("verb") or word.text in _GOVERNING)


def _before(phrases: Phrases, place: int) -> Word:
    """The word before a place, adverbs passed over."""
    back = place - 1
    while back >= 0 and phrases.at(back).text.endswith("ly"):
        back -= 1
    return phrases.at(back)


def _is_finite(phrases: Phrases, place: int) -> bool:
    word = phrases.at(place)
    if word.text in BE or word.text in _FINITE:
        return True
    if not word.is_("verb") or word.terms or word.is_("adjective"):
        return False
    if word.is_("noun") and (phrases.at(place - 1).is_("adjective") or phrases.after_article(place)):
        return False  # "faster progress"
    return not phrases.nominal(place) and not _is_infinite(phrases, place)


_FINITE = frozenset(
    "makes make made become becomes became gets get got leads lead goes go went comes come came keeps keep lets let"
    " helps help helped can could will would may does do did has have had seems seem tends tend remains remain stays"
    " stay turns turn grows grow causes cause".split()
)
"""Verbs among the words that say nothing by themselves."""
_GOVERNING = (
    _FINITE
    | frozenset(
        "making becoming getting leading going coming keeping letting helping causing expect means mean start"
        " starts run runs"
        " deliver delivers contribute contributes contributing".split()
    )
    | {"lead to", "leads to", "result in", "results in"}
)


def _is_subject(phrases: Phrases, place: int) -> bool:
    """Whether a finite verb follows the phrase: then it is what that is said of."""
    at = place + 1
    while phrases.at(at).text and not phrases.at(at).is_("break"):
        if _is_finite(phrases, at):
            return True
        if phrases.at(at).text in _JOINTS or phrases.at(at).is_("compare"):
            return False
        at += 1
    return False


def _subject_carried(phrases: Phrases, place: int, *, affirmed: bool) -> bool:
    at, within = place + 1, False
    while phrases.at(at).text and not phrases.at(at).is_("break"):
        word = phrases.at(at)
        if _is_finite(phrases, at):
            break
        if word.is_("particle"):
            within = True
        elif not word.known and not within and phrases.is_head(at):
            return False
        at += 1
    if phrases.at(at).text in BE:
        after, word = phrases.skipped(at + 1)
        if word.directions & (DENYING | _UNDOING):
            return not affirmed
        if word.is_("verb") and not word.is_("adjective") and not word.terms:
            return word.text in _carrying()
        return word.known or word.text in _BENIGN or word.text.endswith("ly") or not phrases.is_head(after)
    return phrases.at(at).known


def _from_left(phrases: Phrases, place: int, *, affirmed: bool, how: bool = False) -> bool:
    """Whether what stands before a phrase carries it, which is ``affirmed`` as it has been read.

    ``how`` says that it only tells how something is done, which it may of any known verb.
    """
    at, crossed = place - 1, False
    while at >= 0:
        word = phrases.at(at)
        text = word.text
        if text in _JOINTS:
            following = phrases.at(at + 1)
            if text == "," and following.text.endswith("ing") and following.is_("verb"):
                return True  # "..., reducing overfitting"
            crossed = True
        elif word.is_("break"):
            return True
        elif text in _ADJUNCT and (text not in _VERBAL or _adds_how(phrases, at)):
            return text != "with" or phrases.at(at - 1).known or at == 0
        elif text in BE:
            return True
        elif text in _WITHHOLDING:
            return False
        elif not (
            word.known
            or text in _BENIGN
            or text in _GOVERNING
            or text in _carrying()
            or text.endswith("ly")
            or not phrases.is_head(at)
        ):
            following = phrases.at(at + 1)
            return how and following.is_("verb") and at + 1 < place  # "gradient descent changes them alike"
        elif crossed and _is_infinite(phrases, at):
            pass  # "a regularizing effect and less overfitting": side by side
        elif text in _GOVERNING or (text in _carrying() and not word.known) or _is_verb(phrases, at):
            if text not in _GOVERNING and not (how and _is_adverb(phrases, at, place)):
                denies = bool(word.directions & DENYING)
                if affirmed if denies else text not in _carrying():
                    return False
            return not _is_infinite(phrases, at) or _from_left(phrases, at, affirmed=affirmed)
        at -= 1
    return True


_VERBAL = frozenset(("using",))


def _adds_how(phrases: Phrases, place: int) -> bool:
    """Whether "using" tells how: "trained using a higher rate"; "dreads using it" is something else."""
    before = phrases.at(place - 1)
    return place == 0 or before.text.endswith("ed") or (before.known and not before.is_("verb"))


def _is_adverb(phrases: Phrases, verb: int, place: int) -> bool:
    """Whether a word tells how a verb does it: "ruins training faster" may say so of the training."""
    if phrases.at(place).text.endswith("ly"):
        return True
    return not any(phrases.at(between).terms for between in range(verb + 1, place))


def _is_verb(phrases: Phrases, place: int) -> bool:
    """Whether a word is the verb of its clause, not a noun or a modifier of one."""
    word = phrases.at(place)
    if word.text[-1:] == "s" and (word.terms or word.is_("noun")) and _opens_clause(phrases, place - 1):
        return bool(phrases.at(place + 1).text) and not phrases.at(place + 1).is_("break")  # "it copies ..."
    return word.is_("verb") and not word.terms and not word.is_("adjective") and not phrases.nominal(place)


def _opens_clause(phrases: Phrases, place: int) -> bool:
    """Whether somebody is named here at the beginning of a clause."""
    word = phrases.at(place)
    named = word.is_("topic") or word.text in ("it", "this", "that") or bool(word.terms & phrases.subjects.keys())
    return named and (place == 0 or phrases.at(place - 1).is_("break"))
