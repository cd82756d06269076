"""Questions that are answered with yes or no -> the sentence that the answer agrees with, or denies.

「止まらない？」 with 「止まる。」 is 「…止まる」: an answer that takes up its question's predicate stands in its place.
"""

from __future__ import annotations

import re
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.asked.japanese_questions import ASKING, bare_question, says_something

_AGREES: Final = late(
    r"(?:はい|うん|ええ|そう(?:です|だよ|だね|だ)?|その(?:通|とお)り(?:です|だ)?|正しい|もちろん|yes)(?:[、,!.\s]+|\Z)",
    re.I,
)
_DENIES: Final = late(
    r"(?:いいえ|いや|ううん|違う|ちがう|違います|ちがいます|そうではない|そうとは限らない|no)(?:[、,!.\s]+|\Z)", re.I
)
_SURELY: Final = late(
    r"(?:(?:絶対に?|必ず|ほぼ|ほとんど|ふつうは|普通は|いつも|常に|もちろん|まったく|全く|完全に|一切|ちゃんと|きちんと|かなり|少し|ずっと)[、\s]*)*"
)
_PREDICATE: Final = late(r"[一-龠]{0,2}[ぁ-ん]{0,6}")
_HAS: Final = late(r"(?:ある|あります|いる)\Z")
_HAS_NOT: Final = late(r"(?:ない|なし|ありません|ある|あります|いない)")
_FINE: Final = late(r"(?:いい|よい|良い|だめ|ダメ|構わない)(?:な)?\Z")
_NOT_FINE: Final = late(r"(?:よくない|良くない|だめ|ダメ|いけない|いい|よい|良い|構わない|問題ない)")
_TOPIC: Final = late(r".*(?:[^でにとも]は|では|には)")
_UNSURE_IF_DENIED: Final = late(r"(?:ない|ません)\Z")
_ONE_SIGN: Final = 3
"""How far from the end of a question a single sign of its predicate may stand, to be that of the answer's."""
_PREDICATE_SIGNS: Final = 8
_DIFFERS: Final = ("違う", "ちがう", "違い", "別物", "別のもの")
_DENIALS: Final = (
    ("ている", "ていない"),
    ("します", "しません"),
    ("ます", "ません"),
    ("する", "しない"),
    ("なる", "ならない"),
    ("ある", "ない"),
)
_GODAN: Final = {"す": "さ", "く": "か", "う": "わ", "む": "ま", "ぶ": "ば", "つ": "た", "ぐ": "が", "ぬ": "な"}
_E_ROW: Final = "えけげせてねべめれぜ"
_I_ROW: Final = "きぎしちにびみり"


def proposition(asked: str, given: str) -> str | None:
    """Return the sentence that an answer makes of a question about whether something is so; None for any other.

    >>> proposition("シグモイドは原点を通る?", "通らない")
    'シグモイドは原点を通らない'
    >>> proposition("プーリングに重みはある?", "いいえ"), proposition("Lasso は L1?", "はい")
    ('プーリングに重みはない', 'Lasso は L1')
    """
    text = bare_question(asked)
    if not text or ASKING.search(text) or text.endswith(("は", "と", "たら", "なら", "って")):
        return None
    agrees, denies = _AGREES.match(given), _DENIES.match(given)
    if text.endswith(_DIFFERS):  # what two things have in common is told in other words
        return None
    answered = agrees or denies
    if answered is None:
        return _taken_up(text, given) or _of_topic(text, given)
    rest = given[answered.end() :].strip(" 、,")
    if rest and says_something(rest):
        return _taken_up(text, rest) or _of_topic(text, rest)
    if _UNSURE_IF_DENIED.search(text):  # 「起きない？」 「いいえ」 may mean either
        return None
    return text if agrees is not None else denied(text)


def _taken_up(text: str, given: str) -> str | None:
    """The question with the answer in the place of its predicate, where the answer takes that up."""
    adverbs = _SURELY.match(given)
    start = adverbs.end() if adverbs is not None else 0
    core = given[start:]
    if not core or not _PREDICATE.match(core):
        return None
    has, fine = _HAS.search(text), _FINE.search(text)
    if has is not None and _HAS_NOT.match(core):
        return text[: has.start()] + given
    if fine is not None and _NOT_FINE.match(core):
        return text[: fine.start()] + given
    head = core[:1]
    kana = "ぁ" <= head <= "ん"
    two = text.rfind(core[:2]) if kana and len(core) > _ONE_SIGN else -1
    at = two if two > 0 else text.rfind(head)
    longest = _ONE_SIGN if kana and two <= 0 else _PREDICATE_SIGNS
    if at <= 0 or len(text) - at > longest or not _PREDICATE.fullmatch(text[at:]) or not _PREDICATE.fullmatch(core):
        return None
    return text[:at] + given


def _of_topic(text: str, given: str) -> str | None:
    """What a question is about, with an answer that says something else of it."""
    topic = _TOPIC.match(text)
    return topic[0] + given if topic is not None and "は" not in given and says_something(given) else None


def denied(text: str) -> str | None:
    """A statement denied; None where its last word may be denied in two ways.

    >>> denied("勾配は消える"), denied("γ は定数"), denied("原点を通る")
    ('勾配は消えない', 'γ は定数ではない', None)
    """
    for ending, instead in _DENIALS:
        if text.endswith(ending):
            return text.removesuffix(ending) + instead
    last, before = text[-1:], text[-2:-1]
    if last in _GODAN:
        return f"{text[:-1]}{_GODAN[last]}ない"
    if last == "る":
        return f"{text[:-1]}ない" if before in _E_ROW or before in _I_ROW else None
    if last == "い":
        return f"{text[:-1]}くない"
    return None if "ぁ" <= last <= "ん" else f"{text}ではない"
