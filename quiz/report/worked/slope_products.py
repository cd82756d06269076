"""What is left of a gradient behind several layers, at the best: the largest slope to the power of their number.

Only the slopes are multiplied; where weights other than 1 take part, nothing is judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.worked.sentence import Sentence, Verdict, shown
from quiz.report.worked.stated_values import Value, judged, values_in

MOST_LAYERS: Final = 1000
_SIGMOID: Final = late(r"[Ss]igmoid|シグモイド|(?<![A-Za-z])σ(?![A-Za-z])")
_TANH: Final = late(r"[Tt]anh")
_RELU: Final = late(r"[Rr]e[Ll][Uu]")
_SLOPES: Final = late(r"微分|導関数|傾き|勾配|\bslopes?\b|\bderivatives?\b|\bgradients?\b")
_MULTIPLIED: Final = late(
    r"掛け|かけ(?:る|て|合わせ|ると)|乗(?:じ|する|した)|の積|累乗|層分|乗(?![せりっ])|縮|小さくなる|残る|"
    r"\bproducts?\b|\bmultipl\w+|\bpowers?\b|"
    r"\bshr[iau]nks?\b|\bfactors?\b|\bleft\b|\^\s*(?:n|L|k|\d)"
)
_BOUND: Final = late(
    r"上限|最大|高々|せいぜい|多くても|以下|\bupper bounds?\b|\bbest(?: case)?\b|\bmaxim\w+|\bat most\b|"
    r"\blargest\b|0\.25|1/4"
)
_BASE: Final = late(r"(?<![\d.])(?P<base>0\.25|1/4)(?![\d./])")
_POWER: Final = late(r"\(?(?P<base>0\.\d{1,3}|1/\d)\)?\s*(?:\^\s*(?:\(?\s*)?(?:n|L|k|層)|の(?:n|L|k|層(?:の)?数)乗)")
_WEIGHTED: Final = late(r"(?:重み|(?<!0)[Ww]eights?|\bw)[^。、,;\d]{0,12}(?P<weight>\d+(?:\.\d+)?)")
_LAYERS: Final = late(
    r"(?:層(?:の)?(?:数)?|layers?|[Dd]epth|深さ|n|L|シグモイドの(?:数|個数|"
    r"層数))(?:\s*\(?[nLN]\)?)?\s*(?:=|が|は|:)?\s*\Z"
)
_OWN_LAYERS: Final = late(
    r"(?<![\d.第])(?P<count>\d{1,3}|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Tt]en|[Tt]wenty)\s*(?:層|枚|"
    r"[- ]?(?:sigmoid )?layers?\b)(?!目)"
)
_REST: Final = late(
    r"(?:分|の|ぶん|も|を|で|なら|だと|とき|場合|通る|通す|通り抜ける|掛ける|かける|掛け合わせる|重ねる|"
    r"すると|と|に|は|が|約|およそ|さかのぼる|戻る|積|上限|最大|高々|せいぜい|"
    r"それ|これ|シグモイド|勾配|[\s,、:→=≈()]|"
    r"\b(?:of|the|deep|multipl\w+|shrinks?|scales?|reduces?|the|gradient|by|down|to|largest|it|is|are|at|best|"
    r"case|most|about|only|leaves?|gives?|roughly|approximately|upper|bound|product|slopes?|sigmoids?|factor|"
    r"that|makes|weights|with)\b|"
    r"(?:0\.25|1/4)(?:\s*\^)?)*\Z"
)
_VALUE_LINK: Final = late(
    r"(?:[\s,、:→=≈|()]|は|が|の|で|なら|とき|約|およそ|上限|最大値?|最大でも|積|残る(?:割合)?|"
    r"勾配|微分の積|せいぜい|高々|層|"
    r"\b(?:layers?|largest|sigmoids?|products?|upper|bounds?|factor|is|at|most|best|case|about|gradient|"
    r"left|of|the|max|maximum|slopes?)\b|"
    r"0\.25|1/4|\^\s*[nLk]|[nLk]乗)*\Z"
)
_COUNTS_LAYERS: Final = late(r"層|layer|Layer|depth|Depth|深さ|n(?<![A-Za-z]n)\s?=|L(?<![A-Za-z]L)\s?=")
_SMALL_NUMBER: Final = late(r"0?\.\d|\d\s?/\s?\d|e-\d|10\s?(?:\^|[⁻])|\\frac")
_ASIDE: Final = late(r"\([^()]{0,20}(?:重み|[Ww]eights?)[^()]{0,20}\)")
_COUNTED: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10, "twenty": 20}


class ProductReader:
    """Judges what some layers make of a gradient, where the largest slope is known from what stands around."""

    present = (_COUNTS_LAYERS, late(r"0\.25|1/4|sigmoid|Sigmoid|シグモイド|σ|\\sigma|のn乗|のk乗"))

    def forget(self) -> None:
        """A new section begins: nothing of the last one is kept."""

    def may_judge(self, raw: str) -> bool:
        """Whether a sentence has layers and a small number."""
        return bool(_COUNTS_LAYERS.search(raw)) and bool(_SMALL_NUMBER.search(raw))

    def judge(self, sentence: Sentence) -> Iterator[Verdict]:
        """Yield what becomes of every product of slopes that a sentence states."""
        text = sentence.text
        around = (text, *sentence.above[:4])
        base = self._base_in(around)
        if base is None or not sentence.claims:
            return
        blanked = _ASIDE.sub(lambda found: " " * len(found[0]), text)
        layers: float | None = None
        for value in sentence.values if blanked == text else values_in(blanked):
            if value.vector:
                continue
            if (
                _LAYERS.search(value.label[-20:])
                and value.number == int(value.number)
                and "." not in value.entries[0].text
            ):
                layers = value.number
                continue
            label = blanked[max(value.start - 60, 0) : value.start]
            own = next(
                (found for found in reversed(list(_OWN_LAYERS.finditer(label))) if _REST.match(label, found.end())),
                None,
            )
            if own is not None:
                layers = float(_COUNTED.get(own["count"].lower()) or int(own["count"]))
            elif layers is None or not _VALUE_LINK.match(value.label):
                continue
            if (
                value.entries[0].text in ("0.25", "1/4")
                and layers != 1
                and value.first.strip() == value.entries[0].text
            ):
                layers = layers if own is not None else None
                continue
            yield from self._verdict(base, layers, value)
            layers = None

    @staticmethod
    def _verdict(base: float, layers: float | None, value: Value) -> Iterator[Verdict]:
        if layers is None or not 0 < layers <= MOST_LAYERS:
            return
        true = base**layers
        first, *rest = value.steps[:1] or (true,)
        verdict = judged(value, [true]) if abs(first - true) <= 0.02 * true or not rest else None
        if verdict is None:
            return
        told = f"{shown(base)}^{layers:.0f} = {shown(true)}"
        yield Verdict(value, verdict, "worked-product-claim", "vanish-bound-depth", Text(f"{told} です", told))

    @staticmethod
    def _base_in(around: tuple[str, ...]) -> float | None:
        """The largest slope that is multiplied, told by a power, by a number, or by the function's name."""
        joined = " ".join(around)
        weighted = _WEIGHTED.search(joined)
        if weighted is not None and float(weighted["weight"]) != 1:
            return None
        if not _MULTIPLIED.search(joined) or not _SLOPES.search(joined):
            return None
        functions = [bool(one.search(joined)) for one in (_SIGMOID, _TANH, _RELU)]
        power = _POWER.search(joined)
        if power is not None:
            base = power["base"]
            return float(base[0]) / float(base[2:]) if "/" in base else float(base)
        if _BASE.search(joined) and functions[1:] == [False, False]:
            return 0.25
        if functions == [True, False, False] and _BOUND.search(joined):
            return 0.25
        return None
