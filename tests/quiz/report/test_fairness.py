"""Nothing that a report doesn't say is held against its author: questions, doubts, values that had to be assumed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.courses import parse_item
from quiz.report.documents import Line, Report
from quiz.report.finding import Finding
from quiz.report.findings import Checker

Check = Callable[[str], list[Finding]]

CLAIM = "8x8，パディング1の入力画像に対して，3x3のフィルタをストライド2で作用させると{0}の出力画像が得られる{1}<br>\n"


# -- what is no claim --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["", "。", "．", "！", "のである。", "から、確かめるとよい。"])
def test_a_statement_is_judged(check: Check, ending: str) -> None:
    assert [finding.verdict for finding in check(CLAIM.format("3x3", ending))] == ["wrong"]
    assert [finding.verdict for finding in check(CLAIM.format("4x4", ending))] == ["correct"]


@pytest.mark.parametrize(
    "ending", ["か", "か？", "か?", "か。", "か。？", "だろうか。", "のか？", "？", "?", "。これは正しいですか？"]
)
def test_what_is_asked_is_not_claimed(check: Check, ending: str) -> None:
    """Neither a right nor a wrong size is judged in a question; a question in the next sentence is another matter."""
    expected = ["wrong"] if ending.startswith("。") else []
    assert [finding.verdict for finding in check(CLAIM.format("3x3", ending))] == expected
    if not expected:
        assert check(CLAIM.format("4x4", ending)) == []


@pytest.mark.parametrize(
    "ending", ["わけではない。", "とは言えません。", "という説明は誤り。", "、は間違い。", "かもしれない。", "だろう。"]
)
def test_what_is_denied_or_doubted_is_not_claimed(check: Check, ending: str) -> None:
    assert check(CLAIM.format("3x3", ending)) == []


@pytest.mark.parametrize("operation", ["プーリング", "max pooling ", "転置畳み込み", "逆畳み込み", "dilated "])
def test_a_size_behind_another_operation_is_not_that_of_the_template(check: Check, operation: str) -> None:
    said = CLAIM.format("3x3", "").replace("作用させると", f"作用させ{operation}で")
    assert check(said) == []


# -- values that had to be assumed -------------------------------------------------------------------------------------

UPDATES = """+++
id = "updates"
kind = "number"
section = "minibatch"
minutes = 1
difficulty = 1
key = "epoch_updates(n, b)"
check = "epoch_updates_by_loop(n, b)"
[draw]
n = { from = 50, to = 99 }
b = [8, 9]
[original]
n = 50
b = 8
[[answer.parts]]
ja = "回数"
en = "updates"
[[answer.parts]]
ja = "最後"
en = "last"
[misconception.floor]
value = "[n // b, n % b]"
ja = "切り捨てています。"
en = "It was rounded down."
[report]
words = ["更新", "回数"]
given = { n = "N", b = "B" }
+++
# ja
{{n}} 個を {{b}} 個ずつ学習します。更新の回数と最後のバッチの大きさを答えてください。
## 解説
{{key}}
# en
{{n}} samples by {{b}}: the number of updates and the size of the last batch?
## Solution
{{key}}
"""
ASKED = "問）1 エポックの更新の回数と、最後のバッチの大きさを答えよ。\n{0}\n\n答）{1}\n"
PICTURE, GIVEN = "![](values.png)", "N = 50, B = 8"


@pytest.fixture(scope="module")
def of_updates() -> Check:
    checker = Checker([parse_item(UPDATES, expected_id="updates", path="updates.md")])
    return lambda text: checker.check(
        Report("report.md", tuple(Line(line, number) for number, line in enumerate(text.split("\n"), start=1)))
    )


@pytest.mark.parametrize(
    ("answer", "read", "assumed"),
    [
        ("7, 2", "correct", "correct"),
        ("7, 8", "partial", "undecided"),
        ("6, 2", "partial", "undecided"),
        ("8, 8", "wrong", "undecided"),
        ("7, 2, 1", "unreadable", "unreadable"),
        ("", "unanswered", "unanswered"),
    ],
)
def test_an_answer_to_assumed_values_is_never_marked_down(
    of_updates: Check, answer: str, read: str, assumed: str
) -> None:
    (known,) = of_updates(ASKED.format(GIVEN, answer))
    (guessed,) = of_updates(ASKED.format(PICTURE, answer))
    assert (known.verdict, guessed.verdict) == (read, assumed)
    assert known.expected is not None
    told = "were assumed" in guessed.message.en
    assert "assumed" not in known.message.en
    assert told == (assumed != "unanswered")
    if assumed == "undecided":
        assert guessed.expected is None, "the key of other values would be no help"
        assert guessed.diagnoses == ()
    else:
        assert guessed.expected == known.expected


def test_a_slip_is_named_only_where_the_values_were_read(of_updates: Check) -> None:
    (known,) = of_updates(ASKED.format(GIVEN, "6, 2"))
    assert [diagnosis.name for diagnosis in known.diagnoses] == ["floor"]


def test_a_right_value_in_another_form_is_undecided_where_the_values_were_assumed(check: Check) -> None:
    asked = "問）連鎖律を使い、dz/dx を求めよ。\n{0}\n\n答）2t"
    (known,) = check(asked.format("z = t^2\nt = x + y"))
    (guessed,) = check(asked.format("![](givens.png)"))
    assert (known.verdict, guessed.verdict) == ("incomplete", "undecided")
    assert guessed.expected is None
