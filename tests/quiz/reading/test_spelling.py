"""What people type, brought into one spelling: a table of writings, and laws for every text."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from writings import texts

from quiz.reading.spelling import _FOLDED, _UNCHANGED, normalize, normalize_with_offsets


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
            ("½½", "1/2 1/2"),
            ("２⅓", "2 1/3"),
            ("②¼", "2 1/4"),
            ("5⅟8", "5 1/8"),
            ("1⅐", "1 1/7"),
            ("x½", "x1/2"),
            ("1 ¾", "1 3/4"),
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
            ("か\u200b\u3099", "が"),
            ("1\u200b½", "1 1/2"),
            ("1\ufe0f", "1"),
            ("何\ufe16", "何?"),
            ("0\ufe00", "0"),
            ("何\ufe10", "何,"),
            ("\u1112\u1161\u11ab", "한"),
            ("ﾡￂ", "가"),
            ("3²\u0301", "3²\u0301"),
            ("−\u0301", "-\u0301"),
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

    @pytest.mark.thorough
    def test_once_is_enough_for_every_character_there_is(self) -> None:
        characters = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
        assert [char for char in characters if normalize(once := normalize(char)) != once] == []

    def test_what_is_said_to_be_unchanged_folds_to_itself(self) -> None:
        characters = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
        unchanged = [char for char in characters if _UNCHANGED.fullmatch(char)]
        assert [char for char in unchanged if _FOLDED[ord(char)] != char] == []

    @given(st.text(alphabet=st.characters(exclude_categories=["Cf", "Cs"])))
    def test_is_nfkc_apart_from_what_is_listed(self, text: str) -> None:
        listed = "⁄ー−‐‑‒–—―⁃﹘﹣－➖ｰ︱︲"
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
