"""Values as they are drawn: ranges, steps, lists, conditions, redraws; and instances that a report gives."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest

from quiz.courses import parse_item
from quiz.drawing import draw, instantiate, original, prompt, solution
from quiz.draws import Draws
from quiz.errors import FileFaults, Unanswerable
from quiz.model import ORIGINAL, Item
from solvers.budget import DRAWN, REDRAWS

SOURCE = """+++
id = "d"
kind = "number"
section = "s"
minutes = 3
difficulty = 1
key = "%s"
check = "%s"
[draw]
%s
+++
# ja
値 {{%s}}
## ヒント
ヒント {{%s}}
## 解説
{{key}} です
# en
value {{%s}}
## Hint
hint {{%s}}
## Solution
it is {{key}}
"""


def item(draws: str, key: str = "1") -> Item:
    key = key if key != "1" else "n"
    return parse_item(SOURCE % ((key, key, draws) + (key,) * 4), expected_id="d", path="d.md")


def drawn(draws: str, name: str = "n", key: str = "n", count: int = 300) -> Counter[Any]:
    made = item(draws, key)
    return Counter(draw(made, seed).values[name] for seed in range(1, count + 1))


# -- ranges ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("n = { from = 2, to = 5 }", {2, 3, 4, 5}),
        ("n = { from = 4, to = 4 }", {4}),
        ("n = { from = -1, to = 1 }", {-1, 0, 1}),
        ("n = { from = 0, to = 10, step = 5 }", {0, 5, 10}),
        ("n = { from = 0, to = 9, step = 4 }", {0, 4, 8}),  # the last step stays within
        ("n = { from = 0, to = 1, step = 0.25 }", {0, Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), 1}),
        ("n = { from = 0.1, to = 0.3, step = 0.1 }", {Fraction(1, 10), Fraction(1, 5), Fraction(3, 10)}),
        ("n = [3, 8]", {3, 8}),
        ("n = { choose = [3] }", {3}),
    ],
)
def test_every_value_of_a_range_is_drawn_and_no_other(rule: str, values: set[Any]) -> None:
    counts = drawn(rule)
    assert set(counts) == values
    assert min(counts.values()) > 300 / len(values) * 0.6


def test_bounds_may_depend_on_what_was_drawn_before() -> None:
    made = item('m = { from = 1, to = 3 }\nn = { from = "m", to = "2 * m" }')
    seen = {(variant["m"], variant["n"]) for seed in range(1, 200) for variant in [draw(made, seed).values]}
    assert seen == {(1, 1), (1, 2), (2, 2), (2, 3), (2, 4), (3, 3), (3, 4), (3, 5), (3, 6)}


def test_the_largest_range_that_is_drawn_from_has_a_thousand_million_values() -> None:
    assert draw(item("n = { from = 1, to = 1000000000 }"), 1).values["n"] > 10**6
    for to in (1_000_000_001, 2_000_000_000, 10**12):
        with pytest.raises(Unanswerable) as caught:
            draw(item(f'one = [1]\nn = {{ from = "one", to = {to} }}'), 1)
        assert f"n: 1..{to}" in caught.value.message.en
        with pytest.raises(FileFaults) as told:
            item(f"n = {{ from = 1, to = {to} }}")
        assert f"n: 1..{to}" in told.value.in_("en")


@pytest.mark.parametrize(("low", "high"), [("5", "4"), ("5", "1"), ("1", "0.5")])
def test_a_range_without_a_value_is_drawn_again_where_a_draw_decides_it(low: str, high: str) -> None:
    with pytest.raises(Unanswerable, match="no values fit after 200 draws") as caught:
        draw(item(f'm = [{low}]\nn = {{ from = "m", to = {high} }}'), 1)
    assert caught.value.remedy is not None
    assert f"drawn last: m = {low}" in caught.value.remedy.en
    with pytest.raises(FileFaults) as told:
        item(f"n = {{ from = {low}, to = {high} }}")
    assert f"from is larger than to (from = {low}, to = {high})" in told.value.in_("en")


def test_the_first_words_of_the_named_stream_are_the_values() -> None:
    made = item("m = { from = 0, to = 99 }\nn = [5, 6, 7]")
    draws = Draws("d/12/0")
    assert (draw(made, 12).values["m"], draw(made, 12).values["n"]) == (draws.below(100), 5 + draws.below(3))


# -- lists -------------------------------------------------------------------------------------------------------------


def test_a_list_has_its_length_and_may_repeat_itself() -> None:
    counts = drawn("n = { choose = [1, 2], length = 3 }", key="n[0]")
    assert {len(values) for values in counts} == {3}
    assert len(counts) == 8
    counts = drawn("n = { from = 1, to = 3, length = 2, distinct = true }", key="n[0]")
    assert set(counts) == {(a, b) for a in (1, 2, 3) for b in (1, 2, 3) if a != b}
    counts = drawn("n = { choose = [1, 2, 3], length = 3, distinct = true }", key="n[0]")
    assert len(counts) == 6


def test_the_longest_and_the_shortest_list() -> None:
    assert DRAWN == 1_000
    made = item('k = [1000]\nn = { from = 1, to = 9, length = "k" }', key="n[0]")
    assert len(draw(made, 1).values["n"]) == 1000
    assert draw(item('k = [0]\nn = { from = 1, to = 9, length = "k" }\na = [4]', key="a"), 1).values["n"] == ()
    with pytest.raises(Unanswerable, match=r"draw\.n: too many \(at most 1000\)"):
        draw(item('k = [1001]\nn = { from = 1, to = 9, length = "k" }', key="n[0]"), 1)
    for length in (-1, 2.5):
        with pytest.raises(Unanswerable, match="n: length"):
            draw(item(f'k = [{length}]\nn = {{ from = 1, to = 9, length = "k" }}', key="n[0]"), 1)


# -- orders, rows and laws ---------------------------------------------------------------------------------------------


def test_every_order_of_a_list_is_drawn() -> None:
    assert set(drawn("n = { permutation = [1, 2, 3] }", key="n[0]")) == set(permutations((1, 2, 3)))
    made = item('k = [3, 4]\nn = { permutation = "range(1, k + 1)" }', key="n[0]")
    assert {tuple(sorted(draw(made, seed).values["n"])) for seed in range(1, 30)} == {(1, 2, 3), (1, 2, 3, 4)}


def test_rows_make_a_matrix() -> None:
    counts = drawn("n = { from = 0, to = 1, rows = 2, length = 3 }", key="n[0][0]")
    assert {len(rows) for rows in counts} == {2}
    assert {len(row) for rows in counts for row in rows} == {3}
    assert len(counts) > 50
    for rows in drawn("n = { from = 1, to = 4, rows = 2, length = 2, distinct = true }", key="n[0][0]", count=40):
        assert sorted(rows[0] + rows[1]) == [1, 2, 3, 4]


def test_normal_data_lie_on_their_grid_and_within_their_bounds() -> None:
    made = item("n = { normal = { mean = 50, std = 10 }, from = 35, to = 65, step = 0.5, length = 40 }", key="n[0]")
    data = [value for seed in range(1, 60) for value in draw(made, seed).values["n"]]
    assert all((2 * value).denominator == 1 for value in data)
    assert (min(data), max(data)) == (35, 65)
    assert statistics.mean(map(float, data)) == pytest.approx(50, abs=0.6)
    free = item("n = { normal = { mean = 50, std = 10 }, step = 0.1, length = 100 }", key="n[0]")
    data = [value for seed in range(1, 30) for value in draw(free, seed).values["n"]]
    assert statistics.stdev(map(float, data)) == pytest.approx(10, abs=0.5)


def test_different_data_differ_by_value() -> None:
    made = item("n = { normal = { mean = 0, std = 2 }, length = 5, distinct = true }", key="n[0]")
    for seed in range(1, 30):
        assert len(set(draw(made, seed).values["n"])) == 5


def test_a_normal_number_is_rounded_from_its_stream() -> None:
    made = item("n = { normal = { mean = 3, std = 2 }, step = 0.25 }")
    for seed in range(1, 20):
        exact = 3 + 2 * Draws(f"d/{seed}/0").standard_normal()
        assert abs(draw(made, seed).values["n"] - exact) <= Fraction(1, 8)


def test_counts_follow_their_law() -> None:
    counts = drawn("n = { binomial = { n = 4, p = 0.3 } }", count=3000)
    for value in range(5):
        wanted = math.comb(4, value) * 0.3**value * 0.7 ** (4 - value)
        assert counts[value] / 3000 == pytest.approx(wanted, abs=0.03)
    made = item('m = [2, 6]\nn = { binomial = { n = "m", p = "1/m" }, length = 3 }', key="n[0]")
    for seed in range(1, 40):
        values = draw(made, seed).values
        assert len(values["n"]) == 3
        assert 0 <= min(values["n"]) <= max(values["n"]) <= values["m"]


# -- conditions and redraws --------------------------------------------------------------------------------------------


def test_conditions_hold_those_on_lets_as_well() -> None:
    rule = 'n = { from = 1, to = 9 }\nwhere = %s\n[let]\ntwice = "2 * n"'
    assert set(drawn(rule % '["twice > 6", "n < 7"]')) == {4, 5, 6}
    assert set(drawn(rule % '"n > 7"')) == {8, 9}
    assert set(drawn(rule % '"twice == 10"')) == {5}


def test_a_condition_on_drawn_values_is_held_before_a_let_is_computed() -> None:
    made = item('n = { from = 0, to = 3 }\nwhere = "n > 0"\n[let]\nx = "6 / n"')
    assert {draw(made, seed).values["x"] for seed in range(1, 60)} == {6, 3, 2}


def test_a_condition_on_a_let_is_held_before_the_next_one_is_computed() -> None:
    made = item('n = { from = 0, to = 3 }\nwhere = "rest != 0"\n[let]\nrest = "n - 1"\nx = "6 / rest"')
    assert {draw(made, seed).values["x"] for seed in range(1, 60)} == {-6, 6, 3}


def test_every_redraw_is_told() -> None:
    made = item('n = { from = 0, to = 3 }\nwhere = "n > 2"')
    for seed in range(1, 30):
        variant = draw(made, seed)
        tries = [Draws(f"d/{seed}/{attempt}").below(4) for attempt in range(REDRAWS)]
        assert variant.redraws == tries.index(3)
        assert variant.seed == seed


def test_two_hundred_draws_are_made_and_then_the_reasons_told() -> None:
    assert REDRAWS == 200
    conditions = ", ".join(f'"n != {k}"' for k in range(6))
    with pytest.raises(Unanswerable) as caught:
        draw(item(f"n = {{ from = 0, to = 5 }}\nwhere = [{conditions}]"), 1)
    said = caught.value.message.en
    assert "no values fit after 200 draws (" in said
    counts = Counter(Draws(f"d/1/{attempt}").below(6) for attempt in range(200))
    listed = ", ".join(f"where: n != {value} × {count}" for value, count in counts.most_common(4))
    assert said == f"d.md: no values fit after 200 draws ({listed})"
    assert caught.value.remedy is not None
    # A seed whose only fitting draw is the last one is still drawn.
    last = next(
        (seed, value)
        for seed in range(1, 5000)
        for value in [Draws(f"d/{seed}/199").below(300)]
        if all(Draws(f"d/{seed}/{attempt}").below(300) != value for attempt in range(199))
    )
    variant = draw(item(f'n = {{ from = 0, to = 299 }}\nwhere = "n == {last[1]}"'), last[0])
    assert variant.redraws == 199


# -- given instances ---------------------------------------------------------------------------------------------------


def test_an_instance_has_the_values_that_are_given_and_was_not_drawn_again() -> None:
    made = item('n = { from = 1, to = 9 }\n[let]\nx = "n + 1"\n[original]\nn = 3', key="x")
    variant = instantiate(made, {"n": 20})
    assert (variant.values["x"], variant.key, variant.seed, variant.redraws) == (21, 21, ORIGINAL, 0)
    assert instantiate(made, {"x": 7}).key == 7, "a let that is given is taken as it is"
    assert (original(made).key, draw(made, 0).key, draw(made, 0).seed) == (4, 4, ORIGINAL)
    assert draw(made, 1).values["n"] == 1 + Draws("d/1/0").below(9)
    assert variant.values["pi"] == pytest.approx(3.14159265)


def test_an_instance_that_makes_no_question_is_told() -> None:
    source = (SOURCE % (("n", "n", "n = { from = 2, to = 9 }") + ("n",) * 4)).replace("number", "choice")
    slips = "".join(f'[misconception.s{k}]\nvalue = "max(n, {k})"\nja = "x"\nen = "x"\n' for k in (3, 4, 5))
    made = parse_item(source.replace("+++\n# ja", slips + "+++\n# ja"), expected_id="d", path="d.md")
    assert len(instantiate(made, {"n": 2}).options or ()) == 4
    with pytest.raises(Unanswerable, match=r"d\.md: no question with these values \(options: 1\)"):
        instantiate(made, {"n": 9})


def test_what_a_learner_sees_is_filled_with_this_variants_values() -> None:
    variant = instantiate(item("n = { from = 1, to = 9 }"), {"n": 5})
    shown = prompt(variant)
    assert (shown.stem.ja, shown.stem.en) == ("値 5", "value 5")
    assert [(hint.ja, hint.en) for hint in shown.hints] == [("ヒント 5", "hint 5")]
    assert (shown.item, shown.kind, shown.minutes, shown.seed, shown.start, shown.lists) == (
        "d",
        "number",
        3,
        0,
        "",
        (),
    )
    assert solution(variant).en == "it is 5"
    assert solution(variant).ja == "5 です"
