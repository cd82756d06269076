"""What somebody once believed: it is claimed no more, and what is set against it is a sentence of its own.

"I thought dropout removes units for good, but it draws anew at each step" claims its second half alone. A present
belief ("I think that ...") stays a claim.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from quiz.reading.late_patterns import late

Patterns = tuple[re.Pattern[str], ...]

_MEANT_EN: Final = (
    "thought|believed|assumed|figured(?! out)|supposed|imagined|guessed|expected|reckoned|presumed|pictured|"
    "mistook|misread|confused|misunderstood|took it|had it down|"
    "was (?:sure|certain|convinced|under the impression|so sure)|were (?:sure|certain|convinced)|"
    "had (?:the|an|this) (?:idea|impression|notion)|had (?:it|this|that|them|these) (?:as|that)|"
    "used to (?:think|believe|assume|say|write|claim|imagine|figure)|"
    "kept (?:thinking|believing|assuming|writing|saying)|"
    "would (?:have|ve) (?:said|guessed|sworn|bet|thought)|d have (?:said|guessed|sworn|bet|thought)"
)
_LONG_AGO_EN: Final = (
    "always|long|once|first|at first|initially|originally|really|honestly|just|simply|still|also|even|naively|wrongly|"
    "mistakenly|firmly|for (?:a while|years|weeks|ages|long|a long time)|somehow|kind of|sort of|had|have|previously|"
    "formerly|only|half"
)
_MEANT_JA: Final = (
    "(?:覚え|勘違いし|誤解し|思い込ん|考え|思っ|信じ|信じ込ん|理解し|解釈し|認識し|想像し|予想し|記憶し|踏ん|捉え|とらえ|"
    "見なし|みなし|思い描い|決めつけ|(?:(?:ノート|メモ|答案|解答|レポート)には?)?書い|メモし|答え|回答し)"
    "[てで](?:しまって|きて)?い?(?:た|まし)"
)
_I_MEANT_EN: Final = rf"(?:d| had| have|ve)? ?(?:(?:{_LONG_AGO_EN}) )*(?:{_MEANT_EN})\b"
_OF_MINE_EN: Final = (
    r" (?:(?:(?:first|old|earlier|initial|original|previous|former|naive|wrong) )+"
    r"(?:guess|thought|idea|belief|assumption|impression|notes?|picture|understanding|intuition|instinct)\b"
    r"|(?:notes?|guess|picture|answer|assumption) (?:said|was|were|had|claimed)\b)"
)
_AT_ONCE_EN: Final = (
    rf"\A(?:(?:{_LONG_AGO_EN}),? )*"
    r"(?:thought|believed|assumed|used to (?:think|believe|assume)|was (?:sure|convinced)) "
)
_BELIEVES_JA: Final = rf"(?:(?:ばかり|だけ|いう風に|いうふうに|ずっと|勝手に|長らく|完全に|てっきり)){{0,3}}{_MEANT_JA}"
# Each alternative begins with a letter, so that the places at which none of those stands are passed over at once.
_BELIEF_EN: Final = "|".join(
    (
        *(rf"{who[0]}(?<!\w{who[0]}){who[1:]}{_I_MEANT_EN}" for who in ("i", "we")),
        *(rf"{whose[0]}(?<!\w{whose[0]}){whose[1:]}{_OF_MINE_EN}" for whose in ("my", "our")),
        r"i(?<!\wi)n my (?:head|mind)\b",
        r"i(?<!\wi)t (?:first |at first |always |once )?(?:seemed|looked|felt|sounded)\b",
    )
)
_BELIEF_JA: Final = "|".join(
    (
        *(f"{said}{_BELIEVES_JA}" for said in ("と", "って")),
        *(
            f"{held}(?:でい?(?:た|まし)|だった|でした)"
            for held in ("つもり", "イメージ", "印象", "認識", "感覚", "理解", "解釈")
        ),
        "気がしてい?(?:た|まし)",
    )
)
_SET_AGAINST_EN: Final = (
    r"(?:,? but|,? yet|, (?:whereas|while|though|although)|;| - but)(?: (?:then|now|no|really),?)? "
    r"|, (?=(?:in fact|in truth|in reality|actually|really|it turns out|turns out|now i (?:know|see))\b)"
)
_SET_AGAINST_JA: Final = r"(?:のだ|のです|んです|んだ)?(?:が|けれども|けれど|けど|のに|ものの|ところ),?|,|→"


def _turn(belief: str, against: str) -> re.Pattern[str]:
    return late(rf"(?:{belief})[^.。]*?(?P<cut>{against})(?=[^.。]*[^\W\d_]{{2}})")


_TURNS_EN: Final = (_turn(_BELIEF_EN, _SET_AGAINST_EN), _turn(_AT_ONCE_EN, _SET_AGAINST_EN))
_TURNS_JA: Final = (_turn(_BELIEF_JA, _SET_AGAINST_JA),)
_BELIEFS_EN: Final = (late(_BELIEF_EN), late(_AT_ONCE_EN))
_BELIEFS_JA: Final = (late(_BELIEF_JA),)


@lru_cache(maxsize=1024)
def is_former_belief(sentence: str) -> bool:
    """Whether a sentence, in canonical spelling, tells what was once believed.

    >>> is_former_belief("i thought relu saturates"), is_former_belief("i think that relu saturates")
    (True, False)
    """
    return _first(sentence, _BELIEFS_EN, _BELIEFS_JA) is not None


def told_apart(sentence: str) -> tuple[str, str]:
    """Return what a sentence, in canonical spelling, tells as once believed, and what it says beside that.

    >>> told_apart("i thought relu saturates, but it does not"), told_apart("reluは飽和しない")
    (('i thought relu saturates', 'it does not'), ('', 'reluは飽和しない'))
    """
    turn = _first(sentence, _TURNS_EN, _TURNS_JA) if is_former_belief(sentence) else None
    if turn is None:
        return "", sentence
    return sentence[: turn.start("cut")], sentence[turn.end("cut") :].strip()


def _first(sentence: str, english: Patterns, japanese: Patterns) -> re.Match[str] | None:
    """The first place that one of the patterns finds, of the languages that a sentence may be in: few have such words.

    Of one language it is the place that stands first.
    """
    if " " in sentence:
        found = [match for pattern in english if (match := pattern.search(sentence)) is not None]
        if found:
            return min(found, key=re.Match[str].start)
    if "た" in sentence or "まし" in sentence:
        return next(filter(None, (pattern.search(sentence) for pattern in japanese)), None)
    return None
