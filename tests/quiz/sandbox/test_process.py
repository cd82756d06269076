"""The child process's folder: what a program that was killed has left is removed, and nothing else."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from quiz.sandbox import process


@pytest.mark.skipif(os.name != "posix", reason="folders have no owner here")
def test_abandoned_folders_are_removed_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kept = {"quiz-answer-young", "quiz-answer-link", "quiz-answer-file", "others"}
    for name in ("quiz-answer-old", "quiz-answer-young", "others"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "answer.py").touch()
    (tmp_path / "quiz-answer-link").symlink_to(tmp_path / "others")
    (tmp_path / "quiz-answer-file").touch()
    for name in ("quiz-answer-old", "quiz-answer-file", "others"):
        os.utime(tmp_path / name, (0, 0))
    process._remove_abandoned.cache_clear()
    process._remove_abandoned()
    assert {path.name for path in tmp_path.iterdir()} == kept
    assert (tmp_path / "others" / "answer.py").exists()
