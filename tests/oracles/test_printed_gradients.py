"""Initial weights, clipping, backpropagation, differences: solved again from the printed Japanese stems alone."""

from __future__ import annotations

import math
import re
from fractions import Fraction

import numpy as np
import pytest
from printed_stems import DECIMAL, hold_numbers, printed
from printed_tables import matrix


def test_glorot_is_the_law_with_the_printed_variance() -> None:
    for question in printed("glorot-fan-average"):
        fans = question.number("入力側のノードが "), question.number("出力側のノードが ")
        variance = float(2 / sum(fans))
        hold_numbers(question, [math.sqrt(variance), math.sqrt(12 * variance) / 2], 4)  # of U(-r, r): (2r)²/12


def test_he_for_leaky_relu_keeps_the_mean_square() -> None:
    """Of any symmetric law: here of the two points 1 and -1, whose mean square is 1."""
    for question in printed("he-leaky-std"):
        nodes, slope = question.number("n="), question.number("a=")
        kept = (1 + slope**2) / 2
        deviation = float(1 / (nodes * kept)) ** 0.5
        hold_numbers(question, [deviation], 4)


def test_he_for_leaky_relu_of_a_normal_signal() -> None:
    integrate, stats = pytest.importorskip("scipy.integrate"), pytest.importorskip("scipy.stats")
    for question in printed("he-leaky-std")[:20]:
        nodes, slope = float(question.number("n=")), float(question.number("a="))

        def square(u: float, slope: float = slope) -> float:
            return float(max(u, slope * u) ** 2 * stats.norm.pdf(u))

        kept = integrate.quad(square, -20, 20, points=[0])[0]
        assert nodes * kept * question.key()[0] ** 2 == pytest.approx(1, rel=1e-7)


def test_fans_are_counted_one_by_one() -> None:
    for question in printed("fan-in-fan-out"):
        if "全結合" in question.stem:
            hold_numbers(question, [question.number("入力 "), question.number("出力 ")], 0)
            continue
        kernel, other = map(int, question.found(r"カーネル (\d+)×(\d+)"))
        stride = int(question.number("ストライド "))
        channels = question.number("入力 "), question.number("出力 ")
        side, same = map(int, question.found(r"入力も出力も (\d+)×(\d+)"))
        assert kernel == other
        assert side == same
        reach = [[step + offset - kernel // 2 for offset in range(kernel)] for step in range(0, side * stride, stride)]
        used = sum(side // 2 in inputs for inputs in reach)  # along one axis
        assert used == sum(side // 2 + 1 in inputs for inputs in reach)
        hold_numbers(question, [channels[0] * kernel * other, channels[1] * used**2], 0)


def test_clipping_by_norm() -> None:
    for question in printed("grad-clip-norm"):
        gradient = [*question.numbers(r"partial W\}="), question.number(r"partial b\}=")]
        limit = question.number("上限を ")
        length = math.hypot(*gradient)
        scale = limit / Fraction(length) if length > limit else Fraction(1)
        hold_numbers(question, [scale * part for part in gradient], 3)


def test_clipping_by_value_turns_the_gradient() -> None:
    for question in printed("grad-clip-value-direction"):
        gradient = question.numbers("勾配 .g=")
        low, high = map(Fraction, question.found(rf"({DECIMAL})\$ 以上 \$({DECIMAL})\$ 以下"))
        cut = [sorted([low, part, high])[1] for part in gradient]
        turn = math.atan2(*map(float, gradient)) - math.atan2(*map(float, cut))
        hold_numbers(question, [*cut, math.cos(turn)], 3)


def test_backpropagation_by_exact_differences() -> None:
    """Near the printed weights the loss is a parabola in each of them, of which a central difference is exact."""
    for question in printed("backprop-two-layer"):
        x, w1, w2, t = (matrix(question, f"{name}=") for name in ("X", "W_1", "W_2", "t"))
        b1, b2 = question.numbers("b_1="), question.number("b_2=")

        def hidden(w1: list[list[Fraction]], x=x, b1=b1) -> list[list[Fraction]]:  # type: ignore[no-untyped-def]
            return [[sum(a * w[j] for a, w in zip(row, w1, strict=True)) + b1[j] for j in (0, 1)] for row in x]

        def loss(w1: list[list[Fraction]], hidden=hidden, w2=w2, b2=b2, t=t) -> Fraction:  # type: ignore[no-untyped-def]
            rows = [[max(Fraction(0), u) for u in row] for row in hidden(w1)]
            outputs = [sum(h * w[0] for h, w in zip(row, w2, strict=True)) + b2 for row in rows]
            return sum((y - wanted[0]) ** 2 for y, wanted in zip(outputs, t, strict=True)) / Fraction(4)

        assert all(u != 0 for row in hidden(w1) for u in row), question.name  # ReLU has no slope there
        step = Fraction(1, 1000)
        slopes = []
        for i in (0, 1):
            for j in (0, 1):
                up, down = (
                    [[w + s * ((i, j) == (p, q)) for q, w in enumerate(row)] for p, row in enumerate(w1)]
                    for s in (step, -step)
                )
                slopes.append((loss(up) - loss(down)) / (2 * step))
        assert question.key() == [float(slope) for slope in slopes], question.name
        a, b, c, d = slopes
        assert question.verdict(f"[[{a}, {b}], [{c}, {d}]]") == "correct", question.name
        assert question.verdict(f"[[{a}, {b}], [{c}, {d + 1}]]") != "correct", question.name


TERM = re.compile(r"([+-]?)(?:\\frac\{(\d*)w(?:\^\{(\d)\})?\}\{(\d+)\}|(\d*)w(?:\^\{(\d)\})?)")


def polynomial(text: str) -> dict[int, Fraction]:
    """Read a printed polynomial in w as its coefficients by power; every sign of it is read."""
    bare, found, end = text.replace(" ", ""), {}, 0
    while end < len(bare):
        term = TERM.match(bare, end)
        assert term, text
        sign, top, raised, below, plain, power = term.groups()
        factor = Fraction(int((top if below else plain) or 1), int(below or 1))
        found[int((raised if below else power) or 1)] = -factor if sign == "-" else factor
        end = term.end()
    return found


def test_numerical_derivatives_in_fractions() -> None:
    for question in printed("numerical-gradient-error"):
        terms = polynomial(*question.found(r"f\(w\)=([^$]*)\$ の"))
        at, h = question.number(r"の \$w="), question.number(r"\$h=")

        def f(w: Fraction, terms: dict[int, Fraction] = terms) -> Fraction:
            return sum((factor * w**power for power, factor in terms.items()), Fraction(0))

        true = sum(factor * power * at ** (power - 1) for power, factor in terms.items())
        forward, central = (f(at + h) - f(at)) / h, (f(at + h) - f(at - h)) / (2 * h)
        answers = [forward, central, central - true]
        assert question.key() == [float(answer) for answer in answers], question.name
        hold_numbers(question, answers, 6)


def test_the_polynomials_are_read_as_numpy_writes_them() -> None:
    read = polynomial(r"2 w - \frac{3 w^{3}}{2} + w^{2}")
    assert np.polynomial.Polynomial([0, *(float(read[n]) for n in (1, 2, 3))])(2.0) == 4 - 12 + 4
