"""Numbers beyond a float in what a report works out: read as none, and nothing falls over."""

from __future__ import annotations

import pytest

from quiz.report.documents import Line, Report
from quiz.report.rows import rows_of
from quiz.report.sizes.written_values import value_of_text
from quiz.report.worked.stated_values import number_of
from quiz.report.worked.worked_examples import worked_values

BEYOND = ("1e400", "1e999", "-1e400", "9" * 400, "1e308*1e308", "10^400", "1/" + "9" * 400)
SENTENCES = (
    "w=[1,{0}] のとき L2 ノルムは {0} です。", "学習率 {0}、勾配 {0} のとき、重みは 1 - {0} × {0} = {0} になる。",
    "ソフトマックス([{0}, 2]) = [{0}, 0.5]。", "exp({0}) = {0}。ノード数 {0} の標準偏差は 1/√{0} = {0}。",
    "平均 {0}、分散 {0}、標準偏差 {0}。sigmoid({0}) = {0}。",
)  # fmt: skip


@pytest.mark.parametrize("number", BEYOND)
def test_a_number_beyond_a_float_is_none(number: str) -> None:
    found = number_of(number)
    assert found is None or abs(found.value) < 1
    for sentence in SENTENCES:
        source = Report("r.md", (Line(sentence.replace("{0}", number), 1),))
        list(worked_values(rows_of(source)))


def test_a_value_beyond_a_float_has_no_value() -> None:
    assert value_of_text("10^400") is None
    assert value_of_text("10^300") == 1e300
