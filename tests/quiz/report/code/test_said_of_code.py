"""Sentences about code: what is drawn, averaged, dropped; several statements in one line; lines of layers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.report.code.code_findings import CodeFinding
from quiz.report.code.said_of_code import said_of_code
from quiz.report.documents import Line, Report
from quiz.report.rows import rows_of

Judged = Callable[[str], list[CodeFinding]]


def verdicts(text: str) -> list[str]:
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    return [found.verdict for found in said_of_code(rows_of(Report("r", lines)))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("`np.random.randn(200, 30) / np.sqrt(200)` はXavierの初期値", ["right"]),
        ("`np.random.randn(200, 30) / np.sqrt(200)` はHeの初期値", ["wrong"]),
        ("`np.random.randn(200, 30) * np.sqrt(2 / 30)` is He initialisation.", ["wrong"]),
        ("`0.05 * np.random.randn(200, 30)` で作った重みの標準偏差は0.05", ["right"]),
        ("`np.random.randn(100, 30) / np.sqrt(100)` の標準偏差は0.01", ["wrong"]),
        ("`weight_init_std='sigmoid'` を渡すとHeの初期値になる", ["wrong"]),
        ("`x.mean(axis=0)` は特徴ごとの平均", ["right"]),
        ("`x.sum(axis=1)` averages nothing: it is one value per column", ["wrong"]),
        ("`x.mean(axis=0)` はサンプルごとの平均ではない", []),
        ("`nn.Dropout(0.1)` は90%を残し、10%を消す", ["right"]),
        ("`Dropout(0.2)` は入力の20%を残して、あとは0にする", ["wrong"]),
        ("`np.random.rand(*x.shape) > 0.4` keeps about 60% of the units.", ["right"]),
        ("`MaxPooling2D` の `strides` を省くと、窓は1画素ずつ動く", ["wrong"]),
        ("`MaxPooling2D` の `strides` を省くと、窓と同じ大きさになる", ["right"]),
        ("`np.random.choice(500, 20)` は500個から20個の番号を選ぶ", ["right"]),
        ("`max(n / b, 1)` は n=900、b=30 なら30", ["right"]),
        ("`lr` を0.1にした", []),
        ("`np.random.randn(90, 30) / np.sqrt(90)` を He に変えた", []),
        ("`Dropout(0.5)` を20%に変えて残りを比べた", []),
    ],
)
def test_sentences(sentence: str, expected: list[str]) -> None:
    assert verdicts(sentence) == expected


def test_a_window_of_two_digits_is_no_window_of_its_first() -> None:
    said = "`MaxPool2d({})` でストライドを省くと、ストライドは{}になる。"
    assert [verdicts(said.format(*sides)) for sides in ((14, 14), (14, 1), (2, 14), (1, 1))] == [
        ["right"],
        ["wrong"],
        ["wrong"],
        ["right"],
    ]


def test_an_array_of_less_than_nothing_has_nobody_s_scale() -> None:
    for shape in ("-1, 30", "200, -1", "0, 30"):
        assert verdicts(f"`np.random.randn({shape}) * np.sqrt(2 / 30)` is He initialisation.") == []


def test_large_numbers_are_told_with_all_their_digits() -> None:
    text = "`np.random.choice(1000000, 100)` は 1000000個から10個を選ぶ。\n\n`n / 2` は n=2469134 なら 5"
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    told = [found.working.ja for found in said_of_code(rows_of(Report("r", lines)))]
    assert told == ["1000000 個から 100 個を選びます", "この値では 1234567 です"]


TWO_DRAWS = "```python\nw1 = 0.01 * np.random.randn(50, 20)\nw2 = 0.1 * np.random.randn(20, 5)\n```\n\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{TWO_DRAWS}この初期値の標準偏差は0.01になる。",  # of which of the two isn't said
        "`x.mean(axis=1)` で平均をとる。",
        "`x.mean(axis=0)` は各サンプルの特徴ごとの平均を、まとめて求める。",
        "`weight_init_std='sigmoid'` より He のほうが ReLU と相性がよい。",
        "正解率が70%だったモデルに層を一つ加えたところ、学習の様子はほとんど同じだったが、`Dropout(0.3)` は30%を消す",
    ],
)
def test_what_its_code_does_not_decide_is_left_alone(text: str) -> None:
    assert verdicts(text) == []


def test_the_program_above_is_forgotten_after_some_rows() -> None:
    program, said = "```python\nw = 0.1 * np.random.randn(64, 20)\n```\n\n", "wの標準偏差は0.1になる。"
    assert verdicts(f"{program}{'次の話をする。' * 7}\n\n{said}") == ["right"]
    between = "\n\n".join(["次の話をする。"] * 9)
    assert verdicts(f"{program}{between}\n\n{said}") == []


def test_two_ways_to_name_an_axis_are_no_difference(judged: Judged) -> None:
    program = """```python
def softmax(x):
    x = x - np.max(x, axis=-1, keepdims=True)
    return np.exp(x) / np.sum(np.exp(x), axis={}, keepdims=True)
```
"""
    wrong = [[found.claim for found in judged(program.format(axis)) if found.verdict == "wrong"] for axis in (1, -1)]
    assert wrong == [[], []]
    other = program.replace("axis=-1", "axis=1").format(0)
    assert "axes-differ" in [found.claim for found in judged(other) if found.verdict == "wrong"]


def test_the_program_above_is_spoken_of_for_a_while() -> None:
    program = "```python\nw = np.random.randn(64, 20) * np.sqrt(1 / 64)\nm = x.mean(axis=0)\n```\n\n"
    said = "これはXavierの初期値である。\n\nwの標準偏差は0.125になる。\n\nxの形が(30, 7)なら、mの形は(7,)になる。\n"
    assert verdicts(program + said) == ["right", "right", "right"]
    assert verdicts("wの標準偏差は0.125になる。") == []


@given(st.integers(2, 9), st.integers(2, 9), st.sampled_from([0, 1]), st.booleans(), st.booleans())
def test_shapes_are_those_of_arrays(rows: int, columns: int, axis: int, keeps: bool, right: bool) -> None:
    shape = np.ones((rows, columns)).sum(axis=axis, keepdims=keeps).shape
    claimed = shape if right else (*shape[:-1], shape[-1] + 1)
    shown = f"({', '.join(map(str, claimed))}{',' if len(claimed) == 1 else ''})"
    call = f"np.sum(x, axis={axis}, keepdims={keeps})"
    assert verdicts(f"xの形が({rows}, {columns})のとき、`{call}` の形は {shown} になる") == [
        "right" if right else "wrong"
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "モメンタムは `v = mu * v - lr * g` のあと `w += v`",
            {("momentum-velocity", "right"), ("momentum-step", "right")},
        ),
        ("モメンタムは `v = mu * v - lr * g` のあと `w -= v`", {("momentum-step", "wrong")}),
        ("`h = rho * h + (1 - rho) * grad` is what RMSProp keeps.", {("rmsprop-average", "wrong")}),
        ("シグモイドの微分は `y * (1 - y)`", {("sigmoid-slope", "right")}),
        ("シグモイドの微分は `y * (1 + y)`", {("sigmoid-slope", "wrong")}),
    ],
)
def test_code_between_backticks(judged: Judged, line: str, expected: set[tuple[str, str]]) -> None:
    assert {(found.claim, found.verdict) for found in judged(line + "\n")} == expected


def test_a_function_may_return_the_next_value(judged: Judged) -> None:
    right = "```python\ndef sgd(w, grad, lr=0.1):\n    return w - lr * grad\n```\n"
    assert ("sgd-step", "right") in {(found.claim, found.verdict) for found in judged(right)}
    wrong = right.replace("w - lr", "w + lr")
    assert ("sgd-step", "wrong") in {(found.claim, found.verdict) for found in judged(wrong)}
