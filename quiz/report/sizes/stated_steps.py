"""Numbers that follow from others of their sentence: a step of an optimizer, a bias correction, a dropout."""

from __future__ import annotations

import re
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.cued import Cued
from quiz.report.sizes.size_words import size_tokens, spelled
from quiz.report.sizes.window_trail import Judged
from quiz.report.sizes.written_numbers import NUMBER, concluded_number, given, shown
from quiz.report.sizes.written_values import is_rounded

_DENIED: Final = late(r"ない|ません|誤[りっ]|間違|だろう|でしょう|\?|か[。.]?\s*\Z|\bnot\b|n't\b|\bnever\b")
_WEIGHT: Final = late(rf"(?<![a-z])(?<!次の)(?<!次の )(?<!新しい)w\s*(?:=|が|は)\s*({NUMBER})(?![\d.])")
_GRADIENT: Final = late(rf"(?:勾配(?:が|は|を|=|\s)*|gradient (?:of|is|=)\s*|(?<![a-z])g\s*=\s*)({NUMBER})(?![\d.])")
_RATE: Final = late(
    rf"(?:学習率(?:が|は|を|=|\s)*|learning rate (?:of|is|=)\s*|(?<![a-z])(?:lr|η|ε)\s*=\s*)({NUMBER})(?![\d.])"
)
_NEXT: Final = Cued(
    late(r"next w|new w|次の\s?w|更新後|w (?:becomes|goes to)|新しい\s?w|次は"),
    "次", "更新後", "新しい", "next w", "new w", "w becomes", "w goes",
)  # fmt: skip
_OTHERS: Final = late(r"モメンタム|momentum|adagrad|rmsprop|adam|減衰|decay|慣性|正則化|regulari|ネステロフ|nesterov")
_BETA: Final = Cued(late(rf"(?:β|beta)_?[12]?\s*=\s*({NUMBER})"), "β", "beta")
_TIME: Final = late(r"(?<![a-z])t\s*=\s*(\d{1,4})(?![\d.])|(\d{1,4})\s*(?:ステップ|回)目|step (\d{1,4})")
_CORRECTION: Final = late(r"補正|割る|割り|bias correction|divisor|divided|divide")
_DROPPED: Final = late(
    r"(?:(?<![a-z])p\s*=\s*|drop(?:out)?[ _](?:rate|ratio)\s*(?:of|is|=)\s*|(?:ドロップ(?:アウト)?率|"
    r"消す割合|ドロップ率)(?:が|は|を|=|\s)*)(0?\.\d{1,3})"
)
_INVERTED: Final = Cued(
    late(r"inverted|インバーテッド|(?:学習|訓練)時に?[^。]{0,12}(?:倍|割)"),
    "inverted",
    "インバーテッド",
    "学習時",
    "訓練時",
)
_FACTOR: Final = late(
    rf"({NUMBER})\s*倍|(?:multipl\w+|scaled?|scales) (?:[\w ]{{0,30}}?)by ({NUMBER})|\b(halv|doubl)\w+"
)
_TIMES_IN_WORDS: Final = {"halv": 0.5, "doubl": 2.0}
_STACKED: Final = Cued(
    late(
        r"(?P<ja>[2-5二三四五])\s*(?:回|層|枚|段|つ)\s*(?:重ね|積[みむん]|続け)|(?P<en>two|three|four|2|3|"
        r"4) (?:stacked|layers|consecutive|of (?:them|these|those))|"
        r"stack\w* (?P<en2>two|three|four|[234](?!\s?[x×.\d]))"
    ),
    "重ね", "積", "続け", "stack", "layers", "consecutive", " of th",
)  # fmt: skip
_SEEN: Final = late(r"見る|受容野|範囲|receptive|\bsees?\b|覆[うい]|cover")
_COUNT: Final = {"二": 2, "三": 3, "四": 4, "五": 5, "two": 2, "three": 3, "four": 4}
_SQUARES: Final = late(
    rf"勾配(?:が|は|\s)*({NUMBER}(?:\s*,\s*{NUMBER})+)|gradients?(?: of)? ({NUMBER}(?:,? (?:and |then )?{NUMBER})+)"
)
_H: Final = late(rf"(?<![a-z])h(?:は|が|\s|is|becomes|=|:)*(?:[\d.+*×^²\s()]+=\s*)?({NUMBER})(?![\d.]|\s*[+×*])")
_THEN: Final = late(rf"(?:\s*(?:、|,|→|と|then|and)\s*(?:then |and )?{NUMBER}(?!\.?\d|\s*[+×*=%回歩個]))*")
_DECAY: Final = late(
    rf"(?:減衰率(?:が|は|\s)*|decay(?: rate)?(?: of)?\s*(?:=\s*)?|(?<![a-z])(?:ρ|rho|α|alpha)\s*=\s*)({NUMBER})"
)

Found = tuple[bool, str, str, Text]


class StepReader:
    """Judges such numbers; the filter that is stacked is remembered for the next sentence."""

    def __init__(self) -> None:
        self._stacked: int | None = None

    def forget(self) -> None:
        """A new section begins."""
        self._stacked = None

    def judge(self, sentence: str) -> Judged | None:
        """Return whether the number that a sentence concludes with follows from those that it gives."""
        text = spelled(sentence).replace("−", "-")
        found = self._seen(text) or _step(text) or _corrected(text) or _scaled(text) or _summed(text)
        if found is None or _DENIED.search(text):
            return None
        right, claim, practise, working = found
        return Judged("right" if right else "wrong", claim, practise, working)

    def _seen(self, text: str) -> Found | None:
        """How much of the input one value sees behind filters of stride 1 that are stacked: 1 + layers·(side − 1)."""
        stacked = _STACKED.search(text)
        if stacked is None:
            return None
        sizes = [token.values for token in size_tokens(text) if token.kind == "size"]
        if not sizes or any(len(size) != 2 or size[0] != size[1] for size in sizes):
            return None
        if _SEEN.search(text) and len(sizes) == 2 and not re.search(r"ストライド\s*[2-9]|stride (?:of )?[2-9]", text):
            self._stacked = sizes[0][0]
        elif not (self._stacked is not None and len(sizes) == 1):
            return None
        word = stacked["ja"] or stacked["en"] or stacked["en2"]
        layers = _COUNT.get(word) or int(word)
        side, claimed = self._stacked, sizes[-1][0]
        if side is None:
            return None
        true = 1 + layers * (side - 1)
        working = Text(
            f"1 + {layers}·({side} − 1) = {true} なので {true}×{true} です", f"1 + {layers}·({side} − 1) = {true}"
        )
        return claimed == true, "receptive-field-claim", "receptive-field", working


def _step(text: str) -> Found | None:
    """w − η·gradient, of plain gradient descent."""
    if not _NEXT.search(text):
        return None
    weight, gradient, rate = given(_WEIGHT, text), given(_GRADIENT, text), given(_RATE, text)
    claimed = concluded_number(text)
    if weight is None or gradient is None or rate is None or claimed is None:
        return None
    if _OTHERS.search(text):
        return None
    true = weight - rate * gradient
    slope = f"({shown(gradient)})" if gradient < 0 else shown(gradient)
    computed = f"{shown(weight)} − {shown(rate)}·{slope} = {shown(true)}"
    working = Text(f"{computed} です", computed)
    return _is(claimed, true), "stated-step-claim", "gradient-product-update", working


def _corrected(text: str) -> Found | None:
    """1 − β^t, by which a moment of Adam is divided."""
    beta = given(_BETA, text)
    if beta is None or not _CORRECTION.search(text) or not 0 < beta < 1:
        return None
    times = [next(each for each in one.groups() if each) for one in _TIME.finditer(text)]
    claimed = concluded_number(text)
    if len(times) != 1 or claimed is None:
        return None
    true = 1 - beta ** int(times[0])
    working = Text(f"1 − {beta:g}^{times[0]} = {true:.6g} です", f"1 − {beta:g}^{times[0]} = {true:.6g}")
    return _is(claimed, true), "stated-correction-claim", "adam-bias-correction", working


def _scaled(text: str) -> Found | None:
    """1/(1 − p), by which inverted dropout multiplies what it keeps."""
    if not _INVERTED.search(text):
        return None
    rate, factors = given(_DROPPED, text), list(_FACTOR.finditer(text))
    if rate is None or len(factors) != 1 or not 0 < rate < 1:
        return None
    factor = factors[0]
    claimed = _TIMES_IN_WORDS[factor[3]] if factor[3] else float(factor[1] or factor[2])
    true = 1 / (1 - rate)
    working = Text(f"1/(1 − {rate:g}) = {true:.4g} 倍です", f"the factor is 1/(1 − {rate:g}) = {true:.4g}")
    return abs(claimed - true) < 0.006, "stated-dropout-claim", "dropout-forward", working


def _summed(text: str) -> Found | None:
    """h of AdaGrad, the sum of squared gradients, or of RMSProp, their moving average from 0."""
    adagrad, rmsprop = "adagrad" in text, "rmsprop" in text
    if adagrad == rmsprop:
        return None
    gradients = {found[1] or found[2] for found in _SQUARES.finditer(text)}
    claimed = {found[1] for found in _H.finditer(text)}
    if len(gradients) != 1 or not claimed:
        return None
    values = [float(each) for each in re.findall(NUMBER, gradients.pop())]
    decay = given(_DECAY, text)
    if rmsprop and decay is None:
        return None
    steps = [0.0]
    for value in values:
        square = value * value
        steps.append(steps[-1] + square if adagrad else (decay or 0.0) * steps[-1] + (1 - (decay or 0.0)) * square)
    true, last = steps[-1], list(_H.finditer(text))[-1]
    behind = _THEN.match(text, last.end())
    told = [last[1], *re.findall(NUMBER, behind[0] if behind else "")]  # 「h は 9、25」: one step after another
    name, practise = ("AdaGrad", "adagrad-steps") if adagrad else ("RMSProp", "rmsprop-steps")
    return (
        len(told) < len(steps) and all(map(_is, told, steps[-len(told) :])),
        "stated-h-claim",
        practise,
        Text(f"{name} の h は {shown(true)} です", f"h of {name} is {shown(true)}"),
    )


def _is(written: str, true: float) -> bool:
    return is_rounded(float(written), written, true)
