"""The syntax tree: what an answer is once it has been read.

A tree keeps the shape in which it was written (``2/4`` stays a quotient of two numbers); the operators of ``Node``
build *tidy* trees instead (``0 + x`` is ``x``, ``3*t**2*2`` is ``6*t**2``) and never multiply anything out.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Final, Protocol

Rational = int | Fraction
"""An exact rational number: an ``int`` where it is whole, else a ``Fraction``."""

_set: Final = object.__setattr__
_NO_FUNCTIONS: Final = frozenset({"±", "∓", "union", "intersection", "difference"})
"""Calls that stand for several values or a set."""


class TidyRules(Protocol):
    """How the operators of ``Node`` build a tree: the functions of :mod:`solvers.expression.tidy`."""

    def add(self, terms: Iterable[Node]) -> Node:
        """The sum of the terms."""

    def multiply(self, factors: Iterable[Node]) -> Node:
        """The product of the factors."""

    def divide(self, numerator: Node, denominator: Node) -> Node:
        """The quotient."""

    def negate(self, node: Node) -> Node:
        """The node with its sign turned."""

    def power(self, base: Node, exponent: Node) -> Node:
        """The power."""


_installed: list[TidyRules] = []


def build_with(rules: TidyRules) -> None:
    """Let the operators build with these rules: nodes need not import what needs nodes; the package sees to it."""
    _installed[:] = [rules]


def _rules() -> TidyRules:
    return _installed[0]


class Node:
    """One immutable, hashable node: ``data`` (a number, a name, brackets ...) and ``args`` (its children).

    Two nodes are equal when class, data and children are. ``+ - * / **`` accept nodes, integers and fractions.

    >>> x, y = Symbol("x"), Symbol("y")
    >>> 2 * (x + y)
    Product(Number(2), Sum(Symbol('x'), Symbol('y')))
    >>> 1 * x + 0 == x
    True
    """

    __slots__ = ("_hash", "args", "data", "scalar")

    data: Any
    args: tuple[Node, ...]
    scalar: bool
    """Whether the tree is one number for each choice of its names: no tuple, set, relation, ± or label is in it."""
    _hash: int
    _scalar_kind = True

    def __init__(self, data: Any, args: tuple[Node, ...] = ()) -> None:
        _set_data(self, data)
        _set_args(self, args)
        scalar = self._scalar_kind
        for arg in args:
            if not arg.scalar:
                scalar = False
        _set_scalar(self, scalar)
        _set_hash(self, hash((type(self), data, args)))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a {type(self).__name__} cannot be changed: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a {type(self).__name__} cannot be changed: {name}")

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.data, self.args)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(self) is not type(other):
            return False
        assert isinstance(other, Node)
        return self._hash == other._hash and self.data == other.data and self.args == other.args

    def __repr__(self) -> str:
        parts = [repr(self.data)] if self.data is not None else []
        return f"{type(self).__name__}({', '.join(parts + [repr(arg) for arg in self.args])})"

    def with_args(self, args: tuple[Node, ...]) -> Node:
        """Return the same node over other children."""
        return self if args == self.args else _rebuild(type(self), self.data, args)

    def __add__(self, other: Node | Rational) -> Node:
        return _rules().add((self, as_node(other)))

    def __radd__(self, other: Rational) -> Node:
        return _rules().add((as_node(other), self))

    def __sub__(self, other: Node | Rational) -> Node:
        return _rules().add((self, _rules().negate(as_node(other))))

    def __rsub__(self, other: Rational) -> Node:
        return _rules().add((as_node(other), _rules().negate(self)))

    def __mul__(self, other: Node | Rational) -> Node:
        return _rules().multiply((self, as_node(other)))

    def __rmul__(self, other: Rational) -> Node:
        return _rules().multiply((as_node(other), self))

    def __truediv__(self, other: Node | Rational) -> Node:
        return _rules().divide(self, as_node(other))

    def __rtruediv__(self, other: Rational) -> Node:
        return _rules().divide(as_node(other), self)

    def __pow__(self, other: Node | Rational) -> Node:
        return _rules().power(self, as_node(other))

    def __rpow__(self, other: Rational) -> Node:
        return _rules().power(as_node(other), self)

    def __neg__(self) -> Node:
        return _rules().negate(self)

    def __pos__(self) -> Node:
        return self


# Writing to a slot itself takes half of the time that object.__setattr__ takes, and trees have many nodes.
_set_data, _set_args, _set_scalar, _set_hash = (
    vars(Node)[slot].__set__ for slot in ("data", "args", "scalar", "_hash")
)


class Number(Node):
    """An exact rational number; ``text`` is the decimal as it was typed (``0.250``), and does not count for equality.

    >>> Number(Fraction(1, 4)) == Number(Fraction(1, 4), "0.25")
    True
    """

    __slots__ = ("text",)

    text: str | None

    def __init__(self, value: Rational, text: str | None = None) -> None:
        if value.denominator == 1:
            value = value.numerator
        super().__init__(value)
        _set(self, "text", text)

    def __reduce__(self) -> tuple[Any, ...]:
        return Number, (self.data, self.text)

    @property
    def value(self) -> Rational:
        """The number, exactly."""
        return self.data  # type: ignore[no-any-return]  # data holds whatever the class puts there


class Symbol(Node):
    """A name: ``x``, ``x1``, ``alpha``, ``i_end``, or a derivative read as one quantity, ``dL/dy``.

    ``text`` is another way to show it (``∂L/∂y``) and does not count for equality.
    """

    __slots__ = ("text",)

    text: str | None

    def __init__(self, name: str, text: str | None = None) -> None:
        super().__init__(name)
        _set(self, "text", text)

    def __reduce__(self) -> tuple[Any, ...]:
        return Symbol, (self.data, self.text)

    @property
    def name(self) -> str:
        """The name, in ASCII; Greek letters are spelt out."""
        return self.data  # type: ignore[no-any-return]  # as above


class Constant(Node):
    """A number with a name: ``pi``, ``e``, ``i``, or the infinity ``oo``."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """One of ``pi``, ``e``, ``i``, ``oo``."""
        return self.data  # type: ignore[no-any-return]  # as above


class Sum(Node):
    """A sum of two or more terms; a difference is a sum with a ``Negative`` term."""

    __slots__ = ()

    def __init__(self, *terms: Node) -> None:
        super().__init__(None, terms)


class Product(Node):
    """A product of two or more factors."""

    __slots__ = ()

    def __init__(self, *factors: Node) -> None:
        super().__init__(None, factors)


class Quotient(Node):
    """A fraction: numerator and denominator."""

    __slots__ = ()

    def __init__(self, numerator: Node, denominator: Node) -> None:
        super().__init__(None, (numerator, denominator))


class Power(Node):
    """A power: base and exponent."""

    __slots__ = ()

    def __init__(self, base: Node, exponent: Node) -> None:
        super().__init__(None, (base, exponent))


class Negative(Node):
    """The opposite of its child."""

    __slots__ = ()

    def __init__(self, child: Node) -> None:
        super().__init__(None, (child,))


class Call(Node):
    """A function applied to arguments: ``sin``, ``sqrt``, ``abs``, ``percent``, ``±``, or a declared name."""

    __slots__ = ()

    def __init__(self, name: str, *args: Node) -> None:
        super().__init__(name, args)
        if name in _NO_FUNCTIONS:
            _set(self, "scalar", False)

    def __repr__(self) -> str:
        return f"Call({', '.join([repr(self.data), *map(repr, self.args)])})"

    @property
    def name(self) -> str:
        """The function's canonical name."""
        return self.data  # type: ignore[no-any-return]  # as above


class Sequence(Node):
    """Values in order: a tuple ``(a, b)``, a list ``[a, b]``, an interval ``(a, b]``, or a bare ``a, b``."""

    __slots__ = ()
    _scalar_kind = False

    def __init__(self, left: str, items: tuple[Node, ...], right: str) -> None:
        super().__init__((left, right), items)


class SetOf(Node):
    """A finite set ``{a, b}``."""

    __slots__ = ()
    _scalar_kind = False

    def __init__(self, *items: Node) -> None:
        super().__init__(None, items)


class Bound(Node):
    """The name that a sum counts with (``k`` in ``∑_{k=1}^n k``): no name of the whole expression."""

    __slots__ = ()


class Relation(Node):
    """A chain of relations: operands ``args`` with the signs ``data`` between them (``=``, ``<=``, ``∈`` ...)."""

    __slots__ = ()
    _scalar_kind = False

    def __init__(self, signs: tuple[str, ...], operands: tuple[Node, ...]) -> None:
        super().__init__(signs, operands)

    @property
    def signs(self) -> tuple[str, ...]:
        """The signs, one fewer than the operands."""
        return self.data  # type: ignore[no-any-return]  # as above


class Compound(Node):
    """Statements about one quantity joined by a word: ``data`` is ``and`` or ``or`` (``x < 1 or x > 3``)."""

    __slots__ = ()
    _scalar_kind = False

    def __init__(self, word: str, *statements: Node) -> None:
        super().__init__(word, statements)


class Index(Node):
    """An indexed name ``a[i, j:k]``: the base, then the indices."""

    __slots__ = ()
    _scalar_kind = False

    def __init__(self, base: Node, *indices: Node) -> None:
        super().__init__(None, (base, *indices))


class Slice(Node):
    """A slice ``start:stop:step``; ``data`` says which of the three are there, ``args`` holds those."""

    __slots__ = ()
    _scalar_kind = False

    def __init__(self, present: tuple[bool, ...], parts: tuple[Node, ...]) -> None:
        super().__init__(present, parts)


class Matrix(Node):
    """A matrix, row by row; ``data`` is its shape."""

    __slots__ = ()
    _scalar_kind = False

    def __init__(self, shape: tuple[int, int], entries: tuple[Node, ...]) -> None:
        super().__init__(shape, entries)


class Label(Node):
    """The label of an option (``ア``) or a bare word (``odd``): compared as it stands, never computed with."""

    __slots__ = ()
    _scalar_kind = False


def _rebuild(kind: type[Node], data: Any, args: tuple[Node, ...]) -> Node:
    if kind is Call:
        return Call(data, *args)
    node = kind.__new__(kind)
    Node.__init__(node, data, args)
    return node


def as_node(value: Node | Rational) -> Node:
    """Return a node for an exact number, or the node itself.

    >>> as_node(Fraction(4, 2))
    Number(2)

    Raises:
        TypeError: for anything else; a float has lost its exact value, so read its text instead.
    """
    if isinstance(value, Node):
        return value
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return Number(value)
    raise TypeError(f"expected a node, an int or a Fraction, found {type(value).__name__}")
