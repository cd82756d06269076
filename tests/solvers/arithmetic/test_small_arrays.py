"""Small arrays do what NumPy's arrays do: the same numbers, shapes and refusals."""

from __future__ import annotations

import math
import operator
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solvers.arithmetic import small_arrays as small
from solvers.arithmetic.small_arrays import Array, array

SIDES = st.integers(0, 4)
SHAPES = st.lists(SIDES, min_size=0, max_size=3).map(tuple)
FULL_SHAPES = st.lists(st.integers(1, 4), min_size=1, max_size=3).map(tuple)
FLAT_SHAPES = st.lists(st.integers(1, 4), min_size=1, max_size=2).map(tuple)
WHOLE = st.integers(-9, 9)
REAL = st.floats(-9, 9, allow_nan=False).map(lambda number: round(number, 3))


@st.composite
def arrays(draw: Callable[[st.SearchStrategy[Any]], Any], shapes: Any = FULL_SHAPES, numbers: Any = WHOLE) -> Any:
    shape = draw(shapes)
    return np.array(draw(st.lists(numbers, min_size=math.prod(shape), max_size=math.prod(shape)))).reshape(shape)


def small_of(values: Any) -> Array:
    return Array(values.ravel().tolist(), values.shape)


def agree(found: Any, wanted: Any) -> None:
    small = found if isinstance(found, Array) else array(found)
    assert small.shape == np.shape(wanted)
    assert np.allclose(np.array(small.data).reshape(small.shape), wanted, equal_nan=True)


def both(make: Callable[[Any], Any], values: Any) -> None:
    """The same is made of both, or both refuse."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            wanted = make(values)
        except (ValueError, IndexError):
            with pytest.raises((ValueError, IndexError)):
                make(small_of(values))
            return
    agree(make(small_of(values)), wanted)


@given(arrays(SHAPES), arrays(SHAPES))
@pytest.mark.parametrize("name", ["add", "sub", "mul", "truediv", "lt", "le", "gt", "ge", "eq", "ne"])
def test_arithmetic_broadcasts_as_numpy_does(name: str, one: Any, other: Any) -> None:
    operation = getattr(operator, name)
    if name in ("eq", "ne"):  # where shapes don't fit, NumPy only warns
        try:
            np.broadcast_shapes(one.shape, other.shape)
        except ValueError:
            return
    with np.errstate(all="ignore"):
        try:
            wanted = operation(one, other)
        except ValueError:
            with pytest.raises(ValueError, match="fit"):
                operation(small_of(one), small_of(other))
            return
    agree(operation(small_of(one), small_of(other)), wanted)


@given(arrays(), WHOLE)
def test_numbers_stand_on_either_side(values: Any, number: int) -> None:
    for make in (
        lambda x: x + number,
        lambda x: number + x,
        lambda x: number - x,
        lambda x: number * x,
        lambda x: number / x,
        lambda x: x / number,
        lambda x: x**2,
        lambda x: -x,
        lambda x: abs(x),
    ):
        both(make, values)
        both(make, values * 0.5)


@given(arrays(), st.data())
def test_parts_are_cut_as_numpy_cuts_them(values: Any, data: st.DataObject) -> None:
    places = st.one_of(
        st.integers(-5, 5),
        st.slices(4),
        st.builds(slice, st.integers(-5, 5) | st.none(), st.integers(-5, 5) | st.none()),
        st.lists(st.integers(-4, 3), min_size=1, max_size=4),
    )
    index = tuple(data.draw(st.lists(places, min_size=1, max_size=values.ndim)))
    if sum(isinstance(part, list) for part in index) > 1:
        return
    if any(isinstance(part, list) for part in index) and any(isinstance(part, int) for part in index):
        return  # NumPy moves the axis of the list to the front here; no fragment does this
    both(lambda x: x[index], values)


@given(arrays(st.tuples(st.integers(1, 5), st.integers(1, 4))), st.data())
def test_masks_and_pairs_of_places(values: Any, data: st.DataObject) -> None:
    mask = data.draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values)))
    found = small_of(values)[Array(list(mask), (len(mask),))]
    agree(found, values[np.array(mask)])
    columns = data.draw(st.lists(st.integers(0, values.shape[1] - 1), min_size=len(values), max_size=len(values)))
    agree(small_of(values)[small.arange(len(values)), columns], values[np.arange(len(values)), columns])


@given(arrays(numbers=REAL), st.data())
@pytest.mark.parametrize("name", ["sum", "mean", "var", "std", "max", "min"])
def test_along_axes(name: str, values: Any, data: st.DataObject) -> None:
    axes = st.integers(-values.ndim, values.ndim - 1)
    axis = data.draw(st.none() | axes | st.sets(st.integers(0, values.ndim - 1), min_size=1).map(tuple))
    kept = data.draw(st.booleans())
    agree(getattr(small_of(values), name)(axis=axis, keepdims=kept), getattr(values, name)(axis=axis, keepdims=kept))


@given(arrays(), st.data())
def test_the_place_of_the_largest(values: Any, data: st.DataObject) -> None:
    axis = data.draw(st.none() | st.integers(0, values.ndim - 1))
    agree(small_of(values).argmax(axis), values.argmax(axis))


@given(arrays(), st.data())
def test_axes_change_places_and_numbers_keep_their_order(values: Any, data: st.DataObject) -> None:
    axes = data.draw(st.permutations(range(values.ndim)))
    both(lambda x: x.transpose(*axes), values)
    both(lambda x: x.transpose(tuple(axes)).reshape(-1), values)
    both(lambda x: x.T, values)
    both(lambda x: x.reshape(len(x), -1), values)
    both(lambda x: x.reshape(3, 5), values)
    both(lambda x: x.ravel(), values)


@given(
    arrays(st.lists(st.integers(1, 4), min_size=1, max_size=2).map(tuple)),
    arrays(st.lists(st.integers(1, 4), min_size=1, max_size=2).map(tuple)),
)
def test_products_of_matrices(one: Any, other: Any) -> None:
    try:
        wanted = one @ other
    except ValueError:
        with pytest.raises(ValueError, match="fit"):
            small_of(one) @ small_of(other)
        return
    agree(small_of(one) @ small_of(other), wanted)


@given(arrays(numbers=st.sampled_from([-1000.0, -2.0, -0.5, 0.0, 0.5, 3.0, 1000.0])))
@pytest.mark.parametrize("name", ["exp", "log", "sqrt", "sign"])
def test_functions_at_their_bounds(name: str, values: Any) -> None:
    with np.errstate(all="ignore"):
        agree(small_of(values).each(getattr(small, name)), getattr(np, name)(values))


def test_quotients_by_zero_are_infinite_or_no_number() -> None:
    ones = np.array([1.0, -1.0, 0.0, math.nan, 1.0, -1.0])
    zeros = np.array([0.0, 0.0, 0.0, 0.0, -0.0, -0.0])
    with np.errstate(all="ignore"):
        wanted = ones / zeros
    assert np.array_equal((small_of(ones) / small_of(zeros)).tolist(), wanted, equal_nan=True)


@given(arrays(st.just((3, 3)), REAL), st.lists(REAL, min_size=3, max_size=3))
def test_systems_of_equations(matrix: Any, right: list[float]) -> None:
    matrix = matrix + 30 * np.eye(3)
    assert np.allclose(small.solved(small_of(matrix), array(right)).tolist(), np.linalg.solve(matrix, right))


def test_a_system_without_a_single_solution_is_refused() -> None:
    with pytest.raises(ValueError, match="no single solution"):
        small.solved(array([[1, 2], [2, 4]]), array([1, 2]))


@given(arrays(numbers=REAL), arrays(numbers=REAL))
def test_closeness(one: Any, other: Any) -> None:
    assert small.close(small_of(one), small_of(one + 1e-9))
    if one.shape == other.shape:
        assert small.close(small_of(one), small_of(other)) == np.allclose(one, other)


def test_rows_have_one_length_and_truth_one_entry() -> None:
    with pytest.raises(ValueError, match="one length"):
        array([[1, 2], [3]])
    with pytest.raises(ValueError, match="not clear"):
        bool(array([1, 2]))
    assert bool(array([2]))
    assert not array([0.0])
    with pytest.raises(TypeError):
        float(array([1, 2]))
    assert float(array([[2]])) == 2


def test_what_is_made() -> None:
    agree(small.zeros((2, 3)), np.zeros((2, 3)))
    agree(small.ones(3), np.ones(3))
    agree(small.arange(4), np.arange(4))
    agree(small.identity(3), np.eye(3))
    assert small.norm(array([3.0, 4.0])) == 5
    assert array([[1, 2], [3, 4]]).size == len(array([[1, 2], [3, 4]]).ravel()) == 4
    assert repr(array([1, 2])) == "array([1, 2])"
    assert small.array(array([1])).tolist() == [1]
    assert (~array([True, False])).tolist() == [False, True]
    assert (array([True, False]) & array([True, True])).tolist() == [True, False]
