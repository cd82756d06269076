"""The course's own classes of networks, as a report makes them by a call -> their layers.

``TwoLayerNet``, ``MultiLayerNet`` and their relatives are fully connected; ``SimpleConvNet`` is convolution, ReLU, 2×2
pooling and two affine layers, ``DoubleConvNet`` has a second convolution before the pooling. Weights of a convolution
are arrays of (filters, channels, height, width), those of an affine layer of (inputs, outputs).
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from quiz.report.sizes.call_arguments import arguments, literal, name_of_call, whole
from quiz.report.sizes.layer_arithmetic import MOST, Window, convolution_count, dense_count
from quiz.report.sizes.network_model import Layer, PrintedNetwork, dense_network

_SCALES: Final = {"xavier": "xavier", "sigmoid": "xavier", "he": "he", "relu": "he"}
_FIRST: Final = {"filter_num": 30, "filter_size": 5, "pad": 0, "stride": 1}
_USUAL: Final = {
    "SimpleConvNet": ("conv_param",),
    "DoubleConvNet": ("conv_param_1", "conv_param_2"),
}
"""The classes with convolutions, and the arguments that describe them in order."""


def is_course_network(call: ast.Call) -> bool:
    """Whether a call makes a network of one of the course's classes."""
    return "LayerNet" in name_of_call(call) or name_of_call(call) in _USUAL


def course_network(call: ast.Call) -> PrintedNetwork | None:
    """Return the network that a call makes; None where its sizes can't be told.

    >>> program = "SimpleConvNet(input_dim=(1, 12, 12), conv_param={'filter_num': 4, 'filter_size': 3, 'pad': 0, "
    >>> program += "'stride': 1}, hidden_size=6, output_size=2)"
    >>> network = course_network(ast.parse(program, mode="eval").body)
    >>> [layer.shape for layer in network.weighted()]
    [(4, 1, 3, 3), (100, 6), (6, 2)]
    """
    named = name_of_call(call)
    return _convolutional(call, _USUAL[named]) if named in _USUAL else _fully_connected(call)


def scale_of(value: object) -> str | float | None:
    """How weights are drawn: by the name of a method or of an activation, or with a standard deviation."""
    if isinstance(value, str):
        return _SCALES.get(value.lower())
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _fully_connected(call: ast.Call) -> PrintedNetwork | None:
    words = arguments(call, ("input_size", "hidden_size", "output_size"))
    hidden = words.get("hidden_size_list", words.get("hidden_size"))
    into, out = whole(words.get("input_size")), whole(words.get("output_size"))
    inner = hidden if isinstance(hidden, tuple) else (hidden,)
    sizes = [size for size in map(whole, inner) if size]
    normalized = any(word.arg == "use_batchnorm" and literal(word.value) is True for word in call.keywords)
    if into is None or out is None or len(sizes) != len(inner) or normalized:
        return None
    return dense_network([into, *sizes, out], scale_of(words.get("weight_init_std")))


def _convolutional(call: ast.Call, names: tuple[str, ...]) -> PrintedNetwork | None:
    words = arguments(call, ("input_dim", *names, "hidden_size", "output_size", "weight_init_std"))
    source, hidden, out = words.get("input_dim"), whole(words.get("hidden_size")), whole(words.get("output_size"))
    if not isinstance(source, tuple) or len(source) != 3 or not all(0 < side <= MOST for side in source):
        return None
    channels, size = source[0], (source[1], source[2])
    layers: list[Layer] = []
    for name in names:
        layer = _convolution(words.get(name), channels, size)
        if layer is None or layer.output is None:
            return None
        layers.append(replace(layer, name=f"conv{len(layers) + 1}"))
        size, channels = (layer.output[0], layer.output[1]), layer.output[2]
    pooled = Window("pooling", size, (2, 2), 2, 0)
    small = pooled.output()
    if small is None or not hidden or not out:
        return None
    flat = small[0] * small[1] * channels
    if flat > MOST:
        return None
    layers.append(Layer("pooling", (*small, channels), None, name="pool1", moved=pooled))
    layers.append(Layer("flatten", (flat,), None))
    layers.append(Layer("dense", (hidden,), dense_count(flat, hidden), (flat, hidden), name="affine1"))
    layers.append(Layer("dense", (out,), dense_count(hidden, out), (hidden, out), name="affine2"))
    return PrintedNetwork(tuple(layers), keyed=True, scale=scale_of(words.get("weight_init_std")))


def _convolution(param: object, channels: int, size: tuple[int, int]) -> Layer | None:
    if not isinstance(param, Mapping) or not set(param) <= set(_FIRST):
        return None
    filters, side, padding, stride = (whole(param.get(name)) for name in _FIRST)
    if not filters or not side or padding is None or not stride:
        return None
    moved = Window("convolution", size, (side, side), stride, padding)
    out = moved.output()
    if out is None:
        return None
    shape = (filters, channels, side, side)
    return Layer("convolution", (*out, filters), convolution_count((side, side), channels, filters), shape, moved=moved)
