"""Sizes of what convolution and pooling give: the printed Japanese stems alone, solved by laying out every window."""

from __future__ import annotations

import re

import numpy as np
import pytest
from printed_code import code_block
from printed_stems import Printed, hold_numbers, printed


def places(side: int, size: int, stride: int, padding: int, dilation: int = 1) -> list[int]:
    """Return where a window can start along one axis, the padding standing at negative places."""
    last = side + padding - ((size - 1) * dilation + 1)
    return [start for start in range(-padding, side + padding, stride) if start <= last]


def hold_shape(question: Printed, height: int, width: int) -> None:
    assert question.key() == [height, width], question.name
    assert question.verdict(f"{height}×{width}") == "correct", question.name
    for wrong in (f"{height + 1}×{width}", f"{height}×{width - 1}", f"{width}×{height}"):
        assert (question.verdict(wrong) == "correct") == (wrong == f"{height}×{width}"), (question.name, wrong)


@pytest.mark.parametrize("identifier", ["conv-output-size", "conv-output-floor"])
def test_the_size_of_a_convolution(identifier: str) -> None:
    for question in printed(identifier):
        size, other = map(int, question.found(r"(\d+)×(\d+) のフィルタ"))
        stride, padding = int(question.number("ストライドは ")), int(question.number("パディングは "))
        assert (size, padding) == (other, question.number("のそれぞれに 0 を "))
        sides = [int(side) for side in question.found(r"縦 (\d+)、横 (\d+) の入力画像")]
        if "端数は切り捨てます" not in question.stem:
            assert not any((side + 2 * padding - size) % stride for side in sides), question.name
        height, width = (len(places(side, size, stride, padding)) for side in sides)
        hold_shape(question, height, width)


def test_the_padding_that_keeps_a_size() -> None:
    for question in printed("conv-same-padding"):
        side, same = map(int, question.found(r"^(\d+)×(\d+) の入力画像"))
        size, other = map(int, question.found(r"(\d+)×(\d+) のフィルタ"))
        assert (side, size, question.number("入力と同じ ")) == (same, other, side)
        (padding,) = [p for p in range(40) if len(places(side, size, 1, p)) == side]
        hold_numbers(question, [padding], 0)


def test_the_setting_that_is_missing() -> None:
    names = {"n": "入力", "k": "フィルタ", "s": "ストライド", "p": "パディング", "o": "出力"}
    for question in printed("conv-solve-parameter"):
        told = {letter: question.found(rf"- {name} \${letter}\$: (\d+|\?)")[0] for letter, name in names.items()}
        (missing,) = [letter for letter, value in told.items() if value == "?"]
        fitting = []
        for value in range(100):
            n, k, s, p, o = (value if told[letter] == "?" else int(told[letter]) for letter in "nkspo")
            if s < 1 or k < 1 or n < 1 or (n + 2 * p - k) % s or n + 2 * p < k:
                continue
            if len(places(n, k, s, p)) == o:
                fitting.append(value)
        assert len(fitting) == 1, (question.name, missing, fitting)
        hold_numbers(question, fitting, 0)


def test_a_chain_of_layers() -> None:
    for question in printed("cnn-shape-chain"):
        first, *layers = code_block(question).split("\n")
        side, other, channels = map(int, re.findall(r"\d+", first))
        assert side == other
        for layer in layers:
            size, same, stride, padding = map(int, re.findall(r"(\d+)×(\d+) +stride (\d+) +padding (\d+)", layer)[0])
            assert size == same
            side = len(places(side, size, stride, padding))
            channels = int((re.findall(r"filters (\d+)", layer) or [channels])[0])
        hold_numbers(question, [side, channels, side * side * channels], 0)


def test_a_filter_with_gaps() -> None:
    for question in printed("dilated-conv-size"):
        side, other = map(int, question.found(r"^(\d+)×(\d+) の入力"))
        size, same = map(int, question.found(r"フィルタの重みは (\d+)×(\d+) 個"))
        dilation = int(question.number("（dilation）"))
        assert (side, size, question.number("縦横とも ")) == (other, same, dilation)
        stride, padding = int(question.number("ストライドは ")), int(question.number("パディングは "))
        hold_numbers(question, [len(places(side, size, stride, padding, dilation))], 0)


def test_what_a_transposed_convolution_writes() -> None:
    for question in printed("transposed-conv-size"):
        side, other = map(int, question.found(r"^(\d+)×(\d+) の入力"))
        size, same = map(int, question.found(r"(\d+)×(\d+) のフィルタ"))
        stride, cut, extra = (
            int(question.number(name)) for name in ("ストライドは ", "、パディングは ", "出力パディングは ")
        )
        assert (side, size) == (other, same)
        written = {at * stride + offset for at in range(side) for offset in range(size)}
        assert size >= stride or written < set(range(max(written) + 1))
        hold_numbers(question, [max(written) + 1 - 2 * cut + extra], 0)


def test_what_a_pixel_depends_on() -> None:
    for question in printed("receptive-field"):
        sizes, strides = ([int(part) for part in question.numbers(name)] for name in ("1 辺: ", "ストライド: "))
        assert len(sizes) == len(strides) == question.number("プーリング層を ")
        seen = {0}
        for size, stride in zip(reversed(sizes), reversed(strides), strict=True):
            seen = {at * stride + offset for at in seen for offset in range(size)}
        hold_numbers(question, [max(seen) - min(seen) + 1], 0)
        assert len(seen) == max(seen) + 1, question.name  # otherwise the field would have holes


def test_layers_until_nothing_is_left() -> None:
    for question in printed("valid-conv-max-depth"):
        side, other = map(int, question.found(r"^(\d+)×(\d+) の画像"))
        size, same = map(int, question.found(r"(\d+)×(\d+) のフィルタ"))
        assert (side, size) == (other, same)
        depth = 0
        while places(side, size, 1, 0):
            side, depth = len(places(side, size, 1, 0)), depth + 1
        hold_numbers(question, [depth], 0)


def test_outputs_that_one_pixel_reaches() -> None:
    for question in printed("conv-locality-count"):
        side, other = map(int, question.found(r"^(\d+)×(\d+) の画像"))
        size, same = map(int, question.found(r"(\d+)×(\d+) のフィルタ 1 枚"))
        row, column = int(question.number("上から ")) - 1, int(question.number("左から ")) - 1
        assert (side, size, question.number("出力の ")) == (other, same, side - size + 1)
        reached = [
            (down, right)
            for down in places(side, size, 1, 0)
            for right in places(side, size, 1, 0)
            if row in range(down, down + size) and column in range(right, right + size)
        ]
        hold_numbers(question, [len(reached)], 0)


def test_a_convolution_as_a_matrix_is_laid_out() -> None:
    for question in printed("conv-as-matrix"):
        height, width = map(int, question.found(r"^(\d+)×(\d+) の画像"))
        size, other = map(int, question.found(r"(\d+)×(\d+) のフィルタ"))
        assert size == other
        rows = []
        for down in places(height, size, 1, 0):
            for right in places(width, size, 1, 0):
                row = np.zeros((height, width), int)
                row[down : down + size, right : right + size] = 1
                rows.append(row.ravel())
        laid = np.array(rows)
        hold_numbers(question, [*laid.shape, int(laid.sum())], 0)


def test_the_matrix_of_all_windows() -> None:
    for question in printed("im2col-shape"):
        count, channels, height, width = (int(part) for part in question.numbers(r"高さ, 幅\) = "))
        high, wide = map(int, question.found(r"フィルタの高さ×幅: (\d+)×(\d+)"))
        stride, padding = int(question.number("ストライド ")), int(question.number("パディング "))
        rows = count * len(places(height, high, stride, padding)) * len(places(width, wide, stride, padding))
        hold_numbers(question, [rows, channels * high * wide], 0)
