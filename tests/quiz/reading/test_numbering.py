"""Marks that number or list values are no part of them; a second value, a given's name or an opposite is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from item_pairs import answered

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.grading import grade
from quiz.reading.number_faults import NotRead
from quiz.reading.number_values import Asked
from quiz.reading.quantities import read_numbers
from quiz.reading.question_words import QuestionWords

WORDS = QuestionWords(lambda: ["値を順に答えてください。"])
STYLES = (
    ("({n}) {v}", ", "), ("（{n}）{v}", "、"), ("{c}{v}", "、"), ("{c} {v}", "\n"), ("{n}. {v}", "\n"),
    ("{n}) {v}", " "), ("{n}つ目 {v}", " "), ("{n}つ目は{v}", "、"), ("{n}番目: {v}", ", "), ("{n}: {v}", ", "),
    ("[{n}] {v}", "; "),
)  # fmt: skip


def values(text: str, count: int, rows: tuple[int, ...] = ()) -> list[str]:
    return [str(one.number.value) for one in read_numbers(text, Asked(count, WORDS, rows=rows))]


@given(st.lists(st.integers(-99, 99), min_size=2, max_size=6), st.sampled_from(STYLES))
def test_numbered_values_are_the_values(numbers: list[int], style: tuple[str, str]) -> None:
    form, between = style
    text = between.join(form.format(n=at, c="①②③④⑤⑥"[at - 1], v=number) for at, number in enumerate(numbers, 1))
    assert values(text, len(numbers)) == list(map(str, numbers))


def test_numbered_rows_are_rows() -> None:
    assert values("1. -2 3\n2. 4 -5", 4, (2, 2)) == ["-2", "3", "4", "-5"]


@pytest.mark.parametrize("form", ["{}つ目 {}", "{}つ目は{}", "{}番目: {}"])
def test_values_may_be_counted_in_kanji(form: str) -> None:
    assert values("、".join(form.format(*pair) for pair in zip("一二三", (5, -4, 6), strict=True)), 3) == [
        "5",
        "-4",
        "6",
    ]


@pytest.mark.parametrize("text", ["(1) -4, (3) -6", "① -4、③ -6", "1. -4\n3. -6", "(1) -4, (2) -6, (3) 2", "2. 5 1. 4"])
def test_marks_that_do_not_count_the_values_are_asked_about(text: str) -> None:
    with pytest.raises(NotRead):
        values(text, 2)


@pytest.mark.parametrize("text", ["(1) 3 (2) 4", "1. 3\n2. 4"])
def test_marks_of_too_few_values_are_told_as_marks(text: str) -> None:
    with pytest.raises(NotRead) as told:
        values(text, 3)
    assert "counts values" in told.value.unreadable.reason.en


def test_what_a_title_names_may_name_the_answer_though_its_value_is_given() -> None:
    body = "ストライド 1 とします。大きさは？"
    assert QuestionWords(lambda: [f"出力とストライド\n{body}"]).name("ストライド")
    assert not QuestionWords(lambda: [f"出力\n{body}"]).name("ストライド")
    assert not QuestionWords(lambda: [f"ストライドと出力\n{body}"]).name("ストライド"), "the title is about the output"


@pytest.mark.parametrize("text", ["(1) -2.5", "①-2.5", "① 2.5", "1. -2.5", "1) -2.5", "1つ目 -2.5"])
def test_a_mark_before_a_single_value_is_asked_about(text: str) -> None:
    with pytest.raises(NotRead):
        values(text, 1)


@pytest.mark.parametrize(("text", "value"), [("(1)-(2)*3", "-5"), ("(1) - 2", "-1"), ("1 - 2", "-1"), ("(3)", "3")])
def test_working_is_no_mark(text: str, value: str) -> None:
    assert values(text, 1) == [value]


@pytest.mark.parametrize("bullet", ["・", "*", "•", "■"])
def test_bullets_are_no_signs(bullet: str) -> None:
    assert values(f"{bullet} 4\n{bullet} 2\n{bullet} -1", 3) == ["4", "2", "-1"]


def test_a_dash_before_each_line_is_a_bullet_only_where_one_is_sure() -> None:
    assert values("- 4\n- -2", 2) == ["4", "-2"]
    assert values("-4\n-2", 2) == ["-4", "-2"]
    assert values("+ 4\n+ 2", 2) == ["4", "2"]
    with pytest.raises(NotRead, match="bullet or a minus"):
        values("- 4\n- 2", 2)


@pytest.mark.parametrize(
    "text", ["0.4 (0.3)", "0.4（=0.3）", "0.4（0.5）", "0.4(1/2)", "0.4(3/5)", "15.68（15.69）", "2(3)", "4（0.36）",
             "-0.664 (-0.67)", "0.664 (0.67)"],
)  # fmt: skip
def test_another_value_in_brackets_is_told(text: str) -> None:
    with pytest.raises(NotRead, match="two different values"):
        values(text, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.4 (2/5)", "2/5"), ("2/5（0.4）", "2/5"), ("0.667 (0.67)", "667/1000"), ("0.667 (0.66)", "667/1000"),
     ("2.5% (0.025)", "1/40"), ("0.(3)", "1/3"), ("2(3+4)", "14"), ("0.33 (1/3)", "33/100"),
     ("-0.667 (-0.67)", "-667/1000"), ("-0.667 (-0.66)", "-667/1000")],
)  # fmt: skip
def test_the_same_value_in_brackets_is_a_second_writing(text: str, value: str) -> None:
    assert values(text, 1) == [value]


def test_what_repeats_stands_in_brackets_of_half_width() -> None:
    with pytest.raises(NotRead):
        values("0.03125（32）", 1)


@pytest.mark.parametrize("text", ["40×20,128×20,40×20,1×20", "40,20,128,20,40,20,1,20"])
def test_a_comma_that_divides_beside_it_joins_no_thousands(text: str) -> None:
    with pytest.raises(NotRead):
        values(text, 7)
    assert values("1,024, 20", 2) == ["1024", "20"]
    assert values("1,024、2,048", 2) == ["1024", "2048"]


@pytest.mark.parametrize(
    ("item", "texts"),
    [
        ("momentum-terminal-velocity", ("g=-10", "ε = -10", "μ=-10")),
        ("conv-same-padding", ("ストライド 5", "stride 5", "below 5", "least 5")),
        ("debug-broken-loop", ("lr=5", "false 5", "正しいのは5", "5 is correct")),
        ("sigmoid-derivation-wrong-line", ("4行目が正しい", "line 4 is correct")),
    ],
)
def test_what_else_is_said_of_the_value_is_told(item: str, texts: tuple[str, ...]) -> None:
    variant = draw(built_in_bank().item(item), 1)
    assert {answered(variant, text, True)[0] for text in texts} == {"unreadable"}


def test_a_fault_may_be_called_one() -> None:
    variant = draw(built_in_bank().item("sigmoid-derivation-wrong-line"), 1)
    for text in ("4行目が間違い", "4行目が誤っています。", "line 4 is wrong", "4", "正解は4行目", "The answer is 4"):
        assert answered(variant, text, True)[0] == "right", text
    assert answered(draw(built_in_bank().item("momentum-terminal-velocity"), 1), "V=-10", True)[0] == "right"


def test_a_dash_apart_from_a_single_value_may_be_a_bullet() -> None:
    above, below = (draw(built_in_bank().item("activation-zoo-derivative"), seed) for seed in (1, 3))  # 1/100, -3/5
    assert answered(above, "- 0.01", True)[0] == answered(below, "- -0.6", True)[0] == "unreadable"
    assert answered(below, "- 0.6", True)[0] == answered(below, "-0.6", True)[0] == "right"
    assert answered(above, "-0.01", False)[0] == "wrong"


def test_a_place_in_another_order_is_told() -> None:
    broken, derived = (
        draw(built_in_bank().item(name), 1) for name in ("debug-broken-loop", "sigmoid-derivation-wrong-line")
    )
    for text in ("5列目", "5列", "5回目", "5層目"):
        assert answered(broken, text, True)[0] == "unreadable", text
        assert answered(derived, text.replace("5", "4"), True)[0] == "unreadable"
    for text in ("5行目", "5 行目です", "第5行", "第5行目", "5"):
        assert answered(broken, text, True)[0] == "right", text
    for text in ("5行", "5個", "5 lines", "5つ"):  # five of them: which line is asked for
        assert answered(broken, text, True)[0] == "unreadable", text
    assert answered(derived, "4行目", True)[0] == answered(derived, "4番目", True)[0] == "right"


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("relu-sparsity-fraction", "標準偏差0.21"),
        ("relu-sparsity-fraction", "入力0.21"),
        ("lr-divergence-threshold", "勾配40"),
        ("dropout-expectation", "学習時の出力は7.2"),
        ("accuracy-argmax", "Y=0.625"),
        ("adam-first-step", "m=0.01"),
        ("sigmoid-derivation-wrong-line", "行4は0"),
        ("lr-divergence-threshold", "w=40"),
        ("lr-divergence-threshold", "E(w) = 40"),
        ("lr-divergence-threshold", "w_0=40"),
        ("lr-divergence-threshold", r"\eta = 40"),
        ("relu-sparsity-fraction", "z = 0.21"),
        ("relu-sparsity-fraction", "units: 0.21"),
        ("accuracy-argmax", "予測は0.625"),
        ("accuracy-argmax", "出力0.625"),
        ("adam-first-step", "w = 0.01"),
        ("momentum-terminal-velocity", "勾配は-0.4"),
        ("momentum-terminal-velocity", r"\mu = -0.4"),
        ("momentum-terminal-velocity", "V(0) = -0.4"),
        ("relu-sparsity-fraction", "0.21ユニット"),
        ("batch-mean-vs-sum", "損失は0.05"),
        ("batch-mean-vs-sum", "平均0.05"),
        ("deep-chain-gradient", "入力 -0.001555"),
        ("grad-clip-value-direction", "-3, 3, cos 0.994"),
        # units and counters of other things
        ("accuracy-argmax", "0.625度"),
        ("grad-clip-value-direction", "-3, 3, 0.994 degrees"),
        ("dropout-expectation", "7.2倍"),
        ("dropout-expectation", "7.2 times"),
        ("l2-update-step", "-1.93 times"),
        ("conv-locality-count", "9枚"),
        ("conv-locality-count", "9回"),
        ("conv-locality-count", "9 rows"),
        ("conv-locality-count", "9層"),
        ("lr-divergence-threshold", "40回"),
        ("lr-divergence-threshold", "40 epochs"),
        ("early-stopping", "3回、6回"),
        ("early-stopping", "3個、6個"),
        ("cnn-shape-chain", "3, 64px, 576"),
        ("condition-number-valley", "6倍、0.286、0.714"),
        ("condition-number-valley", "6、0.286倍、0.714倍"),
        # a size with its product behind it
        ("cnn-shape-chain", "(3×3)×64=576"),
        ("alexnet-conv1-size", "124x124x96 = 1476096"),
        ("conv-locality-count", "8-9"),
        ("bn-running-stats", "1,428"),
        ("bn-running-stats", "1・428"),
        ("bn-running-stats", "１，４２８"),
        # products and ranges are no lists where no size is asked for
        ("early-stopping", "3×6"),
        ("early-stopping", "3から6"),
        ("label-smoothing-target", "0.82×0.02"),
        ("maxout-unit", "3×4×2"),
        ("maxout-unit", "3(4, 2)"),
        ("minibatch-count-last", "1563×16"),
        # counters of what is no whole number
        ("dropout-expectation", "7.2個"),
        # decimal commas and points, cries
        ("accuracy-argmax", "0,625"),
        ("accuracy-argmax", "0.625!!"),
        ("softmax-max-subtraction", "0,016; 0,117; 0,867"),
        ("he-leaky-std", "0・3467"),
    ],
)
def test_what_is_named_or_written_in_a_doubtful_way_is_asked_about(item: str, text: str) -> None:
    variant = draw(built_in_bank().item(item), 5)
    assert grade(variant, text).verdict in ("unreadable", "incomplete")


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("lr-divergence-threshold", "学習率40"),
        ("dropout-expectation", "推論時の出力は7.2"),
        ("he-leaky-std", "σ ≈ 0.3467"),
        ("he-std", "std=1/9"),
        ("conv-as-matrix", "12×20、48"),
        ("accuracy-argmax", "0.625"),
        ("alexnet-layer-params", "16,781,312"),
        ("lr-divergence-threshold", r"\varepsilon = 40"),
        ("lr-divergence-threshold", "境目は40"),
        ("bn-running-stats", "一・四二八"),
        ("batch-mean-vs-sum", "合計 0.05"),
        ("accuracy-argmax", "accuracy 0.625"),
        ("adam-first-step", "Δw = 0.01"),
        ("adam-first-step", "更新量は0.01"),
        ("grad-clip-value-direction", "-3, 3, cosθ = 0.994"),
        ("grad-clip-value-direction", "-3, 3, cos(6.34°)"),
        ("conv-locality-count", "9画素"),
        ("conv-locality-count", "9個"),
        ("conv-locality-count", "9 pixels"),
        ("conv-locality-count", "3 rows × 3 columns"),
        ("early-stopping", "3エポック、6エポック"),
        ("early-stopping", "3番目と6番目"),
        ("cnn-shape-chain", "3, 64枚, 576個"),
        ("condition-number-valley", "6、0.286、0.714倍"),
        ("init-depth-signal-factor", "1/128倍"),
        ("init-depth-signal-factor", "7.81e-3 times"),
        ("vanish-bound-depth", "25回"),
        ("minibatch-count-last", "1563回、16個"),
    ],
)
def test_what_is_asked_for_may_be_named(item: str, text: str) -> None:
    assert grade(draw(built_in_bank().item(item), 5), text).verdict == "correct"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("12 × 15 = 180 画素", "correct"),
        ("12x15 = 180 pixels", "correct"),
        ("12×15=180", "correct"),
        ("12×15=170", "unreadable"),
        ("15×12 = 180", "wrong"),
    ],
)
def test_the_product_of_the_sides_may_stand_behind_a_size(text: str, verdict: str) -> None:
    assert grade(draw(built_in_bank().item("conv-output-size"), 3), text).verdict == verdict
