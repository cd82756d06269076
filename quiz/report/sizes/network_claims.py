"""A sentence about a network that a report has printed -> the size, shape or count that it states, judged."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import prod
from typing import Final, Literal, get_args

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.sizes.network_arrays import Arrays
from quiz.report.sizes.network_changes import CONV_SIDE, is_changed_twice, said_of_change, said_of_padded
from quiz.report.sizes.network_model import Layer, LayerKind, PrintedNetwork
from quiz.report.sizes.size_words import size_alone, size_tokens, spelled
from quiz.report.sizes.stated_counts import bias_in, claimed_count, judged_count, judged_pair, weights_and_biases
from quiz.report.sizes.window_trail import Judged
from quiz.report.sizes.written_numbers import whole_number

_KINDS: Final[dict[LayerKind, re.Pattern[str]]] = {
    "convolution": late(r"conv2d|畳み込み(?:層)?|\bconv(?:olution(?:al)?)?\b", re.ASCII),
    "pooling": late(r"(?:max|average|avg)?[ -]?pool(?:ing)?(?:2d)?|プーリング(?:層)?", re.ASCII),
    "dense": late(r"\bdense\b|全結合層?|\blinear\b|fully[- ]connected|affine", re.ASCII),
    "normalization": late(r"batch\s?norm(?:alization|2d|1d)?|バッチ正[規則]化", re.ASCII),
    "flatten": late(r"\bflatten\b|平坦化|フラット化", re.ASCII),
    "other": late(r"(?!)"),
}
assert set(_KINDS) == set(get_args(LayerKind))
_ORDINALS: Final = {
    1: r"(?:ひとつ|一つ|1つ|一番|1番)目|最初の|先頭の|第\s?[1一]|\bfirst\b|\b1st\b",
    2: r"(?:ふたつ|二つ|2つ|二番|2番)目|第\s?[2二]|\bsecond\b|\b2nd\b",
    3: r"(?:みっつ|三つ|3つ|三番|3番)目|第\s?[3三]|\bthird\b|\b3rd\b",
    -1: r"最後の|最終|出力のdense|\blast\b|\bfinal\b",
}
_NUMBERED: Final = late(
    r"(?<!\d)([1-9])\s?層目|第\s?([1-9])\s?層|\blayer ([1-9])\b|(?:\b(first|second|third)\b) (?:hidden )?layer"
)
_FIRST_LAYER: Final = late(r"(?:最初|先頭|1番目|1つ目|一番初め)の層|\bfirst layer")
_LAYER_WORDS: Final = {"first": 1, "second": 2, "third": 3}
_NEXT: Final = late(r"その次|続く|次の|\bnext\b", re.ASCII)
_UNITS: Final = late(r"dense\((\d{1,6})")
_WINDOW: Final = late(r"(\d{1,2})\s?[x×]\s?(\d{1,2})の?\s?(?:conv|畳み込み|フィルタ|カーネル)")
_IT: Final = late(r"\A\W*(?:その|そこの|これの|それの|it\b|its\b)")
_IS_WINDOW: Final = late(
    r"\s*(?:-?\s?(?:max|average|avg)[ -]?)?(?:の|の(?:最大|平均))?\s*(?:最大|平均)?(?:プーリング|フィルタ|カーネル|窓|"
    r"畳み込み|pool|filter|kernel|window|conv)"
)
"""Behind a size: it is the window's own."""
_TOTAL: Final = late(
    r"総数|合計|全体|全パラメータ|(?:全て|すべて)の|全部で|全部合わせ|全部足|ネットワーク|total|"
    r"whole network|altogether|in all\b"
)
_PARAMETERS: Final = late(r"パラメータ|param|重みとバイアス|weights and bias")
_SIZE_WORD: Final = late(
    r"出力|通[るすっ]|の後|あと|なる|なり|\bout|after|map|becomes|gives|size|サイズ|brings|leaves|turns|shrinks|形"
)
_FLAT: Final = late(r"pool_(?:output|out)_size\D.*?(?<![\d,])(\d{1,3}(?:,\d{3})+|\d{1,7})\s*(?:個|次元)?[\s。.]*\Z")
_INPUTS: Final = late(
    r"(?:receives?|takes?(?: in)?|gets?|expects?|has) (?P<en>\d[\d,]*) (?:inputs|values|numbers|features)|"
    r"(?P<pre>\d[\d,]*)\s*(?:個|次元)?の?(?:値|入力)(?:を受け|が入)|"
    r"入力(?:の?(?:数|次元数?|サイズ)|ノード数)?(?:は|が|:|=|\s)*(?:\d+(?:\s?[x×*]\s?\d+){1,3}\s?=\s?)?"
    r"(?P<ja>\d[\d,]*)\s*(?:個|次元|ノード)?(?![\d,]|\s?[x×*チ枚])"
)
_SHAPE_OF_WEIGHTS: Final = late(
    r"(?:重み|フィルタ|カーネル|weights?|filters?|kernels?)"
    r"(?:の?(?:形状?|shape|サイズ)|'s shape| (?:have|has|of) (?:the |a )?shape)"
    r"(?:は|が|is|are|of|:|=|\s)*\(\s?(\d{1,6}(?:\s?,\s?\d{1,6}){1,3})\s?\)"
)
_CHANNELS: Final = late(r"(?<![\dx×.])(?<![x×] )(\d{1,5})\s*(?:チャン?ネル|channels|枚|(?:feature )?maps\b)")
_VALUES: Final = late(
    r"(?<![\d,.])(\d[\d,]*)\s*(?:個(?!ず|の(?:フィルタ|マップ))|次元|要素|values|numbers|elements|dimensions)"
)
_OF_A_BATCH: Final = late(
    r"(?:出力|結果)[^\d。]{0,8}(?:形状?|shape)[^\d。]{0,4}\((\d{1,6}),\s?(\d{1,6})\)|"
    r"output (?:has (?:the )?shape|shape is)\D{0,4}\((\d{1,6}),\s?(\d{1,6})\)"
)
_BATCH: Final = late(r"(?:バッチ(?:サイズ)?[をはが]?|batch(?: size)?(?: of)?)\s*(\d{1,6})")
_DENIED: Final = late(
    r"ない|ません|なく|誤[りっ]|間違|かもしれ|だろう|でしょう|はず(?!(?:だ|です|である)?[。.]?\s*\Z)|\bnot\b|n't\b|\bnever\b|\bwrong\b|\?|か[。.]?\s*\Z|求め|答えよ|もし|\bif\b"
)


@dataclass(slots=True)
class NetworkReader:
    """Judges sentences about ``network``, the one that was printed last; "its" is the layer that was named last."""

    network: PrintedNetwork | None = None
    _arrays: Arrays | None = field(default=None)
    _named: Layer | None = field(default=None)

    def set(self, network: PrintedNetwork | None) -> None:
        """From here on another network is spoken of, or none."""
        self.network, self._named = network, None
        self._arrays = Arrays(network) if network is not None else None

    def judge(self, sentence: str) -> Judged | None:
        """Return whether what a sentence (plain text of a row) states of the network is right; None if it is silent."""
        if self.network is None or self._arrays is None:
            return None
        text = spelled(sentence)
        layer = self._layer(text)
        if layer is not None:
            self._named = layer
        convolutions = self.network.of_kind("convolution")
        meant = layer if layer is not None else convolutions[0] if len(convolutions) == 1 else None
        if is_changed_twice(text):
            return None
        if meant is not None and (changed := said_of_change(text, meant)) is not None:
            return changed
        if _DENIED.search(text):
            return None
        found = self._arrays.judge(text) or said_of_padded(text, convolutions) or self._by_name(text)
        if found is not None:
            return found
        if layer is not None and (found := _weights_shape(text, layer)) is not None:
            return found
        first = layer if layer is not None else self._first_dense(text)
        if first is not None and (found := _inputs(text, first)) is not None:
            return found
        if layer is not None and layer.kind in ("pooling", "flatten"):
            return _size(text, layer)
        counts = _PARAMETERS.search(text) or bias_in(text) is not None or weights_and_biases(text) is not None
        if counts or (layer is not None and re.search(r"\d個", text.replace(" ", ""))):
            return self._count(text, layer)
        sized = layer is not None and (_SIZE_WORD.search(text) or size_alone(text))
        return (_size(text, layer) if layer is not None and sized else None) or self._of_a_batch(text, layer)

    def _by_name(self, text: str) -> Judged | None:
        """Judge the course's own names: ``conv_output_size`` is a side, ``pool_output_size`` a number of values."""
        assert self.network is not None
        convolutions, flat = self.network.of_kind("convolution"), self.network.of_kind("flatten")
        side = CONV_SIDE.search(text)
        if side is not None and len(convolutions) == 1 and convolutions[0].output is not None:
            return of_output(convolutions[0], right=int(side[1]) == convolutions[0].output[0])
        values = _FLAT.search(text)
        if values is not None and len(flat) == 1 and flat[0].output is not None:
            pooled = self.network.of_kind("pooling")
            return of_output((pooled or flat)[-1], right=whole_number(values[1]) == flat[0].output[0])
        return None

    def _of_a_batch(self, text: str, layer: Layer | None) -> Judged | None:
        """Judge the shape of what comes out for a batch: (samples, units)."""
        assert self.network is not None
        said, batch = _OF_A_BATCH.search(text), _BATCH.search(text)
        last = layer if layer is not None else self.network.layers[-1]
        if said is None or last.output is None or last.kind != "dense":
            return None
        samples, units = (int(each) for each in said.groups() if each)
        right = units == last.output[0] and (batch is None or int(batch[1]) == samples)
        return of_output(last, right=right)

    def _layer(self, text: str) -> Layer | None:
        """The layer that a sentence names: by its kind, of which there is one or an ordinal tells, or as "it"."""
        assert self.network is not None
        by_name = [layer for layer in self.network.layers if layer.name and _has_word(text, layer.name)]
        if by_name:
            return by_name[0] if len(by_name) == 1 else None
        kinds = [kind for kind, pattern in _KINDS.items() if pattern.search(text)]
        dense = self.network.of_kind("dense")
        numbered = _NUMBERED.search(text)
        if numbered is not None and len(dense) == len(self.network.layers) and kinds in ([], ["dense"]):
            place = next(int(each) if each.isdigit() else _LAYER_WORDS[each] for each in numbered.groups() if each)
            return dense[place - 1] if place <= len(dense) else None
        if not kinds and _IT.match(text):
            return self._named
        if not kinds and _FIRST_LAYER.search(text) and self.network.layers[0].kind == "convolution":
            return self.network.layers[0]
        if len(kinds) != 1:
            return None
        layers = self.network.of_kind(kinds[0])
        units, window = _UNITS.search(text), _WINDOW.search(text)
        if units is not None:
            layers = [layer for layer in layers if layer.output == (int(units[1]),)]
        elif window is not None and kinds[0] == "convolution":
            layers = [layer for layer in layers if layer.window == (int(window[1]), int(window[2]))]
        elif _NEXT.search(text) and self._named in layers and self._named is not None:
            later = layers[layers.index(self._named) + 1 :]
            return later[0] if later else None
        ordinals = [place for place, pattern in _ORDINALS.items() if re.search(pattern, text, re.ASCII)]
        if len(ordinals) > 1:
            return None
        if ordinals:
            place = ordinals[0]
            return layers[place - 1 if place > 0 else -1] if len(layers) >= abs(place) else None
        return layers[0] if len(layers) == 1 else None

    def _first_dense(self, text: str) -> Layer | None:
        """The dense layer behind the images, which is meant by "the affine layer" where its input is spoken of."""
        assert self.network is not None
        kinds = [kind for kind, pattern in _KINDS.items() if pattern.search(text)]
        told_apart = any(re.search(pattern, text, re.ASCII) for pattern in _ORDINALS.values()) or _NUMBERED.search(text)
        dense, flat = self.network.of_kind("dense"), self.network.of_kind("flatten")
        return dense[0] if kinds == ["dense"] and dense and len(flat) == 1 and not told_apart else None

    def _count(self, text: str, layer: Layer | None) -> Judged | None:
        assert self.network is not None
        both = weights_and_biases(text)
        if both is not None and layer is not None and layer.count is not None and layer.kind != "normalization":
            return judged_pair(layer.count, both)
        claimed = claimed_count(text)
        if claimed is None:
            return None
        if _TOTAL.search(text) and layer is None:
            total = self.network.total()
            bias = bias_in(text)
            return judged_count(total, claimed, bias, "network-parameters-claim", "mlp-param-count") if total else None
        if layer is None or layer.count is None or re.search(r"総数|合計|total", text):
            return None
        claim, practise = {
            "convolution": ("conv-parameters-claim", "conv-param-count"),
            "normalization": ("normalization-parameters-claim", "norm-param-count"),
        }.get(layer.kind, ("dense-parameters-claim", "mlp-param-count"))
        if layer.kind == "normalization" and claimed == 2 * layer.count.weights:
            return None  # with the moving mean and variance, which a summary counts as well
        return judged_count(layer.count, claimed, bias_in(text), claim, practise)


def _has_word(text: str, name: str) -> bool:
    return re.search(rf"(?<![a-z0-9_]){re.escape(name)}(?![a-z0-9_])", text) is not None


def _weights_shape(text: str, layer: Layer) -> Judged | None:
    """Judge the shape that a layer's weights are said to have; that of a dense layer may be told turned round."""
    said = _SHAPE_OF_WEIGHTS.search(text)
    if said is None or layer.shape is None or not layer.known:
        return None
    claimed = tuple(int(side) for side in said[1].split(","))
    if claimed == layer.shape[::-1] != layer.shape and layer.kind == "dense":
        return None
    if layer.kind == "convolution" and len(claimed) != len(layer.shape):
        return None
    told = f"({', '.join(map(str, layer.shape))})"
    verdict: Literal["right", "wrong"] = "right" if claimed == layer.shape else "wrong"
    working = Text(f"重みの形は {told} です", f"the weights have the shape {told}")
    return Judged(verdict, "network-shapes-claim", "mlp-shape-trace", working)


def _inputs(text: str, layer: Layer) -> Judged | None:
    """Judge how many values a dense layer is said to take."""
    said = _INPUTS.search(text)
    if (
        said is None
        or layer.kind != "dense"
        or layer.shape is None
        or re.search(r"パラメータ|param|重み|weights", text)
    ):
        return None
    claimed = int(next(each for each in said.groups() if each).replace(",", ""))
    told = Text(f"この層に入るのは {layer.shape[0]} 個です", f"{layer.shape[0]} values go into this layer")
    verdict: Literal["right", "wrong"] = "right" if claimed == layer.shape[0] else "wrong"
    return Judged(verdict, "network-output-claim", "cnn-shape-chain", told)


def _size(text: str, layer: Layer) -> Judged | None:
    """Judge the sides, the channels and the number of the values that come out of a layer."""
    output = layer.output
    sizes = [token for token in size_tokens(text) if token.kind == "size"]
    if layer.window is not None:
        sizes = [size for size in sizes if size.values != layer.window or not _IS_WINDOW.match(text, size.end)]
        sizes = [size for size in sizes if not (size.values == layer.window != output and len(sizes) > 1)]
    values = {whole_number(found[1]) for found in _VALUES.finditer(text)}
    if output is None or len(sizes) > 1 or len(values) > 1:
        return None
    if len(output) == 1:
        if layer.kind != "flatten" or not values:
            return None
        return of_output(layer, right=values == {output[0]} and all(prod(size.values) == output[0] for size in sizes))
    if not sizes:
        return None
    claimed = sizes[0].values
    channels = {int(found[1]) for found in _CHANNELS.finditer(text)}
    if len(channels) > 1:
        return None
    if len(claimed) == 3 and claimed == (output[2], *output[:2]):
        claimed = output  # channels first
    right = claimed == output[: len(claimed)] and channels <= {output[2]} and values <= {prod(output)}
    return of_output(layer, right=right)


def of_output(layer: Layer, *, right: bool) -> Judged:
    """What is said of a layer's output, right or not."""
    shown = "×".join(map(str, layer.output or ()))
    pooling = layer.kind == "pooling"
    return Judged(
        "right" if right else "wrong",
        "network-output-claim",
        "pool-output-size" if pooling else "cnn-shape-chain",
        Text(f"この層の出力は {shown} です", f"the output of this layer is {shown}"),
    )
