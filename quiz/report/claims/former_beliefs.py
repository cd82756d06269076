"""What somebody once believed: it is claimed no more, and what is set against it is a sentence of its own.

"I thought dropout removes units for good, but it draws anew at each step" claims its second half alone. A present
belief ("I think that ...") stays a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from quiz.reading.late_patterns import late

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
_BELIEF_EN: Final = (
    rf"\b(?:i|we)(?:d| had| have|ve)? ?(?:(?:{_LONG_AGO_EN}) )*(?:{_MEANT_EN})\b"
    rf"|\A(?:(?:{_LONG_AGO_EN}),? )*"
    r"(?:thought|believed|assumed|used to (?:think|believe|assume)|was (?:sure|convinced)) "
    r"|\b(?:my|our) (?:(?:first|old|earlier|initial|original|previous|former|naive|wrong) )+"
    r"(?:guess|thought|idea|belief|assumption|impression|notes?|picture|understanding|intuition|instinct)\b"
    r"|\b(?:my|our) (?:notes?|guess|picture|answer|assumption) (?:said|was|were|had|claimed)\b|\bin my (?:head|mind)\b"
    r"|\bit (?:first |at first |always |once )?(?:seemed|looked|felt|sounded)\b"
)
_BELIEF_JA: Final = (
    rf"(?:と|って)(?:(?:ばかり|だけ|いう風に|いうふうに|ずっと|勝手に|長らく|完全に|てっきり)){{0,3}}{_MEANT_JA}"
    r"|(?:つもり|イメージ|印象|認識|感覚|理解|解釈)(?:でい?(?:た|まし)|だった|でした)|気がしてい?(?:た|まし)"
)
_SET_AGAINST_EN: Final = (
    r"(?:,? but|,? yet|, (?:whereas|while|though|although)|;| - but)(?: (?:then|now|no|really),?)? "
    r"|, (?=(?:in fact|in truth|in reality|actually|really|it turns out|turns out|now i (?:know|see))\b)"
)
_SET_AGAINST_JA: Final = r"(?:のだ|のです|んです|んだ)?(?:が|けれども|けれど|けど|のに|ものの|ところ),?|,|→"


def _turn(belief: str, against: str) -> re.Pattern[str]:
    return late(rf"(?:{belief})[^.。]*?(?P<cut>{against})(?=[^.。]*[^\W\d_]{{2}})")


_TURNS: Final = (_turn(_BELIEF_EN, _SET_AGAINST_EN), _turn(_BELIEF_JA, _SET_AGAINST_JA))
_BELIEFS: Final = (late(_BELIEF_EN), late(_BELIEF_JA))


def is_former_belief(sentence: str) -> bool:
    """Whether a sentence, in canonical spelling, tells what was once believed.

    >>> is_former_belief("i thought relu saturates"), is_former_belief("i think that relu saturates")
    (True, False)
    """
    return any(pattern.search(sentence) is not None for pattern in _fitting(sentence, _BELIEFS))


def told_apart(sentence: str) -> tuple[str, str]:
    """Return what a sentence, in canonical spelling, tells as once believed, and what it says beside that.

    >>> told_apart("i thought relu saturates, but it does not"), told_apart("reluは飽和しない")
    (('i thought relu saturates', 'it does not'), ('', 'reluは飽和しない'))
    """
    for pattern in _fitting(sentence, _TURNS):
        turn = pattern.search(sentence)
        if turn is not None:
            return sentence[: turn.start("cut")], sentence[turn.end("cut") :].strip()
    return "", sentence


def _fitting(sentence: str, patterns: tuple[re.Pattern[str], re.Pattern[str]]) -> Iterator[re.Pattern[str]]:
    """Yield the patterns of the languages that a sentence may be in: nearly all sentences have no such word."""
    if " " in sentence:
        yield patterns[0]
    if "た" in sentence or "まし" in sentence:
        yield patterns[1]
