"""Chains of derivatives, and gradients that vanish: solved again from the printed Japanese stems alone."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache

import numpy as np
from printed_code import worth
from printed_stems import DECIMAL, hold_choice, hold_expression, hold_numbers, lettered, printed
from printed_tables import hold_choices, hold_figures, pictured


def sigmoid(u: complex) -> complex:
    return 1 / (1 + np.exp(-u))


# -- derivatives as expressions, each tried by a complex step before it is given ---------------------------------------


def hold_derivative(question: object, function: Callable[[complex], complex], answer: str, wrong: str) -> None:
    names = {"exp": math.exp, "cos": math.cos, "sqrt": math.sqrt, "sigma": lambda u: float(sigmoid(u).real), "y": 1.7}
    for x in (0.3, 0.9):
        found = worth(answer.replace("^", "**"), {**names, "x": x})
        assert math.isclose(found, function(x + 1e-20j).imag / 1e-20, rel_tol=1e-9), answer
    hold_expression(question, answer, wrong)  # type: ignore[arg-type]


def linear(text: str) -> dict[str, int]:
    """Return the factors of x and y, and the constant, of a printed sum.

    >>> linear("3 x + y + 2")
    {'x': 3, 'y': 1, '': 2}
    """
    found = {}
    for term in text.split(" + "):
        count, letter = re.fullmatch(r"(\d*) ?([xy]?)", term).groups()  # type: ignore[union-attr]
        found[letter] = int(count or 1)
    return found


def test_a_function_of_a_line() -> None:
    slopes: dict[str, tuple[Callable[[complex], complex], str]] = {
        r"\log": (np.log, "{a}/({u})"),
        r"\exp": (np.exp, "{a}*exp({u})"),
        r"\sin": (np.sin, "{a}*cos({u})"),
        r"\sqrt": (np.sqrt, "{a}/(2*sqrt({u}))"),
        r"\sigma": (sigmoid, "{a}*sigma({u})*(1-sigma({u}))"),
    }
    for question in printed("chain-rule-composite"):
        name, inner = question.found(r"z = (\\\w+?)(?:\\left\(|\{)(.*?)(?:\\right\)|\})\$\$")
        factors = linear(inner)
        a, b = factors["x"], factors.get("", 0)
        outer, answer = slopes[name]
        u = f"{a}*x+{b}"
        wrong = answer.replace("{a}", "1").format(u=u)  # the slope of the line is forgotten
        hold_derivative(question, lambda x, a=a, b=b, f=outer: f(a * x + b), answer.format(a=a, u=u), wrong)  # type: ignore[misc]


def test_a_power_of_a_line() -> None:
    for question in printed("chain-rule-power-linear"):
        factor, power = question.found(r"z = (\d*) ?t\^\{(\d)\}")
        factors = linear(question.found(r"t = (.*)\$\$")[0])
        c, n = int(factor or 1), int(power)
        a, b, d = factors["x"], factors["y"], factors.get("", 0)
        t = f"({a}*x+{b}*y+{d})"

        def function(x: complex, c: int = c, n: int = n, a: int = a, b: int = b, d: int = d) -> complex:
            return c * (a * x + b * 1.7 + d) ** n

        hold_derivative(question, function, f"{a * c * n}*{t}^{n - 1}", f"{2 * a * c * n}*{t}^{n - 1}")


def test_two_paths_to_one_output() -> None:
    for question in printed("chain-rule-two-paths"):
        k, a, p, q = question.found(
            r"z = u \\cdot v \+ (\d*) ?v\^\{2\}, \\qquad u = (\d*) ?x\^\{2\}, \\qquad v = (\d*) ?x \+ (\d+)\$\$"
        )
        k, a, p, q = (int(part or 1) for part in (k, a, p, q))

        def function(x: complex, k: int = k, a: int = a, p: int = p, q: int = q) -> complex:
            u, v = a * x**2, p * x + q
            return u * v + k * v**2

        answer = f"{3 * a * p}*x^2 + {2 * a * q}*x + {2 * k * p}*({p}*x+{q})"
        hold_derivative(question, function, answer, f"{2 * a}*x*({p}*x+{q})")  # the wrong one has one path alone


# -- derivatives as numbers --------------------------------------------------------------------------------------------


def test_a_sum_times_a_number_by_exact_differences() -> None:
    for question, words in pictured("chain-rule-comp-graph"):
        assert "- 加算ノード: $s = x + y$\n- 乗算ノード: $f = s \\times z$" in question.stem
        point = [question.number(rf"\${name}=") for name in "xyz"]
        assert [Fraction(value) for value in re.findall(rf"[xyz] = ({DECIMAL})", words)] == point

        def f(x: Fraction, y: Fraction, z: Fraction) -> Fraction:
            return (x + y) * z

        slopes = []
        for at in range(3):
            up, down = ([value + s * (at == place) for place, value in enumerate(point)] for s in (1, -1))
            slopes.append((f(*up) - f(*down)) / 2)
        hold_numbers(question, slopes, 0)


def test_a_product_of_two_slopes() -> None:
    for question in printed("gradient-product-update"):
        first, second = question.number(r"partial h\} = "), question.number(r"partial w\} = ")
        rate = question.number("eta=")
        hold_numbers(question, [first * second, rate * first * second], 9)


def test_a_chain_of_sigmoids_by_a_complex_step() -> None:
    for question in printed("deep-chain-gradient"):
        weights, biases = (question.numbers(rf"\({name}_1, \\dots, {name}_L\) = ") for name in "wb")
        assert len(weights) == len(biases) == question.number("L=")
        a: complex = float(question.number("a_0="))
        for layer, (w, b) in enumerate(zip(weights, biases, strict=True)):
            a = sigmoid((float(w) + (1e-20j if layer == 0 else 0)) * a + float(b))
        hold_figures(question, [a.imag / 1e-20], 4)


def test_blocks_with_a_shortcut_by_a_complex_step() -> None:
    for question in printed("residual-gradient-factor"):
        slope, blocks = float(question.number(r"prime\}=")), int(question.number("ブロック .y=x\\+F\\(x\\). を "))
        x: complex = 0.4 + 1e-20j
        for _ in range(blocks):
            x = x + slope * x
        hold_figures(question, [x.imag / 1e-20], 4)


def test_the_greatest_slope_of_a_stretched_sigmoid() -> None:
    for question in printed("sigmoid-derivative-max"):
        factor, inner = question.found(r"f\(x\) = (?:(\d+) \\cdot )?\\sigma\\left\((.*)\\right\)\$\$")
        a, b = re.fullmatch(r"(\d*) ?x(?: ([+-] \d+))?", inner).groups()  # type: ignore[union-attr]
        stretch, shift = int(a or 1), int((b or "0").replace(" ", ""))
        top, bottom = question.found(r"は、\$x=(?:-?\\frac\{(\d+)\}\{(\d+)\}|-?[\d.]+)\$ で最大")
        (sign, plain) = question.found(r"は、\$x=(-?)(?:\\frac.*?|([\d.]+))\$ で最大")
        place = (-1 if sign else 1) * (Fraction(int(top), int(bottom)) if top else Fraction(plain))
        assert stretch * place + shift == 0
        x = np.linspace(float(place) - 3, float(place) + 3, 6001) + 1e-20j
        greatest = (int(factor or 1) * sigmoid(stretch * x + shift)).imag.max() / 1e-20  # type: ignore[attr-defined]
        hold_choice(question, lambda option, greatest=greatest: math.isclose(float(option), greatest, rel_tol=1e-6))  # type: ignore[misc]


def test_lines_of_a_derivation_at_points() -> None:
    rules: dict[str, Callable[[float], float]] = {
        "e^{-x}": lambda x: math.exp(-x),
        r"\frac{du}{dx}": lambda x: -math.exp(-x),
        r"\frac{ds}{du}": lambda x: -1 / (1 + math.exp(-x)) ** 2,
        r"\frac{ds}{du} \cdot \frac{du}{dx}": lambda x: math.exp(-x) / (1 + math.exp(-x)) ** 2,
        r"\frac{e^{-x}}{u^2}": lambda x: math.exp(-x) / (1 + math.exp(-x)) ** 2,
        r"\frac{1}{u} - \frac{1}{u^2}": lambda x: 1 / (1 + math.exp(-x)) - 1 / (1 + math.exp(-x)) ** 2,
    }
    readings = [
        (r"\\frac\{(.*?)\}\{u(\^\{2\})?\}", r"(\1)/u\2"), (r"e\^\{(-?)x\}", r"exp(\1x)"), (r"\^\{2\}", "**2"),
        (r"\\cdot", "*"), (r"\\left|\\right", ""),
    ]  # fmt: skip
    for question in printed("sigmoid-derivation-wrong-line"):
        wrong = []
        for number, left, right in re.findall(r"^- 行 (\d): \$(.*?) = (.*)\$$", question.stem, re.MULTILINE):
            for pattern, by in readings:
                right = re.sub(pattern, by, right)
            for x in (0.3, -1.1):
                u = 1 + math.exp(-x)
                value = worth(right, {"u": u, "s": 1 / u, "x": x, "exp": math.exp})
                if not math.isclose(value, rules[left](x)):
                    wrong.append(int(number))
                    break
        assert len(wrong) <= 1, (question.name, wrong)
        hold_numbers(question, wrong or [0], 0)


# -- vanishing and exploding -------------------------------------------------------------------------------------------


def test_how_deep_until_a_bound_is_small() -> None:
    for question in printed("vanish-bound-depth"):
        slope = question.number("0 以上 ")
        digit, power = map(int, question.found(r"が \$(\d)\\times10\^\{(-\d+)\}\$ より小さく"))
        depth, bound = 0, Fraction(1)
        while bound >= digit * Fraction(10) ** power:
            depth, bound = depth + 1, bound * slope
        hold_numbers(question, [depth], 0)


def test_slopes_that_stay_in_the_product() -> None:
    for question in printed("sigmoid-factor-count"):
        hidden = int(question.number("中間層の数は "))
        output, error = question.found(r"\$\$ y = (.*?), \\qquad E = (.*?) \$\$")
        last = {
            ("u", r"\frac{1}{2}\sum (y-t)^2"): 0,
            (r"\sigma(u)", r"\frac{1}{2}\sum (y-t)^2"): 1,
            # (y - t)/(y(1 - y)) times σ'(u) = y(1 - y): nothing of σ' is left
            (r"\sigma(u)", r"-\sum \left(t\log y + (1-t)\log(1-y)\right)"): 0,
        }[output, error]
        hold_numbers(question, [hidden + last], 0)


def test_what_becomes_of_a_gradient_through_layers() -> None:
    rules: dict[str, Callable[[complex], complex]] = {
        r"\tanh u": np.tanh,
        r"\frac{1}{1+e^{-u}}": sigmoid,
        r"\max(0, u)": lambda u: u if u.real > 0 else 0 * u,
        r"\max(0.1u, u)": lambda u: u if u.real > 0 else u / 10,
    }
    for question in printed("vanish-explode-factor"):
        layers = int(question.number("ずつの層が "))
        (text,) = question.found(r"f\(u\)=(.*?)\$")
        w, u = float(question.number("重みは .w=")), float(question.number(r"u\$ の値は "))
        assert question.number("逆伝播で ") == layers
        factor = abs(w * rules[text](u + 1e-20j).imag / 1e-20)
        named = set()
        for depth in (layers - 1, layers):  # whoever leaves out the last weight comes to the same
            grown = factor**depth
            named.add("消失する" if grown < 0.1 else "爆発する" if grown > 10 else "どちらでもない")
        assert len(named) == 1, (question.name, factor)
        hold_choice(question, lambda option, named=named: option.split("（")[0] in named)  # type: ignore[misc]


FORMATS = {"float16": (11, -24), "float32": (24, -149), "float64": (53, -1074)}
"""Bits of the significand and the least exponent of IEEE 754's binary formats."""


def nearest(value: Fraction, bits: int, least: int) -> Fraction:
    """Return the nearest number of a format, ties to even."""
    if value == 0:
        return value
    exponent = math.floor(math.log2(value.numerator) - math.log2(value.denominator)) - bits + 1
    exponent = max(
        exponent + (value >= Fraction(2) ** (exponent + bits)) - (value < Fraction(2) ** (exponent + bits - 1)), least
    )
    return round(value / Fraction(2) ** exponent) * Fraction(2) ** exponent


@cache
def products(start: str, factor: str, name: str, exact_factor: bool) -> int:
    bits, least = FORMATS[name]
    by = Fraction(factor) if exact_factor else nearest(Fraction(factor), bits, least)
    value, count = nearest(Fraction(start), bits, least), 0
    while value:
        value, count = nearest(value * by, bits, least), count + 1
    return count


def test_products_until_nothing_is_left() -> None:
    for question in printed("float-underflow-depth"):
        start, factor, name = question.found(rf"大きさ ({DECIMAL}) に、.*ごとに ({DECIMAL}) を.*`(float\d\d)`")
        counts = {products(start, factor, name, exact) for exact in (False, True)}
        assert len(counts) == 1, (question.name, counts)  # it isn't said that the factor is rounded, too
        hold_numbers(question, list(counts), 0)


# -- remedies, tried on nets -------------------------------------------------------------------------------------------


@cache
def first_gradient(seed: int, layers: int, change: str = "") -> float:
    """Return the size of the slope by the first weights of the stem's net, with one of the printed changes."""
    rng = np.random.default_rng(seed)
    x, t = rng.normal(size=(32, 20)), np.eye(5)[rng.integers(0, 5, 32)]
    hidden = layers + (4 if "さらに 4 層" in change else 0)
    relu, residual, normed = "ReLU" in change, "残差" in change, "バッチ正規化" in change
    sizes = [20, *[20] * hidden, 5]
    weights = []
    for n, m in itertools.pairwise(sizes):
        deviation = 1 / math.sqrt(n) if "Xavier" in change else 0.0 if "すべて 0" in change else 0.01
        weights.append(deviation * rng.normal(size=(n, m)))

    def loss(first: np.ndarray) -> complex:
        z = x.astype(complex)
        for w in [first, *weights[1:-1]]:
            u = z @ w
            if normed:
                c = u - u.mean(axis=0)
                u = c / np.sqrt((c * c).mean(axis=0) + 1e-7)
            h = np.where(u.real > 0, u, 0) if relu else 1 / (1 + np.exp(-u))
            z = z + h if residual else h
        u = z @ weights[-1]
        if "出力層もシグモイド" in change:
            return complex(((1 / (1 + np.exp(-u)) - t) ** 2).sum() / 2 / len(x))
        return complex(-(t * (u - np.log(np.exp(u).sum(axis=1, keepdims=True)))).sum() / len(x))

    slopes = []
    for place in ((0, 0), (3, 5), (7, 2), (12, 11), (19, 19)):
        step = np.zeros(weights[0].shape, complex)
        step[place] = 1e-30j
        slopes.append(loss(weights[0] + step).imag / 1e-30)
    return math.hypot(*slopes)


def test_remedies_are_tried() -> None:
    later = ("学習率を 10 分の 1", "エポック数を 10 倍")  # of these the slope at the beginning knows nothing

    for question in printed("vanishing-remedies"):
        layers = int(question.number("^中間層が "))

        def helps(option: str, layers: int = layers) -> bool:
            if any(words in option for words in later):
                return False
            grown = [first_gradient(seed, layers, option) / first_gradient(seed, layers) for seed in range(2)]
            assert min(grown) > 3 or max(grown) < 1, (option, layers, grown)
            return min(grown) > 3

        hold_choices(question, helps)


# -- the order of the steps --------------------------------------------------------------------------------------------

STEPS = {
    "隠れ層の出力 $z": (),
    "ネットワークの出力 $y": ("隠れ層の出力 $z",),
    "損失 $E": ("ネットワークの出力 $y",),
    r"出力層の誤差 $\delta_2": ("損失 $E",),
    r"勾配 $\frac{\partial E}{\partial W_2}": (r"出力層の誤差 $\delta_2",),
    r"隠れ層の誤差 $\delta_1": (r"出力層の誤差 $\delta_2",),
    r"勾配 $\frac{\partial E}{\partial W_1}": (r"隠れ層の誤差 $\delta_1",),
    "重み $W_1$ と $W_2$ を更新する": (
        r"勾配 $\frac{\partial E}{\partial W_1}", r"勾配 $\frac{\partial E}{\partial W_2}",
    ),
}  # fmt: skip
"""Each step of backpropagation and those that it needs; the loss comes before the backward pass, as the stem says."""


def needed(step: str) -> set[str]:
    return {other for direct in STEPS[step] for other in {direct, *needed(direct)}}


def test_every_order_that_can_be_computed_is_accepted() -> None:
    for question in printed("backprop-step-order"):
        steps = [next(step for step in STEPS if line.startswith(step)) for line in question.lists[0]]
        assert len(set(steps)) == len(steps)
        assert "損失を計算してから逆伝播を始める" in question.stem

        def possible(order: tuple[int, ...], steps: list[str] = steps) -> bool:
            return all(steps[later] not in needed(steps[before]) for before, later in itertools.combinations(order, 2))

        right = [order for order in itertools.permutations(range(len(steps))) if possible(order)]
        for order in right:
            assert question.verdict(lettered(order)) == "correct", (question.name, lettered(order))
        first = right[0]
        for at in range(len(first) - 1):
            swapped = (*first[:at], first[at + 1], first[at], *first[at + 2 :])
            assert (question.verdict(lettered(swapped)) == "correct") == (swapped in right), question.name
