"""Usual names for what a question asks for: p for a padding, lr for a learning rate, f'(2) for a slope at x = 2."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from quiz.reading.asked_clauses import names_what_is_asked, word_for_what_is_asked
from quiz.reading.late_patterns import late
from quiz.reading.part_labels import skeleton

_USUAL: Final = (
    (("パディング", "padding"), ("p", "pad", "padding")),
    (("出力の1辺", "出力サイズ", "side of the output", "output size"),
     ("o", "out", "outsize", "outputsize", "output", "side", "sidelength", "thesidelength")),
    (("出力は", "出力を", "出力の値", "output"), ("y",)),
    (("受容野", "受容野の1辺", "receptive field"),
     ("r", "rf", "receptivefield", "side", "sidelength", "thesidelength")),
    (("学習率", "learning rate"), ("η", "lr", "learningrate")),
    (("標準偏差", "standard deviation"), ("σ", "std", "sd")),
    (("分散", "variance"), ("var", "σ^2")),
    (("正答率", "accuracy"), ("acc",)),
    (("損失", "交差エントロピー", "交差エントロピー誤差", "loss", "cross-entropy"), ("loss", "損失", "l")),
    (("損失の平均", "平均損失", "平均", "交差エントロピー", "交差エントロピー誤差", "mean", "average", "cross-entropy"),
     ("損失の平均", "平均損失")),
    (("パラメータ", "パラメータ数", "parameters"),
     ("params", "param", "paramcount", "numparams", "nparams", "numberofparams", "totalparams")),
    (("行数", "行列の形", "rows"), ("shape", "形")),
    (("ノード数", "fan-in", "入力の数"), ("fanin", "n")),
)  # fmt: skip
"""What is asked for in the question's words -> its usual names, as skeletons."""

_FUNCTION_AT: Final = late(
    r"(\\?[A-Za-zα-ω]{1,8})\s*('|\^\s*\{?\s*\\prime\s*\}?)?\s*\(\s*([-+]?[0-9]+(?:\.[0-9]+)?)\s*\)"
)
_POINT: Final = late(r"(?<![a-z0-9α-ω∂])([a-z])\s*=\s*(-?[0-9]+(?:\.[0-9]+)?)(?![0-9.])")
_JAPANESE: Final = late(r"[ぁ-んァ-ヶ一-龥]")
_DERIVATIVE: Final = late(r"微分|導関数|傾き|\bderivatives?\b|\bslope\b|prime|'")


def usual_name(name: str, near: Sequence[str], letters: str) -> bool:
    """Return whether a name, as a skeleton, is usual for what is asked for.

    Args:
        name: the name.
        near: the clauses that ask, spread; those of both languages have to ask for it.
        letters: all that the question prints, spread. A lone Latin letter that stands in it means something else.

    >>> [usual_name(name, ["いくつのパディングが要りますか"], "") for name in ("p", "lr")]
    [True, False]
    >>> usual_name("p", ["いくつのパディングが要りますか"], "ストライド p は 2")
    False
    """
    if len(name) == 1 and name.isascii() and _stands_alone(name, letters):
        return False
    asked = [word for words, names in _USUAL if name in names for word in words]
    if len(name) == 1 and any(letter != name for word in asked for letter in _letters_of(word, letters)):
        return False  # 学習率 ε is no η
    japanese = ["".join(part.split()) for part in near if _JAPANESE.search(part)]
    in_japanese = any(names_what_is_asked(word, part) for word in asked if not word.isascii() for part in japanese)
    english = [part for part in near if not _JAPANESE.search(part)]
    in_english = any(word_for_what_is_asked(word, part) for word in asked if word.isascii() for part in english)
    return (in_japanese or not japanese) and (in_english or not english) and bool(asked)


def _letters_of(word: str, text: str) -> list[str]:
    return late(rf"{re.escape(word)}\s*([a-zα-ω])(?![a-z])").findall(text)


def _stands_alone(letter: str, text: str) -> bool:
    return late(rf"(?<![a-z]){letter}(?![a-z])").search(text) is not None


def value_at_a_point(name: str, near: Sequence[str]) -> bool | None:
    """Return whether a name such as f'(2) is what is asked for: a function of the clause, at the point that it tells.

    None where no clause asks for such a value. A prime stands exactly where a derivative is asked for.

    >>> asked = ["x=2 で f を x について微分した値は"]
    >>> [value_at_a_point(name, asked) for name in ("f'(2)", "f(2)", "f'(3)", "g'(2)", "f")]
    [True, False, False, None, None]
    """
    found = _FUNCTION_AT.fullmatch(name)
    if found is None:
        return None
    function, primed, at = skeleton(found[1]), found[2] is not None, Fraction(found[3])
    for part in near:
        points = {(letter, Fraction(value)) for letter, value in _POINT.findall(part)}
        called = late(rf"(?<![a-zα-ω]){function}(?![a-zα-ω])").search(part) is not None
        if called and points:
            asks_for_a_slope = _DERIVATIVE.search(part) is not None
            return len(points) == 1 and primed == asks_for_a_slope and {value for _, value in points} == {at}
    return None
