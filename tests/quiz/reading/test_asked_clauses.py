"""What a question asks for: the clause of a sentence that asks, without conditions; what else it names is no answer."""

from __future__ import annotations

import re

import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.reading.asked_clauses import asking_clause, asking_sentences, names_what_is_asked, without_members
from quiz.reading.part_labels import groups_within, skeleton, spread, synonyms
from quiz.reading.question_words import QuestionWords
from solvers.expression.vocabulary import GREEK


def test_where_no_sentence_asks_the_last_one_does() -> None:
    assert asking_sentences("x は 2 です。y のことです。") == ["y のことです。"]


@pytest.mark.parametrize(
    ("question", "known", "unknown"),
    [
        ("題\n出力が正の値になるとき、誤差の和はいくつですか。", ("誤差の和",), ("出力", "誤差")),
        ("題\n入力を 2 倍したとき、誤差率を答えてください。", ("誤差率",), ("入力",)),
        ("題\n出力が 0 になる素子の割合を求めてください。", ("割合",), ("出力", "素子")),
        ("題\n最後の状態を初期値で割った値を答えてください。", (), ("初期値",)),
        ("題\n学習率を和に変えると、係数はいくつですか。", ("係数",), ("学習率",)),
        ("題\n損失を「総和」に変えるとき、係数はいくつですか。", ("係数", "総和"), ("損失",)),
        ("題\n$u$ は、更新を続けると、いくつになりますか。", ("u",), ("更新",)),
        ("題\n出力のサイズはいくつですか。", ("出力", "サイズ"), ()),
        ("題\n誤差関数 $f(u)$ を最小にします。境目の $r$ はいくつですか。", ("r", "境目"), ("u", "f")),
        ("題\n$u$ を求めてください。\n\n| $z$ | 1 |\n|---|---|\n| $F(z)$ | 2 |", ("u",), ("z", "F")),
        ("題\n$h = 3$ のとき、$u$ はいくつですか。", ("u",), ("h",)),
        ("題\nどの層も $s$ に $t$ を足します。$u$ はいくつですか。", ("u",), ("s", "t")),
        ("誤差の和と係数\n値はいくつですか。", ("係数",), ("誤差",)),
        ("T\nFor what share of the cells is the level 0?", ("share",), ("cells", "level")),
        ("T\nIf the loss is summed, which step size makes all updates alike?", ("step size",), ("loss", "updates")),
        ("T\nFind the derivative of the last state with respect to the input.", ("derivative",), ("state", "input")),
        ("T\nWhat is the number of cells?", ("number of cells", "cells"), ()),
        ("T\nHow many of the 4×4 cells change?", ("cells",), ()),
        ("Momentum for a slope\nWhat is that value?", ("momentum",), ("slope", "w")),
        ("T\nGive it for n = 5.", (), ("n",)),
        ("T\nWhat is the loss with L2 regularization?", ("loss", "L"), ("L2",)),
    ],
)  # fmt: skip
def test_what_is_asked_for_may_be_named_and_nothing_else(
    question: str, known: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    words = QuestionWords(lambda: [question])
    assert [name for name in known if not words.name(name)] == []
    assert [name for name in unknown if words.name(name)] == []


def test_a_hat_stands_over_a_letter_and_not_in_a_word() -> None:
    words = QuestionWords(lambda: ["What is that chart?"])
    assert not any(words.name(name) for name in ("w_hat", "t_hat", r"\hat{w}"))
    assert QuestionWords(lambda: [r"$\hat{y}$ は？"]).name("yhat")
    assert QuestionWords(lambda: [r"$\hat{y}$ は？"]).name("y_hat")


GIVEN = re.compile(r"\$?\\?([A-Za-z]+)\s*=\s*-?[0-9]")


@pytest.mark.parametrize(
    "identifier",
    sorted(
        item.id
        for item in built_in_bank().items()
        if item.kind == "number" and not isinstance(draw(item, 1).key, tuple)
    ),
)
def test_what_a_question_gives_is_no_name_of_its_answer(identifier: str) -> None:
    variant = draw(built_in_bank().item(identifier), 1)
    answer = list(kind_of(variant.item).answers(variant))[-1]
    stem = variant.item.stem.fill(variant.values)
    clauses = [asking_clause(sentence) for text in (stem.ja, stem.en) for sentence in asking_sentences(text)]
    for name in {found[1] for text in (stem.ja, stem.en) for found in GIVEN.finditer(text)}:
        usual = synonyms(skeleton(name))  # η for the learning rate
        asked = any(
            re.search(rf"(?<![A-Za-z]){name}(?![A-Za-z])", GIVEN.sub("", clause))
            or (usual and usual in groups_within(spread(clause)))
            for clause in clauses
        )
        if len(name) > 1 and name not in GREEK.values():
            continue  # a word
        for written in (f"{name} = {answer}", f"\\{name} = {answer}" if len(name) > 1 else f"${name}$ = {answer}"):
            assert asked or grade(variant, written).verdict != "correct", written


def test_brackets_that_tell_what_a_thing_is_made_up_of_name_only_parts() -> None:
    assert without_members("パラメータ(重みとバイアス)は何個") == "パラメータは何個"
    assert without_members("how many parameters (weights and biases)") == "how many parameters "
    assert without_members("出力(縦および横)、列(行 or 列)") == "出力、列"
    for kept in ("割合(確率)", "f(x, y)", "増えるとき(減るとき)", "(a)、(b)"):
        assert without_members(kept) == kept
    assert without_members("積和(MAC: 乗算と加算)の回数") == "積和(MAC)の回数"


def test_the_noise_of_a_thing_is_not_the_thing() -> None:
    assert not names_what_is_asked("勾配", "勾配のばらつき")
    assert names_what_is_asked("出力の1辺", "出力の1辺の長さは")
