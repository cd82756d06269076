"""Labels of options: which option, or which options, a learner's writing names; and which it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from writings import texts

from quiz.language import Text
from quiz.model import Unreadable
from quiz.reading.labels import LabelStyle, Mentions, label, mentioned, read_label, read_labels
from quiz.reading.option_texts import spelled


def rows(table: str) -> list[str]:
    """Cut a table at its bars."""
    return table.split("|")


SECOND_OPTION = rows(
    "(2)|（２）|2|２|②|⑵|⒉|❷|➁|➋|b|B|ｂ|Ｂ|(b)|⒝|ⓑ|b)|b.|イ|ｲ|い|(イ)|（ｲ）|「イ」|2番|２番|2番目|選択肢2|選択肢（２）|選択肢②"
    "|2.|２．| 2 |\u30002\u3000|答え：2|答えは(2)です|イです。|option 2|Option B|no.2|no.b|#b|(2)。|02"
)
NO_OPTION_OF_FOUR = [
    *rows("| |0|5|e|オ|-1|1.5|22|2x|ab|²|x²|二|2 3|①②|(|イロ|2と|の|番|ガ|ー1|Ⅱ|option|answer"),
    "1" * 5000,
]
FIRST_AND_THIRD = rows(
    "1,3|1, 3|1、3|１，３|①③|①と③|1と3|1 と 3|(1) (3)|(1)(3)|(1,3)|{1, 3}|ア、ウ|アとウ|ｱ ｳ|アウ|a c|a, c|A and C|ac"
    "|1 3|13|31|3,1|1・3|1/3|1と3です|選択肢1と選択肢3|1番と3番|[1, 3]|1 & 3|1および3"
)


class TestLabels:
    @pytest.mark.parametrize("written", SECOND_OPTION)
    def test_second_option(self, written: str) -> None:
        assert read_label(written, 4) == 1

    @pytest.mark.parametrize("written", NO_OPTION_OF_FOUR)
    def test_no_label_of_four_options(self, written: str) -> None:
        assert read_label(written, 4) is None

    @given(st.integers(0, 60), st.sampled_from(["number", "circled", "letter", "kana"]))
    def test_every_label_that_is_shown_is_read(self, index: int, style: str) -> None:
        shown = label(index, style)  # type: ignore[arg-type]  # the literal is in the list
        assert read_label(shown, index + 1) == index
        assert read_label(shown, index) is None
        assert read_labels(shown, index + 1) == {index}

    def test_a_negative_index_is_refused(self) -> None:
        with pytest.raises(ValueError, match="-1"):
            label(-1)

    @pytest.mark.parametrize("written", FIRST_AND_THIRD)
    def test_first_and_third(self, written: str) -> None:
        assert read_labels(written, 4) == {0, 2}

    @pytest.mark.parametrize("written", ["なし", "無し", "none", "None", "該当なし", "なし。", "{}", "ない"])
    def test_nothing(self, written: str) -> None:
        assert read_labels(written, 4) == frozenset()

    @pytest.mark.parametrize("written", ["すべて", "全部", "all"])
    def test_everything(self, written: str) -> None:
        assert read_labels(written, 3) == {0, 1, 2}

    @pytest.mark.parametrize(
        "written",
        ["", " ", "5", "1,5", "15", "11", "x", "1-3", "1,3,1", "1と", "-1", "1,x", ",", "と", "(", "これ", "²"],
    )
    def test_no_set_of_labels(self, written: str) -> None:
        assert read_labels(written, 4) is None

    @pytest.mark.parametrize("written", ["Ⅰ", "ⅰ", "Ⅴ", "\ue001", "\ue100", "(Ⅰ)"])
    def test_a_roman_numeral_is_no_letter_and_a_private_sign_no_label(self, written: str) -> None:
        assert read_label(written, 26) is None
        assert read_labels(written, 26) is None

    def test_two_digits_are_one_label_where_there_is_one(self) -> None:
        assert read_labels("13", 13) == {12}

    @given(texts, st.integers(0, 30))
    def test_any_text_is_answered(self, text: str, count: int) -> None:
        one, several = read_label(text, count), read_labels(text, count)
        assert one is None or 0 <= one < count
        assert several is None or all(0 <= index < count for index in several)

    @given(st.sets(st.integers(0, 8), min_size=1), st.sampled_from([",", "、", " ", "と", "・", ""]))
    def test_every_set_is_read_back(self, chosen: set[int], separator: str) -> None:
        written = separator.join(label(index, "circled") for index in sorted(chosen))
        assert read_labels(written, 9) == chosen

    @pytest.mark.parametrize(
        ("style", "last", "beyond"),
        [("circled", "⑳", "(21)"), ("letter", "(z)", "(27)"), ("kana", "ト", "(21)"), ("number", "(50)", "(51)")],
    )
    def test_the_end_of_a_series(self, style: LabelStyle, last: str, beyond: str) -> None:
        index = int(beyond.strip("()")) - 1
        assert (label(index - 1, style), label(index, style)) == (last, beyond)

    def test_how_much_is_read(self) -> None:
        assert read_label("(2)" + " " * 37, 4) == 1
        assert read_label("(2)" + " " * 38, 4) is None
        assert read_labels("1 3" + " " * 397, 4) == {0, 2}
        assert read_labels("1 3" + " " * 398, 4) is None
        assert not isinstance(mentioned("1" + " " * 9_999, 4), Unreadable)
        fault = mentioned("1" + " " * 10_000, 4)
        assert isinstance(fault, Unreadable)
        assert (fault.column, fault.reason.en) == (None, "too long to read")
        assert fault.remedy == Text("1 から 4 の番号で答えてください", "answer with a number from 1 to 4")

    def test_the_word_that_is_not_understood_is_told_up_to_forty_signs(self) -> None:
        for length in (39, 40, 41):
            fault = mentioned("1 " + "く" * length, 4)
            assert isinstance(fault, Unreadable)
            assert fault.reason.ja.startswith(f"「{'く' * min(length, 40)}」は")
            assert fault.column == 2

    @pytest.mark.parametrize(
        ("written", "column"),
        [
            ("1〜〜3", 2),
            ("1〜から3", 2),
            ("1、〜3", 2),
            ("速い〜3", 0),
            ("速い 〜3", 3),
            ("1〜、3", 1),
            ("1とと3", 2),
            ("〜3", 0),
            ("1と〜3", 2),
            ("1〜と3", 1),
            ("1〜速い", 1),
        ],
    )
    def test_a_range_stands_between_two_labels(self, written: str, column: int) -> None:
        fault = mentioned(written, 4, [("遅い",), ("速い",), (), ()], runs=True)
        assert isinstance(fault, Unreadable)
        assert fault.column == column

    def test_a_range_begins_where_its_first_label_does_and_holds_its_ends(self) -> None:
        assert read_labels("2〜4", 5) == {1, 2, 3}
        assert read_labels("②から③まで", 5) == {1, 2}
        assert read_labels("1〜2、4〜5", 5) == {0, 1, 3, 4}
        assert read_labels("3〜3", 5) is None

    @pytest.mark.parametrize("said", ["よって、", "よって、したがって、", "よって、したがって、つまり、たぶん、"])
    def test_an_options_text_that_begins_like_a_filler_is_found_behind_others(self, said: str) -> None:
        for text in ("それは速い", "それは、たぶん速い", "速いと思います", "速いはずだと思います"):
            found = mentioned(f"{said}{text}", 2, [(spelled(text),), ("速い",)])
            assert not isinstance(found, Unreadable), text
            assert [one.index for one in found.options] == [0], text

    def test_many_fillers_leave_the_label(self) -> None:
        assert read_label("よって、つまり、たぶん、それは、答えは、きっと2だと思います", 4) == 1
        assert read_label("3だと思います。はずです。かなです。よね。", 4) == 2


@pytest.mark.parametrize("text", ["a、イ", "イ、a", "1、イ", "1、b", "②、a", "ア、2", "ⓐ、イ"])
def test_labels_of_two_styles_are_not_mixed(text: str) -> None:
    fault = mentioned(text, 4)
    assert isinstance(fault, Unreadable)
    assert fault.reason.en == "two ways of naming an option are mixed"


def test_a_text_behind_a_label_that_has_its_own_is_another_option() -> None:
    found = mentioned("1 遅い 速い", 2, [["遅い"], ["速い"]])
    assert isinstance(found, Mentions)
    assert [(one.index, one.says) for one in found.options] == [(0, 0), (1, None)]


def test_what_is_left_over_may_be_listed_as_well() -> None:
    for text in ("1と4以外の2 3 5", "1、4以外なので2と3と5", "1と4以外、2,3,5", "1と4以外だから 2 3 5"):
        assert read_labels(text, 5) == {1, 2, 4}, text
    for text in ("1と4以外の2 3", "1と4以外の1 4", "1と4以外の2 3 5 ほげ", "1と4以外の2以外", "1と4以外のすべて 2 3"):
        assert read_labels(text, 5) is None, text


def test_no_joins_a_label_to_what_it_says() -> None:
    texts = [["axis=0"], ["axis=1"]]
    for text in ("2番の axis=1", "2番のaxis=1", "(2)の axis=1"):
        found = mentioned(text, 2, texts)
        assert isinstance(found, Mentions), text
        assert [one.index for one in found.options] == [1]
    for text in ("2番の axis=0", "2番の", "2番の2", "2番のほげ", "の axis=1"):
        assert isinstance(mentioned(text, 2, texts), Unreadable), text
    assert read_label("2番目の式", 4) == read_label("2番のコード", 4) == read_label("2番の方", 4) == 1
    assert read_label("2番の式ほげ", 4) is None
    assert read_label("2番の式でない", 4) is None
    assert read_label("2の式", 4) is None
