"""Fences as people write them: titles, forgotten ends, words behind them, prose and answers between them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.report.documents import Line, Report
from quiz.report.fences import inside_fences, is_sentence, is_statement, unfenced_code
from quiz.report.rows import Row, rows_of


def rows(source: str) -> list[Row]:
    return rows_of(Report("", tuple(Line(text, number) for number, text in enumerate(source.split("\n"), start=1))))


def kinds(source: str) -> list[str]:
    return [row.kind for row in rows(source)]


@pytest.mark.parametrize(
    "opening",
    [
        "```python:", "```python:train.py", "``` python", "```{.python}", "```python title=x", "~~~py", "   ```sh",
        "      ```python", "- ```python", "1. ```python", "> ```python", "````python", "```実行したコード",
    ],
)  # fmt: skip
def test_a_fence_opens_whatever_stands_behind_it(opening: str) -> None:
    sign = "~~~" if "~" in opening else "````" if "````" in opening else "```"
    assert kinds(f"{opening}\nw = np.ones(3)\n{sign}\n重みを 1 にした。") == ["blank", "code", "blank", "text"]


def test_words_behind_a_closing_fence_are_text() -> None:
    found = rows("```python\nw = np.ones(3)\n``` ここで重みを 1 にした。\n次の文。")
    assert [(row.kind, row.text) for row in found] == [
        ("blank", ""),
        ("code", "w = np.ones(3)"),
        ("text", "ここで重みを 1 にした。"),
        ("text", "次の文。"),
    ]


def test_a_fence_that_is_never_closed_ends_with_its_code() -> None:
    source = "```python\nimport numpy as np\n# 零\nw = np.zeros(3)\n\n重みがすべて同じになる。\n## 考察\n勾配も同じ。"
    assert kinds(source) == ["blank", "code", "code", "code", "blank", "text", "heading", "text"]


def test_a_forgotten_end_before_the_next_named_fence_hides_no_sentence() -> None:
    source = "```python\nw = np.ones(3)\n\n同じ値になる。\n```python\nb = np.zeros(3)\n```\nおわり。"
    assert kinds(source) == ["blank", "code", "blank", "text", "blank", "code", "blank", "text"]


def test_a_forgotten_end_before_a_bare_fence_turns_nothing_round() -> None:
    source = "```\nw = np.ones(3)\n\n同じ値になる。\n```\nb = np.zeros(3)\nc = np.ones(4)\nprint(b + c)\n```\n終わり。"
    assert [row.text for row in rows(source) if row.kind == "text"] == ["同じ値になる。", "終わり。"]
    assert [row.text for row in rows(source) if row.kind == "code"][1:] == [
        "b = np.zeros(3)",
        "c = np.ones(4)",
        "print(b + c)",
    ]


def test_a_longer_fence_holds_a_shorter_one_and_another_sign() -> None:
    assert kinds("````python\nx = a.b()\n```\n~~~\n````\n文。")[-2:] == ["blank", "text"]


def test_three_signs_around_code_in_a_line_open_nothing() -> None:
    assert kinds("```x = 1``` とする。\n次の文。") == ["text", "text"]


def test_every_cell_of_a_notebook_begins_anew() -> None:
    lines = (
        Line("```python", 1, 1),
        Line("w = np.ones(3)", 2, 1),
        Line("", 3, 1),
        Line("重みは同じ。", 1, 2),
        Line("## 考察", 2, 2),
        Line("```", 3, 2),
        Line("", 4, 2),
        Line("勾配も同じ。", 1, 3),
    )
    assert [row.kind for row in rows_of(Report("", lines))] == [
        "blank", "code", "blank", "text", "heading", "blank", "blank", "text",
    ]  # fmt: skip


def test_a_code_cell_stays_code_whatever_stands_in_it() -> None:
    lines = (Line("重みを零にする。", 1, 1, code=True), Line("```", 2, 1, code=True), Line("文。", 1, 2))
    assert [row.kind for row in rows_of(Report("", lines))] == ["code", "code", "text"]


def test_sentences_answers_and_formulas_between_fences_are_text() -> None:
    for inside in ("重みがすべて同じになる。", "(2) 0.25", "7×7", r"\frac{dz}{dx} = 2(x + y)", "問題: 値を求めよ。"):
        assert kinds(f"```\n{inside}\n```") == ["blank", "text", "blank"], inside
    mixed = "```\nw = np.zeros(3)\n重みがすべて同じになる。\nw += 0.1  # 重みを少し増やす\n```"
    assert kinds(mixed) == ["blank", "code", "text", "code", "blank"]


def test_what_a_program_printed_and_its_comments_are_no_text() -> None:
    log = "```\n" + "\n".join(f"epoch {n} loss 0.{n}" for n in range(1, 7)) + "\n```"
    assert set(kinds(log)) == {"blank", "code"}
    described = '```python\ndef f(x):\n    """\n    入力の平均を返す関数\n    """\n    return x.mean()\n```'
    assert kinds(described) == ["blank", *["code"] * 5, "blank"]


def test_a_line_of_signs_between_fences_makes_no_heading() -> None:
    assert kinds("```\n重みが同じになる。\n=====\n```")[1] == "text"


def test_statements_that_nobody_has_fenced_are_code_and_a_single_one_is_none() -> None:
    source = "実装した。\nfrom numpy import zeros\n# 重み\nw = zeros(3)[0]\nfor i in range(3):\n    w += 1\n零になる。"
    assert kinds(source) == ["text", *["code"] * 5, "text"]
    assert kinds("答え\ngrad += rate * param") == ["text", "text"]
    assert unfenced_code(["# 第一章", "# 第二章", "x = 1", "y = 2", "z = 3"]) == set()


@pytest.mark.parametrize(
    ("text", "statement", "sentence"),
    [
        ("import numpy as np", True, False),
        ("self.params['W1'] = w", True, False),
        ("image = image[top:bottom, left:right, :]", True, False),
        ("z = t^2", False, False),
        ("from the layer before it", False, False),
        ("return to the course", False, False),
        ("if 文を使う場合は:", False, True),
        ("print('重みは') で表示した", False, False),
        ("x = f(x)  # 重みを更新する", False, False),
        ("重みの初期値は $\\sqrt{n}$ で割る", False, True),
    ],
)
def test_lines_are_told_apart(text: str, statement: bool, sentence: bool) -> None:
    assert (is_statement(text), is_sentence(text)) == (statement, sentence)


@given(st.lists(st.sampled_from(["```", "```py", "~~~", "``` 文", "文である。", "x = a.b()", "", "# 章"]), max_size=12))
def test_no_sentence_is_ever_hidden_and_no_row_lost(lines: list[str]) -> None:
    found = inside_fences(lines)
    assert list(found) == sorted(found)
    for place, kind in found.items():
        assert kind in ("mark", "behind", "code", "text")
        assert kind != "code" or lines[place] != "文である。"
    read = rows("\n".join(lines))
    assert len(read) == max(1, len(lines))
    assert all(row.kind == "text" for row in read if row.line.text == "文である。" and row.kind != "heading")
    assert all(one.line.number < two.line.number for one, two in pairwise(read))


def test_a_program_without_fences_goes_on_over_banners_and_calls_to_its_last_suite() -> None:
    source = (
        "import numpy as np\nimport keras\ndef run(a, b):\n    ########\n    # 準備\n    ########\n"
        "    net = Sequential()\n    (c, d), (e, f) = mnist.load_data()\n    go(net, c)\n    net.compile('sgd')\n"
        '\nif __name__ == "__main__":\n    run()\n\n## 結果\n学習が進んだ。'
    )
    assert set(kinds(source)[:13]) == {"code", "blank"}
    assert kinds(source)[-2:] == ["heading", "text"]


def test_headings_and_calls_in_a_text_are_no_code() -> None:
    assert kinds("## 準備\nsoftmax(x)\n(a, b) = (1, 2)\n# 結果") == ["heading", "text", "text", "heading"]
    assert kinds("if it helps:\n    run()\nend") == ["text", "text", "text"]
