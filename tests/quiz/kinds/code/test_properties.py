"""Properties of random results: what breaks each of them and by which name, and that chance breaks none."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.kinds.code.properties import PROPERTIES, broken
from quiz.kinds.code.random_zeros import _spread, _tail
from quiz.kinds.code.result_property import RARE, Broken
from quiz.sandbox.inside.wire import Other

X = np.arange(1.0, 601.0).reshape(20, 30)


def named(name: str, *cases: tuple[Any, ...]) -> str:
    found = broken(name, cases)
    return "" if found is None else found.name


def calls(seed: int, share: float = 0.3, count: int = 10) -> list[Any]:
    rng = np.random.default_rng(seed)
    return [X * (rng.random(X.shape) >= share) for _ in range(count)]


# -- random zeros ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("seed", range(6))
def test_independent_draws_break_nothing(seed: int, share: float) -> None:
    y, z = calls(seed, share), calls(seed + 100, share)
    assert not named("zero_or_same", (y, X))
    assert not named("zeros_share", (y, share, X))
    assert not named("zeros_new", (y, X))
    assert not named("zeros_differ", (y, z, X))
    assert not named("zeros_independent", (y, X))
    assert not named("zeros_same", (y[-1] * 2, y))


def test_values_that_are_neither_0_nor_the_input_are_told() -> None:
    assert named("zero_or_same", ([array / 0.7 for array in calls(1)], X)) == "kept-changed"
    found = broken("zero_or_same", [(X, X), (2 * X, X)])
    assert isinstance(found, Broken)
    assert found.case == 1
    assert found.measured == (2.0,), "by which a factor of 2 is told from one of 3"


@pytest.mark.parametrize(
    ("made", "asked", "name"),
    [
        ([0.3, 0.2], [0.3, 0.2], ""),
        ([0.7, 0.8], [0.3, 0.2], "share-swapped"),
        ([0.5, 0.5], [0.3, 0.2], "share-fixed"),
        ([0.0, 0.0], [0.3, 0.2], "no-zeros"),
        ([0.36, 0.24], [0.3, 0.2], "share"),
    ],
)
def test_the_share_of_zeros_is_held_for_each_value_of_it(made: list[float], asked: list[float], name: str) -> None:
    cases = [(calls(place, share), wanted, X) for place, (share, wanted) in enumerate(zip(made, asked, strict=True))]
    assert named("zeros_share", *cases) == name


@pytest.mark.thorough  # importing SciPy takes a while
def test_the_bounds_of_the_share_are_those_of_the_binomial_distribution() -> None:
    stats = pytest.importorskip("scipy.stats", reason="the oracle is SciPy")
    for total, share in ((10, 0.5), (600, 0.3), (5000, 0.05)):
        for count in (0, int(total * share), int(total * share * 1.1), total):
            wanted = min(stats.binom.cdf(count, total, share), stats.binom.sf(count - 1, total, share))
            assert _tail(count, total, share) == pytest.approx(wanted, rel=1e-6, abs=2e-15)
    assert _tail(0, 9, 0.0) == _tail(9, 9, 1.0) == 1
    assert _tail(1, 9, 0.0) == _tail(8, 9, 1.0) == 0
    assert _tail(0, 0, 0.5) == 1


@pytest.mark.parametrize(
    ("square", "count", "deviations"),
    [
        (18.307, 10, 1.645),
        (9.342, 10, 0.0),
        (3.94, 10, -1.645),
        (11.07, 5, 1.645),
        (124.342, 100, 1.645),
        (77.929, 100, -1.645),
    ],
)
def test_how_far_a_sum_of_squares_is_off_agrees_with_the_table_of_its_distribution(
    square: float, count: int, deviations: float
) -> None:
    assert _spread(square, count) == pytest.approx(deviations, abs=0.01)


def test_a_share_is_judged_at_its_exact_bound() -> None:
    total, share = X.size, 0.5
    least = next(count for count in range(total) if _tail(count, total, share) >= RARE)

    def with_zeros(count: int) -> Any:
        array = X.copy()
        array.flat[:count] = 0
        return [array]

    assert not named("zeros_share", (with_zeros(least), share, X))
    assert named("zeros_share", (with_zeros(least - 1), share, X)) == "share"


def test_what_is_rare_is_an_accident_and_what_is_rarer_still_is_none() -> None:
    total, share = X.size, 0.5
    for chance, name in ((1e-6, ""), (1e-13, "share")):
        count = next(count for count in range(total) if _tail(count, total, share) >= chance)
        array = X.copy()
        array.flat[:count] = 0
        assert named("zeros_share", ([array], share, X)) == name


def test_the_same_zeros_in_two_calls_are_told() -> None:
    y = calls(1)
    assert named("zeros_new", ([y[3], y[3] * 1], X)) == "same-zeros"
    assert not named("zeros_new", ([y[3]], X)), "one call repeats nothing"
    assert not named("zeros_new", ([X, X], X)), "without zeros nothing has been drawn"
    few = X[:1, :3]
    assert not named("zeros_new", ([few * 0 + [[1, 0, 1]]] * 4, few)), "few numbers may be drawn alike by accident"


def test_the_same_zeros_in_two_objects_are_told() -> None:
    assert named("zeros_differ", (calls(1), calls(1), X)) == "same-zeros-in-two"
    assert not named("zeros_differ", (calls(1), calls(2), X))


def test_zeros_that_depend_on_each_other_are_told() -> None:
    rng = np.random.default_rng(0)
    by_column = [X * (rng.random((1, 30)) > 0.3) for _ in range(10)]
    by_row = [X * (rng.random((20, 1)) > 0.3) for _ in range(10)]
    by_count = [X * (rng.permutation(600).reshape(20, 30) >= 180) for _ in range(40)]
    by_place = [X * (np.arange(600).reshape(20, 30) % 10 >= 3) * (rng.random(X.shape) > 0.02) for _ in range(10)]
    assert named("zeros_independent", (by_column, X)) == "columns-together"
    assert named("zeros_independent", (by_row, X)) == "rows-together"
    assert named("zeros_independent", (by_count, X)) == "count-fixed"
    assert named("zeros_independent", (by_place, X)) in ("columns-together", "places-together")


def test_an_array_of_three_axes_is_looked_at_by_its_last_one() -> None:
    x = np.arange(1.0, 2401.0).reshape(10, 10, 24)
    rng = np.random.default_rng(0)
    alone = [x * (rng.random(x.shape) > 0.3) for _ in range(10)]
    shared = [x * (rng.random((10, 1, 24)) > 0.3) for _ in range(10)]
    by_row = [x * (rng.random((10, 10, 1)) > 0.3) for _ in range(10)]
    assert not named("zeros_independent", (alone, x))
    assert named("zeros_independent", (by_row, x)) == "rows-together"
    assert named("zeros_independent", (shared, x)) == "columns-together"
    assert not named("zeros_independent", (alone[0].ravel(), x.ravel())), "of one axis nothing is said"


def test_the_zeros_of_a_gradient() -> None:
    y = calls(5)
    assert not named("zeros_same", (y[-1] + 0, y))
    assert named("zeros_same", (y[0], y)) == "mask-of-first-call"
    assert named("zeros_same", (X, y)) == "gradient-not-masked"
    assert named("zeros_same", (calls(9)[0], y)) == "other-zeros"
    assert named("zeros_same", (X[:3], y)) == "shape"


@pytest.mark.parametrize("value", [None, 3, "x", [], {"a": 1}, Other("function"), [[1], [2, 3]], np.zeros((2, 2, 2))])
def test_anything_that_an_answer_gives_is_told_and_raises_nothing(value: Any) -> None:
    t = np.arange(20)
    for name, rule in PROPERTIES.items():
        others = {"input": X, "x": X, "t": t, "share": 0.3, "batch size": 3}
        row = tuple(value if place == 0 else others.get(kind, value) for place, kind in enumerate(rule.values))
        if name != "zeros_same":  # of two equal things nothing can be said
            assert named(name, row) in ("shape", "not-pairs") or value == [], name


# -- mini-batches ------------------------------------------------------------------------------------------------------

T = np.arange(23)
ROWS = np.arange(46).reshape(23, 2)


def cut(order: Any, size: int = 5) -> list[Any]:
    order = list(order)
    return [(ROWS[order[i : i + size]], T[order[i : i + size]]) for i in range(0, len(order), size)]


def shuffled(seed: int, count: int = 23) -> Any:
    return np.random.default_rng(seed).permutation(count)


@settings(max_examples=200)
@given(st.integers(0, 10**6), st.integers(1, 30))
def test_a_random_order_breaks_nothing(seed: int, size: int) -> None:
    first = cut(shuffled(seed), size)
    assert not named("batches_cut", (first, ROWS, T, size))
    for name in ("each_once", "paired", "shuffled"):
        assert not named(name, (first, ROWS, T))
    assert not named("same_order", (first, cut(shuffled(seed), size), ROWS, T))
    assert not named("other_order", (first, cut(shuffled(seed + 1), size), ROWS, T))


@pytest.mark.parametrize(
    ("order", "name"),
    [
        (lambda seed: np.arange(23), "order-kept"),
        (lambda seed: np.arange(23)[::-1], "reversed"),
        (lambda seed: np.roll(np.arange(23), seed), "rotated"),
        (lambda seed: np.arange(23) * (seed + 2) % 23, "fixed-steps"),
        (lambda seed: [b * 5 + k for b in np.random.default_rng(seed).permutation(4) for k in range(5)] + [20, 21, 22],
         "blocks-kept"),
        (lambda seed: [5 * b + k for b in range(4) for k in np.random.default_rng(seed + b).permutation(5)]
         + [20, 22, 21], "partly-shuffled"),
        (lambda seed: [*np.random.default_rng(seed).permutation(11), *range(11, 23)], "partly-shuffled"),
    ],
)  # fmt: skip
def test_orders_that_are_not_shuffled_are_told_apart(order: Any, name: str) -> None:
    cases = [(cut(order(seed)), ROWS, T) for seed in range(12)]
    assert named("shuffled", *cases) == name


def stays(place: int, count: int, seed: int) -> Any:
    rest = np.random.default_rng(seed).permutation(np.delete(np.arange(count), place))
    return np.insert(rest, place % count, place % count)


@pytest.mark.parametrize(("place", "measured"), [(0, (1.0,)), (-1, (0.0,))])
def test_a_sample_that_never_moves_is_told(place: int, measured: tuple[float, ...]) -> None:
    def cases(seeds: int) -> list[tuple[Any, ...]]:
        return [(cut(stays(place, 23, seed)), ROWS, T) for seed in range(seeds)]

    found = broken("shuffled", cases(8))
    assert isinstance(found, Broken)
    assert (found.name, found.measured) == ("sample-unmoved", measured)
    assert not named("shuffled", *cases(6)), "one of 23 stays six times in a row by chance, if seldom"
    assert not named("shuffled", *[cases(6)[0]] * 20), "the same order again says nothing more"
    assert not named("shuffled", *cases(8), (cut(shuffled(1)), ROWS, T))


def test_few_samples_come_in_a_fixed_order_by_chance() -> None:
    def of(count: int, order: Any) -> tuple[Any, ...]:
        return ([(ROWS[order], T[order])], ROWS[:count], T[:count])

    others = [of(23, shuffled(seed)) for seed in range(12)]
    assert not named("shuffled", *others, of(8, np.array([5, 4, 3, 2, 1, 0, 7, 6])))
    assert named("shuffled", *others, of(20, np.arange(20))) == "order-kept"


def test_batches_that_are_cut_wrongly_are_told_apart() -> None:
    order = shuffled(1)
    for first, name in (
        (cut(order)[:-1], "last-batch-missing"),
        ([*cut(order), (ROWS[:0], T[:0])], "empty-batch"),
        ([(ROWS[order[i : i + 6]], T[order[i : i + 6]]) for i in range(0, 23, 5)], "batches-overlap"),
        (cut(order, 4), "batch-sizes"),
        ([], "batch-sizes"),
        ([(a, b[:1]) for a, b in cut(order)], "batch-sizes"),
    ):
        assert named("batches_cut", (first, ROWS, T, 5)) == name
    both = [(cut(order)[:-1], ROWS, T, 5), (cut(order, 4), ROWS, T, 5)]
    assert named("batches_cut", *both) == "batch-sizes", "what isn't true of all is not said"


def test_samples_and_labels() -> None:
    order = shuffled(2)
    twice = [*order[:-1], order[0]]
    assert named("each_once", (cut(twice), ROWS, T)) == "not-each-once"
    assert named("paired", (cut(order), ROWS, T)) == ""
    wrong = [(a, T[i * 5 : i * 5 + 5]) for i, (a, _) in enumerate(cut(order))]
    found = broken("paired", [(wrong, ROWS, T)])
    assert isinstance(found, Broken)
    assert found.measured == (1.0,), "the labels stand in their original order"
    other = [(a, b[::-1]) for a, b in cut(order)]
    found = broken("paired", [(other, ROWS, T)])
    assert isinstance(found, Broken)
    assert found.measured == (0.0,)


def test_rows_that_are_alike_are_samples_of_their_own() -> None:
    alike = np.array([[0, 0], [1, 1], [0, 0], [1, 1]])
    t = np.arange(4)
    assert not named("each_once", ([(alike[::-1], t[::-1])], alike, t))
    assert not named("paired", ([(alike[::-1], t[::-1])], alike, t))
    assert not named("paired", ([(alike[[2, 1, 0, 3]], t[[0, 1, 2, 3]])], alike, t)), "one is as good as the other"
    assert named("paired", ([(alike[[1, 0, 2, 3]], t)], alike, t)) == "not-paired"
    assert named("each_once", ([(alike[:2], t[:2])], alike, t)) == "not-each-once"


def test_seeds_decide_the_order() -> None:
    one, other = cut(shuffled(1)), cut(shuffled(2))
    assert named("same_order", (one, other, ROWS, T)) == "not-repeatable"
    assert named("other_order", (one, one, ROWS, T)) == "seed-ignored"
    whole = (one, one, ROWS, T)
    assert named("other_order", whole, (cut(shuffled(3)), other, ROWS, T)) == "seeds-merged"
    eight = [(ROWS[shuffled(1, 8)], T[shuffled(1, 8)])]
    again = (eight, eight, ROWS[:8], T[:8])
    assert not named("other_order", again, (one, other, ROWS, T)), "eight samples are in the same order once in 40,320"
    assert not named("other_order", again, again), "and this is the same order once more"
    found = broken("same_order", [(one, other, ROWS, T), (one, one, ROWS, T)])
    assert isinstance(found, Broken)
    assert found.measured == (0.5,)
    few = [(ROWS[:3], T[:3])]
    assert not named("other_order", (few, few, ROWS[:3], T[:3])), "three samples may come in the same order"


@pytest.mark.parametrize("value", [None, 3, [1], [(ROWS,)], [(ROWS, T, T)], [("a", "b")], [(T, T)], [(ROWS, ROWS)]])
def test_what_is_no_pair_is_told(value: Any) -> None:
    for name in ("each_once", "paired", "shuffled"):
        assert named(name, (value, ROWS, T)) == "not-pairs"
