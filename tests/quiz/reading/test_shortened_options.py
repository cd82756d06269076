"""A part of an option's text names it where no other has it, and what is left out turns nothing round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.reading.shortened_options import shortened

OPTIONS = [
    ("損失が増え、勾配が爆発する", "the loss grows and the gradient explodes"),
    ("損失は増えない", "the loss does not grow"),
    ("学習率 3 がいちばん高い", "the learning rate 3 is best"),
    ("学習率 30 がいちばん高い", "the learning rate 30 is best"),
    ("鞍点である", "it is a saddle point"),
]


def read(text: str, *, several: bool = False) -> list[int] | None:
    found = shortened(text, OPTIONS, several=several)
    return None if found is None else [one.index for one in found.options]


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("saddle", 4), ("a saddle point", 4), ("鞍点", 4), ("答えは鞍点です", 4), ("勾配が爆発する", 0),
        ("it explodes", None),
        ("explodes", 0), ("(1) 勾配が爆発", 0), ("(3) 学習率 3", 2), ("③学習率 3", 2), ("3（学習率 3）", 2),
        ("学習率 3", 2), ("学習率 30", 3), ("the learning rate 30", 3), ("(5) saddle", 4), ("saddle point (5)", 4),
        ("option 5: saddle", 4), ("5番 鞍点", 4),
    ],
)  # fmt: skip
def test_what_names_an_option(text: str, index: int | None) -> None:
    assert read(text) == (None if index is None else [index])


@pytest.mark.parametrize(
    "text",
    [
        "損失", "the loss", "grow", "損失は増え", "損失が増えない", "(2) 損失は増え", "(2) grow", "(1) saddle",
        "(4) 学習率 3",
        "学習率", "学習率 300", "学習率 3 ではない", "not saddle", "saddle or explodes", "鞍点ではない",
        "saddle saddle", "saddle?", "鞍点？",
        "(5) saddle ではない", "(6) saddle", "point saddle", "鯨", "増え", "(3) 鯨", "a", "3", "best", "the",
    ],
)  # fmt: skip
def test_what_names_no_option(text: str) -> None:
    assert read(text) is None


def test_several_may_be_named() -> None:
    assert read("saddle and explodes", several=True) == [4, 0]
    assert read("鞍点、学習率 30", several=True) == [4, 3]
    assert read("saddle and the loss", several=True) is None
    assert read("saddle, saddle", several=True) is None


WORDS = st.sampled_from("鞍点 勾配 損失 爆発 学習率 loss gradient saddle explodes rate grows".split())
TURNS = st.sampled_from(["not", "ない", "ではない", "never", "without", "以外", "だけ", "no"])


@given(before=st.lists(WORDS, max_size=3), behind=st.lists(WORDS, max_size=3), turn=TURNS)
def test_what_leaves_a_negation_out_names_nothing(before: list[str], behind: list[str], turn: str) -> None:
    said = " ".join([*before, *behind])
    whole = " ".join([*before, turn, *behind])
    for text in (said, f"(1) {said}"):
        assert shortened(text, [(whole, whole), ("鯨", "whale")]) is None


@given(
    words=st.lists(WORDS, min_size=1, max_size=4),
    word=st.sampled_from(["鯨", "サメ", "whale", "ほげ", "zq", "☃"]),
    at=st.integers(0, 4),
)
def test_another_word_is_never_passed_over(words: list[str], word: str, at: int) -> None:
    whole = " ".join(words)
    spoiled = " ".join([*words[:at], word, *words[at:]])
    for text in (spoiled, f"(1) {spoiled}", f"{spoiled} (1)"):
        assert shortened(text, [(whole, whole), ("山", "mountain")]) is None


@pytest.mark.parametrize("text", ["the sign is right", "符号が正しい", "the sign is correct", "符号が適切", "the sign"])
def test_a_verdict_is_no_filler_beside_a_part_of_an_option(text: str) -> None:
    options = [("符号が逆である", "the sign is wrong"), ("正しい", "it is right")]
    found = shortened(text, options)
    assert found is None or text == "the sign"


def test_a_number_beside_words_may_be_part_of_another_option() -> None:
    options = [("学習率 3 にする", "rate 3"), ("発散する", "it diverges"), ("学習率を下げる", "a lower rate")]
    assert shortened("学習率 (3)", options) is None
    found = shortened("学習率を下げる (3)", options)
    assert found is not None
    assert [one.index for one in found.options] == [2]


def test_a_noun_on_the_way_says_too_little() -> None:
    options = [("学習が進む", "training goes on"), ("発散する", "it diverges")]
    assert shortened("学習", options) is None
    assert shortened("発散", options) is not None


FORMAL = [
    ("`param / np.sqrt(np.sum(param**2))`", "`param / np.sqrt(np.sum(param**2))`"),
    ("axis=(0, 2, 3)", "axis=(0, 2, 3)"),
    ("どの出力も β = -3 になる", "every output is β = -3, whatever the input"),
    ("$\\beta$ からの差が 10 倍になり、符号は残る", "its distance from $\\beta$ grows 10 times, and keeps the sign"),
    ("`KeyError` で止まる", "a `KeyError` stops it"),
]


@pytest.mark.parametrize(
    "text",
    [
        "param / np.sum(param**2)", "param / np.sqrt(np.sum(param))", "np.sqrt(np.sum(param**2))", "(1) np.sqrt(param)",
        "param / np.sqrt(np.sum(param*2))", "param / (np.sqrt(np.sum(param**2)))", "axis=(0, 2)", "axis=0", "(2) axis",
        "どの出力も β = 3 になる", "every output is β = 3, whatever the input", "every output is 3",
        "どの出力も 3 になる",
        "差が倍になる", "its distance grows times", "(4) 差が 1 倍になる", "(3) 出力が 3 になる",
    ],
)  # fmt: skip
def test_no_number_sign_or_part_of_a_formula_is_left_out(text: str) -> None:
    assert shortened(text, FORMAL) is None


@pytest.mark.parametrize(
    ("text", "index"),
    [("符号は残る", 3), ("keeps the sign", 3), ("KeyError", 4), ("whatever the input", 2)],
)
def test_whole_clauses_and_names_of_code_may_be_left_out(text: str, index: int) -> None:
    found = shortened(text, FORMAL)
    assert found is not None
    assert [one.index for one in found.options] == [index]
