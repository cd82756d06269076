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
        ("更新回数", True), ("E", True), ("number of updates", True), ("$E$", True),
        ("損失", False), ("L", False), ("w", False), ("w^2", False), ("η", False), (r"\lambda", False),
        (r"\mu", False), ("半分", False),
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
    assert not words.name("x")


STEPS = QuestionWords(
    lambda: (
        r"$E(w) = 2w^{2}$、学習率 $\varepsilon$。$u_1$ と $u_2$ は使いません。"
        r"$w$ と $\varepsilon$ はいくつですか。$w$ はどれだけ変わりますか。",
        r"$E(w) = 2w^{2}$, rate $\varepsilon$; $u_1$, $u_2$ are not used. "
        r"What are $w$ and $\varepsilon$? By how much does $w$ change?",
    )
)


INDEXED = ["w_3", "w₃", "w3", "w^{(3)}", "w^(3)", "w⁽³⁾", "w⁽ᵗ⁾", "w(3)", "w[2]", r"\mathrm{w}_{3}"]


@pytest.mark.parametrize("name", INDEXED)
def test_a_letter_of_the_question_may_have_an_index(name: str) -> None:
    assert STEPS.name(name)


@pytest.mark.parametrize("name", ["w^3", "w²", "w^{2}", "u_3", "u(3)", "z_3", "3w", "E(3)", "w_x"])
def test_a_power_and_another_index_than_the_printed_name_nothing(name: str) -> None:
    assert not STEPS.name(name)


@pytest.mark.parametrize("name", ["ε", r"\varepsilon", r"\epsilon", "epsilon", "ϵ"])
def test_a_greek_letter_is_one_in_every_spelling(name: str) -> None:
    assert STEPS.name(name)


def test_a_change_that_is_asked_for_may_be_called_delta() -> None:
    assert STEPS.name("Δw")
    assert STEPS.name(r"\Delta w")
    assert not STEPS.name("Δu")
    assert not QuestionWords(lambda: ["$w$ を答えてください。"]).name("Δw")
    assert not QuestionWords(lambda: ["$g$ があります。", "$w$ の変化量を答えてください。"]).name("Δg")


@pytest.mark.parametrize(
    ("asked", "name", "known"),
    [
        ("重みの標準偏差を答えてください。", "σ", True), ("重みの標準偏差を答えてください。", "std", True),
        ("重みの標準偏差を答えてください。", "μ", False), ("重みの標準偏差を答えてください。", "σ²", False),
        ("平均と標準偏差のうち、大きいほうは。", "σ", False), ("標準偏差は 1 です。分散はいくつですか。", "σ", False),
        ("What is the learning rate?", "lr", True), ("What is the learning rate?", "κ", False),
        ("条件数を求めてください。", "κ", True), ("正解率はいくつですか。", "accuracy", True),
    ],
)  # fmt: skip
def test_what_alone_is_asked_for_may_have_its_usual_sign(asked: str, name: str, known: bool) -> None:
    assert QuestionWords(lambda: [asked]).name(name) is known


def test_a_letter_of_the_title_is_what_a_question_is_about() -> None:
    words = QuestionWords(lambda: ["AdaGrad の h\n$h_0 = 0.1$ のとき、$v$ の大きさを求めてください。"])
    assert [words.name(name) for name in ("v", "h")] == [True, False]


def test_what_holds_of_whichever_one_asks_nothing() -> None:
    stem = "平均の分散\nどの 2 つのモデルの予測の間の相関係数も 0.2 です。平均した予測の分散を求めてください。"
    words = QuestionWords(lambda: [stem])
    assert [words.name(name) for name in ("分散", "相関係数")] == [True, False]


def test_a_line_of_a_list_tells_what_is_given_unless_it_asks() -> None:
    words = QuestionWords(lambda: ["題\n- 幅 $p$: what is cut\n- 入力 $n$: ?\n\n出力の 1 辺はいくつですか。"])
    assert not words.name("p")
    assert not words.name("幅")
    assert words.name("n")
    assert words.name("出力の一辺")


def test_what_is_given_by_its_letter_is_given() -> None:
    words = QuestionWords(lambda: ["題\n学習率 $\\eta=0.2$、$w=3$ です。更新後の $w$ と学習率の関係は？\n\n丸めます。"])
    assert not words.name("学習率")
    assert not words.name("eta")


def test_the_gradient_in_the_input_is_named_after_it() -> None:
    words = QuestionWords(lambda: ["入力 $X$ に処理をします。入力についての勾配を答えてください。"])
    assert words.name("dX")
    assert not words.name("dY")
    assert not QuestionWords(lambda: ["入力 $X$ があります。出力を答えてください。"]).name("dX")


def test_an_index_in_braces_is_one_on_the_line() -> None:
    words = QuestionWords(lambda: ["偏微分 $\\frac{\\partial p_{ 2 }}{\\partial z_{ 3 }}$ を答えてください。"])
    assert words.name("∂p2/∂z3")
    assert words.name("dp_2/dz_3")
    assert not words.name("∂p3/∂z2")
