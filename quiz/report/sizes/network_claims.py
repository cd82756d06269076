"""A sentence about a network that a report has printed -> the size, shape or count that it states, judged."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, get_args

from quiz.language import Text
from quiz.report.sizes.network_layers import Layer, LayerKind, PrintedNetwork
from quiz.report.sizes.size_words import size_tokens, spelled
from quiz.report.sizes.stated_counts import bias_in, claimed_count, judged_count
from quiz.report.sizes.window_trail import Judged

_KINDS: Final[dict[LayerKind, re.Pattern[str]]] = {
    "convolution": re.compile(r"conv2d|畳み込み(?:層)?|\bconv(?:olution(?:al)?)?\b", re.ASCII),
    "pooling": re.compile(r"(?:max|average|avg)?[ -]?pool(?:ing)?(?:2d)?|プーリング(?:層)?", re.ASCII),
    "dense": re.compile(r"\bdense\b|全結合層?|\blinear\b|fully[- ]connected|affine", re.ASCII),
    "normalization": re.compile(r"batch\s?norm(?:alization|2d|1d)?|バッチ正[規則]化", re.ASCII),
    "flatten": re.compile(r"\bflatten\b|平坦化|フラット化", re.ASCII),
    "other": re.compile(r"(?!)"),
}
assert set(_KINDS) == set(get_args(LayerKind))
_ORDINALS: Final = {
    1: r"(?:ひとつ|一つ|1つ|一番|1番)目|最初の|先頭の|第\s?[1一]|\bfirst\b|\b1st\b",
    2: r"(?:ふたつ|二つ|2つ|二番|2番)目|第\s?[2二]|\bsecond\b|\b2nd\b",
    3: r"(?:みっつ|三つ|3つ|三番|3番)目|第\s?[3三]|\bthird\b|\b3rd\b",
    -1: r"最後の|最終|出力のdense|\blast\b|\bfinal\b",
}
_NUMBERED: Final = re.compile(
    r"(?<!\d)([1-9])\s?層目|第\s?([1-9])\s?層|\blayer ([1-9])\b|(?:\b(first|second|third)\b) (?:hidden )?layer"
)
_LAYER_WORDS: Final = {"first": 1, "second": 2, "third": 3}
_NEXT: Final = re.compile(r"その次|続く|次の|\bnext\b", re.ASCII)
_UNITS: Final = re.compile(r"dense\((\d{1,6})")
_WINDOW: Final = re.compile(r"(\d{1,2})\s?[x×]\s?(\d{1,2})の?\s?(?:conv|畳み込み|フィルタ|カーネル)")
_COMMENT: Final = re.compile(r"[\s#(]*(\d{1,6})(?:,?\s*[x×,]\s*(\d{1,6}))?(?:\s*[x×,]\s*(\d{1,6}))?,?[\s)]*\Z")
_IT: Final = re.compile(r"\A\W*(?:その|そこの|これの|それの|it\b|its\b)")
_TOTAL: Final = re.compile(
    r"総数|合計|全体|全部で|全部合わせ|全部足|ネットワーク|total|whole network|altogether|in all\b"
)
_PARAMETERS: Final = re.compile(r"パラメータ|param|重みとバイアス|weights and bias")
_SIZE_WORD: Final = re.compile(r"出力|通[るすっ]|の後|あと|なる|なり|output|after|map|becomes|gives|size|サイズ")
_WEIGHTS: Final = re.compile(
    r"(?<![a-z])w([1-9])(?:の(?:形状?|shape|サイズ)|\.shape|'s shape| has (?:the )?shape)?"
    r"\s*(?:は|が|is|=|:|→|->)?\s*\((\d{1,6}),\s?(\d{1,6})\)"
)
_BIASES: Final = re.compile(
    r"(?<![a-z])b([1-9])\s*(?:の?(?:要素数|サイズ|長さ|大きさ|次元数?|size|has))?\s*(?:は|が|is|=|:|→|->)?\s*\(?(\d{1,6})(?![.\d])"
)
_DENIED: Final = re.compile(
    r"ない|ません|なく|誤[りっ]|間違|かもしれ|だろう|でしょう|はず|\bnot\b|n't\b|\bnever\b|\bwrong\b|\?|か[。.]?\s*\Z|求め|答えよ|もし|\bif\b"
)


@dataclass(slots=True)
class NetworkReader:
    """Judges sentences about ``network``, the one that was printed last; "its" is the layer that was named last.

    Once the shape of a weight was told as (inputs, outputs), another that is turned round is wrong.
    """

    network: PrintedNetwork | None = None
    _named: Layer | None = field(default=None)
    _upright: bool = field(default=False)

    def set(self, network: PrintedNetwork | None) -> None:
        """From here on another network is spoken of, or none."""
        self.network, self._named, self._upright = network, None, False

    def judge(self, sentence: str) -> Judged | None:
        """Return whether what a sentence (plain text of a row) states of the network is right; None if it is silent."""
        if self.network is None:
            return None
        text = spelled(sentence)
        layer = self._layer(text)
        if layer is not None:
            self._named = layer
        if _DENIED.search(text):
            return None
        shape = self._shape(text)
        if shape is not None:
            return shape
        counts = _PARAMETERS.search(text) or bias_in(text) is not None
        if counts or (layer is not None and re.search(r"\d個", text.replace(" ", ""))):
            return self._count(text, layer)
        return _size(text, layer) if layer is not None and _SIZE_WORD.search(text) else None

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

    def _shape(self, text: str) -> Judged | None:
        assert self.network is not None
        dense = self.network.of_kind("dense")
        if len(dense) != len(self.network.layers):
            return None
        weights, biases = list(_WEIGHTS.finditer(text)), list(_BIASES.finditer(text))
        if not weights and len(biases) > 1:
            return self._biases(biases, dense)
        if len(weights) + len(biases) != 1:
            return None
        found = (weights or biases)[0]
        place = int(found[1])
        shape = dense[place - 1].shape if place <= len(dense) else None
        if shape is None:
            return None
        if weights:
            claimed = int(found[2]), int(found[3])
            turned = claimed == (shape[1], shape[0]) != shape
            if turned and not self._upright:
                return None  # some write weights the other way round
            right = claimed == shape
            self._upright = self._upright or (right and shape[0] != shape[1])
            told = Text(f"W{place} の形は {shape} です", f"W{place} has the shape {shape}")
        else:
            right = int(found[2]) == shape[1]
            told = Text(
                f"b{place} は出力の数だけ、{shape[1]} 個です", f"b{place} has one value for each output: {shape[1]}"
            )
        return Judged("right" if right else "wrong", "network-shapes-claim", "mlp-shape-trace", told)

    def _biases(self, found: list[re.Match[str]], dense: list[Layer]) -> Judged | None:
        """Judge the sizes of several biases, told in one sentence."""
        if any(int(one[1]) > len(dense) or dense[int(one[1]) - 1].shape is None for one in found):
            return None
        outputs = [(int(one[1]), (dense[int(one[1]) - 1].shape or (0, 0))[1], int(one[2])) for one in found]
        shown = ", ".join(f"b{place}: {size}" for place, size, _ in outputs)
        right = all(size == claimed for _, size, claimed in outputs)
        told = Text(f"バイアスは出力の数だけあります（{shown}）", f"there is a bias for each output ({shown})")
        return Judged("right" if right else "wrong", "network-shapes-claim", "mlp-shape-trace", told)

    def _count(self, text: str, layer: Layer | None) -> Judged | None:
        assert self.network is not None
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


def comment_on(layer: Layer, comment: str) -> Judged | None:
    """Hold a comment that is a size, ``# (30, 30, 32)``, against the output of the layer beside it."""
    found = _COMMENT.match(spelled(comment))
    if found is None or layer.output is None:
        return None
    claimed = tuple(int(each) for each in found.groups() if each)
    output = layer.output
    if len(claimed) != len(output):
        return None
    right = claimed == output or (len(output) == 3 and claimed == (output[2], *output[:2]))
    return _of_output(layer, right=right)


def _size(text: str, layer: Layer) -> Judged | None:
    sizes = [token for token in size_tokens(text) if token.kind == "size"]
    if len(sizes) != 1 or layer.output is None or len(layer.output) != 3:
        return None
    claimed, output = sizes[0].values, layer.output
    channels = re.search(r"(\d{1,5})\s*(?:チャン?ネル|channels)", text)
    if channels is not None and len(claimed) == 2:
        claimed = (*claimed, int(channels[1]))
    if len(claimed) == 3 and text[sizes[0].start] == "(" and claimed == (output[2], *output[:2]):
        claimed = output  # channels first
    return _of_output(layer, right=claimed == output[: len(claimed)])


def _of_output(layer: Layer, *, right: bool) -> Judged:
    shown = "×".join(map(str, layer.output or ()))
    pooling = layer.kind == "pooling"
    return Judged(
        "right" if right else "wrong",
        "network-output-claim",
        "pool-output-size" if pooling else "cnn-shape-chain",
        Text(f"この層の出力は {shown} です", f"the output of this layer is {shown}"),
    )
