"""Numbers and letters that are one sign each, and the texts of options found again however they are spelled."""

from __future__ import annotations

import pytest

from quiz.reading.labels import mentioned, read_label, read_labels
from quiz.reading.option_texts import MAX_TEXT, in_short, skeleton, spelled, whole_signs

NUMBERS = [
    (1, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    (1, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    (1, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    (1, "❶❷❸❹❺❻❼❽❾❿⓫⓬⓭⓮⓯⓰⓱⓲⓳⓴"),
    (1, "⓵⓶⓷⓸⓹⓺⓻⓼⓽⓾"),
    (1, "➀➁➂➃➄➅➆➇➈➉"),
    (1, "➊➋➌➍➎➏➐➑➒➓"),
]
LETTERS = [
    "⒜⒝⒞⒟⒠⒡⒢⒣⒤⒥⒦⒧⒨⒩⒪⒫⒬⒭⒮⒯⒰⒱⒲⒳⒴⒵",
    "ⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿⓀⓁⓂⓃⓄⓅⓆⓇⓈⓉⓊⓋⓌⓍⓎⓏ",
    "ⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩ",
]
ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅬⅭⅮⅯⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻⅼⅽⅾⅿↀↁↂↃↄↅↆↇↈ"


@pytest.mark.parametrize(("first", "signs"), NUMBERS)
def test_a_number_in_a_circle_or_brackets_is_the_label_of_its_option(first: int, signs: str) -> None:
    for number, sign in enumerate(signs, start=first):
        assert read_label(sign, 20) == number - 1, sign
        assert read_label(f"{sign}です", 20) == number - 1, sign
        assert read_label(sign, number - 1) is None, sign


@pytest.mark.parametrize("signs", LETTERS)
def test_a_letter_in_a_circle_or_brackets_is_the_label_of_its_option(signs: str) -> None:
    for place, sign in enumerate(signs):
        assert read_label(sign, 26) == place, sign
        assert read_label(sign, place) is None, sign


@pytest.mark.parametrize(("first", "signs"), NUMBERS)
def test_two_such_signs_are_two_labels_and_no_longer_number(first: int, signs: str) -> None:
    for at, sign in enumerate(signs[1:], start=1):
        assert read_labels(signs[0] + sign, 40) == {first - 1, first - 1 + at}, sign
    assert read_labels("①3", 40) == {0, 2}


def test_no_zero_no_roman_numeral_and_no_private_sign_names_an_option() -> None:
    for sign in (*"⓪⓿", *ROMAN, "\ue000", "\ue001", "\ue0ff", "\ue100", "\ue1ff"):
        assert read_label(sign, 40) is None, sign
        assert read_labels(sign, 40) is None, sign


def test_a_fault_shows_what_was_typed_and_never_a_private_sign() -> None:
    def told(typed: str, count: int) -> tuple[str, str]:
        fault = mentioned(typed, count)
        return fault.reason.ja, fault.reason.en  # type: ignore[union-attr]  # it is no set of options

    for typed, number in (
        ("⑥", 6),
        ("⑳", 20),
        ("(⑤)", 5),
        ("「⓫」", 11),
        ("⓪", 0),
        ("⒉", 2),
        ("5", 5),
        ("[999999]", 999999),
    ):
        assert told(typed, 1) == (f"番号 {number} の選択肢はありません", f"there is no option {number}")
    for typed in ("ⓩ", "Ⅲ", "Ｍｏｍｅｎｔｕｍ", "３.５", "ↈ", "\ue1ff"):
        assert told(typed, 1)[1] == f'"{typed}" is neither a label nor what an option says'


# -- texts of options --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("It learns, fast.", "it learns fast"),
        ("学習 が、進む。", "学習が進む"),
        ("「学習」が『進む』", "学習が進む"),
        ("W 1 と b_2 c", "w 1とb_2 c"),
        ("f(x) = 2 x", "f(x)=2 x"),
        ("a , b", "a b"),
        ("_ _", "_ _"),
        ("İ", "İ"),  # small, it would be two signs
        ("。.", ""),
    ],
)
def test_the_skeleton_of_a_text(written: str, found: str) -> None:
    assert spelled(written) == found


def test_a_text_of_an_option_is_looked_for_up_to_its_longest() -> None:
    assert spelled("x" * MAX_TEXT) == "x" * 1_000
    assert spelled("x" * (MAX_TEXT + 1)) == ""


def test_where_an_options_text_ends() -> None:
    text = skeleton("ab,  cd ef")
    assert text.end_of("ab cd", 0) == 7
    assert text.end_of("cd ef", 5) == 10
    assert text.end_of("cd ef", 4) is None  # a space: no text begins there
    assert text.end_of("cd ef", 10) is None
    assert text.end_of("", 0) is None
    assert text.end_of("cd", 0) is None


def test_what_names_no_option_is_one_sign_that_nothing_reads() -> None:
    unread = ROMAN + "\ue000\ue001\ue0ff\ue100\ue1ff"
    assert whole_signs(unread) == "\ufffd" * len(unread)


def test_what_is_no_label_stays_as_it_is() -> None:
    for text in ("12 ab 二 ²½", "⅟↉", "\ue200", "\u2440"):
        assert whole_signs(text) == text


def test_an_option_in_short() -> None:
    assert in_short("発散する（10 倍超）") == ("発散する", "10 倍超")
    assert in_short("発散する。") == in_short("発散（大）") == ()
    for aside in (
        "ただし遅い",
        "速くない",
        "例外なし",
        "B 以外",
        "but slowly",
        "not always",
        "doesn't hold",
        "without noise",
    ):
        assert in_short(f"発散する（{aside}）") == (), aside
    for clause in ("式が違う", "2 乗した", "the sign is wrong", "it must grow"):
        assert in_short(f"どれでもない（{clause}）") == (clause,), clause
    assert in_short("$w_1$ と $w_{2}$、$x_{10}$") == ("$w1$ と $w2$、$x_{10}$",)
    assert in_short("値 $w_1$ が増える（2 倍）") == ("値 $w_1$ が増える", "2 倍", "値 $w1$ が増える（2 倍）")
