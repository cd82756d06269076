"""What a prediction tells of its run, what it needs in its file, and what the audit finds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quiz.courses import parse_item
from quiz.drawing import draw
from quiz.errors import FileFaults, Unanswerable
from quiz.grading import grade
from quiz.interaction import ChooseOne
from quiz.kinds import kind_of, prediction
from quiz.kinds.prediction import measured, measurements
from quiz.language import Text
from quiz.model import Item, Variant
from solvers.practicals.training_runs import CHECK_SEEDS, SEEDS, Measured

TEMPLATE = Path(__file__).with_name("prediction_of_valleys.md").read_text(encoding="utf-8").format(id="x")


def item(*changes: tuple[str, str]) -> Item:
    source = TEMPLATE
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    return parse_item(source, expected_id="x", path="x.md")


def of(kappa: int) -> Variant:
    made = item()
    return next(variant for seed in range(1, 50) if (variant := draw(made, seed)).values["kappa"] == kappa)


def run(outcome: str = "sgd", unit: Any = "steps", means: tuple[float, ...] = (75.4, 148.0)) -> Measured:
    values = tuple((mean - 1, mean, mean + 1) for mean in means)
    return Measured(outcome, ("一", "second"), values, means, (), (1, 2, 3), unit, ("iteration", "x"))


@pytest.mark.parametrize(
    ("unit", "means", "lines"),
    [
        ("steps", (75.4, 148.0), ["一      mean 75  (74, 75, 76)", "second  mean 148  (147, 148, 149)"]),
        (
            "number",
            (75.4, 1480.0),
            ["一      mean 75.4  (74.4, 75.4, 76.4)", "second  mean 1.48e+03  (1.48e+03, 1.48e+03, 1.48e+03)"],
        ),
        (
            "accuracy",
            (0.5, 1.5),
            ["一      mean 50.0 %  (-50.0 %, 50.0 %, 150.0 %)", "second  mean 150.0 %  (50.0 %, 150.0 %, 250.0 %)"],
        ),
    ],
)  # fmt: skip
def test_what_was_measured_is_told_by_part_and_seed(unit: str, means: tuple[float, ...], lines: list[str]) -> None:
    told = measurements(run(unit=unit, means=means))
    assert told.en.split("\n") == ["Run 3 times each, with different seeds:", "```", *lines, "```"]
    assert told.ja.split("\n") == [
        "乱数の種を変えて 3 回ずつ実行した結果です。", "```", *(line.replace("mean", "平均") for line in lines), "```",
    ]  # fmt: skip


def test_measured_values_belong_to_their_parts() -> None:
    with pytest.raises(ValueError, match="zip"):
        measurements(replace(run(), means=(1.0,)))


def test_the_option_that_the_run_shows_is_the_key() -> None:
    variant = of(10)
    kind = kind_of(variant.item)
    settled = kind.settled(variant)
    assert kind.settled(settled) is settled
    assert settled.key == Text("勾配降下法のほうが早い", "gradient descent is faster")
    (interaction,) = kind.interactions(variant)
    assert isinstance(interaction, ChooseOne)
    assert [option.correct for option in interaction.options].count(True) == 1
    place = next(place for place, option in enumerate(interaction.options) if option.correct)
    assert kind.key_shown(variant) == Text(
        f"({place + 1}) 勾配降下法のほうが早い", f"({place + 1}) gradient descent is faster"
    )
    assert kind.answers(variant)[0] == f"({place + 1})"
    assert kind.key_in_report(variant) is None
    assert kind.fits(None)
    assert not kind.fits("x")
    # The option that holds has no slip; the others keep theirs, and the solution knows the outcome.
    assert {slip.misconceptions for slip in settled.distractors} == {("always-momentum",)}
    assert set(settled.values) - set(variant.values) == {"outcome", "means"}
    outcome = grade(variant, str(place + 1))
    assert (outcome.verdict, outcome.score) == ("correct", 1)
    assert outcome.evidence == measurements(measured(variant))


def test_the_original_keeps_the_order_of_the_file() -> None:
    made = item(("\n[run]\n", "\n[original]\nkappa = 10\n[run]\n"))
    assert [option.text.en for option in draw(made, 0).options or ()] == [
        "gradient descent is faster", "they are within 10 %", "momentum is faster",
    ]  # fmt: skip
    orders = {tuple(option.text.en for option in draw(made, seed).options or ()) for seed in range(1, 60)}
    assert len(orders) == 6


def test_the_audit_makes_the_run_again_with_other_seeds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, ...]] = []

    def carried_out(name: str, arguments: Any, seeds: tuple[int, ...]) -> Measured:
        asked.append(seeds)
        return run("sgd" if seeds == SEEDS else "momentum")

    monkeypatch.setattr(prediction, "_carried_out", carried_out)
    variant = of(10)
    ((rule, place, said),) = kind_of(variant.item).variant_faults(variant)
    assert (rule, place) == ("run", "run")
    assert said.en == "other seeds give another outcome: sgd 75.4, 148 / momentum 75.4, 148"
    assert set(asked) == {SEEDS, CHECK_SEEDS}
    monkeypatch.setattr(prediction, "_carried_out", lambda *_: run("sgd"))
    assert list(kind_of(variant.item).variant_faults(variant)) == []
    monkeypatch.setattr(prediction, "_carried_out", lambda *_: run("nothing"))
    with pytest.raises(Unanswerable, match=r"x\.md: 0 options fit the outcome nothing"):
        list(kind_of(variant.item).variant_faults(variant))


def test_an_option_that_can_not_be_decided_is_told_with_its_line() -> None:
    made = item(("holds = \"outcome == 'same'\"", 'holds = "means[7] > 1"'))
    line = made.lines["option.1.holds"]
    with pytest.raises(Unanswerable, match=rf"^x\.md:{line}: option\.1\.holds: "):
        kind_of(made).settled(draw(made, 1))


def test_arguments_that_make_no_run_are_told_with_the_line_of_the_run() -> None:
    made = item(("kappa = [10, 100]", "kappa = [1]"))
    with pytest.raises(Unanswerable, match=rf"^x\.md:{made.lines['run']}: run: "):
        kind_of(made).settled(draw(made, 1))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            [("kappa = [10, 100]", "kappa = [10, 100]\nmeans = [1, 2]")],
            "in a question of kind prediction, means is taken",
        ),
        ([("[run]\n", "[later]\n")], "a prediction needs a [run]"),
        ([("[[option]]", "[[choice]]")], "a prediction needs [[option]] entries"),
        ([('name = "valley_race"', "")], "name"),
        ([('name = "valley_race"', 'name = "valley_rase"')], "the runs are: "),
    ],
)
def test_faults_of_the_file_are_named(changes: list[tuple[str, str]], said: str) -> None:
    with pytest.raises(FileFaults) as caught:
        item(*changes)
    assert said in caught.value.in_("en")


def test_a_watcher_is_told_only_while_it_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []

    def watcher(done: int, total: int) -> None:
        told.append((done, total))

    with prediction.watched_by(watcher):
        prediction._carried_out.__wrapped__("valley_race", (("kappa", 10),), (1,))
    during = list(told)
    assert during
    assert all(0 <= done <= total == 2 for done, total in during)
    prediction._carried_out.__wrapped__("valley_race", (("kappa", 10),), (1,))
    assert told == during
