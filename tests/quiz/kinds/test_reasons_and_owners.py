"""What texts say of the wrong cause, of somebody else's average, or of the beginning only; and the like that is so."""

from __future__ import annotations

from functools import cache

import pytest

from quiz import load_bank
from quiz.kinds.text.fields import Rubric
from quiz.kinds.text.rubric import judge_text


@cache
def rubric(item: str) -> Rubric:
    found = load_bank().item(item).answer.rubric
    assert isinstance(found, Rubric)
    return found


def found_in(item: str, text: str) -> set[str]:
    return {one.name for one in judge_text(text, rubric(item)) if one.state == "found"}


@pytest.mark.parametrize(
    "text",
    [
        "電源が切れたので学習が進まず、表現力も失われる。", "学習が進まないのは、GPUが壊れたためです。",
        "メモリが足りないので、表現力が損なわれる。",
        "Because the disk is full, training fails and expressive power is lost.",
        "The fan is loud, so training fails.", "モデルが線形になるので表現力が落ちる。",
        "損失が0になるので学習が進まない。",
    ],
)  # fmt: skip
def test_what_comes_of_something_else_makes_no_point(text: str) -> None:
    assert found_in("zero-init-consequence", text) == set()


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("どの重みも同じ値に更新されるので、表現力が失われる。", "expressive-power"),
        ("勾配がどれも等しいため、学習がうまく進まない。", "no-proper-learning"),
        ("All units get equal updates, so expressive power is lost.", "expressive-power"),
        ("学習が進まない。理由は、どの重みにも同じ勾配がかかるから。", "same-update"),
        ("重みが均一に更新される。したがって学習が進まない。", "no-proper-learning"),
    ],
)
def test_what_comes_of_what_is_asked_does(text: str, point: str) -> None:
    assert point in found_in("zero-init-consequence", text)


@pytest.mark.parametrize(
    "text",
    [
        "AdaGradの学習率は最初は小さく、徐々に大きくなる。", "AdaGradの学習率は、はじめは小さいが次第に大きくなる。",
        "AdaGrad's learning rate is small at first and gradually grows.", "AdaGradは重みの二乗和で学習率を調整する。",
        "AdaGradは層ごとに学習率を調整する。", "RMSPropは重みの指数移動平均を使う。",
        "RMSPropは損失の移動平均で学習率を調整する。",
        "RMSProp uses a moving average of the weights.", "RMSPropは指数移動平均で最近の勾配を忘れる。",
        "モメンタムは前回の更新量を差し引く。", "モメンタムは谷で振動を起こす。",
    ],
)  # fmt: skip
def test_the_opposite_and_what_belongs_to_others_makes_no_point(text: str) -> None:
    assert found_in("optimizer-traits", text) == set()


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("AdaGradの学習率は最初は大きく、徐々に小さくなる。", "adagrad"),
        ("AdaGrad：当初は学習率が高いが、だんだん小さくなる。", "adagrad"),
        ("AdaGrad's learning rate starts large and gradually becomes small.", "adagrad"),
        ("RMSPropは勾配の二乗の指数移動平均を使う。", "rmsprop"),
        ("モメンタムは前回の更新量を引き継ぐ。", "momentum"),
    ],
)
def test_what_becomes_of_it_does(text: str, point: str) -> None:
    assert found_in("optimizer-traits", text) == {point}


def test_a_clause_that_is_promoted_is_what_is_said() -> None:
    assert "faster-stabler-training" not in found_in("bn-effects", "学習が不安定になるのを促進する。")
    assert "faster-stabler-training" in found_in("bn-effects", "学習が安定するのを促進する。")


@pytest.mark.parametrize(
    "text",
    [
        "効果1: 学習を速くする 効果2: 過学習を抑える", "利点１：学習が速くなる　利点２：過学習が抑えられる",
        "1. 学習が速くなる 2. 過学習を抑える",
    ],
)  # fmt: skip
def test_points_on_one_line_are_read_apart(text: str) -> None:
    assert found_in("bn-effects", text) == {"faster-stabler-training", "less-overfitting"}
