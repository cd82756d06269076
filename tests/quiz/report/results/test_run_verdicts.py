"""Results held against runs: with runs that are made up, so that every verdict can be had; and one that is trained."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.report.results.measured_runs import Measured, measured_runs
from quiz.report.results.result_reader import StatedResult
from quiz.report.results.run_verdicts import judged, read_as, unmeasured

Found = Callable[[str], list[StatedResult]]
Program = Callable[..., str]


def curve(*points: tuple[int, float]) -> Measured:
    return Measured(
        0, tuple(step for step, _ in points), tuple(value for _, value in points), points[-1][1], (0.0, 0.0)
    )


FLAT = curve((10, 0.1), (2000, 0.1))
GOOD = curve((10, 0.1), (500, 0.25), (1000, 0.85), (2000, 0.9))
FAST = curve((10, 0.1), (300, 0.25), (600, 0.85), (2000, 0.91))


@pytest.fixture
def verdict(found: Found, program: Program) -> Callable[..., str]:
    def of(sentence: str, *own: Measured, other: tuple[Measured, ...] = (), before: str = "") -> str:
        (one,) = found((before or program(activation="relu", hidden="60, 30")) + sentence)
        runs = {one.run: own}
        if one.other is not None:
            runs[one.other] = other
        return judged(one, runs)[0]

    return of


@pytest.mark.parametrize(
    ("sentence", "own", "expected"),
    [
        ("学習がまったく進まなかった。", (FLAT, FLAT), "correct"),
        ("学習がまったく進まなかった。", (GOOD, GOOD), "wrong"),
        ("学習がまったく進まなかった。", (GOOD, FLAT), "undecided"),
        ("学習がまったく進まなかった。", (GOOD,), "undecided"),  # one seed proves nothing
        ("精度が上昇した。", (GOOD, FAST), "correct"),
        ("精度が上昇した。", (FLAT, FLAT), "wrong"),
        ("テストの精度は90%になった。", (GOOD, FAST), "correct"),
        ("テストの精度は86%になった。", (GOOD, FAST), "correct"),
        ("テストの精度は78%になった。", (GOOD, FAST), "undecided"),
        ("テストの精度は50%になった。", (GOOD, FAST), "wrong"),
        ("テストの精度は50%になった。", (GOOD,), "undecided"),
        ("500回あたりから精度が上昇した。", (GOOD, FAST), "correct"),
        ("100回あたりから精度が上昇した。", (GOOD, FAST), "imprecise"),
        ("500回あたりから精度が上昇した。", (FLAT, FLAT), "wrong"),
    ],
)
def test_one_run(verdict: Callable[..., str], sentence: str, own: tuple[Measured, ...], expected: str) -> None:
    assert verdict(sentence, *own) == expected


@pytest.mark.parametrize(
    ("sentence", "own", "other", "expected"),
    [
        ("[40, 20] のときより早く精度が上昇した。", (FAST, FAST), (GOOD, GOOD), "correct"),
        ("[40, 20] のときより早く精度が上昇した。", (GOOD, GOOD), (FAST, FAST), "wrong"),
        ("[40, 20] のときより早く精度が上昇した。", (GOOD, FAST), (FAST, GOOD), "undecided"),
        ("[40, 20] のときより早く精度が上昇した。", (FAST, FAST), (FLAT, FLAT), "correct"),
        ("[40, 20] のときより早く精度が上昇した。", (FLAT, FLAT), (FLAT, FLAT), "undecided"),
        ("[40, 20] のときより精度が高くなった。", (FAST, FAST), (GOOD, GOOD), "correct"),
        ("[40, 20] のときより精度が高くなった。", (GOOD, GOOD), (FAST, FAST), "wrong"),
        ("[40, 20] のときより精度が高くなった。", (GOOD, FAST), (FAST, GOOD), "undecided"),
    ],
)
def test_two_runs(
    verdict: Callable[..., str], sentence: str, own: tuple[Measured, ...], other: tuple[Measured, ...], expected: str
) -> None:
    assert verdict(sentence, *own, other=other) == expected


def test_the_accuracy_of_a_mini_batch_is_not_that_of_the_training_set(found: Found, program: Program) -> None:
    (one,) = found(program() + "訓練データの精度はほぼ100%になった。")
    batch = Measured(0, (10,), (0.9,), 0.95, (0.93, 1.0))
    verdict, message = judged(one, {one.run: [batch, batch]})
    assert verdict == "imprecise"
    assert "ミニバッチ" in message.ja
    assert "mini-batches" in message.en
    whole = Measured(0, (10,), (0.9,), 0.995, (0.93, 1.0))
    assert judged(one, {one.run: [whole, whole]})[0] == "correct"


def test_before_a_run_the_command_is_told(found: Found, program: Program) -> None:
    (one,) = found(program() + "学習が進まなかった。")
    verdict, message = unmeasured(one)
    assert verdict == "needs-run"
    assert "quiz lab sigmoid-gauss" in message.ja
    assert "quiz lab sigmoid-gauss" in message.en
    assert judged(one, {}) == (verdict, message)
    assert "sigmoid-gauss" in read_as(one).en


def test_what_no_run_can_decide_needs_none(found: Found, program: Program) -> None:
    source = program(init="Xavier") + program(activation="relu", init="He")
    one, _ = found(source + "XavierもHeも学習したが、特にHeは早い段階で精度が1.0に近くなった。")
    verdict, message = unmeasured(one)
    assert verdict == "imprecise"
    assert "2" in message.en


def test_what_was_measured_is_told_with_seeds_and_tolerance(found: Found, program: Program) -> None:
    (one,) = found(program() + "テストの精度は88%になった。")
    _, message = judged(one, {one.run: [GOOD, FAST]})
    for text in (message.ja, message.en):
        assert "90.0%–91.0%" in text
        assert "±5%" in text
        assert "seed" in text


@pytest.mark.thorough
def test_a_run_is_trained_once_for_each_seed_and_told() -> None:
    told: list[tuple[int, int, str]] = []
    runs = dict(measured_runs(["keras-n11", "keras-n11"], 2, lambda *each: told.append(each)))
    assert list(runs) == ["keras-n11"]
    assert [one.seed for one in runs["keras-n11"]] == [0, 1]
    assert all(one.test <= 0.15 for one in runs["keras-n11"])
    done = [each[0] for each in told]
    assert done == sorted(done)
    assert told[-1] == (2000, 2000, "keras-n11")
