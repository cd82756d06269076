"""Parentheses are right: what is printed has the value of what was written.

Expressions are drawn at random, written as LaTeX by a printer of this file and by SymPy, printed by the renderer, and
read again by the small evaluator below, under both conventions for how tightly `2x` holds together.
"""

import math
import re
from dataclasses import dataclass

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from quiz.render.math import inline
from quiz.render.signs import SUPERSCRIPTS

VALUES = {"x": 1.7, "y": 2.3, "z": 0.6, "alpha": 1.3, "α": 1.3, "sigma": 0.9, "σ": 0.9, "x_1": 3.1, "x_t": 0.4}
FUNCTIONS = {"log": lambda v: math.log(abs(v) + 0.1), "exp": lambda v: math.exp(min(v, 50.0)), "tanh": math.tanh}
FUNCTIONS |= {"sin": math.sin, "sqrt": lambda v: math.sqrt(abs(v)), "floor": math.floor, "ceil": math.ceil}


# --- reading what was printed ---------------------------------------------------------------------------------------

TOKEN = re.compile(r"\s+|\d+(?:\.\d+)?|x_[1t]|" + "|".join([*FUNCTIONS, "alpha", "sigma"]) + "|.")
TO_ASCII = {small: char for char, small in SUPERSCRIPTS.items() if char not in "⊤'"}


def in_ascii(text: str) -> str:
    """Undo the Unicode forms one for one; a root without parentheses takes one name or number."""
    text = text.replace("x₁", "x_1").replace("xₜ", "x_t").replace("·", "*").replace("×", "*").replace("÷", "/")
    text = re.sub("[" + "".join(TO_ASCII) + "]+", lambda run: "^(" + "".join(TO_ASCII[c] for c in run[0]) + ")", text)
    text = re.sub(r"√(x_[1t]|\d+(?:\.\d+)?|[a-zα-ω])", r" sqrt(\1)", text)
    text = text.replace("√", " sqrt").replace("⌊", " floor(").replace("⌈", " ceil(").replace("⌋", ")").replace("⌉", ")")
    assert "∛" not in text
    return text


class Reader:
    """A calculator for the printed lines: + - * / ^, functions, and factors side by side."""

    def __init__(self, text: str, *, side_by_side_binds_tighter: bool) -> None:
        self.tokens = [token for token in TOKEN.findall(text) if token.strip()] + [""]
        self.index = 0
        self.tighter = side_by_side_binds_tighter

    def value(self) -> float:
        total = self.sum()
        assert self.tokens[self.index] == "", self.tokens[self.index :]
        return total

    def take(self) -> str:
        self.index += 1
        return self.tokens[self.index - 1]

    def sum(self) -> float:
        total = self.product()
        while self.tokens[self.index] in ("+", "-"):
            total += self.product() if self.take() == "+" else -self.product()
        return total

    def product(self) -> float:
        total = self.side_by_side() if self.tighter else self.power()
        while True:
            token = self.tokens[self.index]
            if token in ("*", "/"):
                self.index += 1
                factor = self.side_by_side() if self.tighter else self.power()
                total = total * factor if token == "*" else total / factor
            elif self.starts_factor(token):
                total *= self.power()
            else:
                return total

    def side_by_side(self) -> float:
        if self.tokens[self.index] == "-":
            self.index += 1
            return -self.side_by_side()
        total = self.power()
        while self.starts_factor(self.tokens[self.index]):
            total *= self.power()
        return total

    @staticmethod
    def starts_factor(token: str) -> bool:
        return token in VALUES or token in FUNCTIONS or token == "(" or token[:1].isdigit()

    def power(self) -> float:
        if self.tokens[self.index] == "-":
            self.index += 1
            return -self.power()
        base = self.atom()
        if self.tokens[self.index] == "^":
            self.index += 1
            return power(base, self.atom())
        return base

    def atom(self) -> float:
        token = self.take()
        if token == "(":
            inner = self.sum()
            assert self.take() == ")"
            return inner
        if token in FUNCTIONS:
            exponent = None
            if self.tokens[self.index] == "^":
                self.index += 1
                exponent = self.atom()
            argument = self.atom() if self.tokens[self.index] == "(" else self.power()
            result = float(FUNCTIONS[token](argument))
            return result if exponent is None else power(result, exponent)
        return VALUES[token] if token in VALUES else float(token)


def power(base: float, exponent: float) -> float:
    """A power that is defined and bounded everywhere, but differs wherever base or exponent does."""
    return math.copysign(math.exp(max(-40.0, min(40.0, exponent * math.log(abs(base) + 0.01)))), base)


# --- expressions and their LaTeX ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tree:
    operator: str
    parts: tuple["Tree", ...] = ()


LEAVES = ["1", "2", "3", "0.5", "x", "y", "z", r"\alpha", r"\sigma", "x_1", "x_t"]
OPERATORS = {
    "+": 2,
    "-": 2,
    "neg": 1,
    "side": 2,
    "cdot": 2,
    "frac": 2,
    "pow": 2,
    "sqrt": 1,
    "log": 1,
    "call": 1,
    "floor": 1,
}
OPERATORS |= {"div": 2}
trees = st.recursive(
    st.sampled_from(LEAVES).map(Tree),
    lambda inner: st.sampled_from(sorted(OPERATORS)).flatmap(
        lambda name: st.tuples(*[inner] * OPERATORS[name]).map(lambda parts: Tree(name, parts))
    ),
    max_leaves=9,
)


def value(tree: Tree) -> float:
    a, b = ([value(part) for part in tree.parts] + [0.0, 0.0])[:2]
    match tree.operator:
        case "+":
            return a + b
        case "-":
            return a - b
        case "neg":
            return -a
        case "side" | "cdot":
            return a * b
        case "frac" | "div":
            return a / b
        case "pow":
            return power(a, b)
        case "sqrt":
            return FUNCTIONS["sqrt"](a)
        case "log":
            return FUNCTIONS["log"](a)
        case "call":
            return FUNCTIONS["tanh"](a)
        case "floor":
            return float(math.floor(a))
    return VALUES.get(tree.operator.lstrip("\\")) or float(tree.operator)


TIGHT = {"frac", "sqrt", "floor", "pow", "call"}


def latex(tree: Tree) -> str:
    """Write LaTeX with parentheses only where a reader of the typeset formula needs them."""

    def part(index: int, *bare: str) -> str:
        inner = tree.parts[index]
        text = latex(inner)
        return text if not inner.parts or inner.operator in bare else rf"\left({text}\right)"

    match tree.operator:
        case "+":
            return f"{latex(tree.parts[0])}+{part(1, 'side', 'cdot', 'div', *TIGHT)}"
        case "-":
            return f"{latex(tree.parts[0])}-{part(1, 'side', 'cdot', 'div', *TIGHT)}"
        case "neg":
            return f"-{part(0, 'side', *TIGHT)}"
        case "side":
            right = part(1, *TIGHT)
            # 2 3 would be 23, and x_1 2 is not written by anyone.
            return f"{part(0, 'side', *TIGHT)} " + (rf"\left({right}\right)" if right[0] in "0123456789" else right)
        case "cdot":
            return rf"{part(0, 'side', 'cdot', 'div', *TIGHT)} \cdot {part(1, 'side', *TIGHT)}"
        case "div":
            return rf"{part(0, 'side', 'cdot', 'div', *TIGHT)} \div {part(1, *TIGHT)}"
        case "frac":
            return rf"\frac{{{latex(tree.parts[0])}}}{{{latex(tree.parts[1])}}}"
        case "pow":
            return f"{{{latex(tree.parts[0])}}}^{{{latex(tree.parts[1])}}}"
        case "sqrt":
            return rf"\sqrt{{{latex(tree.parts[0])}}}"
        case "log":
            return rf"\log\left({latex(tree.parts[0])}\right)"
        case "call":
            return rf"\tanh\left({latex(tree.parts[0])}\right)"
        case "floor":
            return rf"\lfloor {latex(tree.parts[0])} \rfloor"
    return tree.operator


def readings(source: str) -> list[tuple[str, float]]:
    printed = [inline(source, ascii=True), in_ascii(inline(source))]
    return [(text, Reader(text, side_by_side_binds_tighter=way).value()) for text in printed for way in (False, True)]


@given(trees)
def test_value_is_kept(tree: Tree) -> None:
    try:
        expected = value(tree)
    except (ZeroDivisionError, OverflowError):
        return
    for text, found in readings(latex(tree)):
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-12), (latex(tree), text)


symbols = sympy.symbols("x y z", positive=True)
sympy_expressions = st.recursive(
    st.one_of(st.sampled_from(symbols), st.integers(1, 5).map(sympy.Integer), st.just(sympy.Rational(1, 3))),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: pair[0] + pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] * pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] - 2 * pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] / (pair[1] + 1)),
        st.tuples(inner, st.integers(-3, 3)).map(lambda pair: (pair[0] + 1) ** pair[1]),
        inner.map(lambda one: sympy.sqrt(one**2 + 1)),
        inner.map(sympy.tanh),
        inner.map(sympy.sin),
    ),
    max_leaves=6,
)


def exact_power(base: float, exponent: float) -> float:
    return float(base**exponent)


@given(expression=sympy_expressions)
def test_value_of_what_sympy_writes_is_kept(expression: sympy.Expr) -> None:
    expected = complex(expression.subs({symbol: VALUES[symbol.name] for symbol in symbols}))
    source = sympy.latex(expression)
    if expected.imag or not math.isfinite(expected.real) or r"\sqrt[" in source or r"\operatorname" in source:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(globals(), "power", exact_power)
        for text, found in readings(source):
            assert found == pytest.approx(expected.real, rel=1e-6, abs=1e-9), (source, text)


def test_the_reader_can_tell_right_from_wrong() -> None:
    for way in (False, True):
        assert (
            Reader("1/(1 + x^2)", side_by_side_binds_tighter=way).value()
            != Reader("1/1 + x^2", side_by_side_binds_tighter=way).value()
        )
    assert Reader("1/2x", side_by_side_binds_tighter=True).value() != pytest.approx(
        Reader("1/2x", side_by_side_binds_tighter=False).value()
    )
