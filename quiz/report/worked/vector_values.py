"""Values of one vector: mean, variance, normalised entries of a unit's data; norms and penalties of weights.

The sources are Ioffe and Szegedy (2015) for the data, with the variance over N, and the course's penalties with ½.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import sqrt
from typing import Final

from quiz.language import Text
from quiz.report.frozen import frozen
from quiz.report.worked.sentence import Sentence, Verdict, key_of, key_pattern, shown_all
from quiz.report.worked.spelling import HALF
from quiz.report.worked.stated_values import Value, judged

_OWNER: Final = r"(?:(?:(?<![A-Za-z])[xwWXθ]|データ|ミニバッチ|バッチ|この(?:データ|ベクトル|バッチ)|全体|重み|ベクトル)の)?"
_OF: Final = r"(?: of (?:the )?(?:(?:mini-?)?batch|data|values|vector|weights|[xwWX])\b)?"
_NORM: Final = r"‖\s*[wWxθ]\s*‖"
_GIVEN: Final = key_pattern({
    "vector": r"[xXwWvazuθ]|(?:重み)?ベクトル(?:\s*[wx])?|(?:the )?(?:weight )?vectors?(?: [wx])?|重み(?:\s*w)?|(?:the )?weights?(?: w)?|"
              r"データ(?:\s*x)?|(?:the )?(?:data|values|numbers|inputs?|activations|mini-?batch|batch)(?: x)?|"
              r"(?:mini-?batch|batch|values|data) of (?:four |three |five |two )?(?:values|numbers|activations)?|"
              r"(?:ある|この|その|次の|一つの|1つの)?(?:(?:ユニット|ニューロン|ノード|層|ミニバッチ|バッチ|データ)の)?(?:ミニバッチ|データ|入力|出力|値|標本)(?:値)?(?:\s*x)?(?:(?:が|は|の)?\s?\d+(?:件|個)(?:で|分|が)?)?|値|(?:別の|もう一つの|次の)?例(?:として|で|に)?",
    "rate": r"λ|ラムダ|正則化(?:の)?(?:係数|の強さ|パラメータ)|係数(?:\s*λ)?|(?:the )?(?:regulari[sz]ation )?(?:coefficient|strength|weight)(?: λ)?",
    "gain": r"γ|ガンマ|スケール(?:\s*γ)?|scale(?: γ)?",
    "shift": r"β|ベータ|シフト(?:\s*β)?|shift(?: β)?",
    "small": r"ε|θ",
})  # fmt: skip
_RESULT: Final = key_pattern({
    "mean": rf"{_OWNER}平均(?:値)?(?:\s*μ)?|(?<!running )(?<!moving )(?:mini-?batch |batch |sample )?(?:mean|average)(?: μ)?{_OF}|μ(?:_B)?|xbar",
    "variance": rf"{_OWNER}(?:不偏|標本|母)?分散(?:\s*σ\^2)?|(?:unbiased |sample |population |batch )?(?:variance|var)(?: σ\^2)?{_OF}|σ(?:_B)?\^2",
    "deviation": rf"{_OWNER}標準偏差(?:\s*σ)?|standard deviation(?: σ)?{_OF}|std(?:dev)?|s\.d\.|σ",
    "total": rf"{_OWNER}(?:合計|総和|和)|(?:sum|total){_OF}",
    "centred": r"偏差|平均との差|(?:各値から)?平均を引(?:くと|いた値|いた結果)|deviations?(?: from the mean)?",
    "normal": r"(?:正規化|標準化)(?:後(?:の(?:値|データ|x|ベクトル))?|すると(?:(?:,|、)?\s*x?)?|した(?:値|結果|もの|データ|x|ベクトル)?|の結果)?|"
              r"xhat|(?:the )?(?:normali[sz]ed|standardi[sz]ed) (?:values|data|batch|vector|x|entries)|normali[sz](?:ing|ed|ation)(?: this)?(?: we get| yields| to)?",
    "output": r"y|出力(?:\s*y)?|(?:the )?outputs?(?: y)?|γと?βを(?:掛け|適用)[^,、]{0,6}(?:と|後は?)",
    "divided": r"(?:N(?:\s*-\s*1)?|データ数|件数|個数)で割(?:ると|れば|った(?:場合|とき)(?:は)?)|(?:dividing by|divided by|with|over) N(?:\s*-\s*1)?",
    "l0": rf"L_?0\s*-?(?:ノルム|norm)|{_NORM}_0",
    "l1": rf"{_OWNER}(?:L_?1\s*-?(?:ノルム|norm){_OF}|(?:1|一)次?ノルム|{_NORM}_1|絶対値の(?:和|合計)|sum of (?:the )?absolute values)",
    "square": rf"{_OWNER}(?:(?:L_?2\s*-?)?ノルムの(?:2|二|自)乗|(?:二|2)乗和|(?:二|2)乗の(?:和|合計)|平方和|squared (?:L_?2\s*-?|euclidean )?norm{_OF}|"
              rf"L_?2\s*-?norm,? squared|sum of squares|{_NORM}(?:_2)?\^2|L_?2\s*-?(?:ノルム|norm)\^2)",
    "l2": rf"{_OWNER}(?:L_?2\s*-?(?:ノルム|norm){_OF}|(?:2|二)次?ノルム|ユークリッドノルム|euclidean (?:norm|length)|ベクトルの長さ|{_NORM}(?:_2)?)",
    "most": rf"{_OWNER}(?:最大(?:値)?ノルム|L_?(?:∞|inf|無限大)\s*-?(?:ノルム|norm)|max(?:imum)?[ -]norm{_OF}|infinity norm|{_NORM}_(?:∞|inf)|絶対値の最大(?:値)?)",
    "penalty1": rf"(?:L_?1\s*(?:正則化)?の?\s*(?:正則化|罰則|ペナルティ)項?(?:の項)?|L_?1 (?:penalty|term)|the L_?1 penalty|λ\s*{_NORM}_1)",
    "penalty2": rf"(?:L_?2\s*(?:正則化)?の?\s*(?:正則化|罰則|ペナルティ)項?(?:の項)?|L_?2 (?:penalty|term)|the L_?2 penalty|(?:{HALF}|λ)\s*(?:λ\s*)?{_NORM}(?:_2)?\^2)",
    "penalty": r"(?:罰則|正則化|ペナルティ)項?|penalty(?: term)?",
    "slope1": rf"L_?1\s*(?:正則化|罰則|ペナルティ|正則化項)?(?:項)?の?勾配|(?:the )?gradient of (?:the )?(?:L_?1|lasso) (?:penalty|term)|L_?1 (?:penalty )?gradient|λ\s*(?:×\s*)?sign\s*\(w\)",
    "slope2": rf"L_?2\s*(?:正則化|罰則|ペナルティ|正則化項)?(?:項)?の?勾配|(?:the )?gradient of (?:the )?(?:L_?2|ridge) (?:penalty|term)|L_?2 (?:penalty )?gradient|λ\s*w",
    "signs": r"(?:np\.)?sign\s*\(\s*w\s*\)|符号(?:だけ)?|(?:the )?signs?(?: vector)?",
})  # fmt: skip
_MODIFIED: Final = re.compile(r"\s*(?:(?:with|without|including|(?:ただし)?,?)?\s*(?:the )?(?:no )?half(?:を?(?:付け|つけ|掛け|かけ|含め)[たるて]?(?:もの|場合)?|の?係数|の?因子|付き|つき|あり|なし| factor| in front)*|\([^()]{1,24}\))\s*(?=[:=は]|\Z)")
_HALVED: Final = re.compile(r"(?<![A-Za-z])half(?![A-Za-z])|半分")
_WHOLE: Final = re.compile(r"(?:without|no|not)(?: the| a)? half|half\s?(?:は|を)?(?:なし|付けない|つけない|掛けない)")
_N_MINUS_1: Final = re.compile(r"[Nn]\s*-\s*1|不偏|標本|unbiased|sample|ddof\s*=?\s*1|bessel|ベッセル", re.I)
_OVER_N: Final = re.compile(r"(?:(?<![a-z])n|データ数|件数|個数|1/N)\s*で割|over N|by N|1/N|population|母分散|ddof\s*=?\s*0", re.I)
_NORMALISED: Final = re.compile(r"正規化|標準化|normali[sz]|standardi[sz]|そろえ|揃え|変換|出力|output|移動|running|moving|推論|inference")
_ONE: Final = re.compile(
    r"(?:正規化した|標準化した|(?:the )?normali[sz]ed(?: value of)?|normali[sz]ing|正規化後の)\s*(?:値|x\s*=)?\s*\Z"
)
_ONE_BEHIND: Final = re.compile(
    r"\s*(?:を|の|は|が)?(?:正規化|標準化)(?:すると|した(?:値|もの)|後(?:の値)?|値|の値|されて)?(?:\s|は|も|[,、:=→≈]|約|およそ)*\Z|"
    r"\s*(?:is|becomes|gets)?\s*(?:normali[sz]ed|standardi[sz]ed)?\s*(?:to|as|is|becomes|→|:)\s*(?:about|roughly|approximately)?\s*\Z"
)
_OUTPUT_BEHIND: Final = re.compile(r"\s*の出力(?:値)?(?:は|\s|[:=≈]|約)*\Z|\s*(?:gives|maps to|becomes)? ?(?:the |an )?output(?: of| is|:|=|\s)*\Z")
_PLACES: Final = (
    (re.compile(r"(?:最初|先頭|1番目|1つ目|一つ目)の(?:値|要素|成分|データ|入力|もの)?|\bthe first (?:value|entry|element|one)\b|xhat_1", re.I), 0),
    (re.compile(r"(?:2番目|2つ目|二つ目)の(?:値|要素|成分|データ|もの)?|\bthe second (?:value|entry|element|one)\b|xhat_2", re.I), 1),
    (re.compile(r"(?:3番目|3つ目|三つ目)の(?:値|要素|成分|データ|もの)?|\bthe third (?:value|entry|element|one)\b|xhat_3", re.I), 2),
    (re.compile(r"(?:最後|末尾)の(?:値|要素|成分|データ|もの)?|\bthe last (?:value|entry|element|one)\b", re.I), -1),
)  # fmt: skip
_WEIGHTS: Final = re.compile(r"[wWvθ]\b|重み|weight|ベクトル|vector")
_LINKED: Final = re.compile(
    r"(?:は|が|も|を|に|,|、|\s|[:=≈→]|正規化|標準化|すると|後|約|およそ|\b(?:is|becomes?|of|to|about|normali[sz]ed|value|turns into|goes to|"
    r"approximately|roughly|maps|gives|yields|we get)\b)*\Z"
)  # fmt: skip
MOST_ENTRIES: Final = 16
_NAMES: Final = {
    "mean": ("平均", "the mean", "bn-forward-vector"), "variance": ("分散", "the variance", "bn-forward-vector"),
    "deviation": ("標準偏差", "the standard deviation", "bn-forward-vector"), "total": ("和", "the sum", "bn-forward-vector"),
    "centred": ("平均を引いた値", "the deviations from the mean", "bn-forward-vector"),
    "normal": ("正規化した値", "normalised", "bn-forward-vector"), "output": ("γ と β を使った出力", "with γ and β", "bn-forward-vector"),
    "l0": ("0 でない成分の数", "the number of entries that aren't 0", "lp-norm-value"),
    "l1": ("L1 ノルム", "the L1 norm", "lp-norm-value"), "l2": ("L2 ノルム", "the L2 norm", "lp-norm-value"),
    "square": ("L2 ノルムの 2 乗", "the squared L2 norm", "lp-norm-value"), "most": ("最大ノルム", "the maximum norm", "lp-norm-value"),
    "penalty1": ("λ‖w‖₁", "λ‖w‖₁", "regularized-loss-value"), "penalty2": ("½λ‖w‖²", "½λ‖w‖²", "regularized-loss-value"),
    "slope1": ("λ·sign(w)", "λ·sign(w)", "norm-penalty-gradient"), "slope2": ("λw", "λw", "norm-penalty-gradient"),
    "signs": ("sign(w)", "sign(w)", "norm-penalty-gradient"),
}  # fmt: skip


@frozen
class _Vector:
    label: str
    entries: tuple[float, ...]

    @property
    def is_weights(self) -> bool:
        return _WEIGHTS.search(self.label) is not None


class VectorReader:
    """Judges what is said of the vector that was given last; one that an entry of a list gives holds for that alone."""

    def __init__(self) -> None:
        self._vector: _Vector | None = None
        self._others: list[_Vector] = []
        self._scalars: dict[str, float] = {}

    def forget(self) -> None:
        """A new section begins."""
        self._vector, self._others, self._scalars = None, [], {}

    @property
    def waits(self) -> bool:
        """Whether a vector is given: then the next sentences may speak of it."""
        return self._vector is not None

    def judge(self, sentence: Sentence) -> Iterator[Verdict]:
        """Yield what becomes of every value that a sentence states of its vector."""
        vector, own, last = self._vector, False, ""
        stated = False
        scalars = dict(self._scalars)
        for value in sentence.values:  # λ may be told behind
            if not value.vector and (key := key_of(_GIVEN, value.label)) in ("rate", "gain", "shift", "small"):
                scalars[key or ""] = value.number
        for place, value in enumerate(sentence.values):
            key = key_of(_RESULT, _MODIFIED.sub("", value.label) if HALF in value.label else value.label)
            given = key_of(_GIVEN, value.label, strict=not value.vector)
            gives = given == "vector" and (key is None or (key == "output" and vector is None))
            if gives and value.vector and not value.open:
                vector, own = _Vector(value.label, tuple(entry.value for entry in value.entries)), True
                continue
            if vector is None or given in scalars:
                continue
            if key is None and value.vector and _LINKED.match(value.label) and _scaled(sentence):
                key = "output"
            found = self._said(key, value, place, sentence, vector, scalars, last)
            if found is None:
                if value.vector:
                    vector, own = None, True  # what this one is, nobody knows
                continue
            stated = True
            last, true, also = found
            if not sentence.claims:
                continue
            others = [] if own else [list(self._true(last, other, scalars) or ()) for other in self._others]
            verdict = judged(value, true, [*also, *(other for other in others if other)])
            name = _NAMES.get(last)
            if verdict is not None and name is not None:
                written = shown_all(true)
                working = Text(f"{name[0]}は {written} です", f"{name[1]}: {written}")
                yield Verdict(value, verdict, "worked-vector-claim", name[2], working)
        if own and stated and sentence.listed and self._vector is not None:
            self._others = [*self._others, vector][-3:] if vector is not None else self._others
            return
        if own:
            self._others, self._scalars = [], scalars if vector is not None else {}
        else:
            self._scalars = scalars
        self._vector = vector

    def _said(
        self, key: str | None, value: Value, place: int, sentence: Sentence, vector: _Vector, scalars: dict[str, float],
        last: str,
    ) -> tuple[str, list[float], list[list[float]]] | None:  # fmt: skip
        """What a value is said to be: the key, the true value, and what would be right in another reading."""
        one = self._one(value, place, sentence, vector, scalars)
        if one is not None:
            return one
        if key in ("penalty", None) and key is not None:
            key = {"l1": "penalty1", "l2": "penalty2", "square": "penalty2", "slope1": "", "slope2": ""}.get(last) or _only(
                sentence
            )
        if key == "divided":
            key = last if last in ("variance", "deviation") else ""
        if not key:
            return None
        if key in ("normal", "centred", "signs", "slope1", "slope2", "output") and not value.vector:
            return None
        if key not in ("normal", "centred", "signs", "slope1", "slope2", "output") and value.vector:
            return None
        around = value.label + value.behind[:24]
        if key in ("mean", "variance", "deviation"):
            start = max(sentence.text.rfind("。", 0, value.start), 0)
            if _NORMALISED.search(sentence.text, start, value.start) or (vector.is_weights and "σ" in value.label):
                return None
        true = self._true(key, vector, scalars)
        if true is None:
            return None
        also: list[list[float]] = []
        entries, count = vector.entries, len(vector.entries)
        if key in ("variance", "deviation", "normal", "output") and count > 1:
            less = count / (count - 1)
            unbiased = _N_MINUS_1.search(around) or (not _OVER_N.search(around) and _N_MINUS_1.search(sentence.text))
            if key in ("variance", "deviation"):
                other = [true[0] * (less if key == "variance" else sqrt(less))]
                true, also = (other, [true] if not _N_MINUS_1.search(around) else []) if unbiased else (true, [other])
                if not unbiased and _OVER_N.search(around):
                    also = []
            else:
                also = [[one / sqrt(less) for one in true]] if key == "normal" else []
                length = sqrt(sum(one * one for one in entries))
                also += [[one / length for one in entries]] if length else []
        if key == "penalty2":
            square, rate = sum(one * one for one in entries), scalars["rate"]
            if _WHOLE.search(value.label):
                true = [rate * square]
            elif _HALVED.search(value.label):
                true = [rate * square / 2]
            else:
                also = [[rate * square], [rate * sqrt(square)], [rate * sqrt(square) / 2]]
        if key == "slope2":
            also = [[2 * one for one in true]]
        if key == "l2":
            also = [] if last != "square" else also
        return key, true, also

    def _one(
        self, value: Value, place: int, sentence: Sentence, vector: _Vector, scalars: dict[str, float]
    ) -> tuple[str, list[float], list[list[float]]] | None:
        """One entry, normalised: 「正規化した7は1.34」, 「7を正規化すると1.34」, "the first value becomes"."""
        if value.vector or vector.is_weights:
            return None
        before = sentence.values[place - 1] if place else None
        entry: float | None = None
        output = False
        label = value.label[-60:]
        if before is not None and not before.vector and before.end + len(value.label) >= value.start - 1:
            named = _ONE.search(before.label) is not None
            output = _OUTPUT_BEHIND.match(label) is not None
            if (named and (output or _LINKED.match(label))) or (_ONE_BEHIND.match(label) and re.search("正規化|標準化|ormali[sz]", label)):
                entry = before.number
        if entry is None:
            for pattern, at in _PLACES:
                found = pattern.search(label)
                if found is not None and _LINKED.match(label, found.end()) and abs(at) <= len(vector.entries) - (at >= 0):
                    said = sentence.text
                    if _NORMALISED.search(said) or "xhat" in said or ("gain" in scalars and "shift" in scalars):
                        entry = vector.entries[at]
                        output = re.search("出力|output", said[: value.start]) is not None
        if entry is None or entry not in vector.entries:
            return None
        normal = self._true("normal", vector, scalars)
        if normal is None:
            return None
        at = vector.entries.index(entry)
        count = len(vector.entries)
        less = sqrt((count - 1) / count)
        gain, shift = scalars.get("gain"), scalars.get("shift")
        plain, scaled = normal[at], None
        if gain is not None or shift is not None:
            scaled = (gain if gain is not None else 1.0) * plain + (shift or 0.0)
        if output:
            if scaled is None:
                return None
            return "output", [scaled], [[(scaled - (shift or 0.0)) * less + (shift or 0.0)]]
        return "normal", [plain], [[plain * less], *([[scaled]] if scaled is not None else [])]

    @staticmethod
    def _true(key: str, vector: _Vector, scalars: dict[str, float]) -> list[float] | None:
        """The true value of a key, from the solvers where they have it."""
        entries = vector.entries
        if len(entries) > MOST_ENTRIES:
            return None
        if key in ("mean", "variance", "deviation", "centred", "normal", "output"):
            return _of_data(key, entries, scalars)
        size = [abs(one) for one in entries]
        rate = scalars.get("rate")
        signs = [float((one > 0) - (one < 0)) for one in entries]
        plain = {
            "total": [sum(entries)], "l0": [float(sum(one > 0 for one in size))], "l1": [sum(size)],
            "square": [sum(one * one for one in size)], "l2": [sqrt(sum(one * one for one in size))], "most": [max(size)],
            "signs": signs,
        }  # fmt: skip
        if key in plain:
            return plain[key]
        if rate is None:
            return None
        return {
            "penalty1": [rate * sum(size)], "penalty2": [rate * plain["square"][0] / 2],
            "slope1": [rate * one for one in signs], "slope2": [rate * one for one in entries],
        }.get(key)  # fmt: skip


def _scaled(sentence: Sentence) -> bool:
    """Whether a sentence gives γ as well as β."""
    keys = {key_of(_GIVEN, value.label) for value in sentence.values}
    return {"gain", "shift"} <= keys


def _of_data(key: str, entries: Sequence[float], scalars: dict[str, float]) -> list[float] | None:
    from solvers.topics.normalization_values import batch_mean, batch_variance

    values = tuple(entries)
    mean, variance = float(batch_mean(values)), float(batch_variance(values))
    centred = [one - mean for one in values]
    small = scalars.get("small", 0.0)
    root = sqrt(variance + small) if 0 <= small < 1e-2 else 0.0
    if key in ("normal", "output") and root == 0.0:
        return None
    normal = [one / root for one in centred] if root else []
    gain, shift = scalars.get("gain"), scalars.get("shift")
    if key == "output":
        return [gain * one + shift for one in normal] if gain is not None and shift is not None else None
    return {
        "mean": [mean], "variance": [variance], "deviation": [sqrt(variance)], "centred": centred, "normal": normal,
    }[key]  # fmt: skip


def _only(sentence: Sentence) -> str:
    """The penalty that a sentence, or what stands above it, speaks of; nothing where both are named."""
    for text in (sentence.text, *sentence.above[:2]):
        one, two = re.search(r"L_?1|[Ll]asso", text), re.search(r"L_?2|[Rr]idge", text)
        if one or two:
            return "" if one and two else "penalty1" if one else "penalty2"
    return ""
