"""Values as plain data between the sandbox and the program: JSON, with arrays as bytes. Nothing is ever unpickled.

``pack`` turns a value into what JSON can hold, ``unpack`` turns it back. What comes out of the sandbox may be forged,
so ``unpack`` checks everything and bounds every size; a value of any other type becomes an :class:`Other`.
"""

from __future__ import annotations

import base64
import binascii
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MAX_ELEMENTS = 100_000
MAX_PARTS = 5_000
MAX_DEPTH = 8
MAX_TEXT = 2_000
DTYPES = ("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64")


class WireError(ValueError):
    """A message that isn't one of ours."""


@dataclass(frozen=True)
class Other:
    """Stands for a value that isn't data: a function, an object; ``kind`` is the name of its type."""

    kind: str


class _Budget:
    """What may still be written or read of one value."""

    def __init__(self) -> None:
        self.elements = MAX_ELEMENTS
        self.parts = MAX_PARTS

    def take(self, elements: int = 0) -> None:
        self.parts -= 1
        self.elements -= elements
        if self.parts < 0 or self.elements < 0:
            raise WireError("the value is too large")


def pack(value: Any) -> Any:
    """Return ``value`` as JSON-ready data; generators and iterators are run out into lists.

    >>> pack((1, [True, None], {"W": "x"}))
    {'tuple': [1, {'list': [True, None]}, {'dict': [['W', 'x']]}]}
    """
    return _pack(value, _Budget(), 0)


def _pack(value: Any, budget: _Budget, depth: int) -> Any:
    import numpy as np

    if depth > MAX_DEPTH:
        raise WireError("the value is nested too deeply")
    budget.take()
    kind = type(value)
    if value is None or kind is bool or kind is float:
        return value
    if kind is int:
        return value if -(2**63) <= value < 2**63 else {"other": "int"}
    if kind is str:
        return value[:MAX_TEXT]
    if kind is np.ndarray or isinstance(value, np.generic):
        array = np.asarray(value)
        if array.dtype.name not in DTYPES:
            return {"other": f"array of {array.dtype.name}"[:80]}
        budget.take(array.size)
        data = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<")).tobytes()
        # A view whose numbers lie apart in memory arrives as one: some code is right only for the others.
        name = "array" if array.flags.c_contiguous else "view"
        return {name: [array.dtype.name, list(array.shape), base64.b64encode(data).decode("ascii")]}
    if isinstance(value, Iterator) or kind.__name__ in ("zip", "map", "range"):
        value = list(itertools.islice(value, MAX_PARTS))
    for name, wanted in (("tuple", tuple), ("list", list)):
        if isinstance(value, wanted):
            return {name: [_pack(part, budget, depth + 1) for part in value]}
    if isinstance(value, dict):
        pairs = [[_pack(key, budget, depth + 1), _pack(part, budget, depth + 1)] for key, part in value.items()]
        return {"dict": pairs}
    return {"other": kind.__name__[:80]}


def unpack(data: Any) -> Any:
    """Return the value that ``data`` stands for; raise :class:`WireError` if it stands for none.

    >>> unpack({"tuple": [1, {"dict": [["W", {"list": [2.5]}]]}]})
    (1, {'W': [2.5]})
    """
    return _unpack(data, _Budget(), 0)


def _unpack(data: Any, budget: _Budget, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise WireError("the value is nested too deeply")
    budget.take()
    if data is None or isinstance(data, bool | int | float):
        return data
    if isinstance(data, str):
        return data[:MAX_TEXT]
    if not isinstance(data, dict) or len(data) != 1:
        raise WireError("not a value")
    ((name, content),) = data.items()
    if name == "other" and isinstance(content, str):
        return Other(content[:80])
    if not isinstance(content, list):
        raise WireError("not a value")
    if name == "array":
        return _array(content, budget)
    if name == "view":
        return apart(_array(content, budget))
    if name == "dict":
        if not all(isinstance(pair, list) and len(pair) == 2 for pair in content):
            raise WireError("not a dictionary")
        pairs = [(_unpack(key, budget, depth + 1), _unpack(part, budget, depth + 1)) for key, part in content]
        if not all(isinstance(key, str | int | float | bool | tuple) or key is None for key, _ in pairs):
            raise WireError("not a key")
        try:
            return dict(pairs)
        except TypeError:  # a tuple of lists can't be a key
            raise WireError("not a key") from None
    parts = [_unpack(part, budget, depth + 1) for part in content]
    if name in ("tuple", "list"):
        return tuple(parts) if name == "tuple" else parts
    raise WireError("not a value")


def apart(array: Any) -> Any:
    """Return an equal array whose numbers do not lie side by side in memory (one of up to one number always does).

    >>> import numpy as np
    >>> apart(np.arange(3)).strides, apart(np.arange(3)).tolist()
    ((16,), [0, 1, 2])
    """
    import numpy as np

    if array.ndim == 0:
        return array
    wide = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), dtype=array.dtype)
    wide[..., ::2] = array
    return wide[..., ::2]


def _array(content: list[Any], budget: _Budget) -> Any:
    import numpy as np

    if len(content) != 3:
        raise WireError("not an array")
    name, shape, text = content
    sizes = isinstance(shape, list) and len(shape) <= 16 and all(type(n) is int and n >= 0 for n in shape)
    if name not in DTYPES or not sizes or not isinstance(text, str):
        raise WireError("not an array")
    count = 1
    for size in shape:
        count = min(count * size, MAX_ELEMENTS + 1)
    budget.take(count)
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise WireError("not an array") from None
    dtype = np.dtype(name)
    if len(raw) != count * dtype.itemsize:
        raise WireError("not an array")
    array = np.frombuffer(raw, dtype=dtype.newbyteorder("<")).astype(dtype)
    try:
        return array.reshape(shape)
    except ValueError:  # (0, 2**63): no elements, and still more than NumPy can number
        raise WireError("not an array") from None
