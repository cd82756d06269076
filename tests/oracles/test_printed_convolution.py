"""Convolution and pooling: solved again from the printed Japanese stems alone, and held against the keys."""

from __future__ import annotations

import re
from fractions import Fraction
from math import floor

import numpy as np
from printed_stems import DECIMAL, Printed, hold_choice, hold_numbers, printed
from printed_tables import hold_matrix, pictured, tables

Array = np.ndarray


def windows(image: Array, size: int, stride: int) -> Array:
    """Return every window, by row and column of the output."""
    return np.lib.stride_tricks.sliding_window_view(image, (size, size))[::stride, ::stride]


def whole(question: Printed, pattern: str) -> int:
    number = question.number(pattern)
    assert number.denominator == 1
    return int(number)


def test_the_slope_of_a_convolution_by_its_input() -> None:
    """The output is linear in the input: the loss of one pixel's impulse is that pixel's slope."""
    for question in printed("conv-backward-dx"):
        side, other = map(int, question.found(r"(\d+)×(\d+) の入力"))
        kernel, upstream = (np.array(tables(question)[name]) for name in ("K", "dout"))
        stride, padding = whole(question, "ストライドは "), whole(question, "パディングは ")
        assert side == other
        slopes = []
        for at in range(side * side):
            impulse = np.pad((np.arange(side * side) == at).astype(int).reshape(side, side), padding)
            output = (windows(impulse, len(kernel), stride) * kernel).sum(axis=(2, 3))
            slopes.append(int((output * upstream).sum()))
        hold_matrix(question, np.array(slopes).reshape(side, side).tolist())


def test_the_slope_of_average_pooling_is_that_of_a_linear_map() -> None:
    for question in printed("avgpool-backward"):
        image, upstream = (np.array(tables(question)[name]) for name in ("X", "dout"))
        size, other = map(int, question.found(r"窓 (\d+)×(\d+)"))
        stride, padding = whole(question, "ストライド "), whole(question, "パディング ")
        assert (size, padding) == (other, 0)
        slopes = []
        for at in range(image.size):
            impulse = (np.arange(image.size) == at).astype(int).reshape(image.shape)
            sums = windows(impulse, size, stride).sum(axis=(2, 3))
            slopes.append(Fraction(int((sums * upstream).sum()), size * size))
        side = len(image)
        hold_matrix(question, [slopes[row * side : (row + 1) * side] for row in range(side)])


def test_overlapping_maxima() -> None:
    for question in printed("overlap-pool-values"):
        image = np.array(tables(question)["X"])
        size, other = map(int, question.found(r"窓 (\d+)×(\d+)"))
        assert (size, whole(question, "パディング ")) == (other, 0)
        hold_matrix(question, windows(image, size, whole(question, "ストライド ")).max(axis=(2, 3)).tolist())


def test_the_lines_that_compute_a_pooled_size_are_run() -> None:
    for question in printed("pool-output-size"):
        window, stride, pad = map(int, question.found(r"pool_h = pool_w = (\d+)`、`stride = (\d+)`、`pad = (\d+)`"))
        sizes = []
        for name, side in (("H", "h"), ("W", "w")):
            padded, used, length = question.found(
                rf"out_{side} = int\(1 \+ \({name}( \+ 2\*pad)? - pool_({side})\) / (stride)\)"
            )
            assert (used, length) == (side, "stride")
            whole_side = whole(question, rf"`{name} = ") + (2 * pad if padded else 0)
            sizes.append(floor(1 + Fraction(whole_side - window, stride)))
        assert question.key() == sizes, question.name
        height, width = sizes
        assert question.verdict(f"{height}×{width}") == "correct", question.name
        assert question.verdict(f"{height + 1}×{width}") != "correct", question.name
        assert question.verdict(f"{height}×{width - 1}") != "correct", question.name


def test_normalization_across_channels() -> None:
    for question in printed("lrn-value"):
        (listed,) = question.found(r"チャンネル 1 から順に ([\d, ]+) のとき")
        values = [Fraction(part) for part in listed.split(",")]
        place = whole(question, "のとき、チャンネル ") - 1
        width, k, alpha, beta = (question.number(name) for name in (r"\$n=", r"\$k=", r"alpha=", r"beta="))
        near = [a for j, a in enumerate(values) if abs(place - j) <= (width - 1) / 2]
        base = k + alpha * sum(a * a for a in near)
        hold_numbers(question, [float(values[place]) / float(base) ** float(beta)], 3)


PADDINGS = {"zero": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}
"""What NumPy calls them."""


def test_paddings_are_those_of_numpy() -> None:
    for question in printed("padding-modes"):
        signal, kernel = (np.array([int(part) for part in question.numbers(name)]) for name in ("x=", "w="))
        mode = PADDINGS[question.found("加える値の種類は ([a-z]+)")[0]]
        assert whole(question, "ストライドは ") == 1
        width, shown = question.found(r"左右に (\d+) 個ずつ値を加えます.*\n\n.*加えると `([\d |]+)`")
        example = [int(part) for part in re.findall(r"\d", shown)]
        assert np.pad(np.array([1, 2, 3, 4]), 2, mode=mode).tolist() == example, question.name  # type: ignore[call-overload]
        padded = np.pad(signal, int(width), mode=mode)  # type: ignore[call-overload]
        output = np.correlate(padded, kernel, mode="valid")
        assert len(output) == len(signal) == whole(question, "^長さ ")
        hold_numbers(question, [int(output[0]), int(output[-1])], 0)


def test_the_window_of_a_picture() -> None:
    for question, words in pictured("conv-window-figure"):
        kernel = np.array(tables(question)["K"])
        side, other = map(int, re.findall(r"(\d+)×(\d+) の格子", words)[0])
        size, same = map(int, re.findall(r"(\d+)×(\d+) の窓", words)[0])
        down, right = map(int, re.findall(r"上から (\d+)、左から (\d+) ずれた位置", words)[0])
        rows = [[int(part) for part in row.split(",")] for row in re.findall(r"\(([-\d, ]+)\)", words)]
        stride, padding = whole(question, "ストライドは "), whole(question, "パディングは ")
        assert (side, size) == (other, same) == (len(rows), len(kernel))
        assert (padding > 0) == (f"幅 {padding} のパディング" in words)
        assert down % stride == right % stride == 0, question.name
        image = np.pad(np.array(rows), padding)
        value = (windows(image, size, 1)[down, right] * kernel).sum()
        hold_numbers(question, [down // stride + 1, right // stride + 1, int(value)], 0)


# -- what a shift of the input does ------------------------------------------------------------------------------------


def circular(signal: Array, size: int) -> Array:
    """Return the window around each place of a signal whose ends are joined."""
    return np.stack([np.roll(signal, size // 2 - at) for at in range(size)], axis=1)


def passed(layers: list[str], signal: Array, seed: int) -> Array:
    """Return what a signal becomes in the printed layers; the same seed gives the same weights."""
    rng = np.random.default_rng(seed)
    for layer in layers:
        if found := re.fullmatch(r"幅 (\d+) の畳み込み（ストライド (\d+)）", layer):
            size, stride = map(int, found.groups())
            signal = (circular(signal, size) @ rng.normal(size=size))[::stride]
        elif found := re.fullmatch(r"位置ごとに別の重みを使う幅 (\d+) の層（局所結合）", layer):
            size = int(found[1])
            signal = (circular(signal, size) * rng.normal(size=(len(signal), size))).sum(axis=1)
        elif found := re.fullmatch(r"最大値プーリング（窓 (\d+)、ストライド (\d+)）", layer):
            size, stride = map(int, found.groups())
            signal = np.stack([np.roll(signal, -at) for at in range(size)], axis=1).max(axis=1)[::stride]
        elif layer == "全結合層":
            signal = rng.normal(size=(len(signal), len(signal))) @ signal
        else:
            rules = {
                "ReLU": lambda u: np.maximum(u, 0),
                "全体の平均（グローバル平均プーリング）": lambda u: u.mean(keepdims=True),
                "全体の最大値（グローバル最大値プーリング）": lambda u: u.max(keepdims=True),
            }
            signal = rules[layer](signal)
    return signal


def test_what_a_shift_does_by_running_the_layers() -> None:
    for question in printed("conv-equivariance"):
        length, shift = whole(question, "長さ "), whole(question, r"入力を (?=\d+ だけ)")
        (line,) = question.found(r"\n\n(.*)\n\n入力を")
        layers = line.split(" → ")
        pairs = []
        for seed in range(5):
            signal = np.random.default_rng(100 + seed).normal(size=length)
            pairs.append((passed(layers, signal, seed), passed(layers, np.roll(signal, shift), seed)))

        def always(by: int, pairs: list[tuple[Array, Array]] = pairs) -> bool:
            return all(np.allclose(np.roll(before, by), after, atol=1e-9) for before, after in pairs)

        def holds(option: str, length: int = length, pairs: list[tuple[Array, Array]] = pairs) -> bool:
            if found := re.fullmatch(rf"出力も ({DECIMAL}) だけずれる", option):
                return len(pairs[0][0]) > 1 and always(int(found[1])) and not always(0)
            same = always(0)
            if option == "出力は変わらない":
                return same
            assert option.startswith("どちらでもない")
            return not any(always(by) for by in range(length))

        hold_choice(question, holds)
