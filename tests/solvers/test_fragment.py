"""Fragments of code: what is allowed gives its value, everything else a fault, at a bounded cost."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest

from solvers.arithmetic.small_arrays import Array
from solvers.budget import FRAGMENT_BITS
from solvers.fragment import FragmentError, run_fragment


def test_what_courses_write() -> None:
    data = np.arange(12.0).reshape(3, 4)
    assert run_fragment("data[1:3, 2]", {"data": data}).tolist() == [6, 10]
    assert run_fragment("np.sum(data**2, axis=1)", {"data": data}).tolist() == [14, 126, 366]
    assert run_fragment("data @ np.transpose(data)", {"data": data}).shape == (3, 3)
    assert run_fragment("np.dot(data, other)", {"data": data, "other": np.ones((4, 5))}).shape == (3, 5)
    assert run_fragment("2**64 + 1", {}) == 2**64 + 1


@pytest.mark.parametrize(
    "code",
    [
        "((7**60)**60)**60",
        "8**8**8",
        "(2**64)**64",
        "2**" + "64*2**" * 40 + "64",
        '"ab"*10**9',
        "1 << 10**9",
        "(ints*10**30)**60",
        "math.factorial(10**6)",
        "(1e300)**64 * 0 + nothing",
    ],
)
def test_numbers_are_bounded_before_they_are_computed(code: str) -> None:
    with pytest.raises(FragmentError):
        run_fragment(code, {"ints": np.arange(3)})


def test_the_bound_on_whole_numbers_is_reached() -> None:
    most = "*".join(["2**64"] * (FRAGMENT_BITS // 64 - 1))
    assert run_fragment(most, {}) == 2 ** (FRAGMENT_BITS - 64)
    with pytest.raises(FragmentError, match="too large"):
        run_fragment(f"{most}*2**64", {})
    assert run_fragment("(0-1)*2**64", {}) == -(2**64)


def test_a_product_of_matrices_is_bounded_by_what_it_gives() -> None:
    tall = np.ones((2000, 1))
    with pytest.raises(FragmentError, match="too large"):
        run_fragment("tall @ np.transpose(tall)", {"tall": tall})
    assert run_fragment("np.transpose(tall) @ tall", {"tall": tall}).tolist() == [[2000]]


DEEP = ("-" * 290 + "x", "+".join(["x"] * 140), "(" * 29 + "x" + ")" * 29, "x[" * 29 + "0" + "]" * 29)


@pytest.mark.parametrize("code", DEEP)
def test_deep_fragments_end_in_a_value_or_a_fault(code: str) -> None:
    with contextlib.suppress(FragmentError):
        run_fragment(code, {"x": np.arange(3)})


DATA = {
    "x": np.array([[1.5, -2.0, 0.25], [3.0, 4.0, -1.0]]),
    "param": np.array([2.0, -3.0, 0.0]),
    "grad": np.array([0.5, 1.0, -2.0]),
    "t": np.arange(4),
    "order": np.array([2, 0, 3, 1]),
}
SIZES = {"i": 1, "i_end": 3, "lr": 0.1, "N": 2}
FRAGMENTS = """
t[i:i_end], t[order[i:i_end]] | t[i] | t[::-1] | t[-2:] | t[i_end:i] | t[order][i:] | x[0] | x[:, 1] | x[1, 2]
x[0, :2] | param - lr * grad | -lr * grad | param - grad / lr | param / param | lr / 2 - param | 2 * param
param**2 | t**2 | t // 2 | t % 3 | x @ np.transpose(x) | np.dot(param, grad) | np.dot(x, param) | np.dot(lr, param)
np.abs(param) | np.abs(-lr) | np.sign(param) | np.sqrt(param) | np.exp(param) | np.log(param) | np.square(x)
np.square(lr) | np.maximum(param, 0) | np.minimum(param, grad) | np.maximum(lr, 1) | np.sum(x) | np.sum(x, axis=0)
np.mean(x, axis=1) | np.mean(x), np.var(x) | np.var(x, axis=0) * N / (N - 1) | np.std(x, axis=0) | np.max(x, axis=1)
np.min(x) | np.argmax(x, axis=1) | np.zeros_like(t) | np.ones_like(x) | np.where(param > 0, param, 0)
np.where(t == 2, t, -t) | param > 0 | t != 1 | t[param > 0] | x[5] | x[0, 0, 0] | param + t | x + param
np.sum(nothing) | x.sum() | t[1.5] | (param - 1) * (x - grad)
"""


@pytest.mark.parametrize("code", [code.strip() for line in FRAGMENTS.strip().split("\n") for code in line.split(" | ")])
def test_small_arrays_give_what_numpy_gives(code: str) -> None:
    small = {name: Array(values.ravel().tolist(), values.shape) for name, values in DATA.items()}

    def outcome(variables: dict[str, object]) -> object:
        try:
            found = run_fragment(code, variables)
        except FragmentError:
            return "refused"
        return found if isinstance(found, tuple) else (found,)

    wanted, found = outcome(DATA | SIZES), outcome(small | SIZES)
    assert (wanted == "refused") == (found == "refused")
    for one, other in zip(wanted, found, strict=True) if wanted != "refused" else ():
        assert getattr(one, "shape", ()) == getattr(other, "shape", ())
        assert np.allclose(one, other.tolist() if isinstance(other, Array) else other, equal_nan=True)
