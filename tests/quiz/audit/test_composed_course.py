"""Second courses of composed questions: audited over 300 seeds; answered rightly, wrongly, half, carried forward."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from quiz.audit import audit_bank, audit_item
from quiz.courses import open_bank, open_course
from quiz.drawing import draw, prompt, solution
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.language import Text
from quiz.model import Outcome, Variant

ROOT = Path(__file__).resolve().parents[3]
COURSES = {name: open_course(str(ROOT / "tests" / "courses" / name)) for name in ("composed", "japanese")}
COMPOSED, JAPANESE = COURSES.values()
QUESTIONS = [(name, question) for name, course in COURSES.items() for question in sorted(course.bank.paths)]
SEEDS = range(1, 26)


@pytest.mark.thorough
@pytest.mark.parametrize(("course", "question"), QUESTIONS)
def test_each_question_passes_the_audit(course: str, question: str) -> None:
    report = audit_item(COURSES[course].bank.item(question), 300)
    assert [defect.detail.en for defect in report.defects] == []
    assert report.measures.variants == 300


def variants(question: str) -> list[Variant]:
    return [draw(COMPOSED.bank.item(question), seed) for seed in SEEDS]


def points_of(outcome: Outcome) -> list[float]:
    return [float(part.earned) for part in outcome.parts]


def verdicts(outcome: Outcome) -> list[str]:
    return [part.outcome.verdict for part in outcome.parts]


# -- two parts, the second computed from the first ---------------------------------------------------------------------


def weights(values: dict[str, Any], side: int) -> int:
    return side * side * values["channels"] * values["units"] + values["units"]


@pytest.mark.parametrize("variant", variants("feature-map-then-weights"))
def test_two_parts_with_follow_through(variant: Variant) -> None:
    values = dict(variant.values)
    side, count = variant.key
    assert count == weights(values, side)
    right = grade(variant, f"(a) {side}\n(b) {count}")
    assert (right.verdict, right.score, points_of(right)) == ("correct", 1.0, [2, 3])
    assert grade(variant, f"（ｂ）{count}、（ａ）{side}").verdict == "correct"
    followed = grade(variant, f"(a) {side + 1}\n(b) {weights(values, side + 1)}")
    assert (followed.verdict, followed.score, points_of(followed)) == ("partial", 0.6, [0, 3])
    assert "follow-through" in [diagnosis.name for diagnosis in followed.diagnoses]
    assert f"your answer {side + 1} to (a)" in str(followed.diagnoses)
    assert verdicts(followed) == ["wrong", "correct"]
    swapped = grade(variant, f"(a) {count}\n(b) {side}")
    assert (swapped.verdict, swapped.score) == ("wrong", 0.0)
    assert swapped.diagnoses[0].name == "parts-exchanged"
    half = grade(variant, f"(a) {side}")
    assert (half.verdict, half.score, verdicts(half)) == ("partial", 0.4, ["correct", "unanswered"])
    assert grade(variant, "(a)\n(b)").verdict == "unreadable" or grade(variant, "(a)\n(b)").score == 0


@pytest.mark.parametrize("variant", variants("feature-map-then-weights")[:6])
@pytest.mark.parametrize("earlier", ["", "xx", "-1", "-{more}", "{side}.5", "{side}000", "0", "10**300"])
def test_what_is_no_possible_answer_is_not_carried_forward(variant: Variant, earlier: str) -> None:
    values, side = dict(variant.values), variant.key[0]
    typed = earlier.format(side=side, more=side + 1)
    number = {"": side + 1, "xx": side + 1, "0": 0, "10**300": 10**300}.get(typed)
    if number is None:
        number = Fraction(typed)
    then = Fraction(number) ** 2 * values["channels"] * values["units"] + values["units"]
    outcome = grade(variant, f"(a) {typed}\n(b) {then}")
    assert outcome.parts[1].earned == 0, outcome
    assert "follow-through" not in [diagnosis.name for diagnosis in outcome.diagnoses]
    if typed == "xx":
        assert outcome.verdict == "unreadable"
        assert outcome.unreadable is not None
        assert outcome.unreadable.column is not None
        assert outcome.unreadable.column >= len("(a) ")
        assert "(a)" in outcome.unreadable.reason.en


def test_a_slip_from_ones_own_value_is_named_and_earns_nothing() -> None:
    variant = variants("feature-map-then-weights")[3]
    values, side = dict(variant.values), variant.key[0]
    outcome = grade(variant, f"(a) {side + 3}\n(b) {weights(values, side + 3) - values['units']}")
    names = [diagnosis.name for diagnosis in outcome.diagnoses]
    assert names[-2:] == ["carried-forward", "biases-forgotten"]
    assert outcome.score == 0


# -- a figure, three parts, fewer points for following -----------------------------------------------------------------


@pytest.mark.parametrize("variant", variants("boxes-on-a-grid"))
def test_boxes_with_a_figure(variant: Variant) -> None:
    overlap, union, ratio = variant.key
    cells = [cell for row in variant.values["cells"] for cell in row]
    assert (overlap, union, ratio) == (
        cells.count(3),
        64 - cells.count(0),
        Fraction(cells.count(3), 64 - cells.count(0)),
    )
    assert set(prompt(variant).pictures) == {"figure:boxes"}
    right = grade(variant, f"(a) {overlap}\n(b) {union}\n(c) {float(ratio):.3f}")
    assert (right.verdict, right.score) == ("correct", 1.0)
    other = overlap + 1
    area = variant.values["area_a"] + variant.values["area_b"]
    outcome = grade(variant, f"(a) {other}\n(b) {area - other}\n(c) {other / (area - other):.3f}")
    assert points_of(outcome) == [0, 1, 1], "only half of the points of (c) are given for following"
    assert verdicts(outcome) == ["wrong", "correct", "partial"]
    twice = grade(variant, f"(a) {overlap}\n(b) {area}\n(c) {overlap / area:.3f}")
    assert points_of(twice) == [1, 0, 0], "what a named slip gives is no follow-through"


# -- parts of different kinds ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("variant", variants("one-step-downhill"))
def test_parts_of_different_kinds(variant: Variant) -> None:
    slope, target, start, rate = (variant.values[name] for name in ("slope", "target", "start", "rate"))
    after = start - rate * 2 * slope * (slope * start - target)
    assert variant.key[1] == after
    options = variant.parts[2].options or ()
    place = next(place for place, option in enumerate(options, start=1) if option.correct)
    lines = [
        f"(a) dL/dw = 2*{slope}*({slope}w - {target})",
        f"(b) {float(after)}",
        f"(c) {place}",
        "(d) 誤差が発散する",
    ]
    assert grade(variant, "\n".join(lines)).verdict == "correct"
    assert grade(variant, "\n".join(reversed(lines))).verdict == "correct"
    own = start - rate * 2 * (slope * start - target)
    carried = grade(variant, f"(a) 2({slope}w - {target})\n(b) {float(own)}\n{lines[2]}\n{lines[3]}")
    assert points_of(carried) == [0, 3, 1, 1]
    assert [diagnosis.name for diagnosis in carried.diagnoses] == ["inner-derivative-forgotten", "follow-through"]
    undecided = grade(variant, "\n".join([*lines[:3], "(d) 何も起こらない"]))
    assert undecided.verdict == "undecided", "a text that is not understood is never counted as wrong"
    assert undecided.score == 1.0


def test_an_ordering_a_matching_and_several_options_are_parts() -> None:
    for variant in variants("attention-in-order"):
        steps, sizes, right = (kind_of(part.item).answers(part)[-1] for part in variant.parts)
        assert grade(variant, f"(i) {steps}\n(ii) {sizes}\n(iii) {right}").verdict == "correct"
        turned = " ".join(reversed(steps.replace("→", " ").split()))
        outcome = grade(variant, f"(i) {turned}\n(ii) {sizes}\n(iii) {right}")
        assert verdicts(outcome) == ["wrong", "correct", "correct"]
        assert outcome.score == 0.5


# -- give an example ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("variant", variants("padding-that-keeps-size")[:8])
def test_any_numbers_with_the_property_are_right(variant: Variant) -> None:
    for kernel in range(3, variant.values["side"] + 1, 2):
        assert grade(variant, f"{kernel}, {(kernel - 1) // 2}").verdict == "correct"
    assert grade(variant, "パディング=2、フィルタの 1 辺=5").verdict == "correct"
    for answer, slip in (("5, 4", "padding-once"), ("1, 0", "no-filter"), ("4, 1.5", "half-a-pixel")):
        outcome = grade(variant, answer)
        assert (outcome.verdict, [diagnosis.name for diagnosis in outcome.diagnoses]) == ("wrong", [slip])
    assert grade(variant, "999, 499").verdict == "wrong", "larger than the image"
    assert grade(variant, "1, 5").verdict == "wrong", "swapped"
    assert grade(variant, "ええと").verdict == "unreadable"


@pytest.mark.parametrize("variant", variants("odd-function-through-point")[:8])
def test_any_function_with_the_property_is_right(variant: Variant) -> None:
    spot, height = variant.values["spot"], variant.values["height"]
    for answer in (
        f"{height}x/{spot}", f"f(x) = {height}x/{spot}", f"{height}/{spot**3} x^3", f"{height}*tanh(x)/tanh({spot})",
        f"{height}*x*abs(x)/{spot**2}", f"{height * spot}/x", f"{height}*sign(x)",
        f"{height}x/{spot} + x(x-{spot})(x+{spot})",
    ):  # fmt: skip
        assert grade(variant, answer).verdict == "correct", answer
    for answer, slip in (
        (f"{height}", "even"), (f"{height}x^2/{spot**2}", "even"), ("x", "not-through-point"),
        (f"{height}x/{spot} + x^2(x-{spot})(x+{spot})(x-1)*10^-12", "property-fails"),
    ):  # fmt: skip
        outcome = grade(variant, answer)
        assert (outcome.verdict, [diagnosis.name for diagnosis in outcome.diagnoses]) == ("wrong", [slip]), answer
    assert grade(variant, "x^2 + x").diagnoses == (), "it fails everywhere, which tells nothing of a point"
    assert grade(variant, "y + 1").verdict == "unreadable"
    assert grade(variant, "1/0").verdict == "unreadable"
    nearly = grade(variant, f"{height}*tanh(x)/tanh({spot}) + 10^-9")
    assert (nearly.verdict, nearly.diagnoses[0].name) == ("undecided", "not-decided"), "too near to be told"
    assert grade(variant, f"{height}*sqrt(x)/sqrt({spot})").verdict == "undecided", "it has few values to try"


# -- one language ------------------------------------------------------------------------------------------------------


def test_a_bank_in_one_language_needs_no_translation() -> None:
    assert JAPANESE.bank.left_out == []
    assert JAPANESE.title == Text.both("統計の確認")
    assert JAPANESE.section_title("testing") == Text.both("推定と検定")
    variant = draw(JAPANESE.bank.item("spread-in-parts"), 2)
    shown = prompt(variant)
    assert shown.languages == ("ja",)
    assert shown.stem.ja == shown.stem.en
    assert solution(variant).ja == solution(variant).en
    assert [part.label for part in shown.parts] == ["ア", "イ"]
    gap = variant.values["gap"]
    spread = Fraction(2 * gap**2, 3)
    assert grade(variant, f"(ア) {float(spread):.2f}\n(イ) {(float(spread) / 4) ** 0.5:.2f}").verdict == "correct"
    wrong = gap**2 / 2
    outcome = grade(variant, f"(ア) {wrong:.2f}\n(イ) {(wrong / 4) ** 0.5:.2f}")
    assert points_of(outcome) == [0, 1]


# -- the guide ---------------------------------------------------------------------------------------------------------


def test_the_guides_examples_pass_the_audit(tmp_path: Path) -> None:
    guide = (ROOT / "questions" / "README.md").read_text(encoding="utf-8").partition("## Several parts")[2]
    examples = re.findall(r"````markdown\n(.*?)````", guide, re.S)
    assert len(examples) == 2
    for example in examples:
        name = re.search(r'^id = "(.*)"$', example, re.M)
        assert name is not None
        (tmp_path / f"{name[1]}.md").write_text(example, encoding="utf-8")
    audit = audit_bank(open_bank(str(tmp_path)), 60)
    assert [defect.detail.en for defect in audit.defects] == []
    assert len(audit.reports) == 2
