"""Penalties, dropout and stopping, the older questions: solved again from the printed Japanese stems alone."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from printed_code import carry_out, code_block, worth
from printed_stems import (
    DECIMAL,
    Printed,
    hold_choice,
    hold_expression,
    hold_fractions,
    hold_matching,
    hold_numbers,
    printed,
)
from printed_tables import hold_choices, pictured

# -- values of penalties -----------------------------------------------------------------------------------------------


def test_the_loss_with_its_penalty() -> None:
    for question in printed("regularized-loss-value"):
        weights, loss, strength = question.numbers("重みが .w="), question.number(" .E="), question.number("lambda=")
        assert "バイアスは含めません" in question.stem
        if r"\lambda\sum_i|w_i|" in question.stem:
            penalty = strength * sum(abs(w) for w in weights)
        else:
            assert r"\frac{\lambda}{2}\sum_i w_i^2" in question.stem
            penalty = strength / 2 * sum(w * w for w in weights)
        hold_numbers(question, [loss + penalty], 4)


def test_the_length_of_a_vector() -> None:
    for question in printed("lp-norm-value"):
        vector, p = question.numbers("^ベクトル .x="), int(question.number("を、.p="))
        total = sum(abs(x) ** p for x in vector)
        hold_numbers(question, [float(total) ** (1 / p)], 3)
        assert r"$\sqrt{\ }$ を使ったままでもかまいません" in question.stem
        for written in (
            f"{total}^(1/{p})",
            rf"\sqrt[{p}]{{{total}}}",
            f"√{total}" if p == 2 else f"({total})**(1/{p})",
        ):
            assert question.verdict(written) == "correct", (question.name, written)


def test_slopes_of_elastic_net_by_differences() -> None:
    """Of both terms a central difference is exact where the step doesn't cross 0."""
    for question in printed("elastic-net-gradient"):
        first, second = question.number("lambda_1="), question.number("lambda_2=")
        weights, h = question.numbers("重みが .w="), Fraction(1, 100)

        def penalty(w: Fraction, first: Fraction = first, second: Fraction = second) -> Fraction:
            return first * abs(w) + second / 2 * w * w

        assert all(abs(w) > h for w in weights)
        hold_numbers(question, [(penalty(w + h) - penalty(w - h)) / (2 * h) for w in weights], 5)


def test_the_slope_of_the_plain_norm() -> None:
    for question in printed("norm-penalty-gradient"):
        strength, by = question.number("lambda="), int(question.number(r"w_\{ "))
        assert question.number(r"frac\{\\lambda\}\{2\}\\sqrt\{w_1\^") == 2
        point = {1: 1.5, 2: 0.8}
        h = 1e-6 * (by == 1), 1e-6 * (by == 2)
        up, down = (math.hypot(point[1] + s * h[0], point[2] + s * h[1]) for s in (1, -1))
        slope = float(strength) / 2 * (up - down) / 2e-6
        answer = f"{strength}*w{by}/(2*sqrt(w1^2+w2^2))"
        found = worth(answer.replace("^", "**"), {"w1": point[1], "w2": point[2], "sqrt": math.sqrt})
        assert math.isclose(found, slope, rel_tol=1e-6)
        hold_expression(question, answer, wrong=f"{strength}*w{by}")


# -- weights that a penalty leaves -------------------------------------------------------------------------------------


def test_ridge_by_its_vanishing_slope() -> None:
    for question in printed("ridge-closed-form"):
        x1, x2, y = (question.numbers(rf"- \$?{name}\$ の値: ") for name in ("x_1", "x_2", "y"))
        strength = question.number("lambda=")
        assert len(x1) == len(x2) == len(y) == question.number("データは ")

        def dot(u: list[Fraction], v: list[Fraction]) -> Fraction:
            return sum((a * b for a, b in zip(u, v, strict=True)), Fraction(0))

        a, b, d = dot(x1, x1) + strength, dot(x1, x2), dot(x2, x2) + strength
        e, f = dot(x1, y), dot(x2, y)
        w1, w2 = (d * e - b * f) / (a * d - b * b), (a * f - b * e) / (a * d - b * b)
        rest = [t - w1 * p - w2 * q for t, p, q in zip(y, x1, x2, strict=True)]
        assert (-2 * dot(rest, x1) + 2 * strength * w1, -2 * dot(rest, x2) + 2 * strength * w2) == (0, 0)
        hold_numbers(question, [w1, w2], 3)
        hold_fractions(question, [w1, w2])


def test_l1_by_the_least_of_all_places() -> None:
    for question in printed("l1-soft-threshold"):
        z, strength = question.numbers(r"\$z="), question.number("lambda=")
        weights = []
        for value in z:
            places = [Fraction(step, 10) for step in range(int(-11 * abs(value)), int(11 * abs(value)) + 1)]
            costs = [(w - value) ** 2 / 2 + strength * abs(w) for w in places]
            weights.append(places[costs.index(min(costs))])
        hold_numbers(question, [*weights, sum(w == 0 for w in weights)], 3)


def test_descent_with_an_l2_term_in_closed_form() -> None:
    for question in printed("l2-update-step"):
        start, rate, strength = question.number("初期値 .w="), question.number("eta="), question.number("lambda=")
        slope, steps = question.number(r"partial w\}="), int(question.number("更新を "))
        rest = -slope / strength  # where the slope with its penalty vanishes
        hold_numbers(question, [rest + (1 - rate * strength) ** steps * (start - rest)], 4)


def test_decay_beside_adams_first_step() -> None:
    for question in printed("decoupled-weight-decay"):
        assert "$m=v=0$ から始めた最初の更新で" in question.stem
        w, g, rate, strength = (question.number(name) for name in (r"、\$w=", r"\$g=", "eta=", "lambda="))
        hold_numbers(question, [w - rate * (g / abs(g) + strength * w)], 4)


@pytest.mark.thorough  # each draw tries by points which region is whose
def test_where_circles_touch_a_region() -> None:
    for question, words in pictured("lasso-graph-choice"):
        centre = np.array(question.numbers("等高線（点 ."), float)
        squares = question.found(rf"\(w_1-({DECIMAL})\)\^2\+\(w_2-({DECIMAL})\)\^2")
        assert centre.tolist() == [float(part) for part in squares]
        (name,) = question.found(r"図が 2 つあります。(L1|L2) 正則化を表す図")
        sides = dict(re.findall(r"(左|右)の図: 領域は(円|ひし形)（大きさ 1、", words))
        assert f"中心 ({centre[0]:g}, {centre[1]:g})" in words
        shape = "円" if name == "L2" else "ひし形"
        along = np.linspace(0, 1, 2001)
        if shape == "円":
            border = np.stack([np.cos(along * math.pi / 2), np.sin(along * math.pi / 2)], axis=1)
        else:
            border = np.stack([1 - along, along], axis=1)
        assert min(centre) > 0  # so that nothing nearer lies in another quarter
        touching = border[((border - centre) ** 2).sum(axis=1).argmin()]

        def holds(
            option: str, sides: dict[str, str] = sides, shape: str = shape, touching: np.ndarray = touching
        ) -> bool:
            side, named, *point = re.fullmatch(
                rf"(左|右)の図（(.*)）、点 \(({DECIMAL}), ({DECIMAL})\) で接する", option
            ).groups()  # type: ignore[union-attr]
            assert sides[side] == named
            return named == shape and bool(abs(np.array(point, float) - touching).max() < 0.0051)

        hold_choice(question, holds)


# -- code of gradients, of a crop --------------------------------------------------------------------------------------

PENALTIES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    r"\sum_i |w_i|": lambda w: abs(w).sum(),
    r"\sum_i \left(|w_i|+\frac{1}{2}w_i^2\right)": lambda w: (abs(w) + w**2 / 2).sum(),
    r"\sum_i |w_i-1|": lambda w: abs(w - 1).sum(),
    r"\sum_i \max(w_i, 0)": lambda w: np.maximum(w, 0).sum(),
    r"\sum_i \sqrt{w_i^2+1}": lambda w: np.sqrt(w**2 + 1).sum(),
    r"\sqrt{\sum_i w_i^2}": lambda w: np.sqrt((w**2).sum()),
    r"\sum_i w_i^2": lambda w: (w**2).sum(),
    r"\frac{1}{4}\sum_i w_i^4": lambda w: (w**4).sum() / 4,
    r"\frac{1}{2}\sum_i w_i^2": lambda w: (w**2).sum() / 2,
    r"\frac{1}{2}\sum_i (w_i-1)^2": lambda w: ((w - 1) ** 2).sum() / 2,
}


def hold_gradient_code(question: Printed) -> None:
    w = np.array([1.7, -0.6, 0.4, -2.3, 1.1])
    size = PENALTIES[question.found(r"\$\$(.*)\$\$")[0]]
    slopes = np.array([(size(w + step) - size(w - step)) / 2e-6 for step in 1e-6 * np.eye(len(w))])
    code = code_block(question)
    assert code == "grad += rate * (?)"

    def holds(option: str) -> bool:
        names = {"np": np, "param": w, "grad": np.zeros(len(w)), "rate": 0.5}
        grad = carry_out(code.replace("(?)", f"({option.strip('`')})"), names)["grad"]
        return bool(np.allclose(grad, 0.5 * slopes, atol=1e-7))

    hold_choice(question, holds)


def test_code_of_a_penaltys_gradient_against_differences() -> None:
    for question in itertools.chain(printed("l1-gradient-code"), printed("l2-gradient-code")):
        hold_gradient_code(question)


def test_code_of_a_crop_is_run() -> None:
    for question in printed("augmentation-crop-code"):
        names, sizes = question.found(r"軸が \(([\w, ]+)\) の順で、形が \(([\d, ]+)\)")
        axes, shape = names.split(", "), [int(size) for size in sizes.split(", ")]
        image = np.arange(math.prod(shape)).reshape(shape)
        top, left, height, width = map(
            int, question.found(r"上から (\d+) 行、左から (\d+) 列を.*縦 (\d+)、横 (\d+) の範囲")
        )
        wanted = image.take(range(top, top + height), axes.index("H")).take(range(left, left + width), axes.index("W"))
        code = code_block(question)

        def holds(option: str, code: str = code, image: np.ndarray = image, wanted: np.ndarray = wanted) -> bool:
            try:
                found = carry_out(code.replace("(?)", option.strip("`")), {"image": image})["image"]
            except IndexError:
                return False
            return np.array_equal(found, wanted)

        hold_choice(question, holds)


# -- dropout -----------------------------------------------------------------------------------------------------------


def test_a_layer_with_units_dropped() -> None:
    for question in printed("dropout-forward"):
        x, mask, ratio = question.numbers("入力が .x="), question.numbers(r"mask\}="), question.number(r"ratio\}=")
        (formula,) = question.found(r"\$\$(.*)\$\$")
        scale = {
            r"x\times\mathrm{mask}": Fraction(1),
            r"\frac{x\times\mathrm{mask}}{1-\mathrm{ratio}}": 1 / (1 - ratio),
        }[formula]
        outputs = [value * kept * scale for value, kept in zip(x, mask, strict=True)]
        hold_numbers(question, outputs, 3)
        hold_fractions(question, outputs)


def test_what_dropout_gives_on_the_average() -> None:
    for question in printed("dropout-expectation"):
        x, ratio = question.number("値が .x="), question.number(r"ratio\}=")
        assert question.number("は確率 ") == ratio
        enlarged = r"\frac{x\times\mathrm{mask}}{1-\mathrm{ratio}}" in question.stem
        assert enlarged != (r"y_{\mathrm{train}}=x\times\mathrm{mask}" in question.stem)
        kept = x / (1 - ratio) if enlarged else x
        outcomes = [(ratio, Fraction(0)), (1 - ratio, kept)]
        mean = sum(chance * y for chance, y in outcomes)
        (asked,) = question.found(r"そろえます。(.*)はいくつですか")
        answers = {
            "学習時の出力の分散（マスクについての分散）": sum(chance * (y - mean) ** 2 for chance, y in outcomes),
            "学習時の出力の平均（マスクについての期待値）": mean,
            "推論時の出力": mean,
            "このユニットが残ったときの、学習時の出力": kept,
        }
        hold_numbers(question, [answers[asked]], 3)
        hold_fractions(question, [Fraction(answers[asked])])


def test_networks_that_dropout_can_leave() -> None:
    for question in printed("dropout-subnetworks"):
        first, second = map(int, question.found(r"それぞれ (\d+) 個と (\d+) 個"))
        networks = 1
        for _ in range(first + second):
            networks *= len(("残る", "捨てられる"))
        hold_numbers(question, [networks], 0)


# -- stopping, and what errors tell ------------------------------------------------------------------------------------


def test_stopping_by_the_printed_rules() -> None:
    for question in printed("early-stopping"):
        errors = question.numbers(r"\n\n(?=\()")
        patience = int(question.number("改善しないエポックが "))
        assert patience == question.number("patience は ")
        stop = next(
            at
            for at in range(patience, len(errors))
            if min(errors[at - patience + 1 : at + 1]) >= min(errors[: at - patience + 1])
        )
        best = errors[: stop + 1].index(min(errors[: stop + 1]))
        hold_numbers(question, [best + 1, stop + 1], 0)


def test_errors_are_named_by_the_printed_bounds() -> None:
    for question in printed("fit-diagnosis"):
        gap, high = question.number("検証誤差と訓練誤差の差が "), question.number("訓練誤差が ")

        def fits(model: str, state: str, gap: Fraction = gap, high: Fraction = high) -> bool:
            train, valid = map(Fraction, re.findall(DECIMAL, model))
            names = {(True, True): "過学習と未学習の両方", (True, False): "過学習", (False, True): "未学習"}
            return state == names.get((valid - train >= gap, train >= high), "適切")

        hold_matching(question, fits)


# -- what is true of ridge and of lasso, tried on data -----------------------------------------------------------------


def fitted(x: np.ndarray, t: np.ndarray, strength: float, lasso: bool) -> np.ndarray:
    """Return the weights of a regression on centred data; Lasso by going round the weights until nothing moves."""
    if not lasso:
        return np.linalg.solve(x.T @ x + strength * np.eye(x.shape[1]), x.T @ t)
    w = np.zeros(x.shape[1])
    for _ in range(100):
        for j in range(len(w)):
            slope = x[:, j] @ (t - x @ w + x[:, j] * w[j])
            w[j] = np.sign(slope) * max(abs(slope) - strength, 0) / (x[:, j] @ x[:, j])
    return w


def traits(lasso: bool) -> dict[str, bool]:
    """Return which of the printed statements hold, by fits over many strengths."""
    rng = np.random.default_rng(12)
    x = rng.normal(size=(30, 4))
    x -= x.mean(axis=0)
    t = x @ [2.0, -1.0, 0.3, 0.05] + rng.normal(size=30)
    t -= t.mean()
    strengths = np.logspace(-2, 8, 41)
    paths = [fitted(x, t, strength, lasso) for strength in strengths]
    sizes = [np.abs(w).sum() if lasso else w @ w for w in paths]
    errors = [((t - x @ w) ** 2).sum() for w in paths]
    zeros = [int((w == 0).sum()) for w in paths]
    plain = np.linalg.lstsq(x, t, rcond=None)[0]
    other_unit = fitted(x * [10, 1, 1, 1], t, 5, lasso)
    fit = fitted(x, t, 5, lasso)
    by_constant = min(
        float(abs(np.linalg.solve(x.T @ x + c * np.eye(4), x.T @ t) - fit).max()) for c in np.linspace(0, 50, 5001)
    )
    twice = np.concatenate([x[:, :1], x[:, :1], x[:, 1:]], axis=1)
    double = fitted(twice, t, 5, lasso)
    moved = double + np.array([-0.01, 0.01, 0, 0, 0]) * np.sign(double[0])
    costs = [((t - twice @ w) ** 2).sum() + 5 * (2 * abs(w).sum() if lasso else w @ w) for w in (double, moved)]
    return {
        "λ が有限でも、十分に大きければすべての重みがちょうど 0 になる": zeros[-1] == 4,
        "λ の値によっては、一部の重みだけがちょうど 0 になる": any(0 < count < 4 for count in zeros),
        "λ を 0 にすると、解は最小二乗法の解と一致する": bool(np.allclose(fitted(x, t, 0, lasso), plain, atol=1e-8)),
        "λ を大きくしても、罰則に使うノルムが大きくなることはない": bool((np.diff(sizes) <= 1e-12).all()),
        "λ を大きくするほど、訓練データの二乗誤差は小さくなる": bool((np.diff(errors) < 0).all()),
        "同じ特徴量が 2 列あっても、λ > 0 なら解は 1 つに決まる": costs[1] > costs[0] + 1e-9,
        "正則化の強さ λ を 0 にすると、モデルは非線形回帰になる": False,
        "正則化の強さ λ を大きくしていくと、すべての重みが 0 に限りなく近づく": bool(abs(paths[-1]).max() < 1e-5),
        "正則化の強さ λ を大きくしていくと、重みの絶対値の和はやがて 0 まで小さくなる": bool(abs(paths[-1]).sum() == 0),
        "特徴量の単位（スケール）を変えると、一般に予測が変わる": not np.allclose(
            x * [10, 1, 1, 1] @ other_unit, x @ fit
        ),
        "解は、ある定数 c を使って $(X^{\\top}X+cI)^{-1}X^{\\top}t$ と書ける（平均を引いたデータで）": by_constant
        < 1e-3,
        "誤差関数ではなく、隠れ層の出力に正則化項を加える": False,
        "重みだけでなく、バイアス項も必ず正則化の対象になる": False,
    }


def test_traits_of_ridge_and_lasso_are_tried() -> None:
    held = {"リッジ": traits(lasso=False), "ラッソ": traits(lasso=True)}
    for question in printed("ridge-trait-choice"):
        (name,) = question.found("^(リッジ|ラッソ)回帰")
        hold_choices(question, held[name].__getitem__)
