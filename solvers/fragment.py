"""Runs a fragment of course code (``data_x[i:i_end], data_t[i:i_end]``, ``np.sum(param**2)``) without running Python.

The fragment is parsed, every node is held against a short list, and the tree is walked over arrays: NumPy's, or small
ones (:mod:`solvers.arithmetic.small_arrays`) where no NumPy is needed. There are no attributes but those of ``np``
listed here, no loops, no assignments; sizes and powers are bounded.
"""

from __future__ import annotations

import ast
import math
import operator
import warnings
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from solvers import budget
from solvers.arithmetic import small_arrays
from solvers.arithmetic.small_arrays import Array, array, broadcast_shape


def _entry_by_entry(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: small_arrays.each(function, value)


def _number_or_array(result: Any) -> Any:
    return result.data[0] if isinstance(result, Array) and not result.shape else result


def _pairwise(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda one, other: _number_or_array(small_arrays.combined(function, one, other))


def _dot(one: Any, other: Any) -> Any:
    if not isinstance(one, Array) or not isinstance(other, Array):
        return one * other
    return one @ other


def _where(chosen: Any, one: Any, other: Any) -> Any:
    pairs = small_arrays.combined(lambda left, right: (left, right), one, other)
    return _number_or_array(small_arrays.combined(lambda first, pair: pair[not first], chosen, pairs))


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": _entry_by_entry(abs),
    "sign": _entry_by_entry(small_arrays.sign),
    "sqrt": _entry_by_entry(small_arrays.sqrt),
    "exp": _entry_by_entry(small_arrays.exp),
    "log": _entry_by_entry(small_arrays.log),
    "square": _entry_by_entry(lambda number: number * number),
    "maximum": _pairwise(max),
    "minimum": _pairwise(min),
    "sum": lambda values, axis=None: array(values).sum(axis),
    "mean": lambda values, axis=None: array(values).mean(axis),
    "var": lambda values, axis=None: array(values).var(axis),
    "std": lambda values, axis=None: array(values).std(axis),
    "max": lambda values, axis=None: array(values).max(axis),
    "min": lambda values, axis=None: array(values).min(axis),
    "argmax": lambda values, axis=None: array(values).argmax(axis),
    "dot": _dot,
    "zeros_like": _entry_by_entry(lambda number: type(number)(0)),
    "ones_like": _entry_by_entry(lambda number: type(number)(1)),
    "where": _where,
    "transpose": lambda values: array(values).T,
}
"""What a fragment may call, by NumPy's names, for small arrays."""
_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.MatMult: operator.matmul,
}
_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


class FragmentError(ValueError):
    """A fragment that can't be run: it uses something that isn't allowed, or its arrays don't fit."""


def run_fragment(code: str, variables: Mapping[str, Any]) -> Any:
    """Return the value of ``code`` over ``variables``: numbers, and small arrays or NumPy's.

    Raises :class:`FragmentError` where the code isn't an expression of the allowed kind, or fails.

    >>> from solvers.arithmetic.small_arrays import arange
    >>> run_fragment("data_x[i:i_end]", {"data_x": arange(6), "i": 2, "i_end": 4}).tolist()
    [2, 3]
    """
    if len(code) > budget.FRAGMENT or code.count("(") + code.count("[") > budget.FRAGMENT_BRACKETS:
        raise FragmentError("the fragment is too long")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(code.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FragmentError(f"not an expression: {error}") from None
    try:
        walker = _Walker(variables)
        with walker.quiet():
            return walker.value(tree.body)
    except FragmentError:
        raise
    except RecursionError:
        raise FragmentError("nested too deeply") from None
    except (TypeError, IndexError, ValueError, ArithmeticError, MemoryError) as error:
        raise FragmentError(str(error)) from None


class _Walker:
    """Evaluates one syntax tree over the given variables."""

    def __init__(self, variables: Mapping[str, Any]) -> None:
        self.variables = variables
        self.numpy: Any = None
        if any(type(value).__module__ == "numpy" for value in variables.values()):
            import numpy

            self.numpy = numpy

    def quiet(self) -> AbstractContextManager[Any]:
        """Return a context in which NumPy says nothing of a division by zero."""
        return nullcontext() if self.numpy is None else self.numpy.errstate(all="ignore")

    def value(self, node: ast.expr) -> Any:
        """Return the value of a node; its class names the method that knows it."""
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            raise FragmentError(f"{type(node).__name__} is not allowed")
        return method(node)

    def _constant(self, node: ast.Constant) -> Any:
        if isinstance(node.value, int | float) or node.value is None:
            return node.value
        raise FragmentError(f"{node.value!r} is not allowed")

    def _name(self, node: ast.Name) -> Any:
        if node.id not in self.variables:
            raise FragmentError(f"{node.id} is not defined")
        return self.variables[node.id]

    def _tuple(self, node: ast.Tuple) -> Any:
        return tuple(self.value(part) for part in node.elts)

    def _unaryop(self, node: ast.UnaryOp) -> Any:
        if isinstance(node.op, ast.USub):
            return -self.value(node.operand)
        raise FragmentError(f"{type(node.op).__name__} is not allowed")

    def _binop(self, node: ast.BinOp) -> Any:
        left, right = self.value(node.left), self.value(node.right)
        operation = _BINARY.get(type(node.op))
        if operation is None or isinstance(left, tuple) or isinstance(right, tuple):
            raise FragmentError(f"{type(node.op).__name__} is not allowed here")
        if isinstance(node.op, ast.Pow) and (
            not isinstance(right, int | float) or abs(right) > budget.FRAGMENT_EXPONENT
        ):
            raise FragmentError("the exponent is too large")
        if isinstance(node.op, ast.MatMult):
            self._bound_product(left, right)
        else:
            self._bound(left, right)
        if isinstance(left, int) and isinstance(right, int):
            self._bound_whole(node.op, left, right)
        return _plain(operation(left, right))

    def _compare(self, node: ast.Compare) -> Any:
        operation = _COMPARE.get(type(node.ops[0]))
        if len(node.ops) != 1 or operation is None:
            raise FragmentError("this comparison is not allowed")
        left, right = self.value(node.left), self.value(node.comparators[0])
        self._bound(left, right)
        return operation(left, right)

    def _subscript(self, node: ast.Subscript) -> Any:
        whole = self.value(node.value)
        if not isinstance(whole, Array if self.numpy is None else self.numpy.ndarray):
            raise FragmentError("only arrays can be indexed")
        return whole[self.value(node.slice)]

    def _slice(self, node: ast.Slice) -> Any:
        return slice(*(None if part is None else self.value(part) for part in (node.lower, node.upper, node.step)))

    def _call(self, node: ast.Call) -> Any:
        function = node.func
        if not (
            isinstance(function, ast.Attribute)
            and isinstance(function.value, ast.Name)
            and function.value.id == "np"
            and function.attr in _FUNCTIONS
        ):
            raise FragmentError("only some functions of np can be called")
        if any(keyword.arg != "axis" for keyword in node.keywords):
            raise FragmentError("only the keyword axis is allowed")
        values = [self.value(argument) for argument in node.args]
        if function.attr == "dot" and len(values) == 2:
            self._bound_product(*values)
        else:
            self._bound(*values)
        options = {str(keyword.arg): self.value(keyword.value) for keyword in node.keywords}
        called = _FUNCTIONS[function.attr] if self.numpy is None else getattr(self.numpy, function.attr)
        return _plain(called(*values, **options))

    @staticmethod
    def _bound(*values: Any) -> None:
        """Refuse arrays whose common shape would be enormous."""
        if math.prod(broadcast_shape(*map(_shape, values))) > budget.FRAGMENT_ELEMENTS:
            raise FragmentError("the arrays are too large")

    @staticmethod
    def _bound_product(left: Any, right: Any) -> None:
        """Refuse a product of matrices with more elements than are computed with: (..., a, b) @ (b, c)."""
        one, other = _shape(left), _shape(right)
        if not one or not other:
            return
        if math.prod(one) * math.prod(other) // max(one[-1], 1) ** 2 > budget.FRAGMENT_ELEMENTS:
            raise FragmentError("the arrays are too large")

    @staticmethod
    def _bound_whole(operation: ast.operator, left: int, right: int) -> None:
        """Refuse a whole number that would be enormous, before it is computed: ``(9**64)**64``."""
        bits = left.bit_length()
        size = bits * max(right, 0) if isinstance(operation, ast.Pow) else bits + right.bit_length()
        if abs(left) > 1 and size > budget.FRAGMENT_BITS:
            raise FragmentError("the number is too large")


def _shape(value: Any) -> tuple[int, ...]:
    return (len(value),) if isinstance(value, tuple) else getattr(value, "shape", ())


def _plain(result: Any) -> Any:
    """Refuse an array of whole numbers without a bound, which NumPy makes of what no machine number holds."""
    if str(getattr(result, "dtype", "")) == "object":
        raise FragmentError("the number is too large")
    return result
