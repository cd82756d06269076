"""The keys of the vanishing-gradient questions against mpmath, SciPy, the decimal module and brute force."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from decimal import Decimal, localcontext
from typing import Any

import mpmath
import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw, prompt
from quiz.model import Variant
from solvers.expression import value

BANK = built_in_bank()
SEEDS = range(1, 61)


def variants(identifier: str) -> Iterator[Variant]:
    item = BANK.item(identifier)
    return (draw(item, seed) for seed in SEEDS)


def sigmoid(x: Any) -> Any:
    return 1 / (1 + mpmath.exp(-x))


def assert_derivative(function: Callable[[Any], Any], key: Any) -> None:
    for x in (0.3, 0.9, 1.5):
        with mpmath.workdps(30):
            slope = mpmath.diff(function, x)
        assert float(value(key, {"x": x})) == pytest.approx(float(slope), rel=1e-9)  # type: ignore[arg-type]  # real


def test_composite_against_mpmath() -> None:
    outer = {"exp": mpmath.exp, "sin": mpmath.sin, "log": mpmath.log, "sqrt": mpmath.sqrt, "sigmoid": sigmoid}
    for variant in variants("chain-rule-composite"):
        v = variant.values
        assert_derivative(lambda x, v=v: outer[v["name"]](v["slope"] * x + v["shift"]), variant.key)


def test_two_paths_against_mpmath() -> None:
    for variant in variants("chain-rule-two-paths"):
        v = variant.values

        def z(x: Any, v: Any = v) -> Any:
            inner = v["slope"] * x + v["shift"]
            return v["scale"] * x**2 * inner + v["square"] * inner**2

        assert_derivative(z, variant.key)


def test_graph_against_mpmath() -> None:
    for variant in variants("chain-rule-comp-graph"):
        at = tuple(variant.values[name] for name in "xyz")
        for place in range(3):
            order = tuple(int(other == place) for other in range(3))
            slope = mpmath.diff(lambda x, y, z: (x + y) * z, at, order)
            assert float(slope) == pytest.approx(variant.key[place], abs=1e-9)


def test_sigmoid_slope_and_layer_factor_against_scipy() -> None:
    logistic = pytest.importorskip("scipy.stats").logistic
    for variant in variants("sigmoid-derivative-at-point"):
        assert variant.key == pytest.approx(logistic.pdf(float(variant.values["point"])), rel=1e-12)
    for variant in variants("vanish-explode-factor"):
        v = variant.values
        u, w, stem = float(v["u"]), float(v["weight"]), prompt(variant).stem.ja
        slopes = {
            r"\frac{1}{1+e^{-u}}": logistic.pdf(u),
            r"\tanh u": 4 * logistic.pdf(2 * u),
            r"\max(0, u)": float(u > 0),
            r"\max(0.1u, u)": 1.0 if u > 0 else 0.1,
        }
        slope = next(value for law, value in slopes.items() if f"f(u)={law}" in stem)
        product = (abs(w) * slope) ** v["layers"]
        assert ("vanishes" in variant.key.en) == (product < 0.1)
        assert ("explodes" in variant.key.en) == (product > 10)


def test_gradient_and_step_against_decimal() -> None:
    for variant in variants("gradient-product-update"):
        v = variant.values
        outer, inner, rate = (Decimal(str(float(v[name]))) for name in ("outer", "inner", "rate"))
        assert [Decimal(str(float(part))) for part in variant.key] == [outer * inner, outer * inner * rate]


def test_depth_against_decimal() -> None:
    for variant in variants("vanish-bound-depth"):
        v = variant.values
        bound = Decimal(str(float(v["bound"])))
        threshold = Decimal(v["mantissa"]).scaleb(-v["exponent"])
        with localcontext() as context:
            context.prec = 100
            assert bound**variant.key < threshold <= bound ** (variant.key - 1)


def test_deep_chain_against_mpmath() -> None:
    for variant in variants("deep-chain-gradient"):
        v = variant.values

        def output(first: Any, v: Any = v) -> Any:
            signal = mpmath.mpf(float(v["start"]))
            for place, (weight, bias) in enumerate(zip(v["weights"], v["biases"], strict=True)):
                signal = sigmoid((float(weight) if place else first) * signal + float(bias))
            return signal

        with mpmath.workdps(40):
            slope = mpmath.diff(output, float(v["weights"][0]))
        assert variant.key == pytest.approx(float(slope), rel=1e-10)


def test_factor_count_against_symbolic_chain() -> None:
    sympy = pytest.importorskip("sympy")
    sigma, first, target = sympy.Function("sigma"), sympy.Symbol("w1"), sympy.Symbol("t")
    for variant in variants("sigmoid-factor-count"):
        signal = sympy.Integer(1)
        for layer in range(variant.values["hidden"]):
            signal = sigma((sympy.Symbol(f"w{layer + 1}")) * signal)
        output = variant.values["output"]
        if output == "cross-entropy":  # σ and σ' of the output written out, so that they can cancel
            y = sympy.Symbol("y")
            error = -(target * sympy.log(y) + (1 - target) * sympy.log(1 - y))
            assert sympy.simplify(sympy.diff(error, y) * y * (1 - y) - (y - target)) == 0
            slope = (y - target) * sympy.diff(signal, first)
        else:
            end = sympy.Symbol("v") * signal
            slope = sympy.diff(((sigma(end) if output == "squared" else end) - target) ** 2 / 2, first)
        assert len(slope.atoms(sympy.Subs, sympy.Derivative) - _inside(sympy, slope)) == variant.key


def _inside(sympy: Any, slope: Any) -> set[Any]:
    """The derivatives that stand inside a Subs, which SymPy counts a second time."""
    return {inner for outer in slope.atoms(sympy.Subs) for inner in outer.atoms(sympy.Derivative)}


def test_underflow_against_machine_arithmetic() -> None:
    for variant in variants("float-underflow-depth"):
        kind = {"float16": "<e", "float32": "<f", "float64": "<d"}[variant.values["precision"]]

        def rounded(number: float, kind: str = kind) -> float:
            return float(struct.unpack(kind, struct.pack(kind, number))[0])

        each, product, depth = rounded(float(variant.values["factor"])), rounded(float(variant.values["start"])), 0
        while product:
            product = rounded(product * each)
            depth += 1
        assert variant.key == depth


def test_residual_against_decimal() -> None:
    for variant in variants("residual-gradient-factor"):
        v = variant.values
        with localcontext() as context:
            context.prec = 60
            power = (1 + Decimal(str(float(v["slope"])))) ** v["blocks"]
        # A key holds twelve significant digits, the same on every machine.
        assert variant.key == float(f"{power:.12g}")


def test_coinciding_slips_are_as_frequent_as_measured() -> None:
    """Shares of the catalogue (over 200 to 300 random instances, its own ranges), here by counting every instance."""
    from solvers.topics.vanishing_gradient import depth_below, layer_factor

    signed = [number for number in range(-5, 6) if number]
    graphs = [(x, y, z) for x in signed for y in signed for z in signed if x + y]
    assert sum(x + y == z for x, y, z in graphs) / len(graphs) == pytest.approx(0.08, abs=0.03)
    depths = [(q, depth_below(q, 10.0**-k)) for q in (0.25, 0.5, 0.1) for k in range(2, 9)]
    assert sum(n == round(1 / q) for q, n in depths) / len(depths) == pytest.approx(0.063, abs=0.03)
    grid = [(w / 10, layer_factor(w / 10, u / 10)) for w in range(5, 81) for u in range(-20, 21)]
    clear = [(w, factor) for w, factor in grid if abs(factor - 1) >= 0.08]
    shares = {"always vanishes": 0.667, "weight only": 0.403, "bound": 0.821}
    said = {"always vanishes": lambda w: False, "weight only": lambda w: w > 1, "bound": lambda w: w / 4 > 1}
    for name, share in shares.items():
        assert sum(said[name](w) == (factor > 1) for w, factor in clear) / len(clear) == pytest.approx(share, abs=0.05)
