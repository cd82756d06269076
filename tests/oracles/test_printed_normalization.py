"""Normalization: solved again from the printed Japanese stems alone, with NumPy, and held against the keys."""

from __future__ import annotations

import ast
import re
from fractions import Fraction

import numpy as np
from printed_stems import hold_matching, hold_numbers, hold_order, printed


def test_inference_uses_the_kept_moments() -> None:
    for question in printed("bn-inference-output"):
        batch = question.numbers("x = ")
        mean, variance = question.number("平均は "), question.number("分散は ")
        gain, shift = question.number(r"\\gamma="), question.number(r"\\beta=")
        place = int(question.number("計算で、")) - 1
        spread = np.sqrt(float(variance))
        hold_numbers(question, [float(gain) * float(batch[place] - mean) / spread + float(shift)], 3)


def test_gain_and_shift_have_the_slopes_of_the_output() -> None:
    """The loss is linear in both, so that a difference over any step is exact."""
    for question in printed("bn-param-gradients"):
        x, upstream = np.array(question.numbers("x = "), float), np.array(question.numbers("dy = "), float)
        gain = float(question.number(r"\\gamma="))

        def loss(gain: float, shift: float, x: np.ndarray = x, upstream: np.ndarray = upstream) -> float:
            return float(upstream @ (gain * (x - x.mean()) / x.std() + shift))

        base = loss(gain, 0.5)
        hold_numbers(question, [loss(gain + 1, 0.5) - base, loss(gain, 1.5) - base], 3)


def test_folded_weights_give_what_both_layers_give() -> None:
    for question in printed("bn-fold-weights"):
        w1, w2, b = (question.number(f"{name}=") for name in ("w_1", "w_2", r"\\quad b"))
        mean, variance, gain, shift = (
            question.number(f"{name}=") for name in (r"\\mu", r"\\sigma\^2", r"\\gamma", r"\\beta")
        )
        deviation = next(Fraction(n, 2) for n in range(1, 40) if Fraction(n, 2) ** 2 == variance)

        def both(
            x1: int,
            x2: int,
            layer: tuple[Fraction, ...] = (w1, w2, b),
            norm: tuple[Fraction, ...] = (gain, mean, deviation, shift),
        ) -> Fraction:
            gain, mean, deviation, shift = norm
            return gain * (layer[0] * x1 + layer[1] * x2 + layer[2] - mean) / deviation + shift

        constant = both(0, 0)
        hold_numbers(question, [both(1, 0) - constant, both(0, 1) - constant, constant], 3)


def test_one_value_under_each_normalization() -> None:
    for question in printed("norm-variant-value"):
        rows = re.findall(r"^X\[\d\] = (.*)$", question.stem, flags=re.MULTILINE)
        x = np.array([ast.literal_eval(row) for row in rows], float)
        (size,) = question.found(r"\(N, C, W\) = \(([\d, ]+)\)")
        assert x.shape == tuple(map(int, size.split(",")))
        (method, place, value) = question.found(
            r"学習時の(\w+)正規化（\w\w）を行ったとき、`X\[([\d, ]+)\]`.*値は (-?\d+)）"
        )
        n, c, w = map(int, place.split(","))
        assert x[n, c, w] == int(value)
        half = x.shape[1] // 2
        group = slice(c // half * half, c // half * half + half)
        together = {"バッチ": x[:, c], "レイヤー": x[n], "インスタンス": x[n, c], "グループ": x[n, group]}[method]
        hold_numbers(question, [(x[n, c, w] - together.mean()) / together.std()], 3)


SHARED = {
    "ミニバッチの全画像を通して": "バッチ",
    "移動平均をためて": "バッチ",
    "件のデータの間で": "バッチ",
    "全次元をまとめて": "レイヤー",
    "その 1 件の": "レイヤー",
    "隠れユニット全部の平均": "レイヤー",
    "1 枚の 1 チャンネルの画素だけ": "インスタンス",
    "自分の H×W 個の値だけ": "インスタンス",
    "画像 1 枚ごと・チャンネルごと": "インスタンス",
    "個の組に分け": "グループ",
    "枚ずつの統計量を 1 本の中で": "グループ",
    "との中間": "グループ",
}
"""What a situation says about the values that share a mean, and the normalization that does so."""


def test_the_normalization_that_a_situation_asks_for() -> None:
    def fits(situation: str, method: str) -> bool:
        (wanted,) = {name for words, name in SHARED.items() if words in situation}
        return method == f"{wanted}正規化"

    for question in printed("norm-situation-match"):
        hold_matching(question, fits)


FORWARD = [r"\mu", "c", "q", "v", "s", r"\hat{x}", "z", "y"]
BACKWARD = [r"d\hat{x}", "ds", "dv", "dq", "dc", r"d\mu", "dx"]
"""Each needs the one before it; which of the steps are printed is drawn, and so are the names c and q."""


def test_steps_of_batch_normalization_stand_behind_what_they_need() -> None:
    for question in printed("bn-layer-order"):
        lines = question.lists[0]
        results = [re.search(r"\$(.*?)=", line)[1] for line in lines]  # type: ignore[index]
        results = [re.sub(r"^(d?)[ach]$", r"\1c", re.sub(r"^(d?)[pqr]$", r"\1q", name)) for name in results]
        steps = BACKWARD if "逆伝播" in question.stem else FORWARD
        hold_order(question, [steps.index(name) for name in results])


def test_the_printed_backward_steps_give_the_gradient() -> None:
    """The formulas that bn-layer-order prints, carried out as they stand, against differences of the forward pass."""
    rng = np.random.default_rng(5)
    x, dy, gain, epsilon, n = rng.normal(size=6), rng.normal(size=6), 1.7, 1e-3, 6
    printed_lines = {line for question in printed("bn-layer-order") for line in question.lists[0]}
    for line in (
        r"$d\hat{x}=\gamma\,dy$ を計算する",
        r"$ds=-\frac{1}{s^2}\sum_n d\hat{x}_n\,c_n$ を計算する",
        r"$dv=\frac{ds}{2s}$ を計算する",
        r"$dq=\frac{1}{N}dv$ を計算する",
        r"$dc=\frac{d\hat{x}}{s}+2c\,dq$ を計算する",
        r"$d\mu=-\sum_n dc_n$ を計算する",
        r"$dx=dc+\frac{1}{N}d\mu$ を計算する",
    ):
        assert line in printed_lines
    c = x - x.mean()
    s = np.sqrt((c**2).mean() + epsilon)
    dxhat = gain * dy
    ds = -(dxhat @ c) / s**2
    dq = ds / (2 * s) / n
    dc = dxhat / s + 2 * c * dq
    dx = dc - dc.sum() / n

    def loss(x: np.ndarray) -> float:
        c = x - x.mean()
        return float(dy @ (gain * c / np.sqrt((c**2).mean() + epsilon)))

    steps = 1e-6 * np.eye(n)
    assert np.allclose(dx, [(loss(x + h) - loss(x - h)) / 2e-6 for h in steps], atol=1e-7)
