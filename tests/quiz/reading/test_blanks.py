"""What stands for an answer that isn't there."""

from __future__ import annotations

import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.grading import awaiting, grade
from quiz.model import Response
from quiz.reading.blanks import gives_up

BANK = built_in_bank()


@pytest.mark.parametrize(
    "text",
    [
        "わかりません",
        "わからない。",
        "全然分かりませんでした",
        "すみません、よくわからないです…",
        "不明",
        "不明です。",
        "ワカラナイ",
        "わかんない！",
        "知りません",
        "覚えていません",
        "忘れました",
        "二つとも思い出せません",
        "見当もつきません",
        "お手上げです",
        "ﾜｶﾗﾅｲ",
        "I don't know",
        "i dont know",
        "I don’t know.",
        "I do not know the answer",
        "IDK",
        "dunno",
        "No idea!",
        "I have no clue, sorry",
        "not sure",
        "I can't remember any of them",
        "I forgot.",
        "Sorry, no idea",
    ],
)
def test_who_only_says_so_gives_up(text: str) -> None:
    assert gives_up(text)
    for name in ("conv-output-size", "bn-effects", "impl-minibatch-iterator"):
        variant = draw(BANK.item(name), 1)
        assert (grade(variant, text).verdict, grade(variant, text).score) == ("unanswered", 0)
        assert awaiting(variant, Response(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7",
        "a",
        "no",
        "none",
        "unknown data",
        "知らないデータに強い",
        "不明瞭になる",
        "わからないが7",
        "わからないけど学習が速くなる",
        "AdaGradは思い出せません",
        "I don't know why, but training is faster",
        "idk*2",
        "x = know",
        "know",
        "わかりません" * 20,
    ],
)
def test_who_says_more_answers(text: str) -> None:
    assert not gives_up(text)


def test_who_does_not_know_says_it_in_sixty_signs() -> None:
    assert gives_up("わかりません" + "。" * 54)
    assert not gives_up("わかりません" + "。" * 55)
