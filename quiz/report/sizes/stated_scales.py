"""Sentences that give initial weights a standard deviation for a number of nodes -> 1/√n for Xavier, √(2/n) for He.

The sources are Glorot and Bengio (2010) in the course's form, and He et al. (2015).
"""

from __future__ import annotations

import re
from math import sqrt
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.cued import Cued
from quiz.report.sizes.size_words import spelled
from quiz.report.sizes.window_trail import Judged
from quiz.report.sizes.written_values import is_rounded, value_of_text

_LASTS: Final = 3
_N: Final = Cued(
    late(
        r"(?<![a-z])n(?:_?\{?(?:in|prev)\}?)?\s*=\s*(\d{1,6})(?![\d.])(?!,\d{3})|"
        r"(?<![\d.√(/,])(\d{1,6})\s*(?:個の?)?(?:ノード|入力|ユニット|次元の?入力|nodes|inputs|input nodes|units)|"
        r"(?:ノード数?|入力)(?:が|は|を|数)?\s*(\d{1,6})(?!,\d{3})\s*(?:個|つ|,|の|で|なら|\Z)|"
        r"\(\s*(\d{1,6})\s*(?:→|->)\s*\d{1,6}\s*\)"
    ),
    "=", "ノード", "入力", "ユニット", "nodes", "inputs", "units", "→", "->",
)  # fmt: skip
_XAVIER: Final = late(r"xavier|glorot|ザビエル", re.I)
_HE: Final = late(
    r"(?<![A-Za-z])He(?=\s*(?:の|なら|で|は|を|だと|初期|init|std|standard|scale|scheme|normal|,|→|:|[0-9√])|\s*\Z)|kaiming|"
    r"(?<=\bthe )He\b|(?<=\bwith )He\b"
)  # fmt: skip
_ABOUT: Final = late(
    r"標準偏差|\bstd\b|standard deviation|(?:xavier|he)\s*+(?:なら|だと|は|→|:)?\s*+(?:約)?\s*+[\d√]", re.I
)
_EXPRESSION: Final = (
    r"(?:√\(?\s*[\d.]+\s*(?:/\s*\d+)?\s*\)?|sqrt\(\s*[\d.]+\s*/\s*\d+\s*\)|\d+\s*/\s*(?:√|"
    r"sqrt)\(?\s*\d+\s*\)?|\d+\s*/\s*\d+)"
)
_VALUES: Final = late(rf"(?P<expression>{_EXPRESSION})|(?<![\d.])(?P<decimal>0?\.\d{{1,6}})(?!\d|\s*倍|\s\d+\.)")
_DENIED: Final = late(
    r"ない|ません|誤[りっ]|間違|だろう|でしょう|\?|か[。.]?\s*\Z|分散|variance|一様|uniform|学習率|"
    r"learning rate|\bnot\b|n't\b|"
    r"fan_?out|出力も|平均を"
)


class ScaleReader:
    """Judges standard deviations; the number of nodes that one sentence names holds for the next ones."""

    def __init__(self) -> None:
        self._nodes: int | None = None
        self._age = 0

    def forget(self) -> None:
        """A new section begins."""
        self._nodes, self._age = None, 0

    def judge(self, sentence: str) -> Judged | None:
        """Return whether the standard deviation that a sentence states is right; None if it states none."""
        text = spelled(sentence)
        found = {int(next(each for each in one.groups() if each)) for one in _N.finditer(text)}
        self._age += 1
        if len(found) > 1 or self._age > _LASTS:
            self._nodes = None
        if len(found) == 1:
            self._nodes, self._age = found.pop(), 0
        if not self._nodes:
            return None
        xavier, he = bool(_XAVIER.search(sentence)), bool(_HE.search(sentence))
        if xavier == he or not _ABOUT.search(sentence) or _DENIED.search(text):
            return None
        self._age = 0
        true = sqrt((2 if he else 1) / self._nodes)
        agree = [_agrees(value, true) for value in _VALUES.finditer(text)]
        if not agree or None in agree:
            return None
        form = f"√(2/{self._nodes})" if he else f"1/√{self._nodes}"
        working = Text(f"{form} ≈ {true:.4g} です", f"{form} ≈ {true:.4g}")
        return Judged(
            "right" if all(agree) else "wrong", "stated-scale-claim", "he-std" if he else "xavier-std", working
        )


def _agrees(found: re.Match[str], true: float) -> bool | None:
    """Whether a value that was found is the true one; None for what has no value, 1/0."""
    if found["decimal"]:
        return is_rounded(float(found["decimal"]), found["decimal"], true)
    value = value_of_text(found["expression"])
    return None if value is None else abs(value - true) < 1e-6
