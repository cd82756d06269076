"""Sentences that tell a small convolutional network, its input and its layers with their numbers -> its layers.

Convolution, pooling and fully connected layers in this order, as the course's own network has them; what isn't told of
a layer (how many units it has) leaves it unknown. Stride and padding are taken as told, never supposed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.sizes.layer_arithmetic import MOST, Pair, Window, convolution_count, dense_count
from quiz.report.sizes.network_model import Layer, PrintedNetwork
from quiz.report.sizes.size_words import spelled

_CONVOLUTION: Final = r"(?:conv(?:olution)?(?:2d)?|畳み込み)"
_POOLING: Final = r"(?:(?:max|average|最大|平均)?\s?-?(?:pool(?:ing)?|プーリング))"
_DENSE: Final = r"(?:affine|全結合|dense|fc|linear)"
_OTHER: Final = r"(?:relu|sigmoid|シグモイド|softmax|ソフトマックス|tanh|dropout|flatten|平坦化|batch\s?norm)"
_NAME: Final = rf"(?:{_CONVOLUTION}|{_POOLING}|{_DENSE}|{_OTHER})(?:関数|層)?"
_POOLED: Final = late(r"プーリング|pool", re.IGNORECASE)
"""What stands in each chain that is read."""
_CHAIN: Final = late(rf"{_NAME}(?:\s?(?:-|→|->|=>|>|、|,)\s?{_NAME}){{2,12}}", re.ASCII)
_KINDS: Final = {
    "convolution": late(_CONVOLUTION, re.ASCII),
    "pooling": late(_POOLING, re.ASCII),
    "dense": late(_DENSE, re.ASCII),
}
_INPUT: Final = late(
    r"(?:入力(?:画像|データ)?(?:の?(?:サイズ|形状?|次元))?|inputs?(?: (?:image|size|shape))?|input_dim)\s*"
    r"(?:は|が|is|has|of|:|=|\s)*(?:\(\s?(?P<first>\d{1,4}\s?,\s?\d{1,4}\s?,\s?\d{1,4})\s?\)"
    r"|(?P<last>\d{1,4}\s?[x×]\s?\d{1,4}\s?[x×]\s?\d{1,4})(?!\d|\.\d))"
)
_FILTERS: Final = late(
    r"(?:フィルター?|カーネル|filters?)\s*(?:は|が|を|:|=|\s)*(\d{1,4})\s*(?:枚|個|種類)"
    r"|(?:(?:フィルター?|カーネル)の?(?:数|枚数|個数)|filter_num)['\"]?\s*(?:は|が|を|:|=|\s)*(\d{1,4})(?!\d|\.\d|\s?[x×])"
    r"|(?<![\d.x×])(\d{1,4})\s*(?:枚|個)の?(?:フィルター?|カーネル)"
    r"|(?<![\d.x×])(\d{1,4}) (?:\d{1,2}\s?[x×]\s?\d{1,2} )?filters"
)
_SHEETS: Final = late(r"(\d{1,4})\s*枚")
_SQUARE: Final = late(r"(?<![\d.x×(])(\d{1,2})\s?[x×]\s?(\d{1,2})(?!\d|\s?[x×]|\.\d)")
_SIDE: Final = late(
    r"(?:(?:フィルター?|カーネル)の?(?:サイズ|大きさ)|filter_size)['\"]?\s*(?:は|が|を|:|=|\s)*(\d{1,2})(?!\d|\.\d|\s?[x×])"
)
_PADDING: Final = late(
    r"(?:パディング|余白|padding|pad)\s*(?:は|が|を|:|=|\s)*(\d{1,2})(?!\d|\.\d)|パディングなし|no padding"
)
_STRIDE: Final = late(r"(?:ストライド|stride)\s*(?:は|が|を|:|=|\s)*(\d{1,2})(?!\d|\.\d)")
_MOST_TOLD: Final = 400
_HIDDEN: Final = late(
    r"(?:隠れ層|中間層|hidden(?: layer)?)(?:の?(?:ノード|ユニット)|数|が|は|を|:|=|has|\s)*(\d{1,5})\s*"
    r"(?:ノード|ユニット|個|units|nodes)"
)


@dataclass(slots=True)
class ToldConvolution:
    """Gathers, sentence by sentence of a section, what is told of one network; ``network`` is what is known by then."""

    network: PrintedNetwork | None = None
    _layers: tuple[str, ...] = ()
    _told: str = ""

    def forget(self) -> None:
        """A new section begins."""
        self.network, self._layers, self._told = None, (), ""

    def may_learn(self, text: str) -> bool:
        """Whether a text may tell anything: a chain of layers is known, or one stands in it."""
        return bool(self._layers) or _POOLED.search(text) is not None

    def learn(self, sentence: str) -> bool:
        """Take what a sentence (plain text of a row) tells; returns whether the network is known by it or changed.

        >>> told = ToldConvolution()
        >>> told.learn("構成：Conv - ReLU - Pool - Affine - Softmax")
        False
        >>> told.learn("入力は(1, 12, 12)、フィルタは4枚、3×3、pad=0、stride=1、プーリングは2×2(stride 2)。")
        True
        >>> [layer.output for layer in told.network.layers]
        [(10, 10, 4), (5, 5, 4), (100,), None]
        """
        if not self.may_learn(sentence):
            return False
        text = spelled(sentence)
        chain = _CHAIN.search(text)
        if chain is not None:
            self._layers = tuple(_kinds_in(chain[0]))
        if self._layers[:2] == ("convolution", "pooling") and set(self._layers[2:]) <= {"dense"}:
            begins = _INPUT.search(text) is not None
            self._told = text if begins else f"{self._told} {text}"[:_MOST_TOLD]
            made = _network(self._told, self._layers) if begins or self.network is None else None
            if made is not None:
                self.network = made
                return True
        hidden = _HIDDEN.search(text) if self.network is not None else None
        return hidden is not None and self._widen(int(hidden[1]))

    def _widen(self, units: int) -> bool:
        """Take how many units the hidden layer has."""
        assert self.network is not None
        layers = list(self.network.layers)
        dense = [place for place, layer in enumerate(layers) if layer.kind == "dense"]
        if len(dense) != 2 or layers[dense[0]].known or not 0 < units <= MOST:
            return False
        (flat,) = [layer.output[0] for layer in layers if layer.kind == "flatten" and layer.output is not None]
        layers[dense[0]] = Layer("dense", (units,), dense_count(flat, units), (flat, units), name="affine1")
        self.network = replace(self.network, layers=tuple(layers))
        return True


def _kinds_in(chain: str) -> list[str]:
    """The kinds of the layers of a chain, in order; what has no weights and changes no size is left out."""
    found = [(match.start(), kind) for kind, pattern in _KINDS.items() for match in pattern.finditer(chain)]
    return [kind for _, kind in sorted(found)]


def _network(text: str, kinds: tuple[str, ...]) -> PrintedNetwork | None:
    """The network of which one sentence tells all numbers of its convolution and its pooling."""
    source, filters = _INPUT.search(text), {next(filter(None, one.groups())) for one in _FILTERS.finditer(text)}
    sheets = set(_SHEETS.findall(text))
    if source is None or len(filters) != 1 or not sheets <= filters:
        return None
    sides = [int(each) for each in re.findall(r"\d+", source["first"] or source["last"])]
    first = source["first"] is not None or sides[0] < min(sides[1:])  # 1×28×28
    channels, size = (sides[0], sides[1:]) if first else (sides[2], sides[:2])
    rest = text[source.end() :]
    pooling = _KINDS["pooling"].search(rest)
    if pooling is None or min(sides) < 1:
        return None
    moved = _window("convolution", rest[: pooling.start()], (size[0], size[1]))
    if moved is None or (made := moved.output()) is None:
        return None
    pooled = _window("pooling", rest[pooling.start() :], made)
    if pooled is None or (small := pooled.output()) is None:
        return None
    count = int(filters.pop())
    flat = small[0] * small[1] * count
    if not 0 < flat <= MOST:
        return None
    shape = (count, channels, *(moved.kernel or ()))
    weights = convolution_count(moved.kernel or (0, 0), channels, count)
    layers = [
        Layer("convolution", (*made, count), weights, shape, moved=moved),
        Layer("pooling", (*small, count), None, moved=pooled),
        Layer("flatten", (flat,), None),
        # Of the first dense layer it is known what goes in, of none how many units it has.
        *(Layer("dense", None, None, None if place else (flat, 0), known=False) for place, _ in enumerate(kinds[2:])),
    ]
    return PrintedNetwork(tuple(layers))


def _window(kind: str, text: str, source: Pair) -> Window | None:
    """A window with all that is told of it between the words for it and those for the next layer."""
    squares = {(int(one[1]), int(one[2])) for one in _SQUARE.finditer(text)}
    squares |= {(int(one[1]), int(one[1])) for one in _SIDE.finditer(text)}
    strides = {int(one[1]) for one in _STRIDE.finditer(text)}
    paddings = {int(one[1] or 0) for one in _PADDING.finditer(text)}
    if len(squares) != 1 or len(strides) != 1 or len(paddings) > 1:
        return None
    if kind == "convolution" and not paddings:
        return None
    padding = paddings.pop() if paddings else 0
    return Window("pooling" if kind == "pooling" else "convolution", source, squares.pop(), strides.pop(), padding)
