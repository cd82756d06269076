"""Matrices and vectors as lists: products, transposes, inverses, determinants, norms, exact where the numbers are.

A vector is a list of numbers, a matrix a list of rows of one length. Floats are computed with as the decimals that they
are printed as, and only the results are rounded: whether a matrix has an inverse is no matter of chance.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal

from solvers import budget
from solvers.arithmetic.elementary import sqrt
from solvers.arithmetic.exactness import Real, as_exact, bounded, exact_sum, given_as, is_number
from solvers.arithmetic.no_value import NoValue

Vector = tuple[Real, ...]
Matrix = tuple[Vector, ...]
_Rows = list[list[Fraction]]


def is_vector(value: Any) -> bool:
    """True for a list of numbers, with at least one.

    >>> is_vector((1, 2)), is_vector(((1, 2),)), is_vector(())
    (True, False, False)
    """
    return isinstance(value, tuple) and bool(value) and all(map(is_number, value))


def is_matrix(value: Any) -> bool:
    """True for a list of rows, all of one length.

    >>> is_matrix(((1, 2), (3, 4))), is_matrix(((1, 2), (3,)))
    (True, False)
    """
    return (
        isinstance(value, tuple)
        and bool(value)
        and all(map(is_vector, value))
        and len({len(row) for row in value}) == 1
    )


def product_of_matrices(left: Any, right: Any) -> Any:
    """Return the product of two matrices, of a matrix and a vector, or the inner product of two vectors.

    >>> product_of_matrices(((1, 2), (3, 4)), (1, 1)), product_of_matrices((1, 2), (3, 4))
    ((3, 7), 11)
    """
    for one in (left, right):
        if not is_vector(one) and not is_matrix(one):
            raise NoValue("matrix", one)
    rows = (left,) if is_vector(left) else left
    columns = (right,) if is_vector(right) else transposed(right)
    if len(rows[0]) != len(columns[0]):
        raise NoValue("shapes", f"{_shape(left)} @ {_shape(right)}")
    budget.VALUE_PARTS.check(len(rows) * len(columns))
    budget.spend(2 * len(rows) * len(columns) * len(rows[0]))
    one_row, one_column = is_vector(left), is_vector(right)
    table = tuple(tuple(_inner(row, column) for column in columns) for row in rows)
    if one_row and one_column:
        return table[0][0]
    if one_row:
        return table[0]
    return tuple(row[0] for row in table) if one_column else table


def transposed(matrix: Matrix) -> Matrix:
    """Return the matrix with rows and columns exchanged.

    >>> transposed(((1, 2, 3), (4, 5, 6)))
    ((1, 4), (2, 5), (3, 6))
    """
    if not is_matrix(matrix):
        raise NoValue("matrix", matrix)
    return tuple(zip(*matrix, strict=True))


def determinant(matrix: Matrix) -> Real:
    """Return the determinant.

    >>> determinant(((1, 2), (3, 4)))
    -2
    """
    rows = _square(matrix)
    value = Fraction(1)
    for place in range(len(rows)):
        pivot = next((row for row in range(place, len(rows)) if rows[row][place]), None)
        if pivot is None:
            return given_as(Fraction(0), matrix)
        if pivot != place:
            rows[place], rows[pivot] = rows[pivot], rows[place]
            value = -value
        value = bounded(value * rows[place][place])
        for below in rows[place + 1 :]:
            _take_away(below, rows[place], below[place] / rows[place][place])
    return given_as(value, matrix)


def inverse(matrix: Matrix) -> Matrix:
    """Return the inverse of a square matrix (Gauss and Jordan).

    >>> inverse(((2, 0), (0, 4)))
    ((Fraction(1, 2), 0), (0, Fraction(1, 4)))
    """
    rows = _square(matrix)
    side = len(rows)
    for place, row in enumerate(rows):
        row.extend(Fraction(int(place == column)) for column in range(side))
    for place in range(side):
        pivot = next((row for row in range(place, side) if rows[row][place]), None)
        if pivot is None:
            raise NoValue("singular", matrix)
        rows[place], rows[pivot] = rows[pivot], rows[place]
        divisor = rows[place][place]
        rows[place] = [bounded(entry / divisor) for entry in rows[place]]
        for other in range(side):
            if other != place and rows[other][place]:
                _take_away(rows[other], rows[place], rows[other][place])
    return tuple(tuple(given_as(entry, matrix) for entry in row[side:]) for row in rows)


def norm(value: Vector | Matrix, order: Literal[1, 2, "max"] = 2) -> Real:
    """Return the length of a vector: the root of its squares (2), its absolute values' sum (1) or largest ("max").

    Of a matrix it is the root of all squares, the Frobenius norm.

    >>> norm((3, -4)), norm((3, -4), 1), norm((3, -4), "max"), norm(((1, 1), (1, 1)))
    (5, 7, 4, 2)
    """
    if is_matrix(value) and order == 2:
        entries = [as_exact(entry) for row in value for entry in row]  # type: ignore[union-attr]
    elif is_vector(value):
        entries = [as_exact(entry) for entry in value]  # type: ignore[arg-type]
    else:
        raise NoValue("matrix", value)
    if order == 1:
        return given_as(exact_sum(map(abs, entries)), value)
    if order == "max":
        return given_as(max(map(abs, entries)), value)
    if order != 2:
        raise NoValue("range", order)
    return sqrt(given_as(exact_sum(entry * entry for entry in entries), value))


def _shape(value: Any) -> str:
    return f"{len(value)}×{len(value[0])}" if is_matrix(value) else f"{len(value)}"


def _inner(row: Vector, column: Vector) -> Real:
    return given_as(exact_sum(as_exact(a) * as_exact(b) for a, b in zip(row, column, strict=True)), (row, column))


def _square(matrix: Matrix) -> _Rows:
    if not is_matrix(matrix):
        raise NoValue("matrix", matrix)
    if len(matrix) != len(matrix[0]):
        raise NoValue("square", _shape(matrix))
    budget.MATRIX_SIDE.check(len(matrix))
    return [[as_exact(entry) for entry in row] for row in matrix]


def _take_away(row: list[Fraction], other: list[Fraction], factor: Fraction) -> None:
    """Take a multiple of one row from another, in place."""
    for column, entry in enumerate(other):
        if entry:
            row[column] = bounded(row[column] - factor * entry)
