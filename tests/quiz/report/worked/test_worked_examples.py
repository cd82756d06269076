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


EXAMPLES = (
    "x = (2, 4, 6, 12) では平均が 6、分散が 14 になる。",
    "重み w = (6, -8) の L1 ノルムは 14、L2 ノルムは 10。",
    "V0 = 0、μ = 0.5、ε = 0.1、勾配が毎回 4 なら、V1 = -0.4、V2 = -0.6。",
    "For x = (2, 4, 6, 12) the mean is 6 and the variance is 14.",
    "With V0 = 0, mu = 0.5, epsilon = 0.1 and a gradient of 4 each time, V1 = -0.4 and V2 = -0.6.",
)
OF_SOMETHING_ELSE = (
    "重みは σ = 0.02 のガウス分布から取った。",
    "標準偏差を 0.05 にして試した。",
    "平均 0、分散 1 の乱数で初期化する。",
    "画素値の平均は 0.28、標準偏差は 0.35 だった。",
    "三回の試行の平均は 0.87 である。",
    "隣の層では L2 ノルムは 30 である。",
    "μ = 0.8、ε = 0.02 で訓練した。",
    "慣性項は μ = 0.7 で強くなる。",
    "訓練後の V は -0.05 だった。",
    "V は 0.9",
    "The mean over ten epochs is 0.93, the standard deviation 0.02.",
    "Biases came from a normal distribution with mean 0 and standard deviation 0.2.",
    "Pixels had mean 0.28 and variance 0.12.",
    "With mu = 0.8 the curve was smoother.",
    "Another layer has an L2 norm of 30.",
)


@pytest.mark.parametrize("between", [" ", "\n", "\n\n", "\n- ", "\n\n- "], ids=repr)
@pytest.mark.parametrize("example", EXAMPLES)
def test_numbers_of_something_else_are_never_held_against_an_example(example: str, between: str) -> None:
    for line in OF_SOMETHING_ELSE:
        found = found_in(f"{example}{between}{line}")
        assert "wrong" not in [verdict for verdicts in found.values() for verdict in verdicts], line
        assert len(found.get(1, [])) >= 2, line


@pytest.mark.parametrize(
    "text",
    [
        "x = (2, 4, 6, 12)。\n\nよって分散は 15 になる。",
        "x = (2, 4, 6, 12)。\n分散は 15",
        "x = (2, 4, 6, 12)。\n\n- 平均は 5",
        "データ x = (2, 4, 6, 12) がある。\n\nx の平均は 5 である。",
        "V0 = 0、μ = 0.5、ε = 0.1、勾配は毎回 4。\n\n次に、V2 = -0.7。",
        "Let x = (2, 4, 6, 12).\n\nSo the variance is 15.",
    ],
)
def test_what_goes_on_with_an_example_is_held_against_it(text: str) -> None:
    assert list(found_in(text).values()) == [["wrong"]]


@pytest.mark.parametrize(
    "text",
    [
        "x = (2, 4, 6, 12)。\n\n平均は 5",
        "Let x = (2, 4, 6, 12).\n\nThe mean is 5.",
        "V0 = 0、μ = 0.5、ε = 0.1、勾配は毎回 4。\n\n更新後の V は -0.7",
        "x = (2, 4, 6, 12)。\n\n# 別の話\n平均は 5",
    ],
)
def test_another_paragraph_may_speak_of_something_else(text: str) -> None:
    assert found_in(text) == {}


def test_what_is_shown_begins_with_its_own_words_and_ends_with_the_asked_step() -> None:
    lines = ("x = (1, 3, 5, 7) について、平均は 4。", "AdaGrad で勾配が 3、4 のとき h は 7。")
    rows = rows_of(Report("r", tuple(Line(line, number) for number, line in enumerate(lines, 1))))
    first, second = worked_values(rows)
    assert first.written == "平均は4"
    assert second.judged.working.sentence().en == "h after step 2 is 25."


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


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("シグモイドの傾きは σ(x)(1-σ(x)) なので、σ(0)=0.5 を使う。", "σ(0)=0.5"),
        (
            "シグモイド関数の出力をゼロのところで自分の手を動かして計算してみるとσ(0)=0.5",
            "…ころで自分の手を動かして計算してみるとσ(0)=0.5",
        ),
    ],
)
def test_the_words_shown_begin_with_a_part_of_the_sentence_or_are_marked_as_cut_off(line: str, written: str) -> None:
    found = list(worked_values(rows_of(Report("r", (Line(line, 1),)))))
    assert [stated.written for stated in found] == [written]
