"""Penalties on weights and their gradients, as formulas and as the code that a training loop adds them with."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Annotated, Literal

from solvers.arithmetic.small_arrays import Array, array, close, identity
from solvers.fragment import FragmentError, run_fragment
from solvers.registry import Between, Length, Real, SolverError, solver

Code = Annotated[str, Length(1, 300)]
Weights = Annotated[tuple[Real, ...], Length(1, 20), Between(-1000, 1000)]
Penalty = Literal[
    "l1", "l2", "squares", "norm", "quartic", "l2 around 1", "positive part", "l1 and l2", "smooth l1", "l1 around 1"
]

_PENALTIES: Mapping[Penalty, Callable[[list[float]], float]] = {
    "l1": lambda w: math.fsum(map(abs, w)),
    "l2": lambda w: math.fsum(x * x for x in w) / 2,
    "squares": lambda w: math.fsum(x * x for x in w),
    "norm": lambda w: math.sqrt(math.fsum(x * x for x in w)),
    "quartic": lambda w: math.fsum(x**4 for x in w) / 4,
    "l2 around 1": lambda w: math.fsum((x - 1) ** 2 for x in w) / 2,
    "positive part": lambda w: math.fsum(max(x, 0.0) for x in w),
    "l1 and l2": lambda w: math.fsum(abs(x) + x * x / 2 for x in w),
    "smooth l1": lambda w: math.fsum(math.sqrt(x * x + 1) for x in w),
    "l1 around 1": lambda w: math.fsum(abs(x - 1) for x in w),
}

_LATEX: Mapping[Penalty, str] = {
    "l1": r"\sum_i |w_i|",
    "l2": r"\frac{1}{2}\sum_i w_i^2",
    "squares": r"\sum_i w_i^2",
    "norm": r"\sqrt{\sum_i w_i^2}",
    "quartic": r"\frac{1}{4}\sum_i w_i^4",
    "l2 around 1": r"\frac{1}{2}\sum_i (w_i-1)^2",
    "positive part": r"\sum_i \max(w_i, 0)",
    "l1 and l2": r"\sum_i \left(|w_i|+\frac{1}{2}w_i^2\right)",
    "smooth l1": r"\sum_i \sqrt{w_i^2+1}",
    "l1 around 1": r"\sum_i |w_i-1|",
}

_SLOPE_LATEX: Mapping[Penalty, str] = {
    "l1": r"\mathrm{sign}(w_i)",
    "l2": "w_i",
    "squares": "2w_i",
    "norm": r"\frac{w_i}{\sqrt{\sum_j w_j^2}}",
    "quartic": "w_i^3",
    "l2 around 1": "w_i-1",
    "positive part": r"\begin{cases}1&(w_i>0)\\0&(w_i<0)\end{cases}",
    "l1 and l2": r"\mathrm{sign}(w_i)+w_i",
    "smooth l1": r"\frac{w_i}{\sqrt{w_i^2+1}}",
    "l1 around 1": r"\mathrm{sign}(w_i-1)",
}


@solver
def penalty_latex(penalty: Penalty) -> str:
    """Write a penalty (without its rate) as LaTeX.

    >>> penalty_latex("squares")
    '\\\\sum_i w_i^2'
    """
    return _LATEX[penalty]


@solver
def penalty_slope_latex(penalty: Penalty) -> str:
    """Write the partial derivative of a penalty by the weight w_i as LaTeX.

    >>> penalty_slope_latex("quartic")
    'w_i^3'
    """
    return _SLOPE_LATEX[penalty]


@solver
def is_penalty_gradient(code: Code, weights: Weights, penalty: Penalty) -> bool:
    """True if ``code`` over ``param`` equals the penalty's gradient, found by central differences.

    "l1" is Σ|w|, "l2" ½Σw²; the others are what :func:`penalty_latex` writes.

    >>> is_penalty_gradient("param", (2, -1, 3), "l2"), is_penalty_gradient("np.sum(param)", (2, -1, 3), "l2")
    (True, False)
    """
    function, param = _PENALTIES[penalty], array([float(weight) for weight in weights])
    steps = 1e-4 * identity(len(param))
    numeric = [(function((param + step).tolist()) - function((param - step).tolist())) / 2e-4 for step in steps]
    return _equals(code, param, array(numeric), 1e-6)


@solver
def is_penalty_gradient_by_sympy(code: Code, weights: Weights, penalty: Penalty) -> bool:
    """Decide the same with SymPy's derivative of the penalty.

    >>> is_penalty_gradient_by_sympy("np.sign(param)", (2, -1, 3), "l1")
    True
    """
    exact = array(_exact_slopes(weights, penalty))
    return _equals(code, array([float(weight) for weight in weights]), exact, 1e-9)


@lru_cache(maxsize=64)
def _exact_slopes(weights: tuple[Real, ...], penalty: Penalty) -> list[float]:
    import sympy

    ws = sympy.symbols(f"w0:{len(weights)}", real=True)
    total = {
        "l1": sum(map(abs, ws)),
        "l2": sum(w**2 for w in ws) / 2,
        "squares": sum(w**2 for w in ws),
        "norm": sympy.sqrt(sum(w**2 for w in ws)),
        "quartic": sum(w**4 for w in ws) / 4,
        "l2 around 1": sum((w - 1) ** 2 for w in ws) / 2,
        "positive part": sum(sympy.Max(w, 0) for w in ws),
        "l1 and l2": sum(abs(w) + w**2 / 2 for w in ws),
        "smooth l1": sum(sympy.sqrt(w**2 + 1) for w in ws),
        "l1 around 1": sum(abs(w - 1) for w in ws),
    }[penalty]
    at = dict(zip(ws, (sympy.Rational(str(weight)) for weight in weights), strict=True))
    return [float(sympy.diff(total, w).subs(at)) for w in ws]


@solver
def param_code_value(code: Code, weights: Weights) -> Real | tuple[Real, ...]:
    """Return what ``code`` makes of ``param``: one number, or a number for each weight, whole where it is whole.

    >>> param_code_value("param**2", (2, -1, 3)), param_code_value("np.sum(param)", (2, -1, 3))
    ((4, 1, 9), 4)
    """
    try:
        value = array(run_fragment(code, {"param": array([float(weight) for weight in weights])}))
    except FragmentError as error:
        raise SolverError("impossible", "param_code_value", "code", code, str(error)) from None
    numbers = tuple(int(number) if float(number).is_integer() else round(number, 4) for number in value.data)
    return numbers if value.ndim else numbers[0]


def _equals(code: str, param: Array, expected: Array, tolerance: float) -> bool:
    try:
        value = array(run_fragment(code, {"param": param}))
    except FragmentError:
        return False
    return value.shape == expected.shape and close(value, expected, relative=tolerance, absolute=tolerance)
