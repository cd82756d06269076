"""Numbers and tuples of numbers as a learner types them: the exact value, and how many digits were written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from solvers.expression.characters import plain
from solvers.expression.evaluation import Undefined, Value, exact_value, value
from solvers.expression.faults import Unreadable
from solvers.expression.nodes import Call, Constant, Negative, Node, Number, Power, Product, Relation, Sequence
from solvers.expression.reading import Reading, read

_PAIR: Final = re.compile(r"(?<=[0-9)]) *[xX*] *(?=[0-9(-])")
_SPACED: Final = re.compile(r"(?<=[0-9.)%]) +(?=[-+0-9.(√])")
_QUOTES: Final = str.maketrans("「」『』【】［］〔〕", "()()()()()")


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number as typed.

    Attributes:
        value: exact where the text is an exact number, else a float or a complex number.
        tree: what was read.
        text: the text as typed.
        places: decimal places written, or ``None`` where the text is not one plain decimal.
        figures: least and most significant figures that the text may carry (``100`` has one to three), or ``None``.
    """

    value: Value
    tree: Node
    text: str
    places: int | None
    figures: tuple[int, int] | None

    @property
    def exact(self) -> bool:
        """Whether the value is an exact rational number."""
        return not isinstance(self.value, (float, complex))


def read_number(text: str) -> TypedNumber:
    """Read one number: ``0.25``, ``1/4``, ``25%``, ``２５％``, ``2^-2``, ``1e-3``, ``\\frac14``, ``√2/28``, ``y = 3``.

    Raises:
        Unreadable: what ``read`` raises; ``unknown-name`` for a letter; ``wrong-kind`` for what is no number.

    >>> number = read_number("０.２５０")
    >>> number.value, number.places, number.figures
    (Fraction(1, 4), 3, (3, 3))
    >>> [read_number(text).value for text in ("25%", "2^-2", "1e-3")]
    [Fraction(1, 4), Fraction(1, 4), Fraction(1, 1000)]
    """
    return typed(read(text, names=()))


def typed(reading: Reading) -> TypedNumber:
    """Return the number that a reading gives.

    Raises:
        Unreadable: ``wrong-kind`` where it gives none.
    """
    return _typed(reading.answer, reading.text)


def _typed(tree: Node, text: str) -> TypedNumber:
    if isinstance(tree, Sequence) and len(tree.args) == 1:
        tree = tree.args[0]
    if isinstance(tree, (Sequence, Relation)):
        raise Unreadable("wrong-kind", 0, type(tree).__name__.lower(), "value", text=text)
    found: Value | None = exact_value(tree)
    if found is None:
        try:
            found = value(tree)
        except Undefined as problem:
            raise Unreadable(
                "value-too-large" if problem.reason == "too-large" else "wrong-kind", 0, "", "value", text=text
            ) from None
    return TypedNumber(found, tree, text, *written_digits(tree))


def read_numbers(text: str) -> tuple[TypedNumber, ...]:
    """Read a tuple of numbers or a shape: ``(28, 28)``, ``28×28``, ``28x28``, ``7 7``, ``7、7``, ``[3; 4]``, ``7``.

    Commas always divide here; ``28,128`` are two numbers.

    Raises:
        Unreadable: as ``read_number`` does.

    >>> [tuple(int(n.value) for n in read_numbers(text)) for text in ("(28, 28)", "２８×２８", "7 7", "3x4x5", "「7」")]
    [(28, 28), (28, 28), (7, 7), (3, 4, 5), (7,)]
    """
    body = text.translate(_QUOTES)
    simple, columns = plain(body)
    if "\\" not in simple:
        simple = _SPACED.sub(lambda found: "," + " " * (len(found.group()) - 1), _PAIR.sub(_comma, simple))
        simple = simple.replace(";", ",")
    try:
        reading = read(simple, names=(), thousands=False)
    except Unreadable as fault:
        if columns is not None:
            fault.column = columns[fault.column] if fault.column < len(columns) else len(text)
        fault.text = text
        fault.__post_init__()
        raise
    tree = reading.answer
    while isinstance(tree, Sequence) and len(tree.args) == 1:
        tree = tree.args[0]
    if "\\" in simple and isinstance(tree, Product):
        return tuple(_typed(factor, text) for factor in tree.args)
    items = tree.args if isinstance(tree, Sequence) else (tree,)
    return tuple(_typed(item, text) for item in items)


def _comma(found: re.Match[str]) -> str:
    """A product sign between two sizes divides them; the length stays, so that columns hold."""
    return "," + " " * (len(found.group()) - 1)


def written_digits(tree: Node) -> tuple[int | None, tuple[int, int] | None]:
    """Return the decimal places and the least and most significant figures of a number as written.

    ``138*10^-3`` and ``1.38e-1`` carry the figures of their mantissa; a percentage those of its number.

    >>> written_digits(read("-0.0120").tree), written_digits(read("1200").tree), written_digits(read("0.00").tree)
    ((4, (3, 3)), (0, (2, 4)), (2, (2, 2)))
    """
    while isinstance(tree, Negative):
        tree = tree.args[0]
    if isinstance(tree, Call) and tree.name == "percent":
        return written_digits(tree.args[0])
    if isinstance(tree, Product) and len(tree.args) == 2 and _power_of_ten(tree.args[1]):
        return None, written_digits(tree.args[0])[1]
    if not isinstance(tree, Number) or (tree.text is None and not isinstance(tree.value, int)):
        return None, None
    text = (tree.text or str(tree.value)).lstrip("+-").lower()
    mantissa, _, exponent = text.partition("e")
    whole, point, decimals = mantissa.partition(".")
    places = max(len(decimals) - int(exponent or 0), 0)
    digits = (whole + decimals).lstrip("0")
    if not digits:
        count = max(len(decimals), 1)
        return places, (count, count)
    least = len(digits) if point or exponent else len(digits.rstrip("0"))
    return places, (least, len(digits))


def _power_of_ten(node: Node) -> bool:
    return isinstance(node, Power) and node.args[0] == Number(10) and not isinstance(node.args[1], Constant)
