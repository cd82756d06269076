"""What of a layer is learned: γ and β of a batch normalization, nothing of a pooling.

A sentence may count all four numbers per unit of a batch normalization, and the next one which of them are learned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.arithmetic.number_chains import is_stated
from quiz.report.sizes.network_model import PrintedNetwork
from quiz.report.sizes.size_words import spelled
from quiz.report.sizes.window_trail import Judged
from quiz.report.sizes.worked_counts import workings_of
from quiz.report.sizes.written_numbers import whole_number

_CUE: Final = late(
    r"バッチ正|batch\s?norm|プーリング|pool|残り|うち|remaining|the rest|the other|of (?:which|these|them)", re.I
)
_NORMALIZATION: Final = late(r"バッチ正[規則]化|batch\s?norm(?:alization|2d|1d)?")
_OTHER_LAYER: Final = late(
    r"畳み込み|conv|全結合|\bdense\b|\blinear\b|affine|fully[- ]connected|layer norm|instance", re.A
)
_NUMBER: Final = r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d{1,7})(?![\d.]|,\d{3}|\s?[x×*])"
_LEARNED: Final = late(
    rf"学習(?:される|する|できる|可能な|対象の|パラメータ)?(?:もの|の|パラメータ|値)?(?:は|が|:|=|\s)*{_NUMBER}\s*個?|"
    rf"{_NUMBER}\s*個?(?:が|だけが|のみが|を)?\s*学習(?:される|する|対象)|"
    rf"{_NUMBER} (?:of (?:them|these|which) )?(?:are|is) (?:trainable|learned|learnt|learnable|trained)|"
    rf"(?:trainable|learned|learnable)(?: ones| parameters)?(?: are|:|=)? {_NUMBER}"
)
_REST: Final = late(
    rf"残り(?:の|は)?\s*{_NUMBER}\s*個?(?:は|が|:)(?P<ja>[^。]{{2,40}})|"
    rf"(?:remaining|the rest|the other),?\s*{_NUMBER} (?:are|is|hold)(?P<en>[^.;]{{3,60}})"
)
_MOVING: Final = late(r"移動|平均|分散|moving|running|mean|variance|statistic|統計")
_LEARNED_THINGS: Final = late(r"重み|バイアス|γ|β|ガンマ|ベータ|スケール|シフト|weights?|bias|gamma|beta|scale|shift")
_POOLING: Final = late(r"プーリング|\bpool(?:ing)?\b|max-?pool|average-?pool", re.A)
_POOLED_COUNT: Final = late(
    rf"(?:重み|パラメータ)(?:の?(?:数|個数))?(?:は|が|も|:|=|\s)*{_NUMBER}\s*個?|{_NUMBER}\s*(?:個|つ)の?(?:学習(?:する|可能な)?)?(?:重み|パラメータ)|"
    rf"{_NUMBER} (?:(?:learnable|trainable) )?(?:weights|param(?:eter)?s)\b|"
    rf"(?:weights|param(?:eter)?s)(?: is| are|:|=)? {_NUMBER}"
)
_POOLED_SUM: Final = late(
    r"(?:重み|パラメータ)(?:の?(?:数|個数))?(?:は|が|も|:|\s)*\d+ ?[x×*]|"
    r"(?:weights|param(?:eter)?s)(?: is| are|:)? \d+ ?[x×*]|= ?[\d,]+ (?:weights|param(?:eter)?s)\b"
)
"""A number of them that is worked out."""
_NOT_ITS_OWN: Final = late(
    rf"{_OTHER_LAYER.pattern}|{_NORMALIZATION.pattern}|減|少な|節約|次の|後[のに]|あと|以降|全体|合計|総数|ネットワーク|モデル|"
    r"倍|分の|割|/|reduc|fewer|less|sav|halv|becom|next|follow|after|behind|model|network|whole|total|times|%|平均をとる重み|重み付き",
    re.A,
)
"""What makes a number that of something else than the pooling."""
_PER_UNIT: Final = 4
"""γ, β, the moving mean and the moving variance."""
_LASTS: Final = 2
"""For how many sentences a normalization is still spoken of."""


@dataclass(slots=True)
class ShareReader:
    """Judges what is said of a batch normalization's numbers, and of a pooling's; ``units`` is what was spoken of."""

    units: int | None = None
    _age: int = 0

    def forget(self) -> None:
        """A new section begins."""
        self.units = None

    def judge(self, sentence: str, network: PrintedNetwork | None) -> list[Judged]:
        """Return what a sentence (plain text of a row) states of them, judged; nothing where it is silent.

        >>> [one.verdict for one in ShareReader().judge("2×2のプーリング層には4個の重みがある", None)]
        ['wrong']
        >>> reader = ShareReader()
        >>> [one.verdict for one in reader.judge("BatchNormalization: 4×16 = 64個", None)]
        ['right']
        >>> [one.verdict for one in reader.judge("うち学習されるのは32個で、残りの32個はγとβである", None)]
        ['right', 'wrong']
        """
        self._age += 1
        if self._age > _LASTS:
            self.units = None
        if not _CUE.search(sentence):
            return []
        text = spelled(sentence)
        if not is_stated(text):
            return []
        found = _of_pooling(text)
        if found is not None:
            return [found]
        judged = []
        if _NORMALIZATION.search(text) and not _OTHER_LAYER.search(text):
            of_all = self._of_all(text, network)
            judged += [of_all] if of_all is not None else []
        return judged + self._of_parts(text)

    def _of_all(self, text: str, network: PrintedNetwork | None) -> Judged | None:
        """Judge 4 × units, the number of all that a batch normalization keeps."""
        layers = network.of_kind("normalization") if network is not None else []
        known = {one.count.weights // 2 for one in layers if one.count is not None}
        units = known.pop() if len(known) == 1 else None
        self.units, self._age = units, 0
        workings = workings_of(text)
        if len(workings) != 1 or len(workings[0].products) != 1:
            return None
        factors, claimed = workings[0].products[0], workings[0].claimed
        if len(factors) != 2 or _PER_UNIT not in factors:
            return None
        named = factors[1] if factors[0] == _PER_UNIT else factors[0]
        if units is None:
            self.units = units = named
        true = _PER_UNIT * units
        told = Text(
            f"γ、β、移動平均、移動分散がユニットごとに1つずつで、4·{units} = {true} 個です",
            f"γ, β, a moving mean and a moving variance for each unit: 4·{units} = {true}",
        )
        return _judged(right=claimed == true, told=told)

    def _of_parts(self, text: str) -> list[Judged]:
        """Judge how many of them are learned, and what the rest is."""
        if self.units is None:
            return []
        half, judged = 2 * self.units, []
        learned = {_number(one) for one in _LEARNED.finditer(text)}
        told = Text(
            f"学習されるのは γ と β の 2·{self.units} = {half} 個です",
            f"γ and β are learned, 2·{self.units} = {half} numbers",
        )
        if len(learned) == 1:
            judged.append(_judged(right=learned.pop() == half, told=told))
        rest = _REST.search(text)
        if rest is None:
            return judged
        what = rest["ja"] or rest["en"]
        told = Text(
            f"残りの {half} 個は移動平均と移動分散で、学習されません",
            f"the other {half} are the moving means and variances, which are not learned",
        )
        if _LEARNED_THINGS.search(what) and not _MOVING.search(what):
            judged.append(_judged(right=False, told=told))
        elif _MOVING.search(what) and not _LEARNED_THINGS.search(what):
            judged.append(_judged(right=_number(rest) == half, told=told))
        return judged


def _of_pooling(text: str) -> Judged | None:
    """Judge a number of weights or parameters that a pooling is said to have."""
    if not _POOLING.search(text) or _NOT_ITS_OWN.search(text):
        return None
    claimed = {_number(one) for one in _POOLED_COUNT.finditer(text)}
    if not claimed and _POOLED_SUM.search(text):
        claimed = {one.claimed for one in workings_of(text)}
    if len(claimed) != 1:
        return None
    told = Text(
        "プーリングは最大や平均をとるだけで、学習するパラメータはありません",
        "a pooling only takes maxima or means: it has no parameters to learn",
    )
    verdict: Literal["right", "wrong"] = "right" if claimed == {0} else "wrong"
    return Judged(verdict, "pooling-parameters-claim", "pool-output-size", told)


def _number(found: re.Match[str]) -> int:
    """The number that one of a pattern's groups has found."""
    digits = [each for each in found.groups() if each is not None and each[:1].isdigit()]
    return whole_number(digits[0])


def _judged(*, right: bool, told: Text) -> Judged:
    return Judged("right" if right else "wrong", "normalization-parameters-claim", "norm-param-count", told)
