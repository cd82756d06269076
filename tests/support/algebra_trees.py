"""Trees of expressions as nested tuples, and writers that put them down as people do. Nothing of ours is used.

``("n", Fraction)`` is a number, ``("v", "x")`` a name, ``("c", "pi")`` a constant; ``+`` and ``*`` take several
parts, ``/`` and ``^`` two, ``-`` one; ``("f", "log", tree)`` is a function of what follows.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

Tree = tuple[Any, ...]


def n(value: int | Fraction | str) -> Tree:
    """A number."""
    return ("n", Fraction(value))


def v(name: str) -> Tree:
    """A name."""
    return ("v", name)


def f(name: str, *parts: Tree) -> Tree:
    """A function of some parts."""
    return ("f", name, *parts)


def add(*parts: Tree) -> Tree:
    """A sum."""
    return ("+", *parts) if len(parts) > 1 else parts[0]


def mul(*parts: Tree) -> Tree:
    """A product."""
    return ("*", *parts) if len(parts) > 1 else parts[0]


def div(top: Tree, bottom: Tree) -> Tree:
    """A quotient."""
    return ("/", top, bottom)


def power(base: Tree, exponent: Tree | int) -> Tree:
    """A power."""
    return ("^", base, n(exponent) if isinstance(exponent, int) else exponent)


def neg(part: Tree) -> Tree:
    """The opposite."""
    return ("-", part)


E: Tree = ("c", "e")
PI: Tree = ("c", "pi")


def parts_at(tree: Tree) -> range:
    """Where the children of a tree stand in it."""
    return range(0) if tree[0] in "nvc" else range(2 if tree[0] == "f" else 1, len(tree))


def places(tree: Tree, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Tree]]:
    """Every node of a tree with the way to it."""
    yield path, tree
    for at in parts_at(tree):
        yield from places(tree[at], (*path, at))


def put(tree: Tree, path: tuple[int, ...], node: Tree) -> Tree:
    """The tree with another node at the end of a way."""
    if not path:
        return node
    at = path[0]
    return (*tree[:at], put(tree[at], path[1:], node), *tree[at + 1 :])


def names(tree: Tree) -> set[str]:
    """The names in a tree."""
    return {node[1] for _, node in places(tree) if node[0] == "v"}


# -- numbers -----------------------------------------------------------------------------------------------------------


def terminates(value: Fraction) -> bool:
    """True if a decimal writes the number whole."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def decimal(value: Fraction) -> str:
    """A terminating number as a decimal, exactly."""
    places, scaled = 0, abs(value)
    while scaled.denominator != 1:
        scaled, places = scaled * 10, places + 1
    digits = str(scaled.numerator).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 else text


# -- writers -----------------------------------------------------------------------------------------------------------

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(1, 6)
_WIDE = {ord("!") + at: 0xFF01 + at for at in range(94)}
_UP = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LATEX = {
    "log": r"\ln", "sin": r"\sin", "cos": r"\cos", "tan": r"\tan", "exp": r"\exp", "tanh": r"\tanh", "sinh": r"\sinh",
    "cosh": r"\cosh", "sigmoid": r"\sigma", "max": r"\max", "min": r"\min", "relu": r"\operatorname{ReLU}",
    "sign": r"\operatorname{sign}", "step": r"\operatorname{step}", "softplus": r"\operatorname{softplus}",
    "log2": r"\log_{2}", "log10": r"\log_{10}",
}  # fmt: skip
_CODE = {
    "abs": "np.abs", "max": "np.maximum", "min": "np.minimum", "relu": "torch.relu", "sigmoid": "torch.sigmoid",
    "factorial": "math.factorial", "softplus": "F.softplus", "step": "step",
}  # fmt: skip


class Writer:
    """Puts a tree down in one style; what a style leaves open is drawn."""

    def __init__(self, source: random.Random, style: str) -> None:
        self.source, self.style = source, style
        self.latex, self.code = style == "latex", style == "code"

    def write(self, tree: Tree) -> str:
        """Return the text of a tree."""
        text = self.at(tree, 0)
        return text.translate(_WIDE) if self.style == "wide" else text

    def at(self, tree: Tree, least: int) -> str:
        """Return the text of a tree that stands where only what binds as tightly as ``least`` needs no brackets."""
        text, binds = self._bare(tree)
        return self.brackets(text) if binds < least else text

    def brackets(self, text: str) -> str:
        return rf"\left({text}\right)" if self.latex and self.source.random() < 0.7 else f"({text})"

    def _bare(self, tree: Tree) -> tuple[str, int]:
        match tree:
            case ("n", value):
                return self._number(value)
            case ("v", name):
                return name, _ATOM
            case ("c", "pi"):
                return (r"\pi" if self.latex else "np.pi" if self.code else "π" if self.style == "sign" else "pi"), (
                    _ATOM
                )
            case ("c", name):
                return ("math.e" if self.code else name), _ATOM
            case ("-", part):
                return self._minus() + self.at(part, _PRODUCT if self.source.random() < 0.5 else _SIGN), _SUM
            case ("+", first, *rest):
                text = self.at(first, _SUM)
                gap = self.source.choice(("", " "))
                for part in rest:
                    if part[0] == "-":
                        text += f"{gap}{self._minus()}{gap}{self.at(part[1], _PRODUCT)}"
                    elif part[0] == "n" and part[1] < 0:
                        text += f"{gap}{self._minus()}{gap}{self.at(('n', -part[1]), _PRODUCT)}"
                    else:
                        text += f"{gap}+{gap}{self.at(part, _PRODUCT)}"
                return text, _SUM
            case ("*", *parts):
                return self._product(parts), _PRODUCT
            case ("/", top, bottom):
                if self.latex:
                    return rf"\frac{{{self.at(top, 0)}}}{{{self.at(bottom, 0)}}}", _POWER
                sign = "÷" if self.style == "sign" and self.source.random() < 0.2 else "/"
                return f"{self.at(top, _PRODUCT)}{sign}{self.at(bottom, _POWER)}", _PRODUCT
            case ("^", base, exponent):
                return self._power(base, exponent), _POWER
            case ("f", name, *parts):
                return self._function(name, parts)
        raise AssertionError(tree)

    def _minus(self) -> str:
        return "−" if self.style == "sign" and self.source.random() < 0.5 else "-"

    def _number(self, value: Fraction) -> tuple[str, int]:
        if value < 0:
            text, binds = self._number(-value)
            return self._minus() + (text if binds > _PRODUCT else self.brackets(text)), _SUM
        if value.denominator == 1:
            return str(value.numerator), _ATOM
        if terminates(value) and value.denominator <= 10**12 and self.source.random() < 0.6:
            return decimal(value), _ATOM
        if terminates(value) and value.denominator > 10**6:
            return decimal(value), _ATOM
        if self.latex:
            return rf"\frac{{{value.numerator}}}{{{value.denominator}}}", _POWER
        return f"{value.numerator}/{value.denominator}", _PRODUCT

    def _product(self, parts: list[Tree]) -> str:
        text = self.at(parts[0], _PRODUCT)
        for before, part in zip(parts, parts[1:], strict=False):
            follows = self.at(part, _POWER)
            loose = self.style in ("loose", "latex", "sign") and self.source.random() < 0.7
            if loose and _joins(before, part, follows):
                text += follows
            else:
                text += self._times() + follows
        return text

    def _times(self) -> str:
        if self.latex:
            return self.source.choice((r" \cdot ", r" \times "))
        if self.style == "sign":
            return self.source.choice(("·", "×", "*"))
        return self.source.choice(("*", " * "))

    def _power(self, base: Tree, exponent: Tree) -> str:
        below = self.at(base, _ATOM)
        if self.latex:
            return f"{below}^{{{self.at(exponent, 0)}}}"
        whole = exponent[0] == "n" and exponent[1].denominator == 1 and exponent[1] >= 0
        if self.style == "sign" and whole and self.source.random() < 0.7:
            return below + str(exponent[1]).translate(_UP)
        up = "**" if self.code or self.source.random() < 0.1 else "^"
        return f"{below}{up}{self.at(exponent, _ATOM)}"

    def _function(self, name: str, parts: list[Tree]) -> tuple[str, int]:
        inner = [self.at(part, 0) for part in parts]
        if name == "sqrt":
            if self.latex:
                return rf"\sqrt{{{inner[0]}}}", _ATOM
            if self.style == "sign":
                return (f"√{inner[0]}" if parts[0][0] == "v" else f"√({inner[0]})"), _ATOM
            return f"{'np.' if self.code else ''}sqrt({inner[0]})", _ATOM
        if name == "abs" and not self.code and self.source.random() < 0.6 and "|" not in inner[0]:
            return (rf"\left|{inner[0]}\right|" if self.latex else f"|{inner[0]}|"), _ATOM
        if name in ("floor", "ceil") and (self.latex or self.style == "sign"):
            left, right = (r"\l" + name + " ", r"\r" + name) if self.latex else ("⌊⌋" if name == "floor" else "⌈⌉")
            return f"{left}{inner[0]}{right}", _ATOM
        if name == "factorial" and not self.code:
            return f"{self.at(parts[0], _ATOM)}!", _POWER
        if name == "binomial" and self.latex:
            return rf"\binom{{{inner[0]}}}{{{inner[1]}}}", _ATOM
        if self.latex:
            called = _LATEX.get(name, rf"\operatorname{{{name}}}")
            return rf"{called}\left({', '.join(inner)}\right)", _ATOM
        called = _CODE.get(name, f"np.{name}") if self.code and name != "binomial" else name
        if not self.code:
            called = {"log": self.source.choice(("log", "ln"))}.get(name, called)
            if self.style == "sign":
                called = {"sigmoid": "σ", "relu": "ReLU"}.get(name, called)
        return f"{called}({', '.join(inner)})", _ATOM


def _joins(before: Tree, part: Tree, follows: str) -> bool:
    """Whether a product may be written without a sign: a number before a name or a bracket, 2x and 3(x+1)."""
    plain = before[0] == "n" and before[1].denominator == 1 and before[1] >= 0
    return plain and (
        part[0] == "v" or (follows[0] == "(" and part[0] in "+") or (part[0] == "f" and follows[0].isalpha())
    )


STYLES = ("ascii", "loose", "latex", "sign", "wide", "code")


def writer(source: random.Random, styles: tuple[str, ...] = STYLES) -> Callable[[Tree], str]:
    """Return what writes trees in a drawn style."""
    return Writer(source, source.choice(styles)).write
