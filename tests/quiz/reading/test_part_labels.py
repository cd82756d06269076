"""The labels of parts: what is printed, what is usual, what several parts share, and what names none."""

from __future__ import annotations

import pytest

from quiz.language import Text
from quiz.reading.part_labels import part_labels, skeleton

SIZE = (Text("縦", "height"), Text("横", "width"), Text("チャンネル数", "channels"))
SHAPES = (Text("V の行", "rows of V"), Text("V の列", "columns of V"), Text("dc の長さ", "length of dc"))
CASES = (Text("Flatten の場合", "with Flatten"), Text("GAP の場合", "with GAP"))
LETTERED = (Text("(p)", "(p)"), Text("(q)", "(q)"))
MOMENTS = (Text("m̂", "m̂"), Text("v̂", "v̂"))
GRADIENTS = (Text("∂L/∂u", "∂L/∂u"), Text("∂L/∂v", "∂L/∂v"))
EPOCHS = (Text("最良のエポック", "best epoch"), Text("停止するエポック", "epoch of the stop"))
SHARE = (Text("総数", "total"), Text("畳み込み層の割合 (%)", "share of the convolutions (%)"))
COUNTS = (Text("更新の回数", "number of updates"), Text("最後のミニバッチの大きさ", "size of the last mini-batch"))
VALLEY = (Text("条件数", "condition number"), Text("学習率", "learning rate"), Text("倍率", "factor"))
TWO_SIZES = (Text("入力の大きさ", "size of the input"), Text("出力の大きさ", "size of the output"))
SPREAD = (Text("平均", "mean"), Text("分散", "variance"))


@pytest.mark.parametrize(
    ("parts", "label", "named"),
    [
        (SIZE, "縦", (0,)), (SIZE, "たて", (0,)), (SIZE, "H", (0,)), (SIZE, "Height", (0,)), (SIZE, "高さ", (0,)),
        (SIZE, "幅", (1,)), (SIZE, "よこ", (1,)), (SIZE, "w", (1,)), (SIZE, "C", (2,)), (SIZE, "チャネル", (2,)),
        (SIZE, "行", (0,)), (SIZE, "ow", (1,)), (SIZE, "深さ", ()), (SIZE, "x", ()), (SIZE, "", ()),
        (SHAPES, "V", (0, 1)), (SHAPES, "V の列", (1,)), (SHAPES, "rows of V", (0,)), (SHAPES, "dc", (2,)),
        (SHAPES, "length of dc", (2,)), (SHAPES, "c", ()),
        (CASES, "Flatten", (0,)), (CASES, "flattenの場合", (0,)), (CASES, "with GAP", (1,)), (CASES, "の場合", ()),
        (LETTERED, "(p)", (0,)), (LETTERED, "q", (1,)), (LETTERED, "q)", (1,)),
        (MOMENTS, r"\hat{m}", (0,)), (MOMENTS, r"\hat v", (1,)), (MOMENTS, "v_hat", (1,)), (MOMENTS, "m", ()),
        (GRADIENTS, r"\frac{\partial L}{\partial u}", (0,)), (GRADIENTS, "dL/dv", (1,)), (GRADIENTS, "∂L / ∂v", (1,)),
        (GRADIENTS, "u", ()),
        (EPOCHS, "最良", (0,)), (EPOCHS, "停止", (1,)), (EPOCHS, "エポック", ()), (EPOCHS, "epoch", ()),
        (EPOCHS, "best", (0,)), (EPOCHS, "stop", (1,)), (EPOCHS, "top", ()), (EPOCHS, "ボック", ()),
        (SHARE, "割合", (1,)), (SHARE, "合計", (0,)), (SHARE, "畳み込み層の割合", (1,)), (SHARE, "%", ()),
        (COUNTS, "サイズ", (1,)), (COUNTS, "size", (1,)), (COUNTS, "イテレーション数", (0,)), (COUNTS, "回数", (0,)),
        (COUNTS, "長さ", ()), (TWO_SIZES, "サイズ", ()), (VALLEY, "κ", (0,)), (VALLEY, "lr", (1,)), (VALLEY, "σ", ()),
        (SPREAD, "μ", (0,)), (SPREAD, "σ²", (1,)), (SPREAD, r"\sigma^2", (1,)), (SPREAD, "var", (1,)),
    ],
)  # fmt: skip
def test_what_a_label_names(parts: tuple[Text, ...], label: str, named: tuple[int, ...]) -> None:
    assert part_labels(parts).named(label) == named


def test_a_label_without_its_bracket_comes_before_what_other_parts_share() -> None:
    labels = part_labels((Text("V (個)", "V (count)"), Text("V の行", "rows of V"), Text("V の列", "columns of V")))
    assert labels.named("V") == (0,)


def test_every_printed_label_names_its_part() -> None:
    from quiz import load_bank

    bank = load_bank()
    for identifier in bank.paths:
        item = bank.item(identifier)
        parts = getattr(item.answer, "parts", ())
        for at, part in enumerate(parts):
            assert part_labels(parts).named(part.ja) == (at,), (identifier, part)
            assert part_labels(parts).named(part.en) == (at,), (identifier, part)


def test_what_all_parts_share_is_a_name_of_the_whole() -> None:
    labels = part_labels((Text("V の行", "rows of V"), Text("V の列", "columns of V")))
    assert labels.named("V") == ()
    assert part_labels((Text("V の行", "rows of V"),)).named("V") == (0,)


def test_the_closing_word_of_a_name_may_be_left_out() -> None:
    labels = part_labels((Text("フィルタ数", "number of filters"), Text("重みの合計", "total of weights")))
    assert labels.named("フィルタ") == labels.named("filters") == (0,)
    assert labels.named("重み") == (1,)


def test_a_word_for_two_parts_names_none() -> None:
    both = (Text("縦 (入力)", "height (input)"), Text("縦 (出力)", "height (output)"))
    labels = part_labels(both)
    assert labels.named("縦") == ()
    assert labels.named("縦 (出力)") == (1,)


def test_typesetting_is_no_part_of_a_label() -> None:
    spellings = (r"w_{1}", "w_1", "W1", r"\mathrm{w}_1", "w₁", " w 1 ", "`w1`", "$w_1$")
    assert {skeleton(label) for label in spellings} == {"w1"}
    assert skeleton(r"\lambda") == skeleton("λ") == skeleton("lambda")


def test_a_letter_names_no_part_of_whose_name_its_word_is_only_a_piece() -> None:
    inverse = Text("条件数の逆数", "inverse of the condition number")
    labels = part_labels((inverse, Text("学習率", "learning rate")))
    assert labels.named("条件数") == (0,)
    assert labels.named("κ") == ()
    assert labels.named("η") == (1,)


def test_a_run_of_derivatives_is_the_gradient() -> None:
    labels = part_labels((Text("出力", "output"), Text("∂y/∂x1", "∂y/∂x1"), Text("∂y/∂x2", "∂y/∂x2")))
    for name in ("勾配", "gradient", "the gradient", "grad", "∇y"):
        assert labels.named(name) == (1, 2), name
    one = part_labels((Text("出力", "output"), Text("∂y/∂x1", "∂y/∂x1")))
    assert one.named("grad") == ()
    apart = part_labels((Text("∂y/∂x1", "∂y/∂x1"), Text("出力", "output"), Text("∂y/∂x2", "∂y/∂x2")))
    assert apart.named("grad") == ()
    every = part_labels((Text("∂y/∂x1", "∂y/∂x1"), Text("∂y/∂x2", "∂y/∂x2")))
    assert every.named("grad") == ()


def test_words_that_one_part_has_together_name_it() -> None:
    labels = part_labels((Text("回数", "number of updates"), Text("大きさ", "size of the last batch")))
    assert labels.named("last size") == (1,)
    assert labels.named("last batch size") == (1,)
    for name in ("last updates", "last", "first size", "last 大きさ", "updates zork"):
        assert labels.named(name) in ((), (1,) if name == "last" else ()), name
    alike = part_labels((Text("甲", "size of the last batch"), Text("乙", "share of the last batch")))
    assert alike.named("last batch") == ()


def test_parameters_and_multiplications_with_additions() -> None:
    labels = part_labels((Text("パラメータ数", "parameters"), Text("積和の回数", "multiply-accumulates")))
    assert labels.named("params") == (0,)
    assert labels.named("MACs") == (1,)
    assert labels.named("FLOPs") == ()
