"""Programs that fit a network by calls: epochs and updates, labels and loss, far-off weights, comments on sizes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.report.code.code_findings import CodeFinding

Judged = Callable[[str], list[CodeFinding]]

PROGRAM = """{above}
```python
from keras.datasets import mnist
{comment_width}
width = 80
{comment_last}
last = 10

rounds = 3
def run():
    start = RandomNormal(mean={mean}, stddev=1)
    net = Sequential()
    net.add(Dense(width, input_dim=784, kernel_initializer=start))
    net.add(Activation('{activation}'))
    net.add(Dense(last))
    net.add(Activation('softmax'))
    net.compile(loss='{loss}', optimizer='adam')
    {comment_data}
    (a_train, b_train), (c, d) = mnist.load_data()
    {more}
    net.fit(a_train, b_train, epochs=rounds, batch_size=128)
```
"""
PLAIN = {
    "above": "勾配消失を見る。",
    "comment_width": "# 隠れ層の次元",
    "comment_last": "# クラス数",
    "mean": "0",
    "activation": "sigmoid",
    "loss": "sparse_categorical_crossentropy",
    "comment_data": "# 訓練用とテスト用に分けて読む",
    "more": "a_train = a_train / 255.0",
}


def claims(judged: Judged, **changed: str) -> dict[str, str]:
    found = judged(PROGRAM.format(**PLAIN | changed))
    return {finding.claim: finding.message.en for finding in found}


def test_a_sound_program_has_its_settings_and_its_loss_told(judged: Judged) -> None:
    found = claims(judged)
    assert set(found) == {"fit-settings", "loss-fits-labels"}
    assert "469 updates" in found["fit-settings"]
    assert "has 96" in found["fit-settings"]
    assert "1,407 in 3 epochs" in found["fit-settings"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"comment_width": "# クラス数"}, "comment-layer"),
        ({"comment_width": "# output size"}, "comment-layer"),
        ({"comment_last": "# 中間層 2 のユニット数"}, "comment-layer"),
        ({"comment_last": "# number of units in the hidden layer"}, "comment-layer"),
        ({"mean": "1"}, "saturated-by-mean"),
        ({"mean": "-0.5", "activation": "tanh"}, "saturated-by-mean"),
        ({"mean": "1", "above": "Let us see vanishing gradients."}, "saturated-by-mean"),
        ({"loss": "categorical_crossentropy"}, "loss-for-other-labels"),
        ({"comment_data": "# テスト用データを訓練とテストに分ける"}, "comment-splits-test-data"),
        ({"comment_data": "# split the test data into train and test"}, "comment-splits-test-data"),
    ],
)
def test_what_is_planted_is_found(judged: Judged, changed: dict[str, str], told: str) -> None:
    assert set(claims(judged, **changed)) - {"fit-settings", "loss-fits-labels"} == {told}


@pytest.mark.parametrize(
    "changed",
    [
        {"comment_width": "# 隠れ層の出力の次元"},
        {"comment_width": "# クラス数ではない"},
        {"comment_last": "# 隠れ層の次元\nnodes = 30"},
        {"comment_width": "# 次の 2 つはクラス数と隠れ層の次元\nclasses = 10"},
        {"comment_width": "# もとは出力層のサイズ"},
        {"comment_width": "# 隠れ層から出力層への数"},
        {"comment_width": "# not the output size"},
        {"comment_last": "# 隠れ層の次元より小さい、でなければ?"},
        {"mean": "0.01"},
        {"mean": "1", "activation": "relu"},
        {"mean": "1", "above": "飽和を見る。"},
        {"comment_data": "# データを訓練用とテスト用に分ける"},
        {"comment_data": "# テストデータは最後に使う"},
        {"more": "b_train = to_categorical(b_train)", "loss": "categorical_crossentropy"},
        {"more": "b_train = np.eye(10)[b_train]", "loss": "categorical_crossentropy"},
        {"loss": "mse"},
    ],
)
def test_nothing_is_said_of_what_is_sound_or_open(judged: Judged, changed: dict[str, str]) -> None:
    assert set(claims(judged, **changed)) <= {"fit-settings", "loss-fits-labels"}


@pytest.mark.parametrize(
    "more", ["a_train = a_train[:900]", "a_train, e, b_train, f = train_test_split(a_train, b_train)"]
)
def test_a_part_of_the_data_is_not_counted_as_all(judged: Judged, more: str) -> None:
    assert claims(judged, more=more) == {}


def test_one_hot_labels_are_credited_to_no_loss_for_numbers(judged: Judged) -> None:
    assert set(claims(judged, more="b_train = to_categorical(b_train)")) == {"fit-settings"}


@pytest.mark.parametrize("option", ["validation_split=0.1", "steps_per_epoch=20"])
def test_updates_of_a_part_are_not_counted(judged: Judged, option: str) -> None:
    report = PROGRAM.format(**PLAIN).replace("batch_size=128", f"batch_size=128, {option}")
    assert [found.claim for found in judged(report)] == ["loss-fits-labels"]


def test_a_name_for_two_layers_has_no_role(judged: Judged) -> None:
    report = PROGRAM.format(**PLAIN | {"comment_width": "# クラス数"}).replace("Dense(last)", "Dense(width)")
    assert "comment-layer" not in {found.claim for found in judged(report)}
