"""TOML that can't be read: the place and what to write instead, in the author's language."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.toml_faults import toml_fault
from quiz.courses import parse_item
from quiz.errors import FileFaults


def fault(source: str) -> tuple[int, str, str, str]:
    """Return the line, the Japanese message, what the caret points at and the English remedy."""
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(source)
    line, message, remedy = toml_fault(source, caught.value)
    said, *drawn = message.ja.split("\n")
    pointed = ""
    if drawn:
        shown = source.split("\n")[line - 1]
        columns = [place for place in range(len(shown) + 1) if len(drawn[1]) - 1 == 4 + _wide(shown[:place])]
        pointed = shown[columns[0] : columns[0] + 1]
    return line, said, pointed, "" if remedy is None else remedy.en


def _wide(text: str) -> int:
    return sum(2 if ord(sign) > 0x2FFF else 1 for sign in text)


@pytest.mark.parametrize(
    ("source", "line", "pointed", "remedy"),
    [
        ("a = 1\ntitle = “Test”", 2, "“", 'write " instead of “'),
        ("title = 「題」", 1, "「", 'write " instead of 「'),
        ("key = ‘n*2’", 1, "‘", "write ' instead of ‘"),
        ("n ＝ 3", 1, "＝", "write = instead of ＝"),
        ("n: 3", 1, ":", "write = instead of :"),
        ("n = １２", 1, "１", "write 1 instead of １"),
        ("d = { from = 1， to = 9 }", 1, "，", "write , instead of ，"),
        ("l = [1、2]", 1, "、", "write , instead of 、"),
        ("[draw］\nn = 1", 1, "］", "write ] instead of ］"),
        ("n　= 3", 1, "　", "write a plain space"),
        ("key = height*2 + 1", 1, "h", 'put it in quotation marks: "height*2 + 1"'),
        ("ja = 正しい", 1, "正", 'put it in quotation marks: "正しい"'),
        ("distinct = True", 1, "T", "write true"),
        ("n =", 1, "", "write a value after the ="),
        (r'ja = "勾配 $\sigma$"', 1, "\\", r"use '...', in which \ is itself"),
        (r'ja = "$\xi$"', 1, "\\", r"use '...', in which \ is itself"),
        ("ja = 'it's'", 1, "s", "a text with ' in it stands in \"...\" or '''...'''"),
        ('ja = "abc\nn = 1', 1, "", "close the quotation mark before the line ends"),
        ("n = 1\nn = 2", 2, "", "delete one of them, or rename it"),
        ("[draw]\n[let]\n[draw]", 3, "]", "delete one of them, or rename it"),
        ("draw", 1, "", "write name = value"),
    ],
)
def test_a_slip_is_told_with_its_place_and_remedy(source: str, line: int, pointed: str, remedy: str) -> None:
    found = fault(source)
    assert (found[0], found[3]) == (line, remedy)
    assert found[2] == pointed
    assert "文字目: " in found[1]


@given(st.text("ab=[]{}\"'\\\n,.#1：＝“”　true", max_size=30))
def test_whatever_is_written_is_told(source: str) -> None:
    try:
        tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        line, message, _ = toml_fault(source, error)
        assert 1 <= line <= source.count("\n") + 1
        assert message.ja.split("\n")[0]
        assert not message.ja.isascii()


def test_the_line_is_that_of_the_file() -> None:
    with pytest.raises(FileFaults) as caught:
        parse_item('+++\nid = "x"\ntitle = “題”\n+++\n', expected_id="x", path="x.md")
    assert caught.value.in_("en").startswith(
        'x.md:3: column 9: this is no value\n    title = “題”\n            ^\n  → write "'
    )
