"""Parameters of blocks of layers: each weight of the printed layers is laid out, and counted."""

from __future__ import annotations

import re

import numpy as np
from printed_stems import hold_numbers, printed


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
