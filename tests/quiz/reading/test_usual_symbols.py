"""Usual names for what is asked for, where the question gives none: symbols, words of code, a function at its point."""

from __future__ import annotations

import pytest

from quiz.reading.usual_symbols import usual_name, value_at_a_point


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("何画素分のパディングを加えますか", "p pad padding"),
        ("how much padding does it need", "p pad padding"),
        ("出力の1辺の長さはいくつですか", "o out side outputsize"),
        ("what is the side of the output", "o out output sidelength thesidelength"),
        ("受容野の 1 辺の長さを答えてください", "r rf receptivefield side"),
        ("学習率をいくつにしますか", "η lr learningrate"),
        ("標準偏差はいくつですか", "σ std sd"),
        ("分散はいくつですか", "var σ^2"),
        ("正答率は", "acc"),
        ("交差エントロピーは", "loss l 損失 損失の平均"),
        ("how many parameters does it have", "params param paramcount numparams"),
        ("前の層のノード数は", "fanin n"),
        ("行数と列数は", "shape"),
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
    assert not usual_name("p", asked, "確率 p、幅 k")
    assert usual_name("pad", asked, "pad は 2")


def test_what_has_a_letter_of_its_own_has_no_other() -> None:
    asked = ["学習率を答えてください"]
    assert not usual_name("η", asked, "学習率 ε を使う")
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
