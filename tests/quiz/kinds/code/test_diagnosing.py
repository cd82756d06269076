"""What is said of wrong results in code: how they follow from the right ones, where they fail, and what is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from quiz.courses import parse_item
from quiz.drawing import draw
from quiz.kinds import TEMPLATES
from quiz.kinds.code.behaviour import Behaviour, Fault
from quiz.kinds.code.cases import Trial, Values, task_of, trial_of
from quiz.kinds.code.diagnosing import diagnoses_of
from quiz.kinds.code.evidence import evidence_of
from quiz.kinds.code.judging import _fails_alike, _moved
from quiz.kinds.code.observed import Given
from quiz.kinds.code.result_property import Broken
from quiz.kinds.code.showing import value_lines
from quiz.language import Text
from quiz.model import Diagnosis, Variant
from quiz.sandbox import Raised

TEMPLATE = (TEMPLATES / "code.md").read_text(encoding="utf-8").format(id="x")
STEPS = 'steps = ["g = gradient(param)"]'
SIZES = ("n = { from = 1, to = 5 }", "n = { from = 2, to = 5 }\nm = { from = 2, to = 4 }")
MATRIX = ('shape = ["n"], from = -3, to = 3, edges = ["zeros"]', 'shape = ["n", "m"], from = -3, to = 3')

Answer = Callable[[Any, Values], Any]


def variant(*changes: tuple[str, str]) -> Variant:
    source = TEMPLATE
    for old, new in changes:
        assert old in source, old
        source = source.replace(old, new)
    return draw(parse_item(source, expected_id="x", path="x.md"), 1)


def steps(*lines: str, gives: str) -> tuple[str, str]:
    return STEPS, f"steps = {list(lines)}\ngives = {gives.split()}".replace("'", '"')


def distinct(case: Values) -> Any:
    """Right numbers of which no two are alike, and none is whole."""
    size = case["n"] * case["m"]
    return (np.arange(size) ** 2 / 7 + 0.3).reshape(case["n"], case["m"])


def told(
    made: Variant, right: dict[str, Callable[[Values], Any]], wrong: dict[str, Answer], *, pairs: bool = False
) -> Diagnosis:
    """Return the diagnosis of results that are ``wrong`` of what is right and of the case, else right."""
    trial = trial_of(made)
    wanted = [{name: of(case) for name, of in right.items()} for case in trial.cases]
    given = [
        Given({name: wrong[name](value, case) if name in wrong else value for name, value in values.items()})
        for case, values in zip(trial.cases, wanted, strict=True)
    ]
    (found,) = diagnoses_of(task_of(made), trial if pairs else Trial(trial.cases, ()), wanted, given)
    return found


TWO_SIZES = variant(SIZES, MATRIX)


# -- how it follows from the right one ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        (lambda right, case: right * np.where(right > 1, np.nan, 1), "not-finite"),
        (lambda right, case: right + np.inf, "not-finite"),
        (lambda right, case: -right, "negative"),
        (lambda right, case: right * 0, "all-zero"),
        (lambda right, case: right.T, "transposed"),
        (lambda right, case: right[::-1], "flipped"),
        (lambda right, case: right[::-1, ::-1], "flipped"),
        (lambda right, case: right.ravel(), "shape"),
        (lambda right, case: right[None], "shape"),
        (lambda right, case: right[:, -1], "one-channel"),
        (lambda right, case: right[1:], "cut-off"),
        (lambda right, case: right[:, :-1], "cut-off"),
        (lambda right, case: np.pad(right, 1), "too-much"),
        (lambda right, case: np.vstack([right, right]), "too-much"),
        (lambda right, case: right.sum(axis=0), "totalled"),
        (lambda right, case: right.mean(), "totalled"),
        (lambda right, case: right.mean(axis=1, keepdims=True), "totalled"),
        (lambda right, case: (right != 0) * 1.0, "truth-values"),
        (lambda right, case: np.floor(right), "whole-numbers"),
        (lambda right, case: np.ceil(right), "whole-numbers"),
        (lambda right, case: np.round(right), "whole-numbers"),
        (lambda right, case: case["param"], "input-returned"),
        (lambda right, case: np.roll(right.ravel(), 1).reshape(right.shape), "mixed-up"),
        (lambda right, case: 3 * right, "scaled"),
        (lambda right, case: right * case["n"], "times-size"),
        (lambda right, case: right / case["m"], "over-size"),
        (lambda right, case: right - 2, "shifted"),
        (lambda right, case: right * (1 + np.arange(right.size).reshape(right.shape)), "differs"),
        (lambda right, case: np.concatenate([right.ravel(), [9.0]]), "differs"),
    ],
)
def test_how_a_result_follows_from_the_right_one(wrong: Answer, name: str) -> None:
    assert told(TWO_SIZES, {"g": distinct}, {"g": wrong}).name == name


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda right, case: 3 * right, "The result is 3 times the right one."),
        (lambda right, case: right / 4, "The result is 0.25 times the right one."),
        (lambda right, case: right * case["n"], "The result is n times the right one"),
        (lambda right, case: right / case["m"], "The result is the right one divided by m"),
        (lambda right, case: right - 2, "The result is always -2 more than the right one."),
    ],
)
def test_by_which_number_it_is_off_is_told(wrong: Answer, said: str) -> None:
    assert told(TWO_SIZES, {"g": distinct}, {"g": wrong}).message.en.startswith(said)


def test_what_holds_of_some_wrong_results_only_is_not_told() -> None:
    def half(change: Answer) -> Answer:
        return lambda right, case: change(right, case) if case["n"] > 3 else right + right**2

    for change in (lambda right, case: -right, lambda right, case: right * case["n"], lambda right, case: right - 2):
        assert told(TWO_SIZES, {"g": distinct}, {"g": half(change)}).name == "differs"


def test_a_result_that_rightly_holds_infinities_is_not_blamed_for_them() -> None:
    def first_is_infinite(case: Values) -> Any:
        return np.where(distinct(case) < 0.4, np.inf, distinct(case))

    found = told(TWO_SIZES, {"g": first_is_infinite}, {"g": lambda right, case: right + right**2})
    assert found.name == "differs"


def test_an_input_of_one_number_is_returned_as_well() -> None:
    one = variant()
    assert trial_of(one).cases[0]["n"] == 1
    found = told(one, {"g": lambda case: case["param"] + np.arange(1, case["n"] + 1) / 7},
                 {"g": lambda right, case: case["param"]})  # fmt: skip
    assert found.name == "input-returned"


def test_where_several_results_are_compared_the_wrong_one_is_named() -> None:
    two = variant(SIZES, MATRIX, steps("g = gradient(param)", "h = gradient(param, n)", gives="g h"))
    right = {"g": distinct, "h": lambda case: distinct(case) + distinct(case) ** 2}
    assert told(two, right, {"g": lambda right, case: -right}).message.en.startswith("`g` has the wrong sign")
    assert told(two, right, {"h": lambda right, case: -right}).message.en.startswith("`h` has the wrong sign")
    both = {"g": lambda right, case: 2 * right, "h": lambda right, case: -right}
    assert told(two, right, both).message.en.startswith("`g` is 2 times"), "the later one follows from the earlier one"


def test_a_result_that_is_an_earlier_one_again_is_told() -> None:
    two = variant(SIZES, MATRIX, steps("g = gradient(param)", "h = gradient(param, n)", gives="g h"))
    right = {"g": distinct, "h": lambda case: distinct(case) + distinct(case) ** 2}
    found = told(two, right, {"h": lambda right, case: distinct(case)})
    assert found.name == "earlier-result"
    assert found.message.en.startswith("`h` is still the earlier `g`")
    same = {"g": distinct, "h": lambda case: distinct(case) * (1 if case["n"] == 2 else 2)}
    nothing = {"g": lambda case: [], "h": distinct}
    assert told(two, nothing, {"h": lambda right, case: []}).name != "earlier-result", "nothing was computed at all"
    assert told(two, same, {"h": lambda right, case: distinct(case)}).name != "earlier-result"


def test_a_result_that_is_an_earlier_one_in_two_cases_is_told_and_in_one_it_may_be_an_accident() -> None:
    two = variant(SIZES, MATRIX, steps("g = gradient(param)", "h = gradient(param, n)", gives="g h"))
    right = {"g": distinct, "h": lambda case: distinct(case) + distinct(case) ** 2}
    for count, name in ((2, "earlier-result"), (1, "later-call")):
        places = iter(range(1000))
        again = {"h": lambda right, case, few=count, at=places: distinct(case) if next(at) < few else right}
        assert told(two, right, again).name.startswith(name), count


def test_numbers_at_wrong_places_are_told_of_short_results_as_well() -> None:
    short = variant(("n = { from = 1, to = 5 }", "n = { from = 2, to = 5 }"))
    right = {"g": lambda case: np.arange(case["n"]) ** 2 / 7 + 0.3}
    assert told(short, right, {"g": lambda right, case: np.roll(right, 1)}).name == "mixed-up"
    single = variant()
    found = told(single, right, {"g": lambda right, case: np.roll(right, 1)})
    assert found.name == "mixed-up", "one number stands at its place, and is right"


def test_a_dictionary_is_compared_as_a_whole() -> None:
    def arrays(case: Values) -> dict[str, Any]:
        return {"W": distinct(case), "b": distinct(case)[0]}

    def twice(right: Any, case: Values) -> Any:
        return {name: 2 * array for name, array in right.items()}

    def renamed(right: Any, case: Values) -> Any:
        return {name.lower(): 2 * array for name, array in right.items()}

    assert told(TWO_SIZES, {"g": arrays}, {"g": twice}).name == "scaled"
    assert told(TWO_SIZES, {"g": arrays}, {"g": renamed}).name == "differs"
    assert told(TWO_SIZES, {"g": arrays}, {"g": lambda right, case: right["W"]}).name == "differs"
    assert told(TWO_SIZES, {"g": arrays}, {"g": lambda right, case: {"W": "x", "b": None}}).name == "differs"


# -- what is taken from the inputs, and left in them -------------------------------------------------------------------


def test_an_argument_that_makes_no_difference_is_told() -> None:
    both = variant(SIZES, MATRIX, (STEPS, 'steps = ["g = gradient(param, n)"]'))

    def right(case: Values) -> Any:
        return case["param"].sum() + case["n"]

    for wrong, names in (
        (lambda right, case: case["n"] + 0.5, "ignores-param"),
        (lambda right, case: 4.5, "ignores-param"),
    ):
        assert told(both, {"g": right}, {"g": wrong}, pairs=True).name == names
    assert told(both, {"g": right}, {"g": lambda right, case: []}, pairs=True).name == "differs", "it gives no numbers"
    assert told(both, {"g": right}, {"g": lambda right, case: None}, pairs=True).name == "differs"


def test_an_input_that_should_be_updated_and_is_not_is_told() -> None:
    place = variant(SIZES, MATRIX, steps("gradient(param)", gives="param"))
    right = {"param": lambda case: case["param"] - distinct(case)}
    assert told(place, right, {"param": lambda right, case: case["param"]}).name == "not-updated"
    found = told(place, right, {"param": lambda right, case: case["param"] + distinct(case)})
    assert found.message.en.startswith("The change of `param` has the wrong sign")
    found = told(place, right, {"param": lambda right, case: (case["param"] - distinct(case))[0]})
    assert found.name == "differs", "what has another shape has not changed by anything"


# -- calls after each other --------------------------------------------------------------------------------------------


def test_a_later_call_that_is_wrong_is_told_with_the_one_that_is_right() -> None:
    calls = variant(SIZES, MATRIX, steps("one = gradient()", "g = one.of(param)", "h = one.of(param)", gives="g h"))
    off = {"h": lambda right, case: right + right**2}
    found = told(calls, {"g": distinct, "h": distinct}, off)
    assert (found.name, "`g` is right, and `h`" in found.message.en) == ("later-call", True)
    modes = variant(
        SIZES, MATRIX, steps("one = gradient()", "g = one.of(param, True)", "h = one.of(param, False)", gives="g h")
    )
    assert told(modes, {"g": distinct, "h": distinct}, off).name == "wrong-h", "in another mode it is another call"


def test_a_state_that_is_right_at_first_is_a_later_call() -> None:
    lines = ("one = gradient()", "one.update(param)", "g = param", "one.update(param)", "h = param")
    state = variant(SIZES, MATRIX, steps(*lines, gives="g h"))
    right = {"g": lambda case: case["param"] + 1 + distinct(case), "h": lambda case: case["param"] - distinct(case)}
    found = told(state, right, {"h": lambda right, case: right + distinct(case) ** 2})
    assert (found.name, "`g` is right, and `h`" in found.message.en) == ("later-call", True)


def test_an_input_that_is_right_after_the_first_update_and_wrong_in_the_end_is_a_later_call() -> None:
    lines = ("one = gradient()", "one.update(param)", "g = param", "one.update(param)")
    state = variant(SIZES, MATRIX, steps(*lines, gives="g param"))
    right = {"g": lambda case: case["param"] + 1 + distinct(case), "param": lambda case: case["param"] - distinct(case)}
    found = told(state, right, {"param": lambda right, case: right + distinct(case) ** 2})
    assert (found.name, "`g` is right, and `param`" in found.message.en) == ("later-call", True)
    lines = ("one = gradient()", "one.update(param)", "g = param", "h = one.of(n)")
    other = variant(SIZES, MATRIX, steps(*lines, gives="g h"))
    found = told(other, {"g": right["g"], "h": distinct}, {"h": lambda right, case: right + distinct(case) ** 2})
    assert found.name == "wrong-h", "it is no state of the input that was right"


def test_where_the_first_object_shows_nothing_nobody_can_say_that_it_works() -> None:
    off = {"g": lambda right, case: right + right**2}
    lines = ("one = gradient()", "two = gradient()", "g = two.of(param)", "h = one.of(param)")
    assert told(variant(SIZES, MATRIX, steps(*lines, gives="g h")), {"g": distinct, "h": distinct}, off).name != (
        "shared-between-objects"
    )
    lines = ("one = gradient()", "h = one.of(param)", "two = gradient()", "g = two.of(param)")
    found = told(variant(SIZES, MATRIX, steps(*lines, gives="h g")), {"h": distinct, "g": distinct}, off)
    assert found.name == "shared-between-objects"
    assert "The first object works, the second doesn't" in found.message.en
    found = told(variant(SIZES, MATRIX, steps(*lines, gives="h g")), {"h": distinct, "g": distinct},
                 {"h": lambda right, case: right + right**2})  # fmt: skip
    assert found.name != "shared-between-objects", "the first object is wrong by itself"


def test_of_results_beside_an_exception_only_the_exception_is_told() -> None:
    two = variant(SIZES, MATRIX, steps("g = gradient(param, True)", "h = gradient(param, False)", gives="g h"))
    trial = trial_of(two)
    wanted = [{"g": distinct(case), "h": distinct(case)} for case in trial.cases]
    given = [Given({"g": one["g"], "h": one["h"] * one["h"]}) for one in wanted]
    assert [one.name for one in diagnoses_of(task_of(two), Trial(trial.cases, ()), wanted, given)] == ["wrong-h"]
    for place in (0, 5):
        given[place] = Given(None, "raised ValueError")
        assert diagnoses_of(task_of(two), Trial(trial.cases, ()), wanted, given) == ()


# -- where it fails ----------------------------------------------------------------------------------------------------

SIZES_FROM_0 = ("n = { from = 1, to = 5 }", "n = { from = 0, to = 3 }\nm = { from = 1, to = 3 }")


@pytest.mark.parametrize(
    ("fails", "name", "said"),
    [
        (lambda case: case["n"] == 0, "empty", "n is 0"),
        (lambda case: case["m"] == 1, "one", "m is 1"),
        (lambda case: case["m"] > 1, "several", "m is 2 or more"),
        (lambda case: case["n"] % 2 == 1, "odd", "n is odd"),
        (lambda case: case["n"] % 2 == 0, "even", "n is even"),
        (lambda case: case["n"] > 0, "positive", "n is not 0"),
        (lambda case: case["n"] != case["m"], "not-square", "n and m differ"),
        (lambda case: case["n"] % case["m"] != 0, "remainder", "m does not divide n"),
        (lambda case: (case["param"] == 0).any(), "zeros", "`param` contains a 0"),
        (lambda case: (case["param"] < 0).any(), "negative", "`param` contains a negative number"),
    ],
)
def test_a_condition_outside_of_which_all_is_right_is_told(
    fails: Callable[[Values], bool], name: str, said: str
) -> None:
    made = variant(SIZES_FROM_0, ('shape = ["n"], from = -3, to = 3', "shape = [2], from = -3, to = 3"))
    found = told(made, {"g": lambda case: 1.5}, {"g": lambda right, case: "x" if fails(case) else right})
    assert (found.name, f"only where {said};" in found.message.en) == (f"only-{name}", True)


def test_a_condition_that_explains_few_of_its_cases_is_not_told() -> None:
    made = variant(SIZES_FROM_0, ('shape = ["n"], from = -3, to = 3', "shape = [2], from = -3, to = 3"))
    places = iter(range(1000))
    wrong = {"g": lambda right, case: "x" if next(places) in (3, 11) else right}
    found = told(made, {"g": lambda case: 1.5}, wrong)
    assert found.name == "differs"
    count = len(trial_of(made).cases)
    assert found.message.en == f"The result is wrong on 2 of the {count} inputs that were tried."


def test_how_and_where_are_told_together() -> None:
    made = variant(SIZES_FROM_0, ('shape = ["n"], from = -3, to = 3', "shape = [2], from = -3, to = 3"))
    found = told(made, {"g": lambda case: np.array([1.5, 2.5])},
                 {"g": lambda right, case: -right if case["n"] % 2 else right})  # fmt: skip
    assert found.message.en == (
        "The result has the wrong sign everywhere. Of the inputs tried it fails only where n is odd; on the others it "
        "is right."
    )


# -- what is shown -----------------------------------------------------------------------------------------------------

CASE: Values = {"True": True, "False": False, "n": 2, "m": 2, "norm": "l1", "param": np.array([[1.0, 2.0], [3.0, 4.0]])}
SEVERAL = variant(
    SIZES, MATRIX, steps("g = gradient(param)", "one = gradient(param) 3 times", "two = gradient(param)", gives="g")
)


def shown(made: Variant, fault: Fault, **seen: Any) -> list[str]:
    return evidence_of(made, Behaviour(fault=fault, **seen)).en.split("\n")


def test_what_breaks_a_property_is_shown_with_its_input() -> None:
    values = {"g": 1.0, "one": [[1, 2], [3, 4], [5, 6]], "two": [[1, 2], [3, 4]]}

    def broken(*about: str, **more: Any) -> list[str]:
        said = Text("ja", "en")
        return shown(SEVERAL, Fault(CASE, Given(values), broken=Broken("x", said, **more), about=about))

    lines = broken("two", case=0)
    assert lines[0] == "The smallest input on which it fails:"
    assert lines[2:-1] == ["param = [[1, 2], [3, 4]]", "", "two = [[1, 2], [3, 4]]"], "a list that one call has given"
    assert broken("one", case=0)[2:-1] == ["param = [[1, 2], [3, 4]]", "", "one = [5, 6]"], "the last of three calls"
    assert broken("g", "param", case=0)[2:-1] == ["param = [[1, 2], [3, 4]]", ""], "what is compared, and an input"
    assert broken("two", case=0, lines=("y = 3",))[2:-1] == ["param = [[1, 2], [3, 4]]", "", "y = 3"]
    together = broken("two")
    assert together == ["The results on all inputs were looked at together:", "```", "param: (2, 2)", "```"]
    assert broken("two", lines=("y = 3",))[1:] == ["```", "y = 3", "```"]


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        (Raised("ValueError", "no", 3), "line 3: it raised `ValueError: no`"),
        (Raised("ValueError", "", None), "it raised `ValueError`"),
        (Raised("SystemExit", "1", 3), "It ends the program before it has given a value. This is the input:"),
    ],
)
def test_what_happened_is_told_with_its_input(raised: Raised, said: str) -> None:
    word = "exited" if raised.type == "SystemExit" else f"raised {raised.type}"
    lines = shown(TWO_SIZES, Fault(CASE, Given(None, word)), raised={0: raised})
    assert lines[0] == said
    assert lines[-2] == "param = [[1, 2], [3, 4]]"


def test_another_fault_on_a_smaller_input_is_not_the_same_fault() -> None:
    holds = 'gives = []\nholds = ["zero_or_same(y, param)", "zeros_share(y, half, param)"]'
    drawn = ('norm = ["l1"]', 'norm = ["l1"]\nhalf = ["1/2"]')
    made = variant(SIZES, MATRIX, drawn, (STEPS, f'steps = ["y = gradient(param)"]\n{holds}'))
    fault = Fault(CASE, Given({"y": CASE["param"] * 3}), broken=Broken("kept-changed", Text("ja", "en")), about=("y",))
    assert _fails_alike(made, fault, CASE, Given({"y": CASE["param"] * 5}))
    moved = _moved(made, fault, CASE, Given({"y": CASE["param"] * 5}))
    assert moved.broken is not None
    assert (moved.broken.name, moved.broken.measured) == ("kept-changed", (5.0,)), "what it shows is of the new input"
    assert not _fails_alike(made, fault, CASE, Given({"y": [1, 2]})), "it has another shape: that is another fault"
    assert not _fails_alike(made, fault, CASE, Given(None, "raised ValueError"))
    assert not _fails_alike(made, fault, CASE, Given({"y": CASE["param"] * 5}, changed=("param",)))


def test_a_value_that_just_fits_stays_in_one_line() -> None:
    value, line = [[1.5, 2], [30, 40]], "x = [[1.5, 2], [30, 40]]"
    assert value_lines("x = ", value, columns=len(line)) == [line]
    assert len(value_lines("x = ", value, columns=len(line) - 1)) == 2
