"""Remarks on calls and on lines of code: the course's own book, defaults, results of calls, whose words they are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from labelled_reports import course_checker

from quiz.audit.remark_rules import remark_faults
from quiz.courses import open_course
from quiz.report.code.call_results import call_results
from quiz.report.code.code_present import may_remark
from quiz.report.code.line_roles import roles_of
from quiz.report.code.remark_book import Default, load_remarks
from quiz.report.code.remark_reader import Remarked, remarks_in
from quiz.report.documents import Line, Report
from quiz.report.rows import rows_of

FOLDER = open_course().root
BOOK = load_remarks(FOLDER)
LEAST = 200
"""Remarks and defaults together: fewer were never meant."""
OTHERS = {
    "True": ("False",), "False": ("True",), "None": ("relu",), "valid": ("same",), "mean": ("sum",),
    "glorot_uniform": ("he_normal",), "zeros": (), "float64": ("float32",), "float32": ("float64",),
    "0.9, 0.999": ("0.999, 0.9", "0.9, 0.99"),
}  # fmt: skip


def remarked(text: str) -> list[Remarked]:
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    return list(remarks_in(rows_of(Report("r", lines)), FOLDER))


def verdicts(text: str) -> list[str]:
    return [one.verdict for one in remarked(text)]


def test_every_remark_of_the_course_is_found_in_its_own_sentences() -> None:
    assert [(remark.id, detail.en) for remark, detail in remark_faults(BOOK, FOLDER)] == []
    assert len(BOOK.remarks) + len(BOOK.defaults) >= LEAST


def test_the_audit_tells_of_a_remark_that_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "remarks").mkdir()
    (tmp_path / "remarks" / "one.toml").write_text(
        '[[remark]]\nid = "sum-adds"\nof = ["np.sum"]\nright = ["足す"]\nwrong = ["掛ける"]\n'
        'told = { ja = "和です", en = "it is a sum" }\ntest = ["np.sumは掛ける。"]\ncounter = ["np.sumは足す。"]\n'
        'loose = ["np.sumは掛ける。"]\n',
        encoding="utf-8",
    )
    found = [detail.en for _, detail in remark_faults(load_remarks(tmp_path), tmp_path)]
    assert [text.partition(" ")[0] for text in found] == [
        "it",
        '"np.sumは掛ける。"',
        '"np.sumは足す。"',
        '"np.sumは掛ける。"',
    ]


def test_a_book_with_faults_decides_nothing(tmp_path: Path) -> None:
    (tmp_path / "remarks").mkdir()
    (tmp_path / "remarks" / "one.toml").write_text("[[remark]]\nid = 3\n", encoding="utf-8")
    rows = rows_of(Report("r", (Line("np.signは絶対値を返す。", 1),)))
    assert list(remarks_in(rows, tmp_path)) == []


def stated_defaults() -> Iterator[tuple[str, str]]:
    """Sentences with the default of each argument, and with other values in its place."""
    for default in BOOK.defaults:
        if default.of == ("Adam",):
            continue  # whose library is not said: both values are right
        yield from ((sentence, "right") for sentence in told_of(default, default.value))
        for other in others(default.value):
            yield from ((sentence, "wrong") for sentence in told_of(default, other))


def others(value: str) -> tuple[str, ...]:
    if value in OTHERS:
        return OTHERS[value]
    number = float(value)
    return (repr(number * 10), repr(number / 10)) if number else ("1", "0.5")


def told_of(default: Default, value: str) -> list[str]:
    name, argument = default.of[0], default.argument
    value = f"({value})" if "," in value else value
    return [
        f"{name}の{argument}の既定値は{value}である。",
        f"{name} の {argument} は指定しなければ {value} になる。",
        f"The default {argument} of `{name}` is {value}.",
        f"`{name}` uses {argument}={value} unless told otherwise.",
    ]


def test_defaults_are_told_from_other_values_in_both_languages() -> None:
    missed = []
    for sentence, verdict in stated_defaults():
        found = [one.verdict for one in remarked(sentence) if one.claim.startswith("default-")]
        missed += [(sentence, verdict)] if found != [verdict] else []
    assert missed == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("nn.Conv2dのパディングの既定値は1である。", ["wrong"]),
        ("By default `torch.optim.Adam` has a learning rate of 0.001.", ["right"]),
        ("`torch.optim.Adam(model.parameters())` uses a learning rate of 0.01 unless told otherwise.", ["wrong"]),
        ("`nn.Conv2d(3, 8, 5)` のストライドは省略すると1になる。", ["right"]),
        ("`nn.Conv2d` のpaddingの既定値を1に変えた。", []),
        ("`nn.Conv2d` のpaddingの既定値は1ではない。", []),
        ("Kerasの `Adam` のεの既定値は1e-7である。", ["right"]),
        ("PyTorchの `Adam` のεの既定値は1e-7である。", ["wrong"]),
        ("`Dense` の活性化関数は、指定しなければ何もしない恒等関数である。", ["right"]),
        ("`Dense` の活性化関数のデフォルトはReLUである。", ["wrong"]),
    ],
)
def test_defaults_in_a_writers_own_words(sentence: str, expected: list[str]) -> None:
    assert verdicts(sentence) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("np.sign(-3.2) は -3.2 を返す。", ["wrong"]),
        ("`np.sign(-3.2)` is -1.", ["right"]),
        ("`np.maximum(0, [-1, 2])` gives [0, 2].", ["right"]),
        ("`np.argmax([0.1, 0.7, 0.2])` は 0.7 を返す。", ["wrong"]),
        ("`np.clip(9, 0, 5)` is 9.", ["wrong"]),
        ("7 // 2 は 3 になる。", ["right"]),
        ("7 // 2 は 3.5 になる。", ["wrong"]),
        ("`np.zeros((2, 3)).shape` は (2, 3)。", ["right"]),
        ("`np.zeros((2, 3)).T.shape` is (2, 3).", ["wrong"]),
        ("`np.arange(12).reshape(3, -1).shape` は (3, 4) になる。", ["right"]),
        ("`np.mean([1, 2, 6])` is 3.", ["right"]),
        ("`np.std([2, 4])` は 1 になる。", ["right"]),
        ("`np.round(2.5)` is 2.", ["right"]),
        ("`range(0, 10, 4)` gives [0, 4, 8].", ["right"]),
        ("`np.exp(0)` is 1.", ["right"]),
        ("`np.sign(-3.2)` は -3.2 ではない。", []),
        ("`np.sign(-3.2)` は -3.2 だろうか？", []),
        ("`np.sum(x)` は 6。", []),
        ("2 + np.sign(-3.2) は 1。", []),
    ],
)
def test_results_of_calls_are_computed(text: str, expected: list[str]) -> None:
    assert [one.verdict for one in call_results(text)] == expected


def test_the_functions_that_are_computed_agree_with_numpy() -> None:
    import numpy as np

    values = [0.3, -1.5, 2.0, 0.0]
    names = "sign abs square floor ceil exp tanh sum mean max min argmax argmin var std median prod cumsum round"
    for name in names.split():
        true = getattr(np, name)(np.array(values))
        shown = np.array2string(true, precision=12, separator=", ") if np.ndim(true) else repr(float(true))
        wrong = np.array2string(true + 1, precision=12, separator=", ") if np.ndim(true) else repr(float(true) + 1)
        assert [one.verdict for one in call_results(f"np.{name}({values}) is {shown}")] == ["right"], name
        assert [one.verdict for one in call_results(f"np.{name}({values}) is {wrong}")] == ["wrong"], name


@pytest.mark.parametrize(
    "sentence",
    [
        "「np.randnは一様乱数を返す」と書いてある記事があった。",
        "I always thought `np.random.randn` was uniform.",
        "A colleague says that `np.random.randn` is uniform.",
        "np.random.randnは一様乱数ではない。",
        "np.random.randnは一様乱数だろうか？",
        "`np.random.randn` とは違い、一様乱数を作るのは別の関数である。",
        "Perhaps `optimizer.zero_grad()` resets the weights.",
        "最初は `optimizer.zero_grad()` が重みを0にすると考えた。",
        "`my_rand` は一様乱数を返す。",
        "`optimizer.zero_grad()` sets the gradients of the weights to zero, not the weights.",
        "> np.random.randnは一様乱数を返す。",
    ],
)
def test_what_is_believed_denied_asked_or_quoted_is_not_called_wrong(sentence: str) -> None:
    assert "wrong" not in verdicts(sentence)


def test_nothing_by_halves() -> None:
    assert verdicts("`net.eval()` を呼ぶとDropoutは何もしなくなる。") == ["right"]
    assert verdicts("`net.eval()` を呼べば勾配の計算も止まる。") == ["imprecise"]
    assert verdicts("`np.random.randn` は正規乱数も一様乱数も返す。") == []
    assert verdicts("`np.random.randn` は一様乱数ではなく正規乱数を返す。") == ["right"]


def test_the_subject_goes_on_within_a_row_and_only_there() -> None:
    carried = "`optimizer.zero_grad()` clears the gradients; without it they add up."
    assert verdicts(carried) == ["right", "right"]
    assert verdicts("`np.random.randn` を使う。\n一様乱数である。") == []
    assert verdicts("`np.random.randn` を使う。`foo.bar(1)` は一様乱数である。") == []


def test_a_sentence_below_the_code_may_speak_of_its_names() -> None:
    code = "```python\ngrad += rate * param\n```\n"
    assert verdicts(f"{code}ここでrateは学習率のこと。") == ["wrong"]
    assert verdicts(f"{code}# 別の話\nここでrateは学習率のこと。") == []
    assert verdicts(f"{code}ここで学習率は別に決める。") == []


def test_a_comment_above_speaks_of_the_line_below_if_that_stands_alone() -> None:
    assert verdicts("```python\n# reverses nothing\nw -= lr * grad\n```") == []
    assert verdicts("```python\n# 勾配と逆の方向に進む\nw -= lr * grad\n```") == ["right"]
    assert verdicts("```python\n# 勾配の方向に進む\nw -= lr * grad\ny = 3\n```") == []


def test_a_wrong_comment_takes_the_credit_from_its_line() -> None:
    line = "w -= lr * grad / (np.sqrt(h) + 1e-7)  # the 1e-7 is the momentum"
    text = f"# AdaGrad\n\n```python\nh += grad * grad\n{line}\n```"
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    found = course_checker().check(Report("r", lines))
    assert [finding.verdict for finding in found if finding.row.line.number == 5] == ["wrong"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("h += grad * grad", ["sum-of-squares"]),
        ("h = h + grad ** 2", ["sum-of-squares"]),
        ("v = beta2 * v + (1 - beta2) * grad ** 2", ["average-of-squares"]),
        ("m = beta1 * m + (1 - beta1) * grad", ["average-of-gradients"]),
        ("w = w - lr * grad", ["step"]),
        ("self.mask = (x <= 0)", ["relu-mask-off"]),
        ("mask = x > 0", ["relu-mask-on"]),
        ("mask = np.random.rand(*x.shape) < keep_prob", []),
        ("x = x - np.max(x, axis=0)", ["softmax-shift"]),
        ("y = f(x)", []),
        ("k = (1 - beta1 ** t)", ["bias-correction"]),
    ],
)
def test_roles_of_lines(line: str, expected: list[str]) -> None:
    assert [role.name for role in roles_of(ast.parse(line).body[0])] == expected


def test_most_reports_need_no_book() -> None:
    assert not may_remark(rows_of(Report("r", (Line("勾配が小さくなり、学習が進まない。", 1), Line("# ReLU", 2)))))
    assert may_remark(rows_of(Report("r", (Line("`np.sign` を使う。", 1),))))
