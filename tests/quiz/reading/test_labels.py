"""Labels of options: which option, or which options, a learner's writing names; and which it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from writings import texts

from quiz.reading.labels import label, read_label, read_labels


def rows(table: str) -> list[str]:
    """Cut a table at its bars."""
    return table.split("|")


SECOND_OPTION = rows(
    "(2)|（２）|2|２|②|⑵|⒉|❷|➁|➋|b|B|ｂ|Ｂ|(b)|⒝|ⓑ|b)|b.|イ|ｲ|い|(イ)|（ｲ）|「イ」|2番|２番|2番目|選択肢2|選択肢（２）|選択肢②"
    "|2.|２．| 2 |\u30002\u3000|答え：2|答えは(2)です|イです。|option 2|Option B|no.2|(2)。|02"
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
