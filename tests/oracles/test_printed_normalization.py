"""Normalization: solved again from the printed Japanese stems alone, with NumPy, and held against the keys."""

from __future__ import annotations

import ast
import re
from fractions import Fraction
from typing import Any

import numpy as np
from printed_stems import (
    DECIMAL,
    hold_choice,
    hold_fractions,
    hold_matching,
    hold_numbers,
    hold_order,
    printed,
    rounded,
)


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
        folded = [both(1, 0) - constant, both(0, 1) - constant, constant]
        hold_numbers(question, folded, 3)
        hold_fractions(question, folded)


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


# -- the forward pass --------------------------------------------------------------------------------------------------


def test_a_batch_of_values() -> None:
    for question in printed("bn-forward-vector"):
        x = np.array(question.numbers("x = "), float)
        gain, shift = float(question.number(r"\\gamma=")), float(question.number(r"\\beta="))
        assert len(x) == question.number("ミニバッチの ")
        neglected = gain * (x - x.mean()) / x.std() + shift
        assert question.verdict(", ".join(rounded(value, 3) for value in neglected)) == "correct", question.name
        hold_numbers(question, list(gain * (x - x.mean()) / np.sqrt(x.var() + 1e-7) + shift), 3)


def test_moments_of_an_output_of_two_values() -> None:
    """Any batch of the printed variance has the same output's moments: here it is one value up, one down."""
    for question in printed("bn-output-moments"):
        variance, epsilon = float(question.number(r"\\sigma\^2=")), float(question.number("varepsilon="))
        gain, shift = float(question.number(r"\\gamma=")), float(question.number(r"\\beta="))
        x = 3 + np.sqrt(variance) * np.array([1, -1])
        y = gain * (x - x.mean()) / np.sqrt(x.var() + epsilon) + shift
        hold_numbers(question, [y.mean(), y.var()], 3)


def test_a_running_mean_is_a_weighted_sum() -> None:
    for question in printed("bn-running-stats"):
        momentum, start = question.number("momentum は "), question.number("の初期値は ")
        means = question.numbers("が順に ")
        assert "momentum * running_mean + (1 - momentum) * batch_mean" in question.stem
        assert len(means) == question.number(r"だったとき、")
        shares = [(1 - momentum) * momentum**age for age in reversed(range(len(means)))]
        kept = momentum ** len(means) * start
        hold_numbers(question, [kept + sum(share * mean for share, mean in zip(shares, means, strict=True))], 4)


def test_a_row_by_itself() -> None:
    for question in printed("layernorm-forward"):
        x = np.array(ast.literal_eval(question.found(r"X = np\.array\((.*)\)")[0]), float)
        row = x[int(question.number("上から ")) - 1]
        assert x.shape == tuple(question.numbers(r"\(N, D\) = "))
        hold_numbers(question, list((row - row.mean()) / row.std()), 3)


def test_the_slope_through_mean_and_deviation_by_a_complex_step() -> None:
    for question in printed("bn-backward-dx"):
        x, upstream = np.array(question.numbers("x = "), float), np.array(question.numbers("dy = "), float)
        gain = float(question.number(r"\\gamma="))

        def loss(x: np.ndarray, upstream: np.ndarray = upstream, gain: float = gain) -> complex:
            c = x - x.mean()
            return complex(upstream @ (gain * c / np.sqrt((c * c).mean())))

        hold_numbers(question, [loss(x + 1e-20j * step).imag / 1e-20 for step in np.eye(len(x))], 4)


# -- which values share a mean -----------------------------------------------------------------------------------------

KINDS = {"バッチ": "N", "レイヤー": "C", "インスタンス": ""}
"""Which of the axes N and C, besides the positions, a normalization takes together."""


def test_the_axes_of_a_mean_by_averaging_by_hand() -> None:
    rng = np.random.default_rng(4)
    for question in printed("bn-code-fill"):
        names, sizes = question.found(r"形が \(([\w, ]+)\) = \(([\d, ]+)\)")
        (kind,) = question.found("(バッチ|レイヤー|インスタンス)正規化で使う平均を")
        axes = names.split(", ")
        x = rng.normal(size=[int(size) for size in sizes.split(", ")])
        together = {"H", "W", *KINDS[kind]}
        mean = x
        for axis, name in enumerate(axes):
            if name in together:
                mean = mean.sum(axis=axis, keepdims=True) / x.shape[axis]

        def holds(option: str, x: np.ndarray = x, mean: np.ndarray = mean) -> bool:
            found = np.mean(x, axis=ast.literal_eval(option.removeprefix("axis=")), keepdims=True)
            return found.shape == mean.shape and bool(np.allclose(found, mean))

        hold_choice(question, holds)


def test_means_are_counted_as_sets_of_values() -> None:
    for question in printed("norm-statistics-count"):
        n, c, *_ = (int(part) for part in question.numbers(r"\(N, C, H, W\) = "))
        groups = int(question.number("G = "))
        (kind,) = question.found("に\\s?(バッチ|レイヤー|インスタンス|グループ)正規化")
        sharing = {
            (
                c_ if kind == "バッチ" else n_,
                {"レイヤー": 0, "バッチ": 0, "インスタンス": c_, "グループ": c_ // (c // groups)}[kind],
            )
            for n_ in range(n)
            for c_ in range(c)
        }
        assert c % groups == 0
        hold_numbers(question, [len(sharing)], 0)


def test_parameters_and_kept_values_of_a_normalization() -> None:
    for question in printed("norm-param-count"):
        _, channels, height, width = (int(part) for part in question.numbers(r"\(N, C, H, W\) = "))
        (kind,) = question.found("出力に、(バッチ|レイヤー|インスタンス|グループ)正規化")
        each = channels * height * width if kind == "レイヤー" else channels
        kept = 2 * channels if kind == "バッチ" and "推論のために保存される値" in question.stem else 0
        assert ("推論のために保存される値" in question.stem) != ("勾配によって学習されるパラメータ" in question.stem)
        hold_numbers(question, [2 * each + kept], 0)


# -- what batch normalization leaves as it is --------------------------------------------------------------------------


def test_a_batch_of_one_is_run() -> None:
    rng = np.random.default_rng(6)
    for question in printed("bn-batch-of-one"):
        (shape,) = question.found(r"\(N, (?:D|C, H, W)\) = \(([\d, ]+)\)")
        gain, shift = float(question.number(r"\\gamma=")), float(question.number(r"\\beta="))
        x = rng.normal(size=[int(size) for size in shape.split(", ")])
        axes = (0,) if x.ndim == 2 else (0, 2, 3)
        mean, variance = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True)
        y = gain * (x - mean) / np.sqrt(variance + 1e-7) + shift
        together = (x - x.mean()) / x.std()

        def holds(option: str, x: np.ndarray = x, y: np.ndarray = y, together: np.ndarray = together) -> bool:
            if found := re.search(r"すべての出力が (?:β = )?(-?\d+) になる", option):
                return bool(np.allclose(y, float(found[1])))
            if "無限大" in option:
                return not np.isfinite(y).all()
            if "何もせず" in option:
                return np.allclose(y, x)
            if "チャンネルごとに" in option:
                return x.ndim == 4 and np.allclose(y.std(axis=(0, 2, 3)), abs(y.std(axis=(0, 2, 3))[0])) and y.std() > 0
            assert "全ユニットの値の中で" in option
            return bool(np.allclose(abs(y - y.mean()), abs(together) * y.std())) and y.std() > 0

        hold_choice(question, holds)


def test_what_a_change_of_the_layer_does() -> None:
    for question in printed("bn-invariance"):
        old, new, c = question.found(rf"\n\n\$(.*?)\$ を \$(.*?)\$（\$c=({DECIMAL})\$）に変えると")
        factor = float(c)
        rng = np.random.default_rng(8)
        x, w, gain, shift = rng.normal(size=(12, 4)), rng.normal(size=(4, 3)), 1.7, 0.4
        before = x @ w
        changes = {
            "u=x(cW)": ("u", x @ (factor * w)),
            "u=(cx)W": ("u", (factor * x) @ w),
            "u=(x+c)W": ("u", (x + factor) @ w),
            "u=xW+c": ("u", before + factor),
            r"y=(c\gamma)\hat{u}+\beta": ("gain", factor * gain),
            r"y=\gamma\hat{u}+(\beta+c)": ("shift", shift + factor),
        }
        what, value = changes[new]
        assert old == ("u=xW" if what == "u" else r"y=\gamma\hat{u}+\beta")
        layer: dict[str, Any] = {"u": before, "gain": gain, "shift": shift, what: value}
        after = layer["u"]
        kept_moments = before if "推論時" in question.stem else after
        y = gain * (before - before.mean(axis=0)) / before.std(axis=0) + shift
        y2 = layer["gain"] * (after - kept_moments.mean(axis=0)) / kept_moments.std(axis=0) + layer["shift"]
        told = {
            "どの出力も変わらない": y2 - y,
            r"$\beta$ からの差の符号だけが逆になる": (y2 - shift) + (y - shift),
            "だけ変わる": y2 - (y + factor),
            "倍になる": (y2 - shift) - factor * (y - shift),
        }

        def holds(option: str, told: dict[str, np.ndarray] = told) -> bool:
            fitting = [name for name in told if name in option]
            if not fitting:
                assert "どれ" in option
                return not any(np.allclose(rest, 0) for rest in told.values())
            return bool(np.allclose(told[fitting[0]], 0))

        hold_choice(question, holds)
