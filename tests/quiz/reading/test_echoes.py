"""Words that a question has and its answer may say again; to another question they are no words around an answer."""

from __future__ import annotations

import pytest

from quiz.reading.echoes import behind_lead, echoed

ECHOES = [
    ("どんな値に近づきますか", "2 に近づく"),
    ("What value does it approach?", "2 に収束します"),
    ("ある値に近づくか", "2に近づいていく"),
    ("いくつ掛かりますか", "3個掛かる"),
    ("いくつ掛かりますか", "3個掛かります"),
    ("最大で何層ですか", "最大 3"),
    ("最大で何層ですか", "最大で3層まで重ねられる"),
    ("How many at most?", "up to 3"),
    ("How many at most?", "At most 3"),
    ("最大で何層ですか", "3層まで"),
    ("最大で何層ですか", "a maximum of 3"),
    ("上下左右のそれぞれに何画素", "上下左右に1ずつ"),
    ("How much does each of the four sides need?", "1 on each side"),
    ("上下左右のそれぞれに何画素", "各辺1"),
    ("上下左右", "1 on every side"),
    ("全部で", "3 in all"),
    ("全部で", "3 altogether"),
    ("上下左右", "1 on every side"),
    ("全部で", "3 in all"),
    ("全部で", "3 altogether"),
    ("for **each** of the four sides", "1 per side"),
    ("何個必要ですか", "3個必要"),
    ("How many are needed?", "3 が必要です"),
    ("何画素四方ですか", "3 画素四方"),
    ("何エポック分ですか", "3 エポック分"),
    ("全部で何個ですか", "合わせて 3"),
    ("How many in all?", "3 in total"),
    ("合計は", "total 3"),
    ("全部で何通りですか", "3 通りあります"),
    ("どれだけ変わりますか", "3 だけ変わる"),
    ("By how much does it change?", "3 変化します"),
    ("どれだけ動きますか", "3 動く"),
    ("変化量は", "3 だけ増える"),
    ("How far does it move?", "3 増加します"),
]


@pytest.mark.parametrize(("question", "answer"), ECHOES)
def test_what_the_question_says_may_be_said_again(question: str, answer: str) -> None:
    assert any(echoed(answer, lambda: [question]))
    assert not any(echoed(answer, lambda: ["いくつですか", "What is it?"]))


@pytest.mark.parametrize(
    ("question", "tails"),
    [
        (
            "どれだけ変わりますか",
            "だけ変わる だけ変わります 変わる 変わります だけ変化する 変化する 変化します だけ動く 動く 動きます",
        ),
        ("変化量は", "だけ増える だけ増えます 増える 増えます だけ増加する 増加する 増加します だけ大きくなる"),
        ("どれだけ動きますか", "変わる"),
        ("ある値を超えると発散", "を超えると発散する を超えると発散します を超えると発散"),
        ("ある値を超えると発散", "より大きいと発散する より大きいと発散します より上で発散する"),
        ("exceeds a certain value", "より上で発散する"),
        ("近づきますか", "に近づく に近づきます に近づいていく に収束する に収束します"),
        ("掛かりますか", "掛かる 掛かります"),
        ("最大で", "まで まで重ねられる まで重ねられます 重ねられる 重ねられます"),
        ("上下左右", "ずつ"),
        ("必要", "必要 必要です が必要 が必要です"),
        ("合計", "あります ある"),
    ],
)
def test_every_word_behind_an_answer(question: str, tails: str) -> None:
    for tail in tails.split():
        assert tail in echoed(f"3 {tail}", lambda: [question], lambda: [question])[1], tail


@pytest.mark.parametrize(
    ("question", "leads"),
    [
        ("最大で", ("最大で", "最大", "at most", "up to", "a maximum of")),
        ("上下左右", ("上下左右", "上下左右に", "上下左右それぞれ", "上下左右それぞれに", "各辺", "各辺に")),
        ("in all", ("全部で", "合計で", "合わせて", "total", "in total", "in all")),
    ],
)
def test_every_word_before_an_answer(question: str, leads: tuple[str, ...]) -> None:
    for lead in leads:
        assert lead in echoed(f"{lead} 3", lambda: [question])[0], lead


def test_what_makes_up_the_whole_may_be_counted_together() -> None:
    asking = lambda: ["パラメータ(重みとバイアス)は何個ですか", "How many parameters (weights and biases)?"]  # noqa: E731
    assert echoed("3 weights and biases", asking)[1] == ("weights and biases",)
    assert echoed("3 重みとバイアス", asking)[1] == ("重みとバイアス",)
    assert echoed("3 biases and weights", asking)[1] == ()
    assert echoed("3 weights", asking)[1] == ()


def test_a_bound_is_spoken_of_in_another_sentence() -> None:
    spoken = lambda: ["ある値を超えると発散します。その値はいくつですか。"]  # noqa: E731
    asking = lambda: ["その値はいくつですか。"]  # noqa: E731
    assert echoed("3を超えると発散する", asking, spoken) == ((), ("を超えると発散", "を超えると発散する"))
    assert echoed("3を超えると発散する", asking, asking) == ((), ())
    assert echoed("3を超えると収束する", asking, spoken) == ((), ())


@pytest.mark.parametrize("number", ["-3", "+3", "マイナス3", "負の3", "minus 3"])
def test_growing_says_the_sign_where_the_number_says_none(number: str) -> None:
    asking = lambda: ["どれだけ変わりますか"]  # noqa: E731
    assert "増える" in echoed("3 増える", asking)[1]
    assert echoed(f"{number} 増える", asking) == ((), ())
    assert "変わる" in echoed(f"{number} 変わる", asking)[1]


def test_what_changes_may_be_named_by_its_letter() -> None:
    asking = lambda: ["$w$ はどれだけ変わりますか"]  # noqa: E731
    assert echoed("w は 3 変わる", asking)[0] == ("w",)
    assert echoed("g は 3 変わる", asking)[0] == ()
    assert echoed("w は 3", asking)[0] == ()


def test_the_longest_word_before_an_answer_is_passed_over() -> None:
    leads = ["最大", "最大で", "up", "up to", "w"]
    assert behind_lead("最大で は、7", 0, leads) == 6
    assert behind_lead("約最大が 7", 1, leads) == 5
    assert behind_lead("Up to 7", 0, leads) == 6
    assert behind_lead("w: 7", 0, leads) == 3
    assert behind_lead("w7", 0, leads) == 1
    for other in ("upper 7", "ww 7", "7 up", ""):
        assert behind_lead(other, 0, leads) == 0, other


def test_the_question_is_read_only_where_an_answer_has_such_a_word() -> None:
    def never() -> list[str]:
        raise AssertionError("read without need")

    assert echoed("3", never, never) == ((), ())
