"""Activations and softmax: solved again from the printed Japanese stems alone, and held against the keys."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable
from decimal import Decimal, getcontext
from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from printed_stems import DECIMAL, Printed, hold_choice, hold_expression, hold_matching, hold_numbers, printed
from printed_tables import hold_choices, hold_rounded_matrix, matrix


def test_softmax_of_large_values_in_long_decimals() -> None:
    """A decimal's exponent does not overflow at 1000: nothing needs to be subtracted."""
    getcontext().prec = 40
    for question in printed("softmax-max-subtraction"):
        powers = [Decimal(int(z)).exp() for z in question.numbers("z = ")]
        hold_numbers(question, [float(power / sum(powers)) for power in powers], 3)


def test_softmax_without_protection_is_run() -> None:
    for question in printed("softmax-float32-behaviour"):
        (values,) = question.found(r"np\.array\((\[.*\]), dtype=np\.float32\)")
        place = int(question.number(r"`p\["))
        z = np.array(ast.literal_eval(values), dtype=np.float32)
        with np.errstate(all="ignore"):
            p = np.exp(z) / np.sum(np.exp(z))
        result = float(p[place])
        if math.isfinite(result):
            named = "ちょうど 0" if result == 0 else "ちょうど 1" if result == 1 else "0 より大きく 1 より小さい数"
        else:
            named = "`nan`" if math.isnan(result) else "`inf`"
        hold_choice(question, lambda option, named=named: option == named)  # type: ignore[misc]


def test_the_slope_of_softmax_by_a_difference() -> None:
    for question in printed("softmax-jacobian-entry"):
        p = question.numbers(r"\(p_1, p_2, p_3\)=")
        assert sum(p) == 1
        above, below = (int(question.number(name)) - 1 for name in (r"partial p_\{ ", r"partial z_\{ "))
        z = np.log(np.array(p, float))
        step = np.zeros(3)
        step[below] = 1e-4

        def output(z: np.ndarray, above: int = above) -> float:
            return float(np.exp(z)[above] / np.exp(z).sum())

        coarse, fine = ((output(z + h) - output(z - h)) / (2 * h[below]) for h in (step, step / 2))
        slope = Fraction(fine + (fine - coarse) / 3).limit_denominator(10_000)
        hold_numbers(question, [slope], 4)


def relative_of_relu(question: Printed) -> Callable[[float, float], float]:
    """Return the function that the stem names, of x and its printed coefficient."""
    rules: dict[str, Callable[[float, float], float]] = {
        "Leaky ReLU": lambda x, slope: max(x, slope * x),
        "PReLU": lambda x, slope: x if x > 0 else slope * x,
        "ELU": lambda x, alpha: x if x > 0 else alpha * (math.exp(x) - 1),
        "SiLU（Swish）": lambda x, _: x / (1 + math.exp(-x)),
        "softplus 関数": lambda x, _: math.log(1 + math.exp(x)),
        "GELU": lambda x, _: x * math.erfc(-x / math.sqrt(2)) / 2,
    }
    (name,) = [name for name in rules if re.search(rf"(^|の |での ){re.escape(name)} ?(の値|を \$f\$)", question.stem)]
    return rules[name]


def coefficient(question: Printed) -> float:
    (found,) = [*re.findall(rf"(?:\$a=|alpha=|負の側の傾きは )({DECIMAL})", question.stem), "nan"][:1]
    return float(found)


def test_values_of_the_relatives_of_relu() -> None:
    for question in printed("activation-zoo-value"):
        x = float(question.number("^.?x="))
        rule = relative_of_relu(question)
        if "Phi" in question.stem:
            (at, share) = question.found(rf"Phi\(({DECIMAL})\)=({DECIMAL})")
            assert float(at) == x
            assert question.verdict(f"{rule(x, math.nan):.3f}") == "correct"  # whoever computes without the table
            hold_numbers(question, [Fraction(at) * Fraction(share)], 3)
        else:
            hold_numbers(question, [rule(x, coefficient(question))], 3)


def test_slopes_of_the_relatives_of_relu() -> None:
    for question in printed("activation-zoo-derivative"):
        x = float(question.number(r"\$x="))
        rule, a = relative_of_relu(question), coefficient(question)
        by_coefficient = "偏微分" in question.stem

        def along(h: float, x: float = x, rule: Callable[[float, float], float] = rule) -> float:
            return rule(x, a + h) if by_coefficient else rule(x + h, a)  # noqa: B023

        coarse, fine = ((along(h) - along(-h)) / (2 * h) for h in (2e-3, 1e-3))
        slope = fine + (fine - coarse) / 3
        if "Phi" in question.stem:
            share, density = question.found(rf"Phi\({DECIMAL}\)=({DECIMAL}).*varphi\({DECIMAL}\)=({DECIMAL})")
            told = Fraction(share) + Fraction(x).limit_denominator(100) * Fraction(density)
            assert question.verdict(f"{slope:.3f}") == "correct"  # whoever computes without the table
            hold_numbers(question, [told], 3)
        else:
            assert question.key() == pytest.approx([slope], abs=1e-9)
            hold_numbers(question, [Fraction(slope).limit_denominator(10**7)], 3)


def test_maxout_against_every_piece() -> None:
    for question in printed("maxout-unit"):
        x = question.numbers(r"\(x_1, x_2\)=")
        pieces = [[*question.numbers(f"w_{j}="), question.number(f"b_{j}=")] for j in (1, 2, 3)]

        def output(x1: Fraction, x2: Fraction, pieces: list[list[Fraction]] = pieces) -> Fraction:
            return max(w1 * x1 + w2 * x2 + b for w1, w2, b in pieces)

        h = Fraction(1, 1000)
        across = (output(x[0] + h, x[1]) - output(x[0] - h, x[1])) / (2 * h)
        along = (output(x[0], x[1] + h) - output(x[0], x[1] - h)) / (2 * h)
        hold_numbers(question, [output(*x), across, along], 3)


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def curve(text: str, x: np.ndarray) -> np.ndarray:
    """Return the function of a printed entry over many points."""
    if found := re.search(rf"傾き \$({DECIMAL})\$", text):
        return np.where(x > 0, x, float(found[1]) * x)
    if found := re.search(rf"alpha=({DECIMAL})", text):
        return np.where(x > 0, x, float(found[1]) * np.expm1(np.minimum(x, 0)))
    if found := re.fullmatch(r"\$(\d?)\\,?\\?(sigma|tanh)(\(x\)| x)(-1)?\$", text):
        factor, lower = float(found[1] or 1), float(found[4] or 0)
        return factor * (sigmoid(x) if found[2] == "sigma" else np.tanh(x)) + lower
    share = np.array([math.erfc(-value / math.sqrt(2)) / 2 for value in x])
    rules = {
        r"GELU $x\,\Phi(x)$": x * share,
        r"SiLU $x\,\sigma(x)$": x * sigmoid(x),
        r"ReLU6 $\min(\max(0,x),6)$": np.clip(x, 0, 6),
        r"softplus 関数 $\log(1+e^x)$": np.logaddexp(0, x),
        r"softsign 関数 $\frac{x}{1+|x|}$": x / (1 + abs(x)),
        r"シグモイド関数 $\sigma(x)$": sigmoid(x),
        r"$\tanh x$": np.tanh(x),
        "ReLU": np.maximum(0, x),
    }
    return rules[text]


@cache
def ends(text: str) -> tuple[float, float]:
    """Return the least and the greatest value of a printed function over a long line."""
    line = np.concatenate([-np.logspace(6, -3, 20_000), np.logspace(-3, 6, 20_000)])
    with np.errstate(over="ignore"):
        values = curve(text, line)
    return float(values.min()), float(values.max())


def test_ranges_of_activations_over_a_line() -> None:
    def fits(function: str, extent: str) -> bool:
        for name, end in zip(("下限", "上限"), ends(function), strict=True):
            if f"{name}なし" in extent:
                if abs(end) < 1000:
                    return False
            else:
                about, bound = re.search(rf"{name} (約 )?\$({DECIMAL})\$", extent).groups()  # type: ignore[union-attr]
                if abs(end - float(bound)) > (0.005 if about else 1e-5):
                    return False
        return True

    for question in printed("activation-output-range"):
        hold_matching(question, fits)


# -- slopes of activations ---------------------------------------------------------------------------------------------

SLOPED: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    r"\sigma(x)": sigmoid,
    r"\sigma(4x)": lambda x: sigmoid(4 * x),
    r"\tanh(x)": np.tanh,
    r"\tanh\left(\frac{x}{2}\right)": lambda x: np.tanh(x / 2),
    r"\log(1+e^{x})": lambda x: np.logaddexp(0, x),
    r"\mathrm{ReLU}(x)": lambda x: np.maximum(0, x),
    r"\mathrm{LeakyReLU}(x)": lambda x: np.where(x > 0, x, x / 100),
    r"\mathrm{step}(x)": lambda x: np.where(x > 0, 1.0, 0.0),
}


@cache
def steepest(text: str) -> float:
    """Return the greatest slope of a printed function, by differences that never reach across 0."""
    x = np.concatenate([-np.logspace(1.5, -3, 4000), np.logspace(-3, 1.5, 4000)])
    h = abs(x) / 1000
    function = SLOPED[text]
    return float(((function(x + h) - function(x - h)) / (2 * h)).max())


def test_the_greatest_slopes_of_four_functions() -> None:
    for question in printed("activation-derivative-range"):
        functions = re.findall(r"^- \([a-d]\) \$(.*)\$$", question.stem, re.MULTILINE)
        assert len(functions) == 4
        hold_numbers(question, [Fraction(steepest(text)).limit_denominator(100) for text in functions], 2)


def test_slopes_of_activations_as_expressions() -> None:
    """Each answer is held against differences of the printed function before it is given."""
    for question in printed("activation-derivative-symbolic"):
        (text,) = question.found(r"f\(x\) = (.*)\$\$")
        (inner,) = re.findall(r"\((?:(\d+) )?x\\right\)", text)
        a = int(inner or 1)
        if text.startswith(r"\tanh"):
            function, answer = (lambda x, a=a: np.tanh(a * x)), f"{a}*(1-tanh({a}*x)^2)"
            slope = a * (1 - np.tanh(a * 0.3) ** 2)
        elif text.startswith("x"):
            function, answer = (lambda x, a=a: x * sigmoid(a * x)), f"sigma({a}*x)+{a}*x*sigma({a}*x)*(1-sigma({a}*x))"
            slope = sigmoid(a * 0.3) * (1 + a * 0.3 * (1 - sigmoid(a * 0.3)))
        else:
            summed = (
                rf"\log\left(1 + \exp\left({inner} x\right)\right)"
                if inner
                else r"\log\left(1 + \exp\left(x\right)\right)"
            )
            assert text == (rf"\frac{{{summed}}}{{{a}}}" if inner else summed)
            function, answer = (lambda x, a=a: np.logaddexp(0, a * x) / a), f"sigma({a}*x)"
            slope = sigmoid(a * 0.3)
        assert (function(0.3 + 1e-6) - function(0.3 - 1e-6)) / 2e-6 == pytest.approx(slope, abs=1e-7)
        hold_expression(question, answer, wrong=f"{answer}+1/100")


def test_units_of_relu_that_no_sample_wakes() -> None:
    for question in printed("dead-relu-units"):
        samples = [(int(a), int(b)) for line in re.findall(r"^- (.*)$", question.stem, re.MULTILINE)
                   for a, b in re.findall(r"\((\d+), (\d+)\)", line)]  # fmt: skip
        assert len(samples) == 6

        def dead(unit: str, samples: list[tuple[int, int]] = samples) -> bool:
            w1, w2, b = map(int, re.findall(r"-?\d+", unit))
            return all(w1 * x1 + w2 * x2 + b <= 0 for x1, x2 in samples)

        hold_choices(question, dead)


def test_backward_through_a_piecewise_function() -> None:
    for question in printed("relu-forward-backward"):
        low = question.number("の側の ")
        assert question.number(r"\(x > 0\) \\\\ ") == low
        x, upstream = question.numbers("x = "), question.numbers("partial y.?.? = ")
        hold_numbers(question, [dy * (1 if u > 0 else Fraction(low)) for u, dy in zip(x, upstream, strict=True)], 2)


def test_how_much_of_a_normal_signal_relu_cuts_off() -> None:
    for question in printed("relu-sparsity-fraction"):
        mean, deviation = question.number(r"mu="), question.number(r"sigma=")
        share = math.erfc(float(mean / deviation) / math.sqrt(2)) / 2
        points, values = (re.findall(DECIMAL, row) for row in question.found(r"\$z\$ (.*)\n.*\n.*Phi\(z\)\$ (.*)"))
        table = {Fraction(z): Fraction(value) for z, value in zip(points, values, strict=True)}
        read = table[abs(mean / deviation)]
        by_table = 1 - read if mean > 0 else read
        assert question.verdict(f"{float(by_table):.4f}") == "correct", question.name
        assert abs(float(by_table) - share) < 1e-4
        hold_numbers(question, [share], 2)


def test_the_slope_of_the_loss_of_softmax_by_differences() -> None:
    for question in printed("softmax-ce-gradient"):
        u, d = (np.array(matrix(question, name), float) for name in ("u = ", "d = "))
        assert question.number(r"L = -\\frac\{1\}\{") == len(u)

        def loss(u: np.ndarray, d: np.ndarray = d) -> complex:
            return complex(-(d * (u - np.log(np.exp(u).sum(axis=1, keepdims=True)))).sum() / len(d))

        slopes = np.zeros(u.shape)
        for at in np.ndindex(u.shape):
            step = np.zeros(u.shape, complex)
            step[at] = 1e-20j
            slopes[at] = loss(u + step).imag / 1e-20
        hold_rounded_matrix(question, slopes.tolist(), 3)


@pytest.mark.parametrize(
    ("identifier", "function"), [("tanh-sigmoid-relation", np.tanh), ("sigmoid-derivative-at-point", sigmoid)]
)
def test_a_slope_at_a_point_by_a_complex_step(identifier: str, function: Callable[[complex], complex]) -> None:
    for question in printed(identifier):
        x = float(question.number(r"\$x="))
        hold_numbers(question, [function(x + 1e-20j).imag / 1e-20], 4)
