"""Whether a counter counts what a question asks for: 9枚 is no answer to 「何画素」, nor 40回 to 「学習率はいくつ」."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from quiz.reading.late_patterns import late
from quiz.reading.units import Unit, counter_classes, unit_called

_ANYTHING: Final = frozenset({"個", "コ", "ケ", "つ", "箇", "piece", "pieces", "item", "items"})
"""What counts things of every sort."""
_ANY_PLACE: Final = frozenset({"番", "番目", "つ目", "th", "st", "nd", "rd", "位"})
"""What tells the place in any order."""
_HOW_MANY: Final = late(r"数|個|枚|回|件|計|number of|count|total|how many")
_WHOLE: Final = late(r"整数(?!に(?:なら|は))|\bwhole number|\binteger")
_SIDES: Final = late(r"辺|縦|横|高さ|幅|サイズ|大きさ|\b(?:side|height|width|size)s?\b")
_LENGTH: Final = late(r"[一1] ?辺|縦|横|高さ|幅|\b(?:side|height|width)\b")
_PIXELS: Final = frozenset({"ピクセル", "画素", "ドット", "px", "pixels", "pixel", "dots"})
_WORD: Final = late(r"[^\W\d_]{2}")
_PLACE: Final = late(r"何[ァ-ヶー一-龥]{1,5}目")


def counts_what_is_asked(
    word: str, asking: Sequence[str], spoken: Sequence[str], part: Iterable[str] = (), others: Iterable[str] = ()
) -> bool:
    """Return whether a counter may stand behind an answer to a question.

    Args:
        word: the counter.
        asking: the sentences that ask.
        spoken: all that it says.
        part: the names of the part that the number is for, where the parts have names.
        others: the names of the other parts.

    >>> [counts_what_is_asked(word, ["何画素ですか"], ["何画素ですか"]) for word in ("px", "個", "枚", "回")]
    [True, True, False, False]
    >>> counts_what_is_asked("回", ["学習率はいくつですか"], ["学習率はいくつですか"])
    False
    """
    unit = unit_called(word)
    if unit is None or not unit.classes or unit.dimension or word in _ANY_PLACE or not _WORD.search("".join(spoken)):
        return True
    part, others = tuple(part), tuple(others)
    if part:
        return _counts_part(unit, part, others, asking, spoken)
    if any(_PLACE.search(text) for text in asking) and not word.endswith("目"):
        # 7行 and "7 lines" are seven of them, 7行目 and "line 7" the seventh.
        return unit.word not in _ANYTHING and word.isascii() and not word.endswith("s")
    asked = frozenset[int]().union(*map(_asked_for, asking))
    if unit.word in _ANYTHING:
        return True
    if asked:
        return bool(unit.classes & asked)
    return _is_at_home(unit, asking, spoken)


def _counts_part(
    unit: Unit, part: tuple[str, ...], others: tuple[str, ...], asking: Sequence[str], spoken: Sequence[str]
) -> bool:
    own = frozenset[int]().union(*map(_named, part))
    if unit.classes & own:
        return True
    if unit.word in _ANYTHING:
        return not own or any(_HOW_MANY.search(name) for name in part)
    held = frozenset[int]().union(*map(_held_in, part))
    if own or (not unit.classes & held and any(unit.classes & found for found in map(_held_in, others))):
        return False
    named = frozenset[int]().union(*map(_named, others))
    asked = frozenset[int]().union(*map(_asked_for, asking)) - named
    if unit.classes & held and asked and not unit.classes & asked:
        return False  # 全結合層 is a layer, and its parameters are asked for
    return _is_at_home(unit, asking, spoken)


def _is_at_home(unit: Unit, asking: Sequence[str], spoken: Sequence[str]) -> bool:
    """Whether a question that asks for no counter has use for this one: it counts with it, or asks how many."""
    if unit.word in _PIXELS and any(_SIDES.search(text) for text in asking):
        return True
    if any(_LENGTH.search(text) for text in asking):
        return False  # a side has pixels, though the question counts filters, too
    return any(_WHOLE.search(text) for text in asking) or any(unit.classes & _counted(text) for text in spoken)


@cache
def _words() -> tuple[str, str]:
    """The counters in Japanese and those in Latin letters, the longest first."""
    words = sorted(counter_classes(), key=len, reverse=True)
    japanese = "|".join(re.escape(word) for word in words if not word.isascii())
    return japanese, "|".join(re.escape(word) for word in words if word.isascii())


def _long(japanese: str) -> str:
    """The counters that are whole words, as alternatives: エポック, and not 回."""
    return "|".join(word for word in japanese.split("|") if len(word) > 2)


@cache
def _asked_patterns() -> tuple[re.Pattern[str], ...]:
    japanese, latin = _words()
    rest = r"(?:[^\s?.,]+ ){0,6}?"
    return (
        re.compile(rf"何 ?({japanese})"),
        re.compile(rf"(?<!条)({japanese})(?:数|の数|の個数|の回数|の枚数)|(倍)率"),
        re.compile(rf"\$[A-Za-z]\$ ?({japanese})|どの({japanese})|({japanese})の番号"),
        re.compile(rf"\b(?:how many|number of|count of) {rest}\(?({latin})(?![a-z])", re.IGNORECASE),
    )


@cache
def _named_patterns() -> tuple[re.Pattern[str], ...]:
    japanese, latin = _words()
    long = _long(japanese)
    plural = "|".join(word for word in latin.split("|") if word.endswith("s"))
    return (
        re.compile(rf"(?<!条)({japanese})(?:数|の数|の個数|の回数|の枚数|目|の?番号)|(倍)率"),
        re.compile(rf"\A({japanese})\Z|({long})\Z"),  # 全結合層 is a layer, and counts none
        re.compile(rf"\bnumber of (?:the )?({latin})(?![a-z])|\A({latin})\Z|\A(?:[a-z]+ )?({plural})(?![a-z])", re.I),
    )


@cache
def _counted_patterns() -> tuple[re.Pattern[str], ...]:
    japanese, latin = _words()
    long = _long(japanese)
    return (
        re.compile(rf"(?:[0-9何各毎$}}]\s?|第\s?)({japanese})"),
        re.compile(rf"({long})"),
        re.compile(rf"(?:[0-9$}}]|\bmany|\bnumber of) (?:[a-z-]+ )?({latin})(?![a-z])", re.IGNORECASE),
    )


def _classes(text: str, patterns: tuple[re.Pattern[str], ...]) -> frozenset[int]:
    known = counter_classes()
    found: set[int] = set()
    for pattern in patterns:
        for match in pattern.finditer(text):
            word = match[match.lastindex or 1]
            found |= known.get(word, known.get(word.lower(), frozenset()))
            if match[0].endswith("回数") or found & known["更新"]:  # so many 更新 are so many 回 as well
                found |= known["回"]
    return frozenset(found)


def _asked_for(text: str) -> frozenset[int]:
    return _classes(text, _asked_patterns())


def _named(text: str) -> frozenset[int]:
    return _classes(text, _named_patterns())


def _held_in(text: str) -> frozenset[int]:
    """The counters that a name holds in any way: 層 of 全結合層 and of 全結合層への入力数."""
    japanese, latin = _words()
    return _classes(text, (_any_word(japanese, latin),))


@cache
def _any_word(japanese: str, latin: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!条)({japanese})|\b({latin})(?![a-z])", re.IGNORECASE)


def _counted(text: str) -> frozenset[int]:
    return _classes(text, _counted_patterns())
