"""Values that begin with a name: symbols, functions with their arguments, derivatives as one quantity."""

from __future__ import annotations

from typing import Final

from solvers.expression.cursor import BINARY, CLOSING, ENDS
from solvers.expression.faults import Unreadable
from solvers.expression.nodes import Call, Constant, Negative, Node, Number, Power, Product, Sequence, SetOf, Symbol
from solvers.expression.values import Values
from solvers.expression.vocabulary import DERIVATIVE, FUNCTIONS, INVERSES, SEPARATING_WORDS, SET_WORDS

_BELONGS_TO_NAME: Final = frozenset("('/")
"""Signs after a letter that may make it a function, a primed name or a derivative."""


class Words(Values):
    """Reads a name and what belongs to it."""

    __slots__ = ()

    def named(self) -> Node:
        """Read a name: a function with its argument, a derivative, a symbol or several side by side."""
        _, text, position = self.tokens[self.index]
        following = self.tokens[self.index + 1]
        if len(text) == 1 and following[1] not in _BELONGS_TO_NAME:
            letter = self.declared.letter(text)
            if letter is not None:
                self.index += 1
                return letter
        if text[0] == "d" and following[1] == "/":
            derivative = self.derivative() or self.instruction()
            if derivative is not None:
                return derivative
        called = self.is_called()
        if text == "EmptySet" and self.declared.trusted:
            self.index += 1
            return SetOf()
        function = self.declared.function(text, called)
        if function is not None:
            self.index += 1
            return self.call(function, text, position)
        node, rest = self.declared.split(text, called, position, self.unknown)
        if node is None:
            starts = [position + sum(map(len, rest[:at])) for at in range(len(rest))]
            self.tokens[self.index : self.index + 1] = [
                ("name", piece, start) for piece, start in zip(rest, starts, strict=True)
            ]
            return self.named()
        if rest:
            start = position + len(text) - sum(map(len, rest))
            pieces = [("name", piece, start + sum(map(len, rest[:at]))) for at, piece in enumerate(rest)]
            self.tokens[self.index : self.index + 1] = [("name", text[: start - position], position), *pieces]
            self.index += 1
            return node
        self.index += 1
        if self.tokens[self.index][1] == "'" and isinstance(node, Symbol) and self.take("'"):
            return Symbol(node.name + "'")
        return node

    def is_called(self) -> bool:
        """Return whether a bracket follows the current name, primes between them or not."""
        index = self.index + 1
        while self.tokens[index][:2] == ("sign", "'"):
            index += 1
        kind, sign, _ = self.tokens[index]
        return kind == "sign" and (sign in ("(", "\\{") or (sign == "{" and not self.latex))

    def call(self, function: str, text: str, position: int) -> Node:
        """Read the arguments of a function, with or without brackets, and a power between (``sin²x``)."""
        self.enter()
        exponent: Node | None = None
        primes = 0
        while self.take("'"):
            primes += 1
        if self.take("^"):
            exponent = self.group() if self.at("{") else self.signed_power_tight()
        elif self.at("⁽"):
            start = self.tokens[self.index][2]
            self.index += 1
            exponent = self.sum()
            self.close("⁽", start)
        args = self.arguments(function, text, position)
        self.depth -= 1
        name = function
        if name == "sum" and len(args) == 4 and isinstance(args[1], (Symbol, Constant)):
            return self.summed(args[0], args[1].name, args[2], args[3])
        if exponent == Number(-1) and function in INVERSES:
            name, exponent = INVERSES[function], None
        node = apply(name + "'" * min(primes, 3), args, text, position)
        return node if exponent is None else Power(node, exponent)

    def signed_power_tight(self) -> Node:
        """Read the power right after a function's name: one number, name or bracket, with its sign."""
        position = self.tokens[self.index][2]
        return self.opposite(self.primary(), position) if self.take("-") else self.primary()

    def arguments(self, function: str, text: str, position: int) -> tuple[Node, ...]:
        """Read the arguments in brackets, or the product that follows without them (``sin 2x``)."""
        kind, sign, start = self.tokens[self.index]
        if kind == "sign" and (sign in ("(", "\\{") or (sign == "{" and not self.latex)):  # max{0, x} is written too
            self.index += 1
            if self.at(CLOSING[sign]):
                raise Unreadable("missing-argument", position, text, "operand")
            bars, self.bars = self.bars, 0
            items = [self.sum()]
            while self.take(",") or self.take(";"):
                items.append(self.sum())
            self.bars = bars
            self.close(sign, start)
            return tuple(items)
        if kind == "sign" and sign == "{" and self.latex:
            return (self.group(),)
        if kind == "end" or (kind == "sign" and sign in (BINARY - {"-", "+"}) | ENDS | {"!", "%"}):
            raise Unreadable("missing-argument", position, text, "operand")
        negative = self.take("-")
        factors = [self.power()]
        while True:
            kind, sign, _ = self.tokens[self.index]
            if kind != "name" and not (kind == "sign" and sign in "√∞"):
                break
            if kind == "name" and (
                self.declared.function(sign, self.tokens[self.index + 1][1] == "(") or sign in SEPARATING_WORDS
            ):
                break
            factors.append(self.power())
        inside = factors[0] if len(factors) == 1 else Product(*factors)
        return (Negative(inside) if negative else inside,)

    def derivative(self) -> Node | None:
        """Read ``dz/dx`` or ``∂L/∂y`` as one quantity, if that is what stands here."""
        start = self.index
        top = self.differential()
        if top is not None and self.take("/"):
            bottom = self.differential()
            if bottom is not None:
                partial = self.tokens[start][1] == "∂"
                return Symbol(f"d{top}/d{bottom}", f"∂{top}/∂{bottom}" if partial else None)
        self.index = start
        return None

    def instruction(self) -> Node | None:
        """Read ``d/dx``, which says what is to be done, with what it is to be done to."""
        start = self.index
        opens = self.take("∂") or (self.tokens[start][:2] == ("name", "d") and not self.declared.is_declared("d"))
        if opens and self.tokens[start][1] == "d":
            self.index += 1
        name = self.differential() if opens and self.take("/") else None
        if name is None:
            self.index = start
            return None
        return self.instructed(name)

    def instructed(self, name: str) -> Node:
        """Read what is to be differentiated: ``d/dx z`` is ``dz/dx``."""
        kind, text, _ = self.tokens[self.index]
        if kind == "end" or (kind == "sign" and text in (BINARY - {"-", "+"}) | ENDS):
            return Symbol(f"d/d{name}")
        inside = self.product()
        if isinstance(inside, Symbol) and "/" not in inside.name:
            return Symbol(f"d{inside.name}/d{name}")
        return Call(DERIVATIVE, inside, Symbol(name))

    def fraction_derivative(self) -> Node | None:
        r"""Read the two arguments of ``\frac{\partial L}{\partial y}`` as one quantity, if they are that."""
        start = self.index
        if self.take("{") and self.tokens[self.index][1] in ("d", "∂") and not self.declared.is_declared("d"):
            self.index += 1
            name = self.differential(in_braces=True) if self.take("}") and self.take("{") else None
            if name is not None and self.take("}"):
                return self.instructed(name)
        self.index = start
        parts: list[str] = []
        for _ in range(2):
            part = self.differential(in_braces=True) if self.take("{") else None
            if part is None or not self.take("}"):
                self.index = start
                return None
            parts.append(part)
        partial = self.tokens[start + 1][1] == "∂"
        return Symbol(f"d{parts[0]}/d{parts[1]}", f"∂{parts[0]}/∂{parts[1]}" if partial else None)

    def differential(self, *, in_braces: bool = False) -> str | None:
        """Read ``dx`` or ``∂x`` and return ``x``; in braces the ``d`` may stand apart (``\\mathrm{d}x``)."""
        if self.take("∂"):
            kind, text, _ = self.tokens[self.index]
            if kind != "name":
                return None
            self.index += 1
            return self.declared.canonical(text)
        kind, text, _ = self.tokens[self.index]
        if kind != "name" or text[0] != "d" or self.declared.is_declared(text) or self.declared.is_declared("d"):
            return None
        if len(text) == 1:
            kind, text, _ = self.tokens[self.index + 1]
            if kind != "name" or (text[0].isascii() and not in_braces):
                return None
            self.index += 2
            return self.declared.canonical(text)
        if not text[1].isalpha() or not self.declared.is_one_name(text[1:]):
            return None
        self.index += 1
        return self.declared.canonical(text[1:])


def apply(name: str, args: tuple[Node, ...], text: str, position: int) -> Node:
    """Return the node of a function applied; the spellings with a fixed base or degree are written out."""
    if name.startswith("log") and (name[3:].isdigit() or name[3:4] == "_"):
        if len(args) != 1:
            raise Unreadable("arguments", position, text, "1")
        base = name[3:].lstrip("_")
        return Call("log", args[0], Number(int(base)) if base.isdigit() else Symbol(base))
    if name in SET_WORDS:
        return written_set(name, args, text, position)
    if name == "clip" and len(args) == 3:
        return Call("min", Call("max", args[0], args[1]), args[2])
    if name == "square" and len(args) == 1:
        return Power(args[0], Number(2))
    if name == "cbrt":
        name, args = "root", (*args, Number(3))
    elif name == "root" and args[1:] == (Number(2),):
        name, args = "sqrt", args[:1]
    known = FUNCTIONS.get(name.rstrip("'"))
    if known is not None and not known.least <= len(args) <= known.most:
        expected = str(known.least) if known.least == known.most else f"{known.least}-{known.most}"
        raise Unreadable("arguments", position, text, expected)
    return Call(name, *args)


def written_set(name: str, args: tuple[Node, ...], text: str, position: int) -> Node:
    """Return the set that an author wrote in SymPy's words: ``Interval.open(0, 1)``, ``Union(a, b)``."""
    if name == "FiniteSet":
        return SetOf(*args)
    if name in ("Union", "Intersection"):
        node = args[0]
        for arg in args[1:]:
            node = Call(name.lower(), node, arg)
        return node
    if len(args) != 2:
        raise Unreadable("arguments", position, text, "2")
    return Sequence(
        "(" if name in ("Interval.open", "Interval.Lopen") else "[",
        args,
        ")" if name in ("Interval.open", "Interval.Ropen") else "]",
    )
