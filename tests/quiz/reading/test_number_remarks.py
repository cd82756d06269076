"""Remarks that say nothing of a number are read; whatever may say something of it is not."""

from __future__ import annotations

import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.grading import grade
from quiz.reading.number_remarks import without_remarks
from quiz.reading.spelling import Normalized

ACCURACY = draw(built_in_bank().item("accuracy-argmax"), 5)
RATE = draw(built_in_bank().item("batch-mean-vs-sum"), 5)


@pytest.mark.parametrize(
    "text",
    [
        "0.625 (答)", "0.625（四捨五入後）", "0.625 (rounded)", "0.625 (to 3 decimals)", "exactly 0.625",
        "0.625 exactly",
        "ちょうど0.625", "小数で 0.625", "小数第3位まで求めると 0.625", "0.625（小数第3位まで）", "0.625//",
        "0.625 (exact)",
        "正答率は、0.625です", "正答率 0.625", "the accuracy is 0.625", "零点六二五", "六割二分五厘",
        "five eighths", "０。６２５",
        "zero point six two five", "np.float64(0.625)", "八分の五",
    ],
)  # fmt: skip
def test_what_says_nothing_of_the_number(text: str) -> None:
    assert grade(ACCURACY, text).verdict == "correct"


@pytest.mark.parametrize(
    "text",
    [
        "0.625 (約)", "0.625 in total", "合計0.625", "0.625 (ではない)", "0.625（誤り）", "ちょうどではない 0.625",
        "0.625 (rounded up)",
        "0.625 (to 3 decimals, wrong)", "not exactly 0.625", "誤答率は、0.625", "five eighth", "one eighths",
        "0。625。1",
        "零点六二五六", "六割二分五厘三", "0.625 (鯨)", "小数で割ると 0.625", "int(0.625)", "five eighths more",
        "0.625 (答えではない)",
    ],
)  # fmt: skip
def test_what_may_say_something_of_it(text: str) -> None:
    assert grade(ACCURACY, text).verdict != "correct"


def test_what_is_set_to_a_number() -> None:
    assert grade(RATE, "学習率を 0.05 にする").verdict == "correct"
    assert grade(RATE, "学習率を0.05にすればよい").verdict == "correct"
    for text in ("損失を0.05にする", "学習率を0.05に近づける", "学習率を0.05にしない", "学習率を半分の0.05にする"):
        assert grade(RATE, text).verdict == "unreadable", text


def test_what_is_nothing_but_a_remark_stays() -> None:
    assert without_remarks(Normalized("四捨五入して (答)", tuple(range(12)))).text.strip() == "(答)"
