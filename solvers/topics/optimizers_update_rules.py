"""Update rules as lines of code (``v = mu*v - lr*grad(w); w += v``): which optimizer a rule is, decided by running it.

A rule is parsed and walked over plain numbers; it holds assignments and arithmetic, and nothing of it is run as Python.
``grad(x)`` is the gradient at x; what a rule assigns besides ``w`` is its memory and begins at 0.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal, assert_never

from solvers.registry import Length, solver

Rule = Annotated[str, Length(1, 300)]
Method = Literal["sgd", "momentum", "nag", "adagrad", "rmsprop", "adam"]
Gradient = Callable[[float], float]

STEPS = 6
CONSTANTS: Mapping[str, float] = {"lr": 0.07, "mu": 0.8, "rho": 0.7, "beta1": 0.6, "beta2": 0.9}
"""Values for which no two methods, and no rule that is nearly right, move alike."""

_LANDSCAPES: tuple[tuple[Gradient, float], ...] = (
    (lambda x: 3 * x - 1 + math.sin(2 * x), 1.6),
    (lambda x: x**3 - 2 * x + 0.3, -0.9),
)
"""The gradients of two functions, each with a place to start from."""

_ARITHMETIC: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_FUNCTIONS: Mapping[str, Callable[[float], float]] = {
    "sqrt": math.sqrt,
    "abs": abs,
    "sign": lambda x: (x > 0) - (x < 0),
}


@dataclass
class _Run:
    """What a rule did: the weight before each step and after the last, and where it asked for the gradient."""

    weights: list[float]
    asked: list[tuple[float, float]] = field(default_factory=list)


class _Refused(Exception):
    """The rule can't be read or computed."""


def _statements(rule: str) -> list[tuple[str, ast.expr]]:
    """Return the rule as assignments; ``w -= x`` becomes ``w = w - x``."""
    try:
        tree = ast.parse(rule)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _Refused from None
    found: list[tuple[str, ast.expr]] = []
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found.append((name, value))
            case ast.AugAssign(target=ast.Name(id=name), op=op, value=value):
                found.append((name, ast.BinOp(ast.Name(name, ast.Load()), op, value)))
            case _:
                raise _Refused
    return found


def _value(node: ast.expr, names: Mapping[str, float], gradient: Gradient) -> float:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool) and abs(number) < 1e6:
            return float(number)
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, names, gradient)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            one, other = _value(left, names, gradient), _value(right, names, gradient)
            if isinstance(op, ast.Pow) and (abs(other) > 64 or (one < 0 and other != int(other))):
                raise _Refused
            return _ARITHMETIC[type(op)](one, other)
        case ast.Call(func=ast.Name(id="grad"), args=[place], keywords=[]):
            return gradient(_value(place, names, gradient))
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in _FUNCTIONS:
            return float(_FUNCTIONS[name](_value(argument, names, gradient)))
        case _:
            raise _Refused


def _carried_out(rule: str, gradient: Gradient, start: float) -> _Run:
    """Run a rule for some steps; raise ``_Refused`` where it can't be."""
    statements = _statements(rule)
    names: dict[str, float] = {**dict.fromkeys((name for name, _ in statements), 0.0), **CONSTANTS, "w": start}
    run = _Run([start])

    def asked(place: float) -> float:
        slope = gradient(place)
        run.asked.append((place, slope))
        return slope

    try:
        for step in range(1, STEPS + 1):
            names["t"] = float(step)
            for name, expression in statements:
                names[name] = _value(expression, names, asked)
            run.weights.append(names["w"])
    except (ArithmeticError, ValueError):
        raise _Refused from None
    return run


def _next_weights(method: Method, gradient: Gradient, start: float) -> list[float]:
    """The weights that a method visits, by its recursion."""
    lr, mu, rho, beta1, beta2 = (CONSTANTS[name] for name in ("lr", "mu", "rho", "beta1", "beta2"))
    w, v, h = start, 0.0, 0.0
    weights = [w]
    for step in range(1, STEPS + 1):
        g = gradient(w + mu * v) if method == "nag" else gradient(w)
        if method == "sgd":
            w -= lr * g
        elif method == "momentum" or method == "nag":
            v = mu * v - lr * g
            w += v
        elif method == "adagrad":
            h += g * g
            w -= lr * g / math.sqrt(h)
        elif method == "rmsprop":
            h = rho * h + (1 - rho) * g * g
            w -= lr * g / math.sqrt(h)
        elif method == "adam":
            v = beta1 * v + (1 - beta1) * g
            h = beta2 * h + (1 - beta2) * g * g
            w -= lr * (v / (1 - beta1**step)) / math.sqrt(h / (1 - beta2**step))
        else:
            assert_never(method)
        weights.append(w)
    return weights


@solver
def update_rule_is(rule: Rule, method: Method) -> bool:
    """True if the rule moves the weight as the method does: over six steps on two functions, step for step.

    SGD w - εg; momentum v = μv - εg, w + v; NAG the same with the gradient at w + μv (Nesterov 1983, in the form of
    Sutskever et al. 2013); AdaGrad h + g², w - εg/√h (Duchi et al. 2011); RMSProp h = ρh + (1-ρ)g²; Adam with both
    moments divided by 1 - βᵗ (Kingma and Ba 2015). The small constant beside √h is 0.

    >>> update_rule_is("v = mu*v - lr*grad(w); w += v", "momentum")
    True
    >>> update_rule_is("v = mu*v - lr*grad(w + mu*v); w += v", "momentum")
    False
    """
    for gradient, start in _LANDSCAPES:
        try:
            found = _carried_out(rule, gradient, start).weights
        except _Refused:
            return False
        wanted = _next_weights(method, gradient, start)
        if not all(math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9) for a, b in zip(found, wanted, strict=True)):
            return False
    return True


@solver
def update_rule_is_by_sums(rule: Rule, method: Method) -> bool:
    """Decide the same from the gradients that the rule itself asked for: their closed sum must be the way it went.

    After T steps SGD has gone -ε Σ g; momentum -ε Σ g (1 - μ^(T-t+1)) / (1 - μ); AdaGrad and RMSProp -ε Σ g / √S with
    the sum or the fading mean S of all squares up to t; Adam the same with both means corrected. Each gradient must
    have been taken where the method takes it.

    >>> update_rule_is_by_sums("h = rho*h + (1-rho)*grad(w)**2; w -= lr*grad(w)/sqrt(h)", "rmsprop")
    True
    """
    for gradient, start in _LANDSCAPES:
        try:
            run = _carried_out(rule, gradient, start)
        except _Refused:
            return False
        if not _goes_as_summed(run, method):
            return False
    return True


def _goes_as_summed(run: _Run, method: Method) -> bool:
    weights, mu = run.weights, CONSTANTS["mu"]
    each = len(run.asked) // STEPS
    if each == 0 or len(run.asked) != each * STEPS:
        return False
    slopes = []
    for step in range(STEPS):
        before = weights[step] - weights[step - 1] if step else 0.0
        place = weights[step] + mu * before if method == "nag" else weights[step]
        asked = run.asked[step * each : (step + 1) * each]
        if not all(math.isclose(where, place, rel_tol=1e-9, abs_tol=1e-9) for where, _ in asked):
            return False
        slopes.append(asked[0][1])
    gone = _summed(method, slopes)
    return math.isclose(weights[-1] - weights[0], gone, rel_tol=1e-8, abs_tol=1e-9)


def _summed(method: Method, g: list[float]) -> float:
    lr, mu, rho, beta1, beta2 = (CONSTANTS[name] for name in ("lr", "mu", "rho", "beta1", "beta2"))
    last = len(g)

    def fading(decay: float, values: list[float]) -> float:
        return math.fsum((1 - decay) * decay ** (len(values) - 1 - s) * value for s, value in enumerate(values))

    squares = [slope * slope for slope in g]
    if method == "sgd":
        return -lr * math.fsum(g)
    if method == "momentum" or method == "nag":
        return -lr * math.fsum(slope * (1 - mu ** (last - t)) / (1 - mu) for t, slope in enumerate(g))
    if method == "adagrad":
        return -lr * math.fsum(slope / math.sqrt(math.fsum(squares[: t + 1])) for t, slope in enumerate(g))
    if method == "rmsprop":
        return -lr * math.fsum(slope / math.sqrt(fading(rho, squares[: t + 1])) for t, slope in enumerate(g))
    if method != "adam":
        assert_never(method)
    steps = range(1, last + 1)
    means = [fading(beta1, g[:t]) / (1 - beta1**t) for t in steps]
    sizes = [math.sqrt(fading(beta2, squares[:t]) / (1 - beta2**t)) for t in steps]
    return -lr * math.fsum(mean / size for mean, size in zip(means, sizes, strict=True))


# -- rules that are none: what is wrong with them ----------------------------------------------------------------------

Nature = Literal[
    "sgd", "momentum", "adagrad", "rmsprop", "uphill", "root missing", "square missing", "forgetful", "other"
]

_FAULTY: Mapping[Nature, tuple[str, ...]] = {
    "uphill": (
        "w += lr*grad(w)",
        "s = mu*s + lr*grad(w); w += s",
        "s += grad(w)**2; w += lr*grad(w)/sqrt(s)",
        "s = rho*s + (1-rho)*grad(w)**2; w += lr*grad(w)/sqrt(s)",
    ),
    "root missing": (
        "s += grad(w)**2; w -= lr*grad(w)/s",
        "s = rho*s + (1-rho)*grad(w)**2; w -= lr*grad(w)/s",
    ),
    "square missing": (
        "s += abs(grad(w)); w -= lr*grad(w)/sqrt(s)",
        "s = rho*s + (1-rho)*abs(grad(w)); w -= lr*grad(w)/sqrt(s)",
    ),
    "forgetful": ("w -= lr*sign(grad(w))",),
}


def _moves_alike(rule: str, other: str) -> bool:
    for gradient, start in _LANDSCAPES:
        try:
            one, two = (_carried_out(each, gradient, start).weights for each in (rule, other))
        except _Refused:
            return False
        if not all(math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9) for a, b in zip(one, two, strict=True)):
            return False
    return True


@solver
def update_rule_nature(rule: Rule) -> Nature:
    """Return which method a rule is, or what is wrong with it, by the way that it goes on two functions.

    "uphill" goes along the gradient; "root missing" and "square missing" are AdaGrad or RMSProp without √ or with |g|
    for g²; "forgetful" divides by the size of the present gradient alone.

    >>> update_rule_nature("s += grad(w)**2; w -= lr*grad(w)/sqrt(s)"), update_rule_nature("w += lr*grad(w)")
    ('adagrad', 'uphill')
    """
    methods: tuple[Literal["sgd", "momentum", "adagrad", "rmsprop"], ...] = ("sgd", "momentum", "adagrad", "rmsprop")
    for method in methods:
        if update_rule_is(rule, method):
            return method
    for nature, rules in _FAULTY.items():
        if any(_moves_alike(rule, known) for known in rules):
            return nature
    return "other"


@solver
def update_rule_nature_by_steps(rule: Rule) -> Nature:
    """Decide the same from steps alone: their direction, how the first grows with the gradient, what they remember.

    On a slope of constant g the first step is as g (SGD, momentum), as 1 (AdaGrad, RMSProp), as 1/g (no root) or as
    √g (no square). Whether a second step is the same as the first tells what is remembered; after five, AdaGrad's are
    1/√5 of the first, RMSProp's √(1 - ρ)/√(1 - ρ⁵).

    >>> update_rule_nature_by_steps("s = mu*s - lr*grad(w); w += s")
    'momentum'
    """
    try:
        flat = [_carried_out(rule, _constant(by), 0.0).weights for by in (1.0, 4.0)]
    except _Refused:
        return "other"
    steps = [after - before for before, after in zip(flat[0], flat[0][1:], strict=False)]
    first, larger = steps[0], flat[1][1]
    if first == 0 or steps[4] == 0:
        return "other"
    if first > 0:
        return "uphill"
    power, fifth = math.log(larger / first, 4), steps[4] / first
    rho = CONSTANTS["rho"]
    fading = math.sqrt((1 - rho) / (1 - rho**5))
    table: list[tuple[float, float | None, Nature]] = [
        (1.0, 1.0, "sgd"),
        (1.0, (1 - CONSTANTS["mu"] ** 5) / (1 - CONSTANTS["mu"]), "momentum"),
        (0.0, 1.0, "forgetful"),
        (0.0, 1 / math.sqrt(5), "adagrad"),
        (0.0, fading, "rmsprop"),
        (-1.0, None, "root missing"),
        (0.5, None, "square missing"),
    ]
    for growth, share, nature in table:
        if math.isclose(power, growth, abs_tol=1e-9) and (share is None or math.isclose(fifth, share, rel_tol=1e-9)):
            return nature
    return "other"


def _constant(value: float) -> Gradient:
    return lambda place: value
