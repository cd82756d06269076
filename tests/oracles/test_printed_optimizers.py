"""Optimizers: the printed Japanese stems alone, in closed forms, and their code run beside the methods themselves."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache

import numpy as np
from printed_code import carry_out, code_block, worth
from printed_stems import Printed, hold_choice, hold_expression, hold_matching, hold_numbers, printed
from printed_tables import hold_figures


def curvature(question: Printed) -> Fraction:
    """Return the second derivative of the printed parabola."""
    (text,) = question.found(r"\$E\(w\)=(.*?)\$")
    if found := re.fullmatch(r"\\frac\{(\d*) ?w\^\{2\}\}\{(\d+)\}", text):
        return 2 * Fraction(int(found[1] or 1), int(found[2]))
    found = re.fullmatch(r"(\d*) ?w\^\{2\}", text)
    assert found, text
    return 2 * Fraction(int(found[1] or 1))


def descent(question: Printed) -> list[float]:
    """Return the second derivative, the momentum, the rate and the first weight."""
    told = (question.number(name) for name in (r"\$\\mu=", "varepsilon=", "初期値は .w="))
    return [float(curvature(question)), *map(float, told)]


# -- gradient descent, momentum ----------------------------------------------------------------------------------------


def test_where_descent_begins_to_diverge() -> None:
    for question in printed("lr-divergence-threshold"):
        a = curvature(question)
        threshold = 2 / a
        for rate, grows in ((threshold * Fraction(999, 1000), False), (threshold * Fraction(1001, 1000), True)):
            assert (abs(1 - rate * a) > 1) == grows
        assert question.key() == [float(threshold)], question.name
        assert question.verdict(str(threshold)) == "correct"
        for wrong in (threshold / 2, threshold * 2, threshold * Fraction(101, 100)):
            assert question.verdict(str(wrong)) == "wrong", question.name


def test_how_descent_moves_by_walking() -> None:
    for question in printed("lr-behaviour"):
        a, rate, w = curvature(question), question.number("varepsilon="), question.number("初期値は .w=")
        path = [w]
        for _ in range(6):
            path.append(path[-1] - rate * a * path[-1])
        pairs = list(zip(path, path[1:], strict=False))
        assert all(later != 0 and abs(later) != abs(before) for before, later in pairs), question.name
        turns = "符号を変えながら" if all(before * later < 0 for before, later in pairs) else "符号を変えずに"
        nears = "0 に近づいていく" if abs(path[-1]) < abs(w) else "0 から離れていく"
        hold_choice(question, lambda option, named=f"{turns}、{nears}": option == named)  # type: ignore[misc]


def test_momentum_is_a_power_of_its_matrix() -> None:
    for question in printed("momentum-steps"):
        a, mu, rate, w = descent(question)
        steps = int(question.number("更新を "))
        update = np.array([[1 - rate * a, mu], [-rate * a, mu]])  # (w, V) -> (w + V', V')
        hold_numbers(question, [float((np.linalg.matrix_power(update, steps) @ [w, 0.0])[0])], 4)


def test_nesterov_is_a_power_of_its_matrix() -> None:
    for question in printed("nag-step"):
        a, mu, rate, w = descent(question)
        steps = int(question.number("更新を "))
        velocity = np.array([-rate * a, mu * (1 - rate * a)])
        update = np.array([np.array([1, 0]) + velocity, velocity])
        hold_numbers(question, [float((np.linalg.matrix_power(update, steps) @ [w, 0.0])[0])], 4)


def test_the_velocity_under_a_steady_slope() -> None:
    for question in printed("momentum-terminal-velocity"):
        mu, rate, slope = question.number("mu="), question.number("varepsilon="), question.number("いつも .g=")
        fixed = -rate * slope / (1 - mu)
        assert mu * fixed - rate * slope == fixed
        assert question.key() == [float(fixed)]
        assert question.verdict(str(fixed)) == "correct", question.name
        for wrong in (-fixed, -rate * slope, fixed * (1 - mu) / mu):
            assert wrong == fixed or question.verdict(str(wrong)) == "wrong", (question.name, wrong)


def test_momentum_without_its_velocity() -> None:
    """The expression is tried on a step of the two printed formulas before it is given."""
    for question in printed("momentum-two-step-form"):
        parts = question.found(
            r"V\^\{\(t\)\}=\\mu V\^\{\(t-1\)\}([+-])(\d*)(\(1-\\mu\))?(\\eta )?g, "
            r".*=w\^\{\(t\)\}([+-])(\d*)(\\eta )?V\^\{\(t\)\}"
        )
        into, count, share, rate, onto, count2, rate2 = parts
        factor = int(count or 1) * int(count2 or 1)
        assert bool(rate) != bool(rate2)
        assert into != onto
        v, w, mu, eta, g = 0.7, 2.0, 0.8, 0.05, 1.3
        sign, sign2 = (1 if s == "+" else -1 for s in (into, onto))
        before = w - sign2 * (int(count2 or 1) * (eta if rate2 else 1)) * v
        v = mu * v + sign * ((1 - mu) if share else 1) * int(count or 1) * (eta if rate else 1) * g
        after = w + sign2 * (int(count2 or 1) * (eta if rate2 else 1)) * v
        answer = f"w + mu*(w-p) - {factor}*eta*g" + ("*(1-mu)" if share else "")
        assert math.isclose(worth(answer, {"w": w, "p": before, "mu": mu, "eta": eta, "g": g}), after)
        hold_expression(question, answer, wrong=answer.replace("(w-p)", "(p-w)"))


# -- methods with a memory of squares ----------------------------------------------------------------------------------


def test_adagrad_by_running_sums() -> None:
    for question in printed("adagrad-steps"):
        rate, gradients = float(question.number("varepsilon=")), question.numbers("順に .g=")
        sums = [sum((g * g for g in gradients[:count]), Fraction(0)) for count in range(1, len(gradients) + 1)]
        steps = [float(g) / (math.sqrt(h) + 1e-7) for g, h in zip(gradients, sums, strict=True)]
        hold_numbers(question, [sums[-1], -rate * math.fsum(steps)], 4)


def averaged(gradients: Sequence[Fraction], share: Fraction, power: int) -> list[Fraction]:
    """Return the moving averages of the gradients' powers, from a start at 0, as weighted sums."""
    return [
        sum(((1 - share) * share ** (at - i) * gradients[i] ** power for i in range(at + 1)), Fraction(0))
        for at in range(len(gradients))
    ]


def test_rmsprop_by_weighted_sums() -> None:
    for question in printed("rmsprop-steps"):
        rate, share = float(question.number("varepsilon=")), question.number(r"alpha=")
        gradients = question.numbers("順に .g=")
        h = averaged(gradients, share, 2)
        steps = [float(g) / (math.sqrt(square) + 1e-7) for g, square in zip(gradients, h, strict=True)]
        hold_numbers(question, [h[-1], -rate * math.fsum(steps)], 4)


def corrected(gradients: Sequence[Fraction]) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield Adam's moments of each update, with the bias taken out."""
    first, second = Fraction(9, 10), Fraction(999, 1000)
    for at, (m, v) in enumerate(zip(averaged(gradients, first, 1), averaged(gradients, second, 2), strict=True), 1):
        yield m / (1 - first**at), v / (1 - second**at)


def test_adam_by_weighted_sums() -> None:
    for question in printed("adam-steps"):
        assert r"$\beta_1=0.9$、$\beta_2=0.999$" in question.stem
        rate, gradients = float(question.number(r"eta=")), question.numbers("順に .g=")
        moments = list(corrected(gradients))
        w = -rate * math.fsum(float(m) / (math.sqrt(v) + 1e-8) for m, v in moments)
        hold_figures(question, [*moments[-1], w], 4)


def test_adams_first_step_is_the_rate() -> None:
    for question in printed("adam-first-step"):
        assert r"$\beta_1=0.9$、$\beta_2=0.999$" in question.stem
        rate, gradient = question.number("eta="), question.number("勾配は .g=")
        ((m, v),) = corrected([gradient])
        assert m * m == v
        hold_figures(question, [-rate * m / abs(gradient)], rel=1e-4)


def test_how_much_a_bias_is_corrected() -> None:
    for question in printed("adam-bias-correction"):
        share, steps = question.number("beta="), int(question.number("t="))
        (average,) = averaged([Fraction(1)] * steps, share, 1)[-1:]  # of a gradient that is always 1: it should be 1
        hold_figures(question, [1 / average], 4)


def test_the_step_under_a_steady_slope() -> None:
    for question in printed("adaptive-effective-step"):
        slope, rate, steps = (
            question.number("いつも .g="),
            float(question.number("varepsilon=")),
            int(question.number("0 です。")),
        )
        if question.stem.startswith("AdaGrad"):
            h = steps * slope**2
        else:
            assert question.stem.startswith("RMSProp")
            h = averaged([slope] * steps, question.number("alpha="), 2)[-1]
        hold_figures(question, [rate * float(slope) / math.sqrt(h)])


def test_a_first_sum_that_is_not_zero() -> None:
    for question in printed("adagrad-h0-effect"):
        start, slope = question.number("theta="), question.number("g_1=")
        hold_numbers(question, [math.sqrt(slope**2) / math.sqrt(start + slope**2)], 3)


# -- code and formulas that are run beside the methods -----------------------------------------------------------------

MU, RHO, BETA1, BETA2, RATE = 0.8, 0.7, 0.6, 0.9, 0.1


def gradient(w: float) -> float:
    return w**3 - 2 * w + 0.3


def walked(step: Callable[[list[float], float, int], float]) -> list[float]:
    """Return the weights of six updates; a step gets the gradients so far, the weight and the count of updates."""
    w, gradients, path = 2.5, [], []
    for at in range(1, 7):
        gradients.append(gradient(w))
        w += step(gradients, w, at)
        path.append(w)
    return path


def nesterov() -> list[float]:
    w, v, path = 2.5, 0.0, []
    for _ in range(6):
        v = MU * v - RATE * gradient(w + MU * v)
        w += v
        path.append(w)
    return path


def aged(values: Sequence[float], share: float) -> float:
    return math.fsum(value * share**age for age, value in enumerate(reversed(values)))


def squares(gradients: Sequence[float]) -> list[float]:
    return [g * g for g in gradients]


def adam(g: Sequence[float], at: int) -> float:
    m = (1 - BETA1) * aged(g, BETA1) / (1 - BETA1**at)
    v = (1 - BETA2) * aged(squares(g), BETA2) / (1 - BETA2**at)
    return -RATE * m / math.sqrt(v)


METHODS = {
    "SGD（確率的勾配降下法）": walked(lambda g, w, t: -RATE * g[-1]),
    "モメンタム": walked(lambda g, w, t: -RATE * aged(g, MU)),
    "NAG（ネステロフの加速勾配法）": nesterov(),
    "AdaGrad": walked(lambda g, w, t: -RATE * g[-1] / math.sqrt(aged(squares(g), 1))),
    "RMSProp": walked(lambda g, w, t: -RATE * g[-1] / math.sqrt((1 - RHO) * aged(squares(g), RHO))),
    "Adam": walked(lambda g, w, t: adam(g, t)),
}


@cache
def path_of(code: str, memory: tuple[str, ...]) -> list[float]:
    """Return the weights of six updates by printed code, all of whose memory begins at 0."""
    names = {"grad": gradient, "sqrt": lambda u: math.sqrt(u) if u >= 0 else math.nan, "abs": abs, "w": 2.5}
    names |= {"lr": RATE, "mu": MU, "rho": RHO, "beta1": BETA1, "beta2": BETA2} | dict.fromkeys(memory, 0.0)
    path = []
    for at in range(1, 7):
        names = carry_out(code, {**names, "t": at})
        path.append(names["w"])
    return path


def same(path: Sequence[float], other: Sequence[float]) -> bool:
    return bool(np.allclose(path, other, rtol=1e-9))


def test_formulas_are_run_beside_the_methods() -> None:
    def follows(formula: str) -> set[str]:
        path = path_of(formula.strip("`").replace("; ", "\n"), tuple("vcuhqrms"))
        return {name for name, other in METHODS.items() if same(path, other)}

    for question in printed("optimizer-formula-match"):
        _, right = question.lists
        followed = set().union(*(follows(formula) for formula in right if formula != "どれでもない"))

        def fits(method: str, formula: str, followed: set[str] = followed) -> bool:
            if formula == "どれでもない":
                return method not in followed
            return method in follows(formula)

        hold_matching(question, fits)


def test_code_is_run_beside_the_methods() -> None:
    faults = {
        "割る数の平方根をとっていない": [
            walked(lambda g, w, t: -RATE * g[-1] / aged(squares(g), 1)),
            walked(lambda g, w, t: -RATE * g[-1] / ((1 - RHO) * aged(squares(g), RHO))),
        ],
        "いまの勾配の大きさだけで割り、過去を覚えていない": [walked(lambda g, w, t: -RATE * g[-1] / abs(g[-1]))],
        "勾配の 2 乗であるべきところが絶対値になっている": [
            walked(lambda g, w, t: -RATE * g[-1] / math.sqrt(aged([abs(x) for x in g], 1))),
            walked(lambda g, w, t: -RATE * g[-1] / math.sqrt((1 - RHO) * aged([abs(x) for x in g], RHO))),
        ],
        "符号が逆で、誤差の増える向きに進む": [
            walked(lambda g, w, t: RATE * g[-1]),
            walked(lambda g, w, t: RATE * aged(g, MU)),
            walked(lambda g, w, t: RATE * g[-1] / math.sqrt(aged(squares(g), 1))),
            walked(lambda g, w, t: RATE * g[-1] / math.sqrt((1 - RHO) * aged(squares(g), RHO))),
        ],
    }
    for question in printed("optimizer-code-identify"):
        (memory,) = question.found(r"の間の定数で、`(\w+)` は 0 から")
        path = path_of(code_block(question), (memory,))

        def holds(option: str, path: list[float] = path) -> bool:
            if found := re.fullmatch("どの手法でもない（(.*)）", option):
                return any(same(path, other) for other in faults[found[1]])
            return same(path, METHODS[option])

        hold_choice(question, holds)
