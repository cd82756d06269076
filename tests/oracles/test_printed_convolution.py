"""Convolution and pooling: solved again from the printed Japanese stems alone, and held against the keys."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import permutations
from math import floor

import numpy as np
from printed_code import code_block
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


# -- values of the forward pass ----------------------------------------------------------------------------------------


def test_a_convolution_by_hand() -> None:
    for question in printed("conv2d-values"):
        image, kernel = (np.array(tables(question)[name]) for name in "XK")
        padded = np.pad(image, whole(question, "パディングは "))
        sums = (windows(padded, len(kernel), whole(question, "ストライドは ")) * kernel).sum(axis=(2, 3))
        hold_matrix(question, (sums + whole(question, "b=")).tolist())


def test_a_convolution_over_channels() -> None:
    for question in printed("conv-multichannel-values"):
        count, same = map(int, question.found(r"^(\d+) チャンネルの入力を、(\d+) チャンネルのフィルタ 1 枚で"))
        images, kernels = (tables(question, header=name) for name in ("X1", "K1"))
        assert len(images) == len(kernels) == count == same
        assert "パディングはなし" in question.stem
        sums = sum(
            (
                windows(np.array(images[f"X{at}"]), len(kernels[f"K{at}"]), whole(question, "ストライドは "))
                * np.array(kernels[f"K{at}"])
            ).sum(axis=(2, 3))
            for at in range(1, count + 1)
        )
        hold_matrix(question, (sums + whole(question, "バイアスは ")).tolist())


def test_pooling_by_hand() -> None:
    for question in printed("pool-values"):
        image = np.array(tables(question)["X"])
        (how,) = question.found(r"に(最大値|平均値)プーリング")
        size, other = map(int, question.found(r"窓の大きさは (\d+)×(\d+)"))
        assert size == other
        seen = windows(image, size, whole(question, "ストライドは "))
        if how == "最大値":
            hold_matrix(question, seen.max(axis=(2, 3)).tolist())
        else:
            hold_matrix(question, [[Fraction(int(s), size * size) for s in row] for row in seen.sum(axis=(2, 3))])


def test_a_flat_picture_with_zeros_around_it() -> None:
    for question in printed("zero-padding-border"):
        value = whole(question, "値が ")
        side, other = map(int, question.found(r"の (\d+)×(\d+) の画像"))
        size, same = map(int, question.found(r"重みがすべて 1 の (\d+)×(\d+) のフィルタ"))
        assert (side, size) == (other, same)
        padded = np.pad(np.full((side, side), value), whole(question, "パディング "))
        output = windows(padded, size, whole(question, "ストライドは ")).sum(axis=(2, 3))
        inside = set(output[1:-1, 1:-1].flat)
        assert (
            len(inside) == len(set(output[0, 1:-1])) == len({int(output[r, c]) for r in (0, -1) for c in (0, -1)}) == 1
        )
        hold_numbers(question, [int(output[0, 0]), int(output[0, 1]), int(output[1, 1])], 0)


# -- the backward pass -------------------------------------------------------------------------------------------------


def test_the_slope_of_a_convolution_by_its_filter() -> None:
    """The output is linear in the filter and the bias: a filter of one 1 has the slope of that weight."""
    for question in printed("conv-backward-dw"):
        image, upstream = (np.array(tables(question)[name]) for name in ("X", "dout"))
        slopes = []
        for at in range(4):
            kernel = (np.arange(4) == at).reshape(2, 2)
            slopes.append(int(((windows(image, 2, 1) * kernel).sum(axis=(2, 3)) * upstream).sum()))
        bias = int((np.ones(upstream.shape, int) * upstream).sum())
        hold_numbers(question, [*slopes, bias], 0)


def test_the_slope_of_maximum_pooling_by_differences() -> None:
    """All pixels are whole numbers and differ: half a unit more doesn't change which one is the greatest."""
    for question in printed("maxpool-backward"):
        image, upstream = (np.array(tables(question)[name], float) for name in ("X", "dout"))
        size, other = map(int, question.found(r"窓 (\d+)×(\d+)"))
        stride = whole(question, "ストライド ")
        assert size == other
        assert len(set(image.flat)) == image.size, question.name
        slopes = np.zeros(image.shape, int)
        for at in np.ndindex(image.shape):
            step = np.zeros(image.shape)
            step[at] = 0.5
            outputs = [windows(image + h, size, stride).max(axis=(2, 3)) for h in (step, -step)]
            slopes[at] = round(((outputs[0] - outputs[1]) * upstream).sum())
        hold_matrix(question, slopes.tolist())


# -- im2col ------------------------------------------------------------------------------------------------------------


def test_a_row_of_the_matrix_of_windows() -> None:
    for question in printed("im2col-row"):
        channels = np.array([tables(question)[name] for name in ("C1", "C2")])
        size, other = map(int, question.found(r"(\d+)×(\d+) のフィルタ、ストライド 1、パディングなし"))
        assert size == other
        starts = [(y, x) for y in range(channels.shape[1] - size + 1) for x in range(channels.shape[2] - size + 1)]
        y, x = starts[whole(question, "行番号 ")]
        row = [int(channels[c, y + i, x + j]) for c in (0, 1) for i in range(size) for j in range(size)]
        hold_numbers(question, row, 0)


def test_the_order_of_axes_is_tried() -> None:
    """Of all orders of the axes those are right that give, for every window, its product with the filter."""
    rng = np.random.default_rng(3)
    for question in printed("im2col-code"):
        axes, shape, rows = question.found(
            r"軸は順に \(([\w, ]+)\)、形は \(([\d, ]+)\) です.*1 枚を \(([\w, ]+)\) の順に"
        )
        names, order = axes.split(", "), rows.split(", ")
        sizes = dict(zip(names, map(int, shape.split(", ")), strict=True))
        assert code_block(question) == (
            "col = col.transpose(?).reshape(N*OH*OW, -1)\nout = np.dot(col, W).reshape(N, OH, OW, -1)"
        )
        col, kernel = rng.normal(size=tuple(sizes.values())), rng.normal(size=tuple(sizes[name] for name in order))
        at = dict(zip(["N", "OH", "OW", *order], "nyxabc", strict=True))
        wanted = np.einsum(f"{''.join(at[name] for name in names)},abc->nyx", col, kernel)
        outside = [places for places in permutations(range(6)) if {names[p] for p in places[:3]} == {"N", "OH", "OW"}]
        fitting = []
        for places in outside:
            spread = col.transpose(places).reshape(sizes["N"] * sizes["OH"] * sizes["OW"], -1)
            out = (spread @ kernel.ravel()).reshape(sizes["N"], sizes["OH"], sizes["OW"])
            if np.allclose(out, wanted):
                fitting.append(places)
        assert len(fitting) == 1, (question.name, fitting)
        hold_numbers(question, fitting[0], 0)
