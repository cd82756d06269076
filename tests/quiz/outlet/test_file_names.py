"""Names of files: inside their folder on every system, or refused."""

from __future__ import annotations

import posixpath
from pathlib import Path, PureWindowsPath

import pytest
from hostile_texts import hostile_texts, unseen
from hypothesis import given

from quiz.errors import QuizError
from quiz.outlet.file_names import inside


@given(hostile_texts)
def test_a_name_is_refused_or_lies_in_its_folder(name: str) -> None:
    refused = ""
    try:
        path = inside(Path("bank"), name)
    except QuizError as error:
        refused = error.in_("ja") + error.in_("en")
    if refused:
        assert not unseen(refused)
        return
    assert path.parent == Path("bank")
    assert posixpath.normpath(path.as_posix()) == f"bank/{name}"
    windows = PureWindowsPath("bank", name)
    assert windows.parent == PureWindowsPath("bank")
    assert windows.name == name
    assert not unseen(name)
    assert len(name.encode()) <= 255


@pytest.mark.parametrize(
    "name",
    [
        "", ".", "..", "../x", "a/b", "a\\b", "/x", "C:x", "x:stream", "nul", "NUL.md", "con",
        "Con.tar.gz", "com1.md", "LPT9", "com¹", "ｃｏｎ", "aux .md", "x.", "x ", " x", "-rf", "~root",
        "a\nb", "a\tb", "a\x00", "a\u202e", "a\udcff", "a*", "a?", 'a"', "a<b", "a|b", "x" * 241, "値" * 81,
    ],
)  # fmt: skip
def test_names_that_lead_elsewhere_or_nowhere_are_refused(name: str) -> None:
    with pytest.raises(QuizError):
        inside(Path("bank"), name)


@pytest.mark.parametrize(
    "name", ["relu.md", "問題 1.md", "a..b", ".hidden", "console.md", "com10.md", "a-b_c.json", "x" * 240]
)
def test_usual_names_are_taken(name: str) -> None:
    assert inside(Path("bank"), name) == Path("bank", name)
