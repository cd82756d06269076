"""Languages, normalization, width, line breaking and labels: tables of what people write, and laws for every text."""

import dataclasses
import unicodedata
from itertools import pairwise

import pytest
import wcwidth
from hypothesis import given
from hypothesis import strategies as st

from quiz.columns import line_spans, pad, truncate, width, wrap
from quiz.language import Text, default_language
from quiz.reading.labels import label, read_label, read_labels
from quiz.reading.spelling import normalize, normalize_with_offsets

# Text as people here write it, with what goes wrong easily mixed in.
LETTERS = "aZ09 .,()-+²⁻₁½①ア゛ｶﾞがぁー−‐—、。「」σ×√\u0301\u200b\u00a0\u3000\ufe0f\u200d👩🚀각\uac00ｲ\t`"
texts = st.one_of(st.text(), st.text(alphabet=LETTERS, max_size=60))


class TestText:
    def test_gives_the_language_that_is_asked_for(self) -> None:
        text = Text(ja="勾配", en="gradient")
        assert (text.in_("ja"), text.in_("en")) == ("勾配", "gradient")

    @pytest.mark.parametrize(("ja", "en", "named"), [("", "x", "ja"), ("x", " \n", "en"), ("", "", "ja")])
    def test_refuses_a_missing_language_by_name(self, ja: str, en: str, named: str) -> None:
        with pytest.raises(ValueError, match=f"The {named} text is missing"):
            Text(ja, en)

    def test_refuses_what_is_not_text(self) -> None:
        with pytest.raises(ValueError, match="en"):
            Text("勾配", None)  # type: ignore[arg-type]  # what a careless caller does

    def test_refuses_an_unknown_language(self) -> None:
        with pytest.raises(ValueError, match="fr"):
            Text.both("1").in_("fr")  # type: ignore[arg-type]  # what a careless caller does

    def test_is_frozen(self) -> None:
        with pytest.raises(dataclasses.FrozenInstanceError):
            Text.both("1").ja = "2"  # type: ignore[misc]  # the point of the test


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "ja"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en"}, "en"),
        ({"LANG": "C"}, "ja"),
        ({"LANG": "C.UTF-8"}, "ja"),
        ({"LANG": "POSIX"}, "ja"),
        ({"LANG": "de_DE"}, "ja"),
        ({"LANG": "enx"}, "ja"),
        ({"LC_ALL": "en_GB", "LANG": "ja_JP"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "en_US", "LANG": "ja_JP"}, "en"),
        ({"LC_MESSAGES": "ja_JP", "LANG": "en_US"}, "ja"),
    ],
)
def test_default_language(environ: dict[str, str], language: str) -> None:
    assert default_language(environ) == language


class TestNormalize:
    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("０．２５", "0.25"),
            ("（２）", "(2)"),
            ("ｘ＾２", "x^2"),
            ("x²", "x²"),
            ("x⁻¹", "x⁻¹"),
            ("w₁", "w₁"),
            ("xⁿ", "xⁿ"),
            ("２５％", "25%"),
            ("½", "1/2"),
            ("1½", "1 1/2"),
            ("－1", "-1"),
            ("−1", "-1"),
            ("–1", "-1"),
            ("—1", "-1"),
            ("‐1", "-1"),
            ("‑1", "-1"),
            ("ー1", "-1"),
            ("ー ０．５", "- 0.5"),
            ("x ー 1", "x - 1"),
            ("2ーx", "2-x"),
            ("１eー３", "1e-3"),
            ("(ーσ)", "(-σ)"),
            ("ｰ1", "-1"),
            ("答えはー1", "答えは-1"),
            ("データ", "データ"),
            ("データー1", "データー1"),
            ("コーヒー 1杯", "コーヒー 1杯"),
            ("レイヤー2", "レイヤー2"),
            ("ｶﾞｳｽ", "ガウス"),
            ("か\u3099", "が"),
            ("1\u00a02", "1 2"),
            ("\u3000３\u3000", " 3 "),
            ("0\u200b.5\ufeff", "0.5"),
            ("1\ufe0f", "1"),
            ("何\ufe16", "何?"),
            ("②", "2"),
            ("α＋β", "α+β"),
            ("〜", "〜"),
        ],
    )
    def test_table(self, written: str, read: str) -> None:
        assert normalize(written) == read

    @given(texts)
    def test_once_is_enough(self, text: str) -> None:
        once = normalize(text)
        assert normalize(once) == once

    @given(st.text(alphabet=st.characters(exclude_categories=["Cf", "Cs"])))
    def test_is_nfkc_apart_from_what_is_listed(self, text: str) -> None:
        listed = "⁄ー−‐‑‒–—―⁃﹘﹣－➖ｰ"
        if any(
            char in listed
            or "\ufe00" <= char <= "\ufe0f"
            or "<su" in unicodedata.decomposition(char)
            or "⁄" in unicodedata.normalize("NFKC", char)
            for char in text
        ):
            return
        assert unicodedata.normalize("NFKC", normalize(text)) == unicodedata.normalize("NFKC", text)

    @given(texts)
    def test_offsets_lead_back(self, text: str) -> None:
        normalized = normalize_with_offsets(text)
        assert normalized.text == normalize(text)
        assert len(normalized.offsets) == len(normalized.text) + 1
        assert list(normalized.offsets) == sorted(normalized.offsets)
        assert normalized.offsets[-1] == len(text)
        # An ASCII letter or digit that was typed is found at its place.
        for index, char in enumerate(normalized.text):
            origin = text[normalized.offsets[index]]
            if origin.isascii() and origin.isalnum():
                assert char == origin or not char.isascii()  # a combining mark may have joined it

    def test_offsets_of_a_line(self) -> None:
        written = "答え：\u200b（２）、½"
        normalized = normalize_with_offsets(written)
        assert normalized.text == "答え:(2)、1/2"
        start = normalized.text.index("1/2")
        assert written[slice(*normalized.origin(start, start + 3))] == "½"


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
        assert "".join("".join(lines).split(" ")) == "".join(text.split(" "))
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
        assert [text[i:j] for i, j in line_spans(text, 9, keep=[(3, 8)])] == ["損失", "a + b で", "す"]


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
    "|1 3|13|31|3,1|1・3|1/3|1と3です|選択肢1と選択肢3|1番と3番|1,3,1|[1, 3]|1 & 3|1および3"
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
        "written", ["", " ", "5", "1,5", "15", "11", "x", "1-3", "1〜3", "-1", "1,x", ",", "と", "(", "これ", "²"]
    )
    def test_no_set_of_labels(self, written: str) -> None:
        assert read_labels(written, 4) is None

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
