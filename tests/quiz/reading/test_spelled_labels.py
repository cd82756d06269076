"""Labels of options in words are read as a whole, all of one sort; another word is never passed over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.reading.spelled_labels import mentioned_in_words

SORTS = [
    "一二三四五六七八九".__getitem__,
    "いち に さん よん ご ろく なな はち きゅう".split().__getitem__,
    "イチ ニ サン ヨン ゴ ロク ナナ ハチ キュウ".split().__getitem__,
    "one two three four five six seven eight nine".split().__getitem__,
    "first second third fourth fifth sixth seventh eighth ninth".split().__getitem__,
    "i ii iii iv v vi vii viii ix".split().__getitem__,
]
FRAMES = ["{}", "答えは{}です", "「{}」", "{} です。", "I'd go with {}", "{}でお願いします"]


def read(text: str, count: int, *, several: bool = False, contents: tuple[str, ...] = ()) -> list[int] | None:
    found = mentioned_in_words(text, count, contents, several=several)
    return None if found is None else [one.index for one in found.options]


@given(
    count=st.integers(2, 8), data=st.data(), sort=st.sampled_from(SORTS), frame=st.sampled_from(FRAMES),
    join=st.sampled_from(["、", ", ", " と ", " and "]),
)  # fmt: skip
def test_labels_of_one_sort_are_read_in_every_frame(
    count: int, data: st.DataObject, sort, frame: str, join: str
) -> None:
    places = data.draw(st.lists(st.integers(0, count - 1), min_size=1, max_size=count, unique=True))
    text = frame.format(join.join(map(sort, places)))
    assert read(text, count, several=True) == places
    assert read(text, count) == (places if len(places) == 1 else None)
    assert read(frame.format(join.join([*map(sort, places), sort(places[0])])), count, several=True) is None
    if len(places) > 1:
        other = SORTS[(SORTS.index(sort) + 3) % len(SORTS)]
        mixed = [sort(places[0]), *map(other, places[1:])]
        assert read(frame.format(join.join(mixed)), count, several=True) is None


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("二番目", 1), ("第三", 2), ("三つ目の選択肢", 2), ("option four", 3), ("choice two", 1),
        ("the second one", 1),
        ("the 3rd option", 2), ("2nd", 1), ("最後の選択肢", 4), ("the last one", 4), ("Ⅱ", 1), ("(v)", 4), ("ⅲ", 2),
        ("1ではなく2", 1), ("(1)じゃなくて(3)", 2), ("not 5 but 2", 1), ("Not (1), but the third one", 2),
        ("ご。", 4),
    ],
)  # fmt: skip
def test_one_label_in_words(text: str, index: int) -> None:
    assert read(text, 5) == [index]


@pytest.mark.parametrize(
    "text",
    [
        "六番目", "tenth", "二番目ではない", "not the second", "二番目以外", "two options", "second or third",
        "二か三",
        "2ではなく2", "1ではなく", "not 2", "the second best", "二番目に近い", "第二の誤り", "once", "いちご",
        "にく", "x",
        "1ではなく2ではなく3", "最後ではない", "last but one", "one and only two",
    ],
)  # fmt: skip
def test_what_is_no_label_in_words(text: str) -> None:
    assert read(text, 5) is None


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("1,2,3の3つ", [0, 1, 2]), ("3つ（1、2、3）", [0, 1, 2]), ("two of them: 1 and 4", [0, 3]),
        ("the first two", [0, 1]), ("最初の3つ", [0, 1, 2]), ("1,2の3つ", None), ("three of them: 1, 2", None),
        ("the first nine", None), ("the first two and 4", None), ("3つ", None),
    ],
)  # fmt: skip
def test_how_many_there_are_must_be_so_many(text: str, places: list[int] | None) -> None:
    assert read(text, 5, several=True) == places


def test_a_bare_number_in_words_that_an_option_says_is_left_open() -> None:
    assert read("二", 4, contents=("2",)) is None
    assert read("two", 4, contents=("two",)) is None
    assert read("二番目", 4, contents=("2",)) == [1]
    assert read("i", 12) is None, "there i is a letter"


def test_a_long_text_is_not_looked_through() -> None:
    assert read("二、" * 200, 4, several=True) is None
