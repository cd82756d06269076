"""The size formula written out with numbers, ``(227 − 11)/4 + 1 = 55`` -> whether it is the size that comes out.

Its own shape tells the input, the padding, the filter and the stride; what the sentence says of them in words counts
more than what is put in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.arithmetic.number_chains import is_stated
from quiz.report.arithmetic.sum_tokens import Token
from quiz.report.frozen import frozen
from quiz.report.sizes.layer_arithmetic import MOST, Window
from quiz.report.sizes.size_words import spelled
from quiz.report.sizes.stated_windows import said_window
from quiz.report.sizes.window_trail import Judged
from quiz.report.sizes.worked_counts import Working, workings_of
from quiz.report.sizes.written_numbers import whole_number

_SHAPE: Final = late(r"\+ ?1 ?=|1 ?\+ ?\(")
_ABOUT: Final = late(
    r"出力|(?<!バッチ)サイズ|畳み込|プーリング|フィルタ|カーネル|ストライド|パディング|(?:縦|横)(?:の長さ|幅)?|高さ|特徴マップ|"
    r"conv|pool|filter|kernel|stride|output|size|width|height|padding|\bpad\b|\bo[hw]?\s?=|out_[hw]",
    re.I | re.A,
)
_OTHER: Final = late(
    r"転置|逆畳み込み|dilat|拡張畳み込み|transpos|deconv|受容野|receptive|切り上げ|ceil|round(?:ed|ing) up", re.I
)
_CONTRASTS: Final = late(
    r"(?<=[いただるうすんつ])が,?|けど|けれど|一方|に対し|比べ|代わり|変え|なし(?:だと|なら|で)|のに,|\bbut\b|while|whereas|instead|compared|"
    r"without|unlike|otherwise",
    re.A,
)
_POOLING: Final = late(r"プーリング|pool", re.I)
_CONVOLUTION: Final = late(r"畳み込|conv|フィルタ|カーネル|filter|kernel", re.I)


@frozen
class _Filled:
    """The size formula with its numbers; ``padding`` is that of both ends together."""

    side: int
    padding: int
    kernel: int
    stride: int

    def output(self) -> int | None:
        """Return floor((side + padding − kernel) / stride) + 1."""
        room = self.side + self.padding - self.kernel
        return room // self.stride + 1 if room >= 0 else None

    @property
    def is_exact(self) -> bool:
        """Whether nothing is left over at the edge."""
        return (self.side + self.padding - self.kernel) % self.stride == 0


def judged_working(sentence: str, heading: str) -> Judged | None:
    """Hold the result of a size formula with numbers against what comes out; None where a sentence writes none.

    >>> judged_working("出力の一辺は (30 − 4)/2 + 1 = 14", "").verdict
    'right'
    >>> judged_working("パディング1なので出力は (6 − 2)/1 + 1 = 5", "").verdict
    'wrong'
    """
    if not _SHAPE.search(sentence):
        return None
    text = spelled(sentence)
    if not (_ABOUT.search(text) or _ABOUT.search(heading)) or _OTHER.search(text) or not is_stated(text):
        return None
    workings = workings_of(text)
    filled = [(one, numbers) for one in workings if (numbers := _filled(one.first.tokens)) is not None]
    if len(filled) != 1:
        return None
    working, numbers = filled[0]
    if _SHAPE.search(text[: working.start]) or _SHAPE.search(text, working.end):
        return None  # another one stands beside it that could not be read
    meant = _as_said(text, working, numbers)
    if meant != numbers and _CONTRASTS.search(text):
        return None  # its words may be those of the other case
    expected = meant.output() if meant is not None else None
    if meant is None or expected is None:
        return None
    if working.claimed == expected + 1 and not meant.is_exact:
        return None  # some libraries round up
    pooling = _POOLING.search(text) is not None and _CONVOLUTION.search(text) is None
    claim, practise = ("pool-output-size-claim", "pool-output-size") if pooling else ("conv-output-size-claim",
                                                                                      "conv-output-size")  # fmt: skip
    shown = f"({meant.side} + {meant.padding} − {meant.kernel})/{meant.stride} + 1"
    told = Text(f"{shown} なので {expected} です", f"{shown} is {expected}")
    return Judged("right" if working.claimed == expected else "wrong", claim, practise, told)


def _filled(tokens: Sequence[Token]) -> _Filled | None:
    """Read ``(28 + 2×1 − 3)/2 + 1``, or ``28 − 5 + 1`` for a stride of one."""
    tokens = [one for one in tokens if one.kind != "unit"]
    kinds = " ".join(one.kind for one in tokens)
    numbers = [one.text.replace(",", "") for one in tokens if one.kind == "number"]
    if not all(each.isdigit() for each in numbers) or not numbers or numbers[-1] != "1":
        return None
    if _BRACKETED.fullmatch(kinds) is None:
        side, kernel = (int(numbers[0]), int(numbers[1])) if kinds == _PLAIN and len(numbers) == 3 else (0, 0)
        return _Filled(side, 0, kernel, 1) if 0 < kernel <= side <= MOST else None
    closes = next(at for at, one in enumerate(tokens) if one.kind == "closes")
    sum_of = _terms(tokens[1:closes])
    stride = int(numbers[-2])
    taken = [-each for each in sum_of if each < 0]
    added = [each for each in sum_of if each >= 0]
    if len(taken) != 1 or not 1 <= len(added) <= 3 or not 0 < stride <= MOST or sum_of[0] <= 0:
        return None
    return _Filled(sum_of[0], sum(added[1:]), taken[0], stride)


_BRACKETED: Final = late(
    r"opens number(?: times number)?(?: (?:plus|minus) number(?: times number)?){1,3} closes over number plus number"
)
_PLAIN: Final = "number minus number plus number"


def _terms(tokens: Sequence[Token]) -> list[int]:
    """The terms of a sum of whole numbers and products of two, with their signs."""
    found: list[int] = []
    sign, times = 1, False
    for token in tokens:
        if token.kind in ("plus", "minus"):
            sign = -1 if token.kind == "minus" else 1
        elif token.kind == "times":
            times = True
        elif times:
            found[-1] *= whole_number(token.text)
            times = False
        else:
            found.append(sign * whole_number(token.text))
    return found


def _as_said(text: str, working: Working, numbers: _Filled) -> _Filled | None:
    """The numbers with what the words of the sentence give instead; None where it isn't clear which side is meant."""
    said = said_window(f"{text[: working.start]} {text[working.end :]}")
    window = said.window if said is not None else Window()
    side, kernel = numbers.side, numbers.kernel
    if window.source is not None and side not in window.source:
        if window.source[0] != window.source[1]:
            return None
        side = window.source[0]
    if window.kernel is not None and kernel not in window.kernel:
        if window.kernel[0] != window.kernel[1]:
            return None
        kernel = window.kernel[0]
    padding = numbers.padding
    if window.padding is not None:
        if window.padding < 0:
            return None
        padding = 2 * window.padding
    stride = window.stride if window.stride is not None else numbers.stride
    return _Filled(side, padding, kernel, stride) if stride else None
