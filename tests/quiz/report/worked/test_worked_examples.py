"""Worked examples of our own, each value judged; two parts were put aside while rules were written.

A line ends with the verdicts on its values, in their order; a line without any states nothing that is judged.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.report.documents import Line, Report
from quiz.report.rows import rows_of
from quiz.report.worked.optimizer_steps import Method, Setting, values_after
from quiz.report.worked.worked_examples import worked_values

HERE = Path(__file__).parent
_LABEL = re.compile(r"\s*@@(right|wrong)")


def lines_of(part: str) -> list[tuple[str, list[str]]]:
    """The lines of a part as a learner would hand them in, each with its labels."""
    written = (HERE / f"{part}.md").read_text(encoding="utf-8").splitlines()
    return [(_LABEL.sub("", line), _LABEL.findall(line)) for line in written]


def found_in(text: str) -> dict[int, list[str]]:
    """The verdicts on the values of a report, by the number of the line."""
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    found: dict[int, list[str]] = {}
    for stated in worked_values(rows_of(Report("r", lines))):
        found.setdefault(stated.row.line.number, []).append(stated.judged.verdict)
    return found


def differing(part: str) -> list[str]:
    lines = lines_of(part)
    found = found_in("\n".join(text for text, _ in lines))
    return [
        f"{number}: {text} {labels} -> {found.get(number, [])}"
        for number, (text, labels) in enumerate(lines, 1)
        if labels != found.get(number, [])
    ]


@pytest.mark.parametrize("part", ["known", "held", "fresh"])
def test_values_are_judged_as_labelled(part: str) -> None:
    assert differing(part) == []


@given(
    st.lists(st.integers(-5, 5), min_size=1, max_size=5),
    st.sampled_from(["adagrad", "rmsprop", "adam"]),
)
def test_steps_are_those_of_the_solvers(gradients: list[int], method: Method) -> None:
    from solvers.topics.optimizers_adaptive import adagrad_path, adam_path, rmsprop_path

    if not all(gradients):
        return
    numbers = {"lr": 0.1, "rho": 0.8, "beta1": 0.9, "beta2": 0.99, "w": 0.0}
    told = values_after(Setting(method, numbers, [float(one) for one in gradients]), len(gradients))[-1]
    if method == "adam":
        assert told["w"] == pytest.approx(adam_path(tuple(gradients), 0.1, 0.9, 0.99)[-1][-1], rel=1e-5, abs=1e-6)
        return
    path = adagrad_path(tuple(gradients), 0.1) if method == "adagrad" else rmsprop_path(tuple(gradients), 0.1, 0.8)
    assert (told["h"], told["w"]) == pytest.approx(tuple(map(float, path[-1])), rel=1e-5, abs=1e-6)


@given(st.text(alphabet="0123456789.,-()/=≈√×^ xwλL12平均ノルム勾配σ'のは、。|[]\n#-", max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    found_in("x = (1, 2, 3)、勾配 2、学習率 0.1、シグモイド、Xavier、フィルタ\n" + text)
