"""Networks that a report prints (Keras, PyTorch, the course's own classes) or tells in a sentence -> their layers.

The code is parsed, never run. A layer whose size can't be told ends what is known of the sizes behind it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from quiz.report.code.printed_code import parsed
from quiz.report.sizes.layer_arithmetic import (
    MOST,
    Count,
    Window,
    convolution_count,
    dense_count,
    normalization_count,
)
from quiz.report.sizes.size_words import spelled

LayerKind = Literal["convolution", "pooling", "dense", "normalization", "flatten", "other"]
MOST_LAYERS: Final = 60
_PROGRAM: Final = re.compile(r"Sequential|LayerNet|self\.\w+ = nn\.")
_INLINE: Final = re.compile(r"\b(\w*LayerNet\w*\s*\([^()`]{0,300}\))")
_IN_WORDS: Final = re.compile(
    r"入力(?:層|数|次元|の?ノード数?|は|が|を|:|\s)*(?P<into>\d{1,6})(?:次元|個|ノード)?[,\s]*"
    r"(?:隠れ層|中間層|hidden)(?:の?ノード数?|数|は|が|を|:|\s)*(?P<hidden>\d{1,6}(?:[,・\sと]+\d{1,6}){0,6})(?:個|ノード)?[,\s]*"
    r"出力(?:層|数|次元|の?ノード数?|は|が|を|:|\s)*(?P<out>\d{1,6})"
)
_CHAIN: Final = re.compile(r"(?<![\d.])(?P<chain>\d{1,6}(?:\s?(?:-|→|->)\s?\d{1,6}){2,8})(?![\d.])")
_DENSE_WORD: Final = re.compile(r"全結合|ネットワーク|mlp|多層|network|perceptron|fully[- ]connected")


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer: the size of its output (height, width, channels; or units), None where it can't be told, and its
    parameters, None for one without any or where they can't be told. ``shape`` is that of a dense layer's weights,
    ``name`` what the program calls it, ``line`` (1-based) where it makes it; ``window`` the filter's or window's sides.
    """

    kind: LayerKind
    output: tuple[int, ...] | None
    count: Count | None
    shape: tuple[int, int] | None = None
    known: bool = True
    name: str = ""
    line: int = 0
    window: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class PrintedNetwork:
    """The layers of a network in order; of those that a class keeps by name the order of their use isn't known."""

    layers: tuple[Layer, ...]

    def of_kind(self, kind: LayerKind) -> list[Layer]:
        """The layers of one kind."""
        return [layer for layer in self.layers if layer.kind == kind]

    def total(self) -> Count | None:
        """All weights and biases together; None where a layer's can't be told."""
        if not all(layer.known for layer in self.layers):
            return None
        counts = [layer.count for layer in self.layers if layer.count is not None]
        weights, biases = sum(one.weights for one in counts), sum(one.biases for one in counts)
        return Count(weights, biases, " + ".join(one.factors for one in counts)) if counts else None


def may_print_network(text: str) -> bool:
    """Whether a text may print a network: the one look that nearly every report fails."""
    return bool(_PROGRAM.search(text))


def network_in_code(tree: ast.Module, source: tuple[int, ...] | None = None) -> PrintedNetwork | None:
    """Return the network that a program builds, the last one; ``source`` is its input's size where a text tells it.

    >>> program = "net = Sequential(Conv2d(3, 16, 3, padding=1), MaxPool2d(2), Flatten(), Linear(4096, 10))"
    >>> network = network_in_code(parsed(program), (32, 32, 3))
    >>> network.layers[1].output, network.total().of(True)
    ((16, 16, 16), (41418,))
    """
    calls = _layer_calls(tree)
    named = {} if calls else _named_layers(tree)
    if not 1 <= len(calls or named) <= MOST_LAYERS:
        return None
    if calls and "LayerNet" in _name(calls[0]):
        return _course_network(calls[0])
    layers = [replace(layer, name=name) for name, call in named.items() if (layer := _layer(call, None)) is not None]
    size = source
    for call in calls:
        given = _given_input(call)
        size = given if given is not None else size
        layer = _layer(call, size)
        if layer is None:
            continue
        layers.append(replace(layer, line=call.lineno))
        size = layer.output
    return PrintedNetwork(tuple(layers)) if layers else None


def network_in_line(text: str) -> PrintedNetwork | None:
    """Return the network that a line of text prints or tells; None if it tells none.

    >>> network_in_line("入力784、隠れ層50、出力10の全結合ネットワークでは").total().of(True)
    (39760,)
    """
    printed = _INLINE.search(text) if "LayerNet" in text else None
    if printed is not None:
        tree = parsed(printed[1])
        return network_in_code(tree) if tree is not None else None
    words = spelled(text)
    told = _IN_WORDS.search(words)
    if told is not None:
        return _dense_network(
            [int(each) for each in re.findall(r"\d+", f"{told['into']} {told['hidden']} {told['out']}")]
        )
    chain = _CHAIN.search(words) if _DENSE_WORD.search(words) else None
    return _dense_network([int(each) for each in re.findall(r"\d+", chain["chain"])]) if chain is not None else None


def _dense_network(sizes: Sequence[int]) -> PrintedNetwork | None:
    if len(sizes) < 2 or max(sizes) > MOST or min(sizes) < 1:
        return None
    return PrintedNetwork(
        tuple(
            Layer("dense", (out,), dense_count(into, out), (into, out))
            for into, out in zip(sizes, sizes[1:], strict=False)
        )
    )


# -- calls -------------------------------------------------------------------------------------------------------------


def _name(call: ast.Call) -> str:
    function = call.func
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def _layer_calls(tree: ast.Module) -> list[ast.Call]:
    """The calls that make the layers of the last network of a program, in order."""
    found: list[ast.Call] = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if _name(node) == "Sequential":
            parts = node.args[0].elts if len(node.args) == 1 and isinstance(node.args[0], ast.List) else node.args
            found = [part for part in parts if isinstance(part, ast.Call)]
            if len(found) != len(parts):
                return []
        elif "LayerNet" in _name(node):
            found = [node]
    added = [
        node.value.args[0]
        for node in tree.body
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and _name(node.value) == "add"
        and len(node.value.args) == 1
        and isinstance(node.value.args[0], ast.Call)
    ]
    return [*found, *added]


def _named_layers(tree: ast.Module) -> dict[str, ast.Call]:
    """The layers that a class keeps: ``self.conv1 = nn.Conv2d(...)``, by their names."""
    found: dict[str, ast.Call] = {}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and len(node.targets) == 1):
            continue
        target = node.targets[0]
        if isinstance(target, ast.Attribute) and _name(node.value) in _TORCH:
            found[target.attr.lower()] = node.value
    return found


_TORCH: Final = frozenset("Conv2d Linear MaxPool2d AvgPool2d BatchNorm1d BatchNorm2d Flatten Dropout ReLU".split())


def _arguments(call: ast.Call, names: Sequence[str]) -> Mapping[str, object]:
    """The arguments of a call by name, as plain values; what is no literal is missing."""
    pairs = [*zip(names, call.args, strict=False), *((word.arg or "", word.value) for word in call.keywords)]
    found: dict[str, object] = {}
    for name, value in pairs:
        literal = _literal(value)
        if literal is not None:
            found[name] = literal
    return found


def _literal(node: ast.expr) -> object:
    """A number, a text, a truth value, or a tuple of whole numbers; a product of numbers counts as one."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int | str):
        return node.value
    if isinstance(node, ast.Tuple | ast.List):
        parts = [_literal(part) for part in node.elts]
        return tuple(part for part in parts if type(part) is int) if all(type(part) is int for part in parts) else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        left, right = _literal(node.left), _literal(node.right)
        if type(left) is int and type(right) is int and max(abs(left), abs(right)) <= MOST:
            return left * right
    return None


def _whole(value: object) -> int | None:
    return value if type(value) is int and 0 <= value <= MOST else None


def _pair(value: object) -> tuple[int, int] | None:
    if (one := _whole(value)) is not None:
        return one, one
    if isinstance(value, tuple) and len(value) == 2 and all(0 < side <= MOST for side in value):
        return value[0], value[1]
    return None


def _given_input(call: ast.Call) -> tuple[int, ...] | None:
    """The size of the network's input that a layer of Keras names."""
    words = _arguments(call, ("shape",) if _name(call) in ("Input", "InputLayer") else ())
    shape = words.get("input_shape", words.get("shape", words.get("input_dim")))
    if (one := _whole(shape)) is not None:
        return (one,)
    if isinstance(shape, tuple) and len(shape) in (1, 3) and all(0 < side <= MOST for side in shape):
        return shape
    return None


# -- layers ------------------------------------------------------------------------------------------------------------


def _layer(call: ast.Call, size: tuple[int, ...] | None) -> Layer | None:
    """Return the layer that a call makes, behind one of ``size``; None for what makes none (``Input``)."""
    name = _name(call)
    if name in ("Input", "InputLayer"):
        return None
    if name == "Conv2D":
        return _keras_convolution(call, size)
    if name == "Conv2d":
        return _torch_convolution(call, size)
    if name in ("MaxPooling2D", "AveragePooling2D", "MaxPool2D", "AvgPool2D", "MaxPool2d", "AvgPool2d"):
        return _pooling(call, size)
    if name in ("Dense", "Linear"):
        return _dense(call, name, size)
    if name in ("BatchNormalization", "BatchNorm2d", "BatchNorm1d"):
        given = _whole(_arguments(call, ("features",)).get("features")) if name != "BatchNormalization" else None
        channels = given if given is not None else size[-1] if size else None
        count = normalization_count(channels) if channels is not None else None
        return Layer("normalization", size, count, known=count is not None)
    if name == "Flatten":
        flat = 1
        for side in size or ():
            flat *= side
        return Layer("flatten", (flat,) if size and flat <= MOST else None, None)
    if name in _LEAVES_SIZE:
        return Layer("other", size, None)
    return Layer("other", None, None, known=False)


_LEAVES_SIZE: Final = frozenset(
    "Activation Dropout Dropout2d ReLU Sigmoid Tanh Softmax LeakyReLU Identity GaussianNoise ELU GELU".split()
)


def _windowed(size: tuple[int, ...] | None, window: Window, channels: int | None) -> tuple[int, ...] | None:
    """The size that comes out of a window over a feature map."""
    if size is None or len(size) != 3:
        return None
    out = window.with_said(Window(source=(size[0], size[1]))).output()
    return (*out, channels if channels is not None else size[2]) if out is not None else None


def _stride_and_padding(words: Mapping[str, object], usual: int) -> tuple[int, int] | None:
    """The stride and the padding of a call, one number each; None where they differ by side or aren't understood."""
    stride = words.get("strides", words.get("stride", usual))
    padding = words.get("padding", 0)
    pair = _pair(stride)
    if isinstance(padding, str):
        padding = {"same": -1, "valid": 0}.get(padding)
    elif isinstance(padding, tuple):
        padding = padding[0] if len(set(padding)) == 1 else None
    if pair is None or pair[0] != pair[1] or not isinstance(padding, int):
        return None
    return pair[0], padding


def _keras_convolution(call: ast.Call, size: tuple[int, ...] | None) -> Layer:
    words = _arguments(call, ("filters", "kernel_size", "strides", "padding"))
    return _convolution(
        words, size, size[2] if size is not None and len(size) == 3 else None, words.get("use_bias", True)
    )


def _torch_convolution(call: ast.Call, size: tuple[int, ...] | None) -> Layer:
    words = _arguments(call, ("in_channels", "filters", "kernel_size", "stride", "padding"))
    words = {**words, "filters": words.get("filters", words.get("out_channels"))}
    return _convolution(words, size, _whole(words.get("in_channels")), words.get("bias", True))


def _convolution(words: Mapping[str, object], size: tuple[int, ...] | None, into: int | None, bias: object) -> Layer:
    filters, kernel, steps = (
        _whole(words.get("filters")),
        _pair(words.get("kernel_size")),
        _stride_and_padding(words, 1),
    )
    plain = not {"groups", "dilation", "dilation_rate"} & words.keys()
    output = None
    if kernel is not None and steps is not None and plain:
        output = _windowed(size, Window("convolution", None, kernel, *steps), filters)
    count = None
    if kernel is not None and filters is not None and into is not None and plain:
        count = convolution_count(kernel, into, filters)
        if not bias:
            count = Count(count.weights, 0, count.factors)
    return Layer("convolution", output, count, known=count is not None, window=kernel)


def _pooling(call: ast.Call, size: tuple[int, ...] | None) -> Layer:
    words = _arguments(call, ("pool_size", "strides", "padding"))
    kernel = _pair(words.get("pool_size", words.get("kernel_size", 2)))
    steps = _stride_and_padding(words, kernel[0]) if kernel is not None else None
    plain = not {"dilation", "ceil_mode"} & words.keys()
    output = None
    if kernel is not None and steps is not None and plain:
        output = _windowed(size, Window("pooling", None, kernel, *steps), None)
    return Layer("pooling", output, None, window=kernel)


def _dense(call: ast.Call, name: str, size: tuple[int, ...] | None) -> Layer:
    if name == "Linear":
        words = _arguments(call, ("into", "units"))
        into = _whole(words.get("into", words.get("in_features")))
        units = _whole(words.get("units", words.get("out_features")))
    else:
        words = _arguments(call, ("units",))
        units, into = _whole(words.get("units")), size[0] if size is not None and len(size) == 1 else None
    if not units:
        return Layer("dense", None, None, known=False)
    if not into:
        return Layer("dense", (units,), None, known=False)
    count = dense_count(into, units)
    if words.get("use_bias", words.get("bias", True)) is False:
        count = Count(count.weights, 0, count.factors)
    return Layer("dense", (units,), count, (into, units))


def _course_network(call: ast.Call) -> PrintedNetwork | None:
    """``TwoLayerNet(input_size=784, hidden_size=50, output_size=10)`` and its relatives with a list of sizes."""
    words = _arguments(call, ("input_size", "hidden_size", "output_size"))
    hidden = words.get("hidden_size_list", words.get("hidden_size"))
    into, out = _whole(words.get("input_size")), _whole(words.get("output_size"))
    inner = hidden if isinstance(hidden, tuple) else (hidden,)
    sizes = [size for size in map(_whole, inner) if size]
    normalized = any(word.arg == "use_batchnorm" and _literal(word.value) is True for word in call.keywords)
    if into is None or out is None or len(sizes) != len(inner) or normalized:
        return None
    return _dense_network([into, *sizes, out])


def input_size_in(lines: Iterator[str]) -> tuple[int, ...] | None:
    """The size of the input images that the text around a program names; None where it names none, or several.

    >>> input_size_in(iter(["The input images are 32x32 RGB."]))
    (32, 32, 3)
    """
    found = set()
    for line in lines:
        for match in _INPUT_IMAGES.finditer(spelled(line)):
            sides = [int(each) for each in re.findall(r"\d+", match["size"])]
            if len(sides) == 3:
                found.add(tuple(sides))
            elif re.search(r"rgb|カラー", match[0]):
                found.add((*sides, 3))
            elif re.search(r"グレースケール|白黒|gr[ae]y", match[0]):
                found.add((*sides, 1))
    return found.pop() if len(found) == 1 else None


_SIZE: Final = r"(?P<size>\d{1,4}\s?[x×]\s?\d{1,4}(?:\s?[x×]\s?\d{1,4})?)"
_INPUT_IMAGES: Final = re.compile(
    r"(?:入力(?:の?画像)?|input(?: images?)?)(?:の?サイズ)?\s*(?:は|が|is|are|of|:|=)?\s*(?:an?\s)?"
    rf"{_SIZE}[^。.\d]{{0,12}}"
)
