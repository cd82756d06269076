"""Tokens -> tree: the grammar of what a learner may write.

From loose to tight: sequence ``,``; relations ``= < ≤``; sets ``∪ ∩ ∖``; ``+ - ±``; ``* /`` and what stands side by side;
a sign; powers (from the right); postfix ``! % °``; names, numbers, brackets, functions. ``1/2x`` is ``(1/2)·x``: a product
that is not written binds like one that is.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from solvers.expression import limits
from solvers.expression.calculus import walk
from solvers.expression.faults import Unreadable
from solvers.expression.names import Names
from solvers.expression.nodes import (
    Call,
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
from solvers.expression.tokens import Token
from solvers.expression.vocabulary import (
    FUNCTIONS,
    INVERSES,
    LATEX_MATRICES,
    LATEX_ROWS,
    POSTFIX_WORDS,
    RELATIONS,
    SEPARATING_WORDS,
    SET_WORDS,
)

_CLOSING: Final = {"(": ")", "[": "]", "{": "}", "\\{": "\\}", "⌊": "⌋", "⌈": "⌉", "⁽": "⁾"}
_ENDS: Final = frozenset(_CLOSING.values())
_OPENS_IMPLICIT: Final = frozenset("(√∛∜∞∂∇⌊⌈∅") | {"\\{"}
_SET_SIGNS: Final = {"∪": "union", "∩": "intersection", "&": "intersection", "∖": "difference"}
_BINARY: Final = frozenset("+-*/^±∓,;:=<>≠≈∈∪∩∖&") | {"<=", ">="}


class Parser:
    """One reading of one list of tokens. Positions are those of the tokens; the caller turns them into columns."""

    __slots__ = ("bars", "declared", "depth", "index", "labels", "latex", "steps", "tokens", "unit", "unknown")

    def __init__(self, tokens: list[Token], names: Names, latex: bool) -> None:
        self.tokens = tokens
        self.declared = names
        self.latex = latex
        self.index = 0
        self.depth = 0
        self.bars = 0
        self.labels: list[int] = []
        self.unit = ""
        self.unknown: list[tuple[str, int]] = []
        self.steps: list[Node] = []

    # -- tokens -------------------------------------------------------------------------------------------------------

    def at(self, sign: str) -> bool:
        """Return whether the current token is this sign."""
        kind, text, _ = self.tokens[self.index]
        return text == sign and kind == "sign"

    def take(self, sign: str) -> bool:
        """Step over the sign if it is there."""
        if self.at(sign):
            self.index += 1
            return True
        return False

    def fault(self, code: str, expected: str = "", suggestion: str = "") -> Unreadable:
        """Return the fault ``code`` at the current token."""
        _, text, position = self.tokens[self.index]
        return Unreadable(code, position, text, expected, suggestion=suggestion)

    def close(self, opening: str, position: int, closing: str = "") -> str:
        """Step over the closing bracket that fits, or say what is wrong."""
        wanted = closing or _CLOSING[opening]
        kind, text, _ = self.tokens[self.index]
        if kind == "sign" and text == wanted:
            self.index += 1
            return text
        if kind == "end":
            raise Unreadable("missing-close", position, opening, wanted)
        if kind == "sign" and text in _ENDS:
            raise self.fault("mismatched", wanted)
        raise self.unexpected(wanted)

    def unexpected(self, expected: str) -> Unreadable:
        """Return the fault of a token that cannot stand here."""
        kind, text, _ = self.tokens[self.index]
        if kind == "sign" and text in _ENDS:
            return self.fault("unopened")
        if kind == "number":
            if text.startswith("."):
                return self.fault("decimal-point")
            return self.fault("two-numbers", suggestion=f"*{text} ^{text}")
        return self.fault("unexpected", expected)

    def enter(self) -> None:
        """Count one level of nesting."""
        self.depth += 1
        if self.depth > limits.DEPTH:
            raise Unreadable("too-deep", self.tokens[self.index][2], limit=limits.DEPTH)

    # -- whole answers ------------------------------------------------------------------------------------------------

    def answer(self) -> Node:
        """Read everything: rows, relations, a bare sequence."""
        if self.tokens[0][0] == "end":
            raise Unreadable("empty")
        if self.tokens[0][1] in RELATIONS and self.tokens[1][0] == "end":
            return Label(self.tokens[0][1])
        node = self.rows()
        kind, _, _ = self.tokens[self.index]
        if kind != "end":
            raise self.unexpected("operator")
        if self.labels and not _stands_alone(node):
            raise Unreadable("prose", self.labels[0])
        return node

    def rows(self, stop: str = "") -> Node:
        """Read rows divided by ``\\\\`` up to ``\\end{...}``: a row that opens with a relation continues the one above."""
        node = self.sequence()
        while self.tokens[self.index][0] == "command" and self.tokens[self.index][1] == "\\":
            self.index += 1
            self.silent()
            kind, text, _ = self.tokens[self.index]
            if kind == "end" or (kind == "command" and text == stop):
                break
            if kind == "sign" and text in RELATIONS:
                node = self.relation(node)
            else:
                self.steps.append(node)
                node = self.sequence()
        return node

    def silent(self) -> None:
        """Step over the column marks of an aligned row."""
        while self.latex and self.at("&"):
            self.index += 1

    def sequence(self) -> Node:
        """Read relations divided by commas (or "and"); one alone is itself."""
        self.silent()
        start = self.tokens[self.index][2]
        items = [self.relation()]
        while self.separator():
            if self.tokens[self.index][0] == "end":
                raise self.missing()
            items.append(self.relation())
            if len(items) > limits.ITEMS:
                raise Unreadable("too-many-items", start, limit=limits.ITEMS)
        return items[0] if len(items) == 1 else Sequence("", tuple(items), "")

    def separator(self) -> bool:
        """Step over a comma, an "and", or a comma with an "and"."""
        found = self.take(",")
        while self.tokens[self.index][0] == "name" and self.tokens[self.index][1] in SEPARATING_WORDS:
            self.index += 1
            found = True
        return found

    def relation(self, first: Node | None = None) -> Node:
        """Read a chain ``a = b < c``; ``first`` is an operand that stands already."""
        self.silent()
        left = self.sets() if first is None else first
        self.silent()
        kind, text, _ = self.tokens[self.index]
        if kind != "sign" or text not in RELATIONS:
            return left
        if isinstance(left, Relation) and first is not None:
            operands, signs = list(left.args), list(left.signs)
        else:
            operands, signs = [left], []
        while kind == "sign" and text in RELATIONS:
            self.index += 1
            self.silent()
            signs.append(text)
            self.row_break()
            self.unknown = [] if text in "=≈" else self.unknown
            operands.append(self.sets())
            self.silent()
            kind, text, _ = self.tokens[self.index]
        return Relation(tuple(signs), tuple(operands))

    def row_break(self) -> None:
        """Step over a row's end right after a relation sign."""
        if self.tokens[self.index][:2] == ("command", "\\"):
            self.index += 1
            self.silent()

    def sets(self) -> Node:
        """Read unions, intersections and differences of sets."""
        left = self.sum()
        nested = 0
        while True:
            kind, text, _ = self.tokens[self.index]
            if kind == "sign" and text in _SET_SIGNS and not (text == "&" and self.latex):
                name = _SET_SIGNS[text]
            elif kind == "name" and text == "U" and isinstance(left, (SetOf, Sequence, Call)):
                name = "union"
            elif kind == "sign" and text == ":" and self.depth == 0:  # a ratio a:b; a slice stands in brackets
                return self.ratio(left)
            else:
                return left
            self.index += 1
            nested += 1
            if nested > limits.DEPTH:
                raise self.fault("too-deep")
            left = Call(name, left, self.sum())

    def ratio(self, left: Node) -> Node:
        """Read a ratio: of two numbers, or as the left-hand side of an equation (``A:B = 1``)."""
        start = self.index
        self.index += 1
        right = self.sum()
        if not (self.at("=") or (isinstance(left, Number) and isinstance(right, Number))):
            self.index = start
            raise self.fault("unexpected", "operator")
        return Quotient(left, right)

    # -- arithmetic ---------------------------------------------------------------------------------------------------

    def sum(self) -> Node:
        """Read terms with their signs."""
        first = self.term()
        kind, text, position = self.tokens[self.index]
        if kind != "sign" or text not in "+-±∓":
            return first
        terms = [first]
        while kind == "sign" and text in "+-±∓":
            self.index += 1
            term = self.term()
            if text == "-" and len(terms) == 1 and is_set(first):
                first = Call("difference", first, term)
                terms = [first]
                kind, text, position = self.tokens[self.index]
                continue
            if text == "-":
                term = self.opposite(term, position)
            elif text != "+":
                term = Call(text, term)
            terms.append(term)
            kind, text, position = self.tokens[self.index]
        return Sum(*terms) if len(terms) > 1 else first

    def term(self) -> Node:
        """Read a product with an optional sign in front of the whole of it."""
        kind, text, position = self.tokens[self.index]
        if kind == "sign" and text in "+-±∓":
            self.index += 1
            self.enter()
            inner = self.term()
            self.depth -= 1
            if text == "+":
                return inner
            return self.opposite(inner, position) if text == "-" else Call(text, inner)
        return self.product()

    def opposite(self, inner: Node, position: int) -> Node:
        """Return what a minus sign at ``position`` makes of a value: ``-3`` is a number, ``-(3)`` and ``-x`` are not."""
        if isinstance(inner, Number) and inner.value > 0:
            kind, text, _ = self.tokens[self.index - 1]
            if kind == "number" and self.tokens[self.index - 2][2] == position:
                return Number(-inner.value, None if inner.text is None else "-" + text)
        return Negative(inner)

    def product(self) -> Node:
        """Read factors, written with a sign or side by side."""
        left = self.power()
        factors: list[Node] | None = None
        nested = 0
        while True:
            kind, text, position = self.tokens[self.index]
            if kind == "sign" and (text == "*" or text == "/"):
                self.index += 1
                right = self.signed_power()
            elif kind == "end" or not self.opens_factor(kind, text, left):
                return left if factors is None else Product(*factors)
            else:
                text = "*"
                right = self.power()
            if text == "*":
                if factors is None:
                    factors = [left, right]
                else:
                    factors.append(right)
            else:
                left = Quotient(left if factors is None else Product(*factors), right)
                factors = None
                nested += 1
                if nested > limits.DEPTH:
                    raise Unreadable("too-deep", position, limit=limits.DEPTH)

    def opens_factor(self, kind: str, text: str, left: Node) -> bool:
        """Return whether a factor begins here without a sign."""
        if kind == "name":
            if text in SEPARATING_WORDS:
                return False
            return not (text == "U" and isinstance(left, (SetOf, Sequence)))
        if kind == "sign":
            if text == "|":
                return self.bars == 0
            if text == "{":
                return self.latex
            if text == "[":
                return not isinstance(left, Symbol)
            return text in _OPENS_IMPLICIT
        if kind == "command":
            return text in ("frac", "sqrt", "boxed") or text.startswith("begin ")
        if kind == "text":
            self.unit = text
            self.index += 1
            return self.opens_factor(*self.tokens[self.index][:2], left)
        return False

    def signed_power(self) -> Node:
        """Read a factor after an operator, where a sign may stand: ``2*-3``."""
        kind, text, position = self.tokens[self.index]
        if kind == "sign" and text in "+-":
            self.index += 1
            self.enter()
            inner = self.signed_power()
            self.depth -= 1
            return inner if text == "+" else self.opposite(inner, position)
        return self.power()

    def power(self) -> Node:
        """Read a power; ``a^b^c`` is ``a^(b^c)``."""
        base = self.postfix(self.primary())
        if self.tokens[self.index][1] == "^" and self.take("^"):
            return self.raised(base)
        return base

    def raised(self, base: Node) -> Node:
        self.enter()
        if self.at("°"):
            self.index += 1
            self.depth -= 1
            return self.postfix(Call("degree", base))
        if self.at("{"):
            group = self.group()
            exponent = group
            if self.tokens[self.index][1] == "^":
                raise self.fault("unexpected", "operator")
        else:
            exponent = self.signed_power()
        self.depth -= 1
        node: Node = Power(base, exponent)
        return self.postfix(node) if self.tokens[self.index][0] == "sign" else node

    def postfix(self, node: Node) -> Node:
        """Read what may follow a value: raised text, ``!``, ``%``, ``°``, an index."""
        count = 0
        while True:
            kind, text, position = self.tokens[self.index]
            if kind == "sign":
                if text == "⁽":
                    self.index += 1
                    self.enter()
                    exponent = self.sum()
                    self.close("⁽", position)
                    self.depth -= 1
                    node = Power(node, exponent)
                    continue
                if text == "!":
                    node = Call("factorial", node)
                elif text == "%":
                    node = Call("percent", node)
                elif text == "°":
                    node = Call("degree", node)
                elif text == "[" and isinstance(node, Symbol):
                    self.index += 1
                    node = self.indexed(node, position)
                    continue
                else:
                    return node
            elif not (kind == "name" and text in POSTFIX_WORDS and isinstance(node, Number)):
                return node
            else:
                node = Call("percent", node)
            self.index += 1
            count += 1
            if count > limits.DEPTH:
                raise Unreadable("too-deep", position, limit=limits.DEPTH)

    def indexed(self, base: Symbol, position: int) -> Node:
        indices = [self.slice()]
        while self.take(","):
            indices.append(self.slice())
        self.close("[", position)
        return Index(base, *indices)

    def slice(self) -> Node:
        """Read one index or a slice ``a:b:c`` whose parts may be missing."""
        parts: list[Node | None] = [None]
        while True:
            if self.take(":"):
                parts.append(None)
                if len(parts) > 3:
                    raise self.fault("unexpected", "]")
            elif self.at(",") or self.at("]"):
                break
            elif parts[-1] is not None:
                raise self.unexpected("]")
            else:
                parts[-1] = self.sum()
        if len(parts) == 1:
            if parts[0] is None:
                raise self.fault("empty-brackets")
            return parts[0]
        return Slice(tuple(part is not None for part in parts), tuple(part for part in parts if part is not None))

    # -- values -------------------------------------------------------------------------------------------------------

    def primary(self) -> Node:
        """Read one value."""
        kind, text, position = self.tokens[self.index]
        if kind == "number":
            self.index += 1
            return number(text, position)
        if kind == "name":
            return self.named()
        self.enter()
        node = self.bracketed(text, position) if kind == "sign" else self.special(kind, text, position)
        self.depth -= 1
        return node

    def bracketed(self, text: str, position: int) -> Node:
        """Read what opens with a sign: brackets, bars, roots, ∂, ∞."""
        if text in "([" or text == "\\{" or (text == "{" and not self.latex):
            return self.brackets(text, position)
        if text == "{":
            return self.group()
        if text == "|":
            return self.absolute(position)
        if text in "√∛∜":
            self.index += 1
            degree = {"√": 2, "∛": 3, "∜": 4}[text]
            inside = self.postfix_free()
            return Call("sqrt", inside) if degree == 2 else Call("root", inside, Number(degree))
        if text in "⌊⌈":
            self.index += 1
            inside = self.sum()
            self.close(text, position)
            return Call("floor" if text == "⌊" else "ceil", inside)
        if text == "∞" or text == "∅":
            self.index += 1
            return Constant("oo") if text == "∞" else SetOf()
        if text == "∂":
            derivative = self.derivative()
            if derivative is not None:
                return derivative
            raise self.fault("unexpected", "operand")
        if text == "∇":
            return self.gradient()
        if text in _ENDS and position and self.tokens[self.index - 1][1] in _CLOSING:
            raise self.fault("empty-brackets")
        if text in _ENDS and self.index and self.tokens[self.index - 1][1] not in _BINARY:
            raise self.fault("unopened")
        raise self.missing()

    def missing(self) -> Unreadable:
        """Return the fault of an operand that is not there: before a sign, or after one."""
        before = self.tokens[self.index - 1][1] if self.index else ""
        kind, text, _ = self.tokens[self.index]
        if kind != "end" and (not before or before in _CLOSING):
            return self.fault("missing-before" if text in _BINARY or text in "!%" else "unexpected", "operand")
        if not self.index:
            return self.fault("empty")
        return Unreadable("missing-operand", self.tokens[self.index - 1][2], before, "operand")

    def special(self, kind: str, text: str, position: int) -> Node:
        """Read a LaTeX structure, a label, or find that a value is missing."""
        if kind == "command":
            if text == "frac":
                self.index += 1
                derivative = self.fraction_derivative()
                if derivative is not None:
                    return derivative
                numerator = self.argument("frac", position)
                return Quotient(numerator, self.argument("frac", position))
            if text == "sqrt":
                return self.latex_root(position)
            if text == "boxed":
                self.index += 1
                return self.group()
            if text.startswith("begin "):
                return self.environment(text[6:], position)
            raise self.fault("unexpected", "operand")
        if kind == "label" or kind == "text":
            self.index += 1
            self.labels.append(position)
            return Label(text)
        raise self.missing()

    def brackets(self, opening: str, position: int) -> Node:
        """Read brackets: a group, a tuple, an interval, a set."""
        self.index += 1
        bars, self.bars = self.bars, 0
        braces = opening in ("{", "\\{")
        if braces and self.at(_CLOSING[opening]):
            self.index += 1
            self.bars = bars
            return SetOf()
        if self.at(_CLOSING[opening]):
            raise self.fault("empty-brackets")
        items = [self.relation()]
        while self.take(",") or self.take(";"):
            if self.at(_CLOSING[opening]):
                break
            items.append(self.relation())
            if len(items) > limits.ITEMS:
                raise Unreadable("too-many-items", position, limit=limits.ITEMS)
        self.bars = bars
        half_open = len(items) == 2 and not braces and (self.at(")") or self.at("]"))
        closing = self.close(opening, position, self.tokens[self.index][1] if half_open else "")
        if braces:
            return SetOf(*items)
        if opening == "(" and closing == ")" and len(items) == 1:
            return items[0]
        return Sequence(opening, tuple(items), closing)

    def group(self) -> Node:
        """Read a LaTeX group ``{...}``; several items in it are a bare sequence."""
        position = self.tokens[self.index][2]
        if not self.take("{"):
            raise self.fault("missing-argument", "{")
        if self.at("}"):
            raise self.fault("empty-brackets")
        bars, self.bars = self.bars, 0
        node = self.sequence()
        self.bars = bars
        kind, text, _ = self.tokens[self.index]
        if kind == "text":
            self.unit = text
            self.index += 1
        self.close("{", position)
        return node

    def absolute(self, position: int) -> Node:
        """Read ``|...|``: a bar where a value may begin opens, a bar after a value closes."""
        self.index += 1
        self.bars += 1
        inside = self.sum()
        self.bars -= 1
        if not self.take("|"):
            if self.tokens[self.index][0] == "end":
                raise Unreadable("missing-close", position, "|", "|")
            raise self.unexpected("|")
        return Call("abs", inside)

    def postfix_free(self) -> Node:
        """Read the value under a root sign: one number, name or bracket."""
        if self.tokens[self.index][0] == "end":
            raise Unreadable("missing-operand", self.tokens[self.index - 1][2], "√", "operand")
        return self.primary()

    def argument(self, command: str, position: int) -> Node:
        """Read the argument of a LaTeX command: a group, or the single character that follows."""
        kind, text, start = self.tokens[self.index]
        if kind == "sign" and text == "{":
            return self.group()
        if kind == "number" and len(text) > 1 and text.isdigit():
            self.tokens[self.index] = ("number", text[1:], start + 1)
            return Number(int(text[0]))
        if kind == "name" and len(text) > 1 and text[0].isascii():
            self.tokens[self.index] = ("name", text[1:], start + 1)
            return self.declared.split(text[0], False, start, self.unknown)[0]
        if kind == "end":
            raise Unreadable("missing-argument", position, "\\" + command, "{")
        return self.primary()

    def latex_root(self, position: int) -> Node:
        self.index += 1
        degree: Node | None = None
        if self.take("["):
            degree = self.sum()
            self.close("[", position)
        inside = self.argument("sqrt", position)
        return Call("sqrt", inside) if degree is None or degree == Number(2) else Call("root", inside, degree)

    def environment(self, name: str, position: int) -> Node:
        """Read ``\\begin{...}`` to ``\\end{...}``: a matrix, or aligned rows."""
        self.index += 1
        if name in LATEX_MATRICES:
            return self.matrix(name, position)
        if name not in LATEX_ROWS:
            raise Unreadable("environment", position, name)
        node = self.rows(f"end {name}")
        self.end_environment(name, position)
        return node

    def end_environment(self, name: str, position: int) -> None:
        if self.tokens[self.index][:2] != ("command", f"end {name}"):
            if self.tokens[self.index][0] == "end":
                raise Unreadable("missing-close", position, f"\\begin{{{name}}}", f"\\end{{{name}}}")
            raise self.unexpected(f"\\end{{{name}}}")
        self.index += 1

    def matrix(self, name: str, position: int) -> Node:
        rows: list[list[Node]] = [[]]
        while True:
            rows[-1].append(self.sum())
            if self.take("&") or self.take(","):
                continue
            if self.tokens[self.index][:2] != ("command", "\\"):
                break
            self.index += 1
            if self.tokens[self.index][:2] == ("command", f"end {name}"):
                break
            rows.append([])
        self.end_environment(name, position)
        widths = {len(row) for row in rows}
        entries = tuple(entry for row in rows for entry in row)
        if len(widths) != 1 or len(entries) > limits.ITEMS:
            raise Unreadable("unexpected", position, name, "matrix")
        return Matrix((len(rows), len(rows[0])), entries)

    # -- names and functions ------------------------------------------------------------------------------------------

    def named(self) -> Node:
        """Read a name: a function with its argument, a derivative, a symbol or several side by side."""
        _, text, position = self.tokens[self.index]
        following = self.tokens[self.index + 1]
        if text[0] == "d" and following[1] == "/":
            derivative = self.derivative()
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
        if rest:
            start = position + len(text) - sum(map(len, rest))
            pieces = [("name", piece, start + sum(map(len, rest[:at]))) for at, piece in enumerate(rest)]
            self.tokens[self.index : self.index + 1] = pieces
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
        return self.tokens[index][:2] == ("sign", "(")

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
        if exponent == Number(-1) and function in INVERSES:
            name, exponent = INVERSES[function], None
        node = apply(name + "'" * min(primes, 3), args, text, position)
        return node if exponent is None else Power(node, exponent)

    def signed_power_tight(self) -> Node:
        """Read the power right after a function's name: one number, name or bracket, with its sign."""
        position = self.tokens[self.index][2]
        return self.opposite(self.primary(), position) if self.take("-") else self.primary()

    def arguments(self, function: str, text: str, position: int) -> tuple[Node, ...]:
        kind, sign, start = self.tokens[self.index]
        if kind == "sign" and sign == "(":
            self.index += 1
            if self.at(")"):
                raise Unreadable("missing-argument", position, text, "operand")
            bars, self.bars = self.bars, 0
            items = [self.sum()]
            while self.take(",") or self.take(";"):
                items.append(self.sum())
            self.bars = bars
            self.close("(", start)
            return tuple(items)
        if kind == "sign" and sign == "{" and self.latex:
            return (self.group(),)
        if kind == "end" or (kind == "sign" and sign in (_BINARY - {"-", "+"}) | _ENDS | {"!", "%"}):
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

    def gradient(self) -> Node:
        """Read ``∇E`` as one quantity."""
        self.index += 1
        kind, text, _ = self.tokens[self.index]
        if kind != "name":
            raise self.missing()
        self.index += 1
        return Symbol(f"nabla_{self.declared.canonical(text)}")

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

    def fraction_derivative(self) -> Node | None:
        r"""Read the two arguments of ``\frac{\partial L}{\partial y}`` as one quantity, if they are that."""
        start = self.index
        parts: list[str] = []
        for _ in range(2):
            part = self.differential() if self.take("{") else None
            if part is None or not self.take("}"):
                self.index = start
                return None
            parts.append(part)
        partial = self.tokens[start + 1][1] == "∂"
        return Symbol(f"d{parts[0]}/d{parts[1]}", f"∂{parts[0]}/∂{parts[1]}" if partial else None)

    def differential(self) -> str | None:
        """Read ``dx`` or ``∂x`` and return ``x``."""
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
            if kind != "name" or text[0].isascii():
                return None
            self.index += 2
            return self.declared.canonical(text)
        if not self.declared.is_one_name(text[1:]):
            return None
        self.index += 1
        return self.declared.canonical(text[1:])


def _stands_alone(node: Node) -> bool:
    """Return whether labels are answers or items of a list, not something to compute with."""
    if isinstance(node, Label):
        return True
    if isinstance(node, (Sequence, SetOf, Relation)):
        return all(map(_stands_alone, node.args))
    return not any(isinstance(part, Label) for part in walk(node))


def apply(name: str, args: tuple[Node, ...], text: str, position: int) -> Node:
    """Return the node of a function applied; the spellings with a fixed base or degree are written out."""
    if name.startswith("log") and name != "log" and "'" not in name:
        if len(args) != 1:
            raise Unreadable("arguments", position, text, "1")
        return (
            Call("log", args[0], Number(int(name[3:])))
            if name[3:].isdigit()
            else Call("log", args[0], Symbol(name[4:]))
        )
    if name in SET_WORDS:
        return written_set(name, args, text, position)
    if name == "cbrt":
        name, args = "root", (*args, Number(3))
    elif name == "root" and args[1:] == (Number(2),):
        name, args = "sqrt", args[:1]
    known = FUNCTIONS.get(name.rstrip("'"))
    if known is not None and not known.least <= len(args) <= known.most:
        expected = str(known.least) if known.least == known.most else f"{known.least}-{known.most}"
        raise Unreadable("arguments", position, text, expected)
    return Call(name, *args)


def is_set(node: Node) -> bool:
    """Return whether a tree is a set, so that a minus sign after it takes members away."""
    return isinstance(node, SetOf) or (isinstance(node, Call) and node.name in ("union", "intersection", "difference"))


def written_set(name: str, args: tuple[Node, ...], text: str, position: int) -> Node:
    """Return the set that an author wrote in SymPy's words: ``Interval.open(0, 1)``, ``Union(a, b)``, ``FiniteSet(1)``."""
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


def number(text: str, position: int = 0) -> Number:
    """Return a number token's exact value; a decimal keeps its text.

    >>> number("0.250").value, number("2e-3").text
    (Fraction(1, 4), '2e-3')
    """
    if len(text) > limits.DIGITS:
        raise Unreadable("number-too-long", position, text[:12] + "…", limit=limits.DIGITS)
    if text.isdigit():
        return Number(int(text))
    mantissa, _, exponent = text.lower().partition("e")
    whole, _, places = mantissa.partition(".")
    scale = -len(places)
    if exponent:
        if len(exponent) > 8 or abs(int(exponent)) > limits.EXPONENT:
            raise Unreadable("exponent-too-large", position, text[:24], limit=limits.EXPONENT)
        scale += int(exponent)
    digits = int(whole + places)
    return Number(digits * 10**scale if scale >= 0 else Fraction(digits, 10**-scale), text)
