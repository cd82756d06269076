"""Optimizers with a learning rate for each parameter: AdaGrad, RMSProp, Adam, AdamW, and their update lines as code."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from solvers.fragment import FragmentError, run_fragment
from solvers.registry import Between, Length, Real, SolverError, solver

Rate = Annotated[Real, Between(1e-6, 10)]
Decay = Annotated[Real, Between(0.001, 0.9999)]
Count = Annotated[int, Between(1, 10_000)]
Size = Annotated[Real, Between(1e-6, 1000)]
Weight = Annotated[Real, Between(-1000, 1000)]
Gradients = Annotated[tuple[Real, ...], Length(1, 50), Between(-1000, 1000)]
Method = Literal["momentum", "adagrad", "rmsprop", "adam"]

STABILIZER = 1e-7
"""Added to the root in AdaGrad and RMSProp, as in the course's code."""


# -- AdaGrad and RMSProp -----------------------------------------------------------------------------------------------


@solver
def adagrad_path(
    gradients: Gradients, rate: Rate, slip: Literal["", "no root", "current square", "absolute"] = ""
) -> tuple[tuple[Real, float], ...]:
    """Return (h, w) after each step of h ← h + g², w ← w - ε·g/(√h + 1e-7), both starting at 0 (Duchi et al. 2011).

    ``slip`` names a mistake to make: divide by h, keep only the current square, or add |g| instead of g².

    >>> [(h, round(w, 4)) for h, w in adagrad_path((3, 4), 1)]
    [(9, -1.0), (25, -1.8)]
    """
    rows: list[tuple[Real, float]] = []
    h: Real = 0
    w = 0.0
    for gradient in gradients:
        square: Real = gradient * gradient
        if slip == "absolute":
            square = gradient if gradient > 0 else -gradient
        h = square if slip == "current square" else h + square
        scale = float(h) if slip == "no root" else float(h) ** 0.5
        w -= float(rate) * float(gradient) / (scale + STABILIZER)
        rows.append((h, w))
    return tuple(rows)


@solver
def adagrad_by_sums(gradients: Gradients, rate: Rate) -> tuple[float, float]:
    """Return the last (h, w) from the cumulative sums of the squares, all steps at once.

    >>> h, w = adagrad_by_sums((3, 4), 1)
    >>> h, round(w, 4)
    (25.0, -1.8)
    """
    import numpy as np

    g = np.array([float(gradient) for gradient in gradients])
    h = np.cumsum(g**2)
    return float(h[-1]), float(-float(rate) * (g / (np.sqrt(h) + STABILIZER)).sum())


@solver
def rmsprop_path(
    gradients: Gradients, rate: Rate, decay: Decay, slip: Literal["", "no root", "undamped"] = ""
) -> tuple[tuple[Real, float], ...]:
    """Return (h, w) after each step of h ← αh + (1-α)g², w ← w - ε·g/(√h + 1e-7), from 0 (Tieleman, Hinton 2012).

    ``slip`` names a mistake to make: divide by h, or leave the factor 1-α out.

    >>> from fractions import Fraction
    >>> [(h, round(w, 4)) for h, w in rmsprop_path((2, 0), 1, Fraction(3, 4))]
    [(Fraction(1, 1), -2.0), (Fraction(3, 4), -2.0)]
    """
    rows: list[tuple[Real, float]] = []
    h: Real = 0
    w = 0.0
    share: Real = 1 if slip == "undamped" else 1 - decay
    for gradient in gradients:
        h = decay * h + share * gradient * gradient
        scale = float(h) if slip == "no root" else float(h) ** 0.5
        w -= float(rate) * float(gradient) / (scale + STABILIZER)
        rows.append((h, w))
    return tuple(rows)


@solver
def rmsprop_by_sums(gradients: Gradients, rate: Rate, decay: Decay) -> tuple[float, float]:
    """Return the last (h, w) with h in closed form: h_t = (1-α)·Σ α^(t-i)·g_i².

    >>> h, w = rmsprop_by_sums((2, 0), 1, 0.75)
    >>> round(h, 9), round(w, 4)
    (0.75, -2.0)
    """
    import numpy as np

    g, alpha = np.array([float(gradient) for gradient in gradients]), float(decay)
    age = np.subtract.outer(np.arange(len(g)), np.arange(len(g)))
    weights = np.where(age >= 0, (1 - alpha) * alpha ** np.maximum(age, 0), 0.0)
    h = weights @ g**2
    return float(h[-1]), float(-float(rate) * (g / (np.sqrt(h) + STABILIZER)).sum())


@solver
def adagrad_start_ratio(initial: Size, gradient: Size) -> float:
    """Return AdaGrad's first step from h = θ as a share of that from h = 0: √(g²/(θ + g²)) = 1/√(1 + θ/g²).

    >>> adagrad_start_ratio(3, 1)
    0.5
    """
    return 1 / math.sqrt(1 + float(initial) / float(gradient) ** 2)


@solver
def adagrad_start_ratio_by_steps(initial: Size, gradient: Size) -> float:
    """Return the same by making both steps.

    >>> adagrad_start_ratio_by_steps(3, 1)
    0.5
    """
    steps = []
    for h in (float(initial), 0.0):
        h += float(gradient) ** 2
        steps.append(0.01 * float(gradient) / math.sqrt(h))
    return steps[0] / steps[1]


@solver
def effective_step(method: Literal["adagrad", "rmsprop"], rate: Rate, step: Count, decay: Decay) -> float:
    """Return the size of step number t under a constant gradient: AdaGrad ε/√t, RMSProp ε/√(1 - α^t).

    >>> effective_step("adagrad", 0.1, 4, 0.9), round(effective_step("rmsprop", 0.1, 4, 0.9), 4)
    (0.05, 0.1705)
    """
    return float(rate) / math.sqrt(step if method == "adagrad" else 1 - float(decay) ** step)


@solver
def adagrad_step_size(rate: Rate, gradient: Annotated[Real, Between(1e-3, 1000)], step: Count) -> float:
    """Return the size of AdaGrad's step number ``step`` under a constant gradient: ε/√t (h starts at 0).

    >>> adagrad_step_size(0.1, 2, 4)
    0.05
    """
    h = 0.0
    size = 0.0
    for _ in range(step):
        h += float(gradient) ** 2
        size = float(rate) * float(gradient) / h**0.5
    return size


@solver
def rmsprop_step_size(
    rate: Rate,
    gradient: Annotated[Real, Between(1e-3, 1000)],
    step: Count,
    decay: Annotated[Real, Between(0.01, 0.999)],
) -> float:
    """Return the size of RMSProp's step number ``step`` under a constant gradient; it tends to ε.

    >>> round(rmsprop_step_size(0.1, 2, 1000, 0.9), 6)
    0.1
    """
    h = 0.0
    size = 0.0
    for _ in range(step):
        h = float(decay) * h + (1 - float(decay)) * float(gradient) ** 2
        size = float(rate) * float(gradient) / h**0.5
    return size


# -- Adam --------------------------------------------------------------------------------------------------------------


@solver
def adam_path(
    gradients: Gradients,
    rate: Rate,
    beta1: Decay,
    beta2: Decay,
    slip: Literal["", "no correction", "late start", "no root", "plain"] = "",
) -> tuple[tuple[float, float, float, float, float], ...]:
    """Return (m, v, m̂, v̂, w) after each step of Adam from w = 0, with ε = 1e-8 (Kingma, Ba 2015, algorithm 1).

    ``slip`` names a mistake to make: leave the bias correction out, count its steps from 2, divide by v̂ without the
    root, or step by the plain gradient.

    >>> [round(value, 6) for value in adam_path((2, 1), 0.1, 0.9, 0.999)[-1]]
    [0.28, 0.004996, 1.473684, 2.49925, -0.193218]
    """
    first, second = float(beta1), float(beta2)
    m = v = w = 0.0
    rows = []
    for step, gradient in enumerate(map(float, gradients), start=2 if slip == "late start" else 1):
        m = first * m + (1 - first) * gradient
        v = second * v + (1 - second) * gradient * gradient
        corrected = slip != "no correction"
        m_hat = m / (1 - first**step) if corrected else m
        v_hat = v / (1 - second**step) if corrected else v
        direction = m_hat / ((v_hat if slip == "no root" else v_hat**0.5) + 1e-8)
        w -= float(rate) * (gradient if slip == "plain" else direction)
        rows.append((m, v, m_hat, v_hat, w))
    return tuple(rows)


@solver
def adam_by_rate(gradients: Gradients, rate: Rate, beta1: Decay, beta2: Decay) -> tuple[float, float, float]:
    """Return the last (m̂, v̂, w) in the lecture's form: ε_t = ε√(1-β2^t)/(1-β1^t), m += (1-β1)(g-m), w -= ε_t·m/√v.

    The moments are taken from their closed sums; 1e-8 is scaled by √(1-β2^t) so that both forms are the same number.

    >>> [round(value, 6) for value in adam_by_rate((2, 1), 0.1, 0.9, 0.999)]
    [1.473684, 2.49925, -0.193218]
    """
    import numpy as np

    g = np.array([float(gradient) for gradient in gradients])
    first, second = float(beta1), float(beta2)
    m = v = w = 0.0
    for step, gradient in enumerate(g.tolist(), start=1):
        m += (1 - first) * (gradient - m)
        v += (1 - second) * (gradient**2 - v)
        root = (1 - second**step) ** 0.5
        w -= float(rate) * root / (1 - first**step) * m / (v**0.5 + 1e-8 * root)
    ages = np.arange(len(g))[::-1]
    averages = [float((beta**ages @ values) / (beta**ages).sum()) for beta, values in ((first, g), (second, g**2))]
    return averages[0], averages[1], w


@solver
def adam_first_step(rate: Rate, gradient: Weight) -> Real:
    """Return Adam's first step -ε·sign(g): the bias correction leaves m̂ = g and v̂ = g².

    >>> from fractions import Fraction
    >>> adam_first_step(Fraction(1, 10), -7)
    Fraction(1, 10)
    """
    return -rate if gradient > 0 else rate if gradient < 0 else 0


@solver
def adam_first_step_by_running(rate: Rate, gradient: Weight) -> float:
    """Return the same by making the step, with β1 = 0.9, β2 = 0.999 and 1e-8.

    >>> round(adam_first_step_by_running(0.1, -7), 6)
    0.1
    """
    return adam_path((gradient,), rate, 0.9, 0.999)[0][4]


@solver
def bias_correction(decay: Decay, step: Count) -> float:
    """Return the factor by which Adam corrects a moving average after t steps: 1/(1 - β^t).

    >>> round(bias_correction(0.9, 2), 6)
    5.263158
    """
    return 1 / (1 - float(decay) ** step)


@solver
def bias_correction_by_weights(decay: Decay, step: Count) -> float:
    """Return the same as what is missing in the average's weights: 1/((1-β)·Σ β^i).

    >>> round(bias_correction_by_weights(0.9, 2), 6)
    5.263158
    """
    weight, total = 1 - float(decay), 0.0
    for _ in range(step):
        total += weight
        weight *= float(decay)
    return 1 / total


@solver
def adamw_first_step(weight: Weight, gradient: Weight, rate: Rate, decay: Size) -> Real:
    """Return w after AdamW's first step: w - ε(sign(g) + λw) (Loshchilov, Hutter 2019); 1e-8 is negligible.

    >>> from fractions import Fraction
    >>> adamw_first_step(2, Fraction(1, 2), Fraction(1, 10), Fraction(1, 2))
    Fraction(9, 5)
    """
    return weight + adam_first_step(rate, gradient) - rate * decay * weight


@solver
def adamw_first_step_by_running(weight: Weight, gradient: Weight, rate: Rate, decay: Size) -> float:
    """Return the same by the algorithm: moments of the gradient alone, their correction, the decay beside the step.

    >>> round(adamw_first_step_by_running(2, 0.5, 0.1, 0.5), 6)
    1.8
    """
    g, w = float(gradient), float(weight)
    m, v = 0.1 * g, 0.001 * g * g
    return w - float(rate) * (m / 0.1 / (math.sqrt(v / 0.001) + 1e-8) + float(decay) * w)


# -- update lines as code ----------------------------------------------------------------------------------------------

Code = Annotated[str, Length(1, 300)]
MEMORIES = ("s", "state", "buf", "cache")
"""The names by which a question's code may call what the optimizer remembers."""


def _remembered(code: str, gradients: tuple[Real, ...], rate: Real, decay: Real) -> list[float] | None:
    """Run a line ``s = <code>`` over the gradients, from 0; None where it can't be run."""
    value = 0.0
    values = []
    for gradient in gradients:
        names = {"g": float(gradient), "lr": float(rate), "rho": float(decay), **dict.fromkeys(MEMORIES, value)}
        try:
            value = float(run_fragment(code, names))
        except (FragmentError, TypeError, ValueError):
            return None
        values.append(value)
    return values


@solver
def remembers(code: Code, method: Method, gradients: Gradients, rate: Rate, decay: Decay) -> bool:
    """True if ``code`` updates what the method remembers: every value over the gradients is that of its recursion.

    Momentum ρs - εg, AdaGrad s + g², RMSProp ρs + (1-ρ)g², Adam's first moment ρs + (1-ρ)g.

    >>> remembers("s + g * g", "adagrad", (1, 2), 0.1, 0.9), remembers("s + g * g", "rmsprop", (1, 2), 0.1, 0.9)
    (True, False)
    """
    lr, rho, s = float(rate), float(decay), 0.0
    values = _remembered(code, gradients, rate, decay)
    if values is None:
        return False
    for found, g in zip(values, map(float, gradients), strict=True):
        if method == "momentum":
            s = rho * s - lr * g
        elif method == "adagrad":
            s = s + g * g
        else:
            s = rho * s + (1 - rho) * (g if method == "adam" else g * g)
        if abs(found - s) > 1e-9 * max(1.0, abs(s)):
            return False
    return True


@solver
def remembers_by_sums(code: Code, method: Method, gradients: Gradients, rate: Rate, decay: Decay) -> bool:
    """Decide the same from the last value alone, against the method's closed sum over all gradients.

    >>> remembers_by_sums("s + g * g", "adagrad", (1, 2), 0.1, 0.9)
    True
    """
    import numpy as np

    values = _remembered(code, gradients, rate, decay)
    g = np.array([float(gradient) for gradient in gradients])
    fading = float(decay) ** np.arange(len(g))[::-1]
    sums = {
        "momentum": -float(rate) * fading @ g,
        "adagrad": g @ g,
        "rmsprop": (1 - float(decay)) * fading @ g**2,
        "adam": (1 - float(decay)) * fading @ g,
    }
    return values is not None and bool(np.isclose(values[-1], sums[method], rtol=1e-9, atol=1e-12))


@solver
def remembered_value(code: Code, gradients: Gradients, rate: Rate, decay: Decay) -> float:
    """Return what a line ``s = <code>`` has made of s, from 0, after all the gradients.

    >>> remembered_value("s + g * g", (1, 2), 0.1, 0.9)
    5.0
    """
    values = _remembered(code, gradients, rate, decay)
    if values is None:
        raise SolverError("impossible", "remembered_value", "code", code, "an expression over g, lr, rho and s")
    return values[-1]
