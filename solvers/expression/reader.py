"""Tokens -> tree: the grammar of what a learner may write.

From loose to tight: sequence ``,``; relations ``= < ≤``; sets ``∪ ∩ ∖``; ``+ - ±``; ``* /`` and what stands side by
side; a sign; powers (from the right); postfix ``! % °``; names, numbers, brackets, functions. ``1/2x`` is
``(1/2)·x``: a product that is not written binds like one that is.
"""

from __future__ import annotations

from typing import Final

from solvers import budget
from solvers.expression.calculus import names_in, walk
from solvers.expression.faults import Unreadable
from solvers.expression.nodes import (
    Call,
    Compound,
    Constant,
    Index,
    Label,
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
from solvers.expression.vocabulary import POSTFIX_WORDS, RELATIONS, SEPARATING_WORDS
from solvers.expression.words import Words

_OPENS_IMPLICIT: Final = frozenset("(√∛∜∞∂∇⌊⌈∅") | {"\\{"}
_SAID_WITH: Final = {"∪": "or", "U": "or", "∩": "and", "&": "and"}
"""Signs of sets between statements -> the word that they stand for."""
_VALUES: Final = frozenset({"choices", "sum"})
_AFTER_VALUE: Final = frozenset("^⁽!%°[")
_ANSWER_SIGNS: Final = frozenset("=≈")
_SET_SIGNS: Final = {"∪": "union", "∩": "intersection", "&": "intersection", "∖": "difference"}


class Parser(Words):
    """Reads whole answers."""

    __slots__ = ()

    def answer(self) -> Node:
        """Read everything: rows, relations, a bare sequence."""
        if self.tokens[0][0] == "end":
            raise Unreadable("empty")
        if self.tokens[0][1] in RELATIONS and self.tokens[1][0] == "end":
            return Label(self.tokens[0][1])
        if self.tokens[0][1] in _ANSWER_SIGNS:  # "= 3": only the left-hand side was left out
            self.index = 1
        node = self.rows()
        kind, _, _ = self.tokens[self.index]
        if kind != "end":
            raise self.unexpected("operator")
        if self.labels and not _stands_alone(node):
            raise Unreadable("prose", self.labels[0])
        return node

    def rows(self, stop: str = "") -> Node:
        """Read rows up to ``\\end{...}``: a row that opens with a relation continues the one above."""
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

    def sequence(self) -> Node:
        """Read relations divided by commas or by "and" and "or"; one alone is itself."""
        if self.latex:
            self.silent()
        start = self.tokens[self.index][2]
        items = [self.relation()]
        words: list[str] = []
        while word := self.separator():
            words.append(word)
            if self.tokens[self.index][0] == "end":
                raise self.missing()
            items.append(self.relation())
            if len(items) > budget.ITEMS:
                raise Unreadable("too-many-items", start, limit=budget.ITEMS)
        if not words:
            return items[0]
        return _compound(items, words) or Sequence("", tuple(items), "")

    def separator(self) -> str:
        """Step over a comma, a word, or a comma with a word, and return the word, else the comma, else nothing."""
        found = "," if self.take(",") else ""
        text = self.tokens[self.index][1]
        if not found and text in _SAID_WITH and self.depth == 0 and not (text == "&" and self.latex):
            self.index += 1
            return _SAID_WITH[text]
        while self.tokens[self.index][0] == "name" and self.tokens[self.index][1] in SEPARATING_WORDS:
            found = self.tokens[self.index][1]
            self.index += 1
        return found

    def relation(self, first: Node | None = None) -> Node:
        """Read a chain ``a = b < c``; ``first`` is an operand that stands already."""
        if self.latex:
            self.silent()
        left = self.sets() if first is None else first
        if self.latex:
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
            if text in "=≈":
                self.unknown = self.words_in_a_product(operands[-1])
            operands.append(self.sets())
            self.silent()
            kind, text, _ = self.tokens[self.index]
        return Relation(tuple(signs), tuple(operands))

    def words_in_a_product(self, left: Node) -> list[tuple[str, int]]:
        """Return the unknown words left of an equals sign that name nothing there, as in ``2t where t = 3``.

        A name by itself stands there, and a letter.
        """
        words = [entry for entry in self.unknown if len(entry[0]) > 1 and entry[0].isascii() and entry[0].isalpha()]
        if not words or not any(isinstance(node, Product | Sum) for node in walk(left)):
            return []
        return words

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
            if kind == "end":
                return left
            if kind == "sign" and text in _SET_SIGNS and not (text == "&" and self.latex):
                if left.scalar:  # x<-1 ∪ x>2: what is joined is said with inequalities
                    return left
                name = _SET_SIGNS[text]
            elif kind == "name" and text == "U" and isinstance(left, (SetOf, Sequence, Call)):
                name = "union"
            elif kind == "sign" and text == ":" and self.depth == 0:  # a ratio a:b; a slice stands in brackets
                return self.ratio(left)
            else:
                return left
            self.index += 1
            nested += 1
            if nested > budget.EXPRESSION_DEPTH:
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
                if text == "/":
                    right = self.divisor(right)
            elif kind == "end" or not self.opens_factor(kind, text, left):
                return left if factors is None else Product(*factors)
            else:
                text = "*"
                right = self.power()
            if isinstance(left, Relation) or isinstance(right, Relation):
                raise Unreadable("unexpected", position, text, "operator")
            if text == "*":
                if factors is None:
                    factors = [left, right]
                else:
                    factors.append(right)
            else:
                left = Quotient(left if factors is None else Product(*factors), right)
                factors = None
                nested += 1
                if nested > budget.EXPRESSION_DEPTH:
                    raise Unreadable("too-deep", position, limit=budget.EXPRESSION_DEPTH)

    def divisor(self, first: Node) -> Node:
        """Read what stands after a slash: in ``1/2x`` most likely 2, but perhaps ``2x``."""
        if self.latex or not self.touches(first):
            return first
        self.doubts.append(self.tokens[self.index][2])
        if self.likely:
            return first
        factors = [first]
        while self.touches(factors[-1]):
            factors.append(self.power())
        return Product(*factors)

    def touches(self, left: Node) -> bool:
        """Return whether a factor follows without a sign and without a space."""
        kind, text, _ = self.tokens[self.index]
        return (kind == "name" or text == "(") and self.adjoins() and self.opens_factor(kind, text, left)

    def opens_factor(self, kind: str, text: str, left: Node) -> bool:
        """Return whether a factor begins here without a sign; a percentage is never followed by one (``x%y``)."""
        if isinstance(left, Call) and left.name == "percent":
            return False
        if kind == "name":
            if text in SEPARATING_WORDS:
                return False
            return not (text == "U" and (isinstance(left, (SetOf, Sequence)) or self.stated_after()))
        if kind == "sign":
            if text == "|":
                return self.bars == 0
            if text == "{":
                return self.latex
            if text == "[":
                return not isinstance(left, Symbol)
            return text in _OPENS_IMPLICIT
        if kind in _VALUES:
            return True
        if kind == "command":
            return text in ("frac", "sqrt", "boxed", "binom") or text.startswith("begin ")
        if kind == "text":
            self.unit = text
            self.index += 1
            if self.take("^"):  # cm^2
                self.signed_power()
            return self.opens_factor(*self.tokens[self.index][:2], left)
        return False

    def stated_after(self) -> bool:
        """Return whether a relation stands before the current ``U`` and one after it: ``x<-1 U x>2``."""
        before, after = self.tokens[: self.index], self.tokens[self.index + 1 :]
        return all(any(kind == "sign" and text in "<>=<=>=≠" for kind, text, _ in part) for part in (before, after))

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
        base = self.primary()
        kind, text, _ = self.tokens[self.index]
        if (kind == "sign" and text in _AFTER_VALUE) or (kind == "name" and text in POSTFIX_WORDS):
            base = self.postfix(base)
            if self.take("^"):
                return self.raised(base)
        return base

    def raised(self, base: Node) -> Node:
        """Read the exponent after ``^``; ``^\\circ`` are degrees."""
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
            exponent = self.run(base, self.part_of(self.signed_power()))
        self.depth -= 1
        node: Node = Power(base, exponent)
        return self.postfix(node) if self.tokens[self.index][0] == "sign" else node

    def part_of(self, exponent: Node) -> Node:
        """Read ``x^1/2``: most likely half of x, but perhaps the root."""
        if not (isinstance(exponent, Number) and self.at("/") and self.tokens[self.index + 1][0] == "number"):
            return exponent
        if self.latex or not self.adjoins() or self.tokens[self.index + 2][1] in _AFTER_VALUE:
            return exponent
        self.doubts.append(self.tokens[self.index][2])
        if self.likely:
            return exponent
        self.index += 1
        return Quotient(exponent, self.primary())

    def run(self, base: Node, exponent: Node) -> Node:
        """Read letters right after an exponent: ``e^6x`` most likely means ``e^(6x)``, and ``2^3x`` ``(2^3)x``."""
        natural = base == Constant("e")
        if not (natural or isinstance(base, Number)) or not self.runs_on():
            return exponent
        self.doubts.append(self.tokens[self.index][2])
        if (natural and not self.latex) != self.likely:
            return exponent
        negative = isinstance(exponent, Number) and exponent.value < 0
        factors = [-exponent if negative else exponent]
        while self.runs_on():
            factors.append(self.power())
        return Negative(Product(*factors)) if negative else Product(*factors)

    def runs_on(self) -> bool:
        """Return whether a name, no function, follows without a space."""
        kind, text, _ = self.tokens[self.index]
        if kind != "name" or text in SEPARATING_WORDS or text in POSTFIX_WORDS or not (self.latex or self.adjoins()):
            return False
        return self.declared.function(text, self.is_called()) is None and not self.is_called()

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
            if count > budget.EXPRESSION_DEPTH:
                raise Unreadable("too-deep", position, limit=budget.EXPRESSION_DEPTH)

    def indexed(self, base: Symbol, position: int) -> Node:
        """Read the indices of a name up to the closing bracket."""
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


def _compound(items: list[Node], words: list[str]) -> Compound | None:
    """Return statements about one name joined by words, "and" before "or"; ``None`` for a list of anything else."""
    first = items[0]
    if "," in words or not isinstance(first, Relation) or len(names_in(first)) != 1:
        return None
    joined: list[list[Node]] = [[first]]
    for word, item in zip(words, items[1:], strict=True):
        if item.scalar and not names_in(item) and word == "or" and first.signs == ("=",):
            item = Relation(("=",), (first.args[0], item))  # x = 1 or 2
        if not isinstance(item, Relation) or names_in(item) != names_in(first):
            return None
        if word == "or":
            joined.append([item])
        else:
            joined[-1].append(item)
    if any(len(part) > 1 and all(statement.data == ("=",) for statement in part) for part in joined):
        return None  # "x = 1 and x = 2" lists two solutions
    parts = [part[0] if len(part) == 1 else Compound("and", *part) for part in joined]
    if len(parts) == 1:
        return Compound("and", *joined[0])
    return Compound("or", *parts)


def _stands_alone(node: Node) -> bool:
    """Return whether labels are answers or items of a list, not something to compute with."""
    if isinstance(node, Label):
        return True
    if isinstance(node, (Sequence, SetOf, Relation, Compound)):
        return all(map(_stands_alone, node.args))
    return not any(isinstance(part, Label) for part in walk(node))


def is_set(node: Node) -> bool:
    """Return whether a tree is a set, so that a minus sign after it takes members away."""
    return isinstance(node, SetOf) or (isinstance(node, Call) and node.name in ("union", "intersection", "difference"))
