"""What a sentence says of the arrays W1, b1, W2 ... of a network: their shapes, how many there are, their scale."""

from __future__ import annotations

import re
from math import prod, sqrt
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.sizes.course_networks import scale_of
from quiz.report.sizes.network_model import Layer, PrintedNetwork
from quiz.report.sizes.window_trail import Judged
from quiz.report.sizes.written_numbers import whole_number
from quiz.report.sizes.written_values import is_rounded, value_of_text

_SHAPE: Final = (
    r"(?:\(\s?(?P<tuple>\d{1,6}(?:\s?,\s?\d{1,6}){1,3})\s?\)|(?P<crossed>\d{1,6}(?:\s?[x×]\s?\d{1,6}){1,3})"
    r"|(?P<rows>\d{1,6})\s?行\s?(?P<columns>\d{1,6})\s?列)(?![\d.])"
)
_WEIGHTS: Final = late(
    r"(?<![a-z])w([1-9])(?:['\"\]\s]|\.shape|の(?:形状?|shape|サイズ|行列|重み)|'s shape|has (?:the |a )?shape)*"
    rf"(?:は|が|is|an?|=|:|→|->|has|\s)*{_SHAPE}"
)
_BIASES: Final = late(
    r"(?<![a-z])b([1-9])['\"\]\s]*(?:の?(?:要素数|サイズ|長さ|大きさ|次元数?|形状?|size|has)|\.shape)?\s*"
    r"(?:は|が|is|has|=|:|→|->|\s)*\(?(\d{1,6})(?![.\d])"
)
_ENTRIES: Final = late(
    r"重み[はが]\s*(\d[\d,]*)\s*個(?!ず)|(?<![a-z])w[1-9][^\d。]{0,12}?(?:has|は|が)\s*(\d[\d,]*)\s*(?:個|weights|entries|numbers|要素)"
)
_NUMBER_OF_ENTRIES: Final = late(
    r"(?<![a-z])w([1-9])['\"\]\s]*(?:の(?:要素|成分|重み|パラメータ)?の?(?:数|総数|個数)|の要素)\s*[はがも:=]\s*"
    r"(?:\d[\d,]*(?:\s?[x×・*]\s?\d[\d,]*){1,3}\s?=\s?)?(\d[\d,]*)(?![\d.]|\s?[x×・*+])"
)
_INDEXED: Final = late(r"(?<![a-z])([wb])\s?(?:\^\s?\{?\(([1-9])\)\}?|_\{?\(?([1-9])\)?\}?|\(([1-9])\))")
"""W^{(1)}, W_1, W(1): the first one."""
_MATRICES: Final = late(r"重み(?:の?行列|も|は)|weight (?:matri(?:x|ces)|arrays)|バイアス(?:も|は|が)")
_HOW_MANY: Final = late(
    r"(?<![\d.,])(\d{1,2})\s*(?:つ|枚|個)\s*(?:で全部|だけ|に?なる|でき(?:る|た)|ある|作られる|です|だ|必要|が?存在(?:する)?|ずつ)*[\s。.!]*\Z|"
    r"\b(\d{1,2}|two|three|four|five|six) (?:weight matrices|weight arrays|biases|bias vectors)"
)
_IN_WORDS: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_SCALE: Final = late(
    r"(?<![a-z])w([1-9])['\"\]\s]*の?[^\d。]{0,8}(?:標準偏差|\bstd\b|standard deviation|spread)"
    r"(?:は|が|is|of|=|:|\s)*(?P<about>約|およそ|about|roughly)?\s*"
    r"(?P<value>[\d.]+\s*/\s*(?:√|sqrt)\s*\(?\s*\d+\s*\)?|(?:√|sqrt)\s*\(\s*[\d.]+\s*/\s*\d+\s*\)|0\.\d{1,6})(?![\d/])"
)
_INIT: Final = late(r"weight_init_std\s*=\s*(?:['\"](\w+)['\"]|(\d*\.?\d+))")
_CLAIM: Final = "network-shapes-claim"
_PRACTISE: Final = "mlp-shape-trace"


class Arrays:
    """Judges sentences about the arrays of ``network``.

    Once a shape was told as (inputs, outputs), another that is turned round is wrong.
    """

    def __init__(self, network: PrintedNetwork) -> None:
        self._network = network
        layers = network.layers
        dense = network.of_kind("dense")
        self._layers = dense if len(dense) == len(layers) else network.weighted()
        self._upright = any(layer.kind == "convolution" for layer in self._layers)

    def judge(self, text: str) -> Judged | None:
        """Return whether what a sentence (``spelled``) says of arrays is right; None if it says nothing of them."""
        if not self._layers:
            return None
        text = _INDEXED.sub(lambda found: found[1] + (found[2] or found[3] or found[4]), text.replace("$", ""))
        return self._shapes(text) or self._biases(text) or self._scale(text) or self._how_many(text)

    def _layer(self, place: str) -> Layer | None:
        return self._layers[int(place) - 1] if int(place) <= len(self._layers) else None

    def _shapes(self, text: str) -> Judged | None:
        """Judge the shapes of weights, and the number of their entries where it stands beside one."""
        found = list(_WEIGHTS.finditer(text))
        right, told = True, []
        for one in found:
            layer = self._layer(one[1])
            if layer is None or layer.shape is None:
                return None
            claimed = tuple(int(side) for side in re.findall(r"\d+", one[0][one.end(1) - one.start() :]))
            if claimed == layer.shape[::-1] != layer.shape and not self._upright:
                return None  # some write weights the other way round
            self._upright = self._upright or (claimed == layer.shape and layer.shape[0] != layer.shape[-1])
            right = right and claimed == layer.shape
            shown = "(" + ", ".join(map(str, layer.shape)) + ")"
            told.append((f"W{one[1]} の形は {shown} です", f"W{one[1]} has the shape {shown}"))
        numbered = [one[1] for one in found] or re.findall(r"(?<![a-z])w([1-9])(?=['\"\]\s]*の重み|\s+has)", text)
        entries = _ENTRIES.search(text)
        number = entries[1] or entries[2] if entries is not None else None
        if not found and entries is None and (counted := _NUMBER_OF_ENTRIES.search(text)) is not None:
            numbered, number = [counted[1]], counted[2]
        if number is not None and len(numbered) == 1 and (layer := self._layer(numbered[0])) and layer.shape:
            claimed_count = whole_number(number)
            right = right and claimed_count == prod(layer.shape)
            product = "·".join(map(str, layer.shape))
            told.append(
                (f"重みは {product} = {prod(layer.shape)} 個です", f"it has {product} = {prod(layer.shape)} weights")
            )
        return _judged(right, told) if told else None

    def _biases(self, text: str) -> Judged | None:
        """Judge the sizes of biases, one or several told in one sentence."""
        found = list(_BIASES.finditer(text))
        sizes = []
        for one in found:
            layer = self._layer(one[1])
            if layer is None or layer.count is None:
                return None
            sizes.append((one[1], layer.count.biases, int(one[2])))
        if not sizes:
            return None
        shown = ", ".join(f"b{place}: {size}" for place, size, _ in sizes)
        told = (f"バイアスは出力の数だけあります（{shown}）", f"there is a bias for each output ({shown})")
        return _judged(all(size == claimed for _, size, claimed in sizes), [told])

    def _how_many(self, text: str) -> Judged | None:
        """Judge how many weight matrices, or biases, there are."""
        said = _HOW_MANY.search(text)
        if said is None or not _MATRICES.search(text) or "層目" in text:
            return None
        if "個" in said[0] and "行列" not in text:
            return None  # of numbers
        number = said[1] or said[2]
        claimed = _IN_WORDS.get(number) or int(number)
        count = len(self._layers)
        told = (
            f"重みとバイアスは層の数だけ、{count} つずつあります",
            f"there is a W and a b for each layer: {count} of each",
        )
        return _judged(claimed == count, [told])

    def _scale(self, text: str) -> Judged | None:
        """Judge the standard deviation with which a weight is drawn."""
        said, named = _SCALE.search(text), _INIT.search(text)
        scale = self._network.scale if named is None else scale_of(named[1] or float(named[2]))
        layer = self._layer(said[1]) if said is not None else None
        if said is None or scale is None or layer is None or layer.shape is None:
            return None
        if layer.kind != "dense" and isinstance(scale, str):
            return None
        inputs = layer.shape[0]
        true = sqrt((2 if scale == "he" else 1) / inputs) if isinstance(scale, str) else scale
        value = value_of_text(said["value"])
        if value is None:
            return None
        shown = {"he": f"√(2/{inputs})", "xavier": f"1/√{inputs}"}.get(str(scale), "")
        told = f"{shown} ≈ {true:.4g}" if shown else f"{true:g}"
        working = Text(f"W{said[1]} の標準偏差は {told} です", f"the standard deviation of W{said[1]} is {told}")
        right = is_rounded(value, said["value"], true)
        return Judged("right" if right else "wrong", _CLAIM, "xavier-std", working)


def _judged(right: bool, told: list[tuple[str, str]]) -> Judged:
    """What sentences in both languages tell, right or not."""
    working = Text("。".join(ja for ja, _ in told), ", ".join(en for _, en in told))
    return Judged("right" if right else "wrong", _CLAIM, _PRACTISE, working)
