"""Columns of a screen: width, padding, cutting and line breaking, for Japanese and English."""

import re
import unicodedata
from itertools import pairwise

import pytest
import wcwidth
from hypothesis import given
from hypothesis import strategies as st
from writings import texts

from quiz.columns import calls_in, cut_place, line_spans, number_places, pad, truncate, width, wrap


class TestWidth:
    @pytest.mark.parametrize("block", range(0, 0x3_0000, 0x1000))
    def test_every_character_is_as_wide_as_wcwidth_says(self, block: int) -> None:
        for code in range(block, block + 0x1000):
            char = chr(code)
            if unicodedata.category(char) not in ("Cc", "Cs"):
                assert width(char) == max(0, wcwidth.wcswidth(char)), hex(code)

    @given(texts)
    def test_every_text_is_as_wide_as_wcwidth_says(self, text: str) -> None:
        printable = "".join(char for char in text if unicodedata.category(char) != "Cc")
        assert width(text) == max(0, wcwidth.wcswidth(printable))

    @pytest.mark.parametrize(
        ("char", "narrow", "wide"), [("σ", 1, 2), ("×", 1, 2), ("①", 1, 2), ("a", 1, 1), ("あ", 2, 2)]
    )
    def test_ambiguous(self, char: str, narrow: int, wide: int) -> None:
        assert (width(char), width(char, ambiguous=2)) == (narrow, wide)

    # A joiner at the end would swallow the padding.
    @given(texts.map(lambda text: text.replace("\u200d", "")), st.integers(0, 50))
    def test_pad_and_truncate(self, text: str, columns: int) -> None:
        short = truncate(text, columns)
        assert width(short) <= max(columns, 0)
        assert short == text or width(text) > columns
        for align in ("left", "right", "center"):
            padded = pad(short, columns, align)  # type: ignore[arg-type]  # the literal is in the tuple
            assert width(padded) == columns
            assert padded.strip(" ") == short.strip(" ")

    def test_truncate_says_that_something_is_missing(self) -> None:
        assert truncate("勾配消失問題", 7) == "勾配消…"
        assert truncate("勾配消失問題", 8, "...") == "勾配..."
        assert truncate("勾配消失問題", 12) == "勾配消失問題"


class TestWrap:
    @given(texts.filter(lambda text: "\n" not in text), st.integers(2, 40), st.sampled_from([1, 2]))
    def test_lines_fit_and_nothing_is_lost(self, text: str, columns: int, ambiguous: int) -> None:
        lines = wrap(text, columns, ambiguous=ambiguous)  # type: ignore[arg-type]  # 1 or 2
        assert re.sub("[ \u3000]", "", "".join(lines)) == re.sub("[ \u3000]", "", text)
        for line in lines:
            assert width(line, ambiguous=ambiguous) <= columns or len(line) == 1  # type: ignore[arg-type]

    @given(st.text(alphabet="重み学習、。）」ーっ（「・", min_size=1, max_size=60), st.integers(12, 30))
    def test_kinsoku(self, text: str, columns: int) -> None:
        lines = wrap(text, columns)
        for before, after in pairwise(lines):
            kept = after[0] not in "、。）」ーっ・" and before[-1] not in "（「"
            # Only where no place in the whole line would have been legal is the rule broken.
            legal = [b not in "、。）」ーっ・" and a not in "（「" for a, b in pairwise(before)]
            assert kept or not any(legal)

    def test_no_line_starts_or_ends_where_it_must_not(self) -> None:
        assert wrap("重みを更新する、と書く。", 14) == ["重みを更新す", "る、と書く。"]
        assert wrap("これは「勾配」である", 8) == ["これは", "「勾配」", "である"]
        assert wrap("バッチサイズーー", 12) == ["バッチサイ", "ズーー"]

    def test_english_breaks_at_spaces_and_beside_japanese(self) -> None:
        assert wrap("the learning rate", 12) == ["the learning", "rate"]
        assert wrap("活性化関数ReLUを使う", 12) == ["活性化関数", "ReLUを使う"]

    def test_a_word_that_is_too_long_is_cut(self) -> None:
        assert wrap("abcdefghij", 4) == ["abcd", "efgh", "ij"]

    def test_code_is_not_torn_while_it_fits(self) -> None:
        assert wrap("値は `np.zeros((2, 3))` です", 20) == ["値は", "`np.zeros((2, 3))`", "です"]
        assert wrap("`a b c d e`", 6) == ["`a b c", "d e`"]

    def test_empty_and_newlines(self) -> None:
        assert wrap("", 10) == [""]
        assert wrap("a\n\nb", 10) == ["a", "", "b"]

    def test_kept_spans(self) -> None:
        text = "損失 a + b です"
        assert [text[i:j] for i, j in line_spans(text, 9, keep=[(3, 8)])] == ["損失", "a + b", "です"]


NUMBERS = st.one_of(
    st.floats(0, 1e6).map(lambda value: f"{value:.3f}"),
    st.integers(0, 10**8).map(str),
    st.integers(1, 10**6).map(lambda value: str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))),
    st.integers(10**6, 10**8).map(lambda value: f"{value:,}".replace(",", " ")),
    st.integers(-9, 9).map(lambda power: f"2.5 × 10^{power}"),
    st.integers(1, 100).map(lambda part: f"{part} %"),
)
WORDS = st.sampled_from(["重みの値は", "です。", "the learning rate ", "（", "を使う、", "約"])


class TestWhatIsNotTorn:
    @given(st.lists(st.tuples(WORDS, NUMBERS), min_size=1, max_size=8), st.integers(18, 40))
    def test_no_line_ends_within_a_number(self, parts: list[tuple[str, str]], columns: int) -> None:
        numbers = [number for _, number in parts]
        lines = wrap("".join(word + number for word, number in parts), columns)
        for number in numbers:  # each is narrower than a line
            found = next(line for line in lines if number in line)
            lines[lines.index(found)] = found.partition(number)[2]

    @pytest.mark.parametrize(
        ("text", "columns", "lines"),
        [
            ("学習率は０．００１２５にします", 18, ["学習率は", "０．００１２５に", "します"]),
            ("誤差は約 3 × 10⁻⁴ になります", 16, ["誤差は約", "3 × 10⁻⁴", "になります"]),
            ("全部で 60 965 224 個のパラメータ", 18, ["全部で", "60 965 224 個の", "パラメータ"]),
            ("about 25 % of them", 9, ["about", "25 % of", "them"]),
            ("全部でおよそ 15 分です", 14, ["全部でおよそ", "15 分です"]),
            ("a title of words  3 min", 20, ["a title of words", "3 min"]),
        ],
    )
    def test_numbers_of_every_writing(self, text: str, columns: int, lines: list[str]) -> None:
        assert wrap(text, columns) == lines

    def test_numbers_that_follow_each_other_are_several(self) -> None:
        assert not number_places("12 34")[3]
        assert not number_places("2016 100")[5]

    @pytest.mark.parametrize(
        ("text", "columns", "lines"),
        [
            ("torch.nn.functional.relu(x)", 12, ["torch.nn.", "functional.", "relu(x)"]),
            ("(1+2.71828)/(1-2.71828)", 10, ["(1+", "2.71828)/", "(1-", "2.71828)"]),
        ],
    )
    def test_what_is_longer_than_a_line_is_cut_beside_a_sign(self, text: str, columns: int, lines: list[str]) -> None:
        assert wrap(text, columns) == lines

    def test_a_place_to_cut_leaves_marks_with_their_character(self) -> None:
        assert cut_place("aaaa\u0301\u0302b", 0, 5) == 3


class TestShortEnds:
    @given(st.text(alphabet="重みを更新する値と学習率、。はにでしますい", min_size=1, max_size=80), st.integers(16, 40))
    def test_no_line_of_one_or_two_characters_is_left_where_it_can_be_helped(self, text: str, columns: int) -> None:
        *_, before, last = ["", *wrap(text, columns)]
        read = [char for char in last if char not in "、。"]
        if before and len(read) <= 2:
            joined = before + last
            legal = [
                place
                for place in range(3, len(before))
                if joined[place] not in "、。" and len([char for char in joined[:place] if char not in "、。"]) >= 3
                and len([char for char in joined[place:] if char not in "、。"]) >= 3
                and width(joined[place:]) <= columns
            ]  # fmt: skip
            assert not legal, (before, last)

    def test_the_end_of_a_sentence_is_not_left_alone(self) -> None:
        assert wrap("もう一度答えを書いてください。", 28) == ["もう一度答えを", "書いてください。"]
        assert wrap("比をとると消えます。", 18) == ["比をとると", "消えます。"]
        assert wrap("the mean of this batch is a.", 26) == ["the mean of this batch", "is a."]

    def test_what_ends_before_a_formula_is_not_left_alone_either(self) -> None:
        text = "ここでは次の値を使います。a + b + c + d + e は和です。"
        lines = [text[i:j] for i, j in line_spans(text, 20, keep=[(13, 30)])]
        assert lines == ["ここでは次の値を", "使います。", "a + b + c + d + e は", "和です。"]

    def test_a_wide_space_ends_and_begins_no_line(self) -> None:
        assert wrap("問題の題名　目安の時間　経過した時間", 12) == ["問題の題名", "目安の時間", "経過した時間"]

    def test_a_text_of_one_short_line_stays(self) -> None:
        assert wrap("い。", 10) == ["い。"]


class TestCommands:
    """A command of this program is to be copied: it is never folded, however narrow the window is."""

    @pytest.mark.parametrize(
        ("sentence", "call"),
        [
            ("続きは quiz run day2 --topic cnn --lang ja で再開できます。", "quiz run day2 --topic cnn --lang ja"),
            ("復習: 活性化関数（失点 2） → quiz run activations --lang ja", "quiz run activations --lang ja"),
            ("記録しました。quiz data reports で、作者に送れる形で見られます", "quiz data reports"),
            ("（もっと解くなら quiz run）", "quiz run"),
            ("Recorded so far: 3/9. Resume with quiz run day2 --exam --lang en", "quiz run day2 --exam --lang en"),
            ("look again at: Networks (2 lost): quiz run cnn --lang en", "quiz run cnn --lang en"),
            ("quiz debrief alone shows the latest exam", "quiz debrief"),
            ("That is all. Come back tomorrow (quiz run asks more).", "quiz run"),
            (
                "solution: quiz explain a-b --seed 12 --bank './my bank'",
                "quiz explain a-b --seed 12 --bank './my bank'",
            ),
        ],
    )
    def test_found_and_kept_whole(self, sentence: str, call: str) -> None:
        assert call in [sentence[start:end] for start, end in calls_in(sentence)]
        for columns in range(2, 60):
            lines = wrap(sentence, columns)
            assert any(call in line for line in lines), columns
            for line in lines:
                fits = width(line) <= columns
                assert fits or line.strip("（(）。) ") == call, "what is wider is the command alone"
            assert "".join(lines).replace(" ", "") == sentence.replace(" ", "")

    def test_other_words_fold(self) -> None:
        assert calls_in("quizzes, quiz-like games, my-quiz run, ./quiz run") == []
        assert wrap("one quiz, and another", 9) == ["one quiz,", "and", "another"]


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("ストライドは 1、パディングは 4 です。", 20, ["ストライドは 1、", "パディングは", "4 です。"]),
        ("重みはフィルタのもの", 8, ["重みは", "フィルタ", "のもの"]),
        ("値はフィルタ", 10, ["値はフィ", "ルタ"]),  # half of the line would be empty
        ("ハイパーパラメータの値", 14, ["ハイパーパラ", "メータの値"]),
        ("ハイパーパラメー", 14, ["ハイパーパ", "ラメー"]),  # no line of two characters
    ],
)
def test_a_word_in_katakana_is_torn_only_where_much_would_be_empty(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


@pytest.mark.parametrize("columns", [39, 79])
def test_no_word_of_the_course_is_torn_at_usual_widths(columns: int) -> None:
    words = ("パラメータの", "バッチ正規化", "フィルタと", "ストライド 2 と", "確率", "オートエンコーダを", "は 0.25 ")
    for first in range(len(words)):
        text = "".join(words[(first + place * 3) % len(words)] for place in range(30))
        for line, following in pairwise(wrap(text, columns)):
            assert not re.match("[ァ-ヺー]{2}", line[-1] + following[0]), (line, following)
