"""Every encoding that reports come in is read as what it is, and what is none of them is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.report.documents import UnreadableReport, read_report
from quiz.report.encodings import UnknownEncoding, declared_encoding, decode

TEXT = "# 確認テスト\n問）シグモイド関数の微分の最大値を選べ。\n答）(2) 0.25 である。カタカナ、ひらがな、漢字。\n"
JAPANESE = ["cp932", "shift_jis", "euc_jp", "iso2022_jp", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", [*JAPANESE, "utf-32", "iso2022_jp_3", "euc_jis_2004"])
def test_a_report_is_read_in_each_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "report.md"
    path.write_bytes(TEXT.encode(encoding))
    assert "\n".join(line.text for line in read_report(path).lines) == TEXT


def test_windows_own_signs_are_read_in_all_of_them() -> None:
    assert decode("答えは①です。".encode("cp932")) == "答えは①です。"
    assert decode("答えは①です。".encode("euc_jis_2004")) == "答えは①です。"
    high = "答えは①です。".encode("euc_jis_2004")
    seven = b"\x1b$B" + bytes(sign & 0x7F for sign in high) + b"\x1b(B\n"
    assert decode(seven) == "答えは①です。\n"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_count_the_same(tmp_path: Path, line_end: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.replace("\n", line_end).encode("utf-16"))
    assert [line.number for line in read_report(path).lines if line.text] == [1, 2, 3]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<html><head><meta charset="Shift_JIS">', "cp932"),
        ("<html><meta http-equiv='Content-Type' content='text/html; charset=euc-jp'>", "euc_jp"),
        ('<?xml version="1.0" encoding="Shift_JIS"?><html>', "cp932"),
        ("<html><meta charset=iso-2022-jp>", "iso2022_jp"),
    ],
)
def test_a_page_names_its_encoding_which_decides_where_the_text_is_too_short(head: str, encoding: str) -> None:
    page = head + "<p>学習率</p>"  # three kanji alone are refused where nothing is named, but for the last
    assert decode(page.encode(encoding)) == page


def test_a_file_names_its_encoding() -> None:
    assert declared_encoding("# -*- coding: euc-jp -*-\n学習率".encode("euc_jp")) == "euc-jp"
    assert decode("# vim: set fileencoding=sjis :\n学習率".encode("cp932")).endswith("学習率")
    assert declared_encoding(b"<meta charset=klingon>") is None
    assert declared_encoding(b"coding matters: utf-8") is None


def test_a_wrong_name_does_not_spoil_what_is_utf8() -> None:
    page = '<html><meta charset="Shift_JIS"><p>勾配が消失する。</p>'
    assert decode(page.encode()) == page


@pytest.mark.parametrize(
    "data",
    [
        "学習率".encode("cp932"),  # no kana: it may be anything
        b"caf\xe9 and na\xefve, in an encoding of western Europe\n" * 3,
        "Обучение идёт медленно".encode("koi8-r"),
        "学习率太大，训练发散。".encode("gb18030"),
        "학습률이 크면 발산한다".encode("cp949"),
        TEXT.encode() + b"\xff\xfe\x00" + TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode("cp932"),
        b"\xff\xfea",
    ],
)
def test_what_could_be_several_things_or_nothing_is_refused(data: bytes) -> None:
    with pytest.raises(UnknownEncoding):
        decode(data)


def test_a_refusal_names_the_line_and_a_remedy_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "old.md"
    path.write_bytes(b"one\ntwo caf\xe9\n")
    with pytest.raises(UnreadableReport) as caught:
        read_report(path)
    assert "line 2 isn't UTF-8" in caught.value.in_("en")
    assert "iconv -f CP932 -t UTF-8 old.md" in caught.value.in_("en")
    assert "2 行目" in caught.value.in_("ja")
    assert "iconv -f CP932 -t UTF-8 old.md" in caught.value.in_("ja")


@given(st.text(alphabet="勾配消失学習率のはがをにでとるれたてし。、\n 0.25()ABCアイウエオ", max_size=80))
def test_no_text_is_ever_read_as_another(text: str) -> None:
    for encoding in ("cp932", "euc_jp", "iso2022_jp", "utf-8"):
        data = text.encode(encoding)
        if encoding in ("cp932", "euc_jp") and is_utf8(data):
            continue  # a letter or two may be UTF-8 by chance: 「率」 is another letter there
        try:
            assert decode(data) == text
        except UnknownEncoding:
            assert encoding in ("cp932", "euc_jp")


def is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    lines = data.count(b"\n") + 1
    try:
        decode(data)
    except UnknownEncoding as unknown:
        line = unknown.line
    else:
        line = 1
    assert 1 <= line <= lines
