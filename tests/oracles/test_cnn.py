"""The keys of the CNN questions, computed from the drawn values by SciPy, SymPy or brute force: nothing of solvers/."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any

import numpy as np
import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw

pytest.importorskip("scipy")

from scipy import ndimage, optimize, signal

BANK = built_in_bank()
SEEDS = range(1, 31)
Values = Mapping[str, Any]
ORACLES: dict[str, Callable[[Values], Any]] = {}


def oracle(identifier: str) -> Callable[[Callable[[Values], Any]], Callable[[Values], Any]]:
    def register(function: Callable[[Values], Any]) -> Callable[[Values], Any]:
        ORACLES[identifier] = function
        return function

    return register


def flat(value: Any) -> Iterator[float]:
    if np.ndim(value) or isinstance(value, tuple | list):
        for part in value:
            yield from flat(part)
    else:
        yield float(value)


def grid(numbers: Any, columns: int) -> np.ndarray:
    return np.array([float(number) for number in numbers]).reshape(-1, columns)


# -- values ------------------------------------------------------------------------------------------------------------


@oracle("conv2d-values")
def _(v: Values) -> Any:
    side, extent, stride, padding = v["setting"]
    image = np.pad(grid(v["pixels"], side), padding)
    return signal.correlate2d(image, grid(v["weights"], extent), mode="valid")[::stride, ::stride] + v["bias"]


@oracle("conv-multichannel-values")
def _(v: Values) -> Any:
    image = grid(v["pixels"], 3).reshape(-1, 3, 3)
    return signal.correlate(image, grid(v["weights"], 2).reshape(-1, 2, 2), mode="valid", method="direct") + v["bias"]


@oracle("pool-values")
def _(v: Values) -> Any:
    side, window, stride = v["setting"]
    image = grid(v["pixels"], side)
    reduce = ndimage.maximum_filter if v["how"] == "max" else ndimage.uniform_filter
    middle = slice(window // 2, window // 2 + side - window + 1, stride)
    return reduce(image, size=window, mode="nearest")[middle, middle]


@oracle("zero-padding-border")
def _(v: Values) -> Any:
    image = np.full((v["side"], v["side"]), float(v["value"]))
    output = ndimage.convolve(image, np.ones((3, 3)), mode="constant")
    return output[0, 0], output[0, 2], output[2, 2]


@oracle("conv-backward-dw")
def _(v: Values) -> Any:
    image, upstream = grid(v["pixels"], v["side"]), grid(v["slopes"], v["side"] - 1)

    def loss(parameters: np.ndarray) -> float:
        output = signal.correlate2d(image, parameters[:4].reshape(2, 2), mode="valid") + parameters[4]
        return float((output * upstream).sum())

    return np.round(optimize.approx_fprime(np.full(5, 0.5), loss, 1e-3), 6)


@oracle("maxpool-backward")
def _(v: Values) -> Any:
    upstream = grid(v["slopes"], 2)

    def loss(pixels: np.ndarray) -> float:
        largest = ndimage.maximum_filter(pixels.reshape(4, 4), size=2, mode="nearest")[1::2, 1::2]
        return float((largest * upstream).sum())

    return np.round(optimize.approx_fprime(grid(v["pixels"], 4).ravel(), loss, 1e-3), 6)


@oracle("im2col-row")
def _(v: Values) -> Any:
    image = np.arange(1, 2 * v["height"] * v["width"] + 1).reshape(2, v["height"], v["width"])
    windows = np.lib.stride_tricks.sliding_window_view(image, (2, 2, 2))
    return windows.reshape(-1, 8)[v["index"]]


# -- sizes -------------------------------------------------------------------------------------------------------------


@oracle("im2col-shape")
def _(v: Values) -> Any:
    image = np.zeros((v["height"] + 2 * v["padding"], v["width"] + 2 * v["padding"]))
    output = signal.correlate2d(image, np.ones((v["filter_height"], v["filter_width"])), mode="valid")
    filters = np.zeros((v["channels"], v["filter_height"], v["filter_width"]))
    return v["images"] * output[:: v["stride"], :: v["stride"]].size, filters.size


@oracle("conv-same-padding")
def _(v: Values) -> Any:
    row, taps = np.ones(v["side"]), np.ones(v["kernel"])
    return (len(signal.correlate(row, taps, mode="same")) - len(signal.correlate(row, taps, mode="valid"))) / 2


@oracle("conv-solve-parameter")
def _(v: Values) -> Any:
    import sympy

    letters = dict(zip("nkps", sympy.symbols("n k p s"), strict=True))
    known = {"n": v["side"], "k": v["kernel"], "p": v["padding"], "s": v["stride"]}
    output = sympy.Rational(v["side"] + 2 * v["padding"] - v["kernel"], v["stride"]) + 1
    formula = (letters["n"] + 2 * letters["p"] - letters["k"]) / letters["s"] + 1 - output
    given = {letters[name]: value for name, value in known.items() if name != v["unknown"]}
    (answer,) = sympy.solve(formula.subs(given), letters[v["unknown"]])
    return int(answer)


@oracle("dilated-conv-size")
def _(v: Values) -> Any:
    taps = signal.upfirdn([1.0], np.ones(v["kernel"]), up=v["dilation"])
    return len(signal.correlate(np.ones(v["side"] + 2 * v["padding"]), taps, mode="valid")[:: v["stride"]])


@oracle("transposed-conv-size")
def _(v: Values) -> Any:
    stamped = signal.upfirdn(np.ones(v["kernel"]), np.ones(v["side"]), up=v["stride"])
    return len(stamped) - 2 * v["padding"] + v["extra"]


@oracle("receptive-field")
def _(v: Values) -> Any:
    rows = np.eye(260)  # one impulse in each row; what it reaches in the middle output counts
    for kernel, stride in zip(v["kernels"], v["strides"], strict=True):
        rows = signal.convolve2d(rows, np.ones((1, kernel)), mode="valid")[:, ::stride]
    return np.count_nonzero(rows[:, rows.shape[1] // 2] > 0.5)


@oracle("conv-locality-count")
def _(v: Values) -> Any:
    image = np.zeros((v["side"], v["side"]))
    image[v["row"] - 1, v["column"] - 1] = 1
    return np.count_nonzero(signal.correlate2d(image, np.ones((v["kernel"], v["kernel"])), mode="valid"))


@oracle("valid-conv-max-depth")
def _(v: Values) -> Any:
    row = np.ones(v["side"])
    for depth in count():
        if len(row) < v["kernel"]:
            return depth
        row = signal.correlate(row, np.ones(v["kernel"]), mode="valid")
        row /= row.max()
    return None


@oracle("conv-as-matrix")
def _(v: Values) -> Any:
    weights = np.arange(1.0, v["kernel"] ** 2 + 1).reshape(v["kernel"], -1)
    images = np.eye(v["height"] * v["width"]).reshape(-1, v["height"], v["width"])
    matrix = np.array([signal.correlate2d(image, weights, mode="valid").ravel() for image in images]).T
    return *matrix.shape, np.count_nonzero(matrix)


@oracle("cnn-shape-chain")
def _(v: Values) -> Any:
    side, channels = v["side"], v["channels"]
    for kind, window, stride, padding, filters in v["network"]:
        row = np.pad(np.ones(side), padding)
        side = len(signal.correlate(row, np.ones(window), mode="valid")[::stride])
        channels = filters if kind == "conv" else channels
    return side, channels, np.zeros((side, side, channels)).size


# -- costs, in small numbers that can be counted one by one ------------------------------------------------------------


@oracle("conv-param-count")
def _(v: Values) -> Any:
    return sum(len([0.0] * (v["channels"] * v["kernel"] ** 2)) + len([0.0]) for _ in range(v["filters"]))


@oracle("conv-macs")
def _(v: Values) -> Any:
    row = np.ones(v["side"] + 2 * v["padding"])
    positions = len(signal.correlate(row, np.ones(v["kernel"]), mode="valid")[:: v["stride"]]) ** 2
    # every product of ones is 1, so one output value of an image of ones is the number of multiplications
    value = signal.correlate(
        np.ones((v["channels"], v["kernel"], v["kernel"])),
        np.ones((v["channels"], v["kernel"], v["kernel"])),
        mode="valid",
        method="direct",
    ).item()
    return positions * v["filters"] * value


@pytest.mark.parametrize("identifier", sorted(ORACLES))
def test_key_agrees_with_the_oracle(identifier: str) -> None:
    item = BANK.item(identifier)
    for seed in SEEDS:
        variant = draw(item, seed)
        expected = list(flat(ORACLES[identifier](variant.values)))
        assert list(flat(variant.key)) == pytest.approx(expected, rel=1e-9, abs=1e-9), (seed, variant.values)


@pytest.mark.parametrize(
    ("values", "key"),
    [  # of the literature: AlexNet's conv1 and grouped conv2, LeNet's C3 with all connections, VGG's first layer
        ({"channels": 3, "kernel": 11, "filters": 96, "groups": 1}, 34_944),
        ({"channels": 96, "kernel": 5, "filters": 256, "groups": 2}, 307_456),
        ({"channels": 96, "kernel": 5, "filters": 256, "groups": 1}, 614_656),
        ({"channels": 6, "kernel": 5, "filters": 16, "groups": 1}, 2_416),
        ({"channels": 3, "kernel": 3, "filters": 64, "groups": 1}, 1_792),
    ],
)
def test_published_parameter_counts(values: Values, key: int) -> None:
    item = BANK.item("grouped-conv-params")
    assert item.key is not None
    assert item.key.value({**values, "seen": values["channels"] // values["groups"]}) == key


def test_the_course_networks_are_never_asked_with_their_own_input() -> None:
    """What their flattened outputs are is known by heart: the literature's 400, 4320 and 1024."""
    item = BANK.item("cnn-shape-chain")
    keys = {v.key for v in (draw(item, seed) for seed in range(1, 100)) if v.values["name"] != "own"}
    assert not keys & {(5, 16, 400), (12, 30, 4320), (4, 64, 1024)}
