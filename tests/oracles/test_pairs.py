"""A slice of the fuzz of pairs: what is right is never wrong, what is wrong never right, by an oracle of its own.

The whole of it is ``tests/bench/fuzz_pairs.py``, which takes any number of pairs.
"""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import islice

import pytest
from algebra_oracle import differ_at, interval
from algebra_pairs import FAMILIES, Family, pairs, rewritten
from algebra_trees import add, div, f, mul, n, power, v
from item_pairs import item_pairs
from pair_verdicts import FALSE, judged_item, judged_pair, state_of

PAIRS = 250
SEEDS = range(1, 9)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_verdict_on_a_pair_of_texts_is_false(seed: int) -> None:
    judged = [judged_pair(pair) for pair in islice(pairs(seed), PAIRS)]
    assert [one for one in judged if one.state in (*FALSE, "no reference")] == []
    assert sum(one.state == "unreadable" for one in judged) <= PAIRS // 100
    assert sum(one.state == "undecided" for one in judged) <= PAIRS // 100


@pytest.mark.parametrize("seed", SEEDS[:3])
def test_no_verdict_on_an_answer_to_an_item_is_false(seed: int) -> None:
    judged = [judged_item(pair) for pair in islice(item_pairs(seed), PAIRS)]
    assert [one for one in judged if one.state in FALSE] == []
    assert sum(one.state in ("unreadable", "undecided") for one in judged) <= PAIRS // 100


def test_the_same_seed_gives_the_same_pairs() -> None:
    assert list(islice(pairs(4), 50)) == list(islice(pairs(4), 50)) != list(islice(pairs(5), 50))


def test_the_pairs_are_of_every_family_and_of_both_verdicts() -> None:
    drawn = list(islice(pairs(3), 1500))
    assert {pair.family for pair in drawn} == {*(family.name for family in FAMILIES), "number", "tuple", "set"}
    for family in {pair.family for pair in drawn}:
        assert {True, False} <= {pair.equal for pair in drawn if pair.family == family}
    assert sum(pair.equal is None for pair in drawn) < 0.05 * len(drawn)


# -- the oracle itself -------------------------------------------------------------------------------------------------


def test_a_difference_is_proved_with_fractions_or_with_intervals_that_lie_apart() -> None:
    x, at = v("x"), {"x": Fraction(3, 7)}
    assert differ_at(mul(x, x), power(x, 2), at) is False
    assert differ_at(mul(x, x), power(x, 3), at) is True
    assert differ_at(f("exp", x), add(f("exp", x), n(Fraction(1, 10**20))), at) is True
    assert differ_at(f("exp", add(x, x)), power(f("exp", x), 2), at) is None  # equal: no interval tells
    assert differ_at(div(n(1), add(x, n(Fraction(-3, 7)))), n(0), at) is None  # no value there


@pytest.mark.parametrize(
    ("name", "x", "value"),
    [
        ("tanh", 1, 0.7615941559557649), ("sigmoid", 2, 0.8807970779778823), ("softplus", 0, 0.6931471805599453),
        ("log2", 8, 3), ("log10", 1000, 3), ("sinh", 1, 1.1752011936438014), ("tan", 1, 1.5574077246549023),
        ("relu", -2, 0), ("floor", Fraction(-7, 2), -4), ("ceil", Fraction(7, 2), 4), ("sign", -3, -1), ("step", 3, 1),
    ],
)  # fmt: skip
def test_the_intervals_hold_the_values_of_known_functions(name: str, x: int, value: float) -> None:
    found = interval(f(name, n(x)), {})
    assert abs(float(found.mid) - value) < 1e-12
    assert float(found.delta) < 1e-20


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_the_laws_change_trees_and_no_values(family: Family) -> None:
    """Whatever a law gives is never proved to differ; ``tree_pair`` says so by an exception."""
    source, changed = random.Random(7), 0
    for _ in range(60):
        tree = family.grow(source)
        changed += rewritten(source, tree, family.laws, 3) != tree
    assert changed > 20


def test_a_verdict_is_false_where_it_is_not_the_oracles() -> None:
    assert [state_of(True, verdict) for verdict in ("correct", "wrong", "unreadable")] == [
        "right",
        "false wrong",
        "unreadable",
    ]
    assert [state_of(False, verdict) for verdict in ("correct", "incomplete", "unreadable")] == [
        "false correct",
        "false correct",
        "right",
    ]
    assert state_of(None, "correct") == "unknown"
