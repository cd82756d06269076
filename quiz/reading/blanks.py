"""What stands for an answer that isn't there: nothing, ■■■■, ＿＿, …, a question mark; わかりません, "I don't know"."""

from __future__ import annotations

import re
from functools import cache

from quiz.reading.spelling import normalize

_BLANK = re.compile(r"[\s■□▓█_＿…‥?？\-－―ー。.]*\Z")
_LONGEST = 60

# Who says that they don't know says nothing else: these words make the whole answer, in any order that fits.
_BEFORE_JA = (
    "すみません|すいません|ごめんなさい|申し訳ありません|正直|ちょっと|全然|ぜんぜん|全く|まったく|よく|さっぱり|もう|まだ|今は|答えは|答えが|答えも|この問題は|"
    "これは|これも|何も|なにも|私には|僕には|自分には|[一二三123]つとも|両方とも|両方|どちらも|どれも|いずれも|ひとつも|一つも|うまく|まるで|どうしても|"
    "習っていないので|習ってないので|勉強不足で"
)
_CORE_JA = (
    "(?:わか|分か|判か|解か|ワカ)(?:んない|んなかった|んないです|ラナイ|りかねます|リマセン)|(?:わか|分か|判か|解か|分|判|解)(?:ら|り)(?:な(?:い|かった)|ん|ず|ぬ|へん|ません(?:でした)?)|知(?:らな(?:い|かった)|らん|りません(?:でした)?)|"
    "(?:覚|おぼ)えて(?:い)?(?:な(?:い|かった)|ません(?:でした)?)|思い出せ(?:な(?:い|かった)|ません(?:でした)?|ず)|おもいだせ(?:ない|ません)|"
    "忘れ(?:た|ました|てしまいました|てしまった|ちゃいました|ちゃった|ています|ている)|不明|お手上げ|降参|ギブアップ|ギブ|見当(?:も|が)(?:つかない|つきません)|"
    "答えられ(?:ない|ません)|書け(?:ない|ません)|さっぱり|パス"
)
_AFTER_JA = (
    "です|でした|だ|よ|ね|な|ので|けど|が|すみません|ごめんなさい|申し訳ありません|"
    "パスします|パス|します|しました|とばします|飛ばします|笑|w"
)
_EN = (
    r"(?:(?:sorry|honestly|well|um+|hmm+|oh|but)\s+)*(?:"
    r"(?:i(?:'m| am| have| had|'ve)?\s+)?(?:(?:really|honestly|just|still|absolutely|simply|got|have|totally)\s+)*"
    r"(?:(?:do ?n'?t|do not|did ?n'?t|did not|can ?n?'?t|cannot|can not|could ?n'?t|could not)\s+"
    r"(?:(?:really|quite|even|honestly)\s+)*"
    r"(?:know|remember|recall|tell|say|answer|understand|think of (?:it|any|anything))"
    r"|no\s+(?:idea|clue)s?|not\s+(?:the (?:slightest|faintest|foggiest) idea|a clue|sure)|not the foggiest"
    r"|unsure|forgot|forgotten|give up|clueless|lost|never learn(?:ed|t)(?: it| this| that)?)"
    r"|idk|dunno|unknown|no answer|n/a|beats me|who knows|no idea)"
    r"(?:\s+(?:what|how|why|that|this|it|these|those|them|the|answer|answers|question|questions|any|either|all|one|ones|two|three|of|about|to|for|"
    r"at|sorry|yet|here|is|are|it's|anymore|any more|now|i'm afraid|thanks|please|really|both|say|i))*"
)


def is_blank(text: str) -> bool:
    """True if nothing is written, or only signs that stand for something taken out.

    >>> is_blank("  "), is_blank("■■■■"), is_blank("…？"), is_blank("-1")
    (True, True, True, False)
    """
    return _BLANK.match(text) is not None


def gives_up(text: str) -> bool:
    """True if the text says that its writer doesn't know, and nothing else.

    >>> gives_up("すみません、全然わかりませんでした。"), gives_up("No idea, sorry"), gives_up("I don't know.")
    (True, True, True)
    >>> gives_up("AdaGrad は思い出せません。"), gives_up("わからないが 7"), gives_up("7")
    (False, False, False)
    """
    if len(text) > _LONGEST or not any(character.isalpha() for character in text):
        return False
    folded = " ".join(_SIGNS.sub(" ", normalize(text).replace("’", "'").lower()).split())
    if folded.isascii():
        return _english().fullmatch(folded) is not None
    return _japanese().fullmatch(folded.replace(" ", "")) is not None


_SIGNS = re.compile(r"[\s。、.,!?…;:()（）~〜ー\-]+")


@cache
def _japanese() -> re.Pattern[str]:
    return re.compile(f"(?:{_BEFORE_JA})*(?:{_CORE_JA})(?:(?:{_CORE_JA})|(?:{_AFTER_JA}))*")


@cache
def _english() -> re.Pattern[str]:
    return re.compile(rf"(?:{_EN})(?:\s+(?:(?:and|but|or)\s+)?(?:{_EN})){{0,3}}")
