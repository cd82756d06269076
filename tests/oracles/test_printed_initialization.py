"""Initial weights: the printed Japanese stems alone, solved by laws of two points and by running the nets."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from types import SimpleNamespace

import numpy as np
from printed_code import code_block, worth
from printed_stems import DECIMAL, Printed, hold_choice, hold_fractions, hold_numbers, printed
from printed_tables import hold_figures


def test_xavier_keeps_the_variance_of_a_sum() -> None:
    for question in printed("xavier-std"):
        nodes = question.number("^ノード数 ")
        assert "前の層のノード数だけから決まる" in question.stem
        hold_figures(question, [math.sqrt(1 / nodes)])
        hold_roots(question, f"1/{nodes}")


def hold_roots(question: Printed, square: str) -> None:
    """A root may stay, as the stem says, in whatever way it is written; the square alone isn't accepted."""
    assert "分数や √ のままでもかまいません" in question.stem
    top, bottom = square.split("/")
    for written in (f"√({square})", f"sqrt({square})", rf"\sqrt{{\frac{{{top}}}{{{bottom}}}}}", f"√{top}/√{bottom}"):
        assert question.verdict(written) == "correct", (question.name, written)
    assert question.verdict(square) == "wrong", question.name


def test_he_keeps_the_mean_square_behind_relu() -> None:
    for question in printed("he-std"):
        nodes = question.number("ネットワークで、ノード数 ")
        assert "活性化関数に ReLU を使う" in question.stem
        assert "前の層のノード数から決まる" in question.stem
        kept = Fraction(max(0, 1) ** 2 + max(0, -1) ** 2, 2)
        hold_figures(question, [math.sqrt(1 / (nodes * kept))])
        hold_roots(question, f"2/{nodes}")


def test_fan_in_of_a_filter_by_laying_it_out() -> None:
    for question in printed("init-fan-in-conv"):
        channels, _, _ = map(int, question.found(r"入力は (\d+) チャンネル、(\d+)×(\d+) 画素"))
        height, width = map(int, question.found(r"、(\d+)×(\d+) のフィルタを"))
        hold_numbers(question, [np.empty((channels, height, width)).size], 0)


def sloped(text: str) -> Callable[[Fraction], Fraction]:
    """Return a printed function made of straight lines."""
    if found := re.fullmatch(r"(\d?)\\max\(0, u\)", text):
        return lambda u: int(found[1] or 1) * max(Fraction(0), u)
    if found := re.fullmatch(rf"\\max\(({DECIMAL})u, u\)", text):
        return lambda u: max(Fraction(found[1]) * u, u)
    rules: dict[str, Callable[[Fraction], Fraction]] = {
        "u": lambda u: u,
        "2u": lambda u: 2 * u,
        r"\frac{u}{2}": lambda u: u / 2,
        "|u|": abs,
    }
    return rules[text]


def mean_square(text: str) -> Fraction:
    """Return the mean of f(u)² where u is 1 or -1: for a line with a bend at 0 any symmetric law has that factor."""
    f = sloped(text)
    return (f(Fraction(1)) ** 2 + f(Fraction(-1)) ** 2) / 2


def test_the_weights_that_keep_any_bent_lines_mean_square() -> None:
    for question in printed("init-activation-match"):
        (text,) = question.found(r"f\(u\)=(.*)\$\$")
        nodes = question.number("n=(?=.*バイアス)")
        hold_figures(question, [math.sqrt(1 / (nodes * mean_square(text)))])


def test_the_signal_after_some_layers() -> None:
    for question in printed("init-depth-signal-factor"):
        nodes = question.number("どの層も ")
        (text, spread) = question.found(r"活性化関数 \$f\(u\)=(.*?)\$ を.*\n\n.*標準偏差 \$(.*?)\$ の")
        layers = int(question.number("分布から引きます。"))
        if found := re.fullmatch(r"\\sqrt\{(\d)/n\}", spread):
            variance = Fraction(int(found[1])) / nodes
        else:
            variance = Fraction(spread) ** 2
        factor = Fraction(1)
        for _ in range(layers):
            factor *= nodes * variance * mean_square(text)
        hold_figures(question, [factor])
        hold_fractions(question, [factor])


def test_the_variance_of_a_sum_is_added_up() -> None:
    for question in printed("init-preactivation-variance"):
        nodes, spread, square = question.number("n="), question.number("標準偏差 "), question.number(r"E\[x_i\^2\]=")
        hold_numbers(question, [sum((spread**2 * square for _ in range(int(nodes))), Fraction(0))], 6)


# -- run ---------------------------------------------------------------------------------------------------------------


@cache
def last_layer(nodes: int, layers: int, spread: str) -> np.ndarray:
    deviation = {"1": 1.0, r"1/\sqrt{n}": 1 / math.sqrt(nodes), "0.01": 0.01}[spread]
    rng = np.random.default_rng(nodes + layers)
    z = rng.normal(size=(40, nodes))
    for _ in range(layers):
        z = 1 / (1 + np.exp(-z @ (deviation * rng.normal(size=(nodes, nodes)))))
    return z


def test_where_the_outputs_of_sigmoids_lie() -> None:
    for question in printed("activation-distribution"):
        nodes, layers = int(question.number("どの層も ")), int(question.number("隠れ層は "))
        (spread,) = question.found(r"標準偏差 \$(.*?)\$ の正規分布")
        z = last_layer(nodes, layers, spread)
        middle, ends = (abs(z - 0.5) < 0.05).mean(), (abs(z - 0.5) > 0.45).mean()
        assert middle > 0.95 or ends > 0.55 or max(middle, ends) < 0.45, (question.name, middle, ends)
        if middle > 0.95:
            named = "ほとんどの出力が 0.5 の近くにあり、1 つの細い山になる"
        elif ends > 0.55:
            named = "出力の多くが 0 か 1 の近くにあり、2 つの山に分かれる"
        else:
            named = "出力が 0.5 を中心とするなだらかな山になり、適度に広がる"
        hold_choice(question, lambda option, named=named: option == named)  # type: ignore[misc]


def test_code_that_draws_weights_is_run() -> None:
    """A normal draw that is 1, of the right shape, shows its deviation; a uniform draw has none to show."""
    for question in printed("init-code-choice"):
        before, after = map(int, question.found(r"^(\d+) ノードの層と (\d+) ノードの層"))
        (name,) = question.found("作ります。(He|Xavier) の初期値")
        assert code_block(question) == "W = (?)"
        wanted = math.sqrt((2 if name == "He" else 1) / before)

        def randn(*shape: int, wanted: tuple[int, int] = (before, after)) -> float:
            return 1.0 if shape == wanted else math.nan

        random = SimpleNamespace(randn=randn, rand=lambda *_: math.nan)

        def holds(option: str, wanted: float = wanted, random: SimpleNamespace = random) -> bool:
            return math.isclose(worth(option, {"np": SimpleNamespace(random=random, sqrt=np.sqrt)}), wanted)

        hold_choice(question, holds)


ACTIVATIONS: dict[str, tuple[Callable[[np.ndarray], np.ndarray], Callable[[np.ndarray], np.ndarray]]] = {
    r"\max(0, u)": (lambda u: np.maximum(u, 0), lambda u: (u > 0).astype(float)),
    r"\tanh u": (np.tanh, lambda u: 1 - np.tanh(u) ** 2),
    r"\frac{1}{1+e^{-u}}": (lambda u: 1 / (1 + np.exp(-u)), lambda u: np.exp(-u) / (1 + np.exp(-u)) ** 2),
    r"\log(1+e^u)": (lambda u: np.logaddexp(0, u), lambda u: 1 / (1 + np.exp(-u))),
}


def gradients(weights: list[np.ndarray], x: np.ndarray, t: np.ndarray, activation: str) -> list[np.ndarray]:
    """Return the slopes of a two-layer net's mean cross-entropy by W1, b1, W2, b2."""
    f, slope = ACTIVATIONS[activation]
    w1, b1, w2, b2 = weights
    u = x @ w1 + b1
    scores = f(u) @ w2 + b2
    p = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    delta = (p - t) / len(x)
    inner = delta @ w2.T * slope(u)
    return [x.T @ inner, inner.sum(axis=0), f(u).T @ delta, delta.sum(axis=0)]


def test_which_gradients_begin_as_zero() -> None:
    for question in printed("zero-init-gradients"):
        (told,) = question.found(r"- 重みの初期値: (.*)\n")
        zeros = set(re.findall(r"W\^\{\((\d)\)\}", told.split("の成分はすべて 0")[0]))
        assert "の成分はすべて 0" in told
        bias = float(question.found(rf"の成分はすべて ({DECIMAL})、\$b\^\{{\(2\)\}}\$ は 0")[0])
        (activation,) = question.found(r"活性化関数: \$f\(u\)=(.*?)\$")
        labels = [int(label) for label in question.numbers("正解ラベルは ")]
        assert len(labels) == question.number("平均で、")
        found = []
        for seed in range(2):
            rng = np.random.default_rng(seed)
            weights = [
                np.zeros((4, 8)) if "1" in zeros else rng.normal(size=(4, 8)), np.full(8, bias),
                np.zeros((8, 2)) if "2" in zeros else rng.normal(size=(8, 2)), np.zeros(2),
            ]  # fmt: skip
            slopes = gradients(weights, rng.normal(size=(len(labels), 4)), np.eye(2)[labels], activation)
            found.append([int(abs(slope).max() > 1e-9) for slope in slopes])
        assert found[0] == found[1], question.name
        hold_numbers(question, found[0], 0)


def test_equal_units_stay_equal() -> None:
    for question in printed("symmetric-init-distinct-units"):
        units = int(question.number("H="))
        value = float(question.number("すべての成分を "))
        rng = np.random.default_rng(7)
        weights = [np.full((3, units), value), np.zeros(units), rng.normal(size=(units, 2)), np.zeros(2)]
        if r"v_1 = v_2 = \dots = v_{H}" in question.stem:
            weights[2][:] = weights[2][0]
        else:
            assert r"v_i \ne v_j \quad (i \ne j)" in question.stem
        x, t = rng.normal(size=(10, 3)), np.eye(2)[rng.integers(0, 2, 10)]
        for _ in range(int(question.number("勾配降下法で "))):
            steps = gradients(weights, x, t, r"\tanh u")
            weights = [w - 0.5 * step for w, step in zip(weights, steps, strict=True)]
        distinct = {tuple(column.round(9)) for column in weights[0].T}
        hold_numbers(question, [len(distinct)], 0)
