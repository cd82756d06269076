"""Answers that are set against another one: where the two stand, in every form of a closed list."""

from __future__ import annotations

import time

import pytest

from quiz.reading.instead_of_another import instead_of_another


@pytest.mark.parametrize(
    "text",
    [
        "3ではなく5",
        "3ではなくて、5",
        "3じゃなく5",
        "3じゃなくて 5",
        "3でなく、5",
        "3でなくて5",
        "3ではない、5",
        "3じゃないです、5",
        "3じゃないです。5",
        "3ではありません。5",
        "3ではないので5",
        "3じゃないで、5",
        "3ではない. 5",
        "not 3 but 5",
        "Not 3, but rather 5",
        "it's not 3 but 5",
        "The answer is not 3 but 5",
        "it is not 3, it's 5",
        "It's not 3; but the correct answer is 5",
        "5, not 3",
        "5, and not 3",
        "5 rather than 3",
        "5, instead of 3",
        "5 (not 3)",
        "5（3ではない）",
        "5 (3じゃない)",
        "3 → 訂正: 5",
        "3、訂正すると5",
        "3 -> correction: 5",
        "3。修正 5",
        "3 ⇒ 訂正 5",
        "3、訂正して5",
        "3 いや 5",
        "3、いや、5",
        "3…失礼、5",
        "3。失礼しました。5",
        "3、間違えた。5",
        "3、間違えました、5",
        "3 すみません、5",
        "3 おっと、5",
        "3 いえ 5",
        "3、違いました。5",
        "3, sorry, 5",
        "3, no, 5",
        "3... oops, 5",
        "3; wait, 5",
        "3, I mean 5",
        "3, or rather 5",
        "3. Actually, 5",
        "最初は3だと思ったが5",
        "はじめは3と考えたけど、正しくは5",
        "初めは3だと思いましたが、やはり5",
        "当初は、3と考えていたけれど、実際は5",
        "一度は3だと思っていましたが正解は5",
        "始めは3と思ったものの、本当は5",
        "最初は3だと思ったのですが、正しい値は5",
        "最初は3だと思ったんですが、やっぱり5",
        "最初は3と考えましたけれども実は5",
        "I first thought it was 3, but it is 5",
        "At first I said 3, but actually it's 5",
        "I initially had 3 but I get 5",
        "I originally wrote 3, but it should be 5",
        "at first i got 3 but now 5",
    ],
)
def test_each_form_tells_what_is_denied_and_what_is_meant(text: str) -> None:
    found = [(one.other.strip("。. "), one.meant) for one in instead_of_another(text)]
    assert ("3", "5") in found


@pytest.mark.parametrize(
    "text",
    [
        "5",
        "3 5",
        "5ではない",
        "not 5",
        "3または5",
        "3か5",
        "3, 5",
        "3なら5",
        "3 and 5",
        "3ではないと思う",
        "3 but 5",
        "3より5",
        "3以外の5",
        "訂正",
        "3 訂正",
        "最初は3、次は5",
        "3だと思ったが5",
        "いや、5",
        "sorry, 5",
        "no 5",
    ],
)
def test_nothing_else_sets_one_answer_against_another(text: str) -> None:
    assert instead_of_another(text) == ()


def test_a_stop_or_a_line_at_the_end_belongs_to_neither() -> None:
    assert instead_of_another("3ではなく5。\n")[0].meant == "5"
    assert instead_of_another("3\n\n訂正:  5")[0] == ("3", "5")


@pytest.mark.parametrize("piece", ["。", " ", "a, ", "(", "not ", "\n", " \n", "1ではなく", "いや、", "3, sorry"])
def test_long_texts_take_no_time(piece: str) -> None:
    started = time.process_time()
    instead_of_another(piece * (3000 // len(piece)))
    instead_of_another(piece * (790 // len(piece)))
    assert time.process_time() - started < 0.2


def test_what_is_too_long_for_two_answers_is_left_alone() -> None:
    assert instead_of_another("3ではなく" + "5" * 395) != ()
    assert instead_of_another("3ではなく" + "5" * 401) == ()
    assert instead_of_another("3" * 401 + "ではなく5") == ()
    assert instead_of_another("3" * 397 + "ではなく" + "5" * 399) != ()
    assert instead_of_another("ー" * 397 + "ではなく" + "5" * 400) == ()
