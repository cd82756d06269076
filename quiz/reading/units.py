"""Units and counters: closed lists of the words that may follow a number, what they are worth, and which fit.

A *counter* (回, 個, epochs) says what is counted and changes no number. A *unit* of a dimension (cm, ms, KB, %) does:
it is converted to the one that is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Final

PERCENT: Final = "%"

PERCENT_WORDS: Final = ("%", "パーセント", "percent", "per cent", "percentage", "pct")
"""Every writing of the percent sign, after normalizing."""

_HUNDREDTH: Final = Fraction(1, 100)

_DIMENSIONS: Final = {
    "length": {
        "mm": "1/1000", "cm": "1/100", "m": "1", "km": "1000", "ミリメートル": "1/1000", "センチメートル": "1/100",
        "メートル": "1", "キロメートル": "1000",
    },
    "time": {
        "ns": "1/1000000000", "μs": "1/1000000", "ms": "1/1000", "ミリ秒": "1/1000", "s": "1", "sec": "1",
        "second": "1", "seconds": "1", "秒": "1", "秒間": "1", "min": "60", "minute": "60", "minutes": "60", "分": "60",
        "分間": "60", "h": "3600", "hr": "3600", "hour": "3600", "hours": "3600", "時間": "3600", "day": "86400",
        "days": "86400", "日": "86400", "日間": "86400",
    },
    "data": {
        "bit": "1/8", "bits": "1/8", "ビット": "1/8", "byte": "1", "bytes": "1", "バイト": "1", "B": "1", "KB": "1000",
        "kB": "1000", "MB": "1000000", "GB": "1000000000", "KiB": "1024", "MiB": "1048576", "GiB": "1073741824",
    },
    "mass": {"mg": "1/1000", "g": "1", "kg": "1000", "グラム": "1", "キログラム": "1000"},
    "angle": {"°": "1", "度": "1", "degree": "1", "degrees": "1", "deg": "1"},
    "money": {"円": "1", "yen": "1"},
}  # fmt: skip

_COUNTERS: Final = (
    ("個", "コ", "ケ", "つ", "箇", "件", "本", "点", "要素", "pieces", "piece", "items", "item", "elements", "element",
     "entries", "entry", "points", "point", "values", "value"),
    ("パラメータ", "パラメーター", "parameters", "parameter", "params", "param"),
    ("重み", "weights", "weight"),
    ("ユニット", "ノード", "ニューロン", "units", "unit", "nodes", "node", "neurons", "neuron"),
    ("サンプル", "データ", "画像", "件", "samples", "sample", "examples", "example"),
    ("通り", "とおり", "種類", "種", "パターン", "ways", "way", "kinds", "kind", "patterns", "pattern",
     "possibilities", "combinations", "subnetworks", "networks"),
    ("回", "回目", "回の更新", "times", "time"),
    ("回の更新", "更新", "ステップ", "イテレーション", "反復", "steps", "step", "iterations", "iteration", "updates",
     "update"),
    ("エポック", "エポック目", "epochs", "epoch"),
    ("層", "層目", "段", "レイヤー", "レイヤ", "layers", "layer", "levels", "level"),
    ("枚", "マップ", "フィルタ", "フィルター", "チャンネル", "チャネル", "channels", "channel", "ch", "maps", "map",
     "images", "image", "filters", "filter", "sheets"),
    ("ピクセル", "画素", "ドット", "px", "pixels", "pixel", "dots"),
    ("行", "行目", "rows", "row", "lines", "line"),
    ("列", "列目", "columns", "column", "cols", "col"),
    ("次元", "dimensions", "dimension", "dims", "dim"),
    ("桁", "桁目", "digits", "digit"),
    ("バッチ", "ミニバッチ", "batches", "batch", "mini-batches", "minibatches"),
    ("乗算", "積和", "演算", "multiplications", "macs", "mac"),
    ("flops", "flop", "operations", "浮動小数点演算"),
    ("人", "名", "people", "persons", "person"),
    ("位", "番", "番目", "つ目", "th", "st", "nd", "rd"),
    ("倍", "fold", "times"),
)  # fmt: skip
"""Counters by class: what networks and their training count first, which fit every number that has no unit."""

_ASKED_FOR_ONLY: Final = {"人", "位", "倍"}
"""The first words of the classes that fit only where the question speaks of them."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it may be written: its dimension and its size in that dimension's base.

    A counter's dimension is the empty text; ``classes`` are then the classes of words that it belongs to.
    """

    word: str
    dimension: str = ""
    size: Fraction = Fraction(1)
    classes: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """The unit in which a number is asked for, and the words that an item accepts for it besides, with their factors.

    ``name`` is empty where the item names no unit. A factor says how many of the asked unit one of that word is.
    """

    name: str = ""
    others: tuple[tuple[str, Fraction], ...] = ()

    def words(self) -> Collection[str]:
        """Return the words of the item's own, which need stand in no list."""
        return tuple(word for word in (self.name, *(word for word, _ in self.others)) if word)


NO_UNIT: Final = Wanted()


@cache
def units() -> MappingProxyType[str, Unit]:
    """Return every unit and counter by its spelling; Latin ones of two letters and more in lower case as well.

    >>> units()["cm"].size, units()["回"].dimension
    (Fraction(1, 100), '')
    """
    found: dict[str, Unit] = {}
    for dimension, members in _DIMENSIONS.items():
        for word, worth in members.items():
            found[word] = Unit(word, dimension, Fraction(worth))
    for word in PERCENT_WORDS:
        found[word] = Unit(word, "share", _HUNDREDTH)
    for at, words in enumerate(_COUNTERS):
        for word in words:
            known = found.get(word)
            before = known.classes if known is not None else frozenset()
            base = known if known is not None and known.dimension else Unit(word)
            found[word] = Unit(word, base.dimension, base.size, before | {at})
    return MappingProxyType(found)


@cache
def counter_classes() -> MappingProxyType[str, frozenset[int]]:
    """Return the classes of every counter, by its spelling.

    >>> counter_classes()["枚"] == counter_classes()["maps"] != counter_classes()["回"]
    True
    """
    return MappingProxyType({word: unit.classes for word, unit in units().items() if unit.classes})


def unit_called(word: str) -> Unit | None:
    """Return the unit that a word is, however its letters are cased where the word is a long one.

    >>> unit_called("Epochs").word, unit_called("ルート")
    ('epochs', None)
    """
    known = units().get(word)
    return known if known is not None or len(word) < 3 else units().get(word.lower())


def factor(word: str, wanted: Wanted, spoken: Iterable[str]) -> Fraction | None:
    """Return by what a number with this unit is multiplied to be one of the unit that is asked for; None: no fit.

    ``spoken`` are the texts of the question: a unit that they use is one that its answer may have.

    >>> factor("cm", Wanted("m"), []), factor("回", NO_UNIT, []), factor("km", NO_UNIT, ["何回か"])
    (Fraction(1, 100), Fraction(1, 1), None)
    """
    for other, share in wanted.others:
        if word == other:
            return share
    if word == wanted.name:
        return Fraction(1)
    unit = unit_called(word)
    if unit is None:
        return None
    asked = unit_called(wanted.name) if wanted.name else None
    if asked is not None and asked.dimension and unit.dimension == asked.dimension:
        return unit.size / asked.size
    if unit.dimension == "share" and asked is None and not wanted.name:
        return unit.size
    if asked is not None and unit.classes & asked.classes:
        return Fraction(1)
    if wanted.name and asked is not None and asked.dimension:
        return None
    if unit.classes and not unit.dimension and _is_another_order(unit, tuple(spoken)):
        return None
    if any(_COUNTERS[at][0] not in _ASKED_FOR_ONLY for at in unit.classes) or _spoken_of(unit, tuple(spoken)):
        return Fraction(1)
    if unit.dimension == "angle" and not wanted.name and any(_ANGLES.search(text) for text in spoken):
        return Fraction(1)
    if unit.dimension and not wanted.name and any(_measures(text, word) for text in spoken):
        return Fraction(1)  # the question itself speaks in this unit
    return None


def may_count(word: str, value: object, spoken: Iterable[str]) -> bool:
    """Return whether a counter may stand behind a value: what is no whole number is counted by few words.

    >>> may_count("個", Fraction(3), []), may_count("個", Fraction(5, 2), [])
    (True, False)
    >>> may_count("回", Fraction(5, 2), ["平均の回数"])
    True
    """
    unit = unit_called(word)
    if unit is None or unit.dimension or not isinstance(value, Fraction) or value.denominator == 1:
        return True
    if unit.word == "times":
        return any(_MULTIPLE.search(text) for text in spoken)
    if any(_COUNTERS[at][0] in _ASKED_FOR_ONLY for at in unit.classes):
        return True  # so often, or so many times as large; of the others the question speaks, or they fit nothing
    parts = re.compile(
        rf"(?:何|平均(?:の|して)?|how many(?: [a-z]+)?) ?{re.escape(word)}|{re.escape(word)}(?:数|分)", re.IGNORECASE
    )
    return any(parts.search(text) for text in spoken)  # 2.5 epochs, where so many are asked for


def _spoken_of(unit: Unit, spoken: tuple[str, ...]) -> bool:
    return any(_says(text, word) for at in unit.classes for word in _COUNTERS[at] for text in spoken)


def _is_another_order(unit: Unit, spoken: tuple[str, ...]) -> bool:
    """Whether a counter tells the place in another order than the one that is asked about: 5列目 of lines (何行目)."""
    asked = [units().get(found[1]) for text in spoken for found in _WHICH_PLACE.finditer(text)]
    classes = {at for one in asked if one is not None for at in one.classes}
    if unit.word in _IN_ANY_ORDER or unit.classes & classes:
        return False
    if not unit.word.endswith("目"):
        return bool(classes) and f"{unit.word}目" in units()
    numbered = re.compile(rf"(?:何|第 ?[0-9]{{1,3}} ?){unit.word[:-1]}|{unit.word[:-1]} ?[0-9]|{unit.word}")
    return bool(classes) or not any(numbered.search(text) for text in spoken)


_MULTIPLE: Final = re.compile(
    r"何 ?倍|倍率|\bhow many times (?:as|the|that|larger|smaller)|\bas a multiple|\btimes (?:as|that|larger|smaller)",
    re.IGNORECASE,
)
"""What says that a question asks how many times as large something is."""
_ANGLES: Final = re.compile(r"[0-9}何$] ?(?:°|度)|\\circ|\bdegrees\b")
"""What says that a question speaks of angles in degrees."""
_WHICH_PLACE: Final = re.compile(r"何([ァ-ヶー一-龥]{1,5})目")
_IN_ANY_ORDER: Final = ("番", "番目", "つ目", "つ")


def _measures(text: str, word: str) -> bool:
    """Whether a text has the word as a unit, after a number or 何; 分散 and 3分の1 say nothing of minutes."""
    return re.search(rf"(?:[0-9何]|how many|what) ?{re.escape(word)}(?![A-Za-z散布子類の])", text, re.I) is not None


def _says(text: str, word: str) -> bool:
    """Whether a text holds the word; one of Latin letters as a whole word."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not word[0].isascii() or not (
            (text[start - 1 : start].isascii() and text[start - 1 : start].isalpha())
            or (text[end : end + 1].isascii() and text[end : end + 1].isalpha())
        ):
            return True
        start = text.find(word, start + 1)
    return False
