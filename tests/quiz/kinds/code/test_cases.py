"""The inputs of a code question: drawn alike everywhere, small ones first, within their bounds; values compared."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from quiz.courses import built_in_bank, parse_item
from quiz.drawing import draw
from quiz.errors import FileFaults, Unanswerable
from quiz.kinds import TEMPLATES
from quiz.kinds.code.cases import (
    DRAWN,
    PAIRS,
    cases_of,
    constant_columns,
    is_plain,
    numeric,
    same_data,
    trial_of,
)
from quiz.kinds.code.expectations import expected
from quiz.kinds.code.showing import shape_of, show_data
from quiz.model import Item, Variant
from quiz.sandbox.inside.wire import Other

TEMPLATE = (TEMPLATES / "code.md").read_text(encoding="utf-8").format(id="x")
INPUT = 'param = { shape = ["n"], from = -3, to = 3, edges = ["zeros"] }'


def item(*changes: tuple[str, str]) -> Item:
    source = TEMPLATE
    for old, new in changes:
        assert old in source, old
        source = source.replace(old, new)
    return parse_item(source, expected_id="x", path="x.md")


def variant(*changes: tuple[str, str], seed: int = 1) -> Variant:
    return draw(item(*changes), seed)


def cases(rule: str, *changes: tuple[str, str], seed: int = 1) -> list[dict[str, Any]]:
    return cases_of(variant((INPUT, rule), *changes, seed=seed))


# -- drawn -------------------------------------------------------------------------------------------------------------


def test_cases_are_the_same_for_the_same_variant_and_others_for_another() -> None:
    first, again, other = cases_of(variant()), cases_of(variant()), cases_of(variant(seed=2))
    assert all(np.array_equal(one["param"], two["param"]) for one, two in zip(first, again, strict=True))
    assert not all(np.array_equal(one["param"], two["param"]) for one, two in zip(first, other, strict=True))
    assert first[0]["True"] is True
    assert first[0]["False"] is False
    assert first[0]["norm"] == "l1"


def test_the_smallest_case_comes_first_and_all_are_within_their_bounds() -> None:
    found = cases_of(variant())
    assert len(found) == DRAWN + 1 + PAIRS == 18
    sizes = [case["param"].size for case in found]
    assert sizes == sorted(sizes)
    assert set(sizes) == {1, 2, 3, 4, 5}
    assert [case["n"] for case in found] == sizes
    for one, two in zip(found, found[1:], strict=False):
        if one["param"].size == two["param"].size:
            assert np.abs(one["param"]).sum() <= np.abs(two["param"]).sum()
    values = np.concatenate([case["param"] for case in found])
    assert values.dtype == np.float64
    assert values.min() >= -3
    assert values.max() <= 3
    assert np.allclose(values * 10, np.round(values * 10)), "multiples of a tenth"
    assert any(round(10 * value) % 2 for value in values), "not only whole numbers, and not only fifths"


def test_an_edge_is_tried_apart() -> None:
    assert sum(not case["param"].any() for case in cases_of(variant())) >= 1
    found = cases('param = { shape = ["n"], edges = ["ones", "large"] }')
    assert len(found) == DRAWN + 2 + PAIRS
    assert any((case["param"] == 1).all() for case in found)
    large = next(case["param"] for case in found if np.abs(case["param"]).max() == 1000)
    assert [float(value) for value in large] == [(-1000.0, 1000.0)[place % 2] for place in range(large.size)]


def test_sizes_may_be_tried_apart_as_well() -> None:
    edge = ("[code.input]", "[[code.edge]]\nn = 0\n[[code.edge]]\nn = 9\n[code.input]")
    found = cases_of(variant(edge))
    assert len(found) == DRAWN + 3 + PAIRS
    assert [case["n"] for case in found if case["n"] not in range(1, 6)] == [0, 9]
    assert found[0]["param"].shape == (0,)


def test_a_quarter_of_the_cases_has_whole_numbers_and_the_first_are_small() -> None:
    size = ("n = { from = 1, to = 5 }", "n = { from = 1, to = 40 }")
    whole, small, seen = 0, 0, 0
    for seed in range(1, 21):
        for case in cases('param = { shape = ["n"], from = -2.5, to = 3 }', size, seed=seed):
            seen += 1
            values = case["param"]
            if np.array_equal(values, np.round(values)):
                whole += case["n"] > 4
            small += case["n"] <= 20
    assert seen == 20 * (DRAWN + PAIRS)
    assert 40 <= whole <= 80
    assert small > seen / 2


def test_whole_numbers_are_whole() -> None:
    for case in cases('param = { shape = ["n", 2], from = 0, to = 4, step = 2 }'):
        assert case["param"].shape == (case["n"], 2)
        assert case["param"].dtype == np.int64
        assert set(case["param"].ravel().tolist()) <= {0, 2, 4}
    assert {
        value
        for case in cases('param = { shape = ["n"], from = 0, to = 4, step = 2 }')
        for value in case["param"].tolist()
    } == {0, 2, 4}


def test_a_counted_input_counts() -> None:
    for case in cases('param = { shape = ["n", 3], count = true }'):
        assert case["param"].tolist() == np.arange(3 * case["n"]).reshape(-1, 3).tolist()


def test_one_number_a_list_of_arrays_and_a_dictionary() -> None:
    for case in cases("param = { shape = [], from = 1, to = 2, step = 1 }"):
        assert type(case["param"]) is int
        assert case["param"] in (1, 2)
    for case in cases('param = { shape = ["n"], times = 3 }'):
        assert [part.shape for part in case["param"]] == [(case["n"],)] * 3
    assert [len(case["param"]) for case in cases('param = { shape = ["n"], times = 1 }')] == [1] * (DRAWN + PAIRS)
    for case in cases('param = { shapes = { W = ["n", 2], b = [2] } }'):
        assert {name: part.shape for name, part in case["param"].items()} == {"W": (case["n"], 2), "b": (2,)}


def test_sizes_may_depend_on_each_other_and_on_drawn_values() -> None:
    size = ("n = { from = 1, to = 5 }", 'n = { from = 1, to = 4 }\nm = { from = "n", to = "n + k" }')
    drawn = ('norm = ["l1"]', 'norm = ["l1"]\nk = [0.5, 2]')
    fractions = set()
    for seed in range(1, 10):
        made = variant(
            size, (INPUT, 'param = { shape = ["m"] }'), ('norm = ["l1"]', 'norm = ["l1"]\nk = [2]'), seed=seed
        )
        for case in cases_of(made):
            assert case["n"] <= case["m"] <= case["n"] + 2
            fractions.add(case["m"] - case["n"])
    assert fractions == {0, 1, 2}
    made = variant(("n = { from = 1, to = 5 }", "n = { from = 1, to = 4 }"), drawn)
    assert cases_of(made)[0]["k"] in (0.5, 2)
    assert type(cases_of(made)[0]["k"]) is not Fraction


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        ('shape = ["n", 64, 62]', True),
        ('shape = ["n", 100, 40]', True),
        ('shape = ["n", 100, 41]', False),
        ('shape = ["n", 100, 4], times = 10', True),
        ('shape = ["n", 100, 4], times = 11', False),
        ('shape = [256]', True),
        ('shape = [257]', False),
        ('shape = [-1]', False),
        ('shape = ["n / 2"]', False),
        ('shape = ["n > 0"]', False),
        ('shape = [0]', True),
        ('shapes = { a = ["n", 100, 20], b = ["n", 100, 20] }', True),
        ('shapes = { a = ["n", 100, 20], b = ["n", 100, 21] }', False),
    ],
)  # fmt: skip
def test_inputs_are_bounded(rule: str, fits: bool) -> None:
    made = variant((INPUT, f"param = {{ {rule} }}"), ("n = { from = 1, to = 5 }", "n = { from = 5, to = 5 }"))
    if fits:
        assert len(cases_of(made)) in (DRAWN, DRAWN + PAIRS)  # an array of no numbers can't be another one
    else:
        with pytest.raises(Unanswerable, match=r"^x\.md:\d+: code\.input: "):
            cases_of(made)


def test_all_inputs_together_are_bounded() -> None:
    two = (INPUT, 'param = { shape = ["n", 100, 30] }\nother = { shape = ["n", 100, 11] }')
    with pytest.raises(Unanswerable, match="the input other is too large"):
        cases_of(variant(two, ("n = { from = 1, to = 5 }", "n = { from = 5, to = 5 }")))


# -- what is expected --------------------------------------------------------------------------------------------------


def test_what_is_expected_comes_from_reference_or_check() -> None:
    made = variant()
    case = next(case for case in cases_of(made) if case["n"] == 5)
    before = case["param"].copy()
    assert np.array_equal(expected(made, case)["g"], np.sign(case["param"]))
    assert same_data(expected(made, case, check=True), expected(made, case), 1e-4)
    assert np.array_equal(case["param"], before)


def test_a_reference_that_can_not_be_computed_is_told_with_its_line() -> None:
    made = variant(('reference = "penalty_gradient"', 'reference = "affine_layer"'))
    with pytest.raises(Unanswerable, match=rf"^x\.md:{made.item.lines['code.reference']}: code\.reference: it can't"):
        expected(made, cases_of(made)[0])
    made = variant(('check = "penalty_gradient_by_differences"', 'check = "crop"'))
    with pytest.raises(Unanswerable, match=rf"^x\.md:{made.item.lines['code.check']}: code\.check: it can't"):
        expected(made, cases_of(made)[0], check=True)
    assert expected(made, cases_of(made)[0])


# -- compared ----------------------------------------------------------------------------------------------------------

NAN = float("nan")


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (1, 1.0, True), (1, True, True), (1.0, 1.0000009, True), (1.0, 1.00001, False), (0.0, 9e-7, True),
        (0.0, 1e-5, False), (0.0, 1.5e-6, False), (1.0, float("inf"), False), (float("inf"), float("inf"), True),
        (float("-inf"), float("inf"), False), (1e6, 1e6 + 0.5, True), (1e6, 1e6 + 2, False), (NAN, NAN, True),
        (NAN, 1.0, False),
        ([1, 2], (1, 2), True), ([1, 2], np.array([1, 2]), True), ([1, 2], [1, 2, 3], False), ([[1, 2]], [1, 2], False),
        ([1], 1, False), ([], [], True), ({"a": 1}, {"a": 1.0}, True), ({"a": 1}, {"a": 2}, False),
        ({"a": 1}, {"a": 1, "b": 1}, False), ({"a": 1}, [1], False), ([1], {"a": 1}, False), ("a", "a", True),
        ("a", "b", False), ("1", 1, False), (1, "1", False), (None, None, True), (None, 0, False), (0, None, False),
        (Other("f"), Other("f"), True), (Other("f"), Other("g"), False), (Other("f"), 1, False),
        ([[1], [2, 3]], [[1], [2, 3]], True), ([[1], [2, 3]], [[1], [2, 4]], False), ([[1], [2, 3]], [[1]], False),
        ([[1], "a"], [[1], "a"], True), ([1, {"a": 2}], (1, {"a": 2}), True), ([1, {"a": 2}], [1, {"a": 3}], False),
        ([[1], [2, 3]], 5, False), (5, [[1], [2, 3]], False),
    ],
)  # fmt: skip
def test_values_of_the_sandbox_are_compared(left: Any, right: Any, same: bool) -> None:
    assert same_data(left, right, 1e-6) is same


def test_what_counts_as_numbers() -> None:
    for value in (1, True, 1.5, [1, 2], ((1, 2), (3, 4)), np.ones(2, dtype=np.uint8)):
        assert numeric(value).dtype == np.float64
    for value in ("1", None, {"a": 1}, Other("f"), [[1], [2, 3]], ["a"], 1j, [None]):
        assert numeric(value) is None


# -- shown -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1, "1"), (True, "True"), (0.123456, "0.1235"), (1e-9, "1e-09"), ("a", "'a'"), (None, "None"),
        ((1,), "(1,)"), ((1, 2), "(1, 2)"), ([1, 2.5], "[1, 2.5]"), ({"a": (1,)}, "{'a': (1,)}"),
        (np.array([[1, 2], [3, 4]]), "[[1, 2], [3, 4]]"), (np.zeros((0, 3)), "[] (shape (0, 3))"),
        (np.float64(0.5), "0.5"), (np.int64(3), "3"), (np.bool_(True), "True"), (Other("function"), "<function>"),
        (np.arange(60), "[" + ", ".join(map(str, range(60))) + "]"),
        (np.arange(61), "[0, 1, 2, 3, 4, 5, 6, 7, ...] (shape (61,))"),
        ("x" * 398, "'" + "x" * 398 + "'"), ("x" * 399, "'" + "x" * 399 + "…"), (-0.0, "0"),
    ],
)  # fmt: skip
def test_values_are_shown_in_a_short_line(value: Any, shown: str) -> None:
    assert show_data(value) == shown


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (np.ones((2, 3)), "(2, 3)"), ([1, 2], "(2,)"), (1, None), ({"a": 1}, None), ("a", None), (None, None),
        (np.zeros(0), "(0,)"), ([[1], [2, 3]], None),
    ],
)  # fmt: skip
def test_shapes(value: Any, shape: str | None) -> None:
    assert shape_of(value) == shape


# -- the table ---------------------------------------------------------------------------------------------------------

STEPS = 'steps = ["g = gradient(param)"]'


def test_steps_are_read() -> None:
    def steps(written: str) -> list[tuple[Any, ...]]:
        made = item((STEPS, f"steps = {written}"))
        return [(step.do, step.name, step.arguments, step.of or step.gives) for step in made.answer.steps]

    assert steps('["g = gradient(param)"]') == [("call", "gradient", ((None, "param", None),), "g")]
    assert steps('["g = gradient(w=param[2], n, True)"]') == [
        ("call", "gradient", (("w", "param", 2), (None, "n", None), (None, "True", None)), "g")
    ]
    assert steps('[" layer = gradient(n) ", "forward(param)", "dW = .dW"]') == [
        ("new", "gradient", ((None, "n", None),), "layer"), ("method", "forward", ((None, "param", None),), None),
        ("read", "dW", (), "dW"),
    ]  # fmt: skip
    assert [call[:2] for call in steps('["g = gradient()", "h = gradient(param)"]')] == [("call", "gradient")] * 2


def test_objects_have_names_and_are_used_in_turns() -> None:
    written = """["one = gradient(n)", "two = gradient(n)", "y = one.forward(param)", "two.forward(n) 3 times",
        "dW = one.dW", "z = forward(param)", ".dW", "gradient(n)", "last = two.forward(param)"]"""
    task = item((STEPS, f"steps = {written}")).answer
    assert [(step.do, step.name, step.of, step.gives, step.times) for step in task.steps] == [
        ("new", "gradient", "one", None, 0), ("new", "gradient", "two", None, 0),
        ("method", "forward", "one", "y", 0), ("method", "forward", "two", None, 3), ("read", "dW", "one", "dW", 0),
        ("method", "forward", "", "z", 0), ("read", "dW", "", None, 0), ("new", "gradient", "", None, 0),
        ("method", "forward", "two", "last", 0),
    ]  # fmt: skip
    assert task.gives == ("y", "dW", "z", "last"), "an object is no result"
    assert task.needed == ["n", "param"]


def test_what_an_answer_gives() -> None:
    assert item().answer.gives == ("g",)
    assert item((STEPS, STEPS + '\ngives = ["g", "param"]')).answer.gives == ("g", "param")
    assert item().answer.tolerance == 1e-6
    assert item((STEPS, STEPS + "\ntolerance = 0.5")).answer.tolerance == 0.5


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (STEPS, 'steps = ["g = gradient"]', "can't read this step"),
        (STEPS, 'steps = ["g = .gradient(param)"]', "can't read this step"),
        (STEPS, 'steps = ["g = forward(param)", "h = gradient(param)"]', "the first step should be gradient(...)"),
        (STEPS, 'steps = ["g = gradient(param[1234])"]', "can't read the argument"),
        (STEPS, 'steps = ["g = gradient(2)"]', "can't read the argument"),
        (STEPS, 'steps = ["gradient(n)", "g = .forward(param)"]', "can't read this step"),
        (STEPS, 'steps = ["gradient(n)", "g = one.forward(param)"]', "there is no object called one"),
        (STEPS, 'steps = ["g = one.forward(param)", "one = gradient(n)"]', "there is no object called one"),
        (STEPS, 'steps = ["n = gradient(n)", "g = forward(param)"]', "n is the name of another value as well"),
        (STEPS, 'steps = ["g = gradient(n)", "g = forward(param)"]', "g is the name of another value as well"),
        (STEPS, STEPS + '\nmay_change = ["h"]', "h is no input and no result"),
        (INPUT, 'param = { shape = ["n"], scales = [0] }', "scales should be a list of numbers"),
        (INPUT, 'param = { shape = ["n"], scales = [true] }', "scales should be a list of numbers"),
        (INPUT, 'param = { shape = ["n"], scales = ["huge"] }', "scales should be a list of numbers"),
        (INPUT, 'param = { shape = ["n"], scales = [1e7] }', "scales should be a list of numbers"),
        (INPUT, 'param = { shape = ["n"], any_axes = 3 }', "any_axes"),
        (STEPS, "steps = [" + '"g = gradient(param)", ' * 33 + "]", "1 to 32 steps"),
        (STEPS, STEPS + '\ngives = ["h"]', "gives names h"),
        (STEPS, STEPS + "\ntolerance = 0.6", "tolerance"),
        (STEPS, STEPS + "\ntolerance = 0", "tolerance"),
        (STEPS, STEPS + "\nmore = 1", "no key code.more"),
        ('name = "gradient"', "", "there are steps, but no name"),
        ('name = "gradient"', 'name = "class"', "can't be a name"),
        (INPUT, "", "there is no [code.input]"),
        (INPUT, "param = { from = 1 }", "lacks shape"),
        (INPUT, 'param = { shape = ["n"], step = 0 }', "should be a number"),
        (INPUT, 'param = { shape = ["n"], from = true }', "should be a number"),
        (INPUT, 'param = { shape = ["n"], times = 21 }', "times"),
        (INPUT, 'param = { shape = ["n"], times = 0 }', "times"),
        (INPUT, 'param = { shape = ["n"], count = 1 }', "count"),
        (INPUT, 'param = { shape = ["n"], size = 1 }', "no key"),
        (INPUT, 'n = { shape = ["n"] }', "can't be the name of an input"),
        (INPUT, '"a b" = { shape = ["n"] }', "can't be the name of an input"),
        ("n = { from = 1, to = 5 }", '"a b" = { from = 1, to = 5 }', "can't read the size"),
        ("n = { from = 1, to = 5 }", "norm = { from = 1, to = 5 }", "can't read the size"),
        ("n = { from = 1, to = 5 }", "n = { to = 5 }", "can't read the size"),
        ("n = { from = 1, to = 5 }", "n = { from = 1, to = 5, step = 1 }", "no key"),
        ("[code.input]", "[[code.edge]]\nn = 65\n[code.input]", "edge"),
        ("[code.input]", "[[code.edge]]\nn = -1\n[code.input]", "edge"),
        ("[code.input]", "[[code.edge]]\nm = 1\n[code.input]", "no key"),
        ('check = "penalty_gradient_by_differences"', "", "check"),
        ('reference = "penalty_gradient"', 'reference = "penalty_gradien"', "near names: penalty_gradient"),
        ("[code.input]", "[code.statement]\n[code.input]", "no key code.statement"),
        (STEPS, STEPS + '\njudge = "crop"', "no key code.judge"),
    ],
)  # fmt: skip
def test_faults_of_the_table_are_named(old: str, new: str, said: str) -> None:
    with pytest.raises(FileFaults) as caught:
        item((old, new))
    assert said in caught.value.in_("en")


def test_the_largest_values_that_the_table_takes() -> None:
    made = item((STEPS, "steps = [" + '"g = gradient(param)", ' * 32 + "]"))
    assert len(made.answer.steps) == 32
    made = item(
        (INPUT, 'param = { shape = ["n"], times = 20 }'),
        ("[code.input]", "[[code.edge]]\nn = 64\n[[code.edge]]\nn = 0\n[code.input]"),
    )
    assert made.answer.inputs[0].times == 20
    assert [dict(edge) for edge in made.answer.edges] == [{"n": 64}, {"n": 0}]


def test_two_right_versions_are_needed() -> None:
    start = TEMPLATE.index("right = [")
    end = TEMPLATE.index("]", TEMPLATE.index("(param < 0) * 1.0")) + 1
    one = TEMPLATE[:start] + "right = ['''\ndef gradient(param):\n    return np.sign(param)\n''']" + TEMPLATE[end:]
    with pytest.raises(FileFaults) as caught:
        parse_item(one, expected_id="x", path="x.md")
    assert "two or more right versions" in caught.value.in_("en")
    made = item()
    assert len(made.answer.right) == 2
    assert made.answer.right[0].fill({}) == "def gradient(param):\n    return np.sign(param)"


# -- pairs, edges and forms --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("identifier", ["impl-optimizer", "impl-crop-expression", "impl-conv-im2col", "impl-batchnorm"])
def test_every_argument_is_varied_by_itself(identifier: str) -> None:
    made = draw(built_in_bank().item(identifier), 1)
    trial, task = trial_of(made), made.item.answer
    fixed = {entry.name for entry in task.inputs if entry.low == entry.high or entry.count}
    sides = {size for entry in task.inputs for size in ("rows", "columns", "channels") if entry.count}
    seen: dict[str, int] = {}
    for pair in trial.pairs:
        one, other = trial.cases[pair.one], trial.cases[pair.other]
        assert [name for name in one if not same_data(one[name], other[name], 1e-9)] == [pair.argument]
        seen[pair.argument] = seen.get(pair.argument, 0) + 1
        for rule in task.sizes:
            assert rule.low is not None
            assert rule.high is not None
            assert rule.low.value(other) <= other[rule.name] <= rule.high.value(other)
    assert set(seen) >= set(task.arguments) - fixed - sides
    assert max(seen.values()) == PAIRS


def test_one_of_the_pairs_of_an_array_has_zeros() -> None:
    made = variant()
    trial = trial_of(made)
    others = [trial.cases[pair.other]["param"] for pair in trial.pairs]
    assert any(len(param) < 2 or not param[: len(param) // 2].any() for param in others)


@pytest.mark.parametrize(("low", "high", "zeros"), [(0, 3, True), (-3, 0, True), (1, 3, False), (-3, -1, False)])
def test_zeros_are_tried_wherever_they_may_stand(low: int, high: int, zeros: bool) -> None:
    found = cases(f"param = {{ shape = [40], from = {low}, to = {high}, step = 0.1 }}")
    assert any(not case["param"][:20].any() for case in found) is zeros


def test_an_edge_may_name_inputs_as_well_as_sizes() -> None:
    edge = ("[code.input]", '[[code.edge]]\nn = 7\nparam = "ones"\n[code.input]')
    (found,) = (case for case in cases_of(variant(edge)) if case["n"] == 7)
    assert found["param"].tolist() == [1] * 7
    with pytest.raises(FileFaults, match="1 fault"):
        item(("[code.input]", '[[code.edge]]\nparam = "twos"\n[code.input]'))


def test_forms_are_tried_apart_on_several_numbers() -> None:
    found = cases('param = { shape = ["n"], from = -3, to = 3, forms = ["whole", "apart"] }')
    assert len(found) == DRAWN + 2 + PAIRS
    (whole,) = (case["param"] for case in found if case["param"].dtype == np.int64)
    (apart,) = (case["param"] for case in found if not case["param"].flags.c_contiguous)
    assert whole.size > 1
    assert apart.dtype == np.float64


def test_numbers_of_other_scales_are_tried_apart() -> None:
    found = [case["param"] for case in cases('param = { shape = ["n"], from = 1, to = 3, scales = [0.00001, -1000] }')]
    assert len(found) == DRAWN + 2 + PAIRS
    (small,) = (array for array in found if np.abs(array).max() < 0.01)
    (large,) = (array for array in found if array.min() < 0)
    for array, scale in ((small, 1e-5), (large, -1000)):
        assert array.dtype == np.float64
        assert ((array / scale >= 0.99) & (array / scale <= 3.01)).all()
    found = [case["param"] for case in cases('param = { shape = ["n"], count = true, scales = [0.37] }')]
    assert [array.tolist() for array in found if array.dtype == np.float64] in [
        [[pytest.approx(0.37 * place) for place in range(count)]] for count in range(1, 6)
    ]


def test_arrays_of_one_and_of_three_axes_are_tried_apart_where_any_number_will_do() -> None:
    size = ("n = { from = 1, to = 5 }", "n = { from = 2, to = 5 }\nm = { from = 2, to = 4 }")
    rules = 'param = { shape = ["n", "m"], any_axes = true }\nother = { shape = ["m"], any_axes = true }'
    found = cases(rules + '\nfixed = { shape = ["n"] }', size)
    assert len(found) == DRAWN + 2 + PAIRS
    one, three = sorted((case for case in found if not is_plain(case)), key=lambda case: case["param"].ndim)
    assert [one[name].shape for name in ("param", "other", "fixed")] == [(one["m"],), (one["m"],), (one["n"],)]
    n, m = three["n"], three["m"]
    assert [three[name].shape for name in ("param", "other", "fixed")] == [(2, n, m), (2, 2, m), (n,)]
    assert all(case["param"].ndim == 2 for case in found if is_plain(case))


def test_columns_that_must_vary_do() -> None:
    size = ("n = { from = 1, to = 5 }", "n = { from = 2, to = 3 }")
    rule = 'param = {{ shape = ["n", 4], from = 0, to = 1, step = 1, varied = {} }}'
    plain = [case["param"] for seed in range(1, 6) for case in cases(rule.format("false"), size, seed=seed)]
    assert any(constant_columns(array) for array in plain)
    varied = [case["param"] for seed in range(1, 6) for case in cases(rule.format("true"), size, seed=seed)]
    assert sum(bool(constant_columns(array)) for array in varied) <= len(varied) / 6, "all but those with zeros put in"
    assert {0, 1} == set(np.concatenate([array.ravel() for array in varied]).tolist())


def test_names_of_an_expression() -> None:
    assert built_in_bank().item("impl-crop-expression").answer.names == ("image", "top", "left", "height", "width")
    assert item().answer.names == ()
    for names, said in (('["param"]', "belongs to a question that asks for an expression"), ('["q"]', "no input")):
        with pytest.raises(FileFaults) as caught:
            item((STEPS, f"{STEPS}\nnames = {names}"))
        assert said in caught.value.in_("en")


@pytest.mark.parametrize(
    ("holds", "said"),
    [
        ('["zeros_new(g, param)"]', None),
        ('["zeros_new(g)"]', "can't read this property"),
        ('["zeros_anew(g, param)"]', "can't read this property"),
        ('["zeros_new(g, q)"]', "there is no value q"),
        ('["__import__(g, param)"]', "can't read this property"),
    ],
)
def test_properties_are_read_from_a_closed_list(holds: str, said: str | None) -> None:
    change = (STEPS, f"{STEPS}\ngives = []\nholds = {holds}")
    if said is None:
        task = item(change).answer
        assert [(rule.name, rule.of) for rule in task.holds] == [("zeros_new", ("g", "param"))]
        assert task.told == ("g",)
        return
    with pytest.raises(FileFaults) as caught:
        item(change)
    assert said in caught.value.in_("en")


def test_where_nothing_is_compared_no_reference_is_needed() -> None:
    gone = [('reference = "penalty_gradient"\n', ""), ('check = "penalty_gradient_by_differences"\n', "")]
    task = item((STEPS, f'{STEPS}\ngives = []\nholds = ["zeros_new(g, param)"]'), *gone).answer
    assert (task.reference, task.check) == ("", "")
    assert item(*gone).answer.brings_reference
    with pytest.raises(FileFaults, match="1 fault") as caught:
        item((STEPS, f"{STEPS}\ngives = []"))
    assert "nothing is compared" in caught.value.in_("en")


def test_repeated_calls_and_values_taken_are_read() -> None:
    steps = item((STEPS, 'steps = ["g = gradient(param) 12 times", "then = param"]')).answer.steps
    assert [(step.do, step.name, step.gives, step.times) for step in steps] == [
        ("call", "gradient", "g", 12), ("take", "param", "then", 0),
    ]  # fmt: skip
    with pytest.raises(FileFaults) as caught:
        item((STEPS, 'steps = ["g = gradient(param) 61 times"]'))
    assert "at most 60 times" in caught.value.in_("en")


@pytest.mark.parametrize(
    "limits", ["to = 1e999", "from = -1e999", "to = 2000000", "to = 999999", "step = 1e-999", "step = 1e300"]
)
def test_the_numbers_that_code_is_given_are_those_of_a_program(limits: str) -> None:
    from quiz.errors import FileFaults
    from quiz.kinds import TEMPLATES

    source = (TEMPLATES / "code.md").read_text(encoding="utf-8").format(id="x")
    changed = {key.split()[0]: key for key in ("from = -3", "to = 3")}
    changed[limits.split()[0]] = limits
    source = source.replace("from = -3, to = 3", ", ".join(changed.values()))
    with pytest.raises(FileFaults) as caught:
        parse_item(source, expected_id="x", path="x.md")
    (fault,) = caught.value.faults
    assert fault.line == source[: source.index("[code.input]")].count("\n") + 2


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ("from = 0, to = 1000000, step = 1000", ""),
        ("from = -1000000, to = 0, step = 1000", ""),
        ("from = 0, to = 1000001, step = 1000", "goes up to a million"),
        ("from = -1000001, to = 0, step = 1000", "goes up to a million"),
        ("from = 0, to = 0.001, step = 0.000001", ""),
        ("from = 0, to = 0.001, step = 0.00000099", "goes up to a million"),
        ("from = 0, to = 1, step = 0", "step should be a number"),
        ("from = 0, to = true", "to should be a number"),
        ("scales = [1000000, -1000000, 0.000000001]", ""),
        ("scales = 1000", ""),
        ("scales = [1000001]", "from a billionth to a million"),
        ("scales = [10, 0.0000000009]", "from a billionth to a million"),
        ("scales = [true]", "from a billionth to a million"),
        ('scales = ["x"]', "from a billionth to a million"),
    ],
)
def test_how_large_and_how_small_numbers_may_be(limits: str, said: str) -> None:
    rule = (INPUT, f'param = {{ shape = ["n"], {limits} }}')
    if not said:
        assert all(np.isfinite(case["param"]).all() for case in cases_of(variant(rule)))
        return
    with pytest.raises(FileFaults) as caught:
        item(rule)
    assert said in caught.value.in_("en")
