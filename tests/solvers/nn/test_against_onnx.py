"""The layers against the node cases of the ONNX standard: inputs and expected outputs that nobody here wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from solvers.nn import functions as f
from solvers.nn import layers, losses, optimizers
from solvers.nn.layers.window import Window

pytest.importorskip("onnx", reason='the extra "oracle" is not installed: pip install -e ".[oracle]"')

Array = np.ndarray[Any, Any]
OPS = [
    "AveragePool", "BatchNormalization", "Conv", "ConvTranspose", "Dropout", "Elu", "Flatten", "Gelu", "Gemm",
    "GlobalAveragePool", "Identity", "InstanceNormalization", "LRN", "LayerNormalization", "LeakyRelu", "LogSoftmax",
    "MaxPool", "Relu", "Selu", "Sigmoid", "Softmax", "SoftmaxCrossEntropyLoss", "Softplus", "Tanh",
    "Adam", "Adagrad", "Momentum",
]  # fmt: skip


class NotApplicableError(Exception):
    """A case that asks for something which the training core does not offer, with the reason."""


def cases() -> Iterator[Any]:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from onnx.backend.test.case.node import collect_testcases

        # It honours only its first call in a process, so everything is collected and then filtered.
        found = collect_testcases(None)
    for case in found:
        nodes = case.model.graph.node
        if len(nodes) == 1 and nodes[0].op_type in OPS and "expanded" not in case.name:
            yield case


CASES = {case.name: case for case in cases()}


def attributes(node: Any) -> dict[str, Any]:
    from onnx import helper

    found = {a.name: helper.get_attribute_value(a) for a in node.attribute}
    return {k: v.decode() if isinstance(v, bytes) else v for k, v in found.items()}


def two_dimensional(x: Array) -> Array:
    """See a sequence ``(N, C, L)`` as an image of one row."""
    if x.ndim == 3:
        return x[:, :, None, :]
    if x.ndim != 4:
        raise NotApplicableError(
            f"{x.ndim - 2} spatial dimensions; the core has images, and sequences as images of one row"
        )
    return x


def both(values: list[int] | None, default: int) -> list[int]:
    values = values or [default]
    return [default, values[0]] if len(values) == 1 else list(values)


def geometry(a: dict[str, Any], x: Array, kernel: list[int]) -> dict[str, Any]:
    """Read kernel, strides, dilations and pads, including ``auto_pad``."""
    kernel, stride, dilation = both(kernel, 1), both(a.get("strides"), 1), both(a.get("dilations"), 1)
    auto, pads = a.get("auto_pad", "NOTSET"), list(a.get("pads", [0, 0, 0, 0]))
    if len(pads) == 2:
        pads = [0, pads[0], 0, pads[1]]
    if auto.startswith("SAME"):
        for i in (0, 1):
            n = x.shape[2 + i]
            total = max(0, (-(-n // stride[i]) - 1) * stride[i] + dilation[i] * (kernel[i] - 1) + 1 - n)
            less, more = total // 2, total - total // 2
            pads[i], pads[i + 2] = (less, more) if auto == "SAME_UPPER" else (more, less)
    return {"kernel": kernel, "stride": stride, "padding": pads, "dilation": dilation}


def conv(a: dict[str, Any], x: Array, w: Array, b: Array | None = None) -> Array:
    x, w = two_dimensional(x), two_dimensional(w)
    groups = a.get("group", 1)
    layer = layers.Conv2D(x.shape[1], len(w), groups=groups, bias=b is not None, **geometry(a, x, list(w.shape[2:])))
    layer.initialize(0, x.dtype)
    layer.params["W"][:] = w
    if b is not None:
        layer.params["b"][:] = b
    return layer.forward(x)


def conv_transpose(a: dict[str, Any], x: Array, w: Array, b: Array | None = None) -> Array:
    one_row = x.ndim == 3
    x, w = two_dimensional(x), two_dimensional(w)
    g = geometry({k: v for k, v in a.items() if k != "auto_pad"}, x, list(w.shape[2:]))
    extra = both(a.get("output_padding"), 0)
    groups, outputs = a.get("group", 1), w.shape[1] * a.get("group", 1)
    window = Window.of("ConvTranspose", g["kernel"], g["stride"], 0, g["dilation"])
    full = [(x.shape[2 + i] - 1) * window.stride[i] + window.reach[i] + extra[i] for i in (0, 1)]
    wanted = list(a["output_shape"])[-2:] if "output_shape" in a else None
    if a.get("auto_pad", "NOTSET").startswith("SAME") and wanted is None:
        wanted = [x.shape[2 + i] * window.stride[i] for i in (0, 1)]
    if wanted is not None:
        assert not one_row
        total = [full[i] - wanted[i] for i in (0, 1)]
        # A size beyond the last stamp is padding on the output side.
        extra = [extra[i] + max(0, -total[i]) for i in (0, 1)]
        total = [max(0, t) for t in total]
        upper = a.get("auto_pad", "NOTSET") == "SAME_UPPER"
        before = [t // 2 if upper else t - t // 2 for t in total]
        g["padding"] = [*before, total[0] - before[0], total[1] - before[1]]
    layer = layers.ConvTranspose2D(
        x.shape[1], outputs, groups=groups, bias=b is not None, output_padding=extra, **g
    ).initialize(0, x.dtype)
    layer.params["W"][:] = w
    if b is not None:
        layer.params["b"][:] = b
    return layer.forward(x)


def max_pool(a: dict[str, Any], x: Array) -> Array:
    if a.get("storage_order"):
        raise NotApplicableError("column-major indices; the core returns no indices")
    if x.dtype.kind in "iu":
        x = x.astype(np.float64)
    x = two_dimensional(x)
    return layers.MaxPool2D(ceil=bool(a.get("ceil_mode", 0)), **geometry(a, x, list(a["kernel_shape"]))).forward(x)


def average_pool(a: dict[str, Any], x: Array) -> Array:
    x = two_dimensional(x)
    g = geometry(a, x, list(a["kernel_shape"]))
    layer = layers.AveragePool2D(
        ceil=bool(a.get("ceil_mode", 0)), count_padding=bool(a.get("count_include_pad", 0)), **g
    )
    return layer.forward(x)


def batch_norm(a: dict[str, Any], x: Array, s: Array, b: Array, mean: Array, variance: Array) -> list[Array]:
    train = bool(a.get("training_mode", 0))
    # An ONNX case with running statistics expects the biased variance.
    layer = layers.BatchNorm(x.shape[1], momentum=a.get("momentum", 0.9), eps=a.get("epsilon", 1e-5)).initialize(
        0, x.dtype
    )
    layer.params["gamma"][:], layer.params["beta"][:] = s, b
    layer.state["mean"][:], layer.state["variance"][:] = mean, variance
    y = layer.forward(x.reshape(*x.shape[:2], -1, 1) if x.ndim not in (2, 4) else x, train).reshape(x.shape)
    return [y, layer.state["mean"], layer.state["variance"]] if train else [y]


def layer_norm(a: dict[str, Any], x: Array, scale: Array, bias: Array | None = None) -> Array:
    axis = a.get("axis", -1) % x.ndim
    # The core's samples lie along axis 0; where the case normalizes that axis too, one is put before it.
    y = x[None] if axis == 0 else x
    layer = layers.LayerNorm(x.shape[axis:], eps=a.get("epsilon", 1e-5)).initialize(0, x.dtype)
    layer.params["gamma"][:] = scale
    layer.params["beta"][:] = 0 if bias is None else bias
    return layer.forward(y).reshape(x.shape)


def instance_norm(a: dict[str, Any], x: Array, scale: Array, bias: Array) -> Array:
    layer = layers.InstanceNorm(x.shape[1], eps=a.get("epsilon", 1e-5)).initialize(0, x.dtype)
    layer.params["gamma"][:], layer.params["beta"][:] = scale, bias
    return layer.forward(x)


def lrn(a: dict[str, Any], x: Array) -> Array:
    return layers.LocalResponseNorm(
        a["size"], a.get("alpha", 1e-4), a.get("beta", 0.75), a.get("bias", 1.0), mean=True
    ).forward(x)


def gemm(a: dict[str, Any], x: Array, w: Array, c: Array | None = None) -> Array:
    x, w = (x.T if a.get("transA") else x), (w.T if a.get("transB") else w)
    layer = layers.Dense(w.shape[0], w.shape[1]).initialize(0, x.dtype)
    layer.params["W"][:] = a.get("alpha", 1.0) * w
    layer.params["b"][:] = 0
    y = layer.forward(x)
    # The dense layer has one bias per output; a matrix of biases is added here.
    return y if c is None else y + x.dtype.type(a.get("beta", 1.0)) * c


def softmax_cross_entropy(a: dict[str, Any], x: Array, t: Array, weights: Array | None = None) -> list[Array]:
    rows = np.moveaxis(x, 1, -1).reshape(-1, x.shape[1])
    loss = losses.SoftmaxCrossEntropy(
        reduction=a.get("reduction", "mean"), weights=weights, ignore=a.get("ignore_index")
    )
    value = np.asarray(loss.forward(rows, t.reshape(-1)))
    log_probability = f.log_softmax(x, axis=1)
    return [value.reshape(t.shape) if value.ndim else value, log_probability]


def rate_of(r: Array, t: Array, a: dict[str, Any]) -> float:
    return float(r) / (1 + float(t) * a.get("decay_factor", 0.0))


def several(
    one: Callable[..., list[Array]], tensors: int, a: dict[str, Any], r: Array, t: Array, *rest: Array
) -> list[Array]:
    """Run an optimizer case with several tensors: X1 X2 G1 G2 V1 V2 ... to X1' X2' V1' V2'."""
    count = len(rest) // tensors
    results = [one(a, r, t, *rest[i::count]) for i in range(count)]
    return [value for kind in zip(*results, strict=True) for value in kind]


def stepped(optimizer: optimizers.Optimizer, x: Array, g: Array, steps_before: int, *slots: Array) -> list[Array]:
    w = x.copy()
    optimizer.t = steps_before
    optimizer.prepare(w.reshape(-1))
    for name, value in zip(optimizer.slots, slots, strict=True):
        optimizer.state[name][:] = value.reshape(-1)
    optimizer.step(w, g)
    return [w, *(optimizer.state[name].reshape(x.shape) for name in optimizer.slots)]


def adam(a: dict[str, Any], r: Array, t: Array, x: Array, g: Array, v: Array, h: Array) -> list[Array]:
    if int(t) != 0:
        raise NotApplicableError("a step count that starts elsewhere")
    # Case 0 has no bias correction: the core's rate is divided by what its first step multiplies with.
    beta1, beta2 = a.get("alpha", 0.9), a.get("beta", 0.999)
    rate = float(r) * (1 - beta1) / np.sqrt(1 - beta2)
    optimizer = optimizers.Adam(
        rate, beta1, beta2, a.get("epsilon", 1e-6), weight_decay=a.get("norm_coefficient", 0.0), decay="l2"
    )
    w, m, s = stepped(optimizer, x, g, 0, v, h)
    return [(1 - a.get("norm_coefficient_post", 0.0)) * w, m, s]


def adagrad(a: dict[str, Any], r: Array, t: Array, x: Array, g: Array, h: Array) -> list[Array]:
    optimizer = optimizers.AdaGrad(
        rate_of(r, t, a), a.get("epsilon", 1e-6), weight_decay=a.get("norm_coefficient", 0.0), decay="l2"
    )
    return stepped(optimizer, x, g, int(t), h)


def momentum(a: dict[str, Any], r: Array, t: Array, x: Array, g: Array, v: Array) -> list[Array]:
    optimizer = optimizers.Momentum(
        float(r), a["alpha"], "without-rate", a["mode"] == "nesterov", 1 - a["beta"],
        weight_decay=a.get("norm_coefficient", 0.0), decay="l2",
    )  # fmt: skip
    return stepped(optimizer, x, g, int(t), v)


def run(case: Any, inputs: list[Array], expected: list[Array]) -> list[Array]:
    node = case.model.graph.node[0]
    a, op, x = attributes(node), node.op_type, inputs[0] if inputs else np.empty(0)
    if op == "Dropout":
        train = len(inputs) > 2 and bool(inputs[2])
        rate = float(inputs[1]) if len(inputs) > 1 and inputs[1].size else a.get("ratio", 0.5)
        layer = layers.Dropout(rate, "inverted").initialize(0)
        if train:
            # The mask is the case's own; the core must scale and route by it.
            layer.mask = expected[1] if len(expected) > 1 else expected[0] != 0
            layer.frozen = True
        return [layer.forward(x, train), *([layer.mask] if train else [np.ones(x.shape, bool)])]
    simple: dict[str, Callable[[], Array | list[Array]]] = {
        "Conv": lambda: conv(a, *inputs),
        "ConvTranspose": lambda: conv_transpose(a, *inputs),
        "MaxPool": lambda: max_pool(a, x),
        "AveragePool": lambda: average_pool(a, x),
        "GlobalAveragePool": lambda: layers.GlobalAveragePool(keep_axes=True).forward(x),
        "BatchNormalization": lambda: batch_norm(a, *inputs),
        "LayerNormalization": lambda: layer_norm(a, *inputs),
        "InstanceNormalization": lambda: instance_norm(a, *inputs),
        "LRN": lambda: lrn(a, x),
        "Gemm": lambda: gemm(a, *inputs),
        "Flatten": lambda: layers.Flatten().forward(x) if a.get("axis", 1) == 1 else not_flat(),
        "Identity": lambda: layers.Identity().forward(x),
        "Relu": lambda: layers.ReLU().forward(x),
        "LeakyRelu": lambda: layers.LeakyReLU(a.get("alpha", 0.01)).forward(x),
        "Elu": lambda: layers.ELU(a.get("alpha", 1.0)).forward(x),
        "Selu": lambda: layers.SELU(a.get("alpha", f.SELU_ALPHA), a.get("gamma", f.SELU_SCALE)).forward(x),
        "Gelu": lambda: layers.GELU(a.get("approximate", "none")).forward(x),
        "Sigmoid": lambda: layers.Sigmoid().forward(x),
        "Tanh": lambda: layers.Tanh().forward(x),
        "Softplus": lambda: layers.Softplus().forward(x),
        "Softmax": lambda: layers.Softmax(a.get("axis", -1)).forward(x),
        "LogSoftmax": lambda: layers.LogSoftmax(a.get("axis", -1)).forward(x),
        "SoftmaxCrossEntropyLoss": lambda: softmax_cross_entropy(a, *inputs),
        "Adam": lambda: several(adam, 4, a, *inputs),
        "Adagrad": lambda: several(adagrad, 3, a, *inputs),
        "Momentum": lambda: several(momentum, 3, a, *inputs),
    }
    result = simple[op]()
    return result if isinstance(result, list) else [result]


def not_flat() -> Array:
    raise NotApplicableError("flattening from another axis than the samples'")


def arrays(case: Any) -> tuple[list[Array], list[Array]]:
    inputs, outputs = case.data_sets[0]
    if any(not isinstance(value, np.ndarray | np.generic) for value in (*inputs, *outputs)):
        raise NotApplicableError("sequences and optional values are no arrays")
    return [np.asarray(v) for v in inputs], [np.asarray(v) for v in outputs]


def judge(case: Any) -> None:
    """Hold one case's outputs against ours; NotApplicableError where it asks for what the core does not offer."""
    inputs, expected = arrays(case)
    # A max pooling's indices and a layer norm's mean are extras: the first output is what the layer is for.
    compared = list(zip(run(case, inputs, expected), expected, strict=False))
    assert compared
    for got, want in compared:
        tolerance = 1e-12 if want.dtype == np.float64 else 1e-5
        assert got.size == want.size
        np.testing.assert_allclose(
            got.reshape(want.shape), want, rtol=max(tolerance, case.rtol), atol=max(tolerance, 1e-7)
        )


@pytest.mark.parametrize("name", sorted(CASES))
def test_node_case(name: str) -> None:
    try:
        judge(CASES[name])
    except NotApplicableError as reason:
        pytest.skip(f"not applicable: {reason}")


def test_count_by_operator(capsys: pytest.CaptureFixture[str]) -> None:
    """Say how many cases of each operator pass, and that every operator has some."""
    passed: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for case in CASES.values():
        try:
            judge(case)
            passed[case.model.graph.node[0].op_type] += 1
        except NotApplicableError as reason:
            reasons[str(reason)] += 1
    with capsys.disabled():
        print("\nONNX node cases passed:", ", ".join(f"{op} {passed[op]}" for op in sorted(passed)), end="")
        print(f"; {passed.total()} in all, {reasons.total()} not applicable")
    assert set(passed) == set(OPS)
    assert passed.total() > 8 * reasons.total()
