"""Single values: numbers, brackets, bars, roots, and the structures of LaTeX."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from solvers import budget
from solvers.expression.cursor import BINARY, CLOSING, ENDS, Cursor
from solvers.expression.faults import Unreadable
from solvers.expression.nodes import (
    Bound,
    Call,
    Constant,
    Label,
    Matrix,
    Node,
    Number,
    Product,
    Quotient,
    Sequence,
    SetOf,
    Sum,
    Symbol,
)
from solvers.expression.vocabulary import LATEX_MATRICES, LATEX_ROWS

_BINDS_TIGHTLY: Final = frozenset("^/√∛∜⁽!")
_AFTER_FRACTION: Final = frozenset("^/!⁽(%")


class Values(Cursor):
    """Reads one value."""

    __slots__ = ()

    def primary(self) -> Node:
        """Read one value."""
        kind, text, position = self.tokens[self.index]
        if kind == "number":
            self.index += 1
            following = self.tokens[self.index]
            if (following[0] == "number" or following[1] == "frac") and text.isdigit():
                mixed = self.mixed(Number(int(text)), position)
                if mixed is not None:
                    return mixed
            return number(text, position)
        if kind == "name":
            return self.named()
        self.enter()
        node = self.bracketed(text, position) if kind == "sign" else self.special(kind, text, position)
        self.depth -= 1
        return node

    def mixed(self, whole: Number, position: int) -> Node | None:
        r"""Read what makes a whole number a mixed one, ``6 3/14`` or ``6\frac{3}{14}``, if that is what follows."""
        before = self.tokens[self.index - 2] if self.index > 1 else ("", "", 0)
        if before[0] == "number" or before[1] in _BINDS_TIGHTLY:
            return None
        start = self.index
        part: Node | None = None
        if self.tokens[start][0] == "command":
            part = self.special(*self.tokens[start])
        elif self.tokens[start + 1][1] == "/" and self.tokens[start + 2][0] == "number":
            above, below = self.tokens[start][1], self.tokens[start + 2][1]
            if above.isdigit() and below.isdigit():
                part = Quotient(number(above, position), number(below, position))
                self.index += 3
        parts = part.args if isinstance(part, Quotient) else ()
        numbers = [each.value for each in parts if isinstance(each, Number) and each.text is None]
        after = self.tokens[self.index]
        if len(numbers) != 2 or not 0 < numbers[0] < numbers[1] or after[0] == "number" or after[1] in _AFTER_FRACTION:
            self.index = start
            return None
        assert part is not None
        self.doubts.append(position)
        return Sum(whole, part) if self.likely else Product(whole, part)

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
            inside = self.under_root(self.postfix_free())
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
            derivative = self.derivative() or self.instruction()
            if derivative is not None:
                return derivative
            raise self.fault("unexpected", "operand")
        if text == "∇":
            return self.gradient()
        if text in ENDS and position and self.tokens[self.index - 1][1] in CLOSING:
            raise self.fault("empty-brackets")
        if text in ENDS and self.index and self.tokens[self.index - 1][1] not in BINARY:
            raise self.fault("unopened")
        raise self.missing()

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
            if text == "binom":
                self.index += 1
                above = self.argument("binom", position)
                return Call("binomial", above, self.argument("binom", position))
            if text == "sqrt":
                return self.latex_root(position)
            if text == "boxed":
                self.index += 1
                return self.group()
            if text.startswith("begin "):
                return self.environment(text[6:], position)
            raise self.fault("unexpected", "operand")
        if kind == "choices":
            sign = "C" if "C" in text else "P"
            if self.declared.is_declared(sign) and text.isalpha():  # three names side by side
                letters = [("name", letter, position + at) for at, letter in enumerate(text)]
                self.tokens[self.index : self.index + 1] = letters
                return self.named()
            self.index += 1
            name = "binomial" if sign == "C" else "permutations"
            return Call(name, *(self.counted(part) for part in re.split("[CP]", text)))
        if kind == "sum":
            return self.summation(text, position)
        if kind == "label" or kind == "text":
            self.index += 1
            self.labels.append(position)
            return Label(text.strip("() "))
        raise self.missing()

    def counted(self, text: str) -> Node:
        """Return the number or name in ``nCk``."""
        plain = text.strip("{}_ ")
        if plain.isdigit():
            return number(plain)
        node, _ = self.declared.split(plain, False, self.tokens[self.index - 1][2], self.unknown)
        assert node is not None  # a single letter is no function
        return node

    def summation(self, head: str, position: int) -> Node:
        """Read a sum over a range after its head ``∑_{k=``: the ends, then the product that is summed."""
        self.index += 1
        opening = head.partition("_")[2].strip()[0]
        counter = head.rstrip("= ")[-1]
        low = self.sum()
        if opening in "{(":
            self.close(opening, position)
        start = self.tokens[self.index][2]
        if self.take("⁽"):
            high = self.sum()
            self.close("⁽", start)
        elif self.take("^"):
            high = self.group() if self.at("{") else self.primary()
        else:
            raise self.fault("missing-argument", "^")
        return self.summed(self.product(), counter, low, high)

    def summed(self, body: Node, counter: str, low: Node, high: Node) -> Node:
        """Return a sum; its counter is no name of the question."""
        self.unknown = [entry for entry in self.unknown if entry[0] != counter]
        bound = Bound(counter)
        body = replaced(replaced(body, Symbol(counter), bound), Constant(counter), bound)  # ∑_{i=1}^n i is no imaginary
        return Call("sum", body, bound, low, high)

    def brackets(self, opening: str, position: int) -> Node:
        """Read brackets: a group, a tuple, an interval, a set."""
        self.index += 1
        bars, self.bars = self.bars, 0
        braces = opening in ("{", "\\{")
        if braces and self.at(CLOSING[opening]):
            self.index += 1
            self.bars = bars
            return SetOf()
        if self.at(CLOSING[opening]):
            raise self.fault("empty-brackets")
        items = [self.relation()]
        while self.take(",") or self.take(";"):
            if self.at(CLOSING[opening]):
                break
            items.append(self.relation())
            if len(items) > budget.ITEMS:
                raise Unreadable("too-many-items", position, limit=budget.ITEMS)
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

    def under_root(self, first: Node) -> Node:
        """Read ``√2x`` and ``√2/3``: most likely the root of 2 goes on, but perhaps all of it is under the root."""
        before, (kind, text, place) = self.tokens[self.index - 1], self.tokens[self.index]
        if before[0] == "number" and (kind, text) == ("sign", "/") and self.tokens[self.index + 1][0] == "number":
            self.doubts.append(place)
            if self.likely:
                return first
            self.index += 1
            return Quotient(first, self.primary())
        if before[0] not in ("number", "name") or kind != "name" or not self.adjoins():
            return first
        self.doubts.append(self.tokens[self.index][2])
        factors = [first]
        while not self.likely and self.tokens[self.index][0] == "name" and self.adjoins():
            factors.append(self.power())
        return Product(*factors) if len(factors) > 1 else first

    def gradient(self) -> Node:
        """Read ``∇E`` as one quantity."""
        self.index += 1
        kind, text, _ = self.tokens[self.index]
        if kind != "name":
            raise self.missing()
        self.index += 1
        return Symbol(f"nabla_{self.declared.canonical(text)}")

    def argument(self, command: str, position: int) -> Node:
        """Read the argument of a LaTeX command: a group, or the single character that follows."""
        kind, text, start = self.tokens[self.index]
        if kind == "sign" and text == "{":
            return self.group()
        if kind == "number" and len(text) > 1 and text.isdigit():
            self.tokens[self.index] = ("number", text[1:], start + 1)
            return Number(int(text[0]))
        if kind == "name" and text[0].isascii() and text[1:2].isalpha():
            self.tokens[self.index] = ("name", text[1:], start + 1)
            first = self.declared.split(text[0], False, start, self.unknown)[0]
            assert first is not None  # a single letter is no function
            return first
        if kind == "end":
            raise Unreadable("missing-argument", position, "\\" + command, "{")
        return self.primary()

    def latex_root(self, position: int) -> Node:
        """Read ``\\sqrt{x}`` or ``\\sqrt[n]{x}``."""
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
        """Step over ``\\end{name}``."""
        if self.tokens[self.index][:2] != ("command", f"end {name}"):
            if self.tokens[self.index][0] == "end":
                raise Unreadable("missing-close", position, f"\\begin{{{name}}}", f"\\end{{{name}}}")
            raise self.unexpected(f"\\end{{{name}}}")
        self.index += 1

    def matrix(self, name: str, position: int) -> Node:
        """Read the rows of a matrix, all of one length."""
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
        if len(widths) != 1 or len(entries) > budget.ITEMS:
            raise Unreadable("unexpected", position, name, "matrix")
        return Matrix((len(rows), len(rows[0])), entries)


def replaced(node: Node, part: Node, other: Node) -> Node:
    """Return a tree with one part exchanged wherever it stands."""
    if node == part:
        return other
    return node.with_args(tuple(replaced(arg, part, other) for arg in node.args)) if node.args else node


def number(text: str, position: int = 0) -> Number:
    """Return a number token's exact value; a decimal keeps its text.

    >>> number("0.250").value, number("2e-3").text
    (Fraction(1, 4), '2e-3')
    """
    if len(text) > budget.DIGITS:
        raise Unreadable("number-too-long", position, text[:12] + "…", limit=budget.DIGITS)
    if text.isdigit():
        return Number(int(text))
    if "(" in text:
        return _repeating(text)
    mantissa, _, exponent = text.lower().partition("e")
    whole, _, places = mantissa.partition(".")
    scale = -len(places)
    if exponent:
        if len(exponent) > 8 or abs(int(exponent)) > budget.EXPONENT:
            raise Unreadable("exponent-too-large", position, text[:24], limit=budget.EXPONENT)
        scale += int(exponent)
    digits = int(whole + places)
    return Number(digits * 10**scale if scale >= 0 else Fraction(digits, 10**-scale), text)


def _repeating(text: str) -> Number:
    """Return a repeating decimal: ``0.1(6)`` is 1/6."""
    head, _, period = text.rstrip(")").partition("(")
    whole, _, places = head.partition(".")
    scale = 10 ** len(places)
    return Number(Fraction(int(whole + places or "0"), scale) + Fraction(int(period), scale * (10 ** len(period) - 1)))
