"""Small arrays without NumPy, so that a question about arrays is drawn where there is none, as on a page in a browser.

An :class:`Array` holds numbers in a flat list with a shape, and does what the question bank's fragments and small
networks do with a NumPy array: arithmetic with broadcasting, slices, sums along axes, products of matrices. What they
do not need is missing on purpose. Results are those of NumPy, which the tests hold them against: a division by zero is
infinite or no number, and a whole number stays one.
"""

from __future__ import annotations

import cmath
import math
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from random import Random
from typing import Any

Shape = tuple[int, ...]


class Array:
    """Numbers with a shape.

    >>> x = array([[1, 2, 3], [4, 5, 6]])
    >>> (x + array([10, 20, 30])).tolist(), x.sum(axis=0).tolist(), x.T.shape
    ([[11, 22, 33], [14, 25, 36]], [5, 7, 9], (3, 2))
    >>> x[:, 1:].tolist(), (x @ x.T).tolist()
    ([[2, 3], [5, 6]], [[14, 32], [32, 77]])
    """

    __slots__ = ("data", "shape")

    def __init__(self, data: list[Any], shape: Shape) -> None:
        self.data = data
        self.shape = shape

    # -- what it is ----------------------------------------------------------------------------------------------------

    @property
    def size(self) -> int:
        """How many numbers it holds."""
        return len(self.data)

    @property
    def ndim(self) -> int:
        """How many axes it has."""
        return len(self.shape)

    @property
    def T(self) -> Array:  # noqa: N802  # as NumPy calls it
        """The array with its axes in reverse order."""
        return self.transpose()

    @property
    def real(self) -> Array:
        """The real parts."""
        return self.each(lambda number: number.real)

    def __len__(self) -> int:
        return self.shape[0]

    def __iter__(self) -> Iterator[Any]:
        return (self[place] for place in range(len(self)))

    def __repr__(self) -> str:
        return f"array({self.tolist()})"

    def __bool__(self) -> bool:
        if self.size != 1:
            raise ValueError("the truth of an array with more than one entry is not clear")
        return bool(self.data[0])

    def __float__(self) -> float:
        if self.size != 1:
            raise TypeError("only an array of one number is a number")
        return float(self.data[0])

    def tolist(self) -> Any:
        """Return the numbers as lists in lists."""
        if not self.shape:
            return self.data[0]
        if len(self.shape) == 1:
            return list(self.data)
        return [row.tolist() for row in self]

    # -- parts and order -----------------------------------------------------------------------------------------------

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, Array) and index.data and isinstance(index.data[0], bool):
            index = self._places_of(index)
        parts = list(index) if isinstance(index, tuple) else [index]
        if len(parts) > self.ndim:
            raise IndexError("too many indices")
        if len(parts) == 1 and isinstance(parts[0], list) and self.ndim == 2:
            rows = [_place(entry, self.shape[0]) for entry in parts[0]]
            width = self.shape[1]
            data = [number for row in rows for number in self.data[row * width : (row + 1) * width]]
            return Array(data, (len(rows), width))
        parts += [slice(None)] * (self.ndim - len(parts))
        lists = [part for part in parts if isinstance(part, Array | list)]
        if len(lists) > 1:
            return self._paired(parts)
        chosen: list[Sequence[int]] = []
        shape: list[int] = []
        for part, length in zip(parts, self.shape, strict=True):
            if isinstance(part, slice):
                chosen.append(range(length)[part])
                shape.append(len(chosen[-1]))
            elif isinstance(part, Array | list):
                chosen.append([_place(entry, length) for entry in (part.data if isinstance(part, Array) else part)])
                shape += list(part.shape if isinstance(part, Array) else (len(part),))
            else:
                chosen.append([_place(part, length)])
        steps = _steps(self.shape)
        data = [
            self.data[sum(place * step for place, step in zip(places, steps, strict=True))]
            for places in product(*chosen)
        ]
        return data[0] if all(isinstance(part, int) for part in parts) else Array(data, tuple(shape))

    def _places_of(self, mask: Array) -> Array:
        """Return the places that a mask over the first axis leaves."""
        if mask.shape != self.shape[:1]:
            raise IndexError("a mask has an entry for each row")
        places = [place for place, kept in enumerate(mask.data) if kept]
        return Array(places, (len(places),))

    def _paired(self, parts: list[Any]) -> Array:
        """Return one entry for each pair of places, as of ``y[np.arange(n), t]``."""
        listed = [part.data if isinstance(part, Array) else part for part in parts]
        if not all(isinstance(part, list) for part in listed) or len({len(part) for part in listed}) != 1:
            raise IndexError("lists of places of one length are needed for every axis")
        return Array([self[tuple(places)] for places in zip(*listed, strict=True)], (len(listed[0]),))

    def reshape(self, *shape: Any) -> Array:
        """Return the same numbers, in order, with another shape; one side may be -1."""
        sides = list(shape[0] if len(shape) == 1 and isinstance(shape[0], tuple | list) else shape)
        if sides.count(-1) == 1:
            known = -math.prod(sides)
            sides[sides.index(-1)] = self.size // known if known else 0
        if any(side < 0 for side in sides) or math.prod(sides) != self.size:
            raise ValueError(f"{self.size} numbers don't fill {tuple(sides)}")
        return Array(self.data, tuple(sides))

    def ravel(self) -> Array:
        """Return the numbers along one axis."""
        return Array(self.data, (self.size,))

    def transpose(self, *axes: Any) -> Array:
        """Return the array with its axes in another order; without one, reversed."""
        order = tuple(axes[0] if len(axes) == 1 and isinstance(axes[0], tuple | list) else axes)
        order = order or tuple(reversed(range(self.ndim)))
        if sorted(order) != list(range(self.ndim)):
            raise ValueError("every axis has to be named once")
        steps, shape = _steps(self.shape), tuple(self.shape[axis] for axis in order)
        data = [
            self.data[sum(place * steps[axis] for place, axis in zip(places, order, strict=True))]
            for places in product(*map(range, shape))
        ]
        return Array(data, shape)

    # -- arithmetic ----------------------------------------------------------------------------------------------------

    def each(self, function: Callable[[Any], Any]) -> Array:
        """Return what a function makes of each number."""
        return Array([function(number) for number in self.data], self.shape)

    def __neg__(self) -> Array:
        return self.each(operator.neg)

    def __invert__(self) -> Array:
        return self.each(operator.not_)

    def __abs__(self) -> Array:
        return self.each(abs)

    def __add__(self, other: Any) -> Array:
        return combined(operator.add, self, other)

    def __radd__(self, other: Any) -> Array:
        return combined(operator.add, other, self)

    def __sub__(self, other: Any) -> Array:
        return combined(operator.sub, self, other)

    def __rsub__(self, other: Any) -> Array:
        return combined(operator.sub, other, self)

    def __mul__(self, other: Any) -> Array:
        return combined(operator.mul, self, other)

    def __rmul__(self, other: Any) -> Array:
        return combined(operator.mul, other, self)

    def __truediv__(self, other: Any) -> Array:
        return combined(quotient, self, other)

    def __rtruediv__(self, other: Any) -> Array:
        return combined(quotient, other, self)

    def __floordiv__(self, other: Any) -> Array:
        return combined(operator.floordiv, self, other)

    def __mod__(self, other: Any) -> Array:
        return combined(operator.mod, self, other)

    def __pow__(self, other: Any) -> Array:
        return combined(_power, self, other)

    def __eq__(self, other: object) -> Array:  # type: ignore[override]  # entry by entry, as NumPy compares
        return combined(operator.eq, self, other)

    def __ne__(self, other: object) -> Array:  # type: ignore[override]  # entry by entry, as NumPy compares
        return combined(operator.ne, self, other)

    __hash__ = None  # type: ignore[assignment]  # what is compared entry by entry is no key

    def __lt__(self, other: Any) -> Array:
        return combined(operator.lt, self, other)

    def __le__(self, other: Any) -> Array:
        return combined(operator.le, self, other)

    def __gt__(self, other: Any) -> Array:
        return combined(operator.gt, self, other)

    def __ge__(self, other: Any) -> Array:
        return combined(operator.ge, self, other)

    def __and__(self, other: Any) -> Array:
        return combined(lambda one, two: bool(one and two), self, other)

    def __matmul__(self, other: Array) -> Any:
        if not 1 <= self.ndim <= 2 or not 1 <= other.ndim <= 2 or self.shape[-1] != other.shape[0]:
            raise ValueError(f"the shapes {self.shape} and {other.shape} don't fit for a product")
        rows = [self.data] if self.ndim == 1 else _rows(self)
        columns = [other.data] if other.ndim == 1 else _columns(other)
        data = [sum(map(operator.mul, row, column)) for row in rows for column in columns]
        shape = self.shape[:-1] + other.shape[1:]
        return Array(data, shape) if shape else data[0]

    # -- along axes ----------------------------------------------------------------------------------------------------

    def sum(self, axis: Any = None, keepdims: bool = False) -> Any:
        """Return sums: of all, or along an axis or several."""
        return self._along(sum, axis, keepdims)

    def mean(self, axis: Any = None, keepdims: bool = False) -> Any:
        """Return means."""
        return self._along(lambda numbers: sum(numbers) / len(numbers), axis, keepdims)

    def var(self, axis: Any = None, keepdims: bool = False) -> Any:
        """Return variances (1/n)."""
        return self._along(_variance, axis, keepdims)

    def std(self, axis: Any = None, keepdims: bool = False) -> Any:
        """Return standard deviations (1/n)."""
        return self._along(lambda numbers: math.sqrt(_variance(numbers)), axis, keepdims)

    def max(self, axis: Any = None, keepdims: bool = False) -> Any:
        """Return the largest numbers."""
        return self._along(max, axis, keepdims)

    def min(self, axis: Any = None, keepdims: bool = False) -> Any:
        """Return the smallest numbers."""
        return self._along(min, axis, keepdims)

    def argmax(self, axis: Any = None) -> Any:
        """Return the places of the largest numbers, the first of equal ones."""
        return self._along(lambda numbers: numbers.index(max(numbers)), axis, False)

    def all(self) -> bool:
        """True if every entry is true."""
        return all(self.data)

    def any(self) -> bool:
        """True if any entry is true."""
        return any(self.data)

    def _along(self, function: Callable[[list[Any]], Any], axis: Any, keepdims: bool) -> Any:
        named = range(self.ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)
        axes = {_place(one, self.ndim) for one in named}
        kept = [place for place in range(self.ndim) if place not in axes]
        if not kept:
            groups = [self.data]
        elif self.ndim == 2:
            groups = _rows(self) if kept == [0] else _columns(self) if kept == [1] else [[one] for one in self.data]
        else:
            ordered = self.transpose(*kept, *sorted(axes))
            length = math.prod(self.shape[place] for place in axes)
            groups = [ordered.data[at : at + length] for at in range(0, self.size, length)]
        data = [function(numbers) for numbers in groups]
        if keepdims:
            return Array(data, tuple(1 if place in axes else side for place, side in enumerate(self.shape)))
        return Array(data, tuple(self.shape[place] for place in kept)) if kept else data[0]


# -- making ------------------------------------------------------------------------------------------------------------


def array(values: Any) -> Array:
    """Return lists in lists as an array; ValueError where they are of different lengths."""
    if isinstance(values, Array):
        return values
    if not isinstance(values, list | tuple | range):
        return Array([values], ())
    parts = [array(value) for value in values]
    if len({part.shape for part in parts}) > 1:
        raise ValueError("the rows of an array have one length")
    return Array([number for part in parts for number in part.data], (len(parts), *(parts[0].shape if parts else ())))


def filled(shape: int | Shape, value: Any) -> Array:
    """Return an array of one value throughout."""
    sides = (shape,) if isinstance(shape, int) else tuple(shape)
    return Array([value] * math.prod(sides), sides)


def zeros(shape: int | Shape) -> Array:
    """Return an array of zeros."""
    return filled(shape, 0.0)


def ones(shape: int | Shape) -> Array:
    """Return an array of ones."""
    return filled(shape, 1.0)


def arange(count: int) -> Array:
    """Return 0, 1 ... count - 1."""
    return Array(list(range(count)), (count,))


def identity(count: int) -> Array:
    """Return the identity matrix."""
    return Array([float(row == column) for row in range(count) for column in range(count)], (count, count))


def normals(source: Random, *shape: int) -> Array:
    """Return numbers drawn from the standard normal distribution.

    >>> normals(Random(1), 2, 3).shape
    (2, 3)
    """
    return Array([source.gauss(0.0, 1.0) for _ in range(math.prod(shape))], shape)


def uniforms(source: Random, low: float, high: float, *shape: int) -> Array:
    """Return numbers drawn evenly from an interval."""
    return Array([source.uniform(low, high) for _ in range(math.prod(shape))], shape)


# -- functions ---------------------------------------------------------------------------------------------------------


def combined(function: Callable[[Any, Any], Any], one: Any, other: Any) -> Array:
    """Return what a function makes of the entries of two arrays or numbers that stand at one place, broadcast."""
    left, right = array(one), array(other)
    if left.shape == right.shape:
        return Array(list(map(function, left.data, right.data)), left.shape)
    shape = broadcast_shape(left.shape, right.shape)
    return Array(list(map(function, _spread(left, shape), _spread(right, shape))), shape)


def broadcast_shape(*shapes: Sequence[int]) -> Shape:
    """Return the common shape of several; ValueError where they don't fit.

    >>> broadcast_shape((4, 1), (3,))
    (4, 3)
    """
    length = max(map(len, shapes), default=0)
    padded = [(1,) * (length - len(shape)) + tuple(shape) for shape in shapes]
    sides = []
    for column in zip(*padded, strict=True):
        wanted = {side for side in column if side != 1}
        if len(wanted) > 1:
            raise ValueError(f"the shapes {', '.join(map(str, map(tuple, shapes)))} don't fit each other")
        sides.append(wanted.pop() if wanted else 1)
    return tuple(sides)


def quotient(one: Any, other: Any) -> Any:
    """Return a quotient; a division by zero is infinite, 0/0 no number."""
    if other:
        return one / other
    if one != one or one == 0:
        return math.nan
    return math.copysign(math.inf, one) * math.copysign(1.0, other)


def exp(number: Any) -> Any:
    """Return e to a number; what is too large is infinite."""
    if isinstance(number, complex):
        return cmath.exp(number)
    return math.exp(number) if number < 709.7 else math.inf


def log(number: Any) -> Any:
    """Return the natural logarithm: of 0 it is -∞, of a negative number no number."""
    if isinstance(number, complex):
        return cmath.log(number)
    return math.log(number) if number > 0 else -math.inf if number == 0 else math.nan


def sqrt(number: Any) -> Any:
    """Return a square root; of a negative number, no number."""
    if isinstance(number, complex):
        return cmath.sqrt(number)
    return math.sqrt(number) if number >= 0 else math.nan


def sign(number: Any) -> Any:
    """Return -1, 0 or 1, in the type of the number."""
    return type(number)((number > 0) - (number < 0))


def each(function: Callable[[Any], Any], value: Any) -> Any:
    """Return what a function makes of a number, or of each entry of an array."""
    return value.each(function) if isinstance(value, Array) else function(value)


def close(one: Any, other: Any, *, relative: float = 1e-5, absolute: float = 1e-8) -> bool:
    """True if all entries are within ``absolute + relative * |other|``, as ``np.allclose`` has it."""
    return combined(lambda left, right: abs(left - right) <= absolute + relative * abs(right), one, other).all()


def norm(values: Array) -> float:
    """Return the square root of the sum of squares."""
    return math.sqrt(sum(abs(number) ** 2 for number in values.data))


def solved(matrix: Array, right: Array) -> Array:
    """Return the solution of a system of equations, by elimination with the largest pivot; ValueError if it has none.

    >>> solved(array([[2.0, 1.0], [1.0, 3.0]]), array([3.0, 5.0])).tolist()
    [0.8, 1.4]
    """
    rows = [[*row.data, number] for row, number in zip(matrix, right.data, strict=True)]
    count = len(rows)
    for place in range(count):
        best = max(range(place, count), key=lambda row: abs(rows[row][place]))
        rows[place], rows[best] = rows[best], rows[place]
        pivot = rows[place][place]
        if pivot == 0:
            raise ValueError("the system has no single solution")
        for row in range(place + 1, count):
            factor = rows[row][place] / pivot
            rows[row] = [entry - factor * above for entry, above in zip(rows[row], rows[place], strict=True)]
    found = [0.0] * count
    for place in reversed(range(count)):
        rest = sum(rows[place][other] * found[other] for other in range(place + 1, count))
        found[place] = (rows[place][count] - rest) / rows[place][place]
    return array(found)


# -- insides -----------------------------------------------------------------------------------------------------------


def _steps(shape: Sequence[int]) -> list[int]:
    """Return how far apart neighbours along each axis lie in the flat list."""
    steps = [1] * len(shape)
    for place in reversed(range(len(shape) - 1)):
        steps[place] = steps[place + 1] * shape[place + 1]
    return steps


def _place(index: Any, length: int) -> int:
    if isinstance(index, bool) or not isinstance(index, int) or not -length <= index < length:
        raise IndexError(f"{index} is no place among {length}")
    return index % length


def _rows(matrix: Array) -> list[list[Any]]:
    width = matrix.shape[1]
    return [matrix.data[row * width : (row + 1) * width] for row in range(matrix.shape[0])]


def _columns(matrix: Array) -> list[list[Any]]:
    width = matrix.shape[1]
    return [matrix.data[column::width] for column in range(width)]


def _spread(values: Array, shape: Shape) -> Iterable[Any]:
    """Yield an array's numbers as they stand in a larger shape."""
    if values.size == 1:
        return [values.data[0]] * math.prod(shape)
    if values.ndim and values.shape == shape[-values.ndim :]:
        return values.data * (math.prod(shape) // max(values.size, 1))
    if values.shape == (*shape[:-1], 1):
        return [number for number in values.data for _ in range(shape[-1])]
    missing = len(shape) - values.ndim
    steps = [0] * missing + [
        0 if side == 1 else step for side, step in zip(values.shape, _steps(values.shape), strict=True)
    ]
    return (values.data[sum(map(operator.mul, places, steps))] for places in product(*map(range, shape)))


def _power(base: Any, exponent: Any) -> Any:
    if isinstance(base, int) and isinstance(exponent, int) and exponent < 0:
        raise ValueError("a whole number to a negative power")
    if base == 0 and exponent < 0:
        return math.inf
    if isinstance(base, float) and base < 0 and not float(exponent).is_integer():
        return math.nan
    try:
        return base**exponent
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 == 1 else math.inf


def _variance(numbers: Sequence[Any]) -> Any:
    mean = sum(numbers) / len(numbers)
    return sum((number - mean) ** 2 for number in numbers) / len(numbers)
