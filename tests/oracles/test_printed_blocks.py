"""Parameters of blocks of layers: each weight of the printed layers is laid out, and counted."""

from __future__ import annotations

import re
from fractions import Fraction

import numpy as np
from printed_stems import Printed, hold_numbers, printed, rounded


def weights(inputs: int, size: int, outputs: int) -> int:
    return np.empty((outputs, inputs, size, size), dtype=bool).size


def test_a_convolution_of_single_pixels() -> None:
    for question in printed("conv1x1-cost"):
        height, width = map(int, question.found(r"^(\d+)×(\d+)、"))
        inputs, outputs = int(question.number(r"^\d+×\d+、")), int(question.number("行い、"))
        assert "1×1 畳み込み（ストライド 1、パディング 0）" in question.stem
        (biased,) = question.found("バイアスは(あり|ありません)(?:ます)?。")
        products = weights(inputs, 1, outputs)
        hold_numbers(question, [products + outputs * (biased == "あり"), products * height * width], 0)


def test_a_block_of_equal_convolutions() -> None:
    for question in printed("vgg-block-params"):
        size, other = map(int, question.found(r"(\d+)×(\d+) の畳み込み層（ストライド 1、パディング 1、バイアスあり）"))
        assert size == other
        channels, width, depth = map(int, question.found(r"入力が (\d+) .*出力も (\d+) .*層が (\d+) 層"))
        total = 0
        for _ in range(depth):
            total += weights(channels, size, width) + width
            channels = width
        hold_numbers(question, [total], 0)


def test_branches_side_by_side() -> None:
    for question in printed("inception-module-params"):
        inputs = int(question.number("モジュールに "))
        (biased,) = question.found("畳み込み層に(は|)バイアスは?が?あり")
        branches = re.findall(r"^- 枝 \d: (.*)$", question.stem, re.MULTILINE)
        assert len(branches) == question.number(r"(?<=入ります。)") == 4
        total = width = 0
        for branch in branches:
            channels = inputs
            for layer in branch.split("→"):
                if "最大値プーリング" in layer:
                    continue
                size, outputs = map(int, re.findall(r"(\d+)×\d+ 畳み込み（(\d+) チャンネル）", layer)[0])
                total += weights(channels, size, outputs) + outputs * (biased == "は")
                channels = outputs
            width += channels
        hold_numbers(question, [width, total], 0)


def test_blocks_with_a_shortcut() -> None:
    for question in printed("resnet-block-params"):
        inputs, outputs = map(int, question.found(r"入力は (\d+) チャンネル、出力は (\d+) チャンネル"))
        width = int(question.number("W="))
        (body,) = question.found("- 本体の畳み込み: (.*?)。")
        channels, convolutions = inputs, []
        for layer in body.split("→"):
            size, times = re.findall(r"(\d)×\d（出力 (\d?)W）", layer)[0]
            wide = int(times or 1) * width
            convolutions.append((channels, int(size), wide))
            channels = wide
        assert channels == outputs, question.name
        if "（射影）" in question.stem:
            convolutions.append((inputs, 1, outputs))
        else:
            assert "（恒等写像）" in question.stem
            assert inputs == outputs
        assert "畳み込みにバイアスはありません" in question.stem
        total = sum(weights(*convolution) for convolution in convolutions)
        if "BN のパラメータは数えません" not in question.stem:
            assert "すべての畳み込みの直後に BN があり" in question.stem
            total += sum(2 * wide for *_, wide in convolutions)
        hold_numbers(question, [total], 0)


# -- one layer ---------------------------------------------------------------------------------------------------------


def same_size(question: Printed) -> int:
    """Return the pixels of an output whose height and width, and those of the input, the stem prints."""
    sizes = set(re.findall(r"(\d+×\d+)(?=、\d+ チャンネルの)", question.stem))
    assert len(sizes) == 1
    height, width = map(int, sizes.pop().split("×"))
    return height * width


def test_the_parameters_of_a_convolution() -> None:
    for question in printed("conv-param-count"):
        inputs = int(question.number(r"^\d+×\d+、"))
        size, other, outputs = map(int, question.found(r"フィルタは (\d+)×(\d+) が (\d+) 枚"))
        assert size == other
        hold_numbers(question, [weights(inputs, size, outputs) + outputs], 0)


def test_the_products_of_a_convolution_are_counted_at_each_place() -> None:
    for question in printed("conv-macs"):
        height, width, inputs = map(int, question.found(r"^(\d+)×(\d+)、(\d+) チャンネルの入力"))
        size, other, outputs = map(int, question.found(r"(\d+)×(\d+) のフィルタ (\d+) 枚"))
        stride, padding = int(question.number("ストライドは ")), int(question.number("パディングは "))
        assert size == other
        rows, columns = (len(range(0, side + 2 * padding - size + 1, stride)) for side in (height, width))
        hold_numbers(question, [rows * columns * weights(inputs, size, outputs)], 0)


def test_a_dense_layer_and_a_convolution_of_the_same_shapes() -> None:
    for question in printed("conv-vs-fc-params"):
        *into, height, width, outputs = map(
            int, question.found(r"が (\d+)×(\d+)×(\d+) の入力から (\d+)×(\d+)×(\d+) の出力")
        )
        size, other, filters = map(int, question.found(r"- (\d+)×(\d+) のフィルタ (\d+) 枚"))
        assert (size, filters, *into[:2]) == (other, outputs, height, width)
        nodes = height * width * outputs
        dense = np.prod(into) * nodes + nodes
        hold_numbers(question, [int(dense), weights(into[2], size, outputs) + outputs], 0)


def test_all_values_against_their_means_into_a_dense_layer() -> None:
    for question in printed("gap-vs-flatten-params"):
        height, width, channels = map(int, question.found(r"出力が (\d+)×(\d+)、(\d+) チャンネル"))
        classes = int(question.number("これを "))
        hold_numbers(question, [(values + 1) * classes for values in (height * width * channels, channels)], 0)


def test_a_convolution_in_groups() -> None:
    for question in printed("grouped-conv-params"):
        inputs = int(question.number("^"))
        size, other, filters = map(int, question.found(r"、(\d+)×(\d+) のフィルタを合計 (\d+) 枚"))
        groups = int(question.number("畳み込みを、"))
        assert (size, inputs % groups, filters % groups) == (other, 0, 0)
        seen = [range(inputs // groups) for _ in range(filters)]
        hold_numbers(question, [sum(len(channels) * size * size + 1 for channels in seen)], 0)


def test_small_filters_in_a_row_against_a_large_one() -> None:
    for question in printed("stacked-vs-single-kernel"):
        channels = int(question.number("チャンネル数は "))
        size, other, layers = map(int, question.found(r"- (\d+)×(\d+) のフィルタの畳み込み層を (\d+) 層重ねる"))
        large, same = map(int, question.found(r"- (\d+)×(\d+) のフィルタの畳み込み層を 1 層だけ使う"))
        assert (size, large) == (other, same)
        assert 1 + layers * (size - 1) == large  # what the stem says of their receptive fields
        hold_numbers(question, [layers * weights(channels, size, channels), weights(channels, large, channels)], 0)


def test_a_convolution_taken_apart() -> None:
    for question in printed("depthwise-separable-cost"):
        pixels = same_size(question)
        inputs, outputs = map(int, question.found(r"、(\d+) チャンネルの入力から、\d+×\d+、(\d+) チャンネルの出力"))
        size, other = map(int, question.found(r"ごとに (\d+)×(\d+) のフィルタ 1 枚"))
        assert (size, question.number("1×1 のフィルタ ")) == (other, outputs)
        apart = [pixels * inputs * weights(1, size, 1), pixels * weights(inputs, 1, outputs)]
        share = Fraction(sum(apart), pixels * weights(inputs, size, outputs))
        assert question.key()[:2] == apart, question.name
        written = f"{apart[0]}, {apart[1]}, "
        assert question.verdict(written + rounded(share, 3)) == "correct", question.name
        assert question.verdict(written + rounded(share + Fraction(3, 1000), 3)) != "correct", question.name
        assert question.verdict(f"{apart[0] + 1}, {apart[1]}, " + rounded(share, 3)) != "correct", question.name
