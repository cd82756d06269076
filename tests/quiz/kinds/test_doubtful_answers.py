"""Answers of which it isn't sure what they say are asked about: names, letters, workings and counters in them."""

from __future__ import annotations

import time

import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.grading import grade

DOUBTFUL = [
    ("stacked-vs-single-kernel", 0, "2592層, 3600層"),
    ("minibatch-count-last", 0, "20層、136個"),
    ("cnn-shape-chain", 0, "3層, 64, 576"),
    ("conv-equivariance", 0, "2+2=4 なので 4"),
    ("conv-equivariance", 0, "8/2=4 → 4"),
    ("conv-equivariance", 1, "4/4=1 → 1"),
    ("conv-equivariance", 1, "4/4=1 なので 1"),
    ("hessian-critical-point", 0, "a=5 なので 1"),
    ("hessian-critical-point", 0, "E=3 なので1"),
    ("lr-behaviour", 0, "w=100 なので 4"),
    ("lr-behaviour", 0, "w=0 → 4"),
    ("softmax-float32-behaviour", 0, "p=1 なので 4"),
    ("gradient-noise-batch", 0, "σ = 2000"),
    ("gradient-noise-batch", 0, "std = 2000"),
    ("gradient-noise-batch", 0, "標準偏差 = 2000"),
    ("decoupled-weight-decay", 0, "lr = -3.82"),
    ("decoupled-weight-decay", 0, "learning_rate = -3.82"),
    ("valid-conv-max-depth", 0, "p = 14"),
    ("valid-conv-max-depth", 0, "pad = 14"),
    ("valid-conv-max-depth", 0, "padding = 14"),
    ("valid-conv-max-depth", 0, "パディング 14"),
    ("conv-same-padding", 0, "out = 4"),
    ("conv-same-padding", 0, "side = 4"),
    ("conv-same-padding", 0, "出力 = 4"),
    ("conv-same-padding", 0, "output size = 4"),
    ("conv-same-padding", 0, "y = 4"),
    ("receptive-field", 0, "y = 11"),
    ("deep-chain-gradient", 0, "y = 0.008347"),
    ("conv-locality-count", 0, "y = 3"),
    ("conv-as-matrix", 0, "rows 42, columns 56, zero entries 168"),
    ("adaptive-effective-step", 0, "0.0212 増える"),
    ("adaptive-effective-step", 0, "0.0212 だけ大きくなる"),
    ("l2-gradient-code", 0, "rate * param"),
    ("l1-gradient-code", 0, "rate * np.sign(param)"),
    ("dropout-forward", 0, "2, int(0-0.5), 0, 4, -3"),
    ("dropout-forward", 0, "2,-1,0,4,int(1-3.5)"),
    ("transposed-conv-size", 0, "上下左右に 38 ずつ"),
    ("transposed-conv-size", 0, "38 on each side"),
    ("conv-same-padding", 0, "4の順"),
    ("sigmoid-derivative-max", 0, "2の順"),
    ("accuracy-argmax", 0, "0.875 の順"),
    ("batch-mean-vs-sum", 0, "合計で 0.0004"),
    ("batch-mean-vs-sum", 0, "0.0004 in total"),
    ("batch-mean-vs-sum", 0, "0.0004 ある"),
    ("regularized-loss-value", 0, "平均損失 2.285"),
    ("run-activation-init-order", 0, "B"),
    ("run-activation-init-order", 0, "A"),
    ("run-mean-one-init", 2, "A"),
    ("run-depth-sigmoid", 2, "B"),
    ("conv-vs-fc-params", 0, "33587200 層, 320 層"),
    ("lp-norm-value", 0, "13 エポック"),
]
RIGHT = [
    ("minibatch-count-last", 0, "20回、136件"),
    ("minibatch-count-last", 0, "20 updates, 136 samples"),
    ("alexnet-structure-counts", 0, "12層、5層、17層"),
    ("alexnet-conv1-size", 0, "106 px, 106 px, 64"),
    ("minibatch-shuffle-unused", 0, "B"),  # a variable of the program
    ("conv-same-padding", 0, "p = 4"),
    ("conv-same-padding", 0, "padding = 4"),
    ("conv-same-padding", 0, "パディング 4"),
    ("receptive-field", 0, "受容野 11"),
    ("receptive-field", 0, "r = 11"),
    ("adaptive-effective-step", 0, "0.0212 だけ動く"),
    ("regularized-loss-value", 0, "損失 2.285"),
    ("batch-mean-vs-sum", 0, "学習率 0.0004"),
    ("batch-mean-vs-sum", 0, "lr = 0.0004"),
    ("conv-vs-fc-params", 0, "33587200 個, 320 個"),
    ("conv-vs-fc-params", 0, "33587200個、320個"),
    ("conv-vs-fc-params", 0, "33587200 parameters, 320 parameters"),
    ("stacked-vs-single-kernel", 0, "2592個, 3600個"),
    ("stacked-vs-single-kernel", 0, "2592 weights, 3600 weights"),
    ("gradient-noise-batch", 0, "2000 件"),
    ("gradient-noise-batch", 0, "2000"),
    ("gradient-noise-batch", 0, "2000 個"),
    ("mlp-param-count", 0, "合計 4255"),
    ("valid-conv-max-depth", 0, "max 14"),
    ("sigmoid-derivative-max", 0, "3 ではなく 2"),
    ("sigmoid-derivative-max", 0, "1 → 訂正: 2"),
    ("lr-schedule-value", 0, "0.8/1.35=0.5926 → 0.593"),
]
LONG = [
    ("minibatch-slice-indices", "1~2" + " " * 200 + "x"),
    ("lr-schedule-value", "1" + " " * 280 + "x"),
    ("vanishing-remedies", "1以外" * 500),
    ("sigmoid-derivative-max", "1以外" * 500),
]


def verdict(item: str, seed: int, answer: str) -> str:
    return grade(draw(built_in_bank().item(item), seed), answer).verdict


@pytest.mark.parametrize(("item", "seed", "answer"), DOUBTFUL)
def test_what_is_doubtful_is_asked_about(item: str, seed: int, answer: str) -> None:
    assert verdict(item, seed, answer) == "unreadable"


@pytest.mark.parametrize(("item", "seed", "answer"), RIGHT)
def test_what_is_said_in_a_usual_way_is_right(item: str, seed: int, answer: str) -> None:
    assert verdict(item, seed, answer) == "correct"


@pytest.mark.parametrize(("item", "answer"), LONG)
def test_what_is_long_is_read_at_once_and_nothing_breaks(item: str, answer: str) -> None:
    began = time.process_time()
    assert verdict(item, 0, answer) == "unreadable"
    assert time.process_time() - began < 5  # minutes, where a pattern goes back and forth
