"""What a question says around its answer and a learner may say again: 7 層まで重ねられる, "at most 7", 2 に近づく.

Such words stand around an answer only where the question has them; elsewhere they would say more than a value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from quiz.reading.asked_clauses import members
from quiz.reading.late_patterns import late

_DIVERGES: Final = (
    "を超えると発散する", "を超えると発散します", "を超えると発散", "より大きいと発散する", "より大きいと発散します",
    "より上で発散する",
)  # fmt: skip
_BOUND: Final = late(r"ある値を超えると|\bexceeds a certain value\b", re.IGNORECASE)
"""What the sentence before the one that asks may say."""
_ECHOES: Final = (
    (r"近づ|\bapproach", (), ("に近づく", "に近づきます", "に近づいていく", "に収束する", "に収束します")),
    (r"掛かりますか", (), ("掛かる", "掛かります")),
    (r"最大で|\bat most\b", ("最大で", "最大", "at most", "up to", "a maximum of", "max"),
     ("まで", "まで重ねられる", "まで重ねられます", "重ねられる", "重ねられます")),
    (r"上下左右|\beach(?:\*\*)? of the four sides",
     ("上下左右", "上下左右に", "上下左右それぞれ", "上下左右それぞれに", "各辺", "各辺に"),
     ("ずつ", "on each side", "on every side", "per side")),
    (r"必要|\bneed", (), ("必要", "必要です", "が必要", "が必要です")),
    (r"何画素四方", (), ("四方",)),
    (r"何エポック分", (), ("エポック分",)),
    (r"全部で|(?<!「)合計(?!」)|\bin all\b|\btotal\b",
     ("全部で", "合計で", "合計", "合わせて", "total", "in total", "in all"),
     ("in total", "in all", "altogether", "あります", "ある")),
)  # fmt: skip
"""What a sentence that asks must have, and then what may stand before an answer, and behind it."""
_CHANGE: Final = late(r"変わりますか|変化量|動きますか|\bby how much\b|\bhow far\b", re.IGNORECASE)
_CHANGES: Final = (
    "だけ変わる", "だけ変わります", "変わる", "変わります", "だけ変化する", "変化する", "変化します", "だけ動く",
    "動く", "動きます",
)  # fmt: skip
_GROWS: Final = (
    "だけ増える", "だけ増えます", "増える", "増えます", "だけ増加する", "増加する", "増加します", "だけ大きくなる",
)  # fmt: skip
_HOW_FAR: Final = late(r"大きさ|絶対値|absolute value|magnitude", re.IGNORECASE)
"""What asks for a change without its sign: which way it goes is nobody's answer."""
_HAS_SIGN: Final = late(r"[-+]|マイナス|プラス|負|正|minus|plus", re.IGNORECASE)
_LETTER: Final = late(r"(?<![A-Za-z\\])\$?([A-Za-z])\$?(?![A-Za-z])")
_JOINED: Final = late(r"と|\band\b")
_LEAD_ENDS: Final = late(r"\s*[はが]?\s*[:、,]?\s*")
_PATTERNS: Final = tuple(late(pattern, re.IGNORECASE) for pattern, _, _ in _ECHOES)


def echoed(
    text: str, asking: Callable[[], Sequence[str]], spoken: Callable[[], Sequence[str]] = list
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what may stand before an answer and behind it, of the words that an answer has and the question as well.

    Args:
        text: the answer.
        asking: returns the sentences that ask; a change is asked for in one of these.
        spoken: returns all texts of the question.

    That something grows says the sign; where the number has one, too, nobody knows which is meant.

    >>> echoed("最大で 7 層", lambda: ["最大で何層ですか"]), echoed("最大で 7 層", lambda: ["何層ですか"])
    ((('最大', '最大で'), ()), ((), ()))
    >>> echoed("w は 2 増える", lambda: ["w はどれだけ変わりますか"])
    (('w',), ('増える',))
    >>> echoed("-2 増える", lambda: ["w はどれだけ変わりますか"])
    ((), ())
    """
    lowered = text.lower()
    leads: set[str] = set()
    tails: set[str] = set()
    for pattern, (_, before, behind) in zip(_PATTERNS, _ECHOES, strict=True):
        if not any(word in lowered for word in (*before, *behind)):
            continue
        if any(map(pattern.search, asking())):
            leads.update(word for word in before if word in lowered)
            tails.update(word for word in behind if word in lowered)
    if _JOINED.search(lowered) is not None:
        tails.update(whole for sentence in asking() for whole in members(sentence) if whole in lowered)
    diverges = [word for word in _DIVERGES if word in text]
    if diverges and any(map(_BOUND.search, spoken())):
        tails.update(diverges)
    changes = [word for word in _CHANGES if word in text]
    grows = [word for word in _GROWS if word in text and _HAS_SIGN.search(text) is None]
    if grows and not any(map(_HOW_FAR.search, asking())):
        changes += grows
    about = [sentence for sentence in asking() if _CHANGE.search(sentence)] if changes else []
    if about:
        tails.update(changes)
        leads.update(letter for sentence in about for letter in _LETTER.findall(sentence) if letter in text)
    return tuple(sorted(leads)), tuple(sorted(tails))


def behind_lead(text: str, start: int, leads: Sequence[str]) -> int:
    """Return where a text goes on behind the longest of some words at a place; the place itself where there is none.

    >>> behind_lead("最大で 7", 0, ["最大", "最大で"]), behind_lead("up 7", 0, ["up"]), behind_lead("upper", 0, ["up"])
    (4, 3, 0)
    >>> behind_lead("total → 7", 0, ["total"]), behind_lead("total 7", 0, ["total"])
    (0, 6)
    """
    found = [lead for lead in leads if text[start : start + len(lead)].lower() == lead.lower()]
    if not found:
        return start
    end = start + len(max(found, key=len))
    if text[end - 1].isascii() and text[end : end + 1].isascii() and text[end : end + 1].isalpha():
        return start  # a part of a longer word
    if text[end:].lstrip().startswith(("→", "⇒", "->", "=")):
        return start  # it labels a part
    matched = _LEAD_ENDS.match(text, end)
    return end if matched is None else matched.end()
