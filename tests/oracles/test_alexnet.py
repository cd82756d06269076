"""The keys of the AlexNet questions against numbers from the literature and shapes computed by SciPy."""

from __future__ import annotations

import re

import numpy as np
import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw, prompt
from quiz.model import Variant

BANK = built_in_bank()
SEEDS = range(1, 41)

PUBLISHED = {  # layer: parameters in one piece, and over two GPUs
    "conv1": (34_944, 34_944),
    "conv2": (614_656, 307_456),
    "conv3": (885_120, 885_120),
    "conv4": (1_327_488, 663_936),
    "conv5": (884_992, 442_624),
    "fc6": (37_752_832, 37_752_832),
    "fc7": (16_781_312, 16_781_312),
    "fc8": (4_097_000, 4_097_000),
}


def drawn(identifier: str) -> list[Variant]:
    return [draw(BANK.item(identifier), seed) for seed in SEEDS]


def test_layer_parameters_are_the_published_ones() -> None:
    seen = set()
    for variant in drawn("alexnet-layer-params"):
        layer, groups = variant.values["layer"], variant.values["groups"]
        assert variant.key == PUBLISHED[layer][groups - 1]
        seen.add(layer)
    assert seen == set(PUBLISHED)


def test_totals_are_the_published_ones() -> None:
    for variant in drawn("alexnet-total-params"):
        groups, classes = variant.values["groups"], variant.values["classes"]
        layers = [pair[groups - 1] for pair in PUBLISHED.values()]
        assert sum(layers) == (62_378_344, 60_965_224)[groups - 1]
        change = 4097 * (classes - 1000)
        total, share = variant.key
        assert total == sum(layers) + change
        assert float(share) == pytest.approx(100 * (sum(layers[5:]) + change) / total)
        if classes == 1000:
            assert round(float(share), 2) == (93.99, 96.17)[groups - 1]


def test_shapes_of_the_original_input_are_those_of_the_paper() -> None:
    shapes = [(27, 96), (27, 256), (13, 256), (13, 384), (13, 384), (13, 256), (6, 256)]
    for variant in drawn("alexnet-shape-chain"):
        side, channels = shapes[variant.values["layer"] - 1]
        if variant.values["side"] == 227:
            assert variant.key == (side, side, channels)


def test_shapes_of_any_input_agree_with_scipy() -> None:
    signal = pytest.importorskip("scipy.signal")
    for variant in drawn("alexnet-shape-chain"):
        row = np.ones(variant.values["side"])
        for window, stride, padding in ((11, 4, 0), (3, 2, 0), (5, 1, 2), (3, 2, 0), *[(3, 1, 1)] * 3, (3, 2, 0))[
            : variant.values["layer"] + 1
        ]:
            row = signal.correlate(np.pad(row, padding), np.ones(window) / window, mode="valid")[::stride]
        assert variant.key[:2] == (len(row), len(row))


def test_a_changed_first_layer_agrees_with_scipy() -> None:
    signal = pytest.importorskip("scipy.signal")
    for variant in drawn("alexnet-conv1-size"):
        v = variant.values
        image = np.pad(np.zeros(v["side"]), v["padding"])
        output = len(signal.correlate(image, np.ones(v["kernel"]), mode="valid")[:: v["stride"]])
        assert variant.key == (output, output, v["filters"])


def test_layer_counts() -> None:
    """The layers of the papers (torchvision's lists of VGG's configurations), changed as the question says."""
    convolutions = {"LeNet-5": 2, "AlexNet": 5, "VGG11": 8, "VGG13": 10, "VGG16": 13, "VGG19": 16}
    for variant in drawn("alexnet-structure-counts"):
        network = next(name for name in convolutions if f"{name} の構成" in prompt(variant).stem.ja)
        changes = re.findall(r"層は(?: (\d) 層(増やす|減らす)|そのまま)", prompt(variant).stem.ja)
        more, dense = (int(count or 0) * (-1 if way == "減らす" else 1) for count, way in changes)
        found = convolutions[network] + more, 3 + dense
        assert variant.key == (*found, sum(found))
