"""What the learner is told of code: where it can't be read, what happened, on which input, and what was shared."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from quiz import sandbox
from quiz.courses import built_in_bank, parse_item
from quiz.drawing import draw
from quiz.grading import grade
from quiz.kinds import TEMPLATES, code, kind_of
from quiz.kinds.code import judging
from quiz.kinds.code.written import _column_in, syntax_fault, unfenced
from quiz.model import Item, Outcome, Unreadable, Variant

pytestmark = pytest.mark.thorough  # nearly every test runs code in a process of its own
BANK = built_in_bank()
TEMPLATE = (TEMPLATES / "code.md").read_text(encoding="utf-8").format(id="x")
FENCE = "```"


@pytest.fixture(autouse=True)
def _time_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """How small an input becomes must not depend on how busy the machine is."""
    monkeypatch.setattr(sandbox, "FURTHER_SECONDS", 60.0)


def item(*changes: tuple[str, str]) -> Item:
    source = TEMPLATE
    for old, new in changes:
        assert old in source, old
        source = source.replace(old, new)
    return parse_item(source, expected_id="x", path="x.md", trusted=True)


VARIANT = draw(item(), 1)
CROP = draw(BANK.item("impl-crop-expression"), 1)


def graded(body: str, variant: Variant = VARIANT) -> Outcome:
    return grade(variant, f"def gradient(param):\n    {body}\n")


def unreadable(raw: str, variant: Variant = VARIANT) -> Unreadable:
    outcome = grade(variant, raw)
    assert (outcome.verdict, outcome.score) == ("unreadable", 0)
    assert outcome.unreadable is not None
    return outcome.unreadable


def evidence(outcome: Outcome) -> list[str]:
    assert outcome.evidence is not None
    return outcome.evidence.en.split("\n")


# -- what can't be read ------------------------------------------------------------------------------------------------


def test_the_line_that_can_not_be_read_is_shown() -> None:
    fault = unreadable("def gradient(param):\n    x = 1\n    return np.sign(param\n")
    assert "line 3 isn't valid Python: return np.sign(param" in fault.reason.en
    assert "3 行目が Python の文法に合いません: return np.sign(param" in fault.reason.ja
    assert fault.column is None, "a column says nothing about several lines"
    assert fault.remedy is not None
    assert "never closed" in fault.remedy.en
    fault = unreadable("def gradient(param): return " + "+" * 80 + ")")
    assert fault.reason.en.endswith("line 1 isn't valid Python: def gradient(param): return " + "+" * 32)


@pytest.mark.parametrize(
    ("raw", "column"),
    [("image[top:", 5), ("  image[top:", 7), ("\timage[top:", 6), ("image + img", None)],
)
def test_the_column_is_that_of_what_was_typed(raw: str, column: int | None) -> None:
    assert unreadable(raw, CROP).column == (raw.index("img") if column is None else column)


def test_a_line_that_can_not_be_read_is_told_without_its_place_where_python_says_none() -> None:
    fault = syntax_fault("image[", "image[", SyntaxError("nobody knows why"))
    assert fault.column is None
    assert fault.reason.en == "line 1 isn't valid Python: image["
    beyond = SyntaxError("the end", ("", 9, 1, "", 9, 2))
    assert syntax_fault("a\nb", "a\nb", beyond).reason.en == "line 9 isn't valid Python: "


def test_a_name_that_is_not_there_is_told() -> None:
    fault = unreadable("\timage[img:]", CROP)
    assert fault.reason.en == "there is no img here"
    assert fault.column == 7
    assert fault.remedy is not None
    names = "the names are: image, top, left, height, width, np, and built-in functions such as len and range"
    assert fault.remedy.en == names
    assert names in kind_of(CROP.item).answer_format(CROP).en, "the prompt has them from the same place"
    assert unreadable("rows + columns", CROP).remedy == fault.remedy, (
        "sizes that the question doesn't name are no names"
    )
    assert unreadable("画像[0]", CROP).column is None
    for source in ("(lambda k: image[k:])(top)", "[i for i in range(len(image))]", "[(j := 1), j]"):
        assert grade(CROP, source).verdict == "wrong", "what the expression itself names is known"


def test_a_definition_under_another_name_is_told() -> None:
    fault = unreadable("def grad(param):\n    return param")
    assert fault.reason.en == "gradient isn't defined"
    assert fault.remedy is not None
    assert fault.remedy.en == "define it under the name gradient"
    assert unreadable("def outer():\n    def gradient(param): pass").reason.en == "gradient isn't defined"
    for source in (
        "gradient = np.sign", "gradient: object = np.sign", "from numpy import sign as gradient",
        "class gradient: pass", "import numpy as gradient", "async def gradient(p): pass",
    ):  # fmt: skip
        assert grade(VARIANT, source).verdict != "unreadable"
    assert grade(VARIANT, "gradient = np.sign").verdict == "correct"


def test_a_position_is_found_behind_tabs_and_indentation() -> None:
    assert _column_in("\tab", 0) == 1
    assert _column_in("\tab", 1) == 2
    assert _column_in("  ab", 0) == 2
    assert _column_in("a\tb", 5) == 2
    assert _column_in("a\tb", 4) == 1
    assert _column_in("ab", 2) == 2
    assert _column_in("ab", 9) == 2
    assert _column_in("ab\ncd", 1) is None


@pytest.mark.parametrize(
    ("raw", "source"),
    [
        (f"{FENCE}python\nx = 1\n{FENCE}", "x = 1"),
        (f"\n{FENCE}\nx = 1\ny = 2\n{FENCE}\n", "x = 1\ny = 2"),
        (f"{FENCE}\n{FENCE}", f"{FENCE}\n{FENCE}"),  # nothing stands between them
        (f"{FENCE}\nx = 1", f"{FENCE}\nx = 1"),
        (f"x = 1\ny = 2\n{FENCE}", f"x = 1\ny = 2\n{FENCE}"),
        ("  x = 1\n    y = 2", "x = 1\n  y = 2"),
        ("if x:\n\ty = 1", "if x:\n    y = 1"),
        ("x\r\ny", "x\ny"),
        ("x\u3000= 1", "x = 1"),
    ],
)
def test_fences_tabs_and_shared_indentation_are_taken_away(raw: str, source: str) -> None:
    assert unfenced(raw) == source


def test_when_an_answer_may_be_whole() -> None:
    kind, dropout = kind_of(VARIANT.item), BANK.item("impl-dropout")
    assert kind.is_whole(VARIANT.item, "def gradient(param):\n    return 1")
    assert not kind.is_whole(VARIANT.item, "def gradient(param):")
    assert not kind.is_whole(VARIANT.item, "def grad(param):\n    return 1")
    assert not kind.is_whole(VARIANT.item, "gradient = '\\d' +")
    assert kind.is_whole(VARIANT.item, "gradient = '\\d'"), "a warning of Python's is none of ours"
    assert kind.is_whole(CROP.item, "image[")
    begun = "class Dropout:\n    def __init__(self, r): pass\n    def forward(self, x, train, seed): pass\n"
    assert not kind.is_whole(dropout, begun)
    assert kind.is_whole(dropout, begun + "    def backward(self, d): pass\n")
    assert kind.takes_lines(VARIANT.item)
    assert not kind.takes_lines(CROP.item)


# -- what happened -----------------------------------------------------------------------------------------------------


def test_the_smallest_input_is_told_with_what_was_expected_and_what_came() -> None:
    lines = evidence(graded("return np.sign(param) + (param.size > 3)"))
    assert lines[0] == "The smallest input on which it fails:"
    assert lines[1] == lines[-1] == FENCE
    assert lines[2].startswith("param = [")
    assert lines[2].count(",") == 3, "four numbers are the fewest on which it fails"
    assert lines[3] == ""
    assert lines[4].startswith("expected  [")
    assert lines[5].startswith("got       [")
    assert len(lines) == 7


def test_of_several_values_the_one_that_is_wrong_is_named() -> None:
    variant = draw(BANK.item("impl-affine-gradcheck"), 1)
    slip = next(slip for slip in variant.item.misconceptions if slip.own is not None)
    outcome = grade(variant, slip.own.fill(variant.values))
    expected, got = (line for line in evidence(outcome) if line.startswith(("expected  ", "got       ")))
    names = set(variant.item.answer.gives)
    assert len(names) > 1
    assert expected.removeprefix("expected  ").partition(": ")[0] in names
    assert got.removeprefix("got       ").partition(": ")[0] in names
    assert not any(line.startswith(("x2 = ", "dout2 = ", "w2 = ")) for line in evidence(outcome)), "used after it"


def test_shapes_are_told_where_they_differ() -> None:
    lines = evidence(graded("return np.sign(param)[:, None]"))
    assert lines[-2].startswith("shape  (")
    assert "/ (" in lines[-2]
    assert evidence(graded("return None"))[-2].endswith(" / -")


@pytest.mark.parametrize(
    ("body", "name", "said"),
    [
        ("raise ValueError('a `b`  c')", "raised", "line 2: it raised `ValueError: a 'b' c`"),
        ("raise ValueError", "raised", "line 2: it raised `ValueError`"),
        ("import sys; sys.exit(1)", "exited", ""),
    ],
)
def test_an_exception_is_told_with_its_line_and_its_input(body: str, name: str, said: str) -> None:
    outcome = graded(body)
    assert (outcome.verdict, outcome.score, [one.name for one in outcome.diagnoses]) == ("wrong", 0, [name])
    lines = evidence(outcome)
    assert said in lines[0]
    assert "it raised" in lines[0] or name == "exited"
    (shown,) = (line for line in lines if line.startswith("param = "))
    assert "," not in shown, "the smallest input has one number"


def test_the_first_of_two_happenings_is_told() -> None:
    lines = evidence(graded("\n    if param.size > 2: raise KeyError('late')\n    raise ValueError('early')"))
    assert "early" in lines[0]
    assert "late" not in "\n".join(lines)


def test_what_happens_is_told_beside_where_it_happens() -> None:
    outcome = graded("\n    if param.size % 2: raise ValueError('odd')\n    return np.sign(param)")
    assert [one.name for one in outcome.diagnoses] == ["only-odd", "raised"]


def test_an_exception_behind_a_wrong_value_is_told_as_well() -> None:
    outcome = graded("\n    if param.size > 3: raise KeyError('late')\n    return param * 0 + 5")
    assert outcome.verdict == "wrong"
    assert outcome.evidence is not None


def test_code_that_fails_before_it_is_called() -> None:
    outcome = grade(VARIANT, "def gradient(param):\n    return 1\nraise ValueError('at once')")
    assert (outcome.verdict, [one.name for one in outcome.diagnoses]) == ("wrong", ["raised"])
    assert "at once" in evidence(outcome)[0]
    assert FENCE not in "\n".join(evidence(outcome)), "there is no input to show"


# -- slips -------------------------------------------------------------------------------------------------------------

RAISES = """
[misconception.raises]
code = '''
def gradient(param):
    if param.size > 2:
        raise ValueError
    return np.sign(param)
'''
ja = "x"
en = "x"
+++
# ja"""


STEPS = 'steps = ["g = gradient(param)"]'
OBJECTS = (
    """steps = ["one = gradient()", "g = one.of(param)", "two = gradient()", "h = two.of(param)", "k = one.last()"]"""
)
RIGHT_OBJECTS = """right = ['''
class gradient:
    def of(self, param):
        self.kept = np.sign(param)
        return self.kept + 0
    def last(self):
        return self.kept + 0
''', '''
class gradient:
    def of(self, param):
        self.kept = param.copy()
        return np.sign(param)
    def last(self):
        return np.sign(self.kept)
''']"""


def with_objects() -> Variant:
    start, end = TEMPLATE.index("right = ["), TEMPLATE.index("]", TEMPLATE.index("(param < 0) * 1.0")) + 1
    source = TEMPLATE[:start] + RIGHT_OBJECTS + TEMPLATE[end:]
    for old, new in (
        (STEPS, OBJECTS.replace("two.of(param)", "two.of(other)")),
        ('reference = "penalty_gradient"\n', ""), ('check = "penalty_gradient_by_differences"\n', ""),
        ("edges = [\"zeros\"] }", "edges = [\"zeros\"] }\nother = { shape = [\"n\"] }"),
    ):  # fmt: skip
        assert old in source, old
        source = source.replace(old, new)
    return draw(parse_item(source, expected_id="x", path="x.md", trusted=True), 1)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("class gradient:\n    def of(self, param):\n        self.kept = np.sign(param)\n        return self.kept", ""),
        ("class gradient:\n    def of(self, param):\n        gradient.kept = np.sign(param)\n        return self.kept",
         "shared-between-objects"),
        ("class gradient:\n    def __init__(self, kept=np.zeros(9)): self.kept = kept\n"
         "    def of(self, param):\n        self.kept[: len(param)] = np.sign(param)\n"
         "        self.kept = self.kept[: len(param)]\n        return self.kept + 0", "shared-between-objects"),
    ],
)  # fmt: skip
def test_what_two_objects_share_is_told(source: str, name: str) -> None:
    outcome = grade(with_objects(), source + "\n    def last(self):\n        return self.kept\n")
    assert [one.name for one in outcome.diagnoses] == ([name] if name else []), outcome.evidence
    if name:
        assert "until a second one is used" in outcome.diagnoses[0].message.en


def test_a_result_that_is_overwritten_later_is_told() -> None:
    steps = 'steps = ["g = gradient(param)", "h = gradient(param)"]\ngives = ["g"]'
    twice = draw(item((STEPS, steps)), 1)
    source = "kept = []\ndef gradient(param):\n    if not kept:\n        kept.append(np.sign(param))\n"
    assert grade(twice, source + "    return kept[0]\n").verdict == "correct", "nothing is written into it"
    source += "    else:\n        kept[0] += 1\n    return kept[0]\n"
    outcome = grade(twice, source)
    assert [one.name for one in outcome.diagnoses] == ["changes-result"]
    assert outcome.evidence is not None
    assert "a later call wrote into g" in outcome.evidence.en
    assert grade(draw(item((STEPS, steps + '\nmay_change = ["g"]')), 1), source).verdict == "correct"


@pytest.mark.parametrize(
    ("rule", "body", "name"),
    [
        ("scales = [1000]", "np.where(np.abs(param) > 50, 0, np.sign(param))", "only-large-numbers"),
        ("scales = [0.0001]", "np.where(np.abs(param) < 0.01, 0, np.sign(param))", "only-small-numbers"),
        (
            "any_axes = true",
            "np.array([np.sign(row) for row in param]) if param.ndim == 2 else 1 / 0",
            "only-other-axes",
        ),
        ("any_axes = true", "np.sign(param) if param.ndim < 3 else np.sign(param)[0]", "only-more-axes"),
        ("any_axes = true", "np.sign(np.atleast_2d(param))", "only-one-axis"),
        ("any_axes = true", "-np.array([np.sign(row) for row in param]) if param.ndim == 2 else 1 / 0", "negative"),
    ],
)
def test_inputs_of_other_scales_and_axes_are_told(rule: str, body: str, name: str) -> None:
    shape = ('shape = ["n"], from = -3, to = 3, edges = ["zeros"]', f'shape = ["n", 2], from = -3, to = 3, {rule}')
    outcome = graded(f"return {body}", draw(item(shape), 1))
    assert name in [one.name for one in outcome.diagnoses], outcome.evidence


def test_a_slip_is_shared_only_if_everything_is_shared() -> None:
    variant = draw(item(("\n+++\n# ja", RAISES)), 1)
    names = [
        [one.name for one in graded(body, variant).diagnoses]
        for body in (
            "return np.abs(param)",
            "\n    if param.size > 2: raise ValueError('other words')\n    return np.sign(param)",
            "\n    if param.size > 2: raise KeyError\n    return np.sign(param)",
            "\n    if param.size > 3: raise ValueError\n    return np.sign(param)",
            "raise ValueError",
            "return np.abs(param) + 1",
        )
    ]
    assert names == [["value-not-slope"], ["raises"], ["raised"], ["raised"], ["raised"], ["differs"]]


def test_what_wrong_versions_gave_is_remembered_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "_MOST_REMEMBERED", 2)
    judging._MEMORY.clear()
    variants = [draw(item(), seed) for seed in (1, 2, 3)]
    for variant in variants:
        graded("return param", variant)
    assert [key[:2] for key in judging._MEMORY] == [("x", 2), ("x", 3)], "the oldest goes first"
    kept = list(judging._MEMORY.values())[1]
    graded("return param + 1", variants[2])
    assert list(judging._MEMORY.values())[1] is kept


# -- audited and shown -------------------------------------------------------------------------------------------------


def faults(*changes: tuple[str, str]) -> list[tuple[str, str]]:
    made = item(*changes)
    return [(place, said.en) for _, place, said in kind_of(made).variant_faults(draw(made, 1))]


def test_the_audit_holds_reference_and_wrong_versions_against_each_other() -> None:
    assert faults() == []
    ((place, said),) = faults(("return np.abs(param)", "return np.sign(param)"))
    assert place.startswith("misconception.value-not-slope")
    assert "correct" in said
    ((place, said),) = faults(("return np.abs(param)", "return np.abs(param"))
    assert place.startswith("misconception.value-not-slope")
    assert "unreadable" in said
    found = faults(
        ('check = "penalty_gradient_by_differences"', 'check = "penalty_gradient_by_differences"\ntolerance = 0.4')
    )
    assert found == []


def test_a_wrong_version_is_held_only_where_its_slip_is_possible() -> None:
    broken = ("return np.abs(param)\n'''", "return np.sign(param)\n'''\nwhen = \"norm == 'l2'\"")
    assert faults(broken) == []
    assert len(faults((broken[0], broken[1].replace("l2", "l1")))) == 1


def test_the_difference_between_reference_and_check_is_shown() -> None:
    made = item(('check = "penalty_gradient_by_differences"', 'check = "penalty_gradient"'))
    assert list(kind_of(made).variant_faults(draw(made, 1))) == []
    from quiz.kinds.code import _references_differ

    def other(variant: Variant, cases: Sequence[object], *, check: bool = False) -> list[dict[str, object]]:
        return [{"g": 1.0 if check else 2.0} for _ in cases]

    patch = pytest.MonkeyPatch()
    try:
        patch.setattr(code, "expected_of", other)
        ((rule, place, said),) = list(_references_differ(draw(made, 1)))
    finally:
        patch.undo()
    assert (rule, place) == ("code", "code.check")
    assert said.en.startswith("reference and check differ: {'param': [")
    assert said.en.endswith(": {'g': 2} / {'g': 1}")


def test_what_is_shown() -> None:
    kind = kind_of(VARIANT.item)
    assert kind.runs_code
    assert not kind.repeats_answer
    right = "def gradient(param):\n    return np.sign(param)"
    assert kind.key_shown(VARIANT).en == f"{FENCE}python\n{right}\n{FENCE}"
    assert kind.summary_line(VARIANT) is None
    assert kind.answers(VARIANT)[0] == right
    assert kind.start(VARIANT) == "def gradient(param):\n    ..."
    assert kind.start(CROP) == ""
    assert "write the code" in kind.answer_format(VARIANT).en
    assert kind.answer_format(CROP).en.startswith("write one expression (the names are: image, top, ")
    assert kind.fits(None)
    assert not kind.fits("x")
    assert graded("return np.sign(param)").understood_as == "gradient (2)"
    assert grade(CROP, " image[0] ").understood_as == "image[0]"
    (interaction,) = kind.interactions(VARIANT)
    assert (interaction.start, interaction.right) == (kind.start(VARIANT), right)  # type: ignore[union-attr]


def test_code_that_can_not_be_run_here_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from quiz.errors import QuizError
    from quiz.language import Text

    def refuse(*_: object, **__: object) -> None:
        raise QuizError(Text("できません", "it can't be started"), remedy=Text("直す", "mend it"))

    monkeypatch.setattr(sandbox, "run", refuse)
    outcome = graded("return np.sign(param)")
    assert (outcome.verdict, outcome.score, outcome.diagnoses) == ("undecided", 0, ())
    assert evidence(outcome) == ["it can't be started", "→ mend it"]


# -- printed, empty, far too large -------------------------------------------------------------------------------------


def test_what_is_printed_is_shown_with_the_input_that_it_belongs_to() -> None:
    outcome = graded("print('size', param.size)\n    return param * 5")
    assert outcome.evidence is not None
    shown = outcome.evidence.en.split("What it printed")[1]
    assert "size 1" in shown
    assert shown.count("size") == 1, "what other inputs made it print is not shown"
    assert "print の出力" in outcome.evidence.ja
    outcome = graded("print('size', param.size)\n    return np.sign(param) * (1 if param.size < 4 else 5)")
    assert outcome.evidence is not None
    assert "size 4" in outcome.evidence.en.split("What it printed")[1]


def test_a_right_answer_shows_what_it_printed_as_well() -> None:
    outcome = graded("print('here')\n    return np.sign(param)")
    assert outcome.verdict == "correct"
    assert "here" in "\n".join(evidence(outcome))
    assert graded("return np.sign(param)").evidence is None


def test_what_is_printed_is_bounded_and_steers_no_terminal() -> None:
    lines = evidence(graded("print('\\x1b[2J\\x07' + 'a b ' * 9000)\n    return 1"))
    assert "\x1b" not in "\n".join(lines)
    assert any(line.startswith("\\x1b[2J\\x07a b a") for line in lines)
    assert "…" in lines
    assert sum(map(len, lines)) < 1200
    lines = evidence(graded("[print(k) for k in range(500)]\n    return 1"))
    assert lines.count("…") == 1
    assert len(lines) < 30


def test_what_a_definition_prints_is_shown_where_it_fails() -> None:
    outcome = grade(VARIANT, "def gradient(param): return 1\nprint('before')\nraise KeyError")
    assert any("before" in line for line in evidence(outcome))


@pytest.mark.parametrize("body", ["...", "pass", "'what it does'", "'what it does'\n    ..."])
def test_a_body_that_is_not_written_yet_costs_nothing(body: str) -> None:
    fault = unreadable(f"import math\ndef gradient(param):\n    {body}")
    assert fault.reason.en == "gradient has no body yet (line 2)"
    assert "まだ書かれていません" in fault.reason.ja


def test_a_method_that_is_not_written_yet_is_named() -> None:
    variant = draw(BANK.item("impl-dropout"), 1)
    assert unreadable(kind_of(variant.item).start(variant), variant).reason.en.startswith("forward has no body yet")
    whole = kind_of(variant.item).answers(variant)[0]
    assert grade(variant, "def later():\n    ...\n" + whole).verdict == "correct", "what nobody asked for may be empty"


@pytest.mark.parametrize(
    "source",
    ["((9**64)**64)**64", "np.zeros((10**9, 10**9))", "image * 10**10**10", "[0] * 10**12", "len(range(10**30))"],
)
def test_numbers_that_are_far_too_large_end_in_a_verdict(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 1.0)
    outcome = grade(CROP, source)
    assert (outcome.verdict, outcome.score) == ("wrong", 0)
    assert outcome.evidence is not None
    assert outcome.diagnoses


def test_a_process_that_is_ended_by_the_system_is_told_as_such() -> None:
    outcome = graded("import ctypes\n    ctypes.string_at(0)")
    assert [one.name for one in outcome.diagnoses] == ["crashed"]
    assert "ended by the system" in evidence(outcome)[0]


# -- alike, and small --------------------------------------------------------------------------------------------------


def test_where_both_print_alike_the_difference_is_said() -> None:
    lines = evidence(graded("return np.sign(param) * (1 + 3e-6)"))
    expected, got = (line for line in lines if line.startswith(("expected  ", "got       ")))
    assert expected.split()[1] != got.split()[1], "with more digits they differ"
    (distance,) = (line for line in lines if line.startswith("max |Δ| = "))
    assert float(distance.rpartition(" ")[2]) == pytest.approx(3e-6, rel=0.1)
    assert not any(line.startswith("max") for line in evidence(graded("return param * 5")))


def test_no_line_of_the_evidence_breaks_inside_a_number_at_40_columns() -> None:
    variant = draw(BANK.item("impl-conv-im2col"), 3)
    outcome = grade(variant, "def convolve(x, W, b, stride, pad):\n    return np.zeros((2, 3)) + x.sum() / 7")
    assert outcome.evidence is not None
    blocks = outcome.evidence.ja.split(FENCE)[1] + outcome.evidence.en.split(FENCE)[1]
    assert max(map(len, blocks.split("\n"))) <= 36
    assert blocks.count("\n") > 20


def test_a_counterexample_is_as_small_as_it_can_be() -> None:
    assert evidence(graded("return np.sign(param) if param.size < 3 else param * 0 + 7"))[2] == "param = [0, 0, 0]"
    (shown,) = (line for line in evidence(graded("return np.sign(param) - (param < -1)")) if line.startswith("param"))
    assert shown.startswith("param = [-")
    assert "," not in shown
    lines = evidence(grade(CROP, "image[top:top + height, left + 1:left + width]"))
    assert [line for line in lines if line.startswith(("height", "width", "top", "left"))] == [
        "top = 0", "left = 0", "height = 1", "width = 1",
    ]  # fmt: skip


def test_a_smaller_input_shows_the_same_fault() -> None:
    """A smaller input on which something else happens does not take the place of one with a wrong value."""
    from quiz.kinds.code.cases import cases_of

    variant = next(
        one
        for one in (draw(item(), seed) for seed in range(1, 40))
        if not any(case["n"] == 1 and not case["param"].any() for case in cases_of(one))
    )
    body = "if param.size == 1 and not param.any(): raise KeyError\n    return np.sign(param) + 1"
    lines = evidence(graded(body, variant))
    assert lines[2] in ("param = [1]", "param = [0, 0]")
    assert any(line.startswith("got       [") for line in lines)


def test_a_power_is_left_to_the_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be of any size, and only there its time is bounded."""
    from solvers import fragment

    seen = []
    monkeypatch.setattr(fragment, "run_fragment", lambda code, _: seen.append(code))
    assert grade(CROP, "image ** 1").verdict == "wrong"
    assert grade(CROP, "image * 3").verdict == "wrong"
    assert "image * 3" in seen
    assert not any("**" in code for code in seen)


# -- when and where ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "name", "said"),
    [
        ("return np.sign(param) + param * (param.size % 2)", "only-odd", "n is odd"),
        ("return np.sign(param) + param * (param.size % 2 == 0)", "only-even", "n is even"),
        ("return np.sign(param) + (param.size == 1) * np.abs(param) + (param.size == 1)", "only-one", "n is 1"),
        ("return np.where(param == 0, 1, np.sign(param))", "only-zeros", "`param` contains a 0"),
        ("return (param > 0) * 1.0", "only-negative", "`param` contains a negative number"),
        ("return param * 0", "ignores-param", "`param` makes no difference"),
        ("return 3 * np.sign(param)", "scaled", "3 times the right one"),
        ("return np.sign(param) - 2", "shifted", "-2 more"),
        ("return -np.sign(param)", "negative", "wrong sign"),
        ("return np.sign(param)[::-1]", "flipped", "reverse order"),
        ("return np.sign(param)[:, None]", "shape", "another shape"),
        ("return np.sign(param).sum()", "totalled", "summed"),
        ("return param * param / param * 0 + np.sign(param)", "not-finite", "nan"),
        ("param *= 1.5\n    return np.sign(param)", "changes-input", "writes into `param`"),
    ],
)
def test_what_all_wrong_results_have_in_common_is_told(body: str, name: str, said: str) -> None:
    outcome = graded(body)
    (diagnosis,) = outcome.diagnoses
    assert (outcome.verdict, diagnosis.name) == ("wrong", name)
    assert said in diagnosis.message.en
    assert diagnosis.certain, "it is shown beside the evidence"


def test_an_input_that_may_be_changed_is_named_in_the_file() -> None:
    body = "param[:] = np.sign(param)\n    return param"
    assert graded(body).verdict == "wrong"
    allowed = draw(
        item(('reference = "penalty_gradient"', 'may_change = ["param"]\nreference = "penalty_gradient"')), 1
    )
    assert graded(body, allowed).verdict == "correct"


def test_arrays_of_whole_numbers_and_slices_are_tried_where_the_file_says_so() -> None:
    forms = draw(item(('edges = ["zeros"]', 'edges = ["zeros"], forms = ["whole", "apart"]')), 1)
    whole = "g = np.zeros_like(param)\n    g[:] = np.sign(param) / 2\n    return g + g % 1 * 0 + np.sign(param) - g"
    assert graded(whole, forms).verdict == "correct"
    half = "g = np.zeros_like(param)\n    g[:] = np.sign(param) * 0.5\n    return g * 2"
    assert graded(half).verdict == "correct", "no array of whole numbers is tried"
    assert [one.name for one in graded(half, forms).diagnoses] == ["only-whole-arrays"]
    strides = "return np.sign(param) + (param.strides[0] != param.itemsize)"
    assert [one.name for one in graded(strides, forms).diagnoses] == ["only-apart"]
