"""What the system refuses is told in both languages, and with a remedy where there is one."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

import quiz
from quiz.errors import QuizError, refusal
from quiz.exchange.new_files import NewFiles


def test_what_the_system_refuses_is_told_in_one_place() -> None:
    """The system speaks one language: whoever passes its words on leaves out the other one."""
    root = Path(quiz.__file__).parent
    passed_on = [
        f"{path.relative_to(root)}:{number}"
        for path in root.rglob("*.py")
        if path != root / "errors.py" and "inside" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "strerror" in line
    ]
    assert not passed_on


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EADDRINUSE, errno.ENOSPC, errno.EISDIR])
def test_a_refusal_is_told_in_japanese(number: int) -> None:
    why = refusal(OSError(number, "the system's words"))
    assert why.en == "the system's words"
    assert not why.ja.isascii()


def test_where_the_folder_is_missing_it_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuizError) as told:  # before anything is written, or said to be
        NewFiles([tmp_path / "none" / "sheet.md"], force=False)
    assert told.value.remedy is not None
    assert str(tmp_path / "none") in told.value.remedy.ja
