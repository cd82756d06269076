"""Regularization: solved again from the printed Japanese stems alone, and held against the keys."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable
from fractions import Fraction

import numpy as np
from printed_stems import DECIMAL, hold_fractions, hold_numbers, printed
from printed_tables import hold_choices, matrix, tables


def test_the_variance_of_a_mean_from_the_whole_covariance() -> None:
    for question in printed("ensemble-variance"):
        models = int(question.number("^"))
        variance, correlation = question.number("分散が "), question.number("相関係数も ")
        entries = [variance if i == j else correlation * variance for i in range(models) for j in range(models)]
        hold_numbers(question, [sum(entries, Fraction(0)) / models**2], 3)


def test_the_mean_error_of_a_noisy_input_over_all_signs() -> None:
    """Only the noise's mean and variance count: here it is the root of the variance, up or down."""
    for question in printed("input-noise-penalty"):
        w, x = (np.array(question.numbers(name), float) for name in ("w=", "quad x="))
        target, variance = float(question.number("t=")), float(question.number("平均 0、分散 "))
        noises = itertools.product((-math.sqrt(variance), math.sqrt(variance)), repeat=len(x))
        errors = [(w @ (x + np.array(noise)) - target) ** 2 for noise in noises]
        hold_numbers(question, [math.fsum(errors) / len(errors)], 3)


def test_smoothed_targets_are_shared_out() -> None:
    for question in printed("label-smoothing-target"):
        classes, epsilon = int(question.number("^")), question.number("ε = ")
        targets = [Fraction(1)] + [Fraction(0)] * (classes - 1)
        if "一様分布（どのクラスも同じ値）を、重み 1 - ε と ε で混ぜます" in question.stem:
            targets = [(1 - epsilon) * target + epsilon * Fraction(1, classes) for target in targets]
        else:
            assert "正解クラスの教師値を 1 - ε とし、残りの ε を、正解以外のクラスに等分" in question.stem
            targets = [1 - epsilon] + [epsilon / (classes - 1)] * (classes - 1)
        assert sum(targets) == 1
        hold_numbers(question, targets[:2], 4)
        hold_fractions(question, targets[:2])


def test_the_loss_of_smoothed_targets_and_its_slope_by_a_complex_step() -> None:
    for question in printed("label-smoothing-loss"):
        p = np.array(question.numbers("p="), float)
        classes, right = int(question.number("^")), int(question.number("正解はクラス ")) - 1
        epsilon = float(question.number("varepsilon="))
        (share,) = question.found(r"frac\{1\}\{ ?(\d+) ?\}")
        assert classes == len(p) == int(share)
        assert abs(p.sum() - 1) < 1e-12
        q = (1 - epsilon) * (np.arange(classes) == right) + epsilon / classes

        def loss(z: np.ndarray, q: np.ndarray = q) -> complex:
            return complex(-(q * (z - np.log(np.exp(z).sum()))).sum())

        z = np.log(p)
        step = 1e-20j * (np.arange(classes) == right)
        hold_numbers(question, [loss(z).real, loss(z + step).imag / 1e-20], 3)


def test_connections_that_are_cut() -> None:
    for question in printed("dropconnect-forward"):
        weights, mask = tables(question)["W"], tables(question)["M"]
        x = question.numbers("x=")
        assert "学習時の出力を、その分だけ大きくする補正は行いません" in question.stem
        assert {entry for row in mask for entry in row} <= {0, 1}
        outputs = [
            sum((w * value for w, value, kept in zip(row, x, keeps, strict=True) if kept), Fraction(0))
            for row, keeps in zip(weights, mask, strict=True)
        ]
        hold_numbers(question, outputs, 0)


def test_the_mean_of_two_layers_over_every_mask() -> None:
    for question in printed("dropout-two-layer-expectation"):
        x, v = question.numbers("x="), question.numbers("quad v=")
        weights = matrix(question, "W=")
        dropped = question.number("入力に割合 "), question.number("隠れ層に割合 ")
        enlarged = "「残す割合」で割って使います" in question.stem
        assert enlarged != ("そのまま使います（拡大しません）" in question.stem)
        mean = Fraction(0)
        for mask in itertools.product((0, 1), repeat=4):
            chance, kept = Fraction(1), []
            for at, keeps in enumerate(mask):
                rate = dropped[at // 2]
                chance *= 1 - rate if keeps else rate
                kept.append(keeps / (1 - rate) if enlarged else Fraction(keeps))
            hidden = [sum(w * m * value for w, m, value in zip(row, kept[:2], x, strict=True)) for row in weights]
            mean += chance * sum(factor * m * h for factor, m, h in zip(v, kept[2:], hidden, strict=True))
        hold_numbers(question, [mean], 3)


def test_early_stopping_by_the_printed_rules() -> None:
    for question in printed("early-stopping-variants"):
        (listed,) = question.found(r"\n\n([\d., ]+)\n\n")
        errors = [Fraction(part) for part in listed.split(",")]
        margin, patience = question.number("最良の値 − "), int(question.number("エポックが続けて "))
        assert "」より小さいときだけ改善とし（ちょうど等しいのは改善ではない）" in question.stem
        best, improved, worse, stop = errors[0], 1, 0, 0
        for epoch, error in enumerate(errors[1:], 2):
            if error < best - margin:
                best, improved, worse = error, epoch, 0
                continue
            worse += 1
            if worse == patience:
                stop = epoch
                break
        assert stop, question.name  # it must be told what the answer is
        back = "最後に改善したエポックの重みに戻します" in question.stem
        assert back != ("重みは戻さず、止めたエポックのものをそのまま使います" in question.stem)
        hold_numbers(question, [stop, improved if back else stop], 0)


# -- an L2 term in the gradient against decay beside the update --------------------------------------------------------

Rule = Callable[[list[float]], float]


def momentum(mu: float) -> Rule:
    """Return what is added to a weight after gradients; all rules have the rate 1, which the course scales."""
    return lambda gradients: -sum(mu**age * g for age, g in enumerate(reversed(gradients)))


def adagrad(gradients: list[float]) -> float:
    return -gradients[-1] / (math.hypot(*gradients) + 1e-7)


def rmsprop(gradients: list[float]) -> float:
    h = sum(0.1 * 0.9**age * g * g for age, g in enumerate(reversed(gradients)))
    return -gradients[-1] / (math.sqrt(h) + 1e-7)


def adam(gradients: list[float]) -> float:
    steps = len(gradients)
    m = sum(0.1 * 0.9**age * g for age, g in enumerate(reversed(gradients))) / (1 - 0.9**steps)
    h = sum(0.001 * 0.999**age * g * g for age, g in enumerate(reversed(gradients))) / (1 - 0.999**steps)
    return -m / (math.sqrt(h) + 1e-8)


def final(rule: Rule, rates: list[float], inside: float, beside: float, seed: int) -> float:
    """Return the weight after all updates, with decay inside the gradient or beside the update."""
    rng = np.random.default_rng(seed)
    w, gradients = 1.5, []
    for rate in rates:
        gradients.append(float(rng.normal()) + inside * w)
        w = (1 - rate * beside) * w + rate * rule(gradients)
    return w


def test_where_decay_is_the_same_as_the_l2_term_by_running_both() -> None:
    rules: dict[str, Rule] = {"SGD": momentum(0), "AdaGrad": adagrad, "RMSProp": rmsprop, "Adam": adam}
    for question in printed("l2-decay-equivalence"):
        strength = float(question.number("lambda="))

        def same(option: str, strength: float = strength) -> bool:
            line = re.fullmatch(r"(学習率を毎回半分にする )?(.+?) ?で (\d+) 回更新する", option)
            assert line, option
            halved, name, steps = line.groups()
            if found := re.fullmatch(rf"モメンタム（\$\\mu=({DECIMAL})\$）", name):
                rule = momentum(float(found[1]))
            else:
                rule = rules[name]
            rates = [0.1 / 2**at if halved else 0.1 for at in range(int(steps))]
            apart = [abs(final(rule, rates, strength, 0, s) - final(rule, rates, 0, strength, s)) for s in range(5)]
            assert max(apart) < 1e-13 or max(apart) > 1e-7, (option, apart)
            return max(apart) < 1e-13

        hold_choices(question, same)


# -- what makes a model fit the noise ----------------------------------------------------------------------------------

MORE, LESS = "過学習を起こしやすくする", "過学習を抑える"
CAUSES = {
    rf"訓練データを {DECIMAL} 倍に増やす": LESS,
    rf"訓練データを {DECIMAL} % に減らす": MORE,
    r"多項式の次数を \d から \d に上げる（パラメータを増やす）": MORE,
    r"多項式の次数を \d から \d に下げる（パラメータを減らす）": LESS,
    "L2 正則化を外す": MORE,
    "ごく弱くかけていた L2 正則化を、適度に強める": LESS,
    "訓練データのラベルの雑音（誤差）が大きくなる": MORE,
    "検証誤差が下がらなくなったところで学習を止める": LESS,
    "目的と無関係な入力の特徴量を取り除く": LESS,
    "目的と無関係な入力の特徴量を加える": MORE,
    "入力を少しずつ動かしたデータを、同じラベルで加える（データ拡張）": LESS,
}
"""As textbooks say (Bishop 2006, section 1.1; Goodfellow, Bengio, Courville 2016, chapter 7)."""


def test_causes_and_cures_of_overfitting() -> None:
    for question in printed("overfit-causes"):
        (asked,) = question.found(f"次のうち、一般に({MORE}|{LESS})ものをすべて選んで")

        def does(option: str, asked: str = asked) -> bool:
            (effect,) = [effect for cause, effect in CAUSES.items() if re.fullmatch(cause, option)]
            return effect == asked

        hold_choices(question, does)
