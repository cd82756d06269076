"""The question's own words may name its answer; words that change a number may not."""

from __future__ import annotations

import pytest

from quiz.reading.question_words import QuestionWords

JA = (
    r"学習率 $\eta = 0.1$、係数 $\lambda = 0.5$ とします。損失は $E = L + \lambda\, w^2$ です。"
    "半分のデータで 3 回更新しました。"
    "更新回数と $E$ の値を答えてください。"
)
EN = "The learning rate is $\\eta = 0.1$. What is the number of updates, and what is $E$?"
WORDS = QuestionWords(lambda: [JA, EN])


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("更新回数", True), ("損失", True), ("E", True), ("L", True), ("number of updates", True), ("$E$", True),
        ("w", True), ("w^2", True), ("η", True), (r"\lambda", True), (r"\mu", False), ("半分", False),
        ("ルート", False), ("z", False),
        ("回", False), ("の", False), ("3", False), ("", False), ("更新回数以上", False), ("updat", False),
        ("更新回数と E の値を答えてください。更新回数と E の値を答えてください。", False),
    ],
)  # fmt: skip
def test_what_may_name_the_answer(name: str, known: bool) -> None:
    assert WORDS.name(name) is known


def test_the_order_of_names_is_that_of_the_last_sentence() -> None:
    words = QuestionWords(lambda: ["$b$ と $a$ があります。$a$ と $b$ を順に答えてください。"])
    assert words.order(["a", "b"]) == (0, 1)
    assert words.order(["b", "a"]) == (1, 0)
    assert words.order(["a", "c"]) is None
    assert words.order(["a", "a"]) is None


def test_the_gradient_of_the_text_may_be_called_as_in_code() -> None:
    words = QuestionWords(lambda: [r"$\frac{\partial L}{\partial x}$ を求めてください。"])
    assert words.name("dx")
    assert words.name(r"\frac{\partial L}{\partial x}")
    assert not words.name("dy")


def test_the_question_is_read_when_a_word_must_be_known() -> None:
    def never() -> list[str]:
        raise AssertionError("read without need")

    QuestionWords(never).name("42")


def test_a_function_of_the_question_is_no_name() -> None:
    words = QuestionWords(lambda: [r"$\log x$ と $\max(0, x)$、$\gamma$ を使い、exp と sigmoid の値は。"])
    for function in ("log", "max", "exp", "sigmoid", r"\log", "log x", "LOG"):
        assert not words.name(function)
    assert words.name("gamma")
    assert words.name("x")
