"""Tree -> text: Unicode, plain ASCII and LaTeX, with the parentheses that reading it back needs and no others.

Every product is written with a sign, so that what is shown ("read as 2·(x + y)") leaves nothing to interpret.
"""

from __future__ import annotations

from typing import Final

from solvers.expression.nodes import (
    Bound,
    Call,
    Compound,
    Constant,
    Index,
    Label,
    Matrix,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Relation,
    Sequence,
    SetOf,
    Slice,
    Sum,
    Symbol,
)
from solvers.expression.tidy import decimal_text
from solvers.expression.vocabulary import (
    CONSTANT_LATEX,
    CONSTANT_TEXT,
    DERIVATIVE,
    FUNCTIONS,
    GREEK_LETTER,
    RELATION_ASCII,
    RELATION_TEXT,
    RELATIONS,
)

_RELATION, _SET, _SUM, _PRODUCT, _POWER, _ATOM = range(6)
_RAISED: Final = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LOWERED: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_LEVELS: Final = {Relation: _RELATION, Sum: _SUM, Negative: _SUM, Product: _PRODUCT, Quotient: _PRODUCT, Power: _POWER}
_POSTFIX: Final = frozenset({"factorial", "percent", "degree"})
_INFIX: Final = {
    "union": ("∪", "U", r"\cup"),
    "intersection": ("∩", "&", r"\cap"),
    "difference": ("∖", "", r"\setminus"),
}
_ACCENTS: Final = frozenset({"hat", "bar", "tilde", "vec", "overline"})


def to_text(node: Node) -> str:
    """Return the tree in Unicode.

    >>> from solvers.expression import read
    >>> to_text(read("2*(x+y)^2/sqrt(x) - sigmoid(x)").tree)
    '2·(x + y)²/√x - σ(x)'
    """
    return _Unicode().show(node)


def to_ascii(node: Node) -> str:
    """Return the tree in plain ASCII, as it could be typed.

    >>> from solvers.expression import read
    >>> to_ascii(read("2×α²÷√x").tree)
    '2*alpha^2/sqrt(x)'
    """
    return _Ascii().show(node)


def to_latex(node: Node) -> str:
    r"""Return the tree in LaTeX, without delimiters.

    >>> from solvers.expression import read
    >>> to_latex(read("2(x+y)/t^2").tree)
    '\\frac{2 \\left(x + y\\right)}{t^{2}}'
    """
    return _Latex().show(node)


class _Unicode:
    """The Unicode style; the other two change single steps of it."""

    times = "·"
    opening, closing = "(", ")"

    def show(self, node: Node) -> str:
        kind = type(node)
        if kind is Number:
            return self.number(node)
        if kind is Symbol:
            assert isinstance(node, Symbol)
            return self.symbol(node.data, node.text)
        if kind is Sum:
            return self.sum(node.args)
        if kind is Product:
            return self.product(node.args)
        if kind is Quotient:
            return self.quotient(*node.args)
        if kind is Power:
            return self.power(*node.args)
        if kind is Negative:
            inner = node.args[0]
            bracketed = isinstance(inner, (Number, Negative)) or self.level(inner) < _PRODUCT or self.plus_minus(inner)
            return "-" + (self.wrap(inner) if bracketed else self.show(inner))
        if kind is Call:
            return self.call(node.data, node.args)
        return self.other(node)

    def other(self, node: Node) -> str:
        if isinstance(node, Constant):
            return self.constant(node.name)
        if isinstance(node, Relation):
            return self.relation(node)
        if isinstance(node, Compound):
            return self.connective(node.data).join(map(self.show, node.args))
        if isinstance(node, Sequence):
            return self.items(node.data[0], node.args, node.data[1])
        if isinstance(node, SetOf):
            return self.items("{", node.args, "}") if node.args else self.empty_set()
        if isinstance(node, Index):
            return f"{self.show(node.args[0])}[{', '.join(self.show(arg) for arg in node.args[1:])}]"
        if isinstance(node, Slice):
            parts = iter(node.args)
            return ":".join(self.show(next(parts)) if there else "" for there in node.data)
        if isinstance(node, Matrix):
            return self.matrix(node)
        assert isinstance(node, (Label, Bound))
        return str(node.data)

    # -- brackets -----------------------------------------------------------------------------------------------------

    def connective(self, word: str) -> str:
        return f" {word} "

    def level(self, node: Node) -> int:
        """How loosely the written form of a node holds together."""
        if isinstance(node, Number):
            if node.value < 0:
                return _SUM
            return _PRODUCT if node.value.denominator != 1 and node.text is None else _ATOM
        if isinstance(node, Call):
            if node.name in ("±", "∓"):
                return _SUM
            if node.name in _INFIX:
                return _SET
            if node.name == "sum":
                return _PRODUCT
            return _POWER if node.name in _POSTFIX or node.name in ("sqrt", "root") else _ATOM
        if isinstance(node, Symbol) and "/" in node.name:
            return _POWER
        if isinstance(node, Compound) or (isinstance(node, Sequence) and not node.data[0]):
            return _RELATION
        return _LEVELS.get(type(node), _ATOM)

    def wrap(self, node: Node) -> str:
        return f"{self.opening}{self.show(node)}{self.closing}"

    def at(self, node: Node, level: int) -> str:
        """Show a node where something at least this tight must stand."""
        return self.show(node) if self.level(node) >= level else self.wrap(node)

    @staticmethod
    def plus_minus(node: Node) -> bool:
        return isinstance(node, Call) and node.name in ("±", "∓")

    # -- values -------------------------------------------------------------------------------------------------------

    def number(self, node: Node) -> str:
        assert isinstance(node, Number)
        value = node.value
        if value.denominator == 1 and node.text is None:
            return str(value)
        if node.text is not None:
            return ("-" if value < 0 else "") + self.decimal(node.text.lstrip("-"))
        return self.fraction(value.numerator, value.denominator)

    def decimal(self, text: str) -> str:
        return text

    def fraction(self, numerator: int, denominator: int) -> str:
        return f"{numerator}/{denominator}"

    def constant(self, name: str) -> str:
        return CONSTANT_TEXT[name]

    def symbol(self, name: str, text: str | None = None) -> str:
        if "/" in name:
            above, below = name[1:].split("/d")
            sign = "∂" if text else "d"
            return f"{sign}{self.symbol(above)}/{sign}{self.symbol(below)}"
        if name.startswith("nabla_"):
            return "∇" + self.symbol(name[6:])
        base, digits, rest = split_name(name)
        base = GREEK_LETTER.get(base, base)
        return base + digits.translate(_LOWERED) + braced(rest)

    # -- arithmetic ---------------------------------------------------------------------------------------------------

    def sum(self, terms: tuple[Node, ...]) -> str:
        parts = [self.show(terms[0]) if self.level(terms[0]) > _SUM or self.leads(terms[0]) else self.wrap(terms[0])]
        for term in terms[1:]:
            if isinstance(term, Negative):
                inner = term.args[0]
                tight = self.level(inner) >= _PRODUCT and not isinstance(inner, Number)
                parts.append(" - " + (self.show(inner) if tight else self.wrap(inner)))
            elif isinstance(term, Number) and term.value < 0:
                text = None if term.text is None else term.text.lstrip("-")
                parts.append(" - " + self.number(Number(-term.value, text)))
            elif self.plus_minus(term):
                parts.append(f" {self.sign(term)} {self.at(term.args[0], _PRODUCT)}")
            else:
                parts.append(" + " + (self.at(term, _PRODUCT)))
        return "".join(parts)

    def leads(self, term: Node) -> bool:
        """Whether a loose term may open a sum as it is: ``-x``, ``-2``, ``±x``."""
        return isinstance(term, (Negative, Number)) or self.plus_minus(term)

    def sign(self, node: Node) -> str:
        return str(node.data)

    def product(self, factors: tuple[Node, ...]) -> str:
        first = factors[0]
        tight = isinstance(first, Quotient) or self.level(first) > _PRODUCT or isinstance(first, Number)
        parts = [self.show(first) if tight and self.level(first) >= _PRODUCT else self.wrap(first)]
        parts += [self.at(factor, _POWER) for factor in factors[1:]]
        return self.times.join(parts)

    def quotient(self, numerator: Node, denominator: Node) -> str:
        above = self.at(numerator, _PRODUCT)
        return f"{above}/{self.at(denominator, _POWER)}"

    def power(self, base: Node, exponent: Node) -> str:
        text = self.at(base, _ATOM)
        if isinstance(exponent, Number) and exponent.value.denominator == 1 and exponent.text is None:
            return text + str(exponent.value).translate(_RAISED)
        return f"{text}^{self.exponent(exponent)}"

    def exponent(self, node: Node) -> str:
        simple = isinstance(node, (Symbol, Constant, Number)) and self.level(node) == _ATOM
        return self.show(node) if simple else self.wrap(node)

    # -- functions ----------------------------------------------------------------------------------------------------

    def call(self, name: str, args: tuple[Node, ...]) -> str:
        if name in ("±", "∓"):
            return self.sign(Call(name)) + self.at(args[0], _PRODUCT)
        if name in _POSTFIX:
            return self.at(args[0], _ATOM) + {"factorial": "!", "percent": "%", "degree": "°"}[name]
        if name == "sum":
            body, counter, low, high = args
            return f"∑_{{{self.show(counter)}={self.show(low)}}}^{{{self.show(high)}}} {self.wrap(body)}"
        if name == DERIVATIVE:
            return f"d/d{self.show(args[1])} {self.wrap(args[0])}"
        if name == "abs":
            return f"|{self.show(args[0])}|"
        if name in _INFIX:
            return f" {_INFIX[name][0]} ".join([self.at(args[0], _SET), *(self.at(arg, _SUM) for arg in args[1:])])
        if name == "sqrt" or (name == "root" and args[1] == Number(3)):
            sign = "√" if name == "sqrt" else "∛"
            plain = isinstance(args[0], (Symbol, Constant, Number)) and self.level(args[0]) == _ATOM
            return sign + (self.show(args[0]) if plain else self.wrap(args[0]))
        if name in ("floor", "ceil"):
            return ("⌊{}⌋" if name == "floor" else "⌈{}⌉").format(self.show(args[0]))
        return self.function(name) + f"({', '.join(self.show(arg) for arg in args)})"

    def function(self, name: str) -> str:
        base = name.rstrip("'")
        known = FUNCTIONS.get(base)
        return (known.text if known else base) + name[len(base) :]

    # -- collections --------------------------------------------------------------------------------------------------

    def items(self, left: str, items: tuple[Node, ...], right: str) -> str:
        return left + ", ".join(self.show(item) for item in items) + right

    def empty_set(self) -> str:
        return "∅"

    def relation(self, node: Relation) -> str:
        parts = [self.at(node.args[0], _SET)]
        for sign, operand in zip(node.signs, node.args[1:], strict=True):
            parts += [self.relation_sign(sign), self.at(operand, _SET)]
        return " ".join(parts)

    def relation_sign(self, sign: str) -> str:
        return RELATION_TEXT.get(sign, sign)

    def matrix(self, node: Matrix) -> str:
        columns = node.data[1]
        rows = [node.args[start : start + columns] for start in range(0, len(node.args), columns)]
        return "[" + ", ".join(self.items("[", row, "]") for row in rows) + "]"


class _Ascii(_Unicode):
    times = "*"

    def constant(self, name: str) -> str:
        return name

    def symbol(self, name: str, text: str | None = None) -> str:
        base, digits, rest = split_name(name)
        return base + digits + braced(rest)

    def sign(self, node: Node) -> str:
        return "+/-" if node.data == "±" else "-/+"

    def power(self, base: Node, exponent: Node) -> str:
        return f"{self.at(base, _ATOM)}^{self.exponent(exponent)}"

    def call(self, name: str, args: tuple[Node, ...]) -> str:
        if name in _INFIX and _INFIX[name][1]:
            parts = [self.at(args[0], _SET), *(self.at(arg, _SUM) for arg in args[1:])]
            return f" {_INFIX[name][1]} ".join(parts)
        if name in ("sqrt", "root", "abs", "floor", "ceil", "degree", "difference", "sum"):
            return f"{name}({', '.join(self.show(arg) for arg in args)})"
        return super().call(name, args)

    def function(self, name: str) -> str:
        text = super().function(name)
        return text if text.isascii() else name

    def empty_set(self) -> str:
        return "{}"

    def relation_sign(self, sign: str) -> str:
        return RELATION_ASCII.get(sign, sign)


def _may_touch(left: Node, right: Node) -> bool:
    """A coefficient is set right before a letter or a bracket, as in print: 2 x, 3 (x + 1); elsewhere a dot stands."""
    plain = isinstance(left, Number) and left.value >= 0 and left.value.denominator == 1
    base = right.args[0] if isinstance(right, Power) else right
    return plain and isinstance(base, (Symbol, Sum))


class _Latex(_Unicode):
    times = r" \cdot "
    opening, closing = r"\left(", r"\right)"

    def connective(self, word: str) -> str:
        return r" \lor " if word == "or" else r" \land "

    def level(self, node: Node) -> int:
        if isinstance(node, Quotient) or (isinstance(node, Number) and node.text is None and node.value > 0):
            return _POWER if isinstance(node, Quotient) or node.value.denominator != 1 else _ATOM
        return super().level(node)

    def decimal(self, text: str) -> str:
        if "e" not in text.lower():
            return text
        mantissa, _, exponent = text.lower().partition("e")
        return rf"{mantissa} \times 10^{{{int(exponent)}}}"

    def fraction(self, numerator: int, denominator: int) -> str:
        return rf"{'-' if numerator < 0 else ''}\frac{{{abs(numerator)}}}{{{denominator}}}"

    def constant(self, name: str) -> str:
        return CONSTANT_LATEX[name]

    def symbol(self, name: str, text: str | None = None) -> str:
        if "/" in name:
            above, below = name[1:].split("/d")
            sign = r"\partial " if text else "d"
            return rf"\frac{{{sign}{self.symbol(above)}}}{{{sign}{self.symbol(below)}}}"
        if name.startswith("nabla_"):
            return rf"\nabla {self.symbol(name[6:])}"
        base, digits, rest = split_name(name)
        primes = rest[len(rest.rstrip("'")) :]
        subscript = digits + rest.rstrip("'").lstrip("_")
        if base in GREEK_LETTER:
            base = "\\" + base
        elif len(base) > 1:
            base = rf"\mathit{{{base}}}"
        if not digits and subscript in _ACCENTS:
            return rf"\{subscript}{{{base}}}{primes}"
        parts = [part.strip("{}") for part in subscript.split("_") if part]
        return base + "".join(f"_{{{part}}}" for part in parts) + primes

    def quotient(self, numerator: Node, denominator: Node) -> str:
        return rf"\frac{{{self.show(numerator)}}}{{{self.show(denominator)}}}"

    def product(self, factors: tuple[Node, ...]) -> str:
        text = self.at(factors[0], _POWER)
        for left, right in zip(factors, factors[1:], strict=False):
            text += (" " if _may_touch(left, right) else self.times) + self.at(right, _POWER)
        return text

    def power(self, base: Node, exponent: Node) -> str:
        return f"{self.at(base, _ATOM)}^{{{self.show(exponent)}}}"

    def sign(self, node: Node) -> str:
        return FUNCTIONS[node.data].latex + " "

    def call(self, name: str, args: tuple[Node, ...]) -> str:
        if name == "sqrt":
            return rf"\sqrt{{{self.show(args[0])}}}"
        if name == "root":
            return rf"\sqrt[{self.show(args[1])}]{{{self.show(args[0])}}}"
        if name == "abs":
            return rf"\left|{self.show(args[0])}\right|"
        if name in ("floor", "ceil"):
            return rf"\left\l{name} {self.show(args[0])}\right\r{name}"
        if name == "percent":
            return self.at(args[0], _ATOM) + r"\%"
        if name == "degree":
            return self.at(args[0], _ATOM) + r"^{\circ}"
        if name in _INFIX:
            parts = [self.at(args[0], _SET), *(self.at(arg, _SUM) for arg in args[1:])]
            return f" {_INFIX[name][2]} ".join(parts)
        if name == "binomial":
            return rf"\binom{{{self.show(args[0])}}}{{{self.show(args[1])}}}"
        if name == "sum":
            body, counter, low, high = args
            return rf"\sum_{{{self.show(counter)}={self.show(low)}}}^{{{self.show(high)}}} {self.wrap(body)}"
        if name == DERIVATIVE:
            return rf"\frac{{d}}{{d{self.show(args[1])}}} {self.wrap(args[0])}"
        if name in ("±", "∓", "factorial"):
            return super().call(name, args)
        if name == "log" and len(args) == 2 and isinstance(args[1], Number) and self.plain_base(args[1]):
            return rf"\log_{{{args[1].value}}}\left({self.show(args[0])}\right)"
        return self.function(name) + rf"\left({', '.join(self.show(arg) for arg in args)}\right)"

    @staticmethod
    def plain_base(node: Number) -> bool:
        return node.text is None and isinstance(node.value, int) and 0 < node.value < 1000

    def function(self, name: str) -> str:
        base = name.rstrip("'")
        known = FUNCTIONS.get(base)
        if known:
            return known.latex + name[len(base) :]
        return (base if len(base) == 1 else rf"\operatorname{{{base}}}") + name[len(base) :]

    def items(self, left: str, items: tuple[Node, ...], right: str) -> str:
        inside = ", ".join(self.show(item) for item in items)
        left, right = (rf"\{side}" if side in ("{", "}") else side for side in (left, right))
        return rf"\left{left}{inside}\right{right}" if left else inside

    def empty_set(self) -> str:
        return r"\emptyset"

    def relation_sign(self, sign: str) -> str:
        return RELATIONS[sign]

    def matrix(self, node: Matrix) -> str:
        columns = node.data[1]
        rows = [node.args[start : start + columns] for start in range(0, len(node.args), columns)]
        inside = r" \\ ".join(" & ".join(self.show(entry) for entry in row) for row in rows)
        return rf"\begin{{pmatrix}}{inside}\end{{pmatrix}}"


def braced(rest: str) -> str:
    """Put braces around a subscript that needs them to be read back: ``_t-1`` is ``_{t-1}``."""
    return rest if rest.replace("_", "").replace("'", "").isalnum() or not rest.strip("'") else f"_{{{rest[1:]}}}"


def split_name(name: str) -> tuple[str, str, str]:
    """Split a name into its letters, the digits right after them, and the rest.

    >>> split_name("mu0"), split_name("i_end"), split_name("x1'")
    (('mu', '0', ''), ('i', '', '_end'), ('x', '1', "'"))
    """
    end = 0
    while end < len(name) and name[end].isalpha():
        end += 1
    stop = end
    while stop < len(name) and name[stop].isdigit():
        stop += 1
    if stop < len(name) and name[stop] not in "_'":
        return name, "", ""
    return name[:end], name[end:stop], name[stop:]


def shown_number(value: object) -> str:
    """Return a computed number as a person would write it: exact where it is, else up to six significant digits.

    >>> from fractions import Fraction
    >>> shown_number(Fraction(1, 4)), shown_number(Fraction(1, 3)), shown_number(0.1 + 0.2)
    ('0.25', '1/3', '0.3')
    """
    from fractions import Fraction

    if isinstance(value, (int, Fraction)):
        return decimal_text(value) or f"{value.numerator}/{value.denominator}"
    return f"{value:.6g}"
