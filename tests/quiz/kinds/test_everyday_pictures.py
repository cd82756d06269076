"""A learner's everyday pictures of each point, and the same pictures turned round or said of somebody else."""

from __future__ import annotations

import pytest

from quiz.courses import built_in_bank
from quiz.kinds.text.rubric import judge_text

RUBRICS = {
    name: built_in_bank().item(name).answer.rubric
    for name in ("bn-effects", "optimizer-traits", "zero-init-consequence")
}
BN, OPTIMIZERS, ZERO = RUBRICS
SAID = [
    (BN, "faster-stabler-training", "ロスのグラフががたつかない"),
    (BN, "faster-stabler-training", "NaNになる事故が減る"),
    (BN, "faster-stabler-training", "すぐに谷底に着く"),
    (BN, "faster-stabler-training", "発散せんようになる"),
    (BN, "faster-stabler-training", "訓練のテンポが上がる"),
    (BN, "faster-stabler-training", "runs don't go NaN so often"),
    (BN, "faster-stabler-training", "longer strides are safe"),
    (BN, "faster-stabler-training", "it trains fastr"),
    (BN, "faster-stabler-training", "収束が速い/勾配が消えにくい"),
    (BN, "less-vanishing-gradients", "収束が速い/勾配が消えにくい"),
    (BN, "less-overfitting", "覚え込みすぎることにブレーキがかかる"),
    (BN, "less-overfitting", "訓練データへの貼り付きすぎが和らぐ"),
    (BN, "less-overfitting", "汎化のギャップが縮む"),
    (BN, "less-overfitting", "the network stands up better on new data"),
    (BN, "less-vanishing-gradients", "誤差の信号が痩せ細らない"),
    (BN, "less-vanishing-gradients", "信号が途絶えることが減る"),
    (BN, "less-vanishing-gradients", "シグモイドの平らな所に値が追いやられにくくなる"),
    (OPTIMIZERS, "momentum", "モメンタムは勢いが増す"),
    (OPTIMIZERS, "momentum", "momentum: speed builds up along the valley"),
    (OPTIMIZERS, "momentum", "もめんたむは、まえのこうしんりょうをおぼえている"),
    (OPTIMIZERS, "rmsprop", "RMSPropは、ふるいこうばいをわすれる"),
    (OPTIMIZERS, "rmsprop", "RMSProp: makes old squared gradients fade"),
    (OPTIMIZERS, "adagrad", "AdaGrad: weights that rarely see a gradient take big steps"),
    (ZERO, "same-update", "the units stay bunched up"),
    (ZERO, "same-update", "ニューロンの重みが一律に動く"),
    (ZERO, "expressive-power", "百個あっても一個ぶんの働きしかできない"),
    (ZERO, "expressive-power", "they only do the work of one unit"),
    (ZERO, "no-proper-learning", "狙った関数を覚えられない"),
    (ZERO, "no-proper-learning", "it won't pick up the mapping"),
    (ZERO, "no-proper-learning", "データに合った学習にならない"),
]
TURNED = [
    (BN, "ロスのグラフががたつく"),
    (BN, "NaNになる事故が増える"),
    (BN, "谷底に着くのが遅くなる"),
    (BN, "訓練のテンポが下がる"),
    (BN, "runs go NaN more often"),
    (BN, "longer strides are no longer safe"),
    (BN, "shorter strides are safe"),
    (BN, "it trains no fastr"),
    (BN, "覚え込みすぎることが増える"),
    (BN, "訓練データへの貼り付きすぎがひどくなる"),
    (BN, "汎化のギャップが広がる"),
    (BN, "the network stands up better on the training data"),
    (BN, "誤差の信号が痩せ細る"),
    (BN, "信号が途絶えることが増える"),
    (BN, "シグモイドの平らな所に値が追いやられる"),
    (OPTIMIZERS, "RMSPropは勢いが増す"),
    (OPTIMIZERS, "モメンタムは勢いが増さない"),
    (OPTIMIZERS, "momentum: speed never builds up"),
    (OPTIMIZERS, "AdaGrad: makes old squared gradients fade"),
    (OPTIMIZERS, "AdaGrad: weights that rarely see a gradient take small steps"),
    (ZERO, "the units don't stay bunched up"),
    (ZERO, "ニューロンの重みが一律に動くことはない"),
    (ZERO, "百個あれば百個ぶんの働きができる"),
    (ZERO, "狙った関数を覚えられる"),
    (ZERO, "it picks up the mapping"),
    (ZERO, "データに合った学習になる"),
]


def found(item: str, answer: str) -> set[str]:
    return {one.name for one in judge_text(answer, RUBRICS[item]) if one.state == "found"}


@pytest.mark.parametrize(("item", "facet", "answer"), SAID)
def test_an_everyday_picture_makes_its_point(item: str, facet: str, answer: str) -> None:
    assert facet in found(item, answer)


@pytest.mark.parametrize(("item", "answer"), TURNED)
def test_a_picture_turned_round_makes_none(item: str, answer: str) -> None:
    assert not found(item, answer)
