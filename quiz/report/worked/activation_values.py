"""Values of activation functions and their slopes at a point, of softmax and of cross-entropy.

Which function is meant is told by its sign (``σ'(2)``), by the words before the point, or by what stands above: the
heading, the lead of a list, the header of a table's column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from math import exp, log, log1p, tanh
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.cued import Cued
from quiz.report.frozen import frozen
from quiz.report.worked.sentence import Sentence, Verdict, key_of, key_pattern, shown, shown_all
from quiz.report.worked.stated_values import Value, judged, values_in

FARTHEST: Final = 50.0
"""Points farther from 0 are in no worked example."""
_NAMES: Final = (
    r"(?P<sigmoid>[Ss]igmoid(?: function)?|シグモイド(?:関数)?|[Ll]ogistic(?: function)?|ロジスティック関数|"
    r"(?<![A-Za-z])σ(?=\s?['(])|(?<![A-Za-z])sigm)|"
    r"(?P<tanh>[Tt]anh(?: function)?(?:関数)?|双曲線正接(?:関数)?|ハイパボリックタンジェント)|"
    r"(?P<relu>(?<![Yy] )(?<![A-Za-z])[Rr]e[Ll][Uu](?: function)?(?:関数)?|ランプ関数)|"
    r"(?P<softplus>[Ss]oftplus(?: function)?(?:関数)?|ソフトプラス(?:関数)?)"
)
_NAMED: Final = late(_NAMES)
_OTHERS: Final = late(
    r"[Ll]eaky|リーキー|PReLU|ELU|GELU|[Ss]wish|[Mm]ish|[Hh]ard|ステップ関数|恒等関数|損失|誤差|loss|"
    r"error|最大|上限|積|掛け|max|product"
)
_SLOPE: Final = late(
    r"微分(?!可能)|導関数|傾き|(?<!の)勾配|の勾配|\bslopes?\b|\bderivatives?\b|\bgradients?\b|'\s*\(|"
    r"'(?=[\s:=]|\Z)",
    re.I,
)
_CALL: Final = late(
    rf"(?<![-+×/^\d])(?<![-+×/^] )(?:(?<![A-Za-z])(?:{_NAMES})|"
    rf"(?<![A-Za-z])(?P<letter>[fgsφh]))\s?(?P<prime>'?)\s?\(\s*(?P<point>-?\d+(?:\.\d+)?)\s*\)"
    r"(?:の値)?(?P<slope>\s?の(?:微分|傾き))?(?:[\s=≈:→]|は|が|も|約|およそ|\b(?:is|equals|about|approximately|"
    r"roughly|gives)\b)*\Z"
)
_DEFINED: Final = late(r"(?<![A-Za-z])(?P<letter>[fgsφσh])\s?\(\s*[a-z]\s*\)\s*=\s*(?P<right>.{0,60})")
_RIGHT_SIDES: Final = (
    ("sigmoid", late(r"\(?1\)?\s*/\s*\(?\s*1\s*\+\s*(?:e\s*\^|exp)|[Ss]igmoid|シグモイド")),
    ("tanh", late(r"tanh|\(?\s*e\s*\^\s*\(?[a-z]\)?\s*-\s*e\s*\^")),
    ("relu", late(r"max\s*\(\s*0\s*,|[Rr]e[Ll][Uu]")),
    ("softplus", late(r"(?:log|ln)\s*\(\s*1\s*\+\s*(?:e\s*\^|exp)")),
)
_POINT: Final = key_pattern(
    {
        "point": r"(?:at |for |with |when |if )?(?:[uxza]|入力(?:値)?|(?:the )?input)|"
        r"入力(?:値)?(?:\s*[uxza])?"
    }
)
_BEHIND: Final = late(
    r"\s*(?:の?とき(?:の値)?|の?場合|なら(?:ば)?|だと|では|で|を(?:代入|入れ)(?:する|し|れ|た)?[^\d,、]{0,4}|"
    r"に対し(?:て)?)?"
    r"(?:[\s,、:→=≈|]|=>|は|が|約|およそ|ちょうど|値|微分|導関数|傾き|勾配|出力|も|だけ|の|"
    r"\b(?:it|the|value|slope|derivative|gradient|output|is|equals|about|approximately|roughly|gives|we|get|"
    r"exactly|only|function|of|becomes|has|a|has)\b|"
    rf"{re.sub('[?]P<[a-z]+>', '?:', _NAMES)}|(?<![A-Za-z])[σf](?=\s?['(])|'|\(\s*[uxza]\s*\))*\Z"
)
_BOUND: Final = late(r"\s?(?:以下|以上|未満|を超え|を下回|より(?:小さ|大き)|よりも(?:小さ|大き)| or (?:less|more))")
"""Behind a value: it bounds what comes out."""
_IS_OUTPUT: Final = late(r"出力|output|関数の値|function value")
_IS_VALUE: Final = late(r"値|出力|output|value")
_SOFTMAX: Final = late(r"softmax(?![_a-z])|ソフトマックス", re.I)
_COMES_OUT: Final = late(
    r"(?:(?:softmax|ソフトマックス)(?:関数)?(?:の出力|の値)?|[=≈→:]|と|は|\b(?:is|gives|yields|becomes|into|to|"
    r"are)\b)\s*(?:約|"
    r"およそ|about )?\s*[=≈:]?\s*\Z",
    re.I,
)
_LETTER: Final = late(r"(?<![A-Za-z])(?P<name>[typd])\s*=\s*\Z")
_NO_OUTPUT: Final = late(r"勾配|微分|損失|誤差|正解|gradient|derivative|loss|error|target|label|[-−]", re.I)
"""A vector behind these is no output of the softmax."""
_CROSS: Final = late(r"交差エントロピー|クロスエントロピー|cross[- ]?entropy", re.I)
_CROSS_VALUE: Final = key_pattern({
    "cross": r"(?:交差エントロピー|クロスエントロピー)(?:誤差|損失)?|(?:the )?[Cc]ross[- ]?entropy(?: loss|"
             r" error)?|損失|誤差|(?:the )?loss|"
             r"-\s*(?:log|ln)\s?\(?\s*\d?\.\d+\s*\)?",
    "chance": r"(?:正解(?:クラス|ラベル)?|真のクラス|正しいクラス)の?(?:予測)?(?:確率|出力)|"
              r"(?:the )?(?:predicted )?probability(?: of the (?:right|correct|true) class)?|(?:the )?(?:right|"
              r"correct|true) class(?: gets| has)?(?: probability)?",
})  # fmt: skip
_AT_ALL: Final = late(
    r"(?=[σφSsシ\\TtRroソfghuxza入Ii|確p])"  # tells at once where nothing begins
    r"(?:(?:[σφ]|[Ss]igmoid|シグモイド(?:関数)?|\\sigma|[Tt]anh|[Rr]e[Ll][Uu]|oftplus|ソフトプラス|"
    r"(?<![A-Za-z])[fgsh])['′’]?(?:\^\{?\\prime\}?)?\s?\(\s*(?:[-−]?\d|[a-z]\s*\)\s*=)|"
    r"(?<![A-Za-z])[uxza]\s*[=がは]\s*[-−]?\d|(?:入力(?:値)?|[Ii]nput)\s?[がは=]\s?[-−]?\d|"
    r"\|\s?(?:入力(?:値)?(?:\s?[uxza])?|[Ii]nput(?: [uxza])?|[uxza])\s?\||[Ss]oftmax|ソフトマックス|確率|probability)"
)
_OF_FUNCTIONS: Final = Cued(
    late(
        r"[Ss]igmoid|シグモイド|σ|\\sigma|[Tt]anh|[Rr]e[Ll][Uu]|[Ss]oftplus|ソフトプラス|[Ss]oftmax|"
        r"ソフトマックス|エントロピー|entropy|"
        r"[Ll]ogistic|ロジスティック|双曲線"
    ),
    *("igmoid", "シグモイド", "σ", "sigma", "anh", "eLU", "elu", "eLu", "elU", "oftplus", "ソフトプラス"),
    *("oftmax", "ソフトマックス", "エントロピー", "entropy", "ogistic", "ロジスティック", "双曲線"),
)
_Function = tuple[Callable[[float], float], Callable[[float], float]]


def _sigmoid(u: float) -> float:
    from solvers.topics.activations import sigmoid_at

    return sigmoid_at(u)


def _sigmoid_slope(u: float) -> float:
    from solvers.topics.activations import sigmoid_slope

    return sigmoid_slope(u)


_FUNCTIONS: Final[Mapping[str, _Function]] = {
    "sigmoid": (_sigmoid, _sigmoid_slope),
    "tanh": (tanh, lambda u: 1 - tanh(u) ** 2),
    "relu": (lambda u: max(u, 0.0), lambda u: float(u > 0)),
    "softplus": (lambda u: log1p(exp(-abs(u))) + max(u, 0.0), _sigmoid),
}
_ITEMS: Final = {"sigmoid": "sigmoid-derivative-at-point", "softmax": "softmax-ce-gradient"}
_SHOWN: Final = {"sigmoid": "σ", "tanh": "tanh", "relu": "ReLU", "softplus": "softplus"}


@frozen
class _Meant:
    """A function, or its slope; ``slope`` is None where that isn't said."""

    name: str
    slope: bool | None


class FunctionReader:
    """Judges values of functions; a letter stays the function that it was said to be."""

    present = (_OF_FUNCTIONS, _AT_ALL)

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}

    def forget(self) -> None:
        """A new section begins: what its letters stand for is still known."""

    def may_judge(self, raw: str) -> bool:
        """Whether a sentence may say what a letter stands for, or a value at a point."""
        return bool(_AT_ALL.search(raw))

    def judge(self, sentence: Sentence) -> Iterator[Verdict]:
        """Yield what becomes of every value of a function that a sentence states."""
        text = sentence.text
        if "(" in text and "=" in text:
            for found in _DEFINED.finditer(text):
                names = [name for name, pattern in _RIGHT_SIDES if pattern.search(found["right"])]
                if names:
                    self._letters[found["letter"]] = names[0]
                elif found["letter"] not in "σφ":
                    self._letters.pop(found["letter"], None)
        if not sentence.claims:
            return
        point: Value | None = None
        begins = text.rfind(": ") if sentence.tabled else 0  # the number of a column's name is no value of a function
        for value in sentence.values:
            if value.vector or (point is not None and value.start < begins) or _BOUND.match(sentence.text, value.end):
                point = None
                continue
            called = _CALL.search(value.label[-40:])
            if called is not None:
                yield from self._called(called, value)
                point = None
            elif key_of(_POINT, value.label) is not None:
                point = value
            elif point is not None:
                yield from _at_point(point, value, sentence)
                point = None
        yield from _softmax(sentence)
        yield from _cross_entropy(sentence)

    def _called(self, called: re.Match[str], value: Value) -> Iterator[Verdict]:
        name = next((one for one in _FUNCTIONS if called.groupdict().get(one)), None)
        name = name or self._letters.get(called["letter"] or "")
        if name is not None:
            slope = bool(called["prime"] or called["slope"])
            yield from _judged(_Meant(name, slope), float(called["point"]), value)


def _at_point(point: Value, value: Value, sentence: Sentence) -> Iterator[Verdict]:
    """Judge what a function is at a point: 「u=1: 0.1966」 under what names the sigmoid's slope."""
    if not _BEHIND.fullmatch(value.label):
        return
    own = _meant_in(value.label) or _meant_in(sentence.text[: point.start])
    slope_said = _SLOPE.search(value.label) is not None
    meant = own
    if meant is None and not _NAMED.search(sentence.text):
        for above in sentence.above:
            if _NAMED.search(above) or _OTHERS.search(above):
                meant = _meant_in(above)
                break
    if meant is None:
        return
    slope = True if slope_said else False if _IS_OUTPUT.search(value.label) else meant.slope
    if slope is None or (sentence.tabled and _is_unclear(value, sentence, slope=slope)):
        return
    yield from _judged(_Meant(meant.name, slope), point.number, value)


def _is_unclear(value: Value, sentence: Sentence, *, slope: bool) -> bool:
    """Whether a column that doesn't name its function stands beside slopes: what it gives may be one, too."""
    says = slope or _meant_in(value.label) is not None or _IS_VALUE.search(value.label) is not None
    return not says and any(_SLOPE.search(above) for above in sentence.above)


def _meant_in(text: str) -> _Meant | None:
    """The one function that some words name, and whether they speak of its slope."""
    names = {found.lastgroup for found in _NAMED.finditer(text)}
    if len(names) != 1 or _OTHERS.search(text):
        return None
    slope = _SLOPE.search(text) is not None
    return _Meant(names.pop() or "", slope)


def _judged(meant: _Meant, point: float, value: Value) -> Iterator[Verdict]:
    if abs(point) > FARTHEST:
        return
    if meant.name == "relu" and meant.slope and point == 0:
        return  # any value between 0 and 1 may be taken for it
    true = _FUNCTIONS[meant.name][bool(meant.slope)](point)
    verdict = judged(value, [true])
    if verdict == "wrong" and value.number == 0 and value.entries[0].unit in (0.01, 0.001) and abs(true) <= 0.005:
        verdict = "right" if abs(true) <= 0.5 * value.entries[0].unit else verdict  # rounded to nothing: 0.00
    if verdict is None:
        return
    name = f"{_SHOWN[meant.name]}{chr(39) if meant.slope else ''}({shown(point)})"
    practise = _ITEMS.get(meant.name, "activation-zoo-derivative" if meant.slope else "activation-zoo-value")
    yield Verdict(
        value,
        verdict,
        "worked-function-claim",
        practise,
        Text(f"{name} は {shown(true)} です", f"{name} is {shown(true)}"),
    )


def _softmax(sentence: Sentence) -> Iterator[Verdict]:
    """Judge the softmax of a vector that stands in the same sentence."""
    if _SOFTMAX.search(sentence.text) is None:
        return
    given: Value | None = None
    for value in sentence.values:
        if not value.vector:
            continue
        if value.first[:1] in "([" and _SOFTMAX.search(value.label[-12:]) and (before := values_in(value.first)):
            given = before[0] if before[0].end < value.end - value.start else given  # softmax(1, 2) = (0.27, 0.73)
        letter = _LETTER.search(value.label)
        if letter is not None and (letter["name"] in "td" or given is None):
            continue  # a target, or what has come out already
        if given is None:
            given = value
            continue
        if given is not value and (not _COMES_OUT.search(value.label) or _NO_OUTPUT.search(value.label)):
            return
        logits = [entry.value for entry in given.entries]
        if len(logits) != len(value.entries) or max(map(abs, logits)) > FARTHEST or given.open:
            continue
        top = max(logits)
        total = sum(exp(one - top) for one in logits)
        true = [exp(one - top) / total for one in logits]
        verdict = judged(value, true)
        if verdict is not None:
            told = shown_all(true)
            yield Verdict(
                value,
                verdict,
                "worked-softmax-claim",
                "softmax-ce-gradient",
                Text(f"ソフトマックスは {told} です", f"the softmax is {told}"),
            )
        given = None


def _cross_entropy(sentence: Sentence) -> Iterator[Verdict]:
    """Judge -log p, the cross-entropy of one example whose class got the probability p."""
    if _CROSS.search(" ".join((sentence.text, *sentence.above[:2]))) is None:
        return
    chance: float | None = None
    for value in sentence.values:
        if value.vector:
            continue
        key = key_of(_CROSS_VALUE, value.label)
        if key == "chance" and 0 < value.number <= 1:
            chance = value.number
        elif key == "cross" and chance is not None:
            true = -log(chance)
            verdict = judged(value, [true], [[true / log(2)], [true / log(10)]])
            if verdict is not None:
                told = f"-log {shown(chance)} = {shown(true)}"
                yield Verdict(
                    value, verdict, "worked-cross-entropy-claim", "softmax-ce-gradient", Text(f"{told} です", told)
                )
            chance = None
