"""Numbers in words: Japanese and English amounts, shares, dozens; and what is no number."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.reading.number_words import number_in_words
from solvers.expression.typed import read_number

DIGITS = "〇一二三四五六七八九"


def value(text: str) -> Fraction | None:
    """The value of a text that is one number in words from end to end."""
    found = number_in_words(text, 0)
    if found is None or found[1] != len(text):
        return None
    read = read_number(found[0]).value
    assert not isinstance(read, complex)
    return Fraction(read)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3千", 3000), ("3千5百", 3500), ("12万", 120000), ("12万3456", 123456), ("1億2千万", 120000000),
        ("2.5万", 25000), ("60.97百万", 60970000), ("百", 100), ("千二百", 1200), ("三百二十", 320), ("十", 10),
        ("二十一", 21), ("五", 5), ("一兆", 10**12), ("6096万5224", 60965224), ("6096万 5224", 60965224),
        ("7割", Fraction(7, 10)), ("2割5分", Fraction(1, 4)), ("1割2分5厘", Fraction(1, 8)),
        ("0.5割", Fraction(1, 20)),
        ("3ダース", 36), ("0.5ダース", 6), ("half", Fraction(1, 2)), ("半分", Fraction(1, 2)),
        ("one half", Fraction(1, 2)),
        ("2 dozen", 24), ("1.5 million", 1500000), ("60 thousand", 60000), ("3 hundred", 300), ("seven", 7),
        ("二〇", 20), ("2000万500", 20000500),
    ],
)  # fmt: skip
def test_what_a_number_in_words_is_worth(text: str, expected: Fraction | int | None) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "469",
        "0.5",
        "1e3",
        "万",
        "億",
        "5万3億",
        "5百3千",
        "3万4万",
        "12百万3百万",
        "2 3",
        "halfway",
        "sevens",
        "九十百",
        "3三百",
        "三3百",
        "1二",
        "二三百",  # some 200 or 300
        "3.5三百",
        "百百",
        "十十",
        "3千1000",
        "3万100百",
        "百百分の三",
        "三分の百百",
        "3割6",
        "x",
        "",
        "分",
    ],
)
def test_what_is_no_number_in_words(text: str) -> None:
    assert value(text) is None


def test_digits_that_are_kept_as_they_were_written() -> None:
    assert number_in_words("409.7万", 0) == ("(409.7*10^4)", 6)  # four figures, not seven
    assert number_in_words("4割", 0) == ("40%", 2)
    assert number_in_words("縦三百", 1) == ("300", 3)


def written(number: int) -> str:
    """A number below 10^12 in kanji, as it is read out."""
    text = ""
    for size, sign in ((10**8, "億"), (10**4, "万"), (1, "")):
        part = number // size % 10**4
        if not part:
            continue
        for unit, small in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = part // unit % 10
            if digit:
                text += ("" if digit == 1 and small else DIGITS[digit]) + small
        text += sign
    return text


@given(st.integers(1, 10**12 - 1))
def test_every_number_in_kanji_is_read_back(number: int) -> None:
    assert value(written(number)) == number


@given(st.integers(1, 10**4 - 1), st.integers(0, 10**4 - 1))
def test_digits_between_large_sizes_are_read_back(high: int, low: int) -> None:
    assert value(f"{high}万{low or ''}") == high * 10**4 + low


@given(st.text("0123456789.万億千百十割分厘ダース〇一二三 ", max_size=30))
def test_whatever_is_read_is_a_number_that_the_formula_reader_knows(text: str) -> None:
    found = number_in_words(text, 0)
    if found is not None:
        assert 0 < found[1] <= len(text)
        read_number(found[0])


def test_a_number_beyond_all_bounds_costs_nothing() -> None:
    assert number_in_words("9" * 5000 + "万", 0) is None
    assert number_in_words("千" * 5000, 0) is None


SHARES = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twelfth": 12, "fifteenth": 15, "sixteenth": 16, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip


@pytest.mark.parametrize(("word", "below"), SHARES.items())
def test_every_word_for_a_share_means_it(word: str, below: int) -> None:
    several = "halves" if word == "half" else f"{word}s"
    assert value(f"one {word}") == value(f"a {word}") == Fraction(1, below)
    assert value(f"three {several}") == Fraction(3, below)
    assert value(f"three {word}") is None
    assert value(f"one {several}") is None


_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_ONES += "seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spoken(number: int, *, with_and: bool) -> str:
    """A number below a thousand million as it is said, by the rule for saying it."""
    for size, name in ((10**6, "million"), (1000, "thousand")):
        if number >= size:
            rest = number % size
            joint = " and " if with_and and 0 < rest < 100 else " "
            ending = f"{joint}{spoken(rest, with_and=with_and)}" if rest else ""
            return f"{spoken(number // size, with_and=with_and)} {name}{ending}"
    if number >= 100:
        ending = f"{' and ' if with_and else ' '}{spoken(number % 100, with_and=with_and)}" if number % 100 else ""
        return f"{_ONES[number // 100]} hundred{ending}"
    if number < 20:
        return _ONES[number]
    return _TENS[number // 10 - 2] + (f"-{_ONES[number % 10]}" if number % 10 else "")


@given(st.one_of(st.integers(0, 999), st.integers(0, 10**9 - 1)), st.booleans(), st.booleans())
def test_what_is_said_in_english_is_the_number_that_was_meant(number: int, with_and: bool, hyphens: bool) -> None:
    text = spoken(number, with_and=with_and)
    text = text if hyphens else text.replace("-", " ")
    assert number_in_words(text, 0) == (str(number), len(text))


@pytest.mark.parametrize("number", range(100))
def test_every_word_for_a_number_means_it(number: int) -> None:
    text = spoken(number, with_and=False)
    assert number_in_words(text, 0) == (str(number), len(text))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a hundred", ("100", 9)), ("sixteen hundred", ("1600", 15)), ("two dozen", ("24", 9)), ("a dozen", ("12", 7)),
        ("hundred", None), ("a", None), ("a six", None), ("one hundred hundred", None), ("zero hundred", None),
        ("one thousand two thousand", None), ("six seven", ("6", 3)), ("twenty twelve", ("20", 6)),
        ("twenty zero", ("20", 6)), ("six and two", ("6", 3)), ("one hundred and", ("100", 11)),
        ("1,678万1,312", ("16781312", 11)), ("1,2万", None), ("12万3,456", ("123456", 8)),
    ],
)  # fmt: skip
def test_where_a_number_in_words_ends(text: str, read: tuple[str, int] | None) -> None:
    assert number_in_words(text, 0) == read


@pytest.mark.parametrize(
    "text",
    [
        "百百", "二百百", "三十十", "2千千", "万万", "1万万", "1億億", "百千", "百100", "千1000", "1万10000",
        "1億1万万", "三分の百百", "1万1億", "5千5千",
    ],
)  # fmt: skip
def test_amounts_whose_sizes_do_not_fall_are_no_number(text: str) -> None:
    found = number_in_words(text, 0)
    assert found is None or found[1] < len(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("百九十九", 199), ("千九百九十九", 1999), ("9999万9999", 99999999), ("1億9999万9999", 199999999),
        ("百99", 199),
        ("千999", 1999), ("1万9999", 19999), ("十", 10), ("百", 100), ("千", 1000), ("十万", 100000), ("二八", 28),
        ("二十八", 28), ("一兆", 10**12),
    ],
)  # fmt: skip
def test_amounts_up_to_the_next_size_are_numbers(text: str, meant: int) -> None:
    assert value(text) == meant


@pytest.mark.parametrize(("text", "hundredths"), [("0.05割", "0.5"), ("0.005割", "0.05"), ("1割2分", "12")])
def test_rates_below_one_part_in_ten_keep_their_places(text: str, hundredths: str) -> None:
    assert value(text) == Fraction(hundredths) / 100
