"""A course's formulas as plain data, and made of such again: what is kept of ``formulas.toml`` until the next report.

A tree is a list of its sign and its children; a name stands as a text, a whole number as itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final

from quiz.bank.plain_rows import AS_IT_IS, PLAIN, Way, row_of
from quiz.reading.late_patterns import late
from quiz.report.formulas.known import Form, KnownFormula, Library, Slip, Topic
from solvers.expression import Call, Node, Number, Power, Product, Quotient, Sum, Symbol
from solvers.expression.nodes import Negative
from solvers.grading.renaming import Fingerprint

_SIGNS: Final[Mapping[str, Callable[..., Node]]] = {
    "+": Sum, "-": Negative, "*": Product, "/": Quotient, "^": Power,
}  # fmt: skip
_OF_CLASS: Final[Mapping[Any, str]] = {kind: sign for sign, kind in _SIGNS.items()}
_CALL: Final = "call"
_FRACTION: Final = "ratio"


def _tree_as_data(node: Node) -> Any:
    """Return a tree as plain data; TypeError for one with anything else in it than formulas of a course have."""
    if isinstance(node, Symbol | Number) and node.text is not None:
        raise TypeError(f"{node!r} is shown in another way")
    match node:
        case Symbol():
            return node.name
        case Number(data=Fraction() as ratio):
            return [_FRACTION, ratio.numerator, ratio.denominator]
        case Number():
            return node.value
        case Call():
            return [_CALL, node.name, *map(_tree_as_data, node.args)]
    if type(node) not in _OF_CLASS:
        raise TypeError(type(node).__name__)
    return [_OF_CLASS[type(node)], *map(_tree_as_data, node.args)]


def _tree_of(data: Any) -> Node:
    if isinstance(data, str):
        return Symbol(data)
    if isinstance(data, int):
        return Number(data)
    sign, *parts = data
    if sign == _CALL:
        return Call(parts[0], *map(_tree_of, parts[1:]))
    if sign == _FRACTION:
        return Number(Fraction(*parts))
    return _SIGNS[sign](*map(_tree_of, parts))


def _value_as_data(value: object) -> Any:
    if isinstance(value, complex):
        return [value.real, value.imag]
    if value is None or isinstance(value, int | float):
        return value
    raise TypeError(type(value).__name__)


def _value_of(data: Any) -> Any:
    return complex(*data) if isinstance(data, list) else data


_TREE: Final = Way(_tree_as_data, _tree_of)
_PATTERN: Final = Way(lambda pattern: pattern.pattern, late)
_PRINT: Final = row_of(Fingerprint, {**PLAIN, "Node": _TREE, "_Row": Way(_value_as_data, _value_of).each()})
_FORM: Final = row_of(Form, {**PLAIN, "Node": _TREE, "Node | None": _TREE.or_none(), "Fingerprint": _PRINT})
_FIELDS: Final[Mapping[str, Way]] = {**PLAIN, "Verdict": AS_IT_IS, "tuple[Form, ...]": _FORM.each()}
_FORMULA: Final = row_of(KnownFormula, {**_FIELDS, "tuple[Slip, ...]": row_of(Slip, _FIELDS).each()})
_TOPIC: Final = row_of(Topic, {**PLAIN, "re.Pattern[str]": _PATTERN, "re.Pattern[str] | None": _PATTERN.or_none()})
_LIBRARY: Final = row_of(
    Library, {**PLAIN, "tuple[Topic, ...]": _TOPIC.each(), "tuple[KnownFormula, ...]": _FORMULA.each()}
)


def as_data(library: Library) -> Any:
    """Return a course's formulas as plain data; None where one has something in it that isn't known here."""
    try:
        return _LIBRARY.write(library)
    except TypeError:
        return None


def from_data(data: Any) -> Library | None:
    """Return the formulas that plain data hold; None where these are no formulas."""
    try:
        return _LIBRARY.make(data)  # type: ignore[no-any-return]  # a row of a library makes one
    except (KeyError, TypeError, ValueError):
        return None
