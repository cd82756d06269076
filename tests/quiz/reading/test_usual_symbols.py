"""Usual names for what is asked for, where the question gives none: symbols, words of code, a function at its point."""

from __future__ import annotations

import pytest

from quiz.reading.usual_symbols import usual_name, value_at_a_point


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("p", "パディング padding"),
        ("o", "出力の1辺 出力サイズ side_of_the_output output_size"),
        ("rf", "受容野 受容野の1辺 receptive_field"),
        ("lr", "学習率 learning_rate"),
        ("std", "標準偏差 standard_deviation"),
        ("var", "分散 variance"),
        ("acc", "正答率 accuracy"),
        ("loss", "損失 平均損失 交差エントロピー 交差エントロピー誤差 loss cross-entropy"),
        ("params", "パラメータ パラメータ数 parameters"),
        ("shape", "行数 行列の形 rows"),
        ("fanin", "ノード数 fan-in 入力の数"),
        ("y", "出力 output"),
    ],
)
def test_each_word_for_what_is_asked(name: str, words: str) -> None:
    for word in words.split():
        asked = word.replace("_", " ")
        assert usual_name(name, [f"what is the {asked}" if asked.isascii() else f"{asked}はいくつですか"], ""), word


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("何画素分のパディングを加えますか", "p pad padding"),
        ("how much padding does it need", "p pad padding"),
        ("出力の1辺の長さはいくつですか", "o out side outsize outputsize output"),
        ("what is the side of the output", "o out output sidelength thesidelength"),
        ("受容野の 1 辺の長さを答えてください", "r rf receptivefield side sidelength thesidelength"),
        ("学習率をいくつにしますか", "η lr learningrate"),
        ("標準偏差はいくつですか", "σ std sd"),
        ("分散はいくつですか", "var σ^2"),
        ("正答率は", "acc"),
        ("交差エントロピーは", "loss l 損失 損失の平均 平均損失"),
        ("how many parameters does it have", "params param paramcount numparams nparams numberofparams totalparams"),
        ("前の層のノード数は", "fanin n"),
        ("行数と列数は", "shape 形"),
        ("出力を行列で答えてください", "y"),
    ],
)
def test_each_of_the_usual_names(asked: str, names: str) -> None:
    for name in names.split():
        assert usual_name(name, [asked], ""), name
        assert not usual_name(name, ["正解はいくつですか"], ""), name


def test_a_letter_that_the_question_prints_means_something_else() -> None:
    asked = ["パディングはいくつですか"]
    assert usual_name("p", asked, "フィルタ k、幅 pad")
    assert usual_name("p", asked, "確率 p、幅 k") is False
    assert usual_name("pad", asked, "pad は 2")


def test_what_has_a_letter_of_its_own_has_no_other() -> None:
    asked = ["学習率を答えてください"]
    assert usual_name("η", asked, "学習率 ε を使う") is False
    assert not usual_name("η", ["which learning rate"], "the learning rate ε")
    assert usual_name("η", asked, "学習率 η を使う")
    assert usual_name("lr", asked, "学習率 ε を使う")


@pytest.mark.parametrize(
    ("name", "part", "fits"),
    [
        ("f(2)", "x=2 での f(x) の値", True),
        ("f(2.0)", "x=2 での f(x) の値", True),
        ("f( -2 )", "x=-2 での f(x) の値", True),
        ("f'(2)", "x=2 での f の微分", True),
        ("f'(2)", "the derivative of f at x=2", True),
        ("f^{\\prime}(2)", "x=2 での f の傾き", True),
        ("\\sigma'(2)", "導関数 σ^prime(x) の x=2 での値", True),
        ("tanh'(2)", "tanh^prime(x) の x=2 での値", True),
        ("f(2)", "x=2 での f の微分", False),
        ("f'(2)", "x=2 での f(x) の値", False),
        ("f(3)", "x=2 での f(x) の値", False),
        ("f(-2)", "x=2 での f(x) の値", False),
        ("f(2)", "x=2, y=3 での f(x) の値", False),
        ("g(2)", "x=2 での f(x) の値", None),
        ("f(2)", "f(x) の値", None),
        ("f", "x=2 での f(x) の値", None),
        ("f(x)", "x=2 での f(x) の値", None),
        ("f(2)", "x=2 での xf の値", None),
    ],
)
def test_a_function_at_the_point_that_is_asked_about(name: str, part: str, fits: bool | None) -> None:
    assert value_at_a_point(name, ["いくつですか", part]) is fits
