"""Networks that a report prints (Keras, PyTorch, the course's own classes) or tells in a sentence -> their layers.

The code is parsed, never run. A layer whose size can't be told ends what is known of the sizes behind it.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.code.tree_nodes import nodes_in
from quiz.report.sizes.call_arguments import arguments, name_of_call, pair, whole
from quiz.report.sizes.course_networks import course_network, is_course_network
from quiz.report.sizes.forward_sizes import in_order_of_use
from quiz.report.sizes.layer_arithmetic import MOST, Count, Window, convolution_count, dense_count, normalization_count
from quiz.report.sizes.network_model import Layer, PrintedNetwork

MOST_LAYERS: Final = 60
_PROGRAM: Final = late(r"Sequential|LayerNet|ConvNet|self\.\w+ = nn\.")


def may_print_network(text: str) -> bool:
    """Whether a text may print a network: the one look that nearly every report fails."""
    return bool(_PROGRAM.search(text))


def network_in_code(tree: ast.Module, source: tuple[int, ...] | None = None) -> PrintedNetwork | None:
    """Return the network that a program builds, the last one; ``source`` is its input's size where a text tells it.

    >>> from quiz.report.code.printed_code import parsed
    >>> program = "net = Sequential(Conv2d(3, 16, 3, padding=1), MaxPool2d(2), Flatten(), Linear(4096, 10))"
    >>> network = network_in_code(parsed(program), (32, 32, 3))
    >>> network.layers[1].output, network.total().of(True)
    ((16, 16, 16), (41418,))
    """
    calls = _layer_calls(tree)
    named = {} if calls else _named_layers(tree)
    if not 1 <= len(calls or named) <= MOST_LAYERS:
        return None
    if calls and is_course_network(calls[0]):
        return course_network(calls[0])
    if named:
        return _of_class(tree, named, source)
    layers: list[Layer] = []
    size = _with_channels(source, calls)
    for call in calls:
        given = _given_input(call)
        size = given if given is not None else size
        layer = layer_of(call, size)
        if layer is None:
            continue
        layers.append(replace(layer, line=call.lineno))
        size = layer.output
    beside = tuple((layer.line, layer) for layer in layers)
    return PrintedNetwork(tuple(layers), beside) if layers else None


def _of_class(tree: ast.Module, named: Mapping[str, ast.Call], source: tuple[int, ...] | None) -> PrintedNetwork | None:
    """The network of a class that keeps its layers: in the order of ``forward``, else in that of ``__init__``.

    The latter is known to be the order of use where a dense layer takes as many values as come out before it.
    """
    source = _with_channels(source, list(named.values()))
    used = in_order_of_use(tree, named, layer_of, source)
    if used is not None:
        layers, beside = used
        made = {layer.name: layer for layer in layers}
        alone = [layer for layer in layers if sum(other.name == layer.name for other in layers) == 1]
        own = [(named[layer.name].lineno, layer) for layer in alone if layer.name in named]
        unused = [replace(layer, name=name) for name, call in named.items() if name not in made
                  and (layer := layer_of(call, None)) is not None and layer.count is not None]  # fmt: skip
        return PrintedNetwork((*layers, *unused), (*beside, *own)) if layers else None
    chained, size, sure = [], source, False
    for name, call in named.items():
        layer = layer_of(call, size)
        if layer is None:
            continue
        if layer.kind == "dense" and layer.shape is not None and size is not None and len(size) == 3:
            flat = size[0] * size[1] * size[2]
            sure = sure or flat == layer.shape[0]
        chained.append(replace(layer, name=name, line=call.lineno))
        size = layer.output
    if not sure:  # nothing tells that they are used in this order
        chained = [replace(layer, name=name, line=call.lineno) for name, call in named.items()
                   if (layer := layer_of(call, None)) is not None]  # fmt: skip
    return PrintedNetwork(tuple(chained), tuple((layer.line, layer) for layer in chained)) if chained else None


def _with_channels(source: tuple[int, ...] | None, calls: list[ast.Call]) -> tuple[int, ...] | None:
    """The size of the input; channels that no text tells are those that the first convolution takes."""
    if source is None or len(source) != 2:
        return source
    for call in calls:
        if name_of_call(call) == "Conv2d":
            channels = whole(arguments(call, ("in_channels",)).get("in_channels"))
            return (*source, channels) if channels else None
    return None


# -- calls -------------------------------------------------------------------------------------------------------------


def _layer_calls(tree: ast.Module) -> list[ast.Call]:
    """The calls that make the layers of the last network of a program, in order."""
    found: list[ast.Call] = []
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    of_class = {id(part) for part in nodes_in(classes[0])} if len(classes) == 1 else set()
    within: set[int] = set()
    for node in nodes_in(tree):
        if not isinstance(node, ast.Call) or id(node) in within:
            continue
        if name_of_call(node) == "Sequential":
            within |= {id(part) for part in nodes_in(node)}  # one inside of it is no network of its own
            parts = _parts_of(node)
            if parts is None:
                return []
            before = found if id(node) in of_class and found and id(found[0]) in of_class else []
            found = [*before, *parts]
        elif is_course_network(node):
            found = [node]
    added = [
        node.value.args[0]
        for node in tree.body
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and name_of_call(node.value) == "add"
        and len(node.value.args) == 1
        and isinstance(node.value.args[0], ast.Call)
    ]
    return [*found, *added]


def _parts_of(sequential: ast.Call) -> list[ast.Call] | None:
    """The layers that a call of ``Sequential`` puts in a row, those of inner ones in their place; None if not all."""
    given = sequential.args
    listed = given[0].elts if len(given) == 1 and isinstance(given[0], ast.List) else given
    found: list[ast.Call] = []
    for part in listed:
        if not isinstance(part, ast.Call):
            return None
        inner = _parts_of(part) if name_of_call(part) == "Sequential" else [part]
        if inner is None:
            return None
        found += inner
    return found


def _named_layers(tree: ast.Module) -> dict[str, ast.Call]:
    """The layers that a class keeps: ``self.conv1 = nn.Conv2d(...)``, by their names."""
    found: dict[str, ast.Call] = {}
    for node in nodes_in(tree):
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and len(node.targets) == 1):
            continue
        target = node.targets[0]
        if isinstance(target, ast.Attribute) and name_of_call(node.value) in _TORCH:
            found[target.attr.lower()] = node.value
    return found


_TORCH: Final = frozenset("Conv2d Linear MaxPool2d AvgPool2d BatchNorm1d BatchNorm2d Flatten Dropout ReLU".split())


def _given_input(call: ast.Call) -> tuple[int, ...] | None:
    """The size of the network's input that a layer of Keras names."""
    words = arguments(call, ("shape",) if name_of_call(call) in ("Input", "InputLayer") else ())
    shape = words.get("input_shape", words.get("shape", words.get("input_dim")))
    if (one := whole(shape)) is not None:
        return (one,)
    if isinstance(shape, tuple) and len(shape) in (1, 3) and all(0 < side <= MOST for side in shape):
        return shape
    return None


# -- layers ------------------------------------------------------------------------------------------------------------


def layer_of(call: ast.Call, size: tuple[int, ...] | None) -> Layer | None:
    """Return the layer that a call makes, behind one of ``size``; None for what makes none (``Input``)."""
    name = name_of_call(call)
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
        given = whole(arguments(call, ("features",)).get("features")) if name != "BatchNormalization" else None
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


def _over(size: tuple[int, ...] | None, window: Window) -> Window:
    """A window with the feature map that it moves over."""
    return window.with_said(Window(source=(size[0], size[1]))) if size is not None and len(size) == 3 else window


def _windowed(size: tuple[int, ...] | None, window: Window | None, channels: int | None) -> tuple[int, ...] | None:
    """The size that comes out of a window over a feature map."""
    out = window.output() if window is not None else None
    if size is None or len(size) != 3 or out is None:
        return None
    return *out, channels if channels is not None else size[2]


def _stride_and_padding(words: Mapping[str, object], usual: int) -> tuple[int, int] | None:
    """The stride and the padding of a call, one number each; None where they differ by side or aren't understood."""
    stride = words.get("strides", words.get("stride", usual))
    padding = words.get("padding", 0)
    sides = pair(stride)
    if isinstance(padding, str):
        padding = {"same": -1, "valid": 0}.get(padding)
    elif isinstance(padding, tuple):
        padding = padding[0] if len(set(padding)) == 1 else None
    if sides is None or sides[0] != sides[1] or not isinstance(padding, int):
        return None
    return sides[0], padding


def _keras_convolution(call: ast.Call, size: tuple[int, ...] | None) -> Layer:
    words = arguments(call, ("filters", "kernel_size", "strides", "padding"))
    return _convolution(
        words, size, size[2] if size is not None and len(size) == 3 else None, words.get("use_bias", True)
    )


def _torch_convolution(call: ast.Call, size: tuple[int, ...] | None) -> Layer:
    words = arguments(call, ("in_channels", "filters", "kernel_size", "stride", "padding"))
    words = {**words, "filters": words.get("filters", words.get("out_channels"))}
    return _convolution(words, size, whole(words.get("in_channels")), words.get("bias", True))


def _convolution(words: Mapping[str, object], size: tuple[int, ...] | None, into: int | None, bias: object) -> Layer:
    filters, kernel, steps = (
        whole(words.get("filters")),
        pair(words.get("kernel_size")),
        _stride_and_padding(words, 1),
    )
    plain = not {"groups", "dilation", "dilation_rate"} & words.keys()
    moved = None
    if kernel is not None and steps is not None and plain:
        moved = _over(size, Window("convolution", None, kernel, *steps))
    output = _windowed(size, moved, filters)
    count = None
    if kernel is not None and filters is not None and into is not None and plain:
        count = convolution_count(kernel, into, filters)
        if not bias:
            count = Count(count.weights, 0, count.factors)
    return Layer("convolution", output, count, known=count is not None, moved=moved)


def _pooling(call: ast.Call, size: tuple[int, ...] | None) -> Layer:
    words = arguments(call, ("pool_size", "strides", "padding"))
    kernel = pair(words.get("pool_size", words.get("kernel_size", 2)))
    steps = _stride_and_padding(words, kernel[0]) if kernel is not None else None
    plain = not {"dilation", "ceil_mode"} & words.keys()
    moved = None
    if kernel is not None and steps is not None and plain:
        moved = _over(size, Window("pooling", None, kernel, *steps))
    output = _windowed(size, moved, None)
    return Layer("pooling", output, None, moved=moved)


def _dense(call: ast.Call, name: str, size: tuple[int, ...] | None) -> Layer:
    if name == "Linear":
        words = arguments(call, ("into", "units"))
        into = whole(words.get("into", words.get("in_features")))
        units = whole(words.get("units", words.get("out_features")))
    else:
        words = arguments(call, ("units",))
        units, into = whole(words.get("units")), size[0] if size is not None and len(size) == 1 else None
    if not units:
        return Layer("dense", None, None, known=False)
    if not into:
        return Layer("dense", (units,), None, known=False)
    count = dense_count(into, units)
    if words.get("use_bias", words.get("bias", True)) is False:
        count = Count(count.weights, 0, count.factors)
    return Layer("dense", (units,), count, (into, units))
