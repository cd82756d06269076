"""Phrases said in the plain way: whole families of wordings come to what rubrics name, and their contraries don't."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.kinds.text.plainer_english import plainer_en
from quiz.kinds.text.plainer_japanese import plainer_ja


@pytest.mark.parametrize(
    "samples",
    [
        "images that it has never been shown",
        "cases the network hasn't met yet",
        "samples not used for training",
        "inputs outside the training set",
        "previously unseen pictures",
        "data you didn't train on",
    ],
)
def test_unseen_data(samples: str) -> None:
    assert plainer_en(f"it does well on {samples}") == "it does well on unseen data"


@pytest.mark.parametrize("samples", ["images that it has seen", "the training images", "samples used for training"])
def test_seen_data_stays_what_it_is(samples: str) -> None:
    assert "unseen" not in plainer_en(f"it does well on {samples}")


@pytest.mark.parametrize(
    "start",
    [
        "how you draw the weights",
        "how the parameters were chosen",
        "how the network is initialized",
        "with which weights we begin",
        "where training starts",
        "the scale of the initial weights",
        "initialization scheme",
    ],
)
def test_initialization(start: str) -> None:
    assert plainer_en(f"{start} matters less").replace("the init", "init") == "initialization matters less"


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("lr up, overfitting down", "lr increases, overfitting decreases"),
        ("it slows down", "it slows down"),
        ("much faster and far fewer steps", "faster and fewer steps"),
        ("not so easily", "not easily"),
        ("it takes ever smaller steps the longer it runs", "it takes steps smaller over time"),
        ("rmsprop cures adagrad of its dying rate", "rmsprop improves adagrad"),
        ("train and test accuracy move closer together", "gap between training and test accuracy is smaller"),
        ("it looks at recent gradients", "it looks at recent gradients"),
        ("the curve looks smooth", "the curve is smooth"),
        ("avg of g^2", "average of squared gradient"),
        ("replace the layer by a single neuron", "same as one neuron"),
        ("rarely used features keep large steps", "larger steps for rare features"),
    ],
)
def test_phrases(said: str, plain: str) -> None:
    assert plainer_en(said) == plain


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("訓練で使わなかった画像に強い", "未知のデータに強い"),
        ("見たことがない例でも当たる", "未知のデータでも当たる"),
        ("学習に使ったデータに強い", "学習に使ったデータに強い"),
        ("重みをどう初期化したかで変わる", "初期値で変わる"),
        ("はじめの重みに左右されない", "初期値に左右されない"),
        ("初期化の手法に左右されない", "初期化に左右されない"),
    ],
)
def test_japanese_phrases(said: str, plain: str) -> None:
    assert plainer_ja(said) == plain


@given(st.text(max_size=80))
def test_any_text_is_taken(text: str) -> None:
    assert isinstance(plainer_en(text), str)
    assert isinstance(plainer_ja(text), str)


@pytest.mark.parametrize("word", ["decaying", "weighted", "decaying moving", "fading", "weighted running"])
def test_an_average_that_decays_is_a_moving_one(word: str) -> None:
    assert plainer_en(f"rmsprop uses an exponentially {word} average") == "rmsprop uses an exponential moving average"
