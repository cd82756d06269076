"""Matrices against SymPy, exactly, and against NumPy where there are floats."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from solvers.arithmetic import matrices
from solvers.arithmetic.no_value import NoValue
from solvers.budget import DRAWING, Bound, Budget, OverBudget

entries = st.fractions(-9, 9, max_denominator=6)
sides = st.integers(1, 4)
tenths = st.integers(-30, 30).map(lambda count: count / 10)


def table(rows: int, columns: int) -> Any:
    row = st.lists(entries, min_size=columns, max_size=columns).map(tuple)
    return st.lists(row, min_size=rows, max_size=rows).map(tuple)


squares = sides.flatmap(lambda side: table(side, side))
pairs = st.tuples(sides, sides, sides).flatmap(lambda s: st.tuples(table(s[0], s[1]), table(s[1], s[2])))


def of_sympy(matrix: Any) -> tuple[tuple[Fraction, ...], ...]:
    rows = sympy.Matrix(matrix).tolist()
    return tuple(tuple(Fraction(int(entry.p), int(entry.q)) for entry in row) for row in rows)


def for_sympy(matrix: Any) -> sympy.Matrix:
    return sympy.Matrix([[sympy.Rational(entry.numerator, entry.denominator) for entry in row] for row in matrix])


@given(pairs)
def test_products_and_transposes(pair: Any) -> None:
    left, right = pair
    assert matrices.product_of_matrices(left, right) == of_sympy(for_sympy(left) * for_sympy(right))
    assert matrices.transposed(left) == of_sympy(for_sympy(left).T)
    column = tuple(row[0] for row in right)
    assert matrices.product_of_matrices(left, column) == tuple(
        row[0] for row in of_sympy(for_sympy(left) * for_sympy(right))
    )
    assert matrices.product_of_matrices(left[0], right) == of_sympy(for_sympy(left) * for_sympy(right))[0]
    assert matrices.product_of_matrices(left[0], column) == sum(a * b for a, b in zip(left[0], column, strict=True))


@given(squares)
def test_determinants_and_inverses(matrix: Any) -> None:
    det = for_sympy(matrix).det()
    assert matrices.determinant(matrix) == Fraction(int(det.p), int(det.q))
    if det == 0:
        with pytest.raises(NoValue, match="singular"):
            matrices.inverse(matrix)
    else:
        assert matrices.inverse(matrix) == of_sympy(for_sympy(matrix).inv())


@given(squares)
def test_norms(matrix: Any) -> None:
    vector = matrix[0]
    numbers = np.array([float(entry) for entry in vector])
    assert float(matrices.norm(vector)) == pytest.approx(np.linalg.norm(numbers), abs=1e-12)
    assert float(matrices.norm(vector, 1)) == pytest.approx(np.linalg.norm(numbers, 1), abs=1e-12)
    assert float(matrices.norm(vector, "max")) == pytest.approx(np.linalg.norm(numbers, np.inf), abs=1e-12)
    rows = np.array([[float(entry) for entry in row] for row in matrix])
    assert float(matrices.norm(matrix)) == pytest.approx(np.linalg.norm(rows), abs=1e-12)


@given(
    sides.flatmap(lambda side: st.lists(st.lists(tenths, min_size=side, max_size=side), min_size=side, max_size=side))
)
def test_floats_are_rounded_at_the_end_only(rows: list[list[float]]) -> None:
    matrix = tuple(map(tuple, rows))
    assert isinstance(matrices.determinant(matrix), float)
    assert matrices.determinant(matrix) == pytest.approx(float(np.linalg.det(np.array(rows))), abs=1e-9)


def test_decimals_that_are_dependent_are_singular() -> None:
    """0.1 + 0.2 is 0.3 here; with binary floats this matrix would have an inverse of some 10^16."""
    with pytest.raises(NoValue, match="singular"):
        matrices.inverse(((0.1, 0.2), (0.3, 0.6)))


@pytest.mark.parametrize(
    ("name", "arguments", "why"),
    [
        ("product_of_matrices", (((1, 2),), ((1, 2),)), "shapes"),
        ("product_of_matrices", ((1, 2), (1, 2, 3)), "shapes"),
        ("product_of_matrices", (3, (1, 2)), "matrix"),
        ("product_of_matrices", (((1, 2), (3,)), (1, 2)), "matrix"),
        ("transposed", ((1, 2),), "matrix"),
        ("transposed", ((),), "matrix"),
        ("determinant", (((1, 2),),), "square"),
        ("determinant", ((1, True),), "matrix"),
        ("inverse", (((1, 1), (1, 1)),), "singular"),
        ("inverse", (((1, "a"), (1, 1)),), "matrix"),
        ("norm", (3,), "matrix"),
        ("norm", (((1, 2), (3, 4)), 1), "matrix"),
    ],
)
def test_what_fits_no_matrix_is_told(name: str, arguments: Any, why: str) -> None:
    with pytest.raises(NoValue) as caught:
        getattr(matrices, name)(*arguments)
    assert caught.value.why == why


def test_large_matrices_are_refused_or_paid_for() -> None:
    eleven = tuple(tuple(int(row == column) for column in range(11)) for row in range(11))
    with pytest.raises(OverBudget, match="10"):
        matrices.inverse(eleven)
    primes = tuple(tuple(Fraction(row + 1, 10**120 + 7 * row + column) for column in range(10)) for row in range(10))
    with Budget(DRAWING), pytest.raises(OverBudget):
        matrices.inverse(primes)
    ordinary = tuple(tuple(Fraction(1, row + column + 1) for column in range(8)) for row in range(8))
    with Budget(Bound(400, "steps")), pytest.raises(OverBudget, match="400"):
        matrices.inverse(ordinary)
    long = tuple(range(1, 71))
    with Budget(DRAWING), pytest.raises(OverBudget):
        matrices.product_of_matrices((long,) * 70, (long,) * 70)
